//! Every chart with example data, against the files accepted after a look, and what its numbers say.

use takt_draw::chart::bars::{Bars, Direction};
use takt_draw::chart::cohort::Cohorts;
use takt_draw::chart::heat::Strip;
use takt_draw::chart::spark::{Dot, Spark};
use takt_draw::chart::survival::{Curve, Survival};
use takt_draw::chart::week::{self, Budget, Day, Now};
use takt_draw::chart::{Picture, Sheet, bars, cohort, heat, spark, survival};
use takt_draw::figure::{Language, Measure};
use takt_draw::geometry::px;
use takt_draw::inspect::text_boxes;
use takt_draw::theme::{Hue, Theme};

use crate::look::{golden, wrong};
use crate::sample::{pictures, week as sample_week};
use crate::speak::Catalogue;

fn texts(picture: &Picture) -> Vec<String> {
    text_boxes(&picture.svg).into_iter().map(|found| found.text).collect()
}

fn drawn(draw: impl Fn(&Sheet<'_>) -> Picture) -> Picture {
    let speak = Catalogue::new(Language::Ja);
    draw(&Sheet { name: "try", width: px(600), theme: Theme::Light, speak: &speak })
}

#[test]
fn every_picture_is_sound_in_both_languages_and_is_the_one_that_was_accepted() {
    for language in Language::ALL {
        for (name, picture) in pictures(language, Theme::Auto) {
            let name = format!("{name}.{}", language.code());
            assert_eq!(wrong(&picture.svg), [""; 0], "{name}");
            golden(&name, &picture.svg);
        }
    }
}

#[test]
fn what_has_no_numbers_says_so_and_draws_no_axes() {
    let (title, hue, measure) = (|| "題".to_string(), Hue::Blue, Measure::Count);
    let unknown = vec![Dot { label: "10月".into(), value: None }];
    let spark_of = Spark { title: title(), measure: measure.clone(), hue, points: unknown };
    let bars_of = Bars { title: title(), measure: measure.clone(), direction: Direction::Standing, bars: Vec::new() };
    let strip = Strip { title: title(), measure, hue, cells: Vec::new() };
    let curves = Survival { title: title(), curves: vec![Curve::estimated(title(), hue, 9, &[])] };
    let cohorts = Cohorts { title: title(), hue, columns: vec!["0か月".into()], rows: Vec::new() };
    let mut empty_week = sample_week(Language::Ja);
    empty_week.days.clear();
    let pictures = [
        drawn(|sheet| spark::draw(&spark_of, sheet)),
        drawn(|sheet| bars::draw(&bars_of, sheet)),
        drawn(|sheet| heat::draw(&strip, sheet)),
        drawn(|sheet| survival::draw(&curves, sheet)),
        drawn(|sheet| cohort::draw(&cohorts, sheet)),
        drawn(|sheet| week::draw(&empty_week, sheet)),
    ];
    for picture in pictures {
        assert_eq!(
            texts(&picture)[1..],
            ["まだ数字がありません。記録が入ると、ここに表示されます。"],
            "{:?}",
            picture.svg.title()
        );
        assert_eq!(wrong(&picture.svg), [""; 0]);
        assert!(!picture.svg.to_string().contains("<line"));
    }
}

#[test]
fn the_slots_of_a_week_are_counted_as_they_stand_on_it() {
    let week = sample_week(Language::Ja);
    let budget = week.budget();
    let expected =
        Budget { done: 26, planned: [5, 13, 10, 5], meetings: 2, free: 3, closed: 16, connected: 15, appointments: 3 };
    assert_eq!(budget, expected);
    let picture = drawn(|sheet| week::draw(&week, sheet));
    let texts = texts(&picture);
    for said in
        ["2026/11/23(月)〜11/27(金) ・ 佐藤 美咲 ・ 80コマ − 休み16 = 64コマ", "勤労感謝の日", "アポ設定 3 / 目標 9"]
    {
        assert!(texts.iter().any(|text| text == said), "{said} in {texts:?}");
    }
    assert_eq!(texts.iter().filter(|text| *text == "空き").count(), 3);
    assert_eq!(picture.table.rows.len(), 80);
    assert_eq!(picture.table.rows.iter().filter(|row| row[2] == "勤労感謝の日").count(), 16);
}

#[test]
fn a_day_without_slots_is_away_and_a_closed_one_shows_none_of_its_slots() {
    let mut week = sample_week(Language::Ja);
    week.days = vec![
        Day { slots: Vec::new(), ..week.days[1].clone() },
        Day { closed: Some("棚卸し".into()), ..week.days[2].clone() },
    ];
    assert_eq!(week.budget(), Budget { closed: 32, ..Budget::default() });
    let picture = drawn(|sheet| week::draw(&week, sheet));
    assert!(texts(&picture).iter().all(|text| !text.contains("苔ノ森食品")), "the slots of a closed day are not shown");
}

#[test]
fn the_time_of_day_stands_on_the_board_only_while_the_house_works() {
    let mut week = sample_week(Language::Ja);
    for (minute, shows) in [(9 * 60, true), (12 * 60 + 20, true), (17 * 60 + 59, true), (8 * 60, false), (1300, false)]
    {
        week.now = Some(Now { day: 2, minute });
        let clock = format!("{}:{:02}", minute / 60, minute % 60);
        let picture = drawn(|sheet| week::draw(&week, sheet));
        assert_eq!(wrong(&picture.svg), [""; 0]);
        let hint = format!("<title>いま {clock}</title>");
        assert_eq!(picture.svg.to_string().contains(&hint), shows, "{clock}");
    }
}

#[test]
fn columns_without_room_are_in_the_table_and_that_is_said() {
    let pictures = pictures(Language::Ja, Theme::Light);
    let (_, narrow) = pictures.iter().find(|(name, _)| *name == "cohort-narrow").expect("a narrow triangle");
    assert!(texts(narrow).contains(&"右の3列は表にあります。".to_string()));
    assert!(!texts(narrow).contains(&"6か月".to_string()));
    assert_eq!(narrow.table.head.last().map(String::as_str), Some("6か月"));
    assert_eq!(narrow.table.rows[0].last().map(String::as_str), Some("92.1% (35)"));
}

#[test]
fn the_number_of_a_lone_bar_of_minus_one_stands_clear_of_its_name() {
    let bar = bars::Bar { label: "解約".into(), value: -1, hue: Hue::Brown };
    let lone =
        Bars { title: "増減".into(), measure: Measure::Count, direction: Direction::Standing, bars: vec![bar] };
    let picture = drawn(|sheet| bars::draw(&lone, sheet));
    assert_eq!(wrong(&picture.svg), [""; 0]);
    assert!(texts(&picture).contains(&"▲1".to_string()));
}
