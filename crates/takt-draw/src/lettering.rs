//! How wide a label will be, from the metrics of the font the pictures are set in, and what to do with one that is too
//! wide: shorten it, or break it into lines.
//!
//! The reader's machine may have another font of the stack, so an estimate is 2 % more than Noto Sans CJK JP takes.

mod advance;

use crate::geometry::Px;

/// The fonts of all pictures, the first that the reader has; all hold Japanese and Latin.
pub const FONTS: &str = "'Hiragino Sans','Noto Sans CJK JP','Noto Sans JP','Yu Gothic UI',Meiryo,sans-serif";

/// The smallest letters that may stand on a picture.
pub const SMALLEST: Px = Px::of_tenths(120);

/// How strong letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 700.
    Bold,
}

impl Weight {
    /// Its number in a style.
    #[must_use]
    pub const fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Bold => 700,
        }
    }
}

/// Thousandths of the font size that a character takes.
fn advance(c: char, weight: Weight) -> u16 {
    let code = u32::from(c);
    for page in advance::PAGES {
        let advances = match weight {
            Weight::Regular => page.regular,
            Weight::Bold => page.bold,
        };
        let index = code.checked_sub(page.first).and_then(|index| usize::try_from(index).ok());
        if let Some(advance) = index.and_then(|index| advances.get(index)) {
            return *advance;
        }
    }
    let runs = advance::RUNS;
    let run = runs.partition_point(|(_, last, _, _)| *last < code);
    match (runs.get(run), weight) {
        (Some((first, _, regular, _)), Weight::Regular) if *first <= code => *regular,
        (Some((first, _, _, bold)), Weight::Bold) if *first <= code => *bold,
        _ if is_dropped(c) => 0,
        _ => 1000,
    }
}

/// Whether a character is never written: controls, and marks that turn the direction of what follows.
#[must_use]
pub fn is_dropped(c: char) -> bool {
    let turns = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// The width of a label on one line, never less than it takes in Noto Sans CJK JP.
#[must_use]
pub fn width(text: &str, size: Px, weight: Weight) -> Px {
    let milli: u64 = text.chars().map(|c| u64::from(advance(c, weight))).sum();
    let size = u64::try_from(size.tenths()).unwrap_or(0);
    Px::of_tenths(i32::try_from((milli * size * 102).div_ceil(100_000)).unwrap_or(i32::MAX))
}

/// The label if it fits, else as much of its beginning as fits with an ellipsis. Nothing where not even that fits.
#[must_use]
pub fn shorten(text: &str, size: Px, weight: Weight, room: Px) -> String {
    if width(text, size, weight) <= room {
        return text.into();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let short: String = kept.iter().collect();
        let short = format!("{}…", short.trim_end());
        if width(&short, size, weight) <= room {
            return short;
        }
    }
    String::new()
}

/// What may not begin a line.
const CLOSING: &str =
    "、。，．,.」』）)］]｝}〉》】〕’”・：；:;？！?!ー々ゝゞ…‥％%〜ぁぃぅぇぉっゃゅょァィゥェォッャュョ";

/// What may not end a line.
const OPENING: &str = "「『（(［[｛{〈《【〔‘“¥￥$";

/// The label in lines that fit: broken at spaces and between Japanese characters, never before a closing mark and never
/// after an opening one, inside a word only where the word alone is too wide.
#[must_use]
pub fn wrap(text: &str, size: Px, weight: Weight, room: Px) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let longer = format!("{line}{piece}");
        if width(longer.trim_end(), size, weight) <= room {
            line = longer;
            continue;
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_string());
        }
        line = piece.trim_start().to_string();
        while width(line.trim_end(), size, weight) > room && line.chars().nth(1).is_some() {
            let rest = cut(&line, size, weight, room);
            let head = line[..line.len() - rest.len()].to_string();
            lines.push(head);
            line = rest;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_string());
    }
    lines
}

/// The label in as many lines as [`wrap`] needs: a sentence each if they fit so, else lines of about one length, none
/// left with a word alone.
#[must_use]
pub fn wrap_evenly(text: &str, size: Px, weight: Weight, room: Px) -> Vec<String> {
    let mut lines = wrap(text, size, weight, room);
    let sentences: Vec<String> =
        text.split_inclusive(['。', '.']).map(|sentence| sentence.trim().to_string()).collect();
    if sentences.len() == lines.len() && sentences.iter().all(|sentence| width(sentence, size, weight) <= room) {
        return sentences;
    }
    let mut narrower = room;
    while lines.len() > 1 && narrower > size {
        narrower -= size / 2;
        let more = wrap(text, size, weight, narrower);
        if more.len() > lines.len() {
            break;
        }
        lines = more;
    }
    lines
}

/// What of a word is left when as much as fits, at least one character, stands on the line before.
fn cut(word: &str, size: Px, weight: Weight, room: Px) -> String {
    let fits = |end: usize| width(&word[..end], size, weight) <= room;
    let ends = word.char_indices().skip(1).map(|(at, _)| at);
    let end = ends.clone().take_while(|end| fits(*end)).last().or_else(|| ends.clone().next()).unwrap_or(word.len());
    word[end..].to_string()
}

/// The parts of a text between which a line may end.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
        let may_break = before.is_some_and(|before| {
            c != ' '
                && !CLOSING.contains(c)
                && !OPENING.contains(before)
                && (before == ' ' || is_wide(c) || is_wide(before))
        });
        match pieces.last_mut() {
            Some(last) if !may_break => last.push(c),
            _ => pieces.push(c.into()),
        }
        before = Some(c);
    }
    pieces
}

/// Whether a character is one that Japanese lines break around.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0xA4CF | 0xF900..=0xFAFF | 0xFF01..=0xFFEF | 0x2_0000..=0x3_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::px;

    fn lines(text: &str, room: i32) -> Vec<String> {
        wrap(text, px(10), Weight::Regular, px(room))
    }

    #[test]
    fn a_kanji_takes_an_em_and_a_half_width_kana_half_of_one() {
        assert_eq!(width("商談", px(10), Weight::Regular), Px::of_tenths(204));
        assert_eq!(width("ｱ", px(10), Weight::Bold), Px::of_tenths(51));
        assert_eq!(width("", px(10), Weight::Bold), Px::ZERO);
        assert!(width("0", px(20), Weight::Bold) > width("0", px(20), Weight::Regular));
    }

    #[test]
    fn a_label_is_shortened_only_when_it_must_be() {
        let short = |room| shorten("提案・見積 送付済み", px(10), Weight::Regular, px(room));
        assert_eq!(short(200), "提案・見積 送付済み");
        assert_eq!(short(66), "提案・見積…");
        assert_eq!(short(5), "");
    }

    #[test]
    fn no_line_begins_with_a_mark_that_closes_or_ends_with_one_that_opens() {
        for room in 45..120 {
            for line in lines("毎月、100件が「接触中」に残ります。使用率は97%です(先月は80%)。", room)
            {
                let (first, last) = (line.chars().next().unwrap(), line.chars().last().unwrap());
                assert!(!"、。」)%".contains(first) && !"「(".contains(last), "{room}: {line}");
            }
        }
    }

    #[test]
    fn latin_breaks_at_spaces_and_a_word_too_long_is_cut() {
        assert_eq!(lines("one two three", 45), ["one two", "three"]);
        assert_eq!(lines("onetwothree", 30).concat(), "onetwothree");
        assert_eq!(lines("接触中 the queue", 62), ["接触中 the", "queue"]);
        assert_eq!(lines("  ", 50), [""; 0]);
    }

    #[test]
    fn lines_can_be_of_one_length() {
        let even = |text, room| wrap_evenly(text, px(10), Weight::Regular, px(room));
        let two = "まだ数字がありません。記録が入ると表示されます。";
        assert_eq!(even(two, 230), ["まだ数字がありません。", "記録が入ると表示されます。"]);
        assert_eq!(even(two, 300).len(), 1);
        let one = "記録が入ると、ここに数字が表示されます";
        assert_eq!(wrap(one, px(10), Weight::Regular, px(190)), ["記録が入ると、ここに数字が表示されま", "す"]);
        assert_eq!(even(one, 190), ["記録が入ると、ここに", "数字が表示されます"]);
    }

    #[test]
    fn every_line_fits_and_nothing_is_lost() {
        let text = "プランの見直しは、来月の10日までに(担当: 佐藤)お願いします。Then call back.";
        for room in 30..200 {
            let lines = lines(text, room);
            assert!(lines.iter().all(|line| width(line, px(10), Weight::Regular) <= px(room)), "{room}: {lines:?}");
            let flat = |text: &str| text.replace(' ', "");
            assert_eq!(flat(&lines.concat()), flat(text));
        }
    }
}
