//! Export and restore: the same sequences, hashes and people; nothing decided.

use super::fixture::{Vendor, json, moves, sound_state, takt};

#[test]
fn a_restored_folder_is_the_same_and_knows_what_was_imported() {
    let vendor = Vendor::new(120, 5);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let state = sound_state(&folder);
    let dir = vendor.folder("export");
    let exported = json(takt(&folder).args(["--json", "export"]).arg(&dir));

    let restored = vendor.folder("restored");
    json(takt(&restored).args(["--json", "init"]));
    let report = json(takt(&restored).args(["--json", "import"]).arg(dir.join("journal.jsonl")));
    assert_eq!(report["facts"], exported["facts"]);
    assert_eq!(sound_state(&restored), state);
    assert_eq!(moves(&restored), moves(&folder));
    // The same export again is the same, byte for byte: people, dictionary, keys and all.
    let second = vendor.folder("export-2");
    json(takt(&restored).args(["--json", "export"]).arg(&second));
    for file in exported["files"].as_array().unwrap() {
        let file = file.as_str().unwrap();
        let (a, b) = (std::fs::read(dir.join(file)).unwrap(), std::fs::read(second.join(file)).unwrap());
        assert!(a == b, "{file} differs");
    }
    let again = json(&mut vendor.import(&restored));
    assert_eq!((again["journalled"].as_u64(), again["facts"].as_u64()), (Some(0), Some(0)));
}

#[test]
fn a_used_folder_is_not_restored_into_and_a_cut_journal_restores_nothing() {
    let vendor = Vendor::new(20, 5);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let dir = vendor.folder("export");
    json(takt(&folder).args(["--json", "export"]).arg(&dir));
    let used = takt(&folder).arg("import").arg(dir.join("journal.jsonl")).output().unwrap();
    assert_eq!(used.status.code(), Some(1), "{used:?}");

    let journal = std::fs::read_to_string(dir.join("journal.jsonl")).unwrap();
    let cut: Vec<&str> = journal.lines().collect();
    std::fs::write(dir.join("journal.jsonl"), cut[..cut.len() - 1].join("\n")).unwrap();
    let fresh = vendor.folder("fresh");
    json(takt(&fresh).args(["--json", "init"]));
    let refused = takt(&fresh).arg("import").arg(dir.join("journal.jsonl")).output().unwrap();
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    let verdict = json(takt(&fresh).args(["--json", "verify"]));
    assert_eq!(verdict["facts"], 1, "the folder is as init made it");
}

#[test]
fn an_export_that_somebody_edited_is_not_restored_and_a_dry_run_writes_nothing() {
    let vendor = Vendor::new(20, 5);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let dir = vendor.folder("export");
    json(takt(&folder).args(["--json", "export"]).arg(&dir));
    let fresh = vendor.folder("fresh");
    json(takt(&fresh).args(["--json", "init"]));
    let journal = dir.join("journal.jsonl");
    let dry = json(takt(&fresh).args(["--json", "import", "--dry-run"]).arg(&journal));
    assert_eq!(dry["restored"], false);
    assert_eq!(json(takt(&fresh).args(["--json", "verify"]))["facts"], 1, "nothing was written");

    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, text.replacen("\"path\":\"success\"", "\"path\":\"detour\"", 1)).unwrap();
    let refused = takt(&fresh).arg("import").arg(&journal).output().unwrap();
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is not what was exported"), "{refused:?}");
    assert_eq!(json(takt(&fresh).args(["--json", "verify"]))["facts"], 1, "the folder is as init made it");

    std::fs::write(&journal, text).unwrap();
    json(takt(&fresh).args(["--json", "import"]).arg(&journal));
    assert_eq!(sound_state(&fresh), sound_state(&folder));
}

#[test]
fn a_journal_that_names_what_it_cannot_have_is_refused_before_room_is_made_for_it() {
    let vendor = Vendor::new(20, 5);
    let folder = vendor.folder("data");
    json(&mut vendor.import(&folder));
    let dir = vendor.folder("export");
    json(takt(&folder).args(["--json", "export"]).arg(&dir));
    let journal = dir.join("journal.jsonl");
    let text = std::fs::read_to_string(&journal).unwrap();
    // Without its hash the header vouches for nothing; the rest is as any export.
    let (header, rest) = text.split_once('\n').unwrap();
    let header = format!("{}}}\n", header.split(",\"chain_sha256\"").next().unwrap());
    for (known, instead) in [("\"account\":0,", "\"account\":4294967294,"), ("\"to\":\"lead\"", "\"to\":4294967294")] {
        assert!(rest.contains(known), "{known}");
        std::fs::write(&journal, header.clone() + &rest.replacen(known, instead, 1)).unwrap();
        let fresh = vendor.folder("fresh");
        let _ = std::fs::remove_dir_all(&fresh);
        json(takt(&fresh).args(["--json", "init"]));
        let refused = takt(&fresh).arg("import").arg(&journal).output().unwrap();
        assert_eq!(refused.status.code(), Some(1), "{instead}: {refused:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("journal.jsonl"), "{refused:?}");
        assert_eq!(json(takt(&fresh).args(["--json", "verify"]))["facts"], 1, "the folder is as init made it");
    }
}
