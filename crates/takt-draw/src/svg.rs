//! A picture as a tree of typed elements. `svg/pen.rs` writes it, and is the only place that writes markup.
//!
//! Whatever is said on a picture comes from outside: names of companies, notes, stages. Here every text is escaped,
//! control characters are dropped, and a link that is not a plain address is none. Coordinates are absolute; there are
//! no transforms, no opacity, no scripts, and no colour but by [`Token`], so that what stands where on what can be read
//! back from the tree (`inspect.rs`).

mod pen;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::figure::Language;
use crate::geometry::{Frame, Point, Px, at, px};
use crate::lettering::Weight;
use crate::theme::{Theme, Token};

/// One self-contained picture. [`Svg::to_string`](ToString::to_string) writes it.
#[derive(Clone, Debug)]
pub struct Svg {
    name: String,
    theme: Theme,
    language: Language,
    frame: Frame,
    title: String,
    description: String,
    elements: Vec<Element>,
}

impl Svg {
    /// The same with links where addresses are known.
    #[must_use]
    pub fn leading(mut self, address: &dyn Fn(&Element) -> Option<String>) -> Self {
        self.elements = self.elements.into_iter().map(|element| element.leading(address)).collect();
        self
    }

    /// An empty picture.
    ///
    /// `name` begins every id of it, so that pictures on one page do not mix theirs up; the title and the description
    /// say what is to be seen to those who cannot.
    #[must_use]
    pub fn new(name: impl Into<String>, size: (Px, Px), theme: Theme, language: Language) -> Self {
        Self {
            name: name.into(),
            theme,
            language,
            frame: Frame::new(Px::ZERO, Px::ZERO, size.0, size.1),
            title: String::new(),
            description: String::new(),
            elements: Vec::new(),
        }
    }

    /// The same picture with what it shows in a few words, and in some sentences.
    #[must_use]
    pub fn told(mut self, title: impl Into<String>, description: impl Into<String>) -> Self {
        (self.title, self.description) = (title.into(), description.into());
        self
    }

    /// The same picture under another name: of those on one page each has its own.
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Lays an element over what is there.
    pub fn add(&mut self, element: Element) {
        self.elements.push(element);
    }

    /// The whole of it.
    #[must_use]
    pub const fn frame(&self) -> Frame {
        self.frame
    }

    /// The picture as high as its content turned out to be.
    #[must_use]
    pub fn high(mut self, height: Px) -> Self {
        self.frame.height = height.max(Px::ZERO);
        self
    }

    /// What it shows in a few words.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What it shows in sentences.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// What lies on it, from the ground up.
    #[must_use]
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }
}

/// How high the line of a heading is.
const HEADING: Px = px(64);

/// Pictures one below the other, each under a heading, in one file.
#[derive(Clone, Debug)]
pub struct Stack {
    name: String,
    title: String,
    pictures: Vec<(String, Svg)>,
}

impl Stack {
    /// Of pictures with their headings; `name` begins every id, and the title says what the whole shows.
    #[must_use]
    pub fn new(name: impl Into<String>, title: impl Into<String>, pictures: Vec<(String, Svg)>) -> Self {
        Self { name: name.into(), title: title.into(), pictures }
    }

    /// The page with its headings, and where each picture begins on it.
    fn laid(&self) -> (Svg, Vec<(Px, Svg)>) {
        let width = self.pictures.iter().map(|(_, svg)| svg.frame.width).max().unwrap_or_default();
        let first = self.pictures.first().map(|(_, svg)| (svg.theme, svg.language));
        let (theme, language) = first.unwrap_or((Theme::Auto, Language::En));
        let headings: Vec<&str> = self.pictures.iter().map(|(heading, _)| heading.as_str()).collect();
        let mut page = Svg::new(&self.name, (width, Px::ZERO), theme, language).told(&self.title, headings.join(", "));
        let (mut top, mut inner) = (Px::ZERO, Vec::new());
        for (number, (heading, svg)) in self.pictures.iter().enumerate() {
            let words = Element::text(at(px(24), top + px(44)), heading).size(px(24)).bold().fill(Token::Ink);
            page.add(words);
            top += HEADING;
            inner.push((top, Svg { name: format!("{}-{}", self.name, number + 1), ..svg.clone() }));
            top += svg.frame.height;
        }
        (page.high(top), inner)
    }
}

/// What an element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Elements that belong together.
    Group,
    /// Elements that lead somewhere.
    Link(String),
    /// A rectangle with the radius of its corners.
    Rect(Frame, Px),
    /// A straight line.
    Line(Point, Point),
    /// A circle by its middle and radius.
    Circle(Point, Px),
    /// A path.
    Path(Trace),
    /// Words on one line.
    Text(Label),
}

/// Words on one line: where their baseline is, and how they are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// What is said.
    pub text: String,
    /// The point of the baseline that the anchor names.
    pub at: Point,
    /// Which end of the words lies there.
    pub anchor: Anchor,
    /// The size of the font.
    pub size: Px,
    /// Its weight.
    pub weight: Weight,
    /// A rim around the letters in this colour, which keeps them apart from a line below.
    pub rim: Option<Token>,
}

/// Which part of a label lies at its point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    #[default]
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A pen's way over the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace(String);

impl Trace {
    /// Begins at a point.
    #[must_use]
    pub fn from(point: Point) -> Self {
        Self(format!("M{} {}", point.x, point.y))
    }

    fn then(mut self, command: char, points: &[Point]) -> Self {
        self.0.push(command);
        for (index, point) in points.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(self.0, "{gap}{} {}", point.x, point.y);
        }
        self
    }

    /// Straight on to a point.
    #[must_use]
    pub fn to(self, point: Point) -> Self {
        self.then('L', &[point])
    }

    /// Around a corner to a point.
    #[must_use]
    pub fn around(self, corner: Point, point: Point) -> Self {
        self.then('Q', &[corner, point])
    }

    /// In a curve drawn by two points to a third.
    #[must_use]
    pub fn curve(self, first: Point, second: Point, point: Point) -> Self {
        self.then('C', &[first, second, point])
    }

    /// With the pen lifted to a point.
    #[must_use]
    pub fn jump(self, point: Point) -> Self {
        self.then('M', &[point])
    }

    /// Back to where it began.
    #[must_use]
    pub fn close(self) -> Self {
        self.then('Z', &[])
    }

    /// A way through points at right angles or straight, its corners rounded by at most the radius.
    #[must_use]
    pub fn through(points: &[Point], radius: Px) -> Self {
        let [first, .., last] = points else {
            return points.first().map_or_else(Self::default, |point| Self::from(*point));
        };
        let mut trace = Self::from(*first);
        for three in points.windows(3) {
            let (before, corner, after) = (three[0], three[1], three[2]);
            trace = trace.to(toward(corner, before, radius)).around(corner, toward(corner, after, radius));
        }
        trace.to(*last)
    }
}

/// The point so far from a corner on the way to its neighbour, at most half of that way.
fn toward(corner: Point, neighbour: Point, by: Px) -> Point {
    let step = |from: Px, to: Px| {
        let (way, by) = ((to - from).tenths(), by.tenths());
        from + Px::of_tenths(way.signum() * by.min(way.abs() / 2))
    };
    at(step(corner.x, neighbour.x), step(corner.y, neighbour.y))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stroke {
    token: Token,
    width: Px,
    dashes: Option<(Px, Px)>,
    is_round: bool,
}

/// An element with its paint, its data and what lies in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    shape: Shape,
    fill: Option<Token>,
    stroke: Option<Stroke>,
    id: Option<String>,
    data: Vec<(&'static str, String)>,
    hint: Option<String>,
    children: Vec<Self>,
}

impl Element {
    fn of(shape: Shape) -> Self {
        Self { shape, fill: None, stroke: None, id: None, data: Vec::new(), hint: None, children: Vec::new() }
    }

    /// Elements that belong together.
    #[must_use]
    pub fn group() -> Self {
        Self::of(Shape::Group)
    }

    /// Elements that lead to an address: a path, a fragment, or a page on the web. Anything else leads nowhere.
    #[must_use]
    pub fn link(address: &str) -> Self {
        let leads = ["/", "#", "?", "https://", "http://"].iter().any(|start| address.starts_with(start));
        Self::of(if leads { Shape::Link(address.into()) } else { Shape::Group })
    }

    /// What it says to programs under a name.
    #[must_use]
    pub fn datum(&self, name: &str) -> Option<&str> {
        self.data.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The same with links where addresses are known; what is inside of one leads there too.
    #[must_use]
    pub fn leading(mut self, address: &dyn Fn(&Self) -> Option<String>) -> Self {
        if let Some(address) = address(&self) {
            let mut link = Self::link(&address);
            link.hint = self.hint.take();
            link.children.push(self);
            return link;
        }
        self.children = self.children.into_iter().map(|child| child.leading(address)).collect();
        self
    }

    /// A rectangle.
    #[must_use]
    pub fn rect(frame: Frame) -> Self {
        Self::of(Shape::Rect(frame, Px::ZERO))
    }

    /// A straight line.
    #[must_use]
    pub fn line(from: Point, to: Point) -> Self {
        Self::of(Shape::Line(from, to))
    }

    /// A circle.
    #[must_use]
    pub fn circle(middle: Point, radius: Px) -> Self {
        Self::of(Shape::Circle(middle, radius))
    }

    /// A path.
    #[must_use]
    pub fn path(trace: Trace) -> Self {
        Self::of(Shape::Path(trace))
    }

    /// Words whose baseline begins at a point: 12 px, regular, in ink, until told otherwise.
    #[must_use]
    pub fn text(at: Point, text: impl Into<String>) -> Self {
        let (anchor, size) = (Anchor::Start, crate::lettering::SMALLEST);
        let label = Label { text: text.into(), at, anchor, size, weight: Weight::Regular, rim: None };
        Self::of(Shape::Text(label)).fill(Token::Ink)
    }

    fn label(mut self, change: impl FnOnce(&mut Label)) -> Self {
        if let Shape::Text(label) = &mut self.shape {
            change(label);
        }
        self
    }

    /// Words of another size.
    #[must_use]
    pub fn size(self, size: Px) -> Self {
        self.label(|label| label.size = size)
    }

    /// Words of this weight.
    #[must_use]
    pub fn weight(self, weight: Weight) -> Self {
        self.label(|label| label.weight = weight)
    }

    /// Bold words.
    #[must_use]
    pub fn bold(self) -> Self {
        self.weight(Weight::Bold)
    }

    /// Words with their middle or end at their point.
    #[must_use]
    pub fn anchor(self, anchor: Anchor) -> Self {
        self.label(|label| label.anchor = anchor)
    }

    /// Words with a rim of 3.5 px in the colour of what they stand on.
    #[must_use]
    pub fn rim(self, ground: Token) -> Self {
        self.label(|label| label.rim = Some(ground))
    }

    /// Filled with a colour.
    #[must_use]
    pub fn fill(mut self, token: Token) -> Self {
        self.fill = Some(token);
        self
    }

    /// Drawn with a line of a colour.
    #[must_use]
    pub fn stroke(mut self, token: Token, width: Px) -> Self {
        self.stroke = Some(Stroke { token, width, dashes: None, is_round: false });
        self
    }

    /// With its line, if it has one, dashed.
    #[must_use]
    pub fn dashed(mut self, on: Px, off: Px) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.dashes = Some((on, off));
        }
        self
    }

    /// With its line, if it has one, round at ends and corners.
    #[must_use]
    pub fn round(mut self) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.is_round = true;
        }
        self
    }

    /// With its corners, if it is a rectangle, rounded.
    #[must_use]
    pub fn corners(mut self, radius: Px) -> Self {
        if let Shape::Rect(_, corners) = &mut self.shape {
            *corners = radius;
        }
        self
    }

    /// With an id, behind the name of the picture.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// With a value that a program can read back: `data("n", 42)` is `data-n="42"`. The name is lower case letters,
    /// digits and dashes.
    #[must_use]
    pub fn data(mut self, name: &'static str, value: impl ToString) -> Self {
        self.data.push((name, value.to_string()));
        self
    }

    /// With words that show when it is pointed at.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = Some(text.into());
        self
    }

    /// With another element in it, above those before.
    #[must_use]
    pub fn with(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// Lays another element in it, above those before.
    pub fn add(&mut self, child: Self) {
        self.children.push(child);
    }

    /// What it is.
    #[must_use]
    pub const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// What it is filled with.
    #[must_use]
    pub const fn filled(&self) -> Option<Token> {
        self.fill
    }

    /// What lies in it.
    #[must_use]
    pub fn children(&self) -> &[Self] {
        &self.children
    }

    fn tokens(&self, used: &mut BTreeSet<Token>) {
        used.extend(self.fill);
        used.extend(self.stroke.map(|stroke| stroke.token));
        if let Shape::Text(label) = &self.shape {
            used.extend(label.rim);
        }
        for child in &self.children {
            child.tokens(used);
        }
    }

    fn has_link(&self) -> bool {
        matches!(self.shape, Shape::Link(_)) || self.children.iter().any(Self::has_link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::px;

    #[test]
    fn a_way_around_a_corner_is_rounded_by_no_more_than_half_of_its_shorter_side() {
        let points = [at(px(0), px(0)), at(px(40), px(0)), at(px(40), px(8)), at(px(80), px(8))];
        let trace = Trace::through(&points, px(12));
        assert_eq!(trace.0, "M0 0L28 0Q40 0 40 4L40 4Q40 8 52 8L80 8");
        assert_eq!(Trace::through(&[], px(1)), Trace::default());
    }
}
