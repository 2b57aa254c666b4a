//! `classify completions`: what makes a shell complete the words of the command line.

use anyhow::Result;
use clap::Command;
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
        generate(self.shell, &mut typed(), "classify", &mut script);
        Output::STDOUT.write(console, |out| {
            out.write_all(&script)?;
            Ok(Outcome::DONE)
        })
    }
}

/// The command line without the verb that nobody types, which shells would offer.
fn typed() -> Command {
    let all = Cli::to_be_read();
    let verbs = all.get_subcommands().filter(|verb| !verb.is_hide_set()).cloned();
    Command::new("classify")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .args(all.get_arguments().cloned())
        .subcommands(verbs)
}
