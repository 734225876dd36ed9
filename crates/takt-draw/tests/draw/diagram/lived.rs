//! A picture that the core counted from a journal.

use std::convert::Infallible;

use takt_core::book::{Book, InForce};
use takt_core::metric::{Columns, picture};
use takt_core::model;
use takt_core::unit::Day;
use takt_sim::{Plan, Vendor};

use super::scene::Scene;

/// The last month of a small vendor whose days were lived through, as the core counts it.
pub(crate) fn simulated() -> Scene {
    let mut book = Book::default();
    let text = include_str!("../../../../../models/the-model.toml");
    let standard = model::read(text, &mut book.words).expect("a sound model");
    let hash = [1; 32];
    book.library.insert(hash, standard);
    let mut vendor = Vendor::new(Plan::sized(7, 120, 4, day(11, 1)), &mut book.words, hash);
    let driven = takt_sim::drive(&mut vendor, &mut book, |_, _, _| Ok::<(), Infallible>(())).expect("nothing fails");
    assert!(driven.facts > 1_000, "a vendor that did something");
    let model = book.model.clone().expect("a model in force");
    let columns = Columns::of(&model, &book.accounts);
    let picture = picture(&book, &columns, day(10, 1), day(10, 31)).expect("a picture");
    let standard = model::read(text, &mut book.words).expect("a sound model");
    Scene { force: InForce::new(standard, 1), picture }
}

fn day(month: i8, day: i8) -> Day {
    Day::of(2026, month, day).expect("a day")
}
