//! `cargo xtask metrics`: the figures of `takt flow` and `takt funnel` computed a second time, with pandas and lifelines,
//! from the exported journal (`xtask/metrics/check.py`).

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::steps::command;
use crate::tools;

/// What the check is made with, each in one version.
const REQUIREMENTS: &str = "xtask/metrics/requirements.txt";

/// Runs the check over the sample vendor, and over real data where it lies.
pub(crate) fn check(root: &Path, path: &OsString) -> Result<(), String> {
    let python = python(root, path)?;
    let takt = built(root, path)?;
    let work = root.join("target").join("metrics");
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    }
    std::fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    let real = std::env::var_os("TAKT_REAL_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let mut check = command(&python.to_string_lossy(), root, path);
    let status = check.arg("xtask/metrics/check.py").arg(takt).arg(&work).arg(real).status();
    match status.map_err(|error| format!("{} could not be started: {error}", python.display()))? {
        status if status.success() => Ok(()),
        status => Err(format!("the check ended with {status}; what it read is in {}", work.display())),
    }
}

/// The Python of a virtual environment that has what the check needs.
fn python(root: &Path, path: &OsString) -> Result<PathBuf, String> {
    let folder = root.join("target").join("tools").join("metrics");
    let by_hand = || {
        let folder = folder.display();
        format!(
            "PyPI did not give what the check is made with; where it can be reached, run `python3 -m venv {folder} && \
             {folder}/bin/pip install --no-deps -r {REQUIREMENTS} && cp {REQUIREMENTS} {folder}/`"
        )
    };
    let python = tools::venv(root, path, &folder).ok_or_else(by_hand)?;
    // What was installed is noted beside it, so that a run with everything at hand asks nobody.
    let noted = folder.join("requirements.txt");
    let wanted = std::fs::read(root.join(REQUIREMENTS)).map_err(|error| format!("{REQUIREMENTS}: {error}"))?;
    if std::fs::read(&noted).is_ok_and(|noted| noted == wanted) {
        return Ok(python);
    }
    eprintln!("installing pandas and lifelines into target/tools");
    let mut pip = command(&python.to_string_lossy(), root, path);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]);
    // Compiling all of SciPy to bytecode takes longer than the check; what is imported is compiled then.
    pip.args(["--no-compile", "-r", REQUIREMENTS]);
    if !pip.status().is_ok_and(|status| status.success()) {
        return Err(by_hand());
    }
    std::fs::write(&noted, wanted).map_err(|error| format!("{}: {error}", noted.display()))?;
    Ok(python)
}

/// The program, built as the tests build it, so that it is built once.
fn built(root: &Path, path: &OsString) -> Result<PathBuf, String> {
    let mut cargo = command("cargo", root, path);
    cargo.args([
        "nextest",
        "list",
        "--workspace",
        "--locked",
        "--list-type",
        "binaries-only",
        "--message-format",
        "json",
    ]);
    let output = cargo.stderr(Stdio::inherit()).output().map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("the program could not be built ({})", output.status));
    }
    let list = String::from_utf8_lossy(&output.stdout);
    let folder = target_in(&list).ok_or("nextest does not say where it builds")?;
    let takt = Path::new(folder).join("debug").join(format!("takt{}", std::env::consts::EXE_SUFFIX));
    if takt.is_file() { Ok(takt) } else { Err(format!("{} was not built", takt.display())) }
}

/// The target folder that nextest names in what it lists.
fn target_in(list: &str) -> Option<&str> {
    let (_, rest) = list.split_once("\"target-directory\":\"")?;
    rest.split_once('"').map(|(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_says_where_the_program_lies() {
        let list = r#"{"rust-build-meta":{"target-directory":"/tmp/target","base-output-directories":["debug"]}}"#;
        assert_eq!(target_in(list), Some("/tmp/target"));
        assert_eq!(target_in("{}"), None);
    }

    #[test]
    fn everything_the_check_is_made_with_is_pinned_to_one_version() {
        let lines = include_str!("../metrics/requirements.txt").lines().filter(|line| !line.starts_with('#'));
        let pinned = |line: &&str| {
            line.split_once("==").is_some_and(|(name, version)| {
                !name.is_empty() && version.starts_with(|first: char| first.is_ascii_digit())
            })
        };
        let loose: Vec<&str> = lines.filter(|line| !pinned(line)).collect();
        assert_eq!(loose, Vec::<&str>::new());
    }
}
