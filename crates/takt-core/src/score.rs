//! Scores: who an account is (fit) and what it does (behaviour), apart, and explained to the fact.
//!
//! A touch is worth its rule's points on its own day and half of them a half-life later, in daily steps at 00:00 of the
//! model's zone, by an integer table ([`BehaviourRule::worth`](crate::model::BehaviourRule)). Caps apply to the sum of
//! a rule, then to the sum of all rules. Everything is counted in thousandths of a point.

use alloc::vec::Vec;
use core::fmt;

use crate::account::{Account, Attribute, Mark};
use crate::book::InForce;
use crate::fact::Value;
use crate::model::condition::ScoreKind;
use crate::model::{BehaviourRule, FitPoints, FitRule};
use crate::unit::{Day, Micros, Seq};

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

/// What the score of an account's behaviour is no more than, from the day it was found on: every touch is counted in
/// full, and what only time takes off is not taken off. So whether the score lies below a line is seldom a walk over all
/// touches.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ceiling {
    /// Under which adoption's model; 0 is none, and says nothing.
    under: u32,
    /// Thousandths of a point.
    milli: u64,
    /// The first day on which a touch counts no more, as days since 1970-01-01; no later one is before it.
    lasts: i32,
}

/// It is no part of the state, and not shown with it.
impl fmt::Debug for Ceiling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ceiling").finish_non_exhaustive()
    }
}

impl Default for Ceiling {
    fn default() -> Self {
        Self { under: 0, milli: u64::MAX, lasts: i32::MIN }
    }
}

impl Ceiling {
    /// How high the score of an account is on a day.
    #[must_use]
    pub fn of(model: &InForce, account: &Account, today: Day) -> Self {
        let ends = account.touches.iter().map(|mark| mark.day.saturating_add(model.tables().days(mark.touch)));
        let lasts = ends.min().unwrap_or(i32::MAX);
        Self { under: model.adoption, milli: score(model, account, ScoreKind::Behaviour, today, None), lasts }
    }

    /// Whether every touch still counts on a day, as far as is known.
    #[must_use]
    pub const fn all_count(self, adoption: u32, today: Day) -> bool {
        self.under == adoption && today.0 < self.lasts
    }

    /// What it is after one more touch, the account's last, folded on a day. Where the lowest line that a position in the
    /// stage is asked for may be reached, how far it is is found anew.
    #[must_use]
    pub fn after(self, model: &InForce, account: &Account, mark: Mark, today: Day) -> Self {
        if self.under != model.adoption {
            return Self::of(model, account, today);
        }
        let (full, days) = model.tables().counted(mark.touch);
        let lasts = self.lasts.min(mark.day.saturating_add(days));
        let milli = self.milli.saturating_add(full);
        let line = account.main.as_ref().map_or(u64::MAX, |main| model.tables().lowest_line(main.stage));
        let milli = if milli < line { milli } else { score(model, account, ScoreKind::Behaviour, today, None) };
        Self { milli, lasts, ..self }
    }

    /// What the score is no more than under a model, in thousandths of a point.
    pub(crate) const fn under(self, adoption: u32) -> u64 {
        if self.under == adoption { self.milli } else { u64::MAX }
    }

    /// Whether a score is certainly below a line, in thousandths of a point.
    pub(crate) fn is_below(self, model: &InForce, account: &Account, kind: ScoreKind, at: Micros, line: u64) -> bool {
        let below = kind == ScoreKind::Behaviour && self.under(model.adoption) < line;
        debug_assert!(
            !below || score(model, account, kind, model.calendar().day_of(at), None) < line,
            "the score is above its ceiling of {}",
            self.milli
        );
        below
    }
}

/// The score of an account on a day, in thousandths of a point; `only` restricts it to some facts, which rise.
#[must_use]
pub fn score(model: &InForce, account: &Account, kind: ScoreKind, today: Day, only: Option<&[Seq]>) -> u64 {
    let counts = |seq: Seq| only.is_none_or(|only| only.binary_search(&seq).is_ok());
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
    // What a fact is worth, which it is, and which touch it says, where it says one: each touch is a fact of its own.
    let mut facts: Vec<(u64, Seq, Option<usize>)> = Vec::new();
    let mut sums = Sums::of(model);
    if kind != ScoreKind::Fit {
        facts.reserve(account.touches.len());
        for (place, mark) in account.touches.iter().enumerate() {
            facts.push((sums.count(mark, today, true), mark.seq, Some(place)));
        }
    }
    if kind != ScoreKind::Behaviour {
        for attribute in &account.attributes {
            sums.know(attribute, true);
            facts.push((u64::MAX, attribute.latest.seq, None));
        }
    }
    if sums.total() < line {
        return None;
    }
    facts.sort_unstable();
    facts.dedup();
    let mut kept = Vec::new();
    for (_, seq, touch) in facts {
        let says = |sums: &mut Sums<'_>, counts| match touch.and_then(|place| account.touches.get(place)) {
            Some(mark) => {
                sums.count(mark, today, counts);
            }
            None => {
                let said = account.attributes.iter().filter(|attribute| attribute.latest.seq == seq);
                said.for_each(|attribute| sums.know(attribute, counts));
            }
        };
        says(&mut sums, false);
        if sums.total() < line {
            says(&mut sums, true);
            kept.push(seq);
        }
    }
    kept.sort_unstable();
    Some(kept)
}

/// What each rule brings so far, before its cap.
struct Sums<'a> {
    model: &'a InForce,
    fit: Vec<u64>,
    behaviour: Vec<u64>,
}

impl<'a> Sums<'a> {
    fn of(model: &'a InForce) -> Self {
        let rules = &model.model.score;
        Self { model, fit: alloc::vec![0; rules.fit.len()], behaviour: alloc::vec![0; rules.behaviour.len()] }
    }

    /// Counts an attribute, or no more.
    fn know(&mut self, attribute: &Attribute, counts: bool) {
        let rules = self.model.model.score.fit.iter().zip(&mut self.fit);
        for (rule, sum) in rules.filter(|(rule, _)| rule.field == attribute.field) {
            *sum = if counts { u64::from(rule.points_of(attribute.latest.value)) * MILLI } else { 0 };
        }
    }

    /// Counts a touch, or no more; what it is worth to all rules together.
    fn count(&mut self, mark: &Mark, today: Day, counts: bool) -> u64 {
        let mut all = 0;
        for place in self.model.tables().rules(mark.touch) {
            let place = usize::from(*place);
            let rule = self.model.model.score.behaviour.get(place);
            if let (Some(rule), Some(sum)) = (rule, self.behaviour.get_mut(place)) {
                let worth = u64::from(rule.worth_at(today.0 - mark.day));
                all += worth;
                *sum = if counts { *sum + worth } else { sum.saturating_sub(worth) };
            }
        }
        all
    }

    /// The score, after all caps.
    fn total(&self) -> u64 {
        let rules = &self.model.model.score;
        let behaviour = rules.behaviour.iter().zip(&self.behaviour).map(|(rule, sum)| cap(*sum, rule.cap)).sum();
        cap(self.fit.iter().sum(), rules.fit_cap) + cap(behaviour, rules.behaviour_cap)
    }
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    extern crate std;

    use alloc::collections::BTreeSet;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::account::Known;
    use crate::dictionary::{Dictionary, WordKind};
    use crate::unit::{AccountId, FieldId, TeamId, TouchId};

    const TODAY: i32 = 20_500;

    static STANDARD: LazyLock<(InForce, Dictionary)> = LazyLock::new(|| {
        let mut words = Dictionary::default();
        let model = crate::model::read(include_str!("../../../models/the-model.toml"), &mut words).unwrap();
        (InForce::new(model, 1), words)
    });

    /// As [`reaching`] is said: leaving out one after the other, and asking for the whole score each time.
    fn plainly(model: &InForce, account: &Account, kind: ScoreKind, line: u32) -> Option<Vec<Seq>> {
        let mut worths: BTreeSet<(u64, Seq)> = BTreeSet::new();
        if kind != ScoreKind::Behaviour {
            worths.extend(account.attributes.iter().map(|known| (u64::MAX, known.latest.seq)));
        }
        if kind != ScoreKind::Fit {
            for mark in &account.touches {
                let rules = model.model.score.behaviour.iter().filter(|rule| rule.touch == mark.touch);
                let worth = rules.map(|rule| u64::from(rule.worth_at(TODAY - mark.day))).sum();
                worths.insert((worth, mark.seq));
            }
        }
        let mut kept: Vec<Seq> = worths.iter().map(|(_, seq)| *seq).collect();
        kept.sort_unstable();
        kept.dedup();
        let reaches = |kept: &[Seq]| score(model, account, kind, Day(TODAY), Some(kept)) >= u64::from(line) * MILLI;
        if !reaches(&kept) {
            return None;
        }
        for (_, seq) in &worths {
            let fewer: Vec<Seq> = kept.iter().copied().filter(|known| known != seq).collect();
            if reaches(&fewer) {
                kept = fewer;
            }
        }
        Some(kept)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_facts_that_reach_a_line_are_those_of_leaving_out(
            touches in proptest::collection::vec((0..7_usize, 0..200_i32), 0..60),
            fits in proptest::collection::vec((0..2_usize, 0..3_u64, 0..400_i64), 0..3),
            kind in 0..3_usize, line in 0..260_u32,
        ) {
            let (model, words) = &*STANDARD;
            let id = |kind, name: &str| words.find(kind, name).unwrap();
            let names = ["form", "seminar", "mail-open", "visit", "pricing-page", "hand-raise"];
            let mut account = Account::new(AccountId(0), TeamId(0));
            for (place, (touch, age)) in touches.iter().enumerate() {
                let touch = names.get(*touch).map_or(TouchId(999), |name| TouchId(id(WordKind::Touch, name)));
                let seq = Seq(100 + place as u64);
                account.touches.push(Mark { touch, day: TODAY - age, contact: None, seq });
            }
            for (field, seq, number) in fits {
                let field = FieldId(id(WordKind::Field, ["employees", "plan"][field]));
                if !account.attributes.iter().any(|known| known.field == field) {
                    let known = Known { value: Value::Integer(number), at: Micros(0), seq: Seq(seq) };
                    account.attributes.push(Attribute { field, first: known, latest: known });
                }
            }
            let kind = [ScoreKind::Fit, ScoreKind::Behaviour, ScoreKind::Total][kind];
            prop_assert_eq!(reaching(model, &account, kind, Day(TODAY), line), plainly(model, &account, kind, line));
        }
    }
}
