//! Searching: what is filed in parts, and what is not.
//!
//! ```text
//! folder/columns/find.SPACE-PART.STAMP    one part, see `search::part`
//! ```
//!
//! The table `filed` says which parts count, by their stamps, and up to which id each goes; `changed` whose texts or keys
//! are others since. Both are written in the transaction of the texts, so what is filed and what is not is never in doubt.
//! A file that is missing or damaged is as if it were not filed. A part in which something was erased counts no more
//! from that commit on, and its file goes when the files are wiped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::beside::{outside, text};
use super::{SqliteStore, flush_folder, trouble};
use crate::commit::{Erasure, Space, bare};
use crate::error::{Step, StoreError};
use crate::search::best::Best;
use crate::search::part::{Draft, OWNERS, Part, Scratch, Stamp, Which};
use crate::search::{Folding, Found, Grade, Line, SEARCHED, Wanted, hit};
use crate::segment::SEGMENT_FOLDER;

/// So many texts and keys a search reads one by one before [`Store::file`](crate::Store::file) files them: that takes some
/// milliseconds.
pub const UNFILED_MAX: u64 = 2_000;

/// How far those that are not filed are counted in one part.
const COUNTED: u64 = 50_000;

/// What is filed for searching, as far as this process knows.
#[derive(Debug, Default)]
pub(super) struct Filed {
    rows: BTreeMap<(u8, u32), Row>,
    /// Whose texts or keys are others than in their part.
    changed: BTreeSet<(u8, u32)>,
    parts: BTreeMap<(u8, u32), Part>,
    scratch: Scratch,
}

/// A row of `filed`.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// The first id of the part's range that is not in it.
    upto: u64,
    folding: u32,
    stamp: Stamp,
}

/// Ids of a space that are not filed, from one up to another that is not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gap {
    space: Space,
    from: u64,
    to: u64,
}

impl SqliteStore {
    /// Reads what is filed, where that was not done yet.
    pub(super) fn know_filed(&mut self) -> Result<(), StoreError> {
        if self.filed.is_some() {
            return Ok(());
        }
        let mut filed = Filed::default();
        // A folder that nobody wrote to since there are parts has no tables of them.
        let there: bool = self
            .prepared("SELECT count(*) = 2 FROM sqlite_schema WHERE type = 'table' AND name IN ('filed', 'changed')")
            .and_then(|mut query| query.query_row([], |row| row.get(0)))
            .map_err(trouble::at(Step::Read))?;
        if there {
            let failed = trouble::in_table("filed");
            self.each_row("filed", "SELECT space, part, upto, folding, stamp FROM filed", [], |row| {
                let key = (row.get(0).map_err(&failed)?, row.get(1).map_err(&failed)?);
                let upto: u32 = row.get(2).map_err(&failed)?;
                let last = (u64::from(key.1) + 1) * u64::from(OWNERS);
                // An end at the part's last id is kept as the number of its owners, so that all of them fit the table.
                let upto = (u64::from(key.1) * u64::from(OWNERS) + u64::from(upto)).min(last);
                let (folding, stamp) = (row.get(3).map_err(&failed)?, row.get(4).map_err(&failed)?);
                filed.rows.insert(key, Row { upto, folding, stamp });
                Ok(None)
            })?;
            let failed = trouble::in_table("changed");
            self.each_row("changed", "SELECT space, id FROM changed", [], |row| {
                filed.changed.insert((row.get(0).map_err(&failed)?, row.get(1).map_err(&failed)?));
                Ok(None)
            })?;
        }
        self.filed = Some(filed);
        Ok(())
    }

    /// Notes inside the transaction of a commit that a text or key of somebody who is filed is another now; `changed` is
    /// told of it, for when the commit landed.
    pub(super) fn note_change(&self, space: Space, id: u32, changed: &mut Vec<(u8, u32)>) -> rusqlite::Result<()> {
        let key = (space.number(), id / OWNERS);
        let row = self.filed.as_ref().and_then(|filed| filed.rows.get(&key));
        if row.is_some_and(|row| u64::from(id) < row.upto) {
            self.prepared("INSERT INTO changed (space, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                .execute((space.number(), id))?;
            changed.push((space.number(), id));
        }
        Ok(())
    }

    /// What a commit that landed changed.
    pub(super) fn take_changes(&mut self, changed: Vec<(u8, u32)>) {
        if let Some(filed) = &mut self.filed {
            filed.changed.extend(changed);
        }
    }

    /// Lets the part of somebody count no more, inside the transaction in which something of them is erased.
    pub(super) fn unfile(&self, erasure: &Erasure) -> rusqlite::Result<()> {
        let (space, id) = match erasure {
            Erasure::All { space, id } | Erasure::Text { space, id, .. } => (*space, *id),
            Erasure::Key { space, key } => {
                let mut query = self.prepared("SELECT id FROM outside WHERE space = ?1 AND bare = ?2 AND key = ?3")?;
                let mut rows = query.query((space.number(), bare(key), key))?;
                let Some(row) = rows.next()? else { return Ok(()) };
                (*space, row.get(0)?)
            }
        };
        let part = id / OWNERS;
        self.prepared("DELETE FROM filed WHERE space = ?1 AND part = ?2")?.execute((space.number(), part))?;
        self.forget_changes(space, part)
    }

    fn forget_changes(&self, space: Space, part: u32) -> rusqlite::Result<()> {
        let from = part * OWNERS;
        self.prepared("DELETE FROM changed WHERE space = ?1 AND id BETWEEN ?2 AND ?3")?.execute((
            space.number(),
            from,
            from + (OWNERS - 1),
        ))?;
        Ok(())
    }

    /// Removes files of parts that do not count.
    pub(super) fn remove_strays(&mut self) -> Result<(), StoreError> {
        self.filed = None;
        self.know_filed()?;
        let rows = self.filed.iter().flat_map(|filed| &filed.rows);
        let kept: BTreeSet<String> = rows.map(|((space, part), row)| name(*space, *part, &row.stamp)).collect();
        let folder = self.folder.join(SEGMENT_FOLDER);
        let Ok(entries) = fs::read_dir(&folder) else { return Ok(()) };
        let mut removed = false;
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| name.starts_with(PREFIX)) else { continue };
            if kept.contains(name) {
                continue;
            }
            match fs::remove_file(entry.path()) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(unwritten(cause)),
                _ => removed = true,
            }
        }
        if removed { flush_folder(&folder).map_err(unwritten) } else { Ok(()) }
    }

    /// Opens the parts that count, and gives the ids that are in none of them.
    fn gaps(&mut self, folding: &Folding) -> Result<Vec<Gap>, StoreError> {
        self.know_filed()?;
        let Self { folder, filed, .. } = self;
        let Some(filed) = filed else { return Ok(Vec::new()) };
        let mut gaps = Vec::new();
        for space in SEARCHED {
            let mut from = 0;
            let of_space = (space.number(), 0)..=(space.number(), u32::MAX);
            for (key, row) in filed.rows.range(of_space) {
                let which = Which { folding: folding.version, space: key.0, part: key.1 };
                if row.folding != folding.version {
                    continue;
                }
                if !filed.parts.contains_key(key) {
                    let Ok(part) = Part::open(&path(folder, *key, &row.stamp), which, &row.stamp) else { continue };
                    filed.parts.insert(*key, part);
                }
                let begin = u64::from(key.1) * u64::from(OWNERS);
                if from < begin {
                    gaps.push(Gap { space, from, to: begin });
                }
                from = row.upto;
            }
            gaps.push(Gap { space, from, to: u64::from(u32::MAX) + 1 });
        }
        Ok(gaps)
    }

    /// See [`Store::find`](crate::Store::find).
    pub(super) fn find_now(
        &mut self,
        folding: &Folding,
        wanted: &Wanted<'_>,
        standing: &mut dyn FnMut(Space, u32) -> u8,
    ) -> Result<Found, StoreError> {
        let needles = folding.needles(wanted.text);
        if needles.is_empty() {
            return Ok(Found::default());
        }
        let mut best = Best::of(wanted.limit);
        let gaps = self.gaps(folding)?;
        let mut look = |line: &Line, space: Space, id: u32, best: &mut Best| {
            if let Some((grade, length)) = line.grade(&needles) {
                best.offer(grade, length, space, id, standing);
            }
        };
        for gap in gaps {
            self.read_lines(gap, folding, &mut |line, id| look(line, gap.space, id, &mut best))?;
        }
        let changed: Vec<(u8, u32)> = self.filed.iter().flat_map(|filed| &filed.changed).copied().collect();
        for (space, id) in changed {
            let Some(space) = Space::numbered(space) else { continue };
            let one = Gap { space, from: u64::from(id), to: u64::from(id) + 1 };
            self.read_lines(one, folding, &mut |line, id| look(line, space, id, &mut best))?;
        }
        for damaged in self.look_in_parts(&needles, &mut best, standing) {
            self.let_go(damaged);
            let (Some(space), begin) = (Space::numbered(damaged.0), u64::from(damaged.1) * u64::from(OWNERS)) else {
                continue;
            };
            let gap = Gap { space, from: begin, to: begin + u64::from(OWNERS) };
            self.read_lines(gap, folding, &mut |line, id| {
                if let Some((grade, length)) = line.grade(&needles) {
                    best.offer(grade, length, space, id, standing);
                }
            })?;
        }
        let (places, more) = best.end();
        let mut hits = Vec::with_capacity(places.len());
        for place in places {
            let keys = self.read_outside_of(place.space, &BTreeSet::from([place.id]))?;
            let texts = self.read_said(place.space, place.id)?;
            hits.extend(hit(&place, keys, &texts, &needles, folding));
        }
        Ok(Found { hits, more })
    }

    /// Looks in all parts; gives those that turned out to be damaged.
    fn look_in_parts(
        &mut self,
        needles: &[String],
        best: &mut Best,
        standing: &mut dyn FnMut(Space, u32) -> u8,
    ) -> BTreeSet<(u8, u32)> {
        let mut damaged = BTreeSet::new();
        let Some(Filed { changed, parts, scratch, .. }) = &mut self.filed else { return damaged };
        // The first of a form and the first of a word have grams of their own: what begins with the fragment, however
        // rare, comes before all that only contains it, however common.
        for grade in [Grade::Prefix, Grade::Word, Grade::Within] {
            // The best that can still come, of those that were not looked for yet.
            let first = if grade == Grade::Prefix { Grade::Exact } else { grade };
            for (key, part) in &*parts {
                let Some(space) = Space::numbered(key.0).filter(|_| !damaged.contains(key)) else { continue };
                for needle in needles {
                    let kept = std::cell::RefCell::new(&mut *best);
                    let is_beyond = |length: u16, owner: u16| {
                        let id = key.1 * OWNERS + u32::from(owner);
                        kept.borrow().is_beyond(first_at(first, length, needle), length, space, id)
                    };
                    let mut each = |found: crate::search::part::Match| {
                        let id = key.1 * OWNERS + u32::from(found.owner);
                        if !changed.contains(&(key.0, id)) {
                            kept.borrow_mut().offer(found.grade, found.length, space, id, standing);
                        }
                    };
                    if part.find(needle, grade, &is_beyond, &mut each, scratch).is_err() {
                        damaged.insert(*key);
                    }
                }
            }
        }
        damaged
    }

    /// Takes a part that is not what was written for one that is not filed. Its file goes, so that the next who writes
    /// files it anew.
    fn let_go(&mut self, key: (u8, u32)) {
        let Some(filed) = &mut self.filed else { return };
        filed.parts.remove(&key);
        if let Some(row) = filed.rows.remove(&key) {
            // Where it stays it is found damaged again, and read from the texts again.
            let _ = fs::remove_file(path(&self.folder, key, &row.stamp));
        }
    }

    /// Tells the keys and texts of owners, by id.
    fn read_lines(
        &self,
        Gap { space, from, to }: Gap,
        folding: &Folding,
        each: &mut dyn FnMut(&Line, u32),
    ) -> Result<(), StoreError> {
        let range = (space.number(), from.cast_signed(), to.cast_signed());
        let mut line = Line::default();
        let sql = "SELECT space, key, id, crc FROM outside WHERE space = ?1 AND id >= ?2 AND id < ?3 ORDER BY id";
        self.each_row("outside", sql, range, |row| {
            let known = outside(row)?;
            if !(folding.hidden)(&known.key) {
                line.read(folding, &known.key);
                each(&line, known.id);
            }
            Ok(None)
        })?;
        let sql = "SELECT space, id, field, said, by, value, crc FROM text WHERE space = ?1 AND id >= ?2 AND id < ?3";
        self.each_row("text", sql, range, |row| {
            let known = text(row)?;
            line.read(folding, &known.value);
            each(&line, known.id);
            Ok(None)
        })
    }

    /// See [`Store::unfiled`](crate::Store::unfiled).
    pub(super) fn count_unfiled(&mut self, folding: &Folding) -> Result<u64, StoreError> {
        let mut count = 0;
        for gap in self.gaps(folding)? {
            count += self.count(gap, COUNTED)?;
        }
        let changed: Vec<(u8, u32)> = self.filed.iter().flat_map(|filed| &filed.changed).copied().collect();
        for (space, id) in changed {
            let Some(space) = Space::numbered(space) else { continue };
            count += self.count(Gap { space, from: u64::from(id), to: u64::from(id) + 1 }, COUNTED)?;
        }
        Ok(count)
    }

    /// How many texts and keys there are of some ids, up to a number.
    fn count(&self, Gap { space, from, to }: Gap, most: u64) -> Result<u64, StoreError> {
        let mut count = 0;
        for table in ["outside", "text"] {
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE space = ?1 AND id >= ?2 AND id < ?3 LIMIT ?4)"
            );
            let values = (space.number(), from.cast_signed(), to.cast_signed(), most.cast_signed());
            let found = self.prepared(&sql).and_then(|mut query| query.query_row(values, |row| row.get::<_, i64>(0)));
            count += found.map_err(trouble::at(Step::Read))?.cast_unsigned();
        }
        Ok(count)
    }

    /// See [`Store::file`](crate::Store::file).
    pub(super) fn file_now(&mut self, folding: &Folding) -> Result<u64, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let mut open = self.open_parts(folding)?;
        let mut left: u64 = open.iter().map(|(.., count)| count).sum();
        if left <= UNFILED_MAX {
            return Ok(0);
        }
        open.sort_unstable_by_key(|(space, part, count)| (std::cmp::Reverse(*count), *space, *part));
        let mut filed = 0;
        for (space, part, count) in open {
            if left <= UNFILED_MAX {
                break;
            }
            filed += self.file_part(space, part, folding)?;
            left = left.saturating_sub(count);
        }
        self.remove_strays()?;
        Ok(filed)
    }

    /// The parts of whom somebody is not filed, and how many texts and keys those have.
    fn open_parts(&mut self, folding: &Folding) -> Result<Vec<(Space, u32, u64)>, StoreError> {
        let mut open: BTreeMap<(Space, u32), u64> = BTreeMap::new();
        for gap in self.gaps(folding)? {
            let mut from = gap.from;
            while let Some(id) = self.next_owner(Gap { from, ..gap })? {
                let part = id / OWNERS;
                let end = (u64::from(part) + 1) * u64::from(OWNERS);
                let here = Gap { from: u64::from(id), to: end.min(gap.to), ..gap };
                *open.entry((gap.space, part)).or_default() += self.count(here, COUNTED)?;
                from = end;
            }
        }
        let changed: Vec<(u8, u32)> = self.filed.iter().flat_map(|filed| &filed.changed).copied().collect();
        for (space, id) in changed {
            let Some(space) = Space::numbered(space) else { continue };
            let one = Gap { space, from: u64::from(id), to: u64::from(id) + 1 };
            *open.entry((space, id / OWNERS)).or_default() += self.count(one, COUNTED)?;
        }
        Ok(open.into_iter().map(|((space, part), count)| (space, part, count)).collect())
    }

    /// The first id that has a text or a key.
    fn next_owner(&self, Gap { space, from, to }: Gap) -> Result<Option<u32>, StoreError> {
        let mut first: Option<u32> = None;
        for table in ["outside", "text"] {
            let sql = format!("SELECT min(id) FROM {table} WHERE space = ?1 AND id >= ?2 AND id < ?3");
            let values = (space.number(), from.cast_signed(), to.cast_signed());
            let found = self.prepared(&sql).and_then(|mut query| query.query_row(values, |row| row.get(0)));
            let found: Option<u32> = found.map_err(trouble::at(Step::Read))?;
            first = [first, found].into_iter().flatten().min();
        }
        Ok(first)
    }

    /// Files a part anew; gives how many texts and keys it has.
    fn file_part(&mut self, space: Space, part: u32, folding: &Folding) -> Result<u64, StoreError> {
        let begin = u64::from(part) * u64::from(OWNERS);
        let gap = Gap { space, from: begin, to: begin + u64::from(OWNERS) };
        let (draft, last, count) = self.draft(gap, folding)?;
        if draft.is_over_full() {
            return Ok(0);
        }
        let folder = self.folder.join(SEGMENT_FOLDER);
        let new = folder.join(format!("{PREFIX}new"));
        let which = Which { folding: folding.version, space: space.number(), part };
        let written = make(&folder).and_then(|()| draft.write(&new, which));
        let stamp = written.and_then(|stamp| {
            fs::rename(&new, path(&self.folder, (space.number(), part), &stamp))?;
            Ok(stamp)
        });
        let stamp = stamp.map_err(|cause| {
            // On a full disk the beginning of it would only be in the way.
            let _ = fs::remove_file(&new);
            unwritten(cause)
        })?;
        self.run("BEGIN IMMEDIATE").map_err(trouble::at(Step::Write))?;
        let upto = u64::from(last) + 1 - begin;
        let noted = self
            .prepared("INSERT OR REPLACE INTO filed (space, part, upto, folding, stamp) VALUES (?1, ?2, ?3, ?4, ?5)")
            .and_then(|mut insert| insert.execute((space.number(), part, upto.cast_signed(), folding.version, stamp)))
            .and_then(|_| self.forget_changes(space, part));
        match noted.map_err(trouble::at(Step::Write)) {
            Ok(()) => self.commit()?,
            Err(error) => {
                self.give_up(&error);
                return Err(error);
            }
        }
        self.filed = None;
        Ok(count)
    }

    /// Reads a part's texts and keys, those of one owner together; with the last id and how many there are.
    fn draft(&self, gap: Gap, folding: &Folding) -> Result<(Draft, u32, u64), StoreError> {
        let (mut draft, mut last, mut count) = (Draft::default(), 0, 0);
        self.read_lines(gap, folding, &mut |line, id| {
            draft.take(id, line);
            last = last.max(id);
            count += 1;
        })?;
        Ok((draft, last, count))
    }
}

/// The best grade that a form of a length can have.
fn first_at(first: Grade, length: u16, needle: &str) -> Grade {
    // Only a form as long as the fragment can be all of it.
    let is_longer = usize::from(length) > needle.chars().count();
    if first == Grade::Exact && is_longer { Grade::Prefix } else { first }
}

/// How the names of files of parts begin.
const PREFIX: &str = "find.";

fn name(space: u8, part: u32, stamp: &Stamp) -> String {
    let stamp = u128::from_be_bytes(*stamp);
    format!("{PREFIX}{space}-{part}.{stamp:032x}")
}

fn path(folder: &Path, (space, part): (u8, u32), stamp: &Stamp) -> PathBuf {
    folder.join(SEGMENT_FOLDER).join(name(space, part, stamp))
}

fn make(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(cause) if cause.kind() != ErrorKind::AlreadyExists => Err(cause),
        _ => Ok(()),
    }
}

fn unwritten(cause: io::Error) -> StoreError {
    match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Disk { what: Step::Write, cause: cause.into() },
    }
}
