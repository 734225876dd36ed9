//! What is known of a workbook before calamine gets it: which kind it is, that it is no bomb, and that its cells fit.

use std::io::{self, Read};

use zip::ZipArchive;

use super::compound::{Compound, FILE_BYTES_MAX, cells};
use super::{Book, CELLS_MAX, UNPACKED_BYTES_MAX, damaged};
use crate::given::{Given, ReadSeek};
use crate::problem::{Finding, code};

/// Parts of an XLSX that calamine holds in memory whole.
const HELD_BYTES_MAX: u64 = 256 << 20;
/// More files than this are no workbook.
const FILES_MAX: usize = 10_000;

fn too_large(given: &Given, limit: u64) -> Finding {
    given.finding(code::FILE_UNPACKED, vec![("limit", limit.to_string())])
}

/// Looks into a ZIP: which workbook it is, and how much it holds. What its directory says of sizes may be a lie, so
/// everything that will be parsed is unpacked once.
pub(super) fn zip(given: &Given, input: &mut dyn ReadSeek) -> Result<Book, Finding> {
    let mut archive = ZipArchive::new(input).map_err(|error| damaged(given, &error))?;
    if archive.len() > FILES_MAX {
        return Err(too_large(given, UNPACKED_BYTES_MAX));
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let kind = |seems: &str| Err(given.finding(code::FILE_KIND, vec![("seems", seems.into())]));
    let book = if has("xl/workbook.xml") {
        Book::Xlsx
    } else if has("xl/workbook.bin") {
        return kind("XLSB");
    } else if has("content.xml") && has("mimetype") {
        let mut kind_of = String::new();
        let file = archive.by_name("mimetype").map_err(|error| damaged(given, &error))?;
        file.take(200).read_to_string(&mut kind_of).map_err(|error| damaged(given, &error))?;
        if !kind_of.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            return kind("OpenDocument");
        }
        Book::Ods
    } else if has("word/document.xml") {
        return kind("Word");
    } else {
        return kind("ZIP");
    };
    let mut total = 0;
    let mut buffer = vec![0; 1 << 16];
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).map_err(|error| damaged(given, &error))?;
        let name = file.name().map_err(|error| damaged(given, &error))?.to_ascii_lowercase();
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let is_sheet = name.starts_with("xl/worksheets/");
        let mut own = 0;
        loop {
            let count = match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count as u64,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(damaged(given, &error)),
            };
            own += count;
            total += count;
            if total > UNPACKED_BYTES_MAX {
                return Err(too_large(given, UNPACKED_BYTES_MAX));
            }
            if !is_sheet && own > HELD_BYTES_MAX {
                return Err(too_large(given, HELD_BYTES_MAX));
            }
        }
    }
    if book == Book::Ods {
        ods_cells(given, &mut archive)?;
    }
    Ok(book)
}

/// Counts the cells that a sheet of an ODS would have once its repeated rows and columns are written out: its reader makes
/// a rectangle of them.
fn ods_cells(given: &Given, archive: &mut ZipArchive<&mut dyn ReadSeek>) -> Result<(), Finding> {
    use quick_xml::events::{BytesStart, Event};

    let file = archive.by_name("content.xml").map_err(|error| damaged(given, &error))?;
    let mut xml = quick_xml::Reader::from_reader(io::BufReader::new(file));
    let mut buffer = Vec::new();
    // Of the row at hand: how often it stands there, its cells up to the last that says something, and blank ones behind it.
    let (mut repeated, mut width, mut blank) = (1_u64, 0_u64, 0_u64);
    // Of the sheet: its rows up to the last that says something, blank ones behind it, and its widest row.
    let (mut rows, mut blank_rows, mut widest) = (0_u64, 0_u64, 0_u64);
    let repeats = |start: &BytesStart<'_>, key: &str| {
        let value = start.try_get_attribute(key).ok().flatten();
        value.and_then(|value| value.value.trim().parse::<u64>().ok()).unwrap_or(1).max(1)
    };
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|error| damaged(given, &error))?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => return Ok(()),
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                "table:table" => (rows, blank_rows, widest) = (0, 0, 0),
                "table:table-row" => {
                    repeated = repeats(&start, "table:number-rows-repeated");
                    (width, blank) = (0, 0);
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    blank = blank.saturating_add(repeats(&start, "table:number-columns-repeated"));
                    if !is_empty || start.attributes().flatten().any(|key| key.key.as_ref().contains("value")) {
                        width = width.saturating_add(blank);
                        blank = 0;
                    }
                }
                _ => {}
            },
            Event::End(end) if end.name().as_ref() == "table:table-row" => {
                if width == 0 {
                    blank_rows = blank_rows.saturating_add(repeated);
                    continue;
                }
                rows = rows.saturating_add(blank_rows).saturating_add(repeated);
                blank_rows = 0;
                widest = widest.max(width);
                if rows.saturating_mul(widest) > CELLS_MAX {
                    return Err(given.finding(code::SHEET_TOO_LARGE, vec![("limit", CELLS_MAX.to_string())]));
                }
            }
            _ => {}
        }
    }
}

/// Looks into a compound file: whether it is an XLS, and how far apart its cells lie.
pub(super) fn xls(given: &Given, input: &mut dyn ReadSeek) -> Result<Book, Finding> {
    let kind = |seems: &str| Err(given.finding(code::FILE_KIND, vec![("seems", seems.into())]));
    let Some(file) = Compound::read(input).map_err(|error| given.unreadable(&error))? else {
        return Err(damaged(given, &"compound file"));
    };
    if file.is_too_large() {
        return Err(too_large(given, FILE_BYTES_MAX));
    }
    if file.has("EncryptedPackage") {
        return Err(given.finding(code::FILE_ENCRYPTED, vec![]));
    }
    let Some(stream) = file.stream("Workbook").or_else(|| file.stream("Book")) else {
        return kind(if file.has("WordDocument") { "Word" } else { "OLE" });
    };
    if cells(&stream) > CELLS_MAX {
        return Err(given.finding(code::SHEET_TOO_LARGE, vec![("limit", CELLS_MAX.to_string())]));
    }
    Ok(Book::Xls)
}
