//! The steps of `cargo xtask test`: each with a heading and its time, ending at the first red one.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{metrics, tidy, tools};

/// What the caller of `cargo xtask test` may choose.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// Also ask the RustSec database, which needs the network.
    pub(crate) advisories: bool,
    /// Words handed on to nextest.
    pub(crate) nextest: Vec<String>,
}

enum Work {
    Tools,
    Tidy,
    /// The same line from every build: debug and release, in several zones.
    Builds,
    /// The figures of flow and funnel by pandas and lifelines.
    Metrics,
    Cargo(Vec<String>),
}

struct Step {
    name: &'static str,
    work: Work,
    /// What it means when this step is red, and what to do about it.
    red: &'static str,
}

impl Step {
    fn cargo(name: &'static str, line: &str, red: &'static str) -> Self {
        Self { name, work: Work::Cargo(line.split_whitespace().map(str::to_owned).collect()), red }
    }

    fn line(&self) -> String {
        match &self.work {
            Work::Tools => {
                "rustfmt, clippy, cargo-nextest, cargo-deny, a Japanese font and a browser are at hand".to_owned()
            }
            Work::Tidy => "cargo xtask tidy".to_owned(),
            Work::Builds => "one vendor's hashes, debug and release, in three zones".to_owned(),
            Work::Metrics => "flow and funnel against pandas and lifelines".to_owned(),
            Work::Cargo(words) => format!("cargo {}", words.join(" ")),
        }
    }
}

/// The steps in order. Nextest is the last, so that a run ends with its summary.
fn plan(options: &Options, ci: bool) -> Vec<Step> {
    let mut steps = vec![
        Step { name: "tools", work: Work::Tools, red: "A tool is missing and could not be installed." },
        Step::cargo("fmt", "fmt --all --check", "Some file is not in the house format: run `cargo fmt --all`."),
        Step { name: "tidy", work: Work::Tidy, red: "Some document, name or source broke a house rule listed above." },
        Step::cargo(
            "deny",
            "deny --locked check licenses bans sources",
            "Some dependency is not one that deny.toml lets in.",
        ),
    ];
    if options.advisories {
        steps.push(Step::cargo(
            "advisories",
            "deny --locked check advisories",
            "A dependency has a known flaw, or the RustSec database could not be reached.",
        ));
    }
    steps.extend([
        // A build of the workspace unifies features: a crate outside could lend the core what it must not have.
        Step::cargo("core", "check -p takt-core --locked", "takt-core does not compile when it is built alone."),
        Step::cargo(
            "clippy",
            "clippy --workspace --all-targets --locked -- -D warnings",
            "The compiler or Clippy has a complaint.",
        ),
        Step {
            name: "builds",
            work: Work::Builds,
            red: "The same journal does not end in the same state on every build: something depends on the machine.",
        },
        Step {
            name: "metrics",
            work: Work::Metrics,
            red: "A figure is not what pandas or lifelines make of the exported journal, or they are not at hand.",
        },
        Step::cargo("doctests", "test --doc --workspace --locked", "An example in the documentation does not hold."),
    ]);
    let mut nextest = Step::cargo("nextest", "nextest run --workspace --locked", "A test is red: see the list above.");
    if let Work::Cargo(words) = &mut nextest.work {
        if ci {
            words.extend(["--profile".to_owned(), "ci".to_owned()]);
        }
        words.extend(options.nextest.iter().cloned());
    }
    steps.push(nextest);
    steps
}

/// Runs every step, in order, up to the first red one.
pub(crate) fn test(root: &Path, options: &Options) -> Result<(), String> {
    let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    let steps = plan(options, ci);
    let mut path = std::env::var_os("PATH").unwrap_or_default();
    let start = Instant::now();
    for (index, step) in steps.iter().enumerate() {
        let last = index + 1 == steps.len();
        let spent = if last { format!(" (so far {})", seconds(start.elapsed())) } else { String::new() };
        heading(&format!("{}/{} {}: {}{spent}", index + 1, steps.len(), step.name, step.line()));
        let began = Instant::now();
        let done = match &step.work {
            Work::Tools => tools::ensure(root, &path).map(|with_tools| path = with_tools),
            Work::Tidy => tidy::run(root),
            Work::Builds => builds(root, &path),
            Work::Metrics => metrics::check(root, &path),
            Work::Cargo(words) => cargo(root, &path, words),
        };
        let took = seconds(began.elapsed());
        done.map_err(|why| {
            format!("step {}/{}, {}, is red after {took}. {} ({why})", index + 1, steps.len(), step.name, step.red)
        })?;
        // Nothing is said after nextest: its own summary is the end of the run.
        if !last {
            heading_end(&format!("{} is green, {took}", step.name));
        }
    }
    Ok(())
}

/// Zones that lie far apart, one of them with a summer time.
const ZONES: [&str; 3] = ["UTC", "America/New_York", "Pacific/Kiritimati"];

/// Runs one vendor on a debug and a release build, in several zones, and compares what each prints.
fn builds(root: &Path, path: &OsString) -> Result<(), String> {
    let mut lines = Vec::new();
    for profile in ["dev", "release"] {
        for zone in ZONES {
            let mut command = command("cargo", root, path);
            let words = ["run", "--quiet", "--locked", "-p", "takt-sim", "--example", "state", "--profile", profile];
            let output = command.args(words).env("TZ", zone).stderr(Stdio::inherit()).output();
            let output = output.map_err(|error| format!("cargo could not be started: {error}"))?;
            if !output.status.success() {
                return Err(format!("the {profile} build ended with {}", output.status));
            }
            lines.push((format!("{profile}, TZ={zone}"), String::from_utf8_lossy(&output.stdout).trim().to_owned()));
        }
    }
    alike(&lines)
}

/// Whether all builds printed the same line, and one that says something.
fn alike(lines: &[(String, String)]) -> Result<(), String> {
    let Some((_, first)) = lines.first().filter(|(_, line)| line.contains(" state ")) else {
        return Err("no build printed a state".to_owned());
    };
    match lines.iter().find(|(_, line)| line != first) {
        Some((build, line)) => Err(format!("{build} printed\n  {line}\ninstead of\n  {first}")),
        None => {
            heading_end(&format!("{} builds: {first}", lines.len()));
            Ok(())
        }
    }
}

fn cargo(root: &Path, path: &OsString, words: &[String]) -> Result<(), String> {
    let mut command = command("cargo", root, path);
    let status = command.args(words).status().map_err(|error| format!("cargo could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`cargo {}` ended with {status}", words.join(" "))) }
}

/// A command that runs in the root with the tools on its path and no input.
pub(crate) fn command(program: &str, root: &Path, path: &OsString) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root).env("PATH", path).stdin(Stdio::null());
    // `cargo run` describes xtask in these variables; a build started from here is not about xtask.
    for (key, _) in std::env::vars_os() {
        let about_xtask = key.to_str().is_some_and(|key| {
            ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"].iter().any(|start| key.starts_with(start))
        });
        if about_xtask {
            command.env_remove(key);
        }
    }
    command
}

// Headings go where cargo and nextest write, so that a log keeps the order. A log that cannot be written to is no
// reason to end a run.
fn heading(text: &str) {
    let _ = writeln!(std::io::stderr(), "\n==> {text}");
}

fn heading_end(text: &str) {
    let _ = writeln!(std::io::stderr(), "    {text}");
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_that_prints_another_state_is_red() {
        let line = |build: &str, line: &str| (build.to_owned(), line.to_owned());
        let same = [line("dev", "9 facts ab state cd"), line("release", "9 facts ab state cd")];
        assert_eq!(alike(&same), Ok(()));
        let other = [line("dev", "9 facts ab state cd"), line("release", "9 facts ab state ce")];
        assert!(alike(&other).unwrap_err().contains("release printed"));
        assert!(alike(&[line("dev", "")]).is_err());
        assert!(alike(&[]).is_err());
    }

    fn lines(options: &Options, ci: bool) -> Vec<String> {
        plan(options, ci).iter().map(Step::line).collect()
    }

    #[test]
    fn a_run_ends_with_nextest_and_has_the_doctests_just_before() {
        for advisories in [false, true] {
            let lines = lines(&Options { advisories, nextest: Vec::new() }, false);
            let tail: Vec<&str> = lines.iter().rev().take(2).map(String::as_str).collect();
            assert_eq!(
                tail,
                ["cargo nextest run --workspace --locked", "cargo test --doc --workspace --locked"],
                "advisories: {advisories}"
            );
        }
    }

    #[test]
    fn the_network_is_asked_for_advisories_only_on_request() {
        let asks = |advisories| {
            lines(&Options { advisories, nextest: Vec::new() }, false).iter().any(|line| line.contains("advisories"))
        };
        assert!(!asks(false));
        assert!(asks(true));
    }

    #[test]
    fn ci_takes_its_own_profile_and_the_filter_comes_last() {
        let options = Options { advisories: false, nextest: vec!["money".to_owned()] };
        let lines = lines(&options, true);
        assert_eq!(lines.last().map(String::as_str), Some("cargo nextest run --workspace --locked --profile ci money"));
    }

    #[test]
    fn the_core_is_checked_alone() {
        assert!(lines(&Options::default(), false).contains(&"cargo check -p takt-core --locked".to_owned()));
    }
}
