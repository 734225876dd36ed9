//! Funnels by entry cohort: of those who entered one stage, how many reached another, and how fast.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::{By, Key, Stay, Step, curve, last_day, lasting_key, quantile_hundredths, sort_groups};
use crate::account::{Account, What};
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
#[must_use]
pub fn funnel(book: &Book, question: FunnelQuestion) -> Option<Funnel> {
    let model = book.model.as_ref()?;
    let calendar = model.calendar();
    let end = last_day(book)?;
    let mut total = Cohort::default();
    let mut groups: BTreeMap<Key, Cohort> = BTreeMap::new();
    let mut failed_with_value = false;
    for account in &book.accounts {
        let Some(entry) = Milestone::first(account, question.from, 0) else { continue };
        let day = calendar.day_of(entry.at);
        if question.cohort_from.is_some_and(|first| day < first) || question.cohort_to.is_some_and(|last| last < day) {
            continue;
        }
        let goal = Milestone::first(account, question.to, entry.place + 1);
        let days = goal.filter(|goal| !goal.inferred && !entry.inferred).map(|goal| calendar.day_of(goal.at).0 - day.0);
        let reached = match question.within {
            None => goal.is_some(),
            Some(limit) => days.is_some_and(|days| i64::from(days) <= i64::from(limit)),
        };
        let stay = match goal {
            Some(_) => days.map(|days| (days, true)),
            None if entry.inferred => None,
            None => {
                let last = ended(account, entry.place).map_or(end, |at| calendar.day_of(at));
                Some((last.0 - day.0, false))
            }
        };
        let stay = stay.map(|(days, reached)| Stay { days: u32::try_from(days).unwrap_or(0), reached });
        let members = goal.filter(|_| reached).map(|goal| members_until(account, goal.at));
        let count = |cohort: &mut Cohort| {
            cohort.entered += 1;
            cohort.reached += u64::from(reached);
            cohort.undated += u64::from(goal.is_some() && days.is_none());
            cohort.days.extend(days.filter(|_| reached).map(i64::from));
            cohort.members.extend(members);
            cohort.stays.extend(stay);
        };
        count(&mut total);
        if let Some(by) = question.by {
            let key = match by {
                By::Month => Key::Text(month_of(day).to_string()),
                By::Owner(team) => member_before(account, team, goal.map(|goal| goal.at)),
                lasting => lasting_key(book, account, lasting),
            };
            failed_with_value |= !reached && !key.is_blank();
            count(groups.entry(key).or_default());
        }
    }
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
    Some(Funnel { groups, total: close(Key::blank(), total) })
}

/// The first entry of an account into a stage.
#[derive(Clone, Copy)]
struct Milestone {
    at: Micros,
    inferred: bool,
    place: usize,
}

impl Milestone {
    fn first(account: &Account, stage: StageId, behind: usize) -> Option<Self> {
        account.line.iter().enumerate().skip(behind).find_map(|(place, entry)| match entry.what {
            What::Move { to: Some(to), inferred, .. } if to == stage => Some(Self { at: entry.at, inferred, place }),
            _ => None,
        })
    }
}

/// When the main position of an account ended for good, not before a place in its line.
fn ended(account: &Account, from: usize) -> Option<Micros> {
    let moves = account.line.iter().skip(from).rev();
    let last = moves.into_iter().find_map(|entry| match entry.what {
        What::Move { place: Place::Main, to, .. } => Some((entry.at, to)),
        _ => None,
    });
    last.filter(|(_, to)| to.is_none()).map(|(at, _)| at)
}

/// How many members there were on an account up to an instant, equal instants included.
fn members_until(account: &Account, end: Micros) -> i64 {
    let mut members: Vec<MemberId> = account
        .line
        .iter()
        .filter(|entry| entry.at <= end)
        .filter_map(|entry| match entry.what {
            What::Crew { member, .. } => member,
            _ => None,
        })
        .collect();
    members.sort_unstable();
    members.dedup();
    i64::try_from(members.len()).unwrap_or(i64::MAX)
}

/// The last member of a team up to an instant, equal instants included; up to now where there is none.
fn member_before(account: &Account, team: TeamId, end: Option<Micros>) -> Key {
    let crew = account.line.iter().rev().filter(|entry| end.is_none_or(|end| entry.at <= end));
    let member = crew.into_iter().find_map(|entry| match entry.what {
        What::Crew { team: crew, member: Some(member) } if crew == team => Some(member),
        _ => None,
    });
    member.map_or_else(Key::blank, Key::Member)
}
