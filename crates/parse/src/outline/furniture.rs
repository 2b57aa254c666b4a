//! What stands outside every report.

use crate::repair::Edit;
use crate::text_util::lines;
use crate::{Furniture, Report, Span};

/// What stands outside every report, by the pass that took it out.
pub(super) fn furniture(source: &str, reports: &[Report], edits: &[&Edit]) -> Vec<Furniture> {
    let mut furniture = Vec::new();
    let starts = reports.iter().map(|report| report.span.start()).chain([source.len()]);
    let ends = std::iter::once(0).chain(reports.iter().map(|report| report.span.end()));
    for (from, to) in ends.zip(starts) {
        let mut at = from;
        let first = edits.partition_point(|edit| edit.span.start() < from);
        for edit in edits[first..].iter().take_while(|edit| edit.span.end() <= to) {
            furniture.extend(stray_lines(source, Span::new(at, edit.span.start()), "preface"));
            furniture.extend(stray_lines(source, edit.span, edit.pass));
            at = edit.span.end();
        }
        furniture.extend(stray_lines(source, Span::new(at, to), "preface"));
    }
    furniture
}

fn stray_lines(source: &str, span: Span, what: &'static str) -> Vec<Furniture> {
    let shift = |line: Span| Span::new(span.start() + line.start(), span.start() + line.end());
    lines(span.of(source)).into_iter().map(|line| Furniture { span: shift(line), what }).collect()
}
