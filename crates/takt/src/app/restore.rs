//! Restore: an exported journal into a folder fresh from `init`, with the same sequences and hashes, nothing decided.
//!
//! The journal is built beside the fresh one and takes its place only when it is whole, so a restore that is killed
//! leaves the folder as `init` made it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde_json::Value;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Fact, Kind};
use takt_core::unit::{ImportId, Micros, Seq};
use takt_intake::{read_journal_header, read_journal_line};
use takt_store::{Commit, Key, ModelText, Outside, Space, SqliteStore, Store, Text};

use crate::app::desk::Desk;
use crate::app::export::{CHAIN, DICTIONARY, KEYS, MODELS, PEOPLE, SECRET};
use crate::app::names::unhex;
use crate::app::secret::Secret;
use crate::fault::Fault;

/// Where the journal is built before it takes its place.
const BUILDING: &str = "restoring";

/// The facts that a restore would take: a dry run reads the export whole into a folder that is thrown away.
///
/// # Errors
/// As [`restore`].
pub fn would_restore(folder: &Path, journal: &Path) -> Result<u64, Fault> {
    if folder.join(takt_store::JOURNAL_FILE).exists() {
        let desk = Desk::open_reader(folder)?;
        if desk.book.next != Seq(2) || desk.book.adoptions.len() != 1 {
            return Err(Fault::refused("restore-used", vec![("folder", folder.display().to_string())]));
        }
    }
    let scratch = std::env::temp_dir().join(format!("takt-dry-restore-{}", std::process::id()));
    let fault = |error: &takt_store::StoreError| Fault::of_store(error, &scratch);
    let filled = SqliteStore::create(&scratch, "restore")
        .map_err(|error| fault(&error))
        .and_then(|mut store| fill(&mut store, journal, &fault));
    let filled = filled.map(|(facts, _)| facts);
    // What cannot be removed lies in the system's temporary folder.
    let _ = std::fs::remove_dir_all(&scratch);
    filled
}

/// What a restore came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Facts of the export.
    pub facts: u64,
    /// Texts of people who were erased since it was written: the folder's list names them.
    pub erased: u64,
    /// Whether the folder has the secret of the one that was exported, where that had any.
    pub has_secret: bool,
}

/// Restores an exported journal into a folder.
///
/// # Errors
/// The folder is used already, something of the export is missing or broken, or the disk fails.
pub fn restore(folder: &Path, journal: &Path, wall: Micros) -> Result<Restored, Fault> {
    let used = || Fault::refused("restore-used", vec![("folder", folder.display().to_string())]);
    // Whatever the clock says: what is restored keeps its own times.
    let desk = Desk::hold(folder, "restore")?;
    if desk.book.next != Seq(2) || desk.book.adoptions.len() != 1 {
        return Err(used());
    }
    clear(folder)?;
    let building = folder.join(BUILDING);
    let fault = |error: &takt_store::StoreError| Fault::of_store(error, folder);
    let mut store = SqliteStore::create(&building, "restore").map_err(|error| fault(&error))?;
    let (facts, mark) = fill(&mut store, journal, &fault)?;
    let own = Secret::read(folder)?.map(|secret| secret.mark());
    // Who was erased since is erased here before anybody can see this journal.
    let mut building_desk = Desk::over(folder, store)?;
    let erased = building_desk.erase_listed(wall)?;
    let mut store = building_desk.store;
    let sound = store.check().map_err(|error| fault(&error))?.is_sound();
    drop(store);
    if !sound {
        return Err(Fault::refused("restore-changed", vec![("file", journal.display().to_string())]));
    }
    // The lock stays with us while the one journal takes the place of the other.
    desk.store.replaced_by(&building).map_err(|error| fault(&error))?;
    std::fs::remove_dir_all(&building).map_err(|cause| Fault::unwritable(&building, &cause))?;
    Ok(Restored { facts, erased, has_secret: mark.is_none() || mark == own })
}

/// Takes away what a restore left in a folder when it was killed. Who calls holds the folder.
pub(super) fn clear(folder: &Path) -> Result<(), Fault> {
    let building = folder.join(BUILDING);
    match std::fs::remove_dir_all(&building) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Fault::unwritable(&building, &cause)),
        _ => Ok(()),
    }
}

/// Fills an empty store; gives the facts, and the mark of the secret that the exported folder had.
fn fill(
    store: &mut SqliteStore,
    journal: &Path,
    fault: &dyn Fn(&takt_store::StoreError) -> Fault,
) -> Result<(u64, Option<String>), Fault> {
    let beside = journal.parent().unwrap_or(Path::new("."));
    let mut words = dictionary(&beside.join(DICTIONARY))?;
    let mut first = Commit::on(Seq(1));
    first.words = words.take_fresh();
    first.models = models(&beside.join(MODELS))?;
    let (outside, texts) = people(&beside.join(PEOPLE))?;
    first.outside = outside;
    first.texts = texts;
    let keys = keys(&beside.join(KEYS))?;
    let mut keys = keys.into_iter().peekable();

    let mut lines = Lines::open(journal)?;
    let most = lines.left()?;
    let header = lines.next_line()?.ok_or_else(|| lines.broken())?;
    let header = read_journal_header(&journal.display().to_string(), &header).map_err(|_| lines.broken())?;
    let mut commit = first;
    let mut count = 0;
    while let Some(line) = lines.next_line()? {
        let fact: Fact = read_journal_line(&line, &mut words).map_err(|_| lines.broken())?;
        if !words.take_fresh().is_empty() || fact.seq.0 != count + 1 || !fact.is_possible(most, &words) {
            return Err(lines.broken());
        }
        count += 1;
        // One commit for each recording time, as it was: the same frames, the same chain.
        let same = commit.facts.last().is_none_or(|last| last.recorded_at == fact.recorded_at);
        if !same {
            let next = Commit::on(fact.seq);
            write(store, std::mem::replace(&mut commit, next), &mut keys, fault)?;
        }
        commit.facts.push(fact);
    }
    if header.facts.is_some_and(|facts| facts != count) {
        return Err(lines.broken());
    }
    write(store, commit, &mut keys, fault)?;
    let chain = store.head().map_err(|error| fault(&error))?.chain;
    let written = header.more.iter().find(|(name, _)| name == CHAIN).map(|(_, chain)| chain.as_str());
    if written.is_some_and(|written| written != crate::app::names::hex(&chain)) {
        return Err(Fault::refused("restore-changed", vec![("file", journal.display().to_string())]));
    }
    let mark = header.more.iter().find(|(name, _)| name == SECRET);
    Ok((count, mark.map(|(_, mark)| mark.clone())))
}

fn write(
    store: &mut SqliteStore,
    mut commit: Commit,
    keys: &mut std::iter::Peekable<impl Iterator<Item = (Seq, Key)>>,
    fault: &dyn Fn(&takt_store::StoreError) -> Fault,
) -> Result<(), Fault> {
    let last = commit.facts.last().map_or(Seq(0), |fact| fact.seq);
    while let Some((seq, key)) = keys.next_if(|(seq, _)| *seq <= last) {
        commit.keys.push((key, seq));
    }
    // A journal's first fact always adopts a model; anything else was not written by an export.
    if commit.expected == Seq(1) && commit.facts.first().is_some_and(|fact| fact.body.kind() != Kind::ModelAdopted) {
        return Err(Fault::refused("restore-changed", vec![("file", String::from("journal.jsonl"))]));
    }
    store.append(&commit).map_err(|error| fault(&error))?;
    Ok(())
}

/// The lines of a file, with the number of the last one.
struct Lines {
    path: PathBuf,
    reader: BufReader<File>,
    line: u64,
}

impl Lines {
    fn open(path: &Path) -> Result<Self, Fault> {
        let file = File::open(path).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::NotFound => Fault::refused(
                "restore-incomplete",
                vec![
                    ("file", path.parent().map_or_else(String::new, |folder| folder.display().to_string())),
                    ("missing", path.file_name().unwrap_or_default().to_string_lossy().into_owned()),
                ],
            ),
            _ => Fault::unreadable(path, &cause),
        })?;
        Ok(Self { path: path.into(), reader: BufReader::new(file), line: 0 })
    }

    /// How many lines there are, counted before the first is read.
    fn left(&mut self) -> Result<u64, Fault> {
        let mut count = 0;
        let unreadable = |cause: std::io::Error| Fault::unreadable(&self.path, &cause);
        while self.reader.skip_until(b'\n').map_err(unreadable)? > 0 {
            count += 1;
        }
        self.reader.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        Ok(count)
    }

    fn next_line(&mut self) -> Result<Option<String>, Fault> {
        let mut line = String::new();
        self.line += 1;
        let read = self.reader.read_line(&mut line).map_err(|cause| match cause.kind() {
            std::io::ErrorKind::InvalidData => self.broken(),
            _ => Fault::unreadable(&self.path, &cause),
        })?;
        if read == 0 {
            return Ok(None);
        }
        Ok(Some(line.trim_end_matches(['\n', '\r']).into()))
    }

    fn next_value(&mut self) -> Result<Option<Value>, Fault> {
        let Some(line) = self.next_line()? else { return Ok(None) };
        serde_json::from_str(&line).map(Some).map_err(|_| self.broken())
    }

    fn broken(&self) -> Fault {
        Fault::refused(
            "restore-broken",
            vec![("file", self.path.display().to_string()), ("line", self.line.to_string())],
        )
    }
}

fn dictionary(path: &Path) -> Result<Dictionary, Fault> {
    let mut lines = Lines::open(path)?;
    let mut by_kind: BTreeMap<(WordKind, u64), String> = BTreeMap::new();
    while let Some(value) = lines.next_value()? {
        let kind = value["kind"].as_str().and_then(WordKind::named).ok_or_else(|| lines.broken())?;
        let id = value["id"].as_u64().ok_or_else(|| lines.broken())?;
        let word = value["word"].as_str().ok_or_else(|| lines.broken())?;
        by_kind.insert((kind, id), word.into());
    }
    let mut words = Dictionary::default();
    for ((kind, id), text) in by_kind {
        // Interning in the order of the numbers gives each word its old one; a gap shows itself here.
        if u64::from(words.intern(kind, &text)) != id {
            return Err(lines.broken());
        }
    }
    Ok(words)
}

fn models(folder: &Path) -> Result<Vec<ModelText>, Fault> {
    let mut models = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|cause| Fault::unreadable(folder, &cause))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|cause| Fault::unreadable(&path, &cause))?;
        models.push(ModelText::of(&text));
    }
    Ok(models)
}

fn people(path: &Path) -> Result<(Vec<Outside>, Vec<Text>), Fault> {
    let mut lines = Lines::open(path)?;
    let (mut outside, mut texts) = (Vec::new(), Vec::new());
    while let Some(value) = lines.next_value()? {
        let space = value["space"].as_str().and_then(|name| Space::ALL.iter().find(|space| space.name() == name));
        let id = value["id"].as_u64().and_then(|id| u32::try_from(id).ok());
        let (Some(space), Some(id)) = (space.copied(), id) else { return Err(lines.broken()) };
        for key in value["keys"].as_array().into_iter().flatten() {
            let key = key.as_str().ok_or_else(|| lines.broken())?.into();
            outside.push(Outside { space, key, id });
        }
        for text in value["said"].as_array().ok_or_else(|| lines.broken())? {
            let string = |name: &str| text[name].as_str().map(String::from);
            let number = |name: &str| text[name].as_u64();
            let (Some(field), Some(value), Some(said)) = (string("field"), string("value"), number("seq")) else {
                return Err(lines.broken());
            };
            let by = number("import").and_then(|import| u32::try_from(import).ok()).map(ImportId);
            texts.push(Text { space, id, field, said: Seq(said), by, value });
        }
    }
    Ok((outside, texts))
}

fn keys(path: &Path) -> Result<Vec<(Seq, Key)>, Fault> {
    let mut lines = Lines::open(path)?;
    let mut keys = Vec::new();
    while let Some(value) = lines.next_value()? {
        let seq = value["seq"].as_u64().ok_or_else(|| lines.broken())?;
        let key = value["key"].as_str().and_then(unhex).ok_or_else(|| lines.broken())?;
        keys.push((Seq(seq), Key(key)));
    }
    keys.sort_unstable_by_key(|(seq, key)| (*seq, key.0));
    Ok(keys)
}
