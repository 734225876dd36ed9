//! Lists of companies.

use axum::response::Response;
use maud::{Markup, html};
use takt_core::account::Owner;
use takt_core::agenda::Action;
use takt_core::fact::Place as Position;
use takt_core::model::Bilingual;
use takt_core::unit::{Day, MemberId, Micros};
use takt_draw::figure;

use crate::app::desk::Desk;
use crate::app::report;
use crate::app::right::{Authorized, See};
use crate::app::roster::{self, Entry, Order, PAGE, Question, Row};
use crate::catalogue::Language;
use crate::fault::Fault;
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::{parts, when};
use crate::server::office::Post;
use crate::server::visit::{Turned, Visit, form_urlencoded};

/// A row as it is shown.
#[derive(Debug)]
pub struct Line {
    row: Row,
    stage: String,
    since: String,
    /// Of a move, the stay that it ended; else how long it stands there: in tenths of a day.
    tenths: Option<i64>,
    owner: String,
    next: Option<(String, String, bool)>,
    back: Option<String>,
}

/// A name in the reader's language.
#[must_use]
pub fn named(visit: &Visit, name: &Bilingual) -> String {
    match visit.language {
        Language::Ja => name.ja.clone(),
        Language::En => name.en.clone(),
    }
}

/// Now: the sample vendor's time, or that of the clock.
pub fn now(post: &mut Post<'_>) -> Micros {
    post.desk.guard.read().at
}

/// A page of a list with all that it shows.
///
/// # Errors
/// The store cannot be read.
pub fn lines(may: &Authorized<See>, post: &mut Post<'_>, visit: &Visit, entries: &[Entry]) -> Result<Vec<Line>, Fault> {
    let now = now(post);
    let rows = roster::rows(may, post.desk, entries, now)?;
    rows.into_iter().map(|row| line(post.desk, visit, row, now)).collect()
}

fn line(desk: &mut Desk, visit: &Visit, row: Row, now: Micros) -> Result<Line, Fault> {
    let owner = owner(desk, visit, row.owner)?;
    let Some(model) = desk.book.model.clone() else {
        return Err(Fault::refused("folder-missing", vec![("folder", desk.folder.display().to_string())]));
    };
    let calendar = model.calendar();
    let today = calendar.day_of(now);
    let (begun, ended) = match row.entry.before {
        Some(before) => (Some(before), row.entry.since),
        None => (Some(row.entry.since), now),
    };
    let tenths = begun.map(|begun| ended.since(begun).max(0) / (Micros::DAY / 10));
    let next = row.next.map(|next| {
        let what = action(visit, desk, next.what);
        (when::near(visit, calendar.civil(next.at).date(), today), what, next.at < now)
    });
    Ok(Line {
        stage: model.stage(row.entry.stage).map_or_else(String::new, |stage| named(visit, &stage.name)),
        since: when::near(visit, calendar.civil(row.entry.since).date(), today),
        tenths,
        owner,
        next,
        back: row.back.map(|back| when::near(visit, calendar.civil(back).date(), today)),
        row,
    })
}

/// Who has it: a member by name, or the queue of a team.
///
/// # Errors
/// The store cannot be read.
pub fn owner(desk: &mut Desk, visit: &Visit, owner: Owner) -> Result<String, Fault> {
    let team = desk.book.model.as_ref().and_then(|model| model.model.team(owner.team()).map(|team| team.name.clone()));
    let team = team.map_or_else(String::new, |name| named(visit, &name));
    match owner.member() {
        Some(member) => desk.name_of_member(member),
        None => Ok(visit.say("web-queue", &[("team", team)])),
    }
}

/// What comes next, in words.
#[must_use]
pub fn action(visit: &Visit, desk: &Desk, action: Action) -> String {
    let of = desk.book.model.as_ref().and_then(|model| {
        let model = &model.model;
        match action {
            Action::Answer(team) => model.team(team).map(|team| &team.name),
            Action::Work(stage) => model.stage(stage).map(|stage| &stage.name),
            Action::Play(play) => model.plays.iter().find(|known| known.id == play).map(|play| &play.name),
            Action::Step(step) => model.steps.iter().find(|known| known.id == step).map(|step| &step.name),
            Action::Meet | Action::Return | Action::Window => None,
        }
    });
    let of = of.map_or_else(String::new, |name| named(visit, name));
    visit.say(&format!("next-{}", action.name()), &[("of", of)])
}

/// A list as a table. Every row opens its company.
#[must_use]
pub fn table(visit: &Visit, lines: &[Line], caption: &str, is_moves: bool) -> Markup {
    let head = |name: &str| visit.say(name, &[]);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table.list.rows data-rows="yes" {
                caption.quiet { (caption) }
                thead { tr {
                    th scope="col" { (head("web-head-company")) }
                    th scope="col" { (head("web-head-stage")) }
                    th scope="col" { (head(if is_moves { "web-head-moved" } else { "web-head-since" })) }
                    th.n scope="col" { (head(if is_moves { "web-head-stayed" } else { "web-head-stays" })) }
                    th scope="col" { (head("web-head-owner")) }
                    th scope="col" { (head("web-head-next")) }
                } }
                tbody {
                    @for line in lines {
                        tr data-href={ "/accounts/" (line.row.entry.account.0) } {
                            td {
                                a href={ "/accounts/" (line.row.entry.account.0) } { (line.row.name) }
                                @if let Position::Side(_) = line.row.entry.place { " " (parts::badge(parts::Tone::Plain, &head("web-expansion"))) }
                                @if line.row.lap > 1 { " " (parts::badge(parts::Tone::Plain, &visit.say("web-lap", &[("lap", line.row.lap.to_string())]))) }
                            }
                            td { (line.stage) @if line.row.overdue && !is_moves { " " (parts::overdue(visit)) } }
                            td { (line.since) }
                            td.n { @if let Some(tenths) = line.tenths { (figure::days(tenths, visit.catalogue())) } @else { "—" } }
                            td { (line.owner) }
                            td {
                                @match (&line.next, &line.back) {
                                    (Some((at, what, is_late)), _) => { span class=[is_late.then_some("late")] { (at) } " " (what) }
                                    (None, Some(back)) => { (visit.say("web-back", &[("at", back.clone())])) }
                                    (None, None) if line.row.is_over => { span.muted { "—" } }
                                    (None, None) => { (parts::badge(parts::Tone::Warn, &head("web-gap"))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The rows of a page, and the ways to the pages beside it.
#[must_use]
pub fn paged(visit: &Visit, path: &str, pairs: &[(&str, &str)], first: usize, shown: usize, all: usize) -> Markup {
    let to = |from: usize| {
        let from = from.to_string();
        let mut pairs = pairs.to_vec();
        if from != "0" {
            pairs.push(("from", &from));
        }
        format!("{path}?{}", form_urlencoded(&pairs))
    };
    let before = (first > 0).then(|| to(first.saturating_sub(PAGE)));
    let after = (first + shown < all).then(|| to(first + PAGE));
    parts::pages(visit, first, shown, all, before.as_deref(), after.as_deref())
}

/// Which row a page begins with.
#[must_use]
pub fn from(visit: &Visit) -> usize {
    visit.asked("from").and_then(|from| from.parse().ok()).unwrap_or(0)
}

/// What the filter can be set to: keys and names.
#[derive(Debug, Default)]
struct Choices {
    stages: Vec<(String, String)>,
    teams: Vec<(String, String)>,
    members: Vec<(String, String)>,
}

fn choices(desk: &mut Desk, visit: &Visit) -> Result<Choices, Fault> {
    let mut choices = Choices::default();
    if let Some(model) = desk.book.model.clone() {
        let stages = model.model.stages.iter().filter(|stage| stage.standing.is_some());
        choices.stages = stages.map(|stage| (stage.key.clone(), named(visit, &stage.name))).collect();
        choices.teams = model.model.teams.iter().map(|team| (team.key.clone(), named(visit, &team.name))).collect();
    }
    choices.members = members(desk)?;
    Ok(choices)
}

/// The members of all teams: number and name.
///
/// # Errors
/// The store cannot be read.
pub fn members(desk: &mut Desk) -> Result<Vec<(String, String)>, Fault> {
    let ids: Vec<MemberId> = desk.book.floor.members.keys().copied().collect();
    let mut members = Vec::new();
    for id in ids {
        members.push((id.0.to_string(), desk.name_of_member(id)?));
    }
    members.sort_by(|(_, one), (_, other)| one.cmp(other));
    Ok(members)
}

/// `GET /accounts`
pub async fn accounts(visit: Visit) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let asking = visit.clone();
    let first = from(&visit);
    let asked = visit.ask(may, move |may, post| {
        let question = question(post.desk, &asking)?;
        let now = now(post);
        let all = roster::entries(may, &post.desk.book, &question, now);
        let page: Vec<Entry> = all.iter().skip(first).take(PAGE).copied().collect();
        let lines = lines(may, post, &asking, &page)?;
        Ok((lines, all.len(), choices(post.desk, &asking)?))
    });
    let (lines, all, choices) = asked.await?;
    let pairs: Vec<(&str, &str)> = ["stage", "team", "member", "only", "order"]
        .into_iter()
        .filter_map(|name| visit.asked(name).map(|value| (name, value)))
        .collect();
    let title = visit.say("web-nav-companies", &[]);
    let body = html! {
        header.head { h1 { (title) } p.count { (visit.say("web-companies", &[("count", count(&visit, all))])) } }
        (filter(&visit, &choices))
        @if lines.is_empty() {
            (parts::empty(&visit.say("web-none", &[]), &visit.say("web-none-help", &[])))
        } @else {
            (table(&visit, &lines, &title, false))
        }
        (paged(&visit, "/accounts", &pairs, first, lines.len(), all))
    };
    let page = Page { title, place: Place::Companies, keys: Scope::List, is_live: false, body };
    Ok(visit.html(frame::page(&visit, &page)))
}

/// A count as the reader writes it.
#[must_use]
pub fn count(visit: &Visit, number: usize) -> String {
    figure::count(i64::try_from(number).unwrap_or(i64::MAX), visit.catalogue())
}

fn question(desk: &Desk, visit: &Visit) -> Result<Question, Fault> {
    let team = |key: &str| {
        let model = desk.book.model.as_ref();
        model.and_then(|model| model.model.teams.iter().find(|team| team.key == key)).map(|team| team.id)
    };
    Ok(Question {
        stage: visit.asked("stage").map(|key| report::stage(desk, key)).transpose()?,
        team: visit.asked("team").and_then(team),
        member: visit.asked("member").and_then(|id| id.parse().ok()).map(MemberId),
        overdue: visit.asked("only") == Some("overdue"),
        gap: visit.asked("only") == Some("gap"),
        order: match visit.asked("order") {
            Some("latest") => Order::Latest,
            Some("known") => Order::Known,
            _ => Order::Longest,
        },
    })
}

/// The filter, as a sentence.
fn filter(visit: &Visit, choices: &Choices) -> Markup {
    let asked = |name: &str| visit.asked(name).unwrap_or_default().to_owned();
    let word = |name: &str| visit.say(name, &[]);
    let only = ["overdue", "gap"].map(|code| (code.to_owned(), visit.say(&format!("web-only-{code}"), &[])));
    let order =
        ["longest", "latest", "known"].map(|code| (code.to_owned(), visit.say(&format!("web-order-{code}"), &[])));
    let chosen_order = visit.asked("order").unwrap_or("longest");
    html! {
        form.filter action="/accounts" method="get" aria-label=(word("web-filter")) {
            label { (word("web-head-stage")) (parts::choice("f-stage", "stage", &choices.stages, &asked("stage"), false)) }
            label { (word("web-team")) (parts::choice("f-team", "team", &choices.teams, &asked("team"), false)) }
            label { (word("web-head-owner")) (parts::choice("f-member", "member", &choices.members, &asked("member"), false)) }
            label { (word("web-only")) (parts::choice("f-only", "only", &only, &asked("only"), false)) }
            label { (word("web-order")) (parts::choice("f-order", "order", &order, chosen_order, true)) }
            button.button { (word("web-show")) }
            @if !visit.asked.is_empty() { a href="/accounts" { (word("web-clear")) } }
        }
    }
}

/// The day that a page is asked for, if it is a past one.
///
/// # Errors
/// It is no day.
pub fn day(visit: &Visit) -> Result<Option<Day>, Turned> {
    visit.asked("at").map(report::day).transpose().map_err(|fault| visit.fault(&fault))
}
