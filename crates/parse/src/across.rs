//! What a document says again that stood in another one before it.

use crate::duplicates::Index;
use crate::{CodePoints, Document, Span};

/// Finds paragraphs that stand, nearly alike, in an earlier document (see [`crate::duplicates`]).
///
/// Documents are added one by one and need not be kept; memory grows linearly with the text added.
///
/// ```
/// use gongwen_parse::{Across, Options, parse};
///
/// let body = "持续推进老旧小区改造，完成云岭、松涛等六个小区的雨污分流和外墙修缮，惠及居民两千余户，群众满意度明显提升。";
/// let mut across = Across::default();
/// assert!(across.add(&parse(body, &Options::default())).is_empty());
///
/// let later = format!("一、民生\n{}\n", body.replace("云岭", "青石"));
/// let repeats = across.add(&parse(&later, &Options::default()));
/// assert_eq!(repeats[0].of_document, 0);
/// assert_eq!(repeats[0].of_place.0, 0);
/// assert!(repeats[0].span.of(&later).starts_with("持续推进"));
/// ```
#[derive(Default)]
pub struct Across {
    index: Index,
    /// Document and place of every text of the index.
    places: Vec<(usize, (usize, usize))>,
    documents: usize,
}

/// A paragraph that stands in an earlier document, too.
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrossRepeat {
    /// The paragraph in the source of the document just added.
    pub span: Span,
    /// How many documents were added before the earlier one.
    pub of_document: usize,
    /// The paragraph there: start and end in code points of that document's source.
    pub of_place: (usize, usize),
    /// Jaccard index of the two paragraphs' shingles, from 0 to 1.
    pub similarity: f64,
}

impl Across {
    /// Adds a document and returns what it repeats of those before it, in reading order. What it
    /// repeats of itself is known by [`crate::Paragraph::repeats`] and not reported again.
    pub fn add(&mut self, document: &Document) -> Vec<CrossRepeat> {
        let points = CodePoints::new(&document.source);
        let own = self.documents;
        self.documents += 1;
        let mut repeats = Vec::new();
        for (_, paragraph) in document.paragraphs().filter(|(_, paragraph)| paragraph.repeats.is_none()) {
            self.places.push((own, points.of(paragraph.span)));
            let Some(found) = self.index.add(&paragraph.text) else { continue };
            let (of_document, of_place) = self.places[found.of];
            if of_document != own {
                let similarity = found.similarity;
                repeats.push(CrossRepeat { span: paragraph.span, of_document, of_place, similarity });
            }
        }
        repeats
    }
}
