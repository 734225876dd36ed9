//! The door: signing in by a link or a password, signing out, one's own page, and the choice of language and colours.

use axum::extract::Form;
use axum::http::StatusCode;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use takt_core::unit::Micros;

use crate::app::right::See;
use crate::app::sign_in::{Kept, PASSWORD_MIN, SESSION_LIVES, Tried};
use crate::fault::Fault;
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::{parts, when};
use crate::server::visit::{Colours, LANGUAGE_COOKIE, SESSION_COOKIE, THEME_COOKIE, Turned, Visit, cookie, within};

/// How long a browser remembers language and colours: a year.
const REMEMBERED: i64 = 365 * 24 * 3_600;

/// `GET /sign-in`: the form, or a page with one button for who comes by a link. A link alone signs nobody in: programs that
/// look at addresses in mails would use it up.
pub async fn door(visit: Visit) -> Response {
    let to = within(visit.asked("to").unwrap_or("/")).to_owned();
    let page = match visit.asked("link") {
        Some(link) => by_link(&visit, link, &to),
        None => by_password(&visit, &to, None),
    };
    visit.html(page)
}

fn framed(visit: &Visit, body: Markup) -> Markup {
    let title = visit.say("web-sign-in", &[]);
    frame::page(visit, &Page { title, place: Place::Elsewhere, keys: Scope::Everywhere, is_live: false, body })
}

fn by_link(visit: &Visit, link: &str, to: &str) -> Markup {
    framed(
        visit,
        html! {
            section.door {
                h1 { (visit.say("web-welcome", &[])) }
                p { (visit.say(if visit.house.is_demo { "web-welcome-sample" } else { "web-welcome-own" }, &[])) }
                form #enter action="/sign-in" method="post" data-send="now" {
                    input type="hidden" name="link" value=(link);
                    input type="hidden" name="to" value=(to);
                    button.button.main { (visit.say("web-enter", &[])) }
                }
            }
        },
    )
}

fn by_password(visit: &Visit, to: &str, trouble: Option<(&str, &str)>) -> Markup {
    framed(
        visit,
        html! {
            section.door {
                h1 { (visit.say("web-sign-in", &[])) }
                @if let Some((what, help)) = trouble { (parts::trouble(&visit.say(what, &[]), &visit.say(help, &[]))) }
                form.sheet action="/sign-in" method="post" {
                    input type="hidden" name="to" value=(to);
                    (parts::field("name", &visit.say("web-name", &[]), &html! { input #name name="name" autocomplete="username" required maxlength="200"; }, ""))
                    (parts::field("password", &visit.say("web-password", &[]), &html! { input #password name="password" type="password" autocomplete="current-password" required maxlength="1000"; }, ""))
                    p.end { button.button.main { (visit.say("web-sign-in", &[])) } }
                }
                p.muted { (visit.say("web-sign-in-help", &[])) }
            }
        },
    )
}

/// What the door is given.
#[derive(Debug, Deserialize)]
pub struct Entering {
    link: Option<String>,
    name: Option<String>,
    password: Option<String>,
    to: Option<String>,
}

/// What the door says.
enum Entered {
    Yes(String, Vec<Kept>),
    No(&'static str, &'static str),
    Wait(i64),
}

impl Entered {
    fn of_link(followed: Option<(String, Vec<Kept>)>) -> Self {
        match followed {
            Some((secret, kept)) => Self::Yes(secret, kept),
            None => Self::No("web-link-used", "web-link-used-help"),
        }
    }

    fn of_password(tried: Tried) -> Self {
        match tried {
            Tried::In(secret, kept) => Self::Yes(secret, vec![kept]),
            Tried::Wrong => Self::No("web-wrong-password", "web-wrong-password-help"),
            Tried::Wait(minutes) => Self::Wait(minutes),
        }
    }
}

/// `POST /sign-in`
pub async fn enter(visit: Visit, Form(form): Form<Entering>) -> Result<Response, Turned> {
    let house = std::sync::Arc::clone(&visit.house);
    let (agent, now) = (visit.agent.clone(), visit.house.now());
    let to = within(form.to.as_deref().unwrap_or("/")).to_owned();
    // A password takes a while to compare, on purpose: not where other requests are answered.
    let tried = tokio::task::spawn_blocking(move || match (form.link, form.name, form.password) {
        (Some(link), ..) => house.sign_ins.follow(&link, &agent, now).map(Entered::of_link),
        (None, Some(name), Some(password)) => {
            house.sign_ins.enter(&name, &password, &agent, now).map(Entered::of_password)
        }
        _ => Ok(Entered::No("web-wrong-password", "web-wrong-password-help")),
    });
    let tried = tried.await.unwrap_or_else(|_| Err(Fault::store("store-broken", vec![])));
    let (secret, kept) = match tried.map_err(|fault| visit.fault(&fault))? {
        Entered::Yes(secret, kept) => (secret, kept),
        Entered::No(what, help) => {
            let page = by_password(&visit, &to, Some((what, help)));
            return Err(Turned::from((StatusCode::UNAUTHORIZED, visit.html(page)).into_response()));
        }
        Entered::Wait(minutes) => {
            let page = by_password(&visit, &to, Some(("web-wrong-wait", "web-wrong-wait-help")));
            let wait = (axum::http::header::RETRY_AFTER, (minutes * 60).to_string());
            return Err(Turned::from((StatusCode::TOO_MANY_REQUESTS, [wait], visit.html(page)).into_response()));
        }
    };
    // Who signs in anew leaves the session they had.
    let before = visit.secret.as_ref().and_then(|secret| visit.house.sign_ins.leave(secret));
    keep(&visit, before.into_iter().chain(kept).collect()).await?;
    let session = cookie(SESSION_COOKIE, &secret, SESSION_LIVES / 1_000_000);
    Ok((AppendHeaders([session]), Redirect::to(&to)).into_response())
}

async fn keep(visit: &Visit, kept: Vec<Kept>) -> Result<(), Turned> {
    visit.house.keep(kept).await.map_err(|fault| visit.fault(&fault))
}

/// `POST /sign-out`
pub async fn leave(visit: Visit) -> Result<Response, Turned> {
    let left = visit.secret.as_ref().and_then(|secret| visit.house.sign_ins.leave(secret));
    keep(&visit, left.into_iter().collect()).await?;
    let gone = cookie(SESSION_COOKIE, "", 0);
    Ok((AppendHeaders([gone]), Redirect::to("/sign-in")).into_response())
}

/// What language and colours are chosen.
#[derive(Debug, Deserialize)]
pub struct Look {
    language: Option<String>,
    colours: Option<String>,
    to: Option<String>,
}

/// `POST /look`
pub async fn look(Form(form): Form<Look>) -> Response {
    let language = form.language.filter(|code| ["ja", "en"].contains(&code.as_str()));
    let colours = form.colours.filter(|code| Colours::ALL.iter().any(|colours| colours.code() == code));
    let language = language.map(|code| cookie(LANGUAGE_COOKIE, &code, REMEMBERED));
    let colours = colours.map(|code| cookie(THEME_COOKIE, &code, REMEMBERED));
    let set: Vec<_> = language.into_iter().chain(colours).collect();
    let mut response = Redirect::to(within(form.to.as_deref().unwrap_or("/"))).into_response();
    for (name, value) in set {
        if let Ok(value) = value.parse() {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// `GET /me`
pub async fn me(visit: Visit) -> Result<Response, Turned> {
    visit.may::<See>()?;
    Ok(visit.html(own(&visit, None)))
}

fn own(visit: &Visit, said: Option<Markup>) -> Markup {
    let Some(actor) = &visit.actor else { return html! {} };
    let secret = visit.secret.as_deref().unwrap_or_default();
    let sessions = visit.house.sign_ins.sessions(actor.person, secret);
    let at = |micros: i64| {
        let zoned = jiff::Timestamp::from_microsecond(micros).ok().map(|at| at.to_zoned(jiff::tz::TimeZone::system()));
        let today = crate::app::clock::now().0.div_euclid(Micros::DAY);
        let today = takt_core::unit::Day(i32::try_from(today).unwrap_or(0));
        zoned.map_or_else(String::new, |zoned| when::moment(visit, zoned.datetime(), today))
    };
    let title = visit.say("web-me", &[]);
    let body = html! {
        header.head { h1 { (actor.name) } p.count { (visit.say(&format!("web-role-{}", actor.role.code()), &[])) } }
        @if let Some(said) = said { (said) }
        div.columns {
            section {
                h2 { (visit.say("web-sessions", &[])) }
                ul.sessions {
                    @for (id, session, is_own) in &sessions {
                        li {
                            div {
                                strong { (session.agent) }
                                span.muted { (visit.say("web-session-seen", &[("begun", at(session.begun)), ("seen", at(session.seen))])) }
                            }
                            @if *is_own {
                                (parts::badge(parts::Tone::Good, &visit.say("web-session-this", &[])))
                            } @else {
                                form action="/me/sessions/end" method="post" {
                                    button.button name="id" value=(id) { (visit.say("web-session-end", &[])) }
                                }
                            }
                        }
                    }
                }
            }
            aside {
                h2 { (visit.say("web-password-new", &[])) }
                form.sheet action="/me/password" method="post" {
                    (parts::field("password", &visit.say("web-password", &[]), &html! {
                        input #password name="password" type="password" autocomplete="new-password" required minlength=(PASSWORD_MIN) maxlength="1000" aria-describedby="password-hint";
                    }, &visit.say("web-password-hint", &[("count", PASSWORD_MIN.to_string())])))
                    p.end { button.button.main { (visit.say("web-save", &[])) } }
                }
            }
        }
    };
    frame::page(visit, &Page { title, place: Place::Elsewhere, keys: Scope::Everywhere, is_live: false, body })
}

/// A new password.
#[derive(Debug, Deserialize)]
pub struct NewPassword {
    password: String,
}

/// `POST /me/password`
pub async fn password(visit: Visit, Form(form): Form<NewPassword>) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    if form.password.chars().count() < PASSWORD_MIN {
        let (what, help) = (visit.say("web-password-short", &[]), visit.say("web-password-short-help", &[]));
        let page = own(&visit, Some(parts::trouble(&what, &help)));
        return Err(Turned::from((StatusCode::UNPROCESSABLE_ENTITY, visit.html(page)).into_response()));
    }
    let (house, secret) = (std::sync::Arc::clone(&visit.house), visit.secret.clone().unwrap_or_default());
    let person = may.actor().person;
    let set = tokio::task::spawn_blocking(move || house.sign_ins.set_password(person, &form.password, &secret));
    keep(&visit, set.await.unwrap_or_default()).await?;
    Ok(visit.html(own(&visit, Some(parts::done(&visit.say("web-password-set", &[]))))))
}

/// Which session is to end.
#[derive(Debug, Deserialize)]
pub struct Ending {
    id: String,
}

/// `POST /me/sessions/end`
pub async fn end_session(visit: Visit, Form(form): Form<Ending>) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let ended = visit.house.sign_ins.end(may.actor().person, &form.id);
    keep(&visit, ended.into_iter().collect()).await?;
    Ok(Redirect::to("/me").into_response())
}
