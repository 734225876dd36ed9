//! Help and wrong use in the reader's language: what clap knows of the commands, said by the catalogue.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::app::model;
use crate::catalogue::Catalogue;
use crate::cli::Cli;

/// The command line with its help in the language of a catalogue.
pub(super) fn command(catalogue: &Catalogue) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let root = Cli::command().disable_version_flag(true).arg(version).disable_help_subcommand(true);
    said(root, "takt", catalogue)
}

/// The path of a subcommand below a command: `import`, `model-check`.
fn below(path: &str, name: &str) -> String {
    if path == "takt" { name.into() } else { format!("{path}-{name}") }
}

fn said(command: Command, path: &str, catalogue: &Catalogue) -> Command {
    let word = |name: &str| catalogue.say(&format!("help-{name}"), &[("models", model::names())]);
    let text = |name: &str| StyledStr::from(word(name));
    let arguments: Vec<(String, bool)> =
        command.get_arguments().map(|arg| (arg.get_id().to_string(), arg.is_positional())).collect();
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_string()).collect();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}\n", word("heading-usage"));
    let mut command = command
        .about(text(path))
        .help_template(template)
        .subcommand_help_heading(word("heading-commands"))
        .disable_help_flag(true)
        .arg(help.help(text("takt-help")).help_heading(word("heading-options")));
    for (id, positional) in arguments {
        let heading = if positional { word("heading-arguments") } else { word("heading-options") };
        let help = text(&format!("{path}-{id}"));
        command = command.mut_arg(id, |arg| arg.help(help).help_heading(heading));
    }
    for name in subcommands {
        let path = below(path, &name);
        command = command.mut_subcommand(name, |sub| said(sub, &path, catalogue));
    }
    command
}

/// What help is said of: every command and argument, and the headings.
#[cfg(test)]
pub(crate) fn names() -> Vec<String> {
    fn visit(command: &Command, path: &str, names: &mut Vec<String>) {
        names.push(path.into());
        names.extend(command.get_arguments().map(|arg| format!("{path}-{}", arg.get_id())));
        for sub in command.get_subcommands() {
            visit(sub, &below(path, sub.get_name()), names);
        }
    }
    let headings = ["heading-usage", "heading-commands", "heading-arguments", "heading-options", "takt-help"];
    let mut names: Vec<String> = headings.map(Into::into).into();
    names.push("takt-version".into());
    visit(&Cli::command(), "takt", &mut names);
    names
}

/// What was wrong with how the program was called, and what to do.
pub(super) fn wrong_use(catalogue: &Catalogue, error: &clap::Error) -> String {
    let context = |kinds: &[ContextKind]| {
        let found = kinds.iter().find_map(|kind| error.get(*kind));
        found.map_or_else(String::new, ToString::to_string)
    };
    let what = context(&[ContextKind::InvalidSubcommand, ContextKind::InvalidArg, ContextKind::InvalidValue]);
    let nearest = context(&[ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]);
    let value = context(&[ContextKind::InvalidValue]);
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => catalogue.say("usage-unknown-command", &[("what", what)]),
        ErrorKind::UnknownArgument => catalogue.say("usage-unknown-option", &[("what", what)]),
        ErrorKind::MissingRequiredArgument => catalogue.say("usage-missing", &[("what", what)]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            catalogue.say("usage-bad-value", &[("what", what), ("value", value)])
        }
        _ => catalogue.say("usage-other", &[]),
    };
    let mut lines = format!("{} {sentence}\n", catalogue.say("label-error", &[]));
    if !nearest.is_empty() {
        lines.push_str(&format!("  {}\n", catalogue.say("usage-nearest", &[("nearest", nearest)])));
    }
    lines.push_str(&format!("  {}\n", catalogue.say("usage-help", &[])));
    lines
}
