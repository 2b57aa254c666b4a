//! `classify`: reads Chinese work reports, restores their structure and tags every paragraph by theme.

mod args;
mod commands;
mod evaluation;
mod format;
mod inputs;
mod labelled;
mod learning;
mod model;
mod outcome;
mod output;
mod render;
mod tagging;

use std::io;
use std::process::ExitCode;

use clap::{ColorChoice, Parser};

use crate::args::Cli;
use crate::outcome::report_error;
use crate::output::UsageError;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.color {
        ColorChoice::Auto => {}
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
    match commands::run(&cli) {
        Ok(outcome) => outcome.exit_code(),
        // Whoever reads the output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report_error(&format_args!("{error:#}"));
            ExitCode::from(if error.is::<UsageError>() { 2 } else { 1 })
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}
