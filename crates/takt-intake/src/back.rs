//! Rejected rows given back: as they were written, with the reason behind them, so that who corrects them there can
//! drop the file in again.
//!
//! Of a text the bytes of each row are repeated, in the file's own encoding and with its delimiter, and the header above
//! them; nothing is read and written anew but the reason. Cards get it as a property that nobody reads, objects as a key
//! of its own, rows of a workbook are handed on as the texts of their cells.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::ControlFlow;

use serde_json::Value;

use crate::csv::{ROW_BYTES_MAX, Rows};
use crate::encoding::{BOM, Encoding, length_of};
use crate::given::{Given, Header, Layout};
use crate::head;
use crate::json::Object;
use crate::problem::Finding;
use crate::record::Record;
use crate::transcode::Transcoded;

/// The key of the reason in an object of JSON.
pub(crate) const REASON_KEY: &str = "takt.reason";
/// The property of the reason in a vCard.
const REASON_PROPERTY: &str = "X-TAKT-REASON";

/// Why rows could not be given back.
#[derive(Debug)]
pub enum Unreturned {
    /// The given file cannot be read any more.
    Read(Finding),
    /// What was written to failed.
    Write(io::Error),
}

impl From<io::Error> for Unreturned {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Reasons by the line of the row they are of.
type Reasons = BTreeMap<u32, String>;

/// Writes the rejected rows of a text, of cards or of objects, each with its reason; `column` is what the column of the
/// reasons is called, one of [`REASONS`](crate::REASONS). Gives how many rows were written: one that is longer than 32 MiB
/// is not.
///
/// # Errors
/// The file cannot be read, or `out` cannot be written.
pub fn return_text(
    given: &Given,
    header: Option<&Header>,
    reasons: &Reasons,
    column: &str,
    out: &mut dyn Write,
) -> Result<u64, Unreturned> {
    match header.map(|header| (header, &header.layout)) {
        Some((header, Layout::Text { encoding, delimiter })) => {
            text(given, (header, *encoding, *delimiter), reasons, column, out)
        }
        Some((_, Layout::Cards { encoding })) => cards(given, *encoding, reasons, out),
        _ => objects(given, reasons, out),
    }
}

/// Hands on the rejected rows of a workbook: their cells under the columns of the header, and the reason.
///
/// # Errors
/// The file cannot be read.
pub fn return_rows(
    given: &Given,
    header: &Header,
    reasons: &Reasons,
    each: &mut dyn FnMut(&[&str], &str),
) -> Result<(), Finding> {
    given.each(header, &mut |row| {
        if let Ok(record) = row
            && let Some(reason) = reasons.get(&record.line)
        {
            let cells: Vec<&str> = record.cells().collect();
            each(&cells, reason);
        }
        ControlFlow::Continue(())
    })
}

fn text(
    given: &Given,
    (header, encoding, delimiter): (&Header, Encoding, u8),
    reasons: &Reasons,
    column: &str,
    out: &mut dyn Write,
) -> Result<u64, Unreturned> {
    let read = |error: io::Error| Unreturned::Read(given.unreadable(&error));
    let head = given.first_bytes().map_err(Unreturned::Read)?;
    let form = Form::of(&head, encoding, delimiter);
    let input = given.open().map_err(read)?;
    let mut rows = head::text_rows(input, encoding, delimiter).with_whole();
    let mut record = Record::default();
    let width = header.columns.len() + usize::from(header.reason.is_some());
    out.write_all(form.mark)?;
    let mut count = 0;
    loop {
        let (line, cells) = match rows.next(&mut record).map_err(read)? {
            Ok(true) => (record.line, Some(record.len())),
            Ok(false) => return Ok(count),
            Err(bad) => (bad.line, None),
        };
        let reason = match reasons.get(&line) {
            _ if line == header.line => column,
            Some(reason) if line > header.line => reason,
            _ => continue,
        };
        let Some(row) = whole(&rows) else { continue };
        // The reason of the time before goes.
        let kept = match (header.reason, row.last) {
            (Some(place), Some(last)) if place + 1 == width && cells == Some(width) => &row.bytes[..last],
            _ => &row.bytes[..],
        };
        out.write_all(&form.bytes(kept))?;
        let cell = format!("{}\"{}\"{}", char::from(delimiter), reason.replace('"', "\"\""), form.end);
        out.write_all(&form.bytes(&form.carried(&cell)))?;
        count += u64::from(line != header.line);
    }
}

fn whole<R: Read>(rows: &Rows<R>) -> Option<&crate::csv::Whole> {
    rows.whole().filter(|whole| !whole.is_cut)
}

/// How a text is written.
struct Form {
    encoding: Encoding,
    /// Whether rows come as UTF-8 whatever the file is in.
    is_transcoded: bool,
    mark: &'static [u8],
    end: &'static str,
}

impl Form {
    /// Of a file that begins so.
    fn of(head: &[u8], encoding: Encoding, delimiter: u8) -> Self {
        let marks: [&'static [u8]; 3] = [BOM, b"\xff\xfe", b"\xfe\xff"];
        let mark = marks.into_iter().find(|mark| head.starts_with(mark)).unwrap_or_default();
        // CR and LF are the same two bytes in all these encodings, in UTF-16 with a NUL beside each.
        let narrow: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
        let end = if narrow.windows(2).any(|pair| pair == b"\r\n") {
            "\r\n"
        } else if !narrow.contains(&b'\n') && narrow.contains(&b'\r') {
            "\r"
        } else {
            "\n"
        };
        let is_wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        Self { encoding, is_transcoded: is_wide || (encoding == Encoding::Cp932 && delimiter == b'|'), mark, end }
    }

    /// The bytes of the file for bytes of a row as it was read.
    fn bytes(&self, row: &[u8]) -> Vec<u8> {
        if self.is_transcoded { recoded(self.encoding, row) } else { row.into() }
    }

    /// A text of ours as bytes that rows are read as: in the file's encoding, what that lacks as `?`.
    fn carried(&self, text: &str) -> Vec<u8> {
        match self.encoding {
            Encoding::Cp932 | Encoding::EucJp => {
                let mut known = String::with_capacity(text.len());
                known.extend(text.chars().map(|letter| if self.encoding.carries(letter) { letter } else { '?' }));
                if self.is_transcoded {
                    return known.into_bytes();
                }
                self.encoding.codec().encode(&known).0.into_owned()
            }
            _ => text.as_bytes().into(),
        }
    }
}

/// Undoes what [`Transcoded`] does, also with what was no text.
fn recoded(encoding: Encoding, row: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(row.len() * 2);
    let unit = |out: &mut Vec<u8>, unit: u16| {
        out.extend(if encoding == Encoding::Utf16Le { unit.to_le_bytes() } else { unit.to_be_bytes() });
    };
    let mut rest = row;
    while let Some(first) = rest.first() {
        // Half of a surrogate pair came as the three bytes it would have.
        if let [0xed, second @ 0xa0..=0xbf, third, after @ ..] = rest {
            unit(&mut out, 0xd000 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f));
            rest = after;
            continue;
        }
        let length = match first {
            0xf0.. => 4,
            0xe0.. => 3,
            0xc0.. => 2,
            _ => 1,
        };
        let letter = rest.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let Some(letter) = letter else {
            out.push(*first);
            rest = &rest[1..];
            continue;
        };
        match encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => letter.encode_utf16().for_each(|wide| unit(&mut out, wide)),
            _ => out.extend_from_slice(&encoding.codec().encode(letter).0),
        }
        rest = &rest[length..];
    }
    out
}

fn cards(given: &Given, encoding: Encoding, reasons: &Reasons, out: &mut dyn Write) -> Result<u64, Unreturned> {
    let read = |error: io::Error| Unreturned::Read(given.unreadable(&error));
    let head = given.first_bytes().map_err(Unreturned::Read)?;
    let form = Form::of(&head, encoding, b',');
    let input = given.open().map_err(read)?;
    let input: Box<dyn Read + '_> =
        if form.is_transcoded { Box::new(Transcoded::new(input, encoding)) } else { Box::new(input) };
    let mut input = BufReader::with_capacity(1 << 16, input);
    out.write_all(form.mark)?;
    let (mut line, mut number, mut count) = (Vec::new(), 0_u32, 0);
    // Of the card at hand: its reason if it was rejected, and cards within it.
    let mut card: Option<Option<&String>> = None;
    let (mut inner, mut is_agent) = (0_u32, false);
    let told = |reason: &str, out: &mut dyn Write| -> Result<(), Unreturned> {
        let text: String = reason.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let text = text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
        let property = format!("{REASON_PROPERTY}:{text}{}", form.end);
        out.write_all(&form.bytes(&form.carried(&property)))?;
        Ok(())
    };
    loop {
        line.clear();
        (&mut input).take(ROW_BYTES_MAX as u64).read_until(b'\n', &mut line).map_err(read)?;
        if line.is_empty() {
            break;
        }
        number = number.saturating_add(1);
        let text = if number == 1 { line.strip_prefix(BOM).unwrap_or(&line) } else { &line };
        let is = |word: &[u8]| text.trim_ascii().eq_ignore_ascii_case(word);
        let named = |name: &str| text.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()));
        let mut ends = false;
        if is(b"BEGIN:VCARD") {
            if card.is_some() && is_agent {
                inner += 1;
            } else {
                // One that was never closed ends where the next begins.
                if let Some(Some(reason)) = card.take() {
                    told(reason, out)?;
                }
                card = Some(reasons.get(&number));
                count += u64::from(matches!(card, Some(Some(_))));
                inner = 0;
            }
        } else if is(b"END:VCARD") {
            if inner > 0 { inner -= 1 } else { ends = true }
        }
        if inner == 0 {
            is_agent = named("AGENT");
        }
        if let Some(Some(reason)) = card
            && !named(REASON_PROPERTY)
        {
            if ends {
                told(reason, out)?;
            }
            out.write_all(&form.bytes(text))?;
        }
        if ends {
            card = None;
        }
    }
    if let Some(Some(reason)) = card {
        told(reason, out)?;
    }
    Ok(count)
}

fn objects(given: &Given, reasons: &Reasons, out: &mut dyn Write) -> Result<u64, Unreturned> {
    let read = |error: io::Error| Unreturned::Read(given.unreadable(&error));
    let mut input = BufReader::with_capacity(1 << 16, given.open().map_err(read)?);
    let (mut line, mut number, mut count) = (Vec::new(), 0_u32, 0);
    loop {
        line.clear();
        if (&mut input).take(ROW_BYTES_MAX as u64 + 1).read_until(b'\n', &mut line).map_err(read)? == 0 {
            return Ok(count);
        }
        if line.len() > ROW_BYTES_MAX && line.last() != Some(&b'\n') {
            input.skip_until(b'\n').map_err(read)?;
        }
        number = number.saturating_add(1);
        let Some(reason) = reasons.get(&number) else { continue };
        if line.len() > ROW_BYTES_MAX {
            continue;
        }
        let bytes = if number == 1 { line.strip_prefix(BOM).unwrap_or(&line) } else { &line };
        let bytes = bytes.trim_ascii();
        count += 1;
        match std::str::from_utf8(bytes).ok().filter(|text| Object::parse(text).is_ok()) {
            Some(text) => {
                let mark = format!(",\"{REASON_KEY}\":");
                // The reason of the time before goes, else the brace that closes the object.
                let kept = text.rfind(&mark).unwrap_or(text.len() - 1);
                let comma = if text[1..kept].trim().is_empty() { "" } else { "," };
                let reason = Value::from(reason.as_str());
                writeln!(out, "{}{comma}\"{REASON_KEY}\":{reason}}}", text[..kept].trim_end())?;
            }
            // What is no object has no room for it.
            None => {
                out.write_all(bytes)?;
                out.write_all(b"\n")?;
            }
        }
    }
}

impl Encoding {
    /// Whether a character is written in this encoding and read as the same.
    #[must_use]
    pub fn carries(self, letter: char) -> bool {
        match self {
            Self::Utf8 | Self::Utf16Le | Self::Utf16Be => true,
            Self::Cp932 | Self::EucJp => {
                let mut buffer = [0; 4];
                let text = letter.encode_utf8(&mut buffer);
                let (bytes, _, failed) = self.codec().encode(text);
                let read = self.codec().decode_without_bom_handling_and_without_replacement(&bytes);
                !failed
                    && read.is_some_and(|read| read == *text)
                    && bytes.first().is_some_and(|first| length_of(self, *first) == bytes.len())
            }
        }
    }

    /// A text in this encoding; `None` where it has a character that the encoding does not [carry](Self::carries).
    #[must_use]
    pub fn encoded(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().into()),
            Self::Utf16Le | Self::Utf16Be => Some(recoded(self, text.as_bytes())),
            Self::Cp932 | Self::EucJp => {
                let (bytes, _, failed) = self.codec().encode(text);
                (!failed).then(|| bytes.into_owned())
            }
        }
    }
}
