//! The proof of an acted fact: which model and rule, which facts, which silence.

use alloc::vec::Vec;

use super::Outcome;
use super::binary::{Malformed, Reader, Writer};
use super::datum::{Datum, Field, Shape, field};
use crate::unit::{Micros, Seq, StepId, TeamId, TouchId};

/// Why the model acted. The cited facts are sufficient and minimal: on them alone the rule's condition holds, on any
/// proper part of them it does not. A silence is cited as an interval; a timer cites the fact that started it and the
/// last that reset it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// Which adoption's model decided: 1 is the first [`ModelAdopted`](super::Body::ModelAdopted) of the journal.
    pub model: u32,
    /// Which of its rules.
    pub rule: Rule,
    /// The facts it rests on, in journal order.
    pub because: Vec<Seq>,
    /// The silences it rests on.
    pub absent: Vec<Absence>,
    /// Whether its time rests on a time nobody stated: a fact dated inferred, or a timer in history.
    pub inferred: bool,
}

/// Which rule of a model acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The transition at this place in the model file, 0 the first.
    Transition(u16),
    /// An account begins in the start stage.
    Enter,
    /// A seen outcome moved a position that had no transition for it.
    Jump,
    /// A person put it there.
    Override,
    /// The side position of an opportunity opened.
    SideOpened,
    /// The side position of an opportunity closed.
    SideClosed,
    /// The new owner's first contact became a fact.
    FirstContact,
    /// The main position came to a stage of a team whose member was already co-owner, or whose queue takes over.
    StageTeam,
    /// A stage offers its accounts to a team.
    Offer,
    /// Nobody answered an offer inside its limit.
    OfferLimit,
    /// A fact of the past arrived while nothing had gone out yet.
    History,
    /// Another model came into force, which declares where the accounts of a stage go.
    Adoption,
    /// A person said that the account is part of another, or is no more.
    Merge,
}

impl Rule {
    const CODES: &'static [(Self, &'static str)] = &[
        (Self::Enter, "enter"),
        (Self::Jump, "jump"),
        (Self::Override, "override"),
        (Self::SideOpened, "side-opened"),
        (Self::SideClosed, "side-closed"),
        (Self::FirstContact, "first-contact"),
        (Self::StageTeam, "stage-team"),
        (Self::Offer, "offer"),
        (Self::OfferLimit, "offer-limit"),
        (Self::History, "history"),
        (Self::Adoption, "adoption"),
        (Self::Merge, "merge"),
    ];

    /// The name of a rule that is the core's own; `None` for a transition, which the model names.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        Self::CODES.iter().find(|(rule, _)| *rule == self).map(|(_, name)| *name)
    }

    /// A rule of the core's own by its name.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::CODES.iter().find(|(_, name)| *name == text).map(|(rule, _)| *rule)
    }

    /// The number in the binary form: the core's own rules first, then the transitions.
    #[must_use]
    pub fn number(self) -> u32 {
        match self {
            Self::Transition(place) => 32 + u32::from(place),
            own => Self::CODES.iter().position(|(rule, _)| *rule == own).unwrap_or(0) as u32,
        }
    }

    /// By its number in the binary form.
    #[must_use]
    pub fn numbered(number: u32) -> Option<Self> {
        match number {
            0..32 => Self::CODES.get(number as usize).map(|(rule, _)| *rule),
            _ => u16::try_from(number - 32).ok().map(Self::Transition),
        }
    }
}

/// A silence: nothing of this kind happened in `from..to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Absence {
    /// What did not happen.
    pub what: Event,
    /// From this instant.
    pub from: Micros,
    /// Up to this one.
    pub to: Micros,
}

/// What a condition of the model can wait for: the kinds of things that happen to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// A touch, of a kind or of any.
    Touched(Option<TouchId>),
    /// A call, with an outcome or with any.
    Called(Option<Outcome>),
    /// A meeting got a date.
    AppointmentMade,
    /// A meeting was held.
    MeetingHeld,
    /// The customer did not come (未実施).
    MeetingMissed,
    /// A slot of a member was reserved.
    SlotReserved,
    /// The account was offered to a team.
    Offered(TeamId),
    /// A team took it.
    Accepted(TeamId),
    /// A team sent it back.
    Returned(TeamId),
    /// A team did not answer in time.
    Lapsed(TeamId),
    /// An opportunity was opened.
    Opened,
    /// A proposal went out.
    ProposalSent,
    /// An opportunity was won.
    Won,
    /// An opportunity was lost.
    Lost,
    /// A person put the account to rest.
    Rested,
    /// A person ruled the account out.
    Disqualified,
    /// A step of onboarding is done, this one or any.
    StepDone(Option<StepId>),
    /// The customer uses the product on their own.
    Activated,
    /// Use was reported.
    Used,
    /// A ticket was seen.
    TicketSeen,
    /// A subscription started.
    SubscriptionStarted,
    /// A subscription was renewed.
    Renewed,
    /// A subscription ended.
    Ended,
    /// A mail bounced for good.
    Bounced,
    /// A person left the company.
    ContactLeft,
    /// Somebody refused to be contacted.
    Refused,
}

impl Event {
    /// Its name in JSON and in sentences: `touched`, `called`, `accepted` …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Touched(_) => "touched",
            Self::Called(_) => "called",
            Self::AppointmentMade => "appointment-made",
            Self::MeetingHeld => "meeting-held",
            Self::MeetingMissed => "meeting-missed",
            Self::SlotReserved => "slot-reserved",
            Self::Offered(_) => "offered",
            Self::Accepted(_) => "accepted",
            Self::Returned(_) => "returned",
            Self::Lapsed(_) => "lapsed",
            Self::Opened => "opened",
            Self::ProposalSent => "proposal-sent",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Rested => "rested",
            Self::Disqualified => "disqualified",
            Self::StepDone(_) => "step-done",
            Self::Activated => "activated",
            Self::Used => "used",
            Self::TicketSeen => "ticket-seen",
            Self::SubscriptionStarted => "subscription-started",
            Self::Renewed => "renewed",
            Self::Ended => "ended",
            Self::Bounced => "bounced",
            Self::ContactLeft => "contact-left",
            Self::Refused => "refused",
        }
    }

    /// Number and detail in the binary form; a detail of 0 is "any".
    #[must_use]
    pub fn numbers(self) -> (u8, u32) {
        let some = |id: u32| id + 1;
        match self {
            Self::Touched(touch) => (0, touch.map_or(0, |t| some(t.0))),
            Self::Called(outcome) => (1, outcome.map_or(0, |o| some(u32::from(o.number())))),
            Self::AppointmentMade => (2, 0),
            Self::MeetingHeld => (3, 0),
            Self::MeetingMissed => (4, 0),
            Self::SlotReserved => (5, 0),
            Self::Offered(team) => (6, some(team.0)),
            Self::Accepted(team) => (7, some(team.0)),
            Self::Returned(team) => (8, some(team.0)),
            Self::Lapsed(team) => (9, some(team.0)),
            Self::Opened => (10, 0),
            Self::ProposalSent => (11, 0),
            Self::Won => (12, 0),
            Self::Lost => (13, 0),
            Self::Rested => (14, 0),
            Self::Disqualified => (15, 0),
            Self::StepDone(step) => (16, step.map_or(0, |s| some(s.0))),
            Self::Activated => (17, 0),
            Self::Used => (18, 0),
            Self::TicketSeen => (19, 0),
            Self::SubscriptionStarted => (20, 0),
            Self::Renewed => (21, 0),
            Self::Ended => (22, 0),
            Self::Bounced => (23, 0),
            Self::ContactLeft => (24, 0),
            Self::Refused => (25, 0),
        }
    }

    /// From number and detail of the binary form.
    #[must_use]
    pub fn numbered(number: u8, detail: u32) -> Option<Self> {
        let team = detail.checked_sub(1).map(TeamId);
        Some(match number {
            0 => Self::Touched(detail.checked_sub(1).map(TouchId)),
            1 => Self::Called(match detail.checked_sub(1) {
                None => None,
                Some(n) => Some(Outcome::numbered(u8::try_from(n).ok()?)?),
            }),
            2 => Self::AppointmentMade,
            3 => Self::MeetingHeld,
            4 => Self::MeetingMissed,
            5 => Self::SlotReserved,
            6 => Self::Offered(team?),
            7 => Self::Accepted(team?),
            8 => Self::Returned(team?),
            9 => Self::Lapsed(team?),
            10 => Self::Opened,
            11 => Self::ProposalSent,
            12 => Self::Won,
            13 => Self::Lost,
            14 => Self::Rested,
            15 => Self::Disqualified,
            16 => Self::StepDone(detail.checked_sub(1).map(StepId)),
            17 => Self::Activated,
            18 => Self::Used,
            19 => Self::TicketSeen,
            20 => Self::SubscriptionStarted,
            21 => Self::Renewed,
            22 => Self::Ended,
            23 => Self::Bounced,
            24 => Self::ContactLeft,
            25 => Self::Refused,
            _ => return None,
        })
    }
}

field!(Why, Shape::Why, |why, out| {
        out.number(u64::from(why.model));
        out.number(u64::from(why.rule.number()));
        out.byte(u8::from(why.inferred));
        out.number(why.because.len() as u64);
        let mut last = 0;
        for seq in &why.because {
            // Citations stand in journal order, so they are written as distances.
            out.number(seq.0.wrapping_sub(last));
            last = seq.0;
        }
        out.number(why.absent.len() as u64);
        for absence in &why.absent {
            let (number, detail) = absence.what.numbers();
            out.byte(number);
            out.number(u64::from(detail));
            out.signed(absence.from.0);
            out.signed(absence.to.0);
        }
    },
    |from| {
        let model = from.id()?;
        let rule = Rule::numbered(from.id()?).ok_or(Malformed)?;
        let inferred = bool::read(from)?;
        let mut last = 0_u64;
        let because = from.list(|from| {
            last = last.wrapping_add(from.number()?);
            Ok(Seq(last))
        })?;
        let absent = from.list(|from| {
            let what = Event::numbered(from.byte()?, from.id()?).ok_or(Malformed)?;
            Ok(Absence { what, from: Micros(from.signed()?), to: Micros(from.signed()?) })
        })?;
        Ok(Why { model, rule, because, absent, inferred })
    },
    |why| Datum::Why(why.clone()), Datum::Why(why) => Some(why));
