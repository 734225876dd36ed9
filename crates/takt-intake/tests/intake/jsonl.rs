//! Facts' own JSON lines.

use takt_core::fact::Kind;
use takt_core::fact::kind::Scope;
use takt_intake::{Form, Given, take_facts};

use crate::book::Book;
use crate::check::{facts, rejected};

fn taken(lines: &str) -> (takt_intake::Taken, Book) {
    let mut book = Book::default();
    let taken = take_facts(&Given::bytes("facts.jsonl", lines), &mut book).unwrap();
    (taken, book)
}

#[track_caller]
fn check(lines: &str, expected: &[&str]) {
    let (taken, book) = taken(lines);
    assert_eq!(rejected(&taken), [] as [&str; 0]);
    assert_eq!(facts(&taken, &book), expected);
}

#[track_caller]
fn reject(line: &str, expected: &str) {
    assert_eq!(rejected(&taken(line).0), [expected], "{line}");
}

#[test]
fn a_line_is_a_fact() {
    check(
        r#"{"kind":"touched","account":"demo:17","at":"2026-05-01T09:30:00+09:00","contact":"demo:17-1","key":"k","touch":"form","by":"demo:m1","minutes":5}"#,
        &["1(k) demo:17/demo:17-1@2026-05-01T09:30:00 instant#40 touched touch='form' by=demo:m1 minutes=5"],
    );
    check(
        "\u{feff}{\"kind\":\"activated\",\"account\":\"d:1\",\"at\":\"2026-05-01\"}\r\n\n\
         {\"at\":\"2026-05-02T10:00:00\",\"account\":\"d:1\",\"kind\":\"rested\",\"reason\":null,\"dated\":\"inferred\"}\n",
        &["1 d:1@2026-05-01 day#72 activated", "3 d:1@2026-05-02T10:00:00 inferred#60 rested"],
    );
    check(
        r#"{"kind":"won","account":"d:1","at":"2026-05-01T10:00:00Z","dated":"day","opportunity":2,"amount":{"minor":1200,"currency":"JPY"}}"#,
        &["1 d:1@2026-05-01 day#52 won opportunity=2 amount=1200JPY"],
    );
    check(
        r#"{"kind":"won","account":"d:1","at":"2026-05-01","opportunity":"crm:o-9"}"#,
        &["1 d:1@2026-05-01 day#52 won opportunity=1"],
    );
    check(
        r#"{"kind":"described","account":"d:1","at":"2026-05-01","attributes":{"industry":"it","employees":40,"share":1250,"founded":"1999-04-01","listed":true,"revenue":{"minor":1,"currency":"USD"}}}"#,
        &[
            "1 d:1@2026-05-01 day#21 described attributes=employees:40,founded:1999-04-01,industry:'it',listed:true,revenue:1USD,share:1250bp",
        ],
    );
    check(
        r#"{"kind":"appointment-made","account":"d:1","at":"2026-05-01","with":"d:m","for":"2026-05-07T10:00:00+09:00"}"#,
        &["1 d:1@2026-05-01 day#42 appointment-made for=2026-05-07T10:00:00 with=d:m"],
    );
    check(
        r#"{"kind":"hours-set","at":"2026-05-01","member":"d:m","weekday":2,"openings":[["09:00","12:00"],["13:00","18:00"]]}"#,
        &["1 -@2026-05-01 day#4 hours-set member=d:m weekday=2 openings=[(540, 720), (780, 1080)]"],
    );
    check(
        r#"{"kind":"counted","at":"2026-05-01","channel":"web","visits":500}"#,
        &["1 -@2026-05-01 day#8 counted channel='web' visits=500"],
    );
}

#[test]
fn a_line_that_is_no_fact_is_rejected_with_its_field() {
    reject("{\"kind\":", "0:1 - json-broken error=EOF while parsing a value");
    reject("[1]", "0:1 - json-not-object");
    reject("7", "0:1 - json-not-object");
    reject("{\"kind\":1e400}", "0:1 - json-broken error=number out of range");
    assert!(rejected(&taken(&"[".repeat(100_000)).0)[0].starts_with("0:1 - json-"));
    reject("{\"a\":1,\"a\":2}", "0:1 a key-repeats key=a");
    reject("{}", "0:1 kind missing-key key=kind");
    reject(r#"{"kind":7}"#, "0:1 kind wrong-type expected=string found=number");
    reject(r#"{"kind":"toched"}"#, "0:1 kind unknown-kind kind=toched nearest=touched");
    reject(r#"{"kind":"moved"}"#, "0:1 kind kind-acted kind=moved");
    reject(r#"{"kind":"import-begun"}"#, "0:1 kind kind-reserved kind=import-begun");
    reject(
        r#"{"kind":"activated","account":"d:1","at":"2026-05-01","tuch":"x"}"#,
        "0:1 tuch unknown-key key=tuch nearest=",
    );
    reject(
        r#"{"kind":"touched","account":"d:1","at":"2026-05-01","tuch":"x"}"#,
        "0:1 tuch unknown-key key=tuch nearest=touch",
    );
    reject(
        r#"{"kind":"touched","account":"d:1","at":"2026-05-01"}"#,
        "0:1 touch missing-field field=touch kind=touched",
    );
    reject(r#"{"kind":"activated","at":"2026-05-01"}"#, "0:1 account account-missing kind=activated");
    reject(
        r#"{"kind":"counted","account":"d:1","at":"2026-05-01","channel":"w","visits":1}"#,
        "0:1 account account-not-taken kind=counted",
    );
    reject(
        r#"{"kind":"counted","contact":"d:1","at":"2026-05-01","channel":"w","visits":1}"#,
        "0:1 contact account-not-taken kind=counted",
    );
    reject(r#"{"kind":"activated","account":"17","at":"2026-05-01"}"#, "0:1 account key-shape value=17");
    reject(r#"{"kind":"activated","account":"d:1"}"#, "0:1 at missing-key key=at");
    reject(
        r#"{"kind":"activated","account":"d:1","at":"2026-02-30"}"#,
        "0:1 at not-a-date value=2026-02-30 format=iso",
    );
    reject(
        r#"{"kind":"activated","account":"d:1","at":"1900-01-01"}"#,
        "0:1 at date-out-of-range value=1900-01-01 from=1948-01-01 to=2099-12-31",
    );
    reject(
        r#"{"kind":"touched","account":"d:1","at":"2026-05-01","touch":"form","minutes":70000}"#,
        "0:1 minutes number-out-of-range value=70000 from=0 to=65535",
    );
    reject(
        r#"{"kind":"touched","account":"d:1","at":"2026-05-01","touch":"form","minutes":1.5}"#,
        "0:1 minutes wrong-type expected=integer found=number",
    );
    reject(
        r#"{"kind":"won","account":"d:1","at":"2026-05-01","amount":{"minor":1,"currency":"yen"}}"#,
        "0:1 amount not-a-currency value=yen",
    );
    reject(
        r#"{"kind":"won","account":"d:1","at":"2026-05-01","amount":1200}"#,
        "0:1 amount wrong-type expected=object with minor and currency found=number",
    );
    reject(
        r#"{"kind":"described","account":"d:1","at":"2026-05-01","attributes":{"colour":"red"}}"#,
        "0:1 attributes unknown-attribute attribute=colour",
    );
    reject(
        r#"{"kind":"hours-set","at":"2026-05-01","member":"d:m","weekday":2,"openings":[["9","12:00"]]}"#,
        r#"0:1 openings not-hours value=[["9","12:00"]]"#,
    );
    let long = format!("{{\"kind\":\"{}\"}}\n{{}}", "x".repeat(3 << 20));
    assert_eq!(rejected(&taken(&long).0), ["0:1 - row-too-long limit=1048576", "0:2 kind missing-key key=kind"]);
    let mut book = Book::default();
    let bad = take_facts(&Given::bytes("f", b"{\"kind\":\"\x82\xa0\"}".as_slice()), &mut book).unwrap();
    assert_eq!(rejected(&bad), ["0:1 - row-encoding byte=0x82 at=10 encoding=UTF-8 seems=CP932"]);
    assert_eq!(take_facts(&Given::bytes("f", "\n"), &mut book).unwrap_err()[0].code, "file-empty");
}

#[test]
fn files_are_told_apart_by_their_first_line() {
    let form = |text: &str| Given::bytes("f", text).form().unwrap();
    assert_eq!(form("id,day\n"), Form::Rows);
    assert_eq!(form("\u{feff}{\"kind\":\"won\"}\n"), Form::Facts);
    assert_eq!(form("{\"takt_journal\":1}\n{\"seq\":1}\n"), Form::Journal);
    assert_eq!(form(""), Form::Rows);
}

/// A kind whose field is called like one of the line's own keys could not be stated.
#[test]
fn no_field_hides_behind_a_key_of_the_line() {
    let taken = ["kind", "account", "contact", "at", "dated", "key", "file", "if", "optional", "segment"];
    for kind in Kind::ALL.iter().filter(|kind| kind.scope() != Scope::Acted) {
        for spec in kind.fields() {
            let name = spec.name;
            assert!(!taken.contains(&name), "{} {name}", kind.name());
            let clash = kind.fields().iter().filter(|other| other.name == name);
            assert_eq!(clash.count(), 1, "{} {name}", kind.name());
        }
    }
}
