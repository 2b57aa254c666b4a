//! `classify parse`: the structure of the reports and what was repaired.

use anyhow::{Result, bail};

use crate::args::{Cli, ParseArgs, ParseFormat};
use crate::inputs::Reader;
use crate::outcome::Outcome;
use crate::output::UsageError;
use crate::render::{edits, jsonl, markdown, outline, style};

pub(super) fn run(args: &ParseArgs, cli: &Cli) -> Result<Outcome> {
    let format = format(args)?;
    let reader = Reader::new(&args.input, cli.quiet)?;
    args.output.with(cli.color, |out| {
        reader.each(&args.input.files, Ok, |file| {
            if args.edits {
                return edits::write(out, &file.name, &file.document);
            }
            match format {
                ParseFormat::Text => outline::write(out, &file.name, &file.document, style::width()),
                ParseFormat::Jsonl => jsonl::structure(out, &file.document),
                ParseFormat::Md => markdown::write(out, &file.document),
            }
        })
    })
}

fn format(args: &ParseArgs) -> Result<ParseFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    match args.output.suffix().as_deref() {
        None | Some("txt") => Ok(ParseFormat::Text),
        Some("jsonl" | "ndjson") => Ok(ParseFormat::Jsonl),
        Some("md") => Ok(ParseFormat::Md),
        Some(other) => {
            bail!(UsageError(format!("`.{other}` is no known format; use .txt, .jsonl or .md, or --format")))
        }
    }
}
