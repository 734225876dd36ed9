//! The closed set of conditions a `[[fact]]` may have.

use super::toml::{Node, Table, Toml};
use super::value::{Column, column_of};
use crate::problem::code;

/// When a row gives a fact.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// A cell passes a test.
    Cell(Column, Test),
    /// The joined file has a row for it.
    Joined(String, super::Spot),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}

/// What is asked of a cell.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// One of these texts.
    In(Vec<String>),
    /// Blank (`true`) or not (`false`).
    Blank(bool),
    /// A yes (`true`) or a no (`false`).
    Yes(bool),
    /// A number not below this one.
    AtLeast(i64),
    /// A number not above this one.
    AtMost(i64),
}

const TESTS: &[&str] = &["is", "in", "blank", "not_blank", "yes", "at_least", "at_most"];

/// Reads a condition.
pub(super) fn condition<'a>(toml: &mut Toml<'a>, node: Node<'a>) -> Option<Condition> {
    let table = toml.table(node)?;
    read(toml, table)
}

fn read<'a>(toml: &mut Toml<'a>, table: Table<'a>) -> Option<Condition> {
    if toml.get(table, "column").is_some() {
        let mut known = vec!["column", "joined"];
        known.extend(TESTS);
        toml.only(table, &known);
        let column = column_of(toml, table)?;
        let tests: Vec<(&str, Node<'a>)> = TESTS.iter().filter_map(|key| Some((*key, toml.get(table, key)?))).collect();
        let [(key, node)] = tests.as_slice() else {
            toml.find(table.spot, code::BAD_CONDITION, vec![]);
            return None;
        };
        return Some(Condition::Cell(column, test(toml, key, *node)?));
    }
    toml.only(table, &["column", "joined", "all", "any", "not"]);
    let found: Vec<(&str, Node<'a>)> =
        ["joined", "all", "any", "not"].into_iter().filter_map(|key| Some((key, toml.get(table, key)?))).collect();
    match found.as_slice() {
        [("joined", node)] => Some(Condition::Joined(toml.name(*node)?, node.spot)),
        [("not", node)] => Some(Condition::Not(Box::new(condition(toml, *node)?))),
        [(key, node)] => {
            let tables = toml.list_of_tables(*node);
            if tables.is_empty() {
                toml.find(node.spot, code::BAD_CONDITION, vec![]);
                return None;
            }
            let parts: Option<Vec<Condition>> = tables.into_iter().map(|part| read(toml, part)).collect();
            Some(if *key == "all" { Condition::All(parts?) } else { Condition::Any(parts?) })
        }
        _ => {
            toml.find(table.spot, code::BAD_CONDITION, vec![]);
            None
        }
    }
}

fn test<'a>(toml: &mut Toml<'a>, key: &str, node: Node<'a>) -> Option<Test> {
    Some(match key {
        "is" => Test::In(vec![toml.string(node)?.into()]),
        "in" => Test::In(toml.strings(node)?.into_iter().map(|(text, _)| text).collect()),
        "blank" => Test::Blank(toml.flag(node)?),
        "not_blank" => Test::Blank(!toml.flag(node)?),
        "yes" => Test::Yes(toml.flag(node)?),
        _ => {
            let Some(number) = node.item.as_integer() else {
                toml.wrong(node, "integer");
                return None;
            };
            if key == "at_least" { Test::AtLeast(number) } else { Test::AtMost(number) }
        }
    })
}
