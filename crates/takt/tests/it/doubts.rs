//! Checks that a mapping asks for: what is told of which row, at which import.

use serde_json::{Value, json};

use crate::real::{counts, json};
use crate::run::Place;

/// Contracts, use and tickets of companies, each file with the checks that concern it.
const MAPPING: &str = r#"format = 1
name   = "Contracts"
system = "c"

[[file]]
id      = "companies"
columns = ["company", "since"]
account = { key = "company" }

[[file]]
id      = "contracts"
columns = ["company", "contract", "from", "to"]
account = { key = "company" }
row     = { key = "contract" }

[[file]]
id      = "use"
columns = ["company", "id", "contract", "on", "amount"]
account = { key = "company" }
row     = { key = "id" }

[[file]]
id      = "tickets"
columns = ["company", "id", "opened", "closed"]
account = { key = "company" }
row     = { key = "id" }

[[fact]]
file = "companies"
kind = "captured"
at   = { column = "since" }

[[fact]]
file         = "contracts"
kind         = "subscription-started"
at           = { column = "from" }
subscription = { key = "contract" }

[[fact]]
file         = "contracts"
kind         = "ended"
at           = { column = "to" }
optional     = true
subscription = { key = "contract" }

[[fact]]
file         = "use"
kind         = "used"
at           = { column = "on" }
amount       = { column = "amount" }
subscription = { key = "contract" }

[[fact]]
file   = "tickets"
kind   = "ticket-seen"
at     = { column = "opened" }
ticket = { key = "id" }
closed = false

[[fact]]
file     = "tickets"
kind     = "ticket-seen"
at       = { column = "closed" }
optional = true
ticket   = { key = "id" }
closed   = true

[[check]]
kind   = "used"
within = "subscription"

[[check]]
kind       = "ticket-seen"
not_before = "captured"

[[check]]
file   = "use"
unique = "row"

[[check]]
file   = "tickets"
unique = "row"
"#;

const COMPANIES: &str = "company,since\na,2026-02-01\n";
const CONTRACTS: &str = "company,contract,from,to\na,k1,2026-03-01,2026-05-31\na,k2,2026-04-01,\n";

struct Desk(Place);

impl Desk {
    fn new() -> Self {
        let place = Place::new();
        place.write("m.toml", MAPPING);
        Self(place)
    }

    /// Imports files by their content and gives the report.
    fn import(&self, files: &[&str]) -> Value {
        let names: Vec<String> = (0..files.len()).map(|place| format!("{place}.csv")).collect();
        for (name, content) in names.iter().zip(files) {
            self.0.write(name, content);
        }
        let args: Vec<&str> =
            ["import", "--mapping", "m.toml"].into_iter().chain(names.iter().map(String::as_str)).collect();
        let report = json(&self.0, &args);
        let [received, journalled, unchanged, rejected, doubtful] = counts(&report);
        assert_eq!(received, journalled + unchanged + rejected);
        assert!(doubtful <= journalled, "doubtful rows are among the journalled");
        report
    }

    /// The doubtful rows of an import as `file:line code`.
    fn doubts(&self, files: &[&str]) -> Vec<String> {
        let report = self.import(files);
        let rows = report["doubtful_rows"].as_array().expect("rows").iter();
        rows.map(|row| {
            let text = |key: &str| row[key].as_str().expect("a text").to_string();
            format!("{}:{} {}", text("file").trim_end_matches(".csv"), row["line"], text("code"))
        })
        .collect()
    }
}

const NONE: [&str; 0] = [];

#[test]
fn a_use_lies_inside_the_dates_of_its_own_subscription() {
    let uses = "company,id,contract,on,amount\n\
                a,u1,k1,2026-02-28,1\na,u2,k1,2026-03-01,1\na,u3,k1,2026-05-31,1\na,u4,k1,2026-06-01,1\n\
                a,u5,k2,2026-06-01,1\na,u6,k2,2026-03-31,1\na,u7,k9,2020-01-01,1\nb,u8,k1,2020-01-01,1\n";
    let outside = ["1:2 outside-subscription", "1:5 outside-subscription", "1:7 outside-subscription"];
    // The first and the last day are inside; nobody knows when k9 ran, nor b's k1.
    assert_eq!(Desk::new().doubts(&[CONTRACTS, uses]), outside);
    let turned = Desk::new().doubts(&[uses, CONTRACTS]);
    assert_eq!(turned, outside.map(|row| row.replace("1:", "0:")));
    // Later, of the rows that come: the same.
    let desk = Desk::new();
    assert_eq!(desk.doubts(&[CONTRACTS]), NONE);
    assert_eq!(desk.doubts(&[uses]), turned);
    // Again: all is known, and was told.
    assert_eq!(desk.doubts(&[uses, CONTRACTS]), NONE);
    // Earlier: the contracts are what contradicts, each told once.
    let desk = Desk::new();
    assert_eq!(desk.doubts(&[uses]), NONE);
    assert_eq!(desk.doubts(&[CONTRACTS]), ["0:2 outside-subscription", "0:3 outside-subscription"]);
    // An end that comes with a later export is what contradicts a use that had been inside.
    let ended = CONTRACTS.replace("2026-04-01,", "2026-04-01,2026-05-01");
    let report = desk.import(&[&ended]);
    assert_eq!((counts(&report), &report["doubts"]), ([2, 1, 1, 0, 1], &json!({ "outside-subscription": 1 })));
    assert_eq!(report["doubtful_rows"][0]["line"], 3);
}

#[test]
fn a_ticket_does_not_lie_before_the_first_contact() {
    let tickets = "company,id,opened,closed\na,t1,2026-01-31,2026-03-01\na,t2,2026-02-01,\nb,t3,2020-01-01,\n";
    assert_eq!(Desk::new().doubts(&[tickets, COMPANIES]), ["0:2 before-start"]);
    let desk = Desk::new();
    assert_eq!(desk.doubts(&[COMPANIES]), NONE);
    assert_eq!(desk.doubts(&[tickets]), ["0:2 before-start"]);
    // Earlier: the first contact is what contradicts. One that is earlier still contradicts nothing.
    let desk = Desk::new();
    assert_eq!(desk.doubts(&[tickets]), NONE);
    assert_eq!(desk.doubts(&[COMPANIES]), ["0:2 before-start"]);
    assert_eq!(desk.doubts(&["company,since\na,2026-01-15\n"]), NONE);
    assert_eq!(desk.doubts(&["company,id,opened,closed\na,t4,2026-01-20,\n"]), NONE);
}

#[test]
fn a_key_names_one_row() {
    let uses = "company,id,contract,on,amount\n\
                a,u1,k1,2026-03-01,1\na,u1,k1,2026-03-01,1\na,u1,k1,2026-03-01,2\nb,u1,k1,2026-03-01,1\n";
    let desk = Desk::new();
    let report = desk.import(&[uses]);
    // The identical row is the same row; the others say something else under its key. All that differ are taken.
    assert_eq!((counts(&report), &report["doubts"]), ([4, 3, 1, 0, 2], &json!({ "id-repeats": 2 })));
    let lines: Vec<&Value> = report["doubtful_rows"].as_array().expect("rows").iter().map(|row| &row["line"]).collect();
    assert_eq!(lines, [&json!(4), &json!(5)]);
    assert_eq!(counts(&desk.import(&[uses])), [4, 0, 4, 0, 0]);
    assert_eq!(desk.doubts(&["company,id,contract,on,amount\na,u1,k1,2026-03-02,1\n"]), ["0:2 id-repeats"]);
    // The key of another file is another key; and a row that has more to say by now is that row.
    assert_eq!(desk.doubts(&["company,id,opened,closed\na,u1,2026-04-01,\n"]), NONE);
    let report = desk.import(&["company,id,opened,closed\na,u1,2026-04-01,2026-04-02\n"]);
    assert_eq!(counts(&report), [1, 1, 0, 0, 0]);
    assert_eq!(desk.doubts(&["company,id,opened,closed\na,u1,2026-04-03,2026-04-02\n"]), NONE);
    assert_eq!(desk.doubts(&["company,id,opened,closed\na,u1,2026-04-03,2026-04-05\n"]), NONE);
    assert_eq!(desk.doubts(&["company,id,opened,closed\na,u1,2026-04-08,2026-04-09\n"]), ["0:2 id-repeats"]);
}

#[test]
fn doubtful_rows_are_named_to_people_and_in_the_errors_file() {
    let uses = "company,id,contract,on,amount\n".to_string()
        + &(1..=7).map(|n| format!("a,u{n},k1,2026-01-0{n},1\n")).collect::<String>()
        + "a,u8,k1,2026-02-30,1\n";
    for (language, sentence, more) in [("en", "did not run", "and 2 more"), ("ja", "契約期間の外", "ほか 2行")]
    {
        let desk = Desk::new();
        desk.import(&[CONTRACTS]);
        desk.0.write("use.csv", &uses);
        let ran = desk.0.takt(language, &["import", "--mapping", "m.toml", "use.csv", "--errors", "errors.csv"]);
        assert_eq!(ran.status, 0, "{}", ran.all());
        let told = ["use.csv:2", "use.csv:6", sentence, more];
        assert!(told.iter().all(|part| ran.out.contains(part)), "{}", ran.out);
        assert!(!ran.out.contains("use.csv:7"), "{}", ran.out);
        let errors = std::fs::read_to_string(desk.0.path("errors.doubtful.csv")).expect("the file");
        let lines: Vec<&str> = errors.lines().collect();
        assert_eq!(lines.len(), 1 + 7);
        assert!(lines[1].starts_with("use.csv,2,outside-subscription,") && lines[1].contains(sentence), "{errors}");
        let rejected = std::fs::read_to_string(desk.0.path("errors.csv")).expect("the file");
        assert_eq!(rejected.lines().count(), 2, "{rejected}");
        assert!(rejected.contains("\na,u8,k1,2026-02-30,1,\"[on] "), "{rejected}");
    }
}
