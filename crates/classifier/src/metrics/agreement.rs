//! How far two readers agree.

use super::confusion::Confusion;

/// Cohen's kappa (1960), `(p_o − p_e) / (1 − p_e)`: the share of agreement `p_o` beyond the share
/// `p_e` that two readers with these habits would reach by chance. 1 is full agreement, 0 is
/// chance; 1 as well where both gave all texts one and the same theme.
///
/// Rows of the matrix are the one reader's themes, columns the other's.
pub fn cohens_kappa(readers: &Confusion) -> f64 {
    let total = readers.total() as f64;
    let matrix = readers.matrix();
    let chance = |k: usize| {
        let row: usize = matrix[k].iter().sum();
        let column: usize = matrix.iter().map(|r| r[k]).sum();
        row as f64 * column as f64 / (total * total)
    };
    let expected: f64 = (0..matrix.len()).map(chance).sum();
    if expected >= 1.0 { 1.0 } else { (readers.accuracy() - expected) / (1.0 - expected) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::oracle::{MetricsOracle, close};

    #[test]
    fn equals_scikit_learns() {
        let oracle = MetricsOracle::read();
        let readers = Confusion::new(oracle.n_themes, oracle.pairs());
        assert!(close(&[cohens_kappa(&readers)], &[oracle.kappa]));
        assert_eq!(cohens_kappa(&Confusion::new(2, [(1, 1), (1, 1)])), 1.0);
    }
}
