//! The learning curve: what more labelled reports would bring.

use anyhow::Result;
use gongwen_classifier::metrics::{Confusion, macro_f1};
use serde::{Deserialize, Serialize};

use super::answers::{Answers, CrossValidation};
use crate::learning::{Data, Recipe};

/// Shares of the reports outside the held-out fold that are trained on.
const SHARES: [f64; 6] = [0.05, 0.1, 0.2, 0.4, 0.7, 1.0];

/// Scores by group after training on a share of the reports.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CurvePoint {
    /// Share of the reports, 0 to 1.
    pub(crate) share: f64,
    /// About how many reports that is.
    pub(crate) reports: usize,
    /// Macro-F1 over all texts, one value a seed.
    pub(crate) macro_f1: Vec<f64>,
    /// Share of right answers over all texts, one value a seed.
    pub(crate) accuracy: Vec<f64>,
}

/// Cross-validates with growing shares of the reports, drawn and split anew for each of `seeds` seeds;
/// bags train every time. `progress` is told of every round done.
pub(crate) fn learning_curve(
    data: &Data,
    recipe: &Recipe,
    settings: CrossValidation,
    seeds: u64,
    progress: impl Fn(),
) -> Result<Vec<CurvePoint>> {
    let outside_fold = (settings.folds - 1) as f64 / settings.folds as f64;
    let reports = data.amount().reports as f64 * outside_fold;
    SHARES
        .iter()
        .map(|&share| {
            let (mut macro_f1, mut accuracy) = (Vec::new(), Vec::new());
            for seed in 0..seeds {
                let answers = CrossValidation { share, seed, ..settings }.answers(data, recipe)?;
                let (f1, right) = scores(&answers);
                macro_f1.push(f1);
                accuracy.push(right);
                progress();
            }
            Ok(CurvePoint { share, reports: (reports * share).round() as usize, macro_f1, accuracy })
        })
        .collect()
}

/// Rounds that [`learning_curve`] takes.
pub(crate) fn rounds(seeds: u64) -> u64 {
    SHARES.len() as u64 * seeds
}

fn scores(answers: &Answers<'_>) -> (f64, f64) {
    let themes = &answers.data.themes;
    let pairs = answers.texts.iter().map(|text| (text.truth(themes), text.answer.group));
    let confusion = Confusion::new(themes.groups().len(), pairs);
    (macro_f1(&confusion.theme_counts()), confusion.accuracy())
}

/// Mean and, as a measure of spread, standard deviation (of the sample; 0 of a single value).
pub(super) fn mean_and_spread(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n.max(1.0);
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0).max(1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_is_that_of_the_sample() {
        assert_eq!(mean_and_spread(&[1.0, 3.0]), (2.0, 2f64.sqrt()));
        assert_eq!(mean_and_spread(&[0.5]), (0.5, 0.0));
    }
}
