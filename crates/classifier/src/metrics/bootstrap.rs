//! How far a figure would move with other reports: the cluster bootstrap.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// A figure with its 95% interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The figure on the texts as they are.
    pub estimate: f64,
    /// 2.5th percentile over the replicates.
    pub low: f64,
    /// 97.5th percentile over the replicates.
    pub high: f64,
}

/// Percentile bootstrap clustered by group (Efron 1979; Field & Welsh 2007): each of `replicates`
/// rounds draws as many groups as there are, with replacement, and takes the statistic of all their
/// texts. `groups` names each text's group; `statistic` is handed positions of texts, repeated as drawn.
///
/// Texts of a report resemble each other, so drawing single texts would promise too much. The same
/// seed gives the same interval, whatever the number of threads.
pub fn bootstrap(
    groups: &[&str],
    replicates: usize,
    seed: u64,
    statistic: impl Fn(&[usize]) -> f64 + Sync,
) -> Interval {
    let members = members(groups);
    let mut figures: Vec<f64> = (0..replicates as u64)
        .into_par_iter()
        .map(|replicate| {
            let mut random = replicate_rng(seed, replicate);
            let drawn = (0..members.len()).flat_map(|_| &members[random.usize(..members.len())]);
            statistic(&drawn.copied().collect::<Vec<_>>())
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    let estimate = statistic(&(0..groups.len()).collect::<Vec<_>>());
    Interval {
        estimate,
        low: percentile(&figures, 0.025).unwrap_or(estimate),
        high: percentile(&figures, 0.975).unwrap_or(estimate),
    }
}

/// Positions of each group's texts; groups by name.
pub(super) fn members(groups: &[&str]) -> Vec<Vec<usize>> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, group) in groups.iter().enumerate() {
        by_name.entry(group).or_default().push(position);
    }
    by_name.into_values().collect()
}

/// A generator of its own for every replicate, so that threads do not matter.
pub(super) fn replicate_rng(seed: u64, replicate: u64) -> fastrand::Rng {
    fastrand::Rng::with_seed(seed ^ replicate.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Linear interpolation between order statistics, as numpy's `percentile`.
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let at = share * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(below + (above - below) * at.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(values: &[f64]) -> impl Fn(&[usize]) -> f64 + Sync + '_ {
        |drawn| drawn.iter().map(|&i| values[i]).sum::<f64>() / drawn.len() as f64
    }

    #[test]
    fn interval_of_a_mean_has_the_width_theory_tells() {
        // 400 independent coin tosses: standard error 0.025, half-width 0.049.
        let values: Vec<f64> = (0..400).map(|i| f64::from(i % 2)).collect();
        let names: Vec<String> = (0..400).map(|i| i.to_string()).collect();
        let groups: Vec<&str> = names.iter().map(String::as_str).collect();
        let interval = bootstrap(&groups, 2000, 3, mean(&values));
        assert_eq!(interval.estimate, 0.5);
        assert!((interval.high - 0.549).abs() < 0.006, "{interval:?}");
        assert!((interval.low - 0.451).abs() < 0.006, "{interval:?}");
        assert_eq!(interval, bootstrap(&groups, 2000, 3, mean(&values)));
    }

    #[test]
    fn texts_that_always_agree_within_a_report_count_as_one() {
        // 20 reports of 20 equal texts: standard error of 20 tosses, 0.112, not of 400.
        let values: Vec<f64> = (0..400).map(|i| f64::from(i / 20 % 2)).collect();
        let names: Vec<String> = (0..400).map(|i| (i / 20).to_string()).collect();
        let groups: Vec<&str> = names.iter().map(String::as_str).collect();
        let interval = bootstrap(&groups, 2000, 3, mean(&values));
        assert!((interval.high - interval.low - 0.44).abs() < 0.06, "{interval:?}");
    }

    #[test]
    fn percentiles_interpolate() {
        assert_eq!(percentile(&[1.0, 2.0, 4.0], 0.75), Some(3.0));
        assert_eq!(percentile(&[], 0.5), None);
    }
}
