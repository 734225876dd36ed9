//! The snapshot of a folder: what its journal folded into up to some fact, so that a command begins there.
//!
//! It is trusted as far as its checksums go, and only for the journal that has the frame it ends with, and only if this
//! very program's core folded it. Whatever is wrong with it, the journal is folded instead, and nobody needs to know.

use std::path::Path;

use takt_core::book::Book;
use takt_core::fact::binary::Writer;
use takt_core::fact::{Body, Fact};
use takt_core::history::{Tail, looks_back};
use takt_core::snapshot::{Regained, write_account, write_house};
use takt_core::unit::Seq;
use takt_store::{Commit, SnapshotHead, SnapshotReader, SnapshotWriter, Store, StoreError};

use crate::app::desk::Desk;

/// The number of the core in this program: see `build.rs`.
const CORE: &str = env!("TAKT_CORE_NUMBER");

/// Facts behind the last snapshot from which on another one is written.
const FACTS_BEHIND: u64 = 50_000;

/// Bytes of the last snapshot for each fact behind it, where that is more: then folding what is behind costs about a
/// fourth of reading the snapshot, and writing it anew two or three microseconds for each fact that came.
const BYTES_A_FACT: u64 = 1_000;

/// Facts for each account behind it that is folded again from its beginning: its past lies all over the journal.
const FACTS_AN_ACCOUNT: u64 = 100;

/// One account of so many, from which on folding so many of them again costs more than folding the whole journal.
const TOO_MANY: usize = 8;

/// Bytes after which a block ends: enough that the blocks cost nothing, little enough that one is no burden to hold.
const BLOCK: usize = 1 << 20;

/// Where the snapshot ends that a folder has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The sequence behind its last fact; 1 where there is none that can be used.
    pub next: Seq,
    /// The bytes of its file.
    pub bytes: u64,
    /// Accounts that the facts behind it make be folded again.
    pub again: u64,
}

impl Default for Kept {
    fn default() -> Self {
        Self { next: Seq(1), bytes: 0, again: 0 }
    }
}

impl Kept {
    /// Notes facts that are behind it now.
    pub(crate) fn note(&mut self, facts: &[Fact]) {
        for fact in facts {
            if matches!(fact.body, Body::ModelAdopted { .. }) {
                // All accounts are read anew: nothing is gained by it any more.
                *self = Self::default();
            }
            self.again += u64::from(looks_back(&fact.body));
        }
    }
}

/// The number of the core in this program.
pub(crate) fn core_number() -> u64 {
    CORE.bytes()
        .filter(u8::is_ascii_digit)
        .fold(0, |number, digit| number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0')))
}

/// The book of a journal by the snapshot of its folder; `None` where there is none that can be used. `blank` knows the
/// dictionary and the texts of models.
///
/// # Errors
/// The journal cannot be read.
pub fn open<S: Store + ?Sized>(folder: &Path, store: &mut S, blank: &Book) -> Result<Option<(Book, Kept)>, StoreError> {
    let Ok(mut file) = SnapshotReader::open(folder) else { return Ok(None) };
    let head = *file.head();
    if head.program != core_number() || !store.passed(&head.end())? {
        return Ok(None);
    }
    let mut kept = Kept { next: head.next, bytes: file.bytes(), again: 0 };
    let Some(mut book) = regain(&mut file, blank) else { return Ok(None) };
    drop(file);
    if book.next != head.next {
        return Ok(None);
    }
    let mut tail = Tail::default();
    store.scan(head.next, &mut |fact| {
        tail.note(&fact);
        Ok(())
    })?;
    if tail.is_everything() || tail.again() > book.accounts.len() / TOO_MANY + 100 {
        return Ok(None);
    }
    kept.again = tail.again() as u64;
    loop {
        let wanted = tail.wanted(&book);
        if wanted.is_empty() {
            break;
        }
        for (account, last) in wanted {
            let past = if last == Seq(0) { Vec::new() } else { store.walk(last)? };
            tail.hold(account, past);
        }
    }
    store.scan(head.next, &mut |fact| {
        tail.take(&mut book, fact);
        Ok(())
    })?;
    tail.finish(&mut book);
    Ok(Some((book, kept)))
}

/// The book of the snapshot in a folder, whosever journal it is of; `None` where it cannot be read. For measuring: what
/// is opened to be used is opened with its journal.
#[must_use]
pub fn read(folder: &Path, blank: &Book) -> Option<Book> {
    regain(&mut SnapshotReader::open(folder).ok()?, blank)
}

fn regain(file: &mut SnapshotReader, blank: &Book) -> Option<Book> {
    let house = file.next_block().ok()??;
    let mut regained = Regained::begin(blank.clone(), house).ok()?;
    while let Some(accounts) = file.next_block().ok()? {
        regained.take(accounts).ok()?;
    }
    regained.finish().ok()
}

/// Writes a book, which is what the journal folds into up to `head`, as the snapshot of a folder; gives its bytes.
///
/// # Errors
/// Those of the operating system; the snapshot that was there before is still there then.
pub fn write(folder: &Path, head: &takt_store::Head, book: &Book) -> std::io::Result<Option<u64>> {
    write_unless(folder, head, book, &|| false)
}

/// The same, until something comes between.
fn write_unless(
    folder: &Path,
    head: &takt_store::Head,
    book: &Book,
    is_asked: &dyn Fn() -> bool,
) -> std::io::Result<Option<u64>> {
    let Some(head) = SnapshotHead::of(core_number(), head) else { return Ok(None) };
    let mut file = SnapshotWriter::create(folder, &head)?;
    let mut house = Writer::default();
    write_house(book, head.recorded_at, &mut house);
    file.block(house.as_bytes())?;
    let mut block = Writer::default();
    for account in &book.accounts {
        write_account(book, account, &mut block);
        if block.as_bytes().len() >= BLOCK {
            file.block(block.as_bytes())?;
            block.clear();
            if is_asked() {
                return Err(std::io::ErrorKind::Interrupted.into());
            }
        }
    }
    file.block(block.as_bytes())?;
    file.finish().map(Some)
}

impl<S: Store> Desk<S> {
    /// Keeps a snapshot where many facts came since the last one: what a command does when it has written. Gives whether
    /// it did.
    ///
    /// It is no fault when it cannot be written: it saves time, nothing else.
    pub fn keep_snapshot(&mut self) -> bool {
        let facts = self.book.next.0.saturating_sub(self.kept.next.0);
        let behind = facts.saturating_add(self.kept.again.saturating_mul(FACTS_AN_ACCOUNT));
        behind > FACTS_BEHIND.max(self.kept.bytes / BYTES_A_FACT) && self.write_snapshot()
    }

    /// Writes a snapshot of the journal as it is now; gives whether there is one. What others ask for meanwhile is done
    /// first, once: without a snapshot the next command would read all of the journal.
    pub fn write_snapshot(&mut self) -> bool {
        match self.attempt_snapshot(true) {
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {
                self.give_way().is_ok() && self.attempt_snapshot(false).unwrap_or(false)
            }
            written => written.unwrap_or(false),
        }
    }

    fn attempt_snapshot(&mut self, gives_way: bool) -> std::io::Result<bool> {
        // Nothing to be done is a question to the store: whether we are its writer, and the book where the journal ends.
        let Ok(head) = self.store.append(&Commit::on(self.book.next)) else { return Ok(false) };
        if !self.out.is_empty() {
            return Ok(false);
        }
        let Some(bytes) = write_unless(&self.folder, &head, &self.book, &|| gives_way && self.is_asked())? else {
            return Ok(false);
        };
        self.kept = Kept { next: head.next, bytes, again: 0 };
        // What reports read they can make themselves.
        if !self.is_asked() {
            self.keep_column(&head);
        }
        if !self.is_asked() {
            self.keep_seen(&head);
        }
        Ok(true)
    }
}
