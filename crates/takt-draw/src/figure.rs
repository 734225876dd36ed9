//! Numbers as people read them. Signs and separators are made here; units are words and come from [`Speak`].

use crate::geometry::Px;
use crate::lettering::{self, Weight};

/// A language people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

/// Where the sentences come from: the program's catalogue.
pub trait Speak {
    /// The sentence of a name with its arguments, in [`Speak::language`].
    fn say(&self, key: &str, args: &[(&str, String)]) -> String;

    /// Which language it speaks.
    fn language(&self) -> Language;
}

/// The sign of a number that is less than nothing: ▲ as Japanese books have it, − elsewhere.
const fn minus(language: Language) -> &'static str {
    match language {
        Language::Ja => "▲",
        Language::En => "−",
    }
}

fn signed(number: i128, language: Language, digits: impl FnOnce(u128) -> String) -> String {
    let said = digits(number.unsigned_abs());
    if number < 0 { format!("{}{said}", minus(language)) } else { said }
}

fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `number / unit` rounded half up (half away from zero below), with so many decimals.
fn decimal(number: u128, unit: u128, decimals: u32) -> String {
    let scale = 10_u128.pow(decimals);
    let scaled = (number * scale * 2 + unit) / (unit * 2);
    let (whole, rest) = (scaled / scale, scaled % scale);
    if decimals == 0 { grouped(whole) } else { format!("{}.{rest:0width$}", grouped(whole), width = decimals as usize) }
}

/// A count: `1,240`.
#[must_use]
pub fn count(number: i64, speak: &dyn Speak) -> String {
    signed(number.into(), speak.language(), grouped)
}

/// A change of a count: `+100`, `−6`, `0`.
#[must_use]
pub fn change(number: i64, speak: &dyn Speak) -> String {
    let plus = if number > 0 { "+" } else { "" };
    format!("{plus}{}", count(number, speak))
}

/// Basis points as percents with one decimal, half up: 7,505 is `75.1%`.
#[must_use]
pub fn percent(basis_points: i64, speak: &dyn Speak) -> String {
    signed(basis_points.into(), speak.language(), |number| format!("{}%", decimal(number, 100, 1)))
}

/// Basis points as whole percents, half up, for places where a decimal would not fit: 9,750 is `98%`.
#[must_use]
pub fn whole_percent(basis_points: i64, speak: &dyn Speak) -> String {
    signed(basis_points.into(), speak.language(), |number| format!("{}%", decimal(number, 100, 0)))
}

/// Tenths of a day: `3.6日`, `24日`, `3.6 d`.
#[must_use]
pub fn days(tenths: i64, speak: &dyn Speak) -> String {
    let decimals = u32::from(tenths % 10 != 0);
    let days = signed(tenths.into(), speak.language(), |number| decimal(number, 10, decimals));
    speak.say("draw-days", &[("days", days)])
}

/// Hundredths: `0.58`.
#[must_use]
pub fn hundredths(number: i64, speak: &dyn Speak) -> String {
    signed(number.into(), speak.language(), |number| decimal(number, 100, 2))
}

/// The sign of a currency before an amount; its code and a space where it has none that all know.
fn mark(currency: &str) -> String {
    match currency {
        "JPY" => "¥".into(),
        "USD" => "$".into(),
        "EUR" => "€".into(),
        "GBP" => "£".into(),
        other => format!("{other} "),
    }
}

/// An amount in full, without its minor unit: `¥3,360,000`. `minor_digits` is how many digits of the amount are the
/// minor unit, 0 for yen and 2 for dollars.
#[must_use]
pub fn money(amount: i64, minor_digits: u32, currency: &str, speak: &dyn Speak) -> String {
    let unit = 10_u128.pow(minor_digits.min(9));
    let mark = mark(currency);
    signed(amount.into(), speak.language(), |number| format!("{mark}{}", decimal(number, unit, 0)))
}

/// An amount in few characters: `336万円` and `1.2億円` where yen are read in Japanese, else `¥3.4M`, `$12K`.
#[must_use]
pub fn short_money(amount: i64, minor_digits: u32, currency: &str, speak: &dyn Speak) -> String {
    let unit = 10_u128.pow(minor_digits.min(9));
    if speak.language() == Language::Ja && currency == "JPY" {
        return short_yen(amount, unit, speak);
    }
    let mark = mark(currency);
    signed(amount.into(), speak.language(), |number| {
        let steps = [(1, ""), (1_000, "K"), (1_000_000, "M"), (1_000_000_000, "B")];
        let (said, letter) = in_steps(number, unit, &steps, 1_000, 100);
        format!("{mark}{said}{letter}")
    })
}

fn short_yen(amount: i64, unit: u128, speak: &dyn Speak) -> String {
    // How yen are counted in Japanese: part of the figure as the thousands are, not a word to translate.
    let steps = [(1, "円"), (10_000, "万円"), (100_000_000, "億円")];
    let (said, step) = in_steps(amount.unsigned_abs().into(), unit, &steps, 10_000, 10);
    let sign = if amount < 0 { minus(speak.language()) } else { "" };
    format!("{sign}{said}{step}")
}

/// A number in the first of some steps, from the smallest, in which it is rounded to less than `limit`, and what that
/// step is called; with a decimal, if it is not a zero, where there are fewer than `exact` of a step.
fn in_steps<'a>(number: u128, unit: u128, steps: &[(u128, &'a str)], limit: u128, exact: u128) -> (String, &'a str) {
    let mut said = (String::new(), "");
    for (step, name) in steps {
        let size = unit * step;
        let decimals = u32::from(*step > 1 && number < size * exact);
        said = (trimmed(decimal(number, size, decimals)), name);
        if (number * 2 + size) / (size * 2) < limit {
            break;
        }
    }
    said
}

/// Without a decimal that is none: `3.0` is `3`.
fn trimmed(number: String) -> String {
    number.strip_suffix(".0").map_or(number.clone(), Into::into)
}

/// A count in few characters: `4.8万`, `48.2K`.
#[must_use]
pub fn short_count(number: i64, speak: &dyn Speak) -> String {
    let language = speak.language();
    let (said, step) = match language {
        // How Japanese counts: part of the figure, as with yen.
        Language::Ja => {
            let steps = [(1, ""), (10_000, "万"), (100_000_000, "億"), (1_000_000_000_000, "兆")];
            in_steps(number.unsigned_abs().into(), 1, &steps, 10_000, 10)
        }
        Language::En => {
            let steps = [(1, ""), (1_000, "K"), (1_000_000, "M"), (1_000_000_000, "B"), (1_000_000_000_000, "T")];
            in_steps(number.unsigned_abs().into(), 1, &steps, 1_000, 100)
        }
    };
    let sign = if number < 0 { minus(language) } else { "" };
    format!("{sign}{said}{step}")
}

/// What a number on a chart counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Accounts, positions, calls.
    Count,
    /// Basis points.
    Percent,
    /// Tenths of a day.
    Days,
    /// Hundredths of something without a unit.
    Hundredths,
    /// An amount in the minor unit of a currency.
    Money {
        /// How many digits of it are the minor unit: 0 for yen, 2 for dollars.
        minor_digits: u32,
        /// The code of the currency: `JPY`.
        currency: String,
    },
}

impl Measure {
    /// A number in full.
    #[must_use]
    pub fn say(&self, number: i64, speak: &dyn Speak) -> String {
        match self {
            Self::Count => count(number, speak),
            Self::Percent => percent(number, speak),
            Self::Days => days(number, speak),
            Self::Hundredths => hundredths(number, speak),
            Self::Money { minor_digits, currency } => money(number, *minor_digits, currency, speak),
        }
    }

    /// A number in few characters, rounded.
    #[must_use]
    pub fn say_short(&self, number: i64, speak: &dyn Speak) -> String {
        match self {
            Self::Count => short_count(number, speak),
            Self::Percent => whole_percent(number, speak),
            Self::Money { minor_digits, currency } => short_money(number, *minor_digits, currency, speak),
            Self::Days | Self::Hundredths => self.say(number, speak),
        }
    }

    /// A number as fully as fits; nothing where not even the short form does.
    #[must_use]
    pub fn say_within(&self, number: i64, size: Px, weight: Weight, room: Px, speak: &dyn Speak) -> String {
        let ways = [self.say(number, speak), self.say_short(number, speak)];
        fitting(&ways, size, weight, room).unwrap_or_default().into()
    }

    /// Numbers that stand side by side, all in full or all short, so that they compare; nothing where some would not
    /// fit even so.
    #[must_use]
    pub fn say_alike(
        &self,
        numbers: &[i64],
        size: Px,
        weight: Weight,
        room: Px,
        speak: &dyn Speak,
    ) -> Option<Vec<String>> {
        let fit = |said: &Vec<String>| said.iter().all(|said| lettering::width(said, size, weight) <= room);
        let full: Vec<String> = numbers.iter().map(|number| self.say(*number, speak)).collect();
        if fit(&full) {
            return Some(full);
        }
        Some(numbers.iter().map(|number| self.say_short(*number, speak)).collect()).filter(fit)
    }
}

/// The first of some ways to say a thing, from the longest, that fits; nothing where none does.
#[must_use]
pub fn fitting(ways: &[String], size: Px, weight: Weight, room: Px) -> Option<&str> {
    ways.iter().map(String::as_str).find(|way| lettering::width(way, size, weight) <= room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::px;

    /// Says a key with its arguments, as a catalogue that knows no sentence does.
    struct Plain(Language);

    impl Speak for Plain {
        fn say(&self, key: &str, args: &[(&str, String)]) -> String {
            args.iter().fold(key.into(), |said, (_, value)| format!("{said} {value}"))
        }

        fn language(&self) -> Language {
            self.0
        }
    }

    const JA: Plain = Plain(Language::Ja);
    const EN: Plain = Plain(Language::En);

    #[test]
    fn thousands_are_parted_and_less_than_nothing_has_the_sign_of_the_language() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(|n| count(n, &JA)), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([count(-6, &JA), count(-6, &EN), change(6, &JA), change(0, &JA)], ["▲6", "−6", "+6", "0"]);
        assert_eq!(count(i64::MIN, &EN), "−9,223,372,036,854,775,808");
    }

    #[test]
    fn a_rate_is_rounded_half_up() {
        assert_eq!(
            [7_500, 7_505, 7_504, 5, 4, 0].map(|bp| percent(bp, &EN)),
            ["75.0%", "75.1%", "75.0%", "0.1%", "0.0%", "0.0%"]
        );
        assert_eq!([9_750, 9_749, 10_000].map(|bp| whole_percent(bp, &EN)), ["98%", "97%", "100%"]);
        assert_eq!(percent(-1_255, &JA), "▲12.6%");
    }

    #[test]
    fn days_have_a_decimal_only_where_there_is_one() {
        assert_eq!([36, 240, 0].map(|tenths| days(tenths, &JA)), ["draw-days 3.6", "draw-days 24", "draw-days 0"]);
        assert_eq!(hundredths(58, &EN), "0.58");
    }

    #[test]
    fn money_is_said_in_full_and_short() {
        assert_eq!(money(3_360_000, 0, "JPY", &JA), "¥3,360,000");
        assert_eq!(money(-123_456, 2, "USD", &EN), "−$1,235");
        assert_eq!(money(500, 0, "SEK", &EN), "SEK 500");
        let yen = [9_999, 34_000, 99_999, 3_360_000, 99_994_999, 99_999_999, 123_000_000, 4_560_000_000];
        let ja = yen.map(|amount| short_money(amount, 0, "JPY", &JA));
        assert_eq!(ja, ["9,999円", "3.4万円", "10万円", "336万円", "9,999万円", "1億円", "1.2億円", "46億円"]);
        let en = yen.map(|amount| short_money(amount, 0, "JPY", &EN));
        assert_eq!(en, ["¥10K", "¥34K", "¥100K", "¥3.4M", "¥100M", "¥100M", "¥123M", "¥4.6B"]);
        assert_eq!([short_money(99_949, 2, "USD", &EN), short_money(99_950, 2, "USD", &EN)], ["$999", "$1K"]);
        assert_eq!(short_money(-210_000, 0, "JPY", &JA), "▲21万円");
    }

    #[test]
    fn a_count_is_short_as_the_language_counts() {
        let said = |speak: &Plain| [999, 48_200, 1_234_567, -990_000_000].map(|number| short_count(number, speak));
        assert_eq!(said(&JA), ["999", "4.8万", "123万", "▲9.9億"]);
        assert_eq!(said(&EN), ["999", "48.2K", "1.2M", "−990M"]);
    }

    #[test]
    fn numbers_side_by_side_are_all_full_or_all_short() {
        let yen = Measure::Money { minor_digits: 0, currency: "JPY".into() };
        let said = |room| yen.say_alike(&[640_000, 6_330_000], px(12), Weight::Regular, px(room), &JA);
        assert_eq!(said(90), Some(vec!["¥640,000".into(), "¥6,330,000".into()]));
        assert_eq!(said(60), Some(vec!["64万円".into(), "633万円".into()]));
        assert_eq!(said(40), None);
    }

    #[test]
    fn the_longest_way_to_say_it_that_fits_is_taken() {
        let ways = ["流入 390 流出 290".to_string(), "390 → 290".to_string()];
        let said = |room| fitting(&ways, px(12), Weight::Regular, px(room));
        assert_eq!([said(200), said(70), said(20)], [Some("流入 390 流出 290"), Some("390 → 290"), None]);
    }
}
