//! A visit: who asks for a page, in which language and colours, and whether they may.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use crate::app::right::{Act, Actor, Authorized, may};
use crate::catalogue::{Arg, Catalogue, Language};
use crate::fault::{Exit, Fault};
use crate::pages::frame;
use crate::server::House;
use crate::server::office::Post;

/// The cookie of a session. Over TLS it would be `__Host-takt`; on this machine's own address, without TLS, a browser does
/// not take that.
pub const SESSION_COOKIE: &str = "takt";
/// The cookies of what somebody has chosen for this browser.
pub const LANGUAGE_COOKIE: &str = "takt-lang";
/// Light, dark, or as the system is set.
pub const THEME_COOKIE: &str = "takt-theme";

/// The colours of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Colours {
    /// As the system is set.
    #[default]
    Auto,
    /// Dark on white.
    Light,
    /// Light on dark.
    Dark,
}

impl Colours {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The answer to who is turned away: a page that says why. In a box, so that what goes well stays light.
#[derive(Debug)]
pub struct Turned(Box<Response>);

impl From<Response> for Turned {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// A request for a page.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What all requests share.
    pub house: Arc<House>,
    /// Who asks; `None` where nobody is signed in.
    pub actor: Option<Actor>,
    /// The secret of their session.
    pub secret: Option<String>,
    /// In which language.
    pub language: Language,
    /// In which colours.
    pub colours: Colours,
    /// The path and what is asked behind it.
    pub address: String,
    /// What is asked behind the path.
    pub asked: HashMap<String, String>,
    /// The address of the house, as the browser was told it.
    pub origin: String,
    /// The browser, as it says itself.
    pub agent: String,
    method: Method,
}

impl FromRequestParts<Arc<House>> for Visit {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<House>) -> Result<Self, Turned> {
        let cookies = cookies(&parts.headers);
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let asked: HashMap<String, String> =
            Query::try_from_uri(&parts.uri).map(|Query(asked)| asked).unwrap_or_default();
        let named = |code: &str| Language::ALL.into_iter().find(|language| language.code() == code);
        let language = cookies.get(LANGUAGE_COOKIE).and_then(|code| named(code));
        let language = language.unwrap_or_else(|| accepted(text(header::ACCEPT_LANGUAGE)));
        let chosen = cookies.get(THEME_COOKIE);
        let colours = Colours::ALL.into_iter().find(|colours| chosen.is_some_and(|code| code == colours.code()));
        let secret = cookies.get(SESSION_COOKIE).cloned();
        let found = secret.as_ref().and_then(|secret| house.sign_ins.actor(secret, house.now()));
        let (actor, kept) = found.map_or((None, None), |(actor, kept)| (Some(actor), kept));
        if let Some(kept) = kept {
            let house = Arc::clone(house);
            // When it was last used is nothing a page has to wait for.
            tokio::spawn(async move { house.keep(vec![kept]).await });
        }
        Ok(Self {
            house: Arc::clone(house),
            actor,
            secret,
            language,
            colours: colours.unwrap_or_default(),
            address: parts.uri.path_and_query().map_or_else(|| "/".into(), ToString::to_string),
            asked,
            origin: format!("http://{}", text(header::HOST)),
            agent: text(header::USER_AGENT).to_owned(),
            method: parts.method.clone(),
        })
    }
}

/// The first language that the reader takes of ours: Japanese where none is.
fn accepted(header: &str) -> Language {
    let codes = header.split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
    let mut known =
        codes.filter_map(|code| Language::ALL.into_iter().find(|language| code.starts_with(language.code())));
    known.next().unwrap_or(Language::Ja)
}

fn cookies(headers: &HeaderMap) -> HashMap<String, String> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

impl Visit {
    /// The sentences of the reader's language.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        self.house.catalogue(self.language)
    }

    /// A sentence.
    #[must_use]
    pub fn say(&self, name: &str, args: &[Arg<'_>]) -> String {
        self.catalogue().say(name, args)
    }

    /// What is asked under a name; `None` where it is not, or is empty.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.asked.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Whether the visitor may do something; whoever is not signed in is led to the door.
    ///
    /// # Errors
    /// The answer to who may not.
    pub fn may<A: Act>(&self) -> Result<Authorized<A>, Turned> {
        let Some(actor) = &self.actor else {
            if self.method == Method::GET && self.address != "/live" {
                let query = form_urlencoded(&[("to", &self.address)]);
                return Err(Turned::from(Redirect::to(&format!("/sign-in?{query}")).into_response()));
            }
            return Err(self.refuse(StatusCode::UNAUTHORIZED, "web-signed-out", "web-signed-out-help"));
        };
        may::<A>(actor).map_err(|_| self.refuse(StatusCode::FORBIDDEN, "web-forbidden", "web-forbidden-help"))
    }

    /// Does a piece of work at the desk, for this visitor who may.
    ///
    /// # Errors
    /// The answer where it fails.
    pub async fn ask<A: Send + 'static, T: Send + 'static>(
        &self,
        may: Authorized<A>,
        work: impl FnOnce(&Authorized<A>, &mut Post<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Turned> {
        self.house.office.ask(may, work).await.map_err(|fault| self.fault(&fault))
    }

    /// A page that says no, and what to do.
    #[must_use]
    pub fn refuse(&self, status: StatusCode, what: &str, help: &str) -> Turned {
        let page = frame::message(self, &self.say(what, &[]), &self.say(help, &[]));
        Turned::from((status, self.html(page)).into_response())
    }

    /// A page that says what went wrong.
    #[must_use]
    pub fn fault(&self, fault: &Fault) -> Turned {
        let (what, help) = fault.sentences(self.catalogue());
        let status = match fault.exit {
            Exit::Usage => StatusCode::BAD_REQUEST,
            Exit::Refused if fault.code.ends_with("-unknown") => StatusCode::NOT_FOUND,
            Exit::Refused => StatusCode::CONFLICT,
            Exit::Store => StatusCode::SERVICE_UNAVAILABLE,
        };
        Turned::from((status, self.html(frame::message(self, &what, &help))).into_response())
    }

    /// A page as an answer.
    #[must_use]
    pub fn html(&self, page: Markup) -> Response {
        let mut response = page.into_string().into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.language.code()));
        response
    }
}

/// A query of names and values.
#[must_use]
pub fn form_urlencoded(pairs: &[(&str, &str)]) -> String {
    let coded = |text: &str| {
        let mut out = String::new();
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        out
    };
    pairs.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect::<Vec<_>>().join("&")
}

/// A path within the house, or the first page: never the address of somebody else.
#[must_use]
pub fn within(path: &str) -> &str {
    let is_ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    if is_ours { path } else { "/" }
}

/// A `Set-Cookie` header.
#[must_use]
pub fn cookie(name: &str, value: &str, seconds: i64) -> (header::HeaderName, String) {
    (header::SET_COOKIE, format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_of_ours_that_the_reader_takes() {
        assert_eq!(accepted("en-US,en;q=0.9,ja;q=0.8"), Language::En);
        assert_eq!(accepted("fr, ja;q=0.5"), Language::Ja);
        assert_eq!(accepted(""), Language::Ja);
    }

    #[test]
    fn nobody_is_led_out_of_the_house() {
        for away in ["//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/a\r\nb"] {
            assert_eq!(within(away), "/", "{away:?}");
        }
        assert_eq!(within("/stage/mql?at=2026-10-31"), "/stage/mql?at=2026-10-31");
    }

    #[test]
    fn a_query_carries_any_text() {
        assert_eq!(form_urlencoded(&[("to", "/a?b=c&d"), ("q", "森 1")]), "to=%2Fa%3Fb%3Dc%26d&q=%E6%A3%AE%201");
    }
}
