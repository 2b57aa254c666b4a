//! Why labelled texts cannot be used.

use std::error::Error;
use std::{fmt, io};

use gongwen_messages::{text, translated};
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
    #[error("{}", text!("cannot be read"))]
    Io(#[source] io::Error),
    /// Nothing stands at the path.
    #[error("{}", text!("no such file or folder"))]
    NotFound,
    /// The bytes cannot be read as text.
    #[error(transparent)]
    Read(ReadErrorKind),
    /// More bytes than a labelled file may have.
    #[error("{}", text!("has {bytes} bytes, more than the limit of {limit}; split it", bytes, limit))]
    TooLarge {
        /// The file's size.
        bytes: u64,
        /// The most that is read.
        limit: u64,
    },
    /// A workbook that unpacks to more than corrected tables do.
    #[cfg(feature = "xlsx")]
    #[error(
        "{}",
        text!("unpacks to more than {limit} bytes; save the table as csv if you trust it", limit = _0)
    )]
    UnpacksTooLarge(u64),
    /// A workbook that shows more than corrected tables do.
    #[cfg(feature = "xlsx")]
    #[error("{}", text!("has more than {cells} cells or {bytes} bytes of text; split it", cells, bytes))]
    TooManyCells {
        /// The most cells that are read.
        cells: usize,
        /// The most text, in bytes of UTF-8.
        bytes: u64,
    },
    /// The text holds damaged characters.
    #[error("{0}")]
    Damaged(Warning),
    /// No labelled file in what was named.
    #[error(
        "{}",
        text!(
            "no labelled files found: .txt, .jsonl, .bags, or tables (.csv, .xlsx) with the columns 正文 and \
             主题 or 更正"
        )
    )]
    NoFiles,
    /// A suffix of no labelled format.
    #[error(
        "{}",
        text!(
            "labelled texts are .txt, .jsonl or .bags files, or tables .csv or .xlsx; reviews .csv; \
             corrected tables .csv, .xlsx or .jsonl"
        )
    )]
    Suffix,
    /// A line of a labelled report without margin, or with a margin that is none.
    #[error("{0}")]
    Margin(String),
    /// A line that is not a JSON object of the documented fields.
    #[error("{}", text!("not {what}", what = translated(what)))]
    Json {
        /// What the line should be.
        what: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// A bags file that says it is something else.
    #[error("{}", text!("`{name}` is not `gongwen-bags`", name = _0))]
    NotBags(String),
    /// A bags file of another version.
    #[error("{}", text!("version {found} is not known; this program reads version {known}", found, known))]
    BagsVersion {
        /// The file's version.
        found: u32,
        /// The version that is read.
        known: u32,
    },
    /// A label that is no topic.
    #[error("{}", text!("unknown topic `{name}`; known are {known}", name, known))]
    UnknownTopic {
        /// The label.
        name: String,
        /// Ids of the topics there are, comma-separated.
        known: String,
    },
    /// A text without label.
    #[error("{}", text!("no topic"))]
    NoTopic,
    /// A cell for labels that holds none.
    #[error("{}", text!("`{name}` names no topic", name = _0))]
    NoTopicIn(String),
    /// A table that is no review.
    #[error("{}", text!("no column `{column}`; is this a review?", column = _0))]
    NoColumn(&'static str),
    /// A table that is none of labelled texts.
    #[error("{}", text!("no columns 正文 and 主题; is this a table of labelled paragraphs?"))]
    NotLabels,
    /// A table of labelled texts in which no row has a label.
    #[error("{}", text!("in none of {rows} rows is 主题 filled in", rows = _0))]
    NoLabels(usize),
    /// A table that is no sample.
    #[error("{}", text!("no columns 文件, 起, 批次 and 主题; is this a sample that `classify eval --sample` drew?"))]
    NoSample,
    /// A row of a sample that was drawn from something else.
    #[error(
        "{}",
        text!(
            "this row was drawn from other reports, or answered by another model or in another way: give the \
             same reports, model and options as when the sample was drawn"
        )
    )]
    OtherBatch,
    /// A paragraph that stands in a sample twice.
    #[error("{}", text!("the same paragraph stands at {place}, too", place = _0))]
    CheckedTwice(String),
    /// A row of a table that cannot be read.
    #[error("{}", text!("cannot be read as a table"))]
    Csv(#[source] csv::Error),
    /// A workbook that cannot be read.
    #[cfg(feature = "xlsx")]
    #[error("{}", text!("cannot be read as a workbook"))]
    Workbook(#[source] calamine::XlsxError),
    /// A workbook, where the build leaves them out.
    #[error("{}", text!("this build reads no xlsx; save the table as csv, or build with the feature `xlsx`"))]
    LeftOut,
    /// A file of another kind where corrected tables are asked for.
    #[error("{}", text!("corrections are read from what `classify tag` writes: .csv, .xlsx or .jsonl"))]
    NoTable,
    /// A table without a column that corrections need.
    #[error(
        "{}",
        text!(
            "no column `{column}`; 正文 and 更正 are enough, 标题 and 报告 help, in any order and among others",
            column = _0
        )
    )]
    NotCorrections(&'static str),
    /// A correction that names no theme and no topic.
    #[error(
        "{}",
        text!(
            "unknown theme `{name}`; known are {known} (for themes of your own, train with --themes)",
            name,
            known
        )
    )]
    UnknownTheme {
        /// The name.
        name: String,
        /// Chinese names and ids of those there are, comma-separated.
        known: String,
    },
    /// A correction to a theme of several topics, of which none can be chosen.
    #[error("{}", text!("`{theme}` is several topics; name one of them: {topics}", theme, topics))]
    SeveralTopics {
        /// The theme.
        theme: String,
        /// The Chinese names of its topics.
        topics: String,
    },
    /// A correction that may mean this or that.
    #[error(
        "{}",
        text!(
            "`{name}` is no theme: leave the cell empty where the answer is right, and name the theme where \
             it is wrong",
            name = _0
        )
    )]
    None(String),
    /// A corrected row whose text is gone.
    #[error("{}", text!("no text in this row, but a correction"))]
    NoText,
    /// A corrected row with another text than was tagged.
    #[error(
        "{}",
        text!(
            "the text has changed since it was tagged; put it back (a csv saved in GBK loses rare \
             characters: save as UTF-8 or xlsx), or empty the row's 校验 to teach the text as it stands"
        )
    )]
    ChangedText,
    /// A text with two corrections.
    #[error("{}", text!("the same text is corrected otherwise at {place}", place = _0))]
    CorrectedTwice(String),
    /// Several rows of a table that cannot be taken.
    #[error("{}", text!("{count} rows cannot be taken{rows}", count = _0.len(), rows = rows(_0)))]
    Rows(Vec<LabelledError>),
    /// A reviewed text that the data do not have.
    #[error(
        "{}",
        text!("the data have no paragraph at `{place}`; name them as they were reviewed", place = _0)
    )]
    NoSuchPlace(String),
    /// A reviewed text that has changed.
    #[error("{}", text!("another text stands at `{place}` now; review the data anew", place = _0))]
    OtherText(String),
}

/// A line for each of the first rows.
fn rows(errors: &[LabelledError]) -> String {
    const SHOWN: usize = 12;
    let mut lines = String::new();
    let mut known = false;
    for error in errors.iter().take(SHOWN) {
        match &error.kind {
            // What is known need not be said twice.
            LabelledErrorKind::UnknownTheme { name, .. } if known => {
                let told = text!("{place}: unknown theme `{name}`", place = error.place, name);
                lines.push_str(&format!("\n  {told}"));
            }
            kind => {
                known |= matches!(kind, LabelledErrorKind::UnknownTheme { .. });
                lines.push_str(&format!("\n  {error}"));
            }
        }
    }
    if errors.len() > SHOWN {
        let more = text!("and {count} more", count = errors.len() - SHOWN);
        lines.push_str(&format!("\n  {more}"));
    }
    lines
}

impl LabelledErrorKind {
    /// Attaches the file, or the line as `file:line`.
    pub(crate) fn at(self, place: impl Into<String>) -> LabelledError {
        LabelledError { place: place.into(), kind: self }
    }
}

impl fmt::Display for LabelledError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text!("{name}: {what}", name = self.place, what = self.kind))
    }
}

/// The message holds the kind's, so the source is the kind's source: a printed chain says nothing twice.
impl Error for LabelledError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.kind.source()
    }
}
