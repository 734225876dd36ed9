//! Registers of companies through the program: by number, whatever they are called.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::real;
use crate::run::Place;

/// Code and name of every filer of an EDINET list.
fn filers(file: &str) -> Vec<(String, String)> {
    let bytes = std::fs::read(file).expect("the list");
    let (text, _, lost) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!lost);
    let cells = |line: &str| line.trim_matches('"').split("\",\"").map(str::to_owned).collect::<Vec<_>>();
    text.lines().skip(2).map(cells).map(|cells| (cells[0].clone(), cells[6].trim().into())).collect()
}

#[test]
fn a_newer_list_of_edinet_changes_names_and_makes_no_duplicates() {
    let lists = ["2025-12-24", "2026-08-11"].map(|day| format!("EdinetcodeDlInfo_{day}.csv"));
    let Some([older, newer]) = real::files("jp_edinet_filers", lists) else { return };
    let place = Place::new();
    let import = |file: &str| place.takt("ja", &["--json", "import", file]).json();
    let first = import(&older);
    // 14 codes are further ones of a number that another code has.
    assert_eq!([&first["received"], &first["journalled"], &first["rejected"]], [8_010, 8_010, 0]);
    assert_eq!(first["accounts"], json!({ "created": 7_996, "updated": 0 }));
    let second = import(&newer);
    assert_eq!([&second["received"], &second["rejected"]], [8_120, 0]);
    let known: std::collections::BTreeMap<_, _> = filers(&older).into_iter().collect();
    let now = filers(&newer);
    assert_eq!(now.iter().filter(|(code, _)| !known.contains_key(code)).count(), 353);
    // Two of the 353 new codes are of companies that had another.
    assert_eq!(second["accounts"]["created"], 351);
    let renamed: Vec<_> = now.iter().filter(|(code, name)| known.get(code).is_some_and(|old| old != name)).collect();
    assert_eq!(renamed.len(), 61);
    for (code, name) in renamed {
        let account = place.takt("en", &["--json", "account", &format!("edinet:{code}")]).json();
        assert_eq!(account["texts"]["name"], json!(name), "{code}");
        let former = account["former_names"].to_string();
        assert!(former.contains(known[code].as_str()), "{code}: {} is not among {former}", known[code]);
    }
    // Nobody of it is anywhere but at the beginning, and the same list says nothing new.
    let again = import(&newer);
    assert_eq!([&again["journalled"], &again["unchanged"], &again["facts"]], [0, 8_120, 0]);
}

#[test]
fn companies_of_one_name_with_different_numbers_stay_apart() {
    let cities = ["sakai_27140", "sabae_18207"].map(|city| format!("{city}_company.csv"));
    let Some([sakai, sabae]) = real::files("jp_corporations", cities) else { return };
    let place = Place::new();
    for (city, count) in [(sakai, 23_215), (sabae, 2_143)] {
        let report = place.takt("ja", &["--json", "import", &city]).json();
        assert_eq!(report["accounts"], json!({ "created": count, "updated": 0 }), "{city}");
        assert_eq!(report["rejected"], 0);
    }
}

/// The rows of the daily differences.
fn differences(file: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(file).expect("the differences");
    let (text, _, lost) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!lost);
    // Its quotes hold no comma.
    text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

#[test]
fn a_days_changes_of_corporate_numbers_concern_whom_is_known() {
    let Some([day]) = real::files("jp_corporations", ["diff_20260115.csv".to_owned()]) else { return };
    let rows = differences(&day);
    assert_eq!(rows.len(), 6_329);
    let place = Place::new();
    // Nobody is known, so nothing is taken.
    place.write("one.csv", "会社名,電話番号\n森商店,03-1234-5678\n");
    assert_eq!(place.takt("en", &["import", "one.csv"]).status, 0);
    let none = place.takt("ja", &["--json", "import", &day]).json();
    assert_eq!([&none["received"], &none["unchanged"], &none["passed"], &none["facts"]], [6_329, 6_329, 6_329, 0]);
    // All of them are, by other names and from a list of another system.
    let mut list = String::from("no,number,company\n");
    for row in &rows {
        list.push_str(&format!("{},{},旧 {}\n", row[0], row[1], row[6]));
    }
    place.write("list.csv", list);
    place.write(
        "list.toml",
        "format = 1\nname = \"List\"\nsystem = \"list\"\n[[file]]\nid = \"list\"\ncolumns = [\"no\", \"number\", \
         \"company\"]\naccount = { key = \"no\" }\ntexts = { name = \"company\", corporate_number = \"number\" }\n\
         [[fact]]\nfile = \"list\"\nkind = \"captured\"\nat = { constant = \"import\" }\nnew = true\n",
    );
    let known = place.takt("ja", &["--json", "import", "list.csv", "--mapping", "list.toml"]).json();
    let companies = known["accounts"]["created"].as_u64().expect("a count");
    let numbers: std::collections::BTreeSet<_> = rows.iter().map(|row| &row[1]).collect();
    assert_eq!(companies, numbers.len() as u64);
    // Who is met by number is told as known, though the key is new.
    let dry = place.takt("ja", &["--json", "import", &day, "--dry-run"]).json();
    assert_eq!(dry["samples"]["accounts"]["created"], json!([]));
    assert_eq!(dry["samples"]["accounts"]["updated"].as_array().map(Vec::len), Some(5));
    let told = place.takt("ja", &["--json", "import", &day]).json();
    // 24 are called like an office of somebody ("… 支部"): a number says whose office it is, and not which. Of five no prefecture
    // is told, which alone would be a fact.
    assert_eq!([&told["journalled"], &told["passed"], &told["rejected"]], [6_300, 24, 0]);
    assert_eq!(told["accounts"]["created"], 0);
    // Who was merged into a company that is known waits for a person, each pair once.
    let numbers: BTreeSet<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    let merged: BTreeSet<(&str, &str)> = rows
        .iter()
        .filter(|row| row[1] != row[20] && numbers.contains(row[20].as_str()))
        .map(|row| (row[1].as_str(), row[20].as_str()))
        .collect();
    let waiting = place.takt("ja", &["--json", "duplicates", "--all"]).json();
    let of_register = |pair: &&Value| pair["why"] == "successor";
    let pairs = waiting["pairs"].as_array().expect("pairs").iter().filter(of_register).count();
    eprintln!("{pairs} of {} pairs that were merged wait", merged.len());
    assert_eq!(pairs, merged.len());
    // One of each kind: new, name, address, closed, revived, merged.
    for process in ["01", "11", "12", "21", "22", "71"] {
        let ask = |row: &&Vec<String>| place.takt("en", &["--json", "account", &format!("corporate:{}", row[1])]);
        let mut of_kind = rows.iter().rev().filter(|row| row[2] == process);
        let last = of_kind.find(|row| ask(row).status == 0).unwrap_or_else(|| panic!("none of {process}"));
        let of_number = rows.iter().rev().find(|row| row[1] == last[1]).expect("the last of it");
        let account = ask(&last).json();
        let texts = &account["texts"];
        assert_eq!(texts["name"], json!(of_number[6]), "{process}");
        assert_eq!(texts["process"], json!(of_number[2]), "{process}");
        if process == "21" {
            assert_eq!(texts["closed_on"], json!(last[18]));
        }
        let former = account["former_names"].to_string();
        assert!(former.contains(&format!("旧 {}", of_number[6])), "{process}: {former}");
    }
    let again = place.takt("ja", &["--json", "import", &day]).json();
    assert_eq!([&again["journalled"], &again["unchanged"], &again["facts"]], [0, 6_329, 0]);
}

#[test]
fn a_register_brings_people_of_known_companies_and_nobody_elses() {
    const REGISTER: &str = r#"format = 1
name   = "Members"
system = "members"

[[file]]
id      = "members"
columns = ["company", "person", "mail", "day"]
only    = "known"
account = { said = true }
contact = { key = "mail", name = "person", email = "mail" }
texts   = { name = "company" }

[[fact]]
file  = "members"
kind  = "touched"
at    = { column = "day" }
touch = "seminar"
"#;
    let place = Place::new();
    place.write("known.csv", "会社名,氏名,メールアドレス\n株式会社北斗製作所,鈴木 花子,hanako@hokuto.co.jp\n");
    assert_eq!(place.takt("en", &["import", "known.csv"]).status, 0);
    place.write("members.toml", REGISTER);
    let head = "company,person,mail,day\n";
    let known = "(株)北斗製作所,佐藤 太郎,taro@hokuto.co.jp,2026-05-01\n";
    let stranger = "南工業,山田 花,hana@minami.co.jp,2026-05-01\n";
    place.write("members.csv", format!("{head}{known}{stranger}"));
    let told = place.takt("en", &["--json", "import", "members.csv", "--mapping", "members.toml"]).json();
    assert_eq!([&told["journalled"], &told["unchanged"], &told["passed"]], [1, 1, 1]);
    assert_eq!(told["contacts"], json!({ "created": 1, "updated": 0 }));
    let found = |text: &str| place.takt("en", &["--json", "search", text]).json()["hits"].as_array().map(Vec::len);
    assert_eq!((found("taro@hokuto"), found("南工業")), (Some(1), Some(0)));
    // Without the key the stranger comes in too.
    place.write("members.toml", REGISTER.replace("only    = \"known\"\n", ""));
    let all = place.takt("en", &["--json", "import", "members.csv", "--mapping", "members.toml"]).json();
    assert_eq!([&all["journalled"], &all["passed"]], [1, 0]);
    assert_eq!(found("南工業"), Some(1));
}

#[test]
fn who_was_merged_into_a_known_company_waits_for_a_person() {
    const REGISTER: &str = r#"format = 1
name   = "Register"
system = "register"

[[file]]
id      = "register"
columns = ["number", "name", "day", "successor"]
only    = "known"
account = { key = "number", system = "corporate" }
texts   = { name = "name", corporate_number = "number", successor = "successor" }

[[fact]]
file = "register"
kind = "described"
at   = { column = "day" }
attributes = { prefecture = { constant = "13" } }
"#;
    let place = Place::new();
    place.write(
        "known.csv",
        "会社名,法人番号,メールアドレス\n株式会社北斗,7000012050002,a@hokuto.co.jp\n株式会社森,1000011000005,b@mori.co.jp\n",
    );
    assert_eq!(place.takt("en", &["import", "known.csv"]).status, 0);
    place.write("register.toml", REGISTER);
    let day = |rows: &str| {
        place.write("day.csv", format!("number,name,day,successor\n{rows}"));
        place.takt("en", &["--json", "import", "day.csv", "--mapping", "register.toml"]).json()
    };
    let waiting = |language| place.takt(language, &["duplicates"]).out;
    // Merged into somebody who is not known, or into itself: nobody waits.
    day("7000012050002,株式会社北斗,2026-10-01,8700110005901\n1000011000005,株式会社森,2026-10-01,1000011000005\n");
    assert!(waiting("en").starts_with("No possible duplicates"), "{}", waiting("en"));
    let merged = "7000012050002,株式会社北斗,2026-10-02,1000011000005\n";
    day(merged);
    for (language, why) in [("en", "merged into it, says the register"), ("ja", "登記では相手に吸収合併")] {
        let told = waiting(language);
        assert!(told.contains(why) && told.contains("株式会社北斗") && told.contains("株式会社森"), "{told}");
    }
    assert_eq!(day(merged)["facts"], 0);
    let pairs = place.takt("en", &["--json", "duplicates"]).json();
    assert_eq!(pairs["waiting"], 1, "{pairs}");
    // Decided, it is not asked again, whatever the register says later.
    let id = pairs["pairs"][0]["id"].to_string();
    assert_eq!(place.takt("en", &["duplicates", "same", &id]).status, 0);
    day("7000012050002,株式会社北斗,2026-10-03,1000011000005\n");
    assert!(waiting("en").starts_with("No possible duplicates"), "{}", waiting("en"));
}
