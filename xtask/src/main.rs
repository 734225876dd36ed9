//! The chores of this workspace as one program: `cargo xtask test` is what every change must pass.

mod chaos;
mod fuzz;
mod metrics;
mod screens;
mod steps;
mod tidy;
mod tools;
mod year;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask test [--advisories] [-- ARGS…]   install what is missing and run every check; ARGS go to nextest
       cargo xtask tidy                             the checks on documents, names and sources alone
       cargo xtask metrics                          the figures of flow and funnel against pandas and lifelines
       cargo xtask fuzz [TARGET] [--minutes N] [--seed S]   the fuzz targets, ten minutes each; needs a nightly toolchain
       cargo xtask chaos powercut|io|full|rot [--n N] [--seed S] [--sabotage X]
                                                    power cuts, failing calls, a full disk or flipped bits, at length
       cargo xtask year [--seeds N] [--from S]      N years (1,000) under faults, each beside its calm one
       cargo xtask screens DIR                      every picture as a PNG in DIR, to be looked at
       cargo xtask help                             this text";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = root().and_then(|root| match parse(&args)? {
        Chore::Test(options) => steps::test(&root, &options),
        Chore::Tidy => tidy::run(&root),
        Chore::Metrics => tools::ensure(&root, &std::env::var_os("PATH").unwrap_or_default())
            .and_then(|path| metrics::check(&root, &path)),
        Chore::Fuzz(options) => fuzz::run(&root, &options),
        Chore::Chaos(chaos) => chaos.run(&root),
        Chore::Year(year) => year.run(&root),
        Chore::Screens(folder) => screens::take(&root, &folder),
        Chore::Help => {
            println!("{USAGE}");
            Ok(())
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nxtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Chore {
    Test(steps::Options),
    Tidy,
    Metrics,
    Fuzz(fuzz::Options),
    Chaos(chaos::Chaos),
    Year(year::Year),
    Screens(PathBuf),
    Help,
}

fn parse(args: &[String]) -> Result<Chore, String> {
    let mut words = args.iter();
    match words.next().map(String::as_str) {
        Some("test") => {
            let mut options = steps::Options::default();
            while let Some(word) = words.next() {
                match word.as_str() {
                    "--advisories" => options.advisories = true,
                    "--" => {
                        options.nextest = words.cloned().collect();
                        break;
                    }
                    other => return Err(format!("`test` does not know `{other}`.\n{USAGE}")),
                }
            }
            Ok(Chore::Test(options))
        }
        Some("tidy") if args.len() == 1 => Ok(Chore::Tidy),
        Some("metrics") if args.len() == 1 => Ok(Chore::Metrics),
        Some("fuzz") => fuzz::Options::parse(&args[1..]).map(Chore::Fuzz).map_err(|why| format!("{why}\n{USAGE}")),
        Some("chaos") => chaos::Chaos::parse(&args[1..]).map(Chore::Chaos).map_err(|why| format!("{why}.\n{USAGE}")),
        Some("year") => year::Year::parse(&args[1..]).map(Chore::Year).map_err(|why| format!("{why}.\n{USAGE}")),
        Some("screens") => match args {
            [_, folder] => Ok(Chore::Screens(folder.into())),
            _ => Err(format!("`screens` wants the folder to draw into.\n{USAGE}")),
        },
        Some("help" | "--help" | "-h") => Ok(Chore::Help),
        Some(_) => Err(format!("there is no chore `{}`.\n{USAGE}", args.join(" "))),
        None => Err(format!("say which chore to do.\n{USAGE}")),
    }
}

/// The folder of the workspace. `cargo run` tells where xtask lies, which holds also when a build is shared between
/// two checkouts; a path fixed at compile time would not.
fn root() -> Result<PathBuf, String> {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("run me as `cargo xtask …`.")?;
    Path::new(&xtask).parent().map(Path::to_path_buf).ok_or_else(|| "xtask lies outside the workspace.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Chore, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn what_follows_two_dashes_goes_to_nextest() {
        let options = steps::Options { advisories: true, nextest: vec!["--no-capture".to_owned(), "money".to_owned()] };
        assert_eq!(parsed("test --advisories -- --no-capture money"), Ok(Chore::Test(options)));
    }

    #[test]
    fn a_filter_without_two_dashes_is_refused_rather_than_ignored() {
        assert!(parsed("test money").unwrap_err().contains("`money`"));
    }

    #[test]
    fn an_unknown_chore_names_itself_and_shows_the_usage() {
        let said = parsed("deploy").unwrap_err();
        assert!(said.contains("`deploy`") && said.contains("usage:"), "{said}");
    }
}
