//! The vendor itself.

use std::collections::BTreeSet;
use std::convert::Infallible;

use takt_core::fact::Body;
use takt_core::unit::{AccountId, Day};
use takt_sim::load::{Row, seen, seen_by_account};
use takt_sim::{Plan, Whose};

use crate::house::{hash_of, house, live, today};

#[test]
fn the_same_seed_gives_the_same_facts() {
    let plan = Plan::sized(7, 60, 4, today());
    let (one, two) = (live(plan), live(plan));
    assert_eq!(hash_of(&one.facts), hash_of(&two.facts));
    let other = live(Plan { seed: 8, ..plan });
    assert_ne!(hash_of(&one.facts), hash_of(&other.facts));
}

#[test]
fn nothing_it_says_is_refused() {
    for seed in 0..6 {
        let lived = live(Plan::sized(seed, 200, 8, today()));
        assert_eq!(lived.driven.refused, [], "seed {seed}");
        assert_eq!(lived.driven.facts, lived.facts.len() as u64);
    }
}

#[test]
fn it_ends_before_today_and_begins_with_a_month() {
    let plan = Plan::sized(1, 100, 7, today());
    assert_eq!(plan.first_day(), Day::of(2026, 4, 1).unwrap());
    let lived = live(plan);
    let calendar = lived.book.model.as_ref().unwrap().calendar();
    assert!(lived.facts.iter().all(|fact| fact.recorded_at <= calendar.start_of(today())));
    assert!(lived.facts.iter().all(|fact| fact.occurred_at <= fact.recorded_at));
    assert!(lived.facts.is_sorted_by_key(|fact| fact.recorded_at));
}

/// What the demo shows: every stage of the line is reached, and every kind of fact a house states is among them.
#[test]
fn it_goes_through_the_whole_line() {
    let lived = live(Plan::sized(2, 500, 18, today()));
    let stages: BTreeSet<&str> = lived
        .facts
        .iter()
        .filter_map(|fact| match fact.body {
            Body::Moved { to: Some(to), .. } => {
                Some(lived.book.words.text(takt_core::dictionary::WordKind::Stage, to.0))
            }
            _ => None,
        })
        .collect();
    let model = &lived.book.model.as_ref().unwrap().model;
    let missed: Vec<&str> =
        model.stages.iter().map(|stage| stage.key.as_str()).filter(|key| !stages.contains(key)).collect();
    assert_eq!(missed, ["awareness"], "which holds counts, no accounts");
    let laps = lived.book.accounts.iter().map(|account| account.lap).max();
    assert!(laps >= Some(2), "some come back");
    // A deal that was lost, rested, came back, and was won.
    let came_back = lived.book.accounts.iter().any(|account| {
        account.lap >= 2 && account.opportunities.len() >= 2 && account.subscriptions.iter().any(|s| s.open)
    });
    assert!(came_back);
}

fn rows(plan: Plan) -> Vec<Row> {
    let mut rows = Vec::new();
    let (book, hash) = house();
    let Ok(_) = seen(plan, book, hash, |_, row| {
        rows.push(row);
        Ok::<_, Infallible>(())
    });
    rows
}

#[test]
fn its_past_can_be_taken_out_as_rows() {
    let plan = Plan::sized(9, 100, 6, today());
    let in_time = rows(plan);
    let mut by_account = Vec::new();
    let (book, hash) = house();
    let Ok(()) = seen_by_account(plan, book, hash, |_, row| {
        by_account.push(row);
        Ok::<_, Infallible>(())
    });
    assert!(by_account.is_sorted_by_key(|row| row.account));
    assert_eq!(by_account.len(), in_time.len());
    let accounts: BTreeSet<Option<AccountId>> = in_time.iter().map(|row| row.account).collect();
    assert!(accounts.len() > 500);
    assert!(in_time.iter().all(|row| !matches!(row.body, Body::SlotReserved { .. } | Body::Moved { .. })));
    assert!(in_time.iter().any(|row| matches!(row.body, Body::MemberJoined { .. }) && !row.texts.is_empty()));
    let named = in_time.iter().filter(|row| matches!(row.body, Body::ContactNamed {}));
    assert!(named.clone().all(|row| row.texts.iter().any(|text| {
        matches!(text.of, Whose::Contact(_)) && text.field == "email" && text.text.ends_with(".example.jp")
    })));
}
