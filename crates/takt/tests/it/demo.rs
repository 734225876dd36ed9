//! The sample company as somebody meets it: what `takt demo` says can be done next is done.

use crate::run::Place;

/// Every command it prints works, and shows the story it is said to.
#[test]
fn the_commands_it_names_show_its_stories() {
    let place = Place::new();
    let made = place.takt("ja", &["demo", "--listen", "none"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.out.starts_with("サンプル企業「みなとクラウド株式会社」"), "{}", made.out);
    let commands: Vec<(&str, Vec<&str>)> = made
        .out
        .lines()
        .filter_map(|line| line.split_once(": takt "))
        .map(|(said, command)| (said, command.split_whitespace().collect()))
        .collect();
    assert_eq!(commands.len(), 4, "{}", made.out);
    for (_, command) in &commands {
        let ran = place.takt("en", command);
        assert_eq!(ran.status, 0, "{command:?}: {}", ran.err);
    }
    let [lost, good, bad] = ["から受注した会社", "うまくいった会社", "解約になった会社"].map(|story| {
        let (_, command) = commands.iter().find(|(said, _)| said.ends_with(story)).unwrap();
        place.takt("ja", &[command.as_slice(), &["--json"]].concat()).json()
    });
    let is_in = |account: &serde_json::Value, kind: &str| {
        account["facts"].as_array().unwrap().iter().any(|fact| fact["kind"] == kind)
    };
    assert!(is_in(&lost, "lost") && is_in(&lost, "won") && lost["lap"] == 2, "{lost}");
    assert!(is_in(&good, "step-done") && !is_in(&good, "handoff-returned"), "{good}");
    assert!(good["texts"]["promise"].is_string() && bad["texts"]["promise"].is_null(), "the promise was lost");
    assert!(is_in(&bad, "handoff-returned") && is_in(&bad, "ended"), "{bad}");
}
