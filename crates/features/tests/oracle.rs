//! TF-IDF against scikit-learn's `TfidfVectorizer` (figures made by `oracle/tfidf.py`).

use gongwen_features::{Bag, SparseVector, TfIdfParams};
use serde::Deserialize;

#[derive(Deserialize)]
struct Oracle {
    oracle: String,
    texts: Vec<Vec<String>>,
    unseen: Vec<String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    params: TfIdfParams,
    terms: Vec<String>,
    /// One dense row for each of the texts, then one for `unseen`.
    rows: Vec<Vec<f64>>,
}

fn bag(tokens: &[String]) -> Bag {
    let mut bag = Bag::new();
    for token in tokens {
        *bag.entry(token.clone()).or_default() += 1.0;
    }
    bag
}

fn dense(vector: &SparseVector, columns: usize) -> Vec<f64> {
    let mut row = vec![0.0; columns];
    for (column, value) in vector.iter() {
        row[column as usize] = value;
    }
    row
}

#[test]
fn vectors_equal_scikit_learns() {
    let oracle: Oracle = serde_json::from_str(include_str!("oracle/tfidf.json")).unwrap();
    assert_eq!(oracle.cases.len(), 16, "{}", oracle.oracle);
    let bags: Vec<Bag> = oracle.texts.iter().map(|tokens| bag(tokens)).collect();
    for case in &oracle.cases {
        let tfidf = case.params.fit(&bags);
        let terms: Vec<_> = (0..).map_while(|column| tfidf.term(column)).collect();
        assert_eq!(terms, case.terms, "sorted vocabulary, {:?}", case.params);

        let unseen = bag(&oracle.unseen);
        for (bag, expected) in bags.iter().chain([&unseen]).zip(&case.rows) {
            let row = dense(&tfidf.transform(bag), tfidf.n_terms());
            let equal = row.iter().zip(expected).all(|(ours, theirs)| (ours - theirs).abs() < 1e-9);
            assert!(equal && row.len() == expected.len(), "{:?}: {row:?} is not {expected:?}", case.params);
        }
    }
}

#[test]
fn a_stored_tfidf_gives_the_same_vectors() {
    let oracle: Oracle = serde_json::from_str(include_str!("oracle/tfidf.json")).unwrap();
    let bags: Vec<Bag> = oracle.texts.iter().map(|tokens| bag(tokens)).collect();
    let tfidf = TfIdfParams::default().fit(&bags);
    let stored = serde_json::to_string(&tfidf).unwrap();
    assert_eq!(serde_json::from_str::<gongwen_features::TfIdf>(&stored).unwrap(), tfidf);
}
