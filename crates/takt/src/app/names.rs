//! Names of things by their numbers: what a person reads instead of an id.

use std::collections::HashMap;

use serde_json::{Value, json};
use takt_core::account::Owner;
use takt_core::book::Book;
use takt_core::dictionary::WordKind;
use takt_core::fact::{Datum, Event, Place, Rule, Value as Held};
use takt_core::metric::{self, Key};
use takt_core::unit::{AccountId, MemberId, Micros, StageId, TeamId};
use takt_store::Store;

use crate::app::desk::Desk;
use crate::catalogue::Language;

/// Looks names up in a book and in the outside keys beside it.
#[derive(Debug)]
pub struct Naming<'a> {
    book: &'a Book,
    members: HashMap<MemberId, &'a str>,
    accounts: &'a HashMap<AccountId, String>,
}

impl<'a> Naming<'a> {
    /// The names of a desk; of accounts those that were [looked up](Desk::name_accounts).
    #[must_use]
    pub fn of<S: Store>(desk: &'a Desk<S>) -> Self {
        let members = desk.members.iter().map(|(key, id)| (*id, key.as_str())).collect();
        Self { book: &desk.book, members, accounts: &desk.named }
    }

    /// A stage's key.
    #[must_use]
    pub fn stage(&self, id: StageId) -> &'a str {
        self.book.words.text(WordKind::Stage, id.0)
    }

    /// A stage's name on the screen; its key where the model in force has none.
    #[must_use]
    pub fn stage_title(&self, id: StageId, language: Language) -> &'a str {
        let stage = self.book.model.as_ref().and_then(|model| model.stage(id));
        match (stage, language) {
            (Some(_), _) => self.title(id, language),
            (None, _) => self.stage(id),
        }
    }

    fn title(&self, id: StageId, language: Language) -> &'a str {
        let book: &'a Book = self.book;
        book.model.as_deref().and_then(|model| model.stage(id)).map_or("", |stage| match language {
            Language::Ja => stage.name.ja.as_str(),
            Language::En => stage.name.en.as_str(),
        })
    }

    /// A team's key.
    #[must_use]
    pub fn team(&self, id: TeamId) -> &'a str {
        self.book.words.text(WordKind::Team, id.0)
    }

    /// A member's outside key.
    #[must_use]
    pub fn member(&self, id: MemberId) -> String {
        self.members.get(&id).map_or_else(|| format!("#{}", id.0), |key| (*key).into())
    }

    /// An account's outside key; its number where that was not looked up, or there is none.
    #[must_use]
    pub fn account(&self, id: AccountId) -> String {
        self.accounts.get(&id).map_or_else(|| format!("#{}", id.0), Clone::clone)
    }

    /// The key of a group.
    #[must_use]
    pub fn key(&self, key: &Key) -> String {
        match key {
            Key::Text(text) => text.clone(),
            Key::Member(member) => self.member(*member),
        }
    }

    /// An owner: `team` for a queue, `team/member` for a member.
    #[must_use]
    pub fn owner(&self, owner: Owner) -> String {
        match owner {
            Owner::Queue(team) => self.team(team).into(),
            Owner::Member(team, member) => format!("{}/{}", self.team(team), self.member(member)),
        }
    }

    /// The name of a rule: the core's own, or the transition's in its model.
    #[must_use]
    pub fn rule(&self, adoption: u32, rule: Rule) -> String {
        if let Some(name) = rule.name() {
            return name.into();
        }
        let Rule::Transition(place) = rule else { return String::new() };
        let adopted = usize::try_from(adoption).ok().and_then(|n| self.book.adoptions.get(n.checked_sub(1)?));
        let model = adopted.and_then(|adopted| self.book.library.get(&adopted.hash));
        let transition = model.and_then(|model| model.transitions.get(usize::from(place)));
        transition.map_or_else(|| format!("#{place}"), |transition| transition.key.clone())
    }

    /// What an event is of: the touch, outcome, team or step; empty for any.
    #[must_use]
    pub fn event_detail(&self, event: Event) -> &'a str {
        match event {
            Event::Touched(Some(touch)) => self.book.words.text(WordKind::Touch, touch.0),
            Event::Called(Some(outcome)) => outcome.name(),
            Event::Offered(team) | Event::Accepted(team) | Event::Returned(team) | Event::Lapsed(team) => {
                self.team(team)
            }
            Event::StepDone(Some(step)) => self.book.words.text(WordKind::Step, step.0),
            _ => "",
        }
    }

    /// The value of a field for people: names for numbers, nothing for what only proves.
    #[must_use]
    pub fn datum(&self, datum: &Datum) -> Value {
        match datum {
            Datum::Absent | Datum::Counts(_) | Datum::Why(_) => Value::Null,
            Datum::Number(number) => json!(number),
            Datum::Time(at) => json!(self.instant(*at)),
            Datum::Day(day) => json!(day.to_string()),
            Datum::Flag(flag) => json!(flag),
            Datum::Word(kind, id) => json!(self.book.words.text(*kind, *id)),
            Datum::Code(code) => json!(code),
            Datum::Member(member) => json!(self.member(*member)),
            Datum::Contact(contact) => json!(contact.0),
            Datum::Account(account) => json!(account.0),
            Datum::Import(import) => json!(import.0),
            Datum::Money(money) => json!({ "minor": money.minor, "currency": money.currency.as_str() }),
            Datum::Hash(hash) => json!(hex(hash)),
            Datum::Values(values) => values
                .iter()
                .map(|(field, value)| {
                    let name = self.book.words.text(WordKind::Field, field.0);
                    (name.to_string(), self.value(*value))
                })
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Datum::Openings(openings) => {
                let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
                json!(openings.iter().map(|(from, to)| format!("{}-{}", time(*from), time(*to))).collect::<Vec<_>>())
            }
            Datum::Place(Place::Main) => json!("main"),
            Datum::Place(Place::Side(number)) => json!({ "opportunity": number }),
        }
    }

    /// The value of an attribute, by its type.
    fn value(&self, value: Held) -> Value {
        match value {
            Held::Integer(number) => json!(number),
            Held::Rate(rate) => json!(rate.0),
            Held::Money(money) => json!({ "minor": money.minor, "currency": money.currency.as_str() }),
            Held::YesNo(yes) => json!(yes),
            Held::Choice(_) | Held::Date(_) => json!(metric::value_text(&self.book.words, value)),
        }
    }

    /// An instant as RFC 3339 in the model's zone, to the second, or finer where it has a fraction.
    #[must_use]
    pub fn instant(&self, at: Micros) -> String {
        instant(self.book, at)
    }
}

/// An instant as RFC 3339 in the zone of the model in force; UTC without one.
#[must_use]
pub fn instant(book: &Book, at: Micros) -> String {
    let zone = book.model.as_ref().map_or("UTC", |model| model.calendar().rules().zone.as_str());
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let Ok(timestamp) = jiff::Timestamp::from_microsecond(at.0) else { return at.0.to_string() };
    let zoned = timestamp.to_zoned(zone);
    let format = if at.0 % 1_000_000 == 0 { "%Y-%m-%dT%H:%M:%S%:z" } else { "%Y-%m-%dT%H:%M:%S%.6f%:z" };
    zoned.strftime(format).to_string()
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes from their hexadecimal digits; `None` where these are not exactly so many.
#[must_use]
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes().chunks_exact(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.map(byte).collect();
    (text.len() == 2 * N).then_some(())?;
    bytes?.try_into().ok()
}
