//! JSON lines: the stable contract with other programs. Offsets are code points of the decoded
//! source text without byte-order mark.

use std::io::Write;

use gongwen_parse::{Block, CodePoints, Document, Paragraph, Report, Span};
use serde::Serialize;

use crate::collect::Collection;
use crate::table::UNSURE;
use crate::{Tag, TagWriter, TaggedFile, ThemeNames, WriteError};

/// A record of a document's structure, in reading order.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Structure<'a> {
    Report {
        /// As printed in the source, without line breaks; null where the report has none.
        title: Option<String>,
        unit: Option<&'a str>,
        /// Years the title names, ascending.
        year: &'a [u16],
        genre: Option<&'static str>,
        start: usize,
        end: usize,
    },
    Heading {
        /// Rank of the marker's class among those present in the report, from 1.
        level: u8,
        /// As printed, empty where the heading has no number.
        marker: &'a str,
        /// As printed, without marker and closing mark.
        title: String,
        /// Whether body text goes on in the same line.
        run_in: bool,
        start: usize,
        end: usize,
    },
    /// A paragraph, or a piece of one: where furniture such as a page mark cuts a paragraph, every piece
    /// is a record of its own, so that no span holds furniture.
    Paragraph {
        /// opening, done, problem or plan.
        part: &'static str,
        marker: &'a str,
        /// Titles of the headings above, outermost first, repaired.
        path: &'a [String],
        /// Whether this piece goes on with the paragraph of the record before; left out where false.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        continues: bool,
        start: usize,
        end: usize,
        /// Repaired text of the span.
        text: String,
    },
    /// A heading or paragraph that says again what stands earlier in the file.
    Repeat {
        marker: &'a str,
        start: usize,
        end: usize,
        /// Repaired text of the span.
        text: String,
        /// The earlier passage.
        of_start: usize,
        of_end: usize,
        /// How alike the two are, from 0 to 1.
        similarity: f64,
    },
    Edit {
        start: usize,
        end: usize,
        with: &'a str,
        why: String,
    },
}

/// Writes the structure of a document: its reports, headings, paragraphs and edits.
///
/// # Errors
/// Where the destination fails.
pub fn structure(out: &mut dyn Write, document: &Document) -> Result<(), WriteError> {
    let points = CodePoints::new(&document.source);
    let mut records: Vec<(usize, Structure<'_>)> = Vec::new();
    for report in &document.reports {
        let (start, end) = points.of(report.span);
        records.push((
            start,
            Structure::Report {
                title: report.title_span.map(|span| document.printed(span)),
                unit: report.unit.as_deref(),
                year: &report.years,
                genre: report.genre.map(|genre| genre.as_str()),
                start,
                end,
            },
        ));
        records.extend(report.blocks.iter().flat_map(|block| block_records(document, &points, block)));
    }
    for edit in &document.edits {
        let (start, end) = points.of(edit.span);
        let why = format!("{}: {}", edit.pass, edit.why);
        records.push((start, Structure::Edit { start, end, with: &edit.with, why }));
    }
    // Stable: what starts at the same place stays in the order report, heading, paragraph, edit.
    records.sort_by_key(|&(start, _)| start);
    records.iter().try_for_each(|(_, record)| line(out, record))
}

fn block_records<'a>(
    document: &Document,
    points: &CodePoints<'_>,
    block: &'a Block,
) -> Vec<(usize, Structure<'a>)> {
    let (repeats, marker) = match block {
        Block::Heading(heading) => (heading.repeats, &heading.marker),
        Block::Paragraph(paragraph) => (paragraph.repeats, &paragraph.marker),
    };
    let (start, end) = points.of(block.span());
    if let Some(repeat) = repeats {
        let (of_start, of_end) = points.of(repeat.of);
        let (text, similarity) = (document.repaired_text(block.span()), round(repeat.similarity, 3));
        return vec![(start, Structure::Repeat { marker, start, end, text, of_start, of_end, similarity })];
    }
    match block {
        Block::Heading(heading) => {
            let title = document.printed(heading.title_span);
            let record = Structure::Heading {
                level: heading.level,
                marker,
                title,
                run_in: heading.run_in,
                start,
                end,
            };
            vec![(start, record)]
        }
        Block::Paragraph(paragraph) => {
            let piece = |(index, span): (usize, Span)| {
                let (start, end) = points.of(span);
                let record = Structure::Paragraph {
                    part: paragraph.part.as_str(),
                    marker,
                    path: &paragraph.path,
                    continues: index > 0,
                    start,
                    end,
                    text: document.repaired_text(span),
                };
                (start, record)
            };
            document.stretches(paragraph.span).into_iter().enumerate().map(piece).collect()
        }
    }
}

/// A tagged paragraph.
#[derive(Serialize)]
struct TaggedParagraph<'a> {
    /// Name of the file as given.
    file: &'a str,
    /// Title of the report, null where it has none.
    report: Option<&'a str>,
    part: &'static str,
    path: &'a [String],
    marker: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    /// Id of the answered theme, or `unsure`.
    theme: &'a str,
    /// Id of the likeliest fine theme that rolls up to it.
    fine: &'a str,
    /// Calibrated probability that the theme is right.
    confidence: f64,
    /// All themes whose probability reaches the threshold, likeliest first.
    themes: Vec<ThemeProbability<'a>>,
    /// Words that speak for the theme, with their contributions to the score.
    evidence: Vec<(&'a str, f64)>,
}

#[derive(Serialize)]
struct ThemeProbability<'a> {
    theme: &'a str,
    p: f64,
}

/// Writes each file at once.
pub(crate) struct Tags<'a> {
    pub(crate) out: &'a mut dyn Write,
    pub(crate) themes: &'a ThemeNames,
}

impl TagWriter for Tags<'_> {
    fn add(&mut self, file: TaggedFile) -> Result<(), WriteError> {
        let points = CodePoints::new(&file.document.source);
        file.paragraphs()
            .try_for_each(|tagged| line(self.out, &paragraph_record(&file, &points, self.themes, tagged)))
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
) -> TaggedParagraph<'a> {
    let (start, end) = points.of(paragraph.span);
    let id = |index: usize| themes.themes.get(index).map_or("", |theme| theme.id.as_str());
    TaggedParagraph {
        file: &file.name,
        report: report.title.as_deref(),
        part: paragraph.part.as_str(),
        path: &paragraph.path,
        marker: &paragraph.marker,
        start,
        end,
        text: &paragraph.text,
        theme: if tag.unsure { UNSURE } else { id(tag.theme) },
        fine: themes.fine.get(tag.fine).map_or("", |fine| &fine.id),
        confidence: round(tag.confidence, 4),
        themes: tag
            .themes
            .iter()
            .map(|&(theme, p)| ThemeProbability { theme: id(theme), p: round(p, 4) })
            .collect(),
        evidence: tag.evidence.iter().map(|(word, weight)| (word.as_str(), round(*weight, 3))).collect(),
    }
}

/// A paragraph of a collection: a tagged paragraph with its place in the collection.
#[derive(Serialize)]
struct Collected<'a> {
    /// The group it stands in: a unit or a fine theme.
    group: &'a str,
    unit: Option<&'a str>,
    year: &'a [u16],
    #[serde(flatten)]
    paragraph: TaggedParagraph<'a>,
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
            unit: excerpt.report.unit.as_deref(),
            year: &excerpt.report.years,
            paragraph: paragraph_record(excerpt.file, &points, themes, excerpt.tagged()),
            folded: folded.collect(),
        };
        line(out, &record)?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, record: &impl Serialize) -> Result<(), WriteError> {
    serde_json::to_writer(&mut *out, record)?;
    Ok(out.write_all(b"\n")?)
}

fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}
