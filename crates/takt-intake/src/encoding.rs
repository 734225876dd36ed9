//! Which encoding a file is in: UTF-8 or CP932, the Shift_JIS that Windows writes.
//!
//! A file that is valid UTF-8 is UTF-8; else one that decodes as CP932 is CP932; else the encoding most of its lines
//! are in is taken, and each line that is not is rejected. In both, no byte of `,` `"` CR or LF is ever part of
//! another character, so rows are cut in bytes before anything is decoded.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{EUC_JP, Encoding as Codec, SHIFT_JIS};

/// An encoding this crate reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// CP932, also called Windows-31J: Shift_JIS with the characters of NEC and IBM (髙, ①).
    Cp932,
}

impl Encoding {
    /// The name people know it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Cp932 => "CP932",
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

/// Reads a file once to find its encoding. `open` is called again for a second, slower pass where needed.
pub(crate) fn detect<R: Read>(mut open: impl FnMut() -> io::Result<R>) -> io::Result<Seen> {
    let mut input = BufReader::with_capacity(1 << 16, open()?);
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
            if chunk.starts_with(b"\xff\xfe") || chunk.starts_with(b"\xfe\xff") {
                return Ok(Seen::Foreign("UTF-16"));
            }
        }
        if chunk.contains(&0) {
            return Ok(Seen::NotText);
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
    if utf8 && tail.is_empty() {
        return Ok(Seen::Text(Encoding::Utf8));
    }
    let votes = vote(open()?)?;
    Ok(if bom {
        Seen::Text(Encoding::Utf8)
    } else if votes.euc == votes.lines && votes.euc_kana > 0 {
        Seen::Foreign("EUC-JP")
    } else if votes.cp932 > votes.utf8 {
        Seen::Text(Encoding::Cp932)
    } else {
        Seen::Text(Encoding::Utf8)
    })
}

/// How many lines that are not plain ASCII are valid in which encoding.
#[derive(Default)]
struct Votes {
    lines: u64,
    utf8: u64,
    cp932: u64,
    euc: u64,
    euc_kana: u64,
}

fn vote(input: impl Read) -> io::Result<Votes> {
    let mut input = BufReader::with_capacity(1 << 16, input);
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
        votes.lines += 1;
        votes.utf8 += u64::from(std::str::from_utf8(&line).is_ok());
        votes.cp932 += u64::from(decodes(SHIFT_JIS, &line));
        let euc = decodes(EUC_JP, &line);
        votes.euc += u64::from(euc);
        votes.euc_kana += u64::from(euc && has_euc_kana(&line));
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

/// Decodes CP932 and appends it.
///
/// # Errors
/// The place of the first byte that is no text.
pub(crate) fn decode_cp932(bytes: &[u8], out: &mut String) -> Result<(), usize> {
    if let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes) {
        out.push_str(&text);
        return Ok(());
    }
    let mut place = 0;
    while place < bytes.len() {
        let length = match bytes[place] {
            0x81..=0x9f | 0xe0..=0xfc => 2,
            _ => 1,
        };
        let Some(character) = bytes.get(place..place + length) else { return Err(place) };
        if !decodes(SHIFT_JIS, character) {
            return Err(place);
        }
        place += length;
    }
    Err(0)
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
        assert_eq!(seen(&EUC_JP.encode("会社名,こんにちは\n").0), Seen::Foreign("EUC-JP"));
        assert_eq!(seen(b"\xff\xfea\0"), Seen::Foreign("UTF-16"));
        assert_eq!(seen(b"a,b\n\0,2\n"), Seen::NotText);
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
        assert_eq!(decode_cp932(&cp932("１２３髙"), &mut out), Ok(()));
        assert_eq!(out, "１２３髙");
        assert_eq!(decode_cp932(b"ab\x81", &mut out), Err(2));
        assert_eq!(decode_cp932(b"\x82\xa0\xff", &mut out), Err(2));
    }
}
