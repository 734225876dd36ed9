//! What an intake gives back: rows, facts, rejections, keys and texts, small enough for two million facts.

use std::collections::HashMap;

use takt_core::fact::binary::{Reader, Writer};
use takt_core::fact::{Body, Dated, Kind};
use takt_core::unit::Micros;

use crate::encoding::Encoding;
use crate::given::{Format, Header};
use crate::keys::{AccountKey, ContactKey, KeyTable, RowKey};
use crate::problem::Rejection;

/// A fact as a file states it, before the book has given its account a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedFact {
    /// Index into [`Taken::rows`].
    pub row: u32,
    /// Whom it concerns; `None` for facts of the house.
    pub account: Option<AccountKey>,
    /// The person it was said of.
    pub contact: Option<ContactKey>,
    /// When it happened.
    pub occurred_at: Micros,
    /// How well that is known.
    pub dated: Dated,
    /// Order among facts of one account at one instant.
    pub rank: u16,
    /// The row's own outside key.
    pub row_key: Option<RowKey>,
    /// What happened.
    pub body: Body,
}

/// A row that was taken. It may have given no fact, where no condition of the mapping held for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Index into [`Taken::files`].
    pub file: u16,
    /// The physical line where it begins, 1 the first.
    pub line: u32,
    /// Its own outside key.
    pub key: Option<RowKey>,
}

/// A given file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFile {
    /// As the caller named it.
    pub name: String,
    /// The id of its `[[file]]`; `facts` for a JSONL of facts.
    pub id: String,
    /// How it was read.
    pub encoding: Encoding,
    /// What held its rows.
    pub format: Format,
    /// Whether it is only looked up in.
    pub lookup: bool,
    /// Rows read, good and bad.
    pub rows: u32,
    /// Columns that nothing of the mapping uses: they are not kept.
    pub unused: Vec<String>,
    /// Its header; `None` for facts in JSON.
    pub header: Option<Header>,
}

/// What became of a lookup file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// Index into [`Taken::files`].
    pub file: u16,
    /// Rows read, good and bad.
    pub rows: u32,
    /// Rows that at least one taken row found.
    pub used: u32,
    /// Rows that could not be read. They are no rejections of the import: a lookup's rows are not received.
    pub bad: Vec<Rejection>,
}

/// Everything one intake read.
#[derive(Debug, Default)]
pub struct Taken {
    /// The given files, in the order they were given.
    pub files: Vec<TakenFile>,
    /// The rows taken.
    pub rows: Vec<Row>,
    /// Their facts, in the order of the rows and, within a row, of the mapping.
    pub facts: Facts,
    /// The rows not taken.
    pub rejections: Vec<Rejection>,
    /// Rows received: `rows.len() + rejections.len()`.
    pub received: u32,
    /// The lookup files.
    pub lookups: Vec<Lookup>,
    /// The outside keys of the accounts the facts concern.
    pub account_keys: KeyTable<AccountKey>,
    /// The outside keys of the contacts.
    pub contact_keys: KeyTable<ContactKey>,
    /// The rows' own outside keys.
    pub row_keys: KeyTable<RowKey>,
    /// What goes to the people store.
    pub texts: Texts,
    /// Attributes of the mapping that the model does not declare: they went to the people store as texts.
    pub undeclared: Vec<String>,
    /// Ranks of facts that are told only of whom the book does not know yet: of a fact with a contact that is the contact,
    /// of any other the account.
    pub newcomers: Vec<u16>,
    /// Files whose rows are passed over where nobody knows their account.
    pub only_known: Vec<u16>,
    /// What the mapping asks to be doubted.
    pub checks: Vec<Check>,
}

/// What a mapping asks to be doubted. The book answers: what a row is compared with may have come years ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Facts of this kind lie inside the dates of the subscription they name.
    Within(Kind),
    /// Facts of this kind do not lie before the account's first contact.
    NotBefore(Kind),
    /// The keys of the rows of this given file (index into [`Taken::files`]) name one row each.
    Unique(u16),
}

impl Taken {
    /// A fact by its place.
    #[must_use]
    pub fn fact(&self, place: usize) -> Option<MappedFact> {
        let head = self.facts.head(place)?;
        Some(MappedFact {
            row: head.row,
            account: head.account,
            contact: head.contact,
            occurred_at: head.occurred_at,
            dated: head.dated,
            rank: head.rank,
            row_key: self.rows.get(head.row as usize).and_then(|row| row.key),
            body: self.facts.body(place)?,
        })
    }

    /// All facts, in order.
    pub fn mapped(&self) -> impl Iterator<Item = MappedFact> {
        (0..self.facts.len()).filter_map(|place| self.fact(place))
    }
}

/// A fact without its fields: enough to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// See [`MappedFact::row`].
    pub row: u32,
    /// See [`MappedFact::account`].
    pub account: Option<AccountKey>,
    /// See [`MappedFact::contact`].
    pub contact: Option<ContactKey>,
    /// See [`MappedFact::occurred_at`].
    pub occurred_at: Micros,
    /// See [`MappedFact::dated`].
    pub dated: Dated,
    /// See [`MappedFact::rank`].
    pub rank: u16,
    /// Its kind.
    pub kind: Kind,
}

/// Facts in order: 32 bytes each, and the few bytes of the body's binary form.
///
/// A [`Body`] has room for the largest kind there is; two million of them would take 300 MB to hold ten bytes each.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    heads: Vec<Packed>,
    bodies: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Packed {
    occurred_at: i64,
    row: u32,
    /// Key + 1; 0 is none.
    account: u32,
    contact: u32,
    body: u32,
    rank: u16,
    dated: u8,
    kind: u8,
}

impl Facts {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// A fact without its fields.
    #[must_use]
    pub fn head(&self, place: usize) -> Option<Head> {
        let packed = self.heads.get(place)?;
        Some(Head {
            row: packed.row,
            account: packed.account.checked_sub(1).map(AccountKey),
            contact: packed.contact.checked_sub(1).map(ContactKey),
            occurred_at: Micros(packed.occurred_at),
            dated: Dated::numbered(packed.dated)?,
            rank: packed.rank,
            kind: Kind::numbered(packed.kind)?,
        })
    }

    /// The fields of a fact.
    #[must_use]
    pub fn body(&self, place: usize) -> Option<Body> {
        let kind = Kind::numbered(self.heads.get(place)?.kind)?;
        Body::read(kind, &mut Reader::new(self.body_bytes(place)?)).ok()
    }

    /// The binary form of the fields: what a hash of the mapped fact is taken over.
    #[must_use]
    pub fn body_bytes(&self, place: usize) -> Option<&[u8]> {
        let start = self.heads.get(place)?.body as usize;
        let end = self.heads.get(place + 1).map_or(self.bodies.len(), |next| next.body as usize);
        self.bodies.get(start..end)
    }

    /// All heads, in order.
    pub fn heads(&self) -> impl Iterator<Item = Head> {
        (0..self.len()).filter_map(|place| self.head(place))
    }

    /// Adds a fact; `false` where there is no room for more.
    pub(crate) fn push(&mut self, head: &Head, body: &Body) -> bool {
        let (Ok(start), Ok(_)) = (u32::try_from(self.bodies.len()), u32::try_from(self.heads.len() + 1)) else {
            return false;
        };
        let mut out = Writer::default();
        body.write(&mut out);
        self.bodies.extend_from_slice(out.as_bytes());
        self.heads.push(Packed {
            occurred_at: head.occurred_at.0,
            row: head.row,
            account: head.account.map_or(0, |key| key.0 + 1),
            contact: head.contact.map_or(0, |key| key.0 + 1),
            body: start,
            rank: head.rank,
            dated: head.dated.number(),
            kind: head.kind.number(),
        });
        true
    }
}

/// Whose a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// An account's.
    Account(AccountKey),
    /// A person's.
    Contact(ContactKey),
}

/// A text for the people store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// Index into [`Taken::rows`].
    pub row: u32,
    /// Whose it is.
    pub owner: Owner,
    /// Its name: `name`, `email`, or the column's own for free columns.
    pub field: &'a str,
    /// The text; never blank.
    pub value: &'a str,
}

/// The texts of one intake in the order of the rows. A text that repeats what the same owner's field last said is
/// left out; where it differs, the later one is the newer.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    fields: Vec<String>,
    entries: Vec<Entry>,
    text: String,
    last: HashMap<(Owner, u16), u32>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: usize,
    length: u32,
    row: u32,
    owner: Owner,
    field: u16,
}

impl Texts {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All of them, in the order of the rows.
    pub fn iter(&self) -> impl Iterator<Item = Text<'_>> {
        self.entries.iter().map(|entry| Text {
            row: entry.row,
            owner: entry.owner,
            field: self.fields.get(usize::from(entry.field)).map_or("", String::as_str),
            value: self.value(entry),
        })
    }

    /// The names of the fields, by number.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(String::as_str)
    }

    /// Of every text the number of its field and whose it is, in the order of the rows.
    pub fn owners(&self) -> impl Iterator<Item = (usize, Owner)> {
        self.entries.iter().map(|entry| (usize::from(entry.field), entry.owner))
    }

    /// A text by its place; empty where there is none.
    #[must_use]
    pub fn value_at(&self, place: usize) -> &str {
        self.entries.get(place).map_or("", |entry| self.value(entry))
    }

    /// The name of a field.
    pub(crate) fn name(&self, field: u16) -> &str {
        self.fields.get(usize::from(field)).map_or("", String::as_str)
    }

    /// The number of a field's name.
    pub(crate) fn field(&mut self, name: &str) -> u16 {
        let place = self.fields.iter().position(|known| known == name).unwrap_or_else(|| {
            self.fields.push(name.into());
            self.fields.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// Adds a text unless it says nothing new.
    pub(crate) fn push(&mut self, row: u32, owner: Owner, field: u16, value: &str) {
        let entries = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        if let Some(last) = self.last.insert((owner, field), entries)
            && let Some(entry) = self.entries.get(last as usize)
            && self.value(entry) == value
        {
            self.last.insert((owner, field), last);
            return;
        }
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry { start: self.text.len(), length, row, owner, field });
        self.text.push_str(value);
    }

    /// Forgets what only adding needs.
    pub(crate) fn close(&mut self) {
        self.last = HashMap::new();
    }

    fn value(&self, entry: &Entry) -> &str {
        self.text.get(entry.start..entry.start + entry.length as usize).unwrap_or("")
    }
}
