//! Splitting labelled texts so that no group stands on both sides.

use std::collections::BTreeMap;

use gongwen_messages::text;

/// Why texts cannot be split.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FoldError {
    /// Fewer than two folds.
    #[error("{}", text!("cannot split into {folds} folds: there must be at least 2", folds = _0))]
    TooFew(usize),
    /// More folds than groups.
    #[error(
        "{}",
        text!(
            "cannot split {groups} groups into {folds} folds: a group is never torn apart",
            groups,
            folds
        )
    )]
    TooManyFolds {
        /// Number of folds asked for.
        folds: usize,
        /// Number of different groups.
        groups: usize,
    },
}

/// Assigns every text to one of `folds` folds: texts of a group stay together, no fold is empty,
/// and labels are spread about evenly. The same input and seed give the same folds.
///
/// Greedy, as in scikit-learn's `StratifiedGroupKFold`: the groups with the most uneven labels go
/// first, each to the fold where it leaves the labels most evenly spread.
///
/// # Errors
/// Where `folds` is below 2 or above the number of different groups.
///
/// # Panics
/// Where there are not as many labels as groups.
pub fn grouped_folds(
    groups: &[&str],
    labels: &[usize],
    folds: usize,
    seed: u64,
) -> Result<Vec<usize>, FoldError> {
    assert_eq!(groups.len(), labels.len(), "one label per text");
    let n_labels = labels.iter().max().map_or(0, |l| l + 1);
    let mut counts: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (group, &label) in groups.iter().zip(labels) {
        counts.entry(group).or_insert_with(|| vec![0.0; n_labels])[label] += 1.0;
    }
    if folds < 2 {
        return Err(FoldError::TooFew(folds));
    }
    if folds > counts.len() {
        return Err(FoldError::TooManyFolds { folds, groups: counts.len() });
    }
    let mut order: Vec<(&str, Vec<f64>)> = counts.into_iter().collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut order);
    order.sort_by(|a, b| variance(&b.1).total_cmp(&variance(&a.1)));

    let mut totals = vec![0.0; n_labels];
    order.iter().for_each(|(_, count)| add(&mut totals, count));
    let mut filled = vec![vec![0.0; n_labels]; folds];
    let mut fold_of = BTreeMap::new();
    for (position, (group, count)) in order.iter().enumerate() {
        let empty: Vec<usize> = (0..folds).filter(|&f| size(&filled[f]) == 0.0).collect();
        let left = order.len() - position;
        let open = if left <= empty.len() { empty } else { (0..folds).collect() };
        let cost = |fold: usize| (unevenness(&filled, fold, count, &totals), size(&filled[fold]));
        let less = |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
        let best = open.into_iter().min_by(|&a, &b| less(&cost(a), &cost(b))).unwrap_or(0);
        add(&mut filled[best], count);
        fold_of.insert(*group, best);
    }
    Ok(groups.iter().map(|group| fold_of[group]).collect())
}

/// How unevenly each label's share is spread over the folds if `count` is added to `fold`.
fn unevenness(filled: &[Vec<f64>], fold: usize, count: &[f64], totals: &[f64]) -> f64 {
    let share = |label: usize| {
        let shares: Vec<f64> = filled
            .iter()
            .enumerate()
            .map(|(f, row)| (row[label] + if f == fold { count[label] } else { 0.0 }) / totals[label])
            .collect();
        variance(&shares).sqrt()
    };
    (0..totals.len()).filter(|&label| totals[label] > 0.0).map(share).sum()
}

fn add(to: &mut [f64], count: &[f64]) {
    to.iter_mut().zip(count).for_each(|(sum, c)| *sum += c);
}

fn size(counts: &[f64]) -> f64 {
    counts.iter().sum()
}

fn variance(values: &[f64]) -> f64 {
    let mean = size(values) / values.len().max(1) as f64;
    values.iter().map(|v| (v - mean).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_are_spread_evenly() {
        // 30 groups of 10 texts; group g mostly holds label g % 3.
        let names: Vec<String> = (0..300).map(|i| format!("report {}", i / 10)).collect();
        let groups: Vec<&str> = names.iter().map(String::as_str).collect();
        let labels: Vec<usize> = (0..300).map(|i| if i % 5 == 0 { i / 5 % 3 } else { i / 10 % 3 }).collect();
        let folds = grouped_folds(&groups, &labels, 5, 1).unwrap();
        for fold in 0..5 {
            for label in 0..3 {
                let count = (0..300).filter(|&i| folds[i] == fold && labels[i] == label).count();
                assert!((16..=24).contains(&count), "fold {fold}, label {label}: {count}");
            }
        }
        assert_eq!(folds, grouped_folds(&groups, &labels, 5, 1).unwrap());
    }

    #[test]
    fn impossible_splits_are_refused() {
        assert!(grouped_folds(&["a", "b"], &[0, 0], 1, 0).is_err());
        let error = grouped_folds(&["a", "a", "b"], &[0, 0, 0], 3, 0).unwrap_err();
        assert!(error.to_string().contains("2 groups into 3 folds"));
    }

    proptest! {
        #[test]
        fn groups_stay_whole_and_no_fold_is_empty(
            texts in prop::collection::vec((0..12u8, 0..4usize), 12..80),
            folds in 2..5usize,
            seed: u64,
        ) {
            let names: Vec<String> = texts.iter().map(|(g, _)| g.to_string()).collect();
            let groups: Vec<&str> = names.iter().map(String::as_str).collect();
            let labels: Vec<usize> = texts.iter().map(|t| t.1).collect();
            if let Ok(of) = grouped_folds(&groups, &labels, folds, seed) {
                for i in 0..texts.len() {
                    for j in 0..i {
                        prop_assert!(groups[i] != groups[j] || of[i] == of[j]);
                    }
                }
                prop_assert!((0..folds).all(|f| of.contains(&f)));
            }
        }
    }
}
