//! From a format to what writes it: the one file that knows every writer.

use std::io::Write;

#[cfg(feature = "docx")]
use crate::docx;
use crate::paper::from_document::Tags;
use crate::paper::{from_collection, html, markdown};
use crate::table::{Chosen, Column, column};
#[cfg(feature = "xlsx")]
use crate::xlsx;
use crate::{
    Collection, Doubtful, FigureWriter, OutputFormat, Paper, Table, TagWriter, ThemeNames, Tracked,
    WriteError, csv, jsonl, report, tracked,
};

/// What stands for the writer of Word documents where it is left out.
#[cfg(not(feature = "docx"))]
mod docx {
    use super::{OutputFormat, Paper, Write, WriteError};

    pub(super) fn write(_: &mut dyn Write, _: &Paper) -> Result<(), WriteError> {
        Err(WriteError::LeftOut { format: OutputFormat::Docx })
    }
}

/// A writer of tagged files in a format.
///
/// # Errors
/// Where the destination does not take the head of the file, or the build leaves the format out.
pub fn tag_writer<'a>(
    format: OutputFormat,
    out: &'a mut dyn Write,
    themes: &'a ThemeNames,
) -> Result<Box<dyn TagWriter + 'a>, WriteError> {
    Ok(match format {
        OutputFormat::Jsonl => Box::new(jsonl::Tags { out, themes }),
        OutputFormat::Csv => Box::new(csv::Tags::new(out, themes)?),
        #[cfg(feature = "xlsx")]
        OutputFormat::Xlsx => Box::new(xlsx::Tags::new(out, themes)?),
        #[cfg(feature = "docx")]
        OutputFormat::Docx => Box::new(Tags::new(out, themes, Paper::write_docx)),
        OutputFormat::Md => Box::new(Tags::new(out, themes, Paper::write_markdown)),
        OutputFormat::Html => Box::new(report::Page::new(out, themes)),
        #[cfg(not(all(feature = "docx", feature = "xlsx")))]
        format => return Err(WriteError::LeftOut { format }),
    })
}

/// A writer of figures in a format.
///
/// # Errors
/// Where the destination does not take the head of the file, the build leaves the format out, or figures are
/// not written in it: they go to jsonl, csv and xlsx.
pub fn figure_writer<'a>(
    format: OutputFormat,
    out: &'a mut dyn Write,
    themes: &'a ThemeNames,
) -> Result<Box<dyn FigureWriter + 'a>, WriteError> {
    Ok(match format {
        OutputFormat::Jsonl => Box::new(jsonl::Figures { out, themes }),
        OutputFormat::Csv => Box::new(csv::Figures::new(out, themes)?),
        #[cfg(feature = "xlsx")]
        OutputFormat::Xlsx => Box::new(xlsx::Figures::new(out, themes)?),
        #[cfg(not(feature = "xlsx"))]
        OutputFormat::Xlsx => return Err(WriteError::LeftOut { format }),
        OutputFormat::Docx | OutputFormat::Md | OutputFormat::Html => {
            return Err(WriteError::NoTable { format });
        }
    })
}

/// Writes tables of any content: in a workbook a sheet each, in CSV one below another, as JSON lines a record a row.
///
/// # Errors
/// Where the destination fails, the build leaves the format out, or it is one of running text, for which a
/// [`Paper`] may hold them.
pub fn tables(format: OutputFormat, out: &mut dyn Write, tables: &[Table]) -> Result<(), WriteError> {
    match format {
        OutputFormat::Jsonl => jsonl::tables(out, tables),
        OutputFormat::Csv => csv::tables(out, tables),
        #[cfg(feature = "xlsx")]
        OutputFormat::Xlsx => xlsx::tables(out, tables),
        #[cfg(not(feature = "xlsx"))]
        OutputFormat::Xlsx => Err(WriteError::LeftOut { format }),
        OutputFormat::Docx | OutputFormat::Md | OutputFormat::Html => Err(WriteError::NoTable { format }),
    }
}

/// Writes what became of plans in a format.
///
/// # Errors
/// Where the destination fails, or the build leaves the format out.
pub fn write_tracked(
    format: OutputFormat,
    out: &mut dyn Write,
    plans: &[Tracked<'_>],
) -> Result<(), WriteError> {
    match format {
        OutputFormat::Jsonl => plans.iter().try_for_each(|plan| jsonl::tracked(out, plan)),
        OutputFormat::Csv => tables(format, out, &[tracked::items(plans)]),
        OutputFormat::Xlsx => tables(format, out, &[tracked::items(plans), tracked::unplanned(plans)]),
        OutputFormat::Docx | OutputFormat::Md => tracked::paper(plans).write(format, out),
        OutputFormat::Html => tracked::page(out, plans),
    }
}

impl Collection<'_> {
    /// Writes the collection in a format.
    ///
    /// # Errors
    /// Where the destination fails, the format cannot hold the collection, or the build leaves it out.
    pub fn write(
        &self,
        format: OutputFormat,
        out: &mut dyn Write,
        themes: &ThemeNames,
    ) -> Result<(), WriteError> {
        const COLUMNS: [&[Column]; 2] = [&[column("分组", 18.0)], &[column("相近段落", 40.0)]];
        let rows = self.items().map(|(group, item)| Chosen {
            before: vec![group.to_owned()],
            excerpt: item.excerpt,
            behind: vec![item.folded_zh()],
        });
        let paper = || from_collection::paper(self, themes);
        match format {
            OutputFormat::Jsonl => jsonl::collection(out, self, themes),
            OutputFormat::Csv => csv::chosen(out, COLUMNS, rows, themes),
            #[cfg(feature = "xlsx")]
            OutputFormat::Xlsx => xlsx::collection(out, self, COLUMNS, rows, themes),
            #[cfg(not(feature = "xlsx"))]
            OutputFormat::Xlsx => Err(WriteError::LeftOut { format }),
            OutputFormat::Docx => paper().write_docx(out),
            OutputFormat::Md => paper().write_markdown(out),
            OutputFormat::Html => paper().write_html(out),
        }
    }
}

/// Writes paragraphs worth a look as a table: csv or xlsx.
///
/// # Errors
/// Where the destination fails, the format is no table, or the build leaves it out.
pub fn write_doubtful(
    format: OutputFormat,
    out: &mut dyn Write,
    rows: &[Doubtful<'_>],
    themes: &ThemeNames,
) -> Result<(), WriteError> {
    const COLUMNS: [&[Column]; 2] =
        [&[column("理由", 26.0)], &[column("前一段", 34.0), column("后一段", 34.0)]];
    let rows = rows.iter().map(Doubtful::chosen);
    match format {
        OutputFormat::Csv => csv::chosen(out, COLUMNS, rows, themes),
        #[cfg(feature = "xlsx")]
        OutputFormat::Xlsx => xlsx::chosen(out, COLUMNS, rows, themes),
        #[cfg(not(feature = "xlsx"))]
        OutputFormat::Xlsx => Err(WriteError::LeftOut { format }),
        OutputFormat::Jsonl | OutputFormat::Docx | OutputFormat::Md | OutputFormat::Html => {
            Err(WriteError::NoTable { format })
        }
    }
}

impl Paper {
    /// Writes the paper in a format of running text.
    ///
    /// # Errors
    /// Where the destination fails, the format is one of tables, or the build leaves it out.
    pub fn write(&self, format: OutputFormat, out: &mut dyn Write) -> Result<(), WriteError> {
        match format {
            OutputFormat::Docx => self.write_docx(out),
            OutputFormat::Md => self.write_markdown(out),
            OutputFormat::Html => self.write_html(out),
            OutputFormat::Jsonl | OutputFormat::Csv | OutputFormat::Xlsx => {
                Err(WriteError::NoPaper { format })
            }
        }
    }

    /// Writes a Word document, set as GB/T 9704 asks.
    ///
    /// # Errors
    /// Where the destination fails, or the build leaves the format out.
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
