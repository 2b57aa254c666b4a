//! An outline as text, for snapshots.

use std::fmt::Write;

use gongwen_parse::{Block, CodePoints, Document, Heading, Paragraph};

/// Everything a reader of a snapshot wants to check: outline, repairs, furniture, warnings.
pub(crate) fn render(document: &Document) -> String {
    let points = CodePoints::new(&document.source);
    let mut out = String::new();
    for report in &document.reports {
        let title = report.title.as_deref().unwrap_or("(no title)");
        let genre = report.genre.map_or("-", |genre| genre.as_str());
        let _ = writeln!(
            out,
            "REPORT {title} | {} | {:?} | {genre}",
            report.unit.as_deref().unwrap_or("-"),
            report.years
        );
        for block in &report.blocks {
            match block {
                Block::Heading(heading) => render_heading(&mut out, heading),
                Block::Paragraph(paragraph) => render_paragraph(&mut out, &points, paragraph),
            }
        }
    }
    for edit in &document.edits {
        let _ = writeln!(out, "EDIT {} {:?} -> {:?} ({})", edit.pass, edit.was, edit.with, edit.why);
    }
    for furniture in &document.furniture {
        let _ =
            writeln!(out, "FURNITURE {} {:?}", furniture.what, head(furniture.span.of(&document.source), 30));
    }
    for warning in &document.warnings {
        let _ = writeln!(out, "WARNING {}", warning.what);
    }
    out
}

fn render_heading(out: &mut String, heading: &Heading) {
    let indent = "  ".repeat(usize::from(heading.level));
    let run_in = if heading.run_in { " (run-in)" } else { "" };
    let repeats = if heading.repeats.is_some() { " (repeats)" } else { "" };
    let _ = writeln!(out, "{indent}{} {} {}{run_in}{repeats}", heading.level, heading.marker, heading.title);
}

fn render_paragraph(out: &mut String, points: &CodePoints, paragraph: &Paragraph) {
    let (start, end) = points.of(paragraph.span);
    let _ = write!(out, "      {} {start}..{end}", paragraph.part.as_str());
    if !paragraph.marker.is_empty() {
        let _ = write!(out, " <{}>", paragraph.marker);
    }
    if let Some(lead) = &paragraph.lead {
        let _ = write!(out, " [{lead}]");
    }
    if let Some(repeat) = paragraph.repeats {
        let _ = write!(out, " (repeats {} at {:.2})", points.at(repeat.of.start()), repeat.similarity);
    }
    let _ = writeln!(out, " {}", head(&paragraph.text, 60).replace('\n', "⏎"));
}

fn head(text: &str, count: usize) -> String {
    let head: String = text.chars().take(count).collect();
    if head.len() < text.len() { head + "…" } else { head }
}
