//! `takt model check`, `takt model diff` and `takt model adopt`.

use std::path::Path;

use serde_json::json;
use takt_core::dictionary::Dictionary;
use takt_core::model::{ChangeKind, Finding, Model};

use crate::app::desk::Desk;
use crate::app::model::Told;
use crate::app::{clock, model, report};
use crate::cli::flow::FOLDER;
use crate::cli::table::{NOTHING, thousands};
use crate::cli::{Answer, Failure, Session};
use crate::fault::Exit;

/// `takt model check`.
pub(super) fn check(session: &Session, file: &Path) -> Result<Answer, Failure> {
    let findings = model::check(file)?;
    let name = file.display().to_string();
    let json = model::findings_json(&session.catalogue, &name, &findings);
    if findings.is_empty() {
        return Ok(Answer::done(json, session.say("model-sound", &[("file", name)]) + "\n"));
    }
    let mut text = lines(session, &name, &findings).join("\n");
    text.push('\n');
    text.push_str(&session.say("model-findings", &[("count", findings.len().to_string())]));
    text.push('\n');
    Ok(Answer { json, text, status: Exit::Refused as u8 })
}

/// `takt model adopt`.
pub(super) fn adopt(session: &Session, name: &str, reason: Option<&str>) -> Result<Answer, Failure> {
    let (name, bytes) = model::bytes(name)?;
    if let Err(findings) = takt_core::model::read_bytes(&bytes, &mut Dictionary::default()) {
        return Err(refused(session, &name, &findings));
    }
    // An import read its rows by the names of the model in force.
    let mut desk = super::order::alone(&session.folder(FOLDER), "model adopt", "adopt-in-import")?;
    let adopted = desk.adopt(&String::from_utf8_lossy(&bytes), reason, clock::now())?;
    desk.keep_snapshot();
    let id = desk.book.model.as_ref().map_or_else(String::new, |model| model.model.id.clone());
    let args = [("model", id.clone()), ("moved", thousands(adopted.moved)), ("facts", thousands(adopted.facts))];
    let text = format!("{}\n{}\n", session.say("adopt-done", &args), session.say("adopt-as-before", &[]));
    let json = json!({ "model": id, "moved": adopted.moved, "facts": adopted.facts, "as_of": report::as_of(&desk) });
    Ok(Answer::done(json, text))
}

/// `takt model diff`. Beside a data folder it tells who stands in a stage that goes; `live` is the model in force there.
pub(super) fn diff(session: &Session, old: &str, new: &str) -> Result<Answer, Failure> {
    let folder = session.folder(FOLDER);
    let needs_folder = session.data.is_some() || [old, new].contains(&model::LIVE);
    let desk = if needs_folder || folder.exists() { Some(Desk::open_reader(&folder)?) } else { None };
    let mut words = desk.as_ref().map_or_else(Dictionary::default, |desk| desk.book.words.clone());
    let mut read = |name: &str| -> Result<Model, Failure> {
        if let (model::LIVE, Some(live)) = (name, desk.as_ref().and_then(|desk| desk.book.model.as_ref())) {
            return Ok(live.model.clone());
        }
        let (name, bytes) = model::bytes(name)?;
        takt_core::model::read_bytes(&bytes, &mut words).map_err(|findings| refused(session, &name, &findings))
    };
    let (one, other) = (read(old)?, read(new)?);
    let changes = model::changes(&one, &other, &words, desk.as_ref().map(|desk| &desk.book));
    let json = model::changes_json(&changes);
    if changes.is_empty() {
        return Ok(Answer::done(json, session.say("diff-none", &[]) + "\n"));
    }
    let mut text = String::new();
    for told in &changes {
        text.push_str(&sentence(session, told));
        text.push('\n');
    }
    text.push_str(&session.say("diff-count", &[("count", changes.len().to_string())]));
    text.push('\n');
    Ok(Answer::done(json, text))
}

/// One change: of what, and from what to what; below it, who stands there.
fn sentence(session: &Session, told: &Told) -> String {
    let change = &told.change;
    let of =
        if change.id.is_empty() { change.section.to_string() } else { format!("{} {}", change.section, change.id) };
    let shown = |value: &str| if value.is_empty() { NOTHING.to_string() } else { value.to_string() };
    let args = [("of", of), ("key", change.key.into()), ("from", shown(&change.from)), ("to", shown(&change.to))];
    let mut text = session.say(&format!("diff-{}", change.kind.name()), &args);
    if let Some((standing, limits)) = told.standing {
        let args = [("standing", thousands(standing)), ("limits", thousands(limits))];
        text.push_str("\n    ");
        text.push_str(&match (change.kind, standing) {
            (_, 0) => session.say("diff-nobody", &[]),
            (ChangeKind::TakenOver, _) => session.say("diff-standing", &args),
            _ => session.say("diff-stranded", &args),
        });
    }
    text
}

/// The failure of a command that needs a sound model.
pub(super) fn refused(session: &Session, name: &str, findings: &[Finding]) -> Failure {
    let mut said = lines(session, name, findings);
    let args = [("file", name.to_string()), ("count", findings.len().to_string())];
    said.push(session.say("fault-model-unsound", &args));
    said.push(format!("  {}", session.say("fault-model-unsound-help", &args)));
    Failure::Said(said, Exit::Refused)
}

/// `file:line:column  what` and, below, what to do.
fn lines(session: &Session, name: &str, findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let (message, help) = model::sentences(&session.catalogue, finding);
            format!("{name}:{}:{}  {message}\n    {help}", finding.line, finding.column)
        })
        .collect()
}
