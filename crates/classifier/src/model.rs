//! A model: everything needed to go from a text to its topics, as one value and one file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gongwen_features::{Fields, StoredVectorizer, TokenizerError, Vectorizer};
use gongwen_messages::{phrase, text, translated};
use serde::{Deserialize, Serialize};

use crate::adaptation::Adaptation;
use crate::answer::{Answer, Evidence};
use crate::backend::{
    Backend, Classifier, Explanation, LoadError, ScoreError, TrainError, Trained, scores_of, trained,
};
use crate::calibration::{Calibration, HeldOut};
use crate::chain::Chain;
use crate::context::{ByWords, Context, ContextParams};
use crate::held_out::{calibration_folds, trained_and_held_out};
use crate::isotonic::Isotonic;
use crate::model_file::{self, ModelFileError};
use crate::params::Params;
use crate::posterior::softmax;
use crate::registry::Registry;
use crate::rollup::Rollup;
use crate::selection::SelectError;
use crate::summary::{Summary, Training};
use crate::surroundings::Surroundings;
use crate::themes::ThemeSet;
use crate::train_settings::TrainSettings;
use crate::training::{Input, TrainingSet};

/// The largest vectoriser of a model file, in bytes of JSON; unpacked it takes up to ten times as much memory.
const MAX_VECTORIZER: u64 = 48 << 20;

/// A trained model.
#[derive(Debug)]
pub struct Model {
    /// What it tells apart.
    pub themes: ThemeSet,
    /// How texts become vectors.
    pub vectorizer: Vectorizer,
    /// Name of the backend that made the classifier.
    pub backend: String,
    /// The backend's settings.
    pub params: Params,
    /// How vectors become scores.
    pub classifier: Box<dyn Classifier>,
    /// How scores become probabilities.
    pub calibration: Calibration,
    /// What the rest of its report says about a text; none where too few whole reports were learnt from.
    pub context: Option<Context>,
    /// How topics follow each other inside a paragraph; none where too few mixed paragraphs were learnt from.
    pub chain: Option<Chain>,
    /// What corrections add to what words say; none where nobody corrected anything.
    pub adaptation: Option<Adaptation>,
    /// How topics become themes.
    pub rollup: Rollup,
    /// Theme probability from which a theme is answered beside the first.
    pub threshold: f64,
    /// What it was trained on and how.
    pub summary: Summary,
}

/// What a program has, and a user grants, when a model is loaded.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// The backends and tokenizers that a model may name. Default: the built-in ones.
    pub registry: Registry,
    /// The outside program that may be run, as in `exec:PROGRAM`. A model file names the program
    /// it was trained with, but is never allowed to choose what runs.
    pub program: Option<String>,
}

/// Why a model cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file cannot be read or is not a whole model file.
    #[error(transparent)]
    File(#[from] ModelFileError),
    /// Its backend is not one of this program's.
    #[error(transparent)]
    Backend(#[from] SelectError),
    /// Its tokenizer is not one of this program's.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
    /// Its classifier cannot be read.
    #[error(transparent)]
    Classifier(#[from] LoadError),
    /// A number in the header that no training gives.
    #[error(
        "{}",
        text!(
            "model file is damaged: {name} is `{value}`, not from {min} to {max}",
            name = translated(name),
            value,
            min,
            max
        )
    )]
    OutOfRange {
        /// What the number is, e.g. `temperature`.
        name: &'static str,
        /// The number.
        value: f64,
        /// Smallest value taken.
        min: f64,
        /// Largest value taken.
        max: f64,
    },
    /// Parts of the file that do not fit together.
    #[error("{}", text!("model file is damaged: {what} are {found}, not {expected}", what = translated(what), found, expected))]
    Count {
        /// What was counted, e.g. `terms of the classifier`.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
}

/// What stands in the file's header.
#[derive(Serialize, Deserialize)]
struct Header {
    backend: String,
    params: Params,
    calibration: Calibration,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    context: Option<Context>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    chain: Option<Chain>,
    /// Bytes of the adaptation, behind the classifier's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    adaptation: Option<u64>,
    rollup: Rollup,
    threshold: f64,
    summary: Summary,
    themes: ThemeSet,
}

impl Header {
    /// Refuses numbers with which probabilities would be none.
    fn check(&self) -> Result<(), ModelError> {
        /// Far beyond whatever is fitted; below it scores would overflow.
        const TEMPERATURES: (f64, f64) = (1e-9, 1e9);
        /// Logarithms; far beyond whatever is fitted, too.
        const BIASES: (f64, f64) = (-100.0, 100.0);
        let in_range = |name, value: f64, (min, max)| match (min..=max).contains(&value) {
            true => Ok(()),
            false => Err(ModelError::OutOfRange { name, value, min, max }),
        };
        in_range(phrase!("temperature"), self.calibration.temperature, TEMPERATURES)?;
        in_range(phrase!("threshold"), self.threshold, (0.0, 1.0))?;
        self.rollup.bias.iter().try_for_each(|&bias| in_range(phrase!("bias of a theme"), bias, BIASES))?;
        if let Some(value) = self.calibration.confidence.as_ref().and_then(Isotonic::first_wrong) {
            return Err(ModelError::OutOfRange {
                name: phrase!("confidence map"),
                value,
                min: 0.0,
                max: 1.0,
            });
        }
        /// Far beyond whatever is learnt, too.
        const WEIGHTS: (f64, f64) = (-1e3, 1e3);
        let topics = self.themes.n_topics();
        if let Some(Context { words, report, before, behind, mean }) = &self.context {
            let weights = words.iter().chain([report, before, behind]);
            weights
                .copied()
                .try_for_each(|weight| in_range(phrase!("weight of context"), weight, WEIGHTS))?;
            mean.iter().try_for_each(|&p| in_range(phrase!("mean posterior of context"), p, (0.0, 1.0)))?;
            count(phrase!("topics of the context"), mean.len(), topics)?;
        }
        if let Some(Chain { words, bias, stay }) = &self.chain {
            let weights = bias.iter().chain([words, stay]);
            weights
                .copied()
                .try_for_each(|weight| in_range(phrase!("weight of the chain"), weight, WEIGHTS))?;
            count(phrase!("topics of the chain"), bias.len(), topics)?;
        }
        match self.rollup.bias.len() {
            0 => Ok(()),
            biases => count(phrase!("biases of themes"), biases, self.themes.themes().len()),
        }
    }
}

fn count(what: &'static str, found: usize, expected: usize) -> Result<(), ModelError> {
    if found == expected { Ok(()) } else { Err(ModelError::Count { what, found, expected }) }
}

impl Model {
    /// Trains a backend on vectors made by `vectorizer`, and calibrates it on held-out folds.
    ///
    /// # Errors
    /// Where the backend cannot learn from the data, or fails in scoring held-out texts.
    ///
    /// # Panics
    /// Where the data are labelled with other topics than those of `themes`.
    pub fn train(
        themes: ThemeSet,
        vectorizer: Vectorizer,
        backend: &dyn Backend,
        params: Params,
        data: &TrainingSet,
        settings: &TrainSettings,
    ) -> Result<Self, TrainError> {
        Ok(Self::train_and_hold_out(themes, vectorizer, backend, params, data, settings)?.0)
    }

    /// Trains as [`train`](Self::train) does, and gives what is answered about each example, by its words alone,
    /// without having seen it: by classifiers that were trained without its fold, as the model is calibrated.
    /// Nothing for an example that was never held out.
    ///
    /// # Errors
    /// As [`train`](Self::train).
    ///
    /// # Panics
    /// As [`train`](Self::train).
    pub fn train_and_hold_out(
        themes: ThemeSet,
        vectorizer: Vectorizer,
        backend: &dyn Backend,
        params: Params,
        data: &TrainingSet,
        settings: &TrainSettings,
    ) -> Result<(Self, Vec<Option<Answer>>), TrainError> {
        assert_eq!(data.topics(), themes.topic_ids(), "data and model must have the same topics");
        let (classifier, held_out, fitted) = match calibration_folds(data, settings.folds, settings.seed) {
            Some(fold_of) => {
                let Trained { classifier, held_out } =
                    trained_and_held_out(backend, data, &params, &fold_of)?;
                let fitted = Fitted::to(&held_out, &themes, data, &fold_of, settings);
                (classifier, held_out, fitted)
            }
            None => {
                let never = vec![Vec::new(); data.examples().len()];
                (trained(backend, data, &params)?, never, Fitted::none(settings))
            }
        };
        let Fitted { calibration, context, chain, rollup } = fitted;
        let fold_groups: BTreeSet<&str> = data.examples().iter().filter_map(|e| e.fold_group).collect();
        let model = Self {
            summary: Summary {
                examples: data.examples().len(),
                fold_groups: fold_groups.len(),
                terms: data.n_terms(),
                topic_weights: themes.topic_ids().into_iter().zip(data.topic_weights()).collect(),
                training: Training::new(backend, settings),
                notes: BTreeMap::new(),
            },
            themes,
            vectorizer,
            backend: backend.name().to_owned(),
            params,
            classifier,
            calibration,
            context,
            chain,
            adaptation: None,
            rollup,
            threshold: settings.threshold,
        };
        let answer = |scores: &Vec<f64>| {
            let by_words = || ByWords::new(scores, model.calibration.temperature, 0);
            (!scores.is_empty()).then(|| model.answer_alone(&by_words()))
        };
        let answers = held_out.iter().map(answer).collect();
        Ok((model, answers))
    }

    /// Answers about a text by itself.
    ///
    /// # Errors
    /// Where the classifier is an outside program, or a backend of the caller's own, and fails or gives a score
    /// that is no number.
    pub fn answer(&self, fields: &Fields<'_>) -> Result<Answer, ScoreError> {
        self.classify(Input { vector: &self.vectorizer.vectorize(fields), text: fields.text })
    }

    /// Answers about a text by itself whose vector is made already.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub fn classify(&self, input: Input) -> Result<Answer, ScoreError> {
        Ok(self.answer_alone(&self.by_words(input)?))
    }

    /// What the words of a text say.
    ///
    /// # Errors
    /// As [`answer`](Self::answer).
    pub fn by_words(&self, input: Input) -> Result<ByWords, ScoreError> {
        let scores = scores_of(&*self.classifier, &self.backend, input)?;
        let by_words = ByWords::new(&scores, self.calibration.temperature, input.text.chars().count());
        Ok(match &self.adaptation {
            Some(adaptation) => adaptation.applied(input.vector, by_words),
            None => by_words,
        })
    }

    /// Why a text's words score a topic as they do: what the classifier says and, on its scale, what corrections add;
    /// `None` where the classifier cannot tell.
    pub fn explain(&self, input: Input, topic: usize) -> Option<Explanation> {
        let mut explained = self.classifier.explain(input, topic)?;
        if let Some(adaptation) = &self.adaptation {
            explained.add(self.calibration.temperature, &adaptation.explain(input.vector, topic));
        }
        Some(explained)
    }

    /// Answers about a text by what its words say.
    pub fn answer_alone(&self, text: &ByWords) -> Answer {
        let mut answers = self.answers(std::slice::from_ref(text));
        answers.pop().unwrap_or_else(|| self.answer_of(&text.log_posterior))
    }

    /// Answers about the texts of a report in reading order, each by its words and by what the others say.
    pub fn answers(&self, report: &[ByWords]) -> Vec<Answer> {
        match &self.context {
            Some(context) => context.scores(report).iter().map(|scores| self.answer_of(scores)).collect(),
            None => report.iter().map(|text| self.answer_of(&text.log_posterior)).collect(),
        }
    }

    fn answer_of(&self, scores: &[f64]) -> Answer {
        let topics = softmax(scores, 1.0);
        let themes = self.rollup.themes(&topics, self.themes.theme_map());
        let confidence = self.calibration.confidence.as_ref();
        Answer::choose(topics, themes, self.themes.theme_map(), self.threshold, confidence)
    }

    /// What speaks for an answer and against it; `None` where the classifier cannot tell.
    pub fn evidence(&self, input: Input, answer: &Answer) -> Option<Evidence> {
        Evidence::find(answer, self.themes.theme_map(), |topic| self.explain(input, topic))
    }

    /// The model as the bytes of its file; equal models give equal bytes.
    ///
    /// # Errors
    /// Where the summary's notes cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelFileError> {
        let adaptation = self.adaptation.as_ref().map(Adaptation::to_bytes);
        let header = Header {
            backend: self.backend.clone(),
            params: self.params.clone(),
            calibration: self.calibration.clone(),
            context: self.context.clone(),
            chain: self.chain.clone(),
            adaptation: adaptation.as_ref().map(|bytes| bytes.len() as u64),
            rollup: self.rollup.clone(),
            threshold: self.threshold,
            summary: self.summary.clone(),
            themes: self.themes.clone(),
        };
        let vectorizer = serde_json::to_vec(&self.vectorizer).map_err(ModelFileError::Json)?;
        let mut payload = (vectorizer.len() as u64).to_le_bytes().to_vec();
        payload.extend(vectorizer);
        payload.extend(self.classifier.save());
        payload.extend(adaptation.into_iter().flatten());
        model_file::encode(&header, &payload)
    }

    /// Reads a model from the bytes of its file. Loading runs no code.
    ///
    /// # Errors
    /// Where the bytes are not a whole model file, its parts do not fit together or a number is out of its range;
    /// where its backend or tokenizer is not in the registry of `options`.
    pub fn from_bytes(bytes: &[u8], options: &LoadOptions) -> Result<Self, ModelError> {
        let (header, payload): (Header, _) = model_file::decode(bytes)?;
        header.check()?;
        let damaged = ModelFileError::Damaged;
        let (vectorizer, rest) =
            split(&payload).ok_or_else(|| damaged(text!("the vectoriser's size is wrong")))?;
        let (classifier, adaptation) = match header.adaptation {
            None => (rest, None),
            Some(length) => {
                let at = usize::try_from(length).ok().and_then(|length| rest.len().checked_sub(length));
                let (classifier, adaptation) = rest
                    .split_at(at.ok_or_else(|| damaged(text!("the size of what corrections add is wrong")))?);
                (classifier, Some(adaptation))
            }
        };
        model_file::check_size(phrase!("its vectoriser"), vectorizer.len() as u64, MAX_VECTORIZER)?;
        let vectorizer: StoredVectorizer = serde_json::from_slice(vectorizer)
            .map_err(|e| damaged(text!("the vectoriser cannot be read: {error}", error = e)))?;
        let vectorizer = vectorizer.open(options.registry.tokenizers())?;
        let classifier =
            options.registry.backend(&header.backend)?.load(classifier, options.program.as_deref())?;
        count(phrase!("topics of the classifier"), classifier.n_topics(), header.themes.n_topics())?;
        let terms = vectorizer.tfidf().n_terms();
        count(phrase!("terms of the classifier"), classifier.n_terms().unwrap_or(terms), terms)?;
        let adaptation = adaptation
            .map(|bytes| {
                let read = Adaptation::from_bytes(bytes)
                    .ok_or_else(|| damaged(text!("what corrections add cannot be read")))?;
                match read.fault(header.themes.n_topics(), terms) {
                    Some(fault) => Err(damaged(fault)),
                    None => Ok(read),
                }
            })
            .transpose()?;
        Ok(Self {
            themes: header.themes,
            vectorizer,
            backend: header.backend,
            params: header.params,
            classifier,
            calibration: header.calibration,
            context: header.context,
            chain: header.chain,
            adaptation,
            rollup: header.rollup,
            threshold: header.threshold,
            summary: header.summary,
        })
    }

    /// Writes the model's file, whole or not at all.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub fn save(&self, path: &Path) -> Result<(), ModelFileError> {
        model_file::write_atomically(path, &self.to_bytes()?)
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// Where the file cannot be read or [`from_bytes`](Self::from_bytes) refuses it.
    pub fn load(path: &Path, options: &LoadOptions) -> Result<Self, ModelError> {
        Self::from_bytes(&model_file::read(path)?, options)
    }
}

/// What is fitted to the scores of held-out texts.
struct Fitted {
    calibration: Calibration,
    context: Option<Context>,
    chain: Option<Chain>,
    rollup: Rollup,
}

impl Fitted {
    fn none(settings: &TrainSettings) -> Self {
        let rollup = settings.rollup.clone();
        Self { calibration: Calibration::default(), context: None, chain: None, rollup }
    }

    /// Temperature, context, biases and confidence map, in the order in which they are applied. Rows of scores
    /// are examples, empty for those of no fold. Biases and temperature depend on each other and are fitted
    /// in turn; the context has a scale of its own.
    fn to(
        scores: &[Vec<f64>],
        themes: &ThemeSet,
        data: &TrainingSet,
        fold_of: &[Option<usize>],
        settings: &TrainSettings,
    ) -> Self {
        let mut rollup = settings.rollup.clone();
        let truth = |at: usize| themes.theme_of(data.examples()[at].topic);
        let with_truth = |rows: Vec<Option<Vec<f64>>>| -> (Vec<Vec<f64>>, Vec<usize>) {
            rows.into_iter().enumerate().filter_map(|(at, row)| Some((row?, truth(at)))).unzip()
        };
        let held_out = scores.iter().map(|row| (!row.is_empty()).then(|| row.clone()));
        let (rows, truths) = with_truth(held_out.collect());
        let by_words = HeldOut { scores: &rows, truth: &truths, theme_of: themes.theme_map() };
        let mut temperature = by_words.fit_temperature(&rollup);

        let judged: Vec<Option<ByWords>> = scores
            .iter()
            .zip(data.examples())
            .map(|(row, example)| {
                let length = example.input.text.chars().count();
                (!row.is_empty()).then(|| ByWords::new(row, temperature, length))
            })
            .collect();
        let params = ContextParams { parts: settings.context.clone(), ..ContextParams::default() };
        let Surroundings { context, chain, scores: in_context } =
            Surroundings::learn(&params, data, &judged, fold_of);
        let in_context = with_truth(in_context);
        let confidence = match &context {
            None => {
                if settings.fit_bias {
                    for _ in 0..3 {
                        rollup.bias = by_words.fit_bias(temperature, &rollup);
                        temperature = by_words.fit_temperature(&rollup);
                    }
                }
                settings.isotonic.then(|| by_words.fit_confidence(temperature, &rollup))
            }
            Some(_) => {
                let (scores, truth) = &in_context;
                let held_out = HeldOut { scores, truth, ..by_words };
                if settings.fit_bias {
                    rollup.bias = held_out.fit_bias(1.0, &rollup);
                }
                settings.isotonic.then(|| held_out.fit_confidence(1.0, &rollup))
            }
        };
        Self { calibration: Calibration { temperature, confidence }, context, chain, rollup }
    }
}

/// The payload's two parts: vectoriser and classifier.
fn split(payload: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = payload.split_first_chunk::<8>()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)
}
