//! Checking model files.

use std::path::Path;

use serde_json::{Value, json};
use takt_core::dictionary::Dictionary;
use takt_core::model::{self, Finding};

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
