//! The whole way from a text to its vector, as one value that a model file can hold.

use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::bag::{Bag, FieldWeights, Fields, TermSettings};
use crate::tfidf::{TfIdf, TfIdfParams};
use crate::tokenizer::{Tokenizer, TokenizerSettings};
use crate::vector::SparseVector;

/// Turns texts into bags of terms: a tokenizer and what of its tokens become terms.
///
/// The tokenizer is built at the first text, so that a value that is only carried around costs nothing.
#[derive(Serialize, Deserialize)]
pub struct TermExtractor {
    tokenizer: TokenizerSettings,
    terms: TermSettings,
    #[serde(skip)]
    built: OnceLock<Box<dyn Tokenizer>>,
}

impl TermExtractor {
    /// An extractor with these settings.
    pub fn new(tokenizer: TokenizerSettings, terms: TermSettings) -> Self {
        Self { tokenizer, terms, built: OnceLock::new() }
    }

    /// The counted terms of a text and its fields.
    pub fn bag(&self, fields: &Fields<'_>) -> Bag {
        self.terms.bag(self.tokenizer(), fields)
    }

    /// The terms of one text with the bytes each was made from.
    pub fn terms(&self, text: &str) -> Vec<(std::ops::Range<usize>, String)> {
        self.terms.terms(self.tokenizer(), text)
    }

    fn tokenizer(&self) -> &dyn Tokenizer {
        self.built.get_or_init(|| self.tokenizer.build()).as_ref()
    }
}

impl Clone for TermExtractor {
    fn clone(&self) -> Self {
        Self::new(self.tokenizer.clone(), self.terms.clone())
    }
}

impl fmt::Debug for TermExtractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TermExtractor").field("terms", &self.terms).finish_non_exhaustive()
    }
}

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
        Vectorizer { extractor, weights: self.weights.clone(), tfidf: self.tfidf.fit(&weighed) }
    }
}

/// A fitted vectorizer: term extraction, field weights and TF-IDF together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Vectorizer {
    extractor: TermExtractor,
    weights: FieldWeights,
    tfidf: TfIdf,
}

impl Vectorizer {
    /// The vector of a text and its fields.
    pub fn vectorize(&self, fields: &Fields<'_>) -> SparseVector {
        self.vectorize_bag(&self.extractor.bag(fields))
    }

    /// The vector of a raw bag made by this vectorizer's [`extractor`](Self::extractor).
    pub fn vectorize_bag(&self, raw: &Bag) -> SparseVector {
        self.tfidf.transform(&self.weights.weigh(raw))
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
