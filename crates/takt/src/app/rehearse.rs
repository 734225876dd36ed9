//! A rehearsal: a folder that is written to in memory alone, so that an import can be done to see what it comes to.
//!
//! What is there is read from the store below; what is written stays above it and goes with the desk. An import is the
//! same code over it as over the journal itself, so that what is shown is what would happen, doubts and picture included.

use std::collections::{BTreeSet, HashMap};

use takt_core::dictionary::{Dictionary, NewWord};
use takt_core::fact::Fact;
use takt_core::unit::Seq;
use takt_store::{ChainReport, Commit, Head, Key, ModelText, Outside, Space, Stop, Store, StoreError, Text};

use crate::app::desk::Desk;

/// A store that keeps in memory what is written to it, above one that is only read.
#[derive(Debug)]
pub struct Above<S> {
    below: S,
    head: Head,
    /// The first fact above.
    first: Seq,
    facts: Vec<Fact>,
    keys: HashMap<Key, Seq>,
    words: Vec<NewWord>,
    models: Vec<ModelText>,
    outside: Vec<Outside>,
    texts: HashMap<(Space, u32), Vec<Text>>,
}

impl<S: Store> Desk<S> {
    /// The same desk, from now on writing to memory alone.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn rehearsing(mut self) -> Result<Desk<Above<S>>, StoreError> {
        let head = self.store.head()?;
        // A writer may have gone on since the book was read: the rehearsal goes on from the book.
        let head = Head { next: self.book.next, ..head };
        let mut desk = self.with_store(|below| Above {
            below,
            head,
            first: head.next,
            facts: Vec::new(),
            keys: HashMap::new(),
            words: Vec::new(),
            models: Vec::new(),
            outside: Vec::new(),
            texts: HashMap::new(),
        });
        desk.is_rehearsal = true;
        Ok(desk)
    }
}

impl<S> Above<S> {
    fn outside_of(&self, space: Space) -> impl Iterator<Item = (String, u32)> {
        self.outside
            .iter()
            .filter(move |outside| outside.space == space)
            .map(|outside| (outside.key.clone(), outside.id))
    }
}

fn by_id(found: &mut [(String, u32)]) {
    found.sort_unstable_by(|(key, id), (other, than)| (id, key).cmp(&(than, other)));
}

impl<S: Store> Store for Above<S> {
    fn head(&mut self) -> Result<Head, StoreError> {
        Ok(self.head)
    }

    fn append(&mut self, commit: &Commit) -> Result<Head, StoreError> {
        if commit.expected != self.head.next {
            return Err(StoreError::Conflict { expected: commit.expected, found: self.head.next });
        }
        self.facts.extend(commit.facts.iter().cloned());
        self.keys.extend(commit.keys.iter().copied());
        self.words.extend(commit.words.iter().cloned());
        self.models.extend(commit.models.iter().cloned());
        self.outside.extend(commit.outside.iter().cloned());
        for text in &commit.texts {
            self.texts.entry((text.space, text.id)).or_default().push(text.clone());
        }
        self.head.next = Seq(self.head.next.0 + commit.facts.len() as u64);
        if let Some(last) = commit.facts.last() {
            self.head.recorded_at = Some(last.recorded_at);
        }
        Ok(self.head)
    }

    fn purge(&mut self) -> Result<bool, StoreError> {
        Ok(true)
    }

    fn scan(&mut self, from: Seq, each: &mut dyn FnMut(Fact) -> Result<(), Stop>) -> Result<(), StoreError> {
        let (first, mut is_enough) = (self.first, false);
        self.below.scan(from, &mut |fact| {
            // What a writer added since is not what this book was folded from.
            if fact.seq >= first {
                return Err(Stop);
            }
            let outcome = each(fact);
            is_enough = outcome.is_err();
            outcome
        })?;
        if !is_enough {
            let mut above = self.facts.iter().filter(|fact| fact.seq >= from).cloned();
            let _ = above.try_for_each(each);
        }
        Ok(())
    }

    fn walk(&mut self, last: Seq) -> Result<Vec<Fact>, StoreError> {
        let mut facts = Vec::new();
        let mut next = Some(last);
        while let Some(seq) = next.filter(|seq| *seq >= self.first) {
            let place = usize::try_from(seq.0 - self.first.0).unwrap_or(usize::MAX);
            let fact = self.facts.get(place).ok_or(StoreError::NoFact { seq })?;
            next = fact.prev;
            facts.push(fact.clone());
        }
        if let Some(seq) = next {
            facts.extend(self.below.walk(seq)?);
        }
        Ok(facts)
    }

    fn known(&mut self, keys: &[Key]) -> Result<Vec<Option<Seq>>, StoreError> {
        let mut known = self.below.known(keys)?;
        if !self.keys.is_empty() {
            for (key, known) in keys.iter().zip(&mut known).filter(|(_, known)| known.is_none()) {
                *known = self.keys.get(key).copied();
            }
        }
        Ok(known)
    }

    fn all_keys(&mut self, each: &mut dyn FnMut((Key, Seq)) -> Result<(), Stop>) -> Result<(), StoreError> {
        let mut all: Vec<(Key, Seq)> = self.keys.iter().map(|(key, seq)| (*key, *seq)).collect();
        self.below.all_keys(&mut |known| {
            all.push(known);
            Ok(())
        })?;
        all.sort_unstable();
        let _ = all.into_iter().try_for_each(each);
        Ok(())
    }

    fn words(&mut self) -> Result<Dictionary, StoreError> {
        let mut words = self.below.words()?;
        for word in &self.words {
            // A writer that went on meanwhile may have given the number away: what is shown is the rehearsal's own book.
            let _ = words.load(word.clone());
        }
        Ok(words)
    }

    fn models(&mut self) -> Result<Vec<ModelText>, StoreError> {
        let mut models = self.below.models()?;
        models.extend(self.models.iter().cloned());
        Ok(models)
    }

    fn outside(&mut self, space: Space) -> Result<Vec<(String, u32)>, StoreError> {
        let mut found = self.below.outside(space)?;
        found.extend(self.outside_of(space));
        by_id(&mut found);
        Ok(found)
    }

    fn outside_keys(&mut self, space: Space, ids: &BTreeSet<u32>) -> Result<Vec<(String, u32)>, StoreError> {
        let mut found = self.below.outside_keys(space, ids)?;
        found.extend(self.outside_of(space).filter(|(_, id)| ids.contains(id)));
        by_id(&mut found);
        Ok(found)
    }

    fn find_outside(&mut self, space: Space, key: &str) -> Result<Vec<(String, u32)>, StoreError> {
        let mut found = self.below.find_outside(space, key)?;
        let bare = |known: &str| known.split_once(':').map_or(known, |(_, bare)| bare).to_string();
        found.extend(self.outside_of(space).filter(|(known, _)| known == key || bare(known) == key));
        if found.iter().any(|(known, _)| known == key) {
            found.retain(|(known, _)| known == key);
        }
        Ok(found)
    }

    fn said(&mut self, space: Space, id: u32) -> Result<Vec<Text>, StoreError> {
        let mut said = self.below.said(space, id)?;
        if let Some(above) = self.texts.get(&(space, id)) {
            said.extend(above.iter().cloned());
            said.sort_by(|one, other| (&one.field, one.said).cmp(&(&other.field, other.said)));
        }
        Ok(said)
    }

    fn all_texts(&mut self, each: &mut dyn FnMut(Text) -> Result<(), Stop>) -> Result<(), StoreError> {
        let mut all: Vec<Text> = self.texts.values().flatten().cloned().collect();
        self.below.all_texts(&mut |text| {
            all.push(text);
            Ok(())
        })?;
        all.sort_by(|one, other| {
            (one.space, one.id, &one.field, one.said).cmp(&(other.space, other.id, &other.field, other.said))
        });
        let _ = all.into_iter().try_for_each(each);
        Ok(())
    }

    fn check(&mut self) -> Result<ChainReport, StoreError> {
        self.below.check()
    }

    fn passed(&mut self, head: &Head) -> Result<bool, StoreError> {
        self.below.passed(head)
    }
}
