//! What can be said about a line as a whole: that every stage is reached and left, that every outcome has a stage,
//! that nobody goes round in circles, that what a transition waits for can happen.

mod carry;
mod circle;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::finding::Findings;
use super::read::{Move, Stand};
use super::{Play, ScoreRules, StageKind, Standing};
use crate::fact::Kind;
use crate::unit::StageId;

/// What was read of a line, sound or not.
pub(super) struct Line<'a> {
    pub(super) start: Option<StageId>,
    pub(super) stands: &'a [Stand],
    pub(super) moves: &'a [Move],
    pub(super) score: &'a ScoreRules,
    pub(super) laps_max: Option<u8>,
    pub(super) steps: usize,
    pub(super) ways: Ways,
}

/// From where to where positions can move.
pub(super) struct Ways(BTreeMap<StageId, BTreeSet<StageId>>);

impl Ways {
    /// Of transitions.
    pub(super) fn of(moves: &[Move]) -> Self {
        let mut ways: BTreeMap<StageId, BTreeSet<StageId>> = BTreeMap::new();
        for one in moves {
            for (from, _) in &one.from {
                ways.entry(*from).or_default().extend(one.to.map(|(to, _)| to));
            }
        }
        Self(ways)
    }

    /// Where one stage leads at once.
    fn from(&self, stage: StageId) -> impl Iterator<Item = StageId> + '_ {
        self.0.get(&stage).into_iter().flatten().copied()
    }

    /// All stages that can be reached from some, these included.
    fn reach(&self, from: impl IntoIterator<Item = StageId>) -> BTreeSet<StageId> {
        let mut reached: BTreeSet<StageId> = from.into_iter().collect();
        let mut next: Vec<StageId> = reached.iter().copied().collect();
        while let Some(stage) = next.pop() {
            next.extend(self.from(stage).filter(|to| reached.insert(*to)));
        }
        reached
    }
}

impl Line<'_> {
    fn stand(&self, id: StageId) -> Option<&Stand> {
        self.stands.iter().find(|stand| stand.stage.id == id)
    }

    /// Whether every stage and transition was read, so that what is missing is missing in the file.
    fn is_whole(&self) -> bool {
        self.stands.iter().all(|stand| stand.is_clear) && self.moves.iter().all(|one| one.is_clear)
    }

    /// The first stage of a standing: where jumps end that no stage declares.
    fn first_of(&self, standing: Standing) -> Option<&Stand> {
        self.stands.iter().find(|stand| stand.stage.standing == Some(standing))
    }
}

/// Checks a line.
pub(super) fn check(line: &Line<'_>, found: &mut Findings) {
    if line.stands.iter().all(|stand| stand.is_clear) {
        outcomes(line, found);
    }
    if line.is_whole() {
        reached_and_left(line, found);
        gates(line, found);
        circle::check(line, found);
    }
    let before = found.len();
    carry::check(line, found);
    if line.is_whole() && found.len() == before {
        carry::shelves(line, found);
    }
}

/// Every seen outcome moves a position, from wherever it stands: so it needs a stage to move to.
fn outcomes(line: &Line<'_>, found: &mut Findings) {
    let Some(first) = line.stands.first() else { return };
    for outcome in Kind::ALL.iter().copied().filter(|kind| kind.is_outcome()) {
        let standing = match outcome {
            Kind::Opened => Some(Standing::Dealing),
            Kind::Lost | Kind::Rested | Kind::Ended => Some(Standing::Resting),
            Kind::Disqualified => Some(Standing::Gone),
            Kind::SubscriptionStarted => Some(Standing::Onboarding),
            Kind::Activated | Kind::Renewed => Some(Standing::Living),
            // Won and proposal-sent have no standing of their own and must be declared.
            _ => None,
        };
        let declared = line.stands.iter().any(|stand| stand.stage.outcome == Some(outcome));
        if !declared && standing.and_then(|standing| line.first_of(standing)).is_none() {
            let standing = standing.map_or("", Standing::name);
            found.add(first.at, "outcome-without-stage", [("outcome", outcome.name()), ("standing", standing)]);
        }
    }
}

fn reached_and_left(line: &Line<'_>, found: &mut Findings) {
    let jumps = line.stands.iter().filter(|stand| stand.stage.outcome.is_some());
    // An outcome may jump to the first stage of each standing but courting.
    let first = Standing::ALL.iter().filter(|standing| **standing != Standing::Courting);
    let first = first.filter_map(|standing| line.first_of(*standing));
    let reached = line.ways.reach(jumps.chain(first).map(|stand| stand.stage.id).chain(line.start));
    for stand in line.stands {
        let stage = &stand.stage;
        if stage.kind == StageKind::Count {
            continue;
        }
        if line.start.is_some() && !reached.contains(&stage.id) {
            found.add(stand.at, "unreachable-stage", [("id", &stage.key)]);
        }
        let has_exit = line.ways.from(stage.id).next().is_some();
        if !has_exit && stage.standing != Some(Standing::Gone) && stage.kind != StageKind::Gate {
            found.add(stand.at, "no-exit", [("id", &stage.key)]);
        }
    }
}

fn gates(line: &Line<'_>, found: &mut Findings) {
    for stand in line.stands.iter().filter(|stand| stand.stage.kind == StageKind::Gate) {
        let leaves = |one: &&Move| one.from.iter().any(|(from, _)| *from == stand.stage.id);
        if !line.moves.iter().filter(leaves).any(|one| one.is_default) {
            found.add(stand.at, "gate-without-default", [("id", &stand.stage.key)]);
        }
    }
}

/// Every play aims at a move that there is.
pub(super) fn plays(line: &Line<'_>, plays: &[(Play, usize)], found: &mut Findings) {
    if !line.is_whole() {
        return;
    }
    for (play, at) in plays {
        let (Some(serves), Some(aims)) = (line.stand(play.serves), line.stand(play.aims)) else { continue };
        // What is only counted has no moves; a play for it brings new accounts.
        let is_move = serves.stage.kind == StageKind::Count || line.ways.from(play.serves).any(|to| to == play.aims);
        if !is_move {
            let args = [("id", &*play.key), ("serves", &*serves.stage.key), ("aims", &*aims.stage.key)];
            found.add(*at, "play-without-move", args);
        }
    }
}

/// A number as an argument.
fn shown(number: impl ToString) -> alloc::string::String {
    number.to_string()
}
