//! A file whose rows have no keys of their own: companies and people are found by what the rows say.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::real::{journal, json};
use crate::run::Place;

/// Cards of one company in three spellings, of a branch of it, of two people behind one address of a function, and of one
/// who went to another company; as Sansan exports them.
const CARDS: &str = "会社名,氏名[姓],氏名[名],e-mail(1),携帯電話(1),電話番号(1),住所(1)[都道府県],名刺交換日,URL(1)
株式会社北斗商事,田中,太郎,taro@hokuto.co.jp,090-1234-5678,03-1234-5678,東京都千代田区1-2-3,2026/05/01,https://hokuto.co.jp
㈱北斗商事,鈴木,花子,hanako@hokuto.co.jp,,03-1234-5678,東京都千代田区一丁目2-3,2026/05/02,
北斗商事株式会社,佐藤,一,,,,,2026/05/03,
株式会社北斗商事 札幌支店,木村,次郎,kimura@hokuto.co.jp,,,,2026/05/04,
有限会社森,林,三郎,info@mori.example.jp,,,,2026/05/04,
有限会社森,原,四郎,info@mori.example.jp,,,,2026/05/04,
新会社株式会社,田中,太郎,tanaka@new.co.jp,090-1234-5678,,,2026/06/01,
";

fn run(place: &Place, arguments: &[&str]) -> Value {
    json(place, arguments)
}

fn account(place: &Place, number: u32) -> Value {
    run(place, &["account", &format!("#{number}")])
}

fn names(people: &Value) -> Vec<(&str, bool)> {
    let people = people.as_array().map_or(&[][..], Vec::as_slice);
    people.iter().map(|person| (person["texts"]["name"].as_str().unwrap_or(""), person["left"] == true)).collect()
}

#[test]
fn cards_find_their_companies_and_people() {
    let place = Place::new();
    place.write("cards.csv", CARDS);
    let report = run(&place, &["import", "cards.csv"]);
    assert_eq!((&report["journalled"], &report["accounts"]["created"]), (&json!(7), &json!(5)));
    // One company in two spellings, known by its domain.
    let hokuto = account(&place, 0);
    assert_eq!(names(&hokuto["contacts"]), [("田中 太郎", true), ("鈴木 花子", false)]);
    assert_ne!(hokuto["stage"], "disqualified", "one left, the company stays");
    // The legal form behind is another company until somebody says so; the branch is an office of it.
    assert_eq!(account(&place, 2)["entity"]["number"], 0);
    let waiting = run(&place, &["duplicates"]);
    let pairs: Vec<(&Value, &Value, &Value)> = waiting["pairs"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .map(|pair| (&pair["why"], &pair["accounts"][0]["number"], &pair["accounts"][1]["number"]))
        .collect();
    assert_eq!(pairs, [(&json!("form"), &json!(1), &json!(0))]);
    // info@ is nobody's address.
    assert_eq!(names(&account(&place, 3)["contacts"]), [("林 三郎", false), ("原 四郎", false)]);
    // Who went to another company is the same person there.
    let there = account(&place, 4);
    assert_eq!(names(&there["contacts"]), [("田中 太郎", false)]);
    assert_eq!(there["contacts"][0]["number"], hokuto["contacts"][0]["number"]);
    // The same file again says nothing new.
    for _ in 0..2 {
        let again = run(&place, &["import", "cards.csv"]);
        assert_eq!((&again["unchanged"], &again["facts"], &again["import"]), (&json!(7), &json!(0), &Value::Null));
    }
    run(&place, &["verify"]);
}

#[test]
fn a_later_file_finds_whom_an_earlier_one_brought_however_the_signs_are_kept() {
    for forget in [false, true] {
        let place = Place::new();
        place.write("cards.csv", CARDS);
        run(&place, &["import", "cards.csv"]);
        if forget {
            // What is kept beside the journal can be lost: the texts say the same.
            for entry in std::fs::read_dir(place.path("takt-data/columns")).unwrap().flatten() {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
        place.write(
            "later.csv",
            "会社名,氏名[姓],氏名[名],e-mail(1),名刺交換日\n(株)北斗商事,高橋,五郎,goro@hokuto.co.jp,2026/07/01\n",
        );
        let report = run(&place, &["import", "later.csv"]);
        let accounts = &report["accounts"];
        assert_eq!((&accounts["created"], &accounts["updated"]), (&json!(0), &json!(1)), "{forget}");
        assert_eq!(names(&account(&place, 0)["contacts"]).len(), 3);
        // Taken back, it can come again and is the same company.
        run(&place, &["import", "undo", "2"]);
        assert_eq!(names(&account(&place, 0)["contacts"]).iter().filter(|(name, _)| !name.is_empty()).count(), 2);
        let again = run(&place, &["import", "later.csv"]);
        assert_eq!((&again["accounts"]["created"], &again["journalled"]), (&json!(0), &json!(1)));
        run(&place, &["verify"]);
    }
}

#[test]
fn deals_of_two_systems_keep_their_numbers_apart_in_one_company() {
    let place = Place::new();
    for system in ["one", "two"] {
        let mapping = format!(
            r#"format = 1
name   = "Deals"
system = "{system}"

[[file]]
id      = "deals"
columns = ["customer", "company", "site", "deal", "opened"]
account = {{ key = "customer" }}
texts   = {{ name = "company", url = "site" }}

[[fact]]
file        = "deals"
kind        = "opened"
at          = {{ column = "opened" }}
opportunity = {{ key = "deal" }}
"#
        );
        place.write(&format!("{system}.toml"), &mapping);
        let deals = format!(
            "customer,company,site,deal,opened\n{system}-1,株式会社北斗,https://hokuto.co.jp,{system}-A,2026/05/01\n\
             {system}-1,株式会社北斗,https://hokuto.co.jp,{system}-B,2026/05/02\n"
        );
        place.write(&format!("{system}.csv"), &deals);
        run(&place, &["import", &format!("{system}.csv"), "--mapping", &format!("{system}.toml")]);
    }
    let facts = journal(&place);
    let opened = facts.iter().filter(|fact| fact["kind"] == "opened");
    let numbers: BTreeSet<(u64, u64)> =
        opened.filter_map(|fact| Some((fact["account"].as_u64()?, fact["opportunity"].as_u64()?))).collect();
    assert_eq!(numbers, (1..=4).map(|number| (0, number)).collect(), "{facts:#?}");
    for system in ["one", "two"] {
        let again = run(&place, &["import", &format!("{system}.csv"), "--mapping", &format!("{system}.toml")]);
        assert_eq!((&again["unchanged"], &again["facts"]), (&json!(2), &json!(0)), "{system}");
    }
    run(&place, &["verify"]);
}
