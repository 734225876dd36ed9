//! Dates as plain integers: the Gregorian calendar counted in days, and months counted from year 0.
//!
//! Compiling a calendar asks for some hundred thousand dates, so this does without the range checks of a date type.

use crate::unit::Day;
use core::fmt;

/// Year, month (1..=12) and day of the month (1..=31) of a day counted from 1970-01-01.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`. The year is taken to begin
/// in March, so that the leap day is its last; 719,468 days lie between 0000-03-01 and 1970-01-01.
pub(super) const fn civil_of(days: i64) -> (i64, u8, u8) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month as u8, day as u8)
}

/// Days from 1970-01-01 to a date. `year` within ±10,000,000,000, `month` 1..=12, `day` 1..=31.
///
/// Source: as [`civil_of`], there `days_from_civil`.
pub(super) const fn days_of(year: i64, month: u8, day: u8) -> i64 {
    let march_year = if month <= 2 { year - 1 } else { year };
    let march_month = (month as i64 + 9) % 12;
    let year_of_era = march_year.rem_euclid(400);
    let of_year = (153 * march_month + 2) / 5 + day as i64 - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    march_year.div_euclid(400) * 146_097 + of_era - 719_468
}

/// How many days a month (1..=12) has.
pub(super) const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The day, or the nearer end of [`Day::FIRST`]..=[`Day::LAST`] for one outside.
pub(super) fn clamped(days: i64) -> Day {
    // In the range of two i32, so the cast loses nothing.
    Day(days.clamp(i64::from(Day::FIRST.0), i64::from(Day::LAST.0)) as i32)
}

/// A calendar month: year × 12 + month − 1, so that months one apart are neighbours. Prints as `2018-05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// 1 = January … 12 = December.
    #[must_use]
    pub const fn number(self) -> u8 {
        // 0..=11 before the addition.
        self.0.rem_euclid(12) as u8 + 1
    }

    /// The first of the month; the nearer end of [`Day::FIRST`]..=[`Day::LAST`] for a month outside.
    #[must_use]
    pub fn first_day(self) -> Day {
        clamped(days_of(i64::from(self.year()), self.number(), 1))
    }

    /// The last of the month; the nearer end of [`Day::FIRST`]..=[`Day::LAST`] for a month outside.
    #[must_use]
    pub fn last_day(self) -> Day {
        let year = i64::from(self.year());
        clamped(days_of(year, self.number(), days_in_month(year, self.number())))
    }

    /// The month after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// The month a day lies in; days outside [`Day::FIRST`]..=[`Day::LAST`] count as the nearer end.
#[must_use]
pub fn month_of(day: Day) -> Month {
    let (year, month, _) = civil_of(i64::from(clamped(i64::from(day.0)).0));
    // The years are 1948..=2099.
    Month(year as i32 * 12 + i32::from(month) - 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn every_day_of_the_range_is_the_date_jiff_says() {
        for number in Day::FIRST.0..=Day::LAST.0 {
            let date = Day(number).date();
            let (year, month, day) = (i64::from(date.year()), date.month() as u8, date.day() as u8);
            assert_eq!(civil_of(i64::from(number)), (year, month, day));
            assert_eq!(days_of(year, month, day), i64::from(number));
            assert_eq!(days_in_month(year, month), date.days_in_month() as u8);
        }
    }

    #[test]
    fn months_know_their_ends() {
        let month = month_of(Day::of(2024, 2, 10).unwrap());
        assert_eq!(month.to_string(), "2024-02");
        assert_eq!(month, Month(2024 * 12 + 1));
        assert_eq!(month.first_day().to_string(), "2024-02-01");
        assert_eq!(month.last_day().to_string(), "2024-02-29");
        assert_eq!(month_of(Day::of(2026, 12, 31).unwrap()).next().to_string(), "2027-01");
    }

    #[test]
    fn months_outside_the_range_stop_at_its_ends() {
        assert_eq!(Month(i32::MAX).next().first_day(), Day::LAST);
        assert_eq!(Month(i32::MIN).last_day(), Day::FIRST);
        assert_eq!(month_of(Day(i32::MAX)), month_of(Day::LAST));
    }
}
