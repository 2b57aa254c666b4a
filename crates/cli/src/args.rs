//! Arguments that several verbs share, and the settings they become. Those of one verb stand in its file.
//! In the help, shared options stand under headings of their own behind those of the verb.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use gongwen::classifier::{ContextPart, LoadOptions, Model, ParamSpec, Pooling, Registry, ThemeSet};
use gongwen::features::{Lexicon, TokenizerSettings};
use gongwen::messages::{self, text, translated};
use gongwen::read::{Limits, ReadOptions};
use gongwen::settings::{AnswerSettings, FeatureSettings, FoldGroup, LearnSettings};
use gongwen::{LabelledText, Reader, Recipe, Tagger, Units, built_in, labelled, parse};

use crate::inputs::Inputs;
use crate::isolated::isolation;
use crate::outcome::UsageError;
use crate::output::Output;
use crate::shape::Shape;

/// What to read, common to all verbs that take reports.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// Files or folders of reports; `-` is standard input
    #[arg(required = true, help_heading = None::<&str>, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read text files in this encoding (utf-8, gb18030, gbk, big5, utf-16le …) instead of detecting it
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,

    /// Let a file take this many times the usual size, text, lines, time and memory: for files you trust
    #[arg(long, value_name = "TIMES", default_value_t = 1, hide_default_value = true)]
    #[arg(value_parser = within::<u32>(1, 1000))]
    pub(crate) limits: u32,

    /// Switch a repair pass off (repeatable); `classify parse --help` lists them
    #[arg(long, value_name = "PASS")]
    pub(crate) no_repair: Vec<String>,

    /// Read files that this program wrote, too; they are left out otherwise, named or in a folder
    #[arg(long)]
    pub(crate) own_output: bool,

    /// Count all versions of a report (初稿, 终稿); otherwise the latest by its name counts, or the longest.
    /// Copies are never counted
    #[arg(long)]
    pub(crate) all_versions: bool,
}

impl InputArgs {
    /// # Errors
    /// Where an encoding label or the name of a repair pass is unknown.
    pub(crate) fn inputs(&self) -> Result<Inputs> {
        let encoding = self.encoding.as_deref().map(str::parse).transpose().map_err(UsageError::new)?;
        let parse = parse::Options::without(&self.no_repair).map_err(UsageError::new)?;
        let limits = Limits::default().times(self.limits);
        let read = ReadOptions {
            encoding,
            limits,
            isolation: Some(isolation(messages::language())),
            ..ReadOptions::default()
        };
        let &Self { own_output, all_versions, .. } = self;
        let (paths, reader) = (self.files.clone(), Reader { read, parse });
        Ok(Inputs { paths, reader, units: None, own_output, all_versions })
    }
}

/// Which unit each file is from, common to all verbs that show units.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct UnitsArgs {
    /// Table of the files' units: columns file (a name or pattern such as 甲市/*), unit, region, order, or 文件,
    /// 单位, 地区, 次序; the first row that matches a file counts; the region goes before the unit's name
    #[arg(long, value_name = "CSV")]
    pub(crate) units: Option<PathBuf>,
}

/// Where results go, common to all verbs that write tables or documents.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Write to this file instead of standard output; the suffix decides the format
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Overwrite the output file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

impl OutputArgs {
    pub(crate) fn output(&self) -> Output {
        Output { path: self.output.clone(), force: self.force }
    }
}

/// Which model answers.
#[derive(Debug, Args)]
#[command(next_help_heading = "Model")]
pub(crate) struct ModelArgs {
    /// Use this model file instead of the built-in model
    #[arg(long, short, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// Let a model trained with an outside program run it: `exec:PROGRAM` as given at training
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) exec: Option<String>,
}

impl ModelArgs {
    /// Loads the model named, or the built-in one.
    pub(crate) fn load(&self) -> Result<Model> {
        match &self.model {
            Some(path) => load_model(path, self.exec.clone()),
            None => built_in::model().with_context(|| text!("the built-in model is damaged")),
        }
    }

    /// Loads another model, which may run the same program.
    pub(crate) fn load_other(&self, path: &Path) -> Result<Model> {
        load_model(path, self.exec.clone())
    }

    /// The model's file as given; nothing for the built-in one.
    pub(crate) fn name(&self) -> Option<String> {
        self.model.as_ref().map(|path| path.display().to_string())
    }
}

fn load_model(path: &Path, program: Option<String>) -> Result<Model> {
    Model::load(path, &LoadOptions { program, ..LoadOptions::default() })
        .with_context(|| text!("{path}: model not loaded", path = path.display()))
}

/// What counts as an answer, common to all verbs that tag.
#[derive(Debug, Args)]
#[command(next_help_heading = "Answers")]
pub(crate) struct AnswerArgs {
    /// Say "unsure" where the confidence is below this (0 to 1)
    #[arg(long, value_name = "P", value_parser = probability)]
    #[arg(default_value_t = AnswerSettings::default().min_confidence)]
    pub(crate) min_confidence: f64,

    // The help tells the default of training, which is that of the built-in model.
    #[arg(long, value_name = "P", value_parser = probability, help = threshold_help())]
    pub(crate) threshold: Option<f64>,

    #[command(flatten)]
    pub(crate) context: ContextArgs,
}

/// Whether context counts.
#[derive(Debug, Args)]
#[command(next_help_heading = "Answers")]
pub(crate) struct ContextArgs {
    /// Answer about every paragraph by itself, whatever the rest of its report says
    #[arg(long)]
    pub(crate) no_context: bool,
}

/// What the verbs that tag reports have in common: the reports, the model, and how it answers.
#[derive(Debug, Args)]
pub(crate) struct TaggingArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    units: UnitsArgs,
    #[command(flatten)]
    model: ModelArgs,
    #[command(flatten)]
    answer: AnswerArgs,
}

impl TaggingArgs {
    /// # Errors
    /// Where an encoding label or the name of a repair pass is unknown, or the table of units is none.
    pub(crate) fn inputs(&self) -> Result<Inputs> {
        let units = self.units.units.as_deref().map(Units::read).transpose()?.unwrap_or_default();
        Ok(Inputs { units: Some(units), ..self.input.inputs()? })
    }

    /// A tagger that takes paragraphs apart into passages, by which shares are counted, or not.
    pub(crate) fn tagger(&self, passages: bool) -> Result<Tagger> {
        let AnswerArgs { min_confidence, threshold, ref context } = self.answer;
        let context = !context.no_context;
        let settings =
            AnswerSettings { min_confidence, threshold, context, passages, ..AnswerSettings::default() };
        Ok(Tagger::new(self.model.load()?, settings)?)
    }
}

/// The help of labelled data.
pub(crate) const DATA_HELP: &str = "\
Labelled reports (.txt), paragraphs (.jsonl), bags (.bags), or folders of them; tables of paragraphs with the columns \
正文 and 主题 (.csv, .xlsx); reviews (.csv) of these, filled in; and tables (.csv, .xlsx, .jsonl) of `classify tag`, \
corrected. `-` is standard input, in any of these formats that is text and neither review nor corrected";

/// What to learn from, common to training and evaluation.
#[derive(Debug, Args)]
#[command(next_help_heading = "Data")]
pub(crate) struct DataArgs {
    #[arg(required = true, help_heading = None::<&str>, value_name = "DATA", help = DATA_HELP)]
    pub(crate) data: Vec<PathBuf>,

    /// Themes file; the built-in one holds 17 topics
    #[arg(long, value_name = "FILE")]
    pub(crate) themes: Option<PathBuf>,
}

impl DataArgs {
    /// The themes named, or the built-in ones.
    pub(crate) fn themes(&self) -> Result<ThemeSet> {
        match &self.themes {
            Some(path) => ThemeSet::from_toml(&read(path)?).with_context(|| path.display().to_string()),
            None => built_in::themes().with_context(|| text!("the built-in themes are damaged")),
        }
    }

    /// Reads the labelled texts; their labels are among `themes`.
    pub(crate) fn read(&self, themes: &ThemeSet) -> Result<Vec<LabelledText>> {
        let (stdin, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
            self.data.iter().partition(|path| path.as_os_str() == "-");
        let mut examples = if files.is_empty() { Vec::new() } else { labelled::read(&files, themes)? };
        if !stdin.is_empty() {
            examples.extend(labelled::read_bytes("-", standard_input()?, themes)?);
        }
        Ok(examples)
    }

    /// The data as given.
    pub(crate) fn names(&self) -> Vec<String> {
        self.data.iter().map(|path| path.display().to_string()).collect()
    }
}

/// All that standard input holds: it may be asked for again, with the themes of another model.
///
/// # Errors
/// Where it cannot be read, or goes on without end.
fn standard_input() -> Result<&'static [u8]> {
    static READ: OnceLock<Vec<u8>> = OnceLock::new();
    /// As much as a labelled file may hold.
    const MOST: u64 = 256 << 20;
    if let Some(bytes) = READ.get() {
        return Ok(bytes);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(MOST + 1)
        .read_to_end(&mut bytes)
        .with_context(|| text!("standard input"))?;
    if bytes.len() as u64 > MOST {
        bail!(text!("standard input: more than {limit} MB of labelled data", limit = MOST >> 20));
    }
    Ok(READ.get_or_init(|| bytes))
}

/// How to learn, common to training and cross-validation.
#[derive(Debug, Args)]
#[command(next_help_heading = "Learning")]
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
    #[arg(long, value_name = "KEY=VALUE", value_delimiter = ',', long_help = features_help())]
    pub(crate) features: Vec<String>,

    /// How topics make up the theme that is answered
    #[arg(long, value_enum, value_name = "HOW", default_value_t = LearnSettings::default().pooling.into())]
    pub(crate) rollup: RollupArg,

    /// Fit a bias per theme, so that each is answered as often as it occurs in held-out texts
    #[arg(long)]
    pub(crate) fit_bias: bool,

    /// Correct the confidence by isotonic regression after the temperature
    #[arg(long)]
    pub(crate) isotonic: bool,

    /// What of its report is learnt to count for a paragraph: length, report, before, behind (parted by
    /// commas), or none [default: all]
    #[arg(long, value_name = "PARTS", value_delimiter = ',', value_parser = context_parser())]
    pub(crate) context: Vec<Option<ContextPart>>,
}

impl LearnArgs {
    /// How to train on these themes.
    ///
    /// # Errors
    /// Where a feature setting is unknown or out of range, or the lexicon cannot be read.
    pub(crate) fn recipe(&self, themes: ThemeSet) -> Result<Recipe> {
        let defaults = LearnSettings::default();
        let features = self.features.iter().map(String::as_str);
        let tokenizer = match &self.lexicon {
            Some(path) => {
                let lexicon = Lexicon::parse(&read(path)?).with_context(|| path.display().to_string())?;
                TokenizerSettings::Jieba { hmm: true, lexicon }
            }
            None => built_in::tokenizer().with_context(|| text!("the built-in lexicon is damaged"))?,
        };
        Ok(Recipe {
            themes,
            tokenizer: tokenizer.into(),
            settings: LearnSettings {
                backend: self.backend.clone().unwrap_or(defaults.backend),
                params: self.params.clone(),
                features: FeatureSettings::parse(features).context("--features")?,
                pooling: self.rollup.into(),
                fit_bias: self.fit_bias,
                isotonic: self.isotonic,
                context: match self.context[..] {
                    [] => defaults.context,
                    ref parts => parts.iter().copied().flatten().collect(),
                },
                ..defaults
            },
            unlabelled: None,
            registry: Registry::built_in(),
        })
    }

    /// Whether the command line says anything of how to learn.
    pub(crate) fn is_given(&self) -> bool {
        self.backend.is_some()
            || self.lexicon.is_some()
            || !self.params.is_empty()
            || !self.features.is_empty()
            || self.rollup != LearnSettings::default().pooling.into()
            || self.fit_bias
            || self.isotonic
            || !self.context.is_empty()
    }
}

/// Takes the parts of a context by name, and `none`.
fn context_parser() -> impl TypedValueParser<Value = Option<ContextPart>> {
    let names = ContextPart::ALL.map(ContextPart::name).into_iter().chain(["none"]);
    PossibleValuesParser::new(names).map(|name| ContextPart::ALL.into_iter().find(|part| part.name() == name))
}

/// How topics make up the theme that is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RollupArg {
    /// By the sum of their probabilities
    Sum,
    /// By the likeliest of them
    Max,
}

impl From<RollupArg> for Pooling {
    fn from(rollup: RollupArg) -> Self {
        match rollup {
            RollupArg::Sum => Self::Sum,
            RollupArg::Max => Self::Max,
        }
    }
}

impl From<Pooling> for RollupArg {
    fn from(pooling: Pooling) -> Self {
        match pooling {
            Pooling::Sum => Self::Sum,
            Pooling::Max => Self::Max,
        }
    }
}

/// What stays together in a fold, and when the bootstrap draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FoldGroupArg {
    /// Paragraphs of one report
    Report,
    /// Reports of one kind of unit: foretells reports of kinds never seen
    Kind,
}

impl From<FoldGroupArg> for FoldGroup {
    fn from(group: FoldGroupArg) -> Self {
        match group {
            FoldGroupArg::Report => Self::Report,
            FoldGroupArg::Kind => Self::Kind,
        }
    }
}

impl From<FoldGroup> for FoldGroupArg {
    fn from(group: FoldGroup) -> Self {
        match group {
            FoldGroup::Report => Self::Report,
            FoldGroup::Kind => Self::Kind,
        }
    }
}

/// The parser of `--format` for a verb that writes these.
pub(crate) fn shape_parser(shapes: &'static [Shape]) -> impl TypedValueParser<Value = Shape> {
    let values = shapes.iter().map(|shape| PossibleValue::new(shape.name()).help(shape.about()));
    PossibleValuesParser::new(values)
        .map(|name| shapes.iter().copied().find(|shape| shape.name() == name).unwrap_or(Shape::Text))
}

/// An error of cross-validation; one of the folds is that of the option.
pub(crate) fn folds_named(error: gongwen::Error) -> anyhow::Error {
    match error {
        gongwen::Error::Folds(error) => {
            UsageError(text!("{what}: {why}", what = "--folds", why = error)).into()
        }
        error => error.into(),
    }
}

/// A number from 0 to 1, for clap.
pub(crate) fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err(text!("a number from 0 to 1 is needed")),
    }
}

/// A whole number from `low` to `high`, for clap, whose own parsers say in English alone what is out of range.
pub(crate) fn within<T: TryFrom<u64>>(low: u64, high: u64) -> impl Fn(&str) -> Result<T, Box<Wrong>> + Clone {
    move |typed| {
        let number: i64 = typed.parse()?;
        let taken = u64::try_from(number).ok().filter(|number| (low..=high).contains(number));
        let taken = taken.and_then(|number| T::try_from(number).ok());
        taken.ok_or_else(|| text!("{number} is not in {low}..={high}", number, low, high).into())
    }
}

/// Why a value is none.
type Wrong = dyn std::error::Error + Send + Sync;

/// The help of `--threshold`.
pub(crate) fn threshold_help() -> String {
    let built_in = LearnSettings::default().threshold;
    text!(
        "List every theme whose probability reaches this (0 to 1) [default: what the model says; the built-in \
         one {built_in}]",
        built_in
    )
}

/// The help of `--features`.
pub(crate) fn features_help() -> String {
    let line = |spec: &ParamSpec| {
        let about = text!(
            "{about} ({kind}; default {default})",
            about = translated(spec.about),
            kind = spec.kind,
            default = spec.kind.default()
        );
        format!("\n  {:<13} {about}", spec.name)
    };
    let lines: String = FeatureSettings::SPECS.iter().map(line).collect();
    text!("Feature settings, as key=value (repeatable, or parted by commas):{lines}", lines)
}

/// The largest file of settings or results that is read, in bytes: themes, a lexicon, an evaluation.
const MAX_SETTINGS: u64 = 64 << 20;

/// The text of a file of settings or results.
///
/// # Errors
/// Where it is no regular file, too large, or not in UTF-8.
pub(crate) fn read(path: &Path) -> Result<String> {
    let bytes = gongwen::read::load(path, MAX_SETTINGS)?;
    String::from_utf8(bytes).with_context(|| text!("{path}: is not in UTF-8", path = path.display()))
}
