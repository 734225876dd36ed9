//! The book's side of an intake: words, members, attributes and the model's calendar, by name.

use std::collections::HashMap;

use takt_core::dictionary::WordKind;
use takt_core::model::FieldType;
use takt_core::unit::{ChoiceId, Currency, Day, FieldId, MemberId, Micros};
use takt_intake::{Names, UnknownWord, plain};
use takt_store::{Outside, Space, Store};

use crate::app::desk::Desk;
use crate::app::erase::sealed_part;
use crate::fault::Fault;

/// Names of a desk, for an intake.
#[derive(Debug)]
pub struct Lexicon<'a, S> {
    desk: &'a mut Desk<S>,
    highest: HashMap<String, u32>,
    /// By kind and plain text: the first word that reads so. A kind is here once a mapping has asked for it.
    spellings: HashMap<WordKind, HashMap<String, String>>,
    /// What failed while the import gave way: nothing of what was read can be taken then.
    trouble: Option<Fault>,
}

impl<'a, S: Store> Lexicon<'a, S> {
    /// The names of a desk; words and members that are new get their numbers, and are kept with the next commit.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of(desk: &'a mut Desk<S>) -> Result<Self, Fault> {
        desk.know_keys()?;
        let mut highest: HashMap<String, u32> = HashMap::new();
        for (key, number) in &desk.parts {
            // `account/field/outside key`: an outside key may hold a slash, what stands before it holds none.
            let prefix: String = key.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
            let known = highest.entry(prefix).or_insert(0);
            *known = (*known).max(*number);
        }
        Ok(Self { desk, highest, spellings: HashMap::new(), trouble: None })
    }

    /// What failed while the import gave way.
    pub(super) fn trouble(&mut self) -> Option<Fault> {
        self.trouble.take()
    }

    /// The data folder.
    pub(super) fn folder(&self) -> &std::path::Path {
        &self.desk.folder
    }

    /// The day in the model's zone.
    pub(super) fn today(&self) -> jiff::civil::Date {
        let now = self.range().1;
        self.desk.book.model.as_ref().map_or(Day::FIRST, |model| model.calendar().day_of(now)).date()
    }

    /// The ranks of a card that the model knows; `None` where it takes any or none.
    pub(super) fn ranks(&self) -> Option<Vec<String>> {
        let model = &self.desk.book.model.as_ref()?.model;
        let rank = model.fields.iter().find(|field| field.key == "rank" && field.holds == FieldType::Choice)?;
        let text = |id: &ChoiceId| self.desk.book.words.text(WordKind::Choice, id.0).to_string();
        Some(rank.choices.iter().map(text).collect())
    }

    /// The number of a word, given out now if it is new.
    fn intern(&mut self, kind: WordKind, text: &str) -> u32 {
        if let Some(known) = self.spellings.get_mut(&kind) {
            known.entry(plain(text)).or_insert_with(|| text.into());
        }
        self.desk.book.words.intern(kind, text)
    }

    /// The words of a closed kind in the model in force.
    fn closed(&self, kind: WordKind) -> Option<Vec<String>> {
        let model = &self.desk.book.model.as_ref()?.model;
        Some(match kind {
            WordKind::Stage => model.stages.iter().map(|stage| stage.key.clone()).collect(),
            WordKind::Team => model.teams.iter().map(|team| team.key.clone()).collect(),
            WordKind::Step => model.steps.iter().map(|step| step.key.clone()).collect(),
            WordKind::Field => model.fields.iter().map(|field| field.key.clone()).collect(),
            _ => return None,
        })
    }
}

impl<S: Store> Names for Lexicon<'_, S> {
    fn between_rows(&mut self) -> bool {
        self.trouble = self.trouble.take().or_else(|| self.desk.give_way().err());
        self.trouble.is_none()
    }

    fn word(&mut self, kind: WordKind, text: &str) -> Result<u32, UnknownWord> {
        match self.closed(kind) {
            Some(known) if !known.iter().any(|word| word == text) => Err(UnknownWord { known }),
            _ => Ok(self.intern(kind, text)),
        }
    }

    fn spelling(&mut self, kind: WordKind, wanted: &str) -> Option<String> {
        let words = &self.desk.book.words;
        let known = self.spellings.entry(kind).or_insert_with(|| {
            let mut known = HashMap::new();
            for (.., text) in words.iter().filter(|(other, ..)| *other == kind) {
                known.entry(plain(text)).or_insert_with(|| text.to_string());
            }
            known
        });
        known.get(wanted).cloned()
    }

    fn member(&mut self, outside: &str) -> MemberId {
        self.desk.member(outside)
    }

    fn field(&mut self, name: &str) -> Option<(FieldId, FieldType)> {
        let model = &self.desk.book.model.as_ref()?.model;
        model.fields.iter().find(|field| field.key == name).map(|field| (field.id, field.holds))
    }

    fn segment(&self) -> Option<String> {
        let model = &self.desk.book.model.as_ref()?.model;
        let segment = model.segment?;
        model.field(segment).map(|field| field.key.clone())
    }

    fn choice(&mut self, field: FieldId, text: &str) -> Result<ChoiceId, UnknownWord> {
        let Some(model) = self.desk.book.model.clone() else { return Err(UnknownWord::default()) };
        match model.model.field(field) {
            Some(declared) if declared.holds == FieldType::Choice => {
                let words = &self.desk.book.words;
                let known = || declared.choices.iter().map(|id| words.text(WordKind::Choice, id.0).to_string());
                let found = words.find(WordKind::Choice, text).map(ChoiceId);
                found.filter(|id| declared.choices.contains(id)).ok_or_else(|| UnknownWord { known: known().collect() })
            }
            _ => Ok(ChoiceId(self.intern(WordKind::Choice, text))),
        }
    }

    fn number(&mut self, account: &str, field: &'static str, outside: &str) -> Option<u16> {
        let (account, key) = match self.desk.sealed.part_of(&self.desk.accounts, account) {
            Some((seal, secret)) => {
                let key = sealed_part(&seal, field, outside, secret);
                (seal, key)
            }
            None => {
                let account = account.replace('/', "%2F");
                let key = format!("{account}/{field}/{outside}");
                (account, key)
            }
        };
        if let Some(number) = self.desk.parts.get(&key) {
            return u16::try_from(*number).ok();
        }
        // Numbers count from 1 within the account and the kind of part.
        let highest = self.highest.entry(format!("{account}/{field}")).or_insert(0);
        let next = *highest + 1;
        let number = u16::try_from(next).ok().filter(|number| *number <= takt_intake::PART_MAX)?;
        *highest = next;
        self.desk.parts.insert(key.clone(), next);
        self.desk.fresh_outside.push(Outside { space: Space::Part, key, id: next });
        Some(number)
    }

    fn instant(&self, civil: jiff::civil::DateTime) -> Micros {
        self.desk.book.model.as_ref().map_or(Micros(0), |model| model.calendar().instant(civil))
    }

    fn range(&self) -> (Micros, Micros) {
        // A fact has happened: none is dated later than now.
        let now = crate::app::clock::now();
        self.desk.book.model.as_ref().map_or((Micros(0), Micros(0)), |model| {
            let (first, end) = model.calendar().range();
            (first, end.plus(-1).min(now))
        })
    }

    fn currency(&self) -> Currency {
        self.desk.book.model.as_ref().map_or(Currency::JPY, |model| model.model.currency)
    }
}
