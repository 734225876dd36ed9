//! Small charts and boards. Each is one function from plain numbers to a [`Picture`]: the SVG, and the same as a table
//! for those who cannot see it. What has no numbers says so calmly and shows no axes.

pub mod bars;
pub mod cohort;
pub mod heat;
pub mod spark;
pub mod survival;
pub mod week;

use crate::figure::Speak;
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{Weight, shorten, wrap_evenly};
use crate::svg::{Anchor, Element, Svg};
use crate::theme::{Theme, Token};

/// What a chart is drawn on.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// What begins the ids of the picture: letters, digits and dashes, another one for each picture on a page.
    pub name: &'a str,
    /// How wide it is; a chart that needs more is as wide as it must be.
    pub width: Px,
    /// For which surroundings.
    pub theme: Theme,
    /// Whose words.
    pub speak: &'a dyn Speak,
}

impl std::fmt::Debug for Sheet<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet").field("name", &self.name).field("width", &self.width).finish_non_exhaustive()
    }
}

/// A chart that is drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// To be seen.
    pub svg: Svg,
    /// To be read: all that the picture shows, and what it had no room for.
    pub table: Table,
}

/// What a picture shows, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<String>>,
}

/// The space around a chart.
const MARGIN: Px = px(16);

/// The size of what is read second.
const SMALL: Px = px(12);

/// A picture that is being drawn.
struct Drawing<'a> {
    sheet: Sheet<'a>,
    svg: Svg,
    /// Its width, at least what the chart needs.
    width: Px,
    /// Where the next thing may begin.
    top: Px,
}

impl<'a> Drawing<'a> {
    fn new(sheet: Sheet<'a>, least: Px) -> Self {
        let width = sheet.width.max(least);
        let svg = Svg::new(sheet.name, (width, Px::ZERO), sheet.theme, sheet.speak.language());
        Self { sheet, svg, width, top: MARGIN }
    }

    fn speak(&self) -> &'a dyn Speak {
        self.sheet.speak
    }

    /// The space between the margins.
    fn room(&self) -> Px {
        self.width - MARGIN * 2
    }

    fn add(&mut self, element: Element) {
        self.svg.add(element);
    }

    /// The title of the chart, on one line.
    fn heading(&mut self, title: &str) {
        let title = shorten(title, px(15), Weight::Bold, self.room());
        self.add(Element::text(at(MARGIN, self.top + px(14)), title).size(px(15)).bold());
        self.top += px(30);
    }

    /// What the chart says while it has nothing to say.
    fn empty(mut self, title: &str) -> Picture {
        let sentence = self.speak().say("draw-empty", &[]);
        self.heading(title);
        let lines = wrap_evenly(&sentence, px(13), Weight::Regular, self.room() - px(24));
        let height = px(20) * i32::try_from(lines.len()).unwrap_or(i32::MAX) + px(44);
        let panel = Frame::new(MARGIN, self.top, self.room(), height);
        self.add(Element::rect(panel).corners(px(8)).fill(Token::Panel).stroke(Token::Hairline, px(1)));
        let mut line_top = self.top + px(36);
        for line in lines {
            let text = Element::text(at(panel.middle().x, line_top), line).size(px(13)).fill(Token::Muted);
            self.add(text.anchor(Anchor::Middle));
            line_top += px(20);
        }
        self.top = panel.bottom();
        self.done(title, sentence, Table::default())
    }

    fn done(self, title: &str, told: String, table: Table) -> Picture {
        let height = self.top + MARGIN;
        Picture { svg: self.svg.told(title, told).high(height), table }
    }
}

/// So many equal parts, as a number to divide by: at least one.
fn parts(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX).max(1)
}

/// A step between ticks that reads well, 1, 2 or 5 with noughts: the smallest that needs no more than `most` ticks.
fn step_of_ticks(range: i64, most: i64) -> i64 {
    let mut step = 1_i64;
    for factor in [2, 5, 10].into_iter().cycle() {
        if range / step.max(1) <= most.max(1) {
            break;
        }
        // 1, 2, 5, then 10 of the next round.
        step = match factor {
            2 => step.saturating_mul(2),
            5 => (step / 2).saturating_mul(5),
            _ => (step / 5).saturating_mul(10),
        };
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_ones_twos_and_fives() {
        let steps = [0, 5, 7, 13, 40, 90, 180, 365, 100_000].map(|range| step_of_ticks(range, 6));
        assert_eq!(steps, [1, 1, 2, 2, 10, 20, 50, 100, 20_000]);
        assert!(i64::MAX / step_of_ticks(i64::MAX, 6) <= 6);
    }
}
