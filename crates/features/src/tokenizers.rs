//! Which tokenizer: the crate's own by their settings, a program's own by their names.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use gongwen_messages::{listed, text};
use serde::{Deserialize, Serialize};

use crate::jieba::JiebaTokenizer;
use crate::lexicon::Lexicon;
use crate::name::{BadName, check_name};
use crate::tokenizer::{CharacterTokenizer, Tokenizer};

/// Which of the crate's own tokenizers cuts the text, as data that travels in a model file.
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
    /// The tokenizer's name in a file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Jieba { .. } => "jieba",
            Self::Characters => "characters",
        }
    }

    /// Builds the tokenizer these settings describe. For jieba this loads its dictionary
    /// (some 0.1 s and 34 MB): do it once.
    pub fn build(&self) -> Arc<dyn Tokenizer> {
        match self {
            Self::Jieba { hmm, lexicon } => Arc::new(JiebaTokenizer::new(lexicon, *hmm)),
            Self::Characters => Arc::new(CharacterTokenizer),
        }
    }
}

/// Names in a model file that stand for [`TokenizerSettings`].
const BUILT_IN: [&str; 2] = ["jieba", "characters"];

/// A program's own tokenizers, by the names that model files know them by.
///
/// A tokenizer is code and cannot travel in a file; its name does. A name should stand for one way of
/// cutting text for ever: a model answers wrongly where its tokenizer has changed since training.
#[derive(Clone, Default)]
pub struct Tokenizers(BTreeMap<String, Arc<dyn Tokenizer>>);

/// Why a tokenizer cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenizerError {
    /// A name that no model file could hold.
    #[error(transparent)]
    BadName(#[from] BadName),
    /// The name stands for another tokenizer already.
    #[error("{}", text!("there is a tokenizer `{name}` already: give yours another name", name = _0))]
    NameTaken(String),
    /// One of the crate's own where a program's own was asked for.
    #[error(
        "{}",
        text!(
            "tokenizer `{name}` is built in, not the program's own: choose it by its settings",
            name = _0
        )
    )]
    BuiltIn(&'static str),
    /// A name that stands for no tokenizer here.
    #[error(
        "{}",
        text!(
            "unknown tokenizer `{name}`; there are {known}: one of your own must be given when loading",
            name,
            known
        )
    )]
    Unknown {
        /// The name.
        name: String,
        /// The names there are, comma-separated.
        known: String,
    },
}

impl Tokenizers {
    /// These and one more.
    ///
    /// # Errors
    /// [`TokenizerError::NameTaken`] where the name is given twice or is one of the crate's own,
    /// [`TokenizerError::BadName`] where it is no name.
    pub fn with(mut self, name: &str, tokenizer: Arc<dyn Tokenizer>) -> Result<Self, TokenizerError> {
        check_own_name(name)?;
        match self.0.insert(name.to_owned(), tokenizer) {
            Some(_) => Err(TokenizerError::NameTaken(name.to_owned())),
            None => Ok(self),
        }
    }

    /// The tokenizer of this name.
    ///
    /// # Errors
    /// [`TokenizerError::Unknown`] where there is none, [`TokenizerError::BuiltIn`] where it is the crate's own.
    pub fn get(&self, name: &str) -> Result<Arc<dyn Tokenizer>, TokenizerError> {
        if let Some(name) = BUILT_IN.into_iter().find(|known| *known == name) {
            return Err(TokenizerError::BuiltIn(name));
        }
        self.0.get(name).cloned().ok_or_else(|| TokenizerError::Unknown {
            name: name.to_owned(),
            known: listed(BUILT_IN.into_iter().chain(self.names())),
        })
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Refuses what is no name, and the names of this crate's tokenizers, which a file would otherwise give back
/// instead.
pub(crate) fn check_own_name(name: &str) -> Result<(), TokenizerError> {
    check_name(name)?;
    match BUILT_IN.contains(&name) {
        true => Err(TokenizerError::NameTaken(name.to_owned())),
        false => Ok(()),
    }
}

impl fmt::Debug for Tokenizers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names()).finish()
    }
}
