//! Whom the outside keys of an intake mean: known accounts and contacts, each other, or somebody new.
//!
//! A key that is known means whom it meant before. One that is new is matched by what the rows say; whoever it meets gets
//! it as a further outside key, so that the question is asked once. Where it is not sure, both stay apart and a doubt is
//! written, for a person to decide.

use std::collections::HashMap;

use takt_core::book::Book;
use takt_core::fact::{Actor, Body, Dated, Datum, Draft, Likeness};
use takt_core::unit::{AccountId, ContactId};
use takt_intake::japanese::mail::Mail;
use takt_intake::matching::{CompanySaid, CompanySigns, Doubt, Met, PersonDoubt, PersonSame, PersonSigns};
use takt_intake::{AccountKey, COMPANY_TEXTS, ContactKey, Owner, PERSON_TEXTS, Taken};
use takt_store::{Outside, Space, Stop, Store};

use super::known_by::{NEW, company_said, person_said};
use crate::app::desk::Desk;
use crate::app::search::People;
use crate::fault::Fault;

/// Whom a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant<I, K> {
    /// Whom the journal knows.
    Known(I),
    /// Whom another key of this intake means.
    Key(K),
}

/// What is said of an account beside what its rows say: whom it may be, and whose office it is. Numbers are of the
/// journal, or from [`NEW`] on of this intake.
#[derive(Clone, Copy, Debug)]
enum Tie {
    /// It may be one with another.
    Account { other: u32, why: Likeness },
    /// Its person may be one with another.
    Contact { contact: ContactKey, other: u32, why: Likeness },
    /// It is an office of an entity.
    Office { entity: u32 },
}

/// Somebody of an intake who was known in another company before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moved {
    /// Who, likewise.
    contact: u32,
    /// The account they were known in: its number, or from [`NEW`] on one of this intake.
    from: u32,
}

/// Whom the keys of an intake mean.
#[derive(Debug, Default)]
pub(super) struct Matched {
    accounts: HashMap<AccountKey, Meant<AccountId, AccountKey>>,
    contacts: HashMap<ContactKey, Meant<ContactId, ContactKey>>,
    /// Keys that mean the account of another key of this intake, by that one.
    others: HashMap<AccountKey, Vec<AccountKey>>,
    ties: HashMap<AccountKey, Vec<Tie>>,
    moved: HashMap<AccountKey, Vec<Moved>>,
    /// How far the numbers of parts are put behind those that the account has from other keys.
    shifts: HashMap<AccountKey, u16>,
    /// The numbers of this intake's first account and first contact among what is not written yet.
    begins: (u32, u32),
    /// By key: what companies and people are known by, and whose the people are.
    companies: Vec<CompanySigns>,
    people: Vec<(PersonSigns, Option<AccountKey>)>,
    /// In which account each contact of the book is known, where a doubt is about one of them.
    homes: People,
    /// New keys that mean an account, or a contact, that is known or of this intake.
    pub(super) met: u32,
    /// Pairs that a person is to decide about.
    pub(super) doubts: u32,
}

impl Matched {
    /// The key under which the facts of an account are taken together.
    pub(super) fn root(&self, key: AccountKey) -> AccountKey {
        match self.accounts.get(&key) {
            Some(Meant::Key(root)) => *root,
            _ => key,
        }
    }

    /// How far the numbers of parts of an account's key are put behind.
    pub(super) fn shift(&self, key: AccountKey) -> u16 {
        self.shifts.get(&key).copied().unwrap_or(0)
    }

    /// People of an account who were known in another one before.
    pub(super) fn moved(&self, root: AccountKey) -> &[Moved] {
        self.moved.get(&root).map_or(&[], Vec::as_slice)
    }

    fn root_contact(&self, key: ContactKey) -> ContactKey {
        match self.contacts.get(&key) {
            Some(Meant::Key(root)) => *root,
            _ => key,
        }
    }

    /// The account among those of this intake that a number stands for.
    fn account_of(&self, number: u32) -> Option<AccountKey> {
        let place = number.checked_sub(self.begins.0).filter(|_| number >= NEW)?;
        (place < u32::try_from(self.companies.len()).unwrap_or(0)).then(|| self.root(AccountKey(place)))
    }

    /// The same for contacts.
    fn contact_of(&self, number: u32) -> Option<ContactKey> {
        let place = number.checked_sub(self.begins.1).filter(|_| number >= NEW)?;
        (place < u32::try_from(self.people.len()).unwrap_or(0)).then(|| self.root_contact(ContactKey(place)))
    }
}

/// A body whose opportunity, subscription, ticket or meeting has a number so much higher.
pub(super) fn shifted(body: &Body, by: u16) -> Body {
    let kind = body.kind();
    let mut data = body.data();
    for (spec, datum) in kind.fields().iter().zip(&mut data) {
        if let Datum::Number(number) = datum
            && PARTS.contains(&spec.name)
        {
            *number = number.saturating_add(i64::from(by));
        }
    }
    Body::from_data(kind, data).unwrap_or_else(|_| body.clone())
}

/// The fields that number what belongs to an account.
const PARTS: [&str; 4] = ["opportunity", "subscription", "ticket", "meeting"];
/// The text of a company that says the corporate number of the one it was merged into.
const SUCCESSOR: &str = "successor";
/// Keys that are matched in one go: nobody else is answered meanwhile.
const MATCHED_AT_ONCE: usize = 20_000;

/// Which entry of the texts says what, by owner: 1 is the first, 0 none.
struct Places<const N: usize>(Vec<[u32; N]>);

impl<const N: usize> Places<N> {
    fn note(&mut self, key: u32, field: usize, entry: u32) {
        if let Some(place) = self.0.get_mut(key as usize).and_then(|places| places.get_mut(field)) {
            *place = entry;
        }
    }

    fn texts<'a>(&self, key: u32, taken: &'a Taken) -> [&'a str; N] {
        let places = self.0.get(key as usize).copied().unwrap_or([0; N]);
        places.map(|entry| entry.checked_sub(1).map_or("", |entry| taken.texts.value_at(entry as usize)))
    }
}

impl<S: Store> Desk<S> {
    /// Finds out whom the keys of an intake mean.
    ///
    /// # Errors
    /// The store cannot be read, or it failed under what was done for another meanwhile.
    pub(super) fn match_up(&mut self, taken: &Taken) -> Result<Matched, Fault> {
        let mut matched = Matched::default();
        // Two keys may mean one account since an earlier import found that out.
        let mut roots: HashMap<AccountId, AccountKey> = HashMap::new();
        let mut is_new = false;
        for (key, text) in taken.account_keys.iter() {
            let Some(id) = self.known_account(text) else {
                is_new = true;
                continue;
            };
            // One that was taken back may stand under another number by now.
            is_new |= is_off_the_line(&self.book, id);
            let root = *roots.entry(id).or_insert(key);
            if root != key {
                matched.accounts.insert(key, Meant::Key(root));
                matched.others.entry(root).or_default().push(key);
            }
        }
        // What was merged into whom is asked of every row that says so.
        is_new |= taken.texts.fields().any(|name| name == SUCCESSOR);
        is_new |= taken.contact_keys.iter().any(|(_, text)| self.known_contact(text).is_none());
        if !is_new || taken.texts.is_empty() {
            return Ok(matched);
        }
        if self.known_by.is_none() {
            self.known_by = Some(self.know_by()?);
        }
        let Some(known) = &mut self.known_by else { return Ok(matched) };
        matched.begins =
            (known.number_unwritten(taken.account_keys.len()), known.number_unwritten(taken.contact_keys.len()));
        matched.companies = vec![CompanySigns::default(); taken.account_keys.len()];
        matched.people = vec![(PersonSigns::default(), None); taken.contact_keys.len()];
        for head in taken.facts.heads() {
            if let (Some(account), Some(contact)) = (head.account, head.contact)
                && let Some((_, home)) = matched.people.get_mut(contact.0 as usize)
            {
                home.get_or_insert(account);
            }
        }
        let (companies, people) = places(taken, &matched);
        self.match_accounts(taken, &companies, &mut matched, &mut roots)?;
        self.match_successors(taken, &mut matched);
        self.match_contacts(taken, &people, &mut matched)?;
        self.shift_parts(taken, &mut matched);
        Ok(matched)
    }

    fn match_accounts(
        &mut self,
        taken: &Taken,
        places: &Places<{ COMPANY_TEXTS.len() }>,
        matched: &mut Matched,
        roots: &mut HashMap<AccountId, AccountKey>,
    ) -> Result<(), Fault> {
        let keys: Vec<(AccountKey, &str)> = taken.account_keys.iter().collect();
        for chunk in keys.chunks(MATCHED_AT_ONCE) {
            self.give_way()?;
            let Self { known_by: Some(known), accounts, sealed, book, .. } = self else { return Ok(()) };
            let mut signer = known.signer();
            for (key, text) in chunk.iter().copied() {
                let id = accounts.get(text).copied().or_else(|| sealed.find(accounts, text));
                if id.is_some_and(|id| sealed.erased.contains(&(Space::Account, id.0))) {
                    continue;
                }
                let signs = signer.company(&company_said(&places.texts(key.0, taken)));
                if let Some(place) = matched.companies.get_mut(key.0 as usize) {
                    *place = signs;
                }
                if !signs.say_something() {
                    continue;
                }
                if let Some(id) = id {
                    // All that was said of it was taken back, and now it comes again by its key. Where others brought the
                    // company under another number meanwhile, a person makes them one: facts stay where they were written.
                    if matched.root(key) == key
                        && is_off_the_line(book, id)
                        && let Met::Known(other, _) = known.companies.meet(&signs).met
                        && other != id.0
                    {
                        matched.doubts += 1;
                        matched.ties.entry(key).or_default().push(Tie::Account { other, why: Likeness::Name });
                    }
                    continue;
                }
                let meeting = known.companies.meet(&signs);
                let mut own = matched.begins.0.saturating_add(key.0);
                match meeting.met {
                    Met::Known(number, _) if number < NEW => {
                        own = number;
                        matched.met += 1;
                        let root = *roots.entry(AccountId(number)).or_insert(key);
                        if root == key {
                            matched.accounts.insert(key, Meant::Known(AccountId(number)));
                        } else {
                            matched.accounts.insert(key, Meant::Key(root));
                            matched.others.entry(root).or_default().push(key);
                        }
                    }
                    Met::Known(number, _) => {
                        if let Some(root) = matched.account_of(number) {
                            own = number;
                            matched.met += 1;
                            matched.accounts.insert(key, Meant::Key(root));
                            matched.others.entry(root).or_default().push(key);
                        }
                    }
                    Met::Part(entity, _) => matched.ties.entry(key).or_default().push(Tie::Office { entity }),
                    Met::New => {}
                }
                let doubts =
                    meeting.doubts.iter().map(|(other, doubt)| Tie::Account { other: *other, why: alike(*doubt) });
                let doubts: Vec<Tie> = doubts.collect();
                if !doubts.is_empty() {
                    matched.doubts += u32::try_from(doubts.len()).unwrap_or(0);
                    matched.ties.entry(matched.root(key)).or_default().extend(doubts);
                }
                known.companies.add(own, signs);
            }
        }
        Ok(())
    }

    /// A company that was merged into another, says a register, may be one with that one: what becomes of its deals and its
    /// people is for a person to say.
    fn match_successors(&self, taken: &Taken, matched: &mut Matched) {
        let Some(known) = &self.known_by else { return };
        let Some(field) = taken.texts.fields().position(|name| name == SUCCESSOR) else { return };
        let mut signer = known.signer();
        for (entry, (_, owner)) in taken.texts.owners().enumerate().filter(|(_, (own, _))| *own == field) {
            let Owner::Account(key) = owner else { continue };
            let signs = signer.company(&CompanySaid { number: taken.texts.value_at(entry), ..CompanySaid::default() });
            let own = self.would_be(taken, matched, key);
            let is_erased = own.is_some_and(|id| self.sealed.erased.contains(&(Space::Account, id.0)));
            if let Met::Known(other, _) = known.companies.meet(&signs).met
                && own != Some(AccountId(other))
                && matched.account_of(other) != Some(matched.root(key))
                && !is_erased
            {
                matched.doubts += 1;
                let tie = Tie::Account { other, why: Likeness::Successor };
                matched.ties.entry(matched.root(key)).or_default().push(tie);
            }
        }
    }

    fn match_contacts(
        &mut self,
        taken: &Taken,
        places: &Places<{ PERSON_TEXTS.len() }>,
        matched: &mut Matched,
    ) -> Result<(), Fault> {
        let keys: Vec<(ContactKey, &str)> = taken.contact_keys.iter().collect();
        for chunk in keys.chunks(MATCHED_AT_ONCE) {
            self.give_way()?;
            let Self { known_by: Some(known), accounts, contacts, sealed, .. } = self else { return Ok(()) };
            let mut signer = known.signer();
            for (key, text) in chunk.iter().copied() {
                let id = contacts.get(text).copied().or_else(|| sealed.find(contacts, text));
                if id.is_some_and(|id| sealed.erased.contains(&(Space::Contact, id.0))) {
                    continue;
                }
                let signs = signer.person(&person_said(&places.texts(key.0, taken)));
                let Some((kept, home)) = matched.people.get_mut(key.0 as usize) else { continue };
                *kept = signs;
                if id.is_some() || !signs.say_something() {
                    continue;
                }
                // The account by its number, where it has one, else by that of this intake.
                let home = home.map(|home| matched.root(home));
                let account = home.map(|home| match matched.accounts.get(&home) {
                    Some(Meant::Known(id)) => id.0,
                    _ => {
                        let text = taken.account_keys.text(home);
                        accounts.get(text).map_or(matched.begins.0.saturating_add(home.0), |id| id.0)
                    }
                });
                let meeting = known.people.meet(&signs, account);
                let mut own = matched.begins.1.saturating_add(key.0);
                let mut met = None;
                match meeting.met {
                    Some((number, same, from)) if number < NEW => {
                        own = number;
                        matched.met += 1;
                        matched.contacts.insert(key, Meant::Known(ContactId(number)));
                        met = Some((number, same, from));
                    }
                    Some((number, same, from)) => {
                        if let Some(root) = matched.contact_of(number) {
                            own = number;
                            matched.met += 1;
                            matched.contacts.insert(key, Meant::Key(root));
                            met = Some((number, same, from));
                        }
                    }
                    None => {}
                }
                // An address of the company's own that is told with another company is no change of company, but a doubt
                // about the two.
                let told = places.texts(key.0, taken);
                let by_own = |same| same == PersonSame::Mail && is_of_company(person_said(&told).mail);
                if let (Some((contact, same, from)), Some(home)) = (met, home)
                    && Some(from) != account
                    && !by_own(same)
                {
                    matched.moved.entry(home).or_default().push(Moved { contact, from });
                }
                if let Some(home) = home {
                    let ties = matched.ties.entry(home).or_default();
                    for (other, doubt) in &meeting.doubts {
                        matched.doubts += 1;
                        ties.push(Tie::Contact { contact: key, other: *other, why: person_alike(*doubt) });
                    }
                }
                known.people.add(own, account.unwrap_or(u32::MAX), signs);
            }
        }
        matched.ties.retain(|_, ties| !ties.is_empty());
        let known = |tie: &Tie| matches!(tie, Tie::Contact { other: ..NEW, .. });
        if matched.ties.values().flatten().any(known) {
            matched.homes = People::of(&self.book);
        }
        Ok(())
    }

    /// Puts the numbers of parts that came with a new key behind those that the account has from other keys, so that the
    /// first deal of one system is not taken for the first deal of another.
    fn shift_parts(&mut self, taken: &Taken, matched: &mut Matched) {
        if self.parts.is_empty() || matched.accounts.is_empty() {
            return;
        }
        let prefix = |key: &str| key.replace('/', "%2F");
        let mut highest: HashMap<&str, u32> = HashMap::new();
        for (key, number) in &self.parts {
            let account = key.split('/').next().unwrap_or_default();
            let known = highest.entry(account).or_default();
            *known = (*known).max(*number);
        }
        let mut keys_of: HashMap<AccountId, Vec<&str>> = HashMap::new();
        for (key, id) in &self.accounts {
            keys_of.entry(*id).or_default().push(key);
        }
        let of = |key: &str| highest.get(prefix(key).as_str()).copied().unwrap_or(0);
        // What each account has reached, with the keys of this intake in their order.
        let mut reached: HashMap<AccountKey, u32> = HashMap::new();
        let mut shifts: Vec<(AccountKey, u32)> = Vec::new();
        for (key, text) in taken.account_keys.iter() {
            let root = matched.root(key);
            let known = matched.accounts.get(&root).and_then(|meant| match meant {
                Meant::Known(id) => Some(*id),
                Meant::Key(_) => None,
            });
            let known = known.or_else(|| self.known_account(taken.account_keys.text(root)));
            let before = *reached.entry(root).or_insert_with(|| {
                let keys = known.and_then(|id| keys_of.get(&id)).map_or(&[][..], Vec::as_slice);
                keys.iter().map(|key| of(key)).max().unwrap_or(0)
            });
            // A key that was known has its numbers; they are among those that were reached.
            let own = of(text);
            if own > 0 && self.known_account(text).is_none() {
                if before > 0 {
                    shifts.push((key, before));
                }
                reached.insert(root, before + own);
            }
        }
        for (key, shift) in shifts {
            let Ok(shift) = u16::try_from(shift) else { continue };
            let own = format!("{}/", prefix(taken.account_keys.text(key)));
            for (_, number) in self.parts.iter_mut().filter(|(part, _)| part.starts_with(&own)) {
                *number += u32::from(shift);
            }
            let fresh = self.fresh_outside.iter_mut();
            for outside in fresh.filter(|outside| outside.space == Space::Part && outside.key.starts_with(&own)) {
                outside.id += u32::from(shift);
            }
            matched.shifts.insert(key, shift);
        }
    }

    /// The account of a key, numbered now where nobody has it; all keys of this intake that mean it are its own from now
    /// on.
    ///
    /// # Errors
    /// The store cannot be read.
    pub(super) fn account_of(&mut self, taken: &Taken, matched: &Matched, key: AccountKey) -> Result<AccountId, Fault> {
        let root = matched.root(key);
        let text = taken.account_keys.text(root);
        let id = match (self.known_account(text), matched.accounts.get(&root)) {
            (Some(id), _) => id,
            (None, Some(Meant::Known(id))) => {
                self.know_account_by(text, *id);
                *id
            }
            (None, _) => self.account(text)?,
        };
        for other in matched.others.get(&root).map_or(&[][..], Vec::as_slice) {
            let text = taken.account_keys.text(*other);
            if self.known_account(text).is_none() {
                self.know_account_by(text, id);
            }
        }
        Ok(id)
    }

    /// The account that a key means already, or would mean; `None` for one that would be new.
    pub(super) fn would_be(&self, taken: &Taken, matched: &Matched, key: AccountKey) -> Option<AccountId> {
        let root = matched.root(key);
        match matched.accounts.get(&root) {
            Some(Meant::Known(id)) => Some(*id),
            _ => self.known_account(taken.account_keys.text(root)),
        }
    }

    /// The contact that a key means already, or would mean; `None` for one that would be new.
    pub(super) fn would_be_contact(&self, taken: &Taken, matched: &Matched, key: ContactKey) -> Option<ContactId> {
        let root = matched.root_contact(key);
        match matched.contacts.get(&root) {
            Some(Meant::Known(id)) => Some(*id),
            _ => self.known_contact(taken.contact_keys.text(root)),
        }
    }

    /// The contact of a key, numbered now where nobody has it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub(super) fn contact_of(&mut self, taken: &Taken, matched: &Matched, key: ContactKey) -> Result<ContactId, Fault> {
        let text = taken.contact_keys.text(key);
        if let Some(id) = self.known_contact(text) {
            return Ok(id);
        }
        let id = match matched.contacts.get(&key) {
            Some(Meant::Known(id)) => *id,
            Some(Meant::Key(root)) => self.contact(taken.contact_keys.text(*root))?,
            None => return self.contact(text),
        };
        if self.known_contact(text).is_none() {
            self.contacts.insert(text.into(), id);
            self.fresh_outside.push(Outside { space: Space::Contact, key: text.into(), id: id.0 });
        }
        Ok(id)
    }

    fn know_account_by(&mut self, key: &str, id: AccountId) {
        self.accounts.insert(key.into(), id);
        self.fresh_outside.push(Outside { space: Space::Account, key: key.into(), id: id.0 });
    }

    /// What is said of an account beside its rows, as facts of the house.
    ///
    /// # Errors
    /// The store cannot be read.
    pub(super) fn ties_of(&mut self, taken: &Taken, matched: &Matched, root: AccountKey) -> Result<Vec<Body>, Fault> {
        let Some(ties) = matched.ties.get(&root) else { return Ok(Vec::new()) };
        let account = self.account_of(taken, matched, root)?;
        let known = |desk: &Self, number: u32| match number {
            ..NEW => Some(AccountId(number)),
            _ => matched.account_of(number).and_then(|key| desk.would_be(taken, matched, key)),
        };
        let mut bodies = Vec::with_capacity(ties.len());
        for tie in ties {
            bodies.extend(match *tie {
                Tie::Office { entity } => known(self, entity).map(|entity| Body::Belongs { account, entity }),
                Tie::Account { other, why } => known(self, other).map(|other| Body::Doubted {
                    account,
                    other,
                    contact: None,
                    other_contact: None,
                    why,
                }),
                Tie::Contact { contact, other, why } => {
                    let (other, home) = match other {
                        ..NEW => {
                            let person = ContactId(other);
                            (Some(person), matched.homes.account(person))
                        }
                        _ => {
                            let key = matched.contact_of(other);
                            let home = key.and_then(|key| matched.people.get(key.0 as usize)?.1);
                            let other = key.and_then(|key| self.would_be_contact(taken, matched, key));
                            (other, home.and_then(|home| self.would_be(taken, matched, home)))
                        }
                    };
                    let contact = self.contact_of(taken, matched, contact)?;
                    let pair = other.filter(|other| *other != contact).zip(home);
                    pair.map(|(person, other)| Body::Doubted {
                        account,
                        other,
                        contact: Some(contact),
                        other_contact: Some(person),
                        why,
                    })
                }
            });
        }
        bodies.dedup();
        Ok(bodies)
    }

    /// Closes people in the companies they came from, where what is said now is later than what was said there: who left
    /// closes the contact, not the company.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(super) fn leave(
        &mut self,
        taken: &Taken,
        matched: &Matched,
        (root, new): (AccountKey, &[u32]),
        actor: Actor,
    ) -> Result<u32, Fault> {
        let mut left = 0;
        for Moved { contact, from } in matched.moved(root) {
            let from = match *from {
                number @ ..NEW => Some(AccountId(number)),
                number => matched.account_of(number).and_then(|key| self.would_be(taken, matched, key)),
            };
            let contact = match *contact {
                number @ ..NEW => Some(ContactId(number)),
                number => matched.contact_of(number).and_then(|key| self.would_be_contact(taken, matched, key)),
            };
            let (Some(from), Some(contact)) = (from, contact) else { continue };
            let said = |place: &u32| {
                let head = taken.facts.head(*place as usize)?;
                let own = self.would_be_contact(taken, matched, head.contact?) == Some(contact);
                own.then_some(head.occurred_at)
            };
            let Some(at) = new.iter().filter_map(said).min() else { continue };
            let known = self.book.account(from).and_then(|account| {
                account.contacts.iter().find(|person| person.id == contact && !person.left).map(|person| person.seq)
            });
            let Some(seq) = known else { continue };
            let mut named = self.out.iter().find(|fact| fact.seq == seq).map(|fact| fact.occurred_at);
            if named.is_none() {
                let read = self.store.scan(seq, &mut |fact| {
                    named = Some(fact.occurred_at);
                    Err(Stop)
                });
                read.map_err(|error| self.fault(&error))?;
            }
            if named.is_some_and(|named| named < at) {
                let body = Body::ContactLeft {};
                let rank = body.kind().rank();
                let (account, contact, dated) = (Some(from), Some(contact), Dated::Inferred);
                let draft = Draft { account, occurred_at: at, dated, actor, contact, rank, body };
                self.take(from, vec![draft]).map_err(|error| self.fault(&error))?;
                left += 1;
            }
        }
        Ok(left)
    }

    /// Owners of texts of whom this intake has several keys, each with the one that stands for all of them.
    pub(super) fn owners(&self, taken: &Taken, matched: &Matched) -> HashMap<Owner, Owner> {
        let mut owners = HashMap::new();
        for (root, others) in &matched.others {
            for key in others.iter().chain([root]) {
                owners.insert(Owner::Account(*key), Owner::Account(*root));
            }
        }
        let mut first: HashMap<ContactId, ContactKey> = HashMap::new();
        for (key, text) in taken.contact_keys.iter() {
            let root = match matched.contacts.get(&key) {
                Some(Meant::Key(root)) => *root,
                Some(Meant::Known(id)) => *first.entry(*id).or_insert(key),
                None => match self.known_contact(text) {
                    Some(id) => *first.entry(id).or_insert(key),
                    None => continue,
                },
            };
            if root != key {
                owners.insert(Owner::Contact(root), Owner::Contact(root));
                owners.insert(Owner::Contact(key), Owner::Contact(root));
            }
        }
        owners
    }

    /// Keeps the signs of those whose texts an import wrote.
    pub(super) fn note_signs(&mut self, taken: &Taken, matched: &Matched, owner: Owner, list: &[(&str, &str)]) {
        let (account, contact) = match owner {
            Owner::Account(key) => (self.would_be(taken, matched, key), None),
            Owner::Contact(key) => {
                let home = matched.people.get(key.0 as usize).and_then(|(_, home)| *home);
                let home = home.and_then(|home| self.would_be(taken, matched, home));
                (home, self.would_be_contact(taken, matched, key))
            }
        };
        let Some(known) = &mut self.known_by else { return };
        let text = |name: &str| list.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| *value);
        match (owner, account, contact) {
            (Owner::Account(key), Some(account), _) => match matched.companies.get(key.0 as usize) {
                Some(signs) => known.note_company(account, signs),
                None => known.add_company(account, &COMPANY_TEXTS.map(text)),
            },
            (Owner::Contact(key), account, Some(contact)) => {
                match (matched.people.get(key.0 as usize), account) {
                    (Some((signs, _)), Some(account)) => known.note_person(contact, account, signs),
                    // Whose they are is known of those that are matched; of others the book says it.
                    _ => known.missed = true,
                }
            }
            _ => {}
        }
    }
}

/// Which entries of the texts say who companies and people are. A company of which no address is told is known by the
/// addresses of its people.
fn places(taken: &Taken, matched: &Matched) -> (Places<{ COMPANY_TEXTS.len() }>, Places<{ PERSON_TEXTS.len() }>) {
    let mut companies = Places(vec![[0; COMPANY_TEXTS.len()]; taken.account_keys.len()]);
    let mut people = Places(vec![[0; PERSON_TEXTS.len()]; taken.contact_keys.len()]);
    let of_company = taken.texts.fields().map(|name| COMPANY_TEXTS.iter().position(|known| *known == name));
    let of_company: Vec<Option<usize>> = of_company.collect();
    let of_person = taken.texts.fields().map(|name| PERSON_TEXTS.iter().position(|known| *known == name));
    let of_person: Vec<Option<usize>> = of_person.collect();
    for (entry, (field, owner)) in (1_u32..).zip(taken.texts.owners()) {
        match owner {
            Owner::Account(key) => {
                if let Some(Some(place)) = of_company.get(field) {
                    companies.note(key.0, *place, entry);
                }
            }
            Owner::Contact(key) => {
                if let Some(Some(place)) = of_person.get(field) {
                    people.note(key.0, *place, entry);
                }
            }
        }
    }
    for ((_, home), texts) in matched.people.iter().zip(&people.0) {
        let (Some(home), [_, _, _, mail, ..]) = (home, texts) else { continue };
        if let Some([_, _, _, _, place, ..]) = companies.0.get_mut(home.0 as usize)
            && *place == 0
        {
            *place = *mail;
        }
    }
    (companies, people)
}

/// Whether all that was said of an account was taken back.
fn is_off_the_line(book: &Book, id: AccountId) -> bool {
    book.account(id).is_some_and(|account| account.main.is_none() && account.part_of.is_none())
}

/// Whether a mail address is of a domain that may be a company's own.
fn is_of_company(mail: &str) -> bool {
    Mail::of(mail, &mut String::new()).is_ok_and(|mail| mail.company_domain().is_some())
}

const fn alike(doubt: Doubt) -> Likeness {
    match doubt {
        Doubt::Several => Likeness::Several,
        Doubt::Form => Likeness::Form,
        Doubt::Name => Likeness::Name,
        Doubt::Domain => Likeness::Domain,
    }
}

const fn person_alike(doubt: PersonDoubt) -> Likeness {
    match doubt {
        PersonDoubt::Mail => Likeness::Mail,
        PersonDoubt::Mobile => Likeness::Mobile,
        PersonDoubt::Name => Likeness::Person,
    }
}
