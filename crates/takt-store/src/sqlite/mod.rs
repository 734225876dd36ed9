//! The store in one folder, on SQLite.
//!
//! ```text
//! folder/journal.db       everything (and SQLite's journal.db-wal, journal.db-shm beside it)
//! folder/lock             held by the one writer; says who that is
//! folder/columns/         segments: disposable, computed from the journal
//! folder/erasing          there while what was erased may still lie in the files
//! ```
//!
//! The database is in WAL mode with `synchronous=FULL`: a commit is on the disk when `append` returns (2,000 simulated
//! power cuts lost nothing; with `NORMAL` 58 % of them lost acknowledged rows).

mod append;
pub mod bare;
mod beside;
mod check;
mod erase;
mod keys;
mod log;
mod read;
mod schema;
mod search;
mod setting;
#[cfg(test)]
mod tests;
mod trouble;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use takt_core::dictionary::Dictionary;
use takt_core::fact::Fact;
use takt_core::unit::Seq;

pub use search::UNFILED_MAX;

use crate::cache::FrameCache;
use crate::chain::ChainReport;
use crate::commit::{Commit, ModelText, Space, Text};
use crate::error::{Finding, Foreign, Step, StoreError};
use crate::folder::{FolderLock, flush_folder};
use crate::key::Key;
use crate::search::{Folding, Found, Wanted};
use crate::segment::{Form, Segment, Segments};
use crate::store::{Head, Stop, Store};

/// The database in a folder.
pub const JOURNAL_FILE: &str = "journal.db";
/// The lock in a folder.
pub const LOCK_FILE: &str = "lock";
/// There while what was erased may still lie in free pages, gaps or the log.
pub const ERASING_FILE: &str = "erasing";
/// The installation's secret, which the shell keeps beside the journal: nothing in the journal can be told without it.
pub const SECRET_FILE: &str = "secret";
/// Who was erased, which the shell keeps beside the journal, so that a journal put back from a backup is told.
pub const ERASED_FILE: &str = "erased";
/// The database while it is made: it gets its name when it is whole.
const NEW_FILE: &str = "journal.new";

/// The oldest SQLite that will do: up to 3.51.2 a checkpoint beside a commit could corrupt the database.
const SQLITE_MIN: i32 = 3_051_003;

/// How long to wait for a lock of SQLite's own: foreign programs alone ever hold one against us, and readers against
/// wiping the log.
const PATIENCE: Duration = Duration::from_secs(2);

/// The store in one folder, on SQLite.
#[derive(Debug)]
pub struct SqliteStore {
    // Declared before the lock, so closed before another process can have the folder.
    connection: Connection,
    lock: Option<FolderLock>,
    folder: PathBuf,
    health: Health,
    cache: FrameCache,
    /// Whether what was erased may still lie in the files.
    residue: bool,
    /// Whether the log was looked at for a break.
    is_log_checked: bool,
    /// Where the journal ends, as the last append left it.
    head: Option<Head>,
    /// What a writer knows of the runs of keys; `None` until it is asked.
    keys: Option<keys::Runs>,
    /// What is filed for searching; `None` until it is asked for.
    filed: Option<search::Filed>,
    /// Pages that were probably written since the length of the log was asked for.
    unasked: usize,
}

/// What the store may still be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    Sound,
    /// Only to read: the disk was full.
    Full,
    /// Nothing.
    Broken,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Read(Index),
    Write,
}

/// Where SQLite keeps its index of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Index {
    /// In a file beside the journal, for all who have it open.
    Shared,
    /// In the memory of one connection, which has the journal to itself.
    Own,
}

impl SqliteStore {
    /// Makes a journal without facts in a folder that is empty or not there yet, and opens it to write.
    ///
    /// A folder made here is for its owner alone: there will be names and addresses in it.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is a journal, [`StoreError::NotOurs`] where the folder holds other things,
    /// [`StoreError::InUse`] where another process is at it.
    pub fn create(folder: &Path, doing: &str) -> Result<Self, StoreError> {
        demand_sqlite()?;
        let failed = |cause: std::io::Error| StoreError::of_system(Step::Create, cause);
        make_folder(folder).map_err(failed)?;
        let journal = folder.join(JOURNAL_FILE);
        let new = folder.join(NEW_FILE);
        if journal.exists() {
            return Err(StoreError::Exists { folder: folder.into() });
        }
        // What a creation that was killed left behind does not make a folder a foreign one, nor does what is to outlive
        // a journal: it is laid there before a restore.
        for entry in fs::read_dir(folder).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let name = name.to_string_lossy();
            let kept = [LOCK_FILE, SECRET_FILE, ERASED_FILE].contains(&name.as_ref());
            if !kept && !name.starts_with(NEW_FILE) {
                return Err(StoreError::NotOurs { folder: folder.into(), why: Foreign::NotEmpty });
            }
        }
        let lock = FolderLock::take(&folder.join(LOCK_FILE), doing)?;
        // Looked at again under the lock: another process may have been quicker.
        if journal.exists() {
            return Err(StoreError::Exists { folder: folder.into() });
        }
        for left in [new.clone(), folder.join(format!("{NEW_FILE}-journal"))] {
            if left.exists() {
                fs::remove_file(left).map_err(failed)?;
            }
        }
        let mut connection = Connection::open(&new).map_err(trouble::at(Step::Create))?;
        connection.pragma_update(None, "synchronous", "FULL").map_err(trouble::at(Step::Create))?;
        schema::lay(&mut connection).map_err(trouble::at(Step::Create))?;
        connection.close().map_err(|(_, error)| trouble::explain(Step::Create, error))?;
        fs::rename(&new, &journal).map_err(failed)?;
        flush_folder(folder).map_err(failed)?;
        Self::open_locked(folder, lock)
    }

    /// Opens a folder to write. `doing` is told to whoever finds the folder in use.
    ///
    /// # Errors
    /// [`StoreError::NoFolder`], [`StoreError::NotOurs`], [`StoreError::InUse`]; [`StoreError::Corrupt`] where the last
    /// frame does not fit the head, since nothing may be built on that.
    pub fn open_writer(folder: &Path, doing: &str) -> Result<Self, StoreError> {
        demand_sqlite()?;
        demand_journal(folder)?;
        let lock = FolderLock::take(&folder.join(LOCK_FILE), doing)?;
        Self::open_locked(folder, lock)
    }

    /// Opens a folder to read, whoever writes in it: any number of readers at once.
    ///
    /// A reader sees the journal as it was when it was opened, in all its calls, until [`refresh`](Self::refresh). While
    /// it stays at one moment the log behind that moment cannot be tidied up, so readers should not stay for hours.
    ///
    /// # Errors
    /// [`StoreError::NoFolder`], [`StoreError::NotOurs`].
    pub fn open_reader(folder: &Path) -> Result<Self, StoreError> {
        demand_sqlite()?;
        demand_journal(folder)?;
        match Self::open_beside(folder, Index::Shared) {
            // On a full disk there is no room for the index that readers and a writer share. Nobody else has the
            // journal open then, so an index of our own will do.
            Err(StoreError::Full) => Self::open_beside(folder, Index::Own),
            opened => opened,
        }
    }

    fn open_beside(folder: &Path, index: Index) -> Result<Self, StoreError> {
        let mut store = Self {
            connection: connect(folder, Access::Read(index))?,
            lock: None,
            folder: folder.into(),
            health: Health::Sound,
            cache: FrameCache::default(),
            residue: false,
            is_log_checked: false,
            head: None,
            keys: None,
            filed: None,
            unasked: 0,
        };
        store.hold()?;
        Ok(store)
    }

    /// Lets a reader see the journal as it is now. A writer always does.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn refresh(&mut self) -> Result<(), StoreError> {
        if self.lock.is_none() {
            self.connection.execute_batch("COMMIT").map_err(trouble::at(Step::Read))?;
            self.filed = None;
            self.hold()?;
        }
        Ok(())
    }

    /// Closes the database and opens it again without letting go of the folder: what a writer does after
    /// [`StoreError::Unknown`] or [`StoreError::Full`].
    ///
    /// # Errors
    /// As [`open_writer`](Self::open_writer).
    pub fn reopen(self) -> Result<Self, StoreError> {
        let Self { connection, lock, folder, .. } = self;
        // What fails at closing is what failed before; opening again finds out what is on the disk.
        drop(connection);
        match lock {
            Some(lock) => Self::open_locked(&folder, lock),
            None => Self::open_reader(&folder),
        }
    }

    /// Puts the journal of another folder in the place of this one's, without letting go of the lock: what a restore
    /// does when all of it is there. The other folder must be closed; its journal is gone from it then.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] in a reader; [`StoreError::Disk`] where the journal cannot be put in place, and as
    /// [`open_writer`](Self::open_writer).
    pub fn replaced_by(self, other: &Path) -> Result<Self, StoreError> {
        let Self { connection, lock, folder, .. } = self;
        let Some(lock) = lock else { return Err(StoreError::ReadOnly) };
        let failed = |cause: std::io::Error| StoreError::of_system(Step::Create, cause);
        connection.close().map_err(|(_, error)| trouble::explain(Step::Create, error))?;
        for left in ["-wal", "-shm"] {
            match fs::remove_file(folder.join(format!("{JOURNAL_FILE}{left}"))) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => return Err(failed(cause)),
                _ => {}
            }
        }
        fs::rename(other.join(JOURNAL_FILE), folder.join(JOURNAL_FILE)).map_err(failed)?;
        flush_folder(&folder).map_err(failed)?;
        let mut store = Self::open_locked(&folder, lock)?;
        store.remove_strays()?;
        Ok(store)
    }

    /// The folder it lies in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn open_locked(folder: &Path, lock: FolderLock) -> Result<Self, StoreError> {
        let failed = |cause: std::io::Error| StoreError::of_system(Step::Open, cause);
        let path = log_of(folder);
        // Looked at before SQLite does: closing a log that it reads only in part would take the rest away.
        demand_whole_log(&path, Step::Open)?;
        log::rewrite(&path).map_err(failed)?;
        let connection = connect(folder, Access::Write)?;
        let open = trouble::at(Step::Open);
        let mode: String =
            connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)).map_err(&open)?;
        if mode != "wal" {
            // A file system without shared memory, such as some network drives.
            return Err(StoreError::Disk { what: Step::Open, cause: "no write-ahead log here".into() });
        }
        let mut store = Self {
            connection,
            lock: Some(lock),
            folder: folder.into(),
            health: Health::Sound,
            cache: FrameCache::default(),
            residue: folder.join(ERASING_FILE).exists(),
            is_log_checked: true,
            head: None,
            keys: None,
            filed: None,
            unasked: 0,
        };
        store.set_up_writing().map_err(&open)?;
        store.check_tail()?;
        // Where a reader looks at a moment before the erasure, the next one to open goes on with it.
        store.purge_now(Duration::ZERO)?;
        Ok(store)
    }

    fn set_up_writing(&self) -> rusqlite::Result<()> {
        let set = |name: &str, value: &str| self.connection.pragma_update(None, name, value);
        set("synchronous", "FULL")?;
        // On macOS a plain fsync leaves the data in the drive's cache; elsewhere this does nothing.
        set("fullfsync", "ON")?;
        set("checkpoint_fullfsync", "ON")?;
        // Erased names must not stay in free pages.
        set("secure_delete", "ON")?;
        self.connection.execute_batch(schema::FILED)?;
        // The log is brought over by `append`, which looks at the outcome; SQLite's own way of doing it does not.
        self.connection.query_row("PRAGMA wal_autocheckpoint = 0", [], |_| Ok(()))?;
        self.connection.query_row("PRAGMA journal_size_limit = 67108864", [], |_| Ok(()))
    }

    /// Begins to read at this moment: SQLite keeps the view from the first row read on.
    fn hold(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("BEGIN").map_err(trouble::at(Step::Open))?;
        self.connection.query_row("SELECT count(*) FROM head", [], |_| Ok(())).map_err(trouble::at(Step::Open))
    }

    fn demand_sound(&self) -> Result<(), StoreError> {
        if self.health == Health::Broken { Err(StoreError::Broken) } else { Ok(()) }
    }
}

impl Store for SqliteStore {
    fn head(&mut self) -> Result<Head, StoreError> {
        self.demand_sound()?;
        self.read_head()
    }

    fn append(&mut self, commit: &Commit) -> Result<Head, StoreError> {
        self.demand_sound()?;
        self.append_now(commit)
    }

    fn purge(&mut self) -> Result<bool, StoreError> {
        self.demand_sound()?;
        self.purge_now(PATIENCE)
    }

    fn scan(&mut self, from: Seq, each: &mut dyn FnMut(Fact) -> Result<(), Stop>) -> Result<(), StoreError> {
        self.demand_sound()?;
        // Who reads behind a broken log would get a beginning of the journal and take it for all of it.
        if !self.is_log_checked {
            demand_whole_log(&log_of(&self.folder), Step::Read)?;
            self.is_log_checked = true;
        }
        self.read_facts(from, each)
    }

    fn walk(&mut self, last: Seq) -> Result<Vec<Fact>, StoreError> {
        self.demand_sound()?;
        self.walk_back(last)
    }

    fn known(&mut self, keys: &[Key]) -> Result<Vec<Option<Seq>>, StoreError> {
        self.demand_sound()?;
        self.find_keys(keys)
    }

    fn all_keys(&mut self, each: &mut dyn FnMut((Key, Seq)) -> Result<(), Stop>) -> Result<(), StoreError> {
        self.demand_sound()?;
        self.read_keys(each)
    }

    fn words(&mut self) -> Result<Dictionary, StoreError> {
        self.demand_sound()?;
        self.read_words()
    }

    fn models(&mut self) -> Result<Vec<ModelText>, StoreError> {
        self.demand_sound()?;
        self.read_models()
    }

    fn outside(&mut self, space: Space) -> Result<Vec<(String, u32)>, StoreError> {
        self.demand_sound()?;
        self.read_outside(space)
    }

    fn outside_keys(&mut self, space: Space, ids: &BTreeSet<u32>) -> Result<Vec<(String, u32)>, StoreError> {
        self.demand_sound()?;
        self.read_outside_of(space, ids)
    }

    fn find_outside(&mut self, space: Space, key: &str) -> Result<Vec<(String, u32)>, StoreError> {
        self.demand_sound()?;
        self.match_outside(space, key)
    }

    fn said(&mut self, space: Space, id: u32) -> Result<Vec<Text>, StoreError> {
        self.demand_sound()?;
        self.read_said(space, id)
    }

    fn all_texts(&mut self, each: &mut dyn FnMut(Text) -> Result<(), Stop>) -> Result<(), StoreError> {
        self.demand_sound()?;
        self.read_all_texts(each)
    }

    fn find(
        &mut self,
        folding: &Folding,
        wanted: &Wanted<'_>,
        standing: &mut dyn FnMut(Space, u32) -> u8,
    ) -> Result<Found, StoreError> {
        self.demand_sound()?;
        self.find_now(folding, wanted, standing)
    }

    fn unfiled(&mut self, folding: &Folding) -> Result<u64, StoreError> {
        self.demand_sound()?;
        self.count_unfiled(folding)
    }

    fn file(&mut self, folding: &Folding) -> Result<u64, StoreError> {
        self.demand_sound()?;
        self.file_now(folding)
    }

    fn settle(&mut self, kind: &str, id: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.demand_sound()?;
        self.settle_now(kind, id, value)
    }

    fn settings(&mut self, kind: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.demand_sound()?;
        self.read_settings(kind)
    }

    fn check(&mut self) -> Result<ChainReport, StoreError> {
        self.demand_sound()?;
        self.check_all()
    }

    fn passed(&mut self, head: &Head) -> Result<bool, StoreError> {
        self.demand_sound()?;
        self.has_passed(head)
    }

    fn segments(&mut self, form: Form, each: &mut dyn FnMut(Segment) -> Result<(), Stop>) -> Result<(), StoreError> {
        self.demand_sound()?;
        Segments::of(&self.folder).read(form, |head| self.has_passed(head), each)
    }

    fn keep_segment(&mut self, form: Form, from: Seq, head: &Head, parts: &[&[u8]]) -> Result<(), StoreError> {
        self.demand_sound()?;
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        Segments::of(&self.folder).write(form, from, head, parts).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::Full,
            _ => StoreError::Disk { what: Step::Write, cause: cause.into() },
        })
    }
}

/// SQLite's log of the journal in a folder.
fn log_of(folder: &Path) -> PathBuf {
    folder.join(format!("{JOURNAL_FILE}-wal"))
}

fn demand_whole_log(path: &Path, what: Step) -> Result<(), StoreError> {
    match log::lost_commits(path).map_err(|cause| StoreError::of_system(what, cause))? {
        Some(commits) => Err(StoreError::Corrupt(Finding::Log { commits })),
        None => Ok(()),
    }
}

fn demand_sqlite() -> Result<(), StoreError> {
    let found = rusqlite::version_number();
    if found < SQLITE_MIN { Err(StoreError::SqliteTooOld { found, needed: SQLITE_MIN }) } else { Ok(()) }
}

/// Looks before anything is made: a folder that is none of ours stays as it is.
fn demand_journal(folder: &Path) -> Result<(), StoreError> {
    if !folder.is_dir() {
        return Err(StoreError::NoFolder { folder: folder.into() });
    }
    if !folder.join(JOURNAL_FILE).is_file() {
        return Err(StoreError::NotOurs { folder: folder.into(), why: Foreign::NoJournal });
    }
    Ok(())
}

/// Opens the database of a folder and makes sure that it is ours.
fn connect(folder: &Path, access: Access) -> Result<Connection, StoreError> {
    let open = trouble::at(Step::Open);
    let foreign = |why| StoreError::NotOurs { folder: folder.into(), why };
    let flags = match access {
        Access::Read(Index::Shared) => OpenFlags::SQLITE_OPEN_READ_ONLY,
        // To have a file to itself a connection must be able to write to it.
        Access::Read(Index::Own) | Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    // One thread at a time has a store (`&mut self`), so SQLite needs no mutex of its own.
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(folder.join(JOURNAL_FILE), flags).map_err(&open)?;
    connection.busy_timeout(PATIENCE).map_err(&open)?;
    if access == Access::Read(Index::Own) {
        connection.pragma_update(None, "query_only", "ON").map_err(&open)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(&open)?;
        connection.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(())).map_err(&open)?;
    }
    connection.set_prepared_statement_cache_capacity(64);
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(|error| {
            if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) {
                foreign(Foreign::NotSqlite)
            } else {
                open(error)
            }
        })?;
    if application != schema::APPLICATION {
        return Err(foreign(Foreign::OtherApplication { id: application }));
    }
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(&open)?;
    if version > schema::FORMAT {
        return Err(foreign(Foreign::Later { version }));
    }
    if version < schema::FORMAT {
        return Err(foreign(Foreign::Earlier { version }));
    }
    // No query here goes better for knowing its values: without this some are planned anew each time they run.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(&open)?;
    // 64 MiB of pages.
    connection.pragma_update(None, "cache_size", -65_536).map_err(&open)?;
    // A damaged page is noticed when it is read, not when something odd comes of it.
    connection.pragma_update(None, "cell_size_check", "ON").map_err(&open)?;
    connection.pragma_update(None, "trusted_schema", "OFF").map_err(&open)?;
    Ok(connection)
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let made: Vec<&Path> = folder.ancestors().take_while(|folder| named(folder) && !folder.exists()).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    for parent in made.iter().filter_map(|folder| folder.parent()) {
        match flush_folder(if named(parent) { parent } else { Path::new(".") }) {
            // One may make a folder in a folder that one may not read.
            Err(cause) if cause.kind() == std::io::ErrorKind::PermissionDenied => {}
            flushed => flushed?,
        }
    }
    Ok(())
}

/// Whether a path names something: `data` has the parent ``, which is where we are.
fn named(path: &Path) -> bool {
    !path.as_os_str().is_empty()
}
