//! A line as a fact.

use serde_json::{Map, Value as Json};
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Absence, Actor, Body, Dated, Datum, Event, Fact, Kind, Outcome, Place, Rule, Shape, Value, Why};
use takt_core::unit::{
    AccountId, ChoiceId, ContactId, Currency, Day, FieldId, ImportId, MemberId, Micros, Money, Rate, Seq, StepId,
    TeamId, TouchId,
};

use super::BadLine;
use crate::date::Format;
use crate::problem::{code, shown};

/// What a line's values are read with; `None` is a value that cannot be put back.
struct Reader<'a> {
    words: &'a mut Dictionary,
}

/// Reads a line that [`journal_line`](super::journal_line) wrote, interning its words.
///
/// # Errors
/// [`BadLine`] where the line is no such fact, with the key at fault.
pub fn read_journal_line(line: &str, words: &mut Dictionary) -> Result<Fact, BadLine> {
    let bad = |field: &str| BadLine { field: Some(field.into()), code: code::JOURNAL_LINE, args: vec![] };
    let object: Map<String, Json> = serde_json::from_str(line).map_err(|error| BadLine {
        field: None,
        code: code::JSON_BROKEN,
        args: vec![("error", shown(&error.to_string()))],
    })?;
    let get = |key: &str| object.get(key).filter(|value| !value.is_null());
    let need = |key: &str| get(key).ok_or_else(|| bad(key));
    let number = |key: &str| need(key)?.as_u64().ok_or_else(|| bad(key));
    let id = |key: &str| match get(key) {
        None => Ok(None),
        Some(value) => small(value).map(Some).ok_or_else(|| bad(key)),
    };
    let when = |key: &str| time(need(key)?).ok_or_else(|| bad(key));
    let kind = need("kind")?.as_str().and_then(Kind::named).ok_or_else(|| bad("kind"))?;
    let seq = Seq(number("seq")?);
    let prev = match get("prev") {
        None => None,
        Some(value) => Some(Seq(value.as_u64().ok_or_else(|| bad("prev"))?)),
    };
    let dated = need("dated")?.as_str().and_then(Dated::named).ok_or_else(|| bad("dated"))?;
    let actor = actor(need("actor")?).ok_or_else(|| bad("actor"))?;
    let rank = u16::try_from(number("rank")?).map_err(|_| bad("rank"))?;
    let known = kind.fields().iter().map(|spec| spec.name);
    let known: Vec<&str> = super::HEAD_KEYS.iter().copied().chain(known).collect();
    if let Some(key) = object.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(bad(key));
    }
    let mut reader = Reader { words };
    let mut data = Vec::with_capacity(kind.fields().len());
    for spec in kind.fields() {
        data.push(match get(spec.name) {
            None => Datum::Absent,
            Some(value) => reader.datum(spec.shape, value).ok_or_else(|| bad(spec.name))?,
        });
    }
    Ok(Fact {
        seq,
        account: id("account")?.map(AccountId),
        prev,
        occurred_at: when("occurred_at")?,
        dated,
        recorded_at: when("recorded_at")?,
        actor,
        contact: id("contact")?.map(ContactId),
        rank,
        body: Body::from_data(kind, data).map_err(bad)?,
    })
}

fn small<T: TryFrom<u64>>(value: &Json) -> Option<T> {
    value.as_u64()?.try_into().ok()
}

fn time(value: &Json) -> Option<Micros> {
    match value {
        Json::String(text) => Some(Micros(text.parse::<jiff::Timestamp>().ok()?.as_microsecond())),
        other => other.as_i64().map(Micros),
    }
}

fn day(value: &Json) -> Option<Day> {
    match value {
        Json::String(text) => Day::of_date(Format::Iso.read(text)?.date),
        other => other.as_i64()?.try_into().ok().map(Day),
    }
}

fn actor(value: &Json) -> Option<Actor> {
    match value.as_str() {
        Some("program") => Some(Actor::Program),
        Some("model") => Some(Actor::Model),
        Some(_) => None,
        None => match (value.get("import"), value.get("member")) {
            (Some(import), None) => small(import).map(|id| Actor::Import(ImportId(id))),
            (None, Some(member)) => small(member).map(|id| Actor::Member(MemberId(id))),
            _ => None,
        },
    }
}

fn money(value: &Json) -> Option<Money> {
    Some(Money { minor: value.get("minor")?.as_i64()?, currency: Currency::parse(value.get("currency")?.as_str()?)? })
}

fn hash(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

impl Reader<'_> {
    fn word(&mut self, kind: WordKind, value: &Json) -> Option<u32> {
        match value {
            Json::String(text) => Some(self.words.intern(kind, text)),
            other => small(other),
        }
    }

    fn datum(&mut self, shape: Shape, value: &Json) -> Option<Datum> {
        Some(match shape {
            Shape::Number => Datum::Number(value.as_i64()?),
            Shape::Time => Datum::Time(time(value)?),
            Shape::Day => Datum::Day(day(value)?),
            Shape::Flag => Datum::Flag(value.as_bool()?),
            Shape::Word(kind) => Datum::Word(kind, self.word(kind, value)?),
            Shape::Code(words) => {
                let text = value.as_str()?;
                Datum::Code(words.iter().find(|word| **word == text)?)
            }
            Shape::Member => Datum::Member(MemberId(small(value)?)),
            Shape::Contact => Datum::Contact(ContactId(small(value)?)),
            Shape::Account => Datum::Account(AccountId(small(value)?)),
            Shape::Import => Datum::Import(ImportId(small(value)?)),
            Shape::Money => Datum::Money(money(value)?),
            Shape::Hash => Datum::Hash(hash(value.as_str()?)?),
            Shape::Values => {
                Datum::Values(value.as_array()?.iter().map(|pair| self.attribute(pair)).collect::<Option<Vec<_>>>()?)
            }
            Shape::Openings => Datum::Openings(
                value
                    .as_array()?
                    .iter()
                    .map(|pair| Some((small(pair.get(0)?)?, small(pair.get(1)?)?)))
                    .collect::<Option<Vec<_>>>()?,
            ),
            Shape::Counts => Datum::Counts(value.as_array()?.iter().map(small).collect::<Option<Vec<_>>>()?),
            Shape::Place => Datum::Place(match value.as_str() {
                Some("main") => Place::Main,
                _ => Place::Side(small(value.get("side")?)?),
            }),
            Shape::Why => Datum::Why(self.why(value)?),
        })
    }

    fn attribute(&mut self, pair: &Json) -> Option<(FieldId, Value)> {
        let field = FieldId(self.word(WordKind::Field, pair.get(0)?)?);
        let value = pair.get(1)?;
        let value = match value {
            Json::Number(number) => Value::Integer(number.as_i64()?),
            Json::Bool(yes) => Value::YesNo(*yes),
            Json::Object(object) => {
                if let Some(choice) = object.get("choice") {
                    Value::Choice(ChoiceId(self.word(WordKind::Choice, choice)?))
                } else if let Some(rate) = object.get("rate_bp") {
                    Value::Rate(Rate(rate.as_i64()?.try_into().ok()?))
                } else if let Some(date) = object.get("date") {
                    Value::Date(day(date)?)
                } else {
                    Value::Money(money(value)?)
                }
            }
            _ => return None,
        };
        Some((field, value))
    }

    fn why(&mut self, value: &Json) -> Option<Why> {
        let rule = value.get("rule")?;
        let rule = match rule.as_str() {
            Some(name) => Rule::named(name)?,
            None => Rule::Transition(small(rule.get("transition")?)?),
        };
        let because = value.get("because")?.as_array()?;
        let absent = value.get("absent")?.as_array()?;
        Some(Why {
            model: small(value.get("model")?)?,
            rule,
            because: because.iter().map(|seq| seq.as_u64().map(Seq)).collect::<Option<Vec<_>>>()?,
            absent: absent.iter().map(|absence| self.absence(absence)).collect::<Option<Vec<_>>>()?,
            inferred: value.get("inferred")?.as_bool()?,
        })
    }

    fn absence(&mut self, value: &Json) -> Option<Absence> {
        let name = value.get("what")?.as_str()?;
        // The list of events stands in the core; a detail of 1 is one they all take.
        let what = (0..=u8::MAX).find_map(|number| Event::numbered(number, 1).filter(|event| event.name() == name))?;
        let detail = value.get("detail");
        let mut word = |kind| match detail {
            None => Some(None),
            Some(detail) => self.word(kind, detail).map(Some),
        };
        let what = match what {
            Event::Touched(_) => Event::Touched(word(WordKind::Touch)?.map(TouchId)),
            Event::StepDone(_) => Event::StepDone(word(WordKind::Step)?.map(StepId)),
            Event::Offered(_) => Event::Offered(TeamId(word(WordKind::Team)??)),
            Event::Accepted(_) => Event::Accepted(TeamId(word(WordKind::Team)??)),
            Event::Returned(_) => Event::Returned(TeamId(word(WordKind::Team)??)),
            Event::Lapsed(_) => Event::Lapsed(TeamId(word(WordKind::Team)??)),
            Event::Called(_) => Event::Called(match detail {
                None => None,
                Some(detail) => Some(Outcome::named(detail.as_str()?)?),
            }),
            other => other,
        };
        Some(Absence { what, from: time(value.get("from")?)?, to: time(value.get("to")?)? })
    }
}
