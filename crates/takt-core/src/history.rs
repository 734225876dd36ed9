//! Driving accounts through time: live commands, an import's past, timers, and the past that comes late.
//!
//! A driver begins a commit ([`Book::begin`]), lets what is due be done ([`Book::advance`]), takes seen facts
//! ([`Book::take`]), brings imported accounts live ([`Book::go_live`]), and lets what is due be done again
//! ([`Book::advance_to`]). All facts land in `out` in journal order, folded already.
//!
//! Facts that speak of other facts (an import taken back, a merge undone) fold their accounts anew from all that is left
//! ([`rebuild`]); what the model then wants is due now, and nobody is moved in the past.
//!
//! An import's past runs through the model in the order it occurred, timers firing in between, and nothing goes out.
//! A fact dated before the account went live *reopens* its history while nothing has gone out since: the account is
//! folded again from all its seen facts in their order, and new acted facts take the place of the old.

mod rebuild;
mod replay;
mod tail;
mod trial;

use alloc::vec::Vec;

use crate::account::{Readings, What, group, is_inferred, is_stated};
use crate::book::{Book, InForce};
use crate::due::{self, Moment, ROUNDS_MAX};
use crate::fact::{Actor, Body, Dated, Draft, Fact, Kind, Path, Place, Rule, Why};
use crate::unit::{AccountId, ImportId, Micros, Seq};

pub use rebuild::Rebuild;
pub use replay::{Diverged, Replay};
pub use tail::{Tail, looks_back};
pub(crate) use trial::Turn;
pub use trial::{Deed, Other, Past, Tried, try_out};

/// How facts that came together were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Behind what the account had: its history went on, or it began.
    Appended,
    /// Its history was reopened.
    Reopened,
    /// They speak of other facts: what is left of those was folded anew.
    Refolded,
    /// The account is live: they move it now, and count from their own time in scores.
    Live,
}

impl Book {
    /// Does everything that is due before `end` on live accounts, each act dated at its due instant.
    pub fn advance(&mut self, end: Micros, out: &mut Vec<Fact>) {
        while let Some((at, id)) = self.first_wake(end) {
            self.fire(id, at, out);
        }
    }

    /// Does what is due at or before an instant, after the commands of a commit.
    pub fn advance_to(&mut self, now: Micros, out: &mut Vec<Fact>) {
        self.advance(now.plus(1), out);
    }

    /// Takes seen facts of one account that arrived together, sorted by time and rank; one that speaks of other facts
    /// ([`Body::Voided`], [`Body::Released`]) comes alone. `past` gives all facts of some accounts from the journal, those
    /// on the chains that end with these facts, in any order; it is asked only where an account is folded again.
    ///
    /// # Errors
    /// Those of `past`; the book is unchanged then.
    pub fn take<E>(
        &mut self,
        id: AccountId,
        facts: Vec<Draft>,
        past: impl FnOnce(&[(AccountId, Seq)]) -> Result<Vec<Fact>, E>,
        out: &mut Vec<Fact>,
    ) -> Result<Taken, E> {
        let whole = self.whole(id);
        let live = self.account(whole).is_some_and(|account| account.live_at.is_some());
        if let [draft] = facts.as_slice()
            && let Some(speaks) = Speaks::of(&draft.body)
        {
            let group = self.group_of(id, speaks);
            let past = past(&self.chains(&group))?;
            self.fold_anew(draft.clone(), speaks, &group, past, out);
            return Ok(Taken::Refolded);
        }
        if self.reopens(id, &facts) {
            let past = past(&self.chains(&[id]))?;
            self.reopen(id, past, facts, out);
            return Ok(Taken::Reopened);
        }
        let has_position = self.account(whole).is_some_and(|account| account.main.is_some());
        let enters = if has_position { 0 } else { entry_place(facts.iter().map(|d| (d.dated, d.body.kind()))) };
        for (place, draft) in facts.into_iter().enumerate() {
            self.step_new(id, draft, place >= enters, out);
        }
        Ok(if live { Taken::Live } else { Taken::Appended })
    }

    /// Whether taking these facts asks for the account's past.
    pub(crate) fn asks(&self, id: AccountId, facts: &[Draft]) -> bool {
        facts.iter().any(|draft| folds_again(&draft.body)) || self.reopens(id, facts)
    }

    /// Whether facts that arrive now belong before something that was already decided, and that may be decided anew.
    fn reopens(&self, id: AccountId, facts: &[Draft]) -> bool {
        let Some(account) = self.account(id).filter(|account| account.main.is_some()) else { return false };
        // Our own note that an import is over comes after all that it brought, even what is dated later.
        let speaks = |kind: Kind| kind != Kind::WentLive && !kind.is_joining();
        let said: Vec<&Draft> = facts.iter().filter(|draft| speaks(draft.body.kind())).collect();
        let imported = || said.iter().filter(|draft| matches!(draft.actor, Actor::Import(_)));
        let before = |end: Micros| imported().any(|draft| draft.occurred_at < end);
        match account.live_at {
            Some(live_at) => !account.sealed && before(live_at),
            None => {
                // An entry that nobody dated gives way to the first fact that somebody did.
                let entry = account.line.iter().find_map(|entry| match entry.what {
                    What::Move { inferred, .. } => Some(inferred),
                    _ => None,
                });
                let dated = said.iter().any(|draft| {
                    let kind = draft.body.kind();
                    dates_entry(draft.dated, kind) || kind.is_outcome()
                });
                let of_that_instant = imported().any(|draft| (draft.occurred_at, draft.rank) < account.folded);
                before(account.clock) || of_that_instant || (entry == Some(true) && dated)
            }
        }
    }

    /// Brings an account live: its history runs to now, then timers run and things go out. An account that is live
    /// already stays as it is.
    pub fn go_live(&mut self, id: AccountId, import: ImportId, out: &mut Vec<Fact>) {
        if self.account(id).is_none_or(|account| account.live_at.is_some() || account.main.is_none()) {
            return;
        }
        let draft = Draft {
            account: Some(id),
            occurred_at: self.recorded_at,
            dated: Dated::Instant,
            actor: Actor::Import(import),
            contact: None,
            rank: u16::MAX,
            body: Body::WentLive {},
        };
        self.step_new(id, draft, false, out);
        if let Some(account) = self.accounts.get_mut(id.index()) {
            account.tighten();
        }
    }

    /// A new seen fact: what is due before it, the fact, what follows from it.
    fn step_new(&mut self, id: AccountId, draft: Draft, enters: bool, out: &mut Vec<Fact>) {
        if draft.body.kind().is_note() {
            // It takes no time, so nothing is due before it, and nothing follows from it.
            self.push(draft, out);
            return;
        }
        let kind = draft.body.kind();
        let target = self.counts_in(id, kind).unwrap_or(id);
        let account = self.account(target);
        let live = account.is_some_and(|account| account.live_at.is_some()) || is_stated(draft.actor, kind);
        let said = if live { self.recorded_at } else { draft.occurred_at };
        let at = account.map_or(said, |account| said.max(account.clock));
        self.fire_until(target, at, out);
        let fact = self.enlist(draft);
        out.push(fact.clone());
        self.fold_and_react(id, &fact, at, enters, out);
    }

    /// Folds a seen fact of the journal or of the commit under way, and lets the model answer.
    fn fold_and_react(&mut self, id: AccountId, fact: &Fact, at: Micros, enters: bool, out: &mut Vec<Fact>) {
        let Some(model) = self.model.clone() else { return };
        self.note_reading(fact);
        let part = id;
        let id = self.counts_in(part, fact.body.kind()).unwrap_or(part);
        let meant = self.account(id).filter(|_| id != part).map(|whole| whole.of_part(part, fact));
        self.apply_at(fact, at);
        let fact = meant.as_ref().unwrap_or(fact);
        let live = self.account(id).is_some_and(|account| account.live_at.is_some());
        // What follows from going live follows from our own note, not from anything that happened at that instant.
        let inferred = is_inferred(fact) || fact.body.kind() == Kind::WentLive;
        let moment = Moment { at, inferred, live: live && !self.is_refolding };
        if fact.body.kind() == Kind::Unmerged {
            // Where it stands again follows from the fact of the other account, which comes next.
            return;
        }
        let enters = enters && !fact.body.kind().is_joining();
        if let Some(account) = self.account(id).filter(|account| enters && account.main.is_none()) {
            let body = due::enter(&model, account, fact.seq, moment);
            self.push(Self::acted(id, at, moment.inferred, body), out);
        }
        let acts = self
            .account(id)
            .map(|account| due::on_fact(&model, &self.floor, account, fact, moment))
            .unwrap_or_default();
        for body in acts {
            self.push(Self::acted(id, at, moment.inferred, body), out);
        }
        self.react(id, moment, out);
        if let Some(body) = self.account(id).and_then(|a| due::new_owner(&model, &self.floor, a, fact, moment)) {
            self.push(Self::acted(id, at, moment.inferred, body), out);
        }
    }

    /// Lets the model act until it is quiet, then sets the account's timer.
    fn react(&mut self, id: AccountId, moment: Moment, out: &mut Vec<Fact>) {
        let Some(model) = self.model.clone() else { return };
        for _ in 0..ROUNDS_MAX {
            let Some(account) = self.accounts.get_mut(id.index()) else { return };
            let Some(body) = due::settle(&model, account, moment) else {
                let wake = due::rest(&model, account, moment);
                return self.set_wake(id, wake);
            };
            self.push(Self::acted(id, moment.at, moment.inferred, body), out);
        }
        let wake = self.account(id).and_then(|account| due::next_wake(&model, account, moment.at));
        self.set_wake(id, wake);
    }

    /// Fires the timers of one account that run out before `end`.
    fn fire_until(&mut self, id: AccountId, end: Micros, out: &mut Vec<Fact>) {
        if let Some(turns) = self.turns_before(end) {
            while let Some(at) = self.account(id).and_then(|account| account.wake).filter(|at| *at < turns) {
                self.fire(id, at, out);
            }
            self.turn(out);
        }
        while let Some(at) = self.account(id).and_then(|account| account.wake).filter(|at| *at < end) {
            self.fire(id, at, out);
        }
    }

    fn fire(&mut self, id: AccountId, at: Micros, out: &mut Vec<Fact>) {
        let Some(model) = self.model.clone() else { return };
        let live = self.account(id).is_some_and(|account| account.live_at.is_some());
        // A timer in history is nobody's statement: its instant is inferred.
        let moment = Moment { at, inferred: !live, live: live && !self.is_refolding };
        if let Some(body) = self.account(id).and_then(|account| due::lapse(&model, account, moment)) {
            self.push(Self::acted(id, at, moment.inferred, body), out);
        }
        self.react(id, moment, out);
    }

    /// Folds an account anew from all its seen facts, those just arrived among them.
    fn reopen(&mut self, id: AccountId, past: Vec<Fact>, facts: Vec<Draft>, out: &mut Vec<Fact>) {
        let Some(model) = self.model.clone() else { return };
        let mut seen: Vec<Fact> = left(past);
        let mut late = Vec::new();
        for draft in facts {
            let fact = self.enlist(draft);
            late.push(fact.seq);
            out.push(fact.clone());
            seen.push(fact);
        }
        let proof =
            Why { model: model.adoption, rule: Rule::History, because: late, absent: Vec::new(), inferred: false };
        let marker = Body::Reopened { after: Vec::new(), why: proof };
        let marker_place = out.len();
        self.push(Self::acted(id, self.recorded_at, false, marker), out);
        self.turn_back();
        self.reset(id);
        sort_seen(&mut seen);
        let enters = entry_place(seen.iter().map(|fact| (fact.dated, fact.body.kind())));
        let mut after = Vec::new();
        self.is_refolding = true;
        for (place, fact) in seen.iter().enumerate() {
            let count = u32::try_from(place).unwrap_or(u32::MAX);
            let at = self.account(id).map_or(fact.occurred_at, |account| account.effective(fact));
            self.fire_until(id, at, out);
            after.resize(out.len() - marker_place - 1, count);
            self.fold_and_react(id, fact, at, place >= enters, out);
            after.resize(out.len() - marker_place - 1, count.saturating_add(1));
        }
        let is_live = self.account(id).is_some_and(|account| account.live_at.is_some());
        if is_live {
            self.fire_until(id, self.recorded_at, out);
        }
        self.is_refolding = false;
        if is_live {
            // A handoff that waits now is offered now: an offer of the past would have lapsed before anybody saw it.
            let at = self.account(id).map_or(self.recorded_at, |account| account.clock.max(self.recorded_at));
            self.react(id, Moment { at, inferred: true, live: true }, out);
        }
        after.resize(out.len() - marker_place - 1, u32::try_from(seen.len()).unwrap_or(u32::MAX));
        if let Some(Fact { body: Body::Reopened { after: place, .. }, .. }) = out.get_mut(marker_place) {
            *place = after;
        }
    }
}

/// Whether a fact speaks of other facts, so that it is taken alone and its accounts are folded again.
#[must_use]
pub const fn folds_again(body: &Body) -> bool {
    Speaks::of(body).is_some()
}

/// A fact that speaks of other facts, after which accounts are folded from what is left of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaks {
    /// What an import said counts no more.
    Voids,
    /// An account is no part of this one any more.
    Releases(AccountId),
}

impl Speaks {
    const fn of(body: &Body) -> Option<Self> {
        match body {
            Body::Voided { .. } => Some(Self::Voids),
            Body::Released { part } => Some(Self::Releases(*part)),
            _ => None,
        }
    }
}

impl Book {
    /// The accounts that are folded anew when something is said about facts of one: those that count in one another.
    fn group_of(&self, id: AccountId, speaks: Speaks) -> Vec<AccountId> {
        let mut ids = group(&self.accounts, self.whole(id), &self.apart);
        if let Speaks::Releases(part) = speaks {
            // The statement that the part is none any more was folded a moment ago.
            ids.extend(group(&self.accounts, part, &self.apart));
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// An account and all that count in one another with it.
    #[must_use]
    pub fn together(&self, id: AccountId) -> Vec<AccountId> {
        self.group_of(id, Speaks::Voids)
    }

    /// Where the chains of accounts end that have facts.
    fn chains(&self, ids: &[AccountId]) -> Vec<(AccountId, Seq)> {
        let last = |id: &AccountId| self.account(*id).map(|account| (*id, account.last));
        ids.iter().filter_map(last).filter(|(_, last)| *last != Seq(0)).collect()
    }

    /// Folds a group of accounts from what is left of their facts, and lets the model act on what it sees now.
    fn fold_anew(&mut self, draft: Draft, speaks: Speaks, ids: &[AccountId], mut past: Vec<Fact>, out: &mut Vec<Fact>) {
        let Some(model) = self.model.clone() else { return };
        let said = self.enlist(draft);
        past.push(said.clone());
        out.push(said);
        self.regroup(ids, past);
        let whole_of = |book: &Self, id: &AccountId| book.whole(*id) == *id;
        if let Speaks::Releases(part) = speaks
            && let Some(body) = self.account(part).and_then(|account| back_again(&model, account))
        {
            let at = self.account(part).map_or(self.recorded_at, |account| account.clock.max(self.recorded_at));
            self.push(Self::acted(part, at, false, body), out);
        }
        for id in ids.iter().filter(|id| whole_of(self, id)).copied().collect::<Vec<_>>() {
            let Some(account) = self.account(id) else { continue };
            if account.live_at.is_some() {
                let at = account.clock.max(self.recorded_at);
                self.react(id, Moment { at, inferred: false, live: true }, out);
            } else {
                let wake = due::next_wake(&model, account, account.clock);
                self.set_wake(id, wake);
            }
        }
    }

    /// Folds some accounts from these facts of theirs, under the models that were in force: positions as they were
    /// recorded, readings from what counts.
    pub(crate) fn regroup(&mut self, ids: &[AccountId], mut facts: Vec<Fact>) {
        facts.sort_unstable_by_key(|fact| fact.seq);
        let mut rebuild = Rebuild::default();
        facts.iter().for_each(|fact| rebuild.note(fact));
        rebuild.expect(self.adoptions.len());
        let adoptions = self.adoptions.clone();
        let kept = (self.model.clone(), self.acted, self.next, self.recorded_at);
        self.is_regrouping = true;
        let mut begun: Vec<AccountId> = Vec::new();
        let mut adopted = adoptions.iter().peekable();
        for fact in facts {
            while let Some(adoption) = adopted.next_if(|adoption| adoption.seq < fact.seq) {
                self.model = adoption.model.clone().or_else(|| self.model.clone());
                rebuild.adopt(self, &begun, adoption.at);
            }
            if let Some(id) = fact.account.filter(|id| !begun.contains(id)) {
                self.reset(id);
                begun.push(id);
            }
            rebuild.take(self, fact);
        }
        for adoption in adopted {
            self.model = adoption.model.clone().or_else(|| self.model.clone());
            rebuild.adopt(self, &begun, adoption.at);
        }
        self.is_regrouping = false;
        (self.model, self.acted, self.next, self.recorded_at) = kept;
        for id in ids {
            if let Some(account) = self.accounts.get_mut(id.index()) {
                account.tighten();
            }
        }
    }

    /// Puts a model into force: what it reads is read anew from all that was seen (`readings`), positions stay where they
    /// stand, or go to the stage that it declares in the place of theirs, and what is due under it is done.
    pub fn adopt(&mut self, draft: Draft, readings: &Readings, out: &mut Vec<Fact>) {
        let seq = self.push(draft, out);
        if self.adoptions.len() > 1 {
            let all: Vec<AccountId> = self.accounts.iter().map(|account| account.id).collect();
            self.adopt_for(&all, readings, seq, out);
        }
    }

    /// What the model in force, adopted by a fact, means for some accounts.
    fn adopt_for(&mut self, ids: &[AccountId], readings: &Readings, seq: Seq, out: &mut Vec<Fact>) {
        let Some(model) = self.model.clone() else { return };
        self.reread(readings, ids, self.recorded_at);
        for id in ids.iter().copied() {
            let Some(account) = self.account(id) else { continue };
            let at = account.clock.max(self.recorded_at);
            for body in successions(&model, account, seq) {
                self.push(Self::acted(id, at, false, body), out);
            }
            let Some(account) = self.account(id) else { continue };
            if account.live_at.is_some() {
                self.react(id, Moment { at, inferred: false, live: !self.is_refolding }, out);
            } else {
                let wake = due::next_wake(&model, account, account.clock);
                self.set_wake(id, wake);
            }
        }
    }

    /// Reads the touches and use of accounts anew under the model in force; a part is read with its whole.
    fn reread(&mut self, readings: &Readings, ids: &[AccountId], at: Micros) {
        let Some(model) = self.model.clone() else { return };
        for id in ids.iter().filter(|id| self.whole(**id) == **id).copied().collect::<Vec<_>>() {
            let read = readings.of(&group(&self.accounts, id, &self.apart));
            if let Some(account) = self.accounts.get_mut(id.index()) {
                account.reread(&model, &read, at);
            }
        }
    }
}

/// The moves of positions whose stage the model in force does not have, to those it declares in their place.
pub(crate) fn successions(model: &InForce, account: &crate::account::Account, seq: Seq) -> Vec<Body> {
    let main = account.main.iter().map(|position| (Place::Main, position));
    let sides = account.sides.iter().map(|(number, position)| (Place::Side(*number), position));
    let moves = main.chain(sides).filter_map(|(place, position)| {
        let to = model.model.successor(position.stage)?.id;
        (to != position.stage).then(|| Body::Moved {
            place,
            from: Some(position.stage),
            to: Some(to),
            path: Path::Adopt,
            lap: account.lap,
            reason: position.reason,
            why: Why {
                model: model.adoption,
                rule: Rule::Adoption,
                because: alloc::vec![seq],
                absent: Vec::new(),
                inferred: position.inferred,
            },
        })
    });
    moves.collect()
}

/// The move by which an account that is no part any more stands again where it stood.
fn back_again(model: &InForce, account: &crate::account::Account) -> Option<Body> {
    let (stage, lap) = account.line.iter().rev().find_map(|entry| match entry.what {
        What::Move { place: Place::Main, from, to: None, path: Path::Merge, lap, .. } => Some((from?, lap)),
        _ => None,
    })?;
    account.main.is_none().then_some(())?;
    Some(Body::Moved {
        place: Place::Main,
        from: None,
        to: Some(model.model.successor(stage)?.id),
        path: Path::Merge,
        lap,
        reason: None,
        why: Why {
            model: model.adoption,
            rule: Rule::Merge,
            because: alloc::vec![account.last],
            absent: Vec::new(),
            inferred: false,
        },
    })
}

/// What takes a fact of an account back: an import, from one fact on, and whether it was all that was said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Void {
    import: ImportId,
    is_whole: bool,
    seq: Seq,
}

impl Void {
    pub(crate) const fn of(fact: &Fact) -> Option<Self> {
        match fact.body {
            Body::Voided { import, whole } => Some(Self { import, is_whole: whole, seq: fact.seq }),
            _ => None,
        }
    }

    /// Whether it was said before a fact of the journal.
    const fn is_before(self, seq: Seq) -> bool {
        self.seq.0 < seq.0
    }

    /// Whether a fact of the same account counts no more.
    pub(crate) fn takes(self, fact: &Fact) -> bool {
        let kind = fact.body.kind();
        fact.seq < self.seq
            && match fact.actor {
                // That the account is live is our own note: it stays so, as long as anything is left of it.
                Actor::Import(import) => import == self.import && (self.is_whole || kind != Kind::WentLive),
                Actor::Model => self.is_whole,
                Actor::Member(_) | Actor::Program => false,
            }
    }
}

/// Whether nobody but an import said anything of an account, so that nothing is left of it once the import is taken
/// back. `facts` are the account's, in any order.
#[must_use]
pub fn says_all(import: ImportId, facts: &[Fact]) -> bool {
    let voids: Vec<Void> = facts.iter().filter_map(Void::of).collect();
    let mut left = facts.iter().filter(|fact| !fact.body.kind().is_acted() && !fact.body.kind().is_note());
    left.all(|fact| {
        let gone = fact.actor == Actor::Import(import) || voids.iter().any(|void| void.takes(fact));
        gone || fact.body.kind() == Kind::WentLive || fact.body.kind().is_joining()
    })
}

/// The facts of an account that still count: without those that an import said which was taken back.
#[must_use]
pub fn counting(facts: Vec<Fact>) -> Vec<Fact> {
    let voids: Vec<Void> = facts.iter().filter_map(Void::of).collect();
    facts.into_iter().filter(|fact| !voids.iter().any(|void| void.takes(fact))).collect()
}

/// The seen facts of a past that still count, without those that only speak of others.
fn left(past: Vec<Fact>) -> Vec<Fact> {
    let voids: Vec<Void> = past.iter().filter_map(Void::of).collect();
    let counts = |fact: &Fact| {
        let kind = fact.body.kind();
        !kind.is_acted() && !kind.is_note() && !voids.iter().any(|void| void.takes(fact))
    };
    past.into_iter().filter(counts).collect()
}

/// The place of the fact with which an account enters the line: the first that somebody dated, or that moves a
/// position whatever its date; the first of all where there is none.
pub(crate) fn entry_place(facts: impl Iterator<Item = (Dated, Kind)>) -> usize {
    let mut facts = facts;
    facts.position(|(dated, kind)| dates_entry(dated, kind) || kind.is_outcome()).unwrap_or(0)
}

/// Whether a fact can date the entry into the line: somebody dated it, and it is not our own note that history is over.
pub(crate) fn dates_entry(dated: Dated, kind: Kind) -> bool {
    dated != Dated::Inferred && kind != Kind::WentLive
}

/// Sorts seen facts into the order they take effect: history by time, rank and journal; then what came after the
/// account went live, by journal.
fn sort_seen(seen: &mut [Fact]) {
    let live_at = seen.iter().find(|fact| fact.body.kind() == Kind::WentLive).map(|fact| fact.recorded_at);
    seen.sort_by_key(|fact| {
        (sort_key(fact.body.kind(), fact.occurred_at, fact.rank, fact.recorded_at, live_at), fact.seq)
    });
}

/// What orders seen facts before their place in the journal does; `live_at` is when going live was recorded.
pub(crate) fn sort_key(
    kind: Kind,
    occurred_at: Micros,
    rank: u16,
    recorded_at: Micros,
    live_at: Option<Micros>,
) -> (u8, Micros, u16) {
    let is_history = kind != Kind::WentLive && live_at.is_none_or(|live_at| occurred_at < live_at);
    if is_history {
        (0, occurred_at, rank)
    } else {
        // Going live stands first of the rest: all others were recorded later or at the same commit behind it.
        (u8::from(kind != Kind::WentLive) + 1, recorded_at, 0)
    }
}
