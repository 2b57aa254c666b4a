//! From words to groups, by latent semantic analysis and k-means: the only file that knows linfa's crates for them.

use gongwen_features::{Bag, SparseVector, TfIdf, TfIdfParams};
use linfa::DatasetBase;
use linfa::traits::{Fit, Predict};
use linfa_clustering::KMeans;
use linfa_reduction::Pca;
use ndarray::{Array1, Array2, Axis};

use super::words::Words;

/// Paragraphs in groups.
pub(super) struct Clustered {
    /// The group of each paragraph; of several groups the number `groups` for those that hold none of the words.
    pub(super) group_of: Vec<usize>,
    /// How near each paragraph is to the middle of its group, 1 for the middle itself.
    pub(super) closeness: Vec<f64>,
    /// Number of groups.
    pub(super) groups: usize,
}

/// Columns at most, the words in most paragraphs; rarer ones group nothing.
const MOST_WORDS: usize = 2000;
/// Rows at most from which the dimensions are learnt; the others are only placed in them.
const MOST_ROWS: usize = 3000;

/// Groups paragraphs by their words. What is drawn by lot is drawn from fixed seeds: the same words give the same
/// groups.
pub(super) fn cluster(words: &Words, wanted: usize, dimensions: usize) -> Clustered {
    let (vectors, terms) = vectors(words);
    let rows: Vec<usize> = (0..vectors.len()).filter(|&at| !vectors[at].is_empty()).collect();
    let (wanted, dimensions) = (wanted.min(rows.len()), dimensions.min(rows.len()).min(terms));
    let mut closeness = vec![0.0; vectors.len()];
    let in_one = |closeness| Clustered { group_of: vec![0; vectors.len()], closeness, groups: 1 };
    // Nothing can be learnt of no rows or no columns: linfa panics there.
    if wanted < 2 || dimensions == 0 {
        return in_one(closeness);
    }
    let dataset = DatasetBase::from(placed(&vectors, &rows, terms, dimensions));
    let Ok(grouped) = KMeans::params(wanted).fit(&dataset) else { return in_one(closeness) };
    let mut group_of = vec![wanted; vectors.len()];
    let members: Array1<usize> = grouped.predict(dataset.records());
    for ((&at, &group), row) in rows.iter().zip(&members).zip(dataset.records().rows()) {
        let middle = grouped.centroids().row(group);
        group_of[at] = group;
        closeness[at] = 1.0 - (&row - &middle).mapv(|d| d * d).sum().sqrt();
    }
    Clustered { group_of, closeness, groups: wanted }
}

/// TF-IDF vectors of the paragraphs over the words in most of them, and how many words these are.
fn vectors(words: &Words) -> (Vec<SparseVector>, usize) {
    let mut paragraphs = vec![0usize; words.vocabulary.len()];
    words.of.iter().flatten().for_each(|&(word, _)| paragraphs[word] += 1);
    let mut order: Vec<usize> = (0..paragraphs.len()).collect();
    order.sort_by_key(|&word| (std::cmp::Reverse(paragraphs[word]), word));
    let kept: Vec<bool> = {
        let mut kept = vec![false; paragraphs.len()];
        order.iter().take(MOST_WORDS).for_each(|&word| kept[word] = true);
        kept
    };
    let bag = |of: &Vec<(usize, f64)>| -> Bag {
        let kept = of.iter().filter(|(word, _)| kept[*word]);
        kept.map(|&(word, count)| (words.vocabulary[word].clone(), count)).collect()
    };
    let bags: Vec<Bag> = words.of.iter().map(bag).collect();
    let tfidf: TfIdf = TfIdfParams::default().fit(&bags);
    (bags.iter().map(|bag| tfidf.transform(bag)).collect(), tfidf.n_terms())
}

/// The rows in the dimensions that most of their differences lie in, each of length 1: what counts is the direction of a
/// paragraph, not its length. Rows as they are where nothing can be learnt.
fn placed(vectors: &[SparseVector], rows: &[usize], terms: usize, dimensions: usize) -> Array2<f64> {
    let mut drawn = rows.to_vec();
    if drawn.len() > MOST_ROWS {
        fastrand::Rng::with_seed(0).shuffle(&mut drawn);
        drawn.truncate(MOST_ROWS);
    }
    let mut dense = Array2::zeros((drawn.len(), terms));
    for (mut row, &at) in dense.rows_mut().into_iter().zip(&drawn) {
        vectors[at].iter().for_each(|(term, value)| row[term as usize] = value);
    }
    let fitted = Pca::params(dimensions).fit(&DatasetBase::from(dense));
    let mut placed = match &fitted {
        // Rows that are all alike differ in no dimension.
        Ok(fitted) if fitted.components().nrows() > 0 => {
            let (components, mean) = (fitted.components(), fitted.mean());
            let middle = components.dot(mean);
            let mut placed = Array2::zeros((rows.len(), components.nrows()));
            for (mut row, &at) in placed.rows_mut().into_iter().zip(rows) {
                row -= &middle;
                for (term, value) in vectors[at].iter() {
                    row.scaled_add(value, &components.column(term as usize));
                }
            }
            placed
        }
        _ => {
            let mut placed = Array2::zeros((rows.len(), terms));
            for (mut row, &at) in placed.rows_mut().into_iter().zip(rows) {
                vectors[at].iter().for_each(|(term, value)| row[term as usize] = value);
            }
            placed
        }
    };
    for mut row in placed.axis_iter_mut(Axis(0)) {
        let length = row.dot(&row).sqrt();
        if length > 0.0 {
            row /= length;
        }
    }
    placed
}
