//! Tables to files: CSV in UTF-8 with its mark or in CP932, XLSX, objects in JSON.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde_json::{Map, Value};
use takt_intake::{Encoding, OWN};
use unicode_width::UnicodeWidthStr;

use super::{Cell, Table, shown};
use crate::fault::Fault;

/// Rows of a sheet, its header counted.
const SHEET_ROWS: usize = 1_048_576;
/// Columns of a sheet.
const SHEET_COLUMNS: usize = 16_384;
/// Characters of a cell of a sheet, in units of UTF-16.
const SHEET_CELL: usize = 32_767;
/// Rows that the width of a column is taken from, and its bounds, in letters.
const WIDTH_ROWS: usize = 1_000;
const WIDTH: (usize, usize) = (8, 40);
/// The byte order mark of UTF-8, by which Excel knows it.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CSV in UTF-8 with a byte order mark.
    Csv,
    /// CSV in CP932, as older programs want it.
    Cp932,
    /// A workbook of one sheet.
    Xlsx,
    /// JSON objects, one a line.
    Jsonl,
}

impl Form {
    /// The name it is asked for by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Cp932 => "cp932",
            Self::Xlsx => "xlsx",
            Self::Jsonl => "jsonl",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Csv | Self::Cp932 => "csv",
            Self::Xlsx => "xlsx",
            Self::Jsonl => "jsonl",
        }
    }

    /// Whether a character comes back from it as it went in.
    pub(super) fn carries(self, letter: char) -> bool {
        match self {
            Self::Csv => letter != '\0',
            // An escape in a text without a mark announces another encoding.
            Self::Cp932 => !matches!(letter, '\0' | '\u{1b}') && Encoding::Cp932.carries(letter),
            Self::Xlsx => !matches!(letter, '\u{fffe}' | '\u{ffff}'),
            Self::Jsonl => true,
        }
    }
}

/// Refuses what does not fit into a sheet.
pub(super) fn check(table: &Table, form: Form) -> Result<(), Fault> {
    if form != Form::Xlsx {
        return Ok(());
    }
    if table.rows.len() >= SHEET_ROWS {
        let args = vec![("table", table.name.into()), ("rows", table.rows.len().to_string())];
        return Err(Fault::refused("export-too-many-rows", args));
    }
    if table.columns.len() > SHEET_COLUMNS {
        let args = vec![("table", table.name.into()), ("columns", table.columns.len().to_string())];
        return Err(Fault::refused("export-too-many-columns", args));
    }
    for row in &table.rows {
        for (cell, column) in row.iter().zip(&table.columns) {
            let Cell::Text(text) = cell else { continue };
            if text.len() >= SHEET_CELL && text.encode_utf16().count() >= SHEET_CELL {
                let key = match row.first() {
                    Some(Cell::Text(key)) => key.clone(),
                    _ => String::new(),
                };
                let args = vec![("table", table.name.into()), ("key", key), ("field", column.clone())];
                return Err(Fault::refused("export-cell-too-long", args));
            }
        }
    }
    Ok(())
}

/// Writes a table; gives the name of its file.
pub(super) fn write(folder: &Path, mut table: Table, form: Form) -> Result<String, Fault> {
    let name = format!("{}.{}", table.name, form.ending());
    let path = folder.join(&name);
    let unwritable = |cause: std::io::Error| Fault::unwritable(&path, &cause);
    let mut out = BufWriter::new(File::create(&path).map_err(unwritable)?);
    match form {
        Form::Csv => out.write_all(BOM).and_then(|()| csv(&table, Encoding::Utf8, &mut out)),
        Form::Cp932 => csv(&table, Encoding::Cp932, &mut out),
        Form::Jsonl => objects(&table, &mut out),
        Form::Xlsx => {
            for column in &mut table.columns {
                *column = shown(column, true);
            }
            for cell in table.rows.iter_mut().flatten() {
                if let Cell::Text(text) = cell {
                    *text = shown(text, false);
                }
            }
            sheet(table.name, &table.columns, &table.rows, &mut out)
        }
    }
    .map_err(unwritable)?;
    let file = out.into_inner().map_err(|error| unwritable(error.into_error()))?;
    file.sync_all().map_err(unwritable)?;
    Ok(name)
}

fn csv(table: &Table, encoding: Encoding, out: &mut dyn Write) -> std::io::Result<()> {
    let mut line = String::new();
    let mut end = |line: &mut String| {
        line.push_str("\r\n");
        // What it does not carry was refused or replaced before.
        let written = encoding.encoded(line).map_or(Ok(()), |bytes| out.write_all(&bytes));
        line.clear();
        written
    };
    for (place, column) in table.columns.iter().enumerate() {
        quoted(&shown(column, true), place > 0, &mut line);
    }
    end(&mut line)?;
    for row in &table.rows {
        for (place, cell) in row.iter().enumerate() {
            match cell {
                Cell::Text(text) => quoted(&shown(text, false), place > 0, &mut line),
                Cell::Number(number) => quoted(&number.to_string(), place > 0, &mut line),
            }
        }
        end(&mut line)?;
    }
    Ok(())
}

fn quoted(text: &str, is_next: bool, line: &mut String) {
    if is_next {
        line.push(',');
    }
    if text.contains([',', '"', '\n', '\r', '\t', ';', '|']) {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}

fn objects(table: &Table, out: &mut dyn Write) -> std::io::Result<()> {
    for row in &table.rows {
        let mut object = Map::new();
        for (cell, column) in row.iter().zip(&table.columns) {
            match cell {
                // The columns of our own stand in each, so that the table is known by them.
                Cell::Text(text) if text.is_empty() && !column.starts_with(OWN) => {}
                Cell::Text(text) => drop(object.insert(shown(column, true), text.as_str().into())),
                Cell::Number(number) => drop(object.insert(shown(column, true), (*number).into())),
            }
        }
        writeln!(out, "{}", Value::Object(object))?;
    }
    Ok(())
}

/// Writes a workbook of one sheet: a header that stays in place while one scrolls, and rows below it. Texts stand as texts,
/// whatever they look like.
///
/// # Errors
/// `out` fails, or there is more than a sheet holds.
pub fn sheet(
    name: &str,
    columns: &[String],
    rows: &[Vec<Cell>],
    out: &mut (impl Write + std::io::Seek + Send),
) -> std::io::Result<()> {
    let mut book = Workbook::new();
    // The same tables give the same bytes, whenever.
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(of_book)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet_with_constant_memory().map_err(of_book)?;
    // A name that a sheet cannot have is replaced by the program's own.
    let _ = sheet.set_name(name);
    fill(sheet, columns, rows).map_err(of_book)?;
    book.save_to_writer(out).map_err(of_book)
}

fn fill(sheet: &mut Worksheet, columns: &[String], rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (place, column) in (0..).zip(columns) {
        let seen = rows.iter().take(WIDTH_ROWS).filter_map(|row| row.get(usize::from(place)));
        let widths = seen.map(|cell| match cell {
            Cell::Text(text) => text.lines().next().unwrap_or_default().width(),
            Cell::Number(number) => number.to_string().len(),
        });
        let widest = widths.chain([column.width()]).max().unwrap_or(0);
        let width = u32::try_from(widest.clamp(WIDTH.0, WIDTH.1) + 2).unwrap_or(u32::MAX);
        sheet.set_column_width(place, f64::from(width))?;
    }
    for (place, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, place, column, &bold)?;
    }
    for (line, row) in (1..).zip(rows) {
        for (place, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => drop(sheet.write_string(line, place, text)?),
                // Whole numbers below 2^53 are exact in a sheet; a lap has eight bits.
                Cell::Number(number) => drop(sheet.write_number(line, place, *number as f64)?),
            }
        }
    }
    Ok(())
}

fn of_book(error: XlsxError) -> std::io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => std::io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_into_a_sheet_is_refused() {
        let table = |rows: usize, text: &str| Table {
            name: "accounts",
            columns: vec!["takt.account".into(), "note".into()],
            rows: vec![vec![Cell::Text("a:1".into()), Cell::Text(text.into())]; rows],
        };
        let code = |table: &Table, form| check(table, form).err().map(|fault| fault.code);
        let long = "😀".repeat(SHEET_CELL / 2);
        assert_eq!(code(&table(2, &long), Form::Xlsx), None);
        assert_eq!(code(&table(2, &(long.clone() + "aa")), Form::Xlsx), Some("export-cell-too-long"));
        assert_eq!(code(&table(2, &(long + "aa")), Form::Csv), None);
        let empty = |rows| Table { rows: vec![Vec::new(); rows], ..table(0, "") };
        assert_eq!(code(&empty(SHEET_ROWS - 1), Form::Xlsx), None);
        assert_eq!(code(&empty(SHEET_ROWS), Form::Xlsx), Some("export-too-many-rows"));
        assert_eq!(code(&empty(SHEET_ROWS), Form::Jsonl), None);
    }
}
