//! Answers and what scikit-learn, numpy and scipy make of them; see `tests/oracle/metrics.py`.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct MetricsOracle {
    pub(crate) n_themes: usize,
    truth: Vec<usize>,
    answer: Vec<usize>,
    pub(crate) confidence: Vec<f64>,
    pub(crate) confusion: Vec<Vec<usize>>,
    pub(crate) precision: Vec<f64>,
    pub(crate) recall: Vec<f64>,
    pub(crate) f1: Vec<f64>,
    pub(crate) macro_f1: f64,
    pub(crate) accuracy: f64,
    pub(crate) kappa: f64,
    pub(crate) ece: f64,
    pub(crate) isotonic: Vec<(f64, f64)>,
    pub(crate) mcnemar: Vec<(usize, usize, f64)>,
}

impl MetricsOracle {
    pub(crate) fn read() -> Self {
        serde_json::from_str(include_str!("../../tests/oracle/metrics.json")).unwrap()
    }

    pub(crate) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.truth.iter().copied().zip(self.answer.iter().copied())
    }

    /// 1 for a right answer, else 0.
    pub(crate) fn correct(&self) -> impl Iterator<Item = f64> + '_ {
        self.pairs().map(|(t, a)| f64::from(u8::from(t == a)))
    }
}

pub(crate) fn close(got: &[f64], expected: &[f64]) -> bool {
    got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9)
}
