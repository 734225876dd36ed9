//! Whether what a transition waits for can happen where it waits.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::circle::can_hold_together;
use super::{Line, shown};
use crate::fact::Event;
use crate::model::condition::ScoreKind;
use crate::model::finding::Findings;
use crate::model::grammar::OUTCOMES;
use crate::model::read::{Move, Placed};
use crate::model::section::is_nothing;
use crate::model::{Condition, Since, Stage, StageKind, Standing, Test};
use crate::unit::StageId;

/// A finding of this page: why, and about what.
type Dead = (&'static str, String);

/// What is asked again and again, worked out once.
struct Grounds<'a> {
    line: &'a Line<'a>,
    /// The stages that offer, each with all the stages in which an answer may come.
    offering: Vec<(&'a Stage, BTreeSet<StageId>)>,
    /// Most points that fit and behaviour can come to; `None` where nothing bounds them.
    ceilings: (Option<u64>, Option<u64>),
}

pub(super) fn check(line: &Line<'_>, found: &mut Findings) {
    let offering = line.stands.iter().map(|stand| &stand.stage).filter(|stage| stage.offers.is_some());
    let grounds = Grounds {
        line,
        offering: offering.map(|stage| (stage, line.ways.reach([stage.id]))).collect(),
        ceilings: ceilings(line),
    };
    for (place, one) in line.moves.iter().enumerate() {
        let mut tell = |at: usize, (because, what): Dead| {
            let args = [("rule", &*one.key), ("because", because), ("what", &*what), ("nearest", "")];
            found.add(at, "no-fact-can-carry", args);
        };
        ends(line, one, &mut tell);
        let Some(when) = &one.when else { continue };
        let stages: Vec<&Stage> =
            one.from.iter().filter_map(|(id, _)| line.stand(*id)).filter(|s| s.is_clear).map(|s| &s.stage).collect();
        if stages.is_empty() || stages.len() < one.from.len() {
            continue;
        }
        let before = tell_dead_leaves(&grounds, when, &stages, &mut tell);
        if !before && !can_hold_together([&when.condition].into_iter()) {
            tell(when.at, ("contradiction", String::new()));
        }
        let earlier = line.moves.get(..place).unwrap_or_default();
        let is_behind = |stage: &&Stage| {
            earlier.iter().any(|other| {
                other.when.as_ref().is_some_and(|when| always_holds(&when.condition))
                    && other.from.iter().any(|(from, _)| *from == stage.id)
            })
        };
        if stages.iter().all(is_behind) {
            tell(one.at, ("always-before", String::new()));
        }
    }
}

/// Whether a transition leaves and enters stages that can be left and entered.
fn ends(line: &Line<'_>, one: &Move, tell: &mut impl FnMut(usize, Dead)) {
    let is_count = |id| line.stand(id).is_some_and(|stand| stand.stage.kind == StageKind::Count);
    let key = |id| line.stand(id).map_or_else(String::new, |stand| stand.stage.key.clone());
    let needs_outcome = one.when.as_ref().is_none_or(|when| needs_outcome(&when.condition));
    for (from, at) in &one.from {
        if is_count(*from) {
            tell(*at, ("count-stage", key(*from)));
        }
        if Some(*from) == one.to.map(|(to, _)| to) {
            tell(*at, ("same-stage", key(*from)));
        }
        // Gone is left by a seen outcome only.
        let is_gone = line.stand(*from).is_some_and(|stand| stand.stage.standing == Some(Standing::Gone));
        if is_gone && !needs_outcome {
            tell(*at, ("gone", key(*from)));
        }
    }
    if let Some((to, at)) = one.to.filter(|(to, _)| is_count(*to)) {
        tell(at, ("count-stage", key(to)));
    }
}

/// Tells every part that can hold in none of the stages; whether there was one.
fn tell_dead_leaves(
    grounds: &Grounds<'_>,
    when: &Placed,
    stages: &[&Stage],
    tell: &mut impl FnMut(usize, Dead),
) -> bool {
    match &when.condition {
        Condition::All(_) | Condition::Any(_) if !when.parts.is_empty() => {
            let told: Vec<bool> = when.parts.iter().map(|part| tell_dead_leaves(grounds, part, stages, tell)).collect();
            told.contains(&true)
        }
        // What can never be is always not so: odd, but it carries.
        Condition::Not(_) => false,
        leaf => {
            let reasons: Option<Vec<Dead>> = stages.iter().map(|stage| dead(grounds, leaf, stage)).collect();
            let first = reasons.and_then(|reasons| reasons.into_iter().next());
            let is_dead = first.is_some();
            if let Some(reason) = first {
                tell(when.at, reason);
            }
            is_dead
        }
    }
}

/// Why a condition without parts can never hold in a stage.
fn dead(grounds: &Grounds<'_>, leaf: &Condition, stage: &Stage) -> Option<Dead> {
    let line = grounds.line;
    let because = |because: &'static str, what: &str| Some((because, String::from(what)));
    let is_courting = stage.standing == Some(Standing::Courting);
    match leaf {
        Condition::Any(parts) if parts.is_empty() => because("nothing-listed", "any"),
        Condition::Source(sources) if sources.is_empty() => because("nothing-listed", "source"),
        Condition::Attribute(_, Test::Is(values)) if values.is_empty() => because("nothing-listed", "is"),
        Condition::Happened { since: Since::Visit, event, .. } if stage.kind == StageKind::Gate => {
            because("gate", event.name())
        }
        Condition::Elapsed(span) if stage.kind == StageKind::Gate && !is_nothing(*span) => because("gate", "elapsed"),
        Condition::Happened { since, event, .. } => unseen(grounds, *event, *since, stage),
        Condition::ScoreAtLeast(kind, points) => {
            let (fit, behaviour) = grounds.ceilings;
            let ceiling = match kind {
                ScoreKind::Fit => fit?,
                ScoreKind::Behaviour => behaviour?,
                ScoreKind::Total => fit? + behaviour?,
            };
            (u64::from(*points) > ceiling).then(|| ("above-cap", shown(ceiling)))
        }
        Condition::Returned if stage.kind != StageKind::Shelf => because("not-a-shelf", &stage.key),
        Condition::LapsAtLeast(laps) if line.laps_max.is_some_and(|most| *laps > most) => {
            Some(("above-laps", shown(line.laps_max?)))
        }
        Condition::LapsBelow(0 | 1) => because("contradiction", "laps"),
        Condition::OnboardingComplete if line.steps == 0 => because("no-steps", "onboarding"),
        Condition::OnboardingComplete if is_courting => because("no-subscription", "onboarding"),
        Condition::EndsWithin(_) if is_courting => because("no-subscription", "subscription"),
        _ => None,
    }
}

/// Why an event is never seen in a stage.
fn unseen(grounds: &Grounds<'_>, event: Event, since: Since, stage: &Stage) -> Option<Dead> {
    let told = |because: &'static str| Some((because, String::from(event.name())));
    match event {
        Event::Offered(team) | Event::Accepted(team) | Event::Returned(team) | Event::Lapsed(team) => {
            // The offer goes out on entry; the answer may come in a stage behind.
            let is_now = matches!(event, Event::Offered(_)) && since == Since::Visit;
            let mut offering = grounds.offering.iter().filter(|(offers, answered)| {
                offers.offers == Some(team) && if is_now { offers.id == stage.id } else { answered.contains(&stage.id) }
            });
            match event {
                _ if !grounds.line.is_whole() => None,
                Event::Lapsed(_) if offering.clone().next().is_some() => {
                    if offering.all(|(offers, _)| offers.limit.is_none()) { told("never-lapses") } else { None }
                }
                _ if offering.next().is_none() => told("not-offered"),
                _ => None,
            }
        }
        _ if since == Since::Lap => None,
        Event::Opened | Event::ProposalSent | Event::Won | Event::Lost
            if matches!(stage.standing, Some(Standing::Onboarding | Standing::Living)) =>
        {
            told("side-position")
        }
        Event::Renewed | Event::Ended | Event::StepDone(_) if stage.standing == Some(Standing::Courting) => {
            told("no-subscription")
        }
        _ => None,
    }
}

/// Most points that fit and behaviour can come to.
fn ceilings(line: &Line<'_>) -> (Option<u64>, Option<u64>) {
    // Parts of an account add up before the cap, so rules of fit, which have no cap of their own, bound nothing.
    let cap = |cap: Option<u32>| cap.map(u64::from);
    let fit = if line.score.fit.is_empty() { Some(0) } else { cap(line.score.fit_cap) };
    let of_rules: Option<u64> = line.score.behaviour.iter().map(|rule| cap(rule.cap)).sum();
    let behaviour = match (cap(line.score.behaviour_cap), of_rules) {
        (Some(all), Some(of_rules)) => Some(all.min(of_rules)),
        (all, of_rules) => all.or(of_rules),
    };
    (fit, behaviour)
}

/// Whether a condition holds whatever happens.
fn always_holds(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(always_holds),
        Condition::Any(parts) => parts.iter().any(always_holds),
        Condition::Elapsed(span) | Condition::LapElapsed(span) => is_nothing(*span),
        Condition::LapsAtLeast(laps) => *laps <= 1,
        _ => false,
    }
}

/// Whether a condition holds only once an outcome was seen.
fn needs_outcome(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().any(needs_outcome),
        Condition::Any(parts) => !parts.is_empty() && parts.iter().all(needs_outcome),
        Condition::Happened { event, since: Since::Visit, .. } => OUTCOMES.contains(&event.name()),
        _ => false,
    }
}

/// Every shelf gives back what rests on it, in every approach there may be.
pub(super) fn shelves(line: &Line<'_>, found: &mut Findings) {
    if line.moves.iter().any(|one| one.when.is_none()) {
        return;
    }
    for stand in line.stands.iter().filter(|stand| stand.stage.kind == StageKind::Shelf) {
        let leaves = |one: &&Move| one.from.iter().any(|(from, _)| *from == stand.stage.id);
        let conditions = line.moves.iter().filter(leaves).filter_map(|one| one.when.as_ref()).map(|w| &w.condition);
        let returns: Vec<&Condition> = conditions.filter(|condition| gives_back(condition)).collect();
        let missing: BTreeSet<u8> = (1..=line.laps_max.unwrap_or(1))
            .filter(|lap| {
                let (least, below) = (Condition::LapsAtLeast(*lap), Condition::LapsBelow(lap.saturating_add(1)));
                !returns.iter().any(|condition| can_hold_together([*condition, &least, &below].into_iter()))
            })
            .collect();
        let lap = match missing.first() {
            Some(_) if returns.is_empty() => String::new(),
            Some(lap) => shown(lap),
            None => continue,
        };
        found.add(stand.at, "shelf-without-return", [("id", &stand.stage.key), ("lap", &lap)]);
    }
}

/// Whether a condition waits for the end of the rest.
fn gives_back(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(gives_back),
        Condition::Returned => true,
        _ => false,
    }
}
