//! The design system: every component as it looks, in the reader's language and colours.

use axum::response::Response;
use maud::html;

use crate::app::right::Govern;
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::parts::{self, Tone};
use crate::server::visit::{Turned, Visit};

/// `GET /design`
pub async fn design(visit: Visit) -> Result<Response, Turned> {
    visit.may::<Govern>()?;
    let word = |name: &str| visit.say(name, &[]);
    let heads = [(word("web-head-company"), false), (word("web-stock"), true)];
    let rows = [("1,240", Tone::Good), ("96", Tone::Warn)]
        .map(|(number, tone)| vec![parts::badge(tone, &word("web-head-stage")), html! { (number) }]);
    let options = [("a".to_owned(), word("web-yes")), ("b".to_owned(), word("web-no"))];
    let body = html! {
        header.head { h1 { (word("web-design")) } p.count { (word("web-design-help")) } }
        div.figures {
            (parts::figure(&word("web-stock"), "1,240", "", Some("/accounts")))
            (parts::figure(&word("web-inflow"), "¥3,360,000", &word("web-median"), None))
            div.figure.warn { span.label { (word("web-overdue")) } strong.value { "96" } }
        }
        (parts::tabs(&word("web-design"), &[(word("web-as-picture"), "/design".into(), true), (word("web-as-table"), "/design?view=table".into(), false)]))
        div.columns {
            section {
                (parts::card(&word("web-known"), &parts::table(&word("web-known"), &heads, &rows)))
                (parts::empty(&word("web-none"), &word("web-none-help")))
                (parts::trouble(&word("web-wrong-password"), &word("web-wrong-password-help")))
                (parts::done(&word("web-password-set")))
                p { (parts::badge(Tone::Plain, &word("web-lap-second"))) " " (parts::badge(Tone::Good, &word("web-session-this"))) " " (parts::overdue(&visit)) }
            }
            aside {
                form.sheet action="/design" method="get" {
                    (parts::field("d-text", &word("web-name"), &html! { input #d-text name="text"; }, &word("web-when-hint")))
                    (parts::field("d-choice", &word("web-order"), &parts::choice("d-choice", "choice", &options, "b", true), ""))
                    p.end { button.button.main { (word("web-save")) } a.button href="/design" { (word("web-cancel")) } }
                }
            }
        }
        (parts::pages(&visit, 0, 50, 1_240, None, Some("/design")))
    };
    let page = Page { title: word("web-design"), place: Place::Elsewhere, keys: Scope::List, is_live: false, body };
    Ok(visit.html(frame::page(&visit, &page)))
}
