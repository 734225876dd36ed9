//! What columns are called, in Japanese and English: one line a meaning, the usual names first.
//!
//! A name is compared without case, width, blanks and signs, see [`bare`]. A column whose whole name stands here is that; one
//! whose name ends with a name that stands here (`勤務先電話番号`, `Work Email`) is probably that.

use std::sync::LazyLock;

use crate::spelling::plain;

/// What a column may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    Company,
    CompanyKana,
    CompanyId,
    CorporateNumber,
    Department,
    Title,
    Name,
    Family,
    Given,
    NameKana,
    FamilyKana,
    GivenKana,
    PersonId,
    Mail,
    Phone,
    Mobile,
    Fax,
    Postcode,
    Prefecture,
    City,
    Street,
    Building,
    Address,
    Url,
    Source,
    Exchanged,
    Registered,
    Rank,
    TakenBy,
    Industry,
    Employees,
    Note,
    MailRefused,
}

impl Meaning {
    /// Its name in a proposal.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::CompanyKana => "company-kana",
            Self::CompanyId => "company-id",
            Self::CorporateNumber => "corporate-number",
            Self::Department => "department",
            Self::Title => "title",
            Self::Name => "name",
            Self::Family => "family",
            Self::Given => "given",
            Self::NameKana => "name-kana",
            Self::FamilyKana => "family-kana",
            Self::GivenKana => "given-kana",
            Self::PersonId => "person-id",
            Self::Mail => "mail",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Fax => "fax",
            Self::Postcode => "postcode",
            Self::Prefecture => "prefecture",
            Self::City => "city",
            Self::Street => "street",
            Self::Building => "building",
            Self::Address => "address",
            Self::Url => "url",
            Self::Source => "source",
            Self::Exchanged => "exchanged",
            Self::Registered => "registered",
            Self::Rank => "rank",
            Self::TakenBy => "taken-by",
            Self::Industry => "industry",
            Self::Employees => "employees",
            Self::Note => "note",
            Self::MailRefused => "mail-refused",
        }
    }
}

use Meaning as M;

/// The names of columns by what they mean.
pub(super) const SYNONYMS: &[(Meaning, &[&str])] = &[
    (
        M::Company,
        &[
            "会社名",
            "企業名",
            "法人名",
            "貴社名",
            "御社名",
            "社名",
            "会社",
            "企業",
            "勤務先",
            "勤務先名",
            "所属",
            "所属先",
            "団体名",
            "組織名",
            "取引先名",
            "取引先",
            "得意先名",
            "顧客名",
            "顧客企業名",
            "店名",
            "屋号",
            "正式名称",
            "商号",
            "Company",
            "Company Name",
            "Account Name",
            "Account",
            "Organization",
            "Organization Name",
            "Organisation",
            "Employer",
            "Business Name",
            "Company / Account",
            "ORG",
        ],
    ),
    (
        M::CompanyKana,
        &[
            "会社名カナ",
            "会社名フリガナ",
            "会社名ふりがな",
            "会社カナ",
            "企業名カナ",
            "企業名フリガナ",
            "法人名カナ",
            "会社よみ",
            "会社名読み",
            "カナ名称",
            "Company Kana",
            "PHONETIC-ORG",
        ],
    ),
    (
        M::CompanyId,
        &[
            "会社ID",
            "企業ID",
            "取引先ID",
            "取引先コード",
            "会社コード",
            "企業コード",
            "得意先コード",
            "顧客コード",
            "顧客番号",
            "顧客ID",
            "Company ID",
            "Account ID",
            "Customer ID",
            "Customer Code",
        ],
    ),
    (
        M::CorporateNumber,
        &[
            "法人番号",
            "法人マイナンバー",
            "適格請求書発行事業者登録番号",
            "インボイス番号",
            "Corporate Number",
            "Houjin Bangou",
        ],
    ),
    (
        M::Department,
        &["部署", "部署名", "所属部署", "部門", "部門名", "部課", "部課名", "Department", "Division", "Dept"],
    ),
    (M::Title, &["役職", "役職名", "肩書", "肩書き", "職位", "Title", "Job Title", "Position", "JobTitle"]),
    (
        M::Name,
        &[
            "氏名",
            "名前",
            "お名前",
            "ご氏名",
            "担当者名",
            "担当者氏名",
            "ご担当者名",
            "ご担当者様",
            "先方担当者",
            "顧客担当者",
            "来場者名",
            "参加者名",
            "参加者氏名",
            "申込者名",
            "申込者",
            "姓名",
            "Name",
            "Full Name",
            "Contact Name",
            "Contact",
            "Person",
            "Attendee",
            "FN",
        ],
    ),
    (
        M::Family,
        &[
            "姓",
            "苗字",
            "名字",
            "氏",
            "氏名(姓)",
            "氏名[姓]",
            "お名前(姓)",
            "名前(姓)",
            "担当者姓",
            "Last Name",
            "LastName",
            "Family Name",
            "Surname",
            "last_name",
            "FAMILY",
        ],
    ),
    (
        M::Given,
        &[
            "名",
            "氏名(名)",
            "氏名[名]",
            "お名前(名)",
            "名前(名)",
            "担当者名(名)",
            "First Name",
            "FirstName",
            "Given Name",
            "first_name",
            "GIVEN",
        ],
    ),
    (
        M::NameKana,
        &[
            "フリガナ",
            "ふりがな",
            "カナ",
            "氏名カナ",
            "氏名フリガナ",
            "氏名ふりがな",
            "氏名(カナ)",
            "氏名(フリガナ)",
            "お名前カナ",
            "名前カナ",
            "よみがな",
            "読み仮名",
            "ヨミガナ",
            "Kana",
            "Furigana",
            "Name Kana",
            "PHONETIC-FN",
        ],
    ),
    (
        M::FamilyKana,
        &[
            "セイ",
            "姓カナ",
            "姓(カナ)",
            "姓フリガナ",
            "姓(フリガナ)",
            "苗字(ふりがな)",
            "氏名カナ[姓]",
            "フリガナ(姓)",
            "カナ姓",
            "Last Name Kana",
            "PHONETIC-FAMILY",
        ],
    ),
    (
        M::GivenKana,
        &[
            "メイ",
            "名カナ",
            "名(カナ)",
            "名フリガナ",
            "名(フリガナ)",
            "名前(ふりがな)",
            "氏名カナ[名]",
            "フリガナ(名)",
            "カナ名",
            "First Name Kana",
            "PHONETIC-GIVEN",
        ],
    ),
    (
        M::PersonId,
        &[
            "担当者ID",
            "個人ID",
            "人物ID",
            "会員番号",
            "会員ID",
            "来場者番号",
            "来場者ID",
            "参加者ID",
            "受付番号",
            "コンタクトID",
            "リードID",
            "Contact ID",
            "Lead ID",
            "Person ID",
            "Member ID",
        ],
    ),
    (
        M::Mail,
        &[
            "メールアドレス",
            "メール",
            "Eメール",
            "Eメールアドレス",
            "電子メール",
            "電子メールアドレス",
            "E-mail",
            "Email",
            "Email Address",
            "E-mail Address",
            "Mail",
            "Mail Address",
        ],
    ),
    (
        M::Phone,
        &[
            "電話番号",
            "電話",
            "TEL",
            "TEL会社",
            "代表電話",
            "代表電話番号",
            "会社電話番号",
            "連絡先",
            "お電話番号",
            "Phone",
            "Phone Number",
            "Telephone",
            "Tel No",
            "Work Phone",
            "Business Phone",
        ],
    ),
    (
        M::Mobile,
        &[
            "携帯",
            "携帯電話",
            "携帯電話番号",
            "携帯番号",
            "Mobile",
            "Mobile Phone",
            "Mobile Phone Number",
            "Cell",
            "Cell Phone",
            "TEL-CELL",
        ],
    ),
    (M::Fax, &["FAX", "FAX番号", "ファックス", "ファクス", "Fax Number", "TEL-FAX"]),
    (M::Postcode, &["郵便番号", "〒", "Postal Code", "Zip", "Zip Code", "Postcode", "ZipCode", "PostalCode"]),
    (M::Prefecture, &["都道府県", "都道府県名", "県", "Prefecture", "State", "State/Region", "REGION"]),
    (M::City, &["市区町村", "市区郡", "市町村", "市区町村・番地", "City", "LOCALITY"]),
    (
        M::Street,
        &[
            "番地",
            "町名・番地",
            "町域・番地",
            "丁目番地",
            "町名番地",
            "住所1",
            "Street",
            "Street Address",
            "Address Line 1",
        ],
    ),
    (
        M::Building,
        &[
            "建物名",
            "建物",
            "ビル名",
            "ビル等",
            "マンション名",
            "建物名・部屋番号など",
            "住所2",
            "Building",
            "Address Line 2",
        ],
    ),
    (M::Address, &["住所", "所在地", "ご住所", "会社住所", "本社所在地", "本店所在地", "Address", "Mailing Address"]),
    (
        M::Url,
        &[
            "URL",
            "ホームページ",
            "ホームページURL",
            "Webサイト",
            "ウェブサイト",
            "サイトURL",
            "HP",
            "Website",
            "Web",
            "Website URL",
            "Homepage",
        ],
    ),
    (
        M::Source,
        &[
            "流入元",
            "流入経路",
            "リードソース",
            "獲得経路",
            "獲得元",
            "経路",
            "媒体",
            "きっかけ",
            "お問い合わせ経路",
            "情報源",
            "展示会名",
            "イベント名",
            "セミナー名",
            "Lead Source",
            "LeadSource",
            "Source",
            "Channel",
            "Origin",
            "Event",
            "Campaign",
        ],
    ),
    (
        M::Exchanged,
        &[
            "名刺交換日",
            "交換日",
            "名刺交換日時",
            "交換日時",
            "来場日",
            "来場日時",
            "受付日時",
            "受付日",
            "受付時刻",
            "Exchange Date",
            "Date Exchanged",
            "Scan Date",
            "Scanned At",
            "Visited At",
        ],
    ),
    (
        M::Registered,
        &[
            "登録日",
            "登録日時",
            "作成日",
            "作成日時",
            "申込日",
            "申込日時",
            "問い合わせ日",
            "お問い合わせ日時",
            "獲得日",
            "取得日",
            "日付",
            "日時",
            "Created",
            "Created At",
            "Create Date",
            "Created Date",
            "CreatedDate",
            "Date Added",
            "Registered At",
            "Registration Date",
            "Timestamp",
            "タイムスタンプ",
            "Date",
        ],
    ),
    (
        M::Rank,
        &[
            "ランク",
            "確度",
            "見込度",
            "見込み度",
            "温度感",
            "評価",
            "優先度",
            "Rank",
            "Rating",
            "Grade",
            "Priority",
            "Lead Rating",
        ],
    ),
    (
        M::TakenBy,
        &[
            "担当",
            "担当者",
            "自社担当",
            "自社担当者",
            "営業担当",
            "営業担当者",
            "受付者",
            "対応者",
            "対応担当",
            "記入者",
            "名刺所有者",
            "所有者",
            "登録者",
            "Owner",
            "Contact Owner",
            "Lead Owner",
            "Account Owner",
            "Taken By",
            "Sales Rep",
            "Assigned To",
        ],
    ),
    (M::Industry, &["業種", "業界", "業種名", "Industry", "Sector"]),
    (
        M::Employees,
        &[
            "従業員数",
            "社員数",
            "従業員規模",
            "Employees",
            "Number of Employees",
            "No. of Employees",
            "NumberOfEmployees",
        ],
    ),
    (
        M::Note,
        &[
            "備考",
            "メモ",
            "コメント",
            "特記事項",
            "ヒアリング内容",
            "商談メモ",
            "Note",
            "Notes",
            "Memo",
            "Comment",
            "Comments",
            "Remarks",
            "Description",
        ],
    ),
    (
        M::MailRefused,
        &[
            "メール配信停止",
            "配信停止",
            "メール送信除外",
            "オプトアウト",
            "配信拒否",
            "メール不可",
            "Email Opt Out",
            "Opt Out",
            "Do Not Email",
            "Unsubscribed",
            "HasOptedOutOfEmail",
        ],
    ),
];

/// Every name of the table, and what is left of it for comparing.
static BARE: LazyLock<Vec<(Meaning, &'static str, String)>> = LazyLock::new(|| {
    let all = SYNONYMS.iter().flat_map(|(meaning, names)| names.iter().map(|name| (*meaning, *name, bare(name))));
    all.collect()
});

/// A name without what makes no difference: case, width, blanks, signs, and marks of what must be filled in.
pub(super) fn bare(name: &str) -> String {
    let name = plain(name);
    let name = ["(必須)", "(任意)", "【必須】", "【任意】"].iter().fold(name, |name, mark| name.replace(mark, ""));
    name.chars().filter(|letter| letter.is_alphanumeric() || "〒".contains(*letter)).collect()
}

/// What a name means, and whether its whole name stands in the table; else the longest name it ends with decides.
pub(super) fn meaning(name: &str) -> Option<(Meaning, &'static str, bool)> {
    let name = bare(name);
    if let Some((meaning, synonym, _)) = BARE.iter().find(|(.., bare)| *bare == name) {
        return Some((*meaning, synonym, true));
    }
    let ends = BARE
        .iter()
        .filter(|(.., bare)| bare.chars().count() >= 2 && name.len() > bare.len() && name.ends_with(bare.as_str()));
    // Of equally long ones the first of the table.
    let longest = ends.reduce(|best, other| if other.2.len() > best.2.len() { other } else { best });
    longest.map(|(meaning, synonym, _)| (*meaning, *synonym, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_name_means_two_things() {
        let mut known = BTreeMap::new();
        for (meaning, names) in SYNONYMS {
            for name in *names {
                let other = known.insert(bare(name), *meaning);
                assert!(other.is_none_or(|other| other == *meaning), "{name}: {other:?} {meaning:?}");
                assert!(!bare(name).is_empty(), "{name}");
            }
        }
        let meanings: std::collections::BTreeSet<&str> = SYNONYMS.iter().map(|(meaning, _)| meaning.name()).collect();
        assert_eq!(meanings.len(), SYNONYMS.len());
    }

    #[test]
    fn names_are_found_in_every_spelling() {
        for (name, expected) in [
            ("会社名", Some((Meaning::Company, true))),
            (" 会社名（必須） ", Some((Meaning::Company, true))),
            ("ｅ－ｍａｉｌ", Some((Meaning::Mail, true))),
            ("E_MAIL", Some((Meaning::Mail, true))),
            ("氏名（姓）", Some((Meaning::Family, true))),
            ("LAST NAME", Some((Meaning::Family, true))),
            ("ﾌﾘｶﾞﾅ", Some((Meaning::NameKana, true))),
            ("勤務先電話番号", Some((Meaning::Phone, false))),
            ("Work Email", Some((Meaning::Mail, false))),
            ("本社住所", Some((Meaning::Address, false))),
            ("好きな色", None),
            ("", None),
        ] {
            assert_eq!(meaning(name).map(|(meaning, _, whole)| (meaning, whole)), expected, "{name}");
        }
    }
}
