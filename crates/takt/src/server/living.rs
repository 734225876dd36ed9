//! The sample vendor goes on living: its time runs on at a pace, so that numbers move while one looks.

use std::time::Instant;

use takt_core::fact::Fact;
use takt_core::unit::{Day, Micros};
use takt_sim::{Batch, Vendor};
use takt_store::{Commit, Store as _};

use crate::app::clock::Guard;
use crate::app::demo;
use crate::app::desk::Desk;
use crate::fault::Fault;

/// How much faster than the clock its time runs: an hour in five seconds.
pub const PACE: i64 = 720;

/// For how many days of its time it lives.
const DAYS: i32 = 366;

/// The life of the sample vendor.
pub struct Life {
    vendor: Vendor,
    /// The instant of its time, and when the clock said so.
    known: (Micros, Instant),
    /// When the vendor next has something to do.
    beat: Option<Micros>,
    is_running: bool,
}

impl std::fmt::Debug for Life {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Life").field("known", &self.known).field("is_running", &self.is_running).finish_non_exhaustive()
    }
}

impl Life {
    /// The life of a vendor from an instant on.
    #[must_use]
    pub fn new(mut vendor: Vendor, from: Micros) -> Self {
        vendor.live_on(DAYS);
        Self { vendor, known: (from, Instant::now()), beat: None, is_running: true }
    }

    /// Now, in its time.
    #[must_use]
    pub fn now(&self) -> Micros {
        let (at, since) = self.known;
        if !self.is_running {
            return at;
        }
        let passed = i64::try_from(since.elapsed().as_micros()).unwrap_or(0);
        at.plus(passed.saturating_mul(PACE))
    }

    /// Whether its time runs.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        self.is_running
    }

    /// Lets its time run or stand.
    pub fn run(&mut self, is_running: bool) {
        self.known = (self.now(), Instant::now());
        self.is_running = is_running;
    }

    /// Now, in its time; nights and holidays, in which nobody works, are skipped.
    fn skip_rest(&mut self, desk: &Desk) -> Micros {
        let now = self.now();
        let Some(model) = desk.book.model.as_ref().filter(|_| self.is_running) else { return now };
        let calendar = model.calendar();
        if calendar.is_business(now) {
            return now;
        }
        let today = calendar.day_of(now);
        let openings = (0..40).flat_map(|ahead| calendar.openings(Day(today.0.saturating_add(ahead))));
        let next = openings.map(|(opens, _)| opens).find(|opens| *opens >= now);
        if let Some(next) = next {
            self.known = (next, Instant::now());
        }
        next.unwrap_or(now)
    }

    /// Does what came up to now; a few commits at a time, so that nobody waits long.
    ///
    /// # Errors
    /// The store fails.
    pub fn go_on(&mut self, desk: &mut Desk) -> Result<(), Fault> {
        let now = self.skip_rest(desk);
        // Whoever states something in between does so in the vendor's time.
        desk.guard = Guard::virtual_time(Box::new(move || now.0));
        // It numbers its own companies: where somebody else brought some, its time stands.
        if !self.vendor.owns(&desk.book) {
            self.run(false);
        }
        if !self.is_running {
            return Ok(());
        }
        let begun = Instant::now();
        while begun.elapsed().as_millis() < 10 {
            let Desk { store, book, .. } = desk;
            let mut commit = Commit::on(book.next);
            let each = |facts: &[Fact], batch: &Batch| demo::note(&mut commit, facts, batch);
            let Some(()) = takt_sim::step(&mut self.vendor, book, now, &mut self.beat, each) else { break };
            commit.words = book.words.take_fresh();
            if !commit.is_empty() {
                store.append(&commit).map_err(|error| Fault::of_store(&error, &desk.folder))?;
                desk.remember(&commit);
            }
        }
        Ok(())
    }
}
