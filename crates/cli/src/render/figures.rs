//! Figures for people: one a line under its report, with what it measures, time, kind and theme.

use std::io::Write;

use anyhow::Result;
use gongwen::figures::{Figure, Role, Sign, Status};
use gongwen::parse::{Paragraph, Report, Sameness};
use gongwen::write::{FiguredFile, PlacedFigure, Tag, ThemeNames, again_zh, status_zh};
use unicode_width::UnicodeWidthStr;

use super::style::{self, DIM, TITLE, WARNING, fit, pad};

/// How figures are shown, and how many were.
#[derive(Debug)]
pub(crate) struct FigureView<'a> {
    themes: &'a ThemeNames,
    /// Columns of the output.
    width: usize,
    figures: usize,
    targets: usize,
    masked: usize,
    contradicted: usize,
}

impl<'a> FigureView<'a> {
    pub(crate) fn new(themes: &'a ThemeNames, width: usize) -> Self {
        Self { themes, width, figures: 0, targets: 0, masked: 0, contradicted: 0 }
    }

    /// Writes the figures of a file's reports.
    pub(crate) fn file(&mut self, out: &mut dyn Write, figured: &FiguredFile) -> Result<()> {
        let mut shown: Option<*const Report> = None;
        for (report, paragraph, tag, placed) in figured.stated() {
            let copy = figured.file.again(report).is_some_and(|again| again.as_what == Sameness::Copy);
            if shown != Some(std::ptr::from_ref(report)) {
                shown = Some(report);
                let title = report.title.as_deref().unwrap_or("（无标题）");
                let mut about: Vec<String> = vec![figured.file.name.clone()];
                about.extend(figured.file.again(report).map(again_zh));
                let about = about.join(" · ");
                let columns = self.width.saturating_sub(about.width() + 2).max(self.width / 2);
                writeln!(out, "\n{TITLE}{}{TITLE:#}  {DIM}{about}{DIM:#}", fit(title, columns))?;
            }
            // A copy is named, its figures stand elsewhere.
            if !copy {
                self.figure(out, paragraph, tag, placed)?;
            }
        }
        Ok(())
    }

    fn figure(
        &mut self,
        out: &mut dyn Write,
        paragraph: &Paragraph,
        tag: &Tag,
        placed: &PlacedFigure,
    ) -> Result<()> {
        let figure = &placed.figure;
        let in_conflict = !placed.conflicts.is_empty();
        self.figures += 1;
        self.targets += usize::from(figure.status == Status::Target);
        self.masked += usize::from(figure.is_masked());
        self.contradicted += usize::from(in_conflict);
        let theme = match self.themes.themes.get(tag.theme) {
            Some(theme) if !tag.unsure => (theme.zh.as_str(), style::theme(tag.theme)),
            _ => ("存疑", WARNING),
        };
        let columns = self.width.saturating_sub(2 + 20 + 2 + 2 + 8 + 2 + 14 + 2 + 8 + 3).max(12);
        let indicator = placed.indicator_text(paragraph).unwrap_or_default();
        let indicator = if placed.whole.is_some() { format!("其中 {indicator}") } else { indicator };
        let period = placed.period_text(paragraph).unwrap_or_default();
        let text: String = placed.text(paragraph).split_whitespace().collect();
        let text = format!("{} {text}", arrow(figure));
        writeln!(
            out,
            "{WARNING}{}{WARNING:#} {} {}  {DIM}{}  {}{DIM:#}  {color}{}{color:#}",
            if in_conflict { "≠" } else { " " },
            pad(&fit(&indicator, columns), columns),
            pad(&fit(&text, 20), 20),
            pad(status(figure.status), 6),
            pad(&fit(&period, 14), 14),
            theme.0,
            color = theme.1,
        )?;
        Ok(())
    }

    /// Writes how many figures were shown.
    pub(crate) fn total(&self, out: &mut dyn Write) -> Result<()> {
        let Self { figures, targets, masked, contradicted, .. } = self;
        writeln!(
            out,
            "\n{TITLE}共 {figures} 个数{TITLE:#}  {DIM}目标 {targets}，遮盖 {masked}，前后不一致 {contradicted}（≠）{DIM:#}"
        )?;
        Ok(())
    }
}

/// Results are the rule and need no word.
fn status(status: Status) -> &'static str {
    if status == Status::Result { "" } else { status_zh(status) }
}

/// The direction of a change; # for a place in an order.
fn arrow(figure: &Figure) -> &'static str {
    match (figure.role, figure.sign) {
        (Role::Change, Some(Sign::Down)) => "↓",
        (Role::Change, _) => "↑",
        (Role::Rank, _) => "#",
        (Role::Level | Role::Share, _) => " ",
    }
}
