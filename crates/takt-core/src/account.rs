//! An account: where it stands, who has it, and what its conditions read.
//!
//! Two layers, kept apart. *Positions* (stage, owner, lap) come from acted facts and from decisions of people, and no
//! release or model moves them afterwards. *Readings* (touches, attributes, subscriptions, what happened in this
//! visit) are a fold of the seen facts. [`Account::fold`] is that fold: total, without a clock, one fact at a time in
//! effective order.

use alloc::vec::Vec;

use crate::book::InForce;
use crate::fact::{Actor, Body, Dated, Event, Fact, Kind, Outcome, Path, Place, Value};
use crate::model::{Returns, StageKind, Standing};
use crate::unit::{
    AccountId, ChannelId, ContactId, FieldId, MemberId, Micros, Money, ReasonId, Seq, SourceId, StageId, StepId,
    TeamId, TouchId,
};

/// How many occurrences of one event a visit remembers: a condition cannot ask for more.
pub const OCCURRENCES_MAX: usize = 32;

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
    /// What happened in this lap.
    pub lap_events: Vec<Occurrence>,
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
    /// The last touch of any kind.
    pub last_touch: Option<Micros>,
    /// People known in it.
    pub contacts: Vec<ContactId>,
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
    /// Moves and changes of the crew in effective order: what metrics read.
    pub line: Vec<Entry>,
    /// When a timer of it may run out next.
    pub wake: Option<Micros>,
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
    pub events: Vec<Occurrence>,
    /// The reason it came with.
    pub reason: Option<ReasonId>,
    /// On a shelf: when the rest is over; `None` for never by itself.
    pub back: Option<Micros>,
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

/// A refusal that still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Who; `None` speaks for the account.
    pub contact: Option<ContactId>,
    /// Which channel; `None` is every one.
    pub channel: Option<ChannelId>,
    /// Which fact.
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
    },
    /// Somebody of a team is on it from now on.
    Crew {
        /// Which team.
        team: TeamId,
        /// Who; `None` is the team's queue.
        member: Option<MemberId>,
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
            live_at: None,
            sealed: false,
            main: None,
            sides: Vec::new(),
            owner: Owner::Queue(queue),
            incoming: None,
            co_owners: Vec::new(),
            lap: 1,
            lap_events: Vec::new(),
            offer: None,
            offers: 0,
            source: None,
            attributes: Vec::new(),
            touches: Vec::new(),
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
            line: Vec::new(),
            wake: None,
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
        let live = self.live_at.is_some() || matches!(fact.actor, Actor::Member(_) | Actor::Program);
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
            || (!self.contacts.is_empty() && self.contacts.iter().all(|contact| spoken_for(Some(*contact))))
    }

    /// Whether this person, or the account for them, refused this channel.
    #[must_use]
    pub fn refused_by(&self, contact: Option<ContactId>, channel: ChannelId) -> bool {
        self.refusals.iter().any(|r| {
            (r.contact.is_none() || r.contact == contact) && (r.channel.is_none() || r.channel == Some(channel))
        })
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
            (None, _) => Some(self.opportunities.iter().map(|o| o.number).max().unwrap_or(0).saturating_add(1)),
            _ => None,
        }
    }

    /// The subscription a fact means: as [`Account::meant_opportunity`]; with none running, a new one for a start and
    /// the last one for anything else.
    #[must_use]
    pub fn meant_subscription(&self, number: Option<u16>, starts: bool) -> Option<u16> {
        if number.is_some() {
            return number;
        }
        let last = self.subscriptions.iter().map(|s| s.number).max();
        if starts {
            return Some(last.unwrap_or(0).saturating_add(1));
        }
        let mut running = self.running();
        match (running.next(), running.next()) {
            (Some(only), None) => Some(only.number),
            (None, _) => Some(last.unwrap_or(1)),
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

    /// Folds one fact that takes effect at `at`. Total: a fact that cannot be meant changes nothing but the clock.
    pub fn fold(&mut self, model: &InForce, fact: &Fact, at: Micros) {
        self.last = self.last.max(fact.seq);
        self.began = self.began.min(at);
        self.clock = self.clock.max(at);
        if let Some(contact) = fact.contact
            && !self.contacts.contains(&contact)
        {
            self.contacts.push(contact);
        }
        if fact.body.kind().is_acted() {
            self.fold_acted(model, fact, at);
            return;
        }
        match fact.actor {
            Actor::Member(_) | Actor::Program => {
                self.live_at.get_or_insert(fact.recorded_at);
                self.sealed = true;
            }
            Actor::Import(_) | Actor::Model => {}
        }
        self.fold_seen(model, fact, at);
    }

    fn fold_seen(&mut self, model: &InForce, fact: &Fact, at: Micros) {
        let known_at = fact.occurred_at;
        if !self.is_clear(&fact.body) {
            self.unclear.push(fact.seq);
            return;
        }
        match &fact.body {
            Body::WentLive {} => self.live_at = Some(fact.recorded_at),
            Body::Captured { source, .. } => {
                if let Some(source) = source
                    && self.source.is_none_or(|known| known_at < known.at)
                {
                    self.source = Some(Known { value: *source, at: known_at, seq: fact.seq });
                }
            }
            Body::Described { values } => {
                for (field, value) in values {
                    self.describe(*field, Known { value: *value, at: known_at, seq: fact.seq });
                }
            }
            Body::Consented { channel, given: false } => {
                self.refuse(Refused { contact: fact.contact, channel: *channel, seq: fact.seq });
            }
            Body::Consented { channel, given: true } => {
                // Who agrees again takes back their own refusal, and one that was said for the whole account.
                self.refusals.retain(|r| {
                    !((r.contact == fact.contact || r.contact.is_none())
                        && (channel.is_none() || r.channel == *channel))
                });
            }
            Body::Assigned { team, member } => self.assign(model, *team, *member, fact.seq, at),
            Body::HandoffAccepted { team, .. } => {
                if self.offer.is_some_and(|offer| offer.team == *team) {
                    self.offer = None;
                }
                if let Some(member) = fact.doer() {
                    self.incoming = Some(Incoming { team: *team, member, seq: fact.seq });
                }
            }
            Body::HandoffReturned { team, reason, .. } => {
                if self.offer.is_some_and(|offer| offer.team == *team) {
                    self.offer = None;
                }
                self.excuse = Some(Excuse { reason: *reason, until: None, seq: fact.seq });
            }
            Body::Touched { touch, .. } => {
                let (day, today) = (model.calendar().day_of(known_at), model.calendar().day_of(at));
                // What no rule counts, or none any more, never counts again: it needs no mark.
                if model.counts(*touch, today.0 - day.0) {
                    self.touches.push(Mark { touch: *touch, day: day.0, contact: fact.contact, seq: fact.seq });
                }
                self.last_touch = self.last_touch.max(Some(known_at));
                if self.touches.len() > 48 {
                    self.touches.retain(|mark| model.counts(mark.touch, today.0 - mark.day));
                }
            }
            Body::CallHeld { outcome, reason, until, .. } => {
                self.excuse = Some(Excuse { reason: *reason, until: *until, seq: fact.seq });
                if *outcome == Outcome::Refused {
                    self.refuse(Refused { contact: fact.contact, channel: None, seq: fact.seq });
                }
            }
            Body::AppointmentMade { at, .. } => self.appointment = *at,
            Body::MeetingHeld { .. } | Body::MeetingMissed { .. } => self.appointment = None,
            Body::SlotReserved { member, at } => {
                self.sealed |= self.live_at.is_some();
                self.slots.push((*member, *at, fact.seq));
            }
            Body::SlotReleased { member, at } => self.give_back(*member, *at),
            Body::Opened { opportunity, amount, .. } | Body::ProposalSent { opportunity, amount, .. } => {
                self.deal(model, *opportunity, *amount, true, fact.seq);
            }
            Body::Won { opportunity, amount, .. } => self.deal(model, *opportunity, *amount, false, fact.seq),
            Body::Lost { opportunity, reason, until, .. } => {
                self.deal(model, *opportunity, None, false, fact.seq);
                self.excuse = Some(Excuse { reason: *reason, until: *until, seq: fact.seq });
            }
            Body::Rested { reason, until } => {
                self.excuse = Some(Excuse { reason: *reason, until: *until, seq: fact.seq });
            }
            Body::Disqualified { reason } | Body::Overridden { reason, .. } => {
                self.excuse = Some(Excuse { reason: *reason, until: None, seq: fact.seq });
            }
            Body::SubscriptionStarted { subscription, ends, mrr } => {
                self.subscribe(self.meant_subscription(*subscription, true), *ends, *mrr, true, fact.seq);
            }
            Body::Renewed { subscription, ends, mrr } => {
                self.subscribe(self.meant_subscription(*subscription, false), *ends, *mrr, true, fact.seq);
            }
            Body::SubscriptionChanged { subscription, mrr } => {
                let number = self.meant_subscription(*subscription, false);
                if let Some(known) = self.subscriptions.iter_mut().find(|s| Some(s.number) == number) {
                    known.mrr = mrr.or(known.mrr);
                }
            }
            Body::Ended { subscription, reason } => {
                let number = self.meant_subscription(*subscription, false);
                match self.subscriptions.iter_mut().find(|s| Some(s.number) == number) {
                    Some(known) => known.open = false,
                    None => self.subscribe(number, None, None, false, fact.seq),
                }
                self.excuse = Some(Excuse { reason: *reason, until: None, seq: fact.seq });
            }
            Body::StepDone { step, .. } if !self.steps.iter().any(|(done, _)| done == step) => {
                self.steps.push((*step, fact.seq));
            }
            _ => {}
        }
        for event in events(&fact.body).into_iter().flatten() {
            self.happen(&fact.body, Occurrence { event, at: known_at, seq: fact.seq });
        }
    }

    /// Whether a fact says which opportunity or subscription it means, where that is a question.
    fn is_clear(&self, body: &Body) -> bool {
        match body {
            Body::ProposalSent { opportunity, .. } | Body::Won { opportunity, .. } | Body::Lost { opportunity, .. } => {
                self.meant_opportunity(*opportunity).is_some()
            }
            Body::Renewed { subscription, .. }
            | Body::Ended { subscription, .. }
            | Body::SubscriptionChanged { subscription, .. } => self.meant_subscription(*subscription, false).is_some(),
            _ => true,
        }
    }

    /// A slot that was given back counts no longer as reserved: there is no fast pass without one.
    fn give_back(&mut self, member: MemberId, at: Micros) {
        let (given, kept) = self.slots.iter().partition(|(who, when, _)| (*who, *when) == (member, at));
        self.slots = kept;
        let given: Vec<_> = given;
        let stays = |o: &Occurrence| !given.iter().any(|(_, _, seq)| *seq == o.seq);
        self.lap_events.retain(stays);
        if let Some(main) = &mut self.main {
            main.events.retain(stays);
        }
    }

    /// A first known value stays for life, a latest one is what conditions read; both by the time in the world.
    fn describe(&mut self, field: FieldId, known: Known<Value>) {
        match self.attributes.iter_mut().find(|attribute| attribute.field == field) {
            None => self.attributes.push(Attribute { field, first: known, latest: known }),
            Some(attribute) => {
                if known.at < attribute.first.at {
                    attribute.first = known;
                }
                if known.at >= attribute.latest.at {
                    attribute.latest = known;
                }
            }
        }
    }

    fn refuse(&mut self, refused: Refused) {
        if !self.refusals.iter().any(|r| r.contact == refused.contact && r.channel == refused.channel) {
            self.refusals.push(refused);
        }
    }

    fn assign(&mut self, model: &InForce, team: TeamId, member: Option<MemberId>, seq: Seq, at: Micros) {
        // The fact that begins an account is folded before the account enters the start stage.
        let stage = self.main.as_ref().map_or(model.model.start, |main| main.stage);
        let main_team = model.stage(stage).map(|stage| stage.team);
        if main_team == Some(team) {
            self.own(Owner::of(team, member), seq);
        } else if let Some(member) = member {
            self.join(team, member, seq);
        }
        self.line.push(Entry { at, what: What::Crew { team, member } });
    }

    /// Makes somebody main owner; who was it before stays as co-owner.
    fn own(&mut self, owner: Owner, seq: Seq) {
        let before = core::mem::replace(&mut self.owner, owner);
        if let Owner::Member(team, member) = before
            && before != owner
        {
            self.join(team, member, seq);
        }
        if let Owner::Member(team, member) = owner {
            self.co_owners.retain(|co| (co.team, co.member) != (team, member));
        }
        if self.incoming.is_some_and(|incoming| Some(incoming.member) == owner.member()) {
            self.incoming = None;
        }
    }

    fn join(&mut self, team: TeamId, member: MemberId, seq: Seq) {
        self.co_owners.retain(|co| (co.team, co.member) != (team, member));
        if self.owner != Owner::Member(team, member) {
            self.co_owners.push(CoOwner { team, member, seq });
        }
    }

    fn deal(&mut self, model: &InForce, number: Option<u16>, amount: Option<Money>, open: bool, seq: Seq) {
        let Some(number) = self.meant_opportunity(number) else { return };
        let place = self.carrier(model, number);
        match self.opportunities.iter_mut().find(|o| o.number == number) {
            Some(known) => {
                known.open = known.open && open;
                known.amount = amount.or(known.amount);
                known.seq = seq;
            }
            None => self.opportunities.push(Opportunity { number, place, open, amount, seq }),
        }
    }

    fn subscribe(&mut self, number: Option<u16>, ends: Option<Micros>, mrr: Option<Money>, open: bool, seq: Seq) {
        let Some(number) = number else { return };
        match self.subscriptions.iter_mut().find(|s| s.number == number) {
            Some(known) => {
                known.open = open;
                known.ends = ends.or(known.ends);
                known.mrr = mrr.or(known.mrr);
                known.seq = seq;
            }
            None => self.subscriptions.push(Subscription { number, open, ends, mrr, seq }),
        }
    }

    /// Notes that something happened, at the position it concerns.
    fn happen(&mut self, body: &Body, occurrence: Occurrence) {
        let place = match body {
            // The relation ends with the last subscription: before that, an end is nothing a condition waits for.
            Body::Ended { .. } if self.running().next().is_some() => return,
            Body::Opened { .. } | Body::ProposalSent { .. } | Body::Won { .. } | Body::Lost { .. } => {
                match self.meant_by(occurrence.seq) {
                    Some(opportunity) => opportunity.place,
                    None => return,
                }
            }
            _ => Place::Main,
        };
        match place {
            Place::Main => {
                if let Some(main) = &mut self.main {
                    remember(&mut main.events, occurrence);
                }
                remember(&mut self.lap_events, occurrence);
            }
            Place::Side(number) => {
                if let Some((_, side)) = self.sides.iter_mut().find(|(n, _)| *n == number) {
                    remember(&mut side.events, occurrence);
                }
            }
        }
    }

    /// The opportunity that the fact just folded spoke of.
    #[must_use]
    pub fn meant_by(&self, seq: Seq) -> Option<&Opportunity> {
        self.opportunities.iter().find(|opportunity| opportunity.seq == seq)
    }

    fn fold_acted(&mut self, model: &InForce, fact: &Fact, at: Micros) {
        match &fact.body {
            Body::Moved { place, from, to, path, lap, reason, why } => {
                self.line.push(Entry {
                    at,
                    what: What::Move {
                        place: *place,
                        from: *from,
                        to: *to,
                        path: *path,
                        lap: *lap,
                        inferred: why.inferred,
                        rule: why.rule.number(),
                    },
                });
                let position = to.map(|stage| Position {
                    stage,
                    since: at,
                    inferred: why.inferred,
                    entered: fact.seq,
                    events: self.first_events(*path, &why.because),
                    reason: *reason,
                    back: self.back(model, stage, *reason, &why.because, at),
                });
                match place {
                    Place::Main => self.move_main(model, position, *lap, *path, &why.because),
                    Place::Side(number) => {
                        self.sides.retain(|(n, _)| n != number);
                        if let Some(position) = position {
                            self.sides.push((*number, position));
                        } else if let Some(known) = self.opportunities.iter_mut().find(|o| o.number == *number) {
                            known.open = false;
                        }
                    }
                }
            }
            Body::OwnerChanged { team, member, .. } => {
                self.own(Owner::of(*team, *member), fact.seq);
                self.line.push(Entry { at, what: What::Crew { team: *team, member: *member } });
            }
            Body::HandoffOffered { handoff, team, limit, .. } => {
                self.offers = self.offers.max(*handoff);
                self.offer =
                    Some(Offer { number: *handoff, team: *team, at, limit: *limit, lapsed: false, seq: fact.seq });
                self.note_acted(Event::Offered(*team), at, fact.seq);
            }
            Body::HandoffLapsed { handoff, team, .. } => {
                if let Some(offer) = self.offer.as_mut().filter(|offer| offer.number == *handoff) {
                    offer.lapsed = true;
                }
                self.note_acted(Event::Lapsed(*team), at, fact.seq);
            }
            _ => {}
        }
    }

    /// What counts as having happened in a visit when it begins: nothing, but for the entry into the line, which the
    /// fact that began the account is part of.
    fn first_events(&self, path: Path, because: &[Seq]) -> Vec<Occurrence> {
        match path {
            Path::Enter => self.lap_events.iter().filter(|o| because.contains(&o.seq)).copied().collect(),
            _ => Vec::new(),
        }
    }

    fn note_acted(&mut self, event: Event, at: Micros, seq: Seq) {
        if let Some(main) = &mut self.main {
            remember(&mut main.events, Occurrence { event, at, seq });
        }
        remember(&mut self.lap_events, Occurrence { event, at, seq });
    }

    fn move_main(&mut self, model: &InForce, position: Option<Position>, lap: u8, path: Path, because: &[Seq]) {
        if lap != self.lap {
            self.lap = lap;
            // What brought it back is the first thing that happened in the new approach.
            self.lap_events.retain(|occurrence| because.contains(&occurrence.seq));
        }
        if let Some(position) = &position {
            let stage = model.stage(position.stage);
            if let Some(offer) = self.offer {
                // An offer outlives the move that it made itself (won to handover), and a detour inside the team it was
                // made to; else the line went another way, or on by the team's own work, and it is off.
                let made = because.contains(&offer.seq) || path == Path::Detour;
                if !made || stage.is_none_or(|stage| stage.team != offer.team) {
                    self.offer = None;
                }
            }
            if stage.and_then(|stage| stage.standing).is_some_and(|s| matches!(s, Standing::Resting | Standing::Gone)) {
                // Whatever was still open on the main position ends with it.
                for opportunity in self.opportunities.iter_mut().filter(|o| o.place == Place::Main) {
                    opportunity.open = false;
                }
                self.appointment = None;
                // A customer won back is introduced anew.
                self.steps.clear();
            }
        }
        self.main = position;
    }

    /// When the rest on a shelf is over: by the date the cited fact gave, else by the clock of its reason.
    fn back(
        &self,
        model: &InForce,
        stage: StageId,
        reason: Option<ReasonId>,
        because: &[Seq],
        at: Micros,
    ) -> Option<Micros> {
        if model.stage(stage)?.kind != StageKind::Shelf {
            return None;
        }
        if let Some(excuse) = self.excuse
            && let Some(until) = excuse.until
            && because.contains(&excuse.seq)
        {
            return Some(until.max(at));
        }
        match model.model.clock(reason)?.returns {
            Returns::After(span) => Some(model.calendar().add(at, span)),
            Returns::FiscalYearStart => Some(model.next_fiscal_year(at)),
            Returns::Never => None,
        }
    }
}

/// Remembers an occurrence; the oldest of its kind goes where there are too many.
fn remember(events: &mut Vec<Occurrence>, occurrence: Occurrence) {
    let mut same = events.iter().filter(|known| known.event == occurrence.event).count();
    if same >= OCCURRENCES_MAX {
        events.retain(|known| {
            let oldest = known.event == occurrence.event && same >= OCCURRENCES_MAX;
            if oldest {
                same -= 1;
            }
            !oldest
        });
    }
    events.push(occurrence);
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
