//! From a word, or a pair of characters, to its columns in one look-up, with no term written out.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::bag::{term_field, term_words};
use crate::tfidf::TfIdf;

/// A field of a text, as its terms are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Text,
    Heading,
    Lead,
    Title,
}

/// The columns of one word, by field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns([u32; 4]);

/// Stands for a term that is not in the vocabulary.
const NONE: u32 = u32::MAX;

impl Columns {
    pub(crate) fn of(self, field: Field) -> Option<u32> {
        Some(self.0[field as usize]).filter(|&column| column != NONE)
    }
}

/// The vocabulary turned inside out: what [`TfIdf`] keeps by term stands here by word.
#[derive(Debug, Clone)]
pub(crate) struct Lookup {
    /// Words, and runs of words joined by a space.
    words: HashMap<Box<str>, Columns, FxBuildHasher>,
    pairs: HashMap<u64, Columns, FxBuildHasher>,
    /// Of each column its field.
    fields: Vec<Field>,
}

impl Lookup {
    pub(crate) fn of(tfidf: &TfIdf) -> Self {
        let mut lookup = Self { words: HashMap::default(), pairs: HashMap::default(), fields: Vec::new() };
        for (column, term) in (0..).zip(tfidf.terms()) {
            let field = match term_field(term).0 {
                "heading" => Field::Heading,
                "lead" => Field::Lead,
                "title" => Field::Title,
                _ => Field::Text,
            };
            lookup.fields.push(field);
            let columns = match term_words(term) {
                (pair, true) => {
                    let mut characters = pair.chars();
                    let (Some(first), Some(second), None) =
                        (characters.next(), characters.next(), characters.next())
                    else {
                        continue;
                    };
                    lookup.pairs.entry(key(first, second)).or_insert(Columns([NONE; 4]))
                }
                (word, false) => lookup.words.entry(word.into()).or_insert(Columns([NONE; 4])),
            };
            columns.0[field as usize] = column;
        }
        lookup
    }

    pub(crate) fn word(&self, word: &str) -> Option<Columns> {
        self.words.get(word).copied()
    }

    pub(crate) fn pair(&self, first: char, second: char) -> Option<Columns> {
        self.pairs.get(&key(first, second)).copied()
    }

    pub(crate) fn field(&self, column: u32) -> Field {
        self.fields[column as usize]
    }
}

/// Both characters side by side.
fn key(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 32 | u64::from(u32::from(second))
}
