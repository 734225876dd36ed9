//! What ties accounts and people together beside merges: of whom it is doubtful whether they are one (名寄せ候補), who
//! was found to be two, which account is an office of which legal entity, and which contacts are one person.
//!
//! None of it moves a position: two that may be one stay apart until a person decides, and an office goes its own way on
//! the line. All of it is said in facts of the house, so that it is in the journal like everything else, and goes again
//! with the import that said it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::book::Book;
use crate::fact::{Actor, Body, Fact, Likeness};
use crate::unit::{AccountId, ContactId, ImportId, Micros, Seq};

/// Two that may be one: two accounts, or two people. The lower number comes first, so that a pair is one however it is
/// named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pair {
    /// Two accounts.
    Accounts(AccountId, AccountId),
    /// Two contacts.
    Contacts(ContactId, ContactId),
}

impl Pair {
    /// The pair of what a fact names; `None` where it names one and the same.
    #[must_use]
    pub fn of(
        (account, other): (AccountId, AccountId),
        people: (Option<ContactId>, Option<ContactId>),
    ) -> Option<Self> {
        match people {
            (Some(one), Some(other)) if one != other => Some(Self::Contacts(one.min(other), one.max(other))),
            (None, None) if account != other => Some(Self::Accounts(account.min(other), account.max(other))),
            _ => None,
        }
    }
}

/// Why two may be one, and since when that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What is alike.
    pub why: Likeness,
    /// The account of the one that came later, and of the one it resembles.
    pub accounts: (AccountId, AccountId),
    /// The fact that says so.
    pub seq: Seq,
    /// When it was said.
    pub at: Micros,
    /// The import that said so.
    pub import: Option<ImportId>,
}

/// That an account is an office of a legal entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// The account of the entity.
    pub entity: AccountId,
    /// The import that said so.
    pub import: Option<ImportId>,
}

/// The ties of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// Pairs that wait for a person to decide.
    pub doubts: BTreeMap<Pair, Doubt>,
    /// What other imports said of pairs that wait, each once and in its order: it stays when the first of them is taken back.
    pub further: BTreeMap<Pair, Vec<Doubt>>,
    /// Pairs that a person found to be two: they are not asked about again.
    pub distinct: BTreeSet<Pair>,
    /// The legal entity of each office.
    pub entities: BTreeMap<AccountId, Belonging>,
    /// Contacts that are the same person as another one: by which number the person goes.
    pub people: BTreeMap<ContactId, ContactId>,
}

impl Ties {
    /// Folds a fact of the house; one that says nothing of ties changes nothing.
    pub(crate) fn apply(&mut self, fact: &Fact) {
        let import = match fact.actor {
            Actor::Import(import) => Some(import),
            _ => None,
        };
        match fact.body {
            Body::Doubted { account, other, contact, other_contact, why } => {
                if let Some(pair) = Pair::of((account, other), (contact, other_contact))
                    && !self.distinct.contains(&pair)
                {
                    let accounts = (account, other);
                    let doubt = Doubt { why, accounts, seq: fact.seq, at: fact.recorded_at, import };
                    let first = *self.doubts.entry(pair).or_insert(doubt);
                    if first.import != import {
                        let further = self.further.entry(pair).or_default();
                        if further.iter().all(|said| said.import != import) {
                            further.push(doubt);
                        }
                    }
                }
            }
            Body::Distinct { account, other, contact, other_contact, .. } => {
                if let Some(pair) = Pair::of((account, other), (contact, other_contact)) {
                    self.settle(pair);
                    self.distinct.insert(pair);
                }
            }
            Body::SamePerson { contact, other } => {
                if let Some(pair) = Pair::of((AccountId(0), AccountId(0)), (Some(contact), Some(other))) {
                    self.settle(pair);
                    self.distinct.remove(&pair);
                    let (from, to) = (self.person(contact), self.person(other));
                    if from != to {
                        self.people.insert(from, to);
                    }
                }
            }
            Body::Belongs { account, entity } if self.entity(entity) != account => {
                self.entities.insert(account, Belonging { entity, import });
            }
            Body::ImportUndone { import } => {
                self.doubts.retain(|_, doubt| doubt.import != Some(import));
                self.further.retain(|pair, further| {
                    further.retain(|doubt| doubt.import != Some(import));
                    if !further.is_empty() && !self.doubts.contains_key(pair) {
                        self.doubts.insert(*pair, further.remove(0));
                    }
                    !further.is_empty()
                });
                self.entities.retain(|_, belonging| belonging.import != Some(import));
            }
            _ => {}
        }
    }

    /// A person decided: nobody asks about the pair any more.
    fn settle(&mut self, pair: Pair) {
        self.doubts.remove(&pair);
        self.further.remove(&pair);
    }

    /// The legal entity of an account; itself where it is no office of another.
    #[must_use]
    pub fn entity(&self, account: AccountId) -> AccountId {
        follow(account, |one| self.entities.get(&one).map(|belonging| belonging.entity))
    }

    /// The number that the person of a contact goes by; its own where nobody said that it is another's.
    #[must_use]
    pub fn person(&self, contact: ContactId) -> ContactId {
        follow(contact, |one| self.people.get(&one).copied())
    }
}

impl Book {
    /// The pairs that wait for a person, those first that have waited longest. A pair whose accounts became one by a merge,
    /// whose people go by one number, or of which one is off the line, does not wait; it does again when that is taken
    /// back.
    #[must_use]
    pub fn waiting(&self) -> Vec<(Pair, Doubt)> {
        let all = self.ties.doubts.iter().map(|(pair, doubt)| (*pair, *doubt));
        let mut waiting: Vec<(Pair, Doubt)> = all.filter(|(pair, doubt)| self.is_open(*pair, doubt)).collect();
        waiting.sort_unstable_by_key(|(_, doubt)| doubt.seq);
        waiting
    }

    fn is_open(&self, pair: Pair, doubt: &Doubt) -> bool {
        let (one, other) = (self.whole(doubt.accounts.0), self.whole(doubt.accounts.1));
        let stands = |id| self.account(id).is_some_and(|account| account.main.is_some());
        let are_two = match pair {
            Pair::Accounts(..) => one != other,
            Pair::Contacts(one, other) => self.ties.person(one) != self.ties.person(other),
        };
        are_two && stands(one) && stands(other)
    }

    /// The legal entity that an account is counted with: the end of what it is an office of, and of what that was merged
    /// into. The account it is part of, where it is no office.
    #[must_use]
    pub fn entity(&self, account: AccountId) -> AccountId {
        let mut at = self.whole(account);
        if self.ties.entities.is_empty() {
            return at;
        }
        for _ in 0..64 {
            // What was said of a part is said of the whole, too.
            let parts = self.together(at);
            let said = core::iter::once(&at).chain(&parts).filter_map(|one| self.ties.entities.get(one));
            let Some(next) = said.map(|belonging| self.whole(belonging.entity)).find(|next| *next != at) else { break };
            at = next;
        }
        at
    }
}

/// The end of a chain. A circle is never made; were there one, this ends.
fn follow<I: Copy>(from: I, next: impl Fn(I) -> Option<I>) -> I {
    let mut at = from;
    for _ in 0..64 {
        match next(at) {
            Some(further) => at = further,
            None => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ties(said: &[(Actor, Body)]) -> Ties {
        let mut ties = Ties::default();
        for (place, (actor, body)) in (1..).zip(said) {
            let fact = Fact { seq: Seq(place), actor: *actor, body: body.clone(), ..Fact::blank() };
            ties.apply(&fact);
        }
        ties
    }

    const FIRST: Actor = Actor::Import(ImportId(1));

    fn doubted(account: u32, other: u32) -> Body {
        let (account, other) = (AccountId(account), AccountId(other));
        Body::Doubted { account, other, contact: None, other_contact: None, why: Likeness::Name }
    }

    fn distinct(account: u32, other: u32) -> Body {
        let (account, other) = (AccountId(account), AccountId(other));
        Body::Distinct { account, other, contact: None, other_contact: None, reason: None }
    }

    #[test]
    fn a_pair_waits_once_until_somebody_says_that_they_are_two() {
        let waiting = ties(&[(FIRST, doubted(2, 1)), (FIRST, doubted(1, 2)), (FIRST, doubted(3, 3))]);
        assert_eq!(waiting.doubts.keys().copied().collect::<Vec<_>>(), [Pair::Accounts(AccountId(1), AccountId(2))]);
        let decided = ties(&[(FIRST, doubted(2, 1)), (Actor::Program, distinct(1, 2)), (FIRST, doubted(2, 1))]);
        assert!(decided.doubts.is_empty(), "what was decided is not asked again");
    }

    #[test]
    fn what_an_import_said_goes_with_it_and_what_a_person_decided_stays() {
        let belongs = Body::Belongs { account: AccountId(5), entity: AccountId(4) };
        let undone = Body::ImportUndone { import: ImportId(1) };
        let left = ties(&[
            (FIRST, doubted(2, 1)),
            (FIRST, belongs.clone()),
            (Actor::Import(ImportId(2)), doubted(3, 1)),
            (Actor::Program, distinct(8, 9)),
            (Actor::Program, undone),
        ]);
        assert_eq!(left.doubts.len(), 1);
        assert_eq!(left.entity(AccountId(5)), AccountId(5));
        assert_eq!(left.distinct.len(), 1);
        assert_eq!(ties(&[(FIRST, belongs)]).entity(AccountId(5)), AccountId(4));
    }

    #[test]
    fn what_two_imports_doubt_waits_until_both_are_taken_back() {
        let second = Actor::Import(ImportId(2));
        let undone = |import| (Actor::Program, Body::ImportUndone { import: ImportId(import) });
        let said = [(FIRST, doubted(2, 1)), (second, doubted(1, 2)), (second, doubted(2, 1))];
        let left = |after: &[(Actor, Body)]| ties(&[&said[..], after].concat());
        let by = |ties: &Ties| ties.doubts.values().map(|doubt| doubt.import).collect::<Vec<_>>();
        assert_eq!(by(&left(&[])), [Some(ImportId(1))]);
        assert_eq!(by(&left(&[undone(1)])), [Some(ImportId(2))]);
        assert_eq!(by(&left(&[undone(2)])), [Some(ImportId(1))]);
        for both in [[undone(1), undone(2)], [undone(2), undone(1)]] {
            assert_eq!(left(&both), Ties::default());
        }
        let decided = left(&[(Actor::Program, distinct(1, 2)), undone(1)]);
        assert!(decided.doubts.is_empty() && decided.further.is_empty(), "decided is decided");
    }

    #[test]
    fn no_entity_is_an_office_of_its_own_office() {
        let belongs =
            |account, entity| (FIRST, Body::Belongs { account: AccountId(account), entity: AccountId(entity) });
        let circle = ties(&[belongs(1, 2), belongs(2, 3), belongs(3, 1), belongs(4, 4)]);
        assert_eq!([1, 2, 3, 4].map(|one| circle.entity(AccountId(one)).0), [3, 3, 3, 4]);
    }

    #[test]
    fn contacts_that_are_one_person_go_by_one_number() {
        let same = |contact, other| {
            (Actor::Program, Body::SamePerson { contact: ContactId(contact), other: ContactId(other) })
        };
        let people = ties(&[same(1, 2), same(2, 3), same(3, 1)]);
        assert_eq!([1, 2, 3].map(|one| people.person(ContactId(one)).0), [3, 3, 3]);
    }
}
