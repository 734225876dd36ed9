//! Tracks: lines as wide as the root of their moves, and their labels.

mod label;
mod pen;

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, Sit};
use super::link::{Class, Link, Links};
use super::route::{Bus, Leaf, Routes, Straight};
use super::sheet::{Over, Sheet, centred};
use super::station::{hue_of, number};
use super::voice::Voice;
use crate::geometry::{Point, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::{Element, Trace};
use crate::theme::{Hue, Token};
use label::{Kind, Wanted};
use pen::{Ink, arrow, chevron, step, straightened, stroke};

/// A way from one point to the next: both by x and y.
type Piece = ((Px, Px), (Px, Px));

/// Draws the tracks of a picture.
pub(super) struct Painter<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) grid: &'a Grid,
    pub(super) links: &'a Links,
    pub(super) routes: &'a Routes,
    /// The seats that are on the picture.
    pub(super) shown: Vec<bool>,
    /// The most moves of any track.
    most: u64,
    /// Tracks whose numbers found no room.
    pub(super) unlabelled: Vec<usize>,
    wanted: Vec<Wanted>,
}

impl<'a> Painter<'a> {
    pub(super) fn new(voice: Voice<'a>, grid: &'a Grid, links: &'a Links, routes: &'a Routes) -> Self {
        let shown = grid.seats.iter().map(|seat| super::station::is_drawn(&voice, seat)).collect();
        let most = links.links.iter().map(|link| link.count).max().unwrap_or(0).max(1);
        Self { voice, grid, links, routes, shown, most, unlabelled: Vec::new(), wanted: Vec::new() }
    }

    fn is_drawn(&self, link: &Link) -> bool {
        let ends = [link.from, link.to].iter().all(|seat| self.shown.get(*seat).copied().unwrap_or(false));
        ends && (link.count > 0 || link.backbone)
    }

    fn lane(&self, seat: usize) -> usize {
        self.grid.seats.get(seat).map_or(0, |seat| seat.lane)
    }

    fn ink(&self, link: &Link) -> Ink {
        let lane = |seat: usize| Token::line(hue_of(&self.voice, self.lane(seat)));
        let from_shelf = self.grid.seats.get(link.from).is_some_and(|seat| seat.sit == Sit::Shelf);
        let plain = Ink { token: lane(link.to), dashes: None, double: false, most: px(10) };
        let ink = match link.class {
            Class::Success => plain,
            Class::Loop => Ink { most: px(7), ..plain },
            Class::Fast => Ink { token: Token::line(Hue::Amber), double: true, most: px(9), ..plain },
            Class::Recycle if from_shelf => Ink { token: Token::line(Hue::Brown), most: px(7), ..plain },
            Class::Recycle => {
                Ink { token: Token::line(Hue::Brown), dashes: Some((px(8), px(5))), most: px(7), ..plain }
            }
            Class::Detour => Ink { token: Token::line(Hue::Gray), dashes: Some((px(3), px(4))), most: px(5), ..plain },
            Class::Expansion => Ink { token: lane(link.from), most: px(5), ..plain },
            Class::Jump => Ink { token: Token::line(Hue::Gray), dashes: Some((px(6), px(6))), most: px(3), ..plain },
        };
        if link.count > 0 {
            return ink;
        }
        let hue = match link.class {
            Class::Fast => Hue::Amber,
            Class::Recycle => Hue::Brown,
            _ => hue_of(&self.voice, self.lane(link.to)),
        };
        Ink { token: Token::pale(hue), dashes: None, double: false, most: px(4) }
    }

    /// The width of a track: 3 to 18 px by the root of its share of the widest.
    fn width(&self, count: u64, most: Px) -> Px {
        let whole = u128::from(count) * 180 * 180 / u128::from(self.most);
        let tenths = i32::try_from(whole.isqrt()).unwrap_or(180);
        Px::of_tenths(tenths.clamp(30, 180)).min(most)
    }

    fn hue(&self, link: &Link) -> Hue {
        match link.class {
            Class::Fast => Hue::Amber,
            Class::Recycle => Hue::Brown,
            Class::Detour | Class::Jump => Hue::Gray,
            Class::Expansion => hue_of(&self.voice, self.lane(link.from)),
            Class::Success | Class::Loop => hue_of(&self.voice, self.lane(link.to)),
        }
    }

    /// The ground under a height.
    fn ground(&self, y: Px) -> Token {
        let lane = self.routes.ground.lanes.iter().position(|(top, height)| *top <= y && y < *top + *height);
        lane.map_or(Token::Surface, |lane| Token::tint(hue_of(&self.voice, lane)))
    }

    /// The moves of a link, each readable by programs, and all of them on pointing.
    fn data(&self, link: &Link) -> Element {
        let moves = &self.voice.picture.flow.moves;
        let told: Vec<String> =
            link.moves.iter().filter_map(|n| moves.get(*n)).map(|moved| self.voice.tell_move(moved)).collect();
        let mut group = Element::group();
        if !told.is_empty() {
            group = group.hint(told.join("\n"));
        }
        for moved in link.moves.iter().filter_map(|n| moves.get(*n)) {
            group.add(move_data(&self.voice, moved));
        }
        group
    }

    /// Draws all tracks.
    pub(super) fn lines(&mut self, sheet: &mut Sheet) {
        let mut wanted = Vec::new();
        // Quiet lines first, the express on top.
        let mut buses: Vec<(usize, &Bus)> = self.routes.buses.iter().enumerate().collect();
        buses.sort_by_key(|(n, bus)| (rank(bus.class), *n));
        for pale in [true, false] {
            for (n, bus) in &buses {
                self.bus(bus, *n, pale, sheet, &mut wanted);
            }
            for straight in &self.routes.straights {
                if self
                    .links
                    .links
                    .get(straight.link)
                    .is_some_and(|link| self.is_drawn(link) && (link.count == 0) == pale)
                {
                    self.straight(straight, sheet);
                }
            }
        }
        self.wanted = wanted;
        self.entering(sheet);
    }

    fn straight(&self, straight: &Straight, sheet: &mut Sheet) {
        let Some(link) = self.links.links.get(straight.link) else { return };
        let ink = Ink { most: px(18), ..self.ink(link) };
        let most = if matches!(link.class, Class::Success) && link.count > 0 { px(18) } else { self.ink(link).most };
        let width = self.width(link.count, most);
        let mut group = self.data(link);
        stroke(&mut group, &[straight.from, straight.to], ink, width);
        if link.count > 0 {
            let middle = at((straight.from.x + straight.to.x) / 2, (straight.from.y + straight.to.y) / 2);
            let dark = width >= px(9) && !ink.double;
            group.add(chevron(middle, straight.from, straight.to, if dark { Token::Card } else { ink.token }, width));
        }
        sheet.tracks.push(group);
        sheet.take_line(straight.from, straight.to, width, straight.link);
    }

    /// Moves into the line where no stage of visitors is drawn: a short track from the left.
    fn entering(&mut self, sheet: &mut Sheet) {
        let Some((seat, moves)) = &self.links.entering else { return };
        let Some(sits) = self.grid.seats.get(*seat) else { return };
        let frame = self.routes.ground.frame(sits);
        let count: u64 = moves.iter().filter_map(|n| self.voice.picture.flow.moves.get(*n)).map(|m| m.count).sum();
        let link = Link {
            from: *seat,
            to: *seat,
            class: Class::Success,
            moves: moves.clone(),
            count,
            kept: true,
            backbone: true,
        };
        let mut group = self.data(&link);
        let y = frame.middle().y;
        let left_free = sits.first == 0
            || self
                .grid
                .seat_in(sits.row, sits.first - 1)
                .is_none_or(|other| !self.shown.get(other).copied().unwrap_or(false));
        let ink = self.ink(&link);
        let width = self.width(count, px(18));
        let from = at(frame.x - px(36), y);
        if left_free {
            stroke(&mut group, &[from, at(frame.x, y)], ink, width);
            let middle = at(frame.x - px(18), y);
            let token = if width >= px(9) { Token::Card } else { ink.token };
            group.add(chevron(middle, from, at(frame.x, y), token, width));
            sheet.take_line(from, at(frame.x, y), width, usize::MAX - 1);
            let rim = self.ground(y);
            let ways = [self.voice.count(count), self.voice.short_count(count)].map(|text| {
                let size = if lettering::width(&text, px(13), Weight::Bold) <= px(38) { px(13) } else { px(12) };
                centred(frame.x - px(20), y - width / 2 - px(6), text).size(size).bold().rim(rim)
            });
            sheet.lay(ways, Over::Track(usize::MAX - 1));
        }
        sheet.tracks.push(group);
    }

    /// Draws one bus: every track its own leg, and what they share together.
    fn bus(&self, bus: &Bus, number_of_bus: usize, pale: bool, sheet: &mut Sheet, wanted: &mut Vec<Wanted>) {
        let links = &self.links.links;
        let live =
            |leaf: &Leaf| links.get(leaf.link).is_some_and(|link| self.is_drawn(link) && (link.count == 0) == pale);
        let tree = bus.tree(self.grid, &self.routes.ground, &live);
        if tree.leaves.is_empty() {
            return;
        }
        let ways: Vec<(&Leaf, Vec<Point>)> =
            tree.leaves.iter().filter_map(|(n, start)| Some((bus.leaves.get(*n)?, tree.way(*start)))).collect();
        let count_of = |leaf: &Leaf| links.get(leaf.link).map_or(0, |link| link.count);
        // How much runs over each piece, and how many tracks.
        let mut pieces: BTreeMap<Piece, (u64, usize)> = BTreeMap::new();
        let key = |a: &Point, b: &Point| ((a.x, a.y), (b.x, b.y));
        for (leaf, way) in &ways {
            for pair in way.windows(2) {
                let piece = pieces.entry(key(&pair[0], &pair[1])).or_default();
                *piece = (piece.0 + count_of(leaf), piece.1 + 1);
            }
        }
        let Some(sample) = ways.first().and_then(|(leaf, _)| links.get(leaf.link)) else { return };
        let ink = self.ink(sample);
        let total: u64 = ways.iter().map(|(leaf, _)| count_of(leaf)).sum();
        let lone = ways.len() == 1;
        let track = 100_000 + number_of_bus;
        let mut trunk_done: BTreeSet<Piece> = BTreeSet::new();
        let mut order: Vec<usize> = (0..ways.len()).collect();
        order.sort_by_key(|n| ways.get(*n).map(|(_, way)| (std::cmp::Reverse(length(way)), *n)));
        let mut under = Vec::new();
        let mut trunk_points: Vec<Point> = Vec::new();
        for n in order {
            let Some((leaf, way)) = ways.get(n) else { continue };
            let Some(link) = links.get(leaf.link) else { continue };
            let shared = |pair: &[Point]| pieces.get(&key(&pair[0], &pair[1])).is_some_and(|piece| piece.1 > 1);
            let own = way.windows(2).take_while(|pair| !shared(pair)).count();
            // The own part ends in a curve into what is shared.
            let mut leg: Vec<Point> = way[..=own].to_vec();
            if let (Some(merge), Some(next)) = (way.get(own), way.get(own + 1)) {
                leg.push(step(*merge, *next, px(10)));
            }
            let width = self.width(link.count, ink.most);
            let mut group = self.data(link);
            let drawn = if bus.inward { leg.clone() } else { leg.iter().rev().copied().collect() };
            under.push((drawn.clone(), width));
            stroke(&mut group, &drawn, ink, width);
            if !bus.inward
                && link.count > 0
                && let [.., before, last] = drawn[..]
            {
                group.add(arrow(before, last, ink.token, width));
            }
            sheet.tracks.push(group);
            for pair in leg.windows(2) {
                sheet.take_line(pair[0], pair[1], width, track);
            }
            // What is shared is drawn once, each piece as wide as what runs over it.
            let mut runs: Vec<(Vec<Point>, Px)> = Vec::new();
            for pair in way.windows(2).skip(own) {
                let key = key(&pair[0], &pair[1]);
                if !trunk_done.insert(key) {
                    break;
                }
                let width = self.width(pieces.get(&key).map_or(0, |piece| piece.0), ink.most);
                sheet.take_line(pair[0], pair[1], width, track);
                match runs.last_mut() {
                    Some((run, known)) if *known == width => run.push(pair[1]),
                    _ => runs.push((pair.to_vec(), width)),
                }
            }
            for (run, width) in runs {
                let tail = way.iter().position(|point| Some(point) == run.last()).and_then(|at| way.get(at + 1));
                let mut line = run.clone();
                if let (Some(end), Some(next)) = (run.last(), tail) {
                    line.push(step(*end, *next, px(10)));
                }
                let drawn: Vec<Point> = if bus.inward { line } else { line.into_iter().rev().collect() };
                let mut group = Element::group();
                stroke(&mut group, &drawn, ink, width);
                under.push((drawn, width));
                sheet.tracks.push(group);
                if run.last() == Some(&tree.root) {
                    trunk_points = run;
                }
            }
            if link.count > 0 {
                let points = if lone { way.clone() } else { leg.clone() };
                let data = self.tag(Element::group(), link);
                if lone {
                    trunk_points = way.clone();
                } else {
                    let text = self.voice.count(link.count);
                    let kind = Kind::Leg { points, width, hue: self.hue(link), text, data };
                    wanted.push(Wanted { count: link.count, track, kind });
                }
            }
        }
        if ink.double {
            // The light between the rails lies over all of them, so that they join like rails.
            for (points, width) in under {
                let inner = (width - px(4)).max(px(2));
                let points = straightened(&points);
                let line = Element::path(Trace::through(&points, px(10))).stroke(Token::Card, inner);
                sheet.tracks.push(line);
            }
        }
        if total > 0 {
            if bus.inward
                && let Some([.., before, last]) = ways.first().map(|(_, way)| way.as_slice())
            {
                sheet.tracks.push(arrow(*before, *last, ink.token, self.width(total, ink.most)));
            }
            let drawn: Vec<usize> = ways.iter().map(|(leaf, _)| leaf.link).collect();
            // Where tracks join one by one, the longest common way carries the label; else the way of the longest.
            let points = match (trunk_points.len(), ways.first()) {
                (0 | 1, Some((_, way))) => way.clone(),
                _ => trunk_points,
            };
            let (hue, words) = (self.hue(sample), self.trunk_words(bus, &drawn, total));
            let kind = Kind::Trunk { points, hue, ways: words, data: self.trunk_data(bus, &drawn, total) };
            wanted.push(Wanted { count: total, track, kind });
        }
    }

    /// What a program reads of the label of a bus: its one track, or the sum at its hub.
    fn trunk_data(&self, bus: &Bus, links: &[usize], total: u64) -> Element {
        if let [only] = links
            && let Some(link) = self.links.links.get(*only)
        {
            return self.tag(Element::group(), link);
        }
        let hub = self.grid.seats.get(bus.hub).map_or_else(String::new, |seat| self.voice.key(seat.stage));
        Element::group().data("trunk", hub).data("trunk-v", total)
    }
}

/// A move for programs.
pub(super) fn move_data(voice: &Voice<'_>, moved: &takt_core::metric::MoveCount) -> Element {
    let key = |stage: Option<takt_core::unit::StageId>| stage.map_or_else(String::new, |stage| voice.key(stage));
    let group = Element::group()
        .data("from", key(moved.from))
        .data("to", key(moved.to))
        .data("path", Voice::path_code(moved.path));
    number(group, "count", moved.count)
}

/// How long a way at right angles is.
fn length(way: &[Point]) -> Px {
    let far = |a: Px, b: Px| (a - b).max(b - a);
    way.windows(2).map(|pair| far(pair[0].x, pair[1].x) + far(pair[0].y, pair[1].y)).sum()
}

/// In which order classes lie on each other.
const fn rank(class: Class) -> u8 {
    match class {
        Class::Jump => 0,
        Class::Detour => 1,
        Class::Recycle => 2,
        Class::Expansion => 3,
        Class::Success => 4,
        Class::Loop => 5,
        Class::Fast => 6,
    }
}
