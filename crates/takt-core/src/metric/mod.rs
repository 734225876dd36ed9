//! Metrics: flow and balance of every stage ([`flow`](fn@flow)), funnels by entry cohort ([`funnel`](fn@funnel)), and
//! all that the diagram shows of a period ([`picture`](fn@picture)).
//!
//! None of them walks along the accounts of the book. Flow and funnel read the moves of all accounts from the move
//! column ([`Moves`]) in one pass, and a [`Cube`] keeps what that pass found by month, source and segment, so that a few
//! moves more cost little. The picture reads the lines turned into [`Columns`]. Opening + in − out = closing holds for
//! every stage, period and group by construction: all four are counted from the same moves. Days that rest on a time
//! nobody stated are left out, and what the data cannot carry is `None`.

mod columns;
mod cube;
mod entities;
mod figures;
mod flow;
mod funnel;
mod moves;
mod picture;
mod survival;
mod tally;
mod whatif;

use alloc::string::{String, ToString};

pub use columns::Columns;
pub use cube::{Cube, CubeGroup};
pub use entities::{Entities, Parties, entities};
pub use flow::{Awareness, Flow, FlowGroup, MoveCount, StageFlow, flow};
pub use funnel::{Funnel, FunnelGroup, FunnelQuestion, Quantiles, funnel};
pub use moves::{MoveColumn, Moves};
pub use picture::{
    Beside, Constraint, Crew, Ladder, Picture, RETURN_MONTHS, Retention, Return, Rung, Shelf, Station, Support, Tiles,
    constraint, picture,
};
pub use survival::{Stay, Step, curve};
pub use whatif::{Comparison, Elsewhere, LineMove, MoveTally, SlotNeed, compare};

use crate::book::Book;
use crate::dictionary::{Dictionary, WordKind};
use crate::fact::Value;
use crate::unit::{Day, MemberId, TeamId};

/// The day the journal ends: of its last fact, or of the last day that any fact speaks of. `None` of a book without a
/// model.
#[must_use]
pub fn last_day(book: &Book) -> Option<Day> {
    let model = book.model.as_ref()?;
    // An empty book has the day of its last fact, which is when it was made.
    let made = model.calendar().day_of(book.recorded_at);
    Some(book.days().map_or(made, |(_, last)| last.max(made)))
}

/// What a report is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The first known source, for life.
    Source,
    /// The first known segment, for life.
    Segment,
    /// The calendar month.
    Month,
    /// The member of a team at the time.
    Owner(TeamId),
}

/// The key of a group. Members are named by the shell, which knows their outside keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A word, a value or a month; the empty one for a missing value.
    Text(String),
    /// A member of ours.
    Member(MemberId),
}

impl Key {
    /// The key of what is missing.
    #[must_use]
    pub const fn blank() -> Self {
        Self::Text(String::new())
    }

    /// Whether it is the key of what is missing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

/// A value as a group's key.
#[must_use]
pub fn value_text(words: &Dictionary, value: Value) -> String {
    match value {
        Value::Choice(id) => words.text(WordKind::Choice, id.0).into(),
        Value::Integer(n) => n.to_string(),
        Value::Rate(rate) => rate.0.to_string(),
        Value::Money(money) => alloc::format!("{} {}", money.minor, money.currency.as_str()),
        Value::Date(day) => day.to_string(),
        Value::YesNo(yes) => if yes { "yes" } else { "no" }.into(),
    }
}

/// A quantile of sorted numbers by linear interpolation, in hundredths of their unit: what numpy calls `linear`.
/// Exact: a hundredth of a rank is all that a whole percentile can ask for. `None` of nothing.
#[must_use]
pub fn quantile_hundredths(sorted: &[i64], percent: u8) -> Option<i64> {
    let last = i64::try_from(sorted.len().checked_sub(1)?).ok()?;
    let rank = last * i64::from(percent.min(100));
    let low = usize::try_from(rank / 100).ok()?;
    let below = *sorted.get(low)?;
    let above = *sorted.get(low + 1).unwrap_or(&below);
    Some(below * 100 + (above - below) * (rank % 100))
}

/// Elapsed time in days of 24 hours, in tenths, half up.
fn tenths_of_days(micros_hundredths: i128) -> i64 {
    let tenth = i128::from(crate::unit::Micros::DAY) * 10;
    i64::try_from((2 * micros_hundredths + tenth).div_euclid(2 * tenth)).unwrap_or(i64::MAX)
}

/// A quantile of elapsed microseconds, in tenths of days.
fn quantile_days_tenths(sorted: &[i64], percent: u8) -> Option<i64> {
    let last = i128::try_from(sorted.len().checked_sub(1)?).ok()?;
    let rank = last * i128::from(percent.min(100));
    let low = usize::try_from(rank / 100).ok()?;
    let below = i128::from(*sorted.get(low)?);
    let above = sorted.get(low + 1).map_or(below, |above| i128::from(*above));
    Some(tenths_of_days(below * 100 + (above - below) * (rank % 100)))
}

/// The median and the ninth decile of elapsed microseconds in any order, in tenths of days: the same as of sorted ones,
/// without sorting all. `None` of nothing.
fn median_and_ninth(times: &mut [i64]) -> [Option<i64>; 2] {
    let Some(last) = times.len().checked_sub(1) else { return [None, None] };
    let (low, high) = (last * 50 / 100, last * 90 / 100);
    let between = |below: i64, above: i64, percent: usize| {
        let parts = i128::try_from(last * percent % 100).unwrap_or(0);
        Some(tenths_of_days(i128::from(below) * 100 + (i128::from(above) - i128::from(below)) * parts))
    };
    let (_, median, behind) = times.select_nth_unstable(low);
    let median = *median;
    let next = behind.iter().min().copied().unwrap_or(median);
    // What lies below the median is not looked at again.
    let ninth = match high.checked_sub(low + 1) {
        None => between(median, next, 90),
        Some(place) => {
            let (_, ninth, behind) = behind.select_nth_unstable(place);
            let ninth = *ninth;
            between(ninth, behind.iter().min().copied().unwrap_or(ninth), 90)
        }
    };
    [between(median, next, 50), ninth]
}

/// Sorts groups: by a count falling, then key; months in time order; the blank key last.
fn sort_groups<G>(groups: &mut [G], by: By, key: impl Fn(&G) -> &Key, count: impl Fn(&G) -> u64) {
    groups.sort_by(|a, b| {
        let blank = key(a).is_blank().cmp(&key(b).is_blank());
        let count = if by == By::Month { core::cmp::Ordering::Equal } else { count(b).cmp(&count(a)) };
        blank.then(count).then_with(|| key(a).cmp(key(b)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Micros;
    use alloc::vec::Vec;

    #[test]
    fn quantiles_are_those_of_numpy() {
        let days = [0, 1, 2, 10];
        let asked = [0, 25, 50, 75, 90, 100].map(|percent| quantile_hundredths(&days, percent));
        assert_eq!(asked, [Some(0), Some(75), Some(150), Some(400), Some(760), Some(1000)]);
        assert_eq!(quantile_hundredths(&[], 50), None);
    }

    #[test]
    fn dwell_rounds_half_up_to_a_tenth_of_a_day() {
        let hours = |n: i64| n * Micros::HOUR;
        assert_eq!(quantile_days_tenths(&[hours(24)], 50), Some(10));
        assert_eq!(quantile_days_tenths(&[hours(24), hours(30)], 50), Some(11), "27 h are 1.125 days");
        assert_eq!(quantile_days_tenths(&[hours(6) / 5], 50), Some(1), "1.2 h are 0.05 days: half goes up");
        assert_eq!(quantile_days_tenths(&[], 90), None);
    }

    #[test]
    fn quantiles_of_times_in_any_order_are_those_of_sorted_ones() {
        let mut state = 7u64;
        for size in 0..60 {
            let mut times: Vec<i64> = (0..size)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    i64::try_from(state >> 33).unwrap() * 1_000
                })
                .collect();
            let mut sorted = times.clone();
            sorted.sort_unstable();
            let asked = [50, 90].map(|percent| quantile_days_tenths(&sorted, percent));
            assert_eq!(median_and_ninth(&mut times), asked, "{size}");
        }
    }
}
