//! What stands around a text changes what it is about: `加强组织领导` in a report on the disclosure of information
//! is no Party building.
//!
//! A conditional logit model (McFadden 1974) over the topics' log-posteriors by words. For text `i` of a report
//! with `m` texts, `l_i(k)` the log-posterior of topic `k` by its words, `p_i = exp l_i`, and `n_i` its length:
//!
//! `score_i(k) = (a + b · ln(n_i / 100)) · l_i(k) + r · c(P_i)(k) + u · c(p_{i−1})(k) + v · c(p_{i+1})(k)`
//!
//! `c(q)(k) = ln((q(k) + ε) / (π(k) + ε))`, `P_i(k) = (π(k) + Σ_{j≠i} p_j(k)) / m`
//!
//! `π` is the mean posterior over the texts learnt from and `ε = 0.1`. What a text lacks (no text before it, none
//! beside it) adds nothing, so a lone text is answered by its words. Five numbers are learnt, from posteriors
//! by classifiers that have not seen the texts, with a penalty of `λ/2` times the squared distance from
//! `a = 1`, all others 0. A weight for every pair of topics was tried and is worse: see `data/README.md`.

use serde::{Deserialize, Serialize};

use crate::minimise::minimise;
use crate::posterior::{log_sum_exp, softmax};

/// Keeps the surroundings' logarithms small: a topic that nobody around speaks of may still be this text's.
const EPSILON: f64 = 0.1;

/// The length at which length changes nothing, in code points.
const USUAL_LENGTH: f64 = 100.0;

/// Shorter and longer texts count as of these lengths.
const LENGTHS: (f64, f64) = (10.0, 1000.0);

/// What a log-posterior of less counts as.
const LEAST: f64 = -50.0;

/// A text of a report, as its words alone are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct ByWords {
    /// Log-posterior of every topic; the probabilities add up to 1.
    pub log_posterior: Vec<f64>,
    /// Its length in code points; 0 where the text is not known, which counts as usual.
    pub length: usize,
}

impl ByWords {
    /// From scores that a temperature brings to the scale of logarithms.
    pub(crate) fn new(scores: &[f64], temperature: f64, length: usize) -> Self {
        let scaled = scores.iter().map(|score| score / temperature);
        let total = log_sum_exp(scaled.clone());
        let log_posterior = match total.is_finite() {
            true => scaled.map(|score| (score - total).max(LEAST)).collect(),
            false => vec![-(scores.len() as f64).ln(); scores.len()],
        };
        Self { log_posterior, length }
    }

    fn probabilities(&self) -> impl Iterator<Item = f64> {
        self.log_posterior.iter().map(|l| l.exp())
    }

    /// `ln(n / 100)` within limits.
    fn relative_length(&self) -> f64 {
        match self.length {
            0 => 0.0,
            n => (n as f64).clamp(LENGTHS.0, LENGTHS.1).ln() - USUAL_LENGTH.ln(),
        }
    }
}

/// What may count for a text beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContextPart {
    /// Its length: how far its words are to be believed.
    Length,
    /// The other texts of its report.
    Report,
    /// The text before.
    Before,
    /// The text behind.
    Behind,
}

impl ContextPart {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Length, Self::Report, Self::Before, Self::Behind];

    /// The name of the part in settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Report => "report",
            Self::Before => "before",
            Self::Behind => "behind",
        }
    }

    /// Its place among the weights, behind that of the words.
    fn weight(self) -> usize {
        1 + self as usize
    }
}

/// How context is learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextParams {
    /// `λ`, the strength of the penalty; above 0. Default: 1.
    pub penalty: f64,
    /// What is learnt; the weights of all else stay 0. Default: everything.
    pub parts: Vec<ContextPart>,
}

impl Default for ContextParams {
    fn default() -> Self {
        Self { penalty: 1.0, parts: ContextPart::ALL.to_vec() }
    }
}

/// What is learnt: how much words, length, report and neighbours count.
///
/// ```
/// use gongwen_classifier::{ByWords, Context, ContextParams};
///
/// // Reports keep to their topic, and words tell it in two of three texts.
/// let text = |p: f64| ByWords { log_posterior: vec![p.ln(), (1.0 - p).ln()], length: 100 };
/// let report = |p: f64| vec![text(p), text(p), text(0.5), text(p)];
/// let reports: Vec<_> = (0..20).map(|i| (report([0.9, 0.1][i % 2]), vec![i % 2; 4])).collect();
/// let context = ContextParams::default().fit(&reports);
/// let scores = context.scores(&report(0.9));
/// assert!(scores[2][0] > scores[2][1] + 1.0);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// `a` and `b`: what the words' log-posterior is multiplied by, and how that changes with length.
    pub words: [f64; 2],
    /// `r`: of all other texts of the report.
    pub report: f64,
    /// `u`: of the text before.
    pub before: f64,
    /// `v`: of the text behind.
    pub behind: f64,
    /// `π`: mean posterior by words over the texts learnt from.
    pub mean: Vec<f64>,
}

/// What the parts of a score add, for a topic against another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ContextParts {
    /// By what the difference of the log-posteriors by words is multiplied.
    pub words_factor: f64,
    /// What the report's other texts add.
    pub report: f64,
    /// What the text before adds.
    pub before: f64,
    /// What the text behind adds.
    pub behind: f64,
}

impl ContextParams {
    /// Learns from reports: their texts in reading order, judged by classifiers that have not seen them, and the
    /// texts' topics. The texts must have the same topics.
    pub fn fit(&self, reports: &[(Vec<ByWords>, Vec<usize>)]) -> Context {
        let n_texts = reports.iter().map(|(texts, _)| texts.len()).sum::<usize>();
        let n_topics = reports.iter().flat_map(|(texts, _)| texts).map(|t| t.log_posterior.len()).next();
        let mut mean = vec![0.0; n_topics.unwrap_or(0)];
        for text in reports.iter().flat_map(|(texts, _)| texts) {
            mean.iter_mut().zip(text.probabilities()).for_each(|(sum, p)| *sum += p / n_texts as f64);
        }
        let unlearnt = Context { words: [1.0, 0.0], report: 0.0, before: 0.0, behind: 0.0, mean };
        // Of every text the five features of every topic.
        let features: Vec<(Vec<[f64; 5]>, usize)> = reports
            .iter()
            .flat_map(|(texts, topics)| unlearnt.features(texts).into_iter().zip(topics.iter().copied()))
            .collect();
        let start = vec![1.0, 0.0, 0.0, 0.0, 0.0];
        let loss = |weights: &[f64]| {
            let off = || weights.iter().zip(&start).map(|(w, start)| w - start);
            let mut value = self.penalty / 2.0 * off().map(|d| d * d).sum::<f64>();
            let mut gradient: Vec<f64> = off().map(|d| self.penalty * d).collect();
            for (rows, topic) in &features {
                let scores: Vec<f64> = rows.iter().map(|row| weighed(row, weights)).collect();
                value += log_sum_exp(scores.iter().copied()) - scores[*topic];
                let expected = softmax(&scores, 1.0);
                for (k, row) in rows.iter().enumerate() {
                    let off = expected[k] - f64::from(u8::from(k == *topic));
                    gradient.iter_mut().zip(row).for_each(|(sum, feature)| *sum += off * feature);
                }
            }
            for part in ContextPart::ALL.iter().filter(|part| !self.parts.contains(part)) {
                gradient[part.weight()] = 0.0;
            }
            (value, gradient)
        };
        let found = minimise(loss, start.clone(), 1e-9 * n_texts.max(1) as f64);
        Context {
            words: [found[0], found[1]],
            report: found[2],
            before: found[3],
            behind: found[4],
            ..unlearnt
        }
    }
}

fn weighed(features: &[f64; 5], weights: &[f64]) -> f64 {
    features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
}

impl Context {
    fn weights(&self) -> [f64; 5] {
        [self.words[0], self.words[1], self.report, self.before, self.behind]
    }

    /// Scores of all texts of a report in reading order: rows = texts, columns = topics.
    pub fn scores(&self, report: &[ByWords]) -> Vec<Vec<f64>> {
        let weights = self.weights();
        let score = |rows: Vec<[f64; 5]>| rows.iter().map(|row| weighed(row, &weights)).collect();
        self.features(report).into_iter().map(score).collect()
    }

    /// What the parts add to the score of `topic` against that of `rival`, for one text of a report. With the
    /// difference of the log-posteriors by words, multiplied, they add up to the difference of the scores.
    pub fn parts(&self, report: &[ByWords], text: usize, topic: usize, rival: usize) -> ContextParts {
        let Some(rows) = self.features(report).into_iter().nth(text) else { return ContextParts::default() };
        let [.., report_weight, before, behind] = self.weights();
        let of = |feature: usize, weight: f64| weight * (rows[topic][feature] - rows[rival][feature]);
        ContextParts {
            words_factor: self.words[0] + self.words[1] * report[text].relative_length(),
            report: of(2, report_weight),
            before: of(3, before),
            behind: of(4, behind),
        }
    }

    /// Of every text of a report the features of every topic.
    fn features(&self, report: &[ByWords]) -> Vec<Vec<[f64; 5]>> {
        let mut sums = self.mean.clone();
        let posteriors: Vec<Vec<f64>> = report.iter().map(|text| text.probabilities().collect()).collect();
        for p in &posteriors {
            sums.iter_mut().zip(p).for_each(|(sum, p)| *sum += p);
        }
        let against_mean = |q: f64, k: usize| ((q.max(0.0) + EPSILON) / (self.mean[k] + EPSILON)).ln();
        let neighbour = |at: Option<usize>, k: usize| {
            at.and_then(|at| posteriors.get(at)).map_or(0.0, |p| against_mean(p[k], k))
        };
        let feature = |(i, text): (usize, &ByWords)| {
            let others = |k: usize| (sums[k] - posteriors[i][k]) / report.len() as f64;
            (0..self.mean.len())
                .map(|k| {
                    let words = text.log_posterior[k];
                    [
                        words,
                        words * text.relative_length(),
                        against_mean(others(k), k),
                        neighbour(i.checked_sub(1), k),
                        neighbour(i.checked_add(1), k),
                    ]
                })
                .collect()
        };
        report.iter().enumerate().map(feature).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(p: &[f64], length: usize) -> ByWords {
        ByWords { log_posterior: p.iter().map(|p| p.ln()).collect(), length }
    }

    fn context() -> Context {
        Context { words: [1.1, -0.2], report: 0.7, before: 0.4, behind: 0.1, mean: vec![0.5, 0.3, 0.2] }
    }

    #[test]
    fn a_lone_text_is_answered_by_its_words() {
        let scores = context().scores(&[text(&[0.2, 0.7, 0.1], 100)]);
        let expected = [0.2f64, 0.7, 0.1].map(|p| 1.1 * p.ln());
        assert!(scores[0].iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{scores:?}");
        assert!(context().scores(&[]).is_empty());
    }

    #[test]
    fn the_parts_add_up_to_the_difference_of_the_scores() {
        let report = [text(&[0.2, 0.7, 0.1], 8), text(&[0.6, 0.3, 0.1], 340), text(&[0.1, 0.1, 0.8], 0)];
        let scores = context().scores(&report);
        for (i, text) in report.iter().enumerate() {
            for (topic, rival) in [(0, 1), (2, 0), (1, 1)] {
                let parts = context().parts(&report, i, topic, rival);
                let words = text.log_posterior[topic] - text.log_posterior[rival];
                let sum = parts.words_factor * words + parts.report + parts.before + parts.behind;
                assert!((sum - (scores[i][topic] - scores[i][rival])).abs() < 1e-12);
            }
        }
        assert_eq!(context().parts(&report, 3, 0, 1), ContextParts::default());
        let first = context().parts(&report, 0, 0, 2);
        assert!(first.before == 0.0 && first.behind > 0.0 && first.report != 0.0, "{first:?}");
    }

    /// The optimum of the same penalised likelihood by scipy's BFGS: `tests/oracle/context.py`.
    #[test]
    fn what_is_learnt_is_what_scipy_finds() {
        #[derive(serde::Deserialize)]
        struct Oracle {
            reports: Vec<Vec<(Vec<f64>, usize, usize)>>,
            penalty: f64,
            weights: Vec<f64>,
            scores: Vec<Vec<f64>>,
        }
        let oracle: Oracle = serde_json::from_str(include_str!("../tests/oracle/context.json")).unwrap();
        let reports: Vec<(Vec<ByWords>, Vec<usize>)> = oracle
            .reports
            .iter()
            .map(|texts| texts.iter().map(|(p, length, topic)| (text(p, *length), topic)).unzip())
            .collect();
        let learnt = ContextParams { penalty: oracle.penalty, ..ContextParams::default() }.fit(&reports);
        let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6);
        assert!(close(&learnt.weights(), &oracle.weights), "{learnt:?} {:?}", oracle.weights);
        let scores: Vec<Vec<f64>> = reports.iter().flat_map(|(texts, _)| learnt.scores(texts)).collect();
        assert!(scores.iter().zip(&oracle.scores).all(|(a, b)| close(a, b)));
    }

    #[test]
    fn what_is_not_learnt_stays_zero() {
        let report = [text(&[0.8, 0.1, 0.1], 8), text(&[0.6, 0.3, 0.1], 340), text(&[0.1, 0.1, 0.8], 0)];
        let reports = vec![(report.to_vec(), vec![0, 0, 2]); 5];
        for part in ContextPart::ALL {
            let params = ContextParams { parts: vec![part], ..ContextParams::default() };
            let weights = params.fit(&reports).weights();
            for (at, weight) in weights.iter().enumerate().skip(1) {
                assert_eq!(*weight != 0.0, at == part.weight(), "{part:?} {weights:?}");
            }
        }
    }

    #[test]
    fn scores_become_log_posteriors_that_are_numbers() {
        let by_words = ByWords::new(&[2.0, 0.0, f64::NEG_INFINITY], 2.0, 5);
        assert!((by_words.probabilities().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(by_words.log_posterior[2], LEAST);
        let none = ByWords::new(&[f64::NEG_INFINITY; 2], 1.0, 0);
        assert_eq!(none.log_posterior, [0.5f64.ln(); 2]);
        let nothing = ContextParams::default().fit(&[]);
        assert_eq!(nothing.words, [1.0, 0.0]);
    }
}
