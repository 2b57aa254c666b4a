//! A model trained on a handful of texts: answers, evidence, file.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use gongwen_classifier::{
    Backend, Em, Input, LoadOptions, Model, ModelError, ModelFileError, NaiveBayes, ParamValue, Params,
    Registry, TrainSettings, Training,
};

use gongwen_features::{StoredVectorizer, VectorizerParams};

use support::{TEXTS, fields};

fn train(choice: &str) -> Model {
    let settings = TrainSettings { folds: 3, isotonic: true, fit_bias: true, ..TrainSettings::default() };
    train_with(choice, &settings)
}

fn train_with(choice: &str, settings: &TrainSettings) -> Model {
    support::train(&Registry::built_in(), choice, support::characters(), settings).unwrap()
}

#[test]
fn answers_are_rolled_up() {
    let model = train("naive-bayes");
    let answer = model.answer(&fields("检查消防安全隐患")).unwrap();
    assert_eq!((answer.theme, answer.topic), (0, 0));
    let answer = model.answer(&fields("水稻农田")).unwrap();
    assert_eq!((answer.theme, answer.topic), (1, 2));
    assert!((answer.themes.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((answer.topics.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert_eq!(answer.above[0], answer.theme);
}

#[test]
fn a_mixed_text_has_both_topics() {
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
    let difference = scores[evidence.topic] - scores[evidence.rival];
    assert!((evidence.difference.score() - difference).abs() < 1e-12);
    assert_eq!(evidence.topic, answer.topic);
    assert_ne!(model.themes.theme_of(evidence.rival), answer.theme);
    // The log-odds of the two topics are the difference over the temperature.
    let odds = (answer.topics[evidence.topic] / answer.topics[evidence.rival]).ln();
    assert!((odds - difference / model.calibration.temperature).abs() < 1e-9);
}

#[test]
fn every_backend_survives_its_file() {
    let folder = tempfile::tempdir().unwrap();
    for backend in Registry::built_in().iter().map(|b| b.name()).filter(|&name| name != "exec") {
        let (model, path) = (train(backend), folder.path().join(backend));
        model.save(&path).unwrap();
        let loaded = Model::load(&path, &LoadOptions::default()).unwrap();
        assert_eq!(loaded.to_bytes().unwrap(), model.to_bytes().unwrap(), "{backend}");
        assert_eq!(loaded.summary.fold_groups, TEXTS.len());
        for (_, text) in TEXTS {
            assert_eq!(loaded.answer(&fields(text)).unwrap(), model.answer(&fields(text)).unwrap());
        }
    }
}

#[test]
fn threads_do_not_change_a_byte() {
    for backend in Registry::built_in().iter().map(|b| b.name()).filter(|&name| name != "exec") {
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

#[test]
fn calibration_is_as_asked() {
    let calibrated = train("naive-bayes");
    assert!(calibrated.calibration.confidence.is_some() && calibrated.calibration.temperature != 1.0);
    assert_eq!(calibrated.rollup.bias.len(), 2);

    let plain = train_with("naive-bayes", &TrainSettings { threshold: 0.4, ..TrainSettings::default() });
    assert!(plain.calibration.confidence.is_none() && plain.calibration.temperature != 1.0);
    assert!(plain.rollup.bias.is_empty());
    assert_eq!(plain.threshold, 0.4);

    let raw =
        train_with("naive-bayes", &TrainSettings { folds: 0, isotonic: true, ..TrainSettings::default() });
    assert_eq!(raw.calibration, gongwen_classifier::Calibration::default());
}

#[test]
fn a_model_says_how_it_was_trained() {
    let usual = train_with("naive-bayes", &TrainSettings::default());
    assert_eq!(usual.summary.training, Training::default());
    assert!(!header(&usual).contains("training"));

    let settings =
        TrainSettings { folds: 3, seed: 5, isotonic: true, fit_bias: true, ..TrainSettings::default() };
    let model = train_with("naive-bayes", &settings);
    let training = Training { folds: 3, seed: 5, isotonic: true, fit_bias: true, ..Training::default() };
    assert_eq!(model.summary.training, training);
    let loaded = Model::from_bytes(&model.to_bytes().unwrap(), &LoadOptions::default()).unwrap();
    assert_eq!(loaded.summary.training, training);
}

#[test]
fn wrappers_are_named_where_they_do_something() {
    let vector = gongwen_features::SparseVector::default();
    let unlabelled = [Input::from(&vector), Input::from(&vector)];
    let once = Em { backend: &NaiveBayes, unlabelled: &unlabelled, iterations: 4, weight: 0.3, start: &[] };
    let wrappers = once.wrappers();
    assert_eq!(wrappers.len(), 1);
    assert_eq!(wrappers[0].name, "expectation-maximisation");
    let settings: Vec<_> = wrappers[0].settings.iter().map(|(k, v)| (k.as_str(), v.clone())).collect();
    let number = ParamValue::Number;
    assert_eq!(settings, [("rounds", number(4.0)), ("unlabelled", number(2.0)), ("weight", number(0.3))]);

    assert_eq!(Em { backend: &once, iterations: 1, ..once }.wrappers().len(), 2);
    for idle in [Em { iterations: 0, ..once }, Em { unlabelled: &[], ..once }, Em { weight: 0.0, ..once }] {
        assert!(idle.wrappers().is_empty());
    }
}

/// What loading says about a model as it is written.
fn refused(model: &Model) -> ModelError {
    Model::from_bytes(&model.to_bytes().unwrap(), &LoadOptions::default()).unwrap_err()
}

#[test]
fn numbers_that_no_training_gives_are_refused() {
    let mut model = train("naive-bayes");
    for temperature in [0.0, -1.0, 1e-320, 1e300] {
        model.calibration.temperature = temperature;
        let error = refused(&model);
        let found = matches!(error, ModelError::OutOfRange { name: "temperature", value, .. } if value == temperature);
        assert!(found, "{error}");
    }
    for number in [f64::NAN, f64::INFINITY] {
        model.calibration.temperature = number;
        assert!(matches!(refused(&model), ModelError::File(ModelFileError::Damaged(_))), "{number}");
    }
    model.calibration.temperature = 1.0;
    for threshold in [-0.1, 1.1] {
        model.threshold = threshold;
        assert!(matches!(refused(&model), ModelError::OutOfRange { name: "threshold", .. }), "{threshold}");
    }
    model.threshold = 1.0;
    model.rollup.bias.push(0.0);
    assert!(matches!(refused(&model), ModelError::Count { found: 3, expected: 2, .. }));
    model.rollup.bias.clear();
    Model::from_bytes(&model.to_bytes().unwrap(), &LoadOptions::default()).unwrap();
}

#[test]
fn a_classifier_of_another_vocabulary_is_refused() {
    for choice in ["naive-bayes", "complement-nb", "linear", "ensemble:majority+naive-bayes"] {
        let mut model = train(choice);
        let terms = model.vectorizer.tfidf().n_terms();
        let few: Vec<_> = TEXTS[..3].iter().map(|(_, t)| support::characters().bag(&fields(t))).collect();
        model.vectorizer = VectorizerParams::default().fit(support::characters(), &few);
        let own = model.vectorizer.tfidf().n_terms();
        let error = refused(&model);
        let found =
            matches!(error, ModelError::Count { found, expected, .. } if (found, expected) == (terms, own));
        assert!(found, "{choice}: {error}");
    }
}

/// Without terms goes with any vocabulary only what learns from none.
#[test]
fn a_table_without_terms_is_the_majoritys_alone() {
    let mut model = train("majority");
    let terms = model.vectorizer.tfidf().n_terms();
    Model::from_bytes(&model.to_bytes().unwrap(), &LoadOptions::default()).unwrap();
    for other in ["naive-bayes", "complement-nb", "linear"] {
        model.backend = other.to_owned();
        let error = refused(&model);
        let found = matches!(error, ModelError::Count { found: 0, expected, .. } if expected == terms);
        assert!(found, "{other}: {error}");
    }
    let mut weighted = train("naive-bayes");
    weighted.backend = "majority".to_owned();
    let few: Vec<_> = TEXTS[..3].iter().map(|(_, t)| support::characters().bag(&fields(t))).collect();
    weighted.vectorizer = VectorizerParams::default().fit(support::characters(), &few);
    assert!(matches!(refused(&weighted), ModelError::Count { .. }));
}

#[test]
fn a_vocabulary_whose_lists_differ_in_length_is_refused() {
    let vectorizer = serde_json::to_string(&train("majority").vectorizer).unwrap();
    assert!(serde_json::from_str::<StoredVectorizer>(&vectorizer).is_ok());
    let longer = vectorizer.replacen("\"document_frequencies\":[", "\"document_frequencies\":[1,", 1);
    assert_ne!(longer, vectorizer);
    let error = serde_json::from_str::<StoredVectorizer>(&longer).map(drop).unwrap_err().to_string();
    assert!(error.contains("document frequencies"), "{error}");
}

/// The readable part of a model's file.
fn header(model: &Model) -> String {
    let bytes = model.to_bytes().unwrap();
    let end = bytes.windows(3).position(|w| w == b"\n}\n").unwrap();
    String::from_utf8(bytes[..end].to_vec()).unwrap()
}
