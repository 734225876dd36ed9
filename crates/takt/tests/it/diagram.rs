//! The picture against the report: every number that `takt diagram` draws is one that `takt flow --json` prints, and
//! every number of the report is on the picture.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use serde_json::Value;

use crate::real;
use crate::run::Place;

/// What a picture says of stages (`stage`, `number`) and of moves (`from`, `to`, `path`).
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    stages: BTreeMap<(String, String), String>,
    moves: BTreeMap<(String, String, String), String>,
}

/// Numbers that are shown as they are.
const COUNTS: [&str; 8] = ["opening", "in", "out", "closing", "overdue", "side", "count", "bar"];

/// Reads a picture back. A number that is to be seen must show its value.
fn read(svg: &str, language: &str) -> Said {
    let document = Document::parse(svg).expect("well-formed");
    let mut said = Said::default();
    for node in document.descendants() {
        let of = |name: &str| node.attribute(name).map(str::to_owned);
        let Some((name, value)) = of("data-n").zip(of("data-v")) else { continue };
        if node.tag_name().name() == "text" && COUNTS.contains(&name.as_str()) {
            let shown: String = text(node).chars().filter(char::is_ascii_digit).collect();
            assert!(
                shown.contains(&value) || is_rounded(&text(node)),
                "{language} {name}: {value} as {:?}",
                text(node)
            );
        }
        let around = |name: &str| node.ancestors().find_map(|node| node.attribute(name)).map(str::to_owned);
        if let Some((from, (to, path))) = of("data-from").zip(of("data-to").zip(of("data-path"))) {
            let before = said.moves.insert((from, to, path), value);
            assert_eq!(before, None, "{language}: a move is drawn twice");
        } else if let Some(stage) = around("data-stage") {
            let name = around("data-bar").map_or(name, |month| format!("bar {month}"));
            let before = said.stages.insert((stage.clone(), name.clone()), value.clone());
            assert!(before.is_none_or(|before| before == value), "{language} {stage}: two values of {name}");
        }
    }
    let whole = |number: &String| number.parse::<u64>().expect("a count");
    for stage in said.stages.keys().filter(|(_, name)| name.starts_with("bar ")).map(|(stage, _)| stage) {
        let bars = said.stages.iter().filter(|((of, name), _)| of == stage && name.starts_with("bar "));
        let closing = said.stages.get(&(stage.clone(), "closing".into())).map(whole);
        assert_eq!(Some(bars.map(|(_, count)| whole(count)).sum()), closing, "{language}: the bars of {stage}");
    }
    said
}

fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text().map(str::to_owned)).collect()
}

/// Whether a number is shown shortened, in ten thousands and the like.
fn is_rounded(text: &str) -> bool {
    ["万", "億", "k", "M", "千"].iter().any(|unit| text.contains(unit))
}

/// What the report says, in the form of a picture.
fn reported(flow: &Value, drawn: &Said) -> Said {
    let mut said = Said::default();
    let number = |value: &Value| value.as_u64().expect("a count").to_string();
    for stage in flow["stages"].as_array().expect("stages") {
        let id = stage["id"].as_str().expect("a stage");
        // Stages of counts hold nobody: the picture says visitors there, which stand apart in the report.
        if !drawn.stages.contains_key(&(id.into(), "in".into())) {
            assert!(
                ["opening", "in", "out", "closing"].iter().all(|key| stage[*key] == 0),
                "{id} is not on the picture"
            );
            continue;
        }
        for (key, name) in
            [("opening", "opening"), ("in", "in"), ("out", "out"), ("closing", "closing"), ("overdue", "overdue")]
        {
            said.stages.insert((id.into(), name.into()), number(&stage[key]));
        }
        said.stages.insert((id.into(), "side".into()), number(&stage["of_which_side"]));
        if let Some(median) = stage["dwell_days"]["p50"].as_f64() {
            let tenths = (median * 10.0).round();
            said.stages.insert((id.into(), "p50".into()), format!("{tenths}"));
        }
    }
    for moved in flow["moves"].as_array().expect("moves") {
        let key = |key: &str| moved[key].as_str().unwrap_or("").to_owned();
        said.moves.insert((key("from"), key("to"), key("path")), number(&moved["count"]));
    }
    said
}

/// Every language, in every theme and width.
const LOOKS: [(&str, &str, &str); 6] = [
    ("ja", "light", "wide"),
    ("en", "auto", "narrow"),
    ("en", "dark", "wide"),
    ("ja", "dark", "narrow"),
    ("en", "light", "wide"),
    ("ja", "auto", "narrow"),
];

/// Draws a period, as a map in one language and as a list in the other, and compares both with the report.
pub(crate) fn draws_what_flow_says(place: &Place, data: &str, period: (&str, &str)) {
    draws_in(place, data, period, &LOOKS[..2]);
}

fn draws_in(place: &Place, data: &str, (from, to): (&str, &str), looks: &[(&str, &str, &str)]) {
    let flow = place.takt("en", &["--data", data, "--json", "flow", "--from", from, "--to", to]);
    let flow = flow.json();
    for (language, theme, width) in looks {
        let args = ["--data", data, "--json", "diagram", "--from", from, "--to", to, "--out", "picture.svg"];
        let ran = place.takt(language, &[&args[..], &["--theme", theme, "--width", width]].concat());
        assert_eq!(ran.status, 0, "{}", ran.all());
        assert_eq!(ran.json(), serde_json::json!({ "out": "picture.svg" }));
        let svg = std::fs::read_to_string(place.path("picture.svg")).expect("the picture");
        let drawn = read(&svg, language);
        let mut known = reported(&flow, &drawn);
        // What stands beside a stock and the visitors are no part of the stages of the report.
        let keys = ["opening", "in", "out", "closing", "overdue", "side", "p50"];
        let mut drawn_now = drawn;
        drawn_now.stages.retain(|(_, name), _| keys.contains(&name.as_str()));
        known.stages.retain(|key, _| key.1 != "p50" || drawn_now.stages.contains_key(key));
        assert_eq!(drawn_now.moves, known.moves, "{language} {theme} {width} {from}..{to}");
        assert_eq!(drawn_now.stages, known.stages, "{language} {theme} {width} {from}..{to}");
    }
}

#[test]
fn the_sample_vendor_is_drawn_with_the_numbers_of_its_flow() {
    let place = Place::new();
    assert_eq!(place.takt("en", &["demo", "--listen", "none", "--data", "demo"]).status, 0);
    let flow = place.takt("en", &["--data", "demo", "--json", "flow"]).json();
    let (first, last) = (flow["from"].as_str().expect("a day"), flow["to"].as_str().expect("a day"));
    draws_what_flow_says(&place, "demo", (first, last));
    let month = format!("{}-01", &last[..7]);
    draws_in(&place, "demo", (&month, last), &LOOKS[2..]);
    // Without a day the picture is of the month of the last fact, up to it.
    let ran = place.takt("en", &["--data", "demo", "diagram", "--out", "latest.svg"]);
    assert!(ran.out.contains(&format!("{month} to {last}")), "{}", ran.all());
}

#[test]
fn the_real_export_is_drawn_as_it_stood_on_a_past_day() {
    let names = ["marketing_qualified_leads", "closed_deals", "sellers"];
    let files = real::files("olist_funnel", names.map(|name| format!("olist_{name}_dataset.csv")));
    let Some([leads, deals, sellers]) = &files else { return };
    let place = Place::new();
    assert_eq!(place.takt("en", &["import", leads, deals, sellers]).status, 0);
    draws_in(&place, "takt-data", ("2018-05-01", "2018-05-31"), &LOOKS);
    let ran = place.takt("ja", &["diagram", "--at", "2018-05-31", "--out", "may.svg"]);
    assert!(ran.out.contains("2018-05-01 〜 2018-05-31"), "{}", ran.all());
    let at = std::fs::read_to_string(place.path("may.svg")).expect("the picture");
    place.takt("ja", &["diagram", "--from", "2018-05-01", "--to", "2018-05-31", "--out", "span.svg"]);
    assert_eq!(at, std::fs::read_to_string(place.path("span.svg")).expect("the picture"), "--at is its month so far");
}

/// A picture that says another number than the report is found.
#[test]
fn a_picture_with_a_wrong_number_is_red() {
    let svg = r#"<svg><g data-stage="mql"><text data-n="closing" data-v="22">22</text></g></svg>"#;
    let said = read(svg, "en");
    assert_eq!(said.stages.get(&("mql".into(), "closing".into())).map(String::as_str), Some("22"));
    let wrong = svg.replace(">22<", ">23<");
    assert!(std::panic::catch_unwind(|| read(&wrong, "en")).is_err(), "what is shown is not what is meant");
    let twice = svg.replace("</svg>", r#"<g data-stage="mql"><g data-n="closing" data-v="23"/></g></svg>"#);
    assert!(std::panic::catch_unwind(|| read(&twice, "en")).is_err(), "two values of one number");
}
