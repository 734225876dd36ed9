//! Which mapping files go in through: one that was given, one that this folder remembers, a shipped one, or one proposed for
//! a header that none of them knows, which the folder remembers from then on.
//!
//! Remembered mappings are files beside the journal, one for a header, to be read and edited. They hold names of columns and
//! no personal data; nothing but an import reads them, and a folder without them is whole.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use takt_intake::{Finding, Given, Mapping};

use super::{MAPPINGS, Refused};
use crate::app::names::hex;
use crate::fault::Fault;

/// The folder of remembered mappings, in a data folder.
pub const FOLDER: &str = "mappings";
/// Rows that a proposal looks at.
const SAMPLE: usize = 200;
/// Letters of a file's name that the name of its mapping begins with.
const STEM_LETTERS: usize = 40;

/// The mapping that files went in through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// What it calls itself.
    pub name: String,
    /// Where it is: as it was given, or in the folder; `None` of a shipped one.
    pub file: Option<PathBuf>,
    /// Whether the folder remembered it or will.
    pub is_remembered: bool,
    /// The text of one that was proposed just now.
    pub proposed: Option<String>,
    /// Columns that a proposal is not sure of.
    pub doubtful_columns: Vec<String>,
}

impl Through {
    /// One that was given.
    pub(super) fn given(mapping: &Mapping, file: &str) -> Self {
        Self { file: Some(file.into()), ..Self::shipped(mapping) }
    }

    fn shipped(mapping: &Mapping) -> Self {
        let name = mapping.name.clone();
        Self { name, file: None, is_remembered: false, proposed: None, doubtful_columns: Vec::new() }
    }

    fn remembered(mapping: &Mapping, file: PathBuf) -> Self {
        Self { file: Some(file), is_remembered: true, ..Self::shipped(mapping) }
    }

    /// Writes a proposed mapping where it is remembered; what stands there is never written over.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn keep(&self) -> Result<(), Fault> {
        let (Some(text), Some(file)) = (&self.proposed, &self.file) else { return Ok(()) };
        let written = || {
            file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::File::create_new(file)?.write_all(text.as_bytes())
        };
        written().map_err(|cause| Fault::unwritable(file, &cause))
    }
}

/// What a folder remembers.
struct Memory {
    sound: Vec<(PathBuf, Mapping)>,
    /// Those that cannot be used, with what is wrong with them.
    broken: Vec<(PathBuf, Vec<Finding>)>,
}

impl Memory {
    fn of(folder: &Path) -> Result<Self, Fault> {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self { sound: Vec::new(), broken: Vec::new() });
            }
            Err(cause) => return Err(Fault::unreadable(folder, &cause)),
        };
        let mut files = Vec::new();
        for entry in entries {
            files.push(entry.map_err(|cause| Fault::unreadable(folder, &cause))?.path());
        }
        files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
        files.sort();
        let mut memory = Self { sound: Vec::new(), broken: Vec::new() };
        for file in files {
            let text = std::fs::read(&file).map_err(|cause| Fault::unreadable(&file, &cause))?;
            match Mapping::read(&file.display().to_string(), &text) {
                Ok(mapping) => memory.sound.push((file, mapping)),
                Err(findings) => memory.broken.push((file, findings)),
            }
        }
        Ok(memory)
    }

    /// The mapping made for these very headers: it lists all of their columns.
    fn made_for(&self, headers: &[Vec<String>]) -> Option<usize> {
        let lists = |mapping: &Mapping, header: &Vec<String>| {
            mapping.files().any(|(_, columns, _)| distinct(columns) == distinct(header))
        };
        self.sound.iter().position(|(_, mapping)| headers.iter().all(|header| lists(mapping, header)))
    }

    /// The mapping that fits these headers, though they have more columns than it lists.
    fn fitting(&self, headers: &[Vec<String>]) -> Option<usize> {
        let mappings: Vec<&Mapping> = self.sound.iter().map(|(_, mapping)| mapping).collect();
        takt_intake::recognise_all(&mappings, headers)
    }

    /// What is wrong with the mapping remembered for a header, or with any.
    fn trouble(&mut self, header: Option<&str>) -> Option<Vec<Finding>> {
        let is_its = |file: &Path| {
            let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            header.is_none_or(|mark| stem.ends_with(mark))
        };
        let place = self.broken.iter().position(|(file, _)| is_its(file))?;
        Some(self.broken.swap_remove(place).1)
    }
}

/// The mapping for files that came without one: the remembered one made for their header, else the shipped one that fits, else
/// a remembered one that fits, else the proposed one where it is sure enough.
pub(super) fn recognised(
    given: &[Given],
    folder: &Path,
    (today, ranks): (Date, Option<&[String]>),
) -> Result<(Mapping, Through), Refused> {
    let mut memory = Memory::of(folder)?;
    let mut shipped = Vec::new();
    for (name, text) in MAPPINGS {
        shipped.push(Mapping::read(name, text.as_bytes()).map_err(Refused::Findings)?);
    }
    let alone = |finding| Refused::Findings(vec![finding]);
    let mut headers = Vec::new();
    for file in given {
        let all: Vec<&Mapping> = memory.sound.iter().map(|(_, mapping)| mapping).chain(&shipped).collect();
        headers.push(takt_intake::header_among(file, &all).map_err(alone)?.columns);
    }
    let (Some(file), Some(header)) = (given.first(), headers.first()) else {
        return Err(Refused::NoMapping { file: String::new(), proposal: String::new() });
    };
    let mark = mark(header);
    let remembered = |memory: &mut Memory, place: usize| {
        let (file, mapping) = memory.sound.swap_remove(place);
        let through = Through::remembered(&mapping, file);
        (mapping, through)
    };
    if let Some(place) = memory.made_for(&headers) {
        return Ok(remembered(&mut memory, place));
    }
    // Whoever edited the mapping of this very header is told what is wrong with it, rather than offered another.
    if let Some(findings) = memory.trouble(Some(&mark)) {
        return Err(Refused::Findings(findings));
    }
    if let Some(place) = takt_intake::recognise_all(&shipped, &headers) {
        let mapping = shipped.swap_remove(place);
        let through = Through::shipped(&mapping);
        return Ok((mapping, through));
    }
    if let Some(place) = memory.fitting(&headers) {
        return Ok(remembered(&mut memory, place));
    }
    if let Some(findings) = memory.trouble(None) {
        return Err(Refused::Findings(findings));
    }
    if let Some(fault) = mappings_differ(given, &headers, &memory.sound, &shipped) {
        return Err(fault.into());
    }
    let known = takt_intake::header(file).map_err(alone)?;
    let rows = takt_intake::sample(file, &known, SAMPLE).map_err(alone)?;
    let proposal = takt_intake::propose(&known.columns, &rows, today, ranks);
    let is_alike = headers.iter().all(|other| distinct(other) == distinct(header));
    if !proposal.is_sure() || !is_alike {
        return Err(Refused::NoMapping { file: file.name.clone(), proposal: proposal.mapping });
    }
    let kept = free_name(folder, &stem(&file.name), &mark);
    let mapping = Mapping::read(&kept.display().to_string(), proposal.mapping.as_bytes()).map_err(Refused::Findings)?;
    let doubtful = proposal.columns.into_iter().filter(|column| column.is_doubtful).map(|column| column.column);
    let through = Through {
        doubtful_columns: doubtful.collect(),
        proposed: Some(proposal.mapping),
        ..Through::remembered(&mapping, kept)
    };
    Ok((mapping, through))
}

/// Where each of several files has a mapping, but not the same one: which file has which.
fn mappings_differ(
    given: &[Given],
    headers: &[Vec<String>],
    remembered: &[(PathBuf, Mapping)],
    shipped: &[Mapping],
) -> Option<Fault> {
    if given.len() < 2 {
        return None;
    }
    let all: Vec<&Mapping> = shipped.iter().chain(remembered.iter().map(|(_, mapping)| mapping)).collect();
    let mut list = Vec::new();
    for (file, header) in given.iter().zip(headers) {
        let place = takt_intake::recognise_all(&all, std::slice::from_ref(header))?;
        list.push(format!("{}: {}", file.name, all.get(place)?.name));
    }
    Some(Fault::refused("mappings-differ", vec![("list", list.join(" / "))]))
}

/// The columns of a header that have a name.
fn distinct(header: &[String]) -> BTreeSet<&str> {
    header.iter().map(|column| column.trim()).filter(|column| !column.is_empty()).collect()
}

/// What tells a header from others: the same in whatever order its columns stand.
fn mark(header: &[String]) -> String {
    let mut hasher = Sha256::new();
    for column in distinct(header) {
        hasher.update(column.as_bytes());
        hasher.update([0]);
    }
    hex(hasher.finalize().get(..4).unwrap_or_default())
}

/// The name of a file without its folder and its ending, as far as every system can have it in a name.
fn stem(name: &str) -> String {
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let letters = stem.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' });
    let stem: String = letters.take(STEM_LETTERS).collect();
    if stem.is_empty() { "list".into() } else { stem }
}

/// Where a mapping can be kept: nobody's edits are written over, even where they no longer fit.
fn free_name(folder: &Path, stem: &str, mark: &str) -> PathBuf {
    let first = folder.join(format!("{stem}-{mark}.toml"));
    let others = (2_u32..).map(|count| folder.join(format!("{stem}-{count}-{mark}.toml")));
    std::iter::once(first).chain(others).find(|file| !file.exists()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_of_the_columns_and_not_of_their_order() {
        let header = |columns: &[&str]| columns.iter().map(|column| (*column).to_string()).collect::<Vec<_>>();
        assert_eq!(mark(&header(&["a", "b"])), mark(&header(&["b", "", "a", "b"])));
        assert_ne!(mark(&header(&["a", "b"])), mark(&header(&["ab"])));
        assert_eq!(mark(&header(&["a"])).len(), 8);
    }

    #[test]
    fn names_of_files_are_names_everywhere() {
        assert_eq!(stem("dir/名簿 2026:11.xlsx"), "名簿-2026-11");
        assert_eq!(stem(".."), "list");
    }
}
