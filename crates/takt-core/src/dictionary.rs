//! The dictionary: recurring words as numbers, append-only.
//!
//! Facts hold no strings. A word (a source, a stage's name, a reason) is interned once and is its number from then on.
//! The dictionary never forgets, so it is no place for anything that names a person.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::fact::datum::codes;

codes! {
    /// What a word is: each kind counts its own words from 0.
    pub enum WordKind {
        /// A stage's name.
        Stage = 0 "stage",
        /// A team's name.
        Team = 1 "team",
        /// A declared attribute's name.
        Field = 2 "field",
        /// A value of a choice attribute.
        Choice = 3 "choice",
        /// A source.
        Source = 4 "source",
        /// A reason.
        Reason = 5 "reason",
        /// A kind of touch.
        Touch = 6 "touch",
        /// A page, asset or product.
        Page = 7 "page",
        /// A measure.
        Play = 8 "play",
        /// A step of onboarding.
        Step = 9 "step",
        /// A channel.
        Channel = 10 "channel",
        /// What of the product is used.
        Signal = 11 "signal",
    }
}

/// A word that was interned, for the store to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWord {
    /// Its kind.
    pub kind: WordKind,
    /// Its number within the kind.
    pub id: u32,
    /// The word itself.
    pub text: String,
}

/// All words, by kind and number and back.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    words: [Vec<String>; WordKind::ALL.len()],
    ids: [BTreeMap<String, u32>; WordKind::ALL.len()],
    fresh: Vec<NewWord>,
}

impl Dictionary {
    /// The number of a word, given out now if it is new.
    pub fn intern(&mut self, kind: WordKind, text: &str) -> u32 {
        let place = usize::from(kind.number());
        if let Some(id) = self.ids[place].get(text) {
            return *id;
        }
        let id = u32::try_from(self.words[place].len()).unwrap_or(u32::MAX);
        self.words[place].push(text.into());
        self.ids[place].insert(text.into(), id);
        self.fresh.push(NewWord { kind, id, text: text.into() });
        id
    }

    /// The number of a word if it is known.
    #[must_use]
    pub fn find(&self, kind: WordKind, text: &str) -> Option<u32> {
        self.ids[usize::from(kind.number())].get(text).copied()
    }

    /// The word of a number; the empty word for a number nobody gave out.
    #[must_use]
    pub fn text(&self, kind: WordKind, id: u32) -> &str {
        self.words[usize::from(kind.number())].get(id as usize).map_or("", String::as_str)
    }

    /// How many words of a kind there are.
    #[must_use]
    pub fn len(&self, kind: WordKind) -> usize {
        self.words[usize::from(kind.number())].len()
    }

    /// The words interned since the last call, for the store to keep in the same commit as the facts that use them.
    pub fn take_fresh(&mut self) -> Vec<NewWord> {
        core::mem::take(&mut self.fresh)
    }

    /// Puts back a word that the store kept. Words must come in the order of their numbers.
    ///
    /// # Errors
    /// The word, where its number is not the next one of its kind.
    pub fn load(&mut self, word: NewWord) -> Result<(), NewWord> {
        let place = usize::from(word.kind.number());
        if word.id as usize != self.words[place].len() || self.ids[place].contains_key(&word.text) {
            return Err(word);
        }
        self.ids[place].insert(word.text.clone(), word.id);
        self.words[place].push(word.text);
        Ok(())
    }

    /// Every word, by kind and number.
    pub fn iter(&self) -> impl Iterator<Item = (WordKind, u32, &str)> {
        WordKind::ALL.iter().flat_map(|kind| {
            self.words[usize::from(kind.number())]
                .iter()
                .enumerate()
                .map(|(id, text)| (*kind, u32::try_from(id).unwrap_or(u32::MAX), text.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number() {
        let mut words = Dictionary::default();
        let social = words.intern(WordKind::Source, "social");
        let blank = words.intern(WordKind::Source, "");
        assert_eq!(words.intern(WordKind::Source, "social"), social);
        assert_ne!(blank, social);
        assert_eq!(words.intern(WordKind::Reason, "social"), 0, "each kind counts its own");
        let kept = words.take_fresh();
        let mut again = Dictionary::default();
        for word in kept {
            assert_eq!(again.load(word), Ok(()));
        }
        assert_eq!(again.find(WordKind::Source, ""), Some(blank));
        assert!(again.take_fresh().is_empty());
    }
}
