//! Importing a CSV file durably: a million rows, in the order in which they happened, of leads and of what they did.
//!
//! The tight pass reads the same file line by line, cuts the cells, makes an instant of the date, and writes a record of
//! each row into the simplest table that SQLite has, durable in as many transactions as the import has at most: no names,
//! no words, no keys, no model.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Body, Draft, Value};
use takt_core::unit::{Day, Micros};
use takt_intake::Given;
use takt_sim::bulk::Bulk;
use takt_store::bare::Bare;

use super::{Figure, Job, Pass, SEED, Setting, Unit, gauge};
use crate::app::clock;
use crate::app::desk::{Desk, STANDARD_MODEL};
use crate::app::import::{self, FACTS_A_COMMIT_MAX, Lexicon, Silent};
use crate::fault::Fault;

pub(super) const JOB: Job = Job { name: "import-csv", figures: &["import-csv", "import-csv-memory"], run };

/// Rows of the file at full size.
const ROWS: u32 = 1_000_000;
/// A million rows in eight CPU seconds.
const ROWS_A_CPU_SECOND: u64 = 125_000;
/// The most memory it may hold.
const MEGABYTES: u64 = 2_000;
/// Bytes of a row in the tight pass.
const RECORD: usize = 24;

const MAPPING: &str = include_str!("activities.toml");

fn run(setting: Setting<'_>) -> Result<Vec<Figure>, Fault> {
    let file = setting.folder.join("activities.csv");
    let rows = write(&file, setting.size.of(ROWS)).map_err(|cause| Fault::unwritable(&file, &cause))?;
    let data = setting.folder.join("data");
    let (pass, taken) = Pass::time(rows, || take(&file, &data))?;
    let peak = gauge::peak_megabytes();
    if taken != rows {
        return Err(Fault::refused("intake-refused", vec![("count", rows.abs_diff(taken).to_string())]));
    }
    let (tight, read) = Pass::time(rows, || bare(&file, &setting.folder.join("bare.db")))?;
    debug_assert_eq!(read, rows);
    Ok(vec![
        Figure::of("import-csv", Unit::Rows, pass, tight).at_least(ROWS_A_CPU_SECOND),
        Figure::at_most("import-csv-memory", Unit::Megabytes, peak, MEGABYTES, rows),
    ])
}

/// Imports the file into a new folder, as `takt import` does; gives the rows that were journalled.
fn take(file: &Path, data: &Path) -> Result<u64, Fault> {
    let mut desk = Desk::create(data, "the-model", STANDARD_MODEL, clock::now())?;
    let given = [Given::path(file)];
    let mapping = Some(("activities.toml", MAPPING.as_bytes()));
    let taken = import::read(&given, mapping, &mut Lexicon::of(&mut desk)?).map_err(|refused| match refused {
        import::Refused::Fault(fault) => fault,
        import::Refused::Findings(findings) => {
            Fault::refused("intake-refused", vec![("count", findings.len().to_string())])
        }
        import::Refused::NoMapping { file, .. } => Fault::refused("mapping-missing", vec![("file", file)]),
    })?;
    Ok(u64::from(desk.import(&taken, &mut Silent)?.journalled))
}

/// The least: cut, read the date, store.
fn bare(file: &Path, database: &Path) -> Result<u64, Fault> {
    let unreadable = |cause: std::io::Error| Fault::unreadable(file, &cause);
    let mut bare = Bare::create(database).map_err(|error| Fault::of_store(&error, database))?;
    let mut lines = BufReader::with_capacity(1 << 16, File::open(file).map_err(unreadable)?);
    let (mut line, mut records, mut rows) = (Vec::new(), Vec::with_capacity(FACTS_A_COMMIT_MAX * RECORD), 0_u64);
    let mut flush = |records: &mut Vec<u8>| {
        bare.append(records.chunks(RECORD)).map_err(|error| Fault::of_store(&error, database))?;
        records.clear();
        Ok::<_, Fault>(())
    };
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            break;
        }
        let mut cells = line.split(|byte| *byte == b',');
        let (company, at, activity) = (cells.next(), cells.next(), cells.next());
        // The head of the file has no date.
        let Some(at) = at.and_then(micros) else { continue };
        let number = |cell: Option<&[u8]>| cell.unwrap_or_default().iter().fold(0_u64, |n, b| n * 31 + u64::from(*b));
        records.extend_from_slice(&number(company).to_le_bytes());
        records.extend_from_slice(&at.to_le_bytes());
        records.extend_from_slice(&(number(activity) + cells.map(<[u8]>::len).sum::<usize>() as u64).to_le_bytes());
        rows += 1;
        if records.len() == FACTS_A_COMMIT_MAX * RECORD {
            flush(&mut records)?;
        }
    }
    flush(&mut records)?;
    Ok(rows)
}

/// `2024-05-03 09:12:44` as an instant of UTC.
fn micros(cell: &[u8]) -> Option<i64> {
    let number = |from: usize, to: usize| {
        cell.get(from..to)?.iter().try_fold(0_i64, |n, b| b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0')))
    };
    // Days since 1970 by the calendar's own arithmetic, months counted from March.
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    Some((((days * 24 + number(11, 13)?) * 60 + number(14, 16)?) * 60 + number(17, 19)?) * 1_000_000)
}

/// Writes the file, its rows in order of time; gives how many there are.
fn write(file: &PathBuf, count: u32) -> std::io::Result<u64> {
    let mut words = Dictionary::default();
    let bulk = Bulk::new(SEED, &mut words);
    let mut rows: Vec<(Micros, String)> = Vec::with_capacity(count as usize);
    let mut facts = Vec::new();
    for number in 0.. {
        if rows.len() >= count as usize {
            break;
        }
        bulk.account(number, &mut facts);
        let about = About::of(&words, &facts);
        for fact in facts.drain(..) {
            let cells = match &fact.body {
                Body::Captured { .. } => format!("lead,{},{},{},", about.source, about.segment, about.employees),
                Body::Touched { touch, page, .. } => {
                    let activity = match words.text(WordKind::Touch, touch.0) {
                        "mail-open" => "mail",
                        "pricing-page" => "pricing",
                        "hand-raise" => "raised",
                        "follow-up" => "call",
                        other => other,
                    };
                    let page = page.map_or("", |page| words.text(WordKind::Page, page.0));
                    format!("{activity},,,,{page}")
                }
                _ => continue,
            };
            rows.push((fact.occurred_at, format!("C-{number:06},{},{cells}", date(fact.occurred_at))));
        }
    }
    rows.sort();
    rows.truncate(count as usize);
    let mut out = BufWriter::new(File::create(file)?);
    writeln!(out, "company_no,at,activity,source,segment,employees,page")?;
    for (_, row) in &rows {
        writeln!(out, "{row}")?;
    }
    out.flush()?;
    Ok(rows.len() as u64)
}

/// What the row of a lead says of it.
#[derive(Default)]
struct About<'a> {
    source: &'a str,
    segment: &'a str,
    employees: i64,
}

impl<'a> About<'a> {
    fn of(words: &'a Dictionary, facts: &[Draft]) -> Self {
        let mut about = Self::default();
        for fact in facts {
            match &fact.body {
                Body::Captured { source: Some(source), .. } => about.source = words.text(WordKind::Source, source.0),
                Body::Described { values } => {
                    for (field, value) in values {
                        match (words.text(WordKind::Field, field.0), value) {
                            ("segment", Value::Choice(choice)) => {
                                about.segment = words.text(WordKind::Choice, choice.0);
                            }
                            ("employees", Value::Integer(count)) => about.employees = *count,
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        about
    }
}

/// An instant as `2024-05-03 09:12:44`.
fn date(at: Micros) -> String {
    let (day, seconds) = (at.0.div_euclid(Micros::DAY), at.0.rem_euclid(Micros::DAY) / 1_000_000);
    let day = Day(i32::try_from(day).unwrap_or(0));
    format!("{day} {:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tight_pass_reads_the_dates_that_are_written() {
        for days in [0, 59, 60, 365, 10_957, 11_016, 20_000] {
            let at = Micros(days * Micros::DAY + 33_164 * 1_000_000);
            assert_eq!(micros(date(at).as_bytes()), Some(at.0), "{}", date(at));
        }
        assert_eq!(micros(b"at"), None);
    }
}
