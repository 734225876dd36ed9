//! One folder: what is ours, who has it, and how it is opened.

use std::fs;

use rusqlite::Connection;
use takt_store::{Foreign, Head, JOURNAL_FILE, LOCK_FILE, SqliteStore, Store, StoreError};

use crate::Folder;
use crate::contract::Home;
use crate::house::{House, facts_from, settle};

#[test]
fn the_second_writer_is_told_who_has_the_folder() {
    let home = Folder::new();
    let first = SqliteStore::open_writer(&home.path(), "import").unwrap();
    match SqliteStore::open_writer(&home.path(), "serve") {
        Err(StoreError::InUse { holder: Some(holder) }) => {
            assert_eq!((holder.pid, holder.doing.as_str()), (std::process::id(), "import"));
            assert!(holder.since.0 > 1_700_000_000_000_000);
        }
        other => panic!("{other:?}"),
    }
    drop(first);
    // The twin: free again, and the name is gone.
    drop(SqliteStore::open_writer(&home.path(), "serve").unwrap());
    assert_eq!(fs::read(home.path().join(LOCK_FILE)).unwrap(), b"");
}

#[test]
fn a_name_left_by_the_dead_holds_nothing() {
    let home = Folder::new();
    fs::write(home.path().join(LOCK_FILE), "pid 1\nsince 5\ndoing serve\n").unwrap();
    drop(SqliteStore::open_writer(&home.path(), "serve").unwrap());
}

#[test]
fn readers_come_and_go_beside_the_writer() {
    let home = Folder::new();
    let mut writer = SqliteStore::open_writer(&home.path(), "test").unwrap();
    let facts = settle(&mut writer);
    let mut readers: Vec<SqliteStore> = (0..5).map(|_| SqliteStore::open_reader(&home.path()).unwrap()).collect();
    let head = writer.head().unwrap();
    let later = writer.append(&House::default().commit(&head, &[1])).unwrap();
    for reader in &mut readers {
        assert_eq!(facts_from(reader, takt_core::unit::Seq(1)), facts);
        reader.refresh().unwrap();
        assert_eq!(reader.head().unwrap(), later);
    }
    // A reader that outlives the writer reads on.
    drop(writer);
    assert_eq!(readers[0].head().unwrap(), later);
    drop(readers);
    assert_eq!(home.writer().head().unwrap(), later);
}

#[test]
fn what_a_killed_writer_left_in_the_log_is_there() {
    let home = Folder::new();
    let mut writer = SqliteStore::open_writer(&home.path(), "test").unwrap();
    let facts = settle(&mut writer);
    // The files as they lie there while the writer lives: what a kill leaves, but for the shared memory.
    for open_to_write in [false, true] {
        let left = tempfile::tempdir().unwrap();
        for name in [JOURNAL_FILE, "journal.db-wal"] {
            fs::copy(home.path().join(name), left.path().join(name)).unwrap();
        }
        assert!(fs::metadata(left.path().join("journal.db-wal")).unwrap().len() > 0);
        let mut store = match open_to_write {
            true => SqliteStore::open_writer(left.path(), "test").unwrap(),
            false => SqliteStore::open_reader(left.path()).unwrap(),
        };
        assert_eq!(facts_from(&mut store, takt_core::unit::Seq(1)), facts);
        assert!(store.check().unwrap().is_sound());
    }
}

#[test]
fn a_journal_is_created_once() {
    let home = Folder::new();
    assert!(matches!(SqliteStore::create(&home.path(), "init"), Err(StoreError::Exists { .. })));

    // In an empty folder, and after a creation that was killed.
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("journal.new"), "half a database").unwrap();
    fs::write(root.path().join(LOCK_FILE), "pid 1\n").unwrap();
    let mut store = SqliteStore::create(root.path(), "init").unwrap();
    assert_eq!(store.head().unwrap(), Head::EMPTY);
    assert!(!root.path().join("journal.new").exists());
    assert!(matches!(SqliteStore::create(root.path(), "init"), Err(StoreError::Exists { .. })));
}

#[test]
fn no_journal_is_created_among_other_things() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("thesis.txt"), "").unwrap();
    let error = SqliteStore::create(root.path(), "init").unwrap_err();
    assert!(matches!(error, StoreError::NotOurs { why: Foreign::NotEmpty, .. }));
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
}

#[test]
fn folders_that_are_not_ours_stay_as_they_are() {
    let root = tempfile::tempdir().unwrap();
    let open = |name: &str| {
        let folder = root.path().join(name);
        let before = fs::read_dir(&folder).map(Iterator::count).ok();
        let errors =
            [SqliteStore::open_reader(&folder).unwrap_err(), SqliteStore::open_writer(&folder, "test").unwrap_err()];
        if !folder.join(JOURNAL_FILE).exists() {
            assert_eq!(fs::read_dir(&folder).map(Iterator::count).ok(), before);
        }
        errors.map(|error| match error {
            StoreError::NotOurs { why, .. } => Some(why),
            StoreError::NoFolder { .. } => None,
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(open("nowhere"), [None; 2]);
    fs::create_dir(root.path().join("empty")).unwrap();
    assert_eq!(open("empty"), [Some(Foreign::NoJournal); 2]);

    fs::create_dir(root.path().join("text")).unwrap();
    fs::write(root.path().join("text").join(JOURNAL_FILE), "This is no database. ".repeat(100)).unwrap();
    assert_eq!(open("text"), [Some(Foreign::NotSqlite); 2]);

    fs::create_dir(root.path().join("other")).unwrap();
    let other = Connection::open(root.path().join("other").join(JOURNAL_FILE)).unwrap();
    other.pragma_update(None, "application_id", 77).unwrap();
    assert_eq!(open("other"), [Some(Foreign::OtherApplication { id: 77 }); 2]);

    fs::create_dir(root.path().join("blank")).unwrap();
    fs::write(root.path().join("blank").join(JOURNAL_FILE), "").unwrap();
    assert_eq!(open("blank"), [Some(Foreign::OtherApplication { id: 0 }); 2]);
}

#[test]
fn a_journal_of_another_format_is_not_opened() {
    let home = Folder::new();
    for (version, wanted) in [(4, Foreign::Later { version: 4 }), (2, Foreign::Earlier { version: 2 })] {
        Connection::open(home.journal()).unwrap().pragma_update(None, "user_version", version).unwrap();
        for error in [
            SqliteStore::open_reader(&home.path()).unwrap_err(),
            SqliteStore::open_writer(&home.path(), "test").unwrap_err(),
        ] {
            assert!(matches!(error, StoreError::NotOurs { why, .. } if why == wanted), "{error:?}");
        }
    }
}

#[test]
#[cfg(unix)]
fn a_folder_made_here_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Folder::new();
    assert_eq!(fs::metadata(home.path()).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn the_log_is_brought_over_when_it_has_grown() {
    let home = Folder::new();
    let mut writer = SqliteStore::open_writer(&home.path(), "test").unwrap();
    let mut house = House::default();
    let accounts: Vec<u32> = (0..1_000).collect();
    let mut head = writer.head().unwrap();
    for _ in 0..150 {
        head = writer.append(&house.commit(&head, &accounts)).unwrap();
    }
    let log = fs::metadata(home.path().join("journal.db-wal")).unwrap().len();
    let database = fs::metadata(home.journal()).unwrap().len();
    assert!(database > 4_000_000, "{database}");
    assert!(log < 100_000_000, "{log}");
    drop(writer);
    assert!(!home.path().join("journal.db-wal").exists());
    assert_eq!(home.reader().head().unwrap(), head);
}
