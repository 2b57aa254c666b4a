//! `classify bags`: labelled texts as counted terms without order.

use anyhow::Result;
use gongwen_features::{Lexicon, TermExtractor, TermSettings, TokenizerSettings};

use crate::args::{Cli, DataArgs, OutputArgs};
use crate::labelled::{BagsHeader, read_examples, write_bags};
use crate::model;
use crate::outcome::Outcome;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Origin and licence of the texts, kept in the file
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) about: String,

    /// Leave out terms found in fewer paragraphs than this: rare words are often names
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) min_df: u32,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let themes = model::themes(args.data.themes.as_deref())?;
    let examples = read_examples(&args.data.data, &themes)?;
    let lexicon = Lexicon::parse(model::LEXICON)?;
    // Words alone: n-grams would give away the order.
    let extractor =
        TermExtractor::new(TokenizerSettings::Jieba { hmm: true, lexicon }, TermSettings::default());
    let header = BagsHeader::new(args.about.clone());
    args.output.with(cli.color, |out| {
        write_bags(out, &header, &examples, &themes, &extractor, args.min_df)?;
        Ok(Outcome { used: examples.len(), failed: 0 })
    })
}
