//! Years under faults at length: `crates/takt/tests/proof/year.rs`, of which `cargo xtask test` lives twenty.

use std::path::Path;

use crate::steps::command;

/// Which years.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Year {
    seeds: u64,
    from: u64,
}

impl Year {
    /// Reads what stands behind `year`.
    pub(crate) fn parse(mut words: &[String]) -> Result<Self, String> {
        let mut year = Self { seeds: 1_000, from: 0 };
        while let [option, rest @ ..] = words {
            let [value, rest @ ..] = rest else { return Err(format!("`{option}` wants a value")) };
            let number = || value.parse::<u64>().map_err(|_| format!("`{option}` wants a number, not `{value}`"));
            match option.as_str() {
                "--seeds" => year.seeds = number()?,
                "--from" => year.from = number()?,
                _ => return Err(format!("`year` does not know `{option}`")),
            }
            words = rest;
        }
        Ok(year)
    }

    /// Lives them.
    pub(crate) fn run(&self, root: &Path) -> Result<(), String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let words = "test --quiet --locked -p takt --test proof -- --exact --nocapture";
        let mut cargo = command("cargo", root, &path);
        cargo.args(words.split(' ')).arg("year::a_year_under_faults_ends_as_the_calm_one");
        cargo.env("TAKT_YEAR_SEEDS", self.seeds.to_string()).env("TAKT_YEAR_FROM", self.from.to_string());
        let status = cargo.status().map_err(|error| format!("cargo could not be started: {error}"))?;
        if status.success() { Ok(()) } else { Err("a year is red.".to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Year, String> {
        Year::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_thousand_years_unless_told_otherwise() {
        assert_eq!(parsed(""), Ok(Year { seeds: 1_000, from: 0 }));
        assert_eq!(parsed("--from 417 --seeds 1"), Ok(Year { seeds: 1, from: 417 }));
        for line in ["417", "--seeds", "--seeds many", "--years 3"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
