//! What is told only of whom the book does not know yet, as of a table that came out of it and comes back, and what only of whom
//! it knows, as of a register.

use std::collections::{HashMap, HashSet};

use takt_core::unit::Seq;
use takt_intake::{Owner, Taken};
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

    /// Rows of files of which only what concerns known accounts is taken, and whose account nobody knows.
    pub(super) fn passed(&self, taken: &Taken, matched: &Matched) -> HashSet<u32> {
        if taken.only_known.is_empty() {
            return HashSet::new();
        }
        let is_only = |row: u32| taken.rows.get(row as usize).is_some_and(|row| taken.only_known.contains(&row.file));
        let is_known = |key| self.would_be(taken, matched, key).is_some();
        let mut rows: HashMap<u32, bool> = HashMap::new();
        for head in taken.facts.heads().filter(|head| is_only(head.row)) {
            if let Some(key) = head.account {
                rows.insert(head.row, is_known(key));
            }
        }
        for text in taken.texts.iter().filter(|text| is_only(text.row)) {
            match text.owner {
                Owner::Account(key) => drop(rows.insert(text.row, is_known(key))),
                // Somebody new in a company that is known is taken; of a row that names no company the person has to be known.
                Owner::Contact(key) => {
                    rows.entry(text.row).or_insert_with(|| self.would_be_contact(taken, matched, key).is_some());
                }
            }
        }
        rows.into_iter().filter(|(_, is_known)| !is_known).map(|(row, _)| row).collect()
    }
}
