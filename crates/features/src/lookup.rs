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
#[derive(Debug, Clone, Default)]
pub(crate) struct Lookup {
    /// Words, and runs of words joined by a space, by [`short`].
    words: HashMap<u128, Columns, FxBuildHasher>,
    /// Those that are too long for that.
    long_words: HashMap<Box<str>, Columns, FxBuildHasher>,
    pairs: HashMap<u64, Columns, FxBuildHasher>,
    /// Of two Han, by [`two_han`], their columns in the text itself: as a word, and as a pair of characters. Most terms
    /// of a text are such, and stay near at hand in a table of their own.
    two: HashMap<u32, [u32; 2], FxBuildHasher>,
    /// Of each column its field.
    fields: Vec<Field>,
}

impl Lookup {
    pub(crate) fn of(tfidf: &TfIdf) -> Self {
        let mut lookup = Self::default();
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
                    let Some((first, second)) = both(pair) else { continue };
                    lookup.pairs.entry(key(first, second)).or_insert(Columns([NONE; 4]))
                }
                (word, false) => match short(word) {
                    Some(word) => lookup.words.entry(word).or_insert(Columns([NONE; 4])),
                    None => lookup.long_words.entry(word.into()).or_insert(Columns([NONE; 4])),
                },
            };
            columns.0[field as usize] = column;
            if field == Field::Text
                && let (word, is_pair) = term_words(term)
                && let Some(two) = both(word).and_then(|(first, second)| two_han(first, second))
            {
                lookup.two.entry(two).or_insert([NONE; 2])[usize::from(is_pair)] = column;
            }
        }
        lookup
    }

    pub(crate) fn word(&self, word: &str) -> Option<Columns> {
        match short(word) {
            Some(word) => self.words.get(&word),
            None => self.long_words.get(word),
        }
        .copied()
    }

    pub(crate) fn pair(&self, first: char, second: char) -> Option<Columns> {
        self.pairs.get(&key(first, second)).copied()
    }

    /// The column of a word of the text itself.
    pub(crate) fn text_word(&self, word: &str) -> Option<u32> {
        match both(word).and_then(|(first, second)| two_han(first, second)) {
            Some(two) => Some(self.two.get(&two)?[0]).filter(|&column| column != NONE),
            None => self.word(word)?.of(Field::Text),
        }
    }

    /// The column of a pair of characters of the text itself.
    pub(crate) fn text_pair(&self, first: char, second: char) -> Option<u32> {
        match two_han(first, second) {
            Some(two) => Some(self.two.get(&two)?[1]).filter(|&column| column != NONE),
            None => self.pair(first, second)?.of(Field::Text),
        }
    }

    pub(crate) fn field(&self, column: u32) -> Field {
        self.fields[column as usize]
    }
}

/// Both characters side by side.
fn key(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 32 | u64::from(u32::from(second))
}

/// The characters of a word of two.
fn both(word: &str) -> Option<(char, char)> {
    let mut characters = word.chars();
    let two = characters.next().zip(characters.next());
    two.filter(|_| characters.next().is_none())
}

/// Two Han of Unicode's main block as one number.
fn two_han(first: char, second: char) -> Option<u32> {
    let place = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}').then(|| u32::from(c) - 0x4e00);
    Some(place(first)? << 16 | place(second)?)
}

/// The bytes of a word with their number behind them, if they are few: looked up without a look elsewhere, unlike a
/// word that lies by itself in memory.
fn short(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let (last, own) = bytes.split_last_mut()?;
    own.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    *last = u8::try_from(word.len()).ok()?;
    Some(u128::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn short_words_are_told_apart() {
        let words = ["", "\0", "a", "a\0", "消防", "消防演练和"];
        for (at, word) in words.iter().enumerate() {
            assert!(short(word).is_some());
            assert!(words[..at].iter().all(|other| short(other) != short(word)), "{word}");
        }
        assert_eq!(short("消防演练安全"), None);
    }
}
