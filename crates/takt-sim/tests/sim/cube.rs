//! The cube, held against a walk along the accounts of every source and segment, and against one made anew.

use std::collections::BTreeSet;

use takt_core::account::Account;
use takt_core::book::Book;
use takt_core::calendar::month_of;
use takt_core::metric::{By, Cube, CubeGroup, Key, MoveColumn, Moves};
use takt_core::unit::Micros;
use takt_sim::Plan;
use takt_sim::stream::Stream;

use crate::house::{house, live, today};
use crate::import::{arbitrary, mixed, seeds};
use crate::oracle;

fn fresh(book: &Book) -> Cube {
    Cube::of(&Moves::of(MoveColumn::of(book), book).unwrap()).unwrap()
}

/// The groups by walking: a book of the accounts of each source and segment alone, month by month.
fn walked(book: &Book) -> Vec<CubeGroup> {
    let key = |account: &Account, by| oracle::lasting_key(book, account, by);
    let pairs: BTreeSet<(Key, Key)> =
        book.accounts.iter().map(|account| (key(account, By::Source), key(account, By::Segment))).collect();
    let lines = book.accounts.iter().flat_map(|account| &account.line);
    let calendar = book.model.as_ref().unwrap().calendar();
    let Some(first) = lines.map(|entry| entry.at).min() else { return Vec::new() };
    let (first, last) = (month_of(calendar.day_of(first)), month_of(calendar.day_of(book.recorded_at)));
    let mut groups = Vec::new();
    for (source, segment) in pairs {
        let mut part = book.clone();
        part.accounts.retain(|account| {
            (key(account, By::Source), key(account, By::Segment)) == (source.clone(), segment.clone())
        });
        let flow = oracle::flow(&part, first.first_day(), last.last_day(), Some(By::Month)).unwrap();
        for (month, group) in (first.0..).zip(flow.groups) {
            let stages = group.stages;
            if stages.iter().any(|stage| stage.opening + stage.inflow + stage.outflow > 0) {
                let month = takt_core::calendar::Month(month);
                groups.push(CubeGroup {
                    month,
                    source: source.clone(),
                    segment: segment.clone(),
                    stages,
                    moves: group.moves,
                });
            }
        }
    }
    groups.sort_by(|a, b| (a.month, &a.source, &a.segment).cmp(&(b.month, &b.source, &b.segment)));
    groups
}

#[test]
fn a_cube_says_what_the_walk_says() {
    for seed in 0..2 {
        let lived = live(Plan::sized(seed, 60, 14, today()));
        let groups = fresh(&lived.book).groups();
        assert!(groups.len() > 100 && groups.iter().any(|group| group.stages.iter().any(|stage| stage.overdue > 0)));
        assert_eq!(groups, walked(&lived.book), "vendor {seed}");
    }
    for seed in seeds().step_by(4) {
        let (book, _) = mixed(&arbitrary(seed));
        assert_eq!(fresh(&book).groups(), walked(&book), "mixed {seed}");
    }
}

/// A cube brought up with every few facts says what one made anew says.
#[test]
fn a_cube_that_is_brought_up_is_one_made_anew() {
    let lived = live(Plan::sized(8, 60, 6, today()));
    let (mut book, _) = house();
    let mut stream = Stream::of(8, "cuts", 0);
    let (mut cube, mut next, mut checked) = (None::<Cube>, 100, 0);
    for (place, fact) in lived.facts.iter().enumerate() {
        book.apply(fact);
        if place == next {
            next += 1 + stream.below(300) as usize;
            book.keep_moves(None);
            let moves = book.moves().unwrap();
            cube = match cube {
                None => Cube::of(&moves),
                Some(cube) => cube.updated(&moves),
            };
            if stream.chance(5_000) {
                checked += 1;
                assert_eq!(cube.as_ref().unwrap().groups(), fresh(&book).groups(), "behind fact {place}");
            }
        }
    }
    assert!(checked > 5, "{checked} cubes compared");
}

/// The same where lines are written anew, sources become known late, and time goes on without a move.
#[test]
fn a_cube_follows_lines_that_are_written_anew() {
    for seed in 0..40 {
        let lived = live(Plan::sized(seed % 3, 8, 8, today()));
        let mut book = lived.book;
        let model = book.model.clone().unwrap();
        let mut stream = Stream::of(seed, "anew", 0);
        let whole = book.accounts.clone();
        let sources: Vec<_> = whole.iter().map(|account| account.source).collect();
        book.accounts.iter_mut().for_each(|account| account.line.truncate(account.line.len() / 2));
        let mut column = MoveColumn::new(&model);
        let half = book.accounts.len() / 2;
        book.accounts[..half].iter().for_each(|account| column.note(&book.words, account, 0));
        column.settle();
        let mut cube = Cube::of(&Moves::of(column.clone(), &book).unwrap()).unwrap();
        for round in 0..12 {
            for _ in 0..stream.below(12) {
                let place = stream.below(book.accounts.len() as u64) as usize;
                let account = &mut book.accounts[place];
                let from = account.line.len();
                let more = stream.below(4) as usize;
                account.line = whole[place].line[..(from + more).min(whole[place].line.len())].to_vec();
                if stream.chance(2_000) {
                    account.source = sources[stream.below(sources.len() as u64) as usize];
                }
                let from = if stream.chance(3_000) || place >= half {
                    column.forget(account.id);
                    account.line.truncate(stream.below(account.line.len() as u64 + 1) as usize);
                    0
                } else {
                    from
                };
                column.note(&book.words, account, from);
            }
            book.recorded_at = book.recorded_at.plus(stream.between(0, 12 * Micros::HOUR));
            let moves = Moves::of(column.clone(), &book).unwrap();
            cube = cube.updated(&moves).unwrap();
            assert_eq!(cube.groups(), Cube::of(&moves).unwrap().groups(), "seed {seed} round {round}");
        }
    }
}
