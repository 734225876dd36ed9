//! Scores: who an account is (fit) and what it does (behaviour), apart, and explained to the fact.
//!
//! A touch is worth its rule's points on its own day and half of them a half-life later, in daily steps at 00:00 of the
//! model's zone, by an integer table ([`BehaviourRule::worth`](crate::model::BehaviourRule)). Caps apply to the sum of
//! a rule, then to the sum of all rules. Everything is counted in thousandths of a point.

use alloc::vec::Vec;

use crate::account::Account;
use crate::book::InForce;
use crate::fact::Value;
use crate::model::condition::ScoreKind;
use crate::model::{BehaviourRule, FitPoints, FitRule};
use crate::unit::{Day, Seq};

/// Thousandths of a point in a point.
pub const MILLI: u64 = 1000;

/// Rules of behaviour that are summed in one walk.
const HANDFUL: usize = 16;

/// What one rule brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The rule's name in the model file.
    pub rule: &'a str,
    /// Which score it belongs to.
    pub kind: ScoreKind,
    /// Thousandths of a point, after the rule's cap.
    pub milli: u64,
    /// The facts that bring it, in journal order.
    pub facts: Vec<Seq>,
}

impl BehaviourRule {
    /// What a touch of a given age is worth, in thousandths of a point.
    #[must_use]
    pub fn worth_at(&self, age_days: i32) -> u32 {
        let age = usize::try_from(age_days).unwrap_or(0);
        match self.half_life {
            None => self.worth.first().copied().unwrap_or(0),
            Some(_) => self.worth.get(age).copied().unwrap_or(0),
        }
    }
}

impl FitRule {
    /// Points that a value gives, in points.
    #[must_use]
    pub fn points_of(&self, value: Value) -> u32 {
        match &self.points {
            FitPoints::Bands(bands) => {
                let Some(number) = number_of(value) else { return 0 };
                bands.iter().rev().find(|(from, _)| number >= *from).map_or(0, |(_, points)| *points)
            }
            FitPoints::Choices(choices) => match value {
                Value::Choice(id) => choices.iter().find(|(choice, _)| *choice == id).map_or(0, |(_, points)| *points),
                _ => 0,
            },
            FitPoints::Is(wanted, points) => {
                if *wanted == value {
                    *points
                } else {
                    0
                }
            }
        }
    }
}

/// A value as a number, where it has one: minor units of money, basis points, days since 1970-01-01.
#[must_use]
pub const fn number_of(value: Value) -> Option<i64> {
    match value {
        Value::Integer(n) => Some(n),
        Value::Rate(rate) => Some(rate.0 as i64),
        Value::Money(money) => Some(money.minor),
        Value::Date(day) => Some(day.0 as i64),
        Value::Choice(_) | Value::YesNo(_) => None,
    }
}

/// The score of an account on a day, in thousandths of a point; `only` restricts it to some facts.
#[must_use]
pub fn score(model: &InForce, account: &Account, kind: ScoreKind, today: Day, only: Option<&[Seq]>) -> u64 {
    let counts = |seq: Seq| only.is_none_or(|only| only.contains(&seq));
    match kind {
        ScoreKind::Total => {
            score(model, account, ScoreKind::Fit, today, only)
                + score(model, account, ScoreKind::Behaviour, today, only)
        }
        ScoreKind::Fit => {
            let rules = &model.model.score;
            let sum: u64 = rules
                .fit
                .iter()
                .filter_map(|rule| {
                    let known = account.attributes.iter().find(|attribute| attribute.field == rule.field)?;
                    counts(known.latest.seq).then(|| u64::from(rule.points_of(known.latest.value)) * MILLI)
                })
                .sum();
            cap(sum, rules.fit_cap)
        }
        ScoreKind::Behaviour => {
            let rules = &model.model.score;
            // All rules of a handful in one walk over the touches.
            let sums = rules.behaviour.chunks(HANDFUL).enumerate().map(|(chunk, some)| {
                let first = chunk * HANDFUL;
                let mut sums = [0_u64; HANDFUL];
                for mark in account.touches.iter().filter(|mark| counts(mark.seq)) {
                    for place in model.tables().rules(mark.touch) {
                        let place = usize::from(*place).wrapping_sub(first);
                        if let (Some(rule), Some(sum)) = (some.get(place), sums.get_mut(place)) {
                            *sum += u64::from(rule.worth_at(today.0 - mark.day));
                        }
                    }
                }
                some.iter().zip(sums).map(|(rule, sum)| cap(sum, rule.cap)).sum::<u64>()
            });
            cap(sums.sum(), rules.behaviour_cap)
        }
    }
}

/// The score in parts: every rule that brings something, with the facts that bring it.
#[must_use]
pub fn parts<'a>(model: &'a InForce, account: &Account, today: Day) -> Vec<Part<'a>> {
    let rules = &model.model.score;
    let fit = rules.fit.iter().filter_map(|rule| {
        let known = account.attributes.iter().find(|attribute| attribute.field == rule.field)?;
        let milli = u64::from(rule.points_of(known.latest.value)) * MILLI;
        (milli > 0).then(|| Part { rule: &rule.key, kind: ScoreKind::Fit, milli, facts: [known.latest.seq].into() })
    });
    let behaviour = rules.behaviour.iter().filter_map(|rule| {
        let mut facts = Vec::new();
        let mut sum = 0;
        for mark in account.touches.iter().filter(|mark| mark.touch == rule.touch) {
            let worth = rule.worth_at(today.0 - mark.day);
            if worth > 0 {
                sum += u64::from(worth);
                facts.push(mark.seq);
            }
        }
        facts.sort_unstable();
        (sum > 0).then(|| Part { rule: &rule.key, kind: ScoreKind::Behaviour, milli: cap(sum, rule.cap), facts })
    });
    fit.chain(behaviour).collect()
}

/// A smallest set of facts on which the score alone reaches a line; `None` where all of them together do not.
///
/// Points are never negative, so the score only grows with facts: starting from all of them, each that can be spared
/// is left out, the least worth first. What remains cannot spare any.
#[must_use]
pub fn reaching(model: &InForce, account: &Account, kind: ScoreKind, today: Day, line: u32) -> Option<Vec<Seq>> {
    let line = u64::from(line) * MILLI;
    let mut facts: Vec<(u64, Seq)> = Vec::new();
    if kind != ScoreKind::Behaviour {
        facts.extend(account.attributes.iter().map(|attribute| (u64::MAX, attribute.latest.seq)));
    }
    if kind != ScoreKind::Fit {
        for mark in &account.touches {
            let rules = model.model.score.behaviour.iter().filter(|rule| rule.touch == mark.touch);
            let worth: u64 = rules.map(|rule| u64::from(rule.worth_at(today.0 - mark.day))).sum();
            facts.push((worth, mark.seq));
        }
    }
    facts.sort_unstable();
    facts.dedup();
    let mut kept: Vec<Seq> = facts.iter().map(|(_, seq)| *seq).collect();
    kept.dedup();
    if score(model, account, kind, today, Some(&kept)) < line {
        return None;
    }
    for (_, seq) in &facts {
        let Some(place) = kept.iter().position(|known| known == seq) else { continue };
        kept.remove(place);
        if score(model, account, kind, today, Some(&kept)) < line {
            kept.insert(place, *seq);
        }
    }
    kept.sort_unstable();
    Some(kept)
}

/// The first day after `today` on which the score lies below a line; `None` if it never falls there by itself.
#[must_use]
pub fn falls_below(model: &InForce, account: &Account, kind: ScoreKind, today: Day, line: u32) -> Option<Day> {
    let line = u64::from(line) * MILLI;
    let below = |day: i32| score(model, account, kind, Day(day), None) < line;
    let longest = model.model.score.behaviour.iter().map(|rule| rule.worth.len()).max().unwrap_or(0);
    let (mut low, mut high) = (today.0, today.0.saturating_add(i32::try_from(longest).unwrap_or(i32::MAX)));
    if below(low) || !below(high) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if below(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(Day(high))
}

fn cap(sum: u64, cap: Option<u32>) -> u64 {
    cap.map_or(sum, |cap| sum.min(u64::from(cap) * MILLI))
}
