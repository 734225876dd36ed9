//! The tracks of one horizontal channel: who runs above whom, so that lines never lie on each other and cross seldom.

use crate::geometry::{Px, px};

/// What runs through a channel: from one x to another, with legs up and down to its edges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) left: Px,
    pub(super) right: Px,
    /// Where it is joined, and whether from above.
    pub(super) legs: Vec<(Px, bool)>,
}

/// Between two runs on one track.
const APART: Px = px(26);
/// Two legs nearer than this would look like one.
const TOUCH: Px = px(7);
/// What a track more costs, in crossings.
const TRACK: u32 = 3;

/// The track of each run, 0 the uppermost, and how many there are.
pub(super) fn tracks(runs: &[Run]) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|n| runs.get(*n).map(|run| (std::cmp::Reverse(run.right - run.left), *n)));
    let mut levels: Vec<Vec<usize>> = Vec::new();
    for n in order {
        let Some(run) = runs.get(n) else { continue };
        let mut best: Option<(u32, bool, usize)> = None;
        for level in 0..=levels.len() {
            let cost = |own: Option<usize>| -> u32 {
                let mut cost = 0;
                for (at, others) in levels.iter().enumerate() {
                    // A level pushed in at `level` lies above those that were there and below.
                    if own == Some(at) {
                        continue;
                    }
                    for other in others.iter().filter_map(|other| runs.get(*other)) {
                        cost += if at < level { crossings(other, run) } else { crossings(run, other) };
                    }
                }
                cost
            };
            let inserted = (cost(None) + TRACK, true, level);
            best = Some(best.map_or(inserted, |best| best.min(inserted)));
            let fits = levels.get(level).is_some_and(|others| {
                others
                    .iter()
                    .filter_map(|other| runs.get(*other))
                    .all(|other| run.right + APART <= other.left || other.right + APART <= run.left)
            });
            if fits {
                let joined = (cost(Some(level)), false, level);
                best = Some(best.map_or(joined, |best| best.min(joined)));
            }
        }
        match best {
            Some((_, false, level)) => {
                if let Some(level) = levels.get_mut(level) {
                    level.push(n);
                }
            }
            Some((_, true, level)) => levels.insert(level.min(levels.len()), vec![n]),
            None => {}
        }
    }
    let mut tracks = vec![0; runs.len()];
    for (level, members) in levels.iter().enumerate() {
        for member in members {
            if let Some(track) = tracks.get_mut(*member) {
                *track = level;
            }
        }
    }
    (tracks, levels.len())
}

/// How often two runs cross when one lies above the other; legs that would lie on each other count many times.
fn crossings(above: &Run, below: &Run) -> u32 {
    let inside = |x: Px, run: &Run| run.left - TOUCH < x && x < run.right + TOUCH;
    let mut cost = 0;
    for (x, up) in &above.legs {
        cost += u32::from(!up && inside(*x, below));
        for (other, other_up) in &below.legs {
            let near = *x - *other < TOUCH && *other - *x < TOUCH;
            if near && !up && *other_up {
                cost += 40;
            }
        }
    }
    cost + u32::try_from(below.legs.iter().filter(|(x, up)| *up && inside(*x, above)).count()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(left: i32, right: i32, legs: &[(i32, bool)]) -> Run {
        Run { left: px(left), right: px(right), legs: legs.iter().map(|(x, up)| (px(*x), *up)).collect() }
    }

    #[test]
    fn runs_side_by_side_share_a_track_and_runs_over_each_other_do_not() {
        let aside = [run(0, 100, &[]), run(200, 300, &[])];
        assert_eq!(tracks(&aside).1, 1);
        let over = [run(0, 250, &[]), run(200, 300, &[])];
        let (tracks, many) = tracks(&over);
        assert_eq!(many, 2);
        assert_ne!(tracks[0], tracks[1]);
    }

    #[test]
    fn a_run_joined_from_below_lies_below_one_joined_from_above() {
        let runs = [run(0, 300, &[(0, true), (300, true)]), run(100, 200, &[(100, false), (200, false)])];
        let (tracks, _) = tracks(&runs);
        assert!(tracks[0] < tracks[1], "{tracks:?}");
    }

    #[test]
    fn legs_at_one_place_do_not_lie_on_each_other() {
        // One comes from above at 100, the other goes down at 100: the first must turn off above the second.
        let runs = [run(100, 200, &[(100, false), (200, false)]), run(0, 100, &[(100, true), (0, true)])];
        let (tracks, _) = tracks(&runs);
        assert!(tracks[1] < tracks[0], "{tracks:?}");
    }
}
