//! A file as it was given: opened, its encoding found, its header read.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use crate::csv::{Record, Rows};
use crate::encoding::{BOM, Encoding, Seen, detect};
use crate::problem::{Finding, code};

/// A file to take in.
#[derive(Clone, Debug)]
pub struct Given {
    /// What problems call it: usually its path as the user wrote it.
    pub name: String,
    /// Where its bytes are.
    pub content: Content,
}

/// Where the bytes of a file are. They are read twice: once for the encoding, once for the rows.
#[derive(Clone, Debug)]
pub enum Content {
    /// On disk.
    Path(PathBuf),
    /// In memory, as a form on the web hands them over.
    Bytes(Vec<u8>),
}

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Rows under a header.
    Csv,
    /// Facts, one a line in JSON: seen facts only.
    Facts,
    /// A journal as `takt export` writes it.
    Journal,
}

impl Given {
    /// A file on disk, named by its path.
    #[must_use]
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { name: path.display().to_string(), content: Content::Path(path) }
    }

    /// A file in memory.
    #[must_use]
    pub fn bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()) }
    }

    /// What the file is. A file that begins with `{` is JSON; one whose first line names `takt_journal` is a journal.
    ///
    /// # Errors
    /// A finding where it cannot be read.
    pub fn form(&self) -> Result<Form, Finding> {
        let mut head = vec![0; 4096];
        let mut filled = 0;
        let mut input = self.open().map_err(|error| self.unreadable(&error))?;
        while filled < head.len() {
            match input.read(&mut head[filled..]).map_err(|error| self.unreadable(&error))? {
                0 => break,
                count => filled += count,
            }
        }
        let head = &head[..filled];
        let head = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
        let line = head.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
        Ok(match (head.first(), line.windows(14).any(|part| part == b"\"takt_journal\"")) {
            (Some(b'{'), true) => Form::Journal,
            (Some(b'{'), false) => Form::Facts,
            _ => Form::Csv,
        })
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match &self.content {
            Content::Path(path) => Box::new(File::open(path)?),
            Content::Bytes(bytes) => Box::new(bytes.as_slice()),
        })
    }

    pub(crate) fn unreadable(&self, error: &io::Error) -> Finding {
        Finding::of_file(&self.name, code::FILE_UNREADABLE, vec![("error", error.to_string())])
    }

    /// The encoding of a file that is text.
    pub(crate) fn encoding(&self) -> Result<Encoding, Finding> {
        let finding = |code, args| Err(Finding::of_file(&self.name, code, args));
        match detect(|| self.open()).map_err(|error| self.unreadable(&error))? {
            Seen::Text(encoding) => Ok(encoding),
            Seen::Nothing => finding(code::FILE_EMPTY, vec![]),
            Seen::NotText => finding(code::FILE_NOT_TEXT, vec![]),
            Seen::Foreign(seems) => finding(code::FILE_ENCODING, vec![("seems", seems.into())]),
        }
    }

    /// The rows behind the header, and the header.
    pub(crate) fn rows(&self) -> Result<(Rows<Box<dyn Read + '_>>, Header), Finding> {
        self.rows_in(self.encoding()?)
    }

    /// The rows behind the header, and the header, of a file whose encoding is known.
    pub(crate) fn rows_in(&self, encoding: Encoding) -> Result<(Rows<Box<dyn Read + '_>>, Header), Finding> {
        let mut rows = Rows::new(self.open().map_err(|error| self.unreadable(&error))?, encoding);
        let mut record = Record::default();
        match rows.next(&mut record).map_err(|error| self.unreadable(&error))? {
            Ok(true) => {}
            // Blank lines only.
            Ok(false) => return Err(Finding::of_file(&self.name, code::FILE_EMPTY, vec![])),
            Err(bad) => return Err(Finding::at(&self.name, bad.line, 0, bad.fault.code, bad.fault.args)),
        }
        let columns: Vec<String> = record.cells().map(|cell| cell.trim().to_string()).collect();
        if columns.iter().all(String::is_empty) {
            return Err(Finding::at(&self.name, record.line, 0, code::FILE_NO_HEADER, vec![]));
        }
        let mut places = std::collections::BTreeMap::new();
        for (second, column) in columns.iter().enumerate() {
            // Spreadsheets leave columns without a name at the right; nothing can mean one of them.
            if column.is_empty() {
                continue;
            }
            if let Some(first) = places.insert(column.as_str(), second + 1) {
                let args = vec![
                    ("column", column.clone()),
                    ("first", first.to_string()),
                    ("second", (second + 1).to_string()),
                ];
                return Err(Finding::at(&self.name, record.line, 0, code::HEADER_REPEATS, args));
            }
        }
        Ok((rows, Header { columns, encoding }))
    }
}

/// The first row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The names of the columns, without blanks around them.
    pub columns: Vec<String>,
    /// How the file is read.
    pub encoding: Encoding,
}

/// Reads the header of a file.
///
/// # Errors
/// A finding where the file cannot be read, is empty, is no text, or has no good header.
pub fn header(given: &Given) -> Result<Header, Finding> {
    given.rows().map(|(_, header)| header)
}
