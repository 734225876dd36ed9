//! Tracks: lines as wide as the root of their moves, and their labels.

use super::grid::{Grid, Sit};
use super::link::{Class, Link, Links};
use super::route::{Bus, Leaf, Routes, Straight};
use super::sheet::{Over, Sheet, centred, ending};
use super::station::{hue_of, number};
use super::voice::Voice;
use crate::geometry::{Frame, Point, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::{Element, Trace};
use crate::theme::{Hue, Token};

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
struct Ink {
    token: Token,
    dashes: Option<(Px, Px)>,
    double: bool,
    most: Px,
}

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

/// A label that waits for its place: how many moves, and what to say.
struct Wanted {
    count: u64,
    track: usize,
    kind: Kind,
}

enum Kind {
    /// On the shared part of a bus, or on a long track of its own.
    Trunk { points: Vec<Point>, hue: Hue, ways: Vec<String>, data: Element },
    /// Beside the leg where a track leaves its station.
    Leg { from: Point, toward: Point, text: String, data: Element },
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

    /// Lays the labels of the tracks where there is room: those of neighbours first, then the busiest.
    pub(super) fn labels(&mut self, sheet: &mut Sheet) {
        for straight in &self.routes.straights {
            if self.links.links.get(straight.link).is_some_and(|link| self.is_drawn(link) && link.count > 0) {
                let laid = self.label_straight(straight, sheet);
                if !laid {
                    self.unlabelled.push(straight.link);
                }
            }
        }
        let mut wanted = std::mem::take(&mut self.wanted);
        wanted.sort_by_key(|wanted| {
            (matches!(wanted.kind, Kind::Leg { .. }), std::cmp::Reverse(wanted.count), wanted.track)
        });
        for label in wanted {
            self.label(label, sheet);
        }
        let drawn: Vec<usize> = self
            .routes
            .straights
            .iter()
            .map(|straight| straight.link)
            .chain(self.routes.buses.iter().flat_map(|bus| bus.leaves.iter().map(|leaf| leaf.link)))
            .collect();
        for (n, link) in self.links.links.iter().enumerate() {
            if !link.moves.is_empty() && !(drawn.contains(&n) && self.is_drawn(link)) {
                // No line on the map: its numbers are in the table, and here for programs.
                sheet.tracks.push(self.data(link));
                self.unlabelled.push(n);
            }
        }
        let moves = &self.voice.picture.flow.moves;
        for moved in self.links.trackless.iter().filter_map(|n| moves.get(*n)) {
            sheet.tracks.push(move_data(&self.voice, moved));
            self.unlabelled.push(usize::MAX);
        }
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

    /// The number of a straight track: above and below it across, beside it down.
    fn label_straight(&self, straight: &Straight, sheet: &mut Sheet) -> bool {
        let Some(link) = self.links.links.get(straight.link) else { return true };
        let voice = &self.voice;
        let most = if matches!(link.class, Class::Success) { px(18) } else { self.ink(link).most };
        let width = self.width(link.count, most);
        let middle = at((straight.from.x + straight.to.x) / 2, (straight.from.y + straight.to.y) / 2);
        let rim = self.ground(middle.y);
        let rate = self.rate(link);
        let own = Over::Track(straight.link);
        let laid = if straight.from.y == straight.to.y {
            let room = (straight.to.x - straight.from.x).max(straight.from.x - straight.to.x) - px(4);
            let mut ways: Vec<(String, Px)> = Vec::new();
            if room > px(130) {
                let ends = voice.say(
                    "diagram-ends",
                    &[("from", self.name(link.from)), ("to", self.name(link.to)), ("count", voice.count(link.count))],
                );
                ways.push((ends, px(13)));
            }
            ways.push((voice.count(link.count), px(13)));
            ways.push((voice.count(link.count), px(12)));
            ways.push((voice.short_count(link.count), px(12)));
            let fits: Vec<(String, Px)> =
                ways.into_iter().filter(|(text, size)| lettering::width(text, *size, Weight::Bold) <= room).collect();
            let up = middle.y - width / 2 - px(6);
            let places = |over: Over, sheet: &mut Sheet| {
                let all = fits.iter().flat_map(|(text, size)| {
                    [up, up - px(10), up - px(20)].map(|y| {
                        let text = Element::text(at(middle.x, y), text.clone()).size(*size).bold();
                        self.tag(text.anchor(crate::svg::Anchor::Middle).rim(rim), link)
                    })
                });
                sheet.lay(all.collect::<Vec<_>>(), over).is_some()
            };
            let laid = places(own, sheet) || places(Over::Tracks, sheet);
            if let (true, Some(rate)) = (laid, rate) {
                let below = middle.y + width / 2 + px(15);
                let ways = [voice.percent(rate), voice.whole_percent(rate)];
                let fits = ways.iter().filter(|text| lettering::width(text, px(12), Weight::Regular) <= room);
                let ways: Vec<Element> = fits
                    .flat_map(|text| {
                        let place = |y: Px| centred(middle.x, y, text.clone()).fill(Token::Muted).rim(rim);
                        [below, below + px(10), below + px(20)].map(place)
                    })
                    .collect();
                if sheet.lay(ways.clone(), own).is_none() {
                    sheet.lay(ways, Over::Tracks);
                }
            }
            laid
        } else {
            let action = if link.class == Class::Success && self.lane(link.from) != self.lane(link.to) {
                voice.word("diagram-handover")
            } else {
                self.name(link.to)
            };
            let full = voice.say("diagram-count-action", &[("count", voice.count(link.count)), ("action", action)]);
            let bare = voice.count(link.count);
            let gap = width / 2 + px(7);
            let rate = rate.map(|rate| voice.percent(rate));
            let mut ways = Vec::new();
            for (text, with_rate) in [(&full, true), (&full, false), (&bare, true), (&bare, false)] {
                for shift in [0, -12, 12, -22, 22, -34, 34] {
                    let y = middle.y + px(shift);
                    let y = if with_rate && rate.is_some() { y - px(2) } else { y + px(5) };
                    for left in [true, false] {
                        let mut group = Element::group();
                        let x = if left { middle.x - gap } else { middle.x + gap };
                        let place = |text: &str, y: Px| {
                            if left { ending(x, y, text) } else { Element::text(at(x, y), text) }
                        };
                        group.add(self.tag(place(text, y).size(px(13)).bold().rim(rim), link));
                        if let (true, Some(rate)) = (with_rate, &rate) {
                            group.add(place(rate, y + px(14)).fill(Token::Muted).rim(rim));
                        }
                        ways.push(group);
                    }
                }
            }
            sheet.lay(ways.clone(), own).is_some() || sheet.lay(ways, Over::Tracks).is_some()
        };
        laid
    }

    fn name(&self, seat: usize) -> String {
        self.grid.seats.get(seat).map_or_else(String::new, |seat| self.voice.stage(seat.stage))
    }

    fn rate(&self, link: &Link) -> Option<takt_core::unit::Rate> {
        let [only] = link.moves[..] else { return None };
        let moved = self.voice.picture.flow.moves.get(only)?;
        if moved.from.is_none() {
            let from = self.grid.seats.get(link.from)?;
            let visits: u64 = self.voice.picture.flow.awareness.iter().map(|channel| channel.visits).sum();
            return (from.sit == Sit::Count).then(|| takt_core::unit::Rate::of(moved.count, visits))?;
        }
        self.voice.rate(moved)
    }

    /// Marks words as the number of a link.
    fn tag(&self, element: Element, link: &Link) -> Element {
        let key = |seat: usize| self.grid.seats.get(seat).map_or_else(String::new, |seat| self.voice.key(seat.stage));
        element.data("label-from", key(link.from)).data("label-to", key(link.to)).data("label-v", link.count)
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
        let mut pieces: std::collections::BTreeMap<((Px, Px), (Px, Px)), (u64, usize)> =
            std::collections::BTreeMap::new();
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
        let mut trunk_done: std::collections::BTreeSet<((Px, Px), (Px, Px))> = std::collections::BTreeSet::new();
        let mut order: Vec<usize> = (0..ways.len()).collect();
        let length = |way: &[Point]| -> Px {
            way.windows(2)
                .map(|p| (p[0].x - p[1].x).max(p[1].x - p[0].x) + (p[0].y - p[1].y).max(p[1].y - p[0].y))
                .sum()
        };
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
            // What is shared is drawn once, piece by piece as wide as what runs over it.
            let mut run: Vec<Point> = Vec::new();
            let mut run_width = Px::ZERO;
            let mut group = Element::group();
            for pair in way.windows(2).skip(own) {
                let (key, piece) = (key(&pair[0], &pair[1]), pieces.get(&key(&pair[0], &pair[1])));
                if !trunk_done.insert(key) {
                    break;
                }
                let width = self.width(piece.map_or(0, |piece| piece.0), ink.most);
                if run.is_empty() {
                    run.push(pair[0]);
                    run_width = width;
                }
                run.push(pair[1]);
                run_width = run_width.max(width);
                sheet.take_line(pair[0], pair[1], width, track);
            }
            if run.len() > 1 {
                let tail = way.iter().position(|point| Some(point) == run.last()).and_then(|at| way.get(at + 1));
                let mut line = run.clone();
                if let (Some(end), Some(next)) = (run.last(), tail) {
                    line.push(step(*end, *next, px(10)));
                }
                let drawn: Vec<Point> = if bus.inward { line } else { line.into_iter().rev().collect() };
                under.push((drawn.clone(), run_width));
                stroke(&mut group, &drawn, ink, run_width);
                sheet.tracks.push(group);
                if run.last() == Some(&tree.root) {
                    trunk_points.clone_from(&run);
                }
            }
            if link.count > 0 {
                let points = if lone { way.clone() } else { leg.clone() };
                let data = self.tag(Element::group(), link);
                if lone {
                    trunk_points = way.clone();
                } else if let [from, toward, ..] = points[..] {
                    let text = self.voice.count(link.count);
                    let kind = Kind::Leg { from, toward, text, data };
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
        if total == 0 {
            return;
        }
        let width = self.width(total, ink.most);
        if bus.inward {
            let way = ways.first().map(|(_, way)| way.as_slice()).unwrap_or_default();
            if let [.., before, last] = way {
                sheet.tracks.push(arrow(*before, *last, ink.token, width));
            }
        }
        let ways_to_say = self.trunk_words(bus, &ways.iter().map(|(leaf, _)| leaf.link).collect::<Vec<_>>(), total);
        let mut data = Element::group();
        if let ([(leaf, _)], true) = (&ways[..], lone)
            && let Some(link) = links.get(leaf.link)
        {
            data = self.tag(data, link);
        } else {
            let hub = self.grid.seats.get(bus.hub).map_or_else(String::new, |seat| self.voice.key(seat.stage));
            data = data.data("trunk", hub).data("trunk-v", total);
        }
        // Where tracks join one by one, the longest common way carries the label; else the way of the longest.
        let points = if trunk_points.len() > 1 {
            trunk_points
        } else {
            ways.first().map(|(_, way)| way.clone()).unwrap_or_default()
        };
        let kind = Kind::Trunk { points, hue: self.hue(sample), ways: ways_to_say, data };
        wanted.push(Wanted { count: total, track, kind });
    }

    /// What a bus is called, longest first.
    fn trunk_words(&self, bus: &Bus, links: &[usize], total: u64) -> Vec<String> {
        let voice = &self.voice;
        let count = voice.count(total);
        let action = match bus.class {
            Class::Fast => voice.word("diagram-path-fast"),
            Class::Expansion => voice.word("diagram-expansion"),
            Class::Recycle if !bus.inward => voice.word("diagram-again"),
            _ => voice.say("diagram-to", &[("name", self.name(bus.hub))]),
        };
        let rate = match links {
            [only] => self.links.links.get(*only).and_then(|link| self.rate(link)).map(|rate| voice.percent(rate)),
            _ => None,
        };
        let plain = voice.say("diagram-action-count", &[("action", action), ("count", count.clone())]);
        let mut ways = Vec::new();
        if let Some(rate) = rate {
            ways.push(voice.say("diagram-with-rate", &[("label", plain.clone()), ("rate", rate)]));
        }
        ways.push(plain);
        ways.push(count);
        ways
    }

    fn label(&mut self, wanted: Wanted, sheet: &mut Sheet) {
        let own = Over::Track(wanted.track);
        match wanted.kind {
            Kind::Trunk { points, hue, ways, data } => {
                let mut spots: Vec<(Px, Point, bool)> = Vec::new();
                for pair in points.windows(2) {
                    let (a, b) = (pair[0], pair[1]);
                    let across = a.y == b.y;
                    let length = (a.x - b.x).max(b.x - a.x) + (a.y - b.y).max(b.y - a.y);
                    let shares: &[i64] = &[50, 40, 60, 30, 70, 20, 80, 10, 90];
                    for share in shares {
                        let spot = at(a.x + (b.x - a.x).share(*share, 100), a.y + (b.y - a.y).share(*share, 100));
                        // Long pieces first, and those that run across before those that run down.
                        spots.push((if across { length } else { length / 3 }, spot, across));
                    }
                }
                spots.sort_by_key(|(length, _, _)| std::cmp::Reverse(*length));
                for over in [own, Over::Tracks] {
                    for text in &ways {
                        let all = spots.iter().flat_map(|(_, spot, across)| {
                            let half = lettering::width(text, px(12), Weight::Bold) / 2 + px(15);
                            let aside: &[Px] = if *across { &[Px::ZERO] } else { &[half, -half, Px::ZERO] };
                            aside.iter().map(|by| pill(at(spot.x + *by, spot.y), text, hue, &data)).collect::<Vec<_>>()
                        });
                        if sheet.lay(all.collect::<Vec<_>>(), over).is_some() {
                            return;
                        }
                    }
                }
                self.unlabelled.push(wanted.track);
            }
            Kind::Leg { from, toward, text, data } => {
                let down = toward.y > from.y;
                let rim = self.ground(from.y);
                let mut all = Vec::new();
                for shift in [13, 18, 24, 30, 36] {
                    let y = if down { from.y + px(shift) } else { from.y - px(shift - 10) };
                    for left in [false, true] {
                        let words = |x: Px| {
                            if left {
                                ending(x - px(5), y, text.clone())
                            } else {
                                Element::text(at(x + px(5), y), text.clone())
                            }
                        };
                        let words = words(from.x).fill(Token::Muted).rim(rim);
                        all.push(data.clone().with(words));
                    }
                }
                if sheet.lay(all.clone(), Over::Nothing).or_else(|| sheet.lay(all, own)).is_none() {
                    self.unlabelled.push(wanted.track);
                }
            }
        }
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

/// The point so far from one on the way to the next.
fn step(from: Point, to: Point, by: Px) -> Point {
    let part = |from: Px, to: Px| {
        let way = (to - from).tenths();
        from + Px::of_tenths(way.signum() * by.tenths().min(way.abs()))
    };
    at(part(from.x, to.x), part(from.y, to.y))
}

/// Without points on a straight way and without steps of no length.
fn straightened(points: &[Point]) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::new();
    for point in points {
        if out.last() == Some(point) {
            continue;
        }
        if let [.., a, b] = out[..]
            && ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y))
        {
            out.pop();
        }
        out.push(*point);
    }
    out
}

fn stroke(group: &mut Element, points: &[Point], ink: Ink, width: Px) {
    let points = straightened(points);
    let trace = Trace::through(&points, px(10));
    let width = if ink.double { width.max(px(7)) } else { width };
    let mut line = Element::path(trace).stroke(ink.token, width);
    if let Some((on, off)) = ink.dashes {
        line = line.dashed(on, off);
    }
    group.add(line);
}

/// An open angle that points along a track.
fn chevron(middle: Point, from: Point, to: Point, token: Token, width: Px) -> Element {
    let size = if width >= px(9) { px(4) } else { px(6) };
    let (dx, dy) = ((to.x - from.x).tenths().signum(), (to.y - from.y).tenths().signum());
    let along = |by: Px| at(middle.x + by * dx, middle.y + by * dy);
    let side = |point: Point, by: Px| at(point.x + by * dy, point.y + by * dx);
    let back = along(-size + px(1));
    let trace = Trace::from(side(back, size)).to(along(size - px(1))).to(side(back, -size));
    Element::path(trace).stroke(token, Px::of_tenths(22)).round()
}

/// A filled head where a track reaches its station.
fn arrow(before: Point, last: Point, token: Token, width: Px) -> Element {
    let half = (width / 2 + px(3)).clamp(px(5), px(9));
    let (dx, dy) = ((last.x - before.x).tenths().signum(), (last.y - before.y).tenths().signum());
    let long = half + px(3);
    let back = at(last.x - long * dx, last.y - long * dy);
    let trace = Trace::from(at(back.x + half * dy, back.y + half * dx))
        .to(last)
        .to(at(back.x - half * dy, back.y - half * dx))
        .close();
    Element::path(trace).fill(token)
}

/// Words in a capsule on a track.
fn pill(middle: Point, text: &str, hue: Hue, data: &Element) -> Element {
    let width = lettering::width(text, px(12), Weight::Bold) + px(16);
    let frame = Frame::new(middle.x - width / 2, middle.y - px(9), width, px(18));
    data.clone()
        .with(Element::rect(frame).corners(px(9)).fill(Token::Card).stroke(Token::line(hue), px(1)))
        .with(centred(middle.x, middle.y + Px::of_tenths(44), text).bold())
}
