//! Learning from unlabelled texts too, by expectation maximisation.

use crate::backend::{Backend, Classifier, LoadError, TrainError, Trained, Wrapper, scores_of, trained};
use crate::held_out::{held_out_scores, own_folds, temperature};
use crate::params::{ParamSpec, ParamValue, Params};
use crate::posterior::softmax;
use crate::training::{Example, Input, TrainingSet};

/// A backend that also learns from unlabelled texts (Nigam, McCallum, Thrun & Mitchell 2000, "Text
/// classification from labeled and unlabeled documents using EM").
///
/// Trained on the labelled texts first, it then alternates: the classifier says how likely each
/// topic is for each unlabelled text (E), and is trained again on the labelled texts together with
/// the unlabelled ones, each counting for every topic by that probability times `weight` (M).
/// Probabilities are softmax scores at the temperature that calibrates the backend on held-out
/// labelled texts. What comes out is a classifier of the wrapped backend and is loaded by it.
#[derive(Clone, Copy)]
pub struct Em<'a> {
    /// The backend that is trained; one that means its scores as log-probabilities, such as naive
    /// Bayes.
    pub backend: &'a dyn Backend,
    /// Texts without labels, over the same vocabulary.
    pub unlabelled: &'a [Input<'a>],
    /// Rounds of E and M; 0 leaves the unlabelled texts out. More than 10 rarely change anything.
    pub iterations: usize,
    /// What an unlabelled text counts, the labelled ones counting 1; 0 to 1, the λ of the paper.
    pub weight: f64,
    /// What is known of the unlabelled texts beforehand, such as what [`Seeds`](crate::Seeds) say: with it the
    /// first classifier is trained. Rows = texts, columns = topics, each row a probability a topic, or all 0 where
    /// nothing is known. Empty where nothing is known of any text.
    pub start: &'a [Vec<f64>],
}

/// Topics less likely than this are not trained on: they would cost time and change nothing.
const NEGLIGIBLE: f64 = 0.01;

impl Backend for Em<'_> {
    fn name(&self) -> &'static str {
        self.backend.name()
    }

    fn about(&self) -> &'static str {
        self.backend.about()
    }

    fn params(&self) -> &'static [ParamSpec] {
        self.backend.params()
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        if !self.has_effect() {
            return trained(self.backend, data, params);
        }
        let with = |guessed: Vec<Example<'_>>| -> Result<Box<dyn Classifier>, TrainError> {
            let examples = data.examples().iter().copied().chain(guessed).collect();
            let both = TrainingSet::new(data.topics(), data.n_terms(), examples)?;
            trained(self.backend, &both, params)
        };
        let known = self.unlabelled.iter().zip(self.start);
        let mut classifier = with(known.flat_map(|(&input, row)| self.examples(input, row)).collect())?;
        let scores = held_out_scores(self.backend, params, data, &own_folds(data))?;
        let temperature = temperature(data, &scores, |_| true);
        for _ in 0..self.iterations {
            classifier = with(self.guess(&*classifier, temperature)?)?;
        }
        Ok(classifier)
    }

    fn train_and_hold_out(
        &self,
        data: &TrainingSet,
        params: &Params,
        fold_of: &[Option<usize>],
    ) -> Result<Trained, TrainError> {
        match self.has_effect() {
            true => {
                let held_out = held_out_scores(self, params, data, fold_of)?;
                Ok(Trained { classifier: self.train(data, params)?, held_out })
            }
            false => self.backend.train_and_hold_out(data, params, fold_of),
        }
    }

    fn load(&self, payload: &[u8], allowed: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        self.backend.load(payload, allowed)
    }

    fn wrappers(&self) -> Vec<Wrapper> {
        let settings = [
            ("unlabelled", self.unlabelled.len() as f64),
            ("rounds", self.iterations as f64),
            ("weight", self.weight),
        ];
        let settings = settings.map(|(name, value)| (name.to_owned(), ParamValue::Number(value)));
        let own = Wrapper { name: "expectation-maximisation".to_owned(), settings: settings.into() };
        let own = self.has_effect().then_some(own);
        own.into_iter().chain(self.backend.wrappers()).collect()
    }
}

impl<'a> Em<'a> {
    fn has_effect(&self) -> bool {
        self.iterations > 0 && !self.unlabelled.is_empty() && self.weight != 0.0
    }

    /// The unlabelled texts, an example for each topic that a text may well have.
    fn guess(&self, classifier: &dyn Classifier, temperature: f64) -> Result<Vec<Example<'a>>, TrainError> {
        let mut examples = Vec::new();
        for &input in self.unlabelled {
            let scores = scores_of(classifier, self.name(), input)?;
            examples.extend(self.examples(input, &softmax(&scores, temperature)));
        }
        Ok(examples)
    }

    /// An unlabelled text as an example of each topic that it may well have.
    fn examples(&self, input: Input<'a>, topics: &[f64]) -> Vec<Example<'a>> {
        let likely = topics.iter().enumerate().filter(|&(_, &p)| p >= NEGLIGIBLE);
        let example = |(topic, p): (usize, &f64)| Example {
            input,
            topic,
            weight: p * self.weight,
            fold_group: None,
            place: None,
        };
        likely.map(example).collect()
    }
}

impl std::fmt::Debug for Em<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Em({}, {} unlabelled)", self.backend.name(), self.unlabelled.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backends::NaiveBayes;
    use crate::posterior::argmax;
    use gongwen_features::SparseVector;

    /// Two topics with ten terms each; every text holds three terms of its topic.
    fn texts(n: usize, seed: u64) -> Vec<(usize, SparseVector)> {
        let mut random = fastrand::Rng::with_seed(seed);
        (0..n)
            .map(|i| {
                let topic = i % 2;
                let terms = (0..3).map(|_| (topic as u32 * 10 + random.u32(..10), 1.0));
                (topic, SparseVector::from_entries(terms.collect()))
            })
            .collect()
    }

    fn example((topic, vector): &(usize, SparseVector)) -> Example<'_> {
        Example { input: vector.into(), topic: *topic, weight: 1.0, fold_group: Some(""), place: None }
    }

    fn accuracy(classifier: &dyn Classifier, texts: &[(usize, SparseVector)]) -> f64 {
        let right = texts.iter().filter(|(topic, vector)| {
            let mut scores = [0.0; 2];
            classifier.score(vector.into(), &mut scores).unwrap();
            argmax(&scores) == *topic
        });
        right.count() as f64 / texts.len() as f64
    }

    #[test]
    fn unlabelled_texts_teach_words_the_labelled_ones_lack() {
        let (labelled, unlabelled, test) = (texts(2, 1), texts(300, 2), texts(200, 3));
        let topics = ["a".to_owned(), "b".to_owned()];
        let data = TrainingSet::new(&topics, 20, labelled.iter().map(example).collect()).unwrap();
        let inputs: Vec<Input> = unlabelled.iter().map(|(_, vector)| vector.into()).collect();
        let params = Params::defaults(NaiveBayes.params());
        let em = |iterations| {
            let em = Em { backend: &NaiveBayes, unlabelled: &inputs, iterations, weight: 1.0, start: &[] };
            accuracy(&*em.train(&data, &params).unwrap(), &test)
        };
        let alone = accuracy(&*NaiveBayes.train(&data, &params).unwrap(), &test);
        assert_eq!(em(0), alone);
        assert!(alone < 0.9 && em(10) > 0.98, "{alone} {}", em(10));
    }
}
