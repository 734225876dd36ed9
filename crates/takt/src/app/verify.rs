//! The proof that a folder is whole: its chain, its state, and the same seen facts decided anew.

use std::path::Path;

use serde_json::{Value, json};
use takt_core::book::Book;
use takt_core::digest::state_sha256;
use takt_core::fact::Fact;
use takt_core::history::{Rebuild, Replay};
use takt_core::unit::Seq;
use takt_store::{ChainReport, Store};

use crate::app::names::hex;
use crate::app::snapshot;
use crate::fault::Fault;

/// What `takt verify` found.
#[derive(Debug)]
pub struct Verdict {
    /// Frames, CRCs, hash chain, dictionary, models, keys.
    pub chain: ChainReport,
    /// The hash of all facts folded.
    pub state: Option<[u8; 32]>,
    /// The hash of the same seen facts decided anew; `None` where the replay parted from the record.
    pub replay: Option<[u8; 32]>,
    /// Whether the folder's snapshot, which commands begin from, leads to the same state; `None` where there is none that
    /// any command would use.
    pub snapshot: Option<bool>,
}

impl Verdict {
    /// Whether the chain is whole, both hashes are there and alike, and no snapshot says otherwise.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.chain.is_sound() && self.is_equal() && self.snapshot != Some(false)
    }

    /// Whether state and replay are alike.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.state.is_some() && self.state == self.replay
    }
}

/// Verifies a folder. The book of the desk need not be folded; nothing of it is trusted.
///
/// # Errors
/// The store cannot be read at all; what is wrong with what it holds stands in the verdict.
pub fn verify<S: Store>(
    folder: &Path,
    store: &mut S,
    fault: impl Fn(&takt_store::StoreError) -> Fault,
) -> Result<Verdict, Fault> {
    let chain = store.check().map_err(|error| fault(&error))?;
    if !chain.is_sound() {
        return Ok(Verdict { chain, state: None, replay: None, snapshot: None });
    }
    let book = crate::app::desk::read_book(store).map_err(|error| fault(&error))?;
    let state = state_sha256(&book);
    let replay = replay(store, &book).map_err(|error| fault(&error))?;
    // The snapshot is not what is verified, but what is answered from it must be what the journal says.
    let blank = Book::new(book.words, book.library);
    let opened = snapshot::open(folder, store, &blank).map_err(|error| fault(&error))?;
    let snapshot = opened.map(|(book, _)| state_sha256(&book) == state);
    Ok(Verdict { chain, state: Some(state), replay, snapshot })
}

/// Decides the seen facts of a journal anew, under the recorded adoptions.
fn replay<S: Store>(store: &mut S, book: &Book) -> Result<Option<[u8; 32]>, takt_store::StoreError> {
    let mut noted = Rebuild::default();
    store.scan(Seq(1), &mut |fact: Fact| {
        noted.note(&fact);
        Ok(())
    })?;
    let mut replay = Replay::new(Book::new(book.words.clone(), book.library.clone()), &noted);
    let mut parted = false;
    store.scan(Seq(1), &mut |fact: Fact| {
        if replay.take(fact).is_err() {
            parted = true;
            return Err(takt_store::Stop);
        }
        Ok(())
    })?;
    if parted {
        return Ok(None);
    }
    Ok(replay.finish().ok().map(|book| state_sha256(&book)))
}

/// The verdict as the contract prints it.
#[must_use]
pub fn json(verdict: &Verdict) -> Value {
    json!({
        "facts": verdict.chain.facts,
        "chain": if verdict.chain.is_sound() { "ok" } else { "broken" },
        "state_sha256": verdict.state.map(|hash| hex(&hash)),
        "replay_sha256": verdict.replay.map(|hash| hex(&hash)),
        "equal": verdict.is_equal(),
        "snapshot": verdict.snapshot.map(|agrees| if agrees { "ok" } else { "differs" }),
    })
}
