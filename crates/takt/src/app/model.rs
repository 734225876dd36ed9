//! Checking model files.

use std::path::Path;

use serde_json::{Value, json};
use takt_core::book::Book;
use takt_core::dictionary::Dictionary;
use takt_core::model::{self, Change, Finding, Model};

use crate::app::desk::MODELS;
use crate::catalogue::Catalogue;
use crate::fault::Fault;

/// Everything wrong with a model file; nothing where it is sound. A file that is cut, not TOML or not UTF-8 is a
/// finding too.
///
/// # Errors
/// The file cannot be read from the disk.
pub fn check(file: &Path) -> Result<Vec<Finding>, Fault> {
    let bytes = std::fs::read(file).map_err(|cause| Fault::unreadable(file, &cause))?;
    let mut words = Dictionary::default();
    Ok(model::read_bytes(&bytes, &mut words).err().unwrap_or_default())
}

/// The names of the shipped models, as a sentence lists them.
#[must_use]
pub fn names() -> String {
    MODELS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// The name and the bytes of a shipped model by its name, or of a file.
///
/// # Errors
/// There is neither.
pub fn bytes(name_or_file: &str) -> Result<(String, Vec<u8>), Fault> {
    if let Some((name, text)) = MODELS.iter().find(|(name, _)| *name == name_or_file) {
        return Ok(((*name).into(), (*text).into()));
    }
    let file = Path::new(name_or_file);
    match std::fs::read(file) {
        Ok(bytes) => Ok((name_or_file.into(), bytes)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            Err(Fault::refused("model-unknown", vec![("name", name_or_file.into()), ("known", names())]))
        }
        Err(cause) => Err(Fault::unreadable(file, &cause)),
    }
}

/// The word for the model in force, where a model is named.
pub const LIVE: &str = "live";

/// A change from one model to another, with who stands in what goes.
#[derive(Debug)]
pub struct Told {
    /// The change.
    pub change: Change,
    /// Positions in a stage that is gone, and how many of them have a limit running; `None` without a folder.
    pub standing: Option<(u64, u64)>,
}

/// What changes from one model to another, by meaning; with a book, who stands in what goes.
#[must_use]
pub fn changes(old: &Model, new: &Model, words: &Dictionary, book: Option<&Book>) -> Vec<Told> {
    let told = model::diff(old, new, words).into_iter().map(|change| {
        let standing = book.zip(change.gone).map(|(book, gone)| {
            let positions = book
                .accounts
                .iter()
                .flat_map(|account| account.main.iter().chain(account.sides.iter().map(|(_, side)| side)));
            let standing = positions.filter(|position| position.stage == gone).count() as u64;
            let has_limit = old.stage(gone).is_some_and(|stage| stage.limit.is_some());
            (standing, if has_limit { standing } else { 0 })
        });
        Told { change, standing }
    });
    told.collect()
}

/// Changes as the contract prints them.
#[must_use]
pub fn changes_json(changes: &[Told]) -> Value {
    let list: Vec<Value> = changes
        .iter()
        .map(|told| {
            let change = &told.change;
            json!({
                "change": change.kind.name(),
                "of": change.section,
                "id": change.id,
                "key": change.key,
                "from": change.from,
                "to": change.to,
                "standing": told.standing.map(|(standing, _)| standing),
                "limits_running": told.standing.map(|(_, limits)| limits),
            })
        })
        .collect();
    json!({ "changes": list })
}

/// The sentence of a finding and what to do about it.
#[must_use]
pub fn sentences(catalogue: &Catalogue, finding: &Finding) -> (String, String) {
    (
        catalogue.say(&format!("model-{}", finding.code), &finding.args),
        catalogue.say(&format!("model-{}-help", finding.code), &finding.args),
    )
}

/// Findings as the contract prints them.
#[must_use]
pub fn findings_json(catalogue: &Catalogue, file: &str, findings: &[Finding]) -> Value {
    let list: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let (message, help) = sentences(catalogue, finding);
            json!({
                "file": file,
                "line": finding.line,
                "column": finding.column,
                "code": finding.code,
                "message": message,
                "help": help,
            })
        })
        .collect();
    json!({ "findings": list })
}
