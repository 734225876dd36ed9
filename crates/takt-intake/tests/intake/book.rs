//! A book small enough to test with: it gives out numbers in the order it is asked.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use takt_core::dictionary::{Dictionary, WordKind};
use takt_core::model::FieldType;
use takt_core::unit::{ChoiceId, Currency, Day, FieldId, MemberId, Micros};
use takt_intake::{Names, UnknownWord};

/// Teams, stages and steps are closed; fields are those of `fields`.
pub(crate) struct Book {
    pub(crate) words: Dictionary,
    pub(crate) members: Vec<String>,
    pub(crate) fields: Vec<(&'static str, FieldType)>,
    pub(crate) choices: BTreeMap<u32, Vec<&'static str>>,
    pub(crate) numbers: BTreeMap<(String, &'static str), Vec<String>>,
    pub(crate) zone: jiff::tz::TimeZone,
}

impl Default for Book {
    fn default() -> Self {
        let mut words = Dictionary::default();
        for team in ["marketing", "inside-sales", "field-sales", "customer-success"] {
            words.intern(WordKind::Team, team);
        }
        for stage in ["lead", "mql", "won"] {
            words.intern(WordKind::Stage, stage);
        }
        words.intern(WordKind::Step, "kick-off");
        Self {
            words,
            members: Vec::new(),
            fields: vec![
                ("segment", FieldType::OpenChoice),
                ("industry", FieldType::Choice),
                ("employees", FieldType::Integer),
                ("share", FieldType::Rate),
                ("revenue", FieldType::Money),
                ("founded", FieldType::Date),
                ("listed", FieldType::YesNo),
            ],
            choices: BTreeMap::from([(1, vec!["it", "food", "retail"])]),
            numbers: BTreeMap::new(),
            zone: jiff::tz::TimeZone::get("Asia/Tokyo").unwrap(),
        }
    }
}

impl Names for Book {
    fn word(&mut self, kind: WordKind, text: &str) -> Result<u32, UnknownWord> {
        if matches!(kind, WordKind::Stage | WordKind::Team | WordKind::Step | WordKind::Field) {
            return self.words.find(kind, text).ok_or_else(|| UnknownWord {
                known: self.words.iter().filter(|(k, ..)| *k == kind).map(|(.., text)| text.to_string()).collect(),
            });
        }
        Ok(self.words.intern(kind, text))
    }

    fn spelling(&mut self, kind: WordKind, plain: &str) -> Option<String> {
        let mut words = self.words.iter().filter(|(k, ..)| *k == kind).map(|(.., text)| text);
        words.find(|word| takt_intake::plain(word) == plain).map(String::from)
    }

    fn member(&mut self, outside: &str) -> MemberId {
        let place = self.members.iter().position(|known| known == outside).unwrap_or_else(|| {
            self.members.push(outside.into());
            self.members.len() - 1
        });
        MemberId(place as u32)
    }

    fn field(&mut self, name: &str) -> Option<(FieldId, FieldType)> {
        let place = self.fields.iter().position(|(known, _)| *known == name)?;
        Some((FieldId(place as u32), self.fields[place].1))
    }

    fn segment(&self) -> Option<String> {
        self.fields.first().map(|(name, _)| name.to_string())
    }

    fn choice(&mut self, field: FieldId, text: &str) -> Result<ChoiceId, UnknownWord> {
        if let Some(known) = self.choices.get(&field.0)
            && !known.contains(&text)
        {
            return Err(UnknownWord { known: known.iter().map(|word| word.to_string()).collect() });
        }
        Ok(ChoiceId(self.words.intern(WordKind::Choice, text)))
    }

    fn number(&mut self, account: &str, field: &'static str, outside: &str) -> Option<u16> {
        let keys = self.numbers.entry((account.into(), field)).or_default();
        let place = keys.iter().position(|known| known == outside).unwrap_or_else(|| {
            keys.push(outside.into());
            keys.len() - 1
        });
        u16::try_from(place + 1).ok()
    }

    fn instant(&self, civil: DateTime) -> Micros {
        Micros(self.zone.to_timestamp(civil).unwrap().as_microsecond())
    }

    fn range(&self) -> (Micros, Micros) {
        (Micros(i64::from(Day::FIRST.0) * Micros::DAY), Micros(i64::from(Day::LAST.0) * Micros::DAY))
    }

    fn currency(&self) -> Currency {
        Currency::JPY
    }
}
