//! From labelled texts to training data: features, vectors and what to train with them.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use gongwen_classifier as classifier;
use gongwen_classifier::{Backend, ParamKind, ParamSpec, Params, ThemeSet, TrainingSet};
use gongwen_features::{
    Bag, FieldWeights, Lexicon, SparseVector, TermExtractor, TermSettings, TfIdfParams, TokenizerSettings,
    Vectorizer, VectorizerParams,
};
use rayon::prelude::*;

use crate::args::{DataArgs, GroupBy, LearnArgs};
use crate::labelled::{Example, read_examples};
use crate::model;

/// The backend used where none is named.
const DEFAULT_BACKEND: &str = "naive-bayes";

/// Feature settings of the command line, with the defaults of the built-in model.
pub(crate) const FEATURES: &[ParamSpec] = &[
    ParamSpec {
        name: "word-ngrams",
        kind: ParamKind::Number { default: 1.0, min: 1.0, max: 5.0 },
        about: "longest run of words that makes a term",
    },
    ParamSpec {
        name: "char-bigrams",
        kind: ParamKind::Choice(&["false", "true"]),
        about: "pairs of neighbouring Chinese characters are terms too",
    },
    ParamSpec { name: "heading", kind: WEIGHT, about: "what a word in a heading above counts" },
    ParamSpec {
        name: "lead",
        kind: WEIGHT,
        about: "what a word in the lead sentence counts, above its count in the text",
    },
    ParamSpec {
        name: "title",
        kind: ParamKind::Number { default: 0.0, min: 0.0, max: 100.0 },
        about: "what a word in the report's title counts",
    },
    ParamSpec {
        name: "sublinear",
        kind: ParamKind::Choice(&["true", "false"]),
        about: "dampen repeats: 1 + ln(count)",
    },
    ParamSpec { name: "idf", kind: ParamKind::Choice(&["true", "false"]), about: "rare terms weigh more" },
    ParamSpec {
        name: "l2",
        kind: ParamKind::Choice(&["true", "false"]),
        about: "every vector is brought to length 1",
    },
    ParamSpec {
        name: "min-df",
        kind: ParamKind::Number { default: 1.0, min: 1.0, max: 1e6 },
        about: "leave out terms found in fewer texts",
    },
];

const WEIGHT: ParamKind = ParamKind::Number { default: 1.0, min: 0.0, max: 100.0 };

/// How to learn, checked.
pub(crate) struct Recipe {
    pub(crate) backend: &'static dyn Backend,
    pub(crate) params: Params,
    extractor: TermExtractor,
    vectorizer: VectorizerParams,
}

impl Recipe {
    /// # Errors
    /// Where the backend or a setting is unknown or out of range, or the lexicon cannot be read.
    pub(crate) fn new(args: &LearnArgs) -> Result<Self> {
        let name = args.backend.as_deref().unwrap_or(DEFAULT_BACKEND);
        let (backend, params) = classifier::select(name, args.params.iter().map(String::as_str))?;
        let features =
            Params::parse(FEATURES, args.features.iter().map(String::as_str)).context("--features")?;
        let flag = |name| Ok::<_, classifier::ParamError>(features.word(name)? == "true");
        let terms = TermSettings {
            word_ngrams: features.number("word-ngrams")? as usize,
            char_bigrams: flag("char-bigrams")?,
        };
        let weights = FieldWeights {
            heading: features.number("heading")?,
            lead: features.number("lead")?,
            title: features.number("title")?,
        };
        let tfidf = TfIdfParams {
            sublinear_tf: flag("sublinear")?,
            use_idf: flag("idf")?,
            l2_norm: flag("l2")?,
            min_df: features.number("min-df")? as u32,
        };
        let tokenizer = TokenizerSettings::Jieba { hmm: true, lexicon: lexicon(args.lexicon.as_deref())? };
        Ok(Self {
            backend,
            params,
            extractor: TermExtractor::new(tokenizer, terms),
            vectorizer: VectorizerParams { weights, tfidf },
        })
    }
}

fn lexicon(path: Option<&Path>) -> Result<Lexicon> {
    match path {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            Lexicon::parse(&text).with_context(|| path.display().to_string())
        }
        None => Lexicon::parse(model::LEXICON).context("the built-in lexicon is damaged"),
    }
}

/// Labelled texts with their vectors.
pub(crate) struct Data {
    pub(crate) themes: ThemeSet,
    pub(crate) examples: Vec<Example>,
    ids: Vec<String>,
    vectors: Vec<SparseVector>,
}

impl Data {
    /// Reads labelled texts; no vectors yet.
    pub(crate) fn read(args: &DataArgs) -> Result<Self> {
        let themes = model::themes(args.themes.as_deref())?;
        let examples = read_examples(&args.data, &themes)?;
        ensure!(!examples.is_empty(), "the data hold no labelled text");
        Ok(Self { ids: themes.ids(), themes, examples, vectors: Vec::new() })
    }

    /// Learns a vocabulary from all texts and makes their vectors.
    pub(crate) fn fit(&mut self, recipe: &Recipe) -> Vectorizer {
        let bags: Vec<Bag> = self.examples.par_iter().map(|e| e.bag(&recipe.extractor)).collect();
        let vectorizer = recipe.vectorizer.fit(recipe.extractor.clone(), &bags);
        self.vectors = bags.par_iter().map(|bag| vectorizer.vectorize_bag(bag)).collect();
        vectorizer
    }

    /// Makes the vectors of a model.
    pub(crate) fn vectorize(&mut self, vectorizer: &Vectorizer) {
        let vector = |e: &Example| vectorizer.vectorize_bag(&e.bag(vectorizer.extractor()));
        self.vectors = self.examples.par_iter().map(vector).collect();
    }

    /// What the classifier sees of a text.
    pub(crate) fn input(&self, index: usize) -> classifier::Input<'_> {
        classifier::Input { vector: &self.vectors[index], text: self.examples[index].text() }
    }

    /// What stays together in a fold.
    pub(crate) fn groups(&self, by: GroupBy) -> Vec<&str> {
        let groups = self.examples.iter().map(|e| match by {
            GroupBy::Report => &e.report,
            GroupBy::Kind => &e.kind,
        });
        groups.map(String::as_str).collect()
    }

    /// The texts as the classifier crate takes them.
    pub(crate) fn training_set(&self, n_terms: usize, by: GroupBy) -> Result<TrainingSet<'_>> {
        let groups = self.groups(by);
        let example = |(index, group)| classifier::Example {
            input: self.input(index),
            theme: self.examples[index].theme,
            weight: 1.0,
            group,
        };
        let examples = groups.into_iter().enumerate().map(example).collect();
        Ok(TrainingSet::new(&self.ids, n_terms, examples)?)
    }
}
