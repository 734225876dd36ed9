//! Which tracks are straight, which go together, and by which edges and spine each bus goes.

use std::collections::BTreeMap;

use super::super::grid::{Grid, Sit};
use super::super::ground::Ground;
use super::super::link::{Class, Link};
use super::{Bus, Leaf, Side, Slot, Straight};
use crate::geometry::{Point, Px, at, px};

/// Most buses that are drawn besides those of the model.
const EXTRAS_MOST: usize = 10;

/// Finds the ways. What it has chosen makes its places dearer for what comes after.
pub(super) struct Router<'a> {
    pub(super) grid: &'a Grid,
    pub(super) links: &'a [Link],
    pub(super) rough: Ground,
    pub(super) corridors: Vec<Straight>,
    pub(super) used: BTreeMap<usize, Vec<(Px, Px)>>,
    pub(super) spines: Vec<(Slot, usize, usize)>,
    /// What it costs to pass each row in each slot; nothing where it cannot be passed.
    pub(super) passes: BTreeMap<(Slot, usize), Option<i32>>,
}

impl Router<'_> {
    pub(super) fn is_kept(&self, bus: &Bus) -> bool {
        bus.leaves.iter().any(|leaf| self.links.get(leaf.link).is_some_and(|link| link.kept))
    }

    /// Links between neighbours with nothing between them, one a pair.
    pub(super) fn straight_links(&self) -> Vec<Straight> {
        let mut order: Vec<usize> = (0..self.links.len()).collect();
        order.sort_by_key(|n| self.links.get(*n).map(|link| (!link.kept, link.class, *n)));
        let mut taken: Vec<(usize, usize)> = Vec::new();
        let mut straights = Vec::new();
        for n in order {
            let Some(link) = self.links.get(n) else { continue };
            let pair = (link.from.min(link.to), link.from.max(link.to));
            if taken.contains(&pair) {
                continue;
            }
            if let Some((from, to)) = self.straight(link.from, link.to) {
                taken.push(pair);
                straights.push(Straight { link: n, from, to });
            }
        }
        straights
    }

    pub(super) fn straight(&self, from: usize, to: usize) -> Option<(Point, Point)> {
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
    pub(super) fn buses(&self) -> Vec<Bus> {
        let shelf = |seat: usize| self.grid.seats.get(seat).is_some_and(|seat| seat.sit == Sit::Shelf);
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

    pub(super) fn seat_x(&self, seat: usize, toward: Px) -> Px {
        let Some(seat) = self.grid.seats.get(seat) else { return Px::ZERO };
        let frame = self.rough.frame(seat);
        if seat.first == seat.last { frame.middle().x } else { toward.clamp(frame.x + px(24), frame.right() - px(24)) }
    }

    /// How many cells lie between two seats.
    pub(super) fn far(&self, a: usize, b: usize) -> usize {
        match (self.grid.seats.get(a), self.grid.seats.get(b)) {
            (Some(a), Some(b)) => a.first.abs_diff(b.first) + a.row.abs_diff(b.row),
            _ => usize::MAX,
        }
    }

    pub(super) fn slot_x(&self, slot: Slot) -> Px {
        match slot {
            Slot::Gap(gap) => self.rough.gap(gap),
            Slot::Column(column) => self.rough.column(column),
        }
    }

    /// Every way to go up or down: along the columns and between them.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let columns = (0..self.grid.columns).map(Slot::Column);
        columns.chain((0..=self.grid.columns).map(Slot::Gap)).collect()
    }

    /// What it costs to pass a row in a slot, as it was found before anything was chosen.
    fn pass(&self, slot: Slot, row: usize) -> Option<i32> {
        self.passes.get(&(slot, row)).copied().flatten()
    }

    /// What it costs to pass a row in a slot; nothing where it cannot be passed.
    pub(super) fn passage(&self, slot: Slot, row: usize) -> Option<i32> {
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

    pub(super) fn crowd(&self, channel: usize, a: Px, b: Px) -> i32 {
        let (left, right) = (a.min(b), a.max(b));
        let over = self.used.get(&channel).map_or(0, |runs| {
            runs.iter().filter(|(other_left, other_right)| left < *other_right && *other_left < right).count()
        });
        i32::try_from(over).unwrap_or(0) * 22
    }

    /// Chooses edges and the spine of a bus: short, few bends, away from what is there already.
    pub(super) fn choose(&mut self, bus: &mut Bus) {
        let mut slots: Vec<Option<Slot>> = vec![None];
        slots.extend(self.slots().into_iter().map(Some));
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

    pub(super) fn cost(&self, bus: &Bus, side: Side, slot: Option<Slot>) -> Option<(i32, Vec<Side>)> {
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
                    // Where others come along from the spine, it only has to reach their way.
                    let joint = spine_x.map_or(hub_x, |spine| x.clamp(spine.min(hub_x), spine.max(hub_x)));
                    Some(length(x, joint) + 40 + self.crowd(channel, x, joint))
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
}
