//! `classify train`: a model from labelled texts.

use std::io::Write;

use anyhow::{Context, Result, bail};

use crate::args::{Cli, DataArgs, LearnArgs, OutputArgs};
use crate::commands::model_card;
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
    let data = Data::to_train(&args.data, &recipe)?;
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
