//! A file that no mapping knows goes in through the mapping that is proposed for it.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use takt_core::fact::{Body, Dated};
use takt_core::model::FieldType;
use takt_intake::{Given, Mapping, Proposal, Taken, Why, header, propose, sample, take};

use crate::book::Book;
use crate::check::rejected;

const TODAY: Date = date(2026, 5, 20);

#[track_caller]
fn proposed(csv: &str) -> (Proposal, Taken) {
    let given = Given::bytes("list.csv", csv);
    let header = header(&given).unwrap();
    let proposal = propose(&header.columns, &sample(&given, &header, 100).unwrap(), TODAY, None);
    let mapping = Mapping::read("list.toml", proposal.mapping.as_bytes());
    let mapping = mapping.unwrap_or_else(|findings| panic!("{findings:?}\n{}", proposal.mapping));
    let mut book = Book {
        fields: vec![("prefecture", FieldType::OpenChoice), ("employees", FieldType::Integer)],
        choices: std::collections::BTreeMap::new(),
        ..Book::default()
    };
    let taken = take(&mapping, &[given], &mut book).unwrap_or_else(|found| panic!("{found:?}\n{}", proposal.mapping));
    (proposal, taken)
}

fn meanings(proposal: &Proposal) -> Vec<(&str, &str, bool)> {
    proposal.columns.iter().map(|c| (c.column.as_str(), c.meaning, c.is_doubtful)).collect()
}

#[test]
fn a_plain_contact_list_goes_in() {
    let (proposal, taken) = proposed(
        "会社名,部署,役職,氏名,フリガナ,メールアドレス,電話番号,携帯,郵便番号,住所,好きな色\n\
         株式会社北斗製作所,営業部,部長,佐藤 太郎,サトウ タロウ,taro@example.jp,03-1234-5678,,100-0001,東京都千代田区,青\n\
         有限会社森商店,,,鈴木 花子,,,,090-1234-5678,,,\n,,,田中 一郎,,ichiro@example.jp,,,,,\n",
    );
    assert_eq!(rejected(&taken), [""; 0]);
    assert_eq!((taken.rows.len(), taken.account_keys.len(), taken.contact_keys.len()), (3, 3, 3));
    assert!(taken.texts.iter().any(|text| (text.field, text.value) == ("好きな色", "青")));
    assert_eq!((proposal.doubts.as_slice(), proposal.is_sure()), (["no-date"].as_slice(), true));
    assert!(proposal.columns.iter().all(|column| !column.is_doubtful), "{:?}", proposal.columns);
    assert_eq!(proposal.columns[3].why, Why::Named("氏名"));
    assert!(taken.mapped().all(|fact| fact.dated == Dated::Inferred));
}

#[test]
fn exhibition_cards_go_in_with_rank_who_and_when() {
    let (proposal, taken) = proposed(
        "展示会来場者\n\n受付日時,ランク,受付者,会社名,姓,名,E-mail,TEL,備考\n\
         2026/05/01 10:30,A,伊藤,株式会社北斗製作所,佐藤,太郎,taro@example.jp,03-1234-5678,至急\n\
         2026/5/1,B,伊藤,森商店,鈴木,花子,,,\n",
    );
    assert_eq!(rejected(&taken), [""; 0]);
    let kinds: Vec<&str> = taken.mapped().map(|fact| fact.body.kind().name()).collect();
    assert_eq!(kinds, ["captured", "contact-named", "touched", "captured", "contact-named", "touched"]);
    let text = |field: &str| taken.texts.iter().find(|text| text.field == field).map(|text| text.value);
    assert_eq!(text("rank"), Some("A"));
    assert_eq!((text("basis"), text("family"), text("given")), (Some("card"), Some("佐藤"), Some("太郎")));
    assert_eq!(taken.rows[0].line, 4);
    assert_eq!((proposal.doubts.len(), proposal.is_sure()), (0, true));
    let touches: Vec<_> = taken.mapped().filter(|fact| fact.body.kind().name() == "touched").collect();
    assert!(touches.iter().all(|fact| matches!(fact.body, Body::Touched { by: Some(_), .. })), "{touches:?}");
    // The clock of the first contact runs from the time on the card.
    let first: Vec<_> = taken.mapped().filter(|fact| fact.body.kind().name() == "captured").collect();
    assert_eq!(first[0].occurred_at, touches[0].occurred_at);
    assert_eq!((first[0].dated, first[1].dated), (Dated::Instant, Dated::Day));
}

#[test]
fn values_say_what_names_do_not() {
    let (proposal, taken) = proposed(
        "A,B,C,D,E\n\
         北斗製作所,taro@example.jp,03-1234-5678,7000012050002,2026/05/01\n\
         森商店,hanako@example.jp,011-123-4567,,2026/05/02\n",
    );
    assert_eq!(
        meanings(&proposal),
        [
            ("A", "text", false),
            ("B", "mail", true),
            ("C", "phone", true),
            ("D", "corporate-number", true),
            ("E", "registered", true)
        ]
    );
    assert_eq!(proposal.columns[1].why, Why::Values(2, 2));
    assert_eq!(rejected(&taken), [""; 0]);
    let keys: Vec<&str> = (0..2).map(|key| taken.account_keys.text(takt_intake::AccountKey(key))).collect();
    assert_eq!(keys[0], "corporate:7000012050002");
    assert!(keys[1].starts_with("list:@#"), "{keys:?}");
}

#[test]
fn what_contradicts_itself_is_doubtful() {
    let (proposal, _) =
        proposed("会社名,メール,勤務先電話番号,登録日\n北斗,なし,03-1234-5678,近日\n森,なし,,2026/05/01\n");
    assert_eq!(
        meanings(&proposal),
        [
            ("会社名", "company", false),
            ("メール", "mail", true),
            ("勤務先電話番号", "phone", true),
            ("登録日", "registered", true)
        ]
    );
}

#[test]
fn a_list_of_companies_has_no_contacts() {
    let (proposal, taken) = proposed(
        "企業名,法人番号,都道府県,所在地,従業員数,URL\n北斗製作所,7000012050002,東京都,千代田区,120,https://hokuto.example.jp\n",
    );
    assert_eq!(rejected(&taken), [""; 0]);
    assert_eq!((taken.contact_keys.len(), taken.account_keys.len()), (0, 1));
    assert!(taken.mapped().any(|fact| fact.body.kind().name() == "described"));
    assert_eq!(proposal.doubts, ["no-date"]);
    // Companies of one name with two numbers are two.
    let (_, taken) = proposed("会社名,法人番号\n北斗,7000012050002\n北斗,5010401067252\n北斗,7000012050002\n");
    assert_eq!((rejected(&taken), taken.account_keys.len()), (vec![], 2));
    // Without numbers a company is its name at its address: the same name elsewhere is another one.
    let (_, taken) = proposed("会社名,住所\n北斗,東京都\n北斗,大阪府\n");
    assert_eq!(taken.account_keys.len(), 2);
}

#[test]
fn a_file_without_a_header_is_told() {
    let (proposal, _) =
        proposed("北斗,taro@example.jp,03-1234-5678,2026/05/01\n森,hanako@example.jp,011-123-4567,2026/05/02\n");
    assert!(proposal.doubts.contains(&"no-header") && !proposal.is_sure(), "{:?}", proposal.doubts);
    let (proposal, _) = proposed("色,形\n青,丸\n赤,角\n");
    assert!(proposal.doubts.contains(&"no-key") && !proposal.is_sure(), "{:?}", proposal.doubts);
}

#[test]
fn of_a_column_that_stands_twice_the_first_counts() {
    let (_, taken) = proposed("会社名,氏名,電話番号,備考,電話番号,備考\n北斗,佐藤,03-1234-5678,一,06-1234-5678,二\n");
    assert_eq!(rejected(&taken), [""; 0]);
    let said: Vec<&str> = taken.texts.iter().map(|text| text.value).collect();
    assert!(said.contains(&"03-1234-5678") && said.contains(&"一"), "{said:?}");
    assert!(!said.contains(&"06-1234-5678") && !said.contains(&"二"), "{said:?}");
    assert_eq!(taken.files[0].unused, ["電話番号", "備考"]);
}

#[test]
fn a_rank_that_the_model_does_not_know_is_a_text() {
    let header = ["会社名", "ランク"].map(String::from);
    let rows = |rank: &str| vec![vec!["北斗".to_string(), rank.to_string()]];
    let ranks = ["A", "B"].map(String::from);
    for (rank, ranks, is_attribute) in
        [("ａ", Some(&ranks[..]), true), ("", Some(&ranks), true), ("80%", Some(&ranks), false), ("80%", None, true)]
    {
        let text = propose(&header, &rows(rank), TODAY, ranks).mapping;
        assert_eq!(text.contains("attributes = { rank = "), is_attribute, "{rank}");
        assert_eq!(text.contains("\nrank = "), !is_attribute, "{rank}");
    }
}

#[test]
fn people_with_numbers_alone_are_accounts_of_their_own() {
    let (proposal, taken) = proposed("会員番号,好きな色\nM-1,青\nM-2,赤\n");
    assert_eq!((rejected(&taken), taken.account_keys.len()), (vec![], 2));
    assert!(proposal.doubts.contains(&"no-name") && !proposal.is_sure(), "{:?}", proposal.doubts);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_the_header_the_proposal_is_sound(
        header in proptest::collection::vec("[a-z\"'\\\\姓名社会メールアドレス日 #=\\n]{0,8}|会社名|氏名|姓|名|E-mail|受付日時|担当|配信停止|住所", 0..12),
        rows in proptest::collection::vec(proptest::collection::vec("\\PC{0,6}|a@b\\.jp|2026/05/01", 0..12), 0..4),
    ) {
        let proposal = propose(&header, &rows, TODAY, None);
        let read = Mapping::read("list.toml", proposal.mapping.as_bytes());
        prop_assert!(read.is_ok(), "{:?}\n{}", read, proposal.mapping);
    }
}
