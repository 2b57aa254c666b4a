#![doc = include_str!("../README.md")]

mod collection;
mod csv;
mod dispatch;
#[cfg(feature = "docx")]
mod docx;
mod error;
#[cfg(test)]
mod fixture;
mod format;
mod jsonl;
mod palette;
mod paper;
mod report;
mod shares;
mod table;
mod tag_writer;
mod tagged;
mod themes;
#[cfg(feature = "xlsx")]
mod xlsx;
pub mod xml;

pub use collection::{Collection, Excerpt, Folded, Group, Item};
pub use dispatch::tag_writer;
pub use error::WriteError;
pub use format::OutputFormat;
pub use jsonl::{cross_repeats, structure};
pub use paper::{Paper, PaperBlock, RunIn};
pub use shares::{Amount, Shares};
pub use tag_writer::TagWriter;
pub use tagged::{PARTS, Tag, TaggedFile, characters, part_zh};
pub use themes::{Theme, ThemeNames, ThemeOrTopic, Topic};
