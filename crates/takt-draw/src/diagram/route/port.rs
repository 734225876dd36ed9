//! Where exactly: a place of its own for every arrival at an edge, and for every spine.

use std::collections::BTreeMap;

use super::choose::Router;
use super::{Bus, Side, Slot};
use crate::geometry::{Px, px};

/// An arrival at an edge: whence it comes, of which bus, and of which of its leaves; else it is the hub.
type Stop = (Px, usize, Option<usize>);

impl Router<'_> {
    /// Gives every arrival at an edge a place of its own, in the order of where it goes.
    pub(super) fn set_ports(&self, buses: &mut [Bus]) {
        let mut stops: BTreeMap<(usize, Side), Vec<Stop>> = BTreeMap::new();
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
    pub(super) fn fixed_ports(&self, seat: usize, side: Side) -> Vec<Px> {
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
    pub(super) fn set_spines(&self, buses: &mut [Bus]) {
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
                wished.extend([0, 10, -10, 5, -5].map(|offset| centre + px(offset)));
            }
            let free = |x: Px, apart: Px| {
                taken.iter().all(|(other, a, b)| {
                    let clear = *b < low || high < *a || (low == high);
                    clear || x - *other >= apart || *other - x >= apart
                })
            };
            let found = [px(10), px(5), px(1)]
                .into_iter()
                .find_map(|apart| wished.iter().copied().find(|x| free(*x, apart)))
                .unwrap_or(centre);
            bus.spine_x = found;
            taken.push((found, low, high));
        }
    }

    /// Takes out small jogs: an arrival near its spine moves onto it where nobody else is near.
    pub(super) fn snap(&self, buses: &mut [Bus]) {
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
