//! Reading the journal.

use std::borrow::Cow;

use rusqlite::Row;
use rusqlite::types::ValueRef;
use takt_core::fact::Fact;
use takt_core::unit::{Micros, Seq};

use super::{SqliteStore, trouble};
use crate::error::{Damage, Finding, StoreError};
use crate::frame::Frame;
use crate::store::{Head, Stop};

/// The frames from one on, in order.
pub(super) const FRAMES_FROM: &str =
    "SELECT first, count, version, crc, hash, bytes FROM frame WHERE first >= ?1 ORDER BY first";

/// The frame that a sequence lies in, if any does.
const FRAME_OF: &str =
    "SELECT first, count, version, crc, hash, bytes FROM frame WHERE first <= ?1 ORDER BY first DESC LIMIT 1";

impl SqliteStore {
    pub(super) fn read_head(&self) -> Result<Head, StoreError> {
        self.connection
            .prepare_cached("SELECT next, chain, recorded_at FROM head WHERE one = 1")
            .and_then(|mut query| {
                query.query_row([], |row| {
                    let next: i64 = row.get(0)?;
                    let recorded_at: Option<i64> = row.get(2)?;
                    Ok(Head {
                        next: Seq(next.cast_unsigned()),
                        chain: row.get(1)?,
                        recorded_at: recorded_at.map(Micros),
                    })
                })
            })
            .map_err(trouble::in_table("head"))
    }

    /// Whether a frame of this journal ends there, with that hash. A reader sees none behind its moment.
    pub(super) fn has_passed(&self, head: &Head) -> Result<bool, StoreError> {
        if (head.next, head.chain) == (Head::EMPTY.next, Head::EMPTY.chain) {
            return Ok(true);
        }
        let Some(last) = head.next.0.checked_sub(1).and_then(|last| i64::try_from(last).ok()) else { return Ok(false) };
        let found = self
            .connection
            .prepare_cached("SELECT first + count, hash FROM frame WHERE first <= ?1 ORDER BY first DESC LIMIT 1")
            .and_then(|mut query| {
                query.query_row([last], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?)))
            });
        match found {
            Ok((next, chain)) => Ok(next.cast_unsigned() == head.next.0 && chain == head.chain),
            Err(rusqlite::Error::QueryReturnedNoRows) => Ok(false),
            Err(error) => Err(trouble::in_table("frame")(error)),
        }
    }

    /// Makes sure that the last frame is the one the head knows: nothing may be appended behind another.
    pub(super) fn check_tail(&self) -> Result<(), StoreError> {
        let head = self.read_head()?;
        let Some(seq) = head.next.0.checked_sub(1).map(Seq).filter(|seq| seq.0 > 0) else { return Ok(()) };
        let corrupt = |first, what| Err(StoreError::Corrupt(Finding::Frame { first, what }));
        let mut query = self.connection.prepare_cached(FRAME_OF).map_err(trouble::in_table("frame"))?;
        let mut rows = query.query([i64::MAX]).map_err(trouble::in_table("frame"))?;
        let Some(row) = rows.next().map_err(trouble::in_table("frame"))? else {
            return corrupt(Head::EMPTY.next, Damage::Missing { next: head.next });
        };
        let frame = frame(row).map_err(trouble::in_table("frame"))?;
        if let Err(what) = frame.open() {
            return corrupt(frame.first, what);
        }
        if frame.end() <= seq {
            return corrupt(frame.end(), Damage::Missing { next: head.next });
        }
        if frame.end() != head.next || frame.hash != head.chain {
            let found = Head { next: frame.end(), chain: frame.hash, ..head };
            return Err(StoreError::Corrupt(Finding::Head { stored: Some(head), found }));
        }
        Ok(())
    }

    pub(super) fn read_facts(
        &self,
        from: Seq,
        each: &mut dyn FnMut(Fact) -> Result<(), Stop>,
    ) -> Result<(), StoreError> {
        let head = self.read_head()?;
        let from = from.max(Head::EMPTY.next);
        if from >= head.next {
            return Ok(());
        }
        // The frame that `from` lies in begins at it or before.
        let start: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(first) FROM frame WHERE first <= ?1")
            .and_then(|mut query| query.query_row([from.0.cast_signed()], |row| row.get(0)))
            .map_err(trouble::in_table("frame"))?;
        let mut expected = start.map_or(Head::EMPTY.next, |first| Seq(first.cast_unsigned()));
        let corrupt = |first, what| StoreError::Corrupt(Finding::Frame { first, what });

        let mut query = self.connection.prepare_cached(FRAMES_FROM).map_err(trouble::in_table("frame"))?;
        let mut rows = query.query([expected.0.cast_signed()]).map_err(trouble::in_table("frame"))?;
        loop {
            let unreadable = |error: rusqlite::Error| {
                if trouble::is_damage(&error) {
                    corrupt(expected, Damage::Unreadable { says: error.to_string() })
                } else {
                    trouble::explain(crate::error::Step::Read, error)
                }
            };
            let Some(row) = rows.next().map_err(unreadable)? else { break };
            let frame = frame(row).map_err(unreadable)?;
            if frame.first != expected {
                return Err(corrupt(expected, Damage::Missing { next: frame.first }));
            }
            let facts = frame.open().map_err(|what| corrupt(frame.first, what))?;
            expected = frame.end();
            for fact in facts {
                if fact.seq >= from && each(fact) == Err(Stop) {
                    return Ok(());
                }
            }
        }
        if expected < head.next {
            return Err(corrupt(expected, Damage::Missing { next: head.next }));
        }
        Ok(())
    }

    pub(super) fn walk_back(&mut self, last: Seq) -> Result<Vec<Fact>, StoreError> {
        let mut facts: Vec<Fact> = Vec::new();
        let mut next = Some(last);
        while let Some(seq) = next {
            let fact = self.fact(seq)?;
            if let Some(newer) = facts.last()
                && newer.account != fact.account
            {
                let what = Damage::Strayed { seq };
                return Err(StoreError::Corrupt(Finding::Frame { first: seq, what }));
            }
            next = fact.prev;
            facts.push(fact);
        }
        Ok(facts)
    }

    fn fact(&mut self, seq: Seq) -> Result<Fact, StoreError> {
        if let Some(fact) = self.cache.fact(seq) {
            return Ok(fact.clone());
        }
        let (first, facts) = self.frame_of(seq)?;
        let fact = seq.0.checked_sub(first.0).and_then(|place| facts.get(usize::try_from(place).ok()?)).cloned();
        self.cache.keep(first, facts);
        match fact {
            Some(fact) => Ok(fact),
            None if seq.0 > 0 && seq < self.read_head()?.next => {
                Err(StoreError::Corrupt(Finding::Frame { first: seq, what: Damage::Missing { next: seq } }))
            }
            None => Err(StoreError::NoFact { seq }),
        }
    }

    /// The frame that begins at a sequence or, of those before, nearest to it.
    fn frame_of(&self, seq: Seq) -> Result<(Seq, Vec<Fact>), StoreError> {
        let failed = trouble::in_table("frame");
        let mut query = self.connection.prepare_cached(FRAME_OF).map_err(&failed)?;
        let mut rows = query.query([i64::try_from(seq.0).unwrap_or(i64::MAX)]).map_err(&failed)?;
        let Some(row) = rows.next().map_err(&failed)? else { return Ok((seq, Vec::new())) };
        let frame = frame(row).map_err(&failed)?;
        let facts = frame.open().map_err(|what| StoreError::Corrupt(Finding::Frame { first: frame.first, what }))?;
        Ok((frame.first, facts))
    }
}

/// A frame as it lies in a row, its bytes borrowed.
pub(super) fn frame<'a>(row: &'a Row<'_>) -> rusqlite::Result<Frame<'a>> {
    let first: i64 = row.get(0)?;
    if first < 1 {
        return Err(rusqlite::Error::IntegralValueOutOfRange(0, first));
    }
    let bytes = match row.get_ref(5)? {
        ValueRef::Blob(bytes) => bytes,
        other => return Err(rusqlite::Error::InvalidColumnType(5, "bytes".into(), other.data_type())),
    };
    Ok(Frame {
        first: Seq(first.cast_unsigned()),
        count: row.get(1)?,
        version: row.get(2)?,
        crc: row.get(3)?,
        hash: row.get(4)?,
        bytes: Cow::Borrowed(bytes),
    })
}
