//! The real export, through the program: every figure that the line owes it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::real::{self, counts, json};
use crate::run::Place;

/// The three files: leads, deals, and the lookup of sellers.
fn files() -> Option<[String; 3]> {
    let names = ["marketing_qualified_leads", "closed_deals", "sellers"];
    real::files("olist_funnel", names.map(|name| format!("olist_{name}_dataset.csv")))
}

/// A folder with the files of each import in turn.
fn imported(imports: &[&[&String]]) -> (Place, Vec<Value>) {
    let place = Place::new();
    let reports = imports.iter().map(|files| {
        let args: Vec<&str> = ["import"].into_iter().chain(files.iter().map(|file| file.as_str())).collect();
        json(&place, &args)
    });
    let reports = reports.collect();
    (place, reports)
}

fn funnel(place: &Place, more: &[&str]) -> Value {
    json(place, &[&["funnel", "--from-stage", "lead", "--to-stage", "won"], more].concat())
}

fn pair(group: &Value) -> (u64, u64) {
    (group["entered"].as_u64().expect("entered"), group["reached"].as_u64().expect("reached"))
}

#[test]
fn the_export_becomes_the_figures_that_are_known() {
    let Some([leads, deals, sellers]) = files() else { return };
    let all: &[&String] = &[&leads, &deals, &sellers];
    let (place, reports) = imported(&[all, all]);
    assert_eq!(counts(&reports[0]), [6232, 6232, 0, 0, 1]);
    assert_eq!(reports[0]["doubts"], json!({ "before-contact": 1 }));
    assert_eq!(reports[0]["accounts"], json!({ "created": 5634, "updated": 0 }));
    assert_eq!([&reports[0]["lookups"][0]["rows"], &reports[0]["lookups"][0]["used"]], [&json!(3095), &json!(281)]);
    assert_eq!(counts(&reports[1]), [6232, 0, 6232, 0, 0]);
    assert_eq!([&reports[1]["facts"], &reports[1]["import"]], [&json!(0), &Value::Null]);

    let won = funnel(&place, &["--by", "source"]);
    assert_eq!(pair(&won["total"]), (5634, 598));
    assert_eq!(won["total"]["rate_bp"], 1061);
    assert_eq!(won["total"]["days"], json!({ "p25": 6, "p50": 14, "p75": 49.75, "p90": 155 }));
    let groups: Vec<(&str, u64, u64)> = won["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|group| (group["key"].as_str().expect("a key"), pair(group).0, pair(group).1))
        .collect();
    assert_eq!(
        groups,
        [
            ("organic_search", 1613, 191),
            ("paid_search", 1122, 135),
            ("social", 946, 56),
            ("unknown", 782, 126),
            ("email", 353, 12),
            ("direct_traffic", 344, 40),
            ("referral", 204, 21),
            ("other", 107, 2),
            ("display", 79, 4),
            ("other_publicities", 44, 2),
            ("", 40, 9),
        ]
    );
    for (within, reached) in [("7", 26), ("30", 72), ("60", 89), ("90", 95), ("180", 104)] {
        let january = ["--cohort-from", "2018-01-01", "--cohort-to", "2018-01-31", "--within", within];
        assert_eq!(pair(&funnel(&place, &january)["total"]), (815, reached), "within {within} days");
    }
    let owners = funnel(&place, &["--by", "owner:inside-sales"]);
    let owners = owners["groups"].as_array().expect("groups");
    let top: Vec<u64> = owners.iter().take(3).map(|group| pair(group).1).collect();
    assert_eq!(top, [99, 61, 55]);
    assert!(owners.iter().all(|group| group["rate_bp"].is_null()), "losers' members are unknown: no rate is invented");
    assert_eq!(owners.last().map(|group| &group["key"]), Some(&json!("")));

    let adoption = json(&place, &["funnel", "--from-stage", "won", "--to-stage", "adoption"]);
    assert_eq!((pair(&adoption["total"]), &adoption["total"]["days"]), ((598, 281), &Value::Null));
    let verdict = json(&place, &["verify"]);
    assert_eq!([&verdict["chain"], &verdict["equal"]], [&json!("ok"), &json!(true)]);
    assert_eq!(verdict["state_sha256"], verdict["replay_sha256"]);
}

#[test]
fn leads_without_a_deal_go_their_way_to_the_end() {
    let Some([leads, deals, sellers]) = files() else { return };
    let (place, _) = imported(&[&[&leads, &deals, &sellers]]);
    let may = json(&place, &["flow", "--from", "2018-05-01", "--to", "2018-05-31"]);
    let mut on_their_way = 0;
    for stage in may["stages"].as_array().expect("stages") {
        let [opening, inflow, out, closing] =
            ["opening", "in", "out", "closing"].map(|key| stage[key].as_i64().expect("a count"));
        assert_eq!(opening + inflow - out, closing, "{stage}");
        if ["nurture", "recycle"].contains(&stage["id"].as_str().expect("an id")) {
            on_their_way += closing;
            assert!(closing > 0, "{stage}");
        }
    }
    assert!(on_their_way > 4000, "{on_their_way}");
    let rows = accounts(&place);
    let ends = |stage: &str| rows.iter().filter(|row| row.split(',').nth(2) == Some(stage)).count();
    // When an import has ended, what waits for an answer is offered: the winners without a sale, to customer success.
    assert_eq!([ends("disqualified"), ends("handover"), ends("adoption")], [5036, 317, 281]);
    let lost = rows.iter().find(|row| row.contains(",disqualified,")).expect("one");
    let key = lost.split(',').next().expect("a key");
    let why = json(&place, &["why", key]);
    let moves = why["moves"].as_array().expect("moves");
    let ends: Vec<&str> = moves.iter().filter_map(|moved| moved["to"].as_str()).collect();
    assert_eq!(ends.first(), Some(&"lead"));
    assert_eq!(ends.last(), Some(&"disqualified"));
    assert_eq!(ends.iter().filter(|stage| **stage == "recycle").count(), 3, "{ends:?}");
    assert!(moves[1..].iter().all(|moved| moved["inferred"] == true), "{why}");
    assert!(place.takt("en", &["why", key]).out.contains("inferred"));
    assert!(place.takt("ja", &["why", key]).out.contains("推定"));
}

/// The rows of the exported table of accounts, in the order of their keys.
fn accounts(place: &Place) -> Vec<String> {
    let ran = place.takt("en", &["export", "out"]);
    assert_eq!(ran.status, 0, "{}", ran.all());
    let table = std::fs::read_to_string(place.path("out/accounts.csv")).expect("the table");
    std::fs::remove_dir_all(place.path("out")).expect("gone");
    let mut rows: Vec<String> = table.lines().skip(1).map(without_now).collect();
    rows.sort();
    rows
}

/// A row without the time at which its import ended.
fn without_now(row: &str) -> String {
    let cells = row.split(',').map(|cell| if is_now(cell) { "now" } else { cell });
    cells.collect::<Vec<_>>().join(",")
}

/// Whether an instant is of the run and not of the data, which ends in 2018 and has worked itself out by 2022.
fn is_now(at: &str) -> bool {
    at.len() > 19 && at.contains('T') && at > "2022"
}

/// Moves of an account without the numbers of facts, which depend on the order of imports.
fn moves(place: &Place, key: &str) -> Value {
    let mut moves = json(place, &["why", key])["moves"].clone();
    for moved in moves.as_array_mut().expect("moves") {
        let moved = moved.as_object_mut().expect("a move");
        moved.retain(|name, _| name != "seq" && name != "because");
        if moved["at"].as_str().is_some_and(is_now) {
            moved.insert("at".into(), "now".into());
        }
    }
    moves
}

#[test]
fn the_order_of_imports_does_not_change_the_moves() {
    let Some([leads, deals, sellers]) = files() else { return };
    let (once, _) = imported(&[&[&leads, &deals, &sellers]]);
    let (apart, _) = imported(&[&[&leads], &[&deals, &sellers]]);
    let (turned, turned_reports) = imported(&[&[&deals, &sellers], &[&leads]]);
    let (late, late_reports) = imported(&[&[&leads, &deals], &[&deals, &sellers]]);
    assert_eq!(turned_reports.iter().map(|report| counts(report)[4]).sum::<u64>(), 1, "the deal before its contact");
    // Given again with the lookup, only the activations are new.
    assert_eq!(counts(&late_reports[1])[..4], [598, 281, 317, 0]);
    let expected = accounts(&once);
    let by_month = |place: &Place| {
        let mut flow = json(place, &["flow", "--by", "month", "--from", "2017-06-01", "--to", "2021-12-31"]);
        flow["as_of"] = Value::Null;
        flow
    };
    let flow = by_month(&once);
    let won: BTreeSet<&str> =
        expected.iter().filter(|row| !row.contains(",disqualified,")).filter_map(|row| row.split(',').next()).collect();
    let some: Vec<&str> = expected.iter().filter_map(|row| row.split(',').next()).step_by(1400).collect();
    let keys: Vec<&str> = won.into_iter().step_by(150).chain(some).collect();
    let expected_moves: Vec<Value> = keys.iter().map(|key| moves(&once, key)).collect();
    for (name, place) in [("leads, then deals", &apart), ("deals, then leads", &turned), ("the lookup late", &late)] {
        let rows = accounts(place);
        let differ = rows.iter().zip(&expected).find(|(now, expected)| now != expected);
        assert!(rows.len() == expected.len() && differ.is_none(), "{name}: {differ:?}");
        assert_eq!(by_month(place), flow, "{name}");
        for (key, expected) in keys.iter().zip(&expected_moves) {
            assert_eq!(&moves(place, key), expected, "{name}: {key}");
        }
        assert_eq!(json(place, &["verify"])["equal"], true, "{name}");
    }
}
