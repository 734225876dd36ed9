//! Circles: moves that lead back to where they began, at one instant, without anything having happened between.
//!
//! A position in such a circle would never stand still. Gates are the usual cause, since they never hold; a condition
//! on a score or an attribute in each direction is the other.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::Line;
use crate::fact::Value;
use crate::model::condition::ScoreKind;
use crate::model::finding::Findings;
use crate::model::section::is_nothing;
use crate::model::{Condition, Since, Test};
use crate::unit::{FieldId, SignalId, Span, StageId};

/// Circles that are looked through before the search gives up. A model of people has a handful of such moves; what a
/// search of this size leaves out, the bound on rounds catches when it runs.
const STEPS_MOST: usize = 20_000;

/// A move that may hold on arrival.
struct Edge<'a> {
    from: StageId,
    to: StageId,
    at: usize,
    when: &'a Condition,
}

pub(super) fn check(line: &Line<'_>, found: &mut Findings) {
    let mut edges: BTreeMap<StageId, Vec<Edge<'_>>> = BTreeMap::new();
    for one in line.moves {
        let (Some((to, _)), Some(when)) = (one.to, &one.when) else { continue };
        if holds_on_arrival(&when.condition) {
            let from = one.from.iter().filter(|(from, _)| *from != to);
            for (from, _) in from {
                let edge = Edge { from: *from, to, at: one.at, when: &when.condition };
                edges.entry(*from).or_default().push(edge);
            }
        }
    }
    let mut search = Search { edges: &edges, steps: 0, told: BTreeSet::new() };
    for stand in line.stands {
        search.from(stand.stage.id, &mut Vec::new(), &mut |path: &[&Edge<'_>]| {
            let key = |id| line.stand(id).map_or("", |stand| &*stand.stage.key);
            let mut stages: Vec<&str> = path.iter().map(|edge| key(edge.from)).collect();
            stages.extend(stages.first().copied());
            // The last of its transitions in the file closes the circle.
            let at = path.iter().map(|edge| edge.at).max().unwrap_or_default();
            let stages: String = stages.join(" > ");
            found.add(at, "gate-cycle", [("stages", &stages)]);
        });
    }
}

struct Search<'a> {
    edges: &'a BTreeMap<StageId, Vec<Edge<'a>>>,
    steps: usize,
    told: BTreeSet<Vec<StageId>>,
}

impl<'a> Search<'a> {
    /// Follows the edges from a stage back to the first of the path.
    fn from(&mut self, stage: StageId, path: &mut Vec<&'a Edge<'a>>, tell: &mut dyn FnMut(&[&Edge<'_>])) {
        for edge in self.edges.get(&stage).into_iter().flatten() {
            self.steps += 1;
            if self.steps > STEPS_MOST {
                return;
            }
            let first = path.first().map_or(stage, |edge| edge.from);
            // Every circle is walked from its lowest stage only, and no stage of it twice.
            if edge.to < first || path.iter().any(|walked| walked.from == edge.to && edge.to != first) {
                continue;
            }
            path.push(edge);
            if edge.to == first {
                let stages = path.iter().map(|edge| edge.from).collect();
                if can_hold_together(path.iter().map(|edge| edge.when)) && self.told.insert(stages) {
                    tell(path);
                }
            } else {
                self.from(edge.to, path, tell);
            }
            path.pop();
        }
    }
}

/// Whether a condition may hold at the instant of the entry, without a fact or a timer of its own.
pub(super) fn holds_on_arrival(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(holds_on_arrival),
        Condition::Any(parts) => parts.iter().any(holds_on_arrival),
        Condition::Happened { since, .. } => *since == Since::Lap,
        Condition::Elapsed(span) => is_nothing(*span),
        // Where a new approach begins with the move, no time has passed in it; else it may have.
        Condition::LapElapsed(_) => true,
        Condition::Returned => false,
        _ => true,
    }
}

/// What is asked of the state of an account.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quantity {
    Score(ScoreKind),
    Field(FieldId),
    Laps,
    LapAge(Span),
    Use(Option<SignalId>, Span),
    Users(Option<SignalId>, Span),
    Contacts,
}

/// Bounds and values that conditions ask for at one instant.
#[derive(Default)]
struct Asked {
    /// From the first up to, and not including, the second.
    bounds: BTreeMap<Quantity, (i64, i64)>,
    is: BTreeMap<FieldId, Vec<Value>>,
    is_not: BTreeMap<FieldId, Vec<Value>>,
    known: BTreeSet<FieldId>,
    unknown: BTreeSet<FieldId>,
}

/// Whether conditions can hold at one instant, as far as bounds and values tell; in doubt they can.
pub(super) fn can_hold_together<'c>(conditions: impl Iterator<Item = &'c Condition>) -> bool {
    let mut asked = Asked::default();
    for condition in conditions {
        asked.ask(condition, true);
    }
    let is_open = |(from, below): &(i64, i64)| from < below;
    let nothing = Vec::new();
    let has_value = |(field, values): (&FieldId, &Vec<Value>)| {
        let not = asked.is_not.get(field).unwrap_or(&nothing);
        values.iter().any(|value| !not.contains(value))
    };
    asked.bounds.values().all(is_open) && asked.is.iter().all(has_value) && asked.known.is_disjoint(&asked.unknown)
}

impl Asked {
    fn ask(&mut self, condition: &Condition, holds: bool) {
        match condition {
            Condition::All(parts) if holds || parts.len() == 1 => parts.iter().for_each(|part| self.ask(part, holds)),
            Condition::Any(parts) if !holds => parts.iter().for_each(|part| self.ask(part, holds)),
            Condition::Any(parts) => {
                // Of several ways none can be said to be the one.
                let mut ways = parts.iter().filter(|part| holds_on_arrival(part));
                if let (Some(way), None) = (ways.next(), ways.next())
                    && parts.len() == 1
                {
                    self.ask(way, holds);
                }
            }
            Condition::Not(part) => self.ask(part, !holds),
            Condition::ScoreAtLeast(kind, points) => self.bound(Quantity::Score(*kind), i64::from(*points), holds),
            Condition::ScoreBelow(kind, points) => self.bound(Quantity::Score(*kind), i64::from(*points), !holds),
            Condition::LapsAtLeast(laps) => self.bound(Quantity::Laps, i64::from(*laps), holds),
            Condition::LapsBelow(laps) => self.bound(Quantity::Laps, i64::from(*laps), !holds),
            Condition::LapElapsed(span) => self.bound(Quantity::LapAge(*span), 1, holds),
            Condition::UsedAtLeast { signal, amount, within } => {
                self.bound(Quantity::Use(*signal, *within), i64::from(*amount), holds);
            }
            Condition::UsedBy { signal, people, within } => {
                self.bound(Quantity::Users(*signal, *within), i64::from(*people), holds);
            }
            Condition::ContactsAtLeast(people) => self.bound(Quantity::Contacts, i64::from(*people), holds),
            Condition::ContactsBelow(people) => self.bound(Quantity::Contacts, i64::from(*people), !holds),
            Condition::Attribute(field, test) => self.attribute(*field, test, holds),
            _ => {}
        }
    }

    /// At least so much, or less.
    fn bound(&mut self, quantity: Quantity, line: i64, is_least: bool) {
        let (from, below) = self.bounds.entry(quantity).or_insert((i64::MIN, i64::MAX));
        if is_least {
            *from = line.max(*from);
        } else {
            *below = line.min(*below);
        }
    }

    fn attribute(&mut self, field: FieldId, test: &Test, holds: bool) {
        match test {
            Test::Is(values) if holds => {
                self.known.insert(field);
                let kept = self.is.entry(field).or_insert_with(|| values.clone());
                kept.retain(|value| values.contains(value));
            }
            Test::Is(values) => self.is_not.entry(field).or_default().extend(values),
            // An attribute nobody knows is neither at least nor below, so only what holds says something.
            Test::AtLeast(number) if holds => {
                self.known.insert(field);
                self.bound(Quantity::Field(field), *number, true);
            }
            Test::Below(number) if holds => {
                self.known.insert(field);
                self.bound(Quantity::Field(field), *number, false);
            }
            Test::Known if holds => drop(self.known.insert(field)),
            Test::Known => drop(self.unknown.insert(field)),
            Test::AtLeast(_) | Test::Below(_) => {}
        }
    }
}
