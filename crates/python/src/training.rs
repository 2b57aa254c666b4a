//! A model from labelled texts.

use std::path::PathBuf;

use gongwen::classifier::{Registry, ThemeSet};
use gongwen::settings::{EmSettings, FeatureSettings, LearnSettings};
use gongwen::{LabelledText, Recipe, Text, Unlabelled, labelled};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyBytes;
use rayon::prelude::*;

use crate::errors::{Failure, Kind};
use crate::source::{Item, Source};
use crate::tagger::ReadSettings;
use crate::threads;

/// How to train, as Python says it.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct TrainSettings {
    /// A themes file's text; none for the built-in themes.
    themes: Option<String>,
    /// Ids of topics that are themes of their own, instead of `themes`.
    classes: Option<Vec<String>>,
    backend: Option<String>,
    params: Vec<String>,
    features: Vec<String>,
    fit_bias: bool,
    calibration_folds: Option<usize>,
    seed: Option<u64>,
}

impl TrainSettings {
    fn recipe(self) -> Result<Recipe, Failure> {
        let wrong = |error: &dyn std::error::Error| Failure::new(Kind::Setting, error);
        let themes = match (&self.classes, &self.themes) {
            (Some(ids), _) => {
                let topics: Vec<_> = ids.iter().map(|id| serde_json::json!({ "id": id })).collect();
                let themes = serde_json::from_value::<ThemeSet>(serde_json::json!({ "theme": topics }));
                themes.map_err(|error| wrong(&error))?
            }
            (None, Some(toml)) => ThemeSet::from_toml(toml).map_err(|error| wrong(&error))?,
            (None, None) => gongwen::built_in::themes().map_err(|error| wrong(&error))?,
        };
        let defaults = LearnSettings::default();
        let features = FeatureSettings::parse(self.features.iter().map(String::as_str));
        Ok(Recipe {
            themes,
            tokenizer: gongwen::built_in::tokenizer().map_err(|error| wrong(&error))?.into(),
            settings: LearnSettings {
                backend: self.backend.unwrap_or(defaults.backend),
                params: self.params,
                features: features.map_err(|error| wrong(&error))?,
                fit_bias: self.fit_bias,
                calibration_folds: self.calibration_folds.unwrap_or(defaults.calibration_folds),
                seed: self.seed.unwrap_or(defaults.seed),
                ..defaults
            },
            unlabelled: None,
            registry: Registry::built_in(),
        })
    }
}

/// Trains on labelled files, then on texts with the names of their topics, and gives the bytes of the model's file.
/// Documents without labels are learnt from as `classify train --unlabelled` does.
#[pyfunction]
pub(crate) fn train(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    texts: Vec<(PyBackedStr, String)>,
    unlabelled: Vec<Item<'_>>,
    settings: TrainSettings,
    read: ReadSettings,
) -> PyResult<Py<PyBytes>> {
    let unlabelled = unlabelled.into_iter().map(Source::of).collect::<PyResult<Vec<Source>>>()?;
    let train = || -> Result<Vec<u8>, Failure> {
        let backend_is_named = settings.backend.is_some();
        let mut recipe = settings.recipe()?;
        let wrong = |error| Failure::of(gongwen::Error::Labelled(error));
        let mut examples = match paths[..] {
            [] => Vec::new(),
            _ => labelled::read(&paths, &recipe.themes).map_err(wrong)?,
        };
        for (text, topic) in &texts {
            examples.push(LabelledText::new(&recipe.themes, &**text, topic).map_err(wrong)?);
        }
        if !unlabelled.is_empty() {
            let reader = read.reader()?;
            let read =
                unlabelled.into_par_iter().map(|source| Ok(Text::all(&source.read_one(&reader)?.document)));
            let texts = read.collect::<Result<Vec<_>, Failure>>()?.concat();
            if !backend_is_named {
                recipe.settings.backend = "naive-bayes".to_owned();
                // How frequent each theme is the texts tell, too.
                recipe.settings.params.insert(0, "priors=empirical".to_owned());
            }
            recipe.unlabelled = Some(Unlabelled { texts, em: EmSettings::default() });
        }
        let model = recipe.train(&examples)?;
        model.to_bytes().map_err(|error| Failure::new(Kind::Model, &error))
    };
    let bytes = py.detach(|| threads::on(0, train))?.map_err(|failure| failure.raise(py))?;
    Ok(PyBytes::new(py, &bytes).unbind())
}
