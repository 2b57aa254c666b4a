//! TF-IDF: counted terms to sparse vectors.

use std::collections::BTreeMap;

use gongwen_messages::text;
use serde::{Deserialize, Serialize};

use crate::bag::Bag;
use crate::vector::SparseVector;

/// How counts become weights.
///
/// For a term with count `c` in a text, document frequency `df` and `n` training texts:
///
/// ```text
/// tf  = c                      or, sublinear, 1 + ln c   (c itself below 1)
/// idf = ln((1 + n) / (1 + df)) + 1                       (smooth; 1 without idf)
/// w   = tf · idf, then divided by sqrt(Σ w²) over the text (L2 norm)
/// ```
///
/// The formulas are those of scikit-learn's `TfidfVectorizer` (`smooth_idf=True`), and the tests hold
/// this code to its figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TfIdfParams {
    /// Dampens repeats of a term within a text. Default: true.
    pub sublinear_tf: bool,
    /// Whether rare terms weigh more. Default: true.
    pub use_idf: bool,
    /// Whether every vector is brought to Euclidean length 1, so that long paragraphs do not outshout short ones.
    /// Default: true.
    pub l2_norm: bool,
    /// Terms found in fewer training texts are left out. At least 1. Default: 1.
    pub min_df: u32,
}

impl Default for TfIdfParams {
    fn default() -> Self {
        Self { sublinear_tf: true, use_idf: true, l2_norm: true, min_df: 1 }
    }
}

/// Vocabulary and document frequencies learnt from training texts.
///
/// Columns are terms in code-point order. Only counts are stored; the idf weights follow from them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct TfIdf {
    params: TfIdfParams,
    documents: u32,
    /// In code-point order.
    terms: Vec<String>,
    document_frequencies: Vec<u32>,
    idf: Vec<f64>,
    ln_of_whole: Vec<f64>,
}

/// Up to here the logarithms of counts are kept.
const WHOLE: u16 = 64;

/// What is kept in a file.
#[derive(Serialize, Deserialize)]
struct Stored {
    params: TfIdfParams,
    documents: u32,
    terms: Vec<String>,
    document_frequencies: Vec<u32>,
}

impl TfIdfParams {
    /// Learns the vocabulary and document frequencies of `bags`.
    pub fn fit<'b>(&self, bags: impl IntoIterator<Item = &'b Bag>) -> TfIdf {
        let mut documents = 0;
        let mut frequencies: BTreeMap<&str, u32> = BTreeMap::new();
        for bag in bags {
            documents += 1;
            for term in bag.keys() {
                *frequencies.entry(term).or_default() += 1;
            }
        }
        frequencies.retain(|_, &mut frequency| frequency >= self.min_df);
        TfIdf::new(Stored {
            params: self.clone(),
            documents,
            terms: frequencies.keys().map(|&term| term.to_owned()).collect(),
            document_frequencies: frequencies.into_values().collect(),
        })
    }
}

impl TfIdf {
    /// The vector of a bag; terms that are not in the vocabulary are passed over.
    pub fn transform(&self, bag: &Bag) -> SparseVector {
        let known = bag.iter().filter_map(|(term, &count)| Some((self.column(term)?, count)));
        self.normalised(known.map(|(column, count)| (column, self.weight(column, count))).collect())
    }

    /// What a column weighs that was counted so often, before the vector is brought to its length.
    pub(crate) fn weight(&self, column: u32, count: f64) -> f64 {
        let tf = if self.params.sublinear_tf && count > 1.0 { 1.0 + self.ln(count) } else { count };
        tf * self.idf[column as usize]
    }

    /// The vector of weighed columns, each once and in ascending order.
    pub(crate) fn normalised(&self, weighed: Vec<(u32, f64)>) -> SparseVector {
        let mut vector = SparseVector::from_ordered(weighed);
        if self.params.l2_norm && !vector.is_empty() {
            vector.scale(1.0 / vector.l2_norm());
        }
        vector
    }

    /// `ln count`; of the whole numbers that most counts are it stands in a table.
    fn ln(&self, count: f64) -> f64 {
        let whole = count as usize;
        match self.ln_of_whole.get(whole) {
            Some(&ln) if whole as f64 == count => ln,
            _ => count.ln(),
        }
    }

    /// How counts become weights.
    pub fn params(&self) -> &TfIdfParams {
        &self.params
    }

    /// Number of training texts.
    pub fn n_documents(&self) -> usize {
        self.documents as usize
    }

    /// Number of terms: the columns of every vector.
    pub fn n_terms(&self) -> usize {
        self.terms.len()
    }

    /// The term of a column.
    pub fn term(&self, column: u32) -> Option<&str> {
        self.terms.get(column as usize).map(String::as_str)
    }

    /// The column of a term.
    pub fn column(&self, term: &str) -> Option<u32> {
        let found = self.terms.binary_search_by(|own| own.as_str().cmp(term)).ok()?;
        u32::try_from(found).ok()
    }

    /// All terms, by column.
    pub(crate) fn terms(&self) -> &[String] {
        &self.terms
    }
}

impl TryFrom<Stored> for TfIdf {
    type Error = String;

    fn try_from(stored: Stored) -> Result<Self, String> {
        let (terms, frequencies) = (stored.terms.len(), stored.document_frequencies.len());
        if terms != frequencies {
            return Err(text!(
                "a vocabulary of {terms} terms with {frequencies} document frequencies",
                terms,
                frequencies
            ));
        }
        if !stored.terms.is_sorted_by(|term, next| term < next) {
            return Err(text!("a vocabulary out of order"));
        }
        Ok(Self::new(stored))
    }
}

impl TfIdf {
    /// Of as many terms as frequencies, in order.
    fn new(stored: Stored) -> Self {
        let n = f64::from(stored.documents);
        let idf = |&df: &u32| match stored.params.use_idf {
            true => ((1.0 + n) / (1.0 + f64::from(df))).ln() + 1.0,
            false => 1.0,
        };
        let idf: Vec<f64> = stored.document_frequencies.iter().map(idf).collect();
        Self {
            params: stored.params,
            documents: stored.documents,
            terms: stored.terms,
            document_frequencies: stored.document_frequencies,
            idf,
            ln_of_whole: (0..=WHOLE).map(|count| f64::from(count).ln()).collect(),
        }
    }
}

impl From<TfIdf> for Stored {
    fn from(fitted: TfIdf) -> Self {
        Self {
            params: fitted.params,
            documents: fitted.documents,
            terms: fitted.terms,
            document_frequencies: fitted.document_frequencies,
        }
    }
}
