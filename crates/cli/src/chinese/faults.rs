//! What is wrong with a command line, in Chinese: clap knows what, and says it in English alone. The English here is
//! clap's, as the catalogues know it.

use std::error::Error as _;
use std::num::{ParseFloatError, ParseIntError};

use anstyle::{AnsiColor, Style};
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorFormatter, ErrorKind};
use gongwen::messages::text;

use crate::commands::{is_like_a_path, no_such_path};

const FAULT: Style = AnsiColor::Red.on_default().bold();
const TIP: Style = AnsiColor::Green.on_default();

/// Says what is wrong.
pub(crate) struct Faults;

type Fault = clap::error::Error<Faults>;

impl ErrorFormatter for Faults {
    fn format_error(fault: &Fault) -> StyledStr {
        let label = text!("error:");
        let mut told = format!("{FAULT}{label}{FAULT:#}{}", what(fault));
        for tip in tips(fault) {
            let label = text!("tip:");
            told += &format!("\n\n  {TIP}{label}{TIP:#}{tip}");
        }
        if let Some(ContextValue::StyledStr(usage)) = fault.get(ContextKind::Usage) {
            // It begins with a title in English.
            let usage = usage.to_string();
            let usage = usage.split_once(' ').map_or("", |(_, usage)| usage.trim());
            told += &format!("\n\n{}{usage}", text!("Usage:"));
        }
        told += &format!("\n\n{}\n", text!("For more information, try '--help'."));
        told.into()
    }
}

fn what(fault: &Fault) -> String {
    let one = |kind: ContextKind| match fault.get(kind) {
        Some(ContextValue::String(value)) => value.clone(),
        Some(ContextValue::Strings(values)) => values.join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let (argument, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    match fault.kind() {
        ErrorKind::InvalidValue if value.is_empty() => {
            let told = text!("a value is required for '{argument}' but none was supplied", argument);
            told + &possible(fault)
        }
        ErrorKind::InvalidValue => {
            text!("invalid value '{value}' for '{argument}'", value, argument) + &possible(fault)
        }
        ErrorKind::ValueValidation => {
            let told = text!("invalid value '{value}' for '{argument}'", value, argument);
            match why(fault) {
                Some(why) => text!("{what}: {why}", what = told, why),
                None => told,
            }
        }
        ErrorKind::UnknownArgument => text!("unexpected argument '{argument}' found", argument),
        ErrorKind::InvalidSubcommand => {
            let command = one(ContextKind::InvalidSubcommand);
            if is_like_a_path(&command) {
                return no_such_path(&command);
            }
            text!("unrecognized subcommand '{command}'", command)
        }
        ErrorKind::MissingSubcommand => text!("a subcommand is required but one was not provided"),
        ErrorKind::MissingRequiredArgument => match fault.get(ContextKind::InvalidArg) {
            Some(ContextValue::Strings(missing)) => {
                let missing: String = missing.iter().map(|argument| format!("\n  {argument}")).collect();
                text!("the following required arguments were not provided:{missing}", missing)
            }
            _ => text!("one or more required arguments were not provided"),
        },
        ErrorKind::ArgumentConflict => {
            let prior = one(ContextKind::PriorArg);
            if prior == argument || prior.is_empty() {
                text!("the argument '{argument}' cannot be used multiple times", argument)
            } else {
                text!("the argument '{argument}' cannot be used with '{prior}'", argument, prior)
            }
        }
        ErrorKind::TooManyValues => {
            text!("unexpected value '{value}' for '{argument}' found; no more were expected", value, argument)
        }
        ErrorKind::TooFewValues => {
            let (needed, given) = (one(ContextKind::MinValues), one(ContextKind::ActualNumValues));
            text!("{needed} values required by '{argument}'; only {given} given", needed, argument, given)
        }
        ErrorKind::WrongNumberOfValues => {
            let (needed, given) = (one(ContextKind::ExpectedNumValues), one(ContextKind::ActualNumValues));
            text!("{needed} values required for '{argument}' but {given} given", needed, argument, given)
        }
        ErrorKind::InvalidUtf8 => text!("invalid UTF-8 was detected in one or more arguments"),
        _ => text!("the command line cannot be understood"),
    }
}

/// The values that would do.
fn possible(fault: &Fault) -> String {
    match fault.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => {
            format!("\n  {}", text!("[possible values: {values}]", values = values.join("、")))
        }
        _ => String::new(),
    }
}

/// Why a value is none: as this program says, or what Rust's numbers do.
fn why(fault: &Fault) -> Option<String> {
    let source = fault.source()?;
    if source.is::<ParseIntError>() {
        return Some(text!("a whole number is needed"));
    }
    if source.is::<ParseFloatError>() {
        return Some(text!("a number is needed"));
    }
    Some(source.to_string())
}

/// What may have been meant.
fn tips(fault: &Fault) -> Vec<String> {
    let mut tips = Vec::new();
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        let similar = match fault.get(kind) {
            Some(ContextValue::String(similar)) => similar.clone(),
            Some(ContextValue::Strings(similar)) => similar.join("、"),
            _ => continue,
        };
        tips.push(text!("there is '{similar}'", similar));
    }
    if let (Some(ContextValue::StyledStrs(said)), Some(ContextValue::String(argument))) =
        (fault.get(ContextKind::Suggested), fault.get(ContextKind::InvalidArg))
        // What it proposes to type; the other proposal of this kind is another command.
        && said.iter().any(|said| said.to_string().contains("-- "))
    {
        tips.push(text!("if '{argument}' is the name of a file, write it behind --", argument));
    }
    tips
}
