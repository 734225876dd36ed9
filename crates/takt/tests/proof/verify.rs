//! `takt verify` can fail: a changed move, a flipped byte, a changed model text each turn it red; and it is the same
//! in every zone.

use std::path::Path;

use takt_core::fact::{Body, Fact, Path as Track};
use takt_core::unit::Seq;
use takt_store::{Commit, SqliteStore, Store};

use super::fixture::{Vendor, json, sound_state, takt};

/// Copies a journal into a new folder, its facts changed on the way: chain and CRCs are right, the story is not.
fn forge(from: &Path, to: &Path, change: impl Fn(&mut Fact)) {
    let mut source = SqliteStore::open_reader(from).unwrap();
    let mut target = SqliteStore::create(to, "forge").unwrap();
    let mut first = Commit::on(Seq(1));
    let mut words = takt_core::dictionary::Dictionary::default();
    for (kind, _, text) in source.words().unwrap().iter() {
        words.intern(kind, text);
    }
    first.words = words.take_fresh();
    first.models = source.models().unwrap();
    let mut commit = first;
    let mut commits = Vec::new();
    source
        .scan(Seq(1), &mut |mut fact| {
            change(&mut fact);
            if commit.facts.last().is_some_and(|last| last.recorded_at != fact.recorded_at) {
                commits.push(std::mem::replace(&mut commit, Commit::on(fact.seq)));
            }
            commit.facts.push(fact);
            Ok(())
        })
        .unwrap();
    commits.push(commit);
    for commit in commits {
        target.append(&commit).unwrap();
    }
}

#[test]
fn a_changed_move_turns_equal_false() {
    let vendor = Vendor::new(40, 3);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let state = sound_state(&folder);
    let same = vendor.folder("same");
    forge(&folder, &same, |_| {});
    assert_eq!(sound_state(&same), state, "the forger itself changes nothing");
    let forged = vendor.folder("forged");
    let once = std::cell::Cell::new(false);
    forge(&folder, &forged, |fact| {
        if let Body::Moved { path, .. } = &mut fact.body
            && *path == Track::Success
            && !once.replace(true)
        {
            *path = Track::Detour;
        }
    });
    assert!(once.get());
    let output = takt(&forged).args(["--json", "verify"]).output().unwrap();
    let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&verdict["chain"], &verdict["equal"]), (&"ok".into(), &false.into()), "{verdict}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_moved_time_turns_equal_false() {
    let vendor = Vendor::new(40, 3);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let forged = vendor.folder("forged");
    let once = std::cell::Cell::new(false);
    forge(&folder, &forged, |fact| {
        if let Body::Moved { .. } = &fact.body
            && fact.seq.0 > 60
            && !once.replace(true)
        {
            fact.occurred_at = fact.occurred_at.plus(1);
        }
    });
    let output = takt(&forged).args(["--json", "verify"]).output().unwrap();
    let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["equal"], false, "{verdict}");
}

#[test]
fn a_flipped_byte_is_found_and_its_frame_named() {
    let vendor = Vendor::new(40, 3);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let db = folder.join("journal.db");
    let connection = rusqlite::Connection::open(&db).unwrap();
    let (first, bytes): (i64, Vec<u8>) = connection
        .query_row("SELECT first, bytes FROM frame ORDER BY first LIMIT 1 OFFSET 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let mut flipped = bytes;
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x10;
    connection.execute("UPDATE frame SET bytes = ?1 WHERE first = ?2", (&flipped, first)).unwrap();
    drop(connection);
    let output = takt(&folder).arg("verify").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains(&first.to_string()), "the frame {first} is named: {text}");
}

#[test]
fn a_changed_model_text_is_found() {
    let vendor = Vendor::new(5, 3);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let connection = rusqlite::Connection::open(folder.join("journal.db")).unwrap();
    let changed = connection.execute("UPDATE model SET text = replace(text, '180d', '181d')", []).unwrap();
    assert_eq!(changed, 1);
    drop(connection);
    let output = takt(&folder).args(["--json", "verify"]).output().unwrap();
    let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &verdict["chain"]), (Some(1), &"broken".into()), "{verdict}");
}

#[test]
fn the_zone_of_the_machine_changes_nothing() {
    let vendor = Vendor::new(40, 3);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let state = sound_state(&folder);
    for zone in ["UTC", "America/New_York", "Pacific/Kiritimati"] {
        let verdict = json(takt(&folder).env("TZ", zone).args(["--json", "verify"]));
        assert_eq!(verdict["state_sha256"], state.as_str(), "{zone}");
        assert_eq!(verdict["replay_sha256"], state.as_str(), "{zone}");
    }
}
