//! What an erasure leaves in a folder when a reader or a crash comes between.

use std::path::Path;

use takt_core::unit::Seq;
use takt_store::{Commit, ERASING_FILE, Erasure, SECRET_FILE, Space, SqliteStore, Store, Text};

use crate::Folder;
use crate::contract::Home;

const CANARY: &str = "canary@example.com";

/// A store in which somebody was erased, not yet wiped.
fn erased(home: &Folder) -> Box<dyn Store> {
    let mut store = home.writer();
    let mut commit = Commit::on(Seq(1));
    for id in 0..50 {
        let value = if id == 7 { CANARY.repeat(40) } else { format!("person {id}") };
        commit.texts.push(Text { space: Space::Contact, id, field: "email".into(), said: Seq(1), by: None, value });
    }
    store.append(&commit).unwrap();
    let erased = vec![Erasure::All { space: Space::Contact, id: 7 }];
    store.append(&Commit { erased, ..Commit::on(Seq(1)) }).unwrap();
    store
}

fn holds_canary(folder: &Path) -> bool {
    let bytes: Vec<u8> =
        std::fs::read_dir(folder).unwrap().flatten().flat_map(|file| std::fs::read(file.path()).unwrap()).collect();
    bytes.windows(CANARY.len()).any(|found| found == CANARY.as_bytes())
}

#[test]
fn a_crash_before_the_wiping_is_made_good_at_the_next_opening() {
    let home = Folder::new();
    let store = erased(&home);
    // What the process would leave if it died here.
    let crashed = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(home.path()).unwrap().flatten() {
        std::fs::copy(file.path(), crashed.path().join(file.file_name())).unwrap();
    }
    drop(store);
    assert!(holds_canary(crashed.path()) && crashed.path().join(ERASING_FILE).exists());
    // A reader may look at it before; it neither sees the texts nor changes the files.
    let mut reader = SqliteStore::open_reader(crashed.path()).unwrap();
    assert_eq!(reader.texts(Space::Contact, 7).unwrap(), []);
    drop(reader);
    let mut store = SqliteStore::open_writer(crashed.path(), "test").unwrap();
    assert!(!holds_canary(crashed.path()) && !crashed.path().join(ERASING_FILE).exists());
    assert!(store.check().unwrap().is_sound());
    assert_eq!(store.texts(Space::Contact, 8).unwrap().len(), 1);
}

#[test]
fn a_reader_of_before_keeps_the_log_and_the_mark_until_it_goes() {
    let home = Folder::new();
    drop(home.writer());
    let reader = home.reader();
    let mut store = erased(&home);
    assert!(!store.purge().unwrap());
    assert!(holds_canary(&home.path()) && home.path().join(ERASING_FILE).exists());
    // Opening again does not wait, and does not fail.
    drop(store);
    let mut store = home.writer();
    assert!(home.path().join(ERASING_FILE).exists());
    drop(reader);
    assert!(store.purge().unwrap());
    assert!(!holds_canary(&home.path()) && !home.path().join(ERASING_FILE).exists());
}

#[test]
fn a_folder_may_hold_what_outlives_a_journal_before_it_is_made() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join(SECRET_FILE), "kept").unwrap();
    drop(SqliteStore::create(root.path(), "test").unwrap());
    assert_eq!(std::fs::read_to_string(root.path().join(SECRET_FILE)).unwrap(), "kept");
}
