//! Records of `classify tag` and `classify collect`: tagged paragraphs.

use std::io::Write;

use gongwen_parse::{Again, CodePoints, Paragraph, Report};
use serde::Serialize;

use super::record::{line, lines, round};
use crate::check::text_check;
use crate::table::UNSURE;
use crate::tagged::probability;
use crate::{Collection, Passage, Tag, TagWriter, TaggedFile, ThemeNames, WriteError};

/// A tagged paragraph as others see it: the record of the JSON lines, offsets in code points of the decoded source text.
#[derive(Debug, Clone, Serialize)]
pub struct TagRecord<'a> {
    /// Name of the file as given.
    pub file: &'a str,
    /// Title of the report, null where it has none.
    pub report: Option<&'a str>,
    /// The unit that reports, null where it is not stated.
    pub unit: Option<&'a str>,
    /// The year the paragraph speaks of, null where nothing says it.
    pub year: Option<u16>,
    /// `opening`, `done`, `problem` or `plan`.
    pub part: &'static str,
    /// Titles of the headings above, outermost first, repaired.
    pub path: &'a [String],
    /// Its number as printed; empty where it has none.
    pub marker: &'a str,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its repaired text.
    pub text: &'a str,
    /// Id of the answered theme, or `unsure`.
    pub theme: &'a str,
    /// Id of the likeliest topic that rolls up to it.
    pub fine: &'a str,
    /// Calibrated probability that the theme is right.
    pub confidence: f64,
    /// All themes whose probability reaches the threshold, likeliest first.
    pub themes: Vec<ThemeRecord<'a>>,
    /// Words that speak for the theme, with their contributions to the score.
    pub evidence: Vec<(&'a str, f64)>,
    /// The runs of sentences of one theme that make it up.
    pub passages: Vec<PassageRecord<'a>>,
    /// The earlier report of the batch that its report says again; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub again: Option<AgainRecord<'a>>,
    /// The [`text_check`] of the text.
    pub check: String,
    /// What a person says the theme should be; null until a program or person puts it here, and training learns it.
    pub correction: Option<&'a str>,
}

/// The earlier report of a batch that one says again.
#[derive(Debug, Clone, Serialize)]
pub struct AgainRecord<'a> {
    /// Name of the earlier report's file.
    pub of: &'a str,
    /// `copy`, `older` or `newer` version, or one that stands `beside` it.
    pub r#as: &'static str,
}

impl<'a> AgainRecord<'a> {
    pub(super) fn of(again: &'a Again) -> Self {
        Self { of: &again.of_name, r#as: again.as_what.as_str() }
    }
}

/// A run of sentences of one theme.
#[derive(Debug, Clone, Serialize)]
pub struct PassageRecord<'a> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Id of the theme.
    pub theme: &'a str,
    /// Id of the likeliest topic that rolls up to it.
    pub fine: &'a str,
    /// Probability of the theme.
    pub p: f64,
}

/// A theme with its probability.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeRecord<'a> {
    /// Id of the theme.
    pub theme: &'a str,
    /// Its probability.
    pub p: f64,
}

/// The records of a file's paragraphs, in reading order.
pub fn tag_records<'a>(file: &'a TaggedFile, themes: &'a ThemeNames) -> impl Iterator<Item = TagRecord<'a>> {
    let points = CodePoints::new(&file.document.source);
    file.paragraphs().map(move |tagged| paragraph_record(file, &points, themes, tagged))
}

/// Writes each file at once.
pub(crate) struct Tags<'a> {
    pub(crate) out: &'a mut dyn Write,
    pub(crate) themes: &'a ThemeNames,
}

impl TagWriter for Tags<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.document.source);
        let paragraphs: Vec<_> = file.paragraphs().collect();
        lines(self.out, &paragraphs, |&tagged| paragraph_record(&file, &points, self.themes, tagged))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        Ok(self.out.flush()?)
    }
}

fn paragraph_record<'a>(
    file: &'a TaggedFile,
    points: &CodePoints<'_>,
    themes: &'a ThemeNames,
    (report, paragraph, tag): (&'a Report, &'a Paragraph, &'a Tag),
) -> TagRecord<'a> {
    let (start, end) = points.of(paragraph.span);
    let id = |index: usize| themes.themes.get(index).map_or("", |theme| theme.id.as_str());
    let topic = |index: usize| themes.topics.get(index).map_or("", |topic| topic.id.as_str());
    let passage = |passage: &Passage| {
        let (start, end) = points.of(passage.span);
        let p = probability(passage.p, 4);
        PassageRecord { start, end, theme: id(passage.theme), fine: topic(passage.topic), p }
    };
    TagRecord {
        file: &file.name,
        report: report.title.as_deref(),
        unit: report.unit.as_deref(),
        year: paragraph.year,
        part: paragraph.part.as_str(),
        path: &paragraph.path,
        marker: &paragraph.marker,
        start,
        end,
        text: &paragraph.text,
        theme: if tag.unsure { UNSURE } else { id(tag.theme) },
        fine: topic(tag.topic),
        confidence: probability(tag.confidence, 4),
        themes: tag
            .themes
            .iter()
            .map(|&(theme, p)| ThemeRecord { theme: id(theme), p: probability(p, 4) })
            .collect(),
        evidence: tag.evidence.iter().map(|(word, weight)| (word.as_str(), round(*weight, 3))).collect(),
        passages: tag.passages.iter().map(passage).collect(),
        again: file.again(report).map(AgainRecord::of),
        check: text_check(&paragraph.text),
        correction: Some(tag.correction.as_str()).filter(|correction| !correction.is_empty()),
    }
}

/// A paragraph of a collection: a tagged paragraph with its place in the collection.
#[derive(Serialize)]
struct Collected<'a> {
    /// The group it stands in: a unit or a topic.
    group: &'a str,
    #[serde(flatten)]
    paragraph: TagRecord<'a>,
    /// The near-duplicates folded into it.
    folded: Vec<FoldedRecord<'a>>,
}

#[derive(Serialize)]
struct FoldedRecord<'a> {
    file: &'a str,
    unit: Option<&'a str>,
    start: usize,
    end: usize,
    similarity: f64,
}

/// Writes a collection, a paragraph a line.
pub(crate) fn collection(
    out: &mut dyn Write,
    collection: &Collection<'_>,
    themes: &ThemeNames,
) -> Result<(), WriteError> {
    for (group, item) in collection.items() {
        let excerpt = item.excerpt;
        let points = CodePoints::new(&excerpt.file.document.source);
        let folded = item.folded.iter().map(|folded| {
            let place = CodePoints::new(&folded.excerpt.file.document.source);
            let (start, end) = place.of(folded.excerpt.paragraph.span);
            FoldedRecord {
                file: &folded.excerpt.file.name,
                unit: folded.excerpt.report.unit.as_deref(),
                start,
                end,
                similarity: round(folded.similarity, 3),
            }
        });
        let record = Collected {
            group,
            paragraph: paragraph_record(excerpt.file, &points, themes, excerpt.tagged()),
            folded: folded.collect(),
        };
        line(&mut *out, &record)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::fixture::{collection, tagged, tagged_file, themes};
    use crate::{OutputFormat, tag_writer};

    /// The contract with other programs to the letter: names, order, digits.
    #[test]
    fn a_paragraph_is_a_record() {
        let mut file = tagged_file();
        file.tags[1].confidence = 0.87654;
        file.tags[1].themes[0].1 = 0.87654;
        file.tags[1].evidence[0].1 = 1.98765;
        let (mut out, themes) = (Vec::new(), themes());
        let mut writer = tag_writer(OutputFormat::Jsonl, &mut out, &themes).unwrap();
        writer.add(file).unwrap();
        writer.finish().unwrap();
        let lines = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = lines.lines().collect();
        insta::assert_snapshot!(lines[1]);
        assert!(lines[5].contains(r#""theme":"unsure","fine":"urban","confidence":0.4,"#), "{}", lines[5]);
    }

    #[test]
    fn a_collected_paragraph_names_its_group_and_what_was_folded_into_it() {
        let files = [tagged_file(), tagged("云岭.txt", "云岭街道", "左右")];
        let mut out = Vec::new();
        collection(&files[0], &files[1]).write(OutputFormat::Jsonl, &mut out, &themes()).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
