//! Funnels by entry cohort: of those who entered one stage, how many reached another, and how fast.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::moves::{Codes, Moves, Record, Said};
use super::{By, Key, Stay, Step, curve, quantile_hundredths, sort_groups};
use crate::book::Book;
use crate::calendar::month_of;
use crate::fact::Place;
use crate::unit::{Day, MemberId, Micros, Rate, StageId, TeamId};

/// What is asked of a funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunnelQuestion {
    /// The stage that is entered.
    pub from: StageId,
    /// The stage that may be reached.
    pub to: StageId,
    /// How it is grouped.
    pub by: Option<By>,
    /// Only accounts that entered on or after this day.
    pub cohort_from: Option<Day>,
    /// Only accounts that entered on or before this day.
    pub cohort_to: Option<Day>,
    /// Counts as reached only within so many calendar days.
    pub within: Option<u32>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// By group; empty where nothing is grouped.
    pub groups: Vec<FunnelGroup>,
    /// All together.
    pub total: FunnelGroup,
}

/// One group of a funnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunnelGroup {
    /// Its key.
    pub key: Key,
    /// Accounts that entered, each once.
    pub entered: u64,
    /// Of these, how many reached the other stage.
    pub reached: u64,
    /// The share; `None` of nothing, with a limit where somebody reached it on an unknown day, and in every group where no account that failed has a value to be grouped by.
    pub rate: Option<Rate>,
    /// How long it took; `None` where no account's both ends are known.
    pub days: Option<Quantiles>,
    /// The share that had reached it after so many days, of those whose day of entry is known, where the rest was watched
    /// up to the end of the journal or of their position; `None` where somebody reached it on an unknown day, and in
    /// every group where no account that failed has a value to be grouped by.
    pub curve: Option<Vec<Step>>,
    /// How many members of ours each had on it, of those who reached the other stage, up to that move; `None` where nobody
    /// reached it.
    pub members: Option<Quantiles>,
}

/// Quantiles of whole numbers (calendar days, members), in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantiles {
    /// First quartile.
    pub p25: i64,
    /// Median.
    pub p50: i64,
    /// Third quartile.
    pub p75: i64,
    /// Ninth decile.
    pub p90: i64,
}

impl Quantiles {
    fn of(numbers: &mut [i64]) -> Option<Self> {
        numbers.sort_unstable();
        let quantile = |percent| quantile_hundredths(numbers, percent);
        Some(Self { p25: quantile(25)?, p50: quantile(50)?, p75: quantile(75)?, p90: quantile(90)? })
    }
}

#[derive(Debug, Default)]
struct Cohort {
    entered: u64,
    reached: u64,
    /// Reached, on a day nobody stated.
    undated: u64,
    days: Vec<i64>,
    members: Vec<i64>,
    stays: Vec<Stay>,
}

/// Answers a funnel. `None` of a book without a model.
///
/// Reads the move column, which is made for this one question where the book keeps none.
#[must_use]
pub fn funnel(book: &Book, question: FunnelQuestion) -> Option<Funnel> {
    Some(book.moves()?.funnel(question))
}

impl Moves {
    /// Answers a funnel.
    #[must_use]
    pub fn funnel(&self, question: FunnelQuestion) -> Funnel {
        let calendar = self.model.calendar();
        // Months and members are found account by account.
        let lasting = question.by.filter(|by| matches!(by, By::Source | By::Segment));
        let grouping = self.grouping(lasting);
        let marks = Marks::of(self.column.codes(), question);
        let mut total = Cohort::default();
        let mut groups: BTreeMap<Key, Cohort> = BTreeMap::new();
        let mut of_lasting: Vec<Cohort> = Vec::new();
        of_lasting.resize_with(grouping.keys.len(), Cohort::default);
        let mut failed_with_value = false;
        self.column.each(|id, [stood, since]| {
            let line = Line { stood, since, marks: &marks };
            let Some(entry) = line.first(Marks::ENTERS, 0) else { return };
            let day = calendar.day_of(entry.at);
            if question.cohort_from.is_some_and(|first| day < first)
                || question.cohort_to.is_some_and(|last| last < day)
            {
                return;
            }
            let goal = line.first(Marks::REACHES, entry.place + 1);
            let days = goal.filter(|goal| !goal.inferred && !entry.inferred);
            let days = days.map(|goal| calendar.day_of(goal.at).0 - day.0);
            let reached = match question.within {
                None => goal.is_some(),
                Some(limit) => days.is_some_and(|days| i64::from(days) <= i64::from(limit)),
            };
            let stay = match goal {
                Some(_) => days.map(|days| (days, true)),
                None if entry.inferred => None,
                None => {
                    let last = line.ended(entry.place).map_or(self.last_day, |at| calendar.day_of(at));
                    Some((last.0 - day.0, false))
                }
            };
            let stay = stay.map(|(days, reached)| Stay { days: u32::try_from(days).unwrap_or(0), reached });
            let members = goal.filter(|_| reached).map(|goal| line.members_until(goal.at));
            let count = |cohort: &mut Cohort| {
                cohort.entered += 1;
                cohort.reached += u64::from(reached);
                cohort.undated += u64::from(goal.is_some() && days.is_none());
                cohort.days.extend(days.filter(|_| reached).map(i64::from));
                cohort.members.extend(members);
                cohort.stays.extend(stay);
            };
            count(&mut total);
            let key = match question.by {
                None => return,
                Some(By::Month) => Key::Text(month_of(day).to_string()),
                Some(By::Owner(team)) => line.member_before(team, goal.map(|goal| goal.at)),
                Some(By::Source | By::Segment) => {
                    let group = grouping.group(id) as usize;
                    failed_with_value |= !reached && !grouping.keys[group].is_blank();
                    count(&mut of_lasting[group]);
                    return;
                }
            };
            failed_with_value |= !reached && !key.is_blank();
            count(groups.entry(key).or_default());
        });
        groups.extend(grouping.keys.into_iter().zip(of_lasting).filter(|(_, cohort)| cohort.entered > 0));
        let close = |key: Key, mut cohort: Cohort| {
            let (days, members) = (Quantiles::of(&mut cohort.days), Quantiles::of(&mut cohort.members));
            // Whether who reached it on an unknown day did so in time is unknown too.
            let carried = question.within.is_none() || cohort.undated == 0;
            let rate = Rate::of(cohort.reached, cohort.entered).filter(|_| carried);
            let in_time = |step: &Step| question.within.is_none_or(|limit| step.day <= limit);
            let steps = || curve(&mut cohort.stays).into_iter().filter(in_time).collect();
            let curve = (cohort.undated == 0).then(steps);
            FunnelGroup { key, entered: cohort.entered, reached: cohort.reached, rate, days, curve, members }
        };
        let mut groups: Vec<FunnelGroup> = groups.into_iter().map(|(key, cohort)| close(key, cohort)).collect();
        // A rate without losers is none: where nobody who failed could stand in a group, every group would say 100 %.
        if !failed_with_value {
            groups.iter_mut().for_each(|group| (group.rate, group.curve) = (None, None));
        }
        if let Some(by) = question.by {
            sort_groups(&mut groups, by, |group| &group.key, |group| group.entered);
        }
        Funnel { groups, total: close(Key::blank(), total) }
    }
}

/// What the numbers in records mean to a funnel.
struct Marks<'a> {
    codes: &'a Codes,
    marks: Vec<u8>,
}

impl<'a> Marks<'a> {
    /// A position comes to the stage that is entered.
    const ENTERS: u8 = 1;
    /// A position comes to the stage that may be reached.
    const REACHES: u8 = 2;
    /// Its time is one that nobody stated.
    const INFERRED: u8 = 4;

    fn of(codes: &'a Codes, question: FunnelQuestion) -> Self {
        let mut marks = alloc::vec![0; Codes::FIRST];
        marks.extend(codes.all().iter().map(|said| match *said {
            Said::Move { to, inferred, .. } => {
                let is = |holds: bool, mark: u8| if holds { mark } else { 0 };
                is(to == Some(question.from), Self::ENTERS)
                    | is(to == Some(question.to), Self::REACHES)
                    | is(inferred, Self::INFERRED)
            }
            Said::Crew { .. } => 0,
        }));
        Self { codes, marks }
    }
}

/// The records of one account.
struct Line<'a> {
    stood: &'a [Record],
    since: &'a [Record],
    marks: &'a Marks<'a>,
}

/// The first entry of an account into a stage.
#[derive(Clone, Copy)]
struct Milestone {
    at: Micros,
    inferred: bool,
    place: usize,
}

impl Line<'_> {
    fn records(&self) -> impl DoubleEndedIterator<Item = &Record> {
        self.stood.iter().chain(self.since)
    }

    /// The first record with a mark, from a place on.
    fn first(&self, mark: u8, from: usize) -> Option<Milestone> {
        let marked = self.records().enumerate().skip(from).find_map(|(place, record)| {
            let marks = self.marks.marks.get(record.code as usize).copied().unwrap_or(0);
            (marks & mark != 0).then_some((place, record.at, marks & Marks::INFERRED != 0))
        });
        marked.map(|(place, at, inferred)| Milestone { at, inferred, place })
    }

    /// When the main position ended for good, not before a place.
    fn ended(&self, from: usize) -> Option<Micros> {
        let moves = self.stood.iter().chain(self.since).skip(from).filter_map(|record| {
            match self.marks.codes.said(record.code)? {
                Said::Move { place: Place::Main, to, .. } => Some((record.at, *to)),
                _ => None,
            }
        });
        moves.last().filter(|(_, to)| to.is_none()).map(|(at, _)| at)
    }

    /// How many members there were on it up to an instant, equal instants included.
    fn members_until(&self, end: Micros) -> i64 {
        let crew = self.records().filter(|record| record.at <= end);
        let mut members: Vec<MemberId> = crew.filter_map(|record| self.member(record)).map(|(_, who)| who).collect();
        members.sort_unstable();
        members.dedup();
        i64::try_from(members.len()).unwrap_or(i64::MAX)
    }

    /// The last member of a team up to an instant, equal instants included; up to now where there is none.
    fn member_before(&self, team: TeamId, end: Option<Micros>) -> Key {
        let mut crew = self.records().rev().filter(|record| end.is_none_or(|end| record.at <= end));
        let member = crew.find_map(|record| self.member(record).filter(|(crew, _)| *crew == team));
        member.map_or_else(Key::blank, |(_, who)| Key::Member(who))
    }

    fn member(&self, record: &Record) -> Option<(TeamId, MemberId)> {
        match self.marks.codes.said(record.code)? {
            Said::Crew { team, member: Some(member) } => Some((*team, *member)),
            _ => None,
        }
    }
}
