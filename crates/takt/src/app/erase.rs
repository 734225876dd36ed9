//! Erasing a person: texts, outside keys and addresses go, what happened stays, said of a number.
//!
//! ```text
//! list of the erased ──► one commit: texts and keys go, seals come, `erased` is a fact ──► the files are wiped
//! ```
//!
//! The list is written first: a process that dies behind it has the erasure made good when the journal is next opened
//! to write, and so has a journal that was put back from a backup. A *seal* is an outside key or an address as only the
//! installation's secret can tell it again; it keeps the number of the erased, so that what a file says of them later
//! is said of the same number, and texts of theirs are refused until they consent anew.

mod list;
mod seal;

use std::collections::{BTreeSet, HashSet};

use takt_core::fact::{Actor, Body, Dated, Draft, Fact};
use takt_core::unit::{AccountId, ContactId, Micros, Seq};
use takt_store::{Erasure, Outside, Space, Store, StoreError, Text};

use crate::app::desk::{Beside, Desk};
use crate::app::names::hex;
use crate::app::restore;
use crate::app::secret::{Secret, bare, is_sealed, sealed_system};
use crate::fault::Fault;

pub use list::{Entry, List};
pub use seal::Sealed;

/// Text shorter than this many bytes says too little to be known again inside another text: a family name may be the
/// company's.
const TELLING: usize = 8;

/// What an erasure came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// An account or a contact.
    pub space: Space,
    /// Which.
    pub id: u32,
    /// Texts that went.
    pub texts: u64,
    /// Facts written: the `erased` of each account that knew the person, and what was due. 0 where it was erased before.
    pub facts: u64,
    /// Whether nothing is left in the files; `false` while a reader looks at a moment before the erasure.
    pub wiped: bool,
}

impl<S: Store> Desk<S> {
    /// Whether somebody was erased and has not consented anew. Keys must have been read.
    #[must_use]
    pub fn is_erased(&self, space: Space, id: u32) -> bool {
        self.sealed.erased.contains(&(space, id))
    }

    /// The secret of the folder; `None` where nothing needed one yet.
    ///
    /// # Errors
    /// It is not there, or not the one that the erased of this folder were sealed with.
    pub fn secret(&mut self) -> Result<Option<Secret>, Fault> {
        self.know_keys()?;
        if self.sealed.secret.is_none() {
            self.sealed.secret = Secret::read(&self.folder)?;
        }
        let folder = || vec![("folder", self.folder.display().to_string())];
        let list = List::read(&self.folder)?;
        match (&self.sealed.secret, list) {
            (None, Some(_)) => Err(Fault::refused("secret-missing", folder())),
            (None, None) if self.sealed.any => Err(Fault::refused("secret-missing", folder())),
            (Some(secret), Some(list)) if secret.mark() != list.mark => Err(Fault::refused("secret-other", folder())),
            (secret, _) => Ok(secret.clone()),
        }
    }

    /// The secret of the folder, made now where it has none.
    ///
    /// # Errors
    /// As [`secret`](Self::secret); it cannot be written.
    pub fn needed_secret(&mut self) -> Result<Secret, Fault> {
        if let Some(secret) = self.secret()? {
            return Ok(secret);
        }
        // What is only rehearsed makes no file; any secret serves as long as nothing was written under another.
        let secret = if self.is_rehearsal { Secret::of([0; 32]) } else { Secret::make(&self.folder)? };
        self.sealed.secret = Some(secret.clone());
        Ok(secret)
    }

    /// Finds a contact by an outside key, a bare key if only one contact has it, or our number; one that was erased by
    /// what it was called before, too.
    ///
    /// # Errors
    /// There is none, or several.
    pub fn find_contact(&mut self, text: &str) -> Result<ContactId, Fault> {
        self.know_keys()?;
        let ids: BTreeSet<u32> = self.contacts.values().map(|id| id.0).collect();
        let id = self.find_person(Space::Contact, text, "contact-unknown", "contact-ambiguous", |id| ids.contains(&id));
        id.map(ContactId)
    }

    /// Finds an account as [`find_contact`](Self::find_contact) finds a contact.
    ///
    /// # Errors
    /// There is none, or several.
    pub fn find_account(&mut self, text: &str) -> Result<AccountId, Fault> {
        self.know_keys()?;
        let known = self.book.accounts.iter().filter(|account| account.last != Seq(0));
        let ids: BTreeSet<u32> = known.map(|account| account.id.0).collect();
        let id = self.find_person(Space::Account, text, "account-unknown", "account-ambiguous", |id| ids.contains(&id));
        id.map(AccountId)
    }

    fn find_person(
        &mut self,
        space: Space,
        text: &str,
        unknown: &'static str,
        ambiguous: &'static str,
        by_number: impl Fn(u32) -> bool,
    ) -> Result<u32, Fault> {
        let asked = if space == Space::Contact { "contact" } else { "account" };
        let mut found = self.store.find_outside(space, text).map_err(|error| self.fault(&error))?;
        found.retain(|(key, _)| !is_sealed(key));
        if found.is_empty()
            && self.sealed.any
            && let Some(secret) = self.secret()?
        {
            found = self.find_sealed(space, text, &secret);
        }
        found.dedup_by_key(|(_, id)| *id);
        match found.as_slice() {
            [(_, id)] => return Ok(*id),
            [] => {}
            several => {
                let candidates: Vec<&str> = several.iter().map(|(key, _)| key.as_str()).collect();
                let args = vec![(asked, text.into()), ("candidates", candidates.join(", "))];
                return Err(Fault::refused(ambiguous, args));
            }
        }
        let number = text.trim_start_matches('#').parse::<u32>().ok().filter(|id| by_number(*id));
        number.ok_or_else(|| Fault::refused(unknown, vec![(asked, text.into())]))
    }

    /// Whom a key meant before it was sealed: the key as it is, or behind any system that seals have.
    fn find_sealed(&self, space: Space, text: &str, secret: &Secret) -> Vec<(String, u32)> {
        let of = |seal: &str| match space {
            Space::Account => self.accounts.get(seal).map(|id| id.0),
            _ => self.contacts.get(seal).map(|id| id.0),
        };
        let keys: Box<dyn Iterator<Item = &String>> = match space {
            Space::Account => Box::new(self.accounts.keys()),
            _ => Box::new(self.contacts.keys()),
        };
        let systems: BTreeSet<&str> = keys.filter_map(|key| sealed_system(key)).collect();
        let behind = systems.into_iter().filter(|system| !system.is_empty()).map(|system| format!("{system}:{text}"));
        let asked = std::iter::once(text.to_owned()).chain(behind);
        asked.filter_map(|key| of(&secret.seal(&key)).map(|id| (key, id))).collect()
    }

    /// Erases a contact, or an account that is one person. Who was erased before stays so, and the files are wiped if
    /// that is still to be done.
    ///
    /// # Errors
    /// The account has several people; the store or the disk fails. What was written to the list of the erased before a
    /// failure is made good when the folder is next opened to write.
    pub fn erase(&mut self, space: Space, id: u32, wall: Micros) -> Result<Outcome, Fault> {
        // What a restore left when it was killed may know the person too.
        restore::clear(&self.folder)?;
        self.erase_noted(space, id, wall, true)
    }

    fn erase_noted(&mut self, space: Space, id: u32, wall: Micros, noting: bool) -> Result<Outcome, Fault> {
        self.know_keys()?;
        if self.is_erased(space, id) {
            let wiped = self.store.purge().map_err(|error| self.fault(&error))?;
            return Ok(Outcome { space, id, texts: 0, facts: 0, wiped });
        }
        let mut owners = vec![(space, id)];
        if space == Space::Account {
            let (people, known) = self.people(AccountId(id));
            if known > 1 && !people.is_empty() {
                let args = vec![("account", format!("#{id}")), ("count", known.to_string())];
                return Err(Fault::refused("erase-company", args));
            }
            owners.extend(people.into_iter().map(|contact| (Space::Contact, contact.0)));
        }
        let secret = self.needed_secret()?;
        let mut erased = Vec::new();
        let mut entries = Vec::new();
        let mut said: Vec<String> = Vec::new();
        let mut texts = 0;
        for (space, id) in owners.iter().copied() {
            let stored = self.store.said(space, id).map_err(|error| self.fault(&error))?;
            let keys = self.keys_of(space, id);
            let seals = seals(&secret, &keys, &stored);
            erased.push(Erasure::All { space, id });
            texts += stored.len() as u64;
            said.extend(stored.into_iter().map(|text| text.value));
            said.extend(keys.into_iter().map(|key| bare(&key).to_owned()));
            entries.push(Entry { space, id, at: wall, seals, lifted: false });
        }
        let knowing = self.knowing(&owners);
        if space == Space::Contact {
            let echoes = self.echoes(&knowing, &said)?;
            texts += echoes.len() as u64;
            for Text { space, id, field, said: at, value, .. } in echoes {
                let accounts = self.keys_of(space, id);
                let again = accounts.iter().map(|account| secret.seal_text(account, &field, &value));
                entries.iter_mut().take(1).for_each(|entry| entry.seals.extend(again.clone()));
                erased.push(Erasure::Text { space, id, field, said: at });
            }
        } else {
            self.seal_parts(AccountId(id), &secret, &mut erased);
        }
        if noting {
            List::note(&self.folder, &secret, &entries)?;
        }
        let now = self.begin(wall);
        for (account, contact) in knowing {
            let draft = Draft {
                account: Some(account),
                occurred_at: wall.min(now),
                dated: Dated::Instant,
                actor: Actor::Program,
                contact,
                rank: Body::Erased {}.kind().rank(),
                body: Body::Erased {},
            };
            self.book.push(draft, &mut self.out);
        }
        self.seal(&entries);
        let beside = Beside { erased, ..Beside::default() };
        let facts = self.commit(now, beside).map_err(|error| self.fault(&error))?;
        self.forget_known_by();
        let wiped = self.store.purge().map_err(|error| self.fault(&error))?;
        Ok(Outcome { space, id, texts, facts, wiped })
    }

    /// The people of an account who are not erased, and how many it ever knew.
    fn people(&self, account: AccountId) -> (Vec<ContactId>, usize) {
        let people = self.book.account(account).map_or(&[][..], |account| &account.contacts);
        let left = people.iter().map(|person| person.id).filter(|id| !self.is_erased(Space::Contact, id.0));
        (left.collect(), people.len())
    }

    /// The outside keys of one, those sealed left out.
    fn keys_of(&self, space: Space, id: u32) -> Vec<String> {
        let mut keys: Vec<String> = match space {
            Space::Account => {
                self.accounts.iter().filter(|(_, known)| known.0 == id).map(|(key, _)| key.clone()).collect()
            }
            _ => self.contacts.iter().filter(|(_, known)| known.0 == id).map(|(key, _)| key.clone()).collect(),
        };
        keys.retain(|key| !is_sealed(key));
        keys.sort();
        keys
    }

    /// The accounts that know the erased, and as whom.
    fn knowing(&self, owners: &[(Space, u32)]) -> Vec<(AccountId, Option<ContactId>)> {
        let mut knowing = Vec::new();
        for (space, id) in owners {
            match space {
                Space::Account => {
                    let known = self.book.account(AccountId(*id)).filter(|account| account.last != Seq(0));
                    knowing.extend(known.map(|account| (account.id, None)));
                }
                _ => {
                    let contact = ContactId(*id);
                    let accounts = self.book.accounts.iter();
                    let knows = accounts.filter(|account| account.contacts.iter().any(|person| person.id == contact));
                    knowing.extend(knows.map(|account| (account.id, Some(contact))));
                }
            }
        }
        knowing
    }

    /// Texts of the accounts that repeat what went: a note with the address in it, a name in a free column.
    fn echoes(&mut self, knowing: &[(AccountId, Option<ContactId>)], said: &[String]) -> Result<Vec<Text>, Fault> {
        let said: Vec<String> = said.iter().map(|text| text.to_lowercase()).collect();
        let mut echoes = Vec::new();
        for (account, _) in knowing {
            let texts = self.store.said(Space::Account, account.0).map_err(|error| self.fault(&error))?;
            let repeats = |text: &Text| {
                let value = text.value.to_lowercase();
                said.iter().any(|said| value == *said || (said.len() >= TELLING && value.contains(said.as_str())))
            };
            echoes.extend(texts.into_iter().filter(repeats));
        }
        Ok(echoes)
    }

    /// The keys of an account's parts begin with the account's own: they are sealed with it.
    fn seal_parts(&mut self, account: AccountId, secret: &Secret, erased: &mut Vec<Erasure>) {
        for key in self.keys_of(Space::Account, account.0) {
            let prefix = format!("{}/", key.replace('/', "%2F"));
            let parts: Vec<(String, u32)> = self
                .parts
                .iter()
                .filter(|(part, _)| part.starts_with(&prefix))
                .map(|(part, number)| (part.clone(), *number))
                .collect();
            for (part, number) in parts {
                let Some((field, outside)) = part.strip_prefix(&prefix).and_then(|rest| rest.split_once('/')) else {
                    continue;
                };
                let sealed = sealed_part(&secret.seal(&key), field, outside, secret);
                self.parts.remove(&part);
                erased.push(Erasure::Key { space: Space::Part, key: part });
                if self.parts.insert(sealed.clone(), number).is_none() {
                    self.fresh_outside.push(Outside { space: Space::Part, key: sealed, id: number });
                }
            }
        }
    }

    /// Puts seals in the place of outside keys, to be kept with the commit under way.
    fn seal(&mut self, entries: &[Entry]) {
        for Entry { space, id, seals, .. } in entries {
            for key in self.keys_of(*space, *id) {
                match space {
                    Space::Account => drop(self.accounts.remove(&key)),
                    _ => drop(self.contacts.remove(&key)),
                }
            }
            self.file_seals(*space, *id, seals);
            self.sealed.any = true;
            self.sealed.erased.insert((*space, *id));
        }
    }

    fn file_seals(&mut self, space: Space, id: u32, seals: &[String]) {
        for seal in seals {
            let is_new = match space {
                Space::Account => self.accounts.insert(seal.clone(), AccountId(id)).is_none(),
                // An address that two of the erased shared stays with the first.
                _ => !self.contacts.contains_key(seal) && self.contacts.insert(seal.clone(), ContactId(id)).is_none(),
            };
            if is_new {
                self.fresh_outside.push(Outside { space, key: seal.clone(), id });
            }
        }
    }

    /// Erases again whoever is on the folder's list and not erased in its journal: after a crash, and in a journal put
    /// back from a backup. Gives how many texts that took.
    ///
    /// # Errors
    /// The list or the secret is missing or broken; the store or the disk fails.
    pub fn erase_listed(&mut self, wall: Micros) -> Result<u64, Fault> {
        let Some(list) = List::read(&self.folder)? else { return Ok(0) };
        self.know_keys()?;
        let is_filed = |desk: &Self, entry: &Entry| {
            entry.seals.iter().all(|seal| match entry.space {
                Space::Account => desk.accounts.contains_key(seal),
                _ => desk.contacts.contains_key(seal),
            })
        };
        let open: Vec<Entry> =
            list.entries.into_iter().filter(|entry| !entry.lifted && !is_filed(self, entry)).collect();
        if open.is_empty() {
            return Ok(0);
        }
        let secret = self.needed_secret()?;
        let wanted: HashSet<(Space, &str)> =
            open.iter().flat_map(|entry| entry.seals.iter().map(|seal| (entry.space, seal.as_str()))).collect();
        let mut found: BTreeSet<(Space, u32)> = BTreeSet::new();
        let accounts = self.accounts.iter().map(|(key, id)| (Space::Account, key, id.0));
        for (space, key, id) in accounts.chain(self.contacts.iter().map(|(key, id)| (Space::Contact, key, id.0))) {
            if !is_sealed(key) && wanted.contains(&(space, secret.seal(key).as_str())) {
                found.insert((space, id));
            }
        }
        let mut texts = 0;
        for (space, id) in found {
            texts += self.erase_noted(space, id, wall, false)?.texts;
        }
        // Whoever this journal never knew, or knew by fewer addresses, is refused from now on like the others.
        for entry in &open {
            let known = entry.seals.iter().find_map(|seal| match entry.space {
                Space::Account => self.accounts.get(seal).map(|id| id.0),
                _ => self.contacts.get(seal).map(|id| id.0),
            });
            let id = known.unwrap_or_else(|| self.number(entry.space));
            self.file_seals(entry.space, id, &entry.seals);
            self.sealed.any = true;
            if known.is_none() {
                self.sealed.erased.insert((entry.space, id));
            }
        }
        if !self.fresh_outside.is_empty() {
            let now = self.begin(wall);
            self.commit(now, Beside::default()).map_err(|error| self.fault(&error))?;
        }
        Ok(texts)
    }

    /// Lets somebody erased be named again, since they consented anew: the list says so at once, their key comes back
    /// with the commit under way.
    ///
    /// # Errors
    /// The list cannot be written.
    pub(super) fn lift(&mut self, space: Space, id: u32, key: &str, wall: Micros) -> Result<(), Fault> {
        let secret = self.needed_secret()?;
        let mut seals: Vec<String> = match space {
            Space::Account => {
                self.accounts.iter().filter(|(_, known)| known.0 == id).map(|(key, _)| key.clone()).collect()
            }
            _ => self.contacts.iter().filter(|(_, known)| known.0 == id).map(|(key, _)| key.clone()).collect(),
        };
        seals.retain(|key| is_sealed(key));
        seals.sort();
        if !self.is_rehearsal {
            List::note(&self.folder, &secret, &[Entry { space, id, at: wall, seals, lifted: true }])?;
        }
        match space {
            Space::Account => drop(self.accounts.insert(key.into(), AccountId(id))),
            _ => drop(self.contacts.insert(key.into(), ContactId(id))),
        }
        self.fresh_outside.push(Outside { space, key: key.into(), id });
        self.sealed.erased.remove(&(space, id));
        Ok(())
    }

    /// When somebody was last erased, as the journal says; `None` where no account knew them.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(super) fn erased_at(&mut self, space: Space, id: u32) -> Result<Option<Micros>, StoreError> {
        let mut last = None;
        for (account, contact) in self.knowing(&[(space, id)]) {
            let seq = self.book.account(account).map_or(Seq(0), |account| account.last);
            let facts = self.store.walk(seq)?;
            let says = |fact: &&Fact| matches!(fact.body, Body::Erased {}) && fact.contact == contact;
            last = last.max(facts.iter().filter(says).map(|fact| fact.occurred_at).max());
        }
        Ok(last)
    }
}

/// The key of an erased account's part.
#[must_use]
pub(super) fn sealed_part(account: &str, field: &str, outside: &str, secret: &Secret) -> String {
    format!("{account}/{field}/{}", hex(&secret.part(outside)))
}

/// What outside keys and texts are told by after they are gone, each once.
fn seals(secret: &Secret, keys: &[String], texts: &[Text]) -> Vec<String> {
    let of_keys = keys.iter().map(|key| secret.seal(key));
    let addresses = keys.iter().map(|key| bare(key)).chain(texts.iter().map(|text| text.value.as_str()));
    let of_addresses = addresses.filter_map(|text| secret.seal_address(text));
    of_keys.chain(of_addresses).collect::<BTreeSet<_>>().into_iter().collect()
}
