//! Search: companies and people by any fragment, as a page and as the list below the field.

use axum::response::Response;
use maud::{Markup, html};
use serde_json::Value;

use crate::app::right::See;
use crate::app::search as searching;
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::parts;
use crate::server::visit::{Turned, Visit};

/// How many the list below the field has.
const FEW: u32 = 8;
/// How many the page has.
const MANY: u32 = 100;

/// `GET /search`
pub async fn search(visit: Visit) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let text = visit.asked("q").unwrap_or_default().trim().to_owned();
    let is_part = visit.asked("part").is_some();
    if text.is_empty() {
        return Ok(if is_part { visit.html(html! {}) } else { page(&visit, &text, &[]) });
    }
    let (wanted, limit) = (text.clone(), if is_part { FEW } else { MANY });
    let found = visit.ask(may, move |_, post| {
        let mut found = searching::json(post.desk, &wanted, limit)?;
        // What they are called, beside what was found of them.
        // Who was taken back whole is on no line: only a key is left of them.
        if let Some(hits) = found["hits"].as_array_mut() {
            hits.retain(|hit| !hit["stage"].is_null());
        }
        for hit in found["hits"].as_array_mut().into_iter().flatten() {
            let number = hit["number"].as_u64().and_then(|number| u32::try_from(number).ok());
            if let (Some(number), Some(hit)) = (number, hit.as_object_mut()) {
                let name = post.desk.name_of(takt_core::unit::AccountId(number))?;
                hit.insert("company".into(), name.into());
            }
        }
        Ok(found)
    });
    let found = found.await?;
    let hits = found["hits"].as_array().map_or(&[][..], Vec::as_slice);
    Ok(if is_part { visit.html(list(&visit, hits)) } else { page(&visit, &text, hits) })
}

fn page(visit: &Visit, text: &str, hits: &[Value]) -> Response {
    let title = visit.say("web-search", &[]);
    let body = html! {
        header.head { h1 { (title) } p.count { (visit.say("web-search-of", &[("text", text.to_owned()), ("count", hits.len().to_string())])) } }
        @if hits.is_empty() {
            (parts::empty(&visit.say("web-not-found", &[]), &visit.say("web-not-found-help", &[])))
        } @else {
            (list(visit, hits))
        }
    };
    let page = Page { title, place: Place::Companies, keys: Scope::List, is_live: false, body };
    visit.html(frame::page(visit, &page))
}

fn list(visit: &Visit, hits: &[Value]) -> Markup {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    html! {
        ul.hits {
            @for hit in hits {
                @let number = hit["number"].as_u64().unwrap_or(0);
                li {
                    a href={ "/accounts/" (number) } {
                        strong { (text(&hit["company"])) }
                        @if hit["space"] == "contact" || hit["value"] != hit["company"] { span.muted { (text(&hit["value"])) } }
                    }
                }
            }
            @if hits.is_empty() { li.muted { (visit.say("web-not-found", &[])) } }
        }
    }
}
