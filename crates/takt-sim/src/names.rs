//! Names that nobody has: companies, persons, mail addresses and telephone numbers, each made from its number.
//!
//! A name is a number written in words: invented place, trade, legal form. Two numbers never give one name, so nothing
//! has to be remembered or compared. Mail ends in `example.jp`, which is reserved (RFC 2606, JPRS); telephone numbers
//! have a local exchange that begins with 0, which no numbering plan of Japan assigns.

/// A word with its reading: as written, in katakana, in Latin letters.
type Word = (&'static str, &'static str, &'static str);

/// First halves of places that are on no map.
const PLACE_HEADS: [Word; 30] = [
    ("霧", "キリ", "kiri"),
    ("藍", "アイ", "ai"),
    ("汐", "シオ", "shio"),
    ("楓", "カエデ", "kaede"),
    ("苔", "コケ", "koke"),
    ("朧", "オボロ", "oboro"),
    ("茜", "アカネ", "akane"),
    ("紬", "ツムギ", "tsumugi"),
    ("橙", "ダイ", "dai"),
    ("蛍", "ホタル", "hotaru"),
    ("霞", "カスミ", "kasumi"),
    ("凪", "ナギ", "nagi"),
    ("朔", "サク", "saku"),
    ("樫", "カシ", "kashi"),
    ("萌", "モエ", "moe"),
    ("暁", "アカツキ", "akatsuki"),
    ("翠", "ミドリ", "midori"),
    ("琥", "コハク", "kohaku"),
    ("雫", "シズク", "shizuku"),
    ("杜", "モリ", "mori"),
    ("鷺", "サギ", "sagi"),
    ("砂", "スナ", "suna"),
    ("錦", "ニシキ", "nishiki"),
    ("虹", "ニジ", "niji"),
    ("槙", "マキ", "maki"),
    ("葦", "アシ", "ashi"),
    ("雲", "クモ", "kumo"),
    ("鈴", "スズ", "suzu"),
    ("灯", "アカリ", "akari"),
    ("碧", "アオ", "ao"),
];

/// Second halves of places.
const PLACE_TAILS: [Word; 24] = [
    ("ヶ瀬", "ガセ", "gase"),
    ("ノ原", "ノハラ", "nohara"),
    ("見浜", "ミハマ", "mihama"),
    ("ヶ淵", "ガフチ", "gafuchi"),
    ("ノ森", "ノモリ", "nomori"),
    ("野辺", "ノベ", "nobe"),
    ("渡", "ワタリ", "watari"),
    ("ノ里", "ノサト", "nosato"),
    ("ヶ嶺", "ガミネ", "gamine"),
    ("ノ浦", "ノウラ", "noura"),
    ("江橋", "エバシ", "ebashi"),
    ("ヶ谷戸", "ガヤト", "gayato"),
    ("ノ郷", "ノゴウ", "nogo"),
    ("陰", "カゲ", "kage"),
    ("ヶ洲", "ガス", "gasu"),
    ("ノ坂", "ノサカ", "nosaka"),
    ("見台", "ミダイ", "midai"),
    ("ノ井", "ノイ", "noi"),
    ("ヶ窪", "ガクボ", "gakubo"),
    ("ノ瀬戸", "ノセト", "noseto"),
    ("羽", "ハ", "ha"),
    ("ノ苑", "ノエン", "noen"),
    ("ヶ峠", "ガトウゲ", "gatoge"),
    ("ノ湊", "ノミナト", "nominato"),
];

/// Trades with their reading and the industry they belong to.
const TRADES: [(&str, &str, &str); 36] = [
    ("クラウド", "クラウド", "it"),
    ("システムズ", "システムズ", "it"),
    ("ソフト", "ソフト", "it"),
    ("データ", "データ", "it"),
    ("テクノロジー", "テクノロジー", "it"),
    ("ネットワークス", "ネットワークス", "it"),
    ("ソリューションズ", "ソリューションズ", "it"),
    ("情報サービス", "ジョウホウサービス", "it"),
    ("ラボ", "ラボ", "it"),
    ("デジタル", "デジタル", "it"),
    ("精工", "セイコウ", "manufacturing"),
    ("製作所", "セイサクショ", "manufacturing"),
    ("電機", "デンキ", "manufacturing"),
    ("化学", "カガク", "manufacturing"),
    ("食品", "ショクヒン", "manufacturing"),
    ("樹脂", "ジュシ", "manufacturing"),
    ("工機", "コウキ", "manufacturing"),
    ("金属", "キンゾク", "manufacturing"),
    ("物流", "ブツリュウ", "services"),
    ("人材サービス", "ジンザイサービス", "services"),
    ("会計事務所", "カイケイジムショ", "services"),
    ("メディカル", "メディカル", "services"),
    ("エージェンシー", "エージェンシー", "services"),
    ("企画", "キカク", "services"),
    ("警備", "ケイビ", "services"),
    ("総合研究所", "ソウゴウケンキュウジョ", "services"),
    ("旅行", "リョコウ", "services"),
    ("商会", "ショウカイ", "retail"),
    ("ストアーズ", "ストアーズ", "retail"),
    ("百貨", "ヒャッカ", "retail"),
    ("ファーマシー", "ファーマシー", "retail"),
    ("書房", "ショボウ", "retail"),
    ("建設", "ケンセツ", "construction"),
    ("設計", "セッケイ", "construction"),
    ("不動産", "フドウサン", "construction"),
    ("住建", "ジュウケン", "construction"),
];

/// Industries of the trades.
pub(crate) const INDUSTRIES: [&str; 5] = ["it", "manufacturing", "services", "retail", "construction"];

/// Legal forms, and whether they stand in front.
const FORMS: [(&str, bool); 4] = [("株式会社", true), ("株式会社", false), ("合同会社", true), ("有限会社", false)];

/// What tells a company from its namesake once every combination was given out.
const BRANCHES: [(&str, &str); 8] = [
    ("", ""),
    ("東", "ヒガシ"),
    ("西", "ニシ"),
    ("北", "キタ"),
    ("南", "ミナミ"),
    ("中央", "チュウオウ"),
    ("ネクスト", "ネクスト"),
    ("プラス", "プラス"),
];

/// First halves of family names.
const FAMILY_HEADS: [Word; 24] = [
    ("霧", "キリ", "kiri"),
    ("藤", "フジ", "fuji"),
    ("汐", "シオ", "shio"),
    ("鷹", "タカ", "taka"),
    ("榎", "エノ", "eno"),
    ("梶", "カジ", "kaji"),
    ("葛", "カツラ", "katsura"),
    ("砂", "スナ", "suna"),
    ("鳴", "ナル", "naru"),
    ("雲", "クモ", "kumo"),
    ("弓", "ユミ", "yumi"),
    ("蓮", "ハス", "hasu"),
    ("竹", "タケ", "take"),
    ("秋", "アキ", "aki"),
    ("冬", "フユ", "fuyu"),
    ("桐", "キリ", "kiri"),
    ("柊", "ヒイラギ", "hiiragi"),
    ("真", "マ", "ma"),
    ("千", "チ", "chi"),
    ("百", "モモ", "momo"),
    ("早", "ハヤ", "haya"),
    ("雪", "ユキ", "yuki"),
    ("月", "ツキ", "tsuki"),
    ("星", "ホシ", "hoshi"),
];

/// Second halves of family names.
const FAMILY_TAILS: [Word; 20] = [
    ("ヶ瀬", "ガセ", "gase"),
    ("見沢", "ミザワ", "mizawa"),
    ("野原", "ノハラ", "nohara"),
    ("之内", "ノウチ", "nouchi"),
    ("代田", "シロタ", "shirota"),
    ("掛", "カケ", "kake"),
    ("古賀", "コガ", "koga"),
    ("谷津", "ヤツ", "yatsu"),
    ("戸部", "トベ", "tobe"),
    ("羽根", "ハネ", "hane"),
    ("坂井", "サカイ", "sakai"),
    ("倉橋", "クラハシ", "kurahashi"),
    ("美川", "ミカワ", "mikawa"),
    ("江島", "エジマ", "ejima"),
    ("保科", "ホシナ", "hoshina"),
    ("日向", "ヒナタ", "hinata"),
    ("守屋", "モリヤ", "moriya"),
    ("浦辺", "ウラベ", "urabe"),
    ("富永", "トミナガ", "tominaga"),
    ("磯貝", "イソガイ", "isogai"),
];

/// First halves of given names.
const GIVEN_HEADS: [Word; 16] = [
    ("陽", "ハル", "haru"),
    ("美", "ミ", "mi"),
    ("和", "カズ", "kazu"),
    ("直", "ナオ", "nao"),
    ("智", "トモ", "tomo"),
    ("優", "ユウ", "yu"),
    ("健", "ケン", "ken"),
    ("真", "マサ", "masa"),
    ("千", "チ", "chi"),
    ("裕", "ヒロ", "hiro"),
    ("彩", "アヤ", "aya"),
    ("亮", "リョウ", "ryo"),
    ("里", "リ", "ri"),
    ("恵", "ケイ", "kei"),
    ("雅", "ミヤ", "miya"),
    ("圭", "ケイ", "kei"),
];

/// Second halves of given names.
const GIVEN_TAILS: [Word; 15] = [
    ("斗", "ト", "to"),
    ("香", "カ", "ka"),
    ("介", "スケ", "suke"),
    ("子", "コ", "ko"),
    ("哉", "ヤ", "ya"),
    ("奈", "ナ", "na"),
    ("樹", "キ", "ki"),
    ("帆", "ホ", "ho"),
    ("太", "タ", "ta"),
    ("希", "キ", "ki"),
    ("吾", "ゴ", "go"),
    ("代", "ヨ", "yo"),
    ("平", "ヘイ", "hei"),
    ("実", "ミ", "mi"),
    ("也", "ナリ", "nari"),
];

/// Prefectures in which companies sit, the larger ones more often.
pub(crate) const PREFECTURES: [&str; 16] = [
    "東京都",
    "東京都",
    "東京都",
    "東京都",
    "大阪府",
    "大阪府",
    "神奈川県",
    "愛知県",
    "埼玉県",
    "千葉県",
    "福岡県",
    "兵庫県",
    "北海道",
    "宮城県",
    "広島県",
    "静岡県",
];

/// Area codes with the digits that follow the leading 0 of the local exchange.
const AREAS: [(&str, u64); 8] =
    [("03", 1000), ("06", 1000), ("045", 100), ("052", 100), ("048", 100), ("092", 100), ("011", 100), ("022", 100)];

/// A company as the people store would know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its name with the legal form.
    pub name: String,
    /// Its reading without the legal form, in katakana.
    pub kana: String,
    /// The domain of its mail, under `example.jp`.
    pub domain: String,
    /// Its telephone number, which cannot be dialled.
    pub telephone: String,
    /// Where it sits.
    pub prefecture: &'static str,
    /// Its industry, as the standard model names it.
    pub industry: &'static str,
}

/// A person as the people store would know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Family and given name.
    pub name: String,
    /// The reading, in katakana.
    pub kana: String,
    /// The part of the mail address before the `@`.
    pub mailbox: String,
}

/// How many companies there are before namesakes are told apart by a branch.
pub const COMPANIES: u64 = 30 * 24 * 36 * 4;
/// How many persons there are before a name comes again.
pub const PERSONS: u64 = 24 * 20 * 16 * 15;

/// The company of a number. Different for all numbers below 8 × [`COMPANIES`]; beyond, only the domain is.
#[must_use]
pub fn company(number: u64) -> Company {
    let mut mixed = shuffled(number, COMPANIES, 40_507);
    let (head, tail) = (of(&PLACE_HEADS, &mut mixed), of(&PLACE_TAILS, &mut mixed));
    let (trade, trade_kana, industry) = of(&TRADES, &mut mixed);
    let (form, leads) = of(&FORMS, &mut mixed);
    let mut branch_number = number / COMPANIES;
    let (branch, branch_kana) = of(&BRANCHES, &mut branch_number);
    let bare = format!("{}{}{trade}{branch}", head.0, tail.0);
    Company {
        name: if leads { format!("{form}{bare}") } else { format!("{bare}{form}") },
        kana: format!("{}{}{trade_kana}{branch_kana}", head.1, tail.1),
        domain: format!("{}{}-{number}.example.jp", head.2, tail.2),
        telephone: telephone(number),
        prefecture: PREFECTURES[usize::try_from(shuffled(number, 16, 7)).unwrap_or(0)],
        industry,
    }
}

/// The person of a number. Different for all numbers below [`PERSONS`]; beyond, people have namesakes.
#[must_use]
pub fn person(number: u64) -> Person {
    let mut mixed = shuffled(number, PERSONS, 70_001);
    let (given_head, given_tail) = (of(&GIVEN_HEADS, &mut mixed), of(&GIVEN_TAILS, &mut mixed));
    let (head, tail) = (of(&FAMILY_HEADS, &mut mixed), of(&FAMILY_TAILS, &mut mixed));
    Person {
        name: format!("{}{} {}{}", head.0, tail.0, given_head.0, given_tail.0),
        kana: format!("{}{} {}{}", head.1, tail.1, given_head.1, given_tail.1),
        mailbox: format!("{}{}.{}{}", head.2, tail.2, given_head.2, given_tail.2),
    }
}

/// A telephone number that is assigned to nobody.
fn telephone(number: u64) -> String {
    let mut rest = number;
    let (area, exchanges) = of(&AREAS, &mut rest);
    let width = if exchanges == 1000 { 3 } else { 2 };
    format!("{area}-0{:0width$}-{:04}", rest / 10_000 % exchanges, rest % 10_000)
}

/// A number's place in a fixed shuffling of `0..size`, so that neighbours in number are strangers by name. `factor`
/// shares no divisor with `size`, which makes it one to one.
const fn shuffled(number: u64, size: u64, factor: u64) -> u64 {
    (number % size) * factor % size
}

/// Takes the lowest digit of a number in the base of a list, as an element of it.
fn of<T: Copy, const N: usize>(list: &[T; N], rest: &mut u64) -> T {
    let digit = *rest % N as u64;
    *rest /= N as u64;
    // Below N.
    list[digit as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_numbers_share_a_company() {
        let wanted = COMPANIES * 2;
        let names: BTreeSet<String> = (0..wanted).map(|number| company(number).name).collect();
        assert_eq!(names.len() as u64, wanted);
        let domains: BTreeSet<String> = (0..50_000).map(|number| company(number).domain).collect();
        assert_eq!(domains.len(), 50_000);
    }

    #[test]
    fn no_two_numbers_share_a_person() {
        let names: BTreeSet<String> = (0..PERSONS).map(|number| person(number).name).collect();
        assert_eq!(names.len() as u64, PERSONS);
    }

    #[test]
    fn nobody_can_be_mailed_or_called() {
        for number in (0..200_000).step_by(97) {
            let company = company(number);
            assert!(company.domain.ends_with(".example.jp"));
            let exchange = company.telephone.split('-').nth(1).unwrap();
            assert!(exchange.starts_with('0') && company.telephone.len() == 12, "{}", company.telephone);
        }
    }

    #[test]
    fn a_name_looks_like_one() {
        let company = company(1);
        assert!(company.name.contains("会社"), "{company:?}");
        assert!(company.kana.chars().all(|c| ('ァ'..='ー').contains(&c)), "{company:?}");
        assert_eq!(person(0).name, "霧ヶ瀬 陽斗");
    }
}
