//! `takt account` and `takt why`.

use serde_json::Value;
use takt_core::account::UNNUMBERED_FROM;
use takt_core::dictionary::WordKind;
use takt_core::model::{Bilingual, Standing};
use takt_core::unit::{AccountId, ChannelId, Currency};
use takt_store::Store;

use crate::app::account;
use crate::app::clock;
use crate::app::desk::Desk;
use crate::catalogue::Language;
use crate::cli::duplicates::doubt_line;
use crate::cli::flow::FOLDER;
use crate::cli::table::{NOTHING, Side, Table, labelled, thousands};
use crate::cli::{Answer, Failure, Session};

/// `takt account`.
pub(super) fn account(session: &Session, text: &str) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    let id = account::find(&mut desk, text)?;
    let json = account::json(&mut desk, id, clock::now())?;
    let mut rows = head(session, &desk, &json);
    let mut line = |name: &str, value: String| rows.push((session.say(name, &[]), value));
    line("account-owner", shown(&json["owner"]));
    if let Some(co_owners) = json["co_owners"].as_array().filter(|list| !list.is_empty()) {
        line("account-co-owners", co_owners.iter().map(shown).collect::<Vec<_>>().join(", "));
    }
    if let Some(refused) = refused_line(session, &desk, id) {
        line("account-refused", refused);
    }
    let list = |name: &str| json[name].as_array().map_or(&[][..], Vec::as_slice);
    if !list("former_names").is_empty() {
        line("account-former-names", shown(&json["former_names"]));
    }
    if !json["entity"].is_null() {
        line("account-entity", company(&json["entity"]));
    }
    if let Some(offices) = offices_line(session, list("offices")) {
        line("account-offices", offices);
    }
    for doubt in list("doubts") {
        line("account-doubt", doubt_line(session, &desk, doubt, &json["number"]));
    }
    for contact in list("contacts") {
        line("account-contact", contact_line(session, contact));
    }
    line("account-lap", session.say("account-lap-value", &[("lap", shown(&json["lap"]))]));
    line("account-score", score_line(session, &json["score"]));
    for side in json["side"].as_array().into_iter().flatten() {
        line(
            "account-side",
            format!(
                "{} {} {}",
                opportunity(&side["opportunity"]),
                title(session, &desk, &side["stage"]),
                day(&side["since"])
            ),
        );
    }
    line("account-next", next_line(session, &desk, &json));
    let mut page = name_line(&json) + &labelled(rows);
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
        let kind = session.say(&format!("fact-{}", shown(&fact["kind"])), &[]);
        table.row(vec![shown(&fact["seq"]), at, kind, detail(session, &desk, fact)]);
    }
    page.push_str(&table.render());
    page.push_str(&super::flow::as_of_text(session, &desk));
    Ok(Answer::done(json, page))
}

/// By what nobody of an account, or only some, may be reached; `None` where nobody refused.
fn refused_line(session: &Session, desk: &Desk<impl Store>, id: AccountId) -> Option<String> {
    let account = desk.book.account(id)?;
    let name = |channel: &Option<ChannelId>| match channel {
        Some(channel) => desk.book.words.text(WordKind::Channel, channel.0).to_string(),
        None => session.say("account-refused-every", &[]),
    };
    let everybody = account.refused_channels();
    let mut some: Vec<Option<ChannelId>> = account.refusals.iter().map(|refused| refused.channel).collect();
    some.retain(|channel| !everybody.contains(channel) && !everybody.contains(&None));
    some.sort_unstable();
    some.dedup();
    let listed = |channels: &[Option<ChannelId>]| channels.iter().map(name).collect::<Vec<_>>().join(", ");
    let mut told: Vec<String> = Vec::new();
    if !everybody.is_empty() {
        told.push(listed(&everybody));
    }
    if !some.is_empty() {
        told.push(session.say("account-refused-some", &[("channels", listed(&some))]));
    }
    (!told.is_empty()).then(|| told.join(", "))
}

/// A person: number, key and name, and what became of them.
fn contact_line(session: &Session, contact: &Value) -> String {
    let now = match (&contact["erased"], &contact["left"]) {
        (Value::Bool(true), _) => "erased",
        (_, Value::Bool(true)) => "left",
        _ => "",
    };
    let (number, key, name) = (&contact["number"], &contact["contact"], &contact["texts"]["name"]);
    let args = [("number", shown(number)), ("key", shown(key)), ("name", shown(name)), ("now", now.into())];
    let mut told = session.say("account-contact-value", &args);
    if let Some(also) = contact["also"].as_array().filter(|also| !also.is_empty()) {
        let numbers = also.iter().map(shown).collect::<Vec<_>>().join(", #");
        told.push_str(&session.say("account-contact-also", &[("numbers", numbers)]));
    }
    let companies = |left: bool| {
        let others = contact["elsewhere"].as_array().into_iter().flatten();
        let list: Vec<String> = others.filter(|other| other["left"] == Value::Bool(left)).map(company).collect();
        (!list.is_empty()).then(|| list.join(", "))
    };
    if let Some(companies) = companies(true) {
        told.push_str(&session.say("account-contact-formerly", &[("companies", companies)]));
    }
    if let Some(companies) = companies(false) {
        told.push_str(&session.say("account-contact-elsewhere", &[("companies", companies)]));
    }
    told
}

/// A company in a word: its name, else its key, else its number.
fn company(one: &Value) -> String {
    match (&one["name"], &one["key"]) {
        (Value::Null, Value::Null) => format!("#{}", one["number"]),
        (Value::Null, key) => shown(key),
        (name, _) => shown(name),
    }
}

/// The most offices that a line names.
const OFFICES_SHOWN: usize = 10;

/// The offices of a legal entity; `None` where it has none.
fn offices_line(session: &Session, offices: &[Value]) -> Option<String> {
    let mut told: Vec<String> = offices.iter().take(OFFICES_SHOWN).map(company).collect();
    if offices.len() > OFFICES_SHOWN {
        let count = (offices.len() - OFFICES_SHOWN) as u64;
        told.push(session.say("account-offices-more", &[("count", thousands(count))]));
    }
    (!told.is_empty()).then(|| told.join(", "))
}

/// `takt why`.
pub(super) fn why(session: &Session, text: &str) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    let id = account::find(&mut desk, text)?;
    let json = account::why_json(&mut desk, id, clock::now())?;
    let facts = account::facts(&mut desk, id)?;
    let mut rows = head(session, &desk, &json);
    rows.push((session.say("account-score", &[]), score_line(session, &json["score"])));
    let mut page = name_line(&json) + &labelled(rows);
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
        page.push_str(&format!("{}  {from} → {to}  [{path}]", moment(&moved["at"])));
        if moved["inferred"] == Value::Bool(true) {
            page.push_str(&format!("  {}", session.say("why-inferred", &[])));
        }
        page.push('\n');
        page.push_str(&format!("    {}\n", rule_line(session, moved)));
        let cites = |name: &str| moved[name].as_array().is_some_and(|list| !list.is_empty());
        if !cites("because") && !cites("absent") {
            page.push_str(&format!("    {}\n", session.say("why-default", &[])));
        }
        for seq in moved["because"].as_array().into_iter().flatten() {
            let fact = facts.iter().find(|fact| Some(fact.seq.0) == seq.as_u64());
            let kind = fact
                .map_or_else(|| NOTHING.into(), |fact| session.say(&format!("fact-{}", fact.body.kind().name()), &[]));
            let at = fact.map_or_else(String::new, |fact| crate::app::names::instant(&desk.book, fact.occurred_at));
            let args = [("seq", shown(seq)), ("kind", kind), ("at", moment(&Value::String(at)))];
            page.push_str(&format!("    {}\n", session.say("why-because", &args)));
        }
        for absent in moved["absent"].as_array().into_iter().flatten() {
            let of = shown(&absent["of"]);
            let what = session.say(&format!("event-{}", shown(&absent["what"])), &[]);
            let what = if of.is_empty() { what } else { format!("{what} {of}") };
            let args = [("what", what), ("from", moment(&absent["from"])), ("to", moment(&absent["to"]))];
            page.push_str(&format!("    {}\n", session.say("why-absent", &args)));
        }
    }
    page.push_str(&super::flow::as_of_text(session, &desk));
    Ok(Answer::done(json, page))
}

/// An opportunity as people read it: `#2` by its number, `+1` the first of those that nobody numbered.
fn opportunity(number: &Value) -> String {
    let first = u64::from(UNNUMBERED_FROM);
    match number.as_u64() {
        Some(number) if number >= first => format!("+{}", number - first + 1),
        Some(number) => format!("#{number}"),
        None => String::new(),
    }
}

/// The first line of an account: outside key, number and name.
fn name_line(json: &Value) -> String {
    let name = json["texts"]["name"].as_str().map(|name| format!("  {name}")).unwrap_or_default();
    format!("{}  (#{}){name}\n", shown(&json["account"]), shown(&json["number"]))
}

/// Where an account stands.
fn head(session: &Session, desk: &Desk, json: &Value) -> Vec<(String, String)> {
    let stage = if json["stage"].is_null() { NOTHING.into() } else { title(session, desk, &json["stage"]) };
    let stands = if json["since"].is_null() {
        stage
    } else {
        session.say("account-since", &[("stage", stage), ("since", day(&json["since"]))])
    };
    let mut rows = vec![(session.say("account-stage", &[]), stands)];
    if !json["part_of"].is_null() {
        rows.push((session.say("account-part-of", &[]), shown(&json["part_of"])));
    }
    if let Some(parts) = json["parts"].as_array().filter(|parts| !parts.is_empty()) {
        rows.push((session.say("account-parts", &[]), parts.iter().map(shown).collect::<Vec<_>>().join(", ")));
    }
    rows
}

/// Which rule moved: one of Takt's own, or a transition of a model.
fn rule_line(session: &Session, moved: &Value) -> String {
    let rule = shown(&moved["rule"]);
    if session.catalogue.has(&format!("rule-{rule}")) {
        return session.say(&format!("rule-{rule}"), &[]);
    }
    session.say("why-rule", &[("rule", rule), ("model", shown(&moved["model"]))])
}

fn score_line(session: &Session, score: &Value) -> String {
    let args =
        [("total", shown(&score["total"])), ("fit", shown(&score["fit"])), ("behaviour", shown(&score["behaviour"]))];
    session.say("account-score-value", &args)
}

/// A stage's name on the screen.
pub(super) fn title<S: Store>(session: &Session, desk: &Desk<S>, stage: &Value) -> String {
    let key = shown(stage);
    let known = desk.book.model.as_ref().and_then(|model| model.model.stages.iter().find(|stage| stage.key == key));
    known.map_or(key.clone(), |stage| in_language(session, &stage.name).into())
}

/// What comes next: an action, nothing because it is over, or a gap.
fn next_line(session: &Session, desk: &Desk, json: &Value) -> String {
    let next = &json["next"];
    if next.is_null() {
        if json["stage"].is_null() {
            return session.say(if json["part_of"].is_null() { "account-off" } else { "account-in-whole" }, &[]);
        }
        let key = shown(&json["stage"]);
        let known = desk.book.model.as_ref().and_then(|model| model.model.stages.iter().find(|stage| stage.key == key));
        let is_over = known.is_some_and(|stage| stage.standing == Some(Standing::Gone));
        return session.say(if is_over { "account-over" } else { "account-gap" }, &[]);
    }
    let key = shown(&next["of"]);
    let named = desk.book.model.as_ref().and_then(|model| {
        let model = &model.model;
        match next["what"].as_str() {
            Some("answer") => model.teams.iter().find(|team| team.key == key).map(|team| &team.name),
            Some("work") => model.stages.iter().find(|stage| stage.key == key).map(|stage| &stage.name),
            Some("play") => model.plays.iter().find(|play| play.key == key).map(|play| &play.name),
            Some("step") => model.steps.iter().find(|step| step.key == key).map(|step| &step.name),
            _ => None,
        }
    });
    let of = named.map_or(key, |name| in_language(session, name).into());
    let what = session.say(&format!("next-{}", shown(&next["what"])), &[("of", of)]);
    format!("{}  {what}", moment(&next["at"]))
}

fn in_language<'a>(session: &Session, name: &'a Bilingual) -> &'a str {
    match session.catalogue.language {
        Language::Ja => &name.ja,
        Language::En => &name.en,
    }
}

/// The fields of a fact beside its head; a move as it is drawn.
fn detail(session: &Session, desk: &Desk, fact: &Value) -> String {
    if fact["kind"].as_str() == Some("moved") {
        let end = |stage: &Value| if stage.is_null() { NOTHING.into() } else { title(session, desk, stage) };
        let number = &fact["position"]["opportunity"];
        // A deal beside the customer begins with no first contact.
        let path = match fact["path"].as_str() {
            Some("enter") if !number.is_null() => session.say("account-side-begins", &[]),
            _ => session.say(&format!("path-{}", shown(&fact["path"])), &[]),
        };
        let side = if number.is_null() { String::new() } else { format!("{}  ", opportunity(number)) };
        let reason = fact["reason"].as_str().map(|reason| format!("  {reason}")).unwrap_or_default();
        return format!("{side}{} → {}  [{path}]{reason}", end(&fact["from"]), end(&fact["to"]));
    }
    let fields = fact.as_object().into_iter().flatten();
    let shown_fields = fields.filter(|(name, _)| !["seq", "at", "dated", "kind"].contains(&name.as_str()));
    let texts = shown_fields.map(|(name, value)| match value.as_object() {
        Some(money) if money.contains_key("minor") => format!("{name}={}", amount(value)),
        // The values of attributes stand for themselves.
        Some(values) => {
            values.iter().map(|(name, value)| format!("{name}={}", shown(value))).collect::<Vec<_>>().join(" ")
        }
        None => format!("{name}={}", shown(value)),
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// An amount of money in the unit people write: 1,200,000 JPY, 12.50 USD.
fn amount(value: &Value) -> String {
    let (minor, letters) = (value["minor"].as_i64().unwrap_or(0), shown(&value["currency"]));
    let digits = Currency::parse(&letters).map_or(0, |currency| currency.minor_digits());
    let whole = 10_u64.pow(digits);
    let (major, rest) = (minor.unsigned_abs() / whole, minor.unsigned_abs() % whole);
    let rest = if digits == 0 { String::new() } else { format!(".{rest:0width$}", width = digits as usize) };
    format!("{}{}{rest} {letters}", if minor < 0 { "-" } else { "" }, thousands(major))
}

/// A JSON value without quotes.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// `2026-05-01 09:30` of an RFC 3339 instant.
pub(super) fn moment(value: &Value) -> String {
    let text = shown(value);
    text.get(..16).map_or(text.clone(), |minute| minute.replace('T', " "))
}

/// `2026-05-01` of an RFC 3339 instant.
fn day(value: &Value) -> String {
    let text = shown(value);
    text.get(..10).map_or(text.clone(), Into::into)
}
