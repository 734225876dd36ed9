//! Flow and funnel as people and programs ask for them: names in, core values out, and their JSON.

use serde_json::{Value, json};
use takt_core::dictionary::WordKind;
use takt_core::metric::{
    self, Awareness, By, Entities, Flow, Funnel, FunnelGroup, FunnelQuestion, MoveCount, Quantiles, StageFlow, Step,
};
use takt_core::unit::{Day, StageId, TeamId};
use takt_store::Store;

use crate::app::desk::Desk;
use crate::app::names::Naming;
use crate::fault::Fault;

/// A civil day from `2018-05-01`.
///
/// # Errors
/// It is no day.
pub fn day(text: &str) -> Result<Day, Fault> {
    let bad = || Fault::usage("date-bad", vec![("text", text.into())]);
    let date = jiff::civil::Date::strptime("%Y-%m-%d", text).map_err(|_| bad())?;
    Day::of_date(date).ok_or_else(bad)
}

/// What to group by from `source`, `segment`, `month` or `owner:TEAM`.
///
/// # Errors
/// It is none of these, or the team is unknown.
pub fn by<S: Store>(desk: &Desk<S>, text: &str) -> Result<By, Fault> {
    match text {
        "source" => Ok(By::Source),
        "segment" => Ok(By::Segment),
        "month" => Ok(By::Month),
        _ => match text.strip_prefix("owner:") {
            Some(team) => self::team(desk, team).map(By::Owner),
            None => Err(Fault::usage("grouping-unknown", vec![("by", text.into())])),
        },
    }
}

fn team<S: Store>(desk: &Desk<S>, name: &str) -> Result<TeamId, Fault> {
    let model = desk.book.model.as_ref();
    let teams = model.map(|model| model.model.teams.iter().map(|team| team.key.clone()).collect::<Vec<_>>());
    let known = desk.book.words.find(WordKind::Team, name).map(TeamId);
    known.filter(|id| model.is_some_and(|model| model.model.team(*id).is_some())).ok_or_else(|| {
        Fault::usage("team-unknown", vec![("team", name.into()), ("known", teams.unwrap_or_default().join(", "))])
    })
}

/// A stage of the model in force by its name.
///
/// # Errors
/// The model has none of that name.
pub fn stage<S: Store>(desk: &Desk<S>, name: &str) -> Result<StageId, Fault> {
    let model = desk.book.model.as_ref();
    let known = desk.book.words.find(WordKind::Stage, name).map(StageId);
    known.filter(|id| model.is_some_and(|model| model.stage(*id).is_some())).ok_or_else(|| {
        let stages = model.map(|model| model.model.stages.iter().map(|stage| stage.key.clone()).collect::<Vec<_>>());
        Fault::usage("stage-unknown", vec![("stage", name.into()), ("known", stages.unwrap_or_default().join(", "))])
    })
}

/// The first and last day of a report: both inclusive, without them the whole journal, which ends with its last fact and
/// not with its last move: what is overdue is so today.
///
/// # Errors
/// The period is turned round.
pub fn period<S: Store>(desk: &Desk<S>, from: Option<Day>, to: Option<Day>) -> Result<(Day, Day), Fault> {
    let latest = latest(desk);
    let first = desk.book.days().map_or(latest, |(first, _)| first);
    let from = from.unwrap_or_else(|| to.map_or(first, |to| first.min(to)));
    let to = to.unwrap_or(latest.max(from));
    if to < from {
        return Err(Fault::usage("period-turned", vec![("from", from.to_string()), ("to", to.to_string())]));
    }
    Ok((from, to))
}

/// The day the journal ends: of its last fact, or of the last day that any fact speaks of.
#[must_use]
pub fn latest<S: Store>(desk: &Desk<S>) -> Day {
    metric::last_day(&desk.book).unwrap_or(Day::FIRST)
}

/// Flow and balance from one day to another; without them the whole journal. `None` of an empty book.
///
/// # Errors
/// The period is turned round.
pub fn flow<S: Store>(
    desk: &Desk<S>,
    from: Option<Day>,
    to: Option<Day>,
    by: Option<By>,
) -> Result<Option<Flow>, Fault> {
    let (from, to) = period(desk, from, to)?;
    Ok(metric::flow(&desk.book, from, to, by))
}

/// Accounts and legal entities where a flow ends.
#[must_use]
pub fn entities<S: Store>(desk: &Desk<S>, flow: &Flow) -> Entities {
    metric::entities(&desk.book, flow.to).unwrap_or_default()
}

/// What `--json` says of how far the book had read.
#[must_use]
pub fn as_of<S: Store>(desk: &Desk<S>) -> Value {
    let seq = desk.book.next.0 - 1;
    let at = (seq > 0).then(|| crate::app::names::instant(&desk.book, desk.book.recorded_at));
    json!({ "seq": seq, "at": at })
}

/// A flow as the contract prints it.
#[must_use]
pub fn flow_json<S: Store>(desk: &Desk<S>, flow: &Flow, entities: &Entities) -> Value {
    let naming = Naming::of(desk);
    let mut stages = stages_json(&naming, &flow.stages);
    for (told, stage) in stages.as_array_mut().into_iter().flatten().zip(&flow.stages) {
        if let Some(told) = told.as_object_mut() {
            told.insert("entities".into(), entities.at(stage.stage).entities.into());
        }
    }
    let groups: Vec<Value> = flow
        .groups
        .iter()
        .map(|group| {
            json!({
                "key": naming.key(&group.key),
                "stages": stages_json(&naming, &group.stages),
                "moves": moves_json(&naming, &group.moves),
            })
        })
        .collect();
    json!({
        "as_of": as_of(desk),
        "from": flow.from.to_string(),
        "to": flow.to.to_string(),
        "stages": stages,
        "totals": { "accounts": entities.all.accounts, "entities": entities.all.entities },
        "moves": moves_json(&naming, &flow.moves),
        "awareness": flow.awareness.iter().map(|one| awareness_json(desk, one)).collect::<Vec<_>>(),
        "groups": groups,
    })
}

fn stages_json(naming: &Naming<'_>, stages: &[StageFlow]) -> Value {
    stages
        .iter()
        .map(|stage| {
            let days = |p50: Option<i64>, p90: Option<i64>| {
                p50.map(|p50| json!({ "p50": tenths(p50), "p90": p90.map(tenths) }))
            };
            json!({
                "id": naming.stage(stage.stage),
                "opening": stage.opening,
                "in": stage.inflow,
                "out": stage.outflow,
                "closing": stage.closing,
                "overdue": stage.overdue,
                "of_which_side": stage.of_which_side,
                "dwell_days": days(stage.dwell_p50, stage.dwell_p90),
                "dwell_cumulative_days": days(stage.cumulative_p50, stage.cumulative_p90),
            })
        })
        .collect()
}

fn moves_json(naming: &Naming<'_>, moves: &[MoveCount]) -> Value {
    moves
        .iter()
        .map(|moved| {
            json!({
                "from": moved.from.map(|id| naming.stage(id)),
                "to": moved.to.map(|id| naming.stage(id)),
                "path": moved.path.map_or("owner", |path| path.name()),
                "count": moved.count,
            })
        })
        .collect()
}

fn awareness_json<S: Store>(desk: &Desk<S>, one: &Awareness) -> Value {
    json!({
        "channel": desk.book.words.text(WordKind::Channel, one.channel.0),
        "visits": one.visits,
        "cost": one.cost.map(|cost| json!({ "minor": cost.minor, "currency": cost.currency.as_str() })),
    })
}

/// Of those who entered a stage, how many reached another, and how fast.
///
/// # Errors
/// The cohort is turned round, or there is no model, which an opened folder always has.
pub fn funnel<S: Store>(desk: &Desk<S>, question: FunnelQuestion) -> Result<Funnel, Fault> {
    if let (Some(from), Some(to)) = (question.cohort_from, question.cohort_to)
        && to < from
    {
        return Err(Fault::usage("period-turned", vec![("from", from.to_string()), ("to", to.to_string())]));
    }
    metric::funnel(&desk.book, question)
        .ok_or_else(|| Fault::refused("folder-missing", vec![("folder", desk.folder.display().to_string())]))
}

/// A funnel as the contract prints it.
#[must_use]
pub fn funnel_json<S: Store>(desk: &Desk<S>, funnel: &Funnel) -> Value {
    let naming = Naming::of(desk);
    let group = |group: &FunnelGroup| {
        json!({
            "key": naming.key(&group.key),
            "entered": group.entered,
            "reached": group.reached,
            "rate_bp": group.rate.map(|rate| rate.0),
            "days": group.days.map(quantiles_json),
            "members": group.members.map(quantiles_json),
            "curve": group.curve.as_ref().map(|steps| steps.iter().map(step_json).collect::<Vec<_>>()),
        })
    };
    let mut total = group(&funnel.total);
    if let Some(total) = total.as_object_mut() {
        total.shift_remove("key");
    }
    json!({
        "as_of": as_of(desk),
        "groups": funnel.groups.iter().map(group).collect::<Vec<_>>(),
        "total": total,
    })
}

fn step_json(step: &Step) -> Value {
    json!({ "day": step.day, "reached_bp": step.reached.0, "at_risk": step.at_risk })
}

fn quantiles_json(quantiles: Quantiles) -> Value {
    json!({
        "p25": hundredths(quantiles.p25),
        "p50": hundredths(quantiles.p50),
        "p75": hundredths(quantiles.p75),
        "p90": hundredths(quantiles.p90),
    })
}

/// A number in hundredths as a JSON number: 4975 is 49.75, 600 is 6.
fn hundredths(number: i64) -> Value {
    decimal(&format!("{}{}.{:02}", sign(number), number.abs() / 100, number.abs() % 100))
}

/// A number in tenths as a JSON number.
fn tenths(number: i64) -> Value {
    decimal(&format!("{}{}.{}", sign(number), number.abs() / 10, number.abs() % 10))
}

const fn sign(number: i64) -> &'static str {
    if number < 0 { "-" } else { "" }
}

fn decimal(text: &str) -> Value {
    let short = text.trim_end_matches('0').trim_end_matches('.');
    serde_json::from_str(short).unwrap_or(Value::Null)
}

/// A number in hundredths for people: `49.75`, `6`.
#[must_use]
pub fn hundredths_text(number: i64) -> String {
    hundredths(number).to_string()
}

/// A number in tenths for people, with its tenth.
#[must_use]
pub fn tenths_text(number: i64) -> String {
    format!("{}{}.{}", sign(number), number.abs() / 10, number.abs() % 10)
}
