//! `classify completions`: what makes a shell complete the words of the command line.

use anyhow::Result;
use clap::{Command, CommandFactory};
use clap_complete::{Shell, generate};
use gongwen::messages::{self, Language};

use super::Cli;
use crate::chinese;
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
        let mut command = match messages::language() {
            Language::English => typed(),
            Language::Chinese => chinese::to_be_read(typed()),
        };
        generate(self.shell, &mut command, "classify", &mut script);
        Output::STDOUT.write(console, |out| {
            out.write_all(&script)?;
            Ok(Outcome::DONE)
        })
    }
}

/// The command line without the verb that nobody types, which shells would offer.
fn typed() -> Command {
    let all = Cli::command();
    let verbs = all.get_subcommands().filter(|verb| !verb.is_hide_set()).cloned();
    Command::new("classify")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .args(all.get_arguments().cloned())
        .subcommands(verbs)
}
