//! The move column beside the journal: reports say the same with it, without it, and with one that is damaged, behind, or
//! not of this journal.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use takt::app::columns::moves_form;
use takt::app::desk::Desk;
use takt_core::metric::MoveColumn;
use takt_core::unit::{AccountId, Seq};
use takt_store::{SEGMENT_FOLDER, SqliteStore, Store};

use crate::fixture::{Vendor, json, takt};

fn reports(folder: &Path) -> Vec<Value> {
    let mut reports = Vec::new();
    for by in ["source", "segment", "month", "owner:inside-sales"] {
        reports.push(json(takt(folder).args(["--json", "flow", "--by", by])));
        let funnel = ["--json", "funnel", "--from-stage", "lead", "--to-stage", "won", "--by", by];
        reports.push(json(takt(folder).args(funnel)));
    }
    reports.push(json(takt(folder).args(["--json", "flow", "--as-known", "2025-05-31"])));
    reports
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder.join(SEGMENT_FOLDER)) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.to_string_lossy().contains("moves.")).collect()
}

/// Whether the column of a folder is read.
fn is_read(folder: &Path) -> bool {
    let mut store = SqliteStore::open_reader(folder).unwrap();
    let desk = Desk::open_reader(folder).unwrap();
    let mut found = false;
    let mut each = |segment: takt_store::Segment| {
        found |= MoveColumn::read(&segment.bytes, &desk.book).is_some();
        Ok(())
    };
    store.segments(moves_form(), &mut each).unwrap();
    found
}

#[test]
fn reports_are_the_same_whatever_lies_beside_the_journal() {
    let vendor = Vendor::new(600, 4);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    assert!(Desk::open_writer(&folder, "test").unwrap().write_snapshot());
    let [file] = files(&folder).try_into().expect("one column is kept with a snapshot");
    assert!(is_read(&folder));
    let with = reports(&folder);
    let bytes = fs::read(&file).unwrap();

    let mut damaged = bytes.clone();
    damaged[bytes.len() / 2] ^= 4;
    fs::write(&file, &damaged).unwrap();
    assert!(!is_read(&folder));
    assert_eq!(reports(&folder), with, "damaged");
    fs::remove_file(&file).unwrap();
    assert_eq!(reports(&folder), with, "gone");

    // The journal goes on behind what was kept: histories are reopened by an earlier day, new accounts come, and some become part of others.
    fs::write(&file, &bytes).unwrap();
    let more = Vendor::new(40, 9);
    fs::write(&more.leads, "id,day,source\nL1,2024-12-01,fair\nN1,2025-03-03,web\n").unwrap();
    json(&mut more.import(&folder));
    assert!(is_read(&folder), "so few facts make no snapshot");
    let mut desk = Desk::open_writer(&folder, "test").unwrap();
    let free = desk.book.accounts.iter().filter(|a| a.opportunities.is_empty() && a.subscriptions.is_empty());
    let parts: Vec<AccountId> = free.map(|account| account.id).take(4).collect();
    let now = desk.book.recorded_at;
    desk.merge(parts[1], parts[0], now).unwrap();
    desk.merge(parts[3], parts[2], now).unwrap();
    desk.unmerge(parts[3], now).unwrap();
    drop(desk);
    let behind = reports(&folder);
    assert_ne!(behind, with);
    fs::remove_file(&file).unwrap();
    assert_eq!(reports(&folder), behind, "a column that is behind was brought up");

    // Another model may have another segment: nothing that was kept under the one before is read.
    fs::write(&file, &bytes).unwrap();
    let model = vendor.dir.path().join("other.toml");
    fs::write(&model, takt::app::desk::STANDARD_MODEL.to_owned() + "\n# another\n").unwrap();
    assert!(takt(&folder).args(["model", "adopt"]).arg(&model).output().unwrap().status.success());
    assert!(!is_read(&folder));
}

/// The twin: what is kept is really read. One that says less makes the report say less.
#[test]
fn a_column_that_lacks_accounts_is_noticed() {
    let vendor = Vendor::new(300, 5);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let before = reports(&folder);
    let mut desk = Desk::open_writer(&folder, "test").unwrap();
    let half: Vec<_> = desk.book.accounts.drain(..150).collect();
    let column = MoveColumn::of(&desk.book);
    desk.book.accounts.splice(..0, half);
    let head = desk.store.head().unwrap();
    let parts = column.write(&desk.book);
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    desk.store.keep_segment(moves_form(), Seq(1), &head, &parts).unwrap();
    drop(desk);
    assert_ne!(reports(&folder), before);
}
