//! A file whose paragraphs have themes.

use std::ops::Range;

use gongwen_parse::{Again, Block, Document, Paragraph, Part, Report, Sameness, Span};

/// A file with a tag for each of its paragraphs.
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedFile {
    /// Name as given by the user.
    pub name: String,
    /// Its structure and text.
    pub document: Document,
    /// In the order of [`Document::paragraphs`].
    pub tags: Vec<Tag>,
    /// Of each of its reports the earlier one of the batch that it says again, in the order of
    /// [`Document::reports`]; what is missing says nothing again.
    pub again: Vec<Option<Again>>,
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
    /// The runs of sentences of one theme that make up the paragraph, in order; none where they were not looked
    /// for.
    pub passages: Vec<Passage>,
    /// What a person says it is about, as the column 更正 takes it: ids of themes or topics, the primary one first,
    /// parted by `+`; empty where nobody has said.
    pub correction: String,
}

/// A run of sentences of one theme inside a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Bytes of the paragraph's repaired text.
    pub text: Range<usize>,
    /// The same in the source.
    pub span: Span,
    /// Index of its theme in [`crate::ThemeNames::themes`].
    pub theme: usize,
    /// Index of the likeliest topic of that theme in [`crate::ThemeNames::topics`].
    pub topic: usize,
    /// Probability of the theme, from 0 to 1: the mean over its sentences, each weighing as its length.
    pub p: f64,
}

impl Passage {
    /// The passage by itself; the first of a paragraph keeps its number and lead.
    fn as_paragraph(&self, of: &Paragraph, first: bool) -> Paragraph {
        Paragraph {
            marker: if first { of.marker.clone() } else { String::new() },
            lead: of.lead.clone().filter(|_| first),
            text: of.text.get(self.text.clone()).unwrap_or_default().to_owned(),
            span: self.span,
            ..of.clone()
        }
    }

    fn as_tag(&self, of: &Tag, min_confidence: f64) -> Tag {
        Tag {
            theme: self.theme,
            topic: self.topic,
            confidence: self.p,
            unsure: self.p < min_confidence,
            themes: vec![(self.theme, self.p)],
            topics: vec![(self.topic, self.p)],
            // The words that decided about the whole tell nothing of a part with another theme.
            evidence: if self.theme == of.theme { of.evidence.clone() } else { Vec::new() },
            bare: false,
            passages: Vec::new(),
            correction: String::new(),
        }
    }
}

/// The next tag, where the block is a paragraph.
fn paragraph_tag(block: &Block, tags: &mut impl Iterator<Item = Tag>) -> Option<Tag> {
    matches!(block, Block::Paragraph(_)).then(|| tags.next())?
}

impl TaggedFile {
    /// Of each report its paragraphs with their tags, in reading order.
    pub fn reports(&self) -> impl Iterator<Item = (&Report, Vec<(&Paragraph, &Tag)>)> {
        let mut tags = self.tags.iter();
        self.document
            .reports
            .iter()
            .map(move |report| (report, report.paragraphs().zip(tags.by_ref()).collect()))
    }

    /// The earlier report of the batch that one of this file's says again.
    pub fn again(&self, report: &Report) -> Option<&Again> {
        // Reports stand in source order.
        let place = self.document.reports.partition_point(|own| own.span.start() < report.span.start());
        self.document.reports.get(place).filter(|own| own.span == report.span)?;
        self.again.get(place)?.as_ref()
    }

    /// The file with its paragraphs taken apart: every passage is a paragraph, tagged by its own theme, and unsure
    /// where that is less probable than `min_confidence`. A paragraph of one passage stays as it is.
    pub fn by_passages(mut self, min_confidence: f64) -> Self {
        let mut tags = self.tags.into_iter();
        let mut of_passages = Vec::new();
        for report in &mut self.document.reports {
            let mut blocks = Vec::with_capacity(report.blocks.len());
            for block in std::mem::take(&mut report.blocks) {
                let (Block::Paragraph(paragraph), Some(tag)) = (&block, paragraph_tag(&block, &mut tags))
                else {
                    blocks.push(block);
                    continue;
                };
                if tag.passages.len() < 2 {
                    blocks.push(block);
                    of_passages.push(tag);
                    continue;
                }
                for (place, passage) in tag.passages.iter().enumerate() {
                    blocks.push(Block::Paragraph(passage.as_paragraph(paragraph, place == 0)));
                    of_passages.push(passage.as_tag(&tag, min_confidence));
                }
            }
            report.blocks = blocks;
        }
        self.tags = of_passages;
        self
    }

    /// The paragraphs with report and tag, in reading order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (&Report, &Paragraph, &Tag)> {
        self.document.paragraphs().zip(&self.tags).map(|((report, paragraph), tag)| (report, paragraph, tag))
    }
}

/// How a report is related to an earlier one, for people: `与甲.txt相同`.
pub fn again_zh(again: &Again) -> String {
    let of = again.of_name.rsplit(['/', '\\']).next().unwrap_or_default();
    match again.as_what {
        Sameness::Copy => format!("与{of}相同"),
        Sameness::Older => format!("{of}的旧稿"),
        Sameness::Newer => format!("{of}的新稿"),
        Sameness::Beside => format!("{of}的另一稿"),
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

/// A probability with so many decimal digits: rounded, but never up to 1, which only certainty is.
///
/// ```
/// use gongwen_write::{percent, probability};
/// assert_eq!([0.99996, 0.9984, 1.0].map(|p| probability(p, 3)), [0.999, 0.998, 1.0]);
/// assert_eq!([0.125, 0.998, 1.0].map(percent), ["13%", "99%", "100%"]);
/// ```
pub fn probability(p: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    let rounded = (p * scale).round() / scale;
    if rounded >= 1.0 && p < 1.0 { (scale - 1.0) / scale } else { rounded }
}

/// A probability in whole percent, 100 only where it is 1.
pub fn percent(p: f64) -> String {
    format!("{:.0}%", probability(p, 2) * 100.0)
}

/// What stands for a report without title.
pub(crate) const NO_TITLE: &str = "（无标题）";

/// Characters of a text, white space aside: the measure of shares.
pub fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The years of a report as people write them (`2023、2024`).
#[cfg(feature = "xlsx")]
pub(crate) fn years(report: &Report) -> String {
    report.years.iter().map(u16::to_string).collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use gongwen_parse::{Options, ReportPlace, parse};

    use super::*;

    /// What a mixed paragraph says of each theme can be collected, and nothing of it is lost.
    #[test]
    fn passages_become_paragraphs_that_make_up_the_whole() {
        let source =
            "云岭县2023年工作总结\n一、工作\n（一）检查楼道。新建食堂三处。全部开放。\n（二）修路十里。\n";
        let document = parse(source, &Options::default());
        let mut tags = vec![Tag::default(); document.paragraphs().count()];
        let (_, mixed) = document.paragraphs().next().unwrap();
        let sentences = document.sentences(mixed);
        let passage = |from: usize, to: usize, theme, p| Passage {
            text: sentences[from].text.start..sentences[to].text.end,
            span: sentences[from].span.join(sentences[to].span),
            theme,
            topic: theme + 10,
            p,
        };
        tags[0].passages = vec![passage(0, 0, 2, 0.9), passage(1, 2, 3, 0.4)];
        let file = TaggedFile { name: "云岭.txt".to_owned(), document, tags, again: Vec::new() };
        let whole: String = file.paragraphs().map(|(_, paragraph, _)| paragraph.text.clone()).collect();

        let apart = file.by_passages(0.5);
        let found: Vec<_> =
            apart.paragraphs().map(|(_, p, t)| (&*p.marker, &*p.text, t.topic, t.unsure)).collect();
        assert_eq!(found[0], ("（一）", "（一）检查楼道。", 12, false));
        assert_eq!(found[1], ("", "新建食堂三处。全部开放。", 13, true));
        assert_eq!(found.len(), 3);
        assert_eq!(found.iter().map(|(_, text, ..)| *text).collect::<String>(), whole);
        for (_, paragraph, _) in apart.paragraphs() {
            assert_eq!(paragraph.span.of(&apart.document.source), paragraph.text);
        }
    }

    /// Reports are told apart by their place: several of a file may have one title.
    #[test]
    fn of_reports_with_one_title_each_has_its_own_earlier_one() {
        let report = "云岭县2023年工作总结\n一、安全生产。排查隐患四十处，全部整改到位。\n                      二、民生。新增养老床位三十张，送餐三万份。\n";
        let document = parse(&format!("{report}\n\n{report}"), &Options::default());
        let titles: Vec<_> = document.reports.iter().map(|report| report.title.as_deref()).collect();
        assert_eq!(titles, [Some("云岭县2023年工作总结"); 2]);
        let of = ReportPlace { document: 0, report: 0 };
        let again = Again { of, of_name: "甲.txt".to_owned(), as_what: Sameness::Copy };
        let tags = vec![Tag::default(); document.paragraphs().count()];
        let again = vec![None, Some(again)];
        let file = TaggedFile { name: "乙.txt".to_owned(), document, tags, again: again.clone() };
        let found: Vec<_> = file.document.reports.iter().map(|report| file.again(report).cloned()).collect();
        assert_eq!(found, again);
    }
}
