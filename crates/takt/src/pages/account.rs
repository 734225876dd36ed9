//! The record of a company: what is known of it, what happened, and what can be stated.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::Value;
use takt_core::fact::{Kind, Outcome};
use takt_core::unit::{AccountId, Day, Micros, Seq};

use crate::app::account as record;
use crate::app::desk::Desk;
use crate::app::right::See;
use crate::app::statement::FORMS;
use crate::pages::accounts::{self, named, now};
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::{parts, when};
use crate::server::office::Post;
use crate::server::visit::{Turned, Visit};

/// The outcomes of a call that need nothing else said: one press each.
const AT_ONCE: [Outcome; 4] = [Outcome::Talked, Outcome::Absent, Outcome::Reception, Outcome::SendMaterial];

/// What the page shows.
pub(super) struct Record {
    pub(super) id: AccountId,
    pub(super) name: String,
    kana: Option<String>,
    json: Value,
    why: Value,
    stage: String,
    overdue: bool,
    owner: String,
    next: Option<(String, String, bool)>,
    is_over: bool,
    offered: bool,
    strip: Vec<Stay>,
    today: Day,
    /// What keys of the journal are called on the screen: by the field they stand in.
    names: HashMap<(&'static str, String), String>,
    pub(super) last: Seq,
}

/// A stay at a stage, for the strip.
struct Stay {
    stage: String,
    since: String,
    tenths: i64,
}

impl Record {
    /// Asks the desk for all that the page shows.
    pub(super) fn of(post: &mut Post<'_>, visit: &Visit, id: AccountId) -> Result<Self, crate::fault::Fault> {
        let unknown = || crate::fault::Fault::refused("account-unknown", vec![("account", id.0.to_string())]);
        let at = now(post);
        let desk = &mut *post.desk;
        let json = record::json(desk, id, at)?;
        let why = record::why_json(desk, id, at)?;
        let name = desk.name_of(id)?;
        let kana = desk.text_of(takt_store::Space::Account, id.0, "kana")?;
        let account = desk.book.account(id).filter(|account| account.last != Seq(0)).cloned().ok_or_else(unknown)?;
        let model = desk.book.model.clone().ok_or_else(unknown)?;
        let calendar = model.calendar();
        let today = calendar.day_of(at);
        let owner = accounts::owner(desk, visit, account.owner)?;
        let next = takt_core::agenda::next(&desk.book, &account, at).map(|next| {
            let what = accounts::action(visit, desk, next.what);
            (when::moment(visit, calendar.civil(next.at), today), what, next.at < at)
        });
        let main = account.main.as_ref();
        let stage = main.and_then(|main| model.stage(main.stage)).map(|stage| named(visit, &stage.name));
        let overdue = main.is_some_and(|main| model.limit(main.stage, main.since).is_some_and(|limit| limit < at));
        let mut strip: Vec<(Stay, Micros)> = Vec::new();
        for entry in &account.line {
            let takt_core::account::What::Move { place: takt_core::fact::Place::Main, to, .. } = entry.what else {
                continue;
            };
            if let Some((stay, since)) = strip.last_mut() {
                stay.tenths = entry.at.since(*since).max(0) / (Micros::DAY / 10);
            }
            let Some(to) = to.and_then(|to| model.stage(to)) else { continue };
            let since = when::near(visit, calendar.civil(entry.at).date(), today);
            strip.push((Stay { stage: named(visit, &to.name), since, tenths: 0 }, entry.at));
        }
        if let Some((stay, since)) = strip.last_mut() {
            stay.tenths = at.since(*since).max(0) / (Micros::DAY / 10);
        }
        Ok(Self {
            id,
            name,
            kana,
            json,
            why,
            stage: stage.unwrap_or_else(|| visit.say("account-off", &[])),
            overdue,
            owner,
            next,
            is_over: account.standing(&model).is_none_or(|standing| standing == takt_core::model::Standing::Gone),
            offered: account.offer.is_some(),
            strip: strip.into_iter().map(|(stay, _)| stay).collect(),
            today,
            names: names(desk, visit)?,
            last: account.last,
        })
    }
}

/// What stages, teams and members are called, by their keys.
fn names(desk: &mut Desk, visit: &Visit) -> Result<HashMap<(&'static str, String), String>, crate::fault::Fault> {
    let mut names = HashMap::new();
    if let Some(model) = desk.book.model.clone() {
        let model = &model.model;
        names.extend(model.stages.iter().map(|stage| (("stage", stage.key.clone()), named(visit, &stage.name))));
        names.extend(model.teams.iter().map(|team| (("team", team.key.clone()), named(visit, &team.name))));
        names.extend(model.steps.iter().map(|step| (("step", step.key.clone()), named(visit, &step.name))));
        names.extend(model.plays.iter().map(|play| (("play", play.key.clone()), named(visit, &play.name))));
    }
    let members: Vec<takt_core::unit::MemberId> = desk.book.floor.members.keys().copied().collect();
    for member in members {
        let name = desk.name_of_member(member)?;
        let key = desk.members.iter().find(|(_, id)| **id == member).map(|(key, _)| key.clone());
        names.insert(("member", key.unwrap_or_else(|| format!("#{}", member.0))), name);
    }
    Ok(names)
}

/// The number of a company in a path.
pub(super) fn number(visit: &Visit, text: &str) -> Result<AccountId, Turned> {
    let number = text.parse().map(AccountId);
    number.map_err(|_| visit.fault(&crate::fault::Fault::refused("account-unknown", vec![("account", text.into())])))
}

/// `GET /accounts/{account}`
pub async fn account(visit: Visit, Path(account): Path<String>) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let id = number(&visit, &account)?;
    let asking = visit.clone();
    let shown = visit.ask(may, move |_, post| Record::of(post, &asking, id)).await?;
    Ok(show(&visit, &shown))
}

fn show(visit: &Visit, shown: &Record) -> Response {
    let done = visit.asked("done").and_then(Kind::named);
    let body = html! {
        nav.trail aria-label=(visit.say("web-trail", &[])) { a href="/accounts" { (visit.say("web-nav-companies", &[])) } }
        @if let Some(kind) = done {
            (parts::done(&visit.say("web-stated", &[("what", visit.say(&format!("fact-{}", kind.name()), &[]))])))
        }
        header.head.record {
            div {
                @if let Some(kana) = &shown.kana { p.kana { (kana) } }
                h1 { (shown.name) }
            }
            p.stands {
                (parts::badge(parts::Tone::Plain, &shown.stage))
                @if shown.overdue { " " (parts::overdue(visit)) }
                " " span.muted { (shown.owner) }
            }
        }
        (strip(visit, shown))
        div.panes {
            (known(visit, shown))
            (timeline(visit, shown))
            (doing(visit, shown))
        }
    };
    let title = shown.name.clone();
    let page = Page { title, place: Place::Companies, keys: Scope::Record, is_live: false, body };
    visit.html(frame::page(visit, &page))
}

/// Where the company has been, how long, and where it is.
fn strip(visit: &Visit, shown: &Record) -> Markup {
    let last = shown.strip.len().saturating_sub(1);
    html! {
        ol.strip tabindex="0" aria-label=(visit.say("web-strip", &[])) {
            @for (place, stay) in shown.strip.iter().enumerate() {
                li aria-current=[(place == last).then_some("step")] {
                    strong { (stay.stage) }
                    span { (stay.since) " · " (takt_draw::figure::days(stay.tenths, visit.catalogue())) }
                }
            }
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The left pane: what is known.
fn known(visit: &Visit, shown: &Record) -> Markup {
    let json = &shown.json;
    let score = &json["score"];
    let score =
        [("total", text(&score["total"])), ("fit", text(&score["fit"])), ("behaviour", text(&score["behaviour"]))];
    let texts = json["texts"].as_object();
    html! {
        section.pane aria-label=(visit.say("web-known", &[])) {
            h2 { (visit.say("web-known", &[])) }
            dl.facts {
                dt { (visit.say("web-number", &[])) } dd { "#" (shown.id.0) }
                @if json["account"].as_str().is_some_and(|key| !key.starts_with('#')) {
                    dt { (visit.say("web-key-outside", &[])) } dd { (text(&json["account"])) }
                }
                dt { (visit.say("account-score", &[])) } dd { (visit.say("account-score-value", &score)) }
                dt { (visit.say("account-lap", &[])) } dd { (visit.say("account-lap-value", &[("lap", text(&json["lap"]))])) }
                @for (field, value) in texts.into_iter().flatten().filter(|(field, _)| *field != "name" && *field != "kana") {
                    dt { (label_of(visit, field)) } dd { (text(value)) }
                }
                @for former in json["former_names"].as_array().into_iter().flatten() {
                    dt { (visit.say("account-former-names", &[])) } dd { (text(former)) }
                }
            }
            h2 { (visit.say("web-contacts", &[])) }
            @for contact in json["contacts"].as_array().into_iter().flatten() {
                (person(visit, contact))
            }
            @if json["contacts"].as_array().is_none_or(Vec::is_empty) { p.muted { (visit.say("web-no-contacts", &[])) } }
        }
    }
}

/// What a text of the people store is called.
fn label_of(visit: &Visit, field: &str) -> String {
    let is_known = visit.catalogue().has(&format!("text-{field}"));
    if is_known { visit.say(&format!("text-{field}"), &[]) } else { field.to_owned() }
}

fn person(visit: &Visit, contact: &Value) -> Markup {
    let texts = &contact["texts"];
    let of = |field: &str| texts[field].as_str().filter(|value| !value.is_empty());
    let name = of("name").map(|name| visit.say("web-person", &[("name", name.to_owned())]));
    let name = name.unwrap_or_else(|| format!("#{}", text(&contact["number"])));
    html! {
        div.person {
            strong { (name) }
            @if contact["left"] == true { " " (parts::badge(parts::Tone::Plain, &visit.say("web-left", &[]))) }
            @if contact["erased"] == true { " " (parts::badge(parts::Tone::Plain, &visit.say("web-erased", &[]))) }
            @for field in ["department", "title"] { @if let Some(value) = of(field) { span { (value) } } }
            @for field in ["email", "mail"] { @if let Some(mail) = of(field) { a href={ "mailto:" (mail) } { (mail) } } }
            @for field in ["telephone", "phone", "mobile"] {
                @if let Some(phone) = of(field) { a href={ "tel:" (phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>()) } { (phone) } }
            }
        }
    }
}

/// The middle pane: what happened, the last first, and why it moved.
fn timeline(visit: &Visit, shown: &Record) -> Markup {
    let facts = shown.json["facts"].as_array().map_or(&[][..], Vec::as_slice);
    let moves = shown.why["moves"].as_array().map_or(&[][..], Vec::as_slice);
    html! {
        section.pane.wide-pane aria-label=(visit.say("web-timeline", &[])) {
            h2 { (visit.say("web-timeline", &[])) }
            ol.timeline {
                @for fact in facts.iter().rev() {
                    @let is_move = fact["kind"] == "moved";
                    li class=[is_move.then_some("move")] id={ "fact-" (text(&fact["seq"])) } {
                        span.at { (moment(visit, &text(&fact["at"]), shown.today)) }
                        div {
                            strong { (visit.say(&format!("fact-{}", text(&fact["kind"])), &[])) }
                            " " span.detail { (detail(visit, shown, fact)) }
                            @if is_move {
                                @if let Some(moved) = moves.iter().find(|moved| moved["seq"] == fact["seq"]) { (why(visit, moved, facts)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Why it moved: the rule, the facts it rests on, and what did not happen.
fn why(visit: &Visit, moved: &Value, facts: &[Value]) -> Markup {
    let rule = text(&moved["rule"]);
    let rule = if visit.catalogue().has(&format!("rule-{rule}")) {
        visit.say(&format!("rule-{rule}"), &[])
    } else {
        visit.say("why-rule", &[("rule", rule), ("model", text(&moved["model"]))])
    };
    html! {
        details.why {
            summary { (visit.say("web-why", &[])) }
            p { (rule) }
            ul {
                @for seq in moved["because"].as_array().into_iter().flatten() {
                    @if let Some(fact) = facts.iter().find(|fact| fact["seq"] == *seq) {
                        li { a href={ "#fact-" (text(seq)) } { (visit.say(&format!("fact-{}", text(&fact["kind"])), &[])) } " " span.muted { (text(&fact["at"]).get(..10).unwrap_or_default()) } }
                    }
                }
                @for absent in moved["absent"].as_array().into_iter().flatten() {
                    @let what = visit.say(&format!("event-{}", text(&absent["what"])), &[]);
                    @let args = [("what", format!("{what} {}", text(&absent["of"]))), ("from", day_of(&absent["from"])), ("to", day_of(&absent["to"]))];
                    li { (visit.say("why-absent", &args)) }
                }
            }
        }
    }
}

fn day_of(value: &Value) -> String {
    text(value).get(..10).unwrap_or_default().to_owned()
}

/// An instant of the record as people read it.
fn moment(visit: &Visit, at: &str, today: Day) -> String {
    let civil = at.get(..19).and_then(|civil| civil.parse::<jiff::civil::DateTime>().ok());
    civil.map_or_else(|| at.to_owned(), |civil| when::moment(visit, civil, today))
}

/// The fields of a fact in words.
fn detail(visit: &Visit, shown: &Record, fact: &Value) -> String {
    let called = |of: &'static str, value: &Value| {
        let key = text(value);
        shown.names.get(&(of, key.clone())).cloned().unwrap_or(key)
    };
    if fact["kind"] == "moved" {
        let end = |stage: &Value| if stage.is_null() { visit.say("web-outside", &[]) } else { called("stage", stage) };
        return format!("{} → {}", end(&fact["from"]), end(&fact["to"]));
    }
    let fields = fact.as_object().into_iter().flatten();
    let told = fields.filter(|(name, _)| !["seq", "at", "dated", "kind", "handoff"].contains(&name.as_str()));
    let told = told.map(|(name, value)| {
        let value = match value {
            Value::String(_) if ["by", "with", "member"].contains(&name.as_str()) => called("member", value),
            Value::String(_) if name == "team" => called("team", value),
            Value::String(_) if name == "to" => called("stage", value),
            Value::String(_) if name == "step" => called("step", value),
            Value::String(_) if name == "play" => called("play", value),
            Value::Bool(yes) => visit.say(if *yes { "web-yes" } else { "web-no" }, &[]),
            Value::Object(money) if money.contains_key("minor") => amount(visit, value),
            Value::Object(values) => {
                values.iter().map(|(name, value)| format!("{name} {}", text(value))).collect::<Vec<_>>().join(" ")
            }
            Value::String(code) if name == "outcome" => visit.say(&format!("outcome-{code}"), &[]),
            Value::String(at) if at.len() >= 19 && at.contains('T') => {
                at.get(..16).unwrap_or_default().replace('T', " ")
            }
            other => text(other),
        };
        if visit.catalogue().has(&format!("field-{name}")) {
            format!("{} {value}", visit.say(&format!("field-{name}"), &[]))
        } else {
            value
        }
    });
    told.collect::<Vec<_>>().join(" · ")
}

fn amount(visit: &Visit, value: &Value) -> String {
    let currency = text(&value["currency"]);
    let digits = takt_core::unit::Currency::parse(&currency).map_or(0, |currency| currency.minor_digits());
    takt_draw::figure::money(value["minor"].as_i64().unwrap_or(0), digits, &currency, visit.catalogue())
}

/// The right pane: what comes next, and what can be stated.
fn doing(visit: &Visit, shown: &Record) -> Markup {
    let path = format!("/accounts/{}/state", shown.id.0);
    html! {
        section.pane aria-label=(visit.say("web-doing", &[])) {
            h2 { (visit.say("account-next", &[])) }
            @match &shown.next {
                Some((at, what, is_late)) => p.next { span class=[is_late.then_some("late")] { (at) } " " strong { (what) } },
                None if shown.is_over => p.muted { (visit.say("account-over", &[])) },
                None => p { (parts::badge(parts::Tone::Warn, &visit.say("web-gap", &[]))) },
            }
            h2 { (visit.say("fact-call-held", &[])) }
            form.quick action={ (path) "/call-held" } method="post" {
                input type="hidden" name="seen" value=(shown.last.0);
                input type="hidden" name="key" value=(crate::app::sign_in::secret().unwrap_or_default());
                @for outcome in AT_ONCE {
                    button.button name="outcome" value=(outcome.name()) { (visit.say(&format!("outcome-{}", outcome.name()), &[])) }
                }
                a.button #call href={ (path) "/call-held" } { (visit.say("web-more", &[])) " " kbd { "A" } }
            }
            @for (group, kinds) in FORMS {
                h2 { (visit.say(&format!("web-forms-{group}"), &[])) }
                div.stating {
                    @for kind in kinds.iter().filter(|kind| **kind != Kind::CallHeld) {
                        @let is_off = matches!(kind, Kind::HandoffAccepted | Kind::HandoffReturned) && !shown.offered;
                        @if !is_off {
                            a.button id=(kind.name()) href={ (path) "/" (kind.name()) } { (visit.say(&format!("fact-{}", kind.name()), &[])) }
                        }
                    }
                }
            }
        }
    }
}
