//! `classify figures`: every number that the reports state, with what it measures.

use std::io::Write;

use anyhow::Result;
use gongwen::figures::Filter;
use gongwen::parse::Again;
use gongwen::write::{FiguredFile, OutputFormat, TaggedFile, figure_writer};
use gongwen::{ParsedFile, Tagger};

use crate::args::{OutputArgs, TaggingArgs, shape_parser};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::Outcome;
use crate::render::figures::FigureView;
use crate::render::style;
use crate::shape::Shape;

const SHAPES: &[Shape] = &[
    Shape::Text,
    Shape::File(OutputFormat::Jsonl),
    Shape::File(OutputFormat::Csv),
    Shape::File(OutputFormat::Xlsx),
];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

    /// Only figures whose indicator holds this (招商, 财政收入); repeatable, any of them
    #[arg(long, value_name = "WORDS")]
    indicator: Vec<String>,

    /// Only figures in this unit as printed (亿元), or in any multiple of it (元); repeatable, any of them
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,

    /// Only figures that another one of the same report contradicts
    #[arg(long)]
    conflicts: bool,

    #[command(flatten)]
    tagging: TaggingArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        let shape = output.shape(self.format, SHAPES)?;
        let (inputs, tagger) = (self.tagging.inputs()?, self.tagging.tagger(false)?);
        let filter = Filter {
            indicators: self.indicator.clone(),
            units: self.unit.clone(),
            conflicts: self.conflicts,
        };
        let read = |file: ParsedFile| {
            let file = tagger.tag(file)?;
            Ok(FiguredFile { figures: filter.of(&file.document), file })
        };
        match shape {
            Shape::Text => output.write(console, |out| text(out, &inputs, &tagger, read, console)),
            Shape::File(format) => {
                output.write_bytes(|out| write(out, format, &inputs, &tagger, read, console))
            }
        }
    }
}

/// Gives a file's reports the earlier ones that they say again.
fn with_again(figured: FiguredFile, again: Vec<Option<Again>>) -> FiguredFile {
    FiguredFile { file: TaggedFile { again, ..figured.file }, ..figured }
}

fn write(
    out: &mut dyn Write,
    format: OutputFormat,
    inputs: &Inputs,
    tagger: &Tagger,
    read: impl Fn(ParsedFile) -> Result<FiguredFile> + Sync,
    console: &Console,
) -> Result<Outcome> {
    let themes = tagger.names();
    let mut writer = figure_writer(format, out, &themes)?;
    let outcome =
        inputs.each_again(console, read, |file, again| Ok(writer.add(&with_again(file, again))?))?;
    if outcome.used > 0 {
        writer.finish()?;
    }
    Ok(outcome)
}

fn text(
    out: &mut dyn Write,
    inputs: &Inputs,
    tagger: &Tagger,
    read: impl Fn(ParsedFile) -> Result<FiguredFile> + Sync,
    console: &Console,
) -> Result<Outcome> {
    let themes = tagger.names();
    let mut view = FigureView::new(&themes, style::width());
    let outcome = inputs.each_again(console, read, |file, again| view.file(out, &with_again(file, again)))?;
    view.total(out)?;
    Ok(outcome)
}
