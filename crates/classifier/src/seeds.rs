//! Seed words: what a user says of topics before anything is learnt.

use std::collections::BTreeMap;

use gongwen_features::{SparseVector, TfIdf, term_words};

use crate::themes::ThemeSet;

/// The seed words of a set of topics ([`Topic::words`](crate::Topic::words)) as columns of a vocabulary.
///
/// A word speaks for its topic wherever a term of the vocabulary holds it, in the text or in a heading: `乡村` in
/// `乡村` and `乡村振兴`. With `x(j)` the value of term `j` in a text and `S(k)` the terms of topic `k`, the text
/// begins as one of `k` with probability
///
/// ```text
/// p(k) = c(k) / Σ c,    c(k) = Σ_{j ∈ S(k)} x(j),    c(rest) = 0.15
/// ```
///
/// where `rest`, if there is one, is the only topic without words: a single word met in passing leaves a text half its,
/// and a text without any is all its. From there expectation maximisation goes on ([`Em::start`](crate::Em::start)), as newsmap does (Watanabe 2018,
/// "Newsmap: A semi-supervised approach to geographical news classification"). Where labels come the words stay as
/// a text of their own for each topic ([`prior`](Self::prior)): to naive Bayes a Dirichlet prior that leans to
/// them, as in keyword-assisted models (Eshima, Imai & Sasaki 2024).
#[derive(Debug, Clone)]
pub struct Seeds {
    n_topics: usize,
    /// Of each term that holds a seed word the topics it speaks for.
    topics_of: BTreeMap<u32, Vec<usize>>,
    /// The only topic without words, for which a text without any seed word speaks.
    rest: Option<usize>,
}

/// What speaks for the topic without words in every text: about as much as one word met in passing does for another.
const REST: f64 = 0.15;

impl Seeds {
    /// The seed words that the vocabulary knows; nothing where no topic has words.
    pub fn of(themes: &ThemeSet, vocabulary: &TfIdf) -> Option<Self> {
        if !themes.has_words() {
            return None;
        }
        let topics = themes.topics();
        let mut topics_of = BTreeMap::new();
        for column in 0..u32::try_from(vocabulary.n_terms()).unwrap_or(u32::MAX) {
            let (words, is_pair) = term_words(vocabulary.term(column).unwrap_or_default());
            if is_pair {
                continue;
            }
            let holds = |topic: &usize| topics[*topic].words.iter().any(|word| words.contains(&**word));
            let found: Vec<usize> = (0..topics.len()).filter(holds).collect();
            if !found.is_empty() {
                topics_of.insert(column, found);
            }
        }
        let mut without = (0..topics.len()).filter(|&topic| topics[topic].words.is_empty());
        let rest = without.next().filter(|_| without.next().is_none());
        Some(Self { n_topics: topics.len(), topics_of, rest })
    }

    /// For each topic that has words in the vocabulary a text of them alone, each counting the same, of Euclidean
    /// length 1 as the vectors of texts are.
    pub fn prior(&self) -> Vec<(usize, SparseVector)> {
        let of_topic = |topic: usize| {
            let own = self.topics_of.iter().filter(|(_, topics)| topics.contains(&topic));
            let mut vector = SparseVector::from_entries(own.map(|(&column, _)| (column, 1.0)).collect());
            if vector.is_empty() {
                return None;
            }
            vector.scale(1.0 / vector.l2_norm());
            Some((topic, vector))
        };
        (0..self.n_topics).filter_map(of_topic).collect()
    }

    /// How likely the words make each topic of a text; all 0 where they say nothing.
    pub fn guess(&self, text: &SparseVector) -> Vec<f64> {
        let mut topics = vec![0.0; self.n_topics];
        for (column, value) in text.iter() {
            for &topic in self.topics_of.get(&column).into_iter().flatten() {
                topics[topic] += value;
            }
        }
        if let Some(rest) = self.rest {
            topics[rest] = REST;
        }
        let sum: f64 = topics.iter().sum();
        if sum > 0.0 {
            topics.iter_mut().for_each(|p| *p /= sum);
        }
        topics
    }
}

#[cfg(test)]
mod tests {
    use gongwen_features::TfIdfParams;

    use super::*;

    fn seeds(toml: &str, terms: &[&str]) -> Option<Seeds> {
        let bag = terms.iter().map(|&term| (term.to_owned(), 1.0)).collect();
        Seeds::of(&ThemeSet::from_toml(toml).unwrap(), &TfIdfParams::default().fit([&bag]))
    }

    /// Columns are in code-point order: 0 heading:水库, 1 char:公路 …
    const TERMS: [&str; 5] = ["公路桥", "char:公路", "heading:水库", "食堂", "水库"];

    #[test]
    fn a_text_begins_as_its_words_say() {
        let toml = "[[theme]]\nid='roads'\nwords=['公路']\n[[theme]]\nid='water'\nwords=['水库']\n[[theme]]\nid='rest'";
        let seeds = seeds(toml, &TERMS).unwrap();
        let mut sorted = TERMS;
        sorted.sort_unstable();
        let text = |words: &[(&str, f64)]| {
            let column = |word: &str| sorted.iter().position(|term| *term == word).unwrap() as u32;
            SparseVector::from_entries(words.iter().map(|&(word, value)| (column(word), value)).collect())
        };
        let guess = seeds.guess(&text(&[("公路桥", 0.15), ("heading:水库", 0.3)]));
        [0.25, 0.5, 0.25]
            .iter()
            .zip(&guess)
            .for_each(|(p, found)| assert!((p - found).abs() < 1e-12, "{guess:?}"));
        assert_eq!(seeds.guess(&text(&[("食堂", 1.0)])), [0.0, 0.0, 1.0]);
        assert_eq!(seeds.guess(&text(&[("char:公路", 1.0)])), [0.0, 0.0, 1.0]);
        let prior = seeds.prior();
        assert_eq!(prior.iter().map(|(topic, _)| *topic).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(prior[0].1, text(&[("公路桥", 1.0)]));
        assert!((prior[1].1.l2_norm() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_words_there_are_no_seeds_and_two_topics_without_are_no_rest() {
        assert!(seeds("[[theme]]\nid='a'", &TERMS).is_none());
        let two = "[[theme]]\nid='a'\nwords=['公路']\n[[theme]]\nid='b'\n[[theme]]\nid='c'";
        let seeds = seeds(two, &TERMS).unwrap();
        assert_eq!(seeds.guess(&SparseVector::default()), [0.0; 3]);
    }
}
