//! The same for a telephone: the line from top to bottom, a rail for each team, the tracks out of a stage as chips below
//! it.

use takt_core::fact::Path;
use takt_core::metric::MoveCount;
use takt_core::model::StageKind;
use takt_core::unit::StageId;

use super::foot::{self, Sign};
use super::grid::{Grid, Seat, Sit};
use super::head;
use super::sheet::ending;
use super::station::{self, hue_of, number, warning};
use super::track::move_data;
use super::voice::Voice;
use crate::figure::fitting;
use crate::geometry::{Frame, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::Element;
use crate::theme::{Hue, Token};

/// The width of the picture.
pub(super) const WIDTH: Px = px(390);
const LEFT: Px = px(34);
const RIGHT: Px = px(378);
/// The height of a chip: what a finger hits.
const CHIP: Px = px(24);

/// Draws the picture; gives its elements and its height.
pub(super) fn narrow(voice: &Voice<'_>, grid: &Grid, signs: &[Sign]) -> (Vec<Element>, Px) {
    let mut into = Vec::new();
    let mut y = head_of(voice, &mut into);
    for lane in 0..grid.lanes {
        y = lane_of(voice, grid, lane, y, &mut into);
    }
    let room = |y: Px| Frame::new(px(12), y, WIDTH - px(24), Px::ZERO);
    y = foot::support(voice, room(y), &mut into);
    y = foot::ladders(voice, grid, room(y), &mut into);
    // Where tracks are chips there is no width or dash to explain.
    let signs: Vec<Sign> = signs
        .iter()
        .copied()
        .filter(|sign| matches!(sign, Sign::Gauge | Sign::Overdue | Sign::Due | Sign::Constraint | Sign::Worked))
        .collect();
    y = foot::legend(voice, &signs, &[], room(y + px(8)), &mut into);
    (into, y)
}

fn head_of(voice: &Voice<'_>, into: &mut Vec<Element>) -> Px {
    into.push(Element::text(at(px(12), px(30)), voice.word("diagram-title")).size(px(20)).bold());
    let mut y = px(50);
    for line in lettering::wrap(&head::subtitle(voice), px(12), Weight::Regular, WIDTH - px(24)) {
        into.push(Element::text(at(px(12), y), line).fill(Token::Muted));
        y += px(17);
    }
    let tiles = head::tiles(voice);
    for tile in &tiles {
        into.push(head::draw_tile(tile, Frame::new(px(12), y - px(4), WIDTH - px(24), px(54))));
        y += px(60);
    }
    y += px(2);
    if voice.picture.constraint.is_some() {
        let width = WIDTH - px(24);
        let height = foot::callout_height(voice, width);
        into.extend(foot::callout(voice, Frame::new(px(12), y, width, height)));
        y += height + px(10);
    }
    y
}

fn lane_of(voice: &Voice<'_>, grid: &Grid, lane: usize, top: Px, into: &mut Vec<Element>) -> Px {
    let model = &voice.force.model;
    let hue = hue_of(voice, lane);
    let team = model.teams.get(lane);
    let mut inside = Vec::new();
    let name = team.map_or_else(|| voice.word("diagram-former"), |team| voice.name(&team.name));
    let mut y = top + px(24);
    let mut facts = Vec::new();
    if let Some(crew) = team.and_then(|team| voice.picture.crews.iter().find(|crew| crew.team == team.id))
        && crew.members > 0
    {
        facts.push((
            "members",
            voice.say("diagram-members", &[("count", voice.count(crew.members.into()))]),
            crew.members,
        ));
        if let Some(slots) = crew.slots_per_week {
            facts.push(("slots", voice.say("diagram-slots", &[("count", voice.count(slots.into()))]), slots));
        }
    }
    let mut x = RIGHT;
    for (kind, text, value) in facts.into_iter().rev() {
        let width = lettering::width(&text, px(12), Weight::Regular);
        let text = ending(x, y, text).fill(Token::Muted);
        inside.push(number(text, kind, value).data("team", team.map_or("", |team| &team.key)));
        x -= width + px(8);
    }
    let name = lettering::shorten(&name, px(15), Weight::Bold, x - px(18) - px(4));
    inside.push(Element::text(at(px(18), y), name).size(px(15)).bold().fill(Token::text(hue)));
    y += px(12);
    let mut seats: Vec<&Seat> = grid.seats.iter().filter(|seat| seat.lane == lane).collect();
    seats.retain(|seat| station::is_drawn(voice, seat));
    let (mut first, mut last) = (None, y);
    for seat in &seats {
        y = arrivals(voice, seat, y, &mut inside);
        last = y;
        first = first.or(Some(y));
        y = seat_of(voice, seat, y, &mut inside);
    }
    let first = first.unwrap_or(last);
    let band = Frame::new(Px::ZERO, top, WIDTH, y - top);
    into.push(Element::rect(band).fill(Token::tint(hue)));
    into.push(Element::rect(Frame::new(Px::ZERO, top, px(5), y - top)).fill(Token::line(hue)));
    if first < last {
        let rail = Element::line(at(px(20), first + px(20)), at(px(20), last + px(20)));
        into.push(rail.stroke(Token::line(hue), px(3)));
    }
    into.extend(inside);
    y
}

/// One stage and the tracks out of it.
fn seat_of(voice: &Voice<'_>, seat: &Seat, top: Px, into: &mut Vec<Element>) -> Px {
    let hue = hue_of(voice, seat.lane);
    let bars = voice.picture.shelves.iter().find(|shelf| shelf.stage == seat.stage).map(|shelf| &shelf.bars);
    let flow = voice.stage_flow(seat.stage);
    let limited = voice.force.stage(seat.stage).and_then(|stage| stage.stock);
    let side = flow.is_some_and(|flow| flow.of_which_side > 0);
    let quiet = seat.sit != Sit::Count && flow.is_some_and(station::is_quiet);
    let one_line = quiet || seat.sit == Sit::Gate;
    let mut height = if one_line { px(38) } else { px(58) };
    if side {
        height += px(16);
    }
    if limited.is_some() {
        height += px(12);
    }
    if bars.is_some() {
        height += px(84);
    }
    let frame = Frame::new(LEFT, top, RIGHT - LEFT, height);
    let mut group = Element::group().data("stage", voice.key(seat.stage));
    if voice.picture.constraint.is_some_and(|found| found.stage == seat.stage) {
        let halo = Element::rect(frame.inset(px(-3))).corners(px(11)).fill(Token::pale(Hue::Amber));
        into.push(halo.stroke(Token::Halo, px(3)));
    }
    let dot = if quiet { Token::pale(hue) } else { Token::line(hue) };
    into.push(Element::circle(at(px(20), top + px(20)), px(6)).fill(Token::Card).stroke(dot, px(3)));
    let card = Element::rect(frame).corners(px(9)).fill(Token::Card);
    group.add(match seat.sit {
        Sit::Shelf => card.stroke(Token::line(Hue::Brown), px(2)).dashed(px(7), px(4)),
        _ => card.stroke(if quiet { Token::pale(hue) } else { Token::line(hue) }, px(2)),
    });
    let inner = Frame::new(frame.x + px(12), frame.y, frame.width - px(24), frame.height);
    match (seat.sit, flow) {
        (Sit::Count, _) => visits(voice, seat.stage, inner, &mut group),
        (_, Some(flow)) => {
            group = group.hint(station::tell(voice, seat.stage, flow));
            station::unseen(&mut group, flow);
            figures(voice, seat, inner, flow, &mut group);
            let mut y = inner.y + if one_line { px(46) } else { px(66) };
            if side {
                let text = voice.say("diagram-side", &[("count", voice.count(flow.of_which_side))]);
                let text = Element::text(at(inner.x, y), text).fill(Token::Muted);
                group.add(number(text, "side", flow.of_which_side));
                y += px(16);
            }
            if let Some(limit) = limited {
                station::gauge_across(
                    Frame::new(inner.x, y - px(6), inner.width, px(7)),
                    hue,
                    flow,
                    limit.into(),
                    &mut group,
                );
                y += px(12);
            }
            if let Some(bars) = bars {
                let area = Frame::new(inner.x, y - px(6), inner.width, px(76));
                station::shelf_bars(voice, area, bars, &mut group);
            }
        }
        (_, None) => {}
    }
    into.push(group);
    chips(voice, seat, frame.bottom() + px(6), into)
}

fn visits(voice: &Voice<'_>, stage: StageId, inner: Frame, group: &mut Element) {
    let visits: u64 = voice.picture.flow.awareness.iter().map(|channel| channel.visits).sum();
    let said = voice.count(visits);
    let width = lettering::width(&said, px(20), Weight::Bold);
    let name = lettering::shorten(&voice.stage(stage), px(15), Weight::Bold, inner.width - width - px(10));
    group.add(Element::text(at(inner.x, inner.y + px(24)), name).size(px(15)).bold());
    group.add(number(ending(inner.right(), inner.y + px(26), said).size(px(20)).bold(), "visits", visits));
    let word = voice.word("diagram-visits");
    let used = lettering::width(&word, px(12), Weight::Regular);
    group.add(Element::text(at(inner.x, inner.y + px(47)), word).fill(Token::Muted));
    let costs: Vec<_> = voice.picture.flow.awareness.iter().filter_map(|channel| channel.cost).collect();
    if let Some(cost) = station::sum(&costs) {
        let text = voice.say("diagram-cost", &[("money", voice.short_money(cost))]);
        let text = lettering::shorten(&text, px(12), Weight::Regular, inner.width - used - px(10));
        let text = ending(inner.right(), inner.y + px(47), text).fill(Token::Muted);
        group.add(number(text, "cost", format!("{} {}", cost.minor, cost.currency.as_str())));
    }
}

/// A gate: nothing stays in it, so it says who went through and no stock.
fn passage(voice: &Voice<'_>, seat: &Seat, inner: Frame, flow: &takt_core::metric::StageFlow, group: &mut Element) {
    let ways = [voice.say("diagram-through", &[("count", voice.count(flow.inflow))]), voice.short_count(flow.inflow)];
    let said = fitting(&ways, px(12), Weight::Regular, inner.width / 2).unwrap_or_default().to_owned();
    let room = inner.width - lettering::width(&said, px(12), Weight::Regular) - px(10);
    group.add(number(ending(inner.right(), inner.y + px(24), said).fill(Token::Muted), "in", flow.inflow));
    let name = lettering::shorten(&voice.stage(seat.stage), px(15), Weight::Bold, room);
    group.add(Element::text(at(inner.x, inner.y + px(24)), name).size(px(15)).bold().fill(Token::Ink));
    group.add(number(Element::group(), "out", flow.outflow));
    group.add(number(Element::group(), "closing", flow.closing));
    if let Some(days) = flow.dwell_p50 {
        group.add(number(Element::group(), "p50", days));
    }
    if flow.overdue > 0 {
        group.add(number(Element::group(), "overdue", flow.overdue));
    }
}

fn figures(voice: &Voice<'_>, seat: &Seat, inner: Frame, flow: &takt_core::metric::StageFlow, group: &mut Element) {
    if seat.sit == Sit::Gate {
        return passage(voice, seat, inner, flow, group);
    }
    let quiet = station::is_quiet(flow);
    let ink = match seat.sit {
        Sit::Shelf => Token::text(Hue::Brown),
        _ if quiet => Token::Muted,
        _ => Token::Ink,
    };
    let strong = if quiet { Token::Muted } else { Token::Ink };
    let said = voice.count(flow.closing);
    let said =
        if lettering::width(&said, px(20), Weight::Bold) <= px(150) { said } else { voice.short_count(flow.closing) };
    let width = lettering::width(&said, px(20), Weight::Bold);
    let mut room = inner.width - width - px(10);
    let closing = ending(inner.right(), inner.y + px(26), said).size(px(20)).bold().fill(strong);
    group.add(number(closing, "closing", flow.closing));
    let station = voice.picture.stations.iter().find(|station| station.stage == seat.stage);
    if let Some((words, name, value)) = station.and_then(|station| station::beside_number(voice, &station.beside)) {
        let beside = words.line;
        let wide = lettering::width(&beside, px(12), Weight::Regular);
        let name_wide = lettering::width(&voice.stage(seat.stage), px(15), Weight::Bold);
        let says_more = station.is_some_and(|station| !station::says_no_more(&station.beside, flow));
        let element = if says_more && wide + px(16) + name_wide.min(px(120)) <= room {
            room -= wide + px(8);
            ending(inner.right() - width - px(8), inner.y + px(26), beside).fill(Token::Muted)
        } else {
            Element::group().hint(beside)
        };
        group.add(number(element, name, value));
    }
    let name = lettering::shorten(&voice.stage(seat.stage), px(15), Weight::Bold, room);
    group.add(Element::text(at(inner.x, inner.y + px(24)), name).size(px(15)).bold().fill(ink));
    if quiet {
        group.add(number(Element::group(), "in", flow.inflow));
        group.add(number(Element::group(), "out", flow.outflow));
        return;
    }
    let y = inner.y + px(47);
    let mut right = inner.right();
    if flow.overdue > 0 {
        let text = voice.say("diagram-overdue", &[("count", voice.count(flow.overdue))]);
        let wide = lettering::width(&text, px(12), Weight::Bold);
        group.add(number(ending(right, y, text).bold().fill(Token::Warn), "overdue", flow.overdue));
        group.add(warning(at(right - wide - px(9), y - px(5))));
        right -= wide + px(24);
    }
    let mut x = inner.x;
    let value = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let mut parts = Vec::new();
    for (key, name, count) in [("diagram-in", "in", flow.inflow), ("diagram-out", "out", flow.outflow)] {
        let said = |count: String| voice.say(key, &[("count", count)]);
        parts.push((name, value(count), [said(voice.count(count)), said(voice.short_count(count))]));
    }
    if let Some(days) = flow.dwell_p50 {
        let full = voice.say("diagram-median", &[("days", voice.days(days))]);
        parts.push(("p50", days, [full, voice.days(days)]));
    }
    for (name, value, ways) in parts {
        let element = match fitting(&ways, px(12), Weight::Regular, right - x) {
            Some(text) => {
                let wide = lettering::width(text, px(12), Weight::Regular);
                let element = Element::text(at(x, y), text).fill(Token::Muted);
                x += wide + px(10);
                element
            }
            None => Element::group().hint(ways[0].clone()),
        };
        group.add(number(element, name, value));
    }
}

/// The tracks out of a stage, the busiest first, as chips that name where they lead.
fn chips(voice: &Voice<'_>, seat: &Seat, top: Px, into: &mut Vec<Element>) -> Px {
    let flow = &voice.picture.flow;
    let start = voice.force.model.start;
    let counts = voice.force.model.stages.iter().find(|stage| stage.kind == StageKind::Count);
    let mut moves: Vec<&MoveCount> = if counts.is_some_and(|stage| stage.id == seat.stage) {
        flow.moves.iter().filter(|moved| moved.from.is_none() && moved.to == Some(start)).collect()
    } else {
        flow.moves.iter().filter(|moved| moved.from == Some(seat.stage)).collect()
    };
    moves.sort_by_key(|moved| std::cmp::Reverse(moved.count));
    lay_chips(voice, &moves, top, into) + px(8)
}

/// Moves into the line at a stage, above it; those that the visitors have shown are not shown again.
fn arrivals(voice: &Voice<'_>, seat: &Seat, top: Px, into: &mut Vec<Element>) -> Px {
    let counted = voice.force.model.stages.iter().any(|stage| stage.kind == StageKind::Count)
        && !voice.picture.flow.awareness.is_empty();
    if counted && seat.stage == voice.force.model.start {
        return top;
    }
    let entering = |moved: &&MoveCount| moved.from.is_none() && moved.to == Some(seat.stage);
    let moves: Vec<&MoveCount> = voice.picture.flow.moves.iter().filter(entering).collect();
    lay_chips(voice, &moves, top, into)
}

fn lay_chips(voice: &Voice<'_>, moves: &[&MoveCount], top: Px, into: &mut Vec<Element>) -> Px {
    let (mut x, mut y) = (LEFT, top);
    for (n, moved) in moves.iter().enumerate() {
        let to = moved.to.map_or_else(|| voice.word("diagram-leaving"), |to| voice.stage(to));
        let say = |count: String| {
            let action = match (moved.from, moved.path) {
                (None, _) if voice.is_expansion(moved) => voice.say("diagram-more-to", &[("name", to.clone())]),
                (None, _) => voice.say("diagram-new-to", &[("name", to.clone())]),
                (_, Some(Path::Fast)) => voice.word("diagram-path-fast"),
                _ => voice.say("diagram-to", &[("name", to.clone())]),
            };
            voice.say("diagram-action-count", &[("action", action), ("count", count)])
        };
        let plain = say(voice.count(moved.count));
        let text = voice.rate(moved).map_or(plain.clone(), |rate| {
            voice.say("diagram-with-rate", &[("label", plain), ("rate", voice.percent(rate))])
        });
        let text = lettering::shorten(&text, px(12), Weight::Regular, RIGHT - LEFT - px(16));
        let width = lettering::width(&text, px(12), Weight::Regular) + px(16);
        if x > LEFT && x + width > RIGHT {
            (x, y) = (LEFT, y + CHIP + px(4));
        }
        let hue = match moved.path {
            Some(Path::Fast) => Hue::Amber,
            Some(Path::Recycle) => Hue::Brown,
            Some(Path::Detour | Path::Jump | Path::Override | Path::Merge | Path::Adopt) | None => Hue::Gray,
            Some(Path::Success | Path::Loop | Path::Enter) => moved
                .to
                .and_then(|to| voice.force.stage(to))
                .and_then(|stage| voice.force.model.teams.iter().position(|team| team.id == stage.team))
                .map_or(Hue::Gray, |lane| hue_of(voice, lane)),
        };
        let frame = Frame::new(x, y, width, CHIP);
        let mut rect = Element::rect(frame).corners(CHIP / 2).fill(Token::Card).stroke(Token::line(hue), px(1));
        if matches!(hue, Hue::Brown | Hue::Gray) {
            rect = rect.dashed(px(4), px(3));
        }
        let chip = move_data(voice, moved).hint(voice.tell_move(moved)).with(rect);
        into.push(chip.with(Element::text(at(x + px(8), y + Px::of_tenths(164)), text)));
        x += width + px(6);
        if n + 1 == moves.len() {
            y += CHIP + px(4);
        }
    }
    y
}
