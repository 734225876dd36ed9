//! What of an import is shown before it is done: how many people it concerns, and some rows of each kind.

use std::collections::{BTreeSet, HashMap};

use takt_core::unit::Seq;
use takt_intake::{ContactKey, Owner, Taken};
use takt_store::{Space, Store};

use super::plan::Plan;
use crate::app::desk::Desk;
use crate::fault::Fault;

/// Samples of each kind.
const SAMPLES: usize = 5;

/// How many contacts an import concerns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Contacts that are new.
    pub created: u32,
    /// Contacts that were known and of whom something new is said.
    pub updated: u32,
}

/// One account, contact or row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The outside key; empty for a row that names nobody.
    pub key: String,
    /// Its name, where one is known.
    pub name: String,
    /// The first row that speaks of it: the file by the index that rejections use, and the line.
    pub row: (u16, u32),
}

/// Some of each kind, at most five.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    /// Accounts that are new.
    pub accounts_created: Vec<Sample>,
    /// Accounts that were known and get new facts.
    pub accounts_updated: Vec<Sample>,
    /// Contacts that are new.
    pub contacts_created: Vec<Sample>,
    /// Contacts that were known and of whom something new is said.
    pub contacts_updated: Vec<Sample>,
    /// Rows that say nothing new.
    pub unchanged: Vec<Sample>,
}

/// The texts that are to be written, each with its field, by owner.
pub(super) type Texts<'a> = HashMap<Owner, Vec<(&'a str, &'a str)>>;

impl<S: Store> Desk<S> {
    /// How many contacts an import concerns, by the facts that are new and the texts that are to be written.
    pub(super) fn people_of(&self, taken: &Taken, plan: &Plan, texts: &Texts<'_>) -> People {
        let mut people = People::default();
        for (key, _) in self.concerned(taken, plan, texts) {
            if self.known_contact(taken.contact_keys.text(key)).is_some() {
                people.updated += 1;
            } else {
                people.created += 1;
            }
        }
        people
    }

    /// The contacts of whom something new is said, each with the first row that does.
    fn concerned(&self, taken: &Taken, plan: &Plan, texts: &Texts<'_>) -> Vec<(ContactKey, Option<u32>)> {
        let mut rows: Vec<Option<Option<u32>>> = vec![None; taken.contact_keys.len()];
        for (head, is_new) in taken.facts.heads().zip(&plan.fresh) {
            if let Some(key) = head.contact.filter(|_| *is_new)
                && let Some(row) = rows.get_mut(key.0 as usize)
            {
                row.get_or_insert(Some(head.row));
            }
        }
        for owner in texts.keys() {
            if let Owner::Contact(key) = owner
                && let Some(row) = rows.get_mut(key.0 as usize)
            {
                row.get_or_insert(None);
            }
        }
        (0..).zip(rows).filter_map(|(key, row)| Some((ContactKey(key), row?))).collect()
    }

    /// Some of each kind, before any of it is written.
    pub(super) fn samples(
        &mut self,
        taken: &Taken,
        plan: &Plan,
        row_is_new: &[bool],
        texts: &Texts<'_>,
    ) -> Result<Samples, Fault> {
        let mut samples = Samples::default();
        for (key, new) in &plan.accounts {
            let Some(first) = new.first() else { continue };
            let text = taken.account_keys.text(*key);
            let known = self.would_be(taken, &plan.matched, *key).and_then(|id| self.book.account(id));
            let is_known = known.is_some_and(|account| account.last != Seq(0));
            let list = if is_known { &mut samples.accounts_updated } else { &mut samples.accounts_created };
            if list.len() < SAMPLES {
                let row = taken.facts.head(*first as usize).map(|head| head.row);
                list.push(Sample { key: text.into(), name: String::new(), row: place(taken, row) });
            }
        }
        for (key, row) in self.concerned(taken, plan, texts) {
            let text = taken.contact_keys.text(key);
            let is_known = self.would_be_contact(taken, &plan.matched, key).is_some();
            let list = if is_known { &mut samples.contacts_updated } else { &mut samples.contacts_created };
            if list.len() < SAMPLES {
                let row = row.or_else(|| first_text(taken, Owner::Contact(key)));
                list.push(Sample { key: text.into(), name: String::new(), row: place(taken, row) });
            }
        }
        let unchanged = row_is_new.iter().zip(0..).filter(|(is_new, _)| !**is_new).map(|(_, row)| row);
        let unchanged: BTreeSet<u32> = unchanged.take(SAMPLES).collect();
        for row in &unchanged {
            samples.unchanged.push(Sample { row: place(taken, Some(*row)), ..Sample::default() });
        }
        for head in taken.facts.heads().filter(|head| unchanged.contains(&head.row)) {
            let at = place(taken, Some(head.row));
            let sample = samples.unchanged.iter_mut().find(|sample| sample.row == at && sample.key.is_empty());
            if let (Some(sample), Some(account)) = (sample, head.account) {
                sample.key = taken.account_keys.text(account).into();
            }
        }
        self.name(taken, &mut samples)?;
        Ok(samples)
    }

    /// Puts the names to the samples: what the files say, else what is known.
    fn name(&mut self, taken: &Taken, samples: &mut Samples) -> Result<(), Fault> {
        let mut said: HashMap<(bool, &str), &str> = HashMap::new();
        for text in taken.texts.iter().filter(|text| text.field == "name") {
            let owner = match text.owner {
                Owner::Account(key) => (true, taken.account_keys.text(key)),
                Owner::Contact(key) => (false, taken.contact_keys.text(key)),
            };
            said.insert(owner, text.value);
        }
        let Samples { accounts_created, accounts_updated, contacts_created, contacts_updated, unchanged } = samples;
        let accounts = [accounts_created, accounts_updated, unchanged].into_iter().flatten();
        let accounts = accounts.map(|sample| (true, sample));
        let contacts = [contacts_created, contacts_updated].into_iter().flatten().map(|sample| (false, sample));
        for (is_account, sample) in accounts.chain(contacts) {
            if let Some(name) = said.get(&(is_account, sample.key.as_str())) {
                sample.name = (*name).into();
                continue;
            }
            let place = if is_account {
                self.known_account(&sample.key).map(|id| (Space::Account, id.0))
            } else {
                self.known_contact(&sample.key).map(|id| (Space::Contact, id.0))
            };
            let Some((space, id)) = place else { continue };
            let known = self.store.texts(space, id).map_err(|error| self.fault(&error))?;
            sample.name =
                known.into_iter().find(|text| text.field == "name").map_or_else(String::new, |text| text.value);
        }
        Ok(())
    }
}

/// The first row that says a text of somebody.
fn first_text(taken: &Taken, owner: Owner) -> Option<u32> {
    taken.texts.iter().find(|text| text.owner == owner).map(|text| text.row)
}

/// File and line of a row.
fn place(taken: &Taken, row: Option<u32>) -> (u16, u32) {
    let row = row.and_then(|row| taken.rows.get(row as usize));
    row.map_or((0, 0), |row| (row.file, row.line))
}
