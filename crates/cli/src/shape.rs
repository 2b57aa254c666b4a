//! Output formats as the command line names them.

use gongwen::messages::{listed, text};
use gongwen::write::OutputFormat;

use crate::outcome::UsageError;

/// What a verb writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Text for people, coloured on a terminal.
    Text,
    /// A file format.
    File(OutputFormat),
}

impl Shape {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::File(format) => format.name(),
        }
    }

    pub(crate) fn about(self) -> &'static str {
        match self {
            Self::Text => "text for people",
            Self::File(format) => format.about(),
        }
    }

    /// Whether its bytes are no text.
    pub(crate) fn is_binary(self) -> bool {
        matches!(self, Self::File(format) if format.is_binary())
    }

    /// The one among `shapes` that this suffix chooses.
    pub(crate) fn of_suffix(suffix: &str, shapes: &[Self]) -> Result<Self, UsageError> {
        let chosen = shapes.iter().find(|shape| match shape {
            Self::Text => suffix == "txt",
            Self::File(format) => OutputFormat::from_suffix(suffix) == Some(*format),
        });
        chosen.copied().ok_or_else(|| {
            let suffix_of = |shape: &Self| match shape {
                Self::Text => ".txt".to_owned(),
                Self::File(format) => format!(".{}", format.name()),
            };
            let suffixes: Vec<String> = shapes.iter().map(suffix_of).collect();
            // A verb of one format has no option to choose it by.
            let suffixes = listed(suffixes);
            UsageError(if shapes.len() > 1 {
                text!(
                    "`.{suffix}` is no format this verb writes; use {suffixes}, or --format",
                    suffix,
                    suffixes
                )
            } else {
                text!("`.{suffix}` is no format this verb writes; use {suffixes}", suffix, suffixes)
            })
        })
    }
}
