//! The dry run: what an import would come to, in numbers, in samples and as a picture, with nothing written.

use serde_json::{Value, json};

use crate::run::{LANGUAGES, Place};

const MAPPING: &str = r#"format = 1
name   = "List"
system = "l"

[[file]]
id      = "rows"
columns = ["no", "name", "day", "mail", "won"]
account = { key = "no" }
contact = { key = "mail", name = "mail" }
texts   = { name = "name" }

[[fact]]
file = "rows"
kind = "captured"
at   = { column = "day" }

[[fact]]
file = "rows"
kind = "won"
if   = { column = "won", not_blank = true }
at   = { column = "won" }
"#;

const HEAD: &str = "no,name,day,mail,won\n";

fn place() -> Place {
    let place = Place::new();
    place.write("m.toml", MAPPING);
    place.write("old.csv", format!("{HEAD}1,北斗,2026-05-01,a@example.jp,\n2,森,2026-05-01,,\n"));
    assert_eq!(place.takt("en", &["import", "old.csv", "--mapping", "m.toml"]).status, 0);
    let rows = "1,北斗,2026-05-01,a@example.jp,\n1,北斗,2026-05-02,a@example.jp,\n3,南,2026-05-01,b@example.jp,\n\
                4,西,2026-05-09,,2026-05-01\n5,東,2026-02-30,,\n";
    place.write("new.csv", format!("{HEAD}{rows}"));
    place
}

fn files(place: &Place) -> Vec<(String, u64)> {
    let entries = std::fs::read_dir(place.path("takt-data")).expect("the folder").flatten();
    let mut files: Vec<(String, u64)> = entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.metadata().expect("a size").len()))
        .filter(|(name, _)| !name.contains("-shm") && !name.contains("-wal"))
        .collect();
    files.sort();
    files
}

/// What a report counts.
fn counts(report: &Value) -> Vec<Value> {
    let keys = ["received", "journalled", "unchanged", "rejected", "doubtful", "doubts", "accounts", "contacts"];
    keys.iter().chain(&["facts", "doubtful_rows"]).map(|key| report[*key].clone()).collect()
}

#[test]
fn a_dry_run_tells_what_the_import_then_does() {
    let place = place();
    let before = (files(&place), place.takt("en", &["verify"]).out);
    let args = ["--json", "import", "new.csv", "--mapping", "m.toml"];
    let dry = place.takt("en", &[args.as_slice(), &["--dry-run", "--diagram", "d.svg"]].concat()).json();
    assert_eq!((files(&place), place.takt("en", &["verify"]).out), before, "nothing is written");
    assert_eq!(dry["import"], Value::Null);
    assert_eq!(
        [&dry["accounts"], &dry["contacts"]],
        [&json!({ "created": 2, "updated": 1 }), &json!({ "created": 1, "updated": 1 }),]
    );
    let samples = &dry["samples"];
    assert_eq!(
        samples["accounts"]["created"][0],
        json!({ "account": "l:3", "name": "南", "file": "new.csv", "line": 4 })
    );
    assert_eq!(samples["accounts"]["updated"][0]["account"], "l:1");
    assert_eq!(samples["contacts"]["created"][0]["contact"], "l:b@example.jp");
    assert_eq!(samples["contacts"]["updated"][0]["line"], 3);
    assert_eq!(samples["unchanged"][0], json!({ "account": "l:1", "name": "北斗", "file": "new.csv", "line": 2 }));
    assert_eq!(
        [&samples["doubtful"][0]["code"], &samples["rejected"][0]["line"]],
        [&json!("before-contact"), &json!(6)]
    );
    // The picture is of the same import.
    let stock = |place: &Place| -> Vec<(String, u64)> {
        let flow = place.takt("en", &["--json", "flow"]).json();
        let stages = flow["stages"].as_array().expect("stages");
        stages
            .iter()
            .map(|s| (s["id"].as_str().expect("an id").into(), s["closing"].as_u64().expect("a count")))
            .collect()
    };
    let today = stock(&place);
    let wet = place.takt("en", &args).json();
    assert_eq!(counts(&wet), counts(&dry), "what was told is what was done");
    assert_eq!(wet.get("samples"), None);
    let changed: Vec<Value> = stock(&place)
        .into_iter()
        .map(|(stage, after)| {
            let today = today.iter().find(|(known, _)| *known == stage).map_or(0, |(_, count)| *count);
            json!({ "stage": stage, "today": today, "after": after })
        })
        .filter(|change| change["today"] != change["after"])
        .collect();
    assert!(!changed.is_empty());
    assert_eq!(dry["diagram"], json!({ "file": "d.svg", "changes": changed }));
}

#[test]
fn both_lines_are_drawn_in_one_picture_and_the_changes_told() {
    for (language, titles) in LANGUAGES.into_iter().zip([["いま", "取り込み後"], ["Today", "After the import"]])
    {
        let place = place();
        let args = ["import", "new.csv", "--mapping", "m.toml", "--dry-run", "--diagram", "d.svg"];
        let ran = place.takt(language, &args);
        assert_eq!(ran.status, 0, "{}", ran.all());
        for told in titles.into_iter().chain(["d.svg", "new.csv:4", "北斗"]) {
            assert!(ran.out.contains(told), "{told}: {}", ran.out);
        }
        let text = std::fs::read_to_string(place.path("d.svg")).expect("the picture");
        let svg = roxmltree::Document::parse(&text).expect("a picture");
        let pictures = svg.root_element().children().filter(|node| node.has_tag_name("svg")).count();
        assert_eq!(pictures, 2);
        let mut ids: Vec<&str> = svg.descendants().filter_map(|node| node.attribute("id")).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "no id stands twice");
        let words: Vec<&str> = svg
            .root_element()
            .children()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .collect();
        assert_eq!(words, titles);
        // Without a dry run there is nothing to draw beside.
        let ran = place.takt(language, &["import", "new.csv", "--mapping", "m.toml", "--diagram", "e.svg"]);
        assert_eq!((ran.status, place.path("e.svg").exists()), (2, false), "{}", ran.all());
    }
}
