//! kill -9 at random points of an import: what was acknowledged is there, once, and the next run resumes.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::fixture::{Dice, Vendor, json, moves, sound_state, takt};

/// Runs an import and kills it after so many acknowledgements and a few spins more; gives the facts that were
/// acknowledged.
fn import_and_kill(mut command: Command, after: u64, spins: u64) -> u64 {
    command.args(["--progress", "json"]).stderr(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut acknowledged = 0;
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    for _ in 0..after {
        let Some(Ok(line)) = lines.next() else { break };
        let told: Value = serde_json::from_str(&line).unwrap();
        acknowledged = told["facts"].as_u64().unwrap();
    }
    // Not always right behind an acknowledgement: in the middle of the next decision, or of its commit.
    (0..spins).for_each(|n| {
        std::hint::black_box(n);
    });
    child.kill().unwrap();
    child.wait().unwrap();
    // What it still said before it died was acknowledged too.
    for line in lines.map_while(Result::ok) {
        if let Ok(told) = serde_json::from_str::<Value>(&line) {
            acknowledged = told["facts"].as_u64().unwrap();
        }
    }
    acknowledged
}

#[test]
fn fifty_kills_lose_nothing_and_double_nothing() {
    let vendor = Vendor::new(900, 7);
    let calm = vendor.folder("calm");
    let report = json(&mut vendor.import(&calm));
    let rows = report["received"].as_u64().unwrap();
    let calm_moves = moves(&calm);
    sound_state(&calm);

    let seed = 20_261_123;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let (mut killed_before, mut kills) = (0, 0);
    for run in 0..10 {
        let folder = vendor.folder(&format!("killed-{run}"));
        let mut known = 0;
        for _ in 0..5 {
            let (after, spins) = (dice.below(4), dice.below(3_000_000));
            let acknowledged = import_and_kill(vendor.import(&folder), after, spins);
            kills += 1;
            if !folder.join("journal.db").exists() {
                assert_eq!(acknowledged, 0);
                continue;
            }
            let verdict = json(takt(&folder).args(["--json", "verify"]));
            assert_eq!(verdict["chain"], "ok");
            assert_eq!(verdict["equal"], true, "killed after {after} and {spins}: {verdict}");
            let facts = verdict["facts"].as_u64().unwrap();
            assert!(facts >= known + acknowledged, "{acknowledged} acknowledged on top of {known}, {facts} there");
            known = facts;
            killed_before += u64::from(facts > 1);
        }
        let report = json(&mut vendor.import(&folder));
        assert_eq!(
            report["journalled"].as_u64().unwrap() + report["unchanged"].as_u64().unwrap(),
            rows,
            "every row is accounted for"
        );
        sound_state(&folder);
        assert_eq!(moves(&folder), calm_moves, "the same moves as the calm run");
        let again = json(&mut vendor.import(&folder));
        assert_eq!((again["facts"].as_u64(), again["unchanged"].as_u64()), (Some(0), Some(rows)));
    }
    println!("{kills} kills, {killed_before} of them with facts in the journal");
    assert_eq!(kills, 50);
    assert!(killed_before > 10, "the kills came too early to prove anything");
}

#[test]
fn the_same_files_in_any_order_give_the_same_moves() {
    let vendor = Vendor::new(300, 11);
    let one = vendor.folder("one");
    json(&mut vendor.import(&one));
    let wanted = moves(&one);
    for (name, order) in
        [("leads-first", [&vendor.leads, &vendor.deeds]), ("deeds-first", [&vendor.deeds, &vendor.leads])]
    {
        let folder = vendor.folder(name);
        for file in order {
            json(takt(&folder).args(["--json", "import", "--mapping"]).args([&vendor.mapping, file]));
        }
        sound_state(&folder);
        assert_eq!(moves(&folder), wanted, "{name}");
    }
}

#[test]
fn exports_that_overlap_say_the_same_once() {
    let vendor = Vendor::new(200, 13);
    let text = std::fs::read_to_string(&vendor.deeds).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (middle, head) = (lines.len() / 2, lines[0]);
    // Two exports that share the rows around the middle.
    let part = |name: &str, rows: &[&str]| {
        let path = vendor.dir.path().join(name);
        std::fs::write(&path, format!("{head}\n{}\n", rows.join("\n"))).unwrap();
        path
    };
    let (early, late) = (part("early.csv", &lines[1..middle + 20]), part("late.csv", &lines[middle - 20..]));
    let one = vendor.folder("one");
    json(&mut vendor.import(&one));
    let import = |folder: &Path, files: &[&Path]| {
        json(takt(folder).args(["--json", "import", "--mapping"]).arg(&vendor.mapping).args(files))
    };
    let together = vendor.folder("together");
    let report = import(&together, &[&vendor.leads, &early, &late]);
    assert_eq!(report["unchanged"], 40, "the rows that stand in both");
    let apart = vendor.folder("apart");
    for file in [&vendor.leads, &late, &early] {
        import(&apart, &[file]);
    }
    assert_eq!(moves(&together), moves(&one));
    assert_eq!(moves(&apart), moves(&one));
}

#[test]
fn a_real_export_killed_and_resumed_gives_the_same_moves() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("TAKT_REAL_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let files = ["marketing_qualified_leads", "closed_deals", "sellers"]
        .map(|name| data.join(format!("olist_funnel/olist_{name}_dataset.csv")));
    if !files.iter().all(|file| file.is_file()) {
        println!("SKIPPED: no real data in {}; set TAKT_REAL_DATA", data.display());
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let import = |folder: &Path| {
        let mut command = takt(folder);
        command.args(["--json", "import"]).args(&files);
        command
    };
    let calm = dir.path().join("calm");
    json(&mut import(&calm));
    let wanted = moves(&calm);
    let seed = 6_232;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    // After each acknowledgement in turn, so that the history and the going live are both cut.
    for after in 0..12 {
        let folder = dir.path().join(format!("killed-{after}"));
        let acknowledged = import_and_kill(import(&folder), after, dice.below(3_000_000));
        if folder.join("journal.db").exists() {
            let verdict = json(takt(&folder).args(["--json", "verify"]));
            assert_eq!(
                (&verdict["chain"], &verdict["equal"]),
                (&"ok".into(), &true.into()),
                "after {after}: {verdict}"
            );
            assert!(verdict["facts"].as_u64().unwrap() >= acknowledged, "after {after}: {verdict}");
        }
        let report = json(&mut import(&folder));
        let (new, known) = (report["journalled"].as_u64().unwrap(), report["unchanged"].as_u64().unwrap());
        assert_eq!(new + known, 6_232, "after {after}");
        sound_state(&folder);
        assert_eq!(moves(&folder), wanted, "after {after}");
    }
}
