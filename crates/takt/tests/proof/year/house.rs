//! The year under faults: a folder whose writer crashes, is ended, hears things twice, and has a clock that jumps.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use takt::app::clock::{Guard, Source};
use takt::app::desk::Desk;
use takt::app::writer::{Answer, Command, Writer};
use takt::fault::Fault as Said;
use takt_core::unit::{Micros, Seq};
use takt_sim::load::Row;
use takt_store::fault::Faulty;
use takt_store::{SqliteStore, Store};

use super::calm::{Calm, bring};
use super::plan::{Crash, Part, Wrong};
use super::{HOUR, Sabotage, Tally};

type Shop = Desk<Faulty<SqliteStore>>;

/// What time it is, and what the clock makes of it.
#[derive(Debug, Default)]
struct Time {
    now: i64,
    /// How the clock is wrong, and since when.
    wrong: Option<(Wrong, i64)>,
    /// How long the machine slept: no time that passed.
    slept: i64,
}

impl Time {
    fn wall(&self) -> i64 {
        match self.wrong {
            None => self.now,
            Some((Wrong::HourAhead, _)) => self.now + HOUR + 1_000_000,
            Some((Wrong::HourBehind, _)) => self.now - HOUR - 1_000_000,
            Some((Wrong::DayAhead, _)) => self.now + 24 * HOUR,
            Some((Wrong::DayBehind, _)) => self.now - 24 * HOUR,
            Some((Wrong::Epoch, since)) => self.now - since,
            Some((Wrong::Y2038, since)) => 2_147_483_648_000_000 + self.now - since,
        }
    }
}

/// The faults to come of a folder's store.
#[derive(Debug, Default)]
struct Coming {
    crashes: VecDeque<Crash>,
    under_way: Option<Crash>,
    /// Whether the process is gone.
    is_gone: bool,
    /// Appends that failed.
    failed: u32,
}

/// A folder, the process over it, and what is to go wrong.
pub(crate) struct House {
    folder: PathBuf,
    time: Arc<Mutex<Time>>,
    coming: Arc<Mutex<Coming>>,
    writer: Option<Writer<Faulty<SqliteStore>>>,
    sabotage: Sabotage,
    pub(crate) tally: Tally,
}

fn locked<T>(of: &Arc<Mutex<T>>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

fn gone() -> Said {
    Said::store("store-broken", vec![])
}

/// A desk over a store, with the next crash to come.
fn armed(folder: &Path, store: SqliteStore, coming: &Mutex<Coming>) -> Result<Shop, Said> {
    let mut coming = coming.lock().unwrap_or_else(PoisonError::into_inner);
    coming.under_way = coming.crashes.pop_front();
    let store = Faulty::new(store);
    let store = match coming.under_way {
        Some(crash) => store.at(crash.nth, crash.fault),
        None => store,
    };
    Desk::over(folder, store)
}

impl House {
    pub(crate) fn new(folder: &Path, crashes: &[Crash], sabotage: Sabotage) -> Self {
        let coming = Coming { crashes: crashes.iter().copied().collect(), ..Coming::default() };
        Self {
            folder: folder.into(),
            time: Arc::default(),
            coming: Arc::new(Mutex::new(coming)),
            writer: None,
            sabotage,
            tally: Tally::default(),
        }
    }

    pub(crate) fn now(&self, now: Micros) {
        locked(&self.time).now = now.0;
    }

    /// The machine sleeps until now, but for a minute.
    pub(crate) fn sleep(&mut self, since: Micros) {
        let mut time = locked(&self.time);
        time.slept += time.now - since.0 - 60_000_000;
        self.tally.sleeps += 1;
    }

    pub(crate) fn is_wrong(&self) -> bool {
        locked(&self.time).wrong.is_some()
    }

    pub(crate) fn jump(&mut self, wrong: Wrong) {
        // Whoever runs has read the clock when it was right.
        self.writer();
        let mut time = locked(&self.time);
        time.wrong = Some((wrong, time.now));
        self.tally.jumps += 1;
    }

    /// Somebody puts the clock right.
    pub(crate) fn put_right(&self) {
        locked(&self.time).wrong = None;
    }

    fn guard(&self) -> Guard {
        let source = |of: fn(&Time) -> i64| -> Source {
            let time = Arc::clone(&self.time);
            Box::new(move || of(&time.lock().unwrap_or_else(PoisonError::into_inner)))
        };
        if self.sabotage == Sabotage::Believe {
            return Guard::virtual_time(source(Time::wall));
        }
        Guard::new(source(Time::wall), source(|time| time.now - time.slept))
    }

    /// Opens the folder as a command does: only on a clock that is believed. One that is not is put right.
    fn open(&mut self) -> (Shop, Guard) {
        locked(&self.coming).is_gone = false;
        let store = SqliteStore::open_writer(&self.folder, "year").unwrap();
        let mut desk = armed(&self.folder, store, &self.coming).unwrap();
        let (wrong, wall) = {
            let time = locked(&self.time);
            (time.wrong.filter(|_| self.sabotage != Sabotage::Believe), Micros(time.wall()))
        };
        if let Some((wrong, _)) = wrong {
            let refused = desk.demand_clock(wall).is_err();
            assert!(refused || !matches!(wrong, Wrong::Epoch | Wrong::Y2038), "opened at {wall:?}");
            // A clock that is off by less than a journal may rest is believed by who opens it: whoever starts a process
            // looks at it.
            self.put_right();
        }
        let mut guard = self.guard();
        let wall = guard.read().at;
        desk.demand_clock(wall).unwrap_or_else(|fault| panic!("the clock is right: {fault:?}"));
        (desk, guard)
    }

    fn writer(&mut self) -> &Writer<Faulty<SqliteStore>> {
        if self.writer.is_none() {
            let (desk, guard) = self.open();
            let (folder, coming) = (self.folder.clone(), Arc::clone(&self.coming));
            let again = move |desk: Option<Shop>| {
                let Some(desk) = desk else { return Err(gone()) };
                {
                    let mut coming = locked(&coming);
                    coming.failed += 1;
                    if coming.under_way.is_none_or(|crash| crash.dies) {
                        coming.is_gone = true;
                        return Err(gone());
                    }
                }
                let store = desk.store.into_inner().reopen().map_err(|error| Said::of_store(&error, &folder))?;
                armed(&folder, store, &coming)
            };
            self.writer = Some(Writer::guarded(desk, guard, again));
        }
        self.writer.as_ref().unwrap()
    }

    /// Ends the process and begins another one.
    pub(crate) fn restart(&mut self, snapshot: bool) {
        if let Some(mut desk) = self.close() {
            self.tally.restarts += 1;
            self.tally.snapshots += u32::from(snapshot && desk.write_snapshot());
        }
    }

    fn close(&mut self) -> Option<Shop> {
        self.writer.take()?.stop()
    }

    /// Says something until it is answered.
    pub(crate) fn say(&mut self, command: &Command) -> Answer {
        for _ in 0..9 {
            let answer = self.writer().submit(command.clone()).recv();
            match answer {
                Ok(Answer::Failed(_)) | Err(_) => {
                    if locked(&self.coming).is_gone {
                        drop(self.close());
                    }
                    if self.sabotage == Sabotage::Forget && matches!(command, Command::State { .. }) {
                        return Answer::Done(Seq(0));
                    }
                }
                Ok(answer) => return answer,
            }
        }
        panic!("never answered: {command:?}");
    }

    /// Imports a part of the past, until it is in.
    pub(crate) fn import(&mut self, part: &Part, calm: &Calm, now: Micros) -> Result<(), String> {
        if self.is_wrong() {
            self.put_right();
        }
        drop(self.close());
        if let Some((nth, fault)) = part.killed {
            locked(&self.coming).crashes.push_front(Crash { nth, fault, dies: true });
        }
        let rows = || part.rows.iter().map(|place| (*place, calm.rows[*place].clone())).collect::<Vec<(usize, Row)>>();
        let is_keyed = self.sabotage != Sabotage::Unkeyed;
        for turn in 0..9 {
            let (mut desk, _) = self.open();
            match bring(&mut desk, &calm.words, rows().into_iter(), now, is_keyed) {
                Err(_) => self.tally.killed += 1,
                Ok(_) if part.is_twice && turn == 0 => {
                    let report = bring(&mut desk, &calm.words, rows().into_iter(), now, is_keyed);
                    // It may meet a crash of its own.
                    let news = report.map_or(0, |report| report.journalled);
                    if news > 0 {
                        return Err(format!("{news} rows of a file that came twice were taken twice"));
                    }
                    return Ok(());
                }
                Ok(_) => return Ok(()),
            }
        }
        Err("an import never came in".into())
    }

    /// The last record of the journal, as who reads beside the writer sees it.
    pub(crate) fn last_record(&self) -> Micros {
        SqliteStore::open_reader(&self.folder).unwrap().head().unwrap().recorded_at.unwrap()
    }

    /// Ends the year; gives the folder's desk.
    pub(crate) fn end(mut self) -> (Shop, Tally) {
        self.put_right();
        self.writer();
        let desk = self.close();
        self.tally.failed = locked(&self.coming).failed;
        // What is still to fail does not matter any more.
        locked(&self.coming).crashes.clear();
        let desk = desk.unwrap_or_else(|| self.open().0);
        (desk, self.tally)
    }
}
