//! `classify bags`: labelled texts as counted terms without order.

use anyhow::Result;
use gongwen_features::{Lexicon, TermExtractor, TermSettings, TokenizerSettings};

use crate::args::{BagsArgs, Cli};
use crate::labelled::{BagsHeader, read_examples, write_bags};
use crate::model;
use crate::outcome::Outcome;

pub(super) fn run(args: &BagsArgs, cli: &Cli) -> Result<Outcome> {
    let themes = model::themes(args.data.themes.as_deref())?;
    let examples = read_examples(&args.data.data, &themes)?;
    let lexicon = Lexicon::parse(model::LEXICON)?;
    // Words alone: n-grams would give away the order.
    let extractor = TermExtractor::new(TokenizerSettings::Jieba { hmm: true, lexicon }, TermSettings::default());
    let header = BagsHeader::new(args.about.clone());
    args.output.with(cli.color, |out| {
        write_bags(out, &header, &examples, &themes, &extractor, args.min_df)?;
        Ok(Outcome { used: examples.len(), failed: 0 })
    })
}
