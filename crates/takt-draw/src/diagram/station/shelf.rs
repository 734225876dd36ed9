//! The shelf: what rests, and when it comes back.

use takt_core::metric::{Return, StageFlow};

use super::super::grid::Seat;
use super::super::sheet::{centred, ending};
use super::super::voice::Voice;
use super::{number, stock};
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::Element;
use crate::theme::{Hue, Token};

/// The shelf: a stock, and when it comes back.
pub(super) fn shelf(voice: &Voice<'_>, seat: &Seat, frame: Frame, flow: &StageFlow, group: &mut Element) {
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
pub(in crate::diagram) fn shelf_bars(voice: &Voice<'_>, area: Frame, bars: &[(Return, u64)], group: &mut Element) {
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
fn code(when: Return) -> String {
    match when {
        Return::Past => "past".into(),
        Return::In(month) => month.to_string(),
        Return::Later(month) => format!("{month}+"),
        Return::NoDate => "none".into(),
    }
}
