//! What stands outside every report.

use crate::repair::Edit;
use crate::text_util::lines;
use crate::{Furniture, Report, Span};

/// What stands outside every report, by the pass that took it out, or by what `strays` call it; they are in
/// source order.
pub(super) fn furniture(
    source: &str,
    reports: &[Report],
    edits: &[&Edit],
    strays: &[Furniture],
) -> Vec<Furniture> {
    let left = |span: Span| -> Vec<Furniture> {
        let name = |line: Furniture| {
            let first = strays.partition_point(|stray| stray.span.end() <= line.span.start());
            let known = strays.get(first).filter(|stray| stray.span.overlaps(line.span));
            Furniture { what: known.map_or(line.what, |stray| stray.what), ..line }
        };
        stray_lines(source, span, "preface").into_iter().map(name).collect()
    };
    let mut furniture = Vec::new();
    let starts = reports.iter().map(|report| report.span.start()).chain([source.len()]);
    let ends = std::iter::once(0).chain(reports.iter().map(|report| report.span.end()));
    for (from, to) in ends.zip(starts) {
        let mut at = from;
        let first = edits.partition_point(|edit| edit.span.start() < from);
        for edit in edits[first..].iter().take_while(|edit| edit.span.end() <= to) {
            furniture.extend(left(Span::new(at, edit.span.start())));
            furniture.extend(stray_lines(source, edit.span, edit.pass));
            at = edit.span.end();
        }
        furniture.extend(left(Span::new(at, to)));
    }
    furniture
}

fn stray_lines(source: &str, span: Span, what: &'static str) -> Vec<Furniture> {
    let shift = |line: Span| Span::new(span.start() + line.start(), span.start() + line.end());
    lines(span.of(source)).into_iter().map(|line| Furniture { span: shift(line), what }).collect()
}
