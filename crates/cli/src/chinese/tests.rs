//! That the catalogues hold what the program says, in all crates, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::builder::StyledStr;
use clap::{Arg, Command, CommandFactory};
use gongwen::classifier::{ParamSpec, Registry};
use gongwen::messages::{Entry, entries};
use gongwen::parse::repair::PASSES;
use gongwen::settings::FeatureSettings;

use crate::args::{features_help, threshold_help};
use crate::commands::{Cli, passes_help};

#[test]
fn the_catalogues_hold_every_message_and_no_other() {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for file in sources() {
        let source = fs::read_to_string(&file).expect("source");
        said.extend(
            [concat!("text", "!("), concat!("phrase", "!(")].iter().flat_map(|call| literals(&source, call)),
        );
    }
    let specs = Registry::built_in();
    let specs = specs.iter().flat_map(|backend| backend.params()).chain(FeatureSettings::SPECS);
    said.extend(specs.map(|spec: &ParamSpec| spec.about.to_owned()));
    said.extend(Registry::built_in().iter().map(|backend| backend.about().to_owned()));
    said.extend(PASSES.iter().map(|pass| pass.about.to_owned()));
    help(&Cli::command(), &mut said);
    // These are composed of others.
    for composed in [features_help(), threshold_help(), passes_help()] {
        assert!(said.remove(&composed), "no help: {composed}");
    }
    let known: BTreeSet<String> = entries().map(|Entry { english, .. }| english).collect();
    let told = |messages: BTreeSet<&String>| {
        let entry = |english: &&String| format!("msgid {english:?}\nmsgstr \"\"\n\n");
        messages.iter().map(entry).collect::<String>()
    };
    assert_eq!(told(said.difference(&known).collect()), "", "not in a catalogue");
    assert_eq!(told(known.difference(&said).collect()), "", "said by nobody");
}

/// The sources of all crates.
fn sources() -> Vec<PathBuf> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<PathBuf> = fs::read_dir(crates)
        .expect("crates")
        .map(|folder| folder.expect("a crate").path().join("src"))
        .collect();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "rs")
                && !path.ends_with("messages/src/lib.rs")
            {
                sources.push(path);
            }
        }
    }
    assert!(sources.len() > 300, "{} sources", sources.len());
    sources
}

/// The strings that stand first in these calls.
fn literals(source: &str, call: &str) -> Vec<String> {
    let behind = source.split(call).skip(1).filter_map(|behind| behind.trim_start().strip_prefix('"'));
    behind.map(literal).collect()
}

/// A string up to its closing quote.
fn literal(source: &str) -> String {
    let mut text = String::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                Some('n') => text.push('\n'),
                Some(escaped) => text.push(escaped),
                None => {}
            },
            c => text.push(c),
        }
    }
    text
}

/// All that the help of a command and its verbs is made of.
fn help(command: &Command, said: &mut BTreeSet<String>) {
    let of_command = [command.get_about(), command.get_after_help(), command.get_after_long_help()];
    said.extend(of_command.into_iter().flatten().map(ToString::to_string));
    for arg in command.get_arguments() {
        said.extend([arg.get_help(), arg.get_long_help()].into_iter().flatten().map(ToString::to_string));
        said.extend(arg.get_help_heading().map(str::to_owned));
        said.extend(names(arg));
        let values = arg.get_possible_values();
        said.extend(values.iter().filter_map(|value| value.get_help()).map(StyledStr::to_string));
    }
    command.get_subcommands().for_each(|verb| help(verb, said));
}

/// The names of an argument's values that are words.
fn names(arg: &Arg) -> impl Iterator<Item = String> {
    const OF_FORMATS: [&str; 2] = ["CSV", "XLSX"];
    let takes_values = arg.get_action().takes_values();
    let is_word = move |name: &&clap::builder::Str| {
        takes_values && name.len() > 1 && !OF_FORMATS.contains(&name.as_str())
    };
    arg.get_value_names().unwrap_or_default().iter().filter(is_word).map(ToString::to_string)
}

/// The crates whose errors are told in both languages.
const CRATES: [&str; 8] = ["classifier", "cli", "features", "gongwen", "parse", "read", "serve", "write"];

#[test]
fn no_error_of_these_crates_is_told_in_english_alone() {
    let files = sources().into_iter().filter(|file| {
        let own = |name: &str| file.components().any(|part| part.as_os_str() == name);
        CRATES.iter().any(|name| own(name)) && !file.ends_with("chinese/tests.rs")
    });
    let mut errors = 0;
    for file in files {
        let source = fs::read_to_string(&file).expect("source");
        for error in source.split("#[error(").skip(1) {
            errors += 1;
            // What another error says, or words that were looked up when it came about.
            let handed_on = ["transparent)", "\"{0}\")"];
            let error: String = error.chars().filter(|c| !c.is_whitespace()).take(40).collect();
            let is_told = error.starts_with(concat!("\"{}\",text", "!("))
                || handed_on.iter().any(|on| error.starts_with(on));
            assert!(is_told, "{}: {error}", file.display());
        }
        // The program's own: `--features` is the name of an option.
        for call in
            ["context(\"", "UsageError(\"", "bail!(\"", "warn(&\"", "say(&\"", "error(&\"", "tell(&\""]
        {
            for said in source.split(call).skip(1) {
                let is_name = said.starts_with("--") || file.ends_with("cli/src/console.rs");
                assert!(is_name, "{}: {call}{}", file.display(), said.lines().next().unwrap_or_default());
            }
        }
    }
    assert!(errors > 200, "{errors} errors");
}

#[test]
fn strings_are_read_as_rust_reads_them() {
    let text = concat!("text", "!(");
    assert_eq!(
        literals(&format!("{text}\n    \"a \\\"b\\\" \\\n     c\", x) other!(\"d\")"), text),
        ["a \"b\" c"]
    );
}
