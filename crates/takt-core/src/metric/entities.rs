//! How many legal entities stand at each stage: an entity with three offices in one stage counts once there.

use alloc::vec::Vec;

use crate::account::{Account, What};
use crate::book::Book;
use crate::fact::Place;
use crate::unit::{AccountId, Day, Micros, StageId};

/// How many there are of those who stand somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Accounts, each once however many positions it has.
    pub accounts: u64,
    /// Their legal entities, each once ([`Book::entity`]).
    pub entities: u64,
}

/// Accounts and legal entities by stage, as a day ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// By stage, in the order of stages' numbers; stages where nobody stands are left out.
    pub stages: Vec<(StageId, Parties)>,
    /// Over all stages: who stands in two counts once.
    pub all: Parties,
}

impl Entities {
    /// Those of a stage.
    #[must_use]
    pub fn at(&self, stage: StageId) -> Parties {
        let found = self.stages.binary_search_by_key(&stage, |(stage, _)| *stage).ok();
        found.and_then(|place| self.stages.get(place)).map_or(Parties::default(), |(_, parties)| *parties)
    }

    /// Whether entities are fewer than accounts anywhere.
    #[must_use]
    pub fn differ(&self) -> bool {
        let differ = |parties: &Parties| parties.accounts != parties.entities;
        differ(&self.all) || self.stages.iter().any(|(_, parties)| differ(parties))
    }
}

/// Accounts that were counted, and which entities were met: a bit each.
#[derive(Default)]
struct Counted {
    parties: Parties,
    met: Vec<u64>,
}

impl Counted {
    fn note(&mut self, entity: AccountId) {
        self.parties.accounts += 1;
        let (word, bit) = (entity.index() / 64, 1u64 << (entity.index() % 64));
        if self.met.len() <= word {
            self.met.resize(word + 1, 0);
        }
        if let Some(met) = self.met.get_mut(word) {
            self.parties.entities += u64::from(*met & bit == 0);
            *met |= bit;
        }
    }
}

/// Accounts and legal entities by stage as a day ends: who belongs to whom as it is known now, where they stood as their
/// lines say. `None` of a book without a model.
#[must_use]
pub fn entities(book: &Book, day: Day) -> Option<Entities> {
    let end = book.model.as_ref()?.calendar().start_of(Day(day.0.saturating_add(1)));
    let mut by_stage: Vec<Counted> = Vec::new();
    let mut all = Counted::default();
    let mut positions: Vec<(Place, StageId)> = Vec::new();
    let mut stages: Vec<StageId> = Vec::new();
    for account in &book.accounts {
        standing(account, end, &mut positions);
        if positions.is_empty() {
            continue;
        }
        let entity = book.entity(account.id);
        all.note(entity);
        stages.clear();
        stages.extend(positions.iter().map(|(_, stage)| *stage));
        stages.sort_unstable();
        stages.dedup();
        for stage in &stages {
            if by_stage.len() <= stage.index() {
                by_stage.resize_with(stage.index() + 1, Counted::default);
            }
            if let Some(counted) = by_stage.get_mut(stage.index()) {
                counted.note(entity);
            }
        }
    }
    let known = (0u32..).map(StageId).zip(by_stage.iter().map(|counted| counted.parties));
    Some(Entities { stages: known.filter(|(_, parties)| parties.accounts > 0).collect(), all: all.parties })
}

/// Where an account stood just before an instant.
fn standing(account: &Account, end: Micros, positions: &mut Vec<(Place, StageId)>) {
    positions.clear();
    for entry in account.line.iter().take_while(|entry| entry.at < end) {
        let What::Move { place, to, .. } = entry.what else { continue };
        let known = positions.iter().position(|(known, _)| *known == place);
        match (known.and_then(|known| positions.get_mut(known)), to) {
            (Some(position), Some(to)) => position.1 = to,
            (None, Some(to)) => positions.push((place, to)),
            (_, None) => positions.retain(|(known, _)| *known != place),
        }
    }
}
