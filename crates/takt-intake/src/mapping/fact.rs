//! One `[[fact]]`: which rows give it, and where its fields come from.

use std::collections::BTreeMap;

use takt_core::fact::kind::{FieldSpec, Scope};
use takt_core::fact::{Dated, Kind, Shape};

use super::condition::condition;
use super::read::file_id;
use super::toml::{Table, Toml};
use super::value::{at, fits, unknown_code, value};
use super::{Column, Condition, FactRule, FileRule, Origin, RESERVED, Spot, Test, ValueRule};
use crate::nearest::nearest;
use crate::problem::{code, shown};
use crate::spelling::plain;

const FACT_KEYS: &[&str] =
    &["file", "kind", "at", "dated", "if", "optional", "new", "contact", "attributes", "segment"];

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

/// Reads a `[[fact]]`, and what can be wrong between it and its file.
pub(super) fn fact<'a>(toml: &mut Toml<'a>, table: Table<'a>, files: &[FileRule]) -> Option<FactRule> {
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
    let new = toml.flag_or(table, "new", false);
    let contact = toml.flag_or(table, "contact", true);
    let rule =
        FactRule { file: file?, kind, at: at?, dated, when, optional, new, contact, fields, attributes, segment };
    if rule.at.is_of_import() && !rule.new {
        // Every import of the same file would tell it again.
        toml.find(rule.at.spot, code::MISSING_KEY, vec![("key", "new".into())]);
    }
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
    never(toml, &rule, owner);
    Some(rule)
}

/// Finds the words that are asked for and never met, because the file has them for blank.
fn never(toml: &mut Toml<'_>, rule: &FactRule, file: &FileRule) {
    let mut asked: Vec<(String, Spot)> = Vec::new();
    for value in rule.values() {
        if let Origin::Column(Column { joined: None, .. }) = &value.origin {
            let words = file.blank.iter().filter(|word| {
                let key = if value.fold { plain(word) } else { word.to_string() };
                value.map.contains_key(&key)
            });
            asked.extend(words.map(|word| (word.clone(), value.spot)));
        }
    }
    if let Some(when) = &rule.when {
        when.words(&mut asked);
    }
    for (word, spot) in asked.into_iter().filter(|(word, _)| file.blank.contains(word)) {
        toml.find(spot, code::BLANK_WORD, vec![("value", shown(&word)), ("file", file.id.clone())]);
    }
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

    /// The texts that cells of the file itself are compared with, and where.
    fn words(&self, out: &mut Vec<(String, Spot)>) {
        match self {
            Self::Cell(Column { joined: None, spot, .. }, Test::In(words)) => {
                out.extend(words.iter().map(|word| (word.clone(), *spot)));
            }
            Self::Cell(..) | Self::Joined(..) => {}
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.words(out)),
            Self::Not(part) => part.words(out),
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
