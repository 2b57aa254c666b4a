//! A model trained on a handful of texts: answers, evidence, file.

#![allow(clippy::unwrap_used, reason = "a test may")]

use gongwen_classifier::{
    BACKENDS, Example, Input, LoadOptions, Model, ModelError, Params, ThemeSet, TrainSettings, TrainingSet,
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

/// Fine theme and text; every text is a report of its own.
const TEXTS: &[(usize, &str)] = &[
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

fn fields(text: &str) -> Fields<'_> {
    Fields { text, ..Fields::default() }
}

fn train(backend: &str) -> Model {
    let themes = ThemeSet::from_toml(THEMES).unwrap();
    let extractor = TermExtractor::new(TokenizerSettings::Characters, TermSettings::default());
    let bags: Vec<_> = TEXTS.iter().map(|(_, text)| extractor.bag(&fields(text))).collect();
    let vectorizer = VectorizerParams::default().fit(extractor, &bags);
    let vectors: Vec<SparseVector> =
        TEXTS.iter().map(|(_, text)| vectorizer.vectorize(&fields(text))).collect();
    let examples = vectors.iter().zip(TEXTS).map(|(vector, (theme, text))| Example {
        input: Input { vector, text },
        theme: *theme,
        weight: 1.0,
        group: Some(text),
    });
    let ids = themes.ids();
    let data = TrainingSet::new(&ids, vectorizer.tfidf().n_terms(), examples.collect()).unwrap();
    let (backend, params) = gongwen_classifier::select(backend, []).unwrap();
    let settings = TrainSettings { folds: 3, isotonic: true, fit_bias: true, ..TrainSettings::default() };
    Model::train(themes.clone(), vectorizer.clone(), backend, params, &data, &settings).unwrap()
}

#[test]
fn answers_are_rolled_up() {
    let model = train("naive-bayes");
    let answer = model.answer(&fields("检查消防安全隐患")).unwrap();
    assert_eq!((answer.group, answer.theme), (0, 0));
    let answer = model.answer(&fields("水稻农田")).unwrap();
    assert_eq!((answer.group, answer.theme), (1, 2));
    assert!((answer.groups.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((answer.fine.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(answer.above[0], answer.group);
}

#[test]
fn a_mixed_text_has_both_themes() {
    let mut model = train("naive-bayes");
    model.threshold = 0.05;
    let answer = model.answer(&fields("道路安全隐患检查，修补道路路面")).unwrap();
    assert_eq!(answer.above.len(), 2);
    model.threshold = 1.0;
    assert_eq!(model.answer(&fields("道路安全隐患检查，修补道路路面")).unwrap().above.len(), 1);
}

#[test]
fn evidence_adds_up_to_the_difference_of_scores() {
    let model = train("naive-bayes");
    let text = fields("检查农田安全隐患");
    let vector = model.vectorizer.vectorize(&text);
    let answer = model.classify((&vector).into()).unwrap();
    let evidence = model.evidence((&vector).into(), &answer).unwrap();
    let mut scores = [0.0; 3];
    model.classifier.score((&vector).into(), &mut scores).unwrap();
    let difference = scores[evidence.theme] - scores[evidence.rival];
    assert!((evidence.difference.score() - difference).abs() < 1e-12);
    assert_eq!(evidence.theme, answer.theme);
    assert_ne!(model.themes.group_of(evidence.rival), answer.group);
    // The log-odds of the two fine themes are the difference over the temperature.
    let odds = (answer.fine[evidence.theme] / answer.fine[evidence.rival]).ln();
    assert!((odds - difference / model.calibration.temperature).abs() < 1e-9);
}

#[test]
fn every_backend_survives_its_file() {
    let folder = tempfile::tempdir().unwrap();
    for backend in BACKENDS.iter().map(|b| b.name()).filter(|&name| name != "exec") {
        let (model, path) = (train(backend), folder.path().join(backend));
        model.save(&path).unwrap();
        let loaded = Model::load(&path, &LoadOptions::default()).unwrap();
        assert_eq!(loaded.to_bytes().unwrap(), model.to_bytes().unwrap(), "{backend}");
        assert_eq!(loaded.summary.groups, TEXTS.len());
        for (_, text) in TEXTS {
            assert_eq!(loaded.answer(&fields(text)).unwrap(), model.answer(&fields(text)).unwrap());
        }
    }
}

#[test]
fn threads_do_not_change_a_byte() {
    for backend in BACKENDS.iter().map(|b| b.name()).filter(|&name| name != "exec") {
        let bytes = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| train(backend).to_bytes().unwrap())
        };
        assert!(bytes(1) == bytes(4), "{backend}");
    }
}

#[test]
fn an_unknown_backend_is_named() {
    let mut model = train("majority");
    model.backend = "oracle".to_owned();
    let bytes = model.to_bytes().unwrap();
    let error = Model::from_bytes(&bytes, &LoadOptions::default()).unwrap_err();
    assert!(matches!(error, ModelError::Backend(_)));
    assert!(error.to_string().contains("unknown backend `oracle`"));
}

#[test]
fn settings_travel_in_the_file() {
    let model = train("naive-bayes");
    let loaded = Model::from_bytes(&model.to_bytes().unwrap(), &LoadOptions::default()).unwrap();
    assert_eq!(loaded.params, model.params);
    assert_ne!(loaded.params, Params::default());
    assert_eq!(loaded.calibration, model.calibration);
    assert_eq!((loaded.rollup, loaded.themes), (model.rollup, model.themes));
}
