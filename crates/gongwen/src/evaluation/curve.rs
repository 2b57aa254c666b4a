//! The learning curve: what more labelled reports would bring.

use gongwen_classifier::metrics::{Confusion, macro_f1};
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use crate::labelled::LabelledAmount;
use crate::settings::{CrossValidation, CurveSettings};
use crate::{Error, LabelledText, Recipe};

/// Scores by theme after training on a share of the reports.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Share of the reports, 0 to 1.
    pub share: f64,
    /// About how many reports that is.
    pub reports: usize,
    /// Macro-F1 over all texts, one value a seed.
    pub macro_f1: Vec<f64>,
    /// Share of right answers over all texts, one value a seed.
    pub accuracy: Vec<f64>,
}

/// Cross-validates with growing shares of the reports, drawn and split anew for each seed;
/// bags train every time. A share that leaves no term to learn from has no point. `progress` is told of every round done,
/// of shares times seeds in all.
///
/// # Errors
/// Where a setting is out of its range, there are fewer groups than folds, the data hold bags alone, or
/// training fails.
pub fn learning_curve(
    recipe: &Recipe,
    examples: &[LabelledText],
    folding: &CrossValidation,
    settings: &CurveSettings,
    progress: impl Fn(),
) -> Result<Vec<CurvePoint>, Error> {
    settings.check()?;
    let prepared = recipe.prepare(examples)?;
    let outside_fold = (folding.folds as f64 - 1.0) / folding.folds as f64;
    let reports = LabelledAmount::of(examples).reports as f64 * outside_fold;
    let point = |share: f64| {
        let (mut macro_f1, mut accuracy) = (Vec::new(), Vec::new());
        for seed in 0..settings.seeds {
            let folding = CrossValidation { share, seed, ..*folding };
            let (f1, right) = scores(&Answers::by_folds(&prepared, recipe, examples, &folding)?);
            macro_f1.push(f1);
            accuracy.push(right);
            progress();
        }
        Ok(CurvePoint { share, reports: (reports * share).round() as usize, macro_f1, accuracy })
    };
    let points = settings.shares.iter().map(|&share| point(share));
    points.filter(|point| !matches!(point, Err(Error::NoTerms { .. }))).collect()
}

fn scores(answers: &Answers<'_>) -> (f64, f64) {
    let themes = &answers.themes;
    let pairs = answers.texts.iter().map(|text| (text.truth(themes), text.answer.theme));
    let confusion = Confusion::new(themes.themes().len(), pairs);
    (macro_f1(&confusion.theme_counts()), confusion.accuracy())
}

/// Mean and, as a measure of spread, standard deviation (of the sample; 0 of a single value).
pub fn mean_and_spread(values: &[f64]) -> (f64, f64) {
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
