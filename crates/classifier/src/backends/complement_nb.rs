//! Complement naive Bayes: each topic is judged by how little a text looks like all the others.
//!
//! ```text
//! c(k, j)  = α + Σ_{l≠k} N(l, j)
//! w(k, j)  = −ln(c(k, j) / Σ_j c(k, j)),  with `norm=yes` divided by their sum over j
//! score(k) = Σ_j x(j) · w(k, j)
//! ```
//!
//! (Rennie, Shih, Teevan & Karger 2003, "Tackling the poor assumptions of naive Bayes text
//! classifiers", as in scikit-learn's `ComplementNB`.) Even-handed where topics differ much in
//! size; it knows no priors.

use ndarray::{Array2, Axis};

use super::class_sums::class_sums;
use crate::backend::{Backend, Classifier, LoadError, TrainError};
use crate::params::{ParamKind, ParamSpec, Params};
use crate::table::WeightTable;
use crate::training::TrainingSet;

const NAME: &str = "complement-nb";

/// Complement naive Bayes.
#[derive(Debug)]
pub struct ComplementNb;

impl Backend for ComplementNb {
    fn name(&self) -> &'static str {
        NAME
    }

    fn about(&self) -> &'static str {
        "complement naive Bayes (Rennie et al. 2003), for topics of unequal size"
    }

    fn params(&self) -> &'static [ParamSpec] {
        &[
            ParamSpec {
                name: "alpha",
                kind: ParamKind::Number { default: 1.0, min: 1e-10, max: 1000.0 },
                about: "additive smoothing",
            },
            ParamSpec {
                name: "norm",
                kind: ParamKind::Choice(&["no", "yes"]),
                about: "scale each topic's weights to sum 1, against topics with long texts",
            },
        ]
    }

    fn train(&self, data: &TrainingSet, params: &Params) -> Result<Box<dyn Classifier>, TrainError> {
        let weights = complement_weights(
            &class_sums(NAME, data)?,
            params.number("alpha")?,
            params.word("norm")? == "yes",
        );
        let seen = |&weight: &f64| if weight > 0.0 { 0.0 } else { f64::NEG_INFINITY };
        let bias: Vec<f64> = data.topic_weights().iter().map(seen).collect();
        Ok(Box::new(WeightTable::from_fn(&bias, data.n_terms(), |topic, term| weights[[topic, term]])))
    }

    fn load(&self, payload: &[u8], _: Option<&str>) -> Result<Box<dyn Classifier>, LoadError> {
        Ok(Box::new(WeightTable::from_bytes(NAME, payload)?))
    }
}

/// The weights `w(k, j)` from term values summed per topic; rows = topics, columns = terms.
fn complement_weights(sums: &Array2<f64>, alpha: f64, norm: bool) -> Array2<f64> {
    let all = sums.sum_axis(Axis(0)) + alpha;
    let mut weights = &all - sums;
    for mut row in weights.rows_mut() {
        let total = row.sum();
        row.mapv_inplace(|count| -(count / total).ln());
        if norm {
            let total = row.sum();
            row.mapv_inplace(|weight| weight / total);
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::Oracle;

    #[test]
    fn scores_equal_scikit_learns() {
        let oracle = Oracle::read();
        let sums = class_sums(NAME, &oracle.data(true)).unwrap();
        for (norm, name) in [(false, "complement"), (true, "complement_norm")] {
            let scores = oracle.dense().dot(&complement_weights(&sums, 0.3, norm).t());
            let rows: Vec<Vec<f64>> = scores.rows().into_iter().map(|r| r.to_vec()).collect();
            oracle.assert_close(name, &rows, 1e-9);
        }
    }

    #[test]
    fn a_topic_without_examples_is_never_answered() {
        let oracle = Oracle::read();
        let data = oracle.data(false);
        let without = data.subset(|i| oracle.labels[i] != 2).unwrap();
        let model = ComplementNb.train(&without, &Params::defaults(ComplementNb.params())).unwrap();
        assert!(oracle.scores(&*model).iter().all(|s| s[2] == f64::NEG_INFINITY));
    }
}
