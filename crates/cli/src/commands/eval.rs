//! `classify eval`: how well a model, or a way of training, tags texts whose labels are known.

use std::io::Write;

use anyhow::{Result, bail};
use clap::ValueEnum;
use gongwen::checked::Batch;
use gongwen::evaluation::{Answers, Evaluation, ModelComparison, learning_curve};
use gongwen::messages::{phrase, text};
use gongwen::settings::{AnswerSettings, CrossValidation, CurveSettings, EvaluationSettings};
use gongwen::write::{OutputFormat, TaggedFile, tables};
use gongwen::{Known, Tagger, Units};

use crate::args::{DataArgs, FoldGroupArg, LearnArgs, ModelArgs, OutputArgs, folds_named, within};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::{Outcome, UsageError};
use crate::output::Output;
use crate::render::evaluation::{html, text};
use crate::render::style;
use crate::shape::Shape;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify eval mine/                                the built-in model on reports of your own
  classify eval mine/ -m my.gongwen --against old.gongwen    is the new model better?
  classify eval data/corpus --folds 5 --group-by kind -o eval.html
  classify eval data/corpus --learning-curve         would more labelled reports help?
  classify eval --sample 200 报告/ -m my.gongwen -o 抽查.xlsx      paragraphs to check by hand, drawn by lot; filled in,
                                                     `classify panel 报告/ --checked 抽查.xlsx` makes shares of it

Data that a model was trained on flatter it: measure on others, or by --folds. Bags (.bags) only ever
train; nothing is measured on them.")]
pub(crate) struct Args {
    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<EvalFormat>,

    /// Compare with this model on the same texts, by paired tests
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folds", "learning_curve"])]
    against: Option<std::path::PathBuf>,

    /// Cross-validate on this many folds instead of measuring a model
    #[arg(long, value_name = "K", conflicts_with = "model")]
    folds: Option<usize>,

    /// What stays together: in a fold, and when the bootstrap draws
    #[arg(long, value_enum, value_name = "GROUP", default_value_t = EvaluationSettings::default().group.into())]
    group_by: FoldGroupArg,

    /// Cross-validate with growing shares of the reports too
    #[arg(long, conflicts_with = "model")]
    learning_curve: bool,

    /// How often the learning curve splits and draws anew
    #[arg(long, value_name = "N", value_parser = within::<u64>(1, 100))]
    #[arg(default_value_t = CurveSettings::default().seeds, requires = "learning_curve")]
    seeds: u64,

    /// Score the topics (17 in the built-in model) beside the five they roll up to
    #[arg(long)]
    fine: bool,

    /// How many wrong answers to list, the surest first
    #[arg(long, value_name = "N", default_value_t = EvaluationSettings::default().errors)]
    errors: usize,

    /// Of reports without labels draw about so many paragraphs by lot, some for every theme answered, as a table to be
    /// filled in (csv, xlsx), from which `panel --checked` estimates shares
    #[arg(long, value_name = "N", conflicts_with_all = ["folds", "learning_curve", "against", "format", "themes"])]
    #[arg(value_parser = within::<u32>(10, 100_000))]
    sample: Option<u32>,

    /// Seed by which the sample is drawn
    #[arg(long, value_name = "SEED", default_value_t = 0, requires = "sample")]
    seed: u64,

    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    learn: LearnArgs,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EvalFormat {
    /// For people
    Text,
    /// One JSON object with all figures and every answer
    Json,
    /// A page with plots that needs nothing else
    Html,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        if let Some(sample) = self.sample {
            return self.draw(sample as usize, &output, console);
        }
        let format = self.format.map_or_else(|| EvalFormat::of_suffix(output.suffix().as_deref()), Ok)?;
        output.check_free()?;
        let folds = self.folds.or(self.learning_curve.then(|| CrossValidation::default().folds));
        let evaluation = match folds {
            Some(folds) => self.cross_validation(console, folds)?,
            None => self.model_evaluation(console)?,
        };
        output.write(console, |out| write(out, format, &evaluation))
    }

    fn cross_validation(&self, console: &Console, folds: usize) -> Result<Evaluation> {
        let recipe = self.learn.recipe(self.data.themes()?)?;
        let examples = self.data.read(&recipe.themes)?;
        let group = self.group_by.into();
        let folding = CrossValidation { folds, group, ..CrossValidation::default() };
        let mut evaluation =
            gongwen::cross_validate(&recipe, &examples, &folding, &self.settings()).map_err(folds_named)?;
        evaluation.subject.data = self.data.names();
        if self.learning_curve {
            let curve = CurveSettings { seeds: self.seeds, ..CurveSettings::default() };
            let progress = console.progress(curve.shares.len() as u64 * curve.seeds, phrase!("rounds"));
            evaluation.learning_curve =
                learning_curve(&recipe, &examples, &folding, &curve, || progress.inc(1))?;
            progress.finish_and_clear();
        }
        Ok(evaluation)
    }

    fn model_evaluation(&self, console: &Console) -> Result<Evaluation> {
        if self.learn.is_given() || self.data.themes.is_some() {
            let what = text!(
                "settings of training (--backend, --params, --features, --lexicon, --themes) need --folds"
            );
            bail!(UsageError(what));
        }
        let tagger = Tagger::new(self.model.load()?, AnswerSettings::default())?;
        let examples = self.data.read(&tagger.model().themes)?;
        let known = Known::of(tagger.model());
        let learnt = examples.iter().filter(|example| known.has(example.text())).count();
        if learnt > 0 {
            let all = examples.iter().filter(|example| example.is_text()).count();
            console.warn(&text!(
                "the model was trained on {learnt} of these {all} texts: the figures flatter it; measure it on others, or \
                 the way of training by --folds",
                learnt,
                all
            ));
        }
        let answers = Answers::by_tagger(&tagger, &examples)?;
        let mut evaluation = Evaluation::of(&answers, &self.settings());
        evaluation.subject.model = self.model.name();
        evaluation.subject.data = self.data.names();
        if let Some(path) = &self.against {
            let rival = Tagger::new(self.model.load_other(path)?, AnswerSettings::default())?;
            // Its own reading of the data: labels by its themes.
            let examples = self.data.read(&rival.model().themes)?;
            let rival = Answers::by_tagger(&rival, &examples)?;
            let (group, against) = (self.group_by.into(), path.display().to_string());
            evaluation.comparison = Some(ModelComparison::new(&answers, &rival, group, against)?);
        }
        Ok(evaluation)
    }

    /// Writes a sample of the answers about reports.
    fn draw(&self, sample: usize, output: &Output, console: &Console) -> Result<Outcome> {
        let shapes = [Shape::File(OutputFormat::Xlsx), Shape::File(OutputFormat::Csv)];
        let Shape::File(format) = output.shape(None, &shapes)? else { return Ok(Outcome::default()) };
        output.check_free()?;
        if output.path.is_none() {
            bail!(UsageError(text!(
                "a sample is a table to fill in; name its file with --output, e.g. -o 抽查.xlsx"
            )));
        }
        if self.learn.is_given() {
            bail!(UsageError(text!("a sample is drawn of what --model answers: nothing is trained")));
        }
        let settings = AnswerSettings { passages: false, ..AnswerSettings::default() };
        let tagger = Tagger::new(self.model.load()?, settings)?;
        let inputs = Inputs { units: Some(Units::default()), ..Inputs::of(self.data.data.clone()) };
        let mut files = Vec::new();
        let outcome = inputs.each_again(
            console,
            |file| Ok(tagger.tag(file)?),
            |tagged, again| {
                files.push(TaggedFile { again, ..tagged });
                Ok(())
            },
        )?;
        let batch = Batch::of(&files, &tagger);
        if batch.is_empty() {
            return Ok(Outcome { used: 0, ..outcome });
        }
        let sheets = batch.draw(sample, self.seed);
        let (drawn, all) = (sheets.first().map_or(0, |sheet| sheet.rows.len()), batch.len());
        // A csv has one table alone.
        let kept = if format == OutputFormat::Csv { &sheets[..1] } else { &sheets[..] };
        output.write_bytes(|out| {
            tables(format, out, kept)?;
            Ok(Outcome::DONE)
        })?;
        console.say(&text!(
            "{drawn} of {all} paragraphs drawn; fill in 主题 in every row, then, with the same reports, model and options: classify panel REPORTS --checked FILE",
            drawn,
            all
        ));
        Ok(outcome)
    }

    fn settings(&self) -> EvaluationSettings {
        EvaluationSettings { group: self.group_by.into(), topics: self.fine, errors: self.errors }
    }
}

/// Writes the figures in a format.
fn write(out: &mut dyn Write, format: EvalFormat, evaluation: &Evaluation) -> Result<Outcome> {
    match format {
        EvalFormat::Text => text::write(out, evaluation, style::width())?,
        EvalFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, evaluation)?;
            writeln!(out)?;
        }
        EvalFormat::Html => html::write(out, evaluation)?,
    }
    Ok(Outcome::DONE)
}

impl EvalFormat {
    fn of_suffix(suffix: Option<&str>) -> Result<Self, UsageError> {
        match suffix {
            None | Some("txt") => Ok(Self::Text),
            Some("json") => Ok(Self::Json),
            Some("html" | "htm") => Ok(Self::Html),
            Some(other) => Err(UsageError(text!(
                "`.{suffix}` is no known format; use .txt, .json or .html, or --format",
                suffix = other
            ))),
        }
    }
}
