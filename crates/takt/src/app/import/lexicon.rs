//! The book's side of an intake: words, members, attributes and the model's calendar, by name.

use std::collections::HashMap;

use takt_core::book::Book;
use takt_core::dictionary::WordKind;
use takt_core::model::FieldType;
use takt_core::unit::{AccountId, ChoiceId, Currency, Day, FieldId, MemberId, Micros};
use takt_intake::{Names, UnknownWord, plain};
use takt_store::{Outside, Space, Store};

use crate::app::desk::Desk;
use crate::app::erase::{Sealed, sealed_part};
use crate::fault::Fault;

/// Names of a desk, for an intake.
#[derive(Debug)]
pub struct Lexicon<'a> {
    book: &'a mut Book,
    members: &'a mut HashMap<String, MemberId>,
    parts: &'a mut HashMap<String, u32>,
    highest: HashMap<String, u32>,
    fresh: &'a mut Vec<Outside>,
    /// By kind and plain text: the first word that reads so. A kind is here once a mapping has asked for it.
    spellings: HashMap<WordKind, HashMap<String, String>>,
    accounts: &'a HashMap<String, AccountId>,
    sealed: &'a Sealed,
}

impl<'a> Lexicon<'a> {
    /// The names of a desk; words and members that are new get their numbers, and are kept with the next commit.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of<S: Store>(desk: &'a mut Desk<S>) -> Result<Self, Fault> {
        desk.know_keys()?;
        let Desk { book, members, parts, fresh_outside, accounts, sealed, .. } = desk;
        let mut highest: HashMap<String, u32> = HashMap::new();
        for (key, number) in parts.iter() {
            // `account/field/outside key`: an outside key may hold a slash, what stands before it holds none.
            let prefix: String = key.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
            let known = highest.entry(prefix).or_insert(0);
            *known = (*known).max(*number);
        }
        Ok(Self { book, members, parts, highest, fresh: fresh_outside, spellings: HashMap::new(), accounts, sealed })
    }

    /// The day in the model's zone.
    pub(super) fn today(&self) -> jiff::civil::Date {
        let now = self.range().1;
        self.book.model.as_ref().map_or(Day::FIRST, |model| model.calendar().day_of(now)).date()
    }

    /// The number of a word, given out now if it is new.
    fn intern(&mut self, kind: WordKind, text: &str) -> u32 {
        if let Some(known) = self.spellings.get_mut(&kind) {
            known.entry(plain(text)).or_insert_with(|| text.into());
        }
        self.book.words.intern(kind, text)
    }

    /// The words of a closed kind in the model in force.
    fn closed(&self, kind: WordKind) -> Option<Vec<String>> {
        let model = &self.book.model.as_ref()?.model;
        Some(match kind {
            WordKind::Stage => model.stages.iter().map(|stage| stage.key.clone()).collect(),
            WordKind::Team => model.teams.iter().map(|team| team.key.clone()).collect(),
            WordKind::Step => model.steps.iter().map(|step| step.key.clone()).collect(),
            WordKind::Field => model.fields.iter().map(|field| field.key.clone()).collect(),
            _ => return None,
        })
    }
}

impl Names for Lexicon<'_> {
    fn word(&mut self, kind: WordKind, text: &str) -> Result<u32, UnknownWord> {
        match self.closed(kind) {
            Some(known) if !known.iter().any(|word| word == text) => Err(UnknownWord { known }),
            _ => Ok(self.intern(kind, text)),
        }
    }

    fn spelling(&mut self, kind: WordKind, wanted: &str) -> Option<String> {
        let words = &self.book.words;
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
        if let Some(id) = self.members.get(outside) {
            return *id;
        }
        let id = MemberId(u32::try_from(self.members.len()).unwrap_or(u32::MAX));
        self.members.insert(outside.into(), id);
        self.fresh.push(Outside { space: Space::Member, key: outside.into(), id: id.0 });
        id
    }

    fn field(&mut self, name: &str) -> Option<(FieldId, FieldType)> {
        let model = &self.book.model.as_ref()?.model;
        model.fields.iter().find(|field| field.key == name).map(|field| (field.id, field.holds))
    }

    fn segment(&self) -> Option<String> {
        let model = &self.book.model.as_ref()?.model;
        let segment = model.segment?;
        model.field(segment).map(|field| field.key.clone())
    }

    fn choice(&mut self, field: FieldId, text: &str) -> Result<ChoiceId, UnknownWord> {
        let Some(model) = self.book.model.clone() else { return Err(UnknownWord::default()) };
        match model.model.field(field) {
            Some(declared) if declared.holds == FieldType::Choice => {
                let words = &self.book.words;
                let known = || declared.choices.iter().map(|id| words.text(WordKind::Choice, id.0).to_string());
                let found = words.find(WordKind::Choice, text).map(ChoiceId);
                found.filter(|id| declared.choices.contains(id)).ok_or_else(|| UnknownWord { known: known().collect() })
            }
            _ => Ok(ChoiceId(self.intern(WordKind::Choice, text))),
        }
    }

    fn number(&mut self, account: &str, field: &'static str, outside: &str) -> Option<u16> {
        let (account, key) = match self.sealed.part_of(self.accounts, account) {
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
        if let Some(number) = self.parts.get(&key) {
            return u16::try_from(*number).ok();
        }
        // Numbers count from 1 within the account and the kind of part.
        let highest = self.highest.entry(format!("{account}/{field}")).or_insert(0);
        let next = *highest + 1;
        let number = u16::try_from(next).ok().filter(|number| *number <= takt_intake::PART_MAX)?;
        *highest = next;
        self.parts.insert(key.clone(), next);
        self.fresh.push(Outside { space: Space::Part, key, id: next });
        Some(number)
    }

    fn instant(&self, civil: jiff::civil::DateTime) -> Micros {
        self.book.model.as_ref().map_or(Micros(0), |model| model.calendar().instant(civil))
    }

    fn range(&self) -> (Micros, Micros) {
        // A fact has happened: none is dated later than now.
        let now = crate::app::clock::now();
        self.book.model.as_ref().map_or((Micros(0), Micros(0)), |model| {
            let (first, end) = model.calendar().range();
            (first, end.plus(-1).min(now))
        })
    }

    fn currency(&self) -> Currency {
        self.book.model.as_ref().map_or(Currency::JPY, |model| model.model.currency)
    }
}
