//! Facts: what the journal holds. Everything else in Takt is derived from them.
//!
//! A fact is *seen* (it came from outside or from a person's own decision) or *acted* (the model decided and we
//! carried it out, with [`Why`]). No fact holds a string from outside: ids, numbers, times, money and words of the
//! [`Dictionary`](crate::dictionary::Dictionary) only.
//!
//! ```text
//! header  seq, account, prev, occurred_at, dated, recorded_at, actor, contact, rank
//! body    one variant of Body: Captured, Touched, Won … (seen), Moved, OwnerChanged … (acted)
//! ```
//!
//! The body is declared once, in [`kind`]; its binary form ([`binary`]), its JSON form, the mapping from columns and
//! the documentation all follow from that one table. Kinds, fields and codes keep their numbers for ever: the format
//! grows by adding.

pub mod binary;
pub mod datum;
pub mod kind;
pub mod why;

pub use datum::{Datum, Field, Shape, Value};
pub use kind::{Body, FieldSpec, Kind};
pub use why::{Absence, Event, Rule, Why};

use crate::dictionary::{Dictionary, WordKind};
use crate::unit::{AccountId, ContactId, ImportId, MemberId, Micros, Seq};

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its place in the journal.
    pub seq: Seq,
    /// Whom it concerns; `None` for facts of the whole house (members, hours, adoptions, counts).
    pub account: Option<AccountId>,
    /// The previous fact of the same account, so that a timeline is walked back without an index.
    pub prev: Option<Seq>,
    /// When it happened in the world.
    pub occurred_at: Micros,
    /// How well `occurred_at` is known.
    pub dated: Dated,
    /// When the journal took it. Strictly rising from commit to commit.
    pub recorded_at: Micros,
    /// Who says so.
    pub actor: Actor,
    /// The person it was said of, where one is known.
    pub contact: Option<ContactId>,
    /// Order among facts of one account at the same instant: the place of its `[[fact]]` in the mapping, or the
    /// declared order of its kind. Lower comes first; the journal's order decides what is left.
    pub rank: u16,
    /// What happened.
    pub body: Body,
}

impl Fact {
    /// A fact that says nothing yet: room for one that is read from columns.
    pub(crate) const fn blank() -> Self {
        Self {
            seq: Seq(0),
            account: None,
            prev: None,
            occurred_at: Micros(0),
            dated: Dated::Instant,
            recorded_at: Micros(0),
            actor: Actor::Model,
            contact: None,
            rank: 0,
            body: Body::Bounced {},
        }
    }

    /// The member of ours who did it: who the fact names, else who states it.
    #[must_use]
    pub const fn doer(&self) -> Option<MemberId> {
        match (self.body.by(), self.actor) {
            (Some(by), _) | (None, Actor::Member(by)) => Some(by),
            (None, _) => None,
        }
    }

    /// Whether a journal of so many facts can hold it: each account has a fact at least, so none has a higher number, and
    /// every word has one that the dictionary gave out. What is folded makes room up to these numbers.
    #[must_use]
    pub fn is_possible(&self, facts: u64, words: &Dictionary) -> bool {
        let account = |id: AccountId| u64::from(id.0) < facts;
        let word = |kind, id: u32| (id as usize) < words.len(kind);
        self.account.is_none_or(account)
            && self.body.data().iter().all(|datum| match datum {
                Datum::Account(id) => account(*id),
                Datum::Word(kind, id) => word(*kind, *id),
                Datum::Values(values) => values.iter().all(|(field, value)| {
                    word(WordKind::Field, field.0)
                        && match value {
                            Value::Choice(choice) => word(WordKind::Choice, choice.0),
                            _ => true,
                        }
                }),
                _ => true,
            })
    }
}

/// A fact on its way into the journal: a [`Fact`] less its sequence, its back pointer and its recording time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Whom it concerns.
    pub account: Option<AccountId>,
    /// When it happened in the world.
    pub occurred_at: Micros,
    /// How well `occurred_at` is known.
    pub dated: Dated,
    /// Who says so.
    pub actor: Actor,
    /// The person it was said of.
    pub contact: Option<ContactId>,
    /// Order among equals, see [`Fact::rank`].
    pub rank: u16,
    /// What happened.
    pub body: Body,
}

impl Draft {
    /// The draft as the journal takes it.
    #[must_use]
    pub fn record(self, seq: Seq, prev: Option<Seq>, recorded_at: Micros) -> Fact {
        Fact {
            seq,
            account: self.account,
            prev,
            occurred_at: self.occurred_at,
            dated: self.dated,
            recorded_at,
            actor: self.actor,
            contact: self.contact,
            rank: self.rank,
            body: self.body,
        }
    }
}

datum::codes! {
    /// How well the time of a fact is known: an import may only know the day, or nothing.
    pub enum Dated {
        /// To the instant.
        Instant = 0 "instant",
        /// To the civil day; the time of day is 00:00 of the model's zone.
        Day = 1 "day",
        /// Not at all: the time was taken from something else. Days that rest on it are not shown.
        Inferred = 2 "inferred",
    }
}

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// A file, in one run of `takt import`.
    Import(ImportId),
    /// A person of ours.
    Member(MemberId),
    /// A program on the house's behalf (the command line, later the API).
    Program,
    /// The model: all acted facts.
    Model,
}

datum::codes! {
    /// How a call ended (架電の結果).
    pub enum Outcome {
        /// A meeting has a date (アポ設定).
        Appointment = 0 "appointment",
        /// Spoken with, nothing agreed (接続).
        Talked = 1 "talked",
        /// Nobody there (不在).
        Absent = 2 "absent",
        /// Not put through (受付止まり).
        Reception = 3 "reception",
        /// They want to be called back (折り返し).
        CallBack = 4 "call-back",
        /// They want material first (資料送付希望).
        SendMaterial = 5 "send-material",
        /// Not at this time (見送り).
        NotNow = 6 "not-now",
        /// Not a customer we can serve (対象外).
        NoFit = 7 "no-fit",
        /// The person has left or moved (退職・異動).
        Left = 8 "left",
        /// A wrong number (番号違い).
        WrongNumber = 9 "wrong-number",
        /// They refuse to be contacted (お断り).
        Refused = 10 "refused",
    }
}

datum::codes! {
    /// What is alike in two that may be one (名寄せ候補).
    pub enum Likeness {
        /// One name, and nothing else that says yes or no.
        Name = 0 "name",
        /// One name, with the legal form in front here and behind there, or another one (前株・後株).
        Form = 1 "form",
        /// One domain of their own, another name.
        Domain = 2 "domain",
        /// Several known ones are meant equally well.
        Several = 3 "several",
        /// One mail address, two names.
        Mail = 4 "mail",
        /// One mobile telephone, two names.
        Mobile = 5 "mobile",
        /// One name in one company, two mail addresses or telephones.
        Person = 6 "person",
        /// The register says that the one went into the other (吸収合併).
        Successor = 7 "successor",
    }
}

datum::codes! {
    /// On what kind of track a position moved.
    pub enum Path {
        /// The way the model wants it.
        Success = 0 "success",
        /// The fast pass (ファストパス): handed to field sales at once, with a reserved slot.
        Fast = 1 "fast",
        /// Off the way: lost, returned, out of profile (失注・見送り経路).
        Detour = 2 "detour",
        /// To the shelf and back (リードリサイクル).
        Recycle = 3 "recycle",
        /// Round again: the renewal.
        Loop = 4 "loop",
        /// Written by the core only: into the start stage.
        Enter = 5 "enter",
        /// Written by the core only: a seen outcome without a transition that fits.
        Jump = 6 "jump",
        /// Written by the core only: a person said so.
        Override = 7 "override",
        /// Written by the core only: the account became part of another.
        Merge = 8 "merge",
        /// Written by the core only: another model came into force, and the stage is called, or belongs, otherwise there.
        Adopt = 9 "adopt",
    }
}

/// Which position of an account: the main one, or the side position of an opportunity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The one main position. It carries owner, clocks and standing.
    Main,
    /// The side position of the opportunity with this number within the account.
    Side(u16),
}
