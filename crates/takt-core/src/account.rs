//! An account: where it stands, who has it, and what its conditions read.
//!
//! Two layers, kept apart. *Positions* (stage, owner, lap) come from acted facts and from decisions of people, and no
//! release or model moves them afterwards. *Readings* (touches, attributes, subscriptions, what happened in this
//! visit) are a fold of the seen facts. [`Account::fold`] is that fold: total, without a clock, one fact at a time in
//! effective order.

mod fold;
mod occurrence;
mod part;
mod reread;

pub use occurrence::Events;
use occurrence::Marks;
pub(crate) use occurrence::bits;
pub(crate) use part::group;
pub use part::{PARTS_MAX, Part};
pub use reread::{Reading, Readings};

use alloc::vec::Vec;

use crate::book::InForce;
use crate::fact::{Actor, Body, Dated, Event, Fact, Kind, Outcome, Path, Place, Value};
use crate::model::{StageKind, Standing};
use crate::score::Ceiling;
use crate::tables::Calm;
use crate::unit::{
    AccountId, ChannelId, ContactId, FieldId, MemberId, Micros, Money, ReasonId, Seq, SignalId, SourceId, StageId,
    StepId, TeamId, TouchId,
};

/// How many occurrences of one event a visit remembers: a condition cannot ask for more.
pub const OCCURRENCES_MAX: usize = 32;

/// The first number of an opportunity or subscription whose facts name none: below it lie the numbers that files and
/// commands state, so that one with a number and one without never meet under the same.
pub const UNNUMBERED_FROM: u16 = 0x8000;

/// The unit that moves: a company, or one person where no company is known.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// Its last fact in the journal.
    pub last: Seq,
    /// Effective time of its earliest fact.
    pub began: Micros,
    /// Effective time of the last fact folded; nothing is dated before it.
    pub clock: Micros,
    /// Time and rank of the seen fact folded last: what of one instant comes before it and what behind.
    pub folded: (Micros, u16),
    /// Since when timers run and things go out; `None` while its import is unfinished.
    pub live_at: Option<Micros>,
    /// Whether, since it is live, a person stated something or something went out: its history is closed then.
    pub sealed: bool,
    /// The one main position; `None` before it entered.
    pub main: Option<Position>,
    /// Side positions by the number of their opportunity.
    pub sides: Vec<(u16, Position)>,
    /// Who has it. There is always exactly one.
    pub owner: Owner,
    /// Who took it and has not yet made first contact.
    pub incoming: Option<Incoming>,
    /// Who works on it besides.
    pub co_owners: Vec<CoOwner>,
    /// Which approach this is: 1 the first.
    pub lap: u8,
    /// When this approach began, and the move it began with.
    pub lap_since: (Micros, Seq),
    /// What happened in this lap.
    pub lap_events: Events,
    /// An offer nobody has answered.
    pub offer: Option<Offer>,
    /// How many offers were made.
    pub offers: u16,
    /// Where it came from first.
    pub source: Option<Known<SourceId>>,
    /// Declared attributes, by field.
    pub attributes: Vec<Attribute>,
    /// Touches that still count in the score.
    pub touches: Vec<Mark>,
    /// Use of the product that a condition may still count, by its time in the world.
    pub uses: Vec<Use>,
    /// The last touch of any kind.
    pub last_touch: Option<Micros>,
    /// People known in it.
    pub contacts: Vec<Person>,
    /// Who refused what.
    pub refusals: Vec<Refused>,
    /// Opportunities.
    pub opportunities: Vec<Opportunity>,
    /// Subscriptions.
    pub subscriptions: Vec<Subscription>,
    /// Steps of onboarding that are done.
    pub steps: Vec<(StepId, Seq)>,
    /// When the next meeting is to be.
    pub appointment: Option<Micros>,
    /// The reason and the date that the last loss, rest or call gave.
    pub excuse: Option<Excuse>,
    /// Slots that were reserved for it and not given back: whose, when, by which fact.
    pub slots: Vec<(MemberId, Micros, Seq)>,
    /// Facts that several opportunities or subscriptions could have been meant by, so that they moved none.
    pub unclear: Vec<Seq>,
    /// The account that this one is part of (名寄せ); what is said of it counts there.
    pub part_of: Option<AccountId>,
    /// Accounts that are part of this one, in the order they came.
    pub parts: Vec<Part>,
    /// How many accounts ever became part of it.
    pub absorbed: u16,
    /// Moves, changes of the crew and of what it is worth, in effective order: what metrics read.
    pub line: Vec<Entry>,
    /// When a timer of it may run out next.
    pub wake: Option<Micros>,
    /// Since when the model wants nothing of it, and what was folded since.
    pub calm: Calm,
    /// What its score of behaviour is no more than.
    pub ceiling: Ceiling,
}

/// Where a position stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The stage.
    pub stage: StageId,
    /// Since when.
    pub since: Micros,
    /// Whether `since` rests on a time nobody stated.
    pub inferred: bool,
    /// The move that brought it here.
    pub entered: Seq,
    /// What happened since.
    pub events: Events,
    /// The reason it came with.
    pub reason: Option<ReasonId>,
    /// On a shelf: when the rest is over; `None` for never by itself.
    pub back: Option<Micros>,
    /// The fact that gave that date, where it was not the clock of the reason.
    pub back_said: Option<Seq>,
    /// Minutes of ours that facts say were spent on it here.
    pub minutes: u32,
}

/// Something happened to the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// What.
    pub event: Event,
    /// When, in the world.
    pub at: Micros,
    /// Which fact says so.
    pub seq: Seq,
}

/// A value with the time and the fact it is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// Since when, in the world.
    pub at: Micros,
    /// From which fact.
    pub seq: Seq,
}

/// A declared attribute: its first known value for life, its latest for conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Which.
    pub field: FieldId,
    /// The first known value.
    pub first: Known<Value>,
    /// The latest value.
    pub latest: Known<Value>,
}

/// A touch that counts in the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its kind.
    pub touch: TouchId,
    /// Its civil day in the model's zone, as days since 1970-01-01.
    pub day: i32,
    /// Whose.
    pub contact: Option<ContactId>,
    /// Which fact.
    pub seq: Seq,
}

/// A person known in an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: ContactId,
    /// The fact that first spoke of them, or named them again after they had left.
    pub seq: Seq,
    /// Whether they left the company or the post.
    pub left: bool,
}

/// A report of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// What of the product.
    pub signal: Option<SignalId>,
    /// How much; nothing where less was reported.
    pub amount: u64,
    /// When, in the world.
    pub at: Micros,
    /// By whom.
    pub contact: Option<ContactId>,
    /// Which fact.
    pub seq: Seq,
}

/// A refusal that still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Who; `None` speaks for the account.
    pub contact: Option<ContactId>,
    /// Which channel; `None` is every one.
    pub channel: Option<ChannelId>,
    /// When it was last said. Consent from before that takes nothing back, however late it is told.
    pub at: Micros,
    /// Which fact said it first.
    pub seq: Seq,
}

/// A chance to sell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opportunity {
    /// Its number within the account.
    pub number: u16,
    /// Which position carries it.
    pub place: Place,
    /// Whether it is neither won nor lost.
    pub open: bool,
    /// What it may bring, or brought.
    pub amount: Option<Money>,
    /// The fact that last spoke of it, by its number or without.
    pub seq: Seq,
}

/// A running contract, or one that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Its number within the account.
    pub number: u16,
    /// Whether it runs.
    pub open: bool,
    /// When it ends if nobody renews it.
    pub ends: Option<Micros>,
    /// What it brings a month.
    pub mrr: Option<Money>,
    /// The fact that last set its end.
    pub seq: Seq,
}

/// Who has an account: never nobody, by type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A team's queue.
    Queue(TeamId),
    /// A member in a team.
    Member(TeamId, MemberId),
}

impl Owner {
    /// The team.
    #[must_use]
    pub const fn team(self) -> TeamId {
        match self {
            Self::Queue(team) | Self::Member(team, _) => team,
        }
    }

    /// The member, if it is one.
    #[must_use]
    pub const fn member(self) -> Option<MemberId> {
        match self {
            Self::Queue(_) => None,
            Self::Member(_, member) => Some(member),
        }
    }

    /// The owner of a team and perhaps a member.
    #[must_use]
    pub const fn of(team: TeamId, member: Option<MemberId>) -> Self {
        match member {
            None => Self::Queue(team),
            Some(member) => Self::Member(team, member),
        }
    }
}

/// Somebody took the account and has not yet made first contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// For which team.
    pub team: TeamId,
    /// Who.
    pub member: MemberId,
    /// The fact by which they took it.
    pub seq: Seq,
}

/// Somebody who works on the account besides its main owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoOwner {
    /// In which team.
    pub team: TeamId,
    /// Who.
    pub member: MemberId,
    /// The fact that says so.
    pub seq: Seq,
}

/// An offer of the account to a team (引き継ぎ).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its number within the account.
    pub number: u16,
    /// To which team.
    pub team: TeamId,
    /// Since when.
    pub at: Micros,
    /// When it lapses.
    pub limit: Option<Micros>,
    /// Whether that has passed; it can still be accepted.
    pub lapsed: bool,
    /// The fact that made it.
    pub seq: Seq,
}

/// Why and until when, as the last loss, rest or call said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excuse {
    /// Why.
    pub reason: Option<ReasonId>,
    /// Until when.
    pub until: Option<Micros>,
    /// Which fact.
    pub seq: Seq,
}

/// One entry of the line of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Effective time.
    pub at: Micros,
    /// What.
    pub what: What,
}

/// What an entry of the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A position moved.
    Move {
        /// Which.
        place: Place,
        /// From where.
        from: Option<StageId>,
        /// To where.
        to: Option<StageId>,
        /// On what track.
        path: Path,
        /// In which approach.
        lap: u8,
        /// Whether its time rests on a time nobody stated.
        inferred: bool,
        /// Which rule of the model made it, as `Rule::number` writes it.
        rule: u32,
        /// Minutes of ours that facts say were spent on it in the visit that this move ends.
        minutes: u32,
    },
    /// Somebody of a team is on it from now on.
    Crew {
        /// Which team.
        team: TeamId,
        /// Who; `None` is the team's queue.
        member: Option<MemberId>,
    },
    /// A person in it became known.
    Person,
    /// The rest that the main position begins with this instant's move, or is in, is over at a date.
    Rest {
        /// When; `None` is never by itself.
        until: Option<Micros>,
    },
    /// What the opportunity of a position may bring, or brought.
    Worth {
        /// Which position.
        place: Place,
        /// How much.
        amount: Money,
    },
    /// A subscription began, changed or ended.
    Contract {
        /// Its number within the account.
        number: u16,
        /// Whether it runs from now on.
        open: bool,
        /// What it brings a month.
        mrr: Option<Money>,
    },
    /// A ticket of support was seen.
    Ticket {
        /// Its number within the account; `None` where the fact has none.
        number: Option<u16>,
        /// Whether it is closed.
        closed: bool,
    },
}

impl Account {
    /// An account of which nothing is known yet.
    #[must_use]
    pub fn new(id: AccountId, queue: TeamId) -> Self {
        Self {
            id,
            last: Seq(0),
            began: Micros(i64::MAX),
            clock: Micros(i64::MIN),
            folded: (Micros(i64::MIN), 0),
            live_at: None,
            sealed: false,
            main: None,
            sides: Vec::new(),
            owner: Owner::Queue(queue),
            incoming: None,
            co_owners: Vec::new(),
            lap: 1,
            lap_since: (Micros(i64::MIN), Seq(0)),
            lap_events: Events::default(),
            offer: None,
            offers: 0,
            source: None,
            attributes: Vec::new(),
            touches: Vec::new(),
            uses: Vec::new(),
            last_touch: None,
            contacts: Vec::new(),
            refusals: Vec::new(),
            opportunities: Vec::new(),
            subscriptions: Vec::new(),
            steps: Vec::new(),
            appointment: None,
            excuse: None,
            slots: Vec::new(),
            unclear: Vec::new(),
            part_of: None,
            parts: Vec::new(),
            absorbed: 0,
            line: Vec::new(),
            wake: None,
            calm: Calm::default(),
            ceiling: Ceiling::default(),
        }
    }

    /// Makes it an account of which nothing is known yet, and keeps the room its lists had.
    pub(crate) fn renew(&mut self, id: AccountId, queue: TeamId) {
        macro_rules! emptied {
            ($($list:ident)*) => {$(
                let mut $list = core::mem::take(&mut self.$list);
                $list.clear();
            )*
                *self = Self { $($list,)* ..Self::new(id, queue) };
            };
        }
        emptied!(lap_events attributes touches uses contacts refusals opportunities subscriptions steps slots unclear parts line);
    }

    /// The list of what happened in the visit that a move ends, where nothing of it goes over into the next.
    pub(crate) fn room(&mut self, model: &InForce, fact: &Fact) -> Option<Events> {
        let Body::Moved { place: Place::Main, path, .. } = &fact.body else { return None };
        let main = self.main.as_mut().filter(|_| *path != Path::Adopt)?;
        let holds = model.stage(main.stage).is_some_and(|stage| stage.kind != StageKind::Gate);
        holds.then(|| core::mem::take(&mut main.events))
    }

    /// Room for what will happen in the visit that has begun.
    pub(crate) fn give_room(&mut self, room: Option<Events>) {
        if let (Some(mut room), Some(main)) = (room, &mut self.main)
            && main.events.is_empty()
        {
            room.clear();
            main.events = room;
        }
    }

    /// Gives back memory that growing lists took in advance: a book holds many accounts that rest.
    pub(crate) fn tighten(&mut self) {
        self.lap_events.shrink_to_fit();
        self.attributes.shrink_to_fit();
        self.touches.shrink_to_fit();
        self.line.shrink_to_fit();
        if let Some(main) = &mut self.main {
            main.events.shrink_to_fit();
        }
    }

    /// The standing of the main position.
    #[must_use]
    pub fn standing(&self, model: &InForce) -> Option<Standing> {
        self.main.as_ref().and_then(|main| model.stage(main.stage)).and_then(|stage| stage.standing)
    }

    /// When a fact that arrives now takes effect: in history when it happened, live when it was recorded, never before
    /// the account's clock.
    #[must_use]
    pub fn effective(&self, fact: &Fact) -> Micros {
        // What a person or program states makes the account live, so it counts from its recording like all after it.
        let live = self.live_at.is_some() || is_stated(fact.actor, fact.body.kind());
        let said = if live && !fact.body.kind().is_acted() { fact.recorded_at } else { fact.occurred_at };
        said.max(self.clock)
    }

    /// The position at a place.
    #[must_use]
    pub fn position(&self, place: Place) -> Option<&Position> {
        match place {
            Place::Main => self.main.as_ref(),
            Place::Side(number) => self.sides.iter().find(|(n, _)| *n == number).map(|(_, position)| position),
        }
    }

    /// Whether everybody known in it refused every channel.
    #[must_use]
    pub fn refused(&self) -> bool {
        let spoken_for = |contact| self.refusals.iter().any(|r| r.channel.is_none() && r.contact == contact);
        spoken_for(None)
            || (!self.contacts.is_empty() && self.contacts.iter().all(|person| spoken_for(Some(person.id))))
    }

    /// Whether this person, or the account for them, refused this channel.
    #[must_use]
    pub fn refused_by(&self, contact: Option<ContactId>, channel: ChannelId) -> bool {
        self.refusals.iter().any(|r| {
            (r.contact.is_none() || r.contact == contact) && (r.channel.is_none() || r.channel == Some(channel))
        })
    }

    /// Whether nobody in it may be reached by this channel: the account refused it, or everybody known in it did.
    #[must_use]
    pub fn refuses(&self, channel: ChannelId) -> bool {
        let people = || self.contacts.iter();
        self.refused_by(None, channel)
            || (!self.contacts.is_empty() && people().all(|person| self.refused_by(Some(person.id), channel)))
    }

    /// The channels by which nobody in it may be reached, in the order they were refused; `None` alone is every one.
    #[must_use]
    pub fn refused_channels(&self) -> Vec<Option<ChannelId>> {
        if self.refused() {
            return alloc::vec![None];
        }
        let mut channels: Vec<Option<ChannelId>> = Vec::new();
        for channel in self.refusals.iter().filter_map(|refused| refused.channel) {
            if !channels.contains(&Some(channel)) && self.refuses(channel) {
                channels.push(Some(channel));
            }
        }
        channels
    }

    /// People known in it who have not left.
    pub fn present(&self) -> impl Iterator<Item = &Person> {
        self.contacts.iter().filter(|person| !person.left)
    }

    /// Subscriptions that run.
    pub fn running(&self) -> impl Iterator<Item = &Subscription> {
        self.subscriptions.iter().filter(|subscription| subscription.open)
    }

    /// The opportunity a fact means: by its number; without one the only open one; with none open a new one. `None`
    /// where several are open and the fact does not say which.
    #[must_use]
    pub fn meant_opportunity(&self, number: Option<u16>) -> Option<u16> {
        if number.is_some() {
            return number;
        }
        let mut open = self.opportunities.iter().filter(|o| o.open);
        match (open.next(), open.next()) {
            (Some(only), None) => Some(only.number),
            (None, _) => Some(next_unnumbered(self.opportunities.iter().map(|o| o.number))),
            _ => None,
        }
    }

    /// The subscription a fact means: as [`Account::meant_opportunity`]; with none running, a new one for a start and
    /// the one that began last for anything else.
    #[must_use]
    pub fn meant_subscription(&self, number: Option<u16>, starts: bool) -> Option<u16> {
        if number.is_some() {
            return number;
        }
        if starts {
            return Some(next_unnumbered(self.subscriptions.iter().map(|s| s.number)));
        }
        let mut running = self.running();
        match (running.next(), running.next()) {
            (Some(only), None) => Some(only.number),
            (None, _) => Some(self.subscriptions.last().map_or(UNNUMBERED_FROM, |last| last.number)),
            _ => None,
        }
    }

    /// Which position carries an opportunity that a fact speaks of: the one it is on already; else the main one, unless
    /// that is a customer's, or carries another opportunity.
    #[must_use]
    pub fn carrier(&self, model: &InForce, number: u16) -> Place {
        if let Some(known) = self.opportunities.iter().find(|o| o.number == number) {
            return known.place;
        }
        let taken = match self.standing(model) {
            Some(Standing::Onboarding | Standing::Living) => true,
            Some(Standing::Dealing) => {
                let won_already = self
                    .main
                    .as_ref()
                    .is_some_and(|main| model.stage(main.stage).is_some_and(|stage| stage.outcome == Some(Kind::Won)));
                won_already || self.opportunities.iter().any(|o| o.open && o.place == Place::Main)
            }
            _ => false,
        };
        if taken { Place::Side(number) } else { Place::Main }
    }
}

/// The number after the highest that was given out to what no fact numbers.
fn next_unnumbered(numbers: impl Iterator<Item = u16>) -> u16 {
    numbers.filter(|number| *number >= UNNUMBERED_FROM).max().map_or(UNNUMBERED_FROM, |last| last.saturating_add(1))
}

/// What a seen fact means to conditions; a call may mean two things at once.
#[must_use]
pub fn events(body: &Body) -> [Option<Event>; 2] {
    let one = |event| [Some(event), None];
    match body {
        Body::Touched { touch, .. } => one(Event::Touched(Some(*touch))),
        Body::CallHeld { outcome, .. } => {
            let also = match outcome {
                Outcome::Refused => Some(Event::Refused),
                Outcome::Left => Some(Event::ContactLeft),
                _ => None,
            };
            [Some(Event::Called(Some(*outcome))), also]
        }
        Body::AppointmentMade { .. } => one(Event::AppointmentMade),
        Body::MeetingHeld { .. } => one(Event::MeetingHeld),
        Body::MeetingMissed { .. } => one(Event::MeetingMissed),
        Body::SlotReserved { .. } => one(Event::SlotReserved),
        Body::HandoffAccepted { team, .. } => one(Event::Accepted(*team)),
        Body::HandoffReturned { team, .. } => one(Event::Returned(*team)),
        Body::Opened { .. } => one(Event::Opened),
        Body::ProposalSent { .. } => one(Event::ProposalSent),
        Body::Won { .. } => one(Event::Won),
        Body::Lost { .. } => one(Event::Lost),
        Body::Rested { .. } => one(Event::Rested),
        Body::Disqualified { .. } => one(Event::Disqualified),
        Body::StepDone { step, .. } => one(Event::StepDone(Some(*step))),
        Body::Activated {} => one(Event::Activated),
        Body::Used { .. } => one(Event::Used),
        Body::TicketSeen { .. } => one(Event::TicketSeen),
        Body::SubscriptionStarted { .. } => one(Event::SubscriptionStarted),
        Body::Renewed { .. } => one(Event::Renewed),
        Body::Ended { .. } => one(Event::Ended),
        Body::Bounced {} => one(Event::Bounced),
        Body::ContactLeft {} => one(Event::ContactLeft),
        Body::Consented { given: false, .. } => one(Event::Refused),
        _ => [None, None],
    }
}

/// Whether the time of a fact is known at all.
#[must_use]
pub fn is_inferred(fact: &Fact) -> bool {
    fact.dated == Dated::Inferred
}

/// Whether a person or a program states something with a fact of a kind, which makes its account live and closes its
/// history. What only speaks of other facts is no statement about the account.
#[must_use]
pub(crate) const fn is_stated(actor: Actor, kind: Kind) -> bool {
    matches!(actor, Actor::Member(_) | Actor::Program) && !kind.is_note()
}
