//! The data in the page. Texts and tags only: everything counted is counted by the page itself.

use gongwen_parse::{Block, CodePoints, Paragraph, names_one_unit};
use serde::Serialize;

use crate::{Passage, Tag, TaggedFile, ThemeNames, WriteError, Years, probability};

#[derive(Serialize)]
struct Data<'a> {
    themes: &'a ThemeNames,
    reports: &'a [&'a Report],
    years: &'a Years,
}

#[derive(Serialize)]
pub(super) struct Report {
    file: String,
    title: Option<String>,
    unit: Option<String>,
    /// Whether other units bear the same name (`市商务局`); reports of theirs in other folders are not this one's.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    shared: bool,
    years: Vec<u16>,
    blocks: Vec<BlockRecord>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum BlockRecord {
    Heading {
        level: u8,
        /// Number and title; run-in headings stand in the outline only.
        heading: String,
        run_in: bool,
    },
    Paragraph {
        text: String,
        part: &'static str,
        /// The year it speaks of.
        #[serde(skip_serializing_if = "Option::is_none")]
        year: Option<u16>,
        path: Vec<String>,
        #[serde(skip_serializing_if = "String::is_empty")]
        marker: String,
        /// Where it begins in the source, in code points.
        start: usize,
        theme: usize,
        fine: usize,
        confidence: f64,
        unsure: bool,
        /// Theme and probability, likeliest first.
        themes: Vec<(usize, f64)>,
        /// Word and contribution to the score, strongest first.
        evidence: Vec<(String, f64)>,
        /// Of a paragraph of several the passages: UTF-16 units of the text, theme and probability.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        passages: Vec<(usize, usize, usize, f64)>,
    },
}

/// The reports of a file.
pub(super) fn reports(file: &TaggedFile) -> Vec<Report> {
    let mut tags = file.tags.iter();
    let points = CodePoints::new(&file.document.source);
    let reports = file.document.reports.iter().map(|report| Report {
        file: file.name.clone(),
        title: report.title.clone(),
        unit: report.unit.clone(),
        shared: report.unit.as_deref().is_some_and(|unit| !names_one_unit(unit)),
        years: report.years.clone(),
        blocks: report.blocks.iter().filter_map(|block| record(block, &points, &mut tags)).collect(),
    });
    reports.collect()
}

/// A block; `tags` gives the next paragraph's tag.
fn record<'a>(
    block: &Block,
    points: &CodePoints<'_>,
    tags: &mut impl Iterator<Item = &'a Tag>,
) -> Option<BlockRecord> {
    Some(match block {
        Block::Heading(heading) => BlockRecord::Heading {
            level: heading.level,
            heading: format!("{}{}", heading.marker, heading.title),
            run_in: heading.run_in,
        },
        Block::Paragraph(paragraph) => {
            let tag = tags.next()?;
            BlockRecord::Paragraph {
                text: paragraph.text.clone(),
                part: paragraph.part.as_str(),
                year: paragraph.year,
                path: paragraph.path.clone(),
                marker: paragraph.marker.clone(),
                start: points.of(paragraph.span).0,
                theme: tag.theme,
                fine: tag.topic,
                confidence: probability(tag.confidence, 3),
                unsure: tag.unsure,
                themes: tag.themes.iter().map(|&(theme, p)| (theme, probability(p, 3))).collect(),
                evidence: tag
                    .evidence
                    .iter()
                    .map(|(word, weight)| (word.clone(), rounded(*weight)))
                    .collect(),
                passages: passages(paragraph, tag),
            }
        }
    })
}

fn passages(paragraph: &Paragraph, tag: &Tag) -> Vec<(usize, usize, usize, f64)> {
    if tag.passages.len() < 2 {
        return Vec::new();
    }
    let units = |end: usize| paragraph.text.get(..end).unwrap_or_default().encode_utf16().count();
    let passage = |p: &Passage| (units(p.text.start), units(p.text.end), p.theme, probability(p.p, 3));
    tag.passages.iter().map(passage).collect()
}

/// JSON that can stand inside a script element: no `<` is left in it.
pub(super) fn json(themes: &ThemeNames, reports: &[&Report], years: &Years) -> Result<String, WriteError> {
    Ok(serde_json::to_string(&Data { themes, reports, years })?.replace('<', "\\u003c"))
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
