//! What a few corrections add to a trained model.
//!
//! A conditional log-linear model that begins where the trained one stands (the prior centred on a former model of
//! Chelba & Acero 2006, "Adaptation of maximum entropy capitalizer"). For a text with features `x` and log-posteriors
//! by words `l`:
//!
//! `s(k) = l(k) + w_k · x`
//!
//! `W` is least in `Σ_i c_i · (ln Σ_k e^{s_i(k)} − ln Σ_{k∈T_i} e^{s_i(k)}) + λ/2 · ‖W‖²`, where `T_i` are the topics
//! that what was said of text `i` leaves open and `c_i` is how much it counts. So a text of which the model is right
//! and sure teaches nothing, and one that it is wrong about moves those that share its words.

use gongwen_features::SparseVector;
use gongwen_messages::text;
use serde::{Deserialize, Serialize};

use crate::backend::Explanation;
use crate::context::ByWords;
use crate::minimise::minimise_many;
use crate::posterior::{log_sum_exp, softmax};

/// How corrections are learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct AdaptationParams {
    /// `λ`, the strength of the penalty; above 0. Default: 0.07.
    pub penalty: f64,
}

impl Default for AdaptationParams {
    fn default() -> Self {
        Self { penalty: 0.07 }
    }
}

/// A text of which somebody said what it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Its features.
    pub vector: SparseVector,
    /// What the trained model says by its words.
    pub by_words: ByWords,
    /// The topics it may be about.
    pub among: Vec<usize>,
    /// How much it counts; 1 is usual.
    pub weight: f64,
}

/// What corrections add: `W`, of the terms that occur in corrected texts.
///
/// ```
/// use gongwen_classifier::{AdaptationParams, ByWords, Lesson};
/// use gongwen_features::SparseVector;
///
/// let text = |term| SparseVector::from_entries(vec![(term, 1.0)]);
/// let unsure = ByWords { log_posterior: vec![0.4f64.ln(), 0.6f64.ln()], length: 100 };
/// let (known, other) = (text(0), text(1));
/// let lesson = Lesson { vector: known.clone(), by_words: unsure.clone(), among: vec![0], weight: 3.0 };
/// let learnt = AdaptationParams::default().fit(&[lesson]);
/// let says = |text| learnt.applied(text, unsure.clone()).log_posterior;
/// assert!(says(&known)[0] > says(&known)[1]);
/// assert!(says(&other)[0] < says(&other)[1], "of other words nothing was learnt");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Adaptation {
    /// Number of topics.
    pub(crate) topics: usize,
    /// The terms, ascending.
    pub(crate) terms: Vec<u32>,
    /// Rows = terms, columns = topics.
    pub(crate) weights: Vec<f32>,
}

impl AdaptationParams {
    /// Learns from texts judged by one model. Lessons that leave no topic open, or all, teach nothing.
    pub fn fit(&self, lessons: &[Lesson]) -> Adaptation {
        let topics = lessons.iter().map(|lesson| lesson.by_words.log_posterior.len()).max().unwrap_or(0);
        let teaches = |lesson: &&Lesson| {
            lesson.by_words.log_posterior.len() == topics && lesson.among.iter().any(|&k| k < topics)
        };
        let lessons: Vec<&Lesson> = lessons.iter().filter(teaches).collect();
        let mut terms: Vec<u32> =
            lessons.iter().flat_map(|lesson| lesson.vector.iter().map(|(term, _)| term)).collect();
        terms.sort_unstable();
        terms.dedup();
        let row = |term: u32| terms.binary_search(&term).unwrap_or_default() * topics;
        let entries: Vec<Vec<(usize, f64)>> =
            lessons.iter().map(|lesson| lesson.vector.iter().map(|(t, x)| (row(t), x)).collect()).collect();

        let loss = |weights: &[f64]| {
            let mut value = self.penalty / 2.0 * weights.iter().map(|w| w * w).sum::<f64>();
            let mut gradient: Vec<f64> = weights.iter().map(|w| self.penalty * w).collect();
            for (lesson, entries) in lessons.iter().zip(&entries) {
                let mut scores = lesson.by_words.log_posterior.clone();
                for &(row, x) in entries {
                    scores.iter_mut().zip(&weights[row..]).for_each(|(score, w)| *score += w * x);
                }
                let open = |k: usize| lesson.among.contains(&k);
                let of_open = scores.iter().enumerate().filter(|&(k, _)| open(k)).map(|(_, &score)| score);
                let total = log_sum_exp(of_open);
                value += lesson.weight * (log_sum_exp(scores.iter().copied()) - total);
                let mut off = softmax(&scores, 1.0);
                for (k, off) in off.iter_mut().enumerate() {
                    *off -= if open(k) { (scores[k] - total).exp() } else { 0.0 };
                    *off *= lesson.weight;
                }
                for &(row, x) in entries {
                    gradient[row..].iter_mut().zip(&off).for_each(|(sum, off)| *sum += off * x);
                }
            }
            (value, gradient)
        };
        let found = minimise_many(loss, vec![0.0; terms.len() * topics], 1e-5);
        let weights = found.into_iter().map(|w| w as f32).collect();
        Adaptation { topics, terms, weights }
    }
}

impl Adaptation {
    /// The weights of a term; none where no corrected text has it.
    fn of_term(&self, term: u32) -> Option<&[f32]> {
        let row = self.terms.binary_search(&term).ok()? * self.topics;
        self.weights.get(row..row + self.topics)
    }

    /// What the words of a text say with what was learnt.
    #[must_use]
    pub fn applied(&self, vector: &SparseVector, by_words: ByWords) -> ByWords {
        let mut scores = by_words.log_posterior;
        for (term, x) in vector.iter() {
            for (score, &weight) in scores.iter_mut().zip(self.of_term(term).into_iter().flatten()) {
                *score += f64::from(weight) * x;
            }
        }
        ByWords::new(&scores, 1.0, by_words.length)
    }

    /// What it adds to the log-posterior of a topic, but for a constant of the text, by term.
    pub fn explain(&self, vector: &SparseVector, topic: usize) -> Explanation {
        let term = |(term, x)| Some((term, f64::from(*self.of_term(term)?.get(topic)?) * x));
        Explanation { bias: 0.0, terms: vector.iter().filter_map(term).collect() }
    }

    /// What both add together, the other learnt on top of this one.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut terms: Vec<u32> = [&*self.terms, &*other.terms].concat();
        terms.sort_unstable();
        terms.dedup();
        let topics = self.topics.max(other.topics);
        let of = |adaptation: &Self, term: u32, k: usize| {
            adaptation.of_term(term).and_then(|row| row.get(k)).copied().unwrap_or_default()
        };
        let row = |&term: &u32| (0..topics).map(move |k| of(self, term, k) + of(other, term, k));
        let weights = terms.iter().flat_map(row).collect();
        Self { topics, terms, weights }
    }

    /// As the bytes of a model file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        // Only sequences of unknown length and types with `Serialize` of their own can fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// Why it cannot be what was learnt for a model of so many topics and terms.
    pub(crate) fn fault(&self, n_topics: usize, n_terms: usize) -> Option<String> {
        let ascending = self.terms.windows(2).all(|pair| pair[0] < pair[1]);
        let known = self.terms.last().is_none_or(|&last| (last as usize) < n_terms);
        if self.topics != n_topics || Some(self.weights.len()) != self.terms.len().checked_mul(n_topics) {
            Some(text!("the corrections' weights are not as many as terms times topics"))
        } else if !ascending || !known {
            Some(text!("the corrections' terms are not the model's"))
        } else if !self.weights.iter().all(|weight| weight.is_finite()) {
            Some(text!("a weight of the corrections is no number"))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Terms with values, log-posterior, topics left open, weight.
    type Told = (Vec<(u32, f64)>, Vec<f64>, Vec<usize>, f64);

    #[derive(serde::Deserialize)]
    struct Oracle {
        lessons: Vec<Told>,
        penalty: f64,
        /// Rows = terms, columns = topics.
        weights: Vec<Vec<f64>>,
    }

    /// The optimum of the same penalised likelihood by scipy: `tests/oracle/adaptation.py`.
    #[test]
    fn what_is_learnt_is_what_scipy_finds() {
        let oracle: Oracle = serde_json::from_str(include_str!("../tests/oracle/adaptation.json")).unwrap();
        let lesson = |(entries, l, among, weight): &Told| Lesson {
            vector: text(entries),
            by_words: ByWords { log_posterior: l.clone(), length: 0 },
            among: among.clone(),
            weight: *weight,
        };
        let lessons: Vec<Lesson> = oracle.lessons.iter().map(lesson).collect();
        let learnt = AdaptationParams { penalty: oracle.penalty }.fit(&lessons);
        assert_eq!(learnt.terms.len(), oracle.weights.len());
        for (&term, expected) in learnt.terms.iter().zip(&oracle.weights) {
            let found = learnt.of_term(term).unwrap();
            assert!(found.iter().zip(expected).all(|(a, b)| (f64::from(*a) - b).abs() < 1e-4), "{term}");
        }
    }

    fn text(entries: &[(u32, f64)]) -> SparseVector {
        SparseVector::from_entries(entries.to_vec())
    }

    fn even(topics: usize) -> ByWords {
        ByWords { log_posterior: vec![-(topics as f64).ln(); topics], length: 0 }
    }

    #[test]
    fn the_terms_add_up_to_what_is_added() {
        let (one, two) = (text(&[(1, 0.6), (4, 0.8)]), text(&[(4, 1.0), (7, 0.5)]));
        let lesson = |vector: &SparseVector, topic| Lesson {
            vector: vector.clone(),
            by_words: even(3),
            among: vec![topic],
            weight: 1.0,
        };
        let learnt = AdaptationParams::default().fit(&[lesson(&one, 2), lesson(&two, 0)]);
        let other = text(&[(1, 0.5), (3, 0.5), (4, 0.7)]);
        let applied = learnt.applied(&other, even(3)).log_posterior;
        let added = |k| learnt.explain(&other, k).score();
        assert!((applied[2] - applied[0] - (added(2) - added(0))).abs() < 1e-9);
        assert!(added(2) > added(0), "{applied:?}");
    }

    #[test]
    fn a_second_round_goes_on_from_the_first() {
        let (one, two) = (text(&[(0, 1.0)]), text(&[(1, 1.0)]));
        let lesson = |vector: &SparseVector, by_words, topic| Lesson {
            vector: vector.clone(),
            by_words,
            among: vec![topic],
            weight: 1.0,
        };
        let first = AdaptationParams::default().fit(&[lesson(&one, even(2), 1)]);
        let second = AdaptationParams::default().fit(&[lesson(&two, first.applied(&two, even(2)), 0)]);
        let both = first.and(&second);
        assert_eq!(both.applied(&one, even(2)), first.applied(&one, even(2)));
        assert_eq!(both.applied(&two, even(2)), second.applied(&two, even(2)));
        assert_eq!(first.and(&Adaptation::default()), first);
    }

    #[test]
    fn what_leaves_nothing_open_teaches_nothing() {
        let one = text(&[(0, 1.0)]);
        let lesson = |among| Lesson { vector: one.clone(), by_words: even(2), among, weight: 1.0 };
        let learnt = AdaptationParams::default().fit(&[lesson(vec![]), lesson(vec![5]), lesson(vec![0, 1])]);
        assert!(learnt.weights.iter().all(|&weight| weight.abs() < 1e-6), "{learnt:?}");
        assert_eq!(AdaptationParams::default().fit(&[]), Adaptation::default());
    }

    #[test]
    fn what_is_damaged_is_named() {
        let good = Adaptation { topics: 2, terms: vec![3, 5], weights: vec![0.5; 4] };
        assert_eq!(good.fault(2, 6), None);
        let faults = [
            Adaptation { terms: vec![5, 3], ..good.clone() }.fault(2, 6),
            good.fault(2, 5),
            good.fault(3, 6),
            Adaptation { weights: vec![f32::NAN; 4], ..good.clone() }.fault(2, 6),
        ];
        assert!(faults.iter().all(Option::is_some), "{faults:?}");
    }
}
