//! The binary form of facts, version 1: what a frame of the journal holds.
//!
//! Numbers are LEB128 (7 bits a byte, low first), signed ones zig-zag. A frame's facts are written one behind the
//! other; times are distances from the fact before, so a fact of a busy minute costs a few bytes. CRC, hash chain and
//! the frame's own head are the store's business.

use alloc::vec::Vec;

use super::datum::Field;
use super::{Actor, Body, Dated, Fact, Kind};
use crate::unit::{AccountId, ContactId, ImportId, MemberId, Micros, Seq};

/// The version that [`encode`] writes.
pub const VERSION: u8 = 1;

/// The bytes are not what they should be: cut, flipped, or of a later version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed fact")]
pub struct Malformed;

/// Appends binary values to a buffer.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl From<Vec<u8>> for Writer {
    /// Appends to what is there already.
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }
}

impl Writer {
    /// One byte.
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// A number in LEB128.
    #[inline]
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push((number as u8) | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A signed number, zig-zag.
    pub fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    /// Forgets what was written, and keeps the memory for what comes.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// What was written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// What was written so far.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Takes binary values from bytes.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Over these bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Whether nothing is left.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// One byte.
    ///
    /// # Errors
    /// [`Malformed`] at the end.
    pub fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.bytes.split_first().ok_or(Malformed)?;
        self.bytes = rest;
        Ok(*first)
    }

    /// The next `count` bytes.
    ///
    /// # Errors
    /// [`Malformed`] where fewer are left.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(Malformed)?;
        self.bytes = rest;
        Ok(taken)
    }

    /// How many bytes are left.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.bytes.len()
    }

    /// A number in LEB128.
    ///
    /// # Errors
    /// [`Malformed`] at the end, or beyond 64 bits.
    #[inline]
    pub fn number(&mut self) -> Result<u64, Malformed> {
        match self.bytes {
            // Most numbers are small.
            [byte, rest @ ..] if *byte < 0x80 => {
                self.bytes = rest;
                Ok(u64::from(*byte))
            }
            _ => self.long_number(),
        }
    }

    /// A number of more than one byte: up to eight of them at once, without a question for each.
    fn long_number(&mut self) -> Result<u64, Malformed> {
        if let Some(word) = self.bytes.first_chunk::<8>() {
            let word = u64::from_le_bytes(*word);
            let ends = !word & 0x8080_8080_8080_8080;
            if ends != 0 {
                // The bytes up to the first whose high bit is not set; then seven bits of each, moved together.
                let bits = ends.trailing_zeros() + 1;
                let seven = word & (u64::MAX >> (64 - bits)) & 0x7f7f_7f7f_7f7f_7f7f;
                let pairs = (seven & 0x007f_007f_007f_007f) | (seven & 0x7f00_7f00_7f00_7f00) >> 1;
                let fours = (pairs & 0x0000_3fff_0000_3fff) | (pairs & 0x3fff_0000_3fff_0000) >> 2;
                self.bytes = self.bytes.get(bits as usize / 8..).ok_or(Malformed)?;
                return Ok((fours & 0x0fff_ffff) | (fours & 0x0fff_ffff_0000_0000) >> 4);
            }
        }
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(Malformed);
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Malformed)
    }

    /// A signed number, zig-zag.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn signed(&mut self) -> Result<i64, Malformed> {
        let raw = self.number()?;
        Ok((raw >> 1).cast_signed() ^ -((raw & 1).cast_signed()))
    }

    /// A number of 32 bits.
    ///
    /// # Errors
    /// As [`Reader::number`], and beyond 32 bits.
    pub fn id(&mut self) -> Result<u32, Malformed> {
        self.number()?.try_into().map_err(|_| Malformed)
    }

    /// A count and that many items.
    ///
    /// # Errors
    /// [`Malformed`] where the count cannot be true or an item is malformed.
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T, Malformed>) -> Result<Vec<T>, Malformed> {
        let count = usize::try_from(self.number()?).map_err(|_| Malformed)?;
        // Every item takes a byte at least: a count beyond that is a flipped bit, not a reason to reserve memory.
        if count > self.bytes.len() {
            return Err(Malformed);
        }
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(item(self)?);
        }
        Ok(items)
    }
}

/// Writes facts behind each other. All must carry sequences that rise by one.
#[must_use]
pub fn encode(facts: &[Fact]) -> Vec<u8> {
    let mut out = Writer { bytes: Vec::with_capacity(facts.len() * 24) };
    let (mut occurred, mut recorded) = (0_i64, 0_i64);
    for fact in facts {
        out.byte(fact.body.kind().number());
        // Dated, actor and what of the header is there, in one byte.
        let (actor, actor_id) = match fact.actor {
            Actor::Import(import) => (0_u8, Some(import.0)),
            Actor::Member(member) => (1, Some(member.0)),
            Actor::Program => (2, None),
            Actor::Model => (3, None),
        };
        let flags = fact.dated.number()
            | actor << 2
            | u8::from(fact.account.is_some()) << 4
            | u8::from(fact.prev.is_some()) << 5
            | u8::from(fact.contact.is_some()) << 6;
        out.byte(flags);
        if let Some(id) = actor_id {
            out.number(u64::from(id));
        }
        if let Some(account) = fact.account {
            out.number(u64::from(account.0));
        }
        if let Some(prev) = fact.prev {
            out.number(fact.seq.0.wrapping_sub(prev.0));
        }
        if let Some(contact) = fact.contact {
            out.number(u64::from(contact.0));
        }
        out.number(u64::from(fact.rank));
        out.signed(fact.occurred_at.0.wrapping_sub(occurred));
        out.signed(fact.recorded_at.0.wrapping_sub(recorded));
        (occurred, recorded) = (fact.occurred_at.0, fact.recorded_at.0);
        fact.body.write(&mut out);
    }
    out.into_bytes()
}

/// Reads `count` facts, the first of which has the sequence `first`.
///
/// # Errors
/// [`Malformed`] where the bytes are not exactly that many facts of [`VERSION`].
pub fn decode(version: u8, first: Seq, count: usize, bytes: &[u8]) -> Result<Vec<Fact>, Malformed> {
    if version != VERSION || count > bytes.len() {
        return Err(Malformed);
    }
    let mut from = Reader::new(bytes);
    let mut facts = Vec::with_capacity(count);
    let (mut occurred, mut recorded) = (0_i64, 0_i64);
    for place in 0..count as u64 {
        let seq = Seq(first.0.checked_add(place).ok_or(Malformed)?);
        let kind = Kind::numbered(from.byte()?).ok_or(Malformed)?;
        let flags = from.byte()?;
        let dated = Dated::numbered(flags & 3).ok_or(Malformed)?;
        let actor = match flags >> 2 & 3 {
            0 => Actor::Import(ImportId(from.id()?)),
            1 => Actor::Member(MemberId(from.id()?)),
            2 => Actor::Program,
            _ => Actor::Model,
        };
        if flags & 0x80 != 0 {
            return Err(Malformed);
        }
        let account = if flags & 0x10 == 0 { None } else { Some(AccountId(from.id()?)) };
        let prev = if flags & 0x20 == 0 {
            None
        } else {
            let back = from.number()?;
            Some(Seq(seq.0.checked_sub(back).filter(|prev| *prev < seq.0).ok_or(Malformed)?))
        };
        let contact = if flags & 0x40 == 0 { None } else { Some(ContactId(from.id()?)) };
        let rank = u16::read(&mut from)?;
        occurred = occurred.wrapping_add(from.signed()?);
        recorded = recorded.wrapping_add(from.signed()?);
        let body = Body::read(kind, &mut from)?;
        facts.push(Fact {
            seq,
            account,
            prev,
            occurred_at: Micros(occurred),
            dated,
            recorded_at: Micros(recorded),
            actor,
            contact,
            rank,
            body,
        });
    }
    if from.is_empty() { Ok(facts) } else { Err(Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of every length, alone and with something behind them: read at once or byte by byte, they are the same.
    #[test]
    fn numbers_come_back_at_every_length() {
        let mut numbers: Vec<u64> = alloc::vec![0, u64::MAX];
        for shift in 0..64 {
            let power = 1_u64 << shift;
            numbers.extend([power, power - 1, power | 1, power.wrapping_mul(0x9e37_79b9_7f4a_7c15)]);
        }
        let mut all = Writer::default();
        for number in &numbers {
            let mut out = Writer::default();
            out.number(*number);
            let bytes = out.into_bytes();
            let mut from = Reader::new(&bytes);
            assert_eq!((from.number(), from.is_empty()), (Ok(*number), true));
            for cut in 0..bytes.len() {
                assert_eq!(Reader::new(&bytes[..cut]).number(), Err(Malformed), "{number} cut at {cut}");
            }
            all.bytes(&bytes);
        }
        let mut from = Reader::new(all.as_bytes());
        for number in &numbers {
            assert_eq!(from.number(), Ok(*number));
        }
        assert!(from.is_empty() && from.left() == 0);
        assert_eq!(Reader::new(&[0xff; 11]).number(), Err(Malformed), "more than 64 bits");
    }
}
