//! Deciding one account anew by itself, from the columns of its seen facts: what replay and what-if are made of.
//!
//! What accounts share is people's time, and all that a decision reads of it is who was in which team when the fact came.
//! So the accounts need nothing of each other, and each can be decided on whatever core is free. [`Alone`] does to an
//! account what [`Replay`](crate::history::Replay) does to a book, fact for fact, in the same order and with the same
//! ties; that both lead to the same state is held by properties.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::account::{Account, Reading, What, is_inferred};
use crate::book::{Book, InForce, ModelHash};
use crate::due::{self, Moment, Proof, ROUNDS_MAX};
use crate::fact::{Actor, Body, Fact, Kind};
use crate::history::{dates_entry, entry_place, sort_key, successions};
use crate::model::Model;
use crate::seen::{Head, Row, Seen};
use crate::slot::Floor;
use crate::unit::{AccountId, Micros, Seq, TeamId};

/// What the accounts of a journal read of the house: models and teams, as far as either had come.
#[derive(Debug)]
pub struct House {
    adoptions: Vec<Adoption>,
    floors: Vec<Floor>,
    /// By [`Origin`](crate::seen::Origin): how many adoptions stand before it, and which floor it sees.
    views: Vec<(u32, u32)>,
    /// A model that is supposed to come into force at an instant, by the time at which facts take effect.
    turn: Option<Adoption>,
    /// When the last fact of the journal was recorded.
    end: Micros,
}

/// A model came into force.
#[derive(Debug)]
struct Adoption {
    /// When that was recorded.
    at: Micros,
    /// `None` where nobody has its text: the one before stays in force.
    model: Option<Arc<InForce>>,
}

impl House {
    /// The house of the journal that `seen` holds the seen facts of, over the texts of its models.
    #[must_use]
    pub fn new(seen: &Seen, library: &BTreeMap<ModelHash, Model>) -> Self {
        let mut house = Self {
            adoptions: Vec::new(),
            floors: Vec::new(),
            views: Vec::with_capacity(seen.origins().len()),
            turn: None,
            end: seen.recorded_at().unwrap_or(Micros(i64::MIN)),
        };
        let mut facts = seen.house().iter();
        let (mut floor, mut came, mut changed) = (Floor::default(), 0, true);
        for origin in seen.origins() {
            while came < origin.house {
                let Some(fact) = facts.next() else { break };
                came += 1;
                if let Body::ModelAdopted { model, .. } = &fact.body {
                    house.adopt(fact.recorded_at, library.get(model).cloned());
                } else {
                    floor.apply(fact.occurred_at, &fact.body);
                    changed = true;
                }
            }
            if changed {
                house.floors.push(floor.clone());
                changed = false;
            }
            house.views.push((count(house.adoptions.len()), count(house.floors.len() - 1)));
        }
        for fact in facts {
            if let Body::ModelAdopted { model, .. } = &fact.body {
                house.adopt(fact.recorded_at, library.get(model).cloned());
            }
        }
        house
    }

    /// Supposes another model from an instant on, and no other behind it. It comes into force for each account by the
    /// time at which its facts take effect, so also within an imported past. `None` is from the beginning: then nothing
    /// was ever decided by another.
    pub fn suppose(&mut self, since: Option<Micros>, model: Model) {
        let number = count(self.adoptions.len() + 1);
        let model = Some(Arc::new(InForce::new(model, number)));
        match since {
            None => {
                let at = self.adoptions.first().map_or(Micros(i64::MIN), |adoption| adoption.at);
                self.adoptions = alloc::vec![Adoption { at, model }];
            }
            Some(from) => {
                // An import's past is driven under the first even where it is older than the first adoption.
                let later = self.adoptions.iter().skip(1).take_while(|adoption| adoption.at < from).count();
                self.adoptions.truncate(later + 1);
                self.turn = Some(Adoption { at: from, model });
            }
        }
        for (adoptions, _) in &mut self.views {
            *adoptions = (*adoptions).min(count(self.adoptions.len()));
        }
    }

    /// The models in the order they come into force, the supposed one last. An act names its model by
    /// [`InForce::adoption`].
    pub fn models(&self) -> impl Iterator<Item = &InForce> {
        self.adoptions.iter().chain(&self.turn).filter_map(|adoption| adoption.model.as_deref())
    }

    fn adopt(&mut self, at: Micros, model: Option<Model>) {
        let number = count(self.adoptions.len() + 1);
        self.adoptions.push(Adoption { at, model: model.map(|model| Arc::new(InForce::new(model, number))) });
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Who is told what the model does to an account.
pub trait Witness {
    /// Whether it asks why: proofs cost as much as the moves themselves.
    fn proof(&self) -> Proof {
        Proof::Whole
    }
    /// The model acted. Facts are cited by the numbers that [`Alone::seen_place`] knows.
    fn acted(&mut self, fact: &Fact);
    /// History was reopened: what was told of the account so far counts no more.
    fn reopened(&mut self);

    /// Whether it is told what was said, too.
    const HEARS: bool = false;

    /// A seen fact was taken: what it was, when it was recorded, and since when the account is live.
    fn heard(&mut self, _: Head, _: Micros, _: Option<Micros>) {}
}

/// Nobody.
impl Witness for () {
    fn proof(&self) -> Proof {
        Proof::Needed
    }
    fn acted(&mut self, _: &Fact) {}
    fn reopened(&mut self) {}
}

/// Decides one account after the other. What it needs room for it keeps for the next.
#[derive(Debug)]
pub struct Alone<'a> {
    seen: &'a Seen,
    house: &'a House,
    rows: Vec<Row>,
    /// The sequence that each row's fact was given.
    seqs: Vec<Seq>,
    order: Vec<usize>,
    /// The rows folded so far, where a turn of models is still to come.
    folded: Vec<usize>,
    fact: Fact,
    account: Account,
    model: Option<&'a InForce>,
    /// How many adoptions have passed.
    adopted: usize,
    /// Where the supposed model has come into force: what was before it.
    turned: Option<(Option<&'a InForce>, usize)>,
    floor: &'a Floor,
    next: Seq,
    recorded_at: Micros,
    /// When the model was last asked until it was quiet.
    quiet_at: Micros,
    is_refolding: bool,
}

/// The floor before anybody came.
static NOBODY: Floor = Floor::EMPTY;

impl<'a> Alone<'a> {
    /// For the accounts of these columns, in this house.
    #[must_use]
    pub fn new(seen: &'a Seen, house: &'a House) -> Self {
        let fact = Fact::blank();
        Self {
            seen,
            house,
            rows: Vec::new(),
            seqs: Vec::new(),
            order: Vec::new(),
            folded: Vec::new(),
            fact,
            account: Account::new(AccountId(0), TeamId(0)),
            model: None,
            adopted: 0,
            turned: None,
            floor: &NOBODY,
            next: Seq(1),
            recorded_at: Micros(i64::MIN),
            quiet_at: Micros(i64::MIN),
            is_refolding: false,
        }
    }

    /// Decides an account up to the last fact of the journal, and gives it as it stands then; `None` of one that does
    /// not stand alone ([`Seen::is_alone`]).
    pub fn decide(&mut self, id: AccountId, witness: &mut impl Witness) -> Option<&Account> {
        if !self.seen.is_alone(id) {
            return None;
        }
        self.begin(id);
        let mut from = 0;
        while from < self.rows.len() {
            let later = self.rows.get(from + 1..).unwrap_or_default();
            let to = later.iter().position(|row| row.begins()).map_or(self.rows.len(), |count| from + 1 + count);
            self.take(from, to, witness);
            self.tell(from, to, witness);
            from = to;
        }
        self.pass(self.house.adoptions.len(), self.house.end.plus(1), witness);
        if let Some(model) = self.model {
            self.account.wake = due::woken(model, &self.account, self.quiet_at);
        }
        Some(&self.account)
    }

    /// The account decided last.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// How many seen facts the account decided last has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Which of the seen facts of the account, 0 the first in the journal, a cited number means; `None` is a fact of the
    /// model's own.
    #[must_use]
    pub fn seen_place(&self, cited: Seq) -> Option<usize> {
        self.seqs.binary_search(&cited).ok()
    }

    fn begin(&mut self, id: AccountId) {
        self.seen.rows(id, &mut self.rows);
        self.seqs.clear();
        self.folded.clear();
        self.account.renew(id, TeamId(0));
        self.model = None;
        self.adopted = 0;
        self.turned = None;
        self.next = Seq(1);
        self.recorded_at = Micros(i64::MIN);
    }

    /// Goes on to where so many adoptions have passed: timers run up to each of them, and then up to `end`.
    fn pass(&mut self, adoptions: usize, end: Micros, witness: &mut impl Witness) {
        while self.adopted < adoptions {
            let Some(adoption) = self.house.adoptions.get(self.adopted) else { break };
            self.run(adoption.at, witness);
            self.adopt(adoption, witness);
        }
        self.run(end, witness);
    }

    /// Another model comes into force, as [`Book::adopt`] puts it there.
    fn adopt(&mut self, adoption: &'a Adoption, witness: &mut impl Witness) {
        self.adopted += 1;
        self.model = adoption.model.as_deref().or(self.model);
        if self.adopted > 1 && !self.seqs.is_empty() {
            self.recorded_at = adoption.at;
            let places: Vec<usize> = (0..self.seqs.len()).collect();
            self.read_anew(&places, witness);
        }
    }

    /// In a trial: the supposed model comes into force, before anything else happens at `end`.
    fn turn(&mut self, end: Micros, witness: &mut impl Witness) {
        let house = self.house;
        let Some(turn) = house.turn.as_ref().filter(|turn| self.turned.is_none() && turn.at <= end) else { return };
        self.fire(turn.at, witness);
        self.turned = Some((self.model, self.adopted));
        self.model = turn.model.as_deref();
        let recorded_at = core::mem::replace(&mut self.recorded_at, turn.at);
        let places = core::mem::take(&mut self.folded);
        self.read_anew(&places, witness);
        // An account whose past is driven goes on from here under the other model, as a live one does.
        if self.account.live_at.is_none() && self.account.main.is_some() {
            let at = self.account.clock.max(turn.at);
            self.react(Moment { at, inferred: true, live: false }, witness);
        }
        self.recorded_at = recorded_at;
    }

    /// What the model in force makes of an account that another left: what it reads of it, where it stands, what is due.
    fn read_anew(&mut self, places: &[usize], witness: &mut impl Witness) {
        let Some(model) = self.model else { return };
        let said = self.number();
        let mut readings = Vec::new();
        for place in places {
            if let (Some(row), Some(seq)) = (self.rows.get(*place), self.seqs.get(*place))
                && matches!(self.seen.head(*row).kind, Kind::Touched | Kind::Used)
            {
                self.seen.read(self.account.id, *row, *seq, &mut self.fact);
                readings.extend(Reading::of(&self.fact));
            }
        }
        readings.sort_by_key(Reading::order);
        self.account.reread(model, &readings, self.recorded_at);
        let at = self.account.clock.max(self.recorded_at);
        let moment = Moment { at, inferred: false, live: !self.is_refolding };
        for body in successions(model, &self.account, said) {
            self.act(moment, body, witness);
        }
        if self.account.live_at.is_some() {
            self.react(moment, witness);
        } else {
            self.quiet_at = self.account.clock;
            self.account.wake = due::next_wake(model, &self.account, self.account.clock);
        }
    }

    /// Lets the timers of a live account run out before an instant.
    fn run(&mut self, end: Micros, witness: &mut impl Witness) {
        if self.account.live_at.is_some() {
            self.fire_until(end, witness);
        }
    }

    /// Takes the facts `from..to`, which came together.
    fn take(&mut self, from: usize, to: usize, witness: &mut impl Witness) {
        let Some(origin) = self.rows.get(from).map(|row| self.seen.head(*row).origin as usize) else { return };
        let (adoptions, floor) = self.house.views.get(origin).copied().unwrap_or_default();
        let recorded_at = self.seen.origins().get(origin).map_or(self.recorded_at, |origin| origin.recorded_at);
        self.pass(adoptions as usize, recorded_at, witness);
        self.recorded_at = recorded_at;
        self.floor = self.house.floors.get(floor as usize).unwrap_or(&NOBODY);
        if self.model.is_none() {
            // Nothing is taken before the first adoption.
            self.seqs.resize(to, Seq(0));
            return;
        }
        if self.account.last == Seq(0) {
            self.renew();
        }
        if self.reopens(from, to) {
            self.reopen(from, to, witness);
            return;
        }
        let has_position = self.account.main.is_some();
        let enters =
            if has_position { 0 } else { entry_place(self.heads(from, to).map(|head| (head.dated, head.kind))) } + from;
        for place in from..to {
            self.step(place, place >= enters, witness);
        }
    }

    /// Tells what was taken.
    fn tell<W: Witness>(&self, from: usize, to: usize, witness: &mut W) {
        if W::HEARS {
            for head in self.heads(from, to) {
                witness.heard(head, self.recorded_at, self.account.live_at);
            }
        }
    }

    /// As [`Book::reopens`](crate::book::Book), of facts as they stand in the columns.
    fn reopens(&self, from: usize, to: usize) -> bool {
        let account = &self.account;
        if account.main.is_none() {
            return false;
        }
        let said = || self.heads(from, to).filter(|head| head.kind != Kind::WentLive);
        let imported = || said().filter(|head| matches!(self.actor(head), Actor::Import(_)));
        let before = |end: Micros| imported().any(|head| head.occurred_at < end);
        match account.live_at {
            Some(live_at) => !account.sealed && before(live_at),
            None => {
                let entry = account.line.iter().find_map(|entry| match entry.what {
                    What::Move { inferred, .. } => Some(inferred),
                    _ => None,
                });
                let dated = || said().any(|head| dates_entry(head.dated, head.kind) || head.kind.is_outcome());
                before(account.clock)
                    || imported().any(|head| (head.occurred_at, head.rank) < account.folded)
                    || (entry == Some(true) && dated())
            }
        }
    }

    /// The heads of some rows.
    fn heads(&self, from: usize, to: usize) -> impl Iterator<Item = Head> {
        self.rows.get(from..to).unwrap_or_default().iter().map(|row| self.seen.head(*row))
    }

    fn actor(&self, head: &Head) -> Actor {
        self.seen.origins().get(head.origin as usize).map_or(Actor::Model, |origin| origin.actor)
    }

    fn number(&mut self) -> Seq {
        let seq = self.next;
        self.next = Seq(seq.0 + 1);
        seq
    }

    /// Forgets what the account is derived from.
    fn renew(&mut self) {
        let start = self.model.and_then(|model| model.stage(model.model.start));
        self.account.renew(self.account.id, start.map_or(TeamId(0), |stage| stage.team));
    }

    /// A seen fact: what is due before it, the fact, what follows from it.
    fn step(&mut self, place: usize, enters: bool, witness: &mut impl Witness) {
        let Some(row) = self.rows.get(place).copied() else { return };
        self.seen.read(self.account.id, row, Seq(0), &mut self.fact);
        let at = self.account.effective(&self.fact);
        if self.fire_until(at, witness) {
            self.seen.read(self.account.id, row, Seq(0), &mut self.fact);
        }
        let seq = self.number();
        self.seqs.push(seq);
        self.fact.seq = seq;
        self.fold_and_react(place, at, enters, witness);
    }

    /// Folds the fact at hand, and lets the model answer.
    fn fold_and_react(&mut self, place: usize, at: Micros, enters: bool, witness: &mut impl Witness) {
        let Some(model) = self.model else { return };
        if self.house.turn.is_some() && self.turned.is_none() {
            self.folded.push(place);
        }
        self.account.fold(model, &self.fact, at);
        let live = self.account.live_at.is_some();
        let inferred = is_inferred(&self.fact) || self.fact.body.kind() == Kind::WentLive;
        let moment = Moment { at, inferred, live: live && !self.is_refolding };
        if enters && self.account.main.is_none() {
            let body = due::enter(model, &self.account, self.fact.seq, moment);
            self.act(moment, body, witness);
        }
        if !due::may_ask(&self.fact) {
            return self.react(moment, witness);
        }
        let proof = witness.proof();
        for body in due::on_fact_with(model, self.floor, &self.account, &self.fact, moment, proof) {
            self.act(moment, body, witness);
        }
        self.react(moment, witness);
        if let Some(body) = due::new_owner(model, self.floor, &self.account, &self.fact, moment) {
            self.act(moment, body, witness);
        }
    }

    /// The model acts.
    fn act(&mut self, moment: Moment, body: Body, witness: &mut impl Witness) {
        let Some(model) = self.model else { return };
        let draft = Book::acted(self.account.id, moment.at, moment.inferred, body);
        let fact = draft.record(self.number(), None, self.recorded_at);
        let at = self.account.effective(&fact);
        // A visit that ends leaves its list to the one that begins.
        let room = self.account.room(model, &fact);
        self.account.fold(model, &fact, at);
        self.account.give_room(room);
        witness.acted(&fact);
    }

    /// Lets the model act until it is quiet, then sets the timer.
    fn react(&mut self, moment: Moment, witness: &mut impl Witness) {
        let Some(model) = self.model else { return };
        self.quiet_at = moment.at;
        let proof = witness.proof();
        for _ in 0..ROUNDS_MAX {
            let Some(body) = due::settle_with(model, &self.account, moment, proof) else {
                self.account.wake = due::doze(model, &mut self.account, moment);
                return;
            };
            self.act(moment, body, witness);
        }
        self.account.wake = due::next_wake(model, &self.account, moment.at);
    }

    /// Fires the timers that run out before `end`; whether a model came into force meanwhile.
    fn fire_until(&mut self, end: Micros, witness: &mut impl Witness) -> bool {
        let turned = self.turned.is_some();
        if self.house.turn.is_some() {
            self.turn(end, witness);
        }
        self.fire(end, witness);
        turned != self.turned.is_some()
    }

    fn fire(&mut self, end: Micros, witness: &mut impl Witness) {
        let Some(model) = self.model else { return };
        while let Some(at) = self.account.wake.filter(|at| *at < end) {
            let live = self.account.live_at.is_some();
            let moment = Moment { at, inferred: !live, live: live && !self.is_refolding };
            if let Some(body) = due::lapse(model, &self.account, moment) {
                self.act(moment, body, witness);
            }
            self.react(moment, witness);
        }
    }

    /// Folds the account anew from its first `count` seen facts, of which those from `late` on came just now.
    fn reopen(&mut self, late: usize, count: usize, witness: &mut impl Witness) {
        while self.seqs.len() < count {
            let seq = self.number();
            self.seqs.push(seq);
        }
        // The fact that says so.
        let last = self.number();
        witness.reopened();
        self.folded.clear();
        if let Some((before, adopted)) = self.turned.take() {
            (self.model, self.adopted) = (before, adopted);
        }
        self.renew();
        self.account.last = last;
        let heads: Vec<Head> = self.heads(0, count).collect();
        let recorded = |head: &Head| self.seen.origins().get(head.origin as usize).map(|origin| origin.recorded_at);
        let live_at = heads.iter().find(|head| head.kind == Kind::WentLive).and_then(recorded);
        let mut order = core::mem::take(&mut self.order);
        order.clear();
        // What only speaks of others stands in no order.
        let is_note = |place: usize| heads.get(place).is_some_and(|head| head.kind.is_note());
        order.extend((0..count).filter(|place| *place >= late || !is_note(*place)));
        order.sort_by_key(|place| {
            let head = heads.get(*place);
            let recorded_at = head.and_then(recorded).unwrap_or(self.recorded_at);
            (head.map(|head| sort_key(head.kind, head.occurred_at, head.rank, recorded_at, live_at)), *place)
        });
        let enters =
            entry_place(order.iter().filter_map(|place| heads.get(*place)).map(|head| (head.dated, head.kind)));
        self.is_refolding = true;
        for (number, place) in order.iter().copied().enumerate() {
            let (Some(row), Some(seq)) = (self.rows.get(place).copied(), self.seqs.get(place).copied()) else {
                continue;
            };
            self.seen.read(self.account.id, row, seq, &mut self.fact);
            let at = self.account.effective(&self.fact);
            if self.fire_until(at, witness) {
                self.seen.read(self.account.id, row, seq, &mut self.fact);
            }
            self.fold_and_react(place, at, number >= enters, witness);
        }
        self.order = order;
        self.run(self.recorded_at, witness);
        self.is_refolding = false;
        if self.account.live_at.is_some() {
            let at = self.account.clock.max(self.recorded_at);
            self.react(Moment { at, inferred: true, live: true }, witness);
        }
    }
}
