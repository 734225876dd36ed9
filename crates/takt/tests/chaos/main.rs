//! Hard faults under the real program: power cuts, calls that fail, a full disk, flipped bits.
//!
//! `cargo xtask chaos powercut|io|full|rot [--n N] [--seed S] [--sabotage X]` runs one of them long; the tests here are
//! its short forms. Each has a twin that breaks what it proves and must go red.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod disk;
mod full;
mod io;
mod power;
mod powercut;
mod rot;
mod vendor;

/// What `cargo xtask chaos` asks for; without it the short form.
fn asked(name: &str, short: u64) -> u64 {
    std::env::var(format!("TAKT_CHAOS_{name}")).map_or(short, |text| text.parse().unwrap())
}

/// What is to be broken, so that the proof must go red.
fn sabotage() -> String {
    std::env::var("TAKT_CHAOS_SABOTAGE").unwrap_or_default()
}

/// Ends a proof: says what went wrong, at most some of it.
#[track_caller]
fn demand_green(red: &[String]) {
    for what in red.iter().take(20) {
        println!("RED {what}");
    }
    assert!(red.is_empty(), "{} red", red.len());
}
