//! A row of the vendor's past as a line of facts in JSON.

use serde_json::{Map, Value, json};
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Datum, Value as Held};
use takt_sim::load::Row;

/// A row as a line of facts JSONL; `key` is the row's own.
pub(crate) fn line(words: &Dictionary, row: &Row, key: Option<&str>) -> Value {
    let instant = |at: i64| json!(jiff::Timestamp::from_microsecond(at).map_or(String::new(), |at| at.to_string()));
    let mut object = Map::new();
    let kind = row.body.kind();
    object.insert("kind".into(), json!(kind.name()));
    object.insert("at".into(), instant(row.occurred_at.0));
    if let Some(key) = &row.account_key {
        object.insert("account".into(), json!(key));
    }
    if let Some(contact) = row.contact {
        object.insert("contact".into(), json!(format!("demo:contact-{}", contact.0)));
    }
    if let Some(key) = key {
        object.insert("key".into(), json!(key));
    }
    for (spec, datum) in kind.fields().iter().zip(row.body.data()) {
        let value = match datum {
            Datum::Number(number) => json!(number),
            Datum::Time(at) => instant(at.0),
            Datum::Day(day) => json!(day.to_string()),
            Datum::Flag(flag) => json!(flag),
            Datum::Word(kind, id) => json!(words.text(kind, id)),
            Datum::Code(code) => json!(code),
            Datum::Member(member) => json!(format!("demo:member-{:02}", member.0)),
            Datum::Money(money) => json!({ "minor": money.minor, "currency": money.currency.as_str() }),
            Datum::Openings(openings) => {
                let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
                json!(openings.iter().map(|(from, to)| [time(*from), time(*to)]).collect::<Vec<_>>())
            }
            Datum::Values(values) => values
                .iter()
                .map(|(field, value)| (words.text(WordKind::Field, field.0).to_string(), held(words, *value)))
                .collect::<Map<_, _>>()
                .into(),
            _ => continue,
        };
        object.insert(spec.name.into(), value);
    }
    Value::Object(object)
}

fn held(words: &Dictionary, value: Held) -> Value {
    match value {
        Held::Choice(id) => json!(words.text(WordKind::Choice, id.0)),
        Held::Integer(number) => json!(number),
        Held::Rate(rate) => json!(rate.0),
        Held::Money(money) => json!({ "minor": money.minor, "currency": money.currency.as_str() }),
        Held::Date(day) => json!(day.to_string()),
        Held::YesNo(yes) => json!(yes),
    }
}
