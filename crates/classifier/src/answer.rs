//! What a model says about a text, and why.

use crate::backend::Explanation;
use crate::model::Model;
use crate::posterior::argmax;
use crate::training::Input;

/// A model's answer about one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Probability per fine theme, adding up to 1.
    pub fine: Vec<f64>,
    /// Probability per group, adding up to 1.
    pub groups: Vec<f64>,
    /// The answered group; the earlier one of a tie.
    pub group: usize,
    /// The likeliest fine theme of that group.
    pub theme: usize,
    /// Probability that the answered group is right, calibrated.
    pub confidence: f64,
    /// The answered group and all others whose probability reaches the model's threshold, likeliest first.
    pub above: Vec<usize>,
}

/// What speaks for a fine theme and against its strongest rival.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The answer's fine theme.
    pub theme: usize,
    /// The likeliest fine theme of any other group, or of the same where there is only one; the theme
    /// itself where there is no other.
    pub rival: usize,
    /// `score(theme) − score(rival)`, taken apart by term; positive contributions speak for the
    /// theme. Divided by the model's temperature it is the logarithm of the two themes' odds.
    pub difference: Explanation,
}

impl Answer {
    /// Chooses the answer from probabilities of fine themes and groups.
    pub(crate) fn choose(fine: Vec<f64>, groups: Vec<f64>, model: &Model) -> Self {
        let group = argmax(&groups);
        let of_group: Vec<f64> = fine
            .iter()
            .zip(model.themes.group_map())
            .map(|(&p, &g)| if g == group { p } else { -1.0 })
            .collect();
        let mut above: Vec<usize> =
            (0..groups.len()).filter(|&g| g == group || groups[g] >= model.threshold).collect();
        above.sort_by(|&a, &b| groups[b].total_cmp(&groups[a]));
        let stated = groups[group];
        Self {
            theme: argmax(&of_group),
            group,
            confidence: model.calibration.confidence.as_ref().map_or(stated, |map| map.apply(stated)),
            above,
            fine,
            groups,
        }
    }
}

impl Evidence {
    pub(crate) fn find(model: &Model, input: Input, answer: &Answer) -> Option<Self> {
        let group_of = model.themes.group_map();
        let several = group_of.iter().any(|&g| g != answer.group);
        let is_rival = |k: usize| if several { group_of[k] != answer.group } else { k != answer.theme };
        let rivals: Vec<f64> =
            answer.fine.iter().enumerate().map(|(k, &p)| if is_rival(k) { p } else { -1.0 }).collect();
        let (theme, rival) = (answer.theme, argmax(&rivals));
        let explain = |k| model.classifier.explain(input, k);
        Some(Self { theme, rival, difference: explain(theme)?.minus(&explain(rival)?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::model;
    use crate::isotonic::Isotonic;
    use gongwen_features::SparseVector;

    fn answer(model: &Model) -> Answer {
        model.classify((&SparseVector::default()).into()).unwrap()
    }

    fn evidence(model: &Model) -> Evidence {
        model.evidence((&SparseVector::default()).into(), &answer(model)).unwrap()
    }

    #[test]
    fn the_theme_lies_within_the_answered_group() {
        // The likeliest theme of all stands alone; two others are likelier together.
        let answer = answer(&model(&[0.4, 0.25, 0.35], &[0, 1, 1]));
        assert_eq!((answer.group, answer.theme), (1, 2));
        assert!((answer.groups[1] - 0.6).abs() < 1e-12 && (answer.fine[2] - 0.35).abs() < 1e-12);
    }

    #[test]
    fn ties_go_to_the_earlier_group_and_theme() {
        let answer = answer(&model(&[0.2, 0.2, 0.2, 0.2, 0.2], &[0, 1, 1, 2, 2]));
        assert_eq!(answer.groups[1], answer.groups[2]);
        assert_eq!((answer.group, answer.theme), (1, 1));
        assert_eq!(answer.above, [1, 2]);
    }

    #[test]
    fn themes_above_the_threshold_stand_likeliest_first() {
        let mut model = model(&[0.2, 0.15, 0.4, 0.25], &[0, 1, 2, 3]);
        model.threshold = 0.18;
        assert_eq!(answer(&model).above, [2, 3, 0]);
    }

    #[test]
    fn a_theme_that_just_reaches_the_threshold_is_above_it() {
        let mut model = model(&[0.6, 0.4], &[0, 1]);
        let p = answer(&model).groups[1];
        model.threshold = p;
        assert_eq!(answer(&model).above, [0, 1]);
        model.threshold = p.next_up();
        assert_eq!(answer(&model).above, [0]);
    }

    #[test]
    fn the_answer_is_above_any_threshold() {
        let mut model = model(&[0.3, 0.7], &[0, 1]);
        model.threshold = 1.0;
        assert_eq!(answer(&model).above, [1]);
    }

    #[test]
    fn the_default_threshold_is_a_quarter_or_a_little_less() {
        assert_eq!(answer(&model(&[0.72, 0.28], &[0, 1])).above, [0, 1]);
        assert_eq!(answer(&model(&[0.84, 0.16], &[0, 1])).above, [0]);
    }

    #[test]
    fn confidence_is_the_answered_groups_probability_through_the_map() {
        let mut model = model(&[0.25, 0.75], &[0, 1]);
        let stated = answer(&model);
        assert_eq!(stated.confidence, stated.groups[1]);

        model.calibration.confidence = Some(Isotonic::fit(vec![(0.25, 0.125), (0.75, 0.5)]));
        let mapped = answer(&model);
        assert!((mapped.confidence - 0.5).abs() < 1e-9, "{}", mapped.confidence);
        assert_eq!(mapped, Answer { confidence: mapped.confidence, ..stated });
    }

    #[test]
    fn temperature_flattens_before_anything_else() {
        let mut model = model(&[0.8, 0.2], &[0, 1]);
        model.calibration.temperature = 2.0;
        // The square roots of the odds: 2 to 1.
        assert!((answer(&model).confidence - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_rival_is_the_likeliest_theme_of_another_group() {
        let model = model(&[0.4, 0.3, 0.1, 0.2], &[0, 0, 1, 1]);
        let evidence = evidence(&model);
        assert_eq!((evidence.theme, evidence.rival), (0, 3));
        assert!((evidence.difference.score() - 2f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn within_one_group_the_rival_is_its_next_theme() {
        let evidence = evidence(&model(&[0.2, 0.5, 0.3], &[0, 0, 0]));
        assert_eq!((evidence.theme, evidence.rival), (1, 2));
        assert!((evidence.difference.score() - (0.5f64 / 0.3).ln()).abs() < 1e-12);
    }

    #[test]
    fn a_theme_without_rival_has_nothing_against_it() {
        let evidence = evidence(&model(&[1.0], &[0]));
        assert_eq!((evidence.theme, evidence.rival), (0, 0));
        assert_eq!(evidence.difference.score(), 0.0);
    }
}
