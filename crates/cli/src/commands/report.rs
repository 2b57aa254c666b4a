//! `classify report`: the reader's page, a stack of reports to look through by theme.

use std::io::IsTerminal;

use anyhow::Result;
use gongwen::write::OutputFormat;

use super::tag;
use crate::args::{OutputArgs, TaggingArgs};
use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::shape::Shape;
use crate::work::Work;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  classify report 2023年材料/ -o report.html   one page that opens in any browser, without network")]
pub(crate) struct Args {
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
            let what = "a web page is nothing for a terminal; name a file with --output, e.g. -o report.html";
            return Err(UsageError(what.to_owned()).into());
        }
        let work = Work::new(&self.tagging, true, console)?;
        output.write_bytes(|out| tag::write_page(out, &work))
    }
}
