//! What records say: once for all of them that say the same, so that a record is a time, an account and a number.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::account::What;
use crate::fact::{Path, Place};
use crate::unit::{MemberId, StageId, TeamId};

/// The number of a record that says: whatever stood of this account before is void.
pub(super) const VOID: u32 = 0;
/// The number of a record that says: what this account is grouped by has changed.
pub(super) const REGROUPED: u32 = 1;
/// The number of the first thing said.
pub(super) const FIRST: u32 = 2;

/// What a record says of its account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::metric) enum Said {
    /// A position moved.
    Move { place: Place, from: Option<StageId>, to: Option<StageId>, path: Path, inferred: bool },
    /// Somebody of a team is on it from now on; `None` is the team's queue.
    Crew { team: TeamId, member: Option<MemberId> },
}

impl Said {
    /// What an entry of a line says to flow and funnel; `None` where it says nothing to them.
    pub(super) const fn of(what: &What) -> Option<Self> {
        match *what {
            What::Move { place, from, to, path, inferred, .. } => Some(Self::Move { place, from, to, path, inferred }),
            What::Crew { team, member } => Some(Self::Crew { team, member }),
            _ => None,
        }
    }

    /// A place in the list of things said a moment ago: the same for what is the same, on every machine.
    fn near(&self) -> usize {
        let number = |id: Option<u32>| id.map_or(0, |id| id.wrapping_add(1) as usize);
        let mixed = match self {
            Self::Move { place, from, to, path, inferred } => {
                let place = match place {
                    Place::Main => 0,
                    Place::Side(number) => usize::from(*number) + 1,
                };
                let stages = number(from.map(|id| id.0)) * 31 + number(to.map(|id| id.0));
                ((stages * 11 + usize::from(path.number())) * 2 + usize::from(*inferred)) * 17 + place
            }
            Self::Crew { team, member } => number(Some(team.0)) * 127 + number(member.map(|id| id.0)) + 500,
        };
        mixed % NEAR
    }
}

/// Things said a moment ago are looked for here before the whole list is.
const NEAR: usize = 4_096;

/// All things said, by their numbers and back.
#[derive(Clone, Debug, Default)]
pub(in crate::metric) struct Codes {
    said: Vec<Said>,
    numbers: BTreeMap<Said, u32>,
    near: Vec<Option<(Said, u32)>>,
}

impl Codes {
    /// How many numbers say something of the record itself, and nothing of an account.
    pub(in crate::metric) const FIRST: usize = FIRST as usize;

    /// The codes of things said, in the order of their numbers.
    pub(super) fn of(said: Vec<Said>) -> Self {
        let mut codes = Self::default();
        said.into_iter().for_each(|said| {
            codes.number(said);
        });
        codes
    }

    /// The number of what is said, given out now if it is new.
    pub(super) fn number(&mut self, said: Said) -> u32 {
        if self.near.is_empty() {
            self.near.resize(NEAR, None);
        }
        let near = &mut self.near[said.near()];
        if let Some((known, number)) = near
            && *known == said
        {
            return *number;
        }
        // There are fewer of them than records, and of records fewer than memory holds.
        let next = u32::try_from(self.said.len()).map_or(u32::MAX, |count| count.saturating_add(FIRST));
        let number = *self.numbers.entry(said).or_insert(next);
        if number == next {
            self.said.push(said);
        }
        *near = Some((said, number));
        number
    }

    /// All that is said, in the order of numbers, the first of them [`FIRST`].
    pub(in crate::metric) fn all(&self) -> &[Said] {
        &self.said
    }

    /// What a number says; `None` for the ones that say something of the record itself.
    pub(in crate::metric) fn said(&self, number: u32) -> Option<&Said> {
        self.said.get(number.checked_sub(FIRST)? as usize)
    }
}
