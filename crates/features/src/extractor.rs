//! From texts to bags of terms, as one value that a model file can hold.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::bag::{self, Bag, Fields, TermSettings};
use crate::tokenizer::Tokenizer;
use crate::tokenizers::{TokenizerError, TokenizerSettings, Tokenizers, check_own_name};

/// Turns texts into bags of terms: a tokenizer and what of its tokens become terms.
#[derive(Clone, Serialize)]
#[serde(into = "StoredExtractor")]
pub struct TermExtractor {
    tokenizer: Source,
    terms: TermSettings,
}

/// Where the tokenizer comes from.
#[derive(Clone)]
enum Source {
    /// Built at the first text, so that an extractor that is only carried around costs nothing; one for all clones.
    BuiltIn {
        settings: TokenizerSettings,
        built: Arc<OnceLock<Arc<dyn Tokenizer>>>,
    },
    Own {
        name: String,
        tokenizer: Arc<dyn Tokenizer>,
    },
}

impl TermExtractor {
    /// An extractor with a tokenizer of this crate.
    pub fn new(settings: TokenizerSettings, terms: TermSettings) -> Self {
        Self { tokenizer: Source::BuiltIn { settings, built: Arc::default() }, terms }
    }

    /// An extractor with a tokenizer of the caller's own. What is stored is the name: who reads it again
    /// gives the tokenizer, as in [`StoredVectorizer::open`](crate::StoredVectorizer::open).
    ///
    /// # Errors
    /// [`TokenizerError::NameTaken`] where the name is that of a tokenizer of this crate,
    /// [`TokenizerError::BadName`] where it is no name.
    pub fn with_tokenizer(
        name: &str,
        tokenizer: Arc<dyn Tokenizer>,
        terms: TermSettings,
    ) -> Result<Self, TokenizerError> {
        check_own_name(name)?;
        Ok(Self { tokenizer: Source::Own { name: name.to_owned(), tokenizer }, terms })
    }

    /// The counted terms of a text and its fields.
    pub fn bag(&self, fields: &Fields<'_>) -> Bag {
        self.terms.bag(self.tokenizer(), fields)
    }

    /// The terms of one text with the bytes each was made from.
    pub fn terms(&self, text: &str) -> Vec<(Range<usize>, String)> {
        self.terms.terms(self.tokenizer(), text)
    }

    /// The words of a text in order: tokens with at least one letter, in lower case and half-width form.
    ///
    /// ```
    /// use gongwen_features::{TermExtractor, TermSettings, TokenizerSettings};
    ///
    /// let characters = TermExtractor::new(TokenizerSettings::Characters, TermSettings::default());
    /// assert_eq!(characters.words("修路8里，Ａ级。"), ["修", "路", "里", "a", "级"]);
    /// ```
    pub fn words(&self, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        self.each_word(text, &mut String::new(), |_, word| words.push(word.to_owned()));
        words
    }

    /// What becomes a term.
    pub fn settings(&self) -> &TermSettings {
        &self.terms
    }

    /// Name of the tokenizer, of this crate or the caller's own.
    pub fn tokenizer_name(&self) -> &str {
        match &self.tokenizer {
            Source::BuiltIn { settings, .. } => settings.name(),
            Source::Own { name, .. } => name,
        }
    }

    /// Settings of the tokenizer; `None` for the caller's own.
    pub fn tokenizer_settings(&self) -> Option<&TokenizerSettings> {
        match &self.tokenizer {
            Source::BuiltIn { settings, .. } => Some(settings),
            Source::Own { .. } => None,
        }
    }

    pub(crate) fn each_word(&self, text: &str, buffer: &mut String, found: impl FnMut(Range<usize>, &str)) {
        bag::each_word(self.tokenizer(), text, buffer, found);
    }

    /// Words and runs of words.
    pub(crate) fn each_word_run(&self, text: &str, mut found: impl FnMut(Range<usize>, &str)) {
        self.terms.word_runs(self.tokenizer(), text).into_iter().for_each(|(range, run)| found(range, &run));
    }

    /// Whether this character parts every text (see [`Tokenizer::parts_at`]).
    pub(crate) fn parts_at(&self, mark: char) -> bool {
        self.tokenizer().parts_at(mark)
    }

    /// Begins to build the tokenizer on a thread of its own, for who will need it soon and has other things to do
    /// first; the first text then waits for what is left.
    pub fn build_ahead(&self) {
        if let Source::BuiltIn { settings, built } = &self.tokenizer
            && built.get().is_none()
        {
            let (settings, built) = (settings.clone(), Arc::clone(built));
            // Where no thread can be had the first text builds it.
            let _ = std::thread::Builder::new().spawn(move || {
                built.get_or_init(|| settings.build());
            });
        }
    }

    fn tokenizer(&self) -> &dyn Tokenizer {
        match &self.tokenizer {
            Source::BuiltIn { settings, built } => built.get_or_init(|| settings.build()).as_ref(),
            Source::Own { tokenizer, .. } => tokenizer.as_ref(),
        }
    }
}

impl fmt::Debug for TermExtractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TermExtractor")
            .field("tokenizer", &self.tokenizer_name())
            .field("terms", &self.terms)
            .finish()
    }
}

/// What is kept of an extractor.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredExtractor {
    tokenizer: StoredTokenizer,
    terms: TermSettings,
}

/// What is kept of a tokenizer; both forms have a `name`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum StoredTokenizer {
    BuiltIn(TokenizerSettings),
    Own { name: String },
}

impl From<TermExtractor> for StoredExtractor {
    fn from(extractor: TermExtractor) -> Self {
        let tokenizer = match extractor.tokenizer {
            Source::BuiltIn { settings, .. } => StoredTokenizer::BuiltIn(settings),
            Source::Own { name, .. } => StoredTokenizer::Own { name },
        };
        Self { tokenizer, terms: extractor.terms }
    }
}

impl StoredExtractor {
    pub(crate) fn open(self, own: &Tokenizers) -> Result<TermExtractor, TokenizerError> {
        match self.tokenizer {
            StoredTokenizer::BuiltIn(settings) => Ok(TermExtractor::new(settings, self.terms)),
            StoredTokenizer::Own { name } => {
                TermExtractor::with_tokenizer(&name, own.get(&name)?, self.terms)
            }
        }
    }
}
