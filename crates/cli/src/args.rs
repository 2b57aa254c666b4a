//! The command line as clap sees it: the verbs, and arguments that several verbs share. Those of one verb
//! stand in its file.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::commands;

/// Reads Chinese work reports (工作总结, 工作思路), restores their structure and tags every paragraph by theme.
#[derive(Debug, Parser)]
#[command(name = "classify", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "\
Examples:
  classify tag 总结.txt                        every paragraph with its theme, and a summary
  classify tag 2023年材料/ -o 标签.csv           a folder of reports as one table for Excel
  classify parse --edits 总结.txt              what was repaired, and why
  classify explain 总结.txt --paragraph 12     why paragraph 12 got its theme
  classify train data/corpus -o my.gongwen     a model of your own

Exit codes: 0 all well, 1 nothing usable, 2 some files failed or wrong usage.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,

    /// Say nothing on standard error but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tag every paragraph of the reports by theme
    Tag(commands::tag::Args),
    /// Collect all paragraphs about a theme in one document
    Collect(commands::collect::Args),
    /// Make a web page to read the reports by theme
    Report(commands::report::Args),
    /// Restore the structure of the reports: titles, headings, paragraphs, repairs
    Parse(commands::parse::Args),
    /// Show why a paragraph got its theme
    Explain(commands::explain::Args),
    /// Train a model from labelled reports
    Train(commands::train::Args),
    /// Measure a model, or a way of training by cross-validation
    Eval(commands::eval::Args),
    /// Write labelled texts as bags: counted terms without order, to share without showing a document
    Bags(commands::bags::Args),
    /// List the labelled paragraphs most worth a second look, as a table to fill in
    Review(commands::review::Args),
    /// Write a model's card: its data, method, settings, scores and limits
    ModelCard(commands::model_card::Args),
    /// List the classifier backends and their parameters
    Backends,
}

/// What to read, common to all verbs that take reports.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files or folders of reports; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read text files in this encoding (utf-8, gb18030, gbk, big5, utf-16le …) instead of detecting it
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,

    /// Switch a repair pass off (repeatable); `classify parse --help` lists them
    #[arg(long, value_name = "PASS")]
    pub(crate) no_repair: Vec<String>,
}

/// Where results go, common to all verbs that write tables or documents.
#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Write to this file instead of standard output; the suffix decides the format
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Overwrite the output file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// Which model answers.
#[derive(Debug, Args)]
pub(crate) struct ModelArgs {
    /// Use this model file instead of the built-in model
    #[arg(long, short, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// Let a model trained with an outside program run it: `exec:PROGRAM` as given at training
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) exec: Option<String>,
}

/// What counts as an answer, common to all verbs that tag.
#[derive(Debug, Args)]
pub(crate) struct AnswerArgs {
    /// Say "unsure" where the confidence is below this (0 to 1)
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    pub(crate) min_confidence: f64,

    /// List every theme whose probability reaches this (0 to 1)
    #[arg(long, value_name = "P", default_value_t = 0.2, value_parser = probability)]
    pub(crate) threshold: f64,
}

/// What to learn from, common to training and evaluation.
#[derive(Debug, Args)]
pub(crate) struct DataArgs {
    /// Labelled reports (.txt), paragraphs (.jsonl), bags (.bags), or folders of them; and reviews (.csv)
    /// of these, filled in
    #[arg(required = true, value_name = "DATA")]
    pub(crate) data: Vec<PathBuf>,

    /// Themes file; the built-in one holds 17 fine themes
    #[arg(long, value_name = "FILE")]
    pub(crate) themes: Option<PathBuf>,
}

/// How to learn, common to training and cross-validation.
#[derive(Debug, Args)]
pub(crate) struct LearnArgs {
    /// Classifier backend; `classify backends` lists them
    #[arg(long, short, value_name = "NAME")]
    pub(crate) backend: Option<String>,

    /// Parameters of the backend, as key=value (repeatable, or parted by commas)
    #[arg(long, short, value_name = "KEY=VALUE", value_delimiter = ',')]
    pub(crate) params: Vec<String>,

    /// Lexicon of terms to keep whole, one a line; the built-in one holds terms of the genre
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Option<PathBuf>,

    /// Feature settings, as key=value; `classify train --help` lists them
    #[arg(long, value_name = "KEY=VALUE", value_delimiter = ',', long_help = crate::learning::features_help())]
    pub(crate) features: Vec<String>,

    /// How fine themes make up the theme that is answered
    #[arg(long, value_name = "HOW", default_value = "sum")]
    pub(crate) rollup: RollupChoice,

    /// Fit a bias per theme, so that each is answered as often as it occurs in held-out texts
    #[arg(long)]
    pub(crate) fit_bias: bool,

    /// Correct the confidence by isotonic regression after the temperature
    #[arg(long)]
    pub(crate) isotonic: bool,
}

impl LearnArgs {
    /// Whether the command line says anything of how to learn.
    pub(crate) fn is_given(&self) -> bool {
        self.backend.is_some()
            || self.lexicon.is_some()
            || !self.params.is_empty()
            || !self.features.is_empty()
            || self.rollup != RollupChoice::default()
            || self.fit_bias
            || self.isotonic
    }
}

/// How fine themes make up the theme that is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RollupChoice {
    /// By the sum of their probabilities
    #[default]
    Sum,
    /// By the likeliest of them
    Max,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GroupBy {
    /// Paragraphs of one report
    Report,
    /// Reports of one kind of unit: foretells reports of kinds never seen
    Kind,
}

/// A number from 0 to 1, for clap.
pub(crate) fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a number from 0 to 1 is needed".to_owned()),
    }
}
