//! One file per verb: its arguments and what it does.

pub(crate) mod backends;
pub(crate) mod bags;
pub(crate) mod collect;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod model_card;
pub(crate) mod parse;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod tag;
pub(crate) mod train;

use anyhow::Result;

use crate::args::{Cli, Command};
use crate::outcome::Outcome;

/// Runs the verb of the command line.
pub(crate) fn run(cli: &Cli) -> Result<Outcome> {
    match &cli.command {
        Command::Tag(args) => tag::run(args, cli),
        Command::Collect(args) => collect::run(args, cli),
        Command::Report(args) => report::run(args, cli),
        Command::Parse(args) => parse::run(args, cli),
        Command::Explain(args) => explain::run(args, cli),
        Command::Train(args) => train::run(args, cli),
        Command::Eval(args) => eval::run(args, cli),
        Command::Bags(args) => bags::run(args, cli),
        Command::Review(args) => review::run(args, cli),
        Command::ModelCard(args) => model_card::run(args, cli),
        Command::Backends => backends::run(cli),
    }
}
