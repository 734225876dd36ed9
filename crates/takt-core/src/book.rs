//! The book: every account with its timers, the floor, the counts of awareness; what the journal folds into.
//!
//! [`Book::apply`] folds one recorded fact and cannot fail. What the model wants to do it finds in [`due`](crate::due)
//! and appends itself through [`Book::push`]: the facts a commit has to write stand in `out`, in order, and the book
//! has folded them already. If that commit then fails, the book is thrown away and rebuilt; there is no undo.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::account::{Account, PARTS_MAX};
use crate::calendar::{Calendar, month_of};
use crate::dictionary::Dictionary;
use crate::fact::{Actor, Body, Dated, Draft, Fact, Kind};
use crate::history::Turn;
use crate::metric::{Columns, MoveColumn, Moves};
use crate::model::{Condition, Model, Stage, StageKind};
use crate::slot::Floor;
use crate::tables::Tables;
use crate::ties::Ties;
use crate::unit::{AccountId, ChannelId, Day, ImportId, Micros, Money, Seq, SignalId, Span, StageId, TouchId};

/// The SHA-256 of a model's text.
pub type ModelHash = [u8; 32];

/// A model in force, with what is looked up often compiled into tables.
#[derive(Debug)]
pub struct InForce {
    /// The model.
    pub model: Model,
    /// The number of its adoption: 1 is the first of the journal.
    pub adoption: u32,
    places: Vec<Option<u8>>,
    tables: Tables,
    /// Which use conditions count, and how far back.
    use_spans: Vec<(Option<SignalId>, Span)>,
}

impl InForce {
    /// A model under the number of its adoption.
    #[must_use]
    pub fn new(model: Model, adoption: u32) -> Self {
        let size = model.stages.iter().map(|stage| stage.id.index() + 1).max().unwrap_or(0);
        let mut places = alloc::vec![None; size];
        for (place, stage) in model.stages.iter().enumerate() {
            places[stage.id.index()] = u8::try_from(place).ok();
        }
        let mut use_spans = Vec::new();
        for transition in &model.transitions {
            transition.when.leaves(&mut |leaf| {
                if let Condition::UsedAtLeast { signal, within, .. } | Condition::UsedBy { signal, within, .. } = leaf {
                    use_spans.push((*signal, *within));
                }
            });
        }
        use_spans.sort_unstable();
        use_spans.dedup();
        let tables = Tables::new(&model);
        Self { model, adoption, places, tables, use_spans }
    }

    /// The calendar of the model.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.model.calendar
    }

    /// The stage of an id, by table.
    #[must_use]
    pub fn stage(&self, id: StageId) -> Option<&Stage> {
        self.place(id).and_then(|place| self.model.stages.get(place))
    }

    /// The place of a stage in the model file.
    #[must_use]
    pub fn place(&self, id: StageId) -> Option<usize> {
        self.places.get(id.index()).copied().flatten().map(usize::from)
    }

    /// What its rules look up at every fact.
    #[must_use]
    pub const fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Whether a touch of a kind, so many days old, still counts in a score.
    #[must_use]
    pub fn counts(&self, touch: TouchId, age_days: i32) -> bool {
        age_days < self.tables.days(touch)
    }

    /// Whether use of a signal at one instant still counts in a condition at another.
    #[must_use]
    pub fn counts_use(&self, signal: Option<SignalId>, used: Micros, at: Micros) -> bool {
        self.use_spans
            .iter()
            .any(|(wanted, span)| (wanted.is_none() || *wanted == signal) && at < self.calendar().add(used, *span))
    }

    /// 00:00 of the first day of the fiscal year that begins after an instant.
    #[must_use]
    pub fn next_fiscal_year(&self, at: Micros) -> Micros {
        self.next_yearly(at, i8::try_from(self.model.fiscal_year_start).unwrap_or(4), 1)
    }

    /// 00:00 of the first day after that of an instant which is this day of this month.
    #[must_use]
    pub fn next_yearly(&self, at: Micros, month: i8, day: i8) -> Micros {
        let today = self.calendar().day_of(at).date();
        let passed = (month, day) <= (today.month(), today.day());
        let year = if passed { today.year().saturating_add(1) } else { today.year() };
        self.calendar().start_of(Day::of(year, month, day).unwrap_or(Day::LAST))
    }

    /// When a position that came to a stage at an instant is overdue there; `None` where it has no limit.
    #[must_use]
    pub fn limit(&self, stage: StageId, since: Micros) -> Option<Micros> {
        let stage = self.stage(stage).filter(|stage| stage.kind == StageKind::Sla)?;
        stage.limit.map(|span| self.calendar().add(since, span))
    }
}

/// Visitors counted on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    /// The day.
    pub day: Day,
    /// The channel.
    pub channel: ChannelId,
    /// How many.
    pub visits: u32,
    /// What they cost.
    pub cost: Option<Money>,
    /// The import that said so.
    pub import: Option<ImportId>,
}

/// A model came into force.
#[derive(Clone, Debug)]
pub struct Adoption {
    /// The SHA-256 of its text.
    pub hash: ModelHash,
    /// The fact that says so.
    pub seq: Seq,
    /// When.
    pub at: Micros,
    /// The model; `None` where nobody has its text.
    pub model: Option<Arc<InForce>>,
}

/// What an import's rows became, as its end said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportTally {
    /// Which import.
    pub import: ImportId,
    /// Rows read.
    pub received: u32,
    /// Rows that gave at least one new fact.
    pub journalled: u32,
    /// Rows that were all known.
    pub unchanged: u32,
    /// Rows refused.
    pub rejected: u32,
}

/// Everything the journal folds into.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The dictionary.
    pub words: Dictionary,
    /// Models whose text is known, by their hash.
    pub library: BTreeMap<ModelHash, Model>,
    /// The model in force; `None` before the first adoption.
    pub model: Option<Arc<InForce>>,
    /// Adopted models in order.
    pub adoptions: Vec<Adoption>,
    /// Accounts by number.
    pub accounts: Vec<Account>,
    /// What accounts share: people's time.
    pub floor: Floor,
    /// Visitors counted, in journal order.
    pub counts: Vec<Count>,
    /// Imports that came to their end.
    pub imports: Vec<ImportTally>,
    /// Imports begun.
    pub imports_begun: u32,
    /// Imports that were taken back.
    pub imports_undone: BTreeSet<ImportId>,
    /// What ties accounts and people together beside merges.
    pub ties: Ties,
    /// The sequence the next fact gets.
    pub next: Seq,
    /// When the last fact was recorded; also the recording time of a commit under way.
    pub recorded_at: Micros,
    /// Facts folded that are acted.
    pub acted: u64,
    /// The timers of live accounts.
    pub(crate) wakes: BTreeSet<(Micros, AccountId)>,
    /// The lines by stage and track; `None` until they are asked for.
    pub(crate) columns: Option<Columns>,
    /// Moves and crew changes of all accounts; `None` until they are asked for.
    pub(crate) moves: Option<MoveColumn>,
    /// Whether an account's past is being folded anew: nothing is offered then, but at its end.
    pub(crate) is_refolding: bool,
    /// Whether accounts are folded again from what the journal has of them, and nothing that is new.
    pub(crate) is_regrouping: bool,
    /// Accounts whose merge, as the journal knows, is taken back later: they are folded by themselves.
    pub(crate) apart: BTreeSet<AccountId>,
    /// In a trial: the other model, and whether it has come into force for the account that is driven.
    pub(crate) turn: Option<Turn>,
}

impl Book {
    /// An empty book over a dictionary and the texts of its models.
    #[must_use]
    pub fn new(words: Dictionary, library: BTreeMap<ModelHash, Model>) -> Self {
        Self { words, library, next: Seq(1), recorded_at: Micros(i64::MIN), ..Self::default() }
    }

    /// The account of a number.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(id.index())
    }

    /// Begins a commit at an instant of the wall clock and gives the instant it is recorded at: later than the last
    /// commit's by a microsecond at least, so that what is recorded is ordered.
    pub fn begin(&mut self, now: Micros) -> Micros {
        let now = now.max(self.recorded_at.plus(1));
        self.recorded_at = now;
        now
    }

    /// Appends a fact to the commit under way and folds it.
    pub fn push(&mut self, draft: Draft, out: &mut Vec<Fact>) -> Seq {
        let fact = self.enlist(draft);
        self.apply(&fact);
        let seq = fact.seq;
        out.push(fact);
        seq
    }

    /// The fact of a draft with its sequence and its back pointer, not yet folded.
    pub(crate) fn enlist(&mut self, draft: Draft) -> Fact {
        let prev = draft
            .account
            .and_then(|id| self.accounts.get(id.index()))
            .map(|account| account.last)
            .filter(|last| *last != Seq(0));
        let fact = draft.record(self.next, prev, self.recorded_at);
        self.next = Seq(self.next.0 + 1);
        if let Some(account) = fact.account {
            self.open(account);
            self.accounts[account.index()].last = fact.seq;
        }
        fact
    }

    /// Folds one recorded fact. Total: every fact of every journal can be folded.
    ///
    /// A [`Body::Reopened`] only resets its account here; who folds a journal hands the account's past in through
    /// [`Rebuild`](crate::history::Rebuild).
    pub fn apply(&mut self, fact: &Fact) {
        self.next = self.next.max(Seq(fact.seq.0 + 1));
        self.recorded_at = self.recorded_at.max(fact.recorded_at);
        self.acted += u64::from(fact.body.kind().is_acted());
        match fact.account {
            None => self.apply_house(fact),
            Some(id) => {
                self.open(id);
                let target = self.counts_in(id, fact.body.kind()).unwrap_or(id);
                let at = self.account(target).map_or(fact.occurred_at, |account| account.effective(fact));
                self.apply_at(fact, at);
            }
        }
    }

    /// Folds a fact of an account that takes effect at an instant its driver knows.
    pub(crate) fn apply_at(&mut self, fact: &Fact, at: Micros) {
        let (Some(id), Some(model)) = (fact.account, self.model.clone()) else { return };
        self.open(id);
        match self.counts_in(id, fact.body.kind()) {
            // What is said of a part counts in the whole; the part itself rests as it stood.
            Some(whole) => {
                // A journal that somebody wrote by hand may name a whole that no fact began.
                self.open(whole);
                let account = &self.accounts[whole.index()];
                let (last, meant) = (account.last, account.of_part(id, fact));
                self.fold_into(&model, whole, &meant, at);
                // The fact stands on the chain of the part.
                self.accounts[whole.index()].last = last;
                self.accounts[id.index()].last = fact.seq;
            }
            None => self.fold_into(&model, id, fact, at),
        }
        if let Body::Absorbed { part } = fact.body
            && !self.apart.contains(&part)
            && let Some(part) = self.account(part).cloned()
        {
            let account = &mut self.accounts[id.index()];
            let noted = account.line.len();
            account.absorb(&part, at);
            self.note(&model, id, noted);
        }
        if self.is_regrouping {
            // The floor knows already what was reserved, and by whom it is held since.
            return;
        }
        match fact.body {
            Body::SlotReserved { member, at } => self.floor.book(member, at, id),
            Body::SlotReleased { member, at } => self.floor.release(member, at, id),
            _ => {}
        }
    }

    fn fold_into(&mut self, model: &Arc<InForce>, id: AccountId, fact: &Fact, at: Micros) {
        let account = &mut self.accounts[id.index()];
        let noted = account.line.len();
        account.fold(model, fact, at);
        self.note(model, id, noted);
    }

    /// Keeps the columns up: the entries of an account's line from a place on are new.
    fn note(&mut self, model: &InForce, id: AccountId, from: usize) {
        let Some(account) = self.accounts.get(id.index()) else { return };
        if let Some(columns) = &mut self.columns {
            columns.note(model, account, from);
        }
        if let Some(moves) = &mut self.moves {
            moves.note(&self.words, account, from);
        }
    }

    /// The account that a seen fact of a part counts in; `None` for one that counts in its own account.
    pub(crate) fn counts_in(&self, id: AccountId, kind: Kind) -> Option<AccountId> {
        let own = kind.is_acted() || kind.is_note() || matches!(kind, Kind::Merged | Kind::Unmerged);
        let whole = self.whole(id);
        (!own && whole != id).then_some(whole)
    }

    /// The account that an account is part of in the end; itself where it is part of none.
    #[must_use]
    pub fn whole(&self, id: AccountId) -> AccountId {
        let mut whole = id;
        // As many steps as there can be: a circle is refused, and were there one, this ends.
        for _ in 0..=usize::from(PARTS_MAX) {
            match self.account(whole).and_then(|account| account.part_of) {
                Some(next) if !self.apart.contains(&whole) => whole = next,
                _ => break,
            }
        }
        whole
    }

    /// Counts a fact whose effect is folded later, or never: one that a reopening took the place of.
    pub(crate) fn skip(&mut self, fact: &Fact) {
        self.next = self.next.max(Seq(fact.seq.0 + 1));
        self.recorded_at = self.recorded_at.max(fact.recorded_at);
        self.acted += u64::from(fact.body.kind().is_acted());
        if let Some(id) = fact.account {
            self.open(id);
            if let Some(account) = self.accounts.get_mut(id.index()) {
                account.last = fact.seq;
            }
        }
    }

    /// Sets every account's timer, after a journal was folded.
    pub(crate) fn set_wakes(&mut self) {
        let Some(model) = self.model.clone() else { return };
        for place in 0..self.accounts.len() {
            let Some(account) = self.accounts.get_mut(place) else { continue };
            account.tighten();
            let (id, wake) = (account.id, crate::due::next_wake(&model, account, account.clock));
            self.set_wake(id, wake);
        }
    }

    /// Turns the lines of all accounts into columns, once; from then on they are kept with every fact. Costs what the
    /// journal is long the first time, and what came since after that.
    pub fn keep_columns(&mut self) {
        let Some(model) = &self.model else { return };
        match &mut self.columns {
            Some(columns) => columns.settle(),
            None => self.columns = Some(Columns::of(model, &self.accounts)),
        }
    }

    /// The columns, where they are kept.
    #[must_use]
    pub fn columns(&self) -> Option<&Columns> {
        self.columns.as_ref()
    }

    /// Keeps the move column from now on, with every fact that is folded: `kept` is one that was kept beside the journal
    /// when `next` was its next sequence, and is brought up to this book; without one it is made of the lines.
    pub fn keep_moves(&mut self, kept: Option<(MoveColumn, Seq)>) {
        let mut column = match (self.moves.take(), kept) {
            (Some(column), _) => column,
            (None, Some((mut column, next))) => {
                column.catch_up(self, next);
                column
            }
            (None, None) => MoveColumn::of(self),
        };
        column.ready(self);
        self.moves = Some(column);
    }

    /// The move column, where it is kept.
    #[must_use]
    pub fn move_column(&self) -> Option<&MoveColumn> {
        self.moves.as_ref()
    }

    /// Whether the move column is kept.
    #[must_use]
    pub fn keeps_moves(&self) -> bool {
        self.moves.is_some()
    }

    /// The moves of all accounts as they are now, for reports: a copy that shares what is long, so that the book may go
    /// on while they are read. Made of the lines where no column is kept. `None` of a book without a model.
    #[must_use]
    pub fn moves(&self) -> Option<Moves> {
        Moves::of(self.moves.clone().unwrap_or_else(|| MoveColumn::of(self)), self)
    }

    fn open(&mut self, id: AccountId) {
        let Some(model) = &self.model else { return };
        let queue = model.stage(model.model.start).map_or(crate::unit::TeamId(0), |stage| stage.team);
        while self.accounts.len() <= id.index() {
            let next = AccountId(u32::try_from(self.accounts.len()).unwrap_or(u32::MAX));
            self.accounts.push(Account::new(next, queue));
        }
    }

    /// Forgets what an account is derived from, before its history is folded again.
    pub(crate) fn reset(&mut self, id: AccountId) {
        let Some(account) = self.accounts.get(id.index()) else { return };
        let (last, wake) = (account.last, account.wake);
        if let Some(wake) = wake {
            self.wakes.remove(&(wake, id));
        }
        if !account.line.is_empty() {
            // What was noted of it cannot be taken out again: the next picture turns all lines anew.
            self.columns = None;
        }
        let Some(model) = &self.model else { return };
        let queue = model.stage(model.model.start).map_or(crate::unit::TeamId(0), |stage| stage.team);
        let mut fresh = Account::new(id, queue);
        fresh.last = last;
        if let Some(moves) = &mut self.moves {
            moves.forget(id);
            moves.note(&self.words, &fresh, 0);
        }
        self.accounts[id.index()] = fresh;
    }

    fn apply_house(&mut self, fact: &Fact) {
        self.ties.apply(fact);
        match &fact.body {
            Body::ModelAdopted { model, .. } => {
                let number = u32::try_from(self.adoptions.len().saturating_add(1)).unwrap_or(u32::MAX);
                let known = self.library.get(model).map(|text| Arc::new(InForce::new(text.clone(), number)));
                let (seq, at) = (fact.seq, fact.recorded_at);
                self.adoptions.push(Adoption { hash: *model, seq, at, model: known.clone() });
                if known.is_some() {
                    self.model = known;
                    // Another model may hold other things in its stages, and another field may be the segment.
                    self.columns = None;
                    self.moves = None;
                }
            }
            Body::Counted { channel, visits, cost } => {
                let day = self.model.as_ref().map_or(Day::FIRST, |model| model.calendar().day_of(fact.occurred_at));
                let import = match fact.actor {
                    Actor::Import(import) => Some(import),
                    _ => None,
                };
                self.counts.push(Count { day, channel: *channel, visits: *visits, cost: *cost, import });
            }
            Body::ImportBegun { .. } => self.imports_begun += 1,
            Body::ImportUndone { import } => {
                self.counts.retain(|count| count.import != Some(*import));
                self.imports_undone.insert(*import);
            }
            Body::ImportEnded { import, received, journalled, unchanged, rejected } => self.imports.push(ImportTally {
                import: *import,
                received: *received,
                journalled: *journalled,
                unchanged: *unchanged,
                rejected: *rejected,
            }),
            other => self.floor.apply(fact.occurred_at, other),
        }
    }

    /// Sets an account's timer anew after it changed.
    pub(crate) fn set_wake(&mut self, id: AccountId, wake: Option<Micros>) {
        let Some(account) = self.accounts.get_mut(id.index()) else { return };
        if let Some(old) = account.wake {
            self.wakes.remove(&(old, id));
        }
        account.wake = wake;
        if let Some(wake) = wake
            && account.live_at.is_some()
        {
            self.wakes.insert((wake, id));
        }
    }

    /// When the model may next want something by time alone: when to ask again.
    #[must_use]
    pub fn next_wake(&self) -> Option<Micros> {
        self.wakes.first().map(|(at, _)| *at)
    }

    /// The first live account whose timer runs out before `end`.
    pub(crate) fn first_wake(&self, end: Micros) -> Option<(Micros, AccountId)> {
        self.wakes.first().copied().filter(|(at, _)| *at < end)
    }

    /// A draft of the model's.
    pub(crate) fn acted(account: AccountId, at: Micros, inferred: bool, body: Body) -> Draft {
        Draft {
            account: Some(account),
            occurred_at: at,
            dated: if inferred { Dated::Inferred } else { Dated::Instant },
            actor: Actor::Model,
            contact: None,
            rank: 0,
            body,
        }
    }

    /// The first and last civil day that any fact of the line falls on; `None` of an empty book.
    #[must_use]
    pub fn days(&self) -> Option<(Day, Day)> {
        let model = self.model.as_ref()?;
        let calendar = model.calendar();
        let began =
            self.accounts.iter().filter(|a| a.began != Micros(i64::MAX)).map(|a| calendar.day_of(a.began)).min();
        let ended = self.accounts.iter().flat_map(|a| a.line.last()).map(|entry| calendar.day_of(entry.at)).max();
        let counted = self.counts.iter().map(|count| count.day);
        let first = began.into_iter().chain(counted.clone()).min()?;
        let last = ended.into_iter().chain(counted).max().unwrap_or(first);
        Some((first, last.max(first)))
    }

    /// Positions in stages of which a model says nothing: it could not come into force over them.
    #[must_use]
    pub fn stranded(&self, model: &Model) -> BTreeMap<StageId, u64> {
        let mut stranded = BTreeMap::new();
        for account in &self.accounts {
            let sides = account.sides.iter().map(|(_, position)| position);
            for position in account.main.iter().chain(sides) {
                if model.successor(position.stage).is_none() {
                    *stranded.entry(position.stage).or_insert(0) += 1;
                }
            }
        }
        stranded
    }

    /// The month a day of the line lies in.
    #[must_use]
    pub fn month(&self, at: Micros) -> Option<crate::calendar::Month> {
        self.model.as_ref().map(|model| month_of(model.calendar().day_of(at)))
    }
}
