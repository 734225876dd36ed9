//! The house: its business time, its attributes, its teams.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::Reader;
use crate::calendar::{Calendar, CalendarError, Closure, HolidayRule, Opening, Rules};
use crate::dictionary::WordKind;
use crate::fact::Value;
use crate::model::grammar::{CALENDAR, CLOSURE, FIELD, SLOTS, TEAM, WEEKDAYS};
use crate::model::section::{Fields, bad_value, fields, wrong_type};
use crate::model::source::{Node, What, nearest};
use crate::model::{FieldDef, FieldType, Team};
use crate::unit::{ChoiceId, Currency, Day, FieldId, Money, Rate, TeamId};

impl<'n> Reader<'n> {
    pub(super) fn currency(&mut self, top: &Fields<'n>) -> Option<Currency> {
        let node = top.node("currency")?;
        let currency = Currency::parse(node.text()?);
        if currency.is_none() {
            bad_value("currency", node, "currency", "", &mut self.found);
        }
        currency
    }

    pub(super) fn calendar(&mut self, top: &Fields<'n>) -> Option<Calendar> {
        let zone = top.node("zone");
        let table = fields(&CALENDAR, top.node("calendar")?, &mut self.found);
        let before = self.found.len();
        let hours = self.hours(table.items("hours"));
        let mut week: [Vec<Opening>; 7] = Default::default();
        for node in table.items("days") {
            match WEEKDAYS.iter().position(|day| Some(*day) == node.text()) {
                Some(day) => week[day].clone_from(&hours),
                None => bad_value("days", node, "one-of", &WEEKDAYS.join(", "), &mut self.found),
            }
        }
        let closures = self.closures(&table);
        let holidays = match table.text("holidays")? {
            "jp" => HolidayRule::Japan,
            _ => HolidayRule::None,
        };
        let (zone, days) = (zone?, table.node("days")?);
        if self.found.len() > before {
            return None;
        }
        let rules =
            Rules { zone: zone.text()?.into(), week, holidays, closures: closures.iter().map(|c| c.0).collect() };
        let error = match Calendar::new(&rules) {
            Ok(calendar) => return Some(calendar),
            Err(error) => error,
        };
        match error {
            CalendarError::UnknownZone(_) => bad_value("zone", zone, "zone", "", &mut self.found),
            CalendarError::NoOpenHours => bad_value("days", days, "open-hours", "", &mut self.found),
            CalendarError::BadOpening { .. } => {
                let node = table.node("hours").unwrap_or(days);
                bad_value("hours", node, "openings", "", &mut self.found);
            }
            CalendarError::BadClosure(bad) => {
                let at = closures.iter().find(|(closure, _)| *closure == bad).map_or(days, |(_, node)| *node);
                bad_value("from", at, "closure", "", &mut self.found);
            }
        }
        None
    }

    /// The openings of a working day.
    fn hours(&mut self, nodes: &'n [Node]) -> Vec<Opening> {
        let mut hours: Vec<Opening> = Vec::new();
        for node in nodes {
            let times: Vec<u16> = node.items().iter().filter_map(|time| minute(time.text()?)).collect();
            match (times.as_slice(), node.items()) {
                ([from_minute, to_minute], [_, _])
                    if from_minute < to_minute && hours.last().is_none_or(|last| last.to_minute <= *from_minute) =>
                {
                    hours.push(Opening { from_minute: *from_minute, to_minute: *to_minute });
                }
                _ => {
                    let shown = node.items().iter().map(Node::shown).collect::<Vec<_>>().join("–");
                    let args = [("key", "hours"), ("value", &*shown), ("expected", "openings"), ("words", "")];
                    self.found.add(node.at, "bad-value", args);
                }
            }
        }
        hours
    }

    fn closures(&mut self, table: &Fields<'n>) -> Vec<(Closure, &'n Node)> {
        let tables = self.tables(&CLOSURE, "", table.items("closures"));
        let mut closures = Vec::new();
        for (_, closure) in tables {
            let (Some(from), Some(to)) = (closure.node("from"), closure.node("to")) else { continue };
            let read = match (end_of_closure(from), end_of_closure(to)) {
                (Some(End::Yearly(from)), Some(End::Yearly(to))) => Closure::Yearly { from, to },
                (Some(End::Once(from)), Some(End::Once(to))) if from <= to => Closure::Once { from, to },
                (None, _) => {
                    bad_value("from", from, "closure", "", &mut self.found);
                    continue;
                }
                _ => {
                    bad_value("to", to, "closure", "", &mut self.found);
                    continue;
                }
            };
            closures.push((read, from));
        }
        closures
    }

    pub(super) fn declared_fields(&mut self, top: &Fields<'n>) -> Vec<FieldDef> {
        let mut declared = Vec::new();
        for (key, table) in self.tables(&FIELD, "id", top.items("field")) {
            let Some(holds) = table.text("type").and_then(FieldType::named) else { continue };
            let choices = table.items("choices");
            match (holds, table.entry("choices")) {
                (FieldType::Choice, None) if !table.has("choices") => {
                    self.found.add(table.at, "missing-key", [("key", "choices"), ("section", "field")]);
                }
                (FieldType::Choice, _) | (_, None) => {}
                (_, Some(entry)) => {
                    let args = [("key", "choices"), ("id", key), ("kind", holds.name())];
                    self.found.add(entry.at, "misplaced-key", args);
                }
            }
            self.limit("choices", choices, 1_000);
            if key.is_empty() {
                continue;
            }
            let words = choices.iter().take(1_000).filter_map(Node::text);
            declared.push(FieldDef {
                id: FieldId(self.words.intern(WordKind::Field, key)),
                key: key.into(),
                holds,
                choices: words.map(|word| ChoiceId(self.words.intern(WordKind::Choice, word))).collect(),
                name: table.name("name"),
            });
        }
        declared
    }

    pub(super) fn segment(&mut self, top: &Fields<'n>) -> Option<FieldId> {
        let node = top.node("segment")?;
        let field = self.field(node)?;
        if !matches!(field.holds, FieldType::Choice | FieldType::OpenChoice) {
            bad_value("segment", node, "choice-field", "", &mut self.found);
        }
        Some(field.id)
    }

    /// A declared attribute by the name that stands in the file.
    pub(super) fn field(&mut self, node: &Node) -> Option<FieldDef> {
        let id = node.text().unwrap_or_default();
        let field = self.known.fields.iter().find(|field| field.key == id).cloned();
        if field.is_none() {
            let nearest = nearest(id, self.known.fields.iter().map(|field| &*field.key));
            self.found.add(node.at, "unknown-field", [("id", id), ("nearest", nearest)]);
        }
        field
    }

    /// A value that an attribute may have.
    pub(super) fn value(
        &mut self,
        key: &str,
        node: &Node,
        field: &FieldDef,
        currency: Option<Currency>,
    ) -> Option<Value> {
        let wrong = |expected, reader: &mut Self| {
            wrong_type(key, expected, node, &mut reader.found);
            None
        };
        match (field.holds, &node.what) {
            (FieldType::OpenChoice, What::Text(word)) => {
                Some(Value::Choice(ChoiceId(self.words.intern(WordKind::Choice, word))))
            }
            // A closed choice without choices is a finding of its own.
            (FieldType::Choice, What::Text(_)) if field.choices.is_empty() => None,
            (FieldType::Choice, What::Text(word)) => {
                let id = self.words.find(WordKind::Choice, word).map(ChoiceId).filter(|id| field.choices.contains(id));
                if id.is_none() {
                    let choices: Vec<&str> =
                        field.choices.iter().map(|choice| self.words.text(WordKind::Choice, choice.0)).collect();
                    bad_value(key, node, "value-of-field", &choices.join(", "), &mut self.found);
                }
                id.map(Value::Choice)
            }
            (FieldType::Choice | FieldType::OpenChoice, _) => wrong("text", self),
            (FieldType::YesNo, What::Flag(flag)) => Some(Value::YesNo(*flag)),
            (FieldType::YesNo, _) => wrong("yes-no", self),
            (FieldType::Date, What::Day(text) | What::Text(text)) => {
                let day = civil(text);
                if day.is_none() {
                    bad_value(key, node, "day", "", &mut self.found);
                }
                day.map(Value::Date)
            }
            (FieldType::Date, _) => wrong("day", self),
            (FieldType::Integer, What::Whole(number)) => Some(Value::Integer(*number)),
            (FieldType::Money, What::Whole(number)) => {
                Some(Value::Money(Money { minor: *number, currency: currency? }))
            }
            (FieldType::Rate, What::Whole(number)) => {
                let rate = i32::try_from(*number).ok().map(Rate);
                if rate.is_none() {
                    bad_value(key, node, "between", "−2147483648–2147483647", &mut self.found);
                }
                rate.map(Value::Rate)
            }
            (FieldType::Integer | FieldType::Money | FieldType::Rate, _) => wrong("whole-number", self),
        }
    }

    /// The number that an attribute's value is compared by.
    pub(super) fn measure(&mut self, key: &str, node: &Node, field: &FieldDef) -> Option<i64> {
        match self.value(key, node, field, Some(Currency::JPY))? {
            Value::Integer(number) => Some(number),
            Value::Rate(rate) => Some(i64::from(rate.0)),
            Value::Money(money) => Some(money.minor),
            Value::Date(day) => Some(i64::from(day.0)),
            Value::Choice(_) | Value::YesNo(_) => None,
        }
    }

    pub(super) fn teams(&mut self, top: &Fields<'n>) -> Vec<Team> {
        let mut teams = Vec::new();
        for (key, table) in self.tables(&TEAM, "id", top.items("team")) {
            let slots = table.node("slots").map(|node| fields(&SLOTS, node, &mut self.found));
            if key.is_empty() {
                continue;
            }
            self.known.teams.push(key);
            teams.push(Team {
                id: TeamId(self.words.intern(WordKind::Team, key)),
                key: key.to_string(),
                name: table.name("name"),
                slot_minutes: slots.as_ref().and_then(|slots| slots.whole("minutes")),
                slots_per_day: slots.as_ref().and_then(|slots| slots.whole("per_day")),
            });
        }
        teams
    }

    /// The number of a team that stands in the file.
    pub(super) fn team(&mut self, node: &Node) -> Option<TeamId> {
        let known = core::mem::take(&mut self.known.teams);
        let is = self.refers("unknown-team", node, &known);
        self.known.teams = known;
        is.then(|| TeamId(self.words.intern(WordKind::Team, node.text().unwrap_or_default())))
    }
}

/// Whether an attribute can be compared by size.
pub(super) fn is_measured(field: &FieldDef) -> bool {
    matches!(field.holds, FieldType::Integer | FieldType::Rate | FieldType::Money | FieldType::Date)
}

/// Minutes of the day of `09:00`; `24:00` is its end.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u16, u16) = (digits(hour, 2)?, digits(minute, 2)?);
    (minute < 60 && hour * 60 + minute <= 1_440).then_some(hour * 60 + minute)
}

/// The day of `2026-04-01`.
fn civil(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let day = Day::of(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    day.filter(|_| parts.next().is_none())
}

/// So many digits, as a number.
fn digits<T: core::str::FromStr>(text: &str, count: usize) -> Option<T> {
    let are = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    are.then(|| text.parse().ok()).flatten()
}

/// One end of a closure.
enum End {
    Yearly((u8, u8)),
    Once(Day),
}

fn end_of_closure(node: &Node) -> Option<End> {
    let (What::Text(text) | What::Day(text)) = &node.what else { return None };
    if let Some(day) = civil(text) {
        return Some(End::Once(day));
    }
    // A leap year has every day that a yearly closure may name.
    let (month, day) = month_and_day(text).filter(|(month, day)| Day::of(2000, *month, *day).is_some())?;
    Some(End::Yearly((month.unsigned_abs(), day.unsigned_abs())))
}

/// The month and day of `09-01`, where every year has that day.
pub(super) fn yearly(text: &str) -> Option<(i8, i8)> {
    month_and_day(text).filter(|(month, day)| Day::of(2001, *month, *day).is_some())
}

fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    Some((digits(month, 2)?, digits(day, 2)?))
}
