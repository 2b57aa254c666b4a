//! The terminal beside the results: warnings, errors, progress.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use gongwen::messages::{self, Language, text, translated};
use indicatif::{ProgressBar, ProgressStyle};

use crate::chinese;
use crate::terminal::visible;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Whether to colour, and whether to say more than errors.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    /// When to colour results and messages.
    pub(crate) colour: ColorChoice,
    /// Say nothing but errors.
    pub(crate) quiet: bool,
    /// Tell of every file what was read in it.
    pub(crate) verbose: bool,
}

impl Console {
    /// Reports an error.
    pub(crate) fn error(&self, error: &dyn Display) {
        self.write(&text!("error:"), ERROR, error);
    }

    /// Reports an error with what it goes back to.
    pub(crate) fn failure(&self, error: &anyhow::Error) {
        self.error(&told_once(error));
    }

    /// Reports something that people should know and that stops nothing.
    pub(crate) fn warn(&self, warning: &dyn Display) {
        if !self.quiet {
            self.write(&text!("warning:"), WARNING, warning);
        }
    }

    /// Says how a work ended.
    pub(crate) fn say(&self, line: &dyn Display) {
        if !self.quiet {
            self.write("", Style::new(), line);
        }
    }

    /// Tells what only those want to know who asked for it.
    pub(crate) fn tell(&self, line: &dyn Display) {
        if self.verbose {
            self.say(line);
        }
    }

    /// The one place that talks on standard error.
    fn write(&self, label: &str, style: Style, message: &dyn Display) {
        let stderr = io::stderr();
        let style = match AutoStream::choice(&stderr) {
            ColorChoice::Never => Style::new(),
            _ => style,
        };
        let mut message = shortened(message.to_string());
        if stderr.is_terminal() {
            // A line end in a name must not make a message of its own.
            message = visible(&message).replace('\n', "\n    ");
        }
        // A colon of Chinese has its space in itself.
        let space = if label.is_empty() || label.ends_with('：') { "" } else { " " };
        // Where nobody can be told, nobody can be told so.
        let _ = writeln!(stderr.lock(), "{style}{label}{style:#}{space}{message}");
    }

    /// A bar where the work is long and somebody watches; `what` is counted, as a phrase.
    pub(crate) fn progress(&self, count: u64, what: &str) -> ProgressBar {
        if self.quiet || count < 2 || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template(&text!(
            "{bar} {done} {what}  {time} left",
            bar = "{bar:30}",
            done = "{pos}/{len}",
            what = translated(what),
            time = "{eta}"
        ));
        ProgressBar::new(count).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}

/// A message that names what a file holds may be as long as the file: its beginning and its end tell enough.
fn shortened(message: String) -> String {
    const LONGEST: usize = 4_000;
    const END: usize = 500;
    let length = message.chars().count();
    if length <= LONGEST {
        return message;
    }
    let begin: String = message.chars().take(LONGEST - END).collect();
    let end: String = message.chars().skip(length - END).collect();
    format!("{begin} … {end}")
}

/// An error and its causes in a line, each thing said once: some errors repeat their cause.
pub(crate) fn told_once(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(|cause| match messages::language() {
        Language::English => cause.to_string(),
        Language::Chinese => chinese::cause(cause),
    }) {
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = text!("{what}: {why}", what = told, why = cause);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{shortened, told_once};

    #[test]
    fn a_long_message_keeps_its_beginning_and_its_end() {
        assert_eq!(shortened("甲".repeat(4_000)), "甲".repeat(4_000));
        let long = shortened(format!("甲{}乙", "x".repeat(1 << 20)));
        assert!(long.starts_with('甲') && long.ends_with('乙') && long.chars().count() < 4_010);
    }

    #[test]
    fn a_cause_that_was_told_is_not_told_again() {
        let error = anyhow::anyhow!("disk full").context("cannot write: disk full").context("a.csv");
        assert_eq!(told_once(&error), "a.csv: cannot write: disk full");
    }
}
