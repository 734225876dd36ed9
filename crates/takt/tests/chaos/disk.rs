//! A disk that remembers every call, fails when told to and fills up: `shim.c`, in front of the real program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

const SHIM: &str = include_str!("shim.c");

/// SQLite's log beside the journal.
pub(crate) const LOG: &str = "journal.db-wal";

/// Open flags: the file is made where it is not there; it is emptied.
const CREATE: i64 = 0o100;
const TRUNCATE: i64 = 0o1000;

/// One call of the program, as the shim noted it.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) pid: u32,
    pub(crate) fd: i32,
    /// Where a write begins, how long a file is cut, with which flags it is opened.
    pub(crate) place: i64,
    /// The operating system's number of the error; 0 where it went well.
    pub(crate) error: u32,
    pub(crate) what: What,
    /// An open made the file.
    pub(crate) made: bool,
    pub(crate) path: String,
    /// Where a rename leads.
    pub(crate) other: String,
    /// What was written, or said.
    pub(crate) bytes: Vec<u8>,
}

impl Call {
    /// Whether the file or folder has this name.
    pub(crate) fn is_of(&self, name: &str) -> bool {
        self.path.rsplit('/').next() == Some(name)
    }

    pub(crate) fn is_truncating(&self) -> bool {
        self.what == What::Open && self.place & TRUNCATE != 0
    }

    /// Whether it opens a file that may not be there before.
    pub(crate) fn is_making(&self) -> bool {
        self.what == What::Open && self.place & CREATE != 0
    }

    /// What it was, for people: `write journal.db-wal`.
    pub(crate) fn named(&self) -> String {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        format!("{:?} {}", self.what, if file.is_empty() { "what is said" } else { file }).to_lowercase()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Open,
    Close,
    Read,
    Write,
    Flush,
    Cut,
    Rename,
    Remove,
    MakeFolder,
    RemoveFolder,
    Map,
    /// Written to standard output or standard error.
    Say,
    /// Said to be done, and not done.
    Lie,
}

impl What {
    fn of(letter: u8) -> Self {
        match letter {
            b'O' => Self::Open,
            b'C' => Self::Close,
            b'R' => Self::Read,
            b'W' => Self::Write,
            b'S' => Self::Flush,
            b'T' => Self::Cut,
            b'N' => Self::Rename,
            b'U' => Self::Remove,
            b'M' => Self::MakeFolder,
            b'D' => Self::RemoveFolder,
            b'P' => Self::Map,
            b'A' => Self::Say,
            b'Q' => Self::Lie,
            other => panic!("the log has a call {other}"),
        }
    }
}

/// A folder of its own, and the disk below it.
pub(crate) struct Disk {
    dir: tempfile::TempDir,
    /// Whether it says that it wrote what it had no room for.
    pub(crate) lies_when_full: bool,
    /// How many commands were run on it.
    runs: AtomicU64,
}

/// When the first command begins, in seconds since 1970: 2026-06-01.
const BEGINS: u64 = 1_780_272_000;

impl Disk {
    pub(crate) fn new() -> Self {
        let dir = scratch();
        fs::create_dir(dir.path().join("root")).unwrap();
        Self { dir, lies_when_full: false, runs: AtomicU64::new(0) }
    }

    /// What lies below it is the disk.
    pub(crate) fn root(&self) -> PathBuf {
        self.dir.path().join("root")
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.root().join("data")
    }

    /// A file on the disk that is not in the data folder.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.root().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn log(&self) -> PathBuf {
        self.dir.path().join("log")
    }

    fn room(&self) -> PathBuf {
        self.dir.path().join("room")
    }

    /// How many bytes are free from now on.
    pub(crate) fn leave(&self, bytes: i64) {
        fs::write(self.room(), bytes.to_ne_bytes()).unwrap();
    }

    /// The command on this disk; `fault` as the shim reads it.
    pub(crate) fn on(&self, mut command: Command, fault: Option<&str>) -> Command {
        command.env("LD_PRELOAD", shim()).env("TAKT_DISK_ROOT", self.root()).env("TAKT_DISK_LOG", self.log());
        // A minute passes between one command and the next.
        let run = self.runs.fetch_add(1, Ordering::Relaxed);
        command.env("TAKT_DISK_CLOCK", (BEGINS + 60 * run).to_string());
        if let Some(fault) = fault {
            command.env("TAKT_DISK_FAULT", fault);
        }
        if self.room().exists() {
            command.env("TAKT_DISK_ROOM", self.room());
        }
        if self.lies_when_full {
            command.env("TAKT_DISK_FULL", "lie");
        }
        command.stdin(Stdio::null());
        command
    }

    /// Runs `takt` over the data folder and gives its output with all it did to the disk.
    pub(crate) fn takt(&self, args: &[String], fault: Option<&str>) -> (Output, Vec<Call>) {
        let output = self.on(takt(&self.folder(), args), fault).output().unwrap();
        (output, self.calls())
    }

    /// What was noted since it was last asked.
    pub(crate) fn calls(&self) -> Vec<Call> {
        let bytes = fs::read(self.log()).unwrap_or_default();
        let _ = fs::remove_file(self.log());
        let mut calls = Vec::new();
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (call, more) = call(rest);
            calls.push(call);
            rest = more;
        }
        calls
    }

    /// The disk holds this from now on, and it is as late as it was then.
    pub(crate) fn holds(&self, kept: &Kept) {
        let root = self.root();
        fs::remove_dir_all(&root).unwrap();
        fs::create_dir(&root).unwrap();
        self.runs.store(kept.runs, Ordering::Relaxed);
        for (path, bytes) in &kept.files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

/// The calls that can fail, with the numbers the shim counts them by.
pub(crate) fn counted(calls: &[Call]) -> impl Iterator<Item = (usize, &Call)> {
    calls.iter().filter(|call| call.what != What::Close).enumerate().map(|(at, call)| (at + 1, call))
}

/// The program over a data folder.
pub(crate) fn takt(folder: &Path, args: &[String]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_takt"));
    command.arg("--data").arg(folder).args(args);
    command
}

/// A folder to work in: in memory where that can be, since what the disk makes of it is not asked here.
pub(crate) fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir()).unwrap()
}

/// What lay on a disk: files by their path from the root.
#[derive(Clone)]
pub(crate) struct Kept {
    files: Vec<(PathBuf, Vec<u8>)>,
    runs: u64,
}

impl Kept {
    pub(crate) fn of(disk: &Disk) -> Self {
        let mut kept = Vec::new();
        let mut folders = vec![disk.root()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    kept.push((path.strip_prefix(disk.root()).unwrap().into(), bytes));
                }
            }
        }
        Self { files: kept, runs: disk.runs.load(Ordering::Relaxed) }
    }
}

fn call(record: &[u8]) -> (Call, &[u8]) {
    let u16_at = |at: usize| usize::from(u16::from_ne_bytes(record[at..at + 2].try_into().unwrap()));
    let u32_at = |at: usize| u32::from_ne_bytes(record[at..at + 4].try_into().unwrap());
    let (path, other, bytes) = (u16_at(22), u16_at(24), u32_at(28) as usize);
    let (texts, rest) = record[32..].split_at(path + other);
    let (bytes, rest) = rest.split_at(bytes);
    let call = Call {
        pid: u32_at(0),
        fd: u32_at(4).cast_signed(),
        place: i64::from_ne_bytes(record[8..16].try_into().unwrap()),
        error: u32_at(16),
        what: What::of(record[20]),
        made: record[21] != 0,
        path: String::from_utf8(texts[..path].into()).unwrap(),
        other: String::from_utf8(texts[path..].into()).unwrap(),
        bytes: bytes.into(),
    };
    (call, rest)
}

/// The shim, compiled once for all tests of this text.
fn shim() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let name = takt::app::names::hex(&takt::app::desk::sha256(SHIM)[..8]);
        let built = folder.join(format!("disk-{name}.so"));
        if !built.exists() {
            let (source, new) = (folder.join(format!("disk-{}.c", std::process::id())), built.with_extension("new"));
            let new = new.with_extension(std::process::id().to_string());
            fs::write(&source, SHIM).unwrap();
            let compiled = Command::new("cc")
                .args(["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o"])
                .args([&new, &source])
                .arg("-ldl")
                .status();
            assert!(compiled.is_ok_and(|status| status.success()), "a C compiler builds {}", source.display());
            // Two tests may come here at once: each builds its own, and the last one stays.
            fs::rename(&new, &built).unwrap();
            fs::remove_file(&source).unwrap();
        }
        built
    })
}

/// Numbers that look random and are the same everywhere (SplitMix64).
#[derive(Clone)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// The next number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    /// The next place in something of this length.
    pub(crate) fn place(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap()
    }
}
