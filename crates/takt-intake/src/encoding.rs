//! Which encoding a file is in: UTF-8, CP932 (the Shift_JIS that Windows writes), EUC-JP, or UTF-16 in either order.
//!
//! A byte order mark decides; else a file that is valid UTF-8 is UTF-8, and one that has the NUL bytes of UTF-16 where
//! UTF-16 has them is that. What is left is decided by its lines: the encoding most of them are in is taken, and each
//! line that is not is rejected. Where CP932 and EUC-JP fit alike, `chardetng` chooses, told that the file is from Japan.
//!
//! In UTF-8, CP932 and EUC-JP no byte of `,` `"` `;` TAB CR or LF is ever part of another character, so rows are cut in
//! bytes before anything is decoded. UTF-16 is turned into UTF-8 on the way in, see [`Transcoded`](crate::transcode).

use std::io::{self, BufRead, BufReader, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding as Codec, SHIFT_JIS};

/// An encoding this crate reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark. Also that of a workbook, whose texts are Unicode whatever it holds them
    /// in.
    Utf8,
    /// CP932, also called Windows-31J: Shift_JIS with the characters of NEC and IBM (髙, ①).
    Cp932,
    /// EUC-JP, which old Unix systems write.
    EucJp,
    /// UTF-16, low byte first: what Excel calls "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// The name people know it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Cp932 => "CP932",
            Self::EucJp => "EUC-JP",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// The codec of an encoding that leaves ASCII as it is and is not UTF-8.
    pub(crate) const fn codec(self) -> &'static Codec {
        match self {
            Self::EucJp => EUC_JP,
            _ => SHIFT_JIS,
        }
    }
}

/// What a first pass over a file saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Text we can read.
    Text(Encoding),
    /// No byte at all, or only a byte order mark.
    Nothing,
    /// NUL bytes.
    NotText,
    /// Text in an encoding we do not read.
    Foreign(&'static str),
}

/// The UTF-8 byte order mark, which Excel writes.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Lines longer than this are rejected whatever they are, so they have no vote on the encoding.
const VOTE_BYTES_MAX: u64 = 1 << 20;
/// How much text is enough to choose between two encodings.
const CHOICE_BYTES_MAX: usize = 1 << 20;
/// How much of a file UTF-16 without a mark is looked for in.
const HEAD_BYTES: usize = 1 << 16;

/// Reads a file once to find its encoding. `open` is called again for a second, slower pass where needed.
pub(crate) fn detect<R: Read>(mut open: impl FnMut() -> io::Result<R>) -> io::Result<Seen> {
    let mut input = BufReader::with_capacity(HEAD_BYTES, open()?);
    let mut utf8 = true;
    let mut bom = false;
    let mut length = 0_u64;
    let mut tail: Vec<u8> = Vec::new();
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            break;
        }
        if length == 0 {
            bom = chunk.starts_with(BOM);
            if let Some(seen) = marked(chunk) {
                return Ok(seen);
            }
        }
        if chunk.contains(&0) {
            let wide = if length == 0 { wide(chunk) } else { None };
            return Ok(wide.map_or(Seen::NotText, Seen::Text));
        }
        if length == 0 && !bom && chunk.windows(3).any(|part| part == b"\x1b$B" || part == b"\x1b$@") {
            return Ok(Seen::Foreign("ISO-2022-JP"));
        }
        if utf8 {
            // A character may be cut by the end of the chunk: its first bytes wait for the next one.
            tail.extend_from_slice(chunk);
            utf8 = match std::str::from_utf8(&tail) {
                Ok(_) => {
                    tail.clear();
                    true
                }
                Err(error) => {
                    tail.drain(..error.valid_up_to());
                    error.error_len().is_none()
                }
            };
        }
        length += chunk.len() as u64;
        let used = chunk.len();
        input.consume(used);
    }
    if length == 0 || (bom && length == BOM.len() as u64) {
        return Ok(Seen::Nothing);
    }
    if bom || (utf8 && tail.is_empty()) {
        return Ok(Seen::Text(Encoding::Utf8));
    }
    Ok(Seen::Text(vote(open()?)?.choice()))
}

/// What a byte order mark other than that of UTF-8 says.
fn marked(chunk: &[u8]) -> Option<Seen> {
    if chunk.starts_with(b"\xff\xfe\0\0") || chunk.starts_with(b"\0\0\xfe\xff") {
        return Some(Seen::Foreign("UTF-32"));
    }
    let encoding = match chunk {
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ => return None,
    };
    Some(if chunk.len() == 2 { Seen::Nothing } else { Seen::Text(encoding) })
}

/// Which UTF-16 without a mark these first bytes are. All NUL bytes lie in one half of the pairs then, since a header and
/// its delimiters are ASCII; a text that only has some NUL bytes in it also has line ends that are no pair.
fn wide(head: &[u8]) -> Option<Encoding> {
    // A card begins in single bytes, whatever NUL bytes stand in it.
    if head.get(..6).is_some_and(|begin| begin.eq_ignore_ascii_case(b"BEGIN:")) {
        return None;
    }
    let pairs = head.chunks_exact(2);
    let (mut low, mut high, mut ends) = (true, true, false);
    for pair in pairs.clone() {
        low &= pair[0] != 0;
        high &= pair[1] != 0;
        ends |= pair.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    }
    let encoding = match (low, high) {
        (true, false) => Encoding::Utf16Le,
        (false, true) => Encoding::Utf16Be,
        _ => return None,
    };
    let units = || {
        pairs.clone().map(|pair| match encoding {
            Encoding::Utf16Le => u16::from_le_bytes([pair[0], pair[1]]),
            _ => u16::from_be_bytes([pair[0], pair[1]]),
        })
    };
    let has_end = units().any(|unit| unit == 0x0a || unit == 0x0d);
    let narrow = units().filter(|unit| *unit < 0x80).count();
    (if ends { has_end } else { narrow * 2 > pairs.len() }).then_some(encoding)
}

/// How many lines that are not plain ASCII are valid in which encoding.
#[derive(Default)]
struct Votes {
    utf8: u64,
    cp932: u64,
    euc: u64,
    /// Text of lines that are valid in both Japanese encodings: the first of it.
    both: Vec<u8>,
}

impl Votes {
    fn choice(&self) -> Encoding {
        if self.utf8 >= self.cp932.max(self.euc) {
            return Encoding::Utf8;
        }
        // EUC-JP nearly always also decodes as CP932, to nonsense of half-width kana; the other way round it is rare.
        // So where as good as all lines are valid EUC-JP, their number decides nothing.
        let alike = self.euc * 100 >= self.cp932 * 99 && self.cp932 > 0;
        if alike && !self.both.is_empty() {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&self.both, true);
            let guess = detector.guess(Some(b"jp"), Utf8Detection::Deny);
            return if guess == EUC_JP { Encoding::EucJp } else { Encoding::Cp932 };
        }
        if self.euc > self.cp932 { Encoding::EucJp } else { Encoding::Cp932 }
    }
}

fn vote(input: impl Read) -> io::Result<Votes> {
    let mut input = BufReader::with_capacity(HEAD_BYTES, input);
    let mut votes = Votes::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut input).take(VOTE_BYTES_MAX).read_until(b'\n', &mut line)? == 0 {
            return Ok(votes);
        }
        if line.is_ascii() {
            continue;
        }
        votes.utf8 += u64::from(std::str::from_utf8(&line).is_ok());
        let (cp932, euc) = (decodes(SHIFT_JIS, &line), decodes(EUC_JP, &line));
        votes.cp932 += u64::from(cp932);
        votes.euc += u64::from(euc);
        if cp932 && euc && votes.both.len() + line.len() <= CHOICE_BYTES_MAX {
            votes.both.extend_from_slice(&line);
        }
    }
}

fn decodes(codec: &'static Codec, bytes: &[u8]) -> bool {
    codec.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

/// EUC-JP often also "decodes" as CP932, to nonsense of half-width kana; Japanese without any hiragana or katakana
/// is rare, so their first bytes A4 and A5 tell the two apart.
fn has_euc_kana(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (0xa4 | 0xa5, [0xa1..=0xfe, ..]) => return true,
            (0x80.., [_, after @ ..]) => after,
            _ => after,
        };
    }
    false
}

/// The encoding that bytes seem to be in; `unknown` where it is none we can name.
pub(crate) fn seems(bytes: &[u8]) -> &'static str {
    if std::str::from_utf8(bytes).is_ok() {
        Encoding::Utf8.name()
    } else if decodes(EUC_JP, bytes) && has_euc_kana(bytes) {
        "EUC-JP"
    } else if decodes(SHIFT_JIS, bytes) {
        Encoding::Cp932.name()
    } else {
        "unknown"
    }
}

/// Decodes CP932 or EUC-JP and appends it.
///
/// # Errors
/// The place of the first byte that is no text.
pub(crate) fn decode(encoding: Encoding, bytes: &[u8], out: &mut String) -> Result<(), usize> {
    let codec = encoding.codec();
    if let Some(text) = codec.decode_without_bom_handling_and_without_replacement(bytes) {
        out.push_str(&text);
        return Ok(());
    }
    let mut place = 0;
    while place < bytes.len() {
        let length = length_of(encoding, bytes[place]);
        let Some(character) = bytes.get(place..place + length) else { return Err(place) };
        if !decodes(codec, character) {
            return Err(place);
        }
        place += length;
    }
    Err(0)
}

/// How many bytes a character has that begins with this one.
pub(crate) const fn length_of(encoding: Encoding, first: u8) -> usize {
    match (encoding, first) {
        (Encoding::EucJp, 0x8f) => 3,
        (Encoding::EucJp, 0x8e | 0xa1..=0xfe) | (Encoding::Cp932, 0x81..=0x9f | 0xe0..=0xfc) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(bytes: &[u8]) -> Seen {
        detect(|| Ok(bytes)).unwrap()
    }

    fn cp932(text: &str) -> Vec<u8> {
        SHIFT_JIS.encode(text).0.into_owned()
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(seen(b""), Seen::Nothing);
        assert_eq!(seen(BOM), Seen::Nothing);
        assert_eq!(seen(b"a,b\n1,2\n"), Seen::Text(Encoding::Utf8));
        assert_eq!(seen("会社名,氏名\n髙﨑商店,〜\n".as_bytes()), Seen::Text(Encoding::Utf8));
        assert_eq!(seen(&cp932("会社名,氏名\n髙﨑商店,ｶﾀｶﾅ\n")), Seen::Text(Encoding::Cp932));
        assert_eq!(seen(b"a,b\n\0,2\n"), Seen::NotText);
        assert_eq!(seen(b"a,b\r\n\0\0,2\r\n"), Seen::NotText);
        assert_eq!(seen(b"\xff\xfe\0\0a\0\0\0"), Seen::Foreign("UTF-32"));
        assert_eq!(seen(b"\x1b$B2q<R\x1b(B,a\n"), Seen::Foreign("ISO-2022-JP"));
    }

    #[test]
    fn euc_jp_is_told_from_cp932_with_and_without_kana() {
        for text in [
            "会社名,こんにちは\n",
            "会社名,部署名,役職,氏名\n株式会社北斗製作所,第一営業部,部長,山田太郎\n有限会社森商店,総務部,課長,鈴木花子\n",
            "氏名,ｶﾅ\n田中一郎,ﾀﾅｶ ｲﾁﾛｳ\n",
        ] {
            assert_eq!(seen(&EUC_JP.encode(text).0), Seen::Text(Encoding::EucJp), "{text}");
            assert_eq!(seen(&cp932(text)), Seen::Text(Encoding::Cp932), "{text}");
        }
        assert_eq!(seen(&cp932("ｶｲｼｬ,ｼﾒｲ\nﾔﾏﾀﾞｼｮｳﾃﾝ,ﾔﾏﾀﾞ ﾀﾛｳ\n")), Seen::Text(Encoding::Cp932));
    }

    #[test]
    fn utf_16_is_told_with_and_without_its_mark() {
        let units: Vec<u16> = "id,会社名\r\n1,株式会社北斗\r\n".encode_utf16().collect();
        let low: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let high: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(seen(&low), Seen::Text(Encoding::Utf16Le));
        assert_eq!(seen(&high), Seen::Text(Encoding::Utf16Be));
        assert_eq!(seen(&[b"\xff\xfe".as_slice(), &low].concat()), Seen::Text(Encoding::Utf16Le));
        assert_eq!(seen(&[b"\xfe\xff".as_slice(), &high].concat()), Seen::Text(Encoding::Utf16Be));
        assert_eq!(seen(b"\xff\xfe"), Seen::Nothing);
        // A card in which one NUL byte stands is no UTF-16.
        let card = b"BEGIN:VCARD\nVERSION:3.0\nFN:Taro;;;\0\nEND:VCARD\n";
        assert_ne!(seen(card), Seen::Text(Encoding::Utf16Le));
        assert_ne!(seen(card), Seen::Text(Encoding::Utf16Be));
        assert_ne!(seen(&card[..36]), Seen::Text(Encoding::Utf16Be));
    }

    #[test]
    fn most_lines_decide_a_mixed_file() {
        let mut mixed = "会社\nある会社\nこの会社\n".as_bytes().to_vec();
        mixed.extend(cp932("別の会社\n"));
        assert_eq!(seen(&mixed), Seen::Text(Encoding::Utf8));
        let mut mixed = cp932("会社\nある会社\nこの会社\n");
        mixed.extend("別の会社だ\n".as_bytes());
        assert_eq!(seen(&mixed), Seen::Text(Encoding::Cp932));
    }

    #[test]
    fn a_character_may_lie_across_chunks() {
        let text = "あ".repeat(100_000);
        assert_eq!(seen(text.as_bytes()), Seen::Text(Encoding::Utf8));
    }

    #[test]
    fn the_bad_byte_is_named() {
        let mut out = String::new();
        assert_eq!(decode(Encoding::Cp932, &cp932("１２３髙"), &mut out), Ok(()));
        assert_eq!(out, "１２３髙");
        assert_eq!(decode(Encoding::Cp932, b"ab\x81", &mut out), Err(2));
        assert_eq!(decode(Encoding::Cp932, b"\x82\xa0\xff", &mut out), Err(2));
        assert_eq!(decode(Encoding::EucJp, b"\xa4\xa2\x8e\xb1a\xff", &mut out), Err(5));
    }
}
