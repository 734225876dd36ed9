//! The store: the contract that every implementation keeps, and what only SQLite in a folder can break.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod contract;
mod damage;
mod fault;
mod find;
mod folder;
mod house;
mod keys;
mod random;
mod refusal;
mod residue;
mod segment;
mod snapshot;

/// A store in a temporary folder.
pub(crate) struct Folder {
    root: tempfile::TempDir,
}

impl Folder {
    pub(crate) fn path(&self) -> std::path::PathBuf {
        self.root.path().join("takt")
    }

    pub(crate) fn journal(&self) -> std::path::PathBuf {
        self.path().join(takt_store::JOURNAL_FILE)
    }
}

impl contract::Home for Folder {
    fn new() -> Self {
        let home = Self { root: tempfile::tempdir().unwrap() };
        drop(takt_store::SqliteStore::create(&home.path(), "test").unwrap());
        home
    }

    fn writer(&self) -> Box<dyn takt_store::Store> {
        Box::new(takt_store::SqliteStore::open_writer(&self.path(), "test").unwrap())
    }

    fn reader(&self) -> Box<dyn takt_store::Store> {
        Box::new(takt_store::SqliteStore::open_reader(&self.path()).unwrap())
    }
}

contract::contract!(sqlite: crate::Folder);
