//! `takt duplicates`, and what a person says of its pairs.

use serde_json::{Value, json};
use takt_store::Store;

use super::account::{shown, title};
use crate::app::desk::Desk;
use crate::app::duplicates::{self, Made, Verdict};
use crate::app::report;
use crate::cli::flow::FOLDER;
use crate::cli::table::{NOTHING, Side, Table, thousands};
use crate::cli::{Answer, Failure, Session};

/// The most of a name that a line shows, in characters.
const NAME_SHOWN: usize = 24;

/// `takt duplicates`.
pub(super) fn list(session: &Session, limit: Option<u32>) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    let json = duplicates::json(&mut desk, limit)?;
    let pairs = json["pairs"].as_array().map_or(&[][..], Vec::as_slice);
    let mut page = String::new();
    if pairs.is_empty() {
        page.push_str(&format!("{}\n", session.say("duplicates-none", &[])));
    } else {
        let heads = ["column-pair", "column-alike", "column-later", "column-resembles", "column-pair-since"]
            .map(|name| session.say(name, &[]));
        let sides = [Side::Right, Side::Left, Side::Left, Side::Left, Side::Left];
        let columns: Vec<(&str, Side)> = heads.iter().map(String::as_str).zip(sides).collect();
        let mut table = Table::new(&columns);
        for pair in pairs {
            let why = session.say(&format!("likeness-{}", shown(&pair["why"])), &[]);
            let [later, known] = [0, 1].map(|place| party(session, &desk, pair, place));
            table.row(vec![shown(&pair["id"]), why, later, known, since(session, pair)]);
        }
        page.push_str(&table.render());
        let waiting = json["waiting"].as_u64().unwrap_or_default();
        let waiting = if json["more"] == Value::Bool(true) {
            let count = thousands(pairs.len() as u64);
            session.say("duplicates-more", &[("waiting", thousands(waiting)), ("shown", count)])
        } else {
            session.say("duplicates-waiting", &[("waiting", thousands(waiting))])
        };
        page.push_str(&format!("\n{waiting}\n{}\n", session.say("duplicates-how", &[])));
    }
    page.push_str(&super::flow::as_of_text(session, &desk));
    Ok(Answer::done(json, page))
}

/// One of a pair: a company with its key and stage, or a person with their key and company.
fn party<S: Store>(session: &Session, desk: &Desk<S>, pair: &Value, place: usize) -> String {
    let account = &pair["accounts"][place];
    let contact = &pair["contacts"][place];
    let (one, of) = if contact.is_null() {
        (account, if account["stage"].is_null() { NOTHING.into() } else { title(session, desk, &account["stage"]) })
    } else {
        (contact, name(account))
    };
    session.say("duplicates-party", &[("name", name(one)), ("key", key(one)), ("of", of)])
}

/// The name of one, or by what else they are known.
fn name(one: &Value) -> String {
    let text = match &one["name"] {
        Value::Null => key(one),
        name => shown(name),
    };
    match text.char_indices().nth(NAME_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// The outside key of one, or the number.
fn key(one: &Value) -> String {
    if one["key"].is_null() { format!("#{}", one["number"]) } else { shown(&one["key"]) }
}

fn since(session: &Session, pair: &Value) -> String {
    let day = shown(&pair["since"]);
    let day = day.get(..10).unwrap_or(&day).to_string();
    session.say("duplicates-since", &[("day", day), ("import", shown(&pair["import"]))])
}

/// A doubt in a line of the account it is about: what is alike, with whom, and what to say.
pub(super) fn doubt_line<S: Store>(session: &Session, desk: &Desk<S>, pair: &Value, account: &Value) -> String {
    // The other one is told; where both are of this account, as two people are, the one it resembles.
    let is_known = pair["accounts"][1]["number"] == *account && pair["accounts"][0]["number"] != *account;
    let with = party(session, desk, pair, usize::from(!is_known));
    let why = session.say(&format!("likeness-{}", shown(&pair["why"])), &[]);
    session.say("account-doubt-value", &[("id", shown(&pair["id"])), ("why", why), ("with", with)])
}

/// `takt duplicates same` and `takt duplicates distinct`.
pub(super) fn decide<S: Store>(
    session: &Session,
    desk: &mut Desk<S>,
    ids: &[u64],
    verdict: &Verdict,
) -> Result<Answer, Failure> {
    let now = desk.guard.read().at;
    let (made, facts) = desk.decide_pairs(ids, verdict, now)?;
    let waiting = desk.waiting()?.len();
    let mut text = String::new();
    let mut decided = Vec::new();
    for (id, made) in made {
        let number = id.to_string();
        let (line, json) = match made {
            Made::Merged(part, into) => {
                let args = [("id", number), ("account", part.0.to_string()), ("into", into.0.to_string())];
                let line = session.say("duplicates-made-merged", &args);
                (line, json!({ "id": id, "verdict": "same", "account": part.0, "into": into.0 }))
            }
            Made::OnePerson(contact, person) => {
                let args = [("id", number), ("contact", contact.0.to_string()), ("person", person.0.to_string())];
                let line = session.say("duplicates-made-person", &args);
                (line, json!({ "id": id, "verdict": "same", "contact": contact.0, "person": person.0 }))
            }
            Made::Two => {
                (session.say("duplicates-made-two", &[("id", number)]), json!({ "id": id, "verdict": "distinct" }))
            }
        };
        text.push_str(&format!("{line}\n"));
        decided.push(json);
    }
    let left = match waiting {
        0 => session.say("duplicates-none-left", &[]),
        count => session.say("duplicates-left", &[("waiting", thousands(count as u64))]),
    };
    text.push_str(&format!("{left}\n"));
    let json = json!({ "decided": decided, "facts": facts, "waiting": waiting, "as_of": report::as_of(desk) });
    Ok(Answer::done(json, text))
}
