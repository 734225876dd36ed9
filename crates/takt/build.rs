//! Gives the program a number of its core: a snapshot that another core folded is thrown away.
//!
//! A version that people raise by hand is forgotten one day, and then a mended fold goes on answering from what the
//! broken one left. So the number is made of the sources of the core and of the versions of all libraries.

use std::fs;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let core = Path::new("../takt-core");
    let mut files = vec![core.join("Cargo.toml"), PathBuf::from("../../Cargo.lock")];
    sources(&core.join("src"), &mut files)?;
    files.sort();
    // FNV-1a: nobody forges a number that only tells one's own builds apart.
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for file in &files {
        for byte in file.as_os_str().as_encoded_bytes().iter().chain(&fs::read(file)?) {
            number = (number ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=TAKT_CORE_NUMBER={number}");
    println!("cargo::rerun-if-changed=../takt-core/src");
    println!("cargo::rerun-if-changed=../takt-core/Cargo.toml");
    println!("cargo::rerun-if-changed=../../Cargo.lock");
    Ok(())
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { sources(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
