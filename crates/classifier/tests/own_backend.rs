//! A backend and a tokenizer from outside the crate: trained, saved, loaded, explained, and as members.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::sync::Arc;

use gongwen_classifier::{
    Backend, Classifier, Em, Explanation, Input, LoadError, LoadOptions, Majority, Model, ModelError,
    ParamKind, ParamSpec, Params, Registry, ScoreError, SelectError, TrainError, TrainSettings, TrainingSet,
};
use gongwen_features::{TermExtractor, TermSettings, Tokenizer, TokenizerError};
use serde::{Deserialize, Serialize};

use support::{TEXTS, chain, fields};

/// Scores a topic by how many of a text's terms its examples hold, each counting `points`.
struct Overlap;

#[derive(Debug, Serialize, Deserialize)]
struct Seen {
    points: f64,
    /// Rows = topics, columns = terms.
    seen: Vec<Vec<bool>>,
}

impl Backend for Overlap {
    fn name(&self) -> &'static str {
        "overlap"
    }

    fn about(&self) -> &'static str {
        "terms shared with a topic's examples"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[ParamSpec {
            name: "points",
            kind: ParamKind::Number { default: 1.0, min: 0.0, max: 10.0 },
            about: "what a shared term counts",
        }]
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let points = params.number("points")?;
        if points == 0.0 {
            return Err(TrainError::Backend { backend: self.name(), source: "nothing counts".into() });
        }
        let mut seen = vec![vec![false; data.n_terms()]; data.topics().len()];
        for example in data.examples() {
            example.input.vector.iter().for_each(|(term, _)| seen[example.topic][term as usize] = true);
        }
        Ok(Box::new(Seen { points, seen }))
    }

    fn load(&self, payload: &[u8], _: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        let failed = |e| LoadError::Backend { backend: self.name(), source: Box::new(e) };
        Ok(Box::new(serde_json::from_slice::<Seen>(payload).map_err(failed)?))
    }
}

impl Classifier for Seen {
    fn n_topics(&self) -> usize {
        self.seen.len()
    }

    fn score(&self, input: Input, scores: &mut [f64]) -> Result<(), ScoreError> {
        if input.text == "fail" {
            return Err(ScoreError::Backend { backend: "overlap", source: "no opinion".into() });
        }
        for (topic, score) in scores.iter_mut().enumerate() {
            *score = self.explain(input, topic).map_or(0.0, |why| why.score());
        }
        if let (Ok(said), Some(last)) = (input.text.parse(), scores.last_mut()) {
            *last = said;
        }
        Ok(())
    }

    fn explain(&self, input: Input, topic: usize) -> Option<Explanation> {
        let points = |term: u32| if self.seen[topic][term as usize] { self.points } else { 0.0 };
        let terms = input.vector.iter().map(|(term, _)| (term, points(term)));
        Some(Explanation { bias: 0.0, terms: terms.collect() })
    }

    fn save(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap()
    }
}

fn registry() -> Registry {
    Registry::built_in().with(Overlap).unwrap()
}

fn train(choice: &str) -> Model {
    support::train(&registry(), choice, support::characters(), &TrainSettings::default()).unwrap()
}

/// What loading says without the backend.
fn error_without(model: &Model) -> ModelError {
    Model::from_bytes(&model.to_bytes().unwrap(), &LoadOptions::default()).unwrap_err()
}

#[test]
fn an_own_backend_alone_or_as_a_member_survives_its_file_and_explains() {
    let options = LoadOptions { registry: registry(), ..LoadOptions::default() };
    for choice in ["overlap", "ensemble:overlap(points=2)+3*naive-bayes"] {
        let model = train(choice);
        let loaded = Model::from_bytes(&model.to_bytes().unwrap(), &options).unwrap();
        assert_eq!(loaded.to_bytes().unwrap(), model.to_bytes().unwrap());
        for (topic, text) in TEXTS {
            let vector = loaded.vectorizer.vectorize(&fields(text));
            let answer = loaded.classify((&vector).into()).unwrap();
            assert_eq!(answer, model.classify((&vector).into()).unwrap());
            assert_eq!(answer.topic, *topic, "{choice}: {text}");
            let evidence = loaded.evidence((&vector).into(), &answer).unwrap();
            assert!(evidence.difference.score() > 0.0);
        }
    }
}

#[test]
fn a_missing_backend_is_named() {
    let alone = error_without(&train("overlap"));
    assert!(matches!(alone, ModelError::Backend(_)), "{alone}");
    assert!(alone.to_string().contains("unknown backend `overlap`; there are naive-bayes,"), "{alone}");
    let member = error_without(&train("ensemble:overlap+naive-bayes"));
    assert!(matches!(member, ModelError::Classifier(LoadError::Member { .. })), "{member}");
    let member = chain(&member);
    assert!(
        member.starts_with("member overlap of the ensemble cannot be loaded: unknown backend `overlap`"),
        "{member}"
    );
}

#[test]
fn an_own_backend_says_what_went_wrong() {
    let untrained = support::train(
        &registry(),
        "ensemble:overlap(points=0)",
        support::characters(),
        &TrainSettings::default(),
    );
    assert_eq!(
        chain(&untrained.unwrap_err()),
        "member overlap of the ensemble cannot be trained: backend overlap cannot learn from this: nothing counts"
    );
    let model = train("overlap");
    let vector = model.vectorizer.vectorize(&fields("道路"));
    let error = model.classify(Input { vector: &vector, text: "fail" }).unwrap_err();
    assert_eq!(chain(&error), "backend overlap gives no score: no opinion");
    let error = chain(&Overlap.load(b"[]", None).unwrap_err());
    assert!(error.starts_with("backend overlap cannot read its classifier: invalid length 0"), "{error}");
}

/// A score that is no number would make every probability none: it is refused, never answered with.
#[test]
fn a_score_that_is_no_number_is_refused() {
    let model = train("overlap");
    let vector = model.vectorizer.vectorize(&fields("道路"));
    for (text, told) in [("NaN", "`NaN`"), ("inf", "`inf`")] {
        let error = model.classify(Input { vector: &vector, text }).unwrap_err();
        assert!(matches!(error, ScoreError::NoNumber { topic: 2, .. }), "{error}");
        assert!(error.to_string().contains(told), "{error}");
    }
    assert!(model.classify(Input { vector: &vector, text: "-inf" }).is_ok());
}

/// Carries a name that would part a command line.
struct Named(&'static str);

impl Backend for Named {
    fn name(&self) -> &'static str {
        self.0
    }

    fn about(&self) -> &'static str {
        Overlap.about()
    }

    fn params(&self) -> &'static [ParamSpec] {
        Overlap.params()
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        Overlap.train(data, params)
    }

    fn load(&self, payload: &[u8], allowed: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Overlap.load(payload, allowed)
    }
}

#[test]
fn a_name_holds_nothing_that_parts_names() {
    for name in ["", "a:b", "a+b", "2*a", "a(b)", "a b"] {
        let error = Registry::built_in().with(Named(name)).unwrap_err();
        assert!(matches!(&error, SelectError::BadName(bad) if bad.name == name), "{error}");
        let error = Registry::built_in().with_tokenizer(name, Arc::new(Whole)).unwrap_err();
        assert!(matches!(&error, TokenizerError::BadName(bad) if bad.name == name), "{error}");
    }
    assert!(Registry::built_in().with(Named("overlap-2.0_b")).is_ok());
}

#[test]
fn a_name_stands_for_one_backend() {
    let error = registry().with(Overlap).unwrap_err().to_string();
    assert_eq!(error, "there is a backend `overlap` already: give yours another name");
    assert!(Registry::built_in().with(Majority).is_err());
    let names: Vec<_> = registry().iter().map(|backend| backend.name()).collect();
    assert_eq!(names.last(), Some(&"overlap"));
    assert_eq!(names.len(), Registry::built_in().iter().len() + 1);
}

/// The text as one token.
struct Whole;

impl Tokenizer for Whole {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        vec![text]
    }
}

#[test]
fn an_own_tokenizer_is_found_by_its_name() {
    let extractor = TermExtractor::with_tokenizer("whole", Arc::new(Whole), TermSettings::default()).unwrap();
    let model = support::train(&registry(), "naive-bayes", extractor, &TrainSettings::default()).unwrap();
    let error = error_without(&model);
    assert!(matches!(error, ModelError::Tokenizer(_)), "{error}");
    assert!(error.to_string().contains("unknown tokenizer `whole`"), "{error}");

    let registry = Registry::built_in().with_tokenizer("whole", Arc::new(Whole)).unwrap();
    let options = LoadOptions { registry, ..LoadOptions::default() };
    let loaded = Model::from_bytes(&model.to_bytes().unwrap(), &options).unwrap();
    assert_eq!(loaded.vectorizer.extractor().tokenizer_name(), "whole");
    let answer = loaded.answer(&fields(TEXTS[4].1)).unwrap();
    assert_eq!(answer, model.answer(&fields(TEXTS[4].1)).unwrap());
    assert_eq!(answer.topic, 1);
    assert!(Registry::built_in().with_tokenizer("jieba", Arc::new(Whole)).is_err());
}

/// Learns to score another number of topics than there are.
struct Miscounting;

impl Backend for Miscounting {
    fn name(&self) -> &'static str {
        "miscounting"
    }

    fn about(&self) -> &'static str {
        "scores as many topics as it is told"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[ParamSpec {
            name: "topics",
            kind: ParamKind::Number { default: 0.0, min: 0.0, max: 100.0 },
            about: "how many it scores",
        }]
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let seen = vec![vec![false; data.n_terms()]; params.number("topics")? as usize];
        Ok(Box::new(Seen { points: 1.0, seen }))
    }

    fn load(&self, payload: &[u8], allowed: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Overlap.load(payload, allowed)
    }
}

#[test]
fn a_backend_that_scores_other_topics_than_it_was_taught_is_refused() {
    let registry = registry().with(Miscounting).unwrap();
    for scores in [0, 2, 22] {
        let own = format!("miscounting(topics={scores})");
        let together = [&own, "overlap"];
        let told = format!("backend miscounting has learnt to score {scores} topics, but there are 3");
        for choice in [
            format!("ensemble:{own}"),
            format!("ensemble:{}", together.join("+")),
            format!("ensemble:overlap+{own}"),
            format!("ensemble:naive-bayes+{own}"),
        ] {
            for folds in [0, 3] {
                let settings = TrainSettings { folds, ..TrainSettings::default() };
                let error = support::train(&registry, &choice, support::characters(), &settings).unwrap_err();
                assert!(chain(&error).ends_with(&told), "{choice}: {}", chain(&error));
            }
        }
        let backend = registry.backend("miscounting").unwrap();
        let mut params = Params::defaults(backend.params());
        params.set(backend.params(), "topics", &scores.to_string()).unwrap();
        for folds in [0, 3] {
            let settings = TrainSettings { folds, ..TrainSettings::default() };
            let error = support::train_by(&*backend, params.clone(), support::characters(), &settings);
            let error = error.unwrap_err();
            let found = matches!(error, TrainError::Topics { scored, topics: 3, .. } if scored == scores);
            assert!(found, "{error}");
            let em = Em { backend: &*backend, unlabelled: &[], iterations: 0, weight: 1.0, start: &[] };
            let error = support::train_by(&em, params.clone(), support::characters(), &settings).unwrap_err();
            assert!(matches!(error, TrainError::Topics { .. }), "{error}");
        }
    }
}

/// Lists of a text's terms those alone that score.
struct Terse;

#[derive(Debug)]
struct TerseSeen(Box<dyn Classifier>);

impl Backend for Terse {
    fn name(&self) -> &'static str {
        "terse"
    }

    fn about(&self) -> &'static str {
        Overlap.about()
    }

    fn params(&self) -> &'static [ParamSpec] {
        Overlap.params()
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        Ok(Box::new(TerseSeen(Overlap.train(data, params)?)))
    }

    fn load(&self, payload: &[u8], allowed: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Ok(Box::new(TerseSeen(Overlap.load(payload, allowed)?)))
    }
}

impl Classifier for TerseSeen {
    fn n_topics(&self) -> usize {
        self.0.n_topics()
    }

    fn score(&self, input: Input, scores: &mut [f64]) -> Result<(), ScoreError> {
        self.0.score(input, scores)
    }

    fn explain(&self, input: Input, topic: usize) -> Option<Explanation> {
        let mut why = self.0.explain(input, topic)?;
        why.terms.retain(|(_, contribution)| *contribution != 0.0);
        Some(why)
    }

    fn save(&self) -> Vec<u8> {
        self.0.save()
    }
}

#[test]
fn explanations_are_joined_by_term() {
    let registry = registry().with(Terse).unwrap();
    let settings = TrainSettings { folds: 0, ..TrainSettings::default() };
    for choice in ["terse", "ensemble:terse+2*overlap", "ensemble:naive-bayes+terse"] {
        let model = support::train(&registry, choice, support::characters(), &settings).unwrap();
        let vector = model.vectorizer.vectorize(&fields("检查农田道路隐患，修补路面"));
        let mut scores = [0.0; 3];
        model.classifier.score((&vector).into(), &mut scores).unwrap();
        let why = |topic| model.classifier.explain((&vector).into(), topic).unwrap();
        for (topic, score) in scores.into_iter().enumerate() {
            assert!((why(topic).score() - score).abs() < 1e-9, "{choice}: topic {topic}");
            for (rival, rival_score) in scores.into_iter().enumerate() {
                let difference = why(topic).minus(&why(rival));
                assert!(
                    (difference.score() - (score - rival_score)).abs() < 1e-9,
                    "{choice}: {topic}, {rival}"
                );
                assert!(difference.terms.is_sorted_by(|a, b| a.0 < b.0));
            }
        }
    }
}
