//! The columns of seen facts beside the journal: a trial and an adoption say the same with them, without them, and with some that are
//! damaged, behind, or of another program.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use takt::app::desk::{Desk, STANDARD_MODEL};
use takt::app::seen::seen_form;
use takt_core::account::Readings;
use takt_core::seen::Seen;
use takt_core::unit::{AccountId, Seq};
use takt_store::{Form, SEGMENT_FOLDER, Segment, SqliteStore, Store};

use crate::fixture::{Vendor, json, sound_state, takt};

/// Another model than the one in force: who is rested comes back after half the time, and a limit is shorter.
fn other(vendor: &Vendor) -> PathBuf {
    let text = STANDARD_MODEL.replace("points    = 3", "points    = 90").replace("\"180d\"", "\"20d\"");
    assert_ne!(text, STANDARD_MODEL);
    let path = vendor.dir.path().join("other.toml");
    fs::write(&path, text).unwrap();
    path
}

/// What trials of another model say, from the beginning and from a day on.
fn trials(folder: &Path, model: &Path) -> Vec<Value> {
    let ask = |since: &[&str]| {
        let mut told =
            json(takt(folder).args(["--json", "whatif", "--accounts", "1000", "--model"]).arg(model).args(since));
        told["as_of"] = Value::Null;
        told
    };
    vec![ask(&[]), ask(&["--since", "2025-06-01"])]
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder.join(SEGMENT_FOLDER)) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.to_string_lossy().contains("seen.")).collect()
}

/// Where the columns of a folder end that are read; 1 for none.
fn kept(folder: &Path) -> Seq {
    let mut store = SqliteStore::open_reader(folder).unwrap();
    let mut next = Seq(1);
    let mut each = |segment: Segment| {
        next = Seen::read_parts(&segment.bytes).unwrap().next();
        Ok(())
    };
    store.segments(seen_form(), &mut each).unwrap();
    next
}

/// Columns kept as if the journal had led to them.
fn keep(folder: &Path, form: Form, seen: &mut Seen) {
    let mut desk = Desk::open_writer(folder, "test").unwrap();
    let head = desk.store.head().unwrap();
    let (rest, [rows, places]) = seen.parts();
    desk.store.keep_segment(form, Seq(1), &head, &[&rest, rows, places]).unwrap();
}

/// The columns of a folder's journal, in which what was said of some accounts was said of nobody.
fn columns(folder: &Path, of: impl Fn(AccountId) -> bool) -> Seen {
    let mut seen = Seen::default();
    let mut store = SqliteStore::open_reader(folder).unwrap();
    let scanned = store.scan(Seq(1), &mut |mut fact| {
        fact.account = fact.account.filter(|id| of(*id));
        seen.note(&fact);
        Ok(())
    });
    scanned.unwrap();
    seen
}

#[test]
fn trials_are_the_same_whatever_lies_beside_the_journal() {
    let vendor = Vendor::new(400, 4);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let model = other(&vendor);
    let without = trials(&folder, &model);
    assert_ne!(without[0]["accounts_moved"], 0, "the other model moves accounts");
    assert!(Desk::open_writer(&folder, "test").unwrap().write_snapshot());
    let [file] = files(&folder).try_into().expect("columns are kept with a snapshot");
    let end = kept(&folder);
    assert!(end > Seq(1));
    assert_eq!(trials(&folder, &model), without, "with");
    let bytes = fs::read(&file).unwrap();

    let mut damaged = bytes.clone();
    damaged[bytes.len() / 2] ^= 4;
    fs::write(&file, &damaged).unwrap();
    assert_eq!(kept(&folder), Seq(1));
    assert_eq!(trials(&folder, &model), without, "damaged");
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(trials(&folder, &model), without, "cut off");

    // The journal goes on behind what was kept: histories are reopened, new accounts come, an import is taken back and two
    // accounts are made one, so that some stand no longer alone.
    fs::write(&file, &bytes).unwrap();
    let more = Vendor::new(40, 9);
    fs::write(&more.leads, "id,day,source\nL1,2024-12-01,fair\nN1,2025-03-03,web\nN2,2025-03-04,web\n").unwrap();
    json(&mut more.import(&folder));
    let behind = trials(&folder, &model);
    assert_ne!(behind, without);
    json(takt(&folder).args(["--json", "merge", "N2", "L7"]));
    json(takt(&folder).args(["--json", "import", "undo", "2"]));
    assert_eq!(kept(&folder), end, "so few facts make no snapshot");
    let changed = trials(&folder, &model);
    assert_ne!(changed, behind);
    fs::remove_file(&file).unwrap();
    assert_eq!(trials(&folder, &model), changed, "columns that are behind were brought up");

    // Those of another program are none, whatever they say.
    let form = seen_form();
    keep(&folder, Form { version: form.version ^ 1, ..form }, &mut columns(&folder, |id| id.0 % 2 == 0));
    assert_eq!(trials(&folder, &model), changed, "of another program");
}

/// The twin: what is kept is really read. Columns that say less make the trial say less.
#[test]
fn columns_that_lack_accounts_are_noticed() {
    let vendor = Vendor::new(300, 5);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let model = other(&vendor);
    let before = trials(&folder, &model);
    keep(&folder, seen_form(), &mut columns(&folder, |_| true));
    assert_eq!(trials(&folder, &model), before);
    keep(&folder, seen_form(), &mut columns(&folder, |id| id.0 % 2 == 0));
    assert_ne!(trials(&folder, &model), before);
}

/// The accounts of which a model that came into force would read something else than the journal says.
fn misread(folder: &Path) -> usize {
    let mut desk = Desk::open_reader(folder).unwrap();
    let mut noted = Readings::default();
    let mut each = |fact| {
        noted.note(&fact);
        Ok(())
    };
    desk.store.scan(Seq(1), &mut each).unwrap();
    let read = desk.readings().unwrap();
    let ids: Vec<AccountId> = desk.book.accounts.iter().map(|account| account.id).collect();
    assert!(ids.iter().filter(|id| !noted.of(&[**id]).is_empty()).count() > 50);
    ids.iter().filter(|id| noted.of(&[**id]) != read.of(&[**id])).count()
}

#[test]
fn an_adopted_model_reads_of_the_columns_what_the_journal_says() {
    let vendor = Vendor::new(200, 6);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    assert_eq!(misread(&folder), 0, "without");
    assert!(Desk::open_writer(&folder, "test").unwrap().write_snapshot());
    assert_eq!(misread(&folder), 0, "with");
    let more = Vendor::new(60, 9);
    fs::write(&more.leads, "id,day,source\nL1,2024-12-01,fair\nN1,2025-03-03,web\nN2,2025-03-04,web\n").unwrap();
    json(&mut more.import(&folder));
    json(takt(&folder).args(["--json", "merge", "N2", "L7"]));
    assert_eq!(misread(&folder), 0, "behind, and two made one");
    json(takt(&folder).args(["--json", "import", "undo", "2"]));
    assert_eq!(misread(&folder), 0, "taken back");
    json(takt(&folder).args(["--json", "model", "adopt"]).arg(other(&vendor)));
    sound_state(&folder);
    keep(&folder, seen_form(), &mut columns(&folder, |id| id.0 % 2 == 0));
    assert!(misread(&folder) > 0, "nobody noticed columns that say less");
}
