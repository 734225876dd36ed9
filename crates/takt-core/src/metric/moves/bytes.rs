//! The move column as bytes, for a file beside the journal.
//!
//! ```text
//! what it was made under   the field that is the segment, how many models were adopted and imports taken back
//! the lists                sources, segments, and what records say, each as facts write theirs
//! accounts                 the number of each account's source, then of its segment, 4 bytes each
//! records                  16 bytes each, by account
//! ```
//!
//! Fixed numbers are little-endian. Read back by the core that wrote it, and only for a book under the same
//! model with the same imports taken back: what those change is not said of any account.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{Base, Codes, FIRST, Groups, Known, MoveColumn, Record, Said};
use crate::book::Book;
use crate::dictionary::WordKind;
use crate::fact::binary::{Malformed, Reader, Writer};
use crate::fact::{Field, Path, Place, Value};
use crate::metric::{Key, value_text};
use crate::unit::{AccountId, FieldId, MemberId, Micros, SourceId, StageId, TeamId};

/// What a column is true of beside the lines of its accounts.
fn grounds(book: &Book, segment: Option<FieldId>, out: &mut Writer) {
    segment.write(out);
    out.number(book.adoptions.len() as u64);
    out.number(book.imports_undone.len() as u64);
}

impl MoveColumn {
    /// The column of a book as bytes, in parts that follow each other.
    #[must_use]
    pub fn write(&self, book: &Book) -> [Vec<u8>; 3] {
        let mut column = self.clone();
        if !column.tail.is_empty() {
            column.merge();
        }
        let mut head = Writer::default();
        grounds(book, column.segment, &mut head);
        write_values(&column.sources.known.values, &mut head, SourceId::write);
        write_values(&column.segments.known.values, &mut head, Value::write);
        head.number(column.codes.all().len() as u64);
        column.codes.all().iter().for_each(|said| said.write(&mut head));
        head.number(column.sources.of.len() as u64);
        head.number(column.base.records.len() as u64);
        let numbers = column.sources.of.iter().chain(column.segments.of.iter());
        let accounts = numbers.flat_map(|number| number.to_le_bytes()).collect();
        let mut records = Vec::with_capacity(column.base.records.len() * 16);
        for record in &column.base.records {
            records.extend_from_slice(&record.at.0.to_le_bytes());
            records.extend_from_slice(&record.account.0.to_le_bytes());
            records.extend_from_slice(&record.code.to_le_bytes());
        }
        [head.into_bytes(), accounts, records]
    }

    /// A column from bytes, for a book that goes on from where they were written; `None` where they are none, or are not
    /// true of this book any more.
    #[must_use]
    pub fn read(bytes: &[u8], book: &Book) -> Option<Self> {
        let segment = book.model.as_ref()?.model.segment;
        let mut own = Writer::default();
        grounds(book, segment, &mut own);
        let mut from = Reader::new(bytes.strip_prefix(own.as_bytes())?);
        let sources = from.list(|from| perhaps(from, SourceId::read)).ok()?;
        let segments = from.list(|from| perhaps(from, Value::read)).ok()?;
        let said = from.list(Said::read).ok()?;
        let (accounts, count) =
            (usize::try_from(from.number().ok()?).ok()?, usize::try_from(from.number().ok()?).ok()?);
        let numbers = from.bytes(accounts.checked_mul(8)?).ok()?;
        let records = from.bytes(count.checked_mul(16)?).ok()?;
        if !from.is_empty() || accounts > book.accounts.len() {
            return None;
        }
        let (of_sources, of_segments) = numbers.split_at(accounts * 4);
        let source = |id: SourceId| Key::Text(book.words.text(WordKind::Source, id.0).into());
        let codes = FIRST..u32::try_from(said.len()).ok()?.checked_add(FIRST)?;
        let records: Vec<Record> = records.chunks_exact(16).map(record).collect();
        let is_sound = records.iter().all(|r| codes.contains(&r.code) && r.account.index() < accounts)
            && records.is_sorted_by_key(|record| record.account);
        is_sound.then_some(())?;
        Some(Self {
            base: Arc::new(Base::of(records)),
            tail: Vec::new(),
            generation: 0,
            codes: Arc::new(Codes::of(said)),
            sources: Groups::read(of_sources, sources, source)?,
            segments: Groups::read(of_segments, segments, |value| Key::Text(value_text(&book.words, value)))?,
            segment,
            latest: None,
        })
    }
}

impl<T: Copy + Ord> Groups<T> {
    fn read(numbers: &[u8], values: Vec<Option<T>>, mut key: impl FnMut(T) -> Key) -> Option<Self> {
        let of: Vec<u32> = numbers.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect();
        let keys = values.iter().map(|value| value.map_or_else(Key::blank, &mut key)).collect();
        let numbers: BTreeMap<Option<T>, u32> = values.iter().copied().zip(0..).collect();
        let is_sound = numbers.len() == values.len()
            && values.first() == Some(&None)
            && of.iter().all(|number| (*number as usize) < values.len());
        is_sound.then(|| Self { of: Arc::new(of), known: Arc::new(Known { numbers, values, keys }) })
    }
}

fn record(bytes: &[u8]) -> Record {
    let part =
        |from: usize| bytes.get(from..).and_then(|rest| rest.first_chunk::<4>()).map_or(0, |b| u32::from_le_bytes(*b));
    let at = u64::from(part(0)) | u64::from(part(4)) << 32;
    Record { at: Micros(at.cast_signed()), account: AccountId(part(8)), code: part(12) }
}

fn write_values<T>(values: &[Option<T>], out: &mut Writer, write: impl Fn(&T, &mut Writer)) {
    out.number(values.len() as u64);
    for value in values {
        out.byte(u8::from(value.is_some()));
        value.iter().for_each(|value| write(value, out));
    }
}

fn perhaps<T>(
    from: &mut Reader<'_>,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, Malformed>,
) -> Result<Option<T>, Malformed> {
    match from.byte()? {
        0 => Ok(None),
        1 => read(from).map(Some),
        _ => Err(Malformed),
    }
}

impl Said {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::Move { place, from, to, path, inferred } => {
                out.byte(0);
                place.write(out);
                from.write(out);
                to.write(out);
                path.write(out);
                inferred.write(out);
            }
            Self::Crew { team, member } => {
                out.byte(1);
                team.write(out);
                member.write(out);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match from.byte()? {
            0 => Self::Move {
                place: Place::read(from)?,
                from: Option::<StageId>::read(from)?,
                to: Option::<StageId>::read(from)?,
                path: Path::read(from)?,
                inferred: bool::read(from)?,
            },
            1 => Self::Crew { team: TeamId::read(from)?, member: Option::<MemberId>::read(from)? },
            _ => return Err(Malformed),
        })
    }
}
