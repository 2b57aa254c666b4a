//! Why a result cannot be written.

use std::io;

/// A result could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The destination takes no more bytes.
    #[error("cannot write")]
    Io(#[from] io::Error),
    /// A JSON record could not be written.
    #[error("cannot write the JSON record")]
    Json(#[from] serde_json::Error),
    /// A CSV row could not be written.
    #[error("cannot write the CSV row")]
    Csv(#[from] csv::Error),
    /// The workbook could not be built, for instance because a sheet holds at most 1,048,576 rows.
    #[error("cannot build the Excel workbook")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The package of a Word document could not be built.
    #[error("cannot build the Word document")]
    Zip(#[from] zip::result::ZipError),
}
