//! What can go wrong: one variant for each reason, with the figures that belong to it.
//!
//! The texts here are for logs and developers. What a person reads is made by the shell, from the fields.

use std::path::PathBuf;

use takt_core::dictionary::WordKind;
use takt_core::unit::Seq;

use crate::commit::{Flaw, Space};
use crate::folder::Holder;
use crate::key::Key;
use crate::store::Head;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The commit was decided on another end of the journal: decide again.
    #[error("decided on {}, the journal ends at {}", .expected.0, .found.0)]
    Conflict {
        /// The end it was decided on.
        expected: Seq,
        /// The end there is.
        found: Seq,
    },
    /// It landed before; [`Store::known`](crate::Store::known) says where.
    #[error("key {key} is known")]
    Duplicate {
        /// The first key of the commit that is known, or stands in it twice.
        key: Key,
    },
    /// The commit breaks a rule of the journal: a fault of the program that made it.
    #[error("unsound commit")]
    Unsound(#[from] Flaw),
    /// The commit may or may not have landed. The caller throws its book away and opens the store again.
    #[error("the outcome of the commit is unknown")]
    Unknown {
        /// What the database said.
        #[source]
        cause: Cause,
    },
    /// A call before this one failed so that nothing can be said any more: open the store again.
    #[error("the store is broken since an earlier failure; open it again")]
    Broken,
    /// The disk is full: the commit did not land. Reading goes on; writing begins when the store is opened again.
    #[error("disk full")]
    Full,
    /// The disk or the operating system failed.
    #[error("{} failed", .what.name())]
    Disk {
        /// What was being done.
        what: Step,
        /// What it said.
        #[source]
        cause: Cause,
    },
    /// What lies there is not what was written.
    #[error("corrupt: {0}")]
    Corrupt(Finding),
    /// Another process has the folder.
    #[error("in use{}", .holder.as_ref().map_or(String::new(), |h| format!(" by process {} ({})", h.pid, h.doing)))]
    InUse {
        /// Who, where it can be said.
        holder: Option<Holder>,
    },
    /// This store was opened to read.
    #[error("opened to read only")]
    ReadOnly,
    /// There is no such folder.
    #[error("no folder {}", .folder.display())]
    NoFolder {
        /// The folder asked for.
        folder: PathBuf,
    },
    /// The folder is not one of ours.
    #[error("{} is not ours: {why}", .folder.display())]
    NotOurs {
        /// The folder asked for.
        folder: PathBuf,
        /// What it is.
        why: Foreign,
    },
    /// A journal was to be created where one is.
    #[error("{} holds a journal already", .folder.display())]
    Exists {
        /// The folder asked for.
        folder: PathBuf,
    },
    /// The SQLite linked in may corrupt a journal (before 3.51.3: two connections, checkpoint and commit).
    #[error("SQLite {found} is too old, {needed} is needed")]
    SqliteTooOld {
        /// The number of the version linked in, as 3051002.
        found: i32,
        /// The number of the oldest version that will do.
        needed: i32,
    },
    /// The journal does not reach that far.
    #[error("no fact {}", .seq.0)]
    NoFact {
        /// The sequence asked for.
        seq: Seq,
    },
}

impl StoreError {
    /// What the operating system said of a file, met in this step.
    pub(crate) fn of_system(what: Step, cause: std::io::Error) -> Self {
        use std::io::ErrorKind::{QuotaExceeded, StorageFull};
        if matches!(cause.kind(), StorageFull | QuotaExceeded) {
            return Self::Full;
        }
        Self::Disk { what, cause: cause.into() }
    }
}

/// What a database or an operating system said, in whatever type it says it.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What was being done when the disk failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Creating a folder and its journal.
    Create,
    /// Taking the lock of a folder.
    Lock,
    /// Opening a journal.
    Open,
    /// Reading.
    Read,
    /// Writing, before the commit itself.
    Write,
    /// The commit itself.
    Commit,
    /// Bringing the log over into the database.
    Checkpoint,
}

impl Step {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Lock => "lock",
            Self::Open => "open",
            Self::Read => "read",
            Self::Write => "write",
            Self::Commit => "commit",
            Self::Checkpoint => "checkpoint",
        }
    }
}

/// What a folder is that is none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Foreign {
    /// It holds no journal.
    #[error("no journal in it")]
    NoJournal,
    /// A journal was to be created in it, but it holds other things.
    #[error("not empty")]
    NotEmpty,
    /// Its journal is no SQLite database.
    #[error("its journal is no SQLite database")]
    NotSqlite,
    /// Its journal is a database of another program.
    #[error("its journal belongs to application {id:#x}")]
    OtherApplication {
        /// SQLite's `application_id`.
        id: i32,
    },
    /// Its journal was written by a Takt from before the first release, in tables that nobody reads any more.
    #[error("its journal has format {version}, from before the first release")]
    Earlier {
        /// The version of its format.
        version: i32,
    },
    /// Its journal was written by a later Takt.
    #[error("its journal has format {version}")]
    Later {
        /// The version of its format.
        version: i32,
    },
}

/// Something that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// A frame.
    #[error("frame {}: {what}", .first.0)]
    Frame {
        /// The sequence of its first fact.
        first: Seq,
        /// What is wrong with it.
        what: Damage,
    },
    /// The head does not fit the last frame, or cannot be read.
    #[error("the head does not fit the last frame")]
    Head {
        /// The head as it lies there, where it can be read.
        stored: Option<Head>,
        /// The head as the frames say.
        found: Head,
    },
    /// A word is not the next one of its kind.
    #[error("{} {id} is not the next word of its kind", .kind.name())]
    Word {
        /// Its kind.
        kind: WordKind,
        /// Its number.
        id: u32,
    },
    /// A model's text is not what its SHA-256 says.
    #[error("a model's text is not what its SHA-256 says")]
    ModelChanged {
        /// The SHA-256 it lies under.
        sha256: [u8; 32],
    },
    /// A fact adopts a model whose text is not there.
    #[error("fact {} adopts a model whose text is not there", .seq.0)]
    ModelMissing {
        /// The fact.
        seq: Seq,
        /// The SHA-256 of the text.
        sha256: [u8; 32],
    },
    /// A key names a fact that does not exist.
    #[error("key {key} names fact {}, which does not exist", .seq.0)]
    Key {
        /// The key.
        key: Key,
        /// The fact it names.
        seq: Seq,
    },
    /// An outside key is filed wrongly, so that it would not be found.
    #[error("an outside key of {} {id} is filed wrongly", .space.name())]
    Outside {
        /// Whose ids.
        space: Space,
        /// Whose.
        id: u32,
    },
    /// A row of a table cannot be what was written.
    #[error("a row of {table} cannot be read")]
    Row {
        /// The table.
        table: &'static str,
    },
    /// The database's log is broken, and not as a power cut breaks it.
    #[error("the log is broken; {commits} commits lie behind the break")]
    Log {
        /// How many commits lie behind the break and are not read.
        commits: u64,
    },
    /// The database itself finds its file damaged.
    #[error("the database says: {says}")]
    File {
        /// In its own words.
        says: String,
    },
}

/// What is wrong with a frame.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Its bytes or its head are not those the CRC was made of.
    #[error("checksum does not fit")]
    Checksum,
    /// Its bytes are not the facts they should be, though the CRC fits.
    #[error("no facts of version {version}")]
    Undecodable {
        /// The version it says it has.
        version: u8,
    },
    /// Its hash does not follow from the frame before.
    #[error("hash does not follow from the frame before")]
    Chain,
    /// It is not there.
    #[error("missing; what follows begins at {}", .next.0)]
    Missing {
        /// The sequence at which the journal goes on.
        next: Seq,
    },
    /// It begins before the one in front of it ends.
    #[error("begins before {}, where the frame before ends", .expected.0)]
    Overlap {
        /// Where it should begin.
        expected: Seq,
    },
    /// Its row cannot be read.
    #[error("cannot be read: {says}")]
    Unreadable {
        /// What the database said.
        says: String,
    },
    /// An account's chain of back pointers leads into it, to a fact of another account.
    #[error("fact {} is of another account than the one that points to it", .seq.0)]
    Strayed {
        /// The fact.
        seq: Seq,
    },
}
