//! Where the header of a file stands, and what parts its cells.
//!
//! Exports and sheets often have a title, a date or a row of groups above the header. The header is the first row
//! - whose filled cells look like labels: words that mostly differ, and no numbers, dates or addresses,
//! - that has at least as many filled cells as nine of ten rows below it, of which there is one at least, and
//! - above which only titles stand: rows with at most half as many filled cells, or with fewer of which some are values.
//!
//! Where no row is all that, it is the first that is not blank. A mapping that fits one of the first rows knows better
//! than this guess, see [`choose`].

use std::collections::BTreeSet;
use std::io::Read;

use crate::csv::Rows;
use crate::encoding::Encoding;
use crate::record::Record;
use crate::sniff::looks;
use crate::transcode::Transcoded;

/// In how many rows a header is looked for.
pub(crate) const HEADER_ROWS: usize = 20;
/// How many rows are looked at: those, and some below the last of them.
pub(crate) const HEAD_ROWS: usize = 30;
/// How much text of the first rows is looked at.
pub(crate) const HEAD_BYTES: usize = 1 << 20;
/// A label is no longer than this, in letters.
const LABEL_LETTERS_MAX: usize = 120;
/// What may part cells, the likelier first.
pub(crate) const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The columns that a row names, without blanks around them.
pub(crate) fn columns(row: &Record) -> Vec<String> {
    row.cells().map(|cell| cell.trim().to_string()).collect()
}

/// Which of the first rows is the header: the guessed one if it `fits`, else the first of the first 20 that fits, else
/// the guessed one. `None` where all are blank.
pub(crate) fn choose(rows: &[Record], fits: &dyn Fn(&[String]) -> bool) -> Option<usize> {
    let guessed = guess(rows)?;
    if fits(&columns(&rows[guessed])) {
        return Some(guessed);
    }
    rows.iter().take(HEADER_ROWS).position(|row| fits(&columns(row))).or(Some(guessed))
}

/// Which of the first rows looks most like a header.
fn guess(rows: &[Record]) -> Option<usize> {
    let filled: Vec<usize> = rows.iter().map(Record::filled).collect();
    let labels: Vec<bool> = rows.iter().map(is_labels).collect();
    let is_header = |place: usize| {
        let (own, below) = (filled[place], place + 1..rows.len());
        let wider = below.clone().filter(|row| filled[*row] > own).count();
        let alike = below.clone().filter(|row| rows[*row].len() == rows[place].len()).count();
        let titles = (0..place).all(|row| filled[row] * 2 <= own || (filled[row] < own && !labels[row]));
        own > 0 && labels[place] && titles && !below.is_empty() && wider * 10 <= below.len() && alike * 2 >= below.len()
    };
    let first = filled.iter().position(|count| *count > 0)?;
    Some((0..rows.len().min(HEADER_ROWS)).find(|place| is_header(*place)).unwrap_or(first))
}

/// Whether the cells of a row are labels: at least four of five, and nine of ten distinct.
fn is_labels(row: &Record) -> bool {
    let cells: Vec<&str> = row.cells().map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let is_label = |cell: &&&str| {
        cell.contains(char::is_alphabetic) && cell.chars().count() <= LABEL_LETTERS_MAX && looks(cell).is_none()
    };
    let labels = cells.iter().filter(is_label).count();
    let distinct = cells.iter().collect::<BTreeSet<_>>().len();
    labels * 5 >= cells.len() * 4 && distinct * 10 >= cells.len() * 9
}

/// Whether rows hold a table: a header of two columns or more, with a row below it.
pub(crate) fn is_table(rows: &[Record]) -> bool {
    guess(rows).is_some_and(|place| rows[place].filled() > 1 && place + 1 < rows.len())
}

/// What parts the cells of a text, by its first bytes: what makes the most cells of as many rows as possible.
pub(crate) fn delimiter(head: &[u8], encoding: Encoding, is_whole: bool) -> u8 {
    let score = |delimiter: u8| {
        let mut rows = first_rows(head, encoding, delimiter);
        if !is_whole {
            rows.pop();
        }
        let Some(header) = guess(&rows) else { return 0 };
        let width = rows[header].len();
        let alike = rows[header + 1..].iter().filter(|row| row.len() == width).count();
        (alike + 1) * (width - 1)
    };
    let mut best = (DELIMITERS[0], 0);
    for delimiter in DELIMITERS {
        let score = score(delimiter);
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

fn first_rows(head: &[u8], encoding: Encoding, delimiter: u8) -> Vec<Record> {
    let mut rows = Vec::new();
    let mut cut = text_rows(head, encoding, delimiter);
    let mut record = Record::default();
    // Reading from memory does not fail; a row that is not sound says nothing about the delimiter.
    while rows.len() < HEAD_ROWS
        && let Ok(next) = cut.next(&mut record)
    {
        match next {
            Ok(true) => rows.push(record.clone()),
            Ok(false) => break,
            Err(_) => {}
        }
    }
    rows
}

/// The rows of a text in an encoding, parted by a byte.
pub(crate) fn text_rows<'a>(input: impl Read + 'a, encoding: Encoding, delimiter: u8) -> Rows<Box<dyn Read + 'a>> {
    let wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    if wide || (encoding == Encoding::Cp932 && delimiter == b'|') {
        return Rows::new(Box::new(Transcoded::new(input, encoding)), encoding, true, delimiter);
    }
    Rows::new(Box::new(input), encoding, encoding == Encoding::Utf8, delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, usize) {
        let delimiter = delimiter(text.as_bytes(), Encoding::Utf8, true);
        let rows = first_rows(text.as_bytes(), Encoding::Utf8, delimiter);
        (char::from(delimiter), choose(&rows, &|_| false).unwrap())
    }

    #[test]
    fn the_header_is_found_under_titles() {
        for (text, expected) in [
            ("id,day\na,2026-01-01\n", (',', 0)),
            ("id\tday\na\t2026-01-01\n", ('\t', 0)),
            ("id;name;amount\na;x;1,5\nb;y;2,5\n", (';', 0)),
            ("id|name\na|x\nb|y\n", ('|', 0)),
            ("顧客一覧\n\n会社名,氏名,電話\n北斗,田中,03-1234-5678\n", (',', 1)),
            ("顧客一覧,,\n出力日,2026/11/01,\n会社名,氏名,電話\n北斗,田中,03-1234-5678\n森,,\n", (',', 2)),
            ("顧客一覧, 2026年版\n\n会社名\t氏名\t電話\n北斗\t田中\t03-1234-5678\n森\t鈴木\t\n", ('\t', 1)),
            (
                "会社,,,担当者,,,\n名前,住所,電話,姓,名,メール,備考\n北斗,東京都,03-1234-5678,田中,一郎,a@example.jp,\n",
                (',', 1),
            ),
            // Names only: the first row is the header, though a row below has a cell too many.
            ("name,city\nA,B\nC,D,E\nF,G\n", (',', 0)),
            // Columns that are called like values stay where they are.
            ("id,2018-01,2018-02\na,x,y\nb,z,w\n", (',', 0)),
            ("id,day\n", (',', 0)),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn a_row_that_fits_a_mapping_is_the_header_wherever_it_stands() {
        let text = "a,b,c\n1,2,3\nid,day,\nx,y,z\n";
        let rows = first_rows(text.as_bytes(), Encoding::Utf8, b',');
        assert_eq!(choose(&rows, &|columns| columns.contains(&"day".into())), Some(2));
        assert_eq!(choose(&rows, &|_| false), Some(0));
    }
}
