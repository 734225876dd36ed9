//! Bad input, class by class: a clear sentence with the place and the fix, in both languages, and never a panic.
//!
//! `cargo test -p takt --test it bad_input -- --nocapture` prints what a person would see.

use serde_json::Value;

use crate::run::{LANGUAGES, Place, Ran, is_japanese};

/// A mapping for `visits.csv`: who came to a seminar, when, for how long.
const MAPPING: &str = r#"format = 1
name   = "Seminar"
system = "sem"

[[file]]
id      = "visits"
columns = ["no", "day", "minutes"]
account = { key = "no" }

[[file]]
id      = "shops"
columns = ["shop", "city"]
lookup  = true

[[file]]
id      = "orders"
columns = ["no", "shop", "sum"]
account = { key = "no" }
join    = { file = "shops", on = "shop" }

[[fact]]
file    = "visits"
kind    = "touched"
at      = { column = "day", format = "%Y-%m-%d" }
touch   = "seminar"
minutes = { column = "minutes" }

[[fact]]
file   = "orders"
kind   = "won"
at     = { constant = "2026-05-02" }
amount = { column = "sum" }
"#;

const HEADER: &str = "no,day,minutes\n";

/// What was seen, for a reader of the test's output.
fn show(class: &str, ran: &Ran) {
    println!("---- {class} → exit {}\n{}", ran.status, ran.all());
}

/// Every sentence has a place, says what happened and, on the next line, what to do.
fn speaks(class: &str, language: &str, ran: &Ran, status: i32, places: &[&str]) {
    show(class, ran);
    let all = ran.all();
    assert_eq!(ran.status, status, "{class}: {all}");
    for place in places {
        assert!(all.contains(place), "{class} does not name {place}: {all}");
    }
    let help = all.lines().find(|line| line.starts_with("  ")).map(str::trim);
    assert!(help.is_some_and(|help| help.chars().count() > 5), "{class} has no help: {all}");
    assert_eq!(is_japanese(&all), language == "ja", "{class}: {all}");
}

/// A file with bad rows beside good ones.
struct Rows {
    class: &'static str,
    /// The file behind the header.
    rows: Vec<u8>,
    code: &'static str,
    line: u64,
    field: Option<&'static str>,
    /// Good rows of the file.
    good: u64,
}

fn bad_rows() -> Vec<Rows> {
    let case = |class, rows: &[u8], code, line, field, good| Rows { class, rows: rows.into(), code, line, field, good };
    let big = [b"C-1,2026-05-01,".as_slice(), &[b'9'; 10 << 20], b"\nC-2,2026-05-01,30\n"].concat();
    vec![
        case("ragged row", b"C-1,2026-05-01,30\nC-2,2026-05-01\nC-3,2026-05-02,45\n", "row-ragged", 3, None, 2),
        case(
            "unclosed quote",
            b"C-1,2026-05-01,30\nC-2,2026-05-01,\"30\nC-3,2026-05-02,45\n",
            "quote-unclosed",
            3,
            Some("minutes"),
            1,
        ),
        case(
            "text behind a quote",
            b"C-1,2026-05-01,\"30\"x\nC-2,2026-05-01,30\n",
            "quote-misplaced",
            2,
            Some("minutes"),
            1,
        ),
        case("cell of 10 MB", &big, "cell-too-long", 2, Some("minutes"), 1),
        case(
            "broken bytes in UTF-8",
            b"\xe5\xb1\xb1\xe7\x94\xb0,2026-05-01,30\nC-2\xff\xfe,2026-05-01,30\nC-3,2026-05-01,5\n",
            "row-encoding",
            3,
            Some("no"),
            2,
        ),
        case("30 February", b"C-1,2026-02-30,30\nC-2,2026-02-28,30\n", "not-a-date", 2, Some("day"), 1),
        case("number with letters", b"C-1,2026-05-01,3O\nC-2,2026-05-01,30\n", "not-a-number", 2, Some("minutes"), 1),
        case(
            "number too large",
            b"C-1,2026-05-01,99999\nC-2,2026-05-01,30\n",
            "number-out-of-range",
            2,
            Some("minutes"),
            1,
        ),
        case("year 1", b"C-1,0001-05-01,30\nC-2,2026-05-01,30\n", "date-out-of-range", 2, Some("day"), 1),
        case("not yet", b"C-1,2098-05-01,30\nC-2,2026-05-01,30\n", "date-in-future", 2, Some("day"), 1),
        case("blank key", b",2026-05-01,30\nC-2,2026-05-01,30\n", "key-blank", 2, Some("no"), 1),
        case("blank day", b"C-1,,30\nC-2,2026-05-01,30\n", "required-blank", 2, Some("day"), 1),
    ]
}

#[test]
fn a_bad_row_is_rejected_with_its_place_and_the_others_are_taken() {
    for language in LANGUAGES {
        for case in bad_rows() {
            let place = Place::new();
            place.write("mapping.toml", MAPPING);
            place.write("visits.csv", [HEADER.as_bytes(), &case.rows].concat());
            let args = ["import", "visits.csv", "--mapping", "mapping.toml", "--errors", "errors.csv"];
            let ran = place.takt(language, &args);
            let field = case.field.map_or_else(String::new, |field| format!(" [{field}]"));
            speaks(case.class, language, &ran, 0, &[&format!("visits.csv:{}{field}  ", case.line)]);
            let errors = std::fs::read(place.path("errors.csv")).expect("the errors");
            let errors = String::from_utf8_lossy(&errors);
            assert!(errors.starts_with(HEADER.trim_end()), "{errors}");
            // Again, for programs: what was good is known, what was bad still is.
            let json = place.takt(language, &["--json", "import", "visits.csv", "--mapping", "mapping.toml"]).json();
            assert_eq!([&json["unchanged"], &json["rejected"]], [&Value::from(case.good), &Value::from(1)], "{json}");
            let rejection = &json["rejections"][0];
            assert_eq!(rejection["file"], "visits.csv");
            assert_eq!([&rejection["code"], &rejection["line"]], [&Value::from(case.code), &Value::from(case.line)]);
            assert_eq!(rejection["field"], case.field.map_or(Value::Null, Value::from), "{rejection}");
            let message = rejection["message"].as_str().expect("a message");
            assert!(ran.out.contains(message) && is_japanese(message) == (language == "ja"), "{message}");
        }
    }
}

#[test]
fn a_file_without_any_good_row_is_refused() {
    for language in LANGUAGES {
        let place = Place::new();
        place.write("mapping.toml", MAPPING);
        place.write("visits.csv", format!("{HEADER}C-1,2026-02-30,30\n"));
        let ran = place.takt(language, &["import", "visits.csv", "--mapping", "mapping.toml"]);
        speaks("only bad rows", language, &ran, 1, &["visits.csv:2 [day]", "2026-02-30"]);
    }
}

#[test]
fn a_file_that_cannot_be_taken_is_named_with_the_reason() {
    let utf32 = b"\xff\xfe\0\0n\0\0\0o\0\0\0".to_vec();
    // 会社 in ISO-2022-JP.
    let jis = [HEADER.as_bytes(), b"\x1b$B2q<R\x1b(B,2026-05-01,30\n"].concat();
    let files: &[(&str, &[u8], &[&str])] = &[
        ("wrong encoding: UTF-32", &utf32, &["visits.csv", "UTF-32"]),
        ("wrong encoding: ISO-2022-JP", &jis, &["visits.csv", "ISO-2022-JP"]),
        ("no text", b"PK\x03\x04\x00\x00", &["visits.csv"]),
        ("empty file", b"", &["visits.csv"]),
        ("blank lines only", b"\n\n", &["visits.csv"]),
        ("duplicate header", b"no,day,no\nC-1,2026-05-01,30\n", &["visits.csv:1", "no"]),
        ("header without names", b" , ,\n , ,\n", &["visits.csv:1"]),
        ("missing column", b"no,day\nC-1,2026-05-01\n", &["visits.csv", "visits", "minutes"]),
    ];
    for language in LANGUAGES {
        for (class, bytes, places) in files {
            let place = Place::new();
            place.write("mapping.toml", MAPPING);
            place.write("visits.csv", bytes);
            let ran = place.takt(language, &["import", "visits.csv", "--mapping", "mapping.toml"]);
            speaks(class, language, &ran, 1, places);
            assert!(ran.out.is_empty(), "errors go to standard error: {}", ran.out);
        }
        let place = Place::new();
        place.write("mapping.toml", MAPPING);
        place.write("shops.csv", "shop,city\nS-1,大阪\n");
        place.write("orders.csv", "no,shop,sum\nC-1,S-1,1000\nC-2,S-9,1000\n");
        let ran = place.takt(language, &["import", "shops.csv", "--mapping", "mapping.toml"]);
        speaks("lookup file alone", language, &ran, 1, &["shops.csv", "orders"]);
        let ran = place.takt(language, &["import", "orders.csv", "--mapping", "mapping.toml"]);
        speaks("lookup file missing", language, &ran, 1, &["orders.csv", "shops"]);
        let ran = place.takt(language, &["import", "orders.csv", "shops.csv", "--mapping", "mapping.toml"]);
        speaks("no partner in the lookup", language, &ran, 0, &["orders.csv:3 [shop]", "S-9"]);
        for name in ["nothing.csv", "."] {
            let ran = place.takt(language, &["import", name, "--mapping", "mapping.toml"]);
            speaks("file missing", language, &ran, 1, &[name]);
            let ran = place.takt(language, &["import", "orders.csv", "--mapping", name]);
            speaks("mapping missing", language, &ran, 1, &[name]);
        }
    }
}

#[test]
fn a_file_without_a_mapping_is_refused_with_a_proposal_that_works() {
    for language in LANGUAGES {
        let place = Place::new();
        place.write("visits.csv", "company_id,visit_date,origin,note\nC-1,2026-05-01,seminar,hello\n");
        let ran = place.takt(language, &["import", "visits.csv"]);
        // What is proposed is a text for programs, and the same in both languages; what is said about it is not.
        let said = ran.err.split("\n\n").next().unwrap_or_default().to_string();
        let told = Ran { status: ran.status, out: ran.out.clone(), err: said };
        speaks("a file without a mapping", language, &told, 1, &["visits.csv", "--mapping", "docs/mapping.md"]);
        let proposal = ran.err.split("\n\n").skip(1).collect::<Vec<_>>().join("\n\n");
        place.write("mapping.toml", &proposal);
        let json = place.takt(language, &["--json", "import", "visits.csv", "--mapping", "mapping.toml"]).json();
        assert_eq!([&json["journalled"], &json["rejected"]], [&Value::from(1), &Value::from(0)], "{proposal}\n{json}");
    }
}

#[test]
fn a_bad_mapping_is_refused_at_its_line_and_column() {
    let cases: &[(&str, &str, &str, &[&str])] = &[
        ("unknown mapping key", "touch   =", "tuch    =", &["tuch", "touch"]),
        ("unknown mapping key in a file", "account = {", "acount = {", &["acount", "account"]),
        ("unknown kind of fact", "\"touched\"", "\"touchd\"", &["touchd", "touched"]),
        ("kind that the model does", "\"touched\"", "\"moved\"", &["moved"]),
        ("kind that Takt writes", "\"touched\"", "\"went-live\"", &["went-live"]),
        ("missing key", "system = \"sem\"\n", "", &["mapping.toml:1:1", "system"]),
        ("wrong type", "format = 1", "format = \"1\"", &["mapping.toml:1:"]),
        ("later format", "format = 1", "format = 2", &["mapping.toml:1:", "2"]),
        ("missing field", "touch   = \"seminar\"\n", "", &["touch"]),
        ("unknown zone", "system = \"sem\"", "system = \"sem\"\nzone = \"Asia/Edo\"", &["mapping.toml:4:", "Asia/Edo"]),
        ("unknown file", "file    = \"visits\"", "file    = \"visit\"", &["visit", "visits"]),
        ("unknown column", "column = \"minutes\"", "column = \"minute\"", &["minute", "minutes"]),
        ("format of dates", "\"%Y-%m-%d\"", "\"%Q\"", &["%Q"]),
        ("cut mapping", "account = { key = \"no\" }", "account = { key = \"no", &["mapping.toml:"]),
        ("name twice", "id      = \"shops\"", "id      = \"visits\"", &["visits"]),
    ];
    for language in LANGUAGES {
        let place = Place::new();
        place.write("visits.csv", format!("{HEADER}C-1,2026-05-01,30\n"));
        for (class, find, put, places) in cases {
            assert!(MAPPING.contains(find), "{find}");
            place.write("mapping.toml", MAPPING.replacen(find, put, 1));
            let ran = place.takt(language, &["import", "visits.csv", "--mapping", "mapping.toml"]);
            speaks(class, language, &ran, 1, &[&["mapping.toml:"], *places].concat());
        }
        place.write("mapping.toml", b"format = 1\nname = \"\x8d\"\n");
        let ran = place.takt(language, &["import", "visits.csv", "--mapping", "mapping.toml"]);
        speaks("mapping that is not UTF-8", language, &ran, 1, &["mapping.toml:2"]);
    }
}

#[test]
fn a_bad_line_of_facts_is_rejected_with_its_line_and_key() {
    const GOOD: &str = r#"{"kind":"captured","account":"crm:A-1","at":"2026-05-01","source":"web"}"#;
    let lines: &[(&str, &str, Option<&str>, &str)] = &[
        ("broken JSON", r#"{"kind":"captured""#, None, "json-broken"),
        (
            "unknown kind of fact",
            r#"{"kind":"caught","account":"crm:A-2","at":"2026-05-01"}"#,
            Some("kind"),
            "unknown-kind",
        ),
        ("acted kind", r#"{"kind":"moved","account":"crm:A-2","at":"2026-05-01"}"#, Some("kind"), "kind-acted"),
        (
            "unknown key",
            r#"{"kind":"captured","account":"crm:A-2","at":"2026-05-01","sorce":"web"}"#,
            Some("sorce"),
            "unknown-key",
        ),
        ("no account", r#"{"kind":"captured","at":"2026-05-01"}"#, Some("account"), "account-missing"),
        ("30 February", r#"{"kind":"captured","account":"crm:A-2","at":"2026-02-30"}"#, Some("at"), "not-a-date"),
        ("no time", r#"{"kind":"captured","account":"crm:A-2"}"#, Some("at"), "missing-key"),
        ("wrong type", r#"{"kind":"captured","account":7,"at":"2026-05-01"}"#, Some("account"), "wrong-type"),
        (
            "key without system",
            r#"{"kind":"captured","account":"A-2","at":"2026-05-01"}"#,
            Some("account"),
            "key-shape",
        ),
        (
            "unknown team",
            r#"{"kind":"assigned","account":"crm:A-2","at":"2026-05-01","team":"inside"}"#,
            Some("team"),
            "unknown-word",
        ),
        (
            "key twice",
            r#"{"kind":"captured","kind":"captured","account":"crm:A-2","at":"2026-05-01"}"#,
            Some("kind"),
            "key-repeats",
        ),
    ];
    for language in LANGUAGES {
        for (class, line, field, code) in lines {
            let place = Place::new();
            place.write("facts.jsonl", format!("{GOOD}\n{line}\n"));
            let ran = place.takt(language, &["import", "facts.jsonl"]);
            let field = field.map_or_else(String::new, |field| format!(" [{field}]"));
            speaks(class, language, &ran, 0, &[&format!("facts.jsonl:2{field}  ")]);
            let json = place.takt(language, &["--json", "import", "facts.jsonl"]).json();
            assert_eq!([&json["unchanged"], &json["rejections"][0]["code"]], [&Value::from(1), &Value::from(*code)]);
        }
    }
}

#[test]
fn a_folder_that_will_not_do_is_named_and_left_alone() {
    for language in LANGUAGES {
        let place = Place::new();
        for command in [&["flow"][..], &["account", "1"], &["why", "1"], &["verify"], &["tick"], &["export", "out"]] {
            let ran = place.takt(language, &[&["--data", "none"], command].concat());
            speaks("folder missing", language, &ran, 1, &["none", "init"]);
            assert!(!place.path("none").exists(), "{command:?} made the folder");
        }
        assert_eq!(place.takt(language, &["--data", "ours", "init"]).status, 0);
        let ran = place.takt(language, &["--data", "ours", "init"]);
        speaks("folder in use", language, &ran, 1, &["ours"]);
        place.write("theirs/letter.txt", "Dear Sir");
        let ran = place.takt(language, &["--data", "theirs", "init"]);
        speaks("not our folder", language, &ran, 1, &["theirs"]);
        place.write("text/journal.sqlite", "Dear Sir, this is no database at all, whatever its name says.");
        place.write(&format!("text/{}", takt_store::JOURNAL_FILE), "no database, whatever its name says".repeat(40));
        let ran = place.takt(language, &["--data", "text", "flow"]);
        speaks("no database", language, &ran, 1, &["text"]);
        place.write("facts.jsonl", "{\"kind\":\"captured\",\"account\":\"crm:A-1\",\"at\":\"2026-05-01\"}\n");
        let lock = takt_store::SqliteStore::open_writer(&place.path("ours"), "a test").expect("the folder");
        let ran = place.takt(language, &["--data", "ours", "import", "facts.jsonl"]);
        speaks("folder busy", language, &ran, 3, &["ours", &std::process::id().to_string(), "a test"]);
        drop(lock);
        let ran = place.takt(language, &["--data", "ours", "export", "theirs"]);
        speaks("export into a full folder", language, &ran, 1, &["theirs"]);
        place.write("file", "x");
        let ran = place.takt(language, &["--data", "ours", "export", "file"]);
        speaks("export into a file", language, &ran, 3, &["file"]);
        let ran = place.takt(language, &["--data", "file", "init"]);
        speaks("init in a file", language, &ran, 3, &[]);
    }
}

#[test]
fn what_is_asked_wrongly_is_told_with_what_can_be_asked() {
    for language in LANGUAGES {
        let place = Place::new();
        place.write("a.jsonl", "{\"kind\":\"captured\",\"account\":\"crm:A-1\",\"at\":\"2026-05-01\"}\n");
        place.write("b.jsonl", "{\"kind\":\"captured\",\"account\":\"erp:A-1\",\"at\":\"2026-05-02\"}\n");
        for file in ["a.jsonl", "b.jsonl"] {
            assert_eq!(place.takt(language, &["import", file]).status, 0);
        }
        let usage: &[(&str, &[&str], &[&str])] = &[
            ("unknown stage", &["funnel", "--from-stage", "leed", "--to-stage", "won"], &["leed", "lead", "won"]),
            ("unknown team", &["flow", "--by", "owner:sales"], &["sales", "inside-sales"]),
            ("unknown grouping", &["flow", "--by", "colour"], &["colour", "owner:"]),
            ("bad date", &["flow", "--from", "2026-02-30"], &["2026-02-30", "2026-05-01"]),
            (
                "bad date of a cohort",
                &["funnel", "--from-stage", "lead", "--to-stage", "won", "--cohort-to", "May"],
                &["May"],
            ),
            (
                "period turned round",
                &["flow", "--from", "2026-05-02", "--to", "2026-05-01"],
                &["2026-05-02", "2026-05-01"],
            ),
            (
                "cohort turned round",
                &[
                    "funnel",
                    "--from-stage",
                    "lead",
                    "--to-stage",
                    "won",
                    "--cohort-from",
                    "2026-05-02",
                    "--cohort-to",
                    "2026-05-01",
                ],
                &["2026-05-02", "2026-05-01"],
            ),
        ];
        for (class, args, places) in usage {
            speaks(class, language, &place.takt(language, args), 2, places);
        }
        let refused: &[(&str, &[&str], &[&str])] = &[
            ("unknown account", &["account", "crm:A-9"], &["crm:A-9"]),
            ("unknown number", &["why", "#77"], &["#77"]),
            ("ambiguous bare key", &["why", "A-1"], &["A-1", "crm:A-1, erp:A-1"]),
            (
                "unknown model",
                &["--data", "new", "init", "--model", "exhibition"],
                &["exhibition", "the-model, exhibition-led, product-led"],
            ),
        ];
        for (class, args, places) in refused {
            speaks(class, language, &place.takt(language, args), 1, places);
        }
        assert_eq!(place.takt(language, &["account", "erp:A-1"]).status, 0);
    }
}

#[test]
fn an_export_that_is_not_whole_is_not_restored() {
    for language in LANGUAGES {
        let place = Place::new();
        place.write("a.jsonl", "{\"kind\":\"captured\",\"account\":\"crm:A-1\",\"at\":\"2026-05-01\"}\n");
        assert_eq!(place.takt(language, &["import", "a.jsonl"]).status, 0);
        let ran = place.takt(language, &["export", "out"]);
        assert_eq!(ran.status, 0, "{}", ran.all());
        let ran = place.takt(language, &["import", "out/journal.jsonl"]);
        speaks("restore into a used folder", language, &ran, 1, &["takt-data"]);
        let fresh = ["--data", "fresh", "import", "out/journal.jsonl"];
        assert_eq!(place.takt(language, &["--data", "fresh", "init"]).status, 0);
        std::fs::rename(place.path("out/people.jsonl"), place.path("people")).expect("moved");
        speaks("export without people", language, &place.takt(language, &fresh), 1, &["out", "people.jsonl"]);
        std::fs::rename(place.path("people"), place.path("out/people.jsonl")).expect("moved");
        let journal = std::fs::read_to_string(place.path("out/journal.jsonl")).expect("the journal");
        let lines: Vec<&str> = journal.lines().collect();
        place.write("out/journal.jsonl", format!("{}\n{{\"seq\":1", lines[0]));
        speaks("export that is cut", language, &place.takt(language, &fresh), 1, &["journal.jsonl", "2"]);
        place.write("out/journal.jsonl", lines[..lines.len() - 1].join("\n"));
        speaks("export without its end", language, &place.takt(language, &fresh), 1, &["journal.jsonl"]);
        place.write("out/journal.jsonl", &journal);
        assert_eq!(place.takt(language, &fresh).status, 0);
    }
}

#[test]
fn wrong_use_and_help_are_in_the_readers_language() {
    let takt = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_takt")).args(args).output().expect("it runs");
        let said = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (output.status.code(), said(output.stdout), said(output.stderr))
    };
    for (args, what) in [
        (&["--lang", "ja", "nonsense"][..], "「nonsense」というコマンドはありません"),
        (&["--lang=ja", "flow", "--bla"], "「--bla」というオプションや引数はありません"),
        (&["--lang", "ja", "funnel"], "必要な指定がありません: --from-stage <STAGE>, --to-stage <STAGE>"),
        (&["--lang", "en", "flow", "--progress", "loud"], "cannot be \"loud\""),
    ] {
        let (status, _, error) = takt(args);
        assert_eq!(status, Some(2), "{args:?}");
        assert!(error.contains(what), "{args:?}: {error}");
        assert!(!error.contains("error:") && !error.contains("panicked"), "{args:?}: {error}");
    }
    let (status, help, _) = takt(&["--lang", "ja", "import", "--help"]);
    assert_eq!(status, Some(0));
    assert!(help.contains("使い方: takt import") && help.contains("列から事実へのマッピング"), "{help}");
}

/// What came in as a name cannot colour the screen, move the cursor, turn a line round or break one.
#[test]
fn a_name_says_nothing_to_the_terminal() {
    let place = Place::new();
    let mapping = "format = 1\nname = \"S\"\nsystem = \"s\"\n[[file]]\nid = \"l\"\ncolumns = [\"no\", \"who\", \"from\"]\n\
                   account = { key = \"no\" }\ntexts = { name = \"who\" }\n[[fact]]\nfile = \"l\"\nkind = \"captured\"\n\
                   at = { constant = \"2026-05-01\" }\nsource = { column = \"from\" }\n";
    place.write("map.toml", mapping);
    place.write("l.csv", "no,who,from\n1,\u{1b}[31mRed\u{1b}]0;x\u{7},\"fair\u{202e}\u{1b}[2J\nday\"\n");
    assert_eq!(place.takt("en", &["import", "l.csv", "--mapping", "map.toml"]).status, 0);
    let commands: [&[&str]; 6] = [
        &["account", "1"],
        &["why", "1"],
        &["flow", "--by", "source"],
        &["funnel", "--from-stage", "lead", "--to-stage", "won", "--by", "source"],
        &["account", "\u{1b}[31m"],
        &["flow", "--from", "\u{1b}[31m"],
    ];
    for language in LANGUAGES {
        for command in commands {
            let ran = place.takt(language, command);
            let sent = ran.all();
            assert!(
                !sent.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'),
                "{command:?}: {sent:?}"
            );
        }
        let funnel = place.takt(language, commands[3]).all();
        assert!(funnel.lines().any(|line| line.contains("fair") && line.contains("day")), "one row: {funnel}");
    }
    // Programs get what was written.
    let json = place.takt("en", &["--json", "account", "1"]).json();
    assert_eq!(json["texts"]["name"], "\u{1b}[31mRed\u{1b}]0;x\u{7}");
}
