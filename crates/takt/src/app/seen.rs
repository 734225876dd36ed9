//! The columns of seen facts beside the journal: read where they fit, kept with every snapshot, and brought up to the book
//! from the journal's tail.

use std::collections::{BTreeMap, BTreeSet};

use takt_core::account::Readings;
use takt_core::book::Book;
use takt_core::fact::Fact;
use takt_core::history::Past;
use takt_core::seen::Seen;
use takt_core::unit::{AccountId, Seq};
use takt_store::{Form, Head, Stop, Store, StoreError};

use crate::app::desk::{Desk, chain};
use crate::app::snapshot::core_number;
use crate::fault::Fault;

/// One account of so many, from which on walking the chains of so many of them costs more than reading the journal.
const TOO_MANY: usize = 8;

/// The columns as a segment, as this very program makes them: what another core kept of the facts may be less than what
/// this one reads.
#[must_use]
pub fn seen_form() -> Form {
    // The lower half of the number tells programs apart as well.
    Form { name: "seen", version: core_number() as u32 }
}

impl<S: Store> Desk<S> {
    /// The seen facts of the book's journal in columns: those beside the journal, and what came behind them. The journal is
    /// read from its beginning only where there are none that fit.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn seen(&mut self) -> Result<Seen, Fault> {
        let next = self.book.next;
        self.seen_until(next).map_err(|error| self.fault(&error))
    }

    fn seen_until(&mut self, end: Seq) -> Result<Seen, StoreError> {
        let mut kept = None;
        self.store.segments(seen_form(), &mut |segment| {
            // A book of an earlier day knows less than what was kept since.
            if segment.head.next <= end {
                let seen = Seen::read_parts(&segment.bytes).ok();
                kept = seen.filter(|seen| seen.next() == segment.head.next);
            }
            Err(Stop)
        })?;
        let mut seen = kept.unwrap_or_default();
        let next = seen.next();
        if next < end {
            self.store.scan(next, &mut |fact| {
                if fact.seq >= end {
                    return Err(Stop);
                }
                seen.note(&fact);
                Ok(())
            })?;
        }
        seen.settle();
        Ok(seen)
    }

    /// Keeps the columns beside the journal, which ends as the book does: together with a snapshot, so that a trial begins
    /// where the book does. Where they cannot be written, the next trial reads the journal.
    pub(crate) fn keep_seen(&mut self, head: &Head) {
        if let Ok(mut seen) = self.seen_until(head.next) {
            let (rest, [rows, places]) = seen.parts();
            // The facts are durable; this only spares work.
            let _ = self.store.keep_segment(seen_form(), Seq(1), head, &[&rest, rows, places]);
        }
    }

    /// What a model that comes into force reads anew, from the columns.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn readings(&mut self) -> Result<Readings, Fault> {
        let mut seen = self.seen()?;
        let Self { store, book, out, .. } = self;
        out.iter().for_each(|fact| seen.note(fact));
        let chains = chains(store, book, out, seen.bound().collect()).map_err(|error| self.fault(&error))?;
        let mut readings = Readings::new(seen);
        chains.values().flatten().for_each(|fact| readings.note(fact));
        Ok(readings)
    }

    /// The seen facts of the journal, ready to be tried under any number of models.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn past(&mut self) -> Result<Past, Fault> {
        let mut past = Past::new(self.seen()?);
        let Self { store, book, out, .. } = self;
        let chains = chains(store, book, out, past.bound()).map_err(|error| self.fault(&error))?;
        for (account, facts) in chains {
            past.keep(account, &facts);
        }
        past.settle();
        Ok(past)
    }
}

/// All facts of some accounts, in journal order, with those of a commit that is under way.
fn chains<S: Store>(
    store: &mut S,
    book: &Book,
    out: &[Fact],
    accounts: BTreeSet<AccountId>,
) -> Result<BTreeMap<AccountId, Vec<Fact>>, StoreError> {
    let ends = accounts.into_iter().filter_map(|id| Some((id, book.account(id)?.last)));
    let ends: BTreeMap<AccountId, Seq> = ends.filter(|(_, last)| *last != Seq(0)).collect();
    let mut chains = BTreeMap::new();
    if ends.len() <= book.accounts.len() / TOO_MANY + 100 {
        for (id, last) in ends {
            let written = out.iter().filter(|fact| fact.account == Some(id));
            chains.insert(id, chain(store, last, written)?);
        }
        return Ok(chains);
    }
    let mut sort = |fact: Fact| {
        if let Some(id) = fact.account.filter(|id| ends.get(id).is_some_and(|last| fact.seq <= *last)) {
            chains.entry(id).or_insert_with(Vec::new).push(fact);
        }
    };
    store.scan(Seq(1), &mut |fact| {
        sort(fact);
        Ok(())
    })?;
    out.iter().cloned().for_each(sort);
    Ok(chains)
}
