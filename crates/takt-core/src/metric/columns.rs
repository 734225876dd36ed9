//! Columns: the lines of all accounts turned by stage and by track, in order of time, so that a picture of any period is
//! read off instead of walked.
//!
//! Disposable: [`Book::keep_columns`](crate::book::Book::keep_columns) makes them of the lines on the first ask, and
//! from then on every fact that is folded is noted at once. They are in no state hash; whatever says otherwise than the
//! lines is a mistake, and properties compare the two.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::flow::{Here, Period, Track};
use crate::account::{Account, What};
use crate::book::InForce;
use crate::calendar::{Month, month_of};
use crate::fact::{Kind, Path, Place};
use crate::model::{StageKind, Standing};
use crate::unit::{AccountId, Currency, Micros, Money, StageId};

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

/// What a walk along a line finds, one after the other.
enum Find {
    Moved(Track),
    Came { stage: StageId, side: usize },
    Carried { stage: StageId, side: usize, since: Micros },
    Left { stage: StageId, side: usize, visit: Visit },
    People { stage: StageId, change: i64 },
    Money { stage: StageId, money: Money, sign: i64 },
    Returns { stage: StageId, month: Month, change: i64 },
    Won,
    Lived,
    Customer,
    Lost { since: Micros },
    Contract,
    Recurring { money: Money, sign: i64 },
    TicketOpened,
    TicketClosed,
}

trait Take {
    fn take(&mut self, account: AccountId, at: Micros, find: Find);
}

/// Takes nothing: for what was noted before.
struct Nothing;

impl Take for Nothing {
    fn take(&mut self, _: AccountId, _: Micros, _: Find) {}
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

/// What is known of an account at an entry of its line.
#[derive(Default)]
struct Walk {
    here: Vec<Here>,
    /// Time spent in stages over visits that are over; `None` where an end is not known.
    spent: Vec<(StageId, Option<i64>)>,
    people: i64,
    /// Amounts of the positions that have one.
    worth: Vec<(Place, Money)>,
    /// Subscriptions that run, with what they bring.
    running: Vec<(u16, Option<Money>)>,
    customer_since: Option<Micros>,
    /// The shelf it is on, with the month of its return.
    rest: Option<(StageId, Month)>,
    open_tickets: BTreeSet<u16>,
    known_tickets: BTreeSet<u16>,
    /// Tickets without a number that are open.
    unnumbered: u32,
}

impl Walk {
    fn step(&mut self, model: &InForce, account: AccountId, at: Micros, what: What, taker: &mut dyn Take) {
        let mut take = |find| taker.take(account, at, find);
        match what {
            What::Move { place, from, to, path, inferred, .. } => {
                take(Find::Moved((from, to, Some(path))));
                let goes_on = path == Path::Adopt;
                let left = match from {
                    Some(from) if goes_on => self.hand_over(model, (account, place, from), at, &mut take),
                    Some(from) => self.leave(model, (account, place, from), at, inferred, &mut take),
                    None => None,
                };
                if let Some(stage) = to {
                    let clock = match left.filter(|_| goes_on) {
                        Some(left) => (left.since, left.inferred),
                        None => (at, inferred),
                    };
                    self.come(model, (place, from, stage), clock, goes_on, &mut take);
                }
            }
            What::Person => {
                self.people += 1;
                if let Some(main) = self.main().filter(|main| counts_people(model, main.stage)) {
                    take(Find::People { stage: main.stage, change: 1 });
                }
            }
            What::Worth { place, amount } => {
                let stands = self.here.iter().find(|here| here.place == place).map(|here| here.stage);
                let stage = stands.filter(|stage| holds(model, *stage) == Some(Holds::Deals));
                let known = self.worth.iter().position(|(known, _)| *known == place);
                let before = known.map(|known| self.worth.swap_remove(known).1);
                self.worth.push((place, amount));
                if let Some(stage) = stage {
                    before.into_iter().for_each(|money| take(Find::Money { stage, money, sign: -1 }));
                    take(Find::Money { stage, money: amount, sign: 1 });
                }
            }
            What::Contract { number, open, mrr } => self.contract(model, at, (number, open, mrr), &mut take),
            What::Rest { until } => {
                let shelf = self.main().map(|main| main.stage).filter(|stage| is_shelf(model, *stage));
                if let (Some(stage), Some(until)) = (shelf, until) {
                    let month = month_of(model.calendar().day_of(until));
                    self.rest = Some((stage, month));
                    take(Find::Returns { stage, month, change: 1 });
                }
            }
            What::Ticket { number, closed } => self.ticket(number, closed, &mut take),
            What::Crew { .. } => {}
        }
    }

    fn main(&self) -> Option<Here> {
        self.here.iter().find(|here| here.place == Place::Main).copied()
    }

    fn leave(
        &mut self,
        model: &InForce,
        (account, place, from): (AccountId, Place, StageId),
        at: Micros,
        inferred: bool,
        take: &mut impl FnMut(Find),
    ) -> Option<Here> {
        let here = self.take_away(place)?;
        let unknown = here.inferred || inferred;
        let known = (!unknown).then(|| at.since(here.since));
        let spent = match self.spent.iter_mut().find(|(stage, _)| *stage == from) {
            Some((_, spent)) => {
                *spent = spent.and_then(|spent| Some(spent.saturating_add(known?)));
                *spent
            }
            None => {
                self.spent.push((from, known));
                known
            }
        };
        let visit = Visit { account, since: here.since, at, cumulative: spent, inferred: unknown, goes_on: false };
        take(Find::Left { stage: from, side: side_of(place), visit });
        self.put_down(model, here, take);
        Some(here)
    }

    /// A new model has no such stage: the position leaves it, and its visit goes on where it comes to.
    fn hand_over(
        &mut self,
        model: &InForce,
        (account, place, from): (AccountId, Place, StageId),
        at: Micros,
        take: &mut impl FnMut(Find),
    ) -> Option<Here> {
        let here = self.take_away(place)?;
        let (since, inferred) = (here.since, here.inferred);
        let visit = Visit { account, since, at, cumulative: None, inferred, goes_on: true };
        take(Find::Left { stage: from, side: side_of(place), visit });
        self.put_down(model, here, take);
        Some(here)
    }

    fn take_away(&mut self, place: Place) -> Option<Here> {
        let index = self.here.iter().position(|here| here.place == place)?;
        Some(self.here.swap_remove(index))
    }

    /// What stood beside a position stands in the stage it left no longer.
    fn put_down(&mut self, model: &InForce, here: Here, take: &mut impl FnMut(Find)) {
        self.carry(model, here, -1, take);
        if here.place == Place::Main
            && let Some((stage, month)) = self.rest.take()
        {
            take(Find::Returns { stage, month, change: -1 });
        }
    }

    fn come(
        &mut self,
        model: &InForce,
        (place, from, stage): (Place, Option<StageId>, StageId),
        (since, inferred): (Micros, bool),
        is_carried: bool,
        take: &mut impl FnMut(Find),
    ) {
        take(Find::Came { stage, side: side_of(place) });
        if is_carried {
            take(Find::Carried { stage, side: side_of(place), since });
        }
        let here = Here { place, stage, since, inferred };
        let standing = standing_of(model, stage);
        if place == Place::Main {
            if matches!(standing, Some(Standing::Resting | Standing::Gone)) {
                // Whatever was still open on the main position ends with it.
                self.worth.retain(|(known, _)| *known != place);
            }
            // Who was moved by a new model did not win by it, nor begin to use the product.
            if !is_carried && model.model.taking(Kind::Won).is_some_and(|won| won.id == stage) {
                take(Find::Won);
            }
            let lived = from.is_some_and(|from| standing_of(model, from) == Some(Standing::Living));
            if standing == Some(Standing::Living) && !lived && !is_carried {
                take(Find::Lived);
            }
        }
        self.here.push(here);
        self.carry(model, here, 1, take);
    }

    /// Puts what a position is worth into the stage it came to, or takes it out of the one it left.
    fn carry(&self, model: &InForce, here: Here, sign: i64, take: &mut impl FnMut(Find)) {
        let stage = here.stage;
        match holds(model, stage) {
            Some(Holds::People) if here.place == Place::Main => {
                take(Find::People { stage, change: self.people * sign });
            }
            Some(Holds::Deals) => {
                for (_, money) in self.worth.iter().filter(|(place, _)| *place == here.place) {
                    take(Find::Money { stage, money: *money, sign });
                }
            }
            Some(Holds::Subscriptions) if here.place == Place::Main => {
                for money in self.running.iter().filter_map(|(_, mrr)| *mrr) {
                    take(Find::Money { stage, money, sign });
                }
            }
            _ => {}
        }
    }

    fn contract(
        &mut self,
        model: &InForce,
        at: Micros,
        (number, open, mrr): (u16, bool, Option<Money>),
        take: &mut impl FnMut(Find),
    ) {
        let stage = self.main().map(|main| main.stage);
        let stage = stage.filter(|stage| holds(model, *stage) == Some(Holds::Subscriptions));
        let before = self.running.iter().position(|(known, _)| *known == number);
        let before = before.and_then(|index| self.running.swap_remove(index).1);
        let after = mrr.filter(|_| open);
        if open {
            self.running.push((number, mrr));
        }
        for (money, sign) in before.into_iter().map(|money| (money, -1)).chain(after.map(|money| (money, 1))) {
            take(Find::Recurring { money, sign });
            if let Some(stage) = stage {
                take(Find::Money { stage, money, sign });
            }
        }
        take(Find::Contract);
        match (self.customer_since, self.running.is_empty()) {
            (None, false) => {
                self.customer_since = Some(at);
                take(Find::Customer);
            }
            (Some(since), true) => {
                self.customer_since = None;
                take(Find::Lost { since });
            }
            _ => {}
        }
    }

    fn ticket(&mut self, number: Option<u16>, closed: bool, take: &mut impl FnMut(Find)) {
        let (is_new, was_open) = match number {
            Some(number) => (self.known_tickets.insert(number), self.open_tickets.contains(&number)),
            // One that is closed without a number closes one that was opened so, if there is any.
            None => (!closed || self.unnumbered == 0, closed && self.unnumbered > 0),
        };
        if is_new {
            take(Find::TicketOpened);
        }
        if closed && (is_new || was_open) {
            take(Find::TicketClosed);
        }
        match number {
            Some(number) if closed => {
                self.open_tickets.remove(&number);
            }
            Some(number) if is_new => {
                self.open_tickets.insert(number);
            }
            Some(_) => {}
            None if !closed => self.unnumbered += 1,
            None => self.unnumbered = self.unnumbered.saturating_sub(1),
        }
    }
}

const fn side_of(place: Place) -> usize {
    match place {
        Place::Main => 0,
        Place::Side(_) => 1,
    }
}

fn standing_of(model: &InForce, stage: StageId) -> Option<Standing> {
    model.stage(stage).and_then(|stage| stage.standing)
}

fn is_shelf(model: &InForce, stage: StageId) -> bool {
    model.stage(stage).is_some_and(|stage| stage.kind == StageKind::Shelf)
}

fn counts_people(model: &InForce, stage: StageId) -> bool {
    holds(model, stage) == Some(Holds::People)
}

/// What stands beside the stock of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    People,
    Deals,
    Subscriptions,
}

/// By its standing: who is not in a deal or a customer is counted in people.
pub(super) fn holds(model: &InForce, stage: StageId) -> Option<Holds> {
    Some(match standing_of(model, stage)? {
        Standing::Courting | Standing::Resting | Standing::Gone => Holds::People,
        Standing::Dealing => Holds::Deals,
        Standing::Onboarding | Standing::Living => Holds::Subscriptions,
    })
}
