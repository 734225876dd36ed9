//! Files that were handed over by a form and are looked at before they are taken: kept beside the journal's folder for as
//! long as the house is open, and gone with it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::multipart::Field;
use tokio::io::AsyncWriteExt as _;

use crate::app::import::{Progress, Report, Stage};
use crate::app::sign_in::secret;
use crate::fault::Fault;

/// The most bytes of a file.
pub const BYTES_MAX: usize = 200 << 20;
/// Uploads that are kept; the oldest goes for a new one.
const KEPT: usize = 16;

/// A file, and what became of it.
#[derive(Debug)]
pub struct Upload {
    /// What it is called.
    pub name: String,
    /// Where its bytes are.
    pub path: PathBuf,
    /// What the import of it came to.
    pub state: Mutex<State>,
    /// Accounts that are durable.
    pub done: AtomicU64,
    /// Accounts in all, of the stage it is at.
    pub all: AtomicU64,
    /// Facts written.
    pub facts: AtomicU64,
    /// Whether accounts go live already.
    pub is_going_live: AtomicBool,
}

/// What became of a file.
#[derive(Clone, Debug, Default)]
pub enum State {
    /// It was looked at.
    #[default]
    Looked,
    /// It is being taken.
    Taking,
    /// It was taken.
    Taken(Box<Report>),
    /// It could not be.
    Failed(Vec<String>),
}

impl Upload {
    /// What became of it.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells an upload how far its import is.
#[derive(Debug)]
pub struct Told(pub Arc<Upload>);

impl Progress for Told {
    fn begins(&mut self, stage: Stage, accounts: u64) {
        self.0.all.store(accounts, SeqCst);
        self.0.done.store(0, SeqCst);
        self.0.is_going_live.store(stage == Stage::GoingLive, SeqCst);
    }

    fn acknowledged(&mut self, accounts: u64, facts: u64) {
        self.0.done.store(accounts, SeqCst);
        self.0.facts.store(facts, SeqCst);
    }
}

/// Uploads by their ids, and the ids in the order they came.
type Kept = (HashMap<String, Arc<Upload>>, Vec<String>);

/// All of them.
#[derive(Debug)]
pub struct Uploads {
    folder: tempfile::TempDir,
    kept: Mutex<Kept>,
    /// Whether one is being taken: one at a time.
    pub is_taking: AtomicBool,
}

impl Uploads {
    /// None yet.
    ///
    /// # Errors
    /// There is no room for temporary files.
    pub fn new() -> Result<Self, Fault> {
        let folder = tempfile::Builder::new().prefix("takt-uploads-").tempdir();
        let folder = folder.map_err(|cause| Fault::unwritable(Path::new("takt-uploads"), &cause))?;
        Ok(Self { folder, kept: Mutex::default(), is_taking: AtomicBool::new(false) })
    }

    /// Takes in a file piece by piece; gives what it is known by.
    ///
    /// # Errors
    /// It is too large, was cut off, or there is no room for it.
    pub async fn take(&self, mut field: Field<'_>) -> Result<(String, Arc<Upload>), Fault> {
        // What it is called is only shown: no path is made of it.
        let name: String =
            field.file_name().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
        let id = secret()?;
        let path = self.folder.path().join(&id);
        let unwritable = |cause: std::io::Error| Fault::unwritable(Path::new(&name), &cause);
        let mut file = tokio::fs::File::create(&path).await.map_err(unwritable)?;
        let mut bytes = 0;
        while let Some(piece) = field.chunk().await.map_err(|cause| cut_off(&name, &cause.to_string()))? {
            bytes += piece.len();
            if bytes > BYTES_MAX {
                // What cannot be removed goes with the folder.
                let _ = std::fs::remove_file(&path);
                let megabytes = (BYTES_MAX >> 20).to_string();
                return Err(Fault::refused("upload-too-large", vec![("file", name), ("megabytes", megabytes)]));
            }
            file.write_all(&piece).await.map_err(unwritable)?;
        }
        file.flush().await.map_err(unwritable)?;
        if bytes == 0 {
            return Err(Fault::refused("upload-empty", vec![("file", name)]));
        }
        let upload = Arc::new(Upload {
            name,
            path,
            state: Mutex::default(),
            done: AtomicU64::new(0),
            all: AtomicU64::new(0),
            facts: AtomicU64::new(0),
            is_going_live: AtomicBool::new(false),
        });
        let mut kept = self.kept();
        if kept.1.len() >= KEPT {
            let oldest = kept.1.remove(0);
            if let Some(old) = kept.0.remove(&oldest) {
                // A file that cannot be removed goes with the folder.
                let _ = std::fs::remove_file(&old.path);
            }
        }
        kept.0.insert(id.clone(), Arc::clone(&upload));
        kept.1.push(id.clone());
        Ok((id, upload))
    }

    /// The upload of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Arc<Upload>> {
        self.kept().0.get(id).cloned()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cut_off(name: &str, cause: &str) -> Fault {
    Fault::refused("upload-cut-off", vec![("file", name.to_owned()), ("cause", cause.to_owned())])
}
