//! Japanese public holidays by the rules of the law: the Act on National Holidays (国民の祝日に関する法律, Act of 1948,
//! in force from 1948-07-20) with its amendments, and the acts that made single days holidays.
//!
//! The names are those of the Cabinet Office's list (`syukujitsu.csv`), which holds every day from 1955 on.
//! Source of the rules: <https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html>.

use super::date::{civil_of, days_of};
use crate::unit::Day;

/// Why a day is a public holiday in Japan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// 元日: 1 January (Act of 1948).
    NewYear,
    /// 成人の日: 15 January (Act of 1948), from 2000 the second Monday of January (amendment of 1998).
    ComingOfAge,
    /// 建国記念の日: 11 February from 1967 (amendment and Cabinet Order of 1966).
    Foundation,
    /// 天皇誕生日: 29 April (Act of 1948), 23 December from 1989 (amendment of 1989), 23 February from 2020 (Act of
    /// 2017 on the abdication). 2019 had none.
    EmperorsBirthday,
    /// 春分の日: the day of the vernal equinox (Act of 1948).
    VernalEquinox,
    /// みどりの日: 29 April 1989–2006 (amendment of 1989), 4 May from 2007 (amendment of 2005).
    Greenery,
    /// 昭和の日: 29 April from 2007 (amendment of 2005).
    Showa,
    /// 憲法記念日: 3 May (Act of 1948).
    Constitution,
    /// こどもの日: 5 May (Act of 1948).
    Children,
    /// 海の日: 20 July from 1996 (amendment of 1995), the third Monday of July from 2003 (amendment of 2001); for the
    /// Olympic Games 23 July 2020 (Act of 2018) and 22 July 2021 (Act of 2020).
    Marine,
    /// 山の日: 11 August from 2016 (amendment of 2014); for the Olympic Games 10 August 2020 (Act of 2018) and 8 August
    /// 2021 (Act of 2020).
    Mountain,
    /// 敬老の日: 15 September from 1966 (amendment of 1966), the third Monday of September from 2003 (amendment of 2001).
    RespectForTheAged,
    /// 秋分の日: the day of the autumnal equinox (Act of 1948).
    AutumnalEquinox,
    /// 体育の日: 10 October from 1966 (amendment of 1966), the second Monday of October 2000–2018 (amendment of 1998).
    HealthAndSports,
    /// 体育の日（スポーツの日）: how the Cabinet Office lists the second Monday of October 2019, the last under the old
    /// name when the new one (amendment of 2018) was already law.
    HealthAndSportsRenamed,
    /// スポーツの日: the second Monday of October from 2020 (amendment of 2018); for the Olympic Games 24 July 2020 (Act
    /// of 2018) and 23 July 2021 (Act of 2020).
    Sports,
    /// 文化の日: 3 November (Act of 1948).
    Culture,
    /// 勤労感謝の日: 23 November (Act of 1948).
    LaborThanksgiving,
    /// 結婚の儀: the Crown Prince's weddings, 1959-04-10 (Act of 1959) and 1993-06-09 (Act of 1993).
    Wedding,
    /// 大喪の礼: the funeral of the Emperor Shōwa, 1989-02-24 (Act of 1989).
    Funeral,
    /// 即位礼正殿の儀: the enthronement, 1990-11-12 (Act of 1990).
    Enthronement1990,
    /// 休日（祝日扱い）: the Emperor's accession, 2019-05-01 (Act of 2018). It counts as a national holiday, so it
    /// makes the days before and after it sandwiched ones.
    Accession2019,
    /// 休日（祝日扱い）: the enthronement, 2019-10-22 (Act of 2018).
    Enthronement2019,
    /// 休日, called 振替休日: the day after a national holiday on a Sunday, from 1973-04-12 (amendment of 1973); from 2007
    /// the first day after it that is not itself a national holiday (amendment of 2005).
    Substitute,
    /// 休日, called 国民の休日: a day with a national holiday on either side, from 1985-12-27 (amendment of 1985).
    Sandwiched,
}

impl Holiday {
    /// The name as the Cabinet Office's list writes it.
    #[must_use]
    pub const fn ja(&self) -> &'static str {
        match self {
            Self::NewYear => "元日",
            Self::ComingOfAge => "成人の日",
            Self::Foundation => "建国記念の日",
            Self::EmperorsBirthday => "天皇誕生日",
            Self::VernalEquinox => "春分の日",
            Self::Greenery => "みどりの日",
            Self::Showa => "昭和の日",
            Self::Constitution => "憲法記念日",
            Self::Children => "こどもの日",
            Self::Marine => "海の日",
            Self::Mountain => "山の日",
            Self::RespectForTheAged => "敬老の日",
            Self::AutumnalEquinox => "秋分の日",
            Self::HealthAndSports => "体育の日",
            Self::HealthAndSportsRenamed => "体育の日（スポーツの日）",
            Self::Sports => "スポーツの日",
            Self::Culture => "文化の日",
            Self::LaborThanksgiving => "勤労感謝の日",
            Self::Wedding => "結婚の儀",
            Self::Funeral => "大喪の礼",
            Self::Enthronement1990 => "即位礼正殿の儀",
            Self::Accession2019 | Self::Enthronement2019 => "休日（祝日扱い）",
            Self::Substitute | Self::Sandwiched => "休日",
        }
    }

    /// The name in English.
    #[must_use]
    pub const fn en(&self) -> &'static str {
        match self {
            Self::NewYear => "New Year's Day",
            Self::ComingOfAge => "Coming of Age Day",
            Self::Foundation => "National Foundation Day",
            Self::EmperorsBirthday => "The Emperor's Birthday",
            Self::VernalEquinox => "Vernal Equinox Day",
            Self::Greenery => "Greenery Day",
            Self::Showa => "Showa Day",
            Self::Constitution => "Constitution Memorial Day",
            Self::Children => "Children's Day",
            Self::Marine => "Marine Day",
            Self::Mountain => "Mountain Day",
            Self::RespectForTheAged => "Respect for the Aged Day",
            Self::AutumnalEquinox => "Autumnal Equinox Day",
            Self::HealthAndSports => "Health and Sports Day",
            Self::HealthAndSportsRenamed => "Health and Sports Day (Sports Day)",
            Self::Sports => "Sports Day",
            Self::Culture => "Culture Day",
            Self::LaborThanksgiving => "Labor Thanksgiving Day",
            Self::Wedding => "Wedding of the Crown Prince",
            Self::Funeral => "Funeral of Emperor Showa",
            Self::Accession2019 => "Accession of the Emperor",
            Self::Enthronement1990 | Self::Enthronement2019 => "Enthronement of the Emperor",
            Self::Substitute => "Substitute holiday",
            Self::Sandwiched => "Citizens' holiday",
        }
    }
}

/// The public holiday that a day is in Japan, or `None`; `None` too before the law (1948-07-20) and after [`Day::LAST`].
#[must_use]
pub fn holiday(day: Day) -> Option<Holiday> {
    if !(Day::FIRST..=Day::LAST).contains(&day) {
        return None;
    }
    named(day.0)
        .or_else(|| is_substitute(day).then_some(Holiday::Substitute))
        .or_else(|| is_sandwiched(day).then_some(Holiday::Sandwiched))
}

const SUNDAY: u8 = 6;
const ACT_IN_FORCE: i64 = days_of(1948, 7, 20);
const SUBSTITUTES_FROM: i64 = days_of(1973, 4, 12);
const SANDWICHED_FROM: i64 = days_of(1985, 12, 27);
const SUBSTITUTES_MOVE_ON_FROM: i64 = days_of(2007, 1, 1);

/// Article 3(2): the substitute for a national holiday on a Sunday (amendments of 1973 and 2005). `day` is none itself.
fn is_substitute(day: Day) -> bool {
    let number = i64::from(day.0);
    if number < SUBSTITUTES_FROM {
        return false;
    }
    // Until 2006 only the day right after the Sunday; since then it may be pushed on by further national holidays.
    let longest: i32 = if number < SUBSTITUTES_MOVE_ON_FROM { 1 } else { 7 };
    (1..=longest)
        .map(|back| Day(day.0 - back))
        .take_while(|before| named(before.0).is_some())
        .any(|before| before.weekday() == SUNDAY)
}

/// Article 3(3): a day between two national holidays (amendment of 1985; until 2006 not a Sunday). `day` is neither a
/// national holiday nor a substitute.
fn is_sandwiched(day: Day) -> bool {
    let number = i64::from(day.0);
    number >= SANDWICHED_FROM
        && (day.weekday() != SUNDAY || number >= SUBSTITUTES_MOVE_ON_FROM)
        && named(day.0 - 1).is_some()
        && named(day.0 + 1).is_some()
}

/// The national holiday (国民の祝日) or single day by its own act that a day is, before Article 3 adds the others.
fn named(number: i32) -> Option<Holiday> {
    if i64::from(number) < ACT_IN_FORCE {
        return None;
    }
    let (year, month, day) = civil_of(i64::from(number));
    let monday = |nth: u8| Day(number).weekday() == 0 && day.div_ceil(7) == nth;
    let olympic = year == 2020 || year == 2021;
    Some(match (month, day) {
        (1, 1) => Holiday::NewYear,
        (1, 15) if year <= 1999 => Holiday::ComingOfAge,
        (1, _) if year >= 2000 && monday(2) => Holiday::ComingOfAge,
        (2, 11) if year >= 1967 => Holiday::Foundation,
        (2, 23) if year >= 2020 => Holiday::EmperorsBirthday,
        (2, 24) if year == 1989 => Holiday::Funeral,
        (3, _) if day == vernal(year) => Holiday::VernalEquinox,
        (4, 10) if year == 1959 => Holiday::Wedding,
        (4, 29) if year <= 1988 => Holiday::EmperorsBirthday,
        (4, 29) if year <= 2006 => Holiday::Greenery,
        (4, 29) => Holiday::Showa,
        (5, 1) if year == 2019 => Holiday::Accession2019,
        (5, 3) => Holiday::Constitution,
        (5, 4) if year >= 2007 => Holiday::Greenery,
        (5, 5) => Holiday::Children,
        (6, 9) if year == 1993 => Holiday::Wedding,
        (7, 20) if (1996..=2002).contains(&year) => Holiday::Marine,
        (7, 23) if year == 2020 => Holiday::Marine,
        (7, 24) if year == 2020 => Holiday::Sports,
        (7, 22) if year == 2021 => Holiday::Marine,
        (7, 23) if year == 2021 => Holiday::Sports,
        (7, _) if year >= 2003 && !olympic && monday(3) => Holiday::Marine,
        (8, 10) if year == 2020 => Holiday::Mountain,
        (8, 8) if year == 2021 => Holiday::Mountain,
        (8, 11) if year >= 2016 && !olympic => Holiday::Mountain,
        (9, 15) if (1966..=2002).contains(&year) => Holiday::RespectForTheAged,
        (9, _) if year >= 2003 && monday(3) => Holiday::RespectForTheAged,
        (9, _) if day == autumnal(year) => Holiday::AutumnalEquinox,
        (10, 10) if (1966..=1999).contains(&year) => Holiday::HealthAndSports,
        (10, 22) if year == 2019 => Holiday::Enthronement2019,
        (10, _) if (2000..=2018).contains(&year) && monday(2) => Holiday::HealthAndSports,
        (10, _) if year == 2019 && monday(2) => Holiday::HealthAndSportsRenamed,
        (10, _) if year >= 2022 && monday(2) => Holiday::Sports,
        (11, 3) => Holiday::Culture,
        (11, 12) if year == 1990 => Holiday::Enthronement1990,
        (11, 23) => Holiday::LaborThanksgiving,
        (12, 23) if (1989..=2018).contains(&year) => Holiday::EmperorsBirthday,
        _ => return None,
    })
}

/// The day of March of the vernal equinox in Japan.
///
/// The law leaves the day to the sky: the National Astronomical Observatory publishes it a year ahead (Act of 1948,
/// Article 2). This is the usual formula (暦計算研究会編『新こよみ便利帳』, 1991), good for 1900–2099.
const fn vernal(year: i64) -> u8 {
    equinox(year, if year < 1980 { 20_835_700 } else { 20_843_100 })
}

/// The day of September of the autumnal equinox in Japan; source as [`vernal`].
const fn autumnal(year: i64) -> u8 {
    equinox(year, if year < 1980 { 23_258_800 } else { 23_248_800 })
}

/// `base` + 0.242194 × (year − 1980) − the leap days since 1980, whole days only; `base` in millionths of a day.
///
/// The formula is printed with INT((year − 1983) / 4), cut towards zero, for the years before 1980: the same numbers as
/// the floor of (year − 1980) / 4, which serves both eras.
const fn equinox(year: i64, base: i64) -> u8 {
    let years = year - 1980;
    ((base + 242_194 * years).div_euclid(1_000_000) - years.div_euclid(4)) as u8
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn on(year: i16, month: i8, day: i8) -> Option<Holiday> {
        holiday(Day::of(year, month, day).unwrap())
    }

    fn of_year(year: i16) -> Vec<(u8, u8)> {
        let days = Day::of(year, 1, 1).unwrap().0..=Day::of(year, 12, 31).unwrap().0;
        days.filter(|&day| holiday(Day(day)).is_some())
            .map(|day| civil_of(i64::from(day)))
            .map(|(_, month, day)| (month, day))
            .collect()
    }

    #[test]
    fn the_law_begins_in_july_1948() {
        assert_eq!(of_year(1948), [(9, 23), (11, 3), (11, 23)]);
        let of_1949 = [(1, 1), (1, 15), (3, 21), (4, 29), (5, 3), (5, 5), (9, 23), (11, 3), (11, 23)];
        assert_eq!(of_year(1949), of_1949);
    }

    #[test]
    fn substitutes_begin_in_1973_and_move_on_from_2007() {
        assert_eq!(on(1973, 2, 12), None);
        assert_eq!(on(1973, 4, 30), Some(Holiday::Substitute));
        // 3 May 2009 was a Sunday with two national holidays behind it; 4 May 2003 a Sunday that is no holiday.
        assert_eq!(on(2009, 5, 6), Some(Holiday::Substitute));
        assert_eq!(on(2003, 5, 6), None);
    }

    #[test]
    fn sandwiched_days_begin_in_1985() {
        assert_eq!(on(1985, 5, 4), None);
        assert_eq!(on(1986, 5, 4), None, "a Sunday");
        assert_eq!(on(1987, 5, 4), Some(Holiday::Substitute));
        assert_eq!(on(1988, 5, 4), Some(Holiday::Sandwiched));
        assert_eq!(on(2026, 9, 22), Some(Holiday::Sandwiched));
        assert_eq!(on(2032, 9, 21), Some(Holiday::Sandwiched));
        assert_eq!(on(2019, 4, 30), Some(Holiday::Sandwiched));
    }

    #[test]
    fn equinoxes_stay_on_their_few_days_to_2099() {
        for year in 1948..=2099 {
            assert!((19..=21).contains(&vernal(year)), "{year}");
            assert!((22..=24).contains(&autumnal(year)), "{year}");
        }
        // Not in the Cabinet Office's list yet: the first 19 March and the autumns that turn to the 22nd in odd years.
        assert_eq!((vernal(2028), autumnal(2028), vernal(2030), autumnal(2030)), (20, 22, 20, 23));
        assert_eq!((vernal(2092), vernal(2091), autumnal(2045)), (19, 20, 22));
    }

    #[test]
    fn every_holiday_has_two_names() {
        for number in Day::FIRST.0..=Day::LAST.0 {
            if let Some(holiday) = holiday(Day(number)) {
                assert!(!holiday.ja().is_empty() && holiday.en().is_ascii());
            }
        }
        assert_eq!(holiday(Day(i32::MIN)).or(holiday(Day(i32::MAX))), None);
    }
}
