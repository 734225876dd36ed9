//! Text that has to be turned into UTF-8 before rows are cut: UTF-16, where every ASCII letter has a NUL beside it, and
//! CP932 parted by `|`, which is also the second byte of some of its characters (ポ is 83 7C).
//!
//! What is no text goes through in a form that is no UTF-8 either, so that the row it stands in is rejected and no other:
//! half of a surrogate pair as the three bytes it would have, a byte that is no character of CP932 as itself.

use std::io::{self, Read};

use crate::encoding::{Encoding, length_of};

/// A reader of UTF-8 over one of another encoding.
#[derive(Debug)]
pub(crate) struct Transcoded<R> {
    input: R,
    encoding: Encoding,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    begun: bool,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    pub(crate) fn new(input: R, encoding: Encoding) -> Self {
        Self { input, encoding, raw: Vec::new(), ready: Vec::new(), at: 0, begun: false, ended: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        while self.ready.is_empty() && !self.ended {
            let mut chunk = [0; 1 << 14];
            let count = match self.input.read(&mut chunk) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            self.ended = count == 0;
            self.raw.extend_from_slice(&chunk[..count]);
            let used = match self.encoding {
                Encoding::Utf16Le | Encoding::Utf16Be => self.wide(),
                _ => self.narrow(),
            };
            self.raw.drain(..used);
        }
        Ok(())
    }

    /// Turns units into UTF-8; returns how many bytes were used.
    fn wide(&mut self) -> usize {
        let unit = |pair: &[u8]| match self.encoding {
            Encoding::Utf16Le => u16::from_le_bytes([pair[0], pair[1]]),
            _ => u16::from_be_bytes([pair[0], pair[1]]),
        };
        let mut used = 0;
        while let Some(pair) = self.raw.get(used..used + 2) {
            let first = unit(pair);
            if !self.begun {
                self.begun = true;
                if first == 0xfeff {
                    used += 2;
                    continue;
                }
            }
            let second = self.raw.get(used + 2..used + 4).map(unit);
            if (0xd800..0xdc00).contains(&first) && second.is_none() && !self.ended {
                break;
            }
            let units = [first, second.unwrap_or(0)];
            match char::decode_utf16(units).next() {
                Some(Ok(letter)) => {
                    self.ready.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                    used += letter.len_utf16() * 2;
                }
                _ => {
                    let [high, low] = first.to_be_bytes();
                    self.ready.extend([0xe0 | high >> 4, 0x80 | (high & 0x0f) << 2 | low >> 6, 0x80 | low & 0x3f]);
                    used += 2;
                }
            }
        }
        // Half a unit at the end of the file.
        if self.ended && used < self.raw.len() {
            self.ready.push(0xff);
            used = self.raw.len();
        }
        used
    }

    /// Turns characters of an encoding of one or two bytes into UTF-8; returns how many bytes were used.
    fn narrow(&mut self) -> usize {
        let mut used = 0;
        while let Some(first) = self.raw.get(used) {
            if first.is_ascii() {
                self.ready.push(*first);
                used += 1;
                continue;
            }
            let length = length_of(self.encoding, *first);
            match self.raw.get(used..used + length) {
                None if !self.ended => break,
                None => {
                    self.ready.extend_from_slice(&self.raw[used..]);
                    used = self.raw.len();
                }
                Some(bytes) => {
                    let codec = self.encoding.codec();
                    match codec.decode_without_bom_handling_and_without_replacement(bytes) {
                        Some(text) => {
                            self.ready.extend_from_slice(text.as_bytes());
                            used += length;
                        }
                        None => {
                            self.ready.push(*first);
                            used += 1;
                        }
                    }
                }
            }
        }
        used
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.ready.len() {
            self.fill()?;
        }
        let count = out.len().min(self.ready.len() - self.at);
        out[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(encoding: Encoding, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Transcoded::new(bytes, encoding).read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn utf_16_becomes_utf_8_across_chunks() {
        let text = format!("\u{feff}{}𠮷", "aあ𠮷".repeat(10_000));
        for (encoding, bytes) in [
            (Encoding::Utf16Le, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
            (Encoding::Utf16Be, text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ] {
            assert_eq!(read(encoding, &bytes), text.trim_start_matches('\u{feff}').as_bytes());
        }
    }

    #[test]
    fn half_a_pair_stays_half_a_pair() {
        assert_eq!(read(Encoding::Utf16Le, b"a\0\x42\xd8b\0"), b"a\xed\xa1\x82b");
        assert_eq!(read(Encoding::Utf16Le, b"a\0\x42\xd8"), b"a\xed\xa1\x82");
        assert_eq!(read(Encoding::Utf16Be, b"\0a\0"), b"a\xff");
    }

    #[test]
    fn a_character_with_the_byte_of_a_bar_is_no_bar() {
        let bytes = encoding_rs::SHIFT_JIS.encode("ポール|社").0;
        assert_eq!(read(Encoding::Cp932, &bytes), "ポール|社".as_bytes());
        assert_eq!(read(Encoding::Cp932, b"a\x82|\xff\x83"), b"a\x82|\xff\x83");
    }
}
