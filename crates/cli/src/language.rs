//! In which language the program speaks: as asked for by `--lang`, or as the locale has it.

use std::env;
use std::ffi::OsString;

use clap::ValueEnum;
use gongwen::messages::Language;

/// A language by its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArg {
    // A language names itself: with help, every page of `-h` would be as long as that of `--help`.
    Zh,
    En,
}

impl From<LanguageArg> for Language {
    fn from(language: LanguageArg) -> Self {
        match language {
            LanguageArg::Zh => Self::Chinese,
            LanguageArg::En => Self::English,
        }
    }
}

impl LanguageArg {
    /// The tag by which it is asked for.
    pub(crate) fn of(language: Language) -> &'static str {
        match language {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }
}

/// The language to speak, looked for before the arguments are understood: help and what is wrong with them are told in
/// it, too.
pub(crate) fn chosen(arguments: &[OsString]) -> Language {
    let asked = asked(arguments, "--lang").and_then(|tag| LanguageArg::from_str(tag, false).ok());
    asked.map_or_else(of_locale, Language::from)
}

/// The language that the system is set to: by the first of these variables that says anything.
fn of_locale() -> Language {
    let named = |variable: &&str| env::var(variable).ok().filter(|locale| !locale.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(named);
    Language::of_locale(&locale.unwrap_or_default())
}

/// The value of an option in arguments that may hold anything.
pub(crate) fn asked<'a>(arguments: &'a [OsString], option: &str) -> Option<&'a str> {
    let mut words =
        arguments.iter().map_while(|word| (word != "--").then(|| word.to_str().unwrap_or_default()));
    while let Some(word) = words.next() {
        match word.strip_prefix(option) {
            Some("") => return words.next(),
            Some(rest) if rest.starts_with('=') => return Some(&rest[1..]),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_found_whatever_else_is_wrong() {
        let asked = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            asked(&words, "--lang").map(str::to_owned)
        };
        assert_eq!(asked("classify tga --language --lang zh"), Some("zh".to_owned()));
        assert_eq!(asked("classify --lang=en tag"), Some("en".to_owned()));
        assert_eq!(asked("classify tag -- --lang zh"), None, "a file's name");
        assert_eq!(asked("classify tag --lang"), None);
    }
}
