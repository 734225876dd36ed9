//! What nobody sees of an account: how keen it is, how easily reached, how large a deal it makes.

use takt_core::unit::{ContactId, MemberId, Micros};

use crate::stream::Stream;
use crate::vendor::Story;

/// The hidden nature of an account and what the vendor remembers of it.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    /// What it decides by.
    pub(crate) stream: Stream,
    /// How keen it is, in thousandths; falls with time, rises with what moves it.
    pub(crate) heat: i64,
    /// Calls in ten thousand that get through.
    pub(crate) reach: u32,
    /// Yen a month of a contract.
    pub(crate) size: i64,
    /// Its first person.
    pub(crate) contact: ContactId,
    /// The number of the next opportunity, less one.
    pub(crate) opportunities: u16,
    /// Meetings so far.
    pub(crate) meetings: u16,
    /// Tickets so far.
    pub(crate) tickets: u16,
    /// Whether an errand of browsing is under way: never two.
    pub(crate) browses: bool,
    /// Who of customer success has it.
    pub(crate) success: Option<MemberId>,
    /// Who of field sales has it.
    pub(crate) field: Option<MemberId>,
    /// Until when it reads what we send, now and then, without being keen.
    pub(crate) reads_until: Micros,
    /// Whether it refused mail, so that only a call reaches it.
    pub(crate) no_mail: bool,
    /// The story it was made for: what it decides is then written, not drawn.
    pub(crate) story: Option<Story>,
    /// Whether it looks at us no more.
    pub(crate) is_over: bool,
    /// Use a week, falling before a churn.
    pub(crate) use_week: i64,
    /// Whether it means to leave at the end of the contract.
    pub(crate) leaves: bool,
    /// When the running contract ends.
    pub(crate) ends: Option<Micros>,
}

impl Life {
    /// Days until it looks at us again; `None` where it has lost sight of us.
    pub(crate) fn pause(&mut self, now: Micros) -> Option<i64> {
        if self.heat >= 290 {
            let mean = 9_000 / self.heat;
            return Some(1 + self.stream.between(0, mean * 2).min(150));
        }
        (now < self.reads_until).then(|| self.stream.between(24, 80))
    }

    /// Every touch takes some of the interest with it; now and then it grows.
    pub(crate) fn cool(&mut self) {
        self.heat = if self.stream.chance(900) { (self.heat + 200).min(1_000) } else { self.heat * 74 / 100 };
    }
}
