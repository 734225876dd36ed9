//! Accounts that are part of another (名寄せ): what was known of the part is read with the rest, and what is said of it
//! later counts there.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::{Account, Entry, What};
use crate::fact::{Body, Fact};
use crate::score::Ceiling;
use crate::unit::{AccountId, Micros};

/// The first of the numbers under which opportunities and subscriptions of parts stand in the whole: each part has
/// [`PART_SPAN`] of them, so that the second deal of a part is not taken for the second deal of the whole.
const PARTS_FROM: u16 = 0x4000;
/// How many numbers a part has.
const PART_SPAN: u16 = 0x0400;
/// How many accounts may be part of one.
pub const PARTS_MAX: u16 = 16;

/// An account that is part of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub account: AccountId,
    /// The how manieth it was, 0 the first: its numbers stand behind those of the ones before it.
    pub place: u16,
}

impl Account {
    /// Takes over what is known of an account that becomes part of this one. What this one knows itself stays; what it
    /// did not know it knows now.
    pub(crate) fn absorb(&mut self, part: &Self, at: Micros) {
        // Each fact once, however often the accounts were put together: else they would double each time.
        for mark in &part.touches {
            if !self.touches.iter().any(|known| known.seq == mark.seq) {
                self.touches.push(*mark);
            }
        }
        self.ceiling = Ceiling::default();
        for one in &part.uses {
            if self.uses.iter().any(|known| known.seq == one.seq) {
                continue;
            }
            let place = self.uses.partition_point(|known| known.at <= one.at);
            self.uses.insert(place, *one);
        }
        self.last_touch = self.last_touch.max(part.last_touch);
        for person in &part.contacts {
            if !self.contacts.iter().any(|known| known.id == person.id) {
                self.contacts.push(*person);
                self.line.push(Entry { at, what: What::Person });
            }
        }
        for refused in &part.refusals {
            self.refuse(*refused);
        }
        self.source = self.source.or(part.source);
        for attribute in &part.attributes {
            if !self.attributes.iter().any(|known| known.field == attribute.field) {
                self.attributes.push(*attribute);
            }
        }
    }

    /// A fact of a part as it counts in this account: its numbers are the part's own.
    pub(crate) fn of_part(&self, part: AccountId, fact: &Fact) -> Fact {
        let place = self.parts.iter().find(|known| known.account == part).map_or(0, |known| known.place);
        let first = PARTS_FROM + PART_SPAN * (place % PARTS_MAX);
        let mut fact = fact.clone();
        if let Some(Some(number)) = numbered(&mut fact.body) {
            *number = first + (*number % PART_SPAN);
        }
        fact
    }
}

/// The number of an opportunity or a subscription in a fact, where its kind has one.
fn numbered(body: &mut Body) -> Option<&mut Option<u16>> {
    match body {
        Body::Opened { opportunity: number, .. }
        | Body::ProposalSent { opportunity: number, .. }
        | Body::Won { opportunity: number, .. }
        | Body::Lost { opportunity: number, .. }
        | Body::SubscriptionStarted { subscription: number, .. }
        | Body::SubscriptionChanged { subscription: number, .. }
        | Body::Renewed { subscription: number, .. }
        | Body::Ended { subscription: number, .. } => Some(number),
        _ => None,
    }
}

/// The accounts that count in one: itself, its parts and theirs, but for those that are held apart.
#[must_use]
pub(crate) fn group(accounts: &[Account], root: AccountId, apart: &BTreeSet<AccountId>) -> Vec<AccountId> {
    let mut found = alloc::vec![root];
    let mut next = 0;
    while let Some(id) = found.get(next).copied() {
        let parts = accounts.get(id.index()).map_or(&[][..], |account| account.parts.as_slice()).iter();
        let fresh: Vec<AccountId> =
            parts.map(|part| part.account).filter(|part| !found.contains(part) && !apart.contains(part)).collect();
        found.extend(fresh);
        next += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Book, InForce};
    use crate::dictionary::{Dictionary, WordKind};
    use crate::fact::{Actor, Dated, Draft};
    use crate::model;
    use crate::unit::{Day, TouchId};
    use alloc::collections::BTreeMap;
    use alloc::sync::Arc;

    /// A book in which somebody said these things of these accounts, one a minute.
    fn said(facts: &[(u32, Body)]) -> Book {
        let mut words = Dictionary::default();
        let standard = model::read(include_str!("../../../../models/the-model.toml"), &mut words).unwrap();
        let at = standard.calendar.start_of(Day::of(2026, 5, 1).unwrap());
        let mut book = Book::new(words, BTreeMap::new());
        book.model = Some(Arc::new(InForce::new(standard, 1)));
        book.begin(at);
        for ((account, body), minute) in facts.iter().zip(1..) {
            let draft = Draft {
                account: Some(AccountId(*account)),
                occurred_at: at.plus(minute * Micros::MINUTE),
                dated: Dated::Instant,
                actor: Actor::Program,
                contact: None,
                rank: 0,
                body: body.clone(),
            };
            book.push(draft, &mut Vec::new());
        }
        book
    }

    #[test]
    fn a_part_may_name_a_whole_that_nobody_spoke_of_yet() {
        let merged = Body::Merged { into: AccountId(7) };
        let book = said(&[(0, merged), (0, Body::Activated {})]);
        assert_eq!((book.accounts.len(), book.whole(AccountId(0))), (8, AccountId(7)));
    }

    #[test]
    fn what_is_put_together_again_and_again_holds_each_touch_once() {
        let mut words = Dictionary::default();
        model::read(include_str!("../../../../models/the-model.toml"), &mut words).unwrap();
        let touch = TouchId(words.find(WordKind::Touch, "hand-raise").unwrap());
        let touched = Body::Touched { touch, page: None, play: None, by: None, minutes: None };
        let mut facts = alloc::vec![(0, touched.clone()), (1, touched)];
        for _ in 0..40 {
            facts.push((0, Body::Absorbed { part: AccountId(1) }));
            facts.push((1, Body::Absorbed { part: AccountId(0) }));
        }
        let book = said(&facts);
        let held = book.accounts.iter().map(|account| account.touches.len()).collect::<Vec<_>>();
        assert_eq!(held, [2, 2]);
    }
}
