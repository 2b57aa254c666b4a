#![doc = include_str!("../README.md")]

mod check;
mod collection;
mod counted;
mod csv;
mod dispatch;
#[cfg(feature = "docx")]
mod docx;
mod doubtful;
mod error;
mod figure_table;
mod figured;
#[cfg(test)]
mod fixture;
mod format;
mod jsonl;
mod palette;
mod paper;
mod report;
mod shares;
mod table;
mod tables;
mod tag_writer;
mod tagged;
mod themes;
mod tracked;
#[cfg(feature = "xlsx")]
mod xlsx;
pub mod xml;
mod years;

/// What every document says of who wrote it, where its format has a place for that: a docx and an xlsx in
/// their property `generator`, a web page in its `meta` element of that name, Markdown in a first line
/// (see [`generator_line`]). So a program that walks a folder can tell results from reports.
pub const GENERATOR: &str = "gongwen";

/// The first line of Markdown and plain text that says who wrote it, without its line end.
pub fn generator_line() -> String {
    format!("<!-- generator: {GENERATOR} -->")
}

pub use self::csv::{harmless, unharmed};
pub use check::text_check;
pub use collection::{Collection, Excerpt, Folded, Group, Item};
pub use counted::Counted;
pub use dispatch::{figure_writer, tables, tag_writer, write_doubtful, write_tracked};
pub use doubtful::Doubtful;
pub use error::WriteError;
pub use figured::{FigureWriter, FiguredFile, PlacedFigure, role_zh, sign_zh, status_zh};
pub use format::OutputFormat;
pub use jsonl::{AgainRecord, PassageRecord, TagRecord, ThemeRecord, cross_repeats, structure, tag_records};
pub use paper::{Paper, PaperBlock, RunIn, markdown_line};
pub use report::{PAGE_FRAME, PAGE_PROGRAM, PAGE_STYLE, Page as ReportPage, page_colours};
pub use shares::{Amount, BatchShares, Shares};
pub use table::{Cell, columns};
pub use tables::{Row, Table, TableColumn};
pub use tag_writer::TagWriter;
pub use tagged::{PARTS, Passage, Tag, TaggedFile, again_zh, characters, part_zh, percent, probability};
pub use themes::{Theme, ThemeNames, ThemeOrTopic, Topic};
pub use tracked::{
    ItemOutcome, Match, Reported, Stretch, TRACKED, Tracked, TrackedColumn, TrackedItem, Unplanned,
};
pub use years::{ShareInterval, WordTrend, WordTrends, Years};
