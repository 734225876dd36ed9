//! A database that refuses a real commit: SQLite itself says no, at the insert or at the commit.

use rusqlite::Connection;
use takt_core::unit::Seq;
use takt_store::{SqliteStore, Store, StoreError};

use crate::Folder;
use crate::contract::Home;
use crate::house::{House, facts_from, settle};

/// Lets the commit itself fail from now on: a constraint that SQLite looks at only then.
const FAIL_AT_COMMIT: &str = "
    CREATE TABLE there (id INTEGER PRIMARY KEY);
    CREATE TABLE nowhere (id INTEGER REFERENCES there DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER refuse AFTER INSERT ON frame BEGIN INSERT INTO nowhere VALUES (1); END;
";

#[test]
fn a_commit_that_fails_breaks_the_store_until_it_is_opened_again() {
    let home = Folder::new();
    let mut store = SqliteStore::open_writer(&home.path(), "test").unwrap();
    let facts = settle(&mut store);
    let head = store.head().unwrap();
    let other = Connection::open(home.journal()).unwrap();
    other.execute_batch(FAIL_AT_COMMIT).unwrap();

    let commit = House::default().commit(&head, &[1]);
    let error = store.append(&commit).unwrap_err();
    assert!(matches!(error, StoreError::Unknown { .. }), "{error:?}");
    assert!(matches!(store.append(&commit), Err(StoreError::Broken)));
    assert!(matches!(store.head(), Err(StoreError::Broken)));
    assert!(matches!(store.walk(Seq(1)), Err(StoreError::Broken)));
    assert!(matches!(store.check(), Err(StoreError::Broken)));

    // Opened again it does not let go of the folder, and knows what landed.
    other.execute_batch("DROP TRIGGER refuse").unwrap();
    drop(other);
    let mut store = store.reopen().unwrap();
    assert!(matches!(SqliteStore::open_writer(&home.path(), "other"), Err(StoreError::InUse { .. })));
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(facts_from(&mut store, Seq(1)), facts);
    store.append(&commit).unwrap();
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn a_foreign_lock_is_waited_for_and_then_named() {
    let home = Folder::new();
    let mut store = SqliteStore::open_writer(&home.path(), "test").unwrap();
    let head = store.head().unwrap();
    let other = Connection::open(home.journal()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let commit = House::default().commit(&head, &[1]);
    assert!(matches!(store.append(&commit), Err(StoreError::InUse { holder: None })));
    other.execute_batch("COMMIT").unwrap();
    // Nothing was begun, so nothing is broken.
    store.append(&commit).unwrap();
}
