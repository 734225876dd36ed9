//! Files as they come from outside, class by class, with the sentence that a person reads about each in both languages. The
//! list lies beside this file, to be read as a whole; `UPDATE=1` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use crate::run::{LANGUAGES, Place, is_japanese};

/// Seminar visits with a mail address, a telephone and an amount.
const MAPPING: &str = r#"format = 1
name   = "Visits"
system = "sem"
zone   = "America/New_York"

[[file]]
id      = "visits"
columns = ["no", "at", "person", "mail", "phone", "sum"]
account = { key = "no" }
contact = { key = "mail", name = "person", email = "mail", phone = "phone" }

[[fact]]
file   = "visits"
kind   = "opened"
at     = { column = "at", format = "%Y-%m-%d %H:%M" }
amount = { column = "sum" }
"#;

/// The same with Japanese days.
const DAYS: &str = r#"format = 1
name   = "Days"
system = "days"

[[file]]
id      = "days"
columns = ["会社名", "日付"]
account = { key = "会社名" }

[[fact]]
file  = "days"
kind  = "captured"
at    = { column = "日付" }
"#;

struct Case {
    class: &'static str,
    file: &'static str,
    mapping: Option<&'static str>,
    bytes: Vec<u8>,
    status: i32,
}

const GOOD: &str = "C-1,2026-05-01 10:30,Taro,taro@hokuto.co.jp,03-1234-5678,1000\n";

/// A row of visits beside a good one.
fn visit(class: &'static str, row: &str) -> Case {
    let bytes = format!("no,at,person,mail,phone,sum\n{GOOD}{row}\n").into_bytes();
    Case { class, file: "visits.csv", mapping: Some(MAPPING), bytes, status: 0 }
}

/// A Japanese day beside a good one.
fn day(class: &'static str, day: &str) -> Case {
    let bytes = format!("会社名,日付\n北斗,令和8年5月1日\n森,{day}\n").into_bytes();
    Case { class, file: "days.csv", mapping: Some(DAYS), bytes, status: 0 }
}

/// A file that is taken by its header, or not at all.
fn file(class: &'static str, file: &'static str, bytes: impl AsRef<[u8]>, status: i32) -> Case {
    Case { class, file, mapping: None, bytes: bytes.as_ref().to_vec(), status }
}

/// A line of facts beside a good one.
fn fact(class: &'static str, line: &str) -> Case {
    let good = r#"{"kind":"captured","account":"crm:A-1","at":"2026-05-01","source":"web"}"#;
    file(class, "facts.jsonl", format!("{good}\n{line}\n"), 0)
}

fn cases() -> Vec<Case> {
    let workbook = |name: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../takt-intake/tests/files");
        std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let list = "会社名,氏名,メールアドレス\n株式会社北斗,佐藤 太郎,taro@hokuto.co.jp\n";
    let wide: Vec<u8> = list.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // Half of a pair stands where the last letter of the name was.
    let half = {
        let text: Vec<u16> = format!("{list}森,鈴木,hanako@mori.co.jp\n").encode_utf16().collect();
        let broken =
            text.iter().map(|unit| if *unit == u16::from_str_radix("6728", 16).unwrap() { 0xd83d } else { *unit });
        [0xff, 0xfe].into_iter().chain(broken.flat_map(u16::to_le_bytes)).collect::<Vec<u8>>()
    };
    let deep =
        format!(r#"{{"kind":"captured","account":"crm:A-2","at":{}1{}}}"#, "[".repeat(10_000), "]".repeat(10_000));
    let columns: Vec<String> = (0..5_000).map(|place| format!("c{place}")).collect();
    let long = format!("C-2,2026-05-01 10:30,Hanako,{}@mori.co.jp,,1", "h".repeat(330));
    let mut cut = workbook("book.xlsx");
    cut.truncate(cut.len() / 2);
    vec![
        visit("24 o'clock", "C-2,2026-05-01 24:00,,,,1"),
        visit("an hour that the zone leaves out", "C-2,2026-03-08 02:30,,,,1"),
        visit("31 June", "C-2,2026-06-31 10:30,,,,1"),
        visit("amount with letters", "C-2,2026-05-01 10:30,,,,about 1000"),
        visit("negative amount in full width", "C-2,2026-05-01 10:30,,,,−１０００"),
        visit("amount past all bounds", "C-2,2026-05-01 10:30,,,,99999999999999999999"),
        visit("mail address without a domain", "C-2,2026-05-01 10:30,Hanako,hanako,,1"),
        visit("mail address of 330 characters", &long),
        visit("mail address with a line end", "C-2,2026-05-01 10:30,Hanako,\"hanako@mori.co.jp\nBcc: x@y.jp\",,1"),
        visit("telephone that is none", "C-2,2026-05-01 10:30,Hanako,hanako@mori.co.jp,call me,1"),
        visit("more cells than columns", "C-2,2026-05-01 10:30,,,,1,2,3"),
        day("day of no month", "令和8年13月1日"),
        day("day past the end of an era", "平成32年5月1日"),
        day("day of an unknown era", "慶応4年1月1日"),
        file("UTF-16 without a mark", "list.csv", &wide, 0),
        file("half a pair of UTF-16", "list.csv", &half, 0),
        file("NUL bytes", "list.csv", "会社名,氏名\n株式\0会社北斗,佐藤\n", 1),
        file("5,000 columns", "list.csv", format!("{}\n{}\n", columns.join(","), ",".repeat(4_999)), 1),
        file("workbook with a password", "book.xlsx", workbook("locked.xlsx"), 1),
        file("workbook that is cut", "book.xlsx", &cut, 1),
        file("a picture", "list.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1),
        file("a PDF", "list.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", 1),
        file("card without an end", "card.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:佐藤 太郎\n", 1),
        file("card with a NUL byte", "card.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:佐藤\0\nEND:VCARD\n", 1),
        fact("JSON of depth 10,000", &deep),
        fact("number that is none", r#"{"kind":"won","account":"crm:A-2","at":"2026-05-01","amount":NaN}"#),
        fact("number without end", r#"{"kind":"won","account":"crm:A-2","at":"2026-05-01","amount":1e400}"#),
        fact(
            "integer past 64 bits",
            r#"{"kind":"won","account":"crm:A-2","at":"2026-05-01","amount":9223372036854775808}"#,
        ),
        fact("key twice", r#"{"kind":"captured","account":"crm:A-2","account":"crm:A-3","at":"2026-05-01"}"#),
        fact("half a pair in JSON", r#"{"kind":"captured","account":"crm:\ud83d","at":"2026-05-01"}"#),
    ]
}

/// A text without what it quotes.
fn own_words(text: &str) -> String {
    let mut quotes = 0;
    let keeps = |letter: &char| {
        quotes += usize::from(*letter == '"');
        quotes.is_multiple_of(2)
    };
    let outside: String = text.chars().filter(keeps).collect();
    // Columns stand in brackets.
    outside.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()
}

#[test]
fn every_class_is_told_in_both_languages_and_nothing_breaks() {
    let mut told =
        String::from("What a person reads about files that are not as they should be. UPDATE=1 writes this anew.\n");
    for case in cases() {
        let _ = write!(told, "\n== {} ==\n", case.class);
        for language in LANGUAGES {
            let place = Place::new();
            place.write(case.file, &case.bytes);
            let mut args = vec!["import", case.file];
            if let Some(mapping) = case.mapping {
                place.write("mapping.toml", mapping);
                args.extend(["--mapping", "mapping.toml"]);
            }
            let ran = place.takt(language, &args);
            let all = ran.all();
            println!("---- {} → exit {}\n{all}", case.class, ran.status);
            // A mapping that is proposed is no sentence.
            let said = all.split("\n\n").next().unwrap_or_default();
            assert_eq!(ran.status, case.status, "{}: {all}", case.class);
            assert_eq!(is_japanese(&own_words(said)), language == "ja", "{}: {all}", case.class);
            // How many facts a row gave depends on how long ago it was by now.
            let counted = |line: &&str| line.starts_with("Facts written") || line.starts_with("書き込んだ記録");
            let lines: Vec<&str> = said.trim_end().lines().filter(|line| !counted(line)).collect();
            let _ = writeln!(told, "{language} → {}\n{}", ran.status, lines.join("\n"));
            // What was taken is sound, and what was refused left nothing behind but perhaps a folder without companies.
            if place.path("takt-data").exists() {
                assert_eq!(place.takt(language, &["verify"]).status, 0, "{}", case.class);
                let facts = place.takt("en", &["--json", "import", case.file, "--dry-run"]);
                assert!(case.status == 0 || !facts.out.contains("\"unchanged\":1"), "{}: {}", case.class, facts.out);
            }
        }
    }
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/bad_files.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&list, &told).unwrap();
    }
    let known = std::fs::read_to_string(&list).unwrap_or_default();
    assert!(known == told, "UPDATE=1 writes {} anew", list.display());
}
