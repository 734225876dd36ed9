//! The one trait behind which all storage lies.

use std::collections::BTreeSet;

use takt_core::dictionary::Dictionary;
use takt_core::fact::Fact;
use takt_core::unit::{Micros, Seq};

use crate::chain::ChainReport;
use crate::commit::{Commit, ModelText, Space, Text};
use crate::error::StoreError;
use crate::frame::GENESIS;
use crate::key::Key;
use crate::search::{self, Folding, Found, Wanted};
use crate::segment::{Form, Segment};

/// Where the journal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The sequence that the next fact gets: 1 in an empty journal.
    pub next: Seq,
    /// The hash of the last frame: equal chains are equal journals. 32 zero bytes in an empty one.
    pub chain: [u8; 32],
    /// When the last fact was recorded.
    pub recorded_at: Option<Micros>,
}

impl Head {
    /// The head of an empty journal.
    pub const EMPTY: Self = Self { next: Seq(1), chain: GENESIS, recorded_at: None };
}

/// Said by a callback that has seen enough: the reading ends well at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

/// The journal and what lies beside it.
///
/// It is synchronous, as the core is: the shell calls it from a thread of its own.
///
/// **Group commit is done above the store**: the caller drains its queue, decides all of it on its book, and calls
/// [`append`](Self::append) once; one flush of the disk then pays for all (measured: 213 commits of one fact a second,
/// or 18,265 facts in commits of a hundred). An import does the same with its rows.
///
/// **Broken stores.** When an append fails so that nobody can know its outcome ([`StoreError::Unknown`]), or the disk
/// failed a write, the store answers every further call with [`StoreError::Broken`]: the caller throws its book away,
/// opens the store again, reads the tail, and asks [`known`](Self::known) whether it landed. After
/// [`StoreError::Full`] it still reads but takes nothing until it is opened again.
pub trait Store: Send {
    /// Where the journal ends.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn head(&mut self) -> Result<Head, StoreError>;

    /// Adds a commit in one transaction: durable when this returns `Ok`, and not there at all when it returns an error
    /// other than [`StoreError::Unknown`].
    ///
    /// An empty commit is a question whether `expected` is still the end, and costs no flush.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the journal has another end than the commit was decided on,
    /// [`StoreError::Duplicate`] where a key is known, [`StoreError::Unsound`] where the commit is none,
    /// [`StoreError::ReadOnly`] in a reader, [`StoreError::Full`], [`StoreError::Disk`], [`StoreError::Unknown`].
    fn append(&mut self, commit: &Commit) -> Result<Head, StoreError>;

    /// Wipes what erased texts and keys ([`Commit::erased`]) left behind in the store's own files: pages that are free,
    /// gaps inside of others, the log. `true` where nothing of them is left; `false` where a reader still looks at a
    /// moment before the erasure, so that it must be asked again. Where nothing was erased since the last `true` it costs
    /// nothing, and a writer that is opened after a crash in between does it by itself.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] in a reader, [`StoreError::Full`], [`StoreError::Disk`]: what was erased stays erased,
    /// what is left of it is still to be wiped.
    fn purge(&mut self) -> Result<bool, StoreError>;

    /// Reads the facts from a sequence on, in order, every frame checked against its CRC, to the end or until `each`
    /// says [`Stop`]. A sequence behind the end reads nothing.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] at the first frame that is missing or not what was written; what came before was read.
    fn scan(&mut self, from: Seq, each: &mut dyn FnMut(Fact) -> Result<(), Stop>) -> Result<(), StoreError>;

    /// The fact with the sequence `last` and those before it on its account's chain, newest first.
    ///
    /// # Errors
    /// [`StoreError::NoFact`] where the journal does not reach to `last`; [`StoreError::Corrupt`] where a frame is not
    /// what was written or the chain leads to another account.
    fn walk(&mut self, last: Seq) -> Result<Vec<Fact>, StoreError>;

    /// Did it land? For every key the fact it landed at, in the order asked.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn known(&mut self, keys: &[Key]) -> Result<Vec<Option<Seq>>, StoreError>;

    /// All idempotency keys with the facts they landed at, by key, until `each` says [`Stop`]: for an export.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn all_keys(&mut self, each: &mut dyn FnMut((Key, Seq)) -> Result<(), Stop>) -> Result<(), StoreError>;

    /// The dictionary.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where the numbers of a kind have gaps.
    fn words(&mut self) -> Result<Dictionary, StoreError>;

    /// The texts of all models ever adopted, in the order they came.
    ///
    /// # Errors
    /// Where they cannot be read. Whether they are what their SHA-256 says is asked by [`check`](Self::check).
    fn models(&mut self) -> Result<Vec<ModelText>, StoreError>;

    /// All outside keys of a space with their ids, by id, then key.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn outside(&mut self, space: Space) -> Result<Vec<(String, u32)>, StoreError>;

    /// The outside keys of some ids of a space, by id, then key. Keys lie in their own order, so this reads all of the
    /// space once, however few are asked for.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn outside_keys(&mut self, space: Space, ids: &BTreeSet<u32>) -> Result<Vec<(String, u32)>, StoreError>;

    /// Whom a key means: `crm:A-17` exactly that one; a bare `A-17` the key of that name in every system.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn find_outside(&mut self, space: Space, key: &str) -> Result<Vec<(String, u32)>, StoreError>;

    /// What the fields of one say now, by field.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn texts(&mut self, space: Space, id: u32) -> Result<Vec<Text>, StoreError> {
        let mut said = self.said(space, id)?;
        said.reverse();
        said.dedup_by(|before, now| before.field == now.field);
        said.reverse();
        Ok(said)
    }

    /// All that the fields of one ever said and that counts, by field and when it was said.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn said(&mut self, space: Space, id: u32) -> Result<Vec<Text>, StoreError>;

    /// All texts, by space, id, field and when they were said, until `each` says [`Stop`].
    ///
    /// # Errors
    /// Where they cannot be read.
    fn all_texts(&mut self, each: &mut dyn FnMut(Text) -> Result<(), Stop>) -> Result<(), StoreError>;

    /// Finds the accounts and contacts that have a fragment in a text or an outside key, in the order of [`search`](crate::Hit).
    /// `standing` says who of two that are found alike comes first: the smaller. Whatever the store has filed of the texts,
    /// it finds the same, only sooner.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn find(
        &mut self,
        folding: &Folding,
        wanted: &Wanted<'_>,
        standing: &mut dyn FnMut(Space, u32) -> u8,
    ) -> Result<Found, StoreError> {
        search::by_reading(self, folding, wanted, standing)
    }

    /// How many texts and outside keys the next [`find`](Self::find) reads one by one, since they are not filed; some
    /// thousands are told as that many. A store that files nothing says none.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn unfiled(&mut self, _folding: &Folding) -> Result<u64, StoreError> {
        Ok(0)
    }

    /// Files texts and outside keys for [`find`](Self::find), where so many are not that it would take long; gives how
    /// many were filed.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] in a reader; [`StoreError::Full`] and [`StoreError::Disk`], after which what is not filed
    /// is read as before.
    fn file(&mut self, _folding: &Folding) -> Result<u64, StoreError> {
        Ok(0)
    }

    /// Keeps what belongs to the program and not to the line (who signs in, sessions, saved views) under a kind and an id;
    /// `None` lets it go. It is no part of the journal, its hashes or an export, and durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] in a reader or a store that keeps none, [`StoreError::Full`], [`StoreError::Disk`].
    fn settle(&mut self, _kind: &str, _id: &str, _value: Option<&str>) -> Result<(), StoreError> {
        Err(StoreError::ReadOnly)
    }

    /// What is kept of a kind: ids with their values, by id.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn settings(&mut self, _kind: &str) -> Result<Vec<(String, String)>, StoreError> {
        Ok(Vec::new())
    }

    /// Checks all of it (`takt verify`): every frame's CRC, form, place and link in the chain, the head; that adopted
    /// models are there and hash to their name, words count without gaps, keys name facts.
    ///
    /// # Errors
    /// Where it could not be checked. What is wrong with the journal is no error but in the report.
    fn check(&mut self) -> Result<ChainReport, StoreError>;

    /// Whether the journal had this end once, or has it now: the same next sequence with the same chain. Whatever was
    /// computed up to such an end is true of this journal too.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn passed(&mut self, head: &Head) -> Result<bool, StoreError>;

    /// Reads what was kept of a form, from the beginning of the journal on without a gap, until `each` says [`Stop`].
    /// What does not fit this journal is left out; a store may have kept nothing.
    ///
    /// # Errors
    /// Where the journal cannot be read. A segment that cannot be read is none.
    fn segments(&mut self, _form: Form, _each: &mut dyn FnMut(Segment) -> Result<(), Stop>) -> Result<(), StoreError> {
        Ok(())
    }

    /// Keeps what the facts from one on, up to an end of the journal, gave. It takes the place of all of its form that
    /// begin there or later, so `from` is 1 to keep the whole anew, and the end of the last one to add to it. A store may
    /// keep nothing.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] in a reader; [`StoreError::Full`] and [`StoreError::Disk`], after which the store is as
    /// sound as before: what could not be kept is computed again.
    fn keep_segment(&mut self, _form: Form, _from: Seq, _head: &Head, _parts: &[&[u8]]) -> Result<(), StoreError> {
        Ok(())
    }
}

impl<S: Store + ?Sized> Store for Box<S> {
    fn head(&mut self) -> Result<Head, StoreError> {
        (**self).head()
    }
    fn append(&mut self, commit: &Commit) -> Result<Head, StoreError> {
        (**self).append(commit)
    }
    fn purge(&mut self) -> Result<bool, StoreError> {
        (**self).purge()
    }
    fn scan(&mut self, from: Seq, each: &mut dyn FnMut(Fact) -> Result<(), Stop>) -> Result<(), StoreError> {
        (**self).scan(from, each)
    }
    fn walk(&mut self, last: Seq) -> Result<Vec<Fact>, StoreError> {
        (**self).walk(last)
    }
    fn known(&mut self, keys: &[Key]) -> Result<Vec<Option<Seq>>, StoreError> {
        (**self).known(keys)
    }
    fn all_keys(&mut self, each: &mut dyn FnMut((Key, Seq)) -> Result<(), Stop>) -> Result<(), StoreError> {
        (**self).all_keys(each)
    }
    fn words(&mut self) -> Result<Dictionary, StoreError> {
        (**self).words()
    }
    fn models(&mut self) -> Result<Vec<ModelText>, StoreError> {
        (**self).models()
    }
    fn outside(&mut self, space: Space) -> Result<Vec<(String, u32)>, StoreError> {
        (**self).outside(space)
    }
    fn outside_keys(&mut self, space: Space, ids: &BTreeSet<u32>) -> Result<Vec<(String, u32)>, StoreError> {
        (**self).outside_keys(space, ids)
    }
    fn find_outside(&mut self, space: Space, key: &str) -> Result<Vec<(String, u32)>, StoreError> {
        (**self).find_outside(space, key)
    }
    fn said(&mut self, space: Space, id: u32) -> Result<Vec<Text>, StoreError> {
        (**self).said(space, id)
    }
    fn all_texts(&mut self, each: &mut dyn FnMut(Text) -> Result<(), Stop>) -> Result<(), StoreError> {
        (**self).all_texts(each)
    }
    fn find(
        &mut self,
        folding: &Folding,
        wanted: &Wanted<'_>,
        standing: &mut dyn FnMut(Space, u32) -> u8,
    ) -> Result<Found, StoreError> {
        (**self).find(folding, wanted, standing)
    }
    fn unfiled(&mut self, folding: &Folding) -> Result<u64, StoreError> {
        (**self).unfiled(folding)
    }
    fn file(&mut self, folding: &Folding) -> Result<u64, StoreError> {
        (**self).file(folding)
    }
    fn settle(&mut self, kind: &str, id: &str, value: Option<&str>) -> Result<(), StoreError> {
        (**self).settle(kind, id, value)
    }
    fn settings(&mut self, kind: &str) -> Result<Vec<(String, String)>, StoreError> {
        (**self).settings(kind)
    }
    fn check(&mut self) -> Result<ChainReport, StoreError> {
        (**self).check()
    }
    fn passed(&mut self, head: &Head) -> Result<bool, StoreError> {
        (**self).passed(head)
    }
    fn segments(&mut self, form: Form, each: &mut dyn FnMut(Segment) -> Result<(), Stop>) -> Result<(), StoreError> {
        (**self).segments(form, each)
    }
    fn keep_segment(&mut self, form: Form, from: Seq, head: &Head, parts: &[&[u8]]) -> Result<(), StoreError> {
        (**self).keep_segment(form, from, head, parts)
    }
}
