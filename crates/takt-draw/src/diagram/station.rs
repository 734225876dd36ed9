//! Stations: the boxes of the stages, with their stock, what came and went, and how long it took.

use takt_core::metric::{Beside, Return, StageFlow};
use takt_core::model::StageKind;

use super::grid::{Seat, Sit};
use super::sheet::{centred, ending};
use super::voice::Voice;
use crate::figure::fitting;
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::{Element, Trace};
use crate::theme::{Hue, Shade, Token};

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
        Sit::Shelf => shelf(voice, seat, frame, flow, &mut group),
        Sit::Station | Sit::Count => {
            let card =
                Element::rect(frame).corners(px(9)).fill(Token::Card).stroke(Token::line(hue), Px::of_tenths(22));
            group.add(card);
            let mut inner = Frame::new(frame.x + px(10), frame.y + px(9), frame.width - px(17), frame.height - px(16));
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
    if let Some((full, _)) = beside_of(voice, id).and_then(|beside| voice.beside(beside)) {
        said.push(full);
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
    let name = lettering::shorten(&voice.stage(seat.stage), px(14), Weight::Bold, inner.width);
    let name = if lettering::width(&voice.stage(seat.stage), px(14), Weight::Bold) > inner.width {
        lettering::shorten(&voice.stage(seat.stage), px(13), Weight::Bold, inner.width)
    } else {
        name
    };
    let size = if name == voice.stage(seat.stage) { px(14) } else { px(13) };
    let size = if lettering::width(&name, size, Weight::Bold) <= inner.width { size } else { px(13) };
    group.add(Element::text(at(inner.x, inner.y + px(11)), name).bold().size(size));
    stock(voice, seat, inner, inner.y + px(35), flow, group);
    let mut y = inner.y + px(51);
    for line in lines(voice, flow, inner.width) {
        match line {
            Line::Plain(parts) => {
                let mut x = inner.x;
                for (name, value, text) in parts {
                    let width = lettering::width(&text, px(12), Weight::Regular);
                    group.add(number(Element::text(at(x, y), text).fill(Token::Muted), name, value));
                    x += width + px(6);
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
    let size = size_of(&said, inner.width);
    let width = lettering::width(&said, size, Weight::Bold);
    let quiet = flow.closing + flow.inflow + flow.outflow == 0;
    let ink = if quiet { Token::Muted } else { Token::Ink };
    let text = Element::text(at(inner.x, baseline), said).size(size).bold().fill(ink);
    group.add(number(text, "closing", flow.closing));
    let Some(beside) = beside_of(voice, seat.stage) else { return };
    let Some((full, _)) = voice.beside(beside) else { return };
    let Some((short, name, value)) = beside_number(voice, beside) else { return };
    let room = inner.width - width - px(6);
    let element = if lettering::width(&short, px(12), Weight::Regular) <= room {
        ending(inner.right(), baseline, short).fill(Token::Muted).hint(full)
    } else {
        Element::group()
    };
    group.add(number(element, name, value));
}

/// What stands beside a stock: in short, and its name and whole value for programs.
pub(super) fn beside_number(voice: &Voice<'_>, beside: &Beside) -> Option<(String, &'static str, String)> {
    let (_, short) = voice.beside(beside)?;
    let (name, value) = match beside {
        Beside::Nothing => return None,
        Beside::People(people) => ("people", people.to_string()),
        Beside::Amount(sums) | Beside::Recurring(sums) => {
            let list: Vec<String> = sums.iter().map(|sum| format!("{} {}", sum.minor, sum.currency.as_str())).collect();
            (if matches!(beside, Beside::Amount(_)) { "amount" } else { "recurring" }, list.join(" "))
        }
    };
    Some((short, name, value))
}

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
    let together = |came: &str, left: &str| width(came) + px(6) + width(left) <= room;
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
            said("diagram-side-short", flow.of_which_side, false),
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

/// The shelf: a stock, and when it comes back.
fn shelf(voice: &Voice<'_>, seat: &Seat, frame: Frame, flow: &StageFlow, group: &mut Element) {
    let card = Element::rect(frame).corners(px(12)).fill(Token::Card);
    group.add(card.stroke(Token::line(Hue::Brown), px(2)).dashed(px(7), px(4)));
    let inner = frame.inset(px(12));
    let bars =
        voice.picture.shelves.iter().find(|shelf| shelf.stage == seat.stage).map_or(&[][..], |shelf| &shelf.bars);
    // Bars beside the figures where there is room, else below them.
    let aside = frame.width >= px(350);
    let name_room = if aside { px(122) } else { inner.width };
    let name = lettering::shorten(&voice.stage(seat.stage), px(14), Weight::Bold, name_room);
    let name_width = lettering::width(&name, px(14), Weight::Bold);
    group.add(Element::text(at(inner.x, inner.y + px(9)), name).bold().size(px(14)).fill(Token::text(Hue::Brown)));
    let left = Frame::new(inner.x, inner.y, px(112), inner.height);
    stock(voice, seat, left, inner.y + px(35), flow, group);
    let mut facts = vec![
        ("in", value_of(flow.inflow), voice.say("diagram-in", &[("count", voice.count(flow.inflow))])),
        ("out", value_of(flow.outflow), voice.say("diagram-out", &[("count", voice.count(flow.outflow))])),
    ];
    if let Some(days) = flow.dwell_p50 {
        facts.push(("p50", days, voice.say("diagram-median", &[("days", voice.days(days))])));
    }
    if aside {
        for (n, (name, value, text)) in (0..).zip(facts) {
            let text = Element::text(at(inner.x, inner.y + px(53) + px(15) * n), text).fill(Token::Muted);
            group.add(number(text, name, value));
        }
    } else {
        // The upper right corner: in and out beside the name if they fit, else all beside the stock.
        let width = |text: &str| lettering::width(text, px(12), Weight::Regular);
        let mut x = inner.right();
        let beside_name: Px = facts.iter().take(2).map(|(_, _, text)| width(text) + px(8)).sum();
        let split = if name_width + beside_name <= inner.width { 2 } else { 0 };
        for (n, (name, value, text)) in facts.into_iter().enumerate().rev() {
            if n + 1 == split {
                x = inner.right();
            }
            let y = if n < split { inner.y + px(9) } else { inner.y + px(35) };
            let wide = width(&text);
            let fits = x - wide >= left.right() + px(4) || n < split;
            let element = if fits { ending(x, y, text).fill(Token::Muted) } else { Element::group().hint(text) };
            group.add(number(element, name, value));
            x -= wide + px(8);
        }
    }
    if flow.overdue > 0 {
        group.add(number(Element::group(), "overdue", flow.overdue));
    }
    if flow.of_which_side > 0 {
        group.add(number(Element::group(), "side", flow.of_which_side));
    }
    if let Some(limit) = voice.force.stage(seat.stage).and_then(|stage| stage.stock) {
        group.add(number(Element::group(), "limit", limit));
    }
    let area = if aside {
        Frame::new(left.right() + px(14), inner.y, inner.right() - left.right() - px(14), inner.height)
    } else {
        Frame::new(inner.x, inner.y + px(42), inner.width, inner.height - px(42))
    };
    if !bars.is_empty() {
        shelf_bars(voice, area, bars, group);
    }
}

fn value_of(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The bars of a shelf by month of return.
pub(super) fn shelf_bars(voice: &Voice<'_>, area: Frame, bars: &[(Return, u64)], group: &mut Element) {
    let many = i32::try_from(bars.len().max(1)).unwrap_or(1);
    let width = |text: &str, weight: Weight| lettering::width(text, px(12), weight);
    // Each bar gets the room of its words, and a part of what is left; where that is too little, all get the same.
    let needs: Vec<Px> = bars
        .iter()
        .map(|(when, value)| {
            let label = width(&voice.month_of_return(*when), Weight::Regular);
            label.max(width(&voice.short_count(*value), Weight::Regular)) + px(3)
        })
        .collect();
    let left_over = area.width - needs.iter().copied().sum();
    let slots: Vec<Px> = match left_over >= Px::ZERO {
        true => needs.iter().map(|need| *need + left_over / many).collect(),
        false => needs.iter().map(|_| area.width / many).collect(),
    };
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let floor = area.bottom() - px(17);
    let tall = floor - area.y - px(16);
    let mut first_month = true;
    let mut next = area.x;
    for ((when, value), slot) in bars.iter().zip(slots) {
        let due = matches!(when, Return::In(_)) && std::mem::take(&mut first_month);
        let left = next;
        next += slot;
        let wide = (slot - px(8)).clamp(px(6), px(26));
        let height = tall.share(i64::try_from(*value).unwrap_or(i64::MAX), i64::try_from(most).unwrap_or(i64::MAX));
        let height = if *value > 0 { height.max(px(2)) } else { px(1) };
        let frame = Frame::new(left + (slot - wide) / 2, floor - height, wide, height);
        let hue = if due { Hue::Amber } else { Hue::Brown };
        let (token, rest) = match when {
            Return::Past => (Token::Warn, Token::Faint),
            Return::NoDate => (Token::pale(Hue::Brown), Token::Faint),
            _ => (Token::solid(hue), Token::Faint),
        };
        let label = voice.month_of_return(*when);
        let hint =
            voice.say("diagram-tell-bar", &[("when", voice.month_of_return(*when)), ("count", voice.count(*value))]);
        let mut bar = Element::group().data("bar", code(*when)).hint(hint);
        let mut rect = Element::rect(frame).corners(px(2).min(height / 2)).fill(if *value > 0 { token } else { rest });
        if *when == Return::NoDate && *value > 0 {
            rect = rect.stroke(Token::line(Hue::Brown), px(1));
        }
        bar.add(rect);
        let middle = left + slot / 2;
        let said = voice.short_count(*value);
        let room = slot - px(1);
        let fits_bold = width(&label, Weight::Bold).max(width(&said, Weight::Bold)) <= room;
        let weight = if due && fits_bold { Weight::Bold } else { Weight::Regular };
        let text = if *value > 0 && lettering::width(&said, px(12), weight) <= room {
            let text = centred(middle, frame.y - px(4), said);
            text.weight(weight)
        } else {
            Element::group()
        };
        bar.add(number(text, "bar", value));
        if lettering::width(&label, px(12), weight) <= room {
            let text = centred(middle, area.bottom() - px(2), label);
            bar.add(if due { text.weight(weight) } else { text.fill(Token::Muted) });
        }
        group.add(bar);
    }
}

/// When, for programs: `past`, `2026-11`, `2027-05+`, `none`.
pub(super) fn code(when: Return) -> String {
    match when {
        Return::Past => "past".into(),
        Return::In(month) => month.to_string(),
        Return::Later(month) => format!("{month}+"),
        Return::NoDate => "none".into(),
    }
}

/// Whether a stage is on the picture: visitors only where any were counted.
pub(super) fn is_drawn(voice: &Voice<'_>, seat: &Seat) -> bool {
    let counts = voice.force.stage(seat.stage).is_some_and(|stage| stage.kind == StageKind::Count);
    !counts || !voice.picture.flow.awareness.is_empty()
}
