//! One folder, one writer: the lock.
//!
//! The operating system keeps the lock, so it is free as soon as its holder is dead, however it died. The file only
//! says who the holder is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use takt_core::unit::Micros;

use crate::error::{Step, StoreError};

/// The process that has a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its process id.
    pub pid: u32,
    /// Since when.
    pub since: Micros,
    /// What it is doing, as it said when it took the folder: `serve`, `import`.
    pub doing: String,
}

impl Holder {
    fn write(&self) -> String {
        format!("pid {}\nsince {}\ndoing {}\n", self.pid, self.since.0, self.doing)
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let pid = lines.next()?.strip_prefix("pid ")?.parse().ok()?;
        let since = Micros(lines.next()?.strip_prefix("since ")?.parse().ok()?);
        let doing = lines.next()?.strip_prefix("doing ")?.into();
        Some(Self { pid, since, doing })
    }
}

/// The lock of a folder, held until it is dropped.
#[derive(Debug)]
pub(crate) struct FolderLock {
    file: File,
}

impl FolderLock {
    /// Takes the lock and writes down who has it.
    ///
    /// # Errors
    /// [`StoreError::InUse`] where another has it.
    pub(crate) fn take(path: &Path, doing: &str) -> Result<Self, StoreError> {
        let failed = |cause: std::io::Error| StoreError::of_system(Step::Lock, cause);
        // Not truncated at opening: that would wipe out the name of the process that has it.
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse { holder: holder(&mut file) }),
            Err(TryLockError::Error(cause)) => return Err(failed(cause)),
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
        let holder = Holder {
            pid: std::process::id(),
            since: Micros(i64::try_from(since).unwrap_or(i64::MAX)),
            doing: doing.lines().next().unwrap_or_default().into(),
        };
        file.set_len(0).map_err(failed)?;
        file.write_all(holder.write().as_bytes()).map_err(failed)?;
        Ok(Self { file })
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // So that nobody reads the name of a process that has let go. If it fails, the name is merely out of date; the
        // lock itself goes with the file.
        let _ = self.file.set_len(0);
    }
}

/// Reads who has the lock. Between taking it and writing that down lies a moment, so it looks more than once.
fn holder(file: &mut File) -> Option<Holder> {
    for _ in 0..5 {
        std::thread::sleep(Duration::from_millis(10));
        let mut text = String::new();
        if file.rewind().is_ok()
            && file.read_to_string(&mut text).is_ok()
            && let Some(holder) = Holder::read(&text)
        {
            return Some(holder);
        }
    }
    None
}

/// Makes a rename in a folder last. Only Unix lets a folder be opened for that; elsewhere the file system sees to it.
pub(crate) fn flush_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
