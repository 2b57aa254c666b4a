//! Output formats as the command line names them.

use std::io::IsTerminal;

use anyhow::{Result, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use gongwen_write::OutputFormat;

use crate::args::OutputArgs;
use crate::output::UsageError;

/// What a verb writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Text for people, coloured on a terminal.
    Text,
    /// A file format.
    File(OutputFormat),
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::File(format) => format.name(),
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Text => "text for people",
            Self::File(format) => format.about(),
        }
    }

    fn has_suffix(self, suffix: &str) -> bool {
        match self {
            Self::Text => suffix == "txt",
            Self::File(format) => OutputFormat::from_suffix(suffix) == Some(format),
        }
    }
}

/// The parser of `--format` for a verb that writes these.
pub(crate) fn parser(shapes: &'static [Shape]) -> impl TypedValueParser<Value = Shape> {
    let values = shapes.iter().map(|shape| PossibleValue::new(shape.name()).help(shape.about()));
    PossibleValuesParser::new(values)
        .map(|name| shapes.iter().copied().find(|shape| shape.name() == name).unwrap_or(Shape::Text))
}

impl OutputArgs {
    /// The shape asked for, or that of the output file's suffix, or the verb's first.
    ///
    /// # Errors
    /// Where the suffix is none of the verb's, or bytes would go to a terminal.
    pub(crate) fn shape(&self, asked: Option<Shape>, shapes: &[Shape]) -> Result<Shape> {
        let shape = match (asked, self.suffix()) {
            (Some(shape), _) => shape,
            (None, None) => shapes[0],
            (None, Some(suffix)) => match shapes.iter().find(|shape| shape.has_suffix(&suffix)) {
                Some(&shape) => shape,
                None => bail!(unknown(&suffix, shapes)),
            },
        };
        let binary = matches!(shape, Shape::File(format) if format.is_binary());
        if binary && self.output.is_none() && std::io::stdout().is_terminal() {
            bail!(UsageError(format!(
                "{} is nothing for a terminal; name a file with --output",
                shape.name()
            )));
        }
        Ok(shape)
    }
}

fn unknown(suffix: &str, shapes: &[Shape]) -> UsageError {
    let suffixes: Vec<String> = shapes
        .iter()
        .map(|shape| if *shape == Shape::Text { ".txt".to_owned() } else { format!(".{}", shape.name()) })
        .collect();
    UsageError(format!("`.{suffix}` is no format this verb writes; use {}, or --format", suffixes.join(", ")))
}
