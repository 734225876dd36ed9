//! Facts' own form: one seen fact a line, in JSON. `docs/mapping.md` has the keys.
//!
//! ```json
//! {"kind":"touched","account":"demo:17","at":"2026-05-01T09:30:00+09:00","touch":"form","contact":"demo:17-1"}
//! ```

use std::io::{BufRead, BufReader, Read};

use serde_json::Value as Json;
use takt_core::dictionary::WordKind;
use takt_core::fact::kind::{FieldSpec, Scope};
use takt_core::fact::{Dated, Datum, Kind, Shape, Value};
use takt_core::model::FieldType;
use takt_core::unit::{Currency, FieldId, Money, Rate};

use crate::apply::body;
use crate::back::REASON_KEY;
use crate::cell::{BoundMoments, NAME_BYTES_MAX, PART_MAX, Parse, Part, in_range, number_range, value_of};
use crate::csv::CELL_BYTES_MAX;
use crate::date::Format;
use crate::encoding::{BOM, Encoding, seems};
use crate::given::{Format as Holder, Given};
use crate::json::{Object, integer, string, wrong};
use crate::known::Known;
use crate::mapping::{RESERVED, Zone, statable};
use crate::names::Names;
use crate::nearest::nearest;
use crate::number::minute;
use crate::problem::{Fault, Finding, code, listed, shown};
use crate::taken::{Head, Row, Taken, TakenFile};

/// The keys every fact may have.
const HEAD_KEYS: &[&str] = &["kind", "account", "contact", "at", "dated", "key"];

/// Reads facts, one a line in JSON.
///
/// # Errors
/// A finding where the file cannot be read or is empty. Everything else is a rejection of its line.
pub fn take_facts<N: Names + ?Sized>(given: &Given, names: &mut N) -> Result<Taken, Vec<Finding>> {
    let mut reader = Reader {
        names,
        known: Known::default(),
        moments: BoundMoments { formats: vec![Format::Iso], zone: Zone::Model, time: None },
        ranges: Kind::ALL
            .iter()
            .map(|kind| (0..kind.fields().len()).map(|at| number_range(*kind, at)).collect())
            .collect(),
        taken: Taken::default(),
    };
    let mut input = BufReader::with_capacity(1 << 16, given.open().map_err(|error| vec![given.unreadable(&error)])?);
    let mut line = Vec::new();
    let mut number = 0_u32;
    let mut received = 0_u32;
    loop {
        line.clear();
        let limit = CELL_BYTES_MAX as u64 + 1;
        let read =
            (&mut input).take(limit).read_until(b'\n', &mut line).map_err(|error| vec![given.unreadable(&error)])?;
        if read == 0 {
            break;
        }
        number = number.saturating_add(1);
        if line.len() > CELL_BYTES_MAX && line.last() != Some(&b'\n') {
            input.skip_until(b'\n').map_err(|error| vec![given.unreadable(&error)])?;
        }
        let bytes = if number == 1 { line.strip_prefix(BOM).unwrap_or(&line) } else { &line };
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        received += 1;
        if let Err(fault) = reader.line(number, bytes) {
            reader.taken.rejections.push(fault.reject(0, number));
        }
        if !reader.names.between_rows() {
            break;
        }
    }
    if received == 0 {
        return Err(vec![Finding::of_file(&given.name, code::FILE_EMPTY, vec![])]);
    }
    let mut taken = reader.taken;
    taken.received = received;
    taken.files.push(TakenFile {
        name: given.name.clone(),
        id: "facts".into(),
        encoding: Encoding::Utf8,
        format: Holder::Objects,
        lookup: false,
        rows: received,
        unused: Vec::new(),
        header: None,
    });
    Ok(taken)
}

struct Reader<'n, N: ?Sized> {
    names: &'n mut N,
    known: Known,
    moments: BoundMoments,
    /// By kind and field.
    ranges: Vec<Vec<(i64, i64)>>,
    taken: Taken,
}

impl<N: Names + ?Sized> Reader<'_, N> {
    fn line(&mut self, number: u32, bytes: &[u8]) -> Result<(), Box<Fault>> {
        if bytes.len() > CELL_BYTES_MAX {
            return Err(Fault::new(code::ROW_TOO_LONG, vec![("limit", CELL_BYTES_MAX.to_string())]));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            let args = vec![
                ("byte", format!("0x{:02X}", bytes.get(at).copied().unwrap_or(0))),
                ("at", (at + 1).to_string()),
                ("encoding", Encoding::Utf8.name().into()),
                ("seems", seems(bytes).into()),
            ];
            Fault::new(code::ROW_ENCODING, args)
        })?;
        let mut object = Object::parse(text)?;
        // Why it was rejected once, in a line that an import gave back.
        object.0.retain(|(key, _)| key != REASON_KEY);
        let kind = kind(&object)?;
        self.only(&object, kind)?;
        let of_account = kind.scope() == Scope::Account;
        let (account, contact) = (outside(&object, "account")?, outside(&object, "contact")?);
        if of_account != account.is_some() {
            let code = if of_account { code::ACCOUNT_MISSING } else { code::ACCOUNT_NOT_TAKEN };
            return Err(Fault::new(code, vec![("kind", kind.name().into())]).of("account"));
        }
        if !of_account && contact.is_some() {
            return Err(Fault::new(code::ACCOUNT_NOT_TAKEN, vec![("kind", kind.name().into())]).of("contact"));
        }
        let key = match object.get("key") {
            None => None,
            Some(value) => Some(string(value).and_then(short).map_err(|fault| fault.of("key"))?),
        };
        let (occurred_at, dated) = self.at(&object)?;
        let mut parts = Vec::with_capacity(kind.fields().len());
        for (place, spec) in kind.fields().iter().enumerate() {
            let name = spec.name;
            match object.get(name) {
                None if spec.optional => parts.push(Part::Absent),
                None => {
                    let args = vec![("field", name.into()), ("kind", kind.name().into())];
                    return Err(Fault::new(code::MISSING_FIELD, args).of(name));
                }
                Some(value) => {
                    let range = self.range(kind, place);
                    parts.push(self.part(spec, range, value).map_err(|fault| fault.of(name))?);
                }
            }
        }
        let mut data = Vec::with_capacity(parts.len());
        for part in parts {
            data.push(self.known.datum(part, account.unwrap_or_default(), self.names)?);
        }
        let body = body(kind, data)?;
        // From here on nothing can go wrong with the line.
        let row = u32::try_from(self.taken.rows.len()).unwrap_or(u32::MAX);
        let account = account.map(|key| self.taken.account_keys.intern(key));
        let contact = contact.map(|key| self.taken.contact_keys.intern(key));
        let key = key.map(|key| self.taken.row_keys.intern(key));
        self.taken.rows.push(Row { file: 0, line: number, key });
        self.taken.facts.push(&Head { row, account, contact, occurred_at, dated, rank: kind.rank(), kind }, &body);
        Ok(())
    }

    fn range(&self, kind: Kind, place: usize) -> (i64, i64) {
        let kind = Kind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
        self.ranges.get(kind).and_then(|fields| fields.get(place)).copied().unwrap_or((i64::MIN, i64::MAX))
    }

    /// Refuses keys the kind does not have.
    fn only(&self, object: &Object, kind: Kind) -> Result<(), Box<Fault>> {
        let fields = kind.fields().iter().filter(|spec| statable(spec)).map(|spec| spec.name);
        let known: Vec<&str> = HEAD_KEYS.iter().copied().chain(fields).collect();
        for (key, _) in &object.0 {
            if !known.contains(&key.as_str()) {
                let args = vec![("key", shown(key)), ("nearest", nearest(key, known))];
                return Err(Fault::new(code::UNKNOWN_KEY, args).of(&shown(key)));
            }
        }
        Ok(())
    }

    fn at(&mut self, object: &Object) -> Result<(takt_core::unit::Micros, Dated), Box<Fault>> {
        let Some(value) = object.get("at") else {
            return Err(Fault::new(code::MISSING_KEY, vec![("key", "at".into())]).of("at"));
        };
        let dated = match object.get("dated") {
            None => None,
            Some(value) => Some(string(value).and_then(dated).map_err(|fault| fault.of("dated"))?),
        };
        let read = || {
            let text = string(value)?;
            let moment = self.moments.read(text)?;
            let (micros, dated) = self.moments.dated(moment, dated, self.names, &mut self.known)?;
            Ok((in_range(micros, text, self.names.range())?, dated))
        };
        let mut read = read;
        read().map_err(|fault: Box<Fault>| fault.of("at"))
    }

    fn part<'v>(&mut self, spec: &FieldSpec, range: (i64, i64), value: &'v Json) -> Result<Part<'v>, Box<Fault>> {
        let field = spec.name;
        Ok(Part::Ready(match spec.shape {
            // A text in the place of a number is an outside key; only the book knows its number.
            Shape::Number if value.is_string() && range == (0, i64::from(PART_MAX)) => {
                return Ok(Part::Number(field, "", key(string(value)?)?));
            }
            Shape::Number => Datum::Number(integer(value, range)?),
            Shape::Flag => Datum::Flag(value.as_bool().ok_or_else(|| wrong(value, "boolean"))?),
            Shape::Time => {
                let text = string(value)?;
                let moment = self.moments.read(text)?;
                let micros = self.moments.instant(moment, self.names, &mut self.known)?;
                Datum::Time(in_range(micros, text, crate::cell::FIELD_RANGE)?)
            }
            Shape::Day => Datum::Day(day(string(value)?)?),
            Shape::Word(kind) => return self.word(kind, string(value)?),
            Shape::Code(words) => {
                let text = string(value)?;
                match words.iter().find(|word| **word == text) {
                    Some(word) => Datum::Code(word),
                    None => return Err(unknown_code(text, words)),
                }
            }
            Shape::Member => return Ok(Part::Member("", key(string(value)?)?)),
            Shape::Money => Datum::Money(money(value)?),
            Shape::Openings => Datum::Openings(openings(value)?),
            Shape::Values => Datum::Values(self.values(value)?),
            // Only the core writes the others; `only` has refused them.
            _ => return Err(wrong(value, "nothing")),
        }))
    }

    fn word<'v>(&mut self, kind: WordKind, text: &'v str) -> Result<Part<'v>, Box<Fault>> {
        if text.is_empty() {
            return Ok(if kind == WordKind::Source {
                Part::Word { kind, text: "", fold: false }
            } else {
                Part::Absent
            });
        }
        if crate::cell::is_open(kind) {
            return Ok(Part::Word { kind, text: word(text)?, fold: false });
        }
        Ok(Part::Ready(Datum::Word(kind, self.known.word(kind, text, false, self.names)?)))
    }

    fn values(&mut self, value: &Json) -> Result<Vec<(FieldId, Value)>, Box<Fault>> {
        let Some(object) = value.as_object() else { return Err(wrong(value, "object")) };
        let mut values = Vec::new();
        // By name, whatever order the line or the parser has: the same attributes are the same fact.
        let mut members: Vec<(&String, &Json)> = object.iter().filter(|(_, value)| !value.is_null()).collect();
        members.sort_unstable_by_key(|(name, _)| *name);
        for (name, value) in members {
            let Some((field, of)) = self.names.field(name) else {
                let args = vec![("attribute", shown(name))];
                return Err(Fault::new(code::UNKNOWN_ATTRIBUTE, args));
            };
            values.push((field, self.value(field, of, name, value)?));
        }
        Ok(values)
    }

    fn value(&mut self, field: FieldId, of: FieldType, name: &str, value: &Json) -> Result<Value, Box<Fault>> {
        Ok(match of {
            FieldType::Choice | FieldType::OpenChoice => {
                let parse = Parse::Choice { field, name: name.into(), fold: false };
                let part = parse.read(string(value)?, None, self.names, &mut self.known)?;
                value_of(part).ok_or_else(|| wrong(value, of.name()))?
            }
            FieldType::Integer => Value::Integer(integer(value, (i64::MIN, i64::MAX))?),
            FieldType::Rate => {
                let bp = integer(value, (i64::from(i32::MIN), i64::from(i32::MAX)))?;
                Value::Rate(Rate(i32::try_from(bp).unwrap_or(i32::MAX)))
            }
            FieldType::Money => Value::Money(money(value)?),
            FieldType::Date => Value::Date(day(string(value)?)?),
            FieldType::YesNo => Value::YesNo(value.as_bool().ok_or_else(|| wrong(value, "boolean"))?),
        })
    }
}

fn kind(object: &Object) -> Result<Kind, Box<Fault>> {
    let Some(value) = object.get("kind") else {
        return Err(Fault::new(code::MISSING_KEY, vec![("key", "kind".into())]).of("kind"));
    };
    let text = string(value).map_err(|fault| fault.of("kind"))?;
    let name = || ("kind", shown(text));
    Err(match Kind::named(text) {
        Some(kind) if kind.is_acted() => Fault::new(code::KIND_ACTED, vec![name()]),
        Some(kind) if RESERVED.contains(&kind) => Fault::new(code::KIND_RESERVED, vec![name()]),
        Some(kind) => return Ok(kind),
        None => {
            let seen = Kind::ALL.iter().filter(|kind| !kind.is_acted() && !RESERVED.contains(kind));
            let nearest = nearest(text, seen.map(|kind| kind.name()));
            Fault::new(code::UNKNOWN_KIND, vec![name(), ("nearest", nearest)])
        }
    }
    .of("kind"))
}

/// An outside key by its JSON key.
fn outside<'v>(object: &'v Object, name: &str) -> Result<Option<&'v str>, Box<Fault>> {
    match object.get(name) {
        None => Ok(None),
        Some(value) => string(value).and_then(key).map(Some).map_err(|fault| fault.of(name)),
    }
}

/// `system:key`, neither of them blank.
fn key(text: &str) -> Result<&str, Box<Fault>> {
    match text.split_once(':') {
        Some((system, key)) if !system.trim().is_empty() && !key.trim().is_empty() => short(text),
        _ => Err(Fault::new(code::KEY_SHAPE, vec![("value", shown(text))])),
    }
}

fn short(text: &str) -> Result<&str, Box<Fault>> {
    if text.trim().is_empty() {
        return Err(Fault::new(code::KEY_BLANK, vec![]));
    }
    if text.len() > NAME_BYTES_MAX {
        return Err(Fault::new(code::KEY_TOO_LONG, vec![("limit", NAME_BYTES_MAX.to_string())]));
    }
    Ok(text)
}

fn word(text: &str) -> Result<&str, Box<Fault>> {
    if text.len() > NAME_BYTES_MAX {
        return Err(Fault::new(code::WORD_TOO_LONG, vec![("limit", NAME_BYTES_MAX.to_string())]));
    }
    Ok(text)
}

fn unknown_code(text: &str, known: &[&str]) -> Box<Fault> {
    let args =
        vec![("value", shown(text)), ("known", listed(known)), ("nearest", nearest(text, known.iter().copied()))];
    Fault::new(code::UNKNOWN_CODE, args)
}

fn dated(text: &str) -> Result<Dated, Box<Fault>> {
    Dated::named(text).ok_or_else(|| unknown_code(text, Dated::NAMES))
}

fn day(text: &str) -> Result<takt_core::unit::Day, Box<Fault>> {
    Format::Iso
        .read(text)
        .filter(|moment| moment.time.is_none())
        .and_then(|moment| takt_core::unit::Day::of_date(moment.date))
        .ok_or_else(|| Fault::new(code::NOT_A_DATE, vec![("value", shown(text)), ("format", "%Y-%m-%d".into())]))
}

/// `{"minor":1200,"currency":"JPY"}`.
fn money(value: &Json) -> Result<Money, Box<Fault>> {
    let object = value.as_object().ok_or_else(|| wrong(value, "object with minor and currency"))?;
    let (Some(minor), Some(currency), 2) = (object.get("minor"), object.get("currency"), object.len()) else {
        return Err(wrong(value, "object with minor and currency"));
    };
    let letters = string(currency)?;
    let currency =
        Currency::parse(letters).ok_or_else(|| Fault::new(code::NOT_A_CURRENCY, vec![("value", shown(letters))]))?;
    Ok(Money { minor: integer(minor, (i64::MIN, i64::MAX))?, currency })
}

/// `[["09:00","12:00"],["13:00","18:00"]]`.
fn openings(value: &Json) -> Result<Vec<(u16, u16)>, Box<Fault>> {
    let not_hours = || Fault::new(code::NOT_HOURS, vec![("value", shown(&value.to_string()))]);
    let mut openings: Vec<(u16, u16)> = Vec::new();
    for pair in value.as_array().ok_or_else(|| wrong(value, "array"))? {
        let ends: Option<Vec<u16>> =
            pair.as_array().and_then(|ends| ends.iter().map(|end| minute(end.as_str()?)).collect());
        let Some([from, to]) = ends.as_deref() else { return Err(not_hours()) };
        if from >= to || openings.last().is_some_and(|last| last.1 > *from) {
            return Err(not_hours());
        }
        openings.push((*from, *to));
    }
    Ok(openings)
}
