//! `classify themes`: what a themes file holds and finds, before anything is trained.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gongwen::classifier::ThemeSet;
use gongwen::messages::text;
use gongwen::write::{OutputFormat, tables};
use gongwen::{Text, ThemeWords, built_in, labelled};

use crate::args::{OutputArgs, read, shape_parser};
use crate::console::Console;
use crate::inputs::Inputs;
use crate::outcome::{Outcome, Thing, UsageError, number_of};
use crate::render::style;
use crate::render::table::write_table;
use crate::shape::Shape;

const SHAPES: &[Shape] = &[
    Shape::Text,
    Shape::File(OutputFormat::Csv),
    Shape::File(OutputFormat::Xlsx),
    Shape::File(OutputFormat::Jsonl),
];

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify themes --starter -o 我的主题.toml      a themes file to begin with: change its themes and words
  classify themes 我的主题.toml 报告/             in how many paragraphs of the reports each seed word stands
  classify themes 我的主题.toml 标注.csv          how many labels each topic has

A word in few paragraphs teaches little, one in very many, or with words of other topics in most of them, teaches wrong.")]
pub(crate) struct Args {
    /// A themes file (.toml) [default: the built-in one]; reports, whose paragraphs are counted by seed words; labelled
    /// data, whose labels are counted
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Write a themes file to begin with
    #[arg(long, conflicts_with_all = ["files", "format"])]
    starter: bool,

    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        output.check_free()?;
        if self.starter {
            output.only(&["toml"])?;
            return output.write_bytes(|out| {
                out.write_all(built_in::STARTER.as_bytes())?;
                Ok(Outcome::DONE)
            });
        }
        let shape = output.shape(self.format, SHAPES)?;
        let is_themes = |path: &&PathBuf| path.extension().is_some_and(|suffix| suffix == "toml");
        let (themes, files): (Vec<&PathBuf>, Vec<&PathBuf>) = self.files.iter().partition(is_themes);
        let themes = match themes[..] {
            [] => built_in::themes().with_context(|| text!("the built-in themes are damaged"))?,
            [path] => ThemeSet::from_toml(&read(path)?).with_context(|| path.display().to_string())?,
            _ => return Err(UsageError(text!("name one themes file")).into()),
        };
        let mut words = ThemeWords::new(&themes);
        let failed = count(&mut words, &themes, &files, console)?;
        words.doubts().iter().for_each(|doubt| console.warn(doubt));
        if words.paragraphs() > 0 {
            console.say(&number_of(words.paragraphs(), Thing::Paragraph));
        }
        let outcome = output.write_shape(shape, console, |out| write(out, shape, &words))?;
        Ok(Outcome { failed, ..outcome })
    }
}

/// Counts labels of labelled data and words of reports, and tells how many reports could not be read.
fn count(
    words: &mut ThemeWords<'_>,
    themes: &ThemeSet,
    files: &[&PathBuf],
    console: &Console,
) -> Result<usize> {
    let is_stdin = |path: &Path| path.as_os_str() == "-";
    let mut reports = Vec::new();
    for &path in files {
        if !is_stdin(path) && labelled::is_labelled(&[path])? {
            labelled::read(&[path], themes)?.iter().for_each(|example| words.add_label(example));
        } else {
            reports.push(path.clone());
        }
    }
    if reports.is_empty() {
        return Ok(0);
    }
    let outcome = Inputs::of(reports).each(
        console,
        |file| Ok(Text::all(&file.document)),
        |texts| {
            texts.iter().for_each(|text| words.add(text));
            Ok(())
        },
    )?;
    Ok(outcome.failed)
}

fn write(out: &mut dyn Write, shape: Shape, words: &ThemeWords<'_>) -> Result<Outcome> {
    let table = words.table();
    match shape {
        Shape::Text => write_table(out, &table, style::width())?,
        Shape::File(format) => tables(format, out, &[table])?,
    }
    Ok(Outcome::DONE)
}
