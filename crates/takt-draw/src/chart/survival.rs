//! Survival curves: how many are still there after so many days, by Kaplan and Meier, where some were lost from sight.

use super::{Drawing, MARGIN, Picture, SMALL, Sheet, Table, step_of_ticks};
use crate::figure::{Measure, Speak, count, days, percent};
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{Weight, shorten};
use crate::svg::{Anchor, Element, Trace};
use crate::theme::{Hue, Token};

/// Some curves over the same days.
#[derive(Clone, Debug)]
pub struct Survival {
    /// What lasts: 契約の継続.
    pub title: String,
    /// At most a handful can be told apart.
    pub curves: Vec<Curve>,
}

/// One group over time.
#[derive(Clone, Debug)]
pub struct Curve {
    /// Which group.
    pub label: String,
    /// Its colour.
    pub hue: Hue,
    /// How many there were at the beginning.
    pub began: u32,
    /// In order of days, each day once.
    pub steps: Vec<Step>,
}

/// What happened on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Days since the beginning.
    pub day: u32,
    /// How many were there before what happened on this day.
    pub at_risk: u32,
    /// To how many it happened.
    pub events: u32,
    /// How many were lost from sight after that.
    pub censored: u32,
    /// What is left of the whole after this day, in basis points, rounded half up.
    pub left: u16,
}

/// What was counted on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Days since the beginning.
    pub day: u32,
    /// To how many it happened.
    pub events: u32,
    /// How many were lost from sight.
    pub censored: u32,
}

/// Of one, as finely as the product is carried.
const ONE: u128 = 1_000_000_000_000;

impl Curve {
    /// The estimate of Kaplan and Meier in whole numbers: each day what is left is multiplied by the share of those at
    /// risk to whom it did not happen. Counts of the same day are taken together; more than there are cannot go.
    #[must_use]
    pub fn estimated(label: String, hue: Hue, began: u32, counted: &[Counted]) -> Self {
        let mut counted = counted.to_vec();
        counted.sort_by_key(|counted| counted.day);
        let (mut at_risk, mut left, mut steps) = (began, ONE, Vec::new());
        for day in counted.chunk_by(|one, next| one.day == next.day) {
            let Some(first) = day.first() else { continue };
            let sum = |of: fn(&Counted) -> u32| day.iter().fold(0_u32, |sum, counted| sum.saturating_add(of(counted)));
            let events = sum(|counted| counted.events).min(at_risk);
            let censored = sum(|counted| counted.censored).min(at_risk - events);
            if at_risk == 0 {
                break;
            }
            let risk = u128::from(at_risk);
            left = (left * (risk - u128::from(events)) * 2 + risk) / (risk * 2);
            let points = u16::try_from((left * 20_000 + ONE) / (ONE * 2)).unwrap_or(10_000);
            steps.push(Step { day: first.day, at_risk, events, censored, left: points });
            at_risk = at_risk - events - censored;
        }
        Self { label, hue, began, steps }
    }

    /// The first day after which no more than half is left.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        self.steps.iter().find(|step| step.left <= 5_000).map(|step| step.day)
    }

    /// How many are there at the beginning of a day.
    #[must_use]
    pub fn at_risk(&self, day: u32) -> u32 {
        let next = self.steps.iter().find(|step| step.day >= day);
        let after = self.steps.last().map_or(self.began, |last| last.at_risk - last.events - last.censored);
        next.map_or(after, |step| step.at_risk)
    }

    fn say(&self, speak: &dyn Speak) -> String {
        let args = [
            ("label", self.label.clone()),
            ("n", count(self.began.into(), speak)),
            ("median", self.median().map_or_else(String::new, |day| days(i64::from(day) * 10, speak))),
        ];
        if self.median().is_some() {
            speak.say("draw-survival-curve", &args)
        } else {
            speak.say("draw-survival-curve-above", &args)
        }
    }
}

/// How high the curves are.
const HEIGHT: Px = px(180);

/// Draws survival curves, at least 360 px wide, with a tick where some were lost from sight, the median, and how many
/// were still there below.
#[must_use]
pub fn draw(survival: &Survival, sheet: &Sheet<'_>) -> Picture {
    let mut drawing = Drawing::new(*sheet, px(360));
    let speak = drawing.speak();
    let curves: Vec<&Curve> = survival.curves.iter().filter(|curve| !curve.steps.is_empty()).collect();
    let last = curves.iter().filter_map(|curve| curve.steps.last()).map(|step| step.day).max().unwrap_or(0);
    if curves.is_empty() {
        return drawing.empty(&survival.title);
    }
    drawing.heading(&survival.title);
    for curve in &curves {
        let y = drawing.top + px(4);
        let mark = Element::line(at(MARGIN, y), at(MARGIN + px(18), y)).stroke(Token::line(curve.hue), px(3));
        let said = shorten(&curve.say(speak), SMALL, Weight::Regular, drawing.room() - px(26));
        drawing.add(mark.round());
        drawing.add(Element::text(at(MARGIN + px(26), y + px(4)), said));
        drawing.top += px(20);
    }
    let left = MARGIN + px(46);
    let plot = Frame::new(left, drawing.top + px(8), drawing.width - MARGIN - px(14) - left, HEIGHT);
    for quarter in 0..=4 {
        let y = plot.bottom() - HEIGHT.share(quarter, 4);
        let said = Measure::Percent.say_short(quarter * 2_500, speak);
        drawing.add(Element::line(at(plot.x, y), at(plot.right(), y)).stroke(Token::Hairline, px(1)));
        drawing.add(Element::text(at(plot.x - px(8), y + px(4)), said).fill(Token::Muted).anchor(Anchor::End));
    }
    let x_of = |day: u32| plot.x + plot.width.share(day.into(), last.max(1).into());
    let y_of = |left: u16| plot.bottom() - HEIGHT.share(left.into(), 10_000);
    let ticks = ticks(last);
    let pitch = ticks.get(1).map_or(plot.width, |second| x_of(*second) - plot.x);
    let named = plot.bottom() + px(18);
    let unit = shorten(&speak.say("draw-axis-days", &[]), SMALL, Weight::Regular, px(36));
    drawing.add(Element::text(at(MARGIN, named), unit).fill(Token::Muted));
    for tick in &ticks {
        let said = Measure::Count.say_within((*tick).into(), SMALL, Weight::Regular, pitch - px(4), speak);
        drawing.add(Element::text(at(x_of(*tick), named), said).fill(Token::Muted).anchor(Anchor::Middle));
    }
    drawing.top = named + px(20);
    let risk = shorten(&speak.say("draw-survival-at-risk", &[]), SMALL, Weight::Regular, drawing.room());
    drawing.add(Element::text(at(MARGIN, drawing.top), risk).fill(Token::Muted));
    for curve in &curves {
        drawing.top += px(18);
        let y = drawing.top - px(4);
        let mark = Element::line(at(MARGIN, y), at(MARGIN + px(18), y)).stroke(Token::line(curve.hue), px(3));
        drawing.add(mark.round());
        for tick in &ticks {
            let there = i64::from(curve.at_risk(*tick));
            let said = Measure::Count.say_within(there, SMALL, Weight::Regular, pitch - px(4), speak);
            let text = Element::text(at(x_of(*tick), drawing.top), said).fill(Token::text(curve.hue));
            drawing.add(text.anchor(Anchor::Middle).data("day", tick).data("n", there));
        }
    }
    for curve in &curves {
        let (mut trace, mut seen) = (Trace::from(at(plot.x, plot.y)), Trace::default());
        let mut level = 10_000;
        for step in &curve.steps {
            trace = trace.to(at(x_of(step.day), y_of(level))).to(at(x_of(step.day), y_of(step.left)));
            level = step.left;
            if step.censored > 0 {
                let tick = at(x_of(step.day), y_of(level) - px(4));
                seen = seen.jump(tick).to(at(tick.x, tick.y + px(8)));
            }
        }
        let line = Token::line(curve.hue);
        if let Some(day) = curve.median() {
            let drop = Element::line(at(x_of(day), y_of(5_000)), at(x_of(day), plot.bottom()));
            drawing.add(drop.stroke(line, px(1)).dashed(px(3), px(3)));
        }
        drawing.add(Element::path(trace).stroke(line, px(2)).round().data("label", &curve.label));
        drawing.add(Element::path(seen).stroke(line, Px::of_tenths(15)));
    }
    let told: Vec<String> = curves.iter().map(|curve| curve.say(speak)).collect();
    drawing.done(&survival.title, told.join(" "), table(&curves, speak))
}

/// The days that are named under the curves.
fn ticks(last: u32) -> Vec<u32> {
    let step = u32::try_from(step_of_ticks(last.into(), 5)).unwrap_or(u32::MAX).max(1);
    (0..=last / step).map(|tick| tick * step).collect()
}

fn table(curves: &[&Curve], speak: &dyn Speak) -> Table {
    let head = vec![
        speak.say("draw-column-what", &[]),
        speak.say("draw-column-day", &[]),
        speak.say("draw-column-at-risk", &[]),
        speak.say("draw-column-events", &[]),
        speak.say("draw-column-censored", &[]),
        speak.say("draw-column-left", &[]),
    ];
    let row = |curve: &Curve, step: &Step| {
        let counts = [step.day, step.at_risk, step.events, step.censored].map(|number| count(number.into(), speak));
        let mut row = vec![curve.label.clone()];
        row.extend(counts);
        row.push(percent(step.left.into(), speak));
        row
    };
    let rows = curves.iter().flat_map(|curve| curve.steps.iter().map(move |step| row(curve, step))).collect();
    Table { head, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The remission times of the 21 treated patients of Freireich and others (1963), as every textbook has them.
    #[test]
    fn the_estimate_is_that_of_the_textbooks() {
        let at = |day, events, censored| Counted { day, events, censored };
        let counted = [
            at(6, 3, 1),
            at(7, 1, 0),
            at(9, 0, 1),
            at(10, 1, 1),
            at(11, 0, 1),
            at(13, 1, 0),
            at(16, 1, 0),
            at(17, 0, 1),
            at(19, 0, 1),
            at(20, 0, 1),
            at(22, 1, 0),
            at(23, 1, 0),
            at(25, 0, 1),
            at(32, 0, 2),
            at(34, 0, 1),
            at(35, 0, 1),
        ];
        let curve = Curve::estimated("6-MP".into(), Hue::Blue, 21, &counted);
        let left: Vec<(u32, u16)> =
            curve.steps.iter().filter(|step| step.events > 0).map(|step| (step.day, step.left)).collect();
        let book = [(6, 8571), (7, 8067), (10, 7529), (13, 6902), (16, 6275), (22, 5378), (23, 4482)];
        assert_eq!(left, book);
        assert_eq!(curve.median(), Some(23));
        assert_eq!([0, 6, 7, 24, 36].map(|day| curve.at_risk(day)), [21, 21, 17, 5, 0]);
    }

    #[test]
    fn no_more_go_than_there_are_and_one_day_is_one_step() {
        let at = |day, events, censored| Counted { day, events, censored };
        let curve = Curve::estimated(String::new(), Hue::Blue, 3, &[at(9, 5, 5), at(2, 1, 0), at(2, 0, 1)]);
        let steps: Vec<_> = curve.steps.iter().map(|s| (s.day, s.at_risk, s.events, s.censored, s.left)).collect();
        assert_eq!(steps, [(2, 3, 1, 1, 6667), (9, 1, 1, 0, 0)]);
    }
}
