//! The labels of tracks: where there is room for the longest of some ways to say it.

use takt_core::unit::Rate;

use super::super::grid::Sit;
use super::super::link::{Class, Link};
use super::super::route::{Bus, Straight};
use super::super::sheet::{Over, Sheet, centred, ending, words_of};
use super::pen::straightened;
use super::{Painter, move_data};
use crate::geometry::{Frame, Point, Px, at, px};
use crate::lettering::{self, Weight};
use crate::svg::Element;
use crate::theme::{Hue, Token};

/// A label that waits for its place: how many moves, and what to say.
pub(super) struct Wanted {
    pub(super) count: u64,
    pub(super) track: usize,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    /// On the shared part of a bus, or on a long track of its own.
    Trunk { points: Vec<Point>, hue: Hue, ways: Vec<String>, data: Element },
    /// Beside the leg where a track leaves its station, as wide as it is.
    Leg { points: Vec<Point>, width: Px, hue: Hue, text: String, data: Element },
}

impl Painter<'_> {
    /// Lays the labels of the tracks where there is room: those of neighbours first, then the busiest.
    pub(in crate::diagram) fn labels(&mut self, sheet: &mut Sheet) {
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
            let on_map = drawn.contains(&n) && self.is_drawn(link);
            if !link.moves.is_empty() && !on_map {
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
        if straight.from.y == straight.to.y {
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
                // The stations on both sides keep a little air.
                let most = room - px(4);
                let fits = ways.iter().filter(|text| lettering::width(text, px(12), Weight::Regular) <= most);
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
            // Visitors are in nobody's hands: whoever comes of them is handed over by no team.
            let visits = self.grid.seats.get(link.from).is_some_and(|seat| seat.sit == Sit::Count);
            let crosses = self.lane(link.from) != self.lane(link.to);
            let action = if link.class == Class::Success && crosses && !visits {
                voice.word("diagram-handover")
            } else if link.class == Class::Expansion {
                voice.word("diagram-expansion")
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
            if sheet.lay(ways.clone(), own).is_some() {
                return true;
            }
            // Over other tracks it stands on the ground, so that they do not run through the digits.
            let grounded = ways.into_iter().filter_map(|way| {
                let frame = words_of(&way)?;
                let frame = Frame::new(frame.x - px(2), frame.y - px(1), frame.width + px(4), frame.height + px(2));
                Some(Element::group().with(Element::rect(frame).corners(px(3)).fill(rim)).with(way))
            });
            sheet.lay(grounded.collect::<Vec<_>>(), Over::Tracks).is_some()
        }
    }

    pub(super) fn name(&self, seat: usize) -> String {
        self.grid.seats.get(seat).map_or_else(String::new, |seat| self.voice.stage(seat.stage))
    }

    pub(super) fn rate(&self, link: &Link) -> Option<Rate> {
        let [only] = link.moves[..] else { return None };
        let moved = self.voice.picture.flow.moves.get(only)?;
        if moved.from.is_none() {
            let from = self.grid.seats.get(link.from)?;
            let visits: u64 = self.voice.picture.flow.awareness.iter().map(|channel| channel.visits).sum();
            return (from.sit == Sit::Count).then(|| Rate::of(moved.count, visits))?;
        }
        self.voice.rate(moved)
    }

    /// Marks words as the number of a link.
    pub(super) fn tag(&self, element: Element, link: &Link) -> Element {
        let key = |seat: usize| self.grid.seats.get(seat).map_or_else(String::new, |seat| self.voice.key(seat.stage));
        element.data("label-from", key(link.from)).data("label-to", key(link.to)).data("label-v", link.count)
    }

    /// What a bus is called, longest first.
    pub(super) fn trunk_words(&self, bus: &Bus, links: &[usize], total: u64) -> Vec<String> {
        let voice = &self.voice;
        let count = voice.count(total);
        let only = match links {
            [only] => self.links.links.get(*only).filter(|link| link.moves.len() == 1),
            _ => None,
        };
        let action = match bus.class {
            Class::Fast => voice.word("diagram-path-fast"),
            Class::Expansion => voice.word("diagram-expansion"),
            Class::Recycle if !bus.inward => voice.word("diagram-again"),
            _ if bus.inward => voice.say("diagram-to", &[("name", self.name(bus.hub))]),
            _ => match only {
                Some(link) => voice.say("diagram-to", &[("name", self.name(link.to))]),
                None => voice.say("diagram-out-of", &[("name", self.name(bus.hub))]),
            },
        };
        let rate = only.and_then(|link| self.rate(link)).map(|rate| voice.percent(rate));
        let plain = voice.say("diagram-action-count", &[("action", action), ("count", count.clone())]);
        let with_rate = |label: String| {
            let rated = rate
                .as_ref()
                .map(|rate| voice.say("diagram-with-rate", &[("label", label.clone()), ("rate", rate.clone())]));
            rated.into_iter().chain([label])
        };
        let mut ways = Vec::new();
        if let Some(link) = only.filter(|link| {
            let comes = self.voice.picture.flow.moves.get(link.moves[0]).is_some_and(|moved| moved.from.is_some());
            comes && !matches!(bus.class, Class::Fast)
        }) {
            // A track of its own is named at both ends where there is room for it.
            let (from, to) = (self.name(link.from), self.name(link.to));
            ways.extend(with_rate(voice.say("diagram-ends", &[("from", from), ("to", to), ("count", count.clone())])));
        }
        ways.extend(with_rate(plain));
        ways.push(count);
        ways
    }

    fn label(&mut self, wanted: Wanted, sheet: &mut Sheet) {
        let own = Over::Track(wanted.track);
        match wanted.kind {
            Kind::Trunk { points, hue, ways, data } => {
                // A name says more than room to itself: the bare count comes last.
                let (named, bare) = ways.split_at(ways.len().saturating_sub(1));
                let passes = [
                    (named, Spot::On, own),
                    (named, Spot::Beside, own),
                    (named, Spot::Aside, Over::Nothing),
                    (named, Spot::On, Over::Tracks),
                    (bare, Spot::On, own),
                    (bare, Spot::Beside, own),
                    (bare, Spot::Aside, Over::Nothing),
                    (named, Spot::Over, own),
                    (bare, Spot::Over, own),
                    (named, Spot::Over, Over::Tracks),
                    (bare, Spot::Over, Over::Tracks),
                ];
                let ground = &self.routes.ground;
                let top = ground.lanes.first().map_or(Px::ZERO, |(top, _)| *top) + px(10);
                let bottom = ground.bottom - px(10);
                for (ways, spot, over) in passes {
                    for text in ways {
                        let half = lettering::width(text, px(12), Weight::Bold) / 2 + px(8);
                        let on_map = spots(&points, half, spot).into_iter().filter(|at| top <= at.y && at.y <= bottom);
                        let all = on_map.map(|at| pill(at, text, hue, &data));
                        if sheet.lay(all.collect::<Vec<_>>(), over).is_some() {
                            return;
                        }
                    }
                }
                self.unlabelled.push(wanted.track);
            }
            Kind::Leg { points, width, hue, text, data } => {
                let all = self.beside(&points, width, hue, &text, &data);
                if sheet.lay(all.clone(), Over::Nothing).or_else(|| sheet.lay(all, own)).is_some() {
                    return;
                }
                // No room beside it: on it, where it is long enough to be seen on both sides.
                let half = lettering::width(&text, px(12), Weight::Bold) / 2 + px(8);
                let on: Vec<Element> =
                    spots(&points, half, Spot::On).into_iter().map(|at| pill(at, &text, hue, &data)).collect();
                if sheet.lay(on, own).is_none() {
                    self.unlabelled.push(wanted.track);
                }
            }
        }
    }

    /// The number of a leg in every place beside it: along where it leaves its station, then along where it runs across.
    fn beside(&self, points: &[Point], width: Px, hue: Hue, text: &str, data: &Element) -> Vec<Element> {
        let [from, toward, ..] = *points else { return Vec::new() };
        let rim = self.ground(from.y);
        let gap = (width / 2 + px(3)).max(px(5));
        let (down, long) = (toward.y > from.y, (toward.y - from.y).max(from.y - toward.y));
        let mut all = Vec::new();
        for shift in [13, 18, 24, 30, 36, 46, 56].into_iter().filter(|shift| px(shift - 13) <= long) {
            let y = if down { from.y + px(shift) } else { from.y - px(shift - 10) };
            let right = Element::text(at(from.x + gap, y), text);
            for words in [right, ending(from.x - gap, y, text)] {
                all.push(data.clone().with(words.fill(Token::text(hue)).rim(rim)));
            }
        }
        let room = lettering::width(text, px(12), Weight::Regular) + px(16);
        for pair in points.windows(2).skip(1) {
            let (a, b) = (pair[0], pair[1]);
            if a.y != b.y || (a.x - b.x).max(b.x - a.x) < room {
                continue;
            }
            let rim = self.ground(a.y);
            for y in [a.y - width / 2 - px(4), a.y + width / 2 + px(13)] {
                let words = centred((a.x + b.x) / 2, y, text).fill(Token::text(hue)).rim(rim);
                all.push(data.clone().with(words));
            }
        }
        all
    }
}

/// How a capsule lies to its track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    /// On it, the track seen on both sides.
    On,
    /// To the left or right of one that runs down.
    Beside,
    /// Just above or below it.
    Aside,
    /// On it, even if it hides a short one.
    Over,
}

/// Where a capsule of half a width can have its middle: on long pieces first, and on those that run across before those
/// that run down.
fn spots(points: &[Point], half: Px, spot: Spot) -> Vec<Point> {
    let mut spots: Vec<(Px, Point)> = Vec::new();
    for pair in straightened(points).windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let across = a.y == b.y;
        let length = (a.x - b.x).max(b.x - a.x) + (a.y - b.y).max(b.y - a.y);
        let weight = if across { length } else { length / 3 };
        for share in [50, 40, 60, 30, 70, 20, 80, 10, 90_i64] {
            let on = at(a.x + (b.x - a.x).share(share, 100), a.y + (b.y - a.y).share(share, 100));
            let edge = length.share(share.min(100 - share), 100);
            let is_seen = edge >= if across { half + px(12) } else { px(16) };
            let shifts: Vec<(Px, Px)> = match (spot, across) {
                (Spot::On, true) if is_seen => vec![(Px::ZERO, Px::ZERO)],
                (Spot::Beside, false) if is_seen => [half + px(7), -half - px(7)].map(|x| (x, Px::ZERO)).into(),
                (Spot::Aside, true) if length >= px(24) => [-14, 14].map(|y| (Px::ZERO, px(y))).into(),
                (Spot::Over, _) => vec![(Px::ZERO, Px::ZERO)],
                _ => Vec::new(),
            };
            spots.extend(shifts.into_iter().map(|(x, y)| (weight, at(on.x + x, on.y + y))));
        }
    }
    spots.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    spots.into_iter().map(|(_, spot)| spot).collect()
}

/// Words in a capsule on a track.
fn pill(middle: Point, text: &str, hue: Hue, data: &Element) -> Element {
    let width = lettering::width(text, px(12), Weight::Bold) + px(16);
    let frame = Frame::new(middle.x - width / 2, middle.y - px(9), width, px(18));
    data.clone()
        .with(Element::rect(frame).corners(px(9)).fill(Token::Card).stroke(Token::line(hue), px(1)))
        .with(centred(middle.x, middle.y + Px::of_tenths(44), text).bold())
}
