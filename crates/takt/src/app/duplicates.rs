//! The queue of those who may be one (名寄せ候補), and what a person decides about them: one, or two.
//!
//! A pair is named by the sequence of the fact that doubts it, which stays. Several are decided in one commit: all of
//! them, or none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use takt_core::account::{Account, PARTS_MAX};
use takt_core::book::Book;
use takt_core::decide::{Refusal, Statement, decide};
use takt_core::dictionary::WordKind;
use takt_core::fact::{Actor, Body, Fact};
use takt_core::ties::{Doubt, Pair};
use takt_core::unit::{AccountId, ContactId, Micros, ReasonId, Seq};
use takt_store::{Space, Stop, Store};

use crate::app::desk::{Beside, Desk};
use crate::app::names::{Naming, instant};
use crate::app::secret::is_sealed;
use crate::app::{merge, report};
use crate::fault::Fault;

/// How many pairs are listed where nobody says otherwise.
pub const LIMIT: u32 = 20;

/// The most pairs that one command lists or decides by number.
pub const LIMIT_MAX: u32 = 1_000;

/// What a person found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They are one.
    Same,
    /// They are two, for a reason.
    Distinct(Option<String>),
}

/// What became of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// An account is part of another from now on, or was by what was decided before it in the same command.
    Merged(AccountId, AccountId),
    /// A contact goes by the number of another.
    OnePerson(ContactId, ContactId),
    /// They are two.
    Two,
}

/// A pair as its accounts and people came: the later one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub id: Seq,
    /// The pair.
    pub pair: Pair,
    /// Why it waits.
    pub doubt: Doubt,
}

impl Waiting {
    /// The people of a pair, that of the later account first; `None` for a pair of accounts.
    fn people(&self, book: &Book) -> Option<(ContactId, ContactId)> {
        let Pair::Contacts(one, other) = self.pair else { return None };
        let account = book.account(self.doubt.accounts.0);
        let of_later = |id| account.is_some_and(|account| account.contacts.iter().any(|person| person.id == id));
        // The later one has the higher number, unless it was known already and joined the later company.
        Some(if of_later(other) || !of_later(one) { (other, one) } else { (one, other) })
    }
}

impl<S: Store> Desk<S> {
    /// The pairs that wait for a person, those first that have waited longest. Who was erased is asked about no more.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn waiting(&mut self) -> Result<Vec<Waiting>, Fault> {
        let waiting = self.book.waiting();
        let (mut accounts, mut contacts) = (BTreeSet::new(), BTreeSet::new());
        for (pair, doubt) in &waiting {
            accounts.extend([doubt.accounts.0.0, doubt.accounts.1.0]);
            if let Pair::Contacts(one, other) = pair {
                contacts.extend([one.0, other.0]);
            }
        }
        let accounts = self.erased_of(Space::Account, &accounts)?;
        let contacts = self.erased_of(Space::Contact, &contacts)?;
        let known = |(pair, doubt): &(Pair, Doubt)| {
            let people = match pair {
                Pair::Contacts(one, other) => [Some(one.0), Some(other.0)],
                Pair::Accounts(..) => [None, None],
            };
            let is_erased = |id: AccountId| accounts.contains(&id.0);
            !is_erased(doubt.accounts.0)
                && !is_erased(doubt.accounts.1)
                && !people.iter().flatten().any(|id| contacts.contains(id))
        };
        let named = |(pair, doubt): (Pair, Doubt)| Waiting { id: doubt.seq, pair, doubt };
        Ok(waiting.into_iter().filter(known).map(named).collect())
    }

    /// Those of some who have seals in the place of their keys.
    fn erased_of(&mut self, space: Space, ids: &BTreeSet<u32>) -> Result<BTreeSet<u32>, Fault> {
        if ids.is_empty() {
            return Ok(BTreeSet::new());
        }
        let keys = self.store.outside_keys(space, ids).map_err(|error| self.fault(&error))?;
        let (sealed, open): (Vec<_>, Vec<_>) = keys.into_iter().partition(|(key, _)| is_sealed(key));
        let open: BTreeSet<u32> = open.into_iter().map(|(_, id)| id).collect();
        Ok(sealed.into_iter().map(|(_, id)| id).filter(|id| !open.contains(id)).collect())
    }

    /// Decides pairs by their numbers, in one commit; gives what became of each, and the facts written.
    ///
    /// # Errors
    /// One of them is none, was decided before, or cannot be merged: nothing is decided then. Or the store fails.
    pub fn decide_pairs(
        &mut self,
        ids: &[u64],
        verdict: &Verdict,
        now: Micros,
    ) -> Result<(Vec<(u64, Made)>, u64), Fault> {
        let now = self.begin(now);
        let planned = self.pairs(ids).and_then(|pairs| plan(&self.book, &pairs, verdict));
        let planned = match planned {
            Ok(planned) => planned,
            Err(fault) if fault.is_of_store() => return Err(fault),
            Err(fault) => {
                // What was due is done all the same: it does not hang on the answer.
                self.commit(now, Beside::default()).map_err(|error| self.fault(&error))?;
                return Err(fault);
            }
        };
        let begins = self.out.len();
        for (pair, made) in &planned {
            let Some((account, body)) = self.said(pair, *made, verdict) else { continue };
            let statement = Statement { account, contact: None, actor: Actor::Program, occurred_at: now, body };
            match decide(&self.book, &statement, now) {
                Ok(drafts) => self.state(drafts).map_err(|error| self.fault(&error))?,
                Err(refusal) => {
                    // Others of them are in the book already, and not one is in the journal.
                    self.rebuild()?;
                    return Err(merge::refused(refusal, pair.doubt.accounts.0));
                }
            }
        }
        let stated = self.out.get(begins).map(|fact| fact.seq);
        let beside = Beside { keys: self.request.into_iter().zip(stated).collect(), ..Beside::default() };
        let facts = self.commit(now, beside).map_err(|error| self.fault(&error))?;
        Ok((planned.into_iter().map(|(pair, made)| (pair.id.0, made)).collect(), facts))
    }

    /// What is stated so that a pair becomes what was planned; nothing where it is already.
    fn said(&mut self, pair: &Waiting, made: Made, verdict: &Verdict) -> Option<(Option<AccountId>, Body)> {
        match made {
            Made::Merged(part, _) if self.book.account(part)?.part_of.is_some() => None,
            Made::Merged(part, into) => Some((Some(part), Body::Merged { into })),
            Made::OnePerson(contact, other) => Some((None, Body::SamePerson { contact, other })),
            Made::Two => {
                let reason = match verdict {
                    Verdict::Distinct(Some(text)) => Some(ReasonId(self.book.words.intern(WordKind::Reason, text))),
                    _ => None,
                };
                let (account, other) = pair.doubt.accounts;
                let people = pair.people(&self.book);
                let (contact, other_contact) = (people.map(|people| people.0), people.map(|people| people.1));
                Some((None, Body::Distinct { account, other, contact, other_contact, reason }))
            }
        }
    }

    /// The waiting pairs of some numbers, each once.
    fn pairs(&mut self, ids: &[u64]) -> Result<Vec<Waiting>, Fault> {
        let waiting: BTreeMap<Seq, Waiting> = self.waiting()?.into_iter().map(|one| (one.id, one)).collect();
        let mut seen = BTreeSet::new();
        let mut pairs = Vec::new();
        for id in ids.iter().filter(|id| seen.insert(**id)) {
            match waiting.get(&Seq(*id)) {
                Some(pair) => pairs.push(*pair),
                None => return Err(self.why_not(*id)?),
            }
        }
        Ok(pairs)
    }

    /// Why no pair of a number waits: there never was one, or what became of it.
    fn why_not(&mut self, id: u64) -> Result<Fault, Fault> {
        let fault = |code, more: Option<(&'static str, String)>| {
            let args = [("id", id.to_string())].into_iter().chain(more).collect();
            Fault::refused(code, args)
        };
        let unknown = fault("duplicates-unknown", None);
        let mut found: Option<Fact> = None;
        if id == 0 || id >= self.end().0 {
            return Ok(unknown);
        }
        let scanned = self.store.scan(Seq(id), &mut |fact| {
            found = Some(fact);
            Err(Stop)
        });
        scanned.map_err(|error| self.fault(&error))?;
        let Some(Fact { body: Body::Doubted { account, other, contact, other_contact, .. }, actor, .. }) = found else {
            return Ok(unknown);
        };
        let Some(pair) = Pair::of((account, other), (contact, other_contact)) else { return Ok(unknown) };
        if self.book.ties.distinct.contains(&pair) {
            return Ok(fault("duplicates-found-two", None));
        }
        match pair {
            Pair::Accounts(one, other) if self.book.whole(one) == self.book.whole(other) => {
                // Whichever of the two is no longer on its own is what `takt unmerge` wants.
                let part = if self.book.whole(one) == one { other } else { one };
                return Ok(fault("duplicates-merged", Some(("account", part.0.to_string()))));
            }
            Pair::Contacts(one, other) if self.book.ties.person(one) == self.book.ties.person(other) => {
                return Ok(fault("duplicates-found-one", None));
            }
            _ => {}
        }
        if let Some(waits) = self.book.ties.doubts.get(&pair).filter(|doubt| doubt.seq.0 != id) {
            return Ok(fault("duplicates-elsewhere", Some(("other", waits.seq.0.to_string()))));
        }
        match actor {
            Actor::Import(import) if self.book.imports_undone.contains(&import) => {
                Ok(fault("duplicates-undone", Some(("import", import.0.to_string()))))
            }
            _ => Ok(fault("duplicates-gone", None)),
        }
    }
}

/// What is to become of pairs, each seen with those before it done; nothing is written yet.
fn plan(book: &Book, pairs: &[Waiting], verdict: &Verdict) -> Result<Vec<(Waiting, Made)>, Fault> {
    let mut joined: BTreeMap<AccountId, AccountId> = BTreeMap::new();
    let mut added: BTreeMap<AccountId, usize> = BTreeMap::new();
    let mut planned = Vec::new();
    for pair in pairs {
        let made = match (verdict, pair.people(book)) {
            (Verdict::Distinct(_), _) => Made::Two,
            (Verdict::Same, Some((later, known))) => Made::OnePerson(later, known),
            (Verdict::Same, None) => {
                let whole = |id| {
                    let mut at = book.whole(id);
                    while let Some(next) = joined.get(&at) {
                        at = *next;
                    }
                    at
                };
                let (later, known) = (whole(pair.doubt.accounts.0), whole(pair.doubt.accounts.1));
                if later == known {
                    Made::Merged(pair.doubt.accounts.0, known)
                } else {
                    let (part, into) = direction(book, pair, later, known)?;
                    let has = book.account(into).map_or(0, |account| account.parts.len());
                    let count = added.entry(into).or_default();
                    if has + *count >= usize::from(PARTS_MAX) {
                        return Err(merge::refused(Refusal::TooManyParts, part));
                    }
                    *count += 1;
                    joined.insert(part, into);
                    Made::Merged(part, into)
                }
            }
        };
        planned.push((*pair, made));
    }
    Ok(planned)
}

/// Which account of a pair becomes part of which: the later one of the one it resembles, unless it has business.
fn direction(book: &Book, pair: &Waiting, later: AccountId, known: AccountId) -> Result<(AccountId, AccountId), Fault> {
    let has_business = |account: &Account| {
        account.running().next().is_some() || account.opportunities.iter().any(|opportunity| opportunity.open)
    };
    let busy = |id| book.account(id).is_some_and(has_business);
    match (busy(later), busy(known)) {
        (false, _) => Ok((later, known)),
        (true, false) => Ok((known, later)),
        (true, true) => {
            let args = [("id", pair.id.0), ("account", later.0.into()), ("other", known.0.into())];
            let args = args.map(|(name, number): (_, u64)| (name, number.to_string())).into();
            Err(Fault::refused("duplicates-both-busy", args))
        }
    }
}

/// The queue as `takt duplicates --json` prints it; `limit` is how many of those that wait longest, `None` for all.
///
/// # Errors
/// The store cannot be read.
pub fn json<S: Store>(desk: &mut Desk<S>, limit: Option<u32>) -> Result<Value, Fault> {
    let waiting = desk.waiting()?;
    let most = limit.map_or(usize::MAX, |limit| limit as usize);
    let shown = waiting.get(..most.min(waiting.len())).unwrap_or_default();
    let pairs = pairs_json(desk, shown)?;
    Ok(json!({
        "as_of": report::as_of(desk),
        "pairs": pairs,
        "waiting": waiting.len(),
        "more": shown.len() < waiting.len(),
    }))
}

/// Pairs as JSON.
///
/// # Errors
/// The store cannot be read.
pub fn pairs_json<S: Store>(desk: &mut Desk<S>, pairs: &[Waiting]) -> Result<Vec<Value>, Fault> {
    desk.name_accounts(pairs.iter().flat_map(|one| [one.doubt.accounts.0, one.doubt.accounts.1]))?;
    let people: Vec<Option<(ContactId, ContactId)>> = pairs.iter().map(|one| one.people(&desk.book)).collect();
    let keys = contact_keys(desk, people.iter().flatten().flat_map(|(one, other)| [*one, *other]))?;
    let mut list = Vec::new();
    for (one, people) in pairs.iter().zip(people) {
        let Doubt { why, accounts: (later, known), at, import, .. } = one.doubt;
        let accounts = [account_json(desk, later)?, account_json(desk, known)?];
        let contacts = match people {
            Some((later, known)) => json!([contact_json(desk, &keys, later)?, contact_json(desk, &keys, known)?]),
            None => Value::Null,
        };
        list.push(json!({
            "id": one.id.0,
            "why": why.name(),
            "accounts": accounts,
            "contacts": contacts,
            "since": instant(&desk.book, at),
            "import": import.map(|import| import.0),
        }));
    }
    Ok(list)
}

/// The outside keys of contacts, the first in the alphabet of each.
pub(super) fn contact_keys<S: Store>(
    desk: &mut Desk<S>,
    ids: impl IntoIterator<Item = ContactId>,
) -> Result<BTreeMap<u32, String>, Fault> {
    let ids: BTreeSet<u32> = ids.into_iter().map(|id| id.0).collect();
    let mut first = BTreeMap::new();
    if !ids.is_empty() {
        let keys = desk.store.outside_keys(Space::Contact, &ids).map_err(|error| desk.fault(&error))?;
        for (key, id) in keys.into_iter().filter(|(key, _)| !is_sealed(key)) {
            first.entry(id).or_insert(key);
        }
    }
    Ok(first)
}

/// An account in a line: number, key, name, and the stage it stands in, alone or in the whole it is part of. Keys must have
/// been [looked up](Desk::name_accounts).
pub(super) fn account_json<S: Store>(desk: &mut Desk<S>, id: AccountId) -> Result<Value, Fault> {
    let name = name_of(desk, Space::Account, id.0)?;
    let naming = Naming::of(desk);
    let whole = desk.book.account(desk.book.whole(id));
    let stage = whole.and_then(|account| account.main.as_ref()).map(|main| naming.stage(main.stage));
    Ok(json!({ "number": id.0, "key": desk.named.get(&id), "name": name, "stage": stage }))
}

fn contact_json<S: Store>(desk: &mut Desk<S>, keys: &BTreeMap<u32, String>, id: ContactId) -> Result<Value, Fault> {
    Ok(json!({ "number": id.0, "key": keys.get(&id.0), "name": name_of(desk, Space::Contact, id.0)? }))
}

/// What one is called.
pub(super) fn name_of<S: Store>(desk: &mut Desk<S>, space: Space, id: u32) -> Result<Option<String>, Fault> {
    let texts = desk.store.texts(space, id).map_err(|error| desk.fault(&error))?;
    Ok(texts.into_iter().find(|text| text.field == "name").map(|text| text.value))
}
