//! The way of every track over the map: straight between neighbours, else along channels and through gaps, many to one
//! place as one bus. A fixed map: the model decides, not how many went where.

use std::collections::BTreeMap;

use super::channel::{self, Run};
use super::grid::Grid;
use super::ground::{Ground, TRACK};
use super::link::{Class, Link};
use crate::geometry::{Point, Px, at, px};

/// An edge of a station where tracks arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Top,
    Bottom,
}

/// Where a bus goes up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Gap(usize),
    Column(usize),
}

/// A track between neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Straight {
    pub(super) link: usize,
    pub(super) from: Point,
    pub(super) to: Point,
}

/// Tracks of one class that end, or begin, at one station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bus {
    pub(super) class: Class,
    pub(super) hub: usize,
    /// Whether the tracks end at the hub; else they begin there.
    pub(super) inward: bool,
    pub(super) leaves: Vec<Leaf>,
    side: Side,
    spine: Option<Slot>,
    spine_x: Px,
    hub_x: Px,
    /// Its height in each channel it runs through.
    heights: BTreeMap<usize, Px>,
}

/// One track of a bus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) link: usize,
    pub(super) seat: usize,
    side: Side,
    x: Px,
}

/// All ways.
#[derive(Clone, Debug)]
pub(super) struct Routes {
    pub(super) straights: Vec<Straight>,
    pub(super) buses: Vec<Bus>,
    pub(super) ground: Ground,
}

/// Most buses that are drawn besides those of the model.
const EXTRAS_MOST: usize = 10;

impl Routes {
    /// Finds the ways of all links below a line of the picture.
    pub(super) fn of(grid: &Grid, links: &[Link], top: Px) -> Self {
        let rough = Ground::of(grid, top, &[]);
        let mut router =
            Router { grid, links, rough, corridors: Vec::new(), used: BTreeMap::new(), spines: Vec::new() };
        router.corridors = router.straight_links();
        let mut buses = router.buses();
        for bus in &mut buses {
            router.choose(bus);
        }
        router.set_ports(&mut buses);
        router.set_spines(&mut buses);
        router.snap(&mut buses);
        let channels = grid.rows.len() + 1;
        let mut kept_tracks = vec![0; channels];
        let mut placed: Vec<Vec<(usize, usize)>> = vec![Vec::new(); channels];
        let mut tracks = vec![0; channels];
        for channel in 0..channels {
            let runs: Vec<(usize, Run)> =
                buses.iter().enumerate().filter_map(|(n, bus)| Some((n, bus.run(grid, channel)?))).collect();
            let kept: Vec<Run> = runs
                .iter()
                .filter(|(n, _)| buses.get(*n).is_some_and(|bus| router.is_kept(bus)))
                .map(|(_, run)| run.clone())
                .collect();
            kept_tracks[channel] = channel::tracks(&kept).1;
            let all: Vec<Run> = runs.iter().map(|(_, run)| run.clone()).collect();
            let (places, many) = channel::tracks(&all);
            tracks[channel] = many;
            placed[channel] = runs.iter().map(|(n, _)| *n).zip(places).collect();
        }
        let ground = Ground::of(grid, top, &kept_tracks);
        for (channel, placed) in placed.iter().enumerate() {
            let (upper, height) = ground.channels.get(channel).copied().unwrap_or_default();
            let many = i32::try_from(tracks.get(channel).copied().unwrap_or(0)).unwrap_or(1).max(1);
            let spacing = TRACK.min((height - px(12)) / many);
            for (bus, track) in placed {
                let track = i32::try_from(*track).unwrap_or(0);
                let y = upper + height / 2 + spacing * (2 * track - (many - 1)) / 2;
                if let Some(bus) = buses.get_mut(*bus) {
                    bus.heights.insert(channel, y);
                }
            }
            for bus in &mut buses {
                bus.heights.entry(channel).or_insert(upper + height / 2);
            }
        }
        let straights = router
            .corridors
            .iter()
            .filter_map(|straight| {
                let link = links.get(straight.link)?;
                let (from, to) = (grid.seats.get(link.from)?, grid.seats.get(link.to)?);
                let (a, b) = (ground.frame(from), ground.frame(to));
                let (from, to) = if straight.from.y == straight.to.y {
                    let y = a.middle().y;
                    if a.x < b.x { (at(a.right(), y), at(b.x, y)) } else { (at(a.x, y), at(b.right(), y)) }
                } else {
                    let x = straight.from.x;
                    if a.y < b.y { (at(x, a.bottom()), at(x, b.y)) } else { (at(x, a.y), at(x, b.bottom())) }
                };
                Some(Straight { link: straight.link, from, to })
            })
            .collect();
        Self { straights, buses, ground }
    }
}

impl Bus {
    /// The channel in which it leaves or reaches a seat by an edge.
    fn channel(grid: &Grid, seat: usize, side: Side) -> usize {
        let row = grid.seats.get(seat).map_or(0, |seat| seat.row);
        match side {
            Side::Top => row,
            Side::Bottom => row + 1,
        }
    }

    fn hub_channel(&self, grid: &Grid) -> usize {
        Self::channel(grid, self.hub, self.side)
    }

    /// The first and last channel its spine joins.
    fn reach(&self, grid: &Grid) -> (usize, usize) {
        let hub = self.hub_channel(grid);
        self.leaves.iter().fold((hub, hub), |(low, high), leaf| {
            let channel = Self::channel(grid, leaf.seat, leaf.side);
            (low.min(channel), high.max(channel))
        })
    }

    /// What runs through a channel; nothing where it only goes straight up or down.
    fn run(&self, grid: &Grid, channel: usize) -> Option<Run> {
        let hub = self.hub_channel(grid);
        let (low, high) = self.reach(grid);
        let mut legs: Vec<(Px, bool)> = self
            .leaves
            .iter()
            .filter(|leaf| Self::channel(grid, leaf.seat, leaf.side) == channel)
            .map(|leaf| (leaf.x, leaf.side == Side::Bottom))
            .collect();
        if legs.is_empty() && channel != hub {
            return None;
        }
        if low < high {
            if channel > low {
                legs.push((self.spine_x, true));
            }
            if channel < high {
                legs.push((self.spine_x, false));
            }
        }
        if channel == hub {
            legs.push((self.hub_x, self.side == Side::Bottom));
        }
        let left = legs.iter().map(|(x, _)| *x).min()?;
        let right = legs.iter().map(|(x, _)| *x).max()?;
        (left < right).then_some(Run { left, right, legs })
    }

    /// The tree of the bus for some of its leaves: each point with the next one toward the hub, leaves first.
    pub(super) fn tree(&self, grid: &Grid, ground: &Ground, drawn: &dyn Fn(&Leaf) -> bool) -> Tree {
        let y_of = |channel: usize| self.heights.get(&channel).copied().unwrap_or_default();
        let edge = |seat: usize, side: Side| {
            grid.seats.get(seat).map_or(Px::ZERO, |seat| {
                let frame = ground.frame(seat);
                if side == Side::Top { frame.y } else { frame.bottom() }
            })
        };
        let hub_channel = self.hub_channel(grid);
        let hub_y = y_of(hub_channel);
        let root = at(self.hub_x, edge(self.hub, self.side));
        let junction = at(self.hub_x, hub_y);
        let mut next: BTreeMap<(Px, Px), Point> = BTreeMap::new();
        next.insert((junction.x, junction.y), root);
        let mut leaves = Vec::new();
        let mut by_channel: BTreeMap<usize, Vec<(Px, Option<Point>)>> = BTreeMap::new();
        for (n, leaf) in self.leaves.iter().enumerate().filter(|(_, leaf)| drawn(leaf)) {
            let channel = Self::channel(grid, leaf.seat, leaf.side);
            let start = at(leaf.x, edge(leaf.seat, leaf.side));
            by_channel.entry(channel).or_default().push((leaf.x, Some(start)));
            leaves.push((n, start));
        }
        // The spine runs through the channels of the leaves toward that of the hub.
        let mut spine: Vec<usize> = by_channel.keys().copied().filter(|channel| *channel != hub_channel).collect();
        if !spine.is_empty() {
            by_channel.entry(hub_channel).or_default().push((self.spine_x, None));
        }
        spine.sort_by_key(|channel| channel.abs_diff(hub_channel));
        for (n, channel) in spine.iter().enumerate() {
            let same_side = |other: &&usize| (**other < hub_channel) == (*channel < hub_channel);
            let toward = spine[..n].iter().filter(same_side).next_back().copied().unwrap_or(hub_channel);
            next.insert((self.spine_x, y_of(*channel)), at(self.spine_x, y_of(toward)));
        }
        for (channel, mut joints) in by_channel {
            let y = y_of(channel);
            let sink = if channel == hub_channel { self.hub_x } else { self.spine_x };
            joints.sort_by_key(|(x, _)| if *x < sink { sink - *x } else { *x - sink });
            for (x, start) in &joints {
                if let Some(start) = start {
                    next.insert((start.x, start.y), at(*x, y));
                }
                if *x == sink {
                    continue;
                }
                // The nearest joint on the same side that lies nearer to the sink.
                let left = *x < sink;
                let nearer = joints
                    .iter()
                    .map(|(other, _)| *other)
                    .filter(|other| (*other < sink) == left && if left { *other > *x } else { *other < *x })
                    .filter(|other| *other != sink);
                let toward = if left { nearer.min() } else { nearer.max() }.unwrap_or(sink);
                next.insert((*x, y), at(toward, y));
            }
        }
        Tree { next, leaves, root }
    }
}

/// Points of a bus, each with the next one toward its hub.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    next: BTreeMap<(Px, Px), Point>,
    /// Leaves by their place in the bus, and where they stand.
    pub(super) leaves: Vec<(usize, Point)>,
    pub(super) root: Point,
}

impl Tree {
    /// The points from one of them to the hub, both included.
    pub(super) fn way(&self, from: Point) -> Vec<Point> {
        let mut way = vec![from];
        let mut here = from;
        // A tree has no circles; the bound holds even if it had.
        for _ in 0..=self.next.len() {
            match self.next.get(&(here.x, here.y)) {
                Some(to) if *to != here => {
                    way.push(*to);
                    here = *to;
                }
                _ => break,
            }
        }
        way
    }
}

struct Router<'a> {
    grid: &'a Grid,
    links: &'a [Link],
    rough: Ground,
    corridors: Vec<Straight>,
    used: BTreeMap<usize, Vec<(Px, Px)>>,
    spines: Vec<(Slot, usize, usize)>,
}

impl Router<'_> {
    fn is_kept(&self, bus: &Bus) -> bool {
        bus.leaves.iter().any(|leaf| self.links.get(leaf.link).is_some_and(|link| link.kept))
    }

    /// Links between neighbours with nothing between them, one a pair.
    fn straight_links(&self) -> Vec<Straight> {
        let mut order: Vec<usize> = (0..self.links.len()).collect();
        order.sort_by_key(|n| self.links.get(*n).map(|link| (!link.kept, link.class, *n)));
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let mut straights = Vec::new();
        for n in order {
            let Some(link) = self.links.get(n) else { continue };
            let pair = (link.from.min(link.to), link.from.max(link.to));
            if matches!(link.class, Class::Expansion) || taken.contains(&pair) {
                continue;
            }
            if let Some((from, to)) = self.straight(link.from, link.to) {
                taken.push(pair);
                straights.push(Straight { link: n, from, to });
            }
        }
        straights
    }

    fn straight(&self, from: usize, to: usize) -> Option<(Point, Point)> {
        let (a, b) = (self.grid.seats.get(from)?, self.grid.seats.get(to)?);
        if a.row == b.row {
            let (left, right) = if a.first < b.first { (a, b) } else { (b, a) };
            let free = (left.last + 1..right.first).all(|column| self.grid.seat_in(a.row, column).is_none());
            let y = self.rough.frame(a).middle().y;
            return free.then(|| (at(self.rough.frame(a).x, y), at(self.rough.frame(b).x, y)));
        }
        let (low, high) = (a.first.max(b.first), a.last.min(b.last));
        if low > high {
            return None;
        }
        let (upper, lower) = if a.row < b.row { (a, b) } else { (b, a) };
        let column = (low..=high)
            .find(|column| (upper.row + 1..lower.row).all(|row| self.grid.seat_in(row, *column).is_none()))?;
        let x = self.rough.column(column);
        Some((at(x, px(0)), at(x, px(1))))
    }

    /// Everything that is not straight, by hub and class.
    fn buses(&self) -> Vec<Bus> {
        let shelf = |seat: usize| self.grid.seats.get(seat).is_some_and(|seat| seat.sit == super::grid::Sit::Shelf);
        let mut groups: BTreeMap<(bool, Class, bool, usize), Vec<Leaf>> = BTreeMap::new();
        for (n, link) in self.links.iter().enumerate() {
            if self.corridors.iter().any(|straight| straight.link == n) {
                continue;
            }
            let inward = !(shelf(link.from) && link.class != Class::Success);
            let (hub, seat) = if inward { (link.to, link.from) } else { (link.from, link.to) };
            let leaf = Leaf { link: n, seat, side: Side::Top, x: Px::ZERO };
            groups.entry((!link.kept, link.class, !inward, hub)).or_default().push(leaf);
        }
        let mut buses: Vec<Bus> = groups
            .into_iter()
            .map(|((_, class, outward, hub), leaves)| Bus {
                class,
                hub,
                inward: !outward,
                leaves,
                side: Side::Top,
                spine: None,
                spine_x: Px::ZERO,
                hub_x: Px::ZERO,
                heights: BTreeMap::new(),
            })
            .collect();
        let weight = |bus: &Bus| -> u64 {
            bus.leaves.iter().filter_map(|leaf| self.links.get(leaf.link)).map(|link| link.count).sum()
        };
        let mut extras: Vec<(u64, usize)> = buses
            .iter()
            .enumerate()
            .filter(|(_, bus)| !self.is_kept(bus))
            .map(|(n, bus)| (u64::MAX - weight(bus), n))
            .collect();
        extras.sort_unstable();
        let mut dropped: Vec<usize> = extras.iter().skip(EXTRAS_MOST).map(|(_, n)| *n).collect();
        dropped.sort_unstable();
        for n in dropped.into_iter().rev() {
            buses.remove(n);
        }
        buses
    }

    fn seat_x(&self, seat: usize, toward: Px) -> Px {
        let Some(seat) = self.grid.seats.get(seat) else { return Px::ZERO };
        let frame = self.rough.frame(seat);
        if seat.first == seat.last { frame.middle().x } else { toward.clamp(frame.x + px(24), frame.right() - px(24)) }
    }

    /// How many cells lie between two seats.
    fn far(&self, a: usize, b: usize) -> usize {
        match (self.grid.seats.get(a), self.grid.seats.get(b)) {
            (Some(a), Some(b)) => a.first.abs_diff(b.first) + a.row.abs_diff(b.row),
            _ => usize::MAX,
        }
    }

    fn slot_x(&self, slot: Slot) -> Px {
        match slot {
            Slot::Gap(gap) => self.rough.gap(gap),
            Slot::Column(column) => self.rough.column(column),
        }
    }

    /// What it costs to pass a row in a slot; nothing where it cannot be passed.
    fn pass(&self, slot: Slot, row: usize) -> Option<i32> {
        let straights = self.corridors.iter().filter(|straight| {
            let Some(link) = self.links.get(straight.link) else { return false };
            let (Some(a), Some(b)) = (self.grid.seats.get(link.from), self.grid.seats.get(link.to)) else {
                return false;
            };
            let (left, right) = if a.first < b.first { (a, b) } else { (b, a) };
            a.row == row
                && b.row == row
                && match slot {
                    Slot::Gap(gap) => left.last < gap && gap <= right.first,
                    Slot::Column(column) => left.last < column && column < right.first,
                }
        });
        let crossed = i32::try_from(straights.count()).unwrap_or(0);
        match slot {
            Slot::Gap(gap) => self.grid.gap_is_free(row, gap).then_some(40 + crossed * 320),
            Slot::Column(column) => self.grid.seat_in(row, column).is_none().then_some(crossed * 90),
        }
    }

    fn crowd(&self, channel: usize, a: Px, b: Px) -> i32 {
        let (left, right) = (a.min(b), a.max(b));
        let over = self.used.get(&channel).map_or(0, |runs| {
            runs.iter().filter(|(other_left, other_right)| left < *other_right && *other_left < right).count()
        });
        i32::try_from(over).unwrap_or(0) * 22
    }

    /// Chooses edges and the spine of a bus: short, few bends, away from what is there already.
    fn choose(&mut self, bus: &mut Bus) {
        let columns = self.grid.columns;
        let mut slots: Vec<Option<Slot>> = vec![None];
        slots.extend((0..columns).map(|column| Some(Slot::Column(column))));
        slots.extend((0..=columns).map(|gap| Some(Slot::Gap(gap))));
        let mut best: Option<(i32, Side, Option<Slot>, Vec<Side>)> = None;
        for side in [Side::Top, Side::Bottom] {
            for slot in &slots {
                if let Some((cost, sides)) = self.cost(bus, side, *slot)
                    && best.as_ref().is_none_or(|best| cost < best.0)
                {
                    best = Some((cost, side, *slot, sides));
                }
            }
        }
        let Some((_, side, slot, sides)) = best else { return };
        bus.side = side;
        for (leaf, side) in bus.leaves.iter_mut().zip(sides) {
            leaf.side = side;
        }
        let hub = bus.hub_channel(self.grid);
        let (low, high) = bus.reach(self.grid);
        bus.spine = slot.filter(|_| low < high);
        let spine_x = bus.spine.map(|slot| self.slot_x(slot));
        let hub_x = self.seat_x(bus.hub, spine_x.unwrap_or_default());
        if let Some(slot) = bus.spine {
            self.spines.push((slot, low, high));
        }
        let mut reach: BTreeMap<usize, (Px, Px)> = BTreeMap::new();
        reach.insert(hub, (hub_x.min(spine_x.unwrap_or(hub_x)), hub_x.max(spine_x.unwrap_or(hub_x))));
        for leaf in &bus.leaves {
            let channel = Bus::channel(self.grid, leaf.seat, leaf.side);
            let sink = if channel == hub { hub_x } else { spine_x.unwrap_or(hub_x) };
            let x = self.seat_x(leaf.seat, sink);
            let run = reach.entry(channel).or_insert((sink, sink));
            *run = (run.0.min(x), run.1.max(x));
        }
        for (channel, (left, right)) in reach {
            if left < right {
                self.used.entry(channel).or_default().push((left, right));
            }
        }
    }

    fn cost(&self, bus: &Bus, side: Side, slot: Option<Slot>) -> Option<(i32, Vec<Side>)> {
        let grid = self.grid;
        let hub_channel = Bus::channel(grid, bus.hub, side);
        let spine_x = slot.map(|slot| self.slot_x(slot));
        let first_leaf =
            bus.leaves.first().and_then(|leaf| grid.seats.get(leaf.seat)).map(|seat| self.rough.frame(seat));
        let hub_x = self.seat_x(bus.hub, spine_x.or(first_leaf.map(|frame| frame.middle().x)).unwrap_or_default());
        let length = |a: Px, b: Px| (a.max(b) - a.min(b)).tenths() / 10;
        let mut total = 0;
        let mut sides = Vec::new();
        let nearest = bus.leaves.iter().map(|leaf| self.far(bus.hub, leaf.seat)).min();
        let (mut low, mut high) = (hub_channel, hub_channel);
        for leaf in &bus.leaves {
            let mut best: Option<(i32, Side, usize)> = None;
            for side in [Side::Top, Side::Bottom] {
                let channel = Bus::channel(grid, leaf.seat, side);
                let cost = if channel == hub_channel {
                    let x = self.seat_x(leaf.seat, hub_x);
                    Some(length(x, hub_x) + 40 + self.crowd(channel, x, hub_x))
                } else {
                    let rows = hub_channel.min(channel)..hub_channel.max(channel);
                    let passable = slot.is_some_and(|slot| rows.clone().all(|row| self.pass(slot, row).is_some()));
                    spine_x.filter(|_| passable).map(|spine| {
                        let x = self.seat_x(leaf.seat, spine);
                        let steps = i32::try_from(channel.abs_diff(hub_channel)).unwrap_or(0);
                        let bend = if x == spine { 10 } else { 60 };
                        length(x, spine) + bend + 60 * steps + self.crowd(channel, x, spine)
                    })
                };
                if let Some(cost) = cost
                    && best.is_none_or(|best| cost < best.0)
                {
                    best = Some((cost, side, channel));
                }
            }
            let (cost, side, channel) = best?;
            // The fast pass is drawn for those who stand nearest; the others may take a longer way to it.
            let weighs = bus.class != Class::Fast || Some(self.far(bus.hub, leaf.seat)) == nearest;
            total += if weighs { cost } else { cost / 5 };
            sides.push(side);
            (low, high) = (low.min(channel), high.max(channel));
        }
        if let (Some(slot), Some(spine)) = (slot, spine_x)
            && low < high
        {
            let steps = i32::try_from(high - low).unwrap_or(0);
            total += length(spine, hub_x) + 100 * steps + self.crowd(hub_channel, spine, hub_x);
            total += (low..high).filter_map(|row| self.pass(slot, row)).sum::<i32>();
            let crowd = self.spines.iter().filter(|(other, a, b)| *other == slot && *a < high && low < *b).count();
            total += i32::try_from(crowd * crowd).unwrap_or(0) * 60;
        }
        Some((total, sides))
    }

    /// Gives every arrival at an edge a place of its own, in the order of where it goes.
    fn set_ports(&self, buses: &mut [Bus]) {
        let mut stops: BTreeMap<(usize, Side), Vec<(Px, usize, Option<usize>)>> = BTreeMap::new();
        for (n, bus) in buses.iter().enumerate() {
            let hub_channel = bus.hub_channel(self.grid);
            let spine = bus.spine.map(|slot| self.slot_x(slot));
            let hub_x = self.seat_x(bus.hub, spine.unwrap_or_default());
            let mut far: Vec<Px> = spine.into_iter().collect();
            for (m, leaf) in bus.leaves.iter().enumerate() {
                let here = Bus::channel(self.grid, leaf.seat, leaf.side) == hub_channel;
                let sink = if here { hub_x } else { spine.unwrap_or(hub_x) };
                stops.entry((leaf.seat, leaf.side)).or_default().push((sink, n, Some(m)));
                if here {
                    far.push(self.seat_x(leaf.seat, hub_x));
                }
            }
            let many = i32::try_from(far.len().max(1)).unwrap_or(1);
            let mean = Px::of_tenths(far.iter().map(|x| x.tenths() / many).sum());
            stops.entry((bus.hub, bus.side)).or_default().push((mean, n, None));
        }
        for ((seat, side), mut stops) in stops {
            stops.sort_unstable();
            let Some(sits) = self.grid.seats.get(seat) else { continue };
            let frame = self.rough.frame(sits);
            let fixed: Vec<Px> = self.fixed_ports(seat, side);
            let hints: Vec<Px> = stops.iter().map(|(hint, _, _)| *hint).collect();
            let places = if sits.first == sits.last {
                narrow_ports(frame.middle().x, frame.width, &hints, &fixed)
            } else {
                wide_ports(frame.x + px(24), frame.right() - px(24), &hints, &fixed)
            };
            for ((_, bus, leaf), x) in stops.into_iter().zip(places) {
                let Some(bus) = buses.get_mut(bus) else { continue };
                match leaf {
                    None => bus.hub_x = x,
                    Some(leaf) => {
                        if let Some(leaf) = bus.leaves.get_mut(leaf) {
                            leaf.x = x;
                        }
                    }
                }
            }
        }
    }

    /// Where straight tracks stand at an edge of a seat.
    fn fixed_ports(&self, seat: usize, side: Side) -> Vec<Px> {
        let row = |seat: usize| self.grid.seats.get(seat).map_or(0, |seat| seat.row);
        let mut fixed = Vec::new();
        for straight in self.corridors.iter().filter(|straight| straight.from.y != straight.to.y) {
            let Some(link) = self.links.get(straight.link) else { continue };
            let other = match seat {
                seat if seat == link.from => link.to,
                seat if seat == link.to => link.from,
                _ => continue,
            };
            if (row(other) < row(seat)) == (side == Side::Top) {
                fixed.push(straight.from.x);
            }
        }
        fixed.sort_unstable();
        fixed
    }

    /// Gives every spine an x of its own; one in the column of its hub goes straight into it.
    fn set_spines(&self, buses: &mut [Bus]) {
        let mut taken: Vec<(Px, usize, usize)> = Vec::new();
        for straight in self.corridors.iter().filter(|straight| straight.from.y != straight.to.y) {
            let Some(link) = self.links.get(straight.link) else { continue };
            let row = |seat: usize| self.grid.seats.get(seat).map_or(0, |seat| seat.row);
            let (a, b) = (row(link.from), row(link.to));
            taken.push((straight.from.x, a.min(b) + 1, a.max(b)));
        }
        for bus in buses.iter_mut() {
            let Some(slot) = bus.spine else { continue };
            let (low, high) = bus.reach(self.grid);
            let centre = self.slot_x(slot);
            let mut wished: Vec<Px> = Vec::new();
            if let Slot::Column(column) = slot {
                let own = |seat: usize| {
                    self.grid.seats.get(seat).is_some_and(|seat| seat.first <= column && column <= seat.last)
                };
                if own(bus.hub) {
                    wished.push(bus.hub_x);
                }
                wished.extend(bus.leaves.iter().filter(|leaf| own(leaf.seat)).map(|leaf| leaf.x));
                wished.extend([0, 14, -14, 28, -28, 42, -42].map(|offset| centre + px(offset)));
            } else {
                wished.extend([0, 12, -12, 6, -6].map(|offset| centre + px(offset)));
            }
            let free = |x: Px, apart: Px| {
                taken.iter().all(|(other, a, b)| {
                    let clear = *b < low || high < *a || (low == high);
                    clear || x - *other >= apart || *other - x >= apart
                })
            };
            let found = [px(11), px(6), px(1)]
                .into_iter()
                .find_map(|apart| wished.iter().copied().find(|x| free(*x, apart)))
                .unwrap_or(centre);
            bus.spine_x = found;
            taken.push((found, low, high));
        }
    }

    /// Takes out small jogs: an arrival near its spine moves onto it where nobody else is near.
    fn snap(&self, buses: &mut [Bus]) {
        let near = px(16);
        let mut all: Vec<(usize, Side, Px)> = Vec::new();
        for bus in buses.iter() {
            all.push((bus.hub, bus.side, bus.hub_x));
            all.extend(bus.leaves.iter().map(|leaf| (leaf.seat, leaf.side, leaf.x)));
        }
        let alone = |seat: usize, side: Side, own: Px, x: Px| {
            let fixed = self.fixed_ports(seat, side);
            let others = all.iter().filter(|(s, d, o)| (*s, *d) == (seat, side) && *o != own).map(|(_, _, o)| *o);
            let within = self.grid.seats.get(seat).is_some_and(|seat| {
                let frame = self.rough.frame(seat);
                frame.x + px(12) <= x && x <= frame.right() - px(12)
            });
            within && others.chain(fixed).all(|other| other - x >= px(12) || x - other >= px(12))
        };
        for bus in buses.iter_mut() {
            let Some(_) = bus.spine else { continue };
            let x = bus.spine_x;
            let hub_channel = bus.hub_channel(self.grid);
            if (bus.hub_x - x).max(x - bus.hub_x) < near && alone(bus.hub, bus.side, bus.hub_x, x) {
                bus.hub_x = x;
            }
            for leaf in &mut bus.leaves {
                let here = Bus::channel(self.grid, leaf.seat, leaf.side) == hub_channel;
                if !here && (leaf.x - x).max(x - leaf.x) < near && alone(leaf.seat, leaf.side, leaf.x, x) {
                    leaf.x = x;
                }
            }
        }
    }
}

/// Places on the edge of a station: in the order of the hints, around what stands there already.
fn narrow_ports(centre: Px, width: Px, hints: &[Px], fixed: &[Px]) -> Vec<Px> {
    let count = |n: usize| i32::try_from(n).unwrap_or(1);
    let half = width / 2 - px(14);
    if fixed.is_empty() {
        let many = count(hints.len());
        let step = if many > 1 { px(22).min(half * 2 / (many - 1)) } else { Px::ZERO };
        return (0..many).map(|n| centre + step * (2 * n - (many - 1)) / 2).collect();
    }
    let left = hints.iter().filter(|hint| **hint < centre).count();
    let right = hints.len() - left;
    let step = |many: usize| px(21).min(half / count(many).max(1));
    let lefts = (0..left).map(|n| centre - step(left) * count(left - n));
    let rights = (0..right).map(|n| centre + step(right) * (count(n) + 1));
    lefts.chain(rights).collect()
}

/// Places on the edge of a wide station: each below what it comes from, as far as there is room.
fn wide_ports(left: Px, right: Px, hints: &[Px], fixed: &[Px]) -> Vec<Px> {
    let apart = px(20);
    let mut places: Vec<Px> = Vec::new();
    for hint in hints {
        let wished = (*hint).clamp(left, right);
        let free = |x: Px| {
            left <= x
                && x <= right
                && places.iter().chain(fixed).all(|other| *other - x >= apart || x - *other >= apart)
        };
        let shifts = (0..40).flat_map(|n| [px(10) * n, px(-10) * n]);
        places.push(shifts.map(|shift| wished + shift).find(|x| free(*x)).unwrap_or(wished));
    }
    places
}
