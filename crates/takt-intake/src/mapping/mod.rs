//! A mapping: which columns of which files become which facts. `docs/mapping.md` is its manual.
//!
//! ```text
//! text ──read──► Mapping ──recognise(header)──► its [[file]] ──bind──► columns as indexes ──apply──► facts
//! ```
//!
//! A [`Mapping`] is sound in itself: kinds, fields, formats and joins are known to fit. What needs the file (is there
//! such a column) or the book (is there such a team) is found when it is bound to them, with the same line and column.

mod check;
mod condition;
mod fact;
mod read;
mod recognise;
mod toml;
mod value;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use takt_core::fact::{Dated, Kind};

pub use recognise::{Recognised, recognise, recognise_all};

pub(crate) use check::CheckRule;
pub(crate) use condition::{Condition, Test};
pub(crate) use fact::statable;
pub(crate) use value::{AtRule, Blank, Column, CurrencyRule, Moments, Origin, ValueRule};

use crate::problem::Finding;
use crate::record::Record;

/// The `format` this program reads and writes.
pub const FORMAT: i64 = 1;

/// Kinds that Takt writes itself, as part of an adoption, an import or a command of a person: no file states them.
pub const RESERVED: &[Kind] = &[
    Kind::ModelAdopted,
    Kind::ImportBegun,
    Kind::ImportEnded,
    Kind::ImportUndone,
    Kind::ClockAccepted,
    Kind::Doubted,
    Kind::Distinct,
    Kind::SamePerson,
    Kind::Belongs,
    Kind::Erased,
    Kind::WentLive,
    Kind::Voided,
    Kind::Merged,
    Kind::Absorbed,
    Kind::Unmerged,
    Kind::Released,
    Kind::SlotReserved,
    Kind::SlotReleased,
];

/// A place in the mapping's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// A sound mapping.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// What it is called.
    pub name: String,
    /// The prefix of outside keys: `olist` of `olist:dac32a…`.
    pub system: String,
    /// The file it was read from, as the caller named it: findings name it.
    pub source: String,
    pub(crate) zone: Zone,
    pub(crate) files: Vec<FileRule>,
    pub(crate) facts: Vec<FactRule>,
    pub(crate) checks: Vec<CheckRule>,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the lines.
    pub fn read(source: &str, text: &[u8]) -> Result<Self, Vec<Finding>> {
        read::read(source, text)
    }

    /// The ids of its files, with the columns that make a header theirs and whether it is a lookup.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[String], bool)> {
        self.files.iter().map(|file| (file.id.as_str(), file.columns.as_slice(), file.lookup))
    }

    /// The kinds of facts it can give, in the order of its `[[fact]]`.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        self.facts.iter().map(|fact| fact.kind)
    }

    pub(crate) fn finding(&self, spot: Spot, code: &'static str, args: crate::problem::Args) -> Finding {
        Finding::at(&self.source, spot.line, spot.column, code, args)
    }
}

/// Whose clock a time without an offset was read from.
#[derive(Clone, Debug)]
pub(crate) enum Zone {
    /// The model's.
    Model,
    /// One of IANA's.
    Named(TimeZone),
}

/// One `[[file]]`.
#[derive(Clone, Debug)]
pub(crate) struct FileRule {
    pub(crate) id: String,
    pub(crate) columns: Vec<String>,
    /// Columns that make a header another file's.
    pub(crate) without: Vec<String>,
    /// Whether a column that `columns` does not list may be missing; its cells are blank then.
    pub(crate) optional: bool,
    /// Whether a column may stand twice in the header; the first counts then, and the others are unused.
    pub(crate) repeats: bool,
    /// Of a file without a header: columns that tell it, each with the words that its first row may have there.
    pub(crate) bare: Vec<(String, Vec<String>)>,
    /// Whether rows of accounts that nobody knows are passed over.
    pub(crate) only_known: bool,
    /// Other names that a column goes by, as in an export in another language.
    pub(crate) also: BTreeMap<String, Vec<String>>,
    /// What a cell says that says nothing.
    pub(crate) blank: Vec<String>,
    /// Whether cells that a spreadsheet would compute were made harmless, so that the apostrophe goes off again.
    pub(crate) harmless: bool,
    pub(crate) account: Option<KeyRule>,
    pub(crate) contact: Option<ContactRule>,
    pub(crate) row: Option<KeyRule>,
    pub(crate) lookup: bool,
    pub(crate) joins: Vec<JoinRule>,
    pub(crate) texts: Vec<TextRule>,
    pub(crate) free: Free,
    /// Whether free columns are texts of the person and not of the account.
    pub(crate) free_of_contact: bool,
}

impl FileRule {
    /// Whether a file that begins with this row is this one, without a header; the reasons of an error file may stand in one
    /// more column.
    pub(crate) fn begins_with(&self, row: &Record) -> bool {
        let says = |(column, words): &(String, Vec<String>)| {
            let place = self.columns.iter().position(|known| known == column);
            place.is_some_and(|place| words.iter().any(|word| word == row.cell(place).trim()))
        };
        let is_wide = row.len().checked_sub(self.columns.len()).is_some_and(|more| more <= 1);
        !self.bare.is_empty() && is_wide && self.bare.iter().all(says)
    }

    /// Where a header has a column, under whichever of its names.
    pub(crate) fn place(&self, header: &[String], column: &str) -> Option<usize> {
        let at = |name: &str| header.iter().position(|known| known == name);
        at(column).or_else(|| self.also.get(column)?.iter().find_map(|name| at(name)))
    }
}

/// A text for the people store: its name, and the columns it is put together from, a blank between; or what it always says.
#[derive(Clone, Debug)]
pub(crate) struct TextRule {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) constant: Option<String>,
}

/// Columns kept as texts under their own names.
#[derive(Clone, Debug)]
pub(crate) enum Free {
    Listed(Vec<Column>),
    /// Every column nothing else uses.
    Rest,
}

/// Columns that make an outside key.
#[derive(Clone, Debug)]
pub(crate) struct KeyRule {
    pub(crate) columns: Vec<Column>,
    /// Where one of those is blank: other columns that make the key, the first that are not.
    pub(crate) or: Vec<Vec<Column>>,
    /// Where all of them are blank: whether what the row says of its company or person makes the key.
    pub(crate) said: bool,
    pub(crate) system: Option<String>,
    /// Whether the cell holds the whole outside key, its system with it.
    pub(crate) whole: bool,
    /// Whether a row may be without it: it concerns no account then.
    pub(crate) optional: bool,
}

/// The person a row is about.
#[derive(Clone, Debug)]
pub(crate) struct ContactRule {
    pub(crate) key: KeyRule,
    pub(crate) texts: Vec<TextRule>,
}

/// A lookup file found by a column.
#[derive(Clone, Debug)]
pub(crate) struct JoinRule {
    /// Index into [`Mapping::files`].
    pub(crate) file: usize,
    pub(crate) on: Column,
    /// The column of the lookup file.
    pub(crate) key: Column,
    pub(crate) optional: bool,
}

/// One `[[fact]]`.
#[derive(Clone, Debug)]
pub(crate) struct FactRule {
    /// Index into [`Mapping::files`].
    pub(crate) file: usize,
    pub(crate) kind: Kind,
    pub(crate) at: AtRule,
    pub(crate) dated: Option<Dated>,
    pub(crate) when: Option<Condition>,
    pub(crate) optional: bool,
    /// Whether it is told only of whom the book does not know yet.
    pub(crate) new: bool,
    pub(crate) contact: bool,
    /// By the place of the field in [`Kind::fields`].
    pub(crate) fields: Vec<(usize, ValueRule)>,
    pub(crate) attributes: BTreeMap<String, ValueRule>,
    pub(crate) segment: Option<ValueRule>,
}
