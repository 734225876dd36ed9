//! `docs/mapping.md` says what is so: its table of kinds, its example and its snippets are tried here.

use std::path::{Path, PathBuf};

use takt_core::fact::kind::Scope;
use takt_core::fact::{Kind, Shape};
use takt_intake::mapping::RESERVED;
use takt_intake::{Given, take_facts};

use crate::book::Book;
use crate::check::{facts, findings, mapping, rejected, taken};

fn page() -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mapping.md");
    let text = std::fs::read_to_string(&path).unwrap();
    (path, text)
}

/// The fenced blocks of a language, in order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_string()).collect()
}

fn holds(shape: Shape) -> String {
    match shape {
        Shape::Number => "number".into(),
        Shape::Time => "time".into(),
        Shape::Day => "day".into(),
        Shape::Flag => "yes or no".into(),
        Shape::Word(kind) => format!("{} (word)", kind.name()),
        Shape::Code(words) => words.join(" "),
        Shape::Member => "member".into(),
        Shape::Money => "money".into(),
        Shape::Values => "attributes of the model".into(),
        Shape::Openings => "hours".into(),
        other => format!("{other:?}"),
    }
}

fn table() -> String {
    let mut text = String::from("| kind | of | fields |\n| --- | --- | --- |\n");
    for kind in Kind::ALL.iter().filter(|kind| !kind.is_acted() && !RESERVED.contains(kind)) {
        let fields: Vec<String> = kind
            .fields()
            .iter()
            .map(|spec| {
                let mark = if spec.optional { "*" } else { "" };
                format!("{mark}`{}`{mark}: {}", spec.name, holds(spec.shape))
            })
            .collect();
        let of = if kind.scope() == Scope::House { "the house" } else { "an account" };
        text.push_str(&format!("| `{}` | {of} | {} |\n", kind.name(), fields.join("; ")));
    }
    text
}

#[test]
fn the_table_of_kinds_is_the_core_s() {
    let (path, text) = page();
    let (head, rest) = text.split_once("rewrites it -->\n").unwrap();
    let (old, tail) = rest.split_once("<!-- end of kinds").unwrap();
    let new = table();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{head}rewrites it -->\n{new}<!-- end of kinds{tail}")).unwrap();
    } else {
        assert_eq!(old, new, "run the tests with UPDATE=1 to rewrite the table");
    }
}

#[test]
fn the_worked_example_gives_what_it_says() {
    let (_, text) = page();
    let csv = &blocks(&text, "csv")[0];
    let rules = &blocks(&text, "toml")[0];
    let (taken, book) = taken(rules, &[csv.as_bytes()]);
    assert_eq!(facts(&taken, &book).join("\n") + "\n", blocks(&text, "text")[0]);
    assert_eq!(rejected(&taken), ["0:5 seminar_day not-a-date value=2026/02/30 format=%Y/%m/%d"]);
    assert_eq!(taken.texts.iter().filter(|text| text.field == "name").count(), 2);
}

#[test]
fn the_json_lines_are_taken() {
    let (_, text) = page();
    let lines = blocks(&text, "json").concat();
    let taken = take_facts(&Given::bytes("facts.jsonl", lines), &mut Book::default()).unwrap();
    assert_eq!((rejected(&taken), taken.facts.len()), (vec![], 4));
}

/// Every example in the tables is put into a mapping that is otherwise sound.
#[test]
fn every_example_of_the_tables_reads() {
    let (_, text) = page();
    let head = "format = 1\nname = \"t\"\nsystem = \"t\"\n[[file]]\nid = \"shops\"\ncolumns = [\"s\"]\nlookup = true\n\
                [[file]]\nid = \"sellers\"\ncolumns = [\"q\"]\nlookup = true\n";
    let joins = "join = [{ file = \"shops\", on = \"s\" }, { file = \"sellers\", on = \"s\" }]\n";
    let file = "[[file]]\nid = \"deals\"\ncolumns = [\"d\"]\n";
    let fact = "[[fact]]\nfile = \"deals\"\n";
    let at = "at = { column = \"d\" }\n";
    let account = "account = { key = \"d\" }\n";
    let mut section = "";
    let mut tried = 0;
    for line in text.lines() {
        if line.starts_with('#') {
            section = line.trim_start_matches('#').trim();
        }
        let Some(row) = line.strip_prefix("| ") else { continue };
        for example in row.split('`').skip(1).step_by(2).filter(|code| code.contains(" = ") && !code.contains('…')) {
            let rules = match section {
                "`[[file]]`: what a file is" if example.starts_with("id") || example.starts_with("lookup") => {
                    continue;
                }
                "`[[file]]`: what a file is" => {
                    let own = if example.starts_with("account") { "" } else { account };
                    let joins = if example.contains("joined =") { joins } else { "" };
                    let own = if example.starts_with("columns") {
                        own.to_string()
                    } else {
                        let bare = if example.starts_with("bare") { ", \"process\"" } else { "" };
                        format!("columns = [\"d\"{bare}]\n{own}")
                    };
                    format!(
                        "{head}[[file]]\nid = \"deals\"\n{own}{joins}{example}\n{}",
                        "[[fact]]\nfile = \"deals\"\nkind = \"activated\"\nat = { column = \"d\" }\n"
                    )
                }
                "`[[fact]]`: what a row says" => {
                    let kind = if example.starts_with("kind") { "" } else { "kind = \"won\"\n" };
                    let at = if example.starts_with("at ") { "" } else { at };
                    let own = if example.starts_with("file") { "[[fact]]\n" } else { fact };
                    format!("{head}{file}{account}{joins}{own}{kind}{at}{example}\n")
                }
                "Values of fields" => {
                    let (kind, field) = match example {
                        _ if example.contains("map =") => ("call-held", "outcome"),
                        _ if example.contains("\"rep\"") => ("won", "by"),
                        _ if example.contains("1200") || example.contains("\"sum\"") => ("won", "amount"),
                        _ if example.contains("\"next\"") => ("rested", "until"),
                        _ if example.contains("\"share\"") => ("won", "attributes.share"),
                        _ if !example.starts_with('{') => ("won", ""),
                        _ => ("captured", "source"),
                    };
                    let line = match example.split_once(" = ") {
                        Some(("currency", _)) => format!("amount = {{ column = \"d\", {example} }}"),
                        Some(("blank", _)) => format!("page = {{ column = \"d\", {example} }}"),
                        _ if field.is_empty() => example.to_string(),
                        _ => format!("{field} = {example}"),
                    };
                    let kind = if line.starts_with("page") { "captured" } else { kind };
                    format!("{head}{file}{account}{joins}{fact}kind = \"{kind}\"\n{at}{line}\n")
                }
                "Dates, times and zones" => {
                    let at = if example.starts_with("at ") {
                        example.to_string()
                    } else {
                        format!("at = {{ column = \"d\", {example} }}")
                    };
                    let new = if at.contains("\"import\"") { "new = true\n" } else { "" };
                    format!("{head}{file}{account}{joins}{fact}kind = \"won\"\n{new}{at}\n")
                }
                "Conditions" => format!("{head}{file}{account}{joins}{fact}kind = \"won\"\n{at}if = {example}\n"),
                "Checks" => {
                    let of = if example.starts_with("unique") { "file = \"deals\"" } else { "kind = \"used\"" };
                    let used = "kind = \"used\"\namount = 1\nsubscription = { key = \"d\" }\n";
                    let row = "row = { key = \"d\" }\n";
                    format!("{head}{file}{account}{row}{fact}{used}{at}[[check]]\n{of}\n{example}\n")
                }
                _ => continue,
            };
            let found: Vec<String> = findings(&rules);
            assert!(found.is_empty(), "{section}: {example}\n{rules}\n{found:#?}");
            tried += 1;
        }
    }
    assert!(tried > 48, "{tried} examples found");
    let joined = &blocks(&text, "toml")[6];
    let rules = format!(
        "format = 1\nname = \"t\"\nsystem = \"t\"\n{joined}[[fact]]\nfile = \"deals\"\nkind = \"won\"\n{at2}",
        at2 = "at = { column = \"won_date\" }\n"
    );
    assert_eq!(mapping(&rules).files().count(), 2);
    // The files that are looked up in and received, with the checks; and the event log.
    let [files, checks, log] = [7, 8, 9].map(|place| blocks(&text, "toml")[place].clone());
    let head = "format = 1\nname = \"t\"\nsystem = \"t\"\n";
    let fact = |kind: &str| {
        let field = "subscription = { key = \"contract_no\" }\namount = 1\n";
        let field = if kind == "used" { field } else { "" };
        format!("[[fact]]\nfile = \"usage\"\nkind = \"{kind}\"\nat = {{ column = \"day\" }}\n{field}")
    };
    let files = format!("{files}row = {{ key = \"day\" }}\n");
    let rules = format!("{head}{files}{}{}{checks}", fact("used"), fact("ticket-seen"));
    assert_eq!(findings(&rules), [] as [&str; 0], "{rules}");
    let (taken, book) = taken(
        &format!("{head}{log}"),
        &[b"case,seq,activity,lifecycle,person,at\n7,0,Call lead,plan,,2026-05-01\n7,1,Call lead,start,p,2026-05-01\n"],
    );
    assert_eq!(
        facts(&taken, &book),
        [
            "3(t:7/1) t:7@2026-05-01 day#0 assigned team='inside-sales' member=t:p",
            "3(t:7/1) t:7@2026-05-01 day#2 call-held by=t:p outcome=talked",
        ]
    );
}

#[test]
fn the_examples_of_spellings_and_refusals_do_what_they_say() {
    let (_, text) = page();
    let [source, refused] = [2, 4].map(|place| blocks(&text, "toml")[place].clone());
    let head = "format = 1\nname = \"t\"\nsystem = \"t\"\n[[file]]\nid = \"leads\"\ncolumns = [\"id\"]\naccount = { key = \"id\" }\n";
    let captured = "[[fact]]\nfile = \"leads\"\nkind = \"captured\"\nat = { column = \"updated\" }\n";
    let rows = "id,updated,Lead Source,Do Not Email\na,2026-05-01,google,TRUE\nb,2026-05-01,ＧＯＯＧＬＥ,No\nc,2026-05-01,web,?\n";
    let (taken, book) = taken(&format!("{head}{captured}{source}{refused}"), &[rows.as_bytes()]);
    assert_eq!(
        facts(&taken, &book),
        [
            "2 t:a@2026-05-01 day#0 captured source='Google'",
            "2 t:a@2026-05-01 day#2 consented channel='mail' given=false",
            "3 t:b@2026-05-01 day#0 captured source='Google'",
        ]
    );
    assert_eq!(rejected(&taken), ["0:4 Do Not Email not-yes-no value=?"]);
}
