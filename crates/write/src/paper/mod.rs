//! A document for people, apart from any format: titles, headings, text and notes.

pub(crate) mod from_collection;
pub(crate) mod from_document;
pub(crate) mod html;
pub(crate) mod markdown;

use crate::Table;
pub use markdown::markdown_line;

/// What docx, md and html are written from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// In reading order.
    pub blocks: Vec<PaperBlock>,
}

/// A piece of a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum PaperBlock {
    /// Starts a report; the first one names the whole paper.
    Title(String),
    /// A line under the title.
    Subtitle(String),
    /// A heading.
    Heading {
        /// Depth from 1.
        level: u8,
        /// With its number.
        text: String,
    },
    /// A paragraph.
    Body {
        /// The heading it starts with, where one runs into it.
        run_in: Option<RunIn>,
        /// The whole text, run-in heading included.
        text: String,
    },
    /// A remark of the writer, not of the report: a source, a theme.
    Note(String),
    /// A table; its name is not shown.
    Table(Table),
}

/// A heading that text follows in the same line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunIn {
    /// Depth from 1.
    pub level: u8,
    /// Bytes of the text that are the heading.
    pub bytes: usize,
}

impl Paper {
    /// The first title, or an empty text.
    pub fn title(&self) -> &str {
        let title = self.blocks.iter().find_map(|block| match block {
            PaperBlock::Title(title) => Some(title.as_str()),
            _ => None,
        });
        title.unwrap_or_default()
    }
}

/// A body's text, taken apart into its run-in heading and the rest.
pub(crate) fn split(run_in: Option<RunIn>, text: &str) -> (&str, &str) {
    text.split_at_checked(run_in.map_or(0, |run_in| run_in.bytes)).unwrap_or(("", text))
}
