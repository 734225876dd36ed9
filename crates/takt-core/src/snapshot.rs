//! The compact form of a book, from which a process begins without folding the whole journal again.
//!
//! A snapshot is disposable. It holds what the facts fold into and nothing else: the dictionary and the texts of models
//! come from the store, a model's tables and the set of wakes are made anew, columns when they are asked for. Nothing in
//! it is text. Whether the bytes are the ones that were written, and of this journal, is the store's business.
//!
//! Every struct is taken apart field by field, so that one which gains a field is not compiled until its field is kept
//! too. There is one form, that of this program: one written by another is thrown away, never converted.

mod form;

use alloc::sync::Arc;

use crate::account::Account;
use crate::book::{Book, InForce};
use crate::due;
use crate::fact::binary::{Malformed, Writer};
use crate::unit::Micros;

use form::{Eye, Hand, Kept};

/// Writes what a book holds besides its accounts. `recorded_at` is when the last fact of the journal was recorded: a
/// book that began a commit and had nothing to write is ahead of that.
pub fn write_house(book: &Book, recorded_at: Micros, out: &mut Writer) {
    // Without `..`, see above.
    let Book {
        words: _,
        library: _,
        model: _,
        adoptions,
        accounts,
        floor,
        counts,
        imports,
        imports_begun,
        imports_undone,
        ties,
        next,
        recorded_at: _,
        acted,
        wakes: _,
        columns: _,
        moves: _,
        is_refolding: _,
        is_regrouping: _,
        // Only while a journal is folded.
        apart: _,
        turn: _,
    } = book;
    let out = &mut Hand::over(out);
    next.keep(out);
    recorded_at.keep(out);
    acted.keep(out);
    adoptions.keep(out);
    floor.keep(out);
    counts.keep(out);
    imports.keep(out);
    imports_begun.keep(out);
    imports_undone.keep(out);
    ties.keep(out);
    (accounts.len() as u64).keep(out);
}

/// Writes one account of a book behind the one before it, with its timer as a fold of the journal sets it: one that went
/// off and found nothing to do has left no trace in the journal.
pub fn write_account(book: &Book, account: &Account, out: &mut Writer) {
    let out = &mut Hand::over(out);
    account.keep(out);
    let wake = book.model.as_ref().and_then(|model| due::next_wake(model, account, account.clock));
    wake.keep(out);
}

/// Reads a book back: what it holds besides its accounts first, then its accounts, in as many parts as they come in.
#[derive(Debug)]
pub struct Regained {
    book: Book,
    accounts: u64,
}

impl Regained {
    /// Begins over a dictionary and the texts of models with what [`write_house`] wrote.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are something else.
    pub fn begin(blank: Book, bytes: &[u8]) -> Result<Self, Malformed> {
        let mut from = Eye::over(bytes);
        let mut book = blank;
        book.next = Kept::regain(&mut from)?;
        book.recorded_at = Kept::regain(&mut from)?;
        book.acted = Kept::regain(&mut from)?;
        book.adoptions = Kept::regain(&mut from)?;
        book.floor = Kept::regain(&mut from)?;
        book.counts = Kept::regain(&mut from)?;
        book.imports = Kept::regain(&mut from)?;
        book.imports_begun = Kept::regain(&mut from)?;
        book.imports_undone = Kept::regain(&mut from)?;
        book.ties = Kept::regain(&mut from)?;
        let accounts = Kept::regain(&mut from)?;
        for (number, adoption) in (1..).zip(&mut book.adoptions) {
            let text = book.library.get(&adoption.hash);
            adoption.model = text.map(|text| Arc::new(InForce::new(text.clone(), number)));
            book.model = adoption.model.clone().or(book.model);
        }
        if from.from.is_empty() { Ok(Self { book, accounts }) } else { Err(Malformed) }
    }

    /// Takes the next accounts, as [`write_account`] wrote them one behind the other.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are something else.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), Malformed> {
        let accounts = &mut self.book.accounts;
        let left = usize::try_from(self.accounts).map_err(|_| Malformed)?.saturating_sub(accounts.len());
        // No account takes less than a byte: a count that is not true reserves no more than the bytes allow.
        accounts.reserve(left.min(bytes.len()));
        let mut from = Eye::over(bytes);
        while !from.from.is_empty() {
            from.forget();
            let mut account = Account::regain(&mut from)?;
            account.wake = Kept::regain(&mut from)?;
            if account.id.index() != accounts.len() {
                return Err(Malformed);
            }
            accounts.push(account);
        }
        Ok(())
    }

    /// The book, its timers set.
    ///
    /// # Errors
    /// [`Malformed`] where accounts are missing, or more than there were.
    pub fn finish(self) -> Result<Book, Malformed> {
        let Self { mut book, accounts } = self;
        if book.accounts.len() as u64 != accounts {
            return Err(Malformed);
        }
        let waiting = book.accounts.iter().filter(|account| account.live_at.is_some());
        book.wakes = waiting.filter_map(|account| Some((account.wake?, account.id))).collect();
        Ok(book)
    }
}
