//! What happened to the inputs, and the exit code it makes.

use std::fmt;
use std::process::ExitCode;

/// Counts of inputs used and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Inputs that gave a result.
    pub(crate) used: usize,
    /// Inputs that were reported and passed over.
    pub(crate) failed: usize,
}

impl Outcome {
    /// 0 all well, 1 nothing usable, 2 some failed.
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Self { used: 0, .. } => ExitCode::from(1),
            Self { failed: 0, .. } => ExitCode::SUCCESS,
            _ => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} files", self.used)?;
        if self.failed > 0 { write!(f, ", {} failed", self.failed) } else { Ok(()) }
    }
}

/// Writes the closing line of a batch on standard error.
#[allow(clippy::print_stderr, reason = "standard output is for results")]
pub(crate) fn report_closing(line: &dyn fmt::Display) {
    anstream::eprintln!("{line}");
}

/// Reports an error on standard error.
#[allow(clippy::print_stderr, reason = "the one place errors are printed")]
pub(crate) fn report_error(error: &dyn fmt::Display) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    anstream::eprintln!("{style}error:{style:#} {error}");
}

/// Reports a warning on standard error, unless `quiet`.
#[allow(clippy::print_stderr, reason = "the one place warnings are printed")]
pub(crate) fn report_warning(quiet: bool, warning: &dyn fmt::Display) {
    if !quiet {
        let style = anstyle::AnsiColor::Yellow.on_default().bold();
        anstream::eprintln!("{style}warning:{style:#} {warning}");
    }
}
