//! `classify man`: the manual pages, one for the program and one for each verb.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::CommandFactory;
use gongwen::messages::{self, Language, text};

use super::Cli;
use crate::chinese;
use crate::console::Console;
use crate::outcome::Outcome;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  classify man ~/.local/share/man/man1      then: man classify-tag")]
pub(crate) struct Args {
    /// Folder for the pages; those of an earlier version are overwritten
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let folder = self.folder.display();
        let write = || {
            fs::create_dir_all(&self.folder)?;
            match messages::language() {
                Language::English => clap_mangen::generate_to(Cli::command(), &self.folder),
                Language::Chinese => chinese::manual(&Cli::spoken())
                    .iter()
                    .try_for_each(|(name, page)| fs::write(self.folder.join(name), page)),
            }
        };
        write().with_context(|| text!("{folder}: manual pages not written", folder))?;
        console.say(&text!("{folder}: manual pages of classify and its verbs", folder));
        Ok(Outcome::DONE)
    }
}
