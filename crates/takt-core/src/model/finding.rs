//! What is wrong with a model file, as data: the shell says it in Japanese and English.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::source::Lines;

/// One thing wrong with a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The reason, one of [`CODES`].
    pub code: &'static str,
    /// Line in the file, 1 the first.
    pub line: u32,
    /// Column in the line in characters, 1 the first.
    pub column: u32,
    /// What the sentence needs: names of arguments and their values.
    pub args: Vec<(&'static str, String)>,
}

impl Finding {
    /// The value of an argument; the empty text where it has none of this name.
    #[must_use]
    pub fn arg(&self, name: &str) -> &str {
        self.args.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }
}

/// Every code a finding may have, with the names of its arguments. `nearest` is the empty text where nothing known
/// looks like the word in the file.
pub const CODES: &[(&str, &[&str])] = &[
    ("not-utf8", &["byte"]),
    ("not-toml", &["message"]),
    ("format", &["format", "supported"]),
    ("unknown-key", &["key", "section", "nearest"]),
    ("missing-key", &["key", "section"]),
    ("misplaced-key", &["key", "id", "kind"]),
    ("wrong-type", &["key", "expected", "found"]),
    ("bad-value", &["key", "value", "expected", "words"]),
    ("name-missing", &["key", "language"]),
    ("duplicate-id", &["section", "id", "line"]),
    ("too-many", &["section", "count", "most"]),
    ("unknown-stage", &["id", "nearest"]),
    ("unknown-team", &["id", "nearest"]),
    ("unknown-field", &["id", "nearest"]),
    ("unknown-reason", &["id", "nearest"]),
    ("owner-missing", &["id", "team", "nearest"]),
    ("start-not-courting", &["id", "standing"]),
    ("sla-without-limit", &["id"]),
    ("outcome-taken-twice", &["outcome", "id", "other"]),
    ("was-still-there", &["id", "name"]),
    ("outcome-without-stage", &["outcome", "standing"]),
    ("unreachable-stage", &["id"]),
    ("no-exit", &["id"]),
    ("shelf-without-return", &["id", "lap"]),
    ("gate-without-default", &["id"]),
    ("gate-cycle", &["stages"]),
    ("no-fact-can-carry", &["rule", "because", "what", "nearest"]),
    ("play-without-move", &["id", "serves", "aims"]),
];

/// The words that `expected` and `found` of `wrong-type` and `expected` of `bad-value` may be.
pub const EXPECTED: &[&str] = &[
    // The types of TOML.
    "text",
    "whole-number",
    "yes-no",
    "list",
    "table",
    "tables",
    "day",
    "texts",
    "fraction",
    // What a text or a number has to be; `words` names the choice.
    "one-of",
    "between",
    "id",
    "span",
    "span-of-days",
    "currency",
    "zone",
    "openings",
    "open-hours",
    "closure",
    "choice-field",
    "number-field",
    "value-of-field",
    "distinct",
    "one-condition",
    "one-of-keys",
];

/// The words that `because` of `no-fact-can-carry` may be: why the condition can never hold where it stands.
pub const BECAUSE: &[&str] = &[
    "unknown-event",
    "unknown-step",
    "no-steps",
    "nothing-listed",
    "contradiction",
    "always-before",
    "same-stage",
    "count-stage",
    "gone",
    "gate",
    "not-a-shelf",
    "not-offered",
    "never-lapses",
    "side-position",
    "no-subscription",
    "above-cap",
    "above-laps",
];

/// A finding with its place as an offset in the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Noted {
    at: usize,
    code: &'static str,
    args: Vec<(&'static str, String)>,
}

/// What is found while a file is read.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Noted>,
}

impl Findings {
    /// Notes a finding at an offset in the text.
    pub(super) fn add<const N: usize>(&mut self, at: usize, code: &'static str, args: [(&'static str, &str); N]) {
        // A file that is wrong everywhere is wrong; nobody reads on behind this many.
        const MOST: usize = 500;
        if self.list.len() < MOST {
            let args = args.into_iter().map(|(name, value)| (name, value.into())).collect();
            self.list.push(Noted { at, code, args });
        }
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many were found so far.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them in the order of the file, each once, with line and column.
    pub(super) fn placed(self, lines: &Lines<'_>) -> Vec<Finding> {
        let mut list = self.list;
        list.sort_by_key(|noted| noted.at);
        let mut told = BTreeSet::new();
        list.retain(|noted| told.insert(noted.clone()));
        list.into_iter()
            .map(|Noted { at, code, args }| {
                let (line, column) = lines.place(at);
                Finding { code, line, column, args }
            })
            .collect()
    }
}
