//! The holidays by rule against the Cabinet Office's own list, day by day.
//!
//! The list is real data and not in the repository: its folder is `TAKT_REAL_DATA`, or `../shared/data` beside the
//! workspace.

#![allow(clippy::disallowed_methods, reason = "a test reads the published list from the disk; the core does not")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use takt_core::calendar::holiday;
use takt_core::unit::Day;

fn data_folder() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    std::env::var_os("TAKT_REAL_DATA").map_or_else(|| PathBuf::from(beside), PathBuf::from)
}

fn day(text: &str) -> Option<Day> {
    let mut parts = text.split('/');
    let day = Day::of(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    day.filter(|_| parts.next().is_none())
}

#[test]
fn equal_the_cabinet_office_list_from_1955_on() {
    let path = data_folder().join("jp_holidays/syukujitsu.csv");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("SKIPPED: {} is absent, so the holidays were not compared with it", path.display());
        return;
    };
    let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!broken, "the list is CP932");

    let mut listed = BTreeMap::new();
    for line in text.lines().skip(1) {
        let (date, name) = line.split_once(',').expect("two columns");
        listed.insert(day(date).expect("a date"), name);
    }
    assert_eq!(listed.len(), 1_067);

    let from = Day::of(1955, 1, 1).unwrap();
    let to = Day::of(2027, 11, 23).unwrap();
    assert_eq!(listed.first_key_value().zip(listed.last_key_value()).map(|(a, b)| (*a.0, *b.0)), Some((from, to)));
    let mut wrong = Vec::new();
    for number in from.0..=to.0 {
        let ours = holiday(Day(number)).map(|holiday| holiday.ja());
        let theirs = listed.get(&Day(number)).copied();
        if ours != theirs {
            wrong.push(format!("{}: ours {ours:?}, listed {theirs:?}", Day(number)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
