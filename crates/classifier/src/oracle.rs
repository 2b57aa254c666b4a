//! Data and scores of scikit-learn that the backends' tests are held against; see
//! `tests/oracle/scores.py`.

use std::collections::BTreeMap;

use gongwen_features::SparseVector;
use ndarray::Array2;
use serde::Deserialize;

use crate::backend::Classifier;
use crate::training::{Example, TrainingSet};

#[derive(Deserialize)]
pub(crate) struct Oracle {
    n_terms: usize,
    #[serde(rename = "themes")]
    pub(crate) topics: Vec<String>,
    pub(crate) labels: Vec<usize>,
    weights: Vec<f64>,
    #[serde(deserialize_with = "vectors")]
    pub(crate) vectors: Vec<SparseVector>,
    scores: BTreeMap<String, Vec<Vec<f64>>>,
}

fn vectors<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<SparseVector>, D::Error> {
    let rows = Vec::<Vec<(u32, f64)>>::deserialize(from)?;
    Ok(rows.into_iter().map(SparseVector::from_entries).collect())
}

impl Oracle {
    pub(crate) fn read() -> Self {
        serde_json::from_str(include_str!("../tests/oracle/scores.json")).unwrap()
    }

    /// The texts as a training set; each is a group of its own.
    pub(crate) fn data(&self, weighted: bool) -> TrainingSet<'_> {
        const GROUPS: &str = "0123456789";
        let examples = (0..self.vectors.len()).map(|i| Example {
            input: (&self.vectors[i]).into(),
            topic: self.labels[i],
            weight: if weighted { self.weights[i] } else { 1.0 },
            fold_group: Some(&GROUPS[i % 10..=i % 10]),
            place: None,
        });
        TrainingSet::new(&self.topics, self.n_terms, examples.collect()).unwrap()
    }

    /// The texts as dense rows.
    pub(crate) fn dense(&self) -> Array2<f64> {
        let mut rows = Array2::zeros((self.vectors.len(), self.n_terms));
        for (mut row, vector) in rows.rows_mut().into_iter().zip(&self.vectors) {
            for (term, value) in vector.iter() {
                row[term as usize] = value;
            }
        }
        rows
    }

    /// What a classifier scores the texts.
    pub(crate) fn scores(&self, classifier: &dyn Classifier) -> Vec<Vec<f64>> {
        let score = |vector: &SparseVector| {
            let mut scores = vec![0.0; self.topics.len()];
            classifier.score(vector.into(), &mut scores).unwrap();
            scores
        };
        self.vectors.iter().map(score).collect()
    }

    /// Asserts that scores equal scikit-learn's within `tolerance`.
    pub(crate) fn assert_close(&self, name: &str, scores: &[Vec<f64>], tolerance: f64) {
        let expected = &self.scores[name];
        assert_eq!(scores.len(), expected.len());
        for (row, (ours, theirs)) in scores.iter().zip(expected).enumerate() {
            assert_eq!(ours.len(), theirs.len());
            for (a, b) in ours.iter().zip(theirs) {
                assert!((a - b).abs() < tolerance, "{name}, row {row}: {a} is not {b}");
            }
        }
    }
}
