//! How one field of a fact gets its value: from a column, from a joined file, or from the mapping itself.

use std::collections::BTreeMap;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use takt_core::fact::Shape;
use takt_core::unit::Currency;

use super::toml::{Node, Table, Toml};
use super::{Spot, Zone};
use crate::date::Format;
use crate::nearest::nearest;
use crate::number::{RateUnit, minute};
use crate::problem::{code, listed, shown};
use crate::spelling::plain;

/// A column of the file, or of a file it joins.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The id of the joined file.
    pub(crate) joined: Option<String>,
    pub(crate) spot: Spot,
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// It stands in the mapping; numbers and flags in their plain form.
    Constant(String),
    /// It stands in a cell.
    Column(Column),
}

/// What a blank cell of a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blank {
    /// As the kind of word has it: the blank word for a source, absent for everything else.
    Usual,
    /// Not stated.
    Absent,
    /// The blank word.
    Word,
}

/// Whose money it is.
#[derive(Clone, Debug)]
pub(crate) enum CurrencyRule {
    /// The model's.
    Model,
    Named(Currency),
    Column(Column),
}

/// How times are written.
#[derive(Clone, Debug)]
pub(crate) struct Moments {
    /// Tried in order; never empty.
    pub(crate) formats: Vec<Format>,
    /// `None` is the mapping's.
    pub(crate) zone: Option<Zone>,
    /// The time of day where none is written.
    pub(crate) time: Option<Time>,
}

/// The value of one field.
#[derive(Clone, Debug)]
pub(crate) struct ValueRule {
    pub(crate) origin: Origin,
    pub(crate) default: Option<String>,
    /// With `fold`, by the plain form of what stands in the cell.
    pub(crate) map: BTreeMap<String, String>,
    /// Whether all spellings of a word are one word.
    pub(crate) fold: bool,
    pub(crate) trim: bool,
    pub(crate) blank: Blank,
    pub(crate) moments: Moments,
    pub(crate) currency: CurrencyRule,
    pub(crate) minor: bool,
    pub(crate) rate: RateUnit,
    pub(crate) system: Option<String>,
    /// Whether the column holds an outside key of a thing the book numbers, and not its number.
    pub(crate) keyed: bool,
    pub(crate) spot: Spot,
}

/// When a fact happened.
#[derive(Clone, Debug)]
pub(crate) struct AtRule {
    pub(crate) origin: Origin,
    pub(crate) moments: Moments,
    /// What a blank cell means: a time that nobody wrote down, so the fact is dated as inferred.
    pub(crate) default: Option<String>,
    pub(crate) spot: Spot,
}

impl AtRule {
    /// Whether it is the moment of the import: another one every time.
    pub(crate) fn is_of_import(&self) -> bool {
        matches!(&self.origin, Origin::Constant(text) if text == AT_IMPORT)
    }
}

const VALUE_KEYS: &[&str] = &[
    "column", "joined", "default", "map", "trim", "blank", "format", "formats", "zone", "time", "currency", "scale",
    "unit", "system", "constant", "fold",
];
/// The constant that stands for the moment of the import.
pub(crate) const AT_IMPORT: &str = "import";
const AT_KEYS: &[&str] = &["column", "joined", "constant", "format", "formats", "zone", "time", "default"];

/// A column where a plain name stands for a column of the file itself.
pub(super) fn column<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<Column> {
    let Some(table) = toml.as_table(node) else {
        let name = toml.column(node)?;
        return Some(Column { name, joined: None, spot: node.spot });
    };
    toml.only(table, &["column", "joined"]);
    column_of(toml, table)
}

/// The column that a table's keys `column` and `joined` name.
pub(super) fn column_of<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Option<Column> {
    let node = toml.need(table, "column")?;
    let name = toml.column(node)?;
    let joined = match toml.get(table, "joined") {
        Some(node) => Some(toml.name(node)?),
        None => None,
    };
    Some(Column { name, joined, spot: node.spot })
}

/// A constant in its plain form.
fn constant<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<String> {
    let item = node.item;
    let text = item
        .as_str()
        .map(String::from)
        .or_else(|| item.as_integer().map(|number| number.to_string()))
        .or_else(|| item.as_bool().map(|flag| if flag { "yes" } else { "no" }.to_string()))
        .or_else(|| item.as_datetime().map(ToString::to_string));
    if text.is_none() {
        toml.wrong(node, "string, integer, boolean, date or table with column");
    }
    text
}

/// Reads `{ column = … }`, `{ constant = … }` or a constant alone.
pub(super) fn value<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<ValueRule> {
    let mut rule = ValueRule {
        origin: Origin::Constant(String::new()),
        default: None,
        map: BTreeMap::new(),
        fold: false,
        trim: true,
        blank: Blank::Usual,
        moments: Moments { formats: vec![Format::Iso], zone: None, time: None },
        currency: CurrencyRule::Model,
        minor: false,
        rate: RateUnit::Percent,
        system: None,
        keyed: false,
        spot: node.spot,
    };
    let Some(table) = toml.as_table(node) else {
        rule.origin = Origin::Constant(constant(toml, node)?);
        return Some(rule);
    };
    if let Some(node) = toml.get(table, "key") {
        toml.only(table, &["key", "system", "trim"]);
        rule.keyed = true;
        rule.origin = Origin::Column(Column { name: toml.column(node)?, joined: None, spot: node.spot });
    } else {
        toml.only(table, VALUE_KEYS);
        rule.origin = origin(toml, table)?;
    }
    if let Some(node) = toml.get(table, "default") {
        rule.default = Some(constant(toml, node)?);
    }
    rule.fold = toml.flag_or(table, "fold", false);
    if let Some(node) = toml.get(table, "map") {
        let map = toml.table(node)?;
        for (from, node) in toml.entries(map) {
            let key = if rule.fold { plain(from) } else { from.trim().into() };
            let to = constant(toml, node)?;
            if rule.map.insert(key, to.clone()).is_some_and(|other| other != to) {
                toml.find(node.spot, code::NAME_REPEATS, vec![("name", shown(from))]);
            }
        }
    }
    rule.trim = toml.flag_or(table, "trim", true);
    rule.blank = one_of(toml, table, "blank", &[("absent", Blank::Absent), ("word", Blank::Word)], Blank::Usual)?;
    rule.minor = one_of(toml, table, "scale", &[("major", false), ("minor", true)], false)?;
    let units =
        [("percent", RateUnit::Percent), ("basis-points", RateUnit::BasisPoints), ("fraction", RateUnit::Fraction)];
    rule.rate = one_of(toml, table, "unit", &units, RateUnit::Percent)?;
    if let Some(node) = toml.get(table, "system") {
        rule.system = Some(super::read::system(toml, node)?);
    }
    if let Some(node) = toml.get(table, "currency") {
        rule.currency = if toml.as_table(node).is_some() {
            CurrencyRule::Column(column(toml, node)?)
        } else {
            let text = toml.string(node)?;
            let Some(currency) = Currency::parse(text) else {
                toml.find(node.spot, code::NOT_A_CURRENCY, vec![("value", shown(text))]);
                return None;
            };
            CurrencyRule::Named(currency)
        };
    }
    rule.moments = moments(toml, table)?;
    Some(rule)
}

/// Reads the `at` of a fact.
pub(super) fn at<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<AtRule> {
    let table = toml.table(node)?;
    toml.only(table, AT_KEYS);
    let origin = origin(toml, table)?;
    let moments = moments(toml, table)?;
    let default = match (toml.get(table, "default"), &origin) {
        (Some(node), Origin::Constant(_)) => {
            toml.find(node.spot, code::UNKNOWN_KEY, vec![("key", "default".into()), ("nearest", "constant".into())]);
            return None;
        }
        (Some(node), Origin::Column(_)) => Some(constant(toml, node)?),
        (None, _) => None,
    };
    let fixed = match &origin {
        Origin::Constant(text) => Some(text),
        Origin::Column(_) => default.as_ref(),
    };
    if let Some(text) = fixed
        && !(default.is_none() && text == AT_IMPORT)
        && moments
            .formats
            .iter()
            .chain(default.is_some().then_some(&Format::Iso))
            .all(|format| format.read(text).is_none())
    {
        let patterns: Vec<&str> = moments.formats.iter().map(Format::pattern).collect();
        toml.find(node.spot, code::NOT_A_DATE, vec![("value", shown(text)), ("format", patterns.join(" | "))]);
        return None;
    }
    Some(AtRule { origin, moments, default, spot: node.spot })
}

fn origin<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Option<Origin> {
    match (toml.get(table, "constant"), toml.get(table, "column")) {
        (Some(node), None) => Some(Origin::Constant(constant(toml, node)?)),
        (Some(node), Some(_)) => {
            toml.find(node.spot, code::UNKNOWN_KEY, vec![("key", "constant".into()), ("nearest", "column".into())]);
            None
        }
        (None, _) => Some(Origin::Column(column_of(toml, table)?)),
    }
}

/// The keys `format`, `formats`, `zone` and `time` of a table.
fn moments<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Option<Moments> {
    let mut formats = Vec::new();
    for key in ["format", "formats"] {
        let Some(node) = toml.get(table, key) else { continue };
        for (pattern, spot) in toml.strings(node)? {
            match Format::parse(&pattern) {
                Some(format) => formats.push(format),
                None => {
                    toml.find(spot, code::BAD_FORMAT, vec![("format", shown(&pattern))]);
                    return None;
                }
            }
        }
    }
    if formats.is_empty() {
        formats.push(Format::Iso);
    }
    let zone = match toml.get(table, "zone") {
        Some(node) => Some(zone(toml, node)?),
        None => None,
    };
    let time = match toml.get(table, "time") {
        Some(node) => {
            let text = toml.string(node)?;
            let minute = minute(text).filter(|minute| *minute < 24 * 60);
            let time = minute.and_then(|m| Time::new((m / 60).try_into().ok()?, (m % 60).try_into().ok()?, 0, 0).ok());
            if time.is_none() {
                toml.find(node.spot, code::NOT_HOURS, vec![("value", shown(text))]);
                return None;
            }
            time
        }
        None => None,
    };
    Some(Moments { formats, zone, time })
}

/// `model`, or a zone of IANA's.
pub(super) fn zone<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<Zone> {
    let text = toml.string(node)?;
    if text == "model" {
        return Some(Zone::Model);
    }
    match TimeZone::get(text) {
        Ok(zone) => Some(Zone::Named(zone)),
        Err(_) => {
            toml.find(node.spot, code::UNKNOWN_ZONE, vec![("zone", shown(text))]);
            None
        }
    }
}

/// One of a few words, by a key that need not stand there.
fn one_of<'a, T: Copy>(toml: &mut Toml<'a>, table: Table<'a>, key: &str, words: &[(&str, T)], default: T) -> Option<T> {
    let Some(node) = toml.get(table, key) else { return Some(default) };
    let text = toml.string(node)?;
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        unknown_code(toml, node.spot, text, &known);
    }
    found
}

/// Finds a text that is none of the fixed words.
pub(super) fn unknown_code(toml: &mut Toml<'_>, spot: Spot, text: &str, known: &[&str]) {
    let args =
        vec![("value", shown(text)), ("known", listed(known)), ("nearest", nearest(text, known.iter().copied()))];
    toml.find(spot, code::UNKNOWN_CODE, args);
}

/// Checks a rule's fixed texts against the shape of the field, as far as that can be done without the book.
pub(super) fn fits(toml: &mut Toml<'_>, rule: &ValueRule, shape: Shape) {
    if rule.keyed && shape != Shape::Number {
        let args = vec![("key", "key".into()), ("nearest", "column".into())];
        toml.find(rule.spot, code::UNKNOWN_KEY, args);
    }
    let constant = match &rule.origin {
        Origin::Constant(text) => Some(text),
        Origin::Column(_) => None,
    };
    // What an attribute holds is known only to the model: there it is checked when it is bound.
    if rule.fold && (constant.is_some() || !matches!(shape, Shape::Word(_) | Shape::Values)) {
        toml.find(rule.spot, code::UNKNOWN_KEY, vec![("key", "fold".into()), ("nearest", String::new())]);
    }
    for text in constant.into_iter().chain(&rule.default).chain(rule.map.values()) {
        if text.trim().is_empty() && constant.is_none() {
            continue;
        }
        let fault = match shape {
            Shape::Number => crate::number::whole(text, (i64::MIN, i64::MAX)).err(),
            Shape::Flag => crate::number::yes_no(text).err(),
            Shape::Openings => crate::number::openings(text).err(),
            Shape::Code(known) => {
                if !known.contains(&text.as_str()) {
                    unknown_code(toml, rule.spot, text, known);
                }
                None
            }
            Shape::Time | Shape::Day if rule.moments.formats.iter().all(|format| format.read(text).is_none()) => {
                let patterns: Vec<&str> = rule.moments.formats.iter().map(Format::pattern).collect();
                let args = vec![("value", shown(text)), ("format", patterns.join(" | "))];
                toml.find(rule.spot, code::NOT_A_DATE, args);
                None
            }
            _ => None,
        };
        if let Some(fault) = fault {
            toml.find(rule.spot, fault.code, fault.args);
        }
    }
}
