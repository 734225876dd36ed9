//! How large a vendor is and how long it runs; what it says, batch by batch.

use takt_core::calendar::{Month, month_of};
use takt_core::decide::Statement;
use takt_core::unit::{ContactId, Day, MemberId, Micros};

/// How large a vendor is, and for how long it ran before today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The same seed gives the same facts, byte for byte.
    pub seed: u64,
    /// New accounts in a month.
    pub leads_per_month: u32,
    /// Whole months before the month of `today`.
    pub months: u32,
    /// Everything happens before this day begins.
    pub today: Day,
    /// People of ours over all four teams; at least one in each.
    pub members: u32,
}

impl Plan {
    /// The demo: 1,200 leads a month over 18 months, 18 people.
    #[must_use]
    pub const fn demo(today: Day) -> Self {
        Self { seed: 20_190_130, leads_per_month: 1_200, months: 18, today, members: 18 }
    }

    /// A vendor of another size, with as many people for its leads as the demo has.
    #[must_use]
    pub const fn sized(seed: u64, leads_per_month: u32, months: u32, today: Day) -> Self {
        let members = leads_per_month.saturating_mul(18) / 1_200;
        Self { seed, leads_per_month, months, today, members: if members < 5 { 5 } else { members } }
    }

    /// The first day: the first of a month.
    #[must_use]
    pub fn first_day(&self) -> Day {
        let date = self.today.date();
        let months = i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
        let first = months.saturating_sub(i32::try_from(self.months).unwrap_or(i32::MAX));
        let year = i16::try_from(first.div_euclid(12)).unwrap_or(i16::MIN);
        let month = i8::try_from(first.rem_euclid(12) + 1).unwrap_or(1);
        Day::of(year, month, 1).unwrap_or(Day::FIRST)
    }
}

impl Plan {
    /// The month before the month of today, or one so many months earlier.
    pub(crate) fn whole_month(&self, earlier: i32) -> Month {
        Month(month_of(self.today).0 - 1 - earlier)
    }

    /// A figure of the demo at the size of this plan: one for 1,200 leads a month.
    pub(crate) fn scaled(&self, figure: u32) -> u32 {
        u32::try_from(u64::from(figure) * u64::from(self.leads_per_month) / 1_200).unwrap_or(u32::MAX)
    }
}

/// What is said at one instant: one commit.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// When it is recorded.
    pub now: Micros,
    /// What is said, in order.
    pub said: Vec<Said>,
}

/// One statement with all that the shell keeps beside the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What is stated, for [`decide`](takt_core::decide::decide).
    pub statement: Statement,
    /// Its idempotency key: the seed and the place of the statement.
    pub key: [u8; 16],
    /// The outside key of the account that begins with this statement: `demo:000123`.
    pub account_key: Option<String>,
    /// Names and addresses that belong into the people store.
    pub texts: Vec<Text>,
}

/// One text of the people store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Whose.
    pub of: Whose,
    /// Which: `name`, `kana`, `email`, `telephone`, `domain`, `promise`.
    pub field: &'static str,
    /// The text.
    pub text: String,
}

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The account the statement concerns.
    Account,
    /// A person of that account.
    Contact(ContactId),
    /// A person of ours.
    Member(MemberId),
}
