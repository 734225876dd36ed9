//! Amounts of yen as people write them: `¥1,234,567`, `123万円`, `1億2,345万円`, `▲500千円`, `(1,200)`, `1,100円（税込）`.

/// Whether the consumption tax is in an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tax {
    /// 税込, 内税.
    Included,
    /// 税抜, 税別, 外税.
    Excluded,
}

/// An amount in whole yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yen {
    /// Yen; below zero for △, ▲, a minus and brackets.
    pub amount: i64,
    /// What the text says of the tax, where it does.
    pub tax: Option<Tax>,
}

/// Numbers are counted in 10^-8 while they are read, so that `0.00000001億円` is exact.
const UNIT: i128 = 100_000_000;

/// What numbers are worth that stand in front of these.
const SMALL: [(char, i128); 3] = [('十', 10), ('百', 100), ('千', 1000)];
const LARGE: [(char, i128); 3] = [('万', 10_000), ('億', 100_000_000), ('兆', 1_000_000_000_000)];

impl Yen {
    /// Reads an amount in any width. `None` where it is none, is not whole yen (`1.5円`), has its commas in other places than
    /// every third digit, names another currency, or does not fit.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        let mut tax = None;
        // The tax may be told in front or behind, in brackets or not, once.
        for (word, said) in TAX {
            let in_front = without_front(rest, word);
            if let Some(bare) = in_front.or_else(|| without_end(rest, word)) {
                tax = Some(said);
                rest = bare;
                break;
            }
        }
        let (mut negative, mut yen) = (false, false);
        rest = rest.trim();
        if let Some(inside) = rest.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）'])) {
            negative = true;
            rest = inside.trim();
        }
        loop {
            let first = rest.chars().next()?;
            match first {
                '-' | '−' | '－' | '‐' | '△' | '▲' | '▵' if !negative => negative = true,
                '+' | '＋' if !negative => {}
                '¥' | '￥' | '\\' | '＼' if !yen => yen = true,
                _ if first.is_whitespace() => {}
                _ => match rest.strip_prefix("マイナス").or_else(|| rest.strip_prefix("JPY")) {
                    Some(behind) => {
                        negative |= rest.starts_with("マ");
                        yen |= rest.starts_with("J");
                        rest = behind;
                        continue;
                    }
                    None => break,
                },
            }
            rest = &rest[first.len_utf8()..];
        }
        // ¥10,000- and 10,000円也 close the amount, so that nobody writes a digit behind it.
        rest = rest.trim_end();
        if yen {
            rest = rest.strip_suffix(['-', '－', '−', 'ー', '―']).unwrap_or(rest);
        }
        for word in ["円也", "円", "圓", "JPY", "也"] {
            if let Some(bare) = rest.strip_suffix(word) {
                rest = bare;
                break;
            }
        }
        let scaled = number(rest.trim())?;
        if scaled % UNIT != 0 {
            return None;
        }
        let amount = i64::try_from(scaled / UNIT).ok()?;
        Some(Self { amount: if negative { -amount } else { amount }, tax })
    }
}

/// What a header says its column is counted in: `金額（千円）`, `売上(百万円)`. `None` where it names no unit, 1 for 円.
#[must_use]
pub fn unit_of_header(header: &str) -> Option<i64> {
    let header = header.trim().trim_end_matches([')', '）', ']', '］', '】']);
    let words = [
        ("百万円", 1_000_000),
        ("千円", 1000),
        ("十万円", 100_000),
        ("万円", 10_000),
        ("億円", 100_000_000),
        ("円", 1),
    ];
    words.iter().find(|(word, _)| header.ends_with(word)).map(|(_, unit)| *unit)
}

const TAX: [(&str, Tax); 9] = [
    ("消費税込", Tax::Included),
    ("税込み", Tax::Included),
    ("税込", Tax::Included),
    ("内税", Tax::Included),
    ("税抜き", Tax::Excluded),
    ("税抜", Tax::Excluded),
    ("税別", Tax::Excluded),
    ("外税", Tax::Excluded),
    ("+税", Tax::Excluded),
];

fn without_front<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let bracket = text.starts_with(['(', '（']);
    let rest = text.trim_start_matches(['(', '（']).strip_prefix(word)?;
    if bracket {
        return rest.strip_prefix([')', '）']).map(str::trim);
    }
    Some(rest.trim_start_matches([':', '：']).trim())
}

fn without_end<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    if let Some(inside) = text.strip_suffix([')', '）']) {
        return inside.strip_suffix(word)?.strip_suffix(['(', '（']).map(str::trim);
    }
    if word == "+税" {
        return text.strip_suffix('税')?.strip_suffix(['+', '＋']).map(str::trim);
    }
    text.strip_suffix(word).map(str::trim)
}

/// The number, in 10^-8.
fn number(text: &str) -> Option<i128> {
    let (mut total, mut section, mut pending): (i128, i128, Option<i128>) = (0, 0, None);
    let (mut last_small, mut last_large) = (i128::MAX, i128::MAX);
    let mut rest = text;
    if rest.is_empty() {
        return None;
    }
    while let Some(char) = rest.chars().next() {
        if let Some((_, unit)) = SMALL.iter().find(|(small, _)| *small == char) {
            if *unit >= last_small {
                return None;
            }
            last_small = *unit;
            section += pending.take().unwrap_or(UNIT).checked_mul(*unit)?;
            rest = &rest[char.len_utf8()..];
        } else if let Some((_, unit)) = LARGE.iter().find(|(large, _)| *large == char) {
            let counted = section + pending.take().unwrap_or(0);
            if *unit >= last_large || counted == 0 {
                return None;
            }
            (last_large, last_small, section) = (*unit, i128::MAX, 0);
            total = total.checked_add(counted.checked_mul(*unit)?)?;
            rest = &rest[char.len_utf8()..];
        } else if char.is_whitespace() && pending.is_none() {
            rest = rest.trim_start();
        } else {
            if pending.is_some() {
                return None;
            }
            let (value, behind) = digits(rest)?;
            pending = Some(value);
            rest = behind;
        }
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}

/// Digits with commas and a point, or one kanji digit, in 10^-8; and what follows.
fn digits(text: &str) -> Option<(i128, &str)> {
    const KANJI: &str = "〇一二三四五六七八九";
    let first = text.chars().next()?;
    if let Some(place) = KANJI.chars().position(|digit| digit == first) {
        return Some((i128::try_from(place).ok()? * UNIT, &text[first.len_utf8()..]));
    }
    let (mut value, mut count, mut decimals, mut since_comma): (i128, u32, Option<u32>, Option<u32>) =
        (0, 0, None, None);
    let mut end = text.len();
    for (at, char) in text.char_indices() {
        match char {
            '0'..='9' | '０'..='９' => {
                let zero = if char.is_ascii() { '0' } else { '０' };
                count += 1;
                if count > 24 || decimals.is_some_and(|decimals| decimals >= 8) {
                    return None;
                }
                value = value * 10 + i128::from(char as u32 - zero as u32);
                match &mut decimals {
                    Some(decimals) => *decimals += 1,
                    None => since_comma = since_comma.map(|digits| digits + 1),
                }
            }
            ',' | '，' | '、' if decimals.is_none() && count > 0 => {
                if since_comma.is_some_and(|digits| digits != 3) || (since_comma.is_none() && count > 3) {
                    return None;
                }
                since_comma = Some(0);
            }
            '.' | '．' if decimals.is_none() && count > 0 => decimals = Some(0),
            _ => {
                end = at;
                break;
            }
        }
    }
    if count == 0 || since_comma.is_some_and(|digits| digits != 3) || decimals == Some(0) {
        return None;
    }
    let scale = 10_i128.checked_pow(8 - decimals.unwrap_or(0))?;
    Some((value.checked_mul(scale)?, &text[end..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn yen(text: &str) -> Option<i64> {
        Yen::of(text).map(|yen| yen.amount)
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, amount) in [
            ("¥1,234,567", 1_234_567),
            ("￥１，２３４，５６７", 1_234_567),
            ("\\1,234,567-", 1_234_567),
            ("1234567", 1_234_567),
            ("1,234,567円", 1_234_567),
            ("1,234,567円也", 1_234_567),
            ("123万円", 1_230_000),
            ("１２３万", 1_230_000),
            ("1.5億円", 150_000_000),
            ("1億2,345万円", 123_450_000),
            ("1億2345万6789円", 123_456_789),
            ("500千円", 500_000),
            ("12百万円", 12_000_000),
            ("百万円", 1_000_000),
            ("5千万円", 50_000_000),
            ("三百五十万円", 3_500_000),
            ("3千5百円", 3_500),
            ("2兆円", 2_000_000_000_000),
            ("0円", 0),
            ("1,200.00", 1_200),
            ("JPY 1,200", 1_200),
            ("1億 2,000万円", 120_000_000),
        ] {
            assert_eq!(yen(text), Some(amount), "{text}");
        }
    }

    #[test]
    fn below_zero_in_every_dress() {
        for text in [
            "-1,200",
            "－１，２００",
            "−1200円",
            "△1,200",
            "▲1,200円",
            "▲ 1,200",
            "(1,200)",
            "（1,200円）",
            "¥-1,200",
            "-¥1,200",
            "マイナス1200円",
            "▲1.2千円",
        ] {
            assert_eq!(yen(text), Some(-1_200), "{text}");
        }
    }

    #[test]
    fn the_tax_is_told() {
        for (text, tax) in [
            ("1,100円(税込)", Some(Tax::Included)),
            ("1,100円（税込み）", Some(Tax::Included)),
            ("税込 ¥1,100", Some(Tax::Included)),
            ("（税込）1,100円", Some(Tax::Included)),
            ("1,100円税抜", Some(Tax::Excluded)),
            ("¥1,100（税別）", Some(Tax::Excluded)),
            ("1,100円+税", Some(Tax::Excluded)),
            ("1,100円＋税", Some(Tax::Excluded)),
            ("1,100円", None),
        ] {
            assert_eq!(Yen::of(text), Some(Yen { amount: 1_100, tax }), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for text in [
            "",
            "円",
            "-",
            "税込",
            "未定",
            "1.5円",
            "1.23456万円",
            "1,23,456円",
            "1,2345",
            ",123",
            "1,",
            "$100",
            "100ドル",
            "1万2億円",
            "万円",
            "1e6",
            "12 34",
            "1千2千",
            "¥",
            "(1,200",
            "1..2",
            "1.円",
            "99999999999999999999999999円",
            "9999999兆円",
        ] {
            assert_eq!(Yen::of(text), None, "{text}");
        }
    }

    #[test]
    fn a_header_names_its_unit() {
        for (header, unit) in [
            ("金額（千円）", Some(1_000)),
            ("売上(百万円)", Some(1_000_000)),
            ("月額 円", Some(1)),
            ("予算[万円]", Some(10_000)),
            ("金額", None),
        ] {
            assert_eq!(unit_of_header(header), unit, "{header}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".{0,30}", written in "(¥|▲|\\(|\\)|[0-9０-９]{1,4}|,|\\.|千|百|万|億|兆|円|税込| ){0,12}") {
            for text in [&text, &written] {
                if let Some(read) = Yen::of(text) {
                    prop_assert_eq!(yen(&format!("{}円", read.amount)), Some(read.amount));
                }
                let _ = unit_of_header(text);
            }
        }

        #[test]
        fn what_is_written_is_read(amount in -9_000_000_000_000_000_i64..9_000_000_000_000_000) {
            prop_assert_eq!(yen(&amount.to_string()), Some(amount));
            let positive = amount.abs();
            let (oku, man, rest) = (positive / 100_000_000, positive / 10_000 % 10_000, positive % 10_000);
            if oku > 0 && man > 0 {
                prop_assert_eq!(yen(&format!("{oku}億{man}万{rest}円")), Some(positive));
            }
        }
    }
}
