//! Idempotency keys.

use std::fmt;

use sha2::{Digest, Sha256};

/// What a fact is known by outside, so that it lands once however often it is sent: the first 16 bytes of a SHA-256.
///
/// Two of a hundred million keys are the same with a chance of about one in 10²², so equal keys are taken for the
/// same thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub [u8; 16]);

impl Key {
    /// The key of something that is known by these parts together: a source, an outside key, a kind …
    ///
    /// Every part is hashed behind its length, so `["ab", "c"]` and `["a", "bc"]` are two keys.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let digest: [u8; 32] = hash.finalize().into();
        let mut key = [0; 16];
        key.copy_from_slice(&digest[..16]);
        Self(key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_on_where_its_parts_end() {
        assert_ne!(Key::of(&[b"ab", b"c"]), Key::of(&[b"a", b"bc"]));
        assert_ne!(Key::of(&[b"ab"]), Key::of(&[b"ab", b""]));
        assert_eq!(Key::of(&[b"ab", b"c"]), Key::of(&[b"ab", b"c"]));
    }

    /// The keys of every import ever made rest on this: another form would let all of it land twice.
    #[test]
    fn the_form_of_a_key_stays_for_ever() {
        assert_eq!(Key::of(&[b"crm", b"A-1"]).to_string(), "6c603597d9471e23817cd98f4d57d7ef");
    }
}
