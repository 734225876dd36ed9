//! Stories in words: a journal in, a story out (`models/stories/<model>/*.story`).
//!
//! A script states facts line by line and asks for stories; the answers stand indented below each question, in the file
//! itself. `UPDATE=1 cargo test -p takt-core --test stories` writes them anew: read every one of them before it is
//! committed. After every script the journal is folded anew, decided anew, and every citation is checked.

#![allow(clippy::unwrap_used)]

#[path = "stories/chance.rs"]
mod chance;
#[path = "stories/house.rs"]
mod house;
#[path = "stories/picture.rs"]
mod picture;
#[path = "stories/proof.rs"]
mod proof;
#[path = "stories/script.rs"]
mod script;
#[path = "stories/tell.rs"]
mod tell;

use std::path::{Path, PathBuf};

/// The folder of the models, with that of the stories in it.
fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models")
}

/// All scripts, by path.
#[allow(clippy::disallowed_methods, reason = "a test that reads its scripts")]
fn scripts() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(models().join("stories")).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|end| end == "story") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a test that reads its scripts, and writes them anew on request")]
fn every_story_ends_as_it_is_told() {
    let only = std::env::var("STORY").unwrap_or_default();
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in scripts() {
        if !path.to_string_lossy().contains(&only) {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let model = |name: &str| std::fs::read_to_string(models().join(format!("{name}.toml"))).unwrap();
        let (told, houses) = match script::run(&text, model) {
            Ok(told) => told,
            Err(error) => {
                wrong.push(format!("{name}: {error}"));
                continue;
            }
        };
        for fault in houses.iter().flat_map(proof::faults) {
            wrong.push(format!("{name}: {fault}"));
        }
        if update {
            std::fs::write(&path, &told).unwrap();
        } else if told != text {
            wrong.push(format!("{name}: {}", first_difference(&text, &told)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The first line in which two texts differ.
fn first_difference(expected: &str, told: &str) -> String {
    let (mut a, mut b) = (expected.lines(), told.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (a.next(), b.next()) {
            (None, None) => return "the ends of lines differ".into(),
            (x, y) if x != y => return format!("line {number}\n  expected {x:?}\n  told     {y:?}"),
            _ => {}
        }
    }
}
