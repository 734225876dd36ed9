//! Reading what lies beside the journal. Every row is checked against its CRC.

use std::collections::BTreeSet;

use rusqlite::Row;
use takt_core::dictionary::{Dictionary, NewWord, WordKind};
use takt_core::unit::{ImportId, Seq};

use super::{SqliteStore, schema, trouble};
use crate::commit::{ModelText, Outside, Space, Text};
use crate::error::{Finding, StoreError};
use crate::store::Stop;

/// Up to so many ids are looked up one by one; for more all keys are read once.
const ASKED_ONE_BY_ONE: usize = 10_000;

impl SqliteStore {
    /// Reads the dictionary up to the first word that is not the next of its kind.
    pub(super) fn read_words(&self) -> Result<Dictionary, StoreError> {
        let mut words = Dictionary::default();
        self.each_row("word", "SELECT kind, id, text, crc FROM word ORDER BY kind, id", [], |row| {
            let failed = trouble::in_table("word");
            let number: u8 = row.get(0).map_err(&failed)?;
            let kind = WordKind::numbered(number).ok_or_else(|| damaged("word"))?;
            let word = NewWord { kind, id: row.get(1).map_err(&failed)?, text: row.get(2).map_err(&failed)? };
            demand_crc("word", row, 3, schema::crc_of_word(&word))?;
            match words.load(word) {
                Ok(()) => Ok(None),
                Err(NewWord { kind, id, .. }) => Err(StoreError::Corrupt(Finding::Word { kind, id })),
            }
        })?;
        Ok(words)
    }

    pub(super) fn read_models(&self) -> Result<Vec<ModelText>, StoreError> {
        let failed = trouble::in_table("model");
        let mut models = Vec::new();
        self.each_row("model", "SELECT sha256, text FROM model ORDER BY place", [], |row| {
            models.push(ModelText { sha256: row.get(0).map_err(&failed)?, text: row.get(1).map_err(&failed)? });
            Ok(None)
        })?;
        Ok(models)
    }

    pub(super) fn read_outside(&self, space: Space) -> Result<Vec<(String, u32)>, StoreError> {
        let mut found = Vec::new();
        let sql = "SELECT space, key, id, crc, bare FROM outside WHERE space = ?1 ORDER BY id, key";
        self.each_row("outside", sql, [space.number()], |row| {
            let outside = outside(row)?;
            found.push((outside.key, outside.id));
            Ok(None)
        })?;
        Ok(found)
    }

    pub(super) fn read_outside_of(&self, space: Space, ids: &BTreeSet<u32>) -> Result<Vec<(String, u32)>, StoreError> {
        let mut found = Vec::new();
        if ids.len() <= ASKED_ONE_BY_ONE {
            for id in ids {
                // A range and its order, or SQLite takes the way by keys, through all of the space.
                let sql =
                    "SELECT space, key, id, crc FROM outside WHERE space = ?1 AND id >= ?2 AND id <= ?2 ORDER BY id";
                self.each_row("outside", sql, (space.number(), id), |row| {
                    let outside = outside(row)?;
                    found.push((outside.key, outside.id));
                    Ok(None)
                })?;
            }
            found.sort_unstable_by(|(one, of), (other, than)| (of, one).cmp(&(than, other)));
            return Ok(found);
        }
        let failed = trouble::in_table("outside");
        let sql = "SELECT space, key, id, crc FROM outside WHERE space = ?1";
        self.each_row("outside", sql, [space.number()], |row| {
            if ids.contains(&row.get(2).map_err(&failed)?) {
                let outside = outside(row)?;
                found.push((outside.key, outside.id));
            }
            Ok(None)
        })?;
        found.sort_unstable_by(|(one, of), (other, than)| (of, one).cmp(&(than, other)));
        Ok(found)
    }

    pub(super) fn match_outside(&self, space: Space, key: &str) -> Result<Vec<(String, u32)>, StoreError> {
        let named = |bare: &str| -> Result<Vec<(String, u32)>, StoreError> {
            let mut found = Vec::new();
            let sql = "SELECT space, key, id, crc, bare FROM outside WHERE space = ?1 AND bare = ?2 ORDER BY key";
            self.each_row("outside", sql, (space.number(), bare), |row| {
                let outside = outside(row)?;
                found.push((outside.key, outside.id));
                Ok(None)
            })?;
            Ok(found)
        };
        if let Some((_, bare)) = key.split_once(':') {
            let mut exact = named(bare)?;
            exact.retain(|(found, _)| found == key);
            if !exact.is_empty() {
                return Ok(exact);
            }
        }
        named(key)
    }

    /// Reads all outside keys, each with what it is filed under.
    pub(super) fn each_outside(&self, each: &mut dyn FnMut(Outside, String)) -> Result<(), StoreError> {
        let failed = trouble::in_table("outside");
        self.each_row("outside", "SELECT space, key, id, crc, bare FROM outside", [], |row| {
            each(outside(row)?, row.get(4).map_err(&failed)?);
            Ok(None)
        })
    }

    pub(super) fn read_said(&self, space: Space, id: u32) -> Result<Vec<Text>, StoreError> {
        let mut texts = Vec::new();
        let sql = "SELECT space, id, field, said, by, value, crc FROM text WHERE space = ?1 AND id = ?2
                   ORDER BY field, said";
        self.each_row("text", sql, (space.number(), id), |row| {
            texts.push(text(row)?);
            Ok(None)
        })?;
        Ok(texts)
    }

    pub(super) fn read_all_texts(&self, each: &mut dyn FnMut(Text) -> Result<(), Stop>) -> Result<(), StoreError> {
        let sql = "SELECT space, id, field, said, by, value, crc FROM text ORDER BY space, id, field, said";
        self.each_row("text", sql, [], |row| Ok(each(text(row)?).err()))
    }

    /// Streams the rows of a query on one table until `each` has enough.
    pub(super) fn each_row(
        &self,
        table: &'static str,
        sql: &str,
        values: impl rusqlite::Params,
        mut each: impl FnMut(&Row<'_>) -> Result<Option<Stop>, StoreError>,
    ) -> Result<(), StoreError> {
        let failed = trouble::in_table(table);
        let mut query = self.connection.prepare_cached(sql).map_err(&failed)?;
        let mut rows = query.query(values).map_err(&failed)?;
        while let Some(row) = rows.next().map_err(&failed)? {
            if each(row)?.is_some() {
                break;
            }
        }
        Ok(())
    }
}

const fn damaged(table: &'static str) -> StoreError {
    StoreError::Corrupt(Finding::Row { table })
}

fn demand_crc(table: &'static str, row: &Row<'_>, place: usize, wanted: u32) -> Result<(), StoreError> {
    let stored: u32 = row.get(place).map_err(trouble::in_table(table))?;
    if stored == wanted { Ok(()) } else { Err(damaged(table)) }
}

/// From space, key, id, crc.
pub(super) fn outside(row: &Row<'_>) -> Result<Outside, StoreError> {
    let failed = trouble::in_table("outside");
    let space = Space::numbered(row.get(0).map_err(&failed)?).ok_or_else(|| damaged("outside"))?;
    let outside = Outside { space, key: row.get(1).map_err(&failed)?, id: row.get(2).map_err(&failed)? };
    demand_crc("outside", row, 3, schema::crc_of_outside(&outside))?;
    Ok(outside)
}

/// From space, id, field, said, by, value, crc.
pub(super) fn text(row: &Row<'_>) -> Result<Text, StoreError> {
    let failed = trouble::in_table("text");
    let space = Space::numbered(row.get(0).map_err(&failed)?).ok_or_else(|| damaged("text"))?;
    let text = Text {
        space,
        id: row.get(1).map_err(&failed)?,
        field: row.get(2).map_err(&failed)?,
        said: Seq(row.get::<_, i64>(3).map_err(&failed)?.cast_unsigned()),
        by: Some(ImportId(row.get(4).map_err(&failed)?)).filter(|import| import.0 != 0),
        value: row.get(5).map_err(&failed)?,
    };
    demand_crc("text", row, 6, schema::crc_of_text(&text))?;
    Ok(text)
}
