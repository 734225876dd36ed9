//! One question to the move column: which group every account is in, the pass, and what its groups and the whole come to.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{MoveCount, StageFlow};
use crate::metric::figures::{Balance, Counting, Figures, Shape, Which, carry, listed};
use crate::metric::moves::{Moves, Said};
use crate::metric::tally::{Limits, Meanings, Spot, Stretches, Walker};
use crate::metric::{By, Key, median_and_ninth};
use crate::unit::{AccountId, MemberId, StageId, TeamId};

impl Moves {
    /// The groups of a report, and how an account's is found.
    pub(in crate::metric) fn grouping(&self, by: Option<By>) -> Grouping<'_> {
        let all = Grouping { keys: alloc::vec![Key::blank()], of: Of::One, members: BTreeMap::new(), team: None };
        match by {
            None | Some(By::Month) => all,
            Some(By::Source) => Grouping::lasting(self.column.sources().numbers(), self.column.sources().keys()),
            Some(By::Segment) => Grouping::lasting(self.column.segments().numbers(), self.column.segments().keys()),
            Some(By::Owner(team)) => {
                let crew = self.column.codes().all().iter().filter_map(|said| match said {
                    Said::Crew { team: crew, member: Some(member) } if *crew == team => Some(*member),
                    _ => None,
                });
                let mut keys = all.keys;
                let mut members = BTreeMap::new();
                for member in crew {
                    let next = u32::try_from(keys.len()).unwrap_or(u32::MAX);
                    if *members.entry(member).or_insert(next) == next {
                        keys.push(Key::Member(member));
                    }
                }
                Grouping { keys, of: Of::One, members, team: Some(team) }
            }
        }
    }
}

/// The groups of a report.
#[derive(Debug)]
pub(in crate::metric) struct Grouping<'a> {
    /// Their keys, each once.
    pub(in crate::metric) keys: Vec<Key>,
    of: Of<'a>,
    members: BTreeMap<MemberId, u32>,
    /// The team whose members are the groups.
    pub(super) team: Option<TeamId>,
}

#[derive(Debug)]
enum Of<'a> {
    /// All accounts are in the first group, or begin in it.
    One,
    /// The number of each account's value, and the group of each number.
    Lasting(&'a [u32], Vec<u32>),
}

impl<'a> Grouping<'a> {
    fn lasting(numbers: &'a [u32], keys: &[Key]) -> Self {
        let mut used = alloc::vec![false; keys.len()];
        numbers.iter().for_each(|number| used[*number as usize] = true);
        let mut found: BTreeMap<&Key, u32> = BTreeMap::new();
        let mut unique = Vec::new();
        let groups = keys.iter().zip(used).map(|(key, used)| {
            if !used {
                return 0;
            }
            let next = u32::try_from(unique.len()).unwrap_or(u32::MAX);
            let group = *found.entry(key).or_insert(next);
            if group == next {
                unique.push(key.clone());
            }
            group
        });
        let groups = groups.collect();
        Self { keys: unique, of: Of::Lasting(numbers, groups), members: BTreeMap::new(), team: None }
    }

    /// The group an account is in, or begins in.
    pub(in crate::metric) fn group(&self, id: AccountId) -> u32 {
        match &self.of {
            Of::One => 0,
            Of::Lasting(numbers, groups) => {
                let number = numbers.get(id.index()).copied().unwrap_or(0);
                groups.get(number as usize).copied().unwrap_or(0)
            }
        }
    }

    /// The group of a member of the team; the first is that of nobody.
    pub(super) fn member(&self, member: Option<MemberId>) -> u32 {
        member.and_then(|member| self.members.get(&member).copied()).unwrap_or(0)
    }
}

/// One question to the move column.
pub(super) struct Pass<'a> {
    pub(super) moves: &'a Moves,
    pub(super) grouping: &'a Grouping<'a>,
    pub(super) meanings: &'a Meanings,
    pub(super) stretches: &'a Stretches,
    pub(super) limits: &'a Limits<'a>,
}

impl Pass<'_> {
    /// Counts the groups from one on that the shape has room for.
    pub(super) fn count(&self, shape: Shape, first: usize) -> Figures {
        let mut counting = Counting::new(shape);
        let mut walker = Walker::new(self.meanings, self.stretches, self.limits, shape.stretches > 1);
        let first = u32::try_from(first).unwrap_or(u32::MAX);
        self.moves.column.each(|id, records| {
            let group = self.grouping.group(id).wrapping_sub(first);
            if (group as usize) < shape.groups {
                walker.begin(id, group);
                records.into_iter().for_each(|records| walker.along(records, &mut counting));
                walker.end(&mut counting);
            }
        });
        counting.settle()
    }
}

/// One group of a report before it is written out, by the number of the stage.
pub(super) struct Part {
    rows: Vec<StageFlow>,
    /// Moves by rail.
    counts: Vec<u64>,
    /// Stages and moves of positions that changed group.
    shifts: Vec<MoveCount>,
}

impl Part {
    pub(super) fn of(figures: &mut Figures, meanings: &Meanings, stretch: usize, group: usize) -> Self {
        let balances = figures.balances(meanings, stretch, group);
        let place = u32::try_from(group).unwrap_or(u32::MAX);
        let rows = (0u32..).zip(balances).map(|(stage, balance)| {
            let spot = Spot { stretch, group: place, stage };
            let overdue = u64::from(figures.overdue[figures.shape.cell(spot)]);
            let dwell = median_and_ninth(figures.times_of(spot, Which::Dwell));
            let together = median_and_ninth(figures.times_of(spot, Which::Together));
            balance.row(StageId(stage), overdue, dwell, together)
        });
        let rows = rows.collect();
        let counts = figures.moves[figures.shape.row(stretch, group)].iter().map(|count| u64::from(*count)).collect();
        let mut tracks: BTreeMap<(Option<StageId>, Option<StageId>), u64> = BTreeMap::new();
        for shift in figures.shifts.iter().filter(|s| s.spot.group == place && s.spot.stretch == stretch) {
            let stage = Some(StageId(shift.spot.stage));
            *tracks.entry(if shift.comes { (None, stage) } else { (stage, None) }).or_default() += 1;
        }
        let shifts = tracks.into_iter().map(|((from, to), count)| MoveCount { from, to, path: None, count }).collect();
        Self { rows, counts, shifts }
    }

    /// Whether a stage held anything or was come to.
    pub(super) fn held(&self, id: StageId) -> bool {
        self.rows.get(id.index()).is_some_and(|row| row.opening + row.inflow > 0)
    }

    pub(super) fn stages(&self, shown: &[StageId]) -> Vec<StageFlow> {
        let empty = |id: &StageId| StageFlow { stage: *id, ..StageFlow::default() };
        shown.iter().map(|id| self.rows.get(id.index()).cloned().unwrap_or_else(|| empty(id))).collect()
    }

    pub(super) fn moves(&self, meanings: &Meanings, shown: &[StageId]) -> Vec<MoveCount> {
        listed(&meanings.rails, &self.counts, &self.shifts, shown)
    }
}

/// What all groups and stretches come to.
pub(super) struct Whole {
    part: Part,
    balances: Vec<Balance>,
    overdue: Vec<u64>,
    dwell: Vec<Vec<i64>>,
    together: Vec<Vec<i64>>,
}

impl Whole {
    pub(super) fn new(shape: Shape) -> Self {
        Self {
            part: Part { rows: Vec::new(), counts: alloc::vec![0; shape.rails], shifts: Vec::new() },
            balances: alloc::vec![Balance::default(); shape.stages],
            overdue: alloc::vec![0; shape.stages],
            dwell: alloc::vec![Vec::new(); shape.stages],
            together: alloc::vec![Vec::new(); shape.stages],
        }
    }

    pub(super) fn add(&mut self, figures: &mut Figures, meanings: &Meanings) {
        let shape = figures.shape;
        for (stretch, group) in (0..=shape.stretches).flat_map(|stretch| (0..shape.groups).map(move |g| (stretch, g))) {
            // A change of group is none of the whole.
            let counts = &figures.moves[shape.row(stretch, group)];
            carry(&mut self.balances, &meanings.rails, counts, stretch == 0);
            if stretch == 0 {
                continue;
            }
            self.part.counts.iter_mut().zip(counts).for_each(|(sum, count)| *sum += u64::from(*count));
            for stage in 0..shape.stages {
                let spot = Spot { stretch, group: group as u32, stage: stage as u32 };
                self.dwell[stage].extend_from_slice(figures.times_of(spot, Which::Dwell));
                if stretch == shape.stretches {
                    self.overdue[stage] += u64::from(figures.overdue[shape.cell(spot)]);
                }
                if shape.stretches == 1 {
                    self.together[stage].extend_from_slice(figures.times_of(spot, Which::Together));
                }
            }
        }
        if shape.stretches > 1 {
            self.together.iter_mut().zip(&mut figures.altogether).for_each(|(all, more)| all.append(more));
        }
    }

    pub(super) fn close(mut self) -> Part {
        let rows = (0u32..).zip(&self.balances).map(|(number, balance)| {
            let stage = number as usize;
            let [dwell, together] =
                [&mut self.dwell[stage], &mut self.together[stage]].map(|times| median_and_ninth(times));
            balance.row(StageId(number), self.overdue[stage], dwell, together)
        });
        self.part.rows = rows.collect();
        self.part
    }
}
