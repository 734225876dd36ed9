//! From TOML to a sound [`Mapping`], or to everything that is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use super::check::checks;
use super::fact::fact;
use super::toml::{Node, Table, Toml};
use super::value::{column, zone};
use super::{Column, ContactRule, FORMAT, FactRule, FileRule, Free, JoinRule, KeyRule, Mapping, Spot, TextRule, Zone};
use crate::nearest::nearest;
use crate::problem::{Finding, code, shown};

/// A mapping longer than this is no mapping.
const TEXT_BYTES_MAX: usize = 1 << 20;
/// Ranks are 16 bits, two for each `[[fact]]`.
const FACTS_MAX: usize = 10_000;

pub(super) fn read(source: &str, bytes: &[u8]) -> Result<Mapping, Vec<Finding>> {
    if bytes.len() > TEXT_BYTES_MAX {
        let args = vec![("limit", TEXT_BYTES_MAX.to_string())];
        return Err(vec![Finding::of_file(source, code::MAPPING_TOO_LONG, args)]);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        vec![Finding::at(source, line, 0, code::MAPPING_NOT_UTF8, vec![])]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut toml = Toml::new(source, text);
    let document = match toml_edit::Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let spot = toml.spot(error.span()).unwrap_or(Spot { line: 1, column: 1 });
            toml.find(spot, code::MAPPING_NOT_TOML, vec![("error", shown(error.message().trim()))]);
            return Err(toml.findings);
        }
    };
    let root = toml.root(document.as_table());
    let mapping = whole(&mut toml, root);
    toml.findings.sort_by_key(|finding| (finding.line, finding.column));
    toml.findings.dedup();
    match mapping {
        Some(mapping) if toml.findings.is_empty() => Ok(mapping),
        _ => Err(toml.findings),
    }
}

fn whole<'a>(toml: &mut Toml<'a>, root: Table<'a>) -> Option<Mapping> {
    toml.only(root, &["format", "name", "system", "zone", "file", "fact", "check"]);
    if let Some(node) = toml.need(root, "format") {
        match node.item.as_integer() {
            Some(FORMAT) => {}
            Some(other) => {
                let args = vec![("format", other.to_string()), ("known", FORMAT.to_string())];
                toml.find(node.spot, code::UNKNOWN_FORMAT, args);
            }
            None => toml.wrong(node, "integer"),
        }
    }
    let name = toml.need(root, "name").and_then(|node| toml.name(node));
    let system = toml.need(root, "system").and_then(|node| system(toml, node));
    let zone = match toml.get(root, "zone") {
        Some(node) => zone(toml, node),
        None => Some(Zone::Model),
    };
    let files = files(toml, root);
    if toml.get(root, "fact").is_none() {
        toml.find(root.spot, code::MISSING_KEY, vec![("key", "fact".into())]);
    }
    let tables = toml.tables(root, "fact");
    if tables.len() > FACTS_MAX {
        let args = vec![("value", tables.len().to_string()), ("from", "1".into()), ("to", FACTS_MAX.to_string())];
        toml.find(root.spot, code::NUMBER_OUT_OF_RANGE, args);
        return None;
    }
    let facts: Vec<Option<FactRule>> = tables.into_iter().map(|table| fact(toml, table, &files)).collect();
    let checks = checks(toml, root, &files, &facts);
    Some(Mapping {
        name: name?,
        system: system?,
        source: toml.source.into(),
        zone: zone?,
        files,
        facts: facts.into_iter().collect::<Option<Vec<_>>>()?,
        checks,
    })
}

/// The prefix of outside keys: lower case letters, digits, `-` and `_`.
pub(super) fn system<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<String> {
    let text = toml.string(node)?;
    let good = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter);
    if text.is_empty() || text.len() > 40 || !text.chars().all(good) {
        toml.find(node.spot, code::BAD_NAME, vec![("value", shown(text))]);
        return None;
    }
    Some(text.into())
}

const FILE_KEYS: &[&str] = &[
    "id", "columns", "without", "optional", "repeats", "bare", "only", "also", "blank", "harmless", "account",
    "contact", "row", "lookup", "join", "texts", "free", "free_for",
];

fn files<'a>(toml: &mut Toml<'a>, root: Table<'a>) -> Vec<FileRule> {
    if toml.get(root, "file").is_none() {
        toml.find(root.spot, code::MISSING_KEY, vec![("key", "file".into())]);
    }
    let tables = toml.tables(root, "file");
    // Ids first: a join may name a file that stands further down.
    let ids: Vec<String> = tables
        .iter()
        .map(|table| toml.need(*table, "id").and_then(|node| toml.name(node)).unwrap_or_default())
        .collect();
    let lookups: Vec<bool> = tables.iter().map(|table| toml.flag_or(*table, "lookup", false)).collect();
    for (place, id) in ids.iter().enumerate() {
        if !id.is_empty() && ids[..place].contains(id) {
            toml.find(tables[place].spot, code::NAME_REPEATS, vec![("name", id.clone())]);
        }
    }
    tables
        .into_iter()
        .enumerate()
        .map(|(place, table)| {
            toml.only(table, FILE_KEYS);
            let rule = FileRule {
                id: ids[place].clone(),
                columns: toml.need(table, "columns").map_or_else(Vec::new, |node| words(toml, node)),
                without: toml.get(table, "without").map_or_else(Vec::new, |node| words(toml, node)),
                optional: toml.flag_or(table, "optional", false),
                repeats: toml.flag_or(table, "repeats", false),
                bare: bare(toml, table),
                only_known: toml.get(table, "only").is_some_and(|node| only(toml, node)),
                also: also(toml, table),
                blank: toml.get(table, "blank").map_or_else(Vec::new, |node| words(toml, node)),
                harmless: toml.flag_or(table, "harmless", false),
                account: toml.get(table, "account").and_then(|node| account(toml, node)),
                contact: toml.get(table, "contact").and_then(|node| contact(toml, node)),
                row: toml.get(table, "row").and_then(|node| key_rule(toml, node, &[])),
                lookup: lookups[place],
                joins: joins(toml, table, &ids),
                texts: texts(toml, table),
                free: free(toml, table),
                free_of_contact: toml.get(table, "free_for").is_some_and(|node| free_for(toml, node)),
            };
            if let Some(column) = rule.without.iter().find(|column| rule.columns.contains(column))
                && let Some(node) = toml.get(table, "without")
            {
                toml.find(node.spot, code::NAME_REPEATS, vec![("name", column.clone())]);
            }
            for key in ["account", "contact", "row", "join", "texts", "free"] {
                if rule.lookup
                    && let Some(node) = toml.get(table, key)
                {
                    toml.find(node.spot, code::LOOKUP_WITH_FACTS, vec![("file", rule.id.clone())]);
                }
            }
            for (joined, spot) in rule.account.iter().filter_map(KeyRule::joined) {
                if !rule.joins.iter().any(|join| ids[join.file] == joined) {
                    let args = vec![("file", shown(joined)), ("owner", rule.id.clone())];
                    toml.find(spot, code::NOT_JOINED, args);
                }
            }
            let of_account = |spot: Spot| {
                let mut columns = rule.account.iter().flat_map(|key| key.columns.iter().chain(key.or.iter().flatten()));
                columns.any(|column| column.spot == spot)
            };
            let named = rule.columns_named().filter(|column| column.joined.is_some());
            let named: Vec<Spot> = named.map(|column| column.spot).filter(|spot| !of_account(*spot)).collect();
            for spot in named {
                // Texts and the keys of person and row stand in the row itself.
                toml.find(spot, code::UNKNOWN_KEY, vec![("key", "joined".into()), ("nearest", String::new())]);
            }
            rule
        })
        .collect()
}

impl KeyRule {
    /// The joined file that the key stands in, and where it is named.
    fn joined(&self) -> Option<(&str, Spot)> {
        self.columns.first().and_then(|column| Some((column.joined.as_deref()?, column.spot)))
    }
}

impl FileRule {
    /// Every column that keys, texts and joins of this file name.
    pub(crate) fn columns_named(&self) -> impl Iterator<Item = &Column> {
        let keys = self.account.iter().chain(&self.row).chain(self.contact.iter().map(|contact| &contact.key));
        let texts = self.texts.iter().chain(self.contact.iter().flat_map(|contact| &contact.texts));
        let alternatives = keys.clone().flat_map(|key| key.or.iter().flatten());
        let free = match &self.free {
            Free::Listed(columns) => columns.as_slice(),
            Free::Rest => &[],
        };
        keys.flat_map(|key| &key.columns)
            .chain(alternatives)
            .chain(texts.flat_map(|text| &text.columns))
            .chain(free)
            .chain(self.joins.iter().map(|join| &join.on))
    }
}

/// Words of a list, each once.
fn words<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Vec<String> {
    let Some(texts) = toml.strings(node) else { return Vec::new() };
    if texts.is_empty() {
        toml.find(node.spot, code::BAD_NAME, vec![("value", String::new())]);
    }
    let mut seen = BTreeSet::new();
    for (text, spot) in &texts {
        if text.trim().is_empty() {
            toml.find(*spot, code::BAD_NAME, vec![("value", text.clone())]);
        } else if !seen.insert(text.clone()) {
            toml.find(*spot, code::NAME_REPEATS, vec![("name", text.clone())]);
        }
    }
    texts.into_iter().map(|(text, _)| text.trim().to_string()).collect()
}

fn key_rule<'a>(toml: &mut Toml<'a>, node: Node<'a>, beside: &[&str]) -> Option<KeyRule> {
    let table = toml.table(node)?;
    if beside.is_empty() {
        toml.only(table, &["key", "or", "system", "whole"]);
    }
    let said = !beside.is_empty() && toml.flag_or(table, "said", false);
    let key = if said { toml.get(table, "key") } else { Some(toml.need(table, "key")?) };
    let columns: Vec<Column> = match key {
        Some(key) => {
            let columns = columns_of(toml.strings(key)?);
            if columns.is_empty() {
                toml.find(key.spot, code::BAD_NAME, vec![("value", String::new())]);
            }
            columns
        }
        None => Vec::new(),
    };
    let system = match toml.get(table, "system") {
        Some(node) => Some(system(toml, node)?),
        None => None,
    };
    let or = match toml.get(table, "or") {
        Some(node) => toml.lists(node)?.into_iter().map(columns_of).collect(),
        None => Vec::new(),
    };
    let whole = toml.flag_or(table, "whole", false);
    Some(KeyRule { columns, or, said, system, whole, optional: false })
}

/// Columns of the file itself.
fn columns_of(names: Vec<(String, Spot)>) -> Vec<Column> {
    names.into_iter().map(|(name, spot)| Column { name, joined: None, spot }).collect()
}

/// The columns that tell a file without a header.
fn bare<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Vec<(String, Vec<String>)> {
    let Some(node) = toml.get(table, "bare") else { return Vec::new() };
    let Some(words_of) = toml.table(node) else { return Vec::new() };
    let columns = toml.get(table, "columns").and_then(|node| toml.strings(node)).unwrap_or_default();
    let mut bare = Vec::new();
    for (column, node) in toml.entries(words_of) {
        if !columns.iter().any(|(known, _)| known.trim() == column) {
            let nearest = nearest(column, columns.iter().map(|(known, _)| known.as_str()));
            toml.find(node.spot, code::UNKNOWN_KEY, vec![("key", shown(column)), ("nearest", nearest)]);
        }
        bare.push((column.to_string(), words(toml, node)));
    }
    bare
}

/// Whether only rows of known accounts are taken: the one word that may stand here.
fn only<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> bool {
    match toml.string(node) {
        Some("known") => true,
        Some(other) => {
            let args = vec![("value", shown(other)), ("known", "known".into()), ("nearest", "known".into())];
            toml.find(node.spot, code::UNKNOWN_CODE, args);
            false
        }
        None => false,
    }
}

/// The other names of columns.
fn also<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> BTreeMap<String, Vec<String>> {
    let Some(node) = toml.get(table, "also") else { return BTreeMap::new() };
    let Some(table) = toml.table(node) else { return BTreeMap::new() };
    let entries = toml.entries(table);
    entries.into_iter().map(|(name, node)| (name.trim().to_string(), words(toml, node))).collect()
}

/// The key of the account, which may stand in a joined file.
fn account<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<KeyRule> {
    let mut rule = key_rule(toml, node, &["joined"])?;
    let table = toml.table(node)?;
    toml.only(table, &["key", "or", "said", "system", "joined", "whole", "optional"]);
    rule.optional = toml.flag_or(table, "optional", false);
    if let Some(node) = toml.get(table, "joined") {
        let joined = toml.name(node)?;
        for column in rule.columns.iter_mut().chain(rule.or.iter_mut().flatten()) {
            column.joined = Some(joined.clone());
        }
    }
    Some(rule)
}

fn contact<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<ContactRule> {
    let key = key_rule(toml, node, &["texts"])?;
    let table = toml.table(node)?;
    let mut texts = Vec::new();
    for (name, node) in toml.entries(table) {
        if !["key", "or", "said", "system", "whole"].contains(&name) {
            texts.push(text(toml, name, node)?);
        }
    }
    Some(ContactRule { key, texts })
}

/// A text from a column, or put together from several.
fn text<'a>(toml: &mut Toml<'a>, name: &str, node: Node<'a>) -> Option<TextRule> {
    if let Some(table) = toml.as_table(node)
        && let Some(node) = toml.get(table, "constant")
    {
        toml.only(table, &["constant"]);
        return Some(TextRule { name: name.into(), columns: Vec::new(), constant: Some(toml.column(node)?) });
    }
    let columns = match node.item.as_array() {
        Some(_) => {
            let columns = columns_of(toml.strings(node)?);
            if columns.is_empty() || columns.iter().any(|column| column.name.trim().is_empty()) {
                toml.find(node.spot, code::BAD_NAME, vec![("value", String::new())]);
                return None;
            }
            columns
        }
        None => vec![column(toml, node)?],
    };
    Some(TextRule { name: name.into(), columns, constant: None })
}

fn texts<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Vec<TextRule> {
    let Some(node) = toml.get(table, "texts") else { return Vec::new() };
    let Some(texts) = toml.table(node) else { return Vec::new() };
    toml.entries(texts).into_iter().filter_map(|(name, node)| text(toml, name, node)).collect()
}

fn free<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Free {
    let Some(node) = toml.get(table, "free") else { return Free::Listed(Vec::new()) };
    if node.item.as_str() == Some("rest") {
        return Free::Rest;
    }
    let texts = toml.strings(node).unwrap_or_default();
    Free::Listed(columns_of(texts))
}

/// Whether free columns are of the person: the other word is `account`.
fn free_for<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> bool {
    match toml.string(node) {
        Some("account") | None => false,
        Some("contact") => true,
        Some(other) => {
            let nearest = nearest(other, ["account", "contact"]);
            let args = vec![("value", shown(other)), ("known", "account, contact".into()), ("nearest", nearest)];
            toml.find(node.spot, code::UNKNOWN_CODE, args);
            false
        }
    }
}

fn joins<'a>(toml: &mut Toml<'a>, table: Table<'a>, ids: &[String]) -> Vec<JoinRule> {
    let Some(node) = toml.get(table, "join") else { return Vec::new() };
    let tables = toml.list_of_tables(node);
    tables.into_iter().filter_map(|table| join(toml, table, ids)).collect()
}

fn join<'a>(toml: &mut Toml<'a>, table: Table<'a>, ids: &[String]) -> Option<JoinRule> {
    toml.only(table, &["file", "on", "key", "optional"]);
    let optional = toml.flag_or(table, "optional", false);
    let on = toml.need(table, "on");
    let node = toml.need(table, "file")?;
    let file = file_id(toml, node, ids)?;
    let on = on.and_then(|node| Some(Column { name: toml.column(node)?, joined: None, spot: node.spot }))?;
    let key = match toml.get(table, "key") {
        Some(node) => Column { name: toml.column(node)?, joined: None, spot: node.spot },
        None => on.clone(),
    };
    Some(JoinRule { file, on, key, optional })
}

/// The `[[file]]` of an id, by its place.
pub(super) fn file_id<'a>(toml: &mut Toml<'a>, node: Node<'a>, ids: &[String]) -> Option<usize> {
    let text = toml.string(node)?;
    let place = ids.iter().position(|id| id == text && !id.is_empty());
    if place.is_none() {
        let args = vec![("file", shown(text)), ("nearest", nearest(text, ids.iter().map(String::as_str)))];
        toml.find(node.spot, code::UNKNOWN_FILE, args);
    }
    place
}
