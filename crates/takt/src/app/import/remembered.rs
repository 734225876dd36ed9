//! Mappings that a folder remembers: what was proposed for a file that no mapping knew, written where it can be edited, and
//! taken again for the next file with that header.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use takt_intake::{Finding, Given, Mapping};

use super::{MAPPINGS, Refused};
use crate::app::names::hex;
use crate::fault::Fault;

/// Where they lie in a data folder.
const FOLDER: &str = "mappings";
/// Rows that a proposal looks at.
const SAMPLE: usize = 200;
/// What a file must tell to go in by a proposal that nobody has looked at.
const TELLING: [&str; 4] = ["company", "name", "family", "mail"];

/// A mapping of the folder that an import took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Its file.
    pub path: PathBuf,
    /// Its text, where it was made for this import and is not written yet.
    pub proposed: Option<String>,
    /// Columns that should be looked at, of one that was made for this import.
    pub doubtful: Vec<String>,
}

impl Remembered {
    /// Writes one that was made for an import which went in.
    ///
    /// # Errors
    /// The disk fails.
    pub fn keep(&self) -> Result<(), Fault> {
        let Some(text) = &self.proposed else { return Ok(()) };
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&self.path, text));
        written.map_err(|cause| Fault::unwritable(&self.path, &cause))
    }
}

/// The mapping that fits the headers of all files: one that the folder remembers, a shipped one, or for a single file that
/// none fits the one that is proposed, where the file tells enough.
pub(super) fn recognised(data: &Path, given: &[Given], today: Date) -> Result<(Mapping, Option<Remembered>), Refused> {
    let one = |finding: Finding| Refused::Findings(vec![finding]);
    let (mut mappings, mut paths) = (Vec::new(), Vec::new());
    for path in files(&data.join(FOLDER)) {
        let name = path.display().to_string();
        let text = std::fs::read(&path).map_err(|cause| Fault::unreadable(&path, &cause))?;
        mappings.push(Mapping::read(&name, &text).map_err(Refused::Findings)?);
        paths.push(path);
    }
    for (name, text) in MAPPINGS {
        mappings.push(Mapping::read(name, text.as_bytes()).map_err(Refused::Findings)?);
    }
    let mut headers = Vec::new();
    for file in given {
        headers.push(takt_intake::header_among(file, &mappings).map_err(one)?.columns);
    }
    // What the folder remembers was written, or looked at, for this very header.
    let remembered: Vec<Mapping> = mappings.iter().take(paths.len()).cloned().collect();
    if let Some(place) = takt_intake::recognise_all(&remembered, &headers) {
        let path = paths.swap_remove(place);
        return Ok((mappings.swap_remove(place), Some(Remembered { path, proposed: None, doubtful: Vec::new() })));
    }
    if let Some(place) = takt_intake::recognise_all(&mappings, &headers) {
        return Ok((mappings.swap_remove(place), None));
    }
    let Some(file) = given.first() else {
        return Err(Refused::NoMapping { file: String::new(), proposal: String::new() });
    };
    let header = takt_intake::header(file).map_err(one)?;
    let rows = takt_intake::sample(file, &header, SAMPLE).map_err(one)?;
    let proposal = takt_intake::propose(&header.columns, &rows, today);
    let tells = proposal.columns.iter().any(|column| TELLING.contains(&column.meaning));
    let sure = tells && !proposal.doubts.iter().any(|doubt| ["no-key", "no-header"].contains(doubt));
    let path = new_path(&data.join(FOLDER), &file.name, &header.columns);
    match Mapping::read(&path.display().to_string(), proposal.mapping.as_bytes()) {
        Ok(mapping) if sure && given.len() == 1 => {
            let doubtful = proposal.columns.into_iter().filter(|column| column.is_doubtful);
            let doubtful = doubtful.map(|column| column.column).collect();
            Ok((mapping, Some(Remembered { path, proposed: Some(proposal.mapping), doubtful })))
        }
        _ => Err(Refused::NoMapping { file: file.name.clone(), proposal: proposal.mapping }),
    }
}

/// The mappings in a folder, by their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

/// A file that is not there yet, named after the given file and its header.
fn new_path(folder: &Path, given: &str, header: &[String]) -> PathBuf {
    let stem = Path::new(given).file_stem().map_or("list".into(), |stem| stem.to_string_lossy());
    let stem: String = stem.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).take(40).collect();
    let digest = Sha256::digest(header.join("\n").as_bytes());
    let mark = hex(digest.get(..4).unwrap_or_default());
    let named = |number: u32| match number {
        1 => folder.join(format!("{stem}-{mark}.toml")),
        _ => folder.join(format!("{stem}-{mark}-{number}.toml")),
    };
    (1..).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1))
}
