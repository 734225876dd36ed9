//! The journal's own form for people and export: a header line, then one fact a line with everything it has.
//!
//! ```json
//! {"takt_journal":1,"facts":2}
//! {"seq":1,"recorded_at":"2026-05-01T00:30:00.000000Z","occurred_at":"…","dated":"instant","actor":"program","rank":1,"kind":"model-adopted","model":"9f86…"}
//! ```
//!
//! Words stand as text, and a restore interns them in the order of the dictionary that is exported beside it, so that
//! they get their old numbers. Reading gives back exactly the fact that was written, whatever it holds: a time beyond
//! the calendar, a word nobody knows and a day out of range stand as bare numbers.

mod read;
mod write;

use serde_json::Value as Json;

pub use read::read_journal_line;
pub use write::journal_line;

use crate::problem::{Finding, code};

/// The version of the form that [`journal_line`] writes.
pub const JOURNAL_VERSION: u64 = 1;

/// The keys every line may have beside the fields of its kind.
const HEAD_KEYS: &[&str] =
    &["seq", "account", "prev", "occurred_at", "dated", "recorded_at", "actor", "contact", "rank", "kind"];

/// The first line of an exported journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalHeader {
    /// The version of the form.
    pub version: u64,
    /// How many facts follow, where the writer knew: a file cut short is told from a whole one by it.
    pub facts: Option<u64>,
    /// Whatever else the writer put there (hashes, the program's version): texts by name, in the order of the names.
    pub more: Vec<(String, String)>,
}

/// Writes the header line, without the line's end.
#[must_use]
pub fn journal_header(header: &JournalHeader) -> String {
    let mut line = format!("{{\"takt_journal\":{}", header.version);
    if let Some(facts) = header.facts {
        line.push_str(&format!(",\"facts\":{facts}"));
    }
    for (name, value) in &header.more {
        line.push(',');
        write::text(&mut line, name);
        line.push(':');
        write::text(&mut line, value);
    }
    line.push('}');
    line
}

/// Reads the header line. Keys of later versions whose values are no texts are passed over.
///
/// # Errors
/// A finding in `file` where the line is no header, or one of a version this program does not read.
pub fn read_journal_header(file: &str, line: &str) -> Result<JournalHeader, Finding> {
    let finding = |code, args| Finding::at(file, 1, 0, code, args);
    let object: serde_json::Map<String, Json> = serde_json::from_str(line.trim_start_matches('\u{feff}'))
        .map_err(|error| finding(code::JSON_BROKEN, vec![("error", error.to_string())]))?;
    let version = object.get("takt_journal").and_then(Json::as_u64).unwrap_or(0);
    if version != JOURNAL_VERSION {
        let args = vec![("format", version.to_string()), ("known", JOURNAL_VERSION.to_string())];
        return Err(finding(code::UNKNOWN_FORMAT, args));
    }
    let texts = object.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.into())));
    let mut more: Vec<(String, String)> = texts.collect();
    more.sort_unstable();
    Ok(JournalHeader { version, facts: object.get("facts").and_then(Json::as_u64), more })
}

/// A line that is no fact of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The key at fault, where it is one.
    pub field: Option<String>,
    /// One of [`CODES`](crate::CODES).
    pub code: &'static str,
    /// Its arguments.
    pub args: crate::problem::Args,
}

#[cfg(test)]
mod tests {
    use super::HEAD_KEYS;
    use takt_core::fact::Kind;

    /// A line holds what every fact has and what its kind adds side by side: one name for two things would be read back as
    /// another fact.
    #[test]
    fn no_kind_calls_a_field_what_every_line_calls_something_else() {
        let fields = Kind::ALL.iter().flat_map(|kind| kind.fields().iter().map(|spec| (*kind, spec.name)));
        let taken: Vec<_> = fields.filter(|(_, name)| HEAD_KEYS.contains(name)).collect();
        assert!(taken.is_empty(), "{taken:?}");
        assert!(HEAD_KEYS.contains(&"account") && Kind::ALL.iter().any(|kind| kind.fields().len() > 4));
    }
}
