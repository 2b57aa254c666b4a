//! Reads Chinese work reports as they circulate (copied from web pages, cut by page marks,
//! hard-wrapped, masked, several in one file) and restores their structure without losing a
//! character's place.
//!
//! ```
//! use gongwen_parse::{Block, Options, Part, parse};
//!
//! let source = "云岭县水利局2023年工作总结\n\
//!     一、2023年工作情况\n\
//!     （一）D建引领有力。一是抓学习。组织集中学习12次。二是抓队伍。发展D员3名。\n\
//!     二、2024年工作思路\n\
//!     新建水厂一座，改造管网二十公里。\n";
//! let document = parse(source, &Options::default());
//!
//! let report = &document.reports[0];
//! assert_eq!(report.title.as_deref(), Some("云岭县水利局2023年工作总结"));
//! let titles: Vec<_> = report.blocks.iter().filter_map(|block| match block {
//!     Block::Heading(heading) => Some((heading.level, heading.title.as_str())),
//!     Block::Paragraph(_) => None,
//! }).collect();
//! assert_eq!(titles, [(1, "2023年工作情况"), (2, "党建引领有力"), (1, "2024年工作思路")]);
//!
//! let (_, last) = document.paragraphs().last().unwrap();
//! assert_eq!(last.part, Part::Plan);
//! assert_eq!(last.span.of(source), "新建水厂一座，改造管网二十公里。");
//! ```
//!
//! [`repair`] lists the passes; [`duplicates`] finds near-duplicates across documents too.

mod code_points;
mod document;
pub mod duplicates;
mod marker;
pub mod masks;
mod options;
mod outline;
pub mod repair;
mod span;
mod text_util;

pub use code_points::CodePoints;
pub use document::{
    Block, Document, Furniture, Genre, Heading, Paragraph, Part, Repeat, Report, Trouble, Warning,
};
pub use options::{Options, UnknownPass};
pub use span::Span;

/// Restores the structure of a text. Never fails: a text without any structure is one report of
/// plain paragraphs, an empty text none.
pub fn parse(source: &str, options: &Options) -> Document {
    let text = repair::run(source, options);
    let outline = outline::outline(&text, source);
    Document {
        source: source.to_owned(),
        repaired: text.as_str().to_owned(),
        edits: text.edits().cloned().collect(),
        furniture: outline.furniture,
        reports: outline.reports,
        warnings: outline.warnings,
    }
}
