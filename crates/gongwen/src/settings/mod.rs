//! What a caller may choose, as plain values. Every default the product ships stands here and nowhere else.

use gongwen_classifier::{ParamError, ParamKind, ParamSpec, Params, Pooling};
use gongwen_features::{FieldWeights, TermSettings, TfIdfParams};
use serde::{Deserialize, Serialize};

use crate::Error;

/// What counts as an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerSettings {
    /// Say "unsure" where the confidence is below this, 0 to 1. Default: 0, never.
    pub min_confidence: f64,
    /// List every theme whose probability reaches this, 0 to 1. Default: none, which takes the model's own.
    pub threshold: Option<f64>,
    /// How many of the words that decided an answer carries at most. Default: 6.
    pub evidence: usize,
}

impl Default for AnswerSettings {
    fn default() -> Self {
        Self { min_confidence: 0.0, threshold: None, evidence: 6 }
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
            calibration_folds: 5,
            seed: 0,
            threshold: 0.2,
        }
    }
}

impl LearnSettings {
    /// # Errors
    /// [`Error::OutOfRange`] for the first setting that is out of its range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let FeatureSettings { terms, weights, tfidf } = &self.features;
        in_range("threshold", self.threshold, 0.0, 1.0)?;
        in_range("word-ngrams", terms.word_ngrams as f64, 1.0, 5.0)?;
        in_range("min-df", f64::from(tfidf.min_df), 1.0, 1e6)?;
        let weights = [("heading", weights.heading), ("lead", weights.lead), ("title", weights.title)];
        weights.into_iter().try_for_each(|(name, weight)| in_range(name, weight, 0.0, 100.0))
    }
}

/// Refuses a value that is out of its range, or no number.
pub(crate) fn in_range(setting: &'static str, value: f64, min: f64, max: f64) -> Result<(), Error> {
    match (min..=max).contains(&value) {
        true => Ok(()),
        false => Err(Error::OutOfRange { setting, value, min, max }),
    }
}

/// What becomes a term, and what it weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureSettings {
    /// What of the tokens becomes a term.
    pub terms: TermSettings,
    /// What a term counts in each field.
    pub weights: FieldWeights,
    /// How counts become weights.
    pub tfidf: TfIdfParams,
}

const FEATURES: FeatureSettings = FeatureSettings {
    terms: TermSettings { word_ngrams: 1, char_bigrams: true },
    weights: FieldWeights { heading: 1.0, lead: 1.0, title: 0.0 },
    tfidf: TfIdfParams { sublinear_tf: true, use_idf: true, l2_norm: true, min_df: 3 },
};

impl Default for FeatureSettings {
    fn default() -> Self {
        FEATURES
    }
}

impl FeatureSettings {
    /// The settings by name, as [`parse`](Self::parse) takes them.
    pub const SPECS: &[ParamSpec] = &[
        ParamSpec {
            name: "word-ngrams",
            kind: ParamKind::Number { default: FEATURES.terms.word_ngrams as f64, min: 1.0, max: 5.0 },
            about: "longest run of words that makes a term",
        },
        ParamSpec {
            name: "char-bigrams",
            kind: switch(FEATURES.terms.char_bigrams),
            about: "pairs of neighbouring Chinese characters are terms too",
        },
        ParamSpec {
            name: "heading",
            kind: weight(FEATURES.weights.heading),
            about: "what a word in a heading above counts",
        },
        ParamSpec {
            name: "lead",
            kind: weight(FEATURES.weights.lead),
            about: "what a word in the lead sentence counts, above its count in the text",
        },
        ParamSpec {
            name: "title",
            kind: weight(FEATURES.weights.title),
            about: "what a word in the report's title counts",
        },
        ParamSpec {
            name: "sublinear",
            kind: switch(FEATURES.tfidf.sublinear_tf),
            about: "dampen repeats: 1 + ln(count)",
        },
        ParamSpec { name: "idf", kind: switch(FEATURES.tfidf.use_idf), about: "rare terms weigh more" },
        ParamSpec {
            name: "l2",
            kind: switch(FEATURES.tfidf.l2_norm),
            about: "every vector is brought to length 1",
        },
        ParamSpec {
            name: "min-df",
            kind: ParamKind::Number { default: FEATURES.tfidf.min_df as f64, min: 1.0, max: 1e6 },
            about: "leave out terms found in fewer texts",
        },
    ];

    /// The defaults, changed by `key=value` settings; the last of equal keys wins.
    ///
    /// ```
    /// use gongwen::settings::FeatureSettings;
    ///
    /// let features = FeatureSettings::parse(["min-df=1", "title=0.5"])?;
    /// assert_eq!(features.tfidf.min_df, 1);
    /// assert_eq!(features.weights.title, 0.5);
    /// # Ok::<(), gongwen::classifier::ParamError>(())
    /// ```
    ///
    /// # Errors
    /// Where a setting is not `key=value`, its key is unknown or its value out of range.
    pub fn parse<'s>(settings: impl IntoIterator<Item = &'s str>) -> Result<Self, ParamError> {
        let params = Params::parse(Self::SPECS, settings)?;
        let flag = |name| Ok(params.word(name)? == "true");
        Ok(Self {
            terms: TermSettings {
                word_ngrams: params.number("word-ngrams")? as usize,
                char_bigrams: flag("char-bigrams")?,
            },
            weights: FieldWeights {
                heading: params.number("heading")?,
                lead: params.number("lead")?,
                title: params.number("title")?,
            },
            tfidf: TfIdfParams {
                sublinear_tf: flag("sublinear")?,
                use_idf: flag("idf")?,
                l2_norm: flag("l2")?,
                min_df: params.number("min-df")? as u32,
            },
        })
    }

    /// The values by name, in the order of [`SPECS`](Self::SPECS), as [`parse`](Self::parse) takes them.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        let Self { terms, weights, tfidf } = self;
        let values = [
            terms.word_ngrams.to_string(),
            terms.char_bigrams.to_string(),
            weights.heading.to_string(),
            weights.lead.to_string(),
            weights.title.to_string(),
            tfidf.sublinear_tf.to_string(),
            tfidf.use_idf.to_string(),
            tfidf.l2_norm.to_string(),
            tfidf.min_df.to_string(),
        ];
        Self::SPECS.iter().map(|spec| spec.name).zip(values).collect()
    }
}

const fn weight(default: f64) -> ParamKind {
    ParamKind::Number { default, min: 0.0, max: 100.0 }
}

/// A setting that is on or off; the first word is the default.
const fn switch(on: bool) -> ParamKind {
    ParamKind::Choice(if on { &["true", "false"] } else { &["false", "true"] })
}

/// How texts without labels are learnt from, by expectation maximisation.
#[derive(Debug, Clone, PartialEq)]
pub struct EmSettings {
    /// Rounds. Default: 5.
    pub rounds: usize,
    /// What an unlabelled text counts, a labelled one counting 1; 0 to 1. Default: 0.3.
    pub weight: f64,
}

impl Default for EmSettings {
    fn default() -> Self {
        Self { rounds: 5, weight: 0.3 }
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
    /// How often the data are split and the share drawn anew. Default: 3.
    pub seeds: u64,
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
    /// An answer counts as unsure where the labelled theme leads the next by less than this probability.
    /// Default: 0.25.
    pub narrow: f64,
    /// How texts are held out from the models that judge them.
    pub cross_validation: CrossValidation,
}

impl Default for ReviewSettings {
    fn default() -> Self {
        Self { limit: 200, narrow: 0.25, cross_validation: CrossValidation::default() }
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
    use super::*;

    #[cfg(feature = "built-in")]
    #[test]
    fn the_threshold_has_one_value() {
        let threshold = LearnSettings::default().threshold;
        assert_eq!(crate::built_in::model().unwrap().threshold, threshold);
        assert_eq!(gongwen_classifier::TrainSettings::default().threshold, threshold);
    }

    #[test]
    fn features_by_name_are_the_defaults_until_told_otherwise() {
        assert_eq!(FeatureSettings::parse([]).unwrap(), FeatureSettings::default());
        let all =
            ["word-ngrams=2", "char-bigrams=false", "heading=2", "lead=3", "title=4", "sublinear=false"];
        let rest = ["idf=false", "l2=false", "min-df=7"];
        let expected = FeatureSettings {
            terms: TermSettings { word_ngrams: 2, char_bigrams: false },
            weights: FieldWeights { heading: 2.0, lead: 3.0, title: 4.0 },
            tfidf: TfIdfParams { sublinear_tf: false, use_idf: false, l2_norm: false, min_df: 7 },
        };
        let given: Vec<&str> = all.into_iter().chain(rest).collect();
        assert_eq!(FeatureSettings::parse(given.clone()).unwrap(), expected);
        let values: Vec<String> = expected.values().iter().map(|(name, v)| format!("{name}={v}")).collect();
        assert_eq!(values, given);
        assert!(FeatureSettings::parse(["min-df=0"]).unwrap_err().to_string().contains("min-df"));
    }
}
