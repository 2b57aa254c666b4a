//! Trains, saves and loads a model whose text is cut by a tokenizer of one's own.
//!
//! `cargo run -p gongwen --example own_tokenizer`

use std::sync::Arc;

use gongwen::classifier::{LoadOptions, Model, Registry};
use gongwen::features::Tokenizer;
use gongwen::settings::{AnswerSettings, FeatureSettings, LearnSettings};
use gongwen::{LabelledText, Recipe, RecipeTokenizer, Tagger};

/// Cuts at punctuation, and what stands between into stretches of two characters.
struct Pairs;

impl Tokenizer for Pairs {
    fn tokenize<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut tokens = Vec::new();
        for run in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let mut rest = run;
            while let Some((end, _)) = rest.char_indices().nth(2) {
                let (pair, behind) = rest.split_at(end);
                tokens.push(pair);
                rest = behind;
            }
            tokens.push(rest);
        }
        tokens
    }
}

/// Stands in the model's file; whoever loads it gives the tokenizer under this name.
const NAME: &str = "pairs";

const LABELLED: [(&str, &str); 4] = [
    ("safety", "消防，检查，隐患"),
    ("safety", "燃气，隐患，演练"),
    ("livelihood", "养老，食堂，送餐"),
    ("livelihood", "养老，补助，帮扶"),
];

#[allow(clippy::print_stdout, reason = "an example shows what it found")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let registry = Registry::built_in().with_tokenizer(NAME, Arc::new(Pairs))?;
    let recipe = Recipe {
        tokenizer: RecipeTokenizer::Own(NAME.to_owned()),
        settings: LearnSettings {
            backend: "naive-bayes".to_owned(),
            features: FeatureSettings::parse(["min-df=1", "char-bigrams=false"])?,
            calibration_folds: 0,
            ..LearnSettings::default()
        },
        registry: registry.clone(),
        ..Recipe::default()
    };
    let labelled = LABELLED.map(|(topic, text)| LabelledText::new(&recipe.themes, text, topic));
    let labelled = labelled.into_iter().collect::<Result<Vec<_>, _>>()?;
    let bytes = recipe.train(&labelled)?.to_bytes()?;

    let refused = Model::from_bytes(&bytes, &LoadOptions::default()).expect_err("no such tokenizer");
    println!("{refused}");
    let options = LoadOptions { registry, ..LoadOptions::default() };
    let tagger = Tagger::new(Model::from_bytes(&bytes, &options)?, AnswerSettings::default())?;
    let tagged = tagger.tag_text("消防，演练，隐患。")?;
    println!("{:?}", tagged.tags[0].evidence);
    assert_eq!(tagger.names().themes[tagged.tags[0].theme].id, "safety");
    Ok(())
}
