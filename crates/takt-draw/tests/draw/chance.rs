//! Pictures of numbers and names that nobody chose: well-formed, inside the frame, no words on words, nothing lost.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use takt_draw::chart::bars::{Bar, Bars, Direction};
use takt_draw::chart::cohort::{Cohort, Cohorts, Share};
use takt_draw::chart::heat::{Cell, Strip};
use takt_draw::chart::spark::{Dot, Spark};
use takt_draw::chart::survival::{Counted, Curve, Survival};
use takt_draw::chart::week::{Action, Day, Kind, Now, Outcome, Slot, Week};
use takt_draw::chart::{Picture, Sheet, bars, cohort, heat, spark, survival, week};
use takt_draw::figure::{Language, Measure};
use takt_draw::geometry::px;
use takt_draw::theme::{Hue, Theme};

use crate::look::wrong;
use crate::speak::Catalogue;

/// Draws in both languages, and asserts that nothing is wrong with it.
fn sound(width: i32, draw: impl Fn(&Sheet<'_>) -> Picture) -> Picture {
    let pictures = Language::ALL.map(|language| {
        let speak = Catalogue::new(language);
        let picture = draw(&Sheet { name: "chance", width: px(width), theme: Theme::Auto, speak: &speak });
        assert_eq!(wrong(&picture.svg), [""; 0], "{language:?}");
        let columns = picture.table.head.len();
        assert!(picture.table.rows.iter().all(|row| row.len() == columns), "a row has as many cells as the head");
        picture
    });
    let [picture, _] = pictures;
    picture
}

/// The values of a data attribute, in the order of the picture.
fn data(picture: &Picture, name: &str) -> Vec<i64> {
    let written = picture.svg.to_string();
    let tree = roxmltree::Document::parse(&written).expect("well-formed");
    let values = tree.descendants().filter_map(|node| node.attribute(name)?.parse().ok());
    values.collect()
}

/// Names as they come from outside: short, long, empty, hostile.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ぁ-んァ-ヶ一-龠]{0,24}",
        "[A-Za-z0-9 ,.&<>'-]{0,40}",
        "\\PC{0,12}",
        any::<String>().prop_map(|text| text.chars().take(12).collect()),
        Just("</text><script>".to_string()),
    ]
}

fn hue() -> impl Strategy<Value = Hue> {
    proptest::sample::select(Hue::ALL.to_vec())
}

fn measure() -> impl Strategy<Value = Measure> {
    prop_oneof![
        Just(Measure::Count),
        Just(Measure::Percent),
        Just(Measure::Days),
        Just(Measure::Hundredths),
        Just(Measure::Money { minor_digits: 0, currency: "JPY".into() }),
        Just(Measure::Money { minor_digits: 2, currency: "USD".into() }),
    ]
}

/// From nothing to more than any vendor counts, on both sides.
fn value() -> impl Strategy<Value = i64> {
    prop_oneof![-20..200_i64, -1_000_000_000_000..1_000_000_000_000_i64, Just(0), any::<i64>()]
}

fn slot() -> impl Strategy<Value = Slot> {
    let kind = || proptest::sample::select(Kind::ALL.to_vec());
    prop_oneof![
        Just(Slot::Free),
        Just(Slot::Away),
        name().prop_map(Slot::Meeting),
        (kind(), name()).prop_map(|(kind, company)| Slot::Planned(kind, company)),
        (kind(), name(), proptest::sample::select(Outcome::ALL.to_vec()))
            .prop_map(|(kind, company, outcome)| Slot::Done(kind, company, outcome)),
    ]
}

fn day() -> impl Strategy<Value = Day> {
    (0..7_u8, 1..13_u8, 1..32_u8, option::weighted(0.2, name()), vec(slot(), 0..20))
        .prop_map(|(weekday, month, day, closed, slots)| Day { weekday, year: 2026, month, day, closed, slots })
}

fn action() -> impl Strategy<Value = Action> {
    (proptest::sample::select(Kind::ALL.to_vec()), value(), name(), name(), name(), any::<bool>()).prop_map(
        |(kind, worth, company, person, why, is_urgent)| Action { kind, worth, company, person, why, is_urgent },
    )
}

fn strip() -> impl Strategy<Value = Strip> {
    let cell = (name(), option::weighted(0.8, value()), any::<u32>());
    let cells = vec(cell.prop_map(|(label, value, of)| Cell { label, value, of }), 0..24);
    (name(), measure(), hue(), cells).prop_map(|(title, measure, hue, cells)| Strip { title, measure, hue, cells })
}

fn a_week() -> impl Strategy<Value = Week> {
    let hours = proptest::collection::btree_set(0..48_u16, 0..20)
        .prop_map(|halves| halves.into_iter().map(|half| half * 30).collect::<Vec<u16>>());
    let now = option::of((0..7_usize, 0..1440_u16).prop_map(|(day, minute)| Now { day, minute }));
    let aims = (option::of(any::<u32>()), option::of(value()), option::of(name()));
    (name(), vec(day(), 0..8), hours, now, aims, vec(action(), 0..12), option::of(strip())).prop_map(
        |(member, days, hours, now, (target, expected, advice), actions, reach)| Week {
            member,
            days,
            hours,
            now,
            target,
            expected,
            advice,
            actions,
            reach,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_sparkline_is_sound(
        title in name(), measure in measure(), hue in hue(), width in 0..900_i32,
        points in vec((name(), option::weighted(0.8, value())), 0..40),
    ) {
        let newest = points.iter().rev().find_map(|(_, value)| *value);
        let points = points.into_iter().map(|(label, value)| Dot { label, value }).collect();
        let data_of = Spark { title: format!("題{title}"), measure, hue, points };
        let picture = sound(width, |sheet| spark::draw(&data_of, sheet));
        prop_assert_eq!(data(&picture, "data-n"), newest.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn any_bars_are_sound_and_all_are_there(
        title in name(), measure in measure(), width in 0..900_i32, is_lying in any::<bool>(),
        rows in vec((name(), value(), hue()), 0..30),
    ) {
        let values: Vec<i64> = rows.iter().map(|(_, value, _)| *value).collect();
        let rows = rows.into_iter().map(|(label, value, hue)| Bar { label, value, hue }).collect();
        let direction = if is_lying { Direction::Lying } else { Direction::Standing };
        let data_of = Bars { title: format!("題{title}"), measure, direction, bars: rows };
        let picture = sound(width, |sheet| bars::draw(&data_of, sheet));
        prop_assert_eq!(data(&picture, "data-n"), values);
    }

    #[test]
    fn any_strip_is_sound_and_every_value_is_there(strip in strip(), width in 0..900_i32) {
        let strip = Strip { title: format!("題{}", strip.title), ..strip };
        let values: Vec<i64> = strip.cells.iter().filter_map(|cell| cell.value).collect();
        let picture = sound(width, |sheet| heat::draw(&strip, sheet));
        prop_assert_eq!(data(&picture, "data-n"), values);
    }

    #[test]
    fn any_curves_are_sound_and_never_rise(
        title in name(), width in 0..900_i32,
        curves in vec((name(), hue(), 0..5_000_u32, vec((0..100_000_u32, 0..40_u32, 0..40_u32), 0..20)), 0..5),
    ) {
        let curves: Vec<Curve> = curves
            .into_iter()
            .map(|(label, hue, began, counted)| {
                let of = |(day, events, censored)| Counted { day, events, censored };
                Curve::estimated(label, hue, began, &counted.into_iter().map(of).collect::<Vec<_>>())
            })
            .collect();
        for curve in &curves {
            prop_assert!(curve.steps.iter().is_sorted_by(|one, next| one.left >= next.left && one.day < next.day));
            let gone: u32 = curve.steps.iter().map(|step| step.events + step.censored).sum();
            prop_assert_eq!(curve.at_risk(u32::MAX) + gone, curve.began);
        }
        let data_of = Survival { title: format!("題{title}"), curves };
        sound(width, |sheet| survival::draw(&data_of, sheet));
    }

    #[test]
    fn any_cohorts_are_sound(
        title in name(), hue in hue(), width in 0..900_i32, columns in vec(name(), 0..14),
        rows in vec((name(), any::<u32>(), vec(option::weighted(0.8, (value(), value())), 0..14)), 0..14),
    ) {
        let rows = rows
            .into_iter()
            .map(|(label, size, cells)| {
                let share = |(rate, n)| Share { rate, n };
                Cohort { label, size, cells: cells.into_iter().map(|cell| cell.map(share)).collect() }
            })
            .collect();
        let data_of = Cohorts { title: format!("題{title}"), hue, columns, rows };
        sound(width, |sheet| cohort::draw(&data_of, sheet));
    }

    #[test]
    fn any_week_is_sound_and_its_slots_add_up(week in a_week()) {
        let picture = sound(1360, |sheet| week::draw(&week, sheet));
        let budget = week.budget();
        prop_assert_eq!(budget.all() as usize, week.days.len() * week.hours.len());
        let written = picture.svg.to_string();
        let tree = roxmltree::Document::parse(&written).expect("well-formed");
        let shown: u32 = tree
            .descendants()
            .filter(|node| node.has_attribute("data-slots"))
            .filter_map(|node| node.attribute("data-n")?.parse::<u32>().ok())
            .sum();
        prop_assert_eq!(shown, if week.days.is_empty() || week.hours.is_empty() { 0 } else { budget.open() });
    }
}
