//! The journal is ground: folding it, or deciding its seen facts anew, leads to the same book.

use takt_core::book::Book;
use takt_core::digest::state_sha256;
use takt_core::fact::{Fact, binary};
use takt_core::history::{Rebuild, Replay};
use takt_sim::Plan;

use crate::house::{live, today};
use crate::import::{arbitrary, mixed, seeds, whole};

/// A book with the dictionary and models of another, and nothing else.
fn empty_like(book: &Book) -> Book {
    Book::new(book.words.clone(), book.library.clone())
}

pub(crate) fn rebuilt(book: &Book, facts: &[Fact]) -> Book {
    let mut rebuild = Rebuild::default();
    facts.iter().for_each(|fact| rebuild.note(fact));
    let mut again = empty_like(book);
    facts.iter().for_each(|fact| rebuild.take(&mut again, fact.clone()));
    rebuild.finish(&mut again);
    again
}

pub(crate) fn replayed(book: &Book, facts: &[Fact]) -> Book {
    let mut rebuild = Rebuild::default();
    facts.iter().for_each(|fact| rebuild.note(fact));
    let mut replay = Replay::new(empty_like(book), &rebuild);
    facts.iter().for_each(|fact| replay.take(fact.clone()).unwrap());
    replay.finish().unwrap()
}

/// A book that was rebuilt wants nothing at once that the running one had done, and is woken at the same instants.
fn timers_agree(mut again: Book, book: &Book, what: &str) {
    let mut acted = Vec::new();
    again.advance_to(book.recorded_at, &mut acted);
    assert_eq!(acted, [], "{what}");
    for (one, two) in again.accounts.iter().zip(&book.accounts) {
        assert_eq!(one.wake, two.wake, "{what}: {:?}", one.id);
    }
}

fn first_difference(one: &Book, other: &Book) -> String {
    let differ =
        |(a, b): &(&takt_core::account::Account, &takt_core::account::Account)| format!("{a:#?}") != format!("{b:#?}");
    let first = one.accounts.iter().zip(&other.accounts).find(differ);
    first.map_or_else(|| "no account differs".into(), |(a, b)| format!("{a:#?}\n---- other ----\n{b:#?}"))
}

#[test]
fn a_vendors_journal_folds_to_the_same_book() {
    let lived = live(Plan::sized(11, 150, 14, today()));
    let hash = state_sha256(&lived.book);
    let again = rebuilt(&lived.book, &lived.facts);
    assert_eq!(state_sha256(&again), hash);
    // Timers stand in no hash, and decide what happens next.
    timers_agree(again, &lived.book, "vendor");
    assert_eq!(state_sha256(&replayed(&lived.book, &lived.facts)), hash, "replay");
}

#[test]
fn a_prefix_and_then_the_rest_is_the_whole() {
    let lived = live(Plan::sized(12, 100, 8, today()));
    for cut in [1, lived.facts.len() / 3, lived.facts.len() * 4 / 5] {
        // Cuts stand between commits, as a stopped process leaves them.
        let at = lived.facts[cut].recorded_at;
        let cut = lived.facts.partition_point(|fact| fact.recorded_at < at);
        let (prefix, rest) = lived.facts.split_at(cut);
        let mut book = rebuilt(&lived.book, prefix);
        rest.iter().for_each(|fact| book.apply(fact));
        assert_eq!(state_sha256(&book), state_sha256(&lived.book), "cut at {cut}");
    }
}

#[test]
fn arbitrary_journals_fold_and_replay_to_the_same_book() {
    for (seed, (book, facts)) in seeds().map(|seed| (seed, whole(&arbitrary(seed)))) {
        let again = rebuilt(&book, &facts);
        assert_eq!(state_sha256(&again), state_sha256(&book), "rebuild {seed}\n{}", first_difference(&book, &again));
        let again = replayed(&book, &facts);
        assert_eq!(state_sha256(&again), state_sha256(&book), "replay {seed}\n{}", first_difference(&book, &again));
    }
}

#[test]
fn every_fact_survives_the_binary_form() {
    for seed in 0..40 {
        let (_, facts) = whole(&arbitrary(seed));
        for frame in facts.chunks(256) {
            let bytes = binary::encode(frame);
            let back = binary::decode(binary::VERSION, frame[0].seq, frame.len(), &bytes).unwrap();
            assert_eq!(back, frame, "seed {seed}");
        }
    }
}

/// The same where history was reopened, late facts came, and people and timers went on.
#[test]
fn mixed_journals_fold_and_replay_to_the_same_book() {
    for (seed, (book, facts)) in seeds().map(|seed| (seed, mixed(&arbitrary(seed)))) {
        let again = rebuilt(&book, &facts);
        assert_eq!(state_sha256(&again), state_sha256(&book), "rebuild {seed}\n{}", first_difference(&book, &again));
        timers_agree(again, &book, &format!("mixed {seed}"));
        let again = replayed(&book, &facts);
        assert_eq!(state_sha256(&again), state_sha256(&book), "replay {seed}\n{}", first_difference(&book, &again));
    }
}
