//! Where the text of a paragraph comes from.

use std::ops::Range;

use crate::Span;
use crate::repair::Edit;

/// From bytes of a paragraph's repaired text to its source, made once for all questions about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    span: Span,
    /// In order, without gap in either text.
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    source: Span,
    /// Where it begins in the text.
    start: usize,
    /// Bytes of the text; 0 where an edit takes the source out.
    len: usize,
    /// Whether the text is that of the source, byte by byte, and not what an edit put there.
    kept: bool,
}

impl Places {
    pub(crate) fn new<'e>(span: Span, edits: impl Iterator<Item = &'e Edit>) -> Self {
        let mut pieces = Vec::new();
        let (mut at, mut start) = (span.start(), 0);
        let mut push = |source: Span, len, kept| {
            if !(kept && len == 0) {
                pieces.push(Piece { source, start, len, kept });
                start += len;
            }
        };
        for edit in edits {
            let kept = Span::new(at, edit.span.start());
            push(kept, kept.len(), true);
            push(edit.span, edit.with.len(), false);
            at = edit.span.end();
        }
        let kept = Span::new(at, span.end());
        push(kept, kept.len(), true);
        Self { span, pieces }
    }

    /// The source of a byte range of the text: from where its first character came from to where its last one did.
    /// A range within what an edit put there is the edit's place.
    pub fn span(&self, range: Range<usize>) -> Span {
        let shown = |piece: &&Piece| piece.len > 0;
        // The piece that holds the first byte, and the one that holds the last.
        let first = self.pieces.partition_point(|piece| piece.start + piece.len <= range.start);
        let behind = self.pieces.partition_point(|piece| piece.start < range.end);
        let Some(last) = self.pieces[..behind].iter().rev().find(shown) else {
            return Span::new(self.span.start(), self.span.start());
        };
        let end = last.place(range.end, last.source.end());
        let start = self.pieces[first..].iter().find(shown);
        Span::new(start.map_or(end, |piece| piece.place(range.start, piece.source.start())), end)
    }
}

impl Piece {
    /// Where a byte of the text stands in the source; in what an edit put there, at `edge`.
    fn place(&self, byte: usize, edge: usize) -> usize {
        match self.kept {
            true => self.source.start() + byte.saturating_sub(self.start).min(self.source.len()),
            false => edge,
        }
    }
}
