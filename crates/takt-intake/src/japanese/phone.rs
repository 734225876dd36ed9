//! Telephone numbers: to E.164, and to the hyphens people expect.
//!
//! Source of the lengths and kinds: 電気通信番号計画 (Ministry of Internal Affairs, notice no. 6 of 2019 with its
//! amendments). A geographic number has nine digits behind its zero; 050, 060, 070, 080, 090 and 0800 have ten, 0120, 0570
//! and 0990 nine. Numbers of other countries are held to the shape of E.164 alone.

mod area;

use std::fmt;

/// What kind of line a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhoneKind {
    /// A place in Japan: mostly a company's main number, which joins nobody by itself.
    Fixed,
    /// 060, 070, 080 and 090.
    Mobile,
    /// 050: a line over the internet.
    Voip,
    /// 0120 and 0800: the callee pays.
    FreePhone,
    /// 0570 and 0990: the caller pays more.
    Navigation,
    /// Another country.
    Abroad,
}

/// A telephone number, as small as a number: it is a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone {
    /// Country code and number, at most 15 digits.
    number: u64,
    /// What follows 内線, as digits: 1 before them, so that their zeros stay. 0 where there is none.
    extension: u32,
    /// What kind of line it is.
    pub kind: PhoneKind,
}

/// Digits of an extension.
const EXTENSION_DIGITS: u32 = 8;

impl Phone {
    /// Reads a number in any width: `03-1234-5678`, `(03)1234-5678`, `+81 3 1234 5678`, `+81(0)3…`, `TEL: ０３…`, with `内線
    /// 12` or `ext. 12` behind it. `None` for what is no number, for two numbers in one cell, for a facsimile (FAX), and for
    /// a number that has lost its zero: what is missing is not guessed.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut scan = Scan::default();
        let text = unlabelled(text.trim())?;
        for (at, char) in text.char_indices() {
            match narrow(char) {
                digit @ '0'..='9' => scan.digit(digit)?,
                '+' if scan.count == 0 && !scan.plus => scan.plus = true,
                // Behind a number a bracket holds 代 or 内線.
                '(' if scan.count >= 9 => return scan.finish(&text[at..]),
                '(' => scan.open = Some(scan.count),
                ')' => scan.close()?,
                '-' | '.' | '/' if scan.count > 0 || scan.open.is_some() => {}
                '#' if scan.count >= 9 => return scan.finish(&text[at..]),
                'の' => {}
                char if char.is_whitespace() => {}
                _ => return scan.finish(&text[at..]),
            }
        }
        scan.finish("")
    }

    /// The extension's digits, where one was written.
    #[must_use]
    pub fn extension(self) -> Option<String> {
        (self.extension > 0).then(|| self.extension.to_string().split_off(1))
    }

    /// The number without its extension: what to match by.
    #[must_use]
    pub const fn key(self) -> u64 {
        self.number
    }

    /// Appends the number as E.164 has it: `+81312345678`.
    pub fn e164(self, out: &mut String) {
        use fmt::Write;
        let _ = write!(out, "+{}", self.number);
    }

    /// Appends the number as people of the country write it: `03-1234-5678`, `090-1234-5678`, `0120-123-456`, with its
    /// extension as `内線12`. A number of elsewhere is written as E.164.
    pub fn shown(self, out: &mut String) {
        use fmt::Write;
        if self.kind == PhoneKind::Abroad {
            self.e164(out);
        } else {
            let national = self.number.to_string().split_off(2);
            let (first, second) = self.hyphens(&national);
            let _ = write!(out, "0{}-{}-{}", &national[..first], &national[first..second], &national[second..]);
        }
        if let Some(extension) = self.extension() {
            let _ = write!(out, " 内線{extension}");
        }
    }

    /// Where the hyphens of a number stand that is written without its zero.
    fn hyphens(self, national: &str) -> (usize, usize) {
        match self.kind {
            PhoneKind::FreePhone | PhoneKind::Navigation => (3, 6),
            PhoneKind::Mobile | PhoneKind::Voip => (2, 6),
            PhoneKind::Fixed | PhoneKind::Abroad => {
                let four = national.get(..4).and_then(|four| four.parse().ok()).unwrap_or(0);
                (area::area_digits(four), 5)
            }
        }
    }
}

/// What has been read of a number.
#[derive(Default)]
struct Scan {
    plus: bool,
    number: u64,
    count: u32,
    /// Zeros at the very beginning.
    zeros: u32,
    open: Option<u32>,
}

impl Scan {
    fn digit(&mut self, digit: char) -> Option<()> {
        if self.number == 0 && digit == '0' {
            self.zeros += 1;
        }
        self.count += 1;
        // 010, a country and 15 digits are the longest.
        (self.count <= 20).then_some(())?;
        self.number = self.number.checked_mul(10)?.checked_add(u64::from(digit as u32 - '0' as u32))?;
        Some(())
    }

    /// A bracket closes: `+81(0)3` has its zero for callers at home only.
    fn close(&mut self) -> Option<()> {
        let open = self.open.take()?;
        if open > 0 && self.count == open + 1 && self.number.is_multiple_of(10) && (self.plus || self.zeros >= 2) {
            self.number /= 10;
            self.count -= 1;
        }
        Some(())
    }

    /// The number, with what follows its digits.
    fn finish(self, behind: &str) -> Option<Phone> {
        let extension = extension(behind)?;
        if self.open.is_some() {
            return None;
        }
        let digits = self.count.checked_sub(self.zeros)?;
        let abroad = |number: u64, digits: u32| {
            // +81 0… is written with a zero too many, and often.
            let home = national_of(number, digits, 81);
            match home {
                Some(national) => japanese(national, extension),
                None if number / 10_u64.checked_pow(digits.checked_sub(2)?)? == 81 => None,
                None => (8..=15).contains(&digits).then_some(Phone { number, extension, kind: PhoneKind::Abroad }),
            }
        };
        match (self.plus, self.zeros) {
            (true, 0) => abroad(self.number, digits),
            (false, 1) => {
                // 010 and a country: a call abroad.
                let national = self.number;
                let lead = 10_u64.checked_pow(digits.checked_sub(2)?)?;
                if digits > 10 && national / lead == 10 {
                    let number = national % lead;
                    // No country's code begins with a zero.
                    return (number >= lead / 10).then(|| abroad(number, digits - 2))?;
                }
                japanese(national, extension)
            }
            (false, 2) => abroad(self.number, digits),
            _ => None,
        }
    }
}

/// The number behind a country code, with or without a zero.
fn national_of(number: u64, digits: u32, country: u64) -> Option<u64> {
    let unit = 10_u64.checked_pow(digits.checked_sub(2)?)?;
    (number / unit == country).then_some(number % unit)
}

/// A number of Japan by its digits behind the zero.
fn japanese(national: u64, extension: u32) -> Option<Phone> {
    let phone = |kind| {
        let digits = if national >= 1_000_000_000 { 10_000_000_000 } else { 1_000_000_000 };
        Some(Phone { number: 81 * digits + national, extension, kind })
    };
    match national {
        // Ten digits: 0A0 and 0800.
        1_000_000_000..=9_999_999_999 => match (national / 100_000_000, national / 10_000_000) {
            (80, 800) => phone(PhoneKind::FreePhone),
            (50, _) => phone(PhoneKind::Voip),
            (60 | 70 | 80 | 90, lead) if lead % 10 != 0 => phone(PhoneKind::Mobile),
            _ => None,
        },
        100_000_000..=999_999_999 => match national / 1_000_000 {
            120 => phone(PhoneKind::FreePhone),
            570 | 990 => phone(PhoneKind::Navigation),
            // An area code has no zero in its second place: 0A0 are the ten-digit ones.
            lead if lead / 10 % 10 == 0 && lead / 100 != 3 && lead / 100 != 6 => None,
            _ => phone(PhoneKind::Fixed),
        },
        _ => None,
    }
}

/// What may stand behind a number: nothing, 代表, or an extension. `None` for anything else.
fn extension(behind: &str) -> Option<u32> {
    let mut rest = behind.trim();
    for word in ["(代表)", "（代表）", "(代)", "（代）", "代表", "㈹", "(直通)", "（直通）", "直通"]
    {
        rest = rest.strip_prefix(word).map_or(rest, str::trim_start);
    }
    if rest.is_empty() {
        return Some(0);
    }
    let mut rest = rest.trim_start_matches(['(', '（', '［', '[']);
    let narrowed = |text: &str, word: &str| {
        let mut chars = text.char_indices();
        for wanted in word.chars() {
            let (_, char) = chars.next()?;
            if !narrow(char).eq_ignore_ascii_case(&wanted) {
                return None;
            }
        }
        Some(chars.next().map_or(text.len(), |(at, _)| at))
    };
    let words = ["内線番号", "内線", "内", "extension", "ext", "x", "#"];
    let length = words.iter().find_map(|word| narrowed(rest, word))?;
    rest = &rest[length..];
    let (mut number, mut count) = (1_u32, 0);
    for char in rest.chars().map(narrow) {
        match char {
            '0'..='9' => {
                count += 1;
                if count > EXTENSION_DIGITS {
                    return None;
                }
                number = number * 10 + (char as u32 - '0' as u32);
            }
            '.' | ':' | '-' | ')' | ']' => {}
            _ if char.is_whitespace() => {}
            _ => return None,
        }
    }
    (count > 0).then_some(number)
}

/// A cell without the label before its number; `None` for a facsimile.
fn unlabelled(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if narrow(first).is_ascii_digit() || matches!(narrow(first), '+' | '(') {
        return Some(text);
    }
    let start = text.find(|char: char| narrow(char).is_ascii_digit() || matches!(narrow(char), '+' | '('))?;
    let (label, rest) = text.split_at(start);
    let mut plain = [0_u8; 8];
    let mut count = 0;
    for char in label.chars().map(narrow).filter(|char| char.is_ascii_alphabetic()) {
        *plain.get_mut(count)? = char.to_ascii_lowercase() as u8;
        count += 1;
    }
    let label = label.trim_end_matches(|char: char| char.is_whitespace() || matches!(narrow(char), ':' | '.' | '-'));
    let known = matches!(&plain[..count], b"tel" | b"phone" | b"t" | b"m" | b"mobile")
        || matches!(label, "電話" | "電話番号" | "携帯" | "携帯電話" | "直通" | "代表" | "℡" | "☎");
    known.then_some(rest)
}

/// Digits and signs of any width as ASCII, dashes of any kind as one.
fn narrow(char: char) -> char {
    match char {
        'ー' | 'ｰ' | '−' | '\u{2010}'..='\u{2015}' | '～' | '〜' | '~' | '─' => '-',
        '［' | '〔' | '【' => '(',
        '］' | '〕' | '】' => ')',
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        '・' | '･' => '.',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn e164(text: &str) -> Option<String> {
        Phone::of(text).map(|phone| {
            let mut out = String::new();
            phone.e164(&mut out);
            out
        })
    }

    fn shown(text: &str) -> Option<String> {
        Phone::of(text).map(|phone| {
            let mut out = String::new();
            phone.shown(&mut out);
            out
        })
    }

    #[test]
    fn every_dress_of_a_number_is_one() {
        for text in [
            "03-1234-5678",
            "0312345678",
            "０３－１２３４－５６７８",
            "(03)1234-5678",
            "（０３）１２３４ー５６７８",
            "03(1234)5678",
            "03 1234 5678",
            "03.1234.5678",
            "+81-3-1234-5678",
            "+81 3 1234 5678",
            "+81 (0)3 1234 5678",
            "+81(0)3-1234-5678",
            "＋８１ ３ １２３４ ５６７８",
            "0081-3-1234-5678",
            "010-81-3-1234-5678",
            "TEL: 03-1234-5678",
            "ＴＥＬ０３−１２３４−５６７８",
            "電話：03-1234-5678",
            "03-1234-5678（代）",
            "03‐1234‐5678 代表",
            "03-1234-5678 内線12",
        ] {
            assert_eq!(e164(text).as_deref(), Some("+81312345678"), "{text}");
        }
    }

    #[test]
    fn kinds_and_hyphens() {
        for (text, kind, written) in [
            ("0312345678", PhoneKind::Fixed, "03-1234-5678"),
            ("0662345678", PhoneKind::Fixed, "06-6234-5678"),
            ("0451234567", PhoneKind::Fixed, "045-123-4567"),
            ("0722345678", PhoneKind::Fixed, "072-234-5678"),
            ("0778512345", PhoneKind::Fixed, "0778-51-2345"),
            ("0499221234", PhoneKind::Fixed, "04992-2-1234"),
            ("09012345678", PhoneKind::Mobile, "090-1234-5678"),
            ("06012345678", PhoneKind::Mobile, "060-1234-5678"),
            ("05012345678", PhoneKind::Voip, "050-1234-5678"),
            ("0120123456", PhoneKind::FreePhone, "0120-123-456"),
            ("08001234567", PhoneKind::FreePhone, "0800-123-4567"),
            ("0570012345", PhoneKind::Navigation, "0570-012-345"),
            ("+1 650-253-0000", PhoneKind::Abroad, "+16502530000"),
            ("+44 20 7031 3000", PhoneKind::Abroad, "+442070313000"),
            ("010-1-650-253-0000", PhoneKind::Abroad, "+16502530000"),
        ] {
            assert_eq!(Phone::of(text).map(|phone| phone.kind), Some(kind), "{text}");
            assert_eq!(shown(text).as_deref(), Some(written), "{text}");
        }
    }

    #[test]
    fn extensions_are_kept_and_no_part_of_the_number() {
        for text in [
            "03-1234-5678 内線0012",
            "03-1234-5678(内線:0012)",
            "03-1234-5678 ext. 0012",
            "0312345678x0012",
            "0312345678#0012",
            "03-1234-5678（内００１２）",
        ] {
            let phone = Phone::of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(phone.extension().as_deref(), Some("0012"), "{text}");
            assert_eq!(phone.key(), 81_312_345_678, "{text}");
        }
        assert_eq!(shown("03-1234-5678 ext 12").as_deref(), Some("03-1234-5678 内線12"));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "-",
            "なし",
            "312345678",
            "9012345678",
            "03-1234-567",
            "03-1234-56789",
            "090-1234-567",
            "090-0123-4567",
            "0120-12-345",
            "03-1234-5678 / 090-1234-5678",
            "FAX 03-1234-5678",
            "03-1234-5678 田中",
            "110",
            "12345",
            "+81-3-1234",
            "+",
            "(03",
            "123456789012345678901234567890",
            "2026-10-01",
            "03-1234-5678 内線",
            "a03-1234-5678",
        ] {
            assert_eq!(Phone::of(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".{0,30}", number in "[0-9０-９+()（） -]{0,24}(内線|ext|#)?[0-9]{0,10}") {
            for text in [&text, &number] {
                let Some(phone) = Phone::of(text) else { continue };
                let (mut e164, mut shown) = (String::new(), String::new());
                phone.e164(&mut e164);
                phone.shown(&mut shown);
                prop_assert_eq!(Phone::of(&e164).map(Phone::key), Some(phone.key()));
                prop_assert_eq!(Phone::of(&shown), Some(phone), "{} {}", text, shown);
            }
        }
    }
}
