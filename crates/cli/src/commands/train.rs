//! `classify train`: a model from labelled texts.

use std::path::PathBuf;

use anyhow::{Result, bail};
use gongwen::labelled::LabelledAmount;
use gongwen::settings::EmSettings;
use gongwen::write::OutputFormat;
use gongwen::{Text, Unlabelled};

use crate::args::{DataArgs, LearnArgs, OutputArgs, probability};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::{Outcome, UsageError};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Learn from these reports too, without labels (files or folders; repeatable), by expectation
    /// maximisation; for naive Bayes
    #[arg(long, value_name = "FILE")]
    unlabelled: Vec<PathBuf>,

    /// Rounds of expectation maximisation
    #[arg(long, value_name = "N", default_value_t = EmSettings::default().rounds, requires = "unlabelled")]
    em_rounds: usize,

    /// What an unlabelled paragraph counts, a labelled one counting 1
    #[arg(long, value_name = "W", value_parser = probability, requires = "unlabelled")]
    #[arg(default_value_t = EmSettings::default().weight)]
    em_weight: f64,

    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    learn: LearnArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        let Some(path) = &output.path else {
            bail!(UsageError("name the model's file with -o, e.g. -o my.gongwen".to_owned()));
        };
        // A model may have any name but that of a document.
        if output.suffix().is_some_and(|suffix| OutputFormat::from_suffix(&suffix).is_some()) {
            output.only(&["gongwen"])?;
        }
        output.check_free()?;
        let mut recipe = self.learn.recipe(self.data.themes()?)?;
        let examples = self.data.read(&recipe.themes)?;
        let mut failed = 0;
        if !self.unlabelled.is_empty() {
            let inputs = Inputs::of(self.unlabelled.clone());
            let em = EmSettings { rounds: self.em_rounds, weight: self.em_weight };
            let mut texts = Vec::new();
            let outcome = inputs.each(
                console,
                |file| Ok(Text::all(&file.document)),
                |of_file| {
                    texts.extend(of_file);
                    Ok(())
                },
            )?;
            if outcome.used == 0 {
                bail!(UsageError("--unlabelled: no report could be read".to_owned()));
            }
            failed = outcome.failed;
            recipe.unlabelled = Some(Unlabelled { texts, em });
        }
        let model = recipe.train(&examples)?;
        output.write_bytes(|out| {
            out.write_all(&model.to_bytes()?)?;
            Ok(Outcome::DONE)
        })?;
        let LabelledAmount { texts, reports, bags, .. } = LabelledAmount::of(&examples);
        let (path, backend, terms) = (path.display(), &model.backend, model.summary.terms);
        console.say(&format_args!(
            "{path}: {backend} by {texts} texts of {reports} reports and {bags} bags, {terms} terms"
        ));
        Ok(Outcome { failed, ..Outcome::DONE })
    }
}
