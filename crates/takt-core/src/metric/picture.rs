//! The picture: everything the diagram of the revenue model shows, counted from the journal and nothing else.
//!
//! Counts are those of [`flow`](fn@super::flow), read from [`Columns`] instead of the lines of all accounts; a property
//! holds the two equal. What no fact carries is absent, never nought: a tile, a ladder, a strip of support.

use alloc::vec::Vec;

use super::columns::{Columns, Holds, Period, StageColumn, holds};
use super::flow::{Flow, StageFlow};
use crate::book::{Book, InForce};
use crate::calendar::{Month, month_of};
use crate::model::{Stage, StageKind, Standing};
use crate::unit::{Day, Micros, Money, StageId, TeamId};

mod balance;
mod ladder;
mod tiles;

pub use ladder::{Ladder, Rung};
pub use tiles::{Retention, Tiles};

/// Months of return that have a bar of their own on a shelf; what comes back later is one bar.
pub const RETURN_MONTHS: i32 = 6;

/// What the diagram shows of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Flow and balance: the numbers of `takt flow` for the same days.
    pub flow: Flow,
    /// Working days of the model's calendar in the period, both ends counted: those that had begun when the journal ends.
    pub business_days: u32,
    /// What stands beside the stock of each stage; in the order of `flow.stages`.
    pub stations: Vec<Station>,
    /// The shelves of the model in force.
    pub shelves: Vec<Shelf>,
    /// The people of each team of the model in force, at the period's end.
    pub crews: Vec<Crew>,
    /// Where work piles up.
    pub constraint: Option<Constraint>,
    /// Where the time of those who won went, and of those who began to use; empty where nobody did.
    pub ladders: Vec<Ladder>,
    /// The figures of the header.
    pub tiles: Tiles,
    /// Support, where tickets are data.
    pub support: Option<Support>,
}

/// What stands beside a stage's stock at the period's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// The stage.
    pub stage: StageId,
    /// People, money or recurring money.
    pub beside: Beside,
}

/// What a stock is worth, by the standing of its stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing is known, or the stage holds none.
    Nothing,
    /// Contacts known of the accounts that stand there: before the deal, at rest and beyond.
    People(u64),
    /// What the opportunities that stand there may bring: one sum a currency, the largest first.
    Amount(Vec<Money>),
    /// What the subscriptions of the customers that stand there bring a month: one sum a currency, the largest first.
    Recurring(Vec<Money>),
}

/// A shelf with its accounts by month of return. The bars add up to the stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// The stage.
    pub stage: StageId,
    /// What stands on it at the period's end.
    pub stock: u64,
    /// By month of return, in time order: [`RETURN_MONTHS`] months from that of the day after the period, whether
    /// anybody comes back in them or not; before them [`Return::Past`] and behind them [`Return::Later`] and
    /// [`Return::NoDate`] where there are any.
    pub bars: Vec<(Return, u64)>,
}

/// When somebody on a shelf comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Return {
    /// The day has passed, and they are still there.
    Past,
    /// In a month.
    In(Month),
    /// From a month on.
    Later(Month),
    /// Never by itself.
    NoDate,
}

/// The people of a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crew {
    /// The team.
    pub team: TeamId,
    /// Members.
    pub members: u32,
    /// Slots (コマ) that they have together in a full week; `None` where the team's time is not cut into slots, or
    /// nobody is in it.
    pub slots_per_week: Option<u32>,
}

/// Where work piles up (ボトルネック).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// The stage.
    pub stage: StageId,
    /// In − out of the period; above nought.
    pub grows: u64,
    /// Positions over its limit at the period's end.
    pub overdue: u64,
}

/// Tickets of support: signals, never owners of the relation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// Tickets first seen in the period.
    pub opened: u64,
    /// Tickets closed in the period.
    pub closed: u64,
    /// Tickets seen by the period's end and not closed by then.
    pub open: u64,
}

/// The picture of a period, both days inclusive, read from the columns of a book ([`Book::keep_columns`]). `None` of a
/// book without a model.
#[must_use]
pub fn picture(book: &Book, columns: &Columns, from: Day, to: Day) -> Option<Picture> {
    let model = book.model.as_ref()?;
    let calendar = model.calendar();
    let next = Day(to.0.saturating_add(1));
    let period = Period { start: calendar.start_of(from), end: calendar.start_of(next) };
    let flow = balance::flow(book, columns, from, to)?;
    let closed = |day: Day| book.floor.closures.iter().any(|(first, last)| *first <= day && day <= *last);
    let begun = |day: Day| calendar.openings(day).next().is_some_and(|(opens, _)| opens <= book.recorded_at);
    let days = (from.0..next.0).map(Day).filter(|day| calendar.is_open(*day) && !closed(*day) && begun(*day));
    let business_days = u32::try_from(days.count()).unwrap_or(u32::MAX);
    let ladders = ladder::ladders(book, model, columns, period);
    let tiles = tiles::tiles(book, columns, &flow, (period, business_days), ladders.first());
    Some(Picture {
        business_days,
        stations: flow.stages.iter().map(|stage| station(model, columns, stage.stage, period.end)).collect(),
        shelves: shelves(model, columns, &flow, next),
        crews: model.model.teams.iter().map(|team| crew(book, model, team.id, period.end)).collect(),
        constraint: constraint(model, &flow),
        ladders,
        tiles,
        support: support(columns, period),
        flow,
    })
}

fn station(model: &InForce, columns: &Columns, stage: StageId, end: Micros) -> Station {
    let column = columns.stage(stage);
    let money = |column: Option<&StageColumn>| column.map(|column| column.money.before(end)).unwrap_or_default();
    let beside = match holds(model, stage) {
        Some(Holds::People) => match column.map_or(0, |column| column.people.before(end)) {
            people if people > 0 => Beside::People(people.unsigned_abs()),
            _ => Beside::Nothing,
        },
        Some(Holds::Deals) => match money(column) {
            none if none.is_empty() => Beside::Nothing,
            sums => Beside::Amount(sums),
        },
        Some(Holds::Subscriptions) => match money(column) {
            none if none.is_empty() => Beside::Nothing,
            sums => Beside::Recurring(sums),
        },
        None => Beside::Nothing,
    };
    Station { stage, beside }
}

fn shelves(model: &InForce, columns: &Columns, flow: &Flow, next: Day) -> Vec<Shelf> {
    let calendar = model.calendar();
    let (end, first) = (calendar.start_of(next), month_of(next));
    let later = Month(first.0.saturating_add(RETURN_MONTHS));
    let of_kind = flow.stages.iter().filter(|flow| is_of(model, flow.stage, StageKind::Shelf));
    of_kind
        .map(|flow| {
            let none = alloc::collections::BTreeMap::new();
            let returns = columns.stage(flow.stage).map_or(&none, |column| &column.returns);
            let mut bars: alloc::collections::BTreeMap<Return, u64> =
                (first.0..later.0).map(|month| (Return::In(Month(month)), 0)).collect();
            for (month, sum) in returns {
                let count = sum.before(end).max(0).unsigned_abs();
                let bar = match *month {
                    month if month < first => Return::Past,
                    month if month < later => Return::In(month),
                    _ => Return::Later(later),
                };
                if count > 0 {
                    *bars.entry(bar).or_default() += count;
                }
            }
            let dated: u64 = bars.values().sum();
            if flow.closing > dated {
                bars.insert(Return::NoDate, flow.closing - dated);
            }
            Shelf { stage: flow.stage, stock: flow.closing, bars: bars.into_iter().collect() }
        })
        .collect()
}

fn crew(book: &Book, model: &InForce, team: TeamId, end: Micros) -> Crew {
    let members = book.floor.team_before(team, end).count();
    let members = u32::try_from(members).unwrap_or(u32::MAX);
    let per_day = model.model.team(team).and_then(|team| team.slots_per_day);
    let days = model.calendar().rules().week.iter().filter(|openings| !openings.is_empty()).count();
    let week = per_day.map(|slots| u32::from(slots) * u32::try_from(days).unwrap_or(0));
    Crew { team, members, slots_per_week: week.map(|week| week.saturating_mul(members)).filter(|slots| *slots > 0) }
}

/// The stage with the largest in − out of the period, by overdue where several grow alike; `None` where none grows.
/// Looked for among inventories and limits whose accounts are meant to move on: rest and end are no work, and customers
/// who use the product may well grow in number.
#[must_use]
pub fn constraint(model: &InForce, flow: &Flow) -> Option<Constraint> {
    let may_pile = |stage: &Stage| match (stage.kind, stage.standing) {
        (StageKind::Sla, Some(Standing::Living)) => true,
        (StageKind::Inventory | StageKind::Sla, Some(standing)) => {
            !matches!(standing, Standing::Living | Standing::Resting | Standing::Gone)
        }
        _ => false,
    };
    let piles = flow.stages.iter().filter(|flow| model.stage(flow.stage).is_some_and(may_pile));
    let growing = piles.filter(|flow| flow.inflow > flow.outflow);
    let grows = |flow: &StageFlow| (flow.inflow - flow.outflow, flow.overdue);
    // Of equals the first in the model file: `max_by_key` would take the last.
    let most = growing.rev().max_by_key(|flow| grows(flow))?;
    Some(Constraint { stage: most.stage, grows: most.inflow - most.outflow, overdue: most.overdue })
}

fn support(columns: &Columns, period: Period) -> Option<Support> {
    let (opened, closed) = (&columns.tickets_opened, &columns.tickets_closed);
    let until = |sum: &super::columns::Sum, at| sum.before(at).max(0).unsigned_abs();
    let seen = until(opened, period.end);
    (seen > 0).then(|| Support {
        opened: seen - until(opened, period.start),
        closed: until(closed, period.end) - until(closed, period.start),
        open: seen.saturating_sub(until(closed, period.end)),
    })
}

fn is_of(model: &InForce, stage: StageId, kind: StageKind) -> bool {
    model.stage(stage).is_some_and(|stage| stage.kind == kind)
}
