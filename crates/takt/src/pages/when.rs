//! Days and times as people read them, in the model's zone.

use jiff::civil::{Date, DateTime};
use takt_core::calendar::{Month, month_of};
use takt_core::unit::Day;

use crate::catalogue::Language;
use crate::server::visit::Visit;

/// The names of the days of a week, Monday first.
const WEEKDAYS: [[&str; 7]; 2] =
    [["月", "火", "水", "木", "金", "土", "日"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]];

/// The months as English has them, January first.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A month by its number in the reader's language: a figure, or its name.
fn month_word(date: Date, language: Language) -> String {
    let place = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    match language {
        Language::Ja => date.month().to_string(),
        Language::En => MONTHS.get(place).copied().unwrap_or("").to_owned(),
    }
}

const fn row(language: Language) -> usize {
    match language {
        Language::Ja => 0,
        Language::En => 1,
    }
}

fn weekday(date: Date, language: Language) -> &'static str {
    let place = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    WEEKDAYS[row(language)].get(place).copied().unwrap_or("")
}

/// A day in full: `2026年10月1日(木)`, `Thu 1 Oct 2026`.
#[must_use]
pub fn day(visit: &Visit, day: Day) -> String {
    let date = day.date();
    let args = [
        ("year", date.year().to_string()),
        ("month", month_word(date, visit.language)),
        ("day", date.day().to_string()),
        ("weekday", weekday(date, visit.language).to_owned()),
    ];
    visit.say("web-day", &args)
}

/// A day in few characters: `10/1(木)`.
#[must_use]
pub fn short_day(visit: &Visit, date: Date) -> String {
    let args = [
        ("month", month_word(date, visit.language)),
        ("day", date.day().to_string()),
        ("weekday", weekday(date, visit.language).to_owned()),
    ];
    visit.say("web-day-short", &args)
}

/// A time: the day in few characters, with its year where that is not this one, and the minute.
#[must_use]
pub fn moment(visit: &Visit, at: DateTime, today: Day) -> String {
    let minute = format!("{}:{:02}", at.hour(), at.minute());
    format!("{} {minute}", near(visit, at.date(), today))
}

/// A day as it is told near another: without its year where that is the same.
#[must_use]
pub fn near(visit: &Visit, date: Date, today: Day) -> String {
    let short = short_day(visit, date);
    if date.year() == today.date().year() {
        return short;
    }
    visit.say("web-day-of-year", &[("year", date.year().to_string()), ("day", short)])
}

/// A month: `2026年10月`, `Oct 2026`.
#[must_use]
pub fn month(visit: &Visit, month: Month) -> String {
    let date = month.first_day().date();
    visit.say("web-month", &[("year", date.year().to_string()), ("month", month_word(date, visit.language))])
}

/// The month before and the one after that of a day, each as the last day of it, and not after the last day there is.
#[must_use]
pub fn months_around(day: Day, last: Day) -> (Day, Option<Day>) {
    let month = month_of(day);
    let before = Day(month.first_day().0 - 1);
    let after = Month(month.0 + 1).first_day();
    let end = Day(Month(month.0 + 2).first_day().0 - 1).min(last);
    (before, (after <= last).then_some(end))
}
