//! Random journals: whatever facts of whatever kinds in whatever commits, they come back equal.

use proptest::prelude::*;
use takt_core::dictionary::WordKind;
use takt_core::fact::{Absence, Actor, Body, Dated, Datum, Draft, Event, Kind, Place, Rule, Shape, Value, Why};
use takt_core::unit::{
    AccountId, ChoiceId, ContactId, Currency, Day, FieldId, ImportId, MemberId, Micros, Money, Rate, Seq, TeamId,
};
use takt_store::{Commit, Finding, Head, Store};

use crate::contract::Home;
use crate::house::{facts_from, key_of};

fn money() -> impl Strategy<Value = Money> {
    (any::<i64>(), "[A-Z]{3}")
        .prop_map(|(minor, letters)| Money { minor, currency: Currency::parse(&letters).unwrap() })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<u32>().prop_map(|id| Value::Choice(ChoiceId(id))),
        any::<i64>().prop_map(Value::Integer),
        any::<i32>().prop_map(|bp| Value::Rate(Rate(bp))),
        money().prop_map(Value::Money),
        any::<i32>().prop_map(|day| Value::Date(Day(day))),
        any::<bool>().prop_map(Value::YesNo),
    ]
}

fn why() -> impl Strategy<Value = Why> {
    let rule = prop_oneof![any::<u16>().prop_map(Rule::Transition), Just(Rule::Jump), Just(Rule::History)];
    let what = prop_oneof![
        Just(Event::Touched(None)),
        (0..u32::MAX).prop_map(|team| Event::Offered(TeamId(team))),
        Just(Event::Refused)
    ];
    let absence = (what, any::<i64>(), any::<i64>()).prop_map(|(what, from, to)| Absence {
        what,
        from: Micros(from),
        to: Micros(to),
    });
    let because = prop::collection::vec(any::<u64>().prop_map(Seq), 0..5);
    (any::<u32>(), rule, because, prop::collection::vec(absence, 0..3), any::<bool>())
        .prop_map(|(model, rule, because, absent, inferred)| Why { model, rule, because, absent, inferred })
}

/// Anything that a field of this shape can hold; numbers small enough for every width.
fn datum(shape: Shape) -> BoxedStrategy<Datum> {
    match shape {
        Shape::Number => (0..=255_i64).prop_map(Datum::Number).boxed(),
        Shape::Time => any::<i64>().prop_map(|t| Datum::Time(Micros(t))).boxed(),
        Shape::Day => any::<i32>().prop_map(|d| Datum::Day(Day(d))).boxed(),
        Shape::Flag => any::<bool>().prop_map(Datum::Flag).boxed(),
        Shape::Word(kind) => any::<u32>().prop_map(move |id| Datum::Word(kind, id)).boxed(),
        Shape::Code(names) => prop::sample::select(names).prop_map(Datum::Code).boxed(),
        Shape::Member => any::<u32>().prop_map(|id| Datum::Member(MemberId(id))).boxed(),
        Shape::Contact => any::<u32>().prop_map(|id| Datum::Contact(ContactId(id))).boxed(),
        Shape::Account => any::<u32>().prop_map(|id| Datum::Account(AccountId(id))).boxed(),
        Shape::Import => any::<u32>().prop_map(|id| Datum::Import(ImportId(id))).boxed(),
        Shape::Money => money().prop_map(Datum::Money).boxed(),
        Shape::Hash => any::<[u8; 32]>().prop_map(Datum::Hash).boxed(),
        Shape::Values => {
            prop::collection::vec((any::<u32>().prop_map(FieldId), value()), 0..4).prop_map(Datum::Values).boxed()
        }
        Shape::Openings => prop::collection::vec((any::<u16>(), any::<u16>()), 0..4).prop_map(Datum::Openings).boxed(),
        Shape::Counts => prop::collection::vec(any::<u32>(), 0..4).prop_map(Datum::Counts).boxed(),
        Shape::Place => {
            prop::option::of(any::<u16>()).prop_map(|side| Datum::Place(side.map_or(Place::Main, Place::Side))).boxed()
        }
        Shape::Why => why().prop_map(Datum::Why).boxed(),
    }
}

fn body() -> impl Strategy<Value = Body> {
    prop::sample::select(Kind::ALL).prop_flat_map(|kind| {
        let fields: Vec<_> = kind
            .fields()
            .iter()
            .map(|field| match field.optional {
                true => prop_oneof![Just(Datum::Absent), datum(field.shape)].boxed(),
                false => datum(field.shape),
            })
            .collect();
        fields.prop_map(move |data| Body::from_data(kind, data).unwrap())
    })
}

fn draft() -> impl Strategy<Value = Draft> {
    let actor = prop_oneof![
        any::<u32>().prop_map(|id| Actor::Import(ImportId(id))),
        any::<u32>().prop_map(|id| Actor::Member(MemberId(id))),
        Just(Actor::Program),
        Just(Actor::Model),
    ];
    let contact = prop::option::of(any::<u32>().prop_map(ContactId));
    let dated = prop::sample::select(Dated::ALL);
    let account = prop::option::of((0..4_u32).prop_map(AccountId));
    (account, any::<i64>(), dated, actor, contact, any::<u16>(), body()).prop_map(
        |(account, occurred_at, dated, actor, contact, rank, body)| Draft {
            account,
            occurred_at: Micros(occurred_at),
            dated,
            actor,
            contact,
            rank,
            body,
        },
    )
}

/// Commits of some facts each, and how long after the one before each was recorded.
fn commits() -> impl Strategy<Value = Vec<(Vec<Draft>, i64)>> {
    prop::collection::vec((prop::collection::vec(draft(), 1..12), 1..1_000_000_000_000_i64), 1..8)
}

/// Records drafts as a book would, with the back pointers of their accounts.
fn record(head: &Head, drafts: Vec<Draft>, after: i64, last: &mut [Option<Seq>; 4]) -> Commit {
    let mut commit = Commit::on(head.next);
    let recorded_at = head.recorded_at.unwrap_or(Micros(0)).plus(after);
    for draft in drafts {
        let seq = Seq(head.next.0 + commit.facts.len() as u64);
        let prev = draft.account.and_then(|account| last[account.index()].replace(seq));
        commit.facts.push(draft.record(seq, prev, recorded_at));
        commit.keys.push((key_of(seq), seq));
    }
    commit
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_come_back_equal(commits in commits()) {
        let home = crate::Folder::new();
        let mut last = [None; 4];
        let mut written = Vec::new();
        let mut head = Head::EMPTY;
        for (drafts, after) in commits {
            let commit = record(&head, drafts, after, &mut last);
            head = home.writer().append(&commit).unwrap();
            written.extend(commit.facts);
        }
        let mut store = home.reader();
        prop_assert_eq!(facts_from(&mut store, Seq(1)), &written[..]);
        prop_assert_eq!(store.head().unwrap(), head);
        for seq in last.into_iter().flatten() {
            let walked = store.walk(seq).unwrap();
            let account = walked[0].account;
            let wanted = written.iter().rev().filter(|fact| fact.account == account);
            prop_assert!(walked.iter().eq(wanted));
        }
        // The texts of the models adopted by such facts are nowhere; all else is well.
        let report = store.check().unwrap();
        prop_assert!(report.findings.iter().all(|finding| matches!(finding, Finding::ModelMissing { .. })), "{report:?}");
        prop_assert_eq!(report.head, head);
    }
}

#[test]
fn every_kind_of_word_has_its_place() {
    let home = crate::Folder::new();
    let mut store = home.writer();
    let mut words = store.words().unwrap();
    for kind in WordKind::ALL {
        for text in ["a", "b", ""] {
            words.intern(*kind, text);
        }
    }
    let mut commit = Commit::on(Seq(1));
    commit.words = words.take_fresh();
    store.append(&commit).unwrap();
    assert!(store.words().unwrap().iter().eq(words.iter()));
    assert_eq!(store.check().unwrap().words, 36);
}
