//! What a power cut leaves of a disk, worked out from the calls up to it.
//!
//! What was flushed is there. Of every write since, all, nothing or some sectors of 512 bytes; a file's length likewise.
//! Names that were made, changed or removed are there when their folder was flushed; of those since, the first so many,
//! as a file system with a log has it. A flush that failed is worse than none: the system takes the pages for written
//! (Linux does), so a later flush does not bring them, and only writing them again does.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use crate::disk::{Call, Dice, What};

const SECTOR: usize = 512;
const PAGE: usize = 4096;
/// Stands where a file would: the name is a folder's.
const FOLDER: usize = usize::MAX;

/// A disk as it is at one moment.
#[derive(Default)]
pub(crate) struct Power {
    files: Vec<File>,
    /// Names as programs see them.
    seen: BTreeMap<String, usize>,
    /// Names that stay.
    kept: BTreeMap<String, usize>,
    /// Names made, changed or removed since their folder was flushed.
    names: Vec<(String, Change)>,
    /// What a process has open: a file, or a folder by its name.
    open: HashMap<(u32, i32), Open>,
}

#[derive(Clone)]
enum Open {
    File(usize),
    Folder(String),
}

#[derive(Clone)]
enum Change {
    Made { name: String, file: usize },
    Moved { from: String, to: String },
    Removed { name: String },
}

#[derive(Default)]
struct File {
    /// As programs see it.
    seen: Vec<u8>,
    /// What is on the disk for certain.
    kept: Vec<u8>,
    /// What was done to it since, in order.
    since: Vec<Touch>,
}

enum Touch {
    Written { place: usize, bytes: Vec<u8> },
    Cut { len: usize },
}

impl Power {
    /// Takes the next call.
    pub(crate) fn take(&mut self, call: &Call) {
        let handle = (call.pid, call.fd);
        match call.what {
            What::Open if call.error == 0 => {
                // Somebody outside of the story may have made it: a reader makes the log that it does not find.
                if call.made || (call.is_making() && !self.seen.contains_key(&call.path)) {
                    self.files.push(File::default());
                    let file = self.files.len() - 1;
                    self.seen.insert(call.path.clone(), file);
                    self.names.push((folder_of(&call.path), Change::Made { name: call.path.clone(), file }));
                }
                let open = match self.seen.get(&call.path) {
                    Some(file) => Open::File(*file),
                    None => Open::Folder(call.path.clone()),
                };
                if let Open::File(file) = open
                    && call.is_truncating()
                {
                    self.files[file].cut(0);
                }
                self.open.insert(handle, open);
            }
            What::Close => {
                self.open.remove(&handle);
            }
            What::Write => {
                if let Some(Open::File(file)) = self.open.get(&handle) {
                    self.files[*file].write(usize::try_from(call.place).unwrap(), &call.bytes);
                }
            }
            What::Cut if call.error == 0 => {
                if let Some(Open::File(file)) = self.open.get(&handle) {
                    self.files[*file].cut(usize::try_from(call.place).unwrap());
                }
            }
            What::Flush => match self.open.get(&handle).cloned() {
                Some(Open::File(file)) if call.error == 0 => self.files[file].flush(),
                Some(Open::File(file)) => self.files[file].since.clear(),
                Some(Open::Folder(folder)) if call.error == 0 => self.flush_names(&folder),
                _ => {}
            },
            What::Rename if call.error == 0 => {
                if let Some(file) = self.seen.remove(&call.path) {
                    self.seen.insert(call.other.clone(), file);
                }
                let change = Change::Moved { from: call.path.clone(), to: call.other.clone() };
                self.names.push((folder_of(&call.other), change));
            }
            What::MakeFolder if call.error == 0 => {
                let change = Change::Made { name: call.path.clone(), file: FOLDER };
                self.names.push((folder_of(&call.path), change));
            }
            What::Remove if call.error == 0 => {
                self.seen.remove(&call.path);
                self.names.push((folder_of(&call.path), Change::Removed { name: call.path.clone() }));
            }
            _ => {}
        }
    }

    fn flush_names(&mut self, folder: &str) {
        let mut later = Vec::new();
        for (of, change) in std::mem::take(&mut self.names) {
            if of == folder {
                change.apply(&mut self.kept);
            } else {
                later.push((of, change));
            }
        }
        self.names = later;
    }

    /// Puts what a cut now may leave into `to`: every path below `from`.
    pub(crate) fn cut(&self, dice: &mut Dice, from: &Path, to: &Path) {
        let mut names = self.kept.clone();
        let some = dice.place(self.names.len() + 1);
        for (_, change) in &self.names[..some] {
            change.apply(&mut names);
        }
        for (name, file) in &names {
            let parent = folder_of(name);
            if *file == FOLDER || (Path::new(&parent) != from && !names.contains_key(&parent)) {
                continue;
            }
            // SQLite's index of the log is made anew by the first who opens it, whatever lies there.
            if name.ends_with("-shm") {
                continue;
            }
            let Ok(path) = Path::new(name).strip_prefix(from) else { continue };
            let path = to.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, self.files[*file].torn(dice)).unwrap();
        }
    }
}

impl Change {
    fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Made { name, file } => {
                names.insert(name.clone(), *file);
            }
            Self::Moved { from, to } => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
            Self::Removed { name } => {
                names.remove(name);
            }
        }
    }
}

impl File {
    fn write(&mut self, place: usize, bytes: &[u8]) {
        put(&mut self.seen, place, bytes);
        self.since.push(Touch::Written { place, bytes: bytes.into() });
    }

    fn cut(&mut self, len: usize) {
        self.seen.resize(len, 0);
        self.since.push(Touch::Cut { len });
    }

    /// What was touched is on the disk, by whole pages.
    fn flush(&mut self) {
        for touch in std::mem::take(&mut self.since) {
            match touch {
                Touch::Cut { len } => self.kept.resize(len, 0),
                Touch::Written { place, bytes } => {
                    let first = place / PAGE * PAGE;
                    let end = (place + bytes.len()).next_multiple_of(PAGE).min(self.seen.len());
                    if first < end {
                        put(&mut self.kept, first, &self.seen[first..end]);
                    }
                }
            }
        }
    }

    /// What a cut now may leave of it.
    fn torn(&self, dice: &mut Dice) -> Vec<u8> {
        let mut left = self.kept.clone();
        for touch in &self.since {
            let fate = dice.below(3);
            match touch {
                Touch::Cut { len } if fate > 0 => left.resize(*len, 0),
                Touch::Written { place, bytes } if fate > 0 => {
                    // Sectors are those of the disk, not of the write.
                    let (mut at, end) = (*place, place + bytes.len());
                    while at < end {
                        let next = ((at / SECTOR + 1) * SECTOR).min(end);
                        if fate == 1 || dice.below(2) == 0 {
                            put(&mut left, at, &bytes[at - place..next - place]);
                        }
                        at = next;
                    }
                }
                _ => {}
            }
        }
        left
    }
}

fn put(into: &mut Vec<u8>, place: usize, bytes: &[u8]) {
    let end = place + bytes.len();
    if into.len() < end {
        into.resize(end, 0);
    }
    into[place..end].copy_from_slice(bytes);
}

fn folder_of(name: &str) -> String {
    name.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.into())
}
