//! Runs of sentences of one theme: what a mixed paragraph says about each.

use std::ops::Range;

use gongwen_classifier::{ByWords, Chain, Model, ScoreError, argmax};
use gongwen_parse::{Document, Paragraph, Span};
use gongwen_write::{Passage, Tag};

/// The sentences of a paragraph of several, with what each is about.
pub(crate) struct Sentences(Vec<Sentence>);

struct Sentence {
    text: Range<usize>,
    span: Span,
    /// Probability of every topic.
    topics: Vec<f64>,
}

/// Whether a sentence is the paragraph's lead or its run-in heading, and nothing else.
fn is_title(paragraph: &Paragraph, sentence: &Range<usize>) -> bool {
    let text = &paragraph.text[sentence.clone()];
    let text = text.strip_prefix(&paragraph.marker).unwrap_or(text);
    let is = |title: &str| {
        let around = text.split_once(title);
        around.is_some_and(|(before, behind)| ![before, behind].concat().contains(char::is_alphanumeric))
    };
    paragraph.lead.as_deref().is_some_and(is) || paragraph.path.last().is_some_and(|title| is(title))
}

impl Sentences {
    /// Judges the sentences of a paragraph, each with the headings it stands under; nothing where it is but one.
    pub(crate) fn of(
        document: &Document,
        paragraph: &Paragraph,
        chain: &Chain,
        mut by_words: impl FnMut(Range<usize>) -> Result<ByWords, ScoreError>,
    ) -> Result<Option<Self>, ScoreError> {
        let sentences = document.sentences(paragraph);
        if sentences.len() < 2 {
            return Ok(None);
        }
        let judged: Vec<Vec<f64>> = sentences
            .iter()
            .map(|sentence| Ok(by_words(sentence.text.clone())?.log_posterior))
            .collect::<Result<_, ScoreError>>()?;
        let topics = chain.posteriors(&judged);
        let with_topics = sentences.into_iter().zip(topics);
        let mut sentences: Vec<Sentence> = with_topics
            .map(|(sentence, topics)| Sentence { text: sentence.text, span: sentence.span, topics })
            .collect();
        if let [first, second, ..] = &mut sentences[..]
            && is_title(paragraph, &first.text)
        {
            // A title is about what it heads.
            second.text.start = first.text.start;
            second.span = first.span.join(second.span);
            sentences.remove(0);
        }
        Ok(Some(Self(sentences)))
    }

    /// The passages of a paragraph that is tagged but for them. Where all sentences are of one theme, the
    /// paragraph as a whole knows better which.
    pub(crate) fn passages(
        of: Option<&Self>,
        model: &Model,
        paragraph: &Paragraph,
        tag: &Tag,
    ) -> Vec<Passage> {
        let runs = of.map(|sentences| sentences.runs(model)).unwrap_or_default();
        if runs.len() > 1 {
            return runs;
        }
        let Paragraph { text, span, .. } = paragraph;
        vec![Passage {
            text: 0..text.len(),
            span: *span,
            theme: tag.theme,
            topic: tag.topic,
            p: tag.confidence,
        }]
    }

    fn runs(&self, model: &Model) -> Vec<Passage> {
        let theme_of = model.themes.theme_map();
        let of_sentence = |sentence: &Sentence| {
            let themes = model.rollup.themes(&sentence.topics, theme_of);
            (argmax(&themes), themes)
        };
        let themes: Vec<(usize, Vec<f64>)> = self.0.iter().map(of_sentence).collect();
        let mut runs = Vec::new();
        let mut start = 0;
        for run in themes.chunk_by(|(a, _), (b, _)| a == b) {
            let theme = run[0].0;
            let sentences = &self.0[start..start + run.len()];
            start += run.len();
            let (first, last) = (&sentences[0], &sentences[sentences.len() - 1]);
            let text = first.text.start..last.text.end;
            let weight = |sentence: &Sentence| sentence.text.len() as f64 / text.len().max(1) as f64;
            let p = sentences.iter().zip(run).map(|(sentence, (_, themes))| weight(sentence) * themes[theme]);
            let topic = |k: usize| match theme_of[k] == theme {
                true => sentences.iter().map(|sentence| weight(sentence) * sentence.topics[k]).sum(),
                false => -1.0,
            };
            let topics: Vec<f64> = (0..theme_of.len()).map(topic).collect();
            runs.push(Passage {
                span: first.span.join(last.span),
                theme,
                topic: argmax(&topics),
                p: p.sum(),
                text,
            });
        }
        runs
    }
}
