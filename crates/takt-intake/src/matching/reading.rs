//! The reading of a company's name, so that what different hands wrote of one reading is one.

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

/// Kana of a reading that are compared. Two who have one name in kanji and begin their readings alike read it alike; what
/// follows is where the files slip: カブキシガイシャ, a branch without a blank before it, 日本生命 for 日本生命保険.
const COMPARED: usize = 3;

/// Reads readings; keeps its buffers.
#[derive(Debug, Default)]
pub(super) struct Reader {
    bare: String,
    folded: String,
    word: String,
}

impl Reader {
    /// Appends how a reading begins, without legal form and branch, loosened: no voiced marks, long vowels or small kana,
    /// ニッポン as ニホン.
    ///
    /// `branch_words` is how many words of the name name its branch; as many at the end of the reading read them.
    pub(super) fn loose(&mut self, kana: &str, branch_words: usize, out: &mut String) {
        let Self { bare, folded, word } = self;
        let start = out.len();
        // Where each word of the name ends, the first few of them, and how many there are.
        let mut ends = [start; WORDS];
        let mut words = 0;
        let mut before_form = None;
        bare.clear();
        without_brackets(kana, bare);
        for part in bare.split(char::is_whitespace).filter(|part| !part.is_empty()) {
            folded.clear();
            fold(part, folded);
            word.clear();
            loosened(folded, word);
            let (name, form) = without_form(word);
            if !name.is_empty() {
                out.push_str(name);
                if let Some(end) = ends.get_mut(words) {
                    *end = out.len();
                }
                words += 1;
            }
            if form && words > 0 {
                before_form = before_form.or(Some(words));
            }
        }
        if branch_words > 0 && words > 0 {
            let kept = before_form.unwrap_or_else(|| words.saturating_sub(branch_words)).max(1);
            if let Some(end) = ends.get(kept - 1) {
                out.truncate(*end);
            }
        }
        if let Some((end, _)) = out[start..].char_indices().nth(COMPARED) {
            out.truncate(start + end);
        }
    }
}

/// Words of a reading whose ends are remembered: more letters than are compared stand in them.
const WORDS: usize = 8;

/// Appends what does not stand in brackets: `(ｶﾌﾞ)`, and `ｶ)` in front, and `(ｶ` behind.
fn without_brackets(kana: &str, bare: &mut String) {
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
}

/// A word without a legal form, and whether the name is before one: what follows it reads the branch.
fn without_form(word: &str) -> (&str, bool) {
    if matches!(word, "カフ" | "ユ") {
        return ("", true);
    }
    // The commonest by far stands in front of most readings; what has no form says so by what all forms have one of.
    if let Some(rest) = word.strip_prefix("カフシキカイシヤ") {
        return (rest, rest.is_empty());
    }
    if word.len() < "コシカイシヤ".len() {
        return (word, false);
    }
    if !word.contains("カイシヤ") && !word.contains("ホシン") {
        return (word, false);
    }
    for form in FORMS {
        match word.find(form) {
            Some(0) => return (&word[form.len()..], word.len() == form.len()),
            Some(at) => return (&word[..at], true),
            None => {}
        }
    }
    (word, false)
}

/// Appends folded kana without what hands differ in.
fn loosened(folded: &str, out: &mut String) {
    let start = out.len();
    let mut column = ' ';
    for char in folded.chars() {
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
