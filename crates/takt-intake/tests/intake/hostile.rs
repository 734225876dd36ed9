//! Bytes nobody meant: whatever comes in, something is said and nothing breaks off.

use proptest::prelude::*;
use takt_core::dictionary::Dictionary;
use takt_intake::{Given, Mapping, header, propose, read_journal_line, take, take_facts};

use crate::book::Book;
use crate::check::mapping;
use crate::csv::MAPPING;

/// Bytes that mean something to a reader of CSV, and some that do not.
fn csv_bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        8 => proptest::sample::select(b",\"\r\n\tab;".as_slice()),
        1 => any::<u8>(),
        1 => proptest::sample::select(b"\x82\xa0\x81\xe3\x81\x82\xef\xbb\xbf".as_slice()),
    ];
    proptest::collection::vec(byte, 0..200)
}

fn toml_text() -> impl Strategy<Value = String> {
    let part = proptest::sample::select(
        [
            "format",
            "=",
            "1",
            "\"",
            "\n",
            "[[file]]",
            "[[fact]]",
            "[",
            "]",
            "{",
            "}",
            "file",
            "kind",
            "\"f\"",
            "id",
            "\"captured\"",
            "at",
            "column",
            "columns",
            ",",
            "[file.texts]",
            "if",
            "all",
            "not",
            "joined",
            "true",
            "2026-01-01",
            ".",
            "あ",
            "#",
            "'''",
            "key",
            "account",
            "join",
            "lookup",
        ]
        .as_slice(),
    );
    proptest::collection::vec(part, 0..60).prop_map(|parts| parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_as_csv(body in csv_bytes()) {
        let mut csv = b"id,day,n\n".to_vec();
        csv.extend(&body);
        let rules = mapping(MAPPING);
        if let Ok(taken) = take(&rules, &[Given::bytes("f", csv)], &mut Book::default()) {
            prop_assert_eq!(taken.received as usize, taken.rows.len() + taken.rejections.len());
            prop_assert_eq!(taken.files[0].rows, taken.received);
            prop_assert_eq!(taken.mapped().count(), taken.facts.len());
        }
        if let Ok(header) = header(&Given::bytes("f", body)) {
            let text = propose(&header.columns, &[], jiff::civil::date(2026, 5, 2), None).mapping;
            prop_assert!(Mapping::read("s", text.as_bytes()).is_ok(), "{}", text);
        }
    }

    #[test]
    fn any_bytes_as_a_mapping(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Mapping::read("m", &bytes);
    }

    #[test]
    fn any_words_as_a_mapping(text in toml_text()) {
        let _ = Mapping::read("m", text.as_bytes());
    }

    #[test]
    fn a_mapping_with_a_byte_changed(at in 0..1000_usize, byte in any::<u8>()) {
        let mut text = include_bytes!("../../../../mappings/olist.toml").to_vec();
        let at = at * text.len() / 1000;
        text[at] = byte;
        if let Err(findings) = Mapping::read("m", &text) {
            prop_assert!(!findings.is_empty());
        }
    }

    #[test]
    fn any_bytes_as_facts(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = take_facts(&Given::bytes("f", bytes), &mut Book::default());
    }

    #[test]
    fn a_fact_with_a_byte_changed(at in 0..1000_usize, byte in any::<u8>()) {
        let mut line = br#"{"kind":"touched","account":"demo:17","at":"2026-05-01T09:30:00+09:00","touch":"form","minutes":5}"#.to_vec();
        let at = at * line.len() / 1000;
        line[at] = byte;
        if let Ok(taken) = take_facts(&Given::bytes("f", line), &mut Book::default()) {
            prop_assert_eq!(taken.received as usize, taken.rows.len() + taken.rejections.len());
        }
    }

    #[test]
    fn any_text_as_a_line_of_the_journal(text in "\\PC*") {
        let _ = read_journal_line(&text, &mut Dictionary::default());
    }
}

/// Tables inside tables, as deep as a megabyte goes.
#[test]
fn a_mapping_of_brackets_is_no_mapping() {
    for text in
        ["[".repeat(500_000), "a=".to_string() + &"{a=".repeat(200_000), "a=".to_string() + &"[".repeat(500_000)]
    {
        assert!(Mapping::read("m", text.as_bytes()).is_err());
    }
}
