//! What a piece may be: a section with a title, an item, plain text.

use super::Span;
use crate::marker::Class;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A section with a title; `body` is what follows the title in the same line, maybe empty.
    Heading { title: Span, body: Span },
    /// Numbered text without a title; `text` is what follows the number.
    Item { text: Span },
    /// Text without a number.
    Plain,
}

/// A piece whose number belongs to the outline, while its kind is being found.
pub(super) struct Section {
    pub(super) piece: usize,
    pub(super) class: Class,
    /// Sections of the same row are siblings: one class under one parent.
    pub(super) row: usize,
    /// Everything behind the number.
    pub(super) text: Span,
    pub(super) reading: Titling,
}

/// How the text behind a number may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Titling {
    /// All of it is a title.
    Whole,
    /// A title up to here, closed by a mark of its own.
    Closed(usize),
    /// A title up to here, run together with the body.
    Glued(usize),
    /// No title found.
    Untitled,
}

impl Titling {
    /// Where the title ends, if there is one; `text` is everything behind the number.
    pub(super) fn title_end(self, text: Span) -> Option<usize> {
        match self {
            Titling::Whole => Some(text.end()),
            Titling::Closed(end) | Titling::Glued(end) => Some(end),
            Titling::Untitled => None,
        }
    }
}
