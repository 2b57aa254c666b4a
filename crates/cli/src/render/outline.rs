//! The outline of a document for people: reports, headings by level, parts, paragraph lengths, warnings.

use std::io::Write;

use anyhow::Result;
use gongwen::parse::{Block, CodePoints, CrossRepeat, Document, Report};
use gongwen::write::part_zh;

use super::style::{DIM, TITLE, WARNING, fit};

/// Writes the outline of a file.
pub(crate) fn write(out: &mut dyn Write, name: &str, document: &Document, width: usize) -> Result<()> {
    writeln!(out, "{DIM}{name}{DIM:#}")?;
    for report in &document.reports {
        header(out, report, width)?;
        let mut depth = 0;
        for block in &report.blocks {
            match block {
                Block::Heading(heading) => {
                    depth = usize::from(heading.level);
                    let indent = 2 * depth;
                    let line = format!("{}{}", heading.marker, heading.title);
                    let run_in = if heading.run_in { " ↴" } else { "" };
                    writeln!(
                        out,
                        "{:indent$}{TITLE}{}{TITLE:#}{DIM}{run_in}{DIM:#}",
                        "",
                        fit(&line, width.saturating_sub(indent + 2))
                    )?;
                }
                Block::Paragraph(paragraph) => {
                    let indent = 2 * depth + 2;
                    let length = paragraph.text.chars().count();
                    let part = part_zh(paragraph.part);
                    let repeats = if paragraph.repeats.is_some() { " 重复" } else { "" };
                    let rest = width.saturating_sub(indent + 20);
                    writeln!(
                        out,
                        "{:indent$}{DIM}{part}{DIM:#} {} {DIM}{length}字{repeats}{DIM:#}",
                        "",
                        fit(&paragraph.text, rest)
                    )?;
                }
            }
        }
    }
    furniture(out, document, width)?;
    footer(out, document)
}

/// What stands outside every report and no pass took out (`--edits` lists what passes did).
fn furniture(out: &mut dyn Write, document: &Document, width: usize) -> Result<()> {
    let removed = |span| document.edits.iter().any(|edit| edit.is_furniture() && edit.span.overlaps(span));
    for furniture in document.furniture.iter().filter(|it| !removed(it.span)) {
        let words = furniture.span.of(&document.source);
        writeln!(out, "{DIM}篇外 {}{DIM:#}", fit(words, width.saturating_sub(6)))?;
    }
    Ok(())
}

/// A paragraph that stands in an earlier file, too.
pub(crate) struct RepeatLine {
    file: String,
    start: usize,
    of_file: String,
    of_start: usize,
    similarity: f64,
    words: String,
}

/// What a document repeats of the files before it; `files` are the names of all, its own last.
pub(crate) fn repeat_lines(
    document: &Document,
    repeats: &[CrossRepeat],
    files: &[String],
) -> Vec<RepeatLine> {
    const WORDS: usize = 60;
    let points = CodePoints::new(&document.source);
    let line = |repeat: &CrossRepeat| RepeatLine {
        file: files.last().cloned().unwrap_or_default(),
        start: points.of(repeat.span).0,
        of_file: files.get(repeat.of_document).cloned().unwrap_or_default(),
        of_start: repeat.of_place.0,
        similarity: repeat.similarity,
        words: document.repaired_text(repeat.span).chars().take(WORDS).collect(),
    };
    repeats.iter().map(line).collect()
}

/// Writes which paragraphs of which files stand in an earlier file, too.
pub(crate) fn write_repeats(out: &mut dyn Write, lines: &[RepeatLine], width: usize) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{TITLE}跨文件重复{TITLE:#}  {DIM}{} 段{DIM:#}", lines.len())?;
    for line in lines {
        let RepeatLine { file, start, of_file, of_start, similarity, words } = line;
        writeln!(
            out,
            "  {file} {DIM}第 {start} 字{DIM:#} ≈ {of_file} {DIM}第 {of_start} 字，相似度 {similarity:.2}{DIM:#}"
        )?;
        writeln!(out, "    {DIM}{}{DIM:#}", fit(words, width.saturating_sub(4)))?;
    }
    Ok(())
}

fn header(out: &mut dyn Write, report: &Report, width: usize) -> Result<()> {
    let title = report.title.as_deref().unwrap_or("（无标题）");
    let mut about: Vec<String> = Vec::new();
    about.extend(report.unit.as_ref().map(|unit| format!("单位：{unit}")));
    about.extend(report.years.iter().map(|year| format!("{year}年")));
    writeln!(out, "\n{TITLE}{}{TITLE:#}  {DIM}{}{DIM:#}", fit(title, width), about.join(" · "))?;
    Ok(())
}

fn footer(out: &mut dyn Write, document: &Document) -> Result<()> {
    let points = CodePoints::new(&document.source);
    if !document.warnings.is_empty() {
        writeln!(out)?;
    }
    for warning in &document.warnings {
        let (start, _) = points.of(warning.span);
        writeln!(out, "{WARNING}注意{WARNING:#} {} {DIM}第 {start} 字{DIM:#}", warning.what)?;
    }
    let headings = document.reports.iter().flat_map(|r| &r.blocks).filter(|b| matches!(b, Block::Heading(_)));
    writeln!(
        out,
        "\n{DIM}{} 篇报告，{} 个标题，{} 段，{} 处修复，{} 处版面杂项{DIM:#}",
        document.reports.len(),
        headings.count(),
        document.paragraphs().count(),
        document.edits.len(),
        document.furniture.len()
    )?;
    Ok(())
}
