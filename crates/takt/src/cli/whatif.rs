//! `takt whatif` and `takt shadow`: what another model would have done.

use serde_json::{Value, json};
use takt_core::unit::{Day, StageId};

use crate::app::desk::Desk;
use crate::app::names::Naming;
use crate::app::whatif::{
    Answered, LISTED, Question, both, drop_shadow, json as whatif_json, keep_shadow, rule, shadows,
};
use crate::app::{model, report};
use crate::catalogue::Language;
use crate::cli::flow::{FOLDER, as_of_text};
use crate::cli::table::{NOTHING, Table, labelled, thousands};
use crate::cli::{Answer, Failure, Session};
use crate::fault::Fault;

/// The columns of a shadow's line.
const SHADOW_COLUMNS: [&str; 8] = [
    "column-whatif-shadow",
    "column-whatif-since",
    "column-whatif-moves",
    "column-whatif-same",
    "column-whatif-only-recorded",
    "column-whatif-only-whatif",
    "column-whatif-elsewhere",
    "column-whatif-orphans",
];
/// The columns of a stage's line: each figure of the record, and beside it that of the other model.
const STAGE_COLUMNS: [&str; 9] = [
    "column-whatif-stage",
    "column-whatif-stock",
    "column-whatif-whatif",
    "column-whatif-in",
    "column-whatif-whatif",
    "column-whatif-overdue",
    "column-whatif-whatif",
    "column-whatif-days",
    "column-whatif-whatif",
];

/// How many accounts the text names.
const NAMED: usize = 10;

/// `takt whatif`.
pub(super) fn whatif(
    session: &Session,
    name: &str,
    since: Option<&str>,
    listed: Option<usize>,
) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    let (name, bytes) = model::bytes(name)?;
    let since = since.map(report::day).transpose()?;
    let question = Question::read(&desk.book, &bytes, since)
        .map_err(|findings| super::model::refused(session, &name, &findings))?;
    let past = desk.past()?;
    let answered = desk.try_model(&past, &question)?;
    let listed = listed.unwrap_or(LISTED);
    let shown = answered.comparison.elsewhere.iter().take(listed.max(NAMED));
    desk.name_accounts(shown.map(|one| one.account))?;
    let json = whatif_json(&desk, &question, &answered, listed);
    let text = text(session, &desk, &question, &answered);
    Ok(Answer::done(json, text))
}

/// `takt shadow add`.
pub(super) fn add(session: &Session, name: &str, file: &str, since: Option<&str>) -> Result<Answer, Failure> {
    let folder = session.folder(FOLDER);
    let desk = super::clock::reading(session, &folder)?;
    let (file, bytes) = model::bytes(file)?;
    let since = match since {
        Some(day) => report::day(day)?,
        None => report::latest(&desk),
    };
    if let Err(findings) = Question::read(&desk.book, &bytes, Some(since)) {
        return Err(super::model::refused(session, &file, &findings));
    }
    let shadow = keep_shadow(&folder, name, since, &bytes)?;
    let args = [("name", shadow.name.clone()), ("since", since.to_string())];
    let text = session.say("shadow-added", &args) + "\n";
    Ok(Answer::done(json!({ "name": shadow.name, "since": since.to_string() }), text))
}

/// `takt shadow drop`.
pub(super) fn drop(session: &Session, name: &str) -> Result<Answer, Failure> {
    if !drop_shadow(&session.folder(FOLDER), name)? {
        return Err(Fault::refused("shadow-unknown", vec![("name", name.into())]).into());
    }
    let text = session.say("shadow-dropped", &[("name", name.into())]) + "\n";
    Ok(Answer::done(json!({ "name": name }), text))
}

/// `takt shadow list`: every shadow model beside the live one, as of now.
pub(super) fn list(session: &Session) -> Result<Answer, Failure> {
    let folder = session.folder(FOLDER);
    let mut desk = super::clock::reading(session, &folder)?;
    let shadows = shadows(&folder)?;
    if shadows.is_empty() {
        return Ok(Answer::done(json!({ "shadows": [] }), session.say("shadow-none", &[]) + "\n"));
    }
    let past = desk.past()?;
    let titles: Vec<String> = SHADOW_COLUMNS.iter().map(|name| session.say(name, &[])).collect();
    let mut table = Table::of_numbers(&titles);
    let mut values: Vec<Value> = Vec::new();
    for shadow in shadows {
        let bytes = std::fs::read(&shadow.file).map_err(|cause| Fault::unreadable(&shadow.file, &cause))?;
        let question = Question::read(&desk.book, &bytes, Some(shadow.since))
            .map_err(|findings| super::model::refused(session, &shadow.name, &findings))?;
        let answered = desk.try_model(&past, &question)?;
        let mut value = whatif_json(&desk, &question, &answered, 0);
        value["name"] = json!(shadow.name);
        let moves = answered.comparison.moves;
        table.row(vec![
            shadow.name.clone(),
            shadow.since.to_string(),
            thousands(moves.recorded),
            thousands(moves.same),
            thousands(moves.recorded - moves.same),
            thousands(moves.whatif - moves.same),
            thousands(answered.comparison.elsewhere.len() as u64),
            thousands(answered.comparison.orphans.values().sum()),
        ]);
        values.push(value);
    }
    let text = format!("{}{}\n{}", table.render(), session.say("shadow-legend", &[]), as_of_text(session, &desk));
    Ok(Answer::done(json!({ "shadows": values }), text))
}

fn text(session: &Session, desk: &Desk, question: &Question, answered: &Answered) -> String {
    let comparison = &answered.comparison;
    let (from, to) = answered.period;
    let period = [("model", question.model.id.clone()), ("from", from.to_string()), ("to", to.to_string())];
    let mut page = session.say("whatif-title", &period) + "\n\n";
    let moves = comparison.moves;
    let count = |number: u64| thousands(number);
    let orphans: u64 = comparison.orphans.values().sum();
    page.push_str(&labelled(vec![
        (session.say("whatif-recorded", &[]), count(moves.recorded)),
        (session.say("whatif-whatif", &[]), count(moves.whatif)),
        (session.say("whatif-same", &[]), count(moves.same)),
        (session.say("whatif-only-recorded", &[]), count(moves.recorded - moves.same)),
        (session.say("whatif-only-whatif", &[]), count(moves.whatif - moves.same)),
        (session.say("whatif-elsewhere", &[]), count(comparison.elsewhere.len() as u64)),
        (session.say("whatif-orphans", &[]), count(orphans)),
    ]));
    for (kind, orphans) in &comparison.orphans {
        page.push_str(&format!("    {} {}\n", session.say(&format!("fact-{}", kind.name()), &[]), count(*orphans)));
    }
    page.push('\n');
    if moves.recorded == moves.same && moves.whatif == moves.same {
        page.push_str(&session.say("whatif-equal", &[]));
        page.push('\n');
        page.push_str(&as_of_text(session, desk));
        return page;
    }
    page.push_str(&stages(session, question, answered));
    for need in &comparison.slots {
        let team = question.model.team(need.team).map_or("", |team| named(session, &team.name));
        let args = [("team", team.into()), ("recorded", count(need.recorded)), ("whatif", count(need.whatif))];
        page.push_str(&session.say("whatif-slots", &args));
        page.push('\n');
    }
    page.push_str(&accounts(session, desk, question, answered));
    page.push_str(&as_of_text(session, desk));
    page
}

/// Every stage in both: stock, in, overdue, median of days.
fn stages(session: &Session, question: &Question, answered: &Answered) -> String {
    let titles: Vec<String> = STAGE_COLUMNS.iter().map(|name| session.say(name, &[])).collect();
    let mut table = Table::of_numbers(&titles);
    for (id, sides) in both(&answered.comparison) {
        let busy = sides.iter().flatten().any(|side| side.opening + side.inflow + side.closing > 0);
        if !busy {
            continue;
        }
        let [one, other] = sides;
        let pair = |of: fn(&takt_core::metric::StageFlow) -> String| {
            [one, other].map(|side| side.map_or_else(|| NOTHING.into(), of))
        };
        let mut cells = vec![title(session, question, id)];
        cells.extend(pair(|side| thousands(side.closing)));
        cells.extend(pair(|side| thousands(side.inflow)));
        cells.extend(pair(|side| thousands(side.overdue)));
        cells.extend(pair(|side| {
            side.dwell_p50.map_or_else(|| NOTHING.into(), |tenths| format!("{}.{}", tenths / 10, tenths % 10))
        }));
        table.row(cells);
    }
    table.render()
}

/// The first accounts that would stand elsewhere, each with the first move that is another.
fn accounts(session: &Session, desk: &Desk, question: &Question, answered: &Answered) -> String {
    let elsewhere = &answered.comparison.elsewhere;
    if elsewhere.is_empty() {
        return String::new();
    }
    let naming = Naming::of(desk);
    let stage = |id: Option<StageId>| id.map_or_else(|| NOTHING.into(), |id| title(session, question, id));
    let mut text = format!("\n{}\n", session.say("whatif-accounts", &[]));
    for one in elsewhere.iter().take(NAMED) {
        let args = [
            ("account", naming.account(one.account)),
            ("recorded", stage(one.recorded)),
            ("whatif", stage(one.whatif)),
        ];
        text.push_str(&format!("  {}\n", session.say("whatif-account", &args)));
        let day = |book: &takt_core::book::Book, at| -> Day {
            book.model.as_ref().map_or(Day::FIRST, |model| model.calendar().day_of(at))
        };
        let [recorded, whatif] = one.first;
        if let Some(moved) = whatif {
            let args = [
                ("day", day(&answered.tried, moved.at).to_string()),
                ("from", stage(moved.from)),
                ("to", stage(moved.to)),
                ("rule", rule(&answered.tried, moved)),
            ];
            text.push_str(&format!("      {}\n", session.say("whatif-because-whatif", &args)));
        }
        if let Some(moved) = recorded {
            let args = [
                ("day", day(&desk.book, moved.at).to_string()),
                ("from", stage(moved.from)),
                ("to", stage(moved.to)),
                ("rule", rule(&desk.book, moved)),
            ];
            text.push_str(&format!("      {}\n", session.say("whatif-because-recorded", &args)));
        }
    }
    let rest = elsewhere.len().saturating_sub(NAMED);
    if rest > 0 {
        text.push_str(&format!("  {}\n", session.say("whatif-more", &[("count", thousands(rest as u64))])));
    }
    text.push('\n');
    text
}

fn title(session: &Session, question: &Question, id: StageId) -> String {
    match question.model.stage(id) {
        Some(stage) => named(session, &stage.name).into(),
        None => question.words.text(takt_core::dictionary::WordKind::Stage, id.0).into(),
    }
}

fn named<'a>(session: &Session, name: &'a takt_core::model::Bilingual) -> &'a str {
    match session.catalogue.language {
        Language::Ja => &name.ja,
        Language::En => &name.en,
    }
}
