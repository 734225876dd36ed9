//! `cargo xtask fuzz`: the targets of `fuzz/` under libFuzzer, with a nightly toolchain, for so many minutes each.

use std::ffi::OsString;
use std::path::Path;
use std::process::Stdio;

use crate::steps::command;

/// The version that is installed into `target/tools` where it is missing.
const CARGO_FUZZ: &str = "0.13.2";

/// No input may take longer, in seconds, or more memory, in MiB: the fuzzer's own is in it.
const LONGEST: &str = "1";
const MOST: &str = "256";
/// The same for workbooks: the cells of an `.xls` or `.ods` are held as a rectangle of 16,777,216 cells at most, at 32 bytes
/// each, and a small file may say that its last cell lies in the corner.
const MOST_OF_A_WORKBOOK: &str = "1024";
/// And filling it takes longer, in seconds, in a build with all checks.
const LONGEST_OF_A_WORKBOOK: &str = "5";

/// What the caller may choose.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// One target; all of them without it.
    pub(crate) target: Option<String>,
    /// How long each is run.
    pub(crate) minutes: u32,
    /// What the fuzzer's choices begin with.
    pub(crate) seed: u32,
}

impl Options {
    /// From the words of the command line.
    pub(crate) fn parse(words: &[String]) -> Result<Self, String> {
        let mut options = Self { target: None, minutes: 10, seed: 1 };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut number = || {
                let number = words.next().and_then(|text| text.parse().ok()).filter(|number| *number > 0);
                number.ok_or_else(|| format!("`{word}` wants a number above 0."))
            };
            match word.as_str() {
                "--minutes" => options.minutes = number()?,
                "--seed" => options.seed = number()?,
                flag if flag.starts_with('-') => return Err(format!("`fuzz` does not know `{flag}`.")),
                target if options.target.is_none() => options.target = Some(target.to_owned()),
                other => return Err(format!("`fuzz` takes one target or all; `{other}` is one too many.")),
            }
        }
        Ok(options)
    }
}

/// One line of `fuzz/targets`.
struct Target<'a> {
    name: &'a str,
    longest: &'a str,
    seeds: Vec<&'a str>,
}

/// Runs one target or all; each to its end, also where one before it is red.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), String> {
    let list = std::fs::read_to_string(root.join("fuzz/targets")).map_err(|error| format!("fuzz/targets: {error}"))?;
    let mut targets = targets(&list);
    if let Some(name) = &options.target {
        let known: Vec<&str> = targets.iter().map(|target| target.name).collect();
        let known = known.join(", ");
        targets.retain(|target| target.name == name);
        if targets.is_empty() {
            return Err(format!("there is no target `{name}`; there are {known}."));
        }
    }
    let path = installed(root)?;
    let mut red = Vec::new();
    for target in &targets {
        eprintln!("\n==> {}: {} minutes from seed {}", target.name, options.minutes, options.seed);
        if !one(root, &path, target, options)? {
            red.push(target.name);
        }
    }
    if red.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} broke off. The input lies in target/fuzz/found and reproduces it: \
         `rustup run nightly cargo fuzz run --sanitizer none --target-dir target/fuzz TARGET FILE`. Mend it, and make it a \
         unit test.",
        red.join(", ")
    ))
}

fn targets(list: &str) -> Vec<Target<'_>> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let target = |line| {
        let mut words = str::split_whitespace(line);
        Some(Target { name: words.next()?, longest: words.next()?, seeds: words.collect() })
    };
    lines.filter_map(target).collect()
}

/// Whether a target held for as long as was asked.
fn one(root: &Path, path: &OsString, target: &Target<'_>, options: &Options) -> Result<bool, String> {
    let Target { name, longest, seeds } = target;
    let (longest_run, most) =
        if *name == "xlsx" { (LONGEST_OF_A_WORKBOOK, MOST_OF_A_WORKBOOK) } else { (LONGEST, MOST) };
    // What was found on the way is kept for the next run; the seeds of the repository are only read.
    let corpus = format!("target/fuzz/corpus/{name}");
    let found = format!("target/fuzz/found/{name}/");
    for folder in [&corpus, &found] {
        std::fs::create_dir_all(root.join(folder)).map_err(|error| format!("{folder}: {error}"))?;
    }
    for seed in seeds.iter().filter(|seed| root.join(seed).is_file()) {
        let copy = root.join(&corpus).join(seed.replace('/', "-"));
        std::fs::copy(root.join(seed), copy).map_err(|error| format!("{seed}: {error}"))?;
    }
    let mut fuzz = command("rustup", root, path);
    // No `unsafe` is in what is run, so that a sanitizer would only hide how much memory it takes.
    fuzz.args(["run", "nightly", "cargo", "fuzz", "run", "--sanitizer", "none", "--target-dir", "target/fuzz", name]);
    fuzz.arg(&corpus).args(seeds.iter().filter(|seed| root.join(seed).is_dir())).arg("--");
    fuzz.args([
        format!("-max_total_time={}", u64::from(options.minutes) * 60),
        format!("-seed={}", options.seed),
        format!("-timeout={longest_run}"),
        format!("-rss_limit_mb={most}"),
        format!("-max_len={longest}"),
        format!("-dict=fuzz/dictionaries/{name}"),
        format!("-artifact_prefix={found}"),
        "-print_final_stats=1".to_owned(),
        "-verbosity=0".to_owned(),
    ]);
    // An outer override would choose another toolchain for the inner cargo.
    let status = fuzz.env_remove("RUSTUP_TOOLCHAIN").env_remove("RUSTC").env_remove("CARGO").status();
    Ok(status.map_err(|error| format!("rustup could not be started: {error}"))?.success())
}

/// The search path with which cargo-fuzz is found, installed if it is missing.
fn installed(root: &Path) -> Result<OsString, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let home = root.join("target").join("tools");
    let all = std::env::split_paths(&path).chain([home.join("bin")]);
    let path = std::env::join_paths(all).map_err(|error| format!("the search path: {error}"))?;
    let said = |words: &[&str]| {
        let mut asked = command("rustup", root, &path);
        asked.args(["run", "nightly"]).args(words).stdout(Stdio::null()).stderr(Stdio::null());
        asked.status().is_ok_and(|status| status.success())
    };
    if !said(&["rustc", "--version"]) {
        return Err("fuzzing needs a nightly toolchain: run `rustup toolchain install nightly`.".to_owned());
    }
    if said(&["cargo", "fuzz", "--version"]) {
        return Ok(path);
    }
    eprintln!("building cargo-fuzz {CARGO_FUZZ} into target/tools, which takes a minute");
    let mut install = command("cargo", root, &path);
    install.args(["install", "--locked", "--version", CARGO_FUZZ, "--root"]).arg(&home).arg("cargo-fuzz");
    if install.status().is_ok_and(|status| status.success()) {
        return Ok(path);
    }
    Err(format!("cargo-fuzz could not be installed: run `cargo install --locked cargo-fuzz@{CARGO_FUZZ}`."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options, String> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_target_minutes_and_a_seed_may_be_chosen() {
        assert_eq!(parsed(""), Ok(Options { target: None, minutes: 10, seed: 1 }));
        let all = Options { target: Some("csv".to_owned()), minutes: 3, seed: 7 };
        assert_eq!(parsed("csv --minutes 3 --seed 7"), Ok(all));
        for wrong in ["--minutes", "--minutes no", "--seed 0", "--minuets 3", "csv dates"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_listed_target_has_a_length_and_seeds_that_are_there() {
        let list = include_str!("../../fuzz/targets");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let targets = targets(list);
        assert_eq!(targets.len(), list.lines().filter(|line| !line.starts_with('#')).count());
        for target in targets {
            assert!(target.longest.parse::<u32>().is_ok_and(|bytes| bytes > 0), "{}", target.name);
            assert!(
                !target.seeds.is_empty() && target.seeds.iter().all(|seed| root.join(seed).exists()),
                "{}",
                target.name
            );
        }
    }
}
