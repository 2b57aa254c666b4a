//! What a classifier learns from and answers about: vectors with labels, borrowed from their owner.

use gongwen_features::SparseVector;
use gongwen_messages::{phrase, text, translated};

/// One text to be scored.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The text's features.
    pub vector: &'a SparseVector,
    /// The text itself, for outside programs that make features of their own; may be empty.
    pub text: &'a str,
}

impl<'a> From<&'a SparseVector> for Input<'a> {
    fn from(vector: &'a SparseVector) -> Self {
        Self { vector, text: "" }
    }
}

/// One labelled text.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a> {
    /// The text and its features.
    pub input: Input<'a>,
    /// Index of its topic.
    pub topic: usize,
    /// How much it counts; 1 is usual, 0 means not at all. A soft label is several examples of
    /// one text whose weights add up to 1.
    pub weight: f64,
    /// What must not be torn apart when data are split: the report it comes from, or the kind of unit
    /// that wrote it. A text without group is never held out: it only trains. Right for texts that are
    /// unlike those to be answered about, on which nothing should be measured or calibrated.
    pub fold_group: Option<&'a str>,
    /// Where it stands in its report, from which context is learnt; none where that is not known.
    pub place: Option<Place<'a>>,
}

/// Where a text stands. Examples of one report follow each other in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The report it comes from.
    pub report: &'a str,
    /// Its paragraph there. Several texts of one paragraph are its passages.
    pub paragraph: usize,
}

/// Labelled texts, checked: every label names a topic, every term is below `n_terms`, every weight
/// is finite and not negative, and at least one weight is positive.
#[derive(Debug, Clone)]
pub struct TrainingSet<'a> {
    topics: &'a [String],
    n_terms: usize,
    examples: Vec<Example<'a>>,
}

/// Why labelled texts cannot be trained on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DataError {
    /// No example has a positive weight.
    #[error("{}", text!("no labelled text to train on"))]
    Empty,
    /// A label outside the topics.
    #[error(
        "{}",
        text!(
            "example {example}: topic index {topic}, but there are {topics} topics",
            example,
            topic,
            topics
        )
    )]
    Topic {
        /// Position in the list of examples.
        example: usize,
        /// The label.
        topic: usize,
        /// Number of topics.
        topics: usize,
    },
    /// A vector entry outside the vocabulary.
    #[error(
        "{}",
        text!(
            "example {example}: term index {term}, but the vocabulary has {terms} terms",
            example,
            term,
            terms
        )
    )]
    Term {
        /// Position in the list of examples.
        example: usize,
        /// The entry's index.
        term: u32,
        /// Size of the vocabulary.
        terms: usize,
    },
    /// A value that is negative where it must not be, infinite or not a number.
    #[error("{}", text!("example {example}: {what} is `{value}`", example, what = translated(what), value))]
    Value {
        /// Position in the list of examples.
        example: usize,
        /// `weight` or `term value`.
        what: &'static str,
        /// The value.
        value: f64,
    },
}

impl<'a> TrainingSet<'a> {
    /// Gathers examples over a vocabulary of `n_terms` terms, labelled by index into `topics`.
    ///
    /// # Errors
    /// Where an example breaks the type's invariant.
    pub fn new(topics: &'a [String], n_terms: usize, examples: Vec<Example<'a>>) -> Result<Self, DataError> {
        for (position, example) in examples.iter().enumerate() {
            check(position, example, topics.len(), n_terms)?;
        }
        if !examples.iter().any(|e| e.weight > 0.0) {
            return Err(DataError::Empty);
        }
        Ok(Self { topics, n_terms, examples })
    }

    /// Ids of the topics, by index.
    pub fn topics(&self) -> &'a [String] {
        self.topics
    }

    /// Size of the vocabulary: term indices are below it.
    pub fn n_terms(&self) -> usize {
        self.n_terms
    }

    /// The labelled texts.
    pub fn examples(&self) -> &[Example<'a>] {
        &self.examples
    }

    /// Sum of the examples' weights per topic.
    pub fn topic_weights(&self) -> Vec<f64> {
        let mut weights = vec![0.0; self.topics.len()];
        for example in &self.examples {
            weights[example.topic] += example.weight;
        }
        weights
    }

    /// The examples whose position `keep` accepts.
    ///
    /// # Errors
    /// [`DataError::Empty`] where none is left.
    pub fn subset(&self, keep: impl Fn(usize) -> bool) -> Result<Self, DataError> {
        let kept = self.examples.iter().enumerate();
        let examples: Vec<_> = kept.filter(|&(i, _)| keep(i)).map(|(_, &e)| e).collect();
        if !examples.iter().any(|e| e.weight > 0.0) {
            return Err(DataError::Empty);
        }
        Ok(Self { examples, ..*self })
    }
}

fn check(at: usize, example: &Example, topics: usize, terms: usize) -> Result<(), DataError> {
    if example.topic >= topics {
        return Err(DataError::Topic { example: at, topic: example.topic, topics });
    }
    if !(example.weight.is_finite() && example.weight >= 0.0) {
        return Err(DataError::Value { example: at, what: phrase!("weight"), value: example.weight });
    }
    for (term, value) in example.input.vector.iter() {
        if term as usize >= terms {
            return Err(DataError::Term { example: at, term, terms });
        }
        if !value.is_finite() {
            return Err(DataError::Value { example: at, what: phrase!("term value"), value });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(entries: Vec<(u32, f64)>, topic: usize, weight: f64) -> Result<(), DataError> {
        let topics = ["a".to_owned(), "b".to_owned()];
        let vector = SparseVector::from_entries(entries);
        let example = Example { input: (&vector).into(), topic, weight, fold_group: None, place: None };
        TrainingSet::new(&topics, 3, vec![example]).map(drop)
    }

    #[test]
    fn bad_examples_are_named() {
        assert!(build(vec![(2, 1.0)], 1, 1.0).is_ok());
        let message = |r: Result<(), DataError>| r.unwrap_err().to_string();
        assert!(message(build(vec![], 2, 1.0)).contains("topic index 2"));
        assert!(message(build(vec![(3, 1.0)], 0, 1.0)).contains("term index 3"));
        assert!(message(build(vec![], 0, -1.0)).contains("weight is `-1`"));
        assert!(message(build(vec![(0, f64::NAN)], 0, 1.0)).contains("term value is `NaN`"));
        assert!(message(build(vec![], 0, 0.0)).contains("no labelled text"));
    }
}
