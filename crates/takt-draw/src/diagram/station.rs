//! Stations: the boxes of the stages, with their stock, what came and went, and how long it took.

mod shelf;

use takt_core::metric::{Beside, StageFlow};
use takt_core::model::StageKind;

use super::grid::{Seat, Sit};
use super::sheet::ending;
use super::voice::{BesideWords, Voice};
use crate::figure::fitting;
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::{Element, Trace};
use crate::theme::{Hue, Shade, Token};
pub(super) use shelf::shelf_bars;

/// The hue of a lane; the lane of stages that no team has is gray.
pub(super) fn hue_of(voice: &Voice<'_>, lane: usize) -> Hue {
    if lane < voice.force.model.teams.len() { Hue::of_lane(lane) } else { Hue::Gray }
}

/// A number that a program can read back: which, and its whole value.
pub(super) fn number(element: Element, name: &'static str, value: impl ToString) -> Element {
    element.data("n", name).data("v", value)
}

/// Draws the box of a seat.
pub(super) fn station(voice: &Voice<'_>, seat: &Seat, frame: Frame) -> Option<Element> {
    if seat.sit == Sit::Count {
        return count(voice, seat, frame);
    }
    let flow = voice.stage_flow(seat.stage)?;
    let hue = hue_of(voice, seat.lane);
    let mut group = Element::group().data("stage", voice.key(seat.stage)).hint(tell(voice, seat.stage, flow));
    unseen(&mut group, flow);
    match seat.sit {
        Sit::Gate => gate(voice, seat, frame, flow, &mut group),
        Sit::Shelf => shelf::shelf(voice, seat, frame, flow, &mut group),
        Sit::Station | Sit::Count => {
            let rim = if is_quiet(flow) { Token::pale(hue) } else { Token::line(hue) };
            let card = Element::rect(frame).corners(px(9)).fill(Token::Card).stroke(rim, Px::of_tenths(22));
            group.add(card);
            let mut inner = Frame::new(frame.x + px(8), frame.y + px(9), frame.width - px(13), frame.height - px(16));
            if let Some(limit) = voice.force.stage(seat.stage).and_then(|stage| stage.stock) {
                gauge(frame, hue, flow, limit.into(), &mut group);
                inner = Frame::new(inner.x + px(9), inner.y, inner.width - px(9), inner.height);
            }
            figures(voice, seat, inner, flow, &mut group);
        }
    }
    Some(group)
}

/// The numbers that have no words on the picture.
pub(super) fn unseen(group: &mut Element, flow: &StageFlow) {
    group.add(number(Element::group(), "opening", flow.opening));
    if flow.overdue == 0 {
        group.add(number(Element::group(), "overdue", 0));
    }
    if flow.of_which_side == 0 {
        group.add(number(Element::group(), "side", 0));
    }
    let more =
        [("p90", flow.dwell_p90), ("cumulative-p50", flow.cumulative_p50), ("cumulative-p90", flow.cumulative_p90)];
    for (name, value) in more {
        if let Some(value) = value {
            group.add(number(Element::group(), name, value));
        }
    }
}

/// A station in one sentence.
pub(super) fn tell(voice: &Voice<'_>, id: takt_core::unit::StageId, flow: &StageFlow) -> String {
    let mut said = vec![voice.say(
        "diagram-tell-stage",
        &[
            ("stage", voice.stage(id)),
            ("opening", voice.count(flow.opening)),
            ("in", voice.count(flow.inflow)),
            ("out", voice.count(flow.outflow)),
            ("closing", voice.count(flow.closing)),
        ],
    )];
    if let Some(days) = flow.dwell_p50 {
        said.push(voice.say("diagram-tell-median", &[("days", voice.days(days))]));
    }
    if flow.overdue > 0 {
        said.push(voice.say("diagram-tell-overdue", &[("count", voice.count(flow.overdue))]));
    }
    if flow.of_which_side > 0 {
        said.push(voice.say("diagram-tell-side", &[("count", voice.count(flow.of_which_side))]));
    }
    if let Some(limit) = voice.force.stage(id).and_then(|stage| stage.stock) {
        said.push(voice.say("diagram-tell-limit", &[("count", voice.count(limit.into()))]));
    }
    if let Some(words) = beside_of(voice, id).and_then(|beside| voice.beside(beside)) {
        said.push(words.full);
    }
    said.join(&voice.word("diagram-and"))
}

fn beside_of<'a>(voice: &Voice<'a>, id: takt_core::unit::StageId) -> Option<&'a Beside> {
    voice.picture.stations.iter().find(|station| station.stage == id).map(|station| &station.beside)
}

/// The size, from the largest, at which a number fits.
fn size_of(text: &str, room: Px) -> Px {
    let sizes = [px(23), px(20), px(17), px(15), px(13)];
    let fits = |size: &Px| lettering::width(text, *size, Weight::Bold) <= room;
    sizes.into_iter().find(fits).unwrap_or(px(12))
}

fn figures(voice: &Voice<'_>, seat: &Seat, inner: Frame, flow: &StageFlow, group: &mut Element) {
    let name = voice.stage(seat.stage);
    let size = [px(14), px(13)].into_iter().find(|size| lettering::width(&name, *size, Weight::Bold) <= inner.width);
    let size = size.unwrap_or(px(12));
    let name = lettering::shorten(&name, size, Weight::Bold, inner.width);
    let ink = if is_quiet(flow) { Token::Muted } else { Token::Ink };
    group.add(Element::text(at(inner.x, inner.y + px(11)), name).bold().size(size).fill(ink));
    stock(voice, seat, inner, inner.y + px(35), flow, group);
    if is_quiet(flow) {
        // Nothing moved: the words would only say so again.
        group.add(number(Element::group(), "in", flow.inflow));
        group.add(number(Element::group(), "out", flow.outflow));
        return;
    }
    let mut y = inner.y + px(51);
    for line in lines(voice, flow, inner.width) {
        match line {
            Line::Plain(parts) => {
                let mut x = inner.x;
                for (name, value, text) in parts {
                    let width = lettering::width(&text, px(12), Weight::Regular);
                    group.add(number(Element::text(at(x, y), text).fill(Token::Muted), name, value));
                    x += width + GAP;
                }
            }
            Line::Overdue(text) => {
                group.add(warning(at(inner.x + px(5), y - px(5))));
                let text = Element::text(at(inner.x + px(12), y), text).fill(Token::Warn).bold();
                group.add(number(text, "overdue", flow.overdue));
            }
        }
        y += px(15);
    }
}

/// The stock, and what it is worth where there is room for it.
fn stock(voice: &Voice<'_>, seat: &Seat, inner: Frame, baseline: Px, flow: &StageFlow, group: &mut Element) {
    let exact = voice.count(flow.closing);
    let said = if lettering::width(&exact, px(17), Weight::Bold) <= inner.width {
        exact
    } else {
        voice.short_count(flow.closing)
    };
    let beside = beside_of(voice, seat.stage).and_then(|beside| beside_number(voice, beside));
    let beside = match (beside, beside_of(voice, seat.stage)) {
        (Some((_, name, value)), Some(known)) if says_no_more(known, flow) => {
            group.add(number(Element::group(), name, value));
            None
        }
        (beside, _) => beside,
    };
    let width = |text: &str| lettering::width(text, px(12), Weight::Regular);
    let aside = beside.as_ref().map_or(Px::ZERO, |(words, ..)| width(&words.label).max(width(&words.short)) + px(6));
    // The number is a little smaller where what stands beside it then fits.
    let largest = size_of(&said, inner.width);
    let both = |size: &Px| *size <= largest && lettering::width(&said, *size, Weight::Bold) + aside <= inner.width;
    let sizes: &[Px] = match &beside {
        Some((words, ..)) if !words.label.is_empty() => &[px(23), px(20), px(18)],
        _ => &[largest],
    };
    let together = sizes.iter().copied().find(both);
    let ink = if is_quiet(flow) { Token::Muted } else { Token::Ink };
    let text = Element::text(at(inner.x, baseline), said.clone()).size(together.unwrap_or(largest)).bold().fill(ink);
    group.add(number(text, "closing", flow.closing));
    let Some((words, name, value)) = beside else { return };
    let right = |y: Px, text: String| ending(inner.right(), y, text).fill(Token::Muted).hint(words.full.clone());
    let element = match (together, words.label.is_empty()) {
        (None, _) => Element::group(),
        (Some(_), true) => right(baseline, words.short.clone()),
        (Some(_), false) => {
            group.add(right(baseline - px(10), words.label.clone()));
            right(baseline + px(3), words.short.clone())
        }
    };
    group.add(number(element, name, value));
}

/// Whether there is one contact for every company: the number beside the stock would be the same number.
pub(super) fn says_no_more(beside: &Beside, flow: &StageFlow) -> bool {
    matches!(beside, Beside::People(people) if *people == flow.closing)
}

/// Whether nobody stands at a stage and nobody came or went: it is drawn, and does not draw the eye.
pub(super) fn is_quiet(flow: &StageFlow) -> bool {
    let counts = [flow.opening, flow.closing, flow.inflow, flow.outflow, flow.overdue, flow.of_which_side];
    flow.dwell_p50.is_none() && counts.into_iter().all(|count| count == 0)
}

/// What stands beside a stock: in words, and its name and whole value for programs.
pub(super) fn beside_number(voice: &Voice<'_>, beside: &Beside) -> Option<(BesideWords, &'static str, String)> {
    let words = voice.beside(beside)?;
    let (name, value) = match beside {
        Beside::Nothing => return None,
        Beside::People(people) => ("people", people.to_string()),
        Beside::Amount(sums) | Beside::Recurring(sums) => {
            let list: Vec<String> = sums.iter().map(|sum| format!("{} {}", sum.minor, sum.currency.as_str())).collect();
            (if matches!(beside, Beside::Amount(_)) { "amount" } else { "recurring" }, list.join(" "))
        }
    };
    Some((words, name, value))
}

/// Between what came and what left.
const GAP: Px = px(4);

enum Line {
    Plain(Vec<(&'static str, i64, String)>),
    Overdue(String),
}

/// The lines below the stock; no more than four.
fn lines(voice: &Voice<'_>, flow: &StageFlow, room: Px) -> Vec<Line> {
    let value = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let said = |key: &str, number: u64, short: bool| {
        let count = if short { voice.short_count(number) } else { voice.count(number) };
        voice.say(key, &[("count", count)])
    };
    let width = |text: &str| lettering::width(text, px(12), Weight::Regular);
    let fit = |key: &str, number: u64| {
        let ways = [said(key, number, false), said(key, number, true), voice.short_count(number)];
        fitting(&ways, px(12), Weight::Regular, room).unwrap_or_default().to_owned()
    };
    let (came, left) = (fit("diagram-in", flow.inflow), fit("diagram-out", flow.outflow));
    let needed =
        usize::from(flow.dwell_p50.is_some()) + usize::from(flow.overdue > 0) + usize::from(flow.of_which_side > 0);
    let together = |came: &str, left: &str| width(came) + GAP + width(left) <= room;
    let mut lines = Vec::new();
    let parts = |came: String, left: String| vec![("in", value(flow.inflow), came), ("out", value(flow.outflow), left)];
    if together(&came, &left) {
        lines.push(Line::Plain(parts(came, left)));
    } else if needed > 2 {
        let signs = |short: bool| {
            let count = |number| if short { voice.short_count(number) } else { voice.count(number) };
            (format!("+{}", count(flow.inflow)), format!("−{}", count(flow.outflow)))
        };
        let (came, left) =
            [signs(false), signs(true)].into_iter().find(|(came, left)| together(came, left)).unwrap_or_default();
        lines.push(Line::Plain(parts(came, left)));
    } else {
        lines.push(Line::Plain(vec![("in", value(flow.inflow), came)]));
        lines.push(Line::Plain(vec![("out", value(flow.outflow), left)]));
    }
    if let Some(days) = flow.dwell_p50 {
        let ways = [voice.say("diagram-median", &[("days", voice.days(days))]), voice.days(days)];
        let said = fitting(&ways, px(12), Weight::Regular, room).unwrap_or_default().to_owned();
        lines.push(Line::Plain(vec![("p50", days, said)]));
    }
    if flow.overdue > 0 {
        let ways = [said("diagram-overdue", flow.overdue, false), voice.short_count(flow.overdue)];
        let said = fitting(&ways, px(12), Weight::Bold, room - px(12)).unwrap_or_default().to_owned();
        lines.push(Line::Overdue(said));
    }
    if flow.of_which_side > 0 {
        let ways = [
            said("diagram-side", flow.of_which_side, false),
            voice.say("diagram-side-short", &[("count", voice.count(flow.of_which_side))]),
            voice.short_count(flow.of_which_side),
        ];
        let said = fitting(&ways, px(12), Weight::Regular, room).unwrap_or_default().to_owned();
        lines.push(Line::Plain(vec![("side", value(flow.of_which_side), said)]));
    }
    lines
}

/// The sign of what is overdue: a triangle with a stroke in it.
pub(super) fn warning(middle: crate::geometry::Point) -> Element {
    let (x, y) = (middle.x, middle.y);
    let triangle = Trace::from(at(x, y - px(5))).to(at(x + px(5), y + px(4))).to(at(x - px(5), y + px(4))).close();
    let stroke = Element::line(at(x, y - px(2)), at(x, y + Px::of_tenths(12)));
    let dot = Element::line(at(x, y + Px::of_tenths(22)), at(x, y + Px::of_tenths(32)));
    Element::group()
        .with(Element::path(triangle).fill(Token::Warn))
        .with(stroke.stroke(Token::Card, Px::of_tenths(13)))
        .with(dot.stroke(Token::Card, Px::of_tenths(13)))
}

/// The stock against its limit, as a column; the hatched part is overdue.
fn gauge(frame: Frame, hue: Hue, flow: &StageFlow, limit: u64, group: &mut Element) {
    let column = Frame::new(frame.x + px(7), frame.y + px(11), px(7), frame.height - px(22));
    let whole = flow.closing.max(limit + limit / 4).max(1);
    let part = |number: u64| {
        column.height.share(i64::try_from(number).unwrap_or(i64::MAX), i64::try_from(whole).unwrap_or(i64::MAX))
    };
    let (filled, late, line) = (part(flow.closing), part(flow.overdue), part(limit));
    let bottom = column.bottom();
    group.add(Element::rect(column).corners(px(2)).fill(Token::Faint));
    let full = Frame::new(column.x, bottom - filled, column.width, filled);
    group.add(Element::rect(full).corners(px(2)).fill(Token::Of(hue, Shade::Line)));
    if late > Px::ZERO {
        let late = Frame::new(column.x, bottom - filled, column.width, late);
        group.add(Element::rect(late).corners(px(2)).fill(Token::Card).stroke(Token::Warn, px(1)));
        let mut y = late.y + px(4);
        while y < late.bottom() {
            let (from, to) = (at(late.x, y), at(late.right(), y - px(4)));
            group.add(Element::line(from, to).stroke(Token::Warn, Px::of_tenths(14)));
            y += px(5);
        }
    }
    let tick = bottom - line;
    let stroke = Element::line(at(column.x - px(2), tick), at(column.right() + px(2), tick)).stroke(Token::Ink, px(2));
    group.add(number(stroke, "limit", limit));
}

/// The same lying down, for the narrow form.
pub(super) fn gauge_across(row: Frame, hue: Hue, flow: &StageFlow, limit: u64, group: &mut Element) {
    let whole = flow.closing.max(limit + limit / 4).max(1);
    let part = |number: u64| {
        row.width.share(i64::try_from(number).unwrap_or(i64::MAX), i64::try_from(whole).unwrap_or(i64::MAX))
    };
    let (filled, late, line) = (part(flow.closing), part(flow.overdue), part(limit));
    group.add(Element::rect(row).corners(px(2)).fill(Token::Faint));
    group.add(Element::rect(Frame::new(row.x, row.y, filled, row.height)).corners(px(2)).fill(Token::line(hue)));
    if late > Px::ZERO {
        let late = Frame::new(row.x + filled - late, row.y, late, row.height);
        group.add(Element::rect(late).corners(px(2)).fill(Token::Card).stroke(Token::Warn, px(1)));
        let mut x = late.x + px(5);
        while x < late.right() {
            let hatch = Element::line(at(x, late.y), at(x - px(4), late.bottom()));
            group.add(hatch.stroke(Token::Warn, Px::of_tenths(14)));
            x += px(6);
        }
    }
    let x = row.x + line;
    let stroke = Element::line(at(x, row.y - px(2)), at(x, row.bottom() + px(2))).stroke(Token::Ink, px(2));
    group.add(number(stroke, "limit", limit));
}

/// A gate: nothing stays in it, so it has no stock.
fn gate(voice: &Voice<'_>, seat: &Seat, frame: Frame, flow: &StageFlow, group: &mut Element) {
    let hue = hue_of(voice, seat.lane);
    let pill = Element::rect(frame).corners(frame.height / 2).fill(Token::Card).stroke(Token::line(hue), px(2));
    group.add(pill);
    let diamond = at(frame.x + px(15), frame.middle().y);
    let trace = Trace::from(at(diamond.x, diamond.y - px(6)))
        .to(at(diamond.x + px(6), diamond.y))
        .to(at(diamond.x, diamond.y + px(6)))
        .to(at(diamond.x - px(6), diamond.y))
        .close();
    group.add(Element::path(trace).fill(Token::line(hue)));
    let room = frame.width - px(36);
    let x = frame.x + px(26);
    let name = lettering::shorten(&voice.stage(seat.stage), px(12), Weight::Bold, room);
    group.add(Element::text(at(x, frame.y + px(17)), name).bold());
    let ways = [voice.say("diagram-through", &[("count", voice.count(flow.inflow))]), voice.short_count(flow.inflow)];
    let said = fitting(&ways, px(12), Weight::Regular, room).unwrap_or_default().to_owned();
    group.add(number(Element::text(at(x, frame.y + px(33)), said).fill(Token::Muted), "in", flow.inflow));
    group.add(number(Element::group(), "out", flow.outflow));
    group.add(number(Element::group(), "closing", flow.closing));
    if let Some(days) = flow.dwell_p50 {
        group.add(number(Element::group(), "p50", days));
    }
    if flow.overdue > 0 {
        group.add(number(Element::group(), "overdue", flow.overdue));
    }
    if flow.of_which_side > 0 {
        group.add(number(Element::group(), "side", flow.of_which_side));
    }
}

/// A stage of visitors: what was counted in the period, and what it cost.
fn count(voice: &Voice<'_>, seat: &Seat, frame: Frame) -> Option<Element> {
    let channels = &voice.picture.flow.awareness;
    if channels.is_empty() {
        return None;
    }
    let visits: u64 = channels.iter().map(|channel| channel.visits).sum();
    let hue = hue_of(voice, seat.lane);
    let mut group = Element::group()
        .data("stage", voice.key(seat.stage))
        .hint(voice.say("diagram-tell-visits", &[("stage", voice.stage(seat.stage)), ("count", voice.count(visits))]));
    let card = Element::rect(frame).corners(px(9)).fill(Token::Card).stroke(Token::line(hue), Px::of_tenths(22));
    group.add(card);
    let inner = frame.inset(px(10));
    let name = lettering::shorten(&voice.stage(seat.stage), px(14), Weight::Bold, inner.width);
    group.add(Element::text(at(inner.x, inner.y + px(11)), name).bold().size(px(14)));
    let said = voice.count(visits);
    let said =
        if lettering::width(&said, px(17), Weight::Bold) <= inner.width { said } else { voice.short_count(visits) };
    let size = size_of(&said, inner.width);
    group.add(number(Element::text(at(inner.x, inner.y + px(36)), said).size(size).bold(), "visits", visits));
    let word = lettering::shorten(&voice.word("diagram-visits"), px(12), Weight::Regular, inner.width);
    group.add(Element::text(at(inner.x, inner.y + px(53)), word).fill(Token::Muted));
    let costs: Vec<_> = channels.iter().filter_map(|channel| channel.cost).collect();
    if let Some(cost) = sum(&costs) {
        let ways = [voice.say("diagram-cost", &[("money", voice.short_money(cost))]), voice.short_money(cost)];
        let said = fitting(&ways, px(12), Weight::Regular, inner.width).unwrap_or_default().to_owned();
        let text = Element::text(at(inner.x, inner.y + px(68)), said).fill(Token::Muted);
        group.add(number(text, "cost", format!("{} {}", cost.minor, cost.currency.as_str())));
    }
    Some(group)
}

/// The sum of sums of one currency.
pub(super) fn sum(list: &[takt_core::unit::Money]) -> Option<takt_core::unit::Money> {
    let (first, rest) = list.split_first()?;
    rest.iter().try_fold(*first, |sum, more| sum.checked_add(*more))
}

/// Whether a stage is on the picture: visitors only where any were counted.
pub(super) fn is_drawn(voice: &Voice<'_>, seat: &Seat) -> bool {
    let counts = voice.force.stage(seat.stage).is_some_and(|stage| stage.kind == StageKind::Count);
    !counts || !voice.picture.flow.awareness.is_empty()
}
