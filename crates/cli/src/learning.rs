//! From labelled texts to training data: features, vectors and what to train with them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use gongwen_classifier as classifier;
use gongwen_classifier::{
    Answer, Backend, Em, Input, Model, ParamKind, ParamSpec, Params, Pooling, Registry, Rollup, ThemeSet,
    TrainSettings, TrainingSet,
};
use gongwen_features::{
    Bag, FieldWeights, Lexicon, SparseVector, TermExtractor, TermSettings, TfIdfParams, TokenizerSettings,
    VectorizerParams,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::args::{DataArgs, LearnArgs, RollupChoice};
use crate::labelled::{Example, Text, read_examples};
use crate::model;

/// The backend used where none is named.
const DEFAULT_BACKEND: &str = "ensemble:complement-nb(alpha=1)+4*linear(c=1)";

/// Feature settings of the command line, with the defaults of the built-in model.
pub(crate) const FEATURES: &[ParamSpec] = &[
    ParamSpec {
        name: "word-ngrams",
        kind: ParamKind::Number { default: 1.0, min: 1.0, max: 5.0 },
        about: "longest run of words that makes a term",
    },
    ParamSpec {
        name: "char-bigrams",
        kind: ParamKind::Choice(&["true", "false"]),
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
        kind: ParamKind::Number { default: 3.0, min: 1.0, max: 1e6 },
        about: "leave out terms found in fewer texts",
    },
];

const WEIGHT: ParamKind = ParamKind::Number { default: 1.0, min: 0.0, max: 100.0 };

/// The help of `--features`.
pub(crate) fn features_help() -> String {
    let line = |spec: &ParamSpec| {
        format!("\n  {:<13} {} ({}; default {})", spec.name, spec.about, spec.kind, spec.kind.default())
    };
    let lines: String = FEATURES.iter().map(line).collect();
    format!("Feature settings, as key=value (repeatable, or parted by commas):{lines}")
}

/// How to learn, checked.
pub(crate) struct Recipe {
    backend: Arc<dyn Backend>,
    params: Params,
    /// Texts to learn from without labels.
    pub(crate) unlabelled: Option<Unlabelled>,
    settings: TrainSettings,
    extractor: TermExtractor,
    vectorizer: VectorizerParams,
}

/// Texts without labels, and how to learn from them.
pub(crate) struct Unlabelled {
    pub(crate) texts: Vec<Text>,
    /// Rounds of expectation maximisation.
    pub(crate) rounds: usize,
    /// What an unlabelled text counts, a labelled one counting 1.
    pub(crate) weight: f64,
}

impl Recipe {
    /// # Errors
    /// Where the backend or a setting is unknown or out of range, or the lexicon cannot be read.
    pub(crate) fn new(args: &LearnArgs) -> Result<Self> {
        let name = args.backend.as_deref().unwrap_or(DEFAULT_BACKEND);
        let (backend, params) = Registry::built_in().select(name, args.params.iter().map(String::as_str))?;
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
        let pooling = match args.rollup {
            RollupChoice::Sum => Pooling::Sum,
            RollupChoice::Max => Pooling::Max,
        };
        let tokenizer = TokenizerSettings::Jieba { hmm: true, lexicon: lexicon(args.lexicon.as_deref())? };
        Ok(Self {
            backend,
            params,
            unlabelled: None,
            settings: TrainSettings {
                rollup: Rollup { pooling, ..Rollup::default() },
                fit_bias: args.fit_bias,
                isotonic: args.isotonic,
                ..TrainSettings::default()
            },
            extractor: TermExtractor::new(tokenizer, terms),
            vectorizer: VectorizerParams { weights, tfidf },
        })
    }

    /// Name of the backend.
    pub(crate) fn backend_name(&self) -> &'static str {
        self.backend.name()
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

/// Labelled texts with their bags of terms.
pub(crate) struct Data {
    pub(crate) themes: ThemeSet,
    pub(crate) examples: Vec<Example>,
    bags: Vec<Bag>,
}

impl Data {
    /// Reads labelled texts to train on by a recipe.
    pub(crate) fn to_train(args: &DataArgs, recipe: &Recipe) -> Result<Self> {
        Self::read(args, model::themes(args.themes.as_deref())?, &recipe.extractor)
    }

    /// Reads labelled texts for a model to answer about; their labels are the model's themes.
    pub(crate) fn to_answer(args: &DataArgs, model: &Model) -> Result<Self> {
        Self::read(args, model.themes.clone(), model.vectorizer.extractor())
    }

    fn read(args: &DataArgs, themes: ThemeSet, extractor: &TermExtractor) -> Result<Self> {
        let examples = read_examples(&args.data, &themes)?;
        ensure!(!examples.is_empty(), "the data hold no labelled text");
        let bags = examples.par_iter().map(|example| example.bag(extractor)).collect();
        Ok(Self { themes, examples, bags })
    }

    /// Positions of the examples whose text is known. Bags are of another genre: they train and calibrate,
    /// but nothing is measured on them.
    pub(crate) fn texts(&self) -> Vec<usize> {
        (0..self.examples.len()).filter(|&at| self.examples[at].is_text()).collect()
    }

    /// Trains on the examples that `keep` accepts by position. Nothing is learnt from the others: not
    /// the vocabulary, not the classifier, not the calibration, which holds out kinds of unit in turn and,
    /// of the bags, whole reports.
    pub(crate) fn train(&self, recipe: &Recipe, keep: impl Fn(usize) -> bool) -> Result<Model> {
        let kept: Vec<usize> = (0..self.examples.len()).filter(|&at| keep(at)).collect();
        let bags: Vec<Bag> = kept.iter().map(|&at| self.bags[at].clone()).collect();
        let vectorizer = recipe.vectorizer.fit(recipe.extractor.clone(), &bags);
        let vectors: Vec<SparseVector> = bags.par_iter().map(|bag| vectorizer.vectorize_bag(bag)).collect();
        let examples = kept.iter().zip(&vectors).map(|(&at, vector)| {
            let example = &self.examples[at];
            classifier::Example {
                input: Input { vector, text: example.text() },
                theme: example.theme,
                weight: 1.0,
                group: Some(if example.is_text() { &*example.kind } else { &*example.report }),
            }
        });
        let ids = self.themes.ids();
        let set = TrainingSet::new(&ids, vectorizer.tfidf().n_terms(), examples.collect())?;
        let (themes, params) = (self.themes.clone(), recipe.params.clone());
        let settings = &recipe.settings;
        let Some(unlabelled) = &recipe.unlabelled else {
            return Ok(Model::train(themes, vectorizer.clone(), &*recipe.backend, params, &set, settings)?);
        };
        let vectors: Vec<SparseVector> =
            unlabelled.texts.par_iter().map(|text| vectorizer.vectorize(&text.fields())).collect();
        let inputs: Vec<Input<'_>> = unlabelled
            .texts
            .iter()
            .zip(&vectors)
            .map(|(text, vector)| Input { vector, text: &text.text })
            .collect();
        let backend = Em {
            backend: &*recipe.backend,
            unlabelled: &inputs,
            iterations: unlabelled.rounds,
            weight: unlabelled.weight,
        };
        Ok(Model::train(themes, vectorizer.clone(), &backend, params, &set, settings)?)
    }

    /// A model's answer about one of the texts.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub(crate) fn answer(&self, model: &Model, at: usize) -> Result<Answer> {
        let vector = model.vectorizer.vectorize_bag(&self.bags[at]);
        Ok(model.classify(Input { vector: &vector, text: self.examples[at].text() })?)
    }

    /// How much there is, for the model's summary and card.
    pub(crate) fn amount(&self) -> Amount {
        let texts = || self.examples.iter().filter(|e| e.is_text());
        let different = |of: fn(&Example) -> &str| texts().map(of).collect::<BTreeSet<_>>().len();
        Amount {
            texts: texts().count(),
            bags: self.examples.len() - texts().count(),
            reports: different(|e| &e.report),
            kinds: different(|e| &e.kind),
        }
    }
}

/// How much labelled text there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Amount {
    /// Labelled paragraphs whose text is known.
    pub(crate) texts: usize,
    /// Reports these come from.
    pub(crate) reports: usize,
    /// Kinds of unit that wrote the reports.
    pub(crate) kinds: usize,
    /// Labelled paragraphs known by their counted terms alone.
    pub(crate) bags: usize,
}
