//! Every finding of a model file as `takt model check` tells it: each case changes a sound file.
//!
//! `cargo test -p takt --test it bad_model -- --nocapture` prints what a person would see.

use std::collections::BTreeSet;

use takt_core::model::CODES;
use takt_core::model::finding::BECAUSE;

use crate::run::{LANGUAGES, Place, is_japanese};

const SOUND: &str = include_str!("../../../../models/tests/gated.toml");

/// The code, and the changes that make it: the first text that is this becomes that.
type Case = (&'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    ("not-toml", &[("from = [\"customer\", \"use\"]", "from = [\"customer\", \"use")]),
    ("format", &[("format = 1", "format = 2")]),
    ("unknown-key", &[("{ touched = \"any\" }", "{ touchd = \"any\" }")]),
    ("unknown-key", &[("[calendar]", "colour = \"red\"\n[calendar]")]),
    ("missing-key", &[("id = \"demo-days\"\nserves = \"nurture\"\n", "id = \"demo-days\"\n")]),
    ("misplaced-key", &[("kind = \"gate\"\n", "kind = \"gate\"\nlimit = \"4h\"\n")]),
    ("misplaced-key", &[("path = \"success\"\ndefault = true", "path = \"success\"\ndefault = true\nafter = \"0d\"")]),
    ("misplaced-key", &[("when = { happened = \"won\" }", "when = { happened = \"won\" }\ndefault = false")]),
    ("wrong-type", &[("version = 1", "version = \"1\"")]),
    ("wrong-type", &[("per_day = 16", "per_day = 1.5")]),
    ("wrong-type", &[("{ attribute = \"partner\", is = true }", "{ attribute = \"partner\", is = \"yes\" }")]),
    ("bad-value", &[("limit = \"8h\"", "limit = \"8 hours\"")]),
    ("bad-value", &[("Asia/Tokyo", "Asia/Edo")]),
    ("bad-value", &[("\"09:00\", \"12:00\"", "\"09:00\", \"12:60\"")]),
    ("bad-value", &[("\"thu\"", "\"thursday\"")]),
    ("bad-value", &[("to = \"01-03\"", "to = \"02-30\"")]),
    ("bad-value", &[("\"JPY\"", "\"yen\"")]),
    ("bad-value", &[("fiscal_year_start = 4", "fiscal_year_start = 13")]),
    ("bad-value", &[("id = \"demo-days\"", "id = \"Demo days\"")]),
    ("bad-value", &[("kind = \"gate\"", "kind = \"door\"")]),
    ("bad-value", &[("segment = \"size\"", "segment = \"employees\"")]),
    ("bad-value", &[("is = \"named\"", "is = \"naked\"")]),
    ("bad-value", &[("attribute = \"size\", is = \"named\"", "attribute = \"size\", at_least = 3")]),
    ("bad-value", &[("below = 2000-01-01", "below = \"2000-13-01\"")]),
    ("bad-value", &[("{ from = 100, ", "{ from = 10, ")]),
    ("bad-value", &[("half_life = \"14d\"", "half_life = \"14h\"")]),
    ("bad-value", &[("returns = \"6mo\"", "returns = \"soon\"")]),
    ("bad-value", &[("{ laps = { below = 2 } }", "{ laps = { } }")]),
    ("bad-value", &[("by = \"sales\" }", "by = \"sales\", elapsed = \"3d\" }")]),
    ("name-missing", &[("{ ja = \"営業\", en = \"Sales\" }", "{ ja = \"営業\" }")]),
    ("duplicate-id", &[("reason = \"budget\"", "reason = \"timing\"")]),
    ("unknown-stage", &[("aims = \"deal\"", "aims = \"dael\"")]),
    ("unknown-team", &[("offers = \"sales\"", "offers = \"selas\"")]),
    ("unknown-field", &[("attribute = \"founded\"", "attribute = \"fonded\"")]),
    ("unknown-reason", &[("otherwise = \"timing\"", "otherwise = \"other\"")]),
    (
        "owner-missing",
        &[(
            "id = \"nurture\"\nkind = \"inventory\"\nteam = \"marketing\"\n",
            "id = \"nurture\"\nkind = \"inventory\"\n",
        )],
    ),
    (
        "owner-missing",
        &[(
            "id = \"nurture\"\nkind = \"inventory\"\nteam = \"marketing\"\n",
            "id = \"nurture\"\nkind = \"inventory\"\nteam = \"marketng\"\n",
        )],
    ),
    ("start-not-courting", &[("start = \"lead\"", "start = \"deal\"")]),
    ("sla-without-limit", &[("kind = \"sla\"\nlimit = \"8h\"\n", "kind = \"sla\"\n")]),
    ("outcome-taken-twice", &[("standing = \"living\"\n", "standing = \"living\"\noutcome = \"won\"\n")]),
    ("was-still-there", &[("standing = \"living\"\n", "standing = \"living\"\nwas = \"nurture\"\n")]),
    ("outcome-without-stage", &[("outcome = \"won\"\n", "")]),
    ("unreachable-stage", &[("from = \"lead\"\nto = \"named\"", "from = \"lead\"\nto = \"nurture\"")]),
    ("no-exit", &[("from = [\"customer\", \"use\"]", "from = [\"customer\"]")]),
    ("shelf-without-return", &[("{ laps = { at_least = 2 } }", "{ laps = { below = 2 } }")]),
    ("gate-without-default", &[("default = true", "when = { score = \"fit\", below = 20 }")]),
    (
        "gate-cycle",
        &[
            ("to = \"nurture\"\npath = \"success\"\ndefault", "to = \"lead\"\npath = \"detour\"\ndefault"),
            (
                "when = { any = [{ touched = \"any\" }, { elapsed = \"3d\" }] }",
                "when = { score = \"fit\", at_least = 20 }",
            ),
        ],
    ),
    ("unknown-event", &[("happened = \"won\"", "happened = \"own\"")]),
    ("unknown-step", &[("step = \"kickoff\"", "step = \"kick-off\"")]),
    (
        "no-steps",
        &[
            ("[[onboarding]]\nid = \"kickoff\"\ndue = \"5d\"\nname = { ja = \"キックオフ\", en = \"Kick-off\" }\n", ""),
            ("{ step = \"kickoff\" }", "{ step = \"any\" }"),
        ],
    ),
    ("nothing-listed", &[("when = { happened = \"lost\" }", "when = { any = [] }")]),
    (
        "contradiction",
        &[(
            "score = \"total\", at_least = 50 }",
            "score = \"total\", at_least = 50 }, { not = { score = \"total\", at_least = 40 } }",
        )],
    ),
    (
        "always-before",
        &[(
            "[score]",
            "[[transition]]\nfrom = \"named\"\nto = \"nurture\"\npath = \"success\"\nwhen = { score = \"fit\", at_least = 9 }\n[score]",
        )],
    ),
    ("same-stage", &[("from = \"deal\"\nto = \"customer\"", "from = [\"deal\", \"customer\"]\nto = \"customer\"")]),
    (
        "count-stage",
        &[
            (
                "[[stage]]\nid = \"out\"",
                "[[stage]]\nid = \"visits\"\nkind = \"count\"\nteam = \"marketing\"\ncolumn = 1\nname = { ja = \"x\", en = \"x\" }\nmeans = { ja = \"x\", en = \"x\" }\n\n[[stage]]\nid = \"out\"",
            ),
            (
                "[score]",
                "[[transition]]\nfrom = \"use\"\nto = \"visits\"\npath = \"detour\"\nafter = \"9d\"\n\n[score]",
            ),
        ],
    ),
    ("gone", &[("from = \"deal\"\nto = \"nurture\"", "from = [\"deal\", \"out\"]\nto = \"nurture\"")]),
    ("gate", &[("{ attribute = \"partner\", is = true }", "{ touched = \"any\" }")]),
    ("not-a-shelf", &[("{ score = \"total\", at_least = 50 }, { touched", "{ returned = true }, { touched")]),
    (
        "not-offered",
        &[("when = { handoff = \"lapsed\", by = \"sales\" }", "when = { handoff = \"lapsed\", by = \"marketing\" }")],
    ),
    ("never-lapses", &[("kind = \"sla\"\nlimit = \"40h\"\n", "kind = \"inventory\"\n")]),
    ("side-position", &[("when = { happened = \"ended\" }", "when = { happened = \"won\" }")]),
    ("no-subscription", &[("when = { consent = \"refused\" }", "when = { happened = \"renewed\" }")]),
    ("above-cap", &[("score = \"total\", at_least = 50", "score = \"fit\", at_least = 61")]),
    ("above-laps", &[("{ laps = { at_least = 2 } }", "{ laps = { at_least = 3 } }")]),
    ("play-without-move", &[("aims = \"deal\"", "aims = \"use\"")]),
];

/// The bytes of all broken files with their codes.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mut files: Vec<(&str, Vec<u8>)> = CASES
        .iter()
        .map(|(code, changes)| {
            let text = changes.iter().fold(SOUND.to_string(), |text, (find, put)| {
                assert!(text.contains(find), "the file has no {find:?}");
                text.replacen(find, put, 1)
            });
            let code = if BECAUSE.contains(code) { "no-fact-can-carry" } else { code };
            (code, text.into_bytes())
        })
        .collect();
    files.push(("not-utf8", [SOUND.as_bytes(), b"# \x8d\n"].concat()));
    files.push(("not-toml", SOUND.as_bytes()[..SOUND.len() / 2].to_vec()));
    files.push(("too-many", format!("{SOUND}#{}", "x".repeat(1 << 20)).into_bytes()));
    files
}

#[test]
fn every_finding_is_told_with_place_reason_and_help() {
    let place = Place::new();
    for language in LANGUAGES {
        let mut seen = BTreeSet::new();
        for (code, bytes) in files() {
            place.write("broken.toml", bytes);
            let ran = place.takt(language, &["model", "check", "broken.toml"]);
            println!("---- {code} → exit {}\n{}", ran.status, ran.all());
            assert_eq!(ran.status, 1, "{code}");
            let json = place.takt(language, &["--json", "model", "check", "broken.toml"]);
            assert_eq!(json.status, 1, "{code}");
            let json = json.json();
            let finding = json["findings"].as_array().and_then(|list| list.iter().find(|f| f["code"] == code));
            let finding = finding.unwrap_or_else(|| panic!("{code} is not among {json}"));
            assert_eq!(finding["file"], "broken.toml");
            let (message, help) = (finding["message"].as_str().unwrap(), finding["help"].as_str().unwrap());
            let told = format!("broken.toml:{}:{}  {message}\n    {help}", finding["line"], finding["column"]);
            assert!(ran.out.contains(&told), "{told}");
            assert!(message.len() > 10 && help.len() > 10, "{told}");
            for sentence in [message, help] {
                assert_eq!(is_japanese(sentence), language == "ja", "{sentence}");
            }
            seen.insert(code);
        }
        assert_eq!(seen, CODES.iter().map(|(code, _)| *code).collect(), "a code that no file makes");
        let causes: BTreeSet<&str> =
            CASES.iter().map(|(code, _)| *code).filter(|code| BECAUSE.contains(code)).collect();
        assert_eq!(causes, BECAUSE.iter().copied().collect(), "a cause that no file makes");
    }
}

#[test]
fn a_file_that_cannot_be_checked_is_named() {
    let place = Place::new();
    for language in LANGUAGES {
        for name in ["nothing.toml", "."] {
            let ran = place.takt(language, &["model", "check", name]);
            println!("{}", ran.all());
            assert_eq!((ran.status, ran.err.contains(name)), (1, true), "{}", ran.all());
            assert_eq!(is_japanese(&ran.err), language == "ja");
        }
        place.write("empty.toml", "");
        let ran = place.takt(language, &["model", "check", "empty.toml"]);
        println!("{}", ran.all());
        assert_eq!((ran.status, ran.out.contains("empty.toml:1:1  ")), (1, true), "{}", ran.all());
        place.write("sound.toml", SOUND);
        assert_eq!(place.takt(language, &["model", "check", "sound.toml"]).status, 0);
    }
}

#[test]
fn a_folder_is_not_made_with_an_unsound_model() {
    let place = Place::new();
    place.write("broken.toml", SOUND.replacen("start = \"lead\"", "start = \"leads\"", 1));
    place.write("latin.toml", b"# \xe9\n");
    for language in LANGUAGES {
        for (file, told) in [("broken.toml", "leads"), ("latin.toml", "latin.toml:1:3")] {
            let ran = place.takt(language, &["--data", "new", "init", "--model", file]);
            println!("{}", ran.all());
            assert_eq!((ran.status, ran.err.contains(told)), (1, true), "{}", ran.all());
            assert_eq!(is_japanese(&ran.err), language == "ja");
            assert!(!place.path("new").exists());
        }
    }
}
