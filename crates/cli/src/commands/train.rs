//! `classify train`: a model from labelled texts.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::args::{Cli, DataArgs, InputArgs, LearnArgs, OutputArgs, probability};
use crate::commands::model_card;
use crate::inputs::{ParsedFile, Reader};
use crate::labelled::Text;
use crate::learning::{Data, Recipe, Unlabelled};
use crate::outcome::Outcome;
use crate::output::UsageError;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[command(flatten)]
    pub(crate) learn: LearnArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Learn from these reports too, without labels (files or folders; repeatable), by expectation
    /// maximisation; for naive Bayes
    #[arg(long, value_name = "FILE")]
    pub(crate) unlabelled: Vec<PathBuf>,

    /// Rounds of expectation maximisation
    #[arg(long, value_name = "N", default_value_t = 5, requires = "unlabelled")]
    pub(crate) em_rounds: usize,

    /// What an unlabelled paragraph counts, a labelled one counting 1
    #[arg(long, value_name = "W", default_value_t = 0.3, value_parser = probability, requires = "unlabelled")]
    pub(crate) em_weight: f64,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let Some(path) = &args.output.output else {
        bail!(UsageError("name the model's file with -o, e.g. -o my.gongwen".to_owned()));
    };
    args.output.check_free(path)?;
    let mut recipe = Recipe::new(&args.learn)?;
    let data = Data::to_train(&args.data, &recipe)?;
    if !args.unlabelled.is_empty() {
        recipe.unlabelled = Some(Unlabelled {
            texts: paragraphs(&args.unlabelled, cli.quiet)?,
            rounds: args.em_rounds,
            weight: args.em_weight,
        });
    }
    let mut model = data.train(&recipe, |_| true)?;
    let amount = data.amount();
    model.summary.notes.insert(model_card::DATA.to_owned(), serde_json::to_value(&amount)?);
    model.save(path).with_context(|| path.display().to_string())?;
    if !cli.quiet {
        writeln!(
            anstream::stderr(),
            "{}: {} by {} texts of {} reports and {} bags, {} terms",
            path.display(),
            model.backend,
            amount.texts,
            amount.reports,
            amount.bags,
            model.summary.terms
        )?;
    }
    Ok(Outcome { used: 1, failed: 0 })
}

/// The paragraphs of unlabelled reports. A file that cannot be read is reported and passed over.
fn paragraphs(paths: &[PathBuf], quiet: bool) -> Result<Vec<Text>> {
    let input = InputArgs { files: paths.to_vec(), encoding: None, no_repair: Vec::new() };
    let mut texts = Vec::new();
    let of = |file: ParsedFile| -> Result<Vec<Text>> {
        Ok(file.document.paragraphs().map(|(report, paragraph)| Text::of(report, paragraph)).collect())
    };
    Reader::new(&input, quiet)?.each(&input.files, of, |found| {
        texts.extend(found);
        Ok(())
    })?;
    Ok(texts)
}
