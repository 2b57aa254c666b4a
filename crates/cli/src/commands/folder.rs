//! `classify FOLDER`, without a verb: the page to read by and the table to correct, beside the folder. So a folder
//! can be dragged onto the program.

use std::path::{Path, PathBuf};

use anyhow::Result;
use gongwen::ReadingPage;
use gongwen::messages::text;
use gongwen::trends::FileWords;
use gongwen::write::{OutputFormat, TaggedFile, tag_writer};

use crate::args::TaggingArgs;
use crate::console::Console;
use crate::outcome::{Outcome, UsageError};
use crate::output::Output;
use crate::render::style::TITLE;

/// The name of the verb that nobody types.
pub(super) const VERB: &str = "read-folder";

#[derive(Debug, clap::Args)]
#[command(name = VERB, hide = true)]
pub(crate) struct Args {
    #[command(flatten)]
    tagging: TaggingArgs,
}

impl Args {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome> {
        let (inputs, tagger) = (self.tagging.inputs()?, self.tagging.tagger(true)?);
        let Some(beside) = inputs.paths.first().filter(|path| path.as_os_str() != "-") else {
            return Err(UsageError(text!("name a folder")).into());
        };
        let (page, table) = free_names(beside);
        let to = |path: &Path| Output { path: Some(path.to_owned()), force: false };
        let themes = tagger.names();
        let outcome = to(&page).write_bytes(|page| {
            to(&table).write_bytes(|table| {
                let mut page = ReadingPage::new(page, &themes);
                let mut table = tag_writer(OutputFormat::Xlsx, table, &themes)?;
                let outcome = inputs.each_again(
                    console,
                    |file| {
                        let file = tagger.tag(file)?;
                        let words = FileWords::of(&file, tagger.model().vectorizer.extractor());
                        Ok((file, words))
                    },
                    |(tagged, words), again| {
                        let file = TaggedFile { again, ..tagged };
                        page.add(file.clone(), words)?;
                        Ok(table.add(file)?)
                    },
                )?;
                if outcome.used > 0 {
                    page.finish()?;
                    table.finish()?;
                }
                Ok(outcome)
            })
        })?;
        if outcome.used > 0 {
            Output::STDOUT.write(console, |out| {
                writeln!(out, "{TITLE}{}{TITLE:#}", page.display())?;
                writeln!(out, "  用浏览器打开：按主题读全部材料，不需要网络")?;
                writeln!(out, "{TITLE}{}{TITLE:#}", table.display())?;
                writeln!(out, "  用 Excel 或 WPS 打开：每段一行；主题不对的在最后一列“更正”里填上，再运行")?;
                writeln!(out, "  classify learn {} -o my.gongwen", table.display())?;
                Ok(Outcome::DONE)
            })?;
        }
        Ok(outcome)
    }
}

/// The names of page and table beside a folder or file, with the first number behind that is free for both: nothing
/// is written over.
fn free_names(folder: &Path) -> (PathBuf, PathBuf) {
    // The parent of `..` or of `.` is no part of its name.
    let whole = folder.canonicalize();
    let parent = match folder.file_name() {
        Some(_) => folder.parent(),
        None => whole.as_deref().ok().and_then(Path::parent),
    };
    let parent = parent.unwrap_or(Path::new("")).to_owned();
    let names = |number: usize| {
        let number = if number < 2 { String::new() } else { format!("-{number}") };
        let [page, table] =
            [format!("主题阅读{number}.html"), format!("标签{number}.xlsx")].map(|name| parent.join(name));
        (page, table)
    };
    let is_free = |path: &Path| !path.exists() && !path.is_symlink();
    let free = |&number: &usize| {
        let (page, table) = names(number);
        is_free(&page) && is_free(&table)
    };
    names((1..).find(free).unwrap_or(1))
}
