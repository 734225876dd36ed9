//! The quantities of the field as types of their own: instants, days, spans, money, rates and dense ids.
//!
//! Nothing here is a float. An id is a number that the book gives out in order, so that it can index a list.

use core::fmt;

/// An instant in the world: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(pub i64);

impl Micros {
    /// Microseconds in one minute.
    pub const MINUTE: i64 = 60_000_000;
    /// Microseconds in one hour.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// Microseconds in 24 hours.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// This instant moved by `micros` microseconds; stays at the ends of the range instead of overflowing.
    #[must_use]
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Microseconds from `earlier` to this instant (negative when it lies before).
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A civil day in some zone: days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The first day facts may be dated: 1948-01-01, the year of the Act on National Holidays.
    pub const FIRST: Self = Self(-8036);
    /// The last day facts may be dated: 2099-12-31, the last year of the equinox formula.
    pub const LAST: Self = Self(47_481);

    /// The day of a civil date, or `None` if there is no such date (30 February) or it lies outside
    /// [`Day::FIRST`]..=[`Day::LAST`].
    #[must_use]
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        Self::of_date(date)
    }

    /// The day of a jiff civil date, or `None` outside [`Day::FIRST`]..=[`Day::LAST`].
    #[must_use]
    pub fn of_date(date: jiff::civil::Date) -> Option<Self> {
        let days = jiff::civil::date(1970, 1, 1).until((jiff::Unit::Day, date)).ok()?.get_days();
        let day = Self(days);
        (Self::FIRST <= day && day <= Self::LAST).then_some(day)
    }

    /// The civil date of this day; days outside the range give its nearest end.
    #[must_use]
    pub fn date(self) -> jiff::civil::Date {
        let days = self.0.clamp(Self::FIRST.0, Self::LAST.0);
        jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
    }

    /// 0 = Monday … 6 = Sunday.
    #[must_use]
    pub const fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u8
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }
}

/// A length of time as people say it in a model file: `8h`, `30d`, `6mo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// Minutes of business time (written `4h` or `90min`): they stop at lunch, nights, weekends, holidays, closures.
    Business(u32),
    /// Calendar days, the time of day kept (written `30d`).
    Days(u32),
    /// Calendar months, the time of day kept; the day is the month's last where it has no such day (written `6mo`).
    Months(u32),
}

impl Span {
    /// Reads `90min`, `8h`, `30d` or `6mo`; `None` for anything else, for zero digits and for more than 200 years.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = text.get(..end)?.parse().ok()?;
        let span = match text.get(end..)? {
            "min" => Self::Business(number),
            "h" => Self::Business(number.checked_mul(60)?),
            "d" => Self::Days(number),
            "mo" => Self::Months(number),
            _ => return None,
        };
        let in_range = match span {
            Self::Business(minutes) => minutes <= 200 * 366 * 24 * 60,
            Self::Days(days) => days <= 200 * 366,
            Self::Months(months) => months <= 200 * 12,
        };
        in_range.then_some(span)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Business(minutes) if minutes % 60 == 0 => write!(f, "{}h", minutes / 60),
            Self::Business(minutes) => write!(f, "{minutes}min"),
            Self::Days(days) => write!(f, "{days}d"),
            Self::Months(months) => write!(f, "{months}mo"),
        }
    }
}

/// A currency by its three ISO 4217 letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The yen.
    pub const JPY: Self = Self(*b"JPY");

    /// Three capital letters, or `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Self(letters))
    }

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Digits behind the point: 0 for yen and won, 3 for the dinars that have them, else 2 (ISO 4217).
    #[must_use]
    pub fn minor_digits(&self) -> u32 {
        match &self.0 {
            b"JPY" | b"KRW" | b"VND" | b"CLP" | b"ISK" | b"XAF" | b"XOF" | b"PYG" | b"UGX" => 0,
            b"KWD" | b"BHD" | b"OMR" | b"JOD" | b"TND" | b"IQD" | b"LYD" => 3,
            _ => 2,
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An amount in the minor units of its currency (yen, cents).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    /// Minor units; negative for a refund.
    pub minor: i64,
    /// What the units are of.
    pub currency: Currency,
}

impl Money {
    /// The sum; `None` where the currencies differ or it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self { minor: self.minor.checked_add(other.minor)?, currency: self.currency })
    }
}

/// A rate in basis points: 10,000 is one whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(pub i32);

impl Rate {
    /// `part` of `whole`, rounded half up; `None` of nothing.
    #[must_use]
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let bp = (u128::from(part) * 20_000 + u128::from(whole)) / (2 * u128::from(whole));
        i32::try_from(bp).ok().map(Self)
    }
}

/// The place of a fact in the journal: 1 is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seq(pub u64);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// This id as an index.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// The unit that moves: a company, or one person where no company is known.
    AccountId;
    /// A person in an account.
    ContactId;
    /// A person of ours.
    MemberId;
    /// One run of `takt import`.
    ImportId;
    /// A stage of any model ever adopted, by its name.
    StageId;
    /// A team of any model ever adopted, by its name.
    TeamId;
    /// A declared attribute of any model ever adopted, by its name.
    FieldId;
    /// A word that a choice field took.
    ChoiceId;
    /// Where an account came from first.
    SourceId;
    /// Why something was lost, returned, rested, ended or disqualified.
    ReasonId;
    /// What kind a touch is: `form`, `seminar`, `visit`.
    TouchId;
    /// A page, asset or product that a touch concerned.
    PageId;
    /// A marketing or sales measure (施策).
    PlayId;
    /// A step of onboarding.
    StepId;
    /// A channel that awareness is counted by, or that consent is given for.
    ChannelId;
    /// What of the product is used: a feature or `usage` for the whole.
    SignalId;
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn days_know_their_dates() {
        assert_eq!(Day::of(1948, 1, 1), Some(Day::FIRST));
        assert_eq!(Day::of(2099, 12, 31), Some(Day::LAST));
        assert_eq!(Day::of(2023, 2, 30), None);
        assert_eq!(Day::of(1947, 12, 31), None);
        assert_eq!(Day::of(2026, 11, 23).map(|d| (d.to_string(), d.weekday())), Some(("2026-11-23".into(), 0)));
    }

    #[test]
    fn spans_read_as_they_print() {
        for text in ["8h", "90min", "30d", "6mo"] {
            assert_eq!(Span::parse(text).map(|s| s.to_string()).as_deref(), Some(text));
        }
        for text in ["", "h", "8", "8 h", "-1d", "1y", "99999999999d", "900000d"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }

    #[test]
    fn rates_round_half_up() {
        assert_eq!(Rate::of(1, 3), Some(Rate(3333)));
        assert_eq!(Rate::of(1, 20_000), Some(Rate(1)));
        assert_eq!(Rate::of(0, 0), None);
    }
}
