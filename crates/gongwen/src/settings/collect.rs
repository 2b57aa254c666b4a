//! What is collected, and how it is arranged.

use gongwen_parse::Part;
use gongwen_write::ThemeOrTopic;

/// What to collect, and how to arrange it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// The themes and topics wanted. Default: none, which means all.
    pub themes: Vec<ThemeOrTopic>,
    /// The parts wanted. Default: none, which means all.
    pub parts: Vec<Part>,
    /// The years that paragraphs speak of. Default: none, which means all, and those of no known year.
    pub years: Vec<u16>,
    /// Take paragraphs that have a wanted theme beside their primary one, too. Default: no.
    pub secondary: bool,
    /// What makes a group. Default: the unit.
    pub group_by: GroupBy,
    /// The order within a group and part. Default: as read.
    pub order: Order,
    /// Keep near-duplicates apart instead of folding them into the first. Default: no.
    pub keep_duplicates: bool,
    /// The title. Default: one made of the themes' names.
    pub title: Option<String>,
}

/// What makes a group of a collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// The unit that reports.
    #[default]
    Unit,
    /// The topic, and within a large one the words that paragraphs share.
    Topic,
}

/// The order of paragraphs within a group and part. Equals stay in the order they were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As read.
    #[default]
    Source,
    /// By the year they speak of, earliest first, where none is known foremost.
    Year,
    /// By confidence, highest first.
    Confidence,
    /// By length, longest first.
    Length,
}
