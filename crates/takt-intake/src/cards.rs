//! vCards 2.1, 3.0 and 4.0: one card is one row under [`COLUMNS`].
//!
//! An own reader and not a crate, for what old Japanese phones and address books write: version 2.1 with
//! `CHARSET=SHIFT_JIS` on single properties, quoted-printable with soft line ends, readings in `SOUND;X-IRMC-N`; and for
//! the line that a card begins at, and reading card by card in bounded memory. Pictures and sounds are passed over.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::Encoding as Codec;

use crate::csv::{CELL_BYTES_MAX, ROW_BYTES_MAX};
use crate::encoding::{BOM, Encoding, seems};
use crate::given::{Given, Taking};
use crate::problem::{Fault, Finding, code};
use crate::record::{BadRow, Record};
use crate::transcode::Transcoded;

/// The columns of a card. What a card has more than one of stands in the `-OTHER` column behind it, `; ` between.
pub(crate) const COLUMNS: &[&str] = &[
    "FN",
    "FAMILY",
    "GIVEN",
    "MIDDLE",
    "PREFIX",
    "SUFFIX",
    "PHONETIC-FN",
    "PHONETIC-FAMILY",
    "PHONETIC-GIVEN",
    "NICKNAME",
    "ORG",
    "DEPARTMENT",
    "PHONETIC-ORG",
    "TITLE",
    "ROLE",
    "TEL",
    "TEL-CELL",
    "TEL-HOME",
    "TEL-FAX",
    "TEL-OTHER",
    "EMAIL",
    "EMAIL-OTHER",
    "POSTCODE",
    "REGION",
    "LOCALITY",
    "STREET",
    "COUNTRY",
    "ADR-OTHER",
    "URL",
    "URL-OTHER",
    "BDAY",
    "CATEGORIES",
    "NOTE",
    "UID",
    "REV",
];

/// Properties that are read. All others are passed over without looking at their value.
const PROPERTIES: &[&str] = &[
    "FN",
    "N",
    "SOUND",
    "SORT-STRING",
    "X-PHONETIC-FIRST-NAME",
    "X-PHONETIC-LAST-NAME",
    "X-PHONETIC-ORG",
    "NICKNAME",
    "ORG",
    "TITLE",
    "ROLE",
    "TEL",
    "EMAIL",
    "ADR",
    "URL",
    "BDAY",
    "CATEGORIES",
    "NOTE",
    "UID",
    "REV",
];

/// Hands on the cards of a file.
pub(crate) fn each_row(given: &Given, encoding: Encoding, take: &mut Taking<'_>) -> Result<(), Finding> {
    let input = given.open().map_err(|error| given.unreadable(&error))?;
    let input: Box<dyn Read + '_> = match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => Box::new(Transcoded::new(input, encoding)),
        _ => Box::new(input),
    };
    let mut lines = Lines { input: BufReader::with_capacity(1 << 16, input), line: 0, next: None };
    let mut card: Option<Card> = None;
    let mut inner = 0_u32;
    let mut is_agent = false;
    let mut record = Record::default();
    while let Some((line, text)) = lines.next().map_err(|error| given.unreadable(&error))? {
        let is = |word: &[u8]| text.trim_ascii().eq_ignore_ascii_case(word);
        if is(b"BEGIN:VCARD") {
            if card.is_some() && is_agent {
                inner += 1;
                continue;
            }
            let open = card.replace(Card::new(line));
            if let Some(open) = open
                && take(Err(open.unclosed())).is_break()
            {
                return Ok(());
            }
            inner = 0;
        } else if is(b"END:VCARD") {
            if inner > 0 {
                inner -= 1;
                continue;
            }
            let Some(done) = card.take() else { continue };
            let row = match done.fault {
                Some(fault) => Err(BadRow { line: done.line, cell: None, fault }),
                None => {
                    done.write(&mut record);
                    Ok(&mut record)
                }
            };
            if take(row).is_break() {
                return Ok(());
            }
        } else if let Some(card) = &mut card
            && inner == 0
        {
            is_agent = text.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"AGENT"));
            if card.fault.is_none()
                && let Err(fault) = card.read(&text, encoding)
            {
                card.fault = Some(fault);
            }
        }
    }
    if let Some(open) = card {
        let _ = take(Err(open.unclosed()));
    }
    Ok(())
}

/// Lines with what is folded put together.
struct Lines<R> {
    input: R,
    line: u32,
    /// The line behind the one that was handed on last.
    next: Option<Vec<u8>>,
}

impl<R: BufRead> Lines<R> {
    /// A physical line without its end; `None` at the end. What is longer than a row may be is cut.
    fn physical(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(next) = self.next.take() {
            return Ok(Some(next));
        }
        let mut line = Vec::new();
        let limit = ROW_BYTES_MAX as u64 + 1;
        if (&mut self.input).take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') && line.len() > ROW_BYTES_MAX {
            self.input.skip_until(b'\n')?;
        }
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        if self.line == 0
            && let Some(rest) = line.strip_prefix(BOM)
        {
            line = rest.to_vec();
        }
        Ok(Some(line))
    }

    /// A logical line, and the physical one it begins at.
    fn next(&mut self) -> io::Result<Option<(u32, Vec<u8>)>> {
        let Some(mut text) = self.physical()? else { return Ok(None) };
        self.line = self.line.saturating_add(1);
        let begins = self.line;
        // Quoted-printable goes on behind a `=` at the end of a line.
        let is_quoted = quoted_printable(&text);
        while let Some(line) = self.physical()? {
            let soft = is_quoted && text.last() == Some(&b'=');
            let folded = matches!(line.first(), Some(b' ' | b'\t'));
            if !soft && !folded {
                self.next = Some(line);
                break;
            }
            self.line = self.line.saturating_add(1);
            if soft {
                text.pop();
            }
            if text.len() <= ROW_BYTES_MAX {
                text.extend_from_slice(if folded { &line[1..] } else { &line });
            }
        }
        Ok(Some((begins, text)))
    }
}

fn quoted_printable(line: &[u8]) -> bool {
    let head = line.split(|byte| *byte == b':').next().unwrap_or(&[]);
    head.to_ascii_uppercase().windows(16).any(|part| part == b"QUOTED-PRINTABLE")
}

/// A card on its way.
struct Card {
    line: u32,
    cells: Vec<String>,
    fault: Option<Box<Fault>>,
    length: usize,
}

impl Card {
    fn new(line: u32) -> Self {
        Self { line, cells: vec![String::new(); COLUMNS.len()], fault: None, length: 0 }
    }

    fn unclosed(self) -> BadRow {
        BadRow { line: self.line, cell: None, fault: Fault::new(code::CARD_UNCLOSED, vec![]) }
    }

    fn cell(&mut self, column: &str) -> &mut String {
        let place = COLUMNS.iter().position(|known| *known == column).unwrap_or_default();
        &mut self.cells[place]
    }

    /// Sets a cell that says nothing yet; what more there is goes behind the others of the column beside it.
    fn set(&mut self, column: &str, others: &str, value: &str, is_preferred: bool) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let cell = self.cell(column);
        let other = if cell.is_empty() {
            cell.push_str(value);
            return;
        } else if is_preferred && !others.is_empty() {
            std::mem::replace(cell, value.into())
        } else {
            value.into()
        };
        if others.is_empty() || self.cell(column) == &other {
            return;
        }
        let cell = self.cell(others);
        if !cell.is_empty() {
            cell.push_str("; ");
        }
        cell.push_str(&other);
    }

    /// Sets cells in order, each only where it says nothing yet.
    fn set_parts(&mut self, columns: &[&str], parts: &[String]) {
        for (column, part) in columns.iter().zip(parts) {
            self.set(column, "", part, false);
        }
    }

    fn read(&mut self, line: &[u8], encoding: Encoding) -> Result<(), Box<Fault>> {
        self.length += line.len();
        if self.length > ROW_BYTES_MAX {
            return Err(Fault::new(code::ROW_TOO_LONG, vec![("limit", ROW_BYTES_MAX.to_string())]));
        }
        let Some(property) = Property::of(line) else { return Ok(()) };
        if !PROPERTIES.contains(&property.name.as_str()) || property.is_binary() {
            return Ok(());
        }
        let text = property.text(encoding)?;
        if text.len() > CELL_BYTES_MAX {
            return Err(Fault::new(code::CELL_TOO_LONG, vec![("limit", CELL_BYTES_MAX.to_string())]).of(&property.name));
        }
        let parts = parts(&text);
        let whole = || plain(&text);
        let first = property.is("PREF");
        match property.name.as_str() {
            "N" => {
                self.set_parts(&["FAMILY", "GIVEN", "MIDDLE", "PREFIX", "SUFFIX"], &parts);
                if let Some(sort) = property.value("SORT-AS") {
                    let mut sort = sort.split(',').map(str::to_string);
                    let sort = [sort.next().unwrap_or_default(), sort.next().unwrap_or_default()];
                    self.set_parts(&["PHONETIC-FAMILY", "PHONETIC-GIVEN"], &sort);
                }
            }
            // `SOUND;X-IRMC-N:ﾔﾏﾀﾞ;ﾀﾛｳ;;;` of old phones; any other sound is one to play.
            "SOUND" if property.is("X-IRMC-N") => self.set_parts(&["PHONETIC-FAMILY", "PHONETIC-GIVEN"], &parts),
            "SOUND" => {}
            "SORT-STRING" => self.set("PHONETIC-FN", "", &whole(), false),
            "X-PHONETIC-LAST-NAME" => self.set("PHONETIC-FAMILY", "", &whole(), false),
            "X-PHONETIC-FIRST-NAME" => self.set("PHONETIC-GIVEN", "", &whole(), false),
            "X-PHONETIC-ORG" => self.set("PHONETIC-ORG", "", &whole(), false),
            "ORG" => {
                let mut parts = parts.into_iter();
                let name = parts.next().unwrap_or_default();
                self.set("ORG", "", &name, false);
                let departments: Vec<String> = parts.filter(|part| !part.trim().is_empty()).collect();
                self.set("DEPARTMENT", "", &departments.join(" "), false);
            }
            "TEL" => {
                let column = if property.is("FAX") {
                    "TEL-FAX"
                } else if property.is("CELL") || property.is("IPHONE") {
                    "TEL-CELL"
                } else if property.is("HOME") {
                    "TEL-HOME"
                } else {
                    "TEL"
                };
                let whole = whole();
                self.set(column, "TEL-OTHER", whole.strip_prefix("tel:").unwrap_or(&whole), first);
            }
            "EMAIL" => self.set("EMAIL", "EMAIL-OTHER", &whole(), first),
            "URL" => self.set("URL", "URL-OTHER", &whole(), first),
            "ADR" => self.address(&parts),
            "NOTE" => {
                let note = whole();
                let cell = self.cell("NOTE");
                if !cell.is_empty() {
                    cell.push('\n');
                }
                cell.push_str(note.trim());
            }
            other => self.set(other, "", &whole(), false),
        }
        Ok(())
    }

    /// An address: box, extension, street, locality, region, code, country. The first is the card's, others stand beside it.
    fn address(&mut self, parts: &[String]) {
        let part = |place: usize| parts.get(place).map_or("", |part| part.trim());
        let street =
            [part(2), part(1), part(0)].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
        let taken = ["POSTCODE", "REGION", "LOCALITY", "STREET"].iter().any(|column| !self.cell(column).is_empty());
        if taken {
            let all = [part(5), part(4), part(3), &street, part(6)];
            let all: Vec<&str> = all.into_iter().filter(|part| !part.is_empty()).collect();
            let all = all.join(" ");
            let cell = self.cell("ADR-OTHER");
            if !cell.is_empty() && !all.is_empty() {
                cell.push_str("; ");
            }
            cell.push_str(&all);
            return;
        }
        let cells = [street, part(3).into(), part(4).into(), part(5).into(), part(6).into()];
        self.set_parts(&["STREET", "LOCALITY", "REGION", "POSTCODE", "COUNTRY"], &cells);
    }

    fn write(mut self, record: &mut Record) {
        if self.cell("FN").is_empty() {
            let name = [self.cell("FAMILY").clone(), self.cell("GIVEN").clone()];
            let name: Vec<&str> = name.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            *self.cell("FN") = name.join(" ");
        }
        record.begin(self.line);
        self.cells.iter().for_each(|cell| record.push(cell));
    }
}

/// One line of a card: `item1.TEL;TYPE=WORK,VOICE:03-1234-5678`.
struct Property<'a> {
    name: String,
    /// Names in capitals, values as they stand; a word alone, as version 2.1 has it, is a name with no value.
    params: Vec<(String, String)>,
    value: &'a [u8],
}

impl<'a> Property<'a> {
    fn of(line: &'a [u8]) -> Option<Self> {
        let mut quoted = false;
        let colon = line.iter().position(|byte| {
            quoted ^= *byte == b'"';
            *byte == b':' && !quoted
        })?;
        let head = String::from_utf8_lossy(&line[..colon]);
        let mut quoted = false;
        let mut parts = head.split(|letter| {
            quoted ^= letter == '"';
            letter == ';' && !quoted
        });
        let name = parts.next().unwrap_or("").rsplit('.').next().unwrap_or("").trim().to_ascii_uppercase();
        let params = parts.map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_string())
        });
        Some(Self { params: params.collect(), name, value: &line[colon + 1..] })
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it is of a type: `;TYPE=FAX,WORK`, or `;FAX` in version 2.1.
    fn is(&self, word: &str) -> bool {
        self.params.iter().any(|(name, value)| {
            name == word || (name == "TYPE" && value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word)))
        })
    }

    fn encoded(&self, word: &str) -> bool {
        self.value("ENCODING").is_some_and(|value| value.eq_ignore_ascii_case(word)) || self.value(word) == Some("")
    }

    fn is_binary(&self) -> bool {
        self.encoded("BASE64") || self.encoded("B")
    }

    /// The value as text: in the character set that the property names, else UTF-8 where it is that, else in the file's.
    fn text(&self, encoding: Encoding) -> Result<String, Box<Fault>> {
        let decoded;
        let bytes = if self.encoded("QUOTED-PRINTABLE") {
            decoded = unquoted(self.value);
            decoded.as_slice()
        } else {
            self.value
        };
        let named = self.value("CHARSET").and_then(|name| Codec::for_label(name.as_bytes()));
        if named.is_none_or(|codec| codec == encoding_rs::UTF_8)
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return Ok(text.into());
        }
        let codec = match encoding {
            Encoding::Cp932 | Encoding::EucJp => encoding.codec(),
            _ => encoding_rs::UTF_8,
        };
        let codec = named.unwrap_or(codec);
        // A program that names a character set and writes UTF-8 all the same is not rare either.
        if let Some(text) = codec.decode_without_bom_handling_and_without_replacement(bytes) {
            return Ok(text.into_owned());
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Ok(text.into());
        }
        let mut decoder = codec.new_decoder_without_bom_handling();
        let mut sink = String::with_capacity(bytes.len() * 3);
        let (_, read) = decoder.decode_to_string_without_replacement(bytes, &mut sink, true);
        let at = read.saturating_sub(1);
        let args = vec![
            ("byte", format!("0x{:02X}", bytes.get(at).copied().unwrap_or(0))),
            ("at", (at + 1).to_string()),
            ("encoding", codec.name().into()),
            ("seems", seems(bytes).into()),
        ];
        Err(Fault::new(code::ROW_ENCODING, args).of(&self.name))
    }
}

/// Quoted-printable: `=E5` is a byte.
fn unquoted(value: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'='
            && let [high, low, behind @ ..] = after
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            out.push(high << 4 | low);
            rest = behind;
        } else {
            out.push(*first);
        }
    }
    out
}

/// The parts of a value between semicolons.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        if letter == ';' && !escaped {
            parts.push(plain(&text[start..at]));
            start = at + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.push(plain(&text[start..]));
    parts
}

/// A value without its escapes.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other @ (',' | ';' | ':' | '\\')) => out.push(other),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            other => out.push(other),
        }
    }
    out
}
