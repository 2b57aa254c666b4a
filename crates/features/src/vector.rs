//! Sparse vectors: what the feature crate hands to a classifier.

use serde::{Deserialize, Serialize};

/// A sparse row: the non-zero entries of one text's feature vector, by ascending term index.
///
/// Indices are columns of the vocabulary that made the vector; no index occurs twice.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SparseVector {
    entries: Vec<(u32, f64)>,
}

impl SparseVector {
    /// Builds a vector from entries in any order; equal indices are summed and zeros dropped.
    pub fn from_entries(mut entries: Vec<(u32, f64)>) -> Self {
        entries.sort_unstable_by_key(|&(index, _)| index);
        entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        entries.retain(|&(_, value)| value != 0.0);
        Self { entries }
    }

    /// Builds a vector from entries in ascending order, no index twice; zeros are dropped.
    pub(crate) fn from_ordered(mut entries: Vec<(u32, f64)>) -> Self {
        entries.retain(|&(_, value)| value != 0.0);
        Self { entries }
    }

    /// The entries, by ascending index.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, f64)> + '_ {
        self.entries.iter().copied()
    }

    /// Number of non-zero entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether every entry is zero: the text holds no known term.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Euclidean length, `sqrt(Σ v²)`.
    pub fn l2_norm(&self) -> f64 {
        self.entries.iter().map(|(_, v)| v * v).sum::<f64>().sqrt()
    }

    /// Multiplies every entry by `factor`.
    pub fn scale(&mut self, factor: f64) {
        for (_, value) in &mut self.entries {
            *value *= factor;
        }
    }

    /// Inner product with a dense row; entries beyond the row's length count as zero.
    pub fn dot(&self, dense: &[f64]) -> f64 {
        self.entries
            .iter()
            .filter_map(|&(index, value)| dense.get(index as usize).map(|weight| weight * value))
            .sum()
    }
}
