//! `classify backends`: what can be trained, and its parameters.

use std::io::Write;

use anyhow::Result;
use gongwen::classifier::Registry;
use gongwen::messages::{text, translated};

use crate::console::Console;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::render::style::{DIM, TITLE, pad};

pub(super) fn run(console: &Console) -> Result<Outcome> {
    Output::STDOUT.write(console, list)
}

fn list(out: &mut dyn Write) -> Result<Outcome> {
    for backend in Registry::built_in().iter() {
        writeln!(out, "{TITLE}{}{TITLE:#} {}", pad(backend.name(), 14), translated(backend.about()))?;
        for param in backend.params() {
            let (name, default) = (pad(param.name, 10), param.kind.default());
            let range = text!(" ({kind}; default {default})", kind = param.kind, default);
            writeln!(out, "    {name} {}{DIM}{range}{DIM:#}", translated(param.about))?;
        }
    }
    Ok(Outcome::DONE)
}
