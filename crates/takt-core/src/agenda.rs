//! The next best thing for an account, and the accounts that have none: gaps (切れ目).
//!
//! Everything here is a proposal; nobody who refused is proposed to be mailed or called, in whatever stage or lap.

use alloc::vec::Vec;

use crate::account::Account;
use crate::book::{Book, InForce};
use crate::dictionary::WordKind;
use crate::fact::Event;
use crate::model::{Reaches, StageKind, Standing};
use crate::unit::{AccountId, ChannelId, Micros, PlayId, StageId, StepId, TeamId};

/// What comes next for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Next {
    /// When, at the latest where it is a limit.
    pub at: Micros,
    /// What.
    pub what: Action,
}

/// An action that is planned for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// A team answers an offer.
    Answer(TeamId),
    /// The meeting is held.
    Meet,
    /// The stage's work is done inside its limit.
    Work(StageId),
    /// A measure reaches it.
    Play(PlayId),
    /// A step of onboarding is done.
    Step(StepId),
    /// It comes back from the shelf.
    Return,
    /// The model looks at it again: a renewal window opens, a rest begins.
    Window,
}

impl Action {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answer(_) => "answer",
            Self::Meet => "meet",
            Self::Work(_) => "work",
            Self::Play(_) => "play",
            Self::Step(_) => "step",
            Self::Return => "return",
            Self::Window => "window",
        }
    }

    /// Whether it means to reach a person by mail or telephone.
    #[must_use]
    pub fn contacts(self, model: &InForce) -> bool {
        match self {
            Self::Work(stage) => is_contact_work(model, stage),
            Self::Play(play) => {
                model.model.plays.iter().any(|known| known.id == play && known.reaches != Reaches::Nobody)
            }
            _ => false,
        }
    }
}

/// The next thing for an account as of an instant; `None` is a gap, or a relation that is over.
#[must_use]
pub fn next(book: &Book, account: &Account, at: Micros) -> Option<Next> {
    let model = book.model.as_ref()?;
    let main = account.main.as_ref()?;
    let stage = model.stage(main.stage)?;
    let mut plans: Vec<Next> = Vec::new();
    let mut plan = |at: Option<Micros>, what: Action| plans.extend(at.map(|at| Next { at, what }));
    if let Some(offer) = account.offer {
        plan(Some(offer.limit.unwrap_or(offer.at)), Action::Answer(offer.team));
    }
    plan(account.appointment, Action::Meet);
    // While an offer stands, its own limit is the clock, not the stage's.
    if stage.kind == StageKind::Sla
        && account.offer.is_none()
        && (!account.refused() || !is_contact_work(model, stage.id))
    {
        plan(model.limit(stage.id, main.since), Action::Work(stage.id));
    }
    for play in model.model.plays.iter().filter(|play| play.serves == stage.id) {
        if play.reaches != Reaches::Nobody && (account.refused() || refuses(book, account, play.reaches)) {
            continue;
        }
        let last = main.events.iter().rev().find(|o| matches!(o.event, Event::Touched(_))).map(|o| o.at);
        let due = model.calendar().add(last.unwrap_or(main.since), play.every);
        plan(Some(due.max(at)), Action::Play(play.id));
    }
    if stage.standing == Some(Standing::Onboarding) {
        for step in model.model.steps.iter().filter(|step| !account.steps.iter().any(|(done, _)| *done == step.id)) {
            plan(Some(model.calendar().add(main.since, step.due)), Action::Step(step.id));
        }
    }
    // A rest that is over brings nobody back where no timer will look again: that is a gap, not a plan.
    plan(main.back.filter(|back| *back > at || account.wake.is_some()), Action::Return);
    if matches!(stage.standing, Some(Standing::Living | Standing::Resting)) {
        plan(account.wake, Action::Window);
    }
    plans.into_iter().min()
}

/// Accounts that nobody and nothing will touch: on the line, not gone, and nothing planned.
pub fn gaps(book: &Book, at: Micros) -> impl Iterator<Item = AccountId> {
    let held = book.accounts.iter().filter(|account| {
        let standing = book.model.as_ref().and_then(|model| account.standing(model));
        standing.is_some_and(|standing| standing != Standing::Gone)
    });
    held.filter(move |account| next(book, account, at).is_none()).map(|account| account.id)
}

/// Whether working on a stage means to call or write to somebody: before the win it does.
fn is_contact_work(model: &InForce, stage: StageId) -> bool {
    model.stage(stage).and_then(|stage| stage.standing) == Some(Standing::Courting)
}

/// Whether everybody known in an account refused the channel of a measure.
fn refuses(book: &Book, account: &Account, reaches: Reaches) -> bool {
    let Some(channel) = book.words.find(WordKind::Channel, reaches.name()).map(ChannelId) else { return false };
    account.refuses(channel)
}
