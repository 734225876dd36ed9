//! One word, however it is spelled.

use unicode_normalization::UnicodeNormalization;

/// A word as all its spellings have it: case, width and the number of blanks are left out, so that `Google`, `google`
/// and `ＧＯＯＧＬＥ` come to one text. It is for comparing only; what is shown is a spelling that somebody wrote.
#[must_use]
pub fn plain(word: &str) -> String {
    let narrow: String = word.nfkc().collect();
    // Some letters are told apart by case only after they were lowered, and composed anew by that.
    let lower: String = narrow.to_lowercase().nfkc().collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn spellings_of_one_word_are_one_text() {
        for (one, other) in [
            ("Google", "google"),
            ("Google", "ＧＯＯＧＬＥ"),
            ("Direct  Traffic", " direct\u{3000}traffic "),
            ("セミナー", "ｾﾐﾅｰ"),
            ("ガイド", "ｶﾞｲﾄﾞ"),
            ("ÉCOLE", "e\u{301}cole"),
        ] {
            assert_eq!(plain(one), plain(other), "{one} {other}");
        }
        for (one, other) in [("Google", "Googel"), ("web", "web 2"), ("ハス", "バス"), ("Live Chat", "LiveChat")] {
            assert_ne!(plain(one), plain(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_plain_stays_as_it_is() {
        for word in ["ΑΣ Σ", "İstanbul", "ﾞ", "㍿", "ǅ", "ẞ", "\u{345}", "K"] {
            assert_eq!(plain(&plain(word)), plain(word), "{word}");
        }
    }
}
