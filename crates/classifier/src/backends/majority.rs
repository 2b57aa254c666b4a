//! The baseline: always the topic with most examples, whatever the text says.

use crate::backend::{Backend, Classifier, Explanation, LoadError, ScoreError, TrainError};
use crate::params::{ParamSpec, Params};
use crate::table::WeightTable;
use crate::training::{Input, TrainingSet};

/// Scores every text by the logarithm of each topic's share of the training weight.
#[derive(Debug)]
pub struct Majority;

impl Backend for Majority {
    fn name(&self) -> &'static str {
        "majority"
    }

    fn about(&self) -> &'static str {
        "always the most frequent topic: the baseline to beat"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[]
    }

    fn train(&self, data: &TrainingSet, _: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let weights = data.topic_weights();
        let total: f64 = weights.iter().sum();
        let bias: Vec<f64> = weights.iter().map(|w| (w / total).ln()).collect();
        Ok(Box::new(Shares(WeightTable::from_fn(&bias, 0, |_, _| 0.0))))
    }

    fn load(&self, payload: &[u8], _: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Ok(Box::new(Shares(WeightTable::from_bytes(self.name(), payload)?)))
    }
}

/// A table that is all bias.
#[derive(Debug)]
struct Shares(WeightTable);

impl Classifier for Shares {
    fn n_topics(&self) -> usize {
        self.0.n_topics()
    }

    /// Without a weight it goes with any vocabulary.
    fn n_terms(&self) -> Option<usize> {
        self.0.n_terms().filter(|&terms| terms > 0)
    }

    fn score(&self, input: Input, scores: &mut [f64]) -> Result<(), ScoreError> {
        self.0.score(input, scores)
    }

    fn explain(&self, input: Input, topic: usize) -> Option<Explanation> {
        self.0.explain(input, topic)
    }

    fn save(&self) -> Vec<u8> {
        self.0.save()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posterior::softmax;
    use crate::training::Example;
    use gongwen_features::SparseVector;

    #[test]
    fn posteriors_are_the_shares_of_the_training_weight() {
        let topics = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let vector = SparseVector::from_entries(vec![(0, 1.0)]);
        let example =
            |topic, weight| Example { input: (&vector).into(), topic, weight, fold_group: None, place: None };
        let examples = vec![example(0, 1.0), example(1, 2.5), example(1, 0.5)];
        let data = TrainingSet::new(&topics, 1, examples).unwrap();
        let model = Majority.train(&data, &Params::default()).unwrap();
        let mut scores = [0.0; 3];
        model.score((&vector).into(), &mut scores).unwrap();
        let shares = softmax(&scores, 1.0);
        assert!((shares[0] - 0.25).abs() < 1e-7 && (shares[1] - 0.75).abs() < 1e-7);
        assert_eq!(shares[2], 0.0);
    }
}
