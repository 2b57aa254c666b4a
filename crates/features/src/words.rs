//! The words that the terms of a vocabulary stand for, whatever field they are of.

use std::collections::BTreeMap;

use crate::bag::term_words;
use crate::tfidf::TfIdf;

/// The words of a vocabulary, numbered from 0 in code-point order, and the word of each term.
///
/// ```
/// use gongwen_features::{Bag, TfIdfParams, Words};
///
/// let bag: Bag = ["char:消防", "heading:消防", "消防", "隐患"].map(|term| (term.to_owned(), 1.0)).into();
/// let words = Words::of(&TfIdfParams::default().fit([&bag]));
/// assert_eq!((0..4).filter_map(|column| words.of_column(column)).collect::<Vec<_>>(), [
///     (0, true), (0, false), (0, false), (1, false),
/// ]);
/// assert_eq!([words.name(0), words.name(1)], ["消防", "隐患"]);
/// ```
#[derive(Debug, Clone)]
pub struct Words {
    names: Vec<Box<str>>,
    of_column: Vec<(u32, bool)>,
}

impl Words {
    /// Gathers the words of a vocabulary.
    pub fn of(tfidf: &TfIdf) -> Self {
        let mut numbers: BTreeMap<&str, u32> =
            tfidf.terms().iter().map(|term| (term_words(term).0, 0)).collect();
        numbers.values_mut().zip(0..).for_each(|(number, place)| *number = place);
        let of_column = tfidf.terms().iter().map(|term| {
            let (word, is_pair) = term_words(term);
            (numbers[word], is_pair)
        });
        Self { of_column: of_column.collect(), names: numbers.keys().map(|&word| word.into()).collect() }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The number of a term's word, and whether the term is of it as a pair of characters.
    pub fn of_column(&self, column: u32) -> Option<(u32, bool)> {
        self.of_column.get(column as usize).copied()
    }

    /// A word by its number; empty for a number that none has.
    pub fn name(&self, word: u32) -> &str {
        self.names.get(word as usize).map_or("", |name| name)
    }
}
