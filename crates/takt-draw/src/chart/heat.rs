//! A heat strip: how something changes over a few steps, as the rate of reaching people over the hours of a day.

use super::{Drawing, MARGIN, Picture, SMALL, Sheet, Table};
use crate::figure::{Measure, Speak, count};
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{Weight, shorten, width};
use crate::svg::{Anchor, Element};
use crate::theme::{Hue, Token};

/// A number for each step.
#[derive(Clone, Debug)]
pub struct Strip {
    /// What is measured.
    pub title: String,
    /// In what.
    pub measure: Measure,
    /// The colour of its scale.
    pub hue: Hue,
    /// In order.
    pub cells: Vec<Cell>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Which: 9:00.
    pub label: String,
    /// How much; none where nothing was measured.
    pub value: Option<i64>,
    /// Of how many: the denominator of a rate.
    pub of: u32,
}

/// Where a value lies between the least and the greatest, as a step of a scale; the middle where all are alike.
pub(super) fn step(value: i64, low: i64, high: i64) -> u8 {
    let (way, top) = (i128::from(high) - i128::from(low), i128::from(Token::STEPS) - 1);
    if way <= 0 {
        return Token::STEPS / 2;
    }
    u8::try_from(((i128::from(value) - i128::from(low)) * top / way).clamp(0, top)).unwrap_or(0)
}

impl Strip {
    fn extremes(&self) -> Option<(&Cell, &Cell)> {
        let known = || self.cells.iter().filter(|cell| cell.value.is_some());
        Some((known().min_by_key(|cell| cell.value)?, known().rev().max_by_key(|cell| cell.value)?))
    }

    /// The field of one cell with its number.
    pub(super) fn cell(&self, cell: &Cell, frame: Frame, speak: &dyn Speak) -> Element {
        let values = self.extremes().and_then(|(low, high)| low.value.zip(high.value));
        let (low, high) = values.unwrap_or_default();
        let field = Element::rect(frame).corners(px(3));
        let middle = at(frame.middle().x, frame.middle().y + px(4));
        let group = Element::group().data("label", &cell.label).data("of", cell.of);
        let Some(value) = cell.value else {
            let none = if width("–", SMALL, Weight::Regular) > frame.width { "" } else { "–" };
            let none = Element::text(middle, none).fill(Token::Muted).anchor(Anchor::Middle);
            return group.with(field.fill(Token::Faint)).with(none);
        };
        let said = self.measure.say_short(value, speak);
        let said = if width(&said, SMALL, Weight::Regular) > frame.width { String::new() } else { said };
        let full = self.measure.say(value, speak);
        let field = field.fill(Token::Heat(self.hue, step(value, low, high)));
        let number = Element::text(middle, said).anchor(Anchor::Middle);
        group.data("n", value).with(field.hint(format!("{} {full}", cell.label))).with(number)
    }

    /// How wide the number of a cell may be at most.
    pub(super) fn widest(&self, speak: &dyn Speak) -> Px {
        let said = self.cells.iter().filter_map(|cell| cell.value).map(|value| self.measure.say_short(value, speak));
        said.map(|said| width(&said, SMALL, Weight::Regular)).max().unwrap_or_default()
    }
}

/// Draws a strip, at least 240 px wide, in as many rows as it takes.
#[must_use]
pub fn draw(strip: &Strip, sheet: &Sheet<'_>) -> Picture {
    let mut drawing = Drawing::new(*sheet, px(240));
    let speak = drawing.speak();
    let Some((low, high)) = strip.extremes() else { return drawing.empty(&strip.title) };
    drawing.heading(&strip.title);
    let labels = strip.cells.iter().map(|cell| width(&cell.label, SMALL, Weight::Regular)).max().unwrap_or_default();
    let wide = (labels.max(strip.widest(speak)) + px(8)).max(px(28)).min(drawing.room());
    let in_row = (drawing.room().tenths() + 20) / (wide.tenths() + 20);
    let in_row = usize::try_from(in_row).unwrap_or(1).max(1);
    for row in strip.cells.chunks(in_row) {
        let mut x = MARGIN;
        for cell in row {
            let frame = Frame::new(x, drawing.top, wide, px(26));
            drawing.add(strip.cell(cell, frame, speak));
            let label = shorten(&cell.label, SMALL, Weight::Regular, wide);
            let label = Element::text(at(frame.middle().x, frame.bottom() + px(15)), label).fill(Token::Muted);
            drawing.add(label.anchor(Anchor::Middle));
            x += wide + px(2);
        }
        drawing.top += px(52);
    }
    drawing.top -= px(8);
    let say = |cell: &Cell| cell.value.map_or("–".into(), |value| strip.measure.say(value, speak));
    let told = speak.say(
        "draw-heat-told",
        &[("best", high.label.clone()), ("high", say(high)), ("worst", low.label.clone()), ("low", say(low))],
    );
    let head = vec![speak.say("draw-column-what", &[]), strip.title.clone(), speak.say("draw-column-of", &[])];
    let rows = strip.cells.iter().map(|cell| vec![cell.label.clone(), say(cell), count(cell.of.into(), speak)]);
    let rows = rows.collect();
    drawing.done(&strip.title, told, Table { head, rows })
}
