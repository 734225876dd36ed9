//! What an append does.

use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::unit::{ImportId, Micros, Seq};
use takt_store::{Commit, FACTS_PER_FRAME, Head, ModelText, Outside, Space, Store, Text};

use super::Home;
use crate::house::{House, facts_from, key_of, settle};

pub(crate) fn an_empty_journal_begins_at_one(home: &impl Home) {
    let mut store = home.writer();
    assert_eq!(store.head().unwrap(), Head { next: Seq(1), chain: [0; 32], recorded_at: None });
    assert_eq!(facts_from(&mut store, Seq(1)), []);
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.frames, report.facts), (0, 0));
}

pub(crate) fn what_is_appended_is_read_back(home: &impl Home) {
    let mut store = home.writer();
    let commit = House::default().commit(&Head::EMPTY, &[0, 1, 0, 2]);
    let head = store.append(&commit).unwrap();
    assert_eq!((head.next, head.recorded_at), (Seq(5), Some(Micros(1_001_000))));
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(facts_from(&mut store, Seq(1)), commit.facts);
}

pub(crate) fn a_store_opened_again_knows_all(home: &impl Home) {
    let mut words = Dictionary::default();
    words.intern(WordKind::Source, "social");
    let mut commit = House::default().commit(&Head::EMPTY, &[0]);
    commit.words = words.take_fresh();
    commit.models.push(ModelText::of("zone = 'Asia/Tokyo'"));
    commit.outside.push(Outside { space: Space::Account, key: "crm:A-1".into(), id: 0 });
    commit.texts.push(Text {
        space: Space::Contact,
        id: 4,
        field: "name".into(),
        said: Seq(1),
        by: None,
        value: "佐藤 花子".into(),
    });
    let head = home.writer().append(&commit).unwrap();

    let mut store = home.writer();
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(facts_from(&mut store, Seq(1)), commit.facts);
    assert_eq!(store.known(&[key_of(Seq(1))]).unwrap(), [Some(Seq(1))]);
    assert_eq!(store.words().unwrap().find(WordKind::Source, "social"), Some(0));
    assert_eq!(store.models().unwrap(), commit.models);
    assert_eq!(store.outside(Space::Account).unwrap(), [("crm:A-1".to_owned(), 0)]);
    assert_eq!(store.texts(Space::Contact, 4).unwrap(), commit.texts);
    assert!(store.check().unwrap().is_sound());
}

pub(crate) fn frames_hold_facts_of_one_commit(home: &impl Home) {
    let mut store = home.writer();
    let facts = settle(&mut store);
    // 1, 2, 3, 600, 5, 256, 1, 257 and 4 facts.
    let report = store.check().unwrap();
    assert_eq!((report.frames, report.facts), (1 + 1 + 1 + 3 + 1 + 1 + 1 + 2 + 1, facts.len() as u64));
    assert_eq!(FACTS_PER_FRAME, 256);
    assert_eq!(facts_from(&mut store, Seq(1)), facts);
}

pub(crate) fn frames_hold_facts_of_one_recording_time<H: Home>(home: &H) {
    let mut store = home.writer();
    let mut commit = House::default().commit(&Head::EMPTY, &[1, 2, 3, 4]);
    for (fact, later) in commit.facts.iter_mut().zip([0, 0, 1, 2]) {
        fact.recorded_at = fact.recorded_at.plus(later);
    }
    let head = store.append(&commit).unwrap();
    assert_eq!(store.check().unwrap().frames, 3);
    // So the same facts in other commits are the same journal.
    let other = H::new();
    let mut store = other.writer();
    for place in [0..2, 2..3, 3..4] {
        let expected = store.head().unwrap().next;
        store.append(&Commit { facts: commit.facts[place].to_vec(), ..Commit::on(expected) }).unwrap();
    }
    assert_eq!(store.head().unwrap(), head);
}

pub(crate) fn an_empty_commit_asks_for_the_end(home: &impl Home) {
    let mut store = home.writer();
    settle(&mut store);
    let head = store.head().unwrap();
    assert_eq!(store.append(&Commit::on(head.next)).unwrap(), head);
    assert!(store.append(&Commit::on(Seq(1))).is_err());
}

pub(crate) fn a_commit_without_facts_moves_no_head(home: &impl Home) {
    let mut store = home.writer();
    settle(&mut store);
    let head = store.head().unwrap();
    let mut commit = Commit::on(head.next);
    commit.texts.push(Text {
        space: Space::Account,
        id: 0,
        field: "name".into(),
        said: Seq(1),
        by: None,
        value: "A".into(),
    });
    commit.keys.push((key_of(Seq(u64::MAX)), Seq(3)));
    assert_eq!(store.append(&commit).unwrap(), head);
    assert_eq!(store.texts(Space::Account, 0).unwrap(), commit.texts);
    assert_eq!(store.known(&[key_of(Seq(u64::MAX))]).unwrap(), [Some(Seq(3))]);
}

pub(crate) fn equal_commits_give_equal_chains<H: Home>(home: &H) {
    let (mut here, other) = (home.writer(), H::new());
    let mut there = other.writer();
    settle(&mut here);
    settle(&mut there);
    assert_eq!(here.head().unwrap(), there.head().unwrap());
    assert_ne!(here.head().unwrap().chain, [0; 32]);

    // The twin: one fact differs, and so do the chains.
    let head = here.head().unwrap();
    here.append(&House::default().commit(&head, &[1])).unwrap();
    there.append(&House::default().commit(&head, &[2])).unwrap();
    assert_ne!(here.head().unwrap().chain, there.head().unwrap().chain);
}

fn said(said: u64, by: Option<u32>, value: &str) -> Text {
    let by = by.map(ImportId);
    Text { space: Space::Contact, id: 1, field: "name".into(), said: Seq(said), by, value: value.into() }
}

fn values(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

pub(crate) fn a_later_text_takes_the_place_of_the_earlier(home: &impl Home) {
    let mut store = home.writer();
    let mut say = |texts: &[Text]| {
        let mut commit = Commit::on(Seq(1));
        commit.texts.extend_from_slice(texts);
        store.append(&commit).unwrap();
    };
    say(&[said(1, None, "旧姓")]);
    say(&[said(5, Some(3), "新姓")]);
    // The same, by the same: nothing new. By another: theirs too, so that it stays when the first is taken back.
    say(&[said(6, Some(3), "新姓")]);
    say(&[said(7, Some(4), "新姓")]);
    // Of one commit the last counts.
    say(&[said(8, None, "旧"), said(8, None, "新々姓")]);
    assert_eq!(values(&store.texts(Space::Contact, 1).unwrap()), ["新々姓"]);
    assert_eq!(values(&store.said(Space::Contact, 1).unwrap()), ["旧姓", "新姓", "新姓", "新々姓"]);
}

pub(crate) fn what_an_import_said_is_taken_back_and_nothing_else(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = Commit::on(Seq(1));
    commit.texts =
        vec![said(1, None, "旧姓"), said(5, Some(3), "誤り"), said(7, Some(4), "新姓"), said(9, Some(3), "誤")];
    store.append(&commit).unwrap();
    let take_back = |store: &mut dyn Store, import| {
        let mut commit = Commit::on(Seq(1));
        commit.unsaid = vec![ImportId(import)];
        store.append(&commit).unwrap();
        store.said(Space::Contact, 1).unwrap().iter().map(|text| text.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(take_back(&mut store, 3), ["旧姓", "新姓"]);
    assert_eq!(take_back(&mut store, 3), ["旧姓", "新姓"]);
    assert_eq!(take_back(&mut store, 0), ["旧姓", "新姓"], "0 is no import");
    assert_eq!(take_back(&mut store, 4), ["旧姓"]);
}

pub(crate) fn a_model_adopted_twice_lies_there_once(home: &impl Home) {
    let mut store = home.writer();
    let (first, second) = (ModelText::of("one"), ModelText::of("another"));
    for model in [&first, &second, &first] {
        let mut commit = Commit::on(Seq(1));
        commit.models.push(model.clone());
        store.append(&commit).unwrap();
    }
    assert_eq!(store.models().unwrap(), [first, second]);
}
