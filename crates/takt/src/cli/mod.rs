//! The command line: arguments in, answers out. CLI contract: docs/cli.md.
//!
//! One module a group of commands. Each gives its answer as JSON and as text for people; errors go to standard error in
//! the reader's language, saying what happened, where, and what to do.

mod account;
mod bench;
mod clock;
mod diagram;
mod duplicates;
mod erase;
mod errors;
mod export;
mod flow;
mod folder;
pub(crate) mod help;
mod import;
mod mapping;
mod merge;
mod model;
mod order;
mod rehearse;
mod search;
mod serve;
mod sketch;
mod table;
mod whatif;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};
use serde_json::Value;

use crate::app::duplicates::Verdict;
use crate::app::order::Order;
use crate::catalogue::{Arg, Catalogue, Language, language_of};
use crate::fault::{Exit, Fault};

/// Takt runs a subscription vendor's revenue model: one line from the first touch to the renewal.
#[derive(Debug, Parser)]
#[command(name = "takt", version, about, long_about = None)]
pub struct Cli {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Shared {
    /// The data folder.
    #[arg(long, global = true, env = "TAKT_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// The language: ja or en; by LANG without it.
    #[arg(long, global = true, value_name = "ja|en", hide_possible_values = true)]
    lang: Option<LanguageArg>,
    /// Print JSON for programs.
    #[arg(long, global = true)]
    json: bool,
    /// How progress is told on standard error.
    #[arg(long, global = true, value_name = "json|text|none", hide_possible_values = true)]
    progress: Option<ProgressArg>,
    /// What a command that writes is known by, so that it does not run twice when it is asked again.
    #[arg(long, global = true, value_name = "ID")]
    request: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LanguageArg {
    Ja,
    En,
}

/// How progress is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProgressArg {
    /// One JSON object a line.
    Json,
    /// A line for people.
    Text,
    /// Not at all.
    None,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the sample vendor, show its flow, and open its page.
    Demo {
        /// The address to listen at; `none` ends without serving.
        #[arg(long, default_value = crate::server::LISTEN, value_name = "ADDR")]
        listen: String,
    },
    /// The web page and the API.
    Serve {
        /// The address to listen at.
        #[arg(long, default_value = crate::server::LISTEN, value_name = "ADDR")]
        listen: String,
    },
    /// Make a new, empty data folder.
    Init {
        /// A shipped model's name, or a model file.
        #[arg(long, default_value = "the-model", value_name = "NAME or FILE")]
        model: String,
    },
    /// Fire what is due now, where no server runs.
    Tick,
    /// Take files into the journal.
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Import {
        #[command(subcommand)]
        command: Option<ImportCommand>,
        /// CSV files, a facts JSONL, or an exported journal.jsonl.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The mapping from columns to facts.
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
        /// Say what would happen, write nothing.
        #[arg(long)]
        dry_run: bool,
        /// With --dry-run: draw the line as it stands and as it would stand.
        #[arg(long, value_name = "FILE", requires = "dry_run")]
        diagram: Option<PathBuf>,
        /// Write the rejected rows as they were, with the reason, to this file.
        #[arg(long, value_name = "FILE")]
        errors: Option<PathBuf>,
    },
    /// Flow and balance of every stage.
    Flow {
        /// First day, inclusive.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// Last day, inclusive.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// source, segment, month or owner:TEAM.
        #[arg(long, value_name = "GROUP")]
        by: Option<String>,
        /// Only what was recorded by the end of this day.
        #[arg(long, value_name = "DAY")]
        as_known: Option<String>,
    },
    /// Of those who entered one stage, how many reached another, and how fast.
    Funnel {
        /// The stage that is entered.
        #[arg(long, value_name = "STAGE")]
        from_stage: String,
        /// The stage that may be reached.
        #[arg(long, value_name = "STAGE")]
        to_stage: String,
        /// source, segment, month or owner:TEAM.
        #[arg(long, value_name = "GROUP")]
        by: Option<String>,
        /// Only those who entered on or after this day.
        #[arg(long, value_name = "DAY")]
        cohort_from: Option<String>,
        /// Only those who entered on or before this day.
        #[arg(long, value_name = "DAY")]
        cohort_to: Option<String>,
        /// Only reached within so many days.
        #[arg(long, value_name = "DAYS")]
        within: Option<u32>,
    },
    /// The revenue model as a picture.
    Diagram {
        /// The SVG to write.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// As it stood on this day; in and out are of its month up to the day.
        #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to"])]
        at: Option<String>,
        /// First day, inclusive.
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// Last day, inclusive.
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
        /// auto, light or dark.
        #[arg(long, default_value = "auto", value_name = "THEME", hide_possible_values = true)]
        theme: diagram::ThemeArg,
        /// wide or narrow.
        #[arg(long, default_value = "wide", value_name = "WIDTH", hide_possible_values = true)]
        width: diagram::WidthArg,
    },
    /// One account: stage, owners, score, next action, timeline.
    Account {
        /// Our number or an outside key.
        account: String,
    },
    /// Find accounts and contacts by any part of what is held of them.
    Search {
        /// The part.
        text: String,
        /// How many to list.
        #[arg(long, value_name = "N", default_value_t = crate::app::search::LIMIT,
            value_parser = clap::value_parser!(u32).range(1..=i64::from(crate::app::search::LIMIT_MAX)))]
        limit: u32,
    },
    /// Why an account stands where it stands.
    Why {
        /// Our number or an outside key.
        account: String,
    },
    /// Make one account part of another.
    Merge {
        /// The account that becomes part of the other.
        account: String,
        /// The account that stays.
        into: String,
    },
    /// Take a merge back.
    Unmerge {
        /// The account that stands on its own again.
        account: String,
    },
    /// Who may be one with whom, and what a person decides about it.
    #[command(args_conflicts_with_subcommands = true)]
    Duplicates {
        #[command(subcommand)]
        command: Option<DuplicatesCommand>,
        /// How many pairs to list.
        #[arg(long, value_name = "N", default_value_t = crate::app::duplicates::LIMIT,
            value_parser = clap::value_parser!(u32).range(1..=i64::from(crate::app::duplicates::LIMIT_MAX)))]
        limit: u32,
        /// List all of them.
        #[arg(long, conflicts_with = "limit")]
        all: bool,
    },
    /// The seen facts through another model, beside what was recorded.
    Whatif {
        /// The model file, or a shipped model's name.
        #[arg(long, value_name = "FILE")]
        model: String,
        /// From the beginning of this day on.
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
        /// How many accounts the JSON lists.
        #[arg(long, value_name = "N")]
        accounts: Option<usize>,
    },
    /// Models that run beside the live one and never act.
    Shadow {
        #[command(subcommand)]
        command: ShadowCommand,
    },
    /// Check the folder: the chain, and the same facts decided anew.
    Verify,
    /// Model files.
    Model {
        #[command(subcommand)]
        command: ModelCommand,
    },
    /// Erase a person: texts, outside keys and addresses.
    Erase {
        /// The contact: our number or an outside key.
        #[arg(required_unless_present = "account", conflicts_with = "account")]
        contact: Option<String>,
        /// An account that is one person, where no company is known.
        #[arg(long, value_name = "ACCOUNT")]
        account: Option<String>,
    },
    /// The clock.
    Clock {
        #[command(subcommand)]
        command: ClockCommand,
    },
    /// Write everything as text into a new folder.
    Export {
        /// The folder, empty or not there yet.
        dir: PathBuf,
        /// Only the tables of accounts and contacts: csv, cp932, xlsx or jsonl.
        #[arg(long, value_name = "csv|cp932|xlsx|jsonl", hide_possible_values = true)]
        format: Option<export::FormatArg>,
        /// What stands for characters that the format does not carry.
        #[arg(long, value_name = "TEXT", requires = "format")]
        replace: Option<String>,
    },
    /// Measure what the program costs on this machine.
    Bench {
        /// full, or small: a hundredth or less, only to see that all of it runs.
        #[arg(long, default_value = "full", value_name = "full|small", hide_possible_values = true)]
        size: bench::SizeArg,
        /// Only this job.
        #[arg(long, value_name = "NAME")]
        job: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Take a whole import back, by facts.
    Undo {
        /// Its number.
        #[arg(value_name = "IMPORT")]
        import: u32,
    },
}

#[derive(Debug, Subcommand)]
enum DuplicatesCommand {
    /// They are one.
    Same {
        /// The numbers of the pairs.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<u64>,
    },
    /// They are two.
    Distinct {
        /// The numbers of the pairs.
        #[arg(required = true, value_name = "ID")]
        ids: Vec<u64>,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
enum ShadowCommand {
    /// Keep a model as a shadow.
    Add {
        /// What to call it.
        name: String,
        /// The model file, or a shipped model's name.
        file: String,
        /// From the beginning of this day on.
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
    },
    /// All shadows beside what was recorded.
    List,
    /// End a shadow.
    Drop {
        /// Its name.
        name: String,
    },
}

#[derive(Debug, Subcommand)]
enum ClockCommand {
    /// Say that the clock is right, and fire what is due.
    Accept,
}

#[derive(Debug, Subcommand)]
enum ModelCommand {
    /// Say what changes from one model to another, by meaning.
    Diff {
        /// The old one: a file, a shipped model's name, or `live`.
        old: String,
        /// The new one.
        new: String,
    },
    /// Put a model into force.
    Adopt {
        /// The model file, or a shipped model's name.
        file: String,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Say what is wrong with a model file, and where.
    Check {
        /// The model file.
        file: PathBuf,
    },
}

/// What a command answers.
#[derive(Debug)]
pub struct Answer {
    /// For programs.
    pub json: Value,
    /// For people.
    pub text: String,
    /// The exit status.
    pub status: u8,
}

impl Answer {
    /// An answer of a command that did what it was asked.
    #[must_use]
    pub fn done(json: Value, text: String) -> Self {
        Self { json, text, status: 0 }
    }
}

/// Why a command gives no answer.
#[derive(Debug)]
pub enum Failure {
    /// A fault with its sentences.
    Fault(Fault),
    /// Sentences that are made already, one a line, and the exit status.
    Said(Vec<String>, Exit),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What commands share: the folder, the language, how to print.
#[derive(Debug)]
pub struct Session {
    /// The data folder.
    pub data: Option<PathBuf>,
    /// The sentences.
    pub catalogue: Catalogue,
    /// How progress is told.
    pub progress: ProgressArg,
    /// Whether JSON is printed.
    pub json: bool,
    /// What a command that writes is known by.
    pub request: Option<String>,
}

impl Session {
    /// The data folder, or the one of the contract.
    #[must_use]
    pub fn folder(&self, default: &str) -> PathBuf {
        self.data.clone().unwrap_or_else(|| PathBuf::from(default))
    }

    /// A sentence.
    #[must_use]
    pub fn say(&self, name: &str, args: &[Arg<'_>]) -> String {
        self.catalogue.say(name, args)
    }
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let args: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let catalogue = Catalogue::new(language(&args));
    let parsed = help::command(&catalogue).try_get_matches_from(&args).and_then(|m| Cli::from_arg_matches(&m));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            // Help and version are answers.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) if error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            return ExitCode::from(Exit::Usage as u8);
        }
        Err(error) => {
            tell(&help::wrong_use(&catalogue, &error));
            return ExitCode::from(Exit::Usage as u8);
        }
    };
    let terminal = if std::io::stderr().is_terminal() { ProgressArg::Text } else { ProgressArg::None };
    let session = Session {
        data: cli.shared.data,
        catalogue,
        progress: cli.shared.progress.unwrap_or(terminal),
        json: cli.shared.json,
        request: cli.shared.request,
    };
    match dispatch(&session, cli.command) {
        Ok(answer) => {
            let text = if session.json { format!("{}\n", answer.json) } else { plain(&answer.text) };
            match print(&text) {
                Ok(()) => ExitCode::from(answer.status),
                Err(cause) => failed(&session, &Fault::store("answer-unwritable", vec![("cause", cause.to_string())])),
            }
        }
        Err(Failure::Fault(fault)) => failed(&session, &fault),
        Err(Failure::Said(lines, exit)) => {
            for line in lines {
                tell(&format!("{}\n", plain(&line)));
            }
            ExitCode::from(exit as u8)
        }
    }
}

/// Says why a command failed.
fn failed(session: &Session, fault: &Fault) -> ExitCode {
    let (what, help) = fault.sentences(&session.catalogue);
    let label = session.say("label-error", &[]);
    tell(&format!("{}\n", plain(&format!("{label} {what}\n  {help}"))));
    ExitCode::from(fault.exit as u8)
}

/// The language of the reader, needed before the arguments are understood: `--lang`, else the locale.
fn language(args: &[std::ffi::OsString]) -> Language {
    let words: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let beside = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    if let Some(asked) = beside.or(joined) {
        return language_of(asked);
    }
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|locale| !locale.is_empty()));
    language_of(&set.unwrap_or_default())
}

/// What a terminal may be sent: names come from outside, and none may move the cursor, colour the screen or turn the
/// direction of a line.
fn plain(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !takt_draw::lettering::is_dropped(*c)).collect()
}

/// Prints an answer. A reader that went away (`takt flow | head`) is no failure.
fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes to standard error, in one go. Where nobody takes it there is nobody to be told, and the work goes on.
fn tell(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn dispatch(session: &Session, command: Command) -> Result<Answer, Failure> {
    match command {
        Command::Demo { listen } => serve::demo(session, &listen),
        Command::Serve { listen } => serve::serve(session, &listen),
        Command::Init { model } => folder::init(session, &model),
        Command::Tick => order::perform(session, Order::Tick),
        Command::Import { command: Some(ImportCommand::Undo { import }), .. } => merge::undo(session, import),
        Command::Import { command: None, files, mapping, dry_run, diagram, errors } => {
            let asked =
                import::Asked { mapping: mapping.as_deref(), errors: errors.as_deref(), diagram: diagram.as_deref() };
            import::import(session, &files, &asked, dry_run)
        }
        Command::Flow { from, to, by, as_known } => {
            flow::flow(session, [&from, &to].map(Option::as_deref), by.as_deref(), as_known.as_deref())
        }
        Command::Funnel { from_stage, to_stage, by, cohort_from, cohort_to, within } => flow::funnel(
            session,
            &flow::FunnelArgs {
                from_stage: &from_stage,
                to_stage: &to_stage,
                by: by.as_deref(),
                cohort_from: cohort_from.as_deref(),
                cohort_to: cohort_to.as_deref(),
                within,
            },
        ),
        Command::Diagram { out, at, from, to, theme, width } => {
            diagram::diagram(session, &diagram::DiagramArgs { out, at, from, to, theme, width })
        }
        Command::Account { account } => account::account(session, &account),
        Command::Search { text, limit } => search::search(session, &text, limit),
        Command::Why { account } => account::why(session, &account),
        Command::Merge { account, into } => order::perform(session, Order::Merge { account, into }),
        Command::Unmerge { account } => order::perform(session, Order::Unmerge { account }),
        Command::Duplicates { command: None, limit, all } => duplicates::list(session, (!all).then_some(limit)),
        Command::Duplicates { command: Some(DuplicatesCommand::Same { ids }), .. } => {
            order::perform(session, Order::Decide { ids, verdict: Verdict::Same })
        }
        Command::Duplicates { command: Some(DuplicatesCommand::Distinct { ids, reason }), .. } => {
            order::perform(session, Order::Decide { ids, verdict: Verdict::Distinct(reason) })
        }
        Command::Whatif { model, since, accounts } => whatif::whatif(session, &model, since.as_deref(), accounts),
        Command::Shadow { command: ShadowCommand::Add { name, file, since } } => {
            whatif::add(session, &name, &file, since.as_deref())
        }
        Command::Shadow { command: ShadowCommand::List } => whatif::list(session),
        Command::Shadow { command: ShadowCommand::Drop { name } } => whatif::drop(session, &name),
        Command::Verify => folder::verify(session),
        Command::Model { command: ModelCommand::Check { file } } => model::check(session, &file),
        Command::Model { command: ModelCommand::Diff { old, new } } => model::diff(session, &old, &new),
        Command::Model { command: ModelCommand::Adopt { file, reason } } => {
            model::adopt(session, &file, reason.as_deref())
        }
        Command::Export { dir, format: None, .. } => folder::export(session, &dir),
        Command::Export { dir, format: Some(format), replace } => {
            export::tables(session, &dir, format, replace.as_deref())
        }
        Command::Bench { size, job } => bench::bench(session, size, job.as_deref()),
        Command::Erase { contact, account } => order::perform(session, Order::Erase { contact, account }),
        Command::Clock { command: ClockCommand::Accept } => order::perform(session, Order::AcceptClock),
    }
}
