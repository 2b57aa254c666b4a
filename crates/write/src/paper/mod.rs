//! A document for people, apart from any format: titles, headings, text and notes.

mod from_document;
mod html;
mod markdown;

use std::io::Write;

use gongwen_parse::Document;

use crate::{TagWriter, TaggedFile, ThemeNames, WriteError, docx};

/// What docx, md and html are written from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// In reading order.
    pub blocks: Vec<PaperBlock>,
}

/// A piece of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The clean reports of a document: repaired, without edits or themes.
    pub fn of(document: &Document) -> Self {
        from_document::paper(document)
    }

    /// The first title, or an empty text.
    pub fn title(&self) -> &str {
        let title = self.blocks.iter().find_map(|block| match block {
            PaperBlock::Title(title) => Some(title.as_str()),
            _ => None,
        });
        title.unwrap_or_default()
    }

    /// Writes a Word document, set as GB/T 9704 asks.
    ///
    /// # Errors
    /// Where the destination fails.
    pub fn write_docx(&self, out: &mut dyn Write) -> Result<(), WriteError> {
        docx::write(out, self)
    }

    /// Writes Markdown.
    ///
    /// # Errors
    /// Where the destination fails.
    pub fn write_markdown(&self, out: &mut dyn Write) -> Result<(), WriteError> {
        markdown::write(out, self)
    }

    /// Writes a web page that needs nothing else.
    ///
    /// # Errors
    /// Where the destination fails.
    pub fn write_html(&self, out: &mut dyn Write) -> Result<(), WriteError> {
        html::write(out, self)
    }
}

/// A body's text, taken apart into its run-in heading and the rest.
pub(crate) fn split(run_in: Option<RunIn>, text: &str) -> (&str, &str) {
    text.split_at_checked(run_in.map_or(0, |run_in| run_in.bytes)).unwrap_or(("", text))
}

/// Gathers tagged files and writes them as one paper, every paragraph followed by its themes.
pub(crate) struct Tags<'a> {
    pub(crate) out: &'a mut dyn Write,
    pub(crate) themes: &'a ThemeNames,
    pub(crate) write: fn(&Paper, &mut dyn Write) -> Result<(), WriteError>,
    pub(crate) paper: Paper,
}

impl TagWriter for Tags<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        self.paper.blocks.extend(from_document::tagged(&file, self.themes));
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        (self.write)(&self.paper, self.out)
    }
}
