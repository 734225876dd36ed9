//! Every guard has a twin here: one change to a sound tree that it, and no other guard, must find.

use super::{File, GUARDS, Tree};

/// A tree of these paths and texts.
pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: Some((*text).to_owned()) };
    Tree { files: files.iter().map(file).collect() }
}

const SOUND: &[(&str, &str)] = &[
    ("README.md", "# Takt\n\n[Architecture](ARCHITECTURE.md#code-map)\n\n```sh\ncargo xtask test\n```\n"),
    ("README.ja.md", "# Takt\n\n[構成](ARCHITECTURE.md#code-map)\n\n```sh\ncargo xtask test\n```\n"),
    ("ARCHITECTURE.md", "# Architecture\n\n## Code map\n\n- `crates/takt-core/src/unit.rs` — the units\n"),
    (
        "GLOSSARY.md",
        "# Glossary\n\n| term | ja | type | file | meaning |\n|---|---|---|---|---|\n\
         | day | 日 | `Day` | `crates/takt-core/src/unit.rs` | a civil day |\n| churn | 解約 | — | — | leaving |\n",
    ),
    ("CHANGELOG.md", "# Changelog\n\n## Unreleased\n"),
    ("docs/adr/README.md", "# Decisions\n\n- [0001](0001-time.md)\n"),
    ("docs/adr/0001-time.md", "# Time is an argument\n"),
    ("crates/takt-core/src/lib.rs", "//! The core.\n#![no_std]\n\npub mod unit;\n"),
    ("crates/takt-core/src/unit.rs", "/// A civil day.\npub struct Day(pub i32);\n"),
];

/// The guard, the file, the text in it that is replaced (empty: at the end), and by what.
const TWINS: &[(&str, &str, &str, &str)] = &[
    ("links", "README.md", "ARCHITECTURE.md#code-map", "ARCHITECTURE.md#map-of-the-code"),
    ("links", "docs/adr/0001-time.md", "", "[gone](0000-gone.md)\n"),
    ("code-map", "ARCHITECTURE.md", "", "- `crates/takt-core/src/money.rs` — amounts\n"),
    ("code-map", "crates/takt-new/src/lib.rs", "", "//! A crate that the map does not have.\n"),
    ("glossary", "GLOSSARY.md", "`Day`", "`Week`"),
    ("changelog", "CHANGELOG.md", "## Unreleased", "## 0.1.0"),
    ("adr-index", "docs/adr/0002-yen.md", "", "# Amounts are whole yen\n"),
    ("readme-twins", "README.ja.md", "", "## 使い方\n"),
    ("readme-twins", "README.ja.md", "cargo xtask test", "cargo test"),
    ("length", "crates/takt-core/src/unit.rs", "", LONG),
    ("names", "crates/takt-core/src/util.rs", "", "//! All sorts of things.\n"),
    ("unfinished", "crates/takt-core/src/unit.rs", "", "fn fold() {\n    todo!()\n}\n"),
    ("unfinished", "crates/takt-core/src/unit.rs", "", "// FIXME: leap years\n"),
    ("ignored-tests", "crates/takt-core/src/unit.rs", "", "#[test]\n#[ignore]\nfn folds() {}\n"),
    ("machine-paths", "docs/adr/0001-time.md", "", concat!("Data lies in /", "work/takt.\n")),
    ("core-no-std", "crates/takt-core/src/lib.rs", "#![no_std]\n", ""),
    ("core-std", "crates/takt-core/src/unit.rs", "", "use std::fs::read;\n"),
    ("core-floats", "crates/takt-core/src/unit.rs", "", "const RATE: u8 = (100.0 * 0.1) as u8;\n"),
];

/// More lines than a file may have.
const LONG: &str = {
    const BYTES: [u8; 901] = [b'\n'; 901];
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

fn red(tree: &Tree) -> Vec<&'static str> {
    GUARDS.iter().filter(|(_, guard)| !guard(tree).is_empty()).map(|(name, _)| *name).collect()
}

#[test]
fn a_sound_tree_is_green() {
    for (name, guard) in GUARDS {
        assert_eq!(guard(&tree(SOUND)), Vec::new(), "{name}");
    }
}

#[test]
fn every_guard_finds_what_its_twin_breaks_and_no_other_does() {
    for (guard, path, from, to) in TWINS {
        let mut broken = tree(SOUND);
        match broken.files.iter_mut().find(|file| file.path == *path) {
            Some(file) => {
                let text = file.text.take().unwrap();
                assert!(text.contains(from), "{path} has no `{from}`");
                file.text = Some(if from.is_empty() { text + to } else { text.replace(from, to) });
            }
            None => broken.files.push(File { path: (*path).to_owned(), text: Some((*to).to_owned()) }),
        }
        assert_eq!(red(&broken), [*guard], "{path}: `{from}` → `{to}`");
    }
}

#[test]
fn every_guard_has_a_twin() {
    for (name, _) in GUARDS {
        assert!(TWINS.iter().any(|(guard, ..)| guard == name), "{name} has no twin: nothing shows that it can go red");
    }
}

#[test]
fn a_document_that_is_not_there_is_red() {
    for (guard, path) in [
        ("readme-twins", "README.md"),
        ("readme-twins", "README.ja.md"),
        ("code-map", "ARCHITECTURE.md"),
        ("glossary", "GLOSSARY.md"),
        ("changelog", "CHANGELOG.md"),
        ("adr-index", "docs/adr/README.md"),
        ("core-no-std", "crates/takt-core/src/lib.rs"),
    ] {
        let mut broken = tree(SOUND);
        broken.files.retain(|file| file.path != path);
        assert!(red(&broken).contains(&guard), "{path}");
    }
}
