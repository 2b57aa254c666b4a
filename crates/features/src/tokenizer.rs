//! Cutting text into tokens: the one trait everything above stands on.

use serde::{Deserialize, Serialize};

use crate::jieba::JiebaTokenizer;
use crate::lexicon::Lexicon;

/// Cuts text into tokens.
///
/// **Law**: the tokens, put together, give the text back: `tokenizer.tokenize(t).concat() == t`,
/// so that every token has a place in the text it came from.
pub trait Tokenizer: Send + Sync {
    /// The tokens of `text`, in order; punctuation and white space are tokens too.
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str>;
}

/// Which tokenizer cuts the text, as data that travels in a model file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "kebab-case")]
pub enum TokenizerSettings {
    /// Words, by jieba's dictionary and the given lexicon.
    Jieba {
        /// Whether runs of single characters unknown to the dictionary are joined by jieba's hidden
        /// Markov model (new names and places become words). Default: true.
        hmm: bool,
        /// Terms added to jieba's own dictionary.
        lexicon: Lexicon,
    },
    /// Every character is a token. Needs no dictionary: for tests and for other languages.
    Characters,
}

impl TokenizerSettings {
    /// Builds the tokenizer these settings describe. For jieba this loads its dictionary
    /// (some 0.1 s and 34 MB): do it once.
    pub fn build(&self) -> Box<dyn Tokenizer> {
        match self {
            Self::Jieba { hmm, lexicon } => Box::new(JiebaTokenizer::new(lexicon, *hmm)),
            Self::Characters => Box::new(CharacterTokenizer),
        }
    }
}

/// Cuts text into its characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, Default)]
pub struct CharacterTokenizer;

impl Tokenizer for CharacterTokenizer {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        text.split_inclusive(|_: char| true).collect()
    }
}
