//! The house rules that no compiler holds: a list of guards over the files of the repository.
//!
//! A guard is a function from the [`Tree`] to findings. To add one, write it in a module below, list it in [`GUARDS`],
//! and give it a twin in `twins.rs`: a tree that is sound but for one thing, which the guard must find. A guard without
//! a twin is red.

mod documents;
mod glossary;
mod links;
mod map;
mod markdown;
mod purity;
mod rust_text;
mod sources;
#[cfg(test)]
mod twins;

use std::path::Path;
use std::process::Command;

/// One file of the repository, named by its path from the root; `text` is `None` when it is not UTF-8.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: Option<String>,
}

/// The files that belong to the repository: tracked, or new and not ignored.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
}

impl Tree {
    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path)?.text.as_deref()
    }

    /// Whether a file or a folder of this path exists; the root is the empty path.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty()
            || self
                .files
                .iter()
                .any(|file| file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }

    /// Paths and texts of the files whose names end so.
    pub(crate) fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts().filter(move |(path, _)| path.ends_with(end))
    }

    /// Paths and texts of all files that are text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|file| Some((file.path.as_str(), file.text.as_deref()?)))
    }
}

/// Something that breaks a house rule, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    path: String,
    /// Counted from 1; 0 stands for the file as a whole.
    line: usize,
    what: String,
}

impl Finding {
    /// A finding in a line, counted from 1.
    pub(crate) fn at(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }

    /// A finding about a file as a whole.
    pub(crate) fn of(path: &str, what: impl Into<String>) -> Self {
        Self::at(path, 0, what)
    }
}

type Guard = fn(&Tree) -> Vec<Finding>;

/// Every guard, by the name its findings carry.
const GUARDS: &[(&str, Guard)] = &[
    ("links", links::links),
    ("code-map", map::code_map),
    ("glossary", glossary::glossary),
    ("changelog", documents::changelog),
    ("adr-index", documents::adr_index),
    ("readme-twins", documents::readme_twins),
    ("length", sources::length),
    ("names", sources::names),
    ("unfinished", sources::unfinished),
    ("ignored-tests", sources::ignored_tests),
    ("machine-paths", sources::machine_paths),
    ("core-no-std", purity::no_std),
    ("core-std", purity::std_named),
    ("core-floats", purity::floats),
];

/// Reads the repository, prints what the guards found, and is red when that is anything.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let tree = read(root)?;
    let mut found = 0_usize;
    for (name, guard) in GUARDS {
        for finding in guard(&tree) {
            found += 1;
            let place = match finding.line {
                0 => finding.path,
                line => format!("{}:{line}", finding.path),
            };
            eprintln!("{place}: {name}: {}", finding.what);
        }
    }
    match found {
        0 => {
            eprintln!("{} guards over {} files found nothing", GUARDS.len(), tree.files.len());
            Ok(())
        }
        1 => Err("tidy found 1 thing".to_owned()),
        many => Err(format!("tidy found {many} things")),
    }
}

fn read(root: &Path) -> Result<Tree, String> {
    let output = Command::new("git")
        .current_dir(root)
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()
        .map_err(|error| format!("tidy asks git for the list of files, and git could not be started: {error}"))?;
    if !output.status.success() {
        return Err(format!("git could not list the files: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let list = String::from_utf8(output.stdout).map_err(|_| "a file has a name that is not UTF-8".to_owned())?;
    let mut paths: Vec<&str> = list.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut tree = Tree::default();
    for path in paths {
        // A file that is tracked but deleted in the work tree is gone: a link to it should be red.
        match std::fs::read(root.join(path)) {
            Ok(bytes) => tree.files.push(File { path: path.to_owned(), text: String::from_utf8(bytes).ok() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(format!("{path} could not be read: {error}")),
        }
    }
    Ok(tree)
}
