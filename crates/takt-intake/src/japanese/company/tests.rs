use proptest::prelude::*;

use super::*;

#[track_caller]
fn is(name: &str, form: Option<LegalForm>, stands: Stands, base: &str, branch: &str) {
    let company = Company::of(name);
    assert_eq!((company.form, company.stands), (form, stands), "{name}");
    assert_eq!((company.base.concat().as_str(), company.branch), (base, branch), "{name}");
}

fn key(name: &str) -> String {
    let mut key = String::new();
    Company::of(name).key(&mut key);
    key
}

#[test]
fn legal_forms_are_set_apart_and_in_full() {
    for (text, apart) in [
        ("㈱北斗", " 株式会社 北斗"),
        ("(株)北斗", " 株式会社 北斗"),
        ("北斗（株）東京", "北斗 株式会社 東京"),
        ("株)北斗", " 株式会社 北斗"),
        ("株式会社北斗", " 株式会社 北斗"),
        ("北斗株式會社", "北斗 株式會社 "),
        ("㈲森", " 有限会社 森"),
        ("医療法人(社団)森", " 医療法人 (社団)森"),
        ("特許業務法人森", " 特許業務法人 森"),
        ("北斗", "北斗"),
        ("(一社)森", "(一社)森"),
        ("(カ)ホクト", "(カ)ホクト"),
        ("増資(新株)", "増資(新株)"),
        ("Hokuto (Inc)", "Hokuto (Inc)"),
        ("", ""),
    ] {
        assert_eq!(forms_apart(text), apart, "{text}");
    }
}

#[test]
fn every_spelling_of_a_form_is_found() {
    let same = [
        "株式会社山田商事",
        "山田商事株式会社",
        "（株）山田商事",
        "(株)山田商事",
        "山田商事(株)",
        "山田商事（株）",
        "㈱山田商事",
        "山田商事㈱",
        "株)山田商事",
        "山田商事(株",
        "【株】山田商事",
        "山田商事　株式会社",
        "株式会社　山田商事",
        "株式會社山田商事",
        "㍿山田商事",
        "ｶ)山田商事",
        "山田商事(ｶ",
        "カ）山田商事",
        " 株式会社 山田商事 御中",
        "山田商事（カ）",
        "山田商事 K.K.",
    ];
    for name in same {
        assert_eq!(Company::of(name).form, Some(LegalForm::Kabushiki), "{name}");
        assert_eq!(key(name), "山田商事", "{name}");
    }
    for (name, form) in [
        ("㈲山田", LegalForm::Yugen),
        ("（同）山田", LegalForm::Godo),
        ("合資会社山田", LegalForm::Goshi),
        ("山田合名会社", LegalForm::Gomei),
        ("山田生命保険相互会社", LegalForm::Sogo),
        ("一般社団法人山田会", LegalForm::IppanShadan),
        ("（公財）山田会", LegalForm::KoekiZaidan),
        ("医療法人社団山田会", LegalForm::IryoShadan),
        ("医療法人（社団）山田会", LegalForm::IryoShadan),
        ("社会医療法人山田会", LegalForm::ShakaiIryo),
        ("NPO法人山田会", LegalForm::Npo),
        ("ＮＰＯ法人山田会", LegalForm::Npo),
        ("特定非営利活動法人山田会", LegalForm::Npo),
        ("独立行政法人山田機構", LegalForm::DokuritsuGyosei),
        ("協同組合山田", LegalForm::KyodoKumiai),
        ("山田税理士法人", LegalForm::Zeirishi),
        ("有限責任監査法人山田", LegalForm::Kansa),
        ("学校法人山田学園", LegalForm::Gakko),
        ("ﾔﾏﾀﾞ(ｶ", LegalForm::Kabushiki),
        ("ｶ)ﾔﾏﾀﾞ", LegalForm::Kabushiki),
        ("ﾕ)ﾔﾏﾀﾞ", LegalForm::Yugen),
        ("ﾔﾏﾀﾞ ｶﾌﾞｼｷｶﾞｲｼﾔ", LegalForm::Kabushiki),
        ("(ｶﾌﾞ) ﾔﾏﾀﾞ", LegalForm::Kabushiki),
        ("ヤマダカブシキガイシャ", LegalForm::Kabushiki),
    ] {
        assert_eq!(Company::of(name).form, Some(form), "{name}");
    }
}

#[test]
fn where_the_form_stands_is_told() {
    is("株式会社山田", Some(LegalForm::Kabushiki), Stands::Before, "山田", "");
    is("山田株式会社", Some(LegalForm::Kabushiki), Stands::After, "山田", "");
    is("大信貿易株式会社大阪北", Some(LegalForm::Kabushiki), Stands::Inside, "大信貿易大阪北", "");
    is("山田商店", None, Stands::None, "山田商店", "");
    // In front wins, and the second form is part of the name.
    is("一般社団法人日本株式会社協会", Some(LegalForm::IppanShadan), Stands::Before, "日本株式会社協会", "");
    is("株式会社ＡＢＣ　ＩＮＣ．", Some(LegalForm::Kabushiki), Stands::Before, "ＡＢＣ　ＩＮＣ．", "");
    // Nothing but a form is a name.
    is("株式会社", None, Stands::None, "株式会社", "");
    is("", None, Stands::None, "", "");
}

#[test]
fn latin_forms_stand_behind() {
    for (name, form, base) in [
        ("Example Inc.", LegalForm::Inc, "Example"),
        ("Example, Inc", LegalForm::Inc, "Example"),
        ("Example Co., Ltd.", LegalForm::CoLtd, "Example"),
        ("EXAMPLE CO.,LTD.", LegalForm::CoLtd, "EXAMPLE"),
        ("Ｅｘａｍｐｌｅ　Ｃｏ．，Ｌｔｄ．", LegalForm::CoLtd, "Ｅｘａｍｐｌｅ"),
        ("Ｃａｂｏｔ　Ｊａｐａｎ．ＬＬＣ", LegalForm::Llc, "Ｃａｂｏｔ　Ｊａｐａｎ"),
        ("Example Corporation", LegalForm::Corp, "Example"),
        ("Example L.L.C.", LegalForm::Llc, "Example"),
        ("Beispiel GmbH", LegalForm::Gmbh, "Beispiel"),
        ("Exemple S.A.", LegalForm::Sa, "Exemple"),
        ("Example (Hong Kong) Company Limited", LegalForm::CoLtd, "Example (Hong Kong)"),
        ("サンプルInc.", LegalForm::Inc, "サンプル"),
    ] {
        is(name, Some(form), Stands::After, base, "");
    }
    for name in ["Inc", "Zinc", "Made in USA", "U.S.A.", "Casa", "Blue sea", "spa", "Limited", "The Inc Company"] {
        is(name, None, Stands::None, name, "");
    }
}

#[test]
fn branches_are_parts() {
    let kk = Some(LegalForm::Kabushiki);
    is("株式会社　日本経済新聞社　札幌支社", kk, Stands::Before, "日本経済新聞社", "札幌支社");
    is("伊藤忠商事　株式会社　北海道支社", kk, Stands::After, "伊藤忠商事", "北海道支社");
    is("山崎製パン　株式会社千葉工場", kk, Stands::After, "山崎製パン", "千葉工場");
    is("トヨタ自動車　株式会社（本社技術部門）", kk, Stands::After, "トヨタ自動車", "（本社技術部門）");
    is("株式会社山田商事大阪支店", kk, Stands::Before, "山田商事", "大阪支店");
    is(
        "株式会社 ジーエス・ユアサ コーポレーション 東京支社 営業部",
        kk,
        Stands::Before,
        "ジーエス・ユアサ コーポレーション",
        "東京支社 営業部",
    );
    is("日本銀行　函館支店", None, Stands::None, "日本銀行", "函館支店");
    // What ends alike and is the name.
    is("株式会社　島津　製作所", kk, Stands::Before, "島津　製作所", "");
    is("株式会社　東　祥", kk, Stands::Before, "東　祥", "");
    is("株式会社　水戸　カンツリー倶楽部", kk, Stands::Before, "水戸　カンツリー倶楽部", "");
    is("株式会社大盛染工場", kk, Stands::Before, "大盛染工場", "");
    is("株式会社大阪支店", kk, Stands::Before, "大阪支店", "");
    is("有限会社堺営業所", Some(LegalForm::Yugen), Stands::Before, "堺営業所", "");
    is("株式会社国光屋本店", kk, Stands::Before, "国光屋本店", "");
    is("堺市農業協同組合　中央支店", Some(LegalForm::KyodoKumiai), Stands::After, "堺市農業協同組合", "中央支店");

    let parts = |name| Company::of(name).parts().collect::<Vec<_>>();
    assert_eq!(parts("山田株式会社　大阪支店営業部　第一課"), ["大阪支店", "営業部", "第一課"]);
    assert_eq!(parts("山田株式会社 関西事業部 堺工場"), ["関西事業部", "堺工場"]);
    assert!(parts("山田株式会社").is_empty());
}

#[test]
fn remarks_are_not_the_name() {
    let company = Company::of("パーク二四株式会社（定款上の商号　パーク２４株式会社）");
    assert_eq!((company.base[0], company.remark), ("パーク二四", "定款上の商号　パーク２４株式会社"));
    assert_eq!(Company::of("山田株式会社（旧　佐藤商店）").remark, "旧　佐藤商店");
    assert_eq!(Company::of("山田商事（株）").remark, "");
}

#[test]
fn spellings_of_one_company_share_a_key() {
    for (one, other) in [
        ("株式会社ヤマダ・エンジニアリング", "ヤマダエンジニアリング(株)"),
        ("㈱髙島屋", "株式会社高島屋"),
        ("キヤノン株式会社", "キャノン（株）"),
        ("株式会社ＡＢＣ－ＴＥＣ", "ABC-Tec株式会社"),
    ] {
        assert_eq!(key(one), key(other), "{one} {other}");
    }
    assert_ne!(key("株式会社山田"), key("株式会社山田商事"));
    assert_eq!(key("株式会社☆"), "☆", "a name of signs");
}

proptest! {
    #[test]
    fn any_text_is_taken_apart(
        text in ".{0,40}",
        name in "(株式会社|（株）|㈱|ｶ\\)|\\(ｶ|医療法人|　| |山田|支店|大阪|御中|\\(|）|Co., Ltd|\\.|協同組合|農業|旧){0,9}",
    ) {
        for text in [&text, &name] {
            let company = Company::of(text);
            for piece in company.base.iter().chain([&company.branch, &company.remark]) {
                prop_assert!(text.contains(piece));
            }
            prop_assert!(!company.base[0].is_empty() || trimmed(text).is_empty());
            prop_assert_eq!(company.form.is_some(), company.stands != Stands::None);
            let _ = company.parts().count();
            company.key(&mut String::new());
        }
    }
}
