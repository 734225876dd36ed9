//! The picture against the lines it was turned from, counted anew: whatever it shows adds up.

use takt_core::book::Book;
use takt_core::calendar::month_of;
use takt_core::fact::Place;
use takt_core::metric::{Beside, Columns, Picture, Return, flow, picture};
use takt_core::model::{StageKind, Standing};
use takt_core::unit::{Day, Money};
use takt_sim::Plan;

use crate::house::{house, live, today};
use crate::import::{arbitrary, mixed, seeds, whole};

fn fresh(book: &Book, from: Day, to: Day) -> Picture {
    let model = book.model.as_ref().unwrap();
    picture(book, &Columns::of(model, &book.accounts), from, to).unwrap()
}

/// The periods that are looked at: all of it, some months, a few odd days.
fn periods(book: &Book) -> Vec<(Day, Day)> {
    let Some((first, last)) = book.days() else { return Vec::new() };
    let third = (last.0 - first.0) / 3;
    let middle = month_of(Day(first.0 + third));
    vec![
        (first, last),
        (middle.first_day(), middle.last_day()),
        (Day(first.0 + third), Day(last.0 - third / 2)),
        (last, last),
        (Day(first.0 - 40), Day(first.0 + 3)),
    ]
}

/// Flow and balance are those of the walk along all lines, and what stands beside them adds up to them.
fn adds_up(book: &Book, what: &str) {
    let model = book.model.clone().unwrap();
    for (from, to) in periods(book) {
        let picture = fresh(book, from, to);
        assert_eq!(picture.flow, flow(book, from, to, None).unwrap(), "{what} {from}..{to}");
        for shelf in &picture.shelves {
            let stock = picture.flow.stages.iter().find(|stage| stage.stage == shelf.stage).unwrap().closing;
            assert_eq!(shelf.bars.iter().map(|(_, count)| count).sum::<u64>(), stock, "{what} {from}..{to} {shelf:?}");
            assert!(shelf.bars.is_sorted_by_key(|(bar, _)| *bar), "{shelf:?}");
        }
        for ladder in &picture.ladders {
            // Who won in the instant they came spent no time anywhere.
            let whole = if ladder.rungs.is_empty() { 0 } else { 10_000 };
            assert_eq!(ladder.rungs.iter().map(|rung| rung.share.0).sum::<i32>(), whole, "{what} {ladder:?}");
            assert!(!ladder.rungs.is_empty() || ladder.median == 0, "{what} {ladder:?}");
            assert!(ladder.rungs.iter().all(|rung| rung.worked <= rung.share), "{what} {ladder:?}");
        }
        for (stage, flow) in picture.stations.iter().zip(&picture.flow.stages) {
            assert_eq!(stage.stage, flow.stage);
            let nobody = flow.closing == 0 && stage.beside != Beside::Nothing;
            assert!(!nobody, "{what} {from}..{to}: something stands beside nobody: {stage:?}");
        }
        let constraint = picture.constraint.map(|found| (found.grows, found.overdue));
        let most = picture.flow.stages.iter().filter(|flow| {
            let stage = model.stage(flow.stage).unwrap();
            let standing = stage.standing;
            matches!(stage.kind, StageKind::Inventory | StageKind::Sla)
                && !matches!(standing, Some(Standing::Resting | Standing::Gone))
                && !(standing == Some(Standing::Living) && stage.kind == StageKind::Inventory)
                && flow.inflow > flow.outflow
        });
        assert_eq!(
            constraint,
            most.map(|flow| (flow.inflow - flow.outflow, flow.overdue)).max(),
            "{what} {from}..{to}"
        );
    }
    stands_beside(book, what);
}

/// What stands beside the stock today is what the accounts say of themselves.
fn stands_beside(book: &Book, what: &str) {
    let Some((first, last)) = book.days() else { return };
    let model = book.model.clone().unwrap();
    let now = fresh(book, first, last);
    for station in &now.stations {
        let there = || {
            book.accounts.iter().filter(|account| account.main.as_ref().is_some_and(|main| main.stage == station.stage))
        };
        match &station.beside {
            Beside::People(people) => {
                assert_eq!(*people, there().map(|account| account.contacts.len() as u64).sum::<u64>(), "{what}");
            }
            Beside::Recurring(sums) => {
                let said: i64 = there().flat_map(|a| a.running()).filter_map(|s| s.mrr).map(|mrr| mrr.minor).sum();
                assert_eq!(sums.iter().map(|sum| sum.minor).sum::<i64>(), said, "{what} {station:?}");
            }
            Beside::Amount(_) | Beside::Nothing => {}
        }
    }
    let all: i64 =
        book.accounts.iter().flat_map(|a| a.running()).filter_map(|s| s.mrr).map(|Money { minor, .. }| minor).sum();
    assert_eq!(now.tiles.recurring.iter().map(|money| money.minor).sum::<i64>(), all, "{what}");
    for shelf in &now.shelves {
        let on_it = book.accounts.iter().filter_map(|account| account.main.as_ref()).filter(|m| m.stage == shelf.stage);
        for (bar, count) in shelf.bars.iter().filter(|(bar, _)| matches!(bar, Return::In(_) | Return::NoDate)) {
            let back = on_it.clone().filter(|main| {
                let month = main.back.map(|back| month_of(model.calendar().day_of(back)));
                month.map_or(*bar == Return::NoDate, |month| *bar == Return::In(month))
            });
            assert_eq!(*count, back.count() as u64, "{what} {bar:?}");
        }
    }
}

#[test]
fn pictures_of_vendors_add_up() {
    for seed in 0..3 {
        let lived = live(Plan::sized(seed, 150, 18, today()));
        adds_up(&lived.book, &format!("vendor {seed}"));
        let sides = lived.book.accounts.iter().flat_map(|a| &a.opportunities).filter(|o| o.place != Place::Main);
        assert!(sides.count() > 0, "a vendor without side positions proves little");
    }
}

#[test]
fn pictures_of_arbitrary_journals_add_up() {
    for seed in seeds() {
        adds_up(&whole(&arbitrary(seed)).0, &format!("arbitrary {seed}"));
        adds_up(&mixed(&arbitrary(seed)).0, &format!("mixed {seed}"));
    }
}

/// Columns that are kept with every fact say what columns made anew say, whenever they were first asked for.
#[test]
fn columns_that_are_kept_are_those_made_anew() {
    let lived = live(Plan::sized(6, 120, 14, today()));
    for asked_at in [10, lived.facts.len() / 2] {
        let (mut book, _) = house();
        for (place, fact) in lived.facts.iter().enumerate() {
            book.apply(fact);
            if place == asked_at {
                book.keep_columns();
            }
        }
        assert!(book.columns().is_some(), "they were kept");
        book.keep_columns();
        for (from, to) in periods(&book) {
            let kept = picture(&book, book.columns().unwrap(), from, to).unwrap();
            assert_eq!(kept, fresh(&book, from, to), "asked at {asked_at}, {from}..{to}");
        }
    }
}
