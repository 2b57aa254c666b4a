//! `classify eval`: how well a model, or a way of training, tags texts whose labels are known.

use anyhow::{Result, bail, ensure};
use clap::ValueEnum;
use gongwen_classifier::Model;
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{Cli, DataArgs, GroupBy, LearnArgs, ModelArgs, OutputArgs};
use crate::evaluation::answers::{Answers, CrossValidation};
use crate::evaluation::comparison::ModelComparison;
use crate::evaluation::curve::{learning_curve, rounds};
use crate::evaluation::figures::{Evaluation, Extent, Subject};
use crate::evaluation::{html, text};
use crate::learning::{Data, Recipe};
use crate::model;
use crate::outcome::Outcome;
use crate::output::UsageError;
use crate::render::style;

/// Folds of a learning curve where no number is given.
const FOLDS: usize = 5;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify eval mine/                                the built-in model on reports of your own
  classify eval mine/ -m my.gongwen --against old.gongwen    is the new model better?
  classify eval data/corpus --folds 5 --group-by kind -o eval.html
  classify eval data/corpus --learning-curve         would more labelled reports help?

Data that a model was trained on flatter it: measure on others, or by --folds. Bags (.bags) only ever
train; nothing is measured on them.")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) data: DataArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) learn: LearnArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<EvalFormat>,

    /// Compare with this model on the same texts, by paired tests
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folds", "learning_curve"])]
    pub(crate) against: Option<std::path::PathBuf>,

    /// Cross-validate on this many folds instead of measuring a model
    #[arg(long, value_name = "K", conflicts_with = "model")]
    pub(crate) folds: Option<usize>,

    /// What stays together: in a fold, and when the bootstrap draws
    #[arg(long, value_name = "GROUP", default_value = "report")]
    pub(crate) group_by: GroupBy,

    /// Cross-validate with growing shares of the reports too
    #[arg(long, conflicts_with = "model")]
    pub(crate) learning_curve: bool,

    /// How often the learning curve splits and draws anew
    #[arg(long, value_name = "N", default_value_t = 3, requires = "learning_curve", value_parser = clap::value_parser!(u64).range(1..=100))]
    pub(crate) seeds: u64,

    /// Score the fine themes (17 in the built-in model) beside the five they roll up to
    #[arg(long)]
    pub(crate) fine: bool,

    /// How many wrong answers to list, the surest first
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(crate) errors: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    /// For people
    Text,
    /// One JSON object with all figures and every answer
    Json,
    /// A page with plots that needs nothing else
    Html,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let format = format(args)?;
    if let Some(path) = &args.output.output {
        args.output.check_free(path)?;
    }
    let folds = args.folds.or(args.learning_curve.then_some(FOLDS));
    let evaluation = match folds {
        Some(folds) => cross_validation(args, cli, folds)?,
        None => model_evaluation(args)?,
    };
    args.output.with(cli.color, |out| {
        match format {
            EvalFormat::Text => text::write(out, &evaluation, style::width())?,
            EvalFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, &evaluation)?;
                writeln!(out)?;
            }
            EvalFormat::Html => html::write(out, &evaluation)?,
        }
        Ok(Outcome { used: 1, failed: 0 })
    })
}

fn cross_validation(args: &Args, cli: &Cli, folds: usize) -> Result<Evaluation> {
    let recipe = Recipe::new(&args.learn)?;
    let data = Data::to_train(&args.data, &recipe)?;
    check_texts(&data)?;
    let settings = CrossValidation { folds, by: args.group_by, seed: 0, share: 1.0 };
    let answers = settings.answers(&data, &recipe)?;
    let subject = subject(args, None, recipe.backend_name(), Some(folds));
    let mut evaluation = Evaluation::new(&answers, subject, extent(args));
    if args.learning_curve {
        let progress = progress(cli, rounds(args.seeds));
        evaluation.learning_curve = learning_curve(&data, &recipe, settings, args.seeds, || progress.inc(1))?;
        progress.finish_and_clear();
    }
    Ok(evaluation)
}

fn model_evaluation(args: &Args) -> Result<Evaluation> {
    if args.learn.is_given() || args.data.themes.is_some() {
        let what = "settings of training (--backend, --params, --features, --lexicon, --themes) need --folds";
        bail!(UsageError(what.to_owned()));
    }
    let model = model::load(&args.model)?;
    let data = Data::to_answer(&args.data, &model)?;
    check_texts(&data)?;
    let answers = Answers::by_model(&data, &model)?;
    let name = args.model.model.as_ref().map(|path| path.display().to_string());
    let mut evaluation = Evaluation::new(&answers, subject(args, name, &model.backend, None), extent(args));
    if let Some(path) = &args.against {
        let rival = model::load(&ModelArgs { model: Some(path.clone()), exec: args.model.exec.clone() })?;
        check_comparable(&model, &rival)?;
        // Its own reading of the data: labels by its themes, bags by its tokenizer.
        let rival_data = Data::to_answer(&args.data, &rival)?;
        let clusters = answers.groups(args.group_by);
        let rival_answers = Answers::by_model(&rival_data, &rival)?;
        let against = path.display().to_string();
        evaluation.comparison = Some(ModelComparison::new(&answers, &rival_answers, &clusters, against));
    }
    Ok(evaluation)
}

fn check_texts(data: &Data) -> Result<()> {
    ensure!(!data.texts().is_empty(), "the data hold bags alone; nothing is measured on bags");
    Ok(())
}

fn check_comparable(first: &Model, second: &Model) -> Result<()> {
    let ids = |model: &Model| model.themes.groups().iter().map(|g| g.id.clone()).collect::<Vec<_>>();
    let (first, second) = (ids(first), ids(second));
    ensure!(
        first == second,
        "the models answer in different themes: {} and {}",
        first.join(", "),
        second.join(", ")
    );
    Ok(())
}

fn subject(args: &Args, model: Option<String>, backend: &str, folds: Option<usize>) -> Subject {
    Subject {
        model,
        backend: backend.to_owned(),
        folds,
        group_by: args.group_by,
        data: args.data.data.iter().map(|path| path.display().to_string()).collect(),
    }
}

fn extent(args: &Args) -> Extent {
    Extent { fine: args.fine, errors: args.errors }
}

/// A bar on standard error where somebody watches.
fn progress(cli: &Cli, rounds: u64) -> ProgressBar {
    if cli.quiet || !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} rounds  {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(rounds).with_style(style)
}

fn format(args: &Args) -> Result<EvalFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    match args.output.suffix().as_deref() {
        None | Some("txt") => Ok(EvalFormat::Text),
        Some("json") => Ok(EvalFormat::Json),
        Some("html" | "htm") => Ok(EvalFormat::Html),
        Some(other) => {
            bail!(UsageError(format!("`.{other}` is no known format; use .txt, .json or .html, or --format")))
        }
    }
}
