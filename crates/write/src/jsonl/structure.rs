//! Records of `classify parse`: reports, headings, paragraphs, furniture, edits. No character of the source but white
//! space is in none of them.

use std::io::Write;

use gongwen_parse::{Block, CodePoints, Document, Span};
use serde::Serialize;

use super::record::{lines, round};
use crate::WriteError;

/// A record with the file it belongs to.
#[derive(Serialize)]
struct InFile<'a> {
    /// Name of the file as given.
    file: &'a str,
    #[serde(flatten)]
    record: &'a Structure<'a>,
}

/// A record of a document's structure, in reading order.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Structure<'a> {
    Report {
        /// The words as printed, in clean characters and one line; null where the report has none.
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
        /// The words as printed, in clean characters, without marker and closing mark.
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
        /// The year the paragraph speaks of; null where nothing says it.
        year: Option<u16>,
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
    /// Text that belongs to no report.
    Furniture {
        start: usize,
        end: usize,
        /// What it is (see [`gongwen_parse::Furniture::what`]).
        what: &'static str,
    },
    Edit {
        start: usize,
        end: usize,
        with: &'a str,
        why: String,
    },
}

/// Writes the structure of a document: its reports, headings, paragraphs, furniture and edits, each with the name of
/// the `file`.
///
/// # Errors
/// Where the destination fails.
pub fn structure(out: &mut dyn Write, file: &str, document: &Document) -> Result<(), WriteError> {
    let points = CodePoints::new(&document.source);
    let mut records: Vec<(usize, Structure<'_>)> = Vec::new();
    for report in &document.reports {
        let (start, end) = points.of(report.span);
        records.push((
            start,
            Structure::Report {
                title: report
                    .title_span
                    .map(|span| document.printed(span).trim_matches(['#', '*', ' ']).to_owned()),
                unit: report.unit.as_deref(),
                year: &report.years,
                genre: report.genre.map(|genre| genre.as_str()),
                start,
                end,
            },
        ));
        records.extend(report.blocks.iter().flat_map(|block| block_records(document, &points, block)));
    }
    for furniture in &document.furniture {
        let (start, end) = points.of(furniture.span);
        records.push((start, Structure::Furniture { start, end, what: furniture.what }));
    }
    for edit in &document.edits {
        let (start, end) = points.of(edit.span);
        let why = format!("{}: {}", edit.pass, edit.why);
        records.push((start, Structure::Edit { start, end, with: &edit.with, why }));
    }
    // Stable: what starts at the same place stays in the order report, heading, paragraph, furniture, edit.
    records.sort_by_key(|&(start, _)| start);
    lines(out, &records, |(_, record)| InFile { file, record })
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
                    year: paragraph.year,
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

#[cfg(test)]
mod tests {
    use gongwen_parse::{Across, Options, parse};

    use crate::{cross_repeats, structure};

    /// With a space that hard wrapping left, and a paragraph said twice.
    const REPORT: &str = "\
松涛街道2023年工作总结
一、守住底线
（一）消防安全。排查隐患120处，整 改率98%，为六百户独居老人加装了烟感报警器，全年没有发生亡人火灾事故。
二、抓好春耕
播种3万亩。
三、其他工作
排查隐患120处，整改率98%，为六百户独居老人加装了烟感报警器，全年没有发生亡人火灾事故。
";

    #[test]
    fn a_document_is_records_in_reading_order() {
        let mut out = Vec::new();
        structure(&mut out, "a.txt", &parse(REPORT, &Options::default())).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn a_paragraph_that_page_marks_cut_goes_on_from_record_to_record() {
        let source = "松涛街道2023年工作总结\n一、守住底线\n排查消防隐患一百二十处，整改率\n\n\
            1、达到百分之九十八，为六百户独居老人加装了烟感报警器。开展培训三十场，组织演练\n\n\
            2、四次，全年没有发生亡人火灾事故。\n二、抓好春耕\n播种三万亩，收成很好，新修水渠\n\n\
            3、两条，惠及农户三百户。\n";
        let mut out = Vec::new();
        structure(&mut out, "a.txt", &parse(source, &Options::default())).unwrap();
        let lines = String::from_utf8(out).unwrap();
        let paragraphs = lines.lines().filter(|line| line.contains(r#""kind":"paragraph""#));
        let continues: Vec<bool> = paragraphs.map(|line| line.contains(r#""continues":true"#)).collect();
        assert_eq!(continues, [false, true, true, false, true]);
    }

    #[test]
    fn what_stands_outside_every_report_is_a_record() {
        let source = "工作总结汇编（2篇）\n篇一\n松涛街道2023年工作总结\n播种三万亩。\n";
        let mut out = Vec::new();
        structure(&mut out, "a.txt", &parse(source, &Options::default())).unwrap();
        let lines = String::from_utf8(out).unwrap();
        let furniture: Vec<&str> = lines.lines().filter(|line| line.contains("furniture")).collect();
        assert_eq!(
            furniture,
            [
                r#"{"file":"a.txt","kind":"furniture","start":0,"end":10,"what":"collection"}"#,
                r#"{"file":"a.txt","kind":"furniture","start":11,"end":13,"what":"numbering"}"#
            ]
        );
    }

    #[test]
    fn a_cross_repeat_names_both_files() {
        let later = "云岭镇2023年工作总结\n一、守住底线\n\
            排查隐患95处，整改率98%，为六百户独居老人加装了烟感报警器，全年没有发生亡人火灾事故。\n";
        let documents = [REPORT, later].map(|source| parse(source, &Options::default()));
        let mut across = Across::default();
        across.add(&documents[0]);
        let repeats = across.add(&documents[1]);
        let mut out = Vec::new();
        cross_repeats(&mut out, &documents[1], &repeats, &["a.txt".to_owned(), "b.txt".to_owned()]).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
