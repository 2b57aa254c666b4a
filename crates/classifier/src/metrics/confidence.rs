//! Whether confidence can be trusted: calibration error, and accuracy when unsure answers are held back.

use serde::{Deserialize, Serialize};

/// An answer's confidence, and whether it was right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Stated probability of being right, 0 to 1.
    pub confidence: f64,
    /// Whether it was.
    pub correct: bool,
}

/// Answers of about the same confidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Number of answers.
    pub count: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that was right.
    pub accuracy: f64,
}

/// Sorts answers into `bins` equally wide ranges of confidence; empty bins are listed too.
pub fn calibration_bins(answers: &[Judged], bins: usize) -> Vec<CalibrationBin> {
    let mut sums = vec![CalibrationBin::default(); bins];
    for answer in answers {
        let at = (answer.confidence * bins as f64) as usize;
        if let Some(bin) = sums.get_mut(at.min(bins.saturating_sub(1))) {
            bin.count += 1;
            bin.confidence += answer.confidence;
            bin.accuracy += f64::from(u8::from(answer.correct));
        }
    }
    for bin in &mut sums {
        bin.confidence /= bin.count.max(1) as f64;
        bin.accuracy /= bin.count.max(1) as f64;
    }
    sums
}

/// Expected calibration error: `Σ_b n_b / n · |confidence_b − accuracy_b|` over 10 equally wide
/// bins (Naeini, Cooper & Hauskrecht 2015). 0 is perfect.
pub fn expected_calibration_error(answers: &[Judged]) -> f64 {
    let gap = |bin: &CalibrationBin| bin.count as f64 * (bin.confidence - bin.accuracy).abs();
    calibration_bins(answers, 10).iter().map(gap).sum::<f64>() / answers.len().max(1) as f64
}

/// Accuracy of the surest answers: for each of `coverages` (0 to 1) the share of right ones among
/// that share of all answers, surest first; `None` where that is no answer at all.
///
/// Answers of equal confidence keep their order.
pub fn coverage_curve(answers: &[Judged], coverages: &[f64]) -> Vec<Option<f64>> {
    let mut surest = answers.to_vec();
    surest.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let at = |&coverage: &f64| {
        let kept = surest.get(..(answers.len() as f64 * coverage) as usize)?;
        let right = kept.iter().filter(|a| a.correct).count();
        (!kept.is_empty()).then(|| right as f64 / kept.len() as f64)
    };
    coverages.iter().map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::oracle::{MetricsOracle, close};

    #[test]
    fn calibration_error_equals_numpys() {
        let oracle = MetricsOracle::read();
        let pair = |(&confidence, c)| Judged { confidence, correct: c == 1.0 };
        let answers: Vec<_> = oracle.confidence.iter().zip(oracle.correct()).map(pair).collect();
        assert!(close(&[expected_calibration_error(&answers)], &[oracle.ece]));
        let bins = calibration_bins(&answers, 10);
        assert_eq!(bins.iter().map(|b| b.count).sum::<usize>(), answers.len());
    }

    #[test]
    fn surest_answers_come_first() {
        let answers = [(0.2, false), (1.0, true), (0.9, true), (0.5, false)]
            .map(|(confidence, correct)| Judged { confidence, correct });
        let curve = coverage_curve(&answers, &[0.1, 0.5, 0.75, 1.0, 2.0]);
        assert_eq!(curve, [None, Some(1.0), Some(2.0 / 3.0), Some(0.5), None]);
        assert_eq!(calibration_bins(&answers, 10)[9].count, 2);
    }
}
