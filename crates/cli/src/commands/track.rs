//! `classify track`: the plan of one report against the results of a later one.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use gongwen::messages::text;
use gongwen::track::{Corrections, Pairs, Reported, Tracked, pairs, track};
use gongwen::write::{OutputFormat, write_tracked};
use gongwen::{ParsedFile, Units};

use crate::args::{InputArgs, OutputArgs, UnitsArgs, shape_parser};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::{Outcome, UsageError};
use crate::render::style;
use crate::render::tracked::TrackView;
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
#[command(mut_arg("files", |files| files.num_args(2).value_names(["PLAN", "RESULT"])
    .help("The report that plans, and the one that tells what came of it; or folders of such, paired by unit and year")))]
pub(crate) struct Args {
    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

    /// Take status and matches from a workbook that this verb wrote and a person went over: rows changed, or
    /// marked in 人工核定, hold
    #[arg(long, value_name = "XLSX")]
    corrected: Option<PathBuf>,

    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    units: UnitsArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        let shape = output.shape(self.format, SHAPES)?;
        let corrections = self.corrected.as_deref().map(Corrections::read).transpose()?;
        let (plans, first) = self.read(0, console)?;
        let (results, second) = self.read(1, console)?;
        let (plans, results) = (reports(&plans), reports(&results));
        let mut outcome = Outcome { used: 0, failed: first.failed + second.failed };
        if first.used == 0 || second.used == 0 {
            // What could not be read was said; that it has no partner is no news.
            return Ok(outcome);
        }

        let Pairs { pairs, alone } = pairs(&plans, &results);
        for (plan, why) in alone {
            outcome.failed += 1;
            let Reported { name, report, .. } = plans[plan];
            let title = report.title.as_deref().map(|title| format!("《{title}》 ")).unwrap_or_default();
            console.error(&text!("{name}: {title}{why}", name, title, why));
        }
        let mut tracked = Vec::with_capacity(pairs.len());
        for (plan, result) in pairs {
            let units = [&plans[plan], &results[result]].map(|side| side.report.unit.as_deref());
            if let [Some(planned), Some(told)] = units
                && planned != told
            {
                let name = plans[plan].name;
                console.warn(&text!(
                    "{name}: the plan of {planned} is held against the results of {told}",
                    name,
                    planned,
                    told
                ));
            }
            let mut found = track(plans[plan], results[result]);
            if let Some(corrections) = &corrections {
                corrections.apply(&mut found)?;
            }
            if found.items.is_empty() {
                console.warn(&text!("{name}: plans nothing that could be tracked", name = found.plan.name));
            }
            tracked.push(found);
            outcome.used += 1;
        }
        output.write_shape(shape, console, |out| {
            match shape {
                Shape::Text => text(out, &tracked)?,
                Shape::File(_) if tracked.is_empty() => {}
                Shape::File(format) => write_tracked(format, out, &tracked)?,
            }
            Ok(outcome)
        })
    }

    /// Reads the files of one of the two paths.
    fn read(&self, which: usize, console: &Console) -> Result<(Vec<ParsedFile>, Outcome)> {
        let inputs = self.input.inputs()?;
        let path = inputs.paths.get(which).cloned();
        let path = path.ok_or_else(|| UsageError(text!("a plan and a result are needed")))?;
        let units = self.units.units.as_deref().map(Units::read).transpose()?.unwrap_or_default();
        let inputs = Inputs { paths: vec![path], units: Some(units), ..inputs };
        let mut files = Vec::new();
        let outcome = inputs.each(console, Ok, |file| {
            files.push(file);
            Ok(())
        })?;
        Ok((files, outcome))
    }
}

/// The reports of some files.
fn reports(files: &[ParsedFile]) -> Vec<Reported<'_>> {
    let reports = files.iter().flat_map(|file| {
        let of = move |report| Reported { name: file.name.as_str(), document: &file.document, report };
        file.document.reports.iter().map(of)
    });
    reports.collect()
}

fn text(out: &mut dyn Write, tracked: &[Tracked<'_>]) -> Result<()> {
    let view = TrackView { width: style::width() };
    tracked.iter().try_for_each(|plan| view.plan(out, plan))
}
