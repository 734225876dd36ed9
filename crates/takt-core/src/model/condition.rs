//! Conditions: a closed set, so that they can be checked, explained in Japanese and English, edited in a form, and
//! evaluated ten million times a second.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::fact::{Event, Value};
use crate::unit::{FieldId, SignalId, SourceId, Span};

/// When a transition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every one of them; of none: always.
    All(Vec<Condition>),
    /// At least one of them; of none: never.
    Any(Vec<Condition>),
    /// Not this one.
    Not(Box<Condition>),
    /// Something happened to the account.
    Happened {
        /// What.
        event: Event,
        /// How often at least; 1 by default.
        at_least: u16,
        /// Counted from where.
        since: Since,
        /// Only what lies less than this span back.
        within: Option<Span>,
    },
    /// So long in the stage.
    Elapsed(Span),
    /// So long in this approach, whatever the stage.
    LapElapsed(Span),
    /// The amounts of use reported in the span behind add up to so much.
    UsedAtLeast {
        /// What of the product; `None` is all use.
        signal: Option<SignalId>,
        /// How much; what is reported below zero counts as nothing.
        amount: u32,
        /// The span.
        within: Span,
    },
    /// So many people of the account used the product in the span behind.
    UsedBy {
        /// What of the product; `None` is all use.
        signal: Option<SignalId>,
        /// How many.
        people: u16,
        /// The span.
        within: Span,
    },
    /// So many people are known in the account who have not left it.
    ContactsAtLeast(u16),
    /// Fewer people are known than this.
    ContactsBelow(u16),
    /// The score stands at a number of points at least.
    ScoreAtLeast(ScoreKind, u32),
    /// The score stands below a number of points.
    ScoreBelow(ScoreKind, u32),
    /// A declared attribute has a value.
    Attribute(FieldId, Test),
    /// The account came from one of these sources.
    Source(Vec<SourceId>),
    /// The rest on the shelf is over.
    Returned,
    /// It is approached for the nth time or more (the first approach is lap 1).
    LapsAtLeast(u8),
    /// It was approached fewer times than this.
    LapsBelow(u8),
    /// Every step of onboarding is done.
    OnboardingComplete,
    /// The subscription that ends first does so within the span.
    EndsWithin(Span),
    /// Somebody of the account refused every channel, and nobody agreed since.
    Refused,
}

/// From where things that happened are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// From the entry into the stage.
    Visit,
    /// From the beginning of this approach (周回).
    Lap,
}

/// Which score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScoreKind {
    /// Who they are.
    Fit,
    /// What they do.
    Behaviour,
    /// Both together.
    Total,
}

/// What is asked of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// It is one of these.
    Is(Vec<Value>),
    /// It is a number, rate, amount or day of at least this (amounts in minor units, days since 1970-01-01).
    AtLeast(i64),
    /// It is below this.
    Below(i64),
    /// It has any value.
    Known,
}

impl Condition {
    /// Calls `see` with every condition in this one that has no parts.
    pub fn leaves<'c>(&'c self, see: &mut impl FnMut(&'c Self)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.leaves(see)),
            Self::Not(part) => part.leaves(see),
            leaf => see(leaf),
        }
    }

    /// Whether any leaf of this condition waits for an event that `event` is (or is one of).
    #[must_use]
    pub fn waits_for(&self, happened: Event) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.waits_for(happened)),
            Self::Happened { event, .. } => event.covers(happened),
            _ => false,
        }
    }
}

impl Event {
    /// Whether `other` is an instance of this: any touch covers a touch of a kind.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        match (self, other) {
            (Self::Touched(None), Self::Touched(_))
            | (Self::Called(None), Self::Called(_))
            | (Self::StepDone(None), Self::StepDone(_)) => true,
            _ => self == other,
        }
    }
}
