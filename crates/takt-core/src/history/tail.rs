//! Folding the end of a journal onto a book that was kept before it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::book::Book;
use crate::due;
use crate::fact::{Body, Fact};
use crate::unit::{AccountId, Seq};

/// Whether a fact says something of earlier facts, so that its account is folded again from its beginning.
#[must_use]
pub const fn looks_back(body: &Body) -> bool {
    matches!(
        body,
        Body::Reopened { .. }
            | Body::Voided { .. }
            | Body::Merged { .. }
            | Body::Absorbed { .. }
            | Body::Unmerged { .. }
            | Body::Released { .. }
    )
}

/// Folds the facts behind a snapshot, in two passes as [`Rebuild`](super::Rebuild) does: each is shown to
/// [`Tail::note`], then given to [`Tail::take`]. Between the two, the past of the accounts in [`Tail::wanted`] is handed
/// in: what the facts say of earlier facts makes these accounts be folded from their beginning.
#[derive(Debug, Default)]
pub struct Tail {
    /// Accounts that the facts speak of.
    touched: BTreeSet<AccountId>,
    /// Accounts that are folded from their beginning, each with what is known of its facts.
    again: BTreeMap<AccountId, Vec<Fact>>,
    /// Those of them whose past was handed in.
    held: BTreeSet<AccountId>,
    adopts: bool,
}

impl Tail {
    /// First pass.
    pub fn note(&mut self, fact: &Fact) {
        self.touched.extend(fact.account);
        self.adopts |= matches!(fact.body, Body::ModelAdopted { .. });
        if looks_back(&fact.body) {
            self.add(fact.account);
        }
        self.join(fact);
    }

    /// Whether it concerns every account, so that nothing is gained by a snapshot: another model came into force.
    #[must_use]
    pub const fn is_everything(&self) -> bool {
        self.adopts
    }

    /// How many accounts are folded from their beginning, as far as is known by now.
    #[must_use]
    pub fn again(&self) -> usize {
        self.again.len()
    }

    /// Accounts whose past is still to be handed in, each with its last fact in the book. The past of one may lead to
    /// others: this is asked until it gives none.
    #[must_use]
    pub fn wanted(&mut self, book: &Book) -> Vec<(AccountId, Seq)> {
        let together: Vec<AccountId> = self.again.keys().flat_map(|id| book.together(*id)).collect();
        self.add(together);
        let missing = self.again.keys().filter(|id| !self.held.contains(id));
        // An account that begins in the tail has no past.
        missing.map(|id| (*id, book.account(*id).map_or(Seq(0), |account| account.last))).collect()
    }

    /// The facts of a wanted account up to its last one in the book, in any order.
    pub fn hold(&mut self, account: AccountId, past: Vec<Fact>) {
        past.iter().for_each(|fact| self.join(fact));
        self.again.entry(account).or_default().extend(past);
        self.held.insert(account);
    }

    /// Second pass.
    pub fn take(&mut self, book: &mut Book, fact: Fact) {
        let again = fact.account.and_then(|id| self.again.get_mut(&id));
        match again {
            None => book.apply(&fact),
            Some(facts) => {
                book.skip(&fact);
                // What accounts share is not folded again.
                if let Some(id) = fact.account {
                    match fact.body {
                        Body::SlotReserved { member, at } => book.floor.book(member, at, id),
                        Body::SlotReleased { member, at } => book.floor.release(member, at, id),
                        _ => {}
                    }
                }
                facts.push(fact);
            }
        }
    }

    /// After the last fact: folds again what was said to, and sets the timers of all accounts that it concerns.
    pub fn finish(self, book: &mut Book) {
        let ids: Vec<AccountId> = self.again.keys().copied().collect();
        if !ids.is_empty() {
            book.regroup(&ids, self.again.into_values().flatten().collect());
        }
        let Some(model) = book.model.clone() else { return };
        let wholes: Vec<AccountId> = self.touched.iter().map(|id| book.whole(*id)).collect();
        for id in self.touched.into_iter().chain(wholes).chain(ids) {
            let wake = book.account(id).and_then(|account| due::next_wake(&model, account, account.clock));
            book.set_wake(id, wake);
        }
    }

    /// Accounts that ever counted in one another are folded together.
    fn join(&mut self, fact: &Fact) {
        match fact.body {
            Body::Merged { into: other }
            | Body::Absorbed { part: other }
            | Body::Unmerged { from: other }
            | Body::Released { part: other } => self.add(fact.account.into_iter().chain([other])),
            _ => {}
        }
    }

    fn add(&mut self, ids: impl IntoIterator<Item = AccountId>) {
        for id in ids {
            self.again.entry(id).or_default();
        }
    }
}
