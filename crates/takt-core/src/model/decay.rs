//! What a touch is still worth, by its age in days: integers only.
//!
//! A score halves every half-life and falls a little every day between. The table of a rule is computed once, when the
//! model is read, so that the day on which a line will be crossed can be looked up, and is the same on every machine.

use alloc::vec::Vec;

/// One in the fixed point that powers are taken in: 62 bits behind the point.
const ONE: u128 = 1 << 62;

/// Thousandths of a point that a touch is worth, by its age in days: floor(points · 1000 · 2^(−days ÷ half-life)), up
/// to the last day on which that is not 0. Without half-life one entry: it keeps its worth.
pub(super) fn worth(points: u32, half_life: Option<u16>) -> Vec<u32> {
    let full = u64::from(points) * 1_000;
    let entry = |worth: u128| u32::try_from(worth).unwrap_or(u32::MAX);
    let Some(half_life) = half_life.filter(|days| *days > 0) else {
        return Vec::from([entry(full.into())]);
    };
    // The fall within one half-life; whole half-lives are exact shifts of it.
    let rate = root_of_half(u32::from(half_life));
    let mut within = Vec::with_capacity(usize::from(half_life));
    let mut share = ONE;
    for _ in 0..half_life {
        within.push(share);
        share = times(share, rate);
    }
    let mut table = Vec::new();
    for halvings in 0..u64::BITS {
        for share in &within {
            let worth = (u128::from(full) * share) >> (62 + halvings);
            if worth == 0 {
                return table;
            }
            table.push(entry(worth));
        }
    }
    table
}

/// 2^(−1 ÷ days): the largest share whose power is no more than a half.
fn root_of_half(days: u32) -> u128 {
    let (mut low, mut high) = (ONE / 2, ONE);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if power(middle, days) <= ONE / 2 {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

fn power(share: u128, mut exponent: u32) -> u128 {
    let (mut result, mut square) = (ONE, share);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        exponent >>= 1;
    }
    result
}

/// The product of two shares: neither is more than one, so nothing overflows.
fn times(a: u128, b: u128) -> u128 {
    (a * b) >> 62
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &[(u32, u16)] = &[(40, 30), (30, 45), (3, 14), (2, 14), (120, 7), (10_000, 3_650), (1, 1), (7, 365)];

    #[test]
    fn it_falls_and_ends() {
        for (points, half_life) in RULES {
            let table = worth(*points, Some(*half_life));
            assert_eq!(table.first(), Some(&(points * 1_000)));
            assert!(table.is_sorted_by(|a, b| a >= b), "{points} points, {half_life} days");
            assert!(table.last().is_some_and(|last| *last > 0));
        }
    }

    #[test]
    fn it_is_exact_after_whole_half_lives() {
        for (points, half_life) in RULES {
            let table = worth(*points, Some(*half_life));
            for halvings in 0..24 {
                let expected = (u64::from(*points) * 1_000) >> halvings;
                let got = table.get(usize::from(*half_life) * halvings).copied().unwrap_or(0);
                assert_eq!(u64::from(got), expected, "{points} points, {half_life} days, {halvings} halvings");
            }
        }
    }

    #[test]
    fn without_half_life_it_keeps_its_worth() {
        assert_eq!(worth(25, None), [25_000]);
    }
}
