//! Following the chain from the first frame to the head: what `takt verify` does, for whatever database hands over the
//! rows.

use takt_core::fact::{Body, Fact};
use takt_core::unit::{Micros, Seq};

use crate::error::{Damage, Finding};
use crate::frame::{Frame, GENESIS};
use crate::store::Head;

/// What a check of the whole store looked at, and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// The head as the frames say: compare it with one noted down elsewhere to see that the journal is the same one.
    pub head: Head,
    /// How many frames there are.
    pub frames: u64,
    /// How many facts were read and decoded.
    pub facts: u64,
    /// How many bytes the facts take.
    pub bytes: u64,
    /// How many words there are.
    pub words: u64,
    /// How many model texts there are.
    pub models: u64,
    /// How many idempotency keys there are.
    pub keys: u64,
    /// How many outside keys there are.
    pub outside: u64,
    /// What is wrong: frames first, in their order. Empty where all is well.
    pub findings: Vec<Finding>,
}

impl ChainReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// The first frame that is not what was written, with what is wrong with it.
    #[must_use]
    pub fn first_bad_frame(&self) -> Option<(Seq, &Damage)> {
        self.findings.iter().find_map(|finding| match finding {
            Finding::Frame { first, what } => Some((*first, what)),
            _ => None,
        })
    }
}

/// Takes the frames one after the other and finds what does not follow.
///
/// It goes on behind a bad frame, so that one flipped bit gives one finding, and names the frame it is in.
pub(crate) struct Chain {
    expected: Seq,
    /// The hash the next frame follows; unknown where the frame before is missing.
    last: Option<[u8; 32]>,
    recorded_at: Option<Micros>,
    frames: u64,
    facts: u64,
    bytes: u64,
    adopted: Vec<(Seq, [u8; 32])>,
    findings: Vec<Finding>,
}

impl Chain {
    /// At the beginning of the journal.
    pub(crate) const fn new() -> Self {
        Self {
            expected: Head::EMPTY.next,
            last: Some(GENESIS),
            recorded_at: None,
            frames: 0,
            facts: 0,
            bytes: 0,
            adopted: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// The next frame.
    pub(crate) fn frame(&mut self, frame: &Frame<'_>) {
        self.frames += 1;
        self.bytes += frame.bytes.len() as u64;
        if frame.first > self.expected {
            self.bad(self.expected, Damage::Missing { next: frame.first });
            self.last = None;
        } else if frame.first < self.expected {
            self.bad(frame.first, Damage::Overlap { expected: self.expected });
            self.last = None;
        }
        let computed = self.last.map(|last| frame.hash_after(&last));
        match frame.open() {
            Err(what) => {
                self.bad(frame.first, what);
                // The bytes are wrong, the hash may be right: the frames behind tell.
                self.last = Some(frame.hash);
            }
            Ok(facts) => {
                if computed.is_some_and(|computed| computed != frame.hash) {
                    self.bad(frame.first, Damage::Chain);
                }
                // The bytes are right (the CRC says so), so the frames behind follow what they hash to.
                self.last = Some(computed.unwrap_or(frame.hash));
                self.read(&facts);
            }
        }
        self.expected = self.expected.max(frame.end());
    }

    /// A row in the place of the next frame that is none.
    pub(crate) fn unreadable(&mut self, says: String) {
        self.bad(self.expected, Damage::Unreadable { says });
        self.last = None;
    }

    /// The end of the frames, and the head as it lies there. Gives the report without what lies beside the journal,
    /// and the models that facts adopt.
    pub(crate) fn end(mut self, stored: Option<Head>) -> (ChainReport, Vec<(Seq, [u8; 32])>) {
        let found = Head { next: self.expected, chain: self.last.unwrap_or(GENESIS), recorded_at: self.recorded_at };
        if let Some(stored) = stored
            && stored.next > self.expected
        {
            // The head outlives the frames that were cut off behind it.
            self.bad(self.expected, Damage::Missing { next: stored.next });
        } else if stored != Some(found) {
            self.findings.push(Finding::Head { stored, found });
        }
        let report = ChainReport {
            head: found,
            frames: self.frames,
            facts: self.facts,
            bytes: self.bytes,
            words: 0,
            models: 0,
            keys: 0,
            outside: 0,
            findings: self.findings,
        };
        (report, self.adopted)
    }

    fn read(&mut self, facts: &[Fact]) {
        self.facts += facts.len() as u64;
        for fact in facts {
            if let Body::ModelAdopted { model, .. } = fact.body {
                self.adopted.push((fact.seq, model));
            }
        }
        if let Some(last) = facts.last() {
            self.recorded_at = Some(last.recorded_at);
        }
    }

    fn bad(&mut self, first: Seq, what: Damage) {
        self.findings.push(Finding::Frame { first, what });
    }
}
