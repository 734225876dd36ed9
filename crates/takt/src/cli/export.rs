//! `takt export --format`: the tables of people.

use std::path::Path;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::app::tables::{self, Form, Lost, Refused};
use crate::cli::flow::FOLDER;
use crate::cli::table::thousands;
use crate::cli::{Answer, Failure, Session};
use crate::fault::Exit;

/// Characters that are listed to people.
const LETTERS_TOLD: usize = 50;

/// `--format`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FormatArg {
    /// UTF-8 with a byte order mark.
    Csv,
    /// CP932, the Shift_JIS of Windows.
    Cp932,
    Xlsx,
    Jsonl,
}

/// `takt export DIR --format FORMAT`.
pub(super) fn tables(
    session: &Session,
    dir: &Path,
    format: FormatArg,
    replace: Option<&str>,
) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    let form = match format {
        FormatArg::Csv => Form::Csv,
        FormatArg::Cp932 => Form::Cp932,
        FormatArg::Xlsx => Form::Xlsx,
        FormatArg::Jsonl => Form::Jsonl,
    };
    let written = match tables::export(&mut desk, dir, form, replace) {
        Ok(written) => written,
        Err(Refused::Fault(fault)) => return Err(fault.into()),
        Err(Refused::Lost(lost)) => return Err(refused(session, &lost, form)),
    };
    let args = [
        ("accounts", thousands(written.accounts)),
        ("contacts", thousands(written.contacts)),
        ("folder", dir.display().to_string()),
        ("files", written.files.join(", ")),
    ];
    let mut text = session.say("export-tables", &args) + "\n";
    if let (Some(replace), false) = (replace, written.replaced.is_empty()) {
        text.push_str(&session.say("export-replaced", &[("replace", replace.into())]));
        text.push('\n');
        listed(session, &written.replaced).iter().for_each(|line| text.push_str(&format!("{line}\n")));
    }
    let replaced: Vec<Value> = written.replaced.iter().map(lost_json).collect();
    let json = json!({
        "files": written.files,
        "accounts": written.accounts,
        "contacts": written.contacts,
        "replaced": replaced,
    });
    Ok(Answer::done(json, text))
}

fn code(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

fn lost_json(lost: &Lost) -> Value {
    let spots: Vec<Value> =
        lost.spots.iter().map(|spot| json!({ "table": spot.table, "key": spot.key, "field": spot.field })).collect();
    json!({ "character": lost.letter.to_string(), "code": code(lost.letter), "count": lost.count, "places": spots })
}

/// One line a character: which, how often, where first.
fn listed(session: &Session, lost: &[Lost]) -> Vec<String> {
    let line = |lost: &Lost| {
        let spots = lost.spots.iter().map(|spot| match spot.key.as_str() {
            "" => format!("{} [{}]", spot.table, spot.field),
            key => format!("{key} [{}]", spot.field),
        });
        let letter = if lost.letter.is_control() { String::new() } else { lost.letter.to_string() };
        let args = [
            ("letter", letter),
            ("code", code(lost.letter)),
            ("count", thousands(lost.count)),
            ("places", spots.collect::<Vec<_>>().join(", ")),
        ];
        format!("  {}", session.say("export-letter", &args))
    };
    let mut lines: Vec<String> = lost.iter().take(LETTERS_TOLD).map(line).collect();
    if lost.len() > LETTERS_TOLD {
        let more = thousands((lost.len() - LETTERS_TOLD) as u64);
        lines.push(format!("  {}", session.say("export-more-letters", &[("more", more)])));
    }
    lines
}

/// What the format does not carry: nothing was written.
fn refused(session: &Session, lost: &[Lost], form: Form) -> Failure {
    let args = [("letters", thousands(lost.len() as u64)), ("format", form.name().to_uppercase())];
    let label = session.say("label-error", &[]);
    let mut lines = vec![format!("{label} {}", session.say("export-lost", &args))];
    lines.extend(listed(session, lost));
    lines.push(format!("  {}", session.say("export-lost-help", &args)));
    Failure::Said(lines, Exit::Refused)
}
