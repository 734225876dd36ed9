//! Lines drawn for accounts: some thirteen moves each over three years, along the standard model's stages, with detours,
//! returns, and side positions of those who buy more.

use takt_core::account::What;
use takt_core::fact::{Path, Place};
use takt_core::unit::{Micros, StageId};
use takt_sim::stream::Stream;

/// Months that lines are drawn over.
pub(super) const MONTHS: i32 = 36;

/// The stages in the order of the way, the shelf last.
pub(super) const STAGES: [&str; 14] = [
    "lead",
    "nurture",
    "mql",
    "contacting",
    "appointment",
    "meeting",
    "qualified",
    "proposal",
    "won",
    "handover",
    "onboarding",
    "adoption",
    "renewal",
    "recycle",
];
/// The place of `nurture`.
const NURTURE: usize = 1;
/// The place of `qualified`, where a second deal begins.
const QUALIFIED: usize = 6;
/// The place of `onboarding`: customers from there on.
const ONBOARDING: usize = 10;
/// The place of the shelf.
const SHELF: usize = 13;

/// One move of a line, its stages by their places in [`STAGES`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) at: Micros,
    pub(super) is_side: bool,
    pub(super) from: Option<usize>,
    pub(super) to: Option<usize>,
    pub(super) path: Path,
}

impl Step {
    /// The entry of a line.
    pub(super) fn what(&self, stages: &[StageId]) -> What {
        let stage = |place: Option<usize>| place.and_then(|place| stages.get(place).copied());
        What::Move {
            place: if self.is_side { Place::Side(1) } else { Place::Main },
            from: stage(self.from),
            to: stage(self.to),
            path: self.path,
            lap: 1,
            inferred: false,
            rule: 0,
            minutes: 0,
        }
    }
}

/// Where a line ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    here: usize,
}

impl Line {
    /// Draws a line in a period.
    pub(super) fn draw(stream: &mut Stream, (begin, end): (Micros, Micros), steps: &mut Vec<Step>) -> Self {
        let mut at = begin.plus(stream.between(0, end.since(begin) * 9 / 10));
        steps.push(Step { at, is_side: false, from: None, to: Some(0), path: Path::Enter });
        let count = stream.between(6, 21);
        let pause = end.since(at) / (count + 1);
        let (mut here, mut beside) = (0, false);
        for _ in 1..count {
            at = at.plus(1 + stream.between(0, 2 * pause));
            if at >= end {
                break;
            }
            if beside || here >= ONBOARDING && stream.chance(1_500) {
                let (from, to) = if beside { (Some(QUALIFIED), None) } else { (None, Some(QUALIFIED)) };
                steps.push(Step { at, is_side: true, from, to, path: Path::Jump });
                beside = !beside;
                continue;
            }
            let (to, path) = match stream.below(10) {
                0..=6 if here < SHELF => (here + 1, Path::Success),
                7 if here != SHELF => (SHELF, Path::Detour),
                8 if here != NURTURE => (NURTURE, Path::Recycle),
                _ if here == 2 => (3, Path::Jump),
                _ => (2, Path::Jump),
            };
            steps.push(Step { at, is_side: false, from: Some(here), to: Some(to), path });
            here = to;
        }
        Self { here }
    }

    /// The next move of the main position, at an instant behind all others.
    pub(super) fn go_on(&mut self, at: Micros) -> Step {
        let (to, path) = if self.here < SHELF { (self.here + 1, Path::Success) } else { (NURTURE, Path::Recycle) };
        let from = Some(core::mem::replace(&mut self.here, to));
        Step { at, is_side: false, from, to: Some(to), path }
    }
}
