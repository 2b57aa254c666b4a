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
//! With the feature `serde` documents and their parts serialise, and parts that name no repair pass
//! deserialise. Spans are then `{"start", "end"}` in **bytes** of the source; [`CodePoints`] gives code
//! points, which most other languages count in.
//!
//! [`Options`] take own repair passes; [`repair`] lists the built-in ones; [`duplicates`] finds near-duplicates,
//! [`Across`] those between documents, [`Versions`] reports that several documents hold.

mod across;
mod code_points;
mod document;
pub mod duplicates;
mod guard;
mod hint;
mod holders;
mod marker;
pub mod masks;
mod numerals;
mod options;
mod outline;
mod pattern;
mod places;
pub mod repair;
mod sentences;
mod span;
mod text_util;
mod versions;
mod vocabulary;

pub use across::{Across, CrossRepeat};
pub use code_points::CodePoints;
pub use document::{
    Block, Clue, Document, Furniture, Genre, Heading, Paragraph, Part, Period, Repeat, Report, Trouble,
    Warning,
};
pub use hint::{Hint, Role};
pub use options::{Options, PassNameError, UnknownPass};
pub use outline::leads::lead_of;
pub use outline::reporter::{names_one_unit, unit_at};
pub use places::Places;
pub use sentences::Sentence;
pub use span::{Repaired, Source, Span};
pub use versions::{Again, Fingerprints, ReportPlace, Sameness, Versions};

/// The examples of the README are tested, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Restores the structure of a text. Never fails: a text without any structure is one report of
/// plain paragraphs, an empty text none.
pub fn parse(source: &str, options: &Options) -> Document {
    parse_with_hints(source, &[], options)
}

/// Restores the structure of a text whose file says more about its lines than plain text can: which
/// are titles, headings, table rows. Hints may come in any order; those outside the text are ignored.
///
/// ```
/// use gongwen_parse::{Block, Hint, Options, Role, Span, parse_with_hints};
///
/// let source = "年度回顾\n惠民服务\n新建日间食堂三处，改造老旧小区两个。\n";
/// let line = |words: &str| {
///     let start = source.find(words).unwrap();
///     Span::new(start, start + words.len())
/// };
/// let hints = [
///     Hint { span: line("年度回顾"), role: Role::Title },
///     Hint { span: line("惠民服务"), role: Role::Heading(1) },
/// ];
/// let document = parse_with_hints(source, &hints, &Options::default());
/// assert_eq!(document.reports[0].title.as_deref(), Some("年度回顾"));
/// assert!(matches!(&document.reports[0].blocks[0], Block::Heading(h) if h.title == "惠民服务"));
/// ```
pub fn parse_with_hints(source: &str, hints: &[Hint], options: &Options) -> Document {
    let text = repair::run(source, options.passes());
    // Where the file says nothing about its lines, signs of Markdown in it may.
    let markdown = hints.is_empty() && options.runs(repair::markdown::PASS.name);
    let own = if markdown { repair::markdown::hints(source) } else { Vec::new() };
    let outline = outline::outline(&text, source, if markdown { &own } else { hints }, options.name());
    Document {
        source: source.to_owned(),
        repaired: text.as_str().to_owned(),
        edits: text.edits().cloned().collect(),
        furniture: outline.furniture,
        reports: outline.reports,
        warnings: outline.warnings,
    }
}
