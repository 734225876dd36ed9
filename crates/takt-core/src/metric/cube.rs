//! The cube: the full flow report by month, source and segment, kept so that a few moves more cost little.
//!
//! Made in one pass over the move column. What every figure came of stays with it, so what was noted since takes a walk
//! along the accounts it was noted of, and a new median only where it touched one.

mod standing;

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::figures::{Balance, Counting, Figures, Shape, Which, carry, listed};
use super::flow::{MoveCount, StageFlow};
use super::moves::{MoveColumn, Moves, Record, Since};
use super::tally::{Limits, Meanings, Spot, Stretches, Take, Walker, line};
use super::{Key, median_and_ninth, quantile_days_tenths};
use crate::book::InForce;
use crate::calendar::{Month, month_of};
use crate::unit::{AccountId, Micros, StageId};
use standing::Standing;

/// Most cells a cube may have: more groups than that are asked for by [`Moves::flow`], one grouping at a time.
const CELLS_MAX: usize = 1 << 26;

/// No stage.
const NOWHERE: u32 = u32::MAX;

/// No group yet.
const NONE: u32 = u32::MAX;

/// One group of a cube in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CubeGroup {
    /// The month.
    pub month: Month,
    /// The first known source of its accounts.
    pub source: Key,
    /// The first known segment of its accounts.
    pub segment: Key,
    /// Every stage of the model, and any other that a position ever came to.
    pub stages: Vec<StageFlow>,
    /// Its moves.
    pub moves: Vec<MoveCount>,
}

/// Flow and balance of every month, source and segment.
#[derive(Clone, Debug)]
pub struct Cube {
    model: Arc<InForce>,
    recorded_at: Micros,
    /// How much of the column was read.
    mark: (u64, usize),
    months: Vec<Month>,
    stretches: Stretches,
    meanings: Meanings,
    groups: Groups,
    held: Held,
}

/// Which group every account is in.
#[derive(Clone, Debug, Default)]
struct Groups {
    numbers: BTreeMap<(u32, u32), u32>,
    keys: Vec<(Key, Key)>,
    of: Vec<u32>,
}

impl Groups {
    fn of(&self, id: AccountId) -> u32 {
        self.of.get(id.index()).copied().unwrap_or(NONE)
    }

    /// Puts an account into the group it is in now.
    fn set(&mut self, column: &MoveColumn, id: AccountId) -> u32 {
        let (sources, segments) = (column.sources(), column.segments());
        let (source, segment) = (sources.number(id), segments.number(id));
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let group = *self.numbers.entry((source, segment)).or_insert(next);
        if group == next {
            let key = |keys: &[Key], number: u32| keys.get(number as usize).cloned().unwrap_or_else(Key::blank);
            self.keys.push((key(sources.keys(), source), key(segments.keys(), segment)));
        }
        if self.of.len() <= id.index() {
            self.of.resize(id.index() + 1, NONE);
        }
        self.of[id.index()] = group;
        group
    }
}

impl Cube {
    /// The cube of these moves; `None` where it would have too many cells.
    #[must_use]
    pub fn of(moves: &Moves) -> Option<Self> {
        let column = &moves.column;
        let calendar = moves.model.calendar();
        let (first, last) = column.ends().unwrap_or((moves.recorded_at, moves.recorded_at));
        let month = |at: Micros| month_of(calendar.day_of(at));
        let (first, last) = (month(first), month(last.max(moves.recorded_at)));
        let months: Vec<Month> = (first.0..=last.0).map(Month).collect();
        let ends = months.iter().map(|month| calendar.start_of(month.next().first_day()));
        let bounds = core::iter::once(calendar.start_of(first.first_day())).chain(ends).collect();
        let mut groups = Groups::default();
        let accounts = column.sources().numbers().len().max(column.segments().numbers().len());
        (0u32..).take(accounts).for_each(|id| {
            groups.set(column, AccountId(id));
        });
        let meanings = Meanings::of(column.codes(), None, |_| 0);
        let shape = Shape {
            stretches: months.len(),
            groups: groups.keys.len(),
            stages: meanings.stages,
            rails: meanings.rails.len(),
        };
        if shape.widest() > CELLS_MAX {
            return None;
        }
        let stretches = Stretches::between(bounds);
        let limits = limits(&moves.model, &meanings, &stretches, moves.recorded_at);
        let mut reading =
            Reading { counting: Counting::new(shape), standing: Standing::new(accounts, meanings.stages) };
        let mut walker = Walker::new(&meanings, &stretches, &limits, false);
        column.each(|id, records| {
            walker.begin(id, groups.of(id));
            records.into_iter().for_each(|records| walker.along(records, &mut reading));
            walker.end(&mut reading);
        });
        let Reading { counting, mut standing } = reading;
        standing.make_room(accounts, shape.groups);
        let end = now_of(&stretches, moves.recorded_at);
        let lines = (0u32..).take(shape.stages).map(|stage| line(&moves.model, StageId(stage), end));
        standing.line_up(lines.collect(), |id| groups.of(id));
        let held = Held::of(counting.settle(), standing);
        Some(Self {
            model: moves.model.clone(),
            recorded_at: moves.recorded_at,
            mark: column.mark(),
            months,
            stretches,
            meanings,
            groups,
            held,
        })
    }

    /// The cube brought up to moves that the same book handed out later: what was noted since is what it costs.
    ///
    /// Where it cannot go on from what it has, it is made anew: the column has a new base, another month began, another
    /// model is in force, or a move was made on a track that was never moved on before. `None` as in [`Cube::of`].
    #[must_use]
    pub fn updated(mut self, moves: &Moves) -> Option<Self> {
        let column = &moves.column;
        let meanings = Meanings::of(column.codes(), None, |_| 0);
        if !self.goes_on(moves, &meanings) {
            return Self::of(moves);
        }
        let (_, seen) = core::mem::replace(&mut self.mark, column.mark());
        self.recorded_at = moves.recorded_at;
        self.meanings = meanings;
        let limits = limits(&self.model, &self.meanings, &self.stretches, self.recorded_at);
        let mut walker = Walker::new(&self.meanings, &self.stretches, &limits, false);
        let (groups, held) = (&mut self.groups, &mut self.held);
        let mut stood = Vec::new();
        column.since(seen, |accounts| {
            // Fetched side by side as well, before any is waited for.
            stood.clear();
            stood.extend(accounts.iter().map(|(id, _)| (groups.of(*id), held.standing.main(*id))));
            for ((id, since), (known, main)) in accounts.iter().zip(&stood) {
                let now = if since.is_regrouped || *known == NONE { groups.set(column, *id) } else { *known };
                held.make_room(groups.keys.len(), *id);
                let before = if *known == NONE { now } else { *known };
                held.renew(&mut walker, (*id, before, now), *main, *since);
            }
        });
        if self.held.figures.shape.widest() > CELLS_MAX {
            return None;
        }
        self.held.find_medians();
        self.look_round();
        Some(self)
    }

    fn goes_on(&self, moves: &Moves, meanings: &Meanings) -> bool {
        let ((base, seen), (now, length)) = (self.mark, moves.column.mark());
        let is_of_last = self.months.last() == Some(&month_of(self.model.calendar().day_of(moves.recorded_at)));
        let (first, end) = (self.stretches.end(0), self.stretches.end(self.stretches.len()));
        base == now
            && seen <= length
            && Arc::ptr_eq(&self.model, &moves.model)
            && is_of_last
            && meanings.rails == self.meanings.rails
            && moves.column.times_from(seen).all(|at| first <= at && at < end)
    }

    /// Draws the lines behind which somebody is over the limit in the last month, which goes on.
    fn look_round(&mut self) {
        let end = now_of(&self.stretches, self.recorded_at);
        let Self { model, groups, held, .. } = self;
        held.standing.draw_lines(|stage| line(model, StageId(stage), end), |id| groups.of(id));
    }

    /// The groups of every month in which anything stood or moved, by month and keys.
    #[must_use]
    pub fn groups(&self) -> Vec<CubeGroup> {
        let shape = self.held.figures.shape;
        let mut shown: Vec<StageId> = self.model.model.stages.iter().map(|stage| stage.id).collect();
        let mut others: Vec<StageId> = self.meanings.rails.iter().filter_map(|rail| rail.to).collect();
        others.sort_unstable();
        others.dedup();
        shown.extend(others.into_iter().filter(|id| self.model.stage(*id).is_none()));
        let mut groups = Vec::new();
        let mut counts = Vec::new();
        for (number, (source, segment)) in self.groups.keys.iter().enumerate() {
            let mut balances = alloc::vec![Balance::default(); shape.stages];
            carry(&mut balances, &self.meanings.rails, &self.held.figures.moves[shape.row(0, number)], true);
            for (stretch, month) in (1..).zip(&self.months) {
                let moved = &self.held.figures.moves[shape.row(stretch, number)];
                carry(&mut balances, &self.meanings.rails, moved, false);
                let holds = |balance: &Balance| balance.opening != 0 || balance.inflow + balance.outflow > 0;
                if balances.iter().any(holds) {
                    let row = |id: &StageId| match balances.get(id.index()) {
                        Some(balance) => self.row(*balance, stretch, number, *id),
                        None => StageFlow { stage: *id, ..StageFlow::default() },
                    };
                    let stages = shown.iter().map(row).collect();
                    counts.clear();
                    counts.extend(moved.iter().map(|count| u64::from(*count)));
                    let moves = listed(&self.meanings.rails, &counts, &[], &shown);
                    let (source, segment) = (source.clone(), segment.clone());
                    groups.push(CubeGroup { month: *month, source, segment, stages, moves });
                }
                balances.iter_mut().for_each(Balance::pass);
            }
        }
        groups.sort_by(|a, b| (a.month, &a.source, &a.segment).cmp(&(b.month, &b.source, &b.segment)));
        groups
    }

    fn row(&self, balance: Balance, stretch: usize, group: usize, id: StageId) -> StageFlow {
        let shape = self.held.figures.shape;
        let spot = Spot { stretch, group: u32::try_from(group).unwrap_or(u32::MAX), stage: id.0 };
        let overdue = if stretch == shape.stretches {
            self.held.standing.over(group, id.index())
        } else {
            u64::from(self.held.figures.overdue[shape.cell(spot)])
        };
        let [dwell, together] = [Which::Dwell, Which::Together].map(|which| self.held.medians[shape.list(spot, which)]);
        balance.row(id, overdue, dwell, together)
    }
}

/// When the last month ends, or where the journal ends if that is earlier.
fn now_of(stretches: &Stretches, recorded_at: Micros) -> Micros {
    stretches.end(stretches.len()).min(recorded_at.plus(1))
}

/// The limits at the ends of all months but the last, which goes on.
fn limits<'a>(model: &'a InForce, meanings: &Meanings, stretches: &Stretches, recorded_at: Micros) -> Limits<'a> {
    Limits::of(model, meanings.stages, stretches, recorded_at.plus(1), stretches.len().saturating_sub(1))
}

/// The first pass: what is counted, and where everybody stands in the end.
struct Reading {
    counting: Counting,
    standing: Standing,
}

impl Take for Reading {
    #[inline]
    fn moved(&mut self, stretch: usize, group: u32, rail: u32) {
        self.counting.moved(stretch, group, rail);
    }

    #[inline]
    fn dwelt(&mut self, spot: Spot, micros: i64) {
        self.counting.dwelt(spot, micros);
    }

    #[inline]
    fn together(&mut self, spot: Spot, micros: i64, sign: i32) {
        self.counting.together(spot, micros, sign);
    }

    #[inline]
    fn altogether(&mut self, _: u32, _: i64) {}

    #[inline]
    fn overdue(&mut self, spot: Spot, sign: i32) {
        self.counting.overdue(spot, sign);
    }

    fn shifted(&mut self, _: Spot, _: bool, _: bool) {}

    fn joined(&mut self, _: u32) {}

    #[inline]
    fn stands(&mut self, id: AccountId, place: u32, stage: u32, since: Micros) {
        self.standing.note(id, (place, stage, since));
    }
}

/// What a cube counts, with all that it came of.
#[derive(Clone, Debug)]
struct Held {
    figures: Figures,
    /// Median and ninth decile of each list of times.
    medians: Vec<[Option<i64>; 2]>,
    /// Where each list stands in `sorted`, counted from 1; 0 where it is still as the pass laid it out.
    places: Vec<u32>,
    /// Lists that changed, or are likely to, sorted: times that come are merged in, and medians are read off.
    sorted: Vec<Vec<i64>>,
    /// Times that came to lists, and whether they come or go, since medians were found.
    changes: Vec<(u32, i64, i32)>,
    standing: Standing,
    /// Where the positions of the account at hand stand.
    stands: Vec<(u32, u32, Micros)>,
}

impl Held {
    fn of(mut figures: Figures, standing: Standing) -> Self {
        let shape = figures.shape;
        let mut medians = Vec::with_capacity(shape.cells() * 2);
        figures.each_list(|times| medians.push(median_and_ninth(times)));
        let places = alloc::vec![0; medians.len()];
        let mut held =
            Self { figures, medians, places, sorted: Vec::new(), changes: Vec::new(), standing, stands: Vec::new() };
        // Most of what comes later comes in the month that goes on.
        for group in (0u32..).take(shape.groups) {
            for stage in (0u32..).take(shape.stages) {
                let spot = Spot { stretch: shape.stretches, group, stage };
                [Which::Dwell, Which::Together].into_iter().for_each(|which| {
                    held.sort(shape.list(spot, which));
                });
            }
        }
        held
    }

    /// The list in order, taken out of where the pass laid it if it still is there.
    fn sort(&mut self, list: usize) -> &mut Vec<i64> {
        let place = &mut self.places[list];
        if *place == 0 {
            let mut times = self.figures.list(list).to_vec();
            times.sort_unstable();
            self.sorted.push(times);
            *place = u32::try_from(self.sorted.len()).unwrap_or(u32::MAX);
        }
        &mut self.sorted[*place as usize - 1]
    }

    /// Room for so many groups, and for an account.
    fn make_room(&mut self, groups: usize, id: AccountId) {
        self.standing.make_room(id.index() + 1, groups);
        if groups > self.figures.shape.groups {
            self.figures.make_room(groups);
            let lists = self.figures.shape.cells() * 2;
            self.medians.resize(lists, [None, None]);
            self.places.resize(lists, 0);
        }
    }

    /// Counts what was noted of an account that was in one group and is in one now.
    fn renew(
        &mut self,
        walker: &mut Walker<'_>,
        (id, before, now): (AccountId, u32, u32),
        main: Option<(u32, Micros)>,
        since: Since<'_>,
    ) {
        let stood = [since.stood, since.before];
        let mut stands = core::mem::take(&mut self.stands);
        stands.clear();
        if since.is_void || before != now {
            // All that was counted of it counts no longer, and what still stands is counted in its group of now.
            let mut take = Signed { held: self, sign: -1, stands: &mut stands };
            along(walker, (id, before), &stood, &mut take);
            walker.end(&mut take);
            stands.clear();
            let mut take = Signed { held: self, sign: 1, stands: &mut stands };
            along(walker, (id, now), if since.is_void { &[] } else { &stood }, &mut take);
            walker.along(since.new, &mut take);
            walker.end(&mut take);
        } else {
            along(walker, (id, now), &stood, &mut Quiet);
            walker.was_told();
            let mut take = Signed { held: self, sign: 1, stands: &mut stands };
            walker.along(since.new, &mut take);
            walker.end(&mut take);
        }
        self.standing.put(id, (before, now), main, &stands);
        self.stands = stands;
    }

    fn change(&mut self, spot: Spot, which: Which, micros: i64, sign: i32) {
        // As many lists as the pass counts in 32 bits.
        self.changes.push((self.figures.shape.list(spot, which) as u32, micros, sign));
    }

    /// Finds the medians of lists that changed.
    fn find_medians(&mut self) {
        let mut changes = core::mem::take(&mut self.changes);
        changes.sort_unstable();
        for change in changes.chunk_by(|(a, ..), (b, ..)| a == b) {
            let Some(list) = change.first().map(|(list, ..)| *list as usize) else { continue };
            let times = self.sort(list);
            let come = change.iter().filter(|(.., sign)| *sign > 0).map(|(_, time, _)| *time);
            merge(times, come);
            let mut gone = change.iter().filter(|(.., sign)| *sign < 0).map(|(_, time, _)| *time).peekable();
            if gone.peek().is_some() {
                times.retain(|time| gone.next_if_eq(time).is_none());
            }
            self.medians[list] = [50, 90].map(|percent| quantile_days_tenths(self.sort(list), percent));
        }
    }
}

/// Merges sorted times into sorted ones.
fn merge(times: &mut Vec<i64>, come: impl DoubleEndedIterator<Item = i64> + Clone) {
    let mut left = times.len();
    let mut place = left + come.clone().count();
    times.resize(place, i64::MAX);
    // From behind, so that each time is moved once.
    for time in come.rev() {
        while left > 0 && times[left - 1] > time {
            place -= 1;
            left -= 1;
            times[place] = times[left];
        }
        place -= 1;
        times[place] = time;
    }
}

fn along(walker: &mut Walker<'_>, (id, group): (AccountId, u32), records: &[&[Record]], take: &mut impl Take) {
    walker.begin(id, group);
    records.iter().for_each(|records| walker.along(records, take));
}

/// Counts what is found, or counts it no longer.
struct Signed<'a> {
    held: &'a mut Held,
    sign: i32,
    /// Where the account's positions stand.
    stands: &'a mut Vec<(u32, u32, Micros)>,
}

impl Take for Signed<'_> {
    fn moved(&mut self, stretch: usize, group: u32, rail: u32) {
        let place = self.held.figures.shape.row(stretch, group as usize).start + rail as usize;
        let count = &mut self.held.figures.moves[place];
        *count = count.wrapping_add_signed(self.sign);
    }

    fn dwelt(&mut self, spot: Spot, micros: i64) {
        self.held.change(spot, Which::Dwell, micros, self.sign);
    }

    fn together(&mut self, spot: Spot, micros: i64, sign: i32) {
        self.held.change(spot, Which::Together, micros, self.sign * sign);
    }

    fn altogether(&mut self, _: u32, _: i64) {}

    fn overdue(&mut self, spot: Spot, sign: i32) {
        let cell = self.held.figures.shape.cell(spot);
        let count = &mut self.held.figures.overdue[cell];
        *count = count.wrapping_add_signed(self.sign * sign);
    }

    fn shifted(&mut self, _: Spot, _: bool, _: bool) {}

    fn joined(&mut self, _: u32) {}

    fn stands(&mut self, _: AccountId, place: u32, stage: u32, since: Micros) {
        self.stands.push((place, stage, since));
    }
}

/// Takes nothing: for what was told before.
struct Quiet;

impl Take for Quiet {
    const COUNTS_OVERDUE: bool = false;

    fn moved(&mut self, _: usize, _: u32, _: u32) {}
    fn dwelt(&mut self, _: Spot, _: i64) {}
    fn together(&mut self, _: Spot, _: i64, _: i32) {}
    fn altogether(&mut self, _: u32, _: i64) {}
    fn overdue(&mut self, _: Spot, _: i32) {}
    fn shifted(&mut self, _: Spot, _: bool, _: bool) {}
    fn joined(&mut self, _: u32) {}
    fn stands(&mut self, _: AccountId, _: u32, _: u32, _: Micros) {}
}
