//! A classifier that tests can tell what to say.

use gongwen_features::{TermExtractor, TermSettings, TokenizerSettings, VectorizerParams};

use crate::backend::{Classifier, Explanation, ScoreError};
use crate::calibration::Calibration;
use crate::model::Model;
use crate::params::Params;
use crate::rollup::Rollup;
use crate::summary::Summary;
use crate::themes::ThemeSet;
use crate::train_settings::TrainSettings;
use crate::training::Input;

/// Scores every text alike, by these scores, which are all bias.
#[derive(Debug)]
struct Fixed(Vec<f64>);

impl Classifier for Fixed {
    fn n_topics(&self) -> usize {
        self.0.len()
    }

    fn score(&self, _: Input, scores: &mut [f64]) -> Result<(), ScoreError> {
        scores.copy_from_slice(&self.0);
        Ok(())
    }

    fn explain(&self, _: Input, topic: usize) -> Option<Explanation> {
        Some(Explanation { bias: self.0[topic], terms: Vec::new() })
    }

    fn save(&self) -> Vec<u8> {
        Vec::new()
    }
}

/// A model to which every text's topics are this likely; topic `k` rolls up to theme `theme_of[k]`.
/// Themes first occur in the order of their indices. Everything else is as by default.
pub(crate) fn model(topics: &[f64], theme_of: &[usize]) -> Model {
    let topic = |(k, g): (usize, &usize)| format!("[[theme]]\nid = 't{k}'\ngroup = 'g{g}'\n");
    let themes = ThemeSet::from_toml(&theme_of.iter().enumerate().map(topic).collect::<String>()).unwrap();
    assert_eq!((themes.n_topics(), themes.theme_map()), (topics.len(), theme_of));
    let extractor = TermExtractor::new(TokenizerSettings::Characters, TermSettings::default());
    Model {
        themes,
        vectorizer: VectorizerParams::default().fit(extractor, &[]),
        backend: "fake".to_owned(),
        params: Params::default(),
        classifier: Box::new(Fixed(topics.iter().map(|p| p.ln()).collect())),
        calibration: Calibration::default(),
        context: None,
        chain: None,
        adaptation: None,
        rollup: Rollup::default(),
        threshold: TrainSettings::default().threshold,
        summary: Summary::default(),
    }
}
