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
//! The scores are the margins `w_k·x`. An SVM is fitted by dual coordinate descent, logistic regression, and
//! what the descent does not bring to an end, by Newton's method. The solvers are ours: linfa-svm and linfa-logistic take dense
//! rows, and the `liblinear` crate binds the C++ library as of 2019 and has not been kept up since.

mod dual;
mod loss;
mod newton;
mod rows;

use ndarray::Array2;
use rayon::prelude::*;

use self::dual::{Descent, Dual};
use self::loss::Loss;
use self::newton::Problem;
use self::rows::Rows;
use crate::backend::{Backend, Classifier, LoadError, TrainError};
use crate::params::{ParamKind, ParamSpec, Params};
use crate::table::WeightTable;
use crate::training::{Example, TrainingSet};

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
                about: "stop when the slope is this share of what it was at first",
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
    let examples: Vec<&Example> = data.examples().iter().filter(|e| e.weight > 0.0).collect();
    let rows = Rows::new(data.n_terms(), examples.iter().map(|e| e.input.vector));
    let fit_topic = |topic: usize| -> Option<Vec<f64>> {
        let own = topic_weights[topic];
        if own == 0.0 {
            return None;
        }
        let share = |of: f64| if setup.balanced { total / (2.0 * of) } else { 1.0 };
        let (of_topic, of_rest) = (setup.cost * share(own), setup.cost * share(total - own));
        let side = |e: &&Example| match e.topic == topic {
            true => (1.0, of_topic * e.weight),
            false => (-1.0, of_rest * e.weight),
        };
        let sides: Vec<(f64, f64)> = examples.iter().map(side).collect();
        let start = match setup.loss {
            Loss::SquaredHinge => {
                let dual = Dual { rows: &rows, sides: &sides, shrinking: true };
                match dual.descend(setup.tolerance) {
                    Descent { w, converged: true } => return Some(w),
                    Descent { w, .. } => w,
                }
            }
            Loss::Logistic => vec![0.0; rows.n_columns()],
        };
        let rows = examples.iter().zip(&sides);
        let rows = rows.map(|(e, &(sign, cost))| newton::Row { vector: e.input.vector, sign, cost });
        Some(Problem { rows: rows.collect(), loss: setup.loss }.minimise_from(start, setup.tolerance))
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
    use gongwen_features::SparseVector;

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

    /// The SVM of every topic of the oracle's texts, solved by `solve`.
    fn svms(cost: f64, solve: impl Fn(&Rows, &[(f64, f64)], &[SparseVector]) -> Vec<f64>) -> Vec<Vec<f64>> {
        let oracle = Oracle::read();
        let n_terms = oracle.data(false).n_terms();
        let rows = Rows::new(n_terms, oracle.vectors.iter());
        let solve = |topic: usize| {
            let sign = |&label: &usize| (if label == topic { 1.0 } else { -1.0 }, cost);
            solve(&rows, &oracle.labels.iter().map(sign).collect::<Vec<_>>(), &oracle.vectors)
        };
        (0..oracle.topics.len()).map(solve).collect()
    }

    fn by_descent(rows: &Rows, sides: &[(f64, f64)], shrinking: bool) -> Vec<f64> {
        let descent = Dual { rows, sides, shrinking }.descend(1e-9);
        assert!(descent.converged);
        descent.w
    }

    fn by_newton(start: Vec<f64>, sides: &[(f64, f64)], vectors: &[SparseVector]) -> Vec<f64> {
        let rows = vectors.iter().zip(sides);
        let rows = rows.map(|(vector, &(sign, cost))| newton::Row { vector, sign, cost }).collect();
        Problem { rows, loss: Loss::SquaredHinge }.minimise_from(start, 1e-11)
    }

    /// The greatest difference between two solutions' weights.
    fn apart(a: &[Vec<f64>], b: &[Vec<f64>]) -> f64 {
        a.iter().flatten().zip(b.iter().flatten()).fold(0.0, |most, (a, b)| (a - b).abs().max(most))
    }

    #[test]
    fn descent_and_newton_find_one_optimum() {
        for cost in [0.1, 1.0] {
            let descended = svms(cost, |rows, sides, _| by_descent(rows, sides, true));
            let zeros = |rows: &Rows| vec![0.0; rows.n_columns()];
            let newton = svms(cost, |rows, sides, vectors| by_newton(zeros(rows), sides, vectors));
            assert!(apart(&descended, &newton) < 1e-6, "C = {cost}: {}", apart(&descended, &newton));
        }
    }

    #[test]
    fn shrinking_changes_no_optimum() {
        let shrinking = svms(1.0, |rows, sides, _| by_descent(rows, sides, true));
        let whole = svms(1.0, |rows, sides, _| by_descent(rows, sides, false));
        assert!(apart(&shrinking, &whole) < 1e-6, "{}", apart(&shrinking, &whole));
        // Unless nothing was left out, the paths differ in the last bits.
        assert_ne!(shrinking, whole);
    }

    #[test]
    fn newton_brings_to_an_end_what_the_descent_does_not() {
        let descent = |rows: &Rows, sides: &[_]| Dual { rows, sides, shrinking: true }.descend(1e-12);
        let hard = 1e6;
        let stuck = svms(hard, |rows, sides, _| vec![f64::from(u8::from(descent(rows, sides).converged))]);
        assert!(stuck.iter().any(|converged| converged[0] == 0.0), "choose a harder problem");
        let oracle = Oracle::read();
        let setup = Setup { loss: Loss::SquaredHinge, cost: hard, balanced: false, tolerance: 1e-12 };
        let (bias, weights) = fit(&oracle.data(false), setup);
        let newton =
            svms(hard, |rows, sides, vectors| by_newton(vec![0.0; rows.n_columns()], sides, vectors));
        for (topic, expected) in newton.iter().enumerate() {
            let found = weights.row(topic).into_iter().chain([&bias[topic]]);
            for (a, b) in found.zip(expected) {
                assert!((a - b).abs() < 1e-4 * b.abs().max(1.0), "topic {topic}: {a} is not {b}");
            }
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bytes() {
        let oracle = Oracle::read();
        let params = Params::defaults(Linear.params());
        let train = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| Linear.train(&oracle.data(true), &params).unwrap().save())
        };
        assert_eq!(train(1), train(4));
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
