//! Frames that were decoded a moment ago: an account's facts often lie in the same few.

use std::collections::BTreeMap;

use takt_core::fact::Fact;
use takt_core::unit::Seq;

/// How many decoded frames are kept: about 10 MB of facts.
const FRAMES: usize = 256;

/// Decoded frames by their first sequence. A frame never changes, so what is kept stays true.
#[derive(Debug, Default)]
pub(crate) struct FrameCache {
    frames: BTreeMap<u64, Kept>,
    uses: u64,
}

#[derive(Debug)]
struct Kept {
    used: u64,
    facts: Vec<Fact>,
}

impl FrameCache {
    /// The fact with this sequence, if its frame is here.
    pub(crate) fn fact(&mut self, seq: Seq) -> Option<&Fact> {
        let (first, kept) = self.frames.range_mut(..=seq.0).next_back()?;
        let place = usize::try_from(seq.0 - first).ok()?;
        let fact = kept.facts.get(place)?;
        self.uses += 1;
        kept.used = self.uses;
        Some(fact)
    }

    /// Keeps a frame in place of the one not used for longest.
    pub(crate) fn keep(&mut self, first: Seq, facts: Vec<Fact>) {
        if self.frames.len() >= FRAMES
            && !self.frames.contains_key(&first.0)
            && let Some(oldest) = self.frames.iter().min_by_key(|(_, kept)| kept.used).map(|(first, _)| *first)
        {
            self.frames.remove(&oldest);
        }
        self.uses += 1;
        self.frames.insert(first.0, Kept { used: self.uses, facts });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_not_used_for_longest_makes_room() {
        let mut cache = FrameCache::default();
        for first in 1..=FRAMES as u64 {
            cache.keep(Seq(first), Vec::new());
        }
        // Frame 1 is kept anew, so 2 is now the oldest.
        cache.keep(Seq(1), Vec::new());
        cache.keep(Seq(9_999), Vec::new());
        assert!(cache.frames.len() <= FRAMES);
        assert!(cache.frames.contains_key(&1) && cache.frames.contains_key(&9_999));
        assert!(!cache.frames.contains_key(&2));
    }
}
