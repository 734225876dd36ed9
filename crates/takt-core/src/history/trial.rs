//! A trial: the seen facts under another model, account by account. Nothing is appended, nobody is moved.
//!
//! Accounts share only the floor, and what it answered is recorded; so each account, with those that are part of it, is
//! driven by itself from its first fact to the end of the journal: the facts in their order, the timers between. From an
//! instant on another model is in force; before it, and without one, the recorded adoptions are. Then every account ends
//! as the journal has it, to the move: the proof that what the trial says of another model can be believed.

use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Diverged;
use crate::account::Readings;
use crate::book::{Adoption, Book, InForce, ModelHash};
use crate::due::Moment;
use crate::fact::{Body, Draft, Fact, Kind};
use crate::model::Model;
use crate::slot::Floor;
use crate::unit::{AccountId, Micros, Seq};

/// Facts of one account that came together.
#[derive(Clone, Debug)]
struct Batch {
    /// The first of them in the journal.
    seq: Seq,
    recorded_at: Micros,
    account: AccountId,
    drafts: Vec<Draft>,
}

/// The seen facts of a journal by account, ready to be tried under any number of models.
#[derive(Clone, Debug, Default)]
pub struct Past {
    batches: Vec<Batch>,
    /// The last batch of each account that is still open: the next fact may belong to it.
    last: Option<(AccountId, Micros)>,
    /// Who worked in which team, from one fact on.
    floors: Vec<(Seq, Floor)>,
    adoptions: Vec<(Seq, Micros, ModelHash)>,
    /// Accounts that were ever joined to another: the one with the lowest number stands for all.
    joined: BTreeMap<AccountId, AccountId>,
    /// Recording time of the last fact.
    until: Option<Micros>,
}

impl Past {
    /// Takes the next fact of the journal, in its order.
    pub fn note(&mut self, fact: &Fact) {
        self.until = Some(fact.recorded_at);
        if fact.body.kind().is_acted() {
            return;
        }
        let Some(account) = fact.account else {
            self.last = None;
            self.note_house(fact);
            return;
        };
        if let Body::Merged { into } = fact.body {
            self.join(account, into);
        }
        let draft = draft(fact);
        let alone = |draft: &Draft| super::folds_again(&draft.body);
        if self.last == Some((account, fact.recorded_at))
            && let Some(batch) = self.batches.last_mut()
            && !alone(&draft)
            && !batch.drafts.last().is_some_and(alone)
        {
            batch.drafts.push(draft);
            return;
        }
        self.last = Some((account, fact.recorded_at));
        let drafts = alloc::vec![draft];
        self.batches.push(Batch { seq: fact.seq, recorded_at: fact.recorded_at, account, drafts });
    }

    fn note_house(&mut self, fact: &Fact) {
        match &fact.body {
            Body::ModelAdopted { model, .. } => self.adoptions.push((fact.seq, fact.recorded_at, *model)),
            body if matches!(body.kind(), Kind::MemberJoined | Kind::MemberLeft) => {
                let mut floor = self.floors.last().map(|(_, floor)| floor.clone()).unwrap_or_default();
                floor.apply(fact.occurred_at, body);
                self.floors.push((fact.seq, floor));
            }
            _ => {}
        }
    }

    fn join(&mut self, one: AccountId, other: AccountId) {
        let (one, other) = (self.leader(one), self.leader(other));
        self.joined.insert(one.max(other), one.min(other));
    }

    /// The account that stands for all that were ever joined to one.
    fn leader(&self, account: AccountId) -> AccountId {
        let mut leader = account;
        while let Some(next) = self.joined.get(&leader).filter(|next| **next != leader) {
            leader = *next;
        }
        leader
    }

    /// After the last fact: puts the facts of each account together.
    pub fn settle(&mut self) {
        let keys: Vec<AccountId> = self.batches.iter().map(|batch| self.leader(batch.account)).collect();
        let mut places: Vec<usize> = (0..self.batches.len()).collect();
        // Within a group they stay in the order of the journal.
        places.sort_by_key(|place| keys.get(*place).copied());
        let mut taken: Vec<Option<Batch>> = core::mem::take(&mut self.batches).into_iter().map(Some).collect();
        self.batches = places.into_iter().filter_map(|place| taken.get_mut(place)?.take()).collect();
        self.last = None;
    }
}

/// Another model from an instant on.
#[derive(Clone, Debug)]
pub struct Other {
    /// The model.
    pub model: Model,
    /// From when on, by the time at which facts take effect; `None` from the beginning.
    pub since: Option<Micros>,
}

/// What a person of ours did, at the instant at which it took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// On which account.
    pub account: AccountId,
    /// When.
    pub at: Micros,
    /// What.
    pub kind: Kind,
}

/// What a trial came to.
#[derive(Debug)]
pub struct Tried {
    /// The book that the trial leads to: its accounts with their lines, under the model that was in force last.
    pub book: Book,
    /// What people of ours did.
    pub deeds: Vec<Deed>,
}

/// The model that is to come into force for the account that is driven now.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    from: Micros,
    model: Arc<InForce>,
    is_taken: bool,
    /// The accounts that are driven together.
    ids: Vec<AccountId>,
    /// What was in force before it, for an account whose history is folded again.
    before: Option<(Arc<InForce>, usize)>,
    readings: Readings,
}

/// Drives the past under the recorded adoptions, or under another model from an instant on. `words` and the texts of the
/// adopted models are those of `recorded`.
///
/// # Errors
/// [`Diverged`] where a history would be opened again whose facts the past does not have.
pub fn try_out(past: &Past, recorded: &Book, other: Option<&Other>) -> Result<Tried, Diverged> {
    let mut book = Book::new(recorded.words.clone(), recorded.library.clone());
    book.accounts.reserve(recorded.accounts.len());
    let mut forces: Vec<(Seq, Micros, Option<Arc<InForce>>)> = Vec::new();
    for (number, (seq, at, hash)) in past.adoptions.iter().enumerate() {
        let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
        let known = recorded.library.get(hash).cloned();
        forces.push((*seq, *at, known.map(|model| Arc::new(InForce::new(model, number)))));
    }
    let mut turn = None;
    if let Some(other) = other {
        let number = u32::try_from(forces.len() + 1).unwrap_or(u32::MAX);
        let model = Arc::new(InForce::new(other.model.clone(), number));
        match other.since {
            // From the beginning: it takes the place of the first adoption, and no other follows.
            None => {
                let (seq, at) = forces.first().map_or((Seq(0), Micros(i64::MIN)), |(seq, at, _)| (*seq, *at));
                forces = alloc::vec![(seq, at, Some(model))];
            }
            Some(from) => {
                // An import's past is driven under the first even where it is older than the first adoption.
                let later = forces.iter().skip(1).take_while(|(_, at, _)| *at < from).count();
                forces.truncate(later + 1);
                let (ids, readings) = (Vec::new(), Readings::default());
                turn = Some(Turn { from, model, is_taken: false, ids, before: None, readings });
            }
        }
    }
    let mut floors = past.floors.clone();
    let mut deeds = Vec::new();
    let mut out = Vec::new();
    let mut rest = past.batches.as_slice();
    while let Some(first) = rest.first() {
        let leader = past.leader(first.account);
        let size = rest.iter().take_while(|batch| past.leader(batch.account) == leader).count();
        let (own, others) = rest.split_at(size);
        rest = others;
        out.clear();
        let mut drive = Drive { book: &mut book, forces: &forces, floors: &mut floors, stood: None };
        drive.run(own, turn.as_ref(), past.until, &mut out, &mut deeds)?;
    }
    // What is read from the book is read under the model that was in force last.
    book.model = match turn {
        Some(turn) => Some(turn.model),
        None => forces.last().and_then(|(_, _, model)| model.clone()),
    };
    book.turn = None;
    book.recorded_at = past.until.unwrap_or(book.recorded_at);
    book.floor = recorded.floor.clone();
    book.counts.clone_from(&recorded.counts);
    book.set_wakes();
    Ok(Tried { book, deeds })
}

/// One group of accounts on its way through time.
struct Drive<'a> {
    book: &'a mut Book,
    forces: &'a [(Seq, Micros, Option<Arc<InForce>>)],
    floors: &'a mut [(Seq, Floor)],
    /// Whose floor the book has now.
    stood: Option<usize>,
}

impl Drive<'_> {
    fn run(
        &mut self,
        batches: &[Batch],
        turn: Option<&Turn>,
        until: Option<Micros>,
        out: &mut Vec<Fact>,
        deeds: &mut Vec<Deed>,
    ) -> Result<(), Diverged> {
        let first_seq = batches.first().map_or(Seq(0), |batch| batch.seq);
        let mut next = self.forces.partition_point(|(seq, ..)| *seq < first_seq);
        self.begin(next, turn);
        let mut ids: Vec<AccountId> = Vec::new();
        for batch in batches {
            while let Some((_, at, model)) = self.forces.get(next).filter(|(seq, ..)| *seq < batch.seq) {
                self.adopt(&ids, *at, model.clone(), out);
                next += 1;
            }
            self.stand(batch.seq);
            if !ids.contains(&batch.account) {
                ids.push(batch.account);
                if let Some(turn) = &mut self.book.turn {
                    turn.ids.push(batch.account);
                }
            }
            self.book.recorded_at = batch.recorded_at;
            let begins = out.len();
            let known = |ends: &[(AccountId, Seq)], out: &[Fact]| -> Vec<Fact> {
                let wanted = |fact: &&Fact| ends.iter().any(|(id, _)| fact.account == Some(*id));
                out.iter().filter(wanted).cloned().collect()
            };
            let asks = self.book.asks(batch.account, &batch.drafts);
            if asks {
                self.rest_until(&ids, batch.recorded_at, out);
            }
            let written: Vec<Fact> = if asks { out.clone() } else { Vec::new() };
            let past = |ends: &[(AccountId, Seq)]| Ok::<_, Diverged>(known(ends, &written));
            self.book.take(batch.account, batch.drafts.clone(), past, out)?;
            note_deeds(self.book, out.get(begins..).unwrap_or_default(), deeds);
        }
        if let Some(until) = until {
            for (_, at, model) in self.forces.get(next..).unwrap_or_default() {
                self.adopt(&ids, *at, model.clone(), out);
            }
            self.stand(Seq(u64::MAX));
            self.book.recorded_at = until;
            self.rest_until(&ids, until.plus(1), out);
        }
        self.leave();
        Ok(())
    }

    /// The models of the first fact.
    fn begin(&mut self, adopted: usize, turn: Option<&Turn>) {
        let book = &mut *self.book;
        book.adoptions.clear();
        for (seq, at, model) in self.forces.get(..adopted).unwrap_or_default() {
            book.model = model.clone().or_else(|| book.model.take());
            book.adoptions.push(Adoption { hash: [0; 32], seq: *seq, at: *at, model: model.clone() });
        }
        // Whatever is written of this group has a sequence behind the adoptions that came before it.
        book.next = book.next.max(Seq(self.forces.last().map_or(0, |(seq, ..)| seq.0).saturating_add(1)));
        book.turn = turn.cloned();
    }

    /// The floor as of a fact of the journal.
    fn stand(&mut self, seq: Seq) {
        let wanted = self.floors.partition_point(|(since, _)| *since < seq).checked_sub(1);
        if wanted != self.stood {
            self.leave();
            if let Some((_, floor)) = wanted.and_then(|place| self.floors.get_mut(place)) {
                core::mem::swap(&mut self.book.floor, floor);
            }
            self.stood = wanted;
        }
    }

    fn leave(&mut self) {
        if let Some((_, floor)) = self.stood.take().and_then(|place| self.floors.get_mut(place)) {
            core::mem::swap(&mut self.book.floor, floor);
        }
    }

    /// Nothing is said of the accounts that are live, and their timers fire.
    fn rest_until(&mut self, ids: &[AccountId], end: Micros, out: &mut Vec<Fact>) {
        for id in ids {
            if self.book.account(*id).is_some_and(|account| account.live_at.is_some()) {
                self.book.fire_until(*id, end, out);
            }
        }
    }

    /// A recorded adoption, for the accounts of this group.
    fn adopt(&mut self, ids: &[AccountId], at: Micros, model: Option<Arc<InForce>>, out: &mut Vec<Fact>) {
        let Some(model) = model else { return };
        self.rest_until(ids, at, out);
        self.book.recorded_at = at;
        let seq = self.book.come_into_force(model, at);
        let mut readings = Readings::default();
        out.iter().for_each(|fact| readings.note(fact));
        self.book.adopt_for(ids, &readings, seq, out);
    }
}

fn note_deeds(book: &Book, facts: &[Fact], deeds: &mut Vec<Deed>) {
    for fact in facts {
        if let Some(account) = fact.account
            && is_deed(fact.body.kind())
        {
            let account = book.whole(account);
            let live = book.account(account).and_then(|account| account.live_at);
            let at =
                if live.is_some_and(|live| fact.occurred_at >= live) { fact.recorded_at } else { fact.occurred_at };
            deeds.push(Deed { account, at, kind: fact.body.kind() });
        }
    }
}

/// Whether a fact of a kind is something that a person of ours did, since the account stood where it stood.
const fn is_deed(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::CallHeld
            | Kind::AppointmentMade
            | Kind::MeetingHeld
            | Kind::MeetingMissed
            | Kind::HandoffAccepted
            | Kind::HandoffReturned
            | Kind::SlotReserved
            | Kind::ProposalSent
            | Kind::StepDone
    )
}

impl Book {
    /// Another model comes into force, as a fact of its own.
    fn come_into_force(&mut self, model: Arc<InForce>, at: Micros) -> Seq {
        let seq = self.next;
        self.next = Seq(seq.0 + 1);
        self.adoptions.push(Adoption { hash: [0; 32], seq, at, model: Some(Arc::clone(&model)) });
        self.model = Some(model);
        seq
    }

    /// In a trial: whether the other model comes into force for an account before an instant, and since when.
    pub(crate) fn turns_before(&self, end: Micros) -> Option<Micros> {
        self.turn.as_ref().filter(|turn| !turn.is_taken && turn.from <= end).map(|turn| turn.from)
    }

    /// In a trial: the other model comes into force for the accounts that are driven.
    pub(crate) fn turn(&mut self, out: &mut Vec<Fact>) {
        let Some(turn) = &mut self.turn else { return };
        turn.is_taken = true;
        let (ids, from) = (turn.ids.clone(), turn.from);
        let is_live = |book: &Self, id: &AccountId| book.account(*id).is_some_and(|account| account.live_at.is_some());
        for id in ids.iter().filter(|id| is_live(self, id)).copied().collect::<Vec<_>>() {
            self.fire_until(id, from, out);
        }
        let Some(turn) = &mut self.turn else { return };
        let model = Arc::clone(&turn.model);
        let readings = core::mem::take(&mut turn.readings);
        turn.before = self.model.clone().map(|before| (before, self.adoptions.len()));
        let recorded_at = core::mem::replace(&mut self.recorded_at, from);
        let seq = self.come_into_force(model, from);
        self.adopt_for(&ids, &readings, seq, out);
        // An account whose past is driven goes on from here under the other model, as a live one does.
        for id in ids {
            if let Some(account) =
                self.account(id).filter(|account| account.live_at.is_none() && account.main.is_some())
            {
                let at = account.clock.max(from);
                self.react(id, Moment { at, inferred: true, live: false }, out);
            }
        }
        self.recorded_at = recorded_at;
    }

    /// In a trial: an account's history begins again, under what was in force then.
    pub(crate) fn turn_back(&mut self) {
        if let Some(turn) = &mut self.turn {
            turn.readings = Readings::default();
            if let Some((before, adoptions)) = turn.before.take() {
                turn.is_taken = false;
                self.model = Some(before);
                self.adoptions.truncate(adoptions);
            }
        }
    }

    /// In a trial: notes what the other model will read.
    pub(crate) fn note_reading(&mut self, fact: &Fact) {
        if let Some(turn) = self.turn.as_mut().filter(|turn| !turn.is_taken) {
            turn.readings.note(fact);
        }
    }
}

fn draft(fact: &Fact) -> Draft {
    Draft {
        account: fact.account,
        occurred_at: fact.occurred_at,
        dated: fact.dated,
        actor: fact.actor,
        contact: fact.contact,
        rank: fact.rank,
        body: fact.body.clone(),
    }
}
