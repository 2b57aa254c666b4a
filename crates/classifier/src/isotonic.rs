//! Isotonic regression: the best non-decreasing fit.

use serde::{Deserialize, Serialize};

/// A non-decreasing function through a few knots, linear between them and flat beyond the ends.
///
/// Fitted by pooling adjacent violators (Ayer et al. 1955; Zadrozny & Elkan 2002 for calibrating
/// classifiers). As in scikit-learn's `IsotonicRegression`, the ends of each pooled block are knots.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Isotonic {
    /// Argument and value, both ascending; rounded to `f32`.
    knots: Vec<(f32, f32)>,
}

/// Neighbouring points that share a value.
struct Block {
    first: f64,
    last: f64,
    sum: f64,
    count: f64,
}

impl Block {
    fn mean(&self) -> f64 {
        self.sum / self.count
    }
}

impl Isotonic {
    /// Least-squares fit to `(x, y)` points in any order; points of equal `x` are averaged first.
    /// Points that are not finite are left out.
    pub fn fit(mut points: Vec<(f64, f64)>) -> Self {
        points.retain(|(x, y)| x.is_finite() && y.is_finite());
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut blocks: Vec<Block> = Vec::new();
        for (x, y) in points {
            match blocks.last_mut() {
                Some(same) if same.last == x => {
                    same.sum += y;
                    same.count += 1.0;
                }
                _ => blocks.push(Block { first: x, last: x, sum: y, count: 1.0 }),
            }
        }
        let mut pooled: Vec<Block> = Vec::new();
        for mut block in blocks {
            while let Some(before) = pooled.pop_if(|before| before.mean() >= block.mean()) {
                block.first = before.first;
                block.sum += before.sum;
                block.count += before.count;
            }
            pooled.push(block);
        }
        let ends = pooled.iter().flat_map(|b| {
            let y = b.mean() as f32;
            [(b.first as f32, y), (b.last as f32, y)]
        });
        let mut knots: Vec<(f32, f32)> = ends.collect();
        knots.dedup();
        Self { knots }
    }

    /// The first number that no fit to probabilities gives: one outside 0 to 1, or below the one before it.
    pub(crate) fn first_wrong(&self) -> Option<f64> {
        let rises = |of: fn(&(f32, f32)) -> f32| {
            let mut least = 0.0;
            self.knots.iter().map(of).find(move |&value| {
                let wrong = !(least..=1.0).contains(&value);
                least = value;
                wrong
            })
        };
        rises(|knot| knot.0).or_else(|| rises(|knot| knot.1)).map(f64::from)
    }

    /// The value at `x`; `x` itself where the function was fitted to nothing.
    pub fn apply(&self, x: f64) -> f64 {
        let knot = |i: usize| {
            let (x, y) = self.knots[i];
            (f64::from(x), f64::from(y))
        };
        let right = self.knots.partition_point(|&(at, _)| f64::from(at) < x);
        match (right, self.knots.len()) {
            (_, 0) => x,
            (0, _) => knot(0).1,
            (_, n) if right == n => knot(n - 1).1,
            _ => {
                let ((x0, y0), (x1, y1)) = (knot(right - 1), knot(right));
                if x1 == x0 { y1 } else { y0 + (y1 - y0) * (x - x0) / (x1 - x0) }
            }
        }
    }

    /// Argument and value of each knot.
    pub fn knots(&self) -> &[(f32, f32)] {
        &self.knots
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::oracle::MetricsOracle;
    use proptest::prelude::*;

    #[test]
    fn knots_that_no_fit_gives_are_found() {
        let first_wrong = |knots: &str| serde_json::from_str::<Isotonic>(knots).unwrap().first_wrong();
        assert_eq!(Isotonic::fit(vec![(0.2, 0.0), (0.5, 1.0), (0.4, 0.5), (0.9, 0.5)]).first_wrong(), None);
        assert_eq!(first_wrong("[[0.0, 0.0], [0.5, 0.5], [0.5, 1.0]]"), None);
        assert_eq!(first_wrong("[[0.1, 99.0]]"), Some(99.0));
        assert_eq!(first_wrong("[[0.1, -5.0]]"), Some(-5.0));
        assert_eq!(first_wrong("[[0.5, 0.1], [0.25, 0.2]]"), Some(0.25));
        assert_eq!(first_wrong("[[0.1, 0.5], [0.9, 0.25]]"), Some(0.25));
    }

    #[test]
    fn equals_scikit_learns() {
        let oracle = MetricsOracle::read();
        let pairs = oracle.confidence.iter().copied().zip(oracle.correct());
        let fitted = Isotonic::fit(pairs.collect());
        for (x, expected) in &oracle.isotonic {
            assert!((fitted.apply(*x) - expected).abs() < 1e-6, "at {x}");
        }
    }

    #[test]
    fn nothing_fitted_changes_nothing() {
        assert_eq!(Isotonic::fit(vec![(f64::NAN, 1.0)]).apply(0.3), 0.3);
    }

    proptest! {
        #[test]
        fn never_decreases(points in prop::collection::vec((0.0..1.0f64, 0.0..1.0f64), 1..40)) {
            let fitted = Isotonic::fit(points);
            let values: Vec<f64> = (0..=50).map(|i| fitted.apply(f64::from(i) / 50.0)).collect();
            prop_assert!(values.windows(2).all(|w| w[0] <= w[1] + 1e-12));
            prop_assert!(values.iter().all(|v| (0.0..=1.0).contains(v)));
        }
    }
}
