//! Lookup files: kept in memory by their key, only the columns that facts ask for.

use crate::csv::Record;
use crate::given::Given;
use crate::keys::KeyTable;
use crate::mapping::Column;
use crate::nearest::nearest;
use crate::problem::{Args, Finding, Rejection, code, shown};
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
        given: &Given,
        key: &Column,
        unknown: impl Fn(&Column, Args) -> Finding,
        asked: &[&Column],
    ) -> Result<Lookup, Vec<Finding>> {
        let (mut rows, header) = given.rows().map_err(|finding| vec![finding])?;
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
        let mut record = Record::default();
        loop {
            match rows.next(&mut record).map_err(|error| vec![given.unreadable(&error)])? {
                Ok(false) => return Ok(lookup),
                Ok(true) if record.len() == header.columns.len() => {
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
                Ok(true) => lookup.bad.push(Rejection {
                    file,
                    line: record.line,
                    field: None,
                    code: code::ROW_RAGGED,
                    args: ragged(&record, header.columns.len()),
                }),
                Err(bad) => {
                    let field = bad.cell.and_then(|cell| header.columns.get(cell)).cloned();
                    lookup.bad.push(Rejection { field, ..bad.fault.reject(file, bad.line) });
                }
            }
            lookup.rows += 1;
        }
    }
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
