//! A trial: the seen facts under another model, account by account. Nothing is appended, nobody is moved.
//!
//! Accounts share only the floor, and what it answered is recorded; so each account, with those that are part of it, is
//! driven by itself from its first fact to the end of the journal: the facts in their order, the timers between. From an
//! instant on another model is in force; before it, and without one, the recorded adoptions are. Then every account ends
//! as the journal has it, to the move: the proof that what the trial says of another model can be believed.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::Diverged;
use crate::account::{Account, Readings};
use crate::alone::{Alone, House, Witness};
use crate::book::{Adoption, Book, InForce, ModelHash};
use crate::due::{Moment, Proof};
use crate::fact::{Body, Draft, Fact, Kind};
use crate::model::Model;
use crate::seen::{Head, Seen};
use crate::slot::Floor;
use crate::unit::{AccountId, Micros, Seq, TeamId};

/// Facts of one account that came together.
#[derive(Clone, Debug)]
struct Batch {
    /// The first of them in the journal.
    seq: Seq,
    recorded_at: Micros,
    account: AccountId,
    drafts: Vec<Draft>,
}

/// The seen facts of a journal by account, ready to be tried under any number of models: in columns, and whole for the
/// few accounts that do not stand alone.
#[derive(Clone, Debug, Default)]
pub struct Past {
    seen: Seen,
    /// Whether all accounts are driven as those that do not stand alone.
    is_plain: bool,
    batches: Vec<Batch>,
    /// Who worked in which team, from one fact on.
    floors: Vec<(Seq, Floor)>,
    adoptions: Vec<(Seq, Micros, ModelHash)>,
    /// Accounts that were ever joined to another: the one with the lowest number stands for all.
    joined: BTreeMap<AccountId, AccountId>,
}

impl Past {
    /// The past of a journal by its columns. [`Past::keep`] has to be given the facts of the accounts that are
    /// [`Past::bound`], and [`Past::settle`] is the last step.
    #[must_use]
    pub fn new(mut seen: Seen) -> Self {
        seen.settle();
        let (mut floors, mut adoptions) = (Vec::<(Seq, Floor)>::new(), Vec::new());
        for fact in seen.house() {
            if let Body::ModelAdopted { model, .. } = &fact.body {
                adoptions.push((fact.seq, fact.recorded_at, *model));
            } else {
                let mut floor = floors.last().map(|(_, floor)| floor.clone()).unwrap_or_default();
                floor.apply(fact.occurred_at, &fact.body);
                floors.push((fact.seq, floor));
            }
        }
        Self { seen, floors, adoptions, ..Self::default() }
    }

    /// A past in which every account is driven by the book that lives, as those are that do not stand alone: slower, and
    /// what the columns are proved by.
    #[must_use]
    pub fn plain(seen: Seen) -> Self {
        Self { is_plain: true, ..Self::new(seen) }
    }

    /// The accounts that do not stand alone.
    #[must_use]
    pub fn bound(&self) -> BTreeSet<AccountId> {
        if self.is_plain {
            let count = u32::try_from(self.seen.accounts()).unwrap_or(u32::MAX);
            return (0..count).map(AccountId).collect();
        }
        self.seen.bound().collect()
    }

    /// Takes the facts of a bound account, seen and acted, in journal order.
    pub fn keep(&mut self, account: AccountId, facts: &[Fact]) {
        let mut rows = Vec::new();
        self.seen.rows(account, &mut rows);
        let mut spoke = true;
        let seen = facts.iter().filter(|fact| !fact.body.kind().is_acted());
        for (number, fact) in seen.enumerate() {
            if let Body::Merged { into } = fact.body {
                self.join(account, into);
            }
            let speaks = super::folds_again(&fact.body);
            let begins = spoke || speaks || rows.get(number).is_none_or(|row| row.begins());
            spoke = speaks;
            match self.batches.last_mut().filter(|_| !begins) {
                Some(batch) => batch.drafts.push(draft(fact)),
                None => {
                    let (seq, recorded_at) = (fact.seq, fact.recorded_at);
                    self.batches.push(Batch { seq, recorded_at, account, drafts: alloc::vec![draft(fact)] });
                }
            }
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

    /// After the last account: puts the facts of those together that are driven together, in the order of the journal.
    pub fn settle(&mut self) {
        let mut batches = core::mem::take(&mut self.batches);
        batches.sort_by_key(|batch| (self.leader(batch.account), batch.seq));
        self.batches = batches;
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
    let mut deeds = Vec::new();
    if !past.is_plain {
        alone(past, recorded, other, &mut book, &mut deeds);
    }
    let mut floors = past.floors.clone();
    let mut out = Vec::new();
    let mut rest = past.batches.as_slice();
    while let Some(first) = rest.first() {
        let leader = past.leader(first.account);
        let size = rest.iter().take_while(|batch| past.leader(batch.account) == leader).count();
        let (own, others) = rest.split_at(size);
        rest = others;
        out.clear();
        let mut drive = Drive { book: &mut book, forces: &forces, floors: &mut floors, stood: None };
        drive.run(own, turn.as_ref(), past.seen.recorded_at(), &mut out, &mut deeds)?;
    }
    // What is read from the book is read under the model that was in force last.
    book.model = match turn {
        Some(turn) => Some(turn.model),
        None => forces.last().and_then(|(_, _, model)| model.clone()),
    };
    book.turn = None;
    book.recorded_at = past.seen.recorded_at().unwrap_or(book.recorded_at);
    book.floor = recorded.floor.clone();
    book.counts.clone_from(&recorded.counts);
    book.set_wakes();
    Ok(Tried { book, deeds })
}

/// Drives the accounts that stand alone, one by one.
fn alone(past: &Past, recorded: &Book, other: Option<&Other>, book: &mut Book, deeds: &mut Vec<Deed>) {
    let mut house = House::new(&past.seen, &recorded.library);
    if let Some(other) = other {
        house.suppose(other.since, other.model.clone());
    }
    let start = house.models().next().and_then(|model| model.stage(model.model.start));
    let queue = start.map_or(TeamId(0), |stage| stage.team);
    let mut decides = Alone::new(&past.seen, &house);
    let mut doing = Doing { account: AccountId(0), deeds };
    for number in 0..past.seen.accounts() {
        let id = AccountId(u32::try_from(number).unwrap_or(u32::MAX));
        doing.account = id;
        let decided = decides.decide(id, &mut doing).filter(|account| account.last != Seq(0)).cloned();
        book.accounts.push(decided.unwrap_or_else(|| Account::new(id, queue)));
    }
}

/// Gathers what people of ours did on an account.
struct Doing<'a> {
    account: AccountId,
    deeds: &'a mut Vec<Deed>,
}

impl Witness for Doing<'_> {
    const HEARS: bool = true;

    fn proof(&self) -> Proof {
        Proof::Needed
    }

    fn acted(&mut self, _: &Fact) {}

    fn reopened(&mut self) {}

    fn heard(&mut self, head: Head, recorded_at: Micros, live_at: Option<Micros>) {
        if is_deed(head.kind) {
            let at = deed_at(live_at, head.occurred_at, recorded_at);
            self.deeds.push(Deed { account: self.account, at, kind: head.kind });
        }
    }
}

/// When a deed counts: live when it was recorded, in history when it was done.
fn deed_at(live_at: Option<Micros>, occurred_at: Micros, recorded_at: Micros) -> Micros {
    if live_at.is_some_and(|live| occurred_at >= live) { recorded_at } else { occurred_at }
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
            let at = deed_at(live, fact.occurred_at, fact.recorded_at);
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
