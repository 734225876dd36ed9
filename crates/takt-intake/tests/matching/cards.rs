//! Twelve cards, each with a trap.

use takt_intake::matching::{
    CompanySaid, Directory, Doubt, Link, Met, People, PersonDoubt, PersonSaid, PersonSame, Same, Signer,
};

use crate::signer;

fn company(name: &'static str) -> CompanySaid<'static> {
    CompanySaid { name, ..CompanySaid::default() }
}

fn person(name: &'static str, mail: &'static str) -> PersonSaid<'static> {
    PersonSaid { name, mail, ..PersonSaid::default() }
}

/// What a company meets in a directory of others.
fn met(known: &[CompanySaid<'_>], said: CompanySaid<'_>) -> (Met, Vec<(u32, Doubt)>) {
    let (mut signer, mut directory) = (signer(), Directory::default());
    for (account, known) in (0..).zip(known) {
        directory.add(account, signer.company(known));
    }
    let meeting = directory.meet(&signer.company(&said));
    (meeting.met, meeting.doubts)
}

#[test]
fn one_number_is_one_company_whatever_it_is_called() {
    let before = CompanySaid { number: "7000012050002", ..company("株式会社旧名") };
    let after = CompanySaid {
        number: "７０００-０１２０５０-００２", ..company("新名ホールディングス株式会社")
    };
    assert_eq!(met(&[before], after), (Met::Known(0, Same::Number), vec![]));
}

#[test]
fn two_numbers_are_two_companies_whatever_else_is_alike() {
    let alike = |number| CompanySaid {
        number,
        kana: "ホクトショウジ",
        url: "https://hokuto.co.jp/",
        address: "大阪府堺市堺区南瓦町3-1",
        ..company("北斗商事株式会社")
    };
    assert_eq!(met(&[alike("7000012050002")], alike("1000011000005")), (Met::New, vec![]));
}

#[test]
fn a_domain_of_its_own_with_the_name_is_the_company_in_any_spelling() {
    let known = CompanySaid { url: "www.hokuto-shoji.co.jp", ..company("㈱北斗商事") };
    let said = CompanySaid { mail: "Tanaka@mail.hokuto-shoji.co.jp", ..company("北斗商事（株）") };
    assert_eq!(met(&[known], said), (Met::Known(0, Same::Domain), vec![]));
}

#[test]
fn addresses_of_providers_join_nobody() {
    for mail in [
        "a@gmail.com",
        "b@yahoo.co.jp",
        "c@docomo.ne.jp",
        "d@abc.ocn.ne.jp",
        "e@nifty.com",
        "f@plala.or.jp",
        "g@biglobe.ne.jp",
    ] {
        let known = CompanySaid { mail, ..company("株式会社アドバンス") };
        let said = CompanySaid { mail, ..company("株式会社アドバンス") };
        assert_eq!(met(&[known], said), (Met::New, vec![(0, Doubt::Name)]), "{mail}");
        let other = CompanySaid { mail, ..company("有限会社別の会社") };
        assert_eq!(met(&[known], other), (Met::New, vec![]), "{mail}");
    }
}

#[test]
fn a_legal_form_in_front_is_not_one_behind() {
    let met = met(&[company("株式会社ヤマト")], company("ヤマト株式会社"));
    assert_eq!(met, (Met::New, vec![(0, Doubt::Form)]));
}

#[test]
fn a_telephone_joins_nobody() {
    let known = CompanySaid { phone: "03-1234-5678", ..company("株式会社森") };
    let said = CompanySaid { phone: "０３（１２３４）５６７８", ..company("株式会社林") };
    assert_eq!(met(&[known], said), (Met::New, vec![]));
}

#[test]
fn name_reading_and_address_are_the_company() {
    let known =
        CompanySaid {
            kana: "サイトウコウムテン", address: "東京都千代田区一丁目２番３号", ..company("齋藤工務店㈱")
        };
    let said = CompanySaid {
        kana: "ｻｲﾄｳｺｳﾑﾃﾝ", address: "千代田区1-2-3 森ビル4F", ..company("斎藤工務店　株式会社")
    };
    assert_eq!(met(&[known], said), (Met::Known(0, Same::Address), vec![]));
    // Without the reading nobody can be sure.
    let said = CompanySaid { kana: "", ..said };
    assert_eq!(met(&[known], said), (Met::New, vec![(0, Doubt::Name)]));
}

#[test]
fn a_branch_is_a_part_of_its_legal_entity() {
    let known = CompanySaid { number: "7000012050002", ..company("北斗商事株式会社") };
    let branch = company("北斗商事株式会社　札幌支店");
    assert_eq!(met(&[known], branch), (Met::Part(0, Link::Branch), vec![]));
    let numbered = CompanySaid { number: "7000012050002", ..branch };
    assert_eq!(met(&[known], numbered), (Met::Part(0, Link::Number), vec![]));
    // Of two entities of one name nobody knows whose branch it is.
    let other = CompanySaid { number: "1000011000005", ..known };
    assert_eq!(met(&[known, other], branch), (Met::New, vec![(0, Doubt::Several), (1, Doubt::Several)]));
}

/// People of account 0: 田中 太郎 with a mail address of his own and a mobile telephone.
fn people() -> (Signer, People) {
    let (mut signer, mut people) = (signer(), People::default());
    let known = PersonSaid { phone: "090-1234-5678", ..person("田中 太郎", "taro@hokuto.co.jp") };
    people.add(7, 0, signer.person(&known));
    (signer, people)
}

#[test]
fn one_mail_address_is_one_person_and_another_name_a_doubt() {
    let (mut signer, people) = people();
    let same = people.meet(&signer.person(&person("田中太郎", "ＴＡＲＯ＠hokuto.co.jp ")), None);
    assert_eq!((same.met, same.doubts), (Some((7, PersonSame::Mail, 0)), vec![]));
    let family = people.meet(&signer.person(&person("田中", "taro@hokuto.co.jp")), None);
    assert_eq!(family.met, Some((7, PersonSame::Mail, 0)));
    let other = people.meet(&signer.person(&person("鈴木 花子", "taro@hokuto.co.jp")), Some(0));
    assert_eq!((other.met, other.doubts), (None, vec![(7, PersonDoubt::Mail)]));
}

#[test]
fn the_address_of_a_function_is_nobodys() {
    let (mut signer, mut people) = people();
    for mail in ["info@hokuto.co.jp", "sales@hokuto.co.jp", "contact@hokuto.co.jp"] {
        people.add(8, 0, signer.person(&person("佐藤 一", mail)));
        let other = people.meet(&signer.person(&person("高橋 二郎", mail)), Some(0));
        assert_eq!((other.met, other.doubts), (None, vec![]), "{mail}");
    }
}

#[test]
fn who_changes_the_company_is_the_same_person() {
    let (mut signer, people) = people();
    let moved =
        PersonSaid { phone: "０９０１２３４５６７８", ..person("田中 太郎", "tanaka@other.co.jp") };
    assert_eq!(people.meet(&signer.person(&moved), Some(3)).met, Some((7, PersonSame::Mobile, 0)));
    // The same telephone in other hands is a doubt.
    let lent = PersonSaid { name: "木村 花", ..moved };
    let lent = people.meet(&signer.person(&lent), Some(3));
    assert_eq!((lent.met, lent.doubts), (None, vec![(7, PersonDoubt::Mobile)]));
}

#[test]
fn one_name_in_one_company_is_one_person_unless_something_differs() {
    let (mut signer, people) = people();
    let card = people.meet(&signer.person(&person("田中　太郎 様", "")), Some(0));
    assert_eq!(card.met, Some((7, PersonSame::Name, 0)));
    let elsewhere = people.meet(&signer.person(&person("田中 太郎", "")), Some(1));
    assert_eq!((elsewhere.met, elsewhere.doubts), (None, vec![]));
    let differs = people.meet(&signer.person(&person("田中 太郎", "t.tanaka@hokuto.co.jp")), Some(0));
    assert_eq!((differs.met, differs.doubts), (None, vec![(7, PersonDoubt::Name)]));
}
