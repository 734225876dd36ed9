//! Idempotency keys in runs that are merged: whatever the sizes of commits, what landed is known and nothing else.

use std::collections::BTreeMap;

use rusqlite::Connection;
use takt_core::unit::Seq;
use takt_store::{Commit, Key, SqliteStore, Stop, Store, StoreError};

use crate::Folder;
use crate::contract::Home;
use crate::house::{House, key_of};

/// A store, and what it is to know.
struct Filled {
    store: Box<dyn Store>,
    house: House,
    known: BTreeMap<Key, Seq>,
}

impl Filled {
    fn of(home: &Folder) -> Self {
        Self { store: home.writer(), house: House::default(), known: BTreeMap::new() }
    }

    /// Appends so many facts in one commit, each with its key.
    fn add(&mut self, facts: u32) {
        let accounts: Vec<u32> = (0..facts).map(|n| n % 50).collect();
        let commit = self.house.commit(&self.store.head().unwrap(), &accounts);
        self.store.append(&commit).unwrap();
        self.known.extend(commit.keys);
    }

    /// Takes back every fact of these.
    fn free(&mut self, facts: &[Seq]) {
        let freed = facts.to_vec();
        let expected = self.store.head().unwrap().next;
        self.store.append(&Commit { freed, ..Commit::on(expected) }).unwrap();
        self.known.retain(|_, seq| !facts.contains(seq));
    }
}

/// Asks a store for all keys that there ever were, for some at a time and for as many that never were.
fn agrees(store: &mut dyn Store, known: &BTreeMap<Key, Seq>) {
    let end = store.head().unwrap().next.0;
    let asked: Vec<Key> = (1..end * 2).map(|number| key_of(Seq(number))).collect();
    for together in [1, 7, asked.len()] {
        for chunk in asked.chunks(together).step_by(1 + 500 / together) {
            let wanted: Vec<Option<Seq>> = chunk.iter().map(|key| known.get(key).copied()).collect();
            assert_eq!(store.known(chunk).unwrap(), wanted, "{together} at a time");
        }
    }
    let mut all = Vec::new();
    store
        .all_keys(&mut |key| -> Result<(), Stop> {
            all.push(key);
            Ok(())
        })
        .unwrap();
    assert_eq!(all, known.iter().map(|(key, seq)| (*key, *seq)).collect::<Vec<_>>());
    let report = store.check().unwrap();
    assert_eq!((report.findings, report.keys), (Vec::new(), known.len() as u64));
}

/// Blocks that lie there, and runs.
fn blocks_and_runs(home: &Folder) -> (u32, u32) {
    let connection = Connection::open(home.journal()).unwrap();
    let sql = "SELECT count(*), count(DISTINCT id >> 32) FROM idempotency";
    connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn keys_of_commits_of_every_size_are_known_and_runs_stay_few() {
    let home = Folder::new();
    let mut filled = Filled::of(&home);
    // One by one, then more than one block at a time, then one that is never merged; and one by one again.
    for (commits, facts) in [(70, 1), (66, 200), (1, 9_000), (3, 1)] {
        (0..commits).for_each(|_| filled.add(facts));
        agrees(&mut *filled.store, &filled.known);
    }
    // 70 + 3 runs of one become one and nine, 66 of two blocks one and two more, and the large one stays.
    let (blocks, runs) = blocks_and_runs(&home);
    assert_eq!(runs, 1 + 9 + 1 + 2 + 1);
    assert!(blocks <= 14 + 22_500_u32.div_ceil(160), "{blocks} blocks");
    agrees(&mut *home.reader(), &filled.known);
    drop(filled.store);
    agrees(&mut *home.writer(), &filled.known);
}

#[test]
fn a_key_is_a_duplicate_however_long_ago_it_landed() {
    let home = Folder::new();
    let mut filled = Filled::of(&home);
    (0..3).for_each(|_| filled.add(300));
    let is_refused = |store: &mut dyn Store, seq: u64| {
        let mut commit = Commit::on(store.head().unwrap().next);
        commit.keys = vec![(key_of(Seq(99_999)), Seq(1)), (key_of(Seq(seq)), Seq(1))];
        let error = store.append(&commit).unwrap_err();
        assert!(matches!(error, StoreError::Duplicate { key } if key == key_of(Seq(seq))), "{error:?}");
        assert_eq!(store.known(&[key_of(Seq(99_999))]).unwrap(), [None]);
    };
    for seq in [1, 300, 301, 900] {
        is_refused(&mut *filled.store, seq);
    }
    drop(filled.store);
    // Opened anew it has no filter yet.
    let mut again = home.writer();
    is_refused(&mut *again, 450);
    drop(again);
    agrees(&mut *home.writer(), &filled.known);
}

#[test]
fn keys_that_were_freed_can_land_again() {
    let home = Folder::new();
    let mut filled = Filled::of(&home);
    (0..5).for_each(|_| filled.add(170));
    // All of the second commit, and some of two others.
    let freed: Vec<Seq> = (160..345).chain([600]).map(Seq).collect();
    filled.free(&freed);
    agrees(&mut *filled.store, &filled.known);
    agrees(&mut *home.reader(), &filled.known);
    let mut commit = Commit::on(filled.store.head().unwrap().next);
    commit.keys = freed.iter().map(|seq| (key_of(*seq), Seq(seq.0 + 1))).collect();
    filled.store.append(&commit).unwrap();
    filled.known.extend(commit.keys);
    agrees(&mut *filled.store, &filled.known);
    // All of them: nothing is left.
    let all: Vec<Seq> = (1..=851).map(Seq).collect();
    filled.free(&all);
    assert!(filled.known.is_empty());
    agrees(&mut *filled.store, &filled.known);
    assert_eq!(blocks_and_runs(&home), (0, 0));
}

/// Callers hand over hashes; the store keeps its promise also to one that does not.
#[test]
fn keys_that_are_no_hashes_are_known_too() {
    let home = Folder::new();
    let mut store = home.writer();
    let mut house = House::default();
    let mut commit = house.commit(&store.head().unwrap(), &[0; 2_000]);
    let counted = |number: u64| {
        let mut key = [7; 16];
        key[8..].copy_from_slice(&number.to_be_bytes());
        Key(key)
    };
    commit.keys = (1..=2_000).map(|number| (counted(number), Seq(number))).collect();
    store.append(&commit).unwrap();
    drop(store);
    let mut store = SqliteStore::open_reader(&home.path()).unwrap();
    for number in [1, 2, 168, 169, 1_000, 1_999, 2_000] {
        assert_eq!(store.known(&[counted(number)]).unwrap(), [Some(Seq(number))]);
    }
    assert_eq!(store.known(&[counted(0), counted(2_001)]).unwrap(), [None, None]);
}
