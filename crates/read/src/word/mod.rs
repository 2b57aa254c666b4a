//! What Word documents of both formats have in common: styles, automatic numbers, and the line a paragraph becomes.

mod numbering;
mod styles;

pub(crate) use numbering::{Instance, Level, List, MAX_LEVEL, Numbering, Rules};
pub(crate) use styles::{Properties, Style, Styles};

use crate::lines::Line;

/// Numbers a paragraph and makes a line of it.
pub(crate) fn line(
    text: String,
    properties: &Properties,
    styles: &Styles,
    numbering: &mut Numbering,
) -> Line {
    let resolved = styles.resolve(properties, numbering);
    let marker = resolved.list.and_then(|(list, level)| numbering.advance(list, level));
    let mut line = Line { level: resolved.level, style: resolved.style, ..Line::plain(text) };
    if let Some(marker) = marker.filter(|_| !line.text.trim().is_empty()) {
        line.number = marker.text.len();
        line.text = marker.before(&line.text);
    }
    line
}
