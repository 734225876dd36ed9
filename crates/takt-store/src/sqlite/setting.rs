//! What belongs to the program and not to the line: see [`Store::settle`](crate::Store::settle).

use super::{Health, SqliteStore, trouble};
use crate::error::{Step, StoreError};

impl SqliteStore {
    pub(super) fn settle_now(&mut self, kind: &str, id: &str, value: Option<&str>) -> Result<(), StoreError> {
        if self.lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        if self.health == Health::Full {
            return Err(StoreError::Full);
        }
        self.run("BEGIN IMMEDIATE").map_err(trouble::at(Step::Write))?;
        let written = match value {
            Some(value) => self
                .prepared(
                    "INSERT INTO setting (kind, id, value) VALUES (?1, ?2, ?3)
                     ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value",
                )
                .and_then(|mut insert| insert.execute((kind, id, value))),
            None => self
                .prepared("DELETE FROM setting WHERE kind = ?1 AND id = ?2")
                .and_then(|mut delete| delete.execute((kind, id))),
        };
        match written.map_err(trouble::at(Step::Write)) {
            Ok(_) => self.commit(),
            Err(error) => {
                self.give_up(&error);
                Err(error)
            }
        }
    }

    pub(super) fn read_settings(&mut self, kind: &str) -> Result<Vec<(String, String)>, StoreError> {
        let failed = trouble::in_table("setting");
        // A folder that nobody opened to write since this table is there has none.
        let there = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'setting'";
        let there: i64 = self.connection.query_row(there, [], |row| row.get(0)).map_err(&failed)?;
        let mut found = Vec::new();
        if there == 0 {
            return Ok(found);
        }
        self.each_row("setting", "SELECT id, value FROM setting WHERE kind = ?1 ORDER BY id", [kind], |row| {
            found.push((row.get(0).map_err(&failed)?, row.get(1).map_err(&failed)?));
            Ok(None)
        })?;
        Ok(found)
    }
}
