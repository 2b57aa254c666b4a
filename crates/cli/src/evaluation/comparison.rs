//! Whether one model is better than another on the same texts.

use gongwen_classifier::metrics::{Comparison, Confusion, compare, macro_f1, mcnemar};
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::scores::REPLICATES;

/// Two models on the same texts, by group; differences are the first's figure minus the second's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ModelComparison {
    /// Name of the second model.
    pub(crate) against: String,
    /// Macro-F1.
    pub(crate) macro_f1: Comparison,
    /// Share of right answers.
    pub(crate) accuracy: Comparison,
    /// Texts that only the first model answers right.
    pub(crate) only_first: usize,
    /// Texts that only the second model answers right.
    pub(crate) only_second: usize,
    /// McNemar's exact test of these two counts, which takes texts as independent.
    pub(crate) mcnemar_p: f64,
}

impl ModelComparison {
    /// Compares answers about the same texts; whole `clusters` are drawn and swapped.
    pub(crate) fn new(first: &Answers<'_>, second: &Answers<'_>, clusters: &[&str], against: String) -> Self {
        let themes = &first.data.themes;
        let n_groups = themes.groups().len();
        let truth: Vec<usize> = first.texts.iter().map(|text| text.truth(themes)).collect();
        let groups = |answers: &Answers<'_>| -> Vec<usize> {
            answers.texts.iter().map(|text| text.answer.group).collect()
        };
        let (a, b) = (groups(first), groups(second));
        let test = |metric: fn(&Confusion) -> f64| {
            compare(&truth, [&a, &b], clusters, REPLICATES, 0, |pairs| {
                metric(&Confusion::new(n_groups, pairs.iter().copied()))
            })
        };
        let count = |wanted: (bool, bool)| {
            truth.iter().zip(a.iter().zip(&b)).filter(|&(t, (a, b))| (a == t, b == t) == wanted).count()
        };
        let (only_first, only_second) = (count((true, false)), count((false, true)));
        Self {
            against,
            macro_f1: test(|c| macro_f1(&c.theme_counts())),
            accuracy: test(Confusion::accuracy),
            only_first,
            only_second,
            mcnemar_p: mcnemar(only_first, only_second),
        }
    }
}
