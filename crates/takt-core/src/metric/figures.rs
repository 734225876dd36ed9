//! The figures that a pass over the move column counts: what moved on which rail in every stretch and group, and the
//! times of visits, laid out so that the median of each stage is found where they lie.

use alloc::vec::Vec;

use super::flow::{MoveCount, StageFlow};
use super::tally::{Meanings, Rail, Spot, Take};
use crate::unit::{AccountId, Micros, StageId};

/// How many stretches, groups, stages and rails are counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) stretches: usize,
    pub(super) groups: usize,
    pub(super) stages: usize,
    pub(super) rails: usize,
}

impl Shape {
    /// How many cells of a stage in a group in a stretch there are.
    pub(super) const fn cells(self) -> usize {
        self.stretches * self.groups * self.stages
    }

    /// The cell of a spot; stretch 0 has none. Those of a group stand together: an account finds all of its own near
    /// each other, and a new group comes behind all others.
    pub(super) const fn cell(self, spot: Spot) -> usize {
        (spot.group as usize * self.stretches + spot.stretch - 1) * self.stages + spot.stage as usize
    }

    /// The longest list that is laid out in it.
    pub(super) const fn widest(self) -> usize {
        let (lists, rows) = (self.cells() * 2, (self.stretches + 1) * self.groups * self.rails);
        if lists < rows { rows } else { lists }
    }

    /// The list of times of a spot.
    pub(super) const fn list(self, spot: Spot, which: Which) -> usize {
        self.cell(spot) * 2 + which as usize
    }

    /// Where the rails of a group in a stretch are counted, stretch 0 included.
    pub(super) const fn row(self, stretch: usize, group: usize) -> core::ops::Range<usize> {
        let start = (group * (self.stretches + 1) + stretch) * self.rails;
        start..start + self.rails
    }
}

/// What is counted while the pass goes on.
#[derive(Debug)]
pub(super) struct Counting {
    pub(super) shape: Shape,
    /// Moves by stretch, group and rail.
    pub(super) moves: Vec<u32>,
    /// Positions over their limit, by cell.
    pub(super) overdue: Vec<u32>,
    /// Two lists for each cell, see [`Which`]: the list of each time, and the time.
    lists: Vec<u32>,
    times: Vec<i64>,
    /// How many times each list has, one place behind it.
    starts: Vec<usize>,
    /// Of all stretches, by stage.
    altogether: Vec<Vec<i64>>,
    /// Positions that went over from one group to another.
    shifts: Vec<Shift>,
    joined: Vec<bool>,
}

/// A position of an account that left a group, or came to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    pub(super) spot: Spot,
    is_side: bool,
    pub(super) comes: bool,
}

impl Counting {
    pub(super) fn new(shape: Shape) -> Self {
        Self {
            moves: alloc::vec![0; (shape.stretches + 1) * shape.groups * shape.rails],
            overdue: alloc::vec![0; shape.cells()],
            lists: Vec::new(),
            times: Vec::new(),
            starts: alloc::vec![0; shape.cells() * 2 + 1],
            altogether: alloc::vec![Vec::new(); shape.stages],
            shifts: Vec::new(),
            joined: alloc::vec![false; shape.groups],
            shape,
        }
    }

    #[inline]
    fn note(&mut self, list: usize, micros: i64) {
        self.starts[list + 1] += 1;
        // A pass has as many groups as keep the number of lists below what 32 bits count.
        self.lists.push(list as u32);
        self.times.push(micros);
    }

    /// Puts the times of each cell side by side.
    pub(super) fn settle(self) -> Figures {
        let Self { shape, moves, overdue, lists, times, mut starts, altogether, shifts, joined } = self;
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut sorted = alloc::vec![0i64; times.len()];
        let mut next = starts.clone();
        for (list, time) in lists.iter().zip(&times) {
            let place = &mut next[*list as usize];
            sorted[*place] = *time;
            *place += 1;
        }
        Figures { shape, moves, overdue, starts, times: sorted, altogether, shifts, joined }
    }
}

impl Take for Counting {
    #[inline]
    fn moved(&mut self, stretch: usize, group: u32, rail: u32) {
        let shape = self.shape;
        self.moves[(group as usize * (shape.stretches + 1) + stretch) * shape.rails + rail as usize] += 1;
    }

    #[inline]
    fn dwelt(&mut self, spot: Spot, micros: i64) {
        self.note(self.shape.list(spot, Which::Dwell), micros);
    }

    #[inline]
    fn together(&mut self, spot: Spot, micros: i64, _sign: i32) {
        self.note(self.shape.list(spot, Which::Together), micros);
    }

    #[inline]
    fn altogether(&mut self, stage: u32, micros: i64) {
        self.altogether[stage as usize].push(micros);
    }

    #[inline]
    fn overdue(&mut self, spot: Spot, _sign: i32) {
        self.overdue[self.shape.cell(spot)] += 1;
    }

    fn shifted(&mut self, spot: Spot, is_side: bool, comes: bool) {
        self.shifts.push(Shift { spot, is_side, comes });
    }

    fn joined(&mut self, group: u32) {
        self.joined[group as usize] = true;
    }

    #[inline]
    fn stands(&mut self, _: AccountId, _: u32, _: u32, _: Micros) {}
}

/// What was counted, with the times of each cell side by side.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    pub(super) shape: Shape,
    pub(super) moves: Vec<u32>,
    pub(super) overdue: Vec<u32>,
    /// Where the times of each list begin, and behind the last one, where they end.
    starts: Vec<usize>,
    times: Vec<i64>,
    pub(super) altogether: Vec<Vec<i64>>,
    pub(super) shifts: Vec<Shift>,
    pub(super) joined: Vec<bool>,
}

/// What a stage held and moved in one stretch, or several.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Balance {
    pub(super) opening: i64,
    pub(super) inflow: u64,
    pub(super) outflow: u64,
    pub(super) side: i64,
}

impl Balance {
    /// Time goes on to the next stretch: what stands at the end of one is what the next opens with.
    pub(super) fn pass(&mut self) {
        let moved = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.opening += moved(self.inflow) - moved(self.outflow);
        (self.inflow, self.outflow) = (0, 0);
    }

    /// The row of a report.
    pub(super) fn row(
        self,
        stage: StageId,
        overdue: u64,
        dwell: [Option<i64>; 2],
        together: [Option<i64>; 2],
    ) -> StageFlow {
        let opening = self.opening.max(0).unsigned_abs();
        StageFlow {
            stage,
            opening,
            inflow: self.inflow,
            outflow: self.outflow,
            closing: (opening + self.inflow).saturating_sub(self.outflow),
            overdue,
            of_which_side: self.side.max(0).unsigned_abs(),
            dwell_p50: dwell[0],
            dwell_p90: dwell[1],
            cumulative_p50: together[0],
            cumulative_p90: together[1],
        }
    }
}

/// Adds what was moved on rails to the stages they lead from and to: before a period, or in it.
pub(super) fn carry(balances: &mut [Balance], rails: &[Rail], counts: &[u32], before: bool) {
    for (rail, count) in rails.iter().zip(counts).filter(|(_, count)| **count > 0) {
        let (count, side) = (u64::from(*count), i64::from(u32::from(rail.is_side)));
        let signed = i64::from(u32::try_from(count).unwrap_or(u32::MAX));
        if let Some(left) = rail.from.and_then(|id| balances.get_mut(id.index())) {
            left.side -= signed * side;
            if before { left.opening -= signed } else { left.outflow += count }
        }
        if let Some(reached) = rail.to.and_then(|id| balances.get_mut(id.index())) {
            reached.side += signed * side;
            if before { reached.opening += signed } else { reached.inflow += count }
        }
    }
}

/// The moves on rails and the changes of group as a report lists them: main and side positions together, by the places
/// of their stages.
pub(super) fn listed(rails: &[Rail], counts: &[u64], shifts: &[MoveCount], shown: &[StageId]) -> Vec<MoveCount> {
    let rank = |id: Option<StageId>| id.map(|id| shown.iter().position(|known| *known == id));
    let mut moves: Vec<MoveCount> = Vec::new();
    // Rails are in order, so that main and side positions of a track stand side by side.
    for (rail, count) in rails.iter().zip(counts).filter(|(_, count)| **count > 0) {
        match moves.last_mut() {
            Some(last) if (last.from, last.to, last.path) == (rail.from, rail.to, Some(rail.path)) => {
                last.count += count
            }
            _ => moves.push(MoveCount { from: rail.from, to: rail.to, path: Some(rail.path), count: *count }),
        }
    }
    moves.extend_from_slice(shifts);
    moves.sort_by_key(|moved| (rank(moved.from), rank(moved.to), moved.path));
    moves
}

/// Which times of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The times of visits.
    Dwell,
    /// The times of accounts together.
    Together,
}

impl Figures {
    /// The times of a cell.
    pub(super) fn times_of(&mut self, spot: Spot, which: Which) -> &mut [i64] {
        let list = self.shape.list(spot, which);
        let ends = self.starts.get(list).zip(self.starts.get(list + 1)).map(|(start, end)| *start..*end);
        ends.and_then(|ends| self.times.get_mut(ends)).unwrap_or(&mut [])
    }

    /// The times of a list.
    pub(super) fn list(&self, list: usize) -> &[i64] {
        let ends = self.starts.get(list).zip(self.starts.get(list + 1)).map(|(start, end)| *start..*end);
        ends.and_then(|ends| self.times.get(ends)).unwrap_or(&[])
    }

    /// Every list of times, in their order.
    pub(super) fn each_list(&mut self, mut each: impl FnMut(&mut [i64])) {
        let mut rest = self.times.as_mut_slice();
        for ends in self.starts.windows(2) {
            let (list, behind) = core::mem::take(&mut rest).split_at_mut(ends[1] - ends[0]);
            each(list);
            rest = behind;
        }
    }

    /// Room for so many groups; those that come are empty.
    pub(super) fn make_room(&mut self, groups: usize) {
        if groups > self.shape.groups {
            self.shape.groups = groups;
            let Shape { stretches, rails, .. } = self.shape;
            self.moves.resize((stretches + 1) * groups * rails, 0);
            self.overdue.resize(self.shape.cells(), 0);
            self.starts.resize(self.shape.cells() * 2 + 1, self.times.len());
        }
    }

    /// The balances of a group in a stretch, by stage: what stood there when it began, and what moved in it.
    pub(super) fn balances(&self, meanings: &Meanings, stretch: usize, group: usize) -> Vec<Balance> {
        let mut balances = alloc::vec![Balance::default(); self.shape.stages];
        for before in 0..=stretch {
            carry(&mut balances, &meanings.rails, &self.moves[self.shape.row(before, group)], before < stretch);
        }
        for Shift { spot, is_side, comes } in self.shifts.iter().filter(|shift| shift.spot.group as usize == group) {
            let balance = &mut balances[spot.stage as usize];
            let side = i64::from(*is_side);
            balance.side += if *comes { side } else { -side };
            match (spot.stretch < stretch, *comes) {
                (true, true) => balance.opening += 1,
                (true, false) => balance.opening -= 1,
                (false, true) => balance.inflow += 1,
                (false, false) => balance.outflow += 1,
            }
        }
        balances
    }
}
