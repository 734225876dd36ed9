//! Metrics: flow and balance of every stage ([`flow`](fn@flow)), funnels by entry cohort ([`funnel`](fn@funnel)), and
//! all that the diagram shows of a period ([`picture`](fn@picture)).
//!
//! They read the lines of the accounts, which are moves and changes of the crew in effective order; the picture reads
//! them turned into [`Columns`]. Opening + in − out =
//! closing holds for every stage, period and group by construction: all four are counted from the same moves. Days that
//! rest on a time nobody stated are left out, and what the data cannot carry is `None`.

mod columns;
mod flow;
mod funnel;
mod picture;
mod survival;
mod whatif;

use alloc::string::{String, ToString};

pub use columns::Columns;
pub use flow::{Awareness, Flow, FlowGroup, MoveCount, StageFlow, flow};
pub use funnel::{Funnel, FunnelGroup, FunnelQuestion, Quantiles, funnel};
pub use picture::{
    Beside, Constraint, Crew, Ladder, Picture, RETURN_MONTHS, Retention, Return, Rung, Shelf, Station, Support, Tiles,
    constraint, picture,
};
pub use survival::{Stay, Step, curve};
pub use whatif::{Comparison, Elsewhere, LineMove, MoveTally, SlotNeed, compare};

use crate::account::Account;
use crate::book::Book;
use crate::dictionary::WordKind;
use crate::fact::Value;
use crate::unit::{Day, FieldId, MemberId, TeamId};

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

/// The key of an account by something it has for life; blank where it has none, and for months and owners.
fn lasting_key(book: &Book, account: &Account, by: By) -> Key {
    match by {
        By::Source => account
            .source
            .map_or_else(Key::blank, |known| Key::Text(book.words.text(WordKind::Source, known.value.0).into())),
        By::Segment => {
            let segment: Option<FieldId> = book.model.as_ref().and_then(|model| model.model.segment);
            let known = account.attributes.iter().find(|attribute| Some(attribute.field) == segment);
            known.map_or_else(Key::blank, |known| Key::Text(value_text(book, known.first.value)))
        }
        By::Month | By::Owner(_) => Key::blank(),
    }
}

/// A value as a group's key.
#[must_use]
pub fn value_text(book: &Book, value: Value) -> String {
    match value {
        Value::Choice(id) => book.words.text(WordKind::Choice, id.0).into(),
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

/// Quantiles of elapsed microseconds in any order, in tenths of days: the same as of sorted ones, without sorting all.
fn quantiles_days_tenths<const N: usize>(times: &mut [i64], percents: [u8; N]) -> [Option<i64>; N] {
    percents.map(|percent| {
        let last = i128::try_from(times.len().checked_sub(1)?).ok()?;
        let rank = last * i128::from(percent.min(100));
        let low = usize::try_from(rank / 100).ok()?;
        let (_, below, behind) = times.select_nth_unstable(low);
        let below = i128::from(*below);
        let above = behind.iter().min().map_or(below, |above| i128::from(*above));
        Some(tenths_of_days(below * 100 + (above - below) * (rank % 100)))
    })
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
            let asked = quantiles_days_tenths(&mut times, [50, 90, 0, 100]);
            assert_eq!(asked, [50, 90, 0, 100].map(|percent| quantile_days_tenths(&sorted, percent)), "{size}");
        }
    }
}
