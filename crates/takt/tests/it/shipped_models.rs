//! The models that ship: each by its name, with a past that only it can tell.

use crate::run::{LANGUAGES, Place};

/// A model, facts of one account in it, and the stages that they lead through.
type Told = (&'static str, &'static str, &'static [&'static str]);

const TOLD: &[Told] = &[
    (
        "the-model",
        r#"{"kind":"captured","account":"crm:A-1","contact":"crm:P-1","at":"2026-05-11T09:30:00+09:00"}
{"kind":"touched","touch":"hand-raise","account":"crm:A-1","contact":"crm:P-1","at":"2026-05-11T10:30:00+09:00"}
{"kind":"call-held","outcome":"talked","account":"crm:A-1","contact":"crm:P-1","at":"2026-05-11T11:30:00+09:00"}
"#,
        &["lead", "mql", "contacting"],
    ),
    (
        "exhibition-led",
        r#"{"kind":"captured","account":"crm:A-1","source":"target-list","at":"2026-05-11T09:30:00+09:00"}
{"kind":"call-held","outcome":"reception","account":"crm:A-1","at":"2026-05-12T10:30:00+09:00"}
{"kind":"call-held","outcome":"talked","account":"crm:A-1","contact":"crm:P-1","at":"2026-05-13T10:30:00+09:00"}
"#,
        &["arrival", "target", "contacting"],
    ),
    (
        "product-led",
        r#"{"kind":"captured","account":"crm:A-1","contact":"crm:P-1","at":"2026-05-11T09:30:00+09:00"}
{"kind":"used","signal":"report","amount":20,"account":"crm:A-1","contact":"crm:P-1","at":"2026-05-11T10:30:00+09:00"}
{"kind":"used","signal":"report","amount":20,"account":"crm:A-1","contact":"crm:P-2","at":"2026-05-12T10:30:00+09:00"}
{"kind":"used","signal":"report","amount":20,"account":"crm:A-1","contact":"crm:P-3","at":"2026-05-13T10:30:00+09:00"}
{"kind":"subscription-started","account":"crm:A-1","at":"2026-05-14T10:30:00+09:00"}
"#,
        &["sign-up", "trial", "activated", "pql", "onboarding", "adoption"],
    ),
];

#[test]
fn each_shipped_model_is_chosen_by_its_name_and_runs_its_own_line() {
    for (model, facts, stages) in TOLD {
        let place = Place::new();
        place.write("facts.jsonl", facts);
        let begun = place.takt("en", &["--json", "--data", "d", "init", "--model", model]).json();
        assert_eq!(begun["model"], *model);
        let imported = place.takt("en", &["--data", "d", "import", "facts.jsonl"]);
        assert_eq!(imported.status, 0, "{}", imported.all());
        let why = place.takt("en", &["--json", "--data", "d", "why", "crm:A-1"]).json();
        let moves = why["moves"].as_array().expect("moves");
        let walked: Vec<&str> = moves.iter().filter_map(|one| one["to"].as_str()).collect();
        assert_eq!(walked[..stages.len()], **stages, "{model}");
        // Every use that made it a PQL is told, and nothing else.
        if let Some(pql) = moves.iter().find(|one| one["to"] == "pql") {
            assert_eq!(pql["because"].as_array().map(Vec::len), Some(3), "{pql}");
        }
        crate::diagram::draws_what_flow_says(&place, "d", ("2026-05-01", "2026-05-31"));
        let verdict = place.takt("en", &["--json", "--data", "d", "verify"]).json();
        assert_eq!(verdict["equal"], true, "{model}: {verdict}");
    }
}

#[test]
fn help_names_the_shipped_models() {
    let place = Place::new();
    for language in LANGUAGES {
        let help = place.takt(language, &["init", "--help"]);
        for (model, ..) in TOLD {
            assert!(help.out.contains(model), "{model}: {}", help.all());
        }
    }
}
