//! Flow and funnel as they are read from the move column, held against a walk along every account.

use takt_core::account::What;
use takt_core::book::Book;
use takt_core::dictionary::WordKind;
use takt_core::fact::Path;
use takt_core::metric::{By, Flow, FunnelQuestion, MoveColumn, Moves};
use takt_core::unit::{Day, StageId, TeamId};
use takt_sim::Plan;
use takt_sim::stream::Stream;

use crate::house::{house, live, today};
use crate::import::{arbitrary, mixed, seeds, whole};
use crate::oracle;

/// What a report may be grouped by; one of the teams.
fn groupings(book: &Book, stream: &mut Stream) -> [Option<By>; 5] {
    let team = TeamId(stream.below(book.words.len(WordKind::Team) as u64) as u32);
    [None, Some(By::Source), Some(By::Segment), Some(By::Month), Some(By::Owner(team))]
}

/// All of it, some days of it, and some that reach beyond it.
fn periods(book: &Book, stream: &mut Stream) -> Vec<(Day, Day)> {
    let Some((first, last)) = book.days() else { return Vec::new() };
    let mut drawn = || {
        let from = Day(stream.between(i64::from(first.0) - 20, i64::from(last.0) + 20) as i32);
        (from, Day(from.0 + stream.between(0, 120) as i32))
    };
    vec![(first, last), drawn(), (Day(first.0 - 40), Day(last.0 + 70)), (last, last)]
}

/// Flow and funnel from these moves are those of the walk.
fn are_equal(book: &Book, moves: &Moves, seed: u64, what: &str) {
    let mut stream = Stream::of(seed, "questions", 0);
    for (from, to) in periods(book, &mut stream) {
        for by in groupings(book, &mut stream) {
            let read = Flow { awareness: Vec::new(), ..moves.flow(from, to, by) };
            assert_eq!(Some(read), oracle::flow(book, from, to, by), "{what} {from}..{to} {by:?}");
        }
    }
    let stages = book.words.len(WordKind::Stage) as u64;
    for by in groupings(book, &mut stream) {
        let (from, to) = (StageId(stream.below(stages) as u32), StageId(stream.below(stages) as u32));
        let days = book.days().filter(|_| stream.chance(5_000));
        let question = FunnelQuestion {
            from,
            to,
            by,
            cohort_from: days.map(|(first, _)| Day(first.0 + 100)),
            cohort_to: days.map(|(_, last)| Day(last.0 - 50)),
            within: stream.chance(5_000).then(|| stream.below(60) as u32),
        };
        assert_eq!(Some(moves.funnel(question)), oracle::funnel(book, question), "{what} {question:?}");
    }
}

/// The lines of a book, some of their moves made ones that a new model made, or ones that nobody dated.
fn upset(book: &Book, seed: u64) -> Book {
    let mut stream = Stream::of(seed, "upset", 0);
    let mut book = book.clone();
    for entry in book.accounts.iter_mut().flat_map(|account| &mut account.line) {
        if let What::Move { from, to, path, inferred, .. } = &mut entry.what {
            if from.is_some() && to.is_some() && stream.chance(2_000) {
                *path = Path::Adopt;
            }
            *inferred |= stream.chance(500);
        }
    }
    book
}

fn fresh(book: &Book) -> Moves {
    Moves::of(MoveColumn::of(book), book).unwrap()
}

#[test]
fn flows_and_funnels_of_vendors_are_those_of_the_walk() {
    for seed in 0..3 {
        let lived = live(Plan::sized(seed, 60, 14, today()));
        let sides = lived.book.accounts.iter().map(|account| account.sides.len()).sum::<usize>();
        assert!(sides > 0, "a vendor without side positions proves little");
        are_equal(&lived.book, &fresh(&lived.book), seed, &format!("vendor {seed}"));
        let upset = upset(&lived.book, seed);
        are_equal(&upset, &fresh(&upset), seed, &format!("upset vendor {seed}"));
    }
}

#[test]
fn flows_and_funnels_of_arbitrary_journals_are_those_of_the_walk() {
    for seed in seeds() {
        let (book, _) = whole(&arbitrary(seed));
        are_equal(&book, &fresh(&book), seed, &format!("arbitrary {seed}"));
        let upset = upset(&book, seed);
        are_equal(&upset, &fresh(&upset), seed, &format!("upset {seed}"));
        // Kept with every fact: histories are reopened in these, and sources become known late.
        let (book, _) = mixed(&arbitrary(seed));
        assert!(book.keeps_moves());
        are_equal(&book, &book.moves().unwrap(), seed, &format!("mixed {seed}"));
    }
}

/// A column that is kept with every fact says what one made anew says, whenever it was first asked for.
#[test]
fn moves_that_are_kept_are_those_made_anew() {
    let lived = live(Plan::sized(6, 60, 14, today()));
    for asked_at in [10, lived.facts.len() / 2] {
        let (mut book, _) = house();
        for (place, fact) in lived.facts.iter().enumerate() {
            book.apply(fact);
            if place == asked_at {
                book.keep_moves(None);
            }
        }
        assert!(book.keeps_moves());
        are_equal(&book, &book.moves().unwrap(), 6, &format!("kept from {asked_at}"));
    }
}

/// What was handed out stays as it was, however the book goes on.
#[test]
fn moves_that_were_handed_out_stay() {
    let lived = live(Plan::sized(7, 40, 8, today()));
    let (mut book, _) = house();
    let half = lived.facts.len() / 2;
    lived.facts[..half].iter().for_each(|fact| book.apply(fact));
    book.keep_moves(None);
    let (handed_out, then) = (book.moves().unwrap(), book.clone());
    lived.facts[half..].iter().for_each(|fact| book.apply(fact));
    are_equal(&then, &handed_out, 7, "handed out");
    are_equal(&book, &book.moves().unwrap(), 7, "gone on");
}
