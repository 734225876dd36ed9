//! The wall clock: the one place of the program that asks what time it is, and the guard that says whether to believe
//! it.
//!
//! A clock that is wrong for an hour would date facts in a future that never was, and fire every timer up to there; no
//! later fact could take that back. So nothing is appended on a clock that jumped until a person says that it is right.
//!
//! - When a command opens a journal, the clock may be at most an hour before the last record, and 35 days after it
//!   ([`judge`]).
//! - While a process runs, its clock has to keep up with the time that passed ([`Guard`]). Where it does not, that time
//!   counts on from the last instant that was believed.
//!
//! Zones and summer time are nothing to it: all instants are UTC.

use std::time::Instant;

use takt_core::fact::{Actor, Body, Dated, Kind};
use takt_core::unit::{Micros, Seq};
use takt_store::{Store, StoreError};

use crate::app::desk::{Beside, Desk};
use crate::app::names;
use crate::fault::Fault;

/// Microseconds of an hour: by how much a clock may be off.
pub const JUMP: i64 = 3_600_000_000;
/// Microseconds of 35 days: how long after the last record a journal may rest before its clock is asked about.
pub const AWAY: i64 = 35 * 24 * JUMP;

/// Now, in microseconds since 1970-01-01T00:00:00Z.
#[must_use]
pub fn now() -> Micros {
    Micros(jiff::Timestamp::now().as_microsecond())
}

/// A clock that is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// What it says.
    pub wall: Micros,
    /// What it is measured by: the last record of the journal, or the time that passed while the process ran.
    pub known: Micros,
}

impl Jump {
    /// Whether it went ahead; else it went back.
    #[must_use]
    pub const fn is_ahead(&self) -> bool {
        self.wall.0 > self.known.0
    }
}

/// A person's word that a clock was right which lay before the last record: what it said, and what the record of that
/// word was dated, which cannot lie before the records there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What the clock said.
    pub wall: Micros,
    /// When it was recorded.
    pub recorded: Micros,
}

/// Judges the clock of a process that opens a journal whose last record is `last`. `accepted` is asked only where the
/// clock lies before that record.
///
/// # Errors
/// Those of `accepted`.
pub fn judge<E>(
    last: Micros,
    wall: Micros,
    accepted: impl FnOnce() -> Result<Option<Accepted>, E>,
) -> Result<Option<Jump>, E> {
    let fits = |known: i64| wall.0 >= known.saturating_sub(JUMP) && wall.0 <= known.saturating_add(AWAY);
    if fits(last.0) {
        return Ok(None);
    }
    let jump = Jump { wall, known: last };
    if jump.is_ahead() {
        return Ok(Some(jump));
    }
    // The records lie ahead of the clock, and somebody said so: from then on the clock runs as they do.
    let accepted = accepted()?;
    let runs = |word: &Accepted| fits(word.wall.0.saturating_add(last.0.saturating_sub(word.recorded.0)));
    Ok(if accepted.as_ref().is_some_and(runs) { None } else { Some(jump) })
}

/// Where a guard takes an instant or a time that passed from, in microseconds.
pub type Source = Box<dyn FnMut() -> i64 + Send>;

/// What a guarded clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The instant to date by: the clock's own, or the last that was believed and the time that passed since.
    pub at: Micros,
    /// The jump, while the clock is not believed.
    pub jump: Option<Jump>,
}

/// The clock of a process, as long as it keeps up with the time that passes.
pub struct Guard {
    wall: Source,
    /// The time that passed since some moment, which no one can set; `None` where the wall clock is believed anyway.
    elapsed: Option<Source>,
    /// What was last believed: wall clock and time passed, at one moment.
    believed: Option<(i64, i64)>,
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard").field("believed", &self.believed).finish_non_exhaustive()
    }
}

impl Default for Guard {
    /// The clock of this machine beside the time this process has run.
    fn default() -> Self {
        let begun = Instant::now();
        let elapsed = move || i64::try_from(begun.elapsed().as_micros()).unwrap_or(i64::MAX);
        Self::new(Box::new(|| now().0), Box::new(elapsed))
    }
}

impl Guard {
    /// A clock beside the time that passes.
    #[must_use]
    pub fn new(wall: Source, elapsed: Source) -> Self {
        Self { wall, elapsed: Some(elapsed), believed: None }
    }

    /// A clock that is believed whatever it says: virtual time.
    #[must_use]
    pub fn virtual_time(wall: Source) -> Self {
        Self { wall, elapsed: None, believed: None }
    }

    /// Reads the clock. One that is back where it belongs is believed again.
    pub fn read(&mut self) -> Reading {
        let wall = (self.wall)();
        let Some(elapsed) = &mut self.elapsed else { return Reading { at: Micros(wall), jump: None } };
        let elapsed = elapsed();
        if let Some((known, then)) = self.believed {
            let expected = known.saturating_add(elapsed.saturating_sub(then));
            if wall.saturating_sub(expected).saturating_abs() > JUMP {
                let jump = Jump { wall: Micros(wall), known: Micros(expected) };
                return Reading { at: Micros(expected), jump: Some(jump) };
            }
        }
        self.believed = Some((wall, elapsed));
        Reading { at: Micros(wall), jump: None }
    }

    /// Believes what the clock says now; gives it.
    pub fn accept(&mut self) -> Micros {
        self.believed = None;
        self.read().at
    }
}

impl<S: Store> Desk<S> {
    /// The jump of a clock beside this journal; `None` where it is believed, or the journal holds nothing yet that a clock
    /// could be measured by.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn clock_jump(&mut self, wall: Micros) -> Result<Option<Jump>, Fault> {
        let is_empty = self.book.accounts.is_empty() && self.book.imports_begun == 0;
        if is_empty {
            return Ok(None);
        }
        let Self { store, book, folder, .. } = self;
        let accepted = || -> Result<Option<Accepted>, StoreError> {
            let mut last = None;
            store.scan(Seq(1), &mut |fact| {
                if fact.body.kind() == Kind::ClockAccepted {
                    last = Some(Accepted { wall: fact.occurred_at, recorded: fact.recorded_at });
                }
                Ok(())
            })?;
            Ok(last)
        };
        judge(book.recorded_at, wall, accepted).map_err(|error| Fault::of_store(&error, folder))
    }

    /// Refuses to append on a clock that is not believed.
    ///
    /// # Errors
    /// What the clock says and what the journal's last record does.
    pub fn demand_clock(&mut self, wall: Micros) -> Result<(), Fault> {
        let Some(jump) = self.clock_jump(wall)? else { return Ok(()) };
        let [wall, known, side] = self.jump_words(jump);
        Err(Fault::refused("clock-jumped", vec![("wall", wall), ("known", known), ("side", side)]))
    }

    /// What the sentences about a jump need: what the clock says, what is known, and on which side of it that is.
    #[must_use]
    pub fn jump_words(&self, jump: Jump) -> [String; 3] {
        let side = if jump.is_ahead() { "ahead" } else { "behind" };
        let second = |at: Micros| names::instant(&self.book, Micros(at.0.div_euclid(1_000_000) * 1_000_000));
        [second(jump.wall), second(jump.known), side.into()]
    }

    /// States that the clock is right, and fires what is due by it; gives the facts it took, none where it was believed
    /// anyway.
    ///
    /// # Errors
    /// The disk fails.
    pub fn accept_clock(&mut self, wall: Micros) -> Result<u64, Fault> {
        if self.clock_jump(wall)?.is_none() {
            return Ok(0);
        }
        let now = self.begin(wall);
        self.push_house(wall, Dated::Instant, Actor::Program, Body::ClockAccepted {});
        self.commit(now, Beside::default()).map_err(|error| self.fault(&error))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

    use super::*;

    const DAY: i64 = 24 * JUMP;
    /// 2026-03-29T00:30Z: half an hour before Europe's clocks are turned.
    const START: i64 = 1_774_744_200_000_000;

    fn judged(last: i64, wall: i64, accepted: Option<Accepted>) -> Option<Jump> {
        judge::<()>(Micros(last), Micros(wall), || Ok(accepted)).expect("nothing to fail")
    }

    #[test]
    fn a_clock_beside_the_last_record_is_believed_from_an_hour_before_to_35_days_after() {
        for fits in [START - JUMP, START, START + DAY, START + 35 * DAY] {
            assert_eq!(judged(START, fits, None), None, "{fits}");
        }
        let last = Micros(START);
        for off in [0, START - JUMP - 1, START + 35 * DAY + 1, i64::MIN, i64::MAX, 2_147_483_648_000_000] {
            let jump = judged(START, off, None).expect("a jump");
            assert_eq!((jump, jump.is_ahead()), (Jump { wall: Micros(off), known: last }, off > START));
        }
    }

    #[test]
    fn what_a_person_accepted_behind_the_records_is_believed_from_then_on() {
        let year = 365 * DAY;
        let word = Some(Accepted { wall: Micros(START - year), recorded: Micros(START) });
        // The clock goes on while the records stand still, a microsecond each.
        assert_eq!(judged(START + 5, START - year, word), None);
        assert_eq!(judged(START + 5, START - year + 34 * DAY, word), None);
        // Not beyond, and not before.
        assert!(judged(START + 5, START - year + 36 * DAY, word).is_some());
        assert!(judged(START + 5, START - year - DAY, word).is_some());
        // It says nothing about a clock that is ahead.
        assert!(judged(START + 5, START + 36 * DAY, word).is_some());
    }

    /// A guard, its wall clock and its time passed.
    fn guard() -> (Guard, Arc<AtomicI64>, Arc<AtomicI64>) {
        let (wall, passed) = (Arc::new(AtomicI64::new(START)), Arc::new(AtomicI64::new(7)));
        let read = |of: &Arc<AtomicI64>| -> Source {
            let of = Arc::clone(of);
            Box::new(move || of.load(Relaxed))
        };
        (Guard::new(read(&wall), read(&passed)), wall, passed)
    }

    #[test]
    fn a_clock_that_jumps_is_not_believed_and_time_counts_on() {
        for to in [START + JUMP + DAY, START + DAY + 60_000_000, 0, 2_147_483_648_000_000, START - DAY] {
            let (mut guard, wall, passed) = guard();
            assert_eq!(guard.read(), Reading { at: Micros(START), jump: None });
            passed.fetch_add(60_000_000, Relaxed);
            wall.store(to, Relaxed);
            let at = Micros(START + 60_000_000);
            assert_eq!(guard.read(), Reading { at, jump: Some(Jump { wall: Micros(to), known: at }) });
            // It stays so while it runs on from there, and no fact is dated ahead.
            passed.fetch_add(DAY, Relaxed);
            wall.fetch_add(DAY, Relaxed);
            assert_eq!(guard.read().at, at.plus(DAY));
            assert_eq!(guard.accept(), Micros(to + DAY));
            assert_eq!(guard.read().jump, None);
        }
    }

    #[test]
    fn small_steps_long_waits_and_a_clock_put_right_are_no_jumps() {
        let (mut guard, wall, passed) = guard();
        guard.read();
        // A year of a process with a clock that drifts by a minute a day, read once a day.
        for _ in 0..365 {
            passed.fetch_add(DAY, Relaxed);
            wall.fetch_add(DAY + 60_000_000, Relaxed);
            let reading = guard.read();
            assert_eq!((reading.jump, reading.at), (None, Micros(wall.load(Relaxed))));
        }
        wall.fetch_add(DAY, Relaxed);
        assert!(guard.read().jump.is_some());
        wall.fetch_sub(DAY, Relaxed);
        assert_eq!(guard.read().jump, None);
    }
}
