//! Small random journals for properties: seen facts as an import or a person might bring them, of every kind that an
//! account can have, in an order nobody planned.
//!
//! They are hostile where the vendor is sensible: two facts at one instant, days and unknown times among instants,
//! opportunities with and without numbers, wins before proposals, refusals taken back. The core takes them all; what it
//! makes of them must keep the invariants.

use takt_core::fact::{Actor, Body, Dated, Draft, Likeness, Outcome, Value};
use takt_core::model::Model;
use takt_core::unit::{AccountId, ContactId, Currency, Day, ImportId, MemberId, Micros, Money};

use crate::lexicon::Lexicon;
use crate::stream::Stream;

/// The days the facts lie in: two years.
const FIRST: Day = Day(19_723);
const DAYS: i64 = 730;
/// Members that facts name; whether they ever joined is not their concern.
const MEMBERS: i64 = 6;

/// Random seen facts of some accounts, in one random order over all of them, as drafts of an import. Accounts are
/// numbered from 0 and each has one fact at least, so that every number is used; `facts` counts all of them together.
///
/// Ranks are unique within an account: they are what an import orders equal instants by, as the place in the file does.
#[must_use]
pub fn arbitrary_journal(seed: u64, accounts: u32, facts: u32, words: &Lexicon, model: &Model) -> Vec<Draft> {
    let mut journal = Vec::new();
    let mut order = Stream::of(seed, "order", 0);
    let mut left = facts.max(accounts);
    for number in 0..accounts {
        let others = accounts - number - 1;
        let share =
            if others == 0 { left } else { (order.between(1, i64::from(left / (others + 1) * 2).max(1))) as u32 };
        let share = share.min(left - others);
        left -= share;
        journal.extend(account(seed, AccountId(number), share, words, model));
    }
    shuffle(&mut journal, &mut order);
    journal
}

/// Puts a list in a random order (Fisher and Yates).
pub fn shuffle<T>(list: &mut [T], stream: &mut Stream) {
    for end in (1..list.len()).rev() {
        let place = usize::try_from(stream.below(end as u64 + 1)).unwrap_or(0);
        list.swap(end, place);
    }
}

/// The facts of one account.
fn account(seed: u64, id: AccountId, count: u32, words: &Lexicon, model: &Model) -> Vec<Draft> {
    let mut stream = Stream::of(seed, "account", u64::from(id.0));
    let mut last = None;
    (0..count)
        .map(|place| {
            let (occurred_at, dated) = moment(&mut stream, model, last);
            last = Some(occurred_at);
            Draft {
                account: Some(id),
                occurred_at,
                dated,
                actor: Actor::Import(ImportId(0)),
                contact: stream.chance(7_000).then(|| ContactId(id.0 * 2 + u32::from(stream.chance(3_000)))),
                rank: u16::try_from(place).unwrap_or(u16::MAX),
                body: arbitrary_body(&mut stream, words, occurred_at),
            }
        })
        .collect()
}

/// When: often at the instant of the fact before, sometimes only the day is known, sometimes nothing.
fn moment(stream: &mut Stream, model: &Model, last: Option<Micros>) -> (Micros, Dated) {
    let calendar = &model.calendar;
    let day = Day(FIRST.0 + i32::try_from(stream.between(0, DAYS - 1)).unwrap_or(0));
    let instant = calendar.start_of(day).plus(stream.between(0, 1_439) * Micros::MINUTE);
    match (stream.weighted(&[60, 15, 10, 15]), last) {
        (0, _) => (instant, Dated::Instant),
        (1, _) => (calendar.start_of(day), Dated::Day),
        (2, _) => (instant, Dated::Inferred),
        (_, None) => (instant, Dated::Instant),
        (_, Some(last)) => (last, if stream.chance(3_000) { Dated::Inferred } else { Dated::Instant }),
    }
}

/// What may have happened at an instant: any seen kind an account can have.
pub fn arbitrary_body(stream: &mut Stream, words: &Lexicon, at: Micros) -> Body {
    let by = stream.chance(6_000).then(|| MemberId(stream.between(0, MEMBERS - 1) as u32));
    let reason = stream.chance(6_000).then(|| *stream.pick(&words.losses).unwrap_or(&words.losses[0]));
    let number = stream.chance(5_000).then(|| stream.between(1, 3) as u16);
    let money = stream.chance(7_000).then(|| Money { minor: stream.between(1, 900) * 10_000, currency: Currency::JPY });
    let until = stream.chance(2_500).then(|| at.plus(stream.between(1, 400) * Micros::DAY));
    let minutes = stream.chance(3_000).then_some(20);
    let teams = [words.teams.marketing, words.teams.inside, words.teams.field, words.teams.success];
    let team = teams[stream.weighted(&[1, 4, 3, 3])];
    let touches = words.touches;
    match stream.weighted(&KINDS) {
        0 => Body::Captured { source: stream.pick(&words.sources).copied(), page: None, play: None },
        1 => described(stream, words),
        2 => Body::ContactNamed {},
        3 => Body::ContactLeft {},
        4 => {
            let channel = stream.chance(5_000).then(|| stream.pick(&words.channels).copied()).flatten();
            Body::Consented { channel, given: stream.chance(5_000) }
        }
        5 => Body::Bounced {},
        6 => Body::Assigned { team, member: by },
        7 => Body::HandoffAccepted { team, by },
        8 => Body::HandoffReturned { team, by, reason },
        9 => {
            let all =
                [touches.form, touches.seminar, touches.mail_open, touches.visit, touches.pricing, touches.hand_raise];
            let touch = all[stream.weighted(&[4, 3, 4, 4, 4, 1])];
            Body::Touched { touch, page: stream.pick(&words.pages).copied(), play: None, by, minutes }
        }
        10 => {
            let outcome = *stream.pick(Outcome::ALL).unwrap_or(&Outcome::Absent);
            Body::CallHeld { by, outcome, reason, until, minutes }
        }
        11 => Body::AppointmentMade { at: until, by, with: None },
        12 => Body::MeetingHeld { meeting: number, by, minutes },
        13 => Body::MeetingMissed { meeting: number, by },
        14 => Body::Opened { opportunity: number, amount: money, by },
        15 => Body::ProposalSent { opportunity: number, amount: money, by },
        16 => Body::Won { opportunity: number, amount: money, by },
        17 => Body::Lost { opportunity: number, reason, until, by },
        18 => Body::Rested { reason, until },
        19 => Body::Disqualified { reason },
        20 => Body::SubscriptionStarted { subscription: number, ends: until, mrr: money },
        21 => Body::StepDone { step: *stream.pick(&words.steps).unwrap_or(&words.steps[0]), by },
        22 => Body::Activated {},
        23 => Body::Used { signal: Some(words.usage), amount: stream.between(0, 500), subscription: None },
        24 => Body::TicketSeen { ticket: number, severity: Some(2), closed: Some(stream.chance(5_000)) },
        25 => Body::SubscriptionChanged { subscription: number, mrr: money },
        26 => Body::Renewed { subscription: number, ends: until, mrr: money },
        27 => Body::Ended { subscription: number, reason },
        _ => {
            let stages = words.stages;
            let all =
                [stages.nurture, stages.mql, stages.contacting, stages.qualified, stages.proposal, stages.adoption];
            Body::Overridden { to: *stream.pick(&all).unwrap_or(&stages.nurture), reason }
        }
    }
}

/// What may be said of who is one with whom, and who says it: doubts and offices are an import's, decisions a person's.
/// Accounts are numbered up to `accounts`, contacts as [`arbitrary_journal`] numbers them; one and the same may be meant
/// twice, and circles are.
pub fn arbitrary_tie(stream: &mut Stream, accounts: u32, import: ImportId) -> (Actor, Body) {
    let one = |stream: &mut Stream| AccountId(stream.below(u64::from(accounts.max(1))) as u32);
    let (account, other) = (one(stream), one(stream));
    let person = |stream: &mut Stream, of: AccountId| ContactId(of.0 * 2 + u32::from(stream.chance(3_000)));
    let (first, second) = (person(stream, account), person(stream, other));
    let people = stream.chance(4_000);
    let (contact, other_contact) = (people.then_some(first), people.then_some(second));
    match stream.weighted(&[6, 2, 2, 4]) {
        0 => {
            let why = *stream.pick(Likeness::ALL).unwrap_or(&Likeness::Name);
            (Actor::Import(import), Body::Doubted { account, other, contact, other_contact, why })
        }
        1 => (Actor::Program, Body::Distinct { account, other, contact, other_contact, reason: None }),
        2 => (Actor::Program, Body::SamePerson { contact: first, other: second }),
        _ => (Actor::Import(import), Body::Belongs { account, entity: other }),
    }
}

/// How often each kind of [`arbitrary_body`] is drawn.
const KINDS: [u32; 29] = [6, 5, 3, 1, 3, 1, 4, 3, 3, 16, 12, 4, 6, 3, 5, 5, 5, 5, 2, 2, 5, 5, 3, 3, 2, 2, 4, 4, 2];

fn described(stream: &mut Stream, words: &Lexicon) -> Body {
    let fields = words.fields;
    let mut values = Vec::new();
    if stream.chance(7_000) {
        values.push((fields.employees, Value::Integer(stream.between(1, 900))));
    }
    if stream.chance(6_000) {
        values.push((fields.industry, Value::Choice(words.industry("it"))));
    }
    if let Some(segment) = stream.pick(&words.segments)
        && values.len() < 2
    {
        values.push((fields.segment, Value::Choice(*segment)));
    }
    Body::Described { values }
}
