//! The way of every track over the map: straight between neighbours, else along channels and through gaps, many to one
//! place as one bus. A fixed map: the model decides, not how many went where.

mod choose;
mod port;

use std::collections::BTreeMap;

use super::channel::{self, Run};
use super::grid::Grid;
use super::ground::{Ground, TRACK};
use super::link::{Class, Link};
use crate::geometry::{Point, Px, at, px};
use choose::Router;

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

impl Routes {
    /// Finds the ways of all links below a line of the picture.
    pub(super) fn of(grid: &Grid, links: &[Link], top: Px) -> Self {
        let rough = Ground::of(grid, top, &[]);
        let mut router = Router {
            grid,
            links,
            rough,
            corridors: Vec::new(),
            used: BTreeMap::new(),
            spines: Vec::new(),
            passes: BTreeMap::new(),
        };
        router.corridors = router.straight_links();
        let places = router.slots().into_iter().flat_map(|slot| (0..grid.rows.len()).map(move |row| (slot, row)));
        router.passes = places.map(|(slot, row)| ((slot, row), router.passage(slot, row))).collect();
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
            let toward = spine[..n].iter().rfind(same_side).copied().unwrap_or(hub_channel);
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
