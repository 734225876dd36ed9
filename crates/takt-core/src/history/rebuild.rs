//! Folding a recorded journal: nothing is decided, everything that counts is folded.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::{Void, sort_seen};
use crate::account::Readings;
use crate::book::Book;
use crate::fact::{Body, Fact};
use crate::unit::{AccountId, Micros, Seq};

/// Folds a whole journal into a book. Two passes, since a reopened account is folded in another order than it was
/// written, and what was taken back later counts from the beginning no more: first every fact is shown to
/// [`Rebuild::note`], then every fact is given to [`Rebuild::take`].
#[derive(Debug, Default)]
pub struct Rebuild {
    reopened: BTreeMap<AccountId, Seq>,
    voided: BTreeMap<AccountId, Vec<Void>>,
    /// Accounts that are part of another as far as was noted, by the fact that says so.
    merged: BTreeMap<AccountId, Seq>,
    /// Accounts that were absorbed as far as was noted, by the fact that says so.
    absorbed: BTreeMap<AccountId, Seq>,
    /// The facts of merges that were undone, on both chains.
    undone: BTreeSet<Seq>,
    /// Accounts that were ever part of others, or had parts.
    joined: BTreeSet<AccountId>,
    /// Adoptions noted.
    adoptions: usize,
    /// Adoptions taken.
    adopted: usize,
    /// What the model that comes next will read.
    readings: Readings,
    held: BTreeMap<AccountId, Vec<Fact>>,
    open: Option<(AccountId, Vec<u32>, Vec<Fact>)>,
}

impl Rebuild {
    /// First pass: notes what later facts say of earlier ones.
    pub fn note(&mut self, fact: &Fact) {
        match (&fact.body, fact.account) {
            (Body::Reopened { .. }, Some(account)) => {
                self.reopened.insert(account, fact.seq);
            }
            (Body::Voided { .. }, Some(account)) => {
                self.voided.entry(account).or_default().extend(Void::of(fact));
            }
            (Body::Merged { into }, Some(account)) => {
                self.merged.insert(account, fact.seq);
                self.joined.extend([account, *into]);
            }
            (Body::Unmerged { .. }, Some(account)) => self.undone.extend(self.merged.remove(&account)),
            (Body::Absorbed { part }, Some(_)) => {
                self.absorbed.insert(*part, fact.seq);
            }
            (Body::Released { part }, Some(_)) => self.undone.extend(self.absorbed.remove(part)),
            (Body::ModelAdopted { .. }, None) => self.adoptions += 1,
            _ => {}
        }
    }

    /// How many adoptions there are, where the facts that are shown hold none.
    pub(super) const fn expect(&mut self, adoptions: usize) {
        self.adoptions = adoptions;
    }

    /// Accounts whose facts a replay must keep, since some were folded again from them.
    pub(super) fn again(&self) -> BTreeSet<AccountId> {
        self.reopened.keys().chain(self.voided.keys()).chain(&self.joined).copied().collect()
    }

    /// How many adoptions were noted.
    pub(super) const fn adoptions(&self) -> usize {
        self.adoptions
    }

    /// Whether what a fact says counts no more.
    fn is_void(&self, fact: &Fact) -> bool {
        let voids = fact.account.and_then(|account| self.voided.get(&account));
        voids.is_some_and(|voids| voids.iter().any(|void| void.takes(fact)))
    }

    /// Second pass: folds a fact, or keeps it until its account's last reopening is complete.
    pub fn take(&mut self, book: &mut Book, fact: Fact) {
        if let Some((account, after, mut acted)) = self.open.take() {
            acted.push(fact);
            if acted.len() < after.len() {
                self.open = Some((account, after, acted));
            } else {
                self.refold(book, account, &after, &acted);
            }
            return;
        }
        let is_void = self.is_void(&fact);
        if !is_void && self.adopted < self.adoptions {
            self.readings.note(&fact);
        }
        let last_reopening = fact.account.and_then(|account| Some((account, *self.reopened.get(&account)?)));
        match (last_reopening, fact.account) {
            (Some((account, seq)), _) if fact.seq < seq => {
                book.skip(&fact);
                if !fact.body.kind().is_acted() {
                    self.held.entry(account).or_default().push(fact);
                }
            }
            (Some((account, seq)), _) if fact.seq == seq => {
                book.skip(&fact);
                let Body::Reopened { after, .. } = fact.body else { return };
                if after.is_empty() {
                    self.refold(book, account, &after, &[]);
                } else {
                    self.open = Some((account, after, Vec::new()));
                }
            }
            _ if is_void => book.skip(&fact),
            (_, Some(account)) => match fact.body {
                Body::Merged { .. } if self.undone.contains(&fact.seq) => {
                    book.apart.insert(account);
                    book.apply(&fact);
                }
                Body::Absorbed { part } if self.undone.contains(&fact.seq) => {
                    book.apart.insert(part);
                    book.apply(&fact);
                }
                Body::Unmerged { .. } => {
                    book.apply(&fact);
                    book.apart.remove(&account);
                }
                Body::Released { part } => {
                    book.apply(&fact);
                    book.apart.remove(&part);
                }
                _ => book.apply(&fact),
            },
            (_, None) => {
                book.apply(&fact);
                if matches!(fact.body, Body::ModelAdopted { .. }) {
                    let all: Vec<AccountId> = book.accounts.iter().map(|account| account.id).collect();
                    self.adopt(book, &all, fact.recorded_at);
                }
            }
        }
    }

    /// A model came into force: from the second on, accounts are read anew under it.
    pub(super) fn adopt(&mut self, book: &mut Book, accounts: &[AccountId], at: Micros) {
        self.adopted += 1;
        if self.adopted > 1 {
            book.reread(&self.readings, accounts, at);
        }
    }

    /// After the last fact: sets every timer.
    pub fn finish(self, book: &mut Book) {
        book.set_wakes();
    }

    fn refold(&mut self, book: &mut Book, account: AccountId, after: &[u32], acted: &[Fact]) {
        let reopening = self.reopened.get(&account).copied().unwrap_or(Seq(0));
        let mut seen = self.held.remove(&account).unwrap_or_default();
        // What was void when the account was reopened stood in no order then; what became so later did.
        let voids = self.voided.get(&account).map_or(&[][..], Vec::as_slice);
        let before = |fact: &Fact| voids.iter().any(|void| void.is_before(reopening) && void.takes(fact));
        seen.retain(|fact| !fact.body.kind().is_note() && !before(fact));
        sort_seen(&mut seen);
        book.reset(account);
        let mut acted = acted.iter().zip(after).peekable();
        for (place, fact) in seen.iter().enumerate() {
            while let Some((act, _)) = acted.next_if(|(_, count)| usize::try_from(**count).is_ok_and(|c| c <= place)) {
                self.fold(book, act);
            }
            if self.is_void(fact) {
                book.skip(fact);
                continue;
            }
            let at = book.account(account).map_or(fact.occurred_at, |account| account.effective(fact));
            book.apply_at(fact, at);
        }
        for (act, _) in acted {
            self.fold(book, act);
        }
    }

    fn fold(&self, book: &mut Book, fact: &Fact) {
        if self.is_void(fact) { book.skip(fact) } else { book.apply(fact) }
    }
}
