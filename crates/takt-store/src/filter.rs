//! Which keys are surely new: a Bloom filter in memory, in blocks of one line of the processor's cache.

/// Words of 64 bits in a block.
const WORDS: usize = 8;
/// Keys of the first layer; each further one takes four times as many as the one before.
const FIRST: usize = 262_144;
/// Bits for a key, eight of them set: of ten thousand keys that are new, one or two are taken for known.
const BITS: usize = 24;

/// Keys that were added; others are told from them but for a few. It grows by layers, so nothing is ever read again.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    layers: Vec<Layer>,
}

#[derive(Debug)]
struct Layer {
    blocks: Vec<[u64; WORDS]>,
    left: usize,
}

impl Layer {
    fn of(keys: usize) -> Self {
        Self { blocks: vec![[0; WORDS]; keys * BITS / (64 * WORDS)], left: keys }
    }

    fn block(&self, key: u128) -> usize {
        // The upper half chooses the block: keys in their order find the cache warm.
        let share = ((key >> 64) * self.blocks.len() as u128) >> 64;
        usize::try_from(share).unwrap_or(0)
    }
}

/// The bits of a key, one in each word of its block, from its lower half.
fn bits(key: u128) -> [u64; WORDS] {
    let mut bits = [0; WORDS];
    for (place, bit) in bits.iter_mut().enumerate() {
        *bit = 1 << (key >> (6 * place) & 63);
    }
    bits
}

impl Filter {
    pub(crate) fn add(&mut self, key: u128) {
        if self.layers.last().is_none_or(|layer| layer.left == 0) {
            self.layers.push(Layer::of(FIRST << (2 * self.layers.len()).min(32)));
        }
        let Some(layer) = self.layers.last_mut() else { return };
        layer.left -= 1;
        let block = layer.block(key);
        if let Some(block) = layer.blocks.get_mut(block) {
            block.iter_mut().zip(bits(key)).for_each(|(word, bit)| *word |= bit);
        }
    }

    /// Whether a key may have been added; certain only where it says no.
    pub(crate) fn may_have(&self, key: u128) -> bool {
        let bits = bits(key);
        self.layers.iter().any(|layer| {
            let block = layer.blocks.get(layer.block(key));
            // All eight words at once: which of them ends it nobody can foretell, the processor least of all.
            block.is_some_and(|block| {
                block.iter().zip(&bits).fold(0, |missing, (word, bit)| missing | (bit & !word)) == 0
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;

    fn key(number: u32) -> u128 {
        u128::from_be_bytes(Key::of(&[b"filter", &number.to_le_bytes()]).0)
    }

    #[test]
    fn what_was_added_is_known_and_little_else() {
        let mut filter = Filter::default();
        assert!(!filter.may_have(key(0)));
        // Two layers.
        (0..300_000).for_each(|number| filter.add(key(number)));
        assert!((0..300_000).all(|number| filter.may_have(key(number))));
        let mistaken = (300_000..400_000).filter(|number| filter.may_have(key(*number))).count();
        assert!(mistaken < 50, "{mistaken} of 100,000");
    }
}
