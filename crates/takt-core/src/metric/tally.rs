//! The pass over the move column: what moved, stood and took how long, in every stretch of a period and every group, in
//! one go.
//!
//! A period is cut into stretches one after the other: months, or one for the whole. Every account is in a group: by
//! what it is grouped by for life, or by the member of a team at the time, which changes along its line. A [`Walker`]
//! goes along the records of one account after the other and tells a [`Take`] what it finds.

use alloc::vec::Vec;
use core::cell::Cell;

use super::moves::{Codes, Record, Said};
use crate::book::InForce;
use crate::fact::{Path, Place};
use crate::unit::{AccountId, MemberId, Micros, StageId, TeamId};

/// No stage.
const NOWHERE: u32 = u32::MAX;

/// Stretches of time one after the other. Stretch 0 is all time before the first.
#[derive(Clone, Debug)]
pub(super) struct Stretches {
    /// Where the first begins, and where each ends.
    bounds: Vec<Micros>,
    /// The first stretch that any instant of a slice of time may lie in; slices are `1 << shift` microseconds long.
    slices: Vec<u32>,
    shift: u32,
}

impl Stretches {
    /// The stretches between bounds, which rise.
    pub(super) fn between(bounds: Vec<Micros>) -> Self {
        let (first, last) = (bounds.first().copied().unwrap_or_default(), bounds.last().copied().unwrap_or_default());
        let length = last.since(first).max(1).unsigned_abs();
        let mut shift = 0;
        // Slices are cut so fine that hardly one holds more than a bound.
        while (length >> shift) > (bounds.len() as u64).saturating_mul(8) {
            shift += 1;
        }
        let count = (length >> shift) + 1;
        let slices = (0..count).map(|slice| {
            let begins = first.plus(i64::try_from(slice << shift).unwrap_or(i64::MAX));
            u32::try_from(bounds.partition_point(|bound| *bound <= begins)).unwrap_or(u32::MAX)
        });
        Self { slices: slices.collect(), bounds, shift }
    }

    /// How many there are, all time before the first not counted.
    pub(super) fn len(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// When a stretch ends.
    pub(super) fn end(&self, stretch: usize) -> Micros {
        self.bounds.get(stretch).copied().unwrap_or(Micros(i64::MAX))
    }

    /// The stretch of an instant: 0 before the first, one more than there are behind the last.
    fn of(&self, at: Micros) -> usize {
        let Some(first) = self.bounds.first().filter(|first| **first <= at) else { return 0 };
        let slice = usize::try_from(at.since(*first).unsigned_abs() >> self.shift).unwrap_or(usize::MAX);
        let Some(stretch) = self.slices.get(slice) else { return self.bounds.len() };
        let mut stretch = *stretch as usize;
        while self.bounds.get(stretch).is_some_and(|end| *end <= at) {
            stretch += 1;
        }
        stretch
    }
}

/// A track that moves are counted on, main and side positions apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rail {
    pub(super) from: Option<StageId>,
    pub(super) to: Option<StageId>,
    pub(super) path: Path,
    pub(super) is_side: bool,
}

/// What a number in a record means to a pass.
#[derive(Clone, Copy, Debug)]
enum Means {
    /// Nothing.
    Nothing,
    /// A position moved: on which rail, from and to which stage, the place as 0 for the main one.
    Moved { rail: u32, from: u32, to: u32, place: u32, inferred: bool, goes_on: bool },
    /// From now on the account is in this group.
    Joined { group: u32 },
}

/// What all numbers mean to a pass.
#[derive(Clone, Debug)]
pub(super) struct Meanings {
    means: Vec<Means>,
    /// Every track that any move was made on.
    pub(super) rails: Vec<Rail>,
    /// How many stages are counted: their numbers lie below it.
    pub(super) stages: usize,
}

impl Meanings {
    /// What the codes mean. With a team, a change of its crew is a change of group: `member` numbers the groups.
    pub(super) fn of(codes: &Codes, team: Option<TeamId>, mut member: impl FnMut(Option<MemberId>) -> u32) -> Self {
        let rail = |said: &Said| match *said {
            Said::Move { place, from, to, path, .. } => Some(Rail { from, to, path, is_side: place != Place::Main }),
            Said::Crew { .. } => None,
        };
        let mut rails: Vec<Rail> = codes.all().iter().filter_map(rail).collect();
        rails.sort_unstable();
        rails.dedup();
        let number = |stage: Option<StageId>| stage.map_or(NOWHERE, |id| id.0);
        // The first numbers say something of the record itself, which does not come here.
        let mut means = alloc::vec![Means::Nothing; Codes::FIRST];
        means.extend(codes.all().iter().map(|said| match *said {
            Said::Move { place, from, to, path, inferred } => {
                let rail = rail(said).and_then(|rail| rails.binary_search(&rail).ok()).unwrap_or(0);
                let place = match place {
                    Place::Main => 0,
                    Place::Side(number) => u32::from(number) + 1,
                };
                let rail = u32::try_from(rail).unwrap_or(u32::MAX);
                let goes_on = path == Path::Adopt;
                Means::Moved { rail, from: number(from), to: number(to), place, inferred, goes_on }
            }
            Said::Crew { team: crew, member: who } if Some(crew) == team => Means::Joined { group: member(who) },
            Said::Crew { .. } => Means::Nothing,
        }));
        let ends = rails.iter().flat_map(|rail| [rail.from, rail.to]).flatten();
        let stages = ends.map(|id| id.index() + 1).max().unwrap_or(0);
        Self { means, rails, stages }
    }
}

/// From when on who comes to a stage is not over its limit when a stretch ends, by stage and stretch.
#[derive(Clone, Debug)]
pub(super) struct Limits<'a> {
    model: &'a InForce,
    /// When each stretch ends, or where the journal ends if that is earlier.
    ends: Vec<Micros>,
    /// How many stretches are counted, from the first on.
    counted: usize,
    /// Whether a stage has a limit at all.
    is_limited: Vec<bool>,
    /// By stage and stretch, as far as anybody asked: most stretches end while nobody stands in most stages.
    lines: Vec<Cell<Option<Micros>>>,
}

impl<'a> Limits<'a> {
    /// The limits of a model at the ends of the first so many stretches, or where the journal ends if that is earlier.
    pub(super) fn of(model: &'a InForce, stages: usize, stretches: &Stretches, until: Micros, counted: usize) -> Self {
        let has_limit = |id: StageId| model.stage(id).is_some_and(|stage| model.limit(stage.id, until).is_some());
        Self {
            model,
            ends: (0..=stretches.len()).map(|stretch| stretches.end(stretch).min(until)).collect(),
            counted,
            is_limited: (0u32..).take(stages).map(|number| has_limit(StageId(number))).collect(),
            lines: alloc::vec![Cell::new(None); (stretches.len() + 1) * stages],
        }
    }

    /// Whether a stage has a limit.
    #[inline]
    pub(super) fn is_limited(&self, stage: u32) -> bool {
        self.is_limited.get(stage as usize).copied().unwrap_or(false)
    }

    /// Whether who came to a stage at an instant is over its limit when a stretch ends.
    #[inline]
    fn is_over(&self, stage: u32, since: Micros, stretch: usize) -> bool {
        let place = stage as usize * self.ends.len() + stretch;
        let known = self.lines[place].get();
        since < known.unwrap_or_else(|| self.find(stage, stretch))
    }

    #[cold]
    fn find(&self, stage: u32, stretch: usize) -> Micros {
        let line = line(self.model, StageId(stage), self.ends[stretch]).unwrap_or(Micros(i64::MIN));
        self.lines[stage as usize * self.ends.len() + stretch].set(Some(line));
        line
    }
}

/// The first instant from which on nobody who came to a stage is over its limit at an end; `None` where it has none. A
/// limit never comes earlier for who came later, so that it can be searched for.
pub(super) fn line(model: &InForce, id: StageId, end: Micros) -> Option<Micros> {
    model.limit(id, end)?;
    let is_over = |since: Micros| model.limit(id, since).is_some_and(|limit| limit < end);
    let (mut over, mut within) = (i128::from(model.calendar().range().0.0) - 1, i128::from(end.0));
    // Most limits are short: the search begins near the end.
    let mut width = i128::from(Micros::DAY);
    while within - width > over {
        let at = Micros(i64::try_from(within - width).unwrap_or(i64::MIN));
        if is_over(at) {
            over = i128::from(at.0);
        } else {
            within = i128::from(at.0);
            width *= 4;
        }
    }
    while within - over > 1 {
        let middle = over + (within - over) / 2;
        let at = Micros(i64::try_from(middle).unwrap_or(i64::MAX));
        if is_over(at) { over = middle } else { within = middle }
    }
    Some(Micros(i64::try_from(within).unwrap_or(i64::MAX)))
}

/// Where in the figures something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) stretch: usize,
    pub(super) group: u32,
    pub(super) stage: u32,
}

/// Takes what a walk finds. `sign` is 1, or −1 where it counts no longer.
pub(super) trait Take {
    /// Whether it wants to know who is over a limit.
    const COUNTS_OVERDUE: bool = true;

    /// A move in a stretch, 0 for before the first.
    fn moved(&mut self, stretch: usize, group: u32, rail: u32);
    /// A visit ended; both its ends are known.
    fn dwelt(&mut self, spot: Spot, micros: i64);
    /// All visits of a stage that an account ended by the end of a stretch, where it ended one in that stretch.
    fn together(&mut self, spot: Spot, micros: i64, sign: i32);
    /// The same by the end of all stretches.
    fn altogether(&mut self, stage: u32, micros: i64);
    /// A position is over its limit when a stretch ends.
    fn overdue(&mut self, spot: Spot, sign: i32);
    /// An account with a position in a stage left a group, or came to it.
    fn shifted(&mut self, spot: Spot, is_side: bool, comes: bool);
    /// A group was joined in or before the period.
    fn joined(&mut self, group: u32);
    /// A position of the account still stands when its records end.
    fn stands(&mut self, account: AccountId, place: u32, stage: u32, since: Micros);
}

/// Where a position is while its account is walked.
#[derive(Clone, Copy, Debug)]
struct Here {
    place: u32,
    stage: u32,
    /// Since when, for clocks: an adopted model moves it without beginning anew.
    since: Micros,
    inferred: bool,
    /// The stretch it came to this stage and group in.
    stretch: usize,
    /// Whether it was found by a walk before this one, and what is over counted to the end.
    is_told: bool,
}

/// All the time an account spent in a stage over visits that it ended.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    /// Of which walk this is.
    walk: u64,
    micros: i64,
    unknown: bool,
    /// Where the last visit that ended in a stretch is counted; stretch 0 for none.
    stretch: usize,
    group: u32,
    is_told: bool,
}

/// Goes along the records of accounts.
#[derive(Debug)]
pub(super) struct Walker<'a> {
    meanings: &'a Meanings,
    stretches: &'a Stretches,
    limits: &'a Limits<'a>,
    /// Whether times together are wanted of all stretches too.
    altogether: bool,
    walk: u64,
    account: AccountId,
    group: u32,
    main: Option<Here>,
    sides: Vec<Here>,
    spent: Vec<Spent>,
    stages: Vec<u32>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(
        meanings: &'a Meanings,
        stretches: &'a Stretches,
        limits: &'a Limits<'a>,
        altogether: bool,
    ) -> Self {
        Self {
            spent: alloc::vec![Spent::default(); meanings.stages],
            meanings,
            stretches,
            limits,
            altogether,
            walk: 0,
            account: AccountId(0),
            group: 0,
            main: None,
            sides: Vec::new(),
            stages: Vec::new(),
        }
    }

    /// Begins with an account in a group.
    pub(super) fn begin(&mut self, account: AccountId, group: u32) {
        self.walk += 1;
        self.account = account;
        self.group = group;
        self.main = None;
        self.sides.clear();
        self.stages.clear();
    }

    /// Goes along records of the account, in the order of its line. Those behind the last stretch count nowhere.
    #[inline]
    pub(super) fn along(&mut self, records: &[Record], take: &mut impl Take) {
        let behind = self.stretches.len() + 1;
        for record in records {
            let stretch = self.stretches.of(record.at);
            if stretch >= behind {
                break;
            }
            match self.meanings.means.get(record.code as usize) {
                Some(Means::Moved { rail, from, to, place, inferred, goes_on }) => {
                    take.moved(stretch, self.group, *rail);
                    let left = self.leave(*place);
                    if let Some(left) = left {
                        self.end_stay(left, stretch, take);
                        if *from != NOWHERE && !goes_on {
                            let (micros, unknown) = (record.at.since(left.since), left.inferred || *inferred);
                            if stretch > 0 && !unknown {
                                take.dwelt(Spot { stretch, group: self.group, stage: *from }, micros);
                            }
                            self.spend(*from, stretch, micros, unknown, take);
                        }
                    }
                    if *to != NOWHERE {
                        let (since, inferred) = match left.filter(|_| *goes_on) {
                            Some(left) => (left.since, left.inferred),
                            None => (record.at, *inferred),
                        };
                        self.come(Here { place: *place, stage: *to, since, inferred, stretch, is_told: false });
                    }
                }
                Some(Means::Joined { group }) => {
                    take.joined(*group);
                    if *group != self.group {
                        self.shift(*group, stretch, take);
                    }
                }
                Some(Means::Nothing) | None => {}
            }
        }
    }

    /// Everything so far was told by a walk before this one; what comes from now on is new.
    pub(super) fn was_told(&mut self) {
        self.main.iter_mut().chain(&mut self.sides).for_each(|here| here.is_told = true);
        for stage in &self.stages {
            self.spent[*stage as usize].is_told = true;
        }
    }

    /// The account's records are at their end.
    #[inline]
    pub(super) fn end(&mut self, take: &mut impl Take) {
        let behind = self.stretches.len() + 1;
        for here in self.main.iter().chain(&self.sides) {
            take.stands(self.account, here.place, here.stage, here.since);
            self.end_stay(*here, behind, take);
        }
        for stage in &self.stages {
            let spent = self.spent[*stage as usize];
            if spent.stretch > 0 && !spent.unknown {
                if !spent.is_told {
                    let spot = Spot { stretch: spent.stretch, group: spent.group, stage: *stage };
                    take.together(spot, spent.micros, 1);
                }
                if self.altogether {
                    take.altogether(*stage, spent.micros);
                }
            }
        }
    }

    #[inline]
    fn leave(&mut self, place: u32) -> Option<Here> {
        if place == 0 {
            return self.main.take();
        }
        self.sides.iter().position(|here| here.place == place).map(|index| self.sides.swap_remove(index))
    }

    #[inline]
    fn come(&mut self, here: Here) {
        if here.place == 0 {
            self.main = Some(here);
        } else {
            self.sides.push(here);
        }
    }

    /// A position's stay in a stage and a group ended in a stretch.
    #[inline]
    fn end_stay<T: Take>(&self, here: Here, stretch: usize, take: &mut T) {
        if !T::COUNTS_OVERDUE || !self.limits.is_limited(here.stage) {
            return;
        }
        // Told before, it was taken to stand to the end; else it stood at the ends of these stretches.
        let counted = self.limits.counted + 1;
        let (first, end, sign) =
            if here.is_told { (stretch, counted, -1) } else { (here.stretch, stretch.min(counted), 1) };
        // Who is over once is over at every end behind it.
        for end in (first.max(1)..end).rev() {
            if !self.limits.is_over(here.stage, here.since, end) {
                break;
            }
            take.overdue(Spot { stretch: end, group: self.group, stage: here.stage }, sign);
        }
    }

    /// Adds a visit to the time an account spent in a stage.
    #[inline]
    fn spend(&mut self, stage: u32, stretch: usize, micros: i64, unknown: bool, take: &mut impl Take) {
        let Some(spent) = self.spent.get_mut(stage as usize) else { return };
        if spent.walk != self.walk {
            *spent = Spent { walk: self.walk, ..Spent::default() };
            self.stages.push(stage);
        }
        if spent.stretch > 0 && !spent.unknown {
            let spot = Spot { stretch: spent.stretch, group: spent.group, stage };
            // An account is counted once a stretch: with all its visits by the end of it.
            match (spent.stretch == stretch, spent.is_told) {
                (true, true) => take.together(spot, spent.micros, -1),
                (false, false) => take.together(spot, spent.micros, 1),
                _ => {}
            }
        }
        spent.micros = spent.micros.saturating_add(micros);
        spent.unknown |= unknown;
        if stretch > 0 {
            (spent.stretch, spent.group, spent.is_told) = (stretch, self.group, false);
        }
    }

    /// The account goes over to another group with all its positions.
    fn shift(&mut self, group: u32, stretch: usize, take: &mut impl Take) {
        let before = self.group;
        for place in 0..=self.sides.len() {
            let here = if place == 0 { self.main } else { self.sides.get(place - 1).copied() };
            let Some(here) = here else { continue };
            self.end_stay(here, stretch, take);
            take.shifted(Spot { stretch, group: before, stage: here.stage }, here.place != 0, false);
            take.shifted(Spot { stretch, group, stage: here.stage }, here.place != 0, true);
        }
        self.main.iter_mut().chain(&mut self.sides).for_each(|here| here.stretch = stretch);
        self.group = group;
    }
}
