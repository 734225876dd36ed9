//! The small types that fields of facts have, and what each form of the format needs to know of them.

use alloc::vec::Vec;

use super::binary::{Malformed, Reader, Writer};
use crate::dictionary::WordKind;
use crate::unit::{
    AccountId, ChannelId, ChoiceId, ContactId, Currency, Day, FieldId, ImportId, MemberId, Micros, Money, PageId,
    PlayId, Rate, ReasonId, Seq, SignalId, SourceId, StageId, StepId, TeamId, TouchId,
};

/// What a field holds, as far as reading it from a person's text or from JSON is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A whole number.
    Number,
    /// An instant.
    Time,
    /// A civil day.
    Day,
    /// Yes or no.
    Flag,
    /// A word of the dictionary.
    Word(WordKind),
    /// One of our own fixed words.
    Code(&'static [&'static str]),
    /// A person of ours, by their outside key.
    Member,
    /// A person of an account.
    Contact,
    /// Another account, by its number; written by Takt only.
    Account,
    /// A run of `takt import`.
    Import,
    /// An amount with its currency.
    Money,
    /// A SHA-256.
    Hash,
    /// Declared attributes with their values.
    Values,
    /// Business hours of one day: minutes of the day, from and to.
    Openings,
    /// Counts in order, written by the core only.
    Counts,
    /// Which position, written by the core only.
    Place,
    /// The proof of an acted fact, written by the core only.
    Why,
}

/// The value of one field in a form that is independent of its Rust type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// Not stated.
    Absent,
    /// See [`Shape::Number`].
    Number(i64),
    /// See [`Shape::Time`].
    Time(Micros),
    /// See [`Shape::Day`].
    Day(Day),
    /// See [`Shape::Flag`].
    Flag(bool),
    /// See [`Shape::Word`].
    Word(WordKind, u32),
    /// See [`Shape::Code`].
    Code(&'static str),
    /// See [`Shape::Member`].
    Member(MemberId),
    /// See [`Shape::Contact`].
    Contact(ContactId),
    /// See [`Shape::Account`].
    Account(AccountId),
    /// See [`Shape::Import`].
    Import(ImportId),
    /// See [`Shape::Money`].
    Money(Money),
    /// See [`Shape::Hash`].
    Hash([u8; 32]),
    /// See [`Shape::Values`].
    Values(Vec<(FieldId, Value)>),
    /// See [`Shape::Openings`].
    Openings(Vec<(u16, u16)>),
    /// See [`Shape::Counts`].
    Counts(Vec<u32>),
    /// See [`Shape::Place`].
    Place(super::Place),
    /// See [`Shape::Why`].
    Why(super::Why),
}

/// The value of a declared attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// One word of a list, open or closed.
    Choice(ChoiceId),
    /// A whole number.
    Integer(i64),
    /// A rate in basis points.
    Rate(Rate),
    /// An amount.
    Money(Money),
    /// A civil day.
    Date(Day),
    /// Yes or no.
    YesNo(bool),
}

/// A type that a field of a fact may have.
pub trait Field: Sized {
    /// What it holds.
    const SHAPE: Shape;
    /// Whether it may be absent.
    const OPTIONAL: bool = false;
    /// Writes the binary form.
    fn write(&self, out: &mut Writer);
    /// Reads the binary form.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are none of this type.
    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed>;
    /// The value in its independent form.
    fn datum(&self) -> Datum;
    /// The value from its independent form; `None` where that is of another shape or out of range.
    fn from_datum(datum: Datum) -> Option<Self>;
}

impl<T: Field> Field for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const OPTIONAL: bool = true;
    fn write(&self, out: &mut Writer) {
        match self {
            None => out.byte(0),
            Some(value) => {
                out.byte(1);
                value.write(out);
            }
        }
    }
    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        match from.byte()? {
            0 => Ok(None),
            1 => T::read(from).map(Some),
            _ => Err(Malformed),
        }
    }
    fn datum(&self) -> Datum {
        self.as_ref().map_or(Datum::Absent, Field::datum)
    }
    fn from_datum(datum: Datum) -> Option<Self> {
        match datum {
            Datum::Absent => Some(None),
            other => T::from_datum(other).map(Some),
        }
    }
}

macro_rules! field {
    ($type:ty, $shape:expr, |$value:ident, $out:ident| $write:expr, |$from:ident| $read:expr, |$this:ident| $datum:expr, $pattern:pat => $back:expr) => {
        impl Field for $type {
            const SHAPE: Shape = $shape;
            fn write(&self, $out: &mut Writer) {
                let $value = self;
                $write;
            }
            fn read($from: &mut Reader<'_>) -> Result<Self, Malformed> {
                $read
            }
            fn datum(&self) -> Datum {
                let $this = self;
                $datum
            }
            fn from_datum(datum: Datum) -> Option<Self> {
                match datum {
                    $pattern => $back,
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use field;

field!(bool, Shape::Flag, |v, out| out.byte(u8::from(*v)), |from| match from.byte()? { 0 => Ok(false), 1 => Ok(true), _ => Err(Malformed) },
    |v| Datum::Flag(*v), Datum::Flag(v) => Some(v));
field!(u8, Shape::Number, |v, out| out.byte(*v), |from| from.byte(), |v| Datum::Number(i64::from(*v)), Datum::Number(n) => n.try_into().ok());
field!(u16, Shape::Number, |v, out| out.number(u64::from(*v)), |from| from.number()?.try_into().map_err(|_| Malformed),
    |v| Datum::Number(i64::from(*v)), Datum::Number(n) => n.try_into().ok());
field!(u32, Shape::Number, |v, out| out.number(u64::from(*v)), |from| from.number()?.try_into().map_err(|_| Malformed),
    |v| Datum::Number(i64::from(*v)), Datum::Number(n) => n.try_into().ok());
field!(i64, Shape::Number, |v, out| out.signed(*v), |from| from.signed(), |v| Datum::Number(*v), Datum::Number(n) => Some(n));
field!(Micros, Shape::Time, |v, out| out.signed(v.0), |from| from.signed().map(Micros), |v| Datum::Time(*v), Datum::Time(t) => Some(t));
field!(Day, Shape::Day, |v, out| out.signed(i64::from(v.0)), |from| from.signed()?.try_into().map(Day).map_err(|_| Malformed),
    |v| Datum::Day(*v), Datum::Day(d) => Some(d));
field!(Money, Shape::Money, |v, out| { out.signed(v.minor); out.bytes(v.currency.as_str().as_bytes()) },
    |from| { let minor = from.signed()?; let letters = core::str::from_utf8(from.bytes(3)?).map_err(|_| Malformed)?;
             Ok(Money { minor, currency: Currency::parse(letters).ok_or(Malformed)? }) },
    |v| Datum::Money(*v), Datum::Money(m) => Some(m));
field!([u8; 32], Shape::Hash, |v, out| out.bytes(v), |from| from.bytes(32)?.try_into().map_err(|_| Malformed),
    |v| Datum::Hash(*v), Datum::Hash(h) => Some(h));
field!(MemberId, Shape::Member, |v, out| out.number(u64::from(v.0)), |from| from.id().map(MemberId), |v| Datum::Member(*v), Datum::Member(m) => Some(m));
field!(ContactId, Shape::Contact, |v, out| out.number(u64::from(v.0)), |from| from.id().map(ContactId), |v| Datum::Contact(*v), Datum::Contact(c) => Some(c));
field!(AccountId, Shape::Account, |v, out| out.number(u64::from(v.0)), |from| from.id().map(AccountId), |v| Datum::Account(*v), Datum::Account(a) => Some(a));
field!(ImportId, Shape::Import, |v, out| out.number(u64::from(v.0)), |from| from.id().map(ImportId), |v| Datum::Import(*v), Datum::Import(i) => Some(i));
field!(Seq, Shape::Number, |v, out| out.number(v.0), |from| from.number().map(Seq), |v| Datum::Number(v.0.cast_signed()), Datum::Number(n) => n.try_into().ok().map(Seq));
field!(Vec<(u16, u16)>, Shape::Openings,
    |v, out| { out.number(v.len() as u64); for (a, b) in v { out.number(u64::from(*a)); out.number(u64::from(*b)); } },
    |from| from.list(|from| Ok((u16::read(from)?, u16::read(from)?))), |v| Datum::Openings(v.clone()), Datum::Openings(o) => Some(o));
field!(Vec<u32>, Shape::Counts, |v, out| { out.number(v.len() as u64); for a in v { out.number(u64::from(*a)); } },
    |from| from.list(u32::read), |v| Datum::Counts(v.clone()), Datum::Counts(c) => Some(c));
field!(Vec<(FieldId, Value)>, Shape::Values,
    |v, out| { out.number(v.len() as u64); for (field, value) in v { out.number(u64::from(field.0)); value.write(out); } },
    |from| from.list(|from| Ok((FieldId(from.id()?), Value::read(from)?))), |v| Datum::Values(v.clone()), Datum::Values(v) => Some(v));
field!(super::Place, Shape::Place, |v, out| out.number(match v { super::Place::Main => 0, super::Place::Side(n) => u64::from(*n) + 1 }),
    |from| match from.number()? { 0 => Ok(super::Place::Main), n => u16::try_from(n - 1).map(super::Place::Side).map_err(|_| Malformed) },
    |v| Datum::Place(*v), Datum::Place(p) => Some(p));

macro_rules! words {
    ($($id:ident $kind:ident;)*) => {$(
        field!($id, Shape::Word(WordKind::$kind), |v, out| out.number(u64::from(v.0)), |from| from.id().map($id),
            |v| Datum::Word(WordKind::$kind, v.0), Datum::Word(WordKind::$kind, id) => Some($id(id)));
    )*};
}

words! {
    StageId Stage; TeamId Team; FieldId Field; ChoiceId Choice; SourceId Source; ReasonId Reason; TouchId Touch;
    PageId Page; PlayId Play; StepId Step; ChannelId Channel; SignalId Signal;
}

impl Value {
    /// Writes the binary form.
    pub fn write(&self, out: &mut Writer) {
        match self {
            Self::Choice(id) => {
                out.byte(0);
                out.number(u64::from(id.0));
            }
            Self::Integer(n) => {
                out.byte(1);
                out.signed(*n);
            }
            Self::Rate(rate) => {
                out.byte(2);
                out.signed(i64::from(rate.0));
            }
            Self::Money(money) => {
                out.byte(3);
                money.write(out);
            }
            Self::Date(day) => {
                out.byte(4);
                day.write(out);
            }
            Self::YesNo(yes) => {
                out.byte(5);
                yes.write(out);
            }
        }
    }

    /// Reads the binary form.
    ///
    /// # Errors
    /// [`Malformed`] where the bytes are no value.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match from.byte()? {
            0 => Self::Choice(ChoiceId(from.id()?)),
            1 => Self::Integer(from.signed()?),
            2 => Self::Rate(Rate(from.signed()?.try_into().map_err(|_| Malformed)?)),
            3 => Self::Money(Money::read(from)?),
            4 => Self::Date(Day::read(from)?),
            5 => Self::YesNo(bool::read(from)?),
            _ => return Err(Malformed),
        })
    }
}

/// Declares a closed list of our own words with their numbers in the binary form and their names in JSON.
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $number:literal $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// Their names, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($text,)*];

            /// The name in JSON, in model files and in mappings.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The number in the binary form.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number,)* }
            }

            /// By its name.
            #[must_use]
            pub fn named(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }

            /// By its number in the binary form.
            #[must_use]
            pub const fn numbered(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)* _ => None }
            }
        }

        impl $crate::fact::Field for $name {
            const SHAPE: $crate::fact::Shape = $crate::fact::Shape::Code(Self::NAMES);
            fn write(&self, out: &mut $crate::fact::binary::Writer) {
                out.byte(self.number());
            }
            fn read(from: &mut $crate::fact::binary::Reader<'_>) -> Result<Self, $crate::fact::binary::Malformed> {
                Self::numbered(from.byte()?).ok_or($crate::fact::binary::Malformed)
            }
            fn datum(&self) -> $crate::fact::Datum {
                $crate::fact::Datum::Code(self.name())
            }
            fn from_datum(datum: $crate::fact::Datum) -> Option<Self> {
                match datum {
                    $crate::fact::Datum::Code(text) => Self::named(text),
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use codes;
