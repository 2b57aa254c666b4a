//! Why labelled texts cannot be used.

use std::error::Error;
use std::{fmt, io};

use gongwen_read::{ReadErrorKind, Warning};

/// Labelled texts that cannot be used: where, and why.
#[derive(Debug)]
pub struct LabelledError {
    /// The file, or the line as `file:line`.
    pub place: String,
    /// What is wrong. Its source, where it has one, is the source of this error too.
    pub kind: LabelledErrorKind,
}

/// What is wrong with labelled texts.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LabelledErrorKind {
    /// The file or folder cannot be read.
    #[error("cannot be read")]
    Io(#[source] io::Error),
    /// Nothing stands at the path.
    #[error("no such file or folder")]
    NotFound,
    /// The bytes cannot be read as text.
    #[error(transparent)]
    Read(ReadErrorKind),
    /// The text holds damaged characters.
    #[error("{0}")]
    Damaged(Warning),
    /// No labelled file in what was named.
    #[error("no labelled files (.txt, .jsonl, .bags) found")]
    NoFiles,
    /// A suffix of no labelled format.
    #[error("labelled texts are .txt, .jsonl or .bags files, reviews .csv")]
    Suffix,
    /// A line of a labelled report without margin, or with a margin that is none.
    #[error("{0}")]
    Margin(String),
    /// A line that is not a JSON object of the documented fields.
    #[error("not {what}")]
    Json {
        /// What the line should be.
        what: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A bags file that says it is something else.
    #[error("`{0}` is not `gongwen-bags`")]
    NotBags(String),
    /// A bags file of another version.
    #[error("version {found} is not known; this program reads version {known}")]
    BagsVersion {
        /// The file's version.
        found: u32,
        /// The version that is read.
        known: u32,
    },
    /// A label that is no topic.
    #[error("unknown topic `{name}`; known are {known}")]
    UnknownTopic {
        /// The label.
        name: String,
        /// Ids of the topics there are, comma-separated.
        known: String,
    },
    /// A text without label.
    #[error("no topic")]
    NoTopic,
    /// A cell for labels that holds none.
    #[error("`{0}` names no topic")]
    NoTopicIn(String),
    /// A table that is no review.
    #[error("no column `{0}`; is this a review?")]
    NoColumn(&'static str),
    /// A row of a table that cannot be read.
    #[error("cannot be read as a table")]
    Csv(#[source] csv::Error),
    /// A reviewed text that the data do not have.
    #[error("the data have no paragraph at `{0}`; name them as they were reviewed")]
    NoSuchPlace(String),
    /// A reviewed text that has changed.
    #[error("another text stands at `{0}` now; review the data anew")]
    OtherText(String),
}

impl LabelledErrorKind {
    /// Attaches the file, or the line as `file:line`.
    pub(super) fn at(self, place: impl Into<String>) -> LabelledError {
        LabelledError { place: place.into(), kind: self }
    }
}

impl fmt::Display for LabelledError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

/// The message holds the kind's, so the source is the kind's source: a printed chain says nothing twice.
impl Error for LabelledError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.kind.source()
    }
}
