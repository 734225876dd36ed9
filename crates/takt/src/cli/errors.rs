//! The files of `--errors`: rejected rows as they were written, with the reason, to be corrected and dropped in again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use takt_draw::figure::Language;
use takt_intake::{Content, Format, Given, REASONS, Taken, TakenFile, Unreturned};

use crate::app::export::csv_cell;
use crate::app::import::Report;
use crate::app::tables::{Cell, sheet};
use crate::cli::Session;
use crate::cli::import::{doubt_text, file_name, rejection_text};
use crate::fault::Fault;

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// For each given file of which rows were rejected: its name, the file they are in, and how many they are.
    pub(super) errors: Vec<(String, String, u64)>,
    /// The list of the doubtful rows, where there are any.
    pub(super) doubtful: Option<String>,
}

/// Refuses to write over a file that is to be read.
pub(super) fn refuse_given(errors: &Path, given: &[Given]) -> Result<(), Fault> {
    let is_given = places(given).contains(&place(errors));
    if is_given { Err(Fault::usage("errors-over-given", vec![("file", errors.display().to_string())])) } else { Ok(()) }
}

fn place(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.into())
}

fn places(given: &[Given]) -> BTreeSet<PathBuf> {
    let path = |given: &Given| match &given.content {
        Content::Path(path) => Some(place(path)),
        Content::Bytes(_) => None,
    };
    given.iter().filter_map(path).collect()
}

/// Writes the rejected rows of each given file to a file of its own, and a list of the doubtful ones.
pub(super) fn write(
    session: &Session,
    errors: &Path,
    given: &[Given],
    taken: &Taken,
    report: &Report,
) -> Result<Written, Fault> {
    let mut reasons: BTreeMap<u16, BTreeMap<u32, String>> = BTreeMap::new();
    for rejection in &report.rejections {
        let field = rejection.field.as_ref().map_or_else(String::new, |field| format!("[{field}] "));
        let reason = field + &rejection_text(session, rejection);
        reasons.entry(rejection.file).or_default().insert(rejection.line, reason);
    }
    let mut used = places(given);
    let alone = taken.files.iter().filter(|file| !file.lookup).count() == 1;
    let mut written = Written::default();
    for (number, reasons) in &reasons {
        let place = usize::from(*number);
        let (Some(given), Some(file)) = (given.get(place), taken.files.get(place)) else { continue };
        let path = named(errors, if alone { None } else { Some(&given.name) }, file.format, &mut used);
        let rows = returned(session, &path, (given, file), reasons)?;
        written.errors.push((given.name.clone(), path.display().to_string(), rows));
    }
    if !report.doubtful_rows.is_empty() {
        let path = errors.with_extension("doubtful.csv");
        list_doubtful(session, &path, report).map_err(|cause| Fault::unwritable(&path, &cause))?;
        written.doubtful = Some(path.display().to_string());
    }
    Ok(written)
}

/// The name of an error file: the one that was asked for, with the given file's where there are several, ending as the
/// form of the file does; never one that is taken.
fn named(errors: &Path, given: Option<&String>, format: Format, used: &mut BTreeSet<PathBuf>) -> PathBuf {
    let stem = |path: &Path| path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let asked = errors.extension().map_or_else(String::new, |ending| ending.to_string_lossy().into_owned());
    let ending = match format {
        Format::Xlsx | Format::Xls | Format::Ods => "xlsx",
        Format::Cards => "vcf",
        Format::Objects => "jsonl",
        Format::Text if asked.is_empty() || ["xlsx", "vcf", "jsonl"].contains(&asked.as_str()) => "csv",
        Format::Text => asked.as_str(),
    };
    let given = given.map_or_else(String::new, |given| format!(".{}", stem(Path::new(given))));
    let mut more = 1;
    loop {
        let count = if more > 1 { format!("-{more}") } else { String::new() };
        let path = errors.with_file_name(format!("{}{given}{count}.{ending}", stem(errors)));
        if used.insert(place(&path)) {
            return path;
        }
        more += 1;
    }
}

fn returned(
    session: &Session,
    path: &Path,
    (given, file): (&Given, &TakenFile),
    reasons: &BTreeMap<u32, String>,
) -> Result<u64, Fault> {
    let unwritable = |cause: std::io::Error| Fault::unwritable(path, &cause);
    let unreadable = |finding: &takt_intake::Finding| {
        let cause = finding.args.first().map_or_else(String::new, |(_, cause)| cause.clone());
        Fault::store("file-unreadable", vec![("file", given.name.clone()), ("cause", cause)])
    };
    let column = match session.catalogue.language {
        Language::Ja => REASONS[0],
        Language::En => REASONS[1],
    };
    let mut out = BufWriter::new(File::create(path).map_err(unwritable)?);
    let header = file.header.as_ref();
    let is_book = matches!(file.format, Format::Xlsx | Format::Xls | Format::Ods);
    let rows = match header.filter(|_| is_book) {
        Some(header) => {
            let mut columns = header.columns.clone();
            columns.push(column.into());
            let mut rows: Vec<Vec<Cell>> = Vec::new();
            let mut each = |cells: &[&str], reason: &str| {
                rows.push(cells.iter().chain([&reason]).map(|cell| Cell::Text((*cell).into())).collect());
            };
            takt_intake::return_rows(given, header, reasons, &mut each).map_err(|finding| unreadable(&finding))?;
            sheet(header.sheet().unwrap_or("Takt"), &columns, &rows, &mut out).map_err(unwritable)?;
            rows.len() as u64
        }
        None => takt_intake::return_text(given, header, reasons, column, &mut out).map_err(|failed| match failed {
            Unreturned::Read(finding) => unreadable(&finding),
            Unreturned::Write(cause) => unwritable(cause),
        })?,
    };
    out.flush().map_err(unwritable)?;
    Ok(rows)
}

/// Every doubtful row, one a line: file, line, code and sentence.
fn list_doubtful(session: &Session, path: &Path, report: &Report) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "file,line,code,message")?;
    for (file, line, code) in &report.doubtful_rows {
        let cells = [file_name(report, *file).into(), line.to_string(), (*code).into(), doubt_text(session, code)];
        writeln!(out, "{}", cells.map(|cell| csv_cell(&cell)).join(","))?;
    }
    out.flush()
}

/// What of it is told.
pub(super) fn text(session: &Session, written: &Written) -> String {
    let mut text = String::new();
    for (given, path, rows) in &written.errors {
        let args = [("given", given.clone()), ("file", path.clone()), ("rows", crate::cli::table::thousands(*rows))];
        text.push_str(&(session.say("import-errors", &args) + "\n"));
    }
    if let Some(path) = &written.doubtful {
        text.push_str(&(session.say("import-doubtful-file", &[("file", path.clone())]) + "\n"));
    }
    text
}
