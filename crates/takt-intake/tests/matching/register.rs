//! The registers' files, read as they lie there.

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
    table(&std::fs::read(path).expect("a file of the registers"))
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
