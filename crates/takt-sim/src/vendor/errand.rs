//! What is to be done when: the vendor's diary.

use core::cmp::Ordering;

use takt_core::book::{Book, InForce};
use takt_core::unit::{AccountId, MemberId, Micros};

use super::field::Meeting;
use super::{Story, Vendor};

/// Something to do at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) at: Micros,
    pub(super) order: u64,
    pub(super) account: AccountId,
    pub(super) errand: Errand,
}

/// The earliest comes first out of a heap whose greatest comes first.
impl Ord for Cue {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.order).cmp(&(self.at, self.order))
    }
}

impl PartialOrd for Cue {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// An account becomes known, from a source by its place.
    Arrive { source: usize, story: Option<Story> },
    /// Marketing looks at a new one.
    Screen,
    /// A mail comes back for good.
    Bounce,
    /// It asks for a talk, as was agreed.
    Ask,
    /// It refused mail and is given to somebody who calls.
    CallInstead,
    /// Everything costs more from today.
    RaisePrice,
    /// A customer leaves before the contract is over.
    Quit,
    /// It looks at us.
    Browse,
    /// Yesterday's visitors are counted.
    Count,
    /// A month begins: leaves of a later month are known, and people join.
    Month { number: u32 },
    /// A hot account is handed to field sales, if it may be.
    FastPass,
    /// An account without a person of inside sales gets one.
    Orphan,
    /// A meeting's slot is over.
    Meet { with: MemberId, slot: Micros },
    /// A slot is given back.
    Release { member: MemberId, slot: Micros },
    /// Field sales says whether the meeting was valid.
    Judge { by: MemberId },
    /// A proposal goes out, or the deal is lost before.
    Propose { by: MemberId, opportunity: u16 },
    /// Time is spent with a customer who decides.
    Attend { by: MemberId, at: Meeting },
    /// The customer decides.
    Conclude { by: MemberId, opportunity: u16 },
    /// An account that customer success sent back is given to somebody by name.
    Reassign,
    /// A step of onboarding is done, by its place.
    Step { by: MemberId, place: usize },
    /// Customer success trains the customer's people.
    Train { by: MemberId },
    /// The contract begins.
    Start { yen: i64 },
    /// The customer uses the product on its own.
    Activate,
    /// Use of a week is reported.
    Use,
    /// A customer nobody looks after asks support.
    Trouble,
    /// A ticket is closed.
    Close { ticket: u16 },
    /// Customer success reviews the use with the customer.
    Review,
    /// Customer success talks about the renewal.
    TalkRenewal { by: MemberId },
    /// The contract is renewed, or ends.
    Renew,
    /// The customer wants more.
    Expand,
    /// What the customer wants more is offered.
    ExpandPropose { by: MemberId, opportunity: u16 },
    /// The customer decides on it.
    ExpandConclude { by: MemberId, opportunity: u16 },
}

impl Errand {
    /// Whether it waits for a member who is at work.
    const fn by(self) -> Option<MemberId> {
        match self {
            Self::Judge { by }
            | Self::Propose { by, .. }
            | Self::Conclude { by, .. }
            | Self::Attend { by, .. }
            | Self::Step { by, .. }
            | Self::Train { by }
            | Self::TalkRenewal { by }
            | Self::ExpandPropose { by, .. }
            | Self::ExpandConclude { by, .. } => Some(by),
            _ => None,
        }
    }
}

impl Vendor {
    /// Does one errand, or puts it off: while its account says something else, or whoever does it is not at work.
    pub(super) fn run(&mut self, book: &Book, model: &InForce, cue: Cue) {
        let Cue { at, account: id, errand, .. } = cue;
        match errand {
            Errand::Arrive { source, story } => return self.arrive(book, source, story, at),
            Errand::RaisePrice => return self.raise_price(book, at),
            Errand::Count => return self.count(model, at),
            Errand::Month { number } => return self.begin_month(model, number),
            _ => {}
        }
        if self.busy.contains(&id) {
            return self.cue(self.now.plus(1), id, errand);
        }
        if let Some(worker) = errand.by().and_then(|by| self.staff.get(by.index()))
            && !self.is_at_work(worker.member)
        {
            return self.cue_business(model, 90, id, errand);
        }
        let Some(account) = book.account(id) else { return };
        match errand {
            Errand::Arrive { .. } | Errand::Count | Errand::Month { .. } | Errand::RaisePrice => {}
            Errand::Screen => self.screen(model, account),
            Errand::Bounce => self.bounce(account, at),
            Errand::Ask => self.ask(account, at),
            Errand::CallInstead => self.take_in_hand(account),
            Errand::Quit => self.quit(account, at),
            Errand::Browse => self.browse(model, account, at),
            Errand::FastPass => self.fast_pass(book, model, account),
            Errand::Orphan => self.adopt(model, account),
            Errand::Meet { with, slot } => self.meet(model, account, with, slot),
            Errand::Release { member, slot } => self.release(book, model, account, member, slot),
            Errand::Judge { by } => self.judge(model, account, by),
            Errand::Propose { by, opportunity } => self.propose(model, account, by, opportunity),
            Errand::Attend { by, at } => self.attend(model, account, by, at),
            Errand::Conclude { by, opportunity } => self.conclude(model, account, by, opportunity),
            Errand::Reassign => self.reassign(model, account),
            Errand::Step { by, place } => self.step(model, account, by, place),
            Errand::Train { by } => self.train(model, account, by),
            Errand::Start { yen } => self.start(model, account, yen),
            Errand::Activate => self.activate(account, at),
            Errand::Use => self.use_product(account, at),
            Errand::Trouble => self.trouble(account, at),
            Errand::Close { ticket } => self.close_ticket(account, at, ticket),
            Errand::Review => self.review(model, account),
            Errand::TalkRenewal { by } => self.talk_renewal(model, account, by),
            Errand::Renew => self.renew(model, account, at),
            Errand::Expand => self.expand(model, account),
            Errand::ExpandPropose { by, opportunity } => self.expand_propose(model, account, by, opportunity),
            Errand::ExpandConclude { by, opportunity } => self.expand_conclude(account, by, opportunity),
        }
    }
}
