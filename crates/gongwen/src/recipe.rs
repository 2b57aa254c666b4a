//! How a model is trained: from labelled texts to features, vectors and a calibrated classifier.

use std::sync::Arc;

use gongwen_classifier as classifier;
use gongwen_classifier::{Answer, Backend, Em, Input, Model, Params, Registry, Seeds, ThemeSet, TrainingSet};
use gongwen_features::{Bag, Fields, SparseVector, TermExtractor, TokenizerSettings, VectorizerParams};
use gongwen_messages::phrase;
use rayon::prelude::*;

use crate::known::remember;
use crate::labelled::{LabelledAmount, Labels};
use crate::settings::{EmSettings, LearnSettings, in_range};
use crate::text::Text;
use crate::{Error, LabelledText};

/// How to train, and on which themes. The default is how the built-in model is made.
///
/// ```
/// use gongwen::{LabelledText, Recipe};
///
/// let recipe = Recipe::default();
/// let themes = &recipe.themes;
/// let examples = [
///     LabelledText::new(themes, "检查消防通道，整改火灾隐患四十处。", "safety")?,
///     LabelledText::new(themes, "组织灭火演练十二次，检查隐患三百处。", "safety")?,
///     LabelledText::new(themes, "新建老年食堂三处，为老人送餐。", "livelihood")?,
/// ];
/// let model = recipe.train(&examples)?;
/// assert_eq!(model.summary.examples, 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Recipe {
    /// What the model tells apart.
    pub themes: ThemeSet,
    /// How text is cut into words.
    pub tokenizer: RecipeTokenizer,
    /// Everything else.
    pub settings: LearnSettings,
    /// Texts to learn from without labels, and how; for naive Bayes. The themes' seed words say what they may be about
    /// ([`classifier::Seeds`]), so that no label is needed where all themes have some.
    pub unlabelled: Option<Unlabelled>,
    /// The backends and tokenizers that can be asked for.
    pub registry: Registry,
}

/// How text is cut into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecipeTokenizer {
    /// By a tokenizer of the feature crate.
    BuiltIn(TokenizerSettings),
    /// By the tokenizer of this name in the recipe's registry.
    Own(String),
}

impl From<TokenizerSettings> for RecipeTokenizer {
    fn from(settings: TokenizerSettings) -> Self {
        Self::BuiltIn(settings)
    }
}

/// What the seed words of a topic count, as a text beside the labelled ones.
const SEED_WEIGHT: f64 = 1.0;

/// Texts without labels, and how to learn from them.
#[derive(Debug, Clone, PartialEq)]
pub struct Unlabelled {
    /// The texts.
    pub texts: Vec<Text>,
    /// How much they count, and how often.
    pub em: EmSettings,
}

/// The recipe of the built-in model: its themes, its lexicon, the default settings.
#[cfg(feature = "built-in")]
impl Default for Recipe {
    fn default() -> Self {
        Self {
            themes: crate::built_in::themes().expect("the built-in themes are tested"),
            tokenizer: crate::built_in::tokenizer().expect("the built-in lexicon is tested").into(),
            settings: LearnSettings::default(),
            unlabelled: None,
            registry: Registry::built_in(),
        }
    }
}

impl Recipe {
    /// Trains on labelled texts, whose topics are among [`themes`](Self::themes).
    ///
    /// # Errors
    /// Where the backend or a setting is unknown or out of range, or the texts leave nothing to learn.
    pub fn train(&self, examples: &[LabelledText]) -> Result<Model, Error> {
        Ok(self.train_and_hold_out(examples)?.0)
    }

    /// Trains as [`train`](Self::train) does, and gives what is answered about each text, by its words alone, by
    /// what is learnt without it; nothing about bags that were never held out.
    ///
    /// # Errors
    /// As [`train`](Self::train).
    pub fn train_and_hold_out(
        &self,
        examples: &[LabelledText],
    ) -> Result<(Model, Vec<Option<Answer>>), Error> {
        let (mut model, held_out) = self.prepare(examples)?.train_and_hold_out(|_| true)?;
        let amount = serde_json::to_value(LabelledAmount::of(examples));
        model.summary.notes.insert(LabelledAmount::NOTE.to_owned(), amount.unwrap_or_default());
        remember(&mut model, examples.iter().filter(|example| example.is_text()).map(LabelledText::text));
        Ok((model, held_out))
    }

    /// Chooses the backend and counts the terms of the texts, so that training on several parts of them
    /// does it once.
    pub(crate) fn prepare<'a>(&'a self, examples: &'a [LabelledText]) -> Result<Prepared<'a>, Error> {
        self.settings.check()?;
        if let Some(Unlabelled { em, .. }) = &self.unlabelled {
            in_range(phrase!("weight of unlabelled texts"), em.weight(false), 0.0, 1.0)?;
            in_range("rounds", em.rounds(false) as f64, 0.0, 1000.0)?;
        }
        let by_words = self.unlabelled.is_some() && self.themes.has_words();
        let labels = match examples {
            [] if by_words => Vec::new(),
            _ => labels(examples, &self.themes)?,
        };
        let settings = self.settings.params.iter().map(String::as_str);
        let (backend, params) = self.registry.select(&self.settings.backend, settings)?;
        let terms = self.settings.features.terms.clone();
        let extractor = match &self.tokenizer {
            RecipeTokenizer::BuiltIn(tokenizer) => {
                TermExtractor::new(self.with_seeds(tokenizer.clone()), terms)
            }
            RecipeTokenizer::Own(name) => {
                TermExtractor::with_tokenizer(name, self.registry.tokenizers().get(name)?, terms)?
            }
        };
        let bag = |fields: &Fields<'_>| extractor.bag(fields);
        let bags = examples.par_iter().map(|example| example.bag(bag)).collect();
        let unlabelled = self.unlabelled.iter().flat_map(|unlabelled| &unlabelled.texts).collect::<Vec<_>>();
        let unlabelled = unlabelled.par_iter().map(|text| bag(&text.fields())).collect();
        Ok(Prepared { recipe: self, examples, labels, backend, params, extractor, bags, unlabelled })
    }

    /// The tokenizer that keeps seed words whole.
    fn with_seeds(&self, tokenizer: TokenizerSettings) -> TokenizerSettings {
        let words = self.themes.topics().iter().flat_map(|topic| &topic.words).map(String::as_str);
        match tokenizer {
            TokenizerSettings::Jieba { hmm, lexicon } => {
                TokenizerSettings::Jieba { hmm, lexicon: lexicon.with(words) }
            }
            TokenizerSettings::Characters => TokenizerSettings::Characters,
        }
    }
}

/// The labels of all texts as they count in these themes.
///
/// # Errors
/// Where there is no text, or one is labelled with a topic that the themes do not have.
pub(crate) fn labels(examples: &[LabelledText], themes: &ThemeSet) -> Result<Vec<Labels>, Error> {
    if examples.is_empty() {
        return Err(Error::NoText);
    }
    Ok(examples.iter().map(|example| example.labels(themes)).collect::<Result<_, _>>()?)
}

/// Labelled texts with all that is the same whichever of them are trained on.
pub(crate) struct Prepared<'a> {
    recipe: &'a Recipe,
    examples: &'a [LabelledText],
    labels: Vec<Labels>,
    backend: Arc<dyn Backend>,
    params: Params,
    extractor: TermExtractor,
    bags: Vec<Bag>,
    /// Of the texts without labels.
    unlabelled: Vec<Bag>,
}

impl Prepared<'_> {
    /// The texts' labels as they count in the recipe's themes.
    pub(crate) fn labels(&self) -> &[Labels] {
        &self.labels
    }

    /// Name of the backend.
    pub(crate) fn backend_name(&self) -> &'static str {
        self.backend.name()
    }

    /// Trains on the texts that `keep` accepts by position. Nothing is learnt from the others: not
    /// the vocabulary, not the classifier, not the calibration, which holds out kinds of unit in turn and,
    /// of the bags, whole reports. A text that counts several times does so for the vocabulary, too.
    pub(crate) fn train(&self, keep: impl Fn(usize) -> bool) -> Result<Model, Error> {
        Ok(self.train_and_hold_out(keep)?.0)
    }

    /// Trains as [`train`](Self::train) does; the answers are about the texts kept, in their order.
    fn train_and_hold_out(
        &self,
        keep: impl Fn(usize) -> bool,
    ) -> Result<(Model, Vec<Option<Answer>>), Error> {
        let features = &self.recipe.settings.features;
        let kept: Vec<usize> = (0..self.examples.len()).filter(|&at| keep(at)).collect();
        let times = |at: usize| (self.examples[at].weight.round() as usize).max(1);
        let counted = kept.iter().flat_map(|&at| std::iter::repeat_n(&self.bags[at], times(at)));
        let bags: Vec<Bag> = counted.chain(&self.unlabelled).cloned().collect();
        let tfidf = features.tfidf_for(bags.len());
        let min_df = tfidf.min_df;
        let params = VectorizerParams { weights: features.weights.clone(), tfidf };
        let vectorizer = params.fit(self.extractor.clone(), &bags);
        if vectorizer.tfidf().n_terms() == 0 {
            return Err(Error::NoTerms { min_df, texts: bags.len() });
        }
        let vectors: Vec<SparseVector> =
            kept.par_iter().map(|&at| vectorizer.vectorize_bag(&self.bags[at])).collect();
        let labelled = kept.iter().zip(&vectors).map(|(&at, vector)| {
            let example = &self.examples[at];
            classifier::Example {
                input: Input { vector, text: example.text() },
                topic: self.labels[at].topic,
                weight: example.weight,
                fold_group: Some(example.held_out_with()),
                place: example.in_report(),
            }
        });
        let themes = self.recipe.themes.clone();
        let seeds = Seeds::of(&themes, vectorizer.tfidf());
        let prior = seeds.as_ref().map(Seeds::prior).unwrap_or_default();
        let by_words = prior.iter().map(|(topic, vector)| classifier::Example {
            input: vector.into(),
            topic: *topic,
            weight: SEED_WEIGHT,
            fold_group: None,
            place: None,
        });
        let ids = themes.topic_ids();
        let set = TrainingSet::new(&ids, vectorizer.tfidf().n_terms(), labelled.chain(by_words).collect())
            .map_err(classifier::TrainError::from)?;
        let settings = self.recipe.settings.train_settings();
        let unlabelled = self.recipe.unlabelled.as_ref();
        let em = unlabelled.map(|unlabelled| unlabelled.em.clone()).unwrap_or_default();
        let unlabelled_vectors: Vec<SparseVector> =
            self.unlabelled.par_iter().map(|bag| vectorizer.vectorize_bag(bag)).collect();
        let texts = unlabelled.iter().flat_map(|unlabelled| &unlabelled.texts);
        let inputs: Vec<Input<'_>> =
            texts.zip(&unlabelled_vectors).map(|(text, vector)| Input { vector, text: &text.text }).collect();
        let guess = |seeds: &Seeds| unlabelled_vectors.iter().map(|vector| seeds.guess(vector)).collect();
        let start: Vec<Vec<f64>> = seeds.as_ref().map(guess).unwrap_or_default();
        let backend = Em {
            backend: &*self.backend,
            unlabelled: &inputs,
            iterations: em.rounds(seeds.is_some()),
            weight: em.weight(seeds.is_some()),
            start: &start,
        };
        let (mut model, mut held_out) = Model::train_and_hold_out(
            themes,
            vectorizer.clone(),
            &backend,
            self.params.clone(),
            &set,
            &settings,
        )?;
        model.summary.examples = kept.len();
        held_out.truncate(kept.len());
        Ok((model, held_out))
    }
}
