//! Trains, saves and loads a model with a backend of one's own: the topic whose mean vector is nearest
//! (Rocchio's classifier).
//!
//! `cargo run -p gongwen --example own_backend`

use gongwen::classifier::{
    Backend, Classifier, LoadError, LoadOptions, Model, ParamSpec, Params, Registry, TrainError, TrainingSet,
    WeightTable,
};
use gongwen::settings::{AnswerSettings, FeatureSettings, LearnSettings};
use gongwen::{LabelledText, Recipe, Tagger};

/// `score(k) = c(k) · x - |c(k)|² / 2`, which is highest where the mean `c(k)` is nearest to `x`.
struct Centroid;

impl Backend for Centroid {
    fn name(&self) -> &'static str {
        "centroid"
    }

    fn about(&self) -> &'static str {
        "the topic whose mean vector is nearest"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[]
    }

    fn train(&self, data: &TrainingSet, _: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let totals = data.topic_weights();
        let mut means = vec![vec![0.0; data.n_terms()]; totals.len()];
        for example in data.examples() {
            for (term, value) in example.input.vector.iter() {
                means[example.topic][term as usize] += value * example.weight / totals[example.topic];
            }
        }
        let bias = means.iter().zip(&totals).map(|(mean, &total)| match total {
            // A topic without examples is never answered.
            0.0 => f64::NEG_INFINITY,
            _ => -mean.iter().map(|value| value * value).sum::<f64>() / 2.0,
        });
        let bias: Vec<f64> = bias.collect();
        // A table of weights knows how to score, to explain and to be saved.
        Ok(Box::new(WeightTable::from_fn(&bias, data.n_terms(), |topic, term| means[topic][term])))
    }

    fn load(&self, payload: &[u8], _: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Ok(Box::new(WeightTable::from_bytes(self.name(), payload)?))
    }
}

const LABELLED: [(&str, &str); 6] = [
    ("safety", "检查消防通道，整改火灾隐患四十处。"),
    ("safety", "组织灭火演练十二次，排查燃气隐患。"),
    ("livelihood", "新建老年食堂三处，为老人送餐。"),
    ("livelihood", "发放困难补助，帮扶失能老人。"),
    ("ecology", "清理河道垃圾，水质稳定达标。"),
    ("ecology", "植树造林四百亩，清理河道淤泥。"),
];

#[allow(clippy::print_stdout, reason = "an example shows what it found")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let registry = Registry::built_in().with(Centroid)?;
    let settings = LearnSettings {
        backend: "centroid".to_owned(),
        features: FeatureSettings::parse(["min-df=1"])?,
        calibration_folds: 0,
        ..LearnSettings::default()
    };
    let recipe = Recipe { settings, registry: registry.clone(), ..Recipe::default() };
    let labelled = LABELLED.map(|(topic, text)| LabelledText::new(&recipe.themes, text, topic));
    let labelled = labelled.into_iter().collect::<Result<Vec<_>, _>>()?;
    let bytes = recipe.train(&labelled)?.to_bytes()?;

    // A program that does not have the backend says so; one that has it answers as before.
    let refused = Model::from_bytes(&bytes, &LoadOptions::default()).expect_err("no such backend");
    println!("{refused}");
    let options = LoadOptions { registry, ..LoadOptions::default() };
    let tagger = Tagger::new(Model::from_bytes(&bytes, &options)?, AnswerSettings::default())?;
    let tagged = tagger.tag_text("一、消防。检查火灾隐患十处。\n二、养老。为老人送餐。\n")?;
    let themes = tagger.names().themes;
    for (_, paragraph, tag) in tagged.paragraphs() {
        println!("{}  {}  {:?}", themes[tag.theme].zh, paragraph.text, tag.evidence);
    }
    let found: Vec<&str> = tagged.tags.iter().map(|tag| &*themes[tag.theme].id).collect();
    assert_eq!(found, ["safety", "livelihood"]);
    Ok(())
}
