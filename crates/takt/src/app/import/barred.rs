//! People who were erased, in an intake: their texts are refused, until they consent anew.

use std::collections::HashSet;

use takt_core::fact::{Body, Kind};
use takt_intake::{Owner, Taken};
use takt_store::{Space, Store};

use super::plan::Plan;
use crate::app::desk::Desk;
use crate::fault::Fault;

/// Whose texts of an intake are refused, and how many these are.
#[derive(Debug, Default)]
pub(super) struct Barred {
    owners: HashSet<Owner>,
    /// The texts refused.
    pub(super) texts: u32,
}

impl<S: Store> Desk<S> {
    /// Finds the erased in an intake, by their outside key or by an address among their texts.
    pub(super) fn barred(&self, taken: &Taken) -> Barred {
        let mut barred = Barred::default();
        if !self.sealed.any {
            return barred;
        }
        for text in taken.texts.iter() {
            let by_address =
                matches!(text.owner, Owner::Contact(_)) && self.sealed.bars(&self.accounts, &self.contacts, text.value);
            if by_address || self.owner(taken, text.owner).is_some_and(|(space, id)| self.is_erased(space, id)) {
                barred.owners.insert(text.owner);
            }
        }
        let refused = taken.texts.iter().filter(|text| self.is_barred(taken, &barred, text)).count();
        barred.texts = u32::try_from(refused).unwrap_or(u32::MAX);
        barred
    }

    /// Whether a text is refused: it is of somebody erased, or repeats what went with them.
    pub(super) fn is_barred(&self, taken: &Taken, barred: &Barred, text: &takt_intake::Text<'_>) -> bool {
        if !self.sealed.any {
            return false;
        }
        let repeats = || match text.owner {
            Owner::Account(key) => {
                let account = taken.account_keys.text(key);
                self.sealed.bars_text(&self.contacts, account, (text.field, text.value))
            }
            Owner::Contact(_) => false,
        };
        barred.owners.contains(&text.owner) || self.sealed.bars(&self.accounts, &self.contacts, text.value) || repeats()
    }

    fn owner(&self, taken: &Taken, owner: Owner) -> Option<(Space, u32)> {
        match owner {
            Owner::Account(key) => self.known_account(taken.account_keys.text(key)).map(|id| (Space::Account, id.0)),
            Owner::Contact(key) => self.known_contact(taken.contact_keys.text(key)).map(|id| (Space::Contact, id.0)),
        }
    }

    /// Lets those be named again of whom the intake says that they consented after they were erased.
    pub(super) fn lift_consented(&mut self, taken: &Taken, plan: &Plan) -> Result<(), Fault> {
        if !self.sealed.any {
            return Ok(());
        }
        for (place, head) in taken.facts.heads().enumerate() {
            let is_new = plan.fresh.get(place).copied().unwrap_or(false);
            let consents = head.kind == Kind::Consented
                && matches!(taken.facts.body(place), Some(Body::Consented { given: true, .. }));
            if !is_new || !consents {
                continue;
            }
            let owner = head.contact.map(Owner::Contact).or(head.account.map(Owner::Account));
            let Some(owner) = owner else { continue };
            let Some((space, id)) = self.owner(taken, owner).filter(|(space, id)| self.is_erased(*space, *id)) else {
                continue;
            };
            let erased_at = self.erased_at(space, id).map_err(|error| self.fault(&error))?;
            if erased_at.is_some_and(|erased_at| head.occurred_at <= erased_at) {
                continue;
            }
            let key = match owner {
                Owner::Account(key) => taken.account_keys.text(key),
                Owner::Contact(key) => taken.contact_keys.text(key),
            };
            let wall = self.guard.read().at;
            self.lift(space, id, key, wall)?;
        }
        Ok(())
    }
}
