//! Bringing data in: a file is handed over, looked at as a dry run with the line as it would stand, and taken; an import can
//! be taken back whole.

use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;

use axum::extract::{FromRequest as _, Multipart, Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use takt_core::unit::ImportId;
use takt_draw::diagram::{Ways, Width};
use takt_draw::theme::Theme;
use takt_intake::{Given, code};

use crate::app::desk::Desk;
use crate::app::diagram::{self, Days, Scene};
use crate::app::import::{self, Lexicon, Refused, Report, Sample, Silent};
use crate::app::right::{Authorized, See, State as MayState};
use crate::fault::Fault;
use crate::pages::accounts::{count, named};
use crate::pages::frame::{self, Page, Place};
use crate::pages::keys::Scope;
use crate::pages::parts;
use crate::server::uploads::{State, Told, Upload};
use crate::server::visit::{Turned, Visit};

/// Rejected rows that are shown.
const REJECTED_SHOWN: usize = 20;

/// `GET /import`: the way in, and the imports there were.
pub async fn door(visit: Visit) -> Result<Response, Turned> {
    let may = visit.may::<See>()?;
    Ok(visit.html(door_page(&visit, may, None).await?))
}

async fn door_page<A: Send + 'static>(
    visit: &Visit,
    may: Authorized<A>,
    trouble: Option<Markup>,
) -> Result<Markup, Turned> {
    let known = visit.ask(may, |_, post| {
        let book = &post.desk.book;
        let mut list: Vec<(u32, [u32; 4], bool)> = Vec::new();
        for tally in &book.imports {
            let rows = [tally.received, tally.journalled, tally.unchanged, tally.rejected];
            list.push((tally.import.0, rows, book.imports_undone.contains(&tally.import)));
        }
        list.reverse();
        list.truncate(50);
        Ok(list)
    });
    let list = known.await?;
    let word = |name: &str| visit.say(name, &[]);
    let heads: Vec<(String, bool)> = [
        "web-import-number",
        "web-import-received",
        "web-import-journalled",
        "web-import-unchanged",
        "web-import-rejected",
    ]
    .iter()
    .map(|name| (word(name), true))
    .chain([(word("web-import-back"), false)])
    .collect();
    let rows: Vec<Vec<Markup>> = list
        .iter()
        .map(|(number, rows, is_undone)| {
            let mut row = vec![html! { (number) }];
            row.extend(rows.iter().map(|rows| html! { (count(visit, *rows as usize)) }));
            row.push(if *is_undone {
                parts::badge(parts::Tone::Plain, &word("web-import-undone"))
            } else {
                html! {
                    form action={ "/imports/" (number) "/undo" } method="post" {
                        button.button { (word("web-import-undo")) }
                    }
                }
            });
            row
        })
        .collect();
    let title = word("web-nav-import");
    let body = html! {
        header.head { h1 { (title) } }
        @if let Some(trouble) = trouble { (trouble) }
        form #drop.drop action="/import" method="post" enctype="multipart/form-data" {
            p { strong { (word("web-import-drop")) } }
            p.muted { (word("web-import-drop-help")) }
            label.quiet for="file" { (word("web-import-file")) }
            input #file type="file" name="file" required;
            button.button.main { (word("web-import-look")) }
        }
        h2 { (word("web-imports")) }
        @if rows.is_empty() {
            (parts::empty(&word("web-imports-none"), &word("web-imports-none-help")))
        } @else {
            (parts::table(&word("web-imports"), &heads, &rows))
        }
    };
    let page = Page { title, place: Place::Import, keys: Scope::Everywhere, is_live: false, body };
    Ok(frame::page(visit, &page))
}

/// What a dry run found.
struct Preview {
    report: Report,
    mapping: Option<String>,
    changes: Vec<(String, u64, u64)>,
    before: String,
    after: String,
}

/// `POST /import`: takes a file in and shows what would happen.
pub async fn look(visit: Visit, request: Request) -> Result<Response, Turned> {
    let may = visit.may::<MayState>()?;
    // Only of somebody who may is anything read.
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|cause| {
        visit.fault(&Fault::refused("upload-cut-off", vec![("file", String::new()), ("cause", cause.body_text())]))
    })?;
    let mut taken = None;
    loop {
        let field = form.next_field().await;
        let field = field.map_err(|cause| {
            visit.fault(&Fault::refused("upload-cut-off", vec![("file", String::new()), ("cause", cause.to_string())]))
        })?;
        let Some(field) = field else { break };
        if field.name() == Some("file") {
            taken = Some(visit.house.uploads.take(field).await);
            break;
        }
    }
    let upload = match taken {
        Some(Ok(upload)) => upload,
        Some(Err(fault)) => return Err(refused(&visit, may, &fault).await),
        None => return Err(refused(&visit, may, &Fault::refused("upload-empty", vec![("file", String::new())])).await),
    };
    let (id, upload) = upload;
    let folder = visit.ask(may.clone(), |_, post| Ok(post.desk.folder.clone())).await?;
    let (asking, file) = (visit.clone(), Arc::clone(&upload));
    // It reads the folder for itself: nobody waits for it.
    let looked = tokio::task::spawn_blocking(move || rehearse(&asking, &folder, &file)).await;
    match looked.unwrap_or_else(|_| Err(vec![])) {
        Ok(preview) => Ok(visit.html(preview_page(&visit, &id, &upload, &preview))),
        Err(lines) => {
            let trouble = parts::trouble(&visit.say("web-import-none", &[]), &lines.join("\n"));
            let page = door_page(&visit, may, Some(trouble)).await?;
            Err(Turned::from((StatusCode::UNPROCESSABLE_ENTITY, visit.html(page)).into_response()))
        }
    }
}

async fn refused(visit: &Visit, may: Authorized<MayState>, fault: &Fault) -> Turned {
    let (what, help) = fault.sentences(visit.catalogue());
    match door_page(visit, may, Some(parts::trouble(&what, &help))).await {
        Ok(page) => Turned::from((StatusCode::UNPROCESSABLE_ENTITY, visit.html(page)).into_response()),
        Err(turned) => turned,
    }
}

fn given(upload: &Upload) -> Vec<Given> {
    let mut given = Given::path(&upload.path);
    given.name.clone_from(&upload.name);
    vec![given]
}

/// Does the import in memory.
fn rehearse(visit: &Visit, folder: &std::path::Path, upload: &Upload) -> Result<Preview, Vec<String>> {
    let fault = |fault: &Fault| {
        let (what, help) = fault.sentences(visit.catalogue());
        vec![what, help]
    };
    let mut desk = Desk::open_reader(folder).map_err(|error| fault(&error))?;
    let scene = |desk: &mut Desk| {
        let picture = diagram::of(desk, Days::Latest)?;
        Scene::of(desk, picture)
    };
    let before = scene(&mut desk).map_err(|error| fault(&error))?;
    let memory = folder.join(import::remembered::FOLDER);
    let mut desk = desk.rehearsing().map_err(|error| fault(&Fault::of_store(&error, folder)))?;
    let given = given(upload);
    let mut lexicon = Lexicon::of(&mut desk).map_err(|error| fault(&error))?;
    let read = import::read_through(&given, None, &memory, &mut lexicon);
    let (taken, through) = read.map_err(|refused| told(visit, &refused))?;
    let report = desk.import(&taken, &mut Silent).map_err(|error| fault(&error))?;
    let picture = diagram::of(&mut desk, Days::Latest).map_err(|error| fault(&error))?;
    let after = Scene::of(&desk, picture).map_err(|error| fault(&error))?;
    let stock = |scene: &Scene, stage| {
        scene.picture.flow.stages.iter().find(|known| known.stage == stage).map_or(0, |known| known.closing)
    };
    let mut changes = Vec::new();
    for stage in after.picture.flow.stages.iter().map(|stage| stage.stage) {
        let (now, then) = (stock(&before, stage), stock(&after, stage));
        if let Some(stage) = after.model.stage(stage).filter(|_| now != then) {
            changes.push((named(visit, &stage.name), now, then));
        }
    }
    // Both stand on one page: no two things of it go by one name.
    let draw = |scene: &Scene, name: &str| {
        let drawing = scene.draw((Theme::Page, Width::Wide), None::<Ways>, visit.catalogue());
        drawing.map(|drawing| drawing.svg().clone().called(name).to_string()).map_err(|error| fault(&error))
    };
    let mapping = through.map(|through| through.name);
    Ok(Preview { before: draw(&before, "before")?, after: draw(&after, "after")?, report, mapping, changes })
}

/// Why nothing can be taken, in sentences.
fn told(visit: &Visit, refused: &Refused) -> Vec<String> {
    match refused {
        Refused::Fault(fault) => {
            let (what, help) = fault.sentences(visit.catalogue());
            vec![what, help]
        }
        Refused::NoMapping { file, .. } => {
            let args = [("file", file.clone())];
            vec![visit.say("fault-mapping-missing", &args), visit.say("web-import-no-mapping", &[])]
        }
        Refused::Findings(findings) => {
            let mut lines = Vec::new();
            for finding in findings.iter().filter(|finding| finding.code != code::FILE_UNREADABLE).take(10) {
                lines.push(visit.say(&format!("intake-{}", finding.code), &finding.args));
                lines.push(visit.say(&format!("intake-{}-help", finding.code), &finding.args));
            }
            lines
        }
    }
}

fn preview_page(visit: &Visit, id: &str, upload: &Upload, preview: &Preview) -> Markup {
    let title = upload.name.clone();
    let number = |number: u64| takt_draw::figure::count(i64::try_from(number).unwrap_or(i64::MAX), visit.catalogue());
    let heads = [
        (visit.say("web-head-stage", &[]), false),
        (visit.say("rehearse-today", &[]), true),
        (visit.say("rehearse-after", &[]), true),
    ];
    let rows: Vec<Vec<Markup>> = preview
        .changes
        .iter()
        .map(|(stage, now, then)| {
            vec![html! { (stage) }, html! { (number(*now)) }, html! { strong { (number(*then)) } }]
        })
        .collect();
    let body = html! {
        nav.trail aria-label=(visit.say("web-trail", &[])) { a href="/import" { (visit.say("web-nav-import", &[])) } }
        header.head {
            h1 { (title) }
            @if let Some(mapping) = &preview.mapping { p.count { (visit.say("web-import-mapping", &[("mapping", mapping.clone())])) } }
        }
        p { (visit.say("web-import-dry", &[])) }
        (figures(visit, &preview.report))
        form.end action={ "/import/" (id) } method="post" {
            button.button.main disabled[preview.report.journalled == 0 && preview.report.facts == 0] { (visit.say("web-import-take", &[])) }
            a.button href="/import" { (visit.say("web-cancel", &[])) }
        }
        (samples(visit, &preview.report))
        (rejections(visit, &preview.report))
        h2 { (visit.say("web-import-line", &[])) }
        @if rows.is_empty() {
            p.muted { (visit.say("rehearse-same", &[])) }
        } @else {
            (parts::table(&visit.say("web-import-line", &[]), &heads, &rows))
            details.after open {
                summary { (visit.say("rehearse-after", &[])) }
                div.picture.wide tabindex="0" role="region" aria-label=(visit.say("rehearse-after", &[])) { (parts::picture(&preview.after)) }
            }
            details.before {
                summary { (visit.say("rehearse-today", &[])) }
                div.picture.wide tabindex="0" role="region" aria-label=(visit.say("rehearse-today", &[])) { (parts::picture(&preview.before)) }
            }
        }
    };
    frame::page(visit, &Page { title, place: Place::Import, keys: Scope::Everywhere, is_live: false, body })
}

fn figures(visit: &Visit, report: &Report) -> Markup {
    let figure = |name: &str, number: u32, tone: &str| {
        html! { div class={ "figure " (tone) } { span.label { (visit.say(name, &[])) } strong.value { (count(visit, number as usize)) } } }
    };
    html! {
        div.figures {
            (figure("web-import-received", report.received, ""))
            (figure("web-import-created", report.created, ""))
            (figure("web-import-updated", report.updated, ""))
            (figure("web-import-people", report.people.created + report.people.updated, ""))
            (figure("web-import-unchanged", report.unchanged, ""))
            (figure("web-import-doubtful", report.doubtful, if report.doubtful > 0 { "warn" } else { "" }))
            (figure("web-import-rejected", report.rejected, if report.rejected > 0 { "warn" } else { "" }))
        }
    }
}

fn samples(visit: &Visit, report: &Report) -> Markup {
    let all = &report.samples;
    let kinds: [(&str, u32, &[Sample]); 4] = [
        ("accounts-created", report.created, &all.accounts_created),
        ("accounts-updated", report.updated, &all.accounts_updated),
        ("contacts-created", report.people.created, &all.contacts_created),
        ("contacts-updated", report.people.updated, &all.contacts_updated),
    ];
    html! {
        div.samples {
            @for (kind, number, list) in kinds.iter().filter(|(.., list)| !list.is_empty()) {
                section {
                    h2 { (visit.say(&format!("sample-{kind}"), &[("count", count(visit, *number as usize))])) }
                    ul {
                        @for sample in *list {
                            li { strong { (if sample.name.is_empty() { &sample.key } else { &sample.name }) } " " span.muted { (visit.say("web-import-row", &[("line", sample.row.1.to_string())])) } }
                        }
                    }
                }
            }
        }
    }
}

fn rejections(visit: &Visit, report: &Report) -> Markup {
    html! {
        @if !report.doubts.is_empty() {
            h2 { (visit.say("web-import-doubtful", &[])) }
            ul { @for (code, rows) in &report.doubts { li { (visit.say(&format!("doubt-{code}"), &[("rows", count(visit, *rows as usize))])) } } }
        }
        @if !report.rejections.is_empty() {
            h2 { (visit.say("web-import-rejected", &[])) }
            ul.rejected {
                @for rejection in report.rejections.iter().take(REJECTED_SHOWN) {
                    li {
                        strong { (visit.say("web-import-row", &[("line", rejection.line.to_string())])) }
                        @if let Some(field) = &rejection.field { " " (parts::badge(parts::Tone::Plain, field)) }
                        " " (visit.say(&format!("intake-{}", rejection.code), &rejection.args))
                    }
                }
            }
        }
    }
}

fn upload(visit: &Visit, id: &str) -> Result<Arc<Upload>, Turned> {
    let unknown = || visit.refuse(StatusCode::NOT_FOUND, "web-upload-gone", "web-upload-gone-help");
    visit.house.uploads.find(id).ok_or_else(unknown)
}

/// `POST /import/{upload}`: takes a file that was looked at.
pub async fn take(visit: Visit, Path(id): Path<String>) -> Result<Response, Turned> {
    let may = visit.may::<MayState>()?;
    let file = upload(&visit, &id)?;
    let to = Redirect::to(&format!("/import/{id}"));
    // Sent twice, it is taken once; and one file is taken at a time.
    if !matches!(*file.state(), State::Looked | State::Failed(_)) {
        return Ok(to.into_response());
    }
    if visit.house.uploads.is_taking.swap(true, SeqCst) {
        return Err(visit.refuse(StatusCode::CONFLICT, "web-import-busy", "web-import-busy-help"));
    }
    *file.state() = State::Taking;
    let (house, asking) = (Arc::clone(&visit.house), visit.clone());
    tokio::spawn(async move {
        let taking = Arc::clone(&file);
        let done = house.office.ask(may, move |_, post| post.at_length(|desk| taken(&asking, desk, &taking))).await;
        *file.state() = match done {
            Ok(state) => state,
            Err(fault) => {
                let (what, help) = fault.sentences(house.catalogue(visit.language));
                State::Failed(vec![what, help])
            }
        };
        house.uploads.is_taking.store(false, SeqCst);
    });
    Ok(to.into_response())
}

/// Takes a file into the journal of a desk.
fn taken(visit: &Visit, desk: &mut Desk, file: &Arc<Upload>) -> Result<State, Fault> {
    let memory = desk.folder.join(import::remembered::FOLDER);
    let given = given(file);
    let read = import::read_through(&given, None, &memory, &mut Lexicon::of(desk)?);
    let (taken, through) = match read {
        Ok(read) => read,
        Err(refused) => return Ok(State::Failed(told(visit, &refused))),
    };
    if let Some(through) = through.as_ref().filter(|_| !taken.rows.is_empty()) {
        through.keep()?;
    }
    let report = desk.import(&taken, &mut Told(Arc::clone(file)))?;
    Ok(State::Taken(Box::new(report)))
}

/// `GET /import/{upload}`: how far it is, and what it came to.
pub async fn progress(visit: Visit, Path(id): Path<String>) -> Result<Response, Turned> {
    visit.may::<See>()?;
    let file = upload(&visit, &id)?;
    let state = file.state().clone();
    let title = file.name.clone();
    let is_running = matches!(state, State::Taking);
    let body = html! {
        nav.trail aria-label=(visit.say("web-trail", &[])) { a href="/import" { (visit.say("web-nav-import", &[])) } }
        header.head { h1 { (title) } }
        @match &state {
            State::Looked => p { (visit.say("web-import-dry", &[])) },
            State::Taking => {
                @let (done, all) = (file.done.load(SeqCst), file.all.load(SeqCst));
                p role="status" { (told_progress(&visit, &file, done, all)) }
                progress value=(done) max=(all.max(1)) aria-label=(title) {}
            }
            State::Taken(report) => {
                (parts::done(&visit.say("web-import-taken", &[("facts", count(&visit, usize::try_from(report.facts).unwrap_or(0)))])))
                (figures(&visit, report))
                (rejections(&visit, report))
                p.end {
                    a.button.main href="/" { (visit.say("web-to-line", &[])) }
                    a.button href="/import" { (visit.say("web-imports", &[])) }
                }
            }
            State::Failed(lines) => (parts::trouble(&visit.say("web-import-none", &[]), &lines.join("\n"))),
        }
    };
    let page = Page { title, place: Place::Import, keys: Scope::Everywhere, is_live: false, body };
    let mut response = visit.html(frame::page(&visit, &page));
    if is_running {
        // Also without JavaScript it is told how far it is.
        response.headers_mut().insert("refresh", axum::http::HeaderValue::from_static("1"));
    }
    Ok(response)
}

/// How far an import is.
fn told_progress(visit: &Visit, file: &Upload, done: u64, all: u64) -> String {
    let number = |number: u64| count(visit, usize::try_from(number).unwrap_or(0));
    let args = [("done", number(done)), ("all", number(all))];
    if file.is_going_live.load(SeqCst) {
        visit.say("web-import-going-live", &args)
    } else {
        visit.say("web-import-taking", &args)
    }
}

/// `POST /imports/{import}/undo`: takes a whole import back.
pub async fn undo(visit: Visit, Path(import): Path<String>) -> Result<Response, Turned> {
    let may = visit.may::<MayState>()?;
    let unknown = || visit.fault(&Fault::refused("import-unknown", vec![("import", import.clone())]));
    let number = import.parse().map(ImportId).map_err(|_| unknown())?;
    let undone = visit.ask(may, move |_, post| {
        let reading = post.desk.guard.read();
        post.desk.demand_clock(reading.at)?;
        post.desk.undo(number, reading.at).map(|_| ())
    });
    undone.await?;
    Ok(Redirect::to("/import").into_response())
}
