//! Tables of people: accounts and contacts with their texts, for a spreadsheet or another program, and back again.
//!
//! ```text
//! accounts.EXT  a row an account: its key, when and where it was first met, and every text under its own name
//! contacts.EXT  a row a contact and account, likewise
//! standing.EXT  a row an account: stage, owner and the like, to be read; they follow from facts, so nothing is taken of it
//! ```
//!
//! `mappings/takt.toml` takes them in again. What a format cannot carry is found before anything is written.

mod lost;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use takt_core::dictionary::WordKind;
use takt_core::unit::{AccountId, Seq};
use takt_intake::{OWN, harmless, harmless_name};
use takt_store::{Space, Store, Text};

use crate::app::desk::Desk;
use crate::app::names::Naming;
use crate::app::secret::is_sealed;
use crate::fault::Fault;

pub use lost::{Lost, Spot};
pub use write::{Form, sheet};

/// Fields that come first, in this order, where anybody has them.
const FIRST: [&str; 12] = [
    "name",
    "kana",
    "corporate_number",
    "email",
    "phone",
    "mobile",
    "fax",
    "postcode",
    "address",
    "url",
    "department",
    "title",
];

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows of the table of accounts.
    pub accounts: u64,
    /// Rows of the table of contacts.
    pub contacts: u64,
    /// The files, by their names in the folder.
    pub files: Vec<String>,
    /// Characters that the format does not carry, which were replaced.
    pub replaced: Vec<Lost>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Refused {
    /// Characters that the format does not carry, and nobody said what to put in their place.
    Lost(Vec<Lost>),
    /// The store, the disk, or a limit of the format.
    Fault(Fault),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number.
    Number(u64),
}

/// A table: the names of its columns, and its rows.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The file's name without its ending.
    pub(super) name: &'static str,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Writes the tables into a folder that is empty or not there yet. `replace` stands for every character that the format
/// does not carry.
///
/// # Errors
/// Something cannot be carried, the folder holds something, or the disk fails. Nothing was written but where the disk
/// failed.
pub fn export<S: Store>(
    desk: &mut Desk<S>,
    folder: &Path,
    form: Form,
    replace: Option<&str>,
) -> Result<Written, Refused> {
    if let Some(text) = replace
        && (harmless(text) != text || text.chars().any(|letter| !form.carries(letter)))
    {
        let args = vec![("replace", text.into()), ("format", form.name().into())];
        return Err(Fault::usage("export-replace", args).into());
    }
    let mut tables = read(desk)?;
    let lost = lost::find(&tables, form);
    match replace {
        None if !lost.is_empty() => return Err(Refused::Lost(lost)),
        Some(replace) => lost::replace(&mut tables, form, replace),
        None => {}
    }
    for table in &tables {
        write::check(table, form)?;
    }
    let mut written = Written { replaced: lost, ..Written::default() };
    std::fs::create_dir_all(folder).map_err(|cause| Fault::unwritable(folder, &cause))?;
    let mut others = std::fs::read_dir(folder).map_err(|cause| Fault::unwritable(folder, &cause))?;
    if others.next().is_some() {
        return Err(Fault::refused("export-not-empty", vec![("folder", folder.display().to_string())]).into());
    }
    // A table without rows says nothing, and as a sheet it is none.
    for table in tables.into_iter().filter(|table| !table.rows.is_empty()) {
        match table.name {
            "accounts" => written.accounts = table.rows.len() as u64,
            "contacts" => written.contacts = table.rows.len() as u64,
            _ => {}
        }
        written.files.push(write::write(folder, table, form)?);
    }
    Ok(written)
}

/// Keys and texts of a space, by id: the first key in the alphabet, and what the fields say now. Nobody who was erased is
/// among them.
struct People {
    keys: HashMap<u32, String>,
    texts: HashMap<u32, BTreeMap<String, String>>,
}

impl People {
    fn read<S: Store>(desk: &mut Desk<S>, space: Space) -> Result<Self, Fault> {
        let mut keys = HashMap::new();
        for (key, id) in desk.store.outside(space).map_err(|error| desk.fault(&error))? {
            if !is_sealed(&key) {
                keys.entry(id).or_insert(key);
            }
        }
        Ok(Self { keys, texts: HashMap::new() })
    }

    /// The names of the fields anybody of these has, those that people look for first.
    fn fields(&self) -> Vec<String> {
        let all: BTreeSet<&String> = self.texts.values().flat_map(BTreeMap::keys).collect();
        let first = FIRST.iter().map(|field| (*field).to_string()).filter(|field| all.contains(field));
        let rest = all.iter().filter(|field| !FIRST.contains(&field.as_str())).map(|field| (*field).clone());
        first.chain(rest).collect()
    }

    fn cells(&self, id: u32, fields: &[String]) -> impl Iterator<Item = Cell> {
        let texts = self.texts.get(&id);
        fields
            .iter()
            .map(move |field| Cell::Text(texts.and_then(|texts| texts.get(field)).cloned().unwrap_or_default()))
    }
}

/// The tables of a folder.
fn read<S: Store>(desk: &mut Desk<S>) -> Result<Vec<Table>, Fault> {
    let mut accounts = People::read(desk, Space::Account)?;
    let mut contacts = People::read(desk, Space::Contact)?;
    let each = &mut |text: Text| {
        let people = match text.space {
            Space::Account => &mut accounts,
            Space::Contact => &mut contacts,
            _ => return Ok(()),
        };
        // In the order in which they were said: the last is what the field says now.
        people.texts.entry(text.id).or_default().insert(text.field, text.value);
        Ok(())
    };
    desk.store.all_texts(each).map_err(|error| desk.fault(&error))?;
    for people in [&mut accounts, &mut contacts] {
        let People { keys, texts } = people;
        texts.retain(|id, _| keys.contains_key(id));
    }
    let all: Vec<AccountId> = desk.book.accounts.iter().map(|account| account.id).collect();
    desk.name_accounts(all)?;
    let naming = Naming::of(desk);
    Ok(vec![
        accounts_of(desk, &naming, &accounts),
        contacts_of(desk, &naming, &accounts, &contacts),
        standing_of(desk, &naming, &accounts),
    ])
}

fn own(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("{OWN}{name}")).collect()
}

fn sorted(people: &People) -> Vec<(&String, u32)> {
    let mut ids: Vec<(&String, u32)> = people.keys.iter().map(|(id, key)| (key, *id)).collect();
    ids.sort_unstable();
    ids
}

/// When an account was first met; blank where it has no facts.
fn first<S: Store>(desk: &Desk<S>, naming: &Naming<'_>, id: u32) -> String {
    let account = desk.book.account(AccountId(id)).filter(|account| account.last != Seq(0));
    let text = account.map_or_else(String::new, |account| naming.instant(account.began));
    // Midnight is how a day alone is kept.
    match text.split_once('T') {
        Some((day, time)) if time.starts_with("00:00:00") && !time.contains('.') => day.into(),
        _ => text,
    }
}

fn source<S: Store>(desk: &Desk<S>, id: u32) -> String {
    let known = desk.book.account(AccountId(id)).and_then(|account| account.source);
    known.map_or_else(String::new, |known| desk.book.words.text(WordKind::Source, known.value.0).into())
}

fn accounts_of<S: Store>(desk: &Desk<S>, naming: &Naming<'_>, accounts: &People) -> Table {
    let fields = accounts.fields();
    let mut columns = own(&["account", "first", "source"]);
    columns.extend(fields.iter().cloned());
    let row = |(key, id): (&String, u32)| {
        let own = [key.clone(), first(desk, naming, id), source(desk, id)].map(Cell::Text);
        own.into_iter().chain(accounts.cells(id, &fields)).collect()
    };
    Table { name: "accounts", columns, rows: sorted(accounts).into_iter().map(row).collect() }
}

fn contacts_of<S: Store>(desk: &Desk<S>, naming: &Naming<'_>, accounts: &People, contacts: &People) -> Table {
    let mut of: HashMap<u32, Vec<(&String, u32, bool)>> = HashMap::new();
    for account in desk.book.accounts.iter() {
        let Some(key) = accounts.keys.get(&account.id.0) else { continue };
        for person in &account.contacts {
            of.entry(person.id.0).or_default().push((key, account.id.0, person.left));
        }
    }
    let fields = contacts.fields();
    let mut columns = own(&["contact", "account", "first", "left"]);
    columns.extend(fields.iter().cloned());
    let mut rows = Vec::new();
    for (key, id) in sorted(contacts) {
        let mut places = of.remove(&id).unwrap_or_default();
        places.sort_unstable();
        let row = |own: [String; 4]| own.map(Cell::Text).into_iter().chain(contacts.cells(id, &fields)).collect();
        if places.is_empty() {
            rows.push(row([key.clone(), String::new(), String::new(), String::new()]));
        }
        for (account, number, left) in places {
            let left = if left { "yes" } else { "" };
            rows.push(row([key.clone(), account.clone(), first(desk, naming, number), left.into()]));
        }
    }
    Table { name: "contacts", columns, rows }
}

fn standing_of<S: Store>(desk: &Desk<S>, naming: &Naming<'_>, accounts: &People) -> Table {
    let mut columns = own(&["account", "name", "stage", "since", "owner", "lap", "source", "refused"]);
    if let Some(name) = columns.get_mut(1) {
        *name = "name".into();
    }
    let row = |(key, id): (&String, u32)| {
        let account = desk.book.account(AccountId(id)).filter(|account| account.last != Seq(0))?;
        let name = accounts.texts.get(&id).and_then(|texts| texts.get("name")).cloned().unwrap_or_default();
        let main = account.main.as_ref();
        Some(vec![
            Cell::Text(key.clone()),
            Cell::Text(name),
            Cell::Text(main.map_or_else(String::new, |main| naming.stage(main.stage).into())),
            Cell::Text(main.map_or_else(String::new, |main| naming.instant(main.since))),
            Cell::Text(naming.owner(account.owner)),
            Cell::Number(u64::from(account.lap)),
            Cell::Text(source(desk, id)),
            Cell::Text(crate::app::account::refused_channels(desk, account).join(" ")),
        ])
    };
    Table { name: "standing", columns, rows: sorted(accounts).into_iter().filter_map(row).collect() }
}

/// A cell or the name of a column as it stands in a spreadsheet.
fn shown(text: &str, is_name: bool) -> String {
    match is_name {
        true if text.starts_with(OWN) => text.into(),
        true => harmless_name(text),
        false => harmless(text),
    }
}
