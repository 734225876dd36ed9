//! Registers of companies through the program: by number, whatever they are called.

use serde_json::json;

use crate::real;
use crate::run::Place;

/// Code and name of every filer of an EDINET list.
fn filers(file: &str) -> Vec<(String, String)> {
    let bytes = std::fs::read(file).expect("the list");
    let (text, _, lost) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!lost);
    let cells = |line: &str| line.trim_matches('"').split("\",\"").map(str::to_owned).collect::<Vec<_>>();
    text.lines().skip(2).map(cells).map(|cells| (cells[0].clone(), cells[6].trim().into())).collect()
}

#[test]
fn a_newer_list_of_edinet_changes_names_and_makes_no_duplicates() {
    let lists = ["2025-12-24", "2026-08-11"].map(|day| format!("EdinetcodeDlInfo_{day}.csv"));
    let Some([older, newer]) = real::files("jp_edinet_filers", lists) else { return };
    let place = Place::new();
    let import = |file: &str| place.takt("ja", &["--json", "import", file]).json();
    let first = import(&older);
    // 14 codes are further ones of a number that another code has.
    assert_eq!([&first["received"], &first["journalled"], &first["rejected"]], [8_010, 8_010, 0]);
    assert_eq!(first["accounts"], json!({ "created": 7_996, "updated": 0 }));
    let second = import(&newer);
    assert_eq!([&second["received"], &second["rejected"]], [8_120, 0]);
    let known: std::collections::BTreeMap<_, _> = filers(&older).into_iter().collect();
    let now = filers(&newer);
    assert_eq!(now.iter().filter(|(code, _)| !known.contains_key(code)).count(), 353);
    // Two of the 353 new codes are of companies that had another.
    assert_eq!(second["accounts"]["created"], 351);
    let renamed: Vec<_> = now.iter().filter(|(code, name)| known.get(code).is_some_and(|old| old != name)).collect();
    assert_eq!(renamed.len(), 61);
    for (code, name) in renamed {
        let account = place.takt("en", &["--json", "account", &format!("edinet:{code}")]).json();
        assert_eq!(account["texts"]["name"], json!(name), "{code}");
        let former = account["former_names"].to_string();
        assert!(former.contains(known[code].as_str()), "{code}: {} is not among {former}", known[code]);
    }
    // Nobody of it is anywhere but at the beginning, and the same list says nothing new.
    let again = import(&newer);
    assert_eq!([&again["journalled"], &again["unchanged"], &again["facts"]], [0, 8_120, 0]);
}

#[test]
fn companies_of_one_name_with_different_numbers_stay_apart() {
    let cities = ["sakai_27140", "sabae_18207"].map(|city| format!("{city}_company.csv"));
    let Some([sakai, sabae]) = real::files("jp_corporations", cities) else { return };
    let place = Place::new();
    for (city, count) in [(sakai, 23_215), (sabae, 2_143)] {
        let report = place.takt("ja", &["--json", "import", &city]).json();
        assert_eq!(report["accounts"], json!({ "created": count, "updated": 0 }), "{city}");
        assert_eq!(report["rejected"], 0);
    }
}
