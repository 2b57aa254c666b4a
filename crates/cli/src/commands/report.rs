//! `classify report`: the reader's page, a stack of reports to look through by theme.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use gongwen::ReadingPage;
use gongwen::checked::Batch;
use gongwen::messages::text;
use gongwen::write::OutputFormat;

use super::panel::read_checked;
use super::tag;
use crate::args::{OutputArgs, TaggingArgs};
use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::shape::Shape;
use crate::work::Work;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify report 2023年材料/ -o report.html   one page that opens in any browser, without network
  classify report 历年报告/ --checked 抽查.xlsx -o report.html
                                               the lines of the years with the confidence intervals of a sample
                                               that `classify eval --sample` drew and you filled in")]
pub(crate) struct Args {
    /// Draw 95% confidence intervals around the shares of years, estimated from this sample that was drawn by
    /// `classify eval --sample` with the same reports, model and options, and filled in
    #[arg(long, value_name = "FILE")]
    checked: Option<PathBuf>,

    #[command(flatten)]
    tagging: TaggingArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        output.shape(None, &[Shape::File(OutputFormat::Html)])?;
        if output.path.is_none() && std::io::stdout().is_terminal() {
            let what =
                text!("a web page is nothing for a terminal; name a file with --output, e.g. -o report.html");
            return Err(UsageError(what).into());
        }
        let work = Work::new(&self.tagging, true, console)?;
        output.write_bytes(|out| match &self.checked {
            None => tag::write_page(out, &work),
            Some(checked) => write_checked(out, &work, checked),
        })
    }
}

/// Writes the page with the intervals that a checked sample gives.
fn write_checked(out: &mut dyn Write, work: &Work<'_>, checked: &Path) -> Result<Outcome> {
    let themes = work.themes();
    let mut page = ReadingPage::new(out, &themes);
    let mut files = Vec::new();
    let outcome = work.with_words(|file, words| {
        files.push(file.clone());
        Ok(page.add(file, words)?)
    })?;
    if outcome.used > 0 {
        let batch = Batch::of(&files, &work.tagger);
        let checked = read_checked(&batch, checked, work.console)?;
        page.finish_with(batch.intervals(&checked))?;
    }
    Ok(outcome)
}
