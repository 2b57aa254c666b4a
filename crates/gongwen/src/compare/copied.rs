//! What a report copies of another.

use std::collections::HashMap;
use std::ops::Range;

use gongwen_parse::duplicates::{Index, SHORTEST};
use gongwen_parse::{Paragraph, Span};

use super::Side;

/// Letters a sentence must have to be looked for by itself; shorter ones are set phrases.
const SHORTEST_SENTENCE: usize = 8;

/// A stretch of a report that stands in the other one, too.
#[derive(Clone, Debug, PartialEq)]
pub struct Copied<'a> {
    /// The paragraph it stands in.
    pub paragraph: &'a Paragraph,
    /// Bytes of the paragraph's text.
    pub text: Range<usize>,
    /// The same in the source.
    pub span: Span,
    /// The paragraph copied, and where it, or its sentences, stand in the source.
    pub of: &'a Paragraph,
    /// Where the original stands in its source.
    pub of_span: Span,
    /// Letters and digits.
    pub letters: usize,
    /// Figures in it: copied too, where it is copied word for word.
    pub figures: usize,
    /// 1 where it is copied word for word; else how alike the paragraphs are (see [`gongwen_parse::duplicates`]).
    pub similarity: f64,
}

impl Copied<'_> {
    /// Whether it is copied word for word.
    pub fn is_verbatim(&self) -> bool {
        self.similarity >= 1.0
    }
}

/// Letters and digits of a text: marks and white space may differ.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// A sentence of the earlier report.
struct Original<'a> {
    paragraph: &'a Paragraph,
    span: Span,
}

/// Finds runs of sentences that stand in both reports to the letter, of [`SHORTEST`] letters or more, and other
/// paragraphs that are nearly alike.
pub(super) fn find<'a>(a: &Side<'a>, b: &Side<'a>) -> Vec<Copied<'a>> {
    let document = |side: &Side<'a>| &side.figured.file.document;
    let mut originals: HashMap<String, Original<'a>> = HashMap::new();
    let mut index = Index::default();
    let of_a: Vec<&Paragraph> = own(a).collect();
    for &paragraph in &of_a {
        index.add(&paragraph.text);
        for sentence in document(a).sentences(paragraph) {
            let words: String = letters(&paragraph.text[sentence.text.clone()]).collect();
            originals.entry(words).or_insert(Original { paragraph, span: sentence.span });
        }
    }

    // Of each paragraph where its figures begin.
    let mut figures: HashMap<*const Paragraph, Vec<usize>> = HashMap::new();
    for found in b.figures() {
        figures.entry(found.paragraph).or_default().push(found.placed.figure.span.start);
    }

    let mut copied = Vec::new();
    for paragraph in own(b) {
        let near = index.add(&paragraph.text).filter(|near| near.of < of_a.len());
        let mut run: Option<Copied<'a>> = None;
        let mut runs: Vec<Copied<'a>> = Vec::new();
        for sentence in document(b).sentences(paragraph) {
            let words: String = letters(&paragraph.text[sentence.text.clone()]).collect();
            let count = words.chars().count();
            match (originals.get(&words), run.as_mut()) {
                (Some(original), Some(run)) if std::ptr::eq(run.of, original.paragraph) => {
                    run.text.end = sentence.text.end;
                    run.span = run.span.join(sentence.span);
                    run.of_span = run.of_span.join(original.span);
                    run.letters += count;
                }
                (Some(original), _) if count >= SHORTEST_SENTENCE => {
                    let begun = Copied {
                        paragraph,
                        text: sentence.text,
                        span: sentence.span,
                        of: original.paragraph,
                        of_span: original.span,
                        letters: count,
                        figures: 0,
                        similarity: 1.0,
                    };
                    runs.extend(run.replace(begun));
                }
                _ => runs.extend(run.take()),
            }
        }
        runs.extend(run);
        runs.retain(|run| run.letters >= SHORTEST);
        if let (true, Some(near)) = (runs.is_empty(), near) {
            let original = of_a[near.of];
            runs.push(Copied {
                paragraph,
                text: 0..paragraph.text.len(),
                span: paragraph.span,
                of: original,
                of_span: original.span,
                letters: letters(&paragraph.text).count(),
                figures: 0,
                // Word for word it would have been found above.
                similarity: near.similarity.min(NEARLY),
            });
        }
        for run in &mut runs {
            let starts = figures.get(&std::ptr::from_ref(paragraph)).into_iter().flatten();
            run.figures = starts.filter(|start| run.text.contains(start)).count();
        }
        copied.extend(runs);
    }
    copied
}

/// The highest similarity of paragraphs that differ in a letter.
const NEARLY: f64 = 0.99;

/// The paragraphs that say nothing of their own report again.
fn own<'a>(side: &Side<'a>) -> impl Iterator<Item = &'a Paragraph> + use<'a> {
    side.report.paragraphs().filter(|paragraph| paragraph.repeats.is_none())
}
