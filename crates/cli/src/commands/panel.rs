//! `classify panel`: units, years, parts and themes of a stack of reports, counted.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;
use gongwen::checked::{Batch, By, Checked};
use gongwen::figures::Filter;
use gongwen::messages::text;
use gongwen::panel::{Measure, Panel};
use gongwen::write::{OutputFormat, Table, tables};

use super::collect::PartArg;
use crate::args::{OutputArgs, TaggingArgs, shape_parser};
use crate::console::Console;
use crate::outcome::{Outcome, Thing, number_of};
use crate::render::style;
use crate::render::table::write_table;
use crate::shape::Shape;
use crate::work::Work;

const SHAPES: &[Shape] = &[
    Shape::Text,
    Shape::File(OutputFormat::Csv),
    Shape::File(OutputFormat::Xlsx),
    Shape::File(OutputFormat::Jsonl),
];

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify panel 历年报告/ -o 面板.csv             a row for each theme and part of a unit's year
  classify panel 历年报告/ --wide -o 占比.xlsx     a row for each unit's year, a column for each theme
  classify panel 历年报告/ --checked 抽查.xlsx     shares of all themes with confidence intervals, from a sample that
                                                 `classify eval --sample` drew and you filled in; --by year tells years apart")]
pub(crate) struct Args {
    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

    /// A row for each unit's year and a column for each theme, instead of a row for each theme and part
    #[arg(long)]
    wide: bool,

    /// What the columns of --wide hold
    #[arg(long, value_enum, value_name = "WHAT", requires = "wide", default_value_t = MeasureArg::Share)]
    values: MeasureArg,

    /// Count this part only (repeatable)
    #[arg(long, value_name = "PART")]
    part: Vec<PartArg>,

    /// Estimate shares, with 95% confidence intervals, from this sample that was drawn by `classify eval --sample` with
    /// the same reports, model and options, and filled in
    #[arg(long, value_name = "FILE", conflicts_with_all = ["wide", "part"])]
    checked: Option<PathBuf>,

    /// Tell estimated shares apart by this (repeatable)
    #[arg(long, value_enum, value_name = "WHAT", requires = "checked")]
    by: Vec<ByArg>,

    #[command(flatten)]
    tagging: TaggingArgs,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum MeasureArg {
    /// Of the characters of the unit's year, the part about the theme
    Share,
    /// Characters, white space aside
    Characters,
    /// Paragraphs
    Paragraphs,
    /// Figures
    Figures,
}

impl From<MeasureArg> for Measure {
    fn from(measure: MeasureArg) -> Self {
        match measure {
            MeasureArg::Share => Self::Share,
            MeasureArg::Characters => Self::Characters,
            MeasureArg::Paragraphs => Self::Paragraphs,
            MeasureArg::Figures => Self::Figures,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ByArg {
    /// The unit that reports
    Unit,
    /// The year a paragraph speaks of
    Year,
    /// The part of its report
    Part,
}

impl From<ByArg> for By {
    fn from(by: ByArg) -> Self {
        match by {
            ByArg::Unit => Self::Unit,
            ByArg::Year => Self::Year,
            ByArg::Part => Self::Part,
        }
    }
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        let shape = output.shape(self.format, SHAPES)?;
        let work = Work::new(&self.tagging, self.checked.is_none(), console)?;
        output.write_shape(shape, console, |out| match &self.checked {
            Some(checked) => self.estimate(out, shape, &work, checked),
            None => self.write(out, shape, &work),
        })
    }

    /// Writes shares estimated from a checked sample.
    fn estimate(
        &self,
        out: &mut dyn Write,
        shape: Shape,
        work: &Work<'_>,
        checked: &Path,
    ) -> Result<Outcome> {
        let mut files = Vec::new();
        let outcome = work.tagged(|file| {
            files.push(file);
            Ok(())
        })?;
        if outcome.used == 0 {
            return Ok(outcome);
        }
        let batch = Batch::of(&files, &work.tagger);
        let checked = read_checked(&batch, checked, work.console)?;
        let by: Vec<By> = self.by.iter().map(|&by| by.into()).collect();
        let table = batch.shares(&checked, &by);
        write_tables(out, shape, &table)?;
        Ok(outcome)
    }

    fn write(&self, out: &mut dyn Write, shape: Shape, work: &Work<'_>) -> Result<Outcome> {
        let parts = self.part.iter().map(|&part| part.into()).collect();
        let mut panel = Panel::of_parts(parts);
        let outcome = work.figured(&Filter::default(), |file| {
            panel.add(&file);
            Ok(())
        })?;
        if outcome.used == 0 {
            return Ok(outcome);
        }
        warn_of_unplaced(&panel, work.console);
        let themes = work.themes();
        let table = if self.wide { panel.wide(&themes, self.values.into()) } else { panel.long(&themes) };
        write_tables(out, shape, &table)?;
        Ok(outcome)
    }
}

/// Reads a sample that was filled in, and says where what it tells is to be taken with care.
pub(super) fn read_checked(batch: &Batch, path: &Path, console: &Console) -> Result<Checked> {
    let checked = batch.read(path)?;
    if checked.empty > 0 {
        console.warn(&text!(
            "{rows} of the sample not filled in: they count as never drawn, which is right only where rows were filled in \
             the order they stand in",
            rows = number_of(checked.empty, Thing::Row)
        ));
    }
    if checked.known > 0 {
        console.warn(&text!(
            "the model was trained on {rows} of the sample: it errs less there than elsewhere, so that the shares are \
             corrected too little; draw a sample of reports it has not seen",
            rows = number_of(checked.known, Thing::Row)
        ));
    }
    Ok(checked)
}

fn write_tables(out: &mut dyn Write, shape: Shape, table: &Table) -> Result<()> {
    match shape {
        Shape::Text => write_table(out, table, style::width())?,
        Shape::File(format) => tables(format, out, std::slice::from_ref(table))?,
    }
    Ok(())
}

/// Says what stands in cells without unit or year, and how to give these.
fn warn_of_unplaced(panel: &Panel, console: &Console) {
    let unplaced = panel.unplaced();
    if unplaced.no_unit > 0 {
        console.warn(&text!(
            "{paragraphs} of reports that name no unit: the unit's cell is empty; give it by --units, or by the name of \
             file or folder (甲县/水务局.txt)",
            paragraphs = number_of(unplaced.no_unit, Thing::Paragraph)
        ));
    }
    if unplaced.no_year > 0 {
        console.warn(&text!(
            "{paragraphs} of no year, or of several: the year's cell is empty; where a report names none, the file's \
             name can (水务局2023年总结.txt)",
            paragraphs = number_of(unplaced.no_year, Thing::Paragraph)
        ));
    }
}
