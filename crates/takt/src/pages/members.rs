//! Who signs in: inviting somebody by a link, and letting somebody go.

use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use takt_core::unit::MemberId;

use crate::app::right::{Authorized, Govern, Role};
use crate::app::sign_in::INVITATION_LIVES;
use crate::pages::accounts::members;
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::parts;
use crate::server::visit::{Turned, Visit};

/// `GET /members`
pub async fn list(visit: Visit) -> Result<Response, Turned> {
    let may = visit.may::<Govern>()?;
    Ok(visit.html(page(&visit, may, None).await?))
}

async fn page(visit: &Visit, may: Authorized<Govern>, said: Option<Markup>) -> Result<Markup, Turned> {
    let known = visit.ask(may, |_, post| members(post.desk)).await?;
    let word = |name: &str| visit.say(name, &[]);
    let people = visit.house.sign_ins.people();
    let own = visit.actor.as_ref().map(|actor| actor.person);
    let heads =
        [(word("web-name"), false), (word("web-role"), false), (word("web-member"), false), (word("web-part"), false)];
    let rows: Vec<Vec<Markup>> = people
        .iter()
        .map(|person| {
            let member = person.member.map(|id| id.to_string());
            let member = known.iter().find(|(id, _)| Some(id) == member.as_ref()).map(|(_, name)| name.clone());
            let away = if own == Some(person.id) {
                parts::badge(parts::Tone::Good, &word("web-you"))
            } else {
                html! { form action={ "/members/" (person.id) "/end" } method="post" { button.button { (word("web-part")) } } }
            };
            vec![
                html! { (person.name) },
                html! { (visit.say(&format!("web-role-{}", person.role.code()), &[])) },
                html! { (member.unwrap_or_else(|| "—".into())) },
                away,
            ]
        })
        .collect();
    let roles = [Role::Member, Role::Administrator]
        .map(|role| (role.code().to_owned(), visit.say(&format!("web-role-{}", role.code()), &[])));
    let title = word("web-members");
    let body = html! {
        header.head { h1 { (title) } }
        @if let Some(said) = said { (said) }
        div.columns {
            section { (parts::table(&title, &heads, &rows)) }
            aside {
                h2 { (word("web-invite")) }
                form.sheet action="/members" method="post" {
                    (parts::field("name", &word("web-name"), &html! { input #name name="name" required maxlength="200"; }, ""))
                    (parts::field("role", &word("web-role"), &parts::choice("role", "role", &roles, Role::Member.code(), true), ""))
                    (parts::field("member", &word("web-member"), &parts::choice("member", "member", &known, "", false), &word("web-member-hint")))
                    p.end { button.button.main { (word("web-invite-make")) } }
                }
            }
        }
    };
    let page = Page { title, place: Place::Elsewhere, keys: Scope::Everywhere, is_live: false, body };
    Ok(frame::page(visit, &page))
}

/// Who is invited.
#[derive(Debug, Deserialize)]
pub struct Invited {
    name: Option<String>,
    role: Option<String>,
    member: Option<String>,
}

/// `POST /members`: somebody new, with a link that is shown once.
pub async fn invite(visit: Visit, Form(form): Form<Invited>) -> Result<Response, Turned> {
    let may = visit.may::<Govern>()?;
    let role =
        if form.role.as_deref() == Some(Role::Administrator.code()) { Role::Administrator } else { Role::Member };
    let member = form.member.as_deref().and_then(|id| id.parse().ok()).map(MemberId);
    let welcomed = visit.house.sign_ins.welcome(form.name.as_deref().unwrap_or_default(), role, member);
    let Some((person, kept)) = welcomed else {
        let (what, help) = (visit.say("web-name-taken", &[]), visit.say("web-name-taken-help", &[]));
        let page = page(&visit, may, Some(parts::trouble(&what, &help))).await?;
        return Err(Turned::from((StatusCode::UNPROCESSABLE_ENTITY, visit.html(page)).into_response()));
    };
    let link = visit.house.sign_ins.link(person.id, visit.house.now(), INVITATION_LIVES);
    let (link, mut all) = link.map_err(|fault| visit.fault(&fault))?;
    all.push(kept);
    visit.house.keep(all).await.map_err(|fault| visit.fault(&fault))?;
    let address = format!("{}/sign-in?link={link}", visit.origin);
    let said = html! {
        div.done role="status" {
            p { (visit.say("web-invited", &[("name", person.name.clone())])) }
            input.link readonly value=(address) aria-label=(visit.say("web-invite-link", &[]));
        }
    };
    Ok(visit.html(page(&visit, may, Some(said)).await?))
}

/// `POST /members/{person}/end`: somebody signs in no more.
pub async fn part(visit: Visit, Path(person): Path<String>) -> Result<Response, Turned> {
    let may = visit.may::<Govern>()?;
    let person = person.parse::<u32>().ok().filter(|person| *person != may.actor().person);
    match person.and_then(|person| visit.house.sign_ins.part(person)) {
        Some(kept) => visit.house.keep(kept).await.map_err(|fault| visit.fault(&fault))?,
        None => return Err(visit.refuse(StatusCode::CONFLICT, "web-part-not", "web-part-not-help")),
    }
    Ok(Redirect::to("/members").into_response())
}
