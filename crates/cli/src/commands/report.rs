//! `classify report`: the reader's page, a stack of reports to look through by theme.

use anyhow::Result;
use gongwen_write::OutputFormat;

use super::tag;
use crate::args::{AnswerArgs, Cli, InputArgs, ModelArgs, OutputArgs};
use crate::format::Shape;
use crate::inputs::Reader;
use crate::outcome::Outcome;
use crate::tagging::Tagger;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  classify report 2023年材料/ -o report.html   one page that opens in any browser, without network")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    args.output.shape(None, &[Shape::File(OutputFormat::Html)])?;
    let reader = Reader::new(&args.input, cli.quiet)?;
    let tagger = Tagger::new(&args.model, &args.answer)?;
    tag::write(&args.output, &args.input, &reader, &tagger, OutputFormat::Html)
}
