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
                writeln!(
                    out,
                    "{} {}",
                    "#".repeat(usize::from(*level).clamp(1, 5) + 1),
                    escape_heading(text)
                )?;
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
        if starts_list || starts_block || is_markup(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Behind the hashes of a heading nothing starts a list or a block, but hashes at its end would close it.
fn escape_heading(text: &str) -> String {
    let body = text.trim_end_matches('#').len();
    let guard = |(at, c): (usize, char)| (is_markup(c) || at >= body).then_some('\\').into_iter().chain([c]);
    text.char_indices().flat_map(guard).collect()
}

/// Whether Markdown reads the sign as markup wherever it stands.
fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_' | '`' | '<' | '[' | '\\')
}

#[cfg(test)]
mod tests {
    use super::{escape, escape_heading};
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
    fn headings_keep_their_numbers_and_every_other_sign() {
        assert_eq!(escape_heading("1.投入**万元"), r"1.投入\*\*万元");
        assert_eq!(escape_heading("（一）修路<5>公里"), r"（一）修路\<5>公里");
        assert_eq!(escape_heading("五、[附件]_甲_ #"), r"五、\[附件]\_甲\_ \#");
        assert_eq!(escape_heading("2.5G网络"), "2.5G网络");
        assert_eq!(escape_heading("#"), r"\#");
        assert_eq!(escape_heading("3."), "3.");
    }

    #[test]
    fn masks_and_numbers_are_no_markup() {
        assert_eq!(escape("1.投入**万元"), r"1\.投入\*\*万元");
        assert_eq!(escape("2023年#"), "2023年#");
        assert_eq!(escape("-26.6%"), r"\-26.6%");
    }
}
