//! One table of the file against the keys it may have.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Bilingual;
use super::finding::Findings;
use super::grammar::{Holds, NAME, Section};
use super::source::{Entry, Node, What, nearest};
use crate::unit::Span;

/// The sound keys of a table. What is missing or of another type has become a finding, so a reader only asks for what
/// it can use.
pub(super) struct Fields<'n> {
    /// Where the table stands.
    pub(super) at: usize,
    sound: Vec<&'n Entry>,
    table: &'n Node,
}

/// Holds a table against its section.
pub(super) fn fields<'n>(section: &Section, table: &'n Node, found: &mut Findings) -> Fields<'n> {
    let mut sound = Vec::new();
    if !matches!(table.what, What::Table(_)) {
        wrong_type(section.name, "table", table, found);
    } else {
        for entry in table.entries() {
            match section.keys.iter().find(|key| key.name == entry.key) {
                None => unknown_key(entry, section.name, section.keys.iter().map(|key| key.name), found),
                Some(key) if is_sound(&key.holds, entry, found) => sound.push(entry),
                Some(_) => {}
            }
        }
        for key in section.keys.iter().filter(|key| key.needed && table.get(key.name).is_none()) {
            found.add(table.at, "missing-key", [("key", key.name), ("section", section.name)]);
        }
    }
    Fields { at: table.at, sound, table }
}

/// A key that is none.
pub(super) fn unknown_key<'a>(
    entry: &Entry,
    section: &str,
    known: impl Iterator<Item = &'a str>,
    found: &mut Findings,
) {
    let nearest = nearest(&entry.key, known);
    found.add(entry.at, "unknown-key", [("key", &entry.key), ("section", section), ("nearest", nearest)]);
}

/// A value of another type.
pub(super) fn wrong_type(key: &str, expected: &str, node: &Node, found: &mut Findings) {
    found.add(node.at, "wrong-type", [("key", key), ("expected", expected), ("found", node.kind())]);
}

/// A value of the right type that means nothing here.
pub(super) fn bad_value(key: &str, node: &Node, expected: &str, words: &str, found: &mut Findings) {
    let args = [("key", key), ("value", &*node.shown()), ("expected", expected), ("words", words)];
    found.add(node.at, "bad-value", args);
}

/// Whether a word may name something: small letters, digits, `-` and `_`, a letter first.
pub(super) fn is_id(word: &str) -> bool {
    word.len() <= 64
        && word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

/// A number from one to another, in words.
fn between(least: i64, most: i64) -> String {
    alloc::format!("{least}–{most}")
}

fn is_sound(holds: &Holds, entry: &Entry, found: &mut Findings) -> bool {
    let (key, node) = (&*entry.key, &entry.node);
    let text = |found: &mut Findings| {
        let text = node.text();
        if text.is_none() {
            wrong_type(key, "text", node, found);
        }
        text
    };
    let bad = |expected: &str, words: &str, found: &mut Findings| {
        bad_value(key, node, expected, words, found);
        false
    };
    match holds {
        Holds::Value => true,
        Holds::Text => text(found).is_some_and(|text| !text.trim().is_empty() || bad("text", "", found)),
        Holds::Id => text(found).is_some_and(|text| is_id(text) || bad("id", "", found)),
        Holds::OneOf(words) => {
            text(found).is_some_and(|text| words.contains(&text) || bad("one-of", &words.join(", "), found))
        }
        Holds::Span => text(found).is_some_and(|text| Span::parse(text).is_some() || bad("span", "", found)),
        Holds::LongSpan => text(found)
            .is_some_and(|text| Span::parse(text).is_some_and(|span| !is_nothing(span)) || bad("span", "", found)),
        Holds::Whole(least, most) => match node.whole() {
            Some(number) => (*least..=*most).contains(&number) || bad("between", &between(*least, *most), found),
            None => {
                wrong_type(key, "whole-number", node, found);
                false
            }
        },
        Holds::Flag => {
            let is = matches!(node.what, What::Flag(_));
            if !is {
                wrong_type(key, "yes-no", node, found);
            }
            is
        }
        Holds::Texts => {
            let before = found.len();
            for item in node.items() {
                match item.text() {
                    None => wrong_type(key, "texts", item, found),
                    Some(text) if text.trim().is_empty() => bad_value(key, item, "text", "", found),
                    Some(_) => {}
                }
            }
            found.len() == before
        }
        Holds::List | Holds::Tables | Holds::Table => {
            let (is, expected) = match (holds, &node.what) {
                (Holds::Table, what) => (matches!(what, What::Table(_)), "table"),
                (Holds::List, what) => (matches!(what, What::List(_)), "list"),
                (_, what) => (matches!(what, What::List(_)), "tables"),
            };
            if !is {
                wrong_type(key, expected, node, found);
            }
            is
        }
        Holds::Name => is_name(key, node, found),
    }
}

/// Whether a span has no length.
pub(super) fn is_nothing(span: Span) -> bool {
    matches!(span, Span::Business(0) | Span::Days(0) | Span::Months(0))
}

/// A name is only sound in both languages: a Japanese page must never fall back to English, nor the other way round.
fn is_name(key: &str, node: &Node, found: &mut Findings) -> bool {
    if !matches!(node.what, What::Table(_)) {
        wrong_type(key, "table", node, found);
        return false;
    }
    let before = found.len();
    for entry in node.entries().iter().filter(|entry| NAME.keys.iter().all(|key| key.name != entry.key)) {
        unknown_key(entry, key, NAME.keys.iter().map(|key| key.name), found);
    }
    for language in NAME.keys.iter().map(|key| key.name) {
        let missing = |at| (at, "name-missing", [("key", key), ("language", language)]);
        match node.get(language) {
            None => {
                let (at, code, args) = missing(node.at);
                found.add(at, code, args);
            }
            Some(entry) => match entry.node.text() {
                None => wrong_type(language, "text", &entry.node, found),
                Some(text) if text.trim().is_empty() => {
                    let (at, code, args) = missing(entry.node.at);
                    found.add(at, code, args);
                }
                Some(_) => {}
            },
        }
    }
    found.len() == before
}

impl<'n> Fields<'n> {
    /// The value of a key, if it is there and sound.
    pub(super) fn node(&self, key: &str) -> Option<&'n Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// Key and value, if they are there and sound.
    pub(super) fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.sound.iter().copied().find(|entry| entry.key == key)
    }

    /// Whether the file has the key, sound or not.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// A text.
    pub(super) fn text(&self, key: &str) -> Option<&'n str> {
        self.node(key)?.text()
    }

    /// A whole number that fits.
    pub(super) fn whole<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        T::try_from(self.node(key)?.whole()?).ok()
    }

    /// true or false; false where the key is missing.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.node(key).is_some_and(|node| matches!(node.what, What::Flag(true)))
    }

    /// A span.
    pub(super) fn span(&self, key: &str) -> Option<Span> {
        Span::parse(self.text(key)?)
    }

    /// The values of a list; nothing where the key is missing.
    pub(super) fn items(&self, key: &str) -> &'n [Node] {
        self.node(key).map_or(&[], Node::items)
    }

    /// A name in both languages; empty where it is missing or not sound.
    pub(super) fn name(&self, key: &str) -> Bilingual {
        let word = |language: &str| {
            self.node(key).and_then(|node| node.get(language)).and_then(|entry| entry.node.text()).unwrap_or_default()
        };
        Bilingual { ja: word("ja").to_string(), en: word("en").to_string() }
    }
}
