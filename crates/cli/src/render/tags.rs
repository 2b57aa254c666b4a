//! Tags for people: every paragraph under its headings with theme, confidence and the words that
//! decided, and the shares of the themes at the end.

use std::io::Write;

use anyhow::Result;
use gongwen_classifier::ThemeSet;
use gongwen_parse::Report;

use super::style::{self, DIM, TITLE, WARNING, fit, pad};
use crate::tagging::{Tag, TaggedFile};

/// How tags are shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TagView<'a> {
    pub(crate) themes: &'a ThemeSet,
    /// Show fine themes too.
    pub(crate) fine: bool,
    /// Below this confidence the answer is "unsure".
    pub(crate) min_confidence: f64,
    /// Columns of the output.
    pub(crate) width: usize,
}

/// Characters and paragraphs per group, then of unsure ones.
#[derive(Debug, Clone)]
pub(crate) struct Shares {
    groups: Vec<(usize, usize)>,
    unsure: (usize, usize),
}

impl Shares {
    pub(crate) fn new(themes: &ThemeSet) -> Self {
        Self { groups: vec![(0, 0); themes.groups().len()], unsure: (0, 0) }
    }

    /// Counts a file's paragraphs.
    pub(crate) fn add(&mut self, file: &TaggedFile, min_confidence: f64) {
        for (_, paragraph, tag) in file.iter() {
            let unsure = tag.answer.confidence < min_confidence;
            let count = if unsure { &mut self.unsure } else { &mut self.groups[tag.answer.group] };
            count.0 += paragraph.text.chars().filter(|c| !c.is_whitespace()).count();
            count.1 += 1;
        }
    }
}

impl TagView<'_> {
    /// Writes a file's reports and paragraphs.
    pub(crate) fn file(&self, out: &mut dyn Write, file: &TaggedFile) -> Result<()> {
        let mut report_shown: Option<*const Report> = None;
        let mut path_shown: &[String] = &[];
        let several = file.file.document.reports.len() > 1;
        for (number, (report, paragraph, tag)) in file.iter().enumerate() {
            if report_shown != Some(std::ptr::from_ref(report)) {
                report_shown = Some(report);
                path_shown = &[];
                self.report(out, &file.file.name, report, several)?;
            }
            let same = paragraph.path.iter().zip(path_shown).take_while(|(a, b)| a == b).count();
            for (depth, title) in paragraph.path.iter().enumerate().skip(same) {
                let indent = 7 + 2 * depth;
                writeln!(out, "{:indent$}{DIM}{}{DIM:#}", "", fit(title, self.width.saturating_sub(indent)))?;
            }
            path_shown = &paragraph.path;
            self.paragraph(out, number + 1, &paragraph.text, tag)?;
        }
        Ok(())
    }

    fn report(&self, out: &mut dyn Write, file: &str, report: &Report, several: bool) -> Result<()> {
        let title = report.title.as_deref().unwrap_or("（无标题）");
        let mut about: Vec<String> = Vec::new();
        about.extend(report.unit.clone());
        about.extend(report.years.iter().map(|year| format!("{year}年")));
        if several || report.title.is_none() {
            about.push(file.to_owned());
        }
        writeln!(out, "\n{TITLE}{}{TITLE:#}  {DIM}{}{DIM:#}", fit(title, self.width), about.join(" · "))?;
        Ok(())
    }

    fn paragraph(&self, out: &mut dyn Write, number: usize, text: &str, tag: &Tag) -> Result<()> {
        let answer = &tag.answer;
        let unsure = answer.confidence < self.min_confidence;
        let (name, color) = if unsure {
            ("存疑".to_owned(), WARNING)
        } else {
            (self.name(tag), style::group(answer.group))
        };
        let columns = if self.fine { 22 } else { 10 };
        let words: Vec<&str> = tag.evidence.iter().take(4).map(|(word, _)| word.as_str()).collect();
        let words = words.join(" ");
        let rest = self.width.saturating_sub(5 + 1 + columns + 6);
        let (text_columns, word_columns) = (rest * 3 / 5, rest - rest * 3 / 5 - 2);
        writeln!(
            out,
            "{DIM}{number:>5}{DIM:#} {color}{}{color:#}{:>3.0}%  {}  {DIM}{}{DIM:#}",
            pad(&fit(&name, columns), columns),
            answer.confidence * 100.0,
            pad(&fit(text, text_columns), text_columns),
            fit(&words, word_columns.saturating_sub(2)),
        )?;
        Ok(())
    }

    fn name(&self, tag: &Tag) -> String {
        let group = &self.themes.groups()[tag.answer.group];
        let theme = &self.themes.themes()[tag.answer.theme];
        if self.fine && theme.id != group.id {
            format!("{} › {}", group.zh, theme.zh)
        } else {
            group.zh.clone()
        }
    }

    /// Writes the shares of the themes by characters and paragraphs.
    pub(crate) fn shares(&self, out: &mut dyn Write, shares: &Shares) -> Result<()> {
        let characters: usize = shares.groups.iter().map(|g| g.0).sum::<usize>() + shares.unsure.0;
        let paragraphs: usize = shares.groups.iter().map(|g| g.1).sum::<usize>() + shares.unsure.1;
        if paragraphs == 0 {
            return Ok(());
        }
        writeln!(out, "\n{TITLE}主题分布{TITLE:#}  {DIM}{paragraphs} 段，{characters} 字；按字数{DIM:#}")?;
        let unsure = (shares.unsure.1 > 0).then_some(("存疑", "unsure", WARNING, shares.unsure));
        let groups = self.themes.groups().iter().zip(&shares.groups).enumerate();
        let groups =
            groups.map(|(i, (group, &count))| (group.zh.as_str(), group.id.as_str(), style::group(i), count));
        for (zh, id, color, (c, p)) in groups.chain(unsure) {
            let share = c as f64 / characters.max(1) as f64;
            writeln!(
                out,
                "  {} {DIM}{}{DIM:#} {color}{}{color:#} {:>5.1}%  {DIM}{p} 段{DIM:#}",
                pad(zh, 8),
                pad(id, 20),
                pad(&bar(share, 30), 30),
                share * 100.0,
            )?;
        }
        Ok(())
    }
}

/// A bar of eighths of a block.
fn bar(share: f64, columns: usize) -> String {
    let eighths = (share * columns as f64 * 8.0).round() as usize;
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    format!("{}{part}", "█".repeat(eighths / 8))
}
