//! The least that the report takes: one pass over moves of 16 bytes, a flat array for every count, times side by side for
//! each median. It knows beforehand how many stages and groups there are, that moves stand by account and in order of
//! time, and that an account has one side position at most.

use takt_core::unit::{AccountId, Micros};

use super::line::Step;

/// Stages have 4 bits: those of the lines, and two that are never come to.
pub(super) const STAGES: usize = 16;
/// Where a line begins or ends.
const NOWHERE: u8 = 15;
/// Kinds of tracks: from, to, and whether it is a side position's.
const TRACKS: usize = STAGES * STAGES * 2;

/// One move.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) at: i64,
    pub(super) account: u32,
    from: u8,
    to: u8,
    place: u8,
}

impl Row {
    pub(super) fn of(id: AccountId, step: &Step) -> Self {
        let stage = |place: Option<usize>| place.and_then(|place| u8::try_from(place).ok()).unwrap_or(NOWHERE);
        Self { at: step.at.0, account: id.0, from: stage(step.from), to: stage(step.to), place: u8::from(step.is_side) }
    }
}

/// The moves, and what is known of them beforehand.
pub(super) struct Tight {
    pub(super) rows: Vec<Row>,
    /// The group of each account.
    pub(super) groups: Vec<usize>,
    /// Where months begin, and where the last one ends.
    pub(super) bounds: Vec<i64>,
    /// By month and stage: who came before it is over the limit at the month's end.
    pub(super) limits: Vec<[i64; STAGES]>,
    count: usize,
}

/// What the pass gives, by group, month and stage.
pub(super) struct Report {
    moved: Vec<u32>,
    overdue: Vec<u32>,
    dwell: Vec<[Option<i64>; 2]>,
}

/// One cell of it as the flow report says it.
#[derive(Debug)]
#[cfg(test)]
pub(super) struct Cell {
    /// Opening, in, out, closing, overdue, of which side.
    pub(super) counts: [u64; 6],
    /// Median and ninth decile, tenths of days.
    pub(super) dwell: [Option<i64>; 2],
}

/// Where the positions of an account stand while its moves are read: the main one, and one beside it.
#[derive(Clone, Copy)]
struct Stand {
    stage: u8,
    since: i64,
    month: usize,
}

const NOBODY: Stand = Stand { stage: NOWHERE, since: 0, month: 0 };

impl Tight {
    pub(super) fn new(bounds: Vec<Micros>, limits: Vec<[i64; STAGES]>, count: usize) -> Self {
        let bounds = bounds.into_iter().map(|bound| bound.0).collect();
        Self { rows: Vec::new(), groups: Vec::new(), bounds, limits, count }
    }

    pub(super) fn report(&self) -> Report {
        let months = self.bounds.len() - 1;
        let cells = self.count * months * STAGES;
        let mut report = Report {
            moved: vec![0; self.count * months * TRACKS],
            overdue: vec![0; cells],
            dwell: vec![[None, None]; cells],
        };
        let mut lists: Vec<u32> = Vec::new();
        let mut times: Vec<i64> = Vec::new();
        let mut starts = vec![0usize; cells + 1];
        let (mut account, mut group, mut stands) = (u32::MAX, 0, [NOBODY; 2]);
        let slices = self.slices();
        let month_of = |at: i64| {
            let mut month = usize::from(slices[((at - self.bounds[0]) >> SHIFT) as usize]);
            while self.bounds[month + 1] <= at {
                month += 1;
            }
            month
        };
        for row in &self.rows {
            if row.account != account {
                stands.iter().for_each(|stand| self.stay(*stand, months, group, &mut report.overdue));
                (account, group, stands) = (row.account, self.groups[row.account as usize], [NOBODY; 2]);
            }
            let month = month_of(row.at);
            let (base, place) = (group * months + month, usize::from(row.place));
            let track = (usize::from(row.from) * STAGES + usize::from(row.to)) * 2 + place;
            report.moved[base * TRACKS + track] += 1;
            let stand = stands[place];
            if stand.stage != NOWHERE {
                let cell = base * STAGES + usize::from(stand.stage);
                starts[cell + 1] += 1;
                lists.push(cell as u32);
                times.push(row.at - stand.since);
                self.stay(stand, month, group, &mut report.overdue);
            }
            stands[place] = Stand { stage: row.to, since: row.at, month };
        }
        stands.iter().for_each(|stand| self.stay(*stand, months, group, &mut report.overdue));
        for cell in 0..cells {
            starts[cell + 1] += starts[cell];
        }
        let mut next = starts.clone();
        let mut sorted = vec![0i64; times.len()];
        for (cell, time) in lists.iter().zip(&times) {
            let place = &mut next[*cell as usize];
            sorted[*place] = *time;
            *place += 1;
        }
        for cell in 0..cells {
            report.dwell[cell] = quantiles(&mut sorted[starts[cell]..starts[cell + 1]]);
        }
        report
    }

    /// A stay in a stage that ended in a month: over the limit at the ends of the months before?
    fn stay(&self, stand: Stand, month: usize, group: usize, overdue: &mut [u32]) {
        let stage = usize::from(stand.stage);
        if self.limits[0][stage] == i64::MIN {
            return;
        }
        for end in stand.month..month {
            if stand.since < self.limits[end][stage] {
                overdue[(group * self.limits.len() + end) * STAGES + stage] += 1;
            }
        }
    }

    /// The month that each slice of time begins in.
    fn slices(&self) -> Vec<u16> {
        let (first, last) = (self.bounds[0], self.bounds[self.bounds.len() - 1]);
        let month = |slice: i64| self.bounds.partition_point(|bound| *bound <= first + (slice << SHIFT)) - 1;
        (0..=(last - first) >> SHIFT).map(|slice| month(slice) as u16).collect()
    }
}

/// Slices of three days.
const SHIFT: u32 = 38;

/// Median and ninth decile by linear interpolation, in tenths of days, half up.
fn quantiles(times: &mut [i64]) -> [Option<i64>; 2] {
    if times.is_empty() {
        return [None, None];
    }
    let last = times.len() - 1;
    [50, 90].map(|percent| {
        let (low, rest) = (last * percent / 100, (last * percent % 100) as i64);
        let (_, below, behind) = times.select_nth_unstable(low);
        let below = *below;
        let above = behind.iter().min().copied().unwrap_or(below);
        // A hundred times three years of microseconds fits.
        let hundredths = below * 100 + (above - below) * rest;
        Some((2 * hundredths + 10 * Micros::DAY).div_euclid(20 * Micros::DAY))
    })
}

#[cfg(test)]
impl Report {
    pub(super) fn cell(&self, months: usize, (group, month, stage): (usize, usize, usize)) -> Cell {
        let count = |month: usize, from: usize, to: usize, place: usize| {
            let base = (group * months + month) * TRACKS;
            u64::from(self.moved[base + (from * STAGES + to) * 2 + place])
        };
        let came = |month, place| (0..STAGES).map(|from| count(month, from, stage, place)).sum::<u64>();
        let left = |month, place| (0..STAGES).map(|to| count(month, stage, to, place)).sum::<u64>();
        let both = |of: &dyn Fn(usize, usize) -> u64, month: usize| of(month, 0) + of(month, 1);
        let opening: u64 = (0..month).map(|month| both(&came, month)).sum::<u64>()
            - (0..month).map(|month| both(&left, month)).sum::<u64>();
        let side =
            (0..=month).map(|month| came(month, 1)).sum::<u64>() - (0..=month).map(|month| left(month, 1)).sum::<u64>();
        let (inflow, outflow) = (both(&came, month), both(&left, month));
        let cell = (group * months + month) * STAGES + stage;
        let overdue = u64::from(self.overdue[cell]);
        let counts = [opening, inflow, outflow, opening + inflow - outflow, overdue, side];
        Cell { counts, dwell: self.dwell[cell] }
    }
}
