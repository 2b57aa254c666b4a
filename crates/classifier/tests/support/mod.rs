//! A model of a handful of texts.

#![allow(dead_code, reason = "each test file uses a part")]

use gongwen_classifier::{
    Backend, Example, Input, Model, Params, Registry, SelectError, ThemeSet, TrainError, TrainSettings,
    TrainingSet,
};
use gongwen_features::{
    Fields, SparseVector, TermExtractor, TermSettings, TokenizerSettings, VectorizerParams,
};

const THEMES: &str = "
    [[group]]
    id = 'safety'
    [[group]]
    id = 'other'
    [[theme]]
    id = 'safety'
    [[theme]]
    id = 'roads'
    group = 'other'
    [[theme]]
    id = 'fields'
    group = 'other'
";

/// An error with all that brought it about, as programs print it.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Topic and text; every text is a report of its own.
pub(crate) const TEXTS: &[(usize, &str)] = &[
    (0, "开展消防安全检查，整改火灾隐患"),
    (0, "组织消防演练，排查燃气安全隐患"),
    (0, "加强安全生产检查，消除隐患"),
    (1, "改建道路两条，铺设路灯"),
    (1, "道路保洁，修补路面"),
    (1, "新建道路，铺设管网"),
    (2, "水稻播种面积稳定，农田丰收"),
    (2, "建设高标准农田，推广水稻良种"),
    (2, "农田灌溉，水稻增产"),
];

pub(crate) fn fields(text: &str) -> Fields<'_> {
    Fields { text, ..Fields::default() }
}

/// Every character is a term.
pub(crate) fn characters() -> TermExtractor {
    TermExtractor::new(TokenizerSettings::Characters, TermSettings::default())
}

/// Trains a backend of `registry` on [`TEXTS`].
pub(crate) fn train(
    registry: &Registry,
    choice: &str,
    extractor: TermExtractor,
    settings: &TrainSettings,
) -> Result<Model, Failure> {
    let (backend, params) = registry.select(choice, [])?;
    Ok(train_by(&*backend, params, extractor, settings)?)
}

/// Trains this backend on [`TEXTS`].
pub(crate) fn train_by(
    backend: &dyn Backend,
    params: Params,
    extractor: TermExtractor,
    settings: &TrainSettings,
) -> Result<Model, TrainError> {
    let themes = ThemeSet::from_toml(THEMES).unwrap();
    let bags: Vec<_> = TEXTS.iter().map(|(_, text)| extractor.bag(&fields(text))).collect();
    let vectorizer = VectorizerParams::default().fit(extractor, &bags);
    let vectors: Vec<SparseVector> =
        TEXTS.iter().map(|(_, text)| vectorizer.vectorize(&fields(text))).collect();
    let examples = vectors.iter().zip(TEXTS).map(|(vector, (topic, text))| Example {
        input: Input { vector, text },
        topic: *topic,
        weight: 1.0,
        fold_group: Some(text),
        place: None,
    });
    let ids = themes.topic_ids();
    let data = TrainingSet::new(&ids, vectorizer.tfidf().n_terms(), examples.collect()).unwrap();
    Model::train(themes.clone(), vectorizer.clone(), backend, params, &data, settings)
}

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Select(#[from] SelectError),
    #[error(transparent)]
    Train(#[from] TrainError),
}
