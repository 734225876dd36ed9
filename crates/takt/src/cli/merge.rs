//! `takt merge`, `takt unmerge` and `takt import undo`: what a person says about accounts and imports as a whole.

use serde_json::json;
use takt_core::unit::{AccountId, ImportId};

use crate::app::desk::Desk;
use crate::app::{account, clock, report};
use crate::cli::flow::FOLDER;
use crate::cli::table::thousands;
use crate::cli::{Answer, Failure, Session};

/// `takt merge`.
pub(super) fn merge(session: &Session, part: &str, into: &str) -> Result<Answer, Failure> {
    let mut desk = Desk::open_writer(&session.folder(FOLDER), "merge")?;
    let (part, into) = (account::find(&mut desk, part)?, account::find(&mut desk, into)?);
    let facts = desk.merge(part, into, clock::now())?;
    desk.keep_snapshot();
    let args = [("account", shown(part)), ("into", shown(into)), ("facts", thousands(facts))];
    let text = session.say("merge-done", &args) + "\n";
    let json = json!({ "account": part.0, "into": into.0, "facts": facts, "as_of": report::as_of(&desk) });
    Ok(Answer::done(json, text))
}

/// `takt unmerge`.
pub(super) fn unmerge(session: &Session, part: &str) -> Result<Answer, Failure> {
    let mut desk = Desk::open_writer(&session.folder(FOLDER), "unmerge")?;
    let part = account::find(&mut desk, part)?;
    let (from, facts) = desk.unmerge(part, clock::now())?;
    desk.keep_snapshot();
    let args = [("account", shown(part)), ("from", shown(from)), ("facts", thousands(facts))];
    let text = session.say("unmerge-done", &args) + "\n";
    let json = json!({ "account": part.0, "from": from.0, "facts": facts, "as_of": report::as_of(&desk) });
    Ok(Answer::done(json, text))
}

/// `takt import undo`.
pub(super) fn undo(session: &Session, import: u32) -> Result<Answer, Failure> {
    let mut desk = Desk::open_writer(&session.folder(FOLDER), "import undo")?;
    let undone = desk.undo(ImportId(import), clock::now())?;
    desk.keep_snapshot();
    let args = [
        ("import", import.to_string()),
        ("voided", thousands(undone.voided)),
        ("gone", thousands(undone.accounts_voided.into())),
        ("kept", thousands(undone.accounts_kept.into())),
        ("facts", thousands(undone.facts)),
    ];
    let text = session.say("undo-done", &args) + "\n";
    let json = json!({
        "import": import,
        "facts": undone.facts,
        "voided": undone.voided,
        "accounts": { "voided": undone.accounts_voided, "kept": undone.accounts_kept },
    });
    Ok(Answer::done(json, text))
}

fn shown(account: AccountId) -> String {
    account.0.to_string()
}
