//! `classify tag`: every paragraph of the reports with its theme.

use std::io::Write;

use anyhow::Result;
use gongwen::ReadingPage;
use gongwen::write::{BatchShares, OutputFormat, tag_writer};

use crate::args::{OutputArgs, TaggingArgs, shape_parser};
use crate::console::Console;
use crate::outcome::Outcome;
use crate::render::style;
use crate::render::tags::TagView;
use crate::shape::Shape;
use crate::work::Work;

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
        let work = Work::new(&self.tagging, true, console)?;
        output.write_shape(shape, console, |out| match shape {
            Shape::Text => self.text(out, &work),
            Shape::File(format) => write(out, format, &work),
        })
    }

    /// Writes the tags of all files for people, and the shares of the themes.
    fn text(&self, out: &mut dyn Write, work: &Work<'_>) -> Result<Outcome> {
        let themes = work.themes();
        let view =
            TagView { themes: &themes, topics: self.fine, passages: self.passages, width: style::width() };
        let mut batch = BatchShares::default();
        let outcome = work.tagged(|file| {
            batch.add(&file);
            view.file(out, &file)
        })?;
        view.shares(out, &batch.counted())?;
        Ok(outcome)
    }
}

/// Writes the tags of all files in a format.
pub(super) fn write(out: &mut dyn Write, format: OutputFormat, work: &Work<'_>) -> Result<Outcome> {
    if format == OutputFormat::Html {
        return write_page(out, work);
    }
    let themes = work.themes();
    let mut writer = tag_writer(format, out, &themes)?;
    let outcome = work.tagged(|file| Ok(writer.add(file)?))?;
    if outcome.used > 0 {
        writer.finish()?;
    }
    Ok(outcome)
}

/// Writes the reader's page of all files.
pub(super) fn write_page(out: &mut dyn Write, work: &Work<'_>) -> Result<Outcome> {
    let themes = work.themes();
    let mut page = ReadingPage::new(out, &themes);
    let outcome = work.with_words(|file, words| Ok(page.add(file, words)?))?;
    if outcome.used > 0 {
        page.finish()?;
    }
    Ok(outcome)
}
