//! Papers as Markdown.

use std::io::Write;

use super::{Paper, PaperBlock};
use crate::{WriteError, generator_line};

/// Titles are level 1, headings follow below; run-in headings stay in their paragraphs, where an
/// office puts them.
pub(crate) fn write(out: &mut dyn Write, paper: &Paper) -> Result<(), WriteError> {
    writeln!(out, "{}", generator_line())?;
    for block in &paper.blocks {
        writeln!(out)?;
        match block {
            PaperBlock::Title(text) => writeln!(out, "# {}", escape(text))?,
            PaperBlock::Subtitle(text) => writeln!(out, "*{}*", escape(text))?,
            PaperBlock::Heading { level, text } => {
                // Behind the hashes a number starts no list.
                writeln!(out, "{} {text}", "#".repeat(usize::from(*level).clamp(1, 5) + 1))?;
            }
            PaperBlock::Body { text, .. } => writeln!(out, "{}", escape(text))?,
            PaperBlock::Note(text) => writeln!(out, "> {}", escape(text))?,
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
    use crate::fixture;

    #[test]
    fn every_block_has_its_mark() {
        let mut out = Vec::new();
        fixture::paper().write_markdown(&mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }

    #[test]
    fn tags_and_links_are_no_markup() {
        assert_eq!(escape("修路<5>公里<script>"), r"修路\<5>公里\<script>");
        assert_eq!(escape("见[附件1](a)，[^1]"), r"见\[附件1](a)，\[^1]");
        assert_eq!(escape(r"A\B`C`_d_"), r"A\\B\`C\`\_d\_");
    }

    /// Elsewhere the same signs are what they look like.
    #[test]
    fn signs_of_blocks_are_guarded_where_a_block_begins() {
        for sign in ["#", ">", "-", "+"] {
            assert_eq!(escape(&format!("{sign}甲{sign}")), format!("\\{sign}甲{sign}"));
        }
        assert_eq!(escape("12)甲"), r"12\)甲");
        assert_eq!(escape("增长1.5倍"), "增长1.5倍");
        assert_eq!(escape(".5"), ".5");
    }

    #[test]
    fn masks_and_numbers_are_no_markup() {
        assert_eq!(escape("1.投入**万元"), r"1\.投入\*\*万元");
        assert_eq!(escape("2023年#"), "2023年#");
        assert_eq!(escape("-26.6%"), r"\-26.6%");
    }
}
