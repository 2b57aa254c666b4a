//! The command line in Chinese. Help in the code is English; clap lays out pages and says what is wrong in English
//! alone. So the words of a command are looked up in the catalogues, and pages and faults are laid out here.

mod cause;
mod faults;
mod manual;
mod page;
#[cfg(test)]
mod tests;
mod wrap;

use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr};
use clap::{Arg, ArgAction, Command};
use gongwen::messages::{chinese, text};

pub(crate) use self::cause::cause;
pub(crate) use self::faults::Faults;
pub(crate) use self::manual::manual;
pub(crate) use self::wrap::wrap;

/// What a help page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// By `-h`: a line or two for each option.
    Short,
    /// By `--help`: all there is to say.
    Long,
}

/// The command with its words in Chinese and usage as Chinese help shows it. It parses what the English one does.
pub(crate) fn translated(command: Command) -> Command {
    let mut command = in_chinese(command);
    command.build();
    with_usage(command)
}

/// A translated command with help pages, which clap shows when they are asked for.
pub(crate) fn with_pages(command: Command, length: Length) -> Command {
    let page = page::page(&command, length, page::width());
    command.override_help(page).mut_subcommands(|verb| with_pages(verb, length))
}

/// The command with its words in Chinese for programs that read it, such as shells: where clap knows words of its own,
/// these are Chinese, too. It is not for parsing.
pub(crate) fn to_be_read(command: Command) -> Command {
    let mut command = in_chinese(command);
    command.build();
    with_words_of_own(command)
}

fn with_words_of_own(command: Command) -> Command {
    let of_own = |arg: Arg| {
        let values = arg.get_possible_values();
        let help = page::help_of_own(&arg);
        let arg = if values.is_empty() {
            arg
        } else {
            arg.value_parser(PossibleValuesParser::new(values.into_iter().map(value)))
        };
        match help {
            Some(help) => arg.help(help),
            None => arg,
        }
    };
    command.mut_args(of_own).mut_subcommands(with_words_of_own)
}

fn in_chinese(mut command: Command) -> Command {
    if let Some(about) = command.get_about().and_then(known) {
        command = command.about(about);
    }
    if let Some(after) = command.get_after_help().and_then(known) {
        command = command.after_help(after);
    }
    command.mut_args(argument).mut_subcommands(in_chinese)
}

fn argument(mut arg: Arg) -> Arg {
    if let Some(help) = arg.get_help().and_then(known) {
        arg = arg.help(help);
    }
    if let Some(help) = arg.get_long_help().and_then(known) {
        arg = arg.long_help(help);
    }
    if let Some(heading) = arg.get_help_heading().and_then(chinese) {
        arg = arg.help_heading(heading);
    }
    if let Some(names) = arg.get_value_names() {
        let names: Vec<_> =
            names.iter().map(|name| chinese(name).map_or_else(|| name.clone(), Into::into)).collect();
        arg = arg.value_names(names);
    }
    arg
}

/// A possible value with what it means in Chinese.
fn value(value: PossibleValue) -> PossibleValue {
    match value.get_help().and_then(known) {
        Some(help) => value.help(help),
        None => value,
    }
}

fn known(help: &StyledStr) -> Option<&'static str> {
    chinese(&help.to_string())
}

fn with_usage(command: Command) -> Command {
    let usage = usage(&command);
    command.override_usage(usage).mut_subcommands(with_usage)
}

/// How a command is called, in a line.
fn usage(command: &Command) -> String {
    let mut words = vec![command.get_bin_name().unwrap_or(command.get_name()).to_owned()];
    let is_own = |arg: &&Arg| {
        !matches!(
            arg.get_action(),
            ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
        )
    };
    let (required, others): (Vec<&Arg>, Vec<&Arg>) =
        command.get_opts().filter(is_own).partition(|arg| arg.is_required_set());
    if !others.is_empty() {
        words.push(text!("[OPTIONS]"));
    }
    words.extend(required.iter().map(ToString::to_string));
    words.extend(command.get_positionals().map(ToString::to_string));
    if command.has_subcommands() {
        words.push(text!("<COMMAND>"));
    }
    words.join(" ")
}
