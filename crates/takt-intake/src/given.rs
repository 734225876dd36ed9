//! A file as it was given: opened, its form and encoding found, its header read.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::encoding::{BOM, Encoding, Seen, detect};
use crate::head::{self, HEAD_BYTES, HEAD_ROWS};
use crate::mapping::{Mapping, Recognised, recognise};
use crate::problem::{Fault, Finding, code};
use crate::record::{BadRow, Record};
use crate::sheet::{self, Book};
use crate::{cards, objects};

/// A file to take in.
#[derive(Clone, Debug)]
pub struct Given {
    /// What problems call it: usually its path as the user wrote it.
    pub name: String,
    /// Where its bytes are.
    pub content: Content,
    /// Which sheet of a workbook is meant; without one, the first that holds a table.
    pub sheet: Option<String>,
}

/// Where the bytes of a file are. They are read more than once: for the encoding, for the header, and for the rows.
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
    /// Rows under a header: CSV and its like, a workbook, a file of vCards, or JSON objects that are no facts.
    Rows,
    /// Facts, one a line in JSON: seen facts only.
    Facts,
    /// A journal as `takt export` writes it.
    Journal,
}

/// What holds the rows of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV, TSV or another text with one row a line.
    Text,
    /// A workbook of Excel 2007 and later, with macros or without.
    Xlsx,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// A workbook of LibreOffice and others.
    Ods,
    /// vCards: one card a row.
    Cards,
    /// JSON objects, one a line.
    Objects,
}

/// How the rows of a file are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    Text { encoding: Encoding, delimiter: u8 },
    Book { book: Book, sheet: String },
    Cards { encoding: Encoding },
    Objects,
}

/// What the last column of an error file is called, in Japanese and English: why a row was rejected. Nobody's own column is
/// called so, and nothing is taken of it.
pub const REASONS: [&str; 2] = ["takt.理由", "takt.reason"];

/// What is done with a row; it says whether to go on.
pub(crate) type Taking<'t> = dyn FnMut(Result<&mut Record, BadRow>) -> ControlFlow<()> + 't;

pub(crate) trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

impl Given {
    /// A file on disk, named by its path. Of `book.xlsx#名簿`, where there is no such file, the part behind the last `#` is
    /// the sheet that is meant.
    #[must_use]
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.display().to_string();
        if !path.exists()
            && let Some((file, sheet)) = name.rsplit_once('#')
            && PathBuf::from(file).is_file()
        {
            return Self { content: Content::Path(file.into()), sheet: Some(sheet.into()), name };
        }
        Self { name, content: Content::Path(path), sheet: None }
    }

    /// A file in memory.
    #[must_use]
    pub fn bytes(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()), sheet: None }
    }

    /// What the file is. A file that begins with `{` is JSON; one whose first line names `takt_journal` is a journal, and one
    /// whose first object has a `kind`, or both an `account` and an `at`, holds facts.
    ///
    /// # Errors
    /// A finding where it cannot be read.
    pub fn form(&self) -> Result<Form, Finding> {
        let head = self.first_bytes()?;
        let head = head.strip_prefix(BOM).unwrap_or(&head).trim_ascii_start();
        let line = head.split(|byte| *byte == b'\n').next().unwrap_or(&[]);
        let has = |key: &[u8]| line.windows(key.len()).any(|part| part == key);
        // A table that this program wrote, whatever its free columns are called.
        let is_own = has(b"\"takt.account\"");
        Ok(match head.first() {
            Some(b'{') if has(b"\"takt_journal\"") => Form::Journal,
            Some(b'{') if is_own => Form::Rows,
            Some(b'{') if has(b"\"kind\"") || (has(b"\"account\"") && has(b"\"at\"")) => Form::Facts,
            Some(b'{') if objects::is_object(line) => Form::Rows,
            Some(b'{') => Form::Facts,
            _ => Form::Rows,
        })
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match &self.content {
            Content::Path(path) => Box::new(File::open(path)?),
            Content::Bytes(bytes) => Box::new(bytes.as_slice()),
        })
    }

    /// The file for reading here and there.
    pub(crate) fn open_book(&self) -> Result<Box<dyn ReadSeek + '_>, Finding> {
        Ok(match &self.content {
            Content::Path(path) => {
                Box::new(BufReader::with_capacity(1 << 16, File::open(path).map_err(|error| self.unreadable(&error))?))
            }
            Content::Bytes(bytes) => Box::new(Cursor::new(bytes.as_slice())),
        })
    }

    pub(crate) fn first_bytes(&self) -> Result<Vec<u8>, Finding> {
        let input = self.open().map_err(|error| self.unreadable(&error))?;
        let mut head = Vec::new();
        input.take(1 << 16).read_to_end(&mut head).map_err(|error| self.unreadable(&error))?;
        Ok(head)
    }

    pub(crate) fn unreadable(&self, error: &io::Error) -> Finding {
        Finding::of_file(&self.name, code::FILE_UNREADABLE, vec![("error", error.to_string())])
    }

    pub(crate) fn finding(&self, code: &'static str, args: crate::problem::Args) -> Finding {
        Finding::of_file(&self.name, code, args)
    }

    /// The encoding of a file that is text.
    pub(crate) fn encoding(&self) -> Result<Encoding, Finding> {
        match detect(|| self.open()).map_err(|error| self.unreadable(&error))? {
            Seen::Text(encoding) => Ok(encoding),
            Seen::Nothing => Err(self.finding(code::FILE_EMPTY, vec![])),
            Seen::NotText => Err(self.finding(code::FILE_NOT_TEXT, vec![])),
            Seen::Foreign(seems) => Err(self.finding(code::FILE_ENCODING, vec![("seems", seems.into())])),
        }
    }

    /// How the rows of the file are read, by its first bytes.
    fn layout(&self) -> Result<Layout, Finding> {
        let head = self.first_bytes()?;
        if let Some(book) = sheet::book(self, &head)? {
            let sheet = sheet::choose(self, book)?;
            return Ok(Layout::Book { book, sheet });
        }
        let encoding = self.encoding()?;
        let mut start = Vec::new();
        let text = crate::transcode::Transcoded::new(head.as_slice(), encoding);
        match encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => text.take(64).read_to_end(&mut start),
            _ => head.as_slice().take(64).read_to_end(&mut start),
        }
        .map_err(|error| self.unreadable(&error))?;
        let start = start.strip_prefix(BOM).unwrap_or(&start).trim_ascii_start();
        if start.get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case(b"BEGIN:VCARD")) {
            return Ok(Layout::Cards { encoding });
        }
        if start.first() == Some(&b'{') {
            return Ok(Layout::Objects);
        }
        let delimiter = head::delimiter(&head, encoding, head.len() < 1 << 16);
        Ok(Layout::Text { encoding, delimiter })
    }

    /// Hands on every row of the file, from its first on, with the header among them where it has one in its rows.
    pub(crate) fn each_row(&self, layout: &Layout, columns: &[String], take: &mut Taking<'_>) -> Result<(), Finding> {
        match layout {
            Layout::Text { encoding, delimiter } => {
                let input = self.open().map_err(|error| self.unreadable(&error))?;
                let mut rows = head::text_rows(input, *encoding, *delimiter);
                let mut record = Record::default();
                loop {
                    let row = match rows.next(&mut record).map_err(|error| self.unreadable(&error))? {
                        Ok(true) => Ok(&mut record),
                        Ok(false) => return Ok(()),
                        Err(bad) => Err(bad),
                    };
                    if take(row).is_break() {
                        return Ok(());
                    }
                }
            }
            Layout::Book { book, sheet } => sheet::each_row(self, *book, sheet, take),
            Layout::Cards { encoding } => cards::each_row(self, *encoding, take),
            Layout::Objects => objects::each_row(self, columns, take),
        }
    }

    /// Hands on the rows behind the header.
    pub(crate) fn each(&self, header: &Header, take: &mut Taking<'_>) -> Result<(), Finding> {
        let is_book = matches!(header.layout, Layout::Book { .. });
        let width = header.columns.len() + usize::from(header.reason.is_some());
        self.each_row(&header.layout, &header.columns, &mut |row| match row {
            Ok(record) if record.line <= header.line => ControlFlow::Continue(()),
            Err(bad) if bad.line <= header.line => ControlFlow::Continue(()),
            Ok(record) => {
                // A sheet has cells on all sides; what stands beside the table is no part of it.
                if is_book {
                    record.fit(width);
                }
                match header.reason {
                    Some(place) if record.len() == width => record.remove(place),
                    // Without the reason's cell it would pass for a whole row, with the reason in the place of another.
                    Some(_) => {
                        let args = vec![("cells", record.len().to_string()), ("header", width.to_string())];
                        let fault = Fault::new(code::ROW_RAGGED, args);
                        return take(Err(BadRow { line: record.line, cell: None, fault }));
                    }
                    None => {}
                }
                take(Ok(record))
            }
            Err(bad) => take(Err(bad)),
        })
    }

    /// The header that `fits`, else the row that looks like one.
    pub(crate) fn header_that(&self, fits: &dyn Fn(&[String]) -> bool) -> Result<Header, Finding> {
        let mut layout = self.layout()?;
        let (mut columns, line) = match &layout {
            Layout::Cards { .. } => (cards::COLUMNS.iter().map(|name| (*name).to_string()).collect(), 0),
            Layout::Objects => (objects::columns(self)?, 0),
            _ => self.first_row(&layout, fits)?,
        };
        let mut line = line;
        if let Layout::Text { encoding, delimiter } = layout
            && !fits(&columns)
        {
            // A header that is known knows better than the guess what parts its cells.
            for other in head::DELIMITERS.into_iter().filter(|other| *other != delimiter) {
                let parted = Layout::Text { encoding, delimiter: other };
                if let Ok((found, at)) = self.first_row(&parted, fits)
                    && fits(&found)
                {
                    (layout, columns, line) = (parted, found, at);
                    break;
                }
            }
        }
        let reason = columns.iter().position(|column| REASONS.contains(&column.as_str()));
        if let Some(place) = reason {
            columns.remove(place);
        }
        let reason = reason.filter(|_| matches!(layout, Layout::Text { .. } | Layout::Book { .. }));
        let mut places = std::collections::BTreeMap::new();
        let mut repeats = None;
        for (second, column) in columns.iter().enumerate() {
            // Spreadsheets leave columns without a name at the right; nothing can mean one of them.
            if column.is_empty() {
                continue;
            }
            match places.get(column.as_str()) {
                Some(first) => {
                    repeats.get_or_insert((*first, second + 1));
                }
                None => {
                    places.insert(column.as_str(), second + 1);
                }
            }
        }
        let (format, encoding) = match &layout {
            Layout::Text { encoding, .. } => (Format::Text, *encoding),
            Layout::Book { book, .. } => (book.format(), Encoding::Utf8),
            Layout::Cards { encoding } => (Format::Cards, *encoding),
            Layout::Objects => (Format::Objects, Encoding::Utf8),
        };
        Ok(Header { columns, encoding, format, line, layout, reason, repeats })
    }

    /// The header that a mapping knows, or the names of the columns of a file that one knows without a header, else the row
    /// that looks like a header.
    pub(crate) fn header_of<M: std::borrow::Borrow<Mapping>>(&self, mappings: &[M]) -> Result<Header, Finding> {
        let fits = |columns: &[String]| !matches!(recognise(mappings, columns), Recognised::None { .. });
        let header = self.header_that(&fits)?;
        if fits(&header.columns) || matches!(header.layout, Layout::Cards { .. } | Layout::Objects) {
            return Ok(header);
        }
        let (rows, _) = self.head_rows(&header.layout)?;
        let Some(first) = rows.iter().find(|row| row.filled() > 0) else { return Ok(header) };
        let mut files = mappings.iter().flat_map(|mapping| &mapping.borrow().files);
        Ok(match files.find(|file| file.begins_with(first)) {
            Some(file) => {
                let columns = file.columns.clone();
                let reason = (first.len() > columns.len()).then_some(columns.len());
                Header { columns, line: 0, reason, repeats: None, ..header }
            }
            None => header,
        })
    }

    fn first_row(&self, layout: &Layout, fits: &dyn Fn(&[String]) -> bool) -> Result<(Vec<String>, u32), Finding> {
        let (rows, bad) = self.head_rows(layout)?;
        if let Some(bad) = bad {
            return Err(Finding::at(&self.name, bad.line, 0, bad.fault.code, bad.fault.args));
        }
        match head::choose(&rows, fits) {
            Some(place) => Ok((head::columns(&rows[place]), rows[place].line)),
            // Blank lines only.
            None if rows.is_empty() => Err(self.finding(code::FILE_EMPTY, vec![])),
            None => Err(Finding::at(&self.name, rows[0].line, 0, code::FILE_NO_HEADER, vec![])),
        }
    }

    /// The first rows, and the bad one where the file begins with one.
    pub(crate) fn head_rows(&self, layout: &Layout) -> Result<(Vec<Record>, Option<BadRow>), Finding> {
        let mut rows: Vec<Record> = Vec::new();
        let mut first_bad = None;
        let mut length = 0;
        self.each_row(layout, &[], &mut |row| {
            match row {
                Ok(record) => {
                    length += record.text.len();
                    rows.push(record.clone());
                }
                Err(bad) if rows.is_empty() => first_bad = Some(bad),
                Err(_) => {}
            }
            let more = rows.len() < HEAD_ROWS && length < HEAD_BYTES && first_bad.is_none();
            if more { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        if matches!(layout, Layout::Book { .. }) {
            let width = rows.iter().map(Record::len).max().unwrap_or(0);
            rows.iter_mut().for_each(|row| row.fit(width));
        }
        Ok((rows, first_bad))
    }
}

/// The names of the columns of a file, and how its rows are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The names of the columns, without blanks around them.
    pub columns: Vec<String>,
    /// How the file is read.
    pub encoding: Encoding,
    /// What holds its rows.
    pub format: Format,
    /// The physical line (of a sheet: the row) that the header stands at, 1 the first; 0 where no row of the file is it, as
    /// with vCards.
    pub line: u32,
    pub(crate) layout: Layout,
    /// Where the rows have the reason why they were rejected once: it is no column of theirs.
    pub(crate) reason: Option<usize>,
    /// The first column that stands twice: as which number it stands first, and again.
    pub(crate) repeats: Option<(usize, usize)>,
}

impl Header {
    /// The sheet of a workbook that the rows stand in.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        match &self.layout {
            Layout::Book { sheet, .. } => Some(sheet),
            _ => None,
        }
    }
}

/// Reads the header of a file: the row that looks most like one, of its first 20.
///
/// # Errors
/// A finding where the file cannot be read, is empty, is none that holds rows, or has no good header.
pub fn header(given: &Given) -> Result<Header, Finding> {
    given.header_that(&|_| false)
}

/// Reads the header of a file that one of these mappings may know: of its first 20 rows the one that fits a mapping, and
/// where none does, the one that looks most like a header.
///
/// # Errors
/// As [`header`].
pub fn header_among<M: std::borrow::Borrow<Mapping>>(given: &Given, mappings: &[M]) -> Result<Header, Finding> {
    given.header_of(mappings)
}

/// The first rows below a header, at most so many and at most 1 MiB of them: enough to see what its columns hold.
///
/// # Errors
/// A finding where the file cannot be read.
pub fn sample(given: &Given, header: &Header, most: usize) -> Result<Vec<Vec<String>>, Finding> {
    let mut rows = Vec::new();
    let mut length = 0;
    given.each(header, &mut |row| {
        if let Ok(record) = row {
            length += record.text.len();
            rows.push(record.cells().map(|cell| cell.trim().to_string()).collect());
        }
        if rows.len() < most && length < HEAD_BYTES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    rows.truncate(most);
    Ok(rows)
}
