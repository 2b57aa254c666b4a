//! JSON lines: the stable contract with other programs. Offsets are code points of the decoded
//! source text without byte-order mark.

use std::io::Write;

use anyhow::Result;
use gongwen_classifier::ThemeSet;
use gongwen_parse::{Block, CodePoints, Document};
use serde::Serialize;

use crate::tagging::TaggedFile;

/// A record of `classify parse --format jsonl`, in reading order.
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
    Paragraph {
        /// opening, done, problem or plan.
        part: &'static str,
        marker: &'a str,
        /// Titles of the headings above, outermost first, repaired.
        path: &'a [String],
        start: usize,
        end: usize,
        /// Repaired text.
        text: &'a str,
        /// The earlier passage this one says again.
        #[serde(skip_serializing_if = "Option::is_none")]
        repeats: Option<Repeats>,
    },
    Edit {
        start: usize,
        end: usize,
        with: &'a str,
        why: String,
    },
}

#[derive(Serialize)]
struct Repeats {
    start: usize,
    end: usize,
    similarity: f64,
}

/// Writes the structure of a document.
pub(crate) fn structure(out: &mut dyn Write, document: &Document) -> Result<()> {
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
        for block in &report.blocks {
            let (start, end) = points.of(block.span());
            let record = match block {
                Block::Heading(heading) => Structure::Heading {
                    level: heading.level,
                    marker: &heading.marker,
                    title: document.printed(heading.title_span),
                    run_in: heading.run_in,
                    start,
                    end,
                },
                Block::Paragraph(paragraph) => Structure::Paragraph {
                    part: paragraph.part.as_str(),
                    marker: &paragraph.marker,
                    path: &paragraph.path,
                    start,
                    end,
                    text: &paragraph.text,
                    repeats: paragraph.repeats.map(|repeat| {
                        let (start, end) = points.of(repeat.of);
                        Repeats { start, end, similarity: round(repeat.similarity, 3) }
                    }),
                },
            };
            records.push((start, record));
        }
    }
    for edit in &document.edits {
        let (start, end) = points.of(edit.span);
        let why = format!("{}: {}", edit.pass, edit.why);
        records.push((start, Structure::Edit { start, end, with: &edit.with, why }));
    }
    // Stable: what starts at the same place stays in the order report, heading, paragraph, edit.
    records.sort_by_key(|&(start, _)| start);
    for (_, record) in &records {
        serde_json::to_writer(&mut *out, record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A record of `classify tag --format jsonl`: one paragraph.
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

/// Writes the tags of a file.
pub(crate) fn tags(
    out: &mut dyn Write,
    tagged: &TaggedFile,
    themes: &ThemeSet,
    min_confidence: f64,
) -> Result<()> {
    let points = CodePoints::new(&tagged.file.document.source);
    let group = |index: usize| themes.groups()[index].id.as_str();
    for (report, paragraph, tag) in tagged.iter() {
        let (start, end) = points.of(paragraph.span);
        let answer = &tag.answer;
        let record = TaggedParagraph {
            file: &tagged.file.name,
            report: report.title.as_deref(),
            part: paragraph.part.as_str(),
            path: &paragraph.path,
            marker: &paragraph.marker,
            start,
            end,
            text: &paragraph.text,
            theme: if answer.confidence < min_confidence { "unsure" } else { group(answer.group) },
            fine: &themes.themes()[answer.theme].id,
            confidence: round(answer.confidence, 4),
            themes: answer
                .above
                .iter()
                .map(|&g| ThemeProbability { theme: group(g), p: round(answer.groups[g], 4) })
                .collect(),
            evidence: tag.evidence.iter().map(|(word, weight)| (word.as_str(), round(*weight, 3))).collect(),
        };
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn round(value: f64, digits: i32) -> f64 {
    let scale = 10f64.powi(digits);
    (value * scale).round() / scale
}
