//! From a parsed document to the theme of each of its paragraphs.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use gongwen_classifier::{Answer, Input, Model};
use gongwen_features::{Fields, term_field};
use gongwen_parse::{Paragraph, Report};

use crate::inputs::ParsedFile;

/// How many words of evidence an answer carries.
const EVIDENCE: usize = 6;

/// A file with a tag for each of its paragraphs.
#[derive(Debug)]
pub(crate) struct TaggedFile {
    pub(crate) file: ParsedFile,
    /// In the order of [`gongwen_parse::Document::paragraphs`].
    pub(crate) tags: Vec<Tag>,
}

/// What the model says of a paragraph, and why.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) answer: Answer,
    /// Words that speak for the answered theme against its strongest rival, with their contributions to
    /// the score difference, strongest first; what a word contributes in headings and lead is added up.
    pub(crate) evidence: Vec<(String, f64)>,
}

impl TaggedFile {
    /// Tags every paragraph of a file.
    ///
    /// # Errors
    /// Only where the classifier is an outside program.
    pub(crate) fn tag(model: &Model, file: ParsedFile) -> Result<Self> {
        let paragraphs: Vec<_> = file.document.paragraphs().collect();
        let tag = |at: usize| {
            let (report, paragraph) = paragraphs[at];
            let text = text_to_classify(&paragraphs[at..]);
            tag_fields(model, &fields(report, paragraph, &text))
        };
        let tags: Result<_> = (0..paragraphs.len()).map(tag).collect();
        let tags = tags.with_context(|| file.name.clone())?;
        Ok(Self { file, tags })
    }

    /// The paragraphs with report and tag, in reading order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Report, &Paragraph, &Tag)> {
        self.file
            .document
            .paragraphs()
            .zip(&self.tags)
            .map(|((report, paragraph), tag)| (report, paragraph, tag))
    }
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

/// The text the first of these paragraphs is classified by: its own; for a run-in heading that stands
/// alone before its items (`（三）民生实事。一是…二是…`), also the items', for a heading is about what
/// stands under it.
pub(crate) fn text_to_classify(paragraphs: &[(&Report, &Paragraph)]) -> String {
    let Some(((_, own), following)) = paragraphs.split_first() else { return String::new() };
    let mut text = own.text.clone();
    if is_bare_heading(own) {
        let items = following.iter().take_while(|(_, p)| p.path == own.path && p.marker != own.marker);
        items.for_each(|(_, item)| text.push_str(&item.text));
    }
    text
}

/// Whether a paragraph is its run-in heading and nothing else.
fn is_bare_heading(paragraph: &Paragraph) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let heading = paragraph.path.last().map_or(0, |title| letters(title));
    heading > 0 && letters(&paragraph.text) <= heading + letters(&paragraph.marker)
}

fn tag_fields(model: &Model, fields: &Fields<'_>) -> Result<Tag> {
    let vector = model.vectorizer.vectorize(fields);
    let input = Input { vector: &vector, text: fields.text };
    let answer = model.classify(input)?;
    Ok(Tag { evidence: evidence(model, input, &answer), answer })
}

fn evidence(model: &Model, input: Input<'_>, answer: &Answer) -> Vec<(String, f64)> {
    let Some(evidence) = model.evidence(input, answer) else { return Vec::new() };
    let mut words: BTreeMap<&str, f64> = BTreeMap::new();
    for &(column, contribution) in &evidence.difference.terms {
        if let Some(term) = model.vectorizer.tfidf().term(column) {
            *words.entry(term_field(term).1).or_default() += contribution;
        }
    }
    let mut words: Vec<_> = words.into_iter().filter(|(_, contribution)| *contribution > 0.0).collect();
    words.sort_by(|a, b| b.1.total_cmp(&a.1));
    words.truncate(EVIDENCE);
    words.into_iter().map(|(word, contribution)| (word.to_owned(), contribution)).collect()
}
