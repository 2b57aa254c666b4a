//! Papers as Markdown.

use std::io::Write;

use super::{Paper, PaperBlock};
use crate::{Table, WriteError, generator_line};

/// Titles are level 1, headings follow below; run-in headings stay in their paragraphs, where an
/// office puts them.
pub(crate) fn write(out: &mut dyn Write, paper: &Paper) -> Result<(), WriteError> {
    writeln!(out, "{}", generator_line())?;
    for block in &paper.blocks {
        writeln!(out)?;
        match block {
            PaperBlock::Title(text) => writeln!(out, "# {}", escape_heading(text))?,
            PaperBlock::Subtitle(text) => writeln!(out, "*{}*", escape(&in_one_line(text)))?,
            PaperBlock::Heading { level, text } => {
                let hashes = "#".repeat(usize::from(*level).clamp(1, 5) + 1);
                writeln!(out, "{hashes} {}", escape_heading(text))?;
            }
            PaperBlock::Body { text, .. } => writeln!(out, "{}", escape(text))?,
            PaperBlock::Note(text) => writeln!(out, "> {}", escape(&in_one_line(text)))?,
            PaperBlock::Table(table) => write_table(out, table)?,
        }
    }
    Ok(())
}

/// A text as Markdown shows it in a heading or in a cell of a table: on one line, none of its signs markup.
///
/// ```
/// assert_eq!(gongwen_write::markdown_line("[a](b) | c\n*"), r"\[a](b) \| c \*");
/// ```
pub fn markdown_line(text: &str) -> String {
    escape_heading(text).replace('|', r"\|")
}

/// Writes a table with bars, numbers at the right; a row that wants a look is bold.
fn write_table(out: &mut dyn Write, table: &Table) -> Result<(), WriteError> {
    let cell = |text: &str| guarded(&in_one_line(text), |_, _| false).replace('|', "\\|");
    let names: Vec<String> = table.columns.iter().map(|column| cell(&column.name)).collect();
    writeln!(out, "| {} |", names.join(" | "))?;
    let columns = 0..table.columns.len();
    let rules: Vec<&str> =
        columns.map(|column| if table.is_numeric(column) { "--:" } else { "---" }).collect();
    writeln!(out, "|{}|", rules.join("|"))?;
    for row in &table.rows {
        let text = |text: String| if row.marked && !text.is_empty() { format!("**{text}**") } else { text };
        let cells: Vec<String> = row.cells.iter().map(|found| text(cell(&found.for_people()))).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// Guards what Markdown would read as markup: masks (`*`), numbers at the start of a line (`1.`), `#`, `<`, `_`.
fn escape(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| escape_line(line.trim_ascii_start())).collect();
    lines.join("\n")
}

fn escape_line(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let begins_block = |at: usize, c: char| match c {
        '#' | '>' | '-' | '+' | '=' | '|' => at == 0,
        // Of a table without bars at its edges.
        ':' => at == 0 && line[1..].starts_with('-'),
        '.' | ')' => at == digits && digits > 0,
        _ => false,
    };
    guarded(line, begins_block)
}

/// Behind the hashes of a heading nothing starts a list or a block, but hashes at its end would close it.
fn escape_heading(text: &str) -> String {
    let text = in_one_line(text);
    let body = text.trim_end_matches('#').len();
    guarded(&text, |at, _| at >= body)
}

/// The text with a backslash before every sign that is markup wherever it stands, or where it stands.
fn guarded(text: &str, is_markup_at: impl Fn(usize, char) -> bool) -> String {
    let strikes = text.matches('~').count() > 1;
    let mut guarded = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_markup = match c {
            '*' | '_' | '`' | '<' | '[' | '\\' => true,
            '~' => strikes,
            '&' => is_entity(&text[at + 1..]),
            _ => false,
        };
        if is_markup || is_markup_at(at, c) {
            guarded.push('\\');
        }
        guarded.push(c);
    }
    guarded
}

/// Whether an ampersand before this text would be read as a character: `&lt;`, `&#60;`.
fn is_entity(behind: &str) -> bool {
    let name = behind.split_once(';').map_or("", |(name, _)| name);
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn in_one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" ")
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

    #[test]
    fn characters_written_out_stay_as_they_are_written() {
        assert_eq!(escape("&lt;img&gt; &#60; &#x3c;"), r"\&lt;img\&gt; \&#60; \&#x3c;");
        assert_eq!(escape("R&D，A&B;"), "R&D，A\\&B;");
        assert_eq!(escape_heading("一、&lt;b&gt;"), r"一、\&lt;b\&gt;");
    }

    #[test]
    fn every_line_of_a_paragraph_is_guarded() {
        assert_eq!(
            escape("甲\n# 乙\n    - 丙\n===\n1. 丁\n|-|-|"),
            "甲\n\\# 乙\n\\- 丙\n\\===\n1\\. 丁\n\\|-|-|"
        );
        assert_eq!(escape_heading("甲\n# 乙"), "甲 # 乙");
    }

    #[test]
    fn ranges_strike_nothing_out() {
        assert_eq!(escape("3~5个"), "3~5个");
        assert_eq!(escape("3~5个，6~8个"), r"3\~5个，6\~8个");
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
