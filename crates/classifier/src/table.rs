//! The weight table: a bias per topic and a weight per topic and term.
//!
//! Naive Bayes, complement naive Bayes, linear SVM and logistic regression all end up as this one
//! table and differ only in how they fill it: `score(k) = bias(k) + Σ_j weight(k, j) · x(j)`.

use gongwen_features::SparseVector;
use gongwen_messages::{phrase, translated};

use crate::backend::{Classifier, Explanation, LoadError, ScoreError};
use crate::training::Input;

/// Fitted weights, kept as `f32` so that a model's bytes do not hang on the last bits of a
/// platform's logarithm; scores are computed in `f64` from the rounded weights.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightTable {
    bias: Vec<f32>,
    /// Row = term, column = topic, so that one term's weights lie side by side.
    weights: Vec<f32>,
}

impl WeightTable {
    /// Rounds a fitted bias per topic and `weight(topic, term)` for terms below `n_terms`.
    ///
    /// A topic whose bias is `-inf` was not seen in training; its weights are dropped.
    pub fn from_fn(bias: &[f64], n_terms: usize, weight: impl Fn(usize, usize) -> f64) -> Self {
        let seen = |topic: usize| bias[topic] > f64::NEG_INFINITY;
        let mut weights = Vec::with_capacity(n_terms * bias.len());
        for term in 0..n_terms {
            let row = (0..bias.len()).map(|topic| if seen(topic) { weight(topic, term) as f32 } else { 0.0 });
            weights.extend(row);
        }
        Self { weights, bias: bias.iter().map(|&b| b as f32).collect() }
    }

    /// The weights of one term, a value per topic; `None` beyond the vocabulary.
    fn row(&self, term: u32) -> Option<&[f32]> {
        let start = (term as usize).checked_mul(self.bias.len())?;
        self.weights.get(start..start.checked_add(self.bias.len())?)
    }

    /// `score(k) = Σ_j weight(k, j) · x(j) + bias(k)`; terms beyond the vocabulary count as zero.
    fn score_into(&self, vector: &SparseVector, scores: &mut [f64]) {
        /// Topics whose sums stay in registers. The rows of a text lie anywhere in memory: with little to do for each
        /// the processor asks for many of them at once.
        const BLOCK: usize = 16;
        let rows = || vector.iter().filter_map(|(term, value)| Some((self.row(term)?, value)));
        let mut from = 0;
        let (blocks, rest) = scores.as_chunks_mut::<BLOCK>();
        for block in blocks {
            let mut sums = [0.0; BLOCK];
            for (row, value) in rows() {
                let Some(weights) = row[from..].first_chunk::<BLOCK>() else { continue };
                sums.iter_mut().zip(weights).for_each(|(sum, &weight)| *sum += f64::from(weight) * value);
            }
            *block = sums;
            from += BLOCK;
        }
        rest.fill(0.0);
        for (row, value) in rows() {
            rest.iter_mut().zip(&row[from..]).for_each(|(sum, &weight)| *sum += f64::from(weight) * value);
        }
        for (score, &bias) in scores.iter_mut().zip(&self.bias) {
            *score += f64::from(bias);
        }
    }

    /// Reads what [`Classifier::save`] wrote.
    ///
    /// # Errors
    /// [`LoadError::Damaged`] where sizes and bytes do not fit together; `backend` is named in it.
    pub fn from_bytes(backend: &'static str, bytes: &[u8]) -> Result<Self, LoadError> {
        let damaged = |what: &str| LoadError::Damaged { backend, what: translated(what).to_owned() };
        let (topics, rest) = take_u32(bytes).ok_or_else(|| damaged(phrase!("no number of topics")))?;
        let (terms, rest) = take_u32(rest).ok_or_else(|| damaged(phrase!("no number of terms")))?;
        let expected = terms.checked_add(1).and_then(|n| n.checked_mul(topics)?.checked_mul(4));
        if topics == 0 || expected != Some(rest.len()) {
            return Err(damaged(phrase!("the weights are not as many as stated")));
        }
        let (chunks, _) = rest.as_chunks::<4>();
        let numbers: Vec<f32> = chunks.iter().map(|&b| f32::from_le_bytes(b)).collect();
        if numbers.iter().any(|n| n.is_nan()) {
            return Err(damaged(phrase!("a weight is not a number")));
        }
        let (bias, by_topic) = numbers.split_at(topics);
        let transposed = (0..terms).flat_map(|j| (0..topics).map(move |k| by_topic[k * terms + j]));
        Ok(Self { bias: bias.to_vec(), weights: transposed.collect() })
    }
}

fn take_u32(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*number) as usize, rest))
}

impl Classifier for WeightTable {
    fn n_topics(&self) -> usize {
        self.bias.len()
    }

    fn n_terms(&self) -> Option<usize> {
        self.weights.len().checked_div(self.bias.len())
    }

    fn score(&self, input: Input, scores: &mut [f64]) -> Result<(), ScoreError> {
        assert_eq!(scores.len(), self.bias.len(), "one score per topic");
        self.score_into(input.vector, scores);
        Ok(())
    }

    fn explain(&self, input: Input, topic: usize) -> Option<Explanation> {
        let bias = f64::from(*self.bias.get(topic)?);
        let place = |term: u32| (term as usize).checked_mul(self.bias.len())?.checked_add(topic);
        let weight = |term| place(term).and_then(|at| self.weights.get(at)).map_or(0.0, |&w| f64::from(w));
        Some(Explanation {
            bias,
            terms: input.vector.iter().map(|(term, value)| (term, weight(term) * value)).collect(),
        })
    }

    /// Numbers of topics and terms as `u32`, the biases, then the weights topic by topic (equal
    /// smoothed weights stand side by side and compress well), all little-endian.
    fn save(&self) -> Vec<u8> {
        let topics = self.bias.len();
        let terms = self.weights.len().checked_div(topics).unwrap_or(0);
        let by_topic = (0..topics).flat_map(|k| self.weights.iter().skip(k).step_by(topics));
        let sizes = [topics, terms].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        sizes
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .chain(self.bias.iter().chain(by_topic).flat_map(|w| w.to_le_bytes()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> WeightTable {
        let weights = [[1.0, 2.0], [3.0, 4.0], [0.1, -0.7]];
        WeightTable::from_fn(&[0.5, f64::NEG_INFINITY, -1.0], 2, |topic, term| weights[topic][term])
    }

    #[test]
    fn scores_are_bias_plus_weighted_terms() {
        let vector = SparseVector::from_entries(vec![(0, 2.0), (1, 0.5), (9, 7.0)]);
        let mut scores = [0.0; 3];
        table().score((&vector).into(), &mut scores).unwrap();
        assert_eq!(scores[0], 0.5 + 2.0 + 1.0);
        assert_eq!(scores[1], f64::NEG_INFINITY);
        let exact = 2.0 * f64::from(0.1f32) - 0.5 * f64::from(0.7f32) - 1.0;
        assert!((scores[2] - exact).abs() < 1e-15);
    }

    #[test]
    fn explanations_add_up_to_the_score() {
        let vector = SparseVector::from_entries(vec![(0, 0.3), (1, 0.7), (9, 7.0)]);
        let mut scores = [0.0; 3];
        table().score((&vector).into(), &mut scores).unwrap();
        for (topic, &score) in scores.iter().enumerate() {
            let explanation = table().explain((&vector).into(), topic).unwrap();
            assert_eq!(explanation.score(), score);
        }
        assert!(table().explain((&vector).into(), 3).is_none());
    }

    #[test]
    fn bytes_round_trip_and_damage_is_noticed() {
        let bytes = table().save();
        assert_eq!(WeightTable::from_bytes("x", &bytes).unwrap(), table());
        for cut in 0..bytes.len() {
            assert!(WeightTable::from_bytes("x", &bytes[..cut]).is_err());
        }
        let mut huge = bytes;
        huge[..8].fill(0xff);
        assert!(WeightTable::from_bytes("x", &huge).is_err());
        assert!(WeightTable::from_bytes("x", &[0, 0, 0, 0, 255, 255, 255, 255]).is_err());
    }
}
