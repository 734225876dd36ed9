//! `takt import`.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use takt_core::unit::Seq;
use takt_intake::{Content, Finding, Form, Given, Rejection, Taken};
use takt_store::Store;

use crate::app::desk::{Desk, STANDARD_MODEL};
use crate::app::door::Door;
use crate::app::import::{self, Lexicon, Progress, Refused, Report, Silent, Stage, Through};
use crate::app::order::{Files, Order};
use crate::app::{clock, restore};
use crate::cli::errors::{self, Written};
use crate::cli::flow::FOLDER;
use crate::cli::mapping;
use crate::cli::order::{self, Place};
use crate::cli::rehearse;
use crate::cli::table::thousands;
use crate::cli::{Answer, Failure, ProgressArg, Session, tell};
use crate::fault::{Exit, Fault};

/// Rejections, and doubtful rows, that JSON repeats.
const ROWS_SHOWN: usize = 100;
/// Doubtful rows of a code that people are shown; the rest is in the errors file.
const DOUBTFUL_TOLD: usize = 5;
/// Rejections that people are shown; the rest is in the errors file.
const REJECTIONS_TOLD: usize = 20;

/// What an import is asked for besides its files.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked<'a> {
    /// The mapping.
    pub(super) mapping: Option<&'a Path>,
    /// Where rejected rows go.
    pub(super) errors: Option<&'a Path>,
    /// Where a dry run draws the line before and after.
    pub(super) diagram: Option<&'a Path>,
}

/// `takt import`.
pub(super) fn import(
    session: &Session,
    files: &[PathBuf],
    asked: &Asked<'_>,
    dry_run: bool,
) -> Result<Answer, Failure> {
    let Asked { mapping, errors, diagram } = *asked;
    let folder = session.folder(FOLDER);
    let given: Vec<Given> = files.iter().map(Given::path).collect();
    for file in &given {
        // A sheet of a workbook is named behind its path: what is looked for is the workbook.
        let Content::Path(path) = &file.content else { continue };
        let seen = std::fs::metadata(path).map_err(|cause| Fault::unreadable(path, &cause))?;
        if seen.is_dir() {
            return Err(Fault::unreadable(path, &std::io::ErrorKind::IsADirectory.into()).into());
        }
    }
    if let ([file], [path]) = (given.as_slice(), files)
        && file.form().is_ok_and(|form| form == Form::Journal)
    {
        return restored(session, &folder, path, dry_run);
    }
    if let Some(path) = errors {
        errors::refuse_given(path, &given)?;
    }
    let text = match mapping {
        None => None,
        Some(path) => Some((path, std::fs::read(path).map_err(|cause| Fault::unreadable(path, &cause))?)),
    };
    // A dry run reads what would be taken with the folder's words, and leaves even a missing folder missing.
    let scratch = tempfile_folder(dry_run && !folder.join(takt_store::JOURNAL_FILE).exists())?;
    let folder = scratch.as_ref().map_or(folder.clone(), |scratch| scratch.path.clone());
    let is_missing = || !folder.join(takt_store::JOURNAL_FILE).exists();
    let is_new = Cell::new(is_missing());
    let had_folder = folder.exists();
    let mut desk = if dry_run && !is_new.get() {
        super::clock::reading(session, &folder)?
    } else if dry_run {
        Desk::create(&folder, "the-model", STANDARD_MODEL, clock::now())?
    } else {
        let open = || {
            // Asked anew each time: while we waited another may have made it, and then it is not ours to take away.
            is_new.set(is_missing());
            if !is_new.get() {
                return Desk::open_attending(&folder, "import", order::attend);
            }
            let mut desk = Desk::create(&folder, "the-model", STANDARD_MODEL, clock::now())?;
            desk.door = Door::open(&folder, order::attend);
            Ok(desk)
        };
        match order::place(&folder, &order::request(session, sent(files, mapping, errors)?)?, open)? {
            Place::Here(desk) => desk,
            Place::There(answer) => return Ok(answer),
        }
    };
    if !dry_run && desk.book.next == Seq(1) {
        // Whoever made the folder was cut off before its model was in force.
        desk.adopt(STANDARD_MODEL, None, clock::now())?;
    }
    let named = text.map(|(path, bytes)| (path.display().to_string(), bytes));
    if !dry_run {
        let begun = desk.book.next;
        let taken = take(session, &mut desk, &given, named.as_ref(), errors);
        let is_empty = desk.book.next == begun;
        if taken.is_ok() {
            desk.keep_snapshot();
        }
        drop(desk);
        if taken.is_err() && is_new.get() && is_empty {
            // An import that takes nothing leaves nothing behind, not even the folder it would have gone into.
            unmake(&folder, had_folder);
        }
        return taken;
    }
    let before = diagram.map(|_| rehearse::before(session, &mut desk)).transpose()?;
    let folder = desk.folder.clone();
    let mut desk = desk.rehearsing().map_err(|error| Fault::of_store(&error, &folder))?;
    let named = named.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    // Where nothing is written, what is remembered is still that of the folder which was meant.
    let memory = session.folder(FOLDER).join(import::remembered::FOLDER);
    let read = import::read_through(&given, named, &memory, &mut Lexicon::of(&mut desk)?);
    let (taken, through) = read.map_err(|refused| told(session, refused))?;
    let mut progress = Telling::of(session, &taken);
    let report = Report { import: None, ..desk.import(&taken, &mut progress)? };
    let mut answer = answered(session, &given, (&taken, through.as_ref()), &report, errors, true)?;
    answer.json["samples"] = rehearse::samples_json(session, &report);
    answer.text.push_str(&rehearse::samples_text(session, &report));
    if let (Some(file), Some(before)) = (diagram, &before) {
        let (json, text) = rehearse::after(session, &mut desk, before, file)?;
        answer.json["diagram"] = json;
        answer.text.push_str(&text);
    }
    answer.text.push_str(&(session.say("import-dry", &[]) + "\n"));
    Ok(answer)
}

/// The order of an import, for whoever has the folder: whole paths, since it may stand elsewhere.
fn sent(files: &[PathBuf], mapping: Option<&Path>, errors: Option<&Path>) -> Result<Order, Fault> {
    let whole = |path: &Path| std::path::absolute(path).map_err(|cause| Fault::unreadable(path, &cause));
    let named = |path: &Path| Ok((path.display().to_string(), whole(path)?));
    Ok(Order::Import(Files {
        given: files.iter().map(|path| named(path)).collect::<Result<_, Fault>>()?,
        mapping: mapping.map(named).transpose()?,
        errors: errors.map(whole).transpose()?,
    }))
}

/// Takes files into the journal of a desk.
pub(super) fn take<S: Store>(
    session: &Session,
    desk: &mut Desk<S>,
    given: &[Given],
    mapping: Option<&(String, Vec<u8>)>,
    errors: Option<&Path>,
) -> Result<Answer, Failure> {
    let named = mapping.map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let memory = desk.folder.join(import::remembered::FOLDER);
    let read = import::read_through(given, named, &memory, &mut Lexicon::of(desk)?);
    let (taken, through) = read.map_err(|refused| told(session, refused))?;
    // A mapping by which nothing could be taken is not worth remembering.
    if let Some(through) = through.as_ref().filter(|_| !taken.rows.is_empty()) {
        through.keep()?;
    }
    let mut progress = Telling::of(session, &taken);
    let report = desk.import(&taken, &mut progress)?;
    answered(session, given, (&taken, through.as_ref()), &report, errors, false)
}

/// What a report answers; the rows that were not taken are written where that was asked.
fn answered(
    session: &Session,
    given: &[Given],
    (taken, through): (&Taken, Option<&Through>),
    report: &Report,
    errors: Option<&Path>,
    is_dry: bool,
) -> Result<Answer, Failure> {
    let written = match errors {
        Some(path) => errors::write(session, path, given, taken, report)?,
        None => Written::default(),
    };
    let status = if report.received > 0 && report.rejected == report.received { Exit::Refused as u8 } else { 0 };
    let text =
        mapping::text(session, through) + &report_text(session, report, is_dry) + &errors::text(session, &written);
    let mut json = report_json(session, report, &written);
    json["mapping"] = mapping::json(through);
    Ok(Answer { json, text, status })
}

/// Takes away the empty journal that was made for an import which was refused.
fn unmake(folder: &Path, had_folder: bool) {
    let files = [takt_store::JOURNAL_FILE, takt_store::LOCK_FILE];
    // What cannot be removed is an empty, sound folder: no reason to hide why the import was refused.
    let _ = files.map(|file| std::fs::remove_file(folder.join(file)));
    if !had_folder {
        let _ = std::fs::remove_dir(folder);
    }
}

/// A folder that is gone when the command ends.
struct Scratch {
    path: PathBuf,
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing of a dry run is worth keeping; what cannot be removed lies in the system's temporary folder.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

fn tempfile_folder(wanted: bool) -> Result<Option<Scratch>, Fault> {
    if !wanted {
        return Ok(None);
    }
    let path = std::env::temp_dir().join(format!("takt-dry-run-{}-{}", std::process::id(), clock::now().0));
    std::fs::create_dir_all(&path).map_err(|cause| Fault::unwritable(&path, &cause))?;
    Ok(Some(Scratch { path }))
}

fn restored(session: &Session, folder: &Path, journal: &Path, dry_run: bool) -> Result<Answer, Failure> {
    let restored = if dry_run {
        restore::Restored { facts: restore::would_restore(folder, journal)?, erased: 0, has_secret: true }
    } else {
        if !folder.join(takt_store::JOURNAL_FILE).exists() {
            drop(Desk::create(folder, "the-model", STANDARD_MODEL, clock::now())?);
        }
        restore::restore(folder, journal, clock::now())
            .map_err(|fault| order::refused_in_import(fault, "restore-in-import"))?
    };
    let facts = restored.facts;
    let args = [("facts", thousands(facts)), ("folder", folder.display().to_string())];
    let json = json!({
        "import": null, "received": facts, "journalled": facts, "unchanged": 0, "rejected": 0, "doubtful": 0,
        "doubts": {}, "facts": facts, "accounts": { "created": 0, "updated": 0 }, "contacts": { "created": 0, "updated": 0 }, "lookups": [], "rejections": [],
        "doubtful_rows": [], "mapping": null, "texts_refused": restored.erased, "restored": !dry_run,
    });
    let mut said = if dry_run { session.say("restore-dry", &args) } else { session.say("restore-done", &args) };
    said.push('\n');
    if restored.erased > 0 {
        said.push_str(&session.say("restore-erased", &[("texts", thousands(restored.erased))]));
        said.push('\n');
    }
    if !restored.has_secret {
        said.push_str(&session.say("restore-no-secret", &args));
        said.push('\n');
    }
    Ok(Answer::done(json, said))
}

/// Why nothing could be taken, in sentences.
fn told(session: &Session, refused: Refused) -> Failure {
    match refused {
        Refused::Fault(fault) => Failure::Fault(fault),
        Refused::NoMapping { file, proposal } => {
            let what = session.say("fault-mapping-missing", &[("file", file.clone())]);
            let help = session.say("fault-mapping-missing-help", &[("file", file)]);
            Failure::Said(vec![what, format!("  {help}"), String::new(), proposal], Exit::Refused)
        }
        Refused::Findings(findings) => {
            // A file that was there a moment ago and cannot be read is the disk's doing, not the file's.
            let disk = findings.iter().find(|finding| finding.code == takt_intake::code::FILE_UNREADABLE);
            if let Some(Finding { file, args, .. }) = disk {
                let cause = args.first().map_or_else(String::new, |(_, cause)| cause.clone());
                return Fault::store("file-unreadable", vec![("file", file.clone()), ("cause", cause)]).into();
            }
            let mut lines: Vec<String> = findings.iter().map(|finding| finding_text(session, finding)).collect();
            let args = [("count", findings.len().to_string())];
            lines.push(session.say("fault-intake-refused", &args));
            lines.push(format!("  {}", session.say("fault-intake-refused-help", &args)));
            Failure::Said(lines, Exit::Refused)
        }
    }
}

fn finding_text(session: &Session, finding: &Finding) -> String {
    let place = match (finding.line, finding.column) {
        (0, _) => finding.file.clone(),
        (line, 0) => format!("{}:{line}", finding.file),
        (line, column) => format!("{}:{line}:{column}", finding.file),
    };
    let what = session.say(&format!("intake-{}", finding.code), &finding.args);
    let help = session.say(&format!("intake-{}-help", finding.code), &finding.args);
    format!("{place}  {what}\n    {help}")
}

pub(super) fn file_name(report: &Report, file: u16) -> &str {
    report.files.get(usize::from(file)).map_or("", String::as_str)
}

/// What is doubtful about one row.
pub(super) fn doubt_text(session: &Session, code: &str) -> String {
    session.say(&format!("doubt-{code}"), &[("rows", thousands(1))])
}

fn rejection_place(report: &Report, rejection: &Rejection) -> String {
    let file = file_name(report, rejection.file);
    let field = rejection.field.as_ref().map_or_else(String::new, |field| format!(" [{field}]"));
    format!("{file}:{}{field}", rejection.line)
}

pub(super) fn rejection_text(session: &Session, rejection: &Rejection) -> String {
    session.say(&format!("intake-{}", rejection.code), &rejection.args)
}

fn report_text(session: &Session, report: &Report, is_dry: bool) -> String {
    let count = |number: u32| thousands(u64::from(number));
    let args = [
        ("received", count(report.received)),
        ("journalled", count(report.journalled)),
        ("unchanged", count(report.unchanged)),
        ("rejected", count(report.rejected)),
        ("facts", thousands(report.facts)),
        ("created", count(report.created)),
        ("updated", count(report.updated)),
        ("dry", if is_dry { "yes" } else { "no" }.to_owned()),
    ];
    let mut text = session.say("import-done", &args);
    text.push('\n');
    if report.people.created + report.people.updated > 0 {
        let args = [("created", count(report.people.created)), ("updated", count(report.people.updated))];
        text.push_str(&(session.say("import-contacts", &args) + "\n"));
    }
    for (file, rows, used) in &report.lookups {
        let args = [("file", file.clone()), ("rows", count(*rows)), ("used", count(*used))];
        text.push_str(&session.say("import-lookup", &args));
        text.push('\n');
    }
    for (file, columns) in &report.unused {
        let args = [("file", file.clone()), ("columns", columns.join(", "))];
        text.push_str(&session.say("import-unused", &args));
        text.push('\n');
    }
    if report.passed > 0 {
        text.push_str(&session.say("import-passed", &[("count", count(report.passed))]));
        text.push('\n');
    }
    if !report.undeclared.is_empty() {
        text.push_str(&session.say("import-undeclared", &[("names", report.undeclared.join(", "))]));
        text.push('\n');
    }
    if report.texts_refused > 0 {
        text.push_str(&session.say("import-texts-refused", &[("texts", count(report.texts_refused))]));
        text.push('\n');
    }
    for (code, rows) in &report.doubts {
        text.push_str(&session.say(&format!("doubt-{code}"), &[("rows", count(*rows))]));
        text.push('\n');
        let of_code = report.doubtful_rows.iter().filter(|(.., doubt)| doubt == code);
        for (file, line, _) in of_code.take(DOUBTFUL_TOLD) {
            text.push_str(&format!("    {}:{line}\n", file_name(report, *file)));
        }
        let more = (*rows as usize).saturating_sub(DOUBTFUL_TOLD);
        if more > 0 {
            text.push_str(&session.say("import-more-doubtful", &[("more", thousands(more as u64))]));
            text.push('\n');
        }
    }
    for rejection in report.rejections.iter().take(REJECTIONS_TOLD) {
        let help = session.say(&format!("intake-{}-help", rejection.code), &rejection.args);
        let what = rejection_text(session, rejection);
        text.push_str(&format!("{}  {what}\n    {help}\n", rejection_place(report, rejection)));
    }
    if report.rejections.len() > REJECTIONS_TOLD {
        let more = thousands((report.rejections.len() - REJECTIONS_TOLD) as u64);
        text.push_str(&session.say("import-more-rejections", &[("more", more)]));
        text.push('\n');
    }
    text
}

fn report_json(session: &Session, report: &Report, written: &Written) -> Value {
    let rejections: Vec<Value> = report
        .rejections
        .iter()
        .take(ROWS_SHOWN)
        .map(|rejection| {
            json!({
                "file": report.files.get(usize::from(rejection.file)),
                "line": rejection.line,
                "field": rejection.field,
                "code": rejection.code,
                "message": rejection_text(session, rejection),
            })
        })
        .collect();
    let doubtful_rows: Vec<Value> = report
        .doubtful_rows
        .iter()
        .take(ROWS_SHOWN)
        .map(|(file, line, code)| {
            let message = doubt_text(session, code);
            json!({ "file": file_name(report, *file), "line": line, "code": code, "message": message })
        })
        .collect();
    let error_file =
        |(file, errors, rows): &(String, String, u64)| json!({ "file": file, "errors": errors, "rows": rows });
    let error_files: Vec<Value> = written.errors.iter().map(error_file).collect();
    let lookups: Vec<Value> =
        report.lookups.iter().map(|(file, rows, used)| json!({ "file": file, "rows": rows, "used": used })).collect();
    let doubts: serde_json::Map<String, Value> =
        report.doubts.iter().map(|(code, rows)| ((*code).to_string(), json!(rows))).collect();
    json!({
        "import": report.import,
        "received": report.received,
        "journalled": report.journalled,
        "unchanged": report.unchanged, "passed": report.passed,
        "rejected": report.rejected,
        "doubtful": report.doubtful,
        "doubts": doubts,
        "unused_columns": report.unused.iter().map(|(file, columns)| json!({ "file": file, "columns": columns })).collect::<Vec<_>>(),
        "undeclared": report.undeclared,
        "texts_refused": report.texts_refused,
        "facts": report.facts,
        "accounts": { "created": report.created, "updated": report.updated },
        "contacts": { "created": report.people.created, "updated": report.people.updated },
        "lookups": lookups,
        "rejections": rejections,
        "doubtful_rows": doubtful_rows,
        "error_files": error_files,
        "doubtful_file": written.doubtful,
    })
}

/// Tells progress on standard error.
struct Telling<'a> {
    how: ProgressArg,
    session: &'a Session,
    stage: Stage,
    accounts: u64,
    /// Rows of the import.
    rows: u64,
    told: Option<Instant>,
    /// When the stage began.
    begun: Option<Instant>,
}

impl<'a> Telling<'a> {
    fn of(session: &'a Session, taken: &Taken) -> Self {
        let rows = taken.rows.len() as u64;
        Self { how: session.progress, session, stage: Stage::History, accounts: 0, rows, told: None, begun: None }
    }

    /// Rows a second in this stage so far, and the seconds it has left at that rate; `None` while nobody can say.
    fn rate(&self, accounts: u64) -> Option<(u64, u64)> {
        let elapsed = u64::try_from(self.begun?.elapsed().as_millis()).ok().filter(|elapsed| *elapsed > 0)?;
        let done = accounts.min(self.accounts);
        if done == 0 {
            return None;
        }
        let rows = self.rows.saturating_mul(done) / self.accounts;
        let left = elapsed.saturating_mul(self.accounts - done) / done;
        Some((rows.saturating_mul(1000) / elapsed, left.div_ceil(1000)))
    }
}

impl Progress for Telling<'_> {
    fn begins(&mut self, stage: Stage, accounts: u64) {
        self.stage = stage;
        self.accounts = accounts;
        self.told.get_or_insert_with(Instant::now);
        self.begun = Some(Instant::now());
    }

    fn acknowledged(&mut self, accounts: u64, facts: u64) {
        let stage = match self.stage {
            Stage::History => "history",
            Stage::GoingLive => "going-live",
        };
        let (rate, left) = self.rate(accounts).unzip();
        match self.how {
            ProgressArg::None => Silent.acknowledged(accounts, facts),
            ProgressArg::Json => {
                let told = json!({
                    "stage": stage, "accounts": accounts, "of": self.accounts, "facts": facts,
                    "rows_per_second": rate, "seconds_left": left,
                });
                tell(&format!("{told}\n"));
            }
            ProgressArg::Text => {
                // Only work over a second is worth a line.
                if self.told.is_some_and(|begun| begun.elapsed().as_millis() > 1000) {
                    let args = [
                        ("accounts", thousands(accounts)),
                        ("of", thousands(self.accounts)),
                        ("facts", thousands(facts)),
                    ];
                    let is_last = accounts == self.accounts && self.stage == Stage::GoingLive;
                    let mut line = self.session.say(&format!("progress-{stage}"), &args);
                    if let (Some(rate), Some(left)) = (rate, left) {
                        let args = [("rate", thousands(rate)), ("left", thousands(left))];
                        line.push_str(&self.session.say("import-rate", &args));
                    }
                    // What a longer line left behind is written over.
                    let end = if is_last { "\n" } else { "    " };
                    tell(&format!("\r{line}{end}"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Catalogue, Language};

    #[test]
    fn rate_and_time_left_are_of_the_stage() {
        let session = Session {
            data: None,
            catalogue: Catalogue::new(Language::En),
            progress: ProgressArg::None,
            json: false,
            request: None,
        };
        let mut telling = Telling::of(&session, &Taken::default());
        assert_eq!(telling.rate(1), None, "no stage has begun");
        telling.rows = 1_000_000;
        telling.begins(Stage::History, 1_000);
        assert_eq!(telling.rate(0), None);
        let ago = Instant::now().checked_sub(std::time::Duration::from_secs(10));
        telling.begun = ago;
        let Some((rate, left)) = telling.rate(250) else { panic!("a rate") };
        assert!((24_000..=25_000).contains(&rate), "{rate}");
        assert!((30..=32).contains(&left), "{left}");
        assert_eq!(telling.rate(1_000).map(|(_, left)| left), Some(0));
    }
}
