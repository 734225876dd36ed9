//! The registers' files, read as they lie there.

use std::io::Read;
use std::path::{Path, PathBuf};

/// The folder of the real data, or a word that it is not there.
pub(crate) fn folder() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("TAKT_REAL_DATA").map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    if data.join("jp_corporations/sakai_27140_company.csv").exists() {
        return Some(data);
    }
    eprintln!("NOT TESTED: no real data in {} (set TAKT_REAL_DATA)", data.display());
    None
}

/// The rows of a file in UTF-8 or CP932, without quotes.
pub(crate) fn rows(path: &Path) -> Vec<Vec<String>> {
    table(&std::fs::read(path).unwrap())
}

/// The rows of a file that lies there packed.
pub(crate) fn packed_rows(path: &Path) -> Vec<Vec<String>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).unwrap();
    lzma_rust2::XzReader::new(std::io::BufReader::new(file), true).read_to_end(&mut bytes).unwrap();
    table(&bytes)
}

fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned(),
    };
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    if !row.is_empty() || !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// A city's companies: number and name.
pub(crate) fn city(folder: &Path, file: &str) -> Vec<(String, String)> {
    let rows = rows(&folder.join("jp_corporations").join(file));
    rows.into_iter().skip(1).map(|row| (row[0].clone(), row[2].clone())).collect()
}

/// Filers of EDINET: name, reading, number (blank for foreign ones).
pub(crate) fn filers(folder: &Path, file: &str) -> Vec<[String; 3]> {
    let rows = rows(&folder.join("jp_edinet_filers").join(file));
    rows.into_iter().skip(2).map(|row| [row[6].clone(), row[8].clone(), row[12].clone()]).collect()
}
