//! The core stays pure. Clippy holds the same by names it resolves (crates/takt-core/clippy.toml); these guards read the
//! text, so that they also see what a build of the day leaves out.

use super::rust_text::{RustText, is_word, words};
use super::{Finding, Tree};

const SOURCES: &str = "crates/takt-core/src/";
const LIB: &str = "crates/takt-core/src/lib.rs";

/// The core is built without the standard library.
pub(crate) fn no_std(tree: &Tree) -> Vec<Finding> {
    let code = RustText::of(tree.text(LIB).unwrap_or_default()).code;
    if code.lines().any(|line| line.trim() == "#![no_std]") {
        Vec::new()
    } else {
        vec![Finding::of(LIB, "the core must say `#![no_std]`")]
    }
}

/// The core names the standard library only in its tests.
pub(crate) fn std_named(tree: &Tree) -> Vec<Finding> {
    find(tree, |line| {
        words(line)
            .any(|word| word == "std")
            .then(|| "the core names `std`: use core or alloc, or do it outside".to_owned())
    })
}

/// The core knows no floating-point number, neither as a type nor as a literal.
pub(crate) fn floats(tree: &Tree) -> Vec<Finding> {
    find(tree, |line| float(line).map(|float| format!("`{float}` is a float: amounts, rates and spans are integers")))
}

/// What a check says of the lines of the core, outside of its tests.
fn find(tree: &Tree, says: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(".rs") {
        let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
        if !path.starts_with(SOURCES) || is_test {
            continue;
        }
        for (index, line) in RustText::of(text).code_outside_tests().lines().enumerate() {
            findings.extend(says(line).map(|what| Finding::at(path, index + 1, what)));
        }
    }
    findings
}

/// The first float in a line of code: `f64`, `1f32`, `0.5`, `1.`, `1e9`.
fn float(line: &str) -> Option<&str> {
    let named = |word: &&str| {
        let digits = word.trim_start_matches(|char: char| char.is_ascii_digit() || char == '_');
        let is_number = word.starts_with(|char: char| char.is_ascii_digit());
        // Of a number, the letters behind the digits may be an exponent: `1e9`, `1_000E3`.
        let exponent = is_number
            && digits.strip_prefix(['e', 'E']).is_some_and(|power| {
                !power.is_empty() && power.chars().all(|char| char.is_ascii_digit() || char == '_')
            });
        exponent || *word == "f32" || *word == "f64" || (is_number && (digits == "f32" || digits == "f64"))
    };
    words(line).find(named).or_else(|| line.match_indices('.').find_map(|(at, _)| point(line, at)))
}

/// The literal around the point at `at`, if that is a decimal point: not a field (`pair.0.1`), a range (`0..9`) or a call
/// (`1.max(x)`).
fn point(line: &str, at: usize) -> Option<&str> {
    let start = line[..at]
        .rfind(|char: char| !is_word(char))
        .map_or(0, |end| end + line[end..].chars().next().map_or(1, char::len_utf8));
    let end = line[at + 1..].find(|char: char| !is_word(char)).map_or(line.len(), |length| at + 1 + length);
    let is_number = line[start..at].starts_with(|char: char| char.is_ascii_digit());
    let is_field = line[..start].ends_with('.') && !line[..start].ends_with("..");
    let behind = line[at + 1..].chars().next();
    let goes_on = behind.is_some_and(|char| char == '.' || char.is_alphabetic() || char == '_');
    (is_number && !is_field && !goes_on).then(|| &line[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::twins::tree;

    #[test]
    fn floats_are_known_from_ranges_fields_and_calls() {
        for code in ["x: f64", "1f32", "let x = 1.5;", "a(1.)", "2.5e3", "1e9", "0..1.5", "1_000.0"] {
            assert!(float(code).is_some(), "{code}");
        }
        for code in ["0..9", "0..=9", "x.0.1", "self.0", "1.max(x)", "0x1e9", "f64_like", "a[0]..b", "1_000", "pair.0"]
        {
            assert_eq!(float(code), None, "{code}");
        }
    }

    #[test]
    fn a_test_of_the_core_may_use_what_the_core_may_not() {
        let text = "#![no_std]\nfn f() {}\n#[cfg(test)]\nmod tests {\n    use std::vec;\n    const X: f64 = 1.5;\n}\n";
        let tree = tree(&[(LIB, text), ("crates/takt-core/src/fold/tests.rs", "use std::fs;")]);
        assert!(std_named(&tree).is_empty() && floats(&tree).is_empty() && no_std(&tree).is_empty());
    }

    #[test]
    fn std_is_found_as_a_path_a_crate_and_a_macro_path() {
        for code in ["use std::fs;", "extern crate std;", "::std::println!()", "use std as s;"] {
            assert_eq!(std_named(&tree(&[("crates/takt-core/src/a.rs", code)])).len(), 1, "{code}");
            assert_eq!(std_named(&tree(&[("crates/takt-store/src/a.rs", code)])).len(), 0, "{code}");
        }
        assert_eq!(std_named(&tree(&[("crates/takt-core/src/a.rs", "// std::fs\n#![no_std]")])).len(), 0);
    }

    #[test]
    fn a_comment_does_not_make_the_core_no_std() {
        assert_eq!(no_std(&tree(&[(LIB, "// #![no_std]\n")])).len(), 1);
    }
}
