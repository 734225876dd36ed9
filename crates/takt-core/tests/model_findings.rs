//! Every finding of a model file, with its place: each case changes one thing in a sound file.

use std::collections::BTreeSet;
use std::fmt::Write;

use proptest::prelude::*;
use takt_core::dictionary::Dictionary;
use takt_core::model::finding::{BECAUSE, EXPECTED};
use takt_core::model::{self, CODES, Finding};

const SOUND: &str = include_str!("../../../models/tests/gated.toml");
const USED: &str = include_str!("../../../models/tests/used.toml");
const SHIPPED: &str = include_str!("../../../models/the-model.toml");
const EXHIBITION_LED: &str = include_str!("../../../models/exhibition-led.toml");
const PRODUCT_LED: &str = include_str!("../../../models/product-led.toml");

/// What is found in a text.
fn findings(text: &str) -> Vec<Finding> {
    model::read(text, &mut Dictionary::default()).err().unwrap_or_default()
}

/// Line and column of an offset, counted the slow way.
fn place(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line as u32, column as u32)
}

/// A change of the sound file and the one finding it makes.
struct Case {
    /// The code.
    code: &'static str,
    /// The first text in the file that is this …
    find: &'static str,
    /// … becomes this one; `‸` marks the place that the finding points at.
    put: &'static str,
    /// An argument of the finding.
    arg: (&'static str, &'static str),
    /// Where the finding points, if it is not where the change is: at this text.
    at: Option<&'static str>,
}

const fn case(code: &'static str, find: &'static str, put: &'static str, arg: (&'static str, &'static str)) -> Case {
    Case { code, find, put, arg, at: None }
}

impl Case {
    const fn at(self, text: &'static str) -> Self {
        Self { at: Some(text), ..self }
    }

    /// The changed file, and the offset the finding is to have.
    fn text(&self) -> (String, usize) {
        assert!(SOUND.contains(self.find), "the file has no {:?}", self.find);
        let marked = SOUND.replacen(self.find, self.put, 1);
        let text = marked.replace('‸', "");
        let at = match self.at {
            None => marked.find('‸'),
            Some(at) => text.find(at),
        };
        (text, at.unwrap_or_else(|| panic!("no place in {:?}", self.put)))
    }
}

const CASES: &[Case] = &[
    case("format", "format = 1", "format = ‸2", ("format", "2")),
    case(
        "unknown-key",
        "column = 1\nname = { ja = \"リード\"",
        "‸colum = 2\ncolumn = 1\nname = { ja = \"リード\"",
        ("nearest", "column"),
    ),
    case("unknown-key", "[calendar]", "‸colour = \"red\"\n[calendar]", ("section", "model")),
    case("unknown-key", "{ touched = \"any\" }", "{ ‸touchd = \"any\" }", ("nearest", "touched")),
    case("unknown-key", "en = \"Kick-off\" }", "en = \"Kick-off\", ‸fr = \"x\" }", ("key", "fr")),
    case(
        "missing-key",
        "[[play]]\nid = \"demo-days\"\nserves = \"nurture\"\n",
        "‸[[play]]\nid = \"demo-days\"\n",
        ("key", "serves"),
    ),
    case(
        "missing-key",
        "[[stage]]\nid = \"use\"\nkind = \"inventory\"\nteam = \"sales\"\nstanding = \"living\"\n",
        "‸[[stage]]\nid = \"use\"\nkind = \"inventory\"\nteam = \"sales\"\n",
        ("key", "standing"),
    ),
    case(
        "missing-key",
        "[[transition]]\nfrom = \"deal\"\nto = \"customer\"\npath = \"success\"\nwhen = { happened = \"won\" }",
        "‸[[transition]]\nfrom = \"deal\"\nto = \"customer\"\npath = \"success\"",
        ("key", "when"),
    ),
    case(
        "missing-key",
        "[[field]]\nid = \"size\"\ntype = \"choice\"\nchoices = [\"named\", \"large\", \"small\"]\n",
        "‸[[field]]\nid = \"size\"\ntype = \"choice\"\n",
        ("key", "choices"),
    ),
    case("misplaced-key", "kind = \"gate\"\n", "kind = \"gate\"\n‸limit = \"4h\"\n", ("key", "limit")),
    case(
        "misplaced-key",
        "to = \"nurture\"\npath = \"success\"\ndefault = true",
        "to = \"nurture\"\npath = \"success\"\ndefault = true\n‸after = \"0d\"",
        ("kind", "default"),
    ),
    case(
        "misplaced-key",
        "when = { happened = \"won\" }",
        "when = { happened = \"won\" }\n‸default = false",
        ("key", "default"),
    ),
    case("wrong-type", "version = 1", "version = ‸\"1\"", ("expected", "whole-number")),
    case("wrong-type", "per_day = 16", "per_day = ‸1.5", ("found", "fraction")),
    case("wrong-type", "{ touched = \"any\" },", "‸\"touched\",", ("expected", "table")),
    case(
        "wrong-type",
        "{ attribute = \"partner\", is = true }",
        "{ attribute = \"partner\", is = ‸\"yes\" }",
        ("expected", "yes-no"),
    ),
    case("bad-value", "limit = \"8h\"", "limit = ‸\"8 hours\"", ("expected", "span")),
    case("bad-value", "limit = \"8h\"", "limit = ‸\"0h\"", ("expected", "span")),
    case("bad-value", "Asia/Tokyo", "Asia/Edo", ("expected", "zone")).at("\"Asia/Edo\""),
    case("bad-value", "\"09:00\", \"12:00\"", "\"09:00\", \"12:60\"", ("expected", "openings"))
        .at("[\"09:00\", \"12:60\"]"),
    case("bad-value", "[\"13:00\", \"18:00\"]", "‸[\"11:00\", \"18:00\"]", ("expected", "openings")),
    case("bad-value", "\"thu\"", "‸\"thursday\"", ("value", "thursday")),
    case("bad-value", "to = \"01-03\"", "to = ‸\"02-30\"", ("expected", "closure")),
    case("bad-value", "to = \"2027-05-07\"", "to = ‸\"2027-05-05\"", ("expected", "closure")),
    case("bad-value", "\"JPY\"", "‸\"yen\"", ("expected", "currency")),
    case("bad-value", "fiscal_year_start = 4", "fiscal_year_start = ‸13", ("words", "1–12")),
    case("bad-value", "id = \"demo-days\"", "id = ‸\"Demo days\"", ("expected", "id")),
    case("bad-value", "kind = \"gate\"", "kind = ‸\"door\"", ("expected", "one-of")),
    case("bad-value", "standing = \"resting\"", "standing = ‸\"living\"", ("words", "resting")),
    case("bad-value", "segment = \"size\"", "segment = ‸\"employees\"", ("expected", "choice-field")),
    case("bad-value", "is = \"named\"", "is = ‸\"naked\"", ("expected", "value-of-field")),
    case("bad-value", "{ named = 40, large = 20 }", "{ named = 40, ‸lage = 20 }", ("expected", "value-of-field")),
    case(
        "bad-value",
        "attribute = \"size\", is = \"named\"",
        "attribute = ‸\"size\", at_least = 3",
        ("expected", "number-field"),
    ),
    case("bad-value", "below = 2000-01-01", "below = ‸\"2000-13-01\"", ("expected", "day")),
    case(
        "bad-value",
        "{ from = 10, points = 10 }, { from = 100,",
        "{ from = 10, points = 10 }, { from = ‸10,",
        ("expected", "distinct"),
    ),
    case("bad-value", "half_life = \"14d\"", "half_life = ‸\"14h\"", ("expected", "span-of-days")),
    case("bad-value", "returns = \"6mo\"", "returns = ‸\"soon\"", ("value", "soon")),
    case("bad-value", "{ laps = { below = 2 } }", "{ laps = ‸{ } }", ("expected", "one-of-keys")),
    case("bad-value", "{ laps = { below = 2 } }", "{ contacts = ‸{ } }", ("expected", "one-of-keys")),
    case("bad-value", "{ touched = \"any\" }", "‸{ used = \"any\", within = \"7d\" }", ("words", "at_least, people")),
    case("missing-key", "{ touched = \"any\" }", "‸{ used = \"any\", at_least = 3 }", ("key", "within")),
    case(
        "bad-value",
        "{ touched = \"any\" }",
        "{ used = \"any\", at_least = ‸0, within = \"7d\" }",
        ("expected", "between"),
    ),
    case("bad-value", "{ touched = \"any\" }", "{ elapsed = \"7d\", since = ‸\"always\" }", ("words", "visit, lap")),
    case("bad-value", "returns = \"6mo\"", "returns = ‸\"02-29\"", ("words", "fiscal-year-start, never, MM-DD")),
    case(
        "bad-value",
        "[[score.fit]]\nid = \"partner\"\nattribute = \"partner\"\nis = true\n",
        "‸[[score.fit]]\nid = \"partner\"\nattribute = \"partner\"\n",
        ("expected", "one-of-keys"),
    ),
    case(
        "bad-value",
        "when = { handoff = \"lapsed\", by = \"sales\" }",
        "when = ‸{ handoff = \"lapsed\", by = \"sales\", elapsed = \"3d\" }",
        ("expected", "one-condition"),
    ),
    case("name-missing", "{ ja = \"営業\", en = \"Sales\" }", "‸{ ja = \"営業\" }", ("language", "en")),
    case("name-missing", "ja = \"情報をお届けしています。\"", "ja = ‸\" \"", ("language", "ja")),
    case("duplicate-id", "reason = \"budget\"", "reason = ‸\"timing\"", ("id", "timing")),
    case(
        "was-still-there",
        "standing = \"living\"\n",
        "standing = \"living\"\nwas = [\"sql\", ‸\"nurture\"]\n",
        ("id", "nurture"),
    ),
    case(
        "duplicate-id",
        "standing = \"living\"\n",
        "standing = \"living\"\nwas = [\"sql\", ‸\"sql\"]\n",
        ("section", "was"),
    ),
    case("unknown-stage", "aims = \"deal\"", "aims = ‸\"dael\"", ("nearest", "deal")),
    case("unknown-stage", "start = \"lead\"", "start = ‸\"leads\"", ("nearest", "lead")),
    case(
        "unknown-stage",
        "from = [\"nurture\", \"standing:courting\"]",
        "from = [‸\"nature\", \"standing:courting\"]",
        ("nearest", "nurture"),
    ),
    case("bad-value", "\"standing:courting\"", "‸\"standing:sleeping\"", ("expected", "one-of")),
    case("unknown-team", "offers = \"sales\"", "offers = ‸\"selas\"", ("nearest", "sales")),
    case("unknown-field", "attribute = \"founded\"", "attribute = ‸\"fonded\"", ("nearest", "founded")),
    case("unknown-reason", "reason = \"timing\"\nwhen", "reason = ‸\"tming\"\nwhen", ("nearest", "timing")),
    case("unknown-reason", "otherwise = \"timing\"", "otherwise = ‸\"other\"", ("id", "other")),
    case(
        "owner-missing",
        "id = \"nurture\"\nkind = \"inventory\"\nteam = \"marketing\"\n",
        "id = \"nurture\"\nkind = \"inventory\"\n",
        ("id", "nurture"),
    )
    .at("[[stage]]\nid = \"nurture\""),
    case(
        "owner-missing",
        "id = \"nurture\"\nkind = \"inventory\"\nteam = \"marketing\"\n",
        "id = \"nurture\"\nkind = \"inventory\"\nteam = ‸\"marketng\"\n",
        ("nearest", "marketing"),
    ),
    case("start-not-courting", "start = \"lead\"", "start = ‸\"deal\"", ("standing", "dealing")),
    case("sla-without-limit", "kind = \"sla\"\nlimit = \"8h\"\n", "kind = ‸\"sla\"\n", ("id", "lead")),
    case(
        "outcome-taken-twice",
        "standing = \"living\"\n",
        "standing = \"living\"\noutcome = ‸\"won\"\n",
        ("other", "customer"),
    ),
    case("outcome-without-stage", "outcome = \"won\"\n", "", ("outcome", "won")).at("\"lead\"\nkind"),
    case(
        "unreachable-stage",
        "[[transition]]\nfrom = \"lead\"\nto = \"named\"",
        "[[transition]]\nfrom = \"lead\"\nto = \"nurture\"",
        ("id", "named"),
    )
    .at("\"named\"\nkind"),
    case("no-exit", "from = [\"customer\", \"use\"]", "from = [\"customer\"]", ("id", "use")).at("\"use\"\nkind"),
    case("shelf-without-return", "{ laps = { at_least = 2 } }", "{ laps = { below = 2 } }", ("lap", "2"))
        .at("\"shelf\"\nkind"),
    case("gate-without-default", "default = true", "when = { score = \"fit\", below = 20 }", ("id", "named"))
        .at("\"named\"\nkind"),
    case("no-fact-can-carry", "happened = \"won\"", "happened = ‸\"own\"", ("because", "unknown-event")),
    case("no-fact-can-carry", "step = \"kickoff\"", "step = ‸\"kick-off\"", ("nearest", "kickoff")),
    case("no-fact-can-carry", "when = { happened = \"lost\" }", "when = ‸{ any = [] }", ("because", "nothing-listed")),
    case(
        "no-fact-can-carry",
        "from = \"deal\"\nto = \"customer\"\npath = \"success\"\nwhen = { happened = \"won\" }",
        "from = [\"deal\", ‸\"customer\"]\nto = \"customer\"\npath = \"success\"\nwhen = { happened = \"won\" }",
        ("because", "same-stage"),
    ),
    case(
        "no-fact-can-carry",
        "from = \"deal\"\nto = \"nurture\"",
        "from = [\"deal\", ‸\"out\"]\nto = \"nurture\"",
        ("because", "gone"),
    ),
    case(
        "no-fact-can-carry",
        "{ score = \"total\", at_least = 50 }, { touched",
        "‸{ score = \"total\", at_least = 161 }, { touched",
        ("what", "160"),
    ),
    case(
        "no-fact-can-carry",
        "{ score = \"total\", at_least = 50 }, { touched",
        "‸{ returned = true }, { touched",
        ("because", "not-a-shelf"),
    ),
    case(
        "no-fact-can-carry",
        "when = { consent = \"refused\" }",
        "when = ‸{ all = [{ contacts = { at_least = 2 } }, { contacts = { below = 2 } }] }",
        ("because", "contradiction"),
    ),
    case(
        "no-fact-can-carry",
        "when = { consent = \"refused\" }",
        "when = ‸{ all = [{ used = \"x\", people = 3, within = \"7d\" }, { not = { used = \"x\", people = 2, within = \"7d\" } }] }",
        ("because", "contradiction"),
    ),
    case("no-fact-can-carry", "{ laps = { at_least = 2 } }", "{ laps = ‸{ at_least = 3 } }", ("because", "above-laps")),
    case(
        "no-fact-can-carry",
        "when = { happened = \"ended\" }",
        "when = ‸{ happened = \"won\" }",
        ("because", "side-position"),
    ),
    case(
        "no-fact-can-carry",
        "when = { consent = \"refused\" }",
        "when = ‸{ happened = \"renewed\" }",
        ("because", "no-subscription"),
    ),
    case("no-fact-can-carry", "{ attribute = \"partner\", is = true }", "‸{ touched = \"any\" }", ("because", "gate")),
    case(
        "no-fact-can-carry",
        "when = { handoff = \"lapsed\", by = \"sales\" }",
        "when = ‸{ handoff = \"lapsed\", by = \"marketing\" }",
        ("because", "not-offered"),
    ),
    case("play-without-move", "aims = \"deal\"", "aims = \"use\"", ("serves", "nurture")).at("\"demo-days\""),
];

#[test]
fn each_fault_is_one_finding_at_its_place() {
    let mut wrong = String::new();
    for case in CASES {
        let (text, at) = case.text();
        let found = findings(&text);
        let told: Vec<_> = found.iter().map(|f| (f.code, (f.line, f.column))).collect();
        let expected = (case.code, place(&text, at));
        if told != [expected] || found[0].arg(case.arg.0) != case.arg.1 {
            writeln!(wrong, "{:?} → {:?}: {expected:?} {:?}, but {found:?}", case.find, case.put, case.arg)
                .expect("text");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_files_themselves_are_sound() {
    assert_eq!(findings(SOUND), []);
    for text in [USED, SHIPPED, EXHIBITION_LED, PRODUCT_LED] {
        assert_eq!(findings(text), []);
    }
}

/// The sound file with several changes.
fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(SOUND.into(), |text: String, (find, put)| {
        assert!(text.contains(find), "the file has no {find:?}");
        text.replacen(find, put, 1)
    })
}

/// Code and one argument of what is found in a text, which is to be one thing.
fn only(text: &str, arg: &str) -> (&'static str, String) {
    let found = findings(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    (found[0].code, found[0].arg(arg).into())
}

#[test]
fn a_file_that_is_cut_is_a_finding_where_it_ends() {
    let open = changed(&[("from = [\"customer\", \"use\"]", "from = [\"customer\", \"use")]);
    let cases = [(&*open, open.find("\"use\nto")), ("a = ", Some(4)), ("format = 1\nあ = 2", Some(11))];
    for (text, at) in cases {
        let found = findings(text);
        assert_eq!((found.len(), found[0].code), (1, "not-toml"), "{found:#?}");
        assert_eq!(Some((found[0].line, found[0].column)), at.map(|at| place(text, at)), "{found:#?}");
        assert!(!found[0].arg("message").is_empty());
    }
    assert!(SOUND.char_indices().step_by(97).all(|(at, _)| !findings(&SOUND[..at]).is_empty()));
}

#[test]
fn bytes_that_are_no_utf8_are_a_finding() {
    let mut bytes = "a = \"育".as_bytes().to_vec();
    bytes.push(0x8d);
    let found = model::read_bytes(&bytes, &mut Dictionary::default()).expect_err("not UTF-8");
    assert_eq!((found[0].code, found[0].line, found[0].column, found[0].arg("byte")), ("not-utf8", 1, 7, "0x8D"));
}

#[test]
fn too_many_is_a_finding_at_the_first_that_is_too_many() {
    let play = |n| {
        format!(
            "[[play]]\nid = \"p{n}\"\nserves = \"nurture\"\naims = \"deal\"\nevery = \"1d\"\nreaches = \"mail\"\nname = {{ ja = \"x\", en = \"x\" }}\n"
        )
    };
    let plays: String = (1..=500).map(play).collect();
    let text = format!("{SOUND}\n{plays}");
    assert_eq!(only(&text, "most"), ("too-many", "500".into()));
    let many = "{ consent = \"refused\" }, ".repeat(200);
    let text = changed(&[("when = { consent = \"refused\" }", &format!("when = {{ any = [{many}] }}"))]);
    assert_eq!(only(&text, "section"), ("too-many", "when".into()));
    let text = format!("{SOUND}#{}", "x".repeat(1 << 20));
    assert_eq!(only(&text, "section"), ("too-many", "bytes".into()));
}

#[test]
fn what_no_fact_can_carry_is_told_with_its_cause() {
    let count = "kind = \"count\"\nteam = \"marketing\"\ncolumn = 1\nname = { ja = \"x\", en = \"x\" }\nmeans = { ja = \"x\", en = \"x\" }";
    let counted = format!("[[stage]]\nid = \"visits\"\n{count}\n\n[[stage]]\nid = \"out\"");
    let to_count = "[[transition]]\nfrom = \"use\"\nto = \"visits\"\npath = \"detour\"\nafter = \"9d\"\n\n[score]";
    let steps = "[[onboarding]]\nid = \"kickoff\"\ndue = \"5d\"\nname = { ja = \"キックオフ\", en = \"Kick-off\" }\n";
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("no-steps", &[(steps, ""), ("{ step = \"kickoff\" }", "{ step = \"any\" }")]),
        ("count-stage", &[("[[stage]]\nid = \"out\"", &counted), ("[score]", to_count)]),
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
        ("never-lapses", &[("kind = \"sla\"\nlimit = \"40h\"\n", "kind = \"inventory\"\n")]),
        ("above-cap", &[("score = \"total\", at_least = 50", "score = \"fit\", at_least = 61")]),
    ];
    for (because, changes) in cases {
        let text = changed(changes);
        assert_eq!(only(&text, "because"), ("no-fact-can-carry", (*because).into()), "{changes:?}");
    }
}

#[test]
fn going_round_in_circles_is_a_finding() {
    // A gate that sends back to where a score brings everybody from at once.
    let back = [
        ("to = \"nurture\"\npath = \"success\"\ndefault", "to = \"lead\"\npath = \"detour\"\ndefault"),
        ("when = { any = [{ touched = \"any\" }, { elapsed = \"3d\" }] }", "when = { score = \"fit\", at_least = 20 }"),
    ];
    assert_eq!(only(&changed(&back), "stages"), ("gate-cycle", "lead > named > lead".into()));
    // Two scores that exclude each other cannot hold at one instant.
    let apart = |below: u32| {
        let down = format!(
            "[[transition]]\nfrom = \"deal\"\nto = \"nurture\"\npath = \"detour\"\nwhen = {{ score = \"total\", below = {below} }}\n"
        );
        let up = "[[transition]]\nfrom = \"nurture\"\nto = \"deal\"\npath = \"success\"\nwhen = { score = \"total\", at_least = 40 }\n";
        changed(&[("[score]", &format!("{down}{up}[score]"))])
    };
    assert_eq!(findings(&apart(40)), []);
    assert_eq!(only(&apart(41), "stages"), ("gate-cycle", "nurture > deal > nurture".into()));
    // So with people known, and with use of one signal in one span; another span says nothing about it.
    let between = |down: &str, up: &str| {
        let both = format!(
            "[[transition]]\nfrom = \"deal\"\nto = \"nurture\"\npath = \"detour\"\nwhen = {down}\n\
             [[transition]]\nfrom = \"nurture\"\nto = \"deal\"\npath = \"success\"\nwhen = {up}\n"
        );
        findings(&changed(&[("[score]", &format!("{both}[score]"))])).iter().map(|f| f.code).collect::<Vec<_>>()
    };
    let circle = ["gate-cycle"];
    assert!(between("{ contacts = { below = 2 } }", "{ contacts = { at_least = 2 } }").is_empty());
    assert_eq!(between("{ contacts = { below = 3 } }", "{ contacts = { at_least = 2 } }"), circle);
    let used = |amount: u32, span: &str| format!("{{ used = \"any\", at_least = {amount}, within = \"{span}\" }}");
    let not = |condition: String| format!("{{ not = {condition} }}");
    assert!(between(&not(used(5, "7d")), &used(5, "7d")).is_empty());
    assert_eq!(between(&not(used(6, "7d")), &used(5, "7d")), circle);
    assert_eq!(between(&not(used(5, "7d")), &used(5, "8d")), circle);
    let age = |span: &str| format!("{{ elapsed = \"{span}\", since = \"lap\" }}");
    assert!(between(&age("9d"), &not(age("9d"))).is_empty());
    assert_eq!(between(&age("9d"), &not(age("10d"))), circle);
}

#[test]
fn a_line_may_begin_with_a_gate() {
    // Nothing goes back into the gate, so that this is no circle.
    let text = changed(&[
        ("start = \"lead\"", "start = \"named\""),
        ("from = \"lead\"\nto = \"named\"", "from = \"lead\"\nto = \"nurture\""),
        (
            "[[transition]]\nid = \"named-account\"",
            "[[transition]]\nfrom = \"named\"\nto = \"lead\"\npath = \"success\"\n\
             when = { contacts = { at_least = 1 } }\n\n[[transition]]\nid = \"named-account\"",
        ),
    ]);
    assert_eq!(findings(&text), []);
    let customer = text.replacen("start = \"named\"", "start = \"use\"", 1);
    assert!(findings(&customer).iter().any(|f| f.code == "start-not-courting"));
}

#[test]
fn all_faults_of_a_file_are_found_at_once() {
    let text =
        changed(&[("version = 1", "version = 0"), ("\"thu\"", "\"do\""), ("aims = \"deal\"", "aims = \"dael\"")]);
    let found: Vec<_> = findings(&text).iter().map(|f| f.code).collect();
    assert_eq!(found, ["bad-value", "bad-value", "unknown-stage"]);
}

#[test]
fn every_code_and_argument_is_declared_and_seen() {
    let texts = CASES.iter().map(|case| case.text().0);
    let mut seen = BTreeSet::from(["not-utf8", "not-toml", "too-many", "gate-cycle"]);
    for finding in texts.flat_map(|text| findings(&text)) {
        let (code, args) = CODES.iter().find(|(code, _)| *code == finding.code).expect("a declared code");
        assert!(finding.args.iter().map(|(name, _)| *name).eq(args.iter().copied()), "{finding:?}");
        if *code == "no-fact-can-carry" {
            assert!(BECAUSE.contains(&finding.arg("because")), "{finding:?}");
        }
        let shapes = [finding.arg("expected"), finding.arg("found")];
        assert!(shapes.iter().all(|shape| shape.is_empty() || EXPECTED.contains(shape)), "{finding:?}");
        seen.insert(code);
    }
    assert_eq!(seen, CODES.iter().map(|(code, _)| *code).collect(), "a code that no test makes");
}

#[test]
fn words_are_taken_from_a_sound_model_only() {
    let mut words = Dictionary::default();
    assert!(model::read(&changed(&[("version = 1", "version = 0")]), &mut words).is_err());
    assert_eq!(words.iter().count(), 0);
    let first = model::read(SOUND, &mut words).expect("sound");
    let again = model::read(SHIPPED, &mut words).expect("sound");
    let lead = |model: &model::Model| model.stages.iter().find(|stage| stage.key == "lead").map(|stage| stage.id);
    assert_eq!(lead(&first), lead(&again), "a stage keeps its number over models");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cut_file_gives_findings_or_a_model(at in 0..SHIPPED.len()) {
        let read = model::read_bytes(&SHIPPED.as_bytes()[..at], &mut Dictionary::default());
        prop_assert!(read.is_ok() || read.is_err_and(|found| !found.is_empty()));
    }

    #[test]
    fn changed_bytes_give_findings_or_a_model(changes in prop::collection::vec((0..SHIPPED.len(), any::<u8>()), 1..6)) {
        let mut bytes = SHIPPED.as_bytes().to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        let read = model::read_bytes(&bytes, &mut Dictionary::default());
        prop_assert!(read.is_ok() || read.is_err_and(|found| !found.is_empty()));
    }

    /// Lines out of place keep the file TOML more often than bytes do, and so reach the checks behind the reader.
    #[test]
    fn moved_lines_give_findings_or_a_model(moves in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..8)) {
        let mut lines: Vec<&str> = SHIPPED.lines().collect();
        for (from, to) in moves {
            let line = lines.remove(from.index(lines.len()));
            lines.insert(to.index(lines.len()), line);
        }
        let read = model::read(&lines.join("\n"), &mut Dictionary::default());
        prop_assert!(read.is_ok() || read.is_err_and(|found| !found.is_empty()));
    }

    /// A word in quotes for another one: the names stay names and refer to something else.
    #[test]
    fn changed_words_give_findings_or_a_model(swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)) {
        let mut parts: Vec<&str> = SHIPPED.split('"').collect();
        for (one, other) in swaps {
            let (one, other) = (one.index(parts.len() / 2) * 2 + 1, other.index(parts.len() / 2) * 2 + 1);
            parts.swap(one, other);
        }
        let read = model::read(&parts.join("\""), &mut Dictionary::default());
        prop_assert!(read.is_ok() || read.is_err_and(|found| !found.is_empty()));
    }
}
