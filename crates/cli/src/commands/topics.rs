//! `classify topics`: what lies in a theme, in groups of like matter.

use std::io::Write;

use anyhow::{Result, bail};
use gongwen::messages::text;
use gongwen::settings::TopicSettings;
use gongwen::topics::Topics;
use gongwen::write::{OutputFormat, ThemeOrTopic, tables};

use super::collect::theme_named;
use crate::args::{OutputArgs, TaggingArgs, shape_parser, within};
use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::render::paper::write_paper;
use crate::render::style;
use crate::shape::Shape;
use crate::work::Work;

const SHAPES: &[Shape] = &[
    Shape::Text,
    Shape::File(OutputFormat::Xlsx),
    Shape::File(OutputFormat::Html),
    Shape::File(OutputFormat::Md),
    Shape::File(OutputFormat::Docx),
    Shape::File(OutputFormat::Jsonl),
];

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify topics 报告/                              what lies in 其他
  classify topics --theme 民生 --groups 12 报告/ -o 民生分组.xlsx     its groups, and all paragraphs by group
  classify topics 报告/ -m my.gongwen -o 其他.html   of a model of your own, to read and name the groups

Words that fewer than three units use, and those in units' names, are kept out: groups are of matters, not of places. A
group that is a theme of its own becomes one in a themes file; its telling words are seed words to begin with, and in the
workbook its paragraphs are rows to label (主题), which `classify train` reads.")]
pub(crate) struct Args {
    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

    /// The theme or topic whose paragraphs are grouped, by id or name [default: other, or 其他]
    #[arg(long, short, value_name = "THEME")]
    theme: Option<String>,

    /// How many groups [default: by the number of paragraphs]
    #[arg(long, value_name = "N", value_parser = within::<u16>(2, 200))]
    groups: Option<u16>,

    /// How many typical paragraphs of each group are shown
    #[arg(long, value_name = "N", default_value_t = 3)]
    examples: usize,

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
        let theme = self.theme(&work)?;
        output.write_shape(shape, console, |out| self.write(out, shape, &work, theme))
    }

    fn theme(&self, work: &Work<'_>) -> Result<ThemeOrTopic> {
        let names = work.themes();
        if let Some(name) = &self.theme {
            return Ok(theme_named(name, &names)?);
        }
        match theme_named("other", &names).or_else(|_| theme_named("其他", &names)) {
            Ok(theme) => Ok(theme),
            Err(_) => {
                bail!(UsageError(text!("this model has no theme `other` or 其他: name one with --theme")))
            }
        }
    }

    fn write(
        &self,
        out: &mut dyn Write,
        shape: Shape,
        work: &Work<'_>,
        theme: ThemeOrTopic,
    ) -> Result<Outcome> {
        let mut files = Vec::new();
        let outcome = work.tagged(|file| {
            files.push(file);
            Ok(())
        })?;
        let settings = TopicSettings { groups: self.groups.map(usize::from), ..TopicSettings::default() };
        let topics = Topics::of(&files, &work.tagger, theme, &settings);
        if topics.groups.is_empty() {
            work.console.error(&text!("no paragraph about {theme} to group", theme = topics.theme));
            return Ok(Outcome { used: 0, ..outcome });
        }
        match shape {
            Shape::Text => write_paper(out, &topics.paper(self.examples), style::width())?,
            Shape::File(format @ (OutputFormat::Html | OutputFormat::Md | OutputFormat::Docx)) => {
                topics.paper(self.examples).write(format, out)?;
            }
            Shape::File(format) => tables(format, out, &topics.tables())?,
        }
        Ok(outcome)
    }
}
