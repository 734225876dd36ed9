//! Rows: facts in 16 bytes, and the wide ones beside them.

use super::{FIRST, Head, PEOPLE_MOST, Row};
use crate::fact::binary::{Reader, Writer};
use crate::fact::{Body, Dated, Fact, Kind, Outcome};
use crate::unit::{
    ChannelId, ContactId, MemberId, Micros, ReasonId, SignalId, SourceId, StageId, StepId, TeamId, TouchId,
};

/// Bits of the fields of a kind.
const FIELDS: u32 = 28;
/// The fields alone.
pub(super) const FIELDS_ALL: u32 = (1 << FIELDS) - 1;
const ORIGIN_MOST: usize = 1 << 24;

/// The row of a fact, where it fits into one; `person` is who it was said of, as a place among those of the account.
pub(super) fn narrow(fact: &Fact, origin: usize, person: Option<u8>, begins: bool) -> Option<Row> {
    if origin >= ORIGIN_MOST {
        return None;
    }
    let since = u64::try_from(fact.occurred_at.0.checked_sub(FIRST)?).ok().filter(|since| since >> 53 == 0)?;
    let rank = u64::from(u8::try_from(fact.rank).ok()?);
    let person = u64::from(person.filter(|person| usize::from(*person) <= PEOPLE_MOST)?);
    let fields = u64::from(pack(&fact.body)?);
    let what = (origin as u64) << 40 | rank << 32 | person << FIELDS | fields;
    Some(Row { when: since << 11 | marks(fact, begins), what })
}

/// The row of any fact: what does not fit goes to `beside`.
pub(super) fn wide(fact: &Fact, origin: usize, begins: bool, beside: &mut Writer) -> Row {
    let row = Row { when: marks(fact, begins) | Row::WIDE, what: beside.as_bytes().len() as u64 };
    beside.number(origin as u64);
    beside.signed(fact.occurred_at.0);
    beside.number(u64::from(fact.rank));
    beside.number(fact.contact.map_or(0, |contact| u64::from(contact.0) + 1));
    fact.body.write(beside);
    row
}

/// Kind, how well the time is known, and whether it begins what came together.
fn marks(fact: &Fact, begins: bool) -> u64 {
    let begins = if begins { Row::BEGINS } else { 0 };
    u64::from(fact.body.kind().number()) << 4 | u64::from(fact.dated.number()) << 2 | begins
}

/// What of a row says in which order its fact takes effect.
pub(super) fn head(row: Row, beside: &Writer) -> Head {
    if row.is_wide() { apart(row, beside).0 } else { plain(row) }
}

/// The head of a row that is not wide.
fn plain(row: Row) -> Head {
    Head {
        // 53 bits, so neither cast nor sum loses anything.
        occurred_at: Micros(FIRST + (row.when >> 11).cast_signed()),
        dated: dated_of(row),
        kind: kind_of(row),
        rank: (row.what >> 32) as u16 & 0xff,
        origin: (row.what >> 40) as u32,
        begins: row.when & Row::BEGINS != 0,
    }
}

/// The head of a wide row, and what of it is still to be read.
fn apart(row: Row, beside: &Writer) -> (Head, Reader<'_>) {
    let place = usize::try_from(row.what).unwrap_or(usize::MAX);
    let mut from = Reader::new(beside.as_bytes().get(place..).unwrap_or_default());
    let head = Head {
        origin: from.id().unwrap_or(u32::MAX),
        occurred_at: Micros(from.signed().unwrap_or(0)),
        rank: from.id().ok().and_then(|rank| u16::try_from(rank).ok()).unwrap_or(0),
        dated: dated_of(row),
        kind: kind_of(row),
        begins: row.when & Row::BEGINS != 0,
    };
    (head, from)
}

fn kind_of(row: Row) -> Kind {
    // Written from a kind; the check of the columns' bytes comes before any row is read.
    Kind::numbered((row.when >> 4) as u8 & 0x7f).unwrap_or(Kind::Bounced)
}

fn dated_of(row: Row) -> Dated {
    Dated::numbered((row.when >> 2) as u8 & 3).unwrap_or(Dated::Inferred)
}

/// Makes `into` what a row says but for its account, its sequence and what its origin says; gives the origin.
pub(super) fn read(row: Row, beside: &Writer, person: impl Fn(u8) -> Option<ContactId>, into: &mut Fact) -> u32 {
    let head = if row.is_wide() {
        let (head, mut from) = apart(row, beside);
        into.contact = from.id().ok().and_then(|number| number.checked_sub(1)).map(ContactId);
        into.body = Body::read(head.kind, &mut from).unwrap_or(Body::Bounced {});
        head
    } else {
        let head = plain(row);
        into.contact = match (row.what >> FIELDS) as u8 & 0xf {
            0 => None,
            place => person(place),
        };
        into.body = unpack(head.kind, row.what as u32 & FIELDS_ALL);
        head
    };
    (into.occurred_at, into.dated, into.rank) = (head.occurred_at, head.dated, head.rank);
    head.origin
}

/// Fields in bits, the first lowest.
struct Bits(u32, u32);

impl Bits {
    /// Adds a number in so many bits; `None` where it does not fit.
    fn put(self, number: u32, bits: u32) -> Option<Self> {
        debug_assert!(self.1 + bits <= FIELDS);
        (number >> bits == 0).then(|| Self(self.0 | number << self.1, self.1 + bits))
    }

    /// The same of a number that may be absent.
    fn put_some(self, number: Option<u32>, bits: u32) -> Option<Self> {
        let number = match number {
            None => 0,
            Some(number) => number.checked_add(1)?,
        };
        self.put(number, bits)
    }

    fn take(&mut self, bits: u32) -> u32 {
        let number = self.0 & ((1 << bits) - 1);
        self.0 >>= bits;
        number
    }

    fn take_some(&mut self, bits: u32) -> Option<u32> {
        self.take(bits).checked_sub(1)
    }
}

/// The fields of a body in bits, where they fit; what no fold reads is left out.
fn pack(body: &Body) -> Option<u32> {
    let bits = Bits(0, 0);
    let member = |member: &Option<MemberId>| member.map(|member| member.0);
    let small = |number: &Option<u16>| number.map(u32::from);
    let reason = |reason: &Option<ReasonId>| reason.map(|reason| reason.0);
    let bits = match body {
        Body::ContactNamed {} | Body::ContactLeft {} | Body::Bounced {} | Body::Activated {} | Body::WentLive {} => {
            bits
        }
        Body::Captured { source, .. } => bits.put_some(source.map(|source| source.0), 28)?,
        Body::Consented { channel, given } => {
            bits.put(u32::from(*given), 1)?.put_some(channel.map(|channel| channel.0), 16)?
        }
        Body::Assigned { team, member: who } => bits.put(team.0, 8)?.put_some(member(who), 16)?,
        Body::HandoffAccepted { team, by } => bits.put(team.0, 8)?.put_some(member(by), 16)?,
        Body::HandoffReturned { team, by, reason: why } => {
            bits.put(team.0, 7)?.put_some(member(by), 11)?.put_some(reason(why), 10)?
        }
        Body::Touched { touch, by, minutes, .. } => {
            bits.put(touch.0, 8)?.put_some(member(by), 11)?.put_some(small(minutes), 9)?
        }
        Body::CallHeld { by, outcome, reason: why, until: None, minutes } => bits
            .put(u32::from(outcome.number()), 4)?
            .put_some(member(by), 9)?
            .put_some(small(minutes), 8)?
            .put_some(reason(why), 7)?,
        Body::AppointmentMade { at: None, by, .. } => bits.put_some(member(by), 16)?,
        Body::MeetingHeld { meeting, by, minutes } => {
            bits.put_some(small(meeting), 8)?.put_some(member(by), 11)?.put_some(small(minutes), 9)?
        }
        Body::MeetingMissed { meeting, by } => bits.put_some(small(meeting), 8)?.put_some(member(by), 11)?,
        Body::Opened { opportunity, amount: None, by }
        | Body::ProposalSent { opportunity, amount: None, by }
        | Body::Won { opportunity, amount: None, by } => {
            bits.put_some(small(opportunity), 12)?.put_some(member(by), 16)?
        }
        Body::Lost { opportunity, reason: why, until: None, by } => {
            bits.put_some(small(opportunity), 7)?.put_some(reason(why), 10)?.put_some(member(by), 11)?
        }
        Body::Rested { reason: why, until: None } | Body::Disqualified { reason: why } => {
            bits.put_some(reason(why), 28)?
        }
        Body::StepDone { step, by } => bits.put(step.0, 12)?.put_some(member(by), 16)?,
        Body::Used { signal, amount, subscription } => bits
            .put(u32::try_from(*amount).ok()?, 14)?
            .put_some(signal.map(|signal| signal.0), 7)?
            .put_some(small(subscription), 7)?,
        Body::TicketSeen { ticket, severity, closed } => bits
            .put_some(small(ticket), 17)?
            .put_some(severity.map(u32::from), 9)?
            .put_some(closed.map(u32::from), 2)?,
        Body::Ended { subscription, reason: why } => {
            bits.put_some(small(subscription), 12)?.put_some(reason(why), 16)?
        }
        Body::Overridden { to, reason: why } => bits.put(to.0, 14)?.put_some(reason(why), 14)?,
        _ => return None,
    };
    Some(bits.0)
}

/// The body of a kind from its bits.
fn unpack(kind: Kind, fields: u32) -> Body {
    let mut bits = Bits(fields, 0);
    let member = |number: Option<u32>| number.map(MemberId);
    // From a number of 16 bits or fewer, so the cast loses nothing.
    let small = |number: Option<u32>| number.map(|number| number as u16);
    let reason = |number: Option<u32>| number.map(ReasonId);
    match kind {
        Kind::ContactNamed => Body::ContactNamed {},
        Kind::ContactLeft => Body::ContactLeft {},
        Kind::Activated => Body::Activated {},
        Kind::WentLive => Body::WentLive {},
        Kind::Captured => Body::Captured { source: bits.take_some(28).map(SourceId), page: None, play: None },
        Kind::Consented => {
            let given = bits.take(1) == 1;
            Body::Consented { channel: bits.take_some(16).map(ChannelId), given }
        }
        Kind::Assigned => Body::Assigned { team: TeamId(bits.take(8)), member: member(bits.take_some(16)) },
        Kind::HandoffAccepted => Body::HandoffAccepted { team: TeamId(bits.take(8)), by: member(bits.take_some(16)) },
        Kind::HandoffReturned => Body::HandoffReturned {
            team: TeamId(bits.take(7)),
            by: member(bits.take_some(11)),
            reason: reason(bits.take_some(10)),
        },
        Kind::Touched => Body::Touched {
            touch: TouchId(bits.take(8)),
            page: None,
            play: None,
            by: member(bits.take_some(11)),
            minutes: small(bits.take_some(9)),
        },
        Kind::CallHeld => {
            let outcome = Outcome::numbered(bits.take(4) as u8).unwrap_or(Outcome::Absent);
            let (by, minutes) = (member(bits.take_some(9)), small(bits.take_some(8)));
            Body::CallHeld { by, outcome, reason: reason(bits.take_some(7)), until: None, minutes }
        }
        Kind::AppointmentMade => Body::AppointmentMade { at: None, by: member(bits.take_some(16)), with: None },
        Kind::MeetingHeld => Body::MeetingHeld {
            meeting: small(bits.take_some(8)),
            by: member(bits.take_some(11)),
            minutes: small(bits.take_some(9)),
        },
        Kind::MeetingMissed => {
            Body::MeetingMissed { meeting: small(bits.take_some(8)), by: member(bits.take_some(11)) }
        }
        Kind::Opened | Kind::ProposalSent | Kind::Won => {
            let (opportunity, amount, by) = (small(bits.take_some(12)), None, member(bits.take_some(16)));
            match kind {
                Kind::Opened => Body::Opened { opportunity, amount, by },
                Kind::ProposalSent => Body::ProposalSent { opportunity, amount, by },
                _ => Body::Won { opportunity, amount, by },
            }
        }
        Kind::Lost => Body::Lost {
            opportunity: small(bits.take_some(7)),
            reason: reason(bits.take_some(10)),
            until: None,
            by: member(bits.take_some(11)),
        },
        Kind::Rested => Body::Rested { reason: reason(bits.take_some(28)), until: None },
        Kind::Disqualified => Body::Disqualified { reason: reason(bits.take_some(28)) },
        Kind::StepDone => Body::StepDone { step: StepId(bits.take(12)), by: member(bits.take_some(16)) },
        Kind::Used => {
            let amount = i64::from(bits.take(14));
            let signal = bits.take_some(7).map(SignalId);
            Body::Used { signal, amount, subscription: small(bits.take_some(7)) }
        }
        Kind::TicketSeen => Body::TicketSeen {
            ticket: small(bits.take_some(17)),
            severity: bits.take_some(9).map(|severity| severity as u8),
            closed: bits.take_some(2).map(|closed| closed == 1),
        },
        Kind::Ended => Body::Ended { subscription: small(bits.take_some(12)), reason: reason(bits.take_some(16)) },
        Kind::Overridden => Body::Overridden { to: StageId(bits.take(14)), reason: reason(bits.take_some(14)) },
        // The kinds that `pack` writes stand above, but for one without fields.
        _ => Body::Bounced {},
    }
}
