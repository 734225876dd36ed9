//! What reading gives.

use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::Body;
use takt_core::unit::{AccountId, Micros, Seq};
use takt_store::{Commit, Damage, Finding, Head, ModelText, Outside, Space, Stop, Store, StoreError, Text};

use super::Home;
use crate::house::{House, draft, facts_from, key_of, settle};

pub(crate) fn a_scan_begins_anywhere(home: &impl Home) {
    let mut store = home.writer();
    let facts = settle(&mut store);
    // Inside a frame, at its first fact, at the last fact of all, behind the end.
    for from in [0, 1, 2, 7, 100, 262, 263, 264, 606, 607, facts.len() as u64, facts.len() as u64 + 1, u64::MAX] {
        let wanted = facts.get(usize::try_from(from.max(1)).unwrap() - 1..).unwrap_or_default();
        assert_eq!(facts_from(&mut store, Seq(from)), wanted, "from {from}");
    }
}

pub(crate) fn a_scan_stops_when_told(home: &impl Home) {
    let mut store = home.writer();
    settle(&mut store);
    let mut seen = 0;
    let result = store.scan(Seq(5), &mut |_| {
        seen += 1;
        if seen == 300 { Err(Stop) } else { Ok(()) }
    });
    assert!(result.is_ok());
    assert_eq!(seen, 300);
}

pub(crate) fn a_walk_follows_one_account(home: &impl Home) {
    let mut store = home.writer();
    let facts = settle(&mut store);
    for account in [0, 7, 49] {
        let mut wanted: Vec<_> = facts.iter().filter(|f| f.account == Some(AccountId(account))).cloned().collect();
        wanted.reverse();
        assert!(wanted.len() > 2);
        assert_eq!(store.walk(wanted[0].seq).unwrap(), wanted);
        // Every fact of the chain is a place to begin.
        assert_eq!(store.walk(wanted[1].seq).unwrap(), wanted[1..]);
    }
}

pub(crate) fn a_walk_goes_far(home: &impl Home) {
    let mut store = home.writer();
    let mut house = House::default();
    let mut head = store.append(&house.commit(&Head::EMPTY, &[9])).unwrap();
    // More frames than any cache keeps lie between the account's facts.
    for _ in 0..300 {
        head = store.append(&house.commit(&head, &[1, 2])).unwrap();
    }
    head = store.append(&house.commit(&head, &[9])).unwrap();
    let seqs = |facts: Vec<takt_core::fact::Fact>| facts.iter().map(|fact| fact.seq.0).collect::<Vec<_>>();
    assert_eq!(seqs(store.walk(Seq(head.next.0 - 1)).unwrap()), [602, 1]);
    assert_eq!(store.walk(Seq(601)).unwrap().len(), 300);
    assert_eq!(seqs(store.walk(Seq(602)).unwrap()), [602, 1]);
}

pub(crate) fn a_walk_of_no_fact_is_refused(home: &impl Home) {
    let mut store = home.writer();
    let facts = settle(&mut store);
    for seq in [Seq(0), Seq(facts.len() as u64 + 1), Seq(u64::MAX)] {
        assert!(matches!(store.walk(seq), Err(StoreError::NoFact { seq: no }) if no == seq));
    }
}

pub(crate) fn a_walk_that_strays_is_found(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = House::default().commit(&Head::EMPTY, &[1, 2]);
    commit.facts[1].prev = Some(Seq(1));
    store.append(&commit).unwrap();
    let strayed = Finding::Frame { first: Seq(1), what: Damage::Strayed { seq: Seq(1) } };
    assert!(matches!(store.walk(Seq(2)), Err(StoreError::Corrupt(finding)) if finding == strayed));
}

pub(crate) fn keys_tell_where_they_landed(home: &impl Home) {
    let mut store = home.writer();
    settle(&mut store);
    let asked = [key_of(Seq(300)), key_of(Seq(999_999)), key_of(Seq(1)), key_of(Seq(300))];
    assert_eq!(store.known(&asked).unwrap(), [Some(Seq(300)), None, Some(Seq(1)), Some(Seq(300))]);
    assert_eq!(store.known(&[]).unwrap(), []);

    let mut wanted: Vec<_> = (1..store.head().unwrap().next.0).map(|seq| (key_of(Seq(seq)), Seq(seq))).collect();
    wanted.sort_unstable();
    let mut all = Vec::new();
    let mut each = |key| {
        all.push(key);
        if all.len() == 1_000 { Err(Stop) } else { Ok(()) }
    };
    store.all_keys(&mut each).unwrap();
    assert_eq!(all, wanted[..1_000]);
}

pub(crate) fn words_come_back(home: &impl Home) {
    let mut store = home.writer();
    let mut words = Dictionary::default();
    for text in ["", "展示会", "social", "it's \"quoted\"; DROP TABLE word"] {
        words.intern(WordKind::Source, text);
        words.intern(WordKind::Reason, text);
        let mut commit = Commit::on(Seq(1));
        commit.words = words.take_fresh();
        store.append(&commit).unwrap();
    }
    let again = store.words().unwrap();
    assert!(again.iter().eq(words.iter()));
    assert_eq!(again.len(WordKind::Source), 4);
}

pub(crate) fn outside_keys_are_found_with_and_without_system(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = Commit::on(Seq(1));
    let keys = [("crm:A-1", 0), ("ma:A-1", 1), ("A-1", 2), ("crm:A-2", 3), ("crm:x:A-1", 0), (":A-1", 4)];
    commit.outside.extend(keys.map(|(key, id)| Outside { space: Space::Account, key: key.into(), id }));
    commit.outside.push(Outside { space: Space::Member, key: "crm:A-1".into(), id: 8 });
    store.append(&commit).unwrap();

    let mut found = |key: &str| {
        let found = store.find_outside(Space::Account, key).unwrap();
        found.into_iter().map(|(key, id)| format!("{key}={id}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found("crm:A-1"), "crm:A-1=0");
    assert_eq!(found("A-1"), ":A-1=4 A-1=2 crm:A-1=0 ma:A-1=1");
    assert_eq!(found("x:A-1"), "crm:x:A-1=0", "a bare key may hold a colon");
    assert_eq!(found("sfa:A-1"), "");
    assert_eq!(found("a-1"), "", "keys are compared letter by letter");
    assert_eq!(found(""), "");
    let all = store.outside(Space::Account).unwrap();
    assert_eq!(
        all.iter().map(|(key, id)| (key.as_str(), *id)).collect::<Vec<_>>(),
        [("crm:A-1", 0), ("crm:x:A-1", 0), ("ma:A-1", 1), ("A-1", 2), ("crm:A-2", 3), (":A-1", 4)]
    );
    assert_eq!(store.outside(Space::Contact).unwrap(), []);

    // The same key with the same id again is no news.
    let mut again = Commit::on(Seq(1));
    again.outside.push(Outside { space: Space::Account, key: "ma:A-1".into(), id: 1 });
    store.append(&again).unwrap();
}

pub(crate) fn outside_keys_are_told_by_id(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = Commit::on(Seq(1));
    let outside = |space, key: &str, id| Outside { space, key: key.into(), id };
    commit.outside = vec![
        outside(Space::Account, "crm:B", 1),
        outside(Space::Account, "shop:A", 0),
        outside(Space::Account, "crm:A", 0),
        outside(Space::Account, "C", 2),
        outside(Space::Contact, "crm:B", 0),
    ];
    store.append(&commit).unwrap();
    let mut told = |space, ids: &[u32]| store.outside_keys(space, &ids.iter().copied().collect()).unwrap();
    let named = |list: &[(&str, u32)]| list.iter().map(|(key, id)| ((*key).to_owned(), *id)).collect::<Vec<_>>();
    assert_eq!(told(Space::Account, &[2, 0]), named(&[("crm:A", 0), ("shop:A", 0), ("C", 2)]));
    assert_eq!(told(Space::Contact, &[0, 1]), named(&[("crm:B", 0)]));
    assert_eq!(told(Space::Account, &[]), named(&[]));
    assert_eq!(told(Space::Member, &[0]), named(&[]));
}

pub(crate) fn texts_are_kept_by_field(home: &impl Home) {
    let text = |space, id, field: &str, value: &str| Text {
        space,
        id,
        field: field.into(),
        said: Seq(1),
        by: None,
        value: value.into(),
    };
    let texts = [
        text(Space::Account, 0, "name", "株式会社タクト"),
        text(Space::Account, 2, "url", "https://example.com/?q='"),
        text(Space::Contact, 0, "email", "a@example.com"),
        text(Space::Contact, 0, "kana", "サトウ\nハナコ"),
        text(Space::Contact, 0, "name", ""),
    ];
    let mut store = home.writer();
    let mut commit = Commit::on(Seq(1));
    commit.texts = texts.iter().rev().cloned().collect();
    store.append(&commit).unwrap();
    assert_eq!(store.texts(Space::Contact, 0).unwrap(), texts[2..]);
    assert_eq!(store.texts(Space::Contact, 1).unwrap(), []);

    let mut all = Vec::new();
    let mut each = |text| {
        all.push(text);
        if all.len() == 4 { Err(Stop) } else { Ok(()) }
    };
    store.all_texts(&mut each).unwrap();
    assert_eq!(all, texts[..4]);
}

pub(crate) fn a_reader_stays_at_its_moment(home: &impl Home) {
    let mut store = home.writer();
    let facts = settle(&mut store);
    let mut reader = home.reader();
    let head = store.head().unwrap();
    store.append(&House::default().commit(&head, &[1, 2, 3])).unwrap();
    assert_eq!(reader.head().unwrap(), head);
    assert_eq!(facts_from(&mut reader, Seq(1)), facts);
    assert!(reader.check().unwrap().is_sound());
    assert_eq!(reader.known(&[key_of(head.next)]).unwrap(), [None]);
    assert_eq!(home.reader().head().unwrap(), store.head().unwrap());
}

pub(crate) fn a_sound_store_checks_out(home: &impl Home) {
    let mut store = home.writer();
    let model = ModelText::of("model");
    let mut commit = Commit::on(Seq(1));
    let adopted = draft(None, Body::ModelAdopted { model: model.sha256, reason: None });
    commit.facts.push(adopted.record(Seq(1), None, Micros(1)));
    commit.models.push(model);
    store.append(&commit).unwrap();
    settle(&mut store);
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.head, store.head().unwrap());
    assert_eq!((report.models, report.keys, report.words), (1, report.facts - 1, 0));
}

pub(crate) fn a_missing_model_is_found(home: &impl Home) {
    let mut store = home.writer();
    let mut commit = Commit::on(Seq(1));
    commit.facts.push(draft(None, Body::ModelAdopted { model: [7; 32], reason: None }).record(Seq(1), None, Micros(1)));
    store.append(&commit).unwrap();
    let report = store.check().unwrap();
    assert_eq!(report.findings, [Finding::ModelMissing { seq: Seq(1), sha256: [7; 32] }]);
}

pub(crate) fn settings_are_kept_replaced_and_let_go(home: &impl Home) {
    {
        let mut store = home.writer();
        let before = store.head().unwrap();
        assert_eq!(store.settings("session").unwrap(), []);
        store.settle("session", "b", Some("2")).unwrap();
        store.settle("session", "a", Some("1")).unwrap();
        store.settle("view", "a", Some("other")).unwrap();
        store.settle("session", "b", Some("3")).unwrap();
        store.settle("session", "none", None).unwrap();
        assert_eq!(store.head().unwrap(), before, "nothing of it is in the journal");
        assert!(home.reader().settle("session", "a", None).is_err(), "a reader keeps nothing");
    }
    let mut store = home.writer();
    let kept = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(id, value)| ((*id).into(), (*value).into())).collect()
    };
    assert_eq!(store.settings("session").unwrap(), kept(&[("a", "1"), ("b", "3")]));
    assert_eq!(home.reader().settings("view").unwrap(), kept(&[("a", "other")]));
    store.settle("session", "a", None).unwrap();
    assert_eq!(store.settings("session").unwrap(), kept(&[("b", "3")]));
}
