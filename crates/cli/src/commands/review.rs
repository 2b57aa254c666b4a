//! `classify review`: which labels are most worth a second look, or which paragraphs without labels a first one.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use gongwen::evaluation::{Answers, Doubts, doubts};
use gongwen::labelled::{self, write_review};
use gongwen::messages::text;
use gongwen::review::pick;
use gongwen::settings::{AnswerSettings, CrossValidation, PickSettings, ReviewSettings};
use gongwen::write::{OutputFormat, TaggedFile, write_doubtful};
use gongwen::{Tagger, Units};

use crate::args::{DataArgs, LearnArgs, ModelArgs, OutputArgs, folds_named};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::{Outcome, UsageError};
use crate::output::Output;
use crate::shape::Shape;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Of reports without labels it lists the paragraphs whose correction would teach most: where the model is unsure, its
members differ, a second theme is near the threshold or the words are strange, from all units, with what stands
before and behind. Fill in 更正 where the theme is wrong, and its name where it is right, and learn it:
  classify review 年终材料/ -o review.xlsx
  classify learn review.xlsx -o my.gongwen

Of labelled data it lists first near-duplicates with different labels, then paragraphs that models which have not
seen them contradict, the surest first, then those they are unsure of. Fill in the last column (新标签) where the
label should change: the primary theme, then secondary ones, as ids or Chinese names, e.g. `安全、乡村振兴`. Leave it
empty where the label is right. Then train with it:
  classify review data/corpus -o review.csv
  classify train data/corpus review.csv -o my.gongwen")]
pub(crate) struct Args {
    /// How many paragraphs to list at most [default: 40 of reports, 200 of labelled data]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Folds of the cross-validation, of labelled data
    #[arg(long, value_name = "K", default_value_t = CrossValidation::default().folds)]
    folds: usize,

    /// Reports, as `classify tag` reads them; or labelled data, as `classify train` does
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Themes file of labelled data; the built-in one holds 17 topics
    #[arg(long, value_name = "FILE")]
    themes: Option<PathBuf>,

    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    learn: LearnArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        output.check_free()?;
        // Standard input is a report.
        let is_labelled =
            self.files.iter().all(|path| path.as_os_str() != "-") && labelled::is_labelled(&self.files)?;
        if is_labelled { self.labels(&output, console) } else { self.reports(&output, console) }
    }

    /// Labels worth a second look.
    fn labels(&self, output: &Output, console: &Console) -> Result<Outcome> {
        output.only(&["csv"])?;
        let data = DataArgs { data: self.files.clone(), themes: self.themes.clone() };
        let recipe = self.learn.recipe(data.themes()?)?;
        let examples = data.read(&recipe.themes)?;
        let folding = CrossValidation { folds: self.folds, ..CrossValidation::default() };
        let answers = Answers::by_cross_validation(&recipe, &examples, &folding).map_err(folds_named)?;
        let defaults = ReviewSettings::default();
        let settings = ReviewSettings { limit: self.limit.unwrap_or(defaults.limit), ..defaults };
        let Doubts { rows, in_doubt, texts } = doubts(&answers, &settings)?;
        let listed = rows.len();
        console.say(&text!(
            "{listed} of {in_doubt} paragraphs in doubt listed, of {texts} in all",
            listed,
            in_doubt,
            texts
        ));
        output.write(console, |out| {
            write_review(out, &rows, &recipe.themes)?;
            Ok(Outcome::DONE)
        })
    }

    /// Paragraphs without labels worth a look.
    fn reports(&self, output: &Output, console: &Console) -> Result<Outcome> {
        let shapes = [Shape::File(OutputFormat::Csv), Shape::File(OutputFormat::Xlsx)];
        let Shape::File(format) = output.shape(None, &shapes)? else { return Ok(Outcome::default()) };
        if self.learn.is_given() || self.themes.is_some() {
            let what = text!(
                "these are reports without labels: nothing is trained, so --model alone says how they are read"
            );
            return Err(UsageError(what).into());
        }
        let inputs = Inputs { units: Some(Units::default()), ..Inputs::of(self.files.clone()) };
        let settings = AnswerSettings { passages: false, ..AnswerSettings::default() };
        let tagger = Tagger::new(self.model.load()?, settings)?;
        output.write_bytes(|out| self.picked(out, format, &inputs, &tagger, console))
    }

    fn picked(
        &self,
        out: &mut dyn Write,
        format: OutputFormat,
        inputs: &Inputs,
        tagger: &Tagger,
        console: &Console,
    ) -> Result<Outcome> {
        let mut files = Vec::new();
        let outcome = inputs.each_again(
            console,
            |file| Ok(tagger.tag(file)?),
            |tagged, again| {
                files.push(TaggedFile { again, ..tagged });
                Ok(())
            },
        )?;
        if outcome.used > 0 {
            let defaults = PickSettings::default();
            let settings = PickSettings { limit: self.limit.unwrap_or(defaults.limit), ..defaults };
            let rows = pick(tagger, &files, &settings)?;
            let all: usize = files.iter().map(|file| file.tags.len()).sum();
            console.say(&text!(
                "{listed} of {all} paragraphs listed, the most worth a look first",
                listed = rows.len(),
                all
            ));
            write_doubtful(format, out, &rows, &tagger.names())?;
        }
        Ok(outcome)
    }
}
