//! `takt model check` and `takt model adopt`.

use std::path::Path;

use serde_json::json;
use takt_core::dictionary::Dictionary;
use takt_core::model::Finding;

use crate::app::desk::Desk;
use crate::app::{clock, model, report};
use crate::cli::flow::FOLDER;
use crate::cli::table::thousands;
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
    let mut desk = Desk::open_writer(&session.folder(FOLDER), "model adopt")?;
    let adopted = desk.adopt(&String::from_utf8_lossy(&bytes), reason, clock::now())?;
    let id = desk.book.model.as_ref().map_or_else(String::new, |model| model.model.id.clone());
    let args = [("model", id.clone()), ("moved", thousands(adopted.moved)), ("facts", thousands(adopted.facts))];
    let text = format!("{}\n{}\n", session.say("adopt-done", &args), session.say("adopt-as-before", &[]));
    let json = json!({ "model": id, "moved": adopted.moved, "facts": adopted.facts, "as_of": report::as_of(&desk) });
    Ok(Answer::done(json, text))
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
