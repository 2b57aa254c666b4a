//! What happened to the inputs, and the exit code it makes.

use std::fmt;
use std::process::ExitCode;

/// Wrong usage that the parser of arguments cannot see: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

impl UsageError {
    /// An error that the command line brought about.
    pub(crate) fn new(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Counts of inputs used and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Inputs that gave a result.
    pub(crate) used: usize,
    /// Inputs that were reported and passed over.
    pub(crate) failed: usize,
}

impl Outcome {
    /// All that was asked for was done.
    pub(crate) const DONE: Self = Self { used: 1, failed: 0 };

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
