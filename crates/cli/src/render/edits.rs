//! Repairs in their context, like a diff.

use std::io::Write;

use anstyle::AnsiColor;
use anyhow::Result;
use gongwen::parse::{CodePoints, Document, Span};

use super::style::{DIM, TITLE, fit};
use crate::terminal::Style;

const REMOVED: Style = Style(AnsiColor::Red.on_default().strikethrough());
const ADDED: Style = Style(AnsiColor::Green.on_default().bold());
/// Characters shown on either side of a repair.
const CONTEXT: usize = 14;
/// Columns of the removed text.
const REMOVED_COLUMNS: usize = 50;

/// Writes every repair of a file, in source order, with what is kept of the text around it.
pub(crate) fn write(out: &mut dyn Write, name: &str, document: &Document) -> Result<()> {
    let points = CodePoints::new(&document.source);
    writeln!(out, "{TITLE}{name}{TITLE:#}  {DIM}{} 处修复{DIM:#}", document.edits.len())?;
    for edit in &document.edits {
        let (start, _) = points.of(edit.span);
        let before = &document.source[..edit.span.start()];
        let after = &document.source[edit.span.end()..];
        let before: String =
            before.chars().rev().take(CONTEXT).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = after.chars().take(CONTEXT).collect();
        let removed = visible(edit.span, document);
        writeln!(out, "{DIM}@{start} {}{DIM:#} {}", edit.pass, edit.why)?;
        let (before, after) = (line_breaks(&before), line_breaks(&after));
        let with =
            if edit.with.is_empty() { String::new() } else { format!("[+{}+]", line_breaks(&edit.with)) };
        writeln!(out, "    {before}{REMOVED}[-{removed}-]{REMOVED:#}{ADDED}{with}{ADDED:#}{after}")?;
    }
    Ok(())
}

fn visible(span: Span, document: &Document) -> String {
    fit(&line_breaks(span.of(&document.source)), REMOVED_COLUMNS)
}

/// Line breaks made visible.
fn line_breaks(text: &str) -> String {
    text.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎")
}
