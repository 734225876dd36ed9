//! Postcodes and addresses: the parts people leave out or write otherwise, and one text to compare them by.
//!
//! Sources: the 47 prefectures; the designated cities of 地方自治法 article 252-19; and, where 市, 町, 村 or 郡 is part of a
//! name, the names Japan Post lists (KEN_ALL, 1,892 municipalities, against which the tests hold this).

use std::fmt;

use super::fold::{fold, is_kanji};

/// A postcode: seven digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(u32);

impl Postcode {
    /// Reads `〒530-0001`, `５３０－０００１`, `5300001`. `None` for what is no postcode, six digits that lost their zero
    /// among it.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let (code, rest) = leading(text.trim())?;
        rest.trim().is_empty().then_some(code)
    }

    /// The postcode as a number below ten million.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:03}-{:04}", self.0 / 10_000, self.0 % 10_000)
    }
}

/// An address, taken apart. All parts are of the text as it was written; what is not clear stays in the street.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// The postcode in front, where there is one.
    pub postcode: Option<Postcode>,
    /// 都道府県, or empty where it was left out.
    pub prefecture: &'a str,
    /// 市区町村 with its 郡, and the ward of a designated city: `堺市堺区`, `佐波郡玉村町`. Empty where none is found.
    pub municipality: &'a str,
    /// Town, block and number.
    pub street: &'a str,
    /// The building behind the number, with its floor, where that is clear.
    pub building: &'a str,
}

impl<'a> Address<'a> {
    /// Takes an address apart. Blanks may stand between the parts.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let text = trimmed(text);
        let (postcode, rest) = leading(text).map_or((None, text), |(code, rest)| (Some(code), rest));
        // A number in front that runs on is no postcode: 1234567-8.
        let runs_on = rest.chars().next().is_some_and(|char| digit(char).is_some() || is_dash(char));
        let (postcode, rest) = if runs_on { (None, text) } else { (postcode, trimmed(rest)) };
        // Its third or fourth letter says whether there is one at all.
        let ends =
            |place: usize| rest.get(place..place + 3).is_some_and(|kind| matches!(kind, "都" | "道" | "府" | "県"));
        let named = ends(6) || ends(9);
        let prefecture = PREFECTURES.iter().find(|name| named && rest.starts_with(**name)).map_or(0, |name| name.len());
        let (prefecture, rest) = rest.split_at(prefecture);
        let rest = trimmed(rest);
        let (municipality, rest) = rest.split_at(municipality(rest));
        let (street, building) = building(trimmed(rest));
        Self { postcode, prefecture, municipality: trimmed(municipality), street, building }
    }

    /// Appends what the spellings of this address have in common: the municipality and the street folded, 大字 and 字 left
    /// out, numbers as digits with `-` between them (`一丁目２番３号` and `1-2-3` are one). Prefecture, postcode and building
    /// are not in it, since people leave them out. Empty for an address without a street and a municipality.
    pub fn key(&self, out: &mut String) {
        fold(self.municipality, out);
        street_key(self.street, out);
    }
}

const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// Cities with wards.
const DESIGNATED: [&str; 20] = [
    "札幌市",
    "仙台市",
    "さいたま市",
    "千葉市",
    "横浜市",
    "川崎市",
    "相模原市",
    "新潟市",
    "静岡市",
    "浜松市",
    "名古屋市",
    "京都市",
    "大阪市",
    "堺市",
    "神戸市",
    "岡山市",
    "広島市",
    "北九州市",
    "福岡市",
    "熊本市",
];

/// Municipalities with a 市, 町, 村 or 郡 inside their name, the longer before the shorter; with and without their 郡.
const WHOLE: &[&str] = &[
    "武蔵村山市",
    "大和郡山市",
    "東村山市",
    "四日市市",
    "野々市市",
    "十日町市",
    "廿日市市",
    "羽村市",
    "大村市",
    "田村市",
    "大町市",
    "蒲郡市",
    "小郡市",
    "佐波郡玉村町",
    "杵島郡大町町",
    "玉村町",
    "大町町",
    "余市町",
    "上市町",
    "下市町",
    "上郡町",
];

/// Districts with such a character inside.
const DISTRICTS: &[&str] = &["東村山郡", "西村山郡", "北村山郡", "高市郡", "余市郡", "田村郡"];

/// Letters into a name where its 市, 区, 町, 村 or 郡 stands, at most.
const NAME_CHARS: usize = 8;

/// Where the municipality ends at the start of an address; 0 where none is found.
fn municipality(text: &str) -> usize {
    if let Some(name) = WHOLE.iter().find(|name| text.starts_with(**name)) {
        return name.len();
    }
    if let Some(city) = DESIGNATED.iter().find(|city| text.starts_with(**city)) {
        let behind = text[city.len()..].trim_start();
        let start = text.len() - behind.len();
        let ward = behind.char_indices().take(5).skip(1).find(|(_, char)| *char == '区');
        return ward.map_or(city.len(), |(at, char)| start + at + char.len_utf8());
    }
    let after = |from: usize, kinds: &[char]| {
        let name = text[from..].char_indices().take(NAME_CHARS).skip(1);
        let mut name = name.take_while(|(_, char)| digit(*char).is_none());
        name.find(|(_, char)| kinds.contains(char)).map(|(at, char)| (from + at + char.len_utf8(), char))
    };
    let district = DISTRICTS.iter().find(|name| text.starts_with(**name)).map(|name| (name.len(), '郡'));
    match district.or_else(|| after(0, &['市', '区', '町', '村', '郡'])) {
        Some((end, '郡')) => {
            let start = text.len() - text[end..].trim_start().len();
            after(start, &['町', '村']).map_or(0, |(end, _)| end)
        }
        Some((end, _)) => end,
        None => 0,
    }
}

/// Words of buildings and floors.
const BUILDINGS: &[&str] = &[
    "ビル",
    "ﾋﾞﾙ",
    "マンション",
    "ハイツ",
    "コーポ",
    "タワー",
    "センター",
    "プラザ",
    "スクエア",
    "スクウェア",
    "ヒルズ",
    "ガーデン",
    "レジデンス",
    "アパート",
    "ハウス",
    "会館",
    "号室",
    "号館",
    "階",
    "Ｆ",
    "F",
    "団地",
    "工業団地",
    "メゾン",
    "荘",
    "寮",
    "庁舎",
];

/// The street, and the building behind its number.
fn building(text: &str) -> (&str, &str) {
    // The number ends with the last digit or counter before letters that count nothing.
    let mut chars = text.char_indices().peekable();
    let mut seen = false;
    while let Some((at, char)) = chars.next() {
        if digit(char).is_some() {
            seen = true;
            continue;
        }
        if !seen {
            continue;
        }
        let rest = &text[at..];
        if let Some(counter) = COUNTERS.iter().find(|counter| rest.starts_with(**counter)) {
            let end = at + counter.len();
            while chars.next_if(|(next, _)| *next < end).is_some() {}
            continue;
        }
        if is_dash(char)
            || (char == 'の' || char == 'ノ') && chars.peek().is_some_and(|(_, next)| digit(*next).is_some())
        {
            continue;
        }
        if char.is_whitespace() {
            let behind = rest.trim_start();
            if behind.starts_with(|next| digit(next).is_some() || is_dash(next)) {
                continue;
            }
            return (trimmed(&text[..at]), behind);
        }
        // A town goes on behind a number of its own: 北1条西3丁目, 10番町. A building says what it is.
        let named = BUILDINGS.iter().any(|word| rest.contains(word));
        let dashed = rest.chars().zip(rest.chars().skip(1)).any(|(one, next)| digit(one).is_some() && is_dash(next));
        let numbered_again = dashed || rest.contains("丁目") || rest.contains("番");
        if named && !numbered_again {
            return (trimmed(&text[..at]), rest);
        }
        seen = false;
    }
    (text, "")
}

/// What counts in an address: the longer before the shorter.
const COUNTERS: &[&str] = &["丁目", "番地の", "番地", "番街", "番", "号棟", "号", "条", "線", "地割"];

/// The street for comparing.
fn street_key(street: &str, out: &mut String) {
    let start = out.len();
    let mut rest = street;
    // A number was the last that was written.
    let mut number = false;
    while let Some(char) = rest.chars().next() {
        let mut end = char.len_utf8();
        if let Some((value, length)) = counted(rest) {
            use fmt::Write;
            if number {
                out.push('-');
            }
            let _ = write!(out, "{value}");
            number = true;
            end = length;
            let behind = &rest[end..];
            // 丁目, 番地 and 号 part numbers and say nothing else; 条 and 線 belong to the town's name.
            let counter = COUNTERS.iter().find(|counter| behind.starts_with(**counter));
            if let Some(counter) = counter.filter(|counter| !matches!(**counter, "条" | "線" | "地割")) {
                end += counter.len();
                if rest[end..].starts_with('地') {
                    end += '地'.len_utf8();
                }
            }
        } else if rest.starts_with("大字") && out.len() == start {
            end = "大字".len();
        } else if rest.starts_with('字') && rest.len() > 3 && street.len() > rest.len() {
            end = '字'.len_utf8();
        } else if number && (is_dash(char) || matches!(char, 'の' | 'ノ') || char.is_whitespace()) {
            // Between numbers; what follows says whether it parted anything.
        } else {
            fold(&rest[..end], out);
            number = false;
        }
        rest = &rest[end..];
    }
}

/// A number at the start of a text and its length: digits, or kanji that stand before a counter.
fn counted(text: &str) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    let mut length = 0;
    for char in text.chars() {
        let Some(digit) = digit(char) else { break };
        value = value.saturating_mul(10).saturating_add(u64::from(digit));
        length += char.len_utf8();
    }
    if length > 0 {
        return Some((value, length));
    }
    let (mut total, mut pending, mut any) = (0_u64, None, false);
    for char in text.chars().take(8) {
        match char {
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '〇' => {
                let place = "〇一二三四五六七八九".chars().position(|digit| digit == char)?;
                pending = Some(pending.unwrap_or(0) * 10 + place as u64);
            }
            '十' => total += pending.take().unwrap_or(1) * 10,
            '百' => total += pending.take().unwrap_or(1) * 100,
            '千' if any => total += pending.take().unwrap_or(1) * 1000,
            _ => break,
        }
        any = true;
        length += char.len_utf8();
    }
    let behind = &text[length..];
    // 三番町 is a name; 三番 and 三番地 are numbers, and so is 北三条.
    let counter = COUNTERS.iter().find(|counter| behind.starts_with(**counter))?;
    let town = *counter == "番" && behind[counter.len()..].starts_with(['町', '丁']);
    (any && !town).then_some((total + pending.unwrap_or(0), length))
}

/// A postcode at the start of a text, and what follows it.
fn leading(text: &str) -> Option<(Postcode, &str)> {
    let bare = text.strip_prefix('〒').or_else(|| text.strip_prefix('〶')).unwrap_or(text).trim_start();
    let (mut code, mut count) = (0, 0);
    for (at, char) in bare.char_indices() {
        if let Some(digit) = digit(char) {
            code = code * 10 + digit;
            count += 1;
            if count == 7 {
                return Some((Postcode(code), &bare[at + char.len_utf8()..]));
            }
        } else if count != 3 || !(is_dash(char) || char.is_whitespace()) {
            return None;
        }
    }
    None
}

fn digit(char: char) -> Option<u32> {
    match char {
        '0'..='9' => Some(char as u32 - '0' as u32),
        '０'..='９' => Some(char as u32 - '０' as u32),
        _ => None,
    }
}

fn is_dash(char: char) -> bool {
    matches!(char, '-' | '－' | 'ー' | 'ｰ' | '−' | '\u{2010}'..='\u{2015}' | '─')
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '、' | ',' | '，' | '\u{feff}'))
}

/// Whether a text begins like a Japanese address: with a postcode, a prefecture, or kanji with a municipality.
#[must_use]
pub fn looks_like_address(text: &str) -> bool {
    let address = Address::of(text);
    let named = !address.municipality.is_empty() && address.municipality.chars().any(is_kanji);
    !address.prefecture.is_empty() || (named && !address.street.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> String {
        let mut key = String::new();
        Address::of(text).key(&mut key);
        key
    }

    #[test]
    fn postcodes_in_any_dress() {
        for text in ["530-0001", "〒530-0001", "５３０－０００１", "5300001", "〒 530ー0001", " 530‐0001 "]
        {
            assert_eq!(Postcode::of(text).map(|code| code.to_string()).as_deref(), Some("530-0001"), "{text}");
        }
        assert_eq!(Postcode::of("0600000").map(|code| code.to_string()).as_deref(), Some("060-0000"));
        for text in ["", "〒", "530-001", "600000", "53-00001", "5300001-2", "530-0001大阪", "a530-0001"] {
            assert_eq!(Postcode::of(text), None, "{text}");
        }
    }

    #[test]
    fn an_address_has_parts() {
        for (text, prefecture, municipality, street, building) in [
            ("大阪府堺市堺区南瓦町3-1", "大阪府", "堺市堺区", "南瓦町3-1", ""),
            ("〒590-0078 大阪府 堺市 堺区 南瓦町3番1号 堺ビル5F", "大阪府", "堺市 堺区", "南瓦町3番1号", "堺ビル5F"),
            ("群馬県佐波郡玉村町大字下新田201", "群馬県", "佐波郡玉村町", "大字下新田201", ""),
            ("三重県四日市市諏訪町1-5", "三重県", "四日市市", "諏訪町1-5", ""),
            ("東京都千代田区丸の内一丁目", "東京都", "千代田区", "丸の内一丁目", ""),
            ("東京都府中市宮西町2-24", "東京都", "府中市", "宮西町2-24", ""),
            (
                "京都府京都市中京区寺町通御池上る上本能寺前町488番地",
                "京都府",
                "京都市中京区",
                "寺町通御池上る上本能寺前町488番地",
                "",
            ),
            ("北海道札幌市中央区北1条西2丁目", "北海道", "札幌市中央区", "北1条西2丁目", ""),
            ("東京都港区六本木6-10-1六本木ヒルズ森タワー", "東京都", "港区", "六本木6-10-1", "六本木ヒルズ森タワー"),
            ("福井県鯖江市西山町１３－１", "福井県", "鯖江市", "西山町１３－１", ""),
            ("堺市堺区南瓦町3-1", "", "堺市堺区", "南瓦町3-1", ""),
            ("", "", "", "", ""),
            ("１２３", "", "", "１２３", ""),
        ] {
            let address = Address::of(text);
            assert_eq!((address.prefecture, address.municipality), (prefecture, municipality), "{text}");
            assert_eq!((address.street, address.building), (street, building), "{text}");
        }
        assert_eq!(Address::of("〒590-0078大阪府堺市").postcode.map(Postcode::get), Some(5_900_078));
        assert!(looks_like_address("大阪府堺市堺区南瓦町3-1"));
        assert!(!looks_like_address("株式会社山田"));
    }

    #[test]
    fn spellings_of_one_address_share_a_key() {
        for spellings in [
            &[
                "福井県鯖江市西山町１３番１号",
                "鯖江市西山町13-1",
                "福井県 鯖江市 西山町 13－1",
                "鯖江市西山町十三番地一号",
                "鯖江市西山町13の1",
                "鯖江市西山町13番地の1",
            ][..],
            &[
                "東京都千代田区丸の内一丁目2番3号",
                "千代田区丸の内1-2-3",
                "千代田区丸の内１ー２ー３",
                "東京都千代田区丸の内１丁目２番地３ 丸の内ビル3階",
            ],
            &["札幌市中央区北一条西二丁目", "札幌市中央区北1条西2丁目", "札幌市中央区北１条西２"],
            &["茨城県龍ヶ崎市3710", "茨城県竜ケ崎市3710番地"],
            &["群馬県佐波郡玉村町大字下新田201", "佐波郡玉村町下新田201番地"],
        ] {
            for spelling in spellings {
                assert_eq!(key(spelling), key(spellings[0]), "{spelling} {}", spellings[0]);
            }
        }
        for (one, other) in [
            ("堺市堺区南瓦町3-1", "堺市堺区南瓦町31"),
            ("千代田区三番町1", "千代田区3-1"),
            ("港区芝1-2-3", "港区芝1-23"),
        ] {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart(text in ".{0,40}", written in "(〒|530-0001|大阪府|堺市|堺区|佐波郡|玉村町|大字|字|丸の内|一|十|百|丁目|番|地|号|の|-|ー|３|12| |ビル|階|条){0,14}") {
            for text in [&text, &written] {
                let address = Address::of(text);
                for part in [address.prefecture, address.municipality, address.street, address.building] {
                    prop_assert!(text.contains(part));
                }
                address.key(&mut String::new());
                let _ = (looks_like_address(text), Postcode::of(text));
            }
        }
    }
}
