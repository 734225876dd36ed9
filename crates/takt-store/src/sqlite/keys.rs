//! Idempotency keys: sorted runs that are merged as they grow.
//!
//! Keys are hashes, so a tree of them is written all over: each key of a commit dirties a page of its own, and the log
//! takes that page whole. Here the keys of a commit are a *run*, sorted and written one block behind the other. Small runs
//! are merged, 64 of a size to one of the next; one of [`WHOLE`] keys stays as it is. So a key is written one to three
//! times in its life, always beside its neighbours.
//!
//! ```text
//! id     run × 2³² + place of the block within its run, from 0 without gaps
//! bytes  up to 168 times: the key (16 bytes), the sequence of its fact (8), big-endian; rising over the run
//! crc    CRC-32C of id and bytes
//! ```
//!
//! A key stands in one run at most. Runs have no order among each other, and a number that is free is given again.
//! Whether a key is new is answered by a filter in memory; it is made when looking into the runs one by one has cost as
//! much as reading all of them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rusqlite::{OptionalExtension, Row};
use takt_core::unit::Seq;

use super::{SqliteStore, trouble};
use crate::error::{Finding, Step, StoreError};
use crate::filter::Filter;
use crate::frame::crc_of_row;
use crate::key::Key;
use crate::store::Stop;

/// Keys of a block: with what SQLite adds, its row fills a page of 4 KiB.
const KEYS_A_BLOCK: usize = 168;
/// Bytes of a key and its sequence.
const ENTRY: usize = 24;
/// So many runs of a size become one.
const FAN: usize = 64;
/// A run of so many keys is not merged any more: larger commits come from imports alone.
const WHOLE: u64 = 8_192;

/// A key and the fact it landed at, in the order of the runs.
type Entry = (u128, u64);

/// One sorted run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    number: u32,
    blocks: u32,
    keys: u64,
}

impl Run {
    /// The id of one of its blocks.
    fn block(self, place: u32) -> i64 {
        i64::from(self.number) << 32 | i64::from(place)
    }

    /// 0 for fewer than 64 keys, 1 for fewer than 4,096, 2 for more; `None` where it is not merged any more.
    fn size(self) -> Option<u32> {
        (self.keys < WHOLE).then(|| self.keys.max(1).ilog(FAN as u64))
    }
}

/// What a store knows of its runs.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
    /// All keys, once it pays to have them.
    filter: Option<Filter>,
    /// Blocks looked up one by one so far.
    looked: u64,
}

impl Runs {
    fn blocks(&self) -> u64 {
        self.runs.iter().map(|run| u64::from(run.blocks)).sum()
    }

    fn next_number(&self) -> u32 {
        self.runs.iter().map(|run| run.number + 1).max().unwrap_or(0)
    }
}

impl SqliteStore {
    /// Adds the keys of a commit. `runs` says afterwards what holds once the commit has landed.
    pub(super) fn add_keys(&self, runs: &mut Runs, keys: &[(Key, Seq)]) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        let mut entries: Vec<Entry> = keys.iter().map(|(key, seq)| (u128::from_be_bytes(key.0), seq.0)).collect();
        entries.sort_unstable();
        let twice = entries.windows(2).find(|pair| matches!(pair, [a, b] if a.0 == b.0)).and_then(|pair| pair.first());
        if let Some((key, _)) = twice {
            return Err(StoreError::Duplicate { key: Key(key.to_be_bytes()) });
        }
        let mut known = None;
        self.find(runs, entries.iter().map(|(key, _)| (*key, 0)), |key, _, _| known = known.or(Some(key)))?;
        if let Some(key) = known {
            return Err(StoreError::Duplicate { key: Key(key.to_be_bytes()) });
        }
        let number = runs.next_number();
        let run = self.write_run(number, &entries)?;
        runs.runs.push(run);
        if let Some(filter) = &mut runs.filter {
            entries.iter().for_each(|(key, _)| filter.add(*key));
        }
        self.merge_runs(runs)
    }

    /// Forgets the keys that landed at some facts: all runs are read, and those that have any are written anew.
    pub(super) fn free_keys(&self, runs: &mut Runs, facts: &[Seq]) -> Result<(), StoreError> {
        if facts.is_empty() {
            return Ok(());
        }
        let freed: BTreeSet<u64> = facts.iter().map(|seq| seq.0).collect();
        let mut kept = Vec::with_capacity(runs.runs.len());
        for run in &runs.runs {
            let mut entries = self.read_run(*run)?;
            let all = entries.len();
            entries.retain(|(_, seq)| !freed.contains(seq));
            if entries.len() == all {
                kept.push(*run);
                continue;
            }
            self.drop_run(*run)?;
            if !entries.is_empty() {
                kept.push(self.write_run(run.number, &entries)?);
            }
        }
        runs.runs = kept;
        Ok(())
    }

    /// For every key the fact it landed at, in the order asked.
    pub(super) fn find_keys(&mut self, keys: &[Key]) -> Result<Vec<Option<Seq>>, StoreError> {
        let mut runs = match self.keys.take() {
            Some(runs) => runs,
            None => self.load_runs()?,
        };
        let mut places: Vec<(u128, usize)> =
            keys.iter().enumerate().map(|(place, key)| (u128::from_be_bytes(key.0), place)).collect();
        places.sort_unstable();
        let mut answers = vec![None; keys.len()];
        self.find(&mut runs, places.into_iter(), |_, place, seq| {
            if let Some(answer) = answers.get_mut(place) {
                *answer = Some(seq);
            }
        })?;
        if self.lock.is_some() {
            // A reader sees another moment after each refresh.
            self.keys = Some(runs);
        }
        Ok(answers)
    }

    /// All keys, by key.
    pub(super) fn read_keys(&self, each: &mut dyn FnMut((Key, Seq)) -> Result<(), Stop>) -> Result<(), StoreError> {
        let mut cursors = Vec::new();
        let mut heap = BinaryHeap::new();
        for run in self.load_runs()?.runs {
            let mut cursor = Cursor { run, next: 0, block: Vec::new().into_iter() };
            if let Some(entry) = cursor.advance(self)? {
                heap.push(Reverse((entry, cursors.len())));
            }
            cursors.push(cursor);
        }
        let mut last = None;
        while let Some(Reverse(((key, seq), place))) = heap.pop() {
            // Not in order within its run, or in two of them.
            if last.is_some_and(|last| key <= last) {
                return Err(damaged());
            }
            last = Some(key);
            if each((Key(key.to_be_bytes()), Seq(seq))).is_err() {
                break;
            }
            if let Some(cursor) = cursors.get_mut(place)
                && let Some(entry) = cursor.advance(self)?
            {
                heap.push(Reverse((entry, place)));
            }
        }
        Ok(())
    }

    /// The runs there are.
    pub(super) fn load_runs(&self) -> Result<Runs, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id, length(bytes) FROM idempotency WHERE id < ?1 ORDER BY id DESC LIMIT 1")
            .map_err(failed)?;
        let mut runs = Vec::new();
        let mut end = i64::MAX;
        loop {
            let last = query.query_row([end], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?)));
            let Some((id, length)) = last.optional().map_err(failed)? else { break };
            let number = u32::try_from(id >> 32).map_err(|_| damaged())?;
            let place = u32::try_from(id & 0xffff_ffff).map_err(|_| damaged())?;
            let keys = u64::from(place) * KEYS_A_BLOCK as u64 + u64::from(length) / ENTRY as u64;
            let run = Run { number, blocks: place.checked_add(1).ok_or_else(damaged)?, keys };
            runs.push(run);
            end = run.block(0);
        }
        runs.reverse();
        // Of nothing a filter costs nothing.
        let filter = runs.is_empty().then(Filter::default);
        Ok(Runs { runs, filter, looked: 0 })
    }

    /// Finds where keys landed, each asked with a place of the caller's; they come sorted.
    fn find(
        &self,
        runs: &mut Runs,
        keys: impl Iterator<Item = (u128, usize)>,
        mut found: impl FnMut(u128, usize, Seq),
    ) -> Result<(), StoreError> {
        if runs.filter.is_none() && runs.looked > runs.blocks() {
            let mut filter = Filter::default();
            for run in &runs.runs {
                self.each_block(*run, &mut |block| entries_of(block).for_each(|(key, _)| filter.add(key)))?;
            }
            runs.filter = Some(filter);
        }
        let may_be_known = |key: u128| runs.filter.as_ref().is_none_or(|filter| filter.may_have(key));
        let mut asked: Vec<(u128, usize)> = keys.filter(|(key, _)| may_be_known(*key)).collect();
        for run in &runs.runs {
            if asked.is_empty() {
                break;
            }
            let mut left = Vec::with_capacity(asked.len());
            if asked.len() < run.blocks as usize / 2 {
                runs.looked += asked.len() as u64;
                for (key, place) in asked {
                    match self.look_up(*run, key)? {
                        Some(seq) => found(key, place, seq),
                        None => left.push((key, place)),
                    }
                }
            } else {
                runs.looked += u64::from(run.blocks);
                let mut asked = asked.into_iter().peekable();
                self.each_block(*run, &mut |block| {
                    for (key, seq) in entries_of(block) {
                        while let Some(lower) = asked.next_if(|(asked, _)| *asked < key) {
                            left.push(lower);
                        }
                        while let Some((_, place)) = asked.next_if(|(asked, _)| *asked == key) {
                            found(key, place, Seq(seq));
                        }
                    }
                })?;
                left.extend(asked);
            }
            asked = left;
        }
        Ok(())
    }

    /// Looks for a key in a run: keys are hashes, so its block is near where its size says.
    fn look_up(&self, run: Run, key: u128) -> Result<Option<Seq>, StoreError> {
        let (mut low, mut high) = (0, run.blocks);
        let share = ((key >> 64) * u128::from(run.blocks)) >> 64;
        let mut place = u32::try_from(share).unwrap_or(0);
        let mut tries = 0;
        while low < high {
            let answer = self.with_block(run, place, |block| {
                let (first, last) = (entries_of(block).next(), entries_of(block).last());
                match (first, last) {
                    (Some((first, _)), _) if key < first => Err(Side::Before),
                    (_, Some((last, _))) if key > last => Err(Side::Behind),
                    _ => Ok(entries_of(block).find(|(other, _)| *other == key).map(|(_, seq)| Seq(seq))),
                }
            })?;
            match answer {
                Ok(answer) => return Ok(answer),
                Err(Side::Before) => high = place,
                Err(Side::Behind) => low = place + 1,
            }
            tries += 1;
            // A neighbour, mostly; where keys are no hashes after all, the middle of what is left.
            place = match answer {
                _ if tries > 3 => low + (high - low) / 2,
                Err(Side::Before) => place.saturating_sub(1),
                _ => place + 1,
            };
        }
        Ok(None)
    }

    /// Merges runs of a size until there are fewer than [`FAN`] of each.
    fn merge_runs(&self, runs: &mut Runs) -> Result<(), StoreError> {
        for size in 0..=2 {
            let is_of_size = |run: &&Run| run.size() == Some(size);
            if runs.runs.iter().filter(is_of_size).count() < FAN {
                continue;
            }
            let (of_size, mut others): (Vec<Run>, Vec<Run>) = runs.runs.iter().partition(is_of_size);
            let mut entries = Vec::new();
            for run in &of_size {
                entries.extend(self.read_run(*run)?);
            }
            // Made for parts that are sorted already.
            entries.sort();
            // Their pages hold nothing that would have to be wiped, and wiping them would write all of them once more.
            let wipe = |wipe: bool| self.connection.pragma_update(None, "secure_delete", wipe).map_err(at_writing);
            wipe(false)?;
            let dropped = of_size.iter().try_for_each(|run| self.drop_run(*run));
            wipe(true)?;
            dropped?;
            let number = of_size.iter().map(|run| run.number).min().unwrap_or(0);
            others.push(self.write_run(number, &entries)?);
            runs.runs = others;
        }
        Ok(())
    }

    fn write_run(&self, number: u32, entries: &[Entry]) -> Result<Run, StoreError> {
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO idempotency (id, crc, bytes) VALUES (?1, ?2, ?3)")
            .map_err(at_writing)?;
        let mut run = Run { number, blocks: 0, keys: entries.len() as u64 };
        let mut bytes = Vec::with_capacity(KEYS_A_BLOCK * ENTRY);
        for block in entries.chunks(KEYS_A_BLOCK) {
            bytes.clear();
            for (key, seq) in block {
                bytes.extend_from_slice(&key.to_be_bytes());
                bytes.extend_from_slice(&seq.to_be_bytes());
            }
            let id = run.block(run.blocks);
            insert.execute((id, crc_of_block(id, &bytes), bytes.as_slice())).map_err(at_writing)?;
            run.blocks += 1;
        }
        Ok(run)
    }

    fn drop_run(&self, run: Run) -> Result<(), StoreError> {
        let (first, end) = (run.block(0), run.block(run.blocks));
        self.connection
            .prepare_cached("DELETE FROM idempotency WHERE id >= ?1 AND id < ?2")
            .and_then(|mut delete| delete.execute((first, end)))
            .map_err(at_writing)?;
        Ok(())
    }

    fn read_run(&self, run: Run) -> Result<Vec<Entry>, StoreError> {
        let mut entries = Vec::new();
        self.each_block(run, &mut |block| entries.extend(entries_of(block)))?;
        Ok(entries)
    }

    /// Hands out the blocks of a run in order; none may be missing.
    fn each_block(&self, run: Run, each: &mut dyn FnMut(&[u8])) -> Result<(), StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id, crc, bytes FROM idempotency WHERE id >= ?1 AND id < ?2 ORDER BY id")
            .map_err(failed)?;
        let mut rows = query.query((run.block(0), run.block(run.blocks))).map_err(failed)?;
        for place in 0..run.blocks {
            let row = rows.next().map_err(failed)?.ok_or_else(damaged)?;
            each(block(row, run.block(place))?);
        }
        Ok(())
    }

    fn with_block<T>(&self, run: Run, place: u32, act: impl FnOnce(&[u8]) -> T) -> Result<T, StoreError> {
        let mut query =
            self.connection.prepare_cached("SELECT id, crc, bytes FROM idempotency WHERE id = ?1").map_err(failed)?;
        let id = run.block(place);
        let mut rows = query.query([id]).map_err(failed)?;
        let row = rows.next().map_err(failed)?.ok_or_else(damaged)?;
        Ok(act(block(row, id)?))
    }
}

/// Where a key lies, seen from a block that does not have it.
enum Side {
    Before,
    Behind,
}

/// Reading a run block by block.
struct Cursor {
    run: Run,
    next: u32,
    block: std::vec::IntoIter<Entry>,
}

impl Cursor {
    fn advance(&mut self, store: &SqliteStore) -> Result<Option<Entry>, StoreError> {
        if self.block.as_slice().is_empty() && self.next < self.run.blocks {
            let entries: Vec<Entry> = store.with_block(self.run, self.next, |block| entries_of(block).collect())?;
            self.block = entries.into_iter();
            self.next += 1;
        }
        Ok(self.block.next())
    }
}

/// The bytes of a row of id, crc and bytes, where they are what was written under that id.
fn block<'a>(row: &'a Row<'_>, wanted: i64) -> Result<&'a [u8], StoreError> {
    let id: i64 = row.get(0).map_err(failed)?;
    let crc: u32 = row.get(1).map_err(failed)?;
    let bytes = row.get_ref(2).map_err(failed)?.as_blob().map_err(|_| damaged())?;
    let whole = !bytes.is_empty() && bytes.len().is_multiple_of(ENTRY);
    if id == wanted && whole && crc == crc_of_block(id, bytes) { Ok(bytes) } else { Err(damaged()) }
}

fn crc_of_block(id: i64, bytes: &[u8]) -> u32 {
    crc_of_row(&[&id.to_le_bytes(), bytes])
}

fn entries_of(block: &[u8]) -> impl DoubleEndedIterator<Item = Entry> + ExactSizeIterator + '_ {
    block.chunks_exact(ENTRY).map(|entry| {
        let (mut key, mut seq) = ([0; 16], [0; 8]);
        key.copy_from_slice(&entry[..16]);
        seq.copy_from_slice(&entry[16..]);
        (u128::from_be_bytes(key), u64::from_be_bytes(seq))
    })
}

const fn damaged() -> StoreError {
    StoreError::Corrupt(Finding::Row { table: "idempotency" })
}

fn failed(error: rusqlite::Error) -> StoreError {
    trouble::in_table("idempotency")(error)
}

fn at_writing(error: rusqlite::Error) -> StoreError {
    trouble::explain(Step::Write, error)
}
