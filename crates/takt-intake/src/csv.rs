//! CSV in bounded memory: rows with the physical line they begin at, or the reason why a row cannot be taken.
//!
//! An own splitter and not the `csv` crate, for three things that crate cannot give: a row or cell beyond the limit is
//! skipped without being kept, an unclosed quote is named by the line that opens it, and a lone CR ends a row.
//!
//! Rows end at LF, CRLF or CR; a cell that begins with a quote ends at the next quote that is not doubled and may
//! hold anything; a quote inside an unquoted cell is a letter like any other. Blank lines are no rows, and lines of
//! delimiters alone, which spreadsheets write below a table, are blank.

use std::io::{self, Read};

use crate::encoding::{BOM, Encoding, decode, seems};
use crate::problem::{Fault, code};
use crate::record::{BadRow, Record};

/// The longest cell, in bytes as read.
pub const CELL_BYTES_MAX: usize = 1 << 20;
/// The longest row, in bytes as read, with its quotes and commas.
pub const ROW_BYTES_MAX: usize = 8 << 20;
/// The longest row that is kept as it is written: one whose quote is never closed may be the rest of the file.
const WHOLE_BYTES_MAX: usize = 4 * ROW_BYTES_MAX;

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Before the first byte of a cell.
    Fresh,
    Plain,
    Quoted,
    /// Behind a quote that either closes the cell or is the first of two.
    Closing,
    /// Text after a closing quote: the rest of the line is skipped.
    Astray,
}

#[derive(Clone, Copy, PartialEq)]
enum Excess {
    Cell(usize),
    Row,
}

/// Cuts a stream of bytes into rows.
#[derive(Debug)]
pub(crate) struct Rows<R> {
    input: R,
    chunk: Vec<u8>,
    at: usize,
    filled: usize,
    /// The line of the next byte.
    line: u32,
    /// Whether the last byte was a CR that ended a line: an LF right after it belongs to it.
    after_cr: bool,
    started: bool,
    delimiter: u8,
    encoding: Encoding,
    is_utf8: bool,
    raw: Vec<u8>,
    raw_ends: Vec<usize>,
    /// The row as it is written, where that was asked for.
    whole: Option<Whole>,
}

/// A row as it is written, without the end of its line.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    pub(crate) bytes: Vec<u8>,
    /// Where the delimiter before its last cell stands.
    pub(crate) last: Option<usize>,
    /// Whether it was too long to be kept.
    pub(crate) is_cut: bool,
}

impl Whole {
    fn add(&mut self, bytes: &[u8]) {
        self.is_cut |= self.bytes.len() + bytes.len() > WHOLE_BYTES_MAX;
        if self.is_cut {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }
}

impl<R: Read> Rows<R> {
    /// Over a file in this encoding, with this byte between cells. `is_utf8` says that the bytes that come are UTF-8, and
    /// the encoding only what the file itself is in.
    pub(crate) fn new(input: R, encoding: Encoding, is_utf8: bool, delimiter: u8) -> Self {
        Self {
            input,
            chunk: vec![0; 1 << 16],
            at: 0,
            filled: 0,
            line: 1,
            after_cr: false,
            started: false,
            delimiter,
            encoding,
            is_utf8,
            raw: Vec::new(),
            raw_ends: Vec::new(),
            whole: None,
        }
    }

    /// The same, each row also kept as it is written.
    pub(crate) fn with_whole(self) -> Self {
        Self { whole: Some(Whole::default()), ..self }
    }

    /// The row read last as it is written.
    pub(crate) fn whole(&self) -> Option<&Whole> {
        self.whole.as_ref()
    }

    /// Reads the next row into `record`; `false` at the end of the file.
    pub(crate) fn next(&mut self, record: &mut Record) -> io::Result<Result<bool, BadRow>> {
        if !self.started {
            self.start()?;
        }
        loop {
            match self.split()? {
                Split::End => return Ok(Ok(false)),
                Split::Blank => {}
                Split::Bad(bad) => return Ok(Err(bad)),
                Split::Row(line) => return Ok(self.decode(line, record).map(|()| true)),
            }
        }
    }

    /// Skips the byte order mark.
    fn start(&mut self) -> io::Result<()> {
        self.started = true;
        while self.filled < self.chunk.len() {
            match self.input.read(&mut self.chunk[self.filled..]) {
                Ok(0) => break,
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if self.chunk[..self.filled].starts_with(BOM) {
            self.at = BOM.len();
        }
        Ok(())
    }

    fn fill(&mut self) -> io::Result<bool> {
        self.at = 0;
        self.filled = loop {
            match self.input.read(&mut self.chunk) {
                Ok(count) => break count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        Ok(self.filled > 0)
    }

    fn split(&mut self) -> io::Result<Split> {
        self.raw.clear();
        self.raw_ends.clear();
        if let Some(whole) = &mut self.whole {
            whole.bytes.clear();
            (whole.last, whole.is_cut) = (None, false);
        }
        let mut state = State::Fresh;
        let mut excess = None;
        let mut length = 0_usize;
        let mut cell = 0_usize;
        let mut begun = false;
        let mut line = self.line;
        let mut quote_line = line;
        let mut quote_cell = 0;
        // How many cells are complete; `raw_ends` stops counting once the row is too long to keep.
        let mut cells = 0;
        loop {
            if self.at == self.filled && !self.fill()? {
                if !begun {
                    return Ok(Split::End);
                }
                break;
            }
            let byte = self.chunk[self.at];
            if self.after_cr {
                self.after_cr = false;
                if byte == b'\n' {
                    self.at += 1;
                    if let Some(whole) = self.whole.as_mut().filter(|_| begun) {
                        whole.add(&[byte]);
                    }
                    if state == State::Quoted && excess.is_none() {
                        self.raw.push(byte);
                    }
                    continue;
                }
            }
            if !begun {
                begun = true;
                line = self.line;
            }
            // The run of bytes that mean nothing here is taken in one step.
            let rest = &self.chunk[self.at..self.filled];
            let delimiter = self.delimiter;
            let run = match state {
                State::Plain => rest.iter().position(|b| *b == delimiter || matches!(b, b'\n' | b'\r')),
                State::Quoted => rest.iter().position(|b| matches!(b, b'"' | b'\n' | b'\r')),
                State::Astray => rest.iter().position(|b| matches!(b, b'\n' | b'\r')),
                State::Fresh | State::Closing => Some(0),
            }
            .unwrap_or(rest.len());
            if run > 0 {
                if let Some(whole) = &mut self.whole {
                    whole.add(&rest[..run]);
                }
                length = length.saturating_add(run);
                cell = cell.saturating_add(run);
                if excess.is_none() && state != State::Astray {
                    self.raw.extend_from_slice(&rest[..run]);
                }
                self.at += run;
            } else {
                self.at += 1;
                length = length.saturating_add(1);
                let ends = matches!(byte, b'\n' | b'\r') && state != State::Quoted;
                if let Some(whole) = self.whole.as_mut().filter(|_| !ends) {
                    if byte == delimiter && state != State::Quoted && state != State::Astray {
                        whole.last = Some(whole.bytes.len());
                    }
                    whole.add(&[byte]);
                }
                let keep = match (state, byte) {
                    (State::Quoted, b'"') => {
                        state = State::Closing;
                        false
                    }
                    (State::Quoted, b'\n' | b'\r') => {
                        self.line = self.line.saturating_add(1);
                        self.after_cr = byte == b'\r';
                        true
                    }
                    (_, b'\n' | b'\r') => {
                        self.line = self.line.saturating_add(1);
                        self.after_cr = byte == b'\r';
                        break;
                    }
                    (State::Fresh, b'"') => {
                        state = State::Quoted;
                        quote_line = self.line;
                        quote_cell = cells;
                        false
                    }
                    (State::Closing, b'"') => {
                        state = State::Quoted;
                        true
                    }
                    (State::Fresh | State::Plain | State::Closing, other) if other == delimiter => {
                        if excess.is_none() {
                            self.raw_ends.push(self.raw.len());
                        }
                        state = State::Fresh;
                        cells += 1;
                        cell = 0;
                        false
                    }
                    (State::Closing, _) => {
                        state = State::Astray;
                        false
                    }
                    _ => {
                        state = State::Plain;
                        true
                    }
                };
                if keep {
                    cell = cell.saturating_add(1);
                    if excess.is_none() {
                        self.raw.push(byte);
                    }
                }
            }
            if excess.is_none() {
                if cell > CELL_BYTES_MAX {
                    excess = Some(Excess::Cell(cells));
                } else if length > ROW_BYTES_MAX {
                    excess = Some(Excess::Row);
                }
                if excess.is_some() {
                    self.raw = Vec::new();
                    self.raw_ends = Vec::new();
                }
            }
        }
        let bad = |line, cell, code, limit: Option<usize>| {
            let args = limit.map(|limit| ("limit", limit.to_string())).into_iter().collect();
            Ok(Split::Bad(BadRow { line, cell, fault: Fault::new(code, args) }))
        };
        match (state, excess) {
            (State::Quoted, _) => return bad(quote_line, Some(quote_cell), code::QUOTE_UNCLOSED, None),
            (State::Astray, _) => return bad(quote_line, Some(quote_cell), code::QUOTE_MISPLACED, None),
            (_, Some(Excess::Cell(cell))) => return bad(line, Some(cell), code::CELL_TOO_LONG, Some(CELL_BYTES_MAX)),
            (_, Some(Excess::Row)) => return bad(line, None, code::ROW_TOO_LONG, Some(ROW_BYTES_MAX)),
            (State::Fresh | State::Closing, None) if self.raw.is_empty() => return Ok(Split::Blank),
            _ => {}
        }
        self.raw_ends.push(self.raw.len());
        Ok(Split::Row(line))
    }

    fn decode(&mut self, line: u32, record: &mut Record) -> Result<(), BadRow> {
        record.begin(line);
        // Plain ASCII is the same in all these encodings, and most rows are.
        if self.raw.is_ascii() {
            record.text.push_str(std::str::from_utf8(&self.raw).unwrap_or_default());
            record.ends.extend_from_slice(&self.raw_ends);
            return Ok(());
        }
        let mut start = 0;
        for (place, end) in self.raw_ends.iter().enumerate() {
            let bytes = &self.raw[start..*end];
            let done = if self.is_utf8 {
                match std::str::from_utf8(bytes) {
                    Ok(text) => {
                        record.text.push_str(text);
                        Ok(())
                    }
                    Err(error) => Err(error.valid_up_to()),
                }
            } else {
                decode(self.encoding, bytes, &mut record.text)
            };
            if let Err(at) = done {
                return Err(BadRow { line, cell: Some(place), fault: self.not_text(bytes, at) });
            }
            record.ends.push(record.text.len());
            start = *end;
        }
        Ok(())
    }

    /// The fault of a cell that is no text from a byte on. Of UTF-16 it is told in pairs of bytes, as the file has them.
    fn not_text(&self, bytes: &[u8], at: usize) -> Box<Fault> {
        let first = bytes.get(at).copied().unwrap_or(0);
        let (byte, at, seems) = match (self.encoding, bytes.get(at..at + 3)) {
            (Encoding::Utf16Le | Encoding::Utf16Be, Some([0xed, second, third])) => {
                let unit = 0xd000 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
                let before = String::from_utf8_lossy(&bytes[..at]).encode_utf16().count();
                (format!("0x{unit:04X}"), before * 2, "unknown")
            }
            (Encoding::Utf16Le | Encoding::Utf16Be, _) => (format!("0x{first:02X}"), at, "unknown"),
            _ => (format!("0x{first:02X}"), at, seems(&self.raw)),
        };
        let args = vec![
            ("byte", byte),
            ("at", (at + 1).to_string()),
            ("encoding", self.encoding.name().into()),
            ("seems", seems.into()),
        ];
        Fault::new(code::ROW_ENCODING, args)
    }
}

enum Split {
    Row(u32),
    Blank,
    Bad(BadRow),
    End,
}
