//! Error files: rejected rows as they were written, with the reason, corrected and dropped in again.

use encoding_rs::SHIFT_JIS;
use serde_json::{Value, json};

use crate::run::{LANGUAGES, Place};

const MAPPING: &str = r#"format = 1
name   = "Visits"
system = "v"

[[file]]
id      = "visits"
columns = ["番号", "日付"]
account = { key = "番号" }
free    = "rest"

[[fact]]
file  = "visits"
kind  = "touched"
at    = { column = "日付", formats = ["iso", "%Y/%m/%d"] }
touch = "seminar"
"#;

const COLUMNS: [&str; 2] = ["takt.理由", "takt.reason"];

fn import(place: &Place, language: &str, files: &[&str], errors: &str) -> Value {
    let args = ["--json", "import", "--mapping", "m.toml", "--errors", errors];
    place.takt(language, &[&args, files].concat()).json()
}

fn wide(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn narrow(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

/// The rejected row, corrected.
fn corrected(text: &str) -> String {
    text.replace("2026/02/30", "2026/02/28")
}

#[test]
fn a_text_comes_back_in_its_own_form_and_goes_in_corrected() {
    type Coded = (&'static str, fn(&str) -> Vec<u8>, fn(&[u8]) -> String);
    let forms: [Coded; 4] = [
        ("UTF-8", |text| text.as_bytes().into(), |bytes| String::from_utf8(bytes.into()).expect("UTF-8")),
        (
            "with its mark",
            |text| [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            |bytes| String::from_utf8(bytes.into()).expect("UTF-8").strip_prefix('\u{feff}').expect("the mark").into(),
        ),
        ("CP932", |text| SHIFT_JIS.encode(text).0.into(), |bytes| SHIFT_JIS.decode(bytes).0.into()),
        ("UTF-16", wide, |bytes| narrow(bytes).strip_prefix('\u{feff}').expect("the mark").into()),
    ];
    let texts = forms.into_iter().flat_map(|form| [(form, ",", "\r\n"), (form, "\t", "\n")]);
    for (number, ((form, encode, decode), comma, end)) in texts.enumerate() {
        let (language, column) = (LANGUAGES[number % 2], COLUMNS[number % 2]);
        let place = Place::new();
        place.write("m.toml", MAPPING);
        let bad = "2,2026/02/30,\"㈱髙島\n「引用」\"\"x\"\"\",";
        let rows = ["来場者一覧", "番号,\"日付\",会社,理由", "1,2026/02/01,北斗,検討中", bad, "3,2026/03/01,森,"];
        let file = |rows: &[&str]| rows.iter().map(|row| row.replace(',', comma) + end).collect::<String>();
        place.write("visits.csv", encode(&file(&rows)));
        let report = import(&place, language, &["visits.csv"], "bad.csv");
        assert_eq!([&report["journalled"], &report["rejected"]], [&json!(2), &json!(1)], "{form}: {report}");
        assert_eq!(report["error_files"], json!([{ "file": "visits.csv", "errors": "bad.csv", "rows": 1 }]));
        let written = decode(&std::fs::read(place.path("bad.csv")).expect("the file"));
        let (head, row) = written.split_once(end).expect("a header");
        // Byte for byte what was written, and one cell more.
        assert_eq!(head, format!("{}{comma}\"{column}\"", rows[1].replace(',', comma)), "{form}");
        let reason = row.strip_prefix(&bad.replace(',', comma)).expect("the row as it was");
        assert!(reason.starts_with(&format!("{comma}\"[日付] ")) && reason.contains("2026/02/30"), "{reason}");
        assert!(reason.ends_with(&format!("\"{end}")), "{reason}");
        // Dropped in as it is, it is rejected again, for the same reason and with no more columns.
        let again = import(&place, language, &["bad.csv"], "worse.csv");
        assert_eq!([&again["received"], &again["rejected"]], [&json!(1), &json!(1)], "{form}: {again}");
        assert_eq!(decode(&std::fs::read(place.path("worse.csv")).expect("the file")), written, "{form}");
        // Corrected, it goes in, and the reason is nobody's text.
        let right = format!("{head}{end}{}", row.replacen("2026/02/30", "2026/02/28", 1));
        place.write("bad.csv", encode(&right));
        let report = import(&place, language, &["bad.csv"], "none.csv");
        assert_eq!([&report["journalled"], &report["rejected"]], [&json!(1), &json!(0)], "{form}: {report}");
        assert_eq!((&report["unused_columns"], &report["error_files"]), (&json!([]), &json!([])));
        assert!(!place.path("none.csv").exists());
        let account = place.takt(language, &["--json", "account", "v:2"]).json();
        assert_eq!(account["texts"], json!({ "会社": "㈱髙島\n「引用」\"x\"" }), "{form}");
        // A column that people call 理由 is theirs.
        let other = place.takt(language, &["--json", "account", "v:1"]).json();
        assert_eq!(other["texts"]["理由"], "検討中");
    }
}

#[test]
fn a_row_without_its_last_cell_is_not_taken_with_the_reason_in_its_place() {
    let place = Place::new();
    place.write("m.toml", MAPPING);
    place.write(
        "visits.csv",
        "番号,日付,会社\n1,2026-05-01\n2,2026-05-01,北斗,too much\n3,2026-05-01,森\n4,2026-05-01,\"x",
    );
    let report = import(&place, "en", &["visits.csv"], "bad.csv");
    assert_eq!([&report["journalled"], &report["rejected"]], [&json!(1), &json!(3)], "{report}");
    let again = import(&place, "en", &["bad.csv"], "worse.csv");
    assert_eq!([&again["received"], &again["rejected"]], [&json!(3), &json!(3)], "{again}");
}

#[test]
fn each_file_has_one_of_its_own_and_a_given_one_is_never_written_over() {
    let place = Place::new();
    place.write("m.toml", MAPPING);
    let rows = "番号,日付\n1,2026/02/30\n2,2026/03/01\n";
    place.write("a.csv", rows);
    place.write("b/a.csv", rows.replace("\n1", "\n5"));
    place.write("good.csv", "番号,日付\n7,2026/03/01\n");
    let report = import(&place, "en", &["a.csv", "b/a.csv", "good.csv"], "bad.csv");
    let expected = json!([
        { "file": "a.csv", "errors": "bad.a.csv", "rows": 1 },
        { "file": "b/a.csv", "errors": "bad.a-2.csv", "rows": 1 },
    ]);
    assert_eq!(report["error_files"], expected);
    let ran = place.takt("en", &["import", "a.csv", "--mapping", "m.toml", "--errors", "./b/../a.csv"]);
    assert_eq!(ran.status, 2, "{}", ran.all());
    assert_eq!(std::fs::read_to_string(place.path("a.csv")).expect("it"), rows);
}

#[test]
fn a_workbook_gives_a_workbook() {
    let place = Place::new();
    place.write("m.toml", MAPPING);
    let cells = |texts: &[&str]| texts.iter().map(|text| takt::app::tables::Cell::Text((*text).into())).collect();
    let columns = ["番号", "日付", "会社"].map(String::from);
    let rows = [cells(&["1", "2026/02/30", "=危険"]), cells(&["2", "2026/03/01", "森"])];
    let mut out = std::io::Cursor::new(Vec::new());
    takt::app::tables::sheet("名簿", &columns, &rows, &mut out).expect("a workbook");
    place.write("book.xlsx", out.into_inner());
    let report = import(&place, "ja", &["book.xlsx"], "bad.csv");
    assert_eq!(report["error_files"], json!([{ "file": "book.xlsx", "errors": "bad.xlsx", "rows": 1 }]), "{report}");
    let given = [takt_intake::Given::path(place.path("bad.xlsx"))];
    let header = takt_intake::header(&given[0]).expect("a header");
    assert_eq!(
        (header.columns.as_slice(), header.sheet()),
        (columns.as_slice(), Some("名簿")),
        "the reason is no column"
    );
    assert_eq!(takt_intake::sample(&given[0], &header, 9).expect("rows"), [["1", "2026/02/30", "=危険"]]);
    let again = import(&place, "ja", &["bad.xlsx"], "worse.csv");
    assert_eq!([&again["received"], &again["rejected"]], [&json!(1), &json!(1)]);
}

#[test]
fn cards_and_objects_come_back_with_the_reason_inside() {
    let place = Place::new();
    let mapping = |key: &str, day: &str| MAPPING.replace("\"番号\"", &format!("\"{key}\"")).replace("日付", day);
    place.write("m.toml", mapping("FN", "REV"));
    let card = |name: &str, day: &str| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nREV:{day}\r\nEND:VCARD\r\n");
    let bad = card("森", "2026/02/30");
    place.write("cards.vcf", card("北斗", "2026/02/01") + &bad + &card("南", "2026/02/01"));
    let report = import(&place, "en", &["cards.vcf"], "bad.csv");
    assert_eq!(report["error_files"][0]["errors"], "bad.vcf", "{report}");
    let written = std::fs::read_to_string(place.path("bad.vcf")).expect("the file");
    let (head, rest) = written.split_once("X-TAKT-REASON:").expect("the reason");
    assert_eq!(head, bad.strip_suffix("END:VCARD\r\n").expect("a card"));
    assert!(rest.contains("2026/02/30") && rest.ends_with("\r\nEND:VCARD\r\n"), "{rest}");
    import(&place, "en", &["bad.vcf"], "worse.vcf");
    assert_eq!(std::fs::read_to_string(place.path("worse.vcf")).expect("the file"), written);
    place.write("bad.vcf", written.replacen("2026/02/30", "2026/02/28", 1));
    let report = import(&place, "en", &["bad.vcf"], "none.vcf");
    assert_eq!([&report["journalled"], &report["rejected"]], [&json!(1), &json!(0)], "{report}");

    place.write("m.toml", mapping("no", "day"));
    let lines = "{\"no\":\"1\",\"day\":\"2026/02/01\"}\n{\"no\": \"2\", \"day\":\"2026/02/30\" }\n{\"no\":\"3\"\n";
    place.write("list.jsonl", lines);
    let report = import(&place, "en", &["list.jsonl"], "bad.jsonl");
    assert_eq!(report["error_files"][0]["rows"], 2, "{report}");
    let written = std::fs::read_to_string(place.path("bad.jsonl")).expect("the file");
    assert!(written.starts_with("{\"no\": \"2\", \"day\":\"2026/02/30\",\"takt.reason\":\"[day] "), "{written}");
    assert!(written.ends_with("\n{\"no\":\"3\"\n"), "{written}");
    import(&place, "en", &["bad.jsonl"], "worse.jsonl");
    assert_eq!(std::fs::read_to_string(place.path("worse.jsonl")).expect("the file"), written);
    place.write("bad.jsonl", corrected(&written));
    let report = import(&place, "en", &["bad.jsonl"], "none.jsonl");
    assert_eq!([&report["journalled"], &report["rejected"]], [&json!(1), &json!(1)], "{report}");
    let account = place.takt("en", &["--json", "account", "v:2"]).json();
    assert_eq!(account["texts"], json!({}), "the reason is nobody's text");

    place.write("facts.jsonl", "{\"kind\":\"touched\",\"account\":\"v:9\",\"at\":\"2026-02-30\",\"touch\":\"form\"}\n");
    let args = ["--json", "import", "facts.jsonl", "--errors", "facts.bad.jsonl"];
    assert_eq!(place.takt("en", &args).json()["rejected"], 1);
    let written = std::fs::read_to_string(place.path("facts.bad.jsonl")).expect("the file");
    place.write("facts.bad.jsonl", written.replacen("2026-02-30", "2026-02-28", 1));
    let report = place.takt("en", &["--json", "import", "facts.bad.jsonl"]).json();
    assert_eq!([&report["journalled"], &report["rejected"]], [&json!(1), &json!(0)], "{written} {report}");
}
