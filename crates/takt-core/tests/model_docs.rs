//! `docs/model.md` names every key, word and finding of the grammar, and its examples are read as they stand.

use takt_core::dictionary::Dictionary;
use takt_core::fact::Outcome;
use takt_core::model::finding::BECAUSE;
use takt_core::model::grammar::{CONDITIONS, EVENTS, Holds, LAPS, OUTCOMES, PATHS, SECTIONS};
use takt_core::model::{self, CODES};
use toml_edit::DocumentMut;

const PAGE: &str = include_str!("../../../docs/model.md");

/// Whether the page has a word in code: alone, as a key with a value, or among others.
fn has(word: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
    PAGE.split('`').skip(1).step_by(2).any(|code| code.split(|char| !is_part(char)).any(|part| part == word))
}

/// The blocks of code in a language, as the fence names it.
fn blocks(fence: &str) -> Vec<&'static str> {
    let open = format!("```{fence}\n");
    PAGE.split(&*open).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn every_key_and_word_is_on_the_page() {
    let conditions = CONDITIONS.iter().chain([&LAPS]);
    for section in SECTIONS.iter().copied().chain(conditions) {
        for key in section.keys {
            assert!(has(key.name), "{} of {}", key.name, section.name);
            if let Holds::OneOf(words) = key.holds {
                words.iter().for_each(|word| assert!(has(word), "{word} of {} of {}", key.name, section.name));
            }
        }
    }
    let lists = [EVENTS, OUTCOMES, PATHS, BECAUSE, Outcome::NAMES];
    lists.iter().flat_map(|list| list.iter()).for_each(|word| assert!(has(word), "{word}"));
}

#[test]
fn every_finding_is_on_the_page() {
    for (code, _) in CODES {
        let row = PAGE.lines().find(|line| line.starts_with('|') && line.contains(&format!("`{code}`")));
        assert!(row.is_some(), "{code}");
    }
}

#[test]
fn whole_examples_are_sound_models() {
    let whole = blocks("toml complete");
    assert!(!whole.is_empty());
    for text in whole {
        let read = model::read(text, &mut Dictionary::default());
        assert!(read.is_ok(), "{read:#?}");
    }
}

/// Each part of a file in the page is TOML, and has no key that a model file does not have.
#[test]
fn parts_of_examples_have_no_unknown_keys() {
    let parts = blocks("toml");
    assert!(parts.len() >= 10);
    for text in parts {
        text.parse::<DocumentMut>().unwrap_or_else(|error| panic!("{error}\n{text}"));
        let found = model::read(text, &mut Dictionary::default()).err().unwrap_or_default();
        let wrong: Vec<_> = found.iter().filter(|f| ["unknown-key", "wrong-type"].contains(&f.code)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}\n{text}");
    }
}
