//! Numbers, amounts, rates, yes and no, and business hours as people write them in cells.

use takt_core::unit::{Currency, Money, Rate};

use crate::japanese::money::Yen;
use crate::problem::{Fault, code, shown};

/// A decimal number: `mantissa` ÷ 10^`digits`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) mantissa: i128,
    pub(crate) digits: u32,
}

/// Digits that fit with room to spare: 10^30 < 2^100.
const DIGITS_MAX: u32 = 30;

impl Decimal {
    /// Reads `1,234.50`, `-3`, `▲3`, `(3)` is not taken; full-width letters count as their plain ones.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut number = Self { mantissa: 0, digits: 0 };
        let mut negative = false;
        let mut seen = 0;
        let mut point = false;
        for (place, letter) in text.chars().map(narrow).enumerate() {
            match letter {
                '-' | '−' | '▲' | '△' | '+' if place == 0 => negative = letter != '+',
                '0'..='9' => {
                    seen += 1;
                    if seen > DIGITS_MAX {
                        return None;
                    }
                    number.mantissa = number.mantissa * 10 + i128::from(letter as u32 - '0' as u32);
                    number.digits += u32::from(point);
                }
                ',' if seen > 0 && !point => {}
                '.' if !point => point = true,
                _ => return None,
            }
        }
        if seen == 0 {
            return None;
        }
        if negative {
            number.mantissa = -number.mantissa;
        }
        Some(number)
    }

    /// The number times 10^`digits` if that is whole.
    pub(crate) fn scaled(self, digits: u32) -> Option<i128> {
        if digits >= self.digits {
            return self.mantissa.checked_mul(10_i128.checked_pow(digits - self.digits)?);
        }
        let unit = 10_i128.checked_pow(self.digits - digits)?;
        (self.mantissa % unit == 0).then_some(self.mantissa / unit)
    }

    /// How it compares with a whole number.
    pub(crate) fn compare(self, whole: i64) -> std::cmp::Ordering {
        let unit = 10_i128.checked_pow(self.digits).unwrap_or(i128::MAX);
        self.mantissa.cmp(&i128::from(whole).saturating_mul(unit))
    }
}

/// The plain letter of a full-width one (`１` `．` `，` `－` `￥` and the ideographic space).
pub(crate) fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        '￥' => '¥',
        other => other,
    }
}

/// A whole number inside a range.
pub(crate) fn whole(text: &str, (from, to): (i64, i64)) -> Result<i64, Box<Fault>> {
    let number = Decimal::parse(text).ok_or_else(|| Fault::new(code::NOT_A_NUMBER, vec![("value", shown(text))]))?;
    let Some(number) = number.scaled(0) else {
        return Err(Fault::new(code::NOT_A_NUMBER, vec![("value", shown(text))]));
    };
    i64::try_from(number).ok().filter(|number| (from..=to).contains(number)).ok_or_else(|| {
        let args = vec![("value", shown(text)), ("from", from.to_string()), ("to", to.to_string())];
        Fault::new(code::NUMBER_OUT_OF_RANGE, args)
    })
}

/// An amount. `minor` says that the cell counts yen or cents and not dollars.
pub(crate) fn money(text: &str, currency: Currency, minor: bool) -> Result<Money, Box<Fault>> {
    let not_money = || Fault::new(code::NOT_MONEY, vec![("value", shown(text))]);
    let plain: String = text.chars().map(narrow).collect();
    let mut bare = plain.trim();
    // A sign of another currency is a wrong amount, not an ornament.
    let signs: &[&str] = match currency.as_str() {
        "JPY" => &["¥", "\\", "円", "JPY"],
        "USD" => &["$", "USD"],
        "EUR" => &["€", "EUR"],
        other => &[other],
    };
    for sign in signs {
        bare = bare.strip_prefix(sign).or_else(|| bare.strip_suffix(sign)).unwrap_or(bare).trim();
    }
    // `-¥500` has its sign before the currency's.
    let turned = signs.iter().find_map(|sign| Some(format!("-{}", bare.strip_prefix('-')?.strip_prefix(sign)?)));
    let Some(number) = Decimal::parse(turned.as_deref().unwrap_or(bare)) else {
        // 123万円, △1,200, 税込 5,500円.
        let yen = (currency == Currency::JPY).then(|| Yen::of(text)).flatten().ok_or_else(not_money)?;
        return Ok(Money { minor: yen.amount, currency });
    };
    let digits = if minor { 0 } else { currency.minor_digits() };
    let Some(minor) = number.scaled(digits) else {
        let args = vec![("value", shown(text)), ("currency", currency.as_str().into())];
        return Err(Fault::new(code::MONEY_TOO_FINE, args));
    };
    let minor = i64::try_from(minor).map_err(|_| not_money())?;
    Ok(Money { minor, currency })
}

/// How a rate is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RateUnit {
    /// 12.5 is an eighth; a `%` may follow.
    Percent,
    /// 1250 is an eighth.
    BasisPoints,
    /// 0.125 is an eighth.
    Fraction,
}

/// A rate. A percent sign in the cell always means percent.
pub(crate) fn rate(text: &str, unit: RateUnit) -> Result<Rate, Box<Fault>> {
    let plain: String = text.chars().map(narrow).collect();
    let (bare, unit) = match plain.trim().strip_suffix('%') {
        Some(bare) => (bare.trim_end(), RateUnit::Percent),
        None => (plain.trim(), unit),
    };
    let digits = match unit {
        RateUnit::Percent => 2,
        RateUnit::BasisPoints => 0,
        RateUnit::Fraction => 4,
    };
    Decimal::parse(bare)
        .and_then(|number| number.scaled(digits))
        .and_then(|bp| i32::try_from(bp).ok())
        .map(Rate)
        .ok_or_else(|| Fault::new(code::NOT_A_RATE, vec![("value", shown(text))]))
}

/// Words for yes and no.
pub(crate) const YES: &[&str] = &["yes", "true", "y", "1", "on", "はい", "有", "○", "〇"];
pub(crate) const NO: &[&str] = &["no", "false", "n", "0", "off", "いいえ", "無", "×"];

/// Yes or no.
pub(crate) fn yes_no(text: &str) -> Result<bool, Box<Fault>> {
    let lower: String = text.chars().map(narrow).collect::<String>().to_lowercase();
    if YES.contains(&lower.as_str()) {
        Ok(true)
    } else if NO.contains(&lower.as_str()) {
        Ok(false)
    } else {
        Err(Fault::new(code::NOT_YES_NO, vec![("value", shown(text))]))
    }
}

/// Business hours `09:00-12:00 13:00-18:00`: minutes of the day, rising.
pub(crate) fn openings(text: &str) -> Result<Vec<(u16, u16)>, Box<Fault>> {
    let fault = || Fault::new(code::NOT_HOURS, vec![("value", shown(text))]);
    let mut openings: Vec<(u16, u16)> = Vec::new();
    for part in text.split([' ', ',', ';', '、']).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once(['-', '–', '~', '〜']).ok_or_else(fault)?;
        let opening = (minute(from).ok_or_else(fault)?, minute(to).ok_or_else(fault)?);
        if opening.0 >= opening.1 || openings.last().is_some_and(|last| last.1 > opening.0) {
            return Err(fault());
        }
        openings.push(opening);
    }
    Ok(openings)
}

/// The minute of the day of `9:30`; 24:00 is the end of the day.
pub(crate) fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    if minute.len() != 2 || hour.is_empty() || hour.len() > 2 {
        return None;
    }
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten();
    let minute = digits(hour)?.checked_mul(60)?.checked_add(digits(minute).filter(|minute| *minute < 60)?)?;
    (minute <= 24 * 60).then_some(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: (i64, i64) = (i64::MIN, i64::MAX);

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in
            [("1,234", 1234), ("１２３", 123), ("-5", -5), ("▲1,000", -1000), ("40.0", 40), ("+7", 7), (" 8", 0)]
        {
            assert_eq!(whole(text, ALL).ok(), (text != " 8").then_some(number), "{text}");
        }
        for text in ["", "-", "12a", "1.5", "1e3", ",", "1.2.3", "NaN", "0x10", &"9".repeat(40)] {
            assert!(whole(text, ALL).is_err(), "{text}");
        }
        assert_eq!(whole("300", (0, 255)).map_err(|f| f.code), Err(code::NUMBER_OUT_OF_RANGE));
    }

    #[test]
    fn money_is_exact() {
        let jpy = Currency::JPY;
        let usd = Currency::parse("USD").unwrap();
        let minor = |text, currency| money(text, currency, false).map(|m| m.minor).map_err(|f| f.code);
        assert_eq!(minor("¥1,200", jpy), Ok(1200));
        assert_eq!(minor("１，２００円", jpy), Ok(1200));
        assert_eq!(minor("-¥500", jpy), Ok(-500));
        assert_eq!(minor("12.5", usd), Ok(1250));
        assert_eq!(minor("$12.50", usd), Ok(1250));
        assert_eq!(minor("12.505", usd), Err(code::MONEY_TOO_FINE));
        assert_eq!(minor("$12", jpy), Err(code::NOT_MONEY));
        assert_eq!(minor("△1,200", jpy), Ok(-1_200));
        for (text, yen) in [("123万円", 1_230_000), ("１．５億", 150_000_000)] {
            assert_eq!((minor(text, jpy), minor(text, usd)), (Ok(yen), Err(code::NOT_MONEY)), "{text}");
        }
        assert_eq!(minor("12x", jpy), Err(code::NOT_MONEY));
        assert_eq!(money("1250", usd, true).map(|m| m.minor).ok(), Some(1250));
    }

    #[test]
    fn rates_and_flags() {
        assert_eq!(rate("12.5%", RateUnit::BasisPoints).ok(), Some(Rate(1250)));
        assert_eq!(rate("0.125", RateUnit::Fraction).ok(), Some(Rate(1250)));
        assert!(rate("0.00001", RateUnit::Fraction).is_err());
        assert_eq!(yes_no("ＴＲＵＥ").ok(), Some(true));
        assert_eq!(yes_no("いいえ").ok(), Some(false));
        assert!(yes_no("maybe").is_err());
    }

    #[test]
    fn hours_must_rise() {
        assert_eq!(openings("09:00-12:00 13:00-18:00").ok(), Some(vec![(540, 720), (780, 1080)]));
        assert_eq!(openings("").ok(), Some(vec![]));
        for text in ["9-12", "12:00-09:00", "09:00-12:00,11:00-13:00", "25:00-26:00", "09:60-10:00"] {
            assert!(openings(text).is_err(), "{text}");
        }
    }
}
