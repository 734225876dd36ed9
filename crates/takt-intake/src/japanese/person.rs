//! The name of a person: family and given name, honorific, reading.

use super::fold::{fold, is_kana, is_kanji};

/// How sure it is which part is the family name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Split {
    /// The file has a column for each.
    Columns,
    /// Two words of Japanese letters with a blank between them, or a comma behind the family name: family first.
    Written,
    /// Two words in Latin letters, or two of katakana with a `・` between them: which is which is not said. They are in
    /// the order of the text.
    OrderUnknown,
    /// Not parted, or in more than two words: all of it stands as the family name, and nothing is guessed.
    Whole,
}

/// The name of a person, taken apart; all parts are of the text as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person<'a> {
    /// The family name; the first word where the order is unknown; all of the name where it is not parted.
    pub family: &'a str,
    /// The given name; empty where the name is not parted.
    pub given: &'a str,
    /// How sure that is.
    pub split: Split,
    /// 様, 殿 and the like, as written behind the name, or empty. It is not part of the name.
    pub honorific: &'a str,
    /// The reading that was written behind the name in brackets, or empty: `田中一郎（タナカイチロウ）`.
    pub reading: &'a str,
}

/// What is said behind a name and is none of it. The second says that a blank must stand before it, since names end so.
const HONORIFICS: &[(&str, bool)] = &[
    ("御中", false),
    ("様方", false),
    ("様", false),
    ("さま", false),
    ("さん", true),
    ("先生", false),
    ("殿", false),
    ("どの", true),
    ("氏", false),
    ("君", true),
    ("くん", true),
    ("ちゃん", true),
    ("行", true),
    ("宛", true),
    ("Mr.", true),
];

/// What is said in front of a name in Latin letters.
const TITLES: &[&str] = &["Mr. ", "Ms. ", "Mrs. ", "Dr. ", "Mr ", "Ms ", "Mrs ", "Dr "];

impl<'a> Person<'a> {
    /// Takes a name apart that stands in one cell.
    #[must_use]
    pub fn of(name: &'a str) -> Self {
        let (name, honorific) = without_honorific(trimmed(name));
        let (name, reading) = without_reading(name);
        let whole = Self { family: name, given: "", split: Split::Whole, honorific, reading };
        let mut name = name;
        for title in TITLES {
            if let Some(rest) = name.strip_prefix(title) {
                name = trimmed(rest);
            }
        }
        let latin = name.chars().any(|char| char.is_alphabetic()) && !name.chars().any(is_japanese);
        if let Some((family, given)) = name.split_once([',', '，']).filter(|_| latin) {
            let (family, given) = (trimmed(family), trimmed(given));
            let parted = !family.is_empty() && !given.is_empty() && !given.contains([',', '，']);
            return if parted { Self { family, given, split: Split::Written, ..whole } } else { whole };
        }
        let dotted = |char| matches!(char, '・' | '･' | '＝');
        let (words, split) = if name.contains(char::is_whitespace) {
            let written = if latin { Split::OrderUnknown } else { Split::Written };
            (two(name.split(char::is_whitespace)), written)
        } else if name.contains(dotted) && name.chars().all(|char| is_kana(char) || dotted(char)) {
            (two(name.split(dotted)), Split::OrderUnknown)
        } else {
            (None, Split::Whole)
        };
        match words {
            Some((family, given)) => Self { family, given, split, ..whole },
            None => whole,
        }
    }

    /// A name of two columns. Where one of them is blank, the other is taken as a name in one cell.
    #[must_use]
    pub fn of_columns(family: &'a str, given: &'a str) -> Self {
        let (given, honorific) = without_honorific(trimmed(given));
        let family = trimmed(family);
        match (family.is_empty(), given.is_empty()) {
            (_, true) => {
                let person = Self::of(family);
                if person.honorific.is_empty() { Self { honorific, ..person } } else { person }
            }
            (true, false) => Self { honorific, ..Self::of(given) },
            (false, false) => Self { family, given, split: Split::Columns, honorific, reading: "" },
        }
    }

    /// Appends what the spellings of this name have in common, for matching: all letters folded, family name first. Where
    /// the order is unknown, the two words stand in the order of the alphabet, so that both orders meet.
    pub fn key(&self, out: &mut String) {
        let start = out.len();
        fold(self.family, out);
        let middle = out.len();
        fold(self.given, out);
        if self.split == Split::OrderUnknown && out[start..middle] > out[middle..] {
            let first = out[start..middle].to_owned();
            out.replace_range(start..middle, "");
            out.push_str(&first);
        }
    }
}

fn two<'a>(words: impl Iterator<Item = &'a str>) -> Option<(&'a str, &'a str)> {
    let mut words = words.filter(|word| !word.is_empty());
    let both = (words.next()?, words.next()?);
    words.next().is_none().then_some(both)
}

fn is_japanese(char: char) -> bool {
    is_kanji(char) || is_kana(char) || matches!(char, '\u{3041}'..='\u{3096}' | 'ｦ'..='ﾟ' | '々')
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '\u{feff}' | '\u{200b}'))
}

fn without_honorific(name: &str) -> (&str, &str) {
    for (honorific, spaced) in HONORIFICS {
        let Some(rest) = name.strip_suffix(honorific) else { continue };
        let bare = rest.trim_end_matches(char::is_whitespace);
        // 鵜殿 and 源氏 are names: two letters at least are left when nothing parts them.
        let enough = bare.len() < rest.len() || (!spaced && bare.chars().nth(1).is_some());
        let single = *honorific == "様" && !bare.is_empty();
        if (enough && !bare.is_empty()) || single {
            return (bare, &name[name.len() - honorific.len()..]);
        }
    }
    (name, "")
}

/// Parts kana in brackets from the end of a name.
fn without_reading(name: &str) -> (&str, &str) {
    let Some(open) = name.find(['(', '（']) else { return (name, "") };
    let (bare, behind) = (trimmed(&name[..open]), &name[open..]);
    let inside = behind.trim_start_matches(['(', '（']);
    let Some(inside) = inside.strip_suffix([')', '）']) else { return (name, "") };
    let kana = |char: char| {
        is_kana(char) || char.is_whitespace() || matches!(char, '\u{3041}'..='\u{3096}' | 'ｦ'..='ﾟ' | '・' | '･')
    };
    if bare.is_empty() || inside.is_empty() || !inside.chars().all(kana) { (name, "") } else { (bare, trimmed(inside)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parts(name: &str) -> (&str, &str, Split) {
        let person = Person::of(name);
        (person.family, person.given, person.split)
    }

    fn key(person: Person<'_>) -> String {
        let mut key = String::new();
        person.key(&mut key);
        key
    }

    #[test]
    fn a_name_is_parted_where_it_is_written_in_two() {
        assert_eq!(parts("田中 一郎"), ("田中", "一郎", Split::Written));
        assert_eq!(parts("　田中　一郎 "), ("田中", "一郎", Split::Written));
        assert_eq!(parts("ﾀﾅｶ ｲﾁﾛｳ"), ("ﾀﾅｶ", "ｲﾁﾛｳ", Split::Written));
        assert_eq!(parts("田中一郎"), ("田中一郎", "", Split::Whole), "never guessed");
        assert_eq!(parts("東海林 太郎 次郎"), ("東海林 太郎 次郎", "", Split::Whole));
        assert_eq!(parts("Taro Yamada"), ("Taro", "Yamada", Split::OrderUnknown));
        assert_eq!(parts("Yamada, Taro"), ("Yamada", "Taro", Split::Written));
        assert_eq!(parts("Mr. Taro Yamada"), ("Taro", "Yamada", Split::OrderUnknown));
        assert_eq!(parts("ジョン・スミス"), ("ジョン", "スミス", Split::OrderUnknown));
        assert_eq!(parts(""), ("", "", Split::Whole));
        let person = Person::of_columns(" 田中", "一郎 様");
        assert_eq!((person.family, person.given, person.split), ("田中", "一郎", Split::Columns));
        assert_eq!(person.honorific, "様");
        assert_eq!(Person::of_columns("", "田中 一郎"), Person::of("田中 一郎"));
        assert_eq!(Person::of_columns("田中 一郎", ""), Person::of("田中 一郎"));
    }

    #[test]
    fn honorifics_are_no_part_of_a_name() {
        for (name, family, honorific) in [
            ("田中一郎様", "田中一郎", "様"),
            ("田中一郎 殿", "田中一郎", "殿"),
            ("営業部御中", "営業部", "御中"),
            ("田中さん", "田中さん", ""),
            ("田中 さん", "田中", "さん"),
            ("森様", "森", "様"),
            ("鵜殿", "鵜殿", ""),
            ("源氏", "源氏", ""),
            ("様", "様", ""),
        ] {
            let person = Person::of(name);
            assert_eq!((person.family, person.honorific), (family, honorific), "{name}");
        }
        let person = Person::of("田中 一郎（タナカ イチロウ）様");
        assert_eq!((person.family, person.given, person.reading), ("田中", "一郎", "タナカ イチロウ"));
        assert_eq!(Person::of("田中（旧姓 佐藤）").reading, "", "kanji are no reading");
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        let one = key(Person::of("髙橋 一郎"));
        for other in [Person::of("高橋一郎様"), Person::of_columns("高橋", "一郎"), Person::of("高橋　一郎 殿")]
        {
            assert_eq!(key(other), one);
        }
        assert_eq!(key(Person::of("Taro Yamada")), key(Person::of("YAMADA Taro")));
        assert_ne!(key(Person::of("一郎 高橋")), one, "Japanese order is meant");
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart(text in ".{0,30}", name in "(田中|一郎| |　|様|殿|（|）|タナカ|・|,|Taro|Mr\\. ){0,8}") {
            for text in [&text, &name] {
                for person in [Person::of(text), Person::of_columns(text, &name)] {
                    prop_assert_eq!(person.given.is_empty(), person.split == Split::Whole);
                    person.key(&mut String::new());
                }
                prop_assert!(text.contains(Person::of(text).family));
            }
        }
    }
}
