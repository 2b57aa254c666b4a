//! `classify tag`: every paragraph of the reports with its theme.

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::args::{Cli, InputArgs, ModelArgs, OutputArgs, probability};
use crate::inputs::Reader;
use crate::model;
use crate::outcome::Outcome;
use crate::output::UsageError;
use crate::render::tags::{Shares, TagView};
use crate::render::{csv, jsonl, style};
use crate::tagging::TaggedFile;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<TagFormat>,

    /// Show the fine themes (17 in the built-in model) beside the five they roll up to
    #[arg(long)]
    pub(crate) fine: bool,

    /// Say "unsure" where the confidence is below this (0 to 1)
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    pub(crate) min_confidence: f64,

    /// List every theme whose probability reaches this (0 to 1)
    #[arg(long, value_name = "P", default_value_t = 0.2, value_parser = probability)]
    pub(crate) threshold: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TagFormat {
    /// For people, with a summary
    Text,
    /// One JSON object a paragraph
    Jsonl,
    /// A table that opens right in Excel (UTF-8 with byte-order mark)
    Csv,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let format = format(args)?;
    let reader = Reader::new(&args.input, cli.quiet)?;
    let mut model = model::load(&args.model)?;
    model.threshold = args.threshold;
    let view = TagView {
        themes: &model.themes,
        fine: args.fine,
        min_confidence: args.min_confidence,
        width: style::width(),
    };
    let mut shares = Shares::new(&model.themes);
    args.output.with(cli.color, |out| {
        if format == TagFormat::Csv {
            csv::header(out)?;
        }
        let outcome = reader.each(
            &args.input.files,
            |file| TaggedFile::tag(&model, file),
            |tagged| match format {
                TagFormat::Jsonl => jsonl::tags(out, &tagged, &model.themes, args.min_confidence),
                TagFormat::Csv => csv::tags(out, &tagged, &model.themes, args.min_confidence),
                TagFormat::Text => {
                    shares.add(&tagged, args.min_confidence);
                    view.file(out, &tagged)
                }
            },
        )?;
        if format == TagFormat::Text {
            view.shares(out, &shares)?;
        }
        Ok(outcome)
    })
}

fn format(args: &Args) -> Result<TagFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    match args.output.suffix().as_deref() {
        None | Some("txt") => Ok(TagFormat::Text),
        Some("jsonl" | "ndjson") => Ok(TagFormat::Jsonl),
        Some("csv") => Ok(TagFormat::Csv),
        Some(other) => {
            bail!(UsageError(format!("`.{other}` is no known format; use .txt, .jsonl or .csv, or --format")))
        }
    }
}
