//! Flipped bits: `verify` finds every one in a record of the journal, and no other gives a wrong answer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use takt_core::fact::Fact;
use takt_core::unit::Seq;
use takt_store::{Head, JOURNAL_FILE, SqliteStore, Store, StoreError};

use crate::disk::{Dice, Disk, LOG, scratch, takt};
use crate::vendor::{facts, statements};
use crate::{asked, demand_green, sabotage};

/// What a byte of `journal.db` belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A record of the journal: the first sequence, count, version, CRC, hash and bytes of a frame.
    Record,
    /// How SQLite lays the rows of frames out: lengths, types, places and links of pages.
    Layout,
    /// Room in the pages of frames that nothing stands in.
    Unused,
    /// Keys, words, texts, models, outside keys, the head, and the tables' own description.
    Beside,
    /// The log of a folder that was not closed.
    Log,
}

/// What became of a flipped bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Found,
    /// Everything reads as it was written.
    Harmless,
    /// The last commit of the log is gone, as one that a power cut ended: a beginning of the journal, whole in itself.
    Shorter,
}

/// Everything a store holds.
#[derive(PartialEq)]
struct Contents {
    head: Head,
    facts: Vec<Fact>,
    beside: Vec<String>,
}

fn contents(store: &mut SqliteStore) -> Result<Contents, StoreError> {
    let mut facts = Vec::new();
    store.scan(Seq(1), &mut |fact| {
        facts.push(fact);
        Ok(())
    })?;
    let mut beside = Vec::new();
    beside.extend(store.words()?.iter().map(|(kind, id, text)| format!("{kind:?} {id} {text}")));
    beside.extend(store.models()?.iter().map(|model| format!("{model:?}")));
    for space in takt_store::Space::ALL {
        beside.extend(store.outside(*space)?.iter().map(|key| format!("{space:?} {key:?}")));
    }
    store.all_keys(&mut |key| {
        beside.push(format!("{key:?}"));
        Ok(())
    })?;
    store.all_texts(&mut |text| {
        beside.push(format!("{text:?}"));
        Ok(())
    })?;
    Ok(Contents { head: store.head()?, facts, beside })
}

/// A database file, and what each of its bytes belongs to.
struct Anatomy {
    bytes: Vec<u8>,
    page: usize,
    parts: Vec<Part>,
}

impl Anatomy {
    fn of(journal: &Path) -> Self {
        let connection = rusqlite::Connection::open(journal).unwrap();
        let root: usize = connection
            .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'frame'", [], |row| row.get::<_, u32>(0))
            .unwrap() as usize;
        drop(connection);
        let bytes = fs::read(journal).unwrap();
        let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
        let mut anatomy = Self { parts: vec![Part::Beside; bytes.len()], bytes, page };
        anatomy.tree(root);
        anatomy
    }

    fn number(&self, at: usize, len: usize) -> usize {
        self.bytes[at..at + len].iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
    }

    /// A number of SQLite's of one to nine bytes, and where it ends.
    fn varint(&self, mut at: usize) -> (usize, usize) {
        let mut number = 0;
        loop {
            let byte = usize::from(self.bytes[at]);
            (number, at) = (number << 7 | byte & 0x7f, at + 1);
            if byte < 0x80 {
                return (number, at);
            }
        }
    }

    fn mark(&mut self, from: usize, end: usize, part: Part) {
        self.parts[from..end].fill(part);
    }

    /// A page of the table's tree and all below it.
    fn tree(&mut self, page: usize) {
        let start = (page - 1) * self.page;
        self.mark(start, start + self.page, Part::Unused);
        let is_leaf = self.bytes[start] == 0x0d;
        let (cells, pointers) = (self.number(start + 3, 2), start + if is_leaf { 8 } else { 12 });
        self.mark(start, pointers + 2 * cells, Part::Layout);
        for cell in 0..cells {
            let at = start + self.number(pointers + 2 * cell, 2);
            if is_leaf {
                self.row(at);
            } else {
                let (_, end) = self.varint(at + 4);
                self.mark(at, end, Part::Layout);
                self.tree(self.number(at, 4));
            }
        }
        if !is_leaf {
            self.tree(self.number(start + 8, 4));
        }
    }

    /// A row: its length, its number, and what it holds, the end of it on pages of its own.
    fn row(&mut self, at: usize) {
        let (len, number) = self.varint(at);
        let (_, begins) = self.varint(number);
        self.mark(at, number, Part::Layout);
        self.mark(number, begins, Part::Record);
        let (most, least) = (self.page - 35, (self.page - 12) * 32 / 255 - 23);
        let here = match least + (len - least.min(len)) % (self.page - 4) {
            _ if len <= most => len,
            some if some <= most => some,
            _ => least,
        };
        let mut places: Vec<usize> = (begins..begins + here).collect();
        let mut link = begins + here;
        while places.len() < len {
            let next = (self.number(link, 4) - 1) * self.page;
            self.mark(link, link + 4, Part::Layout);
            self.mark(next, next + self.page, Part::Unused);
            let some = (len - places.len()).min(self.page - 4);
            places.extend(next + 4..next + 4 + some);
            link = next;
            self.mark(link, link + 4, Part::Layout);
        }
        let (types, _) = self.varint(begins);
        for (nth, place) in places.into_iter().enumerate() {
            self.parts[place] = if nth < types { Part::Layout } else { Part::Record };
        }
    }
}

/// A folder that was closed, and one whose log is still there.
fn folders() -> (Disk, Disk) {
    let imported = |disk: &Disk, name: &str, text: &str| {
        let file = disk.file(name, text);
        let args = ["import".into(), file.to_str().unwrap().into()];
        assert!(disk.takt(&args, None).0.status.success());
    };
    let (closed, open) = (Disk::new(), Disk::new());
    for disk in [&closed, &open] {
        imported(disk, "first.jsonl", &facts(0..60, 9));
        imported(disk, "stated.jsonl", &statements(0..20));
        imported(disk, "second.jsonl", &facts(60..500, 9));
    }
    let reader = SqliteStore::open_reader(&open.folder()).unwrap();
    for n in 0..4 {
        imported(&open, "more.jsonl", &facts(600 + n * 10..610 + n * 10, 9));
    }
    // A reader that goes leaves the log as a process that was killed would.
    drop(reader);
    (closed, open)
}

struct Rot {
    folder: tempfile::TempDir,
    wanted: Contents,
    /// Where the last commit begins.
    last_commit: Seq,
    tally: BTreeMap<(Part, Fate), u64>,
    red: Vec<String>,
}

impl Rot {
    fn new(folder: &Path) -> Self {
        let wanted = contents(&mut SqliteStore::open_reader(folder).unwrap()).unwrap();
        let last = wanted.facts.last().unwrap().recorded_at;
        let last_commit = wanted.facts.iter().find(|fact| fact.recorded_at == last).unwrap().seq;
        Self { folder: scratch(), wanted, last_commit, tally: BTreeMap::new(), red: Vec::new() }
    }

    /// Looks at the files as they lie there now, with a bit flipped.
    fn look(&mut self, part: Part, place: &str) {
        let (fate, wrong) = match self.fate(part) {
            Ok(fate) => (fate, (part == Part::Record && fate != Fate::Found).then(|| format!("{fate:?}"))),
            Err(what) => (Fate::Harmless, Some(what)),
        };
        *self.tally.entry((part, fate)).or_default() += 1;
        self.red.extend(wrong.map(|what| format!("{part:?}, {place}: {what}")));
    }

    fn fate(&self, part: Part) -> Result<Fate, String> {
        let mut store = match SqliteStore::open_reader(self.folder.path()) {
            Ok(store) => store,
            Err(StoreError::Corrupt(_) | StoreError::NotOurs { .. }) => return Ok(Fate::Found),
            Err(other) => return Err(format!("{other:?}")),
        };
        let report = match store.check() {
            Ok(report) => report,
            Err(StoreError::Corrupt(_)) => return Ok(Fate::Found),
            Err(other) => return Err(format!("{other:?}")),
        };
        let read = match contents(&mut store) {
            Ok(read) => read,
            Err(StoreError::Corrupt(_)) if !report.is_sound() => return Ok(Fate::Found),
            Err(other) => return Err(format!("{other:?}, and verify found nothing")),
        };
        let is_beginning = self.wanted.facts.starts_with(&read.facts);
        match (report.is_sound(), read == self.wanted) {
            (true, true) => Ok(Fate::Harmless),
            (true, false) if part == Part::Log && is_beginning && read.head.next >= self.last_commit => {
                Ok(Fate::Shorter)
            }
            (true, false) => Err("something else is read, and verify found nothing".into()),
            // Facts are checked as they are read; what lies beside them too.
            (false, _) if is_beginning => Ok(Fate::Found),
            (false, _) => Err("other facts are read without a word".into()),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    /// The same through the program: `verify` says no, and `flow` gives the right answer or none.
    fn ask_program(&mut self, flow: &[u8], place: usize) {
        let run = |line: &str| {
            let args: Vec<String> = line.split(' ').map(str::to_owned).collect();
            takt(self.folder.path(), &args).output().unwrap()
        };
        let (verify, read) = (run("verify"), run("--json flow"));
        match (verify.status.code(), read.status.code()) {
            (Some(1 | 3), Some(1 | 3)) => {}
            (Some(1), Some(0)) if read.stdout == flow => {}
            codes => self.red.push(format!("byte {place}: the program ends with {codes:?}")),
        }
    }
}

fn run(flips: u64, seed: u64, is_undone: bool) -> Vec<String> {
    println!("rot: {flips} flips in records, half as many elsewhere, seed {seed}");
    let (closed, open) = folders();
    let journal = closed.folder().join(JOURNAL_FILE);
    let flow = takt(&closed.folder(), &["--json".into(), "flow".into()]).output().unwrap().stdout;
    let anatomy = Anatomy::of(&journal);
    let mut places: BTreeMap<Part, Vec<usize>> = BTreeMap::new();
    for (place, part) in anatomy.parts.iter().enumerate() {
        places.entry(*part).or_default().push(place);
    }
    let mut dice = Dice(seed);
    let mut rot = Rot::new(&closed.folder());
    let wanted =
        [(Part::Record, flips), (Part::Layout, flips / 6), (Part::Unused, flips / 6), (Part::Beside, flips / 6)];
    for (part, flips) in wanted {
        let Some(places) = places.get(&part) else { panic!("no byte is {part:?}") };
        for nth in 0..flips {
            let place = places[dice.place(places.len())];
            let mut bytes = anatomy.bytes.clone();
            if !is_undone {
                bytes[place] ^= 1 << dice.below(8);
            }
            rot.put(JOURNAL_FILE, &bytes);
            rot.look(part, &format!("byte {place}"));
            if part == Part::Record && nth % 50 == 0 {
                rot.ask_program(&flow, place);
            }
        }
    }
    let (mut tally, mut red) = (rot.tally, rot.red);

    let mut rot = Rot::new(&open.folder());
    let (bytes, log) =
        (fs::read(open.folder().join(JOURNAL_FILE)).unwrap(), fs::read(open.folder().join(LOG)).unwrap());
    assert!(log.len() > 8 * anatomy.page, "{} bytes of log", log.len());
    for _ in 0..flips / 6 {
        let place = dice.place(log.len());
        let mut log = log.clone();
        if !is_undone {
            log[place] ^= 1 << dice.below(8);
        }
        let _ = fs::remove_file(rot.folder.path().join("journal.db-shm"));
        rot.put(JOURNAL_FILE, &bytes);
        rot.put(LOG, &log);
        rot.look(Part::Log, &format!("byte {place}"));
    }
    tally.append(&mut rot.tally);
    red.append(&mut rot.red);
    for ((part, fate), count) in tally {
        println!("  {part:?}: {count} {fate:?}");
    }
    red
}

#[test]
fn rot() {
    let is_undone = match sabotage().as_str() {
        "" => false,
        "undo" => true,
        other => panic!("rot knows the sabotage `undo`, not `{other}`"),
    };
    demand_green(&run(asked("N", 200), asked("SEED", 11), is_undone));
}

#[test]
fn rot_that_was_never_there_is_red() {
    let red = run(12, 11, true);
    assert!(red.len() >= 12, "{red:?}");
}
