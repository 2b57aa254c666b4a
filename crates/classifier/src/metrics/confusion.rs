//! The confusion matrix.

use serde::{Deserialize, Serialize};

use super::theme_counts::{ThemeCounts, ratio};

/// Counts of texts by true and answered theme, one of each per text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confusion {
    /// Row = true theme, column = answered theme.
    matrix: Vec<Vec<usize>>,
}

impl Confusion {
    /// Counts pairs of true and answered theme, both below `n_themes`.
    pub fn new(n_themes: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut matrix = vec![vec![0; n_themes]; n_themes];
        for (truth, answer) in pairs {
            matrix[truth][answer] += 1;
        }
        Self { matrix }
    }

    /// The counts; rows = true themes, columns = answered themes.
    pub fn matrix(&self) -> &[Vec<usize>] {
        &self.matrix
    }

    /// Number of texts.
    pub fn total(&self) -> usize {
        self.matrix.iter().flatten().sum()
    }

    /// Share of texts answered with their true theme; 0 where there is no text.
    pub fn accuracy(&self) -> f64 {
        let right = (0..self.matrix.len()).map(|k| self.matrix[k][k]).sum();
        ratio(right, self.total())
    }

    /// Counts per theme.
    pub fn theme_counts(&self) -> Vec<ThemeCounts> {
        let of = |k: usize| {
            let right = self.matrix[k][k];
            ThemeCounts {
                true_positives: right,
                false_positives: self.matrix.iter().map(|row| row[k]).sum::<usize>() - right,
                false_negatives: self.matrix[k].iter().sum::<usize>() - right,
            }
        };
        (0..self.matrix.len()).map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::oracle::{MetricsOracle, close};
    use crate::metrics::{macro_f1, micro_f1};

    #[test]
    fn equals_scikit_learns() {
        let oracle = MetricsOracle::read();
        let confusion = Confusion::new(oracle.n_themes, oracle.pairs());
        assert_eq!(confusion.matrix(), oracle.confusion);
        let counts = confusion.theme_counts();
        let column = |f: fn(&ThemeCounts) -> f64| counts.iter().map(f).collect::<Vec<_>>();
        assert!(close(&column(ThemeCounts::precision), &oracle.precision));
        assert!(close(&column(ThemeCounts::recall), &oracle.recall));
        assert!(close(&column(ThemeCounts::f1), &oracle.f1));
        assert!(close(&[macro_f1(&counts)], &[oracle.macro_f1]));
        assert!(close(&[confusion.accuracy()], &[oracle.accuracy]));
        assert!(close(&[micro_f1(&counts)], &[oracle.accuracy]));
    }
}
