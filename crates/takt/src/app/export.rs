//! Export: everything of a folder as text that people and other programs read, and that restores it.
//!
//! ```text
//! journal.jsonl      header line, then every fact: both kinds, both times, sequences
//! dictionary.jsonl   every word with its kind and number
//! models/N-SHA.toml  the text of every adopted model, in order
//! people.jsonl       outside keys and texts of accounts, contacts and members
//! keys.jsonl         idempotency keys, so that what was imported once stays known
//! accounts.csv       one line an account, for a spreadsheet
//! ```

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;
use takt_core::fact::Fact;
use takt_core::unit::{AccountId, Seq};
use takt_intake::{JournalHeader, journal_header, journal_line};
use takt_store::{Space, Store, StoreError, Text};

use crate::app::desk::Desk;
use crate::app::names::{Naming, hex};
use crate::app::secret::Secret;
use crate::fault::Fault;

/// The file that a restore is given.
pub const JOURNAL: &str = "journal.jsonl";
/// The dictionary beside it.
pub const DICTIONARY: &str = "dictionary.jsonl";
/// The folder of model texts.
pub const MODELS: &str = "models";
/// Outside keys and texts.
pub const PEOPLE: &str = "people.jsonl";
/// Idempotency keys.
pub const KEYS: &str = "keys.jsonl";
/// The name of the last frame's hash in the header line: a restore compares it with its own.
pub const CHAIN: &str = "chain_sha256";
/// The name of the secret's mark in the header line, where the folder has one: a restore says when it lacks it.
pub const SECRET: &str = "secret_mark";
/// The table of accounts.
pub const ACCOUNTS: &str = "accounts.csv";

/// Writes everything into a folder that is empty or not there yet; gives the facts and the files written.
///
/// # Errors
/// The folder holds something, or the disk fails.
pub fn export<S: Store>(desk: &mut Desk<S>, folder: &Path) -> Result<(u64, Vec<String>), Fault> {
    std::fs::create_dir_all(folder.join(MODELS)).map_err(|cause| Fault::unwritable(folder, &cause))?;
    let mut others = std::fs::read_dir(folder).map_err(|cause| Fault::unwritable(folder, &cause))?;
    if others.any(|entry| entry.is_ok_and(|entry| entry.file_name() != MODELS)) {
        return Err(Fault::refused("export-not-empty", vec![("folder", folder.display().to_string())]));
    }
    let mut files = Vec::new();
    let mut out = Page::create(folder, DICTIONARY, &mut files)?;
    for (kind, id, word) in desk.book.words.iter() {
        out.line(&json!({ "kind": kind.name(), "id": id, "word": word }).to_string())?;
    }
    out.close()?;
    let models = desk.store.models().map_err(|error| desk.fault(&error))?;
    for (place, model) in models.iter().enumerate() {
        // Numbered, so that a restore takes them in the order in which they came.
        let name = format!("{MODELS}/{:04}-{}.toml", place + 1, hex(&model.sha256));
        let mut out = Page::create(folder, &name, &mut files)?;
        out.text(&model.text)?;
        out.close()?;
    }
    people(desk, folder, &mut files)?;
    let mut out = Page::create(folder, KEYS, &mut files)?;
    for_each(
        desk,
        |store, each| store.all_keys(each),
        |(key, seq)| out.line(&json!({ "key": hex(&key.0), "seq": seq.0 }).to_string()),
    )?;
    out.close()?;
    accounts(desk, folder, &mut files)?;
    // The journal comes last: a folder with it is whole.
    let facts = desk.book.next.0 - 1;
    let mut out = Page::create(folder, JOURNAL, &mut files)?;
    let chain = desk.store.head().map_err(|error| desk.fault(&error))?.chain;
    let mut header = JournalHeader { version: 1, facts: Some(facts), more: vec![(CHAIN.into(), hex(&chain))] };
    header.more.extend(Secret::read(&desk.folder)?.map(|secret| (SECRET.into(), secret.mark())));
    out.line(&journal_header(&header))?;
    let words = desk.book.words.clone();
    for_each(desk, |store, each| store.scan(Seq(1), each), |fact: Fact| out.line(&journal_line(&fact, &words)))?;
    out.close()?;
    Ok((facts, files))
}

/// Runs a reading of the store whose callback may fail to write.
fn for_each<S: Store, T>(
    desk: &mut Desk<S>,
    read: impl FnOnce(&mut S, &mut dyn FnMut(T) -> Result<(), takt_store::Stop>) -> Result<(), StoreError>,
    mut each: impl FnMut(T) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut failed = None;
    let outcome = read(&mut desk.store, &mut |item| {
        each(item).map_err(|fault| {
            failed = Some(fault);
            takt_store::Stop
        })
    });
    match failed {
        Some(fault) => Err(fault),
        None => outcome.map_err(|error| desk.fault(&error)),
    }
}

/// Keys and texts of one.
#[derive(Default)]
struct Known {
    keys: Vec<String>,
    texts: Vec<Text>,
}

impl Known {
    /// What the fields say now under `texts`; under `said` all they ever said, each with the next fact of the journal when
    /// it was said and the import that said it.
    fn line(&self, space: Space, id: u32) -> serde_json::Value {
        let said = |text: &Text| {
            let by = text.by.map(|import| import.0);
            json!({ "field": text.field, "value": text.value, "seq": text.said.0, "import": by })
        };
        let now: serde_json::Map<String, serde_json::Value> =
            self.texts.iter().map(|text| (text.field.clone(), text.value.clone().into())).collect();
        let said: Vec<serde_json::Value> = self.texts.iter().map(said).collect();
        json!({ "space": space.name(), "id": id, "keys": self.keys, "texts": now, "said": said })
    }
}

/// One line for each account, contact and member: its keys and texts.
fn people<S: Store>(desk: &mut Desk<S>, folder: &Path, files: &mut Vec<String>) -> Result<(), Fault> {
    let mut known: BTreeMap<(Space, u32), Known> = BTreeMap::new();
    for space in Space::ALL {
        for (key, id) in desk.store.outside(*space).map_err(|error| desk.fault(&error))? {
            known.entry((*space, id)).or_default().keys.push(key);
        }
    }
    for_each(
        desk,
        |store, each| store.all_texts(each),
        |text: Text| {
            known.entry((text.space, text.id)).or_default().texts.push(text);
            Ok(())
        },
    )?;
    let mut out = Page::create(folder, PEOPLE, files)?;
    for ((space, id), known) in known {
        out.line(&known.line(space, id).to_string())?;
    }
    out.close()
}

/// A table of accounts for a spreadsheet. Cells that a spreadsheet would take for a formula are made harmless.
fn accounts<S: Store>(desk: &mut Desk<S>, folder: &Path, files: &mut Vec<String>) -> Result<(), Fault> {
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    for_each(
        desk,
        |store, each| store.all_texts(each),
        |text: Text| {
            if text.space == Space::Account && text.field == "name" {
                names.insert(text.id, text.value);
            }
            Ok(())
        },
    )?;
    let all: Vec<AccountId> = desk.book.accounts.iter().map(|account| account.id).collect();
    desk.name_accounts(all)?;
    let naming = Naming::of(desk);
    let mut out = Page::create(folder, ACCOUNTS, files)?;
    out.line("account,name,stage,since,owner,lap,source,refused")?;
    for account in desk.book.accounts.iter().filter(|account| account.last != Seq(0)) {
        let source = account
            .source
            .map_or("", |known| desk.book.words.text(takt_core::dictionary::WordKind::Source, known.value.0));
        let cells = [
            naming.account(account.id),
            names.get(&account.id.0).cloned().unwrap_or_default(),
            account.main.as_ref().map_or_else(String::new, |main| naming.stage(main.stage).into()),
            account.main.as_ref().map_or_else(String::new, |main| naming.instant(main.since)),
            naming.owner(account.owner),
            account.lap.to_string(),
            source.into(),
            crate::app::account::refused_channels(desk, account).join(" "),
        ];
        out.line(&cells.map(|cell| csv_cell(&cell)).join(","))?;
    }
    out.close()
}

/// A cell of CSV: quoted where it must be, and led by an apostrophe where a spreadsheet would compute it.
#[must_use]
pub fn csv_cell(text: &str) -> String {
    let harmless = takt_intake::harmless(text);
    if harmless.contains([',', '"', '\n', '\r']) { format!("\"{}\"", harmless.replace('"', "\"\"")) } else { harmless }
}

/// A file being written.
struct Page {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Page {
    fn create(folder: &Path, name: &str, files: &mut Vec<String>) -> Result<Self, Fault> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(|cause| Fault::unwritable(&path, &cause))?;
        files.push(name.into());
        Ok(Self { path, out: BufWriter::new(file) })
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        self.out.write_all(text.as_bytes()).map_err(|cause| Fault::unwritable(&self.path, &cause))
    }

    fn line(&mut self, line: &str) -> Result<(), Fault> {
        self.text(line)?;
        self.text("\n")
    }

    fn close(self) -> Result<(), Fault> {
        let Self { path, out } = self;
        let file = out.into_inner().map_err(|error| Fault::unwritable(&path, error.error()))?;
        file.sync_all().map_err(|cause| Fault::unwritable(&path, &cause))
    }
}

#[cfg(test)]
mod tests {
    use super::csv_cell;

    #[test]
    fn cells_are_quoted_and_made_harmless() {
        for (text, cell) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"yes\"", "\"say \"\"yes\"\"\""),
            ("=1+1", "'=1+1"),
            ("＝ＳＵＭ", "'＝ＳＵＭ"),
            ("@x,y", "\"'@x,y\""),
        ] {
            assert_eq!(csv_cell(text), cell);
        }
    }
}
