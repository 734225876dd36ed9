//! What a cell looks like by itself: an address, a number, a date. Used to find the header of a file, which is labels and
//! no values, and to tell what a column without a telling name holds. Nothing is converted here.

use crate::date::Format;
use crate::number::{Decimal, narrow};

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Looks {
    Mail,
    Url,
    /// 13 digits with the right check digit: the corporate number of the tax agency.
    CorporateNumber,
    Postcode,
    Phone,
    Date,
    Number,
}

/// What a text looks like, `None` where it is just words.
pub(crate) fn looks(text: &str) -> Option<Looks> {
    // What has no digit and no at sign is words or a URL; most cells are.
    let text = text.trim();
    if text.is_empty() || text.len() > 500 {
        return None;
    }
    let plain: String = text.chars().map(narrow).collect();
    let plain = plain.trim();
    if is_mail(plain) {
        return Some(Looks::Mail);
    }
    if ["http://", "https://", "www."].iter().any(|start| plain.starts_with(start)) {
        return Some(Looks::Url);
    }
    if !plain.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let digits: Vec<u8> = plain.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
    if is_corporate_number(plain, &digits) {
        Some(Looks::CorporateNumber)
    } else if is_postcode(plain, &digits) {
        Some(Looks::Postcode)
    } else if is_date(plain) {
        Some(Looks::Date)
    } else if is_phone(plain, &digits) {
        Some(Looks::Phone)
    } else if is_number(plain) {
        Some(Looks::Number)
    } else {
        None
    }
}

fn is_mail(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let word = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@' || c == ',');
    word(local) && word(domain) && domain.split('.').count() >= 2 && domain.split('.').all(|part| !part.is_empty())
}

fn is_corporate_number(text: &str, digits: &[u8]) -> bool {
    let bare = text.strip_prefix('T').unwrap_or(text);
    if digits.len() != 13 || bare.len() != 13 {
        return false;
    }
    // The first digit checks the twelve others, which weigh 1 and 2 in turn from the right.
    let sum: u32 = digits[1..].iter().rev().zip([1, 2].into_iter().cycle()).map(|(d, w)| u32::from(*d) * w).sum();
    u32::from(digits[0]) == 9 - sum % 9
}

fn is_postcode(text: &str, digits: &[u8]) -> bool {
    let marked = text.starts_with('〒');
    let bare = text.trim_start_matches('〒').trim();
    let dashed = bare.len() == 8 && bare.as_bytes()[3] == b'-';
    digits.len() == 7 && (dashed || (marked && bare.len() == 7))
}

fn is_date(text: &str) -> bool {
    if Format::Iso.read(text).is_some() {
        return true;
    }
    let eras = ["令和", "平成", "昭和", "R", "H", "S"];
    let rest = eras.iter().find_map(|era| text.strip_prefix(era)).unwrap_or(text);
    let mut parts = rest.split(['/', '-', '.', '年', '月', '日', ' ', 'T', ':', '時', '分']).filter(|p| !p.is_empty());
    let marks = rest.chars().filter(|letter| "/-.年月".contains(*letter)).count();
    let number = |part: Option<&str>, range: std::ops::RangeInclusive<u16>| {
        part.and_then(|part| part.parse::<u16>().ok()).is_some_and(|number| range.contains(&number))
    };
    let year = if rest.len() == text.len() { 1900..=2100 } else { 1..=99 };
    marks >= 2 && (number(parts.next(), year) && number(parts.next(), 1..=12) && number(parts.next(), 1..=31))
}

fn is_phone(text: &str, digits: &[u8]) -> bool {
    let allowed = |letter: char| letter.is_ascii_digit() || "+-()‐−ー. ".contains(letter);
    text.chars().all(allowed)
        && (10..=15).contains(&digits.len())
        && (text.starts_with(['0', '+']) || text.starts_with("(0"))
}

fn is_number(text: &str) -> bool {
    let bare = text.trim_start_matches(['¥', '$']).trim_end_matches(['円', '%']).trim();
    Decimal::parse(bare).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_by_what_they_look_like() {
        for (text, expected) in [
            ("tanaka@example.jp", Some(Looks::Mail)),
            ("ｔａｎａｋａ＠ｅｘａｍｐｌｅ．ｊｐ", Some(Looks::Mail)),
            ("@tanaka", None),
            ("https://example.jp/", Some(Looks::Url)),
            ("7000012050002", Some(Looks::CorporateNumber)),
            ("T7000012050002", Some(Looks::CorporateNumber)),
            ("7000012050003", Some(Looks::Number)),
            ("100-0001", Some(Looks::Postcode)),
            ("〒100-0001", Some(Looks::Postcode)),
            ("03-1234-5678", Some(Looks::Phone)),
            ("０３－１２３４－５６７８", Some(Looks::Phone)),
            ("+81 3-1234-5678", Some(Looks::Phone)),
            ("2026/11/1", Some(Looks::Date)),
            ("2026年11月1日", Some(Looks::Date)),
            ("令和8年10月1日", Some(Looks::Date)),
            ("R8.10.1", Some(Looks::Date)),
            ("1,234", Some(Looks::Number)),
            ("¥1,200", Some(Looks::Number)),
            ("会社名", None),
            ("第1営業部", None),
            ("", None),
        ] {
            assert_eq!(looks(text), expected, "{text}");
        }
    }
}
