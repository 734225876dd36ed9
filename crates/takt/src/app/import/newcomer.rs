//! Facts that are told only of whom the book does not know yet: a table that came out of it and comes back changes texts.

use takt_core::unit::Seq;
use takt_intake::Taken;
use takt_store::Store;

use super::meet::Matched;
use crate::app::desk::Desk;

impl<S: Store> Desk<S> {
    /// Takes facts off what is new that the mapping tells only of newcomers, where these are known: of a fact with a
    /// contact that is the contact, of any other the account.
    pub(super) fn known_already(&self, taken: &Taken, matched: &Matched, fresh: &mut [bool]) {
        if taken.newcomers.is_empty() {
            return;
        }
        for (head, is_new) in taken.facts.heads().zip(fresh).filter(|(_, is_new)| **is_new) {
            if !taken.newcomers.contains(&head.rank) {
                continue;
            }
            let has_facts = |key| {
                let id = self.would_be(taken, matched, key);
                id.and_then(|id| self.book.account(id)).is_some_and(|account| account.last != Seq(0))
            };
            *is_new = match (head.contact, head.account) {
                (Some(contact), _) => self.would_be_contact(taken, matched, contact).is_none(),
                (None, account) => !account.is_some_and(has_facts),
            };
        }
    }
}
