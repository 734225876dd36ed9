//! The model (ステージ定義): the stages with their definitions, the moves between them, and the file itself.

use axum::response::Response;
use maud::{Markup, html};
use takt_core::unit::Span;
use takt_store::Store as _;

use crate::app::right::See;
use crate::fault::Fault;
use crate::pages::accounts::{count, named};
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::{parts, when};
use crate::server::visit::{Turned, Visit};

/// What the page shows.
struct Shown {
    name: String,
    version: u32,
    since: String,
    stages: Vec<Vec<Markup>>,
    moves: Vec<Vec<Markup>>,
    text: String,
}

/// `GET /model`
pub async fn model(visit: Visit) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let asking = visit.clone();
    let asked = visit.ask(may, move |_, post| {
        let visit = &asking;
        let missing = || Fault::refused("folder-missing", vec![("folder", post.desk.folder.display().to_string())]);
        let force = post.desk.book.model.clone().ok_or_else(missing)?;
        let adoption = post.desk.book.adoptions.last().map(|adoption| (adoption.hash, adoption.at));
        let texts = post.desk.store.models().map_err(|error| post.desk.fault(&error))?;
        let text = texts.into_iter().find(|text| Some(text.sha256) == adoption.map(|(hash, _)| hash));
        let model = &force.model;
        let title = |id| force.stage(id).map_or_else(String::new, |stage| named(visit, &stage.name));
        let stages = model.stages.iter().map(|stage| {
            let team = model.team(stage.team).map_or_else(String::new, |team| named(visit, &team.name));
            vec![
                html! { a href={ "/stage/" (stage.key) } { (named(visit, &stage.name)) } },
                html! { (team) },
                html! { (visit.say(&format!("web-kind-{}", stage.kind.name()), &[])) },
                html! { (stage.limit.map_or_else(|| "—".to_owned(), |span| told(visit, span))) },
                html! { (stage.stock.map_or_else(|| "—".to_owned(), |stock| count(visit, stock as usize))) },
                html! { (named(visit, &stage.means)) },
            ]
        });
        let moves = model.transitions.iter().map(|transition| {
            let from: Vec<String> = transition.from.iter().map(|id| title(*id)).collect();
            vec![
                html! { (from.join("・")) },
                html! { (title(transition.to)) },
                html! { (visit.say(&format!("path-{}", transition.path.name()), &[])) },
                html! { code { (transition.key) } },
            ]
        });
        let since = adoption.map(|(_, at)| when::day(visit, force.calendar().day_of(at)));
        Ok(Shown {
            name: named(visit, &model.name),
            version: model.version,
            since: since.unwrap_or_default(),
            stages: stages.collect(),
            moves: moves.collect(),
            text: text.map(|text| text.text).unwrap_or_default(),
        })
    });
    let shown = asked.await?;
    let word = |name: &str| visit.say(name, &[]);
    let stage_heads = [
        (word("web-head-stage"), false),
        (word("web-team"), false),
        (word("web-kind"), false),
        (word("web-due"), false),
        (word("web-limit"), true),
        (word("web-means"), false),
    ];
    let move_heads =
        [(word("web-from"), false), (word("web-to"), false), (word("web-path"), false), (word("web-rule"), false)];
    let args = [("version", shown.version.to_string()), ("since", shown.since)];
    let title = word("web-nav-model");
    let body = html! {
        header.head { h1 { (shown.name) } p.count { (visit.say("web-model-version", &args)) } }
        h2 { (word("web-stages")) }
        (parts::table(&word("web-stages"), &stage_heads, &shown.stages))
        h2 { (word("web-transitions")) }
        p.muted { (word("web-transitions-help")) }
        (parts::table(&word("web-transitions"), &move_heads, &shown.moves))
        h2 { (word("web-model-file")) }
        pre.file tabindex="0" { (shown.text) }
    };
    let page = Page { title, place: Place::Model, keys: Scope::Everywhere, is_live: false, body };
    Ok(visit.html(frame::page(&visit, &page)))
}

/// How long something may take.
fn told(visit: &Visit, span: Span) -> String {
    match span {
        Span::Business(minutes) if minutes % 60 == 0 => {
            visit.say("web-span-hours", &[("count", (minutes / 60).to_string())])
        }
        Span::Business(minutes) => visit.say("web-span-minutes", &[("count", minutes.to_string())]),
        Span::Days(days) => visit.say("web-span-days", &[("count", days.to_string())]),
        Span::Months(months) => visit.say("web-span-months", &[("count", months.to_string())]),
    }
}
