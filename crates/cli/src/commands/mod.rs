//! The verbs: one file each, its arguments and what it does.

mod backends;
mod bags;
mod collect;
mod compare;
mod completions;
mod eval;
mod explain;
mod figures;
mod folder;
mod learn;
mod man;
mod model_card;
mod panel;
mod parse;
mod report;
mod review;
mod serve;
mod tag;
mod themes;
mod topics;
mod track;
mod train;
mod version;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anyhow::Result;
use clap::error::{ContextKind, ContextValue, ErrorFormatter, ErrorKind};
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use gongwen::messages::{self, Language, set_language, text};

#[cfg(test)]
pub(crate) use self::parse::passes_help;
use crate::args::within;
use crate::chinese::{self, Faults, Length};
use crate::console::Console;
use crate::language::{self, LanguageArg, asked};
use crate::outcome::Outcome;
use crate::terminal::visible;

/// Reads Chinese work reports (工作总结, 工作思路), restores their structure and tags every paragraph by theme.
#[derive(Debug, Parser)]
#[command(name = "classify", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "\
Examples:
  classify 年终材料/                           a page to read by theme, a table to correct
  classify tag 总结.txt                        every paragraph with its theme, and a summary
  classify tag 2023年材料/ -o 标签.csv           a folder of reports as one table for Excel
  classify figures 总结.txt -o 数据.xlsx         every number with what it measures, as a workbook
  classify compare 2022年.docx 2023年.docx     what changed from one year to the next
  classify track 2023.docx 2024.docx           what became of last year's plan
  classify parse --edits 总结.txt              what was repaired, and why
  classify explain 总结.txt --paragraph 12     why paragraph 12 got its theme
  classify learn 标签.xlsx -o my.gongwen       a model that knows what you corrected in the table
  classify serve 年终材料/                      all of it in the browser
  classify train data/corpus -o my.gongwen     a model of your own

Exit codes: 0 all well, 1 nothing usable, 2 some files failed or wrong usage.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to colour the output
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,

    /// Language of help and messages: Chinese or English [default: as the system is set]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<LanguageArg>,

    /// Say nothing on standard error but errors
    #[arg(long, short, global = true)]
    quiet: bool,

    /// Tell of every file what was read in it
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,

    /// Work on so many threads [default: one a core]
    #[arg(long, global = true, value_name = "N", value_parser = within::<u16>(1, u16::MAX.into()))]
    threads: Option<u16>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tag every paragraph of the reports by theme
    Tag(tag::Args),
    /// Collect all paragraphs about a theme in one document
    Collect(collect::Args),
    /// List every number the reports state: what it measures, its time, whether it was reached or is aimed at
    Figures(figures::Args),
    /// Count units, years, parts and themes: how much each unit says of what in each year
    Panel(panel::Args),
    /// Group the paragraphs of a theme (其他, or any) by what they are about, with the words that tell them apart
    Topics(topics::Args),
    /// Compare two reports: themes, headings, figures with their change, copied passages
    Compare(compare::Args),
    /// Hold the plan of one report against the results of a later one: every item with what reports on it
    Track(track::Args),
    /// Make a web page to read the reports by theme
    Report(report::Args),
    /// Open a folder of reports in the browser: read, correct, learn, export
    Serve(serve::Args),
    /// Restore the structure of the reports: titles, headings, paragraphs, repairs
    Parse(parse::Args),
    /// Show why a paragraph got its theme
    Explain(explain::Args),
    /// Learn from corrected tables, on top of what a model knows
    Learn(learn::Args),
    /// Train a model from labelled reports
    Train(train::Args),
    /// List, check and count the themes of a themes file and their seed words, or write one to begin with
    Themes(themes::Args),
    /// Measure a model, or a way of training by cross-validation
    Eval(eval::Args),
    /// Write labelled texts as bags: counted terms without order, to share without showing a document
    Bags(bags::Args),
    /// List the paragraphs of reports most worth a look, or labels worth a second one, as a table to fill in
    Review(review::Args),
    /// Write a model's card: its data, method, settings, scores and limits
    ModelCard(model_card::Args),
    /// List the classifier backends and their parameters
    Backends,
    /// Write what makes a shell complete the words of the command line
    Completions(completions::Args),
    /// Write the manual pages into a folder
    Man(man::Args),
    /// Tag a folder that is named without a verb
    #[command(name = folder::VERB, hide = true)]
    Folder(folder::Args),
}

impl Cli {
    /// What was typed; wrong usage and calls for help end the program here.
    pub(crate) fn from_arguments() -> Self {
        let arguments: Vec<OsString> = std::env::args_os().collect();
        set_language(language::chosen(&arguments));
        Self::of(&arguments).unwrap_or_else(|error| {
            if error.kind() == ErrorKind::DisplayVersion && arguments.iter().any(|word| word == "--version") {
                let told = write!(io::stdout(), "{}", version::long());
                std::process::exit(if told.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
                    1
                } else {
                    0
                });
            }
            match messages::language() {
                Language::English => end(&error, &arguments),
                Language::Chinese => end(&error.apply::<Faults>(), &arguments),
            }
        })
    }

    /// The command line in the language spoken, as clap knows it.
    pub(crate) fn spoken() -> clap::Command {
        match messages::language() {
            Language::English => Self::command(),
            Language::Chinese => chinese::translated(Self::command()),
        }
    }

    /// What these arguments mean: a file or folder where a verb should stand is tagged.
    fn of(arguments: &[OsString]) -> Result<Self, clap::Error> {
        let parsed = |typed: &[OsString]| {
            let mut command = Self::spoken().color(asked_colour(arguments));
            let mut matches = command.try_get_matches_from_mut(typed);
            // Laid out when somebody asks.
            if messages::language() == Language::Chinese && matches.as_ref().is_err_and(is_help) {
                let is_long = arguments.iter().any(|word| word == "--help");
                let length = if is_long { Length::Long } else { Length::Short };
                matches = chinese::with_pages(command, length).try_get_matches_from(typed);
            }
            matches.and_then(|matches| Self::from_arg_matches(&matches))
        };
        parsed(arguments).or_else(|error| match error.get(ContextKind::InvalidSubcommand) {
            Some(ContextValue::String(name)) if Path::new(name).exists() => {
                let is_path = |argument: &OsString| argument == name.as_str();
                let at = arguments.iter().position(is_path).unwrap_or(arguments.len());
                let (before, behind) = arguments.split_at(at);
                parsed(&[before, &[folder::VERB.into()], behind].concat())
            }
            // In Chinese this is told where all else that is wrong is.
            Some(ContextValue::String(name))
                if is_like_a_path(name) && messages::language() == Language::English =>
            {
                let what = format!("{}\n", no_such_path(name));
                Err(clap::Error::raw(ErrorKind::InvalidSubcommand, what).with_cmd(&Self::command()))
            }
            _ => Err(error),
        })
    }

    /// The terminal beside the results, as asked for.
    pub(crate) fn console(&self) -> Console {
        let colour = match self.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        // Messages on standard error follow the same choice.
        colour.write_global();
        Console { colour, quiet: self.quiet, verbose: self.verbose }
    }

    /// How many threads to work on; 0 is one a core.
    pub(crate) fn threads(&self) -> usize {
        self.threads.map_or(0, usize::from)
    }

    /// Runs the verb.
    pub(crate) fn run(&self, console: &Console) -> Result<Outcome> {
        match &self.command {
            Command::Tag(args) => args.run(console),
            Command::Collect(args) => args.run(console),
            Command::Figures(args) => args.run(console),
            Command::Panel(args) => args.run(console),
            Command::Topics(args) => args.run(console),
            Command::Compare(args) => args.run(console),
            Command::Track(args) => args.run(console),
            Command::Report(args) => args.run(console),
            Command::Serve(args) => args.run(console),
            Command::Parse(args) => args.run(console),
            Command::Explain(args) => args.run(console),
            Command::Folder(args) => args.run(console),
            Command::Learn(args) => args.run(console),
            Command::Train(args) => args.run(console),
            Command::Themes(args) => args.run(console),
            Command::Eval(args) => args.run(console),
            Command::Bags(args) => args.run(console),
            Command::Review(args) => args.run(console),
            Command::ModelCard(args) => args.run(console),
            Command::Backends => backends::run(console),
            Command::Completions(args) => args.run(console),
            Command::Man(args) => args.run(console),
        }
    }
}

/// What is wrong with a word that should have been the name of a file or folder.
pub(crate) fn no_such_path(name: &str) -> String {
    text!("{name}: no such file or folder, and no command", name)
}

/// Whether a word is rather the name of a file or folder than of a verb.
pub(crate) fn is_like_a_path(word: &str) -> bool {
    word.contains(['/', '\\', '.']) || !word.is_ascii()
}

/// Says what is wrong or was asked for, and ends the program.
fn end<F: ErrorFormatter>(error: &clap::error::Error<F>, arguments: &[OsString]) -> ! {
    // A name of a file may look like an option and control the terminal; rendered without colour, escapes
    // of its own are gone from the message, too.
    let controls = |argument: &OsString| {
        let argument = argument.to_string_lossy();
        visible(&argument) != argument
    };
    let said = if error.use_stderr() && io::stderr().is_terminal() && arguments.iter().any(controls) {
        write!(io::stderr(), "{}", visible(&error.render().to_string()))
    } else {
        error.print()
    };
    // Help that nobody could read was not given.
    let lost = said.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe);
    std::process::exit(if lost { 1 } else { error.exit_code() })
}

fn is_help(error: &clap::Error) -> bool {
    matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
}

/// The colour asked for, looked for before the arguments are understood: they may not be.
fn asked_colour(arguments: &[OsString]) -> ColorChoice {
    let asked = asked(arguments, "--color");
    asked.and_then(|value| ColorChoice::from_str(value, false).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_chosen_whatever_else_is_wrong() {
        let asked = |line: &str| asked_colour(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(asked("classify tag --colour --color never"), ColorChoice::Never);
        assert_eq!(asked("classify --color=always tga"), ColorChoice::Always);
        assert_eq!(asked("classify --color purple"), ColorChoice::Auto);
    }
}
