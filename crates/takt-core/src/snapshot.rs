//! The compact form of a book, from which a process begins without folding the whole journal again.
//!
//! A snapshot is disposable. It holds what the facts fold into and nothing else: the dictionary and the texts of models
//! come from the store, a model's tables and the set of wakes are made anew, columns when they are asked for. Nothing in
//! it is text. Whether the bytes are the ones that were written, and of this journal, is the store's business.
//!
//! Every struct is taken apart field by field, so that one which gains a field is not compiled until its field is kept
//! too. There is one form, that of this program: one written by another is thrown away, never converted.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::account::{
    Account, Attribute, CoOwner, Entry, Events, Excuse, Incoming, Known, Mark, Occurrence, Offer, Opportunity, Owner,
    Part, Person, Position, Refused, Subscription, Use, What,
};
use crate::book::{Adoption, Book, Count, ImportTally, InForce};
use crate::due;
use crate::fact::binary::{Malformed, Reader, Writer};
use crate::fact::{Event, Field, Path, Place, Value};
use crate::slot::Floor;
use crate::tables::Calm;
use crate::unit::{
    AccountId, ChannelId, ContactId, Day, FieldId, ImportId, MemberId, Micros, Money, ReasonId, Seq, SignalId,
    SourceId, StageId, StepId, TeamId, TouchId,
};

/// What is kept in a snapshot, and how.
trait Kept: Sized {
    fn keep(&self, out: &mut Writer);
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed>;
}

/// Types that are kept as fields of facts are.
macro_rules! as_fields {
    ($($type:ty)*) => {$(
        impl Kept for $type {
            #[inline]
            fn keep(&self, out: &mut Writer) {
                Field::write(self, out);
            }
            #[inline]
            fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                Field::read(from)
            }
        }
    )*};
}

as_fields! {
    bool u8 u16 u32 Day Money Seq Path Place [u8; 32] AccountId ContactId MemberId ImportId
    StageId TeamId FieldId SourceId ReasonId TouchId StepId ChannelId SignalId
}

/// Structs, each with all of its fields in the order in which they are kept; behind the bar those that are derived.
macro_rules! kept {
    ($($type:ident { $($field:ident),+ $(,)? $(| $($derived:ident: $value:expr),+)? })*) => {$(
        impl Kept for $type {
            fn keep(&self, out: &mut Writer) {
                // Without `..`: a field that nobody keeps does not compile.
                let Self { $($field,)+ $($($derived: _,)+)? } = self;
                $($field.keep(out);)+
            }
            fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                Ok(Self { $($field: Kept::regain(from)?,)+ $($($derived: $value,)+)? })
            }
        }
    )*};
}

kept! {
    Account {
        id, last, began, clock, folded, live_at, sealed, main, sides, owner, incoming, co_owners, lap, lap_since,
        lap_events, offer, offers, source, attributes, touches, uses, last_touch, contacts, refusals, opportunities,
        subscriptions, steps, appointment, excuse, slots, unclear, part_of, parts,
        absorbed, line, | wake: None, calm: Calm::default()
    }
    Position { stage, since, inferred, entered, events, reason, back, back_said, minutes }
    Occurrence { event, at, seq }
    Mark { touch, day, contact, seq }
    Person { id, seq, left }
    Use { signal, amount, at, contact, seq }
    Refused { contact, channel, at, seq }
    Opportunity { number, place, open, amount, seq }
    Subscription { number, open, ends, mrr, seq }
    Incoming { team, member, seq }
    CoOwner { team, member, seq }
    Offer { number, team, at, limit, lapsed, seq }
    Excuse { reason, until, seq }
    Part { account, place }
    Adoption { hash, seq, at, | model: None }
    Floor { members, rota, hours, leaves, closures, booked }
    Count { day, channel, visits, cost, import }
    ImportTally { import, received, journalled, unchanged, rejected }
}

impl Kept for Micros {
    /// Eight bytes: an instant of our time takes as many in LEB128, and longer to read.
    #[inline]
    fn keep(&self, out: &mut Writer) {
        out.bytes(&self.0.to_le_bytes());
    }
    #[inline]
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let bytes = from.bytes(8)?.try_into().map_err(|_| Malformed)?;
        Ok(Self(i64::from_le_bytes(bytes)))
    }
}

impl Kept for i32 {
    fn keep(&self, out: &mut Writer) {
        out.signed(i64::from(*self));
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.signed()?.try_into().map_err(|_| Malformed)
    }
}

impl Kept for u64 {
    fn keep(&self, out: &mut Writer) {
        out.number(*self);
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.number()
    }
}

impl Kept for Value {
    fn keep(&self, out: &mut Writer) {
        self.write(out);
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::read(from)
    }
}

impl Kept for Event {
    fn keep(&self, out: &mut Writer) {
        let (number, detail) = self.numbers();
        out.byte(number);
        out.number(u64::from(detail));
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Self::numbered(from.byte()?, from.id()?).ok_or(Malformed)
    }
}

impl<T: Kept> Kept for Option<T> {
    #[inline]
    fn keep(&self, out: &mut Writer) {
        out.byte(u8::from(self.is_some()));
        if let Some(value) = self {
            value.keep(out);
        }
    }
    #[inline]
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        match from.byte()? {
            0 => Ok(None),
            1 => T::regain(from).map(Some),
            _ => Err(Malformed),
        }
    }
}

impl Kept for Events {
    fn keep(&self, out: &mut Writer) {
        out.number(self.len() as u64);
        self.iter().for_each(|occurrence| occurrence.keep(out));
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(from.list(Occurrence::regain)?.into_iter().collect())
    }
}

impl<T: Kept> Kept for Vec<T> {
    fn keep(&self, out: &mut Writer) {
        out.number(self.len() as u64);
        for item in self {
            item.keep(out);
        }
    }
    #[inline]
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.list(T::regain)
    }
}

impl<T: Kept + Ord> Kept for BTreeSet<T> {
    fn keep(&self, out: &mut Writer) {
        out.number(self.len() as u64);
        for item in self {
            item.keep(out);
        }
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(from.list(T::regain)?.into_iter().collect())
    }
}

impl<K: Kept + Ord, V: Kept> Kept for BTreeMap<K, V> {
    fn keep(&self, out: &mut Writer) {
        out.number(self.len() as u64);
        for (key, value) in self {
            key.keep(out);
            value.keep(out);
        }
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(from.list(|from| Ok((K::regain(from)?, V::regain(from)?)))?.into_iter().collect())
    }
}

macro_rules! tuples {
    ($(($($name:ident $place:tt),+))*) => {$(
        impl<$($name: Kept),+> Kept for ($($name,)+) {
            fn keep(&self, out: &mut Writer) {
                $(self.$place.keep(out);)+
            }
            fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
                Ok(($($name::regain(from)?,)+))
            }
        }
    )*};
}

tuples! { (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) }

impl<T: Kept> Kept for Known<T> {
    fn keep(&self, out: &mut Writer) {
        let Self { value, at, seq } = self;
        value.keep(out);
        at.keep(out);
        seq.keep(out);
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { value: T::regain(from)?, at: Micros::regain(from)?, seq: Seq::regain(from)? })
    }
}

impl Kept for Attribute {
    /// Most attributes were said once: their latest value is their first.
    fn keep(&self, out: &mut Writer) {
        let Self { field, first, latest } = self;
        field.keep(out);
        first.keep(out);
        Some(*latest).filter(|latest| latest != first).keep(out);
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let (field, first) = (Kept::regain(from)?, Kept::regain(from)?);
        Ok(Self { field, first, latest: Option::regain(from)?.unwrap_or(first) })
    }
}

impl Kept for Owner {
    fn keep(&self, out: &mut Writer) {
        self.team().keep(out);
        self.member().keep(out);
    }
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self::of(Kept::regain(from)?, Kept::regain(from)?))
    }
}

/// What of a move is there, beside the number of its kind in the same byte.
const INFERRED: u8 = 0x08;
const LEAVES: u8 = 0x10;
const ENTERS: u8 = 0x20;
const SIDE: u8 = 0x40;

impl Kept for Entry {
    /// Moves are most of a book, so what they have and have not stands in one byte with their kind.
    fn keep(&self, out: &mut Writer) {
        let Self { at, what } = self;
        let begin = |out: &mut Writer, kind: u8| {
            out.byte(kind);
            at.keep(out);
        };
        match what {
            What::Move { place, from, to, path, lap, inferred, rule, minutes } => {
                let flag = |set: bool, flag: u8| if set { flag } else { 0 };
                let side = if let Place::Side(number) = place { Some(*number) } else { None };
                let flags = flag(*inferred, INFERRED)
                    | flag(from.is_some(), LEAVES)
                    | flag(to.is_some(), ENTERS)
                    | flag(side.is_some(), SIDE);
                begin(out, flags);
                path.keep(out);
                lap.keep(out);
                rule.keep(out);
                minutes.keep(out);
                side.iter().for_each(|number| number.keep(out));
                from.iter().chain(to).for_each(|stage| stage.keep(out));
            }
            What::Crew { team, member } => {
                begin(out, 1);
                (*team, *member).keep(out);
            }
            What::Person => begin(out, 2),
            What::Rest { until } => {
                begin(out, 3);
                until.keep(out);
            }
            What::Worth { place, amount } => {
                begin(out, 4);
                (*place, *amount).keep(out);
            }
            What::Contract { number, open, mrr } => {
                begin(out, 5);
                (*number, *open, *mrr).keep(out);
            }
            What::Ticket { number, closed } => {
                begin(out, 6);
                (*number, *closed).keep(out);
            }
        }
    }

    #[inline]
    fn regain(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let head = from.byte()?;
        let at = Micros::regain(from)?;
        let what = match head {
            1 => What::Crew { team: Kept::regain(from)?, member: Kept::regain(from)? },
            2 => What::Person,
            3 => What::Rest { until: Kept::regain(from)? },
            4 => What::Worth { place: Kept::regain(from)?, amount: Kept::regain(from)? },
            5 => What::Contract { number: Kept::regain(from)?, open: Kept::regain(from)?, mrr: Kept::regain(from)? },
            6 => What::Ticket { number: Kept::regain(from)?, closed: Kept::regain(from)? },
            flags if flags & !(INFERRED | LEAVES | ENTERS | SIDE) == 0 => {
                let (path, lap) = (Path::regain(from)?, from.byte()?);
                let (rule, minutes) = (u32::regain(from)?, u32::regain(from)?);
                let place = if flags & SIDE == 0 { Place::Main } else { Place::Side(u16::regain(from)?) };
                let left = if flags & LEAVES == 0 { None } else { Some(StageId::regain(from)?) };
                let to = if flags & ENTERS == 0 { None } else { Some(StageId::regain(from)?) };
                What::Move { place, from: left, to, path, lap, inferred: flags & INFERRED != 0, rule, minutes }
            }
            _ => return Err(Malformed),
        };
        Ok(Self { at, what })
    }
}

/// Writes what a book holds besides its accounts. `recorded_at` is when the last fact of the journal was recorded: a
/// book that began a commit and had nothing to write is ahead of that.
pub fn write_house(book: &Book, recorded_at: Micros, out: &mut Writer) {
    // Without `..`, see above.
    let Book {
        words: _,
        library: _,
        model: _,
        adoptions,
        accounts,
        floor,
        counts,
        imports,
        imports_begun,
        imports_undone,
        next,
        recorded_at: _,
        acted,
        wakes: _,
        columns: _,
        moves: _,
        is_refolding: _,
        is_regrouping: _,
        // Only while a journal is folded.
        apart: _,
        turn: _,
    } = book;
    next.keep(out);
    recorded_at.keep(out);
    acted.keep(out);
    adoptions.keep(out);
    floor.keep(out);
    counts.keep(out);
    imports.keep(out);
    imports_begun.keep(out);
    imports_undone.keep(out);
    (accounts.len() as u64).keep(out);
}

/// Writes one account of a book behind the one before it, with its timer as a fold of the journal sets it: one that went
/// off and found nothing to do has left no trace in the journal.
pub fn write_account(book: &Book, account: &Account, out: &mut Writer) {
    account.keep(out);
    let wake = book.model.as_ref().and_then(|model| due::next_wake(model, account, account.clock));
    wake.keep(out);
}

/// Reads a book back: what it holds besides its accounts first, then its accounts, in as many parts as they come in.
#[derive(Debug)]
pub struct Regained {
    book: Book,
    accounts: u64,
}

impl Regained {
    /// Begins over a dictionary and the texts of models with what [`write_house`] wrote.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are something else.
    pub fn begin(blank: Book, bytes: &[u8]) -> Result<Self, Malformed> {
        let mut from = Reader::new(bytes);
        let mut book = blank;
        book.next = Kept::regain(&mut from)?;
        book.recorded_at = Kept::regain(&mut from)?;
        book.acted = Kept::regain(&mut from)?;
        book.adoptions = Kept::regain(&mut from)?;
        book.floor = Kept::regain(&mut from)?;
        book.counts = Kept::regain(&mut from)?;
        book.imports = Kept::regain(&mut from)?;
        book.imports_begun = Kept::regain(&mut from)?;
        book.imports_undone = Kept::regain(&mut from)?;
        let accounts = Kept::regain(&mut from)?;
        for (number, adoption) in (1..).zip(&mut book.adoptions) {
            let text = book.library.get(&adoption.hash);
            adoption.model = text.map(|text| Arc::new(InForce::new(text.clone(), number)));
            book.model = adoption.model.clone().or(book.model);
        }
        if from.is_empty() { Ok(Self { book, accounts }) } else { Err(Malformed) }
    }

    /// Takes the next accounts, as [`write_account`] wrote them one behind the other.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are something else.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), Malformed> {
        let accounts = &mut self.book.accounts;
        let left = usize::try_from(self.accounts).map_err(|_| Malformed)?.saturating_sub(accounts.len());
        // No account takes less than a byte: a count that is not true reserves no more than the bytes allow.
        accounts.reserve(left.min(bytes.len()));
        let mut from = Reader::new(bytes);
        while !from.is_empty() {
            let mut account = Account::regain(&mut from)?;
            account.wake = Kept::regain(&mut from)?;
            if account.id.index() != accounts.len() {
                return Err(Malformed);
            }
            accounts.push(account);
        }
        Ok(())
    }

    /// The book, its timers set.
    ///
    /// # Errors
    /// [`Malformed`] where accounts are missing, or more than there were.
    pub fn finish(self) -> Result<Book, Malformed> {
        let Self { mut book, accounts } = self;
        if book.accounts.len() as u64 != accounts {
            return Err(Malformed);
        }
        let waiting = book.accounts.iter().filter(|account| account.live_at.is_some());
        book.wakes = waiting.filter_map(|account| Some((account.wake?, account.id))).collect();
        Ok(book)
    }
}
