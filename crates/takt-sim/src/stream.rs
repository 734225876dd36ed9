//! Random numbers that are the same on every machine: one stream per thing, so that adding one thing leaves all the
//! others as they were.
//!
//! A stream is SplitMix64 (Steele, Lea, Flood 2014): a counter and a mixing function, with no state to get wrong. Its
//! beginning is mixed from the seed, the name of what is drawn, and a number, so the calls of member 3 do not depend on
//! how many leads came in the meantime.

/// The golden ratio in 64 bits: the step of SplitMix64's counter.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// One stream of random numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    state: u64,
}

impl Stream {
    /// The stream of a thing: `name` says what kind, `number` which one.
    #[must_use]
    pub fn of(seed: u64, name: &str, number: u64) -> Self {
        let named = name.bytes().fold(seed ^ STEP, |state, byte| mix(state ^ u64::from(byte)));
        Self { state: mix(named ^ number.wrapping_mul(STEP)) }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mix(self.state)
    }

    /// A number below `end`; 0 where `end` is 0. By multiplication: its bias is below 2⁻³² for ends below 2³².
    pub fn below(&mut self, end: u64) -> u64 {
        // Below `end`, so the cast loses nothing.
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `low` to `high`, both inclusive; `low` where they are out of order.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0);
        low.saturating_add(i64::try_from(self.below(width.saturating_add(1))).unwrap_or(0))
    }

    /// Whether something of so many in ten thousand happens.
    pub fn chance(&mut self, in_ten_thousand: u32) -> bool {
        self.below(10_000) < u64::from(in_ten_thousand)
    }

    /// The place of one of some weights, each as likely as it is heavy; 0 where none weighs anything.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let sum: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
        let mut left = self.below(sum);
        for (place, weight) in weights.iter().enumerate() {
            if left < u64::from(*weight) {
                return place;
            }
            left -= u64::from(*weight);
        }
        0
    }

    /// One of some things; `None` of nothing.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(usize::try_from(self.below(things.len() as u64)).unwrap_or(0))
    }
}

/// SplitMix64's mixing of a counter into 64 bits that look like chance.
const fn mix(counter: u64) -> u64 {
    let mixed = (counter ^ (counter >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs of SplitMix64 from state 0, as its authors publish them.
    #[test]
    fn it_is_splitmix64() {
        let mut stream = Stream { state: 0 };
        assert_eq!([stream.bits(), stream.bits()], [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4]);
    }

    #[test]
    fn numbers_stay_in_their_bounds() {
        let mut stream = Stream::of(1, "bounds", 0);
        assert!((0..1000).all(|_| (3..=7).contains(&stream.between(3, 7))));
        assert_eq!((stream.below(0), stream.between(5, 4), stream.weighted(&[])), (0, 5, 0));
        assert!((0..1000).all(|_| stream.weighted(&[0, 3, 0]) == 1));
    }
}
