//! Workbooks: XLSX (with macros or without; no macro is ever run), XLS and ODS, read with calamine.
//!
//! Cells come as text, as a CSV of the sheet would have them: numbers without `.0`, dates as `2026-05-01` or
//! `2026-05-01 09:30:00` whichever year the workbook counts from, the results of formulas, yes and no as `true` and
//! `false`. A cell merged over several rows says the same in each of them.
//!
//! An XLSX is read cell by cell: what is in memory at once is its table of distinct texts and one row. XLS and ODS are
//! held whole by calamine, as a rectangle: [`CELLS_MAX`] bounds it. Before anything is parsed, the archive is unpacked
//! once into nothing, to know that it is no bomb.

mod cells;
mod compound;
mod limit;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Ods, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use crate::csv::{CELL_BYTES_MAX, ROW_BYTES_MAX};
use crate::given::{Format, Given, ReadSeek, Taking};
use crate::head::{HEAD_ROWS, is_table};
use crate::nearest::nearest;
use crate::problem::{Fault, Finding, code, listed, shown};
use crate::record::{BadRow, Record};

use cells::{Cell, Merges, RowOf};

/// The most rows of a sheet: as many as Excel itself has.
pub const SHEET_ROWS_MAX: u32 = 1_048_576;
/// The most cells of a sheet of XLS or ODS, blank ones between others included.
pub const CELLS_MAX: u64 = 16_777_216;
/// The most bytes of a workbook once unpacked, pictures left out.
pub const UNPACKED_BYTES_MAX: u64 = 1 << 30;

/// The kinds of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Book {
    Xlsx,
    Xls,
    Ods,
}

impl Book {
    pub(crate) const fn format(self) -> Format {
        match self {
            Self::Xlsx => Format::Xlsx,
            Self::Xls => Format::Xls,
            Self::Ods => Format::Ods,
        }
    }
}

/// Which workbook a file is by its first bytes, `None` for one that is none.
pub(crate) fn book(given: &Given, head: &[u8]) -> Result<Option<Book>, Finding> {
    let kind = |seems: &str| Err(given.finding(code::FILE_KIND, vec![("seems", seems.into())]));
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return limit::zip(given, &mut *given.open_book()?).map(Some);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return limit::xls(given, &mut *given.open_book()?).map(Some);
    }
    if head.starts_with(b"%PDF-") {
        return kind("PDF");
    }
    if head.starts_with(b"\x1f\x8b") {
        return kind("gzip");
    }
    if [b"\x89PNG".as_slice(), b"\xff\xd8\xff", b"GIF8"].iter().any(|magic| head.starts_with(magic)) {
        return kind("image");
    }
    Ok(None)
}

/// A workbook opened.
enum Opened<'a> {
    Xlsx(Box<Xlsx<Box<dyn ReadSeek + 'a>>>),
    Xls(Box<Xls<Box<dyn ReadSeek + 'a>>>),
    Ods(Box<Ods<Box<dyn ReadSeek + 'a>>>),
}

fn damaged(given: &Given, error: &dyn std::fmt::Display) -> Finding {
    given.finding(code::FILE_DAMAGED, vec![("error", shown(&error.to_string()))])
}

/// Runs calamine over what came from outside: where it breaks off over a broken file, the file is broken and not we.
fn guarded<T, E: std::fmt::Display>(given: &Given, read: impl FnOnce() -> Result<T, E>) -> Result<T, Finding> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(damaged(given, &error)),
        Err(_) => Err(damaged(given, &"calamine")),
    }
}

fn open(given: &Given, book: Book) -> Result<Opened<'_>, Finding> {
    let input = given.open_book()?;
    let encrypted = || given.finding(code::FILE_ENCRYPTED, vec![]);
    match book {
        Book::Xlsx => match guarded(given, || Ok::<_, XlsxError>(Xlsx::new(input)))? {
            Ok(book) => Ok(Opened::Xlsx(Box::new(book))),
            Err(XlsxError::Password) => Err(encrypted()),
            Err(error) => Err(damaged(given, &error)),
        },
        Book::Xls => match guarded(given, || Ok::<_, XlsError>(Xls::new(input)))? {
            Ok(book) => Ok(Opened::Xls(Box::new(book))),
            Err(XlsError::Password) => Err(encrypted()),
            Err(error) => Err(damaged(given, &error)),
        },
        Book::Ods => match guarded(given, || Ok::<_, calamine::OdsError>(Ods::new(input)))? {
            Ok(book) => Ok(Opened::Ods(Box::new(book))),
            Err(calamine::OdsError::Password) => Err(encrypted()),
            Err(error) => Err(damaged(given, &error)),
        },
    }
}

/// The sheet that is meant: the named one, else the first visible one that holds a table, else any that does.
pub(crate) fn choose(given: &Given, book: Book) -> Result<String, Finding> {
    let mut opened = open(given, book)?;
    let sheets = match &opened {
        Opened::Xlsx(book) => book.sheets_metadata(),
        Opened::Xls(book) => book.sheets_metadata(),
        Opened::Ods(book) => book.sheets_metadata(),
    };
    let mut sheets: Vec<_> = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    if let Some(wanted) = &given.sheet {
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        if names.contains(&wanted.as_str()) {
            return Ok(wanted.clone());
        }
        let args = vec![
            ("sheet", shown(wanted)),
            ("known", listed(&names)),
            ("nearest", nearest(wanted, names.iter().copied())),
        ];
        return Err(given.finding(code::SHEET_UNKNOWN, args));
    }
    sheets.sort_by_key(|sheet| sheet.visible != SheetVisible::Visible);
    for sheet in sheets {
        let mut rows: Vec<Record> = Vec::new();
        each_of(given, &mut opened, &sheet.name, &mut |row| {
            rows.extend(row.ok().cloned());
            if rows.len() < HEAD_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        let width = rows.iter().map(Record::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.fit(width));
        if is_table(&rows) {
            return Ok(sheet.name);
        }
    }
    Err(given.finding(code::SHEET_NONE, vec![]))
}

/// Hands on the rows of a sheet that say something.
pub(crate) fn each_row(given: &Given, book: Book, sheet: &str, take: &mut Taking<'_>) -> Result<(), Finding> {
    each_of(given, &mut open(given, book)?, sheet, take)
}

fn each_of(given: &Given, opened: &mut Opened<'_>, sheet: &str, take: &mut Taking<'_>) -> Result<(), Finding> {
    match opened {
        Opened::Xlsx(book) => {
            let merges = guarded(given, || book.merge_cells_by_sheet_name(sheet))?;
            let mut rows = Rows::new(Merges::of(&merges), take);
            let mut reader = guarded(given, || book.worksheet_cells_reader(sheet))?;
            while let Some(cell) = guarded(given, || reader.next_cell())? {
                let (row, column) = cell.get_position();
                if rows.cell(given, row, column, Cell::of_ref(cell.get_value()))?.is_break() {
                    return Ok(());
                }
            }
            rows.end(given).map(|_| ())
        }
        Opened::Xls(book) => {
            let merges = guarded(given, || book.merge_cells_by_sheet_name(sheet))?;
            let range = guarded(given, || book.worksheet_range(sheet))?;
            each_cell(given, &range, Merges::of(&merges), take)
        }
        Opened::Ods(book) => {
            let range = guarded(given, || book.worksheet_range(sheet))?;
            each_cell(given, &range, Merges::default(), take)
        }
    }
}

fn each_cell(given: &Given, range: &Range<Data>, merges: Merges, take: &mut Taking<'_>) -> Result<(), Finding> {
    let (top, left) = range.start().unwrap_or((0, 0));
    let mut rows = Rows::new(merges, take);
    for (row, column, value) in range.used_cells() {
        let row = top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
        let column = left.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
        if rows.cell(given, row, column, Cell::of(value))?.is_break() {
            return Ok(());
        }
    }
    rows.end(given).map(|_| ())
}

/// Puts cells together to rows.
struct Rows<'t, 's> {
    merges: Merges,
    take: &'t mut Taking<'s>,
    row: RowOf,
    record: Record,
    count: u32,
}

impl<'t, 's> Rows<'t, 's> {
    fn new(merges: Merges, take: &'t mut Taking<'s>) -> Self {
        Self { merges, take, row: RowOf::default(), record: Record::default(), count: 0 }
    }

    fn cell(&mut self, given: &Given, row: u32, column: u32, cell: Cell<'_>) -> Result<ControlFlow<()>, Finding> {
        if matches!(cell, Cell::Blank) {
            return Ok(ControlFlow::Continue(()));
        }
        if row != self.row.number && self.end(given)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        self.row.number = row;
        self.row.push(column, &cell);
        Ok(ControlFlow::Continue(()))
    }

    /// Hands on the row at hand, if it says something.
    fn end(&mut self, given: &Given) -> Result<ControlFlow<()>, Finding> {
        if self.row.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.count += 1;
        if self.count > SHEET_ROWS_MAX || self.row.number >= SHEET_ROWS_MAX {
            return Err(given.finding(code::SHEET_TOO_LARGE, vec![("limit", SHEET_ROWS_MAX.to_string())]));
        }
        let too_long = self.row.too_long();
        self.row.write(&mut self.merges, &mut self.record);
        if self.row.was_too_long() {
            let fault = Fault::new(code::ROW_TOO_LONG, vec![("limit", ROW_BYTES_MAX.to_string())]);
            return Ok((self.take)(Err(BadRow { line: self.record.line, cell: None, fault })));
        }
        let flow = match too_long {
            None => (self.take)(Ok(&mut self.record)),
            Some(cell) => {
                let fault = Fault::new(code::CELL_TOO_LONG, vec![("limit", CELL_BYTES_MAX.to_string())]);
                (self.take)(Err(BadRow { line: self.record.line, cell: Some(cell), fault }))
            }
        };
        Ok(flow)
    }
}
