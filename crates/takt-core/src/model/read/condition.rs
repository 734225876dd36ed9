//! Conditions: inline tables, each known by the key it is named for.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Reader;
use super::house::is_measured;
use crate::dictionary::WordKind;
use crate::fact::{Event, Outcome};
use crate::model::condition::ScoreKind;
use crate::model::grammar::{CONDITIONS, CONDITIONS_MOST, CONTACTS, EVENTS, LAPS};
use crate::model::section::{Fields, bad_value, fields, unknown_key, wrong_type};
use crate::model::source::{Node, What, nearest};
use crate::model::{Condition, Since, Test};
use crate::unit::{Currency, SignalId, SourceId, StepId, TouchId};

/// A condition that knows where it stands in the file.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// Where.
    pub(crate) at: usize,
    /// The condition, parts and all.
    pub(crate) condition: Condition,
    /// The parts of `all`, `any` and `not`, in their order.
    pub(crate) parts: Vec<Self>,
}

impl Placed {
    /// A condition without parts.
    pub(crate) fn leaf(at: usize, condition: Condition) -> Self {
        Self { at, condition, parts: Vec::new() }
    }

    /// All of the parts.
    pub(crate) fn all(at: usize, parts: Vec<Self>) -> Self {
        let condition = Condition::All(parts.iter().map(|part| part.condition.clone()).collect());
        Self { at, condition, parts }
    }

    fn any(at: usize, parts: Vec<Self>) -> Self {
        let condition = Condition::Any(parts.iter().map(|part| part.condition.clone()).collect());
        Self { at, condition, parts }
    }

    fn not(at: usize, part: Self) -> Self {
        Self { at, condition: Condition::Not(Box::new(part.condition.clone())), parts: Vec::from([part]) }
    }

    /// One part as it is, several as all of them.
    fn together(at: usize, mut parts: Vec<Self>) -> Option<Self> {
        match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Self::all(at, parts)),
        }
    }
}

impl<'n> Reader<'n> {
    /// Reads a condition of the transition `rule`; `None` where a part of it means nothing.
    pub(super) fn condition(
        &mut self,
        node: &'n Node,
        rule: &str,
        currency: Option<Currency>,
        count: &mut usize,
    ) -> Option<Placed> {
        *count += 1;
        if *count == CONDITIONS_MOST + 1 {
            let most = alloc::format!("{CONDITIONS_MOST}");
            self.found.add(node.at, "too-many", [("section", "when"), ("count", ""), ("most", &most)]);
        }
        if *count > CONDITIONS_MOST {
            return None;
        }
        if !matches!(node.what, What::Table(_)) {
            wrong_type("when", "table", node, &mut self.found);
            return None;
        }
        let heads: Vec<_> = CONDITIONS.iter().filter(|section| node.get(section.name).is_some()).collect();
        let [section] = heads.as_slice() else {
            let names = || CONDITIONS.iter().map(|section| section.name);
            match node.entries().first().filter(|_| heads.is_empty()) {
                Some(entry) => unknown_key(entry, "when", names(), &mut self.found),
                None => {
                    let names = names().collect::<Vec<_>>().join(", ");
                    bad_value("when", node, "one-condition", &names, &mut self.found);
                }
            }
            return None;
        };
        let table = fields(section, node, &mut self.found);
        let head = table.node(section.name)?;
        let at = node.at;
        let mut part = |reader: &mut Self, node| reader.condition(node, rule, currency, count);
        match section.name {
            "all" | "any" => {
                // Every part is read, also behind one that means nothing.
                let parts: Vec<Option<Placed>> = head.items().iter().map(|node| part(self, node)).collect();
                let parts: Vec<Placed> = parts.into_iter().collect::<Option<_>>()?;
                Some(if section.name == "all" { Placed::all(at, parts) } else { Placed::any(at, parts) })
            }
            "not" => Some(Placed::not(at, part(self, head)?)),
            "touched" | "called" | "happened" | "handoff" | "step" => {
                let event = self.event(section.name, head, &table, rule)?;
                let since = if table.text("since") == Some("lap") { Since::Lap } else { Since::Visit };
                let (at_least, within) = (table.whole("at_least").unwrap_or(1), table.span("within"));
                Some(Placed::leaf(at, Condition::Happened { event, at_least, since, within }))
            }
            "elapsed" => {
                let span = table.span("elapsed")?;
                let is_lap = table.text("since") == Some("lap");
                Some(Placed::leaf(at, if is_lap { Condition::LapElapsed(span) } else { Condition::Elapsed(span) }))
            }
            "used" => self.used(head, &table),
            "contacts" => self.contacts(head),
            "score" => self.score_line(head, &table),
            "attribute" => self.attribute(head, &table, currency),
            "source" => {
                let words = head.items().iter().filter_map(Node::text);
                let sources = words.map(|word| SourceId(self.words.intern(WordKind::Source, word))).collect();
                Some(Placed::leaf(at, Condition::Source(sources)))
            }
            "returned" => Some(self.flagged(at, &table, "returned", Condition::Returned)),
            "laps" => self.laps(head),
            "onboarding" => Some(Placed::leaf(at, Condition::OnboardingComplete)),
            "subscription" => Some(Placed::leaf(at, Condition::EndsWithin(table.span("span")?))),
            _ => Some(Placed::leaf(at, Condition::Refused)),
        }
    }

    /// A condition that `= false` turns into its contrary.
    fn flagged(&mut self, at: usize, table: &Fields<'n>, key: &str, condition: Condition) -> Placed {
        let leaf = Placed::leaf(at, condition);
        if table.flag(key) { leaf } else { Placed::not(at, leaf) }
    }

    fn event(&mut self, head: &str, node: &'n Node, table: &Fields<'n>, rule: &str) -> Option<Event> {
        let word = node.text()?;
        let (because, known): (&'static str, Vec<&str>) = match head {
            "touched" => {
                let touch = (word != "any").then(|| TouchId(self.words.intern(WordKind::Touch, word)));
                return Some(Event::Touched(touch));
            }
            "called" if word == "any" => return Some(Event::Called(None)),
            "called" => match Outcome::named(word) {
                Some(outcome) => return Some(Event::Called(Some(outcome))),
                None => ("unknown-event", Outcome::NAMES.to_vec()),
            },
            "handoff" => {
                let team = self.team(table.node("by")?)?;
                return Some(match word {
                    "offered" => Event::Offered(team),
                    "accepted" => Event::Accepted(team),
                    "returned" => Event::Returned(team),
                    _ => Event::Lapsed(team),
                });
            }
            "step" if word == "any" => return Some(Event::StepDone(None)),
            "step" if self.known.steps.contains(&word) => {
                return Some(Event::StepDone(Some(StepId(self.words.intern(WordKind::Step, word)))));
            }
            "step" => ("unknown-step", self.known.steps.clone()),
            _ => match HAPPENED.iter().find(|event| event.name() == word) {
                Some(event) => return Some(*event),
                None => ("unknown-event", EVENTS.to_vec()),
            },
        };
        let args = [("rule", rule), ("because", because), ("what", word), ("nearest", nearest(word, known))];
        self.found.add(node.at, "no-fact-can-carry", args);
        None
    }

    fn score_line(&mut self, head: &'n Node, table: &Fields<'n>) -> Option<Placed> {
        let kind = match head.text()? {
            "fit" => ScoreKind::Fit,
            "behaviour" => ScoreKind::Behaviour,
            _ => ScoreKind::Total,
        };
        let at_least = table.whole("at_least").map(|points| Condition::ScoreAtLeast(kind, points));
        let below = table.whole("below").map(|points| Condition::ScoreBelow(kind, points));
        self.bounds(table, &["at_least", "below"], [at_least, below])
    }

    fn laps(&mut self, head: &'n Node) -> Option<Placed> {
        let table = fields(&LAPS, head, &mut self.found);
        let at_least = table.whole("at_least").map(Condition::LapsAtLeast);
        let below = table.whole("below").map(Condition::LapsBelow);
        self.bounds(&table, &["at_least", "below"], [at_least, below])
    }

    /// How much was used and by how many, of a signal or of any.
    fn used(&mut self, head: &'n Node, table: &Fields<'n>) -> Option<Placed> {
        let word = head.text()?;
        let signal = (word != "any").then(|| SignalId(self.words.intern(WordKind::Signal, word)));
        let within = table.span("within");
        let amount = table.whole("at_least").zip(within);
        let amount = amount.map(|(amount, within)| Condition::UsedAtLeast { signal, amount, within });
        let people = table.whole("people").zip(within);
        let people = people.map(|(people, within)| Condition::UsedBy { signal, people, within });
        self.bounds(table, &["at_least", "people"], [amount, people])
    }

    fn contacts(&mut self, head: &'n Node) -> Option<Placed> {
        let table = fields(&CONTACTS, head, &mut self.found);
        let at_least = table.whole("at_least").map(Condition::ContactsAtLeast);
        let below = table.whole("below").map(Condition::ContactsBelow);
        self.bounds(&table, &["at_least", "below"], [at_least, below])
    }

    /// All the bounds that a condition has; a finding where it has none.
    fn bounds<const N: usize>(
        &mut self,
        table: &Fields<'n>,
        keys: &[&str],
        bounds: [Option<Condition>; N],
    ) -> Option<Placed> {
        if keys.iter().all(|key| !table.has(key)) {
            let args = [("key", keys[0]), ("value", ""), ("expected", "one-of-keys"), ("words", &*keys.join(", "))];
            self.found.add(table.at, "bad-value", args);
        }
        let parts = bounds.into_iter().flatten().map(|condition| Placed::leaf(table.at, condition)).collect();
        Placed::together(table.at, parts)
    }

    fn attribute(&mut self, head: &'n Node, table: &Fields<'n>, currency: Option<Currency>) -> Option<Placed> {
        let field = self.field(head)?;
        let test = |test| Some(Condition::Attribute(field.id, test));
        let is = table.node("is").and_then(|node| {
            let values: Vec<_> = node.items().iter().map(|item| self.value("is", item, &field, currency)).collect();
            test(Test::Is(values.into_iter().collect::<Option<_>>()?))
        });
        let mut bound = |key: &str| {
            let node = table.node(key)?;
            if !is_measured(&field) {
                bad_value("attribute", head, "number-field", "", &mut self.found);
                return None;
            }
            self.measure(key, node, &field)
        };
        let at_least = bound("at_least").and_then(|number| test(Test::AtLeast(number)));
        let below = bound("below").and_then(|number| test(Test::Below(number)));
        let known = table.node("known").map(|_| {
            let known = Condition::Attribute(field.id, Test::Known);
            if table.flag("known") { known } else { Condition::Not(Box::new(known)) }
        });
        self.bounds(table, &["is", "at_least", "below", "known"], [is, at_least, below, known])
    }
}

/// What `happened` may name: the events that need no further word.
const HAPPENED: &[Event] = &[
    Event::AppointmentMade,
    Event::MeetingHeld,
    Event::MeetingMissed,
    Event::SlotReserved,
    Event::Opened,
    Event::ProposalSent,
    Event::Won,
    Event::Lost,
    Event::Rested,
    Event::Disqualified,
    Event::Activated,
    Event::Used,
    Event::TicketSeen,
    Event::SubscriptionStarted,
    Event::Renewed,
    Event::Ended,
    Event::Bounced,
    Event::ContactLeft,
    Event::Refused,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Kind;
    use crate::model::grammar::OUTCOMES;

    #[test]
    fn the_words_of_the_grammar_are_those_of_the_facts() {
        assert!(HAPPENED.iter().map(|event| event.name()).eq(EVENTS.iter().copied()));
        let outcomes = Kind::ALL.iter().filter(|kind| kind.is_outcome()).map(|kind| kind.name());
        assert!(outcomes.eq(OUTCOMES.iter().copied()), "in the same order");
    }
}
