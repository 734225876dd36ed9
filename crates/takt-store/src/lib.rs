//! Where Takt keeps what it knows: the journal, the dictionary, the adopted models and the people store, behind one
//! trait.
//!
//! ```text
//! frame        up to 256 facts of one commit: first sequence, count, version, CRC, hash chain, bytes
//! head         the one row that says where the journal ends: next sequence, hash of the last frame, last time
//! idempotency  key → sequence, in sorted runs: did it land?
//! word         the dictionary                     model   SHA-256 → text of a model ever adopted
//! outside      outside key → id of the book       text    names, addresses, free columns (the people store)
//! ```
//!
//! [`Store::append`] writes all of it in one transaction, so no fact ever names a word, a model or a person that is
//! not there. Beside it lie disposable [`Segment`]s of what was computed from the journal. [`SqliteStore`] keeps it in one folder: any number of readers, one writer. What every implementation
//! must do is written down as a suite that is generic over the place where the store lives (`tests/store/contract`).
//!
//! Nothing here decides anything: what a fact means is the business of `takt-core`, what is said to a person that of
//! the shell. The store reads the clock once, to say in the lock file since when a process has the folder.

mod cache;
mod chain;
mod commit;
mod error;
pub mod fault;
mod filter;
mod folder;
mod frame;
mod key;
mod search;
mod segment;
mod snapshot;
mod sqlite;
mod store;

pub use chain::ChainReport;
pub use commit::{Commit, Erasure, Flaw, ModelText, Outside, Space, Text};
pub use error::{Cause, Damage, Finding, Foreign, Step, StoreError};
pub use folder::Holder;
pub use frame::FACTS_PER_FRAME;
pub use key::Key;
pub use search::{Folding, Found, Grade, Hit, Wanted};
pub use segment::{Form, SEGMENT_FOLDER, Segment};
pub use snapshot::{SNAPSHOT_FILE, SnapshotHead, SnapshotReader, SnapshotWriter, Unusable};
pub use sqlite::{ERASED_FILE, ERASING_FILE, JOURNAL_FILE, LOCK_FILE, SECRET_FILE, SqliteStore, UNFILED_MAX, bare};
pub use store::{Head, Stop, Store};
