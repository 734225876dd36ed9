//! What only the connection itself can tell.

use takt_core::fact::{Actor, Body, Dated, Draft};
use takt_core::unit::{Micros, Seq};

use super::SqliteStore;
use crate::commit::{Commit, Erasure, Outside, Space, Text};
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
    assert_eq!(number(&store, "PRAGMA user_version"), 3);
}

#[test]
fn no_table_takes_a_value_of_another_type() {
    let (_root, store) = store();
    let strict = number(&store, "SELECT count(*) FROM pragma_table_list WHERE strict = 1");
    assert_eq!(strict, 10);
    assert_eq!(number(&store, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"), 10);
}

#[test]
fn a_full_disk_takes_nothing_but_reads_until_it_is_opened_again() {
    let (_root, mut store) = store();
    let head = store.append(&commit(&Head::EMPTY)).expect("room for one");
    let pages = number(&store, "PRAGMA page_count");
    assert_eq!(number(&store, &format!("PRAGMA max_page_count = {pages}")), pages);
    let mut large = commit(&head);
    let value = "長".repeat(100_000);
    large.texts.push(Text { space: Space::Account, id: 0, field: "note".into(), said: Seq(1), by: None, value });
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

/// Notes of 500 persons, those of every tenth erased; gives the store and what the erased notes said.
fn erased(secure: bool, seed: u64) -> (tempfile::TempDir, SqliteStore, Vec<String>) {
    let (root, mut store) = store();
    if !secure {
        store.connection.execute_batch("PRAGMA secure_delete = OFF").expect("switched off");
    }
    // SplitMix64: in no order, as imports come, so that the tables make room in their middle.
    let mut state = seed;
    let mut dice = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let mut order: Vec<u32> = (0..500).collect();
    order.sort_by_cached_key(|_| dice());
    let note = |id: u32| format!("canary-{id:05}-of-{seed}");
    for some in order.chunks(25) {
        let mut commit = Commit::on(Seq(1));
        for id in some {
            for field in ["email", "name", "note"] {
                let value = format!("{}{}", note(*id), "x".repeat((dice() % 400) as usize));
                commit.texts.push(Text {
                    space: Space::Contact,
                    id: *id,
                    field: field.into(),
                    said: Seq(1),
                    by: None,
                    value,
                });
            }
            let key = format!("crm:{:08x}{}", dice() as u32, note(*id));
            commit.outside.push(Outside { space: Space::Contact, key, id: *id });
        }
        store.append(&commit).expect("written");
    }
    let gone: Vec<u32> = (0..500).step_by(10).collect();
    let all = gone.iter().map(|id| Erasure::All { space: Space::Contact, id: *id });
    store.append(&Commit { erased: all.collect(), ..Commit::on(Seq(1)) }).expect("erased");
    (root, store, gone.into_iter().map(note).collect())
}

/// How many of these stand in any file of the folder.
fn left(store: &SqliteStore, gone: &[String]) -> usize {
    let files = std::fs::read_dir(store.folder()).expect("the folder").flatten();
    let bytes: Vec<u8> = files.flat_map(|file| std::fs::read(file.path()).expect("a file")).collect();
    gone.iter().filter(|text| bytes.windows(text.len()).any(|found| found == text.as_bytes())).count()
}

#[test]
fn nothing_of_the_erased_is_left_in_any_file() {
    for seed in 0..4 {
        let (_root, mut store, gone) = erased(true, seed);
        assert_eq!(left(&store, &gone), gone.len(), "the log holds all of it before");
        assert!(store.purge().expect("wiped"));
        assert_eq!(left(&store, &gone), 0, "seed {seed}");
        assert_eq!(store.texts(Space::Contact, 1).expect("texts").len(), 3);
        assert!(store.check().expect("a report").is_sound());
    }
}

/// The twins: each step of the wiping is needed.
#[test]
fn without_any_one_step_something_is_left() {
    // Without the rewriting: rows that once moved to a neighbouring page lie on in the gap they left.
    let (mut gaps, mut plain) = (0, 0);
    for seed in 0..4 {
        let (_root, mut store, gone) = erased(true, seed);
        assert!(store.cut_log(super::PATIENCE).expect("cut"));
        gaps += left(&store, &gone);
        // Without `secure_delete` dropped pages stay as they were.
        let (_root, mut store, gone) = erased(false, seed);
        assert!(store.purge().expect("wiped"));
        plain += left(&store, &gone);
    }
    assert!(gaps > 0, "the tables need not be written anew");
    assert!(plain > 0, "secure_delete does nothing");
    // Without the cut the log holds the pages as they were.
    let (_root, store, gone) = erased(true, 9);
    store.connection.execute_batch("BEGIN IMMEDIATE").expect("begun");
    store.write_people_anew().expect("written");
    store.connection.execute_batch("COMMIT").expect("committed");
    assert_eq!(left(&store, &gone), gone.len());
}
