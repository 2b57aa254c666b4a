//! One file per verb.

mod backends;
mod bags;
mod eval;
mod explain;
mod parse;
mod tag;
mod train;

use anyhow::Result;

use crate::args::{Cli, Command};
use crate::outcome::Outcome;

/// Runs the verb of the command line.
pub(crate) fn run(cli: &Cli) -> Result<Outcome> {
    match &cli.command {
        Command::Tag(args) => tag::run(args, cli),
        Command::Parse(args) => parse::run(args, cli),
        Command::Explain(args) => explain::run(args, cli),
        Command::Train(args) => train::run(args, cli),
        Command::Eval(args) => eval::run(args, cli),
        Command::Bags(args) => bags::run(args, cli),
        Command::Backends => backends::run(cli),
    }
}
