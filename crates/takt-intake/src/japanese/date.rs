//! Days as Japanese files have them: eras, kanji, slashes, eight digits, and the serial numbers of Excel.
//!
//! Source of the eras: the ordinances by which each began: 大正 1912-07-30, 昭和 1926-12-25 (both beginning on the last day
//! of the era before), 平成 1989-01-08 (政令 no. 1 of 1989), 令和 2019-05-01 (政令 no. 143 of 2019). 明治 is read from its
//! year 6, from which on the calendar is the Gregorian one.

use jiff::civil::{Date, Time, date};

/// An era.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治
    Meiji,
    /// 大正
    Taisho,
    /// 昭和
    Showa,
    /// 平成
    Heisei,
    /// 令和
    Reiwa,
}

impl Era {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The year before its first.
    const fn zero(self) -> i16 {
        match self {
            Self::Meiji => 1867,
            Self::Taisho => 1911,
            Self::Showa => 1925,
            Self::Heisei => 1988,
            Self::Reiwa => 2018,
        }
    }

    /// Its first and its last day, both included. 令和 has no last day yet.
    #[must_use]
    pub const fn days(self) -> (Date, Date) {
        match self {
            Self::Meiji => (date(1873, 1, 1), date(1912, 7, 30)),
            Self::Taisho => (date(1912, 7, 30), date(1926, 12, 25)),
            Self::Showa => (date(1926, 12, 25), date(1989, 1, 7)),
            Self::Heisei => (date(1989, 1, 8), date(2019, 4, 30)),
            Self::Reiwa => (date(2019, 5, 1), date(9999, 12, 31)),
        }
    }
}

/// A day, with a time of day where one was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDay {
    /// No form that is known here.
    Shape,
    /// The year has two digits: `26/10/1` may be three different days.
    TwoDigitYear,
    /// A month, day or time that there is not: `2026-02-29`, `25:00`, Excel's 1900-02-29.
    NoSuchDay,
    /// The era did not have that day: 平成31年5月1日. The same day in its own era is told.
    OutsideEra {
        /// The era that was written.
        era: Era,
        /// Its first day.
        first: Date,
        /// Its last day.
        last: Date,
    },
    /// The day of the week in brackets is another day's.
    Weekday,
}

/// From which day Excel counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epoch {
    /// 1 is 1900-01-01, and 60 a day that there was not: what Excel does everywhere now.
    Year1900,
    /// 0 is 1904-01-01: old workbooks of the Macintosh.
    Year1904,
}

impl Day {
    /// Reads a day in any width: `令和8年10月1日`, `R8.10.1`, `令和元年5月1日`, `2026年10月1日(木)`, `2026/10/1`, `2026-10-01`,
    /// `2026.10.1`, `20261001`; behind it a time, `9:30`, `09:30:00`, `午後3時`, `15時30分`, `T09:30`. Numbers of Excel are
    /// days only where the column says so: see [`Day::of_serial`].
    ///
    /// # Errors
    ///
    /// [`NotDay`]: why it is none.
    pub fn of(text: &str) -> Result<Self, NotDay> {
        let mut reader = Reader { rest: text.trim() };
        let era = reader.era();
        let (year, digits) = match era {
            Some(_) if reader.take("元") => (1, 1),
            _ => reader.number().ok_or(NotDay::Shape)?,
        };
        let (year, month, day) = if era.is_none() && digits == 8 {
            (year / 10_000, year / 100 % 100, year % 100)
        } else {
            reader.part("年", &['/', '-', '.'])?;
            let (month, of_month) = reader.number().ok_or(NotDay::Shape)?;
            reader.part("月", &['/', '-', '.'])?;
            let (day, of_day) = reader.number().ok_or(NotDay::Shape)?;
            if of_month > 2 || of_day > 2 {
                return Err(NotDay::Shape);
            }
            reader.take("日");
            if era.is_none() && digits != 4 {
                return Err(if digits <= 2 { NotDay::TwoDigitYear } else { NotDay::Shape });
            }
            (year, month, day)
        };
        let small = |number: u32| i8::try_from(number).map_err(|_| NotDay::NoSuchDay);
        let year = i16::try_from(year).ok().and_then(|year| year.checked_add(era.map_or(0, Era::zero)));
        let date =
            Date::new(year.ok_or(NotDay::NoSuchDay)?, small(month)?, small(day)?).map_err(|_| NotDay::NoSuchDay)?;
        if let Some(era) = era {
            let (first, last) = era.days();
            if digits > 2 || date < first || date > last {
                return Err(NotDay::OutsideEra { era, first, last });
            }
        }
        if let Some(weekday) = reader.weekday()
            && weekday != date.weekday().to_monday_zero_offset()
        {
            return Err(NotDay::Weekday);
        }
        let time = reader.time()?;
        Ok(Self { date, time })
    }

    /// Reads the serial number of Excel: whole days, and behind the point the part of the day, to the second.
    ///
    /// # Errors
    ///
    /// [`NotDay::Shape`] where it is no number, [`NotDay::NoSuchDay`] before 1900, after 9999, and for 60 of the system of
    /// 1900, which is the 29th of a February that had 28 days.
    pub fn of_serial(text: &str, epoch: Epoch) -> Result<Self, NotDay> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 7 || part.len() > 40 || !digits(whole) || !digits(part) {
            return Err(NotDay::Shape);
        }
        let mut days: i32 = whole.parse().map_err(|_| NotDay::Shape)?;
        // A second is 0.0000116 of a day: ten digits are more than enough, and the rest is what floating point left.
        let fraction = part.bytes().chain(std::iter::repeat(b'0')).take(12);
        let fraction = fraction.fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let mut seconds = (fraction * 86_400 + 500_000_000_000) / 1_000_000_000_000;
        if seconds >= 86_400 {
            seconds = 0;
            days += 1;
        }
        let start = match epoch {
            Epoch::Year1904 => date(1904, 1, 1),
            Epoch::Year1900 => match days {
                0 | 60 => return Err(NotDay::NoSuchDay),
                1..60 => date(1899, 12, 31),
                _ => date(1899, 12, 30),
            },
        };
        let span = jiff::Span::new().try_days(days).map_err(|_| NotDay::NoSuchDay)?;
        let date = start.checked_add(span).map_err(|_| NotDay::NoSuchDay)?;
        let of = |unit: u64, turn: u64| i8::try_from(seconds / unit % turn).unwrap_or(0);
        let time = Time::new(of(3600, 24), of(60, 60), of(1, 60), 0).map_err(|_| NotDay::NoSuchDay)?;
        Ok(Self { date, time: (!part.is_empty()).then_some(time) })
    }
}

/// What is left of a text.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn next(&self) -> Option<char> {
        self.rest.chars().next().map(narrow)
    }

    fn skip(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, word: &str) -> bool {
        self.blanks();
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn era(&mut self) -> Option<Era> {
        const ERAS: [(Era, [&str; 2], char); 5] = [
            (Era::Reiwa, ["令和", "㋿"], 'R'),
            (Era::Heisei, ["平成", "㍻"], 'H'),
            (Era::Showa, ["昭和", "㍼"], 'S'),
            (Era::Taisho, ["大正", "㍽"], 'T'),
            (Era::Meiji, ["明治", "㍾"], 'M'),
        ];
        let first = self.next().filter(|first| !first.is_ascii_digit())?;
        for (era, words, letter) in ERAS {
            if words.iter().any(|word| self.take(word)) {
                return Some(era);
            }
            if first.eq_ignore_ascii_case(&letter) {
                self.skip();
                if self.next() == Some('.') {
                    self.skip();
                }
                return Some(era);
            }
        }
        None
    }

    /// A number and how many digits it was written with; at most eight.
    fn number(&mut self) -> Option<(u32, u32)> {
        self.blanks();
        let (mut number, mut digits) = (0, 0);
        while let Some(digit) = self.next().and_then(|char| char.to_digit(10)) {
            digits += 1;
            if digits > 8 {
                return None;
            }
            number = number * 10 + digit;
            self.skip();
        }
        (digits > 0).then_some((number, digits))
    }

    /// What parts two numbers of a date.
    fn part(&mut self, word: &str, signs: &[char]) -> Result<(), NotDay> {
        if self.take(word) {
            return Ok(());
        }
        match self.next() {
            Some(sign) if signs.contains(&sign) => {
                self.skip();
                Ok(())
            }
            _ => Err(NotDay::Shape),
        }
    }

    /// `(木)`, `（木曜日）`, 木曜日: Monday is 0.
    fn weekday(&mut self) -> Option<i8> {
        self.blanks();
        let before = self.rest;
        let bracket = self.next() == Some('(');
        if bracket {
            self.skip();
        }
        let weekday = ["月", "火", "水", "木", "金", "土", "日"].iter().position(|day| self.take(day));
        let named = self.take("曜日") || self.take("曜");
        if weekday.is_none() || !(bracket || named) {
            self.rest = before;
            return None;
        }
        // A holiday is told behind the day: (木・祝).
        if bracket {
            self.take("・");
            self.take("祝");
            if self.next() == Some(')') {
                self.skip();
            }
        }
        weekday.and_then(|day| i8::try_from(day).ok())
    }

    /// A time of day, and nothing behind it.
    fn time(&mut self) -> Result<Option<Time>, NotDay> {
        if matches!(self.next(), Some('T' | 't')) {
            self.skip();
        }
        self.blanks();
        if self.rest.is_empty() {
            return Ok(None);
        }
        let half = if self.take("午前") {
            Some(0)
        } else if self.take("午後") {
            Some(12)
        } else {
            None
        };
        let (mut hour, digits) = self.number().ok_or(NotDay::Shape)?;
        let colon = self.next() == Some(':');
        if digits > 2 || !(colon || self.rest.starts_with('時')) {
            return Err(NotDay::Shape);
        }
        self.skip();
        let mut units = [0_u32; 2];
        for (unit, word) in units.iter_mut().zip(["分", "秒"]) {
            let Some((number, digits)) = self.number() else {
                if colon {
                    return Err(NotDay::Shape);
                }
                break;
            };
            if digits > 2 || (colon && digits != 2) {
                return Err(NotDay::Shape);
            }
            *unit = number;
            match self.next() {
                Some(':') if colon && word == "分" => self.skip(),
                _ if colon => break,
                _ if self.take(word) => {}
                _ => return Err(NotDay::Shape),
            }
        }
        if self.take("半") {
            if colon || units != [0, 0] {
                return Err(NotDay::Shape);
            }
            units[0] = 30;
        }
        // English Excel.
        let latin = self.rest.trim();
        let half = match half {
            None if latin.eq_ignore_ascii_case("am") => Some(0),
            None if latin.eq_ignore_ascii_case("pm") => Some(12),
            _ if !latin.is_empty() => return Err(NotDay::Shape),
            half => half,
        };
        if let Some(half) = half {
            // 午後0時 is noon, and so is 12 PM.
            if hour > 12 {
                return Err(NotDay::NoSuchDay);
            }
            hour = hour % 12 + half;
        }
        let small = |number: u32| i8::try_from(number).map_err(|_| NotDay::NoSuchDay);
        let [minute, second] = units;
        Time::new(small(hour)?, small(minute)?, small(second)?, 0).map(Some).map_err(|_| NotDay::NoSuchDay)
    }
}

/// A letter in its plain width.
fn narrow(char: char) -> char {
    match char {
        '−' | '‐' | '\u{2011}'..='\u{2015}' | 'ー' => '-',
        '．' | '・' | '。' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Result<String, NotDay> {
        Day::of(text).map(|day| match day.time {
            Some(time) => format!("{} {time}", day.date),
            None => day.date.to_string(),
        })
    }

    #[test]
    fn a_day_is_read_in_every_dress() {
        for text in [
            "2026年10月1日",
            "2026/10/1",
            "2026-10-01",
            "2026.10.1",
            "20261001",
            "２０２６／１０／０１",
            "２０２６年１０月１日",
            "令和8年10月1日",
            "令和８年１０月１日",
            "R8.10.1",
            "R8/10/1",
            "r08-10-01",
            "Ｒ８．１０．１",
            "㋿8年10月1日",
            "2026年10月1日(木)",
            "2026年10月1日（木）",
            "2026/10/1 木曜日",
            " 2026 年 10 月 1 日 ",
        ] {
            assert_eq!(day(text).as_deref(), Ok("2026-10-01"), "{text}");
        }
        for (text, wanted) in [
            ("令和元年5月1日", "2019-05-01"),
            ("平成31年4月30日", "2019-04-30"),
            ("H1.1.8", "1989-01-08"),
            ("昭和64年1月7日", "1989-01-07"),
            ("S1.12.25", "1926-12-25"),
            ("大正15年12月25日", "1926-12-25"),
            ("大正元年7月30日", "1912-07-30"),
            ("明治45年7月30日", "1912-07-30"),
            ("明治6年1月1日", "1873-01-01"),
        ] {
            assert_eq!(day(text).as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn times_follow_the_day() {
        for (text, wanted) in [
            ("2026/10/1 9:30", "2026-10-01 09:30:00"),
            ("2026-10-01T09:30:15", "2026-10-01 09:30:15"),
            ("2026年10月1日 午後3時", "2026-10-01 15:00:00"),
            ("令和8年10月1日（木）午前9時半", "2026-10-01 09:30:00"),
            ("2026年10月1日15時30分", "2026-10-01 15:30:00"),
            ("2026年10月1日 午後0時", "2026-10-01 12:00:00"),
            ("2026年10月1日 午前12時", "2026-10-01 00:00:00"),
            ("2026/10/01 3:05 PM", "2026-10-01 15:05:00"),
            ("20261001 09:00", "2026-10-01 09:00:00"),
        ] {
            assert_eq!(day(text).as_deref(), Ok(wanted), "{text}");
        }
        assert_eq!(day("2026/10/1 25:00"), Err(NotDay::NoSuchDay));
        assert_eq!(day("2026/10/1 午後13時"), Err(NotDay::NoSuchDay));
        assert_eq!(day("2026/10/1 9:3"), Err(NotDay::Shape));
    }

    #[test]
    fn an_era_must_have_had_the_day() {
        for text in [
            "平成31年5月1日",
            "H31.5.1",
            "昭和64年1月8日",
            "平成元年1月7日",
            "令和元年4月30日",
            "大正15年12月26日",
            "明治5年1月1日",
            "令和100年1月1日",
        ] {
            assert!(matches!(day(text), Err(NotDay::OutsideEra { .. })), "{text} {:?}", day(text));
        }
        let Err(NotDay::OutsideEra { era, first, last }) = Day::of("平成31年5月1日") else { panic!() };
        assert_eq!((era.name(), first, last), ("平成", date(1989, 1, 8), date(2019, 4, 30)));
    }

    #[test]
    fn what_is_no_day_says_why() {
        for text in ["26/10/1", "10/1/26", "26年10月1日", "8.10.1"] {
            assert_eq!(day(text), Err(NotDay::TwoDigitYear), "{text}");
        }
        for text in ["2026/2/29", "2026/13/1", "20260229", "令和8年0月1日", "20260001"] {
            assert_eq!(day(text), Err(NotDay::NoSuchDay), "{text}");
        }
        for text in [
            "",
            "未定",
            "2026",
            "2026/10",
            "45931",
            "2026/10/1x",
            "126/10/1",
            "令和",
            "2026/100/1",
            "123456789",
            "X8.10.1",
        ] {
            assert_eq!(day(text), Err(NotDay::Shape), "{text}");
        }
        assert_eq!(day("2026年10月1日(金)"), Err(NotDay::Weekday));
    }

    #[test]
    fn serials_are_excels() {
        let serial = |text, epoch| {
            Day::of_serial(text, epoch).map(|day| match day.time {
                Some(time) => format!("{} {time}", day.date),
                None => day.date.to_string(),
            })
        };
        for (text, wanted) in [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("61", "1900-03-01"),
            ("46296", "2026-10-01"),
            ("46296.5", "2026-10-01 12:00:00"),
            ("46296.395833333336", "2026-10-01 09:30:00"),
            ("46296.999999999", "2026-10-02 00:00:00"),
            ("2958465", "9999-12-31"),
        ] {
            assert_eq!(serial(text, Epoch::Year1900).as_deref(), Ok(wanted), "{text}");
        }
        assert_eq!(serial("0", Epoch::Year1904).as_deref(), Ok("1904-01-01"));
        assert_eq!(serial("44834", Epoch::Year1904).as_deref(), Ok("2026-10-01"), "1462 days apart");
        for text in ["60", "0", "2958466", "9999999"] {
            assert_eq!(serial(text, Epoch::Year1900), Err(NotDay::NoSuchDay), "{text}");
        }
        for text in ["", "-1", "1e5", "4.6.2", "99999999", "２"] {
            assert_eq!(serial(text, Epoch::Year1900), Err(NotDay::Shape), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".{0,30}", written in "(令和|平成|R|元|[0-9０-９]{1,4}|年|月|日|/|\\(木\\)|午後| |:|時|分){0,12}") {
            for text in [&text, &written] {
                let _ = Day::of_serial(text, Epoch::Year1904);
                if let Ok(day) = Day::of(text) {
                    prop_assert_eq!(Day::of(&day.date.to_string()).map(|day| day.date), Ok(day.date));
                }
            }
        }

        #[test]
        fn every_day_of_an_era_is_that_day(days in 0..70_000_i32) {
            let day = date(1873, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            for era in [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei, Era::Reiwa] {
                let year = day.year() - era.zero();
                let text = format!("{}{year}年{}月{}日", era.name(), day.month(), day.day());
                let (first, last) = era.days();
                if year >= 1 {
                    prop_assert_eq!(Day::of(&text).is_ok(), (first..=last).contains(&day) && year < 100, "{}", text);
                }
            }
        }
    }
}
