//! Erasing a person: nothing of them is left in any byte of the folder or of an export, nobody else changes, and nothing
//! brings them back but their own consent.

mod canary;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use canary::Canaries;
use serde_json::Value;
use takt::app::desk::Desk;
use takt_core::unit::Micros;
use takt_store::fault::Faulty;
use takt_store::{ERASED_FILE, JOURNAL_FILE, SECRET_FILE, SEGMENT_FOLDER, Space, SqliteStore, Store};

use super::fixture::{Dice, json, sound_state, takt};

const NAME: &str = "佐渡島 かなりあ子";
const KANA: &str = "サドシマ カナリアコ";
const MAIL: &str = "Kanariako.Sadoshima@canary.example";
const PHONE: &str = "090-8765-4321";
const KEY: &str = "kanariako.key@canary.example";
const HOME: &str = "東京都大島町かなりあ坂9丁目";
const FREE: &str = "カナリア愛好会の名誉会長";
/// The same as they are filed for searching.
const FOLDED: [&str; 6] = [
    "佐渡島カナリア子",
    "サドシマカナリアコ",
    "kanariakosadoshima@canaryexample",
    "09087654321",
    "peoplekanariakokey@canaryexample",
    "東京都大島町カナリア坂9丁目",
];
/// A customer who is a person.
const PERSON: &str = "hitori.de@canary.example";
const PERSON_NAME: &str = "独立 一人";

const MAPPING: &str = r#"
format = 1
name   = "People"
system = "people"

[[file]]
id      = "cards"
columns = ["company", "mail", "day"]
account = { key = "company" }
contact = { key = "mail", name = "name", kana = "kana", email = "reply", phone = "phone", home = "home", note = "note", club = "club" }
row     = { key = "mail" }
texts   = { name = "title", memo = "memo" }

[[fact]]
file   = "cards"
kind   = "captured"
at     = { column = "day" }

[[fact]]
file    = "cards"
kind    = "touched"
at      = { column = "day" }
touch   = "form"

[[file]]
id      = "orders"
columns = ["customer", "order", "ordered"]
account = { key = "customer" }
texts   = { name = "who" }

[[fact]]
file        = "orders"
kind        = "opened"
at          = { column = "ordered" }
opportunity = { key = "order" }
"#;

/// A note that is longer than a page, of marks that can each be left behind by themselves.
fn note() -> String {
    (0..60).map(|n| format!("カナリア第{n:02}号の記録、{}", "鳴".repeat(20))).collect()
}

/// Everything the person can be told by.
fn canaries() -> Canaries {
    let marks: Vec<String> = (0..60).step_by(5).map(|n| format!("カナリア第{n:02}号")).collect();
    let mut texts = vec![NAME, KANA, MAIL, PHONE, KEY, HOME, FREE];
    texts.extend(FOLDED);
    texts.extend(marks.iter().map(String::as_str));
    let sealed = [format!("people:{KEY}"), MAIL.to_lowercase(), format!("people:{}", MAIL.to_lowercase())];
    let mut addresses = vec![MAIL, KEY, PHONE];
    addresses.extend(sealed.iter().map(String::as_str));
    Canaries::of(&texts, &addresses)
}

/// Two files of people, a mapping, and a data folder.
struct House {
    dir: tempfile::TempDir,
    mapping: PathBuf,
    cards: PathBuf,
    orders: PathBuf,
}

impl House {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut dice = Dice(11);
        let mut cards = String::from("company,mail,day,name,kana,reply,phone,home,note,club,title,memo\n");
        let mut order: Vec<u64> = (0..600).collect();
        order.sort_by_cached_key(|_| dice.below(u64::MAX));
        for id in order {
            let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
            let day = format!("2025-{month:02}-{day:02}");
            let title = format!("会社{:03}", id / 2);
            if id == 300 {
                let memo = format!("担当は{NAME}様");
                let line = format!(
                    "C{},{KEY},{day},{NAME},{KANA},{MAIL},{PHONE},{HOME},{},{FREE},{title},{memo}",
                    id / 2,
                    note()
                );
                writeln!(cards, "{line}").unwrap();
                continue;
            }
            let long = "長い話".repeat(dice.below(200) as usize);
            let line = format!(
                "C{},p{id}@other.example,{day},山田{id},ヤマダ{id},p{id}@mail.example,,,{long},なし,{title},",
                id / 2
            );
            writeln!(cards, "{line}").unwrap();
        }
        let mut orders = String::from("customer,order,ordered,who\n");
        for id in 0..40 {
            writeln!(orders, "c{id}@shop.example,O{id},2025-06-{:02},客{id}", 1 + id % 28).unwrap();
        }
        writeln!(orders, "{PERSON},O-77,2025-07-07,{PERSON_NAME}").unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = dir.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        // As Excel writes it in Japan.
        let (cp932, _, lossy) = encoding_rs::SHIFT_JIS.encode(&cards);
        assert!(!lossy);
        Self {
            mapping: write("people.toml", MAPPING.as_bytes()),
            cards: write("cards.csv", &cp932),
            orders: write("orders.csv", orders.as_bytes()),
            dir,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn import(&self, folder: &Path, file: &Path) -> Value {
        json(takt(folder).args(["--json", "import", "--mapping"]).args([&self.mapping, file]))
    }

    /// A data folder that knows all of them.
    fn filled(&self) -> PathBuf {
        let folder = self.path("data");
        self.import(&folder, &self.cards);
        self.import(&folder, &self.orders);
        folder
    }

    fn export(&self, folder: &Path, name: &str) -> PathBuf {
        let dir = self.path(name);
        json(takt(folder).args(["--json", "export"]).arg(&dir));
        dir
    }
}

/// Whom a search finds, by outside key.
fn search(folder: &Path, text: &str) -> Vec<String> {
    let found = json(takt(folder).args(["--json", "search", text]));
    let hits = found["hits"].as_array().unwrap();
    hits.iter().map(|hit| hit["contact"].as_str().or(hit["account"].as_str()).unwrap_or_default().into()).collect()
}

/// Whether something is filed for searching.
fn is_filed(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder.join(SEGMENT_FOLDER)).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("find."))
}

fn erase(folder: &Path, args: &[&str]) -> Value {
    json(takt(folder).args(["--json", "erase"]).args(args))
}

/// What a command said that was refused, and with which status.
fn refused(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = takt(folder).args(args).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn nothing_of_an_erased_person_is_left_and_nobody_else_changes() {
    let house = House::new();
    let folder = house.filled();
    let canaries = canaries();
    assert!(canaries.len() >= 200, "{} canaries", canaries.len());
    // Twin: the search finds what is there. Every text lies in the journal and in the export.
    let before = house.export(&folder, "before");
    for place in [&folder, &before] {
        let found = canaries.found(&[place]);
        for text in [NAME, KANA, MAIL, PHONE, KEY, HOME, FREE, "カナリア第40号"] {
            let plain = format!("{text} as it is UTF-8 in");
            assert!(found.iter().any(|hit| hit.starts_with(&plain)), "{text} is not in {}", place.display());
        }
        // But no hash of an address, not even before.
        assert!(!found.iter().any(|hit| hit.contains("SHA-256") || hit.contains("MD5")), "{found:?}");
    }
    // The person is found by any part of what is told of them, and filed for it in another form.
    for fragment in ["佐渡島", "渡島 か", "ｶﾅﾘｱｺ", "sadoshima@", "8765-43", "9丁目", "名誉会", "kanariako.key"]
    {
        assert!(search(&folder, fragment).contains(&format!("people:{KEY}")), "{fragment}");
    }
    let found = canaries.found(&[&folder.join(SEGMENT_FOLDER)]);
    for text in FOLDED {
        assert!(is_filed(&folder) && found.iter().any(|hit| hit.starts_with(text)), "{text} is not filed");
    }
    let state = sound_state(&folder);
    let facts = json(takt(&folder).args(["--json", "verify"]))["facts"].as_u64().unwrap();

    // What a restore that was killed left behind holds them too.
    std::fs::create_dir(folder.join("restoring")).unwrap();
    std::fs::write(folder.join("restoring/journal.db"), NAME).unwrap();
    let done = erase(&folder, &[KEY]);
    // Name, kana, mail, phone, home, note, club, and the account's memo with the name in it.
    assert_eq!((done["texts"].as_u64(), done["facts"].as_u64()), (Some(8), Some(1)), "{done}");
    let after = house.export(&folder, "after");
    let found = canaries.found(&[&folder, &after]);
    assert!(found.is_empty(), "{found:#?}");
    // Nor is there when the others are filed again, who are all found.
    assert!(!is_filed(&folder));
    assert_eq!(search(&folder, "山田301"), ["people:p301@other.example"]);
    assert!(is_filed(&folder));
    for fragment in ["佐渡島", "かなりあ", "sadoshima", "8765-43", "名誉会"] {
        assert_eq!(search(&folder, fragment), [""; 0], "{fragment}");
    }
    let found = canaries.found(&[&folder]);
    assert!(found.is_empty(), "{found:#?}");

    assert_eq!(sound_state(&folder), state);
    assert_eq!(json(takt(&folder).args(["--json", "verify"]))["facts"], facts + 1);
    // Who is left has all of their texts, and the company has its name.
    let account = json(takt(&folder).args(["--json", "account", "people:C150"]));
    assert_eq!(account["texts"]["name"], "会社150");
    let people = account["contacts"].as_array().unwrap();
    assert_eq!(people.len(), 2, "{account}");
    let (gone, left): (Vec<&Value>, Vec<&Value>) = people.iter().partition(|person| person["erased"] == true);
    assert_eq!((gone[0]["number"].as_u64(), &gone[0]["contact"]), (done["contact"].as_u64(), &Value::Null));
    assert_eq!(
        (&left[0]["contact"], &left[0]["texts"]["name"]),
        (&"people:p301@other.example".into(), &"山田301".into())
    );
    let kinds: Vec<&str> =
        account["facts"].as_array().unwrap().iter().filter_map(|fact| fact["kind"].as_str()).collect();
    assert!(kinds.contains(&"erased"), "{kinds:?}");
    let people = |dir: &Path| std::fs::read_to_string(dir.join("people.jsonl")).unwrap();
    assert_eq!(people(&before).lines().count(), people(&after).lines().count());
}

#[test]
fn an_erased_person_comes_back_by_nothing_but_their_own_consent() {
    let house = House::new();
    let folder = house.filled();
    let canaries = canaries();
    let number = erase(&folder, &[&format!("people:{KEY}")])["contact"].clone();
    // Once more, by any name, is well and does nothing.
    for name in [KEY, &format!("people:{KEY}"), &format!("#{number}")] {
        let again = erase(&folder, &[name]);
        let counts = (&again["contact"], again["texts"].as_u64(), again["facts"].as_u64());
        assert_eq!(counts, (&number, Some(0), Some(0)), "{name}");
    }

    // The same file again: the facts are known, the texts refused.
    let again = house.import(&folder, &house.cards);
    assert_eq!((again["journalled"].as_u64(), again["unchanged"].as_u64()), (Some(0), Some(600)), "{again}");
    // Seven of the person, and the memo of the account that named them.
    assert_eq!(again["texts_refused"].as_u64(), Some(8), "{again}");

    // By the same address under another key, from another system.
    let other = house.path("other.csv");
    std::fs::write(&other, format!("no,mail,name,on\nX-9,{},{NAME},2025-11-11\n", MAIL.to_uppercase())).unwrap();
    let mapping = house.path("other.toml");
    std::fs::write(
        &mapping,
        "format = 1\nname = \"Other\"\nsystem = \"other\"\n[[file]]\nid = \"o\"\ncolumns = [\"no\", \"mail\"]\n\
         account = { key = \"no\" }\ncontact = { key = \"mail\", email = \"mail\", name = \"name\" }\n\
         [[fact]]\nfile = \"o\"\nkind = \"touched\"\nat = { column = \"on\" }\ntouch = \"form\"\n",
    )
    .unwrap();
    let report = json(takt(&folder).args(["--json", "import", "--mapping"]).args([&mapping, &other]));
    assert_eq!((report["journalled"].as_u64(), report["texts_refused"].as_u64()), (Some(1), Some(2)), "{report}");
    let account = json(takt(&folder).args(["--json", "account", "other:X-9"]));
    assert_eq!((&account["contacts"][0]["number"], &account["contacts"][0]["erased"]), (&number, &true.into()));
    let found = canaries.found(&[&folder, &house.export(&folder, "again")]);
    assert!(found.is_empty(), "{found:#?}");

    // An old consent says nothing; a new one lets the person be named again.
    let consent = |at: &str| {
        let file = house.path("consent.jsonl");
        let line = format!(
            "{{\"kind\":\"consented\",\"account\":\"people:C150\",\"contact\":\"people:{KEY}\",\"at\":\"{at}\",\"given\":true}}\n"
        );
        std::fs::write(&file, line).unwrap();
        json(takt(&folder).args(["--json", "import"]).arg(&file));
        house.import(&folder, &house.cards)["texts_refused"].clone()
    };
    assert_eq!(consent("2025-12-24T10:00:00+09:00"), 8);
    assert_eq!(consent(&jiff::Timestamp::now().to_string()), 0);
    let account = json(takt(&folder).args(["--json", "account", "people:C150"]));
    let back = account["contacts"].as_array().unwrap().iter().find(|person| person["number"] == number).unwrap();
    assert_eq!((&back["erased"], &back["texts"]["name"]), (&false.into(), &NAME.into()));
    // It lasts over a restart, and the person can be erased again.
    json(takt(&folder).args(["--json", "tick"]));
    assert_eq!(erase(&folder, &[KEY])["texts"].as_u64(), Some(8));
    let found = canaries.found(&[&folder]);
    assert!(found.is_empty(), "{found:#?}");
    sound_state(&folder);
}

#[test]
fn a_backup_put_back_is_told_who_was_erased_since() {
    let house = House::new();
    let folder = house.filled();
    let canaries = canaries();
    let export = house.export(&folder, "export");
    let backup = house.path("backup.db");
    std::fs::copy(folder.join(JOURNAL_FILE), &backup).unwrap();
    let state = sound_state(&folder);
    erase(&folder, &[KEY]);
    erase(&folder, &["--account", PERSON]);

    // Restored where the two files are that a backup does not hold.
    let restored = house.path("restored");
    std::fs::create_dir(&restored).unwrap();
    for file in [SECRET_FILE, ERASED_FILE] {
        std::fs::copy(folder.join(file), restored.join(file)).unwrap();
    }
    let report = json(takt(&restored).args(["--json", "import"]).arg(export.join("journal.jsonl")));
    assert_eq!(report["texts_refused"].as_u64(), Some(9), "{report}");
    let found = canaries.found(&[&restored]);
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(sound_state(&restored), state);
    assert_eq!(house.import(&restored, &house.cards)["unchanged"].as_u64(), Some(600));

    // Twin: without them all of it is back, and the answer says what is missing.
    let careless = house.path("careless");
    let output = takt(&careless).args(["import"]).arg(export.join("journal.jsonl")).output().unwrap();
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("secret"), "{output:?}");
    assert!(!canaries.found(&[&careless]).is_empty());

    // A copy of the database put back into the folder: the next command that writes erases again.
    for left in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("{JOURNAL_FILE}{left}")));
    }
    std::fs::copy(&backup, folder.join(JOURNAL_FILE)).unwrap();
    assert!(!canaries.found(&[&folder]).is_empty());
    json(takt(&folder).args(["--json", "tick"]));
    let found = canaries.found(&[&folder]);
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(erase(&folder, &[KEY])["texts"].as_u64(), Some(0));

    // An older one, which never knew the person: the file that brings them is refused their texts all the same.
    let young = house.path("young");
    json(takt(&young).args(["--json", "init"]));
    for file in [SECRET_FILE, ERASED_FILE] {
        std::fs::copy(folder.join(file), young.join(file)).unwrap();
    }
    assert_eq!(house.import(&young, &house.cards)["texts_refused"].as_u64(), Some(8));
    // Without the secret nothing is written: who would be recognised?
    std::fs::remove_file(young.join(SECRET_FILE)).unwrap();
    let (status, said) = refused(&young, &["import", "--mapping", "m.toml", "x.csv"]);
    assert_eq!(status, Some(1), "{said}");
    let (status, said) = refused(&young, &["erase", "p5@other.example"]);
    assert_eq!((status, said.contains("secret")), (Some(1), true), "{said}");
}

#[test]
fn an_account_that_is_one_person_is_erased_whole() {
    let house = House::new();
    let folder = house.filled();
    let canaries = Canaries::of(&[PERSON, PERSON_NAME], &[PERSON, &format!("people:{PERSON}")]);
    assert!(!canaries.found(&[&folder]).is_empty());
    let state = sound_state(&folder);
    let done = erase(&folder, &["--account", PERSON]);
    assert_eq!((&done["contact"], done["texts"].as_u64(), done["facts"].as_u64()), (&Value::Null, Some(1), Some(1)));
    let export = house.export(&folder, "after");
    let found = canaries.found(&[&folder, &export]);
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(sound_state(&folder), state);
    // Its order keeps its number when the file comes again.
    let again = house.import(&folder, &house.orders);
    assert_eq!((again["journalled"].as_u64(), again["texts_refused"].as_u64()), (Some(0), Some(1)), "{again}");
    assert!(canaries.found(&[&folder]).is_empty());
    let number = done["account"].to_string();
    let account = json(takt(&folder).args(["--json", "account", &number]));
    assert_eq!(account["account"], format!("#{number}"));
    let accounts = std::fs::read_to_string(export.join("accounts.csv")).unwrap();
    assert!(accounts.lines().any(|line| line.starts_with(&format!("#{number},,"))), "{accounts}");
    assert_eq!(erase(&folder, &["--account", PERSON])["facts"].as_u64(), Some(0));
}

#[test]
fn who_is_meant_must_be_clear() {
    let house = House::new();
    let folder = house.filled();
    let state = sound_state(&folder);
    let (status, said) = refused(&folder, &["erase", "nobody@other.example"]);
    assert_eq!((status, said.contains("no contact")), (Some(1), true), "{said}");
    // A company with two people is no person.
    let (status, said) = refused(&folder, &["erase", "--account", "people:C3"]);
    assert_eq!((status, said.contains("2 people")), (Some(1), true), "{said}");
    // Nor is it when one of them was erased; when both were, what is left of it may go.
    erase(&folder, &["p8@other.example"]);
    assert_eq!(refused(&folder, &["erase", "--account", "people:C4"]).0, Some(1));
    erase(&folder, &["p9@other.example"]);
    assert_eq!(erase(&folder, &["--account", "people:C4"])["texts"].as_u64(), Some(1));
    assert_eq!(refused(&folder, &["erase"]).0, Some(2));
    let twice = house.path("twice.jsonl");
    let line = |system: &str| {
        format!(
            "{{\"kind\":\"contact-named\",\"account\":\"a:1\",\"contact\":\"{system}:same\",\"at\":\"2025-05-05T10:00:00Z\"}}\n"
        )
    };
    std::fs::write(&twice, line("one") + &line("two")).unwrap();
    json(takt(&folder).args(["--json", "import"]).arg(&twice));
    let (status, said) = refused(&folder, &["erase", "same"]);
    assert_eq!((status, said.contains("one:same, two:same")), (Some(1), true), "{said}");
    erase(&folder, &["two:same"]);
    assert_eq!(refused(&folder, &["erase", "two:same"]).0, Some(0));
    // Now the bare key means the one that is left.
    let one = erase(&folder, &["same"]);
    assert_eq!(one["facts"].as_u64(), Some(1));
    assert_ne!(sound_state(&folder), state);
}

/// The twin of the search, and what a crash in between leaves to the next command.
fn copy_all(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &to)
        } else {
            let _ = std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn an_erasure_that_is_not_wiped_is_found_until_somebody_writes() {
    let house = House::new();
    let folder = house.filled();
    let canaries = canaries();
    let crashed = house.path("crashed");
    std::fs::create_dir(&crashed).unwrap();
    let mut desk =
        Desk::over(&folder, Faulty::new(SqliteStore::open_writer(&folder, "test").unwrap()).unwiped()).unwrap();
    let contact = desk.find_contact(KEY).unwrap();
    let wall = Micros(jiff::Timestamp::now().as_microsecond());
    let done = desk.erase(Space::Contact, contact.0, wall).unwrap();
    assert_eq!((done.texts, done.wiped, desk.store.texts(Space::Contact, contact.0).unwrap()), (8, false, Vec::new()));
    copy_all(&folder, &crashed);
    drop(desk);
    assert!(!canaries.found(&[&crashed]).is_empty());
    json(takt(&crashed).args(["--json", "tick"]));
    let found = canaries.found(&[&crashed]);
    assert!(found.is_empty(), "{found:#?}");
    sound_state(&crashed);
}
