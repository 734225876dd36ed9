//! Histories of stages, as Salesforce and HubSpot give them, become what happened then.

use std::path::Path;

use serde_json::{Value, json};

use crate::run::{LANGUAGES, Place};

/// Puts fixtures into a place, in UTF-8 or CP932.
fn put(place: &Place, names: &[&str], as_cp932: bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../takt-intake/tests/exporters/history");
    for name in names {
        let text = std::fs::read_to_string(folder.join(name)).expect("the fixture");
        let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(&text);
        assert!(!lost);
        if as_cp932 { place.write(name, cp932) } else { place.write(name, &text) }
    }
}

/// When the account came to which stage up to today's import.
fn moves(place: &Place, account: &str) -> Vec<String> {
    let account = place.takt("en", &["--json", "account", account]).json();
    let facts = account["facts"].as_array().expect("facts");
    let moved = facts.iter().filter(|fact| fact["kind"] == "moved" && fact["voided"] != json!(true));
    moved.map(|fact| format!("{} {}", &text(&fact["at"])[..10], text(&fact["to"]))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), Into::into)
}

#[test]
fn a_lost_deal_that_was_won_later_went_through_every_stage() {
    let files = ["salesforce-opportunities.csv", "salesforce-opportunity-history.csv"];
    for as_cp932 in [false, true] {
        for names in [[files[0], files[1]], [files[1], files[0]]] {
            let place = Place::new();
            put(&place, &files, as_cp932);
            let first = place.takt("ja", &["--json", "import", names[0], names[1]]).json();
            assert_eq!([&first["received"], &first["journalled"], &first["rejected"]], [10, 10, 0]);
            let wanted = [
                "2026-02-02 lead",
                "2026-02-02 meeting",
                "2026-02-20 proposal",
                "2026-03-05 recycle",
                "2026-04-01 meeting",
                "2026-04-20 won",
            ];
            assert_eq!(moves(&place, "salesforce:001000000000001")[..6], wanted);
            let again = place.takt("ja", &["--json", "import", names[1], names[0]]).json();
            assert_eq!([&again["journalled"], &again["unchanged"], &again["facts"]], [0, 10, 0]);
        }
    }
}

#[test]
fn a_history_that_is_taken_back_leaves_the_opportunity_as_it_was() {
    let place = Place::new();
    let files = ["salesforce-opportunities.csv", "salesforce-opportunity-history.csv"];
    put(&place, &files, false);
    assert_eq!(place.takt("en", &["import", files[0]]).status, 0);
    let before = moves(&place, "salesforce:001000000000001");
    let second = place.takt("en", &["--json", "import", files[0], files[1]]).json();
    let during = moves(&place, "salesforce:001000000000001");
    assert!(during.iter().any(|moved| moved == "2026-03-05 recycle"), "{during:?}");
    let import = second["import"].to_string();
    let undone = place.takt("en", &["import", "undo", &import]);
    assert_eq!(undone.status, 0, "{}", undone.all());
    assert_eq!(place.takt("en", &["verify"]).status, 0);
    let after = place.takt("en", &["--json", "account", "salesforce:001000000000001"]).json();
    assert_eq!(after["stage"], json!("handover"), "{after}");
    assert!(before.iter().any(|moved| moved.ends_with(" won")), "{before:?}");
    // What was taken back can be said again.
    let again = place.takt("en", &["--json", "import", files[0], files[1]]).json();
    assert_eq!([&again["journalled"], &again["unchanged"]], [7, 3]);
}

#[test]
fn a_history_alone_or_beside_a_stranger_is_told_what_to_do() {
    let files = ["salesforce-opportunities.csv", "salesforce-opportunity-history.csv", "hubspot-deals.csv"];
    for language in LANGUAGES {
        let place = Place::new();
        put(&place, &files, false);
        let alone = place.takt(language, &["import", files[1]]);
        assert!(alone.status == 1 && alone.all().contains("opportunities"), "{}", alone.all());
        let two = place.takt(language, &["import", files[0], files[2]]);
        assert!(two.status == 1, "{}", two.all());
        for part in [files[0], files[2], "Salesforce", "HubSpot"] {
            assert!(two.all().contains(part), "{part}: {}", two.all());
        }
        assert!(!place.path("takt-data").exists(), "nothing is left behind");
    }
}
