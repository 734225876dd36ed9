//! Business time: which days and hours count, and how long is left of them.
//!
//! A [`Calendar`] is compiled once from its [`Rules`] into tables over every day of [`Day::FIRST`]..=[`Day::LAST`]: when
//! the day begins and how much business time lies before it. Every question afterwards is a lookup in them. A day is
//! everything from the first instant at which the zone's clock shows its 00:00 (or, where the clock jumps over that,
//! shows more) to the next day's; a day that a zone left out (Samoa's 2011-12-30) is there with no length.
//!
//! Instants outside [`Calendar::range`] count as its nearer end wherever nothing else is said, so no input can panic.

mod date;
mod holiday;
#[cfg(test)]
mod tests;
mod zone;

pub use date::{Month, month_of};
pub use holiday::{Holiday, holiday};

use crate::unit::{Day, Micros, Span};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use date::{civil_of, days_in_month, days_of};
use jiff::civil::DateTime;
use zone::Zone;

/// What a calendar is compiled from, as a model file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The time zone by its IANA name: `Asia/Tokyo`.
    pub zone: String,
    /// The openings of each weekday, Monday first; within a day in order and not overlapping.
    pub week: [Vec<Opening>; 7],
    /// Which public holidays are closed.
    pub holidays: HolidayRule,
    /// Which further days are closed.
    pub closures: Vec<Closure>,
}

/// A stretch of business time, in minutes of the civil day: `from_minute < to_minute <= 1440`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Opening {
    /// The first minute that is open, counted from 00:00.
    pub from_minute: u16,
    /// The first minute that is no longer open; 1440 is midnight.
    pub to_minute: u16,
}

/// Which public holidays are closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolidayRule {
    /// None: public holidays are days like others.
    #[default]
    None,
    /// Those of Japan, see [`holiday`].
    Japan,
}

/// Whole days that are closed, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closure {
    /// Every year from one (month, day) to another; `from` later than `to` goes over New Year. 29 February may be named
    /// and is then just absent from common years.
    Yearly {
        /// The first closed month (1..=12) and day (1..=31).
        from: (u8, u8),
        /// The last closed month and day.
        to: (u8, u8),
    },
    /// Once, from one day to another; days outside the range of facts are no error.
    Once {
        /// The first closed day.
        from: Day,
        /// The last closed day, not before `from`.
        to: Day,
    },
}

impl Closure {
    /// Whether both ends are days of a calendar and stand in order.
    fn is_valid(&self) -> bool {
        // 2000 is a leap year, so that 29 February may be named.
        let exists =
            |(month, day): (u8, u8)| (1..=12).contains(&month) && (1..=days_in_month(2000, month)).contains(&day);
        match *self {
            Self::Yearly { from, to } => exists(from) && exists(to),
            Self::Once { from, to } => from <= to,
        }
    }

    fn closes(&self, number: i32, month_day: (u8, u8)) -> bool {
        match *self {
            Self::Yearly { from, to } if from <= to => (from..=to).contains(&month_day),
            Self::Yearly { from, to } => month_day >= from || month_day <= to,
            Self::Once { from, to } => (from..=to).contains(&Day(number)),
        }
    }
}

/// Why rules make no calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// No IANA time zone has this name.
    #[error("unknown time zone {0:?}")]
    UnknownZone(String),
    /// No day of the whole range has any business time, so nothing would ever fall due.
    #[error("the calendar has no open hours")]
    NoOpenHours,
    /// An opening that is empty, ends after midnight, or begins before the one in front of it ends.
    #[error("opening from minute {} to {} of weekday {weekday} is empty, too long, out of order or overlapping",
        opening.from_minute, opening.to_minute)]
    BadOpening {
        /// 0 = Monday … 6 = Sunday.
        weekday: u8,
        /// The opening at fault.
        opening: Opening,
    },
    /// A closure that names a date no year has, or ends before it begins.
    #[error("{0:?} names a date that does not exist, or ends before it begins")]
    BadClosure(Closure),
}

/// Business time of one zone and one set of rules, compiled for lookup.
#[derive(Clone, Debug)]
pub struct Calendar {
    rules: Rules,
    zone: Zone,
    /// The first instant of each day of the range, in microseconds, and behind the last the end of the range.
    starts: Vec<i64>,
    /// Business microseconds before each day of the range, and behind the last their sum.
    worked: Vec<i64>,
    /// Open days before each day of the range, and behind the last their number.
    open_days: Vec<u32>,
    /// From a day on, whose first instant this is, until the end of the range the clock never shifts: all days have 24
    /// hours.
    even_from: i64,
}

/// How many days the range has; the tables are one longer.
const DAYS: usize = (Day::LAST.0 - Day::FIRST.0) as usize + 1;

/// The day so many months after a day, both counted from 1970-01-01: the month's last where it has no such day.
fn months_later(days: i64, months: u32) -> i64 {
    let (year, month, day) = civil_of(days);
    let target = year * 12 + i64::from(month) - 1 + i64::from(months);
    // 1..=12.
    let (year, month) = (target.div_euclid(12), target.rem_euclid(12) as u8 + 1);
    days_of(year, month, day.min(days_in_month(year, month)))
}

/// The place of a day in the tables; a day before the range has that of the first, one behind it [`DAYS`].
fn index_of(day: Day) -> usize {
    // Not negative after max().
    (i64::from(day.0) - i64::from(Day::FIRST.0)).max(0).min(DAYS as i64) as usize
}

impl Calendar {
    /// Its rules in one line: zone, openings by weekday, holidays, closures.
    #[must_use]
    pub fn told(&self) -> String {
        let clock = |minute: u16| alloc::format!("{:02}:{:02}", minute / 60, minute % 60);
        let hours = |openings: &Vec<Opening>| {
            let each = openings.iter().map(|one| alloc::format!("{}-{}", clock(one.from_minute), clock(one.to_minute)));
            each.collect::<Vec<_>>().join(" ")
        };
        let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().zip(&self.rules.week);
        let week: Vec<String> = week
            .filter(|(_, openings)| !openings.is_empty())
            .map(|(day, openings)| alloc::format!("{day} {}", hours(openings)))
            .collect();
        let closures = self.rules.closures.iter().map(|closure| match closure {
            Closure::Yearly { from, to } => alloc::format!("{:02}-{:02} to {:02}-{:02}", from.0, from.1, to.0, to.1),
            Closure::Once { from, to } => alloc::format!("{from} to {to}"),
        });
        let holidays = match self.rules.holidays {
            HolidayRule::None => "none",
            HolidayRule::Japan => "jp",
        };
        let mut parts = alloc::vec![self.rules.zone.clone(), week.join(", "), alloc::format!("holidays {holidays}")];
        parts.extend(closures.map(|closure| alloc::format!("closed {closure}")));
        parts.join("; ")
    }
    /// Compiles the rules; takes a few milliseconds and about one megabyte.
    ///
    /// # Errors
    /// See [`CalendarError`].
    pub fn new(rules: &Rules) -> Result<Self, CalendarError> {
        for (weekday, openings) in (0..).zip(&rules.week) {
            let mut free_from = 0;
            for &opening in openings {
                let Opening { from_minute, to_minute } = opening;
                if from_minute < free_from || to_minute <= from_minute || to_minute > 1_440 {
                    return Err(CalendarError::BadOpening { weekday, opening });
                }
                free_from = to_minute;
            }
        }
        if let Some(&closure) = rules.closures.iter().find(|closure| !closure.is_valid()) {
            return Err(CalendarError::BadClosure(closure));
        }
        let zone = Zone::named(&rules.zone).ok_or_else(|| CalendarError::UnknownZone(rules.zone.to_string()))?;

        let starts =
            (Day::FIRST.0..=Day::LAST.0 + 1).map(|day| zone.first_at(i64::from(day) * Micros::DAY).0).collect();
        let mut calendar = Self {
            rules: rules.clone(),
            zone,
            starts,
            worked: Vec::with_capacity(DAYS + 1),
            open_days: Vec::with_capacity(DAYS + 1),
            even_from: i64::MAX,
        };
        let days = calendar.starts.windows(2).rev().map_while(|day| match day {
            [start, end] if end - start == Micros::DAY => Some(*start),
            _ => None,
        });
        calendar.even_from = days.last().unwrap_or(i64::MAX);
        let (mut worked, mut open_days) = (0, 0);
        for day in (Day::FIRST.0..=Day::LAST.0).map(Day) {
            calendar.worked.push(worked);
            calendar.open_days.push(open_days);
            if !calendar.is_closed(day) {
                let today: i64 = calendar.windows(day).map(|(from, to)| to.since(from)).sum();
                worked += today;
                open_days += u32::from(today > 0);
            }
        }
        calendar.worked.push(worked);
        calendar.open_days.push(open_days);
        if worked == 0 {
            return Err(CalendarError::NoOpenHours);
        }
        Ok(calendar)
    }

    /// What this calendar was compiled from.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The day an instant lies in, within [`Day::FIRST`]..=[`Day::LAST`].
    #[must_use]
    pub fn day_of(&self, at: Micros) -> Day {
        let last = DAYS as i64 - 1;
        if self.even_from <= at.0
            && let Some(end) = self.starts.last()
        {
            // Days are counted back from the end, which no table is asked for.
            let back = (end - 1).saturating_sub(at.0).div_euclid(Micros::DAY).clamp(0, last);
            return Day(Day::LAST.0 - back as i32);
        }
        let guess = (at.since(Micros(self.starts[0])) / Micros::DAY).clamp(0, last);
        // Not negative after the clamp. Offsets of a zone differ by little more than a day, so the guess is off by no
        // more than two.
        let mut index = guess as usize;
        while index > 0 && self.starts[index] > at.0 {
            index -= 1;
        }
        while index + 1 < DAYS && self.starts[index + 1] <= at.0 {
            index += 1;
        }
        Day(Day::FIRST.0 + index as i32)
    }

    /// The first instant of a day: 00:00 in the zone, or the end of the gap where its clock jumps over that. For a day
    /// outside the range the nearer end of [`Calendar::range`].
    #[must_use]
    pub fn start_of(&self, day: Day) -> Micros {
        Micros(self.starts[index_of(day)])
    }

    /// The instants that facts may be dated in: from the first instant of [`Day::FIRST`] up to, and not including, the
    /// end of [`Day::LAST`].
    #[must_use]
    pub fn range(&self) -> (Micros, Micros) {
        (Micros(self.starts[0]), Micros(self.starts[DAYS]))
    }

    /// Whether a day has any business time; a day outside the range has none.
    #[must_use]
    pub fn is_open(&self, day: Day) -> bool {
        self.business_of(day) > 0
    }

    /// The business windows of a day as instants, each from its first instant up to the first one behind it. In order,
    /// not overlapping, none empty; no window on holidays, on closures and outside the range.
    pub fn openings(&self, day: Day) -> impl Iterator<Item = (Micros, Micros)> {
        self.is_open(day).then(|| self.windows(day)).into_iter().flatten()
    }

    /// The first instant at which the clock shows a minute (0..=1440, more counts as 1440) of a civil day, or shows more
    /// where it jumps over that minute: so the minutes of a day never leave it and never run backwards. For a day outside
    /// the range the nearer end of [`Calendar::range`].
    #[must_use]
    pub fn minute(&self, day: Day, minute: u16) -> Micros {
        let minutes = i64::from(minute.min(1_440)) * Micros::MINUTE;
        let index = index_of(day);
        let start = self.starts[index];
        match self.starts.get(index + 1) {
            // A day of 24 hours has no shift of the clock in it: no zone shifts there and back within one day.
            Some(end) if day >= Day::FIRST && end - start == Micros::DAY => Micros(start + minutes),
            Some(_) if day >= Day::FIRST => self.zone.first_at(i64::from(day.0) * Micros::DAY + minutes),
            _ => Micros(start),
        }
    }

    /// Whether an instant lies in business time; the end of an opening does not.
    #[must_use]
    pub fn is_business(&self, at: Micros) -> bool {
        self.openings(self.day_of(at)).any(|(from, to)| from <= at && at < to)
    }

    /// The instant one span later. Business time runs only inside openings, see [`Calendar::add_business`]; days and
    /// months keep the time of day, read by the compatible rule of [`Calendar::instant`]; months keep the day too, or take
    /// the month's last where it has no such day. A span of nothing gives `at` itself. A result behind the range is its
    /// end, an instant that no fact can be dated at.
    #[must_use]
    pub fn add(&self, at: Micros, span: Span) -> Micros {
        match span {
            Span::Business(minutes) => self.add_business(at, i64::from(minutes) * Micros::MINUTE),
            Span::Days(0) | Span::Months(0) => at,
            Span::Days(_) | Span::Months(_) => {
                self.add_on_even_days(at, span).unwrap_or_else(|| self.add_by_clock(at, span))
            }
        }
    }

    /// [`Calendar::add`] of days or months by what the zone's clock shows.
    fn add_by_clock(&self, at: Micros, span: Span) -> Micros {
        let (first, end) = self.range();
        let local = self.zone.local(at.clamp(first, end));
        let moved = match span {
            Span::Business(_) => return at,
            Span::Days(days) => local.saturating_add(i64::from(days).saturating_mul(Micros::DAY)),
            Span::Months(months) => {
                let days = months_later(local.div_euclid(Micros::DAY), months);
                days.saturating_mul(Micros::DAY).saturating_add(local.rem_euclid(Micros::DAY))
            }
        };
        self.zone.compatible(moved).clamp(first, end)
    }

    /// [`Calendar::add`] by the table of days alone, where both days have 24 hours: no zone shifts there and back within
    /// one day, so their clocks show the same time so long after 00:00. `None` leaves it to the clock of the zone.
    fn add_on_even_days(&self, at: Micros, span: Span) -> Option<Micros> {
        if let Span::Days(days) = span
            && self.even_from <= at.0
        {
            let there = at.plus(i64::from(days).saturating_mul(Micros::DAY));
            return (there < self.range().1).then_some(there);
        }
        let place = index_of(self.day_of(at));
        let of_day = at.since(Micros(self.even_start(place)?));
        if !(0..Micros::DAY).contains(&of_day) {
            return None;
        }
        let there = match span {
            Span::Business(_) => return None,
            Span::Days(days) => place.checked_add(usize::try_from(days).ok()?)?,
            Span::Months(months) => {
                let first = i64::from(Day::FIRST.0);
                usize::try_from(months_later(first + i64::try_from(place).ok()?, months) - first).ok()?
            }
        };
        Some(Micros(self.even_start(there)?).plus(of_day))
    }

    /// When a day at a place of the tables begins, where it has 24 hours.
    fn even_start(&self, place: usize) -> Option<i64> {
        let (start, end) = (*self.starts.get(place)?, *self.starts.get(place + 1)?);
        (end - start == Micros::DAY).then_some(start)
    }

    /// The first instant by which `micros` microseconds of business time have run since `at`; zero or less gives `at`
    /// itself. Where an opening is exactly used up this is its end: 17:00 and one hour of a day that closes at 18:00 is
    /// 18:00, not the next morning. Where the range has not so much left, its end, an instant no fact can be dated at.
    #[must_use]
    pub fn add_business(&self, at: Micros, micros: i64) -> Micros {
        if micros <= 0 {
            return at;
        }
        let target = self.worked_until(at).saturating_add(micros);
        // The day in which the sum reaches the target: the last with less before it. There is one, as target > 0, and it is
        // not before the day of `at`; limits are days or weeks, so it is looked for from there in widening steps.
        let (mut index, mut step) = (index_of(self.day_of(at)), 1);
        while self.worked.get(index + step).is_some_and(|&worked| worked < target) {
            index += step;
            step *= 2;
        }
        let ahead = self.worked.get(index..(index + step).min(DAYS + 1)).unwrap_or_default();
        index += ahead.partition_point(|&worked| worked < target).saturating_sub(1);
        if index >= DAYS {
            return self.range().1;
        }
        let mut left = target - self.worked[index];
        for (from, to) in self.windows(Day(Day::FIRST.0 + index as i32)) {
            let length = to.since(from);
            if left <= length {
                return from.plus(left);
            }
            left -= length;
        }
        // Unreachable: the table says that the windows of this day are long enough.
        self.range().1
    }

    /// Microseconds of business time from one instant to another; 0 when `to` is not after `from`.
    #[must_use]
    pub fn business_between(&self, from: Micros, to: Micros) -> i64 {
        (self.worked_until(to) - self.worked_until(from)).max(0)
    }

    /// How many open days lie in `from..to`, `to` not included; 0 when `to` is not after `from`.
    #[must_use]
    pub fn business_days_between(&self, from: Day, to: Day) -> u32 {
        self.open_days[index_of(to)].saturating_sub(self.open_days[index_of(from)])
    }

    /// The instant of a civil time in the zone, by the compatible rule (RFC 5545): a time in a gap is read with the offset
    /// before the gap, a time that comes twice is the first. Parts of a microsecond are cut off. Not held to the range,
    /// so that the caller can tell what lies outside; there the offset of the nearer end is used.
    #[must_use]
    pub fn instant(&self, civil: DateTime) -> Micros {
        // Month and day are positive.
        let days = days_of(i64::from(civil.year()), civil.month() as u8, civil.day() as u8);
        let minutes = i64::from(civil.hour()) * 60 + i64::from(civil.minute());
        let seconds = minutes * 60 + i64::from(civil.second());
        let micros = seconds * 1_000_000 + i64::from(civil.subsec_nanosecond()) / 1_000;
        self.zone.compatible(days * Micros::DAY + micros)
    }

    /// What the zone's clock shows at an instant; the ends of [`DateTime`] for instants beyond them.
    #[must_use]
    pub fn civil(&self, at: Micros) -> DateTime {
        let local = self.zone.local(at);
        let (year, month, day) = civil_of(local.div_euclid(Micros::DAY));
        let of_day = local.rem_euclid(Micros::DAY);
        let beyond = if local < 0 { DateTime::MIN } else { DateTime::MAX };
        let Ok(year) = i16::try_from(year) else { return beyond };
        // The hour is below 24, minute and second below 60, the nanoseconds below 10⁹.
        let hour = (of_day / Micros::HOUR) as i8;
        let minute = (of_day / Micros::MINUTE % 60) as i8;
        let second = (of_day / 1_000_000 % 60) as i8;
        let nanosecond = (of_day % 1_000_000 * 1_000) as i32;
        DateTime::new(year, month as i8, day as i8, hour, minute, second, nanosecond).unwrap_or(beyond)
    }

    /// Whether a holiday or closure takes the whole of a day in the range.
    fn is_closed(&self, day: Day) -> bool {
        let (_, month, of_month) = civil_of(i64::from(day.0));
        self.rules.closures.iter().any(|closure| closure.closes(day.0, (month, of_month)))
            || match self.rules.holidays {
                HolidayRule::None => false,
                HolidayRule::Japan => holiday(day).is_some(),
            }
    }

    /// The openings of the weekday on a day of the range as instants, whether or not the day is closed.
    fn windows(&self, day: Day) -> impl Iterator<Item = (Micros, Micros)> {
        let openings = &self.rules.week[usize::from(day.weekday())];
        let instants = openings.iter().map(move |o| (self.minute(day, o.from_minute), self.minute(day, o.to_minute)));
        // An opening inside a gap of the clock has no length.
        instants.filter(|(from, to)| from < to)
    }

    /// Business microseconds of a day.
    fn business_of(&self, day: Day) -> i64 {
        if !(Day::FIRST..=Day::LAST).contains(&day) {
            return 0;
        }
        let index = index_of(day);
        self.worked[index + 1] - self.worked[index]
    }

    /// Business microseconds from the beginning of the range to an instant.
    fn worked_until(&self, at: Micros) -> i64 {
        let day = self.day_of(at);
        let today: i64 = self.openings(day).map(|(from, to)| at.clamp(from, to).since(from)).sum();
        self.worked[index_of(day)] + today
    }
}
