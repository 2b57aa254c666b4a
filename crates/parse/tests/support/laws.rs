//! What must hold for every document, whatever the text.

use gongwen_parse::repair::{apply, undo};
use gongwen_parse::{Block, Document, Options, Part, Repeat, Report, Span, parse};

/// Asserts all laws on a document.
pub(crate) fn assert_laws(document: &Document) {
    edits_apply_and_undo(document);
    reports_are_in_order(document);
    document.reports.iter().for_each(|report| blocks_nest(document, report));
    document.reports.iter().for_each(paragraphs_follow_their_headings);
    nothing_is_lost(document);
}

/// Repairing a repaired text changes nothing, and it has the same outline.
pub(crate) fn assert_idempotent(document: &Document) {
    let again = parse(&document.repaired, &Options::default());
    assert_eq!(again.repaired, document.repaired, "a second repair changes the text");
    assert_eq!(outline(&again), outline(document), "the repaired text has another outline");
}

/// Levels, markers and titles.
pub(crate) fn outline(document: &Document) -> Vec<(u8, String, String)> {
    let blocks = document.reports.iter().flat_map(|report| &report.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Heading(heading) => Some((heading.level, heading.marker.clone(), heading.title.clone())),
            Block::Paragraph(_) => None,
        })
        .collect()
}

fn edits_apply_and_undo(document: &Document) {
    let mut at = 0;
    for edit in &document.edits {
        assert!(edit.span.start() >= at, "edits overlap or are out of order: {edit:?}");
        assert_eq!(edit.span.of(&document.source), edit.was, "{edit:?}");
        assert_ne!(edit.was, edit.with, "{edit:?}");
        at = edit.span.end();
    }
    assert_eq!(apply(&document.source, &document.edits).as_ref(), Some(&document.repaired));
    assert_eq!(undo(&document.repaired, &document.edits).as_ref(), Some(&document.source));
}

fn reports_are_in_order(document: &Document) {
    let mut at = 0;
    for report in &document.reports {
        in_range(document, report.span);
        assert!(report.span.start() >= at, "reports overlap");
        at = report.span.end();
        assert!(!report.span.is_empty());
        report.title_span.iter().for_each(|&title| assert!(report.span.contains(title)));
        assert!(report.years.is_sorted());
    }
}

fn blocks_nest(document: &Document, report: &Report) {
    let mut paragraph_end = report.title_span.map_or(0, Span::end);
    let mut heading_end = paragraph_end;
    for block in &report.blocks {
        let span = block.span();
        in_range(document, span);
        assert!(report.span.contains(span), "{block:?} leaves its report");
        let repeats: Option<Repeat> = match block {
            Block::Heading(heading) => {
                assert!(span.start() >= heading_end.max(paragraph_end), "{block:?} overlaps");
                assert!(span.contains(heading.title_span) && heading.level >= 1, "{block:?}");
                assert!(!heading.title.is_empty(), "{block:?}");
                heading_end = span.end();
                heading.repeats
            }
            Block::Paragraph(paragraph) => {
                assert!(span.start() >= paragraph_end, "{block:?} overlaps");
                assert!(span.end() >= heading_end, "{block:?} does not hold its heading");
                assert_eq!(paragraph.text, document.repaired_text(span));
                let whole = document.places(paragraph).span(0..paragraph.text.len());
                assert!(span.contains(whole), "{block:?}");
                assert_eq!(paragraph.text, document.repaired_text(whole));
                paragraph_end = span.end();
                paragraph.repeats
            }
        };
        if let Some(repeat) = repeats {
            assert!(
                repeat.of.start() < span.start() && (0.0..=1.0).contains(&repeat.similarity),
                "{block:?}"
            );
        }
    }
}

/// A paragraph's path ends with the heading before it and names headings in reading order; only before
/// the first heading of a titled report can it be the opening.
fn paragraphs_follow_their_headings(report: &Report) {
    let mut titles: Vec<&str> = Vec::new();
    for block in &report.blocks {
        match block {
            Block::Heading(heading) => titles.push(&heading.title),
            Block::Paragraph(paragraph) => {
                assert_eq!(paragraph.path.last().map(String::as_str), titles.last().copied(), "{block:?}");
                let mut above = titles.iter();
                let known = paragraph.path.iter().all(|title| above.any(|other| other == title));
                assert!(known, "{block:?} lies under headings that are not above it");
                let may_open = report.title.is_some() && titles.is_empty();
                assert!(paragraph.part != Part::Opening || may_open, "{block:?} opens no report");
            }
        }
    }
}

/// Every character is white space, or furniture, or taken out by an edit, or in a title, heading or paragraph; so is
/// what edits put in.
fn nothing_is_lost(document: &Document) {
    let mut kept = vec![false; document.source.len()];
    let mut keep = |span: Span| kept[span.range()].iter_mut().for_each(|byte| *byte = true);
    document.furniture.iter().for_each(|furniture| keep(furniture.span));
    document.edits.iter().filter(|edit| edit.with.trim().is_empty()).for_each(|edit| keep(edit.span));
    for report in &document.reports {
        report.title_span.iter().copied().for_each(&mut keep);
        report.blocks.iter().for_each(|block| keep(block.span()));
    }
    for (at, c) in document.source.char_indices() {
        assert!(kept[at] || c.is_whitespace(), "{c:?} at byte {at} is in no block");
    }
    assert_eq!(document.reports.is_empty(), document.repaired.trim().is_empty(), "a text is a report");
    for furniture in &document.furniture {
        assert!(!furniture.what.is_empty() && !furniture.span.is_empty(), "{furniture:?}");
        let inside = document.reports.iter().any(|report| report.span.overlaps(furniture.span));
        assert!(!inside, "{furniture:?} lies in a report");
    }
}

fn in_range(document: &Document, span: Span) {
    assert!(document.source.get(span.range()).is_some(), "{span:?} is no place of the source");
}
