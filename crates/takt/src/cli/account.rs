//! `takt account` and `takt why`.

use serde_json::Value;

use crate::app::account;
use crate::app::clock;
use crate::app::desk::Desk;
use crate::cli::flow::FOLDER;
use crate::cli::table::{NOTHING, Side, Table};
use crate::cli::{Answer, Failure, Session};

/// `takt account`.
pub(super) fn account(session: &Session, text: &str) -> Result<Answer, Failure> {
    let mut desk = Desk::open_reader(&session.folder(FOLDER))?;
    let id = account::find(&mut desk, text)?;
    let json = account::json(&mut desk, id, clock::now())?;
    let mut page = head(session, &json);
    let mut line = |name: &str, value: String| page.push_str(&format!("  {}  {value}\n", session.say(name, &[])));
    line("account-owner", shown(&json["owner"]));
    if let Some(co_owners) = json["co_owners"].as_array().filter(|list| !list.is_empty()) {
        line("account-co-owners", co_owners.iter().map(shown).collect::<Vec<_>>().join(", "));
    }
    line("account-lap", session.say("account-lap-value", &[("lap", shown(&json["lap"]))]));
    line("account-score", score_line(session, &json["score"]));
    for side in json["side"].as_array().into_iter().flatten() {
        line(
            "account-side",
            format!("#{} {} {}", side["opportunity"], title(session, &desk, &side["stage"]), day(&side["since"])),
        );
    }
    let next = &json["next"];
    line(
        "account-next",
        if next.is_null() {
            session.say("account-gap", &[])
        } else {
            let what = session.say(&format!("next-{}", shown(&next["what"])), &[("of", shown(&next["of"]))]);
            format!("{}  {what}", moment(&next["at"]))
        },
    );
    page.push('\n');
    let heads = ["column-seq", "column-at", "column-fact", "column-detail"].map(|name| session.say(name, &[]));
    let sides = [Side::Right, Side::Left, Side::Left, Side::Left];
    let columns: Vec<(&str, Side)> = heads.iter().map(String::as_str).zip(sides).collect();
    let mut table = Table::new(&columns);
    for fact in json["facts"].as_array().into_iter().flatten() {
        let at = match fact["dated"].as_str() {
            Some("day") => day(&fact["at"]),
            Some("inferred") => session.say("inferred-at", &[("at", moment(&fact["at"]))]),
            _ => moment(&fact["at"]),
        };
        table.row(vec![shown(&fact["seq"]), at, shown(&fact["kind"]), detail(fact)]);
    }
    page.push_str(&table.render());
    page.push_str(&super::flow::as_of_text(session, &desk));
    Ok(Answer::done(json, page))
}

/// `takt why`.
pub(super) fn why(session: &Session, text: &str) -> Result<Answer, Failure> {
    let mut desk = Desk::open_reader(&session.folder(FOLDER))?;
    let id = account::find(&mut desk, text)?;
    let json = account::why_json(&mut desk, id, clock::now())?;
    let facts = account::facts(&mut desk, id)?;
    let mut page = head(session, &json);
    page.push_str(&format!("  {}  {}\n", session.say("account-score", &[]), score_line(session, &json["score"])));
    for part in json["score"]["parts"].as_array().into_iter().flatten() {
        let args =
            [("rule", shown(&part["rule"])), ("points", shown(&part["points"])), ("facts", shown(&part["facts"]))];
        page.push_str(&format!("    {}\n", session.say("why-score-part", &args)));
    }
    page.push('\n');
    for moved in json["moves"].as_array().into_iter().flatten() {
        let from = if moved["from"].is_null() { NOTHING.into() } else { title(session, &desk, &moved["from"]) };
        let to = if moved["to"].is_null() { NOTHING.into() } else { title(session, &desk, &moved["to"]) };
        let path = session.say(&format!("path-{}", shown(&moved["path"])), &[]);
        page.push_str(&format!("{}  {from} → {to}  {path}", moment(&moved["at"])));
        if moved["inferred"] == Value::Bool(true) {
            page.push_str(&format!("  {}", session.say("why-inferred", &[])));
        }
        page.push('\n');
        let rule = [("rule", shown(&moved["rule"])), ("model", shown(&moved["model"]))];
        page.push_str(&format!("    {}\n", session.say("why-rule", &rule)));
        for seq in moved["because"].as_array().into_iter().flatten() {
            let fact = facts.iter().find(|fact| Some(fact.seq.0) == seq.as_u64());
            let kind = fact.map_or("?", |fact| fact.body.kind().name());
            let at = fact.map_or_else(String::new, |fact| crate::app::names::instant(&desk.book, fact.occurred_at));
            let args = [("seq", shown(seq)), ("kind", kind.to_string()), ("at", moment(&Value::String(at)))];
            page.push_str(&format!("    {}\n", session.say("why-because", &args)));
        }
        for absent in moved["absent"].as_array().into_iter().flatten() {
            let of = shown(&absent["of"]);
            let what = if of.is_empty() { shown(&absent["what"]) } else { format!("{} {of}", shown(&absent["what"])) };
            let args = [("what", what), ("from", moment(&absent["from"])), ("to", moment(&absent["to"]))];
            page.push_str(&format!("    {}\n", session.say("why-absent", &args)));
        }
    }
    page.push_str(&super::flow::as_of_text(session, &desk));
    Ok(Answer::done(json, page))
}

/// Name and stage of an account.
fn head(session: &Session, json: &Value) -> String {
    let name = json["texts"]["name"].as_str().map(|name| format!("  {name}")).unwrap_or_default();
    let stage = if json["stage"].is_null() { NOTHING.into() } else { shown(&json["stage"]) };
    let since = if json["since"].is_null() { String::new() } else { day(&json["since"]) };
    let number = shown(&json["number"]);
    let title = format!("{}  (#{number}){name}\n", shown(&json["account"]));
    if since.is_empty() {
        return format!("{title}  {}  {stage}\n", session.say("account-stage", &[]));
    }
    format!(
        "{title}  {}  {}\n",
        session.say("account-stage", &[]),
        session.say("account-since", &[("stage", stage), ("since", since)])
    )
}

fn score_line(session: &Session, score: &Value) -> String {
    let args =
        [("total", shown(&score["total"])), ("fit", shown(&score["fit"])), ("behaviour", shown(&score["behaviour"]))];
    session.say("account-score-value", &args)
}

/// A stage's name on the screen.
fn title(session: &Session, desk: &Desk, stage: &Value) -> String {
    let key = shown(stage);
    let known = desk.book.model.as_ref().and_then(|model| model.model.stages.iter().find(|stage| stage.key == key));
    known.map_or(key.clone(), |stage| match session.catalogue.language {
        crate::catalogue::Language::Ja => stage.name.ja.clone(),
        crate::catalogue::Language::En => stage.name.en.clone(),
    })
}

/// The fields of a fact beside its head.
fn detail(fact: &Value) -> String {
    let fields = fact.as_object().into_iter().flatten();
    let shown_fields = fields.filter(|(name, _)| !["seq", "at", "dated", "kind"].contains(&name.as_str()));
    shown_fields.map(|(name, value)| format!("{name}={}", shown(value))).collect::<Vec<_>>().join(" ")
}

/// A JSON value without quotes.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// `2026-05-01 09:30` of an RFC 3339 instant.
fn moment(value: &Value) -> String {
    let text = shown(value);
    text.get(..16).map_or(text.clone(), |minute| minute.replace('T', " "))
}

/// `2026-05-01` of an RFC 3339 instant.
fn day(value: &Value) -> String {
    let text = shown(value);
    text.get(..10).map_or(text.clone(), Into::into)
}
