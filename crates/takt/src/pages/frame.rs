//! What stands around every page: head, navigation, search, and the sheets that keys open.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::app::right::Role;
use crate::catalogue::Language;
use crate::pages::keys::{self, KEYS, Scope};
use crate::server::visit::{Colours, Visit};

/// The places of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The diagram.
    Line,
    /// The lists of companies.
    Companies,
    /// Bringing data in.
    Import,
    /// Who may be one with whom.
    Duplicates,
    /// The model.
    Model,
    /// What is of no place.
    Elsewhere,
}

/// A page before it is framed.
#[derive(Debug)]
pub struct Page {
    /// What the window is called.
    pub title: String,
    /// Where it belongs.
    pub place: Place,
    /// Which keys it has.
    pub keys: Scope,
    /// Whether it asks for itself again when the journal has become longer.
    pub is_live: bool,
    /// The page.
    pub body: Markup,
}

/// A page with its frame.
#[must_use]
pub fn page(visit: &Visit, page: &Page) -> Markup {
    let assets = &visit.house.assets;
    html! {
        (DOCTYPE)
        html lang=(visit.language.code()) data-theme=(visit.colours.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="htmx-config" content=r#"{"includeIndicatorCSS":false,"defaultFocusScroll":false}"#;
                title { (page.title) " · Takt" }
                link rel="icon" type="image/svg+xml" href=(assets.path("icon.svg"));
                link rel="stylesheet" href=(assets.path("takt.css"));
                script defer src=(assets.path("htmx.js")) {}
                script defer src=(assets.path("takt.js")) {}
            }
            body data-keys=(keys::json(page.keys)) data-live=[page.is_live.then_some("yes")] {
                a.skip href="#main" { (visit.say("web-skip", &[])) }
                (bar(visit, page.place))
                main #main tabindex="-1" {
                    @if page.is_live {
                        div #live hx-get=(visit.address) hx-trigger="takt from:body" hx-select="#live" hx-target="#live" hx-swap="outerMorph" {
                            (page.body)
                        }
                    } @else {
                        (page.body)
                    }
                }
                (sheet(visit))
            }
        }
    }
}

/// A page that says one thing.
#[must_use]
pub fn message(visit: &Visit, what: &str, help: &str) -> Markup {
    let body = html! {
        section.empty {
            h1 { (what) }
            p { (help) }
            p { a.button href="/" { (visit.say("web-to-line", &[])) } }
        }
    };
    let title = what.to_owned();
    page(visit, &Page { title, place: Place::Elsewhere, keys: Scope::Everywhere, is_live: false, body })
}

fn bar(visit: &Visit, place: Place) -> Markup {
    let here = |of: Place| (of == place).then_some("page");
    html! {
        header.bar {
            a.brand href="/" aria-label=(visit.say("web-brand", &[])) { (mark()) span { "Takt" } }
            @if visit.actor.is_some() {
                nav aria-label=(visit.say("web-nav", &[])) {
                    a href="/" aria-current=[here(Place::Line)] { (visit.say("web-nav-line", &[])) }
                    a href="/accounts" aria-current=[here(Place::Companies)] { (visit.say("web-nav-companies", &[])) }
                    a href="/import" aria-current=[here(Place::Import)] { (visit.say("web-nav-import", &[])) }
                    a href="/duplicates" aria-current=[here(Place::Duplicates)] { (visit.say("web-nav-duplicates", &[])) }
                    a href="/model" aria-current=[here(Place::Model)] { (visit.say("web-nav-model", &[])) }
                }
                form.find role="search" action="/search" method="get" {
                    label.quiet for="find" { (visit.say("web-search", &[])) }
                    input #find type="search" name="q" autocomplete="off" maxlength="200"
                        placeholder=(visit.say("web-search-hint", &[]))
                        hx-get="/search?part=yes" hx-trigger="input changed delay:120ms, search" hx-target="#found" hx-swap="innerHTML";
                    kbd aria-hidden="true" { "/" }
                    div #found.found aria-live="polite" {}
                }
            } @else {
                span.room {}
            }
            (choices(visit))
        }
    }
}

/// Language, colours, and who is signed in.
fn choices(visit: &Visit) -> Markup {
    let other = match visit.language {
        Language::Ja => Language::En,
        Language::En => Language::Ja,
    };
    let next = match visit.colours {
        Colours::Auto => Colours::Dark,
        Colours::Dark => Colours::Light,
        Colours::Light => Colours::Auto,
    };
    html! {
        form.look action="/look" method="post" {
            input type="hidden" name="to" value=(visit.address);
            button.plain name="language" value=(other.code()) lang=(other.code()) {
                @match other { Language::Ja => "日本語", Language::En => "English" }
            }
            button.plain name="colours" value=(next.code()) aria-label=(visit.say(&format!("web-colours-{}", next.code()), &[]))
                title=(visit.say(&format!("web-colours-{}", next.code()), &[])) { (half_moon()) }
        }
        @if let Some(actor) = &visit.actor {
            details.who {
                summary { span.face aria-hidden="true" { (actor.name.chars().next().unwrap_or('?')) } span { (actor.name) } }
                div.menu {
                    a href="/me" { (visit.say("web-me", &[])) }
                    @if actor.role == Role::Administrator { a href="/members" { (visit.say("web-members", &[])) } }
                    form action="/sign-out" method="post" { button.plain { (visit.say("web-sign-out", &[])) } }
                }
            }
        }
    }
}

/// The sheet of keys.
fn sheet(visit: &Visit) -> Markup {
    html! {
        dialog #sheet aria-labelledby="sheet-title" {
            form method="dialog" {
                h2 #sheet-title { (visit.say("web-keys", &[])) }
                @for scope in Scope::ALL {
                    h3 { (visit.say(&format!("web-keys-{}", scope.code()), &[])) }
                    dl.keys {
                        @for key in KEYS.iter().filter(|key| key.scope == scope) {
                            dt { kbd { (key.shown) } }
                            dd { (visit.say(&format!("web-key-{}", key.does), &[])) }
                        }
                    }
                }
                p.end { button.button autofocus { (visit.say("web-close", &[])) } }
            }
        }
    }
}

/// The mark: three stations and the way back.
fn mark() -> Markup {
    PreEscaped(include_str!("../../assets/icon.svg").to_owned())
}

fn half_moon() -> Markup {
    html! {
        svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" {
            circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" {}
            path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" {}
        }
    }
}
