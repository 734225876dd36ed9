//! `takt merge`, `takt unmerge` and `takt import undo`: what a person says about accounts and imports as a whole.

use serde_json::json;
use takt_core::unit::{AccountId, ImportId};
use takt_store::Store;

use crate::app::desk::Desk;
use crate::app::{account, clock, report};
use crate::cli::flow::FOLDER;
use crate::cli::table::thousands;
use crate::cli::{Answer, Failure, Session};

/// `takt merge`.
pub(super) fn merge<S: Store>(
    session: &Session,
    desk: &mut Desk<S>,
    (part, into): (&str, &str),
) -> Result<Answer, Failure> {
    let (part, into) = (account::find(desk, part)?, account::find(desk, into)?);
    let now = desk.guard.read().at;
    let facts = desk.merge(part, into, now)?;
    let args = [("account", shown(part)), ("into", shown(into)), ("facts", thousands(facts))];
    let text = session.say("merge-done", &args) + "\n";
    let json = json!({ "account": part.0, "into": into.0, "facts": facts, "as_of": report::as_of(desk) });
    Ok(Answer::done(json, text))
}

/// `takt unmerge`.
pub(super) fn unmerge<S: Store>(session: &Session, desk: &mut Desk<S>, part: &str) -> Result<Answer, Failure> {
    let part = account::find(desk, part)?;
    let now = desk.guard.read().at;
    let (from, facts) = desk.unmerge(part, now)?;
    let args = [("account", shown(part)), ("from", shown(from)), ("facts", thousands(facts))];
    let text = session.say("unmerge-done", &args) + "\n";
    let json = json!({ "account": part.0, "from": from.0, "facts": facts, "as_of": report::as_of(desk) });
    Ok(Answer::done(json, text))
}

/// `takt import undo`.
pub(super) fn undo(session: &Session, import: u32) -> Result<Answer, Failure> {
    // An import counted what is known before it began to write: what is freed meanwhile it would not bring again.
    let mut desk = super::order::alone(&session.folder(FOLDER), "import undo", "undo-in-import")?;
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
