//! Files to facts.
//!
//! ```text
//! bytes ──encoding, csv──► rows ──mapping──► Taken { facts, texts, rejections, … } ──the book──► journal
//! facts.jsonl ──jsonl──► the same Taken
//! journal.jsonl ◄──journal──► Fact
//! ```
//!
//! Three rules hold everywhere here:
//! - Bad input is data, not failure: a row that cannot be taken becomes a [`Rejection`] with file, line, field and
//!   code, and reading goes on. Only what concerns a whole file or mapping stops, as [`Finding`]s.
//! - A row is taken whole or not at all, and a rejected row leaves no account, member or word behind.
//! - This crate knows no sentence, model or database. Problems are [`CODES`] with arguments; ids come from [`Names`].

mod apply;
mod back;
mod bind;
mod cards;
mod cell;
mod csv;
mod date;
mod encoding;
mod given;
mod harmless;
mod head;
pub mod japanese;
mod journal;
mod json;
mod jsonl;
mod keys;
mod known;
mod lookup;
pub mod mapping;
pub mod matching;
mod names;
mod nearest;
mod number;
mod objects;
mod problem;
mod propose;
mod record;
mod said;
mod sheet;
mod sniff;
mod spelling;
mod taken;
mod transcode;

pub use apply::take;
pub use back::{Unreturned, return_rows, return_text};
pub use cell::PART_MAX;
pub use csv::{CELL_BYTES_MAX, ROW_BYTES_MAX};
pub use encoding::Encoding;
pub use given::{Content, Form, Format, Given, Header, REASONS, header, header_among, sample};
pub use harmless::{OWN, harmless, harmless_name};
pub use journal::{
    BadLine, JOURNAL_VERSION, JournalHeader, journal_header, journal_line, read_journal_header, read_journal_line,
};
pub use jsonl::take_facts;
pub use keys::{AccountKey, ContactKey, KeyTable, RowKey};
pub use mapping::{Mapping, Recognised, recognise, recognise_all};
pub use names::{Names, UnknownWord};
pub use problem::{Args, CODES, Finding, Rejection, code};
pub use propose::{Proposal, TakenFor, Why, propose};
pub use said::{COMPANY_TEXTS, PERSON_TEXTS};
pub use sheet::{CELLS_MAX, SHEET_ROWS_MAX, UNPACKED_BYTES_MAX};
pub use spelling::plain;
pub use taken::{Check, Facts, Head, Lookup, MappedFact, Owner, Row, Taken, TakenFile, Text, Texts};
