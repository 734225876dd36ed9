//! The figures of the header: only those that facts carry.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::ladder::{Ladder, to_win};
use crate::account::{Account, What};
use crate::book::Book;
use crate::calendar::{Month, month_of};
use crate::fact::Kind;
use crate::metric::columns::{Columns, Period};
use crate::metric::flow::Flow;
use crate::unit::{AccountId, Currency, Day, Micros, Money, Rate};

/// The figures of the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiles {
    /// Positions that came to the stage of `won` in the period: that stage's `in`. `None` where the model has none,
    /// where nobody had ever won by the period's end, and of a period the journal does not reach.
    pub won: Option<u64>,
    /// Of these, side positions: wins of customers who buy more.
    pub won_side: u64,
    /// The same of the period before: of a calendar month the month before, of a month so far as many days of the month
    /// before, else as many days. `None` where the journal does not reach back to its beginning.
    pub won_before: Option<u64>,
    /// Won a working day, hundredths, half up; `None` without a working day, or where `won` is.
    pub pace: Option<i64>,
    /// What accounts that had no running subscription when the period began bring a month at its end: one sum a
    /// currency, the largest first.
    pub new_recurring: Vec<Money>,
    /// What all running subscriptions bring a month at the period's end; empty where no subscription is data.
    pub recurring: Vec<Money>,
    /// The median of the path from the first touch to the win, tenths of days: that of the first ladder.
    pub lead_time: Option<i64>,
    /// The same of those who won in the period before.
    pub lead_time_before: Option<i64>,
    /// How many customers stayed; `None` where there was none when the period began.
    pub retention: Option<Retention>,
}

/// Customers of the beginning of a period who are there at its end (月次継続率, over one month).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Accounts with a running subscription when the period began.
    pub customers: u64,
    /// Of these, those that have one at its end.
    pub kept: u64,
    /// Kept of customers.
    pub rate: Rate,
    /// What they bring a month at the end, not counting what they added, of what they brought at the beginning (GRR).
    /// `None` where they brought nothing or in several currencies.
    pub gross: Option<Rate>,
    /// What they bring a month at the end of what they brought at the beginning (NRR).
    pub net: Option<Rate>,
}

/// The tiles of a period of so many working days.
pub(super) fn tiles(
    book: &Book,
    columns: &Columns,
    flow: &Flow,
    (period, business_days): (Period, u32),
    path: Option<&Ladder>,
) -> Tiles {
    let Some(model) = &book.model else { return Tiles::default() };
    let stage = model.model.taking(Kind::Won).map(|stage| stage.id);
    let column = stage.and_then(|id| columns.stage(id));
    // What nobody did yet, or nobody can know yet, is no nought.
    let is_told = period.start <= book.recorded_at;
    let has_won = column.is_some_and(|column| column.came.iter().any(|came| came.before(period.end) > 0));
    let won = stage.filter(|_| is_told && has_won);
    let won = won.and_then(|id| flow.stages.iter().find(|stage| stage.stage == id)).map(|stage| stage.inflow);
    let (first, last) = before(flow.from, flow.to);
    let before = Period {
        start: model.calendar().start_of(first),
        end: model.calendar().start_of(Day(last.0.saturating_add(1))),
    };
    let begun = columns.first().map(|first| model.calendar().start_of(model.calendar().day_of(first)));
    let reaches = begun.is_some_and(|begun| begun <= before.start);
    let is_to_win = |ladder: &&Ladder| Some(ladder.to) == stage;
    let won_in = |side: usize, period| column.map_or(0, |column| column.came[side].count(period));
    let days = u64::from(business_days);
    let pace = won.filter(|_| days > 0).map(|won| (won * 200 + days) / (2 * days));
    let (new_recurring, retention) = customers(book, columns, period);
    let retention = retention.filter(|_| is_told);
    Tiles {
        won,
        won_side: won_in(1, period),
        won_before: won.filter(|_| reaches).map(|_| won_in(0, before) + won_in(1, before)),
        pace: pace.and_then(|pace| i64::try_from(pace).ok()),
        new_recurring,
        recurring: columns.recurring.before(period.end),
        lead_time: path.filter(is_to_win).map(|ladder| ladder.median),
        lead_time_before: to_win(book, model, columns, before).filter(|_| reaches).map(|ladder| ladder.median),
        retention,
    }
}

/// The period before: of a month, the month before; of a month so far, as many days of the month before; of any other
/// stretch, as many days before it.
fn before(from: Day, to: Day) -> (Day, Day) {
    let month = month_of(from);
    if month == month_of(to) && from == month.first_day() {
        let earlier = Month(month.0 - 1);
        let last = earlier.last_day();
        let so_far = Day(earlier.first_day().0 + (to.0 - from.0));
        return (earlier.first_day(), if to == month.last_day() { last } else { so_far.min(last) });
    }
    let days = to.0.saturating_sub(from.0).saturating_add(1);
    (Day(from.0.saturating_sub(days)), Day(from.0.saturating_sub(1)))
}

/// What new customers bring, and how many of the old ones stayed.
fn customers(book: &Book, columns: &Columns, period: Period) -> (Vec<Money>, Option<Retention>) {
    let mut changed: Vec<AccountId> = columns.contracts.during(period).iter().map(|(_, id)| *id).collect();
    changed.sort_unstable();
    changed.dedup();
    let had = (columns.customers.came.before(period.start) as u64)
        .saturating_sub(columns.customers.left.before(period.start) as u64);
    let (mut lost, mut less, mut more) = (0u64, 0i64, 0i64);
    let mut new: BTreeMap<Currency, i64> = BTreeMap::new();
    let begun = columns.recurring.before(period.start);
    let house = match begun.as_slice() {
        [only] if only.minor > 0 => Some(*only),
        _ => None,
    };
    let mut is_of_one = true;
    for account in changed.iter().filter_map(|id| book.account(*id)) {
        let (was, is) = (running(account, period.start), running(account, period.end));
        if was.is_none() {
            for money in is.into_iter().flatten() {
                *new.entry(money.currency).or_default() += money.minor;
            }
            continue;
        }
        lost += u64::from(is.is_none());
        let of_house = |sums: Option<Vec<Money>>, is_of_one: &mut bool| -> i64 {
            let sums = sums.unwrap_or_default();
            *is_of_one &= sums.iter().all(|money| house.is_none_or(|house| money.currency == house.currency));
            sums.iter().map(|money| money.minor).sum()
        };
        let change = of_house(is, &mut is_of_one) - of_house(was, &mut is_of_one);
        if change < 0 {
            less -= change;
        } else {
            more += change;
        }
    }
    let mut new: Vec<Money> = new.into_iter().map(|(currency, minor)| Money { minor, currency }).collect();
    new.retain(|money| money.minor != 0);
    new.sort_by_key(|money| (core::cmp::Reverse(money.minor), money.currency));
    let of = |kept: i64| {
        let house = house.filter(|_| is_of_one)?;
        Rate::of(kept.max(0).unsigned_abs(), house.minor.unsigned_abs())
    };
    let retention = Rate::of(had.saturating_sub(lost), had).map(|rate| Retention {
        customers: had,
        kept: had.saturating_sub(lost),
        rate,
        gross: house.and_then(|house| of(house.minor - less)),
        net: house.and_then(|house| of(house.minor - less + more)),
    });
    (new, retention)
}

/// What an account's running subscriptions bring a month before an instant, by currency; `None` where none runs.
fn running(account: &Account, end: Micros) -> Option<Vec<Money>> {
    let mut open: Vec<(u16, Option<Money>)> = Vec::new();
    for entry in account.line.iter().take_while(|entry| entry.at < end) {
        if let What::Contract { number, open: is_open, mrr } = entry.what {
            open.retain(|(known, _)| *known != number);
            if is_open {
                open.push((number, mrr));
            }
        }
    }
    if open.is_empty() {
        return None;
    }
    let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
    for money in open.into_iter().filter_map(|(_, mrr)| mrr) {
        *sums.entry(money.currency).or_default() += money.minor;
    }
    Some(sums.into_iter().map(|(currency, minor)| Money { minor, currency }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_compared_with_a_month_and_half_a_month_with_half_of_one() {
        let day = |month, day| Day::of(2026, month, day).unwrap();
        assert_eq!(before(day(3, 1), day(3, 31)), (day(2, 1), day(2, 28)));
        assert_eq!(before(day(4, 1), day(4, 30)), (day(3, 1), day(3, 31)), "a whole month, though it is longer");
        assert_eq!(before(day(11, 1), day(11, 24)), (day(10, 1), day(10, 24)));
        assert_eq!(before(day(3, 1), day(3, 30)), (day(2, 1), day(2, 28)), "no more days than the month has");
        assert_eq!(before(day(5, 11), day(5, 20)), (day(5, 1), day(5, 10)));
    }
}
