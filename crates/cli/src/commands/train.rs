//! `classify train`: a model from labelled texts.

use std::io::Write;

use anyhow::{Context, Result, bail};
use gongwen_classifier::{Model, TrainSettings};

use crate::args::{Cli, DataArgs, GroupBy, LearnArgs, OutputArgs};
use crate::learning::{Data, Recipe};
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
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let Some(path) = &args.output.output else {
        bail!(UsageError("name the model's file with -o, e.g. -o my.gongwen".to_owned()));
    };
    args.output.check_free(path)?;
    let recipe = Recipe::new(&args.learn)?;
    let mut data = Data::read(&args.data)?;
    let vectorizer = data.fit(&recipe);
    let set = data.training_set(vectorizer.tfidf().n_terms(), GroupBy::Report)?;
    let settings = TrainSettings::default();
    let model = Model::train(
        data.themes.clone(),
        vectorizer,
        recipe.backend,
        recipe.params.clone(),
        &set,
        &settings,
    )?;
    model.save(path).with_context(|| path.display().to_string())?;
    if !cli.quiet {
        let summary = &model.summary;
        writeln!(
            anstream::stderr(),
            "{}: {} by {} texts of {} reports, {} terms",
            path.display(),
            model.backend,
            summary.examples,
            summary.groups,
            summary.terms
        )?;
    }
    Ok(Outcome { used: 1, failed: 0 })
}
