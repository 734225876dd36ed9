//! Real data, which is no part of the project: `TAKT_REAL_DATA` names its folder, `../shared/data` beside the workspace
//! without it. Where there is none, the tests that need it say so and prove nothing.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;

use crate::run::Place;

fn folder() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::env::var_os("TAKT_REAL_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from)
}

/// Files of a data set by their full paths; `None`, and a word about it, where one is missing.
pub(crate) fn files<const N: usize>(set: &str, names: [String; N]) -> Option<[String; N]> {
    let folder = folder().join(set);
    let files = names.map(|name| folder.join(name));
    if files.iter().all(|file| file.is_file()) {
        return Some(files.map(|file| std::fs::canonicalize(file).expect("a file").display().to_string()));
    }
    println!("SKIPPED: no real data in {}; set TAKT_REAL_DATA", folder.display());
    None
}

/// What is known of a data set, computed from the same files by other means.
pub(crate) fn truth(set: &str) -> Value {
    let file = folder().join("truth").join(format!("{set}.json"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// Unpacks an `.xz`.
pub(crate) fn unpacked(file: &str) -> String {
    let packed = std::io::BufReader::new(std::fs::File::open(file).expect("a file"));
    let mut text = String::new();
    lzma_rust2::XzReader::new(packed, true).read_to_string(&mut text).expect("text in xz");
    text
}

/// The JSON of a command that succeeds.
pub(crate) fn json(place: &Place, args: &[&str]) -> Value {
    let ran = place.takt("en", &[&["--json"], args].concat());
    assert_eq!(ran.status, 0, "{args:?}: {}", ran.all());
    ran.json()
}

/// Received, journalled, unchanged, rejected and doubtful rows of an import.
pub(crate) fn counts(report: &Value) -> [u64; 5] {
    ["received", "journalled", "unchanged", "rejected", "doubtful"].map(|key| report[key].as_u64().expect("a count"))
}

/// Every fact of the book, as `export` writes them.
pub(crate) fn journal(place: &Place) -> Vec<Value> {
    json(place, &["export", "out"]);
    let text = std::fs::read_to_string(place.path("out/journal.jsonl")).expect("the journal");
    std::fs::remove_dir_all(place.path("out")).expect("gone");
    text.lines().skip(1).map(|line| serde_json::from_str(line).expect("a fact")).collect()
}

/// Closing stocks of stages at the end of a day, by stage.
pub(crate) fn stock(place: &Place, day: &str) -> impl Fn(&str) -> i64 + use<> {
    let flow = json(place, &["flow", "--from", "2000-01-01", "--to", day]);
    move |stage| {
        let stages = flow["stages"].as_array().expect("stages");
        stages.iter().find(|known| known["id"] == stage).expect("a stage")["closing"].as_i64().expect("a count")
    }
}

/// Rows of a CSV without quotes, each giving its cells by the names of columns.
pub(crate) fn rows<'a>(text: &'a str) -> impl Iterator<Item = impl Fn(&str) -> &'a str> {
    let mut lines = text.lines();
    let header: Rc<[&str]> = lines.next().expect("a header").split(',').collect();
    lines.map(move |line| {
        let header = Rc::clone(&header);
        move |column: &str| {
            let place = header.iter().position(|name| *name == column).expect("a column");
            line.split(',').nth(place).expect("a cell")
        }
    })
}

/// Quantiles of whole numbers as the program prints them: linear, to two decimals.
pub(crate) fn quantiles(mut numbers: Vec<i64>) -> Value {
    numbers.sort_unstable();
    let quantile = |percent: usize| {
        let rank = (numbers.len() - 1) * percent;
        let (low, part) = (numbers[rank / 100], (rank % 100) as f64 / 100.0);
        let high = numbers.get(rank / 100 + 1).copied().unwrap_or(low);
        let value = ((low as f64 + (high - low) as f64 * part) * 100.0).round() / 100.0;
        if value.fract() == 0.0 { Value::from(value as i64) } else { Value::from(value) }
    };
    serde_json::json!({ "p25": quantile(25), "p50": quantile(50), "p75": quantile(75), "p90": quantile(90) })
}
