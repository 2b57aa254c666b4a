//! `classify parse`: the structure of the reports and what was repaired.

use anyhow::Result;
use gongwen_parse::repair::{PASSES, Pass};
use gongwen_parse::{Across, CrossRepeat};
use gongwen_write::{OutputFormat, Paper};

use crate::args::{Cli, InputArgs, OutputArgs};
use crate::format::{Shape, parser};
use crate::inputs::{ParsedFile, Reader};
use crate::outcome::Outcome;
use crate::render::{edits, outline, style};

const SHAPES: &[Shape] = &[
    Shape::Text,
    Shape::File(OutputFormat::Jsonl),
    Shape::File(OutputFormat::Docx),
    Shape::File(OutputFormat::Md),
    Shape::File(OutputFormat::Html),
];

#[derive(Debug, clap::Args)]
#[command(after_long_help = passes_help())]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Output format; all but text and jsonl give the clean report [default: text, an indented outline,
    /// or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = parser(SHAPES))]
    pub(crate) format: Option<Shape>,

    /// Show every repair in its context instead of the outline
    #[arg(long, conflicts_with = "format")]
    pub(crate) edits: bool,
}

/// The repair passes, in the order they run.
fn passes_help() -> String {
    let line = |pass: &Pass| format!("\n  {:<16} {}", pass.name, pass.about);
    format!("Repair passes, in the order they run:{}", PASSES.iter().map(line).collect::<String>())
}

/// The files so far, for what later ones repeat of them.
#[derive(Default)]
struct Files {
    names: Vec<String>,
    across: Across,
}

impl Files {
    fn add(&mut self, file: &ParsedFile) -> Vec<CrossRepeat> {
        self.names.push(file.name.clone());
        self.across.add(&file.document)
    }
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let shape = args.output.shape(args.format, SHAPES)?;
    let reader = Reader::new(&args.input, cli.quiet)?;
    match shape {
        Shape::File(format) if !args.edits => write(args, &reader, format),
        _ if args.edits => args.output.with(cli.color, |out| {
            reader.each(&args.input.files, Ok, |file| edits::write(out, &file.name, &file.document))
        }),
        _ => args.output.with(cli.color, |out| {
            let mut files = Files::default();
            let mut lines = Vec::new();
            let outcome = reader.each(&args.input.files, Ok, |file| {
                outline::write(out, &file.name, &file.document, style::width())?;
                let repeats = files.add(&file);
                lines.extend(outline::repeat_lines(&file.document, &repeats, &files.names));
                Ok(())
            })?;
            outline::write_repeats(out, &lines, style::width())?;
            Ok(outcome)
        }),
    }
}

/// Writes the structure as JSON lines, or the clean reports of all files as one paper.
fn write(args: &Args, reader: &Reader, format: OutputFormat) -> Result<Outcome> {
    args.output.with_bytes(|out| {
        if format == OutputFormat::Jsonl {
            let mut files = Files::default();
            return reader.each(&args.input.files, Ok, |file| {
                gongwen_write::structure(out, &file.document)?;
                let repeats = files.add(&file);
                Ok(gongwen_write::cross_repeats(out, &file.document, &repeats, &files.names)?)
            });
        }
        let mut paper = Paper::default();
        let outcome = reader.each(
            &args.input.files,
            |file| Ok(Paper::of(&file.document)),
            |mut of_file| {
                paper.blocks.append(&mut of_file.blocks);
                Ok(())
            },
        )?;
        if outcome.used > 0 {
            match format {
                OutputFormat::Docx => paper.write_docx(out)?,
                OutputFormat::Html => paper.write_html(out)?,
                _ => paper.write_markdown(out)?,
            }
        }
        Ok(outcome)
    })
}
