//! The glossary names the types that stand in the code.

use super::markdown::{Document, cells, code_spans, is_rule};
use super::rust_text::{RustText, words};
use super::{Finding, Tree};

const GLOSSARY: &str = "GLOSSARY.md";
const KEYWORDS: &[&str] = &["struct", "enum", "trait", "fn", "mod", "type", "const"];

/// Every row whose `type` names Rust in backticks names a `file`, and that file declares it.
pub(crate) fn glossary(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(GLOSSARY) else {
        return vec![Finding::of(GLOSSARY, "there is no glossary")];
    };
    let document = Document::of(text);
    let mut findings = Vec::new();
    let mut columns: Option<(usize, usize)> = None;
    let mut has_table = false;
    let mut last_line = 0;
    for prose in &document.prose {
        let Some(row) = cells(prose.text) else { continue };
        let begins = prose.line != last_line + 1;
        last_line = prose.line;
        if begins {
            let column = |name: &str| row.iter().position(|cell| cell.to_lowercase() == name);
            columns = column("type").zip(column("file"));
            has_table |= columns.is_some();
        } else if let Some((types, files)) = columns.filter(|_| !is_rule(&row)) {
            let cell = |column: usize| row.get(column).map_or("", String::as_str);
            findings.extend(wrong(tree, cell(types), cell(files)).map(|what| Finding::at(GLOSSARY, prose.line, what)));
        }
    }
    if !has_table {
        findings.push(Finding::of(GLOSSARY, "it has no table with the columns `type` and `file`"));
    }
    findings
}

fn wrong(tree: &Tree, types: &str, files: &str) -> Option<String> {
    let names = code_spans(types);
    if names.is_empty() {
        let is_none = matches!(types, "" | "—" | "-");
        return (!is_none).then(|| format!("write the type `{types}` in backticks, or — for none"));
    }
    let files: Vec<&str> = files.split([' ', ',', '`', '(', ')', '[', ']']).filter(|file| file.contains('/')).collect();
    if files.is_empty() {
        return Some(format!("{types} has no file"));
    }
    let mut code = String::new();
    for file in &files {
        let Some(text) = tree.text(file) else {
            return Some(format!("{file} does not exist"));
        };
        code.push_str(&RustText::of(text).code);
        code.push('\n');
    }
    let missing = names.into_iter().find(|name| !declares(&code, name))?;
    Some(format!("{} does not declare `{missing}`", files.join(", ")))
}

/// Whether code declares a name. Of `Position::Won` the type must be declared and the variant must occur.
fn declares(code: &str, name: &str) -> bool {
    let name = name.split(['<', '(']).next().unwrap_or(name);
    let parts: Vec<&str> = name.split("::").collect();
    let first_type = parts.iter().position(|part| part.starts_with(char::is_uppercase));
    let declared = first_type.map_or(parts.last(), |index| parts.get(index)).copied().unwrap_or(name);
    let within = first_type.map_or(&[][..], |index| &parts[index + 1..]);
    let all: Vec<&str> = words(code).collect();
    all.windows(2).any(|pair| KEYWORDS.contains(&pair[0]) && pair[1] == declared)
        && within.iter().all(|part| all.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::twins::tree;

    fn said(row: &str) -> Vec<String> {
        let text = format!("# Words\n\n| term | ja | type | file | meaning |\n|---|---|---|---|---|\n{row}\n");
        let unit = "// struct Ghost\npub struct Day(i32);\npub enum Place { Won, Lost }\npub fn fold<T>() {}\n";
        let files = [("GLOSSARY.md", text.as_str()), ("crates/takt-core/src/unit.rs", unit)];
        glossary(&tree(&files)).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn rows_that_hold_are_green() {
        for types in ["`Day`", "`Place::Won`", "`unit::Place`", "`fold()`", "`Day`, `Place`"] {
            let row = format!("| day | 日 | {types} | `crates/takt-core/src/unit.rs` | a day |");
            assert_eq!(said(&row), Vec::<String>::new(), "{types}");
        }
        assert_eq!(said("| churn | 解約 | — | — | a word |"), Vec::<String>::new());
    }

    #[test]
    fn rows_that_do_not_hold_are_red() {
        for row in [
            "| a | a | `Ghost` | `crates/takt-core/src/unit.rs` | only in a comment |",
            "| a | a | `Place::Open` | `crates/takt-core/src/unit.rs` | no such variant |",
            "| a | a | `Day` | `crates/takt-core/src/day.rs` | no such file |",
            "| a | a | `Day` | — | no file |",
            "| a | a | Day | `crates/takt-core/src/unit.rs` | no backticks |",
        ] {
            assert_eq!(said(row).len(), 1, "{row}");
        }
    }

    #[test]
    fn a_glossary_without_its_table_is_red() {
        assert_eq!(glossary(&tree(&[("GLOSSARY.md", "# Words\n")])).len(), 1);
    }
}
