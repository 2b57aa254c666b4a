//! One file per verb: its arguments and what it does.

pub(crate) mod backends;
pub(crate) mod bags;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod parse;
pub(crate) mod tag;
pub(crate) mod train;

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
