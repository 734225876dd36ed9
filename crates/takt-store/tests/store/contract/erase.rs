//! What erasing does.

use takt_core::unit::Seq;
use takt_store::{Commit, Erasure, Flaw, Outside, Space, Store, StoreError, Text};

use super::Home;
use crate::house::{House, facts_from, key_of, settle};

fn text(space: Space, id: u32, field: &str, value: &str) -> Text {
    Text { space, id, field: field.into(), said: Seq(1), by: None, value: value.into() }
}

fn outside(space: Space, key: &str, id: u32) -> Outside {
    Outside { space, key: key.into(), id }
}

/// Two contacts, and an account with the number of the first.
fn people(store: &mut dyn Store) {
    settle(store);
    let mut commit = Commit::on(store.head().unwrap().next);
    commit.outside = vec![
        outside(Space::Account, "crm:A-1", 1),
        outside(Space::Contact, "crm:hanako@example.com", 1),
        outside(Space::Contact, "form:hanako@example.com", 1),
        outside(Space::Contact, "crm:jiro@example.com", 2),
        outside(Space::Part, "crm:A-1/opportunity/D-1", 1),
    ];
    commit.texts = vec![
        text(Space::Account, 1, "name", "山田商店"),
        text(Space::Account, 1, "note", "花子さんに電話"),
        text(Space::Contact, 1, "name", "佐藤 花子"),
        text(Space::Contact, 1, "email", "hanako@example.com"),
        text(Space::Contact, 2, "name", "佐藤 次郎"),
    ];
    store.append(&commit).unwrap();
}

fn erasing(store: &mut dyn Store, erased: Vec<Erasure>) -> Commit {
    Commit { erased, ..Commit::on(store.head().unwrap().next) }
}

pub(crate) fn what_is_erased_is_gone_and_all_else_stays(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    let facts = facts_from(&mut *store, Seq(1));
    let head = store.head().unwrap();
    let commit = erasing(&mut *store, vec![Erasure::All { space: Space::Contact, id: 1 }]);
    assert_eq!(store.append(&commit).unwrap(), head);
    assert!(store.purge().unwrap());
    drop(store);
    let mut store = home.writer();
    assert_eq!(store.texts(Space::Contact, 1).unwrap(), []);
    assert_eq!(store.outside(Space::Contact).unwrap(), [("crm:jiro@example.com".to_owned(), 2)]);
    assert_eq!(store.find_outside(Space::Contact, "hanako@example.com").unwrap(), []);
    assert_eq!(store.texts(Space::Contact, 2).unwrap().len(), 1);
    assert_eq!(store.texts(Space::Account, 1).unwrap().len(), 2);
    assert_eq!(store.outside(Space::Account).unwrap().len(), 1);
    assert_eq!(store.outside(Space::Part).unwrap().len(), 1);
    assert_eq!((facts_from(&mut *store, Seq(1)), store.head().unwrap()), (facts, head));
    assert!(store.check().unwrap().is_sound());
}

pub(crate) fn one_text_and_one_key_can_go_alone(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    let commit = erasing(
        &mut *store,
        vec![
            Erasure::Text { space: Space::Account, id: 1, field: "note".into(), said: Seq(1) },
            Erasure::Key { space: Space::Contact, key: "form:hanako@example.com".into() },
            Erasure::Key { space: Space::Part, key: "crm:A-1/opportunity/D-1".into() },
            Erasure::Key { space: Space::Contact, key: "nobody's".into() },
        ],
    );
    store.append(&commit).unwrap();
    assert!(store.purge().unwrap());
    assert_eq!(store.texts(Space::Account, 1).unwrap(), [text(Space::Account, 1, "name", "山田商店")]);
    let keys = store.outside(Space::Contact).unwrap();
    assert_eq!(keys, [("crm:hanako@example.com".to_owned(), 1), ("crm:jiro@example.com".to_owned(), 2)]);
    assert_eq!(store.outside(Space::Part).unwrap(), []);
    assert!(store.check().unwrap().is_sound());
}

/// The facts that say so, and what stands in the place of the keys, come with the erasure or not at all.
pub(crate) fn an_erasure_lands_with_its_fact(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    let head = store.head().unwrap();
    let mut commit = House::default().commit(&head, &[7]);
    commit.erased = vec![Erasure::All { space: Space::Contact, id: 1 }];
    commit.outside = vec![outside(Space::Contact, "erased:crm:9f2c", 1)];

    // What is refused erases nothing.
    let mut known = commit.clone();
    known.keys = vec![(key_of(Seq(1)), head.next)];
    assert!(matches!(store.append(&known), Err(StoreError::Duplicate { .. })));
    let late = Commit { expected: Seq(1), ..commit.clone() };
    assert!(matches!(store.append(&late), Err(StoreError::Conflict { .. })));
    assert_eq!(store.texts(Space::Contact, 1).unwrap().len(), 2);
    assert_eq!(store.find_outside(Space::Contact, "hanako@example.com").unwrap().len(), 2);

    store.append(&commit).unwrap();
    assert_eq!(store.head().unwrap().next, Seq(head.next.0 + 1));
    assert_eq!(store.texts(Space::Contact, 1).unwrap(), []);
    let keys = store.outside(Space::Contact).unwrap();
    assert_eq!(keys, [("erased:crm:9f2c".to_owned(), 1), ("crm:jiro@example.com".to_owned(), 2)]);
    assert!(store.purge().unwrap());
    assert_eq!(store.outside(Space::Contact).unwrap(), keys);
}

pub(crate) fn all_of_a_part_is_no_erasure(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    let commit = erasing(&mut *store, vec![Erasure::All { space: Space::Part, id: 1 }]);
    assert!(matches!(store.append(&commit), Err(StoreError::Unsound(Flaw::ErasedPart))));
    assert_eq!(store.outside(Space::Part).unwrap().len(), 1);
}

pub(crate) fn a_reader_wipes_nothing(home: &impl Home) {
    people(&mut *home.writer());
    assert!(matches!(home.reader().purge(), Err(StoreError::ReadOnly)));
}
