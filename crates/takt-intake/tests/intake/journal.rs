//! The journal's form for export: whatever fact goes out comes back.

use proptest::collection::vec;
use proptest::prelude::*;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Absence, Actor, Body, Dated, Datum, Event, Fact, Kind, Place, Rule, Shape, Value, Why};
use takt_core::unit::{
    AccountId, ChoiceId, ContactId, Currency, Day, FieldId, ImportId, MemberId, Micros, Money, Rate, Seq,
};
use takt_intake::{
    JOURNAL_VERSION, JournalHeader, journal_header, journal_line, read_journal_header, read_journal_line,
};

/// Words of every kind, with letters that JSON must escape.
fn words() -> Dictionary {
    let mut words = Dictionary::default();
    for kind in WordKind::ALL {
        for text in ["", "form", "資料請求 \"夏\"", "a\\b\n\u{7f}\u{0}"] {
            words.intern(*kind, text);
        }
    }
    words
}

fn micros() -> impl Strategy<Value = Micros> {
    prop_oneof![(0..2_000_000_000_000_000_i64).prop_map(Micros), any::<i64>().prop_map(Micros)]
}

fn day() -> impl Strategy<Value = Day> {
    prop_oneof![(-9000..50_000_i32).prop_map(Day), any::<i32>().prop_map(Day)]
}

fn money() -> impl Strategy<Value = Money> {
    (any::<i64>(), "[A-Z]{3}")
        .prop_map(|(minor, letters)| Money { minor, currency: Currency::parse(&letters).unwrap() })
}

/// Numbers of words: known ones, and one nobody gave out.
fn word() -> impl Strategy<Value = u32> {
    prop_oneof![9 => 0..4_u32, 1 => any::<u32>()]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        word().prop_map(|id| Value::Choice(ChoiceId(id))),
        any::<i64>().prop_map(Value::Integer),
        any::<i32>().prop_map(|bp| Value::Rate(Rate(bp))),
        money().prop_map(Value::Money),
        day().prop_map(Value::Date),
        any::<bool>().prop_map(Value::YesNo),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    (0..=u8::MAX, prop_oneof![0..5_u32, any::<u32>()])
        .prop_filter_map("no such event", |(number, detail)| Event::numbered(number % 26, detail))
}

fn why() -> impl Strategy<Value = Why> {
    let rule = prop_oneof![(0..20_u32), (32..40_u32)].prop_filter_map("no such rule", Rule::numbered);
    let absence = (event(), micros(), micros()).prop_map(|(what, from, to)| Absence { what, from, to });
    (any::<u32>(), rule, vec(any::<u64>().prop_map(Seq), 0..4), vec(absence, 0..3), any::<bool>())
        .prop_map(|(model, rule, because, absent, inferred)| Why { model, rule, because, absent, inferred })
}

fn datum(shape: Shape, optional: bool) -> BoxedStrategy<Datum> {
    let stated = match shape {
        Shape::Number => prop_oneof![(0..=255_i64), any::<i64>()].prop_map(Datum::Number).boxed(),
        Shape::Time => micros().prop_map(Datum::Time).boxed(),
        Shape::Day => day().prop_map(Datum::Day).boxed(),
        Shape::Flag => any::<bool>().prop_map(Datum::Flag).boxed(),
        Shape::Word(kind) => word().prop_map(move |id| Datum::Word(kind, id)).boxed(),
        Shape::Code(words) => proptest::sample::select(words).prop_map(Datum::Code).boxed(),
        Shape::Member => any::<u32>().prop_map(|id| Datum::Member(MemberId(id))).boxed(),
        Shape::Contact => any::<u32>().prop_map(|id| Datum::Contact(ContactId(id))).boxed(),
        Shape::Account => any::<u32>().prop_map(|id| Datum::Account(AccountId(id))).boxed(),
        Shape::Import => any::<u32>().prop_map(|id| Datum::Import(ImportId(id))).boxed(),
        Shape::Money => money().prop_map(Datum::Money).boxed(),
        Shape::Hash => any::<[u8; 32]>().prop_map(Datum::Hash).boxed(),
        Shape::Values => vec((word().prop_map(FieldId), value()), 0..4).prop_map(Datum::Values).boxed(),
        Shape::Openings => vec(any::<(u16, u16)>(), 0..3).prop_map(Datum::Openings).boxed(),
        Shape::Counts => vec(any::<u32>(), 0..4).prop_map(Datum::Counts).boxed(),
        Shape::Place => {
            proptest::option::of(any::<u16>()).prop_map(|n| Datum::Place(n.map_or(Place::Main, Place::Side))).boxed()
        }
        Shape::Why => why().prop_map(Datum::Why).boxed(),
    };
    if optional { prop_oneof![1 => Just(Datum::Absent), 3 => stated].boxed() } else { stated }
}

fn body() -> impl Strategy<Value = Body> {
    proptest::sample::select(Kind::ALL).prop_flat_map(|kind| {
        let fields: Vec<_> = kind.fields().iter().map(|spec| datum(spec.shape, spec.optional)).collect();
        fields.prop_filter_map("a number too large for its field", move |data| Body::from_data(kind, data).ok())
    })
}

fn fact() -> impl Strategy<Value = Fact> {
    let actor = prop_oneof![
        any::<u32>().prop_map(|id| Actor::Import(ImportId(id))),
        any::<u32>().prop_map(|id| Actor::Member(MemberId(id))),
        Just(Actor::Program),
        Just(Actor::Model),
    ];
    let head = (
        any::<u64>().prop_map(Seq),
        proptest::option::of(any::<u32>().prop_map(AccountId)),
        proptest::option::of(any::<u64>().prop_map(Seq)),
        proptest::option::of(any::<u32>().prop_map(ContactId)),
        any::<u16>(),
    );
    let times = (micros(), micros(), proptest::sample::select(Dated::ALL));
    (head, times, actor, body()).prop_map(
        |((seq, account, prev, contact, rank), (occurred_at, recorded_at, dated), actor, body)| Fact {
            seq,
            account,
            prev,
            occurred_at,
            dated,
            recorded_at,
            actor,
            contact,
            rank,
            body,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_fact_comes_back_as_it_went(fact in fact()) {
        let mut words = words();
        let line = journal_line(&fact, &words);
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(read_journal_line(&line, &mut words), Ok(fact), "{}", line);
        prop_assert_eq!(words.len(WordKind::Touch), 4, "no word is new");
    }

    #[test]
    fn a_cut_line_is_refused(fact in fact(), at in 0.0..1.0_f64) {
        let mut words = words();
        let line = journal_line(&fact, &words);
        let mut cut = (line.len() as f64 * at) as usize;
        while !line.is_char_boundary(cut) {
            cut -= 1;
        }
        prop_assert!(read_journal_line(&line[..cut], &mut words).is_err());
    }
}

#[test]
fn a_line_reads_well() {
    let mut words = words();
    let fact = Fact {
        seq: Seq(12),
        account: Some(AccountId(3)),
        prev: Some(Seq(9)),
        occurred_at: Micros(1_777_595_400_000_000),
        dated: Dated::Instant,
        recorded_at: Micros(1_777_595_400_000_001),
        actor: Actor::Model,
        contact: None,
        rank: 120,
        body: Body::from_data(
            Kind::Moved,
            vec![
                Datum::Place(Place::Main),
                Datum::Absent,
                Datum::Word(WordKind::Stage, words.intern(WordKind::Stage, "lead")),
                Datum::Code("enter"),
                Datum::Number(1),
                Datum::Absent,
                Datum::Why(Why {
                    model: 1,
                    rule: Rule::Transition(3),
                    because: vec![Seq(9)],
                    absent: vec![Absence { what: Event::numbered(0, 2).unwrap(), from: Micros(0), to: Micros(1) }],
                    inferred: false,
                }),
            ],
        )
        .unwrap(),
    };
    assert_eq!(
        journal_line(&fact, &words),
        "{\"seq\":12,\"account\":3,\"prev\":9,\"occurred_at\":\"2026-05-01T00:30:00.000000Z\",\"dated\":\"instant\",\
         \"recorded_at\":\"2026-05-01T00:30:00.000001Z\",\"actor\":\"model\",\"rank\":120,\"kind\":\"moved\",\
         \"position\":\"main\",\"to\":\"lead\",\"path\":\"enter\",\"lap\":1,\"why\":{\"model\":1,\
         \"rule\":{\"transition\":3},\"because\":[9],\"absent\":[{\"what\":\"touched\",\"detail\":\"form\",\
         \"from\":\"1970-01-01T00:00:00.000000Z\",\"to\":\"1970-01-01T00:00:00.000001Z\"}],\"inferred\":false}}"
    );
}

#[test]
fn a_line_that_is_no_fact_names_its_key() {
    let mut words = words();
    let good = "{\"seq\":1,\"occurred_at\":0,\"dated\":\"day\",\"recorded_at\":0,\"actor\":\"program\",\"rank\":1,\
                \"kind\":\"activated\"}";
    assert!(read_journal_line(good, &mut words).is_ok());
    let field = |line: &str| read_journal_line(line, &mut self::words()).unwrap_err().field;
    assert_eq!(field("{"), None);
    assert_eq!(field(&good.replace("\"seq\":1,", "")).as_deref(), Some("seq"));
    assert_eq!(field(&good.replace("activated", "activate")).as_deref(), Some("kind"));
    assert_eq!(field(&good.replace("\"rank\":1", "\"rank\":70000")).as_deref(), Some("rank"));
    assert_eq!(field(&good.replace("\"rank\"", "\"extra\":1,\"rank\"")).as_deref(), Some("extra"));
    assert_eq!(field(&good.replace("program", "nobody")).as_deref(), Some("actor"));
    assert_eq!(field(&good.replace("activated", "touched")).as_deref(), Some("touch"));
}

#[test]
fn the_header_comes_back() {
    let header = JournalHeader {
        version: JOURNAL_VERSION,
        facts: Some(7),
        more: vec![("made_by".into(), "takt \"0.1\"".into()), ("sha256".into(), "00".into())],
    };
    assert_eq!(read_journal_header("journal.jsonl", &journal_header(&header)), Ok(header));
    let finding = read_journal_header("journal.jsonl", "{\"takt_journal\":2}").unwrap_err();
    assert_eq!((finding.line, finding.code), (1, "unknown-format"));
    assert_eq!(read_journal_header("j", "{\"kind\":\"won\"}").unwrap_err().code, "unknown-format");
    assert_eq!(read_journal_header("j", "id,day").unwrap_err().code, "json-broken");
}
