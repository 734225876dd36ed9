//! Companies and contacts, found by any fragment of what is held of them: names, kana, mail, telephone, numbers, notes,
//! outside keys.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use takt_core::book::Book;
use takt_core::model::Standing;
use takt_core::unit::{AccountId, ContactId};
use takt_intake::japanese::company::forms_apart;
use takt_intake::japanese::fold::fold;
use takt_store::{Folding, Found, Hit, Space, SqliteStore, Store, UNFILED_MAX, Wanted};

use crate::app::desk::Desk;
use crate::app::names::Naming;
use crate::app::secret::is_sealed;
use crate::fault::Fault;

/// What texts and queries become before they are compared.
pub const FOLDING: Folding = Folding { version: 2, written: forms_apart, fold, also: number, hidden: is_sealed };

/// The most that one search lists.
pub const LIMIT_MAX: u32 = 1_000;

/// How many one search lists where nobody says otherwise.
pub const LIMIT: u32 = 20;

/// The other form of a number: that of a Japanese telephone in its international form as it is dialled at home
/// (`+81312345678` as `0312345678`, also behind a label), and the corporate number out of that of qualified invoices
/// (`T` and 13 digits).
fn number(form: &str) -> Option<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if let Some(corporate) = form.strip_prefix('t').filter(|rest| rest.len() == 13 && is_number(rest)) {
        return Some(corporate.into());
    }
    let dialled = ["0081", "01081"].iter().find_map(|way| form.strip_prefix(way)).filter(|rest| rest.len() >= 9);
    let rest = form.split_once("+81").map(|(_, rest)| rest).or(dialled)?;
    let rest = rest.strip_prefix('0').unwrap_or(rest);
    (is_number(rest) && rest.len() <= 10).then(|| format!("0{rest}"))
}

/// In which account each contact is known: in several, where they have not left, and were named last.
#[derive(Debug, Default)]
pub struct People {
    accounts: Vec<Option<AccountId>>,
}

impl People {
    /// Those of a book.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let mut accounts: Vec<Option<(bool, u64, AccountId)>> = Vec::new();
        for account in &book.accounts {
            for person in &account.contacts {
                let place = person.id.0 as usize;
                if accounts.len() <= place {
                    accounts.resize(place + 1, None);
                }
                let known = (!person.left, person.seq.0, account.id);
                if let Some(best) = accounts.get_mut(place)
                    && best.is_none_or(|best| best < known)
                {
                    *best = Some(known);
                }
            }
        }
        Self { accounts: accounts.into_iter().map(|known| known.map(|(_, _, account)| account)).collect() }
    }

    /// The account of a contact.
    #[must_use]
    pub fn account(&self, contact: ContactId) -> Option<AccountId> {
        self.accounts.get(contact.0 as usize).copied().flatten()
    }
}

/// Finds the first of those that have a fragment in a text: who is on the line comes before who is gone, where all else is
/// alike.
///
/// # Errors
/// The store cannot be read.
pub fn find<S: Store>(desk: &mut Desk<S>, people: &People, text: &str, limit: u32) -> Result<Found, Fault> {
    let Desk { store, book, .. } = desk;
    // Where nobody is on the line all are alike, and a search may end as soon as it has enough.
    let are_some = book.accounts.iter().any(|account| is_on_the_line(book, Some(account.id)));
    let mut standing = |space, id| u8::from(are_some && !is_on_the_line(book, account_of(people, space, id)));
    let wanted = Wanted { text, limit: limit as usize };
    let found = store.find(&FOLDING, &wanted, &mut standing);
    found.map_err(|error| desk.fault(&error))
}

/// The account that an owner of texts is, or belongs to.
fn account_of(people: &People, space: Space, id: u32) -> Option<AccountId> {
    if space == Space::Account { Some(AccountId(id)) } else { people.account(ContactId(id)) }
}

fn is_on_the_line(book: &Book, account: Option<AccountId>) -> bool {
    let account = account.and_then(|id| book.account(book.whole(id)));
    let Some(main) = account.and_then(|account| account.main.as_ref()) else { return false };
    let stage = book.model.as_ref().and_then(|model| model.stage(main.stage));
    stage.is_none_or(|stage| stage.standing != Some(Standing::Gone))
}

/// What a search found, as `takt search --json` prints it.
///
/// # Errors
/// The store cannot be read.
pub fn json<S: Store>(desk: &mut Desk<S>, text: &str, limit: u32) -> Result<Value, Fault> {
    let people = People::of(&desk.book);
    let found = find(desk, &people, text, limit)?;
    let accounts: Vec<Option<AccountId>> =
        found.hits.iter().map(|hit| account_of(&people, hit.space, hit.id)).collect();
    desk.name_accounts(accounts.iter().flatten().copied())?;
    let contacts = found.hits.iter().filter(|hit| hit.space == Space::Contact).map(|hit| hit.id).collect();
    let keys = desk.store.outside_keys(Space::Contact, &contacts).map_err(|error| desk.fault(&error))?;
    let mut named: BTreeMap<u32, String> = BTreeMap::new();
    for (key, id) in keys.into_iter().filter(|(key, _)| !is_sealed(key)) {
        named.entry(id).or_insert(key);
    }
    let naming = Naming::of(desk);
    let hit = |(hit, account): (Hit, Option<AccountId>)| {
        let whole = account.and_then(|id| desk.book.account(desk.book.whole(id)));
        let main = whole.and_then(|account| account.main.as_ref());
        let is_contact = hit.space == Space::Contact;
        json!({
            "space": hit.space.name(),
            "id": hit.id,
            "account": account.map(|id| naming.account(id)),
            "number": account.map(|id| id.0),
            "contact": is_contact.then(|| named.get(&hit.id)).flatten(),
            "field": hit.field.as_deref().unwrap_or("key"),
            "value": hit.value,
            "former": hit.now.is_some(),
            "now": hit.now,
            "stage": main.map(|main| naming.stage(main.stage)),
        })
    };
    let hits: Vec<Value> = found.hits.into_iter().zip(accounts).map(hit).collect();
    Ok(json!({ "as_of": crate::app::report::as_of(desk), "hits": hits, "more": found.more }))
}

/// Files texts that are not filed yet, where reading them one by one would take long and nobody else writes to the folder
/// now. A search finds the same without, so nothing that goes wrong here is told.
pub fn file_if_free(folder: &Path) {
    let unfiled = SqliteStore::open_reader(folder).and_then(|mut store| store.unfiled(&FOLDING));
    if unfiled.is_ok_and(|unfiled| unfiled > UNFILED_MAX)
        && let Ok(mut store) = SqliteStore::open_writer(folder, "search")
    {
        let _ = store.file(&FOLDING);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> String {
        let mut form = String::new();
        fold(&forms_apart(text), &mut form);
        form
    }

    #[test]
    fn spellings_of_one_text_have_one_form() {
        for (one, other) in [
            ("ﾎｸﾄ ｼｮｳｼﾞ", "ほくと　しょうじ"),
            ("０３－１２３４－５６７８", "(03) 1234 5678"),
            ("Ｍｏｒｉ＠Example.JP", "mori@example.jp"),
            ("㈱北斗", "(株)北斗"),
            ("㈱北斗", "株式会社 北斗"),
            ("北斗（有）", "北斗有限会社"),
            ("髙﨑", "高崎"),
            ("株式會社廣澤", "(株)広沢"),
            ("ガ", "ｶﾞ"),
            ("+81 3-1234-5678", "+81312345678"),
            ("第1000-1号", "第10001号"),
        ] {
            assert_eq!(form(one), form(other), "{one} {other}");
        }
        for (one, other) in [("ハス", "バス"), ("北斗", "北都"), ("a+b", "ab"), ("㈱北斗", "㈲北斗")] {
            assert_ne!(form(one), form(other), "{one} {other}");
        }
        assert_eq!(form(" -./\0\n「」"), "");
    }

    #[test]
    fn what_is_folded_stays_as_it_is() {
        for text in ["ΑΣ Σ", "İstanbul", "ﾞ", "㍿", "ǅ", "ẞ", "K", "か゛", "葛\u{e0100}", "e\u{301}A", "ーー", "(株)"]
        {
            assert_eq!(form(&form(text)), form(text), "{text:?}");
        }
    }

    #[test]
    fn a_number_is_found_as_it_is_dialled_and_without_its_letter() {
        for text in ["+81312345678", "+810312345678", "0081312345678", "01081312345678", "tel+81312345678"] {
            assert_eq!(number(text).as_deref(), Some("0312345678"), "{text}");
        }
        let corporate = number("t1234567890123");
        assert_eq!((number("+813").as_deref(), corporate.as_deref()), (Some("03"), Some("1234567890123")));
        for text in ["0312345678", "+81", "+8131234x", "+4930123456", "+8112345678901", "t123456789012", "00813"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
