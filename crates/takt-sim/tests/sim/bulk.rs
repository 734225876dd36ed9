//! The load by the million: what `takt bench` measures is what it says it is.

use std::collections::BTreeMap;

use takt_core::account::What;
use takt_core::book::Book;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Actor, Body, Dated, Draft, Kind};
use takt_core::model;
use takt_core::unit::{AccountId, ImportId};
use takt_sim::bulk::Bulk;

const ACCOUNTS: u32 = 3_000;

/// The load through the standard model, and how often each kind was said.
fn lived(seed: u64) -> (Book, BTreeMap<Kind, u64>) {
    let mut words = Dictionary::default();
    let standard = model::read(include_str!("../../../../models/the-model.toml"), &mut words).expect("a sound model");
    let bulk = Bulk::new(seed, &mut words);
    let mut book = Book::new(words, [([7; 32], standard)].into());
    let mut out = Vec::new();
    book.begin(bulk.period().1);
    let adopted = Body::ModelAdopted { model: [7; 32], reason: None };
    let rank = adopted.kind().rank();
    book.push(
        Draft {
            account: None,
            occurred_at: bulk.period().0,
            dated: Dated::Instant,
            actor: Actor::Program,
            contact: None,
            rank,
            body: adopted,
        },
        &mut out,
    );
    for draft in bulk.house() {
        book.push(draft, &mut out);
    }
    let mut said = BTreeMap::new();
    for number in 0..ACCOUNTS {
        let mut facts = Vec::new();
        bulk.account(number, &mut facts);
        assert!(facts.is_sorted_by(|a, b| a.occurred_at < b.occurred_at), "account {number} of seed {seed}");
        assert!(facts.iter().all(|fact| fact.occurred_at < bulk.period().1), "account {number} of seed {seed}");
        for fact in &facts {
            *said.entry(fact.body.kind()).or_default() += 1;
        }
        out.clear();
        book.take(AccountId(number), facts, |_| Err(()), &mut out).expect("no account twice");
        book.go_live(AccountId(number), ImportId(1), &mut out);
    }
    (book, said)
}

#[test]
fn an_account_moves_some_thirteen_times_and_is_touched_some_fifty() {
    let (book, said) = lived(1);
    let mut moves: BTreeMap<String, u64> = BTreeMap::new();
    for entry in book.accounts.iter().flat_map(|account| &account.line) {
        if let What::Move { to: Some(to), .. } = entry.what {
            *moves.entry(book.words.text(WordKind::Stage, to.0).to_owned()).or_default() += 1;
        }
    }
    let sum: u64 = moves.values().sum();
    let per_account = |count: u64| count as f64 / f64::from(ACCOUNTS);
    println!(
        "{} moves, {} touches an account; {moves:?}; {said:?}",
        per_account(sum),
        per_account(said[&Kind::Touched])
    );
    assert!((12.5..13.5).contains(&per_account(sum)), "{} moves an account: {moves:?}", per_account(sum));
    let touches = per_account(said[&Kind::Touched]);
    assert!((48.0..52.0).contains(&touches), "{touches} touches an account: {said:?}");
    // Every stage that holds accounts is come to, none of them by a handful.
    let stages = book.model.as_ref().expect("a model").model.stages.len() - 1;
    assert_eq!(moves.len(), stages, "{moves:?}");
    assert!(moves.values().all(|count| per_account(*count) > 0.02), "{moves:?}");
    // Facts that the model cannot place would measure nothing.
    assert!(book.accounts.iter().all(|account| account.unclear.is_empty()));
}

#[test]
fn an_account_is_the_same_whenever_it_is_made() {
    let mut words = Dictionary::default();
    let bulk = Bulk::new(7, &mut words);
    let (mut once, mut again, mut other) = (Vec::new(), Vec::new(), Vec::new());
    bulk.account(41, &mut once);
    bulk.account(40, &mut other);
    Bulk::new(7, &mut words).account(41, &mut again);
    assert_eq!(once, again);
    assert_ne!(once.first().map(|fact| fact.occurred_at), other.first().map(|fact| fact.occurred_at));
    let mut seeded = Vec::new();
    Bulk::new(8, &mut words).account(41, &mut seeded);
    assert_ne!(once, seeded);
}
