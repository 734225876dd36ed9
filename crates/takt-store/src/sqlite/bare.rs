//! The least that SQLite does to make bytes durable: what an append is measured against.

use std::path::Path;

use rusqlite::Connection;

use super::trouble;
use crate::error::{Step, StoreError};

/// A database of one table of numbered rows, in WAL mode with `synchronous=FULL` as the journal: no keys, no hashes, no
/// CRC, nothing beside it, and SQLite's own ways in all else.
#[derive(Debug)]
pub struct Bare {
    connection: Connection,
}

impl Bare {
    /// Makes the database in a file that is not there yet.
    ///
    /// # Errors
    /// [`StoreError::Disk`] where it cannot be made.
    pub fn create(file: &Path) -> Result<Self, StoreError> {
        let laid = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(file)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.execute_batch("CREATE TABLE row (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")?;
            Ok(connection)
        };
        Ok(Self { connection: laid().map_err(trouble::at(Step::Create))? })
    }

    /// Adds rows in one transaction, durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::Disk`] where they cannot be written.
    pub fn append<'a>(&mut self, rows: impl IntoIterator<Item = &'a [u8]>) -> Result<(), StoreError> {
        let added = || -> rusqlite::Result<()> {
            let transaction = self.connection.transaction()?;
            let mut insert = transaction.prepare_cached("INSERT INTO row (bytes) VALUES (?1)")?;
            for row in rows {
                insert.execute([row])?;
            }
            drop(insert);
            transaction.commit()
        };
        added().map_err(trouble::at(Step::Write))
    }

    /// How many rows there are.
    ///
    /// # Errors
    /// [`StoreError::Disk`] where they cannot be read.
    pub fn rows(&self) -> Result<u64, StoreError> {
        let count = self.connection.query_row("SELECT count(*) FROM row", [], |row| row.get::<_, i64>(0));
        count.map(i64::cast_unsigned).map_err(trouble::at(Step::Read))
    }
}
