//! Sources that can be read, found and trusted.

use super::rust_text::{RustText, is_word, words};
use super::{Finding, Tree};

const LINES: usize = 900;

/// No Rust file is longer than can be held in the head.
pub(crate) fn length(tree: &Tree) -> Vec<Finding> {
    let long = |(path, text): (&str, &str)| {
        let lines = text.lines().count();
        (lines > LINES).then(|| Finding::of(path, format!("it has {lines} lines, over {LINES}: part it by meaning")))
    };
    tree.ending(".rs").filter_map(long).collect()
}

/// No file or folder has a name that says nothing of the field.
pub(crate) fn names(tree: &Tree) -> Vec<Finding> {
    let empty = ["util", "utils", "utility", "utilities", "manager", "managers", "helper", "helpers"];
    let mut findings = Vec::new();
    for file in &tree.files {
        if let Some(word) = name_words(&file.path).into_iter().find(|word| empty.contains(&word.as_str())) {
            findings.push(Finding::of(&file.path, format!("`{word}` says nothing: name it by what it is about")));
        }
    }
    findings
}

/// The words of a path, in lower case; a capital letter begins one.
fn name_words(path: &str) -> Vec<String> {
    let mut list = vec![String::new()];
    let mut after_small = false;
    for char in path.chars() {
        if !char.is_alphanumeric() || (char.is_uppercase() && after_small) {
            list.push(String::new());
        }
        if char.is_alphanumeric()
            && let Some(word) = list.last_mut()
        {
            word.extend(char.to_lowercase());
        }
        after_small = char.is_lowercase();
    }
    list
}

/// No Rust code stops with a promise, and no comment says that something is not done.
pub(crate) fn unfinished(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(".rs") {
        let text = RustText::of(text);
        for (index, (code, comment)) in text.code.lines().zip(text.comments.lines()).enumerate() {
            let macros =
                ["todo", "unimplemented"].into_iter().filter(|name| calls(code, name)).map(|name| format!("{name}!"));
            let marks = words(comment).filter(|word| ["FIXME", "XXX"].contains(word)).map(str::to_owned);
            let found =
                macros.chain(marks).map(|what| Finding::at(path, index + 1, format!("{what}: do it, or file it")));
            findings.extend(found);
        }
    }
    findings
}

/// Whether a line of code calls a macro.
fn calls(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(is_word) && code[at + name.len()..].trim_start().starts_with('!')
    })
}

/// No test is switched off.
pub(crate) fn ignored_tests(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(".rs") {
        for (index, code) in RustText::of(text).code.lines().enumerate() {
            let by_condition = code.contains("cfg_attr") && words(code).any(|word| word == "ignore");
            if code.contains("#[ignore") || by_condition {
                findings.push(Finding::at(path, index + 1, "a test that is not run holds nothing: mend or remove it"));
            }
        }
    }
    findings
}

/// No file names a place on somebody's machine.
pub(crate) fn machine_paths(tree: &Tree) -> Vec<Finding> {
    // Put together here, so that this file does not name such places itself.
    let places = ["work", "root", "home", "Users"].map(|folder| format!("/{folder}/"));
    let mut findings = Vec::new();
    for (path, text) in tree.texts() {
        for (index, line) in text.lines().enumerate() {
            if let Some(place) = places.iter().find(|place| names_place(line, place)) {
                findings.push(Finding::at(path, index + 1, format!("`{place}` is a place on some machine")));
            }
        }
    }
    findings
}

/// Whether a line has the path where it is absolute: not behind a folder, a host or a variable.
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = &line[..at];
        let goes_on =
            before.ends_with(|char: char| is_word(char) || matches!(char, '/' | '.' | '-' | '}' | ')' | '*' | '~'));
        !goes_on || before.ends_with("file://")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::twins::tree;

    #[test]
    fn a_file_may_have_as_many_lines_as_the_rule_says_and_no_more() {
        assert_eq!(length(&tree(&[("a.rs", &"\n".repeat(LINES))])).len(), 0);
        assert_eq!(length(&tree(&[("a.rs", &"\n".repeat(LINES + 1))])).len(), 1);
        assert_eq!(length(&tree(&[("a.md", &"\n".repeat(LINES + 1))])).len(), 0);
    }

    #[test]
    fn empty_names_are_found_as_words() {
        for path in ["src/util.rs", "src/date_utils.rs", "src/helpers/day.rs", "src/accountManager.ts", "src/Helper.rs"]
        {
            assert_eq!(names(&tree(&[(path, "")])).len(), 1, "{path}");
        }
        for path in ["src/utilization.rs", "data/helpdesk.csv", "src/unit.rs"] {
            assert_eq!(names(&tree(&[(path, "")])).len(), 0, "{path}");
        }
    }

    #[test]
    fn unfinished_work_is_found_in_code_and_comments_but_not_in_strings() {
        for text in ["fn f() { todo!() }", "unimplemented!(\"later\")", "// FIXME: this", "/* XXX */", "todo !()"] {
            assert_eq!(unfinished(&tree(&[("a.rs", text)])).len(), 1, "{text}");
        }
        for text in ["let a = \"todo!()\";", "fn todo() {}", "let b = \"XXX\";", "// a todo! in a comment"] {
            assert_eq!(unfinished(&tree(&[("a.rs", text)])).len(), 0, "{text}");
        }
    }

    #[test]
    fn a_test_is_switched_off_in_more_ways_than_one() {
        for text in ["#[ignore]", "#[ignore = \"slow\"]", "#[cfg_attr(miri, ignore)]"] {
            assert_eq!(ignored_tests(&tree(&[("a.rs", text)])).len(), 1, "{text}");
        }
        assert_eq!(ignored_tests(&tree(&[("a.rs", "// #[ignore]\nfn ignore() {}")])).len(), 0);
    }

    #[test]
    fn only_absolute_paths_are_places_on_a_machine() {
        let place = |folder: &str| format!("/{folder}/takt");
        for text in [place("work"), format!("\"{}\"", place("root")), format!("file://{}", place("Users"))] {
            assert_eq!(machine_paths(&tree(&[("a.md", &text)])).len(), 1, "{text}");
        }
        for text in
            [format!("https://a.example{}", place("home")), format!("$DIR{}", place("work")), "work/takt".into()]
        {
            assert_eq!(machine_paths(&tree(&[("a.md", &text)])).len(), 0, "{text}");
        }
    }
}
