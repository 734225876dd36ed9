//! Rules beside the line: scores, clocks, measures, steps, signals.

use alloc::vec::Vec;

use super::Reader;
use super::house::{is_measured, yearly};
use crate::dictionary::WordKind;
use crate::model::decay::worth;
use crate::model::grammar::{self, BAND, BEHAVIOUR, FIT, HEALTH, ONBOARDING, PLAY, RECYCLE, RECYCLING, SCORE};
use crate::model::section::{Fields, bad_value, fields, is_nothing, wrong_type};
use crate::model::source::{Node, What};
use crate::model::{
    BehaviourRule, Clock, FieldDef, FieldType, FitPoints, FitRule, Play, Reaches, Recycle, Returns, ScoreRules, Signal,
    Step,
};
use crate::unit::{ChoiceId, Currency, PlayId, ReasonId, SignalId, Span, StepId, TouchId};

/// Longest half-life in days: beyond ten years a touch does not fade, it stays.
const HALF_LIFE_MOST: u32 = 3_650;
/// Most points of one rule, as the grammar has it.
const POINTS_MOST: i64 = 10_000;

impl<'n> Reader<'n> {
    pub(super) fn score(&mut self, top: &Fields<'n>, currency: Option<Currency>) -> ScoreRules {
        let Some(node) = top.node("score") else { return ScoreRules::default() };
        let table = fields(&SCORE, node, &mut self.found);
        let mut score = ScoreRules {
            fit_cap: table.whole("cap_fit"),
            behaviour_cap: table.whole("cap_behaviour"),
            ..ScoreRules::default()
        };
        for (key, rule) in self.tables(&FIT, "id", table.items("fit")) {
            let Some(field) = rule.node("attribute").and_then(|node| self.field(node)) else { continue };
            let Some(points) = self.fit_points(&rule, &field, currency) else { continue };
            score.fit.push(FitRule { key: key.into(), field: field.id, points });
        }
        for (key, rule) in self.tables(&BEHAVIOUR, "id", table.items("behaviour")) {
            let half_life = rule.node("half_life").and_then(|node| self.half_life(node));
            let (Some(touch), Some(points)) = (rule.text("touch"), rule.whole("points")) else { continue };
            score.behaviour.push(BehaviourRule {
                key: key.into(),
                touch: TouchId(self.words.intern(WordKind::Touch, touch)),
                points,
                half_life,
                cap: rule.whole("cap"),
                worth: worth(points, half_life),
            });
        }
        score
    }

    /// Scores fade day by day, so a half-life is a number of days.
    fn half_life(&mut self, node: &Node) -> Option<u16> {
        match Span::parse(node.text()?) {
            Some(Span::Days(days)) if days <= HALF_LIFE_MOST => u16::try_from(days).ok(),
            _ => {
                let most = alloc::format!("1d–{HALF_LIFE_MOST}d");
                bad_value("half_life", node, "span-of-days", &most, &mut self.found);
                None
            }
        }
    }

    /// Bands, or points by word, or points for one value: exactly one of them.
    fn fit_points(&mut self, rule: &Fields<'n>, field: &FieldDef, currency: Option<Currency>) -> Option<FitPoints> {
        let points = rule.node("points");
        match (rule.node("bands"), points.map(|node| (node, &node.what)), rule.node("is")) {
            (Some(bands), None, None) => self.bands(rule, bands, field),
            (None, Some((node, What::Table(_))), None) => self.points_by_word(rule, node, field),
            (None, Some((node, What::Whole(_))), Some(is)) => {
                let points = self.points(node);
                let value = self.value("is", is, field, currency);
                Some(FitPoints::Is(value?, points?))
            }
            _ => {
                // What is not sound was told before.
                if !rule.has("bands") || rule.node("bands").is_some() {
                    let words = "bands, points, is + points";
                    let args = [("key", "points"), ("value", ""), ("expected", "one-of-keys"), ("words", words)];
                    self.found.add(rule.at, "bad-value", args);
                }
                None
            }
        }
    }

    fn bands(&mut self, rule: &Fields<'n>, node: &'n Node, field: &FieldDef) -> Option<FitPoints> {
        if !is_measured(field) {
            let at = rule.node("attribute").unwrap_or(node);
            bad_value("attribute", at, "number-field", "", &mut self.found);
            return None;
        }
        let mut bands: Vec<(i64, u32)> = Vec::new();
        for band in node.items() {
            let table = fields(&BAND, band, &mut self.found);
            let from = table.node("from").and_then(|from| self.measure("from", from, field));
            let (Some(from), Some(points)) = (from, table.whole("points")) else { continue };
            if bands.iter().any(|(taken, _)| *taken == from) {
                bad_value("from", table.node("from").unwrap_or(band), "distinct", "", &mut self.found);
            }
            bands.push((from, points));
        }
        bands.sort_unstable();
        Some(FitPoints::Bands(bands))
    }

    fn points_by_word(&mut self, rule: &Fields<'n>, node: &'n Node, field: &FieldDef) -> Option<FitPoints> {
        if !matches!(field.holds, FieldType::Choice | FieldType::OpenChoice) {
            let at = rule.node("attribute").unwrap_or(node);
            bad_value("attribute", at, "choice-field", "", &mut self.found);
            return None;
        }
        let mut choices = Vec::new();
        for entry in node.entries() {
            let points = self.points(&entry.node);
            let choice = ChoiceId(self.words.intern(WordKind::Choice, &entry.key));
            let is_closed = field.holds == FieldType::Choice && !field.choices.is_empty();
            if is_closed && !field.choices.contains(&choice) {
                let known = field.choices.iter().map(|choice| self.words.text(WordKind::Choice, choice.0));
                let known = known.collect::<Vec<_>>().join(", ");
                let args =
                    [("key", "points"), ("value", &*entry.key), ("expected", "value-of-field"), ("words", &known)];
                self.found.add(entry.at, "bad-value", args);
            }
            choices.extend(points.map(|points| (choice, points)));
        }
        Some(FitPoints::Choices(choices))
    }

    fn points(&mut self, node: &Node) -> Option<u32> {
        match node.whole() {
            None => wrong_type("points", "whole-number", node, &mut self.found),
            Some(points) if (0..=POINTS_MOST).contains(&points) => return u32::try_from(points).ok(),
            Some(_) => bad_value("points", node, "between", &alloc::format!("0–{POINTS_MOST}"), &mut self.found),
        }
        None
    }

    pub(super) fn recycle(&mut self, top: &Fields<'n>) -> Option<Recycle> {
        let mut clocks = Vec::new();
        for (key, table) in self.tables(&RECYCLE, "reason", top.items("recycle")) {
            let returns = table.node("returns").and_then(|node| self.returns(node));
            if key.is_empty() {
                continue;
            }
            self.known.reasons.push(key);
            clocks.push(Clock {
                reason: ReasonId(self.words.intern(WordKind::Reason, key)),
                key: key.into(),
                returns: returns.unwrap_or(Returns::Never),
                name: table.name("name"),
            });
        }
        let table = fields(&RECYCLING, top.node("recycling")?, &mut self.found);
        let otherwise = table.node("otherwise").and_then(|node| self.reason_of(node));
        Some(Recycle { laps_max: table.whole("laps_max")?, otherwise: otherwise?, clocks })
    }

    fn returns(&mut self, node: &Node) -> Option<Returns> {
        let text = node.text()?;
        let returns = match text {
            "fiscal-year-start" => Some(Returns::FiscalYearStart),
            "never" => Some(Returns::Never),
            _ => yearly(text)
                .map(|(month, day)| Returns::Yearly(month, day))
                .or_else(|| Span::parse(text).filter(|span| !is_nothing(*span)).map(Returns::After)),
        };
        if returns.is_none() {
            bad_value("returns", node, "span", "fiscal-year-start, never, MM-DD", &mut self.found);
        }
        returns
    }

    /// The plays with the places of their tables.
    pub(super) fn plays(&mut self, top: &Fields<'n>) -> Vec<(Play, usize)> {
        let mut plays = Vec::new();
        for (key, table) in self.tables(&PLAY, "id", top.items("play")) {
            let serves = table.node("serves").and_then(|node| self.stage(node));
            let aims = table.node("aims").and_then(|node| self.stage(node));
            let reaches = table.text("reaches").and_then(Reaches::named);
            let (Some(serves), Some(aims), Some(reaches), Some(every)) = (serves, aims, reaches, table.span("every"))
            else {
                continue;
            };
            let id = PlayId(self.words.intern(WordKind::Play, key));
            let name = table.name("name");
            plays.push((
                Play { id, key: key.into(), serves, aims, every, reaches, name },
                table.node("id").map_or(table.at, |node| node.at),
            ));
        }
        plays
    }

    pub(super) fn steps(&mut self, top: &Fields<'n>) -> Vec<Step> {
        let mut steps = Vec::new();
        for (key, table) in self.tables(&ONBOARDING, "id", top.items("onboarding")) {
            if key.is_empty() {
                continue;
            }
            self.known.steps.push(key);
            let id = StepId(self.words.intern(WordKind::Step, key));
            let Some(due) = table.span("due") else { continue };
            steps.push(Step { id, key: key.into(), due, name: table.name("name") });
        }
        steps
    }

    pub(super) fn health(&mut self, top: &Fields<'n>) -> Vec<Signal> {
        let mut signals = Vec::new();
        for (key, table) in self.tables(&HEALTH, "id", top.items("health")) {
            let (Some(signal), Some(within)) = (table.text("signal"), table.span("within")) else { continue };
            let (Some(falls_bp), Some(points)) = (table.whole("falls_bp"), table.whole("points")) else { continue };
            // All use together has no number of its own.
            let signal = (signal != grammar::ALL_USE).then(|| SignalId(self.words.intern(WordKind::Signal, signal)));
            signals.push(Signal { key: key.into(), signal, falls_bp, within, points });
        }
        signals
    }
}
