//! The move column: the moves and crew changes of all accounts in records of 16 bytes, and what each account is grouped
//! by. Flow and funnel read it, so that no report walks along the accounts of the book.
//!
//! ```text
//! base    records by account, of one account in the order of its line     shared, never changed
//! tail    records in the order of the journal, since the base was made     at most TAIL_MAX when it is handed out
//! ```
//!
//! Disposable: [`Book::keep_moves`](crate::book::Book::keep_moves) makes it of the lines, or takes one that was kept
//! beside the journal, and from then on every fact that is folded is noted. [`Book::moves`](crate::book::Book::moves)
//! hands out what there is as [`Moves`], which stays as it is while the book goes on: readers hold no lock.

mod bytes;
mod code;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

pub(super) use code::{Codes, Said};
use code::{FIRST, REGROUPED, VOID};

use super::{Key, last_day, value_text};
use crate::account::Account;
use crate::book::{Book, Count, InForce};
use crate::dictionary::{Dictionary, WordKind};
use crate::fact::Value;
use crate::unit::{AccountId, Day, FieldId, Micros, Seq, SourceId};

/// How many records may wait behind the base. Whoever reads puts them in the order of accounts, so they must be few
/// beside the base, and making a new base costs a copy of it all, so they must not be too few.
const TAIL_MAX: usize = 65_536;

/// How many accounts are gathered at once where only some are read: their records fit into a near cache.
const GATHERED: usize = 512;

/// One move or crew change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Effective time.
    pub(super) at: Micros,
    /// Whose.
    pub(super) account: AccountId,
    /// What: its number in [`Codes`].
    pub(super) code: u32,
}

const _: () = assert!(size_of::<Record>() == 16, "a record is 16 bytes");

/// Records by account.
#[derive(Debug, Default)]
struct Base {
    records: Vec<Record>,
    /// Where the records of each account begin, and behind the last one, where they end.
    starts: Vec<usize>,
    /// The first and the last instant of any.
    ends: Option<(Micros, Micros)>,
}

impl Base {
    fn of(records: Vec<Record>) -> Self {
        let mut starts = Vec::with_capacity(records.last().map_or(0, |last| last.account.index() + 2));
        let mut ends = records.first().map(|record| (record.at, record.at));
        for (place, record) in records.iter().enumerate() {
            ends = ends.map(|(first, last)| (first.min(record.at), last.max(record.at)));
            while starts.len() <= record.account.index() {
                starts.push(place);
            }
        }
        starts.push(records.len());
        Self { records, starts, ends }
    }

    fn account(&self, id: AccountId) -> &[Record] {
        let start = self.starts.get(id.index()).copied().unwrap_or(self.records.len());
        let end = self.starts.get(id.index() + 1).copied().unwrap_or(self.records.len());
        self.records.get(start..end).unwrap_or(&[])
    }
}

/// What accounts are grouped by for life: a number for each account, and what the numbers mean.
#[derive(Clone, Debug)]
pub(super) struct Groups<T> {
    of: Arc<Vec<u32>>,
    known: Arc<Known<T>>,
}

#[derive(Clone, Debug)]
struct Known<T> {
    numbers: BTreeMap<Option<T>, u32>,
    /// Number 0 is the missing value.
    values: Vec<Option<T>>,
    keys: Vec<Key>,
}

impl<T: Copy + Ord> Default for Groups<T> {
    fn default() -> Self {
        let known = Known { numbers: [(None, 0)].into(), values: alloc::vec![None], keys: alloc::vec![Key::blank()] };
        Self { of: Arc::default(), known: Arc::new(known) }
    }
}

impl<T: Copy + Ord> Groups<T> {
    /// The number of an account's group.
    pub(super) fn number(&self, id: AccountId) -> u32 {
        self.of.get(id.index()).copied().unwrap_or(0)
    }

    /// The number of every account's group, as far as any is noted.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.of
    }

    /// The keys of the groups by number.
    pub(super) fn keys(&self) -> &[Key] {
        &self.known.keys
    }

    /// Puts an account into the group of a value; whether it was in another one.
    fn set(&mut self, id: AccountId, value: Option<T>, key: impl FnOnce(T) -> Key) -> bool {
        let before = self.of.get(id.index()).copied();
        let known = |number: u32| self.known.values.get(number as usize).copied().flatten();
        if before.is_some_and(|number| known(number) == value) {
            return false;
        }
        let number = match self.known.numbers.get(&value) {
            Some(number) => *number,
            None => {
                let known = Arc::make_mut(&mut self.known);
                let number = u32::try_from(known.values.len()).unwrap_or(u32::MAX);
                known.numbers.insert(value, number);
                known.values.push(value);
                known.keys.push(value.map_or_else(Key::blank, key));
                number
            }
        };
        let of = Arc::make_mut(&mut self.of);
        if of.len() <= id.index() {
            of.resize(id.index() + 1, 0);
        }
        of[id.index()] = number;
        before.is_some_and(|before| before != number)
    }
}

/// The move column as the book keeps it.
#[derive(Clone, Debug, Default)]
pub struct MoveColumn {
    base: Arc<Base>,
    tail: Vec<Record>,
    /// How many bases there were: what was read of another one is not comparable.
    generation: u64,
    codes: Arc<Codes>,
    sources: Groups<SourceId>,
    segments: Groups<Value>,
    /// The field that segments are values of.
    segment: Option<FieldId>,
    /// The last instant of any line; `None` where that is not known since a line was written anew.
    latest: Option<Micros>,
}

impl MoveColumn {
    /// An empty column under a model: it says which field is the segment.
    #[must_use]
    pub fn new(model: &InForce) -> Self {
        Self { segment: model.model.segment, latest: Some(Micros(i64::MIN)), ..Self::default() }
    }

    /// The column of all accounts of a book; empty without a model.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let Some(model) = &book.model else { return Self::default() };
        let mut column = Self::new(model);
        book.accounts.iter().for_each(|account| column.note(&book.words, account, 0));
        column.settle();
        column
    }

    /// How many records it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.base.records.len() + self.tail.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn codes(&self) -> &Codes {
        &self.codes
    }

    pub(super) fn sources(&self) -> &Groups<SourceId> {
        &self.sources
    }

    pub(super) fn segments(&self) -> &Groups<Value> {
        &self.segments
    }

    /// Notes the entries of an account's line from a place on, and what the account is grouped by.
    pub fn note(&mut self, words: &Dictionary, account: &Account, from: usize) {
        let source = account.source.map(|known| known.value);
        let known = account.attributes.iter().find(|attribute| Some(attribute.field) == self.segment);
        let segment = known.map(|known| known.first.value);
        let text = |id: SourceId| Key::Text(words.text(WordKind::Source, id.0).into());
        let moved = self.sources.set(account.id, source, text)
            | self.segments.set(account.id, segment, |value| Key::Text(value_text(words, value)));
        if moved {
            self.tail.push(Record { at: Micros(i64::MIN), account: account.id, code: REGROUPED });
        }
        let last = account.line.last().map(|entry| entry.at);
        self.latest = self.latest.map(|latest| last.map_or(latest, |last| latest.max(last)));
        for entry in account.line.get(from..).unwrap_or(&[]) {
            if let Some(said) = Said::of(&entry.what) {
                let code = Arc::make_mut(&mut self.codes).number(said);
                self.tail.push(Record { at: entry.at, account: account.id, code });
            }
        }
    }

    /// Forgets what was noted of an account: its line is written anew.
    pub fn forget(&mut self, id: AccountId) {
        self.latest = None;
        self.tail.push(Record { at: Micros(i64::MIN), account: id, code: VOID });
    }

    /// Readies the column for reading: what was left open while facts were noted is found out.
    pub(crate) fn ready(&mut self, book: &Book) {
        self.settle();
        if self.latest.is_none() {
            let ends = book.accounts.iter().filter_map(|account| account.line.last()).map(|entry| entry.at);
            self.latest = Some(ends.max().unwrap_or(Micros(i64::MIN)));
        }
    }

    /// Brings a column that was kept when `next` was the journal's next sequence up to the book: the accounts that any
    /// fact spoke of since are noted anew.
    pub fn catch_up(&mut self, book: &Book, next: Seq) {
        let spoken_of = book.accounts.iter().filter(|account| account.last >= next).map(|account| account.id);
        // What is said of a part counts in the account it is part of.
        let mut changed: Vec<AccountId> = spoken_of.flat_map(|id| [id, book.whole(id)]).collect();
        changed.sort_unstable();
        changed.dedup();
        for account in changed.into_iter().filter_map(|id| book.account(id)) {
            self.forget(account.id);
            self.note(&book.words, account, 0);
        }
    }

    /// Makes a new base where too much waits behind the old one.
    pub fn settle(&mut self) {
        if self.tail.len() > TAIL_MAX || self.base.starts.is_empty() {
            self.merge();
        }
    }

    /// Which base this is, and how much was noted since it was made.
    pub(super) fn mark(&self) -> (u64, usize) {
        (self.generation, self.tail.len())
    }

    /// The instants of what was noted behind a mark.
    pub(super) fn times_from(&self, mark: usize) -> impl Iterator<Item = Micros> {
        self.tail.get(mark..).unwrap_or(&[]).iter().filter(|record| record.code >= FIRST).map(|record| record.at)
    }

    /// The first and the last instant of anything noted.
    pub(super) fn ends(&self) -> Option<(Micros, Micros)> {
        let tail = self.times_from(0).map(|at| (at, at));
        self.base.ends.into_iter().chain(tail).reduce(|(first, last), (a, b)| (first.min(a), last.max(b)))
    }

    /// What was noted of accounts behind a mark of the same base, some accounts at a time, in their order.
    pub(super) fn since(&self, mark: usize, mut each: impl FnMut(&[(AccountId, Since<'_>)])) {
        let new = self.tail.get(mark..).unwrap_or(&[]);
        let accounts = new.iter().map(|record| record.account.index() + 1).max().unwrap_or(0);
        let mut is_new = alloc::vec![false; accounts];
        new.iter().for_each(|record| is_new[record.account.index()] = true);
        // Of the accounts that anything new is said of, all that the tail says, with its place in it.
        let numbered = self.tail.iter().enumerate();
        let mut all: Vec<(usize, Record)> = numbered
            .filter(|(_, record)| is_new.get(record.account.index()).copied().unwrap_or(false))
            .map(|(place, record)| (place, *record))
            .collect();
        all.sort_unstable_by_key(|(place, record)| (record.account, *place));
        let runs: Vec<&[(usize, Record)]> = all.chunk_by(|(_, a), (_, b)| a.account == b.account).collect();
        let mut records = Vec::new();
        for together in runs.chunks(GATHERED) {
            records.clear();
            // What the base says of accounts lies far apart. Copied one right behind the other, they are fetched from
            // memory side by side; read only as each comes to its turn, every one is waited for.
            let parts: Vec<Part> = together.iter().map(|run| self.gather(run, mark, &mut records)).collect();
            let part = |ends: (usize, usize)| records.get(ends.0..ends.1).unwrap_or(&[]);
            let found: Vec<(AccountId, Since<'_>)> = parts
                .iter()
                .map(|Part { id, ends, is_void, is_regrouped }| {
                    let [stood, before, new] = *ends;
                    let since = Since {
                        stood: part(stood),
                        before: part(before),
                        new: part(new),
                        is_void: *is_void,
                        is_regrouped: *is_regrouped,
                    };
                    (*id, since)
                })
                .collect();
            each(&found);
        }
    }

    /// Copies what the base and the tail say of one account.
    fn gather(&self, run: &[(usize, Record)], mark: usize, records: &mut Vec<Record>) -> Part {
        let mut part = Part { id: run.first().map_or(AccountId(0), |(_, record)| record.account), ..Part::default() };
        let mut begin = records.len();
        records.extend_from_slice(self.base.account(part.id));
        let mut stood = (begin, records.len());
        for (place, is_new) in [(1, false), (2, true)] {
            begin = records.len();
            for (_, record) in run.iter().filter(|(place, _)| (*place >= mark) == is_new) {
                match record.code {
                    VOID => {
                        begin = records.len();
                        part.is_void |= is_new;
                        if !is_new {
                            stood = (begin, begin);
                        }
                    }
                    REGROUPED => part.is_regrouped |= is_new,
                    _ => records.push(*record),
                }
            }
            part.ends[place] = (begin, records.len());
        }
        part.ends[0] = stood;
        part
    }

    /// Every account of which anything is noted, in order, with what it says in the base and behind it.
    pub(super) fn each(&self, mut each: impl FnMut(AccountId, [&[Record]; 2])) {
        let tail = Tail::of(&self.tail);
        let mut runs = tail.runs().peekable();
        let base = &self.base.records;
        for (number, ends) in self.base.starts.windows(2).enumerate() {
            let id = AccountId(u32::try_from(number).unwrap_or(u32::MAX));
            let stood = base.get(ends[0]..ends[1]).unwrap_or(&[]);
            match runs.next_if(|(account, _)| *account == id) {
                None if stood.is_empty() => {}
                None => each(id, [stood, &[]]),
                Some((_, run)) => each(id, [if run.is_void { &[] } else { stood }, run.records]),
            }
        }
        // Accounts that came since the base was made.
        runs.for_each(|(id, run)| each(id, [&[], run.records]));
    }

    fn merge(&mut self) {
        let tail = core::mem::take(&mut self.tail);
        let is_plain = tail.iter().all(|record| record.code >= FIRST) && tail.is_sorted_by_key(|record| record.account);
        let records = if self.base.records.is_empty() && is_plain {
            // The first base of all: it is in order already.
            tail
        } else {
            let tail = Tail::of(&tail);
            let base = &self.base.records;
            let mut records = Vec::with_capacity(base.len() + tail.records.len());
            let mut copied = 0;
            for (id, run) in tail.runs() {
                let before = base.partition_point(|record| record.account < id);
                let behind = base.partition_point(|record| record.account <= id);
                records.extend_from_slice(&base[copied..before]);
                if !run.is_void {
                    records.extend_from_slice(&base[before..behind]);
                }
                records.extend(run.records.iter().filter(|record| record.code >= FIRST));
                copied = behind;
            }
            records.extend_from_slice(&base[copied..]);
            records
        };
        self.base = Arc::new(Base::of(records));
        self.generation += 1;
    }
}

/// What was noted of an account behind a mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Since<'a> {
    /// What the base says, as far as it counted at the mark.
    pub(super) stood: &'a [Record],
    /// What the tail said at the mark.
    pub(super) before: &'a [Record],
    /// What it says behind the mark.
    pub(super) new: &'a [Record],
    /// Whether all that stood at the mark counts no longer.
    pub(super) is_void: bool,
    /// Whether the account may be in another group.
    pub(super) is_regrouped: bool,
}

/// Where the records of one account lie among those gathered: see [`Since`].
#[derive(Debug, Default)]
struct Part {
    id: AccountId,
    ends: [(usize, usize); 3],
    is_void: bool,
    is_regrouped: bool,
}

/// The records of a tail by account.
#[derive(Debug)]
struct Tail {
    records: Vec<Record>,
}

/// What the tail says of one account.
#[derive(Clone, Copy, Debug)]
struct Run<'a> {
    /// What it says, behind the last record that made everything before it void.
    records: &'a [Record],
    /// Whether the base counts no longer.
    is_void: bool,
}

impl Tail {
    fn of(tail: &[Record]) -> Self {
        let mut records = tail.to_vec();
        records.sort_by_key(|record| record.account);
        Self { records }
    }

    fn runs(&self) -> impl Iterator<Item = (AccountId, Run<'_>)> {
        self.records.chunk_by(|a, b| a.account == b.account).filter_map(|all| {
            let void = all.iter().rposition(|record| record.code == VOID);
            let records = all.get(void.map_or(0, |place| place + 1)..).unwrap_or(&[]);
            Some((all.first()?.account, Run { records, is_void: void.is_some() }))
        })
    }
}

/// The moves of all accounts at one moment, with what a report needs beside them: an unchanging copy that shares the
/// bulk with the book it came from, so that whoever reads it holds no lock.
#[derive(Clone, Debug)]
pub struct Moves {
    pub(super) column: MoveColumn,
    pub(super) model: Arc<InForce>,
    /// When the last fact was recorded.
    pub(super) recorded_at: Micros,
    /// The day the journal ends.
    pub(super) last_day: Day,
    /// Visitors counted, and the names of channels by number.
    pub(super) counts: Vec<Count>,
    pub(super) channels: Vec<String>,
}

impl Moves {
    /// The moves of a column under the model of a book; `None` without one.
    #[must_use]
    pub fn of(column: MoveColumn, book: &Book) -> Option<Self> {
        let model = book.model.clone()?;
        let channels = (0..book.words.len(WordKind::Channel)).filter_map(|id| u32::try_from(id).ok());
        let day = |at: Micros| model.calendar().day_of(at);
        let last_day = match column.latest {
            Some(latest) if latest > Micros(i64::MIN) => {
                let counted = book.counts.iter().map(|count| count.day);
                [day(latest), day(book.recorded_at)].into_iter().chain(counted).max()?
            }
            _ => last_day(book)?,
        };
        Some(Self {
            column,
            recorded_at: book.recorded_at,
            last_day,
            counts: book.counts.clone(),
            channels: channels.map(|id| book.words.text(WordKind::Channel, id).into()).collect(),
            model,
        })
    }

    /// How many moves and crew changes they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.column.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.column.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Entry, What};
    use crate::fact::{Path, Place};
    use crate::model;
    use crate::unit::{ChoiceId, StageId, TeamId};
    use alloc::vec;

    /// A book of accounts with lines that some numbers make, of all kinds that are noted.
    fn book(mut state: u64, accounts: u32) -> Book {
        let mut next = move |end: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % end
        };
        let mut words = Dictionary::default();
        let standard = model::read(include_str!("../../../../models/the-model.toml"), &mut words).unwrap();
        let sources: Vec<u32> = ["web", "fair"].map(|name| words.intern(WordKind::Source, name)).into();
        let choices: Vec<u32> = ["shops", "farms"].map(|name| words.intern(WordKind::Choice, name)).into();
        let field = standard.segment.unwrap();
        let mut book = Book::new(words, BTreeMap::new());
        for id in 0..accounts {
            let mut account = Account::new(AccountId(id), TeamId(0));
            let known = |value| crate::account::Known { value, at: Micros(0), seq: Seq(1) };
            account.source = (next(3) > 0).then(|| known(SourceId(sources[next(2) as usize])));
            if next(2) > 0 {
                let first = crate::account::Known {
                    value: Value::Choice(ChoiceId(choices[next(2) as usize])),
                    at: Micros(0),
                    seq: Seq(1),
                };
                account.attributes = vec![crate::account::Attribute { field, first, latest: first }];
            }
            let mut at = 1_700_000_000_000_000;
            for _ in 0..next(9) {
                at += i64::try_from(next(5) * 86_400_000_000).unwrap();
                let stage = |n: u64| (n > 0).then(|| StageId(u32::try_from(n).unwrap()));
                let what = match next(5) {
                    0 => What::Crew { team: TeamId(1), member: (next(2) > 0).then_some(crate::unit::MemberId(3)) },
                    1 => What::Person,
                    _ => What::Move {
                        place: if next(4) > 0 { Place::Main } else { Place::Side(7) },
                        from: stage(next(6)),
                        to: stage(next(6)),
                        path: Path::Success,
                        lap: 1,
                        inferred: next(4) == 0,
                        rule: 0,
                        minutes: 0,
                    },
                };
                account.line.push(Entry { at: Micros(at), what });
            }
            book.accounts.push(account);
        }
        book.model = Some(Arc::new(InForce::new(standard, 1)));
        book
    }

    /// What a column says of every account, in its own words.
    fn said(column: &MoveColumn) -> Vec<(AccountId, Vec<(Micros, Said)>)> {
        let mut said = Vec::new();
        column.each(|id, records| {
            let all =
                records.into_iter().flatten().filter_map(|record| Some((record.at, *column.codes.said(record.code)?)));
            let all: Vec<_> = all.collect();
            if !all.is_empty() {
                said.push((id, all));
            }
        });
        said
    }

    fn groups(column: &MoveColumn, accounts: u32) -> Vec<(Key, Key)> {
        let key = |keys: &[Key], number: u32| keys[number as usize].clone();
        let of = |id| {
            let (source, segment) = (column.sources.number(id), column.segments.number(id));
            (key(column.sources.keys(), source), key(column.segments.keys(), segment))
        };
        (0..accounts).map(|id| of(AccountId(id))).collect()
    }

    #[test]
    fn a_new_base_says_what_the_old_one_and_its_tail_said() {
        for seed in 0..50 {
            let (mut book, other) = (book(seed, 12), book(seed + 100, 20));
            let mut column = MoveColumn::of(&book);
            // Some lines are written anew, some go on, and accounts come.
            for (place, account) in other.accounts.iter().enumerate().skip((seed % 5) as usize) {
                if place % 3 == 0 {
                    column.forget(account.id);
                    column.note(&book.words, account, 0);
                    book.accounts.resize(book.accounts.len().max(place + 1), Account::new(account.id, TeamId(0)));
                    book.accounts[place] = account.clone();
                }
            }
            book.accounts.iter_mut().zip(0..).for_each(|(account, id)| account.id = AccountId(id));
            let count = u32::try_from(book.accounts.len()).unwrap();
            let fresh = MoveColumn::of(&book);
            assert_eq!(said(&column), said(&fresh), "seed {seed}: behind the base");
            column.merge();
            assert_eq!(said(&column), said(&fresh), "seed {seed}: in a new base");
            assert_eq!((column.tail.len(), column.ends()), (0, fresh.ends()));
            assert_eq!(groups(&column, count), groups(&fresh, count));
        }
    }

    #[test]
    fn a_column_comes_back_from_its_bytes_and_from_no_others() {
        let mut book = book(3, 30);
        let column = MoveColumn::of(&book);
        let bytes = column.write(&book).concat();
        let read = MoveColumn::read(&bytes, &book).unwrap();
        assert_eq!((said(&read), groups(&read, 30)), (said(&column), groups(&column, 30)));
        for length in 0..bytes.len() {
            assert!(MoveColumn::read(&bytes[..length], &book).is_none(), "cut to {length}");
        }
        for place in 0..bytes.len() {
            let mut turned = bytes.clone();
            turned[place] ^= 0x81;
            // Whatever it is then, it is read without a panic, and nothing that it says lies outside of the book.
            if let Some(read) = MoveColumn::read(&turned, &book) {
                let _ = (said(&read), groups(&read, 30), read.write(&book));
            }
        }
        book.imports_undone.insert(crate::unit::ImportId(1));
        assert!(MoveColumn::read(&bytes, &book).is_none(), "an import was taken back since");
        book.imports_undone.clear();
        book.accounts.truncate(29);
        assert!(MoveColumn::read(&bytes, &book).is_none(), "of another book");
    }
}
