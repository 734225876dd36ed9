//! Prints the hash of a small vendor's facts and of the state they fold into: one line that every build must print.
//!
//! `cargo xtask test` runs it as a debug and as a release build, in several time zones, and compares.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};
use takt_core::book::Book;
use takt_core::dictionary::Dictionary;
use takt_core::digest::state_sha256;
use takt_core::fact::binary;
use takt_core::model;
use takt_core::unit::Day;
use takt_sim::{Plan, Vendor, drive};

fn main() {
    let text = include_str!("../../../models/the-model.toml");
    let mut words = Dictionary::default();
    let (Some(today), Ok(standard)) = (Day::of(2026, 11, 23), model::read(text, &mut words)) else {
        eprintln!("the shipped model is not sound");
        std::process::exit(1);
    };
    let hash = Sha256::digest(text.as_bytes()).into();
    let mut book = Book::new(words, BTreeMap::from([(hash, standard)]));
    let mut vendor = Vendor::new(Plan::sized(5, 150, 14, today), &mut book.words, hash);
    let mut facts = Sha256::new();
    let driven = drive(&mut vendor, &mut book, |_, commit, _| -> Result<(), std::convert::Infallible> {
        facts.update(binary::encode(commit));
        Ok(())
    });
    let count = driven.map_or(0, |driven| driven.facts);
    println!("{count} facts {} state {}", hex(&facts.finalize()), hex(&state_sha256(&book)));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
