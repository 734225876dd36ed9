//! The fuzz targets without a fuzzer: each over its seeds, and over a few thousand inputs made of them, on the stable
//! toolchain. So a target cannot rot, and what once broke stays mended.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test breaks off where it stands")]

#[path = "../../../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "public for the fuzz targets")]
mod targets;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use targets::{TARGETS, Target};

/// Mutated inputs of each target.
const INPUTS: u64 = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Of each target in the list beside them: the longest input, and the seeds.
fn listed() -> BTreeMap<String, (usize, Vec<Vec<u8>>)> {
    let list = std::fs::read_to_string(root().join("fuzz/targets")).unwrap();
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let target = |line: &str| {
        let mut words = line.split_whitespace();
        let (name, longest) = (words.next().unwrap(), words.next().unwrap().parse().unwrap());
        let mut seeds = Vec::new();
        for place in words {
            read(&root().join(place), &mut seeds);
        }
        assert!(!seeds.is_empty(), "{name} has no seed");
        (name.to_owned(), (longest, seeds))
    };
    lines.map(target).collect()
}

/// A file, or all files below a folder, in the order of their names.
fn read(path: &Path, seeds: &mut Vec<Vec<u8>>) {
    if path.is_file() {
        seeds.push(std::fs::read(path).unwrap());
        return;
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        read(&path, seeds);
    }
}

/// The words of a dictionary of libFuzzer: one in quotes a line.
fn words(target: &str) -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(root().join(format!("fuzz/dictionaries/{target}"))).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let word = |line: &str| {
        let inside = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
        let inside = inside.unwrap_or_else(|| panic!("{target}: {line} is no word in quotes"));
        unescaped(inside.as_bytes())
    };
    lines.map(word).collect()
}

/// The bytes of a word: `\\`, `\"` and `\xE3` stand for one each.
fn unescaped(word: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = word;
    while let [first, behind @ ..] = rest {
        (rest, _) = match (first, behind) {
            (b'\\', [b'x', high, low, behind @ ..]) => {
                let digits = [*high, *low];
                (behind, bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()))
            }
            (b'\\', [other, behind @ ..]) => (behind, bytes.push(*other)),
            _ => (behind, bytes.push(*first)),
        };
    }
    bytes
}

/// Random numbers that are the same everywhere (splitmix64).
struct Stream(u64);

impl Stream {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }

    /// A stretch of something so long, mostly a short one.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        let most = if self.below(4) == 0 { length } else { 16 };
        start..(start + self.below(most + 1)).min(length)
    }
}

/// An input made of a seed: some bytes changed, taken out, doubled, or put in from another seed or from the dictionary.
fn mutated(stream: &mut Stream, seeds: &[Vec<u8>], words: &[Vec<u8>], longest: usize) -> Vec<u8> {
    let mut input = seeds[stream.below(seeds.len())].clone();
    for _ in 0..=stream.below(6) {
        let at = stream.stretch(input.len());
        match stream.below(6) {
            0 => input.drain(at).for_each(drop),
            1 => {
                let byte = stream.below(256) as u8;
                input[at].iter_mut().take(1).for_each(|known| *known = byte);
            }
            2 => {
                let doubled = input[at.clone()].to_vec();
                input.splice(at.end..at.end, doubled);
            }
            3 => {
                let other = &seeds[stream.below(seeds.len())];
                let part = other[stream.stretch(other.len())].to_vec();
                input.splice(at, part);
            }
            _ => {
                let word = words[stream.below(words.len())].clone();
                let end = if stream.below(2) == 0 { at.start } else { at.end };
                input.splice(at.start..end, word);
            }
        }
    }
    input.truncate(longest);
    input
}

/// Runs a target over an input, and prints the input where it panics.
fn run(name: &str, target: Target, input: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| target(input))).is_err() {
        panic!("{name} panics at\n{}\n{input:?}", String::from_utf8_lossy(input));
    }
}

fn hold(name: &str) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let (longest, seeds) = listed().remove(name).unwrap();
    seeds.iter().for_each(|seed| run(name, *target, seed));
    let words = words(name);
    for seed in 0..INPUTS {
        let input = mutated(&mut Stream(seed), &seeds, &words, longest);
        run(&format!("{name}, seed {seed},"), *target, &input);
    }
}

#[test]
fn csv() {
    hold("csv");
}

#[test]
fn dates() {
    hold("dates");
}

#[test]
fn facts() {
    hold("facts");
}

#[test]
fn japanese() {
    hold("japanese");
}

#[test]
fn journal() {
    hold("journal");
}

#[test]
fn mapping() {
    hold("mapping");
}

#[test]
fn matching() {
    hold("matching");
}

#[test]
fn model() {
    hold("model");
}

#[test]
fn propose() {
    hold("propose");
}

#[test]
fn record() {
    hold("record");
}

#[test]
fn vcard() {
    hold("vcard");
}

#[test]
fn xlsx() {
    hold("xlsx");
}

#[test]
fn every_target_is_listed_built_and_run_here() {
    let names: Vec<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(listed().into_keys().collect::<Vec<_>>(), names);
    let manifest = std::fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for name in &names {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
        let text = std::fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(text.contains(&format!("takt_fuzz::{name}(")), "{name}");
    }
    let here = include_str!("main.rs").matches("    hold(\"").count();
    assert_eq!(here, names.len(), "one test for each target");
}

/// The twin: a target that panics is told, and inputs differ.
#[test]
fn a_panic_is_found() {
    let seeds = [b"2026-05-01".to_vec(), b"won".to_vec()];
    let broken: Target = |input| assert!(!input.windows(3).any(|part| part == b"lot"), "broken");
    let words = [b"lot".to_vec()];
    let tried = (0..INPUTS).find(|seed| {
        let input = mutated(&mut Stream(*seed), &seeds, &words, 64);
        catch_unwind(|| broken(&input)).is_err()
    });
    assert!(tried.is_some_and(|seed| seed > 0));
}
