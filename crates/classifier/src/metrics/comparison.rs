//! Whether one model is better than another on the same texts.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::bootstrap::{Interval, bootstrap, members, replicate_rng};

/// Two models on the same texts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The first model's figure minus the second's, with its interval.
    pub difference: Interval,
    /// Probability of a difference at least this large if the models were equally good.
    pub p_value: f64,
}

/// Compares two models' answers by a metric of `(truth, answer)` pairs, such as macro-F1.
///
/// The interval is a [`bootstrap`] of the difference. The p-value is that of the randomisation test
/// (Yeh 2000): each round swaps the two models' answers in a random half of the groups; two-sided,
/// `(1 + #{|d*| ≥ |d|}) / (1 + replicates)`. Both cluster by group.
///
/// # Panics
/// Where the slices differ in length.
pub fn compare(
    truth: &[usize],
    answers: [&[usize]; 2],
    groups: &[&str],
    replicates: usize,
    seed: u64,
    metric: impl Fn(&[(usize, usize)]) -> f64 + Sync,
) -> Comparison {
    let [first, second] = answers;
    assert!([first.len(), second.len(), groups.len()].iter().all(|&n| n == truth.len()));
    let pairs =
        |answers: &[usize], at: &[usize]| -> Vec<_> { at.iter().map(|&i| (truth[i], answers[i])).collect() };
    let difference =
        bootstrap(groups, replicates, seed, |at| metric(&pairs(first, at)) - metric(&pairs(second, at)));
    let (members, all) = (members(groups), (0..truth.len()).collect::<Vec<_>>());
    let as_large = |replicate: u64| {
        let mut random = replicate_rng(seed, replicate);
        let (mut a, mut b) = (first.to_vec(), second.to_vec());
        for group in &members {
            if random.bool() {
                group.iter().for_each(|&i| std::mem::swap(&mut a[i], &mut b[i]));
            }
        }
        let swapped = metric(&pairs(&a, &all)) - metric(&pairs(&b, &all));
        // A hair of tolerance: the same texts summed in another order.
        swapped.abs() >= difference.estimate.abs() - 1e-12
    };
    let count = (0..replicates as u64).into_par_iter().filter(|&r| as_large(r)).count();
    Comparison { difference, p_value: (1 + count) as f64 / (1 + replicates) as f64 }
}

/// McNemar's exact test (1947): two-sided p-value for `only_first` texts that only the first model
/// answers right and `only_second` that only the second does, `Binomial(n, 1/2)` under the null.
/// It takes texts as independent; [`compare`] does not.
pub fn mcnemar(only_first: usize, only_second: usize) -> f64 {
    let n = only_first + only_second;
    // ln of C(n, 0) / 2^n, then C(n, i + 1) = C(n, i) · (n − i) / (i + 1).
    let mut log_term = -(n as f64) * 2f64.ln();
    let mut tail = 0.0;
    for i in 0..=only_first.min(only_second) {
        tail += log_term.exp();
        log_term += ((n - i) as f64 / (i + 1) as f64).ln();
    }
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::oracle::{MetricsOracle, close};

    fn accuracy(pairs: &[(usize, usize)]) -> f64 {
        pairs.iter().filter(|(t, a)| t == a).count() as f64 / pairs.len() as f64
    }

    #[test]
    fn mcnemar_equals_scipys() {
        for (first, second, p) in MetricsOracle::read().mcnemar {
            assert!(close(&[mcnemar(first, second)], &[p]), "{first} {second}");
        }
    }

    #[test]
    fn randomisation_agrees_with_the_exact_test() {
        // 200 texts, each its own group; the first model alone is right on 15, the second on 5.
        let names: Vec<String> = (0..200).map(|i| i.to_string()).collect();
        let groups: Vec<&str> = names.iter().map(String::as_str).collect();
        let truth = vec![0; 200];
        let first: Vec<usize> = (0..200).map(|i| usize::from((15..20).contains(&i))).collect();
        let second: Vec<usize> = (0..200).map(|i| usize::from(i < 15)).collect();
        let result = compare(&truth, [&first, &second], &groups, 4000, 1, accuracy);
        assert!((result.difference.estimate - 0.05).abs() < 1e-12);
        assert!((result.p_value - mcnemar(15, 5)).abs() < 0.01, "{}", result.p_value);
        assert!(result.difference.low > 0.0 && result.difference.high < 0.1);
        let same = compare(&truth, [&first, &first], &groups, 100, 1, accuracy);
        assert_eq!((same.difference.estimate, same.p_value), (0.0, 1.0));
    }
}
