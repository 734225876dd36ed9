//! A book under the standard model.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest, Sha256};
use takt_core::book::{Book, ModelHash};
use takt_core::dictionary::Dictionary;
use takt_core::fact::{Fact, binary};
use takt_core::model;
use takt_core::unit::{AccountId, Day};
use takt_sim::{Driven, Plan, Stories, Vendor, drive};

/// The day the tests take for today.
pub(crate) fn today() -> Day {
    Day::of(2026, 11, 23).unwrap()
}

/// An empty book that knows the standard model, and the hash of its text.
pub(crate) fn house() -> (Book, ModelHash) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/the-model.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let mut words = Dictionary::default();
    let model = model::read(&text, &mut words).unwrap();
    let hash: ModelHash = Sha256::digest(text.as_bytes()).into();
    (Book::new(words, BTreeMap::from([(hash, model)])), hash)
}

/// A vendor's whole life: the book and every fact.
pub(crate) struct Lived {
    pub(crate) book: Book,
    pub(crate) facts: Vec<Fact>,
    pub(crate) driven: Driven,
    pub(crate) stories: Stories,
    /// Promises as they were written down, by account.
    pub(crate) promises: BTreeSet<AccountId>,
}

/// Drives a vendor to its end.
pub(crate) fn live(plan: Plan) -> Lived {
    let (mut book, hash) = house();
    let mut vendor = Vendor::new(plan, &mut book.words, hash);
    let (mut facts, mut promises) = (Vec::new(), BTreeSet::new());
    let each = |_: &Book, commit: &[Fact], batch: &takt_sim::Batch| -> Result<(), ()> {
        facts.extend_from_slice(commit);
        let promised = batch.said.iter().filter(|said| said.texts.iter().any(|text| text.field == "promise"));
        promises.extend(promised.filter_map(|said| said.statement.account));
        Ok(())
    };
    let driven = drive(&mut vendor, &mut book, each).unwrap();
    Lived { book, facts, driven, stories: vendor.stories(), promises }
}

/// SHA-256 over the binary form of facts.
pub(crate) fn hash_of(facts: &[Fact]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for frame in facts.chunks(256) {
        hasher.update(binary::encode(frame));
    }
    hasher.finalize().into()
}
