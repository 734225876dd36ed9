//! Deciding the seen facts of a journal anew.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{Rebuild, folds_again};
use crate::account::Readings;
use crate::book::Book;
use crate::fact::{Body, Draft, Fact};
use crate::unit::{AccountId, Micros, Seq};

/// The recorded seen facts contradict the recorded acts so far that replaying them needs facts nobody kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the replay parted from the record")]
pub struct Diverged;

/// Decides the same seen facts anew, under the recorded adoptions: the proof that the model on the screen is the model
/// that ran. No clock enters; what was due is done up to the last recording time of each commit.
#[derive(Debug)]
pub struct Replay {
    book: Book,
    /// All facts so far of accounts that were folded again from them.
    kept: BTreeMap<AccountId, Vec<Fact>>,
    /// Adoptions that are still to come.
    coming: usize,
    /// What the model that comes next will read.
    readings: Readings,
    batch: Vec<Fact>,
    commit: Option<Micros>,
    out: Vec<Fact>,
}

impl Replay {
    /// Begins on an empty book; `noted` was shown the whole journal.
    #[must_use]
    pub fn new(book: Book, noted: &Rebuild) -> Self {
        let kept = noted.again().into_iter().map(|account| (account, Vec::new())).collect();
        Self {
            book,
            kept,
            coming: noted.adoptions(),
            readings: Readings::default(),
            batch: Vec::new(),
            commit: None,
            out: Vec::new(),
        }
    }

    /// Takes the next fact of the journal; acted ones are passed over.
    ///
    /// # Errors
    /// [`Diverged`] where a history would be reopened that never was.
    pub fn take(&mut self, fact: Fact) -> Result<(), Diverged> {
        if self.commit != Some(fact.recorded_at) {
            self.close()?;
            self.book.begin(fact.recorded_at);
            self.book.advance(fact.recorded_at, &mut self.out);
            self.commit = Some(fact.recorded_at);
        }
        if fact.body.kind().is_acted() {
            return Ok(());
        }
        let alone = |fact: &Fact| folds_again(&fact.body);
        if self.batch.last().is_some_and(|last| last.account != fact.account || alone(last) || alone(&fact)) {
            self.flush()?;
        }
        self.batch.push(fact);
        self.keep();
        Ok(())
    }

    /// The book that the seen facts alone lead to.
    ///
    /// # Errors
    /// As [`Replay::take`].
    pub fn finish(mut self) -> Result<Book, Diverged> {
        self.close()?;
        Ok(self.book)
    }

    fn close(&mut self) -> Result<(), Diverged> {
        self.flush()?;
        if let Some(commit) = self.commit {
            self.book.advance_to(commit, &mut self.out);
        }
        self.keep();
        Ok(())
    }

    /// Keeps of what was written what will be asked for again.
    fn keep(&mut self) {
        for fact in self.out.drain(..) {
            if self.coming > 0 {
                self.readings.note(&fact);
            }
            if let Some(kept) = fact.account.and_then(|account| self.kept.get_mut(&account)) {
                kept.push(fact);
            }
        }
    }

    fn flush(&mut self) -> Result<(), Diverged> {
        let batch = core::mem::take(&mut self.batch);
        let Some(account) = batch.first().map(|fact| fact.account) else { return Ok(()) };
        let drafts = batch.into_iter().map(|fact| Draft {
            account: fact.account,
            occurred_at: fact.occurred_at,
            dated: fact.dated,
            actor: fact.actor,
            contact: fact.contact,
            rank: fact.rank,
            body: fact.body,
        });
        self.keep();
        let Some(account) = account else {
            for draft in drafts {
                if matches!(draft.body, Body::ModelAdopted { .. }) {
                    self.coming = self.coming.saturating_sub(1);
                    self.book.adopt(draft, &self.readings, &mut self.out);
                } else {
                    self.book.push(draft, &mut self.out);
                }
            }
            return Ok(());
        };
        let Self { book, kept, out, .. } = self;
        let past = |chains: &[(AccountId, Seq)]| {
            let known = chains.iter().map(|(account, _)| kept.get(account).ok_or(Diverged));
            known.collect::<Result<Vec<_>, _>>().map(|known| known.into_iter().flatten().cloned().collect())
        };
        book.take(account, drafts.collect(), past, out)?;
        self.keep();
        Ok(())
    }
}
