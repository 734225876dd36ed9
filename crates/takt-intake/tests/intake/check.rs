//! The one place that takes a mapping and files, and prints what came out as lines that a test can compare.

use takt_core::fact::{Body, Datum, Value};
use takt_core::unit::Micros;
use takt_intake::{Args, Finding, Given, Mapping, Taken, take};

use crate::book::Book;

/// A mapping with one file `rows`, told by its columns, and what else is given.
pub(crate) fn mapping(text: &str) -> Mapping {
    match Mapping::read("test.toml", text.as_bytes()) {
        Ok(mapping) => mapping,
        Err(findings) => panic!("{:#?}", told(&findings)),
    }
}

/// Findings as `line:column code arg=value …`.
pub(crate) fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|f| format!("{}:{} {}{}", f.line, f.column, f.code, args(&f.args))).collect()
}

fn args(args: &Args) -> String {
    args.iter().map(|(name, value)| format!(" {name}={value}")).collect()
}

/// The findings of a mapping that is not sound.
pub(crate) fn findings(text: &str) -> Vec<String> {
    Mapping::read("test.toml", text.as_bytes()).map_or_else(|found| told(&found), |_| Vec::new())
}

/// Takes files of bytes, named `0`, `1`, ….
pub(crate) fn taken(mapping_text: &str, files: &[&[u8]]) -> (Taken, Book) {
    let mut book = Book::default();
    match take(&mapping(mapping_text), &given(files), &mut book) {
        Ok(taken) => (taken, book),
        Err(findings) => panic!("{:#?}", told(&findings)),
    }
}

/// Why files are refused.
pub(crate) fn refused(mapping_text: &str, files: &[&[u8]]) -> Vec<String> {
    match take(&mapping(mapping_text), &given(files), &mut Book::default()) {
        Ok(_) => Vec::new(),
        Err(findings) => findings.iter().map(|f| format!("{} {}", f.file, told(std::slice::from_ref(f))[0])).collect(),
    }
}

pub(crate) fn given(files: &[&[u8]]) -> Vec<Given> {
    files.iter().enumerate().map(|(place, bytes)| Given::bytes(&place.to_string(), *bytes)).collect()
}

/// Rejections as `file:line field code arg=value …`.
pub(crate) fn rejected(taken: &Taken) -> Vec<String> {
    let one = |r: &takt_intake::Rejection| {
        format!("{}:{} {} {}{}", r.file, r.line, r.field.as_deref().unwrap_or("-"), r.code, args(&r.args))
    };
    assert_eq!(taken.received as usize, taken.rows.len() + taken.rejections.len());
    taken.rejections.iter().map(one).collect()
}

/// Facts as `line account@time dated#rank kind field=value …`.
pub(crate) fn facts(taken: &Taken, book: &Book) -> Vec<String> {
    taken
        .mapped()
        .map(|fact| {
            let kind = fact.body.kind();
            let fields: String = kind
                .fields()
                .iter()
                .zip(fact.body.data())
                .filter(|(_, datum)| *datum != Datum::Absent)
                .map(|(spec, datum)| format!(" {}={}", spec.name, datum_text(&datum, book)))
                .collect();
            let contact = fact.contact.map_or(String::new(), |key| format!("/{}", taken.contact_keys.text(key)));
            let row = taken.row_keys.text(fact.row_key.unwrap_or(takt_intake::RowKey(u32::MAX)));
            format!(
                "{}{} {}{contact}@{} {}#{} {}{fields}",
                taken.rows[fact.row as usize].line,
                if row.is_empty() { String::new() } else { format!("({row})") },
                fact.account.map_or("-", |key| taken.account_keys.text(key)),
                local(fact.occurred_at),
                fact.dated.name(),
                fact.rank,
                kind.name(),
            )
        })
        .collect()
}

/// The kinds of the facts of a body, for tests that want no more.
pub(crate) fn bodies(taken: &Taken) -> Vec<Body> {
    taken.mapped().map(|fact| fact.body).collect()
}

fn local(micros: Micros) -> String {
    let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
    let text = jiff::Timestamp::from_microsecond(micros.0).unwrap().to_zoned(zone).datetime().to_string();
    text.strip_suffix("T00:00:00").unwrap_or(&text).into()
}

fn datum_text(datum: &Datum, book: &Book) -> String {
    match datum {
        Datum::Number(number) => number.to_string(),
        Datum::Time(micros) => local(*micros),
        Datum::Day(day) => day.to_string(),
        Datum::Flag(flag) => flag.to_string(),
        Datum::Word(kind, id) => format!("'{}'", book.words.text(*kind, *id)),
        Datum::Code(code) => (*code).into(),
        Datum::Member(id) => book.members[id.index()].clone(),
        Datum::Money(money) => format!("{}{}", money.minor, money.currency.as_str()),
        Datum::Openings(openings) => format!("{openings:?}"),
        Datum::Values(values) => values
            .iter()
            .map(|(field, value)| {
                let name = book.fields[field.index()].0;
                let value = match value {
                    Value::Choice(id) => {
                        format!("'{}'", book.words.text(takt_core::dictionary::WordKind::Choice, id.0))
                    }
                    Value::Integer(number) => number.to_string(),
                    Value::Rate(rate) => format!("{}bp", rate.0),
                    Value::Money(money) => format!("{}{}", money.minor, money.currency.as_str()),
                    Value::Date(day) => day.to_string(),
                    Value::YesNo(yes) => yes.to_string(),
                };
                format!("{name}:{value}")
            })
            .collect::<Vec<_>>()
            .join(","),
        other => format!("{other:?}"),
    }
}
