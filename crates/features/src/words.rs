//! The words that the terms of a vocabulary stand for, whatever field they are of.

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
        let mut terms: Vec<(&str, bool, usize)> = tfidf
            .terms()
            .iter()
            .enumerate()
            .map(|(column, term)| {
                let (word, is_pair) = term_words(term);
                (word, is_pair, column)
            })
            .collect();
        // Stable, as that makes use of the order that terms of one field stand in.
        terms.sort_by_key(|&(word, ..)| word);
        let mut of_column = vec![(0, false); terms.len()];
        let mut names: Vec<Box<str>> = Vec::new();
        for (number, of_word) in (0..).zip(terms.chunk_by(|one, other| one.0 == other.0)) {
            names.push(of_word[0].0.into());
            of_word.iter().for_each(|&(_, is_pair, column)| of_column[column] = (number, is_pair));
        }
        Self { names, of_column }
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
