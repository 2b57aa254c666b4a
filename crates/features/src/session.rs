//! Vectors of many texts, one after the other: terms go straight from words to columns.

use std::fmt;
use std::ops::Range;

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
    above: Above,
    word: String,
}

/// What the last text stood under: as many of these headings as there were, and maybe this title.
#[derive(Default)]
struct Above {
    headings: Vec<Looked>,
    depth: usize,
    title: Looked,
    titled: bool,
    /// Their columns, in order, with what each weighs in a vector before that is brought to its length.
    weighed: Vec<(u32, f64)>,
}

/// The terms of a text that stand in the vocabulary (see [`Session::terms`]).
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Where each ends and its column, in order.
    words: Vec<(usize, u32)>,
    /// The same of pairs of characters.
    pairs: Vec<(usize, u32)>,
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
            counts: Counts::default(),
            above: Above::default(),
            word: String::new(),
        }
    }

    /// The vector of a text and its fields.
    pub fn vectorize(&mut self, fields: &Fields<'_>) -> SparseVector {
        let terms = self.terms(fields.text);
        self.vectorize_part(&terms, 0..fields.text.len(), fields)
    }

    /// The terms of a text, for the vectors of its parts and its own: so it is cut once.
    pub fn terms(&mut self, text: &str) -> Terms {
        let Self { extractor, lookup, word, .. } = self;
        let (mut words, mut pairs) = (Vec::new(), Vec::new());
        each_word(extractor, word, text, |end, word| {
            words.extend(lookup.text_word(word).map(|column| (end, column)));
        });
        each_pair(extractor, text, |end, first, second| {
            pairs.extend(lookup.text_pair(first, second).map(|column| (end, column)));
        });
        // Runs of words come behind the words.
        words.sort_by_key(|&(end, _)| end);
        Terms { words, pairs }
    }

    /// The vector of a part of a text, with these other fields: that of `Fields { text: &fields.text[part], ..*fields }`.
    /// `terms` are those of the whole text, `fields.text`; `part` is a range of its bytes.
    ///
    /// # Panics
    /// Where `part` is out of range, or cuts a character.
    ///
    /// ```
    /// use gongwen_features::{Fields, TermExtractor, TermSettings, TokenizerSettings, VectorizerParams};
    ///
    /// let extractor = TermExtractor::new(TokenizerSettings::Characters, TermSettings::default());
    /// let fields = Fields { text: "查隐患。招商。", ..Fields::default() };
    /// let bag = extractor.bag(&fields);
    /// let vectorizer = VectorizerParams::default().fit(extractor, &[bag]);
    /// let mut session = vectorizer.session();
    /// let (terms, first) = (session.terms(fields.text), 0.."查隐患。".len());
    /// let alone = Fields { text: "查隐患。", ..fields };
    /// assert_eq!(session.vectorize_part(&terms, first, &fields), vectorizer.vectorize(&alone));
    /// ```
    pub fn vectorize_part(&mut self, terms: &Terms, part: Range<usize>, fields: &Fields<'_>) -> SparseVector {
        let (text, from) = (fields.text, part.start);
        let is_mark = |c: char| !makes_pairs(c) && !c.is_alphabetic() && self.extractor.parts_at(c);
        let parts = |at: usize| at == text.len() || text[..at].chars().next_back().is_none_or(is_mark);
        if !(parts(part.start) && parts(part.end)) {
            // Words might be others without what stands around them.
            let own = self.terms(&text[part]);
            return self.vector(own.words.iter().chain(&own.pairs), fields);
        }
        let within = |terms: &'_ [(usize, u32)]| {
            let before = |end: usize| terms.partition_point(|&(at, _)| at <= end);
            before(from)..before(part.end)
        };
        let (words, pairs) = (within(&terms.words), within(&terms.pairs));
        self.vector(terms.words[words].iter().chain(&terms.pairs[pairs]), fields)
    }

    /// The vector of a text with these terms, and of its other fields.
    fn vector<'t>(
        &mut self,
        terms: impl Iterator<Item = &'t (usize, u32)>,
        fields: &Fields<'_>,
    ) -> SparseVector {
        self.look_above(fields);
        let Self { extractor, weights, tfidf, lookup, counts, above, word } = self;
        terms.for_each(|&(_, column)| counts.add(column));
        if let Some(lead) = fields.lead.filter(|_| weights.lead > 0.0) {
            each_term(extractor, lookup, word, lead, |columns| {
                columns.of(Field::Lead).into_iter().for_each(|column| counts.add(column));
                columns.of(Field::Text).into_iter().for_each(|column| counts.add_of_lead(column));
            });
        }
        let mut weighed = Vec::with_capacity(counts.0.len() + above.weighed.len());
        let mut above = above.weighed.iter().copied().peekable();
        for (column, [own, of_lead]) in counts.sorted() {
            let count = match lookup.field(column) {
                Field::Lead => f64::from(own) * weights.lead,
                _ => f64::from(own) + f64::from(of_lead) * weights.lead,
            };
            weighed.extend(std::iter::from_fn(|| above.next_if(|above| above.0 < column)));
            weighed.push((column, tfidf.weight(column, count)));
        }
        weighed.extend(above);
        counts.0.clear();
        tfidf.normalised(weighed)
    }

    /// Weighs the terms of the title and the headings, unless the last text stood under the same.
    fn look_above(&mut self, fields: &Fields<'_>) {
        let Self { extractor, weights, tfidf, lookup, counts, above, word } = self;
        let headings = if weights.heading > 0.0 { fields.headings } else { &[] };
        let title = fields.title.filter(|_| weights.title > 0.0);
        let mut same = (above.depth, above.titled) == (headings.len(), title.is_some());
        let mut look = |looked: &mut Looked, field: Field, text: &str| {
            if looked.text != text {
                same = false;
                looked.text.clear();
                looked.text.push_str(text);
                looked.columns.clear();
                each_term(extractor, lookup, word, text, |columns| looked.columns.extend(columns.of(field)));
            }
        };
        above.headings.resize_with(above.headings.len().max(headings.len()), Looked::default);
        above.headings.iter_mut().zip(headings).for_each(|(looked, text)| look(looked, Field::Heading, text));
        title.into_iter().for_each(|text| look(&mut above.title, Field::Title, text));
        if same {
            return;
        }
        (above.depth, above.titled) = (headings.len(), title.is_some());
        let looked = above.headings[..headings.len()].iter().chain(title.map(|_| &above.title));
        looked.flat_map(|looked| &looked.columns).for_each(|&column| counts.add(column));
        above.weighed.clear();
        above.weighed.extend(counts.sorted().map(|(column, [own, _])| {
            let of_field = if lookup.field(column) == Field::Title { weights.title } else { weights.heading };
            (column, tfidf.weight(column, f64::from(own) * of_field))
        }));
        counts.0.clear();
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
    each_word(extractor, buffer, text, |_, word| lookup.word(word).into_iter().for_each(&mut found));
    each_pair(extractor, text, |_, first, second| {
        lookup.pair(first, second).into_iter().for_each(&mut found);
    });
}

/// Hands on every word, or run of words, and where it ends.
fn each_word(extractor: &TermExtractor, buffer: &mut String, text: &str, mut found: impl FnMut(usize, &str)) {
    let found = |range: Range<usize>, word: &str| found(range.end, word);
    if extractor.settings().word_ngrams > 1 {
        // Runs of words have to be written out to be looked up.
        extractor.each_word_run(text, found);
    } else {
        extractor.each_word(text, buffer, found);
    }
}

/// Hands on every pair of characters, where such are terms, and where it ends.
fn each_pair(extractor: &TermExtractor, text: &str, mut found: impl FnMut(usize, char, char)) {
    if !extractor.settings().char_bigrams {
        return;
    }
    let mut last = None;
    for (at, c) in text.char_indices() {
        let this = Some(c).filter(|&c| makes_pairs(c));
        if let (Some(first), Some(second)) = (last, this) {
            found(at + c.len_utf8(), first, second);
        }
        last = this;
    }
}

/// The columns met in a text, each as often as it was; empty between texts.
///
/// A text has a few hundred of them: sorted they are counted faster than in a table of all columns.
#[derive(Default)]
struct Counts(Vec<u64>);

impl Counts {
    fn add(&mut self, column: u32) {
        self.0.push(u64::from(column) << 1);
    }

    /// Adds a term of the text that stands in the lead.
    fn add_of_lead(&mut self, column: u32) {
        self.0.push(u64::from(column) << 1 | 1);
    }

    /// What was counted, by ascending column: occurrences in the column's own field, and of a term of the text those in
    /// the lead.
    fn sorted(&mut self) -> impl Iterator<Item = (u32, [u32; 2])> {
        self.0.sort_unstable();
        self.0.chunk_by(|one, other| one >> 1 == other >> 1).map(|met| {
            let of_lead = met.iter().filter(|&met| met & 1 == 1).count();
            ((met[0] >> 1) as u32, [(met.len() - of_lead) as u32, of_lead as u32])
        })
    }
}
