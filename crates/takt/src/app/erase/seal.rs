//! What a folder knows of its erased, and how it knows them again.

use std::collections::{BTreeSet, HashMap};

use takt_core::unit::{AccountId, ContactId};
use takt_store::Space;

use crate::app::secret::{Secret, bare, is_sealed};

/// What a folder knows of its erased.
#[derive(Debug, Default)]
pub struct Sealed {
    /// The installation's secret, where it was needed and is there.
    pub secret: Option<Secret>,
    /// Whether anything is sealed.
    pub any: bool,
    /// Who has no other key than seals.
    pub erased: BTreeSet<(Space, u32)>,
}

impl Sealed {
    /// Finds the erased among the outside keys.
    #[must_use]
    pub fn of(accounts: &HashMap<String, AccountId>, contacts: &HashMap<String, ContactId>) -> Self {
        let mut erased = BTreeSet::new();
        let keys = || {
            let accounts = accounts.iter().map(|(key, id)| (key, (Space::Account, id.0)));
            accounts.chain(contacts.iter().map(|(key, id)| (key, (Space::Contact, id.0))))
        };
        erased.extend(keys().filter(|(key, _)| is_sealed(key)).map(|(_, owner)| owner));
        let any = !erased.is_empty();
        if any {
            for (_, owner) in keys().filter(|(key, _)| !is_sealed(key)) {
                erased.remove(&owner);
            }
        }
        Self { secret: None, any, erased }
    }

    /// What a key is filed under that is not there as it is: its own seal, or that of the address it is.
    pub fn find<I: Copy>(&self, keys: &HashMap<String, I>, key: &str) -> Option<I> {
        let secret = self.secret.as_ref().filter(|_| self.any)?;
        let by_address = || secret.seal_address(bare(key)).and_then(|seal| keys.get(&seal));
        keys.get(&secret.seal(key)).or_else(by_address).copied()
    }

    /// The account part of the keys of an erased account's parts, and the secret its own keys are told by.
    #[must_use]
    pub fn part_of(&self, accounts: &HashMap<String, AccountId>, account: &str) -> Option<(String, &Secret)> {
        let secret = self.secret.as_ref().filter(|_| self.any && !accounts.contains_key(account))?;
        let seal = secret.seal(account);
        accounts.contains_key(&seal).then_some((seal, secret))
    }

    /// Whether a text is an address of somebody erased.
    #[must_use]
    pub fn bars(
        &self,
        accounts: &HashMap<String, AccountId>,
        contacts: &HashMap<String, ContactId>,
        text: &str,
    ) -> bool {
        let seal = self.secret.as_ref().filter(|_| self.any).and_then(|secret| secret.seal_address(text));
        let of_account =
            |seal: &str| accounts.get(seal).is_some_and(|id| self.erased.contains(&(Space::Account, id.0)));
        seal.is_some_and(|seal| self.is_of_erased(contacts, &seal) || of_account(&seal))
    }

    /// Whether a text of an account repeats somebody erased, as it did when they were.
    #[must_use]
    pub fn bars_text(
        &self,
        contacts: &HashMap<String, ContactId>,
        account: &str,
        (field, value): (&str, &str),
    ) -> bool {
        let seal = self.secret.as_ref().filter(|_| self.any).map(|secret| secret.seal_text(account, field, value));
        seal.is_some_and(|seal| self.is_of_erased(contacts, &seal))
    }

    fn is_of_erased(&self, contacts: &HashMap<String, ContactId>, seal: &str) -> bool {
        contacts.get(seal).is_some_and(|id| self.erased.contains(&(Space::Contact, id.0)))
    }
}
