//! What a company's name is made of: its legal form, the name itself, and the branch or department behind it.

mod forms;

pub use forms::LegalForm;
use forms::{LATIN, Where, spellings};

use std::borrow::Cow;

use super::fold::{fold, is_kanji};

/// Where the legal form stands in the name of a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stands {
    /// The name has none.
    None,
    /// 前株: 株式会社 in front.
    Before,
    /// 後株: 株式会社 behind, whatever branch follows.
    After,
    /// Between two parts of the name.
    Inside,
}

/// The name of a company, taken apart. All parts are of the text as it was written.
///
/// The base is in two pieces, for a name whose legal form stands [`Inside`](Stands::Inside); otherwise the second is
/// empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Company<'a> {
    /// The legal form, where one is written.
    pub form: Option<LegalForm>,
    /// Where it stands.
    pub stands: Stands,
    /// The name without form, branch and remark: its two pieces.
    pub base: [&'a str; 2],
    /// Branch and department, as they are written: `大阪支店　営業部`. Empty where none is clear.
    pub branch: &'a str,
    /// A remark in brackets at the end that gives another name: `（旧　山田商店）`. Empty where there is none.
    pub remark: &'a str,
}

impl<'a> Company<'a> {
    /// Takes a name apart.
    ///
    /// The form is looked for in front, then behind, then between. What follows a form that stands behind is the branch.
    /// Elsewhere a branch is what stands behind a blank and ends like one (支店, 工場, 部 …), with all that follows; or,
    /// without a blank, a region and 支店, 支社, 営業所 or 出張所. A name of which nothing would be left stays whole.
    #[must_use]
    pub fn of(name: &'a str) -> Self {
        let name = trimmed(name);
        let (name, remark) = without_remark(without_honorific(name));
        let whole = Self { form: None, stands: Stands::None, base: [name, ""], branch: "", remark };
        if name.is_ascii() {
            return latin(whole);
        }
        let Some((from, to, form)) = form_in(name) else {
            let whole = latin(whole);
            if whole.form.is_some() {
                return whole;
            }
            let (base, branch) = parted(name, false);
            return Self { base: [base, ""], branch, ..whole };
        };
        let (head, tail) = (trimmed(&name[..from]), trimmed(&name[to..]));
        let whole = Self { form: Some(form), ..whole };
        if head.is_empty() && tail.is_empty() {
            return Self { form: None, ..whole };
        }
        if head.is_empty() {
            let (base, branch) = parted(tail, true);
            return Self { stands: Stands::Before, base: [base, ""], branch, ..whole };
        }
        if form == LegalForm::KyodoKumiai && KUMIAI_OF.iter().any(|of| head.ends_with(of)) {
            // A farmers' cooperative of a town without its form would be the town.
            return Self { stands: Stands::After, base: [&name[..to], ""], branch: tail, ..whole };
        }
        let spaced = name[to..].starts_with(is_space) || name[to..].starts_with(is_bracket);
        if tail.is_empty() || spaced || ends_like_branch(tail, ATTACHED) {
            return Self { stands: Stands::After, base: [head, ""], branch: tail, ..whole };
        }
        Self { stands: Stands::Inside, base: [head, tail], ..whole }
    }

    /// Appends the folded base: what the spellings of this name have in common. Equal bases are not yet equal companies.
    pub fn key(&self, out: &mut String) {
        let start = out.len();
        fold(self.base[0], out);
        if !self.base[1].is_empty() {
            fold(self.base[1], out);
        }
        if out.len() == start {
            // A name of nothing but signs is better than no name.
            out.extend(self.base.iter().flat_map(|piece| piece.chars()).filter(|char| !char.is_whitespace()));
        }
    }

    /// Branch and departments one by one: `大阪支店`, `営業部`.
    pub fn parts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.branch.split(is_space).filter(|part| !part.is_empty()).flat_map(Units)
    }
}

/// A text with blanks around each legal form of Chinese characters, wherever it stands, and with those that are short in
/// full: `㈱北斗`, `(株)北斗` and `株式会社北斗` come to one text, and 北斗 is a word of it. For search; of no use for
/// taking a name apart.
///
/// Of the short ones only those of one character are written out that the full form has too, so whoever looks for what
/// was written still finds it. A fragment that begins inside of the brackets, `株)北斗`, is read as such.
#[must_use]
pub fn forms_apart(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for (at, char) in text.char_indices() {
        if at < done || char.is_ascii() && char != '(' {
            continue;
        }
        let Some((end, full)) = form_at(text, at, char) else { continue };
        out.push_str(&text[done..at]);
        out.push(' ');
        out.push_str(full);
        out.push(' ');
        done = end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The legal form that stands at a place: where it ends, and what is to stand there.
fn form_at(text: &str, at: usize, char: char) -> Option<(usize, &str)> {
    let is_short = |spelling: &str, form: LegalForm| {
        let (inner, opens) = spelling.strip_prefix('(').map_or((spelling, false), |inner| (inner, true));
        let inner = inner.strip_suffix(')').unwrap_or_default();
        (opens || at == 0) && inner.chars().count() == 1 && form.name().contains(inner)
    };
    let is_sign = matches!(char, '㈱' | '㍿' | '㊑' | '㈲' | '㊒' | '㈾' | '㈴' | '㈳' | '㈶' | '㈻' | '㈿');
    spellings(narrow(char)).iter().find_map(|(spelling, form, _)| {
        let end = at + length(&text[at..], spelling)?;
        if is_sign || is_short(spelling, *form) {
            return Some((end, form.name()));
        }
        let is_long = spelling.chars().count() > 2 && spelling.chars().all(is_kanji);
        is_long.then(|| (end, &text[at..end]))
    })
}

/// A stretch without blanks, cut behind each unit that others follow: `大阪支店営業部` is two.
struct Units<'a>(&'a str);

impl<'a> Iterator for Units<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let cut = CUT.iter().filter_map(|unit| self.0.find(unit).map(|at| at + unit.len())).min();
        let (part, rest) = self.0.split_at(cut.unwrap_or(self.0.len()));
        self.0 = rest;
        Some(part)
    }
}

/// Units behind which a department follows without a blank.
const CUT: &[&str] = &["支店", "支社", "営業所", "事業所", "出張所", "本社", "本店", "支局", "工場", "事業部", "本部"];

/// How a branch ends that stands right behind the legal form.
const ATTACHED: &[&str] = &[
    "支店",
    "支社",
    "支局",
    "支部",
    "支所",
    "営業所",
    "営業部",
    "事業所",
    "事業部",
    "出張所",
    "本社",
    "本店",
    "本部",
    "工場",
    "部",
    "課",
];

/// How a branch ends that stands behind a blank.
const SPACED: &[&str] = &[
    "支店",
    "支社",
    "支局",
    "支部",
    "支所",
    "営業所",
    "事業所",
    "出張所",
    "本社",
    "本店",
    "本部",
    "工場",
    "センター",
    "ｾﾝﾀｰ",
    "事務所",
    "研究所",
    "製作所",
    "製造所",
    "製鉄所",
    "製油所",
    "発電所",
    "業所",
    "場",
    "部",
    "課",
    "室",
    "係",
    "局",
    "店",
    "所",
    "ビル",
    "オフィス",
    "倉庫",
    "寮",
    "地区",
    "分館",
    "別館",
    "庁舎",
    "病院",
    "学校",
    "売場",
    "グループ",
    "チーム",
    "ブロック",
    "エリア",
    "サイト",
    "センタ",
    "デスク",
    "セクター",
    "ユニット",
    "ステーション",
    "ラボラトリー",
    "システム社",
    "カンパニー",
    "部門",
    "窓口",
    "宛",
    "内",
];

/// Words that end so and are part of a name.
const NO_BRANCH: &[&str] = &[
    "倶楽部",
    "クラブ",
    "商店",
    "書店",
    "百貨店",
    "薬局",
    "専門店",
    "飲食店",
    "放送局",
    "工場長",
    "市場",
    "劇場",
    "牧場",
    "農場",
    "酒場",
    "東部",
    "西部",
    "南部",
    "北部",
    "中部",
];

/// How a name ends that is complete: whatever stands behind a blank after it is a branch.
const COMPLETE: &[&str] = &[
    "製作所",
    "製鉄所",
    "銀行",
    "保険",
    "工業",
    "産業",
    "商事",
    "電機",
    "電気",
    "自動車",
    "建設",
    "新聞社",
    "運輸",
    "証券",
    "学園",
    "製薬",
    "化学",
    "食品",
    "物産",
    "不動産",
    "信用金庫",
    "ホールディングス",
    "コーポレーション",
];

/// Units that alone, with no place or number before them, are part of a name written with blanks: 島津　製作所.
const BARE: &[&str] = &[
    "製作所",
    "研究所",
    "製造所",
    "工業所",
    "鉄工所",
    "鐵工所",
    "事務所",
    "センター",
    "センタ",
    "ビル",
    "グループ",
    "工場",
    "オフィス",
    "倉庫",
    "店",
    "所",
    "場",
    "部",
    "課",
    "室",
    "係",
    "局",
    "内",
    "寮",
    "地区",
    "エリア",
    "チーム",
    "ブロック",
    "サイト",
    "カンパニー",
    "デスク",
    "セクター",
    "ユニット",
    "ステーション",
    "ラボラトリー",
    "病院",
    "学校",
];

/// Regions that a branch is named after when nothing parts it from the name: prefectures and their seats, and what
/// vendors call their areas.
const PLACES: &[&str] = &[
    "北海道",
    "青森",
    "岩手",
    "宮城",
    "秋田",
    "山形",
    "福島",
    "茨城",
    "栃木",
    "群馬",
    "埼玉",
    "千葉",
    "東京",
    "神奈川",
    "新潟",
    "富山",
    "石川",
    "福井",
    "山梨",
    "長野",
    "岐阜",
    "静岡",
    "愛知",
    "三重",
    "滋賀",
    "京都",
    "大阪",
    "兵庫",
    "奈良",
    "和歌山",
    "鳥取",
    "島根",
    "岡山",
    "広島",
    "山口",
    "徳島",
    "香川",
    "愛媛",
    "高知",
    "福岡",
    "佐賀",
    "長崎",
    "熊本",
    "大分",
    "宮崎",
    "鹿児島",
    "沖縄",
    "札幌",
    "旭川",
    "函館",
    "盛岡",
    "仙台",
    "水戸",
    "宇都宮",
    "前橋",
    "高崎",
    "さいたま",
    "大宮",
    "横浜",
    "川崎",
    "金沢",
    "甲府",
    "名古屋",
    "浜松",
    "津",
    "大津",
    "堺",
    "神戸",
    "姫路",
    "松江",
    "高松",
    "松山",
    "北九州",
    "那覇",
    "新宿",
    "渋谷",
    "品川",
    "池袋",
    "銀座",
    "多摩",
    "立川",
    "梅田",
    "難波",
    "関東",
    "関西",
    "東北",
    "北陸",
    "中部",
    "東海",
    "近畿",
    "中国",
    "四国",
    "九州",
    "西日本",
    "東日本",
    "首都圏",
    "北関東",
    "南関東",
    "中四国",
    "甲信越",
    "城東",
    "城南",
    "城北",
    "城西",
];

/// What stands before 協同組合 as part of the name.
const KUMIAI_OF: &[&str] = &["農業", "漁業", "生活", "信用", "水産加工業", "酪農", "開拓農業", "園芸"];

fn is_space(char: char) -> bool {
    char.is_whitespace()
}

fn is_bracket(char: char) -> bool {
    matches!(char, '(' | '（' | '[' | '［' | '【' | '〔')
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|char: char| char.is_whitespace() || matches!(char, '\u{feff}' | '\u{200b}' | '"'))
}

/// Without 御中, and 様 or 殿 behind a blank.
fn without_honorific(name: &str) -> &str {
    for honorific in ["御中", "様", "殿", "行", "宛"] {
        if let Some(rest) = name.strip_suffix(honorific) {
            let bare = rest.trim_end_matches(is_space);
            if !bare.is_empty() && (honorific == "御中" || bare.len() < rest.len()) {
                return bare;
            }
        }
    }
    name
}

/// Parts a name from brackets at its end that say what else it is or was called.
fn without_remark(name: &str) -> (&str, &str) {
    if !name.ends_with([')', '）']) {
        return (name, "");
    }
    let Some(open) = name.rfind(['(', '（']) else { return (name, "") };
    let width = if name[open..].starts_with('(') { 1 } else { 3 };
    let inside = name[open + width..].trim_end_matches([')', '）']);
    let said = ["旧", "定款上", "商号", "称号", "登記", "通称", "略称", "現"];
    let bare = trimmed(&name[..open]);
    if bare.is_empty() || !said.iter().any(|word| inside.starts_with(word)) {
        return (name, "");
    }
    (bare, inside)
}

/// A name and the branch behind it, where the legal form does not part them. Only a name with a legal form (`formed`) has
/// カンパニー for a part; without one it is the last word of a company abroad.
fn parted(name: &str, formed: bool) -> (&str, &str) {
    let mut from = 0;
    while let Some(space) = name[from..].find(is_space) {
        let base = &name[..from + space];
        let rest = name[from + space..].trim_start_matches(is_space);
        let mut tokens = rest.split(is_space).filter(|token| !token.is_empty());
        let token = tokens.next().unwrap_or(rest);
        // A region parts the name from the branch in it: ＮＴＴ東日本　北海道　室蘭支店. Alone it does behind a name in Japanese.
        let place =
            PLACES.contains(&token) && tokens.next().map_or(!base.ends_with(is_latin), |next| is_branch(next, formed));
        let complete = formed && COMPLETE.iter().any(|end| base.ends_with(end) && base.len() > end.len());
        if !base.is_empty() && (complete || place || is_branch(token, formed)) {
            return (trimmed(base), rest);
        }
        from = name.len() - rest.len();
    }
    attached(name)
}

fn is_latin(char: char) -> bool {
    narrow(char).is_ascii()
}

/// Whether what stands behind a blank is a branch or department.
fn is_branch(token: &str, formed: bool) -> bool {
    // Brackets behind it say more of it: 交換返品係（局留め）.
    let bare = token.split(is_bracket).next().filter(|bare| !bare.is_empty()).unwrap_or(token);
    let bare = bare.trim_start_matches(is_bracket);
    if BARE.contains(&bare) || (!formed && bare.ends_with("カンパニー")) {
        return false;
    }
    // 東京サイト八王子: a region, and a unit behind it.
    let site = bare.contains("サイト") && PLACES.iter().any(|place| bare.starts_with(place));
    site || ends_like_branch(bare, SPACED)
}

fn ends_like_branch(token: &str, units: &[&str]) -> bool {
    let token = token.trim_end_matches([')', '）']);
    !NO_BRANCH.iter().any(|word| token.ends_with(word)) && units.iter().any(|unit| token.ends_with(unit))
}

/// A region and 支店 at the very end of a name.
fn attached(name: &str) -> (&str, &str) {
    for unit in ["支店", "支社", "営業所", "出張所"] {
        let Some(rest) = name.strip_suffix(unit) else { continue };
        let longest = PLACES.iter().filter(|place| rest.ends_with(**place)).max_by_key(|place| place.len());
        let Some(place) = longest else { return (name, "") };
        let at = rest.len() - place.len();
        // What is left must be a name: two letters at least.
        if name[..at].chars().nth(1).is_some() {
            return (trimmed(&name[..at]), &name[at..]);
        }
    }
    (name, "")
}

/// A letter as it is compared: brackets of all kinds and full-width Latin are ASCII.
fn narrow(char: char) -> char {
    match char {
        '（' | '【' | '［' | '〔' | '[' | '〈' | '《' => '(',
        '）' | '】' | '］' | '〕' | ']' | '〉' | '》' => ')',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char),
        other => other,
    }
}

/// The length of a spelling at the start of a text.
fn length(text: &str, spelling: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in spelling.chars() {
        let (_, char) = chars.next()?;
        if narrow(char) != wanted {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

/// Where the legal form stands: the first in front, else the last behind, else the first between.
fn form_in(name: &str) -> Option<(usize, usize, LegalForm)> {
    let mut inside = None;
    let mut skip = 0;
    for (at, char) in name.char_indices() {
        if at < skip {
            continue;
        }
        let known = spellings(narrow(char));
        if known.is_empty() {
            continue;
        }
        let found = known.iter().find_map(|(spelling, form, place)| {
            let end = at + length(&name[at..], spelling)?;
            let (front, behind) = (at == 0, end == name.len());
            let followed = name[end..].starts_with(is_space);
            let fits = match place {
                Where::Anywhere => true,
                Where::Edge => front || behind || followed,
                Where::Front => front,
                Where::Behind => behind,
            };
            fits.then_some((at, end, *form))
        });
        let Some((_, end, _)) = found else { continue };
        skip = end;
        if at == 0 || end == name.len() {
            return found;
        }
        inside = inside.or(found);
    }
    inside
}

/// The Latin form behind a name: `Example Co., Ltd.`
fn latin(whole: Company<'_>) -> Company<'_> {
    let name = whole.base[0];
    for (spelling, form) in LATIN {
        let Some(from) = latin_from(name, spelling) else { continue };
        let base =
            name[..from].trim_end_matches(|char: char| char.is_whitespace() || matches!(narrow(char), ',' | '.'));
        if base.is_empty() {
            continue;
        }
        return Company { form: Some(*form), stands: Stands::After, base: [base, ""], ..whole };
    }
    whole
}

/// Where a Latin form begins that ends a name.
fn latin_from(name: &str, spelling: &str) -> Option<usize> {
    let separates = |char: char| char.is_whitespace() || matches!(narrow(char), '.' | ',');
    let mut chars = name.char_indices().rev().peekable();
    while chars.next_if(|(_, char)| separates(*char)).is_some() {}
    let mut first = (name.len(), ' ');
    for (place, wanted) in spelling.chars().rev().enumerate() {
        if wanted == ' ' {
            while chars.next_if(|(_, char)| separates(*char)).is_some() {}
            continue;
        }
        if place > 0 {
            chars.next_if(|(_, char)| narrow(*char) == '.');
        }
        first = chars.next_if(|(_, char)| narrow(*char).eq_ignore_ascii_case(&wanted))?;
    }
    let before = chars.peek().map(|(_, char)| narrow(*char))?;
    let short = spelling.len() == 2;
    let parted = before.is_whitespace() || before == ',' || (!short && (before == '.' || !before.is_ascii()));
    (parted && (!short || narrow(first.1).is_ascii_uppercase())).then_some(first.0)
}

#[cfg(test)]
#[path = "company/tests.rs"]
mod tests;
