//! `classify parse`: the structure of the reports and what was repaired.

use std::io::Write;

use anyhow::Result;
use gongwen::ParsedFile;
use gongwen::messages::{text, translated};
use gongwen::parse::repair::{PASSES, Pass};
use gongwen::parse::{Across, CrossRepeat};
use gongwen::write::{OutputFormat, Paper};

use crate::args::{InputArgs, OutputArgs, shape_parser};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::Outcome;
use crate::render::{edits, outline, style};
use crate::shape::Shape;

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
    /// Output format; all but text and jsonl give the clean report [default: text, an indented outline,
    /// or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

    /// Show every repair in its context instead of the outline
    #[arg(long, conflicts_with = "format")]
    edits: bool,

    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// The repair passes, in the order they run.
pub(crate) fn passes_help() -> String {
    let line = |pass: &Pass| format!("\n  {:<16} {}", pass.name, translated(pass.about));
    let passes: String = PASSES.iter().map(line).collect();
    text!("Repair passes, in the order they run:{passes}", passes)
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

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        let shape = output.shape(self.format, SHAPES)?;
        let inputs = self.input.inputs()?;
        match shape {
            _ if self.edits => output.write(console, |out| {
                inputs.each(console, Ok, |file| edits::write(out, &file.name, &file.document))
            }),
            Shape::Text => output.write(console, |out| text(out, &inputs, console)),
            Shape::File(OutputFormat::Jsonl) => output.write_bytes(|out| structure(out, &inputs, console)),
            Shape::File(format) => output.write_bytes(|out| clean(out, format, &inputs, console)),
        }
    }
}

/// Writes the outlines of all files for people, and what they repeat of each other.
fn text(out: &mut dyn Write, inputs: &Inputs, console: &Console) -> Result<Outcome> {
    let mut files = Files::default();
    let mut lines = Vec::new();
    let outcome = inputs.each(console, Ok, |file| {
        outline::write(out, &file.name, &file.document, style::width())?;
        let repeats = files.add(&file);
        lines.extend(outline::repeat_lines(&file.document, &repeats, &files.names));
        Ok(())
    })?;
    outline::write_repeats(out, &lines, style::width())?;
    Ok(outcome)
}

/// Writes the structure of all files as JSON lines.
fn structure(out: &mut dyn Write, inputs: &Inputs, console: &Console) -> Result<Outcome> {
    let mut files = Files::default();
    inputs.each(console, Ok, |file| {
        gongwen::write::structure(out, &file.name, &file.document)?;
        let repeats = files.add(&file);
        Ok(gongwen::write::cross_repeats(out, &file.document, &repeats, &files.names)?)
    })
}

/// Writes the clean reports of all files as one paper.
fn clean(out: &mut dyn Write, format: OutputFormat, inputs: &Inputs, console: &Console) -> Result<Outcome> {
    let mut paper = Paper::default();
    let outcome = inputs.each(
        console,
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
}
