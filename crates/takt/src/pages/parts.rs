//! The components: what pages are made of. Each is shown on the page of the design system, `/design`.

use maud::{Markup, PreEscaped, html};

use crate::server::visit::Visit;

/// A card: a quiet field with a heading.
#[must_use]
pub fn card(heading: &str, body: &Markup) -> Markup {
    html! { section.card { h2 { (heading) } (body) } }
}

/// A number with its unit, and what it is of; it opens its list where there is one.
#[must_use]
pub fn figure(label: &str, value: &str, note: &str, href: Option<&str>) -> Markup {
    let inside = html! {
        span.label { (label) }
        strong.value { (value) }
        @if !note.is_empty() { span.note { (note) } }
    };
    html! {
        @if let Some(href) = href { a.figure href=(href) { (inside) } } @else { div.figure { (inside) } }
    }
}

/// What a badge means to the eye; its words say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Says something.
    Plain,
    /// As it should be.
    Good,
    /// Past its limit.
    Warn,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "badge",
            Self::Good => "badge good",
            Self::Warn => "badge warn",
        }
    }
}

/// A word in a small field.
#[must_use]
pub fn badge(tone: Tone, text: &str) -> Markup {
    html! { span class=(tone.class()) { (text) } }
}

/// Over its limit: a sign and a word.
#[must_use]
pub fn overdue(visit: &Visit) -> Markup {
    html! {
        span.badge.warn {
            svg width="11" height="11" viewBox="0 0 12 12" aria-hidden="true" {
                path d="M6 1l5.2 9.6H.8z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" {}
                path d="M6 4.6v2.8M6 8.8v.6" stroke="currentColor" stroke-width="1.3" {}
            }
            (visit.say("web-overdue", &[]))
        }
    }
}

/// A state without anything: what would be here, and what to do.
#[must_use]
pub fn empty(what: &str, help: &str) -> Markup {
    html! { div.empty { p.what { (what) } p { (help) } } }
}

/// What went wrong with what somebody sent, above it.
#[must_use]
pub fn trouble(what: &str, help: &str) -> Markup {
    html! { div.trouble role="alert" { strong { (what) } p { (help) } } }
}

/// That something is done.
#[must_use]
pub fn done(what: &str) -> Markup {
    html! { div.done role="status" { (what) } }
}

/// Ways between parts of one thing: their names and addresses, and which is open.
#[must_use]
pub fn tabs(label: &str, tabs: &[(String, String, bool)]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for (name, href, is_open) in tabs {
                a href=(href) aria-current=[is_open.then_some("page")] { (name) }
            }
        }
    }
}

/// The pages of a list: which rows of how many are shown, and the ways to the others.
#[must_use]
pub fn pages(
    visit: &Visit,
    first: usize,
    shown: usize,
    all: usize,
    before: Option<&str>,
    after: Option<&str>,
) -> Markup {
    let count = |number: usize| takt_draw::figure::count(i64::try_from(number).unwrap_or(i64::MAX), visit.catalogue());
    let from = if shown == 0 { 0 } else { first + 1 };
    let args = [("from", count(from)), ("to", count(first + shown)), ("all", count(all))];
    html! {
        nav.pages aria-label=(visit.say("web-pages", &[])) {
            span { (visit.say("web-rows", &args)) }
            @if let Some(href) = before { a.button #previous-page rel="prev" href=(href) { (visit.say("web-previous", &[])) } }
            @if let Some(href) = after { a.button #next-page rel="next" href=(href) { (visit.say("web-next", &[])) } }
        }
    }
}

/// A table: heads, and which columns hold numbers.
#[must_use]
pub fn table(caption: &str, heads: &[(String, bool)], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table.list {
                caption.quiet { (caption) }
                thead { tr { @for (head, is_number) in heads { th scope="col" class=[is_number.then_some("n")] { (head) } } } }
                tbody {
                    @for row in rows {
                        tr { @for (cell, (_, is_number)) in row.iter().zip(heads) { td class=[is_number.then_some("n")] { (cell) } } }
                    }
                }
            }
        }
    }
}

/// A field of a form: its label, the control, and a hint.
#[must_use]
pub fn field(id: &str, label: &str, control: &Markup, hint: &str) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            (control)
            @if !hint.is_empty() { p.hint id={ (id) "-hint" } { (hint) } }
        }
    }
}

/// A choice among values with their names.
#[must_use]
pub fn choice(id: &str, name: &str, options: &[(String, String)], chosen: &str, is_needed: bool) -> Markup {
    html! {
        select id=(id) name=(name) required[is_needed] {
            // What has to be chosen is chosen by nobody but who fills it in.
            @if !is_needed || chosen.is_empty() { option value="" { "—" } }
            @for (value, title) in options {
                option value=(value) selected[value == chosen] { (title) }
            }
        }
    }
}

/// A picture that was made by `takt-draw`: its markup is made of escaped words only.
#[must_use]
pub fn picture(svg: &str) -> Markup {
    PreEscaped(svg.to_owned())
}
