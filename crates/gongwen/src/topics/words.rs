//! Which words tell groups of paragraphs apart, and how much each tells of one.

use std::collections::{BTreeMap, BTreeSet};

use gongwen_features::{Fields, TermExtractor, term_words};
use rayon::prelude::*;

use super::Source;

/// The words of some paragraphs.
pub(super) struct Words {
    /// In code-point order.
    pub(super) vocabulary: Vec<String>,
    /// Of every paragraph the indices of its words, ascending, with their counts.
    pub(super) of: Vec<Vec<(usize, f64)>>,
}

/// A word that fewer units use is a name of a place, a person or a brand rather than a matter.
const FEWEST_UNITS: usize = 3;
/// A word in more than this share of the paragraphs tells none of them apart.
const TOO_COMMON: f64 = 0.25;
/// What a word in the heading above counts.
const HEADING: f64 = 0.5;

impl Words {
    /// The words that tell paragraphs apart: of two characters or more, in a quarter of all paragraphs at most, and used
    /// by at least three units whose names do not hold them (by all there are, where these are fewer).
    pub(super) fn of(sources: &[Source<'_>], extractor: &TermExtractor) -> Self {
        let counts: Vec<BTreeMap<String, f64>> =
            sources.par_iter().map(|source| counts(source, extractor)).collect();
        let units: BTreeSet<&str> = sources.iter().map(|source| source.unit).collect();
        let fewest = FEWEST_UNITS.min(units.len());
        let mut found: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
        for (source, counts) in sources.iter().zip(&counts) {
            for word in counts.keys() {
                let (paragraphs, of_units) = found.entry(word).or_default();
                *paragraphs += 1;
                // A unit's own name, or a part of it, is no matter of that unit.
                if of_units.len() < fewest && !source.unit.contains(&**word) {
                    of_units.insert(source.unit);
                }
            }
        }
        // Of few paragraphs a word of each of the units is not too common.
        let most = ((TOO_COMMON * sources.len() as f64) as usize).max(fewest).max(2);
        found.retain(|_, (paragraphs, of_units)| {
            *paragraphs > 1 && *paragraphs <= most && of_units.len() >= fewest
        });
        let index: BTreeMap<&str, usize> = found.keys().enumerate().map(|(at, &word)| (word, at)).collect();
        let known = |counts: &BTreeMap<String, f64>| {
            counts.iter().filter_map(|(word, &count)| Some((*index.get(&**word)?, count))).collect()
        };
        let of = counts.iter().map(known).collect();
        Self { vocabulary: index.keys().map(|&word| word.to_owned()).collect(), of }
    }

    /// Of every word the paragraphs that hold it.
    fn paragraphs(&self) -> Vec<usize> {
        let mut paragraphs = vec![0; self.vocabulary.len()];
        self.of.iter().flatten().for_each(|&(word, _)| paragraphs[word] += 1);
        paragraphs
    }

    /// The words that tell most of each group, at most so many, the most telling first: by how many paragraphs of the
    /// group hold them and how many of the rest ([`keyness`]), and of words that hold each other the most telling.
    pub(super) fn telling(&self, group_of: &[usize], groups: usize, most: usize) -> Vec<Vec<String>> {
        let everywhere = self.paragraphs();
        let all = self.of.len();
        let of_group = |group: usize| {
            let members = group_of.iter().filter(|&&own| own == group).count();
            let mut inside = vec![0; self.vocabulary.len()];
            let own = self.of.iter().zip(group_of).filter(|&(_, &own)| own == group);
            own.flat_map(|(words, _)| words).for_each(|&(word, _)| inside[word] += 1);
            let key =
                |word: usize| keyness(inside[word], members, everywhere[word] - inside[word], all - members);
            let mut words: Vec<(f64, usize)> =
                (0..inside.len()).filter(|&word| inside[word] > 1).map(|word| (key(word), word)).collect();
            words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut told: Vec<String> = Vec::new();
            for (_, word) in words.into_iter().filter(|(key, _)| *key > 0.0) {
                let word = &self.vocabulary[word];
                if told.len() < most
                    && !told.iter().any(|told| told.contains(&**word) || word.contains(&**told))
                {
                    told.push(word.clone());
                }
            }
            told
        };
        (0..groups).map(of_group).collect()
    }
}

fn counts(source: &Source<'_>, extractor: &TermExtractor) -> BTreeMap<String, f64> {
    let headings = &source.paragraph.path[source.paragraph.path.len().saturating_sub(1)..];
    let fields = Fields { text: &source.paragraph.text, headings, ..Fields::default() };
    let mut counts = BTreeMap::new();
    for (term, count) in extractor.bag(&fields) {
        let (word, is_pair) = term_words(&term);
        let is_matter = !is_pair
            && word.chars().count() > 1
            && word.chars().all(char::is_alphabetic)
            && !is_ordinal(word);
        if is_matter {
            let weight = if term.len() == word.len() { 1.0 } else { HEADING };
            *counts.entry(word.to_owned()).or_default() += weight * count;
        }
    }
    counts
}

/// Whether a word but counts: 一是, 第二.
fn is_ordinal(word: &str) -> bool {
    let counts = |c: char| "一二三四五六七八九十".contains(c);
    word.strip_suffix('是').or_else(|| word.strip_prefix('第')).is_some_and(|rest| rest.chars().all(counts))
}

/// How much a word tells of a group: the log-likelihood ratio of its being as frequent inside as outside, negative where
/// it is rarer inside (Dunning 1993; the usual keyness of corpus linguistics). `inside` of `members` paragraphs hold it,
/// and `outside` of `others`:
///
/// ```text
/// G² = 2 · Σ O · ln(O / E)    over the four cells of the table, E as if membership did not matter
/// ```
pub(super) fn keyness(inside: usize, members: usize, outside: usize, others: usize) -> f64 {
    let all = (members + others) as f64;
    let holding = (inside + outside) as f64;
    let cell = |observed: usize, row: f64, column: usize| {
        let (observed, expected) = (observed as f64, row * column as f64 / all);
        if observed > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
    };
    let sum = cell(inside, holding, members)
        + cell(outside, holding, others)
        + cell(members - inside, all - holding, members)
        + cell(others - outside, all - holding, others);
    let more_inside = inside as f64 * others as f64 > outside as f64 * members as f64;
    if more_inside { 2.0 * sum } else { -2.0 * sum }
}

#[cfg(test)]
mod tests {
    use super::keyness;

    /// By SciPy 1.17: `chi2_contingency([[10, 5], [30, 155]], correction=False, lambda_="log-likelihood")`.
    #[test]
    fn keyness_is_the_log_likelihood_ratio() {
        assert!((keyness(10, 40, 5, 160) - 17.067_518).abs() < 1e-6, "{}", keyness(10, 40, 5, 160));
        assert_eq!(keyness(5, 50, 15, 150), -0.0);
        assert!(keyness(1, 50, 30, 150) < 0.0);
        assert!(keyness(20, 20, 0, 80) > keyness(10, 20, 0, 80));
    }
}
