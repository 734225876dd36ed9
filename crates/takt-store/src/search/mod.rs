//! Search: accounts and contacts by any fragment of what the people store holds of them.
//!
//! A text is found by its **form**: what [`Folding`] leaves of it, so that width, kana and case do not matter. A fragment
//! finds a text where its own form is part of the text's; one character is enough.
//!
//! What is found comes in one order, the same in every store: [`Grade`], then the shorter form, then the standing that
//! the caller gives, then space and id. Each owner is told once, with the best of its texts.
//!
//! Owners are filed in [`part`]s of 65,536 ids, each a disposable file computed from the texts. Whoever is in no part, or
//! was changed since, is read from the texts themselves: a search is complete whatever the index covers.

pub(crate) mod best;
pub(crate) mod part;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::commit::{Space, Text};
use crate::error::StoreError;
use crate::store::Store;
use best::Best;

/// The spaces whose owners are found.
pub(crate) const SEARCHED: [Space; 2] = [Space::Account, Space::Contact];

/// What a text becomes before it is compared.
#[derive(Clone, Copy, Debug)]
pub struct Folding {
    /// Counts up when any of the functions gives something else than before: what was filed by another is filed anew.
    pub version: u32,
    /// A text as it would be written in full, with blanks between what are words of it though they are written together.
    /// What is taken from the middle of a text should come to a part of what the text comes to.
    pub written: fn(&str) -> Cow<'_, str>,
    /// Appends the form of a text written in full. Blanks should be gone from it, and folding it again should change
    /// nothing.
    pub fold: fn(&str, &mut String),
    /// A second form by which a text is found too, of its first: the national number of an international one.
    pub also: fn(&str) -> Option<String>,
    /// Outside keys that nobody is found by.
    pub hidden: fn(&str) -> bool,
}

impl Folding {
    /// Appends the form of a text. No form has a line feed.
    pub(crate) fn form(&self, text: &str, out: &mut String) {
        let from = out.len();
        (self.fold)(text, out);
        if out.get(from..).is_some_and(|form| form.contains(SEPARATOR)) {
            let form = out.split_off(from);
            out.extend(form.chars().filter(|c| *c != SEPARATOR));
        }
    }

    /// The forms that a fragment is looked for by: none for one of which nothing is left.
    pub(crate) fn needles(&self, text: &str) -> Vec<String> {
        let mut form = String::new();
        self.form(&(self.written)(text), &mut form);
        let also = (self.also)(&form).filter(|also| !also.is_empty() && *also != form);
        std::iter::once(form).filter(|form| !form.is_empty()).chain(also).collect()
    }
}

/// Between the forms of a block.
pub(crate) const SEPARATOR: char = '\n';

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The fragment, as somebody typed it.
    pub text: &'a str,
    /// How many owners are wanted at most.
    pub limit: usize,
}

/// How a fragment lies in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// It is all of it.
    Exact,
    /// The text begins with it.
    Prefix,
    /// It is a whole word, or several.
    Word,
    /// Somewhere else.
    Within,
}

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whose ids.
    pub space: Space,
    /// Whose.
    pub id: u32,
    /// In which text; `None` for an outside key.
    pub field: Option<String>,
    /// The text, as it is stored.
    pub value: String,
    /// How the fragment lies in it.
    pub grade: Grade,
    /// What the field says now, where the text is one that it said before.
    pub now: Option<String>,
}

/// What a search gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The first of those found, in their order.
    pub hits: Vec<Hit>,
    /// Whether there are more.
    pub more: bool,
}

/// A text or an outside key as it is compared: its forms, and where its words begin in the first.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// The form.
    pub(crate) form: String,
    /// Where words begin in it, in bytes, the first left out.
    pub(crate) starts: Vec<u16>,
    /// The second form.
    pub(crate) also: Option<String>,
    word: String,
}

impl Line {
    /// Reads a text.
    pub(crate) fn read(&mut self, folding: &Folding, text: &str) {
        let text = &*(folding.written)(text);
        self.form.clear();
        self.starts.clear();
        folding.form(text, &mut self.form);
        self.also = (folding.also)(&self.form).filter(|also| !also.is_empty() && !self.form.contains(also));
        if let Some(also) = &mut self.also {
            also.retain(|c| c != SEPARATOR);
        }
        let breaks = |c: char| !c.is_alphanumeric();
        if !text.contains(breaks) {
            return;
        }
        let mut end = 0;
        for word in text.split(breaks).filter(|word| !word.is_empty()) {
            if end > 0
                && let Ok(start) = u16::try_from(end)
                && end < self.form.len()
            {
                self.starts.push(start);
            }
            self.word.clear();
            folding.form(word, &mut self.word);
            end += self.word.len();
        }
        // Signs that stay in a form, or fold with their neighbours, leave no word where it was counted.
        if end != self.form.len() {
            self.find_starts(folding, text);
        }
        self.starts.dedup();
        self.starts.truncate(STARTS);
    }

    /// Where words begin, from the forms of the text's own beginnings.
    fn find_starts(&mut self, folding: &Folding, text: &str) {
        self.starts.clear();
        let mut was_break = false;
        for (at, c) in text.char_indices().take(LONG) {
            let breaks = !c.is_alphanumeric();
            if was_break && !breaks {
                self.word.clear();
                folding.form(text.get(..at).unwrap_or_default(), &mut self.word);
                let start = self.word.len();
                if start > 0
                    && start < self.form.len()
                    && self.form.starts_with(self.word.as_str())
                    && let Ok(start) = u16::try_from(start)
                {
                    self.starts.push(start);
                }
            }
            was_break = breaks;
        }
    }

    /// How a fragment lies in it; with the length of the form, in characters.
    pub(crate) fn grade(&self, needles: &[String]) -> Option<(Grade, u16)> {
        let forms = [(self.form.as_str(), self.starts.as_slice())].into_iter();
        let forms = forms.chain(self.also.iter().map(|also| (also.as_str(), &[][..])));
        let pairs = forms.flat_map(|form| needles.iter().map(move |needle| (form, needle)));
        pairs
            .filter_map(|((form, starts), needle)| {
                let places = form.match_indices(needle.as_str()).map(|(at, _)| at);
                let starts = || starts.iter().copied();
                let grade = places.map(|at| graded(at, needle.len(), form.len(), &starts)).min()?;
                Some((grade, length(form)))
            })
            .min()
    }
}

/// Of so many words it is known where they begin.
pub(crate) const STARTS: usize = u8::MAX as usize;

/// From so many characters on a text is too long for its words to be looked up one by one.
const LONG: usize = 200;

/// The length of a form in characters; all very long ones are alike.
pub(crate) fn length(form: &str) -> u16 {
    u16::try_from(form.chars().count()).unwrap_or(u16::MAX)
}

/// How something that begins at `at` and is so long lies in a form whose words, but the first, begin at `starts`.
pub(crate) fn graded<I: Iterator<Item = u16>>(at: usize, long: usize, whole: usize, starts: &impl Fn() -> I) -> Grade {
    let is_start = |place: usize| starts().any(|start| usize::from(start) == place);
    match (at, at + long == whole) {
        (0, true) => Grade::Exact,
        (0, false) => Grade::Prefix,
        (at, ends) if is_start(at) && (ends || is_start(at + long)) => Grade::Word,
        _ => Grade::Within,
    }
}

/// The place of somebody found: the smaller comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) grade: Grade,
    pub(crate) length: u16,
    pub(crate) standing: u8,
    pub(crate) space: Space,
    pub(crate) id: u32,
}

/// Searches by reading all there is: what a store does that has no index, and what every index must agree with.
pub(crate) fn by_reading<S: Store + ?Sized>(
    store: &mut S,
    folding: &Folding,
    wanted: &Wanted<'_>,
    standing: &mut dyn FnMut(Space, u32) -> u8,
) -> Result<Found, StoreError> {
    let needles = folding.needles(wanted.text);
    let mut best = Best::of(wanted.limit);
    if needles.is_empty() {
        return Ok(Found::default());
    }
    let mut line = Line::default();
    let mut look = |space: Space, id: u32, value: &str| {
        line.read(folding, value);
        if let Some((grade, length)) = line.grade(&needles) {
            best.offer(grade, length, space, id, standing);
        }
    };
    for space in SEARCHED {
        for (key, id) in store.outside(space)?.iter().filter(|(key, _)| !(folding.hidden)(key)) {
            look(space, *id, key);
        }
    }
    store.all_texts(&mut |Text { space, id, value, .. }| {
        if SEARCHED.contains(&space) {
            look(space, id, &value);
        }
        Ok(())
    })?;
    let (places, more) = best.end();
    let mut hits = Vec::with_capacity(places.len());
    for place in places {
        let keys = store.outside_keys(place.space, &BTreeSet::from([place.id]))?;
        let texts = store.said(place.space, place.id)?;
        hits.extend(hit(&place, keys, &texts, &needles, folding));
    }
    Ok(Found { hits, more })
}

/// Somebody found, with the text they were found by: a key before a text, what is said now before what was said, the later
/// before the earlier. `texts` are by field and when they were said.
pub(crate) fn hit(
    place: &Place,
    keys: Vec<(String, u32)>,
    texts: &[Text],
    needles: &[String],
    folding: &Folding,
) -> Option<Hit> {
    let Place { grade, length, space, id, .. } = *place;
    let mut line = Line::default();
    let mut is_it = |value: &str| {
        line.read(folding, value);
        line.grade(needles) == Some((grade, length))
    };
    let key = keys.into_iter().map(|(key, _)| key).find(|key| !(folding.hidden)(key) && is_it(key));
    if let Some(value) = key {
        return Some(Hit { space, id, field: None, value, grade, now: None });
    }
    let fields: Vec<&[Text]> = texts.chunk_by(|one, next| one.field == next.field).collect();
    let of_now = fields.iter().filter_map(|field| field.last()).find(|text| is_it(&text.value));
    if let Some(text) = of_now {
        return Some(Hit { space, id, field: Some(text.field.clone()), value: text.value.clone(), grade, now: None });
    }
    fields.iter().find_map(|field| {
        let (now, before) = field.split_last()?;
        let text = before.iter().rfind(|text| is_it(&text.value))?;
        let (field, value, now) = (Some(text.field.clone()), text.value.clone(), Some(now.value.clone()));
        Some(Hit { space, id, field, value, grade, now })
    })
}
