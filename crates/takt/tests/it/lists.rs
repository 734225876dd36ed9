//! Files that no mapping knows: plain lists and cards of an exhibition go in without a question, through a mapping that the
//! folder remembers and that can be edited.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::run::{LANGUAGES, Place};

const LIST: &str = "会社名,氏名,メールアドレス,電話番号,好きな色\n\
                    株式会社北斗製作所,佐藤 太郎,taro@hokuto.co.jp,03-1234-5678,青\n\
                    有限会社森商店,鈴木 花子,hanako@mori.co.jp,,\n";

/// Two accounts that are known from `<known>` on: a customer in success, and an open deal.
const KNOWN: &str = "no,company,person,mail,day,stage,team,owner\n\
                     1,株式会社北斗製作所,佐藤 太郎,taro@hokuto.co.jp,<known>,adoption,customer-success,mori\n\
                     2,有限会社森商店,鈴木 花子,hanako@mori.co.jp,<known>,proposal,field-sales,tanaka\n";

const MAPPING: &str = r#"format = 1
name   = "CRM"
system = "crm"

[[file]]
id      = "rows"
columns = ["no", "company", "mail", "day", "stage", "team", "owner"]
account = { key = "no" }
contact = { key = "mail", name = "person", email = "mail" }
texts   = { name = "company" }

[[fact]]
file = "rows"
kind = "captured"
at   = { column = "day" }

[[fact]]
file = "rows"
kind = "contact-named"
at   = { column = "day" }

[[fact]]
file = "rows"
kind = "overridden"
at   = { column = "day" }
to   = { column = "stage" }

[[fact]]
file   = "rows"
kind   = "assigned"
at     = { column = "day" }
team   = { column = "team" }
member = { column = "owner" }
"#;

/// Cards of an exhibition, with two title rows: of the customer, of the open deal by another person there, and of two
/// companies that are new, one of them without a rank.
const CARDS: &str = "展示会 来場者一覧\n出力日,<card>\n\
                     名刺交換日,ランク,受付者,会社名,氏名,メールアドレス,電話番号,メモ\n\
                     <card> 10:30,A,伊藤,(株)北斗製作所,佐藤 太郎,taro@hokuto.co.jp,,新機種\n\
                     <card> 11:05,B,伊藤,㈲森商店,高橋 次郎,jiro@mori.co.jp,,\n\
                     <card> 11:40,A,小林,株式会社南工業,山田 花,hana@minami.co.jp,,至急\n\
                     <card> 13:00,,,西物流株式会社,中村 健,,06-1234-5678,\n";

/// The mappings that a folder remembers.
fn remembered(place: &Place) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(place.path("takt-data/mappings")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn counts(report: &Value) -> [&Value; 3] {
    ["journalled", "unchanged", "rejected"].map(|key| &report[key])
}

fn account(place: &Place, account: &str) -> Value {
    place.takt("en", &["--json", "account", account]).json()
}

fn found(place: &Place, name: &str) -> Value {
    let found = place.takt("en", &["--json", "search", name]).json();
    let key = found["hits"][0]["account"].as_str().unwrap_or_else(|| panic!("{name}: {found}")).to_string();
    account(place, &key)
}

#[test]
fn a_plain_list_goes_in_and_its_mapping_is_remembered() {
    let place = Place::new();
    place.write("名簿.csv", LIST);
    let dry = place.takt("en", &["--json", "import", "名簿.csv", "--dry-run"]).json();
    assert_eq!((counts(&dry), place.path("takt-data").exists()), ([&json!(2), &json!(0), &json!(0)], false));
    let first = place.takt("en", &["--json", "import", "名簿.csv"]).json();
    assert_eq!(counts(&first), counts(&dry));
    assert_eq!([&first["accounts"]["created"], &first["contacts"]["created"]], [&json!(2), &json!(2)]);
    let files = remembered(&place);
    let name = files[0].file_name().expect("a name").to_string_lossy().into_owned();
    assert!(
        files.len() == 1 && name.starts_with("名簿-") && name.ends_with(".toml") && name.chars().count() == 16,
        "{name}"
    );
    let mapping = json!({
        "name": "My list", "file": format!("./takt-data/mappings/{name}"), "proposed": true, "doubtful_columns": [],
    });
    assert_eq!([&dry["mapping"], &first["mapping"]], [&mapping, &mapping], "what was told is what was done");
    assert_eq!(found(&place, "北斗")["texts"]["好きな色"], "青");
    // The same rows again, in another encoding and under another name: nothing is new, and the mapping is the one kept.
    let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(LIST);
    assert!(!lost);
    place.write("again.csv", cp932);
    let again = place.takt("en", &["--json", "import", "again.csv"]).json();
    assert_eq!((counts(&again), &again["facts"]), ([&json!(0), &json!(2), &json!(0)], &json!(0)));
    assert_eq!([&again["mapping"]["file"], &again["mapping"]["proposed"]], [&mapping["file"], &json!(false)]);
    // Several files with the header go in through it too.
    place.write("more.csv", "会社名,氏名,メールアドレス,電話番号,好きな色\n南工業,山田 花,hana@minami.co.jp,,\n");
    let more = place.takt("en", &["--json", "import", "again.csv", "more.csv"]).json();
    assert_eq!(counts(&more), [&json!(1), &json!(2), &json!(0)]);
    assert_eq!(remembered(&place), files);
}

#[test]
fn an_edited_mapping_is_used_and_a_broken_one_told() {
    for language in LANGUAGES {
        let place = Place::new();
        place.write("list.csv", LIST);
        assert_eq!(place.takt(language, &["import", "list.csv"]).status, 0);
        let file = &remembered(&place)[0];
        let text = std::fs::read_to_string(file).expect("the mapping");
        let edited = text.replacen("[file.texts]\n", "[file.texts]\nfavourite = \"好きな色\"\n", 1);
        assert_ne!(edited, text);
        std::fs::write(file, &edited).expect("written");
        place.write("new.csv", "好きな色,会社名,氏名,メールアドレス,電話番号\n赤,南工業,山田 花,hana@minami.co.jp,\n");
        let ran = place.takt(language, &["import", "new.csv"]);
        let name = file.file_name().expect("a name").to_string_lossy();
        assert!(ran.status == 0 && ran.out.contains(name.as_ref()), "{}", ran.all());
        assert_eq!(found(&place, "南工業")["texts"]["favourite"], "赤");
        assert_eq!(std::fs::read_to_string(file).expect("the mapping"), edited, "nobody's edits are written over");
        std::fs::write(file, edited.replacen("favourite = ", "favourite ", 1)).expect("written");
        let ran = place.takt(language, &["import", "new.csv"]);
        assert!(ran.status == 1 && ran.all().contains(name.as_ref()), "{}", ran.all());
        assert_eq!(remembered(&place).len(), 1, "no other is put beside it");
    }
}

#[test]
fn a_file_that_says_nothing_of_whom_is_refused_with_a_proposal() {
    for (text, language) in
        [("色,形\n青,丸\n", "ja"), ("taro@example.jp,03-1234-5678\nhana@example.jp,06-1234-5678\n", "en")]
    {
        let place = Place::new();
        place.write("list.csv", text);
        let ran = place.takt(language, &["import", "list.csv"]);
        assert!(ran.status == 1 && ran.all().contains("[[file]]"), "{}", ran.all());
        assert!(!place.path("takt-data").exists(), "nothing is left behind");
    }
}

#[test]
fn a_list_does_not_take_the_files_of_others() {
    let place = Place::new();
    place.write("list.csv", "会社名,氏名\n北斗製作所,佐藤 太郎\n");
    assert_eq!(place.takt("en", &["import", "list.csv"]).status, 0);
    // Eight's export has both columns and more: it is still Eight's.
    let eight = std::fs::read(fixtures().join("eight-ja.csv")).expect("the fixture");
    place.write("eight.csv", eight);
    let report = place.takt("en", &["--json", "import", "eight.csv"]).json();
    assert_eq!(report["mapping"], json!({ "name": "Eight", "file": null, "proposed": false, "doubtful_columns": [] }));
}

#[test]
fn a_column_that_stands_twice_does_not_refuse_the_file() {
    let place = Place::new();
    place.write("list.csv", "会社名,電話番号,電話番号\n北斗製作所,03-1234-5678,06-1234-5678\n");
    let report = place.takt("en", &["--json", "import", "list.csv"]).json();
    assert_eq!(counts(&report), [&json!(1), &json!(0), &json!(0)]);
    assert_eq!(report["unused_columns"], json!([{ "file": "list.csv", "columns": ["電話番号"] }]));
    assert_eq!(found(&place, "北斗")["texts"]["phone"], "03-1234-5678");
    // A mapping that says nothing of it does not choose.
    place.write("own.toml", MAPPING.replace("\"no\", \"company\", \"mail\", ", ""));
    place.write("own.csv", "no,no,day,stage,team,owner,company,person,mail\n1,2,2026-05-01,,,,,,\n");
    let ran = place.takt("en", &["import", "own.csv", "--mapping", "own.toml"]);
    assert!(ran.status == 1 && ran.all().contains("twice"), "{}", ran.all());
}

#[test]
fn cards_of_known_accounts_stay_with_their_owners() {
    let place = Place::new();
    assert_eq!(place.takt("en", &["init", "--model", "exhibition-led"]).status, 0);
    let today = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Asia/Tokyo").expect("a zone")).date();
    let ago = |days: i64| today.checked_sub(jiff::Span::new().days(days)).expect("a day");
    let (known, card) = (ago(40), ago(2));
    place.write("crm.csv", KNOWN.replace("<known>", &known.to_string()));
    place.write("crm.toml", MAPPING);
    assert_eq!(place.takt("en", &["import", "crm.csv", "--mapping", "crm.toml"]).status, 0);
    let standing = |place: &Place| {
        ["crm:1", "crm:2"].map(|key| {
            let account = account(place, key);
            ["stage", "since", "owner", "co_owners", "next"].map(|key| account[key].clone())
        })
    };
    let before = standing(&place);
    assert_eq!([&before[0][2], &before[1][2]], [&json!("customer-success/crm:mori"), &json!("field-sales/crm:tanaka")]);
    place.write("cards.csv", CARDS.replace("<card>", &card.to_string().replace('-', "/")));
    let report = place.takt("en", &["--json", "import", "cards.csv"]).json();
    assert_eq!(counts(&report), [&json!(4), &json!(0), &json!(0)]);
    assert_eq!(report["accounts"], json!({ "created": 2, "updated": 2 }), "the cards found their accounts");
    let mut after = standing(&place);
    // To look at the use is due 90 days after the customer was last heard of: the card counts, and nothing else changes.
    let review = |day: Date, clock: &str| {
        let day = day.checked_add(jiff::Span::new().days(90)).expect("a day");
        json!({ "at": format!("{day}T{clock}:00+09:00"), "what": "play", "of": "use-review" })
    };
    assert_eq!([&before[0][4], &after[0][4]], [&review(known, "00:00"), &review(card, "10:30")]);
    after[0][4] = before[0][4].clone();
    assert_eq!(after, before, "a card changes neither stage nor owner nor what is next");
    // What the card says is there: when, who took it, the rank, and on what basis we hold the person.
    let deal = account(&place, "crm:2");
    let facts = deal["facts"].as_array().expect("facts");
    let touch = facts.iter().find(|fact| fact["kind"] == "touched").expect("the card");
    assert_eq!(
        [&touch["touch"], &touch["at"], &touch["by"]],
        [&json!("booth"), &json!(format!("{card}T11:05:00+09:00")), &json!("list:伊藤")]
    );
    assert!(facts.iter().any(|fact| fact["attributes"]["rank"] == "B"), "{facts:?}");
    let people: Vec<&Value> = deal["contacts"].as_array().expect("contacts").iter().collect();
    let jiro = people.iter().find(|person| person["texts"]["name"] == "高橋 次郎").expect("who gave the card");
    assert_eq!((people.len(), &jiro["texts"]["basis"]), (2, &json!("card")));
    assert!(deal["score"]["behaviour"].as_i64().expect("points") > 0, "the score counts the card");
    // A company that is new belongs to the team of its stage, from the time on the card.
    let new = found(&place, "南工業");
    let taken = json!(format!("{card}T11:40:00+09:00"));
    assert_eq!(
        [&new["facts"][0]["at"], &new["stage"], &new["since"], &new["owner"]],
        [&taken, &json!("hot"), &taken, &json!("marketing")],
        "rank A is called at once"
    );
    // Without a rank the limit of the stage runs, from the card on and not from the import.
    let unranked = found(&place, "西物流");
    let taken = json!(format!("{card}T13:00:00+09:00"));
    assert_eq!(
        [&unranked["stage"], &unranked["since"], &unranked["owner"]],
        [&json!("lead"), &taken, &json!("marketing")]
    );
    let work = &unranked["next"];
    assert_eq!([&work["what"], &work["of"]], [&json!("work"), &json!("lead")]);
    assert_eq!(place.takt("en", &["--json", "import", "cards.csv"]).json()["journalled"], 0);
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../takt-intake/tests/exporters")
}

#[test]
fn every_exporters_file_goes_in_and_comes_again_in_the_other_encoding() {
    let mut count = 0;
    let entries = std::fs::read_dir(fixtures()).expect("the fixtures").flatten();
    for entry in entries.filter(|entry| entry.path().is_file()) {
        let place = Place::new();
        let utf8 = std::fs::read_to_string(entry.path()).expect("text");
        let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(&utf8);
        assert!(!lost);
        let name = entry.file_name().to_string_lossy().into_owned();
        place.write("utf8", &utf8);
        place.write("cp932", cp932);
        let first = place.takt("ja", &["--json", "import", "cp932"]).json();
        let rows = &first["received"];
        assert!(rows.as_u64() > Some(0) && first["mapping"]["proposed"] == false, "{name}: {first}");
        assert_eq!(counts(&first), [rows, &json!(0), &json!(0)], "{name}");
        for again in ["utf8", "cp932"] {
            let again = place.takt("ja", &["--json", "import", again]).json();
            assert_eq!((counts(&again), &again["facts"]), ([&json!(0), rows, &json!(0)], &json!(0)), "{name}");
            assert_eq!(again["contacts"], json!({ "created": 0, "updated": 0 }), "{name}");
        }
        assert!(remembered(&place).is_empty(), "{name}");
        count += 1;
    }
    assert!(count >= 20, "{count}");
}

#[test]
fn the_last_row_of_a_file_counts_however_often_it_comes() {
    let place = Place::new();
    let row = |name: &str, day: &str| format!("1,{name},,,{day},,,\n");
    let head = "no,company,person,mail,day,stage,team,owner\n";
    place.write("own.csv", format!("{head}{}{}", row("旧 北斗", "2026-05-01"), row("北斗", "2026-05-02")));
    let rules = MAPPING.split("[[fact]]\nfile = \"rows\"\nkind = \"contact-named\"").next().expect("its beginning");
    place.write("own.toml", rules);
    for _ in 0..3 {
        let ran = place.takt("en", &["import", "own.csv", "--mapping", "own.toml"]);
        assert_eq!(ran.status, 0, "{}", ran.all());
        assert_eq!(found(&place, "北斗")["texts"]["name"], "北斗");
    }
    let again = place.takt("en", &["--json", "import", "own.csv", "--mapping", "own.toml"]).json();
    assert_eq!([&again["journalled"], &again["facts"]], [&json!(0), &json!(0)]);
}
