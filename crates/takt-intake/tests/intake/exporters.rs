//! What other programs export goes in without a question: every fixture is known by its header, in UTF-8 and in CP932.

use std::path::{Path, PathBuf};

use takt_core::dictionary::WordKind;
use takt_core::fact::{Body, Kind};
use takt_core::model::FieldType;
use takt_intake::{Encoding, Given, Mapping, Owner, Recognised, Taken, header_among, recognise, take};

use crate::book::Book;
use crate::check::rejected;

fn folder(path: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|path| path.is_file());
    files
}

fn shipped() -> Vec<Mapping> {
    let files = folder("../../mappings/exporters").into_iter().chain(folder("../../mappings"));
    files.map(|path| Mapping::read(&path.display().to_string(), &std::fs::read(&path).unwrap()).unwrap()).collect()
}

/// A book of the standard model's attributes.
fn book() -> Book {
    Book {
        fields: vec![
            ("segment", FieldType::OpenChoice),
            ("industry", FieldType::OpenChoice),
            ("employees", FieldType::Integer),
            ("prefecture", FieldType::OpenChoice),
        ],
        choices: std::collections::BTreeMap::new(),
        ..Book::default()
    }
}

fn through(mappings: &[Mapping], given: &Given) -> (String, Taken, Book) {
    let header = header_among(given, mappings).unwrap();
    let Recognised::One(mapping, _) = recognise(mappings, &header.columns) else {
        panic!("{}: {:?}", given.name, recognise(mappings, &header.columns))
    };
    let mut book = book();
    let taken = take(&mappings[mapping], std::slice::from_ref(given), &mut book).unwrap();
    (mappings[mapping].system.clone(), taken, book)
}

/// The text of the first owner of a kind that has one by this name.
fn text<'a>(taken: &'a Taken, of_account: bool, field: &str) -> Option<&'a str> {
    let owned = |owner: Owner| matches!(owner, Owner::Account(_)) == of_account;
    taken.texts.iter().find(|text| owned(text.owner) && text.field == field).map(|text| text.value)
}

#[test]
fn every_fixture_goes_in_without_a_question() {
    let mappings = shipped();
    let mut keys: std::collections::BTreeMap<String, [Vec<String>; 2]> = std::collections::BTreeMap::new();
    let mut systems = std::collections::BTreeSet::new();
    for path in folder("tests/exporters") {
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        let bytes = std::fs::read(&path).unwrap();
        let utf8 = String::from_utf8(bytes.clone()).unwrap();
        let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(&utf8);
        assert!(!lost, "{name}");
        let titled = format!("書き出し\n出力日,2026/11/20\n\n{utf8}").into_bytes();
        for (bytes, titles) in [(bytes, 0), (cp932.to_vec(), 0), (titled, 3)] {
            if titles > 0 && name.ends_with(".vcf") {
                continue;
            }
            let is_ascii = bytes.is_ascii();
            let (system, taken, book) = through(&mappings, &Given::bytes(&name, bytes));
            assert!(name.starts_with(&system), "{name} is taken for {system}");
            assert_eq!(rejected(&taken), [""; 0], "{name}");
            assert!(is_ascii || titles > 0 || matches!(taken.files[0].encoding, Encoding::Utf8 | Encoding::Cp932));
            let rows = taken.rows.len();
            assert!(rows > 0, "{name}");
            // Every row is an account with a source, and has what makes it known to a reader.
            let facts: Vec<_> = taken.mapped().collect();
            let captured: Vec<_> = facts.iter().filter(|fact| fact.body.kind() == Kind::Captured).collect();
            assert_eq!(captured.len(), rows, "{name}");
            for fact in captured {
                let Body::Captured { source: Some(source), .. } = &fact.body else { panic!("{name}: {:?}", fact.body) };
                let source = book.words.iter().find(|(kind, id, _)| *kind == WordKind::Source && *id == source.0);
                assert!(source.is_some_and(|(.., text)| !text.is_empty()), "{name}");
            }
            assert!(text(&taken, true, "name").is_some(), "{name}");
            let is_of_people = !name.contains("companies") && !name.contains("accounts");
            assert_eq!(is_of_people, !taken.contact_keys.is_empty(), "{name}");
            if is_of_people {
                assert_eq!(text(&taken, false, "email"), Some("taro@example.jp"), "{name}");
                assert!(text(&taken, false, "name").is_some(), "{name}");
                assert!(facts.iter().any(|fact| fact.body.kind() == Kind::ContactNamed), "{name}");
            }
            assert!(taken.files[0].unused.is_empty(), "{name}: {:?}", taken.files[0].unused);
            // What a row says makes the same keys in either encoding: a file that comes again in the other is known.
            let accounts = taken.account_keys.iter().map(|(_, key)| key.to_string()).collect();
            let contacts = taken.contact_keys.iter().map(|(_, key)| key.to_string()).collect();
            let these = [accounts, contacts];
            assert_eq!(keys.entry(name.clone()).or_insert_with(|| these.clone()), &these, "{name}");
            systems.insert(system);
        }
    }
    assert_eq!(systems.len(), 10, "{systems:?}");
}

#[test]
fn who_refused_is_a_refusal_and_who_did_not_is_nothing() {
    let mappings = shipped();
    for (name, refusals) in [
        ("hubspot-contacts-en.csv", 1),
        ("salesforce-leads-api.csv", 2),
        ("salesforce-leads-ja.csv", 1),
        ("satori-ja.csv", 1),
        ("sansan-ja.csv", 0),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exporters").join(name);
        let (_, taken, _) = through(&mappings, &Given::path(path));
        let refused = taken.mapped().filter(|fact| matches!(fact.body, Body::Consented { given: false, .. })).count();
        assert_eq!(refused, refusals, "{name}");
    }
}

#[test]
fn cards_say_that_they_are_cards_and_names_are_in_the_order_of_japan() {
    let mappings = shipped();
    for name in ["sansan-ja.csv", "eight-ja.csv", "vcard.vcf"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exporters").join(name);
        let (_, taken, _) = through(&mappings, &Given::path(path));
        assert_eq!(text(&taken, false, "basis"), Some("card"), "{name}");
        assert_eq!(text(&taken, false, "name"), Some("佐藤 太郎"), "{name}");
        assert_eq!(text(&taken, false, "department"), Some("営業部"), "{name}");
    }
}

#[test]
fn no_two_shipped_mappings_know_one_header() {
    let mappings = shipped();
    for (place, mapping) in mappings.iter().enumerate() {
        for (id, columns, _) in mapping.files() {
            match recognise(&mappings, columns) {
                Recognised::One(found, _) => assert_eq!(found, place, "{id}"),
                other => panic!("{} {id}: {other:?}", mapping.name),
            }
        }
    }
}

/// Day, account and kind of every fact, by account and time.
fn story(taken: &Taken) -> Vec<String> {
    let mut lines: Vec<String> = taken
        .mapped()
        .map(|fact| {
            let account = fact.account.map_or("", |key| taken.account_keys.text(key));
            let at = jiff::Timestamp::from_microsecond(fact.occurred_at.0).unwrap();
            let amount = match &fact.body {
                Body::Opened { amount, .. } | Body::ProposalSent { amount, .. } | Body::Won { amount, .. } => {
                    amount.map_or(String::new(), |amount| format!(" {}", amount.minor))
                }
                _ => String::new(),
            };
            format!("{account} {} {}{amount}", at.strftime("%m-%d %H:%M"), fact.body.kind().name())
        })
        .collect();
    lines.sort();
    lines
}

fn history(files: &[&str]) -> Taken {
    let mappings = shipped();
    let given: Vec<Given> = files
        .iter()
        .map(|name| Given::path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exporters/history").join(name)))
        .collect();
    let headers: Vec<Vec<String>> = given.iter().map(|file| header_among(file, &mappings).unwrap().columns).collect();
    let all: Vec<&Mapping> = mappings.iter().collect();
    let place = takt_intake::recognise_all(&all, &headers).expect("one mapping fits");
    let taken = take(&mappings[place], &given, &mut book()).unwrap();
    assert_eq!(rejected(&taken), [""; 0]);
    taken
}

#[test]
fn the_history_of_stages_is_what_happened_then() {
    // Without the history the opportunity says what it knows: when it began, and the day and outcome of its end.
    let alone = [
        "salesforce:001000000000001 02-02 00:10 captured",
        "salesforce:001000000000001 02-02 00:10 opened 1200000",
        "salesforce:001000000000001 04-19 15:00 won 1200000",
        "salesforce:001000000000002 02-10 02:00 captured",
        "salesforce:001000000000002 02-10 02:00 opened 300000",
        "salesforce:001000000000002 03-30 15:00 lost",
        "salesforce:001000000000003 05-01 02:00 captured",
        "salesforce:001000000000003 05-01 02:00 opened",
    ];
    assert_eq!(story(&history(&["salesforce-opportunities.csv"])), alone);
    // With it every stage has its instant and its amount; stages of the organisation's own are open, or closed by forecast.
    let with = [
        "salesforce:001000000000001 02-02 00:10 captured",
        "salesforce:001000000000001 02-02 00:10 opened 1000000",
        "salesforce:001000000000001 02-20 05:00 proposal-sent 1000000",
        "salesforce:001000000000001 03-05 05:00 lost",
        "salesforce:001000000000001 04-01 01:00 opened 1200000",
        "salesforce:001000000000001 04-20 06:30 won 1200000",
        "salesforce:001000000000002 02-10 02:00 captured",
        "salesforce:001000000000002 02-10 02:00 opened 300000",
        "salesforce:001000000000002 03-31 08:00 lost",
        "salesforce:001000000000003 05-01 02:00 captured",
        "salesforce:001000000000003 05-01 02:00 opened",
    ];
    assert_eq!(story(&history(&["salesforce-opportunity-history.csv", "salesforce-opportunities.csv"])), with);
}

#[test]
fn the_history_of_a_deal_is_what_happened_then() {
    let lost = [
        "hubspot:有限会社森商店 02-10 02:00 captured",
        "hubspot:有限会社森商店 02-10 02:00 opened 300000",
        "hubspot:有限会社森商店 03-31 08:00 lost",
    ];
    let alone = ["hubspot:2001 02-02 00:10 captured", "hubspot:2001 02-02 00:10 opened 1200000"];
    let alone: Vec<&str> = alone.into_iter().chain(["hubspot:2001 04-20 06:30 won 1200000"]).chain(lost).collect();
    assert_eq!(story(&history(&["hubspot-deals.csv"])), alone);
    let with = [
        "hubspot:2001 02-02 00:10 captured",
        "hubspot:2001 02-02 00:10 opened",
        "hubspot:2001 04-01 01:00 proposal-sent",
        "hubspot:2001 04-20 06:30 won 1200000",
    ];
    let with: Vec<&str> = with.into_iter().chain(lost).collect();
    assert_eq!(story(&history(&["hubspot-deals.csv", "hubspot-deal-history.csv"])), with);
}
