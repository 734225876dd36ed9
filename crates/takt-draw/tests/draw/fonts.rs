//! The widths the layout counts with are those of the font itself.

use std::path::Path;

use takt_draw::geometry::{Px, px};
use takt_draw::lettering::{Weight, is_dropped, width};
use ttf_parser::Face;

/// Where Debian's `fonts-noto-cjk` puts the fonts. The Japanese face is the first of each collection.
const FOLDER: &str = "/usr/share/fonts/opentype/noto";

const LABELS: &[&str] = &[
    "レベニューモデル",
    "2026年10月 実績 ・ 21営業日 ・ ステージ定義 v7(9/1〜)",
    "流入 1,240 流出 1,116",
    "受注ペース 2.0件/営業日(必要 2.3)",
    "商談実施→有効商談 75.0%",
    "期限超過 96",
    "¥3,360,000 ▲6 −3.4% +100",
    "リードリサイクル(再アプローチ待ち)",
    "(株)みどり会計 髙橋 﨑山 齋藤",
    "ｱｲｳｴｵ 半角カナ ー、。「」『』",
    "336万円・1.2億円 ＡＢＣ　全角",
    "The quick brown fox jumps over the lazy dog",
    "STAGE BOARD, 2ND APPROACH; DUE BACK THIS MONTH",
    "MQL → Contacting 31% (118 of 376) … 3.6 d",
    "Zoë Müller-Łukasz, São Paulo, İzmir",
    "iIlL.,:;'|!()[]{} WMmw@%&#",
    "0123456789 ✓",
];

fn face(data: &[u8]) -> Face<'_> {
    Face::parse(data, 0).expect("a font")
}

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(FOLDER).join(name);
    std::fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}. The widths of labels are proved against this font: `apt-get install fonts-noto-cjk`",
            path.display()
        )
    })
}

/// What a label takes in the font, in thousandths of the size.
fn real(face: &Face<'_>, label: &str) -> u64 {
    let em = u64::from(face.units_per_em());
    let advance = |c| face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph));
    // What the font lacks is drawn from another one; an em stands for it.
    label.chars().map(|c| advance(c).map_or(1000, |advance| u64::from(advance) * 1000 / em)).sum()
}

/// Labels whose estimate is less than the font takes, or more than 6 % above it.
fn wrong(face: &Face<'_>, weight: Weight, estimate: impl Fn(&str, Px, Weight) -> Px) -> Vec<String> {
    let mut wrong = Vec::new();
    for label in LABELS {
        for size in [12, 13, 22] {
            let real = real(face, label) * u64::try_from(size).expect("a size");
            let estimate = u64::try_from(estimate(label, px(size), weight).tenths()).expect("a width") * 100;
            if estimate < real || estimate * 100 > real * 106 {
                wrong.push(format!("{label} at {size}: {estimate} for {real}"));
            }
        }
    }
    wrong
}

const FILES: [(&str, Weight); 2] =
    [("NotoSansCJK-Regular.ttc", Weight::Regular), ("NotoSansCJK-Bold.ttc", Weight::Bold)];

#[test]
fn a_label_takes_no_more_than_the_estimate_and_little_less() {
    for (name, weight) in FILES {
        let data = file(name);
        assert_eq!(wrong(&face(&data), weight, width), [""; 0], "{name}");
    }
}

/// Every character the font has, not only those of the labels.
#[test]
fn every_character_of_the_font_has_the_width_the_font_gives_it() {
    for (name, weight) in FILES {
        let data = file(name);
        let face = face(&data);
        let mut characters = 0;
        let mut wrong = Vec::new();
        for c in (0x20..0x1_F000).filter_map(char::from_u32).filter(|c| !is_dropped(*c)) {
            let Some(advance) = face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph)) else { continue };
            characters += 1;
            // 1,000 px and tenths: the estimate is the advance and 2 %, to the digit.
            let expected = (u64::from(advance) * 10 * 102).div_ceil(100);
            if width(&c.to_string(), px(1000), weight) != Px::of_tenths(i32::try_from(expected).expect("small")) {
                wrong.push((c, u32::from(c), advance));
            }
        }
        assert!(characters > 15_000, "{characters} characters found in {name}");
        assert!(wrong.is_empty(), "{name}: {:X?} … {}", &wrong[..wrong.len().min(20)], wrong.len());
    }
}

#[test]
fn half_an_em_for_each_character_is_found_to_be_wrong() {
    let data = file(FILES[0].0);
    let half = |label: &str, size: Px, _| size.share(i64::try_from(label.chars().count()).expect("a length"), 2);
    assert!(wrong(&face(&data), Weight::Regular, half).len() > LABELS.len());
    let bold = |label: &str, size: Px, _| width(label, size, Weight::Bold);
    assert!(!wrong(&face(&data), Weight::Regular, bold).is_empty(), "bold is not regular");
}
