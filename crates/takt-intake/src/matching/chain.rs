//! Entries found by what they share, in a few bytes an entry.
//!
//! A map from a sign to a list would cost a hundred bytes for each of a million signs that one entry has alone. Here the
//! last entry of a sign stands in an open table, and each entry knows the one before it that shares the sign.

/// No entry.
const NONE: u32 = u32::MAX;

/// Which entry holds a key; keys are hashes already, and where two entries have one key they share it.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// For each slot the low byte of its key, never 0; 0 for an empty one. Looked at before the entry, which lies far off.
    tags: Vec<u8>,
    slots: Vec<u32>,
    held: usize,
}

/// Slots of the first table.
const FIRST: usize = 16;

impl Table {
    pub(super) fn with_capacity(entries: usize) -> Self {
        let slots = entries.saturating_add(entries / 3).max(FIRST);
        Self { tags: vec![0; slots], slots: vec![NONE; slots], held: 0 }
    }

    /// The entry that holds a key.
    pub(super) fn get(&self, key: u64, key_of: impl Fn(u32) -> u64) -> Option<u32> {
        if self.held == 0 {
            return None;
        }
        self.slots.get(self.seat(key, key_of)).copied().filter(|entry| *entry != NONE)
    }

    /// Makes an entry the holder of its key; gives the holder before.
    pub(super) fn set(&mut self, key: u64, entry: u32, key_of: impl Fn(u32) -> u64) -> Option<u32> {
        if self.held >= self.slots.len() / 4 * 3 {
            self.grow(&key_of);
        }
        let seat = self.seat(key, key_of);
        let slot = self.slots.get_mut(seat)?;
        let before = std::mem::replace(slot, entry);
        if before != NONE {
            return Some(before);
        }
        if let Some(mark) = self.tags.get_mut(seat) {
            *mark = tag(key);
        }
        self.held += 1;
        None
    }

    /// Where a key stands, or would.
    fn seat(&self, key: u64, key_of: impl Fn(u32) -> u64) -> usize {
        let (mut seat, wanted) = (self.first(key), tag(key));
        // The table is never full, so an empty slot ends every search.
        for _ in 0..self.tags.len() {
            let Some((mark, entry)) = self.tags.get(seat).zip(self.slots.get(seat)) else { break };
            if *mark == 0 || (*mark == wanted && key_of(*entry) == key) {
                break;
            }
            seat += 1;
            if seat == self.tags.len() {
                seat = 0;
            }
        }
        seat
    }

    /// The slot where the search for a key begins: the high bits of the key, spread over the length.
    fn first(&self, key: u64) -> usize {
        usize::try_from((u128::from(key) * self.tags.len() as u128) >> 64).unwrap_or(0)
    }

    fn grow(&mut self, key_of: &impl Fn(u32) -> u64) {
        let mut wider = Self::with_capacity((self.slots.len() / 4 * 3).max(FIRST) / 2 * 3);
        for entry in self.slots.iter().copied().filter(|entry| *entry != NONE) {
            let key = key_of(entry);
            // No two of them share a key.
            let seat = wider.seat(key, |_| !key);
            if let Some((mark, slot)) = wider.tags.get_mut(seat).zip(wider.slots.get_mut(seat)) {
                (*mark, *slot) = (tag(key), entry);
            }
        }
        wider.held = self.held;
        *self = wider;
    }
}

const fn tag(key: u64) -> u8 {
    let low = key.to_le_bytes()[0];
    if low == 0 { 1 } else { low }
}

/// The entries of a key: the last of them by the key, the one before by the entry.
#[derive(Debug, Default)]
pub(super) struct Chain {
    last: Table,
    before: Vec<u32>,
    /// How many entries of its key there are with an entry, 255 for more.
    depth: Vec<u8>,
}

impl Chain {
    pub(super) fn with_capacity(entries: usize) -> Self {
        Self {
            last: Table::with_capacity(entries),
            before: Vec::with_capacity(entries),
            depth: Vec::with_capacity(entries),
        }
    }

    /// Takes in an entry that has no key yet, and all before it.
    pub(super) fn room(&mut self, entries: usize) {
        self.before.resize(entries, NONE);
        self.depth.resize(entries, 0);
    }

    /// Adds an entry by its key; 0 is no key, and an entry is added once.
    pub(super) fn add(&mut self, key: u64, entry: u32, key_of: impl Fn(u32) -> u64) {
        if key == 0 {
            return;
        }
        let before = self.last.set(key, entry, key_of).unwrap_or(NONE);
        if let Some(slot) = self.before.get_mut(entry as usize) {
            *slot = before;
        }
        let depth = self.depth.get(before as usize).map_or(1, |depth| depth.saturating_add(1));
        if let Some(slot) = self.depth.get_mut(entry as usize) {
            *slot = depth;
        }
    }

    /// The entries of a key, the last first; none where they are more than so many.
    pub(super) fn few(&self, key: u64, most: u8, key_of: impl Fn(u32) -> u64) -> impl Iterator<Item = u32> {
        let last = if key == 0 { None } else { self.last.get(key, key_of) };
        let few = last.filter(|last| self.depth.get(*last as usize).is_some_and(|depth| *depth <= most));
        self.from(few)
    }

    /// The entries of a key, the last first.
    pub(super) fn all(&self, key: u64, key_of: impl Fn(u32) -> u64) -> impl Iterator<Item = u32> {
        self.from(if key == 0 { None } else { self.last.get(key, key_of) })
    }

    fn from(&self, last: Option<u32>) -> impl Iterator<Item = u32> {
        std::iter::successors(last, |entry| self.before.get(*entry as usize).copied().filter(|entry| *entry != NONE))
    }
}

/// A key of two things that are alike only together, or of a number whose digits say nothing of each other; 0 where the
/// first is missing.
pub(super) const fn both(first: u64, second: u64) -> u64 {
    if first == 0 {
        return 0;
    }
    // The finish of splitmix64: every bit of what goes in moves half of those that come out.
    let mut mixed = first ^ second.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    if mixed == 0 { 1 } else { mixed }
}
