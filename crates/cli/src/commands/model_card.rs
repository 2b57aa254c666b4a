//! `classify model-card`: what a model is made of, how good it is and where it ends, in Markdown.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gongwen::card::card;
use gongwen::evaluation::Evaluation;
use gongwen::messages::text;

use crate::args::{ModelArgs, OutputArgs, read};
use crate::console::Console;
use crate::outcome::Outcome;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  classify eval data/corpus --folds 5 --group-by kind -o eval.json
  classify model-card --eval eval.json -o data/model/README.md")]
pub(crate) struct Args {
    /// Scores to state, as `classify eval -o FILE.json` wrote them (repeatable)
    #[arg(long, value_name = "FILE")]
    eval: Vec<PathBuf>,

    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        output.only(&["md", "markdown"])?;
        output.check_free()?;
        let model = self.model.load()?;
        let name = self.model.name().unwrap_or_else(|| text!("the built-in model of Gongwen"));
        let evaluations = self.eval.iter().map(|path| evaluation(path)).collect::<Result<Vec<_>>>()?;
        output.write(console, |out| {
            out.write_all(card(&name, &model, &evaluations).as_bytes())?;
            Ok(Outcome::DONE)
        })
    }
}

fn evaluation(path: &Path) -> Result<Evaluation> {
    serde_json::from_str(&read(path)?)
        .with_context(|| text!("{path}: not what `classify eval -o FILE.json` writes", path = path.display()))
}
