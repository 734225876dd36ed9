//! How a track is put on the paper: its line, its direction, its end.

use crate::geometry::{Point, Px, at, px};
use crate::svg::{Element, Trace};
use crate::theme::Token;

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    pub(super) token: Token,
    pub(super) dashes: Option<(Px, Px)>,
    pub(super) double: bool,
    pub(super) most: Px,
}

/// The point so far from one on the way to the next.
pub(super) fn step(from: Point, to: Point, by: Px) -> Point {
    let part = |from: Px, to: Px| {
        let way = (to - from).tenths();
        from + Px::of_tenths(way.signum() * by.tenths().min(way.abs()))
    };
    at(part(from.x, to.x), part(from.y, to.y))
}

/// Without points on a straight way and without steps of no length.
pub(super) fn straightened(points: &[Point]) -> Vec<Point> {
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

pub(super) fn stroke(group: &mut Element, points: &[Point], ink: Ink, width: Px) {
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
pub(super) fn chevron(middle: Point, from: Point, to: Point, token: Token, width: Px) -> Element {
    let size = if width >= px(9) { px(4) } else { px(6) };
    let (dx, dy) = ((to.x - from.x).tenths().signum(), (to.y - from.y).tenths().signum());
    let along = |by: Px| at(middle.x + by * dx, middle.y + by * dy);
    let side = |point: Point, by: Px| at(point.x + by * dy, point.y + by * dx);
    let back = along(-size + px(1));
    let trace = Trace::from(side(back, size)).to(along(size - px(1))).to(side(back, -size));
    Element::path(trace).stroke(token, Px::of_tenths(22)).round()
}

/// A filled head where a track reaches its station.
pub(super) fn arrow(before: Point, last: Point, token: Token, width: Px) -> Element {
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
