//! From a parsed document to the theme of each of its paragraphs.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use gongwen_classifier::{Answer, Group, Input, Model};
use gongwen_features::{Fields, term_words};
use gongwen_parse::{Paragraph, Report};
use gongwen_write::{FineTheme, Tag, TaggedFile, Theme, ThemeNames};

use crate::args::{AnswerArgs, ModelArgs};
use crate::inputs::ParsedFile;
use crate::model;

/// How many words of evidence an answer carries.
const EVIDENCE: usize = 6;

/// How to tag: the model, and below which confidence it is not sure.
#[derive(Debug)]
pub(crate) struct Tagger {
    pub(crate) model: Model,
    pub(crate) min_confidence: f64,
}

impl Tagger {
    /// Loads the model the command line names.
    pub(crate) fn new(model: &ModelArgs, answer: &AnswerArgs) -> Result<Self> {
        let mut model = model::load(model)?;
        model.threshold = answer.threshold;
        Ok(Self { model, min_confidence: answer.min_confidence })
    }

    /// Tags every paragraph of a file.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub(crate) fn tag(&self, file: ParsedFile) -> Result<TaggedFile> {
        let paragraphs: Vec<_> = file.document.paragraphs().collect();
        let tag = |at: usize| {
            let (report, paragraph) = paragraphs[at];
            let text = text_to_classify(&self.model, &paragraphs[at..])?;
            Ok(Tag {
                bare: is_bare_heading(paragraph),
                ..self.tag_fields(&fields(report, paragraph, &text))?
            })
        };
        let tags: Result<_> = (0..paragraphs.len()).map(tag).collect();
        let tags = tags.with_context(|| file.name.clone())?;
        Ok(TaggedFile { name: file.name, document: file.document, tags })
    }

    /// The names of the model's themes.
    pub(crate) fn names(&self) -> ThemeNames {
        let themes = &self.model.themes;
        let theme =
            |group: &Group| Theme { id: group.id.clone(), zh: group.zh.clone(), en: group.en.clone() };
        let fine = themes.themes().iter().zip(themes.group_map()).map(|(fine, &theme)| FineTheme {
            id: fine.id.clone(),
            zh: fine.zh.clone(),
            en: fine.en.clone(),
            theme,
        });
        ThemeNames { themes: themes.groups().iter().map(theme).collect(), fine: fine.collect() }
    }

    fn tag_fields(&self, fields: &Fields<'_>) -> Result<Tag> {
        let model = &self.model;
        let vector = model.vectorizer.vectorize(fields);
        let input = Input { vector: &vector, text: fields.text };
        let answer = model.classify(input)?;
        Ok(Tag {
            theme: answer.group,
            fine: answer.theme,
            confidence: answer.confidence,
            unsure: answer.confidence < self.min_confidence,
            themes: answer.above.iter().map(|&group| (group, answer.groups[group])).collect(),
            fine_themes: fine_above(&answer, model.threshold),
            evidence: evidence(model, input, &answer),
            bare: false,
        })
    }
}

/// The answered fine theme and all others whose probability reaches the threshold, likeliest first.
fn fine_above(answer: &Answer, threshold: f64) -> Vec<(usize, f64)> {
    let fine = answer.fine.iter().copied().enumerate();
    let mut above: Vec<(usize, f64)> =
        fine.filter(|&(theme, p)| theme == answer.theme || p >= threshold).collect();
    above.sort_by(|a, b| b.1.total_cmp(&a.1));
    above
}

/// What the feature crate sees of a paragraph.
pub(crate) fn fields<'a>(report: &'a Report, paragraph: &'a Paragraph, text: &'a str) -> Fields<'a> {
    Fields {
        text,
        lead: paragraph.lead.as_deref(),
        headings: &paragraph.path,
        title: report.title.as_deref(),
    }
}

/// The text the first of these paragraphs is classified by: its own. For a run-in heading that stands
/// alone before its items (`（三）民生实事。一是…二是…`) also the items', where that makes the model
/// surer: a heading is about what stands under it, unless that is of all kinds.
///
/// # Errors
/// Only where the classifier is an outside program.
pub(crate) fn text_to_classify(model: &Model, paragraphs: &[(&Report, &Paragraph)]) -> Result<String> {
    let Some((&(report, own), following)) = paragraphs.split_first() else { return Ok(String::new()) };
    if !is_bare_heading(own) {
        return Ok(own.text.clone());
    }
    let items = following.iter().take_while(|(_, p)| p.path == own.path && p.marker != own.marker);
    let with_items: String =
        std::iter::once(own.text.as_str()).chain(items.map(|(_, p)| p.text.as_str())).collect();
    let confidence = |text: &str| model.answer(&fields(report, own, text)).map(|answer| answer.confidence);
    let surer = confidence(&with_items)? >= confidence(&own.text)?;
    Ok(if surer { with_items } else { own.text.clone() })
}

/// Whether a paragraph is its run-in heading and nothing else.
fn is_bare_heading(paragraph: &Paragraph) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let heading = paragraph.path.last().map_or(0, |title| letters(title));
    heading > 0 && letters(&paragraph.text) <= heading + letters(&paragraph.marker)
}

/// Words that speak for the answered theme against its strongest rival, with their contributions to the
/// score difference, strongest first; what a word contributes in headings, in the lead and as a pair of
/// characters is added up. Pairs of characters that are no word (产工 in 安全生产工作) are not listed.
fn evidence(model: &Model, input: Input<'_>, answer: &Answer) -> Vec<(String, f64)> {
    let Some(evidence) = model.evidence(input, answer) else { return Vec::new() };
    let mut words: BTreeMap<&str, (f64, bool)> = BTreeMap::new();
    for &(column, contribution) in &evidence.difference.terms {
        if let Some(term) = model.vectorizer.tfidf().term(column) {
            let (word, characters) = term_words(term);
            let (sum, is_word) = words.entry(word).or_default();
            *sum += contribution;
            *is_word |= !characters;
        }
    }
    let mut words: Vec<(&str, f64)> = words
        .into_iter()
        .filter(|(_, (sum, is_word))| *is_word && *sum > 0.0)
        .map(|(w, (s, _))| (w, s))
        .collect();
    words.sort_by(|a, b| b.1.total_cmp(&a.1));
    words.truncate(EVIDENCE);
    words.into_iter().map(|(word, contribution)| (word.to_owned(), contribution)).collect()
}
