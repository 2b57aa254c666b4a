//! `classify backends`: what can be trained, and its parameters.

use anyhow::Result;
use gongwen_classifier::Registry;

use crate::args::{Cli, OutputArgs};
use crate::outcome::Outcome;
use crate::render::style::{DIM, TITLE, pad};

pub(super) fn run(cli: &Cli) -> Result<Outcome> {
    let stdout = OutputArgs { output: None, force: false };
    stdout.with(cli.color, |out| {
        let registry = Registry::built_in();
        for backend in registry.iter() {
            writeln!(out, "{TITLE}{}{TITLE:#} {}", pad(backend.name(), 14), backend.about())?;
            for param in backend.params() {
                let default = param.kind.default();
                writeln!(
                    out,
                    "    {} {} {DIM}({}; default {default}){DIM:#}",
                    pad(param.name, 10),
                    param.about,
                    param.kind
                )?;
            }
        }
        Ok(Outcome { used: registry.iter().len(), failed: 0 })
    })
}
