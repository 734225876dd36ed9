//! Cards, each with a trap, and beside each trap the case that is none.

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
    let said = CompanySaid { phone: "０３（１２３４）５６７８", ..company("株式会社森") };
    assert_eq!(met(&[known], said), (Met::New, vec![(0, Doubt::Name)]));
    // With name and address it does.
    let address = "港区芝1-2-3";
    assert_eq!(
        met(&[CompanySaid { address, ..known }], CompanySaid { address, ..said }),
        (Met::Known(0, Same::Phone), vec![])
    );
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
    // Without the reading nobody can be sure, nor in a town without a number, nor with another legal form.
    for (said, doubt) in [
        (CompanySaid { kana: "", ..said }, Doubt::Name),
        (CompanySaid { kana: "ワイズミ", ..said }, Doubt::Name),
        (CompanySaid { address: "東京都千代田区", ..said }, Doubt::Name),
        (CompanySaid { address: "千代田区1-2-4", ..said }, Doubt::Name),
        (CompanySaid { name: "有限会社斎藤工務店", ..said }, Doubt::Form),
        (CompanySaid { name: "株式会社斎藤工務店", ..said }, Doubt::Form),
    ] {
        assert_eq!(met(&[known], said), (Met::New, vec![(0, doubt)]), "{said:?}");
    }
    let town = CompanySaid { address: "東京都千代田区", ..known };
    assert_eq!(met(&[town], town), (Met::New, vec![(0, Doubt::Name)]));
}

#[test]
fn a_branch_is_a_part_of_its_legal_entity() {
    let known = CompanySaid { number: "7000012050002", ..company("北斗商事株式会社") };
    let branch = company("北斗商事株式会社　札幌支店");
    assert_eq!(met(&[known], branch), (Met::Part(0, Link::Branch), vec![]));
    let numbered = CompanySaid { number: "7000012050002", ..branch };
    assert_eq!(met(&[known], numbered), (Met::Part(0, Link::Number), vec![]));
    // Once the branch is an account, it is that one that its next row means.
    assert_eq!(met(&[known, branch], branch), (Met::Known(1, Same::Branch), vec![]));
    assert_eq!(met(&[known, branch], company("北斗商事株式会社　仙台支店")), (Met::Part(0, Link::Branch), vec![]));
    let both = CompanySaid { number: "7000012050002", ..branch };
    assert_eq!(met(&[known, both], both), (Met::Known(1, Same::Number), vec![]));
    assert_eq!(met(&[both], known), (Met::Part(0, Link::Number), vec![]));
    let home = CompanySaid { url: "hokuto.co.jp", ..company("北斗商事株式会社") };
    let sender = CompanySaid { mail: "a@hokuto.co.jp", ..branch };
    assert_eq!(met(&[home], sender), (Met::Part(0, Link::Domain), vec![]));
    assert_eq!(met(&[sender], home), (Met::Part(0, Link::Domain), vec![]));
    // A branch whose entity has another legal form is not surely its.
    assert_eq!(met(&[known], company("株式会社北斗商事　札幌支店")), (Met::New, vec![(0, Doubt::Form)]));
    // The entity of a branch that is known is a doubt, and a branch of nobody.
    assert_eq!(met(&[branch], company("北斗商事株式会社")), (Met::New, vec![(0, Doubt::Name)]));
    // Of two entities of one name nobody knows whose branch it is.
    let other = CompanySaid { number: "1000011000005", ..known };
    assert_eq!(met(&[known, other], branch), (Met::New, vec![(0, Doubt::Several), (1, Doubt::Several)]));
}

#[test]
fn an_office_elsewhere_is_a_part_of_the_only_registered_entity_of_its_name_and_reading() {
    let known = CompanySaid {
        number: "7000012050002",
        kana: "カブシキガイシャニホンホクト",
        address: "港区芝1-2-3",
        ..company("株式会社日本北斗")
    };
    let said = CompanySaid {
        kana: "(ｶﾌﾞ) ﾆﾂﾎﾟﾝﾎｸﾄ", address: "札幌市中央区北一条西2-1", ..company("（株）　日本北斗")
    };
    assert_eq!(met(&[known], said), (Met::Part(0, Link::Place), vec![]));
    // Neither where the entity has no number, nor where the row has one, nor where two have the name.
    let bare = CompanySaid { number: "", ..known };
    assert_eq!(met(&[bare], said), (Met::New, vec![(0, Doubt::Name)]));
    assert_eq!(met(&[known], CompanySaid { number: "1000011000005", ..said }), (Met::New, vec![]));
    let other = CompanySaid { number: "1000011000005", ..known };
    assert_eq!(met(&[known, other], said), (Met::New, vec![(0, Doubt::Several), (1, Doubt::Several)]));
    assert_eq!(
        met(&[known], CompanySaid { name: "日本北斗（株）", ..said }),
        (Met::New, vec![(0, Doubt::Form)]),
        "the legal form behind"
    );
}

#[test]
fn a_name_that_too_many_have_says_nothing() {
    let many = |count| vec![company("株式会社アシスト"); count];
    let (_, doubts) = met(&many(16), company("株式会社アシスト"));
    assert_eq!(doubts, (0..3).map(|account| (account, Doubt::Name)).collect::<Vec<_>>());
    assert_eq!(met(&many(17), company("株式会社アシスト")), (Met::New, vec![]));
    // By domain one of them is found however many they are.
    let mut known = many(300);
    known[4].url = "assist.co.jp";
    let said = CompanySaid { mail: "a@assist.co.jp", ..company("アシスト（株）") };
    assert_eq!(met(&known, said), (Met::Known(4, Same::Domain), vec![]));
}

#[test]
fn another_name_at_one_domain_is_a_doubt() {
    let known = CompanySaid { url: "https://www.hokuto.co.jp/about?x=1", ..company("北斗商事㈱") };
    let said = CompanySaid { mail: "info@hokuto.co.jp", ..company("北斗物流㈱") };
    assert_eq!(met(&[known], said), (Met::New, vec![(0, Doubt::Domain)]));
}

#[test]
fn an_account_stays_known_by_what_it_was_known_by() {
    let (mut signer, mut directory) = (signer(), Directory::default());
    let before = CompanySaid { url: "old.co.jp", ..company("株式会社旧名") };
    let after = CompanySaid { url: "new.co.jp", number: "7000012050002", ..company("株式会社新名") };
    directory.add(5, signer.company(&before));
    directory.add(5, signer.company(&after));
    for said in [before, after, CompanySaid { number: "7000012050002", ..company("") }] {
        assert!(matches!(directory.meet(&signer.company(&said)).met, Met::Known(5, _)), "{said:?}");
    }
    // The number that came with the new name stands against others by the old name, too.
    let other = CompanySaid { number: "1000011000005", ..before };
    let meeting = directory.meet(&signer.company(&other));
    assert_eq!((meeting.met, meeting.doubts), (Met::New, vec![]));
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
    let private = person("田中 太郎", "taro.tanaka@gmail.com");
    let mut people = people;
    people.add(7, 0, signer.person(&private));
    assert_eq!(people.meet(&signer.person(&private), Some(3)).met, Some((7, PersonSame::Mail, 0)));
    // Once the contact is of the new company too, that is where they are.
    people.add(7, 3, signer.person(&private));
    assert_eq!(people.meet(&signer.person(&private), Some(3)).met, Some((7, PersonSame::Mail, 3)));
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
    // A family name alone is nobody; two of one name are each a doubt.
    let family = people.meet(&signer.person(&person("田中", "")), Some(0));
    assert_eq!((family.met, family.doubts), (None, vec![]));
    let mut people = people;
    people.add(9, 0, signer.person(&person("田中 太郎", "other@hokuto.co.jp")));
    let either = people.meet(&signer.person(&person("田中 太郎", "")), Some(0));
    assert_eq!((either.met, either.doubts), (None, vec![(7, PersonDoubt::Name), (9, PersonDoubt::Name)]));
}
