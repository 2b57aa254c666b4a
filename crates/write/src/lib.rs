#![doc = include_str!("../README.md")]

mod collect;
mod csv;
mod docx;
mod error;
#[cfg(test)]
mod fixture;
mod format;
mod jsonl;
mod numeral;
mod palette;
mod paper;
mod report;
mod shares;
mod table;
mod tagged;
mod themes;
mod xlsx;
mod xml;

pub use collect::{Collection, Excerpt, Folded, Group, GroupBy, Item, Order, Query, collect};
pub use error::WriteError;
pub use format::{OutputFormat, TagWriter, tag_writer};
pub use jsonl::{cross_repeats, structure};
pub use paper::{Paper, PaperBlock, RunIn};
pub use shares::{Amount, Shares};
pub use tagged::{PARTS, Tag, TaggedFile, characters, part_zh};
pub use themes::{AnyTheme, FineTheme, Theme, ThemeNames};
