//! `classify bags`: labelled texts as counted terms without order.

use anyhow::Result;
use gongwen::built_in;
use gongwen::labelled::write_bags;
use gongwen::settings::BagSettings;

use crate::args::{DataArgs, OutputArgs, within};
use crate::console::Console;
use crate::outcome::Outcome;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Origin and licence of the texts, kept in the file
    #[arg(long, value_name = "TEXT", default_value_t = BagSettings::default().about)]
    about: String,

    /// Leave out terms found in fewer paragraphs than this: rare words are often names
    #[arg(long, value_name = "N", value_parser = within::<u32>(0, u32::MAX.into()))]
    #[arg(default_value_t = BagSettings::default().min_df)]
    min_df: u32,

    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let output = self.output.output();
        output.check_free()?;
        output.only(&["bags"])?;
        let themes = self.data.themes()?;
        let examples = self.data.read(&themes)?;
        let settings = BagSettings { min_df: self.min_df, about: self.about.clone() };
        let tokenizer = built_in::tokenizer()?.build();
        output.write(console, |out| {
            write_bags(out, &examples, &*tokenizer, &settings)?;
            Ok(Outcome { used: examples.len(), failed: 0 })
        })
    }
}
