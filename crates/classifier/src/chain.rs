//! Topics along the sentences of a paragraph, which may change but seldom do.
//!
//! A linear-chain conditional random field (Lafferty, McCallum & Pereira 2001). With `l_i(k)` the log-posterior of
//! topic `k` by the words of sentence `i`:
//!
//! `P(y) ∝ exp( Σ_i (a · l_i(y_i) + b(y_i)) + s · #{i : y_i = y_{i−1}} )`
//!
//! Learnt are `a`, `b(k)` and `s`, from paragraphs whose sentences are labelled, with a penalty of `λ/2` times the
//! squared distance from `a = 1`, all others 0. Answers are the sentences' own posteriors (by the
//! forward-backward algorithm) and not the likeliest chain as a whole: what counts is how many sentences are right.

use serde::{Deserialize, Serialize};

use crate::minimise::minimise;

/// How chains are learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct ChainParams {
    /// `λ`, the strength of the penalty; above 0. Default: 3.
    pub penalty: f64,
}

impl Default for ChainParams {
    fn default() -> Self {
        Self { penalty: 3.0 }
    }
}

/// What is learnt of sentences that follow each other.
///
/// ```
/// use gongwen_classifier::ChainParams;
///
/// let sure = |p: f64| vec![p.ln(), (1.0 - p).ln()];
/// let paragraph = (vec![sure(0.9), sure(0.8), sure(0.1), sure(0.2)], vec![0, 0, 1, 1]);
/// let chain = ChainParams::default().fit(&vec![paragraph; 10]);
/// assert!(chain.stay > 0.0);
/// // What its words leave open a sentence has from its neighbours.
/// assert!(chain.posteriors(&[sure(0.9), sure(0.5), sure(0.9)])[1][0] > 0.5);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// `a`: what the words' log-posterior is multiplied by.
    pub words: f64,
    /// `b`: what every topic has ahead.
    pub bias: Vec<f64>,
    /// `s`: what staying with a topic has ahead.
    pub stay: f64,
}

impl ChainParams {
    /// Learns from paragraphs: their sentences' log-posteriors by words, from classifiers that have not seen
    /// them, and the sentences' topics.
    pub fn fit(&self, paragraphs: &[(Vec<Vec<f64>>, Vec<usize>)]) -> Chain {
        let n_topics = paragraphs.iter().flat_map(|(rows, _)| rows).map(Vec::len).next().unwrap_or(0);
        let n_sentences = paragraphs.iter().map(|(rows, _)| rows.len()).sum::<usize>();
        let chain =
            |weights: &[f64]| Chain { words: weights[0], bias: weights[2..].to_vec(), stay: weights[1] };
        let mut start = vec![0.0; 2 + n_topics];
        start[0] = 1.0;
        let loss = |weights: &[f64]| {
            let off = || weights.iter().zip(&start).map(|(w, start)| w - start);
            let mut value = self.penalty / 2.0 * off().map(|d| d * d).sum::<f64>();
            let mut gradient: Vec<f64> = off().map(|d| self.penalty * d).collect();
            for (rows, topics) in paragraphs {
                value += chain(weights).add_loss(rows, topics, &mut gradient);
            }
            (value, gradient)
        };
        chain(&minimise(loss, start.clone(), 1e-9 * n_sentences.max(1) as f64))
    }
}

/// Sums over all chains. Rows = sentences, columns = topics; each row is known up to a factor, chosen so that
/// nothing grows out of range.
struct Sums {
    /// What each sentence by itself gives each topic, its largest 1.
    own: Vec<Vec<f64>>,
    /// Of the chains that end here; adds up to 1.
    forward: Vec<Vec<f64>>,
    /// Of the chains that go on from here; adds up to 1.
    backward: Vec<Vec<f64>>,
    /// The logarithm of the sum of all chains.
    total: f64,
}

impl Chain {
    /// The sentences' posteriors: rows = sentences, columns = topics, each row adding up to 1.
    pub fn posteriors(&self, sentences: &[Vec<f64>]) -> Vec<Vec<f64>> {
        self.sums(sentences).posteriors()
    }

    /// What each topic has from a row before or behind: of all topics alike, and more of its own. So a step costs as
    /// much as there are topics, and not the square of that.
    fn step(&self, row: &[f64]) -> impl Iterator<Item = f64> {
        let (all, more) = (row.iter().sum::<f64>(), self.stay.exp_m1());
        row.iter().map(move |own| all + more * own)
    }

    fn sums(&self, sentences: &[Vec<f64>]) -> Sums {
        let n_topics = self.bias.len();
        let mut total = 0.0;
        let own: Vec<Vec<f64>> = sentences
            .iter()
            .map(|row| {
                let logs = row.iter().zip(&self.bias).map(|(l, bias)| self.words * l + bias);
                let most = logs.clone().fold(f64::NEG_INFINITY, f64::max);
                total += most;
                logs.map(|log| (log - most).exp()).collect()
            })
            .collect();
        let mut forward: Vec<Vec<f64>> = Vec::with_capacity(own.len());
        for row in &own {
            let mut next = match forward.last() {
                None => row.clone(),
                Some(last) => row.iter().zip(self.step(last)).map(|(own, before)| own * before).collect(),
            };
            total += normalise(&mut next).ln();
            forward.push(next);
        }
        let mut backward = vec![vec![1.0; n_topics]; own.len()];
        for i in (1..own.len()).rev() {
            let behind: Vec<f64> = own[i].iter().zip(&backward[i]).map(|(own, b)| own * b).collect();
            backward[i - 1] = self.step(&behind).collect();
            normalise(&mut backward[i - 1]);
        }
        Sums { own, forward, backward, total }
    }

    /// The negative log-likelihood of a labelled paragraph; adds its derivatives by `a`, `s` and `b(k)`.
    fn add_loss(&self, rows: &[Vec<f64>], topics: &[usize], gradient: &mut [f64]) -> f64 {
        let sums = self.sums(rows);
        let mut loss = sums.total;
        for (i, (expected, &topic)) in sums.posteriors().iter().zip(topics).enumerate() {
            loss -= self.words * rows[i][topic] + self.bias[topic];
            for (k, expected) in expected.iter().enumerate() {
                let off = expected - f64::from(u8::from(k == topic));
                gradient[0] += off * rows[i][k];
                gradient[2 + k] += off;
            }
            let Some(before) = i.checked_sub(1) else { continue };
            // Of all pairs of topics here and before, those that are alike.
            let last = &sums.forward[before];
            let here = |k: usize| sums.own[i][k] * sums.backward[i][k];
            let all: f64 = self.step(last).enumerate().map(|(k, before)| here(k) * before).sum();
            let alike: f64 = (0..last.len()).map(|k| here(k) * self.stay.exp() * last[k]).sum();
            let stayed = f64::from(u8::from(topics[before] == topic));
            loss -= self.stay * stayed;
            gradient[1] += alike / all - stayed;
        }
        loss
    }
}

impl Sums {
    fn posteriors(&self) -> Vec<Vec<f64>> {
        let row = |(forward, backward): (&Vec<f64>, &Vec<f64>)| {
            let mut row: Vec<f64> = forward.iter().zip(backward).map(|(f, b)| f * b).collect();
            normalise(&mut row);
            row
        };
        self.forward.iter().zip(&self.backward).map(row).collect()
    }
}

/// Makes a row add up to 1; returns what it added up to.
fn normalise(row: &mut [f64]) -> f64 {
    let sum: f64 = row.iter().sum();
    row.iter_mut().for_each(|x| *x /= sum);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All chains written out.
    fn by_hand(chain: &Chain, sentences: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let (n, k) = (sentences.len(), chain.bias.len());
        let mut sums = vec![vec![0.0; k]; n];
        for code in 0..k.pow(n as u32) {
            let topics: Vec<usize> = (0..n).map(|i| code / k.pow(i as u32) % k).collect();
            let own = |i: usize| chain.words * sentences[i][topics[i]] + chain.bias[topics[i]];
            let stays = topics.windows(2).filter(|pair| pair[0] == pair[1]).count() as f64;
            let weight = ((0..n).map(own).sum::<f64>() + chain.stay * stays).exp();
            (0..n).for_each(|i| sums[i][topics[i]] += weight);
        }
        let total: f64 = sums.first().map_or(1.0, |row| row.iter().sum());
        sums.iter().map(|row| row.iter().map(|x| x / total).collect()).collect()
    }

    fn row() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(0.05..1.0, 3).prop_map(|p: Vec<f64>| {
            let sum: f64 = p.iter().sum();
            p.iter().map(|p| (p / sum).ln()).collect()
        })
    }

    proptest! {
        #[test]
        fn posteriors_are_those_of_all_chains(
            sentences in prop::collection::vec(row(), 0..5), words in -1.0..2.0, stay in -1.0..2.0,
        ) {
            let chain = Chain { words, bias: vec![0.3, -0.2, 0.0], stay };
            let (fast, slow) = (chain.posteriors(&sentences), by_hand(&chain, &sentences));
            prop_assert_eq!(fast.len(), slow.len());
            for (a, b) in fast.iter().flatten().zip(slow.iter().flatten()) {
                prop_assert!((a - b).abs() < 1e-12);
            }
        }

        #[test]
        fn the_gradient_is_that_of_the_loss(
            sentences in prop::collection::vec((row(), 0..3usize), 1..5),
        ) {
            let (rows, topics): (Vec<_>, Vec<_>) = sentences.into_iter().unzip();
            let at = |w: &[f64]| Chain { words: w[0], stay: w[1], bias: w[2..].to_vec() };
            let weights = [0.8, 0.5, 0.1, -0.3, 0.2];
            let mut gradient = vec![0.0; 5];
            at(&weights).add_loss(&rows, &topics, &mut gradient);
            for (i, derivative) in gradient.iter().enumerate() {
                let loss = |step: f64| {
                    let mut moved = weights;
                    moved[i] += step;
                    at(&moved).add_loss(&rows, &topics, &mut [0.0; 5])
                };
                prop_assert!((derivative - (loss(1e-5) - loss(-1e-5)) / 2e-5).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn nothing_to_learn_from_leaves_words_alone() {
        let chain = ChainParams::default().fit(&[]);
        assert_eq!((chain.words, chain.stay), (1.0, 0.0));
        assert!(chain.posteriors(&[]).is_empty());
    }
}
