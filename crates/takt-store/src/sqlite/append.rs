//! Writing: one transaction for a commit.

use std::collections::HashSet;

use rusqlite::{CachedStatement, ErrorCode, OptionalExtension};

use takt_core::unit::ImportId;

use super::keys::Runs;
use super::{Health, SqliteStore, schema, trouble};
use crate::commit::{Commit, Flaw, Space, Text, bare};
use crate::error::{Step, StoreError};
use crate::frame::{FACTS_PER_FRAME, Frame};
use crate::store::Head;

/// From how many pages (of 4 KiB) in the log on they are brought over into the database: SQLite's own number. A log that
/// stays short is written over and over at its beginning, which costs the disk less than one that grows.
const LOG_PAGES: i64 = 1_000;

/// After how much, in pages that a commit probably wrote, the log's length is asked for: asking costs a seventh of a commit
/// of a hundred facts.
const PAGES_UNASKED: usize = 250;

impl SqliteStore {
    pub(super) fn append_now(&mut self, commit: &Commit) -> Result<Head, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        if self.health == Health::Full {
            return Err(StoreError::Full);
        }
        if commit.is_empty() {
            return self.demand_end(commit, None);
        }
        if !commit.erased.is_empty() {
            // Before the commit: if the process dies behind it, the next writer knows what is left to do.
            self.note_residue()?;
        }
        self.run("BEGIN IMMEDIATE").map_err(trouble::at(Step::Write))?;
        // What is known of head and keys is only kept when the commit lands. Nobody else writes while we have the lock.
        let (mut runs, head) = (self.keys.take(), self.head.take());
        if !(commit.texts.is_empty() && commit.outside.is_empty())
            && let Err(error) = self.know_filed()
        {
            self.give_up(&error);
            return Err(error);
        }
        let mut changed = Vec::new();
        match self.write(commit, head, &mut runs, &mut changed) {
            Ok(head) => {
                self.commit()?;
                (self.keys, self.head) = (runs, Some(head));
                if commit.erased.is_empty() {
                    self.take_changes(changed);
                } else {
                    self.filed = None;
                }
                self.tidy_log(commit);
                Ok(head)
            }
            Err(error) => {
                self.give_up(&error);
                Err(error)
            }
        }
    }

    fn demand_end(&self, commit: &Commit, known: Option<Head>) -> Result<Head, StoreError> {
        let head = match known {
            Some(head) => head,
            None => self.read_head()?,
        };
        if head.next != commit.expected {
            return Err(StoreError::Conflict { expected: commit.expected, found: head.next });
        }
        Ok(head)
    }

    fn write(
        &self,
        commit: &Commit,
        head: Option<Head>,
        runs: &mut Option<Runs>,
        changed: &mut Vec<(u8, u32)>,
    ) -> Result<Head, StoreError> {
        let mut head = self.demand_end(commit, head)?;
        commit.check(&head)?;
        // A frame never spans two recording times, so the same journal has the same frames however its commits were
        // grouped, and a restored one the same chain.
        let times = commit.facts.chunk_by(|a, b| a.recorded_at == b.recorded_at);
        for facts in times.flat_map(|run| run.chunks(FACTS_PER_FRAME)) {
            let frame = Frame::seal(&head.chain, facts)?;
            self.insert_frame(&frame).map_err(trouble::at(Step::Write))?;
            head.next = frame.end();
            head.chain = frame.hash;
        }
        if let Some(last) = commit.facts.last() {
            head.recorded_at = Some(last.recorded_at);
            self.prepared("UPDATE head SET next = ?1, chain = ?2, recorded_at = ?3 WHERE one = 1")
                .and_then(|mut update| update.execute((head.next.0.cast_signed(), head.chain, last.recorded_at.0)))
                .map_err(trouble::at(Step::Write))?;
        }
        if !commit.keys.is_empty() || !commit.freed.is_empty() {
            let mut known = match runs.take() {
                Some(known) => known,
                None => self.load_runs()?,
            };
            self.free_keys(&mut known, &commit.freed)?;
            self.add_keys(&mut known, &commit.keys)?;
            *runs = Some(known);
        }
        self.insert_words(commit)?;
        self.insert_models(commit).map_err(trouble::at(Step::Write))?;
        self.erase(&commit.erased).map_err(trouble::at(Step::Write))?;
        self.insert_outside(commit, changed)?;
        self.unsay(&commit.unsaid, changed).map_err(trouble::at(Step::Write))?;
        self.insert_texts(commit, changed).map_err(trouble::at(Step::Write))?;
        Ok(head)
    }

    fn insert_frame(&self, frame: &Frame<'_>) -> rusqlite::Result<()> {
        self.prepared("INSERT INTO frame (first, count, version, crc, hash, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute((
            frame.first.0.cast_signed(),
            frame.count,
            frame.version,
            frame.crc,
            frame.hash,
            frame.bytes.as_ref(),
        ))?;
        Ok(())
    }

    fn insert_words(&self, commit: &Commit) -> Result<(), StoreError> {
        for word in &commit.words {
            let kind = word.kind.number();
            let next: i64 = self
                .prepared("SELECT coalesce(max(id) + 1, 0) FROM word WHERE kind = ?1")
                .and_then(|mut query| query.query_row([kind], |row| row.get(0)))
                .map_err(trouble::at(Step::Write))?;
            let flaw = || StoreError::Unsound(Flaw::Word { kind: word.kind, id: word.id });
            if next != i64::from(word.id) {
                return Err(flaw());
            }
            self.prepared("INSERT INTO word (kind, id, text, crc) VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut insert| insert.execute((kind, word.id, &word.text, schema::crc_of_word(word))))
                .map_err(
                    |error| {
                        if trouble::is_taken(&error) { flaw() } else { trouble::explain(Step::Write, error) }
                    },
                )?;
        }
        Ok(())
    }

    fn insert_models(&self, commit: &Commit) -> rusqlite::Result<()> {
        for model in &commit.models {
            self.prepared("INSERT INTO model (sha256, text) VALUES (?1, ?2) ON CONFLICT (sha256) DO NOTHING")?
                .execute((model.sha256, &model.text))?;
        }
        Ok(())
    }

    fn insert_outside(&self, commit: &Commit, changed: &mut Vec<(u8, u32)>) -> Result<(), StoreError> {
        for outside in &commit.outside {
            let (space, bare) = (outside.space.number(), bare(&outside.key));
            let added = self
                .prepared(
                    "INSERT INTO outside (space, bare, key, id, crc) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (space, bare, key) DO NOTHING",
                )
                .and_then(|mut insert| {
                    insert.execute((space, bare, &outside.key, outside.id, schema::crc_of_outside(outside)))
                })
                .map_err(trouble::at(Step::Write))?;
            if added == 1 {
                self.note_change(outside.space, outside.id, changed).map_err(trouble::at(Step::Write))?;
                continue;
            }
            let owner: Option<u32> = self
                .prepared("SELECT id FROM outside WHERE space = ?1 AND bare = ?2 AND key = ?3")
                .and_then(|mut query| query.query_row((space, bare, &outside.key), |row| row.get(0)).optional())
                .map_err(trouble::at(Step::Write))?;
            if let Some(owner) = owner
                && owner != outside.id
            {
                let (space, key, id) = (outside.space, outside.key.clone(), outside.id);
                return Err(Flaw::Taken { space, key, id, owner }.into());
            }
        }
        Ok(())
    }

    /// Deletes what imports said that were taken back.
    fn unsay(&self, imports: &[ImportId], changed: &mut Vec<(u8, u32)>) -> rusqlite::Result<()> {
        for import in imports {
            let mut query = self.prepared("SELECT DISTINCT space, id FROM text WHERE by = ?1 AND by <> 0")?;
            let mut rows = query.query((import.0,))?;
            while let Some(row) = rows.next()? {
                if let Some(space) = Space::numbered(row.get(0)?) {
                    self.note_change(space, row.get(1)?, changed)?;
                }
            }
            self.prepared("DELETE FROM text WHERE by = ?1 AND by <> 0")?.execute((import.0,))?;
        }
        Ok(())
    }

    fn insert_texts(&self, commit: &Commit, changed: &mut Vec<(u8, u32)>) -> rusqlite::Result<()> {
        // Nothing was said yet of those that this very commit brings.
        let fresh: HashSet<(Space, u32)> = commit.outside.iter().map(|outside| (outside.space, outside.id)).collect();
        for text in &commit.texts {
            if !fresh.contains(&(text.space, text.id)) && self.says(text)? {
                continue;
            }
            self.prepared(
                "INSERT INTO text (space, id, field, said, by, value, crc) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (space, id, field, said)
                 DO UPDATE SET by = excluded.by, value = excluded.value, crc = excluded.crc",
            )?
            .execute((
                text.space.number(),
                text.id,
                &text.field,
                text.said.0.cast_signed(),
                schema::by(text),
                &text.value,
                schema::crc_of_text(text),
            ))?;
            self.note_change(text.space, text.id, changed)?;
        }
        Ok(())
    }

    /// Whether a field says this already, by the same import.
    fn says(&self, text: &Text) -> rusqlite::Result<bool> {
        let said = self
            .prepared(
                "SELECT value = ?4 AND by = ?5 FROM text WHERE space = ?1 AND id = ?2 AND field = ?3
                 ORDER BY said DESC LIMIT 1",
            )?
            .query_row((text.space.number(), text.id, &text.field, &text.value, schema::by(text)), |row| row.get(0))
            .optional()?;
        Ok(said.unwrap_or(false))
    }

    pub(super) fn commit(&mut self) -> Result<(), StoreError> {
        let Err(error) = self.run("COMMIT") else { return Ok(()) };
        let full = error.sqlite_error_code() == Some(ErrorCode::DiskFull);
        let back = self.connection.is_autocommit() || self.run("ROLLBACK").is_ok();
        if full && back {
            // Pages are written to the log before the mark that makes them a commit; a disk that had no room for one
            // of them has no such mark. So this outcome is known.
            self.health = Health::Full;
            return Err(StoreError::Full);
        }
        self.health = Health::Broken;
        Err(StoreError::Unknown { cause: error.into() })
    }

    /// Takes back what was written before the commit. The commit itself was not tried, so it did not land.
    pub(super) fn give_up(&mut self, error: &StoreError) {
        match error {
            StoreError::Full => self.health = Health::Full,
            // After a failed write or flush nobody knows what the disk holds of the log.
            StoreError::Disk { .. } | StoreError::Corrupt(_) => self.health = Health::Broken,
            _ => {}
        }
        if !self.connection.is_autocommit() && self.run("ROLLBACK").is_err() {
            self.health = Health::Broken;
        }
    }

    /// Brings the log over into the database when it has grown long.
    ///
    /// The commit before it is durable in the log whatever happens here. But a database that cannot be flushed is not
    /// built on any further: the call after this one says so.
    fn tidy_log(&mut self, commit: &Commit) {
        let beside = commit.words.len() + commit.outside.len() + commit.texts.len() + commit.freed.len();
        self.unasked += 4 + (commit.facts.len() + commit.keys.len()) / 100 + beside / 10;
        if self.unasked < PAGES_UNASKED {
            return;
        }
        self.unasked = 0;
        let grown = self.log_pages("PRAGMA wal_checkpoint(NOOP)");
        let outcome = match grown {
            Ok(pages) if pages < LOG_PAGES => return,
            Ok(_) => self.log_pages("PRAGMA wal_checkpoint(PASSIVE)"),
            Err(error) => Err(error),
        };
        match outcome {
            Ok(_) => {}
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => self.health = Health::Full,
            Err(_) => self.health = Health::Broken,
        }
    }

    /// How many pages of the log are not in the database yet.
    fn log_pages(&self, pragma: &str) -> rusqlite::Result<i64> {
        self.prepared(pragma)?.query_row([], |row| {
            let (log, done): (i64, i64) = (row.get(1)?, row.get(2)?);
            Ok(log - done)
        })
    }

    pub(super) fn run(&self, statement: &str) -> rusqlite::Result<()> {
        self.prepared(statement)?.execute([]).map(|_| ())
    }

    pub(super) fn prepared(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.connection.prepare_cached(sql)
    }
}
