//! What a caller may choose, as plain values. Every default the product ships stands here and nowhere else.

mod collect;
mod features;
mod range;

use gongwen_classifier::{ContextPart, Pooling, Rollup, TrainSettings};
use gongwen_messages::phrase;
use serde::{Deserialize, Serialize};

pub use collect::{GroupBy, Order, Query};
pub use features::FeatureSettings;
pub use range::OutOfRange;
pub(crate) use range::in_range;

/// What counts as an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerSettings {
    /// Say "unsure" where the confidence is below this, 0 to 1. Default: 0, never.
    pub min_confidence: f64,
    /// List every theme whose probability reaches this, 0 to 1. Default: none, which takes the model's own.
    pub threshold: Option<f64>,
    /// How many of the words that decided an answer carries at most. Default: 6.
    pub evidence: usize,
    /// When a text's own words outweigh the headings above.
    pub own_words: OwnWords,
    /// Whether what the rest of its report says counts for a paragraph. Default: yes.
    pub context: bool,
    /// Whether paragraphs are taken apart into passages of one theme each. Default: yes.
    pub passages: bool,
}

/// When the words of a short text decide although the headings above speak of something else.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnWords {
    /// Of texts of so many letters or fewer. Default: 30.
    pub letters: usize,
    /// Where they are as sure as this, 0 to 1. Default: 0.8.
    pub confidence: f64,
}

impl Default for OwnWords {
    fn default() -> Self {
        Self { letters: 30, confidence: 0.8 }
    }
}

impl Default for AnswerSettings {
    fn default() -> Self {
        Self {
            min_confidence: 0.0,
            threshold: None,
            evidence: 6,
            own_words: OwnWords::default(),
            context: true,
            passages: true,
        }
    }
}

impl AnswerSettings {
    /// # Errors
    /// For the first setting that is out of its range.
    pub(crate) fn check(&self) -> Result<(), OutOfRange> {
        in_range("min-confidence", self.min_confidence, 0.0, 1.0)?;
        in_range(phrase!("own-words confidence"), self.own_words.confidence, 0.0, 1.0)?;
        self.threshold.map_or(Ok(()), |threshold| in_range("threshold", threshold, 0.0, 1.0))
    }
}

/// How an answer is explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainSettings {
    /// How many terms are listed for the topic, and how many against it. Default: 12.
    pub terms: usize,
}

impl Default for ExplainSettings {
    fn default() -> Self {
        Self { terms: 12 }
    }
}

/// How a model is trained.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnSettings {
    /// Backend, as the registry selects it. Default: complement naive Bayes and, weighing four times as
    /// much, a linear SVM.
    pub backend: String,
    /// The backend's own settings, as `key=value`. Default: none, the backend's defaults.
    pub params: Vec<String>,
    /// What becomes a term, and what it weighs.
    pub features: FeatureSettings,
    /// How topics make up the theme that is answered. Default: by the sum of their probabilities.
    pub pooling: Pooling,
    /// Whether a bias per theme is fitted, so that each is answered as often as it occurs in held-out texts.
    /// Default: no.
    pub fit_bias: bool,
    /// Whether confidence is corrected by isotonic regression after the temperature. Default: no.
    pub isotonic: bool,
    /// What of its report counts for a paragraph; nothing leaves each to its words. Default: everything.
    pub context: Vec<ContextPart>,
    /// Folds whose held-out scores calibrate the model; 0 leaves it uncalibrated. Default: 5.
    pub calibration_folds: usize,
    /// Seed of the split into these folds. Default: 0.
    pub seed: u64,
    /// Probability from which a theme is answered beside the first, 0 to 1. Default: 0.2.
    pub threshold: f64,
}

impl Default for LearnSettings {
    fn default() -> Self {
        Self {
            backend: "ensemble:complement-nb(alpha=1)+4*linear(c=1)".to_owned(),
            params: Vec::new(),
            features: FeatureSettings::default(),
            pooling: Pooling::Sum,
            fit_bias: false,
            isotonic: false,
            context: ContextPart::ALL.to_vec(),
            calibration_folds: 5,
            seed: 0,
            threshold: 0.2,
        }
    }
}

impl LearnSettings {
    /// # Errors
    /// For the first setting that is out of its range.
    pub(crate) fn check(&self) -> Result<(), OutOfRange> {
        let FeatureSettings { terms, weights, tfidf } = &self.features;
        in_range("threshold", self.threshold, 0.0, 1.0)?;
        in_range("word-ngrams", terms.word_ngrams as f64, 1.0, 5.0)?;
        in_range("min-df", f64::from(tfidf.min_df), 0.0, 1e6)?;
        let weights = [("heading", weights.heading), ("lead", weights.lead), ("title", weights.title)];
        weights.into_iter().try_for_each(|(name, weight)| in_range(name, weight, 0.0, 100.0))
    }

    /// What of this concerns the training around a backend, as the classifier crate takes it.
    pub(crate) fn train_settings(&self) -> TrainSettings {
        TrainSettings {
            folds: self.calibration_folds,
            seed: self.seed,
            isotonic: self.isotonic,
            context: self.context.clone(),
            fit_bias: self.fit_bias,
            rollup: Rollup { pooling: self.pooling, ..Rollup::default() },
            threshold: self.threshold,
        }
    }
}

/// How texts without labels are learnt from, by expectation maximisation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmSettings {
    /// Rounds, 0 to 1000; 0 leaves the texts out. Default: nothing, which means 1 where seed words say what texts are
    /// about, for with every round more goes to the themes that have words, and 5 elsewhere (`data/README.md`).
    pub rounds: Option<usize>,
    /// What an unlabelled text counts, a labelled one counting 1; 0 to 1. Default: nothing, which means 1 where seed
    /// words say what texts are about and 0.3 elsewhere.
    pub weight: Option<f64>,
}

impl EmSettings {
    /// Rounds, with seed words or without.
    pub(crate) fn rounds(&self, seeded: bool) -> usize {
        self.rounds.unwrap_or(if seeded { 1 } else { 5 })
    }

    /// What an unlabelled text counts, with seed words or without.
    pub(crate) fn weight(&self, seeded: bool) -> f64 {
        self.weight.unwrap_or(if seeded { 1.0 } else { 0.3 })
    }
}

/// What stays together: in a fold, and when the bootstrap draws.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FoldGroup {
    /// Paragraphs of one report.
    #[default]
    Report,
    /// Reports of one kind of unit: foretells reports of kinds never seen.
    Kind,
}

/// How texts are held out in turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CrossValidation {
    /// Number of folds. Default: 5.
    pub folds: usize,
    /// What stays together in a fold. Default: reports.
    pub group: FoldGroup,
    /// Seed of the split. Default: 0.
    pub seed: u64,
    /// Share of the reports outside the fold that are trained on, 0 to 1. Default: 1.
    pub share: f64,
}

impl Default for CrossValidation {
    fn default() -> Self {
        Self { folds: 5, group: FoldGroup::default(), seed: 0, share: 1.0 }
    }
}

/// What an evaluation tells.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationSettings {
    /// What the bootstrap draws together. Default: reports.
    pub group: FoldGroup,
    /// Whether topics are scored beside the themes they make up. Default: no.
    pub topics: bool,
    /// How many wrong answers are listed, the surest first. Default: 12.
    pub errors: usize,
}

impl Default for EvaluationSettings {
    fn default() -> Self {
        Self { group: FoldGroup::default(), topics: false, errors: 12 }
    }
}

/// How a learning curve is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct CurveSettings {
    /// Shares of the reports outside the held-out fold that are trained on, 0 to 1, ascending.
    pub shares: Vec<f64>,
    /// How often the data are split and the share drawn anew, 1 to 100. Default: 3.
    pub seeds: u64,
}

impl CurveSettings {
    /// # Errors
    /// For the first setting that is out of its range.
    pub(crate) fn check(&self) -> Result<(), OutOfRange> {
        in_range("seeds", self.seeds as f64, 1.0, 100.0)?;
        self.shares.iter().try_for_each(|&share| in_range("share", share, 0.0, 1.0))
    }
}

impl Default for CurveSettings {
    fn default() -> Self {
        Self { shares: vec![0.05, 0.1, 0.2, 0.4, 0.7, 1.0], seeds: 3 }
    }
}

/// Which labels are worth a second look.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewSettings {
    /// How many texts are listed at most. Default: 200.
    pub limit: usize,
    /// An answer counts as unsure where the labelled theme leads the next by less than this probability,
    /// 0 to 1. Default: 0.25.
    pub narrow: f64,
    /// How texts are held out from the models that judge them.
    pub cross_validation: CrossValidation,
}

impl Default for ReviewSettings {
    fn default() -> Self {
        Self { limit: 200, narrow: 0.25, cross_validation: CrossValidation::default() }
    }
}

impl ReviewSettings {
    /// # Errors
    /// For the first setting that is out of its range.
    pub(crate) fn check(&self) -> Result<(), OutOfRange> {
        in_range("narrow", self.narrow, 0.0, 1.0)
    }
}

/// How corrections are learnt from.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectionSettings {
    /// How much a corrected text counts, 0.1 to 1000: with more, texts that share its words follow it further, right or
    /// wrong (`data/README.md`). Default: 1.
    pub weight: f64,
}

impl Default for CorrectionSettings {
    fn default() -> Self {
        Self { weight: 1.0 }
    }
}

/// Which paragraphs without labels are worth a look.
#[derive(Debug, Clone, PartialEq)]
pub struct PickSettings {
    /// How many are chosen at most. Default: 40.
    pub limit: usize,
    /// What it counts that the model's members name different themes, against an entropy of 1; 0 to 10. Default: 0.5.
    pub members: f64,
    /// What a second theme at the threshold counts. Default: 0.25.
    pub near: f64,
    /// What it counts that a text is three standard deviations stranger than the usual. Default: 0.5.
    pub strange: f64,
    /// What a paragraph is still worth for each one of its unit that was chosen before, 0 to 1. Default: 0.9.
    pub spread: f64,
}

impl Default for PickSettings {
    fn default() -> Self {
        Self { limit: 40, members: 0.5, near: 0.25, strange: 0.5, spread: 0.9 }
    }
}

/// How the paragraphs of a theme are grouped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicSettings {
    /// How many groups; nothing leaves it to the number of paragraphs: a third of its square root. Default: nothing.
    pub groups: Option<usize>,
    /// Words told of each group at most. Default: 8.
    pub words: usize,
    /// Dimensions that words are brought down to, 2 or more. Default: 50.
    pub dimensions: usize,
}

impl Default for TopicSettings {
    fn default() -> Self {
        Self { groups: None, words: 8, dimensions: 50 }
    }
}

/// How labelled texts are written as bags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagSettings {
    /// Terms found in fewer texts are left out: rare words are often names. Default: 2.
    pub min_df: u32,
    /// Origin and licence of the texts, kept in the file. Default: empty.
    pub about: String,
}

impl Default for BagSettings {
    fn default() -> Self {
        Self { min_df: 2, about: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use gongwen_features::FieldWeights;

    use super::*;

    #[cfg(feature = "built-in")]
    #[test]
    fn the_threshold_has_one_value() {
        let threshold = LearnSettings::default().threshold;
        assert_eq!(crate::built_in::model().unwrap().threshold, threshold);
    }

    /// The crates below are used alone, too: whoever takes their defaults gets the product's.
    #[test]
    fn the_crates_below_have_the_same_defaults() {
        assert_eq!(LearnSettings::default().train_settings(), TrainSettings::default());
        assert_eq!(FeatureSettings::default().weights, FieldWeights::default());
    }
}
