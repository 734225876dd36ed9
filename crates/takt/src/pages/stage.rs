//! A stage and a move: who stands there, who came from where and went where to, and by which rules.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use takt_core::metric::MoveCount;
use takt_core::unit::{Day, StageId};
use takt_draw::figure;

use crate::app::diagram::{self, Days};
use crate::app::report;
use crate::app::right::See;
use crate::app::roster::{self, Entry, Order, PAGE, Question};
use crate::pages::accounts::{self, Line, count, named, now};
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::{parts, when};
use crate::server::visit::{Turned, Visit};

/// What a page of a stage shows.
struct Stage {
    name: String,
    means: String,
    team: String,
    limit: Option<u32>,
    figures: Vec<(&'static str, String, &'static str)>,
    moves: Vec<(String, String, String, u64)>,
    day: Day,
    lines: Vec<Line>,
    all: usize,
}

/// `GET /stage/{stage}`
pub async fn stage(visit: Visit, Path(key): Path<String>) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let day = accounts::day(&visit)?;
    let first = accounts::from(&visit);
    let asking = visit.clone();
    let wanted = key.clone();
    let asked = visit.ask(may, move |may, post| {
        let id = report::stage(post.desk, &wanted)?;
        let picture = diagram::of(post.desk, day.map_or(Days::Latest, Days::At))?;
        let shown = picture.flow.to;
        let at = now(post);
        let all = match day {
            Some(day) => roster::stood(may, &post.desk.book, id, day),
            None => {
                let question = Question { stage: Some(id), order: Order::Longest, ..Question::default() };
                roster::entries(may, &post.desk.book, &question, at)
            }
        };
        let page: Vec<Entry> = all.iter().skip(first).take(PAGE).copied().collect();
        let lines = accounts::lines(may, post, &asking, &page)?;
        let missing =
            || crate::fault::Fault::refused("stage-unknown", vec![("stage", wanted.clone()), ("known", String::new())]);
        let model = post.desk.book.model.clone().ok_or_else(missing)?;
        let stage = model.stage(id).ok_or_else(missing)?;
        let flow = picture.flow.stages.iter().find(|flow| flow.stage == id);
        let number = |number: u64| figure::count(i64::try_from(number).unwrap_or(i64::MAX), asking.catalogue());
        let figures = flow.map_or_else(Vec::new, |flow| {
            let median = flow.dwell_p50.map_or_else(|| "—".to_owned(), |days| figure::days(days, asking.catalogue()));
            vec![
                ("web-stock", number(flow.closing), ""),
                ("web-inflow", number(flow.inflow), ""),
                ("web-outflow", number(flow.outflow), ""),
                ("web-overdue", number(flow.overdue), if flow.overdue > 0 { "warn" } else { "" }),
                ("web-median", median, ""),
            ]
        });
        let title = |id: Option<StageId>| match id.and_then(|id| model.stage(id)) {
            Some(stage) => (named(&asking, &stage.name), stage.key.clone()),
            None => (asking.say("web-outside", &[]), "-".into()),
        };
        let near = |moved: &&MoveCount| moved.from == Some(id) || moved.to == Some(id);
        let told = |moved: &MoveCount| {
            let ((from, a), (to, b)) = (title(moved.from), title(moved.to));
            (from, to, format!("/flow/{a}/{b}"), moved.count)
        };
        // Different paths between the same two are one list.
        let mut moves: Vec<(String, String, String, u64)> = Vec::new();
        for moved in picture.flow.moves.iter().filter(near).map(told) {
            match moves.iter_mut().find(|known| known.2 == moved.2) {
                Some(known) => known.3 += moved.3,
                None => moves.push(moved),
            }
        }
        let team = model.model.team(stage.team).map_or_else(String::new, |team| named(&asking, &team.name));
        Ok(Stage {
            name: named(&asking, &stage.name),
            means: named(&asking, &stage.means),
            team,
            limit: stage.stock,
            figures,
            moves,
            day: shown,
            lines,
            all: all.len(),
        })
    });
    let shown = asked.await?;
    let title = shown.name.clone();
    let body = stage_body(&visit, &key, &shown, first, day);
    let page = Page { title, place: Place::Line, keys: Scope::List, is_live: false, body };
    Ok(visit.html(frame::page(&visit, &page)))
}

fn stage_body(visit: &Visit, key: &str, shown: &Stage, first: usize, day: Option<Day>) -> Markup {
    let query = day.map_or_else(String::new, |day| format!("?at={day}"));
    let at = day.map(|day| day.to_string()).unwrap_or_default();
    let pairs: Vec<(&str, &str)> = if at.is_empty() { Vec::new() } else { vec![("at", at.as_str())] };
    html! {
        nav.trail aria-label=(visit.say("web-trail", &[])) { a href={ "/" (query) } { (visit.say("web-nav-line", &[])) } }
        header.head {
            h1 { (shown.name) }
            p.count { (shown.team) " · " (when::day(visit, shown.day)) }
        }
        @if !shown.means.is_empty() { p.means { (shown.means) } }
        div.figures {
            @for (label, value, tone) in &shown.figures {
                @if *label == "web-overdue" && day.is_none() {
                    a class={ "figure " (tone) } href={ "/accounts?stage=" (key) "&only=overdue" } { span.label { (visit.say(label, &[])) } strong.value { (value) } }
                } @else {
                    div class={ "figure " (tone) } { span.label { (visit.say(label, &[])) } strong.value { (value) } }
                }
            }
            @if let Some(limit) = shown.limit {
                (parts::figure(&visit.say("web-limit", &[]), &count(visit, limit as usize), "", None))
            }
        }
        div.columns {
            section {
                h2 { (visit.say("web-stands-here", &[("count", count(visit, shown.all))])) }
                @if shown.lines.is_empty() {
                    (parts::empty(&visit.say("web-nobody-here", &[]), &visit.say("web-nobody-here-help", &[])))
                } @else {
                    (accounts::table(visit, &shown.lines, &shown.name, false))
                    (accounts::paged(visit, &format!("/stage/{key}"), &pairs, first, shown.lines.len(), shown.all))
                }
            }
            aside {
                h2 { (visit.say("web-moves-month", &[])) }
                ul.moves {
                    @for (from, to, href, number) in &shown.moves {
                        li { a href={ (href) (query) } { span { (from) " → " (to) } strong { (count(visit, usize::try_from(*number).unwrap_or(usize::MAX))) } } }
                    }
                }
                @if shown.moves.is_empty() { p.muted { (visit.say("web-no-moves", &[])) } }
            }
        }
    }
}

/// `GET /flow/{from}/{to}`: who moved in the month of a day, up to and with it.
pub async fn flow(visit: Visit, Path((from, to)): Path<(String, String)>) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let day = accounts::day(&visit)?;
    let first = accounts::from(&visit);
    let asking = visit.clone();
    let path = format!("/flow/{from}/{to}");
    let asked = visit.ask(may, move |may, post| {
        let end = |key: &str| if key == "-" { Ok(None) } else { report::stage(post.desk, key).map(Some) };
        let ends = (end(&from)?, end(&to)?);
        let last = day.unwrap_or_else(|| report::latest(post.desk));
        let begin = takt_core::calendar::month_of(last).first_day();
        let all = roster::moved(may, &post.desk.book, ends, (begin, last));
        let page: Vec<Entry> = all.iter().skip(first).take(PAGE).copied().collect();
        let lines = accounts::lines(may, post, &asking, &page)?;
        let title = |id: Option<StageId>| {
            let stage = id.and_then(|id| post.desk.book.model.as_ref().and_then(|model| model.stage(id)));
            stage.map_or_else(|| asking.say("web-outside", &[]), |stage| named(&asking, &stage.name))
        };
        Ok((title(ends.0), title(ends.1), lines, all.len(), (begin, last)))
    });
    let (from, to, lines, all, (begin, last)) = asked.await?;
    let query = day.map_or_else(String::new, |day| format!("?at={day}"));
    let at = day.map(|day| day.to_string()).unwrap_or_default();
    let pairs: Vec<(&str, &str)> = if at.is_empty() { Vec::new() } else { vec![("at", at.as_str())] };
    let title = format!("{from} → {to}");
    let span = [("from", when::day(&visit, begin)), ("to", when::day(&visit, last)), ("count", count(&visit, all))];
    let body = html! {
        nav.trail aria-label=(visit.say("web-trail", &[])) { a href={ "/" (query) } { (visit.say("web-nav-line", &[])) } }
        header.head { h1 { (title) } p.count { (visit.say("web-moved", &span)) } }
        @if lines.is_empty() {
            (parts::empty(&visit.say("web-nobody-moved", &[]), &visit.say("web-nobody-moved-help", &[])))
        } @else {
            (accounts::table(&visit, &lines, &title, true))
            (accounts::paged(&visit, &path, &pairs, first, lines.len(), all))
        }
    };
    let page = Page { title, place: Place::Line, keys: Scope::List, is_live: false, body };
    Ok(visit.html(frame::page(&visit, &page)))
}
