//! From topics, which a classifier knows, to themes, which answers are given in.

use serde::{Deserialize, Serialize};

use crate::posterior::softmax;

/// How probabilities of topics become probabilities of themes.
///
/// With topic posteriors `p(k)` and bias `b(g)`:
/// `P(g) ∝ exp(b(g)) · Σ_{k in g} p(k)`, or `max` in place of `Σ`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rollup {
    /// Sum or maximum.
    pub pooling: Pooling,
    /// Logarithmic bias per theme; none means 0 everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bias: Vec<f64>,
}

/// What stands for the topics of a theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pooling {
    /// The sum of their probabilities: right if the probabilities are.
    #[default]
    Sum,
    /// The largest of their probabilities: a theme gains nothing by having many topics.
    Max,
}

impl Rollup {
    /// Theme probabilities, adding up to 1, from topics; `theme_of` gives the theme index of
    /// each topic.
    pub fn themes(&self, topics: &[f64], theme_of: &[usize]) -> Vec<f64> {
        let n_themes = theme_of.iter().max().map_or(0, |g| g + 1);
        let mut pooled = vec![0.0_f64; n_themes];
        for (p, &theme) in topics.iter().zip(theme_of) {
            match self.pooling {
                Pooling::Sum => pooled[theme] += p,
                Pooling::Max => pooled[theme] = pooled[theme].max(*p),
            }
        }
        let bias = self.bias.iter().copied().chain(std::iter::repeat(0.0));
        let scores: Vec<f64> = pooled.iter().zip(bias).map(|(p, b)| p.ln() + b).collect();
        softmax(&scores, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOPICS: [f64; 5] = [0.4, 0.1, 0.3, 0.2, 0.0];
    const THEME_OF: [usize; 5] = [0, 1, 1, 1, 2];

    fn themes(pooling: Pooling, bias: Vec<f64>) -> Vec<f64> {
        Rollup { pooling, bias }.themes(&TOPICS, &THEME_OF)
    }

    fn close(got: &[f64], expected: &[f64]) -> bool {
        got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12)
    }

    #[test]
    fn sum_and_maximum_differ() {
        assert!(close(&themes(Pooling::Sum, vec![]), &[0.4, 0.6, 0.0]));
        assert!(close(&themes(Pooling::Max, vec![]), &[4.0 / 7.0, 3.0 / 7.0, 0.0]));
    }

    #[test]
    fn bias_multiplies_odds() {
        let got = themes(Pooling::Sum, vec![3f64.ln()]);
        assert!(close(&got, &[1.2 / 1.8, 0.6 / 1.8, 0.0]));
    }
}
