//! Prints the outline of a UTF-8 file as JSON lines, offsets in code points:
//! `cargo run -p gongwen-parse --example outline -- FILE`.
//!
//! A passage that repeats an earlier one is printed with the kind `repeat` instead of `heading` or
//! `paragraph`, so that whoever collects paragraphs meets every passage once. A paragraph that
//! furniture cuts is printed stretch by stretch, the later ones with `"continues": true`.

use std::io::Write;

use gongwen_parse::{Block, CodePoints, Document, Options, Repeat, Span, parse};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: outline FILE")?;
    let source = std::fs::read_to_string(path)?;
    let mut out = std::io::stdout().lock();
    for record in records(&parse(&source, &Options::default())) {
        writeln!(out, "{record}")?;
    }
    Ok(())
}

/// All records in reading order.
fn records(document: &Document) -> Vec<Value> {
    let points = CodePoints::new(&document.source);
    let mut records = Vec::new();
    for report in &document.reports {
        records.push(placed(&points, report.span, json!({
            "kind": "report", "title": report.title,
            "unit": report.unit, "year": report.years.first(), "genre": report.genre.map(|genre| genre.as_str()),
        })));
        for block in &report.blocks {
            records.extend(block_records(document, &points, block));
        }
    }
    for edit in &document.edits {
        records.push(placed(&points, edit.span, json!({"kind": "edit", "with": edit.with, "why": edit.why})));
    }
    for furniture in &document.furniture {
        records.push(placed(&points, furniture.span, json!({"kind": "furniture", "what": furniture.what})));
    }
    for warning in &document.warnings {
        records.push(placed(
            &points,
            warning.span,
            json!({"kind": "warning", "what": warning.what.to_string()}),
        ));
    }
    records.sort_by_key(|record| record["start"].as_u64());
    records
}

fn block_records(document: &Document, points: &CodePoints, block: &Block) -> Vec<Value> {
    let (kind, repeats, stretches, body) = match block {
        Block::Heading(heading) => (
            "heading",
            heading.repeats,
            vec![heading.span],
            json!({
                "level": heading.level, "marker": heading.marker,
                "title": document.printed(heading.title_span), "run_in": heading.run_in,
            }),
        ),
        Block::Paragraph(paragraph) => (
            "paragraph",
            paragraph.repeats,
            document.stretches(paragraph.span),
            json!({
                "part": paragraph.part.as_str(), "marker": paragraph.marker, "path": paragraph.path,
                "lead": paragraph.lead,
            }),
        ),
    };
    let mut records = Vec::new();
    for (position, stretch) in stretches.into_iter().enumerate() {
        let mut record = placed(points, stretch, body.clone());
        record["kind"] = json!(kind);
        if kind == "paragraph" {
            record["text"] = json!(document.repaired_text(stretch));
        }
        if position > 0 {
            record["continues"] = json!(true);
        }
        if let Some(Repeat { of, similarity }) = repeats {
            record["kind"] = json!("repeat");
            record["of"] = json!(points.at(of.start()));
            record["similarity"] = json!(similarity);
        }
        records.push(record);
    }
    records
}

/// Adds a span's ends in code points.
fn placed(points: &CodePoints, span: Span, mut record: Value) -> Value {
    let (start, end) = points.of(span);
    record["start"] = json!(start);
    record["end"] = json!(end);
    record
}
