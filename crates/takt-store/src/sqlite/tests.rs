//! What only the connection itself can tell.

use takt_core::fact::{Actor, Body, Dated, Draft};
use takt_core::unit::{Micros, Seq};

use super::SqliteStore;
use crate::commit::{Commit, Space, Text};
use crate::error::StoreError;
use crate::store::{Head, Store};

fn store() -> (tempfile::TempDir, SqliteStore) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::create(&root.path().join("takt"), "test").expect("a new store");
    (root, store)
}

fn number(store: &SqliteStore, pragma: &str) -> i64 {
    store.connection.query_row(pragma, [], |row| row.get(0)).expect("a number")
}

/// A commit of one fact.
fn commit(head: &Head) -> Commit {
    let draft = Draft {
        account: None,
        occurred_at: Micros(0),
        dated: Dated::Instant,
        actor: Actor::Program,
        contact: None,
        rank: 0,
        body: Body::WentLive {},
    };
    let recorded_at = head.recorded_at.unwrap_or(Micros(0)).plus(1);
    Commit { facts: vec![draft.record(head.next, None, recorded_at)], ..Commit::on(head.next) }
}

/// `NORMAL` loses acknowledged commits in 58 % of power cuts.
#[test]
fn a_commit_is_on_the_disk_before_it_is_answered() {
    const FULL: i64 = 2;
    let (root, store) = store();
    assert_eq!(number(&store, "PRAGMA synchronous"), FULL);
    drop(store);
    let store = SqliteStore::open_writer(&root.path().join("takt"), "test").expect("the store again");
    assert_eq!(number(&store, "PRAGMA synchronous"), FULL);
    let mode: String = store.connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).expect("a mode");
    assert_eq!(mode, "wal");
    assert_eq!(number(&store, "PRAGMA secure_delete"), 1);
    assert_eq!(number(&store, "PRAGMA cache_size"), -65_536);
    assert_eq!(number(&store, "PRAGMA busy_timeout"), 2_000);
    assert_eq!(number(&store, "PRAGMA application_id"), 0x5441_4b54);
    assert_eq!(number(&store, "PRAGMA user_version"), 1);
}

#[test]
fn no_table_takes_a_value_of_another_type() {
    let (_root, store) = store();
    let strict = number(&store, "SELECT count(*) FROM pragma_table_list WHERE strict = 1");
    assert_eq!(strict, 7);
    assert_eq!(number(&store, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"), 7);
}

#[test]
fn a_full_disk_takes_nothing_but_reads_until_it_is_opened_again() {
    let (_root, mut store) = store();
    let head = store.append(&commit(&Head::EMPTY)).expect("room for one");
    let pages = number(&store, "PRAGMA page_count");
    assert_eq!(number(&store, &format!("PRAGMA max_page_count = {pages}")), pages);
    let mut large = commit(&head);
    let value = "長".repeat(100_000);
    large.texts.push(Text { space: Space::Account, id: 0, field: "note".into(), value });
    assert!(matches!(store.append(&large), Err(StoreError::Full)));
    // Reading goes on, and nothing of it is there.
    assert_eq!(store.head().expect("the head"), head);
    assert!(store.check().expect("a report").is_sound());
    // Writing does not, not even what would fit.
    assert!(matches!(store.append(&commit(&head)), Err(StoreError::Full)));
    let mut store = store.reopen().expect("the store again");
    store.append(&large).expect("room again");
    assert!(store.check().expect("a report").is_sound());
}

#[test]
fn a_failed_write_breaks_the_store() {
    let (_root, mut store) = store();
    store.connection.execute_batch("DROP TABLE frame").expect("dropped");
    assert!(matches!(store.append(&commit(&Head::EMPTY)), Err(StoreError::Disk { .. })));
    assert!(matches!(store.head(), Err(StoreError::Broken)));
    assert!(matches!(store.scan(Seq(1), &mut |_| Ok(())), Err(StoreError::Broken)));
}
