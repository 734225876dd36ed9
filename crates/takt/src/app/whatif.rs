//! What another model would have done (試算): the journal's seen facts through it, beside what was recorded. Nothing is
//! appended. Shadow models are model files kept in the folder, tried again whenever somebody asks.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use takt_core::book::Book;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::history::{Other, Past, try_out};
use takt_core::metric::{Comparison, Elsewhere, Flow, LineMove, compare};
use takt_core::model::{self, Finding, Model};
use takt_core::unit::{Day, StageId};
use takt_store::Store;

use crate::app::desk::Desk;
use crate::app::names::{Naming, instant};
use crate::app::report;
use crate::fault::Fault;

/// The folder of shadow models in a data folder.
pub const SHADOWS: &str = "shadows";

/// How many accounts that would stand elsewhere are listed, unless more are asked for.
pub const LISTED: usize = 100;

/// A model to try, and from which day on.
#[derive(Clone, Debug)]
pub struct Question {
    /// The model.
    pub model: Model,
    /// The dictionary with its words.
    pub words: Dictionary,
    /// From the beginning of this day on; without it from the beginning.
    pub since: Option<Day>,
}

impl Question {
    /// Reads a model over the words of a book.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(book: &Book, text: &[u8], since: Option<Day>) -> Result<Self, Vec<Finding>> {
        let mut words = book.words.clone();
        let model = model::read_bytes(text, &mut words)?;
        Ok(Self { model, words, since })
    }
}

/// What a trial came to.
#[derive(Debug)]
pub struct Answered {
    /// First and last day that were compared, both inclusive.
    pub period: (Day, Day),
    /// The record beside the trial.
    pub comparison: Comparison,
    /// The book that the trial leads to.
    pub tried: Book,
}

impl<S: Store> Desk<S> {
    /// Tries a model.
    ///
    /// # Errors
    /// The model has no place for accounts that stand in stages which it does not know, or the record cannot be driven.
    pub fn try_model(&self, past: &Past, question: &Question) -> Result<Answered, Fault> {
        let since = question.since.map(|day| question.model.calendar.start_of(day));
        if since.is_some() {
            self.no_one_stranded(&question.model)?;
        }
        let other = Other { model: question.model.clone(), since };
        let mut tried =
            try_out(past, &self.book, Some(&other)).map_err(|_| Fault::refused("whatif-parted", Vec::new()))?;
        tried.book.words = question.words.clone();
        let (first, last) = report::period(self, None, None)?;
        let period = (question.since.map_or(first, |day| day.max(first)).min(last), last);
        let comparison = compare(&self.book, &tried, period.0, period.1);
        Ok(Answered { period, comparison, tried: tried.book })
    }
}

/// A trial as the contract prints it.
#[must_use]
pub fn json<S: Store>(desk: &Desk<S>, question: &Question, answered: &Answered, listed: usize) -> Value {
    let naming = Naming::of(desk);
    let comparison = &answered.comparison;
    let stage = |id: StageId| question.words.text(WordKind::Stage, id.0);
    let moves = comparison.moves;
    let stages: Vec<Value> = both(comparison)
        .into_iter()
        .map(|(id, [one, other])| json!({ "id": stage(id), "recorded": closing(one), "whatif": closing(other) }))
        .collect();
    let flow: Vec<Value> = both(comparison)
        .into_iter()
        .map(|(id, sides)| {
            let [recorded, whatif] = sides.map(|side| {
                side.map(|side| {
                    json!({
                        "in": side.inflow, "out": side.outflow, "closing": side.closing, "overdue": side.overdue,
                        "dwell_days": { "p50": tenths(side.dwell_p50), "p90": tenths(side.dwell_p90) },
                    })
                })
            });
            json!({ "id": stage(id), "recorded": recorded, "whatif": whatif })
        })
        .collect();
    let moved = |moved: Option<LineMove>, book: &Book| {
        moved.map(|moved| {
            json!({
                "at": instant(book, moved.at),
                "from": moved.from.map(stage),
                "to": moved.to.map(stage),
                "rule": rule(book, moved),
            })
        })
    };
    let elsewhere = |one: &Elsewhere| {
        json!({
            "account": naming.account(one.account),
            "recorded": one.recorded.map(stage),
            "whatif": one.whatif.map(stage),
            "because": { "recorded": moved(one.first[0], &desk.book), "whatif": moved(one.first[1], &answered.tried) },
        })
    };
    let orphans: serde_json::Map<String, Value> =
        comparison.orphans.iter().map(|(kind, count)| (kind.name().into(), json!(count))).collect();
    let slots: Vec<Value> = comparison
        .slots
        .iter()
        .map(|need| json!({ "team": naming.team(need.team), "recorded": need.recorded, "whatif": need.whatif }))
        .collect();
    json!({
        "as_of": report::as_of(desk),
        "model": question.model.id,
        "since": question.since.map(|day| day.to_string()),
        "from": answered.period.0.to_string(),
        "to": answered.period.1.to_string(),
        "moves": {
            "recorded": moves.recorded,
            "whatif": moves.whatif,
            "same": moves.same,
            "only_recorded": moves.recorded - moves.same,
            "only_whatif": moves.whatif - moves.same,
        },
        "orphans": comparison.orphans.values().sum::<u64>(),
        "orphans_by_kind": orphans,
        "stages": stages,
        "flow": flow,
        "slots": slots,
        "accounts_moved": comparison.elsewhere.len(),
        "accounts_otherwise": comparison.otherwise,
        "accounts": comparison.elsewhere.iter().take(listed).map(elsewhere).collect::<Vec<_>>(),
    })
}

/// A stage in the record and under the other model, where it is there.
pub type Sides<'a> = [Option<&'a takt_core::metric::StageFlow>; 2];

/// The stages of both flows: those of the record in their order, then those only the other model has.
#[must_use]
pub fn both(comparison: &Comparison) -> Vec<(StageId, Sides<'_>)> {
    let [one, other] = &comparison.flows;
    let find = |flow: &'_ Option<Flow>, id: StageId| {
        flow.as_ref().and_then(|flow| flow.stages.iter().position(|stage| stage.stage == id))
    };
    let mut ids: Vec<StageId> = Vec::new();
    for flow in [one, other].into_iter().flatten() {
        let fresh: Vec<StageId> = flow.stages.iter().map(|stage| stage.stage).filter(|id| !ids.contains(id)).collect();
        ids.extend(fresh);
    }
    let at = |flow: &'_ Option<Flow>, id| find(flow, id);
    ids.into_iter()
        .map(|id| {
            let stage = |flow: &'_ Option<Flow>| at(flow, id);
            let sides = [stage(one), stage(other)];
            let [a, b] = sides;
            let a = a.and_then(|place| one.as_ref()?.stages.get(place));
            let b = b.and_then(|place| other.as_ref()?.stages.get(place));
            (id, [a, b])
        })
        .collect()
}

fn closing(side: Option<&takt_core::metric::StageFlow>) -> u64 {
    side.map_or(0, |side| side.closing)
}

fn tenths(tenths: Option<i64>) -> Value {
    tenths.map_or(Value::Null, |tenths| {
        serde_json::from_str(&format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or(Value::Null)
    })
}

/// The name of the rule that made a move of a book's line.
#[must_use]
pub fn rule(book: &Book, moved: LineMove) -> String {
    use takt_core::fact::Rule;
    match moved.rule {
        Some(Rule::Transition(place)) => {
            let model = book.model.as_ref();
            let known = model.and_then(|model| model.model.transitions.get(usize::from(place)));
            known.map_or_else(|| format!("#{place}"), |transition| transition.key.clone())
        }
        Some(own) => own.name().unwrap_or_default().into(),
        None => String::new(),
    }
}

/// A model that runs beside the live one, and never acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shadow {
    /// What it is called.
    pub name: String,
    /// From which day on it runs.
    pub since: Day,
    /// Where its text lies.
    pub file: PathBuf,
}

/// The shadow models of a folder, by name.
///
/// # Errors
/// They cannot be listed.
pub fn shadows(folder: &Path) -> Result<Vec<Shadow>, Fault> {
    let place = folder.join(SHADOWS);
    let entries = match std::fs::read_dir(&place) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Fault::unreadable(&place, &cause)),
    };
    let mut shadows = Vec::new();
    for entry in entries {
        let file = entry.map_err(|cause| Fault::unreadable(&place, &cause))?.path();
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if let Some((name, since)) = stem.split_once('@')
            && let Ok(since) = report::day(since)
        {
            shadows.push(Shadow { name: name.into(), since, file: file.clone() });
        }
    }
    shadows.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(shadows)
}

/// Keeps a model as a shadow under a name, in the place of an older one of that name.
///
/// # Errors
/// The name is none, or the disk fails.
pub fn keep_shadow(folder: &Path, name: &str, since: Day, text: &[u8]) -> Result<Shadow, Fault> {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(sound) {
        return Err(Fault::usage("shadow-name", vec![("name", name.into())]));
    }
    drop_shadow(folder, name)?;
    let place = folder.join(SHADOWS);
    std::fs::create_dir_all(&place).map_err(|cause| Fault::unwritable(&place, &cause))?;
    let file = place.join(format!("{name}@{since}.toml"));
    std::fs::write(&file, text).map_err(|cause| Fault::unwritable(&file, &cause))?;
    Ok(Shadow { name: name.into(), since, file })
}

/// Ends a shadow; whether there was one of that name.
///
/// # Errors
/// The disk fails.
pub fn drop_shadow(folder: &Path, name: &str) -> Result<bool, Fault> {
    let mut found = false;
    for shadow in shadows(folder)?.into_iter().filter(|shadow| shadow.name == name) {
        std::fs::remove_file(&shadow.file).map_err(|cause| Fault::unwritable(&shadow.file, &cause))?;
        found = true;
    }
    Ok(found)
}
