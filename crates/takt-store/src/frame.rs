//! Frames: the rows of the journal.
//!
//! ```text
//! head = first sequence (8 bytes) ‖ count (4) ‖ version (1), little-endian
//! crc  = CRC-32C(bytes ‖ head)
//! hash = SHA-256(hash of the frame before ‖ head ‖ bytes); before the first frame stand 32 zero bytes
//! ```
//!
//! The CRC tells at every reading that a frame is what was written; the chain tells `takt verify` that no frame was
//! changed, removed or put in between since.

use std::borrow::Cow;

use sha2::{Digest, Sha256};
use takt_core::fact::{Fact, binary};
use takt_core::unit::Seq;

use crate::commit::Flaw;
use crate::error::Damage;

/// How many facts a frame holds at most.
///
/// Enough that the row's own cost vanishes beside its facts, few enough that walking an account's timeline back, which
/// reads a whole frame for one fact, stays cheap.
pub const FACTS_PER_FRAME: usize = 256;

/// The hash that the first frame follows.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// A frame as it lies in the journal.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    /// The sequence of its first fact.
    pub(crate) first: Seq,
    /// How many facts it holds.
    pub(crate) count: u32,
    /// The version of the binary form.
    pub(crate) version: u8,
    /// CRC-32C over bytes and head.
    pub(crate) crc: u32,
    /// The link of the chain.
    pub(crate) hash: [u8; 32],
    /// The facts.
    pub(crate) bytes: Cow<'a, [u8]>,
}

impl Frame<'_> {
    /// A frame of these facts behind the frame with the hash `chain`.
    ///
    /// # Errors
    /// [`Flaw::Form`] where the facts do not come back from their bytes as they are: better no frame than one that
    /// nobody can read.
    pub(crate) fn seal(chain: &[u8; 32], facts: &[Fact]) -> Result<Frame<'static>, Flaw> {
        let first = facts.first().map_or(Seq(0), |fact| fact.seq);
        let bytes = binary::encode(facts);
        if binary::decode(binary::VERSION, first, facts.len(), &bytes).as_deref() != Ok(facts) {
            return Err(Flaw::Form { first });
        }
        let count = u32::try_from(facts.len()).map_err(|_| Flaw::Form { first })?;
        let mut frame =
            Frame { first, count, version: binary::VERSION, crc: 0, hash: GENESIS, bytes: Cow::Owned(bytes) };
        frame.crc = frame.crc_of();
        frame.hash = frame.hash_after(chain);
        Ok(frame)
    }

    /// The facts, where the bytes are the ones that were written.
    pub(crate) fn open(&self) -> Result<Vec<Fact>, Damage> {
        if self.crc != self.crc_of() {
            return Err(Damage::Checksum);
        }
        // The count was under the CRC, so it is what was written; a usize is at least 32 bits wherever SQLite runs.
        binary::decode(self.version, self.first, self.count as usize, &self.bytes)
            .map_err(|_| Damage::Undecodable { version: self.version })
    }

    /// The sequence behind the last fact.
    pub(crate) fn end(&self) -> Seq {
        Seq(self.first.0.saturating_add(u64::from(self.count)))
    }

    /// The hash that this frame has behind the frame with the hash `chain`.
    pub(crate) fn hash_after(&self, chain: &[u8; 32]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(chain);
        hash.update(self.head());
        hash.update(&self.bytes);
        hash.finalize().into()
    }

    fn crc_of(&self) -> u32 {
        crc32c::crc32c_append(crc32c::crc32c(&self.bytes), &self.head())
    }

    fn head(&self) -> [u8; 13] {
        let mut head = [0; 13];
        head[..8].copy_from_slice(&self.first.0.to_le_bytes());
        head[8..12].copy_from_slice(&self.count.to_le_bytes());
        head[12] = self.version;
        head
    }
}

/// The CRC-32C of a row beside the journal: of its parts, each behind its length.
pub(crate) fn crc_of_row(parts: &[&[u8]]) -> u32 {
    parts.iter().fold(0, |crc, part| {
        let length = crc32c::crc32c_append(crc, &(part.len() as u64).to_le_bytes());
        crc32c::crc32c_append(length, part)
    })
}

#[cfg(test)]
mod tests {
    use takt_core::fact::{Actor, Body, Dated, Draft};
    use takt_core::unit::Micros;

    use super::*;

    fn fact(seq: u64) -> Fact {
        let draft = Draft {
            account: None,
            occurred_at: Micros(seq.cast_signed()),
            dated: Dated::Instant,
            actor: Actor::Program,
            contact: None,
            rank: 0,
            body: Body::Activated {},
        };
        draft.record(Seq(seq), None, Micros(9))
    }

    #[test]
    fn facts_that_do_not_come_back_are_not_sealed() {
        assert!(Frame::seal(&GENESIS, &[fact(1), fact(2)]).is_ok());
        // The binary form counts sequences on from the first: this one would come back as 2.
        let flaw = Frame::seal(&GENESIS, &[fact(1), fact(3)]).err();
        assert_eq!(flaw, Some(Flaw::Form { first: Seq(1) }));
    }

    /// The form of every journal ever written: another CRC or hash makes all of them look damaged.
    #[test]
    fn the_form_of_a_frame_stays_for_ever() {
        let frame = Frame::seal(&GENESIS, &[fact(1), fact(2)]).expect("sound facts");
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let form = format!("{} {:08x} {}", hex(&frame.bytes), frame.crc, hex(&frame.hash));
        assert_eq!(
            form,
            "48080002124808000200 966033da b464ba237a3f7cca29472c56c4749f4928f50acbd6f61549bf963529f829bd22"
        );
    }
}
