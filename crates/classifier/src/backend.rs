//! The two traits a classifier plug-in implements.
//!
//! A [`Backend`] learns; what it has learnt is a [`Classifier`]. A classifier that has not been
//! trained cannot be written.

use std::collections::BTreeMap;

use gongwen_messages::text;
use serde::{Deserialize, Serialize};

use crate::held_out::held_out_scores;
use crate::params::{ParamError, ParamSpec, ParamValue, Params};
use crate::program_error::ProgramError;
use crate::training::{DataError, Input, TrainingSet};

/// A way to learn topics from labelled vectors.
///
/// An implementation in any crate trains, saves and loads once it is in a [`Registry`](crate::Registry).
pub trait Backend: Send + Sync {
    /// Its name on the command line and in the model file: letters, digits, `-`, `_` and `.`.
    fn name(&self) -> &'static str;

    /// What it is, in a line.
    fn about(&self) -> &'static str;

    /// Its settings.
    fn params(&self) -> &'static [ParamSpec];

    /// Learns from labelled examples. The same data and settings give the same classifier,
    /// whatever the number of threads.
    ///
    /// # Errors
    /// Where the settings are another backend's, or data or settings leave nothing to learn.
    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError>;

    /// Learns as [`train`](Self::train) does, and scores the examples of each fold by what it learns from all
    /// others (see [`held_out_scores`]). A backend that needs such scores for its own learning can override this
    /// to learn from each fold once.
    ///
    /// # Errors
    /// Those of [`train`](Self::train), and where scoring fails.
    fn train_and_hold_out(
        &self,
        data: &TrainingSet,
        params: &Params,
        fold_of: &[Option<usize>],
    ) -> Result<Trained, TrainError> {
        let held_out = held_out_scores(self, params, data, fold_of)?;
        Ok(Trained { classifier: self.train(data, params)?, held_out })
    }

    /// Reads what [`Classifier::save`] wrote. Loading runs no code. `allowed` is the outside program that may
    /// be run, if any: a payload is never allowed to choose one.
    ///
    /// # Errors
    /// Where the bytes are not what this backend saves.
    fn load(&self, payload: &[u8], allowed: Option<&str>) -> Result<Box<dyn Classifier>, LoadError>;

    /// What this backend does around another, for the model's [`Summary`](crate::Summary), outermost
    /// first; empty for a backend that is not wrapped.
    fn wrappers(&self) -> Vec<Wrapper> {
        Vec::new()
    }
}

/// What a backend has learnt, and what it would have said of the texts it learnt from.
#[derive(Debug)]
pub struct Trained {
    /// Learnt from all examples.
    pub classifier: Box<dyn Classifier>,
    /// Scores by classifiers that have not seen the text. Rows = examples, empty for those of no fold; columns =
    /// topics.
    pub held_out: Vec<Vec<f64>>,
}

/// What a backend has learnt.
pub trait Classifier: Send + Sync + std::fmt::Debug {
    /// Number of topics it scores: those it was trained on.
    fn n_topics(&self) -> usize;

    /// Size of the vocabulary it was trained on; `None` where it does not keep one.
    fn n_terms(&self) -> Option<usize> {
        None
    }

    /// Writes a score per topic into `scores`: comparable within one text, higher is better,
    /// like a log joint probability. `-inf` marks a topic never seen in training.
    ///
    /// # Errors
    /// Where the score comes from an outside program, or a backend of the caller's own fails.
    ///
    /// # Panics
    /// Where `scores` is not [`n_topics`](Self::n_topics) long.
    fn score(&self, input: Input, scores: &mut [f64]) -> Result<(), ScoreError>;

    /// How the terms of a text make up its score for a topic; `None` where the classifier
    /// cannot tell.
    fn explain(&self, input: Input, topic: usize) -> Option<Explanation>;

    /// The bytes that [`Backend::load`] reads.
    fn save(&self) -> Vec<u8>;

    /// The classifiers whose scores it averages; none of one that stands by itself.
    fn members(&self) -> Vec<&dyn Classifier> {
        Vec::new()
    }
}

/// A score taken apart: `score = bias + Σ contribution`.
///
/// For a single weight table this is exact to the last bit if the contributions are summed from 0
/// in the order given and the bias is added last; for an ensemble up to rounding.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What the topic scores before any term is read.
    pub bias: f64,
    /// Term index and contribution, by ascending index. Terms that contribute nothing may be left out.
    pub terms: Vec<(u32, f64)>,
}

impl Explanation {
    /// The score explained.
    pub fn score(&self) -> f64 {
        self.terms.iter().fold(0.0, |sum, (_, c)| sum + c) + self.bias
    }

    /// Why one topic and not another: `self - other`, term by term; a term not listed contributes nothing.
    pub fn minus(&self, other: &Self) -> Self {
        let mut difference = self.clone();
        difference.add(-1.0, other);
        difference
    }

    /// On another scale: every part multiplied by `factor`.
    pub fn times(&self, factor: f64) -> Self {
        let terms = self.terms.iter().map(|&(term, c)| (term, factor * c)).collect();
        Self { bias: factor * self.bias, terms }
    }

    /// Becomes `self + factor * other`, term by term; a term not listed contributes nothing.
    pub(crate) fn add(&mut self, factor: f64, other: &Self) {
        self.bias += factor * other.bias;
        let pairs = || self.terms.iter().zip(&other.terms);
        // Mostly both list all terms of one text.
        if self.terms.len() == other.terms.len() && pairs().all(|(own, other)| own.0 == other.0) {
            self.terms.iter_mut().zip(&other.terms).for_each(|(own, other)| own.1 += factor * other.1);
            return;
        }
        let mut terms = Vec::with_capacity(self.terms.len().max(other.terms.len()));
        let mut others = other.terms.iter().map(|&(term, c)| (term, factor * c)).peekable();
        for &(term, own) in &self.terms {
            terms.extend(std::iter::from_fn(|| others.next_if(|other| other.0 < term)));
            let same = others.next_if(|other| other.0 == term).map_or(0.0, |other| other.1);
            terms.push((term, own + same));
        }
        terms.extend(others);
        self.terms = terms;
    }
}

/// Something done around a backend, such as learning from unlabelled texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wrapper {
    /// What it is called, e.g. `expectation-maximisation`.
    pub name: String,
    /// What it was told, and how much it was given.
    pub settings: BTreeMap<String, ParamValue>,
}

/// What a backend learns from labelled examples, to score their topics.
///
/// # Errors
/// Where it cannot learn, or what it has learnt scores another number of topics.
pub(crate) fn trained(
    backend: &(impl Backend + ?Sized),
    data: &TrainingSet,
    params: &Params,
) -> Result<Box<dyn Classifier>, TrainError> {
    checked(backend, data, backend.train(data, params)?)
}

/// The classifier, if it scores the topics it was to learn.
pub(crate) fn checked(
    backend: &(impl Backend + ?Sized),
    data: &TrainingSet,
    classifier: Box<dyn Classifier>,
) -> Result<Box<dyn Classifier>, TrainError> {
    let (scored, topics) = (classifier.n_topics(), data.topics().len());
    match scored == topics {
        true => Ok(classifier),
        false => Err(TrainError::Topics { backend: backend.name(), scored, topics }),
    }
}

/// The scores of a text, a number or `-inf` for each topic; `backend` is whose classifier it is.
///
/// # Errors
/// Where the classifier fails, or a score is neither.
pub(crate) fn scores_of(
    classifier: &dyn Classifier,
    backend: &str,
    input: Input,
) -> Result<Vec<f64>, ScoreError> {
    let mut scores = vec![0.0; classifier.n_topics()];
    classifier.score(input, &mut scores)?;
    let bad = scores.iter().position(|score| score.is_nan() || *score == f64::INFINITY);
    match bad {
        None => Ok(scores),
        Some(topic) => Err(ScoreError::NoNumber { backend: backend.to_owned(), topic, value: scores[topic] }),
    }
}

/// Why training failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// The labelled texts cannot be used.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The settings cannot be used.
    #[error(transparent)]
    Params(#[from] ParamError),
    /// The backend needs term values that are not negative.
    #[error(
        "{}",
        text!(
            "{backend} needs term values that are not negative, but example {example} has `{value}`",
            backend,
            example,
            value
        )
    )]
    NegativeValue {
        /// Name of the backend.
        backend: &'static str,
        /// Position in the list of examples.
        example: usize,
        /// The value.
        value: f64,
    },
    /// The backend, or a library it rests on, failed in a way of its own.
    #[error("{}", text!("backend {backend} cannot learn from this", backend))]
    Backend {
        /// Name of the backend.
        backend: &'static str,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The backend's classifier does not score the topics it was to learn.
    #[error(
        "{}",
        text!(
            "backend {backend} has learnt to score {scored} topics, but there are {topics}",
            backend,
            scored,
            topics
        )
    )]
    Topics {
        /// Name of the backend.
        backend: &'static str,
        /// Number of topics its classifier scores.
        scored: usize,
        /// Number of topics of the data.
        topics: usize,
    },
    /// A backend within an ensemble failed.
    #[error("{}", text!("member {member} of the ensemble cannot be trained", member))]
    Member {
        /// Name of the backend.
        member: String,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An outside program failed to learn.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// A text could not be scored, as calibration and learning from unlabelled texts must.
    #[error(transparent)]
    Score(#[from] ScoreError),
}

/// Why a score could not be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// An outside program failed.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// The backend failed in a way of its own.
    #[error("{}", text!("backend {backend} gives no score", backend))]
    Backend {
        /// Name of the backend.
        backend: &'static str,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A score that cannot be compared. A topic never seen in training is scored `-inf`.
    #[error(
        "{}",
        text!(
            "backend {backend} scores topic {topic} as `{value}`, which is neither a number nor -inf",
            backend,
            topic,
            value
        )
    )]
    NoNumber {
        /// Name of the backend.
        backend: String,
        /// Index of the topic.
        topic: usize,
        /// What it gave.
        value: f64,
    },
}

/// Why a saved classifier cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The bytes end early, go on too long or contradict themselves.
    #[error("{}", text!("the {backend} classifier in this model is damaged: {what}", backend, what))]
    Damaged {
        /// Name of the backend.
        backend: &'static str,
        /// What is wrong.
        what: String,
    },
    /// The classifier is an outside program, and the user has not said that it may run.
    #[error(
        "{}",
        text!(
            "this model asks an outside program, `{program}` when it was trained; name the program to allow \
             it: exec:PROGRAM",
            program
        )
    )]
    ProgramNotAllowed {
        /// The program the model was trained with.
        program: String,
    },
    /// A member of an ensemble cannot be loaded, as where its backend is none of this program's.
    #[error("{}", text!("member {member} of the ensemble cannot be loaded", member))]
    Member {
        /// Name of the backend.
        member: String,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The backend failed in a way of its own.
    #[error("{}", text!("backend {backend} cannot read its classifier", backend))]
    Backend {
        /// Name of the backend.
        backend: &'static str,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
