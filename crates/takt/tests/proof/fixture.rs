//! A small vendor's export as CSV, its mapping, and the program run on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A mapping of two files: leads and what became of them.
pub(crate) const MAPPING: &str = r#"
format = 1
name   = "A small vendor"
system = "small"
zone   = "model"

[[file]]
id      = "leads"
columns = ["id", "day", "source"]
account = { key = "id" }

[[file]]
id      = "deeds"
columns = ["lead", "at", "what", "who"]
account = { key = "lead" }

[[fact]]
file   = "leads"
kind   = "captured"
at     = { column = "day", format = "%Y-%m-%d" }
source = { column = "source" }

[[fact]]
file  = "deeds"
kind  = "touched"
if    = { column = "what", is = "visit" }
at    = { column = "at", format = "%Y-%m-%d %H:%M:%S" }
touch = "visit"

[[fact]]
file    = "deeds"
kind    = "call-held"
if      = { column = "what", is = "call" }
at      = { column = "at", format = "%Y-%m-%d %H:%M:%S" }
by      = { column = "who" }
outcome = "talked"

[[fact]]
file = "deeds"
kind = "won"
if   = { column = "what", is = "won" }
at   = { column = "at", format = "%Y-%m-%d %H:%M:%S" }
by   = { column = "who" }
"#;

/// Numbers that look random and are the same everywhere (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// The next number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// A folder with the mapping and two files of `accounts` leads.
pub(crate) struct Vendor {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) leads: PathBuf,
    pub(crate) deeds: PathBuf,
    pub(crate) mapping: PathBuf,
}

impl Vendor {
    pub(crate) fn new(accounts: u64, seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut dice = Dice(seed);
        let mut leads = String::from("id,day,source\n");
        let mut deeds = String::from("lead,at,what,who\n");
        for id in 0..accounts {
            let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
            leads.push_str(&format!(
                "L{id},2025-{month:02}-{day:02},{}\n",
                ["web", "fair", "", "call"][dice.below(4) as usize]
            ));
            for _ in 0..dice.below(4) {
                let what = ["visit", "visit", "call", "won"][dice.below(4) as usize];
                let (hour, minute) = (9 + dice.below(9), dice.below(60));
                let (month, day) = ((month + dice.below(6)).min(12), 1 + dice.below(28));
                let who = dice.below(5);
                deeds.push_str(&format!("L{id},2025-{month:02}-{day:02} {hour:02}:{minute:02}:00,{what},m{who}\n"));
            }
        }
        let write = |name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        Self {
            leads: write("leads.csv", &leads),
            deeds: write("deeds.csv", &deeds),
            mapping: write("small.toml", MAPPING),
            dir,
        }
    }

    /// A data folder beside the files.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// `takt import` of both files.
    pub(crate) fn import(&self, folder: &Path) -> Command {
        let mut command = takt(folder);
        command.args(["--json", "import", "--mapping"]).args([&self.mapping, &self.leads, &self.deeds]);
        command
    }
}

/// The program over a data folder, English, in no particular zone.
pub(crate) fn takt(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_takt"));
    command.arg("--data").arg(folder).args(["--lang", "en"]);
    command
}

/// What a command printed as JSON; it must have done what it was asked.
pub(crate) fn json(command: &mut Command) -> Value {
    let output: Output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The state hash of a folder, which must be whole.
pub(crate) fn sound_state(folder: &Path) -> String {
    let verdict = json(takt(folder).args(["--json", "verify"]));
    assert_eq!((&verdict["chain"], &verdict["equal"]), (&Value::from("ok"), &Value::from(true)), "{verdict}");
    verdict["state_sha256"].as_str().unwrap().into()
}

/// What must be alike between two ways to the same moves: everything that carries no time of an import.
pub(crate) fn moves(folder: &Path) -> Value {
    let mut flow = json(takt(folder).args(["--json", "flow", "--by", "month", "--to", "2026-06-30"]));
    flow["as_of"] = Value::Null;
    let mut funnel =
        json(takt(folder).args(["--json", "funnel", "--from-stage", "lead", "--to-stage", "won", "--by", "source"]));
    funnel["as_of"] = Value::Null;
    serde_json::json!([flow, funnel])
}
