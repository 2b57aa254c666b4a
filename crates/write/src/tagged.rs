//! A file whose paragraphs have themes.

use gongwen_parse::{Document, Paragraph, Part, Report};

/// A file with a tag for each of its paragraphs.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedFile {
    /// Name as given by the user.
    pub name: String,
    /// Its structure and text.
    pub document: Document,
    /// In the order of [`Document::paragraphs`].
    pub tags: Vec<Tag>,
}

/// What a paragraph is about, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tag {
    /// Index of the primary theme in [`crate::ThemeNames::themes`].
    pub theme: usize,
    /// Index of the likeliest topic of that theme in [`crate::ThemeNames::topics`].
    pub topic: usize,
    /// Calibrated probability that the theme is right, from 0 to 1.
    pub confidence: f64,
    /// Whether the confidence is too low for an answer.
    pub unsure: bool,
    /// The primary theme and every other whose probability reaches the threshold, likeliest first.
    pub themes: Vec<(usize, f64)>,
    /// The answered topic and every other whose probability reaches the threshold, likeliest first. It need not
    /// stand first: a topic of another theme may be likelier.
    pub topics: Vec<(usize, f64)>,
    /// Words that speak for the theme, with their contributions to the score, strongest first.
    pub evidence: Vec<(String, f64)>,
    /// Whether the paragraph is its heading and nothing else, tagged by the items under it.
    pub bare: bool,
}

impl TaggedFile {
    /// The paragraphs with report and tag, in reading order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (&Report, &Paragraph, &Tag)> {
        self.document.paragraphs().zip(&self.tags).map(|((report, paragraph), tag)| (report, paragraph, tag))
    }
}

/// The parts of a report, in the order readers expect.
pub const PARTS: [Part; 4] = [Part::Opening, Part::Done, Part::Problem, Part::Plan];

/// The Chinese name of a part.
pub fn part_zh(part: Part) -> &'static str {
    match part {
        Part::Opening => "开头",
        Part::Done => "成效",
        Part::Problem => "问题",
        Part::Plan => "计划",
    }
}

/// What stands for a report without title.
pub(crate) const NO_TITLE: &str = "（无标题）";

/// Characters of a text, white space aside: the measure of shares.
pub fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The years of a report as people write them (`2023、2024`).
pub(crate) fn years(report: &Report) -> String {
    report.years.iter().map(u16::to_string).collect::<Vec<_>>().join("、")
}
