//! What a mapping asks to be doubted: `[[check]]`.

use takt_core::fact::Kind;

use super::fact::kind;
use super::read::file_id;
use super::toml::{Node, Table, Toml};
use super::value::unknown_code;
use super::{FactRule, FileRule};
use crate::problem::code;

/// One `[[check]]`. A row that fails it is taken all the same, and told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckRule {
    /// Facts of this kind lie inside the dates of the subscription they name.
    Within(Kind),
    /// Facts of this kind do not lie before the account's first contact.
    NotBefore(Kind),
    /// The keys of this file's rows (index into the mapping's files) name one row each.
    Unique(usize),
}

const TESTS: &[&str] = &["within", "not_before", "unique"];

/// Reads all of them. One that could never find anything is a finding itself.
pub(super) fn checks<'a>(
    toml: &mut Toml<'a>,
    root: Table<'a>,
    files: &[FileRule],
    facts: &[Option<FactRule>],
) -> Vec<CheckRule> {
    let tables = toml.tables(root, "check");
    tables.into_iter().filter_map(|table| check(toml, table, files, facts)).collect()
}

fn check<'a>(
    toml: &mut Toml<'a>,
    table: Table<'a>,
    files: &[FileRule],
    facts: &[Option<FactRule>],
) -> Option<CheckRule> {
    let tests: Vec<(&str, Node<'a>)> = TESTS.iter().filter_map(|key| Some((*key, toml.get(table, key)?))).collect();
    let [(test, node)] = tests.as_slice() else {
        toml.find(table.spot, code::BAD_CHECK, vec![]);
        return None;
    };
    if *test == "unique" {
        toml.only(table, &["file", "unique"]);
        return unique(toml, table, *node, files);
    }
    toml.only(table, &["kind", test]);
    let known = if *test == "within" { "subscription" } else { "captured" };
    let text = toml.string(*node)?;
    if text != known {
        unknown_code(toml, node.spot, text, &[known]);
        return None;
    }
    let kind = kind(toml, table)?;
    // Facts that were not sound have their own findings, and may have been of this kind.
    let mut given = facts.iter().flatten().filter(|fact| fact.kind == kind).peekable();
    if given.peek().is_none() {
        if facts.iter().all(Option::is_some) {
            toml.find(table.spot, code::CHECK_WITHOUT_FACT, vec![("kind", kind.name().into())]);
        }
        return None;
    }
    if *test == "not_before" {
        return Some(CheckRule::NotBefore(kind));
    }
    let place = kind.fields().iter().position(|spec| spec.name == "subscription");
    if !given.any(|fact| fact.fields.iter().any(|(field, _)| Some(*field) == place)) {
        let args = vec![("kind", kind.name().into()), ("field", "subscription".into())];
        toml.find(table.spot, code::CHECK_WITHOUT_FIELD, args);
        return None;
    }
    Some(CheckRule::Within(kind))
}

fn unique<'a>(toml: &mut Toml<'a>, table: Table<'a>, node: Node<'a>, files: &[FileRule]) -> Option<CheckRule> {
    let text = toml.string(node)?;
    if text != "row" {
        unknown_code(toml, node.spot, text, &["row"]);
        return None;
    }
    let ids: Vec<String> = files.iter().map(|file| file.id.clone()).collect();
    let node = toml.need(table, "file")?;
    let file = file_id(toml, node, &ids)?;
    if files[file].row.is_none() {
        toml.find(node.spot, code::CHECK_WITHOUT_KEY, vec![("file", ids[file].clone())]);
        return None;
    }
    Some(CheckRule::Unique(file))
}
