//! The cells of a sheet as texts.

use std::collections::BTreeMap;
use std::fmt::Write;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime};

use crate::csv::{CELL_BYTES_MAX, ROW_BYTES_MAX};
use crate::record::Record;

/// Sheets have no more columns than this; cells beyond are nobody's.
const COLUMNS_MAX: u32 = 16_384;

/// What a cell holds.
pub(super) enum Cell<'a> {
    Blank,
    Text(&'a str),
    Whole(i64),
    Number(f64),
    Flag(bool),
    Time(ExcelDateTime),
    /// A result that is an error, as the sheet shows it: `#N/A`.
    Error(String),
}

impl<'a> Cell<'a> {
    pub(super) fn of(data: &'a Data) -> Self {
        match data {
            Data::Int(number) => Self::Whole(*number),
            Data::Float(number) => Self::Number(*number),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Self::text(text),
            Data::Bool(flag) => Self::Flag(*flag),
            Data::DateTime(time) => Self::Time(*time),
            Data::Error(error) => Self::Error(error.to_string()),
            Data::Empty => Self::Blank,
        }
    }

    pub(super) fn of_ref(data: &'a DataRef<'_>) -> Self {
        match data {
            DataRef::Int(number) => Self::Whole(*number),
            DataRef::Float(number) => Self::Number(*number),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Self::text(text),
            DataRef::SharedString(text) => Self::text(text),
            DataRef::Bool(flag) => Self::Flag(*flag),
            DataRef::DateTime(time) => Self::Time(*time),
            DataRef::Error(error) => Self::Error(error.to_string()),
            DataRef::Empty => Self::Blank,
        }
    }

    fn text(text: &'a str) -> Self {
        if text.trim().is_empty() { Self::Blank } else { Self::Text(text) }
    }

    fn write(&self, out: &mut String) {
        // Writing to a String does not fail.
        let _ = match self {
            Self::Blank => Ok(()),
            Self::Text(text) => {
                out.push_str(text);
                Ok(())
            }
            Self::Whole(number) => write!(out, "{number}"),
            Self::Number(number) => {
                write_number(*number, out);
                Ok(())
            }
            Self::Flag(flag) => write!(out, "{flag}"),
            Self::Time(time) => write_time(*time, out),
            Self::Error(error) => {
                out.push_str(error);
                Ok(())
            }
        };
    }
}

/// A number with the 15 digits that a sheet shows at most: 0.1 + 0.2 is 0.3, and 40 has no `.0`.
fn write_number(number: f64, out: &mut String) {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let _ = write!(out, "{shown}");
}

/// A day, a day with its time, or a time alone.
fn write_time(time: ExcelDateTime, out: &mut String) -> std::fmt::Result {
    if time.is_duration() {
        let seconds = (time.as_f64() * 86_400.0).round();
        if !(0.0..1e12).contains(&seconds) {
            write_number(time.as_f64(), out);
            return Ok(());
        }
        let seconds = seconds as u64;
        return write!(out, "{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    // Beyond year 9999 it is a number that somebody formatted as a date.
    if !(0.0..2_958_466.0).contains(&time.as_f64()) {
        write_number(time.as_f64(), out);
        return Ok(());
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    if time.as_f64() < 1.0 {
        return write!(out, "{hour:02}:{minute:02}:{second:02}");
    }
    write!(out, "{year:04}-{month:02}-{day:02}")?;
    if (hour, minute, second, milli) != (0, 0, 0, 0) {
        write!(out, " {hour:02}:{minute:02}:{second:02}")?;
    }
    Ok(())
}

/// Cells merged over more than one row: what stands in the first is said in each.
#[derive(Debug, Default)]
pub(super) struct Merges {
    /// First row, column, last row; the later ones first.
    ahead: Vec<(u32, u32, u32)>,
    /// Those that reach into the row at hand, by column: last row, and what they say. One a column, whatever a file says.
    open: BTreeMap<u32, (u32, String)>,
}

impl Merges {
    pub(super) fn of(dimensions: &[Dimensions]) -> Self {
        let spans = dimensions.iter().filter(|span| span.start.0 < span.end.0 && span.start.1 < COLUMNS_MAX);
        let mut ahead: Vec<_> = spans.map(|span| (span.start.0, span.start.1, span.end.0)).collect();
        ahead.sort_unstable_by(|one, other| other.cmp(one));
        Self { ahead, open: BTreeMap::new() }
    }
}

/// The cells of one row.
#[derive(Debug, Default)]
pub(super) struct RowOf {
    /// From 0.
    pub(super) number: u32,
    text: String,
    /// Column, and where its text begins and ends.
    cells: Vec<(u32, usize, usize)>,
    /// Whether there is more than a row may hold: one text of a table of texts may stand in a thousand cells.
    is_too_long: bool,
}

impl RowOf {
    pub(super) const fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub(super) fn push(&mut self, column: u32, cell: &Cell<'_>) {
        if column < COLUMNS_MAX {
            let start = self.text.len();
            match cell {
                Cell::Text(text) => self.add(text),
                other => other.write(&mut self.text),
            }
            self.cells.push((column, start, self.text.len()));
        }
    }

    fn add(&mut self, text: &str) {
        if self.text.len() + text.len() > ROW_BYTES_MAX {
            self.is_too_long = true;
        } else {
            self.text.push_str(text);
        }
    }

    /// Whether the row was longer than a row may be. Asked once, when the row is written.
    pub(super) fn was_too_long(&mut self) -> bool {
        std::mem::take(&mut self.is_too_long)
    }

    /// The first cell that is longer than a cell may be.
    pub(super) fn too_long(&self) -> Option<usize> {
        let long = self.cells.iter().find(|(_, start, end)| end - start > CELL_BYTES_MAX);
        long.and_then(|(column, ..)| usize::try_from(*column).ok())
    }

    /// Writes the row and empties it.
    pub(super) fn write(&mut self, merges: &mut Merges, record: &mut Record) {
        self.fill(merges);
        // Files may have cells in any order, and one twice; of those the last counts, as it does in Excel.
        if self.cells.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            self.cells.reverse();
            self.cells.sort_by_key(|cell| cell.0);
            self.cells.dedup_by_key(|cell| cell.0);
        }
        record.begin(self.number.saturating_add(1));
        for (column, start, end) in self.cells.drain(..) {
            while record.len() < column as usize {
                record.push("");
            }
            record.push(self.text.get(start..end).unwrap_or(""));
        }
        self.text.clear();
    }

    /// Says what merged cells above say, and notes what those that begin here say.
    fn fill(&mut self, merges: &mut Merges) {
        let row = self.number;
        merges.open.retain(|_, (last, _)| *last >= row);
        let known = self.cells.len();
        for (column, (_, text)) in &merges.open {
            if !self.cells[..known].iter().any(|cell| cell.0 == *column) {
                let start = self.text.len();
                self.add(text);
                self.cells.push((*column, start, self.text.len()));
            }
        }
        while let Some((first, column, last)) = merges.ahead.pop_if(|span| span.0 <= row) {
            let own = self.cells[..known].iter().find(|cell| cell.0 == column && first == row);
            if let Some(text) = own.and_then(|(_, start, end)| self.text.get(*start..*end)) {
                merges.open.insert(column, (last, text.to_string()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn said(cell: Cell<'_>) -> String {
        let mut out = String::new();
        cell.write(&mut out);
        out
    }

    #[test]
    fn cells_say_what_the_sheet_shows() {
        for (number, expected) in
            [(40.0, "40"), (0.1 + 0.2, "0.3"), (-1.5, "-1.5"), (9_012_345_678_901.0, "9012345678901"), (1e-3, "0.001")]
        {
            assert_eq!(said(Cell::Number(number)), expected);
        }
        assert_eq!(said(Cell::Flag(true)), "true");
        let time = |value, is_1904| Cell::Time(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904));
        assert_eq!(said(time(46_296.0, false)), "2026-10-01");
        assert_eq!(said(time(46_296.395_833_333_336, false)), "2026-10-01 09:30:00");
        assert_eq!(said(time(44_834.0, true)), "2026-10-01");
        assert_eq!(said(time(60.0, false)), "1900-02-29");
        assert_eq!(said(time(0.5, false)), "12:00:00");
        assert_eq!(said(time(-1.0, false)), "-1");
        assert_eq!(said(time(1e300, false)).len(), 301);
        let span = ExcelDateTime::new(1.25, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(said(Cell::Time(span)), "30:00:00");
    }
}
