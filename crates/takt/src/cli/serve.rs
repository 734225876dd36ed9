//! `takt serve`, and the page of `takt demo`.

use std::path::Path;

use takt_core::unit::Micros;
use takt_store::{SqliteStore, Store as _};

use crate::app::desk::Desk;
use crate::app::right::Role;
use crate::app::sign_in::{LINK, LINK_LIVES, PERSON, SESSION, SignIns};
use crate::cli::flow::FOLDER;
use crate::cli::{Answer, Failure, ProgressArg, Session, folder, order, print, tell};
use crate::fault::Fault;
use crate::server::living::Life;
use crate::server::office::Office;
use crate::server::{House, Open};

/// What `--listen` says to end without serving.
const NONE: &str = "none";

/// `takt demo`: the sample vendor, and its page.
pub(super) fn demo(session: &Session, listen: &str) -> Result<Answer, Failure> {
    let (answer, mut desk, vendor) = folder::demo(session)?;
    if listen == NONE {
        return Ok(answer);
    }
    let text = if session.json { format!("{}\n", answer.json) } else { super::plain(&answer.text) };
    // A reader that went away does not end the page.
    let _ = print(&text);
    let path = session.folder("./takt-demo");
    let from = begins(&desk);
    desk.door = crate::app::door::Door::open(&path, order::attend::<SqliteStore>);
    let life = Some(Life::new(vendor, from));
    run(session, &path, listen, (desk, life), takt_sim::COMPANY)
}

/// When the sample vendor's time goes on: now, or at the end of its journal, if that is later.
fn begins(desk: &Desk) -> Micros {
    crate::app::clock::now().max(desk.book.recorded_at)
}

/// `takt serve`
pub(super) fn serve(session: &Session, listen: &str) -> Result<Answer, Failure> {
    let path = session.folder(FOLDER);
    let desk = Desk::open_attending(&path, "serve", order::attend::<SqliteStore>)?;
    let company = session.say("serve-house", &[]);
    run(session, &path, listen, (desk, None), &company)
}

/// Opens the house, says where, and serves until it is told to stop.
fn run(
    session: &Session,
    path: &Path,
    listen: &str,
    (mut desk, life): (Desk, Option<Life>),
    company: &str,
) -> Result<Answer, Failure> {
    let is_demo = life.is_some();
    let fault = |error| Fault::of_store(&error, path);
    let people = desk.store.settings(PERSON).map_err(fault)?;
    let sessions = desk.store.settings(SESSION).map_err(fault)?;
    let links = desk.store.settings(LINK).map_err(fault)?;
    let sign_ins = SignIns::read(&people, &sessions, &links);
    let now = crate::app::clock::now();
    if sign_ins.is_empty() {
        let name = session.say("serve-person", &[]);
        if let Some((_, (kind, id, value))) = sign_ins.welcome(&name, Role::Administrator, None) {
            desk.store.settle(kind, &id, value.as_deref()).map_err(fault)?;
        }
    }
    let first = sign_ins.people().into_iter().find(|person| person.role == Role::Administrator);
    let link = first.map(|person| sign_ins.link(person.id, now, LINK_LIVES)).transpose()?;
    let link = match link {
        Some((link, kept)) => {
            for (kind, id, value) in kept {
                desk.store.settle(kind, &id, value.as_deref()).map_err(fault)?;
            }
            Some(link)
        }
        None => None,
    };
    let (office, staff) = Office::begin(desk, life, path, order::attend::<SqliteStore>)?;
    let open = Open::at(listen, House::new(office, sign_ins, is_demo)?, staff)?;
    let address = open.address;
    let link =
        link.map_or_else(|| format!("http://{address}/"), |link| format!("http://{address}/sign-in?link={link}"));
    let args = [("company", company.to_owned()), ("link", link.clone()), ("folder", path.display().to_string())];
    if session.json {
        let _ = print(&format!("{}\n", serde_json::json!({ "open": link, "address": address.to_string() })));
    } else {
        let _ = print(&format!("{}\n", session.say("serve-open", &args)));
    }
    if !address.ip().is_loopback() {
        tell(&format!("{}\n", session.say("serve-plain", &[])));
    }
    if is_demo && session.progress == ProgressArg::Text {
        open_browser(&link);
    }
    open.serve()?;
    let text = if session.json { String::new() } else { session.say("serve-closed", &[]) + "\n" };
    Ok(Answer { json: serde_json::Value::Null, text, status: 0 })
}

/// Opens the page in the browser of whoever sits at this machine, where there is one.
fn open_browser(link: &str) {
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if has_screen {
        "xdg-open"
    } else {
        return;
    };
    let quiet = std::process::Stdio::null;
    // Where that fails the address stands on the terminal.
    let _ = std::process::Command::new(program).arg(link).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
}
