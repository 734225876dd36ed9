//! The fold of an account: one fact at a time, in effective order.

use alloc::vec::Vec;

use super::{
    Account, Attribute, CoOwner, Entry, Events, Excuse, Incoming, Known, Mark, Marks, Occurrence, Offer, Opportunity,
    Owner, Part, Person, Position, Refused, Subscription, Use, What, events, is_stated,
};
use crate::book::InForce;
use crate::fact::{Body, Event, Fact, Outcome, Path, Place, Value, Why};
use crate::model::{Returns, StageKind, Standing};
use crate::score::Ceiling;
use crate::tables::Stir;
use crate::unit::{ContactId, FieldId, MemberId, Micros, Money, ReasonId, Seq, StageId, TeamId};

impl Account {
    /// Folds one fact that takes effect at `at`. Total: a fact that cannot be meant changes nothing but the clock.
    pub fn fold(&mut self, model: &InForce, fact: &Fact, at: Micros) {
        self.last = self.last.max(fact.seq);
        if fact.body.kind().is_note() {
            return;
        }
        self.began = self.began.min(at);
        self.clock = self.clock.max(at);
        let known = fact.contact.is_none_or(|contact| self.meet(contact, fact, at));
        self.calm.stir(self.stirs(fact, known));
        if fact.body.kind().is_acted() {
            self.fold_acted(model, fact, at);
            return;
        }
        self.folded = (fact.occurred_at, fact.rank);
        if is_stated(fact.actor, fact.body.kind()) {
            self.live_at.get_or_insert(fact.recorded_at);
            self.sealed = true;
        }
        self.fold_seen(model, fact, at);
    }

    /// What a fact, about to be folded, may change: where it is said of nobody new, and of an account that stays as live as
    /// it is, most are events and nothing else.
    fn stirs(&self, fact: &Fact, known: bool) -> Stir {
        let live = self.live_at.is_some() || !is_stated(fact.actor, fact.body.kind());
        match &fact.body {
            _ if !known || !live => Stir::OTHER,
            Body::Touched { touch, .. } => Stir::touch(*touch),
            Body::CallHeld { outcome, .. } if !matches!(outcome, Outcome::Refused | Outcome::Left) => {
                Stir::event(Event::Called(None))
            }
            Body::AppointmentMade { .. } => Stir::event(Event::AppointmentMade),
            Body::MeetingHeld { .. } => Stir::event(Event::MeetingHeld),
            Body::MeetingMissed { .. } => Stir::event(Event::MeetingMissed),
            Body::StepDone { .. } => Stir::event(Event::StepDone(None)),
            Body::Used { .. } => Stir::event(Event::Used),
            Body::TicketSeen { .. } => Stir::event(Event::TicketSeen),
            _ => Stir::OTHER,
        }
    }

    fn fold_seen(&mut self, model: &InForce, fact: &Fact, at: Micros) {
        let known_at = fact.occurred_at;
        if !self.is_clear(&fact.body) {
            self.unclear.push(fact.seq);
            return;
        }
        match &fact.body {
            Body::WentLive {} => self.live_at = Some(fact.recorded_at),
            Body::Merged { into } => {
                self.part_of = Some(*into);
                // What was under way goes on in the whole, or not at all.
                (self.offer, self.incoming, self.appointment) = (None, None, None);
            }
            Body::Unmerged { .. } => self.part_of = None,
            Body::Absorbed { part } => {
                self.parts.push(Part { account: *part, place: self.absorbed });
                self.absorbed = self.absorbed.saturating_add(1);
            }
            Body::Released { part } => self.parts.retain(|known| known.account != *part),
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
                self.refuse(Refused { contact: fact.contact, channel: *channel, at: known_at, seq: fact.seq });
            }
            Body::Consented { channel, given: true } => {
                // Who agrees again takes back their own refusal, and one that was said for the whole account. An old list
                // of who once agreed, imported today, takes back nothing.
                self.refusals.retain(|r| {
                    !(r.at <= known_at
                        && (r.contact == fact.contact || r.contact.is_none())
                        && (channel.is_none() || r.channel == *channel))
                });
            }
            Body::Assigned { team, member } => self.assign(model, *team, *member, fact.seq, at),
            Body::HandoffAccepted { team, .. } => {
                if self.offer.is_some_and(|offer| offer.team == *team) {
                    self.offer = None;
                }
                if let Some(member) = fact.doer().filter(|member| self.owner != Owner::Member(*team, *member)) {
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
                    let mark = Mark { touch: *touch, day: day.0, contact: fact.contact, seq: fact.seq };
                    self.touches.push(mark);
                    self.ceiling = self.ceiling.after(model, self, mark, today);
                }
                self.last_touch = self.last_touch.max(Some(known_at));
                if self.touches.len() > 48 && !self.ceiling.all_count(model.adoption, today) {
                    self.touches.retain(|mark| model.counts(mark.touch, today.0 - mark.day));
                    self.ceiling = Ceiling::of(model, self, today);
                }
            }
            Body::CallHeld { outcome, reason, until, .. } => {
                self.excuse = Some(Excuse { reason: *reason, until: *until, seq: fact.seq });
                if *outcome == Outcome::Refused {
                    self.refuse(Refused { contact: fact.contact, channel: None, at: known_at, seq: fact.seq });
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
                self.deal(model, *opportunity, *amount, true, (fact.seq, at));
            }
            Body::Won { opportunity, amount, .. } => self.deal(model, *opportunity, *amount, false, (fact.seq, at)),
            Body::Lost { opportunity, reason, until, .. } => {
                self.deal(model, *opportunity, None, false, (fact.seq, at));
                self.excuse = Some(Excuse { reason: *reason, until: *until, seq: fact.seq });
            }
            Body::Rested { reason, until } => {
                self.excuse = Some(Excuse { reason: *reason, until: *until, seq: fact.seq });
            }
            Body::Disqualified { reason } | Body::Overridden { reason, .. } => {
                self.excuse = Some(Excuse { reason: *reason, until: None, seq: fact.seq });
            }
            Body::SubscriptionStarted { subscription, ends, mrr } => {
                self.subscribe(self.meant_subscription(*subscription, true), *ends, *mrr, true, (fact.seq, at));
            }
            Body::Renewed { subscription, ends, mrr } => {
                self.subscribe(self.meant_subscription(*subscription, false), *ends, *mrr, true, (fact.seq, at));
            }
            Body::SubscriptionChanged { subscription, mrr } => {
                let number = self.meant_subscription(*subscription, false);
                if let Some(known) = self.subscriptions.iter_mut().find(|s| Some(s.number) == number) {
                    known.mrr = mrr.or(known.mrr);
                    let what = What::Contract { number: known.number, open: known.open, mrr: known.mrr };
                    self.line.push(Entry { at, what });
                }
            }
            Body::Ended { subscription, reason } => {
                let number = self.meant_subscription(*subscription, false);
                match self.subscriptions.iter_mut().find(|s| Some(s.number) == number) {
                    Some(known) => {
                        known.open = false;
                        let what = What::Contract { number: known.number, open: false, mrr: known.mrr };
                        self.line.push(Entry { at, what });
                    }
                    None => self.subscribe(number, None, None, false, (fact.seq, at)),
                }
                self.excuse = Some(Excuse { reason: *reason, until: None, seq: fact.seq });
            }
            Body::Used { signal, amount, .. } => {
                let amount = u64::try_from(*amount).unwrap_or(0);
                self.uses(
                    model,
                    Use { signal: *signal, amount, at: known_at, contact: fact.contact, seq: fact.seq },
                    at,
                );
            }
            Body::StepDone { step, .. } if !self.steps.iter().any(|(done, _)| done == step) => {
                self.steps.push((*step, fact.seq));
            }
            Body::TicketSeen { ticket, closed, .. } => {
                let what = What::Ticket { number: *ticket, closed: closed.unwrap_or(false) };
                self.line.push(Entry { at, what });
            }
            _ => {}
        }
        if let (Some(minutes), Some(main)) = (fact.body.minutes(), &mut self.main) {
            main.minutes = main.minutes.saturating_add(u32::from(minutes));
        }
        if events(&fact.body).contains(&Some(Event::ContactLeft)) {
            self.see_off(fact.contact);
        }
        for event in events(&fact.body).into_iter().flatten() {
            self.happen(&fact.body, Occurrence { event, at: known_at, seq: fact.seq });
        }
    }

    /// A person is known by the first fact that speaks of them; who had left is back when they are named again. Gives
    /// whether they were known.
    fn meet(&mut self, contact: ContactId, fact: &Fact, at: Micros) -> bool {
        match self.contacts.iter_mut().find(|person| person.id == contact) {
            None => {
                self.contacts.push(Person { id: contact, seq: fact.seq, left: false });
                self.line.push(Entry { at, what: What::Person });
                return false;
            }
            Some(person) if person.left && matches!(fact.body, Body::ContactNamed {}) => {
                (person.seq, person.left) = (fact.seq, false);
            }
            Some(_) => {}
        }
        true
    }

    /// A person left; where the fact does not say who, the only one there is meant.
    fn see_off(&mut self, contact: Option<ContactId>) {
        let who = contact.or_else(|| {
            let mut present = self.present().map(|person| person.id);
            present.next().filter(|_| present.next().is_none())
        });
        if let Some(person) = self.contacts.iter_mut().find(|person| Some(person.id) == who) {
            person.left = true;
        }
    }

    /// Remembers use as long as a condition of the model may count it.
    fn uses(&mut self, model: &InForce, one: Use, at: Micros) {
        if !model.counts_use(one.signal, one.at, at) {
            return;
        }
        if self.uses.len() >= 48 {
            self.uses.retain(|known| model.counts_use(known.signal, known.at, at));
        }
        let place = self.uses.partition_point(|known| known.at <= one.at);
        self.uses.insert(place, one);
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

    pub(super) fn refuse(&mut self, refused: Refused) {
        let known = self.refusals.iter_mut().find(|r| (r.contact, r.channel) == (refused.contact, refused.channel));
        match known {
            Some(known) => known.at = known.at.max(refused.at),
            None => self.refusals.push(refused),
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

    fn deal(
        &mut self,
        model: &InForce,
        number: Option<u16>,
        amount: Option<Money>,
        open: bool,
        (seq, at): (Seq, Micros),
    ) {
        let Some(number) = self.meant_opportunity(number) else { return };
        let place = self.carrier(model, number);
        let is_customer = matches!(self.standing(model), Some(Standing::Onboarding | Standing::Living));
        let mut before = None;
        match self.opportunities.iter_mut().find(|o| o.number == number) {
            Some(known) => {
                before = Some((known.place, known.amount));
                if is_customer && known.open && known.place == Place::Main {
                    // The main position went on without it: what is still to come of it stands beside the customer.
                    known.place = Place::Side(number);
                }
                known.open = known.open && open;
                known.amount = amount.or(known.amount);
                known.seq = seq;
            }
            None => self.opportunities.push(Opportunity { number, place, open, amount, seq }),
        }
        let after = self.opportunities.iter().find(|o| o.number == number).map(|known| (known.place, known.amount));
        if let Some((place, Some(amount))) = after.filter(|_| after != before) {
            self.line.push(Entry { at, what: What::Worth { place, amount } });
        }
    }

    fn subscribe(
        &mut self,
        number: Option<u16>,
        ends: Option<Micros>,
        mrr: Option<Money>,
        open: bool,
        (seq, at): (Seq, Micros),
    ) {
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
        let mrr = self.subscriptions.iter().find(|s| s.number == number).and_then(|known| known.mrr);
        self.line.push(Entry { at, what: What::Contract { number, open, mrr } });
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
        let marks = Marks::of(occurrence.event);
        match place {
            Place::Main => {
                if let Some(main) = &mut self.main {
                    main.events.remember(occurrence, marks);
                }
                self.lap_events.remember(occurrence, marks);
            }
            Place::Side(number) => {
                if let Some((_, side)) = self.sides.iter_mut().find(|(n, _)| *n == number) {
                    side.events.remember(occurrence, marks);
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
                        minutes: match place {
                            Place::Main => self.main.as_ref().map_or(0, |main| main.minutes),
                            Place::Side(_) => 0,
                        },
                    },
                });
                if *path == Path::Adopt {
                    self.succeed(model, *place, *to, (at, fact.seq));
                    return;
                }
                let said = self.excuse.filter(|e| e.until.is_some() && why.because.contains(&e.seq)).map(|e| e.seq);
                let position = to.map(|stage| Position {
                    stage,
                    since: at,
                    inferred: why.inferred,
                    entered: fact.seq,
                    events: self.first_events(model, *place, *path, &why.because),
                    reason: *reason,
                    back: self.back(model, stage, *reason, &why.because, at),
                    back_said: said,
                    minutes: 0,
                });
                if *place == Place::Main
                    && let Some(position) = &position
                    && model.stage(position.stage).is_some_and(|stage| stage.kind == StageKind::Shelf)
                {
                    self.line.push(Entry { at, what: What::Rest { until: position.back } });
                }
                match place {
                    Place::Main => self.move_main(model, position, *lap, *path, why, (at, fact.seq)),
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
    /// fact that began the account is part of. A gate is no stay: its transitions hand on what it was entered with.
    fn first_events(&self, model: &InForce, place: Place, path: Path, because: &[Seq]) -> Events {
        match path {
            Path::Enter => self.lap_events.iter().filter(|o| because.contains(&o.seq)).copied().collect(),
            Path::Jump | Path::Override | Path::Merge | Path::Adopt => Events::default(),
            _ => {
                let is_gate = |stage| model.stage(stage).is_some_and(|stage| stage.kind == StageKind::Gate);
                let gate = self.position(place).filter(|before| is_gate(before.stage));
                gate.map(|gate| gate.events.clone()).unwrap_or_default()
            }
        }
    }

    /// A position stands in the stage that another model has in the place of its own: it is the same visit, whose clock
    /// runs on with what happened in it.
    fn succeed(&mut self, model: &InForce, place: Place, to: Option<StageId>, (at, seq): (Micros, Seq)) {
        let Some(to) = to else { return };
        let shelf = model.stage(to).is_some_and(|stage| stage.kind == StageKind::Shelf);
        let Some(before) = self.position(place).cloned() else { return };
        let back = if shelf { before.back.or_else(|| self.back(model, to, before.reason, &[], at)) } else { None };
        let position = Position { stage: to, entered: seq, back, ..before };
        if shelf && place == Place::Main {
            self.line.push(Entry { at, what: What::Rest { until: position.back } });
        }
        if let Some(offer) = self.offer
            && place == Place::Main
            && model.stage(to).is_none_or(|stage| stage.team != offer.team)
        {
            self.offer = None;
        }
        match place {
            Place::Main => self.main = Some(position),
            Place::Side(number) => {
                if let Some((_, side)) = self.sides.iter_mut().find(|(n, _)| *n == number) {
                    *side = position;
                }
            }
        }
    }

    fn note_acted(&mut self, event: Event, at: Micros, seq: Seq) {
        if let Some(main) = &mut self.main {
            main.events.remember(Occurrence { event, at, seq }, Marks::of(event));
        }
        self.lap_events.remember(Occurrence { event, at, seq }, Marks::of(event));
    }

    fn move_main(
        &mut self,
        model: &InForce,
        position: Option<Position>,
        lap: u8,
        path: Path,
        why: &Why,
        now: (Micros, Seq),
    ) {
        let because = &why.because;
        if path == Path::Enter {
            self.lap_since = now;
        }
        if lap != self.lap {
            self.lap = lap;
            self.lap_since = now;
            // What brought it back is the first thing that happened in the new approach.
            self.lap_events.retain(|occurrence| because.contains(&occurrence.seq));
        }
        if let Some(position) = &position {
            let stage = model.stage(position.stage);
            if let Some(offer) = self.offer {
                // An offer outlives the move that it made itself (won to handover), and a detour inside the team it was
                // made to; else the line went another way, or on by the team's own work, and it is off.
                let inside = |main: &Position| model.stage(main.stage).is_some_and(|s| s.team == offer.team);
                let detours = path == Path::Detour && self.main.as_ref().is_some_and(inside);
                let made = because.contains(&offer.seq) || detours;
                if !made || stage.is_none_or(|stage| stage.team != offer.team) {
                    self.offer = None;
                }
            }
            // Who took it for a team and never made contact does not come into it once it stands with another team.
            self.incoming = self.incoming.filter(|incoming| stage.is_some_and(|stage| stage.team == incoming.team));
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
            Returns::Yearly(month, day) => Some(model.next_yearly(at, month, day)),
            Returns::Never => None,
        }
    }
}
