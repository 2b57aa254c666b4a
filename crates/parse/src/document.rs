//! What a file turns into: reports made of headings and paragraphs, with every place kept.

use gongwen_messages::text;

use crate::repair::Edit;
use crate::text_util::in_one_line;
use crate::{Places, Source, Span};

/// A source text with its structure.
///
/// Every span is a byte range of [`Document::source`]. Reports stand in source order without
/// overlap; what lies outside all of them is white space or listed in [`Document::furniture`].
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The text as received.
    pub source: String,
    /// The source with all edits applied.
    pub repaired: String,
    /// Every repair, in source order, without overlap. [`crate::repair::apply`] turns the source
    /// into the repaired text with them, [`crate::repair::undo`] turns it back.
    pub edits: Vec<Edit>,
    /// Text outside every report, in source order.
    pub furniture: Vec<Furniture>,
    /// The reports, in source order.
    pub reports: Vec<Report>,
    /// What a person should look at, in source order.
    pub warnings: Vec<Warning>,
}

/// Text that belongs to no report: page chrome, a table of contents, an advertisement.
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Furniture {
    /// Where it stands.
    pub span: Span,
    /// What it is: the name of the pass that removed it, `collection` for the title of a collection,
    /// `numbering` for what numbers its texts (`篇一`), `title-again` for a title that stands again below,
    /// `letterhead` for an office's name or number above a title, or `preface` for other lines before one.
    pub what: &'static str,
}

/// One work report, or one excerpt of a list of excerpts.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The title as a person would write it (repaired, line breaks joined), if there is one.
    pub title: Option<String>,
    /// Where the title stands, Markdown signs around it included.
    pub title_span: Option<Span>,
    /// The unit that reports (区民政局), where the title, the lines below it or the signature state it; a
    /// name that stands for many (市商务局, 学校) is replaced by what text or file name tell.
    pub unit: Option<String>,
    /// The years the title names, ascending; where it names none, those of [`Report::period`].
    pub years: Vec<u16>,
    /// The years looked back on and planned, where anything says which.
    pub period: Option<Period>,
    /// The kind of text, where the title states it.
    pub genre: Option<Genre>,
    /// From the title, or the first block, to the end of the last block.
    pub span: Span,
    /// Headings and paragraphs in reading order.
    pub blocks: Vec<Block>,
}

/// The years a report speaks of.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The year looked back on, if it is stated.
    pub done: Option<u16>,
    /// The year planned, if it is stated; of half a year's report the same as the year done.
    pub plan: Option<u16>,
    /// What says so.
    pub known_by: Clue,
}

impl Period {
    /// The year looked back on: the one stated, else the one before the year planned.
    pub fn done_year(&self) -> Option<u16> {
        self.done.or(self.plan.map(|plan| plan - 1))
    }

    /// The year planned: the one stated, else the one behind the year looked back on.
    pub fn plan_year(&self) -> Option<u16> {
        self.plan.or(self.done.map(|done| done + 1))
    }
}

/// What tells the years of a report.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clue {
    /// `2023年工作总结和2024年工作思路`.
    Title,
    /// First headings: `2023年工作回顾`.
    Headings,
    /// The date of a meeting under the title: `2024年1月9日在…会议上`.
    Meeting,
    /// A date below the title.
    Date,
    /// The date at the end.
    Signature,
    /// The name of the file or of its folder (see [`crate::Options::with_name`]).
    FileName,
    /// A paragraph that opens with a year: `2023年，…`.
    Text,
}

/// The kind of text a report's title promises.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Genre {
    /// 工作总结: what was done.
    Summary,
    /// 工作思路, 工作计划, 工作要点: what is planned.
    Plan,
    /// 工作总结和工作思路: both.
    SummaryAndPlan,
    /// 报告, 汇报, 述职报告.
    Report,
    /// 讲话, 发言: what somebody said at a meeting.
    Speech,
    /// 通知, 通报, 公告: what an office lets others know.
    Notice,
    /// 简报: news of a work.
    Bulletin,
    /// 会议纪要: what a meeting decided.
    Minutes,
    /// 规划, 方案, 意见: what is to be done, by whom it may be.
    Programme,
}

impl Genre {
    /// The name used in JSON and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Genre::Summary => "summary",
            Genre::Plan => "plan",
            Genre::SummaryAndPlan => "summary-and-plan",
            Genre::Report => "report",
            Genre::Speech => "speech",
            Genre::Notice => "notice",
            Genre::Bulletin => "bulletin",
            Genre::Minutes => "minutes",
            Genre::Programme => "programme",
        }
    }

    /// Whether the text reports on the work of a unit, and so has parts that look back and ahead.
    pub fn is_report(self) -> bool {
        matches!(self, Genre::Summary | Genre::Plan | Genre::SummaryAndPlan | Genre::Report)
    }
}

/// A piece of a report.
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "kind", rename_all = "kebab-case")
)]
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A titled place in the outline.
    Heading(Heading),
    /// A stretch of text, the unit of tagging.
    Paragraph(Paragraph),
}

impl Block {
    /// Where the block stands.
    pub fn span(&self) -> Span {
        match self {
            Block::Heading(heading) => heading.span,
            Block::Paragraph(paragraph) => paragraph.span,
        }
    }
}

/// A heading, numbered or not.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Depth from 1: the rank of the marker's class among the classes that number headings in
    /// this report (with 一、 and 1. but no （一）, the 1. is level 2). Section titles without
    /// number are level 1.
    pub level: u8,
    /// The number as printed (`（一）`, `1.`), empty when there is none.
    pub marker: String,
    /// The title without marker and closing mark, repaired.
    pub title: String,
    /// Where the title stands; [`Document::printed`] gives it as the source has it.
    pub title_span: Span,
    /// Whether body text goes on in the same line.
    pub run_in: bool,
    /// Marker and title; the closing mark, too, where no text follows in the same line.
    pub span: Span,
    /// Set when the heading stands inside a repeated passage.
    pub repeats: Option<Repeat>,
}

/// The smallest titled stretch: a numbered paragraph, an item 二是…, a lead-sentence paragraph,
/// or a plain paragraph.
///
/// The span of a paragraph behind a run-in heading starts at the heading's marker. A run-in heading that
/// its items follow at once is a paragraph of its own beside the heading, unless it only names a part of the
/// report (`三、2024年工作思路`): nobody would look for its theme in another.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// What the paragraph is about in time.
    pub part: Part,
    /// The year it speaks of: results of 2023, a plan of 2024; none where nothing says it, or several.
    pub year: Option<u16>,
    /// The item's or heading's number as printed (`二是`, `（一）`), empty when there is none.
    pub marker: String,
    /// Titles of the headings above, outermost first, its own run-in heading included.
    pub path: Vec<String>,
    /// The lead sentence that works as the paragraph's title, without its closing mark.
    pub lead: Option<String>,
    /// Where the paragraph stands.
    pub span: Span,
    /// The repaired text.
    pub text: String,
    /// Set when the paragraph says again what stands earlier in the file.
    pub repeats: Option<Repeat>,
}

/// What a passage repeats.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repeat {
    /// The earlier passage.
    pub of: Span,
    /// How alike the two are, from 0 to 1: the Jaccard index of their character shingles
    /// (see [`crate::duplicates`]).
    pub similarity: f64,
}

/// Which part of a report a paragraph belongs to.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Before the first heading: who reports, under which guiding principles.
    Opening,
    /// What was done.
    Done,
    /// What is still wanting.
    Problem,
    /// What is planned.
    Plan,
}

impl Part {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Opening => "opening",
            Part::Done => "done",
            Part::Problem => "problem",
            Part::Plan => "plan",
        }
    }
}

/// Something a person should look at.
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where.
    pub span: Span,
    /// What.
    pub what: Trouble,
}

/// The kinds of trouble that are reported and left as they are.
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "kind", rename_all = "kebab-case")
)]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Trouble {
    /// A number stands twice in a row of siblings.
    #[error("{}", text!("`{marker}` repeats the number before it", marker))]
    RepeatedNumber {
        /// The marker as printed.
        marker: String,
    },
    /// Numbers between two siblings are missing.
    #[error("{}", text!("`{marker}` follows number {before}", marker, before))]
    SkippedNumber {
        /// The marker as printed.
        marker: String,
        /// The number of the sibling before.
        before: u32,
    },
    /// A heading with nothing under it.
    #[error("{}", text!("section `{title}` has no body", title))]
    NoBody {
        /// The heading's title.
        title: String,
    },
    /// The text is in traditional script and was read as simplified.
    #[error("{}", text!("the text is in traditional script and is read as simplified"))]
    TraditionalScript,
    /// Characters that look misread, too uncertain to repair.
    #[error("{}", text!("`{text}` looks misread", text))]
    Misread {
        /// The characters with their neighbours.
        text: String,
    },
}

impl Document {
    /// The words of a source span as printed: repaired in how they are set (⼯ is 工, breaks and furniture
    /// inside are gone), not in what they say (`D建` stays `D建`).
    pub fn printed(&self, span: Span) -> String {
        let mut printed = String::with_capacity(span.len());
        let mut at = span.start();
        for edit in self.edits_within(span).filter(|edit| !edit.rewords()) {
            printed.push_str(Span::<Source>::new(at, edit.span.start()).of(&self.source));
            printed.push_str(&edit.with);
            at = edit.span.end();
        }
        printed.push_str(Span::<Source>::new(at, span.end()).of(&self.source));
        in_one_line(&printed)
    }

    /// The stretches of a source span that are left when the furniture inside it (page marks, paid
    /// marks) is taken out, in order. A paragraph that no furniture cuts is one stretch.
    pub fn stretches(&self, span: Span) -> Vec<Span> {
        let mut stretches = Vec::new();
        let mut at = span.start();
        for edit in self.edits_within(span).filter(|edit| edit.is_furniture()) {
            stretches.push(Span::new(at, edit.span.start()).trimmed(&self.source));
            at = edit.span.end();
        }
        stretches.push(Span::new(at, span.end()).trimmed(&self.source));
        stretches.retain(|stretch| !stretch.is_empty());
        stretches
    }

    /// The repaired text of a source span. An edit that reaches across an end of the span is left out.
    pub fn repaired_text(&self, span: Span) -> String {
        let mut text = String::with_capacity(span.len());
        let mut at = span.start();
        for edit in self.edits_within(span) {
            text.push_str(Span::<Source>::new(at, edit.span.start()).of(&self.source));
            text.push_str(&edit.with);
            at = edit.span.end();
        }
        text.push_str(Span::<Source>::new(at, span.end()).of(&self.source));
        text
    }

    /// Where the text of one of this document's paragraphs comes from.
    ///
    /// ```
    /// let document = gongwen_parse::parse("加快工作部 署，D建引领。", &gongwen_parse::Options::default());
    /// let (_, paragraph) = document.paragraphs().next().unwrap();
    /// let at = paragraph.text.find("党建").unwrap();
    /// let span = document.places(paragraph).span(at..at + "党建".len());
    /// assert_eq!(span.of(&document.source), "D建");
    /// ```
    pub fn places(&self, paragraph: &Paragraph) -> Places {
        Places::new(paragraph.span, self.edits_within(paragraph.span))
    }

    /// The edits that lie within a source span.
    pub(crate) fn edits_within(&self, span: Span) -> impl Iterator<Item = &Edit> {
        let first = self.edits.partition_point(|edit| edit.span.start() < span.start());
        self.edits[first..].iter().take_while(move |edit| edit.span.end() <= span.end())
    }

    /// All paragraphs in reading order, each with its report.
    pub fn paragraphs(&self) -> impl Iterator<Item = (&Report, &Paragraph)> {
        self.reports.iter().flat_map(|report| report.paragraphs().map(move |paragraph| (report, paragraph)))
    }
}

impl Report {
    /// The paragraphs in reading order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Heading(_) => None,
        })
    }
}
