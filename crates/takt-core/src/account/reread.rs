//! Readings under another model: what a condition or a score may count is kept only while the model counts it, so another
//! model needs what the one before let go.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{Account, Mark, Use};
use crate::book::InForce;
use crate::fact::{Actor, Body, Fact, Kind};
use crate::seen::Seen;
use crate::unit::{AccountId, ContactId, ImportId, Micros, Seq, TouchId};

/// A seen fact that models read in different ways, in the few fields that they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A touch.
    Touch {
        /// Its kind.
        touch: TouchId,
        /// When, in the world.
        at: Micros,
        /// Whose.
        contact: Option<ContactId>,
        /// Which fact.
        seq: Seq,
    },
    /// Use of the product.
    Use(Use),
}

impl Reading {
    /// What a fact gives to read; `None` where all models read the same of it.
    #[must_use]
    pub fn of(fact: &Fact) -> Option<Self> {
        match &fact.body {
            Body::Touched { touch, .. } => {
                Some(Self::Touch { touch: *touch, at: fact.occurred_at, contact: fact.contact, seq: fact.seq })
            }
            Body::Used { signal, amount, .. } => Some(Self::Use(Use {
                signal: *signal,
                amount: u64::try_from(*amount).unwrap_or(0),
                at: fact.occurred_at,
                contact: fact.contact,
                seq: fact.seq,
            })),
            _ => None,
        }
    }

    /// What readings are sorted by.
    pub(crate) const fn order(&self) -> (Micros, Seq) {
        match self {
            Self::Touch { at, seq, .. } => (*at, *seq),
            Self::Use(one) => (one.at, one.seq),
        }
    }
}

/// The readings of all accounts, kept from the journal for a model that comes into force: in columns, and by themselves
/// for accounts that something may have been taken back from.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    seen: Option<Seen>,
    noted: BTreeMap<AccountId, Vec<(Option<ImportId>, Reading)>>,
}

impl Readings {
    /// Those of a journal by its columns. The facts of accounts that do not stand alone ([`Seen::bound`]) have to be noted
    /// besides.
    #[must_use]
    pub fn new(seen: Seen) -> Self {
        Self { seen: Some(seen), noted: BTreeMap::new() }
    }

    /// Notes the next fact of the journal.
    pub fn note(&mut self, fact: &Fact) {
        let Some(account) = fact.account else { return };
        if let Body::Voided { import, .. } = &fact.body {
            if let Some(known) = self.noted.get_mut(&account) {
                known.retain(|(said, _)| *said != Some(*import));
            }
        } else if let Some(reading) = Reading::of(fact) {
            let import = match fact.actor {
                Actor::Import(import) => Some(import),
                _ => None,
            };
            self.noted.entry(account).or_default().push((import, reading));
        }
    }

    /// Those of an account and of the accounts that are part of it, by their time in the world.
    #[must_use]
    pub fn of(&self, accounts: &[AccountId]) -> Vec<Reading> {
        let mut readings = Vec::new();
        for account in accounts {
            match self.seen.as_ref().filter(|seen| seen.is_alone(*account)) {
                Some(seen) => read_columns(seen, *account, &mut readings),
                None => readings.extend(self.noted.get(account).into_iter().flatten().map(|(_, reading)| *reading)),
            }
        }
        readings.sort_by_key(Reading::order);
        readings
    }
}

/// Adds what the columns give to read of an account.
fn read_columns(seen: &Seen, account: AccountId, into: &mut Vec<Reading>) {
    let mut rows = Vec::new();
    seen.numbered(account, &mut rows);
    let mut fact = Fact::blank();
    for (row, seq) in rows {
        if matches!(seen.head(row).kind, Kind::Touched | Kind::Used) {
            seen.read(account, row, seq, &mut fact);
            into.extend(Reading::of(&fact));
        }
    }
}

impl Account {
    /// Reads all touches and use anew, under a model that came into force at an instant.
    pub(crate) fn reread(&mut self, model: &InForce, readings: &[Reading], at: Micros) {
        let today = model.calendar().day_of(at);
        self.touches.clear();
        self.uses.clear();
        for reading in readings {
            match reading {
                Reading::Touch { touch, at: touched, contact, seq } => {
                    let day = model.calendar().day_of(*touched);
                    if model.counts(*touch, today.0 - day.0) {
                        self.touches.push(Mark { touch: *touch, day: day.0, contact: *contact, seq: *seq });
                    }
                }
                Reading::Use(one) => {
                    if model.counts_use(one.signal, one.at, at) {
                        self.uses.push(*one);
                    }
                }
            }
        }
    }
}
