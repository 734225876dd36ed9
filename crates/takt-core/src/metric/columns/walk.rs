//! Along the line of one account: what it says of stages, people, money and customers, entry by entry.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::{Track, Visit};
use crate::account::What;
use crate::book::InForce;
use crate::calendar::{Month, month_of};
use crate::fact::{Kind, Path, Place};
use crate::model::{StageKind, Standing};
use crate::unit::{AccountId, Micros, Money, StageId};

/// What a walk along a line finds, one after the other.
pub(super) enum Find {
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

pub(super) trait Take {
    fn take(&mut self, account: AccountId, at: Micros, find: Find);
}

/// Takes nothing: for what was noted before.
pub(super) struct Nothing;

impl Take for Nothing {
    fn take(&mut self, _: AccountId, _: Micros, _: Find) {}
}

/// Where a position is while its line is walked.
#[derive(Clone, Copy)]
struct Here {
    place: Place,
    stage: StageId,
    since: Micros,
    inferred: bool,
}

/// What is known of an account at an entry of its line.
#[derive(Default)]
pub(super) struct Walk {
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
    /// Takes the next entry of a line.
    pub(super) fn step(&mut self, model: &InForce, account: AccountId, at: Micros, what: What, taker: &mut dyn Take) {
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
pub(in crate::metric) enum Holds {
    People,
    Deals,
    Subscriptions,
}

/// By its standing: who is not in a deal or a customer is counted in people.
pub(in crate::metric) fn holds(model: &InForce, stage: StageId) -> Option<Holds> {
    Some(match standing_of(model, stage)? {
        Standing::Courting | Standing::Resting | Standing::Gone => Holds::People,
        Standing::Dealing => Holds::Deals,
        Standing::Onboarding | Standing::Living => Holds::Subscriptions,
    })
}
