//! Tags for people: every paragraph under its headings with theme, confidence and the words that
//! decided, and the shares of the themes at the end.

use std::io::Write;

use anyhow::Result;
use gongwen::parse::{Paragraph, Report, Sameness};
use gongwen::write::{Amount, Passage, Shares, Tag, TaggedFile, Theme, ThemeNames, again_zh, percent};
use unicode_width::UnicodeWidthStr;

use super::style::{self, DIM, TITLE, WARNING, fit, pad};

/// How tags are shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TagView<'a> {
    pub(crate) themes: &'a ThemeNames,
    /// Show topics too.
    pub(crate) topics: bool,
    /// Show the passages of paragraphs of several.
    pub(crate) passages: bool,
    /// Columns of the output.
    pub(crate) width: usize,
}

impl TagView<'_> {
    /// Writes a file's reports and paragraphs.
    pub(crate) fn file(&self, out: &mut dyn Write, file: &TaggedFile) -> Result<()> {
        let mut report_shown: Option<*const Report> = None;
        let mut path_shown: &[String] = &[];
        let several = file.document.reports.len() > 1;
        for (number, (report, paragraph, tag)) in file.paragraphs().enumerate() {
            if report_shown != Some(std::ptr::from_ref(report)) {
                report_shown = Some(report);
                path_shown = &[];
                self.report(out, file, report, several)?;
            }
            // A copy is named, its paragraphs stand elsewhere.
            if file.again(report).is_some_and(|again| again.as_what == Sameness::Copy) {
                continue;
            }
            let same = paragraph.path.iter().zip(path_shown).take_while(|(a, b)| a == b).count();
            // A run-in heading stands in the paragraph itself.
            let shown = paragraph.path.len() - usize::from(starts_with_heading(paragraph));
            for (depth, title) in paragraph.path.iter().enumerate().take(shown).skip(same) {
                let indent = 7 + 2 * depth;
                writeln!(out, "{:indent$}{DIM}{}{DIM:#}", "", fit(title, self.width.saturating_sub(indent)))?;
            }
            path_shown = &paragraph.path;
            self.paragraph(out, number + 1, &paragraph.text, tag)?;
            // A single passage is the paragraph.
            if self.passages && tag.passages.len() > 1 {
                tag.passages.iter().try_for_each(|passage| self.passage(out, &paragraph.text, passage))?;
            }
        }
        Ok(())
    }

    fn report(&self, out: &mut dyn Write, file: &TaggedFile, report: &Report, several: bool) -> Result<()> {
        let title = report.title.as_deref().unwrap_or("（无标题）");
        let mut about: Vec<String> = Vec::new();
        about.extend(report.unit.clone());
        about.extend(report.years.iter().map(|year| format!("{year}年")));
        if several || report.title.is_none() {
            about.push(file.name.clone());
        }
        about.extend(file.again(report).map(again_zh));
        let about = about.join(" · ");
        // A title that is cut says less than the rest does.
        let columns = self.width.saturating_sub(about.width() + 2).max(self.width / 2);
        writeln!(out, "\n{TITLE}{}{TITLE:#}  {DIM}{about}{DIM:#}", fit(title, columns))?;
        Ok(())
    }

    fn paragraph(&self, out: &mut dyn Write, number: usize, text: &str, tag: &Tag) -> Result<()> {
        let (name, color) = if tag.unsure {
            ("存疑".to_owned(), WARNING)
        } else {
            (self.name(tag.theme, tag.topic), style::theme(tag.theme))
        };
        let columns = if self.topics { 22 } else { 10 };
        let words: Vec<&str> = tag.evidence.iter().take(4).map(|(word, _)| word.as_str()).collect();
        let words = words.join(" ");
        let rest = self.width.saturating_sub(5 + 1 + columns + 6);
        let (text_columns, word_columns) = (rest * 3 / 5, rest - rest * 3 / 5 - 2);
        writeln!(
            out,
            "{DIM}{number:>5}{DIM:#} {color}{}{color:#}{:>4}  {}  {DIM}{}{DIM:#}",
            pad(&fit(&name, columns), columns),
            percent(tag.confidence),
            pad(&fit(text, text_columns), text_columns),
            fit(&words, word_columns.saturating_sub(2)),
        )?;
        Ok(())
    }

    /// A passage under its paragraph.
    fn passage(&self, out: &mut dyn Write, paragraph: &str, passage: &Passage) -> Result<()> {
        let color = style::theme(passage.theme);
        let name = self.name(passage.theme, passage.topic);
        let columns = if self.topics { 22 } else { 10 };
        let text_columns = self.width.saturating_sub(9 + columns + 6);
        writeln!(
            out,
            "{:>8}{color}{}{color:#}{:>4}  {}",
            "",
            pad(&fit(&name, columns), columns),
            percent(passage.p),
            fit(paragraph.get(passage.text.clone()).unwrap_or_default(), text_columns),
        )?;
        Ok(())
    }

    fn name(&self, theme: usize, topic: usize) -> String {
        let (theme, topic) = (&self.themes.themes[theme], &self.themes.topics[topic]);
        if self.topics && topic.id != theme.id {
            format!("{} › {}", theme.zh, topic.zh)
        } else {
            theme.zh.clone()
        }
    }

    /// Writes the shares of the themes by characters and paragraphs.
    pub(crate) fn shares(&self, out: &mut dyn Write, shares: &Shares) -> Result<()> {
        let Amount { characters, paragraphs } = shares.total(None);
        if paragraphs == 0 {
            return Ok(());
        }
        writeln!(out, "\n{TITLE}主题分布{TITLE:#}  {DIM}{paragraphs} 段，{characters} 字；按字数{DIM:#}")?;
        // What stands beside the bar takes 49 columns.
        let columns = self.width.saturating_sub(50).clamp(4, 30);
        for theme in shares.themes(self.themes) {
            let (zh, id, color) = match theme {
                Some(index) => {
                    let Theme { zh, id, .. } = &self.themes.themes[index];
                    (zh.as_str(), id.as_str(), style::theme(index))
                }
                None => ("存疑", "unsure", WARNING),
            };
            let amount = shares.of(theme, None);
            let share = amount.characters as f64 / characters.max(1) as f64;
            writeln!(
                out,
                "  {} {DIM}{}{DIM:#} {color}{}{color:#} {:>5.1}%  {DIM}{} 段{DIM:#}",
                pad(zh, 8),
                pad(id, 20),
                pad(&bar(share, columns), columns),
                share * 100.0,
                amount.paragraphs,
            )?;
        }
        Ok(())
    }
}

/// Whether the paragraph begins with the last of its headings.
fn starts_with_heading(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.strip_prefix(&paragraph.marker).unwrap_or(&paragraph.text);
    paragraph.path.last().is_some_and(|heading| text.starts_with(heading.as_str()))
}

/// A bar of eighths of a block.
fn bar(share: f64, columns: usize) -> String {
    let eighths = (share * columns as f64 * 8.0).round() as usize;
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    format!("{}{part}", "█".repeat(eighths / 8))
}
