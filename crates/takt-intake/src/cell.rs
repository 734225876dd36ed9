//! One value of one row: from its text to the datum of a field.

use std::collections::BTreeMap;

use jiff::civil::Time;
use takt_core::dictionary::WordKind;
use takt_core::fact::{Body, Dated, Datum, Kind, Shape, Value};
use takt_core::unit::{Currency, Day, FieldId, MemberId, Micros};

use crate::date::{self, Format, Moment, instant};
use crate::known::Known;
use crate::lookup::Table;
use crate::mapping::{Moments, Test, Zone};
use crate::names::Names;
use crate::nearest::nearest;
use crate::number::{Decimal, RateUnit, money, openings, rate, whole, yes_no};
use crate::problem::{Fault, code, listed, shown};
use crate::record::Record;
use crate::spelling::plain;

/// The longest outside key and the longest word, in bytes: a key or a word, not a text.
pub(crate) const NAME_BYTES_MAX: usize = 512;

/// Where a cell is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell {
    /// In the row.
    Here(usize),
    /// In the row of a joined file: which join, which of the columns kept.
    Joined(usize, usize),
}

/// A row with the rows it joins.
pub(crate) struct View<'a> {
    pub(crate) record: &'a Record,
    pub(crate) tables: &'a [Table],
    /// By join of the file: which table.
    pub(crate) joins: &'a [usize],
    /// By join of the file: the row found.
    pub(crate) partners: &'a [Option<u32>],
}

impl<'a> View<'a> {
    /// The text of a cell; `None` in a joined file that has no row for this one.
    pub(crate) fn text(&self, cell: Cell) -> Option<&'a str> {
        match cell {
            Cell::Here(place) => Some(self.record.cell(place)),
            Cell::Joined(join, column) => {
                let row = (*self.partners.get(join)?)?;
                Some(self.tables.get(*self.joins.get(join)?)?.cell(row, column))
            }
        }
    }
}

/// How a text becomes a datum.
#[derive(Debug)]
pub(crate) enum Parse {
    Number((i64, i64)),
    /// An outside key whose number the book knows.
    Key {
        field: &'static str,
        prefix: String,
    },
    Time(BoundMoments),
    Day(BoundMoments),
    Flag,
    Word {
        kind: WordKind,
        fold: bool,
        keeps_blank: bool,
    },
    Code(&'static [&'static str]),
    Member {
        prefix: String,
    },
    Money {
        currency: Currency,
        cell: Option<Cell>,
        minor: bool,
    },
    Openings,
    Choice {
        field: FieldId,
        name: String,
        fold: bool,
    },
    Rate(RateUnit),
}

/// [`Moments`] with the zone decided.
#[derive(Debug)]
pub(crate) struct BoundMoments {
    pub(crate) formats: Vec<Format>,
    pub(crate) zone: Zone,
    pub(crate) time: Option<Time>,
}

impl BoundMoments {
    /// `from_book`: a workbook says which cells are dates, and those come as `2026-05-01` whatever the mapping expects of
    /// the texts of a CSV.
    pub(crate) fn of(moments: &Moments, zone: &Zone, from_book: bool) -> Self {
        let zone = moments.zone.as_ref().unwrap_or(zone).clone();
        let mut formats = moments.formats.clone();
        if from_book && !formats.iter().any(|format| matches!(format, Format::Iso)) {
            formats.push(Format::Iso);
        }
        Self { formats, zone, time: moments.time }
    }

    /// Reads a text as one of the formats.
    pub(crate) fn read(&self, text: &str) -> Result<Moment, Box<Fault>> {
        let read = self.formats.iter().find_map(|format| format.read(text));
        let any = self.formats == [Format::Iso];
        read.or_else(|| date::as_in_japan(text, any)).ok_or_else(|| {
            let patterns: Vec<&str> = self.formats.iter().map(Format::pattern).collect();
            Fault::new(code::NOT_A_DATE, vec![("value", shown(text)), ("format", patterns.join(" | "))])
        })
    }

    /// The instant of a moment. A day alone is a day of the model's, whatever the zone of the file.
    pub(crate) fn instant<N: Names + ?Sized>(
        &self,
        moment: Moment,
        names: &N,
        known: &mut Known,
    ) -> Result<Micros, Box<Fault>> {
        if let Some(instant) = moment.instant {
            return Ok(instant);
        }
        let Some(time) = moment.time.or(self.time) else { return Ok(known.midnight(moment.date, names)) };
        let civil = moment.date.to_datetime(time);
        match &self.zone {
            Zone::Model => Ok(names.instant(civil)),
            Zone::Named(zone) => instant(zone, civil).ok_or_else(|| out_of_range(&civil.to_string())),
        }
    }

    /// The instant and the dating of a fact.
    pub(crate) fn dated<N: Names + ?Sized>(
        &self,
        mut moment: Moment,
        dated: Option<Dated>,
        names: &N,
        known: &mut Known,
    ) -> Result<(Micros, Dated), Box<Fault>> {
        let dated = dated.unwrap_or(if moment.time.is_some() { Dated::Instant } else { Dated::Day });
        if dated == Dated::Day && moment.time.is_some() {
            moment = Moment { date: moment.date, time: None, instant: None };
        }
        Ok((self.instant(moment, names, known)?, dated))
    }
}

/// What other times than the fact's own may be: any the calendar knows.
pub(crate) const FIELD_RANGE: (Micros, Micros) =
    (Micros(Day::FIRST.0 as i64 * Micros::DAY), Micros((Day::LAST.0 as i64 + 1) * Micros::DAY - 1));

/// The fault of a time outside of the calendar, with its first and last day.
pub(crate) fn out_of_range(value: &str) -> Box<Fault> {
    let args = vec![("value", shown(value)), ("from", Day::FIRST.to_string()), ("to", Day::LAST.to_string())];
    Fault::new(code::DATE_OUT_OF_RANGE, args)
}

/// A time inside a range.
pub(crate) fn in_range(micros: Micros, text: &str, range: (Micros, Micros)) -> Result<Micros, Box<Fault>> {
    if range.0 <= micros && micros <= range.1 {
        return Ok(micros);
    }
    // Later than the range but inside the calendar: it has not happened yet.
    let future = range.1 < micros && micros <= FIELD_RANGE.1;
    Err(if future { Fault::new(code::DATE_IN_FUTURE, vec![("value", shown(text))]) } else { out_of_range(text) })
}

/// A value on its way: open words and members are asked for only when nothing else of the row is wrong.
#[derive(Debug)]
pub(crate) enum Part<'a> {
    Absent,
    /// It would come from a joined row, and there is none.
    Unjoined,
    Ready(Datum),
    Value(Value),
    /// `fold`: in whatever spelling of it the book has.
    Word {
        kind: WordKind,
        text: &'a str,
        fold: bool,
    },
    Member(&'a str, &'a str),
    /// The number that a thing of the account has in the book: field, prefix and key.
    Number(&'static str, &'a str, &'a str),
}

/// Where a bound value comes from.
#[derive(Debug)]
pub(crate) enum From {
    Fixed(Datum),
    FixedValue(Value),
    Cell(Cell),
}

/// A value bound to the columns of a file.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) from: From,
    /// The column that a rejection names.
    pub(crate) column: String,
    pub(crate) default: Option<String>,
    /// With `fold`, by the plain form of what stands in the cell.
    pub(crate) map: BTreeMap<String, String>,
    pub(crate) fold: bool,
    pub(crate) trim: bool,
    pub(crate) parse: Parse,
}

impl Bound {
    /// The value in a row.
    pub(crate) fn part<'a, N: Names + ?Sized>(
        &'a self,
        view: &View<'a>,
        names: &mut N,
        known: &mut Known,
    ) -> Result<Part<'a>, Box<Fault>> {
        let cell = match &self.from {
            From::Fixed(datum) => return Ok(Part::Ready(datum.clone())),
            From::FixedValue(value) => return Ok(Part::Value(*value)),
            From::Cell(cell) => *cell,
        };
        let Some(raw) = view.text(cell) else { return Ok(Part::Unjoined) };
        let mut text = if self.trim { raw.trim() } else { raw };
        if !self.map.is_empty()
            && let Some(mapped) = if self.fold { self.map.get(&plain(text)) } else { self.map.get(text) }
        {
            text = mapped;
        }
        if text.trim().is_empty() {
            match (&self.default, &self.parse) {
                (Some(default), _) => text = default,
                (None, Parse::Word { kind, keeps_blank: true, .. }) => {
                    return Ok(Part::Word { kind: *kind, text: "", fold: false });
                }
                // Nothing in a list of openings is a day off.
                (None, Parse::Openings) => return Ok(Part::Ready(Datum::Openings(Vec::new()))),
                (None, _) => return Ok(Part::Absent),
            }
        }
        let money_in = match &self.parse {
            Parse::Money { cell: Some(cell), .. } => view.text(*cell).map(str::trim).filter(|text| !text.is_empty()),
            _ => None,
        };
        self.parse.read(text, money_in, names, known).map_err(|fault| fault.of(&self.column))
    }
}

impl Parse {
    /// Reads a text that is not blank.
    pub(crate) fn read<'a, N: Names + ?Sized>(
        &'a self,
        text: &'a str,
        money_in: Option<&str>,
        names: &mut N,
        known: &mut Known,
    ) -> Result<Part<'a>, Box<Fault>> {
        Ok(Part::Ready(match self {
            Self::Number(range) => Datum::Number(whole(text, *range)?),
            Self::Key { field, prefix } => {
                if text.len() > NAME_BYTES_MAX {
                    return Err(Fault::new(code::KEY_TOO_LONG, vec![("limit", NAME_BYTES_MAX.to_string())]));
                }
                return Ok(Part::Number(field, prefix, text));
            }
            Self::Time(moments) => {
                let moment = moments.read(text)?;
                Datum::Time(in_range(moments.instant(moment, names, known)?, text, FIELD_RANGE)?)
            }
            Self::Day(moments) => {
                let moment = moments.read(text)?;
                Datum::Day(Day::of_date(moment.date).ok_or_else(|| out_of_range(text))?)
            }
            Self::Flag => Datum::Flag(yes_no(text)?),
            Self::Word { kind, fold, .. } => {
                let text = word_of(text)?;
                if is_open(*kind) {
                    return Ok(Part::Word { kind: *kind, text, fold: *fold });
                }
                Datum::Word(*kind, known.word(*kind, text, *fold, names)?)
            }
            Self::Code(words) => match words.iter().find(|word| **word == text) {
                Some(word) => Datum::Code(word),
                None => {
                    let args = vec![
                        ("value", shown(text)),
                        ("known", listed(words)),
                        ("nearest", nearest(text, words.iter().copied())),
                    ];
                    return Err(Fault::new(code::UNKNOWN_CODE, args));
                }
            },
            Self::Member { prefix } => {
                if text.len() > NAME_BYTES_MAX {
                    return Err(Fault::new(code::KEY_TOO_LONG, vec![("limit", NAME_BYTES_MAX.to_string())]));
                }
                return Ok(Part::Member(prefix, text));
            }
            Self::Money { currency, minor, .. } => {
                let currency = match money_in {
                    None => *currency,
                    Some(letters) => Currency::parse(letters)
                        .ok_or_else(|| Fault::new(code::NOT_A_CURRENCY, vec![("value", shown(letters))]))?,
                };
                Datum::Money(money(text, currency, *minor)?)
            }
            Self::Openings => Datum::Openings(openings(text)?),
            Self::Choice { field, name, fold } => {
                let id = known.choice((*field, name), word_of(text)?, *fold, names)?;
                return Ok(Part::Value(Value::Choice(id)));
            }
            Self::Rate(unit) => return rate(text, *unit).map(|rate| Part::Value(Value::Rate(rate))),
        }))
    }
}

/// Whether words of a kind are given out as they come. The model knows all stages, teams, steps and fields.
pub(crate) const fn is_open(kind: WordKind) -> bool {
    !matches!(kind, WordKind::Stage | WordKind::Team | WordKind::Step | WordKind::Field | WordKind::Choice)
}

fn word_of(text: &str) -> Result<&str, Box<Fault>> {
    if text.len() > NAME_BYTES_MAX {
        return Err(Fault::new(code::WORD_TOO_LONG, vec![("limit", NAME_BYTES_MAX.to_string())]));
    }
    Ok(text)
}

/// The value of an attribute, of a datum that can be one.
pub(crate) fn value_of(part: Part<'_>) -> Option<Value> {
    match part {
        Part::Value(value) => Some(value),
        Part::Ready(Datum::Number(number)) => Some(Value::Integer(number)),
        Part::Ready(Datum::Money(money)) => Some(Value::Money(money)),
        Part::Ready(Datum::Day(day)) => Some(Value::Date(day)),
        Part::Ready(Datum::Flag(flag)) => Some(Value::YesNo(flag)),
        _ => None,
    }
}

/// Whether a cell passes a test.
pub(crate) fn passes(test: &Test, text: &str) -> Result<bool, Box<Fault>> {
    let text = text.trim();
    let compare = |number: i64| match (text.is_empty(), Decimal::parse(text)) {
        (true, _) => Ok(None),
        (false, Some(decimal)) => Ok(Some(decimal.compare(number))),
        (false, None) => Err(Fault::new(code::NOT_A_NUMBER, vec![("value", shown(text))])),
    };
    Ok(match test {
        Test::In(words) => words.iter().any(|word| word == text),
        Test::Blank(blank) => text.is_empty() == *blank,
        Test::Yes(yes) => !text.is_empty() && yes_no(text)? == *yes,
        Test::AtLeast(number) => compare(*number)?.is_some_and(std::cmp::Ordering::is_ge),
        Test::AtMost(number) => compare(*number)?.is_some_and(std::cmp::Ordering::is_le),
    })
}

/// What numbers a field of a kind holds: found by asking the kind itself, so that it stands in one place only.
pub(crate) fn number_range(kind: Kind, place: usize) -> (i64, i64) {
    let takes = |number: i64| {
        let data = kind.fields().iter().enumerate().map(|(other, spec)| match spec.shape {
            Shape::Number if other == place => Datum::Number(number),
            _ if spec.optional => Datum::Absent,
            Shape::Number => Datum::Number(0),
            Shape::Time => Datum::Time(Micros(0)),
            Shape::Day => Datum::Day(Day(0)),
            Shape::Flag => Datum::Flag(false),
            Shape::Word(kind) => Datum::Word(kind, 0),
            Shape::Code(words) => words.first().map_or(Datum::Absent, |word| Datum::Code(word)),
            Shape::Member => Datum::Member(MemberId(0)),
            Shape::Money => Datum::Money(takt_core::unit::Money { minor: 0, currency: Currency::JPY }),
            Shape::Values => Datum::Values(Vec::new()),
            Shape::Openings => Datum::Openings(Vec::new()),
            _ => Datum::Absent,
        });
        Body::from_data(kind, data.collect()).is_ok()
    };
    let from = if takes(-1) { i64::MIN } else { 0 };
    if kind.fields().get(place).is_some_and(|spec| PARTS.contains(&spec.name)) {
        return (from, i64::from(PART_MAX));
    }
    let limits = [i64::MAX, i64::from(u32::MAX), i64::from(u16::MAX), i64::from(u8::MAX)];
    (from, limits.into_iter().find(|limit| takes(*limit)).unwrap_or(i64::MAX))
}

/// Fields that hold the number of something within the account.
const PARTS: [&str; 4] = ["opportunity", "subscription", "ticket", "meeting"];

/// The highest number a file can give to a part of an account, by itself or by a key: from the next one on they are
/// those of parts that nobody numbered.
pub const PART_MAX: u16 = takt_core::account::UNNUMBERED_FROM - 1;
