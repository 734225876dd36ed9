//! What is refused, and that nothing of it is left.

use takt_core::dictionary::{NewWord, WordKind};
use takt_core::unit::{Micros, Seq};
use takt_store::{Commit, Flaw, Head, Key, ModelText, Outside, Space, Store, StoreError, Text};

use super::Home;
use crate::house::{House, facts_from, key_of, settle};

/// Appends what must be refused as unsound, and gives the reason.
#[track_caller]
fn flaw(store: &mut dyn Store, commit: &Commit) -> Flaw {
    let before = store.head().unwrap();
    let flaw = match store.append(commit) {
        Err(StoreError::Unsound(flaw)) => flaw,
        other => panic!("not refused as unsound: {other:?}"),
    };
    assert_eq!(store.head().unwrap(), before);
    assert!(store.check().unwrap().is_sound());
    flaw
}

pub(crate) fn another_end_is_a_conflict(home: &impl Home) {
    let mut store = home.writer();
    settle(&mut store);
    let head = store.head().unwrap();
    for expected in [Seq(1), Seq(head.next.0 - 1), Seq(head.next.0 + 1)] {
        let commit = House::default().commit(&Head { next: expected, ..head }, &[1]);
        match store.append(&commit) {
            Err(StoreError::Conflict { expected: e, found }) => assert_eq!((e, found), (expected, head.next)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(store.head().unwrap(), head);
}

pub(crate) fn a_known_key_is_a_duplicate(home: &impl Home) {
    let mut store = home.writer();
    settle(&mut store);
    let head = store.head().unwrap();
    let mut commit = House::default().commit(&head, &[1, 2]);
    commit.keys[1].0 = key_of(Seq(5));
    assert!(matches!(store.append(&commit), Err(StoreError::Duplicate { key }) if key == key_of(Seq(5))));
    // Twice in one commit is as bad.
    let fresh = Key::of(&[b"fresh"]);
    commit.keys = vec![(fresh, head.next), (fresh, head.next)];
    assert!(matches!(store.append(&commit), Err(StoreError::Duplicate { key }) if key == fresh));
    assert_eq!(store.head().unwrap(), head);
    // The twin: with keys of its own it lands.
    commit.keys.truncate(1);
    store.append(&commit).unwrap();
}

pub(crate) fn a_refused_commit_leaves_nothing(home: &impl Home) {
    let mut store = home.writer();
    let facts = settle(&mut store);
    let head = store.head().unwrap();
    let accounts: Vec<u32> = (0..700).collect();
    let mut commit = House::default().commit(&head, &accounts);
    commit.words.push(NewWord { kind: WordKind::Page, id: 0, text: "price".into() });
    commit.models.push(ModelText::of("left behind"));
    commit.texts.push(Text {
        space: Space::Contact,
        id: 1,
        field: "name".into(),
        said: Seq(1),
        by: None,
        value: "X".into(),
    });
    commit.outside.push(Outside { space: Space::Account, key: "crm:1".into(), id: 1 });
    // The last thing to be looked at is what is wrong.
    commit.outside.push(Outside { space: Space::Account, key: "crm:1".into(), id: 2 });
    assert!(matches!(flaw(&mut store, &commit), Flaw::Taken { .. }));

    assert_eq!(store.head().unwrap(), head);
    assert_eq!(facts_from(&mut store, Seq(1)), facts);
    assert_eq!(store.known(&[key_of(head.next)]).unwrap(), [None]);
    assert_eq!(store.words().unwrap().len(WordKind::Page), 0);
    assert_eq!(store.models().unwrap(), []);
    assert_eq!(store.outside(Space::Account).unwrap(), []);
    assert_eq!(store.texts(Space::Contact, 1).unwrap(), []);
    // The twin: without it all of it lands.
    commit.outside.pop();
    store.append(&commit).unwrap();
    assert_eq!(store.models().unwrap().len(), 1);
    assert!(store.check().unwrap().is_sound());
}

pub(crate) fn facts_out_of_order(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = House::default().commit(&Head::EMPTY, &[1, 2, 3]);
    commit.facts.remove(1);
    assert_eq!(flaw(&mut store, &commit), Flaw::Order { seq: Seq(3), wanted: Seq(2) });
    commit.facts.swap(0, 1);
    assert_eq!(flaw(&mut store, &commit), Flaw::Order { seq: Seq(3), wanted: Seq(1) });
}

pub(crate) fn facts_that_point_forward(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = House::default().commit(&Head::EMPTY, &[1, 1, 1]);
    for wrong in [Seq(0), Seq(2), Seq(3), Seq(u64::MAX)] {
        commit.facts[1].prev = Some(wrong);
        assert_eq!(flaw(&mut store, &commit), Flaw::Back { seq: Seq(2), prev: wrong });
    }
    commit.facts[1].prev = Some(Seq(1));
    store.append(&commit).unwrap();
}

pub(crate) fn times_that_do_not_rise(home: &impl Home) {
    let mut store = home.writer();
    settle(&mut store);
    let head = store.head().unwrap();
    let last = head.recorded_at.unwrap();
    for recorded_at in [last, last.plus(-1), Micros(i64::MIN)] {
        let mut commit = House::default().commit(&head, &[1, 2]);
        commit.facts.iter_mut().for_each(|fact| fact.recorded_at = recorded_at);
        assert_eq!(flaw(&mut store, &commit), Flaw::Time { recorded_at, last });
    }
    let mut commit = House::default().commit(&head, &[1, 2]);
    commit.facts[0].recorded_at = last.plus(9);
    commit.facts[1].recorded_at = last.plus(8);
    assert_eq!(flaw(&mut store, &commit), Flaw::Times { seq: Seq(head.next.0 + 1) });
    // The twin: they may rise within a commit, and the next one is measured by the last of them.
    commit.facts[1].recorded_at = last.plus(10);
    let head = store.append(&commit).unwrap();
    assert_eq!(head.recorded_at, Some(last.plus(10)));
    let mut commit = House::default().commit(&head, &[1]);
    commit.facts[0].recorded_at = last.plus(10);
    assert_eq!(flaw(&mut store, &commit), Flaw::Time { recorded_at: last.plus(10), last: last.plus(10) });
}

pub(crate) fn keys_of_no_fact(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = House::default().commit(&Head::EMPTY, &[1, 2]);
    for wrong in [Seq(0), Seq(3)] {
        commit.keys[1].1 = wrong;
        assert_eq!(flaw(&mut store, &commit), Flaw::Key { key: key_of(Seq(2)), seq: wrong });
    }
}

pub(crate) fn words_out_of_order(home: &impl Home) {
    let mut store = home.writer();
    let word = |id, text: &str| NewWord { kind: WordKind::Stage, id, text: text.into() };
    let mut commit = Commit::on(Seq(1));
    commit.words = vec![word(1, "lead")];
    assert_eq!(flaw(&mut store, &commit), Flaw::Word { kind: WordKind::Stage, id: 1 });
    commit.words = vec![word(0, "lead"), word(2, "mql")];
    assert_eq!(flaw(&mut store, &commit), Flaw::Word { kind: WordKind::Stage, id: 2 });
    commit.words = vec![word(0, "lead"), word(1, "mql")];
    store.append(&commit).unwrap();
    assert_eq!(flaw(&mut store, &commit), Flaw::Word { kind: WordKind::Stage, id: 0 });
}

pub(crate) fn a_word_twice(home: &impl Home) {
    let mut store = home.writer();
    let word = |id| NewWord { kind: WordKind::Stage, id, text: "lead".into() };
    let mut commit = Commit::on(Seq(1));
    commit.words = vec![word(0), word(1)];
    assert_eq!(flaw(&mut store, &commit), Flaw::Word { kind: WordKind::Stage, id: 1 });
}

pub(crate) fn a_model_that_is_not_its_hash(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = Commit::on(Seq(1));
    commit.models.push(ModelText { text: "other".into(), ..ModelText::of("one") });
    assert_eq!(flaw(&mut store, &commit), Flaw::Model { sha256: ModelText::of("one").sha256 });
}

pub(crate) fn an_outside_key_of_another(home: &impl Home) {
    let mut store = home.writer();
    let outside = |id| Outside { space: Space::Contact, key: "crm:C-1".into(), id };
    let mut commit = Commit::on(Seq(1));
    commit.outside.push(outside(3));
    store.append(&commit).unwrap();
    commit.outside[0] = outside(4);
    let taken = Flaw::Taken { space: Space::Contact, key: "crm:C-1".into(), id: 4, owner: 3 };
    assert_eq!(flaw(&mut store, &commit), taken);
}

pub(crate) fn a_reader_appends_nothing(home: &impl Home) {
    let mut reader = home.reader();
    let commit = House::default().commit(&Head::EMPTY, &[1]);
    assert!(matches!(reader.append(&commit), Err(StoreError::ReadOnly)));
    assert_eq!(home.writer().head().unwrap(), Head::EMPTY);
}
