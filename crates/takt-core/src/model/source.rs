//! The text of a model file as a tree that knows where everything stands.
//!
//! TOML can say one thing in several ways (`[[stage]]`, `stage = [{ … }]`, dotted keys). The tree has one form for
//! all of them, and an offset in the text at every key and value.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use toml_edit::{Document, Item, TableLike, Value};

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Offset of its first byte.
    pub(super) at: usize,
    /// What it is.
    pub(super) what: What,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// true or false.
    Flag(bool),
    /// A day, a time or both, as written.
    Day(String),
    /// A number with a fraction: nothing in a model is one.
    Fraction,
    /// A list of values.
    List(Vec<Node>),
    /// A table.
    Table(Vec<Entry>),
}

/// A key of a table with its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: String,
    /// Offset of the key.
    pub(super) at: usize,
    /// The value.
    pub(super) node: Node,
}

impl Node {
    /// What it is, as a word of [`EXPECTED`](super::finding::EXPECTED).
    pub(super) fn kind(&self) -> &'static str {
        match &self.what {
            What::Text(_) => "text",
            What::Whole(_) => "whole-number",
            What::Flag(_) => "yes-no",
            What::Day(_) => "day",
            What::Fraction => "fraction",
            What::List(_) => "list",
            What::Table(_) => "table",
        }
    }

    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.what {
            What::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, where it is one.
    pub(super) fn whole(&self) -> Option<i64> {
        match &self.what {
            What::Whole(number) => Some(*number),
            _ => None,
        }
    }

    /// The values of a list; a value that is no list is a list of itself.
    pub(super) fn items(&self) -> &[Self] {
        match &self.what {
            What::List(items) => items,
            _ => core::slice::from_ref(self),
        }
    }

    /// The entries of a table; none where it is no table.
    pub(super) fn entries(&self) -> &[Entry] {
        match &self.what {
            What::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The entry of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// How it reads in a sentence about it.
    pub(super) fn shown(&self) -> String {
        match &self.what {
            What::Text(text) | What::Day(text) => text.clone(),
            What::Whole(number) => number.to_string(),
            What::Flag(flag) => flag.to_string(),
            What::Fraction | What::List(_) | What::Table(_) => String::new(),
        }
    }
}

/// The tree of a text.
///
/// # Errors
/// Offset and message of the parser, where the text is cut or no TOML.
pub(super) fn tree(text: &str) -> Result<Node, (usize, String)> {
    match Document::parse(text) {
        Ok(document) => Ok(Node { at: 0, what: What::Table(entries(document.as_table(), 0)) }),
        Err(error) => {
            // A file that ends too early has its fault at its end.
            let at = error.span().map_or(text.len(), |span| span.start);
            // The parser goes on behind a text that is not closed, and stumbles over what comes next.
            match open_quote(text).filter(|open| *open < at) {
                Some(open) => Err((open, "text without its closing quote".into())),
                None => Err((at, error.message().into())),
            }
        }
    }
}

/// Where the first text begins that is not closed: on its line, or, in three quotes, at all.
fn open_quote(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let start = at + rest.find(['"', '\'', '#'])?;
        let rest = text.get(start..)?;
        let quote = rest.chars().next()?;
        at = match quote {
            '#' => start + rest.find('\n')?,
            _ => {
                let triple = rest.len() >= 3 && rest.chars().take(3).all(|char| char == quote);
                let width = if triple { 3 } else { 1 };
                let Some(end) = end_of_text(rest.get(width..)?, quote, triple) else { return Some(start) };
                start + width + end
            }
        };
    }
    None
}

/// Where a text ends, closing quote included; `None` where it is not closed.
fn end_of_text(text: &str, quote: char, triple: bool) -> Option<usize> {
    let mut is_escaped = false;
    for (at, char) in text.char_indices() {
        let rest = text.get(at..)?;
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            '\n' if !triple => return None,
            _ if char != quote => {}
            _ if !triple => return Some(at + 1),
            // Up to two quotes may stand before the three that close.
            _ if rest.chars().take(3).filter(|c| *c == quote).count() == 3 => {
                return Some(at + rest.chars().take(5).take_while(|c| *c == quote).count());
            }
            _ => {}
        }
    }
    None
}

fn entries(table: &dyn TableLike, above: usize) -> Vec<Entry> {
    table
        .iter()
        .filter_map(|(name, item)| {
            let at = table.key(name).and_then(toml_edit::Key::span).map_or(above, |span| span.start);
            let node = item_node(item, at)?;
            // The key of a `[table]` header stands in the header; of tables that other headers imply, nowhere.
            Some(Entry { key: name.into(), at: if at == above { node.at } else { at }, node })
        })
        .collect()
}

fn item_node(item: &Item, key: usize) -> Option<Node> {
    let at = item.span().map_or(key, |span| span.start);
    let what = match item {
        Item::None => return None,
        Item::Value(value) => return Some(value_node(value, key)),
        Item::Table(table) => What::Table(entries(table, at)),
        Item::ArrayOfTables(tables) => What::List(
            tables
                .iter()
                .map(|table| {
                    let at = table.span().map_or(at, |span| span.start);
                    Node { at, what: What::Table(entries(table, at)) }
                })
                .collect(),
        ),
    };
    Some(Node { at, what })
}

fn value_node(value: &Value, key: usize) -> Node {
    let at = value.span().map_or(key, |span| span.start);
    let what = match value {
        Value::String(text) => What::Text(text.value().clone()),
        Value::Integer(number) => What::Whole(*number.value()),
        Value::Float(_) => What::Fraction,
        Value::Boolean(flag) => What::Flag(*flag.value()),
        Value::Datetime(day) => What::Day(day.value().to_string()),
        Value::Array(list) => What::List(list.iter().map(|value| value_node(value, at)).collect()),
        Value::InlineTable(table) => What::Table(entries(table, at)),
    };
    Node { at, what }
}

/// Where the lines of a text begin.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Of a text.
    pub(super) fn of(text: &'a str) -> Self {
        let starts = core::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// Line and column (in characters) of an offset, both from 1.
    pub(super) fn place(&self, at: usize) -> (u32, u32) {
        let at = at.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts[line - 1];
        let before = self.text.as_bytes().get(start..at).unwrap_or_default();
        // A character is counted at its first byte; an offset inside of one counts it. A byte order mark is no column.
        let first = if line == 1 && before.starts_with("\u{feff}".as_bytes()) { 1 } else { 0 };
        let column = before.iter().filter(|byte| (**byte & 0xc0) != 0x80).count() - first;
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column + 1).unwrap_or(u32::MAX))
    }
}

/// The word among those known that looks most like this one; the empty text where none does.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> &'a str {
    let limit = (word.chars().count() / 3).max(2);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map_or("", |(_, candidate)| candidate)
}

/// How many characters have to be put in, taken out or changed to come from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    // Ids are short; whatever is longer is no slip of the hand, and would only cost time.
    const LONG: usize = 80;
    let to: Vec<char> = to.chars().take(LONG).collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().take(LONG).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let changed = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        let lines = Lines::of("a = \"育成\" # x\nb = 1\n");
        assert_eq!(lines.place(0), (1, 1));
        assert_eq!(lines.place("a = \"育".len()), (1, 7));
        assert_eq!(lines.place("a = \"育成\" # x\n".len()), (2, 1));
        assert_eq!(lines.place(9_999), (3, 1));
    }

    #[test]
    fn every_way_to_write_a_table_has_one_form_and_a_place() {
        let shapes = ["[[stage]]\nid = \"a\"", "stage = [{ id = \"a\" }]"];
        for text in shapes {
            let tree = tree(text).expect("TOML");
            let list = &tree.get("stage").expect("stage").node;
            let id = list.items()[0].get("id").expect("id");
            assert_eq!((id.node.text(), &text[id.at..=id.at + 1]), (Some("a"), "id"));
        }
        let text = "calendar.days = [\"mon\"]";
        let tree = tree(text).expect("TOML");
        assert!(tree.get("calendar").expect("calendar").node.get("days").is_some_and(|days| days.at == 9));
    }

    #[test]
    fn a_text_that_is_not_closed_is_told_where_it_begins() {
        for sound in ["a = \"\\\"\" # \"", "a = '\"' \nb = \"'\"", "a = \"\"\"\nx\"\"\"\"\"\nb = 1", "a = ''", "a = 1"]
        {
            assert_eq!((tree(sound).is_ok(), open_quote(sound)), (true, None), "{sound}");
        }
        for (broken, at) in [("a = [\"x]\n\"b\"", 5), ("a = 'x\nb = 1", 4), ("a = \"\"\"x\"\nb = 1", 4)] {
            assert_eq!(tree(broken).map_err(|(at, _)| at).err(), Some(at), "{broken}");
        }
    }

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("nurtrue", ["lead", "nurture", "mql"]), "nurture");
        assert_eq!(nearest("xyz", ["lead", "nurture", "mql"]), "");
        assert_eq!(nearest("a", ["b"]), "");
    }
}
