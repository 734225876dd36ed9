//! `takt model check`.

use std::path::Path;

use takt_core::model::Finding;

use crate::app::model;
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
