//! A model told in the words of its file, part by part: what two models are compared by. How a file is written (comments,
//! order of keys, `after` or `elapsed`, `standing:` or the stages spelt out) makes no difference here.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::condition::{Condition, ScoreKind, Since, Test};
use super::{Bilingual, FitPoints, Model, ReasonFrom, Returns};
use crate::dictionary::{Dictionary, WordKind};
use crate::fact::{Event, Value};
use crate::unit::{ReasonId, StageId, TeamId};

/// A part of a model: a stage, a transition, a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The name of its table in the file.
    pub(super) section: &'static str,
    /// Its name among its like; empty for what there is once.
    pub(super) id: String,
    /// What is said of it, by key. What is not said is left out.
    pub(super) says: Vec<(&'static str, String)>,
}

/// The parts of a model in the order of its file. Where stages are named that another model calls otherwise (`heirs`),
/// they are named as there, so that a new name is one change and not one for each place that says it.
pub(super) fn told(model: &Model, words: &Dictionary, heirs: &[(StageId, StageId)]) -> Vec<Part> {
    let say = Say { words, heirs };
    let mut parts = alloc::vec![say.line(model)];
    parts.extend(model.fields.iter().map(|field| {
        let choices = list(field.choices.iter().map(|choice| say.word(WordKind::Choice, choice.0)));
        part(
            "field",
            &field.key,
            [
                ("type", Some(field.holds.name().into())),
                ("choices", (!field.choices.is_empty()).then_some(choices)),
                ("name", name(&field.name)),
            ],
        )
    }));
    parts.extend(model.teams.iter().map(|team| {
        part(
            "team",
            &team.key,
            [
                ("minutes", team.slot_minutes.map(|minutes| minutes.to_string())),
                ("per_day", team.slots_per_day.map(|slots| slots.to_string())),
                ("name", name(&team.name)),
            ],
        )
    }));
    parts.extend(model.stages.iter().map(|stage| {
        part(
            "stage",
            &stage.key,
            [
                ("kind", Some(stage.kind.name().into())),
                ("team", Some(say.team(stage.team))),
                ("standing", stage.standing.map(|standing| standing.name().into())),
                ("limit", stage.limit.map(|limit| limit.to_string())),
                ("stock", stage.stock.map(|stock| stock.to_string())),
                ("outcome", stage.outcome.map(|outcome| outcome.name().into())),
                ("offers", stage.offers.map(|team| say.team(team))),
                ("column", Some(stage.column.to_string())),
                ("name", name(&stage.name)),
                ("means", name(&stage.means)),
            ],
        )
    }));
    parts.extend(model.transitions.iter().map(|transition| {
        let mut from: Vec<String> = transition.from.iter().map(|stage| say.stage(*stage)).collect();
        from.dedup();
        let from = from.join(", ");
        part(
            "transition",
            &transition.key,
            [
                ("from", Some(from)),
                ("to", Some(say.stage(transition.to))),
                ("path", Some(transition.path.name().into())),
                ("when", Some(say.condition(&transition.when))),
                (
                    "reason",
                    match transition.reason {
                        ReasonFrom::None => None,
                        ReasonFrom::Fixed(reason) => Some(say.reason(reason)),
                        ReasonFrom::Fact => Some("fact".into()),
                    },
                ),
            ],
        )
    }));
    parts.extend(say.score(model));
    parts.push(part(
        "recycling",
        "",
        [
            ("laps_max", Some(model.recycle.laps_max.to_string())),
            ("otherwise", Some(say.reason(model.recycle.otherwise))),
        ],
    ));
    parts.extend(model.recycle.clocks.iter().map(|clock| {
        let returns = match clock.returns {
            Returns::After(span) => span.to_string(),
            Returns::FiscalYearStart => "fiscal-year-start".into(),
            Returns::Yearly(month, day) => format!("{month:02}-{day:02}"),
            Returns::Never => "never".into(),
        };
        part("recycle", &clock.key, [("returns", Some(returns)), ("name", name(&clock.name))])
    }));
    parts.extend(model.plays.iter().map(|play| {
        part(
            "play",
            &play.key,
            [
                ("serves", Some(say.stage(play.serves))),
                ("aims", Some(say.stage(play.aims))),
                ("every", Some(play.every.to_string())),
                ("reaches", Some(play.reaches.name().into())),
                ("name", name(&play.name)),
            ],
        )
    }));
    parts.extend(
        model.steps.iter().map(|step| {
            part("onboarding", &step.key, [("due", Some(step.due.to_string())), ("name", name(&step.name))])
        }),
    );
    parts.extend(model.health.iter().map(|signal| {
        part(
            "health",
            &signal.key,
            [
                ("signal", signal.signal.map(|signal| say.word(WordKind::Signal, signal.0))),
                ("falls", Some(basis_points(i64::from(signal.falls_bp)))),
                ("within", Some(signal.within.to_string())),
                ("points", Some(signal.points.to_string())),
            ],
        )
    }));
    parts
}

fn part<const N: usize>(section: &'static str, id: &str, says: [(&'static str, Option<String>); N]) -> Part {
    let says = says.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
    Part { section, id: id.into(), says }
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn name(name: &Bilingual) -> Option<String> {
    Some(format!("{} / {}", name.ja, name.en))
}

fn basis_points(bp: i64) -> String {
    format!("{}.{:02}%", bp / 100, bp % 100)
}

struct Say<'a> {
    words: &'a Dictionary,
    heirs: &'a [(StageId, StageId)],
}

impl Say<'_> {
    fn word(&self, kind: WordKind, id: u32) -> String {
        self.words.text(kind, id).into()
    }

    fn stage(&self, id: StageId) -> String {
        let heir = self.heirs.iter().find(|(gone, _)| *gone == id).map_or(id, |(_, heir)| *heir);
        self.word(WordKind::Stage, heir.0)
    }

    fn team(&self, id: TeamId) -> String {
        self.word(WordKind::Team, id.0)
    }

    fn reason(&self, id: ReasonId) -> String {
        self.word(WordKind::Reason, id.0)
    }

    fn line(&self, model: &Model) -> Part {
        part(
            "model",
            "",
            [
                ("id", Some(model.id.clone())),
                ("name", name(&model.name)),
                ("calendar", Some(model.calendar.told())),
                ("fiscal_year_start", Some(model.fiscal_year_start.to_string())),
                ("currency", Some(model.currency.as_str().into())),
                ("start", Some(self.stage(model.start))),
                ("segment", model.segment.map(|field| self.word(WordKind::Field, field.0))),
            ],
        )
    }

    fn score(&self, model: &Model) -> Vec<Part> {
        let caps = part(
            "score",
            "",
            [
                ("fit_cap", model.score.fit_cap.map(|cap| cap.to_string())),
                ("behaviour_cap", model.score.behaviour_cap.map(|cap| cap.to_string())),
            ],
        );
        let fit = model.score.fit.iter().map(|rule| {
            let points = match &rule.points {
                FitPoints::Bands(bands) => list(bands.iter().map(|(from, points)| format!("{from} = {points}"))),
                FitPoints::Choices(choices) => list(
                    choices
                        .iter()
                        .map(|(choice, points)| format!("{} = {points}", self.word(WordKind::Choice, choice.0))),
                ),
                FitPoints::Is(value, points) => format!("{} = {points}", self.value(*value)),
            };
            let field = self.word(WordKind::Field, rule.field.0);
            part("score.fit", &rule.key, [("attribute", Some(field)), ("points", Some(points))])
        });
        let behaviour = model.score.behaviour.iter().map(|rule| {
            part(
                "score.behaviour",
                &rule.key,
                [
                    ("touch", Some(self.word(WordKind::Touch, rule.touch.0))),
                    ("points", Some(rule.points.to_string())),
                    ("half_life", rule.half_life.map(|days| format!("{days}d"))),
                    ("cap", rule.cap.map(|cap| cap.to_string())),
                ],
            )
        });
        core::iter::once(caps).chain(fit).chain(behaviour).collect()
    }

    fn value(&self, value: Value) -> String {
        match value {
            Value::Choice(id) => self.word(WordKind::Choice, id.0),
            Value::Integer(number) => number.to_string(),
            Value::Rate(rate) => basis_points(i64::from(rate.0)),
            Value::Money(money) => format!("{} {}", money.minor, money.currency.as_str()),
            Value::Date(day) => day.to_string(),
            Value::YesNo(yes) => yes.to_string(),
        }
    }

    fn condition(&self, condition: &Condition) -> String {
        let all = |parts: &[Condition], word: &str| {
            let told = parts.iter().map(|part| match part {
                Condition::All(_) | Condition::Any(_) if parts.len() > 1 => format!("({})", self.condition(part)),
                part => self.condition(part),
            });
            told.collect::<Vec<_>>().join(word)
        };
        let within =
            |within: Option<crate::unit::Span>| within.map_or_else(String::new, |span| format!(" within {span}"));
        let signal = |signal: Option<crate::unit::SignalId>| {
            signal.map_or_else(|| "usage".into(), |signal| self.word(WordKind::Signal, signal.0))
        };
        match condition {
            Condition::All(parts) if parts.is_empty() => "always".into(),
            Condition::Any(parts) if parts.is_empty() => "never".into(),
            Condition::All(parts) => all(parts, " and "),
            Condition::Any(parts) => all(parts, " or "),
            Condition::Not(part) => format!("not ({})", self.condition(part)),
            Condition::Happened { event, at_least, since, within: span } => {
                let times = if *at_least > 1 { format!(" {at_least} times") } else { String::new() };
                let lap = if *since == Since::Lap { " since lap" } else { "" };
                format!("{}{times}{lap}{}", self.event(*event), within(*span))
            }
            Condition::Elapsed(span) => format!("elapsed {span}"),
            Condition::LapElapsed(span) => format!("elapsed {span} since lap"),
            Condition::UsedAtLeast { signal: of, amount, within: span } => {
                format!("used {} at least {amount}{}", signal(*of), within(Some(*span)))
            }
            Condition::UsedBy { signal: of, people, within: span } => {
                format!("used {} by {people}{}", signal(*of), within(Some(*span)))
            }
            Condition::ContactsAtLeast(people) => format!("contacts at least {people}"),
            Condition::ContactsBelow(people) => format!("contacts below {people}"),
            Condition::ScoreAtLeast(kind, line) => format!("score {} at least {line}", score(*kind)),
            Condition::ScoreBelow(kind, line) => format!("score {} below {line}", score(*kind)),
            Condition::Attribute(field, test) => {
                let test = match test {
                    Test::Is(values) => format!("is {}", list(values.iter().map(|value| self.value(*value)))),
                    Test::AtLeast(line) => format!("at least {line}"),
                    Test::Below(line) => format!("below {line}"),
                    Test::Known => "known".into(),
                };
                format!("{} {test}", self.word(WordKind::Field, field.0))
            }
            Condition::Source(sources) => {
                format!("source {}", list(sources.iter().map(|source| self.word(WordKind::Source, source.0))))
            }
            Condition::Returned => "returned".into(),
            Condition::LapsAtLeast(laps) => format!("laps at least {laps}"),
            Condition::LapsBelow(laps) => format!("laps below {laps}"),
            Condition::OnboardingComplete => "onboarding complete".into(),
            Condition::EndsWithin(span) => format!("subscription ends within {span}"),
            Condition::Refused => "refused".into(),
        }
    }

    fn event(&self, event: Event) -> String {
        let of = match event {
            Event::Touched(touch) => touch.map(|touch| self.word(WordKind::Touch, touch.0)),
            Event::Called(outcome) => outcome.map(|outcome| outcome.name().into()),
            Event::Offered(team) | Event::Accepted(team) | Event::Returned(team) | Event::Lapsed(team) => {
                Some(self.team(team))
            }
            Event::StepDone(step) => step.map(|step| self.word(WordKind::Step, step.0)),
            _ => None,
        };
        of.map_or_else(|| event.name().into(), |of| format!("{} {of}", event.name()))
    }
}

const fn score(kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::Fit => "fit",
        ScoreKind::Behaviour => "behaviour",
        ScoreKind::Total => "total",
    }
}
