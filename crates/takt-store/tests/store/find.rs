//! The files of what is filed for searching: what becomes of a search where they are missing, damaged or another's.

use std::path::PathBuf;

use takt_core::unit::Seq;
use takt_store::{Commit, Erasure, Found, SEGMENT_FOLDER, Space, Store, Text, Wanted};

use crate::Folder;
use crate::contract::Home;
use crate::contract::find::FOLDING;

fn filled(home: &Folder) -> Box<dyn Store> {
    let mut store = home.writer();
    let texts = (0..3_000).map(|id| Text {
        space: Space::Contact,
        id,
        field: "name".into(),
        said: Seq(1),
        by: None,
        value: format!("山田{id} カナリア{}", id % 7),
    });
    let commit = Commit { texts: texts.collect(), ..Commit::on(Seq(1)) };
    store.append(&commit).unwrap();
    assert_eq!(store.unfiled(&FOLDING).unwrap(), 3_000);
    assert_eq!(store.file(&FOLDING).unwrap(), 3_000);
    assert_eq!(store.unfiled(&FOLDING).unwrap(), 0);
    store
}

fn find(store: &mut dyn Store, text: &str) -> Found {
    store.find(&FOLDING, &Wanted { text, limit: 20 }, &mut |_, _| 0).unwrap()
}

fn files(home: &Folder) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(home.path().join(SEGMENT_FOLDER)).unwrap().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.to_string_lossy().contains("find.")).collect()
}

/// Whatever becomes of the file, a search finds the same, and the next who writes files it anew.
#[test]
fn a_file_that_is_missing_or_damaged_is_read_around_and_made_anew() {
    let home = Folder::new();
    let queries = ["山田17", "ナリア3", "2", "山田2999カナ"];
    let mut store = filled(&home);
    let wanted = queries.map(|query| find(&mut *store, query));
    drop(store);
    let [file] = files(&home).try_into().unwrap();
    let whole = std::fs::read(&file).unwrap();
    let long = whole.len();
    let cases: [Option<Vec<u8>>; 3] = [None, Some(whole[..long / 2].to_vec()), Some(Vec::new())];
    // A changed byte in every part of the file: header, tables, blocks, lists.
    let flipped = (0..12).map(|n| {
        let mut bytes = whole.clone();
        bytes[n * (long - 1) / 11] ^= 0x11;
        Some(bytes)
    });
    for (number, damaged) in cases.into_iter().chain(flipped).enumerate() {
        match damaged {
            None => std::fs::remove_file(&file).unwrap(),
            Some(bytes) => std::fs::write(&file, bytes).unwrap(),
        }
        let found = queries.map(|query| find(&mut *home.reader(), query));
        assert_eq!(found, wanted, "case {number}");
        let mut store = home.writer();
        assert!(store.check().unwrap().is_sound(), "case {number}");
        // Damage where none of these looked stays until somebody looks there.
        if store.unfiled(&FOLDING).unwrap() > 0 {
            assert_eq!(store.file(&FOLDING).unwrap(), 3_000, "case {number}");
            assert_eq!(std::fs::read(&file).unwrap(), whole, "case {number}");
        }
    }
}

#[test]
fn an_erasure_takes_the_file_with_it() {
    let home = Folder::new();
    let mut store = filled(&home);
    let [file] = files(&home).try_into().unwrap();
    let erased = vec![Erasure::Text { space: Space::Contact, id: 77, field: "name".into(), said: Seq(1) }];
    store.append(&Commit { erased, ..Commit::on(Seq(1)) }).unwrap();
    assert!(file.exists());
    assert!(store.purge().unwrap());
    assert!(!file.exists() && files(&home).is_empty());
    assert_eq!(store.file(&FOLDING).unwrap(), 2_999);
    let holds = |name: &str| {
        let bytes = std::fs::read(files(&home).remove(0)).unwrap();
        bytes.windows(name.len()).any(|found| found == name.as_bytes())
    };
    // Twin: the neighbour is there.
    assert!(!holds("山田77カナリア0") && holds("山田78カナリア1"));
}

#[test]
fn a_journal_put_back_from_a_backup_is_not_searched_by_the_files_of_another() {
    let home = Folder::new();
    drop(filled(&home));
    let backup = std::fs::read(home.journal()).unwrap();
    let mut store = home.writer();
    let texts: Vec<Text> = (0..3_000)
        .map(|id| Text {
            space: Space::Contact,
            id,
            field: "name".into(),
            said: Seq(1),
            by: None,
            value: format!("後から{id}"),
        })
        .collect();
    store.append(&Commit { texts, ..Commit::on(Seq(1)) }).unwrap();
    store.file(&FOLDING).unwrap();
    assert!(find(&mut *store, "山田").hits.is_empty());
    drop(store);
    std::fs::write(home.journal(), backup).unwrap();
    let mut store = home.writer();
    assert_eq!((find(&mut *store, "山田").hits.len(), find(&mut *store, "後から").hits.len()), (20, 0));
    store.file(&FOLDING).unwrap();
    assert_eq!((find(&mut *store, "山田").hits.len(), files(&home).len()), (20, 1));
}

/// A few changes are read from the texts; many are filed.
#[test]
fn parts_are_filed_when_there_is_something_to_gain() {
    let home = Folder::new();
    let mut store = filled(&home);
    let mut change = |from: u32, many: u32| {
        let texts = (from..from + many).map(|id| Text {
            space: Space::Contact,
            id: id * 40,
            field: "note".into(),
            said: Seq(1),
            by: None,
            value: "変更".into(),
        });
        store.append(&Commit { texts: texts.collect(), ..Commit::on(Seq(1)) }).unwrap();
        store.file(&FOLDING).unwrap()
    };
    assert_eq!(change(0, 500), 0);
    // Ids up to 119,960: two parts. Filing one of them anew is enough, that in which there is more to read.
    assert!(change(500, 2_500) > 4_000);
    assert_eq!((store.unfiled(&FOLDING).unwrap(), files(&home).len()), (1_361, 1));
    assert_eq!(find(&mut *store, "変更").hits.len(), 20);
}
