//! Whether one model is better than another on the same texts.

use gongwen_classifier::ThemeSet;
use gongwen_classifier::metrics::{Comparison, Confusion, compare, macro_f1, mcnemar};
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::scores::REPLICATES;
use crate::Error;
use crate::settings::FoldGroup;

/// Two models on the same texts, by theme; differences are the first's figure minus the second's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ModelComparison {
    /// Name of the second model.
    pub against: String,
    /// Macro-F1.
    pub macro_f1: Comparison,
    /// Share of right answers.
    pub accuracy: Comparison,
    /// Texts that only the first model answers right.
    pub only_first: usize,
    /// Texts that only the second model answers right.
    pub only_second: usize,
    /// McNemar's exact test of these two counts, which takes texts as independent.
    pub mcnemar_p: f64,
}

impl ModelComparison {
    /// Compares two models' answers about the same texts; what `group` says stays together is drawn and swapped whole.
    ///
    /// # Errors
    /// Where the two answer in different themes, or about different texts.
    pub fn new(
        first: &Answers<'_>,
        second: &Answers<'_>,
        group: FoldGroup,
        against: String,
    ) -> Result<Self, Error> {
        check_comparable(&first.themes, &second.themes)?;
        let places =
            |answers: &Answers<'_>| answers.texts.iter().map(|t| t.example.place.clone()).collect::<Vec<_>>();
        if places(first) != places(second) {
            return Err(Error::OtherTexts);
        }
        let clusters = &first.fold_groups(group);
        let themes = &first.themes;
        let n_themes = themes.themes().len();
        let truth: Vec<usize> = first.texts.iter().map(|text| text.truth(themes)).collect();
        let answered = |answers: &Answers<'_>| -> Vec<usize> {
            answers.texts.iter().map(|text| text.answer.theme).collect()
        };
        let (a, b) = (answered(first), answered(second));
        let test = |metric: fn(&Confusion) -> f64| {
            compare(&truth, [&a, &b], clusters, REPLICATES, 0, |pairs| {
                metric(&Confusion::new(n_themes, pairs.iter().copied()))
            })
        };
        let count = |wanted: (bool, bool)| {
            truth.iter().zip(a.iter().zip(&b)).filter(|&(t, (a, b))| (a == t, b == t) == wanted).count()
        };
        let (only_first, only_second) = (count((true, false)), count((false, true)));
        Ok(Self {
            against,
            macro_f1: test(|c| macro_f1(&c.theme_counts())),
            accuracy: test(Confusion::accuracy),
            only_first,
            only_second,
            mcnemar_p: mcnemar(only_first, only_second),
        })
    }
}

/// # Errors
/// Where two models answer in different themes.
pub(crate) fn check_comparable(first: &ThemeSet, second: &ThemeSet) -> Result<(), Error> {
    let ids = |themes: &ThemeSet| themes.themes().iter().map(|g| g.id.clone()).collect::<Vec<_>>().join(", ");
    let (first, second) = (ids(first), ids(second));
    if first == second { Ok(()) } else { Err(Error::OtherThemes { first, second }) }
}
