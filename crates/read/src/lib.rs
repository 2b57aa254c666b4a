#![doc = include_str!("../README.md")]

mod archive;
mod decode;
mod docx;
mod encoding;
mod error;
mod flow;
mod format;
mod html;
mod lines;
mod markdown;
mod office;
mod options;
mod pdf;
mod read;
mod source;
mod walk;
mod xml;
mod zipped;

pub use encoding::{Encoding, UnknownEncoding};
pub use error::{ReadError, ReadErrorKind};
pub use format::{InputFormat, UnknownFormat};
pub use options::{Limits, ReadOptions};
pub use read::{Reading, read_all, read_bytes, read_path};
pub use source::{Detection, Hint, Place, SourceText, Warning};
pub use walk::walk;
