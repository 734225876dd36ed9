//! What can be seen to be wrong with a picture without looking at it: words outside of it, words on words, words under
//! a box, words too small to read.

use crate::geometry::{Frame, Px};
use crate::lettering::{self, SMALLEST};
use crate::svg::{Anchor, Element, Label, Shape, Svg};
use crate::theme::Token;

/// Words on a picture, and the space they take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBox {
    /// The words.
    pub text: String,
    /// From the top of the letters to the end of their tails, as wide as they will be at most.
    pub frame: Frame,
    /// The size of the font.
    pub size: Px,
    /// Their colour.
    pub ink: Token,
    /// The colour of what they stand on: the last filled rectangle or circle laid under their middle.
    pub ground: Token,
}

/// The space that words take.
#[must_use]
pub fn frame_of(label: &Label) -> Frame {
    let width = lettering::width(&label.text, label.size, label.weight);
    let x = match label.anchor {
        Anchor::Start => label.at.x,
        Anchor::Middle => label.at.x - width / 2,
        Anchor::End => label.at.x - width,
    };
    // The em box of the font: 880 above the baseline, 120 below.
    Frame::new(x, label.at.y - label.size.share(88, 100), width, label.size)
}

/// All words of a picture in the order they are laid on it.
#[must_use]
pub fn text_boxes(svg: &Svg) -> Vec<TextBox> {
    let mut boxes = Vec::new();
    let mut grounds = vec![(svg.frame(), Token::Surface)];
    for element in svg.elements() {
        walk(element, &mut grounds, &mut boxes);
    }
    boxes
}

fn walk(element: &Element, grounds: &mut Vec<(Frame, Token)>, boxes: &mut Vec<TextBox>) {
    let filled = match element.shape() {
        Shape::Rect(frame, _) => Some(*frame),
        Shape::Circle(middle, radius) => {
            Some(Frame::new(middle.x - *radius, middle.y - *radius, *radius * 2, *radius * 2))
        }
        _ => None,
    };
    grounds.extend(filled.zip(element.filled()));
    if let (Shape::Text(label), Some(ink)) = (element.shape(), element.filled())
        && !label.text.trim().is_empty()
    {
        let frame = frame_of(label);
        let under = grounds.iter().rev().find(|(ground, _)| ground.holds(frame.middle()));
        let ground = under.map_or(Token::Surface, |(_, token)| *token);
        boxes.push(TextBox { text: label.text.clone(), frame, size: label.size, ink, ground });
    }
    for child in element.children() {
        walk(child, grounds, boxes);
    }
}

/// Something that makes a picture hard to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// These words stand partly outside.
    Outside(String),
    /// These words lie on each other.
    Overlap(String, String),
    /// These words are smaller than [`SMALLEST`].
    Small(String),
    /// Something filled was laid over these words later.
    Covered(String),
}

/// Everything that makes a picture hard to read; nothing, as it should be.
#[must_use]
pub fn flaws(svg: &Svg) -> Vec<Flaw> {
    let boxes = text_boxes(svg);
    let mut flaws = Vec::new();
    for (index, one) in boxes.iter().enumerate() {
        if !svg.frame().contains(one.frame) {
            flaws.push(Flaw::Outside(one.text.clone()));
        }
        if one.size < SMALLEST {
            flaws.push(Flaw::Small(one.text.clone()));
        }
        let others = boxes.iter().skip(index + 1).filter(|other| one.frame.overlaps(other.frame));
        flaws.extend(others.map(|other| Flaw::Overlap(one.text.clone(), other.text.clone())));
    }
    let mut laid = Vec::new();
    for element in svg.elements() {
        covered(element, &mut laid, &mut flaws);
    }
    flaws
}

/// Finds words that a filled rectangle was laid over after them.
fn covered(element: &Element, laid: &mut Vec<(Frame, String)>, flaws: &mut Vec<Flaw>) {
    match element.shape() {
        Shape::Rect(frame, _) if element.filled().is_some() => {
            let under = laid.extract_if(.., |(words, _)| words.overlaps(*frame));
            flaws.extend(under.map(|(_, text)| Flaw::Covered(text)));
        }
        Shape::Text(label) if !label.text.trim().is_empty() => laid.push((frame_of(label), label.text.clone())),
        _ => {}
    }
    for child in element.children() {
        covered(child, laid, flaws);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Language;
    use crate::geometry::{at, px};
    use crate::theme::{Hue, Theme};

    fn picture(elements: Vec<Element>) -> Svg {
        let mut svg = Svg::new("try", (px(100), px(50)), Theme::Light, Language::En);
        for element in elements {
            svg.add(element);
        }
        svg
    }

    fn text(x: i32, y: i32, text: &str) -> Element {
        Element::text(at(px(x), px(y)), text)
    }

    #[test]
    fn words_inside_and_apart_are_no_flaw() {
        assert_eq!(flaws(&picture(vec![text(5, 20, "one"), text(5, 32, "two"), text(60, 20, "")])), []);
    }

    #[test]
    fn each_flaw_is_found() {
        let outside = [text(90, 20, "outside"), text(5, 5, "above"), text(0, 20, "a").anchor(Anchor::Middle)];
        for element in outside {
            assert!(matches!(flaws(&picture(vec![element]))[..], [Flaw::Outside(_)]));
        }
        let both = flaws(&picture(vec![text(5, 20, "one"), text(20, 25, "two")]));
        assert_eq!(both, [Flaw::Overlap("one".into(), "two".into())]);
        let cover = Element::rect(Frame::new(px(0), px(0), px(50), px(30))).fill(Token::Panel);
        let hidden = flaws(&picture(vec![text(5, 20, "under"), text(60, 20, "beside"), cover.clone()]));
        assert_eq!(hidden, [Flaw::Covered("under".into())]);
        assert_eq!(flaws(&picture(vec![cover, text(5, 20, "on")])), []);
        assert_eq!(flaws(&picture(vec![text(5, 20, "tiny").size(Px::of_tenths(119))])), [Flaw::Small("tiny".into())]);
    }

    #[test]
    fn words_stand_on_what_was_laid_under_them_last() {
        let card = Element::rect(Frame::new(px(0), px(0), px(50), px(30))).fill(Token::solid(Hue::Blue));
        let later = Element::rect(Frame::new(px(0), px(0), px(50), px(30))).fill(Token::Panel);
        let svg = picture(vec![card, text(5, 20, "on"), text(60, 20, "beside"), later]);
        let grounds: Vec<Token> = text_boxes(&svg).into_iter().map(|found| found.ground).collect();
        assert_eq!(grounds, [Token::solid(Hue::Blue), Token::Surface]);
    }
}
