//! Scores of texts by classifiers that have not seen them.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::backend::{Backend, TrainError, Trained, checked, scores_of, trained};
use crate::calibration::HeldOut;
use crate::folds::{FoldError, grouped_folds};
use crate::params::Params;
use crate::rollup::Rollup;
use crate::training::TrainingSet;

/// Cross-validation: trains on all folds but one and scores the texts of that one, for each fold.
///
/// `fold_of` gives each example's fold, as from [`grouped_folds`](crate::grouped_folds); an example
/// of no fold always trains. Rows = examples, columns = topics; the rows of examples of no fold
/// are empty. The vectors are taken as they are: a vocabulary learnt from all
/// texts has seen the held-out ones, though not their labels.
///
/// # Errors
/// Where training or scoring fails for any fold.
///
/// # Panics
/// Where `fold_of` does not have an entry per example.
pub fn held_out_scores(
    backend: &(impl Backend + ?Sized),
    params: &Params,
    data: &TrainingSet,
    fold_of: &[Option<usize>],
) -> Result<Vec<Vec<f64>>, TrainError> {
    assert_eq!(fold_of.len(), data.examples().len(), "one fold per example");
    let n_folds = fold_of.iter().flatten().max().map_or(0, |f| f + 1);
    let score_fold = |fold: usize| -> Result<Vec<(usize, Vec<f64>)>, TrainError> {
        let rest = data.subset(|i| fold_of[i] != Some(fold))?;
        let classifier = trained(backend, &rest, params)?;
        let own = data.examples().iter().enumerate().filter(|&(i, _)| fold_of[i] == Some(fold));
        own.map(|(i, example)| Ok((i, scores_of(&*classifier, backend.name(), example.input)?))).collect()
    };
    let by_fold: Vec<_> = (0..n_folds).into_par_iter().map(score_fold).collect::<Result<_, _>>()?;
    let mut rows = vec![Vec::new(); fold_of.len()];
    for (i, scores) in by_fold.into_iter().flatten() {
        rows[i] = scores;
    }
    Ok(rows)
}

/// The fold of every example that has a group, `folds` of them, or as many as there are groups; `None` where
/// that is fewer than two.
pub(crate) fn calibration_folds(data: &TrainingSet, folds: usize, seed: u64) -> Option<Vec<Option<usize>>> {
    let grouped = data.examples().iter().filter_map(|e| Some((e.fold_group?, e.topic)));
    let (groups, labels): (Vec<&str>, Vec<usize>) = grouped.unzip();
    let n_groups = groups.iter().collect::<BTreeSet<_>>().len();
    let folds = match grouped_folds(&groups, &labels, folds.min(n_groups), seed) {
        Ok(folds) => folds,
        Err(FoldError::TooFew(_) | FoldError::TooManyFolds { .. }) => return None,
    };
    let mut folds = folds.into_iter();
    Some(data.examples().iter().map(|e| e.fold_group.and_then(|_| folds.next())).collect())
}

/// The folds by which backends are brought to one scale, where nobody else says which.
pub(crate) fn own_folds(data: &TrainingSet) -> Vec<Option<usize>> {
    calibration_folds(data, 5, 0).unwrap_or_else(|| vec![None; data.examples().len()])
}

/// What a backend learns from labelled examples, with the scores of those of each fold by what it learns from all
/// others (see [`Backend::train_and_hold_out`]).
///
/// # Errors
/// Where it cannot learn, or what it has learnt scores another number of topics.
pub(crate) fn trained_and_held_out(
    backend: &dyn Backend,
    data: &TrainingSet,
    params: &Params,
    fold_of: &[Option<usize>],
) -> Result<Trained, TrainError> {
    let Trained { classifier, held_out } = backend.train_and_hold_out(data, params, fold_of)?;
    Ok(Trained { classifier: checked(backend, data, classifier)?, held_out })
}

/// The temperature that calibrates posteriors of topics, by the scores of held-out examples of which `keep` is
/// true; 1 where there is none. Rows of scores are examples, empty for those that were not held out.
pub(crate) fn temperature(data: &TrainingSet, scores: &[Vec<f64>], keep: impl Fn(usize) -> bool) -> f64 {
    let kept = scores.iter().enumerate().filter(|&(i, row)| !row.is_empty() && keep(i));
    let (rows, truth): (Vec<Vec<f64>>, Vec<usize>) =
        kept.map(|(i, row)| (row.clone(), data.examples()[i].topic)).unzip();
    let own_theme: Vec<usize> = (0..data.topics().len()).collect();
    HeldOut { scores: &rows, truth: &truth, theme_of: &own_theme }.fit_temperature(&Rollup::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backends::NaiveBayes;
    use crate::oracle::Oracle;

    #[test]
    fn a_text_is_scored_by_the_classifier_that_has_not_seen_it() {
        let oracle = Oracle::read();
        let data = oracle.data(false);
        let fold_of: Vec<Option<usize>> =
            (0..oracle.labels.len()).map(|i| (i % 4 < 3).then_some(i % 4)).collect();
        let params = Params::defaults(NaiveBayes.params());
        let rows = held_out_scores(&NaiveBayes, &params, &data, &fold_of).unwrap();
        let without_first = data.subset(|i| i % 4 != 0).unwrap();
        let model = NaiveBayes.train(&without_first, &params).unwrap();
        for (i, row) in oracle.scores(&*model).into_iter().enumerate() {
            assert_eq!(rows[i] == row, i % 4 == 0, "text {i}");
            assert_eq!(rows[i].is_empty(), i % 4 == 3, "text {i}");
        }
    }
}
