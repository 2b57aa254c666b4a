//! Lexicons: terms of the genre that a general dictionary cuts apart.

use std::collections::BTreeSet;

use gongwen_messages::{phrase, text, translated};
use serde::{Deserialize, Serialize};

/// Terms to keep whole, sorted and without repeats.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lexicon {
    terms: BTreeSet<String>,
}

/// A line of a lexicon that is not a term.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "{}",
    text!("line {line}: {what} in `{text}`; write one term a line, comments after `#`", line, what = translated(what), text)
)]
pub struct LexiconError {
    /// 1-based line number.
    pub line: usize,
    /// The line as it stands.
    pub text: String,
    what: &'static str,
}

impl Lexicon {
    /// Reads a lexicon: one term a line; what follows a `#` is a comment, empty lines are passed over.
    ///
    /// # Errors
    /// On white space inside a term (a frequency or tag behind it, as in jieba's own dictionary format)
    /// and on terms of a single character, which would change nothing.
    pub fn parse(text: &str) -> Result<Self, LexiconError> {
        let mut terms = BTreeSet::new();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let term = line.split('#').next().unwrap_or_default().trim();
            let error = |what| LexiconError { line: index + 1, text: line.trim().to_owned(), what };
            if term.contains(char::is_whitespace) {
                return Err(error(phrase!("white space")));
            }
            match term.chars().count() {
                0 => {}
                1 => return Err(error(phrase!("a single character"))),
                _ => {
                    terms.insert(term.to_owned());
                }
            }
        }
        Ok(Self { terms })
    }

    /// This lexicon with more terms; those of a single character are left out, for they would change nothing.
    pub fn with<'w>(mut self, terms: impl IntoIterator<Item = &'w str>) -> Self {
        let more = terms.into_iter().filter(|term| term.chars().nth(1).is_some());
        self.terms.extend(more.map(str::to_owned));
        self
    }

    /// The terms, in code-point order.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = &str> {
        self.terms.iter().map(String::as_str)
    }
}
