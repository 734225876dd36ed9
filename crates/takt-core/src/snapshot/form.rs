//! The form of a snapshot, type by type.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::account::{
    Account, Attribute, CoOwner, Entry, Events, Excuse, Incoming, Known, Mark, Occurrence, Offer, Opportunity, Owner,
    Part, Person, Position, Refused, Subscription, Use, What,
};
use crate::book::{Adoption, Count, ImportTally};
use crate::fact::binary::{Malformed, Reader, Writer};
use crate::fact::{Event, Field, Likeness, Path, Place, Value};
use crate::score::Ceiling;
use crate::slot::Floor;
use crate::tables::Calm;
use crate::ties::{Belonging, Doubt, Pair, Ties};
use crate::unit::{
    AccountId, ChannelId, ContactId, Day, FieldId, ImportId, MemberId, Micros, Money, ReasonId, Seq, SignalId,
    SourceId, StageId, StepId, TeamId, TouchId,
};

/// What was said last of each sort: the next of it is written as its distance from that, which is mostly small, since an
/// account's facts lie near each other in the journal and in time.
#[derive(Debug, Default)]
struct Last {
    at: i64,
    seq: u64,
    day: i32,
    contact: u32,
}

/// Writes.
pub(super) struct Hand<'a> {
    out: &'a mut Writer,
    last: Last,
}

impl<'a> Hand<'a> {
    pub(super) fn over(out: &'a mut Writer) -> Self {
        Self { out, last: Last::default() }
    }
}

/// Reads.
pub(super) struct Eye<'a> {
    pub(super) from: Reader<'a>,
    last: Last,
}

impl<'a> Eye<'a> {
    pub(super) fn over(bytes: &'a [u8]) -> Self {
        Self { from: Reader::new(bytes), last: Last::default() }
    }

    /// The next account begins: no distance goes over from one to another.
    pub(super) fn forget(&mut self) {
        self.last = Last::default();
    }

    fn list<T: Kept>(&mut self) -> Result<Vec<T>, Malformed> {
        let count = usize::try_from(self.from.number()?).map_err(|_| Malformed)?;
        // Every item takes a byte at least: a count beyond that is a flipped bit, not a reason to reserve memory.
        if count > self.from.left() {
            return Err(Malformed);
        }
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(T::regain(self)?);
        }
        Ok(items)
    }
}

/// What is kept in a snapshot, and how.
pub(super) trait Kept: Sized {
    fn keep(&self, out: &mut Hand<'_>);
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed>;
}

/// Types that are kept as fields of facts are.
macro_rules! as_fields {
    ($($type:ty)*) => {$(
        impl Kept for $type {
            #[inline]
            fn keep(&self, out: &mut Hand<'_>) {
                Field::write(self, out.out);
            }
            #[inline]
            fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
                Field::read(&mut from.from)
            }
        }
    )*};
}

as_fields! {
    bool u8 u16 u32 Day Money Path Place Likeness [u8; 32] AccountId MemberId ImportId
    StageId TeamId FieldId SourceId ReasonId TouchId StepId ChannelId SignalId
}

/// Structs, each with all of its fields in the order in which they are kept; behind the bar those that are derived.
macro_rules! kept {
    ($($type:ident { $($field:ident),+ $(,)? $(| $($derived:ident: $value:expr),+)? })*) => {$(
        impl Kept for $type {
            fn keep(&self, out: &mut Hand<'_>) {
                // Without `..`: a field that nobody keeps does not compile.
                let Self { $($field,)+ $($($derived: _,)+)? } = self;
                $($field.keep(out);)+
            }
            #[inline]
            fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
                Ok(Self { $($field: Kept::regain(from)?,)+ $($($derived: $value,)+)? })
            }
        }
    )*};
}

kept! {
    Account {
        id, last, began, clock, folded, live_at, sealed, main, sides, owner, incoming, co_owners, lap, lap_since, lap_events, offer, offers, source, attributes, touches, uses, last_touch, contacts, refusals, opportunities,
        subscriptions, steps, appointment, excuse, slots, unclear, part_of, parts,
        absorbed, line, | wake: None, calm: Calm::default(), ceiling: Ceiling::default()
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
    Doubt { why, accounts, seq, at, import }
    Belonging { entity, import }
    Ties { doubts, further, distinct, entities, people }
    Adoption { hash, seq, at, | model: None }
    Floor { members, rota, hours, leaves, closures, booked }
    Count { day, channel, visits, cost, import }
    ImportTally { import, received, journalled, unchanged, rejected }
}

impl Kept for Micros {
    /// The distance in seconds, and one more; 0 and the time as it is where that is no whole number.
    #[inline]
    fn keep(&self, out: &mut Hand<'_>) {
        let distance = self.0.wrapping_sub(out.last.at);
        out.last.at = self.0;
        if distance % SECOND == 0 {
            let seconds = distance / SECOND;
            out.out.number(((seconds << 1) ^ (seconds >> 63)).cast_unsigned() + 1);
        } else {
            out.out.number(0);
            out.out.bytes(&self.0.to_le_bytes());
        }
    }
    #[inline]
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        from.last.at = match from.from.number()?.checked_sub(1) {
            None => i64::from_le_bytes(from.from.bytes(8)?.try_into().map_err(|_| Malformed)?),
            Some(seconds) => {
                let seconds = (seconds >> 1).cast_signed() ^ -((seconds & 1).cast_signed());
                from.last.at.wrapping_add(seconds.wrapping_mul(SECOND))
            }
        };
        Ok(Self(from.last.at))
    }
}

impl Kept for Seq {
    #[inline]
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.signed(self.0.wrapping_sub(out.last.seq).cast_signed());
        out.last.seq = self.0;
    }
    #[inline]
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        from.last.seq = from.last.seq.wrapping_add_signed(from.from.signed()?);
        Ok(Self(from.last.seq))
    }
}

impl Kept for ContactId {
    #[inline]
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.signed(i64::from(self.0.wrapping_sub(out.last.contact).cast_signed()));
        out.last.contact = self.0;
    }
    #[inline]
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        let distance: i32 = from.from.signed()?.try_into().map_err(|_| Malformed)?;
        from.last.contact = from.last.contact.wrapping_add_signed(distance);
        Ok(Self(from.last.contact))
    }
}

/// The day of a touch.
impl Kept for i32 {
    #[inline]
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.signed(i64::from(self.wrapping_sub(out.last.day)));
        out.last.day = *self;
    }
    #[inline]
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        let distance: i32 = from.from.signed()?.try_into().map_err(|_| Malformed)?;
        from.last.day = from.last.day.wrapping_add(distance);
        Ok(from.last.day)
    }
}

impl Kept for u64 {
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.number(*self);
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        from.from.number()
    }
}

impl Kept for Value {
    fn keep(&self, out: &mut Hand<'_>) {
        self.write(out.out);
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        Self::read(&mut from.from)
    }
}

impl Kept for Event {
    fn keep(&self, out: &mut Hand<'_>) {
        let (number, detail) = self.numbers();
        out.out.byte(number);
        out.out.number(u64::from(detail));
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        Self::numbered(from.from.byte()?, from.from.id()?).ok_or(Malformed)
    }
}

impl<T: Kept> Kept for Option<T> {
    #[inline]
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.byte(u8::from(self.is_some()));
        if let Some(value) = self {
            value.keep(out);
        }
    }
    #[inline]
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        match from.from.byte()? {
            0 => Ok(None),
            1 => T::regain(from).map(Some),
            _ => Err(Malformed),
        }
    }
}

impl Kept for Events {
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.number(self.len() as u64);
        self.iter().for_each(|occurrence| occurrence.keep(out));
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        Ok(from.list::<Occurrence>()?.into_iter().collect())
    }
}

impl<T: Kept> Kept for Vec<T> {
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.number(self.len() as u64);
        for item in self {
            item.keep(out);
        }
    }
    #[inline]
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        from.list()
    }
}

impl<T: Kept + Ord> Kept for BTreeSet<T> {
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.number(self.len() as u64);
        for item in self {
            item.keep(out);
        }
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        Ok(from.list::<T>()?.into_iter().collect())
    }
}

impl<K: Kept + Ord, V: Kept> Kept for BTreeMap<K, V> {
    fn keep(&self, out: &mut Hand<'_>) {
        out.out.number(self.len() as u64);
        for (key, value) in self {
            key.keep(out);
            value.keep(out);
        }
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        Ok(from.list::<(K, V)>()?.into_iter().collect())
    }
}

impl Kept for Pair {
    fn keep(&self, out: &mut Hand<'_>) {
        match self {
            Self::Accounts(one, other) => (false, *one, *other).keep(out),
            Self::Contacts(one, other) => (true, *one, *other).keep(out),
        }
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        Ok(if bool::regain(from)? {
            Self::Contacts(Kept::regain(from)?, Kept::regain(from)?)
        } else {
            Self::Accounts(Kept::regain(from)?, Kept::regain(from)?)
        })
    }
}

macro_rules! tuples {
    ($(($($name:ident $place:tt),+))*) => {$(
        impl<$($name: Kept),+> Kept for ($($name,)+) {
            fn keep(&self, out: &mut Hand<'_>) {
                $(self.$place.keep(out);)+
            }
            fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
                Ok(($($name::regain(from)?,)+))
            }
        }
    )*};
}

tuples! { (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) }

impl<T: Kept> Kept for Known<T> {
    fn keep(&self, out: &mut Hand<'_>) {
        let Self { value, at, seq } = self;
        value.keep(out);
        at.keep(out);
        seq.keep(out);
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        Ok(Self { value: T::regain(from)?, at: Micros::regain(from)?, seq: Seq::regain(from)? })
    }
}

impl Kept for Attribute {
    /// Most attributes were said once: their latest value is their first.
    fn keep(&self, out: &mut Hand<'_>) {
        let Self { field, first, latest } = self;
        field.keep(out);
        first.keep(out);
        Some(*latest).filter(|latest| latest != first).keep(out);
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        let (field, first) = (Kept::regain(from)?, Kept::regain(from)?);
        Ok(Self { field, first, latest: Option::regain(from)?.unwrap_or(first) })
    }
}

impl Kept for Owner {
    fn keep(&self, out: &mut Hand<'_>) {
        self.team().keep(out);
        self.member().keep(out);
    }
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        Ok(Self::of(Kept::regain(from)?, Kept::regain(from)?))
    }
}

/// Microseconds in one second.
const SECOND: i64 = 1_000_000;

/// What of a move is there, beside the number of its kind in the same byte.
const INFERRED: u8 = 0x08;
const LEAVES: u8 = 0x10;
const ENTERS: u8 = 0x20;
const SIDE: u8 = 0x40;

impl Kept for Entry {
    /// Moves are most of a book, so what they have and have not stands in one byte with their kind.
    fn keep(&self, out: &mut Hand<'_>) {
        let Self { at, what } = self;
        let begin = |out: &mut Hand<'_>, kind: u8| {
            out.out.byte(kind);
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
    fn regain(from: &mut Eye<'_>) -> Result<Self, Malformed> {
        let head = from.from.byte()?;
        let at = Micros::regain(from)?;
        let what = match head {
            1 => What::Crew { team: Kept::regain(from)?, member: Kept::regain(from)? },
            2 => What::Person,
            3 => What::Rest { until: Kept::regain(from)? },
            4 => What::Worth { place: Kept::regain(from)?, amount: Kept::regain(from)? },
            5 => What::Contract { number: Kept::regain(from)?, open: Kept::regain(from)?, mrr: Kept::regain(from)? },
            6 => What::Ticket { number: Kept::regain(from)?, closed: Kept::regain(from)? },
            flags if flags & !(INFERRED | LEAVES | ENTERS | SIDE) == 0 => {
                let (path, lap) = (Path::regain(from)?, from.from.byte()?);
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
