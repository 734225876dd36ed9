//! What people do to the line as a whole: take an import back, make one company of two, adopt a model, ask what another
//! one would have done.

use serde_json::{Value, json};

use crate::run::{LANGUAGES, Place};

/// Two companies and a duplicate of the first, from a list; days are counted back from today, so that no clock of the
/// model has run out.
const LIST: &str = r#"{"kind":"captured","account":"crm:A","contact":"crm:P","source":"web-form","at":"DAY-12T09:30:00+09:00"}
{"kind":"captured","account":"crm:B","source":"web-form","at":"DAY-11T09:30:00+09:00"}
{"kind":"touched","account":"crm:B","touch":"seminar","at":"DAY-10T10:00:00+09:00"}
{"kind":"captured","account":"crm:A2","contact":"crm:Q","source":"exhibition","at":"DAY-9T09:30:00+09:00"}
{"kind":"touched","account":"crm:A2","contact":"crm:Q","touch":"pricing","at":"DAY-9T10:00:00+09:00"}
"#;
/// A later list: more of the first company, and one that nobody else knows.
const MORE: &str = r#"{"kind":"touched","account":"crm:A","contact":"crm:P","touch":"seminar","at":"DAY-5T10:00:00+09:00"}
{"kind":"captured","account":"crm:C","source":"list","at":"DAY-4T09:30:00+09:00"}
"#;

fn place() -> Place {
    let place = Place::new();
    let today = jiff::Zoned::now().date();
    let dated = |text: &str| {
        (1..20).rev().fold(text.to_string(), |text, days| {
            text.replace(&format!("DAY-{days}T"), &format!("{}T", today.saturating_sub(jiff::Span::new().days(days))))
        })
    };
    place.write("list.jsonl", dated(LIST));
    place.write("more.jsonl", dated(MORE));
    place
}

/// What a command prints as JSON.
#[track_caller]
fn done(place: &Place, args: &[&str]) -> Value {
    let ran = place.takt("en", &[&["--data", "d", "--json"], args].concat());
    assert_eq!(ran.status, 0, "{args:?}: {}", ran.all());
    ran.json()
}

/// The sentence with which a command refuses, in English; the Japanese one is there.
#[track_caller]
fn refused(place: &Place, args: &[&str]) -> String {
    let [_, english] = LANGUAGES.map(|language| {
        let ran = place.takt(language, &[&["--data", "d"], args].concat());
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{args:?}: {}", ran.all());
        ran.err
    });
    english
}

fn import(place: &Place, file: &str) -> Value {
    done(place, &["import", file])
}

fn account(place: &Place, key: &str) -> Value {
    done(place, &["account", key])
}

fn kinds(account: &Value) -> Vec<String> {
    let facts = account["facts"].as_array().unwrap().iter();
    facts.map(|fact| fact["kind"].as_str().unwrap().to_string()).collect()
}

#[track_caller]
fn sound(place: &Place) {
    let verdict = done(place, &["verify"]);
    assert_eq!((&verdict["chain"], &verdict["equal"]), (&json!("ok"), &json!(true)), "{verdict}");
}

#[test]
fn an_import_is_taken_back_and_comes_again() {
    let place = place();
    import(&place, "list.jsonl");
    let before = account(&place, "crm:A");
    assert_eq!(import(&place, "more.jsonl")["import"], json!(2));
    assert!(kinds(&account(&place, "crm:A")).contains(&"touched".to_string()));
    let undone = done(&place, &["import", "undo", "2"]);
    assert_eq!(undone["accounts"], json!({ "voided": 1, "kept": 1 }), "{undone}");
    assert_eq!(undone["voided"], json!(2));
    let after = account(&place, "crm:A");
    assert_eq!((&after["stage"], &after["score"]), (&before["stage"], &before["score"]));
    assert!(!kinds(&after).contains(&"touched".to_string()), "{after}");
    // Nobody else spoke of this one: it is off the line, and cannot be merged either way.
    assert_eq!(account(&place, "crm:C")["stage"], Value::Null);
    for pair in [["merge", "crm:C", "crm:B"], ["merge", "crm:B", "crm:C"]] {
        assert!(refused(&place, &pair).contains("off the line"));
    }
    sound(&place);
    // As it was known that day, it was there.
    let again = refused(&place, &["import", "undo", "2"]);
    assert!(again.contains("taken back before"), "{again}");
    assert!(refused(&place, &["import", "undo", "7"]).contains("no import 7"));
    let repeated = import(&place, "more.jsonl");
    assert_eq!((&repeated["journalled"], &repeated["unchanged"]), (&json!(2), &json!(0)), "{repeated}");
    assert!(account(&place, "crm:C")["stage"].is_string());
    sound(&place);
}

/// What companies are called, by a list of a day.
fn names(place: &Place, file: &str, rows: &[(&str, &str, &str)]) -> Value {
    let mapping = r#"
format = 1
name   = "Names"
system = "crm"

[[file]]
id      = "names"
columns = ["no", "name", "day"]
account = { key = "no" }
texts   = { name = "name" }

[[fact]]
file   = "names"
kind   = "captured"
at     = { column = "day" }
source = "list"
"#;
    let rows = rows.iter().map(|(no, name, day)| format!("{no},{name},{day}\n"));
    place.write("names.toml", mapping);
    place.write(file, std::iter::once("no,name,day\n".to_string()).chain(rows).collect::<String>());
    done(place, &["import", file, "--mapping", "names.toml"])
}

fn name(place: &Place, key: &str) -> Value {
    account(place, key)["texts"]["name"].clone()
}

#[test]
fn a_name_goes_back_with_the_import_that_said_it() {
    let place = Place::new();
    names(&place, "1.csv", &[("A", "北斗商事", "2026-04-01"), ("B", "森工務店", "2026-04-01")]);
    // A touch of both with another name of A; then only names, of rows that are known: that is an import of its own.
    names(
        &place,
        "2.csv",
        &[("A", "北斗物産", "2026-05-01"), ("B", "森工務店", "2026-05-01"), ("C", "東和", "2026-05-01")],
    );
    let third = names(&place, "3.csv", &[("A", "ホクト", "2026-04-01")]);
    assert_eq!((&third["import"], &third["journalled"], &third["unchanged"]), (&json!(3), &json!(0), &json!(1)));
    assert_eq!(name(&place, "crm:A"), json!("ホクト"));
    // What was exported and restored can still be taken back.
    done(&place, &["export", "out"]);
    let made = place.takt("en", &["--data", "again", "--json", "init"]);
    assert_eq!(made.status, 0, "{}", made.all());
    assert_eq!(place.takt("en", &["--data", "again", "--json", "import", "out/journal.jsonl"]).status, 0);
    for data in ["d", "again"] {
        let done = |args: &[&str]| {
            let ran = place.takt("en", &[&["--data", data, "--json"], args].concat());
            assert_eq!(ran.status, 0, "{args:?}: {}", ran.all());
            ran.json()
        };
        let name = |key: &str| done(&["account", key])["texts"]["name"].clone();
        // The one in the middle: what came after it stays, and so does what others said too.
        done(&["import", "undo", "2"]);
        assert_eq!([name("crm:A"), name("crm:B"), name("crm:C")], [json!("ホクト"), json!("森工務店"), Value::Null]);
        done(&["import", "undo", "3"]);
        assert_eq!(name("crm:A"), json!("北斗商事"));
        let verdict = done(&["verify"]);
        assert_eq!((&verdict["chain"], &verdict["equal"]), (&json!("ok"), &json!(true)), "{verdict}");
    }
}

#[test]
fn duplicates_become_one_and_apart_again() {
    let place = place();
    import(&place, "list.jsonl");
    let (first, second) = (account(&place, "crm:A"), account(&place, "crm:A2"));
    done(&place, &["merge", "crm:A2", "crm:A"]);
    let whole = account(&place, "crm:A");
    assert_eq!(whole["parts"], json!(["crm:A2"]));
    assert!(whole["score"]["total"].as_u64() >= second["score"]["total"].as_u64(), "{whole}");
    assert!(kinds(&whole).contains(&"touched".to_string()), "what was said of the part counts in the whole");
    let part = account(&place, "crm:A2");
    assert_eq!((&part["stage"], &part["part_of"]), (&Value::Null, &json!("crm:A")));
    let itself = refused(&place, &["merge", "crm:A", "crm:A2"]);
    assert!(itself.contains("cannot become part of itself"), "{itself}");
    assert!(refused(&place, &["merge", "crm:B", "crm:A2"]).contains("part of"));
    sound(&place);
    done(&place, &["unmerge", "crm:A2"]);
    let (one, other) = (account(&place, "crm:A"), account(&place, "crm:A2"));
    assert_eq!((&one["score"], &other["stage"]), (&first["score"], &second["stage"]));
    assert!(refused(&place, &["unmerge", "crm:A2"]).contains("part of no other"));
    sound(&place);
}

/// A model in which the stage that everybody stands in has another name.
fn renamed(was: &str) -> String {
    let text = include_str!("../../../../models/the-model.toml").replace("\"nurture\"", "\"care\"");
    text.replacen("id       = \"care\"", &format!("id       = \"care\"\n{was}"), 1)
}

#[test]
fn a_model_is_adopted_over_a_line_that_runs() {
    let place = place();
    import(&place, "list.jsonl");
    let standing = account(&place, "crm:B");
    assert_eq!(standing["stage"], json!("nurture"));
    place.write("gone.toml", renamed(""));
    place.write("care.toml", renamed("was      = \"nurture\""));
    let gone = refused(&place, &["model", "adopt", "gone.toml"]);
    assert!(gone.contains("nurture (") && gone.contains("was = [\"nurture\"]"), "{gone}");
    let told = done(&place, &["model", "diff", "live", "care.toml"]);
    let over: Vec<&Value> =
        told["changes"].as_array().unwrap().iter().filter(|change| change["change"] == json!("taken-over")).collect();
    assert_eq!((over.len(), &over[0]["to"], &told["changes"][0]["of"]), (1, &json!("care"), &json!("stage")));
    assert_eq!(told["changes"].as_array().unwrap().len(), 1, "a new name is one change: {told}");
    assert!(over[0]["standing"].as_u64() > Some(0));
    done(&place, &["model", "adopt", "care.toml", "--reason", "a better name"]);
    let stands = account(&place, "crm:B");
    assert_eq!((&stands["stage"], &stands["since"]), (&json!("care"), &standing["since"]), "the clock runs on");
    let flow = done(&place, &["flow"]);
    for stage in flow["stages"].as_array().unwrap() {
        let number = |name: &str| stage[name].as_i64().unwrap();
        assert_eq!(number("opening") + number("in") - number("out"), number("closing"), "{stage}");
    }
    assert!(flow["stages"].as_array().unwrap().iter().any(|stage| stage["id"] == json!("nurture")));
    assert!(refused(&place, &["model", "adopt", "care.toml"]).contains("in force already"));
    sound(&place);
}

#[test]
fn what_if_under_the_model_in_force_is_the_record() {
    let place = place();
    import(&place, "list.jsonl");
    import(&place, "more.jsonl");
    let same = done(&place, &["whatif", "--model", "the-model"]);
    let moves = &same["moves"];
    assert!(moves["recorded"].as_u64() > Some(3), "{same}");
    assert_eq!(
        (&moves["same"], &moves["only_recorded"], &moves["only_whatif"]),
        (&moves["recorded"], &json!(0), &json!(0))
    );
    assert_eq!((&same["orphans"], &same["accounts_moved"]), (&json!(0), &json!(0)));
    // A line that nobody can reach by a seminar: the accounts that it brought on stand elsewhere, each with its reason.
    let strict = include_str!("../../../../models/the-model.toml");
    place.write("strict.toml", strict.replace("points    = 40", "points    = 90"));
    let before = done(&place, &["verify"]);
    let other = done(&place, &["whatif", "--model", "strict.toml"]);
    assert!(other["moves"]["whatif"].as_u64() > Some(0), "{other}");
    let listed = other["accounts"].as_array().unwrap();
    assert_eq!(listed.len() as u64, other["accounts_moved"].as_u64().unwrap());
    for one in listed {
        assert!(one["because"]["whatif"].is_object() || one["because"]["recorded"].is_object(), "{one}");
    }
    done(&place, &["shadow", "add", "strict", "strict.toml", "--since", "2026-01-01"]);
    let shadows = done(&place, &["shadow", "list"]);
    assert_eq!(shadows["shadows"][0]["name"], json!("strict"));
    let after = done(&place, &["verify"]);
    assert_eq!(before, after, "neither a what-if nor a shadow writes anything");
    done(&place, &["shadow", "drop", "strict"]);
    assert!(refused(&place, &["shadow", "drop", "strict"]).contains("no shadow model"));
}
