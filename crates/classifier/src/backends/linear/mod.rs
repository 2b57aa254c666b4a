//! One-vs-rest linear classifiers: a linear SVM or logistic regression per topic.
//!
//! For topic `k`, with `y_i = 1` for its examples and `−1` for all others, weights `w_k` minimise
//!
//! ```text
//! ½ ‖w‖² + Σ_i C_i · loss(y_i · w·x_i)
//! ```
//!
//! where every text has one more term of value 1 whose weight is the bias. That is what LIBLINEAR
//! and, with it, scikit-learn's `LinearSVC` and `LogisticRegression(solver="liblinear")` minimise.
//! The scores are the margins `w_k·x`. The solver is ours: linfa-svm and linfa-logistic take dense
//! rows, and the `liblinear` crate binds the C++ library as of 2019 and has not been kept up since.

mod loss;
mod newton;

use ndarray::Array2;
use rayon::prelude::*;

use self::loss::Loss;
use self::newton::Problem;
use crate::backend::{Backend, Classifier, LoadError, TrainError};
use crate::params::{ParamKind, ParamSpec, Params};
use crate::table::WeightTable;
use crate::training::TrainingSet;

const NAME: &str = "linear";

/// Linear SVM or logistic regression, one topic against the rest.
#[derive(Debug)]
pub struct Linear;

/// How a topic's problem is set.
#[derive(Debug, Clone, Copy)]
struct Setup {
    loss: Loss,
    cost: f64,
    balanced: bool,
    tolerance: f64,
}

impl Backend for Linear {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "linear SVM or logistic regression, one topic against the rest"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[
            ParamSpec {
                name: "loss",
                kind: ParamKind::Choice(&["squared-hinge", "logistic"]),
                about: "squared-hinge makes a linear SVM, logistic makes logistic regression",
            },
            ParamSpec {
                name: "c",
                kind: ParamKind::Number { default: 1.0, min: 1e-6, max: 1e6 },
                about: "cost of a training error; less means smaller weights",
            },
            ParamSpec {
                name: "balance",
                kind: ParamKind::Choice(&["no", "yes"]),
                about: "let a topic's examples together cost as much as all others",
            },
            ParamSpec {
                name: "tolerance",
                kind: ParamKind::Number { default: 1e-5, min: 1e-12, max: 0.1 },
                about: "stop when the gradient is this share of what it was at first",
            },
        ]
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let setup = Setup {
            loss: if params.word("loss")? == "logistic" { Loss::Logistic } else { Loss::SquaredHinge },
            cost: params.number("c")?,
            balanced: params.word("balance")? == "yes",
            tolerance: params.number("tolerance")?,
        };
        let (bias, weights) = fit(data, setup);
        Ok(Box::new(WeightTable::from_fn(&bias, data.n_terms(), |topic, term| weights[[topic, term]])))
    }

    fn load(&self, payload: &[u8], _: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Ok(Box::new(WeightTable::from_bytes(NAME, payload)?))
    }
}

/// Bias per topic and weights (rows = topics, columns = terms); topics without examples get bias `-inf`.
fn fit(data: &TrainingSet, setup: Setup) -> (Vec<f64>, Array2<f64>) {
    let topic_weights = data.topic_weights();
    let total: f64 = topic_weights.iter().sum();
    let fit_topic = |topic: usize| -> Option<Vec<f64>> {
        let own = topic_weights[topic];
        if own == 0.0 {
            return None;
        }
        let share = |of: f64| if setup.balanced { total / (2.0 * of) } else { 1.0 };
        let (of_topic, of_rest) = (setup.cost * share(own), setup.cost * share(total - own));
        let rows = data.examples().iter().filter(|e| e.weight > 0.0).map(|e| {
            let (sign, cost) = if e.topic == topic { (1.0, of_topic) } else { (-1.0, of_rest) };
            newton::Row { vector: e.input.vector, sign, cost: cost * e.weight }
        });
        let problem = Problem { rows: rows.collect(), n_terms: data.n_terms(), loss: setup.loss };
        Some(problem.minimise(setup.tolerance))
    };
    let n_topics = topic_weights.len();
    let fitted: Vec<_> = (0..n_topics).into_par_iter().map(fit_topic).collect();

    let mut bias = vec![f64::NEG_INFINITY; n_topics];
    let mut weights = Array2::zeros((n_topics, data.n_terms()));
    for (topic, solution) in fitted.into_iter().enumerate() {
        if let Some(mut solution) = solution {
            bias[topic] = solution.pop().unwrap_or_default();
            weights.row_mut(topic).assign(&ndarray::Array1::from(solution));
        }
    }
    (bias, weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::Oracle;

    fn scores(oracle: &Oracle, weighted: bool, loss: Loss, balanced: bool) -> Vec<Vec<f64>> {
        let setup = Setup { loss, cost: 0.7, balanced, tolerance: 1e-11 };
        let (bias, weights) = fit(&oracle.data(weighted), setup);
        let scores = oracle.dense().dot(&weights.t()) + ndarray::Array1::from(bias);
        scores.rows().into_iter().map(|row| row.to_vec()).collect()
    }

    #[test]
    fn margins_equal_scikit_learns() {
        let oracle = Oracle::read();
        // Two solvers of one problem; both are run far beyond this tolerance.
        oracle.assert_close("svm", &scores(&oracle, true, Loss::SquaredHinge, false), 1e-8);
        oracle.assert_close("svm_balanced", &scores(&oracle, false, Loss::SquaredHinge, true), 1e-8);
        oracle.assert_close("logistic", &scores(&oracle, true, Loss::Logistic, false), 1e-8);
        oracle.assert_close("logistic_balanced", &scores(&oracle, false, Loss::Logistic, true), 1e-8);
    }

    #[test]
    fn default_tolerance_is_tight_enough() {
        let oracle = Oracle::read();
        for (setting, name) in [("loss=squared-hinge", "svm"), ("loss=logistic", "logistic")] {
            let params = Params::parse(Linear.params(), ["c=0.7", setting]).unwrap();
            let model = Linear.train(&oracle.data(true), &params).unwrap();
            oracle.assert_close(name, &oracle.scores(&*model), 1e-4);
        }
    }

    #[test]
    fn one_topic_alone_can_be_fitted() {
        let oracle = Oracle::read();
        let data = oracle.data(false);
        let only = data.subset(|i| oracle.labels[i] == 1).unwrap();
        for setting in ["balance=no", "balance=yes"] {
            let params = Params::parse(Linear.params(), [setting]).unwrap();
            let model = Linear.train(&only, &params).unwrap();
            for scores in oracle.scores(&*model) {
                assert!(scores[1].is_finite());
                assert_eq!(scores[0], f64::NEG_INFINITY);
            }
        }
    }
}
