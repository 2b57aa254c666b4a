//! `classify review`: which labels are most worth a second look.

use anyhow::Result;
use gongwen::evaluation::{Answers, Doubts, doubts};
use gongwen::labelled::write_review;
use gongwen::settings::{CrossValidation, ReviewSettings};

use crate::args::{DataArgs, LearnArgs, OutputArgs, folds_named};
use crate::console::Console;
use crate::outcome::Outcome;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Listed first are near-duplicates with different labels, then paragraphs that models which have not seen
them contradict, the surest first, then those they are unsure of.

Fill in the last column (新标签) where the label should change: the primary theme, then secondary ones, as
ids or Chinese names, e.g. `安全、乡村振兴`. Leave it empty where the label is right. Then train with it:
  classify review data/corpus -o review.csv
  classify train data/corpus review.csv -o my.gongwen")]
pub(crate) struct Args {
    /// How many paragraphs to list at most
    #[arg(long, value_name = "N", default_value_t = ReviewSettings::default().limit)]
    limit: usize,

    /// Folds of the cross-validation
    #[arg(long, value_name = "K", default_value_t = CrossValidation::default().folds)]
    folds: usize,

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
        output.only(&["csv"])?;
        output.check_free()?;
        let recipe = self.learn.recipe(self.data.themes()?)?;
        let examples = self.data.read(&recipe.themes)?;
        let folding = CrossValidation { folds: self.folds, ..CrossValidation::default() };
        let answers = Answers::by_cross_validation(&recipe, &examples, &folding).map_err(folds_named)?;
        let settings = ReviewSettings { limit: self.limit, ..ReviewSettings::default() };
        let Doubts { rows, in_doubt, texts } = doubts(&answers, &settings)?;
        let listed = rows.len();
        console.say(&format_args!("{listed} of {in_doubt} paragraphs in doubt listed, of {texts} in all"));
        output.write(console, |out| {
            write_review(out, &rows, &recipe.themes)?;
            Ok(Outcome::DONE)
        })
    }
}
