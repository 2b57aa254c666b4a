//! Multinomial naive Bayes, fitted as a model of [linfa-bayes](linfa_bayes).
//!
//! With `N(k, j)` the term values summed over topic `k` (see [`class_sums`]) and smoothing `α`:
//!
//! ```text
//! ln p(j | k) = ln(N(k, j) + α) − ln Σ_j (N(k, j) + α)
//! score(k)    = ln p(k) + Σ_j x(j) · ln p(j | k)
//! ```
//!
//! (Manning, Raghavan & Schütze 2008, ch. 13.)
//!
//! Why by way of linfa, when the formula is three lines: this backend is to be linfa's naive Bayes, which
//! others know and check. So what is fitted *is* a [`MultinomialNb`], and what linfa would score from it
//! is what the tests hold ours to. Only the fit itself cannot be the library's: linfa-bayes 0.8.1 takes
//! dense rows (gigabytes here, where a text has some hundred of 57,000 terms) and prints every count to
//! standard error. The sparse sums therefore enter the model through its serde form, and a test
//! compares it with the library's own fit.

use std::collections::BTreeMap;

use linfa::ParamGuard;
use linfa_bayes::MultinomialNb;
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

use super::class_sums::class_sums;
use crate::backend::{Backend, Classifier, LoadError, TrainError};
use crate::params::{ParamKind, ParamSpec, Params};
use crate::table::WeightTable;
use crate::training::TrainingSet;

const NAME: &str = "naive-bayes";

/// Multinomial naive Bayes.
#[derive(Debug)]
pub struct NaiveBayes;

/// The serde form of [`MultinomialNb`]: the fields of linfa-bayes 0.8 in their order.
#[derive(Serialize, Deserialize)]
struct LinfaForm {
    class_info: BTreeMap<usize, ClassForm>,
}

#[derive(Serialize, Deserialize)]
struct ClassForm {
    class_count: usize,
    prior: f64,
    feature_count: Array1<f64>,
    feature_log_prob: Array1<f64>,
}

impl Backend for NaiveBayes {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "multinomial naive Bayes (linfa-bayes)"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[
            ParamSpec {
                name: "alpha",
                kind: ParamKind::Number { default: 0.1, min: 1e-10, max: 1000.0 },
                about: "additive smoothing: what a term unseen in a topic counts as",
            },
            ParamSpec {
                name: "priors",
                kind: ParamKind::Choice(&["uniform", "empirical"]),
                about: "topics equally likely before reading, or as frequent as in training",
            },
        ]
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let uniform = params.word("priors")? == "uniform";
        let model = fit_multinomial(data, params.number("alpha")?, uniform)?;
        Ok(Box::new(weight_table(&model, data)?))
    }

    fn load(&self, payload: &[u8], _: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Ok(Box::new(WeightTable::from_bytes(NAME, payload)?))
    }
}

/// Fits multinomial naive Bayes with smoothing `alpha` and uniform or empirical priors; classes
/// are topic indices. Topics without examples are no classes of the model. Refuses negative term values
/// and `alpha`.
fn fit_multinomial(
    data: &TrainingSet,
    alpha: f64,
    uniform_priors: bool,
) -> Result<MultinomialNb<f64, usize>, TrainError> {
    let checked = MultinomialNb::<f64, usize>::params().alpha(alpha).check();
    let alpha = checked.map_err(library)?.alpha();
    let sums = class_sums(NAME, data)?;
    let topic_weights = data.topic_weights();
    let seen = topic_weights.iter().filter(|&&w| w > 0.0).count();
    let total: f64 = topic_weights.iter().sum();

    let mut class_info = BTreeMap::new();
    for (topic, feature_count) in sums.rows().into_iter().enumerate() {
        if topic_weights[topic] == 0.0 {
            continue;
        }
        let smoothed = feature_count.mapv(|count| count + alpha);
        let log_total = smoothed.sum().ln();
        let class = ClassForm {
            class_count: data.examples().iter().filter(|e| e.topic == topic).count(),
            prior: if uniform_priors { 1.0 / seen as f64 } else { topic_weights[topic] / total },
            feature_count: feature_count.to_owned(),
            feature_log_prob: smoothed.mapv(|count| count.ln() - log_total),
        };
        class_info.insert(topic, class);
    }
    let bytes = postcard::to_allocvec(&LinfaForm { class_info }).map_err(library)?;
    postcard::from_bytes(&bytes).map_err(library)
}

/// Log priors and log probabilities of a fitted model, as the table that scores.
fn weight_table(model: &MultinomialNb<f64, usize>, data: &TrainingSet) -> Result<WeightTable, TrainError> {
    let bytes = postcard::to_allocvec(model).map_err(library)?;
    let form: LinfaForm = postcard::from_bytes(&bytes).map_err(library)?;
    let n_topics = data.topics().len();
    let mut bias = vec![f64::NEG_INFINITY; n_topics];
    let mut weights = Array2::zeros((n_topics, data.n_terms()));
    for (topic, class) in form.class_info {
        bias[topic] = class.prior.ln();
        weights.row_mut(topic).assign(&class.feature_log_prob);
    }
    Ok(WeightTable::from_fn(&bias, data.n_terms(), |topic, term| weights[[topic, term]]))
}

fn library(source: impl std::error::Error + Send + Sync + 'static) -> TrainError {
    TrainError::Backend { backend: NAME, source: Box::new(source) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::Oracle;
    use linfa::DatasetView;
    use linfa::traits::Fit;
    use linfa_bayes::NaiveBayes as _;

    /// Scores of the fitted model before rounding, a row per text, by linfa-bayes itself.
    fn joint(model: &MultinomialNb<f64, usize>, oracle: &Oracle) -> Vec<Vec<f64>> {
        let by_class = model.joint_log_likelihood(oracle.dense().view());
        (0..oracle.vectors.len())
            .map(|i| (0..oracle.topics.len()).map(|k| by_class[&k][i]).collect())
            .collect()
    }

    #[test]
    fn scores_equal_scikit_learns() {
        let oracle = Oracle::read();
        for (uniform, name) in [(true, "multinomial_uniform"), (false, "multinomial_empirical")] {
            let model = fit_multinomial(&oracle.data(true), 0.3, uniform).unwrap();
            oracle.assert_close(name, &joint(&model, &oracle), 1e-9);
        }
    }

    #[test]
    fn model_equals_the_librarys_own_fit() {
        let oracle = Oracle::read();
        let data = oracle.data(false);
        let ours = fit_multinomial(&data, 0.3, false).unwrap();
        let (rows, labels) = (oracle.dense(), Array1::from(oracle.labels.clone()));
        let dataset = DatasetView::new(rows.view(), labels.view());
        let theirs = MultinomialNb::params().alpha(0.3).fit(&dataset).unwrap();
        let (ours, theirs) = (joint(&ours, &oracle), joint(&theirs, &oracle));
        for (a, b) in ours.iter().flatten().zip(theirs.iter().flatten()) {
            assert!((a - b).abs() < 1e-12, "{a} {b}");
        }
    }

    #[test]
    fn table_scores_like_the_model() {
        let oracle = Oracle::read();
        let data = oracle.data(true);
        let params = Params::parse(NaiveBayes.params(), ["alpha=0.3"]).unwrap();
        let table = NaiveBayes.train(&data, &params).unwrap();
        // Weights are rounded to f32.
        oracle.assert_close("multinomial_uniform", &oracle.scores(&*table), 1e-5);
    }

    #[test]
    fn negative_values_are_refused() {
        let topics = ["a".to_owned()];
        let vector = gongwen_features::SparseVector::from_entries(vec![(0, -1.0)]);
        let example =
            crate::Example { input: (&vector).into(), topic: 0, weight: 1.0, fold_group: None, place: None };
        let data = TrainingSet::new(&topics, 1, vec![example]).unwrap();
        let error = fit_multinomial(&data, 1.0, true).unwrap_err();
        assert!(error.to_string().contains("example 0 has `-1`"));
    }
}
