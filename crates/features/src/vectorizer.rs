//! The whole way from a text to its vector, as one value that a model file can hold.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::bag::{Bag, FieldWeights, Fields};
use crate::extractor::{StoredExtractor, TermExtractor};
use crate::lookup::Lookup;
use crate::session::Session;
use crate::tfidf::{TfIdf, TfIdfParams};
use crate::tokenizers::{TokenizerError, Tokenizers};
use crate::vector::SparseVector;

/// How bags become vectors: settings, before anything is learnt.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct VectorizerParams {
    /// What a term counts in each field.
    pub weights: FieldWeights,
    /// How counts become weights.
    pub tfidf: TfIdfParams,
}

impl VectorizerParams {
    /// Learns vocabulary and document frequencies from the raw bags of the training texts, made by
    /// `extractor` or by one with the same settings.
    pub fn fit(&self, extractor: TermExtractor, bags: &[Bag]) -> Vectorizer {
        let weighed: Vec<Bag> = bags.iter().map(|bag| self.weights.weigh(bag)).collect();
        Vectorizer::new(extractor, self.weights.clone(), self.tfidf.fit(&weighed))
    }
}

/// A fitted vectorizer: term extraction, field weights and TF-IDF together.
///
/// Reading one by serde alone fails where its tokenizer is a program's own: see [`StoredVectorizer`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "StoredVectorizer")]
pub struct Vectorizer {
    extractor: TermExtractor,
    weights: FieldWeights,
    tfidf: TfIdf,
    /// Built at the first text.
    #[serde(skip)]
    lookup: OnceLock<Lookup>,
}

impl Vectorizer {
    fn new(extractor: TermExtractor, weights: FieldWeights, tfidf: TfIdf) -> Self {
        Self { extractor, weights, tfidf, lookup: OnceLock::new() }
    }

    /// The vector of a text and its fields. Of many texts a [`session`](Self::session) makes them faster.
    pub fn vectorize(&self, fields: &Fields<'_>) -> SparseVector {
        self.session().vectorize(fields)
    }

    /// What makes the vectors of many texts, one after the other.
    pub fn session(&self) -> Session<'_> {
        let lookup = self.lookup.get_or_init(|| Lookup::of(&self.tfidf));
        Session::new(&self.extractor, &self.weights, &self.tfidf, lookup)
    }

    /// The vector of a raw bag made by this vectorizer's [`extractor`](Self::extractor).
    pub fn vectorize_bag(&self, raw: &Bag) -> SparseVector {
        self.tfidf.transform(&self.weights.weigh(raw))
    }

    /// What a term counts in each field.
    pub fn weights(&self) -> &FieldWeights {
        &self.weights
    }

    /// How texts become bags.
    pub fn extractor(&self) -> &TermExtractor {
        &self.extractor
    }

    /// Vocabulary and idf.
    pub fn tfidf(&self) -> &TfIdf {
        &self.tfidf
    }
}

/// A vectorizer as it stands in a file, its tokenizer not yet found.
#[derive(Debug, Deserialize)]
pub struct StoredVectorizer {
    extractor: StoredExtractor,
    weights: FieldWeights,
    tfidf: TfIdf,
}

impl StoredVectorizer {
    /// The vectorizer, with its tokenizer: one of this crate, or found by name among the program's `own`.
    ///
    /// # Errors
    /// [`TokenizerError::Unknown`] where the name is neither's.
    pub fn open(self, own: &Tokenizers) -> Result<Vectorizer, TokenizerError> {
        Ok(Vectorizer::new(self.extractor.open(own)?, self.weights, self.tfidf))
    }
}

impl TryFrom<StoredVectorizer> for Vectorizer {
    type Error = TokenizerError;

    fn try_from(stored: StoredVectorizer) -> Result<Self, TokenizerError> {
        stored.open(&Tokenizers::default())
    }
}
