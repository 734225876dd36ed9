//! The proofs of hard faults at length: `crates/takt/tests/chaos`, of which `cargo xtask test` runs the short forms.

use std::path::Path;

use crate::steps::command;

/// A proof, and how often it does what it does when nobody says.
const PROOFS: [(&str, u64); 4] = [("powercut", 10_000), ("io", 3), ("full", 200), ("rot", 1_000)];

/// Which proof, how often, from which seed, and what is broken so that it must go red.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Chaos {
    proof: &'static str,
    n: u64,
    seed: Option<u64>,
    sabotage: Option<String>,
}

impl Chaos {
    /// Reads what stands behind `chaos`.
    pub(crate) fn parse(words: &[String]) -> Result<Self, String> {
        let (name, mut options) = words.split_first().ok_or("say which proof: powercut, io, full or rot")?;
        let (proof, n) =
            PROOFS.iter().find(|(proof, _)| proof == name).ok_or_else(|| format!("there is no proof `{name}`"))?;
        let mut chaos = Self { proof, n: *n, seed: None, sabotage: None };
        while let [option, rest @ ..] = options {
            let [value, rest @ ..] = rest else { return Err(format!("`{option}` wants a value")) };
            let number = || value.parse::<u64>().map_err(|_| format!("`{option}` wants a number, not `{value}`"));
            match option.as_str() {
                "--n" => chaos.n = number()?,
                "--seed" => chaos.seed = Some(number()?),
                "--sabotage" => chaos.sabotage = Some(value.clone()),
                _ => return Err(format!("`chaos` does not know `{option}`")),
            }
            options = rest;
        }
        Ok(chaos)
    }

    /// Builds the program and runs the proof on it.
    pub(crate) fn run(&self, root: &Path) -> Result<(), String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let test = format!("{0}::{0}", self.proof);
        for words in ["build --quiet --locked -p takt --example clerk", "test --quiet --locked -p takt --test chaos --"]
        {
            let mut cargo = command("cargo", root, &path);
            cargo.args(words.split(' ')).env("TAKT_CHAOS_N", self.n.to_string());
            if words.starts_with("test") {
                cargo.args(["--exact", &test, "--nocapture"]);
            }
            if let Some(seed) = self.seed {
                cargo.env("TAKT_CHAOS_SEED", seed.to_string());
            }
            if let Some(sabotage) = &self.sabotage {
                cargo.env("TAKT_CHAOS_SABOTAGE", sabotage);
            }
            let status = cargo.status().map_err(|error| format!("cargo could not be started: {error}"))?;
            if !status.success() {
                return Err(format!("{} is red.", self.proof));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Chaos, String> {
        Chaos::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_proof_has_its_length_unless_another_is_given() {
        let long = Chaos { proof: "powercut", n: 10_000, seed: None, sabotage: None };
        assert_eq!(parsed("powercut"), Ok(long));
        let given = Chaos { proof: "rot", n: 50, seed: Some(7), sabotage: Some("undo".to_owned()) };
        assert_eq!(parsed("rot --seed 7 --n 50 --sabotage undo"), Ok(given));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in ["", "flood", "io --n", "io --n many", "io --times 3"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
