//! The office: the one thread that has the desk. Pages and the API hand it pieces of work, which it does in order, one
//! after the other, between what the clock makes due and what commands of other processes ask for at the door.
//!
//! A piece of work is short: it reads what a page shows, or decides and commits. Making HTML of it is done elsewhere.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use takt_core::unit::Seq;
use takt_store::{SqliteStore, Store as _};
use tokio::sync::{oneshot, watch};

use crate::app::desk::{Callers, Desk};
use crate::app::door::Attend;
use crate::app::right::Authorized;
use crate::app::search::FOLDING;
use crate::fault::Fault;
use crate::server::living::Life;

/// How long something long goes on before others have a turn, and how long that turn is.
const TURN: Duration = Duration::from_millis(8);
/// How long the thread sleeps at most: whoever asks at the door waits no longer.
const NAP: Duration = Duration::from_millis(20);
/// After how long without work texts are filed for the search.
const QUIET: Duration = Duration::from_secs(2);
/// After how long without work the book is kept as a snapshot, so that the next start is quick.
const RESTING: Duration = Duration::from_secs(60);

/// A piece of work; gives the store's trouble, where it met some.
type Job = Box<dyn FnOnce(&mut Post<'_>) -> Option<Fault> + Send>;

/// Where a piece of work is done.
#[derive(Debug)]
pub struct Post<'a> {
    /// The desk.
    pub desk: &'a mut Desk,
    /// The life of the sample vendor; `None` for a vendor of one's own, and while something long is done.
    pub life: &'a mut Option<Life>,
    queue: &'a Queue,
}

impl Post<'_> {
    /// Does something long, which gives way: meanwhile others of this process are attended to.
    pub fn at_length<T>(&mut self, work: impl FnOnce(&mut Desk) -> T) -> T {
        self.desk.callers = Some(Box::new(Waiting { queue: self.queue.clone(), attended: Instant::now() }));
        let done = work(self.desk);
        self.desk.callers = None;
        done
    }
}

/// What waits to be done.
#[derive(Clone)]
struct Queue {
    jobs: Arc<Mutex<Receiver<Job>>>,
    waiting: Arc<AtomicUsize>,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Queue({})", self.waiting.load(SeqCst))
    }
}

impl Queue {
    fn jobs(&self) -> MutexGuard<'_, Receiver<Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece of work, within a time.
    fn next(&self, within: Duration) -> Result<Job, RecvTimeoutError> {
        let job = self.jobs().recv_timeout(within)?;
        self.waiting.fetch_sub(1, SeqCst);
        Ok(job)
    }
}

/// Those who wait while something long is done.
#[derive(Debug)]
struct Waiting {
    queue: Queue,
    attended: Instant,
}

impl Callers<SqliteStore> for Waiting {
    fn wait(&self) -> bool {
        self.queue.waiting.load(SeqCst) > 0 && self.attended.elapsed() >= TURN
    }

    fn attend(&mut self, desk: &mut Desk) -> Result<(), Fault> {
        let begun = Instant::now();
        while begun.elapsed() < TURN {
            let Ok(job) = self.queue.next(Duration::ZERO) else { break };
            let mut post = Post { desk, life: &mut None, queue: &self.queue };
            if let Some(trouble) = job(&mut post) {
                return Err(trouble);
            }
        }
        self.attended = Instant::now();
        Ok(())
    }
}

/// The way to the thread.
#[derive(Clone, Debug)]
pub struct Office {
    sender: Sender<Job>,
    waiting: Arc<AtomicUsize>,
    /// The sequence the next fact gets, whenever it changes: everything before it is durable.
    pub head: watch::Receiver<Seq>,
}

/// The thread; it ends when every [`Office`] is dropped.
#[derive(Debug)]
pub struct Staff(JoinHandle<()>);

impl Staff {
    /// Waits until the thread has let go of the folder.
    pub fn leave(self) {
        // A thread that broke off has said so on standard error; the folder is free all the same.
        let _ = self.0.join();
    }
}

impl Office {
    /// Begins to work on a desk that is open.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn begin(
        desk: Desk,
        life: Option<Life>,
        folder: &Path,
        attend: Attend<SqliteStore>,
    ) -> Result<(Self, Staff), Fault> {
        let (sender, jobs) = channel();
        let (told, head) = watch::channel(desk.book.next);
        let folder = folder.to_owned();
        let waiting = Arc::new(AtomicUsize::new(0));
        let queue = Queue { jobs: Arc::new(Mutex::new(jobs)), waiting: Arc::clone(&waiting) };
        let thread = std::thread::Builder::new().name("office".into());
        let work = move || Thread { folder, attend, queue, told, desk: Some(desk), life }.run();
        let thread = thread.spawn(work);
        let thread = thread.map_err(|cause| Fault::store("store-program", vec![("cause", cause.to_string())]))?;
        Ok((Self { sender, waiting, head }, Staff(thread)))
    }

    /// Does a piece of work for somebody who may, and gives what it gave. There is no other way to the desk for a page: it
    /// must show that it may, and the work is handed that.
    ///
    /// # Errors
    /// Its own, or that of a store that could not be opened again.
    pub async fn ask<A: Send + 'static, T: Send + 'static>(
        &self,
        may: Authorized<A>,
        work: impl FnOnce(&Authorized<A>, &mut Post<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.do_for_house(move |post| work(&may, post)).await
    }

    /// The same for the house itself: what it keeps of sign-ins, and whether it is there.
    pub(super) async fn do_for_house<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Post<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (sender, receiver) = oneshot::channel();
        let job: Job = Box::new(move |post| {
            // A mistake of ours in one piece of work must not end the thread that all others wait for.
            let done = catch_unwind(AssertUnwindSafe(|| work(post)));
            let done = done.unwrap_or_else(|_| Err(Fault::store("store-broken", vec![])));
            let trouble = done.as_ref().err().filter(|fault| fault.is_of_store()).cloned();
            // Who went away does not need to know.
            let _ = sender.send(done);
            trouble
        });
        let gone = || Fault::store("store-broken", vec![]);
        self.waiting.fetch_add(1, SeqCst);
        self.sender.send(job).map_err(|_| gone())?;
        receiver.await.map_err(|_| gone())?
    }
}

struct Thread {
    folder: PathBuf,
    attend: Attend<SqliteStore>,
    queue: Queue,
    told: watch::Sender<Seq>,
    desk: Option<Desk>,
    life: Option<Life>,
}

impl Thread {
    fn run(mut self) {
        let mut quiet_since = Instant::now();
        let (mut is_filed, mut is_kept) = (false, false);
        loop {
            match self.queue.next(NAP) {
                Ok(job) => {
                    self.open_again();
                    if let Some(desk) = &mut self.desk {
                        let trouble = job(&mut Post { desk, life: &mut self.life, queue: &self.queue });
                        self.settle(trouble);
                    }
                    (quiet_since, is_filed) = (Instant::now(), false);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let before = self.desk.as_ref().map(|desk| desk.book.next);
            let life = &mut self.life;
            let trouble = self.desk.as_mut().and_then(|desk| keep_time(desk, life).err());
            self.settle(trouble);
            if self.desk.as_ref().map(|desk| desk.book.next) != before {
                is_kept = false;
            }
            // What can wait is done where nobody waits.
            if !is_filed && quiet_since.elapsed() >= QUIET {
                is_filed = true;
                let filed = self.desk.as_mut().and_then(|desk| desk.store.file(&FOLDING).err());
                let trouble = filed.map(|error| Fault::of_store(&error, &self.folder));
                self.settle(trouble);
            }
            if !is_kept && quiet_since.elapsed() >= RESTING {
                is_kept = true;
                if let Some(desk) = &mut self.desk {
                    desk.keep_snapshot();
                }
            }
        }
        if let Some(desk) = &mut self.desk {
            desk.keep_snapshot();
        }
    }

    /// After a piece of work: a book that is ahead of its journal is thrown away, and who listens hears how far it is.
    fn settle(&mut self, trouble: Option<Fault>) {
        if trouble.is_some() {
            // The desk goes first: its folder can be opened once only. A sample vendor does not outlive its book.
            (self.desk, self.life) = (None, None);
            self.open_again();
        }
        if let Some(desk) = &self.desk {
            let next = desk.book.next;
            self.told.send_if_modified(|known| {
                let is_new = *known != next;
                *known = next;
                is_new
            });
        }
    }

    /// Opens the folder where it could not be held; while that fails, whoever asks is told that the store is broken.
    fn open_again(&mut self) {
        if self.desk.is_none() {
            self.desk = Desk::open_attending(&self.folder, "serve", self.attend).ok();
        }
    }
}

/// Does what the clock makes due, and what others want written.
fn keep_time(desk: &mut Desk, life: &mut Option<Life>) -> Result<(), Fault> {
    desk.give_way()?;
    if let Some(life) = life {
        return life.go_on(desk);
    }
    let reading = desk.guard.read();
    if reading.jump.is_none() {
        desk.tick(reading.at)?;
    }
    Ok(())
}
