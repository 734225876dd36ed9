//! Files that rows are looked up in: kept in memory by their key, only the columns that facts ask for.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::given::{Given, Header};
use crate::keys::KeyTable;
use crate::mapping::{Column, Mapping};
use crate::nearest::nearest;
use crate::problem::{Args, Finding, Rejection, code, shown};
use crate::record::Record;
use crate::taken::Lookup;

/// The rows of one lookup, by key.
#[derive(Debug, Default)]
pub(crate) struct Table {
    keys: KeyTable<u32>,
    /// By key: index into the given files, and the number of the row in that file.
    origins: Vec<(u16, u32)>,
    /// By key and column.
    ends: Vec<usize>,
    text: String,
    columns: Vec<String>,
}

impl Table {
    /// An empty table that will keep these columns.
    pub(crate) fn of(columns: Vec<String>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// The place of a column among those kept.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The row of a key.
    pub(crate) fn find(&self, key: &str) -> Option<u32> {
        if key.is_empty() { None } else { self.keys.find(key) }
    }

    /// Where a row stands.
    pub(crate) fn origin(&self, row: u32) -> Option<(u16, u32)> {
        self.origins.get(row as usize).copied()
    }

    /// A cell of a row.
    pub(crate) fn cell(&self, row: u32, column: usize) -> &str {
        let place = row as usize * self.columns.len() + column;
        let start = place.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.ends.get(place).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }

    /// Reads a lookup file. Of rows with one key the first counts.
    pub(crate) fn load(
        &mut self,
        file: u16,
        (given, header): (&Given, &Header),
        (key, blank): (&Column, &[String]),
        unknown: impl Fn(&Column, Args) -> Finding,
        asked: &[&Column],
    ) -> Result<Lookup, Vec<Finding>> {
        let mut findings = Vec::new();
        for column in asked.iter().chain([&key]) {
            if !header.columns.contains(&column.name) {
                findings.push(unknown(column, unknown_column(column, &given.name, &header.columns)));
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let place = |name: &String| header.columns.iter().position(|column| column == name).unwrap_or(usize::MAX);
        let key = place(&key.name);
        let places: Vec<usize> = self.columns.iter().map(place).collect();
        let mut lookup = Lookup { file, rows: 0, used: 0, bad: Vec::new() };
        given
            .each(header, &mut |row| {
                match row {
                    Ok(record) if record.len() == header.columns.len() => {
                        record.blank(blank);
                        let text = record.cell(key).trim();
                        if !text.is_empty() && self.keys.find(text).is_none() {
                            self.keys.intern(text);
                            self.origins.push((file, lookup.rows));
                            for place in &places {
                                self.text.push_str(record.cell(*place).trim());
                                self.ends.push(self.text.len());
                            }
                        }
                    }
                    Ok(record) => lookup.bad.push(Rejection {
                        file,
                        line: record.line,
                        field: None,
                        code: code::ROW_RAGGED,
                        args: ragged(record, header.columns.len()),
                    }),
                    Err(bad) => {
                        let field = bad.cell.and_then(|cell| header.columns.get(cell)).cloned();
                        lookup.bad.push(Rejection { field, ..bad.fault.reject(file, bad.line) });
                    }
                }
                lookup.rows += 1;
                ControlFlow::Continue(())
            })
            .map_err(|finding| vec![finding])?;
        Ok(lookup)
    }
}

/// The lookup files in memory.
#[derive(Default)]
pub(crate) struct Tables {
    pub(crate) tables: Vec<Table>,
    /// By given file: which rows were found.
    pub(crate) used: Vec<Vec<bool>>,
    pub(crate) lookups: Vec<Lookup>,
    /// By `[[file]]` that joins: its tables.
    loaded: BTreeMap<usize, Vec<usize>>,
}

impl Tables {
    /// The tables of a `[[file]]`'s joins, read now if they were not.
    pub(crate) fn of(
        &mut self,
        mapping: &Mapping,
        owner: usize,
        given: &[Given],
        places: &[usize],
        headers: &[Header],
    ) -> Result<Vec<usize>, Vec<Finding>> {
        if let Some(tables) = self.loaded.get(&owner) {
            return Ok(tables.clone());
        }
        let mut tables = Vec::new();
        for join in &mapping.files[owner].joins {
            let id = &mapping.files[join.file].id;
            let blank = mapping.files[join.file].blank.as_slice();
            let facts = mapping.facts.iter().filter(|fact| fact.file == owner);
            let keys = mapping.files[owner].account.iter().flat_map(|key| &key.columns);
            let named = keys.chain(facts.flat_map(|fact| fact.columns()));
            let asked: Vec<&Column> = named.filter(|column| column.joined.as_ref() == Some(id)).collect();
            let mut names: Vec<String> = asked.iter().map(|column| column.name.clone()).collect();
            names.sort();
            names.dedup();
            let mut table = Table::of(names);
            for (file, place) in places.iter().enumerate() {
                if *place != join.file {
                    continue;
                }
                let number = u16::try_from(file).map_err(|_| too_large(&given[file]))?;
                let unknown = |column: &Column, args| mapping.finding(column.spot, code::UNKNOWN_COLUMN, args);
                let lookup = table.load(number, (&given[file], &headers[file]), (&join.key, blank), unknown, &asked)?;
                if self.used.len() <= file {
                    self.used.resize(file + 1, Vec::new());
                }
                self.used[file].resize(lookup.rows as usize, false);
                // A file with facts of its own is received: its bad rows are rejections there.
                if mapping.files[join.file].lookup && !self.lookups.iter().any(|known| known.file == number) {
                    self.lookups.push(lookup);
                }
            }
            tables.push(self.tables.len());
            self.tables.push(table);
        }
        self.loaded.insert(owner, tables.clone());
        Ok(tables)
    }
}

/// The finding of an import that is larger than its numbers can count.
pub(crate) fn too_large(given: &Given) -> Vec<Finding> {
    vec![Finding::of_file(&given.name, code::IMPORT_TOO_LARGE, vec![])]
}

/// The arguments of a row with too few or too many cells.
pub(crate) fn ragged(record: &Record, header: usize) -> Args {
    vec![("cells", record.len().to_string()), ("header", header.to_string())]
}

/// The arguments of a column that a file does not have.
pub(crate) fn unknown_column(column: &Column, file: &str, header: &[String]) -> Args {
    vec![
        ("column", shown(&column.name)),
        ("file", file.into()),
        ("nearest", nearest(&column.name, header.iter().map(String::as_str))),
    ]
}
