//! Driving a vendor against a book: the loop that a shell would run, in virtual time.

use takt_core::book::Book;
use takt_core::decide::{Refusal, decide};
use takt_core::fact::{Fact, Kind};
use takt_core::unit::{AccountId, Micros};

use crate::plan::{Batch, Said};
use crate::vendor::Vendor;

/// What a drive came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Driven {
    /// Commits.
    pub batches: u64,
    /// Facts, seen and acted.
    pub facts: u64,
    /// Statements that were refused: none of a sound vendor.
    pub refused: Vec<Refused>,
}

/// A statement that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// When.
    pub now: Micros,
    /// Of which account.
    pub account: Option<AccountId>,
    /// What kind.
    pub kind: Kind,
    /// Why.
    pub refusal: Refusal,
}

/// A live account's history was to be reopened, which only an import may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a live statement reopened history")]
struct NoPast;

/// Runs a vendor to its end. `each` gets every commit: its facts in journal order, folded already, and what was said.
///
/// # Errors
/// The first error of `each`; the book has folded that commit.
pub fn drive<E>(
    vendor: &mut Vendor,
    book: &mut Book,
    mut each: impl FnMut(&Book, &[Fact], &Batch) -> Result<(), E>,
) -> Result<Driven, E> {
    let mut driven = Driven::default();
    let mut facts = Vec::new();
    if let Some(start) = opening_time(vendor, book) {
        let now = book.begin(start);
        let batch = vendor.opening(book, now);
        state(book, &batch, &mut facts, &mut driven);
        driven.facts += facts.len() as u64;
        each(book, &facts, &batch)?;
    }
    while let Some(wake) = vendor.wake(book) {
        facts.clear();
        let batch = act(vendor, book, wake, &mut facts, &mut driven);
        driven.facts += facts.len() as u64;
        if !facts.is_empty() {
            each(book, &facts, &batch)?;
        }
    }
    Ok(driven)
}

/// Lets a vendor that was driven to its end do what comes next, where that is not later than an instant; `each` gets the
/// commit, whose facts the book has folded. `beat` is when it next has something to do, kept by the caller in between.
/// `None` where there is nothing to do yet.
pub fn step(
    vendor: &mut Vendor,
    book: &mut Book,
    until: Micros,
    beat: &mut Option<Micros>,
    each: impl FnOnce(&[Fact], &Batch),
) -> Option<()> {
    let wake = beat.take().or_else(|| vendor.wake(book))?;
    if wake > until {
        *beat = Some(wake);
        return None;
    }
    let mut facts = Vec::new();
    // What is refused has been done by somebody else meanwhile.
    let batch = act(vendor, book, wake, &mut facts, &mut Driven::default());
    each(&facts, &batch);
    Some(())
}

/// One commit of a vendor at a beat: what is due, what it says to that, and what follows.
fn act(vendor: &mut Vendor, book: &mut Book, wake: Micros, facts: &mut Vec<Fact>, driven: &mut Driven) -> Batch {
    let now = book.begin(wake);
    book.advance(now, facts);
    vendor.hear(book, facts);
    let heard = facts.len();
    let batch = vendor.act(book, now);
    state(book, &batch, facts, driven);
    book.advance_to(now, facts);
    vendor.hear(book, facts.get(heard..).unwrap_or_default());
    batch
}

/// When a vendor opens: 09:00 of the day before its first, by the model that is or will be in force.
fn opening_time(vendor: &Vendor, book: &Book) -> Option<Micros> {
    let model = book.model.as_ref().map(|model| &model.model).or_else(|| book.library.get(&vendor.model_hash()))?;
    let day = takt_core::unit::Day(vendor.plan().first_day().0.saturating_sub(1));
    Some(model.calendar.minute(day, 540))
}

/// States what a batch says.
fn state(book: &mut Book, batch: &Batch, facts: &mut Vec<Fact>, driven: &mut Driven) {
    for said in &batch.said {
        if let Err(refusal) = state_one(book, said, batch.now, facts) {
            let Said { statement, .. } = said;
            let kind = statement.body.kind();
            driven.refused.push(Refused { now: batch.now, account: statement.account, kind, refusal });
        }
    }
    driven.batches += 1;
}

/// States one thing: decides it, and lets the book take what follows.
///
/// # Errors
/// Why it is refused.
fn state_one(book: &mut Book, said: &Said, now: Micros, facts: &mut Vec<Fact>) -> Result<(), Refusal> {
    let drafts = decide(book, &said.statement, now)?;
    for draft in drafts {
        match draft.account {
            None => {
                book.push(draft, facts);
            }
            Some(id) => {
                // A statement of a person or a program never reopens history, so the past is never asked for.
                let taken = book.take(id, vec![draft], |_| Err(NoPast), facts);
                debug_assert!(taken.is_ok());
            }
        }
    }
    Ok(())
}
