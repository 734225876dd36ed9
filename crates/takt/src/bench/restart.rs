//! Restarting from a snapshot: a million accounts back in memory, with the thirteen million moves of their lines and the
//! touches that count.
//!
//! The tight pass reads the same file and computes its checksum: whoever wants to know that what lies there is what was
//! written has to do that much.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use takt_core::book::Book;
use takt_core::dictionary::Dictionary;
use takt_core::fact::{Actor, Body, Dated, Draft, Fact};
use takt_core::unit::{AccountId, ImportId};
use takt_sim::bulk::{Bulk, LARGE};
use takt_store::{Head, SNAPSHOT_FILE};

use super::{Better, Figure, Job, Pass, SEED, Setting, Size, Unit};
use crate::app::desk::{STANDARD_MODEL, sha256};
use crate::app::snapshot;
use crate::fault::Fault;

pub(super) const JOB: Job = Job { name: "restart", figures: &["snapshot-write", "restart"], run };

/// The most that reading it may take, in milliseconds; writing it is given the same.
const LIMIT: u64 = 3_000;
/// Accounts of the smoke run.
const SMALL: u32 = 1_000;

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let accounts = match setting.size {
        Size::Full => LARGE,
        Size::Small => SMALL,
    };
    let count = u64::from(accounts);
    let path = setting.folder.join(SNAPSHOT_FILE);
    let broken = || Fault::store("bench-failed", vec![("job", JOB.name.into())]);
    let (written, blank) = apart(|| {
        let book = book(accounts)?;
        let head = Head { next: book.next, chain: [0; 32], recorded_at: Some(book.recorded_at) };
        let (written, _) = Pass::time(count, || {
            snapshot::write(setting.folder, &head, &book).map_err(|cause| Fault::unwritable(&path, &cause))
        })?;
        Ok((written, Book::new(book.words, book.library)))
    })?;
    let read = || {
        apart(|| {
            let (read, book) = Pass::time(count, || snapshot::read(setting.folder, &blank).ok_or_else(broken))?;
            if book.accounts.len() as u64 == count { Ok(read) } else { Err(broken()) }
        })
    };
    let restarted = read()?.or_quicker(read()?);
    let (tight, _) = Pass::time(count, || checksum(&path))?;
    let figure = |name: &str, pass: Pass| Figure {
        job: name.into(),
        rate: milliseconds(pass),
        unit: Unit::Milliseconds,
        limit: LIMIT,
        better: Better::Less,
        tight: Some(milliseconds(tight)),
        count,
    };
    Ok(vec![figure("snapshot-write", written), figure("restart", restarted)])
}

/// Does something on a thread of its own: what it held goes back to the system with it, so that what comes after it has to
/// ask for memory as a process does that has just begun.
fn apart<T: Send>(act: impl FnOnce() -> Result<T, Fault> + Send) -> Result<T, Fault> {
    std::thread::scope(|scope| scope.spawn(act).join())
        .unwrap_or_else(|_| Err(Fault::store("bench-failed", vec![("job", JOB.name.into())])))
}

/// The checksum of a file, read in one go from its beginning to its end.
fn checksum(path: &Path) -> Result<u32, Fault> {
    let unreadable = |cause: std::io::Error| Fault::unreadable(path, &cause);
    let mut file = File::open(path).map_err(unreadable)?;
    let (mut buffer, mut crc) = (vec![0; 1 << 16], 0);
    loop {
        match file.read(&mut buffer).map_err(unreadable)? {
            0 => return Ok(crc),
            read => crc = crc32c::crc32c_append(crc, buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// Rounded up: nothing takes no time.
fn milliseconds(pass: Pass) -> u64 {
    pass.nanos.div_ceil(1_000_000)
}

/// The book of the load, its accounts live.
fn book(accounts: u32) -> Result<Book, Fault> {
    let unsound = |_| Fault::refused("model-unsound", vec![("file", "the-model".into()), ("count", String::new())]);
    let mut words = Dictionary::default();
    let model = takt_core::model::read(STANDARD_MODEL, &mut words).map_err(unsound)?;
    let hash = sha256(STANDARD_MODEL);
    let bulk = Bulk::new(SEED, &mut words);
    let mut book = Book::new(words, [(hash, model)].into());
    let mut out: Vec<Fact> = Vec::new();
    book.begin(bulk.period().1);
    let body = Body::ModelAdopted { model: hash, reason: None };
    let (occurred_at, rank) = (bulk.period().0, body.kind().rank());
    let actor = Actor::Program;
    book.push(Draft { account: None, occurred_at, dated: Dated::Instant, actor, contact: None, rank, body }, &mut out);
    for draft in bulk.house() {
        book.push(draft, &mut out);
    }
    for number in 0..accounts {
        let mut drafts = Vec::new();
        bulk.account(number, &mut drafts);
        out.clear();
        // No account comes twice, so no past is asked for.
        let taken = book.take(AccountId(number), drafts, |_| Ok::<_, std::convert::Infallible>(Vec::new()), &mut out);
        match taken {
            Ok(_) => {}
            Err(never) => match never {},
        }
        book.go_live(AccountId(number), ImportId(1), &mut out);
    }
    Ok(book)
}
