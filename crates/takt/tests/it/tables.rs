//! Tables of people: out in every format, and in again as they were.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use takt::app::clock;
use takt::app::desk::{Desk, STANDARD_MODEL};
use takt::app::import::{self, Lexicon, Silent};
use takt::app::tables::{self, Form};
use takt_intake::Given;
use takt_store::{Space, Store, Text};

use crate::run::{LANGUAGES, Place, is_japanese};

/// What texts are put together from: whatever a format could stumble over.
const PARTS: [&str; 34] = [
    "=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "\"", "\n", "\r\n", "\r", ",", ";", "\t", "|", "😀", "㈱", "髙",
    "﨑", "𠮷", "森", "a", "1", " ", "　", "_x000D_", "\u{feff}", "takt.", "kind", "\u{1}", "0012", "true",
];

/// Those of them that CP932 carries, and enough kana for it to be told from EUC-JP.
const CARRIED: [&str; 16] = [
    "=",
    "@",
    "＝",
    "－",
    "'",
    "\"",
    "\n",
    ",",
    ";",
    "㈱",
    "髙",
    "﨑",
    "森商店",
    "かぶしきがいしゃ",
    "カタカナ",
    "0012",
];

fn text(parts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(parts), 1..6).prop_map(|parts| parts.concat().trim().to_string())
}

/// A book's worth of people: texts by field, of accounts and of their contacts.
type People = Vec<(BTreeMap<String, String>, Vec<BTreeMap<String, String>>)>;

fn people(parts: &'static [&'static str]) -> impl Strategy<Value = People> {
    let name = text(parts).prop_filter("a name", |name| !name.is_empty());
    let texts = prop::collection::btree_map(name, text(parts), 0..5);
    let texts = texts.prop_map(|texts| texts.into_iter().filter(|(_, text)| !text.is_empty()).collect());
    let texts = texts.boxed();
    prop::collection::vec((texts.clone(), prop::collection::vec(texts, 0..3)), 1..6)
}

fn desk(folder: &Path) -> Desk {
    Desk::create(folder, "the-model", STANDARD_MODEL, clock::now()).expect("a folder")
}

fn take(desk: &mut Desk, given: &[Given]) -> import::Report {
    let taken =
        import::read(given, None, &mut Lexicon::of(desk).expect("the words")).expect("taken without a question");
    assert_eq!(taken.rejections, [], "of {:?}", given.iter().map(|given| &given.name).collect::<Vec<_>>());
    desk.import(&taken, &mut Silent).expect("imported")
}

/// The people as the tables in JSON have them, each name under the rule for names.
fn stated(people: &People) -> [Vec<u8>; 2] {
    let line = |own: Value, texts: &BTreeMap<String, String>| {
        let mut object: Map<String, Value> = own.as_object().cloned().expect("an object");
        object.extend(texts.iter().map(|(name, text)| (takt_intake::harmless_name(name), text.as_str().into())));
        format!("{}\n", Value::Object(object))
    };
    let (mut accounts, mut contacts) = (String::new(), String::new());
    for (number, (texts, persons)) in people.iter().enumerate() {
        let key = format!("crm:会社 {number}");
        let own = json!({ "takt.account": key, "takt.first": "2026-05-01", "takt.source": "展示会" });
        accounts.push_str(&line(own, texts));
        for (person, texts) in persons.iter().enumerate() {
            let contact = format!("crm:{number}-{person}");
            let left = if person == 1 { "yes" } else { "" };
            let own = json!({
                "takt.contact": contact, "takt.account": key, "takt.first": "2026-05-01", "takt.left": left,
            });
            contacts.push_str(&line(own, texts));
        }
    }
    [accounts.into_bytes(), contacts.into_bytes()]
}

/// All texts of a folder by whose they are.
fn texts(desk: &mut Desk) -> Vec<(Space, u32, String, String)> {
    let mut texts = Vec::new();
    let each = &mut |text: Text| {
        texts.push((text.space, text.id, text.field, text.value));
        Ok(())
    };
    desk.store.all_texts(each).expect("texts");
    texts
}

fn given(folder: &Path, files: &[String]) -> Vec<Given> {
    files.iter().map(|file| Given::path(folder.join(file))).collect()
}

/// Out, into an empty folder, out again: the same bytes, accounts, contacts and texts; into its own folder: nothing new.
fn comes_back(people: &People, forms: &[Form]) {
    let place = tempfile::tempdir().expect("a folder");
    let at = |name: &str| place.path().join(name);
    let mut first = desk(&at("first"));
    let [accounts, contacts] = stated(people);
    let mut files = vec![Given::bytes("accounts.jsonl", accounts)];
    if !contacts.is_empty() {
        files.push(Given::bytes("contacts.jsonl", contacts));
    }
    take(&mut first, &files);
    let count: usize = people.iter().map(|(own, of)| own.len() + of.iter().map(BTreeMap::len).sum::<usize>()).sum();
    assert_eq!(texts(&mut first).len(), count, "every text was taken");
    for form in forms {
        let (out, again) = (at(&format!("{form:?}")), at(&format!("{form:?} again")));
        let written = tables::export(&mut first, &out, *form, None).expect("written");
        let mut second = desk(&at(&format!("{form:?} desk")));
        take(&mut second, &given(&out, &written.files));
        assert_eq!(texts(&mut second), texts(&mut first), "{form:?}");
        assert_eq!(second.accounts, first.accounts);
        assert_eq!(second.contacts, first.contacts);
        let known = |desk: &Desk| -> Vec<_> {
            desk.book.accounts.iter().map(|account| (account.id, account.began, account.contacts.len())).collect()
        };
        assert_eq!(known(&second), known(&first), "{form:?}");
        let rewritten = tables::export(&mut second, &again, *form, None).expect("written again");
        assert_eq!(rewritten, written);
        for file in &written.files {
            let bytes = |folder: &Path| std::fs::read(folder.join(file)).expect("a table");
            assert!(bytes(&out) == bytes(&again), "{form:?} {file}");
        }
        let unchanged = take(&mut first, &given(&out, &written.files));
        assert_eq!((unchanged.journalled, unchanged.facts, unchanged.import), (0, 0, None), "{form:?}");
    }
}

fn properties(cases: u32, parts: &'static [&'static str], forms: &'static [Form]) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&people(parts), |people| {
        comes_back(&people, forms);
        Ok(())
    });
    outcome.unwrap_or_else(|failed| panic!("{failed}"));
}

#[test]
fn what_goes_out_comes_in_as_it_was() {
    properties(12, &PARTS, &[Form::Csv, Form::Xlsx, Form::Jsonl]);
}

#[test]
fn what_goes_out_in_cp932_comes_in_as_it_was() {
    properties(12, &CARRIED, &[Form::Cp932]);
}

#[test]
#[should_panic(expected = "of [")]
fn a_row_that_does_not_come_back_is_noticed() {
    let place = tempfile::tempdir().expect("a folder");
    let bad = b"{\"takt.account\":\"no system\",\"takt.first\":\"2026-05-01\",\"takt.source\":\"\"}\n";
    take(&mut desk(&place.path().join("desk")), &[Given::bytes("accounts.jsonl", bad.as_slice())]);
}

const MAPPING: &str = r#"format = 1
name   = "List"
system = "list"

[[file]]
id      = "rows"
columns = ["no", "name", "day", "rank"]
account = { key = "no" }
contact = { key = "mail", name = "person", email = "mail" }
texts   = { name = "name" }
free    = ["rank"]

[[fact]]
file = "rows"
kind = "captured"
at   = { column = "day" }
source = "list"
"#;

fn listed() -> Place {
    let place = Place::new();
    place.write("m.toml", MAPPING);
    let rows =
        "no,name,day,rank,person,mail\n1,㈱髙島,2026-05-01,=A,山﨑 花,h@example.jp\n2,𠮷野商店,2026-05-01,𠮷,,\n";
    place.write("list.csv", rows);
    assert_eq!(place.takt("en", &["import", "list.csv", "--mapping", "m.toml"]).status, 0);
    place
}

#[test]
fn what_cp932_does_not_carry_is_listed_and_nothing_is_written() {
    for language in LANGUAGES {
        let place = listed();
        let ran = place.takt(language, &["export", "out", "--format", "cp932"]);
        println!("{}", ran.all());
        assert_eq!(ran.status, 1);
        for told in ["𠮷", "U+20BB7", "list:2 [name]", "list:2 [rank]", "--replace"] {
            assert!(ran.err.contains(told), "{told}: {}", ran.err);
        }
        assert!(!ran.err.contains('髙'), "CP932 has it: {}", ran.err);
        assert_eq!(is_japanese(&ran.err.replace('𠮷', "")), language == "ja");
        assert!(!place.path("out").exists(), "nothing is written");
        // What is to stand for it is said, and told.
        let json = place.takt(language, &["--json", "export", "out", "--format", "cp932", "--replace", "〓"]).json();
        assert_eq!([&json["accounts"], &json["contacts"]], [&json!(2), &json!(1)]);
        assert_eq!(json["replaced"][0]["code"], "U+20BB7");
        assert_eq!(json["replaced"][0]["count"], 3, "in two texts of the accounts, and in the standing: {json}");
        let bytes = std::fs::read(place.path("out/accounts.csv")).expect("a table");
        let (table, _, bad) = encoding_rs::SHIFT_JIS.decode(&bytes);
        assert!(!bad && table.contains("〓野商店") && table.contains("㈱髙島") && table.contains("'=A"), "{table}");
        // What is no character of it cannot stand for another; nor can what would be computed.
        for replace in ["𠮷", "="] {
            let ran = place.takt(language, &["export", "more", "--format", "cp932", "--replace", replace]);
            assert_eq!(ran.status, 2, "{}", ran.all());
        }
    }
}

#[test]
fn each_format_is_what_its_readers_want() {
    let place = listed();
    for format in ["csv", "xlsx", "jsonl"] {
        assert_eq!(place.takt("en", &["export", format, "--format", format]).status, 0);
    }
    let csv = std::fs::read(place.path("csv/accounts.csv")).expect("a table");
    assert!(csv.starts_with(b"\xef\xbb\xbftakt.account,"), "Excel knows UTF-8 by its mark");
    let line = std::fs::read_to_string(place.path("jsonl/accounts.jsonl")).expect("a table");
    let first: Value = serde_json::from_str(line.lines().next().expect("a line")).expect("an object");
    assert_eq!([&first["name"], &first["rank"]], [&json!("㈱髙島"), &json!("=A")], "in JSON nothing is computed");
    // A sheet: in the folder it came from it changes what was corrected in it and nothing else.
    let corrected =
        std::fs::read_to_string(place.path("csv/accounts.csv")).expect("a table").replace("㈱髙島", "㈱高島");
    place.write("csv/accounts.csv", corrected);
    let json = place.takt("en", &["--json", "import", "csv/accounts.csv"]).json();
    assert_eq!([&json["facts"], &json["rejected"]], [&json!(2), &json!(0)], "the import's own two: {json}");
    assert!(place.takt("en", &["account", "1"]).out.contains("㈱高島"));
    let sheets = ["xlsx/accounts.xlsx", "xlsx/contacts.xlsx", "xlsx/standing.xlsx"];
    let json = place.takt("en", &[&["--json", "import"], sheets.as_slice()].concat()).json();
    assert_eq!([&json["received"], &json["rejected"]], [&json!(3), &json!(0)], "{json}");
    assert!(place.takt("en", &["account", "1"]).out.contains("㈱髙島"));
    // To be read, not to be taken.
    let ran = place.takt("en", &["import", "csv/standing.csv"]);
    assert_eq!(ran.status, 1, "{}", ran.all());
}
