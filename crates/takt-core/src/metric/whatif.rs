//! What another model would have done (試算), beside what was recorded: move by move, account by account.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::{Flow, flow};
use crate::account::{Account, Entry, What};
use crate::book::Book;
use crate::fact::{Kind, Path, Place, Rule};
use crate::history::Tried;
use crate::unit::{AccountId, Day, Micros, StageId, TeamId};

/// Moves, counted from an instant on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoveTally {
    /// What was recorded.
    pub recorded: u64,
    /// What the other model would have made.
    pub whatif: u64,
    /// In both: the same position at the same instant from the same stage to the same stage.
    pub same: u64,
}

/// A move of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineMove {
    /// When.
    pub at: Micros,
    /// From where.
    pub from: Option<StageId>,
    /// To where.
    pub to: Option<StageId>,
    /// By which rule of its model.
    pub rule: Option<Rule>,
}

/// An account that would stand elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Which.
    pub account: AccountId,
    /// Where it stands.
    pub recorded: Option<StageId>,
    /// Where it would stand.
    pub whatif: Option<StageId>,
    /// The first move of its main position that only one of both has: of the record, and of the other model.
    pub first: [Option<LineMove>; 2],
}

/// Slots that a team's work takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotNeed {
    /// Which team.
    pub team: TeamId,
    /// As recorded: minutes that facts say were spent in its stages, in whole slots, rounded up.
    pub recorded: u64,
    /// For as many visits of its stages as the other model makes, each as long as a recorded one on average.
    pub whatif: u64,
}

/// The record beside a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Moves from the instant on.
    pub moves: MoveTally,
    /// What people did that would not have happened: with the account in a stage of the same team, they would have had
    /// it before them. By kind.
    pub orphans: BTreeMap<Kind, u64>,
    /// Accounts that would stand elsewhere, by number.
    pub elsewhere: Vec<Elsewhere>,
    /// Accounts whose moves differ, wherever they end.
    pub otherwise: u64,
    /// Flow and balance of the record in the period, and under the other model.
    pub flows: [Option<Flow>; 2],
    /// What teams with slots would need.
    pub slots: Vec<SlotNeed>,
}

/// Compares a record with a trial from one day to another, both inclusive.
#[must_use]
pub fn compare(recorded: &Book, tried: &Tried, from: Day, to: Day) -> Comparison {
    let start = recorded.model.as_ref().map_or(Micros(i64::MIN), |model| model.calendar().start_of(from));
    let mut moves = MoveTally::default();
    let (mut elsewhere, mut otherwise) = (Vec::new(), 0);
    for (one, other) in recorded.accounts.iter().zip(&tried.book.accounts) {
        let same = tally(one, other, start, &mut moves);
        let stands = [one, other].map(|account| account.main.as_ref().map(|main| main.stage));
        otherwise += u64::from(!same);
        if stands[0] != stands[1] {
            let first = first_apart(one, other);
            elsewhere.push(Elsewhere { account: one.id, recorded: stands[0], whatif: stands[1], first });
        }
    }
    Comparison {
        moves,
        orphans: orphans(recorded, tried),
        elsewhere,
        otherwise,
        flows: [flow(recorded, from, to, None), flow(&tried.book, from, to, None)],
        slots: slots(recorded, &tried.book, start),
    }
}

type MoveKey = (Micros, Place, Option<StageId>, Option<StageId>);

fn moves_of(account: &Account, start: Micros) -> impl Iterator<Item = MoveKey> + '_ {
    account.line.iter().filter(move |entry| entry.at >= start).filter_map(|entry| match entry.what {
        What::Move { place, from, to, .. } => Some((entry.at, place, from, to)),
        _ => None,
    })
}

/// Counts the moves of an account in both lines; whether they are the same.
fn tally(one: &Account, other: &Account, start: Micros, into: &mut MoveTally) -> bool {
    if moves_of(one, start).eq(moves_of(other, start)) {
        let count = moves_of(one, start).count() as u64;
        (into.recorded, into.whatif, into.same) = (into.recorded + count, into.whatif + count, into.same + count);
        return true;
    }
    let mut left: Vec<MoveKey> = moves_of(one, start).collect();
    into.recorded += left.len() as u64;
    for moved in moves_of(other, start) {
        into.whatif += 1;
        if let Some(place) = left.iter().position(|known| *known == moved) {
            left.swap_remove(place);
            into.same += 1;
        }
    }
    false
}

fn main_moves(account: &Account) -> impl Iterator<Item = LineMove> + '_ {
    account.line.iter().filter_map(|entry: &Entry| match entry.what {
        What::Move { place: Place::Main, from, to, rule, .. } => {
            Some(LineMove { at: entry.at, from, to, rule: Rule::numbered(rule) })
        }
        _ => None,
    })
}

fn first_apart(one: &Account, other: &Account) -> [Option<LineMove>; 2] {
    let (mut ones, mut others) = (main_moves(one), main_moves(other));
    loop {
        let pair = (ones.next(), others.next());
        let alike = |a: &LineMove, b: &LineMove| (a.at, a.from, a.to) == (b.at, b.from, b.to);
        match pair {
            (Some(a), Some(b)) if alike(&a, &b) => {}
            (a, b) => return [a, b],
        }
    }
}

/// What people did on accounts that would not have stood with their team then.
fn orphans(recorded: &Book, tried: &Tried) -> BTreeMap<Kind, u64> {
    let mut orphans = BTreeMap::new();
    for deed in &tried.deeds {
        let teams = [recorded, &tried.book].map(|book| team_before(book, deed.account, deed.at));
        if teams[0] != teams[1] {
            *orphans.entry(deed.kind).or_insert(0) += 1;
        }
    }
    orphans
}

/// The team in whose stage the main position of an account stood just before an instant.
fn team_before(book: &Book, account: AccountId, at: Micros) -> Option<TeamId> {
    let line = &book.account(account)?.line;
    let before = line.iter().rev().filter(|entry| entry.at < at).find_map(|entry| match entry.what {
        What::Move { place: Place::Main, to, .. } => Some(to),
        _ => None,
    });
    book.model.as_ref()?.model.successor(before??).map(|stage| stage.team)
}

/// Slots of teams that have any: recorded minutes, and the same by visit for the visits of the other model.
fn slots(recorded: &Book, tried: &Book, start: Micros) -> Vec<SlotNeed> {
    let Some(model) = &recorded.model else { return Vec::new() };
    let mut needs = Vec::new();
    for team in &model.model.teams {
        let Some(slot) = team.slot_minutes.map(u64::from).filter(|minutes| *minutes > 0) else { continue };
        let [(visits, minutes), (others, _)] = [recorded, tried].map(|book| work(book, team.id, start));
        let whatif = if visits == 0 { 0 } else { minutes.saturating_mul(others).div_ceil(visits.saturating_mul(slot)) };
        needs.push(SlotNeed { team: team.id, recorded: minutes.div_ceil(slot), whatif });
    }
    needs
}

/// Visits of a team's stages that began from an instant on, and minutes spent in those that ended.
fn work(book: &Book, team: TeamId, start: Micros) -> (u64, u64) {
    let Some(model) = &book.model else { return (0, 0) };
    let is_own = |stage: Option<StageId>| {
        stage.and_then(|stage| model.model.successor(stage)).is_some_and(|stage| stage.team == team)
    };
    let (mut visits, mut spent) = (0, 0);
    for entry in book.accounts.iter().flat_map(|account| &account.line).filter(|entry| entry.at >= start) {
        if let What::Move { place: Place::Main, from, to, path, minutes, .. } = entry.what {
            visits += u64::from(is_own(to) && path != Path::Adopt);
            spent += if is_own(from) { u64::from(minutes) } else { 0 };
        }
    }
    (visits, spent)
}
