#![allow(clippy::unwrap_used)]

use alloc::vec::Vec;

use super::*;
use crate::fact::{Body, Outcome, Value};
use crate::unit::{
    ChannelId, Currency, FieldId, ImportId, MemberId, Money, PageId, ReasonId, SignalId, StageId, TouchId,
};
use proptest::prelude::*;

/// Numbers as facts have them, and those that no row has room for.
fn id() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0..40_u32, 1 => Just(254), 1 => Just(255), 1 => Just(2_046), 1 => Just(2_047), 1 => any::<u32>()]
}

fn small() -> impl Strategy<Value = Option<u16>> {
    proptest::option::of(prop_oneof![4 => 0..40_u16, 1 => Just(253), 1 => Just(254), 1 => Just(511), 1 => any::<u16>()])
}

fn instant() -> impl Strategy<Value = Micros> {
    prop_oneof![
        8 => (1_500_000_000_000_000_i64..1_800_000_000_000_000).prop_map(Micros),
        1 => any::<i64>().prop_map(Micros),
        1 => Just(Micros(FIRST)),
        1 => Just(Micros(FIRST + (1 << 53))),
    ]
}

fn body() -> impl Strategy<Value = Body> {
    let all = (
        id(),
        proptest::option::of(id()),
        small(),
        small(),
        proptest::option::of(instant()),
        0..26_usize,
        any::<i64>(),
    );
    all.prop_map(|(one, other, few, more, until, kind, wide)| {
        let (by, reason) = (other.map(MemberId), other.map(ReasonId));
        let amount = (wide % 3 == 0).then_some(Money { minor: wide, currency: Currency::JPY });
        let amounts = [wide, i64::from(one), wide % 16_384];
        let outcome = Outcome::ALL[one as usize % Outcome::ALL.len()];
        let until = until.filter(|_| wide % 2 == 0);
        match kind {
            0 => Body::Captured { source: other.map(crate::unit::SourceId), page: None, play: None },
            1 => Body::Described { values: [(FieldId(one), Value::Integer(wide))].into() },
            2 => Body::ContactNamed {},
            3 => Body::Consented { channel: other.map(ChannelId), given: wide % 2 == 0 },
            4 => Body::Assigned { team: TeamId(one), member: by },
            5 => Body::HandoffAccepted { team: TeamId(one), by },
            6 => Body::HandoffReturned { team: TeamId(one), by, reason },
            7 => Body::SlotReserved { member: MemberId(one), at: Micros(wide) },
            8 => Body::Touched { touch: TouchId(one), page: None, play: None, by, minutes: few },
            9 => Body::CallHeld { by, outcome, reason, until, minutes: few },
            10 => Body::AppointmentMade { at: until, by, with: None },
            11 => Body::MeetingHeld { meeting: few, by, minutes: more },
            12 => Body::MeetingMissed { meeting: few, by },
            13 => Body::Opened { opportunity: few, amount, by },
            14 => Body::ProposalSent { opportunity: few, amount, by },
            15 => Body::Won { opportunity: few, amount, by },
            16 => Body::Lost { opportunity: few, reason, until, by },
            17 => Body::Rested { reason, until },
            18 => Body::Disqualified { reason },
            19 => Body::StepDone { step: StepId(one), by },
            20 => Body::Used { signal: other.map(SignalId), amount: amounts[one as usize % 3], subscription: few },
            21 => Body::TicketSeen { ticket: few, severity: more.map(|n| n as u8), closed: few.map(|n| n % 2 == 0) },
            22 => Body::Ended { subscription: few, reason },
            23 => Body::Overridden { to: StageId(one), reason },
            24 => Body::Renewed { subscription: few, ends: until, mrr: amount },
            _ => Body::WentLive {},
        }
    })
}

use crate::unit::{StepId, TeamId};

fn journal() -> impl Strategy<Value = Vec<Fact>> {
    let actor = (0..3_u8, 0..4_u32).prop_map(|(kind, number)| match kind {
        0 => Actor::Import(ImportId(number)),
        1 => Actor::Member(MemberId(number)),
        _ => Actor::Program,
    });
    let one = (body(), 0..5_u32, instant(), 0..3_u8, actor, proptest::option::of(0..40_u32), 0..400_u16, 0..3_i64);
    proptest::collection::vec(one, 1..120).prop_map(|all| {
        let mut recorded = 0;
        let facts = (1..).zip(all).map(|(seq, (body, account, occurred_at, dated, actor, contact, rank, later))| {
            recorded += later;
            Fact {
                seq: Seq(seq),
                account: Some(AccountId(account)),
                prev: None,
                occurred_at,
                dated: Dated::numbered(dated).unwrap(),
                recorded_at: Micros(1_800_000_000_000_000 + recorded),
                actor,
                contact: contact.map(ContactId),
                rank,
                body,
            }
        });
        facts.collect()
    })
}

/// What the columns hold, account by account.
fn held(seen: &Seen) -> Vec<Fact> {
    let (mut facts, mut rows, mut numbered) = (Vec::new(), Vec::new(), Vec::new());
    for account in 0..seen.accounts() {
        let account = AccountId(u32::try_from(account).unwrap());
        seen.rows(account, &mut rows);
        seen.numbered(account, &mut numbered);
        assert!(numbered.iter().map(|(row, _)| row).eq(&rows));
        for (row, seq) in &numbered {
            let mut fact = Fact::blank();
            seen.read(account, *row, *seq, &mut fact);
            let head = seen.head(*row);
            assert_eq!((head.kind, head.occurred_at, head.dated, head.rank), {
                (fact.body.kind(), fact.occurred_at, fact.dated, fact.rank)
            });
            facts.push(fact);
        }
    }
    facts
}

/// The columns as a segment holds them.
fn bytes(seen: &mut Seen) -> Vec<u8> {
    let (head, [rows, places]) = seen.parts();
    [&head, rows, places].concat()
}

/// The facts of a journal in the order and the form that columns give them back.
fn by_account(journal: &[Fact]) -> Vec<Fact> {
    let mut facts = journal.to_vec();
    facts.sort_by_key(|fact| fact.account);
    facts
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was settled and whatever is still in the tail, and through the bytes.
    #[test]
    fn what_is_noted_is_read(journal in journal(), cut in 0..120_usize, again in 0..120_usize) {
        let mut seen = Seen::default();
        for (place, fact) in journal.iter().enumerate() {
            if place == cut || place == again {
                seen.settle();
            }
            seen.note(fact);
        }
        let expected = by_account(&journal);
        prop_assert_eq!(held(&seen), expected.clone());
        let mut back = Seen::read_parts(&bytes(&mut seen)).unwrap();
        prop_assert_eq!(held(&back), expected);
        // What was read goes on as what was written would have.
        let mut next = journal[0].clone();
        next.seq = seen.next();
        seen.note(&next);
        back.note(&next);
        prop_assert_eq!(held(&seen), held(&back));
        prop_assert_eq!(bytes(&mut seen), bytes(&mut back));
    }

    #[test]
    fn bytes_that_nobody_wrote_are_refused_or_read_without_a_panic(journal in journal(), at in any::<usize>(), with in any::<u8>()) {
        let mut seen = Seen::default();
        journal.iter().for_each(|fact| seen.note(fact));
        let mut bytes = bytes(&mut seen);
        let at = at % bytes.len();
        prop_assert!(Seen::read_parts(&bytes[..at]).is_err());
        bytes[at] = with;
        if let Ok(seen) = Seen::read_parts(&bytes)
            && seen.accounts() < 1_000
        {
            let mut rows = Vec::new();
            for account in 0..seen.accounts() {
                let account = AccountId(u32::try_from(account).unwrap());
                seen.rows(account, &mut rows);
                for row in &rows {
                    let _ = seen.head(*row);
                    seen.read(account, *row, Seq(0), &mut Fact::blank());
                }
            }
        }
    }
}

/// Most facts take 16 bytes; what no row has room for takes more, and nothing is lost.
#[test]
fn a_touch_is_narrow_and_an_amount_is_wide() {
    let touched = Body::Touched { touch: TouchId(3), page: Some(PageId(1)), play: None, by: None, minutes: None };
    let amount = Some(Money { minor: 10, currency: Currency::JPY });
    let won = Body::Won { opportunity: None, amount, by: None };
    let mut seen = Seen::default();
    let mut fact = Fact::blank();
    for (seq, (body, is_wide)) in (1..).zip([(touched, false), (won, true)]) {
        (fact.seq, fact.account, fact.body) = (Seq(seq), Some(AccountId(0)), body);
        seen.note(&fact);
        let mut rows = Vec::new();
        seen.rows(AccountId(0), &mut rows);
        assert_eq!(rows.last().map(|row| row.is_wide()), Some(is_wide));
    }
}
