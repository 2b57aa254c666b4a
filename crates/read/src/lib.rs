#![doc = include_str!("../README.md")]

mod archive;
mod budget;
mod decode;
mod doc;
mod document;
mod docx;
mod encoding;
mod error;
mod flow;
mod format;
mod html;
mod isolation;
mod layout;
mod legible;
mod lines;
mod little_endian;
mod mail;
mod markdown;
mod numeral;
mod ocr;
mod office;
mod ole;
mod options;
#[cfg(any(feature = "pdf", feature = "xlsx"))]
mod panics;
#[cfg(feature = "pdf")]
mod pdf;
mod programs;
mod read;
mod sniff;
mod source;
mod walk;
mod word;
#[cfg(feature = "xlsx")]
mod workbook;
mod xml;
mod zipped;

pub use document::read_bytes;
pub use encoding::{Encoding, UnknownEncoding};
pub use error::{ReadError, ReadErrorKind};
pub use format::{InputFormat, UnknownFormat, is_readable};
pub use isolation::{ChildProcess, Isolation, IsolationError, serve};
pub use options::{Limits, Progress, ReadOptions};
pub use read::{load, read_all, read_path};
pub use source::{Detection, Hint, Place, Reading, SourceText, Warning};
pub use walk::{Walk, walk};
pub use zipped::check_zip;
