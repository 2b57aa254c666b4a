//! What happened to the inputs, and the exit code it makes.

use std::fmt;
use std::process::ExitCode;

use gongwen::Error;
use gongwen::classifier::{ParamError, SelectError, TrainError};
use gongwen::messages::text;

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

/// Whether the command line brought an error about: wrong usage, or settings and names that the library does
/// not take.
pub(crate) fn is_usage(error: &anyhow::Error) -> bool {
    let by_library = error.downcast_ref::<Error>().is_some_and(|error| match error {
        Error::Backend(_)
        | Error::Setting(_)
        | Error::OutOfRange(_)
        | Error::NoParagraph { .. }
        | Error::UnknownTheme { .. }
        | Error::Train(TrainError::Params(_)) => true,
        Error::Train(TrainError::Member { source, .. }) => source.is::<SelectError>(),
        _ => false,
    });
    by_library || error.is::<UsageError>() || error.is::<ParamError>()
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
        f.write_str(&number_of(self.used, Thing::File))?;
        if self.failed > 0 { f.write_str(&text!(", {count} failed", count = self.failed)) } else { Ok(()) }
    }
}

/// What is counted for people.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Thing {
    File,
    Report,
    Paragraph,
    Row,
}

/// A number of things as people write it: 1 file, 2 files.
pub(crate) fn number_of(count: usize, thing: Thing) -> String {
    match (thing, count) {
        (Thing::File, 1) => text!("{count} file", count),
        (Thing::File, _) => text!("{count} files", count),
        (Thing::Report, 1) => text!("{count} report", count),
        (Thing::Report, _) => text!("{count} reports", count),
        (Thing::Paragraph, 1) => text!("{count} paragraph", count),
        (Thing::Paragraph, _) => text!("{count} paragraphs", count),
        (Thing::Row, 1) => text!("{count} row", count),
        (Thing::Row, _) => text!("{count} rows", count),
    }
}
