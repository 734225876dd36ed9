//! The checks a mapping asks for: facts beside what is known of their account, whichever came first.
//!
//! A contradiction has two sides: a fact (a use, a ticket) and what it is held against (a start, an end, a first
//! contact). It is told once, of the side that came last: of the fact's row, where both come with one import.

use std::collections::{BTreeMap, HashSet};

use takt_core::calendar::Calendar;
use takt_core::fact::{Body, Dated, Kind};
use takt_core::unit::{Micros, Seq};
use takt_intake::{AccountKey, Check, Taken};
use takt_store::Store;

use super::doubt::{BEFORE_START, OUTSIDE_SUBSCRIPTION};
use super::plan::Plan;
use crate::app::desk::Desk;
use crate::fault::Fault;

/// What is asked, and what was known when it was.
#[derive(Debug, Default)]
pub(super) struct Checks {
    within: Vec<Kind>,
    not_before: Vec<Kind>,
    /// Accounts that had facts before this import.
    known: HashSet<AccountKey>,
    /// The first sequence of this import.
    begins: Seq,
}

/// A fact that a check concerns.
#[derive(Clone, Copy, Debug)]
struct Said {
    kind: Kind,
    at: Micros,
    dated: Dated,
    subscription: Option<u16>,
    /// The row of this import that says so; `None` for what the journal held before.
    row: Option<u32>,
}

impl Checks {
    /// The checks of an intake that is about to be written.
    pub(super) fn of<S: Store>(taken: &Taken, plan: &Plan, desk: &Desk<S>) -> Self {
        let mut checks = Self { begins: desk.book.next, ..Self::default() };
        for check in &taken.checks {
            match check {
                Check::Within(kind) => checks.within.push(*kind),
                Check::NotBefore(kind) => checks.not_before.push(*kind),
                Check::Unique(_) => {}
            }
        }
        if !checks.is_empty() {
            let had_facts = |key: &AccountKey| {
                let id = desk.known_account(taken.account_keys.text(*key));
                id.and_then(|id| desk.book.account(id)).is_some_and(|account| account.last != Seq(0))
            };
            checks.known = plan.accounts.iter().map(|(key, _)| *key).filter(had_facts).collect();
        }
        checks
    }

    fn is_empty(&self) -> bool {
        self.within.is_empty() && self.not_before.is_empty()
    }

    /// Whether facts of a kind are checked, or others held against them.
    fn concerns(&self, kind: Kind) -> bool {
        self.within.contains(&kind)
            || self.not_before.contains(&kind)
            || (!self.within.is_empty() && sets_dates(kind))
            || (!self.not_before.is_empty() && kind == Kind::Captured)
    }

    /// Adds the rows that fail a check, one account at a time.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(super) fn doubts<S: Store>(
        &self,
        taken: &Taken,
        plan: &Plan,
        desk: &mut Desk<S>,
        out: &mut Vec<(u32, &'static str)>,
    ) -> Result<(), Fault> {
        if self.is_empty() {
            return Ok(());
        }
        let Some(model) = desk.book.model.clone() else { return Ok(()) };
        let mut said: Vec<Said> = Vec::new();
        for (key, new) in &plan.accounts {
            desk.give_way()?;
            said.clear();
            said.extend(new.iter().filter_map(|place| self.taken(taken, *place)));
            if said.is_empty() {
                continue;
            }
            if self.known.contains(key) {
                self.before(taken, *key, desk, &mut said)?;
            }
            // What nobody dated contradicts nothing.
            said.retain(|said| said.dated != Dated::Inferred);
            said.sort_by_key(|said| (said.at, said.kind.rank()));
            self.outside(model.calendar(), &said, out);
            self.too_early(model.calendar(), &said, out);
        }
        Ok(())
    }

    /// A new fact of the intake, if a check concerns it.
    fn taken(&self, taken: &Taken, place: u32) -> Option<Said> {
        let head = taken.facts.head(place as usize).filter(|head| self.concerns(head.kind))?;
        let subscription = subscription(&taken.facts.body(place as usize)?);
        Some(Said { kind: head.kind, at: head.occurred_at, dated: head.dated, subscription, row: Some(head.row) })
    }

    /// What the journal held of an account before this import.
    fn before<S: Store>(
        &self,
        taken: &Taken,
        key: AccountKey,
        desk: &mut Desk<S>,
        said: &mut Vec<Said>,
    ) -> Result<(), Fault> {
        let id = desk.known_account(taken.account_keys.text(key));
        let last = id.and_then(|id| desk.book.account(id)).map_or(Seq(0), |account| account.last);
        let past = desk.store.walk(last).map_err(|error| desk.fault(&error))?;
        let past = past.into_iter().filter(|fact| fact.seq < self.begins && self.concerns(fact.body.kind()));
        said.extend(past.map(|fact| Said {
            kind: fact.body.kind(),
            at: fact.occurred_at,
            dated: fact.dated,
            subscription: subscription(&fact.body),
            row: None,
        }));
        Ok(())
    }

    /// Facts outside of the dates of the subscription they name.
    fn outside(&self, calendar: &Calendar, said: &[Said], out: &mut Vec<(u32, &'static str)>) {
        if self.within.is_empty() {
            return;
        }
        let dates = Dates::of(said.iter());
        let dates_before = Dates::of(said.iter().filter(|said| said.row.is_none()));
        for fact in said.iter().filter(|said| self.within.contains(&said.kind)) {
            if !dates.lack(calendar, fact) {
                continue;
            }
            match fact.row {
                Some(row) => out.push((row, OUTSIDE_SUBSCRIPTION)),
                // It was outside already when it came, and told then.
                None if dates_before.lack(calendar, fact) => {}
                None => {
                    let of_it = |said: &&Said| sets_dates(said.kind) && said.subscription == fact.subscription;
                    out.extend(said.iter().filter(of_it).filter_map(|said| Some((said.row?, OUTSIDE_SUBSCRIPTION))));
                }
            }
        }
    }

    /// Facts before the account's first contact.
    fn too_early(&self, calendar: &Calendar, said: &[Said], out: &mut Vec<(u32, &'static str)>) {
        if self.not_before.is_empty() {
            return;
        }
        let Some(first) = said.iter().find(|said| said.kind == Kind::Captured) else { return };
        let first_before = said.iter().find(|said| said.kind == Kind::Captured && said.row.is_none());
        for fact in said.iter().filter(|said| self.not_before.contains(&said.kind) && precedes(calendar, said, first)) {
            let told = first_before.is_some_and(|first| precedes(calendar, fact, first));
            let row = fact.row.or(if told { None } else { first.row });
            out.extend(row.map(|row| (row, BEFORE_START)));
        }
    }
}

/// From when to when each subscription ran: begun by a start or a renewal, closed by an end.
#[derive(Debug, Default)]
struct Dates<'a>(BTreeMap<u16, Vec<(&'a Said, Option<&'a Said>)>>);

impl<'a> Dates<'a> {
    /// Of facts in the order of time.
    fn of(said: impl Iterator<Item = &'a Said>) -> Self {
        let mut dates = Self::default();
        for said in said.filter(|said| sets_dates(said.kind)) {
            let Some(number) = said.subscription else { continue };
            let spans = dates.0.entry(number).or_default();
            match (spans.last_mut(), said.kind) {
                (Some((_, end)), Kind::Ended) => *end = Some(end.unwrap_or(said)),
                (None, Kind::Ended) | (Some((_, None)), _) => {}
                (None | Some((_, Some(_))), _) => spans.push((said, None)),
            }
        }
        dates
    }

    /// Whether a fact lies in none of the spans of its subscription. Where nobody said when that began, nothing can be
    /// said.
    fn lack(&self, calendar: &Calendar, fact: &Said) -> bool {
        let spans = fact.subscription.and_then(|number| self.0.get(&number));
        let is_in = |(start, end): &(&Said, Option<&Said>)| {
            !precedes(calendar, fact, start) && !end.is_some_and(|end| precedes(calendar, end, fact))
        };
        spans.is_some_and(|spans| !spans.is_empty() && !spans.iter().any(is_in))
    }
}

/// Whether one fact came before another. A day is a day: against one, only days are compared.
fn precedes(calendar: &Calendar, one: &Said, other: &Said) -> bool {
    if one.dated == Dated::Day || other.dated == Dated::Day {
        calendar.day_of(one.at) < calendar.day_of(other.at)
    } else {
        one.at < other.at
    }
}

const fn sets_dates(kind: Kind) -> bool {
    matches!(kind, Kind::SubscriptionStarted | Kind::Renewed | Kind::Ended)
}

/// The subscription that a fact names.
const fn subscription(body: &Body) -> Option<u16> {
    match body {
        Body::SubscriptionStarted { subscription, .. }
        | Body::SubscriptionChanged { subscription, .. }
        | Body::Renewed { subscription, .. }
        | Body::Ended { subscription, .. }
        | Body::Used { subscription, .. } => *subscription,
        _ => None,
    }
}
