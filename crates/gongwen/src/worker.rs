//! What one thread needs to answer about one paragraph after the other: buffers, and what the last one stood under.

use std::ops::Range;

use gongwen_classifier::{Answer, ByWords, Input, Model, ScoreError};
use gongwen_features::{Fields, Session, SparseVector, Terms, Words};
use gongwen_parse::{Document, Paragraph, Report};
use gongwen_write::Tag;
use rustc_hash::FxHashMap;

use crate::passages::Sentences;
use crate::settings::AnswerSettings;
use crate::text::{fields, is_bare_heading, is_letter, with_items};

/// An answer with the text it is about and that text's features.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered<'t> {
    /// The text that was classified: a bare heading's may be that of its items, too.
    pub text: &'t str,
    /// Its features.
    pub vector: SparseVector,
    /// What its words say.
    pub by_words: ByWords,
    /// The answer.
    pub answer: Answer,
}

impl Answered<'_> {
    /// As the model takes it, to ask it for more.
    pub fn input(&self) -> Input<'_> {
        Input { vector: &self.vector, text: self.text }
    }
}

/// A paragraph as its words are judged, before the rest of its report is asked.
pub(crate) struct Judged {
    vector: SparseVector,
    pub(crate) by_words: ByWords,
    sentences: Option<Sentences>,
}

/// A text as its words are judged.
struct Read<'t> {
    text: &'t str,
    vector: SparseVector,
    by_words: ByWords,
}

/// A model at work.
pub(crate) struct Worker<'t> {
    model: &'t Model,
    words: &'t Words,
    answers: &'t AnswerSettings,
    session: Session<'t>,
}

impl<'t> Worker<'t> {
    pub(crate) fn new(model: &'t Model, words: &'t Words, answers: &'t AnswerSettings) -> Self {
        Self { model, words, answers, session: model.vectorizer.session() }
    }

    /// Judges a paragraph, the first of these, by its words; the others are those that follow it in its document.
    pub(crate) fn judge(
        &mut self,
        document: &Document,
        paragraphs: &[(&Report, &Paragraph)],
    ) -> Result<Option<Judged>, ScoreError> {
        let Some(&(report, paragraph)) = paragraphs.first() else { return Ok(None) };
        let (fields, with_items) = (fields(report, paragraph), with_items(paragraphs));
        let terms = self.session.terms(fields.text);
        let Read { vector, by_words, .. } = self.read(&fields, &terms, with_items.as_deref())?;
        let sentences = match (&self.model.chain, self.answers.passages) {
            (Some(chain), true) => Sentences::of(document, paragraph, chain, |sentence| {
                Ok(self.by_words(&Fields { lead: None, ..fields }, &terms, sentence)?.by_words)
            })?,
            _ => None,
        };
        Ok(Some(Judged { vector, by_words, sentences }))
    }

    /// The tag of a paragraph that was judged, by the answer about it.
    pub(crate) fn tag(&self, paragraph: &Paragraph, judged: &Judged, answer: &Answer) -> Tag {
        let tag = Tag {
            theme: answer.theme,
            topic: answer.topic,
            confidence: answer.confidence,
            unsure: answer.confidence < self.answers.min_confidence,
            themes: answer.above.iter().map(|&theme| (theme, answer.themes[theme])).collect(),
            topics: topics_above(answer, self.model.threshold),
            evidence: self.evidence(Input { vector: &judged.vector, text: &paragraph.text }, answer),
            bare: is_bare_heading(paragraph),
            passages: Vec::new(),
            correction: String::new(),
        };
        let passages = match self.answers.passages {
            true => Sentences::passages(judged.sentences.as_ref(), self.model, paragraph, &tag),
            false => Vec::new(),
        };
        Tag { passages, ..tag }
    }

    /// Answers about a text as [`read`](Self::read) reads it.
    pub(crate) fn answered<'a>(
        &mut self,
        fields: &Fields<'a>,
        with_items: Option<&'a str>,
    ) -> Result<Answered<'a>, ScoreError> {
        let terms = self.session.terms(fields.text);
        let Read { text, vector, by_words } = self.read(fields, &terms, with_items)?;
        let answer = self.model.answer_alone(&by_words);
        Ok(Answered { text, vector, by_words, answer })
    }

    /// Reads a text by itself, or `with_items`, where that makes the model surer: a heading is about what stands
    /// under it, unless that is of all kinds.
    fn read<'a>(
        &mut self,
        fields: &Fields<'a>,
        terms: &Terms,
        with_items: Option<&'a str>,
    ) -> Result<Read<'a>, ScoreError> {
        let alone = self.by_words(fields, terms, 0..fields.text.len())?;
        let alone = self.own_words(fields, terms, alone)?;
        let Some(text) = with_items else { return Ok(alone) };
        let items = self.session.terms(text);
        let together = self.by_words(&Fields { text, ..*fields }, &items, 0..text.len())?;
        let confidence = |read: &Read| self.model.answer_alone(&read.by_words).confidence;
        let surer = confidence(&together) >= confidence(&alone);
        Ok(if surer { together } else { alone })
    }

    /// What a short text's own words say, where they are sure and the headings above speak of something else:
    /// `（十一）改造老旧小区。` is no safety for standing in a list of safety work.
    fn own_words<'a>(
        &mut self,
        fields: &Fields<'a>,
        terms: &Terms,
        read: Read<'a>,
    ) -> Result<Read<'a>, ScoreError> {
        let settings = &self.answers.own_words;
        let letters = fields.text.chars().filter(|&c| is_letter(c));
        if fields.headings.is_empty() || letters.take(settings.letters + 1).count() > settings.letters {
            return Ok(read);
        }
        let own = self.by_words(&Fields { headings: &[], ..*fields }, terms, 0..fields.text.len())?;
        let answer = self.model.answer_alone(&own.by_words);
        let sure = answer.confidence >= settings.confidence;
        let other = || answer.theme != self.model.answer_alone(&read.by_words).theme;
        Ok(if sure && other() { own } else { read })
    }

    /// What the words of a part of a text say.
    fn by_words<'a>(
        &mut self,
        fields: &Fields<'a>,
        terms: &Terms,
        part: Range<usize>,
    ) -> Result<Read<'a>, ScoreError> {
        let text = &fields.text[part.clone()];
        let vector = self.session.vectorize_part(terms, part, fields);
        let by_words = self.model.by_words(Input { vector: &vector, text })?;
        Ok(Read { text, vector, by_words })
    }

    /// Words that speak for the answered theme against its strongest rival, with their contributions to the
    /// score difference, strongest first; what a word contributes in headings, in the lead and as a pair of
    /// characters is added up. Pairs of characters that are no word (产工 in 安全生产工作) are not listed.
    fn evidence(&self, input: Input<'_>, answer: &Answer) -> Vec<(String, f64)> {
        let (model, words, most) = (self.model, self.words, self.answers.evidence);
        if most == 0 {
            return Vec::new();
        }
        let Some(evidence) = model.evidence(input, answer) else {
            return Vec::new();
        };
        // By word what it adds, in the order of its columns, and whether it stands in the text as a word.
        let mut sums: FxHashMap<u32, (f64, bool)> = FxHashMap::default();
        for &(column, contribution) in &evidence.difference.terms {
            if let Some((word, is_pair)) = words.of_column(column) {
                let (sum, is_word) = sums.entry(word).or_default();
                *sum += contribution;
                *is_word |= !is_pair;
            }
        }
        let found = sums.into_iter().filter(|(_, (sum, is_word))| *is_word && *sum > 0.0);
        let mut found: Vec<(u32, f64)> = found.map(|(word, (sum, _))| (word, sum)).collect();
        // Of equals the first in code-point order.
        found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found.into_iter().map(|(word, sum)| (words.name(word).to_owned(), sum)).collect()
    }
}

/// The answered topic and all others whose probability reaches the threshold, likeliest first.
fn topics_above(answer: &Answer, threshold: f64) -> Vec<(usize, f64)> {
    let topics = answer.topics.iter().copied().enumerate();
    let mut above: Vec<(usize, f64)> =
        topics.filter(|&(topic, p)| topic == answer.topic || p >= threshold).collect();
    above.sort_by(|a, b| b.1.total_cmp(&a.1));
    above
}
