//! Those who may be one: the queue, what a person decides about it, and what comes of it in the folder, in an export, in
//! an account and in the counts.

use std::path::Path;

use serde_json::{Value, json as value};
use takt::app::desk::{Beside, Desk};
use takt_core::decide::{Refusal, Statement, decide};
use takt_core::fact::{Actor, Body, Dated, Likeness};
use takt_core::ties::Ties;
use takt_core::unit::{AccountId, ContactId, ImportId, Micros};
use takt_store::{Space, Text};

use super::fixture::{Vendor, json, sound_state, takt};

const MAPPING: &str = r#"
format = 1
name   = "Companies with people"
system = "crm"
zone   = "model"

[[file]]
id      = "people"
columns = ["company", "name", "person", "who", "day", "what"]
account = { key = "company" }
contact = { key = "person", name = "who" }
texts   = { name = "name" }

[[fact]]
file = "people"
kind = "captured"
at   = { column = "day", format = "%Y-%m-%d" }

[[fact]]
file = "people"
kind = "contact-named"
if   = { column = "what", is = "named" }
at   = { column = "day", format = "%Y-%m-%d" }

[[fact]]
file = "people"
kind = "contact-left"
if   = { column = "what", is = "left" }
at   = { column = "day", format = "%Y-%m-%d" }

[[fact]]
file = "people"
kind = "opened"
if   = { column = "what", is = "deal" }
at   = { column = "day", format = "%Y-%m-%d" }
"#;

/// Eight companies with a person each; 6 and 7 have a deal.
const ROWS: &str = "company,name,person,who,day,what\n\
    C0,株式会社北斗,p0,森 花子,2026-01-05,named\n\
    C1,東都株式会社,p1,森 花子,2026-01-06,named\n\
    C2,有限会社みなと,p2,岸 一郎,2026-01-07,left\n\
    C3,大阪マリン,p3,岸 一郎,2026-01-08,named\n\
    C4,福岡マリン,p4,林 次郎,2026-01-09,named\n\
    C5,光,p5,東 三郎,2026-01-10,named\n\
    C6,南商事株式会社,p6,西 四郎,2026-01-11,deal\n\
    C7,株式会社西商事,p7,西 五郎,2026-01-12,deal\n";

struct House {
    vendor: Vendor,
    folder: std::path::PathBuf,
}

impl House {
    fn new() -> Self {
        let vendor = Vendor::new(0, 1);
        std::fs::write(vendor.dir.path().join("people.toml"), MAPPING).unwrap();
        let folder = vendor.folder("data");
        let house = Self { vendor, folder };
        house.import(ROWS);
        house
    }

    fn import(&self, rows: &str) -> Value {
        let file = self.vendor.dir.path().join("people.csv");
        std::fs::write(&file, rows).unwrap();
        let mapping = self.vendor.dir.path().join("people.toml");
        json(takt(&self.folder).args(["--json", "import", "--mapping"]).args([&mapping, &file]))
    }

    /// What an import says of who may be one, or belongs to whom; gives the numbers of the facts.
    fn tie(&self, import: u32, bodies: &[Body]) -> Vec<u64> {
        let mut desk = Desk::open_writer(&self.folder, "test").unwrap();
        let now = desk.guard.read().at;
        let now = desk.begin(now);
        let actor = Actor::Import(ImportId(import));
        let said = bodies.iter().map(|body| desk.push_house(now, Dated::Instant, actor, body.clone()).0).collect();
        desk.commit(now, Beside::default()).unwrap();
        said
    }

    fn ties(&self) -> Ties {
        Desk::open_reader(&self.folder).unwrap().book.ties
    }

    fn takt(&self, args: &[&str]) -> Value {
        json(takt(&self.folder).arg("--json").args(args))
    }

    /// What is told in a language, and how it ended.
    fn told(&self, language: &str, args: &[&str]) -> (i32, String) {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_takt"));
        let output = command.arg("--data").arg(&self.folder).args(["--lang", language]).args(args).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), text)
    }

    #[track_caller]
    fn refused(&self, args: &[&str], en: &str, ja: &str) {
        let before = sound_state(&self.folder);
        for (language, says) in [("en", en), ("ja", ja)] {
            let (status, text) = self.told(language, args);
            assert!(status == 1 && text.contains(says), "{args:?}: {status} {text}");
        }
        assert_eq!(sound_state(&self.folder), before, "{args:?}: nothing was decided");
    }

    fn waiting(&self) -> Vec<u64> {
        let queue = self.takt(&["duplicates"]);
        let ids =
            queue["pairs"].as_array().unwrap().iter().map(|pair| pair["id"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(queue["waiting"], ids.len(), "{queue}");
        ids
    }
}

/// Has a folder ask whether one account is another; gives the number of the pair.
pub(crate) fn ask(folder: &Path, account: u32, other: u32) -> u64 {
    let mut desk = Desk::open_writer(folder, "test").unwrap();
    let now = desk.guard.read().at;
    let now = desk.begin(now);
    let body = doubted(account, other, None, Likeness::Name);
    let seq = desk.push_house(now, Dated::Instant, Actor::Import(ImportId(1)), body);
    desk.commit(now, Beside::default()).unwrap();
    seq.0
}

fn doubted(account: u32, other: u32, people: Option<(u32, u32)>, why: Likeness) -> Body {
    let (contact, other_contact) = (people.map(|(one, _)| ContactId(one)), people.map(|(_, two)| ContactId(two)));
    Body::Doubted { account: AccountId(account), other: AccountId(other), contact, other_contact, why }
}

fn belongs(account: u32, entity: u32) -> Body {
    Body::Belongs { account: AccountId(account), entity: AccountId(entity) }
}

fn texts(ids: &[u64]) -> Vec<String> {
    ids.iter().map(u64::to_string).collect()
}

#[test]
fn the_queue_is_shown_and_decided_pair_by_pair() {
    let house = House::new();
    let (status, none) = house.told("ja", &["duplicates"]);
    assert!(status == 0 && none.contains("名寄せ候補はありません"), "{none}");
    assert_eq!(house.takt(&["duplicates"])["pairs"], value!([]));
    let ids = house.tie(
        1,
        &[
            doubted(1, 0, None, Likeness::Form),
            doubted(5, 0, None, Likeness::Name),
            doubted(3, 2, Some((3, 2)), Likeness::Mail),
            doubted(7, 6, None, Likeness::Form),
        ],
    );
    assert_eq!(house.waiting(), ids);
    let queue = house.takt(&["duplicates", "--limit", "1"]);
    assert_eq!((&queue["waiting"], &queue["more"]), (&value!(4), &value!(true)));
    let pair = &queue["pairs"][0];
    assert_eq!((&pair["id"], &pair["why"], &pair["import"]), (&value!(ids[0]), &value!("form"), &value!(1)));
    assert_eq!(pair["accounts"][0], value!({"number": 1, "key": "crm:C1", "name": "東都株式会社", "stage": "recycle"}));
    assert_eq!(pair["accounts"][1]["name"], "株式会社北斗");
    assert_eq!(pair["contacts"], Value::Null);
    let people = &house.takt(&["duplicates", "--all"])["pairs"][2];
    assert_eq!(people["contacts"][0], value!({"number": 3, "key": "crm:p3", "name": "岸 一郎"}));
    assert_eq!(people["contacts"][1]["number"], 2);
    for (language, says) in [("en", "one mail address, two names"), ("ja", "メールが同じで名前が違う")] {
        let (_, text) = house.told(language, &["duplicates"]);
        assert!(
            text.contains(says) && text.contains("株式会社北斗") && text.contains("takt duplicates same"),
            "{text}"
        );
    }

    // Two at once; of one and the same whole in the end. Then all is asked of all again.
    let text = texts(&ids);
    house.refused(
        &["duplicates", "same", &text[0], &text[3]],
        "both have an open opportunity",
        "どちらにも進行中の商談",
    );
    house.refused(&["duplicates", "same", "1"], "no possible duplicate 1", "番号 1 の名寄せ候補はありません");
    house.refused(&["duplicates", "distinct", &text[0], "999999"], "no possible duplicate 999999", "999999");
    let same = house.takt(&["duplicates", "same", &text[0], &text[1], &text[0]]);
    assert_eq!(same["decided"][0], value!({"id": ids[0], "verdict": "same", "account": 1, "into": 0}));
    assert_eq!((same["decided"].as_array().unwrap().len(), &same["waiting"]), (2, &value!(2)));
    let account = house.takt(&["account", "crm:C0"]);
    assert_eq!(account["parts"], value!(["crm:C1", "crm:C5"]));
    house.refused(&["duplicates", "same", &text[0]], "one already", "すでに1社");
    house.refused(&["duplicates", "distinct", &text[0]], "takt unmerge 1", "takt unmerge 1");

    let one = house.takt(&["duplicates", "same", &text[2]]);
    assert_eq!(one["decided"][0], value!({"id": ids[2], "verdict": "same", "contact": 3, "person": 2}));
    house.refused(&["duplicates", "same", &text[2]], "one person", "同じ人");
    let two = house.takt(&["duplicates", "distinct", &text[3], "--reason", "sister company"]);
    assert_eq!(two["decided"][0], value!({"id": ids[3], "verdict": "distinct"}));
    house.refused(&["duplicates", "same", &text[3]], "they are two", "別の相手");
    assert_eq!(house.waiting(), [0; 0]);

    // What was decided is not asked about again, and what is taken back is.
    house.tie(1, &[doubted(6, 7, None, Likeness::Name)]);
    assert_eq!(house.waiting(), [0; 0]);
    house.takt(&["unmerge", "crm:C5"]);
    assert_eq!(house.waiting(), [ids[1]], "under the number it had");
    sound_state(&house.folder);
}

/// The one with the deal stays, whichever came later.
#[test]
fn who_has_business_is_not_merged_away() {
    let house = House::new();
    let ids = house.tie(1, &[doubted(6, 0, None, Likeness::Name), doubted(2, 6, None, Likeness::Name)]);
    let made = house.takt(&["duplicates", "same", &ids[0].to_string(), &ids[1].to_string()]);
    assert_eq!((&made["decided"][0]["account"], &made["decided"][0]["into"]), (&value!(0), &value!(6)), "{made}");
    assert_eq!((&made["decided"][1]["account"], &made["decided"][1]["into"]), (&value!(2), &value!(6)), "{made}");
    sound_state(&house.folder);
}

#[test]
fn who_is_erased_or_gone_is_not_asked_about() {
    let house = House::new();
    let ids = house.tie(1, &[doubted(3, 2, Some((3, 2)), Likeness::Mail), doubted(1, 0, None, Likeness::Form)]);
    house.takt(&["erase", "crm:p2"]);
    assert_eq!(house.waiting(), ids[1..]);
    house.refused(&["duplicates", "same", &ids[0].to_string()], "was erased or is off the line", "消去されたか");
    let again = house.tie(2, &[doubted(4, 3, None, Likeness::Domain)]);
    house.takt(&["import", "undo", "1"]);
    assert_eq!(house.waiting(), [0; 0], "all of them are off the line");
    house.refused(&["duplicates", "same", &ids[1].to_string()], "Import 1", "取り込み 1");
    house.refused(&["duplicates", "same", &again[0].to_string()], "off the line", "ラインから外れて");
}

#[test]
fn an_import_taken_back_takes_its_doubts_and_a_decision_stays() {
    let house = House::new();
    house.import("company,name,person,who,day,what\nC8,北斗,p8,森 花子,2026-02-01,named\n");
    let ids = house.tie(2, &[doubted(1, 0, None, Likeness::Form), doubted(5, 0, None, Likeness::Name), belongs(3, 2)]);
    house.takt(&["duplicates", "distinct", &ids[1].to_string()]);
    house.takt(&["import", "undo", "2"]);
    let left = house.ties();
    assert!(left.doubts.is_empty() && left.entities.is_empty(), "{left:?}");
    assert_eq!(left.distinct.len(), 1, "a person said so");
    house.refused(&["duplicates", "same", &ids[0].to_string()], "Import 2", "取り込み 2");
    // The same again, from another import: one is asked about anew, one was decided.
    let anew = house.tie(3, &[doubted(1, 0, None, Likeness::Form), doubted(5, 0, None, Likeness::Name)]);
    assert_eq!(house.waiting(), anew[..1]);
    house.refused(
        &["duplicates", "same", &ids[0].to_string()],
        &format!("under {}", anew[0]),
        &format!("番号 {}", anew[0]),
    );
    sound_state(&house.folder);
}

#[test]
fn an_account_shows_its_entity_its_offices_its_doubts_and_its_people_as_one() {
    let house = House::new();
    let ids = house.tie(
        1,
        &[
            belongs(3, 2),
            belongs(4, 2),
            doubted(3, 2, Some((3, 2)), Likeness::Person),
            doubted(5, 4, None, Likeness::Name),
        ],
    );
    let mut desk = Desk::open_writer(&house.folder, "test").unwrap();
    let now = desk.guard.read().at;
    let now = desk.begin(now);
    let renamed = Text {
        space: Space::Account,
        id: 2,
        field: "name".into(),
        said: desk.book.next,
        by: None,
        value: "みなとクラウド株式会社".into(),
    };
    desk.push_house(now, Dated::Instant, Actor::Program, Body::ClockAccepted {});
    desk.commit(now, Beside { texts: vec![renamed], ..Beside::default() }).unwrap();
    drop(desk);

    let entity = house.takt(&["account", "crm:C2"]);
    assert_eq!(entity["entity"], Value::Null);
    assert_eq!(entity["former_names"], value!(["有限会社みなと"]));
    let offices: Vec<&Value> = entity["offices"].as_array().unwrap().iter().map(|office| &office["key"]).collect();
    assert_eq!(offices, ["crm:C3", "crm:C4"]);
    assert_eq!(entity["doubts"][0]["id"], ids[2]);
    let office = house.takt(&["account", "crm:C4"]);
    assert_eq!(
        (&office["entity"]["number"], &office["entity"]["name"]),
        (&value!(2), &value!("みなとクラウド株式会社"))
    );
    let (_, text) = house.told("ja", &["account", "crm:C4"]);
    for says in ["法人", "みなとクラウド株式会社", &format!("takt duplicates same {}", ids[3]), "光"] {
        assert!(text.contains(says), "{says}: {text}");
    }
    let (_, text) = house.told("en", &["account", "crm:C2"]);
    for says in ["formerly", "有限会社みなと", "offices", "大阪マリン, 福岡マリン"] {
        assert!(text.contains(says), "{says}: {text}");
    }

    // One person, who left the one and is with the other.
    house.takt(&["duplicates", "same", &ids[2].to_string()]);
    let [before, now] = ["crm:C2", "crm:C3"].map(|key| house.takt(&["account", key])["contacts"][0].clone());
    assert_eq!((&before["left"], &before["elsewhere"][0]["number"]), (&value!(true), &value!(3)), "{before}");
    assert_eq!((&now["left"], &now["elsewhere"][0]["left"]), (&value!(false), &value!(true)), "{now}");
    let (_, text) = house.told("ja", &["account", "crm:C3"]);
    assert!(text.contains("前職 みなとクラウド株式会社"), "{text}");
    // Within one company they are one row.
    house.takt(&["merge", "crm:C3", "crm:C2"]);
    let contacts = house.takt(&["account", "crm:C2"])["contacts"].clone();
    assert_eq!(contacts.as_array().unwrap().len(), 1, "{contacts}");
    assert_eq!((&contacts[0]["number"], &contacts[0]["also"]), (&value!(3), &value!([2])), "{contacts}");
}

#[test]
fn flow_counts_legal_entities_beside_accounts() {
    let house = House::new();
    let (_, plain) = house.told("en", &["flow"]);
    assert!(!plain.contains("entities"), "nothing to tell: {plain}");
    house.tie(1, &[belongs(3, 2), belongs(4, 2)]);
    let flow = house.takt(&["flow"]);
    assert_eq!(flow["totals"], value!({ "accounts": 8, "entities": 6 }));
    let at = |id: &str| {
        let stage = flow["stages"].as_array().unwrap().iter().find(|stage| stage["id"] == id).unwrap();
        (stage["closing"].as_u64().unwrap(), stage["entities"].as_u64().unwrap())
    };
    assert!(flow["stages"].as_array().unwrap().iter().any(|stage| {
        let (closing, entities) = at(stage["id"].as_str().unwrap());
        entities < closing
    }));
    let (_, told) = house.told("ja", &["flow"]);
    assert!(told.contains("8件は、6法人") && told.contains("法人"), "{told}");
}

#[test]
fn an_export_keeps_what_ties_and_another_order_reads_as_it_was_sent() {
    let house = House::new();
    let ids = house.tie(
        1,
        &[
            doubted(1, 0, None, Likeness::Form),
            doubted(3, 2, Some((3, 2)), Likeness::Mail),
            doubted(7, 6, None, Likeness::Successor),
            belongs(4, 2),
        ],
    );
    house.takt(&["duplicates", "same", &ids[1].to_string()]);
    house.takt(&["duplicates", "distinct", &ids[2].to_string(), "--reason", "別法人"]);
    let ties = house.ties();
    assert!(
        !ties.doubts.is_empty() && !ties.distinct.is_empty() && !ties.entities.is_empty() && !ties.people.is_empty()
    );
    let state = sound_state(&house.folder);
    let dir = house.vendor.folder("export");
    house.takt(&["export", dir.to_str().unwrap()]);
    let restore = |name: &str, journal: &Path| {
        let folder = house.vendor.folder(name);
        json(takt(&folder).args(["--json", "init"]));
        let output = takt(&folder).arg("import").arg(journal).output().unwrap();
        (output.status.success(), folder)
    };
    let (restored, folder) = restore("restored", &dir.join("journal.jsonl"));
    assert!(restored);
    assert_eq!(Desk::open_reader(&folder).unwrap().book.ties, ties);
    assert_eq!(sound_state(&folder), state);
    assert_eq!(json(takt(&folder).args(["--json", "duplicates"]))["pairs"][0]["id"], ids[0]);
    // The twin: one that says something else of them is not taken.
    let text = std::fs::read_to_string(dir.join("journal.jsonl")).unwrap();
    assert!(text.contains("\"successor\""));
    std::fs::write(dir.join("journal.jsonl"), text.replace("\"successor\"", "\"mobile\"")).unwrap();
    assert!(!restore("changed", &dir.join("journal.jsonl")).0);
}

/// A person decides; what may be one is not theirs to state.
#[test]
fn a_doubt_is_nobodys_statement() {
    let house = House::new();
    let desk = Desk::open_reader(&house.folder).unwrap();
    let statement = |body| Statement {
        account: None,
        contact: None,
        actor: Actor::Program,
        occurred_at: desk.book.recorded_at,
        body,
    };
    let now = Micros(desk.book.recorded_at.0 + 1);
    let doubt = doubted(1, 0, None, Likeness::Name);
    let kind = doubt.kind();
    assert_eq!(decide(&desk.book, &statement(doubt), now), Err(Refusal::NotSaid(kind)));
    assert!(decide(&desk.book, &statement(belongs(1, 0)), now).is_ok());
    assert_eq!(decide(&desk.book, &statement(belongs(1, 1)), now), Err(Refusal::Itself));
}
