//! `takt flow` and `takt funnel`.

use serde_json::Value;
use takt_core::fact::Path;
use takt_core::metric::{Entities, Flow, FunnelQuestion, MoveCount, StageFlow};
use takt_core::model::Standing;
use takt_core::unit::{Day, Rate, StageId};

use crate::app::desk::Desk;
use crate::app::names::Naming;
use crate::app::report;
use crate::cli::sketch::sketch;
use crate::cli::table::{NOTHING, Table, thousands};
use crate::cli::{Answer, Failure, Session};

/// The folder of the contract.
pub(super) const FOLDER: &str = "./takt-data";

/// `takt flow`.
pub(super) fn flow(
    session: &Session,
    [from, to]: [Option<&str>; 2],
    by: Option<&str>,
    as_known: Option<&str>,
) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    let as_known = as_known.map(report::day).transpose()?;
    if let (Some(day), Some(model)) = (as_known, &desk.book.model) {
        let until = model.calendar().start_of(Day(day.0.saturating_add(1))).plus(-1);
        desk.as_known(until)?;
    }
    let from = from.map(report::day).transpose()?;
    let to = to.map(report::day).transpose()?;
    let by = by.map(|by| report::by(&desk, by)).transpose()?;
    desk.ready_moves()?;
    let Some(flow) = report::flow(&desk, from, to, by)? else {
        return Ok(Answer::done(Value::Null, session.say("flow-empty", &[]) + "\n"));
    };
    let entities = report::entities(&desk, &flow);
    let json = report::flow_json(&desk, &flow, &entities);
    if desk.book.days().is_none() {
        return Ok(Answer::done(json, session.say("flow-empty", &[]) + "\n"));
    }
    let mut text = flow_text(session, &desk, &flow, &entities);
    if let Some(day) = as_known {
        text.push_str(&session.say("flow-as-known", &[("day", day.to_string())]));
        text.push('\n');
    }
    Ok(Answer::done(json, text))
}

/// A flow as a table for people.
pub(super) fn flow_text(session: &Session, desk: &Desk, flow: &Flow, entities: &Entities) -> String {
    let naming = Naming::of(desk);
    let period = [("from", flow.from.to_string()), ("to", flow.to.to_string())];
    let mut text = session.say("flow-title", &period);
    text.push('\n');
    if let Some(model) = &desk.book.model {
        text.push_str(&sketch(session, &naming, model, flow));
        text.push('\n');
    }
    let entities = entities.differ().then_some(entities);
    text.push_str(&stages_text(session, desk, &flow.stages, &flow.moves, entities));
    if let Some(Entities { all, .. }) = entities {
        let args = [("accounts", thousands(all.accounts)), ("entities", thousands(all.entities))];
        text.push_str(&format!("{}\n", session.say("flow-entities", &args)));
    }
    for group in &flow.groups {
        let key = naming.key(&group.key);
        let shown = if key.is_empty() { session.say("group-blank", &[]) } else { key };
        text.push('\n');
        text.push_str(&session.say("flow-group", &[("key", shown)]));
        text.push('\n');
        let busy: Vec<StageFlow> = group
            .stages
            .iter()
            .filter(|stage| stage.opening + stage.inflow + stage.outflow + stage.closing > 0)
            .cloned()
            .collect();
        text.push_str(&stages_text(session, desk, &busy, &group.moves, None));
    }
    if !flow.awareness.is_empty() {
        text.push('\n');
        let columns = ["column-channel", "column-visits", "column-cost"].map(|name| session.say(name, &[]));
        let mut table = Table::of_numbers(&columns);
        for one in &flow.awareness {
            let channel = desk.book.words.text(takt_core::dictionary::WordKind::Channel, one.channel.0);
            let cost = one.cost.map_or_else(
                || NOTHING.into(),
                |cost| format!("{} {}", thousands(cost.minor.unsigned_abs()), cost.currency.as_str()),
            );
            table.row(vec![channel.into(), thousands(one.visits), cost]);
        }
        text.push_str(&table.render());
    }
    text.push_str(&session.say("flow-legend", &[]));
    text.push('\n');
    text.push_str(&as_of_text(session, desk));
    text
}

/// Of the moves out of a stage, those that led on: along the way the model wants, or by a seen outcome to a stage that
/// is neither rest nor end.
fn led_on(desk: &Desk, stage: StageId, moves: &[MoveCount]) -> u64 {
    let is_end = |id: StageId| {
        let standing = desk.book.model.as_ref().and_then(|model| model.stage(id)?.standing);
        matches!(standing, Some(Standing::Resting | Standing::Gone))
    };
    let forward = moves.iter().filter(|moved| moved.from == Some(stage)).filter(|moved| match moved.path {
        Some(Path::Success | Path::Fast | Path::Loop) => true,
        Some(Path::Jump) => moved.to.is_some_and(|to| !is_end(to)),
        _ => false,
    });
    forward.map(|moved| moved.count).sum()
}

/// The stages as a table; where they are given, the legal entities that stand there in a column of their own.
fn stages_text(
    session: &Session,
    desk: &Desk,
    stages: &[StageFlow],
    moves: &[MoveCount],
    entities: Option<&Entities>,
) -> String {
    let naming = Naming::of(desk);
    let mut names = [
        "column-stage",
        "column-opening",
        "column-in",
        "column-out",
        "column-closing",
        "column-side",
        "column-overdue",
        "column-conversion",
        "column-days-p50",
        "column-days-p90",
    ]
    .map(|name| session.say(name, &[]))
    .to_vec();
    // Beside the balance, which it is told from.
    let beside = 5;
    if entities.is_some() {
        names.insert(beside, session.say("column-entities", &[]));
    }
    let mut table = Table::of_numbers(&names);
    for stage in stages {
        let or_nothing = |number: u64| if number == 0 { NOTHING.into() } else { thousands(number) };
        let days = |days: Option<i64>| days.map_or_else(|| NOTHING.into(), report::tenths_text);
        // A change of owner goes out of a group, not on or off the line.
        let moved = moves.iter().filter(|moved| moved.from == Some(stage.stage) && moved.path.is_some());
        let on = Rate::of(led_on(desk, stage.stage, moves), moved.map(|moved| moved.count).sum());
        let mut cells = vec![
            naming.stage_title(stage.stage, session.catalogue.language).into(),
            thousands(stage.opening),
            thousands(stage.inflow),
            thousands(stage.outflow),
            thousands(stage.closing),
            or_nothing(stage.of_which_side),
            or_nothing(stage.overdue),
            on.map_or_else(|| NOTHING.into(), |rate| percent(rate.0)),
            days(stage.dwell_p50),
            days(stage.dwell_p90),
        ];
        if let Some(entities) = entities {
            cells.insert(beside, or_nothing(entities.at(stage.stage).entities));
        }
        table.row(cells);
    }
    table.render()
}

/// Basis points as a percentage with one decimal, half up.
fn percent(bp: i32) -> String {
    let tenths = (bp + 5) / 10;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// How far the book had read.
pub(super) fn as_of_text(session: &Session, desk: &Desk) -> String {
    let seq = thousands(desk.book.next.0 - 1);
    let at = super::account::moment(&Value::String(crate::app::names::instant(&desk.book, desk.book.recorded_at)));
    format!("{}\n", session.say("as-of", &[("seq", seq), ("at", at)]))
}

/// What `takt funnel` is asked.
pub(super) struct FunnelArgs<'a> {
    pub from_stage: &'a str,
    pub to_stage: &'a str,
    pub by: Option<&'a str>,
    pub cohort_from: Option<&'a str>,
    pub cohort_to: Option<&'a str>,
    pub within: Option<u32>,
}

/// `takt funnel`.
pub(super) fn funnel(session: &Session, args: &FunnelArgs<'_>) -> Result<Answer, Failure> {
    let mut desk = super::clock::reading(session, &session.folder(FOLDER))?;
    desk.ready_moves()?;
    let question = FunnelQuestion {
        from: report::stage(&desk, args.from_stage)?,
        to: report::stage(&desk, args.to_stage)?,
        by: args.by.map(|by| report::by(&desk, by)).transpose()?,
        cohort_from: args.cohort_from.map(report::day).transpose()?,
        cohort_to: args.cohort_to.map(report::day).transpose()?,
        within: args.within,
    };
    let funnel = report::funnel(&desk, question)?;
    let naming = Naming::of(&desk);
    let title = |id| naming.stage_title(id, session.catalogue.language).to_string();
    let mut text = session.say("funnel-title", &[("from", title(question.from)), ("to", title(question.to))]);
    text.push('\n');
    let names = [
        "column-group",
        "column-entered",
        "column-reached",
        "column-rate",
        "column-p25",
        "column-p50",
        "column-p75",
        "column-p90",
    ]
    .map(|name| session.say(name, &[]));
    let mut table = Table::of_numbers(&names);
    let total = session.say("total", &[]);
    let rows = funnel.groups.iter().map(|group| {
        let key = naming.key(&group.key);
        (if key.is_empty() { session.say("group-blank", &[]) } else { key }, group)
    });
    for (key, group) in rows.chain([(total, &funnel.total)]) {
        let mut cells = vec![
            key,
            thousands(group.entered),
            thousands(group.reached),
            group.rate.map_or_else(|| NOTHING.into(), |rate| percent(rate.0)),
        ];
        let days = group.days.map(|days| [days.p25, days.p50, days.p75, days.p90]);
        cells.extend(
            (0..4).map(|place| days.map_or_else(|| NOTHING.into(), |days| report::hundredths_text(days[place]))),
        );
        table.row(cells);
    }
    text.push_str(&table.render());
    text.push_str(&as_of_text(session, &desk));
    Ok(Answer::done(report::funnel_json(&desk, &funnel), text))
}
