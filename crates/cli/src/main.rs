//! `classify`: reads Chinese work reports, restores their structure and tags every paragraph by theme.

mod args;
mod closing;
mod commands;
mod console;
mod inputs;
mod outcome;
mod output;
mod render;
mod shape;

use std::io;
use std::process::ExitCode;

use crate::commands::Cli;
use crate::outcome::is_usage;

fn main() -> ExitCode {
    let cli = Cli::from_arguments();
    let console = cli.console();
    match cli.run(&console) {
        Ok(outcome) => outcome.exit_code(),
        // Whoever reads the output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console.error(&format_args!("{error:#}"));
            ExitCode::from(if is_usage(&error) { 2 } else { 1 })
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
