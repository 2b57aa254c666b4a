//! `classify figures`: every number that the reports state, with what it measures.

use std::io::Write;

use anyhow::Result;
use gongwen::figures::Filter;
use gongwen::write::{OutputFormat, figure_writer};

use crate::args::{OutputArgs, TaggingArgs, shape_parser};
use crate::console::Console;
use crate::outcome::Outcome;
use crate::render::figures::FigureView;
use crate::render::style;
use crate::shape::Shape;
use crate::work::Work;

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
        let work = Work::new(&self.tagging, false, console)?;
        output.write_shape(shape, console, |out| match shape {
            Shape::Text => self.text(out, &work),
            Shape::File(format) => self.write(out, format, &work),
        })
    }

    fn filter(&self) -> Filter {
        Filter { indicators: self.indicator.clone(), units: self.unit.clone(), conflicts: self.conflicts }
    }

    fn write(&self, out: &mut dyn Write, format: OutputFormat, work: &Work<'_>) -> Result<Outcome> {
        let themes = work.themes();
        let mut writer = figure_writer(format, out, &themes)?;
        let outcome = work.figured(&self.filter(), |file| Ok(writer.add(&file)?))?;
        if outcome.used > 0 {
            writer.finish()?;
        }
        Ok(outcome)
    }

    fn text(&self, out: &mut dyn Write, work: &Work<'_>) -> Result<Outcome> {
        let themes = work.themes();
        let mut view = FigureView::new(&themes, style::width());
        let outcome = work.figured(&self.filter(), |file| view.file(out, &file))?;
        if outcome.used > 0 {
            view.total(out)?;
        }
        Ok(outcome)
    }
}
