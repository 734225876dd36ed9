//! From TOML to a sound [`Mapping`], or to everything that is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use takt_core::fact::kind::{FieldSpec, Scope};
use takt_core::fact::{Dated, Kind, Shape};

use super::check::checks;
use super::condition::condition;
use super::toml::{Node, Table, Toml};
use super::value::{at, column, fits, unknown_code, value, zone};
use super::{
    Column, Condition, ContactRule, FORMAT, FactRule, FileRule, Free, JoinRule, KeyRule, Mapping, Origin, RESERVED,
    Spot, ValueRule, Zone,
};
use crate::nearest::nearest;
use crate::problem::{Finding, code, shown};

/// A mapping longer than this is no mapping.
const TEXT_BYTES_MAX: usize = 1 << 20;
/// Ranks are 16 bits, two for each `[[fact]]`.
const FACTS_MAX: usize = 10_000;

const FACT_KEYS: &[&str] = &["file", "kind", "at", "dated", "if", "optional", "contact", "attributes", "segment"];

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

const FILE_KEYS: &[&str] = &["id", "columns", "account", "contact", "row", "lookup", "join", "texts", "free"];

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
                columns: columns(toml, table),
                account: toml.get(table, "account").and_then(|node| account(toml, node)),
                contact: toml.get(table, "contact").and_then(|node| contact(toml, node)),
                row: toml.get(table, "row").and_then(|node| key_rule(toml, node, &[])),
                lookup: lookups[place],
                joins: joins(toml, table, &ids),
                texts: texts(toml, table),
                free: free(toml, table),
            };
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
            let account = rule.account.iter().flat_map(|key| &key.columns).count();
            let named = rule.columns_named().skip(account).filter(|column| column.joined.is_some());
            let named: Vec<Spot> = named.map(|column| column.spot).collect();
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
        let free = match &self.free {
            Free::Listed(columns) => columns.as_slice(),
            Free::Rest => &[],
        };
        keys.flat_map(|key| &key.columns)
            .chain(texts.map(|(_, column)| column))
            .chain(free)
            .chain(self.joins.iter().map(|join| &join.on))
    }
}

fn columns<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Vec<String> {
    let Some(node) = toml.need(table, "columns") else { return Vec::new() };
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
    texts.into_iter().map(|(text, _)| text).collect()
}

fn key_rule<'a>(toml: &mut Toml<'a>, node: Node<'a>, beside: &[&str]) -> Option<KeyRule> {
    let table = toml.table(node)?;
    if beside.is_empty() {
        toml.only(table, &["key", "system"]);
    }
    let key = toml.need(table, "key")?;
    let columns: Vec<Column> =
        toml.strings(key)?.into_iter().map(|(name, spot)| Column { name, joined: None, spot }).collect();
    if columns.is_empty() {
        toml.find(key.spot, code::BAD_NAME, vec![("value", String::new())]);
    }
    let system = match toml.get(table, "system") {
        Some(node) => Some(system(toml, node)?),
        None => None,
    };
    Some(KeyRule { columns, system })
}

/// The key of the account, which may stand in a joined file.
fn account<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<KeyRule> {
    let mut rule = key_rule(toml, node, &["joined"])?;
    let table = toml.table(node)?;
    toml.only(table, &["key", "system", "joined"]);
    if let Some(node) = toml.get(table, "joined") {
        let joined = toml.name(node)?;
        for column in &mut rule.columns {
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
        if name != "key" && name != "system" {
            texts.push((name.to_string(), column(toml, node)?));
        }
    }
    Some(ContactRule { key, texts })
}

fn texts<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Vec<(String, Column)> {
    let Some(node) = toml.get(table, "texts") else { return Vec::new() };
    let Some(texts) = toml.table(node) else { return Vec::new() };
    toml.entries(texts).into_iter().filter_map(|(name, node)| Some((name.into(), column(toml, node)?))).collect()
}

fn free<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Free {
    let Some(node) = toml.get(table, "free") else { return Free::Listed(Vec::new()) };
    if node.item.as_str() == Some("rest") {
        return Free::Rest;
    }
    let texts = toml.strings(node).unwrap_or_default();
    Free::Listed(texts.into_iter().map(|(name, spot)| Column { name, joined: None, spot }).collect())
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
    let on = on.and_then(|node| Some(Column { name: toml.name(node)?, joined: None, spot: node.spot }))?;
    let key = match toml.get(table, "key") {
        Some(node) => Column { name: toml.name(node)?, joined: None, spot: node.spot },
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

/// Which fields of a kind a file can state: not those that only the core writes.
pub(crate) fn statable(spec: &FieldSpec) -> bool {
    !matches!(
        spec.shape,
        Shape::Account | Shape::Contact | Shape::Import | Shape::Hash | Shape::Counts | Shape::Place | Shape::Why
    )
}

/// The `kind` of a table: one that a file can state.
pub(super) fn kind<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Option<Kind> {
    let node = toml.need(table, "kind")?;
    let text = toml.string(node)?;
    let (code, mut args) = match Kind::named(text) {
        Some(kind) if kind.is_acted() => (code::KIND_ACTED, vec![]),
        Some(kind) if RESERVED.contains(&kind) => (code::KIND_RESERVED, vec![]),
        Some(kind) => return Some(kind),
        None => {
            let seen = Kind::ALL.iter().filter(|kind| !kind.is_acted() && !RESERVED.contains(kind));
            (code::UNKNOWN_KIND, vec![("nearest", nearest(text, seen.map(|kind| kind.name())))])
        }
    };
    args.push(("kind", shown(text)));
    toml.find(node.spot, code, args);
    None
}

fn fact<'a>(toml: &mut Toml<'a>, table: Table<'a>, files: &[FileRule]) -> Option<FactRule> {
    let ids: Vec<String> = files.iter().map(|file| file.id.clone()).collect();
    let file = toml.need(table, "file").and_then(|node| file_id(toml, node, &ids));
    let at = toml.need(table, "at").and_then(|node| at(toml, node));
    let kind = kind(toml, table)?;
    let (fields, attributes, segment) = fields(toml, table, kind)?;
    let dated = match toml.get(table, "dated") {
        None => None,
        Some(node) => {
            let text = toml.string(node)?;
            let dated = Dated::named(text);
            if dated.is_none() {
                unknown_code(toml, node.spot, text, Dated::NAMES);
            }
            dated
        }
    };
    let when = match toml.get(table, "if") {
        None => None,
        Some(node) => Some(condition(toml, node)?),
    };
    let optional = toml.flag_or(table, "optional", false);
    let contact = toml.flag_or(table, "contact", true);
    let rule = FactRule { file: file?, kind, at: at?, dated, when, optional, contact, fields, attributes, segment };
    let owner = &files[rule.file];
    if owner.lookup {
        toml.find(table.spot, code::LOOKUP_WITH_FACTS, vec![("file", owner.id.clone())]);
    } else if kind.scope() == Scope::Account && owner.account.is_none() {
        let args = vec![("file", owner.id.clone()), ("kind", kind.name().into())];
        toml.find(table.spot, code::FILE_WITHOUT_ACCOUNT, args);
    }
    for (joined, spot) in rule.joined() {
        if !owner.joins.iter().any(|join| files[join.file].id == joined) {
            let args = vec![("file", shown(joined)), ("owner", owner.id.clone())];
            toml.find(spot, code::NOT_JOINED, args);
        }
    }
    Some(rule)
}

type Fields = (Vec<(usize, ValueRule)>, BTreeMap<String, ValueRule>, Option<ValueRule>);

fn fields<'a>(toml: &mut Toml<'a>, table: Table<'a>, kind: Kind) -> Option<Fields> {
    let mut fields = Vec::new();
    let mut sound = true;
    for (key, node) in toml.entries(table) {
        if FACT_KEYS.contains(&key) {
            continue;
        }
        let known = || kind.fields().iter().filter(|spec| statable(spec) && spec.shape != Shape::Values);
        let Some(spec) = known().find(|spec| spec.name == key) else {
            let names = known().map(|spec| spec.name).chain(FACT_KEYS.iter().copied());
            let args = vec![("field", shown(key)), ("kind", kind.name().into()), ("nearest", nearest(key, names))];
            toml.find(node.spot, code::UNKNOWN_FIELD, args);
            sound = false;
            continue;
        };
        let Some(rule) = value(toml, node) else {
            sound = false;
            continue;
        };
        fits(toml, &rule, spec.shape);
        let place = kind.fields().iter().position(|other| other.name == spec.name).unwrap_or_default();
        fields.push((place, rule));
    }
    let mut attributes = BTreeMap::new();
    if let Some(node) = toml.get(table, "attributes") {
        let table = toml.table(node)?;
        for (name, node) in toml.entries(table) {
            let rule = value(toml, node)?;
            fits(toml, &rule, Shape::Values);
            attributes.insert(name.to_string(), rule);
        }
    }
    let segment = match toml.get(table, "segment") {
        Some(node) => {
            let rule = value(toml, node)?;
            fits(toml, &rule, Shape::Values);
            Some(rule)
        }
        None => None,
    };
    if kind.scope() == Scope::House {
        for key in ["attributes", "segment"] {
            if let Some(node) = toml.get(table, key) {
                let args = vec![("field", key.into()), ("kind", kind.name().into()), ("nearest", String::new())];
                toml.find(node.spot, code::UNKNOWN_FIELD, args);
            }
        }
    }
    for (place, spec) in kind.fields().iter().enumerate() {
        let given = match spec.shape {
            Shape::Values => !attributes.is_empty() || segment.is_some(),
            _ => fields.iter().any(|(field, _)| *field == place),
        };
        if !given && !spec.optional && sound {
            let args = vec![("field", spec.name.into()), ("kind", kind.name().into())];
            toml.find(table.spot, code::MISSING_FIELD, args);
        }
    }
    sound.then_some((fields, attributes, segment))
}

impl FactRule {
    /// Every value of the fact.
    pub(crate) fn values(&self) -> impl Iterator<Item = &ValueRule> {
        self.fields.iter().map(|(_, rule)| rule).chain(self.attributes.values()).chain(&self.segment)
    }

    /// Every column the fact names.
    pub(crate) fn columns(&self) -> Vec<&Column> {
        let mut columns = Vec::new();
        if let Origin::Column(column) = &self.at.origin {
            columns.push(column);
        }
        for rule in self.values() {
            if let Origin::Column(column) = &rule.origin {
                columns.push(column);
            }
            if let super::CurrencyRule::Column(column) = &rule.currency {
                columns.push(column);
            }
        }
        if let Some(when) = &self.when {
            when.columns(&mut columns);
        }
        columns
    }

    /// Every joined file the fact names, and where.
    fn joined(&self) -> Vec<(&str, Spot)> {
        let mut joined: Vec<(&str, Spot)> =
            self.columns().into_iter().filter_map(|column| Some((column.joined.as_deref()?, column.spot))).collect();
        if let Some(when) = &self.when {
            when.joined(&mut joined);
        }
        joined
    }
}

impl Condition {
    fn columns<'a>(&'a self, out: &mut Vec<&'a Column>) {
        match self {
            Self::Cell(column, _) => out.push(column),
            Self::Joined(..) => {}
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.columns(out)),
            Self::Not(part) => part.columns(out),
        }
    }

    fn joined<'a>(&'a self, out: &mut Vec<(&'a str, Spot)>) {
        match self {
            Self::Cell(..) => {}
            Self::Joined(file, spot) => out.push((file, *spot)),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.joined(out)),
            Self::Not(part) => part.joined(out),
        }
    }
}
