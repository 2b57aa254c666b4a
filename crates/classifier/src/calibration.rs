//! Probabilities that mean what they say, fitted on texts the classifier has not seen.
//!
//! Two steps, each optional. A *temperature* divides all scores before the softmax (Guo et al.
//! 2017, "On calibration of modern neural networks"): one number, so it cannot overfit, it changes
//! no ranking of topics, and it turns the far too certain naive Bayes and the margins of an SVM
//! alike into probabilities. What error is left in the confidence of the answered theme is taken
//! out by *isotonic regression* (see [`Isotonic`]), worth it from some thousand held-out texts.

use serde::{Deserialize, Serialize};

use crate::isotonic::Isotonic;
use crate::posterior::{argmax, softmax};
use crate::rollup::Rollup;

/// How scores become probabilities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Divisor of all scores; above 0. Below 1 sharpens, above 1 flattens.
    pub temperature: f64,
    /// Map from the answered theme's probability to the share of such answers that are right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Isotonic>,
}

impl Default for Calibration {
    /// Scores as they are: temperature 1.
    fn default() -> Self {
        Self { temperature: 1.0, confidence: None }
    }
}

/// Scores of texts by classifiers that have not seen them, with the themes the texts belong to.
#[derive(Debug, Clone, Copy)]
pub struct HeldOut<'a> {
    /// A row of scores per text, one score per topic.
    pub scores: &'a [Vec<f64>],
    /// Theme index of each text's label.
    pub truth: &'a [usize],
    /// Theme index of each topic.
    pub theme_of: &'a [usize],
}

/// What a probability of 0 counts as in a logarithm.
const LEAST: f64 = 1e-15;

impl HeldOut<'_> {
    /// Theme probabilities of every text.
    pub fn themes(&self, temperature: f64, rollup: &Rollup) -> Vec<Vec<f64>> {
        let row = |scores: &Vec<f64>| rollup.themes(&softmax(scores, temperature), self.theme_of);
        self.scores.iter().map(row).collect()
    }

    /// Mean negative log-probability of the true themes; probabilities below 1e-15 count as that.
    pub fn log_loss(&self, temperature: f64, rollup: &Rollup) -> f64 {
        let themes = self.themes(temperature, rollup);
        let loss = |(p, &g): (&Vec<f64>, &usize)| -p[g].max(LEAST).ln();
        themes.iter().zip(self.truth).map(loss).sum::<f64>() / self.truth.len().max(1) as f64
    }

    /// The temperature with the least log-loss, rounded to 4 significant digits; 1 where there are
    /// no texts.
    ///
    /// As in Platt (1999), the targets are smoothed as if one text more of every kind had been seen:
    /// with `n` texts, the true theme counts `(n + 1) / (n + 2)` and the others share the rest. So a
    /// few texts, all answered right, do not make the classifier infinitely sure.
    ///
    /// Looks from 2^−13 to 2^13 in steps of an octave, then narrows down by golden section, to half an octave
    /// beyond these at most. The log-loss of a softmax is convex in `1 / T`, so it has one valley.
    pub fn fit_temperature(&self, rollup: &Rollup) -> f64 {
        if self.scores.is_empty() {
            return 1.0;
        }
        let loss = |octave: f64| self.smoothed_loss(octave.exp2(), rollup);
        let octaves: Vec<f64> = (-13..=13).map(f64::from).collect();
        let losses: Vec<f64> = octaves.iter().map(|&octave| -loss(octave)).collect();
        let best = octaves[argmax(&losses)];
        let fitted = golden_section((best - 1.0).max(-13.5), (best + 1.0).min(13.5), loss).exp2();
        let unit = 10f64.powi(3 - fitted.log10().floor() as i32);
        (fitted * unit).round() / unit
    }

    /// The loss that [`fit_temperature`](Self::fit_temperature) minimises.
    fn smoothed_loss(&self, temperature: f64, rollup: &Rollup) -> f64 {
        let n = self.truth.len() as f64;
        let loss = |(p, &truth): (&Vec<f64>, &usize)| {
            let (own, others) = ((n + 1.0) / (n + 2.0), (1.0 / (n + 2.0)) / (p.len() - 1).max(1) as f64);
            // Σ_g ln p(g), a logarithm for every sixteen: their product is 1e-240 at least.
            let product = |p: &[f64]| p.iter().map(|p| p.max(LEAST)).product::<f64>();
            let all: f64 = p.chunks(16).map(|p| product(p).ln()).sum();
            -others * all - (own - others) * p[truth].max(LEAST).ln()
        };
        self.themes(temperature, rollup).iter().zip(self.truth).map(loss).sum()
    }

    /// Theme biases with the least [`log_loss`](Self::log_loss) at this temperature, rounded to
    /// 4 decimals: those at which each theme is expected as often as it occurs.
    ///
    /// Found by iterative scaling, `b(g) += ln(n(g) / Σ_i P_i(g))` (Saerens, Latinne &
    /// Decaestecker 2002); a theme that never occurs keeps bias 0.
    pub fn fit_bias(&self, temperature: f64, rollup: &Rollup) -> Vec<f64> {
        let n_themes = self.theme_of.iter().max().map_or(0, |g| g + 1);
        let mut occurs = vec![0.0; n_themes];
        self.truth.iter().for_each(|&g| occurs[g] += 1.0);
        let mut fitted = Rollup { bias: vec![0.0; n_themes], ..rollup.clone() };
        for _ in 0..100 {
            let mut expected = vec![0.0; n_themes];
            for row in self.themes(temperature, &fitted) {
                expected.iter_mut().zip(row).for_each(|(sum, p)| *sum += p);
            }
            for g in 0..n_themes {
                if occurs[g] > 0.0 && expected[g] > 0.0 {
                    fitted.bias[g] += (occurs[g] / expected[g]).ln();
                }
            }
        }
        // Adding 0 turns -0 into 0.
        fitted.bias.iter().map(|b| (b * 1e4).round() / 1e4 + 0.0).collect()
    }

    /// Isotonic regression of "the answered theme is right" on its probability.
    pub fn fit_confidence(&self, temperature: f64, rollup: &Rollup) -> Isotonic {
        let answers = self.themes(temperature, rollup).into_iter().zip(self.truth);
        let pairs = answers.map(|(p, &truth)| {
            let answer = argmax(&p);
            (p[answer], f64::from(u8::from(answer == truth)))
        });
        Isotonic::fit(pairs.collect())
    }
}

/// The minimum of a function with one valley between `low` and `high`, to 1e-6.
fn golden_section(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    let at = |x: f64| (x, f(x));
    let (mut a, mut b) = (at(high - ratio * (high - low)), at(low + ratio * (high - low)));
    // One of the two inner points is an inner point of the narrower section, too.
    while high - low > 1e-6 {
        if a.1 <= b.1 {
            (high, b) = (b.0, a);
            a = at(high - ratio * (high - low));
        } else {
            (low, a) = (a.0, b);
            b = at(low + ratio * (high - low));
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts whose label is drawn from softmax(scores / 2.5): the temperature to be found again.
    fn drawn(n: usize) -> (Vec<Vec<f64>>, Vec<usize>) {
        let mut random = fastrand::Rng::with_seed(7);
        let mut draw = || {
            let scores: Vec<f64> = (0..3).map(|_| random.f64() * 12.0).collect();
            let (p, mut u, mut label) = (softmax(&scores, 2.5), random.f64(), 0);
            while label < 2 && u >= p[label] {
                u -= p[label];
                label += 1;
            }
            (scores, label)
        };
        (0..n).map(|_| draw()).unzip()
    }

    #[test]
    fn temperature_is_found_again() {
        let (scores, truth) = drawn(20_000);
        let held_out = HeldOut { scores: &scores, truth: &truth, theme_of: &[0, 1, 2] };
        let rollup = Rollup::default();
        let temperature = held_out.fit_temperature(&rollup);
        assert!((temperature - 2.5).abs() < 0.1, "{temperature}");
        let least = held_out.log_loss(temperature, &rollup);
        for factor in [0.98, 1.02] {
            assert!(least < held_out.log_loss(temperature * factor, &rollup));
        }
    }

    #[test]
    fn log_loss_is_the_mean_surprise() {
        let scores = [vec![0.0, 0.0], vec![0.0, 3f64.ln()], vec![0.0, f64::NEG_INFINITY]];
        let loss = |texts: usize| {
            let truth = &[0, 0, 1][..texts];
            let held_out = HeldOut { scores: &scores[..texts], truth, theme_of: &[0, 1] };
            held_out.log_loss(1.0, &Rollup::default())
        };
        // Probabilities 1/2 and 1/4, then one of 0, which counts as 1e-15.
        assert!((loss(2) - (2f64.ln() + 4f64.ln()) / 2.0).abs() < 1e-12);
        assert!((loss(3) - (2f64.ln() + 4f64.ln() + 15.0 * 10f64.ln()) / 3.0).abs() < 1e-12);
        assert_eq!(loss(0), 0.0);
    }

    /// The temperature for eight texts that are scored alike and all belong to the first theme.
    fn temperature(scores: &[f64]) -> f64 {
        let (rows, theme_of): (_, Vec<usize>) = (vec![scores.to_vec(); 8], (0..scores.len()).collect());
        let held_out = HeldOut { scores: &rows, truth: &[0; 8], theme_of: &theme_of };
        held_out.fit_temperature(&Rollup::default())
    }

    #[test]
    fn a_few_right_answers_do_not_make_certain() {
        // The target is 9/10, and softmax reaches it where 1/T = ln 9, that is T = 0.45512.
        assert_eq!(temperature(&[1.0, 0.0]), 0.4551);
        // Two others share the tenth: 1/T = ln 18, T = 0.34598.
        assert_eq!(temperature(&[1.0, 0.0, 0.0]), 0.346);
    }

    #[test]
    fn temperatures_have_limits() {
        // A quarter octave beyond the grid's ends: 2^±13.5.
        assert_eq!(temperature(&[0.0, 1.0]), 11590.0);
        assert_eq!(temperature(&[1e-6, 0.0]), 8.632e-5);
        let none = HeldOut { scores: &[], truth: &[], theme_of: &[0, 1] };
        assert_eq!(none.fit_temperature(&Rollup::default()), 1.0);
    }

    #[test]
    fn bias_makes_expectations_meet_frequencies() {
        let (scores, truth) = drawn(400);
        let held_out = HeldOut { scores: &scores, truth: &truth, theme_of: &[0, 1, 1] };
        let truth: Vec<usize> = truth.iter().map(|&k| [0, 1, 1][k]).collect();
        let held_out = HeldOut { truth: &truth, ..held_out };
        let bias = held_out.fit_bias(1.0, &Rollup::default());
        let fitted = Rollup { bias, ..Rollup::default() };
        let expected: f64 = held_out.themes(1.0, &fitted).iter().map(|p| p[0]).sum();
        let occurs = truth.iter().filter(|&&g| g == 0).count() as f64;
        assert!((expected - occurs).abs() < 0.01, "{expected} {occurs}");
    }

    #[test]
    fn biases_are_logarithms_of_frequencies_where_scores_say_nothing() {
        let scores = vec![vec![0.0; 3]; 4];
        let held_out = HeldOut { scores: &scores, truth: &[0, 0, 0, 1], theme_of: &[0, 1, 2] };
        let bias = held_out.fit_bias(1.0, &Rollup::default());
        // Odds of 3 to 1 between the first two; the third never occurs and keeps 0.
        assert!((bias[0] - bias[1] - 3f64.ln()).abs() < 2e-4, "{bias:?}");
        assert_eq!(bias[2], 0.0);
        let held_out = HeldOut { theme_of: &[0, 1, 1], ..held_out };
        assert_eq!(held_out.fit_bias(1.0, &Rollup::default()), [0.8109, -0.9808]);
    }

    #[test]
    fn biases_stay_numbers_and_are_never_minus_zero() {
        // The second theme occurs, but its only topic was never seen.
        let scores = [vec![0.0, f64::NEG_INFINITY], vec![0.0, f64::NEG_INFINITY]];
        let held_out = HeldOut { scores: &scores, truth: &[0, 1], theme_of: &[0, 1] };
        let bias = held_out.fit_bias(1.0, &Rollup::default());
        assert!(bias.iter().all(|b| b.is_finite()), "{bias:?}");

        let scores = [vec![2.0 + 1e-6, 0.0], vec![0.0, 2.0]];
        let held_out = HeldOut { scores: &scores, ..held_out };
        let bias = held_out.fit_bias(1.0, &Rollup::default());
        assert!(bias.iter().all(|b| *b == 0.0 && b.is_sign_positive()), "{bias:?}");
    }

    #[test]
    fn confidence_is_the_share_of_right_answers() {
        // Of the answers given with probability 0.88 one half is right, of those with 0.98 all.
        let scores = vec![vec![2.0, 0.0], vec![2.0, 0.0], vec![4.0, 0.0], vec![4.0, 0.0]];
        let held_out = HeldOut { scores: &scores, truth: &[0, 1, 0, 0], theme_of: &[0, 1] };
        let isotonic = held_out.fit_confidence(1.0, &Rollup::default());
        assert!((isotonic.apply(softmax(&scores[0], 1.0)[0]) - 0.5).abs() < 1e-6);
        assert!((isotonic.apply(softmax(&scores[2], 1.0)[0]) - 1.0).abs() < 1e-6);
    }
}
