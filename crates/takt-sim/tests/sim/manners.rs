//! How members of the vendor work: when they are there, and each in a way of their own.

use std::collections::BTreeMap;

use takt_core::book::InForce;
use takt_core::fact::{Actor, Body, Fact};
use takt_core::slot::Floor;
use takt_core::unit::{AccountId, Day, MemberId, Micros, TeamId};
use takt_sim::Plan;

use crate::house::{Lived, live, today};

/// Whether a member was there from an instant on for some minutes: on an open day, in their hours, not on leave.
fn is_there(floor: &Floor, model: &InForce, member: MemberId, from: Micros, minutes: u16) -> bool {
    let to = from.plus(i64::from(minutes) * Micros::MINUTE);
    let openings = floor.openings(model, member, model.calendar().day_of(from));
    let is_away = |((who, begins), ends): (&(MemberId, Micros), &Micros)| {
        *who == member && *begins < to.max(from.plus(1)) && from < *ends
    };
    openings.iter().any(|(opens, closes)| *opens <= from && to <= *closes) && !floor.leaves.iter().any(is_away)
}

/// Who of ours did what a fact says, and how long it took.
fn work_of(fact: &Fact) -> Option<(MemberId, u16)> {
    let by = match fact.actor {
        Actor::Member(member) => Some(member),
        _ => fact.body.by(),
    };
    let minutes = match fact.body {
        Body::CallHeld { minutes, .. } | Body::MeetingHeld { minutes, .. } | Body::Touched { minutes, .. } => minutes,
        _ => None,
    };
    by.map(|by| (by, minutes.unwrap_or(0)))
}

/// Nobody does anything at night, at lunch, on a weekend, holiday, closure or leave, or after they went home.
pub(crate) fn nobody_works_at_rest(lived: &Lived, what: &str) {
    let model = lived.book.model.as_ref().unwrap();
    let seen = lived.facts.iter().filter(|fact| !fact.body.kind().is_acted());
    let mut worked = 0;
    for (fact, (member, minutes)) in seen.filter_map(|fact| Some((fact, work_of(fact)?))) {
        worked += 1;
        assert!(is_there(&lived.book.floor, model, member, fact.occurred_at, minutes), "{what}: {fact:?}");
    }
    assert!(worked * 10 > lived.facts.len() / 10, "{what}: {worked} facts of members");
}

#[test]
fn nobody_of_a_small_vendor_works_at_rest() {
    for seed in 20..24 {
        nobody_works_at_rest(&live(Plan::sized(seed, 200, 9, today())), &format!("seed {seed}"));
    }
}

/// The twin of [`nobody_works_at_rest`]: what it asks would be seen if it happened.
#[test]
fn rest_is_known_when_it_is_seen() {
    let lived = live(Plan::sized(3, 60, 3, today()));
    let (floor, model) = (&lived.book.floor, lived.book.model.as_ref().unwrap());
    let (member, calendar) = (MemberId(0), model.calendar());
    let at = |day: i8, minute| calendar.minute(Day::of(2026, 11, day).unwrap(), minute);
    let mut floor = floor.clone();
    floor.leaves.clear();
    assert!(is_there(&floor, model, member, at(9, 600), 30));
    for (day, minute, minutes) in [(9, 540, 181), (9, 730, 0), (9, 1_075, 10), (9, 420, 0), (8, 600, 0), (3, 600, 0)] {
        assert!(!is_there(&floor, model, member, at(day, minute), minutes), "{day} {minute} {minutes}");
    }
    floor.leaves.insert((member, at(9, 0)), at(10, 0));
    assert!(!is_there(&floor, model, member, at(9, 600), 30) && is_there(&floor, model, member, at(10, 600), 30));
}

/// What a member of inside sales did with accounts that nobody was reached at: days to the next call of the same one.
#[derive(Default)]
struct Manner {
    calls: u64,
    through: u64,
    gaps: Vec<i64>,
}

/// Each calls at a pace of their own, gets through to as many as they know how to, and one lets things lie.
pub(crate) fn members_differ(lived: &Lived, inside: TeamId, what: &str) {
    let mut last: BTreeMap<AccountId, (MemberId, Micros)> = BTreeMap::new();
    let mut manners: BTreeMap<MemberId, Manner> = BTreeMap::new();
    for fact in &lived.facts {
        let (Body::CallHeld { by: Some(by), outcome, .. }, Some(account)) = (&fact.body, fact.account) else {
            continue;
        };
        let manner = manners.entry(*by).or_default();
        manner.calls += 1;
        manner.through += u64::from(*outcome != takt_core::fact::Outcome::Absent);
        if let Some((_, before)) = last.insert(account, (*by, fact.occurred_at)).filter(|(who, _)| who == by) {
            manner.gaps.push(fact.occurred_at.since(before) / Micros::DAY);
        }
    }
    let team = lived.book.floor.team(inside).count();
    assert_eq!((manners.len(), team), (6, 6), "{what}: everybody of inside sales calls");
    let mean = |manner: &Manner| manner.gaps.iter().sum::<i64>() * 10 / i64::try_from(manner.gaps.len()).unwrap();
    let mut gaps: Vec<i64> = manners.values().map(mean).collect();
    gaps.sort_unstable();
    assert!(gaps[5] * 10 > gaps[4] * 14, "{what}: one lets things lie, tenths of days {gaps:?}");
    let mut through: Vec<u64> = manners.values().map(|manner| manner.through * 1_000 / manner.calls).collect();
    through.sort_unstable();
    assert!(through[5] > through[0] + 30, "{what}: calls that get through, in thousandths {through:?}");
}
