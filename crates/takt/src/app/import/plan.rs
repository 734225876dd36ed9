//! What an intake brings that is new: every fact by its idempotency key, every account once.

use std::collections::{HashMap, HashSet};

use takt_core::fact::binary::Writer;
use takt_intake::{AccountKey, Check, Taken};
use takt_store::{Key, Store};

use super::meet::{Matched, shifted};
use super::number;
use super::part::Parts;
use crate::app::desk::Desk;
use crate::fault::Fault;

/// Keys that the store is asked about in one go: nobody else is answered meanwhile.
const ASKED_AT_ONCE: usize = 100_000;

/// What is to be taken of an intake: the facts that are new, by account.
pub(super) struct Plan {
    /// The key of every fact, by its place.
    pub(super) keys: Vec<Key>,
    /// Whether a fact is new, by its place.
    pub(super) fresh: Vec<bool>,
    /// Places of new facts of each account: accounts that are known by their number, then others as they first appear.
    pub(super) accounts: Vec<(AccountKey, Vec<u32>)>,
    /// Places of new facts of the house.
    pub(super) house: Vec<u32>,
    /// Rows whose own key named another row before, of the files whose keys must be unique; rising.
    pub(super) repeats: Vec<u32>,
    /// Imports that had begun when it was asked what is new, and our own: with more, another has brought facts since.
    pub(super) imports: u32,
    /// Whom the keys of the intake mean.
    pub(super) matched: Matched,
    /// Rows that were passed over, since nobody knows their account.
    pub(super) passed: HashSet<u32>,
    /// Keys of rows that are to be known from now on, by the place of the row's first new fact.
    marks: HashMap<u32, Key>,
}

impl Plan {
    /// The idempotency keys that land with a fact.
    pub(super) fn landing(&self, place: u32) -> impl Iterator<Item = Key> {
        self.keys.get(place as usize).copied().into_iter().chain(self.marks.get(&place).copied())
    }

    /// Counts facts as known that were new when the plan was made.
    pub(super) fn overtake(&mut self, places: &[u32]) {
        for place in places {
            if let Some(fresh) = self.fresh.get_mut(*place as usize) {
                *fresh = false;
            }
        }
    }
}

impl<S: Store> Desk<S> {
    /// Finds out what is new.
    pub(super) fn plan(&mut self, taken: &Taken) -> Result<Plan, Fault> {
        self.know_keys()?;
        let imports = self.book.imports_begun;
        let parts = Parts::of(self, taken)?;
        let matched = self.match_up(taken)?;
        let count = taken.facts.len();
        let mut keys = Vec::with_capacity(count);
        let capacity = if taken.row_keys.is_empty() { count } else { 0 };
        let mut equals: HashMap<Key, u32> = HashMap::with_capacity(capacity);
        let mut file = None;
        let mut in_row: (Option<u32>, Vec<Key>) = (None, Vec::new());
        for (place, head) in taken.facts.heads().enumerate() {
            if place % 1_000 == 0 {
                self.give_way()?;
            }
            let row = taken.rows.get(head.row as usize);
            let row_key = row.and_then(|row| row.key);
            let shift = head.account.map_or(0, |key| matched.shift(key));
            let behind = (shift > 0).then(|| taken.facts.body(place)).flatten().map(|body| {
                let mut out = Writer::default();
                shifted(&body, shift).write(&mut out);
                out
            });
            let bytes = behind.as_ref().map(Writer::as_bytes).or_else(|| taken.facts.body_bytes(place));
            let base = Key::of(&[
                b"import",
                head.account.map_or(&[], |key| parts.account(taken, key)),
                head.contact.map_or(&[], |key| parts.contact(taken, key)),
                row_key.map_or(&[], |key| parts.row(taken, key)),
                &[head.kind.number(), head.dated.number()],
                &head.occurred_at.0.to_be_bytes(),
                bytes.unwrap_or_default(),
            ]);
            // Equal facts of one file are told apart by counting them, so that two calls of a minute stay two. Each file
            // counts anew: two exports that overlap say the same fact once, together or one after the other. Rows with a key
            // count for themselves: one that comes again is the same row.
            let ordinal = if row_key.is_some() {
                if in_row.0 != Some(head.row) {
                    in_row = (Some(head.row), Vec::new());
                }
                in_row.1.push(base);
                number(in_row.1.iter().filter(|known| **known == base).count()) - 1
            } else {
                if row.map(|row| row.file) != file {
                    file = row.map(|row| row.file);
                    equals.clear();
                }
                let next = equals.entry(base).or_insert(0);
                *next += 1;
                *next - 1
            };
            keys.push(if ordinal == 0 { base } else { Key::of(&[b"equal", &base.0, &ordinal.to_be_bytes()]) });
        }
        drop(equals);
        let mut fresh = Vec::with_capacity(count);
        // In one go: the store asks its table in the table's order.
        for chunk in keys.chunks(ASKED_AT_ONCE) {
            self.give_way()?;
            let known = self.store.known(chunk).map_err(|error| Fault::of_store(&error, &self.folder))?;
            fresh.extend(known.into_iter().map(|known| known.is_none()));
        }
        self.known_already(taken, &matched, &mut fresh);
        let passed = self.passed(taken, &matched);
        if !taken.row_keys.is_empty() || taken.files.iter().filter(|file| !file.lookup).count() > 1 {
            let mut said: HashSet<Key> = HashSet::with_capacity(count);
            for (key, is_new) in keys.iter().zip(&mut fresh) {
                *is_new &= said.insert(*key);
            }
        }
        let mut places: HashMap<AccountKey, usize> = HashMap::new();
        let mut accounts: Vec<(AccountKey, Vec<u32>)> = Vec::new();
        let mut house = Vec::new();
        for (place, head) in taken.facts.heads().enumerate() {
            if passed.contains(&head.row) {
                if let Some(is_new) = fresh.get_mut(place) {
                    *is_new = false;
                }
                continue;
            }
            let is_new = fresh.get(place).copied().unwrap_or(false);
            let Some(account) = head.account else {
                if is_new {
                    house.push(number(place));
                }
                continue;
            };
            let account = matched.root(account);
            let index = *places.entry(account).or_insert_with(|| {
                accounts.push((account, Vec::new()));
                accounts.len() - 1
            });
            if let Some((_, list)) = accounts.get_mut(index)
                && is_new
            {
                list.push(number(place));
            }
        }
        // What the journal knows goes in by its number, not in the order of the files: an account's past lies beside that of
        // its neighbours, and so do the texts and keys of both, so that each page is read and written once.
        accounts.sort_by_cached_key(|(key, _)| self.would_be(taken, &matched, *key).map_or(u32::MAX, |id| id.0));
        let (repeats, marks) = self.repeats(taken, &parts, &fresh)?;
        Ok(Plan { keys, fresh, accounts, house, repeats, imports, matched, marks, passed })
    }

    /// Finds rows whose own key named another row before, in this import or an earlier one, and the keys to remember.
    ///
    /// A row of which anything is known already is that row, told again or with more to say.
    fn repeats(
        &mut self,
        taken: &Taken,
        parts: &Parts,
        fresh: &[bool],
    ) -> Result<(Vec<u32>, HashMap<u32, Key>), Fault> {
        let unique = |file: u16| taken.checks.contains(&Check::Unique(file));
        if !taken.checks.iter().any(|check| matches!(check, Check::Unique(_))) {
            return Ok((Vec::new(), HashMap::new()));
        }
        // The rows in question: number, key, place of the first fact, whether all of it is new.
        let mut rows: Vec<(u32, Key, u32, bool)> = Vec::new();
        for (place, head) in taken.facts.heads().enumerate() {
            let is_new = fresh.get(place).copied().unwrap_or(false);
            match rows.last_mut() {
                Some((row, .., all)) if *row == head.row => *all &= is_new,
                _ => {
                    let Some(row) = taken.rows.get(head.row as usize).filter(|row| unique(row.file)) else { continue };
                    let Some(key) = row.key else { continue };
                    let id = taken.files.get(usize::from(row.file)).map_or("", |file| file.id.as_str());
                    let mark = Key::of(&[b"row", id.as_bytes(), parts.row(taken, key)]);
                    rows.push((head.row, mark, number(place), is_new));
                }
            }
        }
        let asked: Vec<Key> = rows.iter().map(|(_, mark, ..)| *mark).collect();
        let known = self.store.known(&asked).map_err(|error| Fault::of_store(&error, &self.folder))?;
        let (mut repeats, mut marks) = (Vec::new(), HashMap::new());
        let mut met: HashSet<Key> = HashSet::with_capacity(rows.len());
        for ((row, mark, place, is_new), known) in rows.into_iter().zip(known) {
            let is_first = met.insert(mark) && known.is_none();
            match (is_new, is_first) {
                (true, true) => drop(marks.insert(place, mark)),
                (true, false) => repeats.push(row),
                (false, _) => {}
            }
        }
        Ok((repeats, marks))
    }
}
