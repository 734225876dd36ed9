//! What an import must mind that gave way: others may have brought what it brings, or erased whom it speaks of.

use std::borrow::Cow;

use takt_intake::Taken;
use takt_store::{Key, Store};

use super::plan::Plan;
use super::sample::Texts;
use crate::app::desk::Desk;
use crate::fault::Fault;

impl<S: Store> Desk<S> {
    /// Of new facts those that are new still: another import may have been done for somebody since the plan was made.
    pub(super) fn left_new<'a>(
        &mut self,
        plan: &Plan,
        places: &'a [u32],
        overtaken: &mut Vec<u32>,
    ) -> Result<Cow<'a, [u32]>, Fault> {
        if self.book.imports_begun == plan.imports || places.is_empty() {
            return Ok(places.into());
        }
        let keys: Vec<Key> = places.iter().filter_map(|place| plan.keys.get(*place as usize)).copied().collect();
        let known = self.store.known(&keys).map_err(|error| self.fault(&error))?;
        let (mut left, before) = (Vec::new(), overtaken.len());
        for (place, known) in places.iter().zip(known) {
            if known.is_some() { overtaken.push(*place) } else { left.push(*place) }
        }
        Ok(if overtaken.len() == before { places.into() } else { left.into() })
    }

    /// Takes out of the texts that are still to be written those of people who were erased meanwhile; gives how many of
    /// the intake are refused now.
    pub(super) fn refuse(&self, taken: &Taken, texts: &mut Texts<'_>) -> u32 {
        let barred = self.barred(taken);
        for (owner, list) in texts.iter_mut() {
            list.retain(|(field, value)| {
                !self.is_barred(taken, &barred, &takt_intake::Text { row: 0, owner: *owner, field, value })
            });
        }
        texts.retain(|_, list| !list.is_empty());
        barred.texts
    }
}
