//! The list of the erased, kept beside the journal: a journal that is put back from a backup does not know yet who was
//! erased since, and is told by it.
//!
//! It is a text with a line for each, and holds nothing that could be told without the secret:
//!
//! ```text
//! takt erased 1 6c603597d9471e23
//! erased contact 7 1790000000000000 erased:crm:9f2c… erased:@:41aa…
//! lifted contact 7 1795000000000000 erased:crm:9f2c… erased:@:41aa…
//! ```

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use takt_core::unit::Micros;
use takt_store::{ERASED_FILE, Space};

use crate::app::secret::{Secret, flush, private};
use crate::fault::Fault;

/// The first words of the file; the mark of the secret follows.
const HEAD: &str = "takt erased 1 ";

/// Somebody on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// An account or a contact.
    pub space: Space,
    /// The number it had where it was erased; a journal put back may have given it to another.
    pub id: u32,
    /// When, by the clock.
    pub at: Micros,
    /// What its outside keys and addresses were, sealed.
    pub seals: Vec<String>,
    /// Whether a new consent has lifted it.
    pub lifted: bool,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The mark of the secret it was made with.
    pub mark: String,
    /// Who is on it, in the order they came.
    pub entries: Vec<Entry>,
}

impl List {
    /// The list of a folder; `None` where it has none.
    ///
    /// # Errors
    /// It cannot be read, or is not what was written.
    pub fn read(folder: &Path) -> Result<Option<Self>, Fault> {
        let path = folder.join(ERASED_FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(Fault::unreadable(&path, &cause)),
        };
        let broken = |line: usize| {
            Fault::store("erased-broken", vec![("file", path.display().to_string()), ("line", line.to_string())])
        };
        let mut lines = whole(&text).lines();
        // A process that died with its first line half written erased nobody.
        let Some(head) = lines.next() else { return Ok(None) };
        let mark = head.strip_prefix(HEAD).ok_or_else(|| broken(1))?;
        let mut list = Self { mark: mark.into(), entries: Vec::new() };
        for (place, line) in lines.enumerate() {
            let (said, entry) = parsed(line).ok_or_else(|| broken(place + 2))?;
            if said == "lifted" {
                let shares = |known: &Entry| known.seals.iter().any(|seal| entry.seals.contains(seal));
                list.entries.iter_mut().filter(|known| shares(known)).for_each(|known| known.lifted = true);
            } else {
                list.entries.push(entry);
            }
        }
        Ok(Some(list))
    }

    /// Notes that somebody was erased, or, where the entry says so, that it was lifted. It is on the disk when this
    /// returns.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn note(folder: &Path, secret: &Secret, entries: &[Entry]) -> Result<(), Fault> {
        let path = folder.join(ERASED_FILE);
        let write = || -> std::io::Result<()> {
            let known = match std::fs::read_to_string(&path) {
                Ok(text) => text,
                Err(cause) if cause.kind() == ErrorKind::NotFound => String::new(),
                Err(cause) => return Err(cause),
            };
            let mut file = private(OpenOptions::new().create(true).append(true)).open(&path)?;
            // A line that a process left half written when it died was never acted on.
            let kept = whole(&known);
            file.set_len(kept.len() as u64)?;
            let mut text = String::new();
            if kept.is_empty() {
                text.push_str(&format!("{HEAD}{}\n", secret.mark()));
            }
            for entry in entries {
                let said = if entry.lifted { "lifted" } else { "erased" };
                let Entry { space, id, at, seals, .. } = entry;
                text.push_str(&format!("{said} {} {id} {} {}\n", space.name(), at.0, seals.join(" ")));
            }
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            flush(folder)
        };
        write().map_err(|cause| Fault::unwritable(&path, &cause))
    }
}

/// The lines of a text that are whole.
fn whole(text: &str) -> &str {
    text.rfind('\n').and_then(|end| text.get(..=end)).unwrap_or("")
}

fn parsed(line: &str) -> Option<(&str, Entry)> {
    let mut words = line.split(' ');
    let said = words.next().filter(|said| ["erased", "lifted"].contains(said))?;
    let space = words.next()?;
    let space = *[Space::Account, Space::Contact].iter().find(|known| known.name() == space)?;
    let (id, at) = (words.next()?.parse().ok()?, Micros(words.next()?.parse().ok()?));
    let seals: Vec<String> = words.map(Into::into).collect();
    Some((said, Entry { space, id, at, seals, lifted: said == "lifted" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: u32, seals: &[&str]) -> Entry {
        let seals = seals.iter().map(|seal| (*seal).into()).collect();
        Entry { space: Space::Contact, id, at: Micros(17), seals, lifted: false }
    }

    #[test]
    fn the_list_is_read_as_it_was_written_and_a_torn_line_counts_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let secret = Secret::of([1; 32]);
        assert_eq!(List::read(folder.path()).expect("none"), None);
        let (first, second) = (entry(7, &["erased:crm:aa", "erased:@:bb"]), entry(8, &["erased:crm:cc"]));
        List::note(folder.path(), &secret, std::slice::from_ref(&first)).expect("noted");
        let path = folder.path().join(ERASED_FILE);
        let mut torn = std::fs::read_to_string(&path).expect("there");
        torn.push_str("erased contact 9 18 erased:c");
        std::fs::write(&path, &torn).expect("written");
        let known = List::read(folder.path()).expect("read").expect("there").entries;
        assert_eq!(known, std::slice::from_ref(&first));
        List::note(folder.path(), &secret, std::slice::from_ref(&second)).expect("noted");
        let list = List::read(folder.path()).expect("read").expect("there");
        assert_eq!((list.mark, list.entries), (secret.mark(), vec![first.clone(), second.clone()]));

        // One key in common is enough to lift; who is erased again is on the list again.
        let lift = Entry { lifted: true, ..entry(7, &["erased:@:bb"]) };
        List::note(folder.path(), &secret, &[lift, first.clone()]).expect("noted");
        let list = List::read(folder.path()).expect("read").expect("there");
        assert_eq!(list.entries, [Entry { lifted: true, ..first.clone() }, second, first]);
        std::fs::write(&path, "takt erased 1 aa\nerased nobody\n").expect("written");
        assert_eq!(List::read(folder.path()).expect_err("broken").code, "erased-broken");
    }
}
