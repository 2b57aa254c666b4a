//! Why a result cannot be written.

use std::io;

use gongwen_messages::text;

use crate::OutputFormat;

/// A result could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The destination takes no more bytes.
    #[error("{}", text!("cannot write"))]
    Io(#[from] io::Error),
    /// A JSON record could not be written.
    #[error("{}", text!("cannot write the JSON record"))]
    Json(#[from] serde_json::Error),
    /// A CSV row could not be written.
    #[error("{}", text!("cannot write the CSV row"))]
    Csv(#[from] csv::Error),
    /// A format that this build leaves out.
    #[error(
        "{}",
        text!(
            "this build writes no {format}; build gongwen-write with its feature `{format}`",
            format = format.name()
        )
    )]
    LeftOut {
        /// The format, its feature of the same name.
        format: OutputFormat,
    },
    /// A table was asked for in a format of running text.
    #[error(
        "{}",
        text!(
            "this is a table, written as csv, xlsx or, most of them, jsonl, but not as {format}",
            format = format.name()
        )
    )]
    NoTable {
        /// The format.
        format: OutputFormat,
    },
    /// Running text was asked for in a format of tables.
    #[error("{}", text!("papers are written as docx, md or html, not as {format}", format = format.name()))]
    NoPaper {
        /// The format.
        format: OutputFormat,
    },
    /// The workbook could not be built, for instance because a sheet holds at most 1,048,576 rows.
    #[cfg(feature = "xlsx")]
    #[error("{}", text!("cannot build the Excel workbook"))]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The package of a Word document could not be built.
    #[cfg(feature = "docx")]
    #[error("{}", text!("cannot build the Word document"))]
    Zip(#[from] zip::result::ZipError),
}
