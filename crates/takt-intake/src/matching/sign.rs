//! Signs: what a company or a person is known by, made comparable and small enough for millions.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::reading::Reader;
use crate::japanese::address::{Address, Postcode};
use crate::japanese::company::{Company, Stands};
use crate::japanese::corporate::CorporateNumber;
use crate::japanese::fold::{fold, is_kanji};
use crate::japanese::mail::Mail;
use crate::japanese::person::Person;
use crate::japanese::phone::{Phone, PhoneKind};

/// What a row says of a company, as it was written; an empty text says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CompanySaid<'a> {
    /// Its name, with legal form and branch.
    pub name: &'a str,
    /// The reading of its name.
    pub kana: &'a str,
    /// Its corporate number.
    pub number: &'a str,
    /// The address of its pages; only the domain counts.
    pub url: &'a str,
    /// A mail address of somebody there; only a company's own domain counts.
    pub mail: &'a str,
    /// Its main telephone.
    pub phone: &'a str,
    /// Its postcode.
    pub postcode: &'a str,
    /// Its address.
    pub address: &'a str,
}

/// What a row says of a person, as it was written; an empty text says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonSaid<'a> {
    /// The whole name; not asked where family or given name is there.
    pub name: &'a str,
    /// The family name.
    pub family: &'a str,
    /// The given name.
    pub given: &'a str,
    /// The mail address.
    pub mail: &'a str,
    /// A telephone of their own: a mobile counts, a line of a building does not.
    pub phone: &'a str,
}

/// What a company is known by. 0 says that nothing is said; texts are keyed hashes of what their spellings have in common.
///
/// What alone leads to a company has 64 bits; what is only compared between two of one name has 32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CompanySigns {
    pub(super) number: u64,
    pub(super) name: u64,
    pub(super) domain: u64,
    pub(super) place: u32,
    pub(super) kana: u32,
    pub(super) branch: u32,
    pub(super) phone: u32,
    /// Of the legal form and where it stands; 0 for a name without one.
    pub(super) form: u32,
}

impl CompanySigns {
    /// Bytes of signs as they are kept.
    pub const BYTES: usize = 44;

    /// Whether anything can be known by them: a name, a number, or a domain.
    #[must_use]
    pub const fn say_something(&self) -> bool {
        self.name != 0 || self.number != 0 || self.domain != 0
    }

    /// What both say, the later where they differ; an account gathers its signs from many rows. Name, legal form and
    /// branch are of one row, since they are one text.
    #[must_use]
    pub const fn and(self, later: Self) -> Self {
        const fn pick(before: u64, now: u64) -> u64 {
            if now == 0 { before } else { now }
        }
        const fn choose(before: u32, now: u32) -> u32 {
            if now == 0 { before } else { now }
        }
        let named = if later.name == 0 { self } else { later };
        Self {
            number: pick(self.number, later.number),
            name: named.name,
            domain: pick(self.domain, later.domain),
            place: choose(self.place, later.place),
            kana: choose(self.kana, later.kana),
            branch: named.branch,
            phone: choose(self.phone, later.phone),
            form: named.form,
        }
    }

    /// The signs as bytes, the same on every machine.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let wide = [self.number, self.name, self.domain];
        let narrow = [self.place, self.kana, self.branch, self.phone, self.form];
        let from = wide.iter().flat_map(|sign| sign.to_le_bytes());
        for (slot, byte) in bytes.iter_mut().zip(from.chain(narrow.iter().flat_map(|sign| sign.to_le_bytes()))) {
            *slot = byte;
        }
        bytes
    }

    /// The signs that [`to_bytes`](Self::to_bytes) wrote.
    #[must_use]
    pub fn of_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        Self {
            number: wide(bytes, 0),
            name: wide(bytes, 8),
            domain: wide(bytes, 16),
            place: narrow(bytes, 24),
            kana: narrow(bytes, 28),
            branch: narrow(bytes, 32),
            phone: narrow(bytes, 36),
            form: narrow(bytes, 40),
        }
    }
}

/// What a person is known by; 0 says that nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonSigns {
    pub(super) mail: u64,
    pub(super) mobile: u64,
    pub(super) name: u64,
    /// Of the family name alone, where it is parted from the given one; else of the whole.
    pub(super) family: u32,
    /// Whether there are two names: a family name alone is no sign.
    pub(super) is_full: bool,
}

impl PersonSigns {
    /// Bytes of signs as they are kept.
    pub const BYTES: usize = 29;

    /// Whether anything can be known by them: a mail address or telephone of their own, or a name.
    #[must_use]
    pub const fn say_something(&self) -> bool {
        self.mail != 0 || self.mobile != 0 || self.name != 0
    }

    /// The signs as bytes, the same on every machine.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let wide = [self.mail, self.mobile, self.name];
        let from = wide.iter().flat_map(|sign| sign.to_le_bytes()).chain(self.family.to_le_bytes());
        for (slot, byte) in bytes.iter_mut().zip(from.chain([u8::from(self.is_full)])) {
            *slot = byte;
        }
        bytes
    }

    /// The signs that [`to_bytes`](Self::to_bytes) wrote.
    #[must_use]
    pub fn of_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        Self {
            mail: wide(bytes, 0),
            mobile: wide(bytes, 8),
            name: wide(bytes, 16),
            family: narrow(bytes, 24),
            is_full: bytes.get(28).is_some_and(|flag| *flag != 0),
        }
    }
}

fn wide(bytes: &[u8], from: usize) -> u64 {
    bytes.get(from..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

fn narrow(bytes: &[u8], from: usize) -> u32 {
    bytes.get(from..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// Letters of a name that is not parted, from which on it is more than a family name: 田中太郎.
const FULL_LETTERS: usize = 4;

/// Makes signs; keeps its buffers.
///
/// Signs are kept on disk, so they are hashes by `SipHash` 1-3 under a key: the same in every version, and without the key
/// nobody can try names against them.
#[derive(Debug)]
pub struct Signer {
    blank: SipHasher13,
    text: String,
    mail: String,
    reader: Reader,
}

impl Signer {
    /// A signer of a book; signs of two keys have nothing in common.
    #[must_use]
    pub fn new(key: [u8; 16]) -> Self {
        Self {
            blank: SipHasher13::new_with_key(&key),
            text: String::new(),
            mail: String::new(),
            reader: Reader::default(),
        }
    }

    /// The signs of a company.
    pub fn company(&mut self, said: &CompanySaid<'_>) -> CompanySigns {
        let mut signs = CompanySigns::default();
        let mut branch_words = 0;
        if !said.name.trim().is_empty() {
            let company = Company::of(said.name);
            signs.name = self.hash(|out| company.key(out));
            signs.branch = low(self.hash(|out| fold(company.branch, out)));
            branch_words = company.branch.split_whitespace().count();
            if let Some(form) = company.form {
                signs.form = low(self.hash(|out| {
                    out.push_str(form.name());
                    out.push_str(stands(company.stands));
                }));
            }
        }
        if !said.kana.is_empty() {
            let mut reader = std::mem::take(&mut self.reader);
            signs.kana = low(self.hash(|out| reader.loose(said.kana, branch_words, out)));
            self.reader = reader;
        }
        signs.number = CorporateNumber::of(said.number).map_or(0, CorporateNumber::get);
        signs.domain = self.domain(said);
        let address = Address::of(said.address);
        signs.place = low(self.hash(|out| address.key(out)));
        if !self.text.contains(|char: char| char.is_ascii_digit()) {
            // A ward or a town is no address: two companies of one name may well share it.
            signs.place = 0;
        }
        if signs.place == 0
            && let Some(postcode) = Postcode::of(said.postcode)
        {
            // A postcode alone is a quarter of a town: it agrees with itself and with no address.
            signs.place = low(self.hash(|out| out.extend(format!("〒{postcode}").chars())));
        }
        signs.phone = low(self.phone(Phone::of(said.phone)));
        signs
    }

    /// The signs of a person.
    pub fn person(&mut self, said: &PersonSaid<'_>) -> PersonSigns {
        let mut signs = PersonSigns::default();
        let person = if said.family.is_empty() && said.given.is_empty() {
            Person::of(said.name)
        } else {
            Person::of_columns(said.family, said.given)
        };
        signs.name = self.hash(|out| person.key(out));
        let parted = !person.given.is_empty();
        signs.is_full = parted || (self.text.chars().count() >= FULL_LETTERS && self.text.chars().all(is_kanji));
        signs.family = low(if parted { self.hash(|out| fold(person.family, out)) } else { signs.name });
        let mut buffer = std::mem::take(&mut self.mail);
        if let Ok(mail) = Mail::of(said.mail, &mut buffer)
            && !mail.is_role()
        {
            signs.mail = self.hash(|out| mail.key(out));
        }
        self.mail = buffer;
        signs.mobile = self.phone(Phone::of(said.phone).filter(|phone| phone.kind == PhoneKind::Mobile));
        signs
    }

    fn domain(&mut self, said: &CompanySaid<'_>) -> u64 {
        let mut buffer = std::mem::take(&mut self.mail);
        let mut domain = 0;
        if let Some(host) = host(said.url) {
            // Read as the domain of an address, so that both have one spelling.
            let address = ["x@", host].concat();
            domain = self.own(&address, &mut buffer);
        }
        if domain == 0 && !said.mail.is_empty() {
            domain = self.own(said.mail, &mut buffer);
        }
        self.mail = buffer;
        domain
    }

    /// The hash of an address's domain, where it can be a company's own.
    fn own(&mut self, address: &str, buffer: &mut String) -> u64 {
        match Mail::of(address, buffer).ok().and_then(|mail| mail.company_domain()) {
            Some(own) => self.hash(|out| out.push_str(own)),
            None => 0,
        }
    }

    /// The hash of a telephone number. Also a number is hashed: what is kept must tell nobody's telephone.
    fn phone(&self, phone: Option<Phone>) -> u64 {
        phone.map_or(0, |phone| {
            let mut hasher = self.blank;
            hasher.write(&phone.key().to_le_bytes());
            hasher.finish().max(1)
        })
    }

    /// The hash of what is written; 0 for nothing.
    fn hash(&mut self, write: impl FnOnce(&mut String)) -> u64 {
        self.text.clear();
        write(&mut self.text);
        if self.text.is_empty() {
            return 0;
        }
        let mut hasher = self.blank;
        hasher.write(self.text.as_bytes());
        hasher.finish().max(1)
    }
}

/// Half of a hash, 0 only for nothing.
const fn low(hash: u64) -> u32 {
    let [a, b, c, d, ..] = hash.to_le_bytes();
    let low = u32::from_le_bytes([a, b, c, d]);
    if hash != 0 && low == 0 { 1 } else { low }
}

const fn stands(stands: Stands) -> &'static str {
    match stands {
        Stands::None => "",
        Stands::Before => "|…",
        Stands::After => "…|",
        Stands::Inside => "…|…",
    }
}

/// The host of a web address, with or without `https://`.
fn host(url: &str) -> Option<&str> {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then_some(host)
}
