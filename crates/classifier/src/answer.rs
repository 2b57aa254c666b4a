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
    /// The likeliest fine theme of any other group, or of the same where there is only one.
    pub rival: usize,
    /// `score(theme) − score(rival)`, taken apart by term; positive contributions speak for the
    /// theme. Divided by the model's temperature it is the logarithm of the two themes' odds.
    pub difference: Explanation,
}

impl Answer {
    /// Chooses the answer from probabilities of fine themes and groups.
    pub(crate) fn new(fine: Vec<f64>, groups: Vec<f64>, model: &Model) -> Self {
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
    pub(crate) fn new(model: &Model, input: Input, answer: &Answer) -> Option<Self> {
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
