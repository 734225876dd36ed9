//! The corporate number (法人番号) with its check digit, and the registration number of qualified invoices (T + 13
//! digits).
//!
//! Source of the check digit: 法人番号の指定等に関する省令 (Ministry of Finance ordinance no. 70 of 2014), article 2; the tax
//! agency explains it on its site of corporate numbers. With the twelve digits behind it numbered 1 to 12 from the right,
//! it is 9 − (Σ Pₙ × Qₙ mod 9), where Qₙ is 1 for odd n and 2 for even n.

use std::fmt;

/// A corporate number whose check digit is right: 13 digits, the first 1 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CorporateNumber(u64);

/// Why a text is no corporate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCorporate {
    /// Not 13 digits, or other letters among them.
    Shape,
    /// 13 digits, of which the first should be another: somebody mistyped, or the digits mean something else.
    CheckDigit {
        /// What the first digit would have to be.
        expected: u8,
    },
}

impl CorporateNumber {
    /// Reads a number in any width, with blanks or hyphens anywhere, with or without the T of an invoice.
    ///
    /// # Errors
    ///
    /// [`NotCorporate`]: the shape or the check digit is wrong.
    pub fn of(text: &str) -> Result<Self, NotCorporate> {
        let (number, _) = digits(text).ok_or(NotCorporate::Shape)?;
        let expected = check_digit(number % 1_000_000_000_000);
        if number / 1_000_000_000_000 == expected {
            return Ok(Self(number));
        }
        Err(NotCorporate::CheckDigit { expected: u8::try_from(expected).unwrap_or(0) })
    }

    /// The number as a number: it has 13 digits.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for CorporateNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:013}", self.0)
    }
}

/// The registration number of an issuer of qualified invoices (適格請求書発行事業者登録番号).
///
/// That of a company is T and its corporate number. That of a person is T and 13 digits that are nobody's corporate
/// number, so that a right check digit alone does not make a company of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InvoiceNumber(u64);

impl InvoiceNumber {
    /// Reads T and 13 digits in any width; `None` for anything else, also for 13 digits without their T.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        digits(text).filter(|(_, invoice)| *invoice).map(|(number, _)| Self(number))
    }

    /// The corporate number it may be: its check digit is right.
    #[must_use]
    pub fn corporate(self) -> Option<CorporateNumber> {
        let right = self.0 / 1_000_000_000_000 == check_digit(self.0 % 1_000_000_000_000);
        right.then_some(CorporateNumber(self.0))
    }
}

impl fmt::Display for InvoiceNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "T{:013}", self.0)
    }
}

/// Thirteen digits, and whether a T stands before them.
fn digits(text: &str) -> Option<(u64, bool)> {
    let (mut number, mut count, mut invoice) = (0_u64, 0, false);
    for char in text.chars() {
        match char {
            '0'..='9' => number = number * 10 + u64::from(char as u32 - '0' as u32),
            '０'..='９' => number = number * 10 + u64::from(char as u32 - '０' as u32),
            'T' | 't' | 'Ｔ' | 'ｔ' if count == 0 && !invoice => {
                invoice = true;
                continue;
            }
            '-' | '－' | 'ー' | '−' | '‐' | '\u{2011}'..='\u{2015}' => continue,
            _ if char.is_whitespace() => continue,
            _ => return None,
        }
        count += 1;
        if count > 13 {
            return None;
        }
    }
    (count == 13).then_some((number, invoice))
}

fn check_digit(base: u64) -> u64 {
    let (mut rest, mut sum, mut weight) = (base, 0, 1);
    while rest > 0 {
        sum += rest % 10 * weight;
        rest /= 10;
        weight = 3 - weight;
    }
    9 - sum % 9
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_in_any_dress() {
        // 国税庁 itself, and the example of the ordinance's explanation.
        for text in [
            "7000012050002",
            "７０００ー０１２０－５０００２",
            " 7-0000-1205-0002 ",
            "T7000012050002",
            "Ｔ7000012050002",
        ] {
            assert_eq!(
                CorporateNumber::of(text).map(|number| number.to_string()),
                Ok("7000012050002".into()),
                "{text}"
            );
        }
        assert!(CorporateNumber::of("8700110005901").is_ok());
        assert_eq!(CorporateNumber::of("8000012050002"), Err(NotCorporate::CheckDigit { expected: 7 }));
        for text in ["", "700001205000", "70000120500020", "7000012050002x", "X7000012050002", "TT000012050002", "0.7"]
        {
            assert_eq!(CorporateNumber::of(text), Err(NotCorporate::Shape), "{text}");
        }
    }

    /// Every single wrong digit is found, save a 0 for a 9 and the other way round in some places.
    #[test]
    fn a_mistyped_digit_is_found() {
        let good = "7000012050002";
        for at in 0..13 {
            for digit in b'0'..=b'9' {
                let mut bytes = good.as_bytes().to_vec();
                let blind = [digit, bytes[at]].iter().all(|digit| matches!(digit, b'0' | b'9'));
                if bytes[at] == digit || blind {
                    continue;
                }
                bytes[at] = digit;
                let text = String::from_utf8(bytes).unwrap();
                assert!(matches!(CorporateNumber::of(&text), Err(NotCorporate::CheckDigit { .. })), "{text}");
            }
        }
    }

    #[test]
    fn an_invoice_number_needs_its_letter() {
        let number = InvoiceNumber::of("Ｔ７０００－０１２０５０００２").unwrap();
        assert_eq!(number.to_string(), "T7000012050002");
        assert_eq!(number.corporate().map(CorporateNumber::get), Some(7_000_012_050_002));
        assert_eq!(InvoiceNumber::of("T1000012050002").and_then(InvoiceNumber::corporate), None);
        assert_eq!(InvoiceNumber::of("7000012050002"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".{0,30}", digits in "T?[0-9０-９ -]{10,18}") {
            for text in [&text, &digits] {
                if let Ok(number) = CorporateNumber::of(text) {
                    prop_assert_eq!(CorporateNumber::of(&number.to_string()), Ok(number));
                }
                let _ = InvoiceNumber::of(text).and_then(InvoiceNumber::corporate);
            }
        }
    }
}
