//! What one append takes, and what it must be to be taken.

use sha2::{Digest, Sha256};
use takt_core::dictionary::{NewWord, WordKind};
use takt_core::fact::Fact;
use takt_core::unit::{ImportId, Micros, Seq};

use crate::key::Key;
use crate::store::Head;

/// Everything that one decision, or one group of them, adds: it lands as a whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The end of the journal it was decided on: [`Head::next`].
    pub expected: Seq,
    /// The facts: sequences rise by one from `expected`, recording times never fall. A driver in virtual time makes
    /// many recording times durable at once; all others have one a commit.
    pub facts: Vec<Fact>,
    /// What is known from now on, and at which fact it landed.
    pub keys: Vec<(Key, Seq)>,
    /// Facts whose keys are forgotten, since they were taken back: what they said can be said again.
    pub freed: Vec<Seq>,
    /// Words that the facts use for the first time, in the order of their numbers.
    pub words: Vec<NewWord>,
    /// Texts of models that the facts adopt. One that is there already stays as it is.
    pub models: Vec<ModelText>,
    /// Outside keys that the book gave an id. One that is there already under the same id stays as it is.
    pub outside: Vec<Outside>,
    /// What the people store is to hold. What a field said before stays behind it, unless the same import said the same.
    pub texts: Vec<Text>,
    /// Imports whose texts go: each field says again what it said without them.
    pub unsaid: Vec<ImportId>,
    /// What of the people store goes for ever, before what this commit puts there. What is left of it in the files is
    /// wiped by [`Store::purge`](crate::Store::purge).
    pub erased: Vec<Erasure>,
}

impl Commit {
    /// A commit of nothing yet on top of a journal that ends at `expected`.
    #[must_use]
    pub const fn on(expected: Seq) -> Self {
        Self {
            expected,
            facts: Vec::new(),
            keys: Vec::new(),
            freed: Vec::new(),
            words: Vec::new(),
            models: Vec::new(),
            outside: Vec::new(),
            texts: Vec::new(),
            unsaid: Vec::new(),
            erased: Vec::new(),
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.facts.is_empty()
            && self.keys.is_empty()
            && self.freed.is_empty()
            && self.words.is_empty()
            && self.models.is_empty()
            && self.outside.is_empty()
            && self.texts.is_empty()
            && self.unsaid.is_empty()
            && self.erased.is_empty()
    }

    /// Checks what can be checked without looking anything up, for a journal that ends at `head`.
    pub(crate) fn check(&self, head: &Head) -> Result<(), Flaw> {
        let mut wanted = head.next;
        for fact in &self.facts {
            if fact.seq != wanted {
                return Err(Flaw::Order { seq: fact.seq, wanted });
            }
            wanted = Seq(wanted.0 + 1);
            if let Some(prev) = fact.prev
                && (prev.0 == 0 || prev >= fact.seq)
            {
                return Err(Flaw::Back { seq: fact.seq, prev });
            }
        }
        if let Some(Fact { recorded_at, .. }) = self.facts.first() {
            let falls = self.facts.windows(2).find(|pair| matches!(pair, [a, b] if b.recorded_at < a.recorded_at));
            if let Some([_, other]) = falls {
                return Err(Flaw::Times { seq: other.seq });
            }
            if let Some(last) = head.recorded_at
                && *recorded_at <= last
            {
                return Err(Flaw::Time { recorded_at: *recorded_at, last });
            }
        }
        if let Some((key, seq)) = self.keys.iter().find(|(_, seq)| seq.0 == 0 || *seq >= wanted) {
            return Err(Flaw::Key { key: *key, seq: *seq });
        }
        if let Some(model) = self.models.iter().find(|model| !model.is_itself()) {
            return Err(Flaw::Model { sha256: model.sha256 });
        }
        if self.erased.iter().any(|erasure| matches!(erasure, Erasure::All { space: Space::Part, .. })) {
            return Err(Flaw::ErasedPart);
        }
        Ok(())
    }
}

/// Why a commit can never land: a fault of the program that made it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A fact is out of order.
    #[error("fact {} stands where {} should", .seq.0, .wanted.0)]
    Order {
        /// Its sequence.
        seq: Seq,
        /// The sequence that belongs there.
        wanted: Seq,
    },
    /// A fact points back to itself, to a later one or to none.
    #[error("fact {} points back to {}", .seq.0, .prev.0)]
    Back {
        /// Its sequence.
        seq: Seq,
        /// Where it points.
        prev: Seq,
    },
    /// A fact was recorded earlier than the one before it.
    #[error("fact {} was recorded earlier than the one before it", .seq.0)]
    Times {
        /// Its sequence.
        seq: Seq,
    },
    /// The commit was not recorded after the one before it.
    #[error("recorded at {} µs, not after the last commit's {} µs", .recorded_at.0, .last.0)]
    Time {
        /// When the commit was recorded.
        recorded_at: Micros,
        /// When the last one was.
        last: Micros,
    },
    /// Facts do not come back from their binary form as they are.
    #[error("the facts from {} on do not survive their binary form", .first.0)]
    Form {
        /// The first fact of the frame.
        first: Seq,
    },
    /// A key names a fact that does not exist.
    #[error("key {key} names fact {}, which does not exist", .seq.0)]
    Key {
        /// The key.
        key: Key,
        /// The fact it names.
        seq: Seq,
    },
    /// A word has not the next number of its kind, or the kind has that word already.
    #[error("{} {id} is not the next word of its kind, or not a new one", .kind.name())]
    Word {
        /// Its kind.
        kind: WordKind,
        /// Its number.
        id: u32,
    },
    /// A model's text has another SHA-256 than it says.
    #[error("a model's text has another SHA-256")]
    Model {
        /// What it says.
        sha256: [u8; 32],
    },
    /// All of a part is to be erased, but its number says nothing without its account: its keys are erased one by one.
    #[error("parts are erased by their keys")]
    ErasedPart,
    /// An outside key belongs to another id already.
    #[error("outside key of {} {id} belongs to {owner}", .space.name())]
    Taken {
        /// Where ids count from 0.
        space: Space,
        /// The key.
        key: String,
        /// The id it was to have.
        id: u32,
        /// The id it has.
        owner: u32,
    },
}

/// What has outside keys and texts: each counts its ids from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Accounts.
    Account,
    /// Contacts.
    Contact,
    /// Members.
    Member,
    /// Parts of accounts (opportunities, subscriptions, tickets, meetings): the key names the account too, the id is
    /// the number within it.
    Part,
}

impl Space {
    /// All of them, in the order of their numbers.
    pub const ALL: &'static [Self] = &[Self::Account, Self::Contact, Self::Member, Self::Part];

    /// Its number in the tables; stays for ever.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Account => 0,
            Self::Contact => 1,
            Self::Member => 2,
            Self::Part => 3,
        }
    }

    /// By its number in the tables.
    #[must_use]
    pub const fn numbered(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Account),
            1 => Some(Self::Contact),
            2 => Some(Self::Member),
            3 => Some(Self::Part),
            _ => None,
        }
    }

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Contact => "contact",
            Self::Member => "member",
            Self::Part => "part",
        }
    }
}

/// An outside key and the id that the book gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outside {
    /// Where the id counts from 0.
    pub space: Space,
    /// The key: `system:key`, as `crm:A-17`; a key without a system is the bare key.
    pub key: String,
    /// The id.
    pub id: u32,
}

/// The key without its system: what stands behind the first colon, else all of it.
pub(crate) fn bare(key: &str) -> &str {
    key.split_once(':').map_or(key, |(_, bare)| bare)
}

/// One named text of the people store: `name`, `kana`, `email`, a free column. A field may have said other things before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Whose ids.
    pub space: Space,
    /// Whose.
    pub id: u32,
    /// What it is.
    pub field: String,
    /// The next fact of the journal when it was said: the highest of a field is what it says now.
    pub said: Seq,
    /// The import that said it; `None` where a person or the program did.
    pub by: Option<ImportId>,
    /// What it says.
    pub value: String,
}

/// Something of the people store that goes for ever. What is not there is erased already.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Erasure {
    /// All texts and outside keys of one.
    All {
        /// Whose ids; never [`Space::Part`], whose ids count anew in every account.
        space: Space,
        /// Whose.
        id: u32,
    },
    /// One outside key.
    Key {
        /// Whose ids.
        space: Space,
        /// The key, with its system.
        key: String,
    },
    /// One text: what a field said once.
    Text {
        /// Whose ids.
        space: Space,
        /// Whose.
        id: u32,
        /// Which.
        field: String,
        /// When it was said.
        said: Seq,
    },
}

/// The text of a model, under its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelText {
    /// The SHA-256 of the text.
    pub sha256: [u8; 32],
    /// The text of the model file.
    pub text: String,
}

impl ModelText {
    /// A text under its own SHA-256.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { sha256: Sha256::digest(text.as_bytes()).into(), text: text.into() }
    }

    /// Whether the text has the SHA-256 it lies under.
    pub(crate) fn is_itself(&self) -> bool {
        <[u8; 32]>::from(Sha256::digest(self.text.as_bytes())) == self.sha256
    }
}
