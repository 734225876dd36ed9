//! What a model's tables leave unasked is what could not have changed.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::convert::Infallible;

use takt_core::account::{Mark, Refused};
use takt_core::book::Book;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::due::{Moment, settle};
use takt_core::fact::{Actor, Body, Dated, Draft, Kind, Value};
use takt_core::model;
use takt_core::tables::Stir;
use takt_core::unit::{AccountId, FieldId, ImportId, Micros, StageId, TouchId};

const NOON: Micros = Micros(20_000 * Micros::DAY + 3 * Micros::HOUR);

/// A book under the standard model, in which account 0 is in nurture, fits, has looked at a page, and rests.
fn nurtured() -> Book {
    let text = include_str!("../../../models/the-model.toml");
    let mut words = Dictionary::default();
    let standard = model::read(text, &mut words).unwrap();
    let mut book = Book::new(words, BTreeMap::from([([7; 32], standard)]));
    let mut out = Vec::new();
    book.begin(NOON.plus(Micros::DAY));
    let employees = FieldId(book.words.find(WordKind::Field, "employees").unwrap());
    let visit = touch(&book, "visit");
    let draft = |account, minutes: i64, body: Body| Draft {
        account,
        occurred_at: NOON.plus(minutes * Micros::MINUTE),
        dated: Dated::Instant,
        actor: Actor::Import(ImportId(0)),
        contact: None,
        rank: body.kind().rank(),
        body,
    };
    book.push(draft(None, 0, Body::ModelAdopted { model: [7; 32], reason: None }), &mut out);
    let id = AccountId(0);
    let seen = [
        Body::Captured { source: None, page: None, play: None },
        Body::Described { values: vec![(employees, Value::Integer(300))] },
        Body::Touched { touch: visit, page: None, play: None, by: None, minutes: None },
        Body::Touched { touch: visit, page: None, play: None, by: None, minutes: None },
    ];
    let drafts = (0..).zip(seen).map(|(minutes, body)| draft(Some(id), minutes, body)).collect();
    book.take(id, drafts, |_| Ok::<_, Infallible>(Vec::new()), &mut out).unwrap();
    book
}

fn touch(book: &Book, name: &str) -> TouchId {
    TouchId(book.words.find(WordKind::Touch, name).unwrap())
}

fn stage(book: &Book, name: &str) -> StageId {
    StageId(book.words.find(WordKind::Stage, name).unwrap())
}

/// Keys of the transitions from a stage that a touch could bring about.
fn stirred(book: &Book, from: &str, by: &str) -> Vec<String> {
    let model = book.model.clone().unwrap();
    let exits = model.tables().exits(stage(book, from)).iter();
    let stirred = exits.filter(|exit| exit.is_stirred(Stir::touch(touch(book, by))));
    stirred.map(|exit| model.model.transitions[usize::from(exit.place)].key.clone()).collect()
}

#[test]
fn a_touch_stirs_the_exits_that_count_it() {
    let book = nurtured();
    assert_eq!(stirred(&book, "nurture", "hand-raise"), ["fast-pass", "mql"]);
    // A silence is ended by a touch, never begun.
    assert_eq!(stirred(&book, "nurture", "visit"), ["fast-pass", "mql"]);
    assert_eq!(stirred(&book, "recycle", "hand-raise"), ["hand-raise-at-rest"]);
    assert!(stirred(&book, "recycle", "visit").is_empty());
    assert!(stirred(&book, "adoption", "hand-raise").is_empty());
}

#[test]
fn a_silence_is_measured_anew_after_a_touch() {
    let book = nurtured();
    let model = book.model.clone().unwrap();
    let visit = Stir::touch(touch(&book, "visit"));
    assert!(model.tables().turns(stage(&book, "nurture")).meets(visit));
    assert!(!model.tables().turns(stage(&book, "proposal")).meets(visit));
}

/// The twin: what changes an account without a fact goes unnoticed by the tables, and a debug build says so.
#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "more was stirred")]
fn a_change_behind_the_folds_back_is_told() {
    let mut book = nurtured();
    let model = book.model.clone().unwrap();
    let moment = Moment { at: NOON.plus(Micros::HOUR), inferred: false, live: false };
    let account = &mut book.accounts[0];
    assert_eq!(settle(&model, account, moment), None, "it rests");
    account.refusals.push(Refused { contact: None, channel: None, at: NOON, seq: account.last });
    let _ = settle(&model, account, moment).map(|body| body.kind() == Kind::Moved);
}

/// The twin of the score's ceiling.
#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "above its ceiling")]
fn a_touch_behind_the_folds_back_is_told() {
    let mut book = nurtured();
    let (model, hand_raise) = (book.model.clone().unwrap(), touch(&book, "hand-raise"));
    let moment = Moment { at: NOON.plus(Micros::HOUR), inferred: false, live: false };
    let account = &mut book.accounts[0];
    assert_eq!(settle(&model, account, moment), None, "it rests");
    account.touches.push(Mark { touch: hand_raise, day: 20_000, contact: None, seq: account.last });
    let _ = settle(&model, account, moment).map(|body| body.kind() == Kind::Moved);
}
