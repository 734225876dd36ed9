//! A fact as a line.

use std::fmt::Write;

use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Absence, Actor, Datum, Event, Fact, Place, Value, Why};
use takt_core::unit::{Day, Micros, Money};

/// A fact as one line of JSON, without the line's end.
#[must_use]
pub fn journal_line(fact: &Fact, words: &Dictionary) -> String {
    let mut out = String::with_capacity(240);
    let _ = write!(out, "{{\"seq\":{}", fact.seq.0);
    if let Some(account) = fact.account {
        let _ = write!(out, ",\"account\":{}", account.0);
    }
    if let Some(prev) = fact.prev {
        let _ = write!(out, ",\"prev\":{}", prev.0);
    }
    out.push_str(",\"occurred_at\":");
    time(&mut out, fact.occurred_at);
    let _ = write!(out, ",\"dated\":\"{}\",\"recorded_at\":", fact.dated.name());
    time(&mut out, fact.recorded_at);
    let _ = match fact.actor {
        Actor::Import(import) => write!(out, ",\"actor\":{{\"import\":{}}}", import.0),
        Actor::Member(member) => write!(out, ",\"actor\":{{\"member\":{}}}", member.0),
        Actor::Program => write!(out, ",\"actor\":\"program\""),
        Actor::Model => write!(out, ",\"actor\":\"model\""),
    };
    if let Some(contact) = fact.contact {
        let _ = write!(out, ",\"contact\":{}", contact.0);
    }
    let kind = fact.body.kind();
    let _ = write!(out, ",\"rank\":{},\"kind\":\"{}\"", fact.rank, kind.name());
    for (spec, value) in kind.fields().iter().zip(fact.body.data()) {
        if value != Datum::Absent {
            let _ = write!(out, ",\"{}\":", spec.name);
            datum(&mut out, &value, words);
        }
    }
    out.push('}');
    out
}

/// A string of JSON.
pub(super) fn text(out: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        // Serialising a text cannot fail.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

fn time(out: &mut String, micros: Micros) {
    let _ = match jiff::Timestamp::from_microsecond(micros.0) {
        Ok(instant) => write!(out, "\"{instant:.6}\""),
        Err(_) => write!(out, "{}", micros.0),
    };
}

fn day(out: &mut String, day: Day) {
    let _ = if (Day::FIRST..=Day::LAST).contains(&day) { write!(out, "\"{day}\"") } else { write!(out, "{}", day.0) };
}

fn word(out: &mut String, kind: WordKind, id: u32, words: &Dictionary) {
    if (id as usize) < words.len(kind) {
        text(out, words.text(kind, id));
    } else {
        let _ = write!(out, "{id}");
    }
}

fn money(out: &mut String, money: Money) {
    let _ = write!(out, "{{\"minor\":{},\"currency\":\"{}\"}}", money.minor, money.currency.as_str());
}

fn list<T>(out: &mut String, items: &[T], mut item: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (place, value) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        item(out, value);
    }
    out.push(']');
}

fn datum(out: &mut String, value: &Datum, words: &Dictionary) {
    let _ = match value {
        Datum::Absent => write!(out, "null"),
        Datum::Number(number) => write!(out, "{number}"),
        Datum::Time(micros) => {
            time(out, *micros);
            Ok(())
        }
        Datum::Day(value) => {
            day(out, *value);
            Ok(())
        }
        Datum::Flag(flag) => write!(out, "{flag}"),
        Datum::Word(kind, id) => {
            word(out, *kind, *id, words);
            Ok(())
        }
        Datum::Code(code) => write!(out, "\"{code}\""),
        Datum::Member(id) => write!(out, "{}", id.0),
        Datum::Contact(id) => write!(out, "{}", id.0),
        Datum::Account(id) => write!(out, "{}", id.0),
        Datum::Import(id) => write!(out, "{}", id.0),
        Datum::Money(value) => {
            money(out, *value);
            Ok(())
        }
        Datum::Hash(bytes) => {
            out.push('"');
            for byte in bytes {
                let _ = write!(out, "{byte:02x}");
            }
            write!(out, "\"")
        }
        Datum::Values(values) => {
            attributes(out, values, words);
            Ok(())
        }
        Datum::Openings(openings) => {
            list(out, openings, |out, (from, to)| {
                let _ = write!(out, "[{from},{to}]");
            });
            Ok(())
        }
        Datum::Counts(counts) => {
            list(out, counts, |out, count| {
                let _ = write!(out, "{count}");
            });
            Ok(())
        }
        Datum::Place(Place::Main) => write!(out, "\"main\""),
        Datum::Place(Place::Side(number)) => write!(out, "{{\"side\":{number}}}"),
        Datum::Why(value) => {
            why(out, value, words);
            Ok(())
        }
    };
}

/// Pairs of name and value, not an object: their order is part of the fact.
fn attributes(out: &mut String, values: &[(takt_core::unit::FieldId, Value)], words: &Dictionary) {
    list(out, values, |out, (field, value)| {
        out.push('[');
        word(out, WordKind::Field, field.0, words);
        out.push(',');
        let _ = match value {
            Value::Choice(choice) => {
                out.push_str("{\"choice\":");
                word(out, WordKind::Choice, choice.0, words);
                write!(out, "}}")
            }
            Value::Integer(number) => write!(out, "{number}"),
            Value::Rate(rate) => write!(out, "{{\"rate_bp\":{}}}", rate.0),
            Value::Money(value) => {
                money(out, *value);
                Ok(())
            }
            Value::Date(date) => {
                out.push_str("{\"date\":");
                day(out, *date);
                write!(out, "}}")
            }
            Value::YesNo(yes) => write!(out, "{yes}"),
        };
        out.push(']');
    });
}

fn why(out: &mut String, why: &Why, words: &Dictionary) {
    let _ = write!(out, "{{\"model\":{},\"rule\":", why.model);
    let _ = match (why.rule, why.rule.name()) {
        (takt_core::fact::Rule::Transition(place), _) => write!(out, "{{\"transition\":{place}}}"),
        (_, name) => write!(out, "\"{}\"", name.unwrap_or_default()),
    };
    out.push_str(",\"because\":");
    list(out, &why.because, |out, seq| {
        let _ = write!(out, "{}", seq.0);
    });
    out.push_str(",\"absent\":");
    list(out, &why.absent, |out, absence| silence(out, absence, words));
    let _ = write!(out, ",\"inferred\":{}}}", why.inferred);
}

fn silence(out: &mut String, absence: &Absence, words: &Dictionary) {
    let _ = write!(out, "{{\"what\":\"{}\"", absence.what.name());
    let detail = match absence.what {
        Event::Touched(touch) => touch.map(|touch| (WordKind::Touch, touch.0)),
        Event::StepDone(step) => step.map(|step| (WordKind::Step, step.0)),
        Event::Offered(team) | Event::Accepted(team) | Event::Returned(team) | Event::Lapsed(team) => {
            Some((WordKind::Team, team.0))
        }
        Event::Called(Some(outcome)) => {
            let _ = write!(out, ",\"detail\":\"{}\"", outcome.name());
            None
        }
        _ => None,
    };
    if let Some((kind, id)) = detail {
        out.push_str(",\"detail\":");
        word(out, kind, id, words);
    }
    out.push_str(",\"from\":");
    time(out, absence.from);
    out.push_str(",\"to\":");
    time(out, absence.to);
    out.push('}');
}
