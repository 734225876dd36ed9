//! One text for all spellings of a name, for matching and search. Never shown, never stored in place of the original.

mod kanji;

use unicode_normalization::char::decompose_compatible;

/// Where the kanji begin that [`FOLDED`] covers.
const HAN: u32 = 0x4e00;
const HAN_END: u32 = 0xa000;

/// For each kanji of the basic block the one it becomes, or 0.
static FOLDED: [u16; (HAN_END - HAN) as usize] = folded();

/// Reads the tables once, at compile time.
const fn folded() -> [u16; (HAN_END - HAN) as usize] {
    let mut table = [0; (HAN_END - HAN) as usize];
    let tables = [kanji::KYUJITAI.as_bytes(), kanji::NAMES.as_bytes()];
    let mut which = 0;
    while which < tables.len() {
        let text = tables[which];
        let (mut at, mut first) = (0, 0);
        while at < text.len() {
            let (char, length) = decoded(text, at);
            at += length;
            if char == ' ' as u32 {
                first = 0;
            } else if first == 0 {
                first = char;
            } else if char >= HAN && char < HAN_END {
                table[(char - HAN) as usize] = first as u16;
            }
        }
        which += 1;
    }
    table
}

/// One character of UTF-8 and its length, at compile time.
const fn decoded(text: &[u8], at: usize) -> (u32, usize) {
    let byte = text[at] as u32;
    let length = if byte < 0x80 {
        return (byte, 1);
    } else if byte < 0xe0 {
        2
    } else if byte < 0xf0 {
        3
    } else {
        4
    };
    let mut char = byte & (0x7f >> length);
    let mut next = 1;
    while next < length {
        char = (char << 6) | (text[at + next] as u32 & 0x3f);
        next += 1;
    }
    (char, length)
}

/// The kanji that a kanji becomes: its modern form, or the commonest of its variants.
fn kanji(char: char) -> char {
    match char as u32 {
        code @ HAN..HAN_END => match FOLDED[(code - HAN) as usize] {
            0 => char,
            other => char::from_u32(u32::from(other)).unwrap_or(char),
        },
        // The few of the tables that lie outside of the basic block.
        0x37e2 | 0xfa11 => '崎',
        0x3800 => '島',
        0x34b7 => '興',
        0x3cdf => '恭',
        0x20bb7 => '吉',
        0x20b9f => '叱',
        0x2363a => '橋',
        0x242ee => '熊',
        0x2567f => '裕',
        0x49fa => '雄',
        _ => char,
    }
}

/// Appends the folded form of a text: what all spellings of it have in common.
///
/// - Width: full-width letters and digits, half-width kana with their marks, ligatures (㈱ ㍿ Ⅲ ①) as NFKC has them.
/// - Kana: hiragana as katakana, small kana as large ones, ヰヱヲヂヅ as イエオジズ, ヴァ as バ.
/// - Long vowels: every dash behind a kana is one `ー`, also several; elsewhere dashes go.
/// - Kanji: old forms and variants as [`kanji`] has them, 々 written out, variation selectors gone.
/// - Case, accents, blanks, control characters and punctuation go. Letters, digits and `& + # % @` stay.
///
/// Folding what is folded changes nothing, and what is appended does not depend on what stood in `out` before.
pub fn fold(text: &str, out: &mut String) {
    let start = out.len();
    out.reserve(text.len());
    let mut pen = Pen { out, start, vu: false };
    for char in text.chars() {
        pen.put(char);
    }
}

/// The folded form as a text of its own: see [`fold`].
#[must_use]
pub fn folded_text(text: &str) -> String {
    let mut out = String::new();
    fold(text, &mut out);
    out
}

struct Pen<'a> {
    out: &'a mut String,
    start: usize,
    /// The last kana came of ヴ, and takes a vowel behind it into itself.
    vu: bool,
}

impl Pen<'_> {
    fn last(&self) -> Option<char> {
        self.out[self.start..].chars().next_back()
    }

    fn put(&mut self, char: char) {
        match char {
            '0'..='9' | 'a'..='z' | '&' | '+' | '#' | '%' | '@' => self.push(char),
            'A'..='Z' => self.push(char.to_ascii_lowercase()),
            '-' | '~' => self.dash(),
            '\0'..='\u{7f}' => {}
            '\u{4e00}'..='\u{9fff}' => self.push(kanji(char)),
            '\u{3041}'..='\u{3096}' => self.kana(char::from_u32(char as u32 + 0x60).unwrap_or(char)),
            '\u{30a1}'..='\u{30fa}' => self.kana(char),
            'ー'
            | '\u{2010}'..='\u{2015}'
            | '−'
            | '〜'
            | '～'
            | '－'
            | 'ｰ'
            | '⁓'
            | '﹘'
            | '﹣'
            | '─'
            | '━'
            | '⁃'
            | '〰' => {
                self.dash();
            }
            '\u{ff66}'..='\u{ff9d}' => self.kana(HALF_WIDTH[(char as usize) - 0xff66]),
            '\u{3099}' | '\u{309b}' | 'ﾞ' => self.voiced(),
            '\u{309a}' | '\u{309c}' | 'ﾟ' => self.half_voiced(),
            'ゝ' | 'ヽ' => self.again(false),
            'ゞ' | 'ヾ' => self.again(true),
            '々' => {
                if let Some(last) = self.last().filter(|last| is_kanji(*last)) {
                    self.push(last);
                }
            }
            // Full-width Latin.
            '\u{ff01}'..='\u{ff5d}' => self.put(char::from_u32(char as u32 - 0xfee0).unwrap_or(' ')),
            '〆' | '〇' => self.push(char),
            '\u{fa11}' => self.push(kanji(char)),
            _ if is_left_out(char) => {}
            '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2f7ff}' => self.push(kanji(char)),
            _ => self.other(char),
        }
    }

    /// What NFKC has a word to say about, and the scripts of elsewhere.
    fn other(&mut self, char: char) {
        let mut parts = [char; 24];
        let mut count = 0;
        decompose_compatible(char, |part| {
            if let Some(slot) = parts.get_mut(count) {
                *slot = part;
                count += 1;
            }
        });
        if count == 1 && parts[0] == char {
            return self.letter(char);
        }
        for part in &parts[..count] {
            match part {
                // A mark, or a letter that has been taken apart: asking again would change nothing.
                '\u{80}'..='\u{1fff}' => self.letter(*part),
                _ if *part == char => self.letter(*part),
                _ => self.put(*part),
            }
        }
    }

    /// A letter of any script, lowered.
    fn letter(&mut self, char: char) {
        match char {
            'ß' | 'ẞ' => {
                self.push('s');
                self.push('s');
            }
            'ς' => self.push('σ'),
            'æ' | 'Æ' => {
                self.push('a');
                self.push('e');
            }
            'ø' | 'Ø' => self.push('o'),
            'ł' | 'Ł' => self.push('l'),
            'ı' => self.push('i'),
            // Accents.
            '\u{300}'..='\u{36f}' => {}
            _ if is_left_out(char) => {}
            _ if char.is_lowercase() || !char.is_alphabetic() => self.push(char),
            _ => {
                for lower in char.to_lowercase().filter(|lower| !matches!(lower, '\u{300}'..='\u{36f}')) {
                    self.push(lower);
                }
            }
        }
    }

    fn push(&mut self, char: char) {
        self.vu = false;
        self.out.push(char);
    }

    fn kana(&mut self, char: char) {
        let (kana, vu) = match char {
            'ァ' => ('ア', false),
            'ィ' | 'ヰ' => ('イ', false),
            'ゥ' => ('ウ', false),
            'ェ' | 'ヱ' => ('エ', false),
            'ォ' | 'ヲ' => ('オ', false),
            'ッ' => ('ツ', false),
            'ャ' => ('ヤ', false),
            'ュ' => ('ユ', false),
            'ョ' => ('ヨ', false),
            'ヮ' => ('ワ', false),
            'ヵ' => ('カ', false),
            'ヶ' => ('ケ', false),
            'ヂ' => ('ジ', false),
            'ヅ' => ('ズ', false),
            'ヷ' => ('バ', false),
            'ヸ' => ('ビ', false),
            'ヹ' => ('ベ', false),
            'ヺ' => ('ボ', false),
            'ヴ' => ('ブ', true),
            'ー' => return self.dash(),
            other => (other, false),
        };
        let joined = match kana {
            _ if !self.vu => None,
            'ア' => Some('バ'),
            'イ' => Some('ビ'),
            'エ' => Some('ベ'),
            'オ' => Some('ボ'),
            'ユ' => {
                // ヴュ is ビュ.
                self.out.pop();
                self.push('ビ');
                None
            }
            _ => None,
        };
        if let Some(joined) = joined {
            self.out.pop();
            return self.push(joined);
        }
        self.push(kana);
        self.vu = vu;
    }

    fn dash(&mut self) {
        if self.last().is_some_and(|last| is_kana(last) && last != 'ー') {
            self.push('ー');
        }
    }

    fn voiced(&mut self) {
        let Some(last) = self.last() else { return };
        let voiced = voice(last);
        if voiced != last {
            self.out.pop();
            self.push(voiced);
            self.vu = last == 'ウ';
        }
    }

    fn half_voiced(&mut self) {
        let half = match self.last() {
            Some('ハ') => 'パ',
            Some('ヒ') => 'ピ',
            Some('フ') => 'プ',
            Some('ヘ') => 'ペ',
            Some('ホ') => 'ポ',
            _ => return,
        };
        self.out.pop();
        self.push(half);
    }

    fn again(&mut self, voiced: bool) {
        if let Some(last) = self.last().filter(|last| is_kana(*last) && *last != 'ー') {
            self.push(if voiced { voice(last) } else { last });
        }
    }
}

/// The half-width kana from U+FF66 on, the dash among them.
const HALF_WIDTH: [char; 56] = [
    'ヲ', 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ャ', 'ュ', 'ョ', 'ッ', 'ー', 'ア', 'イ', 'ウ', 'エ', 'オ', 'カ', 'キ', 'ク',
    'ケ', 'コ', 'サ', 'シ', 'ス', 'セ', 'ソ', 'タ', 'チ', 'ツ', 'テ', 'ト', 'ナ', 'ニ', 'ヌ', 'ネ', 'ノ', 'ハ', 'ヒ',
    'フ', 'ヘ', 'ホ', 'マ', 'ミ', 'ム', 'メ', 'モ', 'ヤ', 'ユ', 'ヨ', 'ラ', 'リ', 'ル', 'レ', 'ロ', 'ワ', 'ン',
];

/// A folded kana with the voiced mark, where it takes one.
fn voice(kana: char) -> char {
    match kana {
        'ウ' => 'ブ',
        'チ' => 'ジ',
        'ツ' => 'ズ',
        'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ' | 'ソ' | 'タ' | 'テ' | 'ト' | 'ハ' | 'ヒ'
        | 'フ' | 'ヘ' | 'ホ' => char::from_u32(kana as u32 + 1).unwrap_or(kana),
        other => other,
    }
}

/// Katakana, with the long mark.
pub(super) fn is_kana(char: char) -> bool {
    matches!(char, 'ァ'..='ヺ' | 'ー' | '\u{31f0}'..='\u{31ff}')
}

/// A Chinese character.
pub(crate) fn is_kanji(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Blanks, controls, marks that nobody types, punctuation and ornaments.
fn is_left_out(char: char) -> bool {
    matches!(char,
        '\0'..='\u{20}'
        | '\u{7f}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '×' | '÷'
        | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}'
        | '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2a0b}' | '\u{2a0d}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3030}' | '\u{303d}'
        | '\u{30a0}' | '\u{30fb}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '･'
        | '\u{e0000}'..='\u{e0fff}')
        || char.is_control()
        || char.is_whitespace()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn same(spellings: &[&str]) {
        for spelling in spellings {
            assert_eq!(folded_text(spelling), folded_text(spellings[0]), "{spelling} {}", spellings[0]);
        }
    }

    #[test]
    fn spellings_of_one_name_are_one() {
        same(&["髙島﨑", "高島崎", "高嶋嵜", "髙島\u{fa11}"]);
        same(&["齋藤", "斎藤", "斉藤", "齊藤"]);
        same(&["渡邊", "渡邉", "渡辺", "渡邊\u{e0100}", "渡辺\u{fe00}"]);
        same(&["濵田櫻子", "濱田桜子", "浜田桜子"]);
        same(&["𠮷田", "吉田"]);
        same(&["國廣龍之介", "国広竜之介"]);
        same(&["神谷", "\u{fa19}谷"]);
        same(&["ｶﾞｷﾞｸﾞﾊﾟﾋﾟ", "ガギグパピ", "がぎぐぱぴ", "カ\u{3099}キ\u{3099}ク\u{3099}ハ\u{309a}ヒ\u{309a}"]);
        same(&["キヤノン", "キャノン", "ｷﾔﾉﾝ", "きゃのん"]);
        same(&["ヴァイオリン", "バイオリン", "ｳﾞｧｲｵﾘﾝ", "ｳﾞｱｲｵﾘﾝ", "ウ\u{3099}ァイオリン"]);
        same(&["ヴュー", "ビュー"]);
        same(&["サーバー", "サ－バ－", "ｻｰﾊﾞｰ", "サ-バ-", "サ―バ―", "サ〜バ～", "さーばー", "サ−バ−"]);
        same(&["ＡＢＣ－１２３", "abc123", "A.B.C. 123", "ａｂｃ・１２３", "Ａ，Ｂ、Ｃ　123"]);
        same(&["佐々木", "佐佐木"]);
        same(&["いすゞ", "いすず", "イスヾ"]);
        same(&["龍ヶ崎", "竜ケ崎", "龍ｹ崎"]);
        same(&["㍿ヤマダ㈱", "株式会社ヤマダ(株)"]);
        same(&["第Ⅲ①", "第III1"]);
        same(&["CAFÉ Zoë", "cafe\u{301} zoe", "ｃａｆｅ　ＺＯＥ"]);
        same(&["Straße", "STRASSE"]);
        same(&["P&G", "Ｐ＆Ｇ"]);
    }

    #[test]
    fn other_names_stay_other() {
        for (one, other) in [
            ("P&G", "PG"),
            ("ビル", "ビール"),
            ("ハス", "バス"),
            ("坂本", "阪本"),
            ("田中", "中田"),
            ("C++", "C"),
            ("さくら", "さくらい"),
            ("二", "ニ"),
            ("一", "ー"),
        ] {
            assert_ne!(folded_text(one), folded_text(other), "{one} {other}");
        }
        assert_eq!(folded_text("・ー－　()「」☆\u{200b}\u{feff}"), "");
    }

    /// Whoever edits the tables: a kanji stands in one group, and none becomes one that becomes another.
    #[test]
    fn the_tables_have_no_chains() {
        let mut seen = std::collections::BTreeSet::new();
        let groups = kanji::KYUJITAI.split_whitespace().chain(kanji::NAMES.split_whitespace());
        for group in groups {
            let first = group.chars().next().unwrap();
            assert!(group.chars().count() > 1, "{group}");
            for char in group.chars() {
                assert!(seen.insert(char), "{char} of {group} stands twice");
                assert_eq!(super::kanji(char), first, "{char} (U+{:X}) of {group}", char as u32);
            }
        }
        assert!(seen.len() > 900, "{}", seen.len());
    }

    #[test]
    fn every_character_is_folded_once() {
        let (mut once, mut twice) = (String::new(), String::new());
        let mut hold = |text: &str| {
            once.clear();
            twice.clear();
            fold(text, &mut once);
            fold(&once, &mut twice);
            assert_eq!(once, twice, "{text}");
        };
        for char in '\0'..=char::MAX {
            hold(char.encode_utf8(&mut [0; 4]));
        }
        let near = ('\u{2f0}'..'\u{370}').chain('\u{3000}'..'\u{3400}').chain('\u{ff00}'..='\u{ffff}');
        for char in near {
            for before in ['ウ', 'カ', 'ヴ', 'ハ', '一', 'ー', 'I'] {
                hold(&format!("{before}{char}"));
                hold(&format!("{before}・{char}"));
            }
        }
    }

    #[test]
    fn what_stood_there_stays() {
        let mut out = "ウ".to_owned();
        fold("ﾞー々ア", &mut out);
        assert_eq!(out, "ウア");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".{0,40}", kana in "[ァ-ヾｦ-ﾟぁ-ゞー〜・\\-々一髙ﾞﾟ\u{3099}]{0,20}") {
            for text in [&text, &kana] {
                let once = folded_text(text);
                prop_assert_eq!(&folded_text(&once), &once);
            }
        }
    }
}
