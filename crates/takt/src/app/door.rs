//! The door of a folder: the process that has it does what others want written, between two groups of its own commits.
//!
//! ```text
//! takt merge ──no lock──► knock ══ socket ══► the listening thread ──► a queue ──► give_way, on the holder's book
//!      ▲                                                                                │ a commit of its own
//!      └───────────────────────────────── the answer, when that is durable ◄────────────┘
//! ```
//!
//! The listening thread knows no book; the holder looks at the queue where it has nothing half done. What was answered is
//! remembered as long as the door is open, and what was written carries the request's key in the journal, so that a
//! request whose answer was lost can be asked again and does not run twice.

mod knock;
mod wire;

#[cfg(not(unix))]
#[path = "door/deaf.rs"]
mod listen;
#[cfg(unix)]
mod listen;

use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::time::{Duration, Instant};

use takt_store::{Key, Store};

use crate::app::desk::Desk;
use crate::fault::Fault;

pub use knock::{Knock, knock};
#[cfg(unix)]
pub use listen::SOCKET_FILE;
pub use wire::{Come, ID_MAX, REPLY_MAX, REQUEST_MAX, Reply, Request, VERSION, come, is_id};

/// How long the holder keeps to its own work before it gives way again, and how long it gives way at most, but for the
/// request under way: neither starves the other.
const TURN: Duration = Duration::from_millis(20);
/// Answers that are remembered.
const REMEMBERED: usize = 256;

/// What does a request on a desk.
pub type Attend<S> = fn(&mut Desk<S>, &Request) -> Reply;

/// The door of a folder, open until it is dropped.
#[derive(Debug)]
pub struct Door<S> {
    attend: Attend<S>,
    listening: listen::Listening,
    answered: HashMap<Key, Vec<u8>>,
    order: VecDeque<Key>,
    /// When it last gave way.
    gave_way: Instant,
}

impl<S: Store> Door<S> {
    /// Opens the door of a folder whose lock this process has; `None` where the system gives no socket there: others are
    /// told then who has the folder.
    #[must_use]
    pub fn open(folder: &Path, attend: Attend<S>) -> Option<Self> {
        let listening = listen::Listening::open(folder).ok()?;
        let gave_way = Instant::now();
        Some(Self { attend, listening, answered: HashMap::new(), order: VecDeque::new(), gave_way })
    }

    fn remember(&mut self, key: Key, frame: Vec<u8>) {
        if self.answered.insert(key, frame).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.answered.remove(&oldest);
        }
    }

    /// Does what waits, for a turn.
    fn serve(&mut self, desk: &mut Desk<S>) -> Result<(), Fault> {
        let begun = Instant::now();
        while let Some((request, mut caller)) = self.listening.next() {
            let key = request.key();
            if let Some(frame) = self.answered.get(&key) {
                caller.answer(frame);
                continue;
            }
            // Who hung up has told a person already that nothing is known of it.
            if caller.is_gone() {
                continue;
            }
            let reply = (self.attend)(desk, &request);
            let trouble = match &reply {
                Reply::Fault(fault) if fault.is_of_store() => Some(fault.clone()),
                _ => None,
            };
            let frame = reply.frame(&request.id);
            caller.answer(&frame);
            if let Some(fault) = trouble {
                // The book is ahead of the journal: nothing more may be decided on it.
                return Err(fault);
            }
            self.remember(key, frame);
            if begun.elapsed() >= TURN {
                break;
            }
        }
        self.gave_way = Instant::now();
        Ok(())
    }
}

impl<S: Store> Desk<S> {
    /// Whether somebody waits at the door, and it is their turn.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        let waits = |door: &Door<S>| door.listening.waiting() > 0 && door.gave_way.elapsed() >= TURN;
        self.door.as_ref().is_some_and(waits) || self.callers.as_ref().is_some_and(|callers| callers.wait())
    }

    /// Does what others want written, where somebody waits. Nothing of ours may be half done: no fact is in hand.
    ///
    /// # Errors
    /// The store failed under a request: the book must be thrown away.
    pub fn give_way(&mut self) -> Result<(), Fault> {
        debug_assert!(self.out.is_empty(), "a commit is under way");
        if !self.is_asked() {
            return Ok(());
        }
        // Without door and callers what is done for others gives way to nobody.
        let (mut door, mut callers) = (self.door.take(), self.callers.take());
        let served = door.as_mut().map_or(Ok(()), |door| door.serve(self));
        let served = served.and_then(|()| callers.as_mut().map_or(Ok(()), |callers| callers.attend(self)));
        (self.door, self.callers) = (door, callers);
        served
    }
}
