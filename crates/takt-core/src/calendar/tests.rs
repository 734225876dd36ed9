#![allow(clippy::unwrap_used)]

extern crate std;

use super::*;
use alloc::format;
use alloc::vec;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use std::sync::LazyLock;

const ZONES: [&str; 9] = [
    "Asia/Tokyo",
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Apia",
    "UTC",
    // Shifts at 00:01, half an hour, at midnight, in Ramadan.
    "America/St_Johns",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Africa/Casablanca",
];

fn opening(from_hour: u16, to_hour: u16) -> Opening {
    Opening { from_minute: from_hour * 60, to_minute: to_hour * 60 }
}

/// 9–12 and 13–18 from Monday to Friday.
fn office(zone: &str) -> Rules {
    let day = vec![opening(9, 12), opening(13, 18)];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
    Rules { zone: zone.into(), week, holidays: HolidayRule::Japan, closures: vec![] }
}

fn always(zone: &str) -> Rules {
    let week = core::array::from_fn(|_| vec![opening(0, 24)]);
    Rules { zone: zone.into(), week, holidays: HolidayRule::None, closures: vec![] }
}

static TOKYO: LazyLock<Calendar> = LazyLock::new(|| Calendar::new(&office("Asia/Tokyo")).unwrap());
static OFFICES: LazyLock<Vec<Calendar>> =
    LazyLock::new(|| ZONES.iter().map(|zone| Calendar::new(&office(zone)).unwrap()).collect());
static ALWAYS: LazyLock<Vec<Calendar>> =
    LazyLock::new(|| ZONES.iter().map(|zone| Calendar::new(&always(zone)).unwrap()).collect());

/// 2026-`month`-`day` `hour`:`minute` in Tokyo.
fn at(month: i8, day: i8, hour: i8, minute: i8) -> Micros {
    TOKYO.instant(date(2026, month, day).at(hour, minute, 0, 0))
}

fn day(date: Date) -> Day {
    Day::of_date(date).unwrap()
}

const HOUR: i64 = Micros::HOUR;

#[test]
fn business_time_stops_at_lunch() {
    assert_eq!(TOKYO.add_business(at(11, 24, 11, 0), 2 * HOUR), at(11, 24, 14, 0));
    assert_eq!(TOKYO.business_between(at(11, 24, 12, 0), at(11, 24, 13, 0)), 0);
}

#[test]
fn business_time_stops_at_night() {
    assert_eq!(TOKYO.add_business(at(11, 25, 17, 30), HOUR), at(11, 26, 9, 30));
    assert_eq!(TOKYO.business_between(at(11, 25, 18, 0), at(11, 26, 9, 0)), 0);
}

#[test]
fn business_time_stops_on_weekends() {
    // 2026-11-27 is a Friday.
    assert_eq!(TOKYO.add_business(at(11, 27, 17, 0), 2 * HOUR), at(11, 30, 10, 0));
    assert!(!TOKYO.is_open(Day::of(2026, 11, 28).unwrap()));
}

#[test]
fn business_time_stops_on_holidays() {
    // Friday, then a weekend and 勤労感謝の日 on Monday 2026-11-23.
    assert_eq!(TOKYO.add_business(at(11, 20, 17, 0), 2 * HOUR), at(11, 24, 10, 0));
    // 敬老の日, a sandwiched day and 秋分の日: the five days from 2026-09-19 on are closed.
    assert_eq!(TOKYO.add_business(at(9, 18, 17, 0), 2 * HOUR), at(9, 24, 10, 0));
    // Golden Week: 3 to 6 May, a substitute at its end.
    assert_eq!(TOKYO.add_business(at(5, 1, 17, 0), 2 * HOUR), at(5, 7, 10, 0));
}

#[test]
fn business_time_stops_in_closures() {
    let summer = Closure::Once { from: Day::of(2026, 8, 12).unwrap(), to: Day::of(2026, 8, 14).unwrap() };
    let year_end = Closure::Yearly { from: (12, 29), to: (1, 3) };
    let closed = Calendar::new(&Rules { closures: vec![summer, year_end], ..office("Asia/Tokyo") }).unwrap();
    // 山の日 on Tuesday the 11th, then the closure to Friday.
    assert_eq!(closed.add_business(at(8, 10, 17, 0), 2 * HOUR), at(8, 17, 10, 0));
    let new_year = closed.instant(date(2027, 1, 4).at(10, 0, 0, 0));
    assert_eq!(closed.add_business(at(12, 28, 17, 0), 2 * HOUR), new_year);
    // A Tuesday before New Year and a Friday after it, then the Monday behind the closure.
    for (date, open) in [(date(2026, 12, 29), false), (date(2026, 1, 2), false), (date(2026, 1, 5), true)] {
        assert!(TOKYO.is_open(day(date)));
        assert_eq!(closed.is_open(day(date)), open, "{date}");
    }
}

#[test]
fn an_opening_that_is_used_up_ends_there() {
    assert_eq!(TOKYO.add_business(at(11, 24, 17, 0), HOUR), at(11, 24, 18, 0));
    assert_eq!(TOKYO.add_business(at(11, 24, 17, 0), HOUR + 1), at(11, 25, 9, 0).plus(1));
    assert_eq!(TOKYO.add_business(at(11, 24, 20, 0), 0), at(11, 24, 20, 0));
    assert_eq!(TOKYO.add_business(at(11, 23, 0, 0), 3 * HOUR), at(11, 24, 12, 0));
}

#[test]
fn an_opening_holds_its_beginning_and_not_its_end() {
    assert!(TOKYO.is_business(at(11, 24, 9, 0)) && TOKYO.is_business(at(11, 24, 11, 59)));
    assert!(!TOKYO.is_business(at(11, 24, 12, 0)) && !TOKYO.is_business(at(11, 23, 9, 0)));
    let openings: Vec<_> = TOKYO.openings(Day::of(2026, 11, 24).unwrap()).collect();
    let expected = [(at(11, 24, 9, 0), at(11, 24, 12, 0)), (at(11, 24, 13, 0), at(11, 24, 18, 0))];
    assert_eq!(openings, expected);
    assert_eq!(TOKYO.openings(Day::of(2026, 11, 23).unwrap()).count(), 0);
}

#[test]
fn business_days_of_the_years_are_the_known_ones() {
    let new_year = |year| Day::of(year, 1, 1).unwrap();
    for (year, days) in [(2025, 246), (2026, 244), (2027, 245)] {
        assert_eq!(TOKYO.business_days_between(new_year(year), new_year(year + 1)), days, "{year}");
        let slots = TOKYO.business_between(TOKYO.start_of(new_year(year)), TOKYO.start_of(new_year(year + 1)));
        assert_eq!(slots / (30 * Micros::MINUTE), 16 * i64::from(days), "{year}");
    }
    assert_eq!(TOKYO.business_days_between(new_year(2026), new_year(2025)), 0);
    // ISO week 2026-W19 has Thursday and Friday left after Golden Week, W48 four days, W47 all five.
    for (monday, slots) in [(date(2026, 5, 4), 32), (date(2026, 11, 23), 64), (date(2026, 11, 16), 80)] {
        let (from, to) = (day(monday), Day(day(monday).0 + 7));
        let business = TOKYO.business_between(TOKYO.start_of(from), TOKYO.start_of(to));
        assert_eq!(business / (30 * Micros::MINUTE), slots, "{monday}");
    }
}

#[test]
fn days_and_months_keep_the_time_of_day() {
    assert_eq!(TOKYO.add(at(11, 20, 23, 30), Span::Days(3)), at(11, 23, 23, 30));
    assert_eq!(TOKYO.add(at(1, 31, 8, 15), Span::Months(1)), at(2, 28, 8, 15));
    assert_eq!(TOKYO.add(at(1, 31, 8, 15), Span::Months(8)), at(9, 30, 8, 15));
    let next_year = TOKYO.instant(date(2027, 11, 23).at(8, 15, 0, 0));
    assert_eq!(TOKYO.add(at(11, 23, 8, 15), Span::Months(12)), next_year);
    assert_eq!(TOKYO.add(at(11, 24, 17, 0), Span::Business(90)), at(11, 25, 9, 30));

    let berlin = Calendar::new(&office("Europe/Berlin")).unwrap();
    let before = berlin.instant(date(2026, 3, 28).at(10, 0, 0, 0));
    let after = berlin.add(before, Span::Days(1));
    assert_eq!(after.since(before), 23 * HOUR);
    assert_eq!(berlin.civil(after), date(2026, 3, 29).at(10, 0, 0, 0));

    // 2:30 comes twice on 2026-10-25: a span of nothing stays with the second.
    let second = berlin.instant(date(2026, 10, 25).at(2, 30, 0, 0)).plus(HOUR);
    assert_eq!(berlin.civil(second), date(2026, 10, 25).at(2, 30, 0, 0));
    assert_eq!((berlin.add(second, Span::Days(0)), berlin.add(second, Span::Months(0))), (second, second));
}

#[test]
fn openings_follow_the_clock_on_the_days_it_shifts() {
    let night = Rules { week: core::array::from_fn(|_| vec![opening(1, 4)]), ..always("Europe/Berlin") };
    let berlin = Calendar::new(&night).unwrap();
    let business = |date: Date| {
        let day = day(date);
        berlin.business_between(berlin.start_of(day), berlin.start_of(Day(day.0 + 1))) / HOUR
    };
    // 2 to 3 o'clock is left out on 2026-03-29 and comes twice on 2026-10-25.
    assert_eq!(business(date(2026, 3, 28)), 3);
    assert_eq!(business(date(2026, 3, 29)), 2);
    assert_eq!(business(date(2026, 10, 25)), 4);

    // An opening inside the gap has no length, and does not move into the next one.
    let gap = Rules { week: core::array::from_fn(|_| vec![opening(2, 3), opening(3, 4)]), ..always("Europe/Berlin") };
    let berlin = Calendar::new(&gap).unwrap();
    let openings: Vec<_> = berlin.openings(day(date(2026, 3, 29))).collect();
    let instant = |hour| berlin.instant(date(2026, 3, 29).at(hour, 0, 0, 0));
    assert_eq!(openings, [(instant(3), instant(4))]);
}

#[test]
fn tokyo_had_summer_time_from_1948_to_1951() {
    let tokyo = Calendar::new(&always("Asia/Tokyo")).unwrap();
    let length = |date: Date| tokyo.start_of(Day(day(date).0 + 1)).since(tokyo.start_of(day(date))) / HOUR;
    let lengths: Vec<_> = (Day::FIRST.0..=Day::LAST.0).filter(|&number| length(Day(number).date()) != 24).collect();
    assert_eq!(lengths.len(), 8);
    assert!(lengths.iter().all(|&number| (1948..=1951).contains(&Day(number).date().year())));
}

#[test]
fn a_day_that_was_left_out_has_no_length() {
    let apia = Calendar::new(&always("Pacific/Apia")).unwrap();
    let left_out = Day::of(2011, 12, 30).unwrap();
    let next = Day(left_out.0 + 1);
    assert_eq!(apia.start_of(left_out), apia.start_of(next));
    assert_eq!(apia.day_of(apia.start_of(left_out)), next);
    assert!(!apia.is_open(left_out) && apia.openings(left_out).next().is_none());
    assert_eq!(apia.minute(left_out, 600), apia.start_of(next));
    assert_eq!(apia.business_days_between(Day(left_out.0 - 1), Day(next.0 + 1)), 2);
    // The compatible rule reads it with the offset of before, a whole day later.
    let ten = apia.instant(date(2011, 12, 30).at(10, 0, 0, 0));
    assert_eq!(apia.civil(ten), date(2011, 12, 31).at(10, 0, 0, 0));
}

#[test]
fn bad_rules_are_refused() {
    let error = |rules: Rules| Calendar::new(&rules).unwrap_err();
    assert_eq!(error(office("Asia/Edo")), CalendarError::UnknownZone("Asia/Edo".into()));
    assert_eq!(error(office("Etc/Unknown")), CalendarError::UnknownZone("Etc/Unknown".into()));
    assert_eq!(error(office("")), CalendarError::UnknownZone("".into()));
    let shut = Rules { week: Default::default(), ..office("UTC") };
    assert_eq!(error(shut), CalendarError::NoOpenHours);
    let whole_year = Closure::Yearly { from: (1, 1), to: (12, 31) };
    assert_eq!(error(Rules { closures: vec![whole_year], ..office("UTC") }), CalendarError::NoOpenHours);

    let backwards = CalendarError::BadOpening { weekday: 2, opening: opening(12, 9) };
    let told = "opening from minute 720 to 540 of weekday 2 is empty, too long, out of order or overlapping";
    assert_eq!(backwards.to_string(), told);

    for openings in [
        vec![opening(9, 9)],
        vec![opening(12, 9)],
        vec![opening(9, 25)],
        vec![opening(9, 12), opening(11, 18)],
        vec![opening(13, 18), opening(9, 12)],
    ] {
        let mut rules = office("UTC");
        rules.week[2] = openings.clone();
        assert!(matches!(error(rules), CalendarError::BadOpening { weekday: 2, .. }), "{openings:?}");
    }
    for closure in [
        Closure::Yearly { from: (2, 30), to: (3, 1) },
        Closure::Yearly { from: (1, 1), to: (13, 1) },
        Closure::Yearly { from: (0, 1), to: (1, 0) },
        Closure::Once { from: Day(1), to: Day(0) },
    ] {
        assert_eq!(error(Rules { closures: vec![closure], ..office("UTC") }), CalendarError::BadClosure(closure));
    }
    let touching = Rules { week: core::array::from_fn(|_| vec![opening(9, 12), opening(12, 18)]), ..office("UTC") };
    assert!(Calendar::new(&touching).is_ok());
    let leap_day = Closure::Yearly { from: (2, 29), to: (2, 29) };
    assert!(Calendar::new(&Rules { closures: vec![leap_day], ..office("UTC") }).is_ok());
}

#[test]
fn the_range_ends_hold_everything() {
    let (first, end) = TOKYO.range();
    assert_eq!(TOKYO.civil(first), date(1948, 1, 1).at(0, 0, 0, 0));
    assert_eq!(TOKYO.civil(end), date(2100, 1, 1).at(0, 0, 0, 0));
    assert_eq!(TOKYO.add_business(end.plus(-1), 1), end);
    assert_eq!(TOKYO.add(end.plus(-1), Span::Months(u32::MAX)), end);
    assert_eq!(TOKYO.add(Micros(i64::MIN), Span::Days(u32::MAX)), end);
    assert_eq!(TOKYO.start_of(Day(i32::MAX)), end);
    assert_eq!(TOKYO.minute(Day(i32::MIN), u16::MAX), first);
    assert_eq!(TOKYO.day_of(end), Day::LAST);
    assert_eq!(TOKYO.civil(Micros(i64::MAX)), DateTime::MAX);
    assert_eq!(TOKYO.civil(Micros(i64::MIN)), DateTime::MIN);
}

#[test]
fn every_day_begins_in_itself_and_as_jiff_says() {
    for (calendar, zone) in ALWAYS.iter().zip(ZONES) {
        let tz = TimeZone::get(zone).unwrap();
        for number in Day::FIRST.0..=Day::LAST.0 {
            let day = Day(number);
            let start = calendar.start_of(day);
            if calendar.is_open(day) {
                assert_eq!(calendar.day_of(start), day, "{zone} {day}");
                assert_eq!(calendar.day_of(calendar.start_of(Day(number + 1)).plus(-1)), day, "{zone} {day}");
            } else {
                assert_eq!((zone, day), ("Pacific/Apia", Day::of(2011, 12, 30).unwrap()));
            }
            if number % 5 == 0 {
                let zoned = day.date().to_zoned(tz.clone()).unwrap().start_of_day().unwrap();
                assert_eq!(start.0, zoned.timestamp().as_microsecond(), "{zone} {day}");
            }
        }
    }
}

/// Instants near the range, half of them within days of one another so that they meet shifts and openings.
fn instants() -> impl Strategy<Value = Micros> {
    let day = i64::from(Day::FIRST.0)..=i64::from(Day::LAST.0);
    (day, 0..Micros::DAY, prop_oneof![Just(1), Just(Micros::MINUTE), Just(30 * Micros::MINUTE)])
        .prop_map(|(day, of_day, step)| Micros(day * Micros::DAY + of_day / step * step))
}

fn business() -> impl Strategy<Value = i64> {
    prop_oneof![0..10 * HOUR, (0..200i64).prop_map(|n| n * 30 * Micros::MINUTE), 0..3_000 * HOUR]
}

fn civils() -> impl Strategy<Value = DateTime> {
    (instants(), 0..2_000_000i64).prop_map(|(at, shift)| ALWAYS[4].civil(at.plus(shift)))
}

proptest! {
    #[test]
    fn business_time_adds_up(zone in 0..ZONES.len(), t in instants(), a in business(), b in business()) {
        let calendar = &OFFICES[zone];
        prop_assert_eq!(calendar.add_business(calendar.add_business(t, a), b), calendar.add_business(t, a + b));
    }

    #[test]
    fn business_time_added_is_business_time_between(zone in 0..ZONES.len(), t in instants(), a in business()) {
        let calendar = &OFFICES[zone];
        let later = calendar.add_business(t, a);
        prop_assert!(later >= t || later == calendar.range().1);
        if later < calendar.range().1 {
            prop_assert_eq!(calendar.business_between(t, later), a);
            prop_assert!(a == 0 || calendar.business_between(t, later.plus(-1)) == a - 1);
        }
    }

    #[test]
    fn always_open_business_time_is_time(zone in 0..ZONES.len(), t in instants(), a in business()) {
        let calendar = &ALWAYS[zone];
        let (first, end) = calendar.range();
        let t = t.clamp(first, end);
        prop_assert_eq!(calendar.add_business(t, a), t.plus(a).min(end));
        prop_assert!(calendar.is_business(t) || t == end);
    }

    #[test]
    fn business_is_where_business_time_runs(zone in 0..ZONES.len(), t in instants()) {
        let calendar = &OFFICES[zone];
        prop_assert_eq!(i64::from(calendar.is_business(t)), calendar.business_between(t, t.plus(1)));
    }

    #[test]
    fn civil_times_and_instants_are_those_of_jiff(zone in 0..ZONES.len(), at in instants(), civil in civils()) {
        let tz = TimeZone::get(ZONES[zone]).unwrap();
        let calendar = &OFFICES[zone];
        let timestamp = jiff::Timestamp::from_microsecond(at.0).unwrap();
        prop_assert_eq!(calendar.civil(at), tz.to_datetime(timestamp));
        let ambiguous = tz.to_ambiguous_timestamp(civil);
        let is_gap = matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Gap { .. });
        let instant = calendar.instant(civil);
        prop_assert_eq!(instant.0, ambiguous.compatible().unwrap().as_microsecond());
        prop_assert!(is_gap || calendar.civil(instant) == civil);
    }

    #[test]
    fn minutes_stay_in_their_day_and_in_order(
        zone in 0..ZONES.len(), number in Day::FIRST.0..=Day::LAST.0, minute in 0..1_440u16,
    ) {
        let (calendar, day) = (&OFFICES[zone], Day(number));
        let instant = calendar.minute(day, minute);
        prop_assert!(calendar.start_of(day) <= instant && instant <= calendar.start_of(Day(number + 1)));
        prop_assert!(instant <= calendar.minute(day, minute + 1));
    }

    #[test]
    fn nothing_panics(
        at in any::<i64>(), to in any::<i64>(), day in any::<i32>(), number in any::<u32>(), minute in any::<u16>(),
    ) {
        for calendar in OFFICES.iter().take(6) {
            let (at, day) = (Micros(at), Day(day));
            let (first, end) = calendar.range();
            for span in [Span::Business(number), Span::Days(number.max(1)), Span::Months(number.max(1))] {
                let later = calendar.add(at, span);
                prop_assert!(number == 0 || (first <= later && later <= end));
            }
            let _ = calendar.add_business(at, to);
            prop_assert!(calendar.business_between(at, Micros(to)) >= 0);
            let _ = calendar.business_days_between(day, calendar.day_of(at));
            let _ = calendar.is_business(at);
            let _ = calendar.instant(calendar.civil(at));
            let _ = calendar.minute(day, minute);
            calendar.openings(day).for_each(drop);
            let text = format!("{} {}", month_of(day), calendar.start_of(day).0);
            prop_assert!(!text.is_empty());
        }
    }
}

/// Every minute around every shift: the property tests above seldom hit one.
#[test]
fn the_days_of_a_shift_are_those_of_jiff() {
    for (calendar, zone) in OFFICES.iter().zip(ZONES) {
        let tz = TimeZone::get(zone).unwrap();
        let first = jiff::Timestamp::from_microsecond(calendar.range().0.0).unwrap();
        for transition in tz.following(first).take_while(|t| t.timestamp().as_microsecond() < calendar.range().1.0) {
            let around = Micros(transition.timestamp().as_microsecond());
            for step in -18..=18 {
                let at = around.plus(step * 10 * Micros::MINUTE);
                let civil = tz.to_datetime(jiff::Timestamp::from_microsecond(at.0).unwrap());
                assert_eq!(calendar.civil(at), civil, "{zone}");
                // What a clock without the shift would show meets gaps too.
                let skewed = civil.saturating_add(jiff::Span::new().minutes(step * 7));
                let expected = tz.to_ambiguous_timestamp(skewed).compatible().unwrap().as_microsecond();
                assert_eq!(calendar.instant(skewed).0, expected, "{zone} {skewed}");
            }
        }
    }
}

/// The table of days knows which days the clock shifts on: days and months added by it are those added by the clock.
#[test]
fn days_and_months_added_around_a_shift_are_those_of_the_clock() {
    let mut tabled = 0;
    for calendar in OFFICES.iter() {
        let (first, end) = calendar.range();
        for shift in calendar.zone.following(first).take_while(|at| *at < end) {
            for step in -30..=30 {
                for span in [Span::Days(1), Span::Days(2), Span::Days(30), Span::Months(1)] {
                    let back = match span {
                        Span::Days(days) => -i64::from(days) * Micros::DAY,
                        _ => -31 * Micros::DAY,
                    };
                    for at in [shift, shift.plus(back)].map(|at| at.plus(step * 60 * Micros::MINUTE)) {
                        assert_eq!(calendar.add(at, span), calendar.add_by_clock(at, span), "{span} after {at:?}");
                        tabled += u32::from(calendar.add_on_even_days(at, span).is_some());
                    }
                }
            }
        }
    }
    assert!(tabled > 1_000, "most days need no clock");
}

proptest! {
    #[test]
    fn days_and_months_are_those_of_the_clock(
        zone in 0..ZONES.len(), t in instants(), days in 1..9_000_u32, months in 1..400_u32,
    ) {
        let calendar = &OFFICES[zone];
        for span in [Span::Days(days), Span::Months(months)] {
            prop_assert_eq!(calendar.add(t, span), calendar.add_by_clock(t, span), "{}", span);
        }
    }
}
