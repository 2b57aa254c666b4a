//! `classify tag`: every paragraph of the reports with its theme.

use anyhow::{Result, bail};

use crate::args::{Cli, TagArgs, TagFormat};
use crate::inputs::Reader;
use crate::model;
use crate::outcome::Outcome;
use crate::output::UsageError;
use crate::render::tags::{Shares, TagView};
use crate::render::{csv, jsonl, style};
use crate::tagging::TaggedFile;

pub(super) fn run(args: &TagArgs, cli: &Cli) -> Result<Outcome> {
    let format = format(args)?;
    let reader = Reader::new(&args.input, cli.quiet)?;
    let mut model = model::load(&args.model)?;
    model.threshold = args.threshold;
    let view = TagView {
        themes: &model.themes,
        fine: args.fine,
        min_confidence: args.min_confidence,
        width: style::width(),
    };
    let mut shares = Shares::new(&model.themes);
    args.output.with(cli.color, |out| {
        if format == TagFormat::Csv {
            csv::header(out)?;
        }
        let outcome = reader.each(
            &args.input.files,
            |file| TaggedFile::tag(&model, file),
            |tagged| match format {
                TagFormat::Jsonl => jsonl::tags(out, &tagged, &model.themes, args.min_confidence),
                TagFormat::Csv => csv::tags(out, &tagged, &model.themes, args.min_confidence),
                TagFormat::Text => {
                    shares.add(&tagged, args.min_confidence);
                    view.file(out, &tagged)
                }
            },
        )?;
        if format == TagFormat::Text {
            view.shares(out, &shares)?;
        }
        Ok(outcome)
    })
}

fn format(args: &TagArgs) -> Result<TagFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    match args.output.suffix().as_deref() {
        None | Some("txt") => Ok(TagFormat::Text),
        Some("jsonl" | "ndjson") => Ok(TagFormat::Jsonl),
        Some("csv") => Ok(TagFormat::Csv),
        Some(other) => {
            bail!(UsageError(format!("`.{other}` is no known format; use .txt, .jsonl or .csv, or --format")))
        }
    }
}
