//! The sample vendor: made anew each run, its months ending today.
//!
//! The vendor of `takt-sim` runs in virtual time on a book; its commits are made durable many at a time, each fact with
//! the instant it was recorded at in that time.

use std::path::Path;

use takt_core::calendar::month_of;
use takt_core::fact::{Fact, Kind};
use takt_core::model;
use takt_core::unit::{Day, Micros, Seq};
use takt_sim::{Batch, Plan, Stories, Vendor, Whose};
use takt_store::{Commit, JOURNAL_FILE, Key, ModelText, Outside, Space, SqliteStore, Store, StoreError, Text};

use crate::app::desk::{Desk, STANDARD_MODEL, sha256};
use crate::fault::Fault;

/// The file by which a folder is known as the demo's own.
pub const MARK: &str = "made-by-takt-demo";

/// Facts made durable at once.
const FACTS_A_COMMIT: usize = 20_000;

/// What was made.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Months of its past.
    pub months: u32,
    /// Its accounts.
    pub accounts: u64,
    /// Facts in the journal.
    pub facts: u64,
    /// First and last day of the last whole month.
    pub month: (Day, Day),
    /// What its time is known for, and the accounts that tell it.
    pub stories: Stories,
}

/// Makes the sample vendor in a folder that is empty, missing, or an earlier demo's.
///
/// # Errors
/// The folder holds something else, or the disk fails.
pub fn make(folder: &Path, now: Micros) -> Result<(Desk, Summary), Fault> {
    make_planned(folder, now, Plan::demo)
}

/// As [`make_planned`], with the vendor, which can live on.
///
/// # Errors
/// Those of [`make`].
pub fn make_living(
    folder: &Path,
    now: Micros,
    plan: impl FnOnce(Day) -> Plan,
) -> Result<(Desk, Summary, Vendor), Fault> {
    make_with_vendor(folder, now, plan)
}

/// The same for a vendor of another size: `plan` is given the day of today.
///
/// # Errors
/// Those of [`make`].
pub fn make_planned(folder: &Path, now: Micros, plan: impl FnOnce(Day) -> Plan) -> Result<(Desk, Summary), Fault> {
    make_with_vendor(folder, now, plan).map(|(desk, summary, _)| (desk, summary))
}

fn make_with_vendor(
    folder: &Path,
    now: Micros,
    plan: impl FnOnce(Day) -> Plan,
) -> Result<(Desk, Summary, Vendor), Fault> {
    clear(folder)?;
    let store = SqliteStore::create(folder, "demo").map_err(|error| Fault::of_store(&error, folder))?;
    let mark = folder.join(MARK);
    std::fs::write(&mark, "takt demo\n").map_err(|cause| Fault::unwritable(&mark, &cause))?;
    let mut desk = Desk::over(folder, store)?;
    let hash = sha256(STANDARD_MODEL);
    let standard = model::read(STANDARD_MODEL, &mut desk.book.words).map_err(|findings| {
        Fault::refused("model-unsound", vec![("file", "the-model".into()), ("count", findings.len().to_string())])
    })?;
    let today = standard.calendar.day_of(now);
    desk.book.library.insert(hash, standard);
    let plan = plan(today);
    let mut vendor = Vendor::new(plan, &mut desk.book.words, hash);

    let mut pending = Commit::on(Seq(1));
    pending.words = desk.book.words.take_fresh();
    pending.models = vec![ModelText::of(STANDARD_MODEL)];
    let Desk { store, book, .. } = &mut desk;
    takt_sim::drive(&mut vendor, book, |_, facts, batch| {
        note(&mut pending, facts, batch);
        if pending.facts.len() >= FACTS_A_COMMIT {
            flush(store, &mut pending)?;
        }
        Ok(())
    })
    .map_err(|error: StoreError| Fault::of_store(&error, folder))?;
    flush(store, &mut pending).map_err(|error| Fault::of_store(&error, folder))?;

    let last = Day(month_of(today).first_day().0 - 1);
    let summary = Summary {
        months: plan.months,
        accounts: desk.book.accounts.len() as u64,
        facts: desk.book.next.0 - 1,
        month: (month_of(last).first_day(), last),
        stories: vendor.stories(),
    };
    Ok((desk, summary, vendor))
}

/// Takes an earlier demo away; anything else is left as it is.
fn clear(folder: &Path) -> Result<(), Fault> {
    let foreign = || Fault::refused("demo-not-ours", vec![("folder", folder.display().to_string())]);
    let mut entries = match std::fs::read_dir(folder) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(Fault::unreadable(folder, &cause)),
        Ok(entries) => entries,
    };
    if entries.next().is_none() {
        return Ok(());
    }
    let marked = folder.join(MARK).is_file();
    let mut held = None;
    if folder.join(JOURNAL_FILE).exists() {
        // Somebody may be at it: the lock says so, and is ours until all is taken away.
        let mut store = SqliteStore::open_writer(folder, "demo").map_err(|error| Fault::of_store(&error, folder))?;
        let head = store.head().map_err(|error| Fault::of_store(&error, folder))?;
        // A demo that was killed before it could leave its mark left a journal without a fact.
        if !marked && head.next != Seq(1) {
            return Err(foreign());
        }
        held = Some(store);
    } else if !marked {
        return Err(foreign());
    }
    let removed = std::fs::remove_dir_all(folder);
    drop(held);
    removed.map_err(|cause| Fault::unwritable(folder, &cause))
}

/// Adds what the vendor said at one instant to the commit that is made durable next.
pub(crate) fn note(pending: &mut Commit, facts: &[Fact], batch: &Batch) {
    let mut seen = facts.iter().filter(|fact| !fact.body.kind().is_acted()).peekable();
    for said in &batch.said {
        let kind = said.statement.body.kind();
        let fact = seen.next_if(|fact| fact.account == said.statement.account && fact.body.kind() == kind);
        let Some(fact) = fact else { continue };
        if kind != Kind::ModelAdopted {
            pending.keys.push((Key(said.key), fact.seq));
        }
        if let (Some(key), Some(account)) = (&said.account_key, said.statement.account) {
            pending.outside.push(Outside { space: Space::Account, key: key.clone(), id: account.0 });
        }
        for text in &said.texts {
            let (space, id) = match text.of {
                Whose::Account => (Space::Account, said.statement.account.map_or(0, |account| account.0)),
                Whose::Contact(contact) => (Space::Contact, contact.0),
                Whose::Member(member) => (Space::Member, member.0),
            };
            if text.field == "name" && space == Space::Member {
                pending.outside.push(Outside { space, key: format!("demo:member-{id:02}"), id });
            }
            pending.texts.push(Text {
                space,
                id,
                field: text.field.into(),
                said: fact.seq,
                by: None,
                value: text.text.clone(),
            });
        }
    }
    pending.facts.extend_from_slice(facts);
}

fn flush(store: &mut SqliteStore, pending: &mut Commit) -> Result<(), StoreError> {
    let next = Commit::on(pending.facts.last().map_or(pending.expected, |last| Seq(last.seq.0 + 1)));
    let commit = std::mem::replace(pending, next);
    if !commit.is_empty() {
        store.append(&commit)?;
    }
    Ok(())
}
