//! `classify collect`: all that a stack of reports says about some themes, in one document.

use std::io::Write;

use anyhow::Result;
use clap::ValueEnum;
use gongwen::collect::{GroupBy, Order, Query, collect};
use gongwen::messages::{listed, text};
use gongwen::parse::Part;
use gongwen::write::{OutputFormat, ThemeNames, ThemeOrTopic};

use crate::args::{OutputArgs, TaggingArgs, shape_parser, within};
use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::shape::Shape;
use crate::work::Work;

const SHAPES: &[Shape] = &[
    Shape::File(OutputFormat::Md),
    Shape::File(OutputFormat::Docx),
    Shape::File(OutputFormat::Html),
    Shape::File(OutputFormat::Xlsx),
    Shape::File(OutputFormat::Csv),
    Shape::File(OutputFormat::Jsonl),
];

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify collect --theme 安全 2023年材料/ -o 安全.docx
  classify collect --theme 民生 --part plan --year 2024 --group-by theme 材料/ -o 民生计划.xlsx")]
pub(crate) struct Args {
    /// Output format [default: md, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = shape_parser(SHAPES))]
    format: Option<Shape>,

    /// A theme or topic to collect, by id or name (repeatable)
    #[arg(long, short, value_name = "THEME", required = true)]
    theme: Vec<String>,

    /// Take paragraphs that have the theme beside their primary one, too
    #[arg(long)]
    secondary: bool,

    /// Take this part only (repeatable)
    #[arg(long, value_name = "PART")]
    part: Vec<PartArg>,

    /// Take paragraphs that speak of this year only (repeatable)
    #[arg(long, value_name = "YEAR", value_parser = within::<u16>(0, u16::MAX.into()))]
    year: Vec<u16>,

    /// What makes a group
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Query::default().group_by.into())]
    group_by: GroupByArg,

    /// The order within a group and part
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = Query::default().order.into())]
    order: OrderArg,

    /// Keep near-duplicates apart instead of folding them into the first
    #[arg(long)]
    keep_duplicates: bool,

    /// Collect whole paragraphs; otherwise, of one that speaks of several themes, only the sentences that speak of
    /// the theme
    #[arg(long)]
    whole_paragraphs: bool,

    /// Title of the document [default: made of the themes' names]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    #[command(flatten)]
    tagging: TaggingArgs,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum PartArg {
    /// Before the first heading
    Opening,
    /// What was done
    Done,
    /// What is still wanting
    Problem,
    /// What is planned
    Plan,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum GroupByArg {
    /// The unit that reports
    Unit,
    /// The topic, and within a large one the words that paragraphs share
    Theme,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OrderArg {
    /// As read
    Source,
    /// By the year they speak of
    Year,
    /// Surest first
    Confidence,
    /// Longest first
    Length,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        let Shape::File(format) = output.shape(self.format, SHAPES)? else { return Ok(Outcome::default()) };
        let work = Work::new(&self.tagging, !self.whole_paragraphs, console)?;
        let query = self.query(&work.themes())?;
        output.write_bytes(|out| write(out, format, &work, &query))
    }

    fn query(&self, themes: &ThemeNames) -> Result<Query> {
        Ok(Query {
            themes: self.theme.iter().map(|name| theme_named(name, themes)).collect::<Result<_, _>>()?,
            parts: self.part.iter().map(|&part| part.into()).collect(),
            years: self.year.clone(),
            secondary: self.secondary,
            group_by: self.group_by.into(),
            order: self.order.into(),
            keep_duplicates: self.keep_duplicates,
            title: self.title.clone(),
        })
    }
}

impl From<GroupByArg> for GroupBy {
    fn from(by: GroupByArg) -> Self {
        match by {
            GroupByArg::Unit => Self::Unit,
            GroupByArg::Theme => Self::Topic,
        }
    }
}

impl From<GroupBy> for GroupByArg {
    fn from(by: GroupBy) -> Self {
        match by {
            GroupBy::Unit => Self::Unit,
            GroupBy::Topic => Self::Theme,
        }
    }
}

impl From<OrderArg> for Order {
    fn from(order: OrderArg) -> Self {
        match order {
            OrderArg::Source => Self::Source,
            OrderArg::Year => Self::Year,
            OrderArg::Confidence => Self::Confidence,
            OrderArg::Length => Self::Length,
        }
    }
}

impl From<Order> for OrderArg {
    fn from(order: Order) -> Self {
        match order {
            Order::Source => Self::Source,
            Order::Year => Self::Year,
            Order::Confidence => Self::Confidence,
            Order::Length => Self::Length,
        }
    }
}

impl From<PartArg> for Part {
    fn from(part: PartArg) -> Self {
        match part {
            PartArg::Opening => Self::Opening,
            PartArg::Done => Self::Done,
            PartArg::Problem => Self::Problem,
            PartArg::Plan => Self::Plan,
        }
    }
}

/// Collects what the query wants from all files, and writes it in a format.
fn write(out: &mut dyn Write, format: OutputFormat, work: &Work<'_>, query: &Query) -> Result<Outcome> {
    let themes = work.themes();
    let mut files = Vec::new();
    let outcome = work.by_passages(|file| {
        files.push(file);
        Ok(())
    })?;
    if outcome.used > 0 {
        let collection = collect(&files, query, &themes);
        if collection.items().next().is_none() {
            work.console.warn(&text!("no paragraph has this theme"));
        }
        collection.write(format, out, &themes)?;
    }
    Ok(outcome)
}

/// The theme or topic of this id or name.
pub(super) fn theme_named(name: &str, themes: &ThemeNames) -> Result<ThemeOrTopic, UsageError> {
    themes.find(name).ok_or_else(|| {
        let of_themes = themes.themes.iter().map(|theme| (&theme.id, &theme.zh));
        let of_topics = themes.topics.iter().map(|topic| (&topic.id, &topic.zh));
        let mut known: Vec<String> =
            of_themes.chain(of_topics).map(|(id, zh)| format!("{zh} {id}")).collect();
        known.sort_unstable();
        known.dedup();
        UsageError(text!("unknown theme `{name}`; known are {known}", name, known = listed(known)))
    })
}
