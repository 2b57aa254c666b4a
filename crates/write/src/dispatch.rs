//! From a format to what writes it: the one file that knows every writer.

use std::io::Write;

use crate::paper::from_document::Tags;
use crate::paper::{from_collection, html, markdown};
use crate::{
    Collection, OutputFormat, Paper, TagWriter, ThemeNames, WriteError, csv, docx, jsonl, report, xlsx,
};

/// A writer of tagged files in a format.
///
/// # Errors
/// Where the destination does not take the head of the file.
pub fn tag_writer<'a>(
    format: OutputFormat,
    out: &'a mut dyn Write,
    themes: &'a ThemeNames,
) -> Result<Box<dyn TagWriter + 'a>, WriteError> {
    Ok(match format {
        OutputFormat::Jsonl => Box::new(jsonl::Tags { out, themes }),
        OutputFormat::Csv => Box::new(csv::Tags::new(out, themes)?),
        OutputFormat::Xlsx => Box::new(xlsx::Tags::new(out, themes)?),
        OutputFormat::Docx => {
            Box::new(Tags { out, themes, write: Paper::write_docx, paper: Paper::default() })
        }
        OutputFormat::Md => {
            Box::new(Tags { out, themes, write: Paper::write_markdown, paper: Paper::default() })
        }
        OutputFormat::Html => Box::new(report::Page::new(out, themes)),
    })
}

impl Collection<'_> {
    /// Writes the collection in a format.
    ///
    /// # Errors
    /// Where the destination fails or the format cannot hold the collection.
    pub fn write(
        &self,
        format: OutputFormat,
        out: &mut dyn Write,
        themes: &ThemeNames,
    ) -> Result<(), WriteError> {
        let paper = || from_collection::paper(self, themes);
        match format {
            OutputFormat::Jsonl => jsonl::collection(out, self, themes),
            OutputFormat::Csv => csv::collection(out, self, themes),
            OutputFormat::Xlsx => xlsx::collection(out, self, themes),
            OutputFormat::Docx => paper().write_docx(out),
            OutputFormat::Md => paper().write_markdown(out),
            OutputFormat::Html => paper().write_html(out),
        }
    }
}

impl Paper {
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
