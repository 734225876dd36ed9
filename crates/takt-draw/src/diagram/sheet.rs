//! The paper: layers of elements, and what room on it is taken.

use super::ground::WIDTH;
use crate::geometry::{Frame, Point, Px, at, px};
use crate::inspect::frame_of;
use crate::svg::{Anchor, Element, Shape, Svg};

/// What lies over what.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) ground: Vec<Element>,
    pub(super) tracks: Vec<Element>,
    pub(super) stations: Vec<Element>,
    pub(super) labels: Vec<Element>,
    /// Room taken by words.
    words: Vec<Frame>,
    /// Room taken by boxes.
    boxes: Vec<Frame>,
    /// Room taken by tracks, and which track each belongs to.
    lines: Vec<(Frame, usize)>,
}

/// What a label may lie over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// Nothing.
    Nothing,
    /// A track of this number.
    Track(usize),
    /// Any track.
    Tracks,
}

impl Sheet {
    /// Takes room for a box.
    pub(super) fn take_box(&mut self, frame: Frame) {
        self.boxes.push(frame);
    }

    /// Takes room for a piece of a track, straight across or down.
    pub(super) fn take_line(&mut self, from: Point, to: Point, width: Px, track: usize) {
        let half = width / 2;
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        let frame = if from.x == to.x {
            Frame::new(left - half, top, width, bottom - top)
        } else {
            Frame::new(left, top - half, right - left, width)
        };
        self.lines.push((frame, track));
    }

    /// Takes room that words keep away from if they can.
    pub(super) fn take_halo(&mut self, frame: Frame) {
        self.lines.push((frame, usize::MAX));
    }

    /// Takes room for words.
    pub(super) fn take_words(&mut self, frame: Frame) {
        self.words.push(frame);
    }

    /// Whether words can stand here.
    pub(super) fn is_free(&self, frame: Frame, over: Over) -> bool {
        let wide = Frame::new(frame.x - px(1), frame.y, frame.width + px(2), frame.height);
        wide.x >= px(3)
            && wide.right() <= WIDTH - px(3)
            && !self.words.iter().any(|other| other.overlaps(wide))
            && !self.boxes.iter().any(|other| other.overlaps(wide))
            && match over {
                Over::Tracks => true,
                Over::Nothing => !self.lines.iter().any(|(line, _)| line.overlaps(wide)),
                Over::Track(own) => !self.lines.iter().any(|(line, track)| *track != own && line.overlaps(wide)),
            }
    }

    /// Lays the first of some labels that finds room, and says which.
    pub(super) fn lay(&mut self, ways: impl IntoIterator<Item = Element>, over: Over) -> Option<Frame> {
        for way in ways {
            let Some(frame) = words_of(&way) else { continue };
            if self.is_free(frame, over) {
                self.words.push(frame);
                self.labels.push(way);
                return Some(frame);
            }
        }
        None
    }

    /// Everything, from the ground up.
    pub(super) fn onto(self, svg: &mut Svg) {
        for element in self.ground.into_iter().chain(self.tracks).chain(self.stations).chain(self.labels) {
            svg.add(element);
        }
    }
}

/// The room of words, or of what lies around them.
pub(super) fn words_of(element: &Element) -> Option<Frame> {
    let mut all: Option<Frame> = None;
    let mut grow = |frame: Frame| {
        all = Some(all.map_or(frame, |known| {
            let (x, y) = (known.x.min(frame.x), known.y.min(frame.y));
            Frame::new(x, y, known.right().max(frame.right()) - x, known.bottom().max(frame.bottom()) - y)
        }));
    };
    match element.shape() {
        Shape::Text(label) => grow(frame_of(label)),
        Shape::Rect(frame, _) => grow(*frame),
        _ => {}
    }
    for child in element.children() {
        if let Some(frame) = words_of(child) {
            grow(frame);
        }
    }
    all
}

/// Words with their middle at a point.
pub(super) fn centred(middle: Px, baseline: Px, text: impl Into<String>) -> Element {
    Element::text(at(middle, baseline), text).anchor(Anchor::Middle)
}

/// Words that end at a point.
pub(super) fn ending(right: Px, baseline: Px, text: impl Into<String>) -> Element {
    Element::text(at(right, baseline), text).anchor(Anchor::End)
}
