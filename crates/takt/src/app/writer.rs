//! The writer: one thread that decides and applies a group of commands in order, then commits once.
//!
//! Every answer leaves only when what it rests on is durable. If a commit fails, or nobody knows whether it landed, no
//! command of the group is answered as done; the book is thrown away and folded from the journal before the next group.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use takt_core::decide::{Refusal, Statement, decide};
use takt_core::fact::{Actor, Body, Dated};
use takt_core::unit::{Micros, Seq};
use takt_store::{Key, Store};

use crate::app::clock::Guard;
use crate::app::desk::{Beside, Desk};
use crate::fault::Fault;

/// The most commands one commit takes: a bound on how long the first of a group waits for the last.
pub const GROUP_MAX: usize = 512;

/// Something to be written.
#[derive(Clone, Debug)]
pub enum Command {
    /// A person or a program states a fact, under an idempotency key.
    State {
        /// The client's key: the same command again is answered, not done again.
        key: Key,
        /// What is stated.
        statement: Statement,
    },
    /// What is due now is done; nothing while the clock is not believed.
    Tick,
    /// A person says that the clock is right, though it jumped.
    AcceptClock,
}

/// What a command came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is durable, as this fact.
    Done(Seq),
    /// It was done before, as this fact.
    DoneBefore(Seq),
    /// So many facts were due and are durable.
    Ticked(u64),
    /// It was refused; nothing was written.
    Refused(Refusal),
    /// The store failed; whether it landed is asked with the same key again.
    Failed(Fault),
}

/// A queue to the writer's thread.
#[derive(Debug)]
pub struct Writer<S: Store + Send + 'static> {
    queue: Option<Sender<(Command, Sender<Answer>)>>,
    thread: Option<JoinHandle<Result<Desk<S>, Fault>>>,
}

/// Where a writer in virtual time takes it from.
pub type Clock = Box<dyn FnMut() -> Micros + Send>;

impl<S: Store + Send + 'static> Writer<S> {
    /// Starts the writer of a desk in virtual time. `reopen` makes the store usable again after a failed commit;
    /// where that failed too, it is asked again before the next group, with nothing in hand.
    pub fn start(
        desk: Desk<S>,
        mut clock: Clock,
        reopen: impl FnMut(Option<Desk<S>>) -> Result<Desk<S>, Fault> + Send + 'static,
    ) -> Self {
        Self::guarded(desk, Guard::virtual_time(Box::new(move || clock().0)), reopen)
    }

    /// Starts the writer of a desk on a guarded clock. While that is not believed, no timer fires of itself; what people
    /// state is taken, dated by the time that passed since the clock was last believed, and what was due up to then is
    /// done before it as ever.
    pub fn guarded(
        desk: Desk<S>,
        guard: Guard,
        reopen: impl FnMut(Option<Desk<S>>) -> Result<Desk<S>, Fault> + Send + 'static,
    ) -> Self {
        let (queue, commands) = channel();
        let thread = std::thread::spawn(move || work(desk, &commands, guard, reopen));
        Self { queue: Some(queue), thread: Some(thread) }
    }

    /// Hands a command over; the answer comes when it is durable.
    #[must_use]
    pub fn submit(&self, command: Command) -> Receiver<Answer> {
        let (sender, receiver) = channel();
        if let Some(queue) = &self.queue {
            // A writer that is gone drops the sender: the receiver then says so.
            let _ = queue.send((command, sender));
        }
        receiver
    }

    /// Lets the writer finish its queue and gives the desk back; `None` where its folder could not be opened again.
    #[must_use]
    pub fn stop(mut self) -> Option<Desk<S>> {
        self.queue = None;
        self.thread.take()?.join().ok()?.ok()
    }
}

fn work<S: Store>(
    desk: Desk<S>,
    commands: &Receiver<(Command, Sender<Answer>)>,
    mut guard: Guard,
    mut reopen: impl FnMut(Option<Desk<S>>) -> Result<Desk<S>, Fault>,
) -> Result<Desk<S>, Fault> {
    let mut desk: Result<Desk<S>, Fault> = Ok(desk);
    let mut opened = |desk: Option<Desk<S>>| reopen(desk).and_then(|mut desk| desk.rebuild().map(|()| desk));
    while let Ok(first) = commands.recv() {
        let mut group = vec![first];
        while group.len() < GROUP_MAX
            && let Ok(next) = commands.try_recv()
        {
            group.push(next);
        }
        // A disk that was full may have room by now, so a folder that could not be opened again is tried once more.
        // Where it cannot be, the group is told why.
        if desk.is_err() {
            desk = opened(None);
        }
        let decided = match &mut desk {
            Ok(desk) => decide_group(desk, group.iter().map(|(command, _)| command), &mut guard),
            Err(fault) => Err(fault.clone()),
        };
        if decided.is_err() {
            desk = desk.and_then(|desk| opened(Some(desk)));
        }
        let answers = match decided {
            Ok(answers) => answers,
            Err(fault) => vec![Answer::Failed(fault); group.len()],
        };
        for ((_, sender), answer) in group.into_iter().zip(answers) {
            // Who no longer listens does not need to know.
            let _ = sender.send(answer);
        }
    }
    desk
}

/// Decides a group in order and makes it durable with one commit.
fn decide_group<'a, S: Store>(
    desk: &mut Desk<S>,
    group: impl Iterator<Item = &'a Command> + Clone,
    guard: &mut Guard,
) -> Result<Vec<Answer>, Fault> {
    let reading = guard.read();
    if reading.jump.is_some() && group.clone().all(|command| matches!(command, Command::Tick)) {
        return Ok(group.map(|_| Answer::Ticked(0)).collect());
    }
    let accepts = group.clone().any(|command| matches!(command, Command::AcceptClock));
    let wall = if accepts { guard.accept() } else { reading.at };
    let now = desk.begin(wall);
    let before = desk.out.len() as u64;
    let mut answers = Vec::new();
    let mut beside = Beside::default();
    let mut ticks = Vec::new();
    for command in group {
        match command {
            Command::Tick => {
                ticks.push(answers.len());
                answers.push(Answer::Ticked(0));
            }
            Command::AcceptClock => {
                let seq = desk.push_house(wall, Dated::Instant, Actor::Program, Body::ClockAccepted {});
                answers.push(Answer::Done(seq));
            }
            Command::State { key, statement } => {
                let landed = beside.keys.iter().find(|(known, _)| known == key).map(|(_, seq)| *seq);
                let known = match landed {
                    Some(seq) => Some(seq),
                    None => {
                        let known = desk.store.known(std::slice::from_ref(key));
                        known.map_err(|error| desk.fault(&error))?.into_iter().next().flatten()
                    }
                };
                answers.push(match known {
                    Some(seq) => Answer::DoneBefore(seq),
                    None => state(desk, *key, statement, now, &mut beside)?,
                });
            }
        }
    }
    desk.commit(now, beside).map_err(|error| desk.fault(&error))?;
    for place in ticks {
        if let Some(answer) = answers.get_mut(place) {
            *answer = Answer::Ticked(before);
        }
    }
    Ok(answers)
}

fn state<S: Store>(
    desk: &mut Desk<S>,
    key: Key,
    statement: &Statement,
    now: Micros,
    beside: &mut Beside,
) -> Result<Answer, Fault> {
    let drafts = match decide(&desk.book, statement, now) {
        Ok(drafts) => drafts,
        Err(refusal) => return Ok(Answer::Refused(refusal)),
    };
    let begins = desk.out.len();
    desk.state(drafts).map_err(|error| desk.fault(&error))?;
    let seen = desk.out.iter().skip(begins).find(|fact| !fact.body.kind().is_acted());
    let seq = seen.map_or(Seq(0), |fact| fact.seq);
    beside.keys.push((key, seq));
    Ok(Answer::Done(seq))
}
