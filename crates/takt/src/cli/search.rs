//! `takt search`.

use serde_json::Value;

use super::account::shown;
use crate::app::search;
use crate::cli::flow::FOLDER;
use crate::cli::table::{NOTHING, Side, Table, thousands};
use crate::cli::{Answer, Failure, Session};

/// The most of a text that a line shows, in characters.
const SHOWN: usize = 60;

/// `takt search TEXT`.
pub(super) fn search(session: &Session, text: &str, limit: u32) -> Result<Answer, Failure> {
    let folder = session.folder(FOLDER);
    search::file_if_free(&folder);
    let mut desk = super::clock::reading(session, &folder)?;
    let json = search::json(&mut desk, text, limit)?;
    let hits = json["hits"].as_array().map_or(&[][..], Vec::as_slice);
    let mut page = String::new();
    if hits.is_empty() {
        page.push_str(&format!("{}\n", session.say("search-nothing", &[("text", cut(text))])));
    } else {
        let heads =
            ["column-found-account", "column-found-contact", "column-stage", "column-found-field", "column-found"]
                .map(|name| session.say(name, &[]));
        let columns: Vec<(&str, Side)> = heads.iter().map(|head| (head.as_str(), Side::Left)).collect();
        let mut table = Table::new(&columns);
        for hit in hits {
            let said = |value: &Value| if value.is_null() { NOTHING.into() } else { cut(&shown(value)) };
            let contact = match (hit["space"].as_str(), &hit["contact"]) {
                (Some("contact"), Value::Null) => format!("#{}", hit["id"]),
                (_, contact) => said(contact),
            };
            let stage = if hit["stage"].is_null() {
                NOTHING.into()
            } else {
                super::account::title(session, &desk, &hit["stage"])
            };
            let text = match &hit["now"] {
                Value::Null => said(&hit["value"]),
                now => session.say("search-former", &[("text", said(&hit["value"])), ("now", said(now))]),
            };
            table.row(vec![said(&hit["account"]), contact, stage, said(&hit["field"]), text]);
        }
        page.push_str(&table.render());
    }
    if json["more"] == Value::Bool(true) {
        let count = u64::try_from(hits.len()).unwrap_or(u64::MAX);
        page.push_str(&format!("{}\n", session.say("search-more", &[("count", thousands(count))])));
    }
    page.push_str(&super::flow::as_of_text(session, &desk));
    Ok(Answer::done(json, page))
}

/// The beginning of a text that would fill the screen.
fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into(),
    }
}
