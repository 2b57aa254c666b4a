//! Help pages in Chinese.

use std::fmt::Write;

use anstyle::Style;
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};
use gongwen::messages::text;
use unicode_width::UnicodeWidthStr;

use super::{Length, known, wrap};
use crate::render::style::pad;

/// The widest page, in columns.
const WIDEST: usize = 100;
/// The columns before every name.
const INDENT: usize = 2;
/// The columns before what is said of a name under it.
const UNDER: usize = 10;
/// The widest name that what is said of it stands beside, in columns.
const BESIDE: usize = 30;

const HEADING: Style = Style::new().bold().underline();
const NAME: Style = Style::new().bold();

/// Something that a page explains.
struct Item {
    /// The name, and what stands behind it: a placeholder.
    name: (String, String),
    lines: Vec<String>,
}

/// The columns that a page may take.
pub(super) fn width() -> usize {
    terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0)).min(WIDEST)
}

/// The help of a translated command.
pub(super) fn page(command: &Command, length: Length, width: usize) -> StyledStr {
    let mut page = String::new();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage();
    // It begins with a title in English.
    let usage = usage.to_string().split_once(' ').map(|(_, usage)| usage.to_owned()).unwrap_or_default();
    let told = paragraphs(&about, width).join("\n");
    let title = text!("Usage:");
    // Writing to a text cannot fail.
    let _ = write!(page, "{told}\n\n{HEADING}{title}{HEADING:#}{usage}");
    for (heading, items) in sections(command, length) {
        let _ = write!(page, "\n\n{HEADING}{heading}{HEADING:#}");
        write_items(&mut page, &items, length, width);
    }
    let after = match length {
        Length::Short => command.get_after_help(),
        Length::Long => command.get_after_long_help().or(command.get_after_help()),
    };
    if let Some(after) = after {
        let _ = write!(page, "\n\n{}", paragraphs(&after.to_string(), width).join("\n"));
    }
    page.push('\n');
    page.into()
}

/// What a page explains, by headings: commands, arguments, options, and the headings of their own that options have.
fn sections(command: &Command, length: Length) -> Vec<(String, Vec<Item>)> {
    let mut sections: Vec<(String, Vec<Item>)> = Vec::new();
    let mut add = |heading: String, item: Item| match sections.iter_mut().find(|(known, _)| *known == heading)
    {
        Some((_, items)) => items.push(item),
        None => sections.push((heading, vec![item])),
    };
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
        add(
            text!("Commands:"),
            Item { name: (verb.get_name().to_owned(), String::new()), lines: vec![about] },
        );
    }
    let shown: Vec<&Arg> = command.get_arguments().filter(|arg| !arg.is_hide_set()).collect();
    let plain = shown.iter().filter(|arg| arg.get_help_heading().is_none());
    let (positional, options): (Vec<&Arg>, Vec<&Arg>) = plain.partition(|arg| arg.is_positional());
    positional.into_iter().for_each(|arg| add(text!("Arguments:"), item(arg, length)));
    // Help of its own stands at the end, as on clap's pages.
    let (last, options): (Vec<&Arg>, Vec<&Arg>) =
        options.into_iter().partition(|arg| help_of_own(arg).is_some());
    options.into_iter().chain(last).for_each(|arg| add(text!("Options:"), item(arg, length)));
    for arg in shown {
        if let Some(heading) = arg.get_help_heading() {
            add(text!("{heading}:", heading), item(arg, length));
        }
    }
    sections
}

fn item(arg: &Arg, length: Length) -> Item {
    let short = arg.get_short().map(|short| format!("-{short}"));
    let (long, placeholder) = match arg.to_string().split_once(' ') {
        Some((long, placeholder)) if !arg.is_positional() => (long.to_owned(), format!(" {placeholder}")),
        _ => (arg.to_string(), String::new()),
    };
    let name = match short {
        Some(short) => format!("{short}, {long}"),
        None if arg.is_positional() => long,
        None => format!("    {long}"),
    };
    Item { name: (name, placeholder), lines: lines(arg, length) }
}

/// What is said of an argument, its default and possible values at the end.
fn lines(arg: &Arg, length: Length) -> Vec<String> {
    let help = match length {
        Length::Short => arg.get_help().or(arg.get_long_help()),
        Length::Long => arg.get_long_help().or(arg.get_help()),
    };
    let help = help_of_own(arg).or_else(|| help.map(ToString::to_string)).unwrap_or_default();
    let mut lines: Vec<String> = help.lines().map(str::to_owned).collect();
    let mut notes = Vec::new();
    let values = if arg.is_hide_possible_values_set() { Vec::new() } else { arg.get_possible_values() };
    if length == Length::Long && values.iter().any(|value| value.get_help().is_some()) {
        lines.push(text!("Possible values:"));
        let longest = values.iter().map(|value| value.get_name().len()).max().unwrap_or_default();
        for value in &values {
            let about =
                value.get_help().map(|help| known(help).map_or_else(|| help.to_string(), str::to_owned));
            lines.push(format!("- {} {}", pad(value.get_name(), longest + 1), about.unwrap_or_default()));
        }
    } else if !values.is_empty() {
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        notes.push(text!("[possible values: {values}]", values = names.join("、")));
    }
    if arg.get_action().takes_values()
        && !arg.is_hide_default_value_set()
        && arg.get_default_values().iter().any(|value| !value.is_empty())
    {
        let values: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        notes.push(text!("[default: {value}]", value = values.join(" ")));
    }
    match (length, lines.last_mut()) {
        (Length::Short, Some(line)) if !notes.is_empty() => *line = format!("{line} {}", notes.join(" ")),
        _ => lines.extend(notes),
    }
    lines
}

/// What is said of the options that clap adds by itself.
pub(super) fn help_of_own(arg: &Arg) -> Option<String> {
    match arg.get_action() {
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong => {
            Some(text!("Print help (-h in short, --help in full)"))
        }
        ArgAction::Version => Some(text!("Print version")),
        _ => None,
    }
}

fn write_items(page: &mut String, items: &[Item], length: Length, width: usize) {
    let width_of = |item: &Item| item.name.0.width() + item.name.1.width();
    let longest = items.iter().map(width_of).filter(|&width| width <= BESIDE).max().unwrap_or_default();
    // In a full page, options and arguments have room around them; commands are a list.
    let is_full =
        length == Length::Long && items.iter().any(|item| item.name.0.starts_with(['-', ' ', '<', '[']));
    for (at, item) in items.iter().enumerate() {
        let (name, placeholder) = &item.name;
        let beside = !is_full && width_of(item) <= BESIDE;
        let indent = if is_full { UNDER } else { INDENT + longest + 2 };
        let parted = if is_full && at > 0 { "\n" } else { "" };
        let _ = write!(page, "{parted}\n{:INDENT$}{NAME}{name}{NAME:#}{placeholder}", "");
        let lines = item.lines.iter().flat_map(|line| paragraphs(line, width.saturating_sub(indent).max(20)));
        for (number, line) in lines.enumerate() {
            if number == 0 && beside {
                let _ = write!(page, "{:missing$}{line}", "", missing = indent - INDENT - width_of(item));
            } else {
                let _ = write!(page, "\n{:indent$}{line}", "");
            }
        }
    }
}

/// The lines of a text: those that are indented or listed as they are, the others no longer than `columns`.
fn paragraphs(text: &str, columns: usize) -> Vec<String> {
    let lines = text.lines().flat_map(|line| {
        let is_laid_out = line.starts_with("  ");
        if is_laid_out { vec![line.to_owned()] } else { wrap(line, columns) }
    });
    lines.collect()
}
