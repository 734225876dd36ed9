//! Dates and times as files write them.
//!
//! The three common forms are read by hand, since they make up nearly every import; everything else goes through
//! jiff's `strptime`.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use takt_core::unit::Micros;

use crate::japanese::date::{Day, Epoch};
use crate::number::narrow;

/// A moment as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The day as written.
    pub(crate) date: Date,
    /// The time of day, where one was written.
    pub(crate) time: Option<Time>,
    /// The instant, where an offset or a count of seconds was written with it.
    pub(crate) instant: Option<Micros>,
}

/// A format of dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// `2018-02-01`, `2018-02-01 09:30`, `2018-02-01 09:30:00` and RFC 3339: what is taken where none is named.
    Iso,
    /// One of the common formats, read by hand first.
    Common {
        /// The format in the words of `strptime`, for everything that is not written with two digits each.
        pattern: String,
        /// Between year, month and day.
        separator: u8,
        /// What may follow the day.
        tail: Tail,
    },
    /// `excel`: the number of days that a spreadsheet counts from 1900, and the part of the day behind the point.
    Serial,
    /// Any other format of `strptime`.
    Pattern(String),
}

/// A day as it is written in Japan: 令和8年10月1日, R8.10.1, 2026年10月1日(木) 午後3時. One with an era or with 年 can be no other day,
/// whatever format is named; without a named format (`any`) also 2026.10.1 and 20261001 are read.
pub(crate) fn as_in_japan(text: &str, any: bool) -> Option<Moment> {
    let begins_with_digit = text.trim_start().chars().next().is_some_and(|first| narrow(first).is_ascii_digit());
    if !any && begins_with_digit && !text.contains('年') {
        return None;
    }
    let day = Day::of(text).ok()?;
    Some(Moment { date: day.date, time: day.time, instant: None })
}

/// What follows the day in a common format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tail {
    None,
    Minutes,
    Seconds,
}

impl Format {
    /// A format by its pattern, `None` where it does not give a day. Tried on a sample: what was written with it must
    /// be read back as the same day.
    pub(crate) fn parse(pattern: &str) -> Option<Self> {
        let common = [
            ("%Y-%m-%d", b'-', Tail::None),
            ("%Y/%m/%d", b'/', Tail::None),
            ("%Y-%m-%d %H:%M", b'-', Tail::Minutes),
            ("%Y/%m/%d %H:%M", b'/', Tail::Minutes),
            ("%Y-%m-%d %H:%M:%S", b'-', Tail::Seconds),
            ("%Y/%m/%d %H:%M:%S", b'/', Tail::Seconds),
        ];
        match pattern {
            "iso" | "rfc3339" => return Some(Self::Iso),
            "excel" => return Some(Self::Serial),
            _ => {}
        }
        if let Some((_, separator, tail)) = common.iter().find(|(known, ..)| *known == pattern) {
            return Some(Self::Common { pattern: pattern.into(), separator: *separator, tail: *tail });
        }
        let sample = jiff::civil::date(2018, 2, 3).at(14, 15, 16, 0);
        let written = strtime::format(pattern, &sample.to_zoned(TimeZone::UTC).ok()?).ok()?;
        let read = by_pattern(pattern, &written)?;
        (read.date == sample.date()).then(|| Self::Pattern(pattern.into()))
    }

    /// The pattern, as it was given.
    pub(crate) fn pattern(&self) -> &str {
        match self {
            Self::Iso => "iso",
            Self::Serial => "excel",
            Self::Common { pattern, .. } | Self::Pattern(pattern) => pattern,
        }
    }

    /// Reads a cell; `None` where it is not of this format or names no day there is.
    pub(crate) fn read(&self, text: &str) -> Option<Moment> {
        if let Some(moment) = self.read_plain(text) {
            return Some(moment);
        }
        if text.is_ascii() {
            return None;
        }
        let plain: String = text.chars().map(narrow).collect();
        self.read_plain(&plain)
    }

    fn read_plain(&self, text: &str) -> Option<Moment> {
        match self {
            Self::Iso => iso(text),
            Self::Serial => {
                let day = Day::of_serial(text, Epoch::Year1900).ok()?;
                Some(Moment { date: day.date, time: day.time, instant: None })
            }
            Self::Common { pattern, separator, tail } => {
                by_hand(text.as_bytes(), *separator, *tail).or_else(|| by_pattern(pattern, text))
            }
            Self::Pattern(pattern) => by_pattern(pattern, text),
        }
    }
}

fn digits<const N: usize>(bytes: &[u8], at: usize) -> Option<i16> {
    let mut number = 0;
    for byte in bytes.get(at..at + N)? {
        number = number * 10 + i16::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(number)
}

fn two(bytes: &[u8], at: usize) -> Option<i8> {
    digits::<2>(bytes, at)?.try_into().ok()
}

fn day(bytes: &[u8], separator: u8) -> Option<Date> {
    if bytes.get(4) != Some(&separator) || bytes.get(7) != Some(&separator) {
        return None;
    }
    Date::new(digits::<4>(bytes, 0)?, two(bytes, 5)?, two(bytes, 8)?).ok()
}

fn by_hand(bytes: &[u8], separator: u8, tail: Tail) -> Option<Moment> {
    let length = match tail {
        Tail::None => 10,
        Tail::Minutes => 16,
        Tail::Seconds => 19,
    };
    if bytes.len() != length {
        return None;
    }
    let date = day(bytes, separator)?;
    if tail == Tail::None {
        return Some(Moment { date, time: None, instant: None });
    }
    if bytes[10] != b' ' || bytes[13] != b':' || (tail == Tail::Seconds && bytes[16] != b':') {
        return None;
    }
    let second = if tail == Tail::Seconds { two(bytes, 17)? } else { 0 };
    let time = Time::new(two(bytes, 11)?, two(bytes, 14)?, second, 0).ok()?;
    Some(Moment { date, time: Some(time), instant: None })
}

/// `2018-02-01`, with a time behind a space or `T`, with a fraction, with `Z` or an offset.
fn iso(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let date = day(bytes, b'-').or_else(|| day(bytes, b'/'))?;
    let Some(parting) = bytes.get(10) else { return Some(Moment { date, time: None, instant: None }) };
    if !matches!(parting, b' ' | b'T' | b't') || bytes.get(13) != Some(&b':') {
        return None;
    }
    let (hour, minute) = (two(bytes, 11)?, two(bytes, 14)?);
    let mut at = 16;
    let (mut second, mut nanos) = (0, 0_i32);
    if bytes.get(at) == Some(&b':') {
        second = two(bytes, at + 1)?;
        at += 3;
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            let count = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if count == 0 || count > 9 {
                return None;
            }
            let fraction: i32 = text.get(at..at + count)?.parse().ok()?;
            nanos = fraction * 10_i32.pow(9 - u32::try_from(count).ok()?);
            at += count;
        }
    }
    let time = Time::new(hour, minute, second, nanos).ok()?;
    let offset_minutes = match bytes.get(at..)? {
        [] => return Some(Moment { date, time: Some(time), instant: None }),
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let minutes_at = match rest.len() {
                5 if rest[2] == b':' => 3,
                4 => 2,
                _ => return None,
            };
            let minutes = i64::from(two(rest, 0)?) * 60 + i64::from(two(rest, minutes_at)?);
            if minutes >= 24 * 60 || two(rest, minutes_at)? >= 60 {
                return None;
            }
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let utc = TimeZone::UTC.to_timestamp(date.to_datetime(time)).ok()?.as_microsecond();
    Some(Moment { date, time: Some(time), instant: Some(Micros(utc - offset_minutes * Micros::MINUTE)) })
}

fn by_pattern(pattern: &str, text: &str) -> Option<Moment> {
    let parts = strtime::parse(pattern, text).ok()?;
    if let Ok(instant) = parts.to_timestamp() {
        let written = parts.to_datetime().unwrap_or_else(|_| instant.to_zoned(TimeZone::UTC).datetime());
        let instant = Some(Micros(instant.as_microsecond()));
        return Some(Moment { date: written.date(), time: Some(written.time()), instant });
    }
    let date = parts.to_date().ok()?;
    let time = if parts.hour().is_some() { Some(parts.to_time().ok()?) } else { None };
    Some(Moment { date, time, instant: None })
}

/// The instant of a civil time in a zone. A time that a change of clocks skips is taken an hour later, one that
/// comes twice is taken as the first.
pub(crate) fn instant(zone: &TimeZone, civil: DateTime) -> Option<Micros> {
    zone.to_timestamp(civil).ok().map(|instant| Micros(instant.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, text: &str) -> Option<(String, Option<String>, Option<i64>)> {
        let moment = Format::parse(pattern)?.read(text)?;
        Some((moment.date.to_string(), moment.time.map(|t| t.to_string()), moment.instant.map(|i| i.0)))
    }

    #[test]
    fn days_are_read_as_they_are_written_in_japan() {
        let day = |text| as_in_japan(text, false).map(|moment| (moment.date, moment.time));
        let expected = Some((jiff::civil::date(2026, 10, 1), None));
        for text in ["令和8年10月1日", "R8.10.1", "Ｒ８．１０．１", "2026年10月1日", "2026年10月1日(木)"]
        {
            assert_eq!(day(text), expected, "{text}");
        }
        let afternoon = Some((jiff::civil::date(2026, 10, 1), Some(jiff::civil::time(15, 0, 0, 0))));
        assert_eq!(day("令和8年10月1日 午後3時"), afternoon);
        // Another format was named for these, and a day of two digits may be three.
        for text in ["2026.10.1", "20261001", "8/10/1", "平成32年5月1日", "2026年10月1日(金)"] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(as_in_japan("2026.10.1", true).map(|moment| moment.date), expected.map(|(date, _)| date));
        assert_eq!(as_in_japan("8/10/1", true), None);
        let serial = Format::parse("excel").and_then(|format| format.read("46296.5"));
        let noon = jiff::civil::time(12, 0, 0, 0);
        assert_eq!(serial.map(|moment| (moment.date, moment.time)), expected.map(|(date, _)| (date, Some(noon))));
    }

    #[test]
    fn common_formats_are_read() {
        let day = |text: &str| Some((text.to_string(), None, None));
        assert_eq!(read("%Y-%m-%d", "2018-02-01"), day("2018-02-01"));
        assert_eq!(read("%Y-%m-%d", "2018-2-1"), day("2018-02-01"));
        assert_eq!(read("%Y/%m/%d", "２０１８／０２／０１"), day("2018-02-01"));
        assert_eq!(read("%Y年%m月%d日", "2018年2月1日"), day("2018-02-01"));
        assert_eq!(read("%d.%m.%Y", "01.02.2018"), day("2018-02-01"));
        assert_eq!(read("%Y-%m-%d", "2018-02-30"), None);
        assert_eq!(read("%Y-%m-%d", "2018-02-01 09:00:00"), None);
        assert_eq!(
            read("%Y-%m-%d %H:%M:%S", "2018-02-26 19:58:54"),
            Some(("2018-02-26".into(), Some("19:58:54".into()), None))
        );
        assert_eq!(read("%Y-%m-%d %H:%M:%S", "2018-02-26 24:00:00"), None);
        assert_eq!(read("%s", "1700000000").and_then(|r| r.2), Some(1_700_000_000_000_000));
        assert_eq!(read("%Y-%m-%d %H:%M %z", "2018-02-26 09:00 +0900").and_then(|r| r.2), Some(1_519_603_200_000_000));
    }

    #[test]
    fn iso_takes_what_programs_write() {
        let utc = |text| iso(text).and_then(|m| m.instant).map(|i| i.0);
        assert_eq!(utc("2026-05-01T09:30:00+09:00"), utc("2026-05-01T00:30:00Z"));
        assert_eq!(utc("2026-05-01T09:30:00.000001+0900"), utc("2026-05-01T00:30:00Z").map(|t| t + 1));
        assert_eq!(iso("2026-05-01 09:30").map(|m| m.instant), Some(None));
        for text in ["", "2026", "2026-05-01T", "2026-05-01T9:30", "2026-05-01T25:00:00Z", "2026-05-01T09:30:00+9"] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_format_must_give_a_day() {
        for pattern in ["", "%", "%q", "%Y-%m", "%H:%M", "day"] {
            assert_eq!(Format::parse(pattern), None, "{pattern}");
        }
    }
}
