//! What searching finds, filed or not.

use std::borrow::Cow;
use std::collections::BTreeMap;

use takt_core::unit::{ImportId, Seq};
use takt_store::{Commit, Erasure, Folding, Found, Grade, Outside, Space, Store, StoreError, Text, Wanted};

use super::Home;

/// Small letters, without blanks and signs; hiragana are katakana.
fn fold(text: &str, out: &mut String) {
    let kana = |c: char| if ('ぁ'..='ゖ').contains(&c) { char::from_u32(c as u32 + 0x60).unwrap_or(c) } else { c };
    out.extend(text.chars().filter(|c| c.is_alphanumeric() || *c == '+').flat_map(char::to_lowercase).map(kana));
}

fn also(form: &str) -> Option<String> {
    let national = form.strip_prefix("+81")?;
    Some(format!("0{national}"))
}

fn hidden(key: &str) -> bool {
    key.starts_with("erased:")
}

/// One legal form, in full and as a word of its own.
fn written(text: &str) -> Cow<'_, str> {
    if text.contains(['㈱', '株']) {
        Cow::Owned(text.replace("(株)", "㈱").replace('㈱', "株式会社").replace("株式会社", " 株式会社 "))
    } else {
        Cow::Borrowed(text)
    }
}

pub(crate) const FOLDING: Folding = Folding { version: 1, written, fold, also, hidden };

fn form(text: &str) -> String {
    let mut form = String::new();
    fold(&written(text), &mut form);
    form
}

fn text(space: Space, id: u32, field: &str, value: &str) -> Text {
    Text { space, id, field: field.into(), said: Seq(1), by: None, value: value.into() }
}

fn outside(space: Space, key: &str, id: u32) -> Outside {
    Outside { space, key: key.into(), id }
}

fn put(store: &mut dyn Store, outside: Vec<Outside>, texts: Vec<Text>) {
    let commit = Commit { outside, texts, ..Commit::on(store.head().unwrap().next) };
    store.append(&commit).unwrap();
}

/// The same text, said later, and by an import.
fn later(text: Text, said: u64, by: u32) -> Text {
    Text { said: Seq(said), by: Some(ImportId(by)), ..text }
}

fn find(store: &mut dyn Store, text: &str, limit: usize) -> Found {
    store.find(&FOLDING, &Wanted { text, limit }, &mut |_, _| 0).unwrap()
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// Companies and people, more of them than are read one by one.
fn people(store: &mut dyn Store) -> Vec<Text> {
    let mut dice = Dice(7);
    let (mut texts, mut keys) = (Vec::new(), Vec::new());
    for id in 0..320 {
        let place = dice.of(&["北斗", "森", "東京", "日本橋", "ほくと", "Mori", "大森林"]);
        let trade = dice.of(&["商事", "製作所", "システム", "運輸", "フーズ", "Works"]);
        let name = match dice.below(3) {
            0 => format!("株式会社{place}{trade}"),
            1 => format!("{place}{trade}(株)"),
            _ => format!("{place} {trade} 株式会社"),
        };
        texts.push(text(Space::Account, id, "name", &name));
        texts.push(text(Space::Account, id, "number", &format!("{:013}", 1_010_001_000_000_u64 + u64::from(id) * 977)));
        keys.push(outside(Space::Account, &format!("crm:A-{id:05}"), id));
        let family = dice.of(&["森", "田中", "佐藤", "髙橋", "小林", "北斗"]);
        let given = dice.of(&["一郎", "花子", "森", "健", "あかり"]);
        texts.push(text(Space::Contact, id, "name", &format!("{family} {given}")));
        let phone = format!("0{}-{:04}-{:04}", 3 + dice.below(7), dice.below(10_000), dice.below(10_000));
        let phone = if id % 3 == 0 { format!("+81{}", form(&phone).split_off(1)) } else { phone };
        texts.push(text(Space::Contact, id, "phone", &phone));
        texts.push(text(Space::Contact, id, "email", &format!("p{id}.{}@example.jp", dice.of(&["mori", "tanaka"]))));
        keys.push(outside(Space::Contact, &format!("crm:p{id}"), id));
    }
    keys.push(outside(Space::Contact, "erased:crm:9f2c77aa", 5));
    put(store, keys, texts.clone());
    texts
}

/// Every owner that a fragment should find, without any index.
fn owners(store: &mut dyn Store, fragment: &str) -> BTreeMap<(Space, u32), ()> {
    let wanted = form(fragment);
    let mut owners = BTreeMap::new();
    if wanted.is_empty() {
        return owners;
    }
    let forms = [Some(wanted.clone()), also(&wanted)];
    let finds = |value: &str| {
        let stored = form(value);
        let national = also(&stored);
        forms.iter().flatten().any(|wanted| {
            stored.contains(wanted) || national.as_ref().is_some_and(|national| national.contains(wanted))
        })
    };
    store
        .all_texts(&mut |text| {
            if finds(&text.value) {
                owners.insert((text.space, text.id), ());
            }
            Ok(())
        })
        .unwrap();
    for space in [Space::Account, Space::Contact] {
        for (key, id) in store.outside(space).unwrap() {
            if !hidden(&key) && finds(&key) {
                owners.insert((space, id), ());
            }
        }
    }
    owners
}

fn demand_same(store: &mut dyn Store, fragment: &str) {
    let wanted: Vec<(Space, u32)> = owners(store, fragment).into_keys().collect();
    let found = find(store, fragment, 10_000);
    let mut hits: Vec<(Space, u32)> = found.hits.iter().map(|hit| (hit.space, hit.id)).collect();
    hits.sort_unstable();
    assert_eq!(hits, wanted, "{fragment:?}");
    assert!(!found.more);
    // The first few are the first of all.
    let few = find(store, fragment, 3);
    let first = found.hits.iter().take(3).cloned().collect::<Vec<_>>();
    assert_eq!((few.hits, few.more), (first, found.hits.len() > 3), "{fragment:?}");
}

pub(crate) fn any_fragment_finds_its_owner(home: &impl Home) {
    let mut store = home.writer();
    let texts = people(&mut *store);
    for filed in [false, true] {
        if filed {
            store.file(&FOLDING).unwrap();
        }
        let mut dice = Dice(11);
        for _ in 0..15 {
            let value: Vec<char> = texts[dice.below(texts.len())].value.chars().collect();
            let long = 1 + dice.below(6).min(value.len() - 1);
            let from = dice.below(value.len() - long + 1);
            let fragment: String = value[from..from + long].iter().collect();
            demand_same(&mut *store, &fragment);
        }
        for query in ["北斗", "森", "@", "090", "+81", "crm:A-00007", "A-0", "どこにもない", "9f2c77aa", "  ", ""]
        {
            demand_same(&mut *store, query);
        }
    }
}

pub(crate) fn the_order_of_what_is_found(home: &impl Home) {
    let mut store = home.writer();
    let name = |id, value| text(Space::Account, id, "name", value);
    let texts = vec![
        name(0, "大北斗山"),
        name(1, "株式会社 北斗"),
        name(2, "北斗商事"),
        name(3, "北斗"),
        name(4, "北斗会"),
        name(5, "北斗"),
        name(6, "新北斗"),
        text(Space::Account, 6, "kana", "シンホクト"),
        text(Space::Contact, 3, "name", "北斗"),
    ];
    put(&mut *store, vec![outside(Space::Account, "北斗:7", 7)], texts);
    let mut filler = Vec::new();
    (100..2_300).for_each(|id| filler.push(text(Space::Contact, id, "note", &format!("filler {id}"))));
    put(&mut *store, Vec::new(), filler);
    for filed in [false, true] {
        if filed {
            store.file(&FOLDING).unwrap();
        }
        let standing = &mut |_, id| u8::from(id == 3);
        let found = store.find(&FOLDING, &Wanted { text: "北斗", limit: 20 }, standing).unwrap();
        let order: Vec<(Space, u32, Grade)> = found.hits.iter().map(|hit| (hit.space, hit.id, hit.grade)).collect();
        let account = |id, grade| (Space::Account, id, grade);
        let wanted = [
            account(5, Grade::Exact),
            // By standing behind the one with the same name.
            account(3, Grade::Exact),
            (Space::Contact, 3, Grade::Exact),
            account(4, Grade::Prefix),
            account(7, Grade::Prefix),
            account(2, Grade::Prefix),
            account(1, Grade::Word),
            account(6, Grade::Within),
            account(0, Grade::Within),
        ];
        assert_eq!(order, wanted, "filed: {filed}");
        assert_eq!((found.hits[4].field.as_deref(), found.hits[4].value.as_str()), (None, "北斗:7"));
        assert_eq!((found.hits[0].field.as_deref(), found.hits[0].value.as_str()), (Some("name"), "北斗"));
        let few = store.find(&FOLDING, &Wanted { text: "北斗", limit: 2 }, standing).unwrap();
        assert_eq!((few.hits.as_slice(), few.more), (&found.hits[..2], true));
        assert!(store.find(&FOLDING, &Wanted { text: "北斗", limit: 0 }, standing).unwrap().more);
    }
}

pub(crate) fn what_is_filed_finds_what_is_read(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    let queries = ["株式", "式会社", "森", "1", "example", "tanaka@", "0300", "北斗商", "a", "works株"];
    let all = |store: &mut dyn Store| queries.map(|query| find(store, query, 7));
    let read = all(&mut *store);
    assert!(read.iter().filter(|found| found.more).count() >= 5, "{read:?}");
    store.file(&FOLDING).unwrap();
    assert_eq!(all(&mut *store), read);
    drop(store);
    assert_eq!(all(&mut *home.reader()), read);
    assert!(home.writer().check().unwrap().is_sound());
}

/// Words of one to four of few letters: every fragment is somewhere whole, in front, as a word or two, and within.
pub(crate) fn words_are_graded_alike_filed_and_read(home: &impl Home) {
    let mut store = home.writer();
    let mut dice = Dice(29);
    let mut words = |most: usize| {
        let mut text = String::new();
        for _ in 0..=dice.below(most) {
            (0..=dice.below(4)).for_each(|_| text.push_str(dice.of(&["a", "b", "c", "森", "ー"])));
            text.push_str(dice.of(&[" ", "-", "㈱", "."]));
        }
        text
    };
    let texts = (0..3_000).map(|id| text(Space::Contact, id, "name", &words(5))).collect();
    // More words than are told apart, and a text that is long.
    let long = "ab c ".repeat(300);
    put(&mut *store, Vec::new(), texts);
    put(&mut *store, Vec::new(), vec![text(Space::Account, 7, "note", &format!("{long}終 わり"))]);
    // Enough shorter ones have it within: only the grams of words lead to the block of the better one.
    let short = ["北乙北", "北丙丁北", "北戊己庚北"];
    let within = (0..9).map(|id| text(Space::Contact, id, "note", short[id as usize % 3])).collect();
    put(&mut *store, Vec::new(), within);
    let long = format!("{} 乙 丙丁 戊己庚 甲", "甲".repeat(40));
    put(&mut *store, Vec::new(), vec![text(Space::Contact, 5_000, "name", &long)]);
    let fragments: Vec<String> = (0..60).map(|_| words(2)).collect();
    let fragments: Vec<&str> =
        fragments.iter().map(String::as_str).chain(["a", "乙", "丙丁", "戊己庚", "わり", "終わり"]).collect();
    let standing = &mut |_, id: u32| u8::from(!id.is_multiple_of(3));
    let mut all = |store: &mut dyn Store| -> Vec<Found> {
        let limits = [1, 40];
        let pairs = fragments.iter().flat_map(|text| limits.map(|limit| Wanted { text, limit }));
        pairs.map(|wanted| store.find(&FOLDING, &wanted, standing).unwrap()).collect()
    };
    let read = all(&mut *store);
    let grades = [Grade::Exact, Grade::Prefix, Grade::Word, Grade::Within];
    let many = grades.map(|grade| read.iter().flat_map(|found| &found.hits).filter(|hit| hit.grade == grade).count());
    assert!(many.iter().all(|many| *many > 100), "{many:?}");
    assert!(store.file(&FOLDING).unwrap() > 0);
    let filed = all(&mut *store);
    for (place, (filed, read)) in filed.iter().zip(&read).enumerate() {
        assert_eq!(filed, read, "{}", fragments[place / 2]);
    }
    assert_eq!(filed.last().unwrap().hits.len(), 1);
}

pub(crate) fn what_was_said_before_is_found_as_that(home: &impl Home) {
    let mut store = home.writer();
    let name = |said, by, value| later(text(Space::Account, 1, "name", value), said, by);
    put(&mut *store, Vec::new(), vec![name(1, 1, "北斗商事"), name(5, 2, "株式会社 極光")]);
    put(&mut *store, Vec::new(), vec![later(text(Space::Account, 2, "name", "極光会"), 9, 1)]);
    put(&mut *store, Vec::new(), (100..2_300).map(|id| text(Space::Contact, id, "note", "filler")).collect());
    for filed in [false, true] {
        if filed {
            store.file(&FOLDING).unwrap();
        }
        let mut told = |text: &str| -> Vec<(u32, String, Option<String>)> {
            let hits = find(&mut *store, text, 5).hits;
            hits.into_iter().map(|hit| (hit.id, hit.value, hit.now)).collect()
        };
        assert_eq!(told("北斗"), [(1, "北斗商事".into(), Some("株式会社 極光".into()))], "filed: {filed}");
        assert_eq!(told("極光"), [(2, "極光会".into(), None), (1, "株式会社 極光".into(), None)]);
    }
    // Whoever takes the old name again has it now.
    put(&mut *store, Vec::new(), vec![name(12, 3, "北斗商事")]);
    assert_eq!(find(&mut *store, "北斗", 5).hits[0].now, None);
    assert_eq!(find(&mut *store, "㈱極光", 5).hits[0].now.as_deref(), Some("北斗商事"));
}

pub(crate) fn what_changes_is_found_as_it_is_now(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    store.file(&FOLDING).unwrap();
    put(
        &mut *store,
        vec![outside(Space::Contact, "form:neu-17", 3), outside(Space::Contact, "crm:new", 900)],
        vec![
            text(Space::Account, 2, "name", "改名製薬"),
            text(Space::Account, 4, "note", "特記事項あり"),
            text(Space::Contact, 900, "name", "新顔 現"),
        ],
    );
    for _ in 0..2 {
        for (query, id) in [("改名製", 2), ("特記事", 4), ("新顔", 900), ("neu-17", 3)] {
            let hits = find(&mut *store, query, 5).hits;
            assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [id], "{query}");
        }
        for query in ["北斗", "森", "株式", "crm:p3"] {
            demand_same(&mut *store, query);
        }
        // Nor is it otherwise for whoever opens the folder later.
        drop(store);
        store = home.writer();
    }
    // A former name finds its owner, until what came later is taken back.
    let renamed = later(text(Space::Account, 6, "name", "新社名"), 5, 1);
    let former = store.texts(Space::Account, 6).unwrap().remove(0).value;
    put(&mut *store, Vec::new(), vec![renamed]);
    demand_same(&mut *store, &former);
    let found = |store: &mut dyn Store, text| find(store, text, 500).hits.iter().any(|hit| hit.id == 6);
    assert!(found(&mut *store, &former) && found(&mut *store, "新社名"));
    let commit = Commit { unsaid: vec![ImportId(1)], ..Commit::on(store.head().unwrap().next) };
    store.append(&commit).unwrap();
    assert!(found(&mut *store, &former) && !found(&mut *store, "新社名"));
    // What did not change is nothing to read again.
    let before = store.unfiled(&FOLDING).unwrap();
    put(&mut *store, Vec::new(), vec![text(Space::Account, 4, "note", "特記事項あり")]);
    assert_eq!(store.unfiled(&FOLDING).unwrap(), before);
}

pub(crate) fn who_is_erased_is_found_no_more(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    put(&mut *store, Vec::new(), vec![text(Space::Contact, 8, "memo", "忘却希望")]);
    store.file(&FOLDING).unwrap();
    assert_eq!(find(&mut *store, "忘却", 5).hits.len(), 1);
    let erased = vec![Erasure::All { space: Space::Contact, id: 8 }];
    let commit = Commit { erased, ..Commit::on(store.head().unwrap().next) };
    store.append(&commit).unwrap();
    assert_eq!(find(&mut *store, "忘却", 5).hits, []);
    assert!(store.purge().unwrap());
    demand_same(&mut *store, "p8.");
    store.file(&FOLDING).unwrap();
    assert_eq!(find(&mut *store, "忘却", 5).hits, []);
    for query in ["森", "example", "crm:p8"] {
        demand_same(&mut *store, query);
    }
}

pub(crate) fn a_hostile_query_finds_nothing_wrong(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    put(&mut *store, Vec::new(), vec![text(Space::Account, 1, "note", "100%_\"OR\"*\0\n' NEAR(")]);
    store.file(&FOLDING).unwrap();
    let long = "森".repeat(10_000);
    let queries = [
        "\"",
        "'",
        "%",
        "_",
        "*",
        "\0",
        "\n",
        "a\nb",
        "NEAR(",
        "OR",
        "name:森",
        "森*",
        "^森",
        "-森",
        "森 AND 東京",
        "'; DROP TABLE text; --",
        "\u{202e}",
        "\u{10ffff}",
        "e\u{301}",
        "(((",
        "森\0",
        "100%_\"or\"",
        long.as_str(),
    ];
    for query in queries {
        demand_same(&mut *store, query);
    }
    assert_eq!(find(&mut *store, "100%_\"OR", 5).hits[0].id, 1);
}

pub(crate) fn a_reader_finds_and_files_nothing(home: &impl Home) {
    people(&mut *home.writer());
    let mut reader = home.reader();
    assert!(matches!(reader.file(&FOLDING), Err(StoreError::ReadOnly)));
    demand_same(&mut *reader, "北斗");
    // A reader stays at its moment, also when that is filed anew beside it.
    let mut store = home.writer();
    put(&mut *store, Vec::new(), vec![text(Space::Account, 0, "name", "後日談")]);
    store.file(&FOLDING).unwrap();
    assert_eq!(find(&mut *reader, "後日談", 5).hits, []);
    assert_eq!(find(&mut *store, "後日談", 5).hits.len(), 1);
    demand_same(&mut *reader, "北斗");
}

pub(crate) fn a_changed_folding_files_anew(home: &impl Home) {
    let mut store = home.writer();
    people(&mut *store);
    store.file(&FOLDING).unwrap();
    let as_it_is: Folding = Folding { version: 2, fold: |text, out| out.push_str(text), ..FOLDING };
    let count = |store: &mut dyn Store, folding: &Folding, text| {
        store.find(folding, &Wanted { text, limit: 10_000 }, &mut |_, _| 0).unwrap().hits.len()
    };
    for _ in 0..2 {
        assert_eq!(count(&mut *store, &as_it_is, "ホクト"), 0);
        assert!(count(&mut *store, &as_it_is, "ほくと") > 10);
        store.file(&as_it_is).unwrap();
    }
    assert!(count(&mut *store, &FOLDING, "ホクト") > 10);
}
