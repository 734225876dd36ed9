//! The queue of those who may be one (名寄せ候補): side by side, and what a person finds.

use axum::extract::Form;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use crate::app::duplicates::{self, LIMIT, Verdict};
use crate::app::right::{See, State};
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::parts;
use crate::server::visit::{Turned, Visit};

/// `GET /duplicates`
pub async fn duplicates(visit: Visit) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let json = visit.ask(may, |_, post| duplicates::json(post.desk, Some(LIMIT))).await?;
    let pairs = json["pairs"].as_array().map_or(&[][..], Vec::as_slice);
    let waiting = json["waiting"].as_u64().unwrap_or(0);
    let title = visit.say("web-nav-duplicates", &[]);
    let number = takt_draw::figure::count(i64::try_from(waiting).unwrap_or(i64::MAX), visit.catalogue());
    let body = html! {
        header.head { h1 { (title) } p.count { (visit.say("web-duplicates-waiting", &[("count", number)])) } }
        @if pairs.is_empty() {
            (parts::empty(&visit.say("web-duplicates-none", &[]), &visit.say("web-duplicates-none-help", &[])))
        } @else {
            ol.pairs data-rows="yes" { @for pair in pairs { (one(&visit, pair)) } }
        }
    };
    let page = Page { title, place: Place::Duplicates, keys: Scope::Pairs, is_live: false, body };
    Ok(visit.html(frame::page(&visit, &page)))
}

/// One pair: what is alike, both of them, and the two answers.
fn one(visit: &Visit, pair: &Value) -> Markup {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let why = visit.say(&format!("likeness-{}", text(&pair["why"])), &[]);
    let since = text(&pair["since"]).get(..10).unwrap_or_default().to_owned();
    html! {
        li {
            p.why { strong { (why) } " " span.muted { (since) } }
            div.two { @for place in [1, 0] { (party(visit, pair, place)) } }
            form.answers action="/duplicates" method="post" {
                input type="hidden" name="id" value=(pair["id"]);
                button.button name="found" value="same" data-key="same" { (visit.say("web-duplicates-same", &[])) " " kbd { "Y" } }
                button.button name="found" value="distinct" data-key="distinct" { (visit.say("web-duplicates-distinct", &[])) " " kbd { "N" } }
            }
        }
    }
}

fn party(visit: &Visit, pair: &Value, place: usize) -> Markup {
    let (account, contact) = (&pair["accounts"][place], &pair["contacts"][place]);
    let called = |one: &Value| match one["name"].as_str() {
        Some(name) => name.to_owned(),
        None => one["key"].as_str().map_or_else(|| format!("#{}", one["number"]), str::to_owned),
    };
    let label = visit.say(if place == 1 { "web-duplicates-known" } else { "web-duplicates-later" }, &[]);
    html! {
        div {
            span.muted { (label) }
            @if !contact.is_null() { strong { (called(contact)) } }
            a href={ "/accounts/" (account["number"]) } { (called(account)) }
            @if let Some(key) = account["key"].as_str() { span.muted { (key) } }
        }
    }
}

/// What a person found.
#[derive(Debug, Deserialize)]
pub struct Found {
    id: u64,
    found: String,
}

/// `POST /duplicates`
pub async fn decide(visit: Visit, Form(found): Form<Found>) -> Result<Response, Turned> {
    let may = visit.may::<State>()?;
    let verdict = if found.found == "same" { Verdict::Same } else { Verdict::Distinct(None) };
    let decided = visit.ask(may, move |_, post| {
        let reading = post.desk.guard.read();
        post.desk.demand_clock(reading.at)?;
        post.desk.decide_pairs(&[found.id], &verdict, reading.at).map(|_| ())
    });
    decided.await?;
    Ok(Redirect::to("/duplicates").into_response())
}
