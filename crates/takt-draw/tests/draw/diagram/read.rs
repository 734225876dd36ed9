//! A picture read back from its markup: every number, the room of all words, and what lies where.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use takt_draw::geometry::{Frame, Px, at};
use takt_draw::inspect::frame_of;
use takt_draw::lettering::Weight;
use takt_draw::svg::{Anchor, Label};

/// A length as it stands in markup.
fn length(text: &str) -> Px {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let whole_tenths: i32 = whole.parse::<i32>().expect("a length") * 10;
    let tenth: i32 = tenth.parse().expect("tenths");
    Px::of_tenths(if text.starts_with('-') { whole_tenths - tenth } else { whole_tenths + tenth })
}

fn attribute(node: Node<'_, '_>, name: &str) -> Px {
    length(node.attribute(name).expect("an attribute"))
}

/// The words of a text, without what shows when it is pointed at.
pub(crate) fn words(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|node| node.text()).collect::<String>().trim().into()
}

/// The room that the words of a text take.
fn room(node: Node<'_, '_>) -> Frame {
    frame_of(&Label {
        text: words(node),
        at: at(attribute(node, "x"), attribute(node, "y")),
        anchor: match node.attribute("text-anchor") {
            Some("middle") => Anchor::Middle,
            Some("end") => Anchor::End,
            _ => Anchor::Start,
        },
        size: attribute(node, "font-size"),
        weight: if node.attribute("font-weight").is_some() { Weight::Bold } else { Weight::Regular },
        rim: None,
    })
}

fn rect(node: Node<'_, '_>) -> Frame {
    let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| attribute(node, name));
    Frame::new(x, y, width, height)
}

/// What of a picture lies outside of it.
pub(crate) fn outside(tree: &Document<'_>) -> Vec<String> {
    let root = tree.root_element();
    let frame = Frame::new(Px::ZERO, Px::ZERO, attribute(root, "width"), attribute(root, "height"));
    let mut found = Vec::new();
    for node in root.descendants().filter(Node::is_element) {
        let points: Vec<(Px, Px)> = match node.tag_name().name() {
            "rect" => {
                let rect = rect(node);
                vec![(rect.x, rect.y), (rect.right(), rect.bottom())]
            }
            "line" => [("x1", "y1"), ("x2", "y2")].map(|(x, y)| (attribute(node, x), attribute(node, y))).into(),
            "path" => {
                let data = node.attribute("d").expect("a way");
                let numbers: Vec<Px> = data
                    .split(|c: char| c.is_ascii_alphabetic() || c == ' ')
                    .filter(|part| !part.is_empty())
                    .map(length)
                    .collect();
                numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
            }
            _ => Vec::new(),
        };
        if points.iter().any(|(x, y)| !frame.holds(at(*x, *y))) {
            found.push(format!("{} {points:?}", node.tag_name().name()));
        }
    }
    found
}

/// Words that lie over a station they do not belong to.
pub(crate) fn words_over_stations(tree: &Document<'_>) -> Vec<String> {
    let stations: Vec<(Node<'_, '_>, Frame)> = tree
        .descendants()
        .filter(|node| node.has_attribute("data-stage"))
        .filter_map(|node| Some((node, rect(node.children().find(|child| child.has_tag_name("rect"))?))))
        .collect();
    assert!(!stations.is_empty(), "a picture without a station");
    let mut found = Vec::new();
    for text in tree.descendants().filter(|node| node.has_tag_name("text")) {
        for (station, frame) in &stations {
            if room(text).overlaps(*frame) && !text.ancestors().any(|node| node == *station) {
                let key = station.attribute("data-stage").unwrap_or_default();
                found.push(format!("{} over {key}", words(text)));
            }
        }
    }
    found
}

/// Every number of a picture by what it is of: `stage lead closing`, `move lead nurture success`, `bar recycle 2026-11`.
pub(crate) fn numbers(tree: &Document<'_>) -> BTreeMap<String, String> {
    let mut numbers = BTreeMap::new();
    let nearest = |node: Node<'_, '_>, name: &str| {
        node.ancestors().find_map(|node| node.attribute(name).map(str::to_owned)).unwrap_or_default()
    };
    for node in tree.descendants().filter(|node| node.has_attribute("data-n")) {
        let name = node.attribute("data-n").expect("which number");
        let value = node.attribute("data-v").expect("its value").to_owned();
        let key = match name {
            "count" => {
                let [from, to, path] = ["data-from", "data-to", "data-path"].map(|name| nearest(node, name));
                format!("move {from}>{to} {path}")
            }
            "bar" => format!("bar {} {}", nearest(node, "data-stage"), nearest(node, "data-bar")),
            "share" | "worked" => {
                format!("ladder {} {} {name}", nearest(node, "data-ladder"), nearest(node, "data-rung"))
            }
            "ladder-median" | "ladder-accounts" => format!("ladder {} {name}", nearest(node, "data-ladder")),
            "members" | "slots" => format!("crew {} {name}", nearest(node, "data-team")),
            _ => match nearest(node, "data-stage") {
                stage if stage.is_empty() => name.to_owned(),
                stage => format!("stage {stage} {name}"),
            },
        };
        let before = numbers.insert(key.clone(), value.clone());
        assert!(before.is_none(), "{key} stands twice: {before:?} and {value}");
    }
    numbers
}
