//! Every number of the picture has a list, and the list has exactly those whom the number counts: on a whole vendor, at
//! every stage and on every track, today and on past days.

use std::collections::BTreeMap;

use takt::app::desk::Desk;
use takt::app::diagram::{self, Days};
use takt::app::right::{Actor, Authorized, Role, See, may};
use takt::app::roster::{self, Question};
use takt::app::{demo, report};
use takt_core::model::StageKind;
use takt_core::unit::{Day, Micros, StageId};
use takt_sim::Plan;

fn seeing() -> Authorized<See> {
    let actor = Actor { person: 1, name: "見る人".into(), role: Role::Member, member: None };
    may(&actor).unwrap()
}

/// What differs between the numbers of a day and their lists: what, the number, the list.
fn differing(desk: &mut Desk, day: Day, skip: usize) -> Vec<(String, u64, u64)> {
    let picture = diagram::of(desk, Days::At(day)).unwrap();
    let (see, book) = (seeing(), &desk.book);
    let model = book.model.clone().unwrap();
    let mut bad = Vec::new();
    let mut compare = |what: String, number: u64, list: usize| {
        // The twin looks at lists that lack some of their rows.
        let list = list.saturating_sub(skip) as u64;
        if number != list {
            bad.push((what, number, list));
        }
    };
    for flow in &picture.flow.stages {
        let holds = model.stage(flow.stage).is_some_and(|stage| stage.kind != StageKind::Count);
        if holds {
            let list = roster::stood(&see, book, flow.stage, day);
            compare(format!("stock of {:?} on {day}", flow.stage), flow.closing, list.len());
        }
    }
    let mut moves: BTreeMap<(Option<StageId>, Option<StageId>), u64> = BTreeMap::new();
    for moved in &picture.flow.moves {
        *moves.entry((moved.from, moved.to)).or_default() += moved.count;
    }
    for (ends, count) in moves {
        let list = roster::moved(&see, book, ends, (picture.flow.from, picture.flow.to));
        compare(format!("moves {ends:?} up to {day}"), count, list.len());
    }
    bad
}

fn vendor(folder: &std::path::Path) -> Desk {
    let now = takt::app::clock::now();
    demo::make_planned(&folder.join("demo"), now, |today| Plan::sized(11, 200, 6, today)).unwrap().0
}

#[test]
fn a_list_has_exactly_those_whom_its_number_counts() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = vendor(folder.path());
    let last = report::latest(&desk);
    for back in [0, 1, 17, 40, 95, 150] {
        assert_eq!(differing(&mut desk, Day(last.0 - back), 0), [], "{back} days back");
    }
    assert!(!differing(&mut desk, last, 1).is_empty(), "lists that lack a row are found");
}

#[test]
fn the_lists_of_now_are_those_of_the_last_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = vendor(folder.path());
    let picture = diagram::of(&mut desk, Days::Latest).unwrap();
    let (see, book) = (seeing(), &desk.book);
    let model = book.model.clone().unwrap();
    // Just behind the last record: what is overdue is so by then.
    let now = Micros(book.recorded_at.0 + 1);
    let mut overdue = 0;
    for flow in &picture.flow.stages {
        let Some(stage) = model.stage(flow.stage).filter(|stage| stage.kind != StageKind::Count) else { continue };
        let question = Question { stage: Some(flow.stage), ..Question::default() };
        assert_eq!(roster::entries(&see, book, &question, now).len() as u64, flow.closing, "{}", stage.key);
        let late = Question { overdue: true, ..question };
        assert_eq!(roster::entries(&see, book, &late, now).len() as u64, flow.overdue, "overdue: {}", stage.key);
        overdue += flow.overdue;
    }
    assert!(overdue > 0, "somebody is late in this vendor, or the second half proves nothing");
}
