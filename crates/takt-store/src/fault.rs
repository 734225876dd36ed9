//! A store that fails when it is told to, for the tests of what lies above it.
//!
//! ```
//! use takt_store::fault::{Fault, Faulty};
//! # fn story(store: impl takt_store::Store) {
//! // The second append lands, but its answer is lost.
//! let mut store = Faulty::new(store).at(2, Fault::LostAnswer);
//! # let _ = &mut store;
//! # }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use takt_core::dictionary::Dictionary;
use takt_core::fact::Fact;
use takt_core::unit::Seq;

use crate::chain::ChainReport;
use crate::commit::{Commit, ModelText, Space, Text};
use crate::error::{Step, StoreError};
use crate::key::Key;
use crate::search::{Folding, Found, Wanted};
use crate::segment::{Form, Segment};
use crate::store::{Head, Stop, Store};

/// In which way an append fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// [`StoreError::Disk`] before anything was done. The store stays usable.
    Disk,
    /// [`StoreError::Full`]: it did not land. The store reads on, but every further append is refused.
    Full,
    /// [`StoreError::Unknown`], though it landed. The store is broken.
    LostAnswer,
    /// [`StoreError::Unknown`], and it did not land. The store is broken.
    LostCommit,
}

/// A store around another one that fails chosen appends.
///
/// As the real ones, it answers [`StoreError::Broken`] to every call after an unknown outcome. "Opening it again" is
/// [`into_inner`](Self::into_inner): the store inside is sound and knows what landed.
#[derive(Debug)]
pub struct Faulty<S> {
    store: S,
    faults: BTreeMap<u64, Fault>,
    appends: u64,
    broken: bool,
    full: bool,
    unwiped: bool,
}

impl<S: Store> Faulty<S> {
    /// Around this store, without a fault yet.
    #[must_use]
    pub const fn new(store: S) -> Self {
        Self { store, faults: BTreeMap::new(), appends: 0, broken: false, full: false, unwiped: false }
    }

    /// Lets the `nth` append (1 is the first) fail like this.
    #[must_use]
    pub fn at(mut self, nth: u64, fault: Fault) -> Self {
        self.faults.insert(nth, fault);
        self
    }

    /// Lets no purge do anything, as if a reader looked at a moment before the erasure.
    #[must_use]
    pub const fn unwiped(mut self) -> Self {
        self.unwiped = true;
        self
    }

    /// How many appends were asked for, the failed ones included.
    #[must_use]
    pub const fn appends(&self) -> u64 {
        self.appends
    }

    /// The store inside.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.store
    }

    fn inner(&mut self) -> Result<&mut S, StoreError> {
        if self.broken { Err(StoreError::Broken) } else { Ok(&mut self.store) }
    }

    fn lose(&mut self) -> StoreError {
        self.broken = true;
        StoreError::Unknown { cause: "fault injected".into() }
    }
}

impl<S: Store> Store for Faulty<S> {
    fn head(&mut self) -> Result<Head, StoreError> {
        self.inner()?.head()
    }

    fn append(&mut self, commit: &Commit) -> Result<Head, StoreError> {
        self.inner()?;
        if self.full {
            return Err(StoreError::Full);
        }
        self.appends += 1;
        match self.faults.remove(&self.appends) {
            None => self.store.append(commit),
            Some(Fault::Disk) => Err(StoreError::Disk { what: Step::Write, cause: "fault injected".into() }),
            Some(Fault::Full) => {
                self.full = true;
                Err(StoreError::Full)
            }
            Some(Fault::LostAnswer) => {
                // A commit that is refused was never on its way: the caller gets that answer.
                self.store.append(commit)?;
                Err(self.lose())
            }
            Some(Fault::LostCommit) => Err(self.lose()),
        }
    }

    fn purge(&mut self) -> Result<bool, StoreError> {
        let unwiped = self.unwiped;
        let store = self.inner()?;
        if unwiped { Ok(false) } else { store.purge() }
    }

    fn scan(&mut self, from: Seq, each: &mut dyn FnMut(Fact) -> Result<(), Stop>) -> Result<(), StoreError> {
        self.inner()?.scan(from, each)
    }

    fn walk(&mut self, last: Seq) -> Result<Vec<Fact>, StoreError> {
        self.inner()?.walk(last)
    }

    fn known(&mut self, keys: &[Key]) -> Result<Vec<Option<Seq>>, StoreError> {
        self.inner()?.known(keys)
    }

    fn all_keys(&mut self, each: &mut dyn FnMut((Key, Seq)) -> Result<(), Stop>) -> Result<(), StoreError> {
        self.inner()?.all_keys(each)
    }

    fn words(&mut self) -> Result<Dictionary, StoreError> {
        self.inner()?.words()
    }

    fn models(&mut self) -> Result<Vec<ModelText>, StoreError> {
        self.inner()?.models()
    }

    fn outside(&mut self, space: Space) -> Result<Vec<(String, u32)>, StoreError> {
        self.inner()?.outside(space)
    }

    fn outside_keys(&mut self, space: Space, ids: &BTreeSet<u32>) -> Result<Vec<(String, u32)>, StoreError> {
        self.inner()?.outside_keys(space, ids)
    }

    fn find_outside(&mut self, space: Space, key: &str) -> Result<Vec<(String, u32)>, StoreError> {
        self.inner()?.find_outside(space, key)
    }

    fn said(&mut self, space: Space, id: u32) -> Result<Vec<Text>, StoreError> {
        self.inner()?.said(space, id)
    }

    fn all_texts(&mut self, each: &mut dyn FnMut(Text) -> Result<(), Stop>) -> Result<(), StoreError> {
        self.inner()?.all_texts(each)
    }

    fn find(
        &mut self,
        folding: &Folding,
        wanted: &Wanted<'_>,
        standing: &mut dyn FnMut(Space, u32) -> u8,
    ) -> Result<Found, StoreError> {
        self.inner()?.find(folding, wanted, standing)
    }

    fn unfiled(&mut self, folding: &Folding) -> Result<u64, StoreError> {
        self.inner()?.unfiled(folding)
    }

    fn file(&mut self, folding: &Folding) -> Result<u64, StoreError> {
        self.inner()?.file(folding)
    }

    fn settle(&mut self, kind: &str, id: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.inner()?.settle(kind, id, value)
    }

    fn settings(&mut self, kind: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.inner()?.settings(kind)
    }

    fn check(&mut self) -> Result<ChainReport, StoreError> {
        self.inner()?.check()
    }

    fn passed(&mut self, head: &Head) -> Result<bool, StoreError> {
        self.inner()?.passed(head)
    }

    fn segments(&mut self, form: Form, each: &mut dyn FnMut(Segment) -> Result<(), Stop>) -> Result<(), StoreError> {
        self.inner()?.segments(form, each)
    }

    fn keep_segment(&mut self, form: Form, from: Seq, head: &Head, parts: &[&[u8]]) -> Result<(), StoreError> {
        self.inner()?.keep_segment(form, from, head, parts)
    }
}
