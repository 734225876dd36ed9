//! What the book has answered in this intake: words, choices, members and midnights, each asked for once.

use std::collections::HashMap;

use jiff::civil::{Date, Time};
use takt_core::dictionary::WordKind;
use takt_core::fact::Datum;
use takt_core::unit::{ChoiceId, FieldId, MemberId, Micros};

use crate::cell::Part;
use crate::names::{Names, UnknownWord};
use crate::nearest::nearest;
use crate::problem::{Fault, code, listed, shown};
use crate::spelling::plain;

/// What the book has answered so far, so that it is asked once for each word.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// By whether any spelling will do.
    words: [HashMap<WordKind, HashMap<Box<str>, u32>>; 2],
    choices: [HashMap<FieldId, HashMap<Box<str>, ChoiceId>>; 2],
    members: HashMap<Box<str>, MemberId>,
    midnights: HashMap<Date, Micros>,
    outside: String,
}

impl Known {
    /// The number of a word; with `fold`, of the one that is spelled so or otherwise.
    pub(crate) fn word<N: Names + ?Sized>(
        &mut self,
        kind: WordKind,
        text: &str,
        fold: bool,
        names: &mut N,
    ) -> Result<u32, Box<Fault>> {
        let words = self.words[usize::from(fold)].entry(kind).or_default();
        if let Some(id) = words.get(text) {
            return Ok(*id);
        }
        let id = if fold {
            spelled(kind, text, names, |word, names| names.word(kind, word))
        } else {
            names.word(kind, text)
        };
        let id = id.map_err(|unknown| unknown_word(text, kind, &unknown))?;
        words.insert(text.into(), id);
        Ok(id)
    }

    /// The number of a choice of a field, whose name a fault tells; with `fold` in any spelling.
    pub(crate) fn choice<N: Names + ?Sized>(
        &mut self,
        (field, name): (FieldId, &str),
        text: &str,
        fold: bool,
        names: &mut N,
    ) -> Result<ChoiceId, Box<Fault>> {
        let choices = self.choices[usize::from(fold)].entry(field).or_default();
        if let Some(id) = choices.get(text) {
            return Ok(*id);
        }
        let id = if fold {
            spelled(WordKind::Choice, text, names, |word, names| names.choice(field, word))
        } else {
            names.choice(field, text)
        };
        let id = id.map_err(|UnknownWord { known }| {
            let args = vec![
                ("value", shown(text)),
                ("choice", name.into()),
                ("known", listed(&known)),
                ("nearest", nearest(text, known.iter().map(String::as_str))),
            ];
            Fault::new(code::UNKNOWN_CHOICE, args)
        })?;
        choices.insert(text.into(), id);
        Ok(id)
    }

    fn outside(&mut self, prefix: &str, key: &str) {
        self.outside.clear();
        if !prefix.is_empty() {
            self.outside.push_str(prefix);
            self.outside.push(':');
        }
        self.outside.push_str(key);
    }

    fn member<N: Names + ?Sized>(&mut self, prefix: &str, key: &str, names: &mut N) -> MemberId {
        self.outside(prefix, key);
        if let Some(id) = self.members.get(self.outside.as_str()) {
            return *id;
        }
        let id = names.member(&self.outside);
        self.members.insert(self.outside.as_str().into(), id);
        id
    }

    pub(crate) fn midnight<N: Names + ?Sized>(&mut self, date: Date, names: &N) -> Micros {
        *self.midnights.entry(date).or_insert_with(|| names.instant(date.to_datetime(Time::midnight())))
    }

    /// A part as the datum of a field, words and members asked for.
    pub(crate) fn datum<N: Names + ?Sized>(
        &mut self,
        part: Part<'_>,
        account: &str,
        names: &mut N,
    ) -> Result<Datum, Box<Fault>> {
        Ok(match part {
            Part::Absent | Part::Unjoined | Part::Value(_) => Datum::Absent,
            Part::Ready(datum) => datum,
            Part::Word { kind, text, fold } => Datum::Word(kind, self.word(kind, text, fold, names)?),
            Part::Member(prefix, key) => Datum::Member(self.member(prefix, key, names)),
            Part::Number(field, prefix, key) => {
                self.outside(prefix, key);
                match names.number(account, field, &self.outside) {
                    Some(number) => Datum::Number(i64::from(number)),
                    None => return Err(Fault::new(code::KEY_WITHOUT_NUMBER, vec![("value", shown(key))])),
                }
            }
        })
    }
}

/// Asks for a word as the book spells it: as its first word that reads the same is spelled, else as one of the words it
/// would have known.
fn spelled<N: Names + ?Sized, T>(
    kind: WordKind,
    text: &str,
    names: &mut N,
    ask: impl Fn(&str, &mut N) -> Result<T, UnknownWord>,
) -> Result<T, UnknownWord> {
    let wanted = plain(text);
    let spelling = names.spelling(kind, &wanted);
    ask(spelling.as_deref().unwrap_or(text), names).or_else(|unknown| {
        let meant = unknown.known.iter().find(|word| plain(word) == wanted);
        meant.map_or_else(|| Err(unknown.clone()), |word| ask(word, names))
    })
}

/// The fault of a word that a closed kind does not know.
pub(crate) fn unknown_word(text: &str, kind: WordKind, unknown: &UnknownWord) -> Box<Fault> {
    let args = vec![
        ("value", shown(text)),
        ("kind", kind.name().into()),
        ("known", listed(&unknown.known)),
        ("nearest", nearest(text, unknown.known.iter().map(String::as_str))),
    ];
    Fault::new(code::UNKNOWN_WORD, args)
}
