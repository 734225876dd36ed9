//! The code map in ARCHITECTURE.md is a map of this code.

use super::markdown::{Document, code_spans};
use super::rust_text::is_word;
use super::{Finding, Tree};

const MAP: &str = "ARCHITECTURE.md";
const CORE: &str = "takt-core";

/// What the code map names exists, and every folder under `crates/` is named in the document.
///
/// Read are, in the section whose heading says "code map": every path under `crates/`; every `takt_core::module`; and,
/// under a line that names a crate first, every `file.rs`, and for takt-core every row or item that begins with a
/// module's name in backticks.
pub(crate) fn code_map(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(MAP) else {
        return vec![Finding::of(MAP, "there is no architecture document")];
    };
    let mut findings = Vec::new();
    for name in crates(tree) {
        if !names(text, name) {
            findings.push(Finding::of(MAP, format!("it does not name crates/{name}")));
        }
    }
    let Some(lines) = section(text) else {
        findings.push(Finding::of(MAP, "no heading says \"Code map\""));
        return findings;
    };
    let mut map = Map { tree, current: None, findings };
    for (line, text, is_fenced) in lines {
        map.line(line, text, is_fenced);
    }
    map.findings
}

/// The folders under `crates/`, each once.
fn crates(tree: &Tree) -> Vec<&str> {
    let folder = |path: &'_ str| path.strip_prefix("crates/")?.split_once('/').map(|(name, _)| name.len());
    let mut names: Vec<&str> = Vec::new();
    for file in &tree.files {
        if let Some(length) = folder(&file.path) {
            names.push(&file.path["crates/".len()..][..length]);
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a text names a crate: as `crates/NAME`, or by its name in backticks.
fn names(text: &str, name: &str) -> bool {
    let path = format!("crates/{name}");
    let whole = |at: usize| !text[at + path.len()..].starts_with(|char| is_word(char) || char == '-');
    text.contains(&format!("`{name}`")) || text.match_indices(&path).any(|(at, _)| whole(at))
}

/// The lines of the code map, each with its number and whether it stands in a fenced block.
fn section(text: &str) -> Option<Vec<(usize, &str, bool)>> {
    let document = Document::of(text);
    let headings = document.headings();
    let start = headings.iter().position(|heading| heading.title.to_lowercase().contains("code map"))?;
    let (first, level) = (headings[start].line, headings[start].level);
    let end = headings[start + 1..].iter().find(|heading| heading.level <= level).map_or(usize::MAX, |next| next.line);
    let inside = text.lines().enumerate().map(|(index, text)| (index + 1, text));
    let inside = inside.filter(|(line, _)| (first + 1..end).contains(line));
    Some(inside.map(|(line, text)| (line, text, !document.prose.iter().any(|prose| prose.line == line))).collect())
}

struct Map<'a> {
    tree: &'a Tree,
    /// The crate that the lines are about.
    current: Option<&'a str>,
    findings: Vec<Finding>,
}

impl Map<'_> {
    fn line(&mut self, line: usize, text: &str, is_fenced: bool) {
        let spans: Vec<&str> = if is_fenced { text.split_whitespace().collect() } else { code_spans(text) };
        let is_heading = text.starts_with('#');
        let is_entry = !is_fenced && text.trim_start().starts_with(['|', '-', '*']);
        for (index, span) in spans.iter().enumerate() {
            let span = span.trim_end_matches(['/', ',', ';']);
            if index == 0 || is_heading {
                self.turn_to(span);
            }
            if span.contains(['*', '<', '{', '…']) {
                continue;
            }
            let found = if span.starts_with("crates/") {
                self.tree.has(span)
            } else if let Some(path) = span.strip_prefix("takt_core::") {
                self.has_module(CORE, path)
            } else if span.ends_with(".rs") && span.chars().all(|char| is_word(char) || matches!(char, '/' | '.' | '-'))
            {
                self.has_file(span)
            } else if index == 0 && is_entry && self.current == Some(CORE) && is_module_name(span) {
                self.has_module(CORE, span)
            } else {
                true
            };
            if !found {
                self.findings.push(Finding::at(
                    MAP,
                    line,
                    format!("the code map names `{span}`, which does not exist"),
                ));
            }
        }
    }

    fn turn_to(&mut self, span: &str) {
        let name = span.strip_prefix("crates/").map_or(span, |rest| rest.split('/').next().unwrap_or(rest));
        if let Some(known) = crates(self.tree).into_iter().find(|known| *known == name) {
            self.current = Some(known);
        } else if self.tree.has(&format!("{name}/Cargo.toml")) {
            self.current = None;
        }
    }

    fn has_file(&self, file: &str) -> bool {
        let of = |name: &str| ["src/", ""].iter().any(|folder| self.tree.has(&format!("crates/{name}/{folder}{file}")));
        match self.current {
            Some(name) => of(name),
            None => {
                self.tree.has(file) || self.tree.files.iter().any(|known| known.path.ends_with(&format!("/{file}")))
            }
        }
    }

    /// Whether a crate has the module of a path; the names of types and functions behind it are not looked at.
    fn has_module(&self, name: &str, path: &str) -> bool {
        let modules: Vec<&str> = path.split("::").take_while(|part| is_module_name(part)).collect();
        let file = format!("crates/{name}/src/{}", modules.join("/"));
        modules.is_empty() || self.tree.has(&format!("{file}.rs")) || self.tree.has(&format!("{file}/mod.rs"))
    }
}

fn is_module_name(span: &str) -> bool {
    span.starts_with(|first: char| first.is_ascii_lowercase())
        && span.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::twins::tree;

    fn said(map: &str) -> Vec<String> {
        let files = [
            ("ARCHITECTURE.md", map),
            ("crates/takt-core/src/lib.rs", ""),
            ("crates/takt-core/src/unit.rs", ""),
            ("crates/takt-core/src/journal/fold.rs", ""),
            ("crates/takt/src/main.rs", ""),
            ("xtask/Cargo.toml", ""),
        ];
        code_map(&tree(&files)).into_iter().map(|finding| finding.what).collect()
    }

    #[test]
    fn a_true_map_is_green_in_every_shape() {
        let lists = "# A\n## Code map\n`takt-core` holds:\n- `unit` — amounts\n- `takt_core::unit::Day` and `journal/fold.rs`\n\
                     - `Fact` — a type\n### `takt`\n- `demo` — a command, not a module\n- `main.rs`\n## Next\n- `nothing.rs`\n";
        let tree = "# A\n## The code map\n```\ncrates/takt-core/src/\n  unit.rs   amounts, e.g. `yen`\ncrates/takt/\n  main.rs\n```\n";
        let table =
            "## Code map\n| where | what |\n|---|---|\n| `crates/takt-core/src/unit.rs` | x |\n| `crates/takt` | y |\n";
        for map in [lists, tree, table] {
            assert_eq!(said(map), Vec::<String>::new(), "{map}");
        }
    }

    #[test]
    fn a_module_or_file_that_is_not_there_is_red_in_every_shape() {
        for entry in [
            "- `crates/takt-core/src/money.rs`",
            "- `takt_core::money::Yen`",
            "`takt-core`:\n- `money` — amounts",
            "### `takt`\n| `unit.rs` | not in this crate |",
            "```\ncrates/takt-core/\n  money.rs\n```",
        ] {
            assert_eq!(said(&format!("`takt` and `takt-core`\n## Code map\n{entry}\n")).len(), 1, "{entry}");
        }
    }

    #[test]
    fn a_crate_is_not_named_by_the_name_of_another() {
        assert_eq!(said("# Code map\n- `crates/takt-core`\n"), ["it does not name crates/takt"]);
    }

    #[test]
    fn no_code_map_is_red() {
        assert_eq!(said("# A\n`takt` `takt-core`\n"), ["no heading says \"Code map\""]);
    }
}
