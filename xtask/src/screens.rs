//! `cargo xtask screens DIR`: every picture as a PNG, to be looked at: the gallery of charts, and the sample vendor's
//! diagram in both languages, both themes and both widths.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::steps::command;

/// The browser, as Debian names it.
const BROWSER: &str = "chromium";

/// Dots of the PNG for one pixel of the picture.
const SCALE: &str = "1.4";

/// Draws everything into a folder and photographs it.
pub(crate) fn take(root: &Path, folder: &Path) -> Result<(), String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folder = std::path::absolute(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let gallery = folder.join("gallery");
    cargo(root, &path, &["run", "--quiet", "--locked", "-p", "takt-draw", "--example", "gallery", "--"], &[&gallery])?;
    let data = folder.join("demo");
    let takt = |words: &[&str], paths: &[&Path]| {
        let mut all = vec!["run", "--quiet", "--release", "--locked", "-p", "takt", "--"];
        all.extend(words);
        cargo(root, &path, &all, paths)
    };
    takt(&["demo", "--listen", "none", "--data"], &[&data])?;
    let diagrams = folder.join("diagram");
    std::fs::create_dir_all(&diagrams).map_err(|error| format!("{}: {error}", diagrams.display()))?;
    for language in ["ja", "en"] {
        for theme in ["light", "dark"] {
            for width in ["wide", "narrow"] {
                let out = diagrams.join(format!("{language}-{theme}-{width}.svg"));
                let words = ["diagram", "--lang", language, "--theme", theme, "--width", width, "--data"];
                let data = data.to_string_lossy();
                let words: Vec<&str> = words.into_iter().chain([&*data, "--out"]).collect();
                takt(&words, &[&out])?;
            }
        }
    }
    let pages = folder.join("pages");
    cargo(
        root,
        &path,
        &["run", "--quiet", "--release", "--locked", "-p", "takt", "--example", "screens", "--"],
        &[&pages],
    )?;
    let mut pictures = Vec::new();
    found(&folder, &mut pictures)?;
    for picture in &pictures {
        photograph(root, &path, picture)?;
    }
    eprintln!("{} pictures in {}", pictures.len(), folder.display());
    Ok(())
}

/// Every SVG below a folder, by path.
fn found(folder: &Path, pictures: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            found(&path, pictures)?;
        } else if path.extension().is_some_and(|end| end == "svg") {
            pictures.push(path);
        }
    }
    Ok(())
}

/// Makes a PNG beside an SVG.
fn photograph(root: &Path, path: &OsString, picture: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(picture).map_err(|error| format!("{}: {error}", picture.display()))?;
    let (width, height) = size(&text).ok_or_else(|| format!("{} says no width and height", picture.display()))?;
    let png = picture.with_extension("png");
    let mut browser = command(BROWSER, root, path);
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]);
    browser.arg(format!("--force-device-scale-factor={SCALE}"));
    browser.arg(format!("--window-size={width},{height}"));
    browser.arg(format!("--screenshot={}", png.display())).arg(format!("file://{}", picture.display()));
    let output = browser.output().map_err(|error| format!("{BROWSER} could not be started: {error}"))?;
    if output.status.success() && png.is_file() {
        return Ok(());
    }
    Err(format!("{BROWSER} made no {}: {}", png.display(), String::from_utf8_lossy(&output.stderr)))
}

/// Width and height that the root of a picture says.
fn size(text: &str) -> Option<(u32, u32)> {
    let root = text.get(text.find("<svg")?..)?;
    let root = root.get(..root.find('>')?)?;
    let of = |name: &str| {
        let value = root.get(root.find(&format!(" {name}=\""))? + name.len() + 3..)?;
        value.split(['"', '.', 'p']).next()?.parse().ok()
    };
    Some((of("width")?, of("height")?))
}

fn cargo(root: &Path, path: &OsString, words: &[&str], paths: &[&Path]) -> Result<(), String> {
    let mut cargo = command("cargo", root, path);
    cargo.args(words).args(paths).stdout(std::process::Stdio::null());
    let status = cargo.status().map_err(|error| format!("cargo could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`cargo {}` ended with {status}", words.join(" "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_picture_is_what_its_root_says() {
        let picture = "<?xml version=\"1.0\"?>\n<svg xmlns=\"…\" width=\"1360\" height=\"912.5\" viewBox=\"0 0 1 1\"><rect width=\"3\"/>";
        assert_eq!(size(picture), Some((1360, 912)));
        assert_eq!(size("<svg viewBox=\"0 0 1 1\"><rect width=\"3\" height=\"4\"/></svg>"), None);
        assert_eq!(size("no picture"), None);
    }
}
