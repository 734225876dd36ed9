//! What ties an account to others, as `takt account` shows it: its legal entity and offices, who it may be one with, what
//! it was called before, and its people, one row for each however many contacts they were.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use takt_core::account::Person;
use takt_core::ties::Pair;
use takt_core::unit::{AccountId, ContactId};
use takt_store::{Space, Store, Text};

use crate::app::account::texts_json;
use crate::app::desk::Desk;
use crate::app::duplicates::{self, account_json};
use crate::app::secret::is_sealed;
use crate::fault::Fault;

/// What an account is called, and what it was called before, the oldest first.
#[must_use]
pub fn former_names(said: &[Text]) -> Vec<&str> {
    let names = || said.iter().filter(|text| text.field == "name").map(|text| text.value.as_str());
    let now = names().next_back();
    let mut former: Vec<&str> = Vec::new();
    for name in names().filter(|name| Some(*name) != now) {
        if !former.contains(&name) {
            former.push(name);
        }
    }
    former
}

/// `entity`, `offices` and `doubts` of an account.
///
/// # Errors
/// The store cannot be read.
pub fn json<S: Store>(desk: &mut Desk<S>, id: AccountId) -> Result<[Value; 3], Fault> {
    let whole = desk.book.whole(id);
    let entity = desk.book.entity(id);
    let named: BTreeSet<AccountId> = desk.book.ties.entities.keys().map(|office| desk.book.whole(*office)).collect();
    let offices: Vec<AccountId> =
        named.into_iter().filter(|office| *office != whole && desk.book.entity(*office) == whole).collect();
    desk.name_accounts(offices.iter().copied().chain([entity]))?;
    let entity = if entity == whole { Value::Null } else { account_json(desk, entity)? };
    let offices = offices.into_iter().map(|office| account_json(desk, office)).collect::<Result<Vec<_>, _>>()?;
    let of_it = |account: AccountId| desk.book.whole(account) == whole;
    let mut waiting = if desk.book.ties.doubts.is_empty() { Vec::new() } else { desk.book.waiting() };
    waiting.retain(|(_, doubt)| of_it(doubt.accounts.0) || of_it(doubt.accounts.1));
    let doubts = if waiting.is_empty() {
        Vec::new()
    } else {
        let known: BTreeSet<Pair> = waiting.into_iter().map(|(pair, _)| pair).collect();
        let mut all = desk.waiting()?;
        all.retain(|one| known.contains(&one.pair));
        duplicates::pairs_json(desk, &all)?
    };
    Ok([entity, json!(offices), json!(doubts)])
}

/// The people of an account: number, outside key, whether they left or were erased, what the people store has, by which
/// other numbers they go here, and where else they are known.
///
/// # Errors
/// The store cannot be read.
pub fn contacts_json<S: Store>(desk: &mut Desk<S>, id: AccountId) -> Result<Vec<Value>, Fault> {
    let own = desk.book.account(id).map(|account| account.contacts.clone()).unwrap_or_default();
    let people = one_by_one(desk, &own);
    let ids: BTreeSet<u32> = own.iter().map(|person| person.id.0).collect();
    let mut keys = desk.store.outside_keys(Space::Contact, &ids).map_err(|error| desk.fault(&error))?;
    // Who was erased has seals in the place of their keys.
    let sealed: BTreeSet<u32> = keys.iter().filter(|(key, _)| is_sealed(key)).map(|(_, id)| *id).collect();
    keys.retain(|(key, _)| !is_sealed(key));
    let mut elsewhere = elsewhere(desk, id, &own);
    desk.name_accounts(elsewhere.values().flatten().map(|(account, _)| *account))?;
    let mut contacts = Vec::new();
    for (shown, also) in people {
        let number = shown.id.0;
        let texts = desk.store.texts(Space::Contact, number).map_err(|error| desk.fault(&error))?;
        let key = keys.iter().find(|(_, id)| *id == number).map(|(key, _)| key);
        let mut others = Vec::new();
        for (account, left) in elsewhere.remove(&desk.book.ties.person(shown.id)).unwrap_or_default() {
            let mut other = account_json(desk, account)?;
            if let Some(other) = other.as_object_mut() {
                other.insert("left".into(), left.into());
            }
            others.push(other);
        }
        contacts.push(json!({
            "number": number,
            "contact": key,
            "left": shown.left,
            "erased": key.is_none() && sealed.contains(&number),
            "texts": texts_json(&texts),
            "also": also,
            "elsewhere": others,
        }));
    }
    Ok(contacts)
}

/// The people behind contacts, in the order they came: the contact that stands for each, and the numbers of its others. Who
/// is there stands for who left, the later one for the earlier one.
fn one_by_one<S: Store>(desk: &Desk<S>, contacts: &[Person]) -> Vec<(Person, Vec<u32>)> {
    let mut people: Vec<(ContactId, Vec<Person>)> = Vec::new();
    for contact in contacts {
        let person = desk.book.ties.person(contact.id);
        match people.iter_mut().find(|(known, _)| *known == person) {
            Some((_, list)) => list.push(*contact),
            None => people.push((person, vec![*contact])),
        }
    }
    let stands = |(_, list): (ContactId, Vec<Person>)| {
        let shown = *list.iter().max_by_key(|contact| (!contact.left, contact.seq))?;
        Some((shown, list.iter().map(|contact| contact.id.0).filter(|number| *number != shown.id.0).collect()))
    };
    people.into_iter().filter_map(stands).collect()
}

/// By person, the other accounts that know some people, and whether they left there.
fn elsewhere<S: Store>(
    desk: &Desk<S>,
    id: AccountId,
    contacts: &[Person],
) -> BTreeMap<ContactId, BTreeMap<AccountId, bool>> {
    let book = &desk.book;
    let wanted: BTreeSet<ContactId> = contacts.iter().map(|contact| book.ties.person(contact.id)).collect();
    let mut found: BTreeMap<ContactId, BTreeMap<AccountId, bool>> = BTreeMap::new();
    if wanted.is_empty() {
        return found;
    }
    let here = book.whole(id);
    // A whole knows the people of its parts.
    let others = book.accounts.iter().filter(|account| account.part_of.is_none() && account.id != here);
    for account in others {
        for contact in &account.contacts {
            let person = book.ties.person(contact.id);
            if wanted.contains(&person) {
                let known = found.entry(person).or_default().entry(account.id).or_insert(contact.left);
                *known &= contact.left;
            }
        }
    }
    found
}
