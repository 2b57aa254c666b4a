//! What a model says of how it learnt, beside the defaults.

use gongwen_classifier::{ContextPart, Model, Params, Pooling, Registry};
use gongwen_features::TokenizerSettings;
use gongwen_messages::phrase;

use crate::settings::{FeatureSettings, LearnSettings};

/// A setting of a model's training that is not the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What was set.
    pub setting: String,
    /// Its value in the model.
    pub value: String,
    /// The value it has by default.
    pub default: String,
}

/// Every setting of a model's training that differs from [`LearnSettings::default`], and every way of
/// learning put around its backend, such as expectation maximisation, with its settings.
///
/// ```
/// let model = gongwen::built_in::model()?;
/// assert!(gongwen::differences(&model).is_empty());
/// # Ok::<(), gongwen::classifier::ModelError>(())
/// ```
pub fn differences(model: &Model) -> Vec<Difference> {
    let defaults = LearnSettings::default();
    let training = &model.summary.training;
    let mut pairs: Vec<(&str, String, String)> = Vec::new();

    let default = Registry::built_in().select(&defaults.backend, []);
    let (default, default_params) = default.map_or_else(
        |_| (defaults.backend.clone(), Params::default()),
        |(backend, params)| (backend.name().to_owned(), params),
    );
    pairs.push((
        phrase!("backend"),
        with_params(&model.backend, &model.params),
        with_params(&default, &default_params),
    ));

    let vectorizer = &model.vectorizer;
    let features = FeatureSettings {
        terms: vectorizer.extractor().settings().clone(),
        weights: vectorizer.weights().clone(),
        tfidf: vectorizer.tfidf().params().clone(),
    };
    let tfidf = defaults.features.tfidf_for(vectorizer.tfidf().n_documents());
    let by_default =
        FeatureSettings { tfidf, ..defaults.features }.values().into_iter().map(|(_, value)| value);
    pairs
        .extend(features.values().into_iter().zip(by_default).map(|((name, v), default)| (name, v, default)));
    pairs.push((phrase!("roll-up"), pooling(model.rollup.pooling), pooling(defaults.pooling)));
    pairs.push((phrase!("fitted biases"), training.fit_bias.to_string(), defaults.fit_bias.to_string()));
    pairs.push(("isotonic", training.isotonic.to_string(), defaults.isotonic.to_string()));
    let parts = |parts: &[ContextPart]| match parts {
        [] => "none".to_owned(),
        parts => parts.iter().map(|part| part.name()).collect::<Vec<_>>().join("+"),
    };
    pairs.push((phrase!("context"), parts(&training.context), parts(&defaults.context)));
    pairs.push((
        phrase!("calibration folds"),
        training.folds.to_string(),
        defaults.calibration_folds.to_string(),
    ));
    pairs.push(("seed", training.seed.to_string(), defaults.seed.to_string()));
    pairs.push(("threshold", model.threshold.to_string(), defaults.threshold.to_string()));

    let differing = pairs.into_iter().filter(|(_, value, default)| value != default);
    let differing =
        differing.map(|(setting, value, default)| Difference { setting: setting.to_owned(), value, default });
    let wrappers = training.wrappers.iter().map(|wrapper| Difference {
        setting: phrase!("around the backend").to_owned(),
        value: with_settings(&wrapper.name, wrapper.settings.iter().map(|(k, v)| format!("{k}={v}"))),
        default: "nothing".to_owned(),
    });
    wrappers.chain(differing).chain(other_tokenizer(model)).collect()
}

/// The model's tokenizer, where it is not the built-in one.
fn other_tokenizer(model: &Model) -> Option<Difference> {
    let extractor = model.vectorizer.extractor();
    let (own, default) = (extractor.tokenizer_settings(), default_tokenizer());
    let difference = || Difference {
        setting: phrase!("tokenizer").to_owned(),
        value: own.map_or_else(|| extractor.tokenizer_name().to_owned(), told),
        default: default.as_ref().map_or_else(|| "none".to_owned(), told),
    };
    (own.is_none() || own != default.as_ref()).then(difference)
}

#[cfg(feature = "built-in")]
fn default_tokenizer() -> Option<TokenizerSettings> {
    crate::built_in::tokenizer().ok()
}

#[cfg(not(feature = "built-in"))]
fn default_tokenizer() -> Option<TokenizerSettings> {
    None
}

fn pooling(pooling: Pooling) -> String {
    match pooling {
        Pooling::Sum => "sum".to_owned(),
        Pooling::Max => "max".to_owned(),
    }
}

fn with_params(backend: &str, params: &Params) -> String {
    with_settings(backend, params.iter().map(|(key, value)| format!("{key}={value}")))
}

fn with_settings(name: &str, settings: impl Iterator<Item = String>) -> String {
    let settings: Vec<String> = settings.collect();
    if settings.is_empty() { name.to_owned() } else { format!("{name}({})", settings.join(", ")) }
}

fn told(settings: &TokenizerSettings) -> String {
    match settings {
        TokenizerSettings::Jieba { hmm, lexicon } => {
            format!("jieba(hmm={hmm}, lexicon of {} terms)", lexicon.terms().len())
        }
        TokenizerSettings::Characters => "characters".to_owned(),
    }
}

#[cfg(all(test, feature = "built-in"))]
mod tests {
    use super::*;
    use crate::settings::EmSettings;
    use crate::{LabelledText, Recipe, Text, Unlabelled};

    #[test]
    fn whatever_is_set_otherwise_is_told() {
        let settings = LearnSettings {
            backend: "naive-bayes".to_owned(),
            params: vec!["alpha=0.3".to_owned()],
            features: FeatureSettings::parse(["min-df=2", "title=2"]).unwrap(),
            pooling: Pooling::Max,
            fit_bias: true,
            isotonic: true,
            context: vec![ContextPart::Report],
            calibration_folds: 2,
            seed: 9,
            threshold: 0.4,
        };
        let text = Text { text: "检查隐患".to_owned(), ..Text::default() };
        let recipe = Recipe {
            tokenizer: TokenizerSettings::Characters.into(),
            settings,
            unlabelled: Some(Unlabelled {
                texts: vec![text],
                em: EmSettings { rounds: Some(2), weight: Some(0.5) },
            }),
            ..Recipe::default()
        };
        let examples = [("消防检查", "safety"), ("老人送餐", "livelihood"), ("排查隐患", "safety")];
        let examples = examples.map(|(text, topic)| LabelledText::new(&recipe.themes, text, topic).unwrap());
        let told: Vec<String> = differences(&recipe.train(&examples).unwrap())
            .into_iter()
            .map(|Difference { setting, value, default }| format!("{setting}: {value} ({default})"))
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        around the backend: expectation-maximisation(rounds=2, unlabelled=1, weight=0.5) (nothing)
        backend: naive-bayes(alpha=0.3, priors=uniform) (ensemble(members=complement-nb(alpha=1)+4*linear(c=1)))
        title: 2 (0)
        min-df: 2 (1)
        roll-up: max (sum)
        fitted biases: true (false)
        isotonic: true (false)
        context: report (length+report+before+behind)
        calibration folds: 2 (5)
        seed: 9 (0)
        threshold: 0.4 (0.2)
        tokenizer: characters (jieba(hmm=true, lexicon of 931 terms))
        ");
    }
}
