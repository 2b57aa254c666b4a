//! What a model was trained on and how, for people to read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::backend::{Backend, Wrapper};
use crate::context::ContextPart;
use crate::train_settings::TrainSettings;

/// What a model was trained on and how.
///
/// It tells what the rest of the model does not: backend and its settings, roll-up and threshold are
/// fields of [`Model`](crate::Model), and the settings of the features are those of its vectorizer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Labelled texts.
    pub examples: usize,
    /// Groups they come from, which folds keep together: reports, or kinds of unit.
    #[serde(rename = "groups")]
    pub fold_groups: usize,
    /// Size of the vocabulary.
    pub terms: usize,
    /// Weight of the labelled texts per topic; 1 a text is usual.
    #[serde(rename = "theme_weights")]
    pub topic_weights: BTreeMap<String, f64>,
    /// How it was trained.
    #[serde(default, skip_serializing_if = "Training::is_usual")]
    pub training: Training,
    /// Anything else worth telling, such as data sources and scores.
    #[serde(default)]
    pub notes: BTreeMap<String, serde_json::Value>,
}

/// How a model was trained: the settings that leave no other trace in it.
///
/// The default is what a model file means that says nothing of it, so it is part of the file's format
/// and stays, whatever becomes of the defaults of [`TrainSettings`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Training {
    /// Folds asked for, as in [`TrainSettings::folds`]. Default: 5.
    pub folds: usize,
    /// Seed of the split into folds. Default: 0.
    pub seed: u64,
    /// Whether isotonic regression was asked for. Default: no.
    pub isotonic: bool,
    /// Whether the theme biases were fitted. Default: no.
    pub fit_bias: bool,
    /// What of a text's report was to count for it, as in [`TrainSettings::context`]. Default: everything.
    #[serde(skip_serializing_if = "is_all")]
    pub context: Vec<ContextPart>,
    /// What was done around the backend, outermost first. Default: nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wrappers: Vec<Wrapper>,
}

fn is_all(parts: &[ContextPart]) -> bool {
    *parts == ContextPart::ALL
}

impl Default for Training {
    fn default() -> Self {
        Self {
            folds: 5,
            seed: 0,
            isotonic: false,
            fit_bias: false,
            context: ContextPart::ALL.to_vec(),
            wrappers: Vec::new(),
        }
    }
}

impl Training {
    /// How `backend` is trained under these settings.
    pub(crate) fn new(backend: &dyn Backend, settings: &TrainSettings) -> Self {
        Self {
            folds: settings.folds,
            seed: settings.seed,
            isotonic: settings.isotonic,
            fit_bias: settings.fit_bias,
            context: settings.context.clone(),
            wrappers: backend.wrappers(),
        }
    }

    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::ParamValue;

    #[test]
    fn usual_training_is_not_written_and_old_files_mean_it() {
        let summary = Summary { examples: 3, ..Summary::default() };
        let json = serde_json::to_string(&summary).unwrap();
        assert_eq!(json, r#"{"examples":3,"groups":0,"terms":0,"theme_weights":{},"notes":{}}"#);
        assert_eq!(serde_json::from_str::<Summary>(&json).unwrap(), summary);
    }

    #[test]
    fn unusual_training_is_written() {
        let settings = [("rounds", 4.0), ("weight", 0.3)].map(|(k, v)| (k.to_owned(), ParamValue::Number(v)));
        let wrapper = Wrapper { name: "em".to_owned(), settings: settings.into() };
        let training = Training { seed: 7, wrappers: vec![wrapper], ..Training::default() };
        let summary = Summary { training, ..Summary::default() };
        let json = serde_json::to_string(&summary).unwrap();
        let expected = r#"{"folds":5,"seed":7,"isotonic":false,"fit_bias":false,"wrappers":[{"name":"em","#;
        assert!(json.contains(expected), "{json}");
        assert_eq!(serde_json::from_str::<Summary>(&json).unwrap(), summary);
    }
}
