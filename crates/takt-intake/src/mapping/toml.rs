//! Reading TOML with places: what is missing, unknown or of another type becomes a finding at its line and column.

use std::ops::Range;

use toml_edit::{Item, TableLike};

use super::Spot;
use crate::nearest::nearest;
use crate::problem::{Args, Finding, code, shown};

/// The text of a mapping and what was found wrong with it.
pub(super) struct Toml<'a> {
    pub(super) source: &'a str,
    text: &'a str,
    line_starts: Vec<usize>,
    pub(super) findings: Vec<Finding>,
}

/// A table and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    table: &'a dyn TableLike,
    pub(super) spot: Spot,
}

/// A value and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) item: &'a Item,
    pub(super) spot: Spot,
}

impl<'a> Toml<'a> {
    pub(super) fn new(source: &'a str, text: &'a str) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { source, text, line_starts, findings: Vec::new() }
    }

    /// Line and column of a place in the text.
    pub(super) fn spot(&self, span: Option<Range<usize>>) -> Option<Spot> {
        let at = span?.start.min(self.text.len());
        let line = self.line_starts.partition_point(|start| *start <= at);
        let start = self.line_starts.get(line.checked_sub(1)?)?;
        let column = self.text.get(*start..at).map_or(0, |before| before.chars().count()) + 1;
        Some(Spot { line: u32::try_from(line).unwrap_or(u32::MAX), column: u32::try_from(column).unwrap_or(u32::MAX) })
    }

    pub(super) fn find(&mut self, spot: Spot, code: &'static str, args: Args) {
        self.findings.push(Finding::at(self.source, spot.line, spot.column, code, args));
    }

    pub(super) fn root(&self, table: &'a toml_edit::Table) -> Table<'a> {
        Table { table, spot: Spot { line: 1, column: 1 } }
    }

    /// A value by its key.
    pub(super) fn get(&self, table: Table<'a>, key: &str) -> Option<Node<'a>> {
        let (key, item) = table.table.get_key_value(key)?;
        let spot = self.spot(key.span()).or_else(|| self.spot(item.span())).unwrap_or(table.spot);
        Some(Node { item, spot })
    }

    /// A value that must be there.
    pub(super) fn need(&mut self, table: Table<'a>, key: &str) -> Option<Node<'a>> {
        let found = self.get(table, key);
        if found.is_none() {
            self.find(table.spot, code::MISSING_KEY, vec![("key", key.into())]);
        }
        found
    }

    /// All keys of a table with their values.
    pub(super) fn entries(&self, table: Table<'a>) -> Vec<(&'a str, Node<'a>)> {
        let keys: Vec<&'a str> = table.table.iter().map(|(key, _)| key).collect();
        keys.into_iter().filter_map(|key| Some((key, self.get(table, key)?))).collect()
    }

    /// Finds every key that is none of `known`.
    pub(super) fn only(&mut self, table: Table<'a>, known: &[&str]) {
        for (key, node) in self.entries(table) {
            if !known.contains(&key) {
                let args = vec![("key", shown(key)), ("nearest", nearest(key, known.iter().copied()))];
                self.find(node.spot, code::UNKNOWN_KEY, args);
            }
        }
    }

    pub(super) fn wrong(&mut self, node: Node<'a>, expected: &str) {
        let args = vec![("expected", expected.into()), ("found", node.item.type_name().into())];
        self.find(node.spot, code::WRONG_TYPE, args);
    }

    pub(super) fn string(&mut self, node: Node<'a>) -> Option<&'a str> {
        let text = node.item.as_str();
        if text.is_none() {
            self.wrong(node, "string");
        }
        text
    }

    /// A string that names something: not blank.
    pub(super) fn name(&mut self, node: Node<'a>) -> Option<String> {
        let text = self.string(node)?;
        if text.len() > 200 {
            self.find(node.spot, code::BAD_NAME, vec![("value", shown(text))]);
            return None;
        }
        self.column(node)
    }

    /// The name of a column: as long as a header has it, since forms put whole questions there.
    pub(super) fn column(&mut self, node: Node<'a>) -> Option<String> {
        let text = self.string(node)?;
        if text.trim().is_empty() {
            self.find(node.spot, code::BAD_NAME, vec![("value", shown(text))]);
            return None;
        }
        Some(text.into())
    }

    pub(super) fn flag(&mut self, node: Node<'a>) -> Option<bool> {
        let flag = node.item.as_bool();
        if flag.is_none() {
            self.wrong(node, "boolean");
        }
        flag
    }

    /// A flag that need not stand there.
    pub(super) fn flag_or(&mut self, table: Table<'a>, key: &str, default: bool) -> bool {
        self.get(table, key).and_then(|node| self.flag(node)).unwrap_or(default)
    }

    pub(super) fn table(&mut self, node: Node<'a>) -> Option<Table<'a>> {
        let table = node.item.as_table_like();
        if table.is_none() {
            self.wrong(node, "table");
        }
        table.map(|table| Table { table, spot: node.spot })
    }

    /// A value as a table, without a finding where it is none.
    pub(super) fn as_table(&self, node: Node<'a>) -> Option<Table<'a>> {
        node.item.as_table_like().map(|table| Table { table, spot: node.spot })
    }

    /// The strings of a list; one string alone counts as a list of one.
    pub(super) fn strings(&mut self, node: Node<'a>) -> Option<Vec<(String, Spot)>> {
        if let Some(text) = node.item.as_str() {
            return Some(vec![(text.into(), node.spot)]);
        }
        let Some(array) = node.item.as_array() else {
            self.wrong(node, "array of strings");
            return None;
        };
        let mut texts = Vec::new();
        for value in array {
            match value.as_str() {
                Some(text) => texts.push((text.into(), self.spot(value.span()).unwrap_or(node.spot))),
                None => {
                    self.wrong(node, "array of strings");
                    return None;
                }
            }
        }
        Some(texts)
    }

    /// The lists of a list; one string alone counts as a list of one.
    pub(super) fn lists(&mut self, node: Node<'a>) -> Option<Vec<Vec<(String, Spot)>>> {
        let Some(array) = node.item.as_array() else { return Some(vec![self.strings(node)?]) };
        let mut lists = Vec::new();
        for value in array {
            let spot = self.spot(value.span()).unwrap_or(node.spot);
            let texts: Option<Vec<String>> = match (value.as_str(), value.as_array()) {
                (Some(text), _) => Some(vec![text.into()]),
                (None, Some(inner)) => inner.iter().map(|text| text.as_str().map(str::to_string)).collect(),
                (None, None) => None,
            };
            let Some(texts) = texts.filter(|texts| texts.iter().all(|text| !text.trim().is_empty())) else {
                self.wrong(node, "array of strings");
                return None;
            };
            lists.push(texts.into_iter().map(|text| (text, spot)).collect());
        }
        Some(lists)
    }

    /// `[[key]]`, or a list of inline tables. An absent key is an empty list.
    pub(super) fn tables(&mut self, table: Table<'a>, key: &str) -> Vec<Table<'a>> {
        let Some(node) = self.get(table, key) else { return Vec::new() };
        self.list_of_tables(node)
    }

    /// A list of tables, or one table alone.
    pub(super) fn list_of_tables(&mut self, node: Node<'a>) -> Vec<Table<'a>> {
        if let Some(tables) = node.item.as_array_of_tables() {
            return tables
                .iter()
                .map(|table| Table { table, spot: self.spot(table.span()).unwrap_or(node.spot) })
                .collect();
        }
        if let Some(table) = node.item.as_inline_table() {
            return vec![Table { table, spot: node.spot }];
        }
        if let Some(array) = node.item.as_array() {
            let found: Option<Vec<Table<'a>>> = array
                .iter()
                .map(|value| {
                    let spot = self.spot(value.span()).unwrap_or(node.spot);
                    value.as_inline_table().map(|table| Table { table, spot })
                })
                .collect();
            if let Some(tables) = found {
                return tables;
            }
        }
        self.wrong(node, "array of tables");
        Vec::new()
    }
}
