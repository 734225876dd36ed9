//! The reading of a company's name, so that what different hands wrote of one reading is one.

use std::str::Chars;

use crate::japanese::fold::fold;

/// How the legal forms are read, as [`loosened`] has them: the longer before the shorter that they end with.
const FORMS: &[&str] = &[
    "カフシキカイシヤ",
    "ユケンカイシヤ",
    "コトカイシヤ",
    "コシカイシヤ",
    "コメカイシヤ",
    "ソコカイシヤ",
    "トクテモクテキカイシヤ",
    "イツハンシヤタンホシン",
    "イツハンサイタンホシン",
    "コエキシヤタンホシン",
    "コエキサイタンホシン",
    "シヤタンホシン",
    "サイタンホシン",
    "シヤカイイリヨホシン",
    "イリヨホシンシヤタン",
    "イリヨホシンサイタン",
    "イリヨホシン",
    "カツコホシン",
    "シヤカイフクシホシン",
    "トクリツキヨセホシン",
    "コクリツタイカクホシン",
    "トクテヒエリカツトホシン",
];

/// Appends a reading without legal form and branch, loosened: no voiced marks, long vowels or small kana, ニッポン as ニホン.
///
/// `branch_words` is how many words of the name name its branch; as many at the end of the reading read them.
pub(super) fn loose(kana: &str, branch_words: usize, out: &mut String) {
    let (mut word, mut folded) = (String::new(), String::new());
    let mut words: Vec<(usize, usize)> = Vec::new();
    // How many words stood before the legal form: those behind it read the branch.
    let mut before_form = None;
    let start = out.len();
    let bare = without_brackets(kana);
    for part in bare.split(char::is_whitespace).filter(|part| !part.is_empty()) {
        folded.clear();
        fold(part, &mut folded);
        word.clear();
        loosened(folded.chars(), &mut word);
        let (name, formed) = without_form(&word);
        if formed && name.is_empty() && !words.is_empty() {
            before_form = before_form.or(Some(words.len()));
        }
        if !name.is_empty() {
            let from = out.len();
            out.push_str(name);
            words.push((from, out.len()));
        }
    }
    if branch_words > 0 {
        let kept = before_form.unwrap_or_else(|| words.len().saturating_sub(branch_words)).max(1);
        if let Some((_, end)) = words.get(kept - 1) {
            out.truncate(*end);
        }
    }
    debug_assert!(out.len() >= start);
}

/// Without what stands in brackets: `(ｶﾌﾞ)`, and `ｶ)` in front, and `(ｶ` behind.
fn without_brackets(kana: &str) -> String {
    let mut bare = String::with_capacity(kana.len());
    let mut depth = 0_u32;
    for char in kana.chars() {
        match char {
            '(' | '（' | '[' | '［' => {
                depth += 1;
                bare.push(' ');
            }
            ')' | '）' | ']' | '］' => {
                if depth == 0 && bare.chars().count() <= 3 {
                    bare.clear();
                }
                depth = depth.saturating_sub(1);
                bare.push(' ');
            }
            _ if depth > 0 => {}
            other => bare.push(other),
        }
    }
    bare
}

/// A word without a legal form in front or behind, and whether there was one.
fn without_form(word: &str) -> (&str, bool) {
    for form in FORMS {
        if let Some(rest) = word.strip_prefix(form).or_else(|| word.strip_suffix(form)) {
            return (rest, true);
        }
    }
    (word, false)
}

/// Appends folded kana without what hands differ in.
fn loosened(chars: Chars<'_>, out: &mut String) {
    let start = out.len();
    let mut column = ' ';
    for char in chars {
        let plain = unvoiced(char);
        let long = match plain {
            'ー' => true,
            'ウ' => matches!(column, 'オ' | 'ウ'),
            'オ' => column == 'オ',
            'イ' => column == 'エ',
            _ => false,
        };
        if long {
            continue;
        }
        out.push(plain);
        column = vowel(plain);
        if plain == 'ン' && out[start..].ends_with("ニツホン") {
            out.truncate(out.len() - "ツホン".len());
            out.push_str("ホン");
        }
    }
}

/// A kana without its mark.
fn unvoiced(kana: char) -> char {
    match kana {
        'ガ' | 'ギ' | 'グ' | 'ゲ' | 'ゴ' | 'ザ' | 'ジ' | 'ズ' | 'ゼ' | 'ゾ' | 'ダ' | 'デ' | 'ド' | 'バ' | 'ビ'
        | 'ブ' | 'ベ' | 'ボ' => char::from_u32(kana as u32 - 1).unwrap_or(kana),
        'パ' | 'ピ' | 'プ' | 'ペ' | 'ポ' => char::from_u32(kana as u32 - 2).unwrap_or(kana),
        other => other,
    }
}

/// The vowel a kana ends with, as its kana; a blank for none.
fn vowel(kana: char) -> char {
    match kana {
        'ア' | 'カ' | 'サ' | 'タ' | 'ナ' | 'ハ' | 'マ' | 'ヤ' | 'ラ' | 'ワ' => 'ア',
        'イ' | 'キ' | 'シ' | 'チ' | 'ニ' | 'ヒ' | 'ミ' | 'リ' => 'イ',
        'ウ' | 'ク' | 'ス' | 'ツ' | 'ヌ' | 'フ' | 'ム' | 'ユ' | 'ル' => 'ウ',
        'エ' | 'ケ' | 'セ' | 'テ' | 'ネ' | 'ヘ' | 'メ' | 'レ' => 'エ',
        'オ' | 'コ' | 'ソ' | 'ト' | 'ノ' | 'ホ' | 'モ' | 'ヨ' | 'ロ' => 'オ',
        _ => ' ',
    }
}
