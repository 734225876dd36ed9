//! The diagram as home: the revenue model as it stands on a day, alive.

use axum::extract::Form;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use takt_core::calendar::month_of;
use takt_core::unit::{Day, Seq};
use takt_draw::diagram::{Section, Ways, Width};
use takt_draw::theme::Theme;

use crate::app::diagram::{self, Days, Scene};
use crate::app::report;
use crate::app::right::{See, State};
use crate::fault::Fault;
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::{parts, when};
use crate::server::visit::{Turned, Visit, within};

/// What the page shows, asked of the desk.
struct Asked {
    scene: Scene,
    day: Day,
    first: Day,
    last: Day,
    seq: Seq,
    /// The sample vendor's time, and whether it runs.
    sample: Option<(String, bool)>,
}

/// `GET /`
pub async fn home(visit: Visit) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    let day = visit.asked("at").map(report::day).transpose().map_err(|fault| visit.fault(&fault))?;
    let asking = visit.clone();
    let asked = visit.ask(may, move |_, post| {
        let desk = &mut *post.desk;
        let last = report::latest(desk);
        let first = desk.book.days().map_or(last, |(first, _)| first);
        let shown = day.unwrap_or(last).clamp(first, last);
        let picture = diagram::of(desk, Days::At(shown))?;
        let scene = Scene::of(desk, picture)?;
        let sample = post.life.as_ref().map(|life| {
            let now = desk.book.model.as_ref().map(|model| model.calendar().civil(life.now()));
            (now.map_or_else(String::new, |now| when::moment(&asking, now, last)), life.is_running())
        });
        Ok(Asked { scene, day: shown, first, last, seq: desk.book.next, sample })
    });
    let asked = asked.await?;
    let is_table = visit.asked("view") == Some("table");
    let is_now = day.is_none();
    let shown = if is_table { tables(&visit, &asked) } else { pictures(&visit, &asked, is_now) };
    let body = html! {
        h1.quiet { (visit.say("diagram-title", &[])) }
        (tools(&visit, &asked, is_table, is_now))
        (shown.map_err(|fault| visit.fault(&fault))?)
    };
    let title = visit.say("diagram-title", &[]);
    let page = Page { title, place: Place::Line, keys: Scope::Diagram, is_live: is_now, body };
    Ok(visit.html(frame::page(&visit, &page)))
}

/// The address of a day; today has none, so that the page goes on with time.
fn address(day: Option<Day>, is_table: bool) -> String {
    let at = day.map(|day| format!("at={day}"));
    let view = is_table.then(|| "view=table".to_owned());
    let query: Vec<String> = at.into_iter().chain(view).collect();
    if query.is_empty() { "/".into() } else { format!("/?{}", query.join("&")) }
}

/// Which days, and in which form.
fn tools(visit: &Visit, asked: &Asked, is_table: bool, is_now: bool) -> Markup {
    let (before, after) = when::months_around(asked.day, asked.last);
    let day = asked.day.to_string();
    html! {
        div.tools {
            nav.days aria-label=(visit.say("web-days", &[])) {
                @if before >= asked.first {
                    a.button.square #earlier rel="prev" href=(address(Some(before), is_table)) aria-label=(visit.say("web-month-before", &[])) { "‹" }
                }
                strong { (when::month(visit, month_of(asked.day))) }
                @if let Some(after) = after {
                    a.button.square #later rel="next" href=(address((after < asked.last).then_some(after), is_table)) aria-label=(visit.say("web-month-after", &[])) { "›" }
                }
                @if is_now {
                    span.live { span.dot aria-hidden="true" {} (visit.say("web-live", &[])) }
                } @else {
                    a.button href=(address(None, is_table)) { (visit.say("web-today", &[])) }
                }
            }
            form.slide action="/" method="get" data-first=(asked.first) data-last=(asked.last) {
                label.quiet for="at" { (visit.say("web-day-of", &[])) }
                input #slider type="range" min=(asked.first.0) max=(asked.last.0) value=(asked.day.0) aria-label=(visit.say("web-slider", &[])) aria-valuetext=(when::day(visit, asked.day)) hidden;
                input #at type="date" name="at" min=(asked.first) max=(asked.last) value=(day);
                @if is_table { input type="hidden" name="view" value="table"; }
                button.button { (visit.say("web-show", &[])) }
                button.button #play type="button" hidden aria-pressed="false" { (visit.say("web-play", &[])) }
            }
            @if let Some((now, is_running)) = &asked.sample {
                form.sample action="/sample/time" method="post" {
                    span { (visit.say("web-sample-time", &[("now", now.clone())])) }
                    button.button name="run" value=(if *is_running { "no" } else { "yes" }) {
                        (visit.say(if *is_running { "web-sample-stop" } else { "web-sample-run" }, &[]))
                    }
                }
            }
            a.button #table href=(address((!is_now).then_some(asked.day), !is_table)) {
                (visit.say(if is_table { "web-as-picture" } else { "web-as-table" }, &[])) " " kbd { "T" }
            }
        }
    }
}

/// The picture for a wide window, and the one for a telephone.
fn pictures(visit: &Visit, asked: &Asked, is_now: bool) -> Result<Markup, Fault> {
    let query = if is_now { String::new() } else { format!("?at={}", asked.day) };
    let ways = Ways { stage: "/stage/".into(), flow: "/flow/".into(), query: query.clone() };
    let drawn = |width: Width, code: &str| -> Result<std::sync::Arc<str>, Fault> {
        let name = format!("{code} {} {} {query} {}", asked.seq.0, asked.day, visit.language.code());
        if let Some(svg) = visit.house.drawn(&name) {
            return Ok(svg);
        }
        let drawing = asked.scene.draw((Theme::Page, width), Some(ways.clone()), visit.catalogue())?;
        let svg: std::sync::Arc<str> = drawing.svg().clone().called(code).to_string().into();
        visit.house.keep_drawn(name, std::sync::Arc::clone(&svg));
        Ok(svg)
    };
    let (wide, narrow) = (drawn(Width::Wide, "wide")?, drawn(Width::Narrow, "narrow")?);
    Ok(html! {
        div.picture.wide tabindex="0" role="region" aria-label=(visit.say("diagram-title", &[])) { (parts::picture(&wide)) }
        div.picture.narrow { (parts::picture(&narrow)) }
    })
}

/// The same as tables.
fn tables(visit: &Visit, asked: &Asked) -> Result<Markup, Fault> {
    let drawing = asked.scene.draw((Theme::Page, Width::Wide), None, visit.catalogue())?;
    let one = |section: &Section| {
        let heads: Vec<(String, bool)> =
            section.table.head.iter().enumerate().map(|(place, head)| (head.clone(), place >= section.words)).collect();
        let rows: Vec<Vec<Markup>> =
            section.table.rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect()).collect();
        html! { section.block { h2 { (section.title) } (parts::table(&section.title, &heads, &rows)) } }
    };
    Ok(html! { div.tables { @for section in drawing.sections() { (one(section)) } } })
}

/// The form of the sample vendor's time.
#[derive(Debug, Deserialize)]
pub struct SampleTime {
    run: String,
    to: Option<String>,
}

/// `POST /sample/time`: lets the sample vendor's time run or stand.
pub async fn sample_time(visit: Visit, Form(form): Form<SampleTime>) -> Result<Response, Turned> {
    let may = visit.may::<State>()?;
    let runs = form.run == "yes";
    let told = visit.ask(may, move |_, post| {
        if let Some(life) = post.life.as_mut() {
            life.run(runs);
        }
        Ok(())
    });
    told.await?;
    Ok(Redirect::to(within(form.to.as_deref().unwrap_or("/"))).into_response())
}
