//! What became of plans for people: every item with its status and what reports on it.

use std::io::Write;

use anstyle::AnsiColor;
use anyhow::Result;
use gongwen::track::{ItemOutcome, Tracked, TrackedItem};
use unicode_width::UnicodeWidthStr;

use super::style::{DIM, TITLE, fit, pad};
use crate::terminal::Style;

/// How plans are shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TrackView {
    /// Columns of the output.
    pub(crate) width: usize,
}

/// Columns of a status.
const STATUS: usize = 8;

impl TrackView {
    /// Writes the items of a plan, then the results nobody planned.
    pub(crate) fn plan(self, out: &mut dyn Write, plan: &Tracked<'_>) -> Result<()> {
        let told = format!("{}  →  {}", plan.plan.told(), plan.result.told());
        writeln!(out, "\n{TITLE}{}{TITLE:#}", fit(&told, self.width))?;
        for (number, item) in (1..).zip(&plan.items) {
            self.item(out, number, item)?;
        }
        if !plan.unplanned.is_empty() {
            writeln!(out, "\n{TITLE}计划外成果{TITLE:#}")?;
        }
        for found in &plan.unplanned {
            writeln!(out, "       {}", fit(found.stretch.text(), self.width.saturating_sub(7)))?;
        }
        writeln!(out, "\n{TITLE}{}{TITLE:#}", plan.summary())?;
        Ok(())
    }

    fn item(self, out: &mut dyn Write, number: usize, item: &TrackedItem<'_>) -> Result<()> {
        let style = style(item.outcome);
        let figures = match (item.target_text(), item.reached_text()) {
            (Some(target), Some(reached)) => format!("  {target} → {reached}"),
            (Some(target), None) => format!("  {target}"),
            (None, Some(reached)) => format!("  → {reached}"),
            (None, None) => String::new(),
        };
        let sure = if item.checked { "核定".to_owned() } else { format!("{:.0}%", item.p * 100.0) };
        let columns = self.width.saturating_sub(4 + 1 + STATUS + 2 + 5 + figures.width()).max(20);
        writeln!(
            out,
            "{DIM}{number:4}{DIM:#} {style}{}{style:#}{DIM}{sure:>4}{DIM:#}  {}{DIM}{figures}{DIM:#}",
            pad(item.outcome.zh(), STATUS + 1),
            fit(item.stretch.text(), columns),
        )?;
        let matches = item.matches.iter().map(|found| ('←', found));
        for (sign, found) in matches.chain(item.possible.iter().map(|found| ('?', found))) {
            let text = fit(found.stretch.text(), self.width.saturating_sub(4 + 1 + STATUS + 7 + 2));
            writeln!(out, "{:1$}{DIM}{sign} {text}{DIM:#}", "", 4 + 1 + STATUS + 7)?;
        }
        Ok(())
    }
}

fn style(outcome: ItemOutcome) -> Style {
    let colour = match outcome {
        ItemOutcome::Done => AnsiColor::Green,
        ItemOutcome::Partly | ItemOutcome::UnderWay => AnsiColor::Cyan,
        ItemOutcome::Changed => AnsiColor::Magenta,
        ItemOutcome::Missed => AnsiColor::Red,
        ItemOutcome::NotMentioned => AnsiColor::Yellow,
    };
    Style(colour.on_default().bold())
}
