//! `classify parse`: the structure of the reports and what was repaired.

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::args::{Cli, InputArgs, OutputArgs};
use crate::inputs::Reader;
use crate::outcome::Outcome;
use crate::output::UsageError;
use crate::render::{edits, jsonl, markdown, outline, style};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT")]
    pub(crate) format: Option<ParseFormat>,

    /// Show every repair in its context instead of the outline
    #[arg(long, conflicts_with = "format")]
    pub(crate) edits: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ParseFormat {
    /// An indented outline for people
    Text,
    /// One JSON object a report, heading, paragraph and edit
    Jsonl,
    /// The clean report as Markdown
    Md,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let format = format(args)?;
    let reader = Reader::new(&args.input, cli.quiet)?;
    args.output.with(cli.color, |out| {
        reader.each(&args.input.files, Ok, |file| {
            if args.edits {
                return edits::write(out, &file.name, &file.document);
            }
            match format {
                ParseFormat::Text => outline::write(out, &file.name, &file.document, style::width()),
                ParseFormat::Jsonl => jsonl::structure(out, &file.document),
                ParseFormat::Md => markdown::write(out, &file.document),
            }
        })
    })
}

fn format(args: &Args) -> Result<ParseFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    match args.output.suffix().as_deref() {
        None | Some("txt") => Ok(ParseFormat::Text),
        Some("jsonl" | "ndjson") => Ok(ParseFormat::Jsonl),
        Some("md") => Ok(ParseFormat::Md),
        Some(other) => {
            bail!(UsageError(format!("`.{other}` is no known format; use .txt, .jsonl or .md, or --format")))
        }
    }
}
