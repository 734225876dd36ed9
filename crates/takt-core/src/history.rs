//! Driving accounts through time: live commands, an import's past, timers, and the past that comes late.
//!
//! A driver begins a commit ([`Book::begin`]), lets what is due be done ([`Book::advance`]), takes seen facts
//! ([`Book::take`]), brings imported accounts live ([`Book::go_live`]), and lets what is due be done again
//! ([`Book::advance_to`]). All facts land in `out` in journal order, folded already.
//!
//! An import's past runs through the model in the order it occurred, timers firing in between, and nothing goes out.
//! A fact dated before the account went live *reopens* its history while nothing has gone out since: the account is
//! folded again from all its seen facts in their order, and new acted facts take the place of the old.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::account::{What, is_inferred};
use crate::book::Book;
use crate::due::{self, Moment, ROUNDS_MAX};
use crate::fact::{Actor, Body, Dated, Draft, Fact, Kind, Rule, Why};
use crate::unit::{AccountId, ImportId, Micros, Seq};

/// How facts that came together were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Behind what the account had: its history went on, or it began.
    Appended,
    /// Its history was reopened.
    Reopened,
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

    /// Takes seen facts of one account that arrived together, sorted by time and rank. `past` gives the account's facts
    /// from the journal, in any order; it is asked only where history is reopened.
    ///
    /// # Errors
    /// Those of `past`; the book is unchanged then.
    pub fn take<E>(
        &mut self,
        id: AccountId,
        facts: Vec<Draft>,
        past: impl FnOnce() -> Result<Vec<Fact>, E>,
        out: &mut Vec<Fact>,
    ) -> Result<Taken, E> {
        let live = self.account(id).is_some_and(|account| account.live_at.is_some());
        if self.reopens(id, &facts) {
            let past = past()?;
            self.reopen(id, past, facts, out);
            return Ok(Taken::Reopened);
        }
        let has_position = self.account(id).is_some_and(|account| account.main.is_some());
        let enters = if has_position { 0 } else { entry_place(facts.iter().map(|d| (d.dated, d.body.kind()))) };
        for (place, draft) in facts.into_iter().enumerate() {
            self.step_new(id, draft, place >= enters, out);
        }
        Ok(if live { Taken::Live } else { Taken::Appended })
    }

    /// Whether facts that arrive now belong before something that was already decided, and that may be decided anew.
    fn reopens(&self, id: AccountId, facts: &[Draft]) -> bool {
        let Some(account) = self.account(id).filter(|account| account.main.is_some()) else { return false };
        // Our own note that an import is over comes after all that it brought, even what is dated later.
        let said: Vec<&Draft> = facts.iter().filter(|draft| draft.body.kind() != Kind::WentLive).collect();
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
        let live = self.account(id).is_some_and(|account| account.live_at.is_some())
            || matches!(draft.actor, Actor::Member(_) | Actor::Program);
        let said = if live { self.recorded_at } else { draft.occurred_at };
        let at = self.account(id).map_or(said, |account| said.max(account.clock));
        self.fire_until(id, at, out);
        let fact = self.enlist(draft);
        out.push(fact.clone());
        self.fold_and_react(id, &fact, at, enters, out);
    }

    /// Folds a seen fact of the journal or of the commit under way, and lets the model answer.
    fn fold_and_react(&mut self, id: AccountId, fact: &Fact, at: Micros, enters: bool, out: &mut Vec<Fact>) {
        let Some(model) = self.model.clone() else { return };
        self.apply_at(fact, at);
        let live = self.account(id).is_some_and(|account| account.live_at.is_some());
        // What follows from going live follows from our own note, not from anything that happened at that instant.
        let inferred = is_inferred(fact) || fact.body.kind() == Kind::WentLive;
        let moment = Moment { at, inferred, live: live && !self.is_refolding };
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
            let Some(body) = self.account(id).and_then(|account| due::settle(&model, account, moment)) else { break };
            self.push(Self::acted(id, moment.at, moment.inferred, body), out);
        }
        let wake = self.account(id).and_then(|account| due::next_wake(&model, account, moment.at));
        self.set_wake(id, wake);
    }

    /// Fires the timers of one account that run out before `end`.
    fn fire_until(&mut self, id: AccountId, end: Micros, out: &mut Vec<Fact>) {
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
        let mut seen: Vec<Fact> = past.into_iter().filter(|fact| !fact.body.kind().is_acted()).collect();
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

/// The place of the fact with which an account enters the line: the first that somebody dated, or that moves a
/// position whatever its date; the first of all where there is none.
fn entry_place(facts: impl Iterator<Item = (Dated, Kind)>) -> usize {
    let mut facts = facts;
    facts.position(|(dated, kind)| dates_entry(dated, kind) || kind.is_outcome()).unwrap_or(0)
}

/// Whether a fact can date the entry into the line: somebody dated it, and it is not our own note that history is over.
fn dates_entry(dated: Dated, kind: Kind) -> bool {
    dated != Dated::Inferred && kind != Kind::WentLive
}

/// Sorts seen facts into the order they take effect: history by time, rank and journal; then what came after the
/// account went live, by journal.
fn sort_seen(seen: &mut [Fact]) {
    let live_at = seen.iter().find(|fact| fact.body.kind() == Kind::WentLive).map(|fact| fact.recorded_at);
    seen.sort_by_key(|fact| {
        let is_history = fact.body.kind() != Kind::WentLive && live_at.is_none_or(|live_at| fact.occurred_at < live_at);
        if is_history {
            (0, fact.occurred_at, fact.rank, fact.seq)
        } else {
            // Going live stands first of the rest: all others were recorded later or at the same commit behind it.
            let later = u8::from(fact.body.kind() != Kind::WentLive) + 1;
            (later, fact.recorded_at, 0, fact.seq)
        }
    });
}

/// Folds a whole journal into a book. Two passes, since a reopened account is folded in another order than it was
/// written: first every fact is shown to [`Rebuild::note`], then every fact is given to [`Rebuild::take`].
#[derive(Debug, Default)]
pub struct Rebuild {
    reopened: BTreeMap<AccountId, Seq>,
    held: BTreeMap<AccountId, Vec<Fact>>,
    open: Option<(AccountId, Vec<u32>, Vec<Fact>)>,
}

impl Rebuild {
    /// First pass: notes which accounts were reopened, and where last.
    pub fn note(&mut self, fact: &Fact) {
        if let (Body::Reopened { .. }, Some(account)) = (&fact.body, fact.account) {
            self.reopened.insert(account, fact.seq);
        }
    }

    /// Second pass: folds a fact, or keeps it until its account's last reopening is complete.
    pub fn take(&mut self, book: &mut Book, fact: Fact) {
        if let Some((account, after, mut acted)) = self.open.take() {
            acted.push(fact);
            if acted.len() < after.len() {
                self.open = Some((account, after, acted));
            } else {
                self.refold(book, account, &after, &acted);
            }
            return;
        }
        let last_reopening = fact.account.and_then(|account| Some((account, *self.reopened.get(&account)?)));
        match last_reopening {
            Some((account, seq)) if fact.seq < seq => {
                book.skip(&fact);
                if !fact.body.kind().is_acted() {
                    self.held.entry(account).or_default().push(fact);
                }
            }
            Some((account, seq)) if fact.seq == seq => {
                book.skip(&fact);
                let Body::Reopened { after, .. } = fact.body else { return };
                if after.is_empty() {
                    self.refold(book, account, &after, &[]);
                } else {
                    self.open = Some((account, after, Vec::new()));
                }
            }
            _ => book.apply(&fact),
        }
    }

    /// After the last fact: sets every timer.
    pub fn finish(self, book: &mut Book) {
        book.set_wakes();
    }

    fn refold(&mut self, book: &mut Book, account: AccountId, after: &[u32], acted: &[Fact]) {
        let mut seen = self.held.remove(&account).unwrap_or_default();
        sort_seen(&mut seen);
        book.reset(account);
        let mut acted = after.iter().zip(acted).peekable();
        for (place, fact) in seen.iter().enumerate() {
            while let Some((_, act)) = acted.next_if(|(count, _)| usize::try_from(**count).is_ok_and(|c| c <= place)) {
                book.apply(act);
            }
            let at = book.account(account).map_or(fact.occurred_at, |account| account.effective(fact));
            book.apply_at(fact, at);
        }
        for (_, act) in acted {
            book.apply(act);
        }
    }
}

/// The recorded seen facts contradict the recorded acts so far that replaying them needs facts nobody kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the replay parted from the record")]
pub struct Diverged;

/// Decides the same seen facts anew, under the recorded adoptions: the proof that the model on the screen is the model
/// that ran. No clock enters; what was due is done up to the last recording time of each commit.
#[derive(Debug)]
pub struct Replay {
    book: Book,
    reopened: BTreeMap<AccountId, Vec<Fact>>,
    batch: Vec<Fact>,
    commit: Option<Micros>,
    out: Vec<Fact>,
}

impl Replay {
    /// Begins on an empty book; `accounts` are those the journal ever reopened.
    #[must_use]
    pub fn new(book: Book, noted: &Rebuild) -> Self {
        let reopened = noted.reopened.keys().map(|account| (*account, Vec::new())).collect();
        Self { book, reopened, batch: Vec::new(), commit: None, out: Vec::new() }
    }

    /// Takes the next fact of the journal; acted ones are passed over.
    ///
    /// # Errors
    /// [`Diverged`] where a history would be reopened that never was.
    pub fn take(&mut self, fact: Fact) -> Result<(), Diverged> {
        if self.commit != Some(fact.recorded_at) {
            self.close()?;
            self.book.begin(fact.recorded_at);
            self.book.advance(fact.recorded_at, &mut self.out);
            self.commit = Some(fact.recorded_at);
        }
        if fact.body.kind().is_acted() {
            return Ok(());
        }
        if self.batch.last().is_some_and(|last| last.account != fact.account) {
            self.flush()?;
        }
        self.batch.push(fact);
        self.out.clear();
        Ok(())
    }

    /// The book that the seen facts alone lead to.
    ///
    /// # Errors
    /// As [`Replay::take`].
    pub fn finish(mut self) -> Result<Book, Diverged> {
        self.close()?;
        Ok(self.book)
    }

    fn close(&mut self) -> Result<(), Diverged> {
        self.flush()?;
        if let Some(commit) = self.commit {
            self.book.advance_to(commit, &mut self.out);
        }
        self.out.clear();
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Diverged> {
        let batch = core::mem::take(&mut self.batch);
        let Some(account) = batch.first().map(|fact| fact.account) else { return Ok(()) };
        let drafts = batch.iter().map(|fact| Draft {
            account: fact.account,
            occurred_at: fact.occurred_at,
            dated: fact.dated,
            actor: fact.actor,
            contact: fact.contact,
            rank: fact.rank,
            body: fact.body.clone(),
        });
        let Some(account) = account else {
            for draft in drafts {
                self.book.push(draft, &mut self.out);
            }
            return Ok(());
        };
        let kept = self.reopened.get(&account).cloned();
        let begins = self.out.len();
        self.book.take(account, drafts.collect(), || kept.ok_or(Diverged), &mut self.out)?;
        if let Some(kept) = self.reopened.get_mut(&account) {
            let seen = self.out.get(begins..).unwrap_or_default().iter();
            kept.extend(seen.filter(|fact| !fact.body.kind().is_acted()).cloned());
        }
        Ok(())
    }
}
