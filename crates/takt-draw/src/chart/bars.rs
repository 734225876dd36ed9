//! Bars: some numbers side by side, also below nothing.

use super::{Drawing, MARGIN, Picture, SMALL, Sheet, Table, parts};
use crate::figure::{Measure, Speak};
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{Weight, shorten, width};
use crate::svg::{Anchor, Element};
use crate::theme::{Hue, Token};

/// Some numbers, each with what it is of.
#[derive(Clone, Debug)]
pub struct Bars {
    /// What is counted, and where.
    pub title: String,
    /// In what.
    pub measure: Measure,
    /// How they stand.
    pub direction: Direction,
    /// In the order they are drawn.
    pub bars: Vec<Bar>,
}

/// How bars stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// One below the other, for things with names.
    Lying,
    /// Side by side, for times in order.
    Standing,
}

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// How many; below nothing it goes the other way.
    pub value: i64,
    /// Its colour.
    pub hue: Hue,
}

/// How much of a range lies below and above nothing.
struct Range {
    below: i64,
    above: i64,
}

impl Range {
    fn of(bars: &[Bar]) -> Self {
        let least = bars.iter().map(|bar| bar.value).min().unwrap_or(0).min(0);
        let greatest = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(0);
        // Halved, so that the sum of both can be formed whatever they are.
        Self { below: (least / 2).saturating_neg(), above: greatest / 2 + 1 }
    }

    fn whole(&self) -> i64 {
        self.below.saturating_add(self.above)
    }
}

/// Draws bars, at least 320 px wide. A name too long is shortened, a number without room is left to the table.
#[must_use]
pub fn draw(bars: &Bars, sheet: &Sheet<'_>) -> Picture {
    let mut drawing = Drawing::new(*sheet, px(320));
    let speak = drawing.speak();
    let Some(greatest) = bars.bars.iter().max_by_key(|bar| bar.value) else { return drawing.empty(&bars.title) };
    drawing.heading(&bars.title);
    match bars.direction {
        Direction::Lying => lying(bars, &mut drawing),
        Direction::Standing => standing(bars, &mut drawing),
    }
    let told = speak.say(
        "draw-bars-told",
        &[
            ("n", bars.bars.len().to_string()),
            ("label", greatest.label.clone()),
            ("value", bars.measure.say(greatest.value, speak)),
        ],
    );
    let head = vec![speak.say("draw-column-what", &[]), bars.title.clone()];
    let rows = bars.bars.iter().map(|bar| vec![bar.label.clone(), bars.measure.say(bar.value, speak)]).collect();
    drawing.done(&bars.title, told, Table { head, rows })
}

fn lying(bars: &Bars, drawing: &mut Drawing<'_>) {
    let speak = drawing.speak();
    let range = Range::of(&bars.bars);
    let most = drawing.room().share(36, 100);
    let names = bars.bars.iter().map(|bar| width(&bar.label, SMALL, Weight::Regular)).max().unwrap_or_default();
    let names = names.min(most);
    let plot = Frame::new(MARGIN + names + px(10), drawing.top, drawing.room() - names - px(10), Px::ZERO);
    let room = plot.width / 3;
    let values: Vec<i64> = bars.bars.iter().map(|bar| bar.value).collect();
    let figures = bars.measure.say_alike(&values, SMALL, Weight::Bold, room, speak);
    let figures = figures.unwrap_or_else(|| vec![String::new(); values.len()]);
    let widest = |is_below: bool| {
        let side = bars.bars.iter().zip(&figures).filter(|(bar, _)| (bar.value < 0) == is_below);
        let widest = side.map(|(_, figure)| width(figure, SMALL, Weight::Bold)).max();
        widest.map_or(Px::ZERO, |widest| widest + px(6))
    };
    let (left, right) = (plot.x + widest(true), plot.right() - widest(false));
    let zero = left + (right - left).share(range.below, range.whole());
    let top = drawing.top;
    for (bar, figure) in bars.bars.iter().zip(figures) {
        let middle = drawing.top + px(13);
        let label = shorten(&bar.label, SMALL, Weight::Regular, names);
        let label = Element::text(at(plot.x - px(10), middle + px(4)), label).anchor(Anchor::End);
        let length = (right - left).share((bar.value / 2).saturating_abs(), range.whole());
        let length = if bar.value == 0 { Px::ZERO } else { length.max(px(1)) };
        let (x, end, anchor) = if bar.value < 0 {
            (zero - length, zero - length - px(6), Anchor::End)
        } else {
            (zero, zero + length + px(6), Anchor::Start)
        };
        let rect = Element::rect(Frame::new(x, middle - px(8), length, px(16))).corners(px(2));
        let number = Element::text(at(end, middle + px(4)), figure).bold().anchor(anchor);
        let group = Element::group().data("label", &bar.label).data("n", bar.value);
        drawing.add(group.with(label).with(rect.fill(Token::solid(bar.hue))).with(number));
        drawing.top += px(26);
    }
    let axis = Element::line(at(zero, top), at(zero, drawing.top));
    drawing.add(axis.stroke(Token::Muted, px(1)));
}

/// How high standing bars may be, above and below nothing together.
const HEIGHT: Px = px(150);

fn standing(bars: &Bars, drawing: &mut Drawing<'_>) {
    let speak = drawing.speak();
    let range = Range::of(&bars.bars);
    let pitch = drawing.room() / parts(bars.bars.len());
    let thick = pitch.share(62, 100).min(px(44)).max(Px::of_tenths(5));
    let figures = figures(bars, pitch - px(2), drawing.room(), speak);
    let top = drawing.top + px(18);
    let zero = top + HEIGHT.share(range.above, range.whole());
    // Asked of the values: the range counts in halves, and a bar of −1 alone has none below.
    let has_below = bars.bars.iter().any(|bar| bar.value < 0);
    let foot = top + HEIGHT + if has_below { px(18) } else { Px::ZERO };
    // Where names are wider than bars, only every so many of them is named.
    let widest = bars.bars.iter().map(|bar| width(&bar.label, SMALL, Weight::Regular)).max().unwrap_or_default();
    let widest = widest.min(px(72)) + px(6);
    let every = usize::try_from((widest.tenths() + pitch.tenths() - 1) / pitch.tenths().max(1)).unwrap_or(1).max(1);
    let mut named = MARGIN;
    for (index, (bar, figure)) in bars.bars.iter().zip(figures).enumerate() {
        let middle = MARGIN + pitch * i32::try_from(index).unwrap_or(i32::MAX) + pitch / 2;
        let length = HEIGHT.share((bar.value / 2).saturating_abs(), range.whole());
        let length = if bar.value == 0 { Px::ZERO } else { length.max(px(1)) };
        let y = if bar.value < 0 { zero } else { zero - length };
        let rect = Element::rect(Frame::new(middle - thick / 2, y, thick, length)).corners(px(2).min(thick / 2));
        let mut group = Element::group().data("label", &bar.label).data("n", bar.value);
        let said = bars.measure.say(bar.value, speak);
        group.add(rect.fill(Token::solid(bar.hue)).hint(format!("{} {said}", bar.label)));
        let half = width(&figure, SMALL, Weight::Bold) / 2 + px(1);
        let x = middle.max(MARGIN + half).min(drawing.width - MARGIN - half);
        let y = if bar.value < 0 { y + length + px(15) } else { y - px(6) };
        group.add(Element::text(at(x, y), figure).bold().anchor(Anchor::Middle));
        if index % every == 0 {
            let room = pitch * i32::try_from(every).unwrap_or(i32::MAX) - px(4);
            let label = shorten(&bar.label, SMALL, Weight::Regular, room);
            let wide = width(&label, SMALL, Weight::Regular);
            // Under its bar, but not over the edge and not over the name before.
            let x = (middle - wide / 2).min(drawing.width - MARGIN - wide).max(named);
            if x + wide <= drawing.width - MARGIN {
                group.add(Element::text(at(x, foot + px(18)), label).fill(Token::Muted));
                named = x + wide + px(4);
            }
        }
        drawing.add(group);
    }
    let axis = Element::line(at(MARGIN, zero), at(drawing.width - MARGIN, zero));
    drawing.add(axis.stroke(Token::Muted, px(1)));
    drawing.top = foot + px(24);
}

/// The numbers of standing bars: all, or the greatest and the least below nothing where there is no room for all. The
/// one stands above its bar and the other below, so they never meet.
fn figures(bars: &Bars, pitch: Px, room: Px, speak: &dyn Speak) -> Vec<String> {
    let values: Vec<i64> = bars.bars.iter().map(|bar| bar.value).collect();
    if let Some(figures) = bars.measure.say_alike(&values, SMALL, Weight::Bold, pitch, speak) {
        return figures;
    }
    let place = |value: Option<&i64>| values.iter().position(|other| Some(other) == value);
    let greatest = place(values.iter().max().filter(|value| **value >= 0));
    let least = place(values.iter().min().filter(|value| **value < 0));
    let mut figures = vec![String::new(); values.len()];
    for index in [greatest, least].into_iter().flatten() {
        if let Some((figure, value)) = figures.get_mut(index).zip(values.get(index)) {
            *figure = bars.measure.say_within(*value, SMALL, Weight::Bold, room, speak);
        }
    }
    figures
}
