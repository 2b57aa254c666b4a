//! Vectors of many texts, one after the other: terms go straight from words to columns.

use std::fmt;

use crate::bag::{FieldWeights, Fields, makes_pairs};
use crate::extractor::TermExtractor;
use crate::lookup::{Columns, Field, Lookup};
use crate::tfidf::TfIdf;
use crate::vector::SparseVector;

/// Makes the vectors of many texts. Gives what [`Vectorizer::vectorize`](crate::Vectorizer::vectorize) gives, in less time: it keeps its
/// buffers, and the terms of the headings that the last text stood under.
///
/// ```
/// use gongwen_features::{Bag, Fields, TermExtractor, TermSettings, TokenizerSettings, VectorizerParams};
///
/// let extractor = TermExtractor::new(TokenizerSettings::Characters, TermSettings::default());
/// let texts = ["检查隐患", "招商引资"].map(|text| Fields { text, ..Fields::default() });
/// let bags: Vec<Bag> = texts.iter().map(|fields| extractor.bag(fields)).collect();
/// let vectorizer = VectorizerParams::default().fit(extractor, &bags);
/// let mut session = vectorizer.session();
/// for fields in &texts {
///     assert_eq!(session.vectorize(fields), vectorizer.vectorize(fields));
/// }
/// ```
pub struct Session<'v> {
    extractor: &'v TermExtractor,
    weights: &'v FieldWeights,
    tfidf: &'v TfIdf,
    lookup: &'v Lookup,
    counts: Counts,
    headings: Vec<Looked>,
    title: Looked,
    word: String,
}

/// A short text that many texts share, and the columns of its terms, as often as they occur.
#[derive(Default)]
struct Looked {
    text: String,
    columns: Vec<u32>,
}

impl<'v> Session<'v> {
    pub(crate) fn new(
        extractor: &'v TermExtractor,
        weights: &'v FieldWeights,
        tfidf: &'v TfIdf,
        lookup: &'v Lookup,
    ) -> Self {
        Self {
            extractor,
            weights,
            tfidf,
            lookup,
            counts: Counts::new(tfidf.n_terms()),
            headings: Vec::new(),
            title: Looked::default(),
            word: String::new(),
        }
    }

    /// The vector of a text and its fields.
    pub fn vectorize(&mut self, fields: &Fields<'_>) -> SparseVector {
        let Self { extractor, weights, tfidf, lookup, counts, headings, title, word } = self;
        each_term(extractor, lookup, word, fields.text, |columns| {
            columns.of(Field::Text).into_iter().for_each(|column| counts.add(column));
        });
        if let Some(lead) = fields.lead.filter(|_| weights.lead > 0.0) {
            each_term(extractor, lookup, word, lead, |columns| {
                columns.of(Field::Lead).into_iter().for_each(|column| counts.add(column));
                columns.of(Field::Text).into_iter().for_each(|column| counts.add_of_lead(column));
            });
        }
        let mut add = |looked: &mut Looked, field: Field, text: &str| {
            if looked.text != text {
                looked.text.clear();
                looked.text.push_str(text);
                looked.columns.clear();
                each_term(extractor, lookup, word, text, |columns| looked.columns.extend(columns.of(field)));
            }
            looked.columns.iter().for_each(|&column| counts.add(column));
        };
        if weights.heading > 0.0 {
            headings.resize_with(headings.len().max(fields.headings.len()), Looked::default);
            for (looked, heading) in headings.iter_mut().zip(fields.headings) {
                add(looked, Field::Heading, heading);
            }
        }
        if let Some(text) = fields.title.filter(|_| weights.title > 0.0) {
            add(title, Field::Title, text);
        }
        let weigh = |column, [own, of_lead]: [u32; 2]| {
            let of_field = match lookup.field(column) {
                Field::Text => return f64::from(own) + f64::from(of_lead) * weights.lead,
                Field::Heading => weights.heading,
                Field::Lead => weights.lead,
                Field::Title => weights.title,
            };
            f64::from(own) * of_field
        };
        let mut weighed = Vec::new();
        counts.drain(|column, counts| weighed.push((column, weigh(column, counts))));
        tfidf.vector(weighed.into_iter())
    }
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("extractor", self.extractor).finish_non_exhaustive()
    }
}

/// Hands on the columns of every term of a text that the vocabulary holds in any field.
fn each_term(
    extractor: &TermExtractor,
    lookup: &Lookup,
    buffer: &mut String,
    text: &str,
    mut found: impl FnMut(Columns),
) {
    let settings = extractor.settings();
    if settings.word_ngrams > 1 {
        // Runs of words have to be written out to be looked up.
        extractor.each_word_run(text, |run| lookup.word(run).into_iter().for_each(&mut found));
    } else {
        extractor.each_word(text, buffer, |_, word| lookup.word(word).into_iter().for_each(&mut found));
    }
    if settings.char_bigrams {
        let mut last = None;
        for c in text.chars() {
            let this = Some(c).filter(|&c| makes_pairs(c));
            if let (Some(first), Some(second)) = (last, this) {
                lookup.pair(first, second).into_iter().for_each(&mut found);
            }
            last = this;
        }
    }
}

/// How often each column was counted; empty between texts.
struct Counts {
    /// By column: occurrences in the column's own field; for one of the text those in the lead, too.
    counts: Vec<[u32; 2]>,
    /// The columns counted, a bit each.
    counted: Vec<u64>,
    /// The words of `counted` that are not zero, a bit each: a text counts a few hundred columns of many thousand.
    used: Vec<u64>,
}

impl Counts {
    fn new(columns: usize) -> Self {
        let words = columns.div_ceil(64);
        Self { counts: vec![[0; 2]; columns], counted: vec![0; words], used: vec![0; words.div_ceil(64)] }
    }

    fn add(&mut self, column: u32) {
        self.counts[column as usize][0] += 1;
        self.mark(column);
    }

    fn add_of_lead(&mut self, column: u32) {
        self.counts[column as usize][1] += 1;
        self.mark(column);
    }

    fn mark(&mut self, column: u32) {
        let word = column as usize / 64;
        self.counted[word] |= 1 << (column % 64);
        self.used[word / 64] |= 1 << (word % 64);
    }

    /// Hands on what was counted, by ascending column.
    fn drain(&mut self, mut found: impl FnMut(u32, [u32; 2])) {
        let Self { counts, counted, used } = self;
        for (at, used) in used.iter_mut().enumerate() {
            for word in bits(std::mem::take(used)).map(|bit| at * 64 + bit) {
                for column in bits(std::mem::take(&mut counted[word])).map(|bit| word * 64 + bit) {
                    found(column as u32, std::mem::take(&mut counts[column]));
                }
            }
        }
    }
}

/// The places of the bits that are set, in ascending order.
fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(bit)
    })
}
