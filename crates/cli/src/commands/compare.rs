//! `classify compare`: two reports side by side.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use gongwen::compare::{Comparison, PairError, compare, pairs, paper, tables};
use gongwen::figures::Filter;
use gongwen::messages::text;
use gongwen::write::{FiguredFile, OutputFormat};

use crate::args::{OutputArgs, TaggingArgs, shape_parser};
use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::render::paper::write_paper;
use crate::render::style;
use crate::shape::Shape;
use crate::work::Work;

const SHAPES: &[Shape] = &[
    Shape::Text,
    Shape::File(OutputFormat::Md),
    Shape::File(OutputFormat::Html),
    Shape::File(OutputFormat::Docx),
    Shape::File(OutputFormat::Xlsx),
    Shape::File(OutputFormat::Jsonl),
];

#[derive(Debug, clap::Args)]
#[command(mut_arg("files", |files| files.num_args(2).value_names(["BEFORE", "AFTER"])
    .help("The earlier and the later report; or folders of such, paired by unit")))]
#[command(after_help = "\
Examples:
  classify compare 2022年总结.docx 2023年总结.docx            what changed from one year to the next
  classify compare 2022年材料/ 2023年材料/ -o 对比.xlsx         the reports of each unit in both folders")]
pub(crate) struct Args {
    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

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
        let [before, after] = &work.inputs.paths[..] else {
            let what = text!("two files or folders are compared: classify compare BEFORE AFTER");
            return Err(UsageError(what).into());
        };
        output.write_shape(shape, console, |out| write(out, shape, &work, [before, after]))
    }
}

fn write(out: &mut dyn Write, shape: Shape, work: &Work<'_>, paths: [&Path; 2]) -> Result<Outcome> {
    let mut sides: [Vec<FiguredFile>; 2] = Default::default();
    let outcome = work.figured(&Filter::default(), |file| {
        sides[usize::from(!is_of_first(&file.file.name, paths))].push(file);
        Ok(())
    })?;
    if outcome.used == 0 {
        return Ok(outcome);
    }
    let found = pairs(&sides[0], &sides[1]).map_err(|error| match error {
        PairError::Empty { .. } => anyhow::Error::new(error),
        other => UsageError::new(other).into(),
    })?;
    for side in &found.single {
        work.console.warn(&text!(
            "{file}: {report} has no partner",
            file = side.file().file.name,
            report = side.label()
        ));
    }
    let themes = work.themes();
    let compared: Vec<Comparison<'_>> =
        found.pairs.into_iter().map(|(before, after)| compare(before, after, &themes)).collect();
    match shape {
        Shape::Text => write_paper(out, &paper(&compared, &themes), style::width())?,
        Shape::File(format @ (OutputFormat::Md | OutputFormat::Html | OutputFormat::Docx)) => {
            paper(&compared, &themes).write(format, out)?;
        }
        Shape::File(format) => gongwen::write::tables(format, out, &tables(&compared, &themes))?,
    }
    Ok(outcome)
}

/// Whether a file was found by the first path: that of both which names more of it.
fn is_of_first(name: &str, paths: [&Path; 2]) -> bool {
    let [first, second] = paths.map(|path| {
        let depth = path.components().count();
        if Path::new(name).starts_with(path) { depth } else { 0 }
    });
    first > second
}
