//! `classify collect`: all that a stack of reports says about some themes, in one document.

use anyhow::Result;
use clap::ValueEnum;
use gongwen::collect::{GroupBy, Query, collect};
use gongwen_parse::Part;
use gongwen_write::{AnyTheme, OutputFormat, ThemeNames};

use crate::args::{AnswerArgs, Cli, InputArgs, ModelArgs, OutputArgs};
use crate::format::{Shape, parser};
use crate::inputs::Reader;
use crate::outcome::{Outcome, report_warning};
use crate::output::UsageError;
use crate::tagging::Tagger;

const SHAPES: &[Shape] = &[
    Shape::File(OutputFormat::Md),
    Shape::File(OutputFormat::Docx),
    Shape::File(OutputFormat::Html),
    Shape::File(OutputFormat::Xlsx),
    Shape::File(OutputFormat::Csv),
    Shape::File(OutputFormat::Jsonl),
];

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify collect --theme 安全 2023年材料/ -o 安全.docx
  classify collect --theme 民生 --part plan --group-by theme 材料/ -o 民生计划.xlsx")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Output format [default: md, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = parser(SHAPES))]
    pub(crate) format: Option<Shape>,

    /// A theme or fine theme to collect, by id or name (repeatable)
    #[arg(long, short, value_name = "THEME", required = true)]
    pub(crate) theme: Vec<String>,

    /// Take paragraphs that have the theme beside their primary one, too
    #[arg(long)]
    pub(crate) secondary: bool,

    /// Take this part only (repeatable)
    #[arg(long, value_name = "PART")]
    pub(crate) part: Vec<PartArg>,

    /// What makes a group
    #[arg(long, value_name = "WHAT", default_value = "unit")]
    pub(crate) group_by: Grouping,

    /// The order within a group and part
    #[arg(long, value_name = "ORDER", default_value = "source")]
    pub(crate) order: Order,

    /// Keep near-duplicates apart instead of folding them into the first
    #[arg(long)]
    pub(crate) keep_duplicates: bool,

    /// Title of the document [default: made of the themes' names]
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PartArg {
    /// Before the first heading
    Opening,
    /// What was done
    Done,
    /// What is still wanting
    Problem,
    /// What is planned
    Plan,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Grouping {
    /// The unit that reports
    Unit,
    /// The fine theme, and within a large one the words that paragraphs share
    Theme,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Order {
    /// As read
    Source,
    /// By the report's year
    Year,
    /// Surest first
    Confidence,
    /// Longest first
    Length,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let Shape::File(format) = args.output.shape(args.format, SHAPES)? else { return Ok(Outcome::default()) };
    let reader = Reader::new(&args.input, cli.quiet)?;
    let tagger = Tagger::new(&args.model, &args.answer)?;
    let themes = tagger.names();
    let query = query(args, &themes)?;
    args.output.with_bytes(|out| {
        let mut files = Vec::new();
        let outcome = reader.each(
            &args.input.files,
            |file| tagger.tag(file),
            |tagged| {
                files.push(tagged);
                Ok(())
            },
        )?;
        if outcome.used > 0 {
            let collection = collect(&files, &query, &themes);
            if collection.items().next().is_none() {
                report_warning(cli.quiet, &"no paragraph has this theme");
            }
            collection.write(format, out, &themes)?;
        }
        Ok(outcome)
    })
}

fn query(args: &Args, themes: &ThemeNames) -> Result<Query> {
    let part = |part: &PartArg| match part {
        PartArg::Opening => Part::Opening,
        PartArg::Done => Part::Done,
        PartArg::Problem => Part::Problem,
        PartArg::Plan => Part::Plan,
    };
    Ok(Query {
        themes: args.theme.iter().map(|name| theme(name, themes)).collect::<Result<_, _>>()?,
        parts: args.part.iter().map(part).collect(),
        secondary: args.secondary,
        group_by: match args.group_by {
            Grouping::Unit => GroupBy::Unit,
            Grouping::Theme => GroupBy::Theme,
        },
        order: match args.order {
            Order::Source => gongwen::collect::Order::Source,
            Order::Year => gongwen::collect::Order::Year,
            Order::Confidence => gongwen::collect::Order::Confidence,
            Order::Length => gongwen::collect::Order::Length,
        },
        keep_duplicates: args.keep_duplicates,
        title: args.title.clone(),
    })
}

fn theme(name: &str, themes: &ThemeNames) -> Result<AnyTheme, UsageError> {
    themes.find(name).ok_or_else(|| {
        let mut known: Vec<&str> = themes.themes.iter().map(|theme| theme.id.as_str()).collect();
        known.extend(themes.fine.iter().map(|fine| fine.id.as_str()));
        known.sort_unstable();
        known.dedup();
        UsageError(format!("unknown theme `{name}`; known are {}", known.join(", ")))
    })
}
