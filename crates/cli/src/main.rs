//! `classify`: reads Chinese work reports, restores their structure and tags every paragraph by theme.

mod args;
mod chinese;
mod closing;
mod commands;
mod console;
mod inputs;
mod isolated;
mod language;
mod outcome;
mod output;
mod render;
mod shape;
mod temporary;
mod terminal;
mod threads;
mod work;

use std::io;
use std::process::ExitCode;

use crate::commands::Cli;
use crate::outcome::is_usage;

fn main() -> ExitCode {
    if let Some(done) = isolated::serve_if_asked() {
        return done;
    }
    temporary::remove_at_signals();
    let cli = Cli::from_arguments();
    let console = cli.console();
    threads::run(cli.threads(), || match cli.run(&console) {
        Ok(outcome) => outcome.exit_code(),
        // Whoever reads the output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console.failure(&error);
            ExitCode::from(if is_usage(&error) { 2 } else { 1 })
        }
    })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref().map(io::Error::kind));
    kinds.into_iter().any(|kind| kind == io::ErrorKind::BrokenPipe)
}
