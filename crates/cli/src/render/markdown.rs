//! The clean report as Markdown.

use std::io::Write;

use anyhow::Result;
use gongwen_parse::{Block, Document};

/// Writes every report of a file: its title as level 1, headings below, repaired paragraphs.
///
/// Run-in headings stay in their paragraphs, where an office puts them.
pub(crate) fn write(out: &mut dyn Write, document: &Document) -> Result<()> {
    for (index, report) in document.reports.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "# {}", report.title.as_deref().unwrap_or("（无标题）"))?;
        for block in &report.blocks {
            match block {
                Block::Heading(heading) if heading.run_in => {}
                Block::Heading(heading) => {
                    let hashes = "#".repeat(usize::from(heading.level).clamp(1, 5) + 1);
                    writeln!(out, "\n{hashes} {}{}", heading.marker, heading.title)?;
                }
                Block::Paragraph(paragraph) => writeln!(out, "\n{}", escape(&paragraph.text))?,
            }
        }
    }
    Ok(())
}

/// Guards what Markdown would read as markup: masks (`*`), numbers at the start (`1.`), `#`, `<`, `_`.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    for (index, c) in text.chars().enumerate() {
        let starts_list = index == digits && digits > 0 && matches!(c, '.' | ')');
        let starts_block = index == 0 && matches!(c, '#' | '>' | '-' | '+');
        if starts_list || starts_block || matches!(c, '*' | '_' | '`' | '<' | '[' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn masks_and_numbers_are_no_markup() {
        assert_eq!(escape("1.投入**万元"), r"1\.投入\*\*万元");
        assert_eq!(escape("2023年#"), "2023年#");
        assert_eq!(escape("-26.6%"), r"\-26.6%");
    }
}
