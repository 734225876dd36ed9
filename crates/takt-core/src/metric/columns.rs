//! Columns: the lines of all accounts turned by stage and by track, in order of time, so that a picture of any period is
//! read off instead of walked.
//!
//! Disposable: [`Book::keep_columns`](crate::book::Book::keep_columns) makes them of the lines on the first ask, and
//! from then on every fact that is folded is noted at once. They are in no state hash; whatever says otherwise than the
//! lines is a mistake, and properties compare the two.

mod walk;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::account::Account;
use crate::book::InForce;
use crate::calendar::Month;
use crate::fact::Path;
use crate::unit::{AccountId, Currency, Micros, Money, StageId};
use walk::{Find, Nothing, Take, Walk};
pub(super) use walk::{Holds, holds};

/// From an instant on, up to one that is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: Micros,
    pub(super) end: Micros,
}

/// From where, to where, on what path.
pub(super) type Track = (Option<StageId>, Option<StageId>, Option<Path>);

/// Things that happened, in order of time once they are settled.
#[derive(Clone, Debug)]
pub(super) struct InTime<T> {
    items: Vec<T>,
    is_settled: bool,
}

/// What has an instant.
pub(super) trait At {
    fn at(&self) -> Micros;
}

impl At for Micros {
    fn at(&self) -> Micros {
        *self
    }
}

impl<T> At for (Micros, T) {
    fn at(&self) -> Micros {
        self.0
    }
}

impl<T> Default for InTime<T> {
    fn default() -> Self {
        Self { items: Vec::new(), is_settled: true }
    }
}

impl<T: At> InTime<T> {
    fn push(&mut self, item: T) {
        self.is_settled &= self.items.last().is_none_or(|last| last.at() <= item.at());
        self.items.push(item);
    }

    fn settle(&mut self) {
        if !self.is_settled {
            self.items.sort_by_key(At::at);
            self.is_settled = true;
        }
    }

    /// How many happened before an instant.
    pub(super) fn before(&self, end: Micros) -> usize {
        self.items.partition_point(|item| item.at() < end)
    }

    /// Those of a period.
    pub(super) fn during(&self, period: Period) -> &[T] {
        let (from, to) = (self.before(period.start), self.before(period.end));
        self.items.get(from..to.max(from)).unwrap_or(&[])
    }

    pub(super) fn count(&self, period: Period) -> u64 {
        self.during(period).len() as u64
    }
}

/// A sum that changes in time.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    changes: InTime<(Micros, i64)>,
    /// The sum after each change.
    totals: Vec<i64>,
}

impl Sum {
    fn add(&mut self, at: Micros, change: i64) {
        if change != 0 {
            self.changes.push((at, change));
            if self.changes.is_settled {
                self.totals.push(self.totals.last().copied().unwrap_or(0).saturating_add(change));
            }
        }
    }

    fn settle(&mut self) {
        if self.totals.len() != self.changes.items.len() || !self.changes.is_settled {
            self.changes.settle();
            self.totals.clear();
            let mut total = 0i64;
            self.totals.extend(self.changes.items.iter().map(|(_, change)| {
                total = total.saturating_add(*change);
                total
            }));
        }
    }

    /// The sum of all changes before an instant.
    pub(super) fn before(&self, end: Micros) -> i64 {
        self.changes.before(end).checked_sub(1).and_then(|last| self.totals.get(last)).copied().unwrap_or(0)
    }
}

/// A sum of money in each currency.
#[derive(Clone, Debug, Default)]
pub(super) struct Purse(BTreeMap<Currency, Sum>);

impl Purse {
    fn add(&mut self, at: Micros, money: Money, sign: i64) {
        self.0.entry(money.currency).or_default().add(at, money.minor.saturating_mul(sign));
    }

    fn settle(&mut self) {
        self.0.values_mut().for_each(Sum::settle);
    }

    /// What lies in it before an instant, the largest sum first; currencies with nothing in them are left out.
    pub(super) fn before(&self, end: Micros) -> Vec<Money> {
        let mut sums: Vec<Money> = self
            .0
            .iter()
            .map(|(currency, sum)| Money { minor: sum.before(end), currency: *currency })
            .filter(|money| money.minor != 0)
            .collect();
        sums.sort_by_key(|money| (core::cmp::Reverse(money.minor), money.currency));
        sums
    }
}

/// A visit of a stage that is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    pub(super) account: AccountId,
    pub(super) since: Micros,
    pub(super) at: Micros,
    /// Time in the stage over all visits of the account so far; `None` where an end of one of them is not known.
    pub(super) cumulative: Option<i64>,
    /// Whether an end of it rests on a time nobody stated.
    pub(super) inferred: bool,
    /// Whether it goes on in another stage, where a new model moved the position: its time is counted there.
    pub(super) goes_on: bool,
}

impl At for Visit {
    fn at(&self) -> Micros {
        self.at
    }
}

/// One stage in time.
#[derive(Clone, Debug, Default)]
pub(super) struct StageColumn {
    /// When main positions came, and side positions.
    pub(super) came: [InTime<Micros>; 2],
    /// Visits that main positions ended, and side positions.
    pub(super) left: [InTime<Visit>; 2],
    /// Of those that came, the ones that a new model moved here, each with the instant its clock began.
    pub(super) carried: [InTime<(Micros, Micros)>; 2],
    /// Contacts of the accounts that stand in it.
    pub(super) people: Sum,
    /// What its opportunities may bring, or its subscriptions bring a month.
    pub(super) money: Purse,
    /// Accounts that stand in it, by the month in which they come back.
    pub(super) returns: BTreeMap<Month, Sum>,
}

impl StageColumn {
    /// Positions in it when an instant begins, main and side.
    pub(super) fn stock(&self, end: Micros) -> [u64; 2] {
        [0, 1].map(|side| (self.came[side].before(end) as u64).saturating_sub(self.left[side].before(end) as u64))
    }
}

/// A customer in time: accounts with a subscription that runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Customers {
    pub(super) came: InTime<Micros>,
    pub(super) left: InTime<Visit>,
}

/// The lines of all accounts by stage and track.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(super) stages: Vec<StageColumn>,
    pub(super) tracks: BTreeMap<Track, InTime<Micros>>,
    /// Main positions that came to the stage that takes `won`.
    pub(super) won: InTime<(Micros, AccountId)>,
    /// Main positions that came to live: from another standing into a stage where customers use the product.
    pub(super) lived: InTime<(Micros, AccountId)>,
    pub(super) customers: Customers,
    /// What all running subscriptions bring a month.
    pub(super) recurring: Purse,
    /// Whenever the subscriptions of an account changed.
    pub(super) contracts: InTime<(Micros, AccountId)>,
    pub(super) tickets_opened: Sum,
    pub(super) tickets_closed: Sum,
}

impl Columns {
    /// The columns of these accounts under the model in force.
    #[must_use]
    pub fn of(model: &InForce, accounts: &[Account]) -> Self {
        let mut columns = Self::default();
        accounts.iter().for_each(|account| columns.note(model, account, 0));
        columns.settle();
        columns
    }

    /// Notes the entries of an account's line from a place on; those before it were noted already.
    pub(crate) fn note(&mut self, model: &InForce, account: &Account, from: usize) {
        let mut walk = Walk::default();
        for (place, entry) in account.line.iter().enumerate() {
            let mut quiet = Nothing;
            let taker: &mut dyn Take = if place < from { &mut quiet } else { &mut *self };
            walk.step(model, account.id, entry.at, entry.what, taker);
        }
    }

    /// Brings everything into the order of time.
    pub(crate) fn settle(&mut self) {
        for stage in &mut self.stages {
            stage.came.iter_mut().for_each(InTime::settle);
            stage.left.iter_mut().for_each(InTime::settle);
            stage.carried.iter_mut().for_each(InTime::settle);
            stage.people.settle();
            stage.money.settle();
            stage.returns.values_mut().for_each(Sum::settle);
        }
        self.tracks.values_mut().for_each(InTime::settle);
        self.won.settle();
        self.lived.settle();
        self.customers.came.settle();
        self.customers.left.settle();
        self.recurring.settle();
        self.contracts.settle();
        self.tickets_opened.settle();
        self.tickets_closed.settle();
    }

    /// When the first position came to the line.
    pub(super) fn first(&self) -> Option<Micros> {
        self.stages.iter().flat_map(|stage| &stage.came).filter_map(|came| came.items.first().copied()).min()
    }

    /// The column of a stage; `None` where nothing ever stood in it.
    pub(super) fn stage(&self, id: StageId) -> Option<&StageColumn> {
        self.stages.get(id.index())
    }

    fn column(&mut self, id: StageId) -> &mut StageColumn {
        if self.stages.len() <= id.index() {
            self.stages.resize_with(id.index() + 1, StageColumn::default);
        }
        &mut self.stages[id.index()]
    }
}

impl Take for Columns {
    fn take(&mut self, account: AccountId, at: Micros, find: Find) {
        match find {
            Find::Moved(track) => self.tracks.entry(track).or_default().push(at),
            Find::Came { stage, side } => self.column(stage).came[side].push(at),
            Find::Carried { stage, side, since } => self.column(stage).carried[side].push((at, since)),
            Find::Left { stage, side, visit } => self.column(stage).left[side].push(visit),
            Find::People { stage, change } => self.column(stage).people.add(at, change),
            Find::Money { stage, money, sign } => self.column(stage).money.add(at, money, sign),
            Find::Returns { stage, month, change } => {
                self.column(stage).returns.entry(month).or_default().add(at, change);
            }
            Find::Won => self.won.push((at, account)),
            Find::Lived => self.lived.push((at, account)),
            Find::Customer => self.customers.came.push(at),
            Find::Lost { since } => {
                self.customers.left.push(Visit {
                    account,
                    since,
                    at,
                    cumulative: None,
                    inferred: false,
                    goes_on: false,
                });
            }
            Find::Contract => self.contracts.push((at, account)),
            Find::Recurring { money, sign } => self.recurring.add(at, money, sign),
            Find::TicketOpened => self.tickets_opened.add(at, 1),
            Find::TicketClosed => self.tickets_closed.add(at, 1),
        }
    }
}
