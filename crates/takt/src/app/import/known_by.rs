//! What the companies and people of a folder are known by: their signs, kept beside the journal so that an import of few
//! rows need not read the texts of millions.
//!
//! ```text
//! columns/signs.FROM-NEXT   mark of the secret (8) ‖ imports begun (4) ‖ taken back (4) ‖ sealed keys (4) ‖ records
//! record                    0 ‖ account (4) ‖ signs of a company      1 ‖ contact (4) ‖ account (4) ‖ signs of a person
//! ```
//!
//! Disposable like every segment: only imports bring texts, so one that knows of all imports knows all texts. Where one is
//! missing, was taken back, or somebody was erased, the texts are read again. Signs are hashes under the installation's
//! secret: without it nobody can try names or addresses against them.

use std::collections::BTreeMap;

use takt_core::unit::{AccountId, ContactId, Seq};
use takt_intake::matching::{CompanySaid, CompanySigns, Directory, People, PersonSaid, PersonSigns, Signer};
use takt_intake::{COMPANY_TEXTS, PERSON_TEXTS};
use takt_store::{Form, Space, Stop, Store, Text};

use crate::app::desk::Desk;
use crate::app::search;
use crate::fault::Fault;

/// The signs as a segment. The version goes up when anything is read otherwise from a text.
const FORM: Form = Form { name: "signs", version: 1 };
/// Bytes before the records.
const HEAD: usize = 20;
/// How many segments follow each other before they are written as one.
const SEGMENTS_MAX: usize = 32;

/// What the segments must fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marks {
    secret: [u8; 8],
    begun: u32,
    undone: u32,
    sealed: u32,
}

impl Marks {
    fn bytes(self) -> [u8; HEAD] {
        let mut bytes = [0; HEAD];
        let parts = self
            .secret
            .into_iter()
            .chain([self.begun, self.undone, self.sealed].into_iter().flat_map(u32::to_le_bytes));
        bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        bytes
    }
}

/// What the companies and people of a folder are known by.
#[derive(Debug)]
pub struct KnownBy {
    /// The companies, by account. Above [`NEW`] stand those that an import brings and has not written yet.
    pub(super) companies: Directory,
    /// The people, by contact and account.
    pub(super) people: People,
    /// What is new since the last segment.
    fresh: Vec<u8>,
    /// The first fact behind the last segment; 1 where all must be written.
    upto: Seq,
    /// Whether all records are new, and are written as one.
    whole: bool,
    /// Whether something was told that is not in it: it is not kept then.
    pub(super) missed: bool,
    /// Numbers given to what is not written yet.
    unwritten: u32,
    key: [u8; 16],
}

/// Numbers from here on are of accounts and contacts that are not written yet.
pub(super) const NEW: u32 = 1 << 31;

impl KnownBy {
    /// A maker of signs like those that are held.
    pub(super) fn signer(&self) -> Signer {
        Signer::new(self.key)
    }

    /// Numbers for so many that are not written yet; gives the first.
    pub(super) fn number_unwritten(&mut self, count: usize) -> u32 {
        let first = NEW.saturating_add(self.unwritten);
        self.unwritten = self.unwritten.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        first
    }

    /// Adds what is told of a company that is in the journal.
    pub(super) fn add_company(&mut self, account: AccountId, texts: &[&str; COMPANY_TEXTS.len()]) {
        let signs = self.signer().company(&company_said(texts));
        self.companies.add(account.0, signs);
        self.note_company(account, &signs);
    }

    /// Keeps the signs of a company whose account has its number now.
    pub(super) fn note_company(&mut self, account: AccountId, signs: &CompanySigns) {
        // Also what says too little to be met by may be added to what is known.
        if *signs != CompanySigns::default() {
            self.fresh.push(0);
            self.fresh.extend(account.0.to_le_bytes());
            self.fresh.extend(signs.to_bytes());
        }
    }

    /// Keeps the signs of a person whose contact has its number now.
    pub(super) fn note_person(&mut self, contact: ContactId, account: AccountId, signs: &PersonSigns) {
        if signs.say_something() {
            self.fresh.push(1);
            self.fresh.extend(contact.0.to_le_bytes());
            self.fresh.extend(account.0.to_le_bytes());
            self.fresh.extend(signs.to_bytes());
        }
    }

    /// Takes the records of a segment; `None` where they are no records.
    fn take(&mut self, mut bytes: &[u8]) -> Option<()> {
        fn number(bytes: &mut &[u8]) -> Option<u32> {
            let (first, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            Some(u32::from_le_bytes(*first))
        }
        while let Some((kind, rest)) = bytes.split_first() {
            bytes = rest;
            match kind {
                0 => {
                    let account = number(&mut bytes)?;
                    let (signs, rest) = bytes.split_first_chunk::<{ CompanySigns::BYTES }>()?;
                    self.companies.add(account, CompanySigns::of_bytes(signs));
                    bytes = rest;
                }
                1 => {
                    let (contact, account) = (number(&mut bytes)?, number(&mut bytes)?);
                    let (signs, rest) = bytes.split_first_chunk::<{ PersonSigns::BYTES }>()?;
                    self.people.add(contact, account, PersonSigns::of_bytes(signs));
                    bytes = rest;
                }
                _ => return None,
            }
        }
        Some(())
    }
}

/// What becomes of the signs that an import brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// They are kept at its end.
    Own,
    /// They are kept with those of the import within which it runs.
    Outer,
    /// It brings none: that it knows all is noted behind this fact.
    Note(Seq),
    /// What is kept does not fit, and is read from the texts by the next import that needs it.
    Nothing,
}

/// The texts of one owner, in the order of the fields they are known by.
type Said = Vec<(Seq, usize, String)>;

impl<S: Store> Desk<S> {
    /// What is known of the companies and people of this folder: from the segments beside the journal, or from the texts.
    ///
    /// # Errors
    /// The store cannot be read.
    pub(super) fn know_by(&mut self) -> Result<KnownBy, Fault> {
        let marks = self.marks()?;
        let key = self.sign_key()?;
        let blank = || KnownBy {
            companies: Directory::default(),
            people: People::default(),
            fresh: Vec::new(),
            upto: Seq(1),
            whole: true,
            missed: false,
            unwritten: 0,
            key,
        };
        let (mut known, mut count, mut last) = (blank(), 0, None);
        self.store
            .segments(FORM, &mut |segment| {
                let (head, records) = segment.bytes.split_at_checked(HEAD).ok_or(Stop)?;
                known.take(records).ok_or(Stop)?;
                (known.upto, last, count) = (segment.head.next, Some(head.to_vec()), count + 1);
                Ok(())
            })
            .map_err(|error| self.fault(&error))?;
        if last.as_deref() == Some(&marks.bytes()[..]) && count < SEGMENTS_MAX {
            known.whole = false;
            return Ok(known);
        }
        let mut known = blank();
        self.read_signs(&mut known)?;
        Ok(known)
    }

    /// Before an import writes: what it brings is added to what is kept, where that knows of all imports before it. One
    /// within another adds to the outer one's.
    ///
    /// # Errors
    /// The store cannot be read.
    pub(super) fn begin_signs(&mut self, attended: bool, has_texts: bool) -> Result<Keeping, Fault> {
        if attended {
            return Ok(Keeping::Outer);
        }
        if self.known_by.is_some() {
            return Ok(Keeping::Own);
        }
        if has_texts {
            self.known_by = Some(self.know_by()?);
            return Ok(Keeping::Own);
        }
        // Nothing of it had to be matched, so nothing of it is known by other signs than before; only that there was
        // one more import has to be noted.
        let marks = self.marks()?.bytes();
        let (mut upto, mut fits) = (Seq(1), false);
        self.store
            .segments(FORM, &mut |segment| {
                (upto, fits) = (segment.head.next, segment.bytes.starts_with(&marks));
                Ok(())
            })
            .map_err(|error| self.fault(&error))?;
        Ok(if fits { Keeping::Note(upto) } else { Keeping::Nothing })
    }

    /// After an import wrote: keeps what is new beside the journal. The texts are durable; this only spares work.
    pub(super) fn end_signs(&mut self, keeping: Keeping) {
        let (from, fresh) = match (keeping, &mut self.known_by) {
            (Keeping::Note(upto), _) => (upto, Vec::new()),
            (Keeping::Own, Some(known)) if !known.missed => {
                (if known.whole { Seq(1) } else { known.upto }, std::mem::take(&mut known.fresh))
            }
            _ => return,
        };
        self.known_by = None;
        if let (Ok(marks), Ok(head)) = (self.marks(), self.store.head())
            && head.next > from
        {
            let _ = self.store.keep_segment(FORM, from, &head, &[&marks.bytes(), &fresh]);
        }
    }

    /// Throws away what is kept of who is known by what: a person of it was erased.
    pub(crate) fn forget_known_by(&mut self) {
        self.known_by = None;
        if let Ok(head) = self.store.head() {
            // An empty segment takes the place of all others, and is none that fits.
            let _ = self.store.keep_segment(FORM, Seq(1), &head, &[]);
        }
    }

    fn marks(&mut self) -> Result<Marks, Fault> {
        let mark = self.secret()?.map_or([0; 8], |secret| {
            let [a, b, c, d, e, f, g, h, ..] = secret.part("signs kept");
            [a, b, c, d, e, f, g, h]
        });
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(Marks {
            secret: mark,
            begun: self.book.imports_begun,
            undone: count(self.book.imports_undone.len()),
            sealed: count(self.sealed.erased.len()),
        })
    }

    /// The key of the signs: from the secret, so that who has the files without it learns nothing by trying names.
    fn sign_key(&mut self) -> Result<[u8; 16], Fault> {
        Ok(self.secret()?.map_or([0; 16], |secret| {
            let mut key = [0; 16];
            key.iter_mut().zip(secret.part("signs")).for_each(|(to, from)| *to = from);
            key
        }))
    }

    /// Reads the signs from the texts of the people store, what was said earlier included: a former name is known, too.
    fn read_signs(&mut self, known: &mut KnownBy) -> Result<(), Fault> {
        let people = search::People::of(&self.book);
        let mut signer = known.signer();
        let mut latest: BTreeMap<AccountId, CompanySigns> = BTreeMap::new();
        let mut owner: Option<(Space, u32)> = None;
        let mut said: Said = Vec::new();
        let mut end = |owner: Option<(Space, u32)>, said: &mut Said, known: &mut KnownBy| {
            said.sort_by_key(|(seq, ..)| *seq);
            match owner {
                Some((Space::Account, id)) => {
                    let mut texts: [&str; COMPANY_TEXTS.len()] = Default::default();
                    let mut before = CompanySigns::default();
                    for (place, (seq, field, value)) in said.iter().enumerate() {
                        if let Some(text) = texts.get_mut(*field) {
                            *text = value;
                        }
                        if said.get(place + 1).is_none_or(|(next, ..)| next != seq) {
                            let signs = signer.company(&company_said(&texts));
                            if signs != before {
                                known.companies.add(id, signs);
                                known.note_company(AccountId(id), &signs);
                                before = signs;
                            }
                        }
                    }
                    latest.insert(AccountId(id), before);
                }
                Some((_, id)) => {
                    let mut texts: [&str; PERSON_TEXTS.len()] = Default::default();
                    for (_, field, value) in said.iter() {
                        if let Some(text) = texts.get_mut(*field) {
                            *text = value;
                        }
                    }
                    let account = people.account(ContactId(id)).unwrap_or(AccountId(NEW - 1));
                    let signs = signer.person(&person_said(&texts));
                    if signs.say_something() {
                        known.people.add(id, account.0, signs);
                        known.note_person(ContactId(id), account, &signs);
                    }
                    // Who writes from a domain of the company's own says whose it is.
                    let home =
                        signer.company(&CompanySaid { mail: person_said(&texts).mail, ..CompanySaid::default() });
                    if let Some(signs) = latest.get_mut(&account)
                        && home.say_something()
                        && signs.and(home) != *signs
                    {
                        // Said behind what the company says itself, that of a person counts where it says nothing.
                        *signs = home.and(*signs);
                        known.companies.add(account.0, *signs);
                        known.note_company(account, signs);
                    }
                }
                None => {}
            }
            said.clear();
        };
        let read = self.store.all_texts(&mut |Text { space, id, field, said: at, value, .. }| {
            if owner != Some((space, id)) {
                end(owner, &mut said, known);
                owner = Some((space, id));
            }
            let fields: &[&str] = if space == Space::Account { &COMPANY_TEXTS } else { &PERSON_TEXTS };
            if let Some(place) = fields.iter().position(|known| *known == field) {
                said.push((at, place, value));
            }
            Ok(())
        });
        end(owner, &mut said, known);
        read.map_err(|error| self.fault(&error))
    }
}

/// What texts say of a company, in the order of [`COMPANY_TEXTS`].
pub(super) fn company_said<'a>(texts: &[&'a str; COMPANY_TEXTS.len()]) -> CompanySaid<'a> {
    let [name, kana, number, url, mail, phone, postcode, address] = *texts;
    CompanySaid { name, kana, number, url, mail, phone, postcode, address }
}

/// What texts say of a person, in the order of [`PERSON_TEXTS`].
pub(super) fn person_said<'a>(texts: &[&'a str; PERSON_TEXTS.len()]) -> PersonSaid<'a> {
    let [name, family, given, mail, mobile, phone] = *texts;
    let phone = if mobile.is_empty() { phone } else { mobile };
    PersonSaid { name, family, given, mail, phone }
}
