//! `classify completions`: what makes a shell complete the words of the command line.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::Cli;
use crate::console::Console;
use crate::outcome::Outcome;
use crate::output::Output;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  classify completions bash > ~/.local/share/bash-completion/completions/classify
  classify completions zsh > ~/.zfunc/_classify      with fpath+=~/.zfunc before compinit in ~/.zshrc
  classify completions fish > ~/.config/fish/completions/classify.fish")]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "classify", &mut script);
        Output::STDOUT.write(console, |out| {
            out.write_all(&script)?;
            Ok(Outcome::DONE)
        })
    }
}
