//! Runs the built program in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Both languages by their codes.
pub(crate) const LANGUAGES: [&str; 2] = ["ja", "en"];

/// What a run came to.
#[derive(Clone, Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Everything printed.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// What `--json` printed.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("no JSON ({error}): {}{}", self.out, self.err))
    }
}

/// A folder for one test; relative names mean files in it.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    /// Runs `takt --lang LANG ARGS` here.
    pub(crate) fn takt(&self, language: &str, args: &[&str]) -> Ran {
        takt_in(self.folder.path(), language, args)
    }
}

/// Runs `takt --lang LANG ARGS` in a folder, and looks that it neither panics nor prints the name of a message.
pub(crate) fn takt_in(folder: &Path, language: &str, args: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_takt"))
        .args(["--lang", language])
        .args(args)
        .current_dir(folder)
        .env_remove("TAKT_DATA")
        .env_remove("TAKT_DATABASE")
        .output()
        .expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text in UTF-8");
    let ran =
        Ran { status: output.status.code().expect("no signal"), out: text(output.stdout), err: text(output.stderr) };
    let all = ran.all();
    assert!(!all.contains("panicked"), "{args:?}: {all}");
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    for word in all.split(|c| !is_part(c)).filter(|word| word.contains('-')) {
        assert!(!is_message(word), "{args:?} prints the name of a message, {word}: {all}");
    }
    ran
}

/// Whether a word is the name of a message, which nobody should ever read.
fn is_message(word: &str) -> bool {
    const SOURCES: [&str; 13] = [
        include_str!("../../locales/en/cli.ftl"),
        include_str!("../../locales/en/intake.ftl"),
        include_str!("../../locales/en/model.ftl"),
        include_str!("../../locales/en/fault.ftl"),
        include_str!("../../locales/en/draw.ftl"),
        include_str!("../../locales/en/diagram.ftl"),
        include_str!("../../locales/en/bench.ftl"),
        include_str!("../../locales/en/consent.ftl"),
        include_str!("../../locales/en/change.ftl"),
        include_str!("../../locales/en/erase.ftl"),
        include_str!("../../locales/en/out.ftl"),
        include_str!("../../locales/en/mapping.ftl"),
        include_str!("../../locales/en/web.ftl"),
    ];
    SOURCES.iter().any(|source| source.lines().any(|line| line.strip_prefix(word).is_some_and(|l| l.starts_with(" ="))))
}

/// Whether a text has a Japanese character.
pub(crate) fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3041}'..='\u{30ff}').contains(&c) || ('\u{4e00}'..='\u{9fff}').contains(&c))
}
