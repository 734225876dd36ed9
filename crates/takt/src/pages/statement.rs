//! The form of a statement: for every kind of fact that a person can state about a company.

use std::collections::HashMap;

use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use takt_core::dictionary::WordKind;
use takt_core::fact::{FieldSpec, Kind, Shape};
use takt_core::unit::{AccountId, Seq};

use crate::app::desk::Desk;
use crate::app::right::{Authorized, State};
use crate::app::statement::{self, Filled};
use crate::fault::{Exit, Fault};
use crate::pages::account::{Record, number};
use crate::pages::accounts::{members, named, now};
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::parts;
use crate::server::office::Post;
use crate::server::visit::{Turned, Visit};

/// A field as the form asks for it.
struct Asked {
    field: &'static FieldSpec,
    /// Where it is a choice: values and names.
    options: Vec<(String, String)>,
    /// What may be written beside: words that were used before.
    known: Vec<String>,
}

/// What the form shows.
struct Shown {
    id: AccountId,
    name: String,
    kind: Kind,
    asked: Vec<Asked>,
    contacts: Vec<(String, String)>,
    now: String,
    last: Seq,
}

impl Shown {
    fn of(post: &mut Post<'_>, visit: &Visit, id: AccountId, kind: Kind) -> Result<Self, Fault> {
        let unknown = || Fault::refused("account-unknown", vec![("account", id.0.to_string())]);
        let record = Record::of(post, visit, id)?;
        let at = now(post);
        let desk = &mut *post.desk;
        let whole = desk.book.whole(id);
        let account = desk.book.account(whole).cloned().ok_or_else(unknown)?;
        let model = desk.book.model.clone().ok_or_else(unknown)?;
        let mut asked = Vec::new();
        for field in statement::asked(kind, &account) {
            let options = options(desk, visit, field, &account)?;
            asked.push(Asked { field, options, known: known(desk, field) });
        }
        let mut contacts = Vec::new();
        for person in account.present() {
            let name = desk.text_of(takt_store::Space::Contact, person.id.0, "name")?;
            contacts.push((person.id.0.to_string(), name.unwrap_or_else(|| format!("#{}", person.id.0))));
        }
        let civil = model.calendar().civil(at);
        let now = civil.strftime("%Y-%m-%dT%H:%M").to_string();
        Ok(Self { id, name: record.name, kind, asked, contacts, now, last: record.last })
    }
}

/// What a field can be, where that is a choice.
fn options(
    desk: &mut Desk,
    visit: &Visit,
    field: &FieldSpec,
    account: &takt_core::account::Account,
) -> Result<Vec<(String, String)>, Fault> {
    let Some(model) = desk.book.model.clone() else { return Ok(Vec::new()) };
    let model = &model.model;
    Ok(match field.shape {
        Shape::Flag => vec![("yes".into(), visit.say("web-yes", &[])), ("no".into(), visit.say("web-no", &[]))],
        Shape::Code(codes) => {
            codes.iter().map(|code| ((*code).into(), visit.say(&format!("outcome-{code}"), &[]))).collect()
        }
        Shape::Member => members(desk)?,
        Shape::Word(WordKind::Team) => {
            model.teams.iter().map(|team| (team.key.clone(), named(visit, &team.name))).collect()
        }
        Shape::Word(WordKind::Stage) => {
            let stages = model.stages.iter().filter(|stage| stage.standing.is_some());
            stages.map(|stage| (stage.key.clone(), named(visit, &stage.name))).collect()
        }
        Shape::Word(WordKind::Step) => {
            model.steps.iter().map(|step| (step.key.clone(), named(visit, &step.name))).collect()
        }
        Shape::Word(WordKind::Play) => {
            model.plays.iter().map(|play| (play.key.clone(), named(visit, &play.name))).collect()
        }
        Shape::Word(WordKind::Signal) => {
            let mut signals: Vec<(String, String)> = Vec::new();
            for signal in desk.book.words.iter().filter(|(known, ..)| *known == WordKind::Signal) {
                signals.push((signal.2.to_owned(), signal.2.to_owned()));
            }
            signals
        }
        Shape::Word(kind @ (WordKind::Touch | WordKind::Channel)) => {
            let words = desk.book.words.iter().filter(|(known, ..)| *known == kind);
            words.map(|(_, _, text)| (text.to_owned(), text.to_owned())).collect()
        }
        Shape::Number if field.name == "opportunity" => {
            let open = account.opportunities.iter().filter(|opportunity| opportunity.open);
            open.map(|opportunity| (opportunity.number.to_string(), format!("#{}", opportunity.number))).collect()
        }
        Shape::Number if field.name == "subscription" => {
            account.running().map(|running| (running.number.to_string(), format!("#{}", running.number))).collect()
        }
        _ => Vec::new(),
    })
}

/// Words that were said before in a field where any may be.
fn known(desk: &Desk, field: &FieldSpec) -> Vec<String> {
    let Shape::Word(kind @ (WordKind::Reason | WordKind::Page | WordKind::Source)) = field.shape else {
        return Vec::new();
    };
    let words = desk.book.words.iter().filter(|(known, _, text)| *known == kind && !text.is_empty());
    words.map(|(_, _, text)| text.to_owned()).take(200).collect()
}

/// The kind of a path.
fn kind_of(visit: &Visit, name: &str) -> Result<Kind, Turned> {
    statement::kind(name).ok_or_else(|| visit.refuse(StatusCode::NOT_FOUND, "web-nowhere", "web-nowhere-help"))
}

/// `GET /accounts/{account}/state/{kind}`
pub async fn form(visit: Visit, Path((account, kind)): Path<(String, String)>) -> Result<Response, Turned> {
    let may = visit.may::<State>()?;
    let (id, kind) = (number(&visit, &account)?, kind_of(&visit, &kind)?);
    show(&visit, may, id, kind, &HashMap::new(), None).await
}

/// `POST /accounts/{account}/state/{kind}`
pub async fn state(
    visit: Visit,
    Path((account, kind)): Path<(String, String)>,
    Form(sent): Form<HashMap<String, String>>,
) -> Result<Response, Turned> {
    let may = visit.may::<State>()?;
    let (id, kind) = (number(&visit, &account)?, kind_of(&visit, &kind)?);
    let text = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let filled = Filled {
        contact: text("contact-of").parse().ok(),
        when: text("when"),
        key: text("key"),
        seen: text("seen").parse().ok().map(Seq),
        fields: sent.clone(),
    };
    let asked =
        visit.house.office.ask(may.clone(), move |may, post| statement::state(may, post.desk, id, kind, &filled));
    match asked.await {
        Ok(_) => Ok(Redirect::to(&format!("/accounts/{}?done={}", id.0, kind.name())).into_response()),
        Err(fault) if fault.exit == Exit::Store => Err(visit.fault(&fault)),
        Err(fault) => show(&visit, may, id, kind, &sent, Some(&fault)).await,
    }
}

async fn show(
    visit: &Visit,
    may: Authorized<State>,
    id: AccountId,
    kind: Kind,
    sent: &HashMap<String, String>,
    fault: Option<&Fault>,
) -> Result<Response, Turned> {
    let asking = visit.clone();
    let shown = visit.ask(may, move |_, post| Shown::of(post, &asking, id, kind)).await?;
    let title = visit.say(&format!("fact-{}", kind.name()), &[]);
    let is_changed = fault.is_some_and(|fault| fault.code == "statement-changed");
    let body = html! {
        nav.trail aria-label=(visit.say("web-trail", &[])) {
            a href="/accounts" { (visit.say("web-nav-companies", &[])) } " › "
            a href={ "/accounts/" (shown.id.0) } { (shown.name) }
        }
        header.head { h1 { (title) } }
        @if let Some(fault) = fault {
            @let (what, help) = fault.sentences(visit.catalogue());
            (parts::trouble(&what, &help))
        }
        (form_of(visit, &shown, sent, is_changed))
    };
    let page = Page { title, place: Place::Companies, keys: Scope::Everywhere, is_live: false, body };
    let status = match fault {
        None => StatusCode::OK,
        Some(_) if is_changed => StatusCode::PRECONDITION_FAILED,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, visit.html(frame::page(visit, &page))).into_response())
}

fn form_of(visit: &Visit, shown: &Shown, sent: &HashMap<String, String>, is_changed: bool) -> Markup {
    let value = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let key = match sent.get("key") {
        Some(key) if !is_changed => key.clone(),
        _ => crate::app::sign_in::secret().unwrap_or_default(),
    };
    let said = value("when");
    html! {
        form.sheet action={ "/accounts/" (shown.id.0) "/state/" (shown.kind.name()) } method="post" {
            input type="hidden" name="key" value=(key);
            input type="hidden" name="seen" value=(shown.last.0);
            @for asked in &shown.asked { (control(visit, asked, &value(asked.field.name))) }
            @if !shown.contacts.is_empty() && shown.kind != Kind::Overridden && shown.kind != Kind::Assigned {
                (parts::field("contact-of", &visit.say("web-contact-of", &[]), &parts::choice("contact-of", "contact-of", &shown.contacts, &value("contact-of"), shown.kind == Kind::ContactLeft), ""))
            }
            (parts::field("when", &visit.say("web-when", &[]), &html! {
                input #when type="datetime-local" name="when" max=(shown.now) value=(said) aria-describedby="when-hint";
            }, &visit.say("web-when-hint", &[])))
            p.end {
                button.button.main { (visit.say("web-state", &[])) }
                a.button href={ "/accounts/" (shown.id.0) } { (visit.say("web-cancel", &[])) }
            }
        }
    }
}

/// The control of a field, by what it holds.
fn control(visit: &Visit, asked: &Asked, value: &str) -> Markup {
    let name = asked.field.name;
    let id = format!("field-{name}");
    let label = visit.say(&format!("field-{name}"), &[]);
    let is_needed = !asked.field.optional;
    let is_choice =
        !asked.options.is_empty() || matches!(asked.field.shape, Shape::Flag | Shape::Code(_) | Shape::Member);
    if is_choice {
        let own = visit.actor.as_ref().and_then(|actor| actor.member).map(|member| member.0.to_string());
        let chosen = match (value, asked.field.shape, own) {
            ("", Shape::Member, Some(own)) if name == "by" => own,
            (value, ..) => value.to_owned(),
        };
        return parts::field(&id, &label, &parts::choice(&id, name, &asked.options, &chosen, is_needed), "");
    }
    let control = match asked.field.shape {
        Shape::Time => html! { input id=(id) type="datetime-local" name=(name) value=(value) required[is_needed]; },
        Shape::Day => html! { input id=(id) type="date" name=(name) value=(value) required[is_needed]; },
        Shape::Number => html! { input id=(id) name=(name) inputmode="numeric" value=(value) required[is_needed]; },
        Shape::Money => {
            let control = html! { input id=(id) name=(name) value=(value) required[is_needed] aria-describedby={ (id) "-hint" }; };
            return parts::field(&id, &label, &control, &visit.say("web-money-hint", &[]));
        }
        _ => html! {
            input id=(id) name=(name) value=(value) list={ (id) "-known" } maxlength="200" required[is_needed];
            datalist id={ (id) "-known" } { @for word in &asked.known { option value=(word) {} } }
        },
    };
    parts::field(&id, &label, &control, "")
}
