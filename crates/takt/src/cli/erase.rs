//! `takt erase`.

use serde_json::json;
use takt_store::{Space, Store};

use crate::app::desk::Desk;
use crate::cli::table::thousands;
use crate::cli::{Answer, Failure, Session};
use crate::fault::Fault;

/// `takt erase CONTACT`, or `takt erase --account ACCOUNT`.
pub(super) fn erase<S: Store>(
    session: &Session,
    desk: &mut Desk<S>,
    contact: Option<&str>,
    account: Option<&str>,
) -> Result<Answer, Failure> {
    let (space, id) = match (contact, account) {
        (_, Some(account)) => (Space::Account, desk.find_account(account)?.0),
        (Some(contact), None) => (Space::Contact, desk.find_contact(contact)?.0),
        // What is neither was refused as wrong use.
        (None, None) => return Err(Fault::refused("contact-unknown", vec![("contact", String::new())]).into()),
    };
    let known = desk.is_erased(space, id);
    let wall = desk.guard.read().at;
    let done = desk.erase(space, id, wall)?;
    if !done.wiped {
        return Err(Fault::store("erase-read", vec![("folder", desk.folder.display().to_string())]).into());
    }
    let is_account = space == Space::Account;
    let json = json!({
        "contact": (!is_account).then_some(id),
        "account": is_account.then_some(id),
        "texts": done.texts,
        "facts": done.facts,
    });
    let args = [("number", id.to_string()), ("texts", thousands(done.texts)), ("facts", thousands(done.facts))];
    let said = match (known, is_account) {
        (true, _) => session.say("erase-known", &args),
        (false, true) => session.say("erase-account-done", &args),
        (false, false) => session.say("erase-contact-done", &args),
    };
    Ok(Answer::done(json, said + "\n"))
}
