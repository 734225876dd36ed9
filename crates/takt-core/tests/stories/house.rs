//! The driver of the stories: one house with its book and the journal it writes, driven as DESIGN §3 says.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use takt_core::book::Book;
use takt_core::decide::{Refusal, Statement, decide};
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::fact::{Actor, Body, Dated, Datum, Draft, Fact, Kind, Shape, Value};
use takt_core::model::{self, FieldType, Model};
use takt_core::unit::{
    AccountId, ChoiceId, ContactId, Currency, Day, FieldId, ImportId, MemberId, Micros, Money, Rate,
};

/// A house, its journal, and the names its script uses.
#[derive(Default)]
pub(crate) struct House {
    pub(crate) book: Book,
    pub(crate) journal: Vec<Fact>,
    pub(crate) accounts: Names,
    pub(crate) contacts: Names,
    pub(crate) members: Names,
    /// The instant of the last line.
    pub(crate) now: Micros,
    /// How much of the journal every account's story has told.
    pub(crate) told: BTreeMap<AccountId, usize>,
    imports: u32,
}

/// Names in the order they were first said.
#[derive(Default)]
pub(crate) struct Names(Vec<String>);

impl Names {
    /// The number of a name, given out now if it is new.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        let known = self.0.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            self.0.push(name.into());
            self.0.len() - 1
        });
        u32::try_from(place).unwrap()
    }

    /// The name of a number.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.0.get(number as usize).map_or("?", String::as_str)
    }

    /// Whether a name was said.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        self.0.iter().position(|known| known == name).map(|place| u32::try_from(place).unwrap())
    }
}

/// A fact as a line of a script says it.
pub(crate) struct Said {
    pub(crate) account: Option<AccountId>,
    pub(crate) contact: Option<ContactId>,
    pub(crate) actor: Option<MemberId>,
    pub(crate) at: Micros,
    pub(crate) dated: Dated,
    pub(crate) body: Body,
}

impl House {
    /// A house that adopted a model at an instant.
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        let (model, words) = read(text)?;
        let hash = [1; 32];
        let mut house = Self { book: Book::new(words, BTreeMap::from([(hash, model.clone())])), ..Self::default() };
        let adopted = model.calendar.start_of(Day::of(2000, 1, 4).unwrap());
        house.commit(adopted, |house, out| {
            house
                .book
                .push(draft(None, adopted, Actor::Program, Body::ModelAdopted { model: hash, reason: None }), out);
        });
        Ok(house)
    }

    /// A commit: what is due before it, what it says, what is due now.
    fn commit<T>(&mut self, now: Micros, say: impl FnOnce(&mut Self, &mut Vec<Fact>) -> T) -> T {
        let mut out = Vec::new();
        let now = self.book.begin(now);
        self.book.advance(now, &mut out);
        let answer = say(self, &mut out);
        self.book.advance_to(now, &mut out);
        self.journal.extend(out);
        self.now = now;
        answer
    }

    /// Does what is due.
    pub(crate) fn tick(&mut self, now: Micros) {
        self.commit(now, |_, _| ());
    }

    /// States a fact, now.
    pub(crate) fn state(&mut self, now: Micros, said: Said) -> Result<(), Refusal> {
        self.commit(now, |house, out| {
            let actor = said.actor.map_or(Actor::Program, Actor::Member);
            let statement = Statement {
                account: said.account,
                contact: said.contact,
                actor,
                occurred_at: said.at,
                body: said.body,
            };
            for draft in decide(&house.book, &statement, house.book.recorded_at)? {
                match draft.account {
                    None => {
                        house.book.push(draft, out);
                    }
                    Some(id) => house.take(id, vec![draft], out),
                }
            }
            Ok(())
        })
    }

    /// Imports facts of the past; where the import is not finished, its accounts do not go live.
    pub(crate) fn import(&mut self, now: Micros, facts: Vec<Said>, finished: bool) {
        let import = ImportId(self.imports);
        self.imports += 1;
        let mut groups: Vec<(AccountId, Vec<Draft>)> = Vec::new();
        self.commit(now, |house, out| {
            house.book.push(draft(None, now, Actor::Import(import), Body::ImportBegun { import }), out);
            for said in facts {
                let mut draft = draft(said.account, said.at, Actor::Import(import), said.body);
                draft.dated = said.dated;
                draft.contact = said.contact;
                let Some(id) = said.account else {
                    house.book.push(draft, out);
                    continue;
                };
                match groups.iter_mut().find(|(known, _)| *known == id) {
                    Some((_, group)) => group.push(draft),
                    None => groups.push((id, vec![draft])),
                }
            }
            for (id, mut group) in groups.clone() {
                group.sort_by_key(|draft| (draft.occurred_at, draft.rank));
                house.take(id, group, out);
            }
        });
        if !finished {
            return;
        }
        self.commit(now, |house, out| {
            for (id, _) in &groups {
                house.book.go_live(*id, import, out);
            }
            let ended = Body::ImportEnded { import, received: 0, journalled: 0, unchanged: 0, rejected: 0 };
            house.book.push(draft(None, now, Actor::Import(import), ended), out);
        });
    }

    fn take(&mut self, id: AccountId, drafts: Vec<Draft>, out: &mut Vec<Fact>) {
        let journal = &self.journal;
        let pending = out.clone();
        let past = |chains: &[(AccountId, takt_core::unit::Seq)]| -> Result<Vec<Fact>, std::convert::Infallible> {
            let wanted = |fact: &&Fact| chains.iter().any(|(id, _)| fact.account == Some(*id));
            Ok(journal.iter().chain(&pending).filter(wanted).cloned().collect())
        };
        match self.book.take(id, drafts, past, out) {
            Ok(_) => {}
            Err(never) => match never {},
        }
    }

    /// An instant of a script: `2026-05-11 09:30`, `2026-05-11T09:30` or a day.
    pub(crate) fn instant(&self, text: &str) -> Option<Micros> {
        let civil = text.replace(' ', "T");
        let civil: jiff::civil::DateTime = match civil.contains('T') {
            true => civil.parse().ok()?,
            false => civil.parse::<jiff::civil::Date>().ok()?.to_datetime(jiff::civil::Time::midnight()),
        };
        Some(self.book.model.as_ref()?.calendar().instant(civil))
    }

    /// The body of a kind from `field=value` pairs; a kind with attributes takes declared fields by their names.
    pub(crate) fn body(&mut self, kind: Kind, pairs: &[(&str, &str)], actor: Option<MemberId>) -> Result<Body, String> {
        let mut used = 0;
        let mut data = Vec::new();
        for spec in kind.fields() {
            if spec.shape == Shape::Values {
                used += pairs.len();
                data.push(Datum::Values(self.values(pairs)?));
                continue;
            }
            let stated = pairs.iter().find(|(name, _)| *name == spec.name);
            used += usize::from(stated.is_some());
            data.push(match (stated, actor) {
                (Some((_, text)), _) => self
                    .datum(spec.shape, text)
                    .ok_or_else(|| format!("{}: {} is no {:?}", kind.name(), text, spec.shape))?,
                // Who states what was done did it, as the screens have it.
                (None, Some(member)) if spec.name == "by" => Datum::Member(member),
                _ => Datum::Absent,
            });
        }
        if used < pairs.len() {
            return Err(format!("{} has no such field among {pairs:?}", kind.name()));
        }
        Body::from_data(kind, data).map_err(|field| format!("{} wants {field}", kind.name()))
    }

    fn values(&mut self, pairs: &[(&str, &str)]) -> Result<Vec<(FieldId, Value)>, String> {
        let model = self.book.model.clone().ok_or("no model")?;
        let mut values = Vec::new();
        for (name, text) in pairs {
            let field = model.model.fields.iter().find(|field| field.key == *name);
            let field = field.ok_or_else(|| format!("the model has no field {name}"))?;
            let value = match field.holds {
                FieldType::Choice | FieldType::OpenChoice => {
                    Some(Value::Choice(ChoiceId(self.book.words.intern(WordKind::Choice, text))))
                }
                FieldType::Integer => text.parse().ok().map(Value::Integer),
                FieldType::Rate => text.parse().ok().map(Rate).map(Value::Rate),
                FieldType::Money => money(text).map(Value::Money),
                FieldType::Date => day(text).map(Value::Date),
                FieldType::YesNo => flag(text).map(Value::YesNo),
            };
            values.push((field.id, value.ok_or_else(|| format!("{name}: {text} does not fit"))?));
        }
        Ok(values)
    }

    fn datum(&mut self, shape: Shape, text: &str) -> Option<Datum> {
        Some(match shape {
            Shape::Number => Datum::Number(text.parse().ok()?),
            Shape::Time => Datum::Time(self.instant(text)?),
            Shape::Day => Datum::Day(day(text)?),
            Shape::Flag => Datum::Flag(flag(text)?),
            Shape::Word(kind) => Datum::Word(kind, self.book.words.intern(kind, text)),
            Shape::Code(names) => Datum::Code(names.iter().find(|name| **name == text)?),
            Shape::Member => Datum::Member(MemberId(self.members.number(text))),
            Shape::Contact => Datum::Contact(ContactId(self.contacts.number(text))),
            Shape::Account => Datum::Account(AccountId(text.parse().ok()?)),
            Shape::Import => Datum::Import(ImportId(text.parse().ok()?)),
            Shape::Money => Datum::Money(money(text)?),
            Shape::Openings => {
                let minute = |clock: &str| {
                    let (hour, minute) = clock.split_once(':')?;
                    Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
                };
                let opening = |part: &str| part.split_once('-').and_then(|(a, b)| Some((minute(a)?, minute(b)?)));
                Datum::Openings(text.split(',').filter(|part| !part.is_empty()).map(opening).collect::<Option<_>>()?)
            }
            Shape::Hash | Shape::Counts | Shape::Place | Shape::Why | Shape::Values => return None,
        })
    }
}

/// A model file; each is read once, since compiling its calendar takes longer than most stories.
fn read(text: &str) -> Result<(Model, Dictionary), String> {
    static READ: Mutex<BTreeMap<String, (Model, Dictionary)>> = Mutex::new(BTreeMap::new());
    let mut known = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.get(text) {
        return Ok(found.clone());
    }
    let mut words = Dictionary::default();
    let model = model::read(text, &mut words).map_err(|findings| format!("{findings:#?}"))?;
    known.insert(text.into(), (model.clone(), words.clone()));
    Ok((model, words))
}

/// A draft of a fact whose kind orders it.
fn draft(account: Option<AccountId>, at: Micros, actor: Actor, body: Body) -> Draft {
    let rank = body.kind().rank();
    Draft { account, occurred_at: at, dated: Dated::Instant, actor, contact: None, rank, body }
}

/// A day of a script.
pub(crate) fn day(text: &str) -> Option<Day> {
    Day::of_date(text.parse().ok()?)
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Yen, or another currency's minor units: `1200000`, `USD4900`.
fn money(text: &str) -> Option<Money> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let currency = if digits == 0 { Currency::JPY } else { Currency::parse(&text[..digits])? };
    Some(Money { minor: text[digits..].parse().ok()?, currency })
}
