//! `classify tag`: every paragraph of the reports with its theme.

use anyhow::Result;
use gongwen_write::{OutputFormat, Shares, TaggedFile};

use crate::args::{AnswerArgs, Cli, InputArgs, ModelArgs, OutputArgs};
use crate::format::{Shape, parser};
use crate::inputs::Reader;
use crate::outcome::Outcome;
use crate::render::style;
use crate::render::tags::TagView;
use crate::tagging::Tagger;

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
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Output format [default: text, or by the suffix of the output file]
    #[arg(long, short, value_name = "FORMAT", value_parser = parser(SHAPES))]
    pub(crate) format: Option<Shape>,

    /// Show the fine themes (17 in the built-in model) beside the five they roll up to
    #[arg(long)]
    pub(crate) fine: bool,
}

pub(super) fn run(args: &Args, cli: &Cli) -> Result<Outcome> {
    let shape = args.output.shape(args.format, SHAPES)?;
    let reader = Reader::new(&args.input, cli.quiet)?;
    let tagger = Tagger::new(&args.model, &args.answer)?;
    match shape {
        Shape::Text => text(args, cli, &reader, &tagger),
        Shape::File(format) => write(&args.output, &args.input, &reader, &tagger, format),
    }
}

/// Writes the tags of all files in a format.
pub(super) fn write(
    output: &OutputArgs,
    input: &InputArgs,
    reader: &Reader,
    tagger: &Tagger,
    format: OutputFormat,
) -> Result<Outcome> {
    let themes = tagger.names();
    output.with_bytes(|out| {
        let mut writer = gongwen_write::tag_writer(format, out, &themes)?;
        let tag = |file| tagger.tag(file);
        let outcome = reader.each(&input.files, tag, |tagged| Ok(writer.add(tagged)?))?;
        if outcome.used > 0 {
            writer.finish()?;
        }
        Ok(outcome)
    })
}

fn text(args: &Args, cli: &Cli, reader: &Reader, tagger: &Tagger) -> Result<Outcome> {
    let themes = tagger.names();
    let view = TagView { themes: &themes, fine: args.fine, width: style::width() };
    let mut shares = Shares::default();
    args.output.with(cli.color, |out| {
        let show = |file: TaggedFile| {
            file.paragraphs().for_each(|(_, paragraph, tag)| shares.add(paragraph, tag));
            view.file(out, &file)
        };
        let outcome = reader.each(&args.input.files, |file| tagger.tag(file), show)?;
        view.shares(out, &shares)?;
        Ok(outcome)
    })
}
