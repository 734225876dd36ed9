//! Outside keys, each kept once: `olist:dac32a…` is a number from here on.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::marker::PhantomData;

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl From<u32> for $name {
            fn from(place: u32) -> Self {
                Self(place)
            }
        }

        impl From<$name> for u32 {
            fn from(key: $name) -> Self {
                key.0
            }
        }
    )*};
}

keys! {
    /// An account's outside key: its place in [`Taken::account_keys`](crate::Taken::account_keys).
    AccountKey;
    /// A contact's outside key: its place in [`Taken::contact_keys`](crate::Taken::contact_keys).
    ContactKey;
    /// A row's own outside key: its place in [`Taken::row_keys`](crate::Taken::row_keys).
    RowKey;
}

/// Texts in the order they were first met, each once, found again by a hash.
///
/// A list of `String` with a map beside it would take some 150 bytes a key; this takes the key and 12 to 20 bytes,
/// so that the keys of a million accounts fit where the memory of an import is bounded.
#[derive(Clone, Debug)]
pub struct KeyTable<K> {
    text: String,
    /// Where the text of each key ends.
    ends: Vec<usize>,
    /// Open addressing: place + 1, 0 is free. The length is a power of two.
    slots: Vec<u32>,
    hash: RandomState,
    kind: PhantomData<K>,
}

impl<K> Default for KeyTable<K> {
    fn default() -> Self {
        Self { text: String::new(), ends: Vec::new(), slots: Vec::new(), hash: RandomState::new(), kind: PhantomData }
    }
}

impl<K: From<u32> + Into<u32> + Copy> KeyTable<K> {
    /// The key of a text, given out now if it is new.
    pub fn intern(&mut self, text: &str) -> K {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot(text);
        if let Some(place) = self.slots[slot].checked_sub(1) {
            return K::from(place);
        }
        let place = u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1);
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.slots[slot] = place + 1;
        K::from(place)
    }

    /// The key of a text if it was met.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<K> {
        if self.slots.is_empty() {
            return None;
        }
        self.slots[self.slot(text)].checked_sub(1).map(K::from)
    }

    /// The text of a key; the empty text for a key of another table.
    #[must_use]
    pub fn text(&self, key: K) -> &str {
        self.at(key.into() as usize)
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All keys with their texts, in the order they were first met.
    pub fn iter(&self) -> impl Iterator<Item = (K, &str)> {
        (0..self.ends.len()).map(|place| (K::from(u32::try_from(place).unwrap_or(u32::MAX)), self.at(place)))
    }

    fn at(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.ends.get(place).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }

    /// The slot of a text: its own, or the free one where it would go.
    fn slot(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.hash.hash_one(text) as usize & mask;
        while let Some(place) = self.slots[slot].checked_sub(1) {
            if self.at(place as usize) == text {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        let mask = self.slots.len() - 1;
        for place in 0..self.ends.len() {
            let mut slot = self.hash.hash_one(self.at(place)) as usize & mask;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = u32::try_from(place + 1).unwrap_or(u32::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_again() {
        let mut keys = KeyTable::<AccountKey>::default();
        assert_eq!(keys.find("a"), None);
        let numbers: Vec<u32> = (0..1000).map(|n| keys.intern(&format!("k{n}")).0).collect();
        assert_eq!(numbers, (0..1000).collect::<Vec<_>>());
        assert_eq!(keys.intern("k500"), AccountKey(500));
        assert_eq!(keys.find("k999").map(|k| keys.text(k)), Some("k999"));
        assert_eq!(keys.text(AccountKey(5000)), "");
        assert_eq!(keys.intern(""), AccountKey(1000));
        assert_eq!(keys.len(), 1001);
        assert_eq!(keys.iter().nth(7), Some((AccountKey(7), "k7")));
    }
}
