//! The desk: one data folder opened, its journal folded into a book, and what it takes to write to it.
//!
//! A command begins a commit, lets the book decide, and hands the facts to the store in one go. When the store says no,
//! the book is ahead of the journal: it is thrown away and folded anew ([`Desk::rebuild`]) before anything is answered.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use takt_core::account::Readings;
use takt_core::book::Book;
use takt_core::dictionary::WordKind;
use takt_core::fact::{Actor, Body, Dated, Draft, Fact};
use takt_core::history::{Rebuild, folds_again};
use takt_core::model;
use takt_core::unit::{AccountId, ContactId, ImportId, MemberId, Micros, ReasonId, Seq, StageId};
use takt_store::{Commit, Erasure, Key, ModelText, Outside, Space, SqliteStore, Stop, Store, StoreError, Text};

use crate::app::clock::Guard;
use crate::app::door::{Attend, Door};
use crate::app::erase::Sealed;
use crate::app::import::known_by::KnownBy;
use crate::app::secret::{Secret, is_sealed};
use crate::app::snapshot::{self, Kept};
use crate::fault::Fault;

/// The model that ships with the program.
pub const STANDARD_MODEL: &str = include_str!("../../../../models/the-model.toml");

/// Shipped models by name.
pub const MODELS: &[(&str, &str)] = &[
    ("the-model", STANDARD_MODEL),
    ("exhibition-led", include_str!("../../../../models/exhibition-led.toml")),
    ("product-led", include_str!("../../../../models/product-led.toml")),
];

/// Others of this process who want something of the desk, and get it where it gives way.
pub trait Callers<S: Store>: std::fmt::Debug + Send {
    /// Whether somebody waits, and it is their turn.
    fn wait(&self) -> bool;
    /// Does what they want, for a turn.
    ///
    /// # Errors
    /// The store failed under it: the book must be thrown away.
    fn attend(&mut self, desk: &mut Desk<S>) -> Result<(), Fault>;
}

/// A data folder with its book.
#[derive(Debug)]
pub struct Desk<S = SqliteStore> {
    /// Where others ask for what they want written; closed before the folder is let go.
    pub door: Option<Door<S>>,
    /// Who else of this process waits for it, while it does something long.
    pub callers: Option<Box<dyn Callers<S>>>,
    /// The key of the request that is being carried out: kept with what is stated for it.
    pub request: Option<Key>,
    /// Where it lies.
    pub folder: PathBuf,
    /// The journal and what lies beside it.
    pub store: S,
    /// What the journal folds into.
    pub book: Book,
    /// Members by outside key.
    pub members: HashMap<String, MemberId>,
    /// Whether the outside keys of accounts, contacts and parts, and who was erased, were read: there may be millions,
    /// and most commands ask for none of them ([`Desk::know_keys`]).
    knows_keys: bool,
    /// Accounts by outside key; empty until they are asked for.
    pub accounts: HashMap<String, AccountId>,
    /// Contacts by outside key; empty until they are asked for.
    pub contacts: HashMap<String, ContactId>,
    /// The outside keys of accounts that are to be shown ([`Desk::name_accounts`]).
    pub named: HashMap<AccountId, String>,
    /// What companies and people are known by, while an import matches; empty until one does.
    pub known_by: Option<KnownBy>,
    /// The numbers of the next account and the next contact.
    next: (u32, u32),
    /// Numbers of opportunities, subscriptions, tickets and meetings within their account, by account and outside key.
    pub parts: HashMap<String, u32>,
    /// Where the snapshot of the folder ends.
    pub kept: Kept,
    /// Facts of the commit under way.
    pub out: Vec<Fact>,
    /// Outside keys that the commit under way gives numbers.
    pub fresh_outside: Vec<Outside>,
    /// Who was erased, and the secret they are known by.
    pub sealed: Sealed,
    /// The clock that commits are dated by.
    pub guard: Guard,
    /// Whether what is written stays in memory: no file of the folder is touched then.
    pub is_rehearsal: bool,
}

/// What an adoption did at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// Facts written.
    pub facts: u64,
    /// Positions that moved.
    pub moved: u64,
}

/// What a commit carries besides its facts.
#[derive(Debug, Default)]
pub struct Beside {
    /// Idempotency keys with the facts they landed at.
    pub keys: Vec<(Key, Seq)>,
    /// Facts whose keys are free again.
    pub freed: Vec<Seq>,
    /// Texts of models adopted.
    pub models: Vec<ModelText>,
    /// Texts for the people store.
    pub texts: Vec<Text>,
    /// Imports whose texts go.
    pub unsaid: Vec<ImportId>,
    /// What of the people store goes for ever.
    pub erased: Vec<Erasure>,
}

impl Desk {
    /// Makes a new folder with a model in force.
    ///
    /// # Errors
    /// The folder is in use, the model unsound, or the disk fails.
    pub fn create(folder: &Path, model_name: &str, model_text: &str, now: Micros) -> Result<Self, Fault> {
        let mut scratch = takt_core::dictionary::Dictionary::default();
        if let Err(findings) = model::read(model_text, &mut scratch) {
            return Err(Fault::refused(
                "model-unsound",
                vec![("file", model_name.into()), ("count", findings.len().to_string())],
            ));
        }
        let store = match SqliteStore::create(folder, "init") {
            // Cut off before its model was in force, a folder is finished by the next who makes it.
            Err(StoreError::Exists { .. }) => Self::unfinished(folder)?,
            created => created.map_err(|error| Fault::of_store(&error, folder))?,
        };
        let mut desk = Self::over(folder, store)?;
        desk.adopt(model_text, None, now)?;
        Ok(desk)
    }

    /// The store of a folder that was made and has no fact yet, not even that of a model.
    fn unfinished(folder: &Path) -> Result<SqliteStore, Fault> {
        let fault = |error: StoreError| Fault::of_store(&error, folder);
        let exists = || fault(StoreError::Exists { folder: folder.into() });
        // Looked at without the lock first: a folder in use is in use, whoever has it at the moment.
        let is_empty = |store: &mut SqliteStore| store.head().map(|head| head.next == Seq(1)).map_err(fault);
        if !is_empty(&mut SqliteStore::open_reader(folder).map_err(fault)?)? {
            return Err(exists());
        }
        let mut store = SqliteStore::open_writer(folder, "init").map_err(fault)?;
        if is_empty(&mut store)? { Ok(store) } else { Err(exists()) }
    }

    /// Opens a folder to append to it, on a clock that is believed. Whoever is on its list of the erased is erased in it
    /// then, also where its journal came from a backup.
    ///
    /// # Errors
    /// There is none, somebody else writes to it, it cannot be read, or its clock is not believed.
    pub fn open_writer(folder: &Path, doing: &str) -> Result<Self, Fault> {
        Self::hold(folder, doing)?.ready()
    }

    /// The same with an open door: until the desk is dropped, what others want written is done where it gives way.
    ///
    /// # Errors
    /// As [`open_writer`](Self::open_writer).
    pub fn open_attending(folder: &Path, doing: &str, attend: Attend<SqliteStore>) -> Result<Self, Fault> {
        let store = SqliteStore::open_writer(folder, doing).map_err(|error| Fault::of_store(&error, folder))?;
        let mut desk = Self::unread(folder, store);
        // Whoever asks while the journal is read waits for us.
        desk.door = Door::open(folder, attend);
        desk.rebuild()?;
        desk.ready()
    }

    fn ready(mut self) -> Result<Self, Fault> {
        let reading = self.guard.read();
        self.demand_clock(reading.at)?;
        self.erase_listed(reading.at)?;
        Ok(self)
    }

    /// Takes a folder to write to it, whatever its clock says and whoever is on its list.
    ///
    /// # Errors
    /// There is none, somebody else writes to it, or it cannot be read.
    pub fn hold(folder: &Path, doing: &str) -> Result<Self, Fault> {
        let store = SqliteStore::open_writer(folder, doing).map_err(|error| Fault::of_store(&error, folder))?;
        Self::over(folder, store)
    }

    /// Opens a folder to read it: any number may.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn open_reader(folder: &Path) -> Result<Self, Fault> {
        let store = SqliteStore::open_reader(folder).map_err(|error| Fault::of_store(&error, folder))?;
        Self::over(folder, store)
    }
}

impl<S: Store> Desk<S> {
    /// A desk over a store that is open.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn over(folder: &Path, store: S) -> Result<Self, Fault> {
        let mut desk = Self::unread(folder, store);
        desk.rebuild()?;
        Ok(desk)
    }

    fn unread(folder: &Path, store: S) -> Self {
        Self {
            door: None,
            callers: None,
            request: None,
            folder: folder.into(),
            store,
            book: Book::default(),
            members: HashMap::new(),
            knows_keys: false,
            accounts: HashMap::new(),
            contacts: HashMap::new(),
            known_by: None,
            next: (0, 0),
            named: HashMap::new(),
            parts: HashMap::new(),
            kept: Kept::default(),
            out: Vec::new(),
            fresh_outside: Vec::new(),
            sealed: Sealed::default(),
            guard: Guard::default(),
            is_rehearsal: false,
        }
    }

    /// The same desk over another store, without its door.
    pub(super) fn with_store<T: Store>(self, change: impl FnOnce(S) -> T) -> Desk<T> {
        Desk {
            door: None,
            callers: None,
            request: self.request,
            folder: self.folder,
            store: change(self.store),
            book: self.book,
            members: self.members,
            knows_keys: self.knows_keys,
            accounts: self.accounts,
            contacts: self.contacts,
            known_by: self.known_by,
            next: self.next,
            named: self.named,
            parts: self.parts,
            kept: self.kept,
            out: self.out,
            fresh_outside: self.fresh_outside,
            sealed: self.sealed,
            guard: self.guard,
            is_rehearsal: self.is_rehearsal,
        }
    }

    /// The fault of an error of this desk's store.
    #[must_use]
    pub fn fault(&self, error: &StoreError) -> Fault {
        Fault::of_store(error, &self.folder)
    }

    /// Throws the book away and reads the journal anew, from its snapshot on where there is one.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn rebuild(&mut self) -> Result<(), Fault> {
        self.out.clear();
        self.fresh_outside.clear();
        let Self { folder, store, .. } = self;
        let mut read = || -> Result<(Book, Kept), StoreError> {
            let blank = blank_book(store)?;
            match snapshot::open(folder, store, &blank)? {
                Some(opened) => Ok(opened),
                None => Ok((fold_until(store, blank, Micros(i64::MAX))?, Kept::default())),
            }
        };
        (self.book, self.kept) = read().map_err(|error| Fault::of_store(&error, &self.folder))?;
        self.members = self.outside(Space::Member, MemberId)?;
        (self.knows_keys, self.known_by) = (false, None);
        (self.accounts, self.contacts, self.parts) = (HashMap::new(), HashMap::new(), HashMap::new());
        (self.named, self.sealed) = (HashMap::new(), Sealed::default());
        Ok(())
    }

    /// Reads the outside keys of accounts, contacts and parts, and who was erased, where that was not done yet: what
    /// numbers new ones does so first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn know_keys(&mut self) -> Result<(), Fault> {
        if self.knows_keys {
            return Ok(());
        }
        self.accounts = self.outside(Space::Account, AccountId)?;
        self.contacts = self.outside(Space::Contact, ContactId)?;
        self.parts = self.outside(Space::Part, |number| number)?;
        let behind = |ids: Option<u32>| ids.map_or(0, |id| id.saturating_add(1));
        self.next =
            (behind(self.accounts.values().map(|id| id.0).max()), behind(self.contacts.values().map(|id| id.0).max()));
        self.sealed = Sealed::of(&self.accounts, &self.contacts);
        if self.sealed.any {
            // Who only reads goes on without it; who writes is told when it is needed.
            self.sealed.secret = Secret::read(&self.folder).ok().flatten();
        }
        self.knows_keys = true;
        Ok(())
    }

    /// Looks up the outside keys of accounts that are to be shown. An account may have several: the first in the alphabet
    /// is. Nothing is left of what an erased one was called.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn name_accounts(&mut self, ids: impl IntoIterator<Item = AccountId>) -> Result<(), Fault> {
        let ids = ids.into_iter().map(|id| id.0).collect();
        let keys = self.store.outside_keys(Space::Account, &ids).map_err(|error| self.fault(&error))?;
        for (key, id) in keys.into_iter().filter(|(key, _)| !is_sealed(key)) {
            self.named.entry(AccountId(id)).or_insert(key);
        }
        Ok(())
    }

    fn outside<I>(&mut self, space: Space, id: impl Fn(u32) -> I) -> Result<HashMap<String, I>, Fault> {
        let keys = self.store.outside(space).map_err(|error| Fault::of_store(&error, &self.folder))?;
        Ok(keys.into_iter().map(|(key, number)| (key, id(number))).collect())
    }

    /// The account of an outside key, numbered now if it is new.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn account(&mut self, key: &str) -> Result<AccountId, Fault> {
        self.know_keys()?;
        if let Some(id) = self.known_account(key) {
            return Ok(id);
        }
        let id = AccountId(self.number(Space::Account));
        self.accounts.insert(key.into(), id);
        self.fresh_outside.push(Outside { space: Space::Account, key: key.into(), id: id.0 });
        Ok(id)
    }

    /// The contact of an outside key, numbered now if it is new.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn contact(&mut self, key: &str) -> Result<ContactId, Fault> {
        self.know_keys()?;
        if let Some(id) = self.known_contact(key) {
            return Ok(id);
        }
        let id = ContactId(self.number(Space::Contact));
        self.contacts.insert(key.into(), id);
        self.fresh_outside.push(Outside { space: Space::Contact, key: key.into(), id: id.0 });
        Ok(id)
    }

    /// The next number of an account or a contact: several outside keys may have one.
    pub(crate) fn number(&mut self, space: Space) -> u32 {
        let next = if space == Space::Account { &mut self.next.0 } else { &mut self.next.1 };
        let number = *next;
        *next = next.saturating_add(1);
        number
    }

    /// The account of an outside key, if it is known; one that was erased by the key it had. Keys must have been read.
    #[must_use]
    pub fn known_account(&self, key: &str) -> Option<AccountId> {
        self.accounts.get(key).copied().or_else(|| self.sealed.find(&self.accounts, key))
    }

    /// The contact of an outside key, if it is known; one that was erased by the key or the address it had. Keys must have
    /// been read.
    #[must_use]
    pub fn known_contact(&self, key: &str) -> Option<ContactId> {
        self.contacts.get(key).copied().or_else(|| self.sealed.find(&self.contacts, key))
    }

    /// The member of an outside key, numbered now if it is new.
    pub fn member(&mut self, key: &str) -> MemberId {
        if let Some(id) = self.members.get(key) {
            return *id;
        }
        let id = MemberId(number(self.members.len()));
        self.members.insert(key.into(), id);
        self.fresh_outside.push(Outside { space: Space::Member, key: key.into(), id: id.0 });
        id
    }

    /// Begins a commit and does what is due before it.
    pub fn begin(&mut self, now: Micros) -> Micros {
        let now = self.book.begin(now);
        self.book.advance(now, &mut self.out);
        now
    }

    /// The next fact of the journal, before anything of the commit under way.
    #[must_use]
    pub fn end(&self) -> Seq {
        self.out.first().map_or(self.book.next, |fact| fact.seq)
    }

    /// Takes seen facts of one account, see [`Book::take`]; its past is walked back in the journal where it is needed.
    ///
    /// # Errors
    /// The journal cannot be read; the book must be thrown away then.
    pub fn take(&mut self, account: AccountId, facts: Vec<Draft>) -> Result<takt_core::history::Taken, StoreError> {
        let Self { store, book, out, .. } = self;
        // What this commit wrote of the account is not in the journal yet.
        let all = matches!(facts.as_slice(), [draft] if folds_again(&draft.body));
        let own = |fact: &&Fact| all || fact.account == Some(account);
        // Mostly it wrote nothing of it: an import has thousands of accounts in one commit, and must not look through what it
        // wrote for each of them.
        let last = book.account(account).map_or(Seq(0), |known| known.last);
        let is_in = all || out.first().is_some_and(|first| first.seq <= last);
        let pending: Vec<Fact> = if is_in { out.iter().filter(own).cloned().collect() } else { Vec::new() };
        let past = |chains: &[(AccountId, Seq)]| -> Result<Vec<Fact>, StoreError> {
            let mut past = Vec::new();
            for (account, last) in chains {
                let own = pending.iter().filter(|fact| fact.account == Some(*account));
                past.extend(chain(store, *last, own)?);
            }
            Ok(past)
        };
        book.take(account, facts, past, out)
    }

    /// Takes what [`decide`](takt_core::decide::decide) made of a statement.
    ///
    /// # Errors
    /// The journal cannot be read; the book must be thrown away then.
    pub fn state(&mut self, drafts: Vec<Draft>) -> Result<(), StoreError> {
        for draft in drafts {
            match draft.account {
                Some(account) => {
                    self.take(account, vec![draft])?;
                }
                None => {
                    self.book.push(draft, &mut self.out);
                }
            }
        }
        Ok(())
    }

    /// States a fact of the house.
    pub fn push_house(&mut self, occurred_at: Micros, dated: Dated, actor: Actor, body: Body) -> Seq {
        let rank = body.kind().rank();
        let draft = Draft { account: None, occurred_at, dated, actor, contact: None, rank, body };
        self.book.push(draft, &mut self.out)
    }

    /// Does what is due up to now and makes the commit durable. Only then may anything be answered.
    ///
    /// # Errors
    /// Nothing of it is in the journal, or nobody knows ([`StoreError::Unknown`]); the book is ahead of the journal and
    /// must be thrown away.
    pub fn commit(&mut self, now: Micros, beside: Beside) -> Result<u64, StoreError> {
        self.book.advance_to(now, &mut self.out);
        let facts = std::mem::take(&mut self.out);
        let expected = facts.first().map_or(self.book.next, |fact| fact.seq);
        let count = facts.len() as u64;
        let commit = Commit {
            expected,
            facts,
            keys: beside.keys,
            freed: beside.freed,
            words: self.book.words.take_fresh(),
            models: beside.models,
            outside: std::mem::take(&mut self.fresh_outside),
            texts: beside.texts,
            unsaid: beside.unsaid,
            erased: beside.erased,
        };
        if !commit.is_empty() {
            self.store.append(&commit)?;
            self.kept.note(&commit.facts);
        }
        Ok(count)
    }

    /// Takes note of a commit that was made beside [`commit`](Self::commit): the book has folded it, and it is durable.
    pub(crate) fn remember(&mut self, commit: &Commit) {
        self.kept.note(&commit.facts);
        // It may have given numbers.
        self.knows_keys = false;
    }

    /// Puts a model into force, for a reason.
    ///
    /// # Errors
    /// The model is unsound or the disk fails.
    pub fn adopt(&mut self, text: &str, reason: Option<&str>, now: Micros) -> Result<Adopted, Fault> {
        let hash = sha256(text);
        let model = model::read(text, &mut self.book.words).map_err(|findings| {
            Fault::refused("model-unsound", vec![("file", String::new()), ("count", findings.len().to_string())])
        })?;
        if self.book.adoptions.last().is_some_and(|adoption| adoption.hash == hash) {
            return Err(Fault::refused("adopt-same", vec![("model", model.id)]));
        }
        self.no_one_stranded(&model)?;
        let reason = reason.map(|reason| ReasonId(self.book.words.intern(WordKind::Reason, reason)));
        self.book.library.insert(hash, model);
        let now = self.begin(now);
        let readings = if self.book.adoptions.is_empty() { Readings::default() } else { self.readings()? };
        let body = Body::ModelAdopted { model: hash, reason };
        let rank = body.kind().rank();
        let (occurred_at, dated, actor) = (now, Dated::Instant, Actor::Program);
        let draft = Draft { account: None, occurred_at, dated, actor, contact: None, rank, body };
        let before = self.out.len();
        self.book.adopt(draft, &readings, &mut self.out);
        let adopted = self.out.get(before..).unwrap_or_default();
        let moved = adopted.iter().filter(|fact| matches!(fact.body, Body::Moved { .. })).count() as u64;
        let beside = Beside { models: vec![ModelText { sha256: hash, text: text.into() }], ..Beside::default() };
        let facts = self.commit(now, beside).map_err(|error| Fault::of_store(&error, &self.folder))?;
        Ok(Adopted { facts, moved })
    }

    /// Whether a model has a place for every account that stands on the line.
    ///
    /// # Errors
    /// The stages of which it says nothing, and how many stand there.
    pub fn no_one_stranded(&self, model: &takt_core::model::Model) -> Result<(), Fault> {
        let stranded = self.book.stranded(model);
        let Some(first) = stranded.keys().next() else { return Ok(()) };
        let name = |stage: &StageId| self.book.words.text(WordKind::Stage, stage.0).to_string();
        let list = stranded.iter().map(|(stage, count)| format!("{} ({count})", name(stage)));
        let list = list.collect::<Vec<_>>().join(", ");
        Err(Fault::refused("adopt-stages-gone", vec![("stages", list), ("example", name(first))]))
    }

    /// The book as it was known at the end of an instant: what was recorded later is not there.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn as_known(&mut self, until: Micros) -> Result<(), Fault> {
        self.book = read_book_until(&mut self.store, until).map_err(|error| Fault::of_store(&error, &self.folder))?;
        Ok(())
    }

    /// Fires what is due now; gives the facts it took.
    ///
    /// # Errors
    /// The disk fails.
    pub fn tick(&mut self, now: Micros) -> Result<u64, Fault> {
        let due = self.book.next_wake().is_some_and(|wake| wake <= now);
        if !due {
            return Ok(0);
        }
        let now = self.begin(now);
        self.commit(now, Beside::default()).map_err(|error| Fault::of_store(&error, &self.folder))
    }
}

/// The facts of an account, of which `last` is the last and `written` those of a commit that is under way.
pub(crate) fn chain<'a, S: Store + ?Sized>(
    store: &mut S,
    last: Seq,
    written: impl Iterator<Item = &'a Fact>,
) -> Result<Vec<Fact>, StoreError> {
    let mut written = written.peekable();
    let durable = written.peek().map_or(Some(last), |first| first.prev);
    let mut facts = durable.map_or(Ok(Vec::new()), |last| store.walk(last))?;
    facts.reverse();
    facts.extend(written.cloned());
    Ok(facts)
}

/// Folds the journal of a store into a book.
///
/// # Errors
/// The store cannot be read.
pub fn read_book<S: Store + ?Sized>(store: &mut S) -> Result<Book, StoreError> {
    read_book_until(store, Micros(i64::MAX))
}

/// The same of what was recorded up to an instant.
fn read_book_until<S: Store + ?Sized>(store: &mut S, until: Micros) -> Result<Book, StoreError> {
    let blank = blank_book(store)?;
    fold_until(store, blank, until)
}

/// A book without facts that knows the dictionary and the texts of models.
fn blank_book<S: Store + ?Sized>(store: &mut S) -> Result<Book, StoreError> {
    let mut words = store.words()?;
    let mut library = BTreeMap::new();
    for text in store.models()? {
        if ModelText::of(&text.text).sha256 != text.sha256 {
            return Err(StoreError::Corrupt(takt_store::Finding::ModelChanged { sha256: text.sha256 }));
        }
        if let Ok(model) = model::read(&text.text, &mut words) {
            library.insert(text.sha256, model);
        }
    }
    words.take_fresh();
    Ok(Book::new(words, library))
}

/// Folds onto a blank book what was recorded up to an instant.
fn fold_until<S: Store + ?Sized>(store: &mut S, blank: Book, until: Micros) -> Result<Book, StoreError> {
    let mut book = blank;
    let mut rebuild = Rebuild::default();
    store.scan(Seq(1), &mut |fact| {
        if fact.recorded_at > until {
            return Err(Stop);
        }
        rebuild.note(&fact);
        Ok(())
    })?;
    store.scan(Seq(1), &mut |fact| {
        if fact.recorded_at > until {
            return Err(Stop);
        }
        rebuild.take(&mut book, fact);
        Ok(())
    })?;
    rebuild.finish(&mut book);
    Ok(book)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The SHA-256 of a text.
#[must_use]
pub fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
