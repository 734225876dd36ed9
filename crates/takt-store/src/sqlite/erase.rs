//! Erasing: the rows in the commit, and then what they left behind in the files.
//!
//! With `secure_delete` a deleted row is overwritten, and a page that becomes free is filled with zeros. Two places are
//! left. The log still holds the pages as they were: it is brought over and cut to nothing. And when SQLite once moved
//! rows between neighbouring pages to make room, their bytes stayed behind in the gaps of the pages they came from;
//! deleting the rows later does not reach those (measured: of 240 persons among 3,000, whose rows were deleted and the
//! log truncated, something of 5 was left). So the two tables in which persons can be told are written anew, and the old
//! ones dropped, which fills all their pages with zeros. The journal itself holds no text and is not touched.

use std::fs;
use std::io::ErrorKind;
use std::time::Duration;

use super::{ERASING_FILE, Health, PATIENCE, SqliteStore, flush_folder, schema, trouble};
use crate::commit::{Erasure, bare};
use crate::error::{Step, StoreError};

impl SqliteStore {
    /// Deletes rows, inside the transaction of a commit.
    pub(super) fn erase(&self, erased: &[Erasure]) -> rusqlite::Result<()> {
        for erasure in erased {
            self.unfile(erasure)?;
            match erasure {
                Erasure::All { space, id } => {
                    for (table, ..) in schema::PEOPLE {
                        self.prepared(&format!("DELETE FROM {table} WHERE space = ?1 AND id = ?2"))?
                            .execute((space.number(), id))?;
                    }
                }
                Erasure::Key { space, key } => {
                    self.prepared("DELETE FROM outside WHERE space = ?1 AND bare = ?2 AND key = ?3")?.execute((
                        space.number(),
                        bare(key),
                        key,
                    ))?;
                }
                Erasure::Text { space, id, field, said } => {
                    self.prepared("DELETE FROM text WHERE space = ?1 AND id = ?2 AND field = ?3 AND said = ?4")?
                        .execute((space.number(), id, field, said.0.cast_signed()))?;
                }
            }
        }
        Ok(())
    }

    /// Leaves a mark that outlives the process: something was erased, and the files are not wiped yet.
    pub(super) fn note_residue(&mut self) -> Result<(), StoreError> {
        let failed = |cause: std::io::Error| StoreError::Disk { what: Step::Write, cause: cause.into() };
        let mark = fs::File::create(self.folder.join(ERASING_FILE)).map_err(failed)?;
        mark.sync_all().map_err(failed)?;
        flush_folder(&self.folder).map_err(failed)?;
        self.residue = true;
        Ok(())
    }

    /// Wipes the files, see [`Store::purge`](crate::Store::purge); waits so long for readers to go.
    pub(super) fn purge_now(&mut self, patience: Duration) -> Result<bool, StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        if !self.residue {
            return Ok(true);
        }
        if self.health == Health::Full {
            return Err(StoreError::Full);
        }
        self.run("BEGIN IMMEDIATE").map_err(trouble::at(Step::Write))?;
        match self.write_people_anew().map_err(trouble::at(Step::Write)) {
            Ok(()) => self.commit()?,
            Err(error) => {
                self.give_up(&error);
                return Err(error);
            }
        }
        self.remove_strays()?;
        if !self.cut_log(patience)? {
            return Ok(false);
        }
        let failed = |cause: std::io::Error| StoreError::Disk { what: Step::Write, cause: cause.into() };
        match fs::remove_file(self.folder.join(ERASING_FILE)) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(failed(cause)),
            _ => flush_folder(&self.folder).map_err(failed)?,
        }
        self.residue = false;
        Ok(true)
    }

    /// Writes the tables that persons can be told in anew, in the order of their rows.
    pub(super) fn write_people_anew(&self) -> rusqlite::Result<()> {
        for (table, columns, order) in schema::PEOPLE {
            self.connection.execute_batch(&format!(
                "CREATE TABLE anew {columns};
                 INSERT INTO anew SELECT * FROM {table} ORDER BY {order};
                 DROP TABLE {table};
                 ALTER TABLE anew RENAME TO {table};"
            ))?;
        }
        self.connection.execute_batch(schema::FILED)
    }

    /// Brings the whole log over and cuts it to nothing; `false` where a reader still needs it.
    pub(super) fn cut_log(&mut self, patience: Duration) -> Result<bool, StoreError> {
        self.connection.busy_timeout(patience).map_err(trouble::at(Step::Checkpoint))?;
        let cut = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        self.connection.busy_timeout(PATIENCE).map_err(trouble::at(Step::Checkpoint))?;
        match cut.map_err(trouble::at(Step::Checkpoint)) {
            Ok(busy) => Ok(busy == 0),
            Err(StoreError::InUse { .. }) => Ok(false),
            Err(error) => {
                self.give_up(&error);
                Err(error)
            }
        }
    }
}
