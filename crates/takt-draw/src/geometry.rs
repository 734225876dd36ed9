//! Lengths, points and frames, in whole tenths of a pixel, so that a picture is the same on every machine.

use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length or a coordinate, in tenths of a CSS pixel. It saturates, since a label may come from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Px(i32);

/// A length of whole pixels.
#[must_use]
pub const fn px(pixels: i32) -> Px {
    Px(pixels.saturating_mul(10))
}

impl Px {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A length of tenths of a pixel.
    #[must_use]
    pub const fn of_tenths(tenths: i32) -> Self {
        Self(tenths)
    }

    /// The length in tenths of a pixel.
    #[must_use]
    pub const fn tenths(self) -> i32 {
        self.0
    }

    /// The share `part / whole` of this length, rounded half away from zero; zero where the whole is none.
    #[must_use]
    pub fn share(self, part: i64, whole: i64) -> Self {
        if whole == 0 {
            return Self::ZERO;
        }
        let (product, whole) = (i128::from(self.0) * i128::from(part), i128::from(whole));
        let product = if whole < 0 { -product } else { product };
        let whole = whole.abs();
        let rounded = (product.abs() + whole / 2) / whole * product.signum();
        Self(i32::try_from(rounded).unwrap_or(if rounded < 0 { i32::MIN } else { i32::MAX }))
    }
}

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        let sign = if self.0 < 0 { "-" } else { "" };
        if tenth == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{tenth}") }
    }
}

impl Add for Px {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Px {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Px {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i32> for Px {
    type Output = Self;
    fn mul(self, times: i32) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

impl Div<i32> for Px {
    type Output = Self;
    /// Zero where the divisor is none.
    fn div(self, by: i32) -> Self {
        Self(self.0.checked_div(by).unwrap_or(0))
    }
}

impl AddAssign for Px {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Px {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl std::iter::Sum for Px {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::ZERO, Add::add)
    }
}

/// A place on the picture: to the right and down from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: Px,
    /// Down.
    pub y: Px,
}

/// A place on the picture.
#[must_use]
pub const fn at(x: Px, y: Px) -> Point {
    Point { x, y }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Its left edge.
    pub x: Px,
    /// Its upper edge.
    pub y: Px,
    /// Its width, not negative.
    pub width: Px,
    /// Its height, not negative.
    pub height: Px,
}

impl Frame {
    /// A rectangle from its upper left corner; a negative size is none.
    #[must_use]
    pub fn new(x: Px, y: Px, width: Px, height: Px) -> Self {
        Self { x, y, width: width.max(Px::ZERO), height: height.max(Px::ZERO) }
    }

    /// The right edge.
    #[must_use]
    pub fn right(self) -> Px {
        self.x + self.width
    }

    /// The lower edge.
    #[must_use]
    pub fn bottom(self) -> Px {
        self.y + self.height
    }

    /// The middle.
    #[must_use]
    pub fn middle(self) -> Point {
        at(self.x + self.width / 2, self.y + self.height / 2)
    }

    /// The same rectangle, smaller by so much on every side.
    #[must_use]
    pub fn inset(self, by: Px) -> Self {
        Self::new(self.x + by, self.y + by, self.width - by * 2, self.height - by * 2)
    }

    /// Whether a point lies in it or on its edge.
    #[must_use]
    pub fn holds(self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.x) && (self.y..=self.bottom()).contains(&point.y)
    }

    /// Whether another lies in it as a whole.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }

    /// Whether both share more than an edge.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_written_with_the_one_digit_it_has() {
        let said = [0, 5, -5, 10, 125, -1005].map(|tenths| Px::of_tenths(tenths).to_string());
        assert_eq!(said, ["0", "0.5", "-0.5", "1", "12.5", "-100.5"]);
    }

    #[test]
    fn a_share_rounds_half_away_from_zero_and_of_nothing_is_nothing() {
        assert_eq!(px(1).share(1, 4), Px::of_tenths(3));
        assert_eq!(px(1).share(-1, 4), Px::of_tenths(-3));
        assert_eq!(px(1).share(1, 0), Px::ZERO);
        assert_eq!(px(1000).share(i64::MAX, 1), Px::of_tenths(i32::MAX));
    }

    #[test]
    fn frames_that_touch_do_not_overlap() {
        let frame = |x| Frame::new(px(x), px(0), px(10), px(10));
        assert!(!frame(0).overlaps(frame(10)));
        assert!(frame(0).overlaps(frame(9)));
        assert!(frame(0).contains(frame(0)) && !frame(0).contains(frame(1)));
    }
}
