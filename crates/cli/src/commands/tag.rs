//! `classify tag`: every paragraph of the reports with its theme.

use std::io::Write;

use anyhow::Result;
use gongwen::Tagger;
use gongwen::parse::Again;
use gongwen::write::{BatchShares, OutputFormat, TaggedFile};

use crate::args::{OutputArgs, TaggingArgs, shape_parser};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::Outcome;
use crate::render::style;
use crate::render::tags::TagView;
use crate::shape::Shape;

const SHAPES: &[Shape] = &[
    Shape::Text,
    Shape::File(OutputFormat::Jsonl),
    Shape::File(OutputFormat::Csv),
    Shape::File(OutputFormat::Xlsx),
    Shape::File(OutputFormat::Docx),
    Shape::File(OutputFormat::Md),
    Shape::File(OutputFormat::Html),
];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

    /// Show the topics (17 in the built-in model) beside the five they roll up to
    #[arg(long)]
    fine: bool,

    /// Show the passages of paragraphs that speak of several themes: which sentences speak of which
    #[arg(long)]
    passages: bool,

    #[command(flatten)]
    tagging: TaggingArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        let shape = output.shape(self.format, SHAPES)?;
        let (inputs, tagger) = (self.tagging.inputs()?, self.tagging.tagger(true)?);
        match shape {
            Shape::Text => output.write(console, |out| self.text(out, &inputs, &tagger, console)),
            Shape::File(format) => output.write_bytes(|out| write(out, format, &inputs, &tagger, console)),
        }
    }

    /// Writes the tags of all files for people, and the shares of the themes.
    fn text(
        &self,
        out: &mut dyn Write,
        inputs: &Inputs,
        tagger: &Tagger,
        console: &Console,
    ) -> Result<Outcome> {
        let themes = tagger.names();
        let view =
            TagView { themes: &themes, topics: self.fine, passages: self.passages, width: style::width() };
        let mut batch = BatchShares::default();
        let show = |file: TaggedFile, again: Vec<Option<Again>>| {
            let file = TaggedFile { again, ..file };
            batch.add(&file);
            view.file(out, &file)
        };
        let outcome = inputs.each_again(console, |file| Ok(tagger.tag(file)?), show)?;
        view.shares(out, &batch.counted())?;
        Ok(outcome)
    }
}

/// Writes the tags of all files in a format.
pub(super) fn write(
    out: &mut dyn Write,
    format: OutputFormat,
    inputs: &Inputs,
    tagger: &Tagger,
    console: &Console,
) -> Result<Outcome> {
    let themes = tagger.names();
    let mut writer = gongwen::write::tag_writer(format, out, &themes)?;
    let tag = |file| Ok(tagger.tag(file)?);
    let outcome =
        inputs.each_again(console, tag, |tagged, again| Ok(writer.add(TaggedFile { again, ..tagged })?))?;
    if outcome.used > 0 {
        writer.finish()?;
    }
    Ok(outcome)
}
