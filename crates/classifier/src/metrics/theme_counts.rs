//! Precision, recall and F1 of one theme, and their means over themes.

use serde::Serialize;

/// How often a theme was answered and how often it was right to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ThemeCounts {
    /// Answered and true.
    pub true_positives: usize,
    /// Answered, but not true.
    pub false_positives: usize,
    /// True, but not answered.
    pub false_negatives: usize,
}

impl ThemeCounts {
    /// Share of the answers that are true; 0 where there is none.
    pub fn precision(&self) -> f64 {
        ratio(self.true_positives, self.true_positives + self.false_positives)
    }

    /// Share of the true ones that are answered; 0 where there is none.
    pub fn recall(&self) -> f64 {
        ratio(self.true_positives, self.support())
    }

    /// Harmonic mean of precision and recall, `2tp / (2tp + fp + fn)`; 0 where nothing is counted.
    pub fn f1(&self) -> f64 {
        let twice = 2 * self.true_positives;
        ratio(twice, twice + self.false_positives + self.false_negatives)
    }

    /// Number of texts the theme is true of.
    pub fn support(&self) -> usize {
        self.true_positives + self.false_negatives
    }

    /// Whether the theme neither occurs nor is answered.
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Mean F1 over the themes that occur or are answered, each counting alike.
pub fn macro_f1(counts: &[ThemeCounts]) -> f64 {
    let present: Vec<f64> = counts.iter().filter(|c| !c.is_empty()).map(ThemeCounts::f1).collect();
    present.iter().sum::<f64>() / present.len().max(1) as f64
}

/// F1 of all themes' counts added up; equal to accuracy where every text has one theme and one answer.
pub fn micro_f1(counts: &[ThemeCounts]) -> f64 {
    let mut sum = ThemeCounts::default();
    for c in counts {
        sum.true_positives += c.true_positives;
        sum.false_positives += c.false_positives;
        sum.false_negatives += c.false_negatives;
    }
    sum.f1()
}

/// Counts per theme where a text has any number of themes: `truth` and `answers` are lists of
/// theme indices below `n_themes`, one list per text, without repetition.
pub fn set_counts(n_themes: usize, truth: &[Vec<usize>], answers: &[Vec<usize>]) -> Vec<ThemeCounts> {
    let mut counts = vec![ThemeCounts::default(); n_themes];
    for (truth, answers) in truth.iter().zip(answers) {
        for answer in answers {
            if truth.contains(answer) {
                counts[*answer].true_positives += 1;
            } else {
                counts[*answer].false_positives += 1;
            }
        }
        for missed in truth.iter().filter(|t| !answers.contains(t)) {
            counts[*missed].false_negatives += 1;
        }
    }
    counts
}

pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_counted_theme_by_theme() {
        let truth = [vec![0, 1], vec![1], vec![]];
        let answers = [vec![0], vec![1, 2], vec![2]];
        let counts = set_counts(4, &truth, &answers);
        assert_eq!(counts[0], ThemeCounts { true_positives: 1, ..Default::default() });
        assert_eq!((counts[1].true_positives, counts[1].false_negatives), (1, 1));
        assert_eq!(counts[2].false_positives, 2);
        // F1 of 1, 2/3 and 0; theme 3 neither occurs nor is answered and is left out.
        assert!((macro_f1(&counts) - (1.0 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
        assert!((micro_f1(&counts) - 4.0 / 7.0).abs() < 1e-12);
    }
}
