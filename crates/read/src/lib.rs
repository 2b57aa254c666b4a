#![doc = include_str!("../README.md")]

mod archive;
mod budget;
mod decode;
mod document;
mod docx;
mod encoding;
mod error;
mod flow;
mod format;
mod html;
mod isolation;
mod legible;
mod lines;
mod markdown;
mod numeral;
mod office;
mod options;
#[cfg(feature = "pdf")]
mod pdf;
mod read;
mod sniff;
mod source;
mod walk;
mod xml;
mod zipped;

pub use document::read_bytes;
pub use encoding::{Encoding, UnknownEncoding};
pub use error::{ReadError, ReadErrorKind};
pub use format::{InputFormat, UnknownFormat, is_readable};
pub use isolation::{ChildProcess, Isolation, IsolationError, serve};
pub use options::{Limits, ReadOptions};
pub use read::{load, read_all, read_path};
pub use source::{Detection, Hint, Place, Reading, SourceText, Warning};
pub use walk::{Walk, walk};
pub use zipped::check_zip;
