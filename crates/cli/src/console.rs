//! The terminal beside the results: warnings, errors, progress.

use std::fmt::Display;
use std::io::IsTerminal;

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Whether to colour, and whether to say more than errors.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console {
    /// When to colour results and messages.
    pub(crate) colour: ColorChoice,
    /// Say nothing but errors.
    pub(crate) quiet: bool,
}

#[allow(
    clippy::print_stderr,
    reason = "the one place that talks on standard error; standard output is for results"
)]
impl Console {
    /// Reports an error.
    pub(crate) fn error(&self, error: &dyn Display) {
        anstream::eprintln!("{ERROR}error:{ERROR:#} {error}");
    }

    /// Reports something that people should know and that stops nothing.
    pub(crate) fn warn(&self, warning: &dyn Display) {
        if !self.quiet {
            anstream::eprintln!("{WARNING}warning:{WARNING:#} {warning}");
        }
    }

    /// Says how a work ended.
    pub(crate) fn say(&self, line: &dyn Display) {
        if !self.quiet {
            anstream::eprintln!("{line}");
        }
    }

    /// A bar where the work is long and somebody watches; `what` is counted.
    pub(crate) fn progress(&self, count: u64, what: &str) -> ProgressBar {
        if self.quiet || count < 2 || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template(&format!("{{bar:30}} {{pos}}/{{len}} {what}  {{eta}} left"));
        ProgressBar::new(count).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}
